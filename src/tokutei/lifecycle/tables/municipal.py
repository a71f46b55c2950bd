"""Rows of specified cards asked for at the municipality, of posting, and of cards left to be written on."""

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
    HeldCardState,
    MainState,
    SeparateCardState,
    Variable,
)
from tokutei.lifecycle.tables.making import SPECIFIED_SINCE, residence_told, rows

__all__ = ["ADDRESS_NOTICES", "LEADS", "ROWS"]

ADDRESS_NOTICES: Final = (
    K.NOTIFY_FIRST_ADDRESS,
    K.NOTIFY_ADDRESS_AFTER_PERMISSION,
    K.NOTIFY_MOVE_IN,
    K.NOTIFY_RELOCATION,
)
"""The notifications of residence, each of which may carry an application for a specified card."""
_FOLLOWS: Final = "326CO0000000319@421AC0000000079:7:1"
"""Cards that follow a landing at a port that gives none."""
_OVER: Final = (MainState.EFFECTIVE, MainState.REFUSED, MainState.WITHDRAWN)
_NOT_UNDER_WAY: Final = (
    ApplicationState.UNKNOWN,
    ApplicationState.NONE,
    ApplicationState.DELIVERED,
    ApplicationState.REFUSED,
    ApplicationState.WITHDRAWN,
)
_ASKED: Final = (Guard.SPECIFIED_ASKED, Guard.MID_LONG)
_MUNICIPAL: Final = (Guard.SPECIFIED_PENDING, Guard.MUNICIPAL_ROUTE)

_FILED: Final = tuple(
    row
    for notice in ADDRESS_NOTICES
    for row in (
        # The notification has effect at once; it is pending only for the card that it shall bring.
        *rows(
            Variable.MAIN,
            [MainState.UNKNOWN, MainState.NONE, *_OVER],
            notice,
            MainState.FILED,
            art("19-15-2:2"),
            guards=_ASKED,
            effects=(Effect.FILE_MAIN,),
            since=SPECIFIED_SINCE,
        ),
        *rows(
            Variable.APPLICATION,
            _NOT_UNDER_WAY,
            notice,
            ApplicationState.FILED,
            art("19-15-2:2", "508M60000018001:2:1"),
            guards=_ASKED,
            unless=(Guard.EXPEDITED_ASKED,),
            effects=(Effect.FILE_MUNICIPAL_APPLICATION,),
            since=SPECIFIED_SINCE,
            ids=("A3", "I7"),
        ),
        *rows(
            Variable.APPLICATION,
            _NOT_UNDER_WAY,
            notice,
            ApplicationState.FILED,
            art("19-15-2:2", "19-15-2:3", "410CO0000000178:3-2:1"),
            guards=(*_ASKED, Guard.EXPEDITED_ASKED),
            effects=(Effect.FILE_MUNICIPAL_APPLICATION,),
            since=SPECIFIED_SINCE,
            ids=("A3", "A4", "I7"),
        ),
        *rows(
            Variable.SEPARATE_CARD,
            [SeparateCardState.HELD],
            notice,
            SeparateCardState.HELD,
            art("425AC0000000027:18-5:8#first", "426CO0000000155:18-3:1#main"),
            guards=(*_ASKED, Guard.SEPARATE_MATTERS),
            arises=(DutyKind.SEPARATE_CARD_BY_DELIVERY,),
            since=SPECIFIED_SINCE,
        ),
        *rows(
            Variable.CARD,
            [HeldCardState.HELD],
            notice,
            HeldCardState.WITH_MUNICIPALITY,
            art("19-7:2", "19-9:2"),
            guards=(Guard.CARD_LEFT,),
            ids=("E02",) if notice is K.NOTIFY_FIRST_ADDRESS else ("E04",),
        ),
    )
)

