"""The base of every pydantic model, and the value that says that something is not known."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum
from typing import Final, Literal

from pydantic import BaseModel, ConfigDict

from tokutei import messages
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

    ``str(error)`` of a validation error never shows the input; ``error.errors()`` does unless it is
    called with ``include_input=False``.
    """

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        use_attribute_docstrings=True,
        hide_input_in_errors=True,
    )

    def __repr_args__(self) -> Iterable[tuple[str | None, object]]:
        hidden = personal_fields(type(self))
        for name, value in super().__repr_args__():
            yield name, _Hidden() if name in hidden and value is not None else value

    def __str__(self) -> str:
        return repr(self)


class _Hidden:
    def __repr__(self) -> str:
        return HIDDEN
