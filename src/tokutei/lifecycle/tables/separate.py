"""Rows of the separate Individual Number Card and of the stop of its use."""

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
from tokutei.lifecycle.states import MyNumberState, SeparateCardState, Variable
from tokutei.lifecycle.tables import mobile, requested
from tokutei.lifecycle.tables.making import MY_NUMBER_LIVE, SPECIFIED_SINCE, rows

__all__ = ["LEADS", "ROWS"]

LEADS: Final[Mapping[K, Variable]] = MappingProxyType(
    {
        **dict.fromkeys(
            (
                K.SUSPEND_MY_NUMBER,
                K.RESUME_MY_NUMBER,
            ),
            Variable.MY_NUMBER,
        ),
        **dict.fromkeys(
            (
                K.RECEIVE_MY_NUMBER_CARD,
                K.REPORT_MY_NUMBER_LOSS,
                K.FIND_MY_NUMBER_CARD,
                K.ASK_MY_NUMBER_REISSUE,
                K.ASK_MY_NUMBER_REPLACEMENT,
                K.SEPARATE_CARD_END_PASSED,
            ),
            Variable.SEPARATE_CARD,
        ),
        **requested.LEADS,
        **mobile.LEADS,
    }
)
"""The variable without a row in which an event of this module cannot happen."""

_IN_USE: Final = (MyNumberState.VALID, MyNumberState.EXTENDED)

_STOPS: Final = (
    *(
        row
        for event, guards, cite, evidence, ids in (
            (
                K.SUSPEND_MY_NUMBER,
                (),
                art("426M60000008085:23-2::4"),
                # That the stop lapses nothing is how J-LIS describes it.
                Evidence.SECONDARY,
                ("MN2",),
            ),
            (
                K.REPORT_MY_NUMBER_LOSS,
                (Guard.USE_STOPPED,),
                art("425AC0000000027:17:9", "426M60000008085:23-2::4"),
                Evidence.SECONDARY,
                ("MN22",),
            ),
        )
        for row in rows(
            Variable.MY_NUMBER,
            _IN_USE,
            event,
            MyNumberState.SUSPENDED,
            cite,
            guards=guards,
            effects=(Effect.STOP_USE,),
            evidence=evidence,
            ids=ids,
        )
    ),
    # No text says how a stop is lifted: the card is at hand again, and the mayor is told (30).
    *rows(
        Variable.MY_NUMBER,
        [MyNumberState.SUSPENDED],
        K.RESUME_MY_NUMBER,
        MyNumberState.EXTENDED,
        art("426M60000008085:23-2::4", "426M60000008085:30"),
        guards=(Guard.STOPPED_EXTENDED,),
        effects=(Effect.LIFT_STOP,),
        evidence=Evidence.INFERRED,
        ids=("MN3", "MN24"),
    ),
    *rows(
        Variable.MY_NUMBER,
        [MyNumberState.SUSPENDED],
        K.RESUME_MY_NUMBER,
        MyNumberState.VALID,
        art("426M60000008085:23-2::4", "426M60000008085:30"),
        unless=(Guard.STOPPED_EXTENDED,),
        effects=(Effect.LIFT_STOP,),
        evidence=Evidence.INFERRED,
        ids=("MN3", "MN24"),
    ),
    # A loss reported without a stop: nothing is lifted, but the finding is told all the same.
    *(
        row
        for state in _IN_USE
        for row in rows(
            Variable.MY_NUMBER,
            [state],
            K.RESUME_MY_NUMBER,
            state,
            art("426M60000008085:30"),
            guards=(Guard.FOUND_UNTOLD,),
            ids=("MN24",),
        )
    ),
    # Only under a reform does the function follow by itself; one that is stopped then follows stopped.
    *rows(
        Variable.MY_NUMBER,
        [MyNumberState.SUSPENDED],
        K.STAY_END_PASSED,
        MyNumberState.SUSPENDED,
        art("508M60004018001:4:1", "426M60000008085:27:2:2"),
        guards=(Guard.TIMELY_PENDING, Guard.MY_NUMBER_FOLLOWS),
        effects=(Effect.FOLLOW_STOPPED,),
        since=SPECIFIED_SINCE,
        evidence=Evidence.INFERRED,
    ),
)
"""Rows of the stop by telephone and of its end."""

