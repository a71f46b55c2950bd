"""The only way in and out for what is stored or sent: JSON documents that name their kind and version.

``{"tokutei": "facts/1", …}``. Every class that has a document form declares it with
:func:`document`. A document of an older version is migrated by one small function a step; one of a
newer version is refused by name. Documents hold what they hold in full, personal fields included:
they are for the caller's own store.

What stands inside a document has no label of its own: the version of the whole says what its parts look like.
When a part gets a new version, every kind that holds it gets one too, and the step of the whole calls the step
of the part. Stored documents of every released version say so in the tests: a kind whose fields changed and
whose version did not no longer writes them letter by letter.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import Any, Final, TypeVar

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError
from pydantic_core import PydanticSerializationError, SchemaValidator

from tokutei.errors import DocumentError, TokuteiError
from tokutei.models.days import with_days
from tokutei.personal import HIDDEN

__all__ = [
    "document",
    "documents_of",
    "from_json",
    "is_as_written",
    "json_schema",
    "kinds",
    "migration",
    "read_json",
    "said",
    "to_json",
]

T = TypeVar("T")

_KEY: Final = "tokutei"
_UNREADABLE: Final = "json_invalid"
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
_LATER: Final[dict[str, str]] = {}
"""The modules that declare kinds of document which nobody has asked for yet."""


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


def documents_of(module: str, *names: str) -> None:
    """Say which module declares kinds of document when one of them is first read."""
    _LATER.update(dict.fromkeys(names, module))


def _kind(name: str) -> _Kind | None:
    if name not in _BY_NAME and name in _LATER:
        import_module(_LATER[name])
    return _BY_NAME.get(name)


def migration(name: str, version: int) -> Callable[[Migration], Migration]:
    """Declare the step from one version of a kind to the next; it gets and returns the fields."""

    def declare(step: Migration) -> Migration:
        _MIGRATIONS[name, version] = step
        return step

    return declare


def kinds() -> Mapping[str, int]:
    """Return every kind of document with the version that is written."""
    for module in set(_LATER.values()):
        import_module(module)
    return {name: kind.version for name, kind in sorted(_BY_NAME.items())}


@cache
def _adapter(name: str) -> TypeAdapter[Any]:
    adapter: TypeAdapter[Any] = TypeAdapter(_BY_NAME[name].type)
    adapter.rebuild()  # models are built when first needed, which is now
    return adapter


@cache
def _reader(name: str) -> SchemaValidator:
    """Return what reads: it refuses fields it does not know, at every depth, and reads days as models do."""
    kind = _BY_NAME[name].type
    if not (isinstance(kind, type) and issubclass(kind, BaseModel)):
        # A configuration reaches nested dataclasses only from a type that is not itself a dataclass.
        whole: Any = kind | None
        adapter: TypeAdapter[Any] = TypeAdapter(whole, config=ConfigDict(extra="forbid"))
    else:
        adapter = _adapter(name)
    return SchemaValidator(with_days(adapter.core_schema))


def to_json(value: object) -> str:
    """Return the JSON document of a value: facts, a situation, an event, an outcome, a history.

    Raises:
        DocumentError: values of this type have no document form, or this one was never validated and
            holds what its type does not allow.

    Example:
        >>> from datetime import date
        >>> from tokutei.models import Facts
        >>> from_json(to_json(Facts(born=date(1994, 5, 2)))) == Facts(born=date(1994, 5, 2))
        True
    """
    label, fields = _fields(value)
    return json.dumps({_KEY: label, **fields}, ensure_ascii=False, separators=(",", ":"))


def said(value: object) -> str:
    """Return what a value says, as text for a digest; it stays the same when a later version adds fields.

    Fields that hold their default are left out, names stand in the order of the alphabet, and no version is named.
    So the default of a stored field never changes.

    Raises:
        DocumentError: as :func:`to_json`.

    Example:
        >>> from datetime import date
        >>> from tokutei.models import CardFacts, Facts
        >>> said(Facts(born=date(1994, 5, 2), card=CardFacts()))
        '{"born":"1994-05-02","card":{}}'
    """
    fields = _fields(value, exclude_defaults=True)[1]
    return json.dumps(fields, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def _fields(value: object, *, exclude_defaults: bool = False) -> tuple[str, dict[str, Any]]:
    """Return the label of a value's document and its fields as JSON has them."""
    kind = _BY_CLASS.get(type(value))
    if kind is None:
        raise DocumentError("not_a_document", type(value).__name__)
    label = f"{kind.name}/{kind.version}"
    try:
        adapter = _adapter(kind.name)
        return label, adapter.dump_python(
            value, mode="json", warnings="error", exclude_defaults=exclude_defaults
        )
    except (PydanticSerializationError, ValueError, TypeError, AttributeError):
        pass  # what went wrong holds the value; nothing of it goes along
    raise DocumentError("unwritable", label)


