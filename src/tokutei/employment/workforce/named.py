"""Rows whose cells are named: mappings, whose names come up one after the other and never in a header."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from tokutei.employment.workforce.headers import Plan, names_field, plan_of
from tokutei.employment.workforce.mappings import FieldMapping
from tokutei.employment.workforce.problems import Fault, RowProblem

__all__ = ["Named"]

_MOST_NAMES: Final = 300
"""Most different names that mappings may have together; of later ones only those of fields are looked at."""


class Named:
    """The names that came up so far, and how what stands under them is read.

    Args:
        mapping: which names of a product are which fields.
    """

    __slots__ = ("_is_told", "_mapping", "_names", "_plan", "_problems")

    def __init__(self, mapping: FieldMapping | None) -> None:
        """Begin without a name."""
        self._mapping = mapping
        self._names: dict[object, None] = {}
        self._plan = Plan()
        self._problems: list[RowProblem] = []
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
            self._problems += self._plan.problems
        return self._plan, [item.get(name) for name in self._names]

    def problems(self) -> list[RowProblem]:
        """Return what is wrong with names that came up since this was asked last."""
        found, self._problems = self._problems, []
        return found

    def _within(self, fresh: list[object]) -> list[object]:
        """Return as many names as are looked at, and of those beyond them the fields."""
        room = max(0, _MOST_NAMES - len(self._names))
        fields = [name for name in fresh[room:] if names_field(name, self._mapping)]
        if not self._is_told and len(fields) < len(fresh) - room:
            self._is_told = True
            self._problems.append(RowProblem(Fault.TOO_MANY_NAMES))
        return fresh[:room] + fields
