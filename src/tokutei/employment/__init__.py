"""What an employer does: check, decide, record, report, be warned, dispose."""

from tokutei.employment.assessing import assess_work
from tokutei.employment.checking import (
    STEPS,
    CheckStep,
    Demand,
    StepActor,
    StepRow,
    judge_step,
    next_step,
)
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
from tokutei.employment.reassessing import Change, ChangeKind, CheckOutcome, RuleChange, reassess
from tokutei.employment.records import CheckRecord, NextCheck
from tokutei.employment.retention import (
    Disposal,
    DisposalLine,
    Fate,
    Retention,
    RetentionReason,
    disposal_lines,
    dispose,
)
from tokutei.employment.rulings import Limits, Ruling, decide, rule_on
from tokutei.employment.shift_rows import ShiftRow
from tokutei.employment.shifts import Break, RowProblem, Shift
from tokutei.employment.words import FurtherPaper, WorkVerdict
from tokutei.models import document
from tokutei.vocabulary import JobKind

__all__ = [
    "NOT_CHECKED",
    "NO_PAPERS",
    "STEPS",
    "Break",
    "BreakCounting",
    "Change",
    "ChangeKind",
    "CheckOutcome",
    "CheckPurpose",
    "CheckRecord",
    "CheckStep",
    "Demand",
    "Disposal",
    "DisposalLine",
    "Fate",
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
    "NextCheck",
    "Papers",
    "Permission",
    "PermissionKind",
    "Reach",
    "Retention",
    "RetentionReason",
    "RowProblem",
    "RuleChange",
    "RuleUsed",
    "Ruling",
    "Shift",
    "ShiftColumn",
    "ShiftRow",
    "StepActor",
    "StepRow",
    "Terms",
    "WeekCounting",
    "WorkDecision",
    "WorkVerdict",
    "WorkedDay",
    "assess_work",
    "decide",
    "disposal_lines",
    "dispose",
    "hours",
    "hours_from_rows",
    "judge_step",
    "next_step",
    "reassess",
    "rule_on",
    "with_lapse",
]

document("check_record", 1, CheckRecord)
