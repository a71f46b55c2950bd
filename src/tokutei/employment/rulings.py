"""What the law says of some work: the decision table of the topic ``work`` in the words of this floor."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Final

from tokutei.employment.words import FurtherPaper, WorkVerdict
from tokutei.errors import FactsError
from tokutei.law import Answer, Evidence, Ground, OpenQuestion, Reason
from tokutei.rules.rulebook import CURRENT, Rulebook
from tokutei.rules.work import WorkFacts, WorkResult, answer

__all__ = ["Limits", "Ruling", "rule_on"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Within what the work is allowed; all that is ``None`` is not limited by the permission."""

    hours_per_week: int | None = None
    """All workplaces together, in any seven days."""
    hours_per_day: int | None = None
    """In a long school holiday, all workplaces together."""
    scope: str | None = None
    """``within_activity``, ``designation_paper`` or ``permission_paper``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """What the law says of facts, without asking how well they are known."""

    verdict: WorkVerdict
    reasons: tuple[Reason, ...] = ()
    limits: Limits = Limits()
    until: date | None = None
    """Last day of the stay or of the special period as far as is known, included; ``None`` where it has no
    end or the end is not known."""
    see: tuple[FurtherPaper, ...] = ()
    """What to look at, because it decides or because the decision holds only as far as it says."""
    missing: tuple[str, ...] = ()
    """Names of the facts without which it is not decided, or that could change it."""
    instead: tuple[Reason, ...] = ()
    """What would make it lawful."""
    grounds: tuple[Ground, ...] = ()
    """The versions of the rules used; what :func:`~tokutei.employment.reassess` compares."""
    open_questions: tuple[OpenQuestion, ...] = ()

    @property
    def evidence(self) -> Evidence:
        """How sure the law behind it is: the weakest that was used."""
        return Answer(None, self.grounds, self.open_questions).evidence

    @property
    def checked_on(self) -> date:
        """The oldest day on which a rule used was compared with the law."""
        return Answer(None, self.grounds).checked_on


_VERDICTS: Final = MappingProxyType(
    {
        "allow": WorkVerdict.ALLOWED,
        "allow_limited": WorkVerdict.WITHIN_LIMITS,
        "deny": WorkVerdict.NOT_ALLOWED,
        None: WorkVerdict.NOT_KNOWN,
    }
)


def rule_on(facts: WorkFacts, *, on: date, book: Rulebook = CURRENT) -> Ruling:
    """Return what the law of a day says of some facts; missing facts make it not known, never an error.

    Raises:
        NotInForceError: before 2012-07-09, or a rule that decides was not in force.
        FactsError: a fact is none that the table knows.

    Example:
        >>> from datetime import date
        >>> facts = WorkFacts(status="student", job="retail", other_activity_permission="comprehensive_28h",
        ...                   hours_per_week=(20, 10))
        >>> ruling = rule_on(facts, on=date(2026, 9, 1))
        >>> ruling.verdict.value, ruling.limits.hours_per_week
        ('not_allowed', 28)
    """
    try:
        found = answer(facts, on=on, book=book)
    except FactsError as error:
        if error.unknown:
            raise
        told = tuple(reason for reason in error.contradictions if isinstance(reason, Reason))
        missing = error.missing
    else:
        return _ruling(found, facts)
    see = (FurtherPaper.ACCEPTANCE_NOTICE,) if "pending_application" in missing else ()
    return Ruling(verdict=WorkVerdict.NOT_KNOWN, reasons=told, missing=missing, see=see)


def _ruling(found: Answer[WorkResult], facts: WorkFacts) -> Ruling:
    result = found.value
    code = f"work_{result.reason or result.decision or 'not_decided'}"
    needed = (Reason("work_needs", parameters={"procedure": result.needs}),) if result.needs else ()
    return Ruling(
        verdict=_VERDICTS[result.decision],
        reasons=(Reason(code, found.basis),),
        limits=Limits(
            hours_per_week=result.max_hours_per_week,
            hours_per_day=result.max_hours_per_day,
            scope=result.scope,
        ),
        until=result.until_at_latest,
        see=() if result.check is None or _seen(result.check, facts) else (FurtherPaper(result.check),),
        missing=result.ask_for,
        instead=needed,
        grounds=found.grounds,
        open_questions=found.open_questions,
    )


def _seen(paper: str, facts: WorkFacts) -> bool:
    """Return whether a paper was looked at already: somebody told what it says."""
    told = {
        "designation_paper": facts.designation_matches_employer,
        "permission_paper": facts.permission_matches_job,
        "supervision_notice": facts.permission_matches_job,
        "provisional_permit": facts.permission_matches_job,
    }
    return told.get(paper) is not None
