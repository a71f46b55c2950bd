"""How far many rows are, and how they end."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Never

from tokutei.errors import RowsError

__all__ = ["End", "Tally"]


@dataclass(frozen=True, slots=True)
class Tally:
    """How far it is."""

    rows: int = 0
    """Rows so far, good and bad."""
    decided: int = 0
    """Rows with a decision."""
    problems: int = 0
    """Problems of all kinds, those of the header too; a row may have several."""


class End(Iterator["Never"]):
    """What comes after rows: nothing, unless something was raised before all were read.

    Example:
        >>> list(End(lambda: True))
        []

    Raises:
        RowsError: on each call, as long as not all were read.
    """

    __slots__ = ("_ended",)

    def __init__(self, ended: Callable[[], bool]) -> None:
        """Keep what tells whether all were read."""
        self._ended = ended

    def __next__(self) -> Never:
        if self._ended():
            raise StopIteration
        raise RowsError("interrupted")
