"""What somebody has to do next: every procedure, what to ask, plans, and whether one card is better."""

from tokutei.procedures.catalogue import catalogue
from tokutei.procedures.catalogue_words import CardResult, FurtherProcedure
from tokutei.procedures.entries import Entry, Said
from tokutei.procedures.goals import Estimates, Goal, GoalKind
from tokutei.procedures.question_words import AnswerKind, AskedFact
from tokutei.procedures.questions import Question, answered, questions

__all__ = [
    "AnswerKind",
    "AskedFact",
    "CardResult",
    "Entry",
    "Estimates",
    "FurtherProcedure",
    "Goal",
    "GoalKind",
    "Question",
    "Said",
    "answered",
    "catalogue",
    "questions",
]
