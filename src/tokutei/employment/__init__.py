"""What an employer does: check, decide, record, report, be warned, dispose."""

from tokutei.employment.decisions import Reach, WorkDecision
from tokutei.employment.jobs import NO_PAPERS, Job, Papers
from tokutei.employment.rulings import Limits, Ruling, rule_on
from tokutei.employment.words import FurtherPaper, WorkVerdict
from tokutei.vocabulary import JobKind

__all__ = [
    "NO_PAPERS",
    "FurtherPaper",
    "Job",
    "JobKind",
    "Limits",
    "Papers",
    "Reach",
    "Ruling",
    "WorkDecision",
    "WorkVerdict",
    "rule_on",
]
