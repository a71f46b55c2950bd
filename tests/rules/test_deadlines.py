"""Fourteen days, counted one by one with the holidays of an independent package."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.rules.reckoning import ONE_DAY, assert_speaks, in_time, office_closed
from tokutei.calendar import ClosedDays
from tokutei.errors import NaiveDatetimeError, NotInForceError, OutOfTableError, UnknownTermError
from tokutei.law import Evidence
from tokutei.rules import CURRENT, NOTICE_DAYS, RETURN_DAYS
from tokutei.rules.deadlines import NOTICE_WINDOWS, notice_deadline, return_deadline
from tokutei.vocabulary import ProcedureKind, Window

FIRST_DAY = date(2012, 7, 9)
EVENTS = st.dates(FIRST_DAY, date(2050, 12, 1))
NOTICES = st.sampled_from(sorted(NOTICE_DAYS))

# Which article, which office and from when: read off the articles, not off the tables.
ARTICLES = {
    ProcedureKind.PLACE_OF_RESIDENCE_FIRST: ("19-7:1", Window.MUNICIPALITY),
    ProcedureKind.PLACE_OF_RESIDENCE_AFTER_PERMISSION: ("19-8:1", Window.MUNICIPALITY),
    ProcedureKind.PLACE_OF_RESIDENCE_CHANGE: ("19-9:1", Window.MUNICIPALITY),
    ProcedureKind.CARD_ITEM_CHANGE: ("19-10:1", Window.BUREAU),
    ProcedureKind.REISSUE_LOSS: ("19-12:1", Window.BUREAU),
    ProcedureKind.REISSUE_ORDER: ("19-13:3", Window.BUREAU),
    ProcedureKind.AFFILIATION: ("19-16", Window.BUREAU),
}


@pytest.mark.parametrize("procedure", ARTICLES)
def test_the_example_of_a_sunday(procedure: ProcedureKind) -> None:
    article, window = ARTICLES[procedure]
    answer = notice_deadline(procedure, event_on=date(2026, 6, 14))
    assert answer.value == date(2026, 6, 29)
    moves = "322AC0000000067:4-2:4#main" if window is Window.MUNICIPALITY else "363AC0000000091:2#main"
    assert_speaks(
        answer, Evidence.OFFICIAL, [f"326CO0000000319:{article}", "129AC0000000089:140#main", moves]
    )


def test_every_notice_has_its_article_and_office() -> None:
    assert dict(NOTICE_WINDOWS) == {kind: window for kind, (_, window) in ARTICLES.items()}
    assert set(NOTICE_DAYS) == set(ARTICLES)


@given(NOTICES, EVENTS)
def test_every_deadline_against_the_count(procedure: ProcedureKind, event_on: date) -> None:
    assert notice_deadline(procedure, event_on=event_on).value == in_time(event_on, 14)


@given(EVENTS)
def test_every_return_against_the_count(event_on: date) -> None:
    answer = return_deadline(event_on=event_on)
    assert answer.value == in_time(event_on, 14)
    assert "326CO0000000319:19-15:1" in {str(cite) for cite in answer.basis}


@given(EVENTS, EVENTS, NOTICES)
def test_a_later_event_never_has_an_earlier_deadline(
    one: date, other: date, procedure: ProcedureKind
) -> None:
    first, second = (notice_deadline(procedure, event_on=day).value for day in sorted((one, other)))
    assert first <= second
    assert not office_closed(first)


def test_year_end_days_of_a_municipality_are_inferred_and_those_of_the_state_are_not() -> None:
    event_on = date(2026, 12, 15)  # the 29th is a Tuesday
    municipal, state = (
        notice_deadline(procedure, event_on=event_on)
        for procedure in (ProcedureKind.PLACE_OF_RESIDENCE_CHANGE, ProcedureKind.REISSUE_LOSS)
    )
    assert municipal.value == state.value == date(2027, 1, 4)
    assert_speaks(municipal, Evidence.INFERRED, ["322AC0000000067:4-2:2:3"])
    assert_speaks(state, Evidence.OFFICIAL, ["363AC0000000091:1:1:3"])


def test_a_municipality_has_its_own_closed_days() -> None:
    event_on, memorial = date(2026, 6, 16), (6, 30)
    book = CURRENT.closing(
        Window.MUNICIPALITY, ClosedDays.municipal(memorial=[memorial], extra=[date(2026, 7, 1)])
    )
    moved = notice_deadline(ProcedureKind.PLACE_OF_RESIDENCE_CHANGE, event_on=event_on, book=book)
    assert moved.value == date(2026, 7, 2)
    assert_speaks(moved, Evidence.OFFICIAL, ["322AC0000000067:4-2:3#first", "322AC0000000067:4-2:4#main"])
    for procedure, other in (
        (ProcedureKind.REISSUE_LOSS, book),
        (ProcedureKind.PLACE_OF_RESIDENCE_CHANGE, CURRENT),
    ):
        assert notice_deadline(procedure, event_on=event_on, book=other).value == date(2026, 6, 30)


def test_an_inferred_holiday_is_said() -> None:
    moved = notice_deadline(ProcedureKind.REISSUE_LOSS, event_on=date(2040, 2, 9))  # the Emperor's birthday
    assert moved.value == date(2040, 2, 24)
    assert moved.evidence is Evidence.INFERRED


def test_beyond_the_table_nothing_is_answered() -> None:
    with pytest.raises(OutOfTableError) as caught:
        notice_deadline(ProcedureKind.REISSUE_LOSS, event_on=date(2050, 12, 18))
    assert (caught.value.table, caught.value.last) == ("national_holidays", date(2050, 12, 31))


@pytest.mark.parametrize("procedure", [*ARTICLES, None])
def test_before_residence_cards_nothing_is_answered(procedure: ProcedureKind | None) -> None:
    event_on = FIRST_DAY - ONE_DAY
    with pytest.raises(NotInForceError) as caught:
        notice_deadline(procedure, event_on=event_on) if procedure else return_deadline(event_on=event_on)
    assert (caught.value.day, caught.value.first_day) == (event_on, FIRST_DAY)


@pytest.mark.parametrize("procedure", sorted(set(ProcedureKind) - set(ARTICLES)))
def test_other_procedures_have_no_such_days(procedure: ProcedureKind) -> None:
    with pytest.raises(UnknownTermError) as caught:
        notice_deadline(procedure, event_on=date(2026, 9, 1))
    assert caught.value.term == procedure.value
    assert set(caught.value.known) == {kind.value for kind in ARTICLES}


@given(NOTICES, st.dates(date(2027, 4, 1), date(2049, 12, 31)), st.integers(0, 300))
def test_reformed_days(procedure: ProcedureKind, event_on: date, days: int) -> None:
    since = date(2027, 4, 1)
    book = CURRENT.reformed(NOTICE_DAYS[procedure], since=since, value=days, reason="B")
    assert notice_deadline(procedure, event_on=event_on, book=book).value == in_time(event_on, days)
    assert notice_deadline(procedure, event_on=since - ONE_DAY, book=book).value == in_time(
        since - ONE_DAY, 14
    )


def test_reformed_return_days() -> None:
    book = CURRENT.reformed(RETURN_DAYS, since=date(2027, 4, 1), value=30, reason="B")
    assert return_deadline(event_on=date(2027, 4, 1), book=book).value == in_time(date(2027, 4, 1), 30)


def test_a_moment_is_its_day_in_japan() -> None:
    late = datetime(2026, 6, 13, 15, 0, tzinfo=UTC)  # midnight of the 14th in Japan
    assert [return_deadline(event_on=moment).value for moment in (late, late - timedelta(minutes=1))] == [
        in_time(date(2026, 6, 14), 14),
        in_time(date(2026, 6, 13), 14),
    ]
    with pytest.raises(NaiveDatetimeError):
        return_deadline(event_on=datetime(2026, 6, 14, 9, 0))  # noqa: DTZ001
