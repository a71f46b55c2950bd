"""From shifts to time worked: every moment once, by the calendar day in Japan on which it lies.

Time is counted in whole microseconds from the first midnight of the calendar, so that nothing is rounded
before it is compared.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import accumulate
from typing import Final

from tokutei.employment.hour_words import ShiftColumn
from tokutei.employment.shifts import Shift, ShiftProblem
from tokutei.law import Reason

__all__ = ["A_DAY", "A_MINUTE", "DaySums", "Piece", "WorkedTime", "work_out"]

A_MINUTE: Final = 60 * 10**6
"""Microseconds."""
A_DAY: Final = 24 * 60 * A_MINUTE
"""Microseconds; days in Japan are all of one length."""

Piece = tuple[int, int]
"""From when, included, to when, not included."""


@dataclass(frozen=True, slots=True)
class DaySums:
    """Time by the day, to be summed over any days in a row.

    The break of a shift over midnight may lie on either day. Each of the two has the most that may have been
    worked on it; what is thereby too much in both together is taken off a sum that has both.
    """

    days: tuple[int, ...]
    """The days worked, in order, as ordinals."""
    worked: tuple[int, ...]
    """The most that was worked on each of them."""
    sums: tuple[int, ...]
    """What was worked before each of them, and at the end all of it."""
    nights: tuple[int, ...]
    """The days that share a break with the day after them, in order."""
    shared: tuple[int, ...]
    """What the two have too much, summed up before each of these nights and at the end."""

    @classmethod
    def of(cls, worked: Mapping[int, int], shared: Mapping[int, int]) -> DaySums:
        """Return the sums of the time of each day, and what each day has too much together with the next."""
        days = tuple(sorted(day for day, time in worked.items() if time))
        nights = tuple(sorted(shared))
        amounts = tuple(worked[day] for day in days)
        too_much = accumulate(shared[night] for night in nights)
        return cls(days, amounts, (0, *accumulate(amounts)), nights, (0, *too_much))

    def between(self, first: int, last: int) -> int:
        """Return the most that was worked from a day to a day, both included."""
        low, high = bisect_left(self.days, first), bisect_left(self.days, last + 1)
        if low == high:
            return 0
        return self.sums[high] - self.sums[low] - self.nightly(first, last - 1)

    def nightly(self, first: int, last: int) -> int:
        """Return what the nights after the days from one to another, both included, have too much."""
        if not self.nights or last < first:
            return 0
        return self.shared[bisect_left(self.nights, last + 1)] - self.shared[bisect_left(self.nights, first)]

    def has_work(self, first: int, last: int) -> bool:
        """Return whether anything was worked from a day to a day, both included."""
        at = bisect_left(self.days, first)
        return at < len(self.days) and self.days[at] <= last

    def only(self, keep: Callable[[int], bool]) -> DaySums:
        """Return the sums of some of the days alone."""
        worked = {day: time for day, time in zip(self.days, self.worked, strict=True) if keep(day)}
        nights = (night for night in self.nights if keep(night) and keep(night + 1))
        return DaySums.of(worked, {night: self.nightly(night, night) for night in nights})


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkedTime:
    """What was worked, all workplaces together."""

    pieces: tuple[Piece, ...]
    """Time worked, in order, none overlapping another, none over a midnight."""
    by_day: DaySums
    """The same by the day, without breaks of which only the length is known."""
    rows: Mapping[int, tuple[int, ...]]
    """The rows of each day worked, in order."""
    unplaced: Mapping[int, int]
    """Rows whose break could not be taken off, with its length."""

    def rows_between(self, first: int, last: int) -> tuple[int, ...]:
        """Return the rows that have time from a day to a day, both included, in order."""
        days = self.by_day.days[
            bisect_left(self.by_day.days, first) : bisect_left(self.by_day.days, last + 1)
        ]
        return tuple(sorted({row for day in days for row in self.rows[day]}))

    def inside(self, start: int, end: int) -> int:
        """Return what was worked from a moment to another, the breaks of which only the length is known included."""
        at = max(0, bisect_left(self.pieces, (start, start)) - 1)
        found = 0
        for begun, done in self.pieces[at:]:
            if begun >= end:
                break
            found += max(0, min(done, end) - max(begun, start))
        return found


def work_out(
    shifts: Mapping[int, Shift], *, breaks_count: bool, by_moments: bool
) -> tuple[WorkedTime, tuple[ShiftProblem, ...]]:
    """Return the time worked in some shifts by their rows, and which rows do not fit together.

    What rows share is counted once. A break of which only the length is known is taken off if its shift
    shares nothing with another; if the shift goes over midnight, off every sum that has both days.

    Args:
        shifts: the shifts by the numbers of their rows.
        breaks_count: whether unpaid breaks count as time worked.
        by_moments: whether weeks may begin within a day; then no break without its times is taken off.
    """
    net: list[tuple[int, int, int]] = []
    for row, shift in shifts.items():
        if shift.breaks and not breaks_count:
            net += ((start, end, row) for start, end in _net(shift))
        else:  # nearly always
            net.append((_moment(shift.starts_at), _moment(shift.ends_at), row))
    net.sort()
    joined, overlaps = _joined(net)
    alike = {row for one in overlaps for row in (one.row, one.other_row)}
    pieces = tuple(_by_day(joined))
    worked: dict[int, int] = defaultdict(int)
    for start, end in pieces:
        worked[start // A_DAY] += end - start
    shared: dict[int, int] = defaultdict(int)
    unplaced: dict[int, int] = {}
    problems = list(overlaps)
    for row, shift in shifts.items():
        length = 0 if breaks_count else shift.unpaid_break_minutes * A_MINUTE
        if not length:
            continue
        if by_moments or row in alike:
            unplaced[row] = length
            problems.append(_unclear(row, Reason("hours.break_not_placed")))
        elif _take_off(shift, length, worked, shared):
            problems.append(_unclear(row, Reason("hours.break_over_midnight")))
    rows: dict[int, dict[int, None]] = defaultdict(dict)
    for start, end, row in net:
        for day in range(start // A_DAY, (end - 1) // A_DAY + 1):
            rows[day][row] = None
    time = WorkedTime(
        pieces=pieces,
        by_day=DaySums.of(worked, shared),
        rows={day: tuple(found) for day, found in rows.items()},
        unplaced=unplaced,
    )
    return time, tuple(problems)


def _take_off(shift: Shift, length: int, worked: dict[int, int], shared: dict[int, int]) -> bool:
    """Take a break off the days of a shift; return whether it is not clear on which of two days it was."""
    parts: dict[int, int] = defaultdict(int)
    for start, end in _by_day(_net(shift)):
        parts[start // A_DAY] += end - start
    together = sum(parts.values()) - length
    for day, part in parts.items():
        worked[day] -= max(0, part - together)
    too_much = sum(min(part, together) for part in parts.values()) - together
    if too_much:
        shared[min(parts)] += too_much
    return bool(too_much)


def _unclear(row: int, reason: Reason) -> ShiftProblem:
    return ShiftProblem(row=row, column=ShiftColumn.BREAK_MINUTES, reason=reason, counted=True)


def _moment(moment: datetime) -> int:
    """Return a moment in Japanese time as microseconds."""
    seconds = (moment.hour * 60 + moment.minute) * 60 + moment.second
    return moment.toordinal() * A_DAY + seconds * 10**6 + moment.microsecond


def _net(shift: Shift) -> Iterator[Piece]:
    """Yield a shift without the breaks of which it is known when they were."""
    at, end = _moment(shift.starts_at), _moment(shift.ends_at)
    for begins, stops in sorted((_moment(one.starts_at), _moment(one.ends_at)) for one in shift.breaks):
        if begins > at:
            yield at, begins
        at = max(at, stops)
    if end > at:
        yield at, end


def _joined(net: Iterable[tuple[int, int, int]]) -> tuple[list[list[int]], list[ShiftProblem]]:
    """Return the time that is in any of some pieces, and a problem for each row that shares time with an earlier one."""
    joined: list[list[int]] = []
    problems: dict[int, ShiftProblem] = {}
    longest = 0
    for start, end, row in net:
        if joined and start < joined[-1][1]:
            if row != longest and row not in problems:
                problems[row] = ShiftProblem(
                    row=row,
                    column=ShiftColumn.STARTS,
                    reason=Reason("hours.overlap", parameters={"other": longest}),
                    other_row=longest,
                    counted=True,
                )
            if end > joined[-1][1]:
                joined[-1][1], longest = end, row
            continue
        if joined and start == joined[-1][1]:
            joined[-1][1] = end
        else:
            joined.append([start, end])
        longest = row
    return joined, list(problems.values())


def _by_day(joined: Iterable[Iterable[int]]) -> Iterator[Piece]:
    for start, end in joined:
        at = start
        while at < end:
            until = min(end, (at // A_DAY + 1) * A_DAY)
            yield at, until
            at = until
