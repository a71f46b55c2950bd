"""Cards that lie, and what a reader or verifier has to make of each.

Whoever carries commands to cards can run all of them::

    for hostile in ALL.values():
        card = hostile.issue()
        # read `card` with `hostile.profile` and `card.delivery_keys`, verify with `hostile.trust(card)` at
        # MOMENT: `hostile.error` is raised, `hostile.finding` found, or `hostile.unknown` not understood

Example:
    >>> ALL["bare_answers"].lie, ALL["bare_answers"].error.__name__
    ('answers in plain while secure messaging is on', 'SecureMessagingError')
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from tokutei.testing.hostile.card import MOMENT, WITH_MAC, HostileCard
from tokutei.testing.hostile.certificates import CERTIFICATES
from tokutei.testing.hostile.entries import NOT_UNDERSTOOD
from tokutei.testing.hostile.images import PICTURES
from tokutei.testing.hostile.my_number import HOSTILE_MY_NUMBER_CARDS, HostileMyNumberCard
from tokutei.testing.hostile.opening import OPENING
from tokutei.testing.hostile.refusals import REFUSING
from tokutei.testing.hostile.signatures import SIGNATURES
from tokutei.testing.hostile.specified import SPECIFIED_CARDS
from tokutei.testing.hostile.wire import ON_THE_WIRE
from tokutei.testing.hostile.written import WRITTEN

__all__ = [
    "ALL",
    "HOSTILE_CARDS",
    "HOSTILE_MY_NUMBER_CARDS",
    "MOMENT",
    "WITH_MAC",
    "HostileCard",
    "HostileMyNumberCard",
]

_EVERY: Final = (
    *ON_THE_WIRE,
    *REFUSING,
    *OPENING,
    *SPECIFIED_CARDS,
    *WRITTEN,
    *NOT_UNDERSTOOD,
    *SIGNATURES,
    *CERTIFICATES,
    *PICTURES,
)

ALL: Final[Mapping[str, HostileCard]] = MappingProxyType({one.name: one for one in _EVERY})
"""Every way to lie, by its name."""

HOSTILE_CARDS: Final = ALL
"""The same, under the name that :mod:`tokutei.testing` offers it by."""
