"""Shifts: what somebody worked or is to work, from when to when, and what is wrong with a row of them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from types import UnionType
from typing import Any, Final

from tokutei import messages
from tokutei.employment.hour_words import ShiftColumn
from tokutei.errors import FactsError, NaiveDatetimeError, PeriodError
from tokutei.law import Reason
from tokutei.law.days import JAPAN, japan_day
from tokutei.personal import Masked, Personal

__all__ = ["Break", "Shift", "ShiftProblem", "faults_of", "wall_time"]

_LONGEST: Final = timedelta(days=1)
_MINUTES_A_DAY: Final = 24 * 60
_WALL_TIME: Final = re.compile(r"([0-9]{1,2})(?::([0-9]{2})(?::([0-9]{2}))?|時(?:([0-9]{1,2})分)?)")
_LAST_HOUR: Final = 47
_NOTHING: Final = timedelta(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Break:
    """An unpaid break of which it is known when it was.

    Raises:
        NaiveDatetimeError: a moment has no time zone.
        PeriodError: a moment is none, or lies beyond the calendar.
        FactsError: it ends before its start.
    """

    starts_at: datetime
    """Included."""
    ends_at: datetime
    """Not included."""

    def __post_init__(self) -> None:
        """Bring both moments into Japanese time."""
        object.__setattr__(self, "starts_at", _in_japan(self.starts_at))
        object.__setattr__(self, "ends_at", _in_japan(self.ends_at))
        if self.ends_at < self.starts_at:
            raise FactsError(contradictions=(Reason("hours.break_ends_before_start"),))


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Shift(Masked):
    """One shift, worked or planned: moments of any time zone, kept in Japanese time.

    Moments are kept as exactly as they are told, seconds and all; nothing is rounded before it is compared.

    Example:
        >>> shift = Shift.in_japan(date(2026, 9, 1), "22:00", "05:00", workplace="A")
        >>> shift.ends_at.isoformat()
        '2026-09-02T05:00:00+09:00'

    Raises:
        NaiveDatetimeError: a moment has no time zone.
        PeriodError: a moment is none, or lies beyond the calendar.
        FactsError: it does not end after its start, is longer than 24 hours, or its breaks do not fit in it.
    """

    starts_at: datetime
    """Included."""
    ends_at: datetime
    """Not included."""
    workplace: Personal[str] = ""
    """The caller's own key of the workplace; it is compared, never read, and never shown."""
    breaks: tuple[Break, ...] = ()
    """Unpaid breaks of which it is known when they were."""
    unpaid_break_minutes: int = 0
    """Minutes of further unpaid breaks of which only the length is known."""

    def __post_init__(self) -> None:
        """Bring the moments into Japanese time, and refuse what cannot be."""
        object.__setattr__(self, "starts_at", _in_japan(self.starts_at))
        object.__setattr__(self, "ends_at", _in_japan(self.ends_at))
        object.__setattr__(self, "breaks", _all_of(self.breaks, Break))
        if not isinstance(self.workplace, str):
            raise FactsError(unknown=("workplace",))
        wrong = tuple(
            reason
            for _, reason in faults_of(self.starts_at, self.ends_at, self.breaks, self.unpaid_break_minutes)
        )
        if wrong:
            raise FactsError(contradictions=wrong)

    @classmethod
    def in_japan(
        cls,
        day: date,
        starts: str | time,
        ends: str | time,
        *,
        workplace: str = "",
        breaks: Iterable[tuple[str | time, str | time]] = (),
        unpaid_break_minutes: int = 0,
    ) -> Shift:
        """Return a shift told in wall time of Japan.

        An end that is not after the start is on the next day; so is a break before the start. Hours may also
        run past midnight: ``"25:30"`` is half past one of the next day.

        Args:
            day: the day on which it starts.
            starts: ``"22:00"``, ``"22時"`` or a time without a zone.
            ends: the same.
            workplace: the caller's key of the workplace.
            breaks: unpaid breaks, each from when to when.
            unpaid_break_minutes: minutes of breaks of which only the length is known.

        Raises:
            PeriodError: the day is none or lies beyond the calendar.
            FactsError: a time is none, or as the class; a start and an end that are the same are refused.
        """
        midnight = _midnight(japan_day(day))
        start, end = wall_time(starts), wall_time(ends)
        if end < start:
            end += _LONGEST
        pauses = []
        for one in _all_of(breaks, list | tuple):
            if len(one) != 2:
                raise FactsError(unknown=("breaks",))
            begins, stops = wall_time(one[0]), wall_time(one[1])
            begins = begins + _LONGEST if begins < start else begins
            stops = stops + _LONGEST if stops < begins else stops
            pauses.append(Break(starts_at=_later(midnight, begins), ends_at=_later(midnight, stops)))
        return cls(
            starts_at=_later(midnight, start),
            ends_at=_later(midnight, end),
            workplace=workplace,
            breaks=tuple(pauses),
            unpaid_break_minutes=unpaid_break_minutes,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ShiftProblem:
    """What is wrong with one row; nothing of it says where or for whom somebody works."""

    row: int
    """Its number among the rows given, from 1."""
    column: ShiftColumn
    reason: Reason
    other_row: int | None = None
    """The row that it does not fit together with."""
    counted: bool = False
    """Whether its time was counted nevertheless; the reason says how."""

    def text(self, lang: str) -> str:
        """Return the row, the column and the reason in a language."""
        return messages.text(
            "employment.hours.problem", lang, row=self.row, column=self.column, why=self.reason.text(lang)
        )


def faults_of(
    starts_at: datetime, ends_at: datetime, breaks: tuple[Break, ...], unpaid_break_minutes: int
) -> Iterator[tuple[ShiftColumn, Reason]]:
    """Yield what is wrong with a shift, by column; nothing if it can be."""
    if ends_at <= starts_at:
        yield ShiftColumn.ENDS, Reason("hours.ends_before_start")
        return
    length = ends_at - starts_at
    if length > _LONGEST:
        yield ShiftColumn.ENDS, Reason("hours.longer_than_a_day")
        return
    if not all(starts_at <= one.starts_at < one.ends_at <= ends_at for one in breaks):
        yield ShiftColumn.BREAKS, Reason("hours.break_outside_shift")
        return
    minutes = unpaid_break_minutes
    if type(minutes) is not int or minutes < 0:
        yield ShiftColumn.BREAK_MINUTES, Reason("hours.break_not_a_number")
    elif minutes and (minutes > _MINUTES_A_DAY or timedelta(minutes=minutes) > length - _together(breaks)):
        yield ShiftColumn.BREAK_MINUTES, Reason("hours.break_longer_than_shift")


def wall_time(told: str | time) -> timedelta:
    """Return how long after midnight a wall time is: ``22:00``, ``２２：００``, ``22時30分``, ``25:30``.

    Raises:
        FactsError: it is none.

    Example:
        >>> wall_time("25:30")
        datetime.timedelta(days=1, seconds=5400)
    """
    if isinstance(told, time) and told.tzinfo is None:
        return timedelta(
            hours=told.hour, minutes=told.minute, seconds=told.second, microseconds=told.microsecond
        )
    found = (
        _WALL_TIME.fullmatch("".join(unicodedata.normalize("NFKC", told).split()))
        if isinstance(told, str)
        else None
    )
    if found is None:
        raise FactsError(contradictions=(Reason("hours.not_a_time"),))
    hour, minute, second, kanji_minute = (int(part or 0) for part in found.groups())
    minute += kanji_minute
    if hour > _LAST_HOUR or minute > 59 or second > 59:
        raise FactsError(contradictions=(Reason("hours.not_a_time"),))
    return timedelta(hours=hour, minutes=minute, seconds=second)


def _all_of(breaks: object, kind: type | UnionType) -> tuple[Any, ...]:
    """Return breaks of a kind.

    Raises:
        FactsError: they are none, or one of them is another thing.
    """
    found = tuple(breaks) if isinstance(breaks, Iterable) else ()
    if not isinstance(breaks, Iterable) or not all(isinstance(one, kind) for one in found):
        raise FactsError(unknown=("breaks",))
    return found


def _together(breaks: tuple[Break, ...]) -> timedelta:
    """Return the time of some breaks, what they share once."""
    total, until = _NOTHING, None
    for one in sorted(breaks, key=lambda each: each.starts_at):
        begins = one.starts_at if until is None else max(one.starts_at, until)
        total += max(_NOTHING, one.ends_at - begins)
        until = one.ends_at if until is None else max(until, one.ends_at)
    return total


def _in_japan(moment: datetime) -> datetime:
    if not isinstance(moment, datetime):
        raise PeriodError("not_a_day")
    if moment.tzinfo is JAPAN:
        return moment
    if moment.utcoffset() is None:
        raise NaiveDatetimeError
    beyond = False
    try:
        moment = moment.astimezone(JAPAN)
    except OverflowError:
        beyond = True
    if beyond:
        raise PeriodError("beyond_calendar")
    return moment


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=JAPAN)


def _later(moment: datetime, by: timedelta) -> datetime:
    beyond = False
    try:
        moment += by
    except OverflowError:
        beyond = True
    if beyond:
        raise PeriodError("beyond_calendar")
    return moment
