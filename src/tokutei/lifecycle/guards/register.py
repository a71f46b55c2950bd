"""Guards about places of residence, the register, departures and entries."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from tokutei.lifecycle.guard_words import Guard
from tokutei.lifecycle.guards.base import Check

__all__ = ["REGISTER"]


REGISTER: Final[Mapping[Guard, Check]] = MappingProxyType({})
"""The guards of this module."""
