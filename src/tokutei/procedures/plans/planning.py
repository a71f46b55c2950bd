"""Plans: from where somebody stands to what somebody wants, step by step, each day by the law or as estimated."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from types import MappingProxyType
from typing import Final

from tokutei.calendar import japan_day
from tokutei.errors import FactsError, NotInForceError, OutOfTableError, PeriodError
from tokutei.law import Judgement, Reason
from tokutei.lifecycle import Situation
from tokutei.lifecycle.arguments import demand
from tokutei.lifecycle.states import StayState
from tokutei.procedures.goals import Estimates, Goal, GoalKind
from tokutei.procedures.plans.carrying import get_specified_card, replace_lost_card, two_cards
from tokutei.procedures.plans.drafts import Draft, no_answer
from tokutei.procedures.plans.living import leave_and_return, move, naturalize
from tokutei.procedures.plans.planned import Plan
from tokutei.procedures.plans.staying import become_permanent, born, change_status, extend, have_child
from tokutei.rules.rulebook import CURRENT, Rulebook

__all__ = ["plan"]

Recipe = Callable[[Draft], None]
_DAY: Final = timedelta(days=1)
_RECIPES: Final[Mapping[GoalKind, Recipe]] = MappingProxyType(
    {
        GoalKind.EXTEND: extend,
        GoalKind.CHANGE_STATUS: change_status,
        GoalKind.BECOME_PERMANENT: become_permanent,
        GoalKind.MOVE: move,
        GoalKind.GET_SPECIFIED_CARD: get_specified_card,
        GoalKind.REPLACE_LOST_CARD: replace_lost_card,
        GoalKind.TWO_CARDS: two_cards,
        GoalKind.LEAVE_AND_RETURN: leave_and_return,
        GoalKind.NATURALIZE: naturalize,
    }
)
"""How each goal is planned; a birth is planned for the child."""
_UNTOLD: Final = frozenset({"not_in_force", "out_of_table"})
_NOTHING: Final = Estimates()


def plan(
    situation: Situation,
    goal: Goal,
    *,
    on: date,
    estimates: Estimates = _NOTHING,
    book: Rulebook = CURRENT,
) -> Plan:
    """Return what to do for a goal from a day on: steps in order, or what stands in the way.

    Every step is judged by ``tokutei.lifecycle`` before it is proposed and then applied, so that the next
    one is judged where it leaves the person. Filings lie on the first open day on which they can be done.
    Online filing is proposed only where the caller wishes for it and the certificate to sign in is known to
    live; otherwise the plan says how it is had again.

    Args:
        situation: where the holder stands; of a birth, a parent.
        goal: what is wanted.
        on: the day of the question, on or after that of the situation.
        estimates: how long things take; what is left out leaves days not known.
        book: the law.

    Raises:
        FactsError: an argument is of another kind, or ``on`` lies before the situation.
        NaiveDatetimeError: ``on`` is a moment without a time zone.

    Example:
        >>> from datetime import date
        >>> from tokutei import Facts
        >>> from tokutei.lifecycle import Situation
        >>> from tokutei.procedures import Goal, GoalKind
        >>> facts = Facts(born=date(1994, 5, 2), municipality="131016", has_pending_application=False)
        >>> move = Goal(kind=GoalKind.MOVE, to_municipality="131032", moving_on=date(2026, 9, 10))
        >>> here = Situation.of(facts, on=date(2026, 9, 1))
        >>> [f"{step.day} {step.kind.text('en')}" for step in plan(here, move, on=date(2026, 9, 1)).steps]
        ['2026-09-01 notify moving out', '2026-09-10 notify moving in']
    """
    demand(situation=situation, book=book)
    on = japan_day(on)
    kinds = {"goal": (goal, Goal), "estimates": (estimates, Estimates)}
    unfit = tuple(name for name, (value, kind) in kinds.items() if not isinstance(value, kind))
    if unfit:
        raise FactsError(contradictions=(Reason("plan.other_kind", (), {"names": unfit}),))
    if on < situation.on:
        raise FactsError(
            contradictions=(Reason("plan.before_situation", (), {"on": on, "now": situation.on}),)
        )
    start, recipe = situation, _recipe(situation, goal)
    drawn: Draft | Judgement
    try:
        start = _start(situation, goal, on, book)
        drawn = Draft(start, goal, on=on, estimates=estimates, book=book)
        recipe(drawn)
    except (NotInForceError, OutOfTableError, PeriodError) as error:
        drawn = no_answer(error)
    if isinstance(drawn, Judgement):
        return Plan(goal=goal, on=on, start=start, blocked=drawn)
    draft = drawn
    _find_latest(draft, recipe, on)
    return Plan(
        goal=goal,
        on=on,
        start=start,
        steps=tuple(draft.steps),
        blocked=_blocked(draft),
        missing=draft.missing,
        reached=draft.reached and draft.goes_on,
    )


def _blocked(draft: Draft) -> Judgement | None:
    """Return the refusal; facts that are only missing are no refusal."""
    refused = draft.refused
    return None if refused is not None and refused.missing and not refused.reasons else refused


def _start(situation: Situation, goal: Goal, on: date, book: Rulebook) -> Situation:
    """Return where the one stands whom the steps are about."""
    if goal.kind is not GoalKind.HAVE_CHILD or goal.child_born_on is None:
        return situation
    return born(situation, goal.child_born_on, on=on, book=book)


def _recipe(situation: Situation, goal: Goal) -> Recipe:
    if goal.kind is not GoalKind.HAVE_CHILD:
        return _RECIPES[goal.kind]
    of_special = situation.stay.state is StayState.SPECIAL_PERMANENT
    return lambda draft: have_child(draft, of_special=of_special)


def _find_latest(draft: Draft, recipe: Recipe, on: date) -> None:
    """Say of the step that matters until which day it is safe, by the estimates."""
    place = draft.matters
    if place is None or place >= len(draft.steps):
        return
    step, later = draft.steps[place], draft.steps[place:]
    undated = [reason for one in later if one.day is None for reason in one.not_known]
    if undated:
        why = (reason for reason in undated if reason.code != "plan.stay_not_estimated")
        if step.due_on is not None:
            draft.amend(place, not_known=tuple(dict.fromkeys((*step.not_known, *why))))
        return
    if draft.untold and step.due_on is not None:
        told = Reason("plan.extension_not_known")
        draft.amend(place, not_known=(*step.not_known, told))
        return
    if draft.ended:
        told = Reason("plan.no_safe_day", (), {"day": step.earliest})
        draft.amend(place, not_known=(*step.not_known, told))
        return
    if not (draft.goes_on or draft.carried_through):
        return
    if step.earliest is None or step.due_on is None or step.overdue:
        return
    found = _last_safe(draft, recipe, on, step.earliest, step.due_on)
    if found is None:
        draft.amend(place, not_known=(*step.not_known, Reason("plan.closed_days_not_known")))
    else:
        draft.amend(place, latest_safe=found)


def _last_safe(draft: Draft, recipe: Recipe, on: date, first: date, last: date) -> date | None:
    """Return the last safe day, by halving: what ends too early for one day does for every later one.

    ``None`` where that cannot be told, because some day lies outside of what is known of closed days.
    """
    low, high = 0, (last - first).days  # the first day is safe
    while low < high:
        middle = -(-(low + high) // 2)
        said = _is_safe(draft, recipe, on, first + middle * _DAY, last)
        if said is None:
            return None
        low, high = (middle, high) if said else (low, middle - 1)
    return first + low * _DAY


def _is_safe(draft: Draft, recipe: Recipe, on: date, day: date, last: date) -> bool | None:
    """Tell whether nothing ends if the step that matters is taken on a day or the next open one."""
    trial_of = {"on": on, "estimates": draft.estimates, "book": draft.book, "first_on": day}
    try:
        trial = Draft(draft.start, draft.goal, **trial_of)  # type: ignore[arg-type]
        recipe(trial)
    except (NotInForceError, OutOfTableError, PeriodError):
        return None
    if trial.refused is not None and any(one.code in _UNTOLD for one in trial.refused.reasons):
        return None
    done = trial.goes_on or trial.carried_through
    if not done or trial.ended or trial.matters is None or trial.matters >= len(trial.steps):
        return False
    taken = trial.steps[trial.matters].earliest
    return taken is not None and taken <= last