_AFTER_STAY: Final = (
    *rows(
        Variable.MY_NUMBER,
        _IN_USE,
        K.EXTEND_MY_NUMBER,
        MyNumberState.VALID,
        art("426M60000008085:27:2:1"),
        guards=(Guard.STAY_LENGTHENED,),
        unless=(Guard.ON_CARD,),
        effects=(Effect.AFTER_STAY_UNTIL,),
        ids=("MN20",),
    ),
    *rows(
        Variable.MY_NUMBER,
        [MyNumberState.LAPSED],
        K.EXTEND_MY_NUMBER,
        MyNumberState.VALID,
        art("426M60000008085:27:2:1"),
        guards=(Guard.STAY_LENGTHENED, Guard.LAPSED_BY_EXPIRY, Guard.LATE_EXTENSION_READING),
        unless=(Guard.ON_CARD,),
        effects=(Effect.AFTER_STAY_UNTIL,),
        evidence=Evidence.INFERRED,
        ids=("MN20",),
    ),
)
"""Rows of a separate card that is extended to the stay as it was lengthened."""

_GIVEN_BACK_LAPSED: Final = rows(
    Variable.MY_NUMBER,
    [MyNumberState.LAPSED],
    K.GIVE_BACK_MY_NUMBER,
    MyNumberState.LAPSED,
    art("425AC0000000027:17:11", "426CO0000000155:15:2", "19-15-4:2"),
    guards=(Guard.SPECIFIED_HELD,),
    effects=(Effect.CARRIER_GIVEN_BACK,),
    since=SPECIFIED_SINCE,
    ids=("MN10",),
)
"""The return of a specified card after its My Number function had lapsed."""

_CARD: Final = (
    *rows(
        Variable.SEPARATE_CARD,
        [
            SeparateCardState.NONE,
            SeparateCardState.RETURNED,
            SeparateCardState.LOST,
            SeparateCardState.UNKNOWN,
        ],
        K.RECEIVE_MY_NUMBER_CARD,
        SeparateCardState.HELD,
        art("425AC0000000027:16-2:1", "425AC0000000027:17:1", "426M60000008085:28:1#main"),
        effects=(Effect.NEW_SEPARATE_CARD,),
        ids=("MN19", "MN23"),
    ),
    *rows(
        Variable.SEPARATE_CARD,
        [SeparateCardState.HELD],
        K.RECEIVE_MY_NUMBER_CARD,
        SeparateCardState.HELD,
        art("426M60000008085:29:2#first"),
        guards=(Guard.REPLACEMENT_ASKED,),
        effects=(Effect.NEW_SEPARATE_CARD,),
        ids=("MN25",),
    ),
    # One that has lapsed and still lies there is no obstacle; it goes back with the same step.
    *rows(
        Variable.SEPARATE_CARD,
        [SeparateCardState.HELD],
        K.RECEIVE_MY_NUMBER_CARD,
        SeparateCardState.HELD,
        art("425AC0000000027:17:1", "425AC0000000027:17:11", "426M60000008085:24"),
        unless=(Guard.REPLACEMENT_ASKED,),
        effects=(Effect.NEW_SEPARATE_CARD,),
        evidence=Evidence.INFERRED,
        ids=("MN19",),
    ),
    *rows(
        Variable.SEPARATE_CARD,
        [SeparateCardState.HELD, SeparateCardState.UNKNOWN],
        K.REPORT_MY_NUMBER_LOSS,
        SeparateCardState.LOST,
        art("425AC0000000027:17:9"),
        ids=("MN22",),
    ),
    *rows(
        Variable.SEPARATE_CARD,
        [SeparateCardState.LOST],
        K.FIND_MY_NUMBER_CARD,
        SeparateCardState.HELD,
        art("426M60000008085:30"),
        guards=(Guard.MY_NUMBER_LASTS,),
        unless=(Guard.ON_CARD,),
        arises=(DutyKind.FOUND_MY_NUMBER_CARD,),
        ids=("MN24",),
    ),
    *rows(
        Variable.SEPARATE_CARD,
        [SeparateCardState.LOST],
        K.FIND_MY_NUMBER_CARD,
        SeparateCardState.HELD,
        art("426M60000008085:28:6"),
        unless=(Guard.MY_NUMBER_LASTS, Guard.LAPSED_BY_EXPIRY),
        arises=(DutyKind.REPLACED_MY_NUMBER_CARD,),
        evidence=Evidence.INFERRED,  # the text says it of those who have the new card already
        ids=("MN24",),
    ),
    # It expired while it was lost: it is owed back since then.
    *rows(
        Variable.SEPARATE_CARD,
        [SeparateCardState.LOST],
        K.FIND_MY_NUMBER_CARD,
        SeparateCardState.HELD,
        art("426M60000008085:30", "425AC0000000027:17:11"),
        guards=(Guard.LAPSED_BY_EXPIRY,),
        unless=(Guard.MY_NUMBER_LASTS,),
        ids=("MN24",),
    ),
    *rows(
        Variable.SEPARATE_CARD,
        [SeparateCardState.LOST],
        K.FIND_MY_NUMBER_CARD,
        SeparateCardState.HELD,
        art("425AC0000000027:18-5:8#second", "426M60000008085:28:6"),
        guards=(Guard.MY_NUMBER_LASTS, Guard.ON_CARD),
        arises=(DutyKind.REPLACED_MY_NUMBER_CARD,),
        since=SPECIFIED_SINCE,
        evidence=Evidence.INFERRED,  # no text looks at a card that was lost when the specified one came
        ids=("MN24",),
    ),
    *rows(
        Variable.SEPARATE_CARD,
        [SeparateCardState.HELD],
        K.FIND_MY_NUMBER_CARD,
        SeparateCardState.HELD,
        art("426M60000008085:28:6"),
        guards=(Guard.OLD_CARD_LOST,),
        effects=(Effect.OLD_SEPARATE_CARD_FOUND,),
        arises=(DutyKind.REPLACED_MY_NUMBER_CARD,),
        ids=("MN24",),
    ),
    *rows(
        Variable.SEPARATE_CARD,
        [SeparateCardState.HELD],
        K.RETURN_MY_NUMBER_CARD,
        SeparateCardState.HELD,
        art("426M60000008085:28:6"),
        guards=(Guard.OLD_CARD_BESIDE,),
        ids=("MN24",),
    ),
    *rows(
        Variable.SEPARATE_CARD,
        [SeparateCardState.LOST, SeparateCardState.UNKNOWN],
        K.ASK_MY_NUMBER_REISSUE,
        SeparateCardState.LOST,
        art("426M60000008085:28:1#main", "426M60000008085:28:3"),
        effects=(Effect.ASK_REISSUE,),
        ids=("MN23",),
    ),
    *rows(
        Variable.SEPARATE_CARD,
        [SeparateCardState.HELD],
        K.ASK_MY_NUMBER_REISSUE,
        SeparateCardState.RETURNED,
        art("426M60000008085:28:1#main", "426M60000008085:28:2"),
        effects=(Effect.ASK_REISSUE,),
        ids=("MN23",),
    ),
    *rows(
        Variable.SEPARATE_CARD,
        [SeparateCardState.HELD, SeparateCardState.UNKNOWN],
        K.ASK_MY_NUMBER_REPLACEMENT,
        SeparateCardState.HELD,
        art("426M60000008085:29:1"),
        effects=(Effect.ASK_REPLACEMENT,),
        ids=("MN25",),
    ),
    *rows(
        Variable.SEPARATE_CARD,
        [SeparateCardState.HELD],
        K.HAND_IN_MY_NUMBER_CARD,
        SeparateCardState.HELD,
        art("425AC0000000027:17:7", "425AC0000000027:17:8"),
        unless=(Guard.ON_CARD,),
        ids=("MN27",),
    ),
    *rows(
        Variable.SEPARATE_CARD,
        [SeparateCardState.HELD],
        K.SEPARATE_CARD_END_PASSED,
        SeparateCardState.HELD,
        art("425AC0000000027:17:10", "425AC0000000027:17:11", "426CO0000000155:15:2"),
        arises=(DutyKind.EXPIRED_SEPARATE_CARD,),
        ids=("MN14",),
    ),
)
"""Rows of the separate card as a thing."""

