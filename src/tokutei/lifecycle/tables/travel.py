"""Rows of departures, entries, and the end of being a foreign resident."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from tokutei.law import Evidence
from tokutei.lifecycle.duty_words import DutyKind
from tokutei.lifecycle.effect_words import Effect
from tokutei.lifecycle.events.kinds import EventKind as K
from tokutei.lifecycle.guard_words import Guard
from tokutei.lifecycle.rows import Row, art
from tokutei.lifecycle.states import (
    CertificateState,
    FunctionState,
    HeldCardState,
    MyNumberState,
    PresenceState,
    RegisterState,
    SpecialPeriodState,
    StayState,
    Variable,
)
from tokutei.lifecycle.tables.carried import When, card_ends, separate_lapses
from tokutei.lifecycle.tables.landing import LANDING
from tokutei.lifecycle.tables.making import LIVE, SPECIFIED_SINCE, residence_told, rows

__all__ = ["LEADS", "ROWS"]

_FOREIGN: Final = (StayState.MID_LONG, StayState.SHORT, StayState.TRANSITIONAL)
_AT_HAND: Final = (HeldCardState.HELD, HeldCardState.WITH_MUNICIPALITY)
_GONE: Final = (Guard.LEAVES_FOR_GOOD,)

_LEAVING: Final = (
    *rows(
        Variable.PRESENCE,
        [PresenceState.IN_JAPAN, PresenceState.UNKNOWN],
        K.DEPART,
        PresenceState.ABROAD,
        art("26:1#first", "26:3"),
        guards=(Guard.LEAVES_ON_PERMIT, Guard.PERMIT_END_KNOWN),
        effects=(Effect.LEAVE_JAPAN,),
        ids=("E24",),
    ),
    *rows(
        Variable.PRESENCE,
        [PresenceState.IN_JAPAN, PresenceState.UNKNOWN],
        K.DEPART,
        PresenceState.ABROAD,
        art("26-2:1#main", "26-2:2"),
        guards=(Guard.LEAVES_ON_SPECIAL,),
        unless=(Guard.ON_CRUISE,),
        effects=(Effect.LEAVE_JAPAN,),
        ids=("E24",),
    ),
    *rows(
        Variable.PRESENCE,
        [PresenceState.IN_JAPAN, PresenceState.UNKNOWN],
        K.DEPART,
        PresenceState.ABROAD,
        art("26-3:1#main", "26-3:2#first", "26-2:2"),
        guards=(Guard.LEAVES_ON_SPECIAL, Guard.ON_CRUISE),
        effects=(Effect.LEAVE_JAPAN,),
    ),
    *rows(
        Variable.PRESENCE,
        [PresenceState.IN_JAPAN, PresenceState.UNKNOWN],
        K.DEPART,
        PresenceState.ABROAD,
        art("25:1"),
        guards=_GONE,
        effects=(Effect.LEAVE_JAPAN,),
        ids=("X3",),
    ),
    *rows(
        Variable.PRESENCE,
        [PresenceState.ABROAD],
        K.EXTEND_REENTRY,
        PresenceState.ABROAD,
        art("26:5", "26:6"),
        effects=(Effect.EXTEND_WAY_BACK,),
        ids=("E25",),
    ),
    *rows(
        Variable.PRESENCE,
        [PresenceState.ABROAD],
        K.RE_ENTER,
        PresenceState.IN_JAPAN,
        art("26:1#first", "26-2:1#main"),
        effects=(Effect.COME_BACK,),
        ids=("E26",),
    ),
    *rows(
        Variable.PRESENCE,
        [PresenceState.ABROAD],
        K.REENTRY_TERM_PASSED,
        PresenceState.ABROAD,
        art("19-14::4"),
        effects=(Effect.LOSE_WAY_BACK,),
        ids=("X4",),
    ),
    # A loss that became known abroad is to be made good from the first entry on.
    *(
        row
        for state in (HeldCardState.LOST, HeldCardState.DESTROYED)
        for row in rows(
            Variable.CARD,
            [state],
            K.RE_ENTER,
            state,
            art("19-12:1"),
            guards=(Guard.MID_LONG, Guard.CARD_IN_EFFECT),
            unless=(Guard.REISSUE_UNDER_WAY,),
            arises=(DutyKind.REISSUE,),
            ids=("E26",),
        )
    ),
    *rows(
        Variable.REGISTER,
        [RegisterState.MOVED_ABROAD],
        K.RE_ENTER,
        RegisterState.MOVED_ABROAD,
        art("19-9:1", "342AC0000000081:30-46#first"),
        arises=(DutyKind.NEW_ADDRESS,),
        ids=("E26",),
    ),
    *rows(
        Variable.MY_NUMBER,
        [MyNumberState.LAPSED],
        K.RE_ENTER,
        MyNumberState.LAPSED,
        art("425AC0000000027:17:11", "426CO0000000155:15:3", "19-15-4:2"),
        guards=(
            Guard.ON_CARD,
            Guard.SPECIFIED_HELD,
            Guard.MOVED_ABROAD_LAPSE,
            Guard.RETURN_AT_REENTRY_READING,
        ),
        arises=(DutyKind.LAPSED_MY_NUMBER,),
        since=SPECIFIED_SINCE,
        evidence=Evidence.INFERRED,
        ids=("E26", "MN10"),
    ),
)


def _ended(
    event: K,
    stay: tuple[StayState, ...],
    target: StayState,
    effect: Effect,
    *cite: str,
    guards: tuple[Guard, ...] = (),
    arises: DutyKind,
    duty: str,
    ids: str,
) -> tuple[Row, ...]:
    """Return how a life as a resident ends: the stay, the residence card and what is on it, what is owed.

    The certificate of a special permanent resident has provisions of its own.
    """
    return (
        *rows(Variable.STAY, stay, event, target, art(*cite), guards=guards, ids=(ids,)),
        *rows(
            Variable.SPECIAL_PERIOD,
            [SpecialPeriodState.RUNNING, SpecialPeriodState.UNKNOWN],
            event,
            SpecialPeriodState.NONE,
            art("20:6", *cite),
            guards=guards,
            effects=(Effect.END_SPECIAL,),
            evidence=Evidence.INFERRED,
        ),
        *rows(
            Variable.RESIDENCE,
            LIVE,
            event,
            FunctionState.LAPSED,
            art(*cite),
            guards=(*guards, Guard.MID_LONG),
            effects=(effect,),
            ids=(ids,),
        ),
        *(
            row
            for state in _AT_HAND
            for row in rows(
                Variable.CARD,
                [state],
                event,
                state,
                art(duty),
                guards=(*guards, Guard.MID_LONG, Guard.CARD_IN_EFFECT),
                arises=(arises,),
                ids=(ids,),
            )
        ),
        *card_ends(event, When(guards), ids=(ids,)),
    )


_ENDS: Final = (
    *_ended(
        K.DEPART,
        _FOREIGN,
        StayState.NONE,
        Effect.LAPSE_LEFT,
        "19-14::3",
        guards=_GONE,
        arises=DutyKind.LEFT_CARD,
        duty="19-15:2",
        ids="X3",
    ),
    *_ended(
        K.REENTRY_TERM_PASSED,
        _FOREIGN,
        StayState.NONE,
        Effect.LAPSE_REENTRY_ENDED,
        "19-14::4",
        arises=DutyKind.LAPSED_CARD,
        duty="19-15:1",
        ids="X4",
    ),
    *_ended(
        K.NATURALIZE,
        _FOREIGN,
        StayState.JAPANESE,
        Effect.LAPSE_NATURALIZED,
        "19-14::1",
        arises=DutyKind.LAPSED_CARD,
        duty="19-15:1",
        ids="X7",
    ),
    *_ended(
        K.DIE,
        (*_FOREIGN, StayState.NONE),
        StayState.DECEASED,
        Effect.LAPSE_DEATH,
        "19-14::6",
        arises=DutyKind.CARD_OF_THE_DEAD,
        duty="19-15:4",
        ids="X6",
    ),
    # The separate card survives, but the entry that the certificates were made from is erased for a new one.
    *(
        row
        for variable, places in (
            (Variable.SIGNING, ("414AC0000000153:12::2", "414AC0000000153:15:1:2")),
            (Variable.AUTHENTICATION, ("414AC0000000153:31::1", "414AC0000000153:34:1:2")),
        )
        for row in rows(
            variable,
            [CertificateState.VALID, CertificateState.UNKNOWN],
            K.NATURALIZE,
            CertificateState.LAPSED,
            art(*places, "342CO0000000292:8-2:1"),
            unless=(Guard.ON_CARD,),
            effects=(Effect.LAPSE_ENTRY_ERASED,),
            evidence=Evidence.INFERRED,
        )
    ),
    *rows(
        Variable.MOBILE,
        [CertificateState.VALID],
        K.NATURALIZE,
        CertificateState.LAPSED,
        art("425AC0000000027:18-2:9:1"),
        unless=(Guard.ON_CARD,),
        effects=(Effect.LAPSE_ENTRY_ERASED,),
        evidence=Evidence.INFERRED,
    ),
    *rows(
        Variable.REGISTER,
        [RegisterState.RECORDED, RegisterState.MOVED_OUT],
        K.DIE,
        RegisterState.ERASED,
        art("342CO0000000292:8"),
        effects=(Effect.LEAVE_REGISTER,),
        ids=("X6",),
    ),
    *separate_lapses(K.DIE, Effect.LAPSE_DEATH, "426CO0000000155:14::11", ids=("X6",)),
)

LEADS: Final[Mapping[K, Variable]] = MappingProxyType(
    {
        K.LAND: Variable.STAY,
        K.DEPART: Variable.PRESENCE,
        K.EXTEND_REENTRY: Variable.PRESENCE,
        K.RE_ENTER: Variable.PRESENCE,
        K.REENTRY_TERM_PASSED: Variable.PRESENCE,
        K.NATURALIZE: Variable.STAY,
        K.DIE: Variable.STAY,
    }
)
"""The variable without a row in which an event of this module cannot happen."""

ROWS: Final[tuple[Row, ...]] = (*LANDING, *residence_told(_LEAVING), *_ENDS)
"""The rows of this module, with those of landing."""
