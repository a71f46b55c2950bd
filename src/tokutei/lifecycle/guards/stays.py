"""Guards about the stay, the special period and the procedure that is pending."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Final

from tokutei.errors import OutOfTableError
from tokutei.lifecycle.events import (
    DecidePermission,
    Event,
    GrantStatus,
    Land,
)
from tokutei.lifecycle.guard_words import Guard
from tokutei.lifecycle.guards.base import (
    PENDING,
    STATUS_PROCEDURES,
    Check,
    Missing,
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
from tokutei.vocabulary import StatusOfResidence, Window

__all__ = ["STAYS"]


def _of_special(situation: Situation) -> Missing:
    """Return the fact that tells whether a special period runs: what is pending, or how long the stay was."""
    by_length = situation.main.state in PENDING and situation.stay.state is StayState.UNKNOWN
    return missing("period" if by_length and situation.stay.days is UNKNOWN else "pending")


def _stay_lawful(situation: Situation, _: Event, __: Rulebook) -> Verdict3:
    stay = situation.stay
    if stay.state is not StayState.UNKNOWN:
        return stay.state is not StayState.NONE
    if situation.special_period.state is SpecialPeriodState.UNKNOWN:
        return _of_special(situation)
    return missing("status" if stay.status is UNKNOWN else "card")


def _next_open_day(situation: Situation, event: Event, book: Rulebook) -> Verdict3:
    """Tell whether the stay ran out on a day on which the bureau was closed, and this is the next open one."""
    stay, until = situation.stay, situation.stay.until
    # A revoked status is not known any more; the day set for leaving is no end of stay.
    if stay.state is not StayState.NONE or stay.status is UNKNOWN or not isinstance(until, date):
        return False
    try:
        return until < event.on <= book.closed(Window.BUREAU).not_before(until).value
    except OutOfTableError:
        return False


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
        return _of_special(situation)
    return running is SpecialPeriodState.RUNNING or _timely_pending(situation, event, book)


def _in_special_period(situation: Situation, _: Event, __: Rulebook) -> Verdict3:
    state = situation.special_period.state
    unknown = state is SpecialPeriodState.UNKNOWN
    return _of_special(situation) if unknown else state is SpecialPeriodState.RUNNING


def _residence_follows(situation: Situation, event: Event, book: Rulebook) -> Verdict3:
    return book.at(special_period.RESIDENCE_CARD_FOLLOWS_SPECIAL_PERIOD, stay_end(situation, event)).value


def _status_procedure(situation: Situation, _: Event, __: Rulebook) -> Verdict3:
    return situation.main.procedure in STATUS_PROCEDURES


def _card_in_special(situation: Situation, _: Event, __: Rulebook) -> Verdict3:
    running = situation.special_period.state is SpecialPeriodState.RUNNING
    return running and situation.main.procedure not in STATUS_PROCEDURES


_NOT_BY_LANDING: Final = frozenset(
    {StatusOfResidence.PERMANENT_RESIDENT, StatusOfResidence.HIGHLY_SKILLED_PROFESSIONAL_2}
)
"""The statuses that Act 7(1)(ii) leaves out."""


def _status_tells(target: StatusOfResidence, until: date | None, event: Event) -> bool | None:
    """Tell whether the stay decided can be as far as the status alone tells; ``None`` where its length matters."""
    landing = isinstance(event, Land)
    if landing and target is StatusOfResidence.DIPLOMAT:  # as long as the mission lasts
        return until is None or until >= event.on
    # Special permanent residence is permitted otherwise.
    special = target is StatusOfResidence.SPECIAL_PERMANENT_RESIDENT and not isinstance(
        event, DecidePermission
    )
    if special or (landing and target in _NOT_BY_LANDING):
        return False
    if until is None or target in validity.WITHOUT_END:
        return until is None and target in validity.WITHOUT_END
    return None


def _grant_fits(situation: Situation, event: Event, book: Rulebook) -> Verdict3:
    """Tell whether the stay decided is one that can be: an end where the status has one, not too far."""
    if not isinstance(event, DecidePermission | GrantStatus | Land):
        return True
    granted = None if isinstance(event, DecidePermission) else event
    until, target = event.stay_until, granted.status if granted else situation.main.target
    if target is UNKNOWN:
        return missing("status")
    told = _status_tells(target, until, event)
    if told is not None or until is None:
        return bool(told)
    # A permission has effect on delivery, at the latest on the last day of the special period.
    held = situation.stay.until
    base = max(event.on, held) if isinstance(held, date) and granted is None else event.on
    # The table counts the stay of visitors in days; months only say that they receive no card.
    by_table = event.months is not None and target is not StatusOfResidence.TEMPORARY_VISITOR
    in_table = not by_table or period_exists(target, event.months or 0, event.on, book)
    return event.on <= until <= longest_stay_end(base, event.on, book) and in_table


STAYS: Final[Mapping[Guard, Check]] = MappingProxyType(
    {
        Guard.STAY_LAWFUL: _stay_lawful,
        Guard.NEXT_OPEN_DAY: _next_open_day,
        Guard.MAIN_PENDING: _main_pending,
        Guard.TIMELY_PENDING: _timely_pending,
        Guard.RESIDENCE_FOLLOWS: _residence_follows,
        Guard.CARD_IN_SPECIAL: _card_in_special,
        Guard.STATUS_PROCEDURE: _status_procedure,
        Guard.IN_SPECIAL_PERIOD: _in_special_period,
        Guard.SPECIAL_AHEAD: _special_ahead,
        Guard.MAIN_DECIDED: state_is("main", MainState.DECIDED, MainState.UNKNOWN, "pending"),
        Guard.GRANT_FITS: _grant_fits,
    }
)
"""The guards of this module."""
