"""Rows of what gives, changes and ends a status besides the card procedures, and of what is notified."""

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
    ApplicationState,
    ConditionState,
    FunctionState,
    HeldCardState,
    MainState,
    OtherActivityState,
    PresenceState,
    SpecialPeriodState,
    StayState,
    Variable,
)
from tokutei.lifecycle.tables.making import UNDER_WAY, residence_ends, rows

__all__ = ["LEADS", "ROWS"]

LEADS: Final[Mapping[K, Variable]] = MappingProxyType(
    {
        K.CONVERT_FILING: Variable.MAIN,
        K.RECEIVE_SEAL: Variable.MAIN,
        K.GRANT_STATUS: Variable.STAY,
        K.REVOKE_STATUS: Variable.STAY,
        K.DEPORT: Variable.STAY,
        K.GRANT_OTHER_ACTIVITY: Variable.OTHER_ACTIVITY,
        K.REVOKE_OTHER_ACTIVITY: Variable.OTHER_ACTIVITY,
        K.FILE_WITHOUT_CARD: Variable.STAY,
        K.AFFILIATION_CHANGED: Variable.STAY,
        K.NOTIFY_AFFILIATION: Variable.STAY,
    }
)
"""The variable without a row in which an event of this module cannot happen."""

_CONVERT: Final = (
    # The special period runs on: both kinds bring one, and the day of filing stays.
    *rows(
        Variable.MAIN,
        [MainState.FILED],
        K.CONVERT_FILING,
        MainState.FILED,
        art("356M50000010054:21-3:2", "356M50000010054:21-4:2"),
        guards=(Guard.CONVERTIBLE,),
        effects=(Effect.CONVERT_MAIN,),
        ids=("E18",),
    ),
)
"""An extension becomes a change or the other way round."""

_GIVEN: Final = (
    # Somebody new to mid- to long-term residence receives the first card, and with it the status.
    *rows(
        Variable.STAY,
        [StayState.SHORT, StayState.TRANSITIONAL],
        K.RECEIVE_CARD,
        StayState.MID_LONG,
        art("20:5", "22-2:3", "22-2:4", "19-8:1"),
        guards=(Guard.STATUS_PROCEDURE, Guard.MAIN_DECIDED),
        effects=(Effect.GRANTED_STAY,),
        ids=("E13", "E21"),
    ),
    *rows(
        Variable.STAY,
        [StayState.UNKNOWN],
        K.FILE_ACQUISITION,
        StayState.TRANSITIONAL,
        art("22-2:1"),
        guards=(Guard.ACQUISITION_DAY_TOLD,),
        effects=(Effect.WITHOUT_STATUS,),
        ids=("E21",),
    ),
    # Whether the sixty days still run is not known then; the application says so.
    *rows(
        Variable.STAY,
        [StayState.UNKNOWN],
        K.FILE_ACQUISITION,
        StayState.TRANSITIONAL,
        art("22-2:1", "22-3"),
        unless=(Guard.ACQUISITION_DAY_TOLD,),
        effects=(Effect.WITHOUT_STATUS,),
        evidence=Evidence.INFERRED,
        ids=("E21",),
    ),
    *rows(
        Variable.STAY,
        [StayState.NONE, StayState.TRANSITIONAL, StayState.UNKNOWN],
        K.GRANT_STATUS,
        StayState.MID_LONG,
        art("20:5", "22-2:3", "50:7", "61-2-2:2", "61-2-5:3", "19-8:1"),
        unless=(Guard.GRANT_WITHOUT_CARD,),
        effects=(Effect.STATUS_GRANTED,),
        arises=(DutyKind.ADDRESS_AFTER_PERMISSION,),
        ids=("E21",),
    ),
    *rows(
        Variable.STAY,
        [StayState.NONE, StayState.TRANSITIONAL, StayState.UNKNOWN],
        K.GRANT_STATUS,
        StayState.SHORT,
        art("20:5", "20:4:2", "22-2:3", "50:7"),
        guards=(Guard.GRANT_WITHOUT_CARD,),
        effects=(Effect.STATUS_GRANTED,),
        ids=("E21",),
    ),
    *rows(
        Variable.CARD,
        HeldCardState,
        K.GRANT_STATUS,
        HeldCardState.HELD,
        art("20:4:1", "22-2:3", "50:7"),
        unless=(Guard.GRANT_WITHOUT_CARD,),
        effects=(Effect.NEW_ORDINARY_CARD,),
        ids=("E21",),
    ),
    *rows(
        Variable.RESIDENCE,
        FunctionState,
        K.GRANT_STATUS,
        FunctionState.VALID,
        art("19-5:1"),
        unless=(Guard.GRANT_WITHOUT_CARD,),
        effects=(Effect.ORDINARY_UNTIL,),
        ids=("E21",),
    ),
    *rows(
        Variable.CONDITION,
        ConditionState,
        K.GRANT_STATUS,
        ConditionState.OK,
        art("20:4:1"),
        unless=(Guard.GRANT_WITHOUT_CARD,),
    ),
)
"""A first status, and the first card."""

