"""What somebody has to do next: every procedure, what to ask, plans, and whether one card is better."""

from tokutei.procedures.goals import Estimates, Goal, GoalKind
from tokutei.procedures.plan_words import Actor, StepKind
from tokutei.procedures.planned import OnlineOption, Plan, Step
from tokutei.procedures.planning import plan

__all__ = ["Actor", "Estimates", "Goal", "GoalKind", "OnlineOption", "Plan", "Step", "StepKind", "plan"]
