"""What somebody has to do next: every procedure, what to ask, plans, and whether one card is better."""

from tokutei.procedures.goals import Estimates, Goal, GoalKind

__all__ = ["Estimates", "Goal", "GoalKind"]
