"""What somebody has to do next: every procedure, what to ask, plans, and whether one card is better."""

from tokutei.procedures.afterwards import Advised, AfterChange, Afterwards, afterwards, changes_of
from tokutei.procedures.calendars import ALARMS, ical_parts, to_ical
from tokutei.procedures.comparison.comparing import CardComparison, compare
from tokutei.procedures.comparison.courses import (
    Course,
    CourseStep,
    FeePart,
    FiledThrough,
    Habits,
    LivedCourse,
    Move,
    Stop,
    Visit,
)
from tokutei.procedures.comparison.for_whom import Circumstance, ForWhom
from tokutei.procedures.comparison.measures import Count, Measure
from tokutei.procedures.comparison.one_stop import Occasion, OneStop, one_stop
from tokutei.procedures.ends import End, EndKind, card_ends, ends_of, special_period_ends, stay_ends
from tokutei.procedures.goals import Estimates, Goal, GoalKind
from tokutei.procedures.listing.catalogue import catalogue
from tokutei.procedures.listing.entries import Aspect, Entry, Said
from tokutei.procedures.listing.words import CardResult, FurtherProcedure
from tokutei.procedures.needs import NEEDS, Known, Need
from tokutei.procedures.plans.plan_words import Actor, StepKind
from tokutei.procedures.plans.planned import OnlineOption, Plan, Step
from tokutei.procedures.plans.planning import plan
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
from tokutei.rules.windows import HeldCard

__all__ = [
    "ALARMS",
    "NEEDS",
    "Actor",
    "Advised",
    "AfterChange",
    "Afterwards",
    "AnswerKind",
    "AskedFact",
    "Aspect",
    "CardComparison",
    "CardResult",
    "Circumstance",
    "Count",
    "Course",
    "CourseStep",
    "End",
    "EndKind",
    "Entry",
    "Estimates",
    "FeePart",
    "FiledThrough",
    "ForWhom",
    "FurtherProcedure",
    "Goal",
    "GoalKind",
    "Habits",
    "HeldCard",
    "Known",
    "LivedCourse",
    "Measure",
    "Move",
    "Need",
    "Occasion",
    "OneStop",
    "OnlineOption",
    "Plan",
    "Question",
    "Remindable",
    "Reminder",
    "ReminderStatus",
    "Said",
    "Step",
    "StepKind",
    "Stop",
    "Visit",
    "afterwards",
    "answered",
    "card_ends",
    "catalogue",
    "changes_of",
    "compare",
    "ends_of",
    "ical_parts",
    "one_stop",
    "plan",
    "questions",
    "reminders_of_duties",
    "reminders_of_rows",
    "reminders_of_situation",
    "special_period_ends",
    "stay_ends",
    "to_ical",
]
