"""What an employer does: check, decide, record, report, be warned, dispose."""

from tokutei.employment.decisions import Reach, WorkDecision
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
from tokutei.employment.rulings import Limits, Ruling, rule_on
from tokutei.employment.watched import Standing, Watch, WatchedPerson, WatchKind
from tokutei.employment.watching import ORGANIZATION, reminders_of_watches, watch, watch_list
from tokutei.employment.words import FurtherPaper, WorkVerdict
from tokutei.models import document
from tokutei.vocabulary import JobKind

__all__ = [
    "NO_PAPERS",
    "ORGANIZATION",
    "EmploymentReport",
    "FurtherPaper",
    "Job",
    "JobKind",
    "Limits",
    "NoReport",
    "NothingToReport",
    "Papers",
    "Reach",
    "ReportCase",
    "ReportedItem",
    "Ruling",
    "Standing",
    "Watch",
    "WatchKind",
    "WatchedPerson",
    "WorkDecision",
    "WorkVerdict",
    "confirmations",
    "from_csv",
    "reminders_of_watches",
    "rule_on",
    "to_csv",
    "watch",
    "watch_list",
]

document("employment_report", 1, EmploymentReport)
