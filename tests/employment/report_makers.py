"""Cases of reports that their tests share."""

from __future__ import annotations

from datetime import date
from itertools import product
from typing import Any, Final

from tokutei.employment import (
    EmploymentReport,
    ReportCase,
)
from tokutei.vocabulary import (
    ReportedPerson,
    ReportEvent,
    ReportField,
    StatusOfResidence,
)

S: Final = StatusOfResidence
F: Final = ReportField
P: Final = ReportedPerson
DAY: Final = date(2026, 9, 1)


def case(**more: Any) -> ReportCase:
    return ReportCase(
        **{
            "event": ReportEvent.HIRE,
            "happened_on": DAY,
            "insured": False,
            "status": S.STUDENT,
            "mid_to_long_term": True,
            **more,
        }
    )


def report(one: ReportCase, *, on: date = DAY, **more: Any) -> EmploymentReport:
    found = EmploymentReport.of(one, on=on, **more)
    assert isinstance(found, EmploymentReport)
    return found


PEOPLE: Final[tuple[dict[str, Any], ...]] = (
    {"status": S.STUDENT, "mid_to_long_term": True},
    {"status": S.TEMPORARY_VISITOR, "mid_to_long_term": False},
    {"status": S.PERMANENT_RESIDENT, "mid_to_long_term": True},
    {"status": S.SPECIFIED_SKILLED_WORKER_1, "mid_to_long_term": False},
    {"status": S.SPECIFIED_SKILLED_WORKER_2, "mid_to_long_term": True},
    {"status": S.DESIGNATED_ACTIVITIES, "mid_to_long_term": True},
    {"status": None, "mid_to_long_term": None, "permitted": P.SUPERVISED},
    {"status": None, "mid_to_long_term": None, "permitted": P.PROVISIONAL_STAY},
)
CASES: Final = [
    case(event=event, insured=insured, **who)
    for event, insured, who in product(ReportEvent, (True, False), PEOPLE)
]
