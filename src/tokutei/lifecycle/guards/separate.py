"""Guards about the separate Individual Number Card, certificates and the smartphone."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Final

from tokutei.calendar.periods import ONE_DAY
from tokutei.lifecycle.events import (
    AskMyNumberReplacement,
    Event,
    ExtendResidence,
    ReceiveMyNumberCard,
    ReportMyNumberLoss,
)
from tokutei.lifecycle.guard_words import Guard
from tokutei.lifecycle.guards.base import Check, Verdict3, missing, state_is
from tokutei.lifecycle.situation import DutyKind, Situation
from tokutei.lifecycle.states import (
    Carrier,
    CertificateState,
    MyNumberState,
    SeparateCardState,
    SpecialPeriodState,
    StayState,
)
from tokutei.lifecycle.tables.making import MY_NUMBER_LIVE
from tokutei.lifecycle.terms import Until
from tokutei.models import UNKNOWN, Unknown
from tokutei.rules import validity, windows
from tokutei.rules.rulebook import Rulebook

__all__ = ["SEPARATE", "made_on", "separate_end"]

_NOT_LAPSED: Final = frozenset(MY_NUMBER_LIVE)


def _my_number_lasts(situation: Situation, _: Event, __: Rulebook) -> Verdict3:
    state = situation.my_number.state
    return missing("my_number_valid_until") if state is MyNumberState.UNKNOWN else state in _NOT_LAPSED


def _stopped_extended(situation: Situation, _: Event, __: Rulebook) -> Verdict3:
    return situation.my_number.stopped_from is MyNumberState.EXTENDED


def _use_stopped(_: Situation, event: Event, __: Rulebook) -> Verdict3:
    return isinstance(event, ReportMyNumberLoss) and event.stopped


def _stay_lengthened(situation: Situation, event: Event, book: Rulebook) -> Verdict3:
    """Tell whether the separate card would last longer if it were extended to the stay now held."""
    my_number, stay = situation.my_number, situation.stay
    # What a special period lengthens has a provision of its own.
    running = situation.special_period.state is SpecialPeriodState.RUNNING
    if my_number.carrier in {Carrier.ON_CARD, Carrier.NONE} or running or my_number.until is None:
        return False
    if isinstance(stay.until, date) and isinstance(my_number.until, date) and stay.until <= my_number.until:
        return False
    if my_number.carrier is UNKNOWN:
        return missing("card_kind")
    made, endless = situation.separate_card.made_on, stay.status in validity.WITHOUT_END
    facts = {
        "my_number_valid_until": my_number.until,
        "stay_until": UNKNOWN if stay.until is None and not endless else stay.until,
        "status": stay.status,
        "made_on": made,
    }
    lacking = [name for name, value in facts.items() if value is UNKNOWN]
    if lacking or isinstance(stay.status, Unknown) or isinstance(made, Unknown):
        return missing(*lacking)
    lengthened = validity.separate_card_after_stay_until(
        born=situation.person.born,
        status=stay.status,
        stay_until=stay.until if isinstance(stay.until, date) else None,
        made_on=made,
        on=event.on,
        book=book,
    )
    return isinstance(my_number.until, date) and lengthened.value > max(my_number.until, event.on - ONE_DAY)


def _signing_concerned(_: Situation, event: Event, __: Rulebook) -> Verdict3:
    return bool(getattr(event, "signing", True))


def _authentication_concerned(_: Situation, event: Event, __: Rulebook) -> Verdict3:
    return bool(getattr(event, "authentication", True))


def _replacement_asked(situation: Situation, _: Event, __: Rulebook) -> Verdict3:
    separate = situation.separate_card
    carries = situation.my_number.carrier is Carrier.SEPARATE
    held = separate.state is SeparateCardState.HELD
    return carries and held and separate.asked_on is not None and separate.replaces_until is not None


def _replacement_open(situation: Situation, event: Event, book: Rulebook) -> Verdict3:
    if not isinstance(event, AskMyNumberReplacement):
        return False
    if event.no_space or event.needed:
        return True
    until = situation.my_number.until
    if not isinstance(until, date):
        return missing("my_number_valid_until") if until is UNKNOWN else False
    found = windows.my_number_replacement(expires=until, specified=False, on=event.on, book=book)
    return found.value.accepted is True


def _made_by_then(_: Situation, event: Event, __: Rulebook) -> Verdict3:
    return isinstance(event, ReceiveMyNumberCard) and event.made_on <= event.on


def made_on(event: Event) -> date:
    """Return the day on which the separate card that is handed over was made."""
    return event.made_on if isinstance(event, ReceiveMyNumberCard) else event.on


def separate_end(situation: Situation, event: Event, book: Rulebook) -> Until:
    """Return the last day of a separate card that is handed over now."""
    made, separate, stay = made_on(event), situation.separate_card, situation.stay
    born, replaces_until, asked_on = situation.person.born, separate.replaces_until, separate.asked_on
    if stay.state is StayState.TRANSITIONAL:
        # Sixty days, or the period of the refuge: the stay itself ends then (27(1)).
        return stay.until
    if stay.state is StayState.JAPANESE:
        cap = validity.separate_card_cap(
            born=born, made_on=made, on=made, replaces_until=replaces_until, asked_on=asked_on, book=book
        )
        return cap.value
    status, until = stay.status, stay.until
    endless = status in validity.WITHOUT_END
    if isinstance(status, Unknown) or isinstance(until, Unknown) or (until is None and not endless):
        return UNKNOWN
    end = validity.separate_card_until(
        born=born,
        status=status,
        stay_until=until,
        made_on=made,
        replaces_until=replaces_until,
        asked_on=asked_on,
        book=book,
    )
    return end.value


def _new_card_lasts(situation: Situation, event: Event, book: Rulebook) -> Verdict3:
    end = separate_end(situation, event, book)
    return not isinstance(end, date) or end >= event.on


def _certificates_on_it(_: Situation, event: Event, __: Rulebook) -> Verdict3:
    return isinstance(event, ReceiveMyNumberCard) and event.certificates


def _old_card_lost(situation: Situation, _: Event, __: Rulebook) -> Verdict3:
    return situation.separate_card.old_one_lost


def _owes(situation: Situation, kind: DutyKind) -> bool:
    return any(one.kind is kind for one in situation.obligations)


def _old_card_beside(situation: Situation, _: Event, __: Rulebook) -> Verdict3:
    lasts = situation.my_number.state in _NOT_LAPSED
    carries = situation.my_number.carrier is Carrier.SEPARATE
    return carries and lasts and _owes(situation, DutyKind.REPLACED_MY_NUMBER_CARD)


def _found_untold(situation: Situation, _: Event, __: Rulebook) -> Verdict3:
    return _owes(situation, DutyKind.FOUND_MY_NUMBER_CARD)


def _residence_extension(_: Situation, event: Event, __: Rulebook) -> Verdict3:
    return isinstance(event, ExtendResidence)


def _live(name: str, fact: str) -> Check:
    return state_is(name, CertificateState.VALID, CertificateState.UNKNOWN, fact)


SEPARATE: Final[Mapping[Guard, Check]] = MappingProxyType(
    {
        Guard.MY_NUMBER_SUSPENDED: state_is(
            "my_number", MyNumberState.SUSPENDED, MyNumberState.UNKNOWN, "my_number_valid_until"
        ),
        Guard.MY_NUMBER_LASTS: _my_number_lasts,
        Guard.STOPPED_EXTENDED: _stopped_extended,
        Guard.USE_STOPPED: _use_stopped,
        Guard.STAY_LENGTHENED: _stay_lengthened,
        Guard.SIGNING_CONCERNED: _signing_concerned,
        Guard.AUTHENTICATION_CONCERNED: _authentication_concerned,
        Guard.SIGNING_LIVE: _live("signing", "signing_certificate_until"),
        Guard.AUTHENTICATION_LIVE: _live("authentication", "authentication_certificate_until"),
        # Nobody's cards tell whether there is one: what is not known is taken as none.
        Guard.MOBILE_LIVE: lambda situation, _, __: situation.mobile.state is CertificateState.VALID,
        Guard.REPLACEMENT_ASKED: _replacement_asked,
        Guard.REPLACEMENT_OPEN: _replacement_open,
        Guard.MADE_BY_THEN: _made_by_then,
        Guard.NEW_CARD_LASTS: _new_card_lasts,
        Guard.CERTIFICATES_ON_IT: _certificates_on_it,
        Guard.OLD_CARD_LOST: _old_card_lost,
        Guard.OLD_CARD_BESIDE: _old_card_beside,
        Guard.FOUND_UNTOLD: _found_untold,
        Guard.RESIDENCE_EXTENSION: _residence_extension,
    }
)
"""The guards of this module."""
