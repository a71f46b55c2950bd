"""What the value of a rule may look like in a table or in a reform, and how it is read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise
from typing import Final, Generic, TypeVar

from tokutei import messages
from tokutei.vocabulary.words import Word

__all__ = [
    "FeeBand",
    "FeeScale",
    "ListOf",
    "OneOf",
    "SomeOf",
    "Yen",
    "calendar_day",
    "fee_scale",
    "flag",
    "whole_number",
    "yen",
]

W = TypeVar("W", bound=Word)


_LARGEST: Final = 100_000_000
"""Far beyond every number of days or yen in the law, and not beyond what the calendar can be asked."""


def whole_number(value: object) -> int:
    """Return a number of days, months or years; zero is allowed, less is not.

    Raises:
        ValueError: it is not a whole number of at least zero, or one that no law would name.
    """
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= _LARGEST:
        msg = f"a whole number from 0 to {_LARGEST:,}"
        raise ValueError(msg)
    return value


@dataclass(frozen=True, slots=True)
class ListOf(Generic[W]):
    """Reads some members in the order of the law, given as themselves or by their values."""

    vocabulary: type[W]

    def __call__(self, value: object) -> tuple[W, ...]:
        """Return the members as a tuple.

        Raises:
            ValueError: it is no collection, or something in it is no member.
        """
        if isinstance(value, str) or not isinstance(value, Iterable):
            msg = f"several of {', '.join(self.vocabulary)}"
            raise ValueError(msg)
        return tuple(self.vocabulary(str(one)) for one in value)


class Yen(int):
    """An amount in whole yen: a number that says its unit.

    Example:
        >>> Yen(6000).text("en"), Yen(6000).text("ja"), Yen(6000) + 1900
        ('6,000 yen', '6,000円', 7900)
    """

    __slots__ = ()

    def text(self, lang: str) -> str:
        """Return the amount with its unit."""
        return messages.text("form.yen", lang, amount=f"{self:,}")


def yen(value: object) -> Yen:
    """Return an amount in yen; zero is allowed, less is not.

    Raises:
        ValueError: it is not a whole number of at least zero.
    """
    return Yen(whole_number(value))


def calendar_day(value: object) -> date:
    """Return a day.

    Raises:
        ValueError: it is not a date, or a moment.
    """
    if not isinstance(value, date) or isinstance(value, datetime):
        msg = "a date"
        raise ValueError(msg)
    return value


def flag(value: object) -> bool:
    """Return yes or no.

    Raises:
        ValueError: it is neither.
    """
    if not isinstance(value, bool):
        msg = "true or false"
        raise ValueError(msg)
    return value


@dataclass(frozen=True, slots=True)
class OneOf(Generic[W]):
    """Reads one member of a vocabulary, given as itself or by its value."""

    vocabulary: type[W]

    def __call__(self, value: object) -> W:
        """Return the member.

        Raises:
            ValueError: it is no member.
        """
        return self.vocabulary(str(value))


@dataclass(frozen=True, slots=True)
class SomeOf(Generic[W]):
    """Reads a set of members, given as themselves or by their values."""

    vocabulary: type[W]

    def __call__(self, value: object) -> AbstractSet[W]:
        """Return the members as a frozen set.

        Raises:
            ValueError: it is no collection, or something in it is no member.
        """
        if isinstance(value, str) or not isinstance(value, Iterable):
            msg = f"several of {', '.join(self.vocabulary)}"
            raise ValueError(msg)
        return frozenset(self.vocabulary(str(one)) for one in value)


@dataclass(frozen=True, slots=True)
class FeeBand:
    """The fee for periods of stay up to some months."""

    up_to_months: int | None
    """Longest period in the band in months; ``None`` for every longer one."""
    included: bool
    """Whether a period of exactly that length is still in the band."""
    yen: Yen


@dataclass(frozen=True, slots=True)
class FeeScale:
    """Yen by the length of the period granted; a single band is a flat fee."""

    bands: tuple[FeeBand, ...]

    @property
    def is_flat(self) -> bool:
        """Whether the fee does not depend on the period."""
        return len(self.bands) == 1

    def yen(self, months: int) -> Yen:
        """Return the fee for a period of some months."""
        for band in self.bands:
            limit = band.up_to_months
            if limit is None or months < limit or (band.included and months == limit):
                return band.yen
        raise AssertionError  # pragma: no cover - fee_scale demands an open last band

    def text(self, lang: str) -> str:
        """Return the fee, or the fees from the shortest to the longest period."""
        return "–".join(dict.fromkeys(band.yen.text(lang) for band in (self.bands[0], self.bands[-1])))


def fee_scale(value: object) -> FeeScale:
    """Return a scale from a number (flat), or from rows ``{below = 12, yen = 25000}`` / ``{to = 12, …}``.

    Raises:
        ValueError: the rows do not rise or the last is not open.
    """
    if isinstance(value, FeeScale):
        return value
    if isinstance(value, int):
        return FeeScale((FeeBand(None, included=True, yen=yen(value)),))
    if not isinstance(value, Iterable):
        msg = "yen, or rows of yen by period"
        raise ValueError(msg)
    bands = tuple(_band(row) for row in value)
    limits = [(band.up_to_months, band.included) for band in bands]
    rising = all(a[0] is not None and (b[0] is None or a < b) for a, b in pairwise(limits))
    if not bands or not rising or bands[-1].up_to_months is not None:
        msg = "rows of rising length, the last without a limit"
        raise ValueError(msg)
    return FeeScale(bands)


def _band(row: object) -> FeeBand:
    if not isinstance(row, Mapping):
        msg = "a row with yen and below or to"
        raise ValueError(msg)
    limit = row.get("below", row.get("to"))
    months = None if limit is None else whole_number(limit)
    return FeeBand(months, included="to" in row, yen=yen(row.get("yen")))
