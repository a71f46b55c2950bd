"""Texts that a record may hold: opaque keys, and nothing that reads as somebody's number.

A record has no field for an Individual Number, and one for a card number only where it is reported. What
callers write themselves, such as the key of a record or of a member of staff, is looked through for both.
"""

from __future__ import annotations

import re
from typing import Final

from tokutei.errors import RecordError
from tokutei.identifiers.spotting import holds_individual_number, in_ascii

__all__ = ["number_in", "opaque", "plain"]

_KEY: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:/-]{0,99}")
_LONGEST: Final = 200
_CARD: Final = re.compile(r"[A-Z]{2}[0-9]{8}[A-Z]{2}")
_BETWEEN: Final = r"[^0-9A-Z]{0,3}"
_CARD_IN_GROUPS: Final = re.compile(
    r"(?<![A-Z])[A-Z]{B}[A-Z]{B}(?:[0-9]{B}){8}[A-Z]{B}[A-Z](?![A-Z])".replace("{B}", _BETWEEN)
)
"""The letters by themselves: those of a word beside a date are none of a card's."""
_DIGEST: Final = re.compile(r"[0-9A-F]{32,}")
"""UUIDs and digests written in hexadecimal: a long one holds anything by chance."""


def number_in(text: str) -> str | None:
    """Return which number a text seems to hold, ``individual_number`` or ``card_number``, or ``None``.

    Twelve digits with a right check digit are taken for an Individual Number, as
    :func:`~tokutei.identifiers.spotting.holds_individual_number` finds them; two letters, eight digits and two letters for a card number. It is no
    proof: about one in ten numbers of twelve digits is taken for one although it is none.

    Example:
        >>> number_in("staff/1234-5678-9018"), number_in("ＡＢ１２３４５６７８ＣＤ"), number_in("HR-7")
        ('individual_number', 'card_number', None)
    """
    if holds_individual_number(text):
        return "individual_number"
    said = _DIGEST.sub(" ", in_ascii(text).upper())
    return "card_number" if _CARD.search(said) or _CARD_IN_GROUPS.search(said) else None


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
