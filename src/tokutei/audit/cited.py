"""What rests on a provision: rules, fixed steps, transitions, refusals, questions, tables, modules, cases, pages.

Rules and the like are asked for their citations. What no object tells – citations inside functions, legal cases,
pages of the documents – stands in ``data/resting.csv``, which is made from the sources.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import import_module
from types import MappingProxyType, ModuleType
from typing import Final

from tokutei import calendar, messages, rules
from tokutei.ask import declared
from tokutei.audit.figures import figures_of
from tokutei.data import read_csv, read_toml
from tokutei.data.tables import status_rows
from tokutei.law import Citation, Evidence, Ground
from tokutei.lifecycle.online import online_citations
from tokutei.lifecycle.refusals import REFUSALS
from tokutei.lifecycle.tables import TABLES
from tokutei.rules.photo.submission import exemptions
from tokutei.rules.rulebook import CURRENT, open_questions
from tokutei.rules.work.conditions import scope_ground
from tokutei.vocabulary import AppendedTable

__all__ = ["Use", "UseKind", "cited_in_code", "uses"]


class UseKind(StrEnum):
    """What sort of thing rests on a provision."""

    RULE = "rule"
    """A dated rule, as ``topic.key``."""
    STEP = "step"
    """A fixed step of a reasoning, by the code of its words."""
    TRANSITION = "transition"
    """A row of the transition tables, as ``variable: source, event``; one of the online system's, as ``online: …``."""
    REFUSAL = "refusal"
    """A refusal, by its code."""
    QUESTION = "question"
    """An open question, by its key."""
    TABLE = "table"
    """A data table or one of its rows."""
    MODULE = "module"
    """A module that names the provision itself."""
    CASE = "case"
    """A legal case of the tests, by its id."""
    PAGE = "page"
    """A page of the documents."""

    def text(self, lang: str) -> str:
        """Return the sort in words."""
        return messages.text(f"audit.use.{self.value}", lang)


@dataclass(frozen=True, slots=True, order=True)
class Use:
    """One thing that rests on a provision."""

    kind: UseKind
    name: str


_RESTING: Final = (("modules", UseKind.MODULE), ("cases", UseKind.CASE), ("pages", UseKind.PAGE))
_CELLS: Final = ("cite", "cites")


@cache
def uses() -> Mapping[Citation, tuple[Use, ...]]:
    """Return everything that rests on each provision, in the order of :class:`UseKind`.

    Example:
        >>> [use.name for use in uses()[Citation.parse("326CO0000000319:19-12:1")] if use.kind == "rule"]
        ['deadlines.days.card_reissue_loss']
    """
    found: dict[Citation, dict[Use, None]] = {}
    for cite, use in _all():
        found.setdefault(cite, {})[use] = None
    kinds = list(UseKind)
    return MappingProxyType(
        {
            cite: tuple(sorted(by, key=lambda use: (kinds.index(use.kind), use.name)))
            for cite, by in found.items()
        }
    )


def _all() -> Iterator[tuple[Citation, Use]]:
    yield from cited_in_code()
    for row in read_csv("resting.csv"):
        cite = Citation.parse(row["cite"])
        for column, kind in _RESTING:
            yield from ((cite, Use(kind, name)) for name in row[column].split())


def cited_in_code() -> Iterator[tuple[Citation, Use]]:
    """Yield what the objects and tables of the package cite: all but what only its sources show."""
    for (topic, key), rule in declared().items():
        for version in CURRENT.timeline(rule).versions:
            use = Use(UseKind.RULE, f"{topic}.{key}")
            yield version.cite, use
            yield from ((figure.cite, use) for figure in figures_of(rule, version))
    for ground in _steps():
        yield from ((cite, Use(UseKind.STEP, ground.code)) for cite in ground.cite)
    for variable, rows in TABLES.items():
        for row in rows:
            name = f"{variable.value}: {row.source.value}, {row.event.value}"
            yield from ((cite, Use(UseKind.TRANSITION, name)) for cite in row.cite)
    yield from ((cite, Use(UseKind.TRANSITION, name)) for cite, name in online_citations())
    for refusal in REFUSALS:
        yield from ((cite, Use(UseKind.REFUSAL, refusal.code)) for cite in refusal.cite)
    for key, question in open_questions().items():
        yield from ((cite, Use(UseKind.QUESTION, key)) for cite in question.basis)
    yield from _in_tables()


def _steps() -> Iterator[Ground]:
    """Yield the fixed steps that modules of rules and of legal time declare, and those made for each text or status."""
    for module in _modules(rules, calendar):
        yield from (value for value in vars(module).values() if isinstance(value, Ground) and not value.rule)
    yield from exemptions()
    for status, row in status_rows().items():
        if row.appended_table is not AppendedTable.SPECIAL_ACT:  # whose status has no row in a table
            yield scope_ground(status, Evidence.INFERRED)


def _modules(*packages: ModuleType) -> Iterator[ModuleType]:
    for package in packages:
        yield package
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            yield import_module(found.name)


def _in_tables() -> Iterator[tuple[Citation, Use]]:
    """Yield what the tables rest on: as a whole, or row by row where rows say so themselves."""
    for name, source in read_toml("sources.toml").items():
        if not isinstance(source, Mapping):
            continue
        use = Use(UseKind.TABLE, name)
        yield from ((Citation.parse(cite), use) for cite in source.get("cites", ()))
        if name.endswith(".csv") and name not in _MADE_HERE:
            for row in read_csv(name):
                for column in _CELLS:
                    yield from ((Citation.parse(cite), use) for cite in row.get(column, "").split())


_MADE_HERE: Final = frozenset({"provisions.csv", "law_texts.csv", "supplements.csv", "resting.csv"})
