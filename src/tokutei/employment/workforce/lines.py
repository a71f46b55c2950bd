"""From lines to the cells of rows: CSV and JSON Lines, where whatever is broken spoils its own row only."""

from __future__ import annotations

import csv
import json
from collections import deque
from collections.abc import Iterator, Mapping
from typing import Any, Final, NamedTuple, NoReturn

from tokutei.employment.workforce.problems import Fault
from tokutei.employment.workforce.sources import LONGEST_LINE, Text

__all__ = ["Bad", "Record", "csv_records", "json_records"]

_MOST_LINES: Final = 100
"""Most lines of a record in quotation marks; of one that goes on longer the marks are not closed."""


class Bad(NamedTuple):
    """A row of which no cells could be read."""

    fault: Fault


class Record(NamedTuple):
    """The cells of a row and the line on which it begins."""

    cells: list[Any] | Mapping[Any, Any] | Bad
    line: int | None


class _BrokenError(Exception):
    """A record that began and does not end as it should."""


class _Feed:
    """Gives lines to the parser and keeps those of the record that it is at, to give them again."""

    __slots__ = ("_again", "_lines", "began", "number", "size", "taken")

    def __init__(self, lines: Iterator[Text]) -> None:
        self._lines = lines
        self._again: deque[Text] = deque()
        self.number = 0
        self.began = 0
        self.size = 0
        self.taken: list[Text] = []

    def __iter__(self) -> _Feed:
        return self

    def __next__(self) -> str:
        line = self._again.popleft() if self._again else next(self._lines)
        self.number += 1
        if not self.taken:
            self.began = self.number
        self.taken.append(line)
        self.size += len(line)
        inside = len(self.taken) > 1
        if type(line) is Fault or (inside and (len(self.taken) > _MOST_LINES or self.size > LONGEST_LINE)):
            raise _BrokenError
        return line

    def done(self) -> None:
        """Forget the lines of a record that was read."""
        self.taken = []
        self.size = 0

    def give_back(self) -> Text:
        """Return the first line of a broken record, and give all others again."""
        first, *others = self.taken
        self._again.extendleft(reversed(others))
        self.number -= len(others)
        self.done()
        return first


def csv_records(lines: Iterator[Text]) -> Iterator[Record]:
    """Yield the rows of CSV, the header first; lines that are blank or of commas only are passed over.

    A quotation mark that is not closed spoils its own line; the lines after it are read again.
    """
    feed = _Feed(lines)
    reader = csv.reader(feed, strict=True)
    width: int | None = None
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except (csv.Error, _BrokenError):
            reader = csv.reader(feed, strict=True)
            line = feed.began
            first = feed.give_back()
            yield Record(Bad(first if isinstance(first, Fault) else Fault.QUOTES), line)
            continue
        line = feed.began
        feed.done()
        if not any(cells):  # a line of commas says nothing, as a blank one
            continue
        if width is None:
            width = len(cells)
        elif len(cells) != width:
            fault = Fault.TOO_FEW_CELLS if len(cells) < width else Fault.TOO_MANY_CELLS
            yield Record(Bad(fault), line)
            continue
        yield Record(cells, line)


def json_records(lines: Iterator[Text]) -> Iterator[Record]:
    """Yield the rows of JSON Lines; blank lines are passed over."""
    for number, line in enumerate(lines, start=1):
        if isinstance(line, Fault):
            yield Record(Bad(line), number)
        elif line.strip():
            yield Record(_object(line), number)


def _object(line: str) -> Mapping[str, Any] | Bad:
    try:
        found = json.loads(line, object_pairs_hook=_once, parse_constant=_refused)
    except (ValueError, RecursionError):
        return Bad(Fault.NOT_JSON)
    return found if isinstance(found, dict) else Bad(Fault.NOT_JSON)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError
    return found


def _refused(_: str) -> NoReturn:
    raise ValueError
