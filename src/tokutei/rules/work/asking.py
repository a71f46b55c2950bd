"""The topic ``work`` as one question: facts in, a decision with its limits out."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from tokutei.data.tables import status_rows
from tokutei.errors import FactsError, NotInForceError
from tokutei.law import Answer, Citation, Evidence, Ground, Judgement, Reason, Rule, Verdict
from tokutei.rules.asked import used
from tokutei.rules.rulebook import CURRENT, Rulebook, days_in_japan
from tokutei.rules.statuses import affiliation
from tokutei.rules.statuses.periods import NUMBERS_OF_THE_NOTICE
from tokutei.rules.work import limits
from tokutei.rules.work.conditions import RULES, Work, free_by, holds, scope_ground
from tokutei.rules.work.facts import WorkFacts, WorkResult
from tokutei.rules.work.stay import stay_of
from tokutei.rules.work.table import ROWS, Condition, Row
from tokutei.vocabulary import ProcedureKind, StatusOfResidence

__all__ = ["answer", "judge_work"]

_CHECKED: Final = date(2026, 11, 21)
OUTSIDE_THE_TABLES: Final = Ground(
    "work_spr",
    (Citation.parse("403AC0000000071:3"), Citation.parse("326CO0000000319:19:1")),
    Evidence.INFERRED,
    _CHECKED,
)
"""Article 19 limits the statuses of appended table 1; special permanent residents hold none."""
_SCOPED: Final = {Condition.IN_SCOPE, Condition.OUT_OF_SCOPE}
_REPORTED_WITH_MORE: Final = frozenset(
    {
        StatusOfResidence.SPECIFIED_SKILLED_WORKER_1,
        StatusOfResidence.SPECIFIED_SKILLED_WORKER_2,
        StatusOfResidence.DESIGNATED_ACTIVITIES,
    }
)
"""Statuses of which employers report the field or the designated activity too."""
_SPECIFIED_SKILLED: Final = frozenset(
    {StatusOfResidence.SPECIFIED_SKILLED_WORKER_1, StatusOfResidence.SPECIFIED_SKILLED_WORKER_2}
)


@days_in_japan
def answer(facts: WorkFacts, *, on: date, book: Rulebook = CURRENT) -> Answer[WorkResult]:
    """Return whether the work is allowed on a day, within which limits, and what follows.

    The rows of :data:`~tokutei.rules.work.table.ROWS` are tried in order. What the kind of work cannot
    decide is not decided: ``decision`` is ``None`` and ``check`` names the paper to look at.

    Args:
        facts: what is known; a fact left out is not known, not false.
        on: the day of the question, unless the facts name one.
        book: the law.

    Raises:
        FactsError: the status, the job, the permission, or how the stay goes on is needed and not known.
        NotInForceError: before 2012-07-09, or a rule that decides was not in force.

    Example:
        >>> from datetime import date
        >>> facts = WorkFacts(status="student", job="retail", other_activity_permission="comprehensive_28h")
        >>> found = answer(facts, on=date(2026, 11, 21)).value
        >>> found.decision, found.max_hours_per_week
        ('allow_limited', 28)
    """
    work = _work(facts, facts.on or on, book)
    row = next(row for row in ROWS if all(holds(condition, work) for condition in row.when))
    limit = limits.HOURS[row.limit] if row.limit else None
    hours = work.value(limit) if limit else None
    employer, report = _employer(work, allowed=row.decision in {"allow", "allow_limited"})
    result = WorkResult(
        decision=row.decision,
        scope=row.scope,
        check=row.check,
        max_hours_per_week=None if row.limit == "day" else hours,
        max_hours_per_day=hours if row.limit == "day" else None,
        until_at_latest=None if row.reason == "status_revoked" else work.stay.until,
        needs=row.needs,
        notification=employer[0],
        holder_duty=row.holder_duty or employer[1] or _card_duty(work),
        employer_report=report,
        card_valid=_card_valid(work),
        reason=row.reason,
        ask_for=_ask_for(work, row),
    )
    named = facts.employer_question is not None and report and facts.status in _REPORTED_WITH_MORE
    questions = (book.question("Q15"),) if named else ()
    return Answer(result, _grounds(work, row, limit), questions, used(facts))


def _work(facts: WorkFacts, day: date, book: Rulebook) -> Work:
    """Return the facts worked out, or raise with all that is missing."""
    if facts.permitted_without_status is not None:
        return _without_status(facts, day, book)
    if facts.status is None:
        raise FactsError(missing=("status", *(() if facts.job or facts.other_job else ("job",))))
    first = status_rows()[facts.status].in_force_from
    if first is not None and day < first:
        raise NotInForceError(facts.status.value, day, first, facts.status)
    work = Work(facts, facts.status, stay_of(facts, day=day, book=book), day, book)
    by_permission = facts.other_activity_permission not in {None, "none"}
    if _is_revoked(facts, day):
        return work
    if work.stay.ended or work.listed(limits.UNRESTRICTED_STATUSES) or by_permission:
        return work
    if free_by(work) is not None or _paper_was_read(facts):
        return work
    if work.listed(limits.NO_WORK_STATUSES):
        if facts.other_activity_permission is None:
            raise FactsError(missing=("other_activity_permission",))
    elif work.job is None and not work.listed(limits.DESIGNATED_STATUSES):
        raise FactsError(missing=("job",))
    return work


def _is_revoked(facts: WorkFacts, day: date) -> bool:
    """Return whether the status has ended by its revocation."""
    if facts.revoked_on is None or day < facts.revoked_on:
        return False
    if facts.status is StatusOfResidence.SPECIAL_PERMANENT_RESIDENT:
        raise FactsError(contradictions=(Reason("special_not_revoked"),))
    return True


def _without_status(facts: WorkFacts, day: date, book: Rulebook) -> Work:
    """Return the facts of somebody who has no status and a permission for paid work."""
    if facts.status is not None:
        raise FactsError(contradictions=(Reason("status_and_none"),))
    if facts.permitted_without_status not in book.at(limits.WORK_WITHOUT_STATUS, day).value:
        raise FactsError(missing=("status",))
    return Work(facts, None, stay_of(facts, day=day, book=book), day, book)


def _paper_was_read(facts: WorkFacts) -> bool:
    """Return whether the designation paper was looked at: then it decides, whatever the job."""
    return facts.designation_matches_employer is not None


def _grounds(work: Work, row: Row, limit: Rule[Any] | None) -> tuple[Ground, ...]:
    """Return the row, the rules of its conditions and its limit, and the stay."""
    grounds = [Ground(_code(row), row.cite, row.evidence, _CHECKED)]
    if work.status is StatusOfResidence.SPECIAL_PERMANENT_RESIDENT and _code(row) == "work_allow":
        grounds = [OUTSIDE_THE_TABLES]
    for condition in row.when:
        grounds += [work.book.ground(rule, work.day) for rule in RULES.get(condition, ())]
        if condition is Condition.NOT_REMUNERATION and (free := free_by(work)) is not None:
            grounds.append(work.book.ground(free, work.day))
    if limit:
        grounds.append(work.book.ground(limit, work.day))
    if work.status is not None and work.scope is not None and (_SCOPED & set(row.when) or not row.when):
        grounds.append(scope_ground(work.status, work.scope.evidence))
    if work.status is not None and not row.when and work.scope is None:
        grounds.append(scope_ground(work.status, Evidence.INFERRED))
    if Condition.OUTSIDE_DESIGNATED_ACTIVITY in row.when and work.facts.notice_item:
        grounds.append(NUMBERS_OF_THE_NOTICE)
    if work.facts.employer_question is not None:
        grounds.append(work.book.ground(limits.NO_REPORT_STATUSES, work.day))
    return (*grounds, *work.stay.grounds)


def _ask_for(work: Work, row: Row) -> tuple[str, ...]:
    """Return the facts of the row that are not given and matter to the status."""
    without_field = work.status not in _SPECIFIED_SKILLED
    beside_the_point = {
        "designation_matches_field": lambda: without_field,
        "enrolled": lambda: not work.listed(limits.ENROLMENT_STATUSES),
    }
    absent = (name for name in row.ask_for if getattr(work.facts, name) is None)
    return tuple(name for name in absent if not beside_the_point.get(name, lambda: False)())


def _code(row: Row) -> str:
    return f"work_{row.reason or row.decision or 'not_decided'}"


def _employer(
    work: Work, *, allowed: bool
) -> tuple[tuple[ProcedureKind | None, ProcedureKind | None], bool | None]:
    """Return what employer and holder notify after hiring, and whether the employment office is told."""
    if work.facts.employer_question is None:
        return (None, None), None
    report = not work.listed(limits.NO_REPORT_STATUSES)
    if work.facts.employer_question == "report" or not allowed or work.facts.other_job is not None:
        return (None, None), report
    employer = ProcedureKind.SSW if work.status in _SPECIFIED_SKILLED else None
    main = not work.listed(limits.NO_WORK_STATUSES)
    notifies = work.listed(affiliation.CONTRACT_STATUSES) or work.listed(affiliation.ORGANIZATION_STATUSES)
    return (employer, ProcedureKind.AFFILIATION if main and notifies else None), report


def _card_valid(work: Work) -> bool | None:
    """Return whether the card in hand is valid; one whose stay is extended is, without a new date on it."""
    facts = work.facts
    if facts.card_valid is not None or facts.card_expired_on is None:
        return facts.card_valid
    extended = work.stay.until is not None and facts.card_expired_on == facts.stay_end
    last = (
        max(facts.card_expired_on, work.stay.until) if extended and work.stay.until else facts.card_expired_on
    )
    return work.day <= last


def _card_duty(work: Work) -> ProcedureKind | None:
    """Return the renewal that is overdue when a card has run out although the stay goes on."""
    if work.stay.ended or work.stay.until is not None or _card_valid(work) is not False:
        return None
    if work.facts.card_expired_on is None:
        return None
    special = work.status is StatusOfResidence.SPECIAL_PERMANENT_RESIDENT
    return ProcedureKind.SPR_RENEWAL if special else ProcedureKind.CARD_RENEWAL


@days_in_japan
def judge_work(facts: WorkFacts, *, on: date, book: Rulebook = CURRENT) -> Judgement:
    """Return the decision as a judgement: allowed, refused, or not known with the facts to ask for.

    Arguments as for :func:`answer`; missing facts are no error here but a verdict.

    Raises:
        NotInForceError: as :func:`answer`.
    """
    try:
        found = answer(facts, on=on, book=book)
    except FactsError as error:
        if error.unknown:
            raise
        reasons = tuple(reason for reason in error.contradictions if isinstance(reason, Reason))
        return Judgement(Verdict.NOT_KNOWN, reasons, missing=error.missing)
    result = found.value
    reasons = (Reason(f"work_{result.reason or result.decision or 'not_decided'}", found.basis),)
    if result.decision is None:
        looked = (Reason(f"work_check_{result.check}"),)
        return Judgement(Verdict.NOT_KNOWN, reasons, missing=result.ask_for, instead=looked)
    if result.decision == "deny":
        needed = (Reason("work_needs", parameters={"procedure": result.needs}),) if result.needs else ()
        return Judgement(Verdict.REFUSED, reasons, instead=needed)
    return Judgement(Verdict.ALLOWED, reasons)
