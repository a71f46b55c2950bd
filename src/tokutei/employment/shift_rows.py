"""Rows of shifts as HR systems export them: days, wall times, workplaces, each read or told what is wrong."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Final, TypeVar

from tokutei.calendar import from_era
from tokutei.employment.hour_words import ShiftColumn
from tokutei.employment.shifts import Shift, ShiftProblem, faults_of, wall_time
from tokutei.errors import FactsError, NaiveDatetimeError, TokuteiError
from tokutei.law import Reason
from tokutei.law.days import JAPAN, japan_day
from tokutei.personal import Masked, Personal

__all__ = ["Cell", "ShiftRow", "read_rows"]

T = TypeVar("T")

Cell = str | int | date | time | None
"""What a cell may hold; a ``datetime`` is a ``date``, too, and needs a time zone."""

_DAY: Final = re.compile(r"([0-9]{4})(?:([-/.])([0-9]{1,2})\2([0-9]{1,2})|年([0-9]{1,2})月([0-9]{1,2})日)")
_DIGITS: Final = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")
_WEEKDAY: Final = re.compile(r"\(([月火水木金土日])(?:曜日?)?\)$")
_WEEKDAYS: Final = "月火水木金土日"
_MINUTES: Final = re.compile(r"([0-9]{1,4})分?")
_HOURS_AND_MINUTES: Final = re.compile(r"([0-9]{1,2}):([0-5][0-9])")
_COLUMNS: Final = 5


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class ShiftRow(Masked):
    """One row as a file has it, not read yet; nothing of it is shown, since a cell may hold anything.

    Example:
        >>> row = ShiftRow.of(("令和8年9月1日", "２２：００", "29:00", "A", "60分"))
        >>> shifts, problems = read_rows([row])
        >>> shifts[1].ends_at.isoformat(), shifts[1].unpaid_break_minutes, problems
        ('2026-09-02T05:00:00+09:00', 60, ())
    """

    day: Personal[Cell] = None
    """The day on which it starts, where start and end are wall times: ``2026-09-01``, ``2026/9/1``,
    ``20260901``, ``2026年9月1日``, ``令和8年9月1日``, ``R8.9.1``, also with the day of the week."""
    starts: Personal[Cell] = None
    """A wall time in Japan, or a moment with a time zone."""
    ends: Personal[Cell] = None
    """The same; a wall time before the start is on the next day, and so is one from 24:00."""
    workplace: Personal[Cell] = None
    """The caller's key of the workplace."""
    unpaid_break: Personal[Cell] = None
    """Minutes of unpaid breaks: ``60``, ``60分`` or ``1:00``."""
    surplus: int = 0
    """Cells beyond these."""

    @classmethod
    def of(cls, cells: Sequence[Cell]) -> ShiftRow:
        """Return a row of cells: day, start, end, workplace, break; what is missing at the end is left out.

        Raises:
            FactsError: it is no sequence of cells.
        """
        given: object = cells  # callers without a type checker give anything
        if not isinstance(given, Sequence) or isinstance(given, str | bytes):
            raise FactsError(unknown=("row",))
        padded = (*cells[:_COLUMNS], *(None,) * (_COLUMNS - len(cells)))
        return cls(
            day=padded[0],
            starts=padded[1],
            ends=padded[2],
            workplace=padded[3],
            unpaid_break=padded[4],
            surplus=max(0, len(cells) - _COLUMNS),
        )


def read_rows(rows: Iterable[Shift | ShiftRow]) -> tuple[dict[int, Shift], tuple[ShiftProblem, ...]]:
    """Return the shifts by the numbers of their rows, from 1, and what is wrong with the other rows.

    A row of which all cells are empty is passed over, with its number.

    Raises:
        FactsError: something is neither a shift nor a row.
    """
    shifts: dict[int, Shift] = {}
    problems: list[ShiftProblem] = []
    for number, row in enumerate(rows, start=1):
        if isinstance(row, Shift):
            shifts[number] = row
        elif isinstance(row, ShiftRow):
            found = _Reading(number, problems).shift(row)
            if found is not None:
                shifts[number] = found
        else:
            raise FactsError(unknown=(f"row {number}",))
    return shifts, tuple(problems)


