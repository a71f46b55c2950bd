"""Rows of landing, departures, entries, and the end of being a foreign resident."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from tokutei.lifecycle.events.kinds import EventKind as K
from tokutei.lifecycle.rows import Row
from tokutei.lifecycle.states import Variable

__all__ = ["LEADS", "ROWS"]

LEADS: Final[Mapping[K, Variable]] = MappingProxyType({})
"""The variable without a row in which an event of this module cannot happen."""

ROWS: Final[tuple[Row, ...]] = ()
"""The rows of this module."""
