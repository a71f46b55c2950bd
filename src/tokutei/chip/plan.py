"""How many exchanges a reading needs at least; a reading is bounded by a multiple of that."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tokutei.chip.generations import generation_of
from tokutei.chip.layout import Access, CardLayout, Directory, FileRow
from tokutei.chip.policy import EVERYTHING, ReadingPolicy

__all__ = ["Units", "least_exchanges", "wanted_rows"]

_DETECTING = 2
"""SELECT and the second READ BINARY of the card type, which is read in two steps."""


@dataclass(frozen=True, slots=True)
class Units:
    """Bytes of a file that one answer brings; short commands bring few at a time."""

    plain: int = 256
    protected: int = 239
    """239 with AES, 247 with triple DES, fewer beside a MAC."""


def wanted_rows(layout: CardLayout, policy: ReadingPolicy) -> tuple[FileRow, ...]:
    """Return the files that a policy wants of a card type, in reading order."""
    return tuple(row for row in layout.files if policy.wanted(row))


def least_exchanges(
    layout: CardLayout, *, policy: ReadingPolicy = EVERYTHING, units: Units | None = None
) -> int:
    """Return the fewest commands that read a card.

    SELECT for every directory, one READ BINARY for every file and one more for the type, which is read
    in two steps, those that open the card, and on specified cards the refused SELECT of the MF.

    Args:
        layout: the files of the card type.
        policy: what is read.
        units: for a reader without extended commands, how much one answer brings; there, one more
            exchange shows that it has none.

    Example:
        >>> from tokutei.chip.generations import GENERATIONS
        >>> {one.card_type: least_exchanges(one) for all in GENERATIONS for one in all.layouts}
        {'1': 17, '2': 14, '05': 18, '06': 16, '07': 18, '08': 16}
    """
    rows = wanted_rows(layout, policy)
    directories = {row.name.directory for row in rows}
    reads = sum(_reads(row, policy.wanted(row), units) for row in rows)
    refused = int(Directory.AP in directories)  # SELECT of the MF, which is not there
    closed = any(row.access is not Access.FREE for row in rows)
    generation = generation_of(layout.card_type)
    opening = generation.opening.exchanges if closed and generation else 0
    return len(directories) + reads + 1 + refused + opening + (units is not None)


def _reads(row: FileRow, wanted: int, units: Units | None) -> int:
    if units is None:
        return 1
    return -(-wanted // (units.protected if row.is_protected else units.plain))


def least_to_detect(roots: Sequence[Directory]) -> int:
    """Return the fewest commands that tell what a card is, if it has the last of some directories."""
    return len(roots) + _DETECTING
