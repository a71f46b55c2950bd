"""What each condition of the decision table means, once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from types import MappingProxyType
from typing import Any, Final, TypeVar

from tokutei.data.activities import ScopeRow, activity_of, job_scopes
from tokutei.data.tables import status_rows
from tokutei.law import Citation, Evidence, Ground, Rule
from tokutei.rules.rulebook import Rulebook
from tokutei.rules.work import limits
from tokutei.rules.work.facts import WorkFacts
from tokutei.rules.work.stay import Stay
from tokutei.rules.work.table import Condition
from tokutei.vocabulary import JobScope, StatusOfResidence

__all__ = ["RULES", "Work", "free_by", "holds", "scope_ground"]

T = TypeVar("T")

_C: Final = Condition
_CHECKED: Final = date(2026, 11, 21)
AMUSEMENT_JOB: Final = "entertainment_venue"
ASSISTANT: Final = "teaching_assistant"
HOUSEHOLD_FAVOUR: Final = "household_favour"
_OWN_BUSINESS: Final = frozenset({"self_employed", "management"})
_FOR_FOREIGNERS: Final = "work_for_foreign_entity"


@dataclass(frozen=True, slots=True)
class Work:
    """The facts of one question with the stay worked out."""

    facts: WorkFacts
    status: StatusOfResidence | None
    """``None`` for somebody without one."""
    stay: Stay
    day: date
    book: Rulebook

    @property
    def job(self) -> str | None:
        """The job in question: the one beside the main one where there is one."""
        return self.facts.other_job or self.facts.job

    @property
    def scope(self) -> ScopeRow | None:
        """What the text of the activity says of that kind of job; ``None`` for an unknown kind."""
        return job_scopes().get((self.status, self.job)) if self.job and self.status else None

    @property
    def hours(self) -> float:
        """Hours a week at all workplaces, as far as given."""
        return sum(self.facts.hours_per_week or ())

    def listed(self, rule: Rule[Any]) -> bool:
        """Return whether the status is in a list of the day."""
        return self.status in self.book.at(rule, self.day).value

    def value(self, rule: Rule[T]) -> T:
        """Return what a rule says on the day."""
        return self.book.at(rule, self.day).value


def _scope_is(wanted: JobScope) -> Callable[[Work], bool]:
    return lambda work: work.scope is not None and work.scope.scope is wanted


def _permission_is(wanted: str) -> Callable[[Work], bool]:
    return lambda work: work.facts.other_activity_permission == wanted


def free_by(work: Work) -> Rule[Any] | None:
    """Return the rule by which a job brings no remuneration, if any does (Regulation 19-3)."""
    if work.job == ASSISTANT:
        student = work.status is StatusOfResidence.STUDENT
        free = student and work.facts.school_kind in work.value(limits.ASSISTANT_SCHOOLS)
        return limits.ASSISTANT_SCHOOLS if free else None
    if work.job == HOUSEHOLD_FAVOUR:
        return limits.HOUSEHOLD_FAVOURS_FREE if work.value(limits.HOUSEHOLD_FAVOURS_FREE) else None
    if work.job is None or work.scope is not None:
        return None
    return limits.OCCASIONAL_JOBS if work.job in work.value(limits.OCCASIONAL_JOBS) else None


def _matches(work: Work) -> bool:
    """Return whether the designation paper is known to name the employer, and the field if there is one."""
    field = work.facts.designation_matches_field
    with_field = work.status in {
        StatusOfResidence.SPECIFIED_SKILLED_WORKER_1,
        StatusOfResidence.SPECIFIED_SKILLED_WORKER_2,
    }
    return work.facts.designation_matches_employer is True and (
        field is True or (field is None and not with_field)
    )


def _differs(work: Work) -> bool:
    return False in (work.facts.designation_matches_employer, work.facts.designation_matches_field)


def _outside_designated(work: Work) -> bool:
    """Return whether the designated activity is none that earns, or earns only from abroad."""
    known = activity_of(work.facts.notice_item) if work.facts.notice_item else None
    if known is not None and known.work == _FOR_FOREIGNERS:
        return work.facts.employer_kind in {"japanese_company", "local_government"}
    return (known is not None and known.work == "non_work") or _differs(work)


def _earns_nothing(work: Work) -> bool:
    """Return whether an activity is designated that no paper makes work for this employer."""
    return work.status is StatusOfResidence.DESIGNATED_ACTIVITIES and _outside_designated(work)


def _outside_local(work: Work) -> bool:
    """Return whether the permission for local governments does not reach this job."""
    facts = work.facts
    elsewhere = facts.employer_kind not in {None, "local_government"}
    activities = [
        row.scope
        for status in work.value(limits.LOCAL_GOVERNMENT_STATUSES)
        if (row := job_scopes().get((status, work.job or ""))) is not None
    ]
    other_work = bool(activities) and all(scope is JobScope.OUT_OF_SCOPE for scope in activities)
    listed = work.listed(limits.LOCAL_GOVERNMENT_STATUSES)
    return not listed or elsewhere or other_work or facts.first_employer_consents is False


def _over_daily(work: Work) -> bool:
    hours = work.facts.hours_per_day
    return hours is not None and hours > work.value(limits.HOLIDAY_DAILY_HOURS)


def _without_status(wanted: str) -> Callable[[Work], bool]:
    return lambda work: work.status is None and work.facts.permitted_without_status == wanted


_TESTS: Final[Mapping[Condition, Callable[[Work], bool]]] = MappingProxyType(
    {
        _C.WITHOUT_STATUS: lambda work: work.status is None,
        _C.OWN_BUSINESS: lambda work: work.job in _OWN_BUSINESS,
        _C.SUPERVISED: _without_status("supervisory_measures"),
        _C.PROVISIONAL_STAY: _without_status("provisional_stay"),
        _C.REVOKED: lambda work: work.facts.revoked_on is not None and work.facts.revoked_on <= work.day,
        _C.STAY_ENDED: lambda work: work.stay.ended,
        _C.UNRESTRICTED: lambda work: work.listed(limits.UNRESTRICTED_STATUSES),
        _C.NOT_REMUNERATION: lambda work: free_by(work) is not None,
        _C.DESIGNATED: lambda work: work.listed(limits.DESIGNATED_STATUSES),
        _C.DESIGNATION_MATCHES: lambda work: _matches(work) and not _earns_nothing(work),
        _C.DESIGNATION_DIFFERS: _differs,
        _C.DESIGNATED_ACTIVITY: lambda work: work.status is StatusOfResidence.DESIGNATED_ACTIVITIES,
        _C.OUTSIDE_DESIGNATED_ACTIVITY: _outside_designated,
        _C.IN_SCOPE: _scope_is(JobScope.IN_SCOPE),
        _C.OUT_OF_SCOPE: _scope_is(JobScope.OUT_OF_SCOPE),
        _C.BY_DESIGNATION_PAPER: lambda work: work.listed(limits.DESIGNATED_STATUSES),
        _C.NO_WORK_STATUS: lambda work: work.listed(limits.NO_WORK_STATUSES),
        _C.COMPREHENSIVE: _permission_is("comprehensive_28h"),
        _C.LOCAL_GOVERNMENT: _permission_is("local_government_28h"),
        _C.OUTSIDE_LOCAL_GOVERNMENT: _outside_local,
        _C.OVER_LOCAL_GOVERNMENT_HOURS: lambda work: (
            work.hours > 0 and work.hours > work.value(limits.LOCAL_GOVERNMENT_WEEKLY_HOURS)
        ),
        _C.INDIVIDUAL: _permission_is("individual"),
        _C.PERMISSION_DIFFERS: lambda work: work.facts.permission_matches_job is False,
        _C.AMUSEMENT: lambda work: bool(
            (work.facts.amusement_business or work.job == AMUSEMENT_JOB)
            and work.value(limits.AMUSEMENT_SHUT_OUT)
        ),
        _C.NOT_ENROLLED: lambda work: work.facts.enrolled is False and work.listed(limits.ENROLMENT_STATUSES),
        _C.SCHOOL_HOLIDAY: lambda work: (
            work.facts.long_school_holiday is True and work.status is StatusOfResidence.STUDENT
        ),
        _C.OVER_DAILY_HOURS: _over_daily,
        _C.OVER_WEEKLY_HOURS: lambda work: work.hours > work.value(limits.WEEKLY_HOURS),
        _C.SIDE_JOB: lambda work: work.facts.other_job is not None,
    }
)

RULES: Final[Mapping[Condition, tuple[Rule[Any], ...]]] = MappingProxyType(
    {
        _C.WITHOUT_STATUS: (limits.WORK_WITHOUT_STATUS,),
        _C.SUPERVISED: (limits.WORK_WITHOUT_STATUS,),
        _C.PROVISIONAL_STAY: (limits.WORK_WITHOUT_STATUS,),
        _C.UNRESTRICTED: (limits.UNRESTRICTED_STATUSES,),
        _C.DESIGNATED: (limits.DESIGNATED_STATUSES,),
        _C.BY_DESIGNATION_PAPER: (limits.DESIGNATED_STATUSES,),
        _C.NO_WORK_STATUS: (limits.NO_WORK_STATUSES,),
        _C.OUTSIDE_LOCAL_GOVERNMENT: (limits.LOCAL_GOVERNMENT_STATUSES,),
        _C.AMUSEMENT: (limits.AMUSEMENT_SHUT_OUT,),
        _C.NOT_ENROLLED: (limits.ENROLMENT_STATUSES,),
    }
)
"""The rules that a condition brings into the answer when its row decides."""


def holds(condition: Condition, work: Work) -> bool:
    """Return whether a condition is so by the facts given."""
    return _TESTS[condition](work)


@cache
def scope_ground(status: StatusOfResidence, evidence: Evidence) -> Ground:
    """Return the text of the activity of a status as a ground, with how sure the reading of it is.

    The text of a status that is not in force yet was not seen.
    """
    name = status.ja.rstrip("号イロハ").rstrip("123")
    row = status_rows()[status]
    ahead = row.in_force_from if row.in_force_from and row.in_force_from > _CHECKED else None
    act = f"326CO0000000319@{ahead.isoformat()}" if ahead else "326CO0000000319"
    cite = Citation.parse(f"{act}:T{row.appended_table.value}:{name}{'?' if ahead else ''}")
    return Ground("job_scope", (cite,), evidence, _CHECKED)
