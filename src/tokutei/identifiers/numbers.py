"""Numbers that lead to one person: values that do not show themselves."""

from __future__ import annotations

from typing import ClassVar, Final, NoReturn, Self

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, core_schema

from tokutei.identifiers.reading import for_pydantic, shaped
from tokutei.personal import HIDDEN

__all__ = ["CardNumber", "HiddenNumber", "ResidentRecordCode"]

_LETTERS_SHOWN: Final = 2


class HiddenNumber:
    """Base of the numbers that ``repr``, ``str`` and formatting hold back; immutable and hashable."""

    __slots__ = ("_text",)

    identifier: ClassVar[str]
    """Stable name of the kind of number, as :class:`~tokutei.errors.IdentifierError` says it."""
    pattern: ClassVar[str]
    """Regular expression of the shape, anchored at both ends."""

    _text: str

    def __init__(self, text: str) -> None:
        object.__setattr__(self, "_text", self._checked(text))

    @classmethod
    def _checked(cls, text: str) -> str:
        return shaped(cls.identifier, cls.pattern, text)

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError(name)

    def __delattr__(self, name: str) -> NoReturn:
        raise AttributeError(name)

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self) and other._text == self._text

    def __hash__(self) -> int:
        return hash((type(self), self._text))

    def __repr__(self) -> str:
        return f"{type(self).__name__}({HIDDEN})"

    def __format__(self, spec: str) -> str:
        return format(str(self), spec)

    def __reduce__(self) -> tuple[object, ...]:
        return type(self), (self._text,)


class _PlainNumber(HiddenNumber):
    """A hidden number that documents hold as text and that anybody who has it may read out."""

    __slots__ = ()

    @classmethod
    def parse(cls, text: str) -> Self:
        """Return the number that a text holds, however wide, spaced or capitalised it is written.

        Raises:
            IdentifierError: the text has another shape.
        """
        return cls(text)

    def reveal(self) -> str:
        """Return the number itself."""
        return self._text

    @classmethod
    def __get_pydantic_core_schema__(cls, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        shown = core_schema.plain_serializer_function_ser_schema(cls.reveal, when_used="json")
        return for_pydantic(cls, cls, shown)

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        return {"type": "string", "pattern": cls.pattern}


class CardNumber(_PlainNumber):
    """The number of a residence card or special permanent resident certificate (在留カード番号).

    Two letters, eight digits, two letters; no check digit is public. That it has four letters and
    eight digits is law (入管法施行規則19条の6第6項), their order is practice. Every issue has a new number,
    so it is no key of a person.

    ``str(number)`` shows nothing of it, as does ``repr``. A pydantic model keeps the value and writes the
    text only into JSON, which is a document that somebody asked for.

    Example:
        >>> number = CardNumber.parse("ａａ1234-5678 bb")
        >>> number, number.masked, number.reveal()
        (CardNumber(…), 'AA**********', 'AA12345678BB')
    """

    __slots__ = ()

    identifier = "card_number"
    pattern = r"^[A-Z]{2}[0-9]{8}[A-Z]{2}$"

    @property
    def masked(self) -> str:
        """The first two letters and asterisks: enough to tell two cards in a hand apart."""
        return self._text[:_LETTERS_SHOWN].ljust(len(self._text), "*")


class ResidentRecordCode(_PlainNumber):
    """A resident record code (住民票コード): ten random digits and a check digit.

    Only the shape is checked: the Minister sets the check rule, and it was not found.
    """

    __slots__ = ()

    identifier = "resident_record_code"
    pattern = r"^[0-9]{11}$"
