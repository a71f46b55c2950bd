"""The closed days of offices, and the last days that a law moves off them.

A last day moves only where a law moves it: for what is filed with an office within a period. The end
of a stay, of a card or of the special period never moves.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cache
from operator import itemgetter
from types import MappingProxyType
from typing import Final

from tokutei.calendar.periods import FIRST_DAY_OUT, days_after, ground, japan_day
from tokutei.data import tables
from tokutei.errors import OutOfTableError, PeriodError
from tokutei.law import Answer, Evidence, Ground
from tokutei.vocabulary import Word

__all__ = [
    "CLOSED_DAY_MOVES_MUNICIPAL",
    "CLOSED_DAY_MOVES_STATE",
    "YEAR_END",
    "ClosedDays",
    "Closure",
    "ClosureKind",
    "MonthDay",
    "OfficeHolidays",
    "last_day",
]

CLOSED_DAY_MOVES_STATE: Final = ground("closed_day_moves_state", Evidence.OFFICIAL, "363AC0000000091:2#main")
"""What is due at a state office on a closed day is due the day after."""

CLOSED_DAY_MOVES_MUNICIPAL: Final = ground(
    "closed_day_moves_municipal", Evidence.OFFICIAL, "322AC0000000067:4-2:4#main"
)
"""What is due at a municipal office on a closed day is due the day after."""

MonthDay = tuple[int, int]
"""A day of every year: month and day."""

YEAR_END: Final[frozenset[MonthDay]] = frozenset({(12, 29), (12, 30), (12, 31), (1, 1), (1, 2), (1, 3)})
"""29 December to 3 January: closed at state offices by law, at most municipal ones by ordinance."""


class OfficeHolidays(Word):
    """Whose closed days they are: by which law, and by which provision a last day moves."""

    STATE = "state", "行政機関の休日", "holidays of administrative organs"
    MUNICIPAL = "municipal", "地方公共団体の休日", "holidays of local governments"

    @property
    def moves(self) -> Ground:
        """The provision that moves a last day on which the office is closed."""
        return CLOSED_DAY_MOVES_STATE if self is OfficeHolidays.STATE else CLOSED_DAY_MOVES_MUNICIPAL


class ClosureKind(Word):
    """Why an office is closed on a day."""

    WEEKEND = "weekend", "土曜日・日曜日", "Saturday or Sunday"
    YEAR_END = "year_end", "年末年始", "year-end days"
    HOLIDAY = "holiday", "国民の祝日等", "national holiday"
    MEMORIAL = "memorial", "地域の記念日", "local memorial day"
    EXTRA = "extra", "指定された休日", "day named by the caller"


_CLOSURE_CITES: Final[Mapping[tuple[OfficeHolidays, ClosureKind], tuple[str, ...]]] = {
    (OfficeHolidays.STATE, ClosureKind.WEEKEND): ("363AC0000000091:1:1:1",),
    (OfficeHolidays.STATE, ClosureKind.HOLIDAY): ("363AC0000000091:1:1:2", "323AC1000000178:3"),
    (OfficeHolidays.STATE, ClosureKind.YEAR_END): ("363AC0000000091:1:1:3",),
    (OfficeHolidays.MUNICIPAL, ClosureKind.WEEKEND): ("322AC0000000067:4-2:2:1",),
    (OfficeHolidays.MUNICIPAL, ClosureKind.HOLIDAY): ("322AC0000000067:4-2:2:2", "323AC1000000178:3"),
    (OfficeHolidays.MUNICIPAL, ClosureKind.YEAR_END): ("322AC0000000067:4-2:2:3",),
    (OfficeHolidays.MUNICIPAL, ClosureKind.MEMORIAL): ("322AC0000000067:4-2:3#first",),
    (OfficeHolidays.MUNICIPAL, ClosureKind.EXTRA): ("322AC0000000067:4-2:1",),
}
_OPEN_CITES: Final = {
    OfficeHolidays.STATE: "363AC0000000091:1:1",
    OfficeHolidays.MUNICIPAL: "322AC0000000067:4-2:2",
}


@cache
def _open_ground(office: OfficeHolidays) -> Ground:
    return ground("open_day", Evidence.OFFICIAL, _OPEN_CITES[office])


@dataclass(frozen=True, slots=True)
class Closure:
    """Why an office is closed on a day, and by which provision."""

    kind: ClosureKind
    ground: Ground

    def text(self, lang: str) -> str:
        """Return the kind of closed day in words."""
        return self.kind.text(lang)


@cache
def _closure(office: OfficeHolidays, kind: ClosureKind, evidence: Evidence) -> Closure:
    # A state office has no days of its own: one that a caller adds rests on no provision.
    cites = _CLOSURE_CITES.get((office, kind), ())
    return Closure(kind, ground(f"closed_{kind.value}", evidence if cites else Evidence.INFERRED, *cites))


def _month_days(days: Iterable[MonthDay]) -> frozenset[MonthDay]:
    try:
        found = frozenset(days)
        for month, day in found:
            date(2000, month, day)
    except (ValueError, TypeError):
        raise PeriodError("month_day") from None
    return found


def _days(days: Iterable[date]) -> frozenset[date]:
    try:
        return frozenset(map(japan_day, days))
    except TypeError:
        raise PeriodError("not_a_day") from None


@cache
def _state() -> ClosedDays:
    table = tables.holidays()
    certainty = {day: holiday.evidence for day, holiday in table.by_day.items()}
    return ClosedDays(OfficeHolidays.STATE, table.first, table.last, certainty)


@dataclass(frozen=True, slots=True)
class ClosedDays:
    """The closed days of one kind of office: a value made from the table of national holidays.

    Two are equal if their days are. A day outside the years of the table is an error, never open.
    Make them with :meth:`state` and :meth:`municipal`.

    Example:
        >>> state = ClosedDays.state()
        >>> state.not_before(date(2026, 5, 2)).value      # Saturday, then the holidays of May
        datetime.date(2026, 5, 7)
    """

    office: OfficeHolidays
    first: date
    """First day that the table covers."""
    last: date
    """Last day that the table covers, included."""
    holidays: Mapping[date, Evidence] = field(repr=False, hash=False)
    """National holidays with substitute days, and how sure each is."""
    year_end: frozenset[MonthDay] = YEAR_END
    year_end_evidence: Evidence = Evidence.OFFICIAL
    memorial: frozenset[MonthDay] = frozenset()
    extra: frozenset[date] = frozenset()
    open_days: frozenset[date] = frozenset()

    def __post_init__(self) -> None:
        """Hold the holidays read-only."""
        object.__setattr__(self, "holidays", MappingProxyType(dict(self.holidays)))

    def __reduce__(self) -> tuple[object, ...]:
        return ClosedDays, (
            self.office,
            self.first,
            self.last,
            dict(self.holidays),
            self.year_end,
            self.year_end_evidence,
            self.memorial,
            self.extra,
            self.open_days,
        )

    @classmethod
    def state(cls) -> ClosedDays:
        """Return the closed days of state offices (行政機関の休日), regional bureaus among them."""
        return _state()

    @classmethod
    def municipal(
        cls,
        *,
        year_end: Iterable[MonthDay] | None = None,
        memorial: Iterable[MonthDay] = (),
        extra: Iterable[date] = (),
        open_days: Iterable[date] = (),
    ) -> ClosedDays:
        """Return the closed days of one municipality, as its ordinance has them (地方自治法4条の2).

        Args:
            year_end: Days around the New Year; without them 29 December to 3 January are taken, which
                nearly all ordinances say, and an answer that rests on them says that it is inferred.
            memorial: Local memorial days, each year.
            extra: Further closed days.
            open_days: Days that the ordinance itself takes out of its holidays. A counter that happens
                to be open on a Saturday is not meant: that Saturday still moves a last day.

        Raises:
            PeriodError: a month and day that no year has, or something that is no day.
        """
        return replace(
            _state(),
            office=OfficeHolidays.MUNICIPAL,
            year_end=YEAR_END if year_end is None else _month_days(year_end),
            year_end_evidence=Evidence.INFERRED if year_end is None else Evidence.OFFICIAL,
            memorial=_month_days(memorial),
            extra=_days(extra),
            open_days=_days(open_days),
        )

    def closed(self, day: date) -> Closure | None:
        """Return why the office is closed on a day, or ``None`` when it is open.

        Of several causes the surest is named; among equals the weekday comes first.

        Raises:
            OutOfTableError: the day lies outside the years of the table.
        """
        day = japan_day(day)
        if not self.first <= day <= self.last:
            raise OutOfTableError("national_holidays", day, self.first, self.last)
        if day in self.open_days:
            return None
        month_day, certainty = (day.month, day.day), self.holidays.get(day, Evidence.OFFICIAL)
        causes = (
            (day.weekday() >= 5, ClosureKind.WEEKEND, Evidence.OFFICIAL),
            (month_day in self.year_end, ClosureKind.YEAR_END, self.year_end_evidence),
            (month_day in self.memorial, ClosureKind.MEMORIAL, Evidence.OFFICIAL),
            (day in self.extra, ClosureKind.EXTRA, Evidence.OFFICIAL),
            (day in self.holidays, ClosureKind.HOLIDAY, certainty),
        )
        found = [(evidence, kind) for applies, kind, evidence in causes if applies]
        if not found:
            return None
        evidence, kind = max(found, key=itemgetter(0))
        return _closure(self.office, kind, evidence)

    def is_closed(self, day: date) -> bool:
        """Tell whether the office is closed on a day.

        Raises:
            OutOfTableError: the day lies outside the years of the table.
        """
        return self.closed(day) is not None

    def not_before(self, day: date) -> Answer[date]:
        """Return the first open day from a day on, that day included.

        The grounds name each kind of closed day passed and the provision that moves a last day. A
        holiday that the table does not hold for certain lowers the evidence of the answer.

        Raises:
            OutOfTableError: the search leaves the years of the table.
        """
        day = japan_day(day)
        passed: list[Ground] = []
        while closure := self.closed(day):
            passed.append(closure.ground)
            day += timedelta(days=1)
        grounds = (*dict.fromkeys(passed), self.office.moves) if passed else (_open_ground(self.office),)
        return Answer(day, grounds)


def last_day(event: date, days: int, closed: ClosedDays) -> Answer[date]:
    """Return the last day to file something within some days of an event, moved off closed days.

    Raises:
        PeriodError: the number of days is negative, or the day lies beyond the calendar.
        OutOfTableError: the day lies outside the table of closed days.

    Example:
        >>> answer = last_day(date(2026, 6, 14), 14, ClosedDays.state())
        >>> answer.value, answer.evidence.name
        (datetime.date(2026, 6, 29), 'OFFICIAL')
    """
    moved = closed.not_before(days_after(event, days))
    return Answer(moved.value, (FIRST_DAY_OUT, *moved.grounds))
