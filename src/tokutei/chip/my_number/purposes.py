"""For what the individual number may be read: the items of article 19 of the My Number Act (番号法19条).

Nobody may provide (19条), collect or keep (20条) somebody else's number, nor ask for it (15条), outside of these
items. The table is closed; there is no default, and a purpose that is no item is refused with the reason.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, TypeAlias

from tokutei import messages
from tokutei.errors import PurposeError
from tokutei.identifiers import NumberPurpose
from tokutei.law import Citation

__all__ = ["PURPOSES", "Purpose", "PurposeRow", "checked_purpose"]

Purpose: TypeAlias = NumberPurpose
"""A purpose: a member of the closed table of the items of article 19."""

_CARD_CHECKS: Final = frozenset(
    {"employment_card_check", "card_check", "hiring", "employment", "residence_card_check", "identity_check"}
)
"""Words that somebody may pass for looking at a card when hiring; none of them is an item."""


@dataclass(frozen=True, slots=True)
class PurposeRow:
    """One item of article 19."""

    purpose: Purpose
    cite: Citation
    from_anybody: bool
    """Whether the item leaves open who provides; otherwise it names particular persons or bodies."""

    def text(self, lang: str) -> str:
        """Return who provides to whom, in words."""
        return messages.text(f"chip.purpose.{self.purpose}", lang)


_FROM_ANYBODY: Final = frozenset(
    {
        Purpose.ENTRUSTMENT,
        Purpose.COMMISSION,
        Purpose.PUBLIC_INTEREST,
        Purpose.PROTECTION,
        Purpose.COMMISSION_RULES,
    }
)

PURPOSES: Final = tuple(
    PurposeRow(purpose, purpose.cite, from_anybody=purpose in _FROM_ANYBODY) for purpose in Purpose
)
"""The seventeen items in their order. All but five name who may provide."""


def checked_purpose(purpose: object) -> Purpose:
    """Return a purpose that is an item of article 19.

    A text is none, not even one that names an item: which item applies is to be decided by somebody, and
    looking at a card when hiring is none of them.

    Raises:
        PurposeError: there is none (``missing``), it is an employer's check of a card
            (``employment_card_check``) or anything else that is no item (``not_listed``).

    Example:
        >>> checked_purpose(Purpose.BY_THE_PERSON).cite.text("en")
        'My Number Act art. 19(iii)'
    """
    if isinstance(purpose, NumberPurpose):
        return purpose
    if purpose is None:
        raise PurposeError("missing")
    is_card_check = isinstance(purpose, str) and purpose in _CARD_CHECKS
    raise PurposeError("employment_card_check" if is_card_check else "not_listed")
