"""What a hostile card is: a way to lie, and what must come of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tokutei.chip.findings import FindingKind, FindingStatus
from tokutei.errors import ChipError
from tokutei.testing.cards import SyntheticCard
from tokutei.testing.residents import SyntheticPerson, person

__all__ = ["HostileCard", "Issue"]

Issue = Callable[[SyntheticPerson, int], SyntheticCard]
"""Given a holder and a seed, returns the card."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HostileCard:
    """A way to lie, and what must come of it.

    Either ``error`` or ``finding`` is given. The outcome is that of a card with a face, read with its
    own number and checked with its own ``trust`` at a moment in which a correct card passes.
    """

    name: str
    lie: str
    """What the card does, in English."""
    make: Issue
    error: type[ChipError] | None = None
    """What reading raises."""
    reason: str | None = None
    """The stable reason of the error, where its class has one."""
    finding: FindingKind | None = None
    """What verifying says something about, if the card reads."""
    status: FindingStatus | None = None
    """What it says. ``NOT_COVERED`` is a lie that the issuer's signature cannot expose."""

    def issue(self, holder: SyntheticPerson | None = None, *, seed: int = 0) -> SyntheticCard:
        """Return such a card.

        Args:
            holder: whose card it is; an engineer's of type 05 unless given.
            seed: another seed, another card.
        """
        return self.make(holder or person("engineer"), seed)
