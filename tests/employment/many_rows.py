"""Rows for the tests of many decisions: drawn ones, and the values of each field that could matter."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, Final

from hypothesis import strategies as st

from tokutei.employment import ApplicationResult, EmployerKind, PendingApplication, RowPermission, WorkRow
from tokutei.errors import TokuteiError
from tokutei.intake import Source
from tokutei.vocabulary import CardForm, JobKind, StatusOfResidence

__all__ = ["BASES", "LATER", "ROWS", "TODAY", "VALUES", "made", "told"]

TODAY: Final = date(2026, 11, 21)
LATER: Final = date(2027, 4, 1)

DAYS: Final = st.one_of(
    st.dates(date(2026, 9, 1), date(2027, 3, 1)), st.sampled_from([date.min, date.max, TODAY, LATER])
)


def made(**values: Any) -> WorkRow:
    """Return a row from members or from their values, as a caller without a type checker gives them."""
    return WorkRow(**values)


def optional(values: Any) -> Any:
    return st.one_of(st.none(), values)


ROWS: Final = st.builds(
    WorkRow,
    key=optional(st.integers(0, 99)),
    status=optional(st.sampled_from(StatusOfResidence)),
    job=optional(st.sampled_from(JobKind)),
    permission=optional(st.sampled_from(RowPermission)),
    permission_until=optional(DAYS),
    stay_until=optional(DAYS),
    hours_per_week=optional(st.sampled_from([0, 0.5, 14, 28, 28.5, 40, 168])),
    hours_elsewhere=optional(st.sampled_from([0, 0.5, 14, 28, 28.5, 40, 168])),
    hours_per_day=optional(st.sampled_from([0, 8, 8.5, 24])),
    long_holiday=optional(st.booleans()),
    amusement=optional(st.booleans()),
    employer=optional(st.sampled_from(EmployerKind)),
    beside_main_work=optional(st.booleans()),
    designation_names_employer=optional(st.booleans()),
    designation_names_field=optional(st.booleans()),
    notice_item=optional(st.sampled_from(["5", "34", "53", "departure", "elsewhere"])),
    permission_names_job=optional(st.booleans()),
    enrolled=optional(st.booleans()),
    main_employer_agrees=optional(st.booleans()),
    pending=optional(st.sampled_from(PendingApplication)),
    filed_on=optional(DAYS),
    decision=optional(st.sampled_from(ApplicationResult)),
    period=optional(st.sampled_from(["P15D", "P30D", "P90D", "P1Y", "indefinite"])),
    card_valid_until=optional(DAYS),
    revoked_on=optional(DAYS),
    checked_by=optional(st.sampled_from(Source)),
    form=optional(st.sampled_from(CardForm)),
)


def told(ask: Any) -> Any:
    try:
        return ask()
    except TokuteiError as error:
        return type(error), vars(error)


VALUES: Final[Mapping[str, tuple[object, ...]]] = {
    "status": tuple(StatusOfResidence),
    "job": tuple(JobKind),
    "permission": tuple(RowPermission),
    "stay_until": tuple(TODAY + timedelta(days=days) for days in (-300, -61, -60, -59, -1, 0, 1, 300)),
    "permission_until": tuple(TODAY + timedelta(days=days) for days in (-300, -1, 0, 1, 300)),
    "card_valid_until": tuple(TODAY + timedelta(days=days) for days in (-300, -30, -1, 0, 1)),
    "revoked_on": tuple(TODAY + timedelta(days=days) for days in (-1, 0, 1)),
    "hours_per_week": (0, 8, 18, 18.5, 28, 28.5, 168),
    "hours_elsewhere": (0, 8, 18, 18.5, 28, 28.5, 168),
    "hours_per_day": (0, 8, 8.5, 24),
    "long_holiday": (False, True),
    "amusement": (False, True),
    "employer": tuple(EmployerKind),
    "beside_main_work": (False, True),
    "designation_names_employer": (False, True),
    "designation_names_field": (False, True),
    "notice_item": ("5", "34", "53", "departure", "elsewhere"),
    "permission_names_job": (False, True),
    "enrolled": (False, True),
    "main_employer_agrees": (False, True),
    "pending": tuple(PendingApplication),
    "filed_on": tuple(TODAY - timedelta(days=days) for days in (400, 60, 30, 1, 0)),
    "decision": tuple(ApplicationResult),
    "period": ("P15D", "P30D", "P31D", "P1Y"),
}
"""Values of each field that could matter."""
BASES: Final[tuple[dict[str, Any], ...]] = (
    {"status": "student", "job": "retail", "permission": "comprehensive_28h", "hours_per_week": 10},
    {"status": "student", "job": "retail", "permission": "comprehensive_28h", "long_holiday": True},
    {"status": "dependent", "job": "care", "permission": "individual", "hours_elsewhere": 10},
    {
        "status": "instructor",
        "job": "interpreting",
        "permission": "local_government_28h",
        "hours_elsewhere": 10,
    },
    {"status": "ssw1", "job": "care", "permission": "none", "designation_names_employer": True},
    {"status": "designated_activities", "job": "office", "permission": "none", "notice_item": "5"},
    {"status": "designated_activities", "job": "office", "notice_item": "34"},
    {"status": "engineer_humanities_intl", "job": "care", "permission": "none"},
    {"status": "researcher", "job": "research", "pending": "renewal", "filed_on": date(2026, 9, 1)},
    {"status": "researcher", "job": "research", "filed_on": TODAY - timedelta(days=60), "period": "P30D"},
)
"""Rows each of which lets other fields decide."""
