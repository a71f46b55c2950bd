"""The form of dumps of My Number records as JSON Schema, made from the tables of their loader.

A document that :func:`.dump` writes fits it, and whatever :func:`.load` takes fits it.
"""

from __future__ import annotations

from typing import Any, Final

from tokutei.chip.apdu import MAX_ANSWER
from tokutei.chip.my_number.applications import Application, Pin
from tokutei.chip.my_number.commands import COMMANDS
from tokutei.chip.my_number.dumps import KIND, NAMES, OF_NUMBER
from tokutei.chip.my_number.purposes import Purpose

__all__ = ["dump_schema"]

Schema = dict[str, Any]

_DRAFT: Final = "https://json-schema.org/draft/2020-12/schema"
_BASE64: Final = "^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$"


def dump_schema() -> Schema:
    """Return the JSON Schema (draft 2020-12) of dumps of this version, made anew each time.

    Example:
        >>> dump_schema()["properties"]["tokutei"]
        {'const': 'my-number-dump/1', 'description': 'Kind and version of the document.'}
    """
    purposes = [*(one.value for one in Purpose), None]
    return {
        "$schema": _DRAFT,
        "$id": "urn:tokutei:document:my-number-dump:1",
        "title": f"tokutei {KIND}",
        "description": "What one application of one My Number card holds, as it was read. Personal data as "
        "much as the card.",
        "type": "object",
        "required": ["tokutei", "application", "opened_by", "purpose", "kept_for", "values", "steps"],
        "properties": {
            "tokutei": {"const": KIND, "description": "Kind and version of the document."},
            "application": {"enum": [Application.TEXT.value, Application.SURFACE.value]},
            "opened_by": {
                "enum": list(dict.fromkeys(key and key.value for _, key in NAMES)),
                "description": "What opened the card; null if only what is free was read.",
            },
            "purpose": {"enum": purposes, "description": "For what the individual number was used or read."},
            "kept_for": {
                "enum": purposes,
                "description": "For what the individual number or its image is kept here; null without them.",
            },
            "values": {
                "type": "object",
                "description": "The value of each data object by name, as base64.",
                "additionalProperties": {"type": "string", "pattern": _BASE64},
            },
            "steps": {
                "type": "array",
                "description": "Every command, in order: name, status word, bytes of data in the answer.",
                "items": {
                    "type": "array",
                    "prefixItems": [
                        {"enum": sorted(COMMANDS)},
                        {"type": "string", "pattern": "^[0-9A-F]{4}$", "maxLength": 4},
                        {"type": "integer", "minimum": 0, "maximum": MAX_ANSWER},
                    ],
                    "minItems": 3,
                    "maxItems": 3,
                },
            },
        },
        "oneOf": [_opened(application, key) for application, key in NAMES],
        "if": {"properties": {"values": {"anyOf": [{"required": [name]} for name in sorted(OF_NUMBER)]}}},
        "then": {"properties": {"kept_for": {"not": {"const": None}}, "purpose": {"not": {"const": None}}}},
        "else": {"properties": {"kept_for": {"const": None}}},
    }


def _opened(application: Application, key: Pin | None) -> Schema:
    """Return what holds for one application and what opened it: which values there are, and no others."""
    must, may = NAMES[application, key]
    values: Schema = {"required": sorted(must), "propertyNames": {"enum": sorted(may)}}
    whole = sorted(may & OF_NUMBER)
    if len(whole) > 1:
        values["dependentRequired"] = dict.fromkeys(whole, whole)
    rules: Schema = {
        "application": {"const": application.value},
        "opened_by": {"const": key and key.value},
        "values": values,
    }
    if key in (Pin.TEXT_REFERENCE_A, Pin.SURFACE_REFERENCE_A):
        rules["purpose"] = {"not": {"const": None}}
    if key is Pin.TEXT_REFERENCE_B:
        rules["purpose"] = {"const": None}
    return {"properties": rules}
