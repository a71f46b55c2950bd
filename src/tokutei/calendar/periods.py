"""The day in Japan, periods and ages.

Three ways of counting must not be mixed: a *period of days* from an event, a *period of months or
years* by the calendar, and *birthdays*. Each is a function of its own, and each has a
:class:`~tokutei.law.Ground` that an answer can show. Months are always counted from the start of the
whole period, because one month twice is not two months.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache
from operator import index
from typing import Final

from dateutil.relativedelta import relativedelta

from tokutei.errors import PeriodError
from tokutei.law import Citation, Evidence, Ground
from tokutei.law.days import JAPAN, japan_day

__all__ = [
    "AGE_BY_CALENDAR",
    "DEEMED_BIRTHDAY",
    "FIRST_DAY_OUT",
    "JAPAN",
    "MONTHS_BACK",
    "MONTHS_BY_CALENDAR",
    "age_on",
    "birthday",
    "days_after",
    "ground",
    "japan_day",
    "months_after",
    "months_before",
    "nth_birthday",
    "turns",
    "years_after",
]

_CHECKED_ON: Final = date(2026, 11, 21)
ONE_DAY: Final = timedelta(days=1)
_MONTHS_IN_CALENDAR: Final = 12 * date.max.year


def ground(code: str, evidence: Evidence, *cites: str) -> Ground:
    """Return a fixed way of counting as a step that an answer can show."""
    return Ground(code, tuple(map(Citation.parse, cites)), evidence, _CHECKED_ON)


FIRST_DAY_OUT: Final = ground(
    "first_day_out", Evidence.OFFICIAL, "129AC0000000089:140#main", "129AC0000000089:141"
)
"""The day of the event is not counted, and the period ends with its last day (民法140条, 141条)."""

MONTHS_BY_CALENDAR: Final = ground("months_by_calendar", Evidence.OFFICIAL, "129AC0000000089:143")
"""Months and years go by the calendar (民法143条)."""

MONTHS_BACK: Final = ground("months_back", Evidence.INFERRED, "129AC0000000089:143")
"""Months are counted back to the same day number; the law has no rule for it, so this is our reading."""

AGE_BY_CALENDAR: Final = ground(
    "age_by_calendar", Evidence.INFERRED, "135AC1000000050", "129AC0000000089:143"
)
"""A year of age is taken as full on the birthday, not at the end of its eve; see :func:`age_on`."""

DEEMED_BIRTHDAY: Final = ground(
    "deemed_birthday", Evidence.OFFICIAL, "326CO0000000319:19-5:1:1", "403AC0000000071:9::1"
)
"""A birthday on 29 February is 28 February in common years."""


def _move(day: date, step: timedelta | relativedelta) -> date:
    try:
        return day + step
    except (ValueError, OverflowError):
        raise PeriodError("beyond_calendar") from None


def _whole(count: int) -> int:
    """Return a count of days, months or years; a fraction or a truth value counts nothing."""
    if type(count) is int:  # nearly always
        return count
    try:
        number = index(count)
    except TypeError:
        raise PeriodError("not_whole") from None
    if isinstance(count, bool):
        raise PeriodError("not_whole")
    return number


def _forward(count: int) -> int:
    """Return a whole count that does not go back."""
    number = _whole(count)
    if number < 0:
        raise PeriodError("negative")
    return number


@lru_cache(maxsize=256)
def _months(months: int) -> relativedelta:
    if months > _MONTHS_IN_CALENDAR:
        raise PeriodError("beyond_calendar")
    return relativedelta(months=months)


def days_after(event: date, days: int) -> date:
    """Return the last day, included, of a period of days after an event, whose own day is not counted.

    Nothing moves here; see :func:`last_day` for what is filed with an office (:data:`FIRST_DAY_OUT`).

    Raises:
        PeriodError: the number of days is negative or not whole, or the day lies beyond the calendar.

    Example:
        >>> days_after(date(2026, 6, 14), 14)
        datetime.date(2026, 6, 28)
    """
    day, days = japan_day(event), _forward(days)
    try:
        return day + timedelta(days=days)
    except OverflowError:
        raise PeriodError("beyond_calendar") from None


def months_after(day: date, months: int) -> date:
    """Return the last day, included, of a period of months that begins the day after ``day``.

    It is the day before the one that corresponds to the first day of the period; in a month without
    such a day it is the month's last (:data:`MONTHS_BY_CALENDAR`).

    Raises:
        PeriodError: the number of months is negative or not whole, or the day lies beyond the calendar.

    Example:
        >>> months_after(date(2026, 6, 30), 2), months_after(date(2026, 12, 30), 2)
        (datetime.date(2026, 8, 31), datetime.date(2027, 2, 28))
    """
    begins = _move(japan_day(day), ONE_DAY)
    corresponding = _move(begins, _months(_forward(months)))
    return corresponding - ONE_DAY if corresponding.day == begins.day else corresponding


def years_after(day: date, years: int) -> date:
    """Return the last day, included, of a period of years that begins the day after ``day``.

    Raises:
        PeriodError: the number of years is negative or not whole, or the day lies beyond the calendar.

    Example:
        >>> years_after(date(2024, 2, 29), 1)
        datetime.date(2025, 2, 28)
    """
    return months_after(day, 12 * _forward(years))


def months_before(day: date, months: int) -> date:
    """Return the first day, included, of "from some months before ``day``" (:data:`MONTHS_BACK`).

    It has the same day number, or is the last day of a month that is too short.

    Raises:
        PeriodError: the number of months is negative or not whole, or the day lies beyond the calendar.

    Example:
        >>> months_before(date(2026, 5, 31), 3)
        datetime.date(2026, 2, 28)
    """
    return _move(japan_day(day), -_months(_forward(months)))


def birthday(born: date, year: int) -> date:
    """Return the birthday in a year; 28 February for 29 February in common years (:data:`DEEMED_BIRTHDAY`).

    Raises:
        PeriodError: the year lies beyond the calendar.
    """
    born, year = japan_day(born), _whole(year)
    try:
        return born.replace(year=year)
    except (ValueError, OverflowError):
        if (born.month, born.day) != (2, 29) or not date.min.year <= year <= date.max.year:
            raise PeriodError("beyond_calendar") from None
        return date(year, 2, 28)


def nth_birthday(born: date, base: date, n: int) -> date:
    """Return the n-th birthday after a day (後のn回目の誕生日); one on the day itself does not count.

    Raises:
        PeriodError: ``n`` is less than one, the day lies before the birth or the birthday beyond the
            calendar.

    Example:
        >>> nth_birthday(date(1990, 6, 20), date(2026, 6, 19), 10)
        datetime.date(2035, 6, 20)
    """
    born, base, n = japan_day(born), japan_day(base), _whole(n)
    if n < 1:
        raise PeriodError("negative")
    if base < born:
        raise PeriodError("before_birth")
    reached = birthday(born, base.year) <= base
    return birthday(born, base.year + n - (not reached))


def age_on(born: date, day: date) -> int:
    """Return the age in full years on a day, by birthdays (:data:`AGE_BY_CALENDAR`).

    The Act on the Calculation of Ages lets an age be reached when the eve of the birthday ends, which
    for whole days is the birthday; the immigration law reads the same way.

    Raises:
        PeriodError: the day lies before the birth.

    Example:
        >>> age_on(date(2008, 2, 29), date(2026, 2, 27)), age_on(date(2008, 2, 29), date(2026, 2, 28))
        (17, 18)
    """
    born, day = japan_day(born), japan_day(day)
    if day < born:
        raise PeriodError("before_birth")
    return day.year - born.year - (day < birthday(born, day.year))


def turns(born: date, age: int) -> date:
    """Return the first day on which somebody has an age.

    Raises:
        PeriodError: the age is negative or not whole, or the day lies beyond the calendar.
    """
    born, age = japan_day(born), _forward(age)
    return birthday(born, born.year + age)
