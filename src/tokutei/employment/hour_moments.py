"""Weeks of 168 hours that may begin at any moment: the stricter reading of 一週.

What is worked in a window changes evenly between a few moments: where a piece of work enters or leaves it.
A window that goes on to the end of the piece that enters it holds no less. So it is enough to look at the
windows that begin or end with a piece, and at those that hold just the last moment of one: work outside of
a long holiday that is about to leave decides whether the week is limited at all.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate
from typing import Final

from tokutei.employment.hour_limits import HourLimits
from tokutei.employment.hour_windows import WEEK, Span
from tokutei.employment.hour_words import HolidayWeeks
from tokutei.employment.worked_time import A_DAY, Piece, WorkedTime

__all__ = ["Moments"]

_LENGTH: Final = WEEK * A_DAY


@dataclass(frozen=True, slots=True)
class _Line:
    """Pieces of work in order, and how much lies before a moment."""

    starts: tuple[int, ...]
    ends: tuple[int, ...]
    sums: tuple[int, ...]

    @classmethod
    def of(cls, pieces: Iterable[Piece]) -> _Line:
        starts, ends = zip(*pieces, strict=True) if (pieces := tuple(pieces)) else ((), ())
        lengths = (end - start for start, end in zip(starts, ends, strict=True))
        return cls(starts, ends, (0, *accumulate(lengths)))

    def before(self, moment: int) -> int:
        """Return what was worked before a moment."""
        at = bisect_left(self.starts, moment)
        return self.sums[at] - max(0, self.ends[at - 1] - moment) if at else 0

    def last_before(self, moment: int) -> int:
        """Return the end of the work before a moment; 0 if there is none."""
        at = bisect_left(self.starts, moment)
        return min(moment, self.ends[at - 1]) if at else 0


@dataclass(frozen=True, slots=True)
class Moments:
    """Windows of 168 hours over some time worked."""

    limits: HourLimits
    everything: _Line
    school: _Line
    """Work outside of long holidays."""

    @classmethod
    def of(cls, time: WorkedTime, limits: HourLimits) -> Moments:
        """Return the windows over some time worked; its pieces lie within one day each."""
        school = [piece for piece in time.pieces if not limits.in_holiday(piece[0] // A_DAY)]
        apart = limits.terms.holiday_weeks is HolidayWeeks.APART
        return cls(limits, _Line.of(school if apart else time.pieces), _Line.of(school))

    def breaking(self) -> Iterator[Span]:
        """Yield, for every day on which the work of a window that breaks its limit ends, the worst such window.

        Raises:
            NotInForceError: the law of a day was not read.
        """
        worst: dict[int, Span] = {}
        least = self.limits.least_week
        for start in self._beginnings():
            end = start + _LENGTH
            worked = self.everything.before(end) - self.everything.before(start)
            if worked <= least or not self._school(start):
                continue
            until = self.everything.last_before(end)
            day = (until - 1) // A_DAY
            limit, ground = self.limits.week(day)
            if worked > limit and (day not in worst or worked > worst[day].worked):
                worst[day] = Span(start, start + _LENGTH, worked, limit, ground)
        yield from (span for _, span in sorted(worst.items()))

    def left(self, day: int) -> int | None:
        """Return what can be added on a day, at whatever time of it, with no window breaking its limit.

        ``None`` for any amount.

        Raises:
            NotInForceError: the law of the day was not read.
        """
        holiday = self.limits.in_holiday(day)
        if holiday and self.limits.terms.holiday_weeks is HolidayWeeks.APART:
            return None
        first, last = day * A_DAY - _LENGTH + 1, (day + 1) * A_DAY - 1
        left = None
        for start in {first, last, *self._beginnings(first - _LENGTH, last + _LENGTH)}:
            if not first <= start <= last or (holiday and not self._school(start)):
                continue
            end = start + _LENGTH
            worked = self.everything.before(end) - self.everything.before(start)
            until = self.everything.last_before(end)
            days = {day, max(day, (until - 1) // A_DAY)}
            free = min(self.limits.week(one)[0] for one in days) - worked
            left = free if left is None else min(left, free)
        return left

    def _school(self, start: int) -> int:
        return self.school.before(start + _LENGTH) - self.school.before(start)

    def _beginnings(self, since: int | None = None, until: int | None = None) -> Iterator[int]:
        """Yield where windows begin that begin or end with a piece of work, or hold the last moment of one."""
        line = self.everything
        low = 0 if since is None else bisect_left(line.ends, since)
        high = len(line.starts) if until is None else bisect_right(line.starts, until)
        for start, end in zip(line.starts[low:high], line.ends[low:high], strict=True):
            yield from (start, end - 1, end - _LENGTH)
