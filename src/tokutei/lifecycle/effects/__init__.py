"""What every effect writes into its variable's new value, implemented once over situation, event and law."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from tokutei.lifecycle.effect_words import Effect
from tokutei.lifecycle.effects.base import Change, Write
from tokutei.lifecycle.effects.cards import CARDS
from tokutei.lifecycle.effects.ends import ENDS
from tokutei.lifecycle.effects.procedures import PROCEDURES
from tokutei.lifecycle.effects.register import REGISTER
from tokutei.lifecycle.effects.separate import SEPARATE
from tokutei.lifecycle.effects.special import SPECIAL

__all__ = ["EFFECTS", "Change", "Write"]

EFFECTS: Final[Mapping[Effect, Write]] = MappingProxyType(
    {**PROCEDURES, **ENDS, **CARDS, **REGISTER, **SEPARATE, **SPECIAL}
)
"""Every effect with its implementation."""
