"""Guards about making, confirming, handing over and returning cards."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Final

from tokutei.lifecycle.duty_terms import RETURNED
from tokutei.lifecycle.events import (
    Event,
    ReceiveCard,
)
from tokutei.lifecycle.guard_words import Guard
from tokutei.lifecycle.guards.base import (
    STATUS_PROCEDURES,
    UNDER_WAY,
    Check,
    Verdict3,
    missing,
    state_is,
)
from tokutei.lifecycle.situation import Situation
from tokutei.lifecycle.states import (
    ApplicationState,
    FunctionState,
    SeparateCardState,
)
from tokutei.models import UNKNOWN
from tokutei.rules import routes
from tokutei.rules.rulebook import Rulebook
from tokutei.vocabulary import ProcedureKind

__all__ = ["DELIVERY"]


def _decision_needed(situation: Situation, _: Event, book: Rulebook) -> Verdict3:
    procedure, filed_on = situation.main.procedure, situation.application.filed_on
    if procedure is ProcedureKind.SPR_PERMISSION_OTHER:
        rule = routes.SPR_MADE_ONLY_AFTER_DECISION
    elif procedure in STATUS_PROCEDURES:
        rule = routes.MADE_ONLY_AFTER_DECISION
    else:
        return False
    return filed_on is None or procedure in book.at(rule, filed_on).value


def _specified_pending(situation: Situation, _: Event, __: Rulebook) -> Verdict3:
    state = situation.application.state
    return missing("pending") if state is ApplicationState.UNKNOWN else state in UNDER_WAY


def _confirmation_matters(_: Situation, event: Event, book: Rulebook) -> Verdict3:
    return book.at(routes.CONFIRMATION_NEEDED, event.on).value


def _separate_matters(_: Situation, event: Event, book: Rulebook) -> Verdict3:
    return book.at(routes.SEPARATE_CARD_GIVEN_BACK, event.on).value


def _separate_given_back(_: Situation, event: Event, __: Rulebook) -> Verdict3:
    returned = event.my_number_card_returned if isinstance(event, ReceiveCard) else False
    return missing("my_number_card_returned") if returned is None else returned


def _certificates_asked(situation: Situation, _: Event, __: Rulebook) -> Verdict3:
    asked = situation.application.certificates
    return missing("certificates") if asked is UNKNOWN else bool(asked)


def _card_made(situation: Situation, _: Event, __: Rulebook) -> Verdict3:
    state = situation.application.state
    if state is ApplicationState.UNKNOWN:
        return missing("pending")
    return state in {ApplicationState.MADE, ApplicationState.CONFIRMED}


def _return_owed(situation: Situation, _: Event, __: Rulebook) -> Verdict3:
    if any(obligation.kind in RETURNED for obligation in situation.obligations):
        return True
    return missing("card_valid_until") if situation.residence.state is FunctionState.UNKNOWN else False


def _grant_over(situation: Situation, event: Event, _: Rulebook) -> Verdict3:
    until = situation.main.granted_until
    return isinstance(until, date) and until < event.on


DELIVERY: Final[Mapping[Guard, Check]] = MappingProxyType(
    {
        Guard.GRANT_OVER: _grant_over,
        Guard.DECISION_NEEDED: _decision_needed,
        Guard.SPECIFIED_PENDING: _specified_pending,
        Guard.CONFIRMED: state_is(
            "application", ApplicationState.CONFIRMED, ApplicationState.UNKNOWN, "pending"
        ),
        Guard.CONFIRMATION_MATTERS: _confirmation_matters,
        Guard.SEPARATE_HELD: state_is(
            "separate_card", SeparateCardState.HELD, SeparateCardState.UNKNOWN, "has_my_number_card"
        ),
        Guard.SEPARATE_GIVEN_BACK: _separate_given_back,
        Guard.SEPARATE_MATTERS: _separate_matters,
        Guard.CERTIFICATES_ASKED: _certificates_asked,
        Guard.CARD_MADE: _card_made,
        Guard.RETURN_OWED: _return_owed,
        Guard.RESIDENCE_LAPSED: state_is(
            "residence", FunctionState.LAPSED, FunctionState.UNKNOWN, "card_valid_until"
        ),
    }
)
"""The guards of this module."""
