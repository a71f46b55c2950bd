"""The chip generations that can be read; a further one is a module here and a row of the tuple."""

from __future__ import annotations

from typing import Final

from tokutei.chip.generations.profile import Generation, SignedContent
from tokutei.chip.generations.second import SECOND
from tokutei.chip.layout import Access, Encoding, FieldRow, FileName, FileRow

__all__ = ["CARD_TYPE", "GENERATIONS", "SECOND", "Generation", "SignedContent", "generation_of"]

GENERATIONS: Final = (SECOND,)
"""Every generation that can be read."""


CARD_TYPE: Final = FileRow(
    FileName.MF_EF02, 0x0A, 4, Access.FREE, (FieldRow(0xC1, "card_type", 2, Encoding.DIGITS, least=1),)
)
"""The file that tells generations apart, as wide as any of them has it (1 byte on the first)."""


def generation_of(card_type: str) -> Generation | None:
    """Return the generation of a card type (the digits of data object C1), or ``None``.

    Example:
        >>> generation_of("06").name
        'second'
    """
    return next((one for one in GENERATIONS if one.layout(card_type)), None)
