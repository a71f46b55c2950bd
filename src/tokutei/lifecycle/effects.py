"""What every effect writes into its variable's new value, implemented once over situation, event and law.

An effect reads the situation before the event, never what other rows are writing: the rows of one
event happen together.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from types import MappingProxyType
from typing import Final

from tokutei.errors import FactsError
from tokutei.law import Answer, Rule
from tokutei.lifecycle.events import DecidePermission, Event, EventKind, FileChange
from tokutei.lifecycle.rows import Effect
from tokutei.lifecycle.situation import Certificate, Situation, Until
from tokutei.lifecycle.states import Carrier, CertificateState, LapseCause, Variable
from tokutei.models import UNKNOWN, Unknown
from tokutei.rules import routes, special_period, validity
from tokutei.rules.rulebook import Rulebook
from tokutei.vocabulary import CardForm, CardKind, ProcedureKind, StatusOfResidence

__all__ = ["EFFECTS", "Change"]

Change = Mapping[str, object]
"""Fields of the variable's value with what they become."""

_Write = Callable[[Situation, Event, Rulebook, Variable], Change]


def _target(situation: Situation, event: Event) -> StatusOfResidence | Unknown:
    """Return the status that a filing leads to."""
    if isinstance(event, FileChange):
        return event.target
    if event.procedure is ProcedureKind.PERMANENT_RESIDENCE:
        return StatusOfResidence.PERMANENT_RESIDENT
    return situation.stay.status


def _file_main(situation: Situation, event: Event, _: Rulebook, __: Variable) -> Change:
    return {
        "procedure": event.procedure,
        "filed_on": event.on,
        "channel": getattr(event, "channel", UNKNOWN),
        "granted_until": UNKNOWN,
        "granted_months": UNKNOWN,
        "target": _target(situation, event),
    }


def _decide_main(_: Situation, event: Event, __: Rulebook, ___: Variable) -> Change:
    decided = event if isinstance(event, DecidePermission) else None
    months = decided.months if decided else None
    return {
        "granted_until": decided.stay_until if decided else UNKNOWN,
        "granted_months": UNKNOWN if months is None else months,
    }


def _file_application(_: Situation, event: Event, book: Rulebook, __: Variable) -> Change:
    asked = getattr(event, "certificates", None)
    route = routes.route_of(event.procedure, on=event.on, book=book).value if event.procedure else None
    return {"route": route, "filed_on": event.on, "certificates": UNKNOWN if asked is None else asked}


def _granted_stay(situation: Situation, _: Event, __: Rulebook, ___: Variable) -> Change:
    return {"status": situation.main.target, "until": situation.main.granted_until}


def _stay_to_come(situation: Situation, event: Event) -> tuple[StatusOfResidence | Unknown, Until]:
    """Return status and last day of stay once the event has happened."""
    main = situation.main
    from_grant = main.granted_until is not UNKNOWN and event.kind is EventKind.RECEIVE_CARD
    return (main.target, main.granted_until) if from_grant else (situation.stay.status, situation.stay.until)


def _special_end(situation: Situation, book: Rulebook) -> Until:
    if situation.special_period.until is not None:
        return situation.special_period.until
    until = situation.stay.until
    return special_period.special_period_end(until, book=book).value if isinstance(until, date) else UNKNOWN


def _special_until(situation: Situation, _: Event, book: Rulebook, __: Variable) -> Change:
    return {"until": _special_end(situation, book)}


def _end_special(_: Situation, __: Event, ___: Rulebook, ____: Variable) -> Change:
    return {"until": None}


def _new_card(kind: CardKind) -> _Write:
    def write(situation: Situation, event: Event, _: Rulebook, __: Variable) -> Change:
        specified = kind is CardKind.SPECIFIED_RESIDENCE_CARD
        return {
            "kind": kind,
            "form": CardForm.issued_on(event.on),
            "issued_on": event.on,
            "had_specified": True if specified else situation.card.had_specified,
        }

    return write


def _known(answer: Callable[[], Answer[date]]) -> Until:
    """Return the day of an answer, or that it is not known for want of a fact."""
    try:
        return answer().value
    except FactsError:
        return UNKNOWN


def _ordinary_until(situation: Situation, event: Event, book: Rulebook, _: Variable) -> Change:
    return {**_CLEAR, "until": _ordinary_end(situation, event, book)}


def _ordinary_end(situation: Situation, event: Event, book: Rulebook) -> Until:
    status, stay_until = _stay_to_come(situation, event)
    if isinstance(status, Unknown):
        return UNKNOWN
    return _known(
        lambda: validity.residence_card_until(
            born=situation.person.born,
            status=status,
            stay_until=stay_until if isinstance(stay_until, date) else None,
            issued_on=event.on,
            book=book,
        )
    )


