"""Effects of places of residence, departures and entries."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from types import MappingProxyType
from typing import Final

from tokutei.calendar import days_after
from tokutei.lifecycle.effect_words import Effect
from tokutei.lifecycle.effects.base import CLEAR, Change, Write, known, lapse, special_end
from tokutei.lifecycle.events import (
    Depart,
    ExtendReentry,
    Land,
    MunicipalAsking,
    NotifyAddressAfterPermission,
    NotifyFirstAddress,
    NotifyMoveIn,
    NotifyMoveOut,
    NotifyRelocation,
)
from tokutei.lifecycle.guard_words import Guard
from tokutei.lifecycle.law import days_to_move_in
from tokutei.lifecycle.scene import Scene
from tokutei.lifecycle.states import (
    Carrier,
    LapseCause,
    ReentryKind,
    SpecialPeriodState,
    StayState,
    Variable,
)
from tokutei.lifecycle.terms import Until
from tokutei.models import UNKNOWN
from tokutei.rules import deadlines, routes, validity
from tokutei.rules.deadlines.limits import CRUISE_DAYS, MOVED_IN_DAYS, PLANNED_MOVE_DAYS

__all__ = ["REGISTER"]

_Notice = NotifyFirstAddress | NotifyAddressAfterPermission | NotifyMoveIn | NotifyRelocation


def _municipality(scene: Scene) -> object:
    return scene.event.municipality if isinstance(scene.event, _Notice) else UNKNOWN


def _record_address(scene: Scene, _: Variable) -> Change:
    until = _hand_in_until(scene) if scene.says(Guard.NOT_HANDED_IN) is True else None
    return {"municipality": _municipality(scene), "planned_on": None, "until": until}


def _hand_in_until(scene: Scene) -> date | None:
    """Return the last day to hand in the card after moving in from elsewhere in Japan."""
    if not isinstance(scene.event, NotifyMoveIn) or scene.situation.my_number.carrier is Carrier.NONE:
        return None
    found = deadlines.deadline(
        deadlines.Matter.MY_NUMBER_HAND_IN,
        deadlines.TriggerEvent.MOVING_IN_NOTIFIED,
        event_on=scene.event.on,
        book=scene.book,
    )
    return found.value.due


def _move_within(scene: Scene, _: Variable) -> Change:
    return {"municipality": _municipality(scene)}


def _plan_move(scene: Scene, _: Variable) -> Change:
    planned = scene.event.planned_on if isinstance(scene.event, NotifyMoveOut) else scene.event.on
    return {
        "planned_on": planned,
        "until": days_to_move_in(PLANNED_MOVE_DAYS, planned, scene.event.on, scene.book),
    }


def _leave_register(_: Scene, __: Variable) -> Change:
    return {"municipality": UNKNOWN, "planned_on": None, "until": None}


def _term_over(_: Scene, __: Variable) -> Change:
    return {"until": None}


def _file_municipal_application(scene: Scene, _: Variable) -> Change:
    event = scene.event
    procedure = event.procedure
    asked = event.certificates if isinstance(event, MunicipalAsking) else None
    return {
        "route": routes.route_of(procedure, on=event.on, book=scene.book).value if procedure else None,
        "filed_on": event.on,
        "certificates": UNKNOWN if asked is None else asked,
        "expedited": isinstance(event, MunicipalAsking) and event.expedited,
    }


def _no_carrier(_: Scene, __: Variable) -> Change:
    return {"carrier": Carrier.NONE}


def _landed_stay(scene: Scene, _: Variable) -> Change:
    event = scene.event
    if not isinstance(event, Land):
        return {}
    until = event.stay_until
    # The day of landing is not counted.
    days = (until - event.on).days if until is not None else UNKNOWN
    return {"status": event.status, "until": until, "days": days}


def _landed_card_until(scene: Scene, _: Variable) -> Change:
    event = scene.event
    if not isinstance(event, Land):
        return {**CLEAR, "until": UNKNOWN}
    until = known(
        lambda: validity.residence_card_until(
            born=scene.situation.person.born,
            status=event.status,
            stay_until=event.stay_until,
            issued_on=event.on,
            book=scene.book,
        )
    )
    return {**CLEAR, "until": until}


def _leave_japan(scene: Scene, _: Variable) -> Change:
    event = scene.event
    if not isinstance(event, Depart):
        return {}
    until: Until = None
    if event.reentry is ReentryKind.PERMIT:
        until = event.permit_until
    if event.reentry is ReentryKind.SPECIAL:
        until = _special_reentry(scene)
    return {"left_on": event.on, "reentry": event.reentry, "until": until}


def _special_reentry(scene: Scene) -> Until:
    """Return the last day to come back on special re-entry permission, a special period counted."""
    special = scene.situation.stay.state is StayState.SPECIAL_PERMANENT
    stay_end = _stay_end(scene)

    def last(end: date | None) -> date:
        if scene.says(Guard.ON_CRUISE) is True:
            longest = days_after(scene.event.on, scene.book.at(CRUISE_DAYS, scene.event.on).value)
            return longest if end is None else min(longest, end)
        found = deadlines.special_reentry_until(
            departed=scene.event.on, stay_end=end, spr=special, book=scene.book
        )
        return found.value

    if stay_end is UNKNOWN and not special:
        # A stay that is known to outlast the longest term needs no more; any other end decides.
        held = scene.situation.stay.until
        return last(None) if isinstance(held, date) and held >= last(None) else UNKNOWN
    return last(stay_end if isinstance(stay_end, date) else None)


def _stay_end(scene: Scene) -> Until:
    situation = scene.situation
    if situation.special_period.state is SpecialPeriodState.RUNNING:
        return special_end(scene)
    if not isinstance(situation.stay.until, date):
        return situation.stay.until
    timely = scene.says(Guard.TIMELY_PENDING)
    if timely is True:
        return special_end(scene)
    return situation.stay.until if timely is False else UNKNOWN


def _extend_way_back(scene: Scene, _: Variable) -> Change:
    return {"until": scene.event.until} if isinstance(scene.event, ExtendReentry) else {}


def _come_back(_: Scene, __: Variable) -> Change:
    return {"left_on": None, "reentry": None, "until": None}


def _lose_way_back(_: Scene, __: Variable) -> Change:
    return {"reentry": ReentryKind.NONE, "until": None}


def _lapse_not_moved_in(scene: Scene, _: Variable) -> Change:
    """Say since when: who notifies late lost the function when the days after moving in had passed."""
    event = scene.event
    first = event.on
    if isinstance(event, NotifyMoveIn):
        last = days_to_move_in(MOVED_IN_DAYS, event.moved_on, event.on, scene.book)
        first = min(first, last + timedelta(days=1)) if last else first
    return {"lapsed_on": first, "cause": LapseCause.NOT_MOVED_IN}


REGISTER: Final[Mapping[Effect, Write]] = MappingProxyType(
    {
        Effect.RECORD_ADDRESS: _record_address,
        Effect.MOVE_WITHIN: _move_within,
        Effect.PLAN_MOVE: _plan_move,
        Effect.LEAVE_REGISTER: _leave_register,
        Effect.TERM_OVER: _term_over,
        Effect.FILE_MUNICIPAL_APPLICATION: _file_municipal_application,
        Effect.NO_CARRIER: _no_carrier,
        Effect.LANDED_STAY: _landed_stay,
        Effect.LANDED_CARD_UNTIL: _landed_card_until,
        Effect.LEAVE_JAPAN: _leave_japan,
        Effect.EXTEND_WAY_BACK: _extend_way_back,
        Effect.COME_BACK: _come_back,
        Effect.LOSE_WAY_BACK: _lose_way_back,
        Effect.LAPSE_NOT_MOVED_IN: _lapse_not_moved_in,
        Effect.LAPSE_LEFT: lapse(LapseCause.LEFT),
        Effect.LAPSE_REENTRY_ENDED: lapse(LapseCause.REENTRY_ENDED),
        Effect.LAPSE_DEATH: lapse(LapseCause.DEATH),
        Effect.LAPSE_NATURALIZED: lapse(LapseCause.NATURALIZED),
        Effect.LAPSE_MOVED_ABROAD: lapse(LapseCause.MOVED_ABROAD),
        Effect.LAPSE_NOT_SHOWN: lapse(LapseCause.NOT_SHOWN),
        Effect.LAPSE_ENTRY_ERASED: lapse(LapseCause.ENTRY_ERASED),
        Effect.LAPSE_NUMBER_CHANGED: lapse(LapseCause.NUMBER_CHANGED),
        Effect.LAPSE_ORDERED: lapse(LapseCause.ORDERED),
        Effect.LAPSE_ADDRESS_CHANGED: lapse(LapseCause.ADDRESS_CHANGED),
        Effect.LAPSE_ITEM_CHANGED: lapse(LapseCause.ITEM_CHANGED),
    }
)
"""The effects of this module."""
