"""The table of national holidays."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

import jpholiday

from tokutei.data import tables
from tokutei.law import Evidence


def test_holidays_cover_whole_years_and_say_how_sure_they_are() -> None:
    table = tables.holidays()
    assert (table.first, table.last, len(table.by_day)) == (date(2012, 1, 1), date(2050, 12, 31), 697)
    assert list(table.by_day) == sorted(table.by_day)
    assert Counter(day.evidence for day in table.by_day.values()) == {
        Evidence.INFERRED: 409,
        Evidence.SECONDARY: 171,
        Evidence.OFFICIAL: 117,
    }
    assert {day.day.year for day in table.by_day.values() if day.evidence is Evidence.INFERRED} == set(
        range(2028, 2051)
    )


def test_holidays_of_2026() -> None:
    table = tables.holidays()
    said = [f"{day.month}/{day.day}" for day in table.by_day if day.year == 2026]
    assert " ".join(said) == (
        "1/1 1/12 2/11 2/23 3/20 4/29 5/3 5/4 5/5 5/6 7/20 8/11 9/21 9/22 9/23 10/12 11/3 11/23"
    )
    silver = table.by_day[date(2026, 9, 22)]
    assert (silver.text("ja"), silver.text("en")) == (silver.ja, silver.en)
    assert silver.ja == "国民の休日"


def test_holidays_agree_with_an_independent_package() -> None:
    table = tables.holidays()
    day, found = table.first, {}
    while day <= table.last:
        if name := jpholiday.is_holiday_name(day):
            found[day] = name
        day += timedelta(days=1)
    assert {day: row.ja for day, row in table.by_day.items()} == found
