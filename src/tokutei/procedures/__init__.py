"""What somebody has to do next: every procedure, what to ask, plans, and whether one card is better."""

from tokutei.procedures.afterwards import Advised, AfterChange, Afterwards, afterwards, changes_of
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
from tokutei.procedures.goals import Estimates, Goal, GoalKind
from tokutei.procedures.comparison.measures import Count, Measure
from tokutei.procedures.comparison.one_stop import Occasion, OneStop, one_stop

__all__ = [
    "Advised",
    "AfterChange",
    "Afterwards",
    "CardComparison",
    "Circumstance",
    "Count",
    "Course",
    "CourseStep",
    "Estimates",
    "FeePart",
    "FiledThrough",
    "ForWhom",
    "Goal",
    "GoalKind",
    "Habits",
    "LivedCourse",
    "Measure",
    "Move",
    "Occasion",
    "OneStop",
    "Stop",
    "Visit",
    "afterwards",
    "changes_of",
    "compare",
    "one_stop",
]
