"""Rows of the stay and of the special period (在留、特例期間)."""

from __future__ import annotations

from typing import Final

from tokutei.law import Evidence
from tokutei.lifecycle.effect_words import Effect
from tokutei.lifecycle.events.kinds import EventKind as K
from tokutei.lifecycle.guard_words import Guard
from tokutei.lifecycle.rows import art
from tokutei.lifecycle.states import (
    SpecialPeriodState,
    StayState,
    Variable,
)
from tokutei.lifecycle.tables.making import ENDS_OF_SPECIAL, rows

__all__ = ["SPECIAL_PERIOD_ROWS", "STAY_ROWS"]

STAY_ROWS: Final = (
    *rows(
        Variable.STAY,
        [StayState.MID_LONG],
        K.RECEIVE_CARD,
        StayState.MID_LONG,
        art("20:5", "21:4#first", "22:4"),
        guards=(Guard.STATUS_PROCEDURE, Guard.MAIN_DECIDED),
        effects=(Effect.GRANTED_STAY,),
        ids=("E13",),
    ),
    *rows(
        Variable.STAY,
        [StayState.MID_LONG],
        K.STAY_END_PASSED,
        StayState.MID_LONG,
        art("20:6", "21:4#first"),
        guards=(Guard.TIMELY_PENDING,),
        ids=("E12",),
    ),
    *rows(
        Variable.STAY,
        [StayState.MID_LONG],
        K.STAY_END_PASSED,
        StayState.NONE,
        art("2-2:3#first", "24::4:b"),
        unless=(Guard.TIMELY_PENDING,),
        ids=("E12b",),
    ),
    *(
        row
        for ended in ENDS_OF_SPECIAL
        for row in rows(
            Variable.STAY,
            [StayState.MID_LONG, StayState.SHORT],
            ended.event,
            StayState.NONE,
            (*ended.cite, *art("24::4:b")),
            guards=ended.guards,
            evidence=ended.evidence,
            ids=("E14",),
        )
    ),
)
"""Rows of the legal position."""

SPECIAL_PERIOD_ROWS: Final = (
    *rows(
        Variable.SPECIAL_PERIOD,
        [SpecialPeriodState.NONE],
        K.STAY_END_PASSED,
        SpecialPeriodState.RUNNING,
        art("20:6", "21:4#first"),
        guards=(Guard.TIMELY_PENDING,),
        effects=(Effect.SPECIAL_UNTIL,),
        ids=("E12", "E18"),
    ),
    *rows(
        Variable.SPECIAL_PERIOD,
        [SpecialPeriodState.RUNNING, SpecialPeriodState.UNKNOWN],
        K.RECEIVE_CARD,
        SpecialPeriodState.NONE,
        art("20:6", "20:5"),
        guards=(Guard.STATUS_PROCEDURE, Guard.MAIN_DECIDED),
        effects=(Effect.END_SPECIAL,),
    ),
    # With a new stay nothing is left of what was waited for under the former one.
    *(
        row
        for event, guards in (
            (K.LAND, ()),
            (K.GRANT_STATUS, ()),
            (K.PERMIT_SPECIAL, (Guard.SPECIAL_PERMISSION_ASKED,)),
        )
        for row in rows(
            Variable.SPECIAL_PERIOD,
            [SpecialPeriodState.RUNNING, SpecialPeriodState.UNKNOWN],
            event,
            SpecialPeriodState.NONE,
            art("20:6"),
            guards=guards,
            effects=(Effect.END_SPECIAL,),
            evidence=Evidence.INFERRED,
        )
    ),
    *(
        row
        for ended in ENDS_OF_SPECIAL
        for row in rows(
            Variable.SPECIAL_PERIOD,
            [SpecialPeriodState.RUNNING],
            ended.event,
            SpecialPeriodState.NONE,
            ended.cite,
            guards=ended.guards,
            effects=(Effect.END_SPECIAL,),
            evidence=ended.evidence,
        )
    ),
)
"""Rows of the special period."""
