"""Refusals for special permanent residents."""

from __future__ import annotations

from typing import Final

from tokutei.lifecycle.rows import Refusal

__all__ = ["SPECIAL"]

SPECIAL: Final[tuple[Refusal, ...]] = ()
"""The refusals of this module."""
