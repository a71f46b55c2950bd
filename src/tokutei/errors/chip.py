"""What can go wrong between a card and its record, or on the way to a card."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tokutei import messages
from tokutei.errors.base import TokuteiError

if TYPE_CHECKING:
    from tokutei.messages import Speaks

__all__ = [
    "ArgumentError",
    "CardError",
    "CertificateError",
    "ChipError",
    "CodeTableError",
    "DeliveryKeyError",
    "ImageError",
    "ItemsError",
    "PinError",
    "ProfileError",
    "PurposeError",
    "ReadAborted",
    "ReaderError",
    "SecureMessagingError",
    "TlvError",
    "TraceError",
    "WrongNumberError",
]

_PROBLEMS_SHOWN: Final = 20


class ChipError(TokuteiError):
    """Base of what can go wrong between a card and its record."""

    code = "chip.any"


class ArgumentError(ChipError, TypeError):
    """What was passed in is of no kind that can be read; nothing of it is repeated."""

    code = "chip.argument"

    def __init__(self, reason: str) -> None:
        super().__init__()
        self.reason = reason
        """What should have been passed: ``certificate``, ``certificates``, ``delivery_key``, ``delivery_keys``
        or ``document``."""

    def text(self, lang: str) -> str:
        """Return what would work."""
        return messages.text(f"error.chip.argument_reasons.{self.reason}", lang)


class TlvError(ChipError, ValueError):
    """Bytes are not the data objects that a file should hold."""

    code = "chip.tlv"

    def __init__(self, reason: str, *, offset: int) -> None:
        super().__init__()
        self.reason = reason
        """``length``, ``tag``, ``too_large``, ``overrun``, ``missing``, ``duplicate``, ``size`` or ``offsets``."""
        self.offset = offset
        """Where in the file, counted from 0."""

    def text(self, lang: str) -> str:
        """Return what is wrong and where."""
        why = messages.text(f"error.chip.tlv_reasons.{self.reason}", lang)
        return messages.text(f"error.{self.code}", lang, reason=why, offset=self.offset)


class SecureMessagingError(ChipError):
    """An answer breaks the rules of the session; nothing of it is believed."""

    code = "chip.secure_messaging"

    def __init__(self, reason: str) -> None:
        super().__init__()
        self.reason = reason

    def text(self, lang: str) -> str:
        """Return which rule was broken."""
        why = messages.text(f"error.chip.secure_messaging_reasons.{self.reason}", lang)
        return messages.text(f"error.{self.code}", lang, reason=why)


class CardError(ChipError):
    """A card answered a command with a status that ends the reading."""

    code = "chip.card"

    def __init__(self, command: str, status: int, reason: str = "unknown") -> None:
        super().__init__()
        self.command = command
        """The stable name of the command, such as ``read_binary``; never its bytes."""
        self.status = f"{status:04X}"
        """The status word in hexadecimal."""
        self.reason = reason
        """The stable word for the status, such as ``security_status``; ``unknown`` outside the table."""

    def text(self, lang: str) -> str:
        """Return what was refused and why."""
        why = messages.text(f"error.chip.status_reasons.{self.reason}", lang)
        return messages.text(f"error.{self.code}", lang, command=self.command, status=self.status, reason=why)


class DeliveryKeyError(ChipError):
    """A specified card needs the agency's public key for its session, and none was given."""

    code = "chip.delivery_key"


class TraceError(ChipError):
    """A trace cannot do what is asked of it."""

    code = "chip.trace"

    def __init__(self, reason: str) -> None:
        super().__init__()
        self.reason = reason
        """``redacted``, ``differs``, ``ended`` or ``not_kept``."""

    def text(self, lang: str) -> str:
        """Return why not."""
        return messages.text(f"error.chip.trace_reasons.{self.reason}", lang)


class ProfileError(ChipError, ValueError):
    """The open choices for specified cards contradict each other."""

    code = "chip.profile"

    def __init__(self, field: str, allowed: str = "?") -> None:
        super().__init__()
        self.field = field
        """The name of the choice that does not fit."""
        self.allowed = allowed
        """What it can be."""


class WrongNumberError(ChipError, ValueError):
    """The card does not accept the number: it is another card's, or was typed wrongly."""

    code = "chip.wrong_number"

    def __init__(self, tries_left: int | None = None) -> None:
        super().__init__()
        self.tries_left = tries_left
        """How many tries the card says are left; ``None`` if it says nothing of tries."""

    def text(self, lang: str) -> str:
        """Return what happened, and how many tries are left if the card said so."""
        if self.tries_left is None:
            return messages.text(f"error.{self.code}", lang)
        return messages.text(f"error.{self.code}_tries", lang, tries_left=self.tries_left)


