"""Deciding many rows on one day: the law is asked once for all rows that are alike to it.

Two rows are alike if they differ only in what no rule looks at: who it is, the exact hours on the same side
of every limit, the last day of a stay that runs. What a rule looks at is in the key of :meth:`Desk.case`.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import Any, Final

from tokutei.employment.deciding import decide
from tokutei.employment.decisions import Reach
from tokutei.employment.reaching import reach_of_row, reached
from tokutei.employment.rulings import Ruling
from tokutei.employment.words import WorkVerdict
from tokutei.employment.workforce.row_decisions import RowDecision
from tokutei.employment.workforce.rows import WorkRow
from tokutei.employment.workforce.words import ApplicationResult, PendingApplication, RowPermission
from tokutei.errors import FactsError, NotInForceError, TokuteiError
from tokutei.intake import Source
from tokutei.law import Reason, Rule
from tokutei.law.days import japan_day
from tokutei.rules.rulebook import CURRENT, Rulebook
from tokutei.rules.validity import WITHOUT_END
from tokutei.rules.work import HOLIDAY_DAILY_HOURS, LOCAL_GOVERNMENT_WEEKLY_HOURS, WEEKLY_HOURS

__all__ = ["Case", "Desk", "doubted", "stay_contradicts"]

_MOST_CASES: Final = 8192
_A_WEEK: Final = ("hours_per_week", "hours_elsewhere")
_COMPREHENSIVE: Final = frozenset({RowPermission.COMPREHENSIVE, RowPermission.LOCAL_GOVERNMENT})
_NO_STAY, _RUNS, _NO_PERIOD = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Case:
    """What all rows share that are alike to the law."""

    ruling: Ruling
    """What the law says, without the last day of a stay that runs."""
    stay_runs: bool
    """Whether the last day of the row's own stay is the last day of the decision."""
    hours_a_week: int | None
    """Hours a week within which it is allowed."""
    rests_on_permission: bool
    """Whether it is allowed by the permission that the row tells, and no longer than that."""

    @property
    def limited_hours(self) -> tuple[str, ...]:
        """The hours of a row that the permission limits, by their names."""
        limits = self.ruling.limits
        week = () if limits.hours_per_week is None else _A_WEEK
        return week if limits.hours_per_day is None else (*week, "hours_per_day")