_DELIVERED: Final = (
    # Who landed without a card gets it once the residence is known.
    *rows(
        Variable.MAIN,
        [MainState.UNKNOWN, MainState.NONE, *_OVER],
        K.NOTIFY_FIRST_ADDRESS,
        MainState.FILED,
        art(_FOLLOWS),
        guards=(Guard.CARD_FOLLOWS,),
        unless=(Guard.SPECIFIED_ASKED,),
        effects=(Effect.FILE_MAIN,),
        evidence=Evidence.SECONDARY,
        ids=("E01b",),
    ),
    *rows(
        Variable.MAIN,
        [MainState.FILED],
        K.RECEIVE_CARD,
        MainState.EFFECTIVE,
        art(_FOLLOWS),
        guards=(Guard.ADDRESS_PROCEDURE,),
        unless=(Guard.SPECIFIED_PENDING,),
        ids=("E01b",),
    ),
    *rows(
        Variable.MAIN,
        [MainState.FILED],
        K.RECEIVE_CARD,
        MainState.EFFECTIVE,
        art("19-15-2:6", "19-15-2:7"),
        guards=(Guard.ADDRESS_PROCEDURE, Guard.SPECIFIED_PENDING),
        since=SPECIFIED_SINCE,
        ids=("A8",),
    ),
    # The present card is kept; a card that was to follow the landing still does.
    *(
        row
        for event, place in ((K.REFUSE_SPECIFIED_CARD, "19-15-2:8"), (K.WITHDRAW_SPECIFIED_CARD, "19-15-2:2"))
        for row in rows(
            Variable.MAIN,
            [MainState.FILED],
            event,
            MainState.EFFECTIVE,
            art(place),
            guards=(Guard.MUNICIPAL_ROUTE,),
            unless=(Guard.CARD_FOLLOWS,),
            since=SPECIFIED_SINCE,
            evidence=Evidence.INFERRED,
        )
    ),
    *rows(
        Variable.APPLICATION,
        [ApplicationState.CONFIRMED],
        K.RECEIVE_CARD,
        ApplicationState.DELIVERED,
        art("19-15-2:6", "19-15-2:7"),
        guards=(Guard.MUNICIPAL_ROUTE,),
        since=SPECIFIED_SINCE,
        ids=("A8",),
    ),
    *rows(
        Variable.APPLICATION,
        [ApplicationState.MADE],
        K.RECEIVE_CARD,
        ApplicationState.DELIVERED,
        art("19-15-2:6", "19-15-2:7"),
        guards=(Guard.MUNICIPAL_ROUTE,),
        unless=(Guard.CONFIRMATION_MATTERS,),
        since=SPECIFIED_SINCE,
        ids=("A8",),
    ),
    *rows(
        Variable.CARD,
        [HeldCardState.HELD],
        K.RECEIVE_CARD,
        HeldCardState.HELD,
        art("19-15-2:6", "19-14::5", "19-15-2:9#second"),
        guards=_MUNICIPAL,
        unless=(Guard.POSTED_ROUTE,),
        effects=(Effect.NEW_SPECIFIED_CARD,),
        arises=(DutyKind.REPLACED_CARD_TO_MUNICIPALITY,),
        since=SPECIFIED_SINCE,
        ids=("A8",),
    ),
    *rows(
        Variable.CARD,
        [HeldCardState.HELD],
        K.RECEIVE_CARD,
        HeldCardState.HELD,
        art("19-15-2:7", "19-14::5", "19-15-2:11"),
        guards=(Guard.SPECIFIED_PENDING, Guard.POSTED_ROUTE),
        effects=(Effect.NEW_SPECIFIED_CARD,),
        arises=(DutyKind.REPLACED_CARD_BY_POST,),
        since=SPECIFIED_SINCE,
        ids=("A8",),
    ),
    # The old card is where it has to go.
    *rows(
        Variable.CARD,
        [HeldCardState.WITH_MUNICIPALITY],
        K.RECEIVE_CARD,
        HeldCardState.HELD,
        art("19-15-2:6", "19-14::5"),
        guards=_MUNICIPAL,
        effects=(Effect.NEW_SPECIFIED_CARD,),
        since=SPECIFIED_SINCE,
    ),
    *rows(
        Variable.CARD,
        [HeldCardState.WITH_MUNICIPALITY],
        K.RECEIVE_CARD,
        HeldCardState.HELD,
        art("19-15-2:5", "19-14::5", "19-15:2"),
        guards=(Guard.SPECIFIED_PENDING,),
        unless=(Guard.MUNICIPAL_ROUTE,),
        effects=(Effect.NEW_SPECIFIED_CARD,),
        arises=(DutyKind.REPLACED_CARD,),
        since=SPECIFIED_SINCE,
    ),
    *rows(
        Variable.CARD,
        [HeldCardState.WITH_MUNICIPALITY],
        K.RECEIVE_CARD,
        HeldCardState.HELD,
        art("19-14::5", "19-15:2"),
        unless=(Guard.SPECIFIED_PENDING,),
        effects=(Effect.NEW_ORDINARY_CARD,),
        arises=(DutyKind.REPLACED_CARD,),
    ),
    *rows(
        Variable.CARD,
        [HeldCardState.IN_POST],
        K.RECEIVE_CARD,
        HeldCardState.HELD,
        art(_FOLLOWS),
        unless=(Guard.SPECIFIED_PENDING, Guard.SPECIAL_RESIDENT),
        effects=(Effect.NEW_ORDINARY_CARD,),
        ids=("E01b",),
    ),
    *rows(
        Variable.CARD,
        [HeldCardState.IN_POST],
        K.RECEIVE_CARD,
        HeldCardState.HELD,
        art("19-15-2:7"),
        guards=(Guard.SPECIFIED_PENDING,),
        unless=(Guard.SPECIAL_RESIDENT,),
        effects=(Effect.NEW_SPECIFIED_CARD,),
        since=SPECIFIED_SINCE,
        ids=("A8",),
    ),
)