_FUNCTION: Final = (
    *rows(
        Variable.MY_NUMBER,
        MyNumberState,
        K.RECEIVE_MY_NUMBER_CARD,
        MyNumberState.VALID,
        art("425AC0000000027:17:1", "426M60000008085:26:1", "426M60000008085:27:1"),
        unless=(Guard.REPLACEMENT_ASKED,),
        effects=(Effect.SEPARATE_UNTIL,),
        ids=("MN19", "MN23"),
    ),
    *rows(
        Variable.MY_NUMBER,
        MyNumberState,
        K.RECEIVE_MY_NUMBER_CARD,
        MyNumberState.VALID,
        art("426M60000008085:29:2#first", "426M60000008085:29:3", "426M60000008085:27:4"),
        guards=(Guard.REPLACEMENT_ASKED,),
        effects=(Effect.SEPARATE_UNTIL,),
        ids=("MN25",),
    ),
    *rows(
        Variable.MY_NUMBER,
        [*MY_NUMBER_LIVE, MyNumberState.UNKNOWN],
        K.ASK_MY_NUMBER_REISSUE,
        MyNumberState.LAPSED,
        art("426M60000008085:28:4"),
        effects=(Effect.LAPSE_REISSUE_ASKED,),
        ids=("MN23",),
    ),
)
"""Rows of the My Number function of separate cards."""


ROWS: Final[tuple[Row, ...]] = (
    *_STOPS,
    *_AFTER_STAY,
    *_GIVEN_BACK_LAPSED,
    *_CARD,
    *_FUNCTION,
    *requested.ROWS,
    *mobile.ROWS,
)
"""The rows of this module."""
