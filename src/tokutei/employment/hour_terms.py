"""The permission that somebody works by, and the terms on which hours are counted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from tokutei.employment.hour_words import BreakCounting, HolidayWeeks, PermissionKind, WeekCounting
from tokutei.errors import FactsError
from tokutei.law import Reason
from tokutei.law.days import japan_day
from tokutei.vocabulary import StatusOfResidence
from tokutei.vocabulary.words import Word

__all__ = ["Permission", "Terms"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Permission:
    """The permission for other activities (資格外活動許可) that the shifts rest on.

    Example:
        >>> Permission(kind=PermissionKind.COMPREHENSIVE, until=date(2027, 3, 31)).kind.text("en")
        'comprehensive permission'

    Raises:
        FactsError: the kind or the status is none, or the last day lies before the first.
        NaiveDatetimeError: a day is a moment without a time zone.
        PeriodError: a day is none.
    """

    kind: PermissionKind
    status: StatusOfResidence | None = None
    """The status of residence; left out, not known. Long school holidays matter to students only."""
    since: date | None = None
    """First day, included; left out, not told, and no shift is refused for being too early."""
    until: date | None = None
    """Last day, included; left out, not told, and no shift is refused for being too late."""

    def __post_init__(self) -> None:
        """Read the words and the days."""
        _read(self, "kind", PermissionKind)
        if self.status is not None:
            _read(self, "status", StatusOfResidence)
        _read_days(self, "since", "until")
        if self.since is not None and self.until is not None and self.until < self.since:
            raise FactsError(contradictions=(Reason("hours.permission_backwards"),))


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """Long holidays, enrolment, and the readings of what the law leaves open.

    Example:
        >>> Terms(long_holidays=((date(2026, 8, 1), date(2026, 9, 20)),)).weeks.value
        'calendar_days'

    Raises:
        FactsError: a reading is none, or a holiday is no pair of days in order.
        NaiveDatetimeError: a day is a moment without a time zone.
        PeriodError: a day is none.
    """

    long_holidays: tuple[tuple[date, date], ...] | None = None
    """Long holidays that the rules of the school fix (学則で定める長期休業期間), first and last day, both
    included; empty if there are none, left out if they are not known: a student's week that is over the limit
    is then not known to be, unless it is over wherever a long holiday lay."""
    enrolled_until: date | None = None
    """Last day of enrolment, included; left out, not told, and no shift is refused for it."""
    weeks: WeekCounting = WeekCounting.CALENDAR_DAYS
    """What a week is."""
    holiday_weeks: HolidayWeeks = HolidayWeeks.COUNTED
    """Whether hours in a long holiday count in a week that also has work outside of it."""
    breaks: BreakCounting = BreakCounting.NOT_COUNTED
    """Whether unpaid breaks count."""

    def __post_init__(self) -> None:
        """Read the words and the days."""
        for name, kind in (
            ("weeks", WeekCounting),
            ("holiday_weeks", HolidayWeeks),
            ("breaks", BreakCounting),
        ):
            _read(self, name, kind)
        _read_days(self, "enrolled_until")
        if self.long_holidays is None:
            return
        read = []
        given: object = self.long_holidays  # callers without a type checker give anything
        if not isinstance(given, Iterable) or isinstance(given, str):
            raise FactsError(unknown=("long_school_holiday",))
        for pair in given:
            if not isinstance(pair, Sequence) or isinstance(pair, str) or len(pair) != 2:
                raise FactsError(unknown=("long_school_holiday",))
            first, last = map(japan_day, pair)
            if last < first:
                raise FactsError(contradictions=(Reason("hours.holiday_backwards"),))
            read.append((first, last))
        object.__setattr__(self, "long_holidays", tuple(read))


def _read(value: Permission | Terms, name: str, kind: type[Word]) -> None:
    """Read a field as a member of a vocabulary."""
    found = next((member for member in kind if member == getattr(value, name)), None)
    if found is None:
        raise FactsError(unknown=(name,))
    object.__setattr__(value, name, found)


def _read_days(value: Permission | Terms, *names: str) -> None:
    for name in names:
        if (day := getattr(value, name)) is not None:
            object.__setattr__(value, name, japan_day(day))
