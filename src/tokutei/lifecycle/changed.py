"""A frozen value with some fields changed, without the checks of ``dataclasses.replace``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

__all__ = ["changed"]

V = TypeVar("V", bound="DataclassInstance")


@cache
def _names(kind: type[DataclassInstance]) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))


def changed(value: V, changes: Mapping[str, Any]) -> V:
    """Return the value with other fields; every name must be one of its fields, in the order of its type."""
    kind = type(value)
    return kind(*[changes[name] if name in changes else getattr(value, name) for name in _names(kind)])
