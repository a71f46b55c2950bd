"""What somebody has to do next: every procedure, what to ask, plans, and whether one card is better."""

from tokutei.procedures.calendars import ALARMS, ical_parts, to_ical
from tokutei.procedures.catalogue import catalogue
from tokutei.procedures.catalogue_words import CardResult, FurtherProcedure
from tokutei.procedures.ends import End, EndKind, card_ends, ends_of, special_period_ends, stay_ends
from tokutei.procedures.entries import Entry, Said
from tokutei.procedures.goals import Estimates, Goal, GoalKind
from tokutei.procedures.question_words import AnswerKind, AskedFact
from tokutei.procedures.questions import Question, answered, questions
from tokutei.procedures.reminders import (
    Remindable,
    Reminder,
    ReminderStatus,
    reminders_of_duties,
    reminders_of_rows,
    reminders_of_situation,
)

__all__ = [
    "ALARMS",
    "AnswerKind",
    "AskedFact",
    "CardResult",
    "End",
    "EndKind",
    "Entry",
    "Estimates",
    "FurtherProcedure",
    "Goal",
    "GoalKind",
    "Question",
    "Remindable",
    "Reminder",
    "ReminderStatus",
    "Said",
    "answered",
    "card_ends",
    "catalogue",
    "ends_of",
    "ical_parts",
    "questions",
    "reminders_of_duties",
    "reminders_of_rows",
    "reminders_of_situation",
    "special_period_ends",
    "stay_ends",
    "to_ical",
]
from tokutei.procedures.plan_words import Actor, StepKind
from tokutei.procedures.planned import OnlineOption, Plan, Step
from tokutei.procedures.planning import plan

__all__ = ["Actor", "Estimates", "Goal", "GoalKind", "OnlineOption", "Plan", "Step", "StepKind", "plan"]
