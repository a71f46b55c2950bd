"""Every exception of the library.

``code`` and the typed attributes of a class are stable API; the words are not. The words live in
``messages/<lang>.toml`` under ``error.<code>``; ``str(error)`` is the English form and
``error.text("ja")`` any other. No attribute holds personal data, card bytes or key material.

Every class pickles, because errors cross process boundaries in simulations.
"""

from tokutei.errors.base import (
    AmbiguousTermError,
    CitationError,
    DocumentError,
    FactsError,
    FolderError,
    HistoryError,
    HistoryLineError,
    IdentifierError,
    MissingExtraError,
    NaiveDatetimeError,
    NotInForceError,
    OutOfTableError,
    PeriodError,
    ReadingError,
    ReformError,
    TableError,
    TokuteiError,
    TransitionRefused,
    UnknownTermError,
)
from tokutei.errors.chip import (
    CardError,
    CertificateError,
    ChipError,
    CodeTableError,
    DeliveryKeyError,
    ImageError,
    PinError,
    ProfileError,
    PurposeError,
    ReadAborted,
    ReaderError,
    SecureMessagingError,
    TlvError,
    TraceError,
    WrongNumberError,
)

__all__ = [
    "AmbiguousTermError",
    "CardError",
    "CertificateError",
    "ChipError",
    "CitationError",
    "CodeTableError",
    "DeliveryKeyError",
    "DocumentError",
    "FactsError",
    "FolderError",
    "HistoryError",
    "HistoryLineError",
    "IdentifierError",
    "ImageError",
    "MissingExtraError",
    "NaiveDatetimeError",
    "NotInForceError",
    "OutOfTableError",
    "PeriodError",
    "PinError",
    "ProfileError",
    "PurposeError",
    "ReadAborted",
    "ReaderError",
    "ReadingError",
    "ReformError",
    "SecureMessagingError",
    "TableError",
    "TlvError",
    "TokuteiError",
    "TraceError",
    "TransitionRefused",
    "UnknownTermError",
    "WrongNumberError",
]
