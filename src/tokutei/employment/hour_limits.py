"""Which limit holds on which day, and what each way of counting rests on."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Any, Final

from tokutei.employment.hour_terms import Permission, Terms
from tokutei.employment.hour_words import BreakCounting, HolidayWeeks, PermissionKind, WeekCounting
from tokutei.employment.worked_time import A_MINUTE
from tokutei.law import Citation, Evidence, Ground, Rule
from tokutei.rules.rulebook import Rulebook
from tokutei.rules.work import (
    ENROLMENT_STATUSES,
    HOLIDAY_DAILY_HOURS,
    LOCAL_GOVERNMENT_WEEKLY_HOURS,
    WEEKLY_HOURS,
)
from tokutei.vocabulary import StatusOfResidence

__all__ = ["WEEKLY", "HourLimits", "ways_of_counting"]

_CHECKED: Final = date(2026, 11, 22)
_AN_HOUR: Final = 60 * A_MINUTE

WEEKLY: Final = MappingProxyType(
    {
        PermissionKind.COMPREHENSIVE: WEEKLY_HOURS,
        PermissionKind.LOCAL_GOVERNMENT: LOCAL_GOVERNMENT_WEEKLY_HOURS,
    }
)
"""The rule of the hours a week, for the permissions that have one."""


def _step(code: str, evidence: Evidence, *cites: str) -> Ground:
    return Ground(code, tuple(map(Citation.parse, cites)), evidence, _CHECKED)


_FIRST: Final = "356M50000010054:19:5:1"
_SECOND: Final = "356M50000010054:19:5:2"
_WHO: Final = "326CO0000000319:19:2"

_TOGETHER: Final = MappingProxyType(
    {
        PermissionKind.COMPREHENSIVE: _step("hours.together", Evidence.OFFICIAL, _FIRST),
        PermissionKind.LOCAL_GOVERNMENT: _step("hours.together", Evidence.OFFICIAL, _SECOND),
    }
)
_WEEKS: Final = MappingProxyType(
    {
        (PermissionKind.COMPREHENSIVE, WeekCounting.CALENDAR_DAYS): _step(
            "hours.seven_days", Evidence.SECONDARY, _FIRST
        ),
        (PermissionKind.LOCAL_GOVERNMENT, WeekCounting.CALENDAR_DAYS): _step(
            "hours.seven_days", Evidence.SECONDARY, _SECOND
        ),
        (PermissionKind.COMPREHENSIVE, WeekCounting.MINUTES): _step(
            "hours.any_moment", Evidence.INFERRED, _FIRST
        ),
        (PermissionKind.LOCAL_GOVERNMENT, WeekCounting.MINUTES): _step(
            "hours.any_moment", Evidence.INFERRED, _SECOND
        ),
    }
)
_HOLIDAYS: Final = _step("hours.holiday_days", Evidence.OFFICIAL, _FIRST)
_HOLIDAY_WEEKS: Final = MappingProxyType(
    {
        HolidayWeeks.COUNTED: _step("hours.holiday_counted", Evidence.INFERRED, _FIRST),
        HolidayWeeks.APART: _step("hours.holiday_apart", Evidence.INFERRED, _FIRST),
    }
)
_BREAKS: Final = MappingProxyType(
    {
        BreakCounting.NOT_COUNTED: _step("hours.breaks_not_counted", Evidence.INFERRED),
        BreakCounting.COUNTED: _step("hours.breaks_counted", Evidence.INFERRED),
    }
)
_BY_DAY: Final = _step("hours.days_in_japan", Evidence.INFERRED)
_ONCE: Final = _step("hours.once", Evidence.INFERRED)
_VERSION: Final = _step("hours.version", Evidence.INFERRED)
_WITHOUT: Final = _step("hours.within_permission", Evidence.OFFICIAL, _WHO)


def ways_of_counting(permission: Permission, terms: Terms) -> tuple[Ground, ...]:
    """Return each rule of counting that a permission and terms bring in, with its evidence and provision."""
    steps: list[Ground] = []
    if permission.kind in WEEKLY:
        steps += [_TOGETHER[permission.kind], _WEEKS[permission.kind, terms.weeks], _VERSION]
    if has_holidays(permission, terms):
        steps += [_HOLIDAYS, _HOLIDAY_WEEKS[terms.holiday_weeks]]
    return (*steps, _BY_DAY, _BREAKS[terms.breaks], _ONCE, _WITHOUT)


def has_holidays(permission: Permission, terms: Terms) -> bool:
    """Return whether there are long holidays in which a limit by the day stands instead of that of the week."""
    return (
        permission.kind is PermissionKind.COMPREHENSIVE
        and permission.status is StatusOfResidence.STUDENT
        and bool(terms.long_holidays)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class HourLimits:
    """The limits of one permission on one set of terms, by the day as an ordinal."""

    permission: Permission
    terms: Terms
    book: Rulebook
    _holidays: tuple[tuple[int, int], ...]
    _used: dict[tuple[str, date], Ground] = field(default_factory=dict)
    _found: dict[tuple[str, int], tuple[int, Ground]] = field(default_factory=dict)

    @classmethod
    def of(cls, permission: Permission, terms: Terms, book: Rulebook) -> HourLimits:
        """Return the limits of a permission."""
        holidays = _merged(terms.long_holidays or ()) if has_holidays(permission, terms) else ()
        return cls(permission=permission, terms=terms, book=book, _holidays=holidays)

    @property
    def weekly(self) -> Rule[int] | None:
        """The rule of the hours a week; ``None`` where no week is limited."""
        return WEEKLY.get(self.permission.kind)

    @property
    def grounds(self) -> tuple[Ground, ...]:
        """The versions of rules used so far, each once, the oldest first."""
        return tuple(ground for _, ground in sorted(self._used.items()))

    @property
    def first_day(self) -> date | None:
        """The first day whose law is known; ``None`` where no rule of hours is asked."""
        rules: list[Rule[Any]] = [self.weekly] if self.weekly else []
        rules += [HOLIDAY_DAILY_HOURS] if self._holidays or self.holidays_unknown else []
        rules += [ENROLMENT_STATUSES] if rules and self.terms.enrolled_until else []
        return max((self.book.timeline(rule).versions[0].since for rule in rules), default=None)

    @property
    def holidays_unknown(self) -> bool:
        """Whether there may be long holidays, in which the limit of the week does not stand, and nobody told."""
        given = self.permission
        comprehensive = given.kind is PermissionKind.COMPREHENSIVE
        return (
            comprehensive and given.status is StatusOfResidence.STUDENT and self.terms.long_holidays is None
        )

    def in_holiday(self, day: int) -> bool:
        """Return whether a day lies in a long holiday that counts."""
        at = bisect_right(self._holidays, day, key=lambda holiday: holiday[0])
        return bool(at) and day <= self._holidays[at - 1][1]

    def week(self, day: int) -> tuple[int, Ground]:
        """Return the limit of a week by the law of a day, in microseconds, for a permission that has one.

        Raises:
            NotInForceError: the day lies before the first version.
        """
        return self._limit(WEEKLY[self.permission.kind], day)

    @property
    def least_week(self) -> int:
        """The least limit that a week has under any law, in microseconds: no less breaks any."""
        versions = self.book.timeline(self.weekly).versions if self.weekly else ()
        return min((version.value for version in versions), default=0) * _AN_HOUR

    def holiday(self, day: int) -> tuple[int, Ground]:
        """Return the limit of one day in a long holiday, in microseconds.

        Raises:
            NotInForceError: the day lies before the first version.
        """
        return self._limit(HOLIDAY_DAILY_HOURS, day)

    def permitted(self, day: date) -> bool:
        """Return whether there is a permission on a day."""
        given = self.permission
        if given.kind is PermissionKind.NONE:
            return False
        return (given.since is None or given.since <= day) and (given.until is None or day <= given.until)

    def enrolled(self, day: date) -> bool:
        """Return whether enrolment, where the permission depends on it, is not known to be over on a day."""
        until, status = self.terms.enrolled_until, self.permission.status
        if until is None or day <= until or self.permission.kind is not PermissionKind.COMPREHENSIVE:
            return True
        return status not in self.book.at(ENROLMENT_STATUSES, day).value

    def without(self, day: date) -> Ground:
        """Return what forbids work on a day without a permission, or after enrolment."""
        return self.book.ground(ENROLMENT_STATUSES, day) if self.permitted(day) else _WITHOUT

    def _limit(self, rule: Rule[Any], day: int) -> tuple[int, Ground]:
        if (found := self._found.get((rule.key, day))) is None:
            ground = self.book.ground(rule, date.fromordinal(day))
            version = self.book.at(rule, date.fromordinal(day))
            ground = self._used.setdefault((rule.key, version.since), ground)
            found = self._found[rule.key, day] = version.value * _AN_HOUR, ground
        return found


def _merged(holidays: Iterable[tuple[date, date]]) -> tuple[tuple[int, int], ...]:
    merged: list[tuple[int, int]] = []
    for first, last in sorted((first.toordinal(), last.toordinal()) for first, last in holidays):
        if merged and first <= merged[-1][1] + 1:
            merged[-1] = merged[-1][0], max(merged[-1][1], last)
        else:
            merged.append((first, last))
    return tuple(merged)
