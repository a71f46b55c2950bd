"""Japanese eras (元号): the year of a day, and dates as Japanese forms print them.

The table has the first day of each era since the solar calendar: Meiji is taken from 1873-01-01
(明治6年), because earlier dates were written in another calendar.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from typing import Final

from tokutei import messages
from tokutei.calendar.periods import japan_day
from tokutei.errors import IdentifierError, OutOfTableError
from tokutei.vocabulary import Word

__all__ = ["Era", "era_year", "from_era", "in_era"]


class Era(Word):
    """An era; ``also`` has its usual letter."""

    MEIJI = "meiji", "明治", "Meiji", "M"
    TAISHO = "taisho", "大正", "Taisho", "T"
    SHOWA = "showa", "昭和", "Showa", "S"
    HEISEI = "heisei", "平成", "Heisei", "H"
    REIWA = "reiwa", "令和", "Reiwa", "R"


_FIRST_DAYS: Final = (
    (Era.REIWA, date(2019, 5, 1), 2019),
    (Era.HEISEI, date(1989, 1, 8), 1989),
    (Era.SHOWA, date(1926, 12, 25), 1926),
    (Era.TAISHO, date(1912, 7, 30), 1912),
    (Era.MEIJI, date(1873, 1, 1), 1868),
)
"""Each era, its first day here, and the Gregorian year that is its first year; newest first."""

_WRITTEN: Final = re.compile(
    r"(明治|大正|昭和|平成|令和|[MTSHR])(元|[0-9]{1,2})(?:年|[./-])([0-9]{1,2})(?:月|[./-])([0-9]{1,2})日?"
)


def era_year(day: date) -> tuple[Era, int]:
    """Return the era of a day and the year in it, from 1.

    Raises:
        OutOfTableError: the day lies before 1873-01-01, when Japan took up the solar calendar.

    Example:
        >>> era_year(date(2019, 4, 30))[1], era_year(date(2019, 5, 1))[1]
        (31, 1)
    """
    day = japan_day(day)
    for era, first, gregorian in _FIRST_DAYS:
        if day >= first:
            return era, day.year - gregorian + 1
    raise OutOfTableError("eras", day, _FIRST_DAYS[-1][1], date.max)


def in_era(day: date, lang: str) -> str:
    """Return a day as a date of its era; the first year is 元年 in Japanese.

    Raises:
        OutOfTableError: the day lies before 1873-01-01.

    Example:
        >>> in_era(date(2026, 6, 14), "ja"), in_era(date(2026, 6, 14), "en")
        ('令和8年6月14日', 'Reiwa 8.6.14')
    """
    day = japan_day(day)
    era, year = era_year(day)
    said = messages.text("era.first_year", lang) if year == 1 else str(year)
    return messages.text("era.date", lang, era=era, year=said, month=day.month, day=day.day)


def from_era(text: str) -> date:
    """Return the day that a Japanese date names, such as 令和8年6月14日, 令和元年5月1日 or R8.6.14.

    Raises:
        IdentifierError: the text has another shape, or names a day that the era does not have (such as
            平成31年5月1日); the error holds nothing of the text, which may be a birth date.

    Example:
        >>> from_era("平成31年4月30日")
        datetime.date(2019, 4, 30)
    """
    if not isinstance(text, str):
        raise IdentifierError("era_date", "shape")
    found = _WRITTEN.fullmatch("".join(unicodedata.normalize("NFKC", text).split()).upper())
    if found is None:
        raise IdentifierError("era_date", "shape")
    name, year, month, day = found.groups()
    era, count = Era.find(name), 1 if year == "元" else int(year)
    first_year = next(gregorian for one, _, gregorian in _FIRST_DAYS if one is era)
    try:
        meant = date(first_year + count - 1, int(month), int(day))
        if era_year(meant) == (era, count):
            return meant
    except (ValueError, OutOfTableError):
        pass
    raise IdentifierError("era_date", "unknown")
