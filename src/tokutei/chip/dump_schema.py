"""The form of dumps as JSON Schema, made from the same tables as the reader and the loader.

A document that :func:`tokutei.chip.dump` writes fits it; one that does not fit is refused by
:func:`tokutei.chip.load`. What only the loader can see is in ``docs/dump.md``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from tokutei.chip.apdu import MAX_ANSWER
from tokutei.chip.dumps import KIND
from tokutei.chip.generations import COMMANDS, GENERATIONS
from tokutei.chip.layout import CardLayout, FileName, FileRow
from tokutei.chip.words import CardType

__all__ = ["dump_schema"]

Schema = dict[str, Any]

_DRAFT: Final = "https://json-schema.org/draft/2020-12/schema"
_BASE64: Final = "^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$"
_SIZE: Final[Mapping[str, Any]] = {"type": "integer", "minimum": 0, "maximum": MAX_ANSWER}


def dump_schema() -> Schema:
    """Return the JSON Schema (draft 2020-12) of dumps of this version, made anew each time.

    Example:
        >>> dump_schema()["properties"]["tokutei"]
        {'const': 'dump/1', 'description': 'Kind and version of the document.'}
    """
    layouts = [layout for generation in GENERATIONS for layout in generation.layouts]
    return {
        "$schema": _DRAFT,
        "$id": "urn:tokutei:document:dump:1",
        "title": f"tokutei {KIND}",
        "description": "What the chip of one residence card holds, as it was read. Personal data as much as the card.",
        "type": "object",
        "required": ["tokutei", "card_type", "files", "exchange"],
        "properties": {
            "tokutei": {"const": KIND, "description": "Kind and version of the document."},
            "card_type": {
                "enum": [layout.card_type for layout in layouts],
                "description": "The digits of data object C1, as MF/EF02 has them.",
            },
            "files": {
                "type": "object",
                "description": "The content of every file that was read, by its place on the card, as base64.",
                "propertyNames": {"enum": [name.value for name in FileName]},
                "additionalProperties": {"type": "string", "pattern": _BASE64},
            },
            "exchange": _exchange(sorted({name for layout in layouts for name in _fields(layout)})),
        },
        "allOf": [_of_type(layout) for layout in layouts],
    }


def _exchange(fields: Iterable[str]) -> Schema:
    return {
        "type": "object",
        "description": "What the reader says of the reading. Nobody signs it.",
        "required": ["files", "steps", "number_matches", "confirmed", "skipped"],
        "properties": {
            "files": _rows(
                "Every file that was read, in order: name, whether the answer was encrypted, bytes.",
                {"enum": [name.value for name in FileName]},
                {"type": "boolean"},
                _SIZE,
            ),
            "steps": _rows(
                "Every command, in order: name, status word, bytes of data in the answer.",
                {"enum": sorted(COMMANDS)},
                {"type": "string", "pattern": "^[0-9A-F]{4}$", "maxLength": 4},
                _SIZE,
            ),
            "number_matches": {
                "type": ["boolean", "null"],
                "description": "Whether the number stored on the chip is the one that opened it; null where "
                "none is stored or it was not read.",
            },
            "confirmed": {
                "type": "boolean",
                "description": "Whether the card was read in a way that is known to be right.",
            },
            "skipped": {
                "type": "array",
                "description": "Names of the fields that were left out on purpose.",
                "items": {"enum": list(fields)},
            },
        },
    }


def _rows(description: str, *cells: Mapping[str, Any]) -> Schema:
    row = {
        "type": "array",
        "prefixItems": [dict(cell) for cell in cells],
        "minItems": len(cells),
        "maxItems": len(cells),
    }
    return {"type": "array", "description": description, "items": row}


def _of_type(layout: CardLayout) -> Schema:
    """Return what holds for one card type: its files, none but them, and their sizes."""
    return {
        "if": {"required": ["card_type"], "properties": {"card_type": {"const": layout.card_type}}},
        "then": {
            "title": CardType(layout.card_type).text("en"),
            "properties": {
                "files": {
                    "required": [row.name.value for row in layout.files if not row.optional],
                    "properties": {row.name.value: _file(row) for row in layout.files},
                    "propertyNames": {"enum": [row.name.value for row in layout.files]},
                },
                "exchange": {"properties": {"skipped": {"items": {"enum": sorted(_fields(layout))}}}},
            },
        },
    }


def _file(row: FileRow) -> Schema:
    return {
        "description": f"At most {row.size} bytes: {', '.join(field.text('en') for field in row.fields)}.",
        "maxLength": 4 * -(-row.size // 3),
    }


def _fields(layout: CardLayout) -> Iterable[str]:
    return (field.name for row in layout.files for field in row.fields)
