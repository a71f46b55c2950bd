"""Periods, ages and eras: the law's words first, then counters that count one day at a time."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tokutei import calendar
from tokutei.calendar import (
    Era,
    age_on,
    birthday,
    days_after,
    era_year,
    from_era,
    in_era,
    japan_day,
    months_after,
    months_before,
    nth_birthday,
    turns,
    years_after,
)
from tokutei.errors import IdentifierError, NaiveDatetimeError, OutOfTableError, PeriodError
from tokutei.law import Evidence, Ground

DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))
ONE_DAY = timedelta(days=1)
LEAP_DAY = date(1996, 2, 29)


def month_length(year: int, month: int) -> int:
    first = date(year, month, 1)
    return sum((first + timedelta(days=n)).month == month for n in range(31))


def end_by_article_143(day: date, months: int) -> date:
    """Civil Code 143(2), word by word: the eve of the corresponding day, or the month's last day."""
    begins = day + ONE_DAY
    year, month = begins.year, begins.month
    for _ in range(months):
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    if begins.day > month_length(year, month):
        return date(year, month, month_length(year, month))
    return date(year, month, begins.day) - ONE_DAY


def is_birthday(born: date, day: date) -> bool:
    if (born.month, born.day) == (2, 29) and month_length(day.year, 2) == 28:
        return (day.month, day.day) == (2, 28)
    return (day.month, day.day) == (born.month, born.day)


class NoOffset(tzinfo):
    def utcoffset(self, _moment: datetime | None) -> None:
        return None

    def dst(self, _moment: datetime | None) -> None:
        return None

    def tzname(self, _moment: datetime | None) -> str:
        return "none"


# The day in Japan


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        pytest.param(date(2026, 6, 14), date(2026, 6, 14), id="date"),
        pytest.param(datetime(2026, 6, 13, 14, 59, 59, tzinfo=UTC), date(2026, 6, 13), id="before-midnight"),
        pytest.param(datetime(2026, 6, 13, 15, tzinfo=UTC), date(2026, 6, 14), id="midnight"),
        pytest.param(
            datetime(2026, 6, 13, 5, tzinfo=timezone(timedelta(hours=-10))), date(2026, 6, 14), id="honolulu"
        ),
    ],
)
def test_day_in_japan(moment: date, day: date) -> None:
    found = japan_day(moment)
    assert (found, type(found)) == (day, date)


@pytest.mark.parametrize("zone", [None, NoOffset()])
def test_a_moment_without_zone_is_refused_by_every_function(zone: tzinfo | None) -> None:
    naive = datetime(2026, 6, 14, tzinfo=zone)
    day = date(2000, 1, 1)
    calls: tuple[Callable[[], object], ...] = (
        lambda: japan_day(naive),
        lambda: days_after(naive, 1),
        lambda: months_after(naive, 1),
        lambda: months_before(naive, 1),
        lambda: nth_birthday(day, naive, 1),
        lambda: age_on(day, naive),
        lambda: age_on(naive, date(2030, 1, 1)),
        lambda: turns(naive, 1),
        lambda: birthday(naive, 2030),
        lambda: era_year(naive),
        lambda: in_era(naive, "ja"),
    )
    for call in calls:
        with pytest.raises(NaiveDatetimeError):
            call()


class DayOfAnotherLibrary(date):
    """A date such as those of libraries that stop the clock."""


class MomentOfAnotherLibrary(datetime):
    """A moment whose day is no plain date either."""

    def date(self) -> date:
        return DayOfAnotherLibrary(self.year, self.month, self.day)


def test_the_day_in_japan_is_a_plain_date() -> None:
    for given_day in (
        DayOfAnotherLibrary(2026, 6, 14),
        MomentOfAnotherLibrary(2026, 6, 13, 15, tzinfo=UTC),
        date(2026, 6, 14),
    ):
        assert japan_day(given_day) == date(2026, 6, 14)
        assert type(japan_day(given_day)) is date


@pytest.mark.parametrize("thing", [None, "2026-06-14", 20260614, 1.5, True, b"2026-06-14", [], object()])
def test_what_is_no_day_is_refused_by_every_function(thing: Any) -> None:
    day = date(2026, 6, 14)
    for call in (
        lambda: japan_day(thing),
        lambda: days_after(thing, 1),
        lambda: months_after(thing, 1),
        lambda: years_after(thing, 1),
        lambda: months_before(thing, 1),
        lambda: nth_birthday(day, thing, 1),
        lambda: age_on(thing, day),
        lambda: turns(thing, 1),
        lambda: birthday(thing, 2030),
        lambda: era_year(thing),
        lambda: in_era(thing, "ja"),
    ):
        with pytest.raises(PeriodError) as caught:
            call()
        assert caught.value.reason == "not_a_day"


