"""Individual Numbers that hide in free text: told apart by their check digit, so that they can be refused."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from tokutei.errors import IdentifierError
from tokutei.identifiers.individual import IndividualNumber, individual_number_check_digit

__all__ = ["holds_individual_number", "refuse_individual_number"]

_TWELVE: Final = re.compile(r"(?<![0-9])[0-9](?:[ \-‐‑–—−.・]?[0-9]){11}(?![0-9])")


def holds_individual_number(text: str) -> bool:
    """Return whether twelve digits in a text, however wide or spaced, read as an Individual Number (個人番号).

    One in eleven numbers of twelve digits that are no Individual Numbers reads as one too.

    Example:
        >>> holds_individual_number("番号は１２３４ ５６７８ ９０１８"), holds_individual_number("03-1234-5678")
        (True, False)
    """
    for found in _TWELVE.findall(unicodedata.normalize("NFKC", text)):
        digits = "".join(char for char in found if char.isascii() and char.isdigit())
        if digits[-1] == individual_number_check_digit(digits[:-1]):
            return True
    return False


def refuse_individual_number(*texts: str | None) -> None:
    """Refuse texts that hold what reads as an Individual Number: here is no purpose of the law for it.

    Raises:
        IdentifierError: one of them does; the error holds nothing of it.
    """
    if any(holds_individual_number(text) for text in texts if isinstance(text, str)):
        raise IdentifierError(IndividualNumber.identifier, "purpose")
