"""Histories as JSON Lines: a head, then one entry a line; what is learnt is one more line at the end.

The head names its kind and version and holds the facts, their day and a digest over both. Each further
line holds the digest of the line before it, the day of learning, the event and a digest over the three.
Reading checks all of it. A line is refused by its number and a reason, and what stood before it is kept.

Nobody signs the chain: it shows damage, carelessness and a past that was edited, not somebody who writes
the whole file anew. Lines missing at the end cannot be seen either; keep the last digest elsewhere if
that matters. The lines hold what they hold in full, personal fields included.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, TypeVar

from tokutei.errors import DocumentError, HistoryError, HistoryLineError
from tokutei.lifecycle.chain import entry_digest, fault, head_digest
from tokutei.lifecycle.events import Event
from tokutei.lifecycle.history import Entry, History
from tokutei.models import Facts, from_json, to_json
from tokutei.models.codec import is_as_written
from tokutei.personal import Masked, Personal

__all__ = ["HistoryHead", "HistoryLine", "from_json_lines", "to_json_lines"]

_BOM: Final = "\ufeff"
_UNKNOWN_EVENT: Final = "event.kind: union_tag_invalid"
T = TypeVar("T", bound="HistoryHead | HistoryLine")


@dataclass(frozen=True, slots=True, repr=False)
class HistoryHead(Masked):
    """The first line: where a history begins."""

    begun_on: date
    """The day for which the facts were given."""
    facts: Personal[Facts]
    """What was known at the start."""
    digest: Personal[str]
    """SHA-256 over the facts and the day."""


@dataclass(frozen=True, slots=True, repr=False)
class HistoryLine(Masked):
    """Any other line: one entry and the place that it has in the chain."""

    before: Personal[str]
    """The digest of the line before it."""
    learnt_on: date
    """The day on which the event became known."""
    event: Event
    digest: Personal[str]
    """SHA-256 over the digest before, the event and the day."""


def to_json_lines(history: History, *, beyond: History | None = None) -> str:
    """Return a history as JSON Lines, each line with its line feed.

    Args:
        history: what to write.
        beyond: an earlier state of it; then only the lines after it are returned, to be appended.

    Raises:
        HistoryError: the chain of the history does not hold, or it is no continuation of ``beyond``.

    Example:
        >>> from tokutei.lifecycle import FileReissue, ReportLoss
        >>> from tokutei.vocabulary import Channel
        >>> begun = History.begin(Facts(born=date(1994, 5, 2)), on=date(2026, 9, 1))
        >>> life = begun.learn(ReportLoss(on=date(2026, 9, 3)), learnt_on=date(2026, 9, 10)).history
        >>> file = to_json_lines(begun)
        >>> file += to_json_lines(life, beyond=begun)
        >>> file == to_json_lines(life)
        True
        >>> from_json_lines(file) == life
        True
    """
    history.verify()
    known = 0
    if beyond is not None:
        known = len(beyond.entries)
        if replace(history, entries=history.entries[:known]) != beyond:
            raise HistoryError("other", known)
    lines = list(_lines(history))
    return "".join(f"{to_json(line)}\n" for line in (lines[known + 1 :] if beyond is not None else lines))


def _lines(history: History) -> Iterator[HistoryHead | HistoryLine]:
    before = head_digest(history.facts, history.begun_on)
    yield HistoryHead(history.begun_on, history.facts, before)
    for entry in history.entries:
        yield HistoryLine(before, entry.learnt_on, entry.event, entry.digest)
        before = entry.digest


def from_json_lines(lines: str | bytes | Iterable[str | bytes]) -> History:
    """Return the history that JSON Lines hold: a whole text, or its lines one after the other.

    Lines may come from an open file, best a binary one: a text file that is no text fails some lines early.
    A byte order mark, carriage returns before line feeds and empty lines at the end do no harm.

    Raises:
        HistoryLineError: a line is refused; the error has its number, the reason, and under ``good`` the
            history of all lines before it.

    Example:
        >>> from tokutei.lifecycle import ReportLoss
        >>> begun = History.begin(Facts(born=date(1994, 5, 2)), on=date(2026, 9, 1))
        >>> life = begun.learn(ReportLoss(on=date(2026, 9, 3)), learnt_on=date(2026, 9, 10)).history
        >>> cut = to_json_lines(life)[:-10]
        >>> try:
        ...     from_json_lines(cut)
        ... except HistoryLineError as error:
        ...     print(error.line, error.reason, error.good == begun)
        2 cut_off True
    """
    begun: History | None = None
    entries: list[Entry] = []
    before = ""
    blank = 0
    source = _split(lines)
    for number, raw in enumerate(source, start=1):
        wrong: tuple[str, tuple[str, ...]] | None = None
        try:
            text, whole = _text(raw, first=number == 1)
            if not text:
                blank = blank or number
                continue
            if blank:
                raise _Refused("blank")  # noqa: TRY301 - all refusals leave by one door
            if begun is None:
                head = _read(text, HistoryHead, whole=whole)
                begun, before = _begun(head), head.digest
            else:
                entry = _entry(_read(text, HistoryLine, whole=whole), begun, entries, before)
                entries.append(entry)
                before = entry.digest
        except _Refused as refused:
            wrong = refused.reason, refused.details
        if wrong:
            # Not raised above, because what went wrong there may hold the line.
            reason, details = wrong
            if reason == "cut_off" and next(source, None) is not None:
                reason = "not_json"  # lines may be given without their ends
            good = begun and replace(begun, entries=tuple(entries))
            raise HistoryLineError(reason, blank or number, details, good)
    if begun is None:
        raise HistoryLineError("empty", 1)
    return replace(begun, entries=tuple(entries))


class _Refused(Exception):  # noqa: N818 - never leaves this module
    """A line is refused; its number is known outside."""

    def __init__(self, reason: str, details: tuple[str, ...] = ()) -> None:
        super().__init__()
        self.reason = reason
        self.details = details


def _split(lines: str | bytes | Iterable[str | bytes]) -> Iterator[str | bytes]:
    """Yield lines with their line feeds; other characters that end lines elsewhere may stand in texts."""
    if isinstance(lines, str):
        *complete, rest = lines.split("\n")
        yield from (f"{line}\n" for line in complete)
        yield from filter(None, (rest,))
    elif isinstance(lines, bytes):
        *ended, left = lines.split(b"\n")
        yield from (line + b"\n" for line in ended)
        yield from filter(None, (left,))
    elif not isinstance(lines, Iterable):
        yield lines  # which is refused as no text
    else:
        try:
            yield from lines
        except UnicodeDecodeError:
            yield b"\xff"  # an open file that reads bytes as text fails by itself


def _text(raw: object, *, first: bool) -> tuple[str, bool]:
    """Return a line without its end, and whether it had one."""
    if isinstance(raw, bytes):
        try:
            raw = raw.decode()
        except UnicodeDecodeError:
            raw = None
        if raw is None:
            raise _Refused("not_unicode")
    if not isinstance(raw, str):
        raise _Refused("not_text")
    text = raw.removeprefix(_BOM) if first else raw
    whole = text.endswith("\n")
    return text.removesuffix("\n").removesuffix("\r"), whole


def _read(text: str, kind: type[T], *, whole: bool) -> T:
    """Return what a line holds, if it is a document of that kind as it would be written here."""
    expected = "history_lines" if kind is HistoryHead else "history_line"
    try:
        value = from_json(text)
    except DocumentError as error:
        refused = _why(error, expected, whole=whole)
    else:
        if not isinstance(value, kind):
            refused = _Refused("other_kind")
        else:
            return _as_written(value, text)
    raise refused


def _why(error: DocumentError, expected: str, *, whole: bool) -> _Refused:
    """Return a refusal by the reason why a line is no document."""
    if error.reason == "not_json":
        return _Refused("not_json" if whole else "cut_off")
    if error.reason == "newer" and error.kind.partition("/")[0] == expected:
        return _Refused("newer", (error.kind,))
    if error.reason in {"newer", "unknown_kind", "no_kind"}:
        return _Refused("other_kind")  # without its word, which may be anything
    if _UNKNOWN_EVENT in error.details:
        return _Refused("unknown_event")
    return _Refused(error.reason, error.details)


def _as_written(value: T, text: str) -> T:
    """Return what was read from a line; a character more or less would be a line that somebody touched."""
    digest = (
        head_digest(value.facts, value.begun_on)
        if isinstance(value, HistoryHead)
        else entry_digest(value.before, value.event, value.learnt_on)
    )
    if digest != value.digest:
        raise _Refused("digest")
    if not is_as_written(text, value):
        raise _Refused("rewritten")
    return value


def _begun(head: HistoryHead) -> History:
    return History(head.facts, head.begun_on)


def _entry(line: HistoryLine, begun: History, entries: list[Entry], before: str) -> Entry:
    """Return the entry of a line, if it follows the lines before it."""
    if line.before != before:
        raise _Refused("chain")
    last = entries[-1].learnt_on if entries else None
    wrong = fault(line.event, line.learnt_on, begun_on=begun.begun_on, last_learnt_on=last)
    if wrong:
        raise _Refused(wrong)
    return Entry(line.event, line.learnt_on, line.digest)
