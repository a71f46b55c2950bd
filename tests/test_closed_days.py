"""Closed days: the acts' own examples, an independent calendar, then what the search must keep."""

from __future__ import annotations

import pickle
from datetime import UTC, date, datetime, timedelta
from types import MappingProxyType
from typing import Any

import jpholiday
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tokutei.calendar import (
    CLOSED_DAY_MOVES_MUNICIPAL,
    CLOSED_DAY_MOVES_STATE,
    FIRST_DAY_OUT,
    YEAR_END,
    ClosedDays,
    ClosureKind,
    MonthDay,
    OfficeHolidays,
    days_after,
    last_day,
)
from tokutei.errors import NaiveDatetimeError, OutOfTableError, PeriodError
from tokutei.law import Evidence

STATE = ClosedDays.state()
MUNICIPAL = ClosedDays.municipal()
ONE_DAY = timedelta(days=1)
DAYS = st.dates(date(2012, 1, 1), date(2050, 12, 20))
MONTH_DAYS = st.dates(date(2000, 1, 1), date(2000, 12, 31)).map(lambda day: (day.month, day.day))
OFFICES = st.one_of(
    st.just(STATE),
    st.just(MUNICIPAL),
    st.builds(
        lambda memorial, extra, open_days: ClosedDays.municipal(
            memorial=memorial, extra=extra, open_days=open_days
        ),
        st.sets(MONTH_DAYS, max_size=3),
        st.sets(DAYS, max_size=3),
        st.sets(DAYS, max_size=3),
    ),
)


@pytest.mark.parametrize(
    ("day", "kind"),
    [
        (date(2026, 6, 13), ClosureKind.WEEKEND),
        (date(2026, 6, 14), ClosureKind.WEEKEND),
        (date(2026, 6, 15), None),
        (date(2026, 5, 6), ClosureKind.HOLIDAY),  # substitute, Holiday Act 3(2)
        (date(2026, 9, 22), ClosureKind.HOLIDAY),  # between two holidays, Holiday Act 3(3)
        (date(2026, 12, 28), None),
        (date(2026, 12, 29), ClosureKind.YEAR_END),
        (date(2027, 1, 1), ClosureKind.YEAR_END),
        (date(2029, 1, 3), ClosureKind.YEAR_END),
        (date(2029, 1, 4), None),
    ],
)
def test_state_offices_close_by_article_1(day: date, kind: ClosureKind | None) -> None:
    closure = STATE.closed(day)
    assert (closure and closure.kind) == kind
    assert STATE.is_closed(day) is (kind is not None)


def test_all_days_of_the_table_against_an_independent_calendar() -> None:
    day, differing = STATE.first, []
    while day <= STATE.last:
        closed = day.weekday() >= 5 or jpholiday.is_holiday(day) or (day.month, day.day) in YEAR_END
        if STATE.is_closed(day) is not closed:
            differing.append(day)
        day += ONE_DAY
    assert (STATE.first, STATE.last) == (date(2012, 1, 1), date(2050, 12, 31))
    assert differing == []


@pytest.mark.parametrize(
    ("event", "days", "due"),
    [
        pytest.param(date(2026, 6, 14), 14, date(2026, 6, 29), id="sunday"),
        pytest.param(date(2026, 4, 18), 14, date(2026, 5, 7), id="may"),
        pytest.param(date(2026, 12, 15), 14, date(2027, 1, 4), id="year-end"),
        pytest.param(date(2026, 6, 15), 14, date(2026, 6, 29), id="open"),
    ],
)
def test_last_days(event: date, days: int, due: date) -> None:
    answer = last_day(event, days, STATE)
    assert answer.value == due
    assert answer.grounds[0] == FIRST_DAY_OUT
    moved = due != days_after(event, days)
    assert (CLOSED_DAY_MOVES_STATE in answer.grounds) is moved
    assert answer.evidence is Evidence.OFFICIAL


