"""Rows of the cards as things: residence card and separate Individual Number Card."""

from __future__ import annotations

from typing import Final

from tokutei.lifecycle.duty_words import DutyKind
from tokutei.lifecycle.effect_words import Effect
from tokutei.lifecycle.events.kinds import EventKind as K
from tokutei.lifecycle.guard_words import Guard
from tokutei.lifecycle.rows import art
from tokutei.lifecycle.states import (
    HeldCardState,
    SeparateCardState,
    Variable,
)
from tokutei.lifecycle.tables.making import FILINGS, SPECIFIED_SINCE, rows

__all__ = ["CARD_ROWS", "SEPARATE_CARD_ROWS"]

_NO_CARD: Final = (
    HeldCardState.NONE,
    HeldCardState.LOST,
    HeldCardState.DESTROYED,
    HeldCardState.RETURNED,
    HeldCardState.UNKNOWN,
)
"""The values in which no card is there that a new one would replace."""

CARD_ROWS: Final = (
    *rows(
        Variable.CARD,
        [HeldCardState.HELD],
        K.RECEIVE_CARD,
        HeldCardState.HELD,
        art("19-14::5", "19-15:2"),
        unless=(Guard.SPECIFIED_PENDING, Guard.SPECIAL_RESIDENT),
        effects=(Effect.NEW_ORDINARY_CARD,),
        arises=(DutyKind.REPLACED_CARD,),
        ids=("X5",),
    ),
    *rows(
        Variable.CARD,
        _NO_CARD,
        K.RECEIVE_CARD,
        HeldCardState.HELD,
        art("19-14::5", "19-15:3"),
        unless=(Guard.SPECIFIED_PENDING, Guard.SPECIAL_RESIDENT),
        effects=(Effect.NEW_ORDINARY_CARD,),
    ),
    *rows(
        Variable.CARD,
        [HeldCardState.HELD],
        K.RECEIVE_CARD,
        HeldCardState.HELD,
        art("19-15-2:5", "19-14::5", "19-15:2"),
        guards=(Guard.SPECIFIED_PENDING,),
        unless=(Guard.MUNICIPAL_ROUTE, Guard.SPECIAL_RESIDENT),
        effects=(Effect.NEW_SPECIFIED_CARD,),
        arises=(DutyKind.REPLACED_CARD,),
        since=SPECIFIED_SINCE,
        ids=("A8", "X5"),
    ),
    *rows(
        Variable.CARD,
        _NO_CARD,
        K.RECEIVE_CARD,
        HeldCardState.HELD,
        art("19-15-2:5", "19-14::5"),
        guards=(Guard.SPECIFIED_PENDING,),
        unless=(Guard.SPECIAL_RESIDENT,),
        effects=(Effect.NEW_SPECIFIED_CARD,),
        since=SPECIFIED_SINCE,
    ),
    *rows(
        Variable.CARD,
        [HeldCardState.HELD, HeldCardState.UNKNOWN],
        K.REPORT_LOSS,
        HeldCardState.LOST,
        art("19-12:1"),
        unless=(Guard.RESIDENCE_LAPSED, Guard.LOSS_DESTROYED, Guard.LOSS_ABROAD, Guard.SPECIAL_RESIDENT),
        arises=(DutyKind.REISSUE,),
        ids=("E09",),
    ),
    *rows(
        Variable.CARD,
        [HeldCardState.HELD],
        K.REPORT_LOSS,
        HeldCardState.LOST,
        art("19-15:3"),
        guards=(Guard.RESIDENCE_LAPSED,),
        unless=(Guard.LOSS_DESTROYED, Guard.SPECIAL_RESIDENT),
    ),
    *rows(
        Variable.CARD,
        [HeldCardState.HELD],
        K.RETURN_CARD,
        HeldCardState.HELD,
        art("19-15:2"),
        guards=(Guard.RETURN_OWED,),
        unless=(Guard.RESIDENCE_LAPSED, Guard.CERTIFICATE_OWED),
    ),
    *rows(
        Variable.CARD,
        [HeldCardState.HELD],
        K.RETURN_CARD,
        HeldCardState.RETURNED,
        art("19-15:1"),
        guards=(Guard.RETURN_OWED, Guard.RESIDENCE_LAPSED),
        unless=(Guard.CERTIFICATE_OWED,),
        ids=("X2",),
    ),
    *rows(
        Variable.CARD,
        [HeldCardState.HELD],
        K.GIVE_BACK_MY_NUMBER,
        HeldCardState.HELD,
        art("19-15-4:2", "19-15-4:3", "426CO0000000155:15:4"),
        guards=(Guard.SPECIFIED_HELD,),
        unless=(Guard.SPECIAL_RESIDENT,),
        effects=(Effect.NEW_ORDINARY_CARD,),
        since=SPECIFIED_SINCE,
        ids=("MN9", "MN10"),
    ),
)
"""Rows of the residence card as a thing."""

SEPARATE_CARD_ROWS: Final = (
    *(
        row
        for filing in FILINGS
        for row in rows(
            Variable.SEPARATE_CARD,
            [SeparateCardState.HELD],
            filing,
            SeparateCardState.HELD,
            art("425AC0000000027:18-5:8#first", "426CO0000000155:18-3:1#main"),
            guards=(Guard.SPECIFIED_ASKED, Guard.SEPARATE_MATTERS),
            arises=(DutyKind.SEPARATE_CARD_BY_DELIVERY,),
            since=SPECIFIED_SINCE,
            ids=("A9",),
        )
    ),
    *rows(
        Variable.SEPARATE_CARD,
        [SeparateCardState.HELD, SeparateCardState.UNKNOWN],
        K.RECEIVE_CARD,
        SeparateCardState.RETURNED,
        art("425AC0000000027:18-5:8#first"),
        guards=(Guard.SPECIFIED_PENDING, Guard.SEPARATE_GIVEN_BACK),
        since=SPECIFIED_SINCE,
        ids=("A9",),
    ),
    *rows(
        Variable.SEPARATE_CARD,
        [SeparateCardState.HELD, SeparateCardState.UNKNOWN],
        K.RETURN_MY_NUMBER_CARD,
        SeparateCardState.RETURNED,
        # Also with the application for a specified card rather than at its delivery (18-5(8)).
        art("426CO0000000155:15:2", "426CO0000000155:15:4", "425AC0000000027:18-5:8#first"),
        unless=(Guard.OLD_CARD_BESIDE,),
        ids=("A9", "MN26"),
    ),
)
"""Rows of the separate Individual Number Card as a thing."""
