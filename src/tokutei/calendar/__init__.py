"""Legal time: the day in Japan, periods, ages, closed days and eras.

Example:
    >>> from datetime import date
    >>> last_day(date(2026, 6, 14), 14, ClosedDays.state()).value    # 28 June 2026 is a Sunday
    datetime.date(2026, 6, 29)
"""

from tokutei.calendar.closed_days import (
    CLOSED_DAY_MOVES_MUNICIPAL,
    CLOSED_DAY_MOVES_STATE,
    YEAR_END,
    ClosedDays,
    Closure,
    ClosureKind,
    MonthDay,
    OfficeHolidays,
    last_day,
)
from tokutei.calendar.eras import Era, era_year, from_era, in_era
from tokutei.calendar.periods import (
    AGE_BY_CALENDAR,
    DEEMED_BIRTHDAY,
    FIRST_DAY_OUT,
    JAPAN,
    MONTHS_BACK,
    MONTHS_BY_CALENDAR,
    age_on,
    birthday,
    days_after,
    japan_day,
    months_after,
    months_before,
    nth_birthday,
    turns,
    years_after,
)

__all__ = [
    "AGE_BY_CALENDAR",
    "CLOSED_DAY_MOVES_MUNICIPAL",
    "CLOSED_DAY_MOVES_STATE",
    "DEEMED_BIRTHDAY",
    "FIRST_DAY_OUT",
    "JAPAN",
    "MONTHS_BACK",
    "MONTHS_BY_CALENDAR",
    "YEAR_END",
    "ClosedDays",
    "Closure",
    "ClosureKind",
    "Era",
    "MonthDay",
    "OfficeHolidays",
    "age_on",
    "birthday",
    "days_after",
    "era_year",
    "from_era",
    "in_era",
    "japan_day",
    "last_day",
    "months_after",
    "months_before",
    "nth_birthday",
    "turns",
    "years_after",
]
