"""Which column of a source is which field: headers are read once, and each column gets its reader."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from types import MappingProxyType
from typing import Final

from tokutei.employment.workforce.cells import READERS, Reader, vocabulary_of
from tokutei.employment.workforce.mappings import FieldMapping, is_number_header
from tokutei.employment.workforce.problems import Fault, RowProblem
from tokutei.employment.workforce.words import RowField
from tokutei.vocabulary.words import Word, fold

__all__ = ["NEEDED", "Column", "Plan", "names_field", "plan_of"]

NEEDED: Final = (RowField.STATUS, RowField.JOB, RowField.STAY_UNTIL, RowField.CHECKED_BY)
"""The fields without which no verdict of allowed comes out; a file without them is told so."""
_LONGEST_HEADER: Final = 100
_NEAR: Final = 0.72
_MOST_NEAR: Final = 2
_MOST_COMPARED: Final = 300
"""Headers beyond this are not compared with ours; no file of people has as many."""
_MOST_KEPT: Final = 4096
_OURS: Final[Mapping[str, RowField]] = MappingProxyType(
    {fold(word): one for one in RowField for word in (one.value, one.ja, one.en, *one.also)}
)


@dataclass(slots=True)
class Column:
    """One field and the columns from which it is read."""

    field: RowField
    positions: tuple[int, ...]
    """One column, or three that are year, month and day; counted from 0."""
    read: Reader
    kept: dict[str, object] | None
    """What cells of a column whose cells repeat were read as."""
    slot: str
    """The field of a row that it fills."""

    def value(self, cells: Sequence[object]) -> object:
        """Return what the cells of a row say, ``None``, or the fault."""
        positions, kept = self.positions, self.kept
        cell = cells[positions[0]] if len(positions) == 1 else _joined([cells[at] for at in positions])
        if cell is None:
            return None
        if kept is None or type(cell) is not str:
            return self.read(cell)
        if (found := kept.get(cell, _ABSENT)) is not _ABSENT:
            return found
        found = self.read(cell)
        if len(kept) < _MOST_KEPT and len(cell) <= _LONGEST_HEADER:
            kept[cell] = found
        return found


_ABSENT: Final = object()


def _joined(parts: Sequence[object]) -> object:
    """Return year, month and day as one text; nothing where all three are empty."""
    said = [str(part).strip() if type(part) in {str, int} else "" for part in parts]
    return "-".join(said) if any(said) else None


@dataclass(slots=True)
class Plan:
    """How the cells of rows are read, and what is wrong with the header."""

    columns: list[Column] = field(default_factory=list)
    again: list[tuple[Column, Column]] = field(default_factory=list)
    """Columns that are the same field as an earlier one; their cells must say the same."""
    problems: list[RowProblem] = field(default_factory=list)


def plan_of(
    headers: Sequence[object],
    *,
    mapping: FieldMapping | None,
    needed: Sequence[RowField] = (),
    since: int = 0,
) -> Plan:
    """Return how rows under some headers are read.

    Args:
        headers: the first row, or the keys of a mapping.
        mapping: which columns of a product are which fields.
        needed: fields that are told to be missing where no header is theirs.
        since: from which header on, counted from 0, it is told what is wrong.
    """
    plan, chosen = Plan(), dict[RowField, Column]()
    whole, parts = _places(mapping)
    names = [fold(one) if isinstance(one, str) and len(one) <= _LONGEST_HEADER else "" for one in headers]
    in_parts = {one: _parts(columns, names) for one, columns in parts.items()}
    used = {at for positions in in_parts.values() for at in positions}
    passed = {fold(one) for one in mapping.passed_over} if mapping else set()
    found = [(one, positions) for one, positions in in_parts.items() if positions]
    for at, (name, header) in enumerate(zip(names, headers, strict=True)):
        one = whole.get(name)
        if at in used or (name in passed and one is None):
            continue
        if isinstance(header, str) and is_number_header(header[:_LONGEST_HEADER]):
            problem = RowProblem(Fault.NUMBER_HEADER, position=at + 1)
        elif one is None:
            near = _near(name, whole) if since <= at < _MOST_COMPARED else ()
            problem = RowProblem(Fault.UNKNOWN_HEADER, position=at + 1, near=near)
        else:
            found.append((one, (at,)))
            continue
        plan.problems += [problem] if at >= since else []
    for one, positions in found:
        column = _column(one, positions, mapping)
        if one in chosen:
            plan.again.append((chosen[one], column))
            at = positions[0]
            problem = RowProblem(Fault.DUPLICATE_HEADER, column=one, position=at + 1)
            plan.problems += [problem] if at >= since else []
        else:
            chosen[one] = column
    plan.columns = list(chosen.values())
    plan.problems += [RowProblem(Fault.MISSING_HEADER, column=one) for one in needed if one not in chosen]
    return plan


def names_field(header: object, mapping: FieldMapping | None) -> bool:
    """Return whether a header is a field, or one of the columns of one.

    Example:
        >>> names_field("在留資格", None), names_field("Visa", None)
        (True, False)
    """
    if not isinstance(header, str) or len(header) > _LONGEST_HEADER:
        return False
    whole, parts = _places(mapping)
    name = fold(header)
    return name in whole or any(name == fold(one) for columns in parts.values() for one in columns)


def _places(
    mapping: FieldMapping | None,
) -> tuple[Mapping[str, RowField], Mapping[RowField, tuple[str, ...]]]:
    """Return the headers that are a whole field, and the fields that stand in three columns."""
    if mapping is None:
        return _OURS, {}
    whole = {fold(columns[0]): one for one, columns in mapping.columns.items() if len(columns) == 1}
    parts = {one: columns for one, columns in mapping.columns.items() if len(columns) > 1}
    return {**_OURS, **whole}, parts


def _parts(columns: tuple[str, ...], names: Sequence[str]) -> tuple[int, ...]:
    """Return where the three columns of a day stand; nothing unless all are there once."""
    wanted = [fold(one) for one in columns]
    if any(names.count(one) != 1 for one in wanted):
        return ()
    return tuple(names.index(one) for one in wanted)


def _near(name: str, known: Mapping[str, RowField]) -> tuple[RowField, ...]:
    near = get_close_matches(name, known, n=_MOST_NEAR, cutoff=_NEAR) if name else ()
    return tuple(dict.fromkeys(known[one] for one in near))


def _column(one: RowField, positions: tuple[int, ...], mapping: FieldMapping | None) -> Column:
    read = READERS[one]
    words = mapping.words.get(one) if mapping else None
    if words and vocabulary_of(one) is not None:
        read = _by_words(words, read)
    kept: dict[str, object] | None = None if one is RowField.KEY else {}
    return Column(one, positions, read, kept, one.value)


def _by_words(words: Mapping[str, Word | None], read: Reader) -> Callable[[object], object]:
    """Return a reader that knows the words of a product before ours."""

    def by_words(cell: object) -> object:
        name = fold(cell) if isinstance(cell, str) and len(cell) <= _LONGEST_HEADER else None
        return read(cell) if name is None or name not in words else words[name]

    return by_words
