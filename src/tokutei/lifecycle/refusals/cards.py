"""Refusals of card procedures that leave the stay alone."""

from __future__ import annotations

from typing import Final

from tokutei.lifecycle.rows import Refusal

__all__ = ["CARDS"]

CARDS: Final[tuple[Refusal, ...]] = ()
"""The refusals of this module."""
