"""The error of records that an employer keeps."""

from __future__ import annotations

from tokutei import messages
from tokutei.errors.base import TokuteiError

__all__ = ["RecordError"]


class RecordError(TokuteiError, ValueError):
    """A record of a check cannot be made so; what was given is never kept, it may be somebody's number."""

    code = "record"

    def __init__(self, reason: str, field: str) -> None:
        super().__init__()
        self.reason = reason
        """``individual_number`` or ``card_number``: the text holds what reads as one. ``shape``: it is no
        short ASCII text without blanks. ``no_purpose``: nothing says what the check was for.
        ``not_reported``: a card number of somebody whom employers do not report.
        ``no_consent``: the chip was read, and neither a day of consent is given nor that none is recorded."""
        self.field = field
        """The name of the argument, such as ``by``."""

    def text(self, lang: str) -> str:
        """Return what is wrong and what would have worked."""
        return messages.text(f"error.{self.code}.{self.reason}", lang, field=self.field)
