"""Whether the last day of a card is one that the law gives it, for the days on which it may have been issued."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import partial
from typing import Final

from tokutei.calendar import birthday, years_after
from tokutei.errors import FactsError, PeriodError
from tokutei.intake.seen import Found, Seen, agrees, disagrees, unknown
from tokutei.intake.words import ItemKey
from tokutei.law import Answer, Citation, Evidence, Ground
from tokutei.rules import validity
from tokutei.rules.validity.residence import ISSUE_DAY_COUNTS
from tokutei.vocabulary import CardKind, Route
from tokutei.vocabulary.cards import CERTIFICATES

__all__ = ["expiry"]

_K = ItemKey
_DAY: Final = timedelta(days=1)
_LIFETIME: Final = 130
"""Years: a chip may state any day, and only so many are looked at."""
_BY_ROUTE: Final = (Route.BUREAU_STATUS, Route.BUREAU_CARD)
"""One route for each of the two formulas."""
_RULES: Final = (
    validity.BIRTHDAY_BOUND_STATUSES,
    validity.ADULT_ENDING,
    validity.MINOR_ENDING,
    validity.YOUNG_STAY_ENDING,
    validity.ADULT_AGE,
    validity.YEARS_FROM_ISSUE,
    validity.BIRTHDAYS_ADULT,
    validity.BIRTHDAYS_MINOR,
    validity.BIRTHDAYS_EVE_CARD,
    validity.EVE_CARD_AGE,
    validity.SPR_MINOR_ENDING,
    validity.SPR_ADULT_AGE,
    validity.SPR_BIRTHDAYS_ADULT,
    validity.SPR_BIRTHDAYS_MINOR,
    validity.SPR_BIRTHDAYS_EVE_CARD,
    validity.SPR_EVE_CARD_AGE,
)
"""What the last day of a card follows from, by the day of issue."""
_COUNTS: Final = (
    validity.SPR_BIRTHDAYS_ADULT,
    validity.SPR_BIRTHDAYS_MINOR,
    validity.SPR_BIRTHDAYS_EVE_CARD,
)
"""How many birthdays certificates count."""
_PRINTED_DAY_GOVERNS: Final = Ground(
    "printed_day_governs",
    (Citation.parse("326CO0000000319@2026-06-13:19-5:1:1"),),
    Evidence.INFERRED,
    date(2026, 11, 22),
)
"""That a card may also end on the same day of its last year as it was issued: the words count the day of issue,
and what is printed governs."""
Formula = Callable[[date, date | None], Iterator[Answer[date]]]
"""Given a day of issue and the last day of the card held before, yields what the last day may be."""


def expiry(seen: Seen) -> Found:
    """Compare the last day of a card with the rule, asked for every day of issue that makes a difference."""
    until, kind, status, born = seen.need(_K.VALID_UNTIL, _K.KIND, _K.STATUS, _K.BORN)
    edges = _edges(seen)
    first, last = edges[0], edges[min(1, len(edges) - 1)]
    formula = _formula(seen)
    bound = kind in CERTIFICATES or any(
        status in seen.book.at(validity.BIRTHDAY_BOUND_STATUSES, day).value for day in edges
    )
    if bound and first != last and _counts_years(seen, *edges):
        raise FactsError(missing=(_K.ISSUED_ON,))
    counted = bound and kind not in CERTIFICATES  # those count from the filing, whatever the day of issue
    days = tuple(dict.fromkeys((*edges, *_telling_days(born, first, last)))) if counted else edges
    plain = [one for day in days for one in formula(day, None)]
    fitting = [one for one in plain if one.value == until]
    if len(fitting) == len(plain):
        return agrees("expiry_fits", fitting[0])
    if fitting:
        return unknown("expiry_possible", fitting[0], missing=_missing(seen, first, last))
    if fitting := [one for one in _a_day_later(plain) if one.value == until]:
        return agrees("expiry_of_printed_day", fitting[0])
    renewed = [one for day in days for old in _old_last_days(born, day) for one in formula(day, old)]
    if fitting := [one for one in (*renewed, *_a_day_later(renewed)) if one.value == until]:
        return unknown("expiry_of_renewal", fitting[0], missing=("old_expiry",))
    stay: tuple[ItemKey, ...] = () if bound else (_K.STAY_UNTIL,)
    return disagrees("expiry_differs", plain[0], doubted=(_K.STATUS, _K.VALID_UNTIL, *stay))


def _a_day_later(found: list[Answer[date]]) -> Iterator[Answer[date]]:
    """Yield the last days of those cards that count years, if the day of issue itself is not counted."""
    for one in found:
        for ground in one.grounds:
            if ground.rule == validity.YEARS_FROM_ISSUE and ground.version and ground.day:
                others = tuple(step for step in one.grounds if step != ISSUE_DAY_COUNTS)
                last = years_after(ground.day, ground.version.value)
                yield Answer(last, (*others, _PRINTED_DAY_GOVERNS), one.open_questions)


def _edges(seen: Seen) -> tuple[date, ...]:
    """Return the first and last day of issue, and those around changes of the law."""
    days = seen.telling_days(*_RULES)
    end = date(min(days[0].year + _LIFETIME, date.max.year), 12, 31)
    return tuple(dict.fromkeys(min(day, end) for day in days))


def _counts_years(seen: Seen, *days: date) -> bool:
    """Return whether the last day follows the very day of issue, so that any day may be right."""
    ordinary = seen.get(_K.KIND) is CardKind.RESIDENCE_CARD
    return ordinary and any(
        seen.book.at(validity.ADULT_ENDING, day).value is validity.Ending.YEARS for day in days
    )


def _missing(seen: Seen, first: date, last: date) -> tuple[str, ...]:
    """Return what would tell which of several last days is right."""
    of_filing = seen.get(_K.KIND) is not CardKind.RESIDENCE_CARD and seen.get(_K.FILED_ON) is None
    names = (_K.ISSUED_ON,) * (first != last) + (_K.FILED_ON,) * of_filing
    return names or ("route",)


def _formula(seen: Seen) -> Formula:
    kind = seen.get(_K.KIND)
    if kind in CERTIFICATES:
        return partial(_certificate, seen)
    return partial(_specified if kind is CardKind.SPECIFIED_RESIDENCE_CARD else _residence, seen)


def _residence(seen: Seen, issued: date, old: date | None) -> Iterator[Answer[date]]:
    yield validity.residence_card_until(
        born=seen.get(_K.BORN),
        status=seen.get(_K.STATUS),
        stay_until=seen.get(_K.STAY_UNTIL),
        issued_on=issued,
        old_until=old,
        book=seen.book,
    )


def _specified(seen: Seen, issued: date, old: date | None) -> Iterator[Answer[date]]:
    filed = seen.get(_K.FILED_ON)
    bound = seen.get(_K.STATUS) in seen.book.at(validity.BIRTHDAY_BOUND_STATUSES, issued).value
    if bound and filed is None:
        raise FactsError(missing=("filed_on",))
    for route in _BY_ROUTE:
        yield validity.specified_card_until(
            born=seen.get(_K.BORN),
            status=seen.get(_K.STATUS),
            stay_until=seen.get(_K.STAY_UNTIL),
            issued_on=issued,
            filed_on=filed or issued,
            route=route,
            old_until=old,
            book=seen.book,
        )


def _certificate(seen: Seen, issued: date, old: date | None) -> Iterator[Answer[date]]:
    filed, born = seen.get(_K.FILED_ON), seen.get(_K.BORN)
    for day in (filed,) if filed else _telling_days(born, born, issued, years=_filing_years(seen)):
        yield validity.special_permanent_certificate_until(
            born=born, issued_on=issued, filed_on=day, old_until=old, book=seen.book
        )


def _filing_years(seen: Seen) -> range:
    """Return the years of filing from which a count of birthdays may lead to the last day of the certificate.

    The count of n from a day ends in its year and n years, or a year earlier. Filed earlier or later than
    that, it ends on another day, as the first and the last day of filing do, which are asked anyway.
    """
    counts = [one.value for rule in _COUNTS for one in seen.book.timeline(rule).versions]
    end: int = seen.get(_K.VALID_UNTIL).year
    return range(end - max(counts), end - min(counts) + 2)


def _telling_days(born: date, first: date, last: date, *, years: range | None = None) -> Iterator[date]:
    """Yield the days of a span between which no count of birthdays changes: its ends, birthdays, their eves.

    Args:
        born: the birth.
        first: the first day.
        last: the last day.
        years: the only ones whose birthdays are wanted.
    """
    yield from dict.fromkeys((first, last))
    start, stop = max(first.year, last.year - _LIFETIME), last.year + 1
    if years is not None:
        start, stop = max(start, years.start), min(stop, years.stop)
    for year in range(start, stop):
        for day in _around(born, year):
            if first < day < last:
                yield day


def _around(born: date, year: int) -> tuple[date, ...]:
    try:
        there = birthday(born, year)
    except PeriodError:
        return ()
    return there - _DAY, there


def _old_last_days(born: date, issued: date) -> Iterator[date]:
    """Yield last days of the card held before, one for each count that a renewal may start with."""
    years = (issued.year - 1, issued.year, issued.year + 1)
    days = [day for year in years for day in _around(born, year) if day >= born]
    yield issued
    yield from [day for day in days if day < issued][-2:]
    yield from [day for day in days if day > issued][:2]
