"""Rows of places of residence and the register, and of the card with the My Number function after a move."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Final

from tokutei.law import Evidence
from tokutei.lifecycle.duty_words import DutyKind
from tokutei.lifecycle.effect_words import Effect
from tokutei.lifecycle.events.kinds import EventKind as K
from tokutei.lifecycle.guard_words import Guard
from tokutei.lifecycle.rows import Row, art
from tokutei.lifecycle.states import RegisterState, Variable
from tokutei.lifecycle.tables import municipal
from tokutei.lifecycle.tables.carried import When, function_lapses, signing_lapses
from tokutei.lifecycle.tables.making import MY_NUMBER_LIVE, residence_told, rows
from tokutei.lifecycle.tables.municipal import ADDRESS_NOTICES

__all__ = ["LEADS", "ROWS"]

_NOT_THERE: Final = (
    RegisterState.NOT_RECORDED,
    RegisterState.UNKNOWN,
    RegisterState.ERASED,
    RegisterState.MOVED_ABROAD,
)
_THERE: Final = (RegisterState.RECORDED, RegisterState.UNKNOWN)
_ON_REGISTER: Final = (Guard.REGISTER_FORM,)
_ITEMS: Final = (Guard.SIGNED_ITEMS_CHANGED,)


def _as_it_was(
    states: Iterable[RegisterState],
    event: K,
    *cite: str,
    guards: tuple[Guard, ...] = (),
    unless: tuple[Guard, ...] = (),
    arises: tuple[DutyKind, ...] = (),
    ids: tuple[str, ...] = (),
) -> tuple[Row, ...]:
    """Return rows of what leaves the register as it was."""
    return tuple(
        row
        for state in states
        for row in rows(
            Variable.REGISTER,
            [state],
            event,
            state,
            art(*cite),
            guards=guards,
            unless=unless,
            arises=arises,
            ids=ids,
        )
    )


_NOTIFIED: Final = (
    *rows(
        Variable.REGISTER,
        _NOT_THERE,
        K.NOTIFY_FIRST_ADDRESS,
        RegisterState.RECORDED,
        art("342AC0000000081:30-46#first", "19-7:2", "19-7:3"),
        guards=_ON_REGISTER,
        effects=(Effect.RECORD_ADDRESS,),
        ids=("E02", "I7"),
    ),
    *rows(
        Variable.REGISTER,
        _NOT_THERE,
        K.NOTIFY_ADDRESS_AFTER_PERMISSION,
        RegisterState.RECORDED,
        art("342AC0000000081:30-46#first", "342AC0000000081:30-47#first", "19-8:3"),
        guards=_ON_REGISTER,
        effects=(Effect.RECORD_ADDRESS,),
        ids=("E03", "I7"),
    ),
    # Who is in the register already, by birth or while a refugee claim was pending, notifies on its own form.
    *rows(
        Variable.REGISTER,
        [RegisterState.RECORDED],
        K.NOTIFY_ADDRESS_AFTER_PERMISSION,
        RegisterState.RECORDED,
        art("19-8:1"),
        ids=("E03",),
    ),
    *rows(
        Variable.REGISTER,
        _THERE,
        K.NOTIFY_MOVE_OUT,
        RegisterState.MOVED_OUT,
        art("342AC0000000081:24"),
        effects=(Effect.PLAN_MOVE,),
        arises=(DutyKind.NEW_ADDRESS,),
        ids=("E04",),
    ),
    *rows(
        Variable.REGISTER,
        [RegisterState.MOVED_OUT, *_NOT_THERE],
        K.NOTIFY_MOVE_IN,
        RegisterState.RECORDED,
        art("342AC0000000081:22:1", "19-9:2", "19-9:3"),
        guards=_ON_REGISTER,
        effects=(Effect.RECORD_ADDRESS,),
        ids=("E04", "I7"),
    ),
    # Whoever did not notify moving out still moves in: 19-9 does not ask for it, the register does (22(2)).
    *rows(
        Variable.REGISTER,
        [RegisterState.RECORDED],
        K.NOTIFY_MOVE_IN,
        RegisterState.RECORDED,
        art("342AC0000000081:22:1", "342AC0000000081:22:2", "19-9:2", "19-9:3"),
        guards=_ON_REGISTER,
        effects=(Effect.RECORD_ADDRESS,),
        evidence=Evidence.INFERRED,
        ids=("E04",),
    ),
    *rows(
        Variable.REGISTER,
        _THERE,
        K.NOTIFY_RELOCATION,
        RegisterState.RECORDED,
        art("342AC0000000081:23", "19-9:2", "19-9:3"),
        guards=_ON_REGISTER,
        effects=(Effect.MOVE_WITHIN,),
        ids=("E05",),
    ),
    # The form of the Immigration Act alone tells the agency; the register learns nothing by it.
    *(
        row
        for event, states, place, ids in (
            (K.NOTIFY_FIRST_ADDRESS, _NOT_THERE, "19-7:1", "E02"),
            (K.NOTIFY_ADDRESS_AFTER_PERMISSION, _NOT_THERE, "19-8:1", "E03"),
            (K.NOTIFY_MOVE_IN, tuple(RegisterState), "19-9:1", "E04"),
            (K.NOTIFY_RELOCATION, _THERE, "19-9:1", "E05"),
        )
        for row in _as_it_was(states, event, place, unless=_ON_REGISTER, ids=(ids,))
    ),
    *signing_lapses(
        K.NOTIFY_MOVE_IN,
        Effect.LAPSE_ADDRESS_CHANGED,
        "414AC0000000153:12::2",
        when=When(_ON_REGISTER, (Guard.MOVED_IN_LATE,)),
        ids=("E04",),
    ),
    *signing_lapses(
        K.NOTIFY_RELOCATION,
        Effect.LAPSE_ADDRESS_CHANGED,
        "414AC0000000153:12::1",
        when=When(_ON_REGISTER),
        ids=("E05",),
    ),
    *_as_it_was(
        RegisterState,
        K.RECEIVE_CARD,
        "19-8:1",
        guards=(Guard.NEWLY_RESIDENT,),
        arises=(DutyKind.ADDRESS_AFTER_PERMISSION,),
        ids=("E03",),
    ),
)

_LEFT_ALONE: Final = (
    *rows(
        Variable.REGISTER,
        [RegisterState.MOVED_OUT],
        K.MOVE_IN_TERM_PASSED,
        RegisterState.MOVED_OUT,
        art("426CO0000000155:14::2"),
        effects=(Effect.TERM_OVER,),
        ids=("MN5",),
    ),
    *function_lapses(
        K.MOVE_IN_TERM_PASSED,
        Effect.LAPSE_NOT_MOVED_IN,
        "426CO0000000155:14::2",
        "426CO0000000155:15:3",
        ids=("MN5", "MN10"),
    ),
    *function_lapses(
        K.NOTIFY_MOVE_IN,
        Effect.LAPSE_NOT_MOVED_IN,
        "426CO0000000155:14::2",
        "426CO0000000155:15:3",
        when=When((Guard.MOVED_IN_LATE,)),
        ids=("MN5", "MN10"),
    ),
    # A separate card is handed in with the notification; a specified one is, as the residence card.
    *(
        row
        for state in MY_NUMBER_LIVE
        for row in rows(
            Variable.MY_NUMBER,
            [state],
            K.NOTIFY_MOVE_IN,
            state,
            art("425AC0000000027:17:6"),
            guards=(Guard.NOT_HANDED_IN,),
            unless=(Guard.ON_CARD, Guard.MOVED_IN_LATE),
            arises=(DutyKind.HAND_IN_MY_NUMBER,),
            ids=("MN27",),
        )
    ),
    # Other changes of what a separate card records are told within fourteen days; of a new name the
    # register learns by the notification, on a day that no text fixes.
    *(
        row
        for event, guards in (
            (K.NOTIFY_RELOCATION, (Guard.REGISTER_FORM, Guard.NOT_HANDED_IN)),
            (K.NOTIFY_ITEM_CHANGE, _ITEMS),
            (K.NOTIFY_CERTIFICATE_ITEMS, _ITEMS),
        )
        for state in MY_NUMBER_LIVE
        for row in rows(
            Variable.MY_NUMBER,
            [state],
            event,
            state,
            art("425AC0000000027:17:8#first"),
            guards=guards,
            unless=(Guard.ON_CARD,),
            arises=(DutyKind.CHANGED_SEPARATE_CARD,),
            evidence=Evidence.INFERRED,
            ids=("MN27",),
        )
    ),
    *(
        row
        for event in (K.NOTIFY_ITEM_CHANGE, K.NOTIFY_CERTIFICATE_ITEMS)
        for row in signing_lapses(
            event,
            Effect.LAPSE_ITEM_CHANGED,
            "414AC0000000153:12::1",
            when=When(_ITEMS, evidence=Evidence.INFERRED),
        )
    ),
    *rows(
        Variable.REGISTER,
        [RegisterState.RECORDED],
        K.HAND_IN_MY_NUMBER_CARD,
        RegisterState.RECORDED,
        art("425AC0000000027:17:6", "425AC0000000027:17:7"),
        guards=(Guard.CARRIER_AT_HAND,),
        effects=(Effect.TERM_OVER,),
        ids=("MN27",),
    ),
    # What goes back or is replaced need not be handed in any more.
    *(
        row
        for event, place, guards in (
            (K.RECEIVE_CARD, "425AC0000000027:18-5:8#first", (Guard.SPECIFIED_PENDING,)),
            (K.GIVE_BACK_MY_NUMBER, "19-15-4:2", ()),
            (K.RETURN_MY_NUMBER_CARD, "426CO0000000155:15:4", ()),
            (K.RECEIVE_MY_NUMBER_CARD, "425AC0000000027:17:1", ()),
        )
        for row in rows(
            Variable.REGISTER,
            [RegisterState.RECORDED],
            event,
            RegisterState.RECORDED,
            art(place),
            guards=(Guard.HAND_IN_PENDING, *guards),
            unless=(Guard.NEWLY_RESIDENT,) if event is K.RECEIVE_CARD else (),
            effects=(Effect.TERM_OVER,),
            evidence=Evidence.INFERRED,
        )
    ),
    *rows(
        Variable.REGISTER,
        [RegisterState.RECORDED],
        K.HAND_IN_TERM_PASSED,
        RegisterState.RECORDED,
        art("426CO0000000155:14::3"),
        effects=(Effect.TERM_OVER,),
        ids=("MN12",),
    ),
    *function_lapses(
        K.HAND_IN_TERM_PASSED,
        Effect.LAPSE_NOT_SHOWN,
        "426CO0000000155:14::3",
        "426CO0000000155:15:1:1",
        "426CO0000000155:15:2",
        on_card=(Guard.HAND_IN_LAPSES_READING,),
        ids=("MN12", "MN27", "MN10"),
    ),
    # The text takes the day of moving away; the notification is the last that is known before it.
    *function_lapses(
        K.NOTIFY_MOVE_OUT,
        Effect.LAPSE_NOT_SHOWN,
        "426CO0000000155:14::3",
        "426CO0000000155:15:1:1",
        "426CO0000000155:15:2",
        when=When((Guard.HAND_IN_PENDING,), evidence=Evidence.INFERRED),
        on_card=(Guard.HAND_IN_LAPSES_READING,),
        ids=("MN12", "MN27", "MN10"),
    ),
)

_ENDED: Final = (
    *rows(
        Variable.REGISTER,
        [*_THERE, RegisterState.MOVED_OUT],
        K.MOVE_ABROAD,
        RegisterState.MOVED_ABROAD,
        art("342AC0000000081:24", "342CO0000000292:8"),
        effects=(Effect.LEAVE_REGISTER,),
        ids=("MN4",),
    ),
    *function_lapses(
        K.MOVE_ABROAD,
        Effect.LAPSE_MOVED_ABROAD,
        "426CO0000000155:14::1",
        "426CO0000000155:15:3",
        put_off=Guard.RETURN_AT_REENTRY_READING,
        ids=("MN4", "MN10"),
    ),
    *rows(
        Variable.REGISTER,
        _THERE,
        K.ERASE_ENTRY,
        RegisterState.ERASED,
        art("342CO0000000292:8"),
        effects=(Effect.LEAVE_REGISTER,),
        ids=("MN6",),
    ),
    *function_lapses(
        K.ERASE_ENTRY,
        Effect.LAPSE_ENTRY_ERASED,
        "426CO0000000155:14::4",
        "426CO0000000155:15:3",
        ids=("MN6", "MN10"),
    ),
    *_as_it_was(_THERE, K.CHANGE_NUMBER, "426CO0000000155:14::5", "426CO0000000155:14::6", ids=("MN7",)),
    *function_lapses(
        K.CHANGE_NUMBER,
        Effect.LAPSE_NUMBER_CHANGED,
        "426CO0000000155:14::5",
        "426CO0000000155:14::6",
        "426CO0000000155:15:1",
        "426CO0000000155:15:2",
        ids=("MN7", "MN10"),
    ),
    *function_lapses(
        K.ORDER_MY_NUMBER_BACK,
        Effect.LAPSE_ORDERED,
        "426CO0000000155:14::14",
        "426CO0000000155:15:1:3",
        "426CO0000000155:15:2",
        ids=("MN8", "MN10"),
    ),
    *_as_it_was(
        _THERE,
        K.CHANGE_ALIAS,
        "342CO0000000292:30-16:2",
        "342CO0000000292:30-16:4#first",
        ids=("MN13",),
    ),
    *signing_lapses(
        K.CHANGE_ALIAS,
        Effect.LAPSE_ITEM_CHANGED,
        "414AC0000000153:12::1",
        "415CO0000000408:34",
        ids=("MN13",),
    ),
)

LEADS: Final[Mapping[K, Variable]] = MappingProxyType(
    {
        **dict.fromkeys(ADDRESS_NOTICES, Variable.REGISTER),
        K.NOTIFY_MOVE_OUT: Variable.REGISTER,
        K.MOVE_IN_TERM_PASSED: Variable.REGISTER,
        K.HAND_IN_TERM_PASSED: Variable.REGISTER,
        K.HAND_IN_MY_NUMBER_CARD: Variable.REGISTER,
        K.MOVE_ABROAD: Variable.REGISTER,
        K.ERASE_ENTRY: Variable.REGISTER,
        K.CHANGE_NUMBER: Variable.REGISTER,
        K.CHANGE_ALIAS: Variable.REGISTER,
        K.ORDER_MY_NUMBER_BACK: Variable.MY_NUMBER,
        **municipal.LEADS,
    }
)
"""The variable without a row in which an event of this module cannot happen."""

ROWS: Final[tuple[Row, ...]] = (*residence_told(_NOTIFIED), *_LEFT_ALONE, *_ENDED, *municipal.ROWS)
"""The rows of this module, with those of cards asked for at the municipality."""
