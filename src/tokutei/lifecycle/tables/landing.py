"""Rows of landing."""

from __future__ import annotations

from typing import Final

from tokutei.law import Evidence
from tokutei.lifecycle.duty_words import DutyKind
from tokutei.lifecycle.effect_words import Effect
from tokutei.lifecycle.events.kinds import EventKind as K
from tokutei.lifecycle.guard_words import Guard
from tokutei.lifecycle.rows import Row, art
from tokutei.lifecycle.states import (
    ApplicationState,
    CertificateState,
    FunctionState,
    HeldCardState,
    MainState,
    MyNumberState,
    PresenceState,
    RegisterState,
    StayState,
    Variable,
)
from tokutei.lifecycle.tables.making import rows

__all__ = ["LANDING"]

_NO_STAY: Final = (StayState.NONE, StayState.UNKNOWN)
_FOLLOWS: Final = "326CO0000000319@421AC0000000079:7:1"
_UNDER_WAY: Final = (
    ApplicationState.FILED,
    ApplicationState.NOTIFIED,
    ApplicationState.MADE,
    ApplicationState.CONFIRMED,
)
_LANDS: Final = (Guard.LANDS_AS_RESIDENT,)
_LANDS_WITH_CARD: Final = (Guard.LANDS_AS_RESIDENT, Guard.CARD_GIVEN)

LANDING: Final[tuple[Row, ...]] = (
    *rows(
        Variable.STAY,
        _NO_STAY,
        K.LAND,
        StayState.MID_LONG,
        art("19-3", "19-6"),
        guards=_LANDS,
        effects=(Effect.LANDED_STAY,),
        ids=("E01", "E01b"),
    ),
    *rows(
        Variable.STAY,
        _NO_STAY,
        K.LAND,
        StayState.SHORT,
        art("19-3"),
        unless=_LANDS,
        effects=(Effect.LANDED_STAY,),
    ),
    *rows(
        Variable.PRESENCE,
        [PresenceState.UNKNOWN, PresenceState.ABROAD],
        K.LAND,
        PresenceState.IN_JAPAN,
        art("9:1"),
        effects=(Effect.COME_BACK,),
    ),
    *rows(
        Variable.CARD,
        HeldCardState,
        K.LAND,
        HeldCardState.HELD,
        art("19-6"),
        guards=_LANDS_WITH_CARD,
        effects=(Effect.NEW_ORDINARY_CARD,),
        ids=("E01",),
    ),
    *rows(
        Variable.CARD,
        HeldCardState,
        K.LAND,
        HeldCardState.NONE,
        art(_FOLLOWS),
        guards=_LANDS,
        unless=(Guard.CARD_GIVEN,),
        ids=("E01b",),
    ),
    *rows(Variable.CARD, [HeldCardState.UNKNOWN], K.LAND, HeldCardState.NONE, art("19-3"), unless=_LANDS),
    *rows(
        Variable.RESIDENCE,
        FunctionState,
        K.LAND,
        FunctionState.VALID,
        art("19-6", "19-5:1"),
        guards=_LANDS_WITH_CARD,
        effects=(Effect.LANDED_CARD_UNTIL,),
        ids=("E01",),
    ),
    *rows(
        Variable.RESIDENCE,
        FunctionState,
        K.LAND,
        FunctionState.ABSENT,
        art(_FOLLOWS),
        guards=_LANDS,
        unless=(Guard.CARD_GIVEN,),
        effects=(Effect.CLEAR,),
        ids=("E01b",),
    ),
    *rows(
        Variable.RESIDENCE,
        [FunctionState.UNKNOWN],
        K.LAND,
        FunctionState.ABSENT,
        art("19-3"),
        unless=_LANDS,
        effects=(Effect.CLEAR,),
    ),
    # Who lived here before and left has no entry that a card with the function could rest on.
    *rows(
        Variable.MY_NUMBER,
        [MyNumberState.UNKNOWN],
        K.LAND,
        MyNumberState.ABSENT,
        art("426CO0000000155:14::1", "426CO0000000155:14::4"),
        unless=(Guard.SEPARATE_HELD,),
        effects=(Effect.NO_CARRIER,),
        evidence=Evidence.INFERRED,
    ),
    *(
        row
        for variable in (Variable.SIGNING, Variable.AUTHENTICATION)
        for row in rows(
            variable,
            [CertificateState.UNKNOWN],
            K.LAND,
            CertificateState.ABSENT,
            art("426CO0000000155:14::1", "426CO0000000155:14::4"),
            unless=(Guard.SEPARATE_HELD,),
            evidence=Evidence.INFERRED,
        )
    ),
    # What was applied for in an earlier stay has nothing left to extend or change.
    *(
        row
        for variable, states, target in (
            (Variable.MAIN, (MainState.FILED, MainState.DECIDED, MainState.UNKNOWN), MainState.NONE),
            (Variable.APPLICATION, (*_UNDER_WAY, ApplicationState.UNKNOWN), ApplicationState.NONE),
        )
        for event in (K.LAND, K.GRANT_STATUS)
        for row in rows(variable, states, event, target, art("20:1", "21:1"), evidence=Evidence.INFERRED)
    ),
    *(
        row
        for state in RegisterState
        for row in rows(
            Variable.REGISTER,
            [state],
            K.LAND,
            RegisterState.NOT_RECORDED if state is RegisterState.UNKNOWN else state,
            art("19-7:1"),
            guards=_LANDS,
            arises=(DutyKind.FIRST_ADDRESS,),
            ids=("E02",),
        )
    ),
)
"""The rows of this module."""
