"""What every guard asks, implemented once over situation, event and law.

A guard is true, false, or cannot be told: then it names the facts that would tell.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType
from typing import Final

from tokutei.calendar import years_after
from tokutei.data.tables import status_rows
from tokutei.errors import FactsError, NotInForceError
from tokutei.lifecycle.events import (
    DecidePermission,
    Event,
    ExtendMyNumber,
    FileChange,
    FileSpecifiedCard,
    GiveBackMyNumber,
    ReceiveCard,
)
from tokutei.lifecycle.rows import Guard
from tokutei.lifecycle.situation import DutyKind, Situation
from tokutei.lifecycle.states import (
    ApplicationState,
    Carrier,
    FunctionState,
    HeldCardState,
    LapseCause,
    MainState,
    RegisterState,
    SeparateCardState,
    SpecialPeriodState,
    StayState,
)
from tokutei.lifecycle.tables.making import SPECIFIED_SINCE
from tokutei.models import UNKNOWN
from tokutei.rules import routes, special_period, validity
from tokutei.rules.rulebook import Rulebook
from tokutei.rules.statuses.periods import period_valid
from tokutei.rules.windows.limits import ONLINE_LEAD_DAYS
from tokutei.vocabulary import CardKind, Channel, MidToLongTerm, ProcedureKind, StatusOfResidence

__all__ = ["GUARDS", "Missing", "Verdict3", "holds"]


@dataclass(frozen=True, slots=True)
class Missing:
    """A guard that cannot be told without some facts."""

    facts: frozenset[str]


Verdict3 = bool | Missing
"""Yes, no, or which facts would tell."""

_Check = Callable[[Situation, Event, Rulebook], Verdict3]
_PENDING: Final = frozenset({MainState.FILED, MainState.DECIDED})
_STATUS_PROCEDURES: Final = frozenset(
    {ProcedureKind.EXTENSION_OF_STAY, ProcedureKind.CHANGE_OF_STATUS, ProcedureKind.PERMANENT_RESIDENCE}
)
_UNDER_WAY: Final = frozenset(
    {
        ApplicationState.FILED,
        ApplicationState.NOTIFIED,
        ApplicationState.MADE,
        ApplicationState.CONFIRMED,
    }
)


def _missing(*facts: str) -> Missing:
    return Missing(frozenset(facts))


def _state_is(name: str, wanted: object, unknown: object, fact: str) -> _Check:
    """Return the check that a variable has a value, not to be told while it is unknown."""

    def check(situation: Situation, _: Event, __: Rulebook) -> Verdict3:
        state = getattr(situation, name).state
        return _missing(fact) if state is unknown else state is wanted

    return check


def _specified_asked(_: Situation, event: Event, __: Rulebook) -> Verdict3:
    return isinstance(event, FileSpecifiedCard) or bool(getattr(event, "specified_card", False))


def _procedure_listed(_: Situation, event: Event, book: Rulebook) -> Verdict3:
    procedure = event.procedure
    return procedure is not None and routes.route_of(procedure, on=event.on, book=book).value is not None


def _specified_channel_open(_: Situation, event: Event, book: Rulebook) -> Verdict3:
    channel: Channel = getattr(event, "channel", Channel.COUNTER)
    return channel in book.at(routes.SPECIFIED_CARD_CHANNELS, event.on).value


def _channel_open(_: Situation, event: Event, book: Rulebook) -> Verdict3:
    if event.procedure is None:
        return True
    channel: Channel = getattr(event, "channel", Channel.COUNTER)
    return channel in book.at(routes.FILING_CHANNELS[event.procedure], event.on).value


def _online_too_late(situation: Situation, event: Event, book: Rulebook) -> Verdict3:
    until = situation.stay.until
    if getattr(event, "channel", None) is not Channel.ONLINE or not isinstance(until, date):
        return False
    return event.on > until - timedelta(days=book.at(ONLINE_LEAD_DAYS, event.on).value)


def _register_matters(_: Situation, event: Event, book: Rulebook) -> Verdict3:
    return book.at(routes.REGISTER_ENTRY_NEEDED, event.on).value


def _stays_mid_long(_: Situation, event: Event, __: Rulebook) -> Verdict3:
    if not isinstance(event, FileChange):
        return True
    # Which period will be granted is not known at filing; only statuses that never bring a card are out.
    return status_rows()[event.target].mid_long_term not in {
        MidToLongTerm.NEVER,
        MidToLongTerm.SEPARATE_STATUS,
    }


def _stay_lawful(situation: Situation, _: Event, __: Rulebook) -> Verdict3:
    stay = situation.stay
    if stay.state is not StayState.UNKNOWN:
        return stay.state is not StayState.NONE
    if situation.special_period.state is SpecialPeriodState.UNKNOWN:
        return _missing("pending")
    return _missing("status" if stay.status is UNKNOWN else "card")


def _main_pending(situation: Situation, _: Event, __: Rulebook) -> Verdict3:
    state = situation.main.state
    return _missing("pending") if state is MainState.UNKNOWN else state in _PENDING


def _timely(situation: Situation, stay_until: date, book: Rulebook) -> Verdict3:
    """Tell whether what is pending was filed in time and brings a special period."""
    main = situation.main
    if main.state is MainState.UNKNOWN:
        return _missing("pending")
    if main.state not in _PENDING or main.procedure is None or main.filed_on is None:
        return False
    brings = special_period.has_special_period(main.procedure, filed_on=main.filed_on, book=book)
    return brings.value and main.filed_on <= stay_until


def _timely_pending(situation: Situation, _: Event, book: Rulebook) -> Verdict3:
    until = situation.stay.until
    return _timely(situation, until, book) if isinstance(until, date) else _missing("stay_until")


def _special_ahead(situation: Situation, event: Event, book: Rulebook) -> Verdict3:
    running = situation.special_period.state
    if running is SpecialPeriodState.UNKNOWN:
        return _missing("pending")
    return running is SpecialPeriodState.RUNNING or _timely_pending(situation, event, book)


def _residence_follows(situation: Situation, event: Event, book: Rulebook) -> Verdict3:
    return book.at(special_period.RESIDENCE_CARD_FOLLOWS_SPECIAL_PERIOD, _stay_end(situation, event)).value


def _stay_end(situation: Situation, event: Event) -> date:
    until = situation.stay.until
    return until if isinstance(until, date) else event.on


def _my_number_follows(situation: Situation, event: Event, book: Rulebook) -> Verdict3:
    carrier = situation.my_number.carrier
    if carrier is UNKNOWN:
        return _missing("card_kind")
    rule = (
        special_period.MY_NUMBER_FOLLOWS_SPECIAL_PERIOD
        if carrier is Carrier.ON_CARD
        else special_period.SEPARATE_CARD_FOLLOWS_SPECIAL_PERIOD
    )
    ended = _stay_end(situation, event)
    # Both rules begin with the specified card; before it nothing followed.
    return ended >= SPECIFIED_SINCE and book.at(rule, ended).value


def _on_card(situation: Situation, _: Event, __: Rulebook) -> Verdict3:
    carrier = situation.my_number.carrier
    return _missing("card_kind") if carrier is UNKNOWN else carrier is Carrier.ON_CARD


def _specified_held(situation: Situation, _: Event, __: Rulebook) -> Verdict3:
    card = situation.card
    if card.state is HeldCardState.UNKNOWN or card.kind is UNKNOWN:
        return _missing("card_kind")
    return card.state is HeldCardState.HELD and card.kind is CardKind.SPECIFIED_RESIDENCE_CARD


def _status_procedure(situation: Situation, _: Event, __: Rulebook) -> Verdict3:
    return situation.main.procedure in _STATUS_PROCEDURES


def _card_in_special(situation: Situation, _: Event, __: Rulebook) -> Verdict3:
    running = situation.special_period.state is SpecialPeriodState.RUNNING
    return running and situation.main.procedure not in _STATUS_PROCEDURES


def _decision_needed(situation: Situation, _: Event, book: Rulebook) -> Verdict3:
    main = situation.main
    if main.procedure not in _STATUS_PROCEDURES:
        return False
    filed_on = situation.application.filed_on
    if filed_on is None:
        return True
    return main.procedure in book.at(routes.MADE_ONLY_AFTER_DECISION, filed_on).value


def _specified_pending(situation: Situation, _: Event, __: Rulebook) -> Verdict3:
    state = situation.application.state
    return _missing("pending") if state is ApplicationState.UNKNOWN else state in _UNDER_WAY


def _confirmation_matters(_: Situation, event: Event, book: Rulebook) -> Verdict3:
    return book.at(routes.CONFIRMATION_NEEDED, event.on).value


def _separate_matters(_: Situation, event: Event, book: Rulebook) -> Verdict3:
    return book.at(routes.SEPARATE_CARD_GIVEN_BACK, event.on).value


def _separate_given_back(_: Situation, event: Event, __: Rulebook) -> Verdict3:
    returned = event.my_number_card_returned if isinstance(event, ReceiveCard) else False
    return _missing("my_number_card_returned") if returned is None else returned


def _certificates_asked(situation: Situation, _: Event, __: Rulebook) -> Verdict3:
    asked = situation.application.certificates
    return _missing("certificates") if asked is UNKNOWN else bool(asked)


def _return_window(_: Situation, event: Event, book: Rulebook) -> Verdict3:
    return isinstance(event, GiveBackMyNumber) and (
        event.to == book.at(routes.MY_NUMBER_RETURN_WINDOW, event.on).value
    )


def _extension_window(situation: Situation, event: Event, book: Rulebook) -> Verdict3:
    if situation.my_number.carrier is UNKNOWN:
        return _missing("card_kind")
    rule = (
        special_period.MY_NUMBER_EXTENSION_WINDOW
        if situation.my_number.carrier is Carrier.ON_CARD
        else special_period.SEPARATE_CARD_EXTENSION_WINDOW
    )
    return isinstance(event, ExtendMyNumber) and event.to == book.at(rule, event.on).value


def _my_number_live(situation: Situation, _: Event, __: Rulebook) -> Verdict3:
    state = situation.my_number.state
    if state is FunctionState.UNKNOWN:
        return _missing("my_number_valid_until")
    return state in {FunctionState.VALID, FunctionState.EXTENDED_SPECIAL}


def _made_on_known(situation: Situation, _: Event, __: Rulebook) -> Verdict3:
    return _missing("made_on") if situation.separate_card.made_on is UNKNOWN else True


def _stay_has_end(situation: Situation, _: Event, __: Rulebook) -> Verdict3:
    until = situation.stay.until
    return _missing("stay_until") if until is UNKNOWN else until is not None


def _target_by_change(_: Situation, event: Event, __: Rulebook) -> Verdict3:
    by_other_ways = {StatusOfResidence.PERMANENT_RESIDENT, StatusOfResidence.SPECIAL_PERMANENT_RESIDENT}
    return not isinstance(event, FileChange) or event.target not in by_other_ways


def _grant_fits(situation: Situation, event: Event, book: Rulebook) -> Verdict3:
    """Tell whether the stay decided is one that can be: an end where the status has one, not too far."""
    if not isinstance(event, DecidePermission):
        return True
    until, target = event.stay_until, situation.main.target
    if target is UNKNOWN:
        return _missing("status")
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


def _card_made(situation: Situation, _: Event, __: Rulebook) -> Verdict3:
    state = situation.application.state
    if state is ApplicationState.UNKNOWN:
        return _missing("pending")
    return state in {ApplicationState.MADE, ApplicationState.CONFIRMED}


def _carrier_at_hand(situation: Situation, event: Event, book: Rulebook) -> Verdict3:
    carrier = situation.my_number.carrier
    if carrier is UNKNOWN:
        return _missing("card_kind")
    held = Guard.SPECIFIED_HELD if carrier is Carrier.ON_CARD else Guard.SEPARATE_HELD
    return GUARDS[held](situation, event, book)


def _lapsed_by_expiry(situation: Situation, _: Event, __: Rulebook) -> Verdict3:
    return situation.my_number.cause is LapseCause.EXPIRED


_OWED_BACK: Final = frozenset({DutyKind.REPLACED_CARD, DutyKind.LAPSED_CARD, DutyKind.EXPIRED_MY_NUMBER})


def _return_owed(situation: Situation, _: Event, __: Rulebook) -> Verdict3:
    if any(obligation.kind in _OWED_BACK for obligation in situation.obligations):
        return True
    return _missing("card_valid_until") if situation.residence.state is FunctionState.UNKNOWN else False


def _reading(question: str, reading: str) -> _Check:
    def check(_: Situation, __: Event, book: Rulebook) -> Verdict3:
        return book.question(question).reading == reading

    return check


GUARDS: Final[Mapping[Guard, _Check]] = MappingProxyType(
    {
        Guard.SPECIFIED_ASKED: _specified_asked,
        Guard.PROCEDURE_LISTED: _procedure_listed,
        Guard.SPECIFIED_CHANNEL_OPEN: _specified_channel_open,
        Guard.CHANNEL_OPEN: _channel_open,
        Guard.RECORDED: _state_is("register", RegisterState.RECORDED, RegisterState.UNKNOWN, "municipality"),
        Guard.REGISTER_MATTERS: _register_matters,
        Guard.STAYS_MID_LONG: _stays_mid_long,
        Guard.ONLINE_TOO_LATE: _online_too_late,
        Guard.STAY_LAWFUL: _stay_lawful,
        Guard.CARD_LOST: _state_is("card", HeldCardState.LOST, HeldCardState.UNKNOWN, "card"),
        Guard.MAIN_PENDING: _main_pending,
        Guard.TIMELY_PENDING: _timely_pending,
        Guard.RESIDENCE_FOLLOWS: _residence_follows,
        Guard.MY_NUMBER_FOLLOWS: _my_number_follows,
        Guard.CARD_IN_SPECIAL: _card_in_special,
        Guard.ON_CARD: _on_card,
        Guard.SPECIFIED_HELD: _specified_held,
        Guard.STATUS_PROCEDURE: _status_procedure,
        Guard.DECISION_NEEDED: _decision_needed,
        Guard.IN_SPECIAL_PERIOD: _state_is(
            "special_period", SpecialPeriodState.RUNNING, SpecialPeriodState.UNKNOWN, "pending"
        ),
        Guard.MAIN_DECIDED: _state_is("main", MainState.DECIDED, MainState.UNKNOWN, "pending"),
        Guard.SPECIFIED_PENDING: _specified_pending,
        Guard.CONFIRMED: _state_is(
            "application", ApplicationState.CONFIRMED, ApplicationState.UNKNOWN, "pending"
        ),
        Guard.CONFIRMATION_MATTERS: _confirmation_matters,
        Guard.SEPARATE_HELD: _state_is(
            "separate_card", SeparateCardState.HELD, SeparateCardState.UNKNOWN, "has_my_number_card"
        ),
        Guard.SEPARATE_GIVEN_BACK: _separate_given_back,
        Guard.SEPARATE_MATTERS: _separate_matters,
        Guard.CERTIFICATES_ASKED: _certificates_asked,
        Guard.RETURN_WINDOW: _return_window,
        Guard.EXTENSION_WINDOW: _extension_window,
        Guard.SPECIAL_AHEAD: _special_ahead,
        Guard.MY_NUMBER_LIVE: _my_number_live,
        Guard.STAY_HAS_END: _stay_has_end,
        Guard.TARGET_BY_CHANGE: _target_by_change,
        Guard.GRANT_FITS: _grant_fits,
        Guard.CARD_MADE: _card_made,
        Guard.CARRIER_AT_HAND: _carrier_at_hand,
        Guard.LAPSED_BY_EXPIRY: _lapsed_by_expiry,
        Guard.MADE_ON_KNOWN: _made_on_known,
        Guard.LATE_EXTENSION_READING: _reading("Q12", "after_expiry"),
        Guard.RETURN_OWED: _return_owed,
        Guard.RESIDENCE_LAPSED: _state_is(
            "residence", FunctionState.LAPSED, FunctionState.UNKNOWN, "card_valid_until"
        ),
        Guard.RETURN_ON_EXPIRY_READING: _reading("Q3", "duty_without_transition"),
    }
)
"""Every guard with its implementation."""


def holds(
    guards: tuple[Guard, ...],
    unless: tuple[Guard, ...],
    situation: Situation,
    event: Event,
    book: Rulebook,
) -> Verdict3:
    """Tell whether all guards hold and none of ``unless`` does; a clear no wins over a missing fact."""
    missing: set[str] = set()
    for wanted, members in ((True, guards), (False, unless)):
        for guard in members:
            found = GUARDS[guard](situation, event, book)
            if isinstance(found, Missing):
                missing |= found.facts
            elif found is not wanted:
                return False
    return Missing(frozenset(missing)) if missing else True
