"""What an employer does: check, decide, record, report, be warned, dispose."""

from tokutei.employment.assessing import assess_work
from tokutei.employment.decisions import Reach, WorkDecision
from tokutei.employment.jobs import NO_PAPERS, Job, Papers
from tokutei.employment.rulings import Limits, Ruling, decide, rule_on
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
    "assess_work",
    "decide",
    "rule_on",
]
