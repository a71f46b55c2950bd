"""Rows of certificates of special permanent residents: as a thing, and their two functions.

No row lengthens a certificate: no grace is given while a renewal is pending (only Act 19-15-3(2) has one).
"""

from __future__ import annotations

from typing import Final

from tokutei.law import Evidence
from tokutei.lifecycle.duty_words import DutyKind
from tokutei.lifecycle.effect_words import Effect
from tokutei.lifecycle.events.kinds import EventKind as K
from tokutei.lifecycle.guard_words import Guard
from tokutei.lifecycle.rows import Row, art
from tokutei.lifecycle.states import FunctionState, HeldCardState, MyNumberState, Variable
from tokutei.lifecycle.tables.making import MY_NUMBER_LIVE, SPECIFIED_SINCE, rows

__all__ = ["CERTIFICATE_ROWS", "LAW", "NOT_AT_HAND"]

LAW: Final = "403AC0000000071"
"""The Special Act (入管特例法)."""

_SPECIAL: Final = (Guard.SPECIAL_RESIDENT,)
_SPECIFIED: Final = (Guard.SPECIAL_RESIDENT, Guard.SPECIFIED_PENDING)
NOT_AT_HAND: Final = (
    HeldCardState.NONE,
    HeldCardState.LOST,
    HeldCardState.DESTROYED,
    HeldCardState.IN_POST,
    HeldCardState.RETURNED,
    HeldCardState.UNKNOWN,
)
"""Where no certificate is in the holder's hand that would have to be given back at once."""

_GIVEN: Final = (
    *rows(
        Variable.CARD,
        [HeldCardState.HELD],
        K.RECEIVE_CARD,
        HeldCardState.HELD,
        art(f"{LAW}:15::5", f"{LAW}:16:3"),
        guards=_SPECIAL,
        unless=(Guard.SPECIFIED_PENDING, Guard.CERTIFICATE_LAPSED),
        effects=(Effect.NEW_CERTIFICATE,),
        arises=(DutyKind.REPLACED_CERTIFICATE,),
        ids=("S11",),
    ),
    # One that lapsed before has its own days to be returned.
    *rows(
        Variable.CARD,
        [HeldCardState.HELD],
        K.RECEIVE_CARD,
        HeldCardState.HELD,
        art(f"{LAW}:11:2", f"{LAW}:16:1"),
        guards=(*_SPECIAL, Guard.CERTIFICATE_LAPSED),
        unless=(Guard.SPECIFIED_PENDING,),
        effects=(Effect.NEW_CERTIFICATE,),
    ),
    *rows(
        Variable.CARD,
        NOT_AT_HAND,
        K.RECEIVE_CARD,
        HeldCardState.HELD,
        art(f"{LAW}:15::5", f"{LAW}:16:4"),
        guards=_SPECIAL,
        unless=(Guard.SPECIFIED_PENDING,),
        effects=(Effect.NEW_CERTIFICATE,),
    ),
    *rows(
        Variable.CARD,
        [HeldCardState.HELD],
        K.RECEIVE_CARD,
        HeldCardState.HELD,
        art(f"{LAW}:16-2:6", f"{LAW}:15::5", f"{LAW}:16:3"),
        guards=_SPECIFIED,
        unless=(Guard.CERTIFICATE_LAPSED, Guard.CERTIFICATE_POSTED),
        effects=(Effect.NEW_SPECIFIED_CERTIFICATE,),
        arises=(DutyKind.REPLACED_CERTIFICATE,),
        since=SPECIFIED_SINCE,
        ids=("S11", "S15"),
    ),
    *rows(
        Variable.CARD,
        [HeldCardState.HELD],
        K.RECEIVE_CARD,
        HeldCardState.HELD,
        art(f"{LAW}:16-2:9", f"{LAW}:15::5", f"{LAW}:16-2:15"),
        guards=(*_SPECIFIED, Guard.CERTIFICATE_POSTED),
        unless=(Guard.CERTIFICATE_LAPSED,),
        effects=(Effect.NEW_SPECIFIED_CERTIFICATE,),
        arises=(DutyKind.POSTED_CERTIFICATE,),
        since=SPECIFIED_SINCE,
        ids=("S11", "S13", "S15"),
    ),
    *rows(
        Variable.CARD,
        [HeldCardState.HELD],
        K.RECEIVE_CARD,
        HeldCardState.HELD,
        art(f"{LAW}:16-2:6", f"{LAW}:16-2:8", f"{LAW}:16:1"),
        guards=(*_SPECIFIED, Guard.CERTIFICATE_LAPSED),
        effects=(Effect.NEW_SPECIFIED_CERTIFICATE,),
        since=SPECIFIED_SINCE,
        ids=("S15",),
    ),
    *rows(
        Variable.CARD,
        NOT_AT_HAND,
        K.RECEIVE_CARD,
        HeldCardState.HELD,
        art(f"{LAW}:16-2:6", f"{LAW}:16-2:9", f"{LAW}:15::5"),
        guards=_SPECIFIED,
        effects=(Effect.NEW_SPECIFIED_CERTIFICATE,),
        since=SPECIFIED_SINCE,
        ids=("S15",),
    ),
    *rows(
        Variable.RESIDENCE,
        FunctionState,
        K.RECEIVE_CARD,
        FunctionState.VALID,
        art(f"{LAW}:9"),
        guards=_SPECIAL,
        unless=(Guard.SPECIFIED_PENDING,),
        effects=(Effect.ORDINARY_CERTIFICATE_UNTIL,),
    ),
    *rows(
        Variable.RESIDENCE,
        FunctionState,
        K.RECEIVE_CARD,
        FunctionState.VALID,
        art(f"{LAW}:9", f"{LAW}:16-2:6"),
        guards=_SPECIFIED,
        effects=(Effect.SPECIFIED_UNTIL,),
        since=SPECIFIED_SINCE,
        ids=("S15",),
    ),
    *rows(
        Variable.MY_NUMBER,
        MyNumberState,
        K.RECEIVE_CARD,
        MyNumberState.VALID,
        art("425AC0000000027:18-5:9", "508M60004018002:4"),
        guards=_SPECIFIED,
        effects=(Effect.FUNCTION_UNTIL,),
        since=SPECIFIED_SINCE,
        ids=("S15",),
    ),
    *rows(
        Variable.MY_NUMBER,
        MY_NUMBER_LIVE,
        K.RECEIVE_CARD,
        MyNumberState.LAPSED,
        art("425AC0000000027:18-5:10", f"{LAW}:15::5"),
        guards=(*_SPECIAL, Guard.ON_CARD),
        unless=(Guard.SPECIFIED_PENDING,),
        effects=(Effect.LAPSE_WITH_RESIDENCE,),
        since=SPECIFIED_SINCE,
    ),
)

