"""Texts that a record may hold: opaque keys, and nothing that reads as somebody's number.

A record has no field for an Individual Number, and one for a card number only where it is reported. What
callers write themselves, such as the key of a record or of a member of staff, is looked through for both.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

from tokutei.errors import IdentifierError, RecordError
from tokutei.identifiers import individual_number_check_digit

__all__ = ["number_in", "opaque", "plain"]

_KEY: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:/-]{0,99}")
_LONGEST: Final = 200
_DIGITS: Final = re.compile(r"[0-9]+(?: [0-9]+)*")
_DIGITS_OF_A_PERSON: Final = 12
_CARD: Final = re.compile(r"[A-Z]{2}[0-9]{8}[A-Z]{2}")
_DIGEST: Final = re.compile(r"[0-9A-F]{32,}")
"""UUIDs and digests written in hexadecimal: a long one holds anything by chance."""


def number_in(text: str) -> str | None:
    """Return which number a text seems to hold, ``individual_number`` or ``card_number``, or ``None``.

    Twelve digits with a right check digit are taken for an Individual Number, whatever stands between and
    however wide they are written; two letters, eight digits and two letters for a card number. It is no
    proof: about one in ten numbers of twelve digits is taken for one although it is none.

    Example:
        >>> number_in("staff/1234-5678-9018"), number_in("ＡＢ１２３４５６７８ＣＤ"), number_in("HR-7")
        ('individual_number', 'card_number', None)
    """
    spaced = re.sub(r"[^0-9A-Z]+", " ", _ascii(text))
    if any(map(_is_individual_number, _twelve(spaced))):
        return "individual_number"
    return "card_number" if _CARD.search(_DIGEST.sub(" ", spaced.replace(" ", ""))) else None


def _ascii(text: str) -> str:
    """Return a text in ASCII width and capitals, digits of every script as ASCII digits."""
    wide = unicodedata.normalize("NFKC", text).upper()
    return "".join(str(unicodedata.decimal(char)) if char.isdecimal() else char for char in wide)


def _twelve(spaced: str) -> Iterator[str]:
    """Yield what one or several groups of digits that follow each other make, where it has twelve digits."""
    for found in _DIGITS.finditer(spaced):
        groups = found[0].split(" ")
        for first in range(len(groups)):
            joined = ""
            for group in groups[first:]:
                joined += group
                if len(joined) >= _DIGITS_OF_A_PERSON:
                    break
            if len(joined) == _DIGITS_OF_A_PERSON:
                yield joined


def _is_individual_number(digits: str) -> bool:
    try:
        return individual_number_check_digit(digits[:-1]) == digits[-1]
    except IdentifierError:  # pragma: no cover - eleven digits always have one
        return False


def opaque(text: object, *, field: str) -> str:
    """Return a key as it is: short ASCII without blanks, so that no name fits by mistake.

    Raises:
        RecordError: it reads as somebody's number, or is no such key; the error does not hold it.
    """
    return _checked(text, field, _KEY)


def plain(text: object, *, field: str) -> str:
    """Return a short text as it is: one line that holds nobody's number.

    Raises:
        RecordError: it reads as somebody's number, or is no such text; the error does not hold it.
    """
    return _checked(text, field, None)


def _checked(text: object, field: str, pattern: re.Pattern[str] | None) -> str:
    if not isinstance(text, str):
        raise RecordError("shape", field)
    said = str.__str__(text)
    if len(said) <= _LONGEST and (number := number_in(said)):
        raise RecordError(number, field)
    fits = bool(pattern.fullmatch(said)) if pattern else 0 < len(said) <= _LONGEST and said.isprintable()
    if not fits:
        raise RecordError("shape", field)
    return said