@pytest.mark.parametrize("count", [None, 1.5, 2.0, float("nan"), float("inf"), True, "2", 1j, [1]])
def test_what_is_not_whole_counts_nothing(count: Any) -> None:
    day = date(2026, 6, 14)
    calls: tuple[Callable[[], object], ...] = (
        lambda: days_after(day, count),
        lambda: months_after(day, count),
        lambda: years_after(day, count),
        lambda: months_before(day, count),
        lambda: nth_birthday(day, day, count),
        lambda: turns(day, count),
        lambda: birthday(day, count),
    )
    for call in calls:
        with pytest.raises(PeriodError) as caught:
            call()
        assert caught.value.reason == "not_whole"


@pytest.mark.parametrize("count", [10**400, -(10**400), 10**9])
def test_counts_beyond_any_calendar(count: int) -> None:
    day = date(2026, 6, 14)
    for function in (days_after, months_after, years_after, months_before, turns, birthday):
        with pytest.raises(PeriodError) as caught:
            function(day, count)
        assert caught.value.reason in {"beyond_calendar", "negative"}
    with pytest.raises(PeriodError):
        nth_birthday(day, day, count)


def test_a_whole_number_of_another_library_counts() -> None:
    class Two:
        def __index__(self) -> int:
            return 2

    two: Any = Two()
    assert days_after(date(2026, 6, 14), two) == date(2026, 6, 16)
    assert months_after(date(2026, 6, 14), two) == date(2026, 8, 14)


@pytest.mark.parametrize("text", [None, 5, b"R8.6.14", date(2026, 6, 14)])
def test_what_is_no_text_is_no_era_date(text: Any) -> None:
    with pytest.raises(IdentifierError) as caught:
        from_era(text)
    assert (caught.value.identifier, caught.value.reason) == ("era_date", "shape")


def test_aware_moments_count_as_their_day_in_japan() -> None:
    evening = datetime(2026, 6, 13, 20, tzinfo=UTC)
    assert days_after(evening, 14) == date(2026, 6, 28)
    assert type(days_after(evening, 14)) is type(turns(evening, 3)) is date


# Periods


@pytest.mark.parametrize(
    ("day", "months", "last"),
    [
        (date(2026, 6, 30), 2, date(2026, 8, 31)),
        (date(2026, 10, 31), 2, date(2026, 12, 31)),
        (date(2026, 12, 30), 2, date(2027, 2, 28)),
        (date(2026, 12, 31), 2, date(2027, 2, 28)),
        (date(2027, 12, 30), 2, date(2028, 2, 29)),
        (date(2027, 12, 28), 2, date(2028, 2, 28)),
        (date(2026, 12, 28), 2, date(2027, 2, 28)),
        (date(2026, 6, 14), 0, date(2026, 6, 14)),
    ],
)
def test_months_by_the_calendar(day: date, months: int, last: date) -> None:
    assert months_after(day, months) == last


@given(DAYS, st.integers(0, 120))
@example(date(2027, 12, 30), 2)
def test_months_are_those_of_article_143(day: date, months: int) -> None:
    assert months_after(day, months) == end_by_article_143(day, months)


@given(DAYS, st.integers(0, 20))
def test_a_year_is_twelve_months(day: date, years: int) -> None:
    assert years_after(day, years) == end_by_article_143(day, 12 * years)


@given(DAYS, st.integers(0, 60))
def test_days_are_counted_one_by_one(event: date, days: int) -> None:
    last = event
    for _ in range(days):
        last += ONE_DAY
    assert days_after(event, days) == last


@given(DAYS, DAYS, st.integers(0, 60))
def test_a_later_event_never_has_an_earlier_end(one: date, other: date, count: int) -> None:
    early, late = sorted((one, other))
    for period in (days_after, months_after, years_after, months_before):
        assert period(early, count) <= period(late, count)


@given(DAYS, st.integers(0, 60))
def test_months_back_keep_the_day_number_or_end_the_month(day: date, months: int) -> None:
    first = months_before(day, months)
    assert (day.year * 12 + day.month) - (first.year * 12 + first.month) == months
    assert first.day == min(day.day, month_length(first.year, first.month))


def test_one_month_twice_is_not_two_months() -> None:
    start = date(2026, 1, 30)
    assert months_after(months_after(start, 1), 1) == date(2026, 3, 31)
    assert months_after(start, 2) == date(2026, 3, 30)


