"""Which end comes next: the events that time brings by itself, in a fixed order within a day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Final

from tokutei.lifecycle.events import ClockEvent, ClockKind, EventKind
from tokutei.lifecycle.situation import Situation, Until
from tokutei.lifecycle.states import CertificateState, FunctionState, SpecialPeriodState, StayState

__all__ = ["next_event"]

_DAY: Final = timedelta(days=1)
_LIVE: Final = frozenset({FunctionState.VALID, FunctionState.EXTENDED_SPECIAL})


def _stay(situation: Situation) -> Until:
    runs = situation.stay.state is StayState.MID_LONG
    before = situation.special_period.state is SpecialPeriodState.NONE
    return situation.stay.until if runs and before else None


def _special(situation: Situation) -> Until:
    running = situation.special_period.state is SpecialPeriodState.RUNNING
    return situation.special_period.until if running else None


def _card(situation: Situation) -> Until:
    return situation.residence.until if situation.residence.state is FunctionState.VALID else None


def _my_number(situation: Situation) -> Until:
    return situation.my_number.until if situation.my_number.state in _LIVE else None


def _signing(situation: Situation) -> Until:
    return situation.signing.until if situation.signing.state is CertificateState.VALID else None


def _authentication(situation: Situation) -> Until:
    valid = situation.authentication.state is CertificateState.VALID
    return situation.authentication.until if valid else None


# The stay comes first: whether it goes on decides what becomes of the card. Then the card, then what
# hangs on it.
_ENDS: Final[tuple[tuple[ClockKind, Callable[[Situation], Until]], ...]] = (
    (EventKind.STAY_END_PASSED, _stay),
    (EventKind.SPECIAL_PERIOD_END_PASSED, _special),
    (EventKind.CARD_END_PASSED, _card),
    (EventKind.MY_NUMBER_END_PASSED, _my_number),
    (EventKind.SIGNING_END_PASSED, _signing),
    (EventKind.AUTHENTICATION_END_PASSED, _authentication),
)


def next_event(situation: Situation, to: date) -> ClockEvent | None:
    """Return the first thing that has ended by a day, or ``None``.

    A last day is over when it has passed: its event happens on the day after.
    """
    first: ClockEvent | None = None
    for kind, end in _ENDS:
        until = end(situation)
        # A last day before the given one, so that the day after it exists and has come.
        if isinstance(until, date) and until < to and (first is None or until + _DAY < first.on):
            first = ClockEvent(on=until + _DAY, kind=kind)
    return first
