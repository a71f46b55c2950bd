"""Whether a card shows a photograph, as the holder's age on the day of issue asks for one."""

from __future__ import annotations

from datetime import date
from typing import Final

from tokutei.calendar import months_after
from tokutei.errors import FactsError
from tokutei.intake.seen import Found, Seen, agrees, disagrees, unknown
from tokutei.intake.words import ItemKey
from tokutei.rules import photo
from tokutei.vocabulary import CardForm

__all__ = ["photograph"]

_K = ItemKey
_HALF_A_YEAR_BEFORE_16: Final = 15 * 12 + 6
"""Months of age."""


def photograph(seen: Seen) -> Found:
    """Compare the photograph with the rule, asked for every day of issue that makes a difference."""
    has, kind, born = seen.need(_K.PHOTO, _K.KIND, _K.BORN)
    until = seen.get(_K.VALID_UNTIL)
    days = seen.telling_days(photo.DISPLAY[kind])
    found = [photo.shown(kind, born=born, on=day, valid_until=until, book=seen.book) for day in days]
    expected = {one.value for one in found}
    if len(expected) > 1:
        raise FactsError(missing=(_K.ISSUED_ON,))
    if expected == {has}:
        return agrees("photo_fits" if has else "photo_not_needed", *found)
    if has and _shortly_before_16(seen, max(days)):
        return unknown("photo_of_half_year", *found, missing=())
    return disagrees("photo_unexpected" if has else "photo_missing", *found, doubted=(_K.PHOTO,))


def _shortly_before_16(seen: Seen, issued: date) -> bool:
    """Tell whether a card of 2012 may have a face because it was issued shortly before the 16th birthday.

    The specification of the chip stores one then (在留カード等仕様書 Ver 1.5, 3.3.5); the law of the time
    looked at the last day of the card instead.
    """
    if seen.get(_K.FORM) is not CardForm.FORM_2012:
        return False
    return issued >= months_after(seen.get(_K.BORN), _HALF_A_YEAR_BEFORE_16)
