"""Guards about card procedures that leave the stay alone, and about what becomes of residents with age."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from tokutei.lifecycle.guard_words import Guard
from tokutei.lifecycle.guards.base import Check

__all__ = ["CARDS"]


CARDS: Final[Mapping[Guard, Check]] = MappingProxyType({})
"""The guards of this module."""
