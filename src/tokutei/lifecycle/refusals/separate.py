"""Refusals about the separate Individual Number Card, certificates and the smartphone."""

from __future__ import annotations

from typing import Final

from tokutei.lifecycle.rows import Refusal

__all__ = ["SEPARATE"]

SEPARATE: Final[tuple[Refusal, ...]] = ()
"""The refusals of this module."""
