"""Rows of card procedures that leave the stay alone: renewal, damage, loss, orders, interim cards."""

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
    ConditionState,
    FunctionState,
    HeldCardState,
    MyNumberState,
    Variable,
)
from tokutei.lifecycle.tables.making import SPECIFIED_SINCE, residence_ends, rows

__all__ = ["LEADS", "ROWS"]

LEADS: Final[Mapping[K, Variable]] = MappingProxyType(
    {
        K.REPORT_DAMAGE: Variable.CONDITION,
        K.ORDER_REISSUE: Variable.CARD,
        K.FIND_CARD: Variable.CARD,
        K.RECEIVE_INTERIM_CARD: Variable.RESIDENCE,
    }
)
"""The variable without a row in which an event of this module cannot happen."""

_GONE: Final = (HeldCardState.LOST, HeldCardState.DESTROYED)

_PENDING_RENEWAL: Final = (
    # Until the specified card comes the old one lives on, but not the My Number function on it.
    *rows(
        Variable.RESIDENCE,
        [FunctionState.VALID],
        K.CARD_END_PASSED,
        FunctionState.EXTENDED_RENEWAL,
        art("19-15-3:2"),
        guards=(Guard.RENEWAL_EXTENDS,),
        effects=(Effect.FOLLOW_RENEWAL,),
        since=SPECIFIED_SINCE,
        ids=("E15",),
    ),
    *rows(
        Variable.MY_NUMBER,
        [MyNumberState.VALID],
        K.EXTEND_MY_NUMBER,
        MyNumberState.EXTENDED,
        art("508M60004018001:4:2:1", "19-15-3:2"),
        guards=(Guard.ON_CARD, Guard.RENEWAL_AHEAD),
        unless=(Guard.SPECIAL_AHEAD,),
        effects=(Effect.FOLLOW_RENEWAL,),
        since=SPECIFIED_SINCE,
        ids=("MN1", "E15"),
    ),
    *rows(
        Variable.MY_NUMBER,
        [MyNumberState.LAPSED],
        K.EXTEND_MY_NUMBER,
        MyNumberState.EXTENDED,
        art("508M60004018001:4:2:1", "19-15-3:2"),
        guards=(
            Guard.ON_CARD,
            Guard.SPECIFIED_HELD,
            Guard.RENEWAL_AHEAD,
            Guard.LAPSED_BY_EXPIRY,
            Guard.LATE_EXTENSION_READING,
        ),
        unless=(Guard.SPECIAL_AHEAD,),
        effects=(Effect.FOLLOW_RENEWAL,),
        since=SPECIFIED_SINCE,
        evidence=Evidence.INFERRED,
        ids=("MN1",),
    ),
    # No text says what becomes of the card when the application is withdrawn: its basis is gone.
    *(
        row
        for event in (K.WITHDRAW_FILING, K.WITHDRAW_SPECIFIED_CARD)
        for row in residence_ends(
            event,
            art("19-15-3:2", "19-14::2", "19-15:1"),
            Effect.LAPSE_EXPIRED,
            guards=(Guard.RENEWAL_RUNS,),
            unless=(Guard.IN_SPECIAL_PERIOD,),
            since=SPECIFIED_SINCE,
            evidence=Evidence.INFERRED,
        )
    ),
)
"""The card while its renewal with a specified card is pending."""

