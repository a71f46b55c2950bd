"""From the bytes of a data object to a typed value; ``None`` where they say nothing known."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, TypeVar

from tokutei import messages
from tokutei.errors import IdentifierError
from tokutei.identifiers import CardNumber, MunicipalityCode, Nationality

__all__ = [
    "Period",
    "code_reader",
    "is_blank",
    "is_blank_text",
    "read_date",
    "read_digits",
    "read_flag",
    "read_municipality",
    "read_nationality",
    "read_number",
    "read_text",
]

T = TypeVar("T")

_FILL: Final = b"\0 "


@dataclass(frozen=True, slots=True)
class Period:
    r"""A period of stay as the chip states it (data object CE).

    Example:
        >>> Period.read(b"0403"), Period.read(b"090\0").text("en")
        (Period(years=4, months=3, days=0), '90 day(s)')
        >>> Period.read(b"0000").is_indefinite
        True
    """

    years: int = 0
    months: int = 0
    """0 to 11."""
    days: int = 0
    """Not together with years or months."""

    @property
    def is_indefinite(self) -> bool:
        """Whether the stay has no end (無期限)."""
        return not (self.years or self.months or self.days)

    @classmethod
    def read(cls, raw: bytes) -> Period | None:
        """Return the period that ``YYMM`` or ``DDD`` states, or ``None`` for anything else.

        The fourth byte of ``DDD`` is not known here; a zero byte or blank is taken for it. Four digits
        are years and months, and never days: ``0090`` would be 90 months, so it is not understood.
        """
        text = read_text(raw)
        if text is None:
            return None
        text = text.strip(" ")
        if not text.isascii() or not text.isdigit():
            return None
        number = int(text) if len(text) <= 4 else 0
        if len(text) == 4 and number % 100 < 12:
            return cls(number // 100, number % 100)
        if len(text) == 3 and number:
            return cls(days=number)
        return None

    def text(self, lang: str) -> str:
        """Return the period in words."""
        units = [unit for unit in ("years", "months", "days") if getattr(self, unit)]
        key = "_".join(units) or "indefinite"
        return messages.text(f"chip.period.{key}", lang, years=self.years, months=self.months, days=self.days)


def is_blank(raw: bytes) -> bool:
    """Return whether a value holds nothing but zero bytes, which is how a card leaves a field out."""
    return raw == bytes(len(raw))


def is_blank_text(raw: bytes) -> bool:
    """Return whether a text, code or date holds nothing but zero bytes and spaces."""
    return not raw or (raw[0] in _FILL and not raw.strip(_FILL))


def read_digits(raw: bytes) -> str | None:
    """Return digits that fill the whole value, or ``None`` for anything else."""
    return raw.decode("ascii") if raw.isdigit() else None


def read_text(raw: bytes) -> str | None:
    """Return UTF-8 text without its zero fill, or ``None`` if it is no such text."""
    try:
        text = raw.rstrip(b"\0").decode("utf-8")
    except UnicodeDecodeError:
        return None
    return None if "\0" in text else text


def read_date(raw: bytes) -> date | None:
    """Return the day that YYYYMMDD names, or ``None`` for a partial or impossible one."""
    if len(raw) != 8 or not raw.isdigit():  # there are ISO dates of eight characters with a letter
        return None
    try:
        return date.fromisoformat(raw.decode("ascii"))
    except ValueError:
        return None


def read_number(raw: bytes) -> CardNumber | None:
    """Return the card number, or ``None`` for anything that is not written as cards write theirs."""
    text = read_text(raw) or ""
    try:
        number = CardNumber.parse(text)
    except IdentifierError:
        return None
    return number if number.reveal() == text else None


def read_nationality(raw: bytes) -> Nationality | None:
    """Return three capital letters, or ``None``."""
    text = read_text(raw) or ""
    try:
        code = Nationality.parse(text)
    except IdentifierError:
        return None
    return code if code == text else None


def read_municipality(raw: bytes) -> MunicipalityCode | None:
    """Return a municipality code with its check digit, or ``None``."""
    text = read_text(raw) or ""
    try:
        code = MunicipalityCode.parse(text)
    except IdentifierError:
        return None
    return code if code == text else None


def code_reader(table: Mapping[str, T]) -> Callable[[bytes], T | None]:
    """Return a reader of codes in a table; another code reads as ``None``."""

    def read(raw: bytes) -> T | None:
        text = read_text(raw)
        return None if text is None else table.get(text)

    return read


read_flag: Final = code_reader({"0": False, "1": True})
"""Return what ``0`` or ``1`` says, or ``None`` for another code."""
