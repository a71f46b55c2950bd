"""Until when a certificate of a special permanent resident given now is valid (特例法 9, 16-3(4))."""

from __future__ import annotations

from datetime import date
from typing import Final

from tokutei.lifecycle.effects.base import known
from tokutei.lifecycle.events import EventKind
from tokutei.lifecycle.scene import Scene
from tokutei.lifecycle.terms import SPECIAL_PERMISSIONS, Until
from tokutei.models import UNKNOWN
from tokutei.rules import validity
from tokutei.vocabulary import ProcedureKind

__all__ = ["ordinary_certificate_end", "specified_certificate_end"]

_RENEWALS: Final = frozenset({ProcedureKind.SPR_RENEWAL, ProcedureKind.SPR_RENEWAL_EARLY})


def ordinary_certificate_end(scene: Scene) -> Until:
    """Return the last day of an ordinary certificate given now."""
    situation = scene.situation
    returned = scene.event.kind is EventKind.GIVE_BACK_MY_NUMBER
    renews = not returned and situation.main.procedure in _RENEWALS
    old_until = situation.residence.until
    if renews and not isinstance(old_until, date):
        return UNKNOWN
    return known(
        lambda: validity.special_permanent_certificate_until(
            born=situation.person.born,
            issued_on=scene.event.on,
            filed_on=None if returned else situation.main.filed_on,
            old_until=old_until if renews and isinstance(old_until, date) else None,
            old_issued_on=_issued_on(scene),
            returned=returned,
            first=situation.main.procedure in SPECIAL_PERMISSIONS,
            book=scene.book,
        ),
        given_on=scene.event.on,
    )


def specified_certificate_end(scene: Scene) -> Until:
    """Return the last day of a specified certificate given now; nothing ever lengthens it."""
    situation = scene.situation
    filed_on, old_until = situation.application.filed_on, situation.residence.until
    renews = situation.main.procedure in _RENEWALS
    if filed_on is None or (renews and not isinstance(old_until, date)):
        return UNKNOWN
    return known(
        lambda: validity.specified_certificate_until(
            born=situation.person.born,
            issued_on=scene.event.on,
            filed_on=filed_on,
            old_until=old_until if renews and isinstance(old_until, date) else None,
            old_issued_on=_issued_on(scene),
            first=situation.main.procedure in SPECIAL_PERMISSIONS,
            book=scene.book,
        ),
        given_on=scene.event.on,
    )


def _issued_on(scene: Scene) -> date | None:
    issued_on = scene.situation.card.issued_on
    return issued_on if isinstance(issued_on, date) else None
