"""A counter of minutes that knows nothing of the library but the values of its rules: a clock with one mark a minute."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

EPOCH = date(2026, 7, 1)
"""The first day on the clock."""
DAYS = 50
A_DAY = 1440
AHEAD = timedelta(hours=9)


@dataclass(frozen=True)
class Told:
    """A shift by the minutes of the clock, before it becomes moments."""

    row: int
    start: int
    end: int
    workplace: str
    breaks: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True)
class Law:
    """What is asked: the limits by the day, in minutes, and the readings."""

    week: Callable[[int], int]
    day: Callable[[int], int]
    holidays: frozenset[int] = frozenset()
    apart: bool = False


def moment(minute: int) -> datetime:
    """Return a minute of the clock as a moment in UTC."""
    return datetime(EPOCH.year, EPOCH.month, EPOCH.day, tzinfo=UTC) + timedelta(minutes=minute) - AHEAD


def number(day: date) -> int:
    return (day - EPOCH).days


def day_of(number: int) -> date:
    return EPOCH + timedelta(days=number)


def marks(told: list[Told], *, breaks_count: bool = False) -> bytearray:
    """Return the clock, every minute on which anybody saw the person work marked once."""
    clock = bytearray(DAYS * A_DAY)
    for shift in told:
        at_work = bytearray(b"\1" * (shift.end - shift.start))
        for begin, stop in () if breaks_count else shift.breaks:
            at_work[begin - shift.start : stop - shift.start] = bytes(stop - begin)
        for minute, mark in enumerate(at_work, start=shift.start):
            clock[minute] |= mark
    return clock


def per_day(clock: bytearray) -> list[int]:
    return [sum(clock[day * A_DAY : (day + 1) * A_DAY]) for day in range(len(clock) // A_DAY)]


def over_weeks(days: list[int], law: Law) -> Iterator[tuple[int, int, int]]:
    """Yield first day, minutes and limit of each seven days in a row, whichever it begins with, that are too much."""
    for first in range(len(days) - 6):
        week = range(first, first + 7)
        school = [day for day in week if day not in law.holidays and days[day]]
        if not school:
            continue
        counting = school if law.apart else [day for day in week if days[day]]
        minutes, limit = sum(days[day] for day in counting), law.week(counting[-1])
        if minutes > limit:
            yield first, minutes, limit


def over_days(days: list[int], law: Law) -> Iterator[int]:
    yield from (day for day in sorted(law.holidays) if days[day] > law.day(day))


def over_moments(clock: bytearray, law: Law) -> Iterator[tuple[int, int, int]]:
    """Yield first minute, last day worked and minutes of each 168 hours in a row that are too much."""
    length = 7 * A_DAY
    school = bytearray(
        mark if minute // A_DAY not in law.holidays else 0 for minute, mark in enumerate(clock)
    )
    counts = school if law.apart else clock
    in_window, at_school, last = sum(counts[:length]), sum(school[:length]), -1
    for minute in range(length):
        last = minute if counts[minute] else last
    for first in range(len(clock) - length):
        if at_school and in_window > law.week(last // A_DAY):
            yield first, last // A_DAY, in_window
        entering = first + length
        in_window += counts[entering] - counts[first]
        at_school += school[entering] - school[first]
        last = entering if counts[entering] else last