@dataclass(frozen=True, slots=True)
class _Reading:
    """The reading of one row; what is wrong is put down by column."""

    row: int
    problems: list[ShiftProblem]

    def shift(self, row: ShiftRow) -> Shift | None:
        """Return the shift of a row, or ``None`` if it is empty or something is wrong."""
        cells = (row.day, row.starts, row.ends, row.workplace, row.unpaid_break)
        if all(map(_is_empty, cells)) and not row.surplus:
            return None
        before = len(self.problems)
        if row.surplus:
            self.wrong(ShiftColumn.ROW, "hours.too_many_cells")
        starts = self.read(ShiftColumn.STARTS, row.starts, _when)
        ends = self.read(ShiftColumn.ENDS, row.ends, _when)
        by_wall = isinstance(starts, timedelta) or isinstance(ends, timedelta)
        by_wall |= None in (starts, ends) and not _is_empty(row.day)
        day = self.read(ShiftColumn.DAY, row.day, _day) if by_wall else None
        workplace = "" if _is_empty(row.workplace) else self.read(ShiftColumn.WORKPLACE, row.workplace, _key)
        minutes = (
            0
            if _is_empty(row.unpaid_break)
            else self.read(ShiftColumn.BREAK_MINUTES, row.unpaid_break, _minutes)
        )
        if len(self.problems) > before or starts is None or ends is None:
            return None
        begins = _moment(day, starts)
        if isinstance(starts, timedelta) and isinstance(ends, timedelta) and ends < starts:
            ends += timedelta(days=1)
        stops = _moment(day, ends)
        if begins is None or stops is None:
            self.wrong(ShiftColumn.DAY, "hours.not_a_day")
            return None
        for column, reason in faults_of(begins, stops, (), minutes or 0):
            self.problems.append(ShiftProblem(row=self.row, column=column, reason=reason))
        if len(self.problems) > before:
            return None
        return Shift(
            starts_at=begins, ends_at=stops, workplace=workplace or "", unpaid_break_minutes=minutes or 0
        )

    def read(self, column: ShiftColumn, cell: Cell, parse: Callable[[Any], T]) -> T | None:
        """Return what a cell means, or put down what is wrong with it."""
        if _is_empty(cell):
            self.wrong(column, "hours.cell_empty")
            return None
        try:
            return parse(cell)
        except NaiveDatetimeError:
            code = "hours.naive"
        except (TokuteiError, ValueError, OverflowError):
            code = _UNREAD[column]
        self.wrong(column, code)
        return None

    def wrong(self, column: ShiftColumn, code: str) -> None:
        """Put down what is wrong."""
        self.problems.append(ShiftProblem(row=self.row, column=column, reason=Reason(code)))


_UNREAD: Final = {
    ShiftColumn.DAY: "hours.not_a_day",
    ShiftColumn.STARTS: "hours.not_a_time",
    ShiftColumn.ENDS: "hours.not_a_time",
    ShiftColumn.WORKPLACE: "hours.not_a_workplace",
    ShiftColumn.BREAK_MINUTES: "hours.break_not_a_number",
}


def _is_empty(cell: object) -> bool:
    return cell is None or (isinstance(cell, str) and not cell.strip())


def _plain(text: str) -> str:
    """Return a text in half width without blanks."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def _day(cell: object) -> date:
    if isinstance(cell, date):
        return japan_day(cell)
    if not isinstance(cell, str):
        raise ValueError
    text = _plain(cell)
    weekday = _WEEKDAY.search(text)
    text = _WEEKDAY.sub("", text)
    if found := _DAY.fullmatch(text):
        year, _, *parts = found.groups()
        month, day = (part for part in parts if part is not None)
        read = date(int(year), int(month), int(day))
    elif found := _DIGITS.fullmatch(text):
        year, month, day = found.groups()
        read = date(int(year), int(month), int(day))
    else:
        read = from_era(text)
    if weekday and _WEEKDAYS[read.weekday()] != weekday.group(1):
        raise ValueError
    return read


def _when(cell: object) -> datetime | timedelta:
    """Return a moment, or for a wall time how long after midnight it is."""
    if isinstance(cell, str):
        text = unicodedata.normalize("NFKC", cell).strip()
        if len(text) > len("2026-09-01") and text[:4].isascii() and text[:4].isdigit():
            cell = datetime.fromisoformat(text)
        else:
            return wall_time(text)
    if isinstance(cell, datetime):
        if cell.utcoffset() is None:
            raise NaiveDatetimeError
        return cell.astimezone(JAPAN)
    if isinstance(cell, time):
        return wall_time(cell)
    raise ValueError


def _moment(day: date | None, when: datetime | timedelta) -> datetime | None:
    """Return the moment, or ``None`` if it lies beyond the calendar or a wall time has no day."""
    if isinstance(when, datetime):
        return when
    try:
        return None if day is None else datetime(day.year, day.month, day.day, tzinfo=JAPAN) + when
    except OverflowError:
        return None


def _key(cell: object) -> str:
    if isinstance(cell, str):
        return cell
    if isinstance(cell, int) and not isinstance(cell, bool):
        return str(cell)
    raise ValueError


def _minutes(cell: object) -> int:
    if isinstance(cell, int) and not isinstance(cell, bool) and cell >= 0:
        return cell
    if isinstance(cell, str):
        text = _plain(cell)
        if found := _MINUTES.fullmatch(text):
            return int(found.group(1))
        if found := _HOURS_AND_MINUTES.fullmatch(text):
            return int(found.group(1)) * 60 + int(found.group(2))
    raise ValueError
