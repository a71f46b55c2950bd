"""What a code table says in one row, which columns it has, and what can be wrong with it.

The agency hands these tables out to those who ask, and they are not public: the library ships no row
of them and knows no code.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Final, Protocol

from tokutei import messages
from tokutei.chip.values import Period
from tokutei.errors import AmbiguousTermError, UnknownTermError
from tokutei.vocabulary import StatusOfResidence, Word

__all__ = [
    "EXAMPLE",
    "EXAMPLES",
    "FORMS",
    "CodeTableKind",
    "CodeTableProblem",
    "CodedStatus",
    "Found",
    "NamedCode",
    "Provenance",
    "TableForm",
    "is_plain",
    "row_of",
    "status_named",
]


class CodeTableKind(Word):
    """One of the three tables; the value is its section in TOML and its field of ``CodeTables``."""

    NATIONALITIES = "nationalities", "国籍・地域コード表", "codes of nationalities and regions"
    """Data object C8."""
    STATUSES = "statuses", "在留資格コード表", "codes of statuses of residence"
    """Data object C9."""
    PERMISSIONS = "permissions", "許可の種類コード表", "codes of kinds of permission"
    """Data object CA."""


@dataclass(frozen=True, slots=True)
class TableForm:
    """The columns of one table and the shape of its codes."""

    kind: CodeTableKind
    code: str
    """The column of the code; its name tells which table a CSV file is."""
    shape: re.Pattern[str]
    optional: tuple[str, ...]
    """Columns that may be left out."""
    required: tuple[str, ...] = ()

    @property
    def columns(self) -> tuple[str, ...]:
        """Every column, in the order of the template."""
        return (self.code, *self.required, *self.optional)


def _characters(width: int) -> re.Pattern[str]:
    """Return the shape of a code of which only the width is known.

    The chip has so many bytes of UTF-8 for so many characters, so they are ASCII. A blank at an end could not be
    told from one that fills a cell.
    """
    return re.compile(f"[!-~][ -~]{{{width - 2}}}[!-~]")


FORMS: Final[Mapping[CodeTableKind, TableForm]] = MappingProxyType(
    {
        form.kind: form
        for form in (
            TableForm(CodeTableKind.NATIONALITIES, "nationality_code", re.compile("[A-Z]{3}"), ("ja", "en")),
            TableForm(
                CodeTableKind.STATUSES,
                "status_code",
                _characters(10),
                ("period", "ja"),
                ("status",),
            ),
            TableForm(CodeTableKind.PERMISSIONS, "permission_code", _characters(2), ("ja", "en")),
        )
    }
)
"""The form of each table."""

EXAMPLE: Final = "EXAMPLE 例"
"""The name in the rows of a template; a row that still has it is refused."""

EXAMPLES: Final[Mapping[CodeTableKind, tuple[Mapping[str, str], ...]]] = MappingProxyType(
    {
        CodeTableKind.NATIONALITIES: ({"nationality_code": "ZZZ", "ja": EXAMPLE, "en": EXAMPLE},),
        CodeTableKind.STATUSES: (
            {"status_code": "X000000000", "status": "student", "period": "0103", "ja": EXAMPLE},
            {"status_code": "X999999999", "status": "永住者", "period": "", "ja": EXAMPLE},
        ),
        CodeTableKind.PERMISSIONS: ({"permission_code": "X0", "ja": EXAMPLE, "en": EXAMPLE},),
    }
)
"""Rows of the templates; the codes are made up, as those of synthetic cards."""

MAX_NAME: Final = 200
"""Most characters of a name or source."""


@dataclass(frozen=True, slots=True)
class NamedCode:
    """A nationality or region, or a kind of permission, with its code."""

    code: str
    ja: str = ""
    en: str = ""

    def text(self, lang: str) -> str:
        """Return the name in a language, or the one that the table has."""
        return (self.ja or self.en) if lang == "ja" else (self.en or self.ja)


@dataclass(frozen=True, slots=True)
class CodedStatus:
    """A status of residence with its code."""

    code: str
    status: StatusOfResidence
    period: Period | None = None
    """The period of stay that goes with the code, where the table says one."""
    ja: str = ""
    """The name as the table has it, where it has one."""

    def text(self, lang: str) -> str:
        """Return the name of the status; in Japanese as the table has it."""
        return self.ja if lang == "ja" and self.ja else self.status.text(lang)


@dataclass(frozen=True, slots=True)
class Provenance:
    """Who supplied a table."""

    source: str
    """In the words of the file."""
    as_of: date
    """The day of which the table is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeTableProblem:
    """One thing that is wrong with a file; nothing of its content is repeated.

    Example:
        >>> CodeTableProblem(reason="duplicate", file=1, line=7, column="status_code").text("en")
        'file 1, line 7, column status_code: an earlier row has the same code'
    """

    reason: str
    """The stable word for what is wrong."""
    file: int
    """Which of the files, counted from 1."""
    kind: CodeTableKind | None = None
    """Which table, where that is known."""
    line: int | None = None
    """The line of a CSV file, counted from 1."""
    row: int | None = None
    """The row of a table in TOML, counted from 1."""
    column: str | None = None
    """The column, or the number of a column whose name is not known."""

    def text(self, lang: str) -> str:
        """Return where something is wrong, and what."""
        places = (
            ("file", self.file),
            ("table", self.kind.value if self.kind and self.row is not None else None),
            ("row", self.row),
            ("line", self.line),
            ("column", self.column),
        )
        where = messages.text("chip.code_table.between", lang).join(
            messages.text(f"chip.code_table.{name}", lang, value=value)
            for name, value in places
            if value is not None
        )
        columns = ", ".join(FORMS[self.kind].columns) if self.kind else ""
        why = messages.text(f"chip.code_table_reasons.{self.reason}", lang, columns=columns)
        return messages.text("chip.code_table.problem", lang, where=where, why=why)