class Desk:
    """Decides rows on one day by one book, and remembers what the law said of rows that are alike.

    It keeps nothing of who somebody is. One desk, one thread; several desks share nothing.

    Args:
        on: the day of the question.
        book: the law.
        most: how many kinds of rows are remembered; of more, the oldest are asked again.

    Raises:
        NotInForceError: before 2012-07-09.
        FactsError: ``most`` is not at least one.

    Example:
        >>> from datetime import date
        >>> row = WorkRow(key="E-000123", status="student", job="retail", permission="comprehensive_28h",
        ...               stay_until=date(2027, 3, 31), hours_per_week=20, hours_elsewhere=6,
        ...               checked_by="chip_verified")
        >>> decision = Desk(on=date(2026, 9, 1)).decide(row)
        >>> decision.verdict.value, decision.until.isoformat(), decision.hours_left
        ('within_limits', '2027-03-31', 2)
        >>> decision
        RowDecision(key=…, row=None, ...
    """

    __slots__ = ("_book", "_cases", "_local", "_most", "_on", "_per_day", "_per_week")

    def __init__(self, *, on: date, book: Rulebook = CURRENT, most: int = _MOST_CASES) -> None:
        """Look up the limits of the day."""
        if type(most) is not int or most < 1:
            raise FactsError(unknown=("most",))
        self._on = japan_day(on)
        self._book = book
        self._most = most
        self._cases: dict[Hashable, Case | TokuteiError] = {}
        self._per_week = book.at(WEEKLY_HOURS, self._on).value
        self._per_day = book.at(HOLIDAY_DAILY_HOURS, self._on).value
        self._local = _limit(LOCAL_GOVERNMENT_WEEKLY_HOURS, self._on, book)

    @property
    def on(self) -> date:
        """The day of the question."""
        return self._on

    @property
    def book(self) -> Rulebook:
        """The law."""
        return self._book

    def decide(self, row: WorkRow, *, number: int | None = None) -> RowDecision:
        """Return the decision on a row; nothing is allowed to one that states the end of a stay without end.

        Args:
            row: what is known.
            number: which of many rows it is, handed back with the decision.

        Raises:
            NotInForceError: the status or a rule that decides was not in force on the day.
            OutOfTableError: filed just after a stay that ended beyond the table of closed days.
        """
        case = self.case(row)
        reach = reach_of_row(row.checked_by or Source.NOT_KNOWN, row.card_form, row.status)
        if stay_contradicts(row):
            reach = doubted(reach)
        verdict = reached(case.ruling.verdict, reach)
        left = None
        if case.hours_a_week is not None and (used := row.hours) is not None:
            left = max(0.0, case.hours_a_week - used)
        until = row.stay_until if case.stay_runs else case.ruling.until
        permission_until = row.permission_until if case.rests_on_permission else None
        to_ask = tuple(name for name in case.limited_hours if getattr(row, name) is None)
        return RowDecision(
            row.key, number, verdict, case.ruling, until, permission_until, left, to_ask, reach
        )

    def ruling(self, row: WorkRow) -> Ruling:
        """Return what the law says of a row, as :func:`~tokutei.employment.decide` says it of its facts.

        Raises:
            NotInForceError, OutOfTableError: as :meth:`decide`.
        """
        case = self.case(row)
        return replace(case.ruling, until=row.stay_until) if case.stay_runs else case.ruling

    def case(self, row: WorkRow) -> Case:
        """Return what a row shares with all rows that are alike to the law on the day.

        Raises:
            NotInForceError, OutOfTableError: as :meth:`decide`.
        """
        here, elsewhere, day = row.hours_per_week, row.hours_elsewhere, row.hours_per_day
        hours = (here or 0) + (elsewhere or 0)
        stay = row.stay_until
        runs: Any = _NO_STAY
        if stay is not None and row.status not in WITHOUT_END:
            runs = _RUNS if self._on <= stay else self._past(row, stay)
        key = (
            row.status,
            row.job,
            row.permission_on(self._on),
            runs,
            row.revoked_on is not None and row.revoked_on <= self._on,
            self._card(row),
            row.pending is PendingApplication.CHANGE and row.decision is ApplicationResult.GRANTED,
            hours > self._per_week,
            hours > self._local if self._local is not None else hours > 0,
            day is not None and day > self._per_day,
            row.long_holiday,
            row.amusement,
            row.employer,
            row.beside_main_work,
            row.designation_names_employer,
            row.designation_names_field,
            row.notice_item,
            row.permission_names_job,
            row.enrolled,
            row.main_employer_agrees,
        )
        found = self._cases.get(key)
        if found is None:
            found = self._ask(row, runs=runs is _RUNS)
            if len(self._cases) >= self._most:
                del self._cases[next(iter(self._cases))]
            self._cases[key] = found
        if isinstance(found, TokuteiError):
            raise _again(found)
        return found

    def _card(self, row: WorkRow) -> Hashable:
        """Return how the last day of a card stands on the day: not told, to come, that of the stay, or over."""
        until = row.card_valid_until
        if until is None or self._on <= until:
            return until is None
        return "with_stay" if until == row.stay_until else "over"

    def _past(self, row: WorkRow, stay: date) -> Hashable:
        """Return what of a stay past its last day a rule looks at: the days only where something was filed."""
        if row.decision is ApplicationResult.REFUSED or row.pending is PendingApplication.NONE:
            return _NO_PERIOD
        if row.pending is None or row.filed_on is None:
            return row.pending is None, row.filed_on is None
        return stay, row.filed_on, row.pending, row.decision, row.period

    def _ask(self, row: WorkRow, *, runs: bool) -> Case | TokuteiError:
        try:
            ruling = decide(row.facts(on=self._on), on=self._on, book=self._book)
        except TokuteiError as error:
            return error.with_traceback(None)
        stay_runs = runs and ruling.until is not None
        shared = replace(ruling, until=None) if stay_runs else ruling
        held = row.permission_on(self._on)
        rests = ruling.verdict is WorkVerdict.WITHIN_LIMITS and (
            held in _COMPREHENSIVE or (held is not None and ruling.limits.scope == "permission_paper")
        )
        return Case(shared, stay_runs, ruling.limits.hours_per_week, rests)


def stay_contradicts(row: WorkRow) -> bool:
    """Return whether a row states the end of a stay that has none: its status or its day is wrong.

    Example:
        >>> stay_contradicts(WorkRow(status="permanent_resident", stay_until=date(2027, 3, 31)))
        True
    """
    return row.stay_until is not None and row.status in WITHOUT_END


@cache
def doubted(reach: Reach) -> Reach:
    """Return how far evidence carries that contradicts itself: what it has against the work, and nothing for it."""
    return replace(reach, enough=False, reasons=(Reason("rows.stay_without_end"), *reach.reasons))


def _limit(rule: Rule[int], on: date, book: Rulebook) -> int | None:
    """Return the hours of a day, or ``None`` where the permission did not exist yet."""
    try:
        return book.at(rule, on).value
    except NotInForceError:
        return None


def _again(error: TokuteiError) -> TokuteiError:
    """Return an error as it was, without where it was raised first."""
    made = type(error).__new__(type(error))
    made.__dict__.update(vars(error))
    return made