class ReadAborted(ChipError):  # noqa: N818 - the reading was ended on purpose
    """A reading was ended before it was complete."""

    code = "chip.read_aborted"

    def __init__(self, reason: str, which: Speaks | str = "") -> None:
        super().__init__()
        self.reason = reason
        """``exchanges``, ``transport``, ``generation``, ``no_residence_application``,
        ``no_my_number_application`` or ``answer``."""
        self.which = which
        """Which application of the My Number card is missing; empty for every other reason."""

    def text(self, lang: str) -> str:
        """Return why the reading was ended."""
        return messages.text(f"error.chip.read_aborted_reasons.{self.reason}", lang, which=self.which)


class CertificateError(ChipError, ValueError):
    """A certificate does not decode."""

    code = "chip.certificate"

    def __init__(self, reason: str) -> None:
        super().__init__()
        self.reason = reason

    def text(self, lang: str) -> str:
        """Return what is wrong with the certificate."""
        why = messages.text(f"error.chip.certificate_reasons.{self.reason}", lang)
        return messages.text(f"error.{self.code}", lang, reason=why)


class ImageError(ChipError, ValueError):
    """An image on the chip does not decode or claims an impossible size."""

    code = "chip.image"

    def __init__(self, reason: str) -> None:
        super().__init__()
        self.reason = reason

    def text(self, lang: str) -> str:
        """Return what is wrong with the image."""
        why = messages.text(f"error.chip.image_reasons.{self.reason}", lang)
        return messages.text(f"error.{self.code}", lang, reason=why)


class ReaderError(ChipError):
    """The way to a card, real or virtual, is not there or is no longer there."""

    code = "chip.reader"

    def __init__(self, reason: str, status: int | None = None) -> None:
        super().__init__()
        self.reason = reason
        """On the way: ``no_service``, ``not_allowed``, ``no_reader``, ``unknown_reader``, ``no_card``, ``busy``,
        ``unresponsive``, ``timeout``. In use: ``card_removed``, ``card_reset``, ``extended_length``. By the
        caller: ``closed``, ``limit``. Of the virtual reader: ``not_loopback``, ``no_vpcd``. Or ``other``."""
        self.status = "-" if status is None else f"{status:08X}"
        """The number that the smart card service gave, in hexadecimal; ``-`` if it gave none."""

    def text(self, lang: str) -> str:
        """Return what is missing, why, and what would work."""
        return messages.text(f"error.chip.reader_reasons.{self.reason}", lang, status=self.status)


class CodeTableError(ChipError, ValueError):
    """Code tables that somebody passed in do not read as they should; everything that is wrong is listed."""

    code = "chip.code_tables"

    def __init__(self, problems: tuple[Speaks, ...]) -> None:
        super().__init__()
        self.problems = problems
        """In the order of the files and their rows, each with its place and reason, without the content."""

    def text(self, lang: str) -> str:
        """Return the first of what is wrong, and how much there is."""
        shown = [problem.text(lang) for problem in self.problems[:_PROBLEMS_SHOWN]]
        return messages.text(f"error.{self.code}", lang, count=len(self.problems), problems="\n".join(shown))


class PinError(ChipError, ValueError):
    """A PIN, password or reference number of a My Number card is not sent, or not accepted.

    It never holds what was to be sent.
    """

    code = "chip.pin"

    def __init__(self, reason: str, which: Speaks | str, tries_left: int | None = None) -> None:
        super().__init__()
        self.reason = reason
        """Before anything is sent: ``shape``, ``one_needed``, ``does_not_open``, ``not_there``, ``blocked``,
        ``last_try``. Afterwards: ``wrong``."""
        self.which = which
        """Which PIN it is; for ``one_needed``, of which application."""
        self.tries_left = tries_left
        """How many tries the card says are left; ``None`` if it does not say, or not credibly."""

    def text(self, lang: str) -> str:
        """Return what is wrong, and what would work."""
        left = "?" if self.tries_left is None else self.tries_left
        return messages.text(f"error.chip.pin_reasons.{self.reason}", lang, which=self.which, tries_left=left)


class ItemsError(ChipError, TypeError):
    """The wanted items of a My Number card are no collection of items."""

    code = "chip.items"


class PurposeError(ChipError, ValueError):
    """The individual number was asked for without a purpose of the law."""

    code = "chip.purpose"

    def __init__(self, reason: str) -> None:
        super().__init__()
        self.reason = reason
        """``missing``, ``employment_card_check`` or ``not_listed``."""

    def text(self, lang: str) -> str:
        """Return why that is no purpose, and what would work."""
        return messages.text(f"error.chip.purpose_reasons.{self.reason}", lang)
