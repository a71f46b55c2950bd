"""Effects on the separate Individual Number Card, certificates and the smartphone."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from types import MappingProxyType
from typing import Final

from tokutei.law import Rule
from tokutei.lifecycle.effect_words import Effect
from tokutei.lifecycle.effects.base import CLEAR, Change, Write, known, lapse, special_end
from tokutei.lifecycle.events import EventKind
from tokutei.lifecycle.guards.separate import made_on, separate_end
from tokutei.lifecycle.scene import Scene
from tokutei.lifecycle.situation import Certificate
from tokutei.lifecycle.states import (
    Carrier,
    CertificateState,
    LapseCause,
    MyNumberState,
    SeparateCardState,
    Variable,
)
from tokutei.lifecycle.terms import Until
from tokutei.models import UNKNOWN, Unknown
from tokutei.rules import validity

__all__ = ["SEPARATE"]


# The function, stopped and extended.


def _stop_use(scene: Scene, _: Variable) -> Change:
    return {"stopped_from": scene.situation.my_number.state}


def _lift_stop(_: Scene, __: Variable) -> Change:
    return {"stopped_from": None}


def _follow_stopped(scene: Scene, _: Variable) -> Change:
    return {**CLEAR, "until": scene.once(special_end), "stopped_from": MyNumberState.EXTENDED}


def _after_stay_until(scene: Scene, _: Variable) -> Change:
    stay, made = scene.situation.stay, scene.situation.separate_card.made_on
    status, until = stay.status, stay.until
    if isinstance(status, Unknown) or not isinstance(made, date) or isinstance(until, Unknown):
        return {**CLEAR, "until": UNKNOWN}
    end = known(
        lambda: validity.separate_card_after_stay_until(
            born=scene.situation.person.born,
            status=status,
            stay_until=until,
            made_on=made,
            on=scene.event.on,
            book=scene.book,
        )
    )
    return {**CLEAR, "until": end}


def _carrier_given_back(_: Scene, __: Variable) -> Change:
    return {"carrier": Carrier.NONE}


# The separate card.


def _ask_reissue(scene: Scene, _: Variable) -> Change:
    return {"asked_on": scene.event.on, "replaces_until": None}


def _ask_replacement(scene: Scene, _: Variable) -> Change:
    until = scene.situation.my_number.until
    return {"asked_on": scene.event.on, "replaces_until": until if isinstance(until, date) else None}


def _old_card_found(_: Scene, __: Variable) -> Change:
    return {"old_one_lost": False}


def _new_separate_card(scene: Scene, _: Variable) -> Change:
    separate = scene.situation.separate_card
    return {
        "made_on": made_on(scene.event),
        "until": UNKNOWN,
        "asked_on": None,
        "replaces_until": None,
        "old_one_lost": separate.old_one_lost or separate.state is SeparateCardState.LOST,
    }


def _separate_end(scene: Scene) -> Until:
    return separate_end(scene.situation, scene.event, scene.book)


def _separate_until(scene: Scene, _: Variable) -> Change:
    end = scene.once(_separate_end)
    return {**CLEAR, "until": end, "carrier": Carrier.SEPARATE, "stopped_from": None}


# Certificates.

_RULES: Final[Mapping[Variable, Rule[int]]] = MappingProxyType(
    {
        Variable.SIGNING: validity.SIGNING_CERTIFICATE_BIRTHDAYS,
        Variable.AUTHENTICATION: validity.AUTHENTICATION_CERTIFICATE_BIRTHDAYS,
    }
)


def _function_end(scene: Scene) -> Until:
    return scene.situation.my_number.until


def _replaced(scene: Scene, held: Certificate) -> date | None:
    """Return the last day of the certificate that a new one replaces before its time, if it does."""
    # It is revoked and the new one asked for together (13(i)); with a new card it lapses by that.
    together = (held.cause, held.lapsed_on) == (LapseCause.REVOKED, scene.event.on)
    live = held.state is CertificateState.VALID and scene.event.kind is EventKind.RECEIVE_MY_NUMBER_CARD
    return held.until if (together or live) and isinstance(held.until, date) else None


def _end_of(scene: Scene, variable: Variable, card_until: date, authentication_until: date | None) -> date:
    return validity.certificate_until(
        _RULES[variable],
        born=scene.situation.person.born,
        issued_on=scene.event.on,
        card_until=card_until,
        replaces_until=_replaced(scene, getattr(scene.situation, variable.value)),
        authentication_until=authentication_until,
        book=scene.book,
    ).value


def _certificate(card_end: Callable[[Scene], Until]) -> Write:
    """Return the effect that a certificate is issued on a card that lasts so long."""

    def write(scene: Scene, variable: Variable) -> Change:
        card_until = scene.once(card_end)
        if not isinstance(card_until, date):
            return {**CLEAR, "until": UNKNOWN}
        held = scene.situation.authentication
        authentication_until: Until = None
        if getattr(scene.event, "authentication", True):
            authentication_until = _end_of(scene, Variable.AUTHENTICATION, card_until, None)
        elif held.state in {CertificateState.VALID, CertificateState.UNKNOWN}:
            authentication_until = held.until
        if variable is Variable.AUTHENTICATION:
            return {**CLEAR, "until": authentication_until}
        if isinstance(authentication_until, Unknown):
            return {**CLEAR, "until": UNKNOWN}
        return {**CLEAR, "until": _end_of(scene, variable, card_until, authentication_until)}

    return write


# The smartphone.


def _mobile_until(scene: Scene, _: Variable) -> Change:
    until = scene.situation.my_number.until
    if isinstance(until, Unknown):
        return {**CLEAR, "until": UNKNOWN}
    end = validity.mobile_record_until(
        born=scene.situation.person.born, issued_on=scene.event.on, card_until=until, book=scene.book
    )
    return {**CLEAR, "until": end.value}


SEPARATE: Final[Mapping[Effect, Write]] = MappingProxyType(
    {
        Effect.STOP_USE: _stop_use,
        Effect.LIFT_STOP: _lift_stop,
        Effect.FOLLOW_STOPPED: _follow_stopped,
        Effect.AFTER_STAY_UNTIL: _after_stay_until,
        Effect.CARRIER_GIVEN_BACK: _carrier_given_back,
        Effect.ASK_REISSUE: _ask_reissue,
        Effect.ASK_REPLACEMENT: _ask_replacement,
        Effect.OLD_SEPARATE_CARD_FOUND: _old_card_found,
        Effect.NEW_SEPARATE_CARD: _new_separate_card,
        Effect.SEPARATE_UNTIL: _separate_until,
        Effect.SEPARATE_CERTIFICATE_UNTIL: _certificate(_separate_end),
        Effect.ISSUED_CERTIFICATE_UNTIL: _certificate(_function_end),
        Effect.MOBILE_UNTIL: _mobile_until,
        Effect.LAPSE_REISSUE_ASKED: lapse(LapseCause.REISSUE_ASKED),
        Effect.LAPSE_REPORTED: lapse(LapseCause.REPORTED),
        Effect.LAPSE_REVOKED: lapse(LapseCause.REVOKED),
    }
)
"""The effects of this module."""
