"""From a CSV or TOML file to the cells of code tables; whatever it is, problems and no other error.

CSV is read line by line: a quote that is never closed spoils its own line and no other, and every
problem has its line. Neither format says anything until size, encoding and characters were looked at.
"""

from __future__ import annotations

import csv
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime
from os import PathLike
from pathlib import Path
from typing import Final

from tokutei.chip.code_table_rows import (
    EXAMPLES,
    FORMS,
    MAX_NAME,
    CodeTableKind,
    CodeTableProblem,
    Provenance,
    TableForm,
    is_plain,
)

__all__ = [
    "MAX_LINE",
    "MAX_ROWS",
    "MAX_TABLE",
    "RawRow",
    "RawTables",
    "csv_template",
    "read_tables",
    "toml_template",
]

MAX_TABLE: Final = 1 << 20
"""Most bytes or characters of a file."""
MAX_ROWS: Final = 5_000
"""Most rows of a file, all its tables together."""

MAX_LINE: Final = 2_000
"""Most characters of a line; some parsers take the square of its length in time."""

_COMMENT: Final = "#"
_SAID: Final = re.compile(r"#\s*(source|as_of)\s*:(.*)")
_TOP: Final = ("source", "as_of")
_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_BOM: Final = "\ufeff"
_QUOTED: Final = re.compile(r"\"[^\"]*\"|'[^']*'")
_NESTED: Final = re.compile(r"[\w-]+(?:\s*\.\s*[\w-]+){8}")
"""A dotted key of more parts than any table has; keys without dots are enough for them."""


@dataclass(frozen=True, slots=True)
class RawRow:
    """The cells of one row, and where it stands."""

    kind: CodeTableKind
    cells: Mapping[str, object]
    line: int | None = None
    row: int | None = None


@dataclass(slots=True)
class RawTables:
    """What one file holds, and what is wrong with it so far."""

    file: int
    rows: list[RawRow] = field(default_factory=list)
    kinds: list[CodeTableKind] = field(default_factory=list)
    provenance: Provenance | None = None
    problems: list[CodeTableProblem] = field(default_factory=list)

    def say(
        self,
        reason: str,
        *,
        kind: CodeTableKind | None = None,
        line: int | None = None,
        row: int | None = None,
        column: str | None = None,
    ) -> None:
        """Note a problem."""
        self.problems.append(
            CodeTableProblem(reason=reason, file=self.file, kind=kind, line=line, row=row, column=column)
        )


def read_tables(source: str | bytes | PathLike[str], number: int) -> RawTables:
    """Return what a file holds, with every problem that its form has.

    Args:
        source: its text, its bytes, or where it is.
        number: which of the files it is, for the problems.
    """
    found = RawTables(number)
    text, reason = _text(source)
    if text is None:
        found.say(reason)
        return found
    lines = text.replace("\r\n", "\n").split("\n")
    if len(lines) > 2 * MAX_ROWS:
        found.say("too_many_rows")
        return found
    for place, line in enumerate(lines, 1):
        if len(line) > MAX_LINE:
            found.say("long_line", line=place)
        elif not is_plain(line.replace("\t", "")):
            found.say("characters", line=place)
    if found.problems:
        return found
    meant = [line for line in lines if line.strip() and not line.startswith(_COMMENT)]
    if not meant:
        found.say("empty")
    elif meant[0].lstrip().startswith("[") or "=" in meant[0]:
        _read_toml(text, found)
    else:
        _read_csv(lines, found)
    if len(found.rows) > MAX_ROWS:
        found.rows.clear()
        found.say("too_many_rows")
    return found


def _is_path(text: str) -> bool:
    """Return whether a text can only be where a file is: one line that begins no table."""
    line = text.strip()
    begins = (
        line.startswith((_COMMENT, "[")) or "=" in line or any(form.code in line for form in FORMS.values())
    )
    return bool(line) and "," not in line and not begins and len(line.splitlines()) == 1


def _text(source: str | bytes | PathLike[str]) -> tuple[str | None, str]:
    """Return a file's text without the mark that spreadsheets put before it, or what keeps it from being read."""
    data: str | bytes | None = None
    if isinstance(source, str | bytes):
        data = source
    elif not isinstance(source, PathLike):
        return None, "no_file"
    else:
        # ValueError: a zero byte in the path; TypeError: a path that is made of bytes
        with suppress(OSError, ValueError, TypeError), Path(source).open("rb") as file:
            data = file.read(MAX_TABLE + 1)
        if data is None:
            return None, "unreadable"
    if len(data) > MAX_TABLE:
        return None, "too_large"
    text: str | None = None
    with suppress(UnicodeError):  # that error holds the text: no context
        text = data.decode("utf-8") if isinstance(data, bytes) else data.encode().decode()
    if text is None:
        return None, "encoding"
    if isinstance(source, str | bytes) and _is_path(text):
        return None, "path_as_text"
    return text.removeprefix(_BOM), ""


def _read_csv(lines: Sequence[str], found: RawTables) -> None:
    numbered = list(enumerate(lines, 1))
    source, as_of = _comments_of([one for one in numbered if one[1].startswith(_COMMENT)], found)
    (first, names), *rows = [
        (number, _cells(line)) for number, line in numbered if line.strip() and not line.startswith(_COMMENT)
    ]
    header = _header(names, first, found) if names is not None else None
    for number, cells in ((first, names), *rows):
        if cells is None:
            found.say("not_csv", line=number)
    if header is not None:
        form, columns = header
        for number, cells in rows:
            if cells is not None and len(cells) != len(columns):
                found.say("cells", kind=form.kind, line=number)
            elif cells is not None and any(cells):
                found.rows.append(RawRow(form.kind, dict(zip(columns, cells, strict=True)), line=number))
        if not found.rows and not found.problems:
            found.say("empty", kind=form.kind)
    _keep_provenance(source, as_of, found)


