"""The shapes of law: citations, evidence, dated rules, answers, judgements. Types only, no table."""

from tokutei.law.answers import Answer, Ground, Judgement, Reason, Verdict
from tokutei.law.citations import Citation
from tokutei.law.evidence import Evidence, OpenQuestion
from tokutei.law.rules import LegalDay, Rule, Timeline, Version

__all__ = [
    "Answer",
    "Citation",
    "Evidence",
    "Ground",
    "Judgement",
    "LegalDay",
    "OpenQuestion",
    "Reason",
    "Rule",
    "Timeline",
    "Verdict",
    "Version",
]
