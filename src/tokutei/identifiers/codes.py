"""Codes of places and organizations: texts that are checked when made."""

from __future__ import annotations

from typing import ClassVar, Final, Self

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from tokutei.errors import IdentifierError
from tokutei.identifiers.reading import for_pydantic, shaped

__all__ = ["Code", "CorporateNumber", "MunicipalityCode", "Nationality"]


class Code(str):
    """Base of the codes that are texts."""

    __slots__ = ()

    identifier: ClassVar[str]
    """Stable name of the kind of code, as :class:`~tokutei.errors.IdentifierError` says it."""
    pattern: ClassVar[str]
    """Regular expression of the shape, anchored at both ends."""

    def __new__(cls, text: str) -> Self:
        """Read a code."""
        return super().__new__(cls, cls._checked(text))

    @classmethod
    def parse(cls, text: str) -> Self:
        """Return the code that a text holds, however wide, spaced or capitalised it is written.

        Raises:
            IdentifierError: the text has another shape or a wrong check digit.
        """
        return cls(text)

    @classmethod
    def _checked(cls, text: str) -> str:
        return shaped(cls.identifier, cls.pattern, text)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        return for_pydantic(cls, cls)

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        return {"type": "string", "pattern": cls.pattern}


class CorporateNumber(Code):
    """A corporate number (法人番号): thirteen digits of which the first checks the others.

    The shape is that of the My Number Order art. 35; the check rule was seen in secondary sources only.

    Example:
        >>> CorporateNumber.parse("7-1234-5678-9012") == "7123456789012"
        True
    """

    __slots__ = ()

    identifier = "corporate_number"
    pattern = r"^[1-9][0-9]{12}$"

    @classmethod
    def _checked(cls, text: str) -> str:
        kept = super()._checked(text)
        weighted = sum(int(digit) * (1 + n % 2) for n, digit in enumerate(reversed(kept[1:])))
        if int(kept[0]) != 9 - weighted % 9:
            raise IdentifierError(cls.identifier, "check_digit")
        return kept


_MUNICIPALITY_WEIGHTS: Final = (6, 5, 4, 3, 2)


class MunicipalityCode(Code):
    """A code of a municipality (全国地方公共団体コード): prefecture, municipality and check digit.

    The code of a whole prefecture (municipality ``000``) is not one. Whether a municipality of that
    code exists is for the table of municipalities to say.

    Example:
        >>> code = MunicipalityCode.with_check_digit("13101")
        >>> str(code), code.prefecture, code.short
        ('131016', '13', '13101')
    """

    __slots__ = ()

    identifier = "municipality_code"
    pattern = r"^(0[1-9]|[1-3][0-9]|4[0-7])(?!000)[0-9]{4}$"

    @classmethod
    def with_check_digit(cls, short: str) -> Self:
        """Return the code whose check digit was left out, as the chips of My Number cards do.

        Raises:
            IdentifierError: the text is not the five digits before a check digit.
        """
        kept = shaped(f"{cls.identifier}_short", cls.pattern.replace("{4}", "{3}"), short)
        return cls(kept + cls._check_digit(kept))

    @staticmethod
    def _check_digit(short: str) -> str:
        weighted = sum(int(d) * w for d, w in zip(short, _MUNICIPALITY_WEIGHTS, strict=True))
        return str((11 - weighted % 11) % 10)

    @classmethod
    def _checked(cls, text: str) -> str:
        kept = super()._checked(text)
        if kept[-1] != cls._check_digit(kept[:-1]):
            raise IdentifierError(cls.identifier, "check_digit")
        return kept

    @property
    def prefecture(self) -> str:
        """The two digits of the prefecture, ``"01"`` to ``"47"``."""
        return self[:2]

    @property
    def short(self) -> str:
        """The five digits without the check digit."""
        return self[:5]


class Nationality(Code):
    """A nationality or region as a residence card writes it: three capital letters.

    The official table of these codes is handed out by the agency and was not seen; cards were read
    with codes like those of ISO 3166-1 and with ``XXX``. So only the shape is checked, no code is
    refused for being unknown, and none is given a meaning here.

    Example:
        >>> Nationality("vnm")
        'VNM'
    """

    __slots__ = ()

    identifier = "nationality"
    pattern = r"^[A-Z]{3}$"