@pytest.mark.parametrize(
    ("call", "reason"),
    [
        (lambda: days_after(date(2026, 1, 1), -1), "negative"),
        (lambda: months_after(date(2026, 1, 1), -1), "negative"),
        (lambda: years_after(date(2026, 1, 1), -1), "negative"),
        (lambda: months_before(date(2026, 1, 1), -1), "negative"),
        (lambda: nth_birthday(LEAP_DAY, date(2026, 1, 1), 0), "negative"),
        (lambda: turns(LEAP_DAY, -1), "negative"),
        (lambda: days_after(date.max, 1), "beyond_calendar"),
        (lambda: days_after(date(2026, 1, 1), 10**12), "beyond_calendar"),
        (lambda: months_after(date.max, 0), "beyond_calendar"),
        (lambda: months_after(date(9999, 6, 1), 12), "beyond_calendar"),
        (lambda: months_after(date(2026, 6, 1), 10**30), "beyond_calendar"),
        (lambda: months_before(date(1, 3, 1), 12), "beyond_calendar"),
        (lambda: turns(LEAP_DAY, 9000), "beyond_calendar"),
        (lambda: turns(date(1990, 6, 20), 9000), "beyond_calendar"),
        (lambda: birthday(LEAP_DAY, 0), "beyond_calendar"),
        (lambda: birthday(LEAP_DAY, 10**30), "beyond_calendar"),
        (lambda: japan_day(datetime(9999, 12, 31, 23, tzinfo=UTC)), "beyond_calendar"),
        (lambda: age_on(LEAP_DAY, date(1996, 2, 28)), "before_birth"),
        (lambda: nth_birthday(LEAP_DAY, date(1996, 2, 28), 1), "before_birth"),
    ],
)
def test_what_cannot_be_counted_is_a_period_error(call: Callable[[], object], reason: str) -> None:
    with pytest.raises(PeriodError) as caught:
        call()
    assert caught.value.reason == reason


# Birthdays


@pytest.mark.parametrize(
    ("born", "base", "n", "expected"),
    [
        pytest.param(date(1990, 6, 20), date(2026, 6, 19), 10, date(2035, 6, 20), id="eve"),
        pytest.param(date(1990, 6, 20), date(2026, 6, 20), 10, date(2036, 6, 20), id="on-the-day"),
        pytest.param(LEAP_DAY, date(2026, 6, 14), 5, date(2031, 2, 28), id="leap-common"),
        pytest.param(LEAP_DAY, date(2026, 6, 14), 10, date(2036, 2, 29), id="leap-leap"),
        pytest.param(LEAP_DAY, date(2027, 2, 28), 1, date(2028, 2, 29), id="leap-deemed-day"),
    ],
)
def test_nth_birthday(born: date, base: date, n: int, expected: date) -> None:
    assert nth_birthday(born, base, n) == expected


BORN_AND_LATER = DAYS.flatmap(
    lambda born: st.tuples(st.just(born), st.dates(born, born + timedelta(days=40_000)))
)


@given(BORN_AND_LATER, st.integers(1, 3))
@example((LEAP_DAY, date(2027, 2, 27)), 1)
@example((LEAP_DAY, date(2028, 2, 28)), 1)
def test_nth_birthday_is_the_nth_met_day_by_day(pair: tuple[date, date], n: int) -> None:
    born, base = pair
    day, met = base, 0
    while met < n:
        day += ONE_DAY
        met += is_birthday(born, day)
    assert nth_birthday(born, base, n) == day


@given(BORN_AND_LATER, st.integers(1, 40))
def test_birthdays_strictly_follow_each_other(pair: tuple[date, date], n: int) -> None:
    born, base = pair
    assert base < nth_birthday(born, base, n) < nth_birthday(born, base, n + 1)


@given(BORN_AND_LATER)
def test_age_is_the_number_of_birthdays_after_the_birth(pair: tuple[date, date]) -> None:
    born, day = pair
    met = sum(
        birthday(born, year) <= day
        for year in range(born.year + 1, day.year + 1)
        if is_birthday(born, birthday(born, year))
    )
    assert age_on(born, day) == met


@given(DAYS, st.integers(0, 120))
@example(LEAP_DAY, 18)
def test_an_age_is_turned_on_one_day(born: date, age: int) -> None:
    day = turns(born, age)
    assert age_on(born, day) == age
    if age:
        assert age_on(born, day - ONE_DAY) == age - 1


# Grounds


