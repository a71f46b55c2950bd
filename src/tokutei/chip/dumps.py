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
from os import PathLike
from typing import Final

from tokutei.chip.dump_reading import MAX_DUMP, DumpForm, Readable
from tokutei.chip.exchange import Exchange, FileRead, Step
from tokutei.chip.generations import COMMANDS
from tokutei.chip.layout import FileName, without_fields
from tokutei.chip.policy import FIELDS
from tokutei.chip.record import ChipRecord, layout_of

__all__ = ["KIND", "MAX_DUMP", "dump", "load"]

KIND: Final = "dump/1"
"""The kind and version that a dump names."""
_FORM: Final = DumpForm(KIND)

_FACE: Final = "face_image"
_FILE_NAMES: Final = frozenset(name.value for name in FileName)


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


def load(source: str | bytes | PathLike[str] | Readable) -> ChipRecord:
    """Return the record of a dump.

    Args:
        source: the document, the path of it (a ``Path``; a ``str`` is the document), or something open
            for reading that holds it.

    Raises:
        ArgumentError: the source is none of these (``document``).
        DocumentError: it cannot be read, or is no such document; what it holds is never repeated.
        TlvError: a file in it is not what the layout says.
        ReadAborted: the card type cannot be read (``generation``).
    """
    document = _FORM.document(source)
    files = {
        _file_name(name, "files"): _FORM.binary(data, "files")
        for name, data in _FORM.typed(document.get("files"), dict, "files").items()
    }
    record = ChipRecord.of(files, exchange=_exchange(_FORM.typed(document.get("exchange"), dict, "exchange")))
    if document.get("card_type") != record.card_type.value:
        raise _FORM.invalid("card_type")
    if set(files) != set(record.files):
        raise _FORM.invalid("files")
    if not _left_out(record).issuperset(record.exchange.skipped):
        raise _FORM.invalid("exchange.skipped")
    return record


def _left_out(record: ChipRecord) -> set[str]:
    """Return the names of the fields that the card type has and the files do not."""
    _, layout = layout_of(record.files)
    return {field.name for row in layout.files for field in row.fields} - set(record.values)


def _exchange(said: dict[str, object]) -> Exchange:
    return Exchange(
        files=tuple(
            FileRead(_file_name(name, "exchange.files"), secured, _FORM.size(size, "exchange"))
            for name, secured, size in _FORM.rows(said.get("files"), (str, bool, int), "exchange.files")
        ),
        steps=tuple(
            Step(
                _FORM.one_of(COMMANDS, command, "exchange"),
                _FORM.status(status, "exchange"),
                _FORM.size(size, "exchange"),
            )
            for command, status, size in _FORM.rows(said.get("steps"), (str, str, int), "exchange.steps")
        ),
        number_matches=_flag_or_none(said.get("number_matches")),
        confirmed=_FORM.typed(said.get("confirmed"), bool, "exchange.confirmed"),
        skipped=tuple(
            _FORM.one_of(FIELDS, name, "exchange")
            for name in _FORM.typed(said.get("skipped"), list, "exchange.skipped")
        ),
    )


def _flag_or_none(value: object) -> bool | None:
    return None if value is None else _FORM.typed(value, bool, "exchange.number_matches")


def _file_name(name: str, place: str) -> FileName:
    if name not in _FILE_NAMES:
        raise _FORM.invalid(place)
    return FileName(name)
