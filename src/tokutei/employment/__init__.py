"""What an employer does: check, decide, record, report, be warned, dispose."""

from tokutei.employment.assessing import assess_work
from tokutei.employment.decisions import Reach, WorkDecision
from tokutei.employment.hour_counting import hours, hours_from_rows
from tokutei.employment.hour_report import HoursReport, HoursWindow, WorkedDay
from tokutei.employment.hour_terms import Permission, Terms
from tokutei.employment.hour_words import (
    BreakCounting,
    HolidayWeeks,
    HoursVerdict,
    LimitKind,
    PermissionKind,
    ShiftColumn,
    WeekCounting,
)
from tokutei.employment.jobs import NO_PAPERS, Job, Papers
from tokutei.employment.rulings import Limits, Ruling, decide, rule_on
from tokutei.employment.shift_rows import ShiftRow
from tokutei.employment.shifts import Break, RowProblem, Shift
from tokutei.employment.words import FurtherPaper, WorkVerdict
from tokutei.vocabulary import JobKind

__all__ = [
    "NO_PAPERS",
    "Break",
    "BreakCounting",
    "FurtherPaper",
    "HolidayWeeks",
    "HoursReport",
    "HoursVerdict",
    "HoursWindow",
    "Job",
    "JobKind",
    "LimitKind",
    "Limits",
    "Papers",
    "Permission",
    "PermissionKind",
    "Reach",
    "RowProblem",
    "Ruling",
    "Shift",
    "ShiftColumn",
    "ShiftRow",
    "Terms",
    "WeekCounting",
    "WorkDecision",
    "WorkVerdict",
    "WorkedDay",
    "assess_work",
    "decide",
    "hours",
    "hours_from_rows",
    "rule_on",
]
