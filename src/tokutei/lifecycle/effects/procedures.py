"""Effects on the procedure under way, the application for a specified card, and the stay."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Final

from tokutei.lifecycle.duty_terms import REISSUE_OWED
from tokutei.lifecycle.effect_words import Effect
from tokutei.lifecycle.effects.base import Change, Write, special_end
from tokutei.lifecycle.events import DecidePermission, FileAcquisition, FileChange
from tokutei.lifecycle.law import route_of
from tokutei.lifecycle.scene import Scene
from tokutei.lifecycle.states import Variable
from tokutei.models import UNKNOWN, Unknown
from tokutei.vocabulary import ProcedureKind, StatusOfResidence

__all__ = ["PROCEDURES"]


def _target(scene: Scene) -> StatusOfResidence | Unknown:
    """Return the status that a filing leads to."""
    if isinstance(scene.event, FileChange | FileAcquisition):
        return scene.event.target
    return _BY_PROCEDURE.get(scene.event.procedure, scene.situation.stay.status)


_BY_PROCEDURE: Final[Mapping[ProcedureKind | None, StatusOfResidence]] = MappingProxyType(
    {
        ProcedureKind.PERMANENT_RESIDENCE: StatusOfResidence.PERMANENT_RESIDENT,
        ProcedureKind.SPR_PERMISSION_BIRTH: StatusOfResidence.SPECIAL_PERMANENT_RESIDENT,
        ProcedureKind.SPR_PERMISSION_OTHER: StatusOfResidence.SPECIAL_PERMANENT_RESIDENT,
    }
)
"""The status that a procedure leads to, where it is one."""


def _owed_since(scene: Scene) -> date | None:
    """Return since when a reissuance that is applied for was owed."""
    kind = REISSUE_OWED.get(scene.event.procedure)
    return next((one.since for one in scene.situation.obligations if one.kind is kind), None)


def _file_main(scene: Scene, _: Variable) -> Change:
    return {
        "procedure": scene.event.procedure,
        "filed_on": scene.event.on,
        "channel": getattr(scene.event, "channel", UNKNOWN),
        "granted_until": UNKNOWN,
        "granted_months": UNKNOWN,
        "target": _target(scene),
        "held_until": scene.situation.residence.until,
        "held_issued_on": scene.situation.card.issued_on,
        "residence_told": isinstance(scene.event, FileAcquisition) and scene.event.record_copy,
        "owed_since": _owed_since(scene),
    }


def _decide_main(scene: Scene, _: Variable) -> Change:
    decided = scene.event if isinstance(scene.event, DecidePermission) else None
    months = decided.months if decided else None
    return {
        "granted_until": decided.stay_until if decided else UNKNOWN,
        "granted_months": UNKNOWN if months is None else months,
    }


def _file_application(scene: Scene, _: Variable) -> Change:
    event = scene.event
    asked = getattr(event, "certificates", None)
    procedure = event.procedure
    route = route_of(procedure, event.on, scene.book) if procedure else None
    return {"route": route, "filed_on": event.on, "certificates": UNKNOWN if asked is None else asked}


def _granted_stay(scene: Scene, _: Variable) -> Change:
    main = scene.situation.main
    return {"status": main.target, "until": main.granted_until, "days": UNKNOWN}


def _special_until(scene: Scene, _: Variable) -> Change:
    return {"until": special_end(scene)}


def _end_special(_: Scene, __: Variable) -> Change:
    return {"until": None}


PROCEDURES: Final[Mapping[Effect, Write]] = MappingProxyType(
    {
        Effect.FILE_MAIN: _file_main,
        Effect.DECIDE_MAIN: _decide_main,
        Effect.FILE_APPLICATION: _file_application,
        Effect.GRANTED_STAY: _granted_stay,
        Effect.SPECIAL_UNTIL: _special_until,
        Effect.END_SPECIAL: _end_special,
    }
)
"""The effects of this module."""