_LOST_AND_FOUND: Final = (
    *rows(
        Variable.CARD,
        [HeldCardState.HELD, HeldCardState.UNKNOWN],
        K.REPORT_LOSS,
        HeldCardState.LOST,
        art(f"{LAW}:13:1"),
        guards=_SPECIAL,
        unless=(Guard.CERTIFICATE_LAPSED, Guard.CERTIFICATE_LOST_ABROAD),
        arises=(DutyKind.CERTIFICATE_REISSUE,),
        ids=("S9",),
    ),
    # The days run from the first entry after the loss became known.
    *rows(
        Variable.CARD,
        [HeldCardState.HELD, HeldCardState.UNKNOWN],
        K.REPORT_LOSS,
        HeldCardState.LOST,
        art(f"{LAW}:13:1"),
        guards=(*_SPECIAL, Guard.CERTIFICATE_LOST_ABROAD),
        unless=(Guard.CERTIFICATE_LAPSED,),
        ids=("S9", "S19"),
    ),
    *rows(
        Variable.CARD,
        [HeldCardState.LOST],
        K.RE_ENTER,
        HeldCardState.LOST,
        art(f"{LAW}:13:1"),
        guards=_SPECIAL,
        unless=(Guard.CERTIFICATE_LAPSED, Guard.CERTIFICATE_REISSUE_BEGUN),
        arises=(DutyKind.CERTIFICATE_REISSUE,),
        ids=("S9", "S19"),
    ),
    *rows(
        Variable.CARD,
        [HeldCardState.HELD],
        K.REPORT_LOSS,
        HeldCardState.LOST,
        art(f"{LAW}:16:4"),
        guards=(*_SPECIAL, Guard.CERTIFICATE_LAPSED),
    ),
    # The duty to have it reissued falls away with what brought it.
    *rows(
        Variable.CARD,
        [HeldCardState.LOST],
        K.FIND_CARD,
        HeldCardState.HELD,
        art(f"{LAW}:13:1"),
        guards=_SPECIAL,
        unless=(Guard.CERTIFICATE_LAPSED,),
        evidence=Evidence.INFERRED,
        ids=("S9",),
    ),
    *rows(
        Variable.CARD,
        [HeldCardState.LOST],
        K.FIND_CARD,
        HeldCardState.HELD,
        art(f"{LAW}:16:4"),
        guards=(*_SPECIAL, Guard.CERTIFICATE_LAPSED),
        arises=(DutyKind.LAPSED_CERTIFICATE,),
        ids=("S11",),
    ),
    *rows(
        Variable.CARD,
        [HeldCardState.HELD],
        K.FIND_CARD,
        HeldCardState.HELD,
        art(f"{LAW}:16:4"),
        guards=(*_SPECIAL, Guard.CERTIFICATE_REISSUED),
        arises=(DutyKind.LAPSED_CERTIFICATE,),
        ids=("S11",),
    ),
    # Found once special permanent residence is over: by whom it is owed depends on how that ended.
    *(
        row
        for guards, unless, paragraph, duty in (
            ((), (Guard.DECEASED,), "4", DutyKind.LAPSED_CERTIFICATE),
            ((Guard.DECEASED,), (), "5", DutyKind.CERTIFICATE_OF_THE_DEAD),
        )
        for row in rows(
            Variable.CARD,
            [HeldCardState.LOST],
            K.FIND_CARD,
            HeldCardState.HELD,
            art(f"{LAW}:16:{paragraph}"),
            guards=(Guard.FORMER_CERTIFICATE, *guards),
            unless=unless,
            arises=(duty,),
            ids=("S11",),
        )
    ),
    *rows(
        Variable.CARD,
        [HeldCardState.HELD],
        K.ORDER_REISSUE,
        HeldCardState.HELD,
        art(f"{LAW}:14:2", f"{LAW}:14:3"),
        guards=_SPECIAL,
        arises=(DutyKind.ORDERED_CERTIFICATE_REISSUE,),
        ids=("S10",),
    ),
)

