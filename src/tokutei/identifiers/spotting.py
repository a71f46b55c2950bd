"""Individual Numbers that hide in free text: told apart by their check digit, so that they can be refused."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

from tokutei.errors import IdentifierError
from tokutei.identifiers.individual import IndividualNumber, individual_number_check_digit

__all__ = ["holds_individual_number", "in_ascii", "refuse_individual_number"]

_DIGITS_OF_A_PERSON: Final = 12
_BETWEEN: Final = r"[\s\-_.,:;/\\|*+~'\"#()\[\]‐‑‒–—―−ー・·]"
_GROUPS: Final = re.compile(rf"[0-9]+(?:{_BETWEEN}{{1,3}}[0-9]+)*")
_NO_DIGITS: Final = re.compile("[^0-9]+")


def in_ascii(text: str) -> str:
    """Return a text in ASCII width, digits of every script as ASCII digits, without characters that do not show.

    Example:
        >>> in_ascii("１２\u200b３٤")
        '1234'
    """
    if text.isascii():
        return text
    wide = unicodedata.normalize("NFKC", text)
    seen = (char for char in wide if unicodedata.category(char) != "Cf")
    return "".join(str(unicodedata.decimal(char)) if char.isdecimal() else char for char in seen)


def holds_individual_number(text: str) -> bool:
    """Return whether twelve digits in a text read as an Individual Number (個人番号).

    They may be of any width and script, stand inside a longer text, and have blanks, hyphens, dots and the
    like between them; a longer run of digits holds none. One in eleven numbers of twelve digits that are no
    Individual Numbers reads as one too.

    Example:
        >>> holds_individual_number("番号は１２３４ ５６７８ ９０１８"), holds_individual_number("03-1234-5678")
        (True, False)
    """
    if len(text) < _DIGITS_OF_A_PERSON:
        return False
    return any(individual_number_check_digit(digits[:-1]) == digits[-1] for digits in _twelve(in_ascii(text)))


def _twelve(text: str) -> Iterator[str]:
    """Yield what one or several groups of digits that follow each other make, where it has twelve digits."""
    for found in _GROUPS.finditer(text):
        groups = _NO_DIGITS.split(found[0])
        for first in range(len(groups)):
            joined = ""
            for group in groups[first:]:
                joined += group
                if len(joined) >= _DIGITS_OF_A_PERSON:
                    break
            if len(joined) == _DIGITS_OF_A_PERSON:
                yield joined


def refuse_individual_number(*texts: str | None) -> None:
    """Refuse texts that hold what reads as an Individual Number: here is no purpose of the law for it.

    Raises:
        IdentifierError: one of them does; the error holds nothing of it.
    """
    if any(holds_individual_number(text) for text in texts if isinstance(text, str)):
        raise IdentifierError(IndividualNumber.identifier, "purpose")