def test_an_answer_says_by_which_provisions_it_moved() -> None:
    answer = STATE.not_before(date(2026, 5, 2))
    assert answer.value == date(2026, 5, 7)
    assert [str(cite) for cite in answer.basis] == [
        "363AC0000000091:1:1:1",
        "363AC0000000091:1:1:2",
        "323AC1000000178:3",
        "363AC0000000091:2#main",
    ]
    assert [ground.code for ground in answer.grounds] == [
        "closed_weekend",
        "closed_holiday",
        "closed_day_moves_state",
    ]
    for lang in ("ja", "en"):
        assert "step." not in answer.explain(lang)
        assert "law." not in answer.explain(lang)


def test_an_open_day_is_its_own_answer() -> None:
    answer = MUNICIPAL.not_before(date(2026, 6, 15))
    assert (answer.value, [ground.code for ground in answer.grounds]) == (date(2026, 6, 15), ["open_day"])


@pytest.mark.parametrize(
    ("office", "day", "evidence"),
    [
        pytest.param(STATE, date(2030, 6, 15), Evidence.OFFICIAL, id="weekend-of-a-far-year"),
        pytest.param(STATE, date(2030, 2, 11), Evidence.INFERRED, id="holiday-of-a-far-year"),
        pytest.param(STATE, date(2027, 3, 22), Evidence.SECONDARY, id="equinox"),
        pytest.param(STATE, date(2030, 12, 31), Evidence.OFFICIAL, id="year-end"),
        pytest.param(MUNICIPAL, date(2026, 12, 31), Evidence.INFERRED, id="year-end-by-a-usual-ordinance"),
        pytest.param(
            ClosedDays.municipal(year_end=YEAR_END),
            date(2026, 12, 31),
            Evidence.OFFICIAL,
            id="known-ordinance",
        ),
    ],
)
def test_a_holiday_that_is_not_certain_lowers_the_evidence(
    office: ClosedDays, day: date, evidence: Evidence
) -> None:
    closure = office.closed(day)
    assert closure is not None
    assert closure.ground.evidence is evidence
    assert office.not_before(day).evidence is evidence


def test_new_years_day_is_sure_as_a_holiday_where_the_ordinance_is_not() -> None:
    closure = MUNICIPAL.closed(date(2026, 1, 1))
    assert closure is not None
    assert (closure.kind, closure.ground.evidence) == (ClosureKind.HOLIDAY, Evidence.OFFICIAL)


def test_a_municipality_has_days_of_its_own() -> None:
    office = ClosedDays.municipal(
        year_end={(12, 30), (12, 31)},
        memorial={(6, 23)},  # such a memorial day exists: 慰霊の日
        extra={date(2026, 6, 24)},
        open_days={date(2026, 6, 27)},
    )
    kinds = {day: office.closed(date(2026, 6, day)) for day in (23, 24, 25, 27, 28)}
    assert {day: closure and closure.kind for day, closure in kinds.items()} == {
        23: ClosureKind.MEMORIAL,
        24: ClosureKind.EXTRA,
        25: None,
        27: None,
        28: ClosureKind.WEEKEND,
    }
    assert not office.is_closed(date(2026, 12, 29))
    answer = office.not_before(date(2026, 6, 23))
    assert answer.value == date(2026, 6, 25)
    assert answer.grounds[-1] == CLOSED_DAY_MOVES_MUNICIPAL
    assert [str(cite) for cite in answer.basis] == [
        "322AC0000000067:4-2:3#first",
        "322AC0000000067:4-2:1",
        "322AC0000000067:4-2:4#main",
    ]
    assert answer.text("ja").startswith("2026年6月25日（地方自治法第4条の2第3項前段、")


def test_a_day_that_somebody_adds_to_a_state_office_rests_on_no_provision() -> None:
    office = ClosedDays(
        OfficeHolidays.STATE, STATE.first, STATE.last, STATE.holidays, extra=frozenset({date(2026, 6, 15)})
    )
    answer = office.not_before(date(2026, 6, 15))
    assert (answer.value, answer.evidence) == (date(2026, 6, 16), Evidence.INFERRED)
    assert answer.grounds[0].cite == ()
    assert answer.grounds[0].text("en") == "The office is closed on a day named by the caller"


