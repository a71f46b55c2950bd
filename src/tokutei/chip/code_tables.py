"""Code tables that somebody was given: what the codes of nationality, status and permission stand for.

The agency hands its tables out to those who ask. The library ships none and guesses nothing: whoever
has a table writes it as CSV or TOML, says who supplied it, and passes it in. A code that is in no
table stays what it is.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache, partial
from os import PathLike
from types import MappingProxyType
from typing import Any, Final, Literal, TypeVar

from tokutei.chip.code_table_files import RawTables, csv_template, read_tables, toml_template
from tokutei.chip.code_table_rows import (
    FORMS,
    CodedStatus,
    CodeTableKind,
    CodeTableProblem,
    NamedCode,
    Provenance,
    row_of,
    status_named,
)
from tokutei.chip.values import Period
from tokutei.errors import CodeTableError, UnknownTermError
from tokutei.vocabulary import StatusOfResidence

__all__ = ["CodeTables", "code_table_template"]

T = TypeVar("T")

_TEMPLATES: Final[Mapping[str, Callable[[CodeTableKind], str]]] = {"csv": csv_template, "toml": toml_template}


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeTables:
    """Up to three tables, each with who supplied it.

    Example:
        >>> tables = CodeTables.load('''
        ... # source: made up for this example
        ... # as_of: 2026-11-22
        ... status_code,status,period
        ... X000000017,留学,0103
        ... ''')
        >>> tables.status_of("X000000017").value, tables.period_of("X000000017").text("en")
        ('student', '1 year(s), 3 month(s)')
        >>> tables.status_of("X000000018") is None
        True
    """

    nationalities: Mapping[str, NamedCode] = field(default_factory=dict, hash=False)
    """By code (C8)."""
    statuses: Mapping[str, CodedStatus] = field(default_factory=dict, hash=False)
    """By code (C9)."""
    permissions: Mapping[str, NamedCode] = field(default_factory=dict, hash=False)
    """By code (CA)."""
    provenance: Mapping[CodeTableKind, Provenance] = field(default_factory=dict, hash=False)
    """Who supplied each of the tables that are there."""

    def __post_init__(self) -> None:
        for name in ("nationalities", "statuses", "permissions", "provenance"):
            object.__setattr__(self, name, MappingProxyType(dict(getattr(self, name))))

    @classmethod
    def load(cls, *sources: str | bytes | PathLike[str]) -> CodeTables:
        """Return the tables of one or several files.

        Args:
            sources: each the text or the bytes of a file, or a path; CSV with one table, or TOML with
                any of them. :func:`code_table_template` shows both.

        Raises:
            CodeTableError: something is wrong; it lists everything that is.
        """
        tables, problems = _read(sources)
        if problems:
            raise CodeTableError(problems)
        return tables

    @classmethod
    def validate(cls, *sources: str | bytes | PathLike[str]) -> tuple[CodeTableProblem, ...]:
        """Return everything that is wrong with some files; nothing, if they load.

        Args:
            sources: as for :meth:`load`.
        """
        return _read(sources)[1]

    def status_of(self, code: str | None) -> StatusOfResidence | None:
        """Return the status of residence that a code stands for, or ``None`` if no row says it."""
        found = _row(self.statuses, code)
        return found.status if found else None

    def period_of(self, code: str | None) -> Period | None:
        """Return the period of stay that goes with a status code, or ``None`` if no row says it.

        The chip states the period itself, too (``ChipRecord.period``).
        """
        found = _row(self.statuses, code)
        return found.period if found else None

    def permission_of(self, code: str | None, lang: str) -> str | None:
        """Return the name of a kind of permission, or ``None`` if no row says it."""
        found = _row(self.permissions, code)
        return found.text(lang) if found else None

    def nationality_of(self, code: str | None, lang: str) -> str | None:
        """Return the name of a nationality or region, or ``None`` if no row says it."""
        found = _row(self.nationalities, code)
        return found.text(lang) if found else None

    def __reduce__(self) -> tuple[object, ...]:
        tables = (self.nationalities, self.statuses, self.permissions, self.provenance)
        return _again, tuple(dict(table) for table in tables)


def code_table_template(kind: CodeTableKind | str, format: Literal["csv", "toml"] = "csv") -> str:  # noqa: A002 - the word for it
    """Return a template of one table: comments, columns and rows whose codes are made up.

    It does not load as it is: the rows are to be replaced, and the source is to be named.

    Args:
        kind: which table, or a word for it, such as ``"statuses"``.
        format: ``csv`` or ``toml``.

    Raises:
        UnknownTermError: there is no such table or format.

    Example:
        >>> code_table_template("permissions").splitlines()[-2:]
        ['permission_code,ja,en', 'X0,EXAMPLE 例,EXAMPLE 例']
    """
    template = _TEMPLATES.get(format)
    if template is None:
        raise UnknownTermError("CodeTableFormat", format, tuple(_TEMPLATES))
    return template(CodeTableKind.find(kind))


def _again(
    nationalities: dict[str, NamedCode],
    statuses: dict[str, CodedStatus],
    permissions: dict[str, NamedCode],
    provenance: dict[CodeTableKind, Provenance],
) -> CodeTables:
    return CodeTables(
        nationalities=nationalities, statuses=statuses, permissions=permissions, provenance=provenance
    )


def _row(table: Mapping[str, T], code: str | None) -> T | None:
    return None if code is None else table.get(code)


def _read(
    sources: tuple[str | bytes | PathLike[str], ...],
) -> tuple[CodeTables, tuple[CodeTableProblem, ...]]:
    tables: dict[CodeTableKind, dict[str, Any]] = {kind: {} for kind in CodeTableKind}
    provenance: dict[CodeTableKind, Provenance | None] = {}
    problems: list[CodeTableProblem] = []
    for number, source in enumerate(sources, 1):
        raw = read_tables(source, number)
        for kind in raw.kinds:
            if kind in provenance:
                raw.say("doubled_table", kind=kind)
            provenance[kind] = raw.provenance
        for kind, value in _values(raw):
            tables[kind][value.code] = value
        problems += raw.problems
    if not sources:
        problems.append(CodeTableProblem(reason="empty", file=1))
    found = {kind.value: table for kind, table in tables.items()}
    named = {kind: one for kind, one in provenance.items() if one is not None}
    return CodeTables(**found, provenance=named), tuple(problems)


def _values(raw: RawTables) -> list[tuple[CodeTableKind, NamedCode | CodedStatus]]:
    """Return the rows of a file as values, noting what is wrong with them and which code comes twice."""
    values: list[tuple[CodeTableKind, NamedCode | CodedStatus]] = []
    codes: set[tuple[CodeTableKind, str]] = set()
    named = cache(status_named)  # looking words up is slow, and a table has few
    for one in raw.rows:
        say = partial(raw.say, kind=one.kind, line=one.line, row=one.row)
        value = row_of(one.kind, one.cells, say, named)
        if value is not None:
            values.append((one.kind, value))
        code = one.cells[FORMS[one.kind].code]
        if isinstance(code, str):
            key = one.kind, code.strip()
            if key in codes:
                say("duplicate", column=FORMS[one.kind].code)
            codes.add(key)
    return values
