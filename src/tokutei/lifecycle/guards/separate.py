"""Guards about the separate Individual Number Card, certificates and the smartphone."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from tokutei.lifecycle.guard_words import Guard
from tokutei.lifecycle.guards.base import Check

__all__ = ["SEPARATE"]


SEPARATE: Final[Mapping[Guard, Check]] = MappingProxyType({})
"""The guards of this module."""
