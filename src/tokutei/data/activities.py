"""What is known of jobs and designated activities, as typed rows read when first asked for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from tokutei.data import read_csv
from tokutei.errors import TableError
from tokutei.law import Evidence
from tokutei.vocabulary import JobScope, StatusOfResidence

__all__ = ["DesignatedActivity", "ScopeRow", "activity_of", "designated_activities", "job_scopes"]


@dataclass(frozen=True, slots=True)
class DesignatedActivity:
    """An activity that may be designated under 特定活動."""

    item: str
    """Item of the notice (告示), or a word for one outside it."""
    ja: str
    en: str
    work: str
    """``work``, ``non_work``, ``work_for_foreign_entity`` or ``depends``."""
    evidence: Evidence

    @property
    def in_notice(self) -> bool:
        """Whether the notice names it; the others have words instead of numbers."""
        return self.item[0].isdecimal()


@dataclass(frozen=True, slots=True)
class ScopeRow:
    """How far a kind of paid work lies within a status, by the text of the activity alone."""

    scope: JobScope
    basis: str
    """The provision in the words of the notes."""
    evidence: Evidence
    """``INFERRED`` also where nothing was found."""


def _items(cell: str) -> tuple[str, ...]:
    """Return the items of a cell: ``16-19`` is a range, ``2-3`` an item with a branch."""
    first, _, last = cell.partition("-")
    if len(last) > 1 and (first + last).isdecimal():
        return tuple(map(str, range(int(first), int(last) + 1)))
    return (cell,)


@cache
def designated_activities() -> Mapping[str, DesignatedActivity]:
    """Return the designated activities by item of the notice, and by word outside it.

    Example:
        >>> designated_activities()["53"].en
        'Digital nomad'
    """
    name = "designated_activities.csv"
    found = {}
    for number, row in enumerate(read_csv(name), start=2):
        for item in _items(row["notice_item"]):
            try:
                evidence = Evidence.of(row["evidence"])
            except KeyError:
                raise TableError(name, "evidence", number) from None
            found[item] = DesignatedActivity(item, row["name_ja"], row["name_en"], row["work"], evidence)
    return MappingProxyType(found)


def activity_of(item: str) -> DesignatedActivity | None:
    """Return the designated activity of an item, or ``None`` if there is none known."""
    return designated_activities().get(item)


@cache
def job_scopes() -> Mapping[tuple[StatusOfResidence, str], ScopeRow]:
    """Return how far each kind of job (``job_kinds.csv``) lies within each status.

    Example:
        >>> job_scopes()[StatusOfResidence.STUDENT, "retail"].scope.value
        'out_of_scope'
    """
    name = "job_scope.csv"
    found = {}
    for number, row in enumerate(read_csv(name), start=2):
        try:
            key = StatusOfResidence(row["status_key"]), row["job_kind"]
            evidence = Evidence.INFERRED if row["evidence"] == "missing" else Evidence.of(row["evidence"])
            found[key] = ScopeRow(JobScope(row["scope"]), row["basis"], evidence)
        except (KeyError, ValueError) as error:
            raise TableError(name, type(error).__name__, number) from None
    return MappingProxyType(found)
