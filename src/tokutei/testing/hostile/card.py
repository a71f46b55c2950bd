"""What a hostile card is: a way to lie, and what must come of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from tokutei.chip.findings import FindingKind, FindingStatus
from tokutei.chip.generations import DEFAULT_PROFILE, DeliveredKeys, Profile
from tokutei.chip.trust import TrustStore
from tokutei.errors import ChipError
from tokutei.testing.cards import SyntheticCard, issue_card
from tokutei.testing.emulator import OpenChoices
from tokutei.testing.residents import SyntheticPerson, person

__all__ = ["MOMENT", "WITH_MAC", "Alter", "ErrorClass", "HostileCard"]

ErrorClass = type[ChipError]
"""What a reading raises."""
Alter = Callable[[SyntheticCard], SyntheticCard]
"""Given an honest card, returns the hostile one."""

MOMENT: Final = datetime(2026, 9, 1, 3, tzinfo=UTC)
"""A moment at which every honest card is trusted; hostile cards are checked at it."""
WITH_MAC: Final = Profile(messaging_class=0x0C, delivered=DeliveredKeys.ENCRYPTION_AND_MAC)
"""The profile of a specified card whose answers carry a MAC."""
_KEYED: Final = frozenset({"07", "08"})
"""Types whose session key does not fit into a short command."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HostileCard:
    """A way to lie, and what must come of it.

    One of ``error``, ``finding`` and ``unknown`` is given. The outcome is that of a card with a face, read
    with its own number and checked with its ``trust`` at :data:`MOMENT`.
    """

    name: str
    lie: str
    """What the card does, in English."""
    alter: Alter
    """Makes an honest card lie."""
    type: str = "05"
    """The digits of C1 of the honest card."""
    short: bool = False
    """Whether it is read in short pieces: by a reader that has no extended commands, or because it refuses
    them."""
    profile: Profile = DEFAULT_PROFILE
    """How a specified card is read."""
    error: ErrorClass | None = None
    """What reading raises, or decoding the picture that ``image`` names."""
    reason: str | None = None
    """The stable reason of the error, where its class has one."""
    image: str | None = None
    """The field whose picture must not be decoded; the card reads."""
    unknown: str | None = None
    """The field whose content is not understood: it is ``None``, and its bytes are kept."""
    finding: FindingKind | None = None
    """What verifying says something about, if the card reads."""
    status: FindingStatus | None = None
    """What it says. ``NOT_COVERED`` is a lie that the issuer's signature cannot expose."""
    anchors: Callable[[SyntheticCard], TrustStore] | None = None
    """The anchors to check with; those of the card unless given."""

    def honest(self, holder: SyntheticPerson | None = None, *, seed: int = 0) -> SyntheticCard:
        """Return the card that does not lie.

        Args:
            holder: whose card it is; an engineer's unless given.
            seed: another seed, another card.
        """
        return issue_card(
            holder or person("engineer"),
            type=self.type,
            seed=seed,
            choices=OpenChoices(extended_commands=not self.short or self.type in _KEYED),
            profile=self.profile,
        )

    def issue(self, holder: SyntheticPerson | None = None, *, seed: int = 0) -> SyntheticCard:
        """Return the card that lies; otherwise as :meth:`honest`."""
        return self.alter(self.honest(holder, seed=seed))

    def trust(self, card: SyntheticCard) -> TrustStore:
        """Return the anchors to check a card with that this one issued."""
        return self.anchors(card) if self.anchors else card.trust