def _specified_end(situation: Situation, event: Event, book: Rulebook) -> Until:
    status, stay_until = _stay_to_come(situation, event)
    application = situation.application
    if isinstance(status, Unknown) or application.route is None or application.filed_on is None:
        return UNKNOWN
    route, filed_on = application.route, application.filed_on
    return _known(
        lambda: validity.specified_card_until(
            born=situation.person.born,
            status=status,
            stay_until=stay_until if isinstance(stay_until, date) else None,
            issued_on=event.on,
            filed_on=filed_on,
            route=route,
            book=book,
        )
    )


def _specified_until(situation: Situation, event: Event, book: Rulebook, _: Variable) -> Change:
    return {**_CLEAR, "until": _specified_end(situation, event, book)}


def _function_until(situation: Situation, event: Event, book: Rulebook, _: Variable) -> Change:
    # The function ends with the card as the card would end without any extension.
    return {
        **_CLEAR,
        "until": _specified_end(situation, event, book),
        "carrier": Carrier.ON_CARD,
    }


def _follow_special(situation: Situation, _: Event, book: Rulebook, __: Variable) -> Change:
    return {**_CLEAR, "until": _special_end(situation, book)}


def _separate_extended(situation: Situation, event: Event, book: Rulebook, _: Variable) -> Change:
    made_on, until = situation.separate_card.made_on, situation.stay.until
    if not isinstance(made_on, date) or not isinstance(until, date):
        return {**_CLEAR, "until": UNKNOWN}
    extended = special_period.separate_card_extended_until(
        born=situation.person.born, made_on=made_on, stay_until=until, on=event.on, book=book
    )
    return {**_CLEAR, "until": extended.value}


_CERTIFICATE_RULES: Final[Mapping[Variable, Rule[int]]] = MappingProxyType(
    {
        Variable.SIGNING: validity.SIGNING_CERTIFICATE_BIRTHDAYS,
        Variable.AUTHENTICATION: validity.AUTHENTICATION_CERTIFICATE_BIRTHDAYS,
    }
)


def _certificate_until(situation: Situation, event: Event, book: Rulebook, variable: Variable) -> Change:
    card_until = _specified_end(situation, event, book)
    if not isinstance(card_until, date):
        return {**_CLEAR, "until": UNKNOWN}
    held: Certificate = getattr(situation, variable.value)
    lives = held.state is CertificateState.VALID
    if held.state is CertificateState.UNKNOWN or (lives and not isinstance(held.until, date)):
        # Whether a birthday more is counted depends on the certificate that it replaces.
        return {**_CLEAR, "until": UNKNOWN}
    end = validity.certificate_until(
        _CERTIFICATE_RULES[variable],
        born=situation.person.born,
        issued_on=event.on,
        card_until=card_until,
        replaces_until=held.until if lives and isinstance(held.until, date) else None,
        book=book,
    )
    return {**_CLEAR, "until": end.value}


_CLEAR: Final[Change] = MappingProxyType({"lapsed_on": None, "cause": None})


def _clear(_: Situation, __: Event, ___: Rulebook, ____: Variable) -> Change:
    return {**_CLEAR, "until": UNKNOWN}


def _lapse(cause: LapseCause) -> _Write:
    def write(_: Situation, event: Event, __: Rulebook, variable: Variable) -> Change:
        # What is given back carries nothing any more.
        gone = cause is LapseCause.RETURNED and variable is Variable.MY_NUMBER
        carrier = {"carrier": Carrier.NONE} if gone else {}
        return {"lapsed_on": event.on, "cause": cause, **carrier}

    return write


EFFECTS: Final[Mapping[Effect, _Write]] = MappingProxyType(
    {
        Effect.FILE_MAIN: _file_main,
        Effect.DECIDE_MAIN: _decide_main,
        Effect.FILE_APPLICATION: _file_application,
        Effect.GRANTED_STAY: _granted_stay,
        Effect.SPECIAL_UNTIL: _special_until,
        Effect.END_SPECIAL: _end_special,
        Effect.NEW_ORDINARY_CARD: _new_card(CardKind.RESIDENCE_CARD),
        Effect.NEW_SPECIFIED_CARD: _new_card(CardKind.SPECIFIED_RESIDENCE_CARD),
        Effect.ORDINARY_UNTIL: _ordinary_until,
        Effect.SPECIFIED_UNTIL: _specified_until,
        Effect.FUNCTION_UNTIL: _function_until,
        Effect.FOLLOW_SPECIAL: _follow_special,
        Effect.SEPARATE_EXTENDED: _separate_extended,
        Effect.CERTIFICATE_UNTIL: _certificate_until,
        Effect.CLEAR: _clear,
        Effect.LAPSE_EXPIRED: _lapse(LapseCause.EXPIRED),
        Effect.LAPSE_RETURNED: _lapse(LapseCause.RETURNED),
        Effect.LAPSE_STAY_ENDED: _lapse(LapseCause.STAY_ENDED),
        Effect.LAPSE_WITH_RESIDENCE: _lapse(LapseCause.WITH_RESIDENCE),
        Effect.LAPSE_WITH_MY_NUMBER: _lapse(LapseCause.WITH_MY_NUMBER),
    }
)
"""Every effect with its implementation."""
