"""The only way in and out for what is stored or sent: JSON documents that name their kind and version.

``{"tokutei": "facts/1", …}``. Every class that has a document form declares it with
:func:`document`. A document of an older version is migrated by one small function a step; one of a
newer version is refused by name. Documents hold what they hold in full, personal fields included:
they are for the caller's own store.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final, TypeVar

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from tokutei.errors import DocumentError, TokuteiError
from tokutei.personal import HIDDEN

__all__ = ["document", "from_json", "json_schema", "kinds", "migration", "to_json"]

T = TypeVar("T")

_KEY: Final = "tokutei"
Migration = Callable[[dict[str, Any]], dict[str, Any]]


@dataclass(frozen=True, slots=True)
class _Kind:
    name: str
    version: int
    type: Any
    """A class, or the union type that its members are read through."""


_BY_NAME: Final[dict[str, _Kind]] = {}
_BY_CLASS: Final[dict[type, _Kind]] = {}
_MIGRATIONS: Final[dict[tuple[str, int], Migration]] = {}


def document(name: str, version: int, read_as: Any, *classes: type) -> None:  # noqa: ANN401 - type forms
    """Declare that a type is stored under a name and version; called once, where the type is defined.

    Args:
        name: the kind, such as ``"facts"``.
        version: the version that is written.
        read_as: the type to validate: a class, or a union of classes told apart by a field.
        classes: the classes of the values, where ``read_as`` is a union.
    """
    kind = _BY_NAME[name] = _Kind(name, version, read_as)
    _BY_CLASS.update(dict.fromkeys(classes or (read_as,), kind))


def migration(name: str, version: int) -> Callable[[Migration], Migration]:
    """Declare the step from one version of a kind to the next; it gets and returns the fields."""

    def declare(step: Migration) -> Migration:
        _MIGRATIONS[name, version] = step
        return step

    return declare


def kinds() -> Mapping[str, int]:
    """Return every kind of document with the version that is written."""
    return {name: kind.version for name, kind in sorted(_BY_NAME.items())}


@cache
def _adapter(name: str) -> TypeAdapter[Any]:
    return TypeAdapter(_BY_NAME[name].type)


@cache
def _reader(name: str) -> TypeAdapter[Any]:
    """Return the adapter that reads: it refuses fields it does not know, at every depth."""
    kind = _BY_NAME[name].type
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        return _adapter(name)
    # A configuration reaches nested dataclasses only from a type that is not itself a dataclass.
    nested: Any = kind | None
    return TypeAdapter(nested, config=ConfigDict(extra="forbid", hide_input_in_errors=True))


def to_json(value: object) -> str:
    """Return the JSON document of a value: facts, a situation, an event, an outcome, a history.

    Raises:
        DocumentError: values of this type have no document form.

    Example:
        >>> from datetime import date
        >>> from tokutei.models import Facts
        >>> from_json(to_json(Facts(born=date(1994, 5, 2)))) == Facts(born=date(1994, 5, 2))
        True
    """
    kind = _BY_CLASS.get(type(value))
    if kind is None:
        raise DocumentError("not_a_document", type(value).__name__)
    fields = _adapter(kind.name).dump_python(value, mode="json")
    head = {_KEY: f"{kind.name}/{kind.version}"}
    return json.dumps({**head, **fields}, ensure_ascii=False, separators=(",", ":"))


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return a JSON object whose names all differ; which of two equal ones is meant nobody can tell."""
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError
    return found


def from_json(text: str | bytes) -> Any:  # noqa: ANN401 - the document says what it is
    """Return the value of a JSON document, migrated from an older version where need be.

    Raises:
        DocumentError: it is not JSON or names a field twice, names no known kind, is newer than this
            library, or does not validate; the error says where, without the values.
    """
    try:
        fields = json.loads(text, object_pairs_hook=_object)
    except (ValueError, TypeError, RecursionError):
        raise DocumentError("not_json") from None
    if not isinstance(fields, dict) or not isinstance(fields.get(_KEY), str):
        raise DocumentError("no_kind")
    label: str = fields.pop(_KEY)
    name, _, written = label.partition("/")
    kind = _BY_NAME.get(name)
    if kind is None or not written.isascii() or not written.isdigit() or len(written) > 4:
        raise DocumentError("unknown_kind", label[:40])
    version = int(written)
    if version > kind.version:
        raise DocumentError("newer", label[:40])
    if any((name, step) not in _MIGRATIONS for step in range(version, kind.version)):
        raise DocumentError("unknown_kind", label[:40])
    return _validated(kind, version, fields)


def _validated(kind: _Kind, version: int, fields: dict[str, Any]) -> object:
    try:
        for step in range(version, kind.version):
            fields = _MIGRATIONS[kind.name, step](fields)
        # Through JSON once more, because only there does strict reading know dates and enums as texts.
        # Strict, because a number is no date and "yes" no truth.
        return _reader(kind.name).validate_json(json.dumps(fields), strict=True)
    except ValidationError as error:
        found = error.errors(include_url=False, include_context=False, include_input=False)
        details = tuple(_place(one) for one in found[:10])
        raise DocumentError("invalid", f"{kind.name}/{kind.version}", details) from None
    except TokuteiError:
        raise
    except (LookupError, ValueError, TypeError, RecursionError) as error:
        raise DocumentError("invalid", f"{kind.name}/{kind.version}", (type(error).__name__,)) from None


def _place(found: Mapping[str, Any]) -> str:
    """Return where a document does not validate and why; a name that nobody knows stays hidden."""
    unknown = found["type"] in {"extra_forbidden", "unexpected_keyword_argument"}
    parts = (*found["loc"][:-1], HIDDEN) if unknown else found["loc"]
    return f"{'.'.join(str(part) for part in parts)}: {found['type']}"


def json_schema(name: str) -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of a kind of document.

    Raises:
        DocumentError: there is no such kind.
    """
    kind = _BY_NAME.get(name)
    if kind is None:
        raise DocumentError("unknown_kind", name[:40])
    schema = _adapter(name).json_schema(mode="serialization")
    label = {"const": f"{kind.name}/{kind.version}", "type": "string"}
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": kind.name}
    return {
        **head,
        **schema,
        "properties": {_KEY: label, **schema.get("properties", {})},
        "required": [_KEY, *schema.get("required", [])],
    }
