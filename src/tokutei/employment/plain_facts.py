"""Flags, words and numbers of an employer's facts, held to their kinds however they were given."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from math import isfinite
from numbers import Real
from typing import Final, TypeVar, cast

from tokutei.data.activities import activity_of
from tokutei.errors import AmbiguousTermError, FactsError, UnknownTermError
from tokutei.law.days import japan_day
from tokutei.personal import HIDDEN
from tokutei.vocabulary.words import Word

__all__ = ["UNLISTED", "is_number", "listed_item", "not_flags", "read_days", "read_word"]

W = TypeVar("W", bound=Word)

UNLISTED: Final = "unlisted"
"""What stands for a word that no table has: it decides what any such word decides."""


def not_flags(facts: object, names: Iterable[str], *, needed: Iterable[str] = ()) -> tuple[str, ...]:
    """Return which flags of some facts are neither yes, no nor not known.

    Args:
        facts: an object with the flags as attributes.
        names: flags that may be not known.
        needed: flags that may not.

    Example:
        >>> from types import SimpleNamespace
        >>> not_flags(SimpleNamespace(insured="no", dispatch=None), ("insured", "dispatch"))
        ('insured',)
    """
    unknown = [name for name in names if not isinstance(getattr(facts, name), bool | None)]
    return (*unknown, *(name for name in needed if not isinstance(getattr(facts, name), bool)))


def is_number(value: object, most: float) -> bool:
    """Return whether something is a number from nothing to a most.

    Example:
        >>> is_number(27.5, 168), is_number("20", 168), is_number(True, 168)
        (True, False, False)
    """
    if isinstance(value, bool) or not isinstance(value, Real):
        return False
    return isfinite(value) and 0 <= float(value) <= most


def listed_item(item: object, *, name: str = "notice_item") -> str | None:
    """Return an item of the notice on designated activities; of any other word only that it is another.

    Raises:
        FactsError: it is no text; the error names the field alone.

    Example:
        >>> listed_item("34"), listed_item("TEST HANAKO"), listed_item(None)
        ('34', 'unlisted', None)
    """
    if not isinstance(item, str | None):
        raise FactsError(unknown=(name,))
    return item if not item or activity_of(item) is not None else UNLISTED


def read_days(facts: object, names: Iterable[str]) -> dict[str, date]:
    """Return those days of some facts that are told.

    Raises:
        NaiveDatetimeError: one is a moment without a time zone.
        PeriodError: one is no day.
    """
    told = {name: getattr(facts, name) for name in names}
    return {name: japan_day(day) for name, day in told.items() if day is not None}


def read_word(word: object, vocabulary: type[W]) -> W:
    """Return the member of a vocabulary that a word names; an error does not hold the word.

    It stands beside names and numbers, and may be one that was put in the wrong place.

    Raises:
        UnknownTermError, AmbiguousTermError: it names none, or several.
    """
    error: UnknownTermError | AmbiguousTermError
    try:
        return vocabulary.find(cast("str", word))
    except UnknownTermError as unknown:
        error = UnknownTermError(unknown.vocabulary, HIDDEN, unknown.known)
    except AmbiguousTermError as several:
        error = AmbiguousTermError(several.vocabulary, HIDDEN, several.candidates)
    raise error
