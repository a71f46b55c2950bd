"""Rows of what changes with age."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from tokutei.lifecycle.duty_words import DutyKind
from tokutei.lifecycle.events.kinds import EventKind as K
from tokutei.lifecycle.rows import Row, art
from tokutei.lifecycle.states import AgeState, StayState, Variable
from tokutei.lifecycle.tables.making import rows

__all__ = ["LEADS", "ROWS"]

LEADS: Final[Mapping[K, Variable]] = MappingProxyType(
    dict.fromkeys((K.TURNED_1, K.TURNED_16, K.TURNED_18), Variable.AGE)
)
"""The variable without a row in which an event of this module cannot happen."""

ROWS: Final[tuple[Row, ...]] = (
    # From now on a card that is issued shows a photograph; the one held stays as it is.
    *rows(
        Variable.AGE,
        [AgeState.UNDER_1],
        K.TURNED_1,
        AgeState.FROM_1,
        art("19-4:3#first", "356M50000010054:19-6:7"),
        ids=("E28",),
    ),
    # Between the first birthday and the sixteenth nothing turns: no text looks at fifteen.
    *rows(
        Variable.AGE,
        [AgeState.FROM_1],
        K.TURNED_16,
        AgeState.FROM_16,
        art("23:5", "61-8-3:2", "403AC0000000071:17:4", "403AC0000000071:19:2"),
        ids=("E29", "E31", "S22"),
    ),
    # Only mid- to long-term residents carry a residence card.
    *rows(
        Variable.STAY,
        [StayState.MID_LONG],
        K.TURNED_16,
        StayState.MID_LONG,
        art("23:2", "23:5"),
        arises=(DutyKind.CARRY_CARD,),
        ids=("E29",),
    ),
    # The next card counts ten birthdays instead of five; the one held stays as it is.
    *rows(
        Variable.AGE,
        [AgeState.FROM_16],
        K.TURNED_18,
        AgeState.FROM_18,
        art("19-5:1:2", "19-15-3:1:2"),
        ids=("E30",),
    ),
)
"""The rows of this module."""