@pytest.mark.parametrize("day", [date(2011, 12, 31), date(2051, 1, 1), date(2051, 1, 7), date.max])
def test_beyond_the_table_nothing_is_open_and_nothing_closed(day: date) -> None:
    for ask in (STATE.closed, STATE.is_closed, STATE.not_before):
        with pytest.raises(OutOfTableError) as caught:
            ask(day)
        assert (caught.value.day, caught.value.first, caught.value.last) == (day, STATE.first, STATE.last)


def test_a_search_that_leaves_the_table_is_an_error() -> None:
    with pytest.raises(OutOfTableError):
        STATE.not_before(date(2050, 12, 29))


@given(OFFICES, DAYS)
def test_the_next_open_day(office: ClosedDays, day: date) -> None:
    found = office.not_before(day).value
    assert found >= day
    assert not office.is_closed(found)
    assert all(office.is_closed(day + n * ONE_DAY) for n in range((found - day).days))


@given(OFFICES, DAYS, DAYS, st.integers(0, 60))
def test_a_later_event_is_never_due_earlier(office: ClosedDays, one: date, other: date, days: int) -> None:
    early, late = sorted((one, other))
    if days_after(late, days) > date(2050, 12, 20):
        late = early
    if days_after(early, days) <= date(2050, 12, 20):
        assert last_day(early, days, office).value <= last_day(late, days, office).value


def test_moments_are_days_in_japan() -> None:
    assert STATE.is_closed(datetime(2026, 6, 12, 15, tzinfo=UTC))
    assert STATE.not_before(datetime(2026, 6, 12, 15, tzinfo=UTC)).value == date(2026, 6, 15)
    naive = datetime(2026, 6, 12, 15)  # noqa: DTZ001 - the point of the test
    for ask in (STATE.closed, STATE.not_before):
        with pytest.raises(NaiveDatetimeError):
            ask(naive)


@pytest.mark.parametrize("month_day", [(2, 30), (13, 1), (0, 1), (4, 31)])
def test_a_month_and_day_that_no_year_has_is_refused(month_day: MonthDay) -> None:
    with pytest.raises(PeriodError, match="No year has"):
        ClosedDays.municipal(year_end=[month_day])
    with pytest.raises(PeriodError, match="No year has"):
        ClosedDays.municipal(memorial=[month_day])


def test_closed_days_are_values() -> None:
    copy = pickle.loads(pickle.dumps(STATE))  # noqa: S301 - our own bytes
    assert copy == STATE
    assert hash(copy) == hash(STATE)
    assert isinstance(copy.holidays, MappingProxyType)
    assert ClosedDays.state() is STATE
    assert ClosedDays.municipal() == MUNICIPAL
    assert len({STATE, copy, MUNICIPAL, ClosedDays.municipal(memorial=[(6, 23)])}) == 3
    given_days = dict(STATE.holidays)
    office = ClosedDays(OfficeHolidays.STATE, STATE.first, STATE.last, given_days)
    given_days.clear()
    assert office == STATE
    fewer = {day: level for day, level in STATE.holidays.items() if day.year != 2026}
    assert ClosedDays(OfficeHolidays.STATE, STATE.first, STATE.last, fewer) != STATE


def test_every_kind_of_closure_has_words() -> None:
    closure = STATE.closed(date(2026, 6, 14))
    assert closure is not None
    assert (closure.text("ja"), closure.text("en")) == ("土曜日・日曜日", "Saturday or Sunday")
    assert STATE.office.moves == CLOSED_DAY_MOVES_STATE
    assert MUNICIPAL.office.moves == CLOSED_DAY_MOVES_MUNICIPAL


@pytest.mark.parametrize("days", [[None], None, 5, ["2026-06-14"], "2026-06-14"])
def test_what_is_no_day_is_no_closed_day(days: Any) -> None:
    for name in ("extra", "open_days"):
        with pytest.raises(PeriodError) as caught:
            ClosedDays.municipal(**{name: days})
        assert caught.value.reason == "not_a_day"


@pytest.mark.parametrize("days", [[None], 5, [5], ["0614"], [(6, 14, 1)], [("6", "14")], [[6, 14]]])
def test_what_is_no_day_of_the_year_is_no_memorial_day(days: Any) -> None:
    for name in ("memorial", "year_end"):
        with pytest.raises(PeriodError) as caught:
            ClosedDays.municipal(**{name: days})
        assert caught.value.reason == "month_day"
