"""The counts of the law done the slow way: listed and counted, written from the texts and not from the library."""

from __future__ import annotations

import calendar
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any, Final

import jpholiday

from tokutei.law import Answer, Evidence

FIRST_DAY: Final = date(2026, 6, 14)
"""The day on which specified cards began."""

ONE_DAY: Final = timedelta(days=1)


def birthdays(born: date) -> list[date]:
    """誕生日, every one after birth; 29 February is 28 February in common years."""
    leap_day = (born.month, born.day) == (2, 29)
    return [
        date(year, 2, 28) if leap_day and not calendar.isleap(year) else date(year, born.month, born.day)
        for year in range(born.year + 1, born.year + 160)
    ]


def birthday_after(born: date, base: date, count: int) -> date:
    """後のN回目の誕生日: list those after the day and take the N-th."""
    return [day for day in birthdays(born) if day > base][count - 1]


def years_old(born: date, day: date) -> int:
    """Full years: the birthdays that have come."""
    return sum(birthday <= day for birthday in birthdays(born))


def months_elapsed(day: date, months: int) -> date:
    """二月を経過する日, 民法143条: the period begins the next day and ends on the eve of the corresponding day."""
    start = day + ONE_DAY
    year, month = start.year, start.month
    for _ in range(months):
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)
    last = calendar.monthrange(year, month)[1]
    if start.day > last:  # 応当する日がないときは、その月の末日に満了する
        return date(year, month, last)
    return date(year, month, start.day) - ONE_DAY


def office_closed(day: date) -> bool:
    """行政機関の休日に関する法律1条, with the holidays of an independent package."""
    year_end = (day.month, day.day) in {(12, 29), (12, 30), (12, 31), (1, 1), (1, 2), (1, 3)}
    return day.weekday() >= 5 or year_end or bool(jpholiday.is_holiday(day))


def in_time(event: date, days: int) -> date:
    """C1 and C3: the event's day is not counted, a closed last day moves on."""
    day = event
    for _ in range(days):
        day += ONE_DAY
    while office_closed(day):
        day += ONE_DAY
    return day


def assert_speaks(answer: Answer[Any], evidence: Evidence, cites: Iterable[str] = ()) -> None:
    """An answer names its provisions, says how sure it is, and explains itself in words."""
    assert answer.evidence is evidence
    assert {str(cite) for cite in answer.basis} >= set(cites)
    assert answer.grounds
    assert all(ground.cite for ground in answer.grounds)
    for lang, sign in (("ja", "第"), ("en", "art. ")):
        said = answer.explain(lang)
        assert len(said.splitlines()) == len(answer.grounds) + len(answer.open_questions) + 1
        assert sign in said
        for unresolved in ("law.", "step.", "fact.", "evidence.", "{", "}", "None", "<"):
            assert unresolved not in said, said
