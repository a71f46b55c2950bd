"""Effects on special permanent residents: their stay, their certificates, what they apply for."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from tokutei.lifecycle.effect_words import Effect
from tokutei.lifecycle.effects.base import CLEAR, Change, Write, lapse
from tokutei.lifecycle.effects.certificates import ordinary_certificate_end
from tokutei.lifecycle.effects.ends import new_card
from tokutei.lifecycle.scene import Scene
from tokutei.lifecycle.states import LapseCause, Variable
from tokutei.models import UNKNOWN
from tokutei.rules import routes
from tokutei.vocabulary import CardKind, ProcedureKind, StatusOfResidence

__all__ = ["SPECIAL"]

_ADDRESS: Final = frozenset({ProcedureKind.PLACE_OF_RESIDENCE_FIRST, ProcedureKind.PLACE_OF_RESIDENCE_CHANGE})
"""Notifications that mid- to long-term residents make too; special permanent residents do by 特例法 10."""


def _procedure(scene: Scene) -> ProcedureKind | None:
    procedure = scene.event.procedure
    return ProcedureKind.SPR_PLACE_OF_RESIDENCE_CHANGE if procedure in _ADDRESS else procedure


def _file_application(scene: Scene, _: Variable) -> Change:
    event, procedure = scene.event, _procedure(scene)
    asked = getattr(event, "certificates", None)
    route = routes.route_of(procedure, on=event.on, book=scene.book).value if procedure else None
    return {
        "route": route,
        "filed_on": event.on,
        "certificates": UNKNOWN if asked is None else asked,
        "expedited": bool(getattr(event, "expedited", False)),
    }


def _file_address_matter(scene: Scene, _: Variable) -> Change:
    return {
        "procedure": _procedure(scene),
        "filed_on": scene.event.on,
        "channel": UNKNOWN,
        "granted_until": UNKNOWN,
        "granted_months": UNKNOWN,
        "target": scene.situation.stay.status,
    }


def _special_stay(_: Scene, __: Variable) -> Change:
    return {"status": StatusOfResidence.SPECIAL_PERMANENT_RESIDENT, "until": None, "days": UNKNOWN}


def _birth_stay(_: Scene, __: Variable) -> Change:
    # No provision says what becomes of the sixty days while an application in time is pending.
    return {"until": UNKNOWN}


def _ordinary_certificate_until(scene: Scene, _: Variable) -> Change:
    return {**CLEAR, "until": scene.once(ordinary_certificate_end)}


SPECIAL: Final[Mapping[Effect, Write]] = MappingProxyType(
    {
        Effect.NEW_CERTIFICATE: new_card(CardKind.SPECIAL_PERMANENT_RESIDENT_CERTIFICATE),
        Effect.NEW_SPECIFIED_CERTIFICATE: new_card(CardKind.SPECIFIED_SPECIAL_PERMANENT_RESIDENT_CERTIFICATE),
        Effect.ORDINARY_CERTIFICATE_UNTIL: _ordinary_certificate_until,
        Effect.SPECIAL_STAY: _special_stay,
        Effect.BIRTH_STAY: _birth_stay,
        Effect.FILE_SPECIAL_APPLICATION: _file_application,
        Effect.FILE_ADDRESS_MATTER: _file_address_matter,
        Effect.LAPSE_BECAME_SPECIAL: lapse(LapseCause.STATUS_ENDED),
    }
)
"""The effects of this module."""
