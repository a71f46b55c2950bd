"""Which end comes next: the events that time brings by itself, in a fixed order within a day."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
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
    StayState,
)
from tokutei.lifecycle.tables.making import LIVE, MY_NUMBER_LIVE
from tokutei.lifecycle.terms import Until

__all__ = ["ENDING_KINDS", "next_event"]

_DAY: Final = timedelta(days=1)
_STAYS: Final = frozenset({StayState.MID_LONG, StayState.SHORT, StayState.TRANSITIONAL})
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


def _stay(situation: Situation) -> Until:
    before = situation.special_period.state is SpecialPeriodState.NONE
    return situation.stay.until if situation.stay.state in _STAYS and before else None


def _special(situation: Situation) -> Until:
    running = situation.special_period.state is SpecialPeriodState.RUNNING
    return situation.special_period.until if running else None


def _card(situation: Situation) -> Until:
    # What follows the special period ends with it, not by itself.
    state = situation.residence.state
    return situation.residence.until if state in _ENDS_BY_ITSELF else None


_ENDS_BY_ITSELF: Final = frozenset(LIVE) - {FunctionState.EXTENDED_SPECIAL}
_NOT_LAPSED: Final = frozenset(MY_NUMBER_LIVE)


def _my_number(situation: Situation) -> Until:
    return situation.my_number.until if situation.my_number.state in _NOT_LAPSED else None


def _signing(situation: Situation) -> Until:
    return situation.signing.until if situation.signing.state is CertificateState.VALID else None


def _authentication(situation: Situation) -> Until:
    valid = situation.authentication.state is CertificateState.VALID
    return situation.authentication.until if valid else None


def _mobile(situation: Situation) -> Until:
    return situation.mobile.until if situation.mobile.state is CertificateState.VALID else None


def _separate(situation: Situation) -> Until:
    beside = situation.my_number.carrier is Carrier.ON_CARD
    held = situation.separate_card.state is SeparateCardState.HELD
    # Once it is owed back it has expired; its last day stays known, because the card shows it.
    owed = any(one.kind is DutyKind.EXPIRED_SEPARATE_CARD for one in situation.obligations)
    return situation.separate_card.until if beside and held and not owed else None


def _move_in(situation: Situation) -> Until:
    away = situation.register.state is RegisterState.MOVED_OUT
    return situation.register.until if away else None


def _hand_in(situation: Situation) -> Until:
    there = situation.register.state is RegisterState.RECORDED
    return situation.register.until if there else None


def _reentry(situation: Situation) -> Until:
    return situation.presence.until if situation.presence.state is PresenceState.ABROAD else None


# The stay comes first: whether it goes on decides what becomes of the card. Then the card, then what
# hangs on it.
_ENDS: Final[tuple[tuple[ClockKind, Callable[[Situation], Until]], ...]] = (
    (EventKind.STAY_END_PASSED, _stay),
    (EventKind.SPECIAL_PERIOD_END_PASSED, _special),
    (EventKind.REENTRY_TERM_PASSED, _reentry),
    (EventKind.CARD_END_PASSED, _card),
    (EventKind.MY_NUMBER_END_PASSED, _my_number),
    (EventKind.SIGNING_END_PASSED, _signing),
    (EventKind.AUTHENTICATION_END_PASSED, _authentication),
    (EventKind.MOBILE_END_PASSED, _mobile),
    (EventKind.SEPARATE_CARD_END_PASSED, _separate),
    (EventKind.MOVE_IN_TERM_PASSED, _move_in),
    (EventKind.HAND_IN_TERM_PASSED, _hand_in),
)


def next_event(situation: Situation, to: date) -> ClockEvent | None:
    """Return the first thing that has ended by a day, or ``None``.

    A last day is over when it has passed: its event happens on the day after. Birthdays come on their
    own day, before what ended on the day before them.
    """
    first, found = _birthday(situation, to)
    for kind, end in _ENDS:
        until = end(situation)
        # A last day before the given one, so that the day after it exists and has come.
        if isinstance(until, date) and until < to and (first is None or until + _DAY < first):
            first, found = until + _DAY, kind
    return None if first is None or found is None else ClockEvent(on=first, kind=found)


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
