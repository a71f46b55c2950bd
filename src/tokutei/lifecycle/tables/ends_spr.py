"""Rows of how special permanent residence ends: leaving for good, not coming back, deportation, nationality, death.

What is on a specified certificate lapses with it by the same provision as on a residence card
(番号法 18-5(10)); those rows stand beside the events.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from tokutei.law import Evidence
from tokutei.lifecycle.duty_words import DutyKind
from tokutei.lifecycle.effect_words import Effect
from tokutei.lifecycle.events.kinds import EventKind as K
from tokutei.lifecycle.guard_words import Guard
from tokutei.lifecycle.rows import Row, art
from tokutei.lifecycle.states import FunctionState, HeldCardState, StayState, Variable
from tokutei.lifecycle.tables.certificates_spr import LAW
from tokutei.lifecycle.tables.making import LIVE, rows

__all__ = ["ENDS_OF_SPECIAL_RESIDENCE"]

_AT_HAND: Final = (HeldCardState.HELD, HeldCardState.WITH_MUNICIPALITY)


@dataclass(frozen=True, slots=True, kw_only=True)
class _End:
    """An event that ends special permanent residence."""

    event: K
    target: StayState
    lapse: Effect
    item: str
    """The item of 特例法 15 by which the certificate lapses."""
    duty: DutyKind
    paragraph: str
    """The paragraph of 特例法 16 by which it is owed back."""
    guards: tuple[Guard, ...] = ()
    evidence: Evidence = Evidence.OFFICIAL


_ENDS: Final = (
    # No text says that the stay itself ends; without a way to re-enter there is none to come back to.
    _End(
        event=K.DEPART,
        target=StayState.NONE,
        lapse=Effect.LAPSE_LEFT,
        item="3",
        duty=DutyKind.LEFT_CERTIFICATE,
        paragraph="2",
        guards=(Guard.LEAVES_FOR_GOOD,),
        evidence=Evidence.INFERRED,
    ),
    _End(
        event=K.REENTRY_TERM_PASSED,
        target=StayState.NONE,
        lapse=Effect.LAPSE_REENTRY_ENDED,
        item="4",
        duty=DutyKind.LAPSED_CERTIFICATE,
        paragraph="1",
        evidence=Evidence.INFERRED,
    ),
    _End(
        event=K.DEPORT,
        target=StayState.NONE,
        lapse=Effect.LAPSE_STATUS_ENDED,
        item="1",
        duty=DutyKind.LAPSED_CERTIFICATE,
        paragraph="1",
    ),
    _End(
        event=K.NATURALIZE,
        target=StayState.JAPANESE,
        lapse=Effect.LAPSE_NATURALIZED,
        item="1",
        duty=DutyKind.LAPSED_CERTIFICATE,
        paragraph="1",
    ),
    _End(
        event=K.DIE,
        target=StayState.DECEASED,
        lapse=Effect.LAPSE_DEATH,
        item="6",
        duty=DutyKind.CERTIFICATE_OF_THE_DEAD,
        paragraph="5",
    ),
)


def _rows(end: _End) -> tuple[Row, ...]:
    guards = (*end.guards, Guard.SPECIAL_RESIDENT)
    stay = rows(
        Variable.STAY,
        [StayState.SPECIAL_PERMANENT],
        end.event,
        end.target,
        art(f"{LAW}:15::{end.item}", f"{LAW}:22") if end.event is K.DEPORT else art(f"{LAW}:15::{end.item}"),
        guards=end.guards,
        evidence=end.evidence,
        ids=("S20",),
    )
    certificate = rows(
        Variable.RESIDENCE,
        LIVE,
        end.event,
        FunctionState.LAPSED,
        art(f"{LAW}:15::{end.item}"),
        guards=guards,
        effects=(end.lapse,),
        ids=("S20",),
    )
    owed = (
        row
        for state in _AT_HAND
        for row in rows(
            Variable.CARD,
            [state],
            end.event,
            state,
            art(f"{LAW}:16:{end.paragraph}"),
            guards=guards,
            unless=(Guard.CERTIFICATE_LAPSED,),
            arises=(end.duty,),
            ids=("S11", "S20"),
        )
    )
    return (*stay, *certificate, *owed)


ENDS_OF_SPECIAL_RESIDENCE: Final[tuple[Row, ...]] = tuple(row for end in _ENDS for row in _rows(end))
"""Rows of the stay, the certificate, and what is owed."""
