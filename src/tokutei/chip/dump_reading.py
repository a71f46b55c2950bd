"""How a dump of any kind is taken apart: nothing that it holds is repeated in an error.

Used by the dumps of records of the residence application and by those of the My Number applications.
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass
from os import PathLike
from pathlib import Path
from typing import Any, Final, Protocol, TypeVar

from tokutei.chip.apdu import MAX_ANSWER
from tokutei.errors import ArgumentError, DocumentError, TokuteiError

__all__ = ["MAX_DUMP", "DumpForm", "Readable"]

T = TypeVar("T")

MAX_DUMP: Final = 1 << 20
"""Most bytes or characters of a dump that are read; one of a whole card has about 13,000."""

_LATER: Final = frozenset(str(version) for version in range(2, 1000))
_STATUS: Final = re.compile(r"[0-9A-F]{4}")
_NOT_JSON: Final = object()


class Readable(Protocol):
    """Something open for reading, such as a file."""

    def read(self, size: int, /) -> str | bytes:
        """Return up to so many characters or bytes."""
        ...


@dataclass(frozen=True, slots=True)
class DumpForm:
    """One kind of dump. Every method raises :class:`~tokutei.errors.DocumentError` for what does not fit."""

    kind: str
    """Name and version, such as ``dump/1``."""

    def invalid(self, place: str) -> DocumentError:
        """Return the error of a place that does not fit."""
        return DocumentError("invalid", self.kind, (place,))

    def document(self, source: str | bytes | PathLike[str] | Readable) -> dict[str, object]:
        """Return a document of this kind and version."""
        document = self._json(source)
        kind = document.get("tokutei")
        if not isinstance(kind, str):
            raise DocumentError("no_kind")
        if kind != self.kind:
            name, _, version = kind.partition("/")
            if name == self.kind.partition("/")[0] and version in _LATER:
                raise DocumentError("newer", kind)
            raise DocumentError("unknown_kind")  # which one is not said: it may be anything
        return document

    def _json(self, source: str | bytes | PathLike[str] | Readable) -> dict[str, object]:
        text = source if isinstance(source, str | bytes) else _read(source)
        if len(text) > MAX_DUMP:
            raise self.invalid("size")
        document: object = _NOT_JSON
        with suppress(ValueError, RecursionError):  # the error of the parser holds the text: no context
            document = json.loads(text)
        if document is _NOT_JSON:
            raise DocumentError("not_json")
        if not isinstance(document, dict):
            raise DocumentError("no_kind")
        return document

    def typed(self, value: object, kind: type[T], place: str) -> T:
        """Return a value of a type; a flag is no number."""
        if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
            raise self.invalid(place)
        return value

    def rows(self, value: object, kinds: tuple[type, ...], place: str) -> list[list[Any]]:
        """Return a list of rows whose cells have these types."""
        rows = self.typed(value, list, place)
        for row in rows:
            if len(self.typed(row, list, place)) != len(kinds):
                raise self.invalid(place)
            for cell, kind in zip(row, kinds, strict=True):
                self.typed(cell, kind, place)
        return rows

    def one_of(self, known: Collection[str], text: object, place: str) -> str:
        """Return a word that is known; it is shown, and another word might be somebody's name."""
        if not isinstance(text, str) or text not in known:
            raise self.invalid(place)
        return text

    def status(self, text: str, place: str) -> str:
        """Return a status word in hexadecimal."""
        if not _STATUS.fullmatch(text):
            raise self.invalid(place)
        return text

    def size(self, size: int, place: str) -> int:
        """Return how many bytes an answer may have."""
        if not 0 <= size <= MAX_ANSWER:
            raise self.invalid(place)
        return size

    def binary(self, text: object, place: str) -> bytes:
        """Return what a text in base64 stands for."""
        data = None
        encoded = self.typed(text, str, place)
        with suppress(ValueError):
            data = base64.b64decode(encoded, validate=True)
        if data is None:
            raise self.invalid(place)
        return data


def _read(source: PathLike[str] | Readable) -> str | bytes:
    if not isinstance(source, PathLike) and not callable(getattr(source, "read", None)):
        raise ArgumentError("document")
    text: str | bytes | None = None
    reason = "unreadable"
    try:
        if isinstance(source, PathLike):
            with Path(source).open("rb") as file:
                text = file.read(MAX_DUMP + 1)
        else:
            text = source.read(MAX_DUMP + 1)
    except TokuteiError:
        raise
    except UnicodeDecodeError:
        reason = "not_json"
    except Exception:  # noqa: BLE001, S110 - whatever a source raises; raised below, without its context
        pass
    if not isinstance(text, str | bytes):
        raise DocumentError(reason)
    return text
