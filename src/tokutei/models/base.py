"""The base of every pydantic model, and the value that says that something is not known."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import Enum
from typing import Any, Final, Literal, Self

from pydantic import BaseModel, ConfigDict, GetCoreSchemaHandler
from pydantic_core import CoreSchema

from tokutei import messages
from tokutei.models.days import with_days
from tokutei.personal import HIDDEN, personal_fields

__all__ = ["UNKNOWN", "Model", "Unknown"]


class Unknown(Enum):
    """The type of :data:`UNKNOWN`."""

    UNKNOWN = "unknown"

    def __repr__(self) -> str:
        return "UNKNOWN"

    def text(self, lang: str) -> str:
        """Return that it is not known."""
        return messages.text("law.unknown", lang)


UNKNOWN: Final[Literal[Unknown.UNKNOWN]] = Unknown.UNKNOWN
"""Not known, which is neither ``None`` (there is none) nor false."""


class Model(BaseModel):
    """Base of every model: immutable, closed, documented by docstrings, silent about its input.

    ``str(error)`` of a validation error shows no value, only the names of fields; ``error.errors()``
    shows values unless it is called with ``include_input=False``.
    """

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        use_attribute_docstrings=True,
        hide_input_in_errors=True,
        defer_build=True,  # most programs ask few of the topics: the import does not pay for all
    )

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:  # noqa: ANN401 - as pydantic has it
        """Dates are days in Japan, whoever gives them."""
        schema = handler(source)
        with_days(handler.resolve_ref_schema(schema))
        return schema

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """Return a copy; what is updated is validated together with the rest, as in a new one.

        Raises:
            pydantic.ValidationError: the updated values do not fit their fields or each other.
        """
        copied = super().model_copy(deep=deep)
        if not update:
            return copied
        told = {name: getattr(copied, name) for name in copied.model_fields_set}
        return type(self).model_validate({**told, **update})

    def __repr_args__(self) -> Iterable[tuple[str | None, object]]:
        hidden = personal_fields(type(self))
        for name, value in super().__repr_args__():
            yield name, _Hidden() if name in hidden and value is not None else value

    def __str__(self) -> str:
        return repr(self)


class _Hidden:
    def __repr__(self) -> str:
        return HIDDEN
