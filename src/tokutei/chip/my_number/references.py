"""The reference numbers (照合番号) that stand in for a PIN: they are printed on the card, or made of what is.

Number A is the individual number. Number B is made of date of birth, year of expiry and security code.
"""

from __future__ import annotations

from datetime import date
from typing import Final, Literal

from tokutei.chip.my_number.applications import Pin
from tokutei.errors import PinError

__all__ = ["reference_number_b"]

_ERAS: Final = (
    (date(2019, 5, 1), 2018),
    (date(1989, 1, 8), 1988),
    (date(1926, 12, 25), 1925),
    (date(1912, 7, 30), 1911),
)
"""First day of each era that somebody living was born in, and the year before its first.

The floors of the law have the era table; the chip imports none of them, and these four are history.
"""


def reference_number_b(
    *, born: date, born_year: Literal["era", "western"], expires_year: int, security_code: str
) -> str:
    """Return reference number B (照合番号Ｂ), 14 digits: birth YYMMDD, year of expiry YYYY, security code.

    One source measured it on a card with an era year, another tells of YYYYMMDD, which would make 16
    digits and is not followed. Which calendar the cards of foreign nationals print, and whether a western
    year gives its last two digits here, is in no source at hand. So the caller chooses by what is
    printed, and a wrong choice costs a try.

    Args:
        born: date of birth.
        born_year: the calendar in which the card prints it.
        expires_year: the western year in which the card's validity ends.
        security_code: the four digits printed on the card.

    Raises:
        PinError: something of it has another shape, or the day lies before the eras known here (``shape``).

    Example:
        >>> reference_number_b(born=date(1980, 2, 17), born_year="era", expires_year=2035, security_code="2285")
        '55021720352285'
    """
    year = None
    if born_year == "western":
        year = born.year % 100
    elif born_year == "era":
        year = next((born.year - before for first, before in _ERAS if born >= first), None)
    code = str(security_code)
    is_code = len(code) == 4 and code.isascii() and code.isdigit()
    if year is None or not 1000 <= expires_year <= 9999 or not is_code:
        raise PinError("shape", Pin.TEXT_REFERENCE_B)
    return f"{year:02}{born.month:02}{born.day:02}{expires_year:04}{code}"
