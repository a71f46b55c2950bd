"""Cards that lie, and what a reader or verifier has to make of each.

Whoever carries commands to cards can run all of them::

    for hostile in HOSTILE_CARDS.values():
        card = hostile.issue()
        # read `card` and verify what was read: `hostile.error` is raised or `hostile.finding` found

Example:
    >>> HOSTILE_CARDS["bare_answers"].lie, HOSTILE_CARDS["bare_answers"].error.__name__
    ('answers in plain while secure messaging is on', 'SecureMessagingError')
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from tokutei.testing.hostile.card import HostileCard
from tokutei.testing.hostile.my_number import HOSTILE_MY_NUMBER_CARDS, HostileMyNumberCard
from tokutei.testing.hostile.wire import ON_THE_WIRE
from tokutei.testing.hostile.written import WRITTEN

__all__ = ["HOSTILE_CARDS", "HOSTILE_MY_NUMBER_CARDS", "HostileCard", "HostileMyNumberCard"]

HOSTILE_CARDS: Final[Mapping[str, HostileCard]] = MappingProxyType(
    {one.name: one for one in ON_THE_WIRE + WRITTEN}
)
"""Every way to lie, by its name."""
