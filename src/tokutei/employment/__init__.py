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
from tokutei.employment.report_cases import ReportCase
from tokutei.employment.report_csv import from_csv, to_csv
from tokutei.employment.reports import (
    EmploymentReport,
    NoReport,
    NothingToReport,
    ReportedItem,
    confirmations,
)
from tokutei.employment.rulings import Limits, Ruling, decide, rule_on
from tokutei.employment.shift_rows import ShiftRow
from tokutei.employment.shifts import Break, RowProblem, Shift
from tokutei.employment.watched import Standing, Watch, WatchedPerson, WatchKind
from tokutei.employment.watching import ORGANIZATION, reminders_of_watches, watch, watch_list
from tokutei.employment.words import FurtherPaper, WorkVerdict
from tokutei.models import document
from tokutei.vocabulary import JobKind

__all__ = [
    "NO_PAPERS",
    "ORGANIZATION",
    "Break",
    "BreakCounting",
    "EmploymentReport",
    "FurtherPaper",
    "HolidayWeeks",
    "HoursReport",
    "HoursVerdict",
    "HoursWindow",
    "Job",
    "JobKind",
    "LimitKind",
    "Limits",
    "NoReport",
    "NothingToReport",
    "Papers",
    "Permission",
    "PermissionKind",
    "Reach",
    "ReportCase",
    "ReportedItem",
    "RowProblem",
    "Ruling",
    "Shift",
    "ShiftColumn",
    "ShiftRow",
    "Standing",
    "Terms",
    "Watch",
    "WatchKind",
    "WatchedPerson",
    "WeekCounting",
    "WorkDecision",
    "WorkVerdict",
    "WorkedDay",
    "assess_work",
    "confirmations",
    "decide",
    "from_csv",
    "hours",
    "hours_from_rows",
    "reminders_of_watches",
    "rule_on",
    "to_csv",
    "watch",
    "watch_list",
]

document("employment_report", 1, EmploymentReport)