_INTERIM: Final = (
    *rows(
        Variable.RESIDENCE,
        [FunctionState.EXTENDED_RENEWAL],
        K.RECEIVE_INTERIM_CARD,
        FunctionState.VALID,
        art("19-15-3:3", "19-5:1"),
        guards=(Guard.SPECIFIED_PENDING,),
        effects=(Effect.ORDINARY_UNTIL,),
        since=SPECIFIED_SINCE,
        ids=("E16",),
    ),
    *rows(
        Variable.CARD,
        [HeldCardState.HELD],
        K.RECEIVE_INTERIM_CARD,
        HeldCardState.HELD,
        art("19-15-3:3", "19-14::5", "19-15:2"),
        effects=(Effect.NEW_ORDINARY_CARD,),
        arises=(DutyKind.REPLACED_CARD,),
        since=SPECIFIED_SINCE,
        ids=("E16", "X5"),
    ),
    *rows(
        Variable.CARD,
        [HeldCardState.UNKNOWN, *_GONE],
        K.RECEIVE_INTERIM_CARD,
        HeldCardState.HELD,
        art("19-15-3:3", "19-14::5"),
        effects=(Effect.NEW_ORDINARY_CARD,),
        since=SPECIFIED_SINCE,
        ids=("E16",),
    ),
    *rows(
        Variable.CONDITION,
        ConditionState,
        K.RECEIVE_INTERIM_CARD,
        ConditionState.OK,
        art("19-15-3:3"),
        since=SPECIFIED_SINCE,
    ),
)
"""The ordinary card that is given because the specified one cannot be in time."""

_CONDITION: Final = (
    *(
        row
        for guard, condition in (
            (Guard.SAID_DAMAGED, ConditionState.DAMAGED),
            (Guard.SAID_CHIP_BROKEN, ConditionState.CHIP_BROKEN),
            (Guard.SAID_NO_SPACE, ConditionState.NO_SPACE),
        )
        for row in rows(
            Variable.CONDITION,
            ConditionState,
            K.REPORT_DAMAGE,
            condition,
            art("19-13:1#first"),
            guards=(guard,),
            ids=("E10",),
        )
    ),
    *(
        row
        for event in (K.RECEIVE_CARD, K.GIVE_BACK_MY_NUMBER)
        for row in rows(Variable.CONDITION, ConditionState, event, ConditionState.OK, art("19-14::5"))
    ),
    *rows(
        Variable.CARD,
        [HeldCardState.HELD, HeldCardState.UNKNOWN],
        K.ORDER_REISSUE,
        HeldCardState.HELD,
        art("19-13:2", "19-13:3"),
        unless=(Guard.SPECIAL_RESIDENT,),
        arises=(DutyKind.ORDERED_REISSUE,),
        ids=("E10",),
    ),
)
"""What is wrong with the card, and the order to have it made anew."""

_GIVEN_UP: Final = (
    # What is withdrawn was never applied for; no text says it, the duty was never carried out.
    *(
        row
        for state in _GONE
        for row in rows(
            Variable.CARD,
            [state],
            K.WITHDRAW_FILING,
            state,
            art("19-12:1"),
            guards=(Guard.MID_LONG, Guard.LOSS_FILING_PENDING),
            arises=(DutyKind.REISSUE,),
            evidence=Evidence.INFERRED,
        )
    ),
    *rows(
        Variable.CARD,
        [HeldCardState.HELD],
        K.WITHDRAW_FILING,
        HeldCardState.HELD,
        art("19-13:3"),
        guards=(Guard.MID_LONG, Guard.ORDERED_FILING_PENDING),
        arises=(DutyKind.ORDERED_REISSUE,),
        evidence=Evidence.INFERRED,
    ),
)
"""Applications for a reissuance that is owed, withdrawn."""

