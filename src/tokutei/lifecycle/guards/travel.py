"""Guards about landing, leaving and coming back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Final

from tokutei.calendar import months_after, years_after
from tokutei.data.tables import status_rows
from tokutei.lifecycle.duty_words import DutyKind
from tokutei.lifecycle.events import Depart, Event, ExtendReentry, Land, ReportLoss
from tokutei.lifecycle.guard_words import Guard
from tokutei.lifecycle.guards.base import PENDING, Check, Verdict3, missing
from tokutei.lifecycle.situation import Situation
from tokutei.lifecycle.states import (
    FunctionState,
    HeldCardState,
    PresenceState,
    ReentryKind,
    StayState,
)
from tokutei.models import UNKNOWN
from tokutei.rules.deadlines.limits import REENTRY_EXTENSION_YEARS, REENTRY_YEARS
from tokutei.rules.rulebook import Rulebook
from tokutei.rules.statuses.standing import OFFICIAL_STATUSES, SHORT_STAY_MONTHS
from tokutei.vocabulary import MidToLongTerm, ProcedureKind, StatusOfResidence

__all__ = ["TRAVEL"]

_WAYS: Final = frozenset({ReentryKind.PERMIT, ReentryKind.SPECIAL})


def _lands_as_resident(_: Situation, event: Event, book: Rulebook) -> Verdict3:
    """Tell whether somebody becomes a mid- to long-term resident by landing (Act 19-3)."""
    if not isinstance(event, Land):
        return False
    kind = status_rows()[event.status].mid_long_term
    if kind in {MidToLongTerm.NEVER, MidToLongTerm.SEPARATE_STATUS}:
        return False
    longest = book.at(SHORT_STAY_MONTHS, event.on).value
    if kind is MidToLongTerm.ALWAYS or event.stay_until is None:
        return True
    if event.months is not None:
        return event.months > longest
    return event.stay_until > months_after(event.on, longest)


_NOT_BY_LANDING: Final = frozenset(
    {
        StatusOfResidence.PERMANENT_RESIDENT,
        StatusOfResidence.HIGHLY_SKILLED_PROFESSIONAL_2,
        StatusOfResidence.SPECIAL_PERMANENT_RESIDENT,  # no status of residence at all
    }
)
"""What nobody lands with (Act 7(1)(ii))."""


def _status_by_landing(_: Situation, event: Event, __: Rulebook) -> Verdict3:
    return not isinstance(event, Land) or event.status not in _NOT_BY_LANDING


def _card_given(_: Situation, event: Event, __: Rulebook) -> Verdict3:
    return isinstance(event, Land) and event.card_given


def _leaves(kind: ReentryKind) -> Check:
    def check(_: Situation, event: Event, __: Rulebook) -> Verdict3:
        return isinstance(event, Depart) and event.reentry is kind

    return check


def _permit_end_known(_: Situation, event: Event, __: Rulebook) -> Verdict3:
    return missing("permit_until") if isinstance(event, Depart) and event.permit_until is None else True


def _refugee_document(_: Situation, event: Event, __: Rulebook) -> Verdict3:
    return isinstance(event, Depart) and event.refugee_travel_document


def _on_cruise(situation: Situation, event: Event, _: Rulebook) -> Verdict3:
    """Tell whether a temporary visitor goes on a cruise with a designated ship (Act 26-3(1))."""
    visitor = situation.stay.status is StatusOfResidence.TEMPORARY_VISITOR
    return isinstance(event, Depart) and event.designated_ship and visitor


def _permit_term_fits(situation: Situation, event: Event, book: Rulebook) -> Verdict3:
    """Tell whether a permission can last so long; it took effect on the day of leaving at the latest."""
    until = event.permit_until if isinstance(event, Depart) else None
    return until is None or event.on <= until <= years_after(
        event.on, book.at(REENTRY_YEARS[_special(situation)], event.on).value
    )


def _special(situation: Situation) -> bool:
    return situation.stay.state is StayState.SPECIAL_PERMANENT


def _permit_needed(situation: Situation, event: Event, book: Rulebook) -> Verdict3:
    """Tell whether only a permission brings somebody back.

    It does for the persons of Regulation 29-4, for those without a status of residence, and for stays of
    up to three months and temporary visitors; officials and diplomats are not among these (Act 26-2(1)).
    """
    if isinstance(event, Depart) and event.excluded:
        return True
    if _on_cruise(situation, event, book) is True:
        return False
    if situation.stay.state is StayState.SHORT:
        return situation.stay.status not in book.at(OFFICIAL_STATUSES, event.on).value
    return situation.stay.state in {StayState.NONE, StayState.TRANSITIONAL}


def _card_for_reentry(situation: Situation, _: Event, __: Rulebook) -> Verdict3:
    """Tell whether the card that has effect is in hand, or a passport that notes that it will follow."""
    card, function = situation.card, situation.residence.state
    if situation.stay.state not in {StayState.MID_LONG, StayState.SPECIAL_PERMANENT}:
        return True  # only residents have one
    if card.state is HeldCardState.UNKNOWN:
        return missing("card")
    if card.state is HeldCardState.HELD:
        return missing("card_valid_until") if function is FunctionState.UNKNOWN else _has_effect(function)
    waits = card.state in {HeldCardState.NONE, HeldCardState.IN_POST}
    return waits and function is FunctionState.ABSENT and situation.stay.state is StayState.MID_LONG


def _has_effect(function: FunctionState) -> bool:
    return function not in {FunctionState.LAPSED, FunctionState.ABSENT}


def _on_special_reentry(situation: Situation, _: Event, __: Rulebook) -> Verdict3:
    return situation.presence.reentry is ReentryKind.SPECIAL


def _reentry_term_fits(situation: Situation, event: Event, book: Rulebook) -> Verdict3:
    until = situation.presence.until
    if not isinstance(event, ExtendReentry) or not isinstance(until, date):
        return False
    more = book.at(REENTRY_EXTENSION_YEARS, event.on).value
    longest = years_after(until, more)
    left_on = situation.presence.left_on
    if left_on is not None:  # the permission took effect on that day at the latest
        longest = min(
            longest, years_after(left_on, book.at(REENTRY_YEARS[_special(situation)], left_on).value + more)
        )
    return until < event.until <= longest


def _way_back(situation: Situation, _: Event, __: Rulebook) -> Verdict3:
    """Tell whether the stay waits for the return; a last day that has passed took the way back away."""
    if situation.presence.reentry not in _WAYS or situation.stay.state is StayState.NONE:
        return False
    return missing("stay_until") if situation.presence.until is UNKNOWN else True


def _loss_abroad(situation: Situation, event: Event, _: Rulebook) -> Verdict3:
    away = situation.presence.state is PresenceState.ABROAD
    return isinstance(event, ReportLoss) and (event.abroad or away)


def _card_in_effect(situation: Situation, _: Event, __: Rulebook) -> Verdict3:
    """Tell whether the card has effect; one whose last day is not known is taken to."""
    return _has_effect(situation.residence.state)


def _reissue_under_way(situation: Situation, _: Event, __: Rulebook) -> Verdict3:
    owed = any(one.kind is DutyKind.REISSUE for one in situation.obligations)
    main = situation.main
    return owed or (main.state in PENDING and main.procedure is ProcedureKind.REISSUE_LOSS)


TRAVEL: Final[Mapping[Guard, Check]] = MappingProxyType(
    {
        Guard.LANDS_AS_RESIDENT: _lands_as_resident,
        Guard.STATUS_BY_LANDING: _status_by_landing,
        Guard.CARD_GIVEN: _card_given,
        Guard.LEAVES_FOR_GOOD: _leaves(ReentryKind.NONE),
        Guard.LEAVES_ON_PERMIT: _leaves(ReentryKind.PERMIT),
        Guard.LEAVES_ON_SPECIAL: _leaves(ReentryKind.SPECIAL),
        Guard.PERMIT_END_KNOWN: _permit_end_known,
        Guard.ON_CRUISE: _on_cruise,
        Guard.PERMIT_TERM_FITS: _permit_term_fits,
        Guard.REFUGEE_DOCUMENT: _refugee_document,
        Guard.PERMIT_NEEDED: _permit_needed,
        Guard.CARD_FOR_REENTRY: _card_for_reentry,
        Guard.ON_SPECIAL_REENTRY: _on_special_reentry,
        Guard.REENTRY_TERM_FITS: _reentry_term_fits,
        Guard.WAY_BACK: _way_back,
        Guard.LOSS_ABROAD: _loss_abroad,
        Guard.CARD_IN_EFFECT: _card_in_effect,
        Guard.REISSUE_UNDER_WAY: _reissue_under_way,
    }
)
"""The guards of this module."""
