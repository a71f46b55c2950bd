"""Weeks of seven calendar days in a row: which of them break the limit, and what is left on a day.

Of all windows only those that end on a day worked are looked at: any other holds no work that one of
these does not hold too, and the law of the last day worked chooses the limit of both.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from tokutei.employment.hour_limits import HourLimits
from tokutei.employment.hour_words import HolidayWeeks
from tokutei.employment.worked_time import A_DAY, DaySums, WorkedTime
from tokutei.law import Ground

__all__ = ["WEEK", "Span", "Weeks"]

WEEK: Final = 7
"""Days of a week."""
_LAST: Final = date.max.toordinal()


@dataclass(frozen=True, slots=True)
class Span:
    """A week with the time worked in it, in microseconds."""

    start: int
    """The first moment."""
    end: int
    """The first moment after it."""
    worked: int
    limit: int
    ground: Ground
    unsure: int = 0
    """How much of it may have been a break."""


@dataclass(frozen=True, slots=True)
class Weeks:
    """Windows of seven calendar days over some time worked."""

    everything: DaySums
    limits: HourLimits
    school: DaySums
    """The time worked on days that lie in no long holiday."""
    edges: DaySums
    """What those of them have too much that share a break with a day in a long holiday."""

    @classmethod
    def of(cls, time: WorkedTime, limits: HourLimits) -> Weeks:
        """Return the windows over some time worked."""
        school = time.by_day.only(lambda day: not limits.in_holiday(day))
        apart = limits.terms.holiday_weeks is HolidayWeeks.APART
        return cls(
            school if apart else time.by_day, limits, school, DaySums.of(_edges(time.by_day, limits), {})
        )

    def counted(self, last: int) -> int:
        """Return the time that counts in the week up to a day, included.

        Work in a long holiday counts at most where there is other work, too: a week that has none is
        limited by its days alone.
        """
        first = last - WEEK + 1
        return self.everything.between(first, last) if self.school.has_work(first, last) else 0

    def breaking(self) -> Iterator[Span]:
        """Yield every window that breaks the limit and ends on a day worked, in order.

        Raises:
            NotInForceError: the law of a day was not read.
        """
        for last in self.everything.days:
            limit, ground = self.limits.week(last)
            worked = self.counted(last)
            if worked > limit:
                first = last - WEEK + 1
                yield Span(
                    first * A_DAY, (last + 1) * A_DAY, worked, limit, ground, self._unsure(first, last)
                )

    def left(self, day: int) -> int | None:
        """Return what can be added on a day with no window breaking its limit; ``None`` for any amount.

        Raises:
            NotInForceError: the law of the day was not read.
        """
        holiday = self.limits.in_holiday(day)
        if holiday and self.everything is self.school:
            return None
        left = None
        for last in range(day, min(day + WEEK - 1, _LAST) + 1):
            first = last - WEEK + 1
            if holiday and not self.school.has_work(first, last):
                continue
            at = bisect_right(self.everything.days, last)
            newest = max(day, self.everything.days[at - 1]) if at else day
            free = self.limits.week(newest)[0] - self.everything.between(first, last)
            left = free if left is None else min(left, free)
        return left

    def _unsure(self, first: int, last: int) -> int:
        """Return how much of what counts from a day to a day may have been a break.

        That is everything if there may have been no work outside of a long holiday, or none on the last day,
        whose law sets the limit.
        """
        apart = self.everything is self.school
        nights = self.everything.nightly(last - 1, last) + (self.edges.between(last, last) if apart else 0)
        at_school = self._at_edges(self.school, first, last) + self.edges.between(first, last)
        none_at_school = self.school.between(first, last) <= at_school
        if none_at_school or self.everything.between(last, last) <= nights:
            return self.everything.between(first, last)
        return at_school if apart else self._at_edges(self.everything, first, last)

    @staticmethod
    def _at_edges(sums: DaySums, first: int, last: int) -> int:
        return sums.nightly(first - 1, first - 1) + sums.nightly(last, last)


def _edges(by_day: DaySums, limits: HourLimits) -> dict[int, int]:
    """Return what days outside of a long holiday have too much by a break shared with a day in one."""
    found: dict[int, int] = {}
    for night in by_day.nights:
        for day, other in ((night, night + 1), (night + 1, night)):
            if limits.in_holiday(other) and not limits.in_holiday(day):
                found[day] = found.get(day, 0) + by_day.nightly(night, night)
    return found
