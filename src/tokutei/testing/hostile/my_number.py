"""My Number cards that lie, and what a reader has to make of each.

Whoever carries commands to cards can run all of them::

    for hostile in HOSTILE_MY_NUMBER_CARDS.values():
        card = hostile.issue()
        # hostile.read(card): `hostile.error` is raised, or `hostile.unknown` is what is not understood
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from tokutei.testing.hostile.my_number_card import HostileMyNumberCard
from tokutei.testing.hostile.my_number_certificates import MY_NUMBER_CERTIFICATES
from tokutei.testing.hostile.my_number_wire import MY_NUMBER_ON_THE_WIRE
from tokutei.testing.hostile.my_number_written import MY_NUMBER_WRITTEN

__all__ = ["HOSTILE_MY_NUMBER_CARDS", "HostileMyNumberCard"]

HOSTILE_MY_NUMBER_CARDS: Final[Mapping[str, HostileMyNumberCard]] = MappingProxyType(
    {one.name: one for one in (*MY_NUMBER_ON_THE_WIRE, *MY_NUMBER_WRITTEN, *MY_NUMBER_CERTIFICATES)}
)
"""Every way to lie, by its name."""
