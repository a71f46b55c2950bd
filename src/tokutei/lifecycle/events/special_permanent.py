"""What special permanent residents apply for and notify."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Literal

from tokutei.lifecycle.events.base import Happening
from tokutei.lifecycle.events.filings import Asking
from tokutei.lifecycle.events.kinds import EventKind
from tokutei.lifecycle.events.register import MunicipalAsking
from tokutei.personal import Masked, Personal
from tokutei.vocabulary import ProcedureKind

__all__ = [
    "AskCertificateExchange",
    "FileCertificateDamageReissue",
    "FileCertificateReissue",
    "FileCertificateRenewal",
    "FileEarlyCertificateRenewal",
    "FileOrderedCertificateReissue",
    "FileSpecialBirth",
    "FileSpecialOther",
    "NotifyCertificateItems",
    "PermitSpecial",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class _CertificateFiling(MunicipalAsking):
    """What a special permanent resident files with the mayor."""

    by_organization: bool = False
    """Whether staff of an organisation file it (特例規則 21(2))."""


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class FileSpecialBirth(Masked, Asking):
    """Special permanent residence by birth is applied for (特例法 4, 21)."""

    occurred_on: Personal[date | None] = None
    """The day of the birth or other reason, from which the sixty days run; ``None``: the day of birth."""
    kind: Literal[EventKind.FILE_SPECIAL_BIRTH] = EventKind.FILE_SPECIAL_BIRTH
    procedure: ClassVar[ProcedureKind | None] = ProcedureKind.SPR_PERMISSION_BIRTH


@dataclass(frozen=True, slots=True, kw_only=True)
class FileSpecialOther(Asking):
    """Special permanent residence is applied for from another status (特例法 5)."""

    kind: Literal[EventKind.FILE_SPECIAL_OTHER] = EventKind.FILE_SPECIAL_OTHER
    procedure: ClassVar[ProcedureKind | None] = ProcedureKind.SPR_PERMISSION_OTHER


@dataclass(frozen=True, slots=True, kw_only=True)
class PermitSpecial(Happening):
    """Special permanent residence is permitted (特例法 4, 5, 6)."""

    kind: Literal[EventKind.PERMIT_SPECIAL] = EventKind.PERMIT_SPECIAL


@dataclass(frozen=True, slots=True, kw_only=True)
class NotifyCertificateItems(_CertificateFiling):
    """A change of items of the certificate is notified (特例法 11)."""

    only_origin: bool = False
    """Whether only nationality or region changed, which no Individual Number Card says."""
    kind: Literal[EventKind.NOTIFY_CERTIFICATE_ITEMS] = EventKind.NOTIFY_CERTIFICATE_ITEMS
    procedure: ClassVar[ProcedureKind | None] = ProcedureKind.SPR_ITEM_CHANGE


@dataclass(frozen=True, slots=True, kw_only=True)
class FileCertificateRenewal(_CertificateFiling):
    """Renewal of the certificate's validity is applied for in its window (特例法 12(1))."""

    kind: Literal[EventKind.FILE_CERTIFICATE_RENEWAL] = EventKind.FILE_CERTIFICATE_RENEWAL
    procedure: ClassVar[ProcedureKind | None] = ProcedureKind.SPR_RENEWAL


@dataclass(frozen=True, slots=True, kw_only=True)
class FileEarlyCertificateRenewal(_CertificateFiling):
    """Renewal of the certificate's validity is applied for before its window (特例法 12(2))."""

    unavoidable: bool
    """Whether an unavoidable reason keeps the holder from filing in the window."""
    kind: Literal[EventKind.FILE_EARLY_CERTIFICATE_RENEWAL] = EventKind.FILE_EARLY_CERTIFICATE_RENEWAL
    procedure: ClassVar[ProcedureKind | None] = ProcedureKind.SPR_RENEWAL_EARLY


@dataclass(frozen=True, slots=True, kw_only=True)
class FileCertificateReissue(_CertificateFiling):
    """Reissuance of the certificate after loss is applied for (特例法 13)."""

    kind: Literal[EventKind.FILE_CERTIFICATE_REISSUE] = EventKind.FILE_CERTIFICATE_REISSUE
    procedure: ClassVar[ProcedureKind | None] = ProcedureKind.SPR_REISSUE_LOSS


@dataclass(frozen=True, slots=True, kw_only=True)
class FileCertificateDamageReissue(_CertificateFiling):
    """Reissuance of a damaged certificate is applied for (特例法 14(1))."""

    kind: Literal[EventKind.FILE_CERTIFICATE_DAMAGE_REISSUE] = EventKind.FILE_CERTIFICATE_DAMAGE_REISSUE
    procedure: ClassVar[ProcedureKind | None] = ProcedureKind.SPR_REISSUE_DAMAGE


@dataclass(frozen=True, slots=True, kw_only=True)
class FileOrderedCertificateReissue(_CertificateFiling):
    """Reissuance of the certificate is applied for because it was ordered (特例法 14(3))."""

    kind: Literal[EventKind.FILE_ORDERED_CERTIFICATE_REISSUE] = EventKind.FILE_ORDERED_CERTIFICATE_REISSUE
    procedure: ClassVar[ProcedureKind | None] = ProcedureKind.SPR_REISSUE_ORDER


@dataclass(frozen=True, slots=True, kw_only=True)
class AskCertificateExchange(_CertificateFiling):
    """An exchange of the certificate is wished for (特例法 14(1), second sentence)."""

    legitimate_reason: bool = True
    """Whether there is a legitimate reason for the wish."""
    kind: Literal[EventKind.ASK_CERTIFICATE_EXCHANGE] = EventKind.ASK_CERTIFICATE_EXCHANGE
    procedure: ClassVar[ProcedureKind | None] = ProcedureKind.SPR_EXCHANGE
