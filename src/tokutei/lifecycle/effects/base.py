"""What effects share: their shape, lapses, and ends that several variables follow.

An effect reads the situation before the event, never what other rows are writing: the rows of one
event happen together.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from types import MappingProxyType
from typing import Final

from tokutei.errors import FactsError
from tokutei.law import Answer
from tokutei.lifecycle.events import EventKind, GrantStatus
from tokutei.lifecycle.law import special_period_end
from tokutei.lifecycle.scene import Scene
from tokutei.lifecycle.states import Carrier, LapseCause, Variable
from tokutei.lifecycle.terms import Until
from tokutei.models import UNKNOWN, Unknown
from tokutei.vocabulary import StatusOfResidence

__all__ = ["CLEAR", "Change", "Write", "known", "lapse", "special_end", "stay_to_come"]

Change = Mapping[str, object]
"""Fields of the variable's value with what they become."""

Write = Callable[[Scene, Variable], Change]
"""What implements an effect."""

CLEAR: Final[Change] = MappingProxyType({"lapsed_on": None, "cause": None})
"""What a function or certificate that has effect says about its lapse."""


def known(answer: Callable[[], Answer[date]], *, given_on: date = date.min) -> Until:
    """Return the day of an answer, or that it is not known for want of a fact.

    Until when a card has effect that would be over on the day it is given, no text says.
    """
    try:
        end = answer().value
    except FactsError:
        return UNKNOWN
    return UNKNOWN if end < given_on else end


def stay_to_come(scene: Scene) -> tuple[StatusOfResidence | Unknown, Until]:
    """Return status and last day of stay once the event has happened."""
    main, stay = scene.situation.main, scene.situation.stay
    if isinstance(scene.event, GrantStatus):
        return scene.event.status, scene.event.stay_until
    from_grant = main.granted_until is not UNKNOWN and scene.event.kind is EventKind.RECEIVE_CARD
    return (main.target, main.granted_until) if from_grant else (stay.status, stay.until)


def special_end(scene: Scene) -> Until:
    """Return the last day of the special period that runs or will."""
    if scene.situation.special_period.until is not None:
        return scene.situation.special_period.until
    until = scene.situation.stay.until
    if not isinstance(until, date):
        return UNKNOWN
    return special_period_end(until, scene.book)


def lapse(cause: LapseCause) -> Write:
    """Return the effect that something lapses on the day of the event."""

    def write(scene: Scene, variable: Variable) -> Change:
        # What is given back carries nothing any more.
        gone = cause is LapseCause.RETURNED and variable is Variable.MY_NUMBER
        carrier = {"carrier": Carrier.NONE} if gone else {}
        return {"lapsed_on": scene.event.on, "cause": cause, **carrier}

    return write