_POSTED: Final = (
    *rows(
        Variable.CARD,
        [HeldCardState.NONE],
        K.POST_CARD,
        HeldCardState.IN_POST,
        art(_FOLLOWS),
        guards=(Guard.CARD_FOLLOWS, Guard.MAIN_PENDING),
        unless=(Guard.SPECIFIED_PENDING,),
        evidence=Evidence.SECONDARY,
        ids=("E01b",),
    ),
    *rows(
        Variable.CARD,
        [HeldCardState.NONE],
        K.POST_CARD,
        HeldCardState.IN_POST,
        art("19-15-2:7", "410CO0000000178:3-2:6", "356M50000010054:19-14-3"),
        guards=(Guard.POSTED_ROUTE,),
        since=SPECIFIED_SINCE,
        ids=("A8",),
    ),
    # The card in hand keeps its effect until the new one arrives.
    *(
        row
        for state in (HeldCardState.HELD, HeldCardState.LOST, HeldCardState.WITH_MUNICIPALITY)
        for row in rows(
            Variable.CARD,
            [state],
            K.POST_CARD,
            state,
            art("19-15-2:7", "410CO0000000178:3-2:6", "356M50000010054:19-14-3"),
            guards=(Guard.POSTED_ROUTE,),
            since=SPECIFIED_SINCE,
            ids=("A8",),
        )
    ),
    *rows(
        Variable.CARD,
        [HeldCardState.WITH_MUNICIPALITY],
        K.TAKE_BACK_CARD,
        HeldCardState.HELD,
        art("19-7:2", "19-9:2"),
        ids=("E02", "E04"),
    ),
)

LEADS: Final[Mapping[K, Variable]] = MappingProxyType(
    {K.POST_CARD: Variable.CARD, K.TAKE_BACK_CARD: Variable.CARD}
)
"""The variable without a row in which an event of this module cannot happen."""

ROWS: Final[tuple[Row, ...]] = residence_told((*_FILED, *_DELIVERED, *_POSTED))
"""The rows of this module."""
