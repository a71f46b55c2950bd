"""What of a card is read: a card holds more than most purposes need."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from tokutei.chip.generations import GENERATIONS
from tokutei.chip.layout import FieldRow, FileRow
from tokutei.errors import UnknownTermError

__all__ = ["EVERYTHING", "FIELDS", "NEEDED", "WITHOUT_FACE", "ReadingPolicy"]

NEEDED: Final = frozenset({"card_type"})
"""What a card cannot be read without."""
FIELDS: Final = frozenset(
    field.name
    for generation in GENERATIONS
    for layout in generation.layouts
    for row in layout.files
    for field in row.fields
)
"""Names of the fields of all card types."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingPolicy:
    """Which fields are read; a file of which no field is wanted is not asked for.

    Fields are named as in :class:`~tokutei.chip.ChipRecord`; names that a card type does not have do no
    harm. Where an unwanted field stands before a wanted one in a file it comes with it, and is dropped
    at once. Without entries or images the issuer's signature cannot be checked.

    Raises:
        UnknownTermError: a name is that of no field of any card type.

    Example:
        >>> ReadingPolicy(skip=frozenset({"face_image"})).wants_field("face_image")
        False
        >>> ReadingPolicy(only=frozenset({"valid_until"})).wants_field("card_type")
        True
    """

    skip: frozenset[str] = frozenset()
    """Names of fields that are not read."""
    only: frozenset[str] | None = None
    """Names of the fields that are read, where others are not; ``None`` for all."""

    def __post_init__(self) -> None:
        given: tuple[object, ...] = (self.skip, self.only)
        for names in given:
            # A text is a collection of letters: somebody who forgot the braces would read all or nothing.
            for name in (names,) if isinstance(names, str) else self._names(names):
                if isinstance(names, str) or name not in FIELDS:
                    raise UnknownTermError("field", str(name)[:40], tuple(sorted(FIELDS)))

    @staticmethod
    def _names(given: object) -> Iterable[object]:
        return given if isinstance(given, Iterable) else ()

    def wants_field(self, name: str) -> bool:
        """Return whether a field is read."""
        return name in NEEDED or (name not in self.skip and (self.only is None or name in self.only))

    def skipped(self, fields: tuple[FieldRow, ...]) -> tuple[str, ...]:
        """Return the names of those fields that are not read."""
        return tuple(field.name for field in fields if not self.wants_field(field.name))

    def wanted(self, row: FileRow) -> int:
        """Return how many bytes of a file are asked for; 0 for none.

        Those before the first field of an unbroken run of unwanted ones at the end; that is where they
        stand in a file in the usual order.
        """
        kept = [self.wants_field(field.name) for field in row.fields]
        if all(kept):
            return row.size
        last = max((at for at, wanted in enumerate(kept) if wanted), default=-1)
        if last == len(kept) - 1:
            return row.size
        return sum(field.size for field in row.fields[: last + 1])


EVERYTHING: Final = ReadingPolicy()
"""All that the card holds."""
WITHOUT_FACE: Final = ReadingPolicy(skip=frozenset({"face_image"}))
"""All but the face; so the signature cannot be checked."""
