"""Effects of card procedures that leave the stay alone, and of acts that give or end a status."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from tokutei.lifecycle.effect_words import Effect
from tokutei.lifecycle.effects.base import CLEAR, Change, Write
from tokutei.lifecycle.events import ConvertFiling, FileAcquisition, GrantStatus, RevokeStatus
from tokutei.lifecycle.guards.cards import renewal_end
from tokutei.lifecycle.law import stay_without_status_end
from tokutei.lifecycle.scene import Scene
from tokutei.lifecycle.states import ReentryKind, Variable
from tokutei.lifecycle.tables.making import CARDS_SINCE
from tokutei.models import UNKNOWN
from tokutei.vocabulary import ProcedureKind

__all__ = ["CARDS"]


def _convert_main(scene: Scene, _: Variable) -> Change:
    # The day of filing stays (Regulation 21-3(2), 21-4(2)).
    target = scene.event.target if isinstance(scene.event, ConvertFiling) else None
    if target is None:
        return {"procedure": ProcedureKind.EXTENSION_OF_STAY, "target": scene.situation.stay.status}
    return {"procedure": ProcedureKind.CHANGE_OF_STATUS, "target": target}


def _status_granted(scene: Scene, _: Variable) -> Change:
    if not isinstance(scene.event, GrantStatus):
        return {}
    return {"status": scene.event.status, "until": scene.event.stay_until, "days": UNKNOWN}


def _without_status(scene: Scene, _: Variable) -> Change:
    event = scene.event
    since = event.occurred_on if isinstance(event, FileAcquisition) else None
    until = UNKNOWN if since is None else stay_without_status_end(max(since, CARDS_SINCE), scene.book)
    return {"until": until, "days": UNKNOWN}


def _leave_by(scene: Scene, _: Variable) -> Change:
    until = scene.event.leave_by if isinstance(scene.event, RevokeStatus) else None
    return {"status": UNKNOWN, "until": until or scene.event.on, "days": UNKNOWN}


def _follow_renewal(scene: Scene, _: Variable) -> Change:
    end = renewal_end(scene.situation, scene.book)
    return {**CLEAR, "until": UNKNOWN if end is None else end}


def _sent_away(scene: Scene, _: Variable) -> Change:
    return {"left_on": scene.event.on, "reentry": ReentryKind.NONE, "until": None}


def _old_card_found(_: Scene, __: Variable) -> Change:
    return {"old_one_missing": False}


CARDS: Final[Mapping[Effect, Write]] = MappingProxyType(
    {
        Effect.CONVERT_MAIN: _convert_main,
        Effect.STATUS_GRANTED: _status_granted,
        Effect.WITHOUT_STATUS: _without_status,
        Effect.LEAVE_BY: _leave_by,
        Effect.FOLLOW_RENEWAL: _follow_renewal,
        Effect.SENT_AWAY: _sent_away,
        Effect.OLD_CARD_FOUND: _old_card_found,
    }
)
"""The effects of this module."""