def _no_number(_: str) -> object:
    """Refuse ``NaN`` and ``Infinity``, which Python reads and JSON does not know."""
    raise ValueError


class _NamedTwiceError(ValueError):
    """A JSON object has two fields of one name."""


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return a JSON object whose names all differ; which of two equal ones is meant nobody can tell."""
    found = dict(pairs)
    if len(found) != len(pairs):
        raise _NamedTwiceError
    return found


def read_json(text: str | bytes) -> Any:  # noqa: ANN401 - JSON is anything
    """Return what a JSON text holds.

    Raises:
        DocumentError: it is not JSON, is nested too deeply or names a field twice in one object.
    """
    try:
        return json.loads(text, object_pairs_hook=_object, parse_constant=_no_number)
    except _NamedTwiceError:
        reason = "named_twice"
    except RecursionError:
        reason = "too_deep"
    except (ValueError, TypeError):
        reason = "not_json"
    # Not raised above, because what went wrong there holds the whole text.
    raise DocumentError(reason)


def is_as_written(text: str, value: object) -> bool:
    """Return whether a text is, letter by letter, the document of a value as this version or an earlier one writes it.

    Of an earlier version only what all have in common can be told: nothing stands between the parts of the JSON.

    Raises:
        DocumentError: as :func:`to_json` and :func:`read_json`.
    """
    today = to_json(value)
    if today == text:
        return True
    written = read_json(text)
    label = written.get(_KEY) if isinstance(written, dict) else None
    kind, version = _labelled_as(label) if isinstance(label, str) else (None, 0)
    ours = _BY_CLASS[type(value)]
    if kind is not ours or version >= ours.version:
        return False
    return json.dumps(written, ensure_ascii=False, separators=(",", ":")) == text


def from_json(text: str | bytes) -> Any:  # noqa: ANN401 - the document says what it is
    """Return the value of a JSON document, migrated from an older version where need be.

    Raises:
        DocumentError: as :func:`read_json`; it names no known kind, is newer than this library, or does
            not validate; the error says where, without the values.
    """
    fields = read_json(text)
    if not isinstance(fields, dict) or not isinstance(fields.get(_KEY), str):
        raise DocumentError("no_kind")
    label: str = fields.pop(_KEY)
    kind, version = _labelled_as(label)
    if kind is None:
        raise DocumentError("unknown_kind", label)
    name = kind.name
    if version > kind.version:
        raise DocumentError("newer", label)
    if any((name, step) not in _MIGRATIONS for step in range(version, kind.version)):
        raise DocumentError("unknown_kind", label)
    for step in range(version, kind.version):
        fields = _stepped(name, step, fields)
    return _validated(kind, fields)


def _labelled_as(label: str) -> tuple[_Kind | None, int]:
    """Return the kind and the version that a label names; no kind where nothing of ours writes it so."""
    name, _, written = label.partition("/")
    is_number = written.isascii() and written.isdigit() and len(written) <= 4
    if not is_number or written != str(int(written)):  # with a nought before it, it is nobody's
        return None, 0
    return _kind(name), int(written)


def _stepped(name: str, version: int, fields: dict[str, Any]) -> dict[str, Any]:
    """Return the fields of the next version; whatever goes wrong in a step, nothing of the fields goes along."""
    try:
        after: object = _MIGRATIONS[name, version](fields)
    except Exception as error:  # noqa: BLE001 - a step meets what it was not written for
        wrong = type(error).__name__
    else:
        if isinstance(after, dict):
            return after
        wrong = type(after).__name__
    raise DocumentError("invalid", f"{name}/{version}", (wrong,))


def _validated(kind: _Kind, fields: dict[str, Any]) -> object:
    reason = "invalid"
    details: tuple[str, ...] = ()
    try:
        # Through JSON once more, because only there does strict reading know dates and enums as texts.
        # Strict, because a number is no date and "yes" no truth.
        written = json.dumps(fields, ensure_ascii=False).encode()
        return _reader(kind.name).validate_json(written, strict=True)
    except ValidationError as error:
        details = _places(error)
    except TokuteiError:
        raise
    except UnicodeEncodeError:
        reason = "not_unicode"
    except RecursionError:
        reason = "too_deep"
    except (LookupError, ValueError, TypeError) as error:
        details = (type(error).__name__,)
    # Python wrote the JSON that pydantic refuses as such, so it can only be its depth.
    if details == (_UNREADABLE,):
        reason, details = "too_deep", ()
    # Not raised above, because what went wrong there holds the values.
    raise DocumentError(reason, f"{kind.name}/{kind.version}", details)


def _places(error: ValidationError) -> tuple[str, ...]:
    """Return where a document does not validate and why, up to ten places.

    By place: in which order pydantic finds them differs between its versions.
    """
    found = error.errors(include_url=False, include_input=False)
    return tuple(sorted(_place(one["loc"], one["type"], one.get("ctx", {})) for one in found)[:10])


def _place(loc: tuple[int | str, ...], problem: str, context: Mapping[str, Any]) -> str:
    """Return one place and its problem; a name that nobody knows stays hidden."""
    if problem in {"extra_forbidden", "unexpected_keyword_argument"}:
        loc = (*loc[:-1], HIDDEN)
    elif problem in {"union_tag_invalid", "union_tag_not_found"}:
        loc = (*loc, context["discriminator"].strip("'"))
    return ": ".join(filter(None, (".".join(map(str, loc)), problem)))


def json_schema(name: str) -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of a kind of document, which knows no fields but those read.

    Its ``$id`` names kind and version and is no address.

    Raises:
        DocumentError: there is no such kind.
    """
    asked: object = name  # callers without a type checker ask for anything
    kind = _kind(asked) if isinstance(asked, str) else None
    if kind is None:
        raise DocumentError("unknown_kind", name)
    schema = _adapter(kind.name).json_schema(mode="serialization")
    parts: dict[str, Any] = schema.pop("$defs", {})
    _close((schema, parts), parts)
    label = f"{kind.name}/{kind.version}"
    identity = f"urn:tokutei:document:{kind.name}:{kind.version}"
    head = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": identity,
        "title": kind.name,
    }
    if "oneOf" in schema:
        # Closed objects cannot be told of the label from outside: each alternative has its own.
        names = [one["$ref"].rpartition("/")[2] for one in schema["oneOf"]]
        whole: dict[str, Any] = {"oneOf": [_labelled(parts.pop(one), label) for one in names]}
    else:
        whole = _labelled(schema, label)
    return {**head, **whole, **head, **({"$defs": parts} if parts else {})}


def _labelled(schema: dict[str, Any], label: str) -> dict[str, Any]:
    return {
        **schema,
        "properties": {_KEY: {"const": label, "type": "string"}, **schema["properties"]},
        "required": [_KEY, *schema.get("required", ())],
    }


def _close(node: object, parts: Mapping[str, Any]) -> None:
    """Let every object have only its own fields, and demand the field that tells alternatives apart."""
    if isinstance(node, dict):
        if "properties" in node:
            node.setdefault("additionalProperties", False)
        if "discriminator" in node:
            for one in node["oneOf"]:
                told_by: str = node["discriminator"]["propertyName"]
                alternative = parts[one["$ref"].rpartition("/")[2]]
                alternative["required"] = sorted({told_by, *alternative.get("required", ())})
    for inner in node.values() if isinstance(node, dict) else node if isinstance(node, list | tuple) else ():
        _close(inner, parts)