_LOSS: Final = (
    *rows(
        Variable.CARD,
        [HeldCardState.LOST],
        K.FIND_CARD,
        HeldCardState.HELD,
        art("19-12:1", "19-14::5"),
        unless=(Guard.RESIDENCE_LAPSED, Guard.SPECIAL_RESIDENT, Guard.FORMER_CERTIFICATE),
        evidence=Evidence.INFERRED,  # nothing is without its card any more, so nothing is owed
        ids=("E27",),
    ),
    *rows(
        Variable.CARD,
        [HeldCardState.LOST],
        K.FIND_CARD,
        HeldCardState.HELD,
        art("19-15:3"),
        guards=(Guard.RESIDENCE_LAPSED,),
        unless=(Guard.SPECIAL_RESIDENT, Guard.FORMER_CERTIFICATE, Guard.DECEASED),
        arises=(DutyKind.LAPSED_CARD,),
        ids=("X8",),
    ),
    # Found after the holder has died, it is owed by those who were close (親族又は同居者).
    *rows(
        Variable.CARD,
        [HeldCardState.LOST],
        K.FIND_CARD,
        HeldCardState.HELD,
        art("19-15:4"),
        guards=(Guard.RESIDENCE_LAPSED, Guard.DECEASED),
        unless=(Guard.FORMER_CERTIFICATE,),
        arises=(DutyKind.CARD_OF_THE_DEAD,),
        ids=("X8",),
    ),
    # The one that was replaced turns up; the card in hand stays as it is.
    *rows(
        Variable.CARD,
        [HeldCardState.HELD],
        K.FIND_CARD,
        HeldCardState.HELD,
        art("19-15:3", "19-14::5"),
        guards=(Guard.OLD_CARD_MISSING,),
        unless=(Guard.SPECIAL_RESIDENT, Guard.DECEASED),
        effects=(Effect.OLD_CARD_FOUND,),
        arises=(DutyKind.LAPSED_CARD,),
        ids=("X8",),
    ),
    # Relatives return what lapsed by the death (19-14(vi)); of what lapsed before no text says so.
    *rows(
        Variable.CARD,
        [HeldCardState.HELD],
        K.FIND_CARD,
        HeldCardState.HELD,
        art("19-15:3", "19-15:4"),
        guards=(Guard.OLD_CARD_MISSING, Guard.DECEASED),
        effects=(Effect.OLD_CARD_FOUND,),
        evidence=Evidence.INFERRED,
        ids=("X8",),
    ),
    *rows(
        Variable.CARD,
        [HeldCardState.HELD, HeldCardState.UNKNOWN],
        K.REPORT_LOSS,
        HeldCardState.DESTROYED,
        art("19-12:1"),
        guards=(Guard.LOSS_DESTROYED,),
        unless=(Guard.RESIDENCE_LAPSED, Guard.LOSS_ABROAD, Guard.SPECIAL_RESIDENT),
        arises=(DutyKind.REISSUE,),
        ids=("E09",),
    ),
    # 知った日 abroad starts nothing: the days run from the first entry afterwards.
    *(
        row
        for guards, unless, target in (
            ((Guard.LOSS_ABROAD,), (Guard.RESIDENCE_LAPSED, Guard.LOSS_DESTROYED), HeldCardState.LOST),
            (
                (Guard.LOSS_ABROAD, Guard.LOSS_DESTROYED),
                (Guard.RESIDENCE_LAPSED,),
                HeldCardState.DESTROYED,
            ),
        )
        for row in rows(
            Variable.CARD,
            [HeldCardState.HELD, HeldCardState.UNKNOWN],
            K.REPORT_LOSS,
            target,
            art("19-12:1"),
            guards=guards,
            unless=(*unless, Guard.SPECIAL_RESIDENT),
            ids=("E09",),
        )
    ),
    *rows(
        Variable.CARD,
        [HeldCardState.HELD],
        K.REPORT_LOSS,
        HeldCardState.DESTROYED,
        art("19-15:1", "19-15:3"),
        guards=(Guard.RESIDENCE_LAPSED, Guard.LOSS_DESTROYED),
        unless=(Guard.SPECIAL_RESIDENT,),
        evidence=Evidence.INFERRED,  # what no longer exists cannot be returned
    ),
)
"""Cards that are gone, and cards that turn up."""

ROWS: Final[tuple[Row, ...]] = (
    *_PENDING_RENEWAL,
    *_INTERIM,
    *residence_ends(
        K.RECEIVE_INTERIM_CARD,
        art("19-14::5"),
        None,
        guards=(Guard.RENEWAL_RUNS, Guard.SPECIFIED_PENDING),
        since=SPECIFIED_SINCE,
    ),
    *_CONDITION,
    *_GIVEN_UP,
    *_LOSS,
)
"""The rows of this module."""
