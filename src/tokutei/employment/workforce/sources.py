"""From text, bytes, files and chunks to lines: encodings told or found out, bombs refused, nothing fatal.

Lines end with a line feed, with or without a carriage return before it. Whether bytes are UTF-8 or CP932 is
found out by the first lines that are not ASCII: a line that fits UTF-8 speaks for it, since few lines of
CP932 do; one that fits CP932 alone, and is text there, speaks for that; UTF-8 if as many. From there on every
line is held to it strictly.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, islice
from typing import Any, Final

from tokutei.employment.workforce.problems import Fault
from tokutei.errors import RowsError

__all__ = ["LONGEST_LINE", "Lines", "Text"]

LONGEST_LINE: Final = 100_000
"""Most characters or bytes of a line, and of a record of several lines."""
_FIRST_LINES: Final = 200
_UTF8, _CP932 = "utf-8", "cp932"
_BOM_BYTES, _BOM = b"\xef\xbb\xbf", "\ufeff"
_UTF16: Final = (b"\xff\xfe", b"\xfe\xff")
_ENCODINGS: Final = {"utf-8": _UTF8, "utf8": _UTF8, "utf-8-sig": _UTF8, "cp932": _CP932, "shift_jis": _CP932}
_FEED: Final = b"\n"
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufeff]|\r(?!\n|\Z)")
"""A carriage return alone ends no line here, and stands in no cell; a byte order mark stands at the start only."""
_PRIVATE: Final = re.compile("[\ue000-\uf8ff]")
"""What CP932 makes of bytes that are no characters."""
_NARROW: Final = re.compile("[\uff61-\uff9f]")
"""Half-width katakana: single bytes, of which any run of bytes may seem to be made."""

Text = str | Fault
"""A line, or why it is none."""


@dataclass(slots=True)
class Found:
    """What was found out about a source while it was read."""

    encoding: str | None = None
    """``utf-8``, ``utf-8-sig`` or ``cp932``; ``None`` for text, or as long as all lines are ASCII."""


class Lines:
    """The lines of a source, one after the other, each a text or why it is none.

    Args:
        source: a text, bytes, an open file of either, or an iterable of chunks of either.
        encoding: of bytes: ``utf-8``, ``cp932``, or ``None`` to find out.

    Raises:
        RowsError: it is no such source, or the encoding is another.
    """

    __slots__ = ("_lines", "found")

    def __init__(self, source: object, *, encoding: str | None = None) -> None:
        """Look at the first line."""
        told = None if encoding is None else _ENCODINGS.get(str(encoding).lower())
        if encoding is not None and told is None:
            raise RowsError("encoding")
        self.found = Found(told)
        self._lines = self._decoded(_raw(source))

    def __iter__(self) -> Iterator[Text]:
        return self._lines

    def _decoded(self, raw: Iterator[Any]) -> Iterator[Text]:
        first = next(raw, None)
        if first is None:
            return
        if isinstance(first, str):
            first = first if isinstance(first, Fault) else first.removeprefix(_BOM)
            yield from map(_checked, chain([first], raw))
            return
        if first.startswith(_UTF16):  # every second byte of it is none of a line's
            yield Fault.ENCODING
            return
        if first.startswith(_BOM_BYTES):
            first, self.found.encoding = first.removeprefix(_BOM_BYTES), "utf-8-sig"
        yield from self._of_bytes(chain([first], raw))

    def _of_bytes(self, raw: Iterator[bytes]) -> Iterator[Text]:
        encoding = _UTF8
        if self.found.encoding is None:
            begun: list[bytes] = []
            for line in raw:  # as long as all is ASCII nothing has to be known
                if line.isascii():
                    yield _checked(line.decode("ascii"))
                    continue
                begun = [line, *islice(raw, _FIRST_LINES)]
                break
            else:
                return
            self.found.encoding = _fitting(begun)
            raw = chain(begun, raw)
        if self.found.encoding == _CP932:
            encoding = _CP932
        for line in raw:
            try:
                text = line.decode(encoding)
            except UnicodeDecodeError:
                yield Fault.TOO_LONG if len(line) > LONGEST_LINE else Fault.ENCODING
            else:
                yield _checked(text)


def _fitting(lines: Iterable[bytes]) -> str:
    """Return the encoding that more of some lines speak for."""
    utf8 = cp932 = narrow = 0
    for line in lines:
        if line.isascii():
            continue
        if _read_as(line, _UTF8) is not None:
            utf8 += 1  # many a line of UTF-8 fits CP932 too, and says nothing there
        elif (said := _read_as(line, _CP932)) is not None and not _PRIVATE.search(said):
            only_narrow = all(char.isascii() or _NARROW.match(char) for char in said)
            narrow += only_narrow
            cp932 += not only_narrow
    return _CP932 if cp932 > utf8 or (narrow and not utf8) else _UTF8


def _read_as(line: bytes, encoding: str) -> str | None:
    try:
        return line.decode(encoding)
    except UnicodeDecodeError:
        return None


def _checked(line: Text) -> Text:
    """Return a line, or why it is none."""
    if isinstance(line, Fault):
        return line
    if len(line) > LONGEST_LINE:
        return Fault.TOO_LONG
    return Fault.CONTROL_CHARACTER if _CONTROL.search(line) else line


def _raw(source: object) -> Iterator[Any]:
    """Yield the lines of a source as they are, those that are too long cut to a little over the limit."""
    if isinstance(source, str):
        return _of_chunks(iter([source]), "\n")
    if isinstance(source, bytes | bytearray | memoryview):
        return _of_chunks(iter([bytes(source)]), _FEED)
    read = getattr(source, "readline", None)
    if callable(read):
        return _of_file(read)
    if not isinstance(source, Iterable):
        raise RowsError("source")
    chunks = iter(source)
    first = next(chunks, "")
    if not isinstance(first, str | bytes):
        raise RowsError("source")
    return _of_chunks(chain([first], chunks), "\n" if isinstance(first, str) else _FEED)


def _of_file(readline: Any) -> Iterator[Any]:  # noqa: ANN401 - of any open file
    while True:
        line = _next_line(readline)
        if not line:
            return
        yield line
        while len(line) > LONGEST_LINE + 1 and line[-1:] not in {"\n", _FEED}:
            line = _next_line(readline)  # the rest of a bomb
            if isinstance(line, Fault):
                yield line
        if isinstance(line, Fault):  # a text file opened in another encoding: it cannot go on
            return


def _next_line(readline: Any) -> Any:  # noqa: ANN401 - of any open file
    """Return the next line of a file, or why it cannot be read.

    Raises:
        RowsError: the file is closed, or open for writing only, or gives something else.
    """
    line: object = None
    try:
        line = readline(LONGEST_LINE + 2)
    except UnicodeDecodeError:
        return Fault.ENCODING
    except ValueError:  # a closed file; one that cannot be read is an OSError and a ValueError at once
        pass
    if not isinstance(line, str | bytes):
        raise RowsError("source")
    return line


def _of_chunks(chunks: Iterator[Any], feed: Any) -> Iterator[Any]:  # noqa: ANN401 - text or bytes
    kind, rest = type(feed), feed[:0]
    for chunk in chunks:
        if not isinstance(chunk, kind):
            raise RowsError("source")
        start = 0
        while (end := chunk.find(feed, start)) >= 0:
            yield (
                (rest + chunk[start : min(end, start + LONGEST_LINE + 2)] + feed)
                if rest
                else (chunk[start : min(end + 1, start + LONGEST_LINE + 2)])
            )
            rest, start = feed[:0], end + 1
        rest = (rest + chunk[start : start + LONGEST_LINE + 2])[: LONGEST_LINE + 2]
    if rest:
        yield rest
