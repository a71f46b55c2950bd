"""Signatures of the reference: types and values as a reader sees them, without what pydantic keeps of them."""

from __future__ import annotations

import enum
import inspect
import re
import typing
from types import FunctionType
from typing import Any, Final

from public_names import CLASS, called, names
from pydantic import BaseModel
from sphinx.application import Sphinx

from tokutei.personal import personal_fields

COLON: Final = "\ue000"
"""Stands for a colon while napoleon reads; no text has it."""
OBJECT: Final = re.compile(r"=\s?(?:<[^<>]*>|FieldInfo\((?:[^()]|\([^()]*\))*\)|PydanticUndefined)")
"""A default that is no expression: ``<factory>``, or an object by its address."""
PERSONAL_FIELDS: Final[set[tuple[str, str, str]]] = set()


def _hints(value: Any) -> dict[str, Any]:  # noqa: ANN401 - a class or a function
    """Return the types of fields or arguments without metadata; nothing where one cannot be found out.

    What a module imports for checkers only is looked for among the public names.
    """
    found: dict[str, Any] = {}
    while True:
        try:
            return typing.get_type_hints(value, localns=dict(found) or None)
        except NameError as missing:
            told = [one.value for one in called(str(missing.name))]
            if len(told) != 1 or not missing.name or missing.name in found:
                return {}
            found[missing.name] = told[0]
        except TypeError:
            return {}


def _simplify(annotations: dict[str, Any], hints: dict[str, Any]) -> None:
    annotations.update({name: hint for name, hint in hints.items() if name in annotations})


def without_annotated(_app: Sphinx) -> None:
    """Show types, not how they are checked: fields lose the metadata of their types, and their types are resolved.

    What the metadata says of personal fields is noted before, and said in words under the field.
    """
    for one in names():
        if one.kind != CLASS:
            continue
        if issubclass(one.value, BaseModel):
            one.value.model_rebuild(raise_errors=False)  # many are only built when they are first used
        for member in vars(one.value).values():
            if isinstance(member, property) and isinstance(member.fget, FunctionType):
                _simplify(member.fget.__annotations__, _hints(member.fget))
        if own := vars(one.value).get("__annotations__"):
            try:
                personal = personal_fields(one.value)
            except NameError:  # a type that only checkers import: no value with personal fields has one
                personal = frozenset()
            PERSONAL_FIELDS.update((one.home, one.name, field) for field in personal)
            hints = _hints(one.value)
            _simplify(own, hints)
            if issubclass(one.value, BaseModel):
                _show_plainly(one.value, hints)


def _show_plainly(model: type[BaseModel], hints: dict[str, Any]) -> None:
    """Let the signature of a model say types and values, not what pydantic keeps of them."""
    shown = inspect.signature(model)
    plain = [
        one.replace(
            annotation=hints.get(one.name, one.annotation), default=model.model_fields[one.name].default
        )
        if one.name in model.model_fields and one.default is not one.empty
        else one.replace(annotation=hints.get(one.name, one.annotation))
        for one in shown.parameters.values()
    ]
    model.__signature__ = shown.replace(parameters=plain)


def read_signature(_app: Sphinx, value: Any, _bound: bool) -> None:  # noqa: ANN401, FBT001 - as Sphinx calls it
    """Show the types of arguments without the metadata of their types."""
    function = inspect.unwrap(value)
    if not isinstance(function, FunctionType) or not function.__module__.startswith("tokutei"):
        return
    _simplify(function.__annotations__, _hints(function))


def read_docstring(
    _app: Sphinx, what: str, name: str, _value: object, _options: object, lines: list[str]
) -> None:
    """Prepare a docstring for napoleon, which takes what stands before a colon under a field for its type."""
    if what in {"attribute", "data", "property"} and lines:
        lines[0] = lines[0].replace(":", COLON)
    home, _, field = name.rpartition(".")
    module, _, kind = home.rpartition(".")
    if (module, kind, field) in PERSONAL_FIELDS:
        lines.extend(["", "Held back where values are shown: :py:data:`~tokutei.personal.Personal`."])


def restore_colons(
    _app: Sphinx, _what: str, _name: str, _value: object, _options: object, lines: list[str]
) -> None:
    """Put back what :func:`read_docstring` took away."""
    lines[:] = [line.replace(COLON, ":") for line in lines]


def without_machinery(
    _app: Sphinx,
    what: str,
    _name: str,
    value: object,
    _options: object,
    signature: str | None,
    returns: str | None,
) -> tuple[str | None, str | None] | None:
    """Leave out the signature of an enumeration: nobody makes a member by calling it."""
    if what == "class" and isinstance(value, enum.EnumType):
        return "", ""
    if signature and OBJECT.search(signature):
        return OBJECT.sub("=...", signature), returns
    return None


def skip_machinery(
    _app: Sphinx,
    _what: str,
    name: str,
    _value: object,
    _skip: object,
    _options: object,
) -> bool | None:
    """Leave out what pydantic adds to every model."""
    return True if name in {"model_config", "model_post_init"} else None


def setup(app: Sphinx) -> dict[str, bool]:
    """Called by Sphinx."""
    app.connect("builder-inited", without_annotated)
    app.connect("autodoc-before-process-signature", read_signature)
    app.connect("autodoc-process-docstring", read_docstring, priority=400)
    app.connect("autodoc-process-docstring", restore_colons, priority=600)
    app.connect("autodoc-skip-member", skip_machinery)
    app.connect("autodoc-process-signature", without_machinery)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