_SEAL: Final = (
    *rows(
        Variable.MAIN,
        [MainState.DECIDED],
        K.RECEIVE_SEAL,
        MainState.EFFECTIVE,
        art("20:4:2", "20:5", "21:4#first"),
        guards=(Guard.SEAL_DUE,),
        ids=("X1",),
    ),
    *rows(
        Variable.STAY,
        [StayState.MID_LONG, StayState.SHORT, StayState.TRANSITIONAL],
        K.RECEIVE_SEAL,
        StayState.SHORT,
        art("20:5", "19-3"),
        guards=(Guard.SEAL_DUE,),
        effects=(Effect.GRANTED_STAY,),
        ids=("X1",),
    ),
    *rows(
        Variable.SPECIAL_PERIOD,
        [SpecialPeriodState.RUNNING, SpecialPeriodState.UNKNOWN],
        K.RECEIVE_SEAL,
        SpecialPeriodState.NONE,
        art("20:6", "20:5"),
        guards=(Guard.SEAL_DUE,),
        effects=(Effect.END_SPECIAL,),
    ),
    *rows(
        Variable.APPLICATION,
        UNDER_WAY,
        K.RECEIVE_SEAL,
        ApplicationState.REFUSED,
        art("19-15-2:1:2", "19-15-2:4"),
        guards=(Guard.SEAL_DUE,),
        evidence=Evidence.INFERRED,
    ),
    *residence_ends(
        K.RECEIVE_SEAL,
        art("19-14::1", "19-15:1"),
        Effect.LAPSE_STATUS_ENDED,
        guards=(Guard.SEAL_DUE,),
        ids=("X1",),
    ),
)
"""A permission that brings no card: it has effect by a seal in the passport, and ends the card held."""

_TAKEN: Final = (
    *rows(
        Variable.STAY,
        [StayState.MID_LONG, StayState.SHORT],
        K.REVOKE_STATUS,
        StayState.NONE,
        art("22-4:1", "22-4:6", "22-4:7#main"),
        effects=(Effect.LEAVE_BY,),
        ids=("E19", "X9"),
    ),
    *rows(
        Variable.STAY,
        [StayState.MID_LONG, StayState.SHORT, StayState.TRANSITIONAL, StayState.NONE],
        K.DEPORT,
        StayState.NONE,
        art("24", "52:3#main"),
        ids=("X9",),
    ),
    *rows(
        Variable.PRESENCE,
        [PresenceState.IN_JAPAN, PresenceState.UNKNOWN],
        K.DEPORT,
        PresenceState.ABROAD,
        art("52:3#main"),
        effects=(Effect.SENT_AWAY,),
    ),
    *(
        row
        for event, cite, ids in (
            (K.REVOKE_STATUS, art("19-14::1", "19-15:1", "22-4:6"), ("E19", "X9")),
            (K.DEPORT, art("19-14::1", "19-15:1"), ("X9",)),
        )
        for row in (
            *residence_ends(event, cite, Effect.LAPSE_STATUS_ENDED, ids=ids),
            *rows(
                Variable.SPECIAL_PERIOD,
                [SpecialPeriodState.RUNNING, SpecialPeriodState.UNKNOWN],
                event,
                SpecialPeriodState.NONE,
                art("20:6"),
                effects=(Effect.END_SPECIAL,),
                evidence=Evidence.INFERRED,  # 引き続き当該在留資格をもつて: there is none any more
            ),
        )
    ),
)
"""The status is revoked, or the person is sent away."""

_NOTED: Final = (
    *rows(
        Variable.OTHER_ACTIVITY,
        [OtherActivityState.NONE, OtherActivityState.UNKNOWN, OtherActivityState.GRANTED],
        K.GRANT_OTHER_ACTIVITY,
        OtherActivityState.GRANTED,
        art("19:2", "356M50000010054:19:4"),
        ids=("E20",),
    ),
    *rows(
        Variable.OTHER_ACTIVITY,
        [OtherActivityState.GRANTED, OtherActivityState.UNKNOWN],
        K.REVOKE_OTHER_ACTIVITY,
        OtherActivityState.NONE,
        art("19:3", "356M50000010054:19:6"),
        ids=("E20",),
    ),
    *rows(
        Variable.STAY,
        [StayState.MID_LONG],
        K.AFFILIATION_CHANGED,
        StayState.MID_LONG,
        art("19-16"),
        guards=(Guard.STATUS_NOTIFIES,),
        arises=(DutyKind.AFFILIATION,),
        ids=("E17",),
    ),
    *rows(
        Variable.STAY,
        [StayState.MID_LONG],
        K.AFFILIATION_CHANGED,
        StayState.MID_LONG,
        art("19-16"),
        unless=(Guard.STATUS_NOTIFIES,),
    ),
    *rows(
        Variable.STAY,
        [StayState.MID_LONG],
        K.NOTIFY_AFFILIATION,
        StayState.MID_LONG,
        art("19-16"),
        ids=("E17",),
    ),
    *(
        row
        for state in (StayState.MID_LONG, StayState.SHORT, StayState.SPECIAL_PERMANENT)
        for row in rows(
            Variable.STAY,
            [state],
            K.FILE_WITHOUT_CARD,
            state,
            art("19-2:1", "19:2", "26:1#first"),
        )
    ),
)
"""What is noted on the card or notified without a new card."""

_ENDS: Final = (
    # What has no card ends like what has one.
    *rows(
        Variable.STAY,
        [StayState.SHORT],
        K.STAY_END_PASSED,
        StayState.SHORT,
        art("20:6", "21:4#first"),
        guards=(Guard.TIMELY_PENDING,),
        ids=("E12",),
    ),
    *rows(
        Variable.STAY,
        [StayState.SHORT],
        K.STAY_END_PASSED,
        StayState.NONE,
        art("2-2:3#first", "24::4:b"),
        unless=(Guard.TIMELY_PENDING,),
        ids=("E12b",),
    ),
    *rows(
        Variable.STAY,
        [StayState.TRANSITIONAL],
        K.STAY_END_PASSED,
        StayState.NONE,
        art("22-2:1", "24::7"),
    ),
)
"""The end of stays without a card."""

ROWS: Final[tuple[Row, ...]] = (*_CONVERT, *_GIVEN, *_SEAL, *_TAKEN, *_NOTED, *_ENDS)
"""The rows of this module."""
