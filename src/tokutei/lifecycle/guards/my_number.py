"""Guards about the My Number function, its carrier, its extension and its return."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from tokutei.lifecycle.events import (
    Event,
    ExtendMyNumber,
    GiveBackMyNumber,
)
from tokutei.lifecycle.guard_words import Guard
from tokutei.lifecycle.guards.base import Check, Verdict3, missing, reading, stay_end
from tokutei.lifecycle.situation import Situation
from tokutei.lifecycle.states import (
    Carrier,
    HeldCardState,
    LapseCause,
    MyNumberState,
    SeparateCardState,
)
from tokutei.lifecycle.tables.making import SPECIFIED_SINCE
from tokutei.models import UNKNOWN
from tokutei.rules import routes, special_period
from tokutei.rules.rulebook import Rulebook
from tokutei.vocabulary.cards import CERTIFICATES, SPECIFIED_CARDS

__all__ = ["MY_NUMBER"]


def _my_number_follows(situation: Situation, event: Event, book: Rulebook) -> Verdict3:
    carrier = situation.my_number.carrier
    if carrier is UNKNOWN:
        return missing("card_kind")
    rule = (
        special_period.MY_NUMBER_FOLLOWS_SPECIAL_PERIOD
        if carrier is Carrier.ON_CARD
        else special_period.SEPARATE_CARD_FOLLOWS_SPECIAL_PERIOD
    )
    ended = stay_end(situation, event)
    # Both rules begin with the specified card; before it nothing followed.
    return ended >= SPECIFIED_SINCE and book.at(rule, ended).value


def _on_card(situation: Situation, _: Event, __: Rulebook) -> Verdict3:
    carrier = situation.my_number.carrier
    return missing("card_kind") if carrier is UNKNOWN else carrier is Carrier.ON_CARD


def _specified_held(situation: Situation, _: Event, __: Rulebook) -> Verdict3:
    card = situation.card
    if card.state is HeldCardState.UNKNOWN or card.kind is UNKNOWN:
        return missing("card_kind")
    return card.state is HeldCardState.HELD and card.kind in SPECIFIED_CARDS


def _return_window(situation: Situation, event: Event, book: Rulebook) -> Verdict3:
    special = situation.card.kind in CERTIFICATES
    rule = routes.SPR_MY_NUMBER_RETURN_WINDOW if special else routes.MY_NUMBER_RETURN_WINDOW
    return isinstance(event, GiveBackMyNumber) and event.to == book.at(rule, event.on).value


def _extension_window(situation: Situation, event: Event, book: Rulebook) -> Verdict3:
    if situation.my_number.carrier is UNKNOWN:
        return missing("card_kind")
    rule = (
        special_period.MY_NUMBER_EXTENSION_WINDOW
        if situation.my_number.carrier is Carrier.ON_CARD
        else special_period.SEPARATE_CARD_EXTENSION_WINDOW
    )
    return isinstance(event, ExtendMyNumber) and event.to == book.at(rule, event.on).value


def _my_number_live(situation: Situation, _: Event, __: Rulebook) -> Verdict3:
    state = situation.my_number.state
    if state is MyNumberState.UNKNOWN:
        return missing("my_number_valid_until")
    return state in {MyNumberState.VALID, MyNumberState.EXTENDED}


def _made_on_known(situation: Situation, _: Event, __: Rulebook) -> Verdict3:
    return missing("made_on") if situation.separate_card.made_on is UNKNOWN else True


def _carrier_at_hand(situation: Situation, event: Event, book: Rulebook) -> Verdict3:
    carrier = situation.my_number.carrier
    if carrier is UNKNOWN:
        return missing("card_kind")
    if carrier is Carrier.ON_CARD:
        return _specified_held(situation, event, book)
    state = situation.separate_card.state
    return (
        missing("has_my_number_card")
        if state is SeparateCardState.UNKNOWN
        else state is SeparateCardState.HELD
    )


def _lapsed_by_expiry(situation: Situation, _: Event, __: Rulebook) -> Verdict3:
    return situation.my_number.cause is LapseCause.EXPIRED


MY_NUMBER: Final[Mapping[Guard, Check]] = MappingProxyType(
    {
        Guard.MY_NUMBER_FOLLOWS: _my_number_follows,
        Guard.ON_CARD: _on_card,
        Guard.SPECIFIED_HELD: _specified_held,
        Guard.RETURN_WINDOW: _return_window,
        Guard.EXTENSION_WINDOW: _extension_window,
        Guard.MY_NUMBER_LIVE: _my_number_live,
        Guard.CARRIER_AT_HAND: _carrier_at_hand,
        Guard.LAPSED_BY_EXPIRY: _lapsed_by_expiry,
        Guard.MADE_ON_KNOWN: _made_on_known,
        Guard.LATE_EXTENSION_READING: reading("Q12", "after_expiry"),
        Guard.RETURN_ON_EXPIRY_READING: reading("Q3", "duty_without_transition"),
    }
)
"""The guards of this module."""
