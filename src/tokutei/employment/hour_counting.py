"""Working hours against the permission for other activities (資格外活動許可): 28 hours in any seven days.

The shifts given are those that need the permission. Whether some work needs one at all, and whether the
permission covers it, is another question: :func:`~tokutei.employment.rule_on`. Nothing here knows the
hours of the Labor Standards Act.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import Final

from tokutei.employment.hour_limits import HourLimits, ways_of_counting
from tokutei.employment.hour_moments import Moments
from tokutei.employment.hour_report import HoursReport, HoursWindow, WorkedDay
from tokutei.employment.hour_terms import Permission, Terms
from tokutei.employment.hour_windows import Span, Weeks
from tokutei.employment.hour_words import (
    BreakCounting,
    HolidayWeeks,
    HoursVerdict,
    LimitKind,
    PermissionKind,
    ShiftColumn,
    WeekCounting,
)
from tokutei.employment.shift_rows import Cell, ShiftRow, read_rows
from tokutei.employment.shifts import Shift, ShiftProblem
from tokutei.employment.words import FurtherPaper
from tokutei.employment.worked_time import A_DAY, A_MINUTE, WorkedTime, work_out
from tokutei.errors import FactsError
from tokutei.law import Reason
from tokutei.law.days import JAPAN
from tokutei.rules.rulebook import CURRENT, Rulebook
from tokutei.vocabulary import StatusOfResidence

__all__ = ["hours", "hours_from_rows"]

_NO_TERMS: Final = Terms()


def hours(
    shifts: Iterable[Shift | ShiftRow],
    permission: Permission,
    terms: Terms = _NO_TERMS,
    *,
    book: Rulebook = CURRENT,
) -> HoursReport:
    """Return how shifts stand against a permission: what is over, what is left, and why it counts so.

    No day of the question is asked for: each window is judged by the law of the last day worked in it, and
    what is only planned counts like what was worked. Rows that cannot be read or do not fit together are
    reported, and the others are counted.

    Args:
        shifts: one row each, in any order, of all workplaces; rows are numbered from 1 as they come.
        permission: what the work rests on.
        terms: long holidays, enrolment, and the readings of what the law leaves open.
        book: the law.

    Raises:
        FactsError: ``shifts`` holds what is neither a shift nor a row, or there are long holidays and the
            status, on which it depends whether they matter, is not told.

    Example:
        >>> student = Permission(kind=PermissionKind.COMPREHENSIVE, status=StatusOfResidence.STUDENT)
        >>> told = [Shift.in_japan(date(2026, 10, day), "18:00", "22:00") for day in range(5, 13)]
        >>> term = Terms(long_holidays=())
        >>> hours(told, student, term).verdict.value
        'within'
        >>> longer = hours([*told, Shift.in_japan(date(2026, 10, 8), "08:00", "08:01")], student, term)
        >>> longer.verdict.value, longer.breaches[0].minutes, longer.breaches[0].rows
        ('over', 1681, (1, 2, 3, 4, 5, 6, 7, 9))
    """
    if permission.status is None and permission.kind is PermissionKind.COMPREHENSIVE and terms.long_holidays:
        raise FactsError(missing=("status",))
    limits = HourLimits.of(permission, terms, book)
    read, unread = read_rows(shifts)
    first = limits.first_day
    too_early = {row for row, shift in read.items() if first and shift.starts_at.date() < first}
    unread += tuple(map(_too_early, too_early))
    by_moments = terms.weeks is WeekCounting.MINUTES and limits.weekly is not None
    time, unfit = work_out(
        {row: shift for row, shift in read.items() if row not in too_early},
        breaks_count=terms.breaks is BreakCounting.COUNTED,
        by_moments=by_moments,
    )
    weeks = (Moments if by_moments else Weeks).of(time, limits) if limits.weekly is not None else None
    found = sorted(_breaches(time, limits, weeks, read), key=lambda one: (one.last, one.first, one.kind))
    problems = tuple(sorted((*unread, *unfit), key=lambda one: (one.row, one.column)))
    paper = permission.kind is PermissionKind.INDIVIDUAL
    uncounted = any(not one.counted for one in problems)
    reasons = [Reason("hours.individual")] if paper else []
    reasons += [Reason("hours.rows_not_counted")] if uncounted else []
    unsure = any(one.over_minutes <= one.unsure_minutes for one in found)
    reasons += [Reason("hours.breaks_unsure")] if unsure else []
    perhaps_holiday = any(one.perhaps_holiday for one in found)
    reasons += [Reason("hours.holidays_not_known")] if perhaps_holiday else []
    over = any(one.certain for one in found)
    return HoursReport(
        verdict=(HoursVerdict.OVER if over else HoursVerdict.NOT_KNOWN if reasons else HoursVerdict.WITHIN),
        permission=permission,
        terms=terms,
        breaches=tuple(found),
        per_day=tuple(
            WorkedDay(day=date.fromordinal(day), minutes=_begun(worked), long_holiday=limits.in_holiday(day))
            for day, worked in zip(time.by_day.days, time.by_day.worked, strict=True)
        ),
        counting=(*ways_of_counting(permission, terms), *limits.grounds),
        problems=problems,
        reasons=tuple(reasons),
        ask_for=_ask_for(permission, terms, over=over or perhaps_holiday),
        see=(FurtherPaper.PERMISSION_PAPER,) if paper else (),
        _weeks=weeks,
        _time=time,
        _limits=limits,
    )


def hours_from_rows(
    rows: Iterable[Sequence[Cell]],
    permission: Permission,
    terms: Terms = _NO_TERMS,
    *,
    book: Rulebook = CURRENT,
) -> HoursReport:
    """Return what :func:`hours` says of rows of cells: day, start, end, workplace and, if any, minutes of breaks.

    Raises:
        FactsError: as :func:`hours`.

    Example:
        >>> told = [("2026/9/1", "22:00", "29:00", "A", "60"), ("令和8年9月2日", "9時", "noon", "B")]
        >>> dependent = Permission(
        ...     kind=PermissionKind.COMPREHENSIVE, status=StatusOfResidence.DEPENDENT
        ... )
        >>> report = hours_from_rows(told, dependent)
        >>> [(one.row, one.column.value, one.reason.code) for one in report.problems]
        [(1, 'unpaid_break_minutes', 'hours.break_over_midnight'), (2, 'ends_at', 'hours.not_a_time')]
    """
    return hours((ShiftRow.of(cells) for cells in rows), permission, terms, book=book)


def _breaches(
    time: WorkedTime, limits: HourLimits, weeks: Weeks | Moments | None, read: dict[int, Shift]
) -> Iterator[HoursWindow]:
    """Yield everything that is over."""
    exact = isinstance(weeks, Moments)
    for span in weeks.breaking() if weeks is not None else ():
        perhaps = limits.holidays_unknown and not _over_in_any_holiday(span, time, limits)
        yield _window(LimitKind.WEEK, span, time, read, exact=exact, perhaps_holiday=perhaps)
    for day, worked in zip(time.by_day.days, time.by_day.worked, strict=True):
        on, start, end = date.fromordinal(day), day * A_DAY, (day + 1) * A_DAY
        unsure = time.by_day.nightly(day - 1, day)
        if not (limits.permitted(on) and limits.enrolled(on)):
            kind = LimitKind.ENROLMENT if limits.permitted(on) else LimitKind.PERMISSION
            yield _window(kind, Span(start, end, worked, 0, limits.without(on), unsure), time, read)
        if limits.in_holiday(day):
            limit, ground = limits.holiday(day)
            if worked > limit:
                yield _window(LimitKind.DAY, Span(start, end, worked, limit, ground, unsure), time, read)


def _over_in_any_holiday(span: Span, time: WorkedTime, limits: HourLimits) -> bool:
    """Return whether a week is over wherever long holidays lay.

    A day with more than a day in a long holiday may have breaks the one limit if it lies in one; if it does
    not, its own time counts in the week, and so does all other time unless that is reckoned apart.
    """
    fixed = 0
    for day in range(max(span.start // A_DAY, 1), min((span.end - 1) // A_DAY, date.max.toordinal()) + 1):
        worked = time.by_day.between(day, day)
        if not worked:
            continue
        breaks = sum(time.unplaced.get(row, 0) for row in time.rows[day])
        if worked - time.by_day.nightly(day - 1, day) - breaks > limits.holiday(day)[0]:
            start, end = max(span.start, day * A_DAY), min(span.end, (day + 1) * A_DAY)
            fixed += time.inside(start, end) if end - start < A_DAY else worked
    apart = limits.terms.holiday_weeks is HolidayWeeks.APART
    return fixed > span.limit + span.unsure if apart else fixed > 0


def _window(
    kind: LimitKind,
    span: Span,
    time: WorkedTime,
    read: dict[int, Shift],
    *,
    exact: bool = False,
    perhaps_holiday: bool = False,
) -> HoursWindow:
    """Return a span as it is told, with its rows and workplaces."""
    first, last = max(span.start // A_DAY, 1), min((span.end - 1) // A_DAY, date.max.toordinal())
    rows = time.rows_between(first, last)
    starts_at = _moment(max(span.start, A_DAY)) if exact else None
    if starts_at is not None:
        until = _moment(min(span.end, (last + 1) * A_DAY - 1))
        rows = tuple(row for row in rows if read[row].ends_at > starts_at and read[row].starts_at < until)
    unplaced = sum(time.unplaced[row] for row in rows if row in time.unplaced)
    return HoursWindow(
        kind=kind,
        first=date.fromordinal(first),
        last=date.fromordinal(last),
        minutes=_begun(span.worked),
        limit_minutes=span.limit // A_MINUTE,
        rows=rows,
        ground=span.ground,
        workplaces=tuple(dict.fromkeys(read[row].workplace for row in rows)),
        starts_at=starts_at,
        perhaps_holiday=perhaps_holiday,
        unsure_minutes=_begun(min(span.unsure + unplaced, span.worked)),
    )


def _moment(at: int) -> datetime:
    """Return a moment in Japanese time."""
    midnight = date.fromordinal(at // A_DAY)
    return datetime(midnight.year, midnight.month, midnight.day, tzinfo=JAPAN) + timedelta(
        microseconds=at % A_DAY
    )


def _too_early(row: int) -> ShiftProblem:
    return ShiftProblem(row=row, column=ShiftColumn.STARTS, reason=Reason("hours.before_the_law"))


def _ask_for(permission: Permission, terms: Terms, *, over: bool) -> tuple[str, ...]:
    """Return the facts of students that were not told and could change the verdict."""
    if permission.kind is not PermissionKind.COMPREHENSIVE:
        return ()
    if permission.status is None:
        return ("status",)
    if permission.status is not StatusOfResidence.STUDENT:
        return ()
    wanted = [] if terms.enrolled_until is not None else ["enrolled"]
    if over and terms.long_holidays is None:
        wanted.append("long_school_holiday")
    return tuple(wanted)


def _begun(time: int) -> int:
    """Return the minutes begun in some time."""
    return -(-time // A_MINUTE)
