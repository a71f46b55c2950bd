"""Guards about the stay, the special period and the procedure that is pending."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Final

from tokutei.lifecycle.events import (
    DecidePermission,
    Event,
    GrantStatus,
)
from tokutei.lifecycle.guard_words import Guard
from tokutei.lifecycle.guards.base import (
    PENDING,
    STATUS_PROCEDURES,
    Check,
    Verdict3,
    missing,
    state_is,
    stay_end,
)
from tokutei.lifecycle.law import brings_special_period, longest_stay_end, period_exists
from tokutei.lifecycle.situation import Situation
from tokutei.lifecycle.states import (
    MainState,
    SpecialPeriodState,
    StayState,
)
from tokutei.models import UNKNOWN
from tokutei.rules import special_period, validity
from tokutei.rules.rulebook import Rulebook

__all__ = ["STAYS"]


def _stay_lawful(situation: Situation, _: Event, __: Rulebook) -> Verdict3:
    stay = situation.stay
    if stay.state is not StayState.UNKNOWN:
        return stay.state is not StayState.NONE
    if situation.special_period.state is SpecialPeriodState.UNKNOWN:
        return missing("pending")
    return missing("status" if stay.status is UNKNOWN else "card")


def _main_pending(situation: Situation, _: Event, __: Rulebook) -> Verdict3:
    state = situation.main.state
    return missing("pending") if state is MainState.UNKNOWN else state in PENDING


_SHORTEST: Final = special_period.LONGEST_STAY_WITHOUT_SPECIAL_PERIOD


def _timely(situation: Situation, stay_until: date, book: Rulebook) -> Verdict3:
    """Tell whether what is pending was filed in time and brings a special period."""
    main = situation.main
    if main.state is MainState.UNKNOWN:
        return missing("pending")
    if main.state not in PENDING or main.procedure is None or main.filed_on is None:
        return False
    days = situation.stay.days
    if days is UNKNOWN and situation.stay.state is StayState.SHORT:
        return missing("period")
    long_enough = not isinstance(days, int) or days > book.at(_SHORTEST, main.filed_on).value
    in_time = main.filed_on <= stay_until
    return in_time and long_enough and brings_special_period(main.procedure, main.filed_on, book)


def _timely_pending(situation: Situation, _: Event, book: Rulebook) -> Verdict3:
    until = situation.stay.until
    if until is None:  # a stay without end has no special period ahead
        return False
    return _timely(situation, until, book) if isinstance(until, date) else missing("stay_until")


def _special_ahead(situation: Situation, event: Event, book: Rulebook) -> Verdict3:
    running = situation.special_period.state
    if running is SpecialPeriodState.UNKNOWN:
        return missing("pending")
    return running is SpecialPeriodState.RUNNING or _timely_pending(situation, event, book)


def _residence_follows(situation: Situation, event: Event, book: Rulebook) -> Verdict3:
    return book.at(special_period.RESIDENCE_CARD_FOLLOWS_SPECIAL_PERIOD, stay_end(situation, event)).value


def _status_procedure(situation: Situation, _: Event, __: Rulebook) -> Verdict3:
    return situation.main.procedure in STATUS_PROCEDURES


def _card_in_special(situation: Situation, _: Event, __: Rulebook) -> Verdict3:
    running = situation.special_period.state is SpecialPeriodState.RUNNING
    return running and situation.main.procedure not in STATUS_PROCEDURES


def _grant_fits(situation: Situation, event: Event, book: Rulebook) -> Verdict3:
    """Tell whether the stay decided is one that can be: an end where the status has one, not too far."""
    if not isinstance(event, DecidePermission | GrantStatus):
        return True
    granted = event if isinstance(event, GrantStatus) else None
    until, target = event.stay_until, granted.status if granted else situation.main.target
    if target is UNKNOWN:
        return missing("status")
    if until is None or target in validity.WITHOUT_END:
        return until is None and target in validity.WITHOUT_END
    # A permission has effect on delivery, at the latest on the last day of the special period.
    held = situation.stay.until
    base = max(event.on, held) if isinstance(held, date) and granted is None else event.on
    in_table = event.months is None or period_exists(target, event.months, event.on, book)
    return event.on <= until <= longest_stay_end(base, event.on, book) and in_table


STAYS: Final[Mapping[Guard, Check]] = MappingProxyType(
    {
        Guard.STAY_LAWFUL: _stay_lawful,
        Guard.MAIN_PENDING: _main_pending,
        Guard.TIMELY_PENDING: _timely_pending,
        Guard.RESIDENCE_FOLLOWS: _residence_follows,
        Guard.CARD_IN_SPECIAL: _card_in_special,
        Guard.STATUS_PROCEDURE: _status_procedure,
        Guard.IN_SPECIAL_PERIOD: state_is(
            "special_period", SpecialPeriodState.RUNNING, SpecialPeriodState.UNKNOWN, "pending"
        ),
        Guard.SPECIAL_AHEAD: _special_ahead,
        Guard.MAIN_DECIDED: state_is("main", MainState.DECIDED, MainState.UNKNOWN, "pending"),
        Guard.GRANT_FITS: _grant_fits,
    }
)
"""The guards of this module."""
