"""What somebody has to do next: every procedure, what to ask, plans, and whether one card is better."""

from tokutei.procedures.catalogue import catalogue
from tokutei.procedures.catalogue_words import CardResult, FurtherProcedure
from tokutei.procedures.entries import Entry, Said
from tokutei.procedures.goals import Estimates, Goal, GoalKind

__all__ = [
    "CardResult",
    "Entry",
    "Estimates",
    "FurtherProcedure",
    "Goal",
    "GoalKind",
    "Said",
    "catalogue",
]
