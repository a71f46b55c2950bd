"""Decisions as they come out of an assessment, made by hand, and texts that no record may hold."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from tokutei import employment
from tokutei.employment import CheckRecord, Job, JobKind, Reach, WorkDecision
from tokutei.employment.reaching import reached
from tokutei.identifiers import individual_number_check_digit
from tokutei.intake import ItemKey, Source
from tokutei.rules import CURRENT, Rulebook
from tokutei.rules.work import WorkFacts
from tokutei.vocabulary import CardForm

DAY: Final = date(2026, 9, 1)
STAY_END: Final = date(2028, 7, 1)
SIGNED: Final = ((ItemKey.STATUS, Source.FACE), (ItemKey.STAY_UNTIL, Source.CHIP_VERIFIED))
SEEN: Final = ((ItemKey.STATUS, Source.FACE), (ItemKey.STAY_UNTIL, Source.FACE))
STUDENT: Final[dict[str, Any]] = {
    "long_school_holiday": False,
    "status": "student",
    "job": "retail",
    "stay_end": STAY_END,
    "other_activity_permission": "comprehensive_28h",
    "hours_per_week": (20, 5),
}


def decide(
    *,
    on: date = DAY,
    enough: bool = True,
    sources: tuple[tuple[ItemKey, Source], ...] = SIGNED,
    book: Rulebook = CURRENT,
    **facts: Any,
) -> WorkDecision:
    """Return the decision on a student's job, with other facts where given."""
    told = WorkFacts(**{**STUDENT, **facts})
    ruling = employment.decide(told, on=on, book=book)
    reach = Reach(sources=sources, form=CardForm.FORM_2026, enough=enough)
    return WorkDecision(
        verdict=reached(ruling.verdict, reach),
        on=on,
        job=Job(kind=JobKind.RETAIL),
        facts=told,
        ruling=ruling,
        reach=reach,
    )


def record(decision: WorkDecision | None = None, **told: Any) -> CheckRecord:
    """Return the record of a decision."""
    first: dict[str, Any] = {"by": "HR-7", "purpose": "hiring", "consent_on": DAY}
    return CheckRecord.of(decision or decide(), **{**first, **told})


def individual_number(payload: str) -> str:
    """Return eleven digits with the digit that makes them read as an Individual Number."""
    return payload + individual_number_check_digit(payload)
