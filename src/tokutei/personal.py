"""The mark of fields that say who somebody is, and how values hold such fields back.

A field typed ``Personal[date]`` is an ordinary ``date`` to type checkers and to pydantic. What
shows values (``repr``, ``str``, traces, default exports) asks :func:`personal_fields` and puts
:data:`HIDDEN` in its place.

Example:
    >>> from dataclasses import dataclass
    >>> @dataclass(frozen=True, slots=True, repr=False)
    ... class Holder(Masked):
    ...     name: Personal[str]
    ...     office: str
    >>> Holder("TEST HANAKO", "tokyo")
    Holder(name=…, office='tokyo')
"""

from __future__ import annotations

from dataclasses import fields
from functools import cache
from typing import TYPE_CHECKING, Annotated, Final, TypeVar, get_args, get_type_hints

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

__all__ = ["HIDDEN", "Masked", "Personal", "PersonalMark", "personal_fields"]

T = TypeVar("T")

HIDDEN: Final = "…"
"""What stands in a ``repr`` instead of a personal value."""


class PersonalMark:
    """The metadata that :data:`Personal` adds to a type."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "Personal"


PERSONAL: Final = PersonalMark()
Personal = Annotated[T, PERSONAL]
"""Marks the type of a field that says who somebody is: ``name: Personal[str]``."""


@cache
def personal_fields(kind: type) -> frozenset[str]:
    """Return the names of the fields of a class that are marked ``Personal``, wherever the mark stands.

    ``Personal[date | None]``, ``Personal[date] | None`` and ``tuple[Personal[date], ...]`` are all marked.
    """
    hints = get_type_hints(kind, include_extras=True)
    return frozenset(name for name, hint in hints.items() if _marked(hint))


def _marked(hint: object) -> bool:
    return PERSONAL in getattr(hint, "__metadata__", ()) or any(map(_marked, get_args(hint)))


class Masked:
    """Base of dataclasses (declared with ``repr=False``) whose ``repr`` holds personal fields back."""

    __slots__ = ()

    def __repr__(self: DataclassInstance) -> str:
        hidden = personal_fields(type(self))
        shown = (
            f"{field.name}={HIDDEN if field.name in hidden else repr(getattr(self, field.name))}"
            for field in fields(self)
            if field.repr
        )
        return f"{type(self).__qualname__}({', '.join(shown)})"
