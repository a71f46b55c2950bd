"""Numbering rows of arrays by what they have in common, so that each kind is decided once."""

from __future__ import annotations

from typing import Any, Final

from tokutei.errors.extras import needing

with needing("columns", "numpy"):
    import numpy as np
    import numpy.typing as npt

__all__ = ["Kinds", "last_of", "ranked", "untold"]

Array = npt.NDArray[Any]

_MOST_COUNTED: Final = 1 << 22
"""Up to so many possible kinds are counted in an array; of more the kinds that there are are sorted."""


class Kinds:
    """Numbers rows by what they have in common, one column after the other."""

    def __init__(self, size: int, good: Array | None) -> None:
        """Begin with one kind for all rows; ``good`` are the rows that are decided, ``None`` for all."""
        self.numbers: Array = np.zeros(size, dtype=np.int32)
        self.count = 1
        self.good = good

    def divide(self, column: Array, size: int) -> None:
        """Divide the kinds by a column of codes from 0 and below a size."""
        if size == 1:
            return
        if self.count * size > _MOST_COUNTED:
            self.numbers, first = self._renumbered()
            self.count = len(first)
        wide = self.count * size > np.iinfo(np.int32).max
        numbers = self.numbers.astype(np.int64) if wide else self.numbers
        numbers *= size
        numbers += column
        self.numbers = numbers
        self.count *= size
        if self.good is not None:  # codes out of bounds are of rows that are not decided
            self.numbers = np.where(self.good, self.numbers, 0)

    def _renumbered(self) -> tuple[Array, Array]:
        if self.count > _MOST_COUNTED:
            _, first, numbers = np.unique(self.numbers, return_index=True, return_inverse=True)
            return numbers.reshape(-1).astype(np.int32), first
        place = np.full(self.count, -1, dtype=np.int64)
        place[self.numbers] = np.arange(len(self.numbers))
        there = place >= 0
        return (np.cumsum(there, dtype=np.int32) - 1)[self.numbers], place[there]

    def numbered(self) -> tuple[Array, Array]:
        """Return the kind of each row, -1 for those not decided, and of each kind the place of a row."""
        if self.good is None:
            return self._renumbered()
        rows = np.flatnonzero(self.good)
        numbers: Array = np.full(len(self.numbers), -1, dtype=np.int32)
        self.numbers = self.numbers[rows]
        numbers[rows], first = self._renumbered()
        return numbers, rows[first]


def ranked(column: Array) -> tuple[Array, int]:
    """Return the values of a column as codes, and how many there are."""
    values, places = np.unique(column, return_inverse=True)
    return places.reshape(-1), len(values)


def last_of(column: Array, size: int) -> Array:
    """Return codes with those that are none moved to the end."""
    return np.where((column < 0) | (column >= size), size, column).astype(np.int8)


def untold(hours: tuple[Array | None, ...], rows: slice) -> Any:  # noqa: ANN401 - one place or an array of them
    """Return which hours rows do not tell, a bit for each column."""
    found: Any = np.int8(0)
    for at, column in enumerate(hours):
        bit = np.int8(1 << at)
        found = found | (bit if column is None else np.isnan(column[rows]).astype(np.int8) * bit)
    return found
