"""What happened between a reader and a card, without the bytes."""

from __future__ import annotations

from dataclasses import dataclass

from tokutei.chip.layout import FileName

__all__ = ["Exchange", "FileRead", "Step"]


@dataclass(frozen=True, slots=True)
class Step:
    """One command and its answer."""

    command: str
    """The stable name of the command, one of ``COMMANDS``; My Number applications have their own."""
    status: str
    """The status word in hexadecimal."""
    size: int
    """Bytes of data in the answer, as they came."""


@dataclass(frozen=True, slots=True)
class FileRead:
    """One file that was read."""

    name: FileName
    secured: bool
    """Whether the answer was encrypted; encrypted is not authentic."""
    size: int
    """Bytes of the file that were read."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """How a record came to be. It is a claim of whoever read the card: nothing signs it."""

    files: tuple[FileRead, ...]
    """In the order of reading."""
    steps: tuple[Step, ...]
    """Every command in order."""
    number_matches: bool | None
    """Whether the number stored in the card is the one that opened it; ``None`` where none is stored
    (first generation) or it was not read."""
    skipped: tuple[str, ...] = ()
    """Names of the fields that were left unread on purpose."""
    confirmed: bool = True
    """Whether the way in which the card was read is known to be right; see :class:`~tokutei.chip.Profile`."""
