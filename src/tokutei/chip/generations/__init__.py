"""The chip generations that can be read; a further one is a module here and a row of the tuple."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from tokutei.chip.generations.first import FIRST
from tokutei.chip.generations.profile import (
    DEFAULT_PROFILE,
    DeliveredKeys,
    Generation,
    KeyHash,
    Profile,
    SignatureScheme,
    SignedContent,
)
from tokutei.chip.generations.second import SECOND
from tokutei.chip.generations.specified import SPECIFIED, specified
from tokutei.chip.layout import Access, Directory, Encoding, FieldRow, FileName, FileRow

__all__ = [
    "CARD_TYPES",
    "COMMANDS",
    "DEFAULT_PROFILE",
    "FIRST",
    "GENERATIONS",
    "SECOND",
    "SPECIFIED",
    "DeliveredKeys",
    "Generation",
    "KeyHash",
    "Profile",
    "SignatureScheme",
    "SignedContent",
    "generation_of",
    "specified",
]

GENERATIONS: Final = (FIRST, SECOND, SPECIFIED)
"""Every generation that can be read; whatever differs between them is asked of their objects."""

COMMANDS: Final = frozenset({"select_mf", "select_df", "verify", "read_binary"}).union(
    *(one.opening.commands for one in GENERATIONS)
)
"""The stable names of the commands of a reading."""


def _card_type(name: FileName) -> FileRow:
    field = FieldRow(0xC1, "card_type", 2, Encoding.DIGITS, least=1)
    return FileRow(name, 0x0A, 4, Access.FREE, (field,))


CARD_TYPES: Final[Mapping[Directory, FileRow]] = MappingProxyType(
    {Directory.MF: _card_type(FileName.MF_EF02), Directory.AP: _card_type(FileName.AP_EF02)}
)
"""The file that tells generations apart, by the directory it lies in; as wide as any of them has it
(1 byte on the first)."""


def generation_of(card_type: str) -> Generation | None:
    """Return the generation of a card type (the digits of data object C1), or ``None``.

    Example:
        >>> generation_of("06").name, generation_of("1").name
        ('second', 'first')
    """
    return next((one for one in GENERATIONS if one.layout(card_type)), None)
