"""What is refused, why, and what would have worked: one table for filings, deliveries and requests.

A refusal applies when all its guards hold and none of ``unless`` does. The values it depends on are
rules, so a reform changes the refusals without touching them.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from tokutei.lifecycle.events.kinds import EventKind
from tokutei.lifecycle.refusals.cards import CARDS
from tokutei.lifecycle.refusals.register import REGISTER
from tokutei.lifecycle.refusals.residents import RESIDENTS
from tokutei.lifecycle.refusals.separate import SEPARATE
from tokutei.lifecycle.refusals.special import SPECIAL
from tokutei.lifecycle.refusals.standing import STANDING
from tokutei.lifecycle.rows import Refusal

__all__ = ["REFUSALS", "refusals_of"]

REFUSALS: Final = (*RESIDENTS, *CARDS, *REGISTER, *SEPARATE, *SPECIAL, *STANDING)
"""All refusals."""

_BY_EVENT: Final[Mapping[EventKind, tuple[Refusal, ...]]] = MappingProxyType(
    {kind: tuple(one for one in REFUSALS if kind in one.events) for kind in EventKind}
)


def refusals_of(event: EventKind) -> tuple[Refusal, ...]:
    """Return the refusals that an event can meet."""
    return _BY_EVENT[event]
