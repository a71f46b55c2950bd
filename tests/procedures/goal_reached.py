"""Whether a goal is reached, told from a situation alone: written without looking at how plans are made."""

from __future__ import annotations

from datetime import date

from tokutei.lifecycle import Situation, apply
from tokutei.lifecycle.states import (
    Carrier,
    FunctionState,
    HeldCardState,
    MainState,
    MyNumberState,
    PresenceState,
    RegisterState,
    StayState,
)
from tokutei.procedures import Goal, GoalKind, Plan
from tokutei.rules import CURRENT, Rulebook
from tokutei.vocabulary import CardKind, StatusOfResidence

SPECIFIED = {
    CardKind.SPECIFIED_RESIDENCE_CARD,
    CardKind.SPECIFIED_SPECIAL_PERMANENT_RESIDENT_CERTIFICATE,
}
LIVE = {FunctionState.VALID, FunctionState.EXTENDED_RENEWAL, FunctionState.EXTENDED_SPECIAL}


def carried_out(plan: Plan, book: Rulebook = CURRENT) -> Situation:
    """Return where the events of a plan lead; a refused one raises ``TransitionRefused``."""
    now = plan.start
    for event in plan.events:
        now = apply(now, event, book=book).after
    return now


def reached(goal: Goal, before: Situation, after: Situation) -> bool:
    """Tell whether a goal is reached."""
    specified = after.card.kind in SPECIFIED
    if goal.specified_card and goal.kind not in {GoalKind.TWO_CARDS, GoalKind.LEAVE_AND_RETURN}:
        asked_for = specified and after.my_number.state is MyNumberState.VALID
        if goal.kind not in {GoalKind.NATURALIZE} and not asked_for:
            return False
    return {
        GoalKind.EXTEND: lambda: (
            _later(before.stay.until, after.stay.until)
            and (after.stay.state is StayState.SHORT or _in_order(after))
        ),
        GoalKind.CHANGE_STATUS: lambda: after.stay.status is goal.to_status,
        GoalKind.BECOME_PERMANENT: lambda: (
            after.stay.status is StatusOfResidence.PERMANENT_RESIDENT
            and after.stay.until is None
            and _in_order(after)
        ),
        GoalKind.MOVE: lambda: (
            (after.register.state, after.register.municipality)
            == (RegisterState.RECORDED, str(goal.to_municipality))
        ),
        GoalKind.GET_SPECIFIED_CARD: lambda: (
            specified
            and after.my_number.carrier is Carrier.ON_CARD
            and after.my_number.state in {MyNumberState.VALID, MyNumberState.EXTENDED}
        ),
        GoalKind.REPLACE_LOST_CARD: lambda: _in_order(after),
        GoalKind.TWO_CARDS: lambda: (
            not specified
            and after.my_number.carrier is Carrier.SEPARATE
            and after.my_number.state in {MyNumberState.VALID, MyNumberState.EXTENDED}
        ),
        GoalKind.LEAVE_AND_RETURN: lambda: (
            after.presence.state is PresenceState.IN_JAPAN and after.stay.state is before.stay.state
        ),
        GoalKind.NATURALIZE: lambda: after.stay.state is StayState.JAPANESE,
        GoalKind.HAVE_CHILD: lambda: (
            after.stay.state is StayState.SPECIAL_PERMANENT or after.stay.status is goal.to_status
        ),
    }[goal.kind]()


def _in_order(now: Situation) -> bool:
    """Tell whether a card is held that has effect, with nothing pending."""
    return (
        now.card.state is HeldCardState.HELD
        and now.residence.state in LIVE
        and now.main.state not in {MainState.FILED, MainState.DECIDED}
    )


def _later(before: object, after: object) -> bool:
    return isinstance(before, date) and isinstance(after, date) and after > before
