"""What every guard asks, implemented once over situation, event and law.

A guard is true, false, or cannot be told: then it names the facts that would tell.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from tokutei.lifecycle.guard_words import Guard
from tokutei.lifecycle.guards.base import Check, Missing, Verdict3
from tokutei.lifecycle.guards.cards import CARDS
from tokutei.lifecycle.guards.delivery import DELIVERY
from tokutei.lifecycle.guards.filings import FILINGS
from tokutei.lifecycle.guards.my_number import MY_NUMBER
from tokutei.lifecycle.guards.register import REGISTER
from tokutei.lifecycle.guards.separate import SEPARATE
from tokutei.lifecycle.guards.special import SPECIAL
from tokutei.lifecycle.guards.standing import STANDING
from tokutei.lifecycle.guards.stays import STAYS

__all__ = ["GUARDS", "Missing", "Verdict3"]

GUARDS: Final[Mapping[Guard, Check]] = MappingProxyType(
    {**FILINGS, **STAYS, **STANDING, **DELIVERY, **CARDS, **MY_NUMBER, **REGISTER, **SEPARATE, **SPECIAL}
)
"""Every guard with its implementation."""
