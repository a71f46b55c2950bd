"""Refusals at the municipality, of expedited delivery, and of departures and entries."""

from __future__ import annotations

from typing import Final

from tokutei.lifecycle.rows import Refusal

__all__ = ["REGISTER"]

REGISTER: Final[tuple[Refusal, ...]] = ()
"""The refusals of this module."""
