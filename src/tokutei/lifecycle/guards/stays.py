"""Guards about the stay, the special period and the procedure that is pending."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Final

from tokutei.calendar import years_after
from tokutei.errors import FactsError, NotInForceError
from tokutei.lifecycle.events import (
    DecidePermission,
    Event,
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
from tokutei.lifecycle.situation import Situation
from tokutei.lifecycle.states import (
    MainState,
    SpecialPeriodState,
    StayState,
)
from tokutei.models import UNKNOWN
from tokutei.rules import special_period, validity
from tokutei.rules.rulebook import Rulebook
from tokutei.rules.statuses.periods import period_valid
from tokutei.vocabulary import StatusOfResidence

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


def _timely(situation: Situation, stay_until: date, book: Rulebook) -> Verdict3:
    """Tell whether what is pending was filed in time and brings a special period."""
    main = situation.main
    if main.state is MainState.UNKNOWN:
        return missing("pending")
    if main.state not in PENDING or main.procedure is None or main.filed_on is None:
        return False
    brings = special_period.has_special_period(main.procedure, filed_on=main.filed_on, book=book)
    return brings.value and main.filed_on <= stay_until


def _timely_pending(situation: Situation, _: Event, book: Rulebook) -> Verdict3:
    until = situation.stay.until
    if until is None:  # what has no end has nothing to be extended
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
    if not isinstance(event, DecidePermission):
        return True
    until, target = event.stay_until, situation.main.target
    if target is UNKNOWN:
        return missing("status")
    if until is None or target in validity.WITHOUT_END:
        return until is None and target in validity.WITHOUT_END
    # A permission has effect on delivery, at the latest on the last day of the special period.
    held = situation.stay.until
    base = max(event.on, held) if isinstance(held, date) else event.on
    latest = special_period.special_period_end(base, book=book).value
    longest = book.at(validity.LONGEST_STAY_YEARS, event.on).value
    return event.on <= until <= years_after(latest, longest) and _in_the_table(event, target, book)


def _in_the_table(event: DecidePermission, status: StatusOfResidence, book: Rulebook) -> bool:
    """Tell whether appended table 2 has the period, as far as the table alone tells."""
    if event.months is None:
        return True
    try:
        return period_valid(status, f"P{event.months}M", on=event.on, book=book).value is not False
    except (FactsError, NotInForceError):
        return True


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
