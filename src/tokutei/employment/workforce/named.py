"""Rows whose cells are named: mappings, whose names come up one after the other and never in a header."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Final

from tokutei.employment.workforce.headers import Plan, names_field, plan_of
from tokutei.employment.workforce.lines import Bad, Record
from tokutei.employment.workforce.mappings import FieldMapping
from tokutei.employment.workforce.problems import Fault, RowProblem
from tokutei.employment.workforce.rows import WorkRow

__all__ = ["Named", "rows_of"]

_MOST_NAMES: Final = 300
"""Most different names that mappings may have together; of later ones only those of fields are looked at."""


class Named:
    """The names that came up so far, and how what stands under them is read.

    Args:
        mapping: which names of a product are which fields.
        say: called with what is wrong with names, when they come up.
    """

    __slots__ = ("_is_told", "_mapping", "_names", "_plan", "_say")

    def __init__(self, mapping: FieldMapping | None, say: Callable[[RowProblem], None]) -> None:
        """Begin without a name."""
        self._mapping = mapping
        self._names: dict[object, None] = {}
        self._plan = Plan()
        self._say = say
        self._is_told = False

    def read(self, item: Mapping[Any, Any]) -> tuple[Plan, list[Any]]:
        """Return how a mapping is read, and its cells in the order in which names first came up.

        What a mapping does not name is ``None``.
        """
        fresh = [name for name in item if name not in self._names]
        if len(self._names) + len(fresh) > _MOST_NAMES:
            fresh = self._within(fresh)
        if fresh:
            since = len(self._names)
            self._names.update(dict.fromkeys(fresh))
            self._plan = plan_of(list(self._names), mapping=self._mapping, since=since)
            for problem in self._plan.problems:
                self._say(problem)
        return self._plan, [item.get(name) for name in self._names]

    def _within(self, fresh: list[object]) -> list[object]:
        """Return as many names as are looked at, and of those beyond them the fields."""
        room = max(0, _MOST_NAMES - len(self._names))
        fields = [name for name in fresh[room:] if names_field(name, self._mapping)]
        if not self._is_told and len(fields) < len(fresh) - room:
            self._is_told = True
            self._say(RowProblem(Fault.TOO_MANY_NAMES))
        return fresh[:room] + fields


def rows_of(items: Iterable[object]) -> Iterator[Record | WorkRow]:
    """Yield the rows of an iterable; what is neither a mapping nor a row is told to be none.

    Example:
        >>> [type(one).__name__ for one in rows_of([WorkRow(), {}])]
        ['WorkRow', 'Record']
    """
    for item in items:
        if isinstance(item, WorkRow):
            yield item
        elif isinstance(item, Mapping):
            yield Record(item, None)
        else:
            yield Record(Bad(Fault.NOT_A_ROW), None)
