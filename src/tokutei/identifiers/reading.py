"""How every identifier is read, and how its errors are told to pydantic."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from typing import TypeVar, cast

from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from tokutei import messages
from tokutei.errors import IdentifierError

__all__ = ["for_pydantic", "normal", "shaped"]

T = TypeVar("T")

_LEFT_OUT = re.compile(r"[\s\-‐‑‒–—―−ー]+")


def normal(text: str) -> str:
    """Return a text in ASCII width and capitals, without blanks and hyphens.

    ``O`` and ``0`` stay as they are: the place says which one was meant, and a wrong one is an error.

    Example:
        >>> normal("ａａ 1234－5678 bb")
        'AA12345678BB'
    """
    return _LEFT_OUT.sub("", unicodedata.normalize("NFKC", text)).upper()


def shaped(identifier: str, pattern: str, text: object) -> str:
    """Return a text as it is kept.

    Raises:
        IdentifierError: it is no text, or has another shape; the error does not hold it.
    """
    kept = normal(text) if isinstance(text, str) else ""
    if not re.fullmatch(pattern, kept, re.ASCII):
        raise IdentifierError(identifier, "shape")
    return kept


def for_pydantic(
    kind: type[T], read: Callable[[str], T], shown: core_schema.SerSchema | None = None
) -> CoreSchema:
    """Return the schema of a field that keeps a value of a kind and reads anything else.

    The error is one of pydantic's, with a stable type and without the input in its words.
    """

    def reader(value: T | str) -> T:
        try:
            return value if isinstance(value, kind) else read(cast("str", value))
        except IdentifierError as error:
            stable = f"{error.identifier}_{error.reason}"
            # The type is made of two closed sets of words, which no checker can know to be literal.
            raise PydanticCustomError(
                stable,  # pyright: ignore[reportArgumentType]
                "{said}",
                {"said": error.text(messages.FALLBACK)},
            ) from None

    return core_schema.no_info_plain_validator_function(reader, serialization=shown)
