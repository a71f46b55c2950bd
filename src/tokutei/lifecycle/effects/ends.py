"""Effects on cards, functions and certificates: what is new, until when it has effect, and why it lapses."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Final

from tokutei.law import Rule
from tokutei.lifecycle.effect_words import Effect
from tokutei.lifecycle.effects.base import CLEAR, Change, Write, known, lapse, special_end, stay_to_come
from tokutei.lifecycle.effects.certificates import specified_certificate_end
from tokutei.lifecycle.events import EventKind
from tokutei.lifecycle.scene import Scene
from tokutei.lifecycle.situation import Certificate
from tokutei.lifecycle.states import (
    Carrier,
    CertificateState,
    HeldCardState,
    LapseCause,
    StayState,
    Variable,
)
from tokutei.lifecycle.terms import Until
from tokutei.models import UNKNOWN, Unknown
from tokutei.rules import special_period, validity
from tokutei.vocabulary import CardForm, CardKind, ProcedureKind
from tokutei.vocabulary.cards import SPECIFIED_CARDS

__all__ = ["ENDS", "new_card", "ordinary_end", "specified_end"]


def new_card(kind: CardKind) -> Write:
    """Return the effect that a new card of a kind is there."""

    def write(scene: Scene, _: Variable) -> Change:
        specified = kind in SPECIFIED_CARDS
        held = scene.situation.card
        number = getattr(scene.event, "number", None)
        return {
            "kind": kind,
            "form": CardForm.issued_on(scene.event.on),
            "issued_on": scene.event.on,
            "had_specified": True if specified else held.had_specified,
            "numbers": (*held.numbers, number.reveal()) if number else held.numbers,
            "old_one_missing": held.old_one_missing or held.state is HeldCardState.LOST,
        }

    return write


_GIVEN_FOR_IT: Final = frozenset({EventKind.RECEIVE_CARD, EventKind.RECEIVE_INTERIM_CARD})
"""The events by which a card comes that was asked for; others give one on the way."""


def _day(value: Until | Unknown) -> date | None:
    return value if isinstance(value, date) else None


def _renewed(scene: Scene) -> Until:
    """Return the last day of the card that the new one renews; ``None`` where it renews none."""
    main = scene.situation.main
    if main.procedure is not ProcedureKind.CARD_RENEWAL or scene.event.kind not in _GIVEN_FOR_IT:
        return None
    return UNKNOWN if main.held_until is None else main.held_until


def ordinary_end(scene: Scene) -> Until:
    """Return the last day of an ordinary card given now."""
    status, stay_until = stay_to_come(scene)
    renewed = _renewed(scene)
    if isinstance(status, Unknown) or renewed is UNKNOWN:
        return UNKNOWN
    early = scene.situation.main.procedure is ProcedureKind.CARD_RENEWAL_EARLY
    return known(
        lambda: validity.residence_card_until(
            born=scene.situation.person.born,
            status=status,
            stay_until=stay_until if isinstance(stay_until, date) else None,
            issued_on=scene.event.on,
            old_until=renewed,
            old_issued_on=_day(scene.situation.main.held_issued_on) if renewed else None,
            early=early and scene.event.kind in _GIVEN_FOR_IT,
            book=scene.book,
        )
    )


def specified_end(scene: Scene) -> Until:
    """Return the last day of a specified card given now, were nothing extended."""
    if scene.situation.stay.state is StayState.SPECIAL_PERMANENT:
        return specified_certificate_end(scene)
    status, stay_until = stay_to_come(scene)
    application = scene.situation.application
    renewed = _renewed(scene)
    if isinstance(status, Unknown) or application.route is None or application.filed_on is None:
        return UNKNOWN
    if renewed is UNKNOWN:
        return UNKNOWN
    route, filed_on = application.route, application.filed_on
    return known(
        lambda: validity.specified_card_until(
            born=scene.situation.person.born,
            status=status,
            stay_until=stay_until if isinstance(stay_until, date) else None,
            issued_on=scene.event.on,
            filed_on=filed_on,
            route=route,
            old_until=renewed,
            book=scene.book,
        ),
        # In the special period it is the end of the stay, which has passed; its rows say what follows.
        given_on=date.min if isinstance(stay_until, date) and stay_until < scene.event.on else scene.event.on,
    )


def _ordinary_until(scene: Scene, _: Variable) -> Change:
    return {**CLEAR, "until": scene.once(ordinary_end)}


def _specified_until(scene: Scene, _: Variable) -> Change:
    return {**CLEAR, "until": scene.once(specified_end)}


def _function_until(scene: Scene, _: Variable) -> Change:
    # The function ends with the card as the card would end without any extension.
    return {**CLEAR, "until": scene.once(specified_end), "carrier": Carrier.ON_CARD, "stopped_from": None}


def _follow_special(scene: Scene, _: Variable) -> Change:
    return {**CLEAR, "until": scene.once(special_end)}


def _separate_extended(scene: Scene, _: Variable) -> Change:
    made_on, until = scene.situation.separate_card.made_on, scene.situation.stay.until
    if not isinstance(made_on, date) or not isinstance(until, date):
        return {**CLEAR, "until": UNKNOWN}
    extended = special_period.separate_card_extended_until(
        born=scene.situation.person.born,
        made_on=made_on,
        stay_until=until,
        on=scene.event.on,
        book=scene.book,
    )
    return {**CLEAR, "until": extended.value}


_CERTIFICATE_RULES: Final[Mapping[Variable, Rule[int]]] = MappingProxyType(
    {
        Variable.SIGNING: validity.SIGNING_CERTIFICATE_BIRTHDAYS,
        Variable.AUTHENTICATION: validity.AUTHENTICATION_CERTIFICATE_BIRTHDAYS,
    }
)


def _certificate_until(scene: Scene, variable: Variable) -> Change:
    card_until = scene.once(specified_end)
    if not isinstance(card_until, date):
        return {**CLEAR, "until": UNKNOWN}
    held: Certificate = getattr(scene.situation, variable.value)
    lives = held.state is CertificateState.VALID
    if held.state is CertificateState.UNKNOWN or (lives and not isinstance(held.until, date)):
        # Whether a birthday more is counted depends on the certificate that it replaces.
        return {**CLEAR, "until": UNKNOWN}
    end = validity.certificate_until(
        _CERTIFICATE_RULES[variable],
        born=scene.situation.person.born,
        issued_on=scene.event.on,
        card_until=card_until,
        replaces_until=held.until if lives and isinstance(held.until, date) else None,
        book=scene.book,
    )
    return {**CLEAR, "until": end.value}


def _clear(_: Scene, __: Variable) -> Change:
    return {**CLEAR, "until": UNKNOWN}


ENDS: Final[Mapping[Effect, Write]] = MappingProxyType(
    {
        Effect.NEW_ORDINARY_CARD: new_card(CardKind.RESIDENCE_CARD),
        Effect.NEW_SPECIFIED_CARD: new_card(CardKind.SPECIFIED_RESIDENCE_CARD),
        Effect.ORDINARY_UNTIL: _ordinary_until,
        Effect.SPECIFIED_UNTIL: _specified_until,
        Effect.FUNCTION_UNTIL: _function_until,
        Effect.FOLLOW_SPECIAL: _follow_special,
        Effect.SEPARATE_EXTENDED: _separate_extended,
        Effect.CERTIFICATE_UNTIL: _certificate_until,
        Effect.CLEAR: _clear,
        Effect.LAPSE_EXPIRED: lapse(LapseCause.EXPIRED),
        Effect.LAPSE_RETURNED: lapse(LapseCause.RETURNED),
        Effect.LAPSE_STATUS_ENDED: lapse(LapseCause.STATUS_ENDED),
        Effect.LAPSE_STAY_ENDED: lapse(LapseCause.STAY_ENDED),
        Effect.LAPSE_WITH_RESIDENCE: lapse(LapseCause.WITH_RESIDENCE),
        Effect.LAPSE_WITH_MY_NUMBER: lapse(LapseCause.WITH_MY_NUMBER),
    }
)
"""The effects of this module."""