_GIVEN_UP: Final = (
    # As with residence cards: what is withdrawn was never applied for.
    *(
        row
        for state in (HeldCardState.LOST, HeldCardState.DESTROYED)
        for row in rows(
            Variable.CARD,
            [state],
            K.WITHDRAW_FILING,
            state,
            art(f"{LAW}:13:1"),
            guards=(*_SPECIAL, Guard.LOSS_FILING_PENDING),
            arises=(DutyKind.CERTIFICATE_REISSUE,),
            evidence=Evidence.INFERRED,
        )
    ),
    *rows(
        Variable.CARD,
        [HeldCardState.HELD],
        K.WITHDRAW_FILING,
        HeldCardState.HELD,
        art(f"{LAW}:14:3"),
        guards=(*_SPECIAL, Guard.ORDERED_FILING_PENDING),
        arises=(DutyKind.ORDERED_CERTIFICATE_REISSUE,),
        evidence=Evidence.INFERRED,
    ),
)

_ENDED_AND_RETURNED: Final = (
    *rows(
        Variable.RESIDENCE,
        [FunctionState.VALID],
        K.CARD_END_PASSED,
        FunctionState.LAPSED,
        art(f"{LAW}:15::2"),
        guards=_SPECIAL,
        effects=(Effect.LAPSE_EXPIRED,),
        ids=("N28", "S21"),
    ),
    # Only what is held is owed back (その所持する), left with the mayor or not; a lost one is when found.
    *(
        row
        for state in (HeldCardState.HELD, HeldCardState.WITH_MUNICIPALITY)
        for row in rows(
            Variable.CARD,
            [state],
            K.CARD_END_PASSED,
            state,
            art(f"{LAW}:16:1"),
            guards=_SPECIAL,
            arises=(DutyKind.LAPSED_CERTIFICATE,),
            ids=("S11", "S21"),
        )
    ),
    *rows(
        Variable.CARD,
        [HeldCardState.HELD],
        K.RETURN_CARD,
        HeldCardState.HELD,
        art(f"{LAW}:16:1", f"{LAW}:16:3", f"{LAW}:16:4"),
        guards=(Guard.CERTIFICATE_OWED,),
        unless=(Guard.CERTIFICATE_LAPSED,),
        ids=("S11",),
    ),
    *rows(
        Variable.CARD,
        [HeldCardState.HELD],
        K.RETURN_CARD,
        HeldCardState.RETURNED,
        art(f"{LAW}:16:1"),
        guards=(Guard.CERTIFICATE_OWED, Guard.CERTIFICATE_LAPSED),
        ids=("S11",),
    ),
    *rows(
        Variable.CARD,
        [HeldCardState.HELD],
        K.GIVE_BACK_MY_NUMBER,
        HeldCardState.HELD,
        art(f"{LAW}:16-3:2", f"{LAW}:16-3:3", "426CO0000000155:15:4"),
        guards=(Guard.SPECIFIED_HELD, *_SPECIAL),
        effects=(Effect.NEW_CERTIFICATE,),
        since=SPECIFIED_SINCE,
        ids=("S17",),
    ),
    *rows(
        Variable.RESIDENCE,
        [FunctionState.VALID, FunctionState.LAPSED, FunctionState.UNKNOWN],
        K.GIVE_BACK_MY_NUMBER,
        FunctionState.VALID,
        art(f"{LAW}:16-3:3", f"{LAW}:16-3:4"),
        guards=(Guard.SPECIFIED_HELD, *_SPECIAL),
        effects=(Effect.ORDINARY_CERTIFICATE_UNTIL,),
        since=SPECIFIED_SINCE,
        ids=("S17",),
    ),
)

CERTIFICATE_ROWS: Final[tuple[Row, ...]] = (*_GIVEN, *_LOST_AND_FOUND, *_GIVEN_UP, *_ENDED_AND_RETURNED)
"""Rows of certificates and their functions."""
