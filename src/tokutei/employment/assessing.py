"""Whether somebody may do some work: the evidence as facts, the law, and how far that carries."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Any, Final

from tokutei.calendar import japan_day
from tokutei.chip import ComprehensivePermission, Period
from tokutei.employment.deciding import decide
from tokutei.employment.decisions import WorkDecision
from tokutei.employment.jobs import NO_PAPERS, Job, Papers
from tokutei.employment.reaching import reach_of, reached
from tokutei.employment.rulings import Ruling
from tokutei.employment.words import WorkVerdict
from tokutei.errors import FactsError
from tokutei.intake import IntakeEvidence, ItemKey
from tokutei.rules.rulebook import CURRENT, Rulebook
from tokutei.rules.statuses import mid_long_term
from tokutei.rules.validity import WITHOUT_END
from tokutei.rules.work import WorkFacts

__all__ = ["assess_work"]

_K = ItemKey
_COMPREHENSIVE: Final[Mapping[ComprehensivePermission, str]] = MappingProxyType(
    {
        ComprehensivePermission.NONE: "none",
        ComprehensivePermission.WITHIN_28_HOURS: "comprehensive_28h",
        ComprehensivePermission.EDUCATION_WITHIN_28_HOURS: "local_government_28h",
    }
)
_BEST_FIRST: Final = (
    WorkVerdict.ALLOWED,
    WorkVerdict.WITHIN_LIMITS,
    WorkVerdict.NOT_KNOWN,  # the paper of one permission may still allow what another does not
    WorkVerdict.NOT_ALLOWED,
)


def assess_work(
    evidence: IntakeEvidence,
    job: Job,
    *,
    on: date,
    papers: Papers = NO_PAPERS,
    book: Rulebook = CURRENT,
) -> WorkDecision:
    """Return whether the work is allowed on a day, why, within what, and how far the evidence carries.

    The evidence is never upgraded. What the law says of everything as it was told stands in ``ruling``;
    the verdict is that only as far as the evidence is enough: a look at the face of a card of the form of
    2026 is not, because what an employer has to confirm is on its chip alone. What the kind of work cannot
    decide is not decided. Where two permissions are held, the one that allows more counts.

    Args:
        evidence: what :func:`tokutei.intake.combine` returned.
        job: the work in question.
        on: the day of the question.
        papers: what was seen besides the card.
        book: the law.

    Raises:
        NotInForceError: before 2012-07-09, or a rule that decides was not in force.
        FactsError: a fact is none that the law knows, such as an item of a notice.
        NaiveDatetimeError: ``on`` is a moment without a time zone.

    Example:
        >>> from datetime import date
        >>> from tokutei import intake
        >>> from tokutei.vocabulary import CardForm, JobKind
        >>> face = intake.Face(status="永住者", form=CardForm.FORM_2026, valid_until=date(2030, 1, 1))
        >>> decision = assess_work(intake.combine(face=face), Job(kind=JobKind.RETAIL), on=date(2026, 9, 1))
        >>> decision.ruling.verdict.value, decision.verdict.value, decision.see[0].value
        ('allowed', 'not_known', 'chip')
    """
    day = japan_day(on)
    told = _told(evidence, job, papers)
    tried = [
        (decide(facts, on=day, book=book), facts)
        for permission in _permissions(evidence, day)
        for facts in [WorkFacts(**told, **_held(permission))]
    ]
    ruling, facts = min(tried, key=lambda one: _BEST_FIRST.index(one[0].verdict))
    reach = reach_of(
        evidence,
        _used(ruling, facts),
        without_status=papers.permitted_without_status is not None,
        card_given=_card_given(facts, day, book),
    )
    return WorkDecision(
        verdict=reached(ruling.verdict, reach),
        on=day,
        job=job,
        facts=facts,
        ruling=ruling,
        reach=reach,
        permission_until=_permission_until(evidence, ruling, facts),
    )


def _card_given(facts: WorkFacts, day: date, book: Rulebook) -> bool | None:
    """Return whether such a person is given a residence card; ``None`` where the facts do not tell."""
    if facts.status is None or facts.period is None or facts.status in WITHOUT_END:
        return None
    try:
        return mid_long_term(facts.status, on=day, period=facts.period, book=book).value
    except FactsError:
        return None


def _permission_until(evidence: IntakeEvidence, ruling: Ruling, facts: WorkFacts) -> date | None:
    """Return the last day of the comprehensive permission, where the work rests on it."""
    comprehensive = facts.other_activity_permission in _COMPREHENSIVE.values()
    rests = ruling.verdict is WorkVerdict.WITHIN_LIMITS and comprehensive
    until: date | None = evidence.items[_K.COMPREHENSIVE_PERMISSION_UNTIL].value
    return until if rests else None


def _held(permission: str | None) -> dict[str, Any]:
    return {} if permission is None else {"other_activity_permission": permission}


def _told(evidence: IntakeEvidence, job: Job, papers: Papers) -> dict[str, Any]:
    """Return everything but the permission in the names of the topic."""
    items = evidence.items
    pending = items[_K.PENDING_APPLICATION].value
    period = items[_K.PERIOD].value
    hours = tuple(one for one in (job.hours_per_week, job.hours_elsewhere) if one is not None)
    without_status = papers.permitted_without_status
    if without_status:  # an old card tells nothing of a permission that stands on another paper
        return {
            "permitted_without_status": without_status,
            "job": job.kind.value,
            **(
                {}
                if papers.permission_names_job is None
                else {"permission_matches_job": papers.permission_names_job}
            ),
        }
    found = {
        "status": items[_K.STATUS].value,
        "job": None if job.beside_main_work else job.kind.value,
        "other_job": job.kind.value if job.beside_main_work else None,
        "stay_end": items[_K.STAY_UNTIL].value,
        "card_expired_on": items[_K.VALID_UNTIL].value,
        "period": _period(period),
        "pending_application": papers.pending or ("none" if pending is False else None),
        "filed": papers.filed_on,
        "decision": papers.decision,
        "revoked_on": papers.revoked_on,
        "permission_matches_job": papers.permission_names_job,
        "hours_per_week": hours or None,
        "hours_per_day": job.hours_per_day,
        "enrolled": papers.enrolled,
        "long_school_holiday": job.long_holiday,
        "amusement_business": job.amusement,
        "employer_kind": job.employer,
        "first_employer_consents": papers.main_employer_agrees,
        "designation_matches_employer": papers.designation_names_employer,
        "designation_matches_field": papers.designation_names_field,
        "notice_item": papers.notice_item,
    }
    if found["status"] in WITHOUT_END:
        found["stay_end"] = None
    return {name: value for name, value in found.items() if value is not None}


def _period(period: object) -> str | None:
    """Return a period of stay as ISO 8601; ``None`` where it is not known or has no end."""
    if not isinstance(period, Period) or period.is_indefinite:
        return None
    parts = ((period.years, "Y"), (period.months, "M"), (period.days, "D"))
    return "P" + "".join(f"{number}{unit}" for number, unit in parts if number)


def _permissions(evidence: IntakeEvidence, day: date) -> tuple[str | None, ...]:
    """Return the permissions held on a day, each of which may allow the work; ``None`` where it is not known."""
    items = evidence.items
    comprehensive = items[_K.COMPREHENSIVE_PERMISSION].value
    until = items[_K.COMPREHENSIVE_PERMISSION_UNTIL].value
    individual = items[_K.INDIVIDUAL_PERMISSION].value
    found: list[str | None] = []
    if comprehensive is not None:
        over = until is not None and until < day
        stay_until = items[_K.STAY_UNTIL].value
        if over and stay_until is not None and stay_until <= until:
            # No text at hand says whether a permission to the end of the stay goes on in the special period.
            return (None,) if not individual else ("individual",)
        found.append("none" if over else _COMPREHENSIVE[comprehensive])
    if individual:
        found.append("individual")
    held = [one for one in found if one != "none"]
    # Of two permissions one is not known: the other may be the one that allows the work.
    none_known = comprehensive is not None and individual is not None
    return tuple(held) or (("none",) if none_known else (None,))


def _used(ruling: Ruling, facts: WorkFacts) -> tuple[ItemKey, ...]:
    """Return the items that a decision rests on."""
    if facts.permitted_without_status:
        return ()
    used = [_K.STATUS]
    if facts.stay_end is not None:
        used.append(_K.STAY_UNTIL)
    if ruling.verdict is WorkVerdict.ALLOWED:  # no permission has a part in it
        return tuple(used)
    permission = facts.other_activity_permission
    limited = ruling.limits.hours_per_week is not None or ruling.limits.hours_per_day is not None
    if permission == "individual":
        used.append(_K.INDIVIDUAL_PERMISSION)
    elif permission == "none":
        used += [_K.COMPREHENSIVE_PERMISSION, _K.INDIVIDUAL_PERMISSION]
    elif permission is not None and limited:
        used.append(_K.COMPREHENSIVE_PERMISSION)
    return tuple(used)