def _comments_of(comments: Sequence[tuple[int, str]], found: RawTables) -> tuple[str | None, object]:
    """Return what comments say of the source and the day."""
    said: dict[str, str] = {}
    for number, line in comments:
        if match := _SAID.fullmatch(line.strip()):
            name, value = match[1], match[2].strip().rstrip(",").strip()  # spreadsheets fill rows with commas
            if name in said:
                found.say("said_twice", line=number, column=name)
            said[name] = value
    day = None
    with suppress(ValueError):
        day = date.fromisoformat(said["as_of"]) if _DAY.fullmatch(said.get("as_of", "")) else None
    return said.get("source"), day


def _cells(line: str) -> list[str] | None:
    cells = None
    with suppress(csv.Error):  # the limit of a field is the whole process's, and anybody may set it
        (cells,) = csv.reader([line], strict=True)
    return None if cells is None else [cell.strip() for cell in cells]


def _header(names: Sequence[str], line: int, found: RawTables) -> tuple[TableForm, list[str]] | None:
    """Return the table that a header names and its columns, or ``None`` after saying what is wrong."""
    forms = [form for form in FORMS.values() if form.code in names]
    if len(forms) != 1:
        found.say("mixed" if forms else "no_code_column", line=line)
        return None
    (form,) = forms
    before = len(found.problems)
    for place, name in enumerate(names, 1):
        if name not in form.columns:
            found.say("unknown_column", kind=form.kind, line=line, column=str(place))
        elif name in names[: place - 1]:
            found.say("doubled_column", kind=form.kind, line=line, column=name)
    for name in form.required:
        if name not in names:
            found.say("missing_column", kind=form.kind, line=line, column=name)
    found.kinds.append(form.kind)
    return None if len(found.problems) > before else (form, list(names))


def _read_toml(text: str, found: RawTables) -> None:
    if any(_NESTED.search(_QUOTED.sub("q", line).partition("#")[0]) for line in text.splitlines()):
        found.say("not_toml")  # a key of many parts takes a parser more memory than any table needs
        return
    document: dict[str, object] | None = None
    with suppress(ValueError, RecursionError):  # the error of the parser shows the text: no context
        document = tomllib.loads(text)
    if document is None:
        found.say("not_toml")
        return
    kinds = {kind.value: kind for kind in CodeTableKind}
    for name, value in document.items():
        if name in kinds:
            found.kinds.append(kinds[name])
            found.rows.extend(_toml_rows(kinds[name], value, found))
        elif name not in _TOP:
            found.say("unknown_section")
    if not found.rows and not found.problems:
        found.say("empty")
    source = document.get("source")
    _keep_provenance(source, document.get("as_of"), found)


def _toml_rows(kind: CodeTableKind, rows: object, found: RawTables) -> Iterator[RawRow]:
    if not isinstance(rows, list):
        found.say("no_rows", kind=kind, row=0)
        return
    form = FORMS[kind]
    for number, row in enumerate(rows, 1):
        if not isinstance(row, dict):
            found.say("no_rows", kind=kind, row=number)
            continue
        unknown = [place for place, name in enumerate(row, 1) if name not in form.columns]
        for place in unknown:
            found.say("unknown_column", kind=kind, row=number, column=str(place))
        missing = [name for name in (form.code, *form.required) if name not in row]
        for name in missing:
            found.say("missing_column", kind=kind, row=number, column=name)
        if not unknown and not missing:
            yield RawRow(kind, row, row=number)


def _keep_provenance(source: object, as_of: object, found: RawTables) -> None:
    named = isinstance(source, str) and 0 < len(source.strip()) <= MAX_NAME and is_plain(source)
    dated = isinstance(as_of, date) and not isinstance(as_of, datetime)
    if not named:
        found.say("source", column="source")
    if not dated:
        found.say("as_of", column="as_of")
    if named and dated:
        found.provenance = Provenance(str(source).strip(), as_of)  # type: ignore[arg-type]  # dated says so


def _comments(kind: CodeTableKind) -> tuple[str, ...]:
    form = FORMS[kind]
    period = ("# period: 0103 (years, months), 090 (days), 0000 (indefinite), or nothing",)
    return (
        f"# {kind.en} / {kind.ja}",
        f"# columns: {', '.join(form.columns)}; may be left out: {', '.join(form.optional)}",
        *(period if "period" in form.columns else ()),
        "# Every row below is an example with a made-up code: put rows of the table that you were given in its place.",
        "# Say who gave you the table, and of which day it is (YYYY-MM-DD).",
    )


def csv_template(kind: CodeTableKind) -> str:
    """Return a template of one table as CSV."""
    columns = FORMS[kind].columns
    rows = (",".join(row[column] for column in columns) for row in EXAMPLES[kind])
    return "\n".join((*_comments(kind), "# source:", "# as_of:", ",".join(columns), *rows, ""))


def toml_template(kind: CodeTableKind) -> str:
    """Return a template of one table as TOML; the sections of several go into one file."""
    lines = [*_comments(kind), 'source = ""', "# as_of = YYYY-MM-DD"]
    for row in EXAMPLES[kind]:
        lines += ["", f"[[{kind.value}]]", *(f'{column} = "{cell}"' for column, cell in row.items())]
    return "\n".join((*lines, ""))
