"""Effects of card procedures that leave the stay alone."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from tokutei.lifecycle.effect_words import Effect
from tokutei.lifecycle.effects.base import Write

__all__ = ["CARDS"]


CARDS: Final[Mapping[Effect, Write]] = MappingProxyType({})
"""The effects of this module."""
