"""What comes out of counting hours: what is over, what is left, and how it was counted."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from tokutei import messages
from tokutei.employment.hour_limits import HourLimits
from tokutei.employment.hour_moments import Moments
from tokutei.employment.hour_terms import Permission, Terms
from tokutei.employment.hour_windows import Weeks
from tokutei.employment.hour_words import HoursVerdict, LimitKind
from tokutei.employment.shifts import ShiftProblem
from tokutei.employment.words import FurtherPaper
from tokutei.employment.worked_time import A_DAY, A_MINUTE, WorkedTime
from tokutei.law import Citation, Evidence, Ground, Reason
from tokutei.law.days import japan_day
from tokutei.personal import Masked, Personal

__all__ = ["HoursReport", "HoursWindow", "WorkedDay"]


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkedDay:
    """One day on which something was worked."""

    day: date
    minutes: int
    """Minutes worked, all workplaces together; a minute begun is one. A break that may as well have been on
    the other side of a midnight is not taken off."""
    long_holiday: bool = False
    """Whether it lies in a long holiday, so that the hours of the day are limited."""


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class HoursWindow(Masked):
    """A stretch of days in which more was worked than is allowed."""

    kind: LimitKind
    first: date
    """Included."""
    last: date
    """Included."""
    minutes: int
    """Minutes worked in it, all workplaces together; a minute begun is one."""
    limit_minutes: int
    """What is allowed in it; 0 without a permission or after enrolment."""
    rows: tuple[int, ...]
    """The rows that have time in it."""
    ground: Ground
    """What limits it."""
    workplaces: Personal[tuple[str, ...]] = ()
    """The caller's keys of the workplaces, in the order of the rows."""
    starts_at: datetime | None = None
    """When it begins, where weeks may begin at any moment; it then ends 168 hours later."""
    perhaps_holiday: bool = False
    """Whether it may lie in a long holiday of which nobody told: then its days are limited and not its week."""
    unsure_minutes: int = 0
    """Minutes of breaks of which nobody knows on which day they were: they count here until that is told."""

    @property
    def over_minutes(self) -> int:
        """By how much the limit is exceeded."""
        return self.minutes - self.limit_minutes

    @property
    def certain(self) -> bool:
        """Whether it is over the limit wherever the breaks, and the long holidays that nobody told, lay."""
        return self.over_minutes > self.unsure_minutes and not self.perhaps_holiday

    def text(self, lang: str) -> str:
        """Return from when to when, how much, the limit and the rows, without the workplaces."""
        return messages.text(
            f"employment.hours.{self._key}",
            lang,
            kind=self.kind,
            first=self.first,
            last=self.last,
            worked=_length(self.minutes, lang),
            limit=_length(self.limit_minutes, lang),
            rows=self.rows,
            basis=self.ground.cite,
        )

    @property
    def _key(self) -> str:
        """The words: without a permission or enrolment there is no limit to name."""
        if self.perhaps_holiday:
            return "window_holiday"
        unsure = "" if self.certain else "_unsure"
        without = "_without" if self.kind in {LimitKind.PERMISSION, LimitKind.ENROLMENT} else ""
        return f"window{without}{unsure}"


