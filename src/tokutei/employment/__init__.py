"""What an employer does: check, decide, record, report, be warned, dispose."""

from tokutei.employment.assessing import assess_work
from tokutei.employment.checking import STEPS, CheckStep, Demand, StepActor, StepRow, judge_step, next_step
from tokutei.employment.deciding import decide
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
from tokutei.employment.lapse import (
    NOT_CHECKED,
    LapseCheck,
    LapseChecker,
    LapseResult,
    ManualLapseResult,
    with_lapse,
)
from tokutei.employment.minimum import CheckPurpose, RuleUsed
from tokutei.employment.reaching import is_enough
from tokutei.employment.reassessing import Change, ChangeKind, CheckOutcome, RuleChange, reassess
from tokutei.employment.records import CheckRecord, NextCheck
from tokutei.employment.report_cases import ReportCase
from tokutei.employment.report_csv import from_csv, to_csv
from tokutei.employment.reports import (
    Confirmation,
    EmploymentReport,
    NoReport,
    NothingToReport,
    ReportedItem,
    confirmations,
)
from tokutei.employment.retention import (
    Disposal,
    DisposalLine,
    Fate,
    Retention,
    RetentionReason,
    disposal_lines,
    dispose,
)
from tokutei.employment.rulings import Limits, Ruling, rule_on
from tokutei.employment.shift_rows import ShiftRow
from tokutei.employment.shifts import Break, Shift, ShiftProblem
from tokutei.employment.watched import Standing, Watch, WatchedPerson, WatchKind
from tokutei.employment.watching import ORGANIZATION, reminders_of_watches, watch, watch_list
from tokutei.employment.words import FurtherPaper, WorkVerdict
from tokutei.employment.workforce.deciding import Desk
from tokutei.employment.workforce.many import ManyDecisions, Tally, assess_many
from tokutei.employment.workforce.mappings import FieldMapping, shipped_mapping, shipped_mappings
from tokutei.employment.workforce.problems import Fault, RowProblem
from tokutei.employment.workforce.row_decisions import RowDecision
from tokutei.employment.workforce.rows import WorkRow
from tokutei.employment.workforce.words import (
    ApplicationResult,
    EmployerKind,
    PendingApplication,
    RowField,
    RowPermission,
)
from tokutei.models import document
from tokutei.vocabulary import JobKind

__all__ = [
    "NOT_CHECKED",
    "NO_PAPERS",
    "ORGANIZATION",
    "STEPS",
    "ApplicationResult",
    "Break",
    "BreakCounting",
    "Change",
    "ChangeKind",
    "CheckOutcome",
    "CheckPurpose",
    "CheckRecord",
    "CheckStep",
    "Confirmation",
    "Demand",
    "Desk",
    "Disposal",
    "DisposalLine",
    "EmployerKind",
    "EmploymentReport",
    "Fate",
    "Fault",
    "FieldMapping",
    "FurtherPaper",
    "HolidayWeeks",
    "HoursReport",
    "HoursVerdict",
    "HoursWindow",
    "Job",
    "JobKind",
    "LapseCheck",
    "LapseChecker",
    "LapseResult",
    "LimitKind",
    "Limits",
    "ManualLapseResult",
    "ManyDecisions",
    "NextCheck",
    "NoReport",
    "NothingToReport",
    "Papers",
    "PendingApplication",
    "Permission",
    "PermissionKind",
    "Reach",
    "ReportCase",
    "ReportedItem",
    "Retention",
    "RetentionReason",
    "RowDecision",
    "RowField",
    "RowPermission",
    "RowProblem",
    "RuleChange",
    "RuleUsed",
    "Ruling",
    "Shift",
    "ShiftColumn",
    "ShiftProblem",
    "ShiftRow",
    "Standing",
    "StepActor",
    "StepRow",
    "Tally",
    "Terms",
    "Watch",
    "WatchKind",
    "WatchedPerson",
    "WeekCounting",
    "WorkDecision",
    "WorkRow",
    "WorkVerdict",
    "WorkedDay",
    "assess_many",
    "assess_work",
    "confirmations",
    "decide",
    "disposal_lines",
    "dispose",
    "from_csv",
    "hours",
    "hours_from_rows",
    "is_enough",
    "judge_step",
    "next_step",
    "reassess",
    "reminders_of_watches",
    "rule_on",
    "shipped_mapping",
    "shipped_mappings",
    "to_csv",
    "watch",
    "watch_list",
    "with_lapse",
]

document("employment_report", 1, EmploymentReport)
document("check_record", 1, CheckRecord)
