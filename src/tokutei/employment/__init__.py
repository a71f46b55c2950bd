"""What an employer does: check, decide, record, report, be warned, dispose."""

from tokutei.employment.workforce.deciding import Desk
from tokutei.employment.decisions import Reach, WorkDecision
from tokutei.employment.jobs import NO_PAPERS, Job, Papers
from tokutei.employment.workforce.many import ManyDecisions, Tally, assess_many
from tokutei.employment.workforce.mappings import FieldMapping, shipped_mapping, shipped_mappings
from tokutei.employment.workforce.problems import Fault, RowProblem
from tokutei.employment.reaching import is_enough
from tokutei.employment.workforce.words import (
    ApplicationResult,
    EmployerKind,
    PendingApplication,
    RowField,
    RowPermission,
)
from tokutei.employment.workforce.rows import RowDecision, WorkRow
from tokutei.employment.rulings import Limits, Ruling, rule_on
from tokutei.employment.words import FurtherPaper, WorkVerdict
from tokutei.vocabulary import JobKind

__all__ = [
    "NO_PAPERS",
    "ApplicationResult",
    "Desk",
    "EmployerKind",
    "Fault",
    "FieldMapping",
    "FurtherPaper",
    "Job",
    "JobKind",
    "Limits",
    "ManyDecisions",
    "Papers",
    "PendingApplication",
    "Reach",
    "RowDecision",
    "RowField",
    "RowPermission",
    "RowProblem",
    "Ruling",
    "Tally",
    "WorkDecision",
    "WorkRow",
    "WorkVerdict",
    "assess_many",
    "is_enough",
    "rule_on",
    "shipped_mapping",
    "shipped_mappings",
]
