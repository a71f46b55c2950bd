"""Which paid work a status and a permission allow (就労の可否): an ordered decision table."""

from tokutei.rules.work.asking import answer, judge_work
from tokutei.rules.work.facts import WorkFacts, WorkResult
from tokutei.rules.work.limits import (
    AMUSEMENT_SHUT_OUT,
    ASSISTANT_SCHOOLS,
    DESIGNATED_STATUSES,
    ENROLMENT_STATUSES,
    HOLIDAY_DAILY_HOURS,
    HOUSEHOLD_FAVOURS_FREE,
    LOCAL_GOVERNMENT_STATUSES,
    LOCAL_GOVERNMENT_WEEKLY_HOURS,
    NO_REPORT_STATUSES,
    NO_WORK_STATUSES,
    OCCASIONAL_JOBS,
    UNRESTRICTED_STATUSES,
    WEEKLY_HOURS,
    WORK_WITHOUT_STATUS,
)
from tokutei.rules.work.table import ROWS, Condition, Row

__all__ = [
    "AMUSEMENT_SHUT_OUT",
    "ASSISTANT_SCHOOLS",
    "DESIGNATED_STATUSES",
    "ENROLMENT_STATUSES",
    "HOLIDAY_DAILY_HOURS",
    "HOUSEHOLD_FAVOURS_FREE",
    "LOCAL_GOVERNMENT_STATUSES",
    "LOCAL_GOVERNMENT_WEEKLY_HOURS",
    "NO_REPORT_STATUSES",
    "NO_WORK_STATUSES",
    "OCCASIONAL_JOBS",
    "ROWS",
    "UNRESTRICTED_STATUSES",
    "WEEKLY_HOURS",
    "WORK_WITHOUT_STATUS",
    "Condition",
    "Row",
    "WorkFacts",
    "WorkResult",
    "answer",
    "judge_work",
]