@dataclass(frozen=True, slots=True, kw_only=True)
class HoursReport:
    """How the hours of somebody stand against the permission."""

    verdict: HoursVerdict
    """Over only if something certainly is; within only if every row could be read."""
    permission: Permission
    terms: Terms
    breaches: tuple[HoursWindow, ...]
    """What is over, by last day. Of weeks, those that end on a day worked: any other that is over holds no
    work that one of these does not hold too. Of weeks that may begin at any moment, the worst that ends on
    each day."""
    per_day: tuple[WorkedDay, ...]
    """The days worked, in order."""
    counting: tuple[Ground, ...]
    """Every rule of counting and every version of a limit that was used, each with its evidence."""
    problems: tuple[ShiftProblem, ...]
    """What is wrong with rows, by row."""
    reasons: tuple[Reason, ...] = ()
    """Why it is not known, where it is not."""
    ask_for: tuple[str, ...] = ()
    """Names of the facts that could change it."""
    see: tuple[FurtherPaper, ...] = ()
    """What to look at."""
    _time: WorkedTime = field(repr=False, compare=False)
    _limits: HourLimits = field(repr=False, compare=False)
    _weeks: Weeks | Moments | None = field(repr=False, compare=False)

    @property
    def uncounted(self) -> tuple[int, ...]:
        """The rows whose time could not be counted."""
        return tuple(sorted({one.row for one in self.problems if not one.counted}))

    @property
    def evidence(self) -> Evidence:
        """How sure the counting is: the weakest that was used."""
        return Evidence.weakest(ground.evidence for ground in self.counting)

    @property
    def basis(self) -> tuple[Citation, ...]:
        """The provisions, each once."""
        return tuple(dict.fromkeys(cite for ground in self.counting for cite in ground.cite))

    @property
    def stretches(self) -> tuple[tuple[HoursWindow, ...], ...]:
        """The breaches put together: windows that share days, or follow each other, in one stretch."""
        joined: list[list[HoursWindow]] = []
        until = 0
        for one in sorted(self.breaches, key=lambda each: (each.first, each.last)):
            if joined and one.first.toordinal() <= until + 1:
                joined[-1].append(one)
            else:
                joined.append([one])
                until = 0
            until = max(until, one.last.toordinal())
        return tuple(map(tuple, joined))

    def left_on(self, day: date) -> int | None:
        """Return the whole minutes that can still be worked on a day, every shift given being worked, too.

        All windows that hold the day are looked at, those with later shifts as well, and no more is
        returned than the day has left. Where weeks may begin at any moment, it is what may be worked at
        whatever time of the day; at some time of it more may be possible.

        Returns:
            The minutes; 0 without a permission or where a window is full; ``None`` if it is not known: the
            permission is an individual one, or a row could not be counted.

        Raises:
            NotInForceError: the law of the day was not read.
            NaiveDatetimeError: the day is a moment without a time zone.
            PeriodError: it is no day.

        Example:
            >>> from tokutei.employment import PermissionKind, Shift, hours
            >>> from tokutei.vocabulary import StatusOfResidence
            >>> student = Permission(kind=PermissionKind.COMPREHENSIVE, status=StatusOfResidence.STUDENT)
            >>> told = [Shift.in_japan(date(2026, 10, day), "17:00", "23:00") for day in (5, 6, 7, 8)]
            >>> hours(told, student).left_on(date(2026, 10, 9))
            240
        """
        return None if self.uncounted else self.left_at_most(day)

    def left_at_most(self, day: date) -> int | None:
        """Return what :meth:`left_on` returns if the rows that could not be counted held no time.

        Raises:
            NotInForceError, NaiveDatetimeError, PeriodError: as :meth:`left_on`.
        """
        day = japan_day(day)
        time, limits, weeks = self._time, self._limits, self._weeks
        if not (limits.permitted(day) and limits.enrolled(day)):
            return 0
        if weeks is None:
            return None
        at = day.toordinal()
        worked = time.by_day.between(at, at)
        free = [A_DAY - worked]
        if limits.in_holiday(at):
            free.append(limits.holiday(at)[0] - worked)
        if (of_weeks := weeks.left(at)) is not None:
            free.append(of_weeks)
        return max(0, min(free)) // A_MINUTE

    def text(self, lang: str) -> str:
        """Return the verdict, what is over, what is wrong with rows and each rule of counting, a line each.

        Nothing of it says where or for whom somebody works.
        """
        lines = [self.verdict.text(lang), *(reason.text(lang) for reason in self.reasons)]
        lines += [one.text(lang) for one in self.breaches]
        lines += [one.text(lang) for one in self.problems]
        if self.ask_for:
            names = tuple(messages.text(f"fact.{name}", lang) for name in self.ask_for)
            lines.append(messages.text("law.ask_for", lang, facts=names))
        if self.see:
            lines.append(messages.text("employment.see", lang, papers=self.see))
        lines += [
            messages.text("employment.hours.rule", lang, rule=ground.text(lang), evidence=ground.evidence)
            if ground.rule is None
            else ground.text(lang)
            for ground in self.counting
        ]
        return "\n".join(lines)


def _length(minutes: int, lang: str) -> str:
    return messages.text("employment.hours.length", lang, hours=minutes // 60, minutes=minutes % 60)