class Found(Protocol):
    """Is told a reason and the column that it is about."""

    def __call__(self, reason: str, /, *, column: str) -> None:
        """Note it."""
        ...


Named = Callable[[str], StatusOfResidence | str]
"""What a word for a status means, or why it means none."""


def is_plain(text: str) -> bool:
    """Return whether a text has no characters that do not show; Japanese names have wide blanks."""
    return text.replace("\u3000", "").isprintable()


def row_of(
    kind: CodeTableKind, cells: Mapping[str, object], found: Found, named: Named
) -> NamedCode | CodedStatus | None:
    """Return a row as a value, or ``None`` after saying everything that is wrong with it.

    Args:
        kind: which table it is of.
        cells: the cells by column; a column that is left out is empty.
        found: is told what is wrong.
        named: :func:`status_named`, or something that remembers what that said.
    """
    wrong: list[str] = []

    def say(reason: str, column: str) -> None:
        wrong.append(reason)
        found(reason, column=column)

    texts = _texts(FORMS[kind], cells, say)
    if wrong:
        return None
    code, status, period = texts[FORMS[kind].code], _status(texts, say, named), _period(texts, say)
    if texts["ja"] == EXAMPLE:
        say("example", "ja")
    if kind is not CodeTableKind.STATUSES and not texts["ja"] and not texts["en"]:
        say("no_name", "ja")
    if wrong:
        return None
    if status is not None:
        return CodedStatus(code, status, period, texts["ja"])
    return NamedCode(code, texts["ja"], texts["en"])


def _texts(form: TableForm, cells: Mapping[str, object], say: Callable[[str, str], None]) -> dict[str, str]:
    """Return the cells of a row as texts, saying what is wrong with them whatever they mean."""
    texts: dict[str, str] = {}
    for column in form.columns:
        value = cells.get(column, "")
        texts[column] = value.strip() if isinstance(value, str) else ""
        if not isinstance(value, str):
            say("not_text", column)
        elif len(texts[column]) > MAX_NAME:
            say("long", column)
        elif not is_plain(texts[column]):
            say("characters", column)
        elif column == form.code and not form.shape.fullmatch(texts[column]):
            say("code", column)
    return texts


def status_named(word: str) -> StatusOfResidence | str:
    """Return the status that a word means, or the reason why it means none."""
    try:
        return StatusOfResidence.find(word)
    except AmbiguousTermError:
        return "status_ambiguous"
    except UnknownTermError:
        return "status_unknown"


def _status(
    texts: Mapping[str, str], say: Callable[[str, str], None], named: Named
) -> StatusOfResidence | None:
    found = named(texts["status"]) if "status" in texts else None
    if found is None or isinstance(found, StatusOfResidence):
        return found
    say(found, "status")
    return None


def _period(texts: Mapping[str, str], say: Callable[[str, str], None]) -> Period | None:
    written = texts.get("period")
    if not written:
        return None
    period = Period.read(written.encode())
    if period is None:
        say("period", "period")
    return period
