"""What guards share: how they say that something is not known, and checks made of other checks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Final

from tokutei.lifecycle.events import Event
from tokutei.lifecycle.situation import Situation
from tokutei.lifecycle.states import ApplicationState, MainState
from tokutei.rules.rulebook import Rulebook
from tokutei.vocabulary import ProcedureKind

__all__ = [
    "PENDING",
    "STATUS_PROCEDURES",
    "UNDER_WAY",
    "Check",
    "Missing",
    "Verdict3",
    "missing",
    "reading",
    "state_is",
]


@dataclass(frozen=True, slots=True)
class Missing:
    """A guard that cannot be told without some facts."""

    facts: frozenset[str]


Verdict3 = bool | Missing
"""Yes, no, or which facts would tell."""

Check = Callable[[Situation, Event, Rulebook], Verdict3]
"""What implements a guard."""

PENDING: Final = frozenset({MainState.FILED, MainState.DECIDED})
"""A procedure that is not over."""
STATUS_PROCEDURES: Final = frozenset(
    {
        ProcedureKind.EXTENSION_OF_STAY,
        ProcedureKind.CHANGE_OF_STATUS,
        ProcedureKind.PERMANENT_RESIDENCE,
        ProcedureKind.ACQUISITION_OF_STATUS,
    }
)
"""The procedures that are decided about and have effect by the delivery of a card."""
UNDER_WAY: Final = frozenset(
    {
        ApplicationState.FILED,
        ApplicationState.NOTIFIED,
        ApplicationState.MADE,
        ApplicationState.CONFIRMED,
    }
)
"""An application for a specified card that is not over."""


def missing(*facts: str) -> Missing:
    """Return that these facts would tell."""
    return Missing(frozenset(facts))


def stay_end(situation: Situation, event: Event) -> date:
    """Return the last day of stay, or the day of the event where there is none."""
    until = situation.stay.until
    return until if isinstance(until, date) else event.on


def state_is(name: str, wanted: object, unknown: object, fact: str) -> Check:
    """Return the check that a variable has a value, not to be told while it is unknown."""

    def check(situation: Situation, _: Event, __: Rulebook) -> Verdict3:
        state = getattr(situation, name).state
        return missing(fact) if state is unknown else state is wanted

    return check


def reading(question: str, wanted: str) -> Check:
    """Return the check that an open question is read in a way."""

    def check(_: Situation, __: Event, book: Rulebook) -> Verdict3:
        return book.reads(question) == wanted

    return check
