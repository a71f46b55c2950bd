"""Which end comes next: the events that time brings by itself, in a fixed order within a day."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from types import MappingProxyType
from typing import Final

from tokutei.calendar import turns
from tokutei.errors import PeriodError
from tokutei.lifecycle.duty_words import DutyKind
from tokutei.lifecycle.events import CLOCK_KINDS, ClockEvent, ClockKind, EventKind
from tokutei.lifecycle.situation import Situation
from tokutei.lifecycle.states import (
    AgeState,
    Carrier,
    CertificateState,
    FunctionState,
    PresenceState,
    RegisterState,
    SeparateCardState,
    SpecialPeriodState,
    State,
    StayState,
    Variable,
)
from tokutei.lifecycle.tables.making import MY_NUMBER_LIVE

__all__ = ["ENDING_KINDS", "next_event"]

_DAY: Final = timedelta(days=1)
_BIRTHDAYS: Final[Mapping[AgeState, tuple[int, ClockKind]]] = MappingProxyType(
    {
        AgeState.UNDER_1: (1, EventKind.TURNED_1),
        AgeState.FROM_1: (16, EventKind.TURNED_16),
        AgeState.FROM_16: (18, EventKind.TURNED_18),
    }
)
"""The next birthday that matters, by age."""

ENDING_KINDS: Final = CLOCK_KINDS - {kind for _, kind in _BIRTHDAYS.values()}
"""The events that happen because a last day has passed; birthdays come on their own day."""


@dataclass(frozen=True, slots=True)
class _End:
    """A last day that brings an event when it has passed."""

    kind: ClockKind
    variable: Variable
    states: frozenset[State]
    """The states in which the last day of the variable ends something by itself."""
    unless: Callable[[Situation], bool] | None = None


def _in_special_period(situation: Situation) -> bool:
    return situation.special_period.state is not SpecialPeriodState.NONE


def _carries(situation: Situation) -> bool:
    """Tell whether the separate card may carry the My Number function, which then ends it, or is owed back.

    Once it is owed back it has expired; its last day stays known, because the card shows it.
    """
    owed = any(one.kind is DutyKind.EXPIRED_SEPARATE_CARD for one in situation.obligations)
    return owed or situation.my_number.carrier is not Carrier.ON_CARD


_VALID: Final = frozenset({CertificateState.VALID})
# The stay comes first: whether it goes on decides what becomes of the card. Then the card, then what
# hangs on it. What follows the special period ends with it, not by itself.
_ENDS: Final = (
    _End(
        EventKind.STAY_END_PASSED,
        Variable.STAY,
        frozenset({StayState.MID_LONG, StayState.SHORT, StayState.TRANSITIONAL}),
        _in_special_period,
    ),
    _End(
        EventKind.SPECIAL_PERIOD_END_PASSED,
        Variable.SPECIAL_PERIOD,
        frozenset({SpecialPeriodState.RUNNING}),
    ),
    _End(EventKind.REENTRY_TERM_PASSED, Variable.PRESENCE, frozenset({PresenceState.ABROAD})),
    _End(
        EventKind.CARD_END_PASSED,
        Variable.RESIDENCE,
        frozenset({FunctionState.VALID, FunctionState.EXTENDED_RENEWAL}),
    ),
    _End(EventKind.MY_NUMBER_END_PASSED, Variable.MY_NUMBER, frozenset(MY_NUMBER_LIVE)),
    _End(EventKind.SIGNING_END_PASSED, Variable.SIGNING, _VALID),
    _End(EventKind.AUTHENTICATION_END_PASSED, Variable.AUTHENTICATION, _VALID),
    _End(EventKind.MOBILE_END_PASSED, Variable.MOBILE, _VALID),
    _End(
        EventKind.SEPARATE_CARD_END_PASSED,
        Variable.SEPARATE_CARD,
        frozenset({SeparateCardState.HELD}),
        _carries,
    ),
    _End(EventKind.MOVE_IN_TERM_PASSED, Variable.REGISTER, frozenset({RegisterState.MOVED_OUT})),
    _End(EventKind.HAND_IN_TERM_PASSED, Variable.REGISTER, frozenset({RegisterState.RECORDED})),
)


def next_event(situation: Situation, to: date) -> ClockEvent | None:
    """Return the first thing that has ended by a day, or ``None``.

    A last day is over when it has passed: its event happens on the day after. Birthdays come on their
    own day, before what ended on the day before them.
    """
    first, found = _birthday(situation, to)
    for end in _ENDS:
        value = getattr(situation, end.variable)
        until = value.until
        # A last day before the given one, so that the day after it exists and has come.
        if type(until) is not date or until >= to or (first is not None and until + _DAY >= first):
            continue
        if value.state in end.states and not (end.unless and end.unless(situation)):
            first, found = until + _DAY, end.kind
    return None if first is None or found is None else _event(first, found)


@lru_cache(maxsize=1 << 14)
def _event(on: date, kind: ClockKind) -> ClockEvent:
    """Return an event of time; many lives share their days."""
    return ClockEvent(on=on, kind=kind)


def _birthday(situation: Situation, to: date) -> tuple[date | None, ClockKind | None]:
    """Return the next birthday that matters and what it is, if it has come."""
    ahead = _BIRTHDAYS.get(situation.age.state)
    if ahead is None or situation.stay.state in {StayState.DECEASED, StayState.JAPANESE}:
        return None, None
    age, kind = ahead
    try:
        day = turns(situation.person.born, age)
    except PeriodError:  # beyond the calendar
        return None, None
    return (day, kind) if day <= to else (None, None)
