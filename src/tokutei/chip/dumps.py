"""Records as documents: a versioned JSON container of file contents.

::

    {"tokutei": "dump/1",
     "card_type": "05",
     "files": {"MF/EF02": "<base64>", "DF1/EF02": "<base64>", …},
     "exchange": {"files": [["MF/EF02", false, 4], …], "steps": [["select_mf", "9000", 0], …],
                  "number_matches": true, "confirmed": true, "skipped": []}}

``files`` has every file that was read, by its place on the card. ``exchange`` is what the reader
says of the reading (:class:`tokutei.chip.exchange.Exchange`); nobody signs it. A dump is personal
data as much as the card is.
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Collection
from contextlib import suppress
from typing import Any, Final, Protocol, TypeVar

from tokutei.chip.apdu import MAX_ANSWER
from tokutei.chip.exchange import COMMANDS, Exchange, FileRead, Step
from tokutei.chip.layout import FileName, without_fields
from tokutei.chip.policy import FIELDS
from tokutei.chip.record import ChipRecord, layout_of
from tokutei.errors import DocumentError, TokuteiError

__all__ = ["KIND", "MAX_DUMP", "dump", "load"]

T = TypeVar("T")

KIND: Final = "dump/1"
"""The kind and version that a dump names."""
MAX_DUMP: Final = 1 << 20
"""Most bytes or characters of a dump that are read; one of a whole card has about 13,000."""

_FACE: Final = "face_image"
_LATER: Final = frozenset(str(version) for version in range(2, 1000))
_FILE_NAMES: Final = frozenset(name.value for name in FileName)
_STATUS: Final = re.compile(r"[0-9A-F]{4}")
_NOT_JSON: Final = object()


class Readable(Protocol):
    """Something open for reading, such as a file."""

    def read(self, size: int, /) -> str | bytes:
        """Return up to so many characters or bytes."""
        ...


def dump(record: ChipRecord, *, face: bool = False) -> str:
    """Return a record as a JSON document.

    Args:
        record: what was read.
        face: whether the face image is kept. Without it the signature of a loaded record cannot be
            checked; so it is for documents that are kept for long.
    """
    skipped = dict.fromkeys(record.exchange.skipped)
    files = dict(record.files)
    if not face and record.face_image is not None:
        _, layout = layout_of(files)
        skipped[_FACE] = None
        for row in layout.files:
            if any(field.name == _FACE for field in row.fields):
                files[row.name] = without_fields(row, files[row.name], skipped)
    exchange = record.exchange
    return json.dumps(
        {
            "tokutei": KIND,
            "card_type": record.card_type.value,
            "files": {name.value: base64.b64encode(data).decode("ascii") for name, data in files.items()},
            "exchange": {
                "files": [[one.name.value, one.secured, one.size] for one in exchange.files],
                "steps": [[one.command, one.status, one.size] for one in exchange.steps],
                "number_matches": exchange.number_matches,
                "confirmed": exchange.confirmed,
                "skipped": list(skipped),
            },
        }
    )


def load(source: str | bytes | Readable) -> ChipRecord:
    """Return the record of a dump.

    Args:
        source: the document, or something open for reading that holds it.

    Raises:
        DocumentError: it cannot be read, or is no such document; what it holds is never repeated.
        TlvError: a file in it is not what the layout says.
        ReadAborted: the card type cannot be read (``generation``).
    """
    document = _json(source)
    kind = document.get("tokutei")
    if not isinstance(kind, str):
        raise DocumentError("no_kind")
    if kind != KIND:
        name, _, version = kind.partition("/")
        if name == "dump" and version in _LATER:
            raise DocumentError("newer", kind)
        raise DocumentError("unknown_kind")  # which one is not said: it may be anything
    files = {
        _file_name(name, "files"): _binary(data)
        for name, data in _typed(document.get("files"), dict, "files").items()
    }
    record = ChipRecord.of(files, exchange=_exchange(_typed(document.get("exchange"), dict, "exchange")))
    if document.get("card_type") != record.card_type.value:
        raise _invalid("card_type")
    if set(files) != set(record.files):
        raise _invalid("files")
    if not _left_out(record).issuperset(record.exchange.skipped):
        raise _invalid("exchange.skipped")
    return record


def _left_out(record: ChipRecord) -> set[str]:
    """Return the names of the fields that the card type has and the files do not."""
    _, layout = layout_of(record.files)
    return {field.name for row in layout.files for field in row.fields} - set(record.values)


def _invalid(place: str) -> DocumentError:
    return DocumentError("invalid", KIND, (place,))


def _json(source: str | bytes | Readable) -> dict[str, object]:
    text = source if isinstance(source, str | bytes) else _read(source)
    if len(text) > MAX_DUMP:
        raise _invalid("size")
    document: object = _NOT_JSON
    with suppress(ValueError, RecursionError):  # the error of the parser holds the text: no context
        document = json.loads(text)
    if document is _NOT_JSON:
        raise DocumentError("not_json")
    if not isinstance(document, dict):
        raise DocumentError("no_kind")
    return document


def _read(source: Readable) -> str | bytes:
    text, reason = None, "unreadable"
    try:
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


def _exchange(said: dict[str, object]) -> Exchange:
    return Exchange(
        files=tuple(
            FileRead(_file_name(name, "exchange.files"), secured, _size(size))
            for name, secured, size in _rows(said, "files", (str, bool, int))
        ),
        steps=tuple(
            Step(_one_of(COMMANDS, command), _status(status), _size(size))
            for command, status, size in _rows(said, "steps", (str, str, int))
        ),
        number_matches=_flag_or_none(said.get("number_matches")),
        confirmed=_typed(said.get("confirmed"), bool, "exchange.confirmed"),
        skipped=tuple(
            _one_of(FIELDS, name) for name in _typed(said.get("skipped"), list, "exchange.skipped")
        ),
    )


def _flag_or_none(value: object) -> bool | None:
    return None if value is None else _typed(value, bool, "exchange.number_matches")


def _typed(value: object, kind: type[T], place: str) -> T:
    if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
        raise _invalid(place)
    return value


def _rows(said: dict[str, object], key: str, kinds: tuple[type, ...]) -> list[list[Any]]:
    place = f"exchange.{key}"
    rows = _typed(said.get(key), list, place)
    for row in rows:
        if len(_typed(row, list, place)) != len(kinds):
            raise _invalid(place)
        for value, kind in zip(row, kinds, strict=True):
            _typed(value, kind, place)
    return rows


def _one_of(known: Collection[str], text: object) -> str:
    """Return a word that is known; an exchange is shown, and another word might be somebody's name."""
    if not isinstance(text, str) or text not in known:
        raise _invalid("exchange")
    return text


def _status(text: str) -> str:
    if not _STATUS.fullmatch(text):
        raise _invalid("exchange")
    return text


def _size(size: int) -> int:
    if not 0 <= size <= MAX_ANSWER:
        raise _invalid("exchange")
    return size


def _file_name(name: str, place: str) -> FileName:
    if name not in _FILE_NAMES:
        raise _invalid(place)
    return FileName(name)


def _binary(text: object) -> bytes:
    data = None
    encoded = _typed(text, str, "files")
    with suppress(ValueError):
        data = base64.b64decode(encoded, validate=True)
    if data is None:
        raise _invalid("files")
    return data
