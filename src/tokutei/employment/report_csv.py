"""Reports as CSV, a row each: columns in the official words, cells that no spreadsheet takes for a formula.

It is a working list, not a form: the forms, and the files that the offices take in, have boxes of their own.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from typing import Final, Literal

from tokutei.employment.reports import EmploymentReport
from tokutei.errors import CharactersError, TableError
from tokutei.messages import text
from tokutei.vocabulary import ReportedPerson, ReportField, Sex, StatusOfResidence, Word

__all__ = ["CsvEncoding", "from_csv", "to_csv"]

CsvEncoding = Literal["utf-8", "utf-8-sig", "cp932"]
"""``utf-8-sig`` is UTF-8 with a mark at its beginning, which spreadsheets need to see that it is UTF-8."""

_GUARD: Final = "'"
_FORMULA: Final = frozenset("=+-@＝＋－＠")
_CODECS: Final = ("utf-8", "utf-8-sig", "cp932")
_FIELDS: Final = tuple(ReportField)
_WORDS: Final[dict[ReportField, type[Word]]] = {
    ReportField.STATUS: StatusOfResidence,
    ReportField.SEX: Sex,
    ReportField.PERMITTED_KIND: ReportedPerson,
}
"""The items whose values are words of a vocabulary."""
_YES_NO: Final = frozenset({ReportField.OTHER_ACTIVITY, ReportField.DISPATCH})


def to_csv(reports: Iterable[EmploymentReport], *, encoding: CsvEncoding = "utf-8-sig") -> bytes:
    """Return reports as CSV (RFC 4180), a row each, personal data included; empty cells are missing or not asked for.

    Columns are what is reported, on which form, until when and then every item, by their Japanese names. Days
    are ISO 8601. A cell that begins with what a spreadsheet takes for a formula (``= + - @``, also full
    width), with a control character or a blank, or with an apostrophe gets one apostrophe in front;
    :func:`from_csv` takes it away again, so that nothing is lost.

    Raises:
        CharactersError: characters of a cell are not in the encoding; they are named, nothing is put in their
            place.

    Example:
        >>> from datetime import date
        >>> from tokutei.employment import EmploymentReport, ReportCase
        >>> case = ReportCase(event="hire", happened_on=date(2026, 9, 1), insured=False, status="永住者")
        >>> report = EmploymentReport.of(case, on=date(2026, 9, 2))
        >>> to_csv([report], encoding="utf-8").decode().splitlines()[1].split(",")[:3]
        ['"雇入れ"', '"外国人雇用状況届出書（様式第3号）"', '"2026-11-02"']
    """
    if encoding not in _CODECS:
        raise CharactersError(str(encoding), ())
    out = io.StringIO(newline="")
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(_head())
    writer.writerows([_guarded(cell) for cell in _cells(report)] for report in reports)
    written = out.getvalue()
    try:
        return written.encode(encoding)
    except UnicodeEncodeError:
        pass  # what went wrong holds the whole text
    raise CharactersError(encoding, _unfit(written, encoding))


def from_csv(written: bytes, *, encoding: CsvEncoding = "utf-8-sig") -> tuple[dict[str, str], ...]:
    """Return the rows of such a CSV by the names of their columns, as they were before they were guarded.

    Raises:
        CharactersError: the bytes are not of the encoding, or no bytes.
        TableError: the columns are others, or a row has more or fewer cells.
    """
    given: object = written  # callers without a type checker give anything
    try:
        fits = isinstance(given, bytes) and encoding in _CODECS
        text_of_it = written.decode(encoding) if fits else None
    except UnicodeDecodeError:
        text_of_it = None
    if text_of_it is None:
        raise CharactersError(str(encoding), ())
    try:
        rows = list(csv.reader(io.StringIO(text_of_it, newline=""), strict=True))
    except csv.Error:
        rows = []
    head = list(_head())
    if not rows or rows[0] != head:
        raise TableError("employment_report.csv", "columns", 1)
    for number, row in enumerate(rows, start=1):
        if len(row) != len(head):
            raise TableError("employment_report.csv", "cells", number)
    return tuple(
        {name: cell.removeprefix(_GUARD) for name, cell in zip(head, row, strict=True)} for row in rows[1:]
    )


def _head() -> Iterator[str]:
    for key in ("event", "form", "due"):
        yield text(f"employment.report_csv.{key}", "ja")
    for field in _FIELDS:
        yield field.ja


def _cells(report: EmploymentReport) -> Iterator[str]:
    yield from (report.event.ja, report.form.ja, report.due_on.isoformat())
    for field in _FIELDS:
        yield _said(field, report.value(field))


def _said(field: ReportField, value: str | None) -> str:
    """Return a value in Japanese words."""
    if value is None:
        return ""
    if kind := _WORDS.get(field):
        return kind(value).ja
    if field in _YES_NO:
        return text(f"employment.report_csv.{field.value}_{value}", "ja")
    if field is ReportField.PERIOD and not value[:1].isdigit():
        return text("employment.report_csv.without_end", "ja")
    return value


def _guarded(cell: str) -> str:
    first = cell[:1]
    risky = first in _FORMULA or first.isspace() or not first.isprintable() or first == _GUARD
    return f"{_GUARD}{cell}" if first and risky else cell


def _unfit(written: str, encoding: str) -> tuple[str, ...]:
    """Return the characters that an encoding does not have, each once, in the order of their numbers."""
    found = set()
    for char in set(written):
        try:
            char.encode(encoding)
        except UnicodeEncodeError:
            found.add(f"U+{ord(char):04X}")
    return tuple(sorted(found, key=lambda name: int(name[2:], 16)))