@pytest.mark.parametrize(
    ("ground", "evidence", "ja"),
    [
        (calendar.FIRST_DAY_OUT, Evidence.OFFICIAL, "民法第140条本文、民法第141条"),
        (calendar.MONTHS_BY_CALENDAR, Evidence.OFFICIAL, "民法第143条"),
        (calendar.MONTHS_BACK, Evidence.INFERRED, "民法第143条"),
        (calendar.AGE_BY_CALENDAR, Evidence.INFERRED, "年齢計算に関する法律、民法第143条"),
        (calendar.DEEMED_BIRTHDAY, Evidence.OFFICIAL, "入管法第19条の5第1項第1号、入管特例法第9条第1号"),
        (calendar.CLOSED_DAY_MOVES_STATE, Evidence.OFFICIAL, "行政機関の休日に関する法律第2条本文"),
        (calendar.CLOSED_DAY_MOVES_MUNICIPAL, Evidence.OFFICIAL, "地方自治法第4条の2第4項本文"),
    ],
)
def test_ways_of_counting_name_their_provisions(ground: Ground, evidence: Evidence, ja: str) -> None:
    assert ground.evidence is evidence
    assert ground.text("ja").endswith(f"（{ja}）")
    assert not ground.text("en").startswith("step.")
    assert pickle.loads(pickle.dumps(ground)) == ground  # noqa: S301 - our own bytes


def test_every_public_name_exists() -> None:
    assert all(hasattr(calendar, name) for name in calendar.__all__)


# Eras


@pytest.mark.parametrize(
    ("day", "era", "year"),
    [
        (date(1873, 1, 1), Era.MEIJI, 6),
        (date(1912, 7, 29), Era.MEIJI, 45),
        (date(1912, 7, 30), Era.TAISHO, 1),
        (date(1926, 12, 24), Era.TAISHO, 15),
        (date(1926, 12, 25), Era.SHOWA, 1),
        (date(1989, 1, 7), Era.SHOWA, 64),
        (date(1989, 1, 8), Era.HEISEI, 1),
        (date(2019, 4, 30), Era.HEISEI, 31),
        (date(2019, 5, 1), Era.REIWA, 1),
        (date(2026, 6, 14), Era.REIWA, 8),
    ],
)
def test_first_and_last_days_of_eras(day: date, era: Era, year: int) -> None:
    assert era_year(day) == (era, year)


@pytest.mark.parametrize(
    ("day", "ja", "en"),
    [
        (date(2026, 6, 14), "令和8年6月14日", "Reiwa 8.6.14"),
        (date(2019, 5, 1), "令和元年5月1日", "Reiwa 1.5.1"),
    ],
)
def test_a_day_in_its_era(day: date, ja: str, en: str) -> None:
    assert (in_era(day, "ja"), in_era(day, "en"), in_era(day, "xx")) == (ja, en, en)
    assert from_era(ja) == day


def test_before_the_solar_calendar_there_is_no_era() -> None:
    with pytest.raises(OutOfTableError) as caught:
        era_year(date(1872, 12, 31))
    assert caught.value.first == date(1873, 1, 1)


@given(st.dates(date(1873, 1, 1)).filter(lambda day: day.year < 2118))
def test_era_dates_are_read_back(day: date) -> None:
    assert from_era(in_era(day, "ja")) == day


@pytest.mark.parametrize(
    "text", ["Ｒ８.６.１４", "令和 8年 6月 14日", "r8-6-14", "令和08年06月14日", "R8/6/14"]
)
def test_other_ways_to_write_an_era_date(text: str) -> None:
    assert from_era(text) == date(2026, 6, 14)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "shape"),
        ("2026年6月14日", "shape"),
        ("令和8年", "shape"),
        ("慶応3年1月1日", "shape"),
        ("平成31年5月1日", "unknown"),
        ("令和元年4月30日", "unknown"),
        ("令和0年1月1日", "unknown"),
        ("明治5年12月2日", "unknown"),
        ("令和7年2月29日", "unknown"),
        ("令和8年13月1日", "unknown"),
    ],
)
def test_what_is_no_day_of_an_era(text: str, reason: str) -> None:
    with pytest.raises(IdentifierError) as caught:
        from_era(text)
    assert (caught.value.identifier, caught.value.reason) == ("era_date", reason)
    assert vars(caught.value) == {"identifier": "era_date", "reason": reason}
    assert caught.value.text("ja") != caught.value.text("en")


@given(st.text(alphabet="令和平成昭MTSHR元0123456789年月日./- 　", max_size=14) | st.text(max_size=14))
def test_any_text_is_a_day_or_a_typed_error(text: str) -> None:
    try:
        day = from_era(text)
    except IdentifierError:
        return
    assert from_era(in_era(day, "ja")) == day
