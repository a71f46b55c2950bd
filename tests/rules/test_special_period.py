"""The special period: month ends by the Civil Code, who has one, and the separate card's share in it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.rules.reckoning import FIRST_DAY, ONE_DAY, assert_speaks, birthday_after, months_elapsed, years_old
from tokutei.errors import NotInForceError
from tokutei.law import Evidence
from tokutei.rules import CURRENT, SPECIAL_PERIOD_MONTHS, SPECIAL_PERIOD_PROCEDURES
from tokutei.rules.special_period import (
    has_special_period,
    separate_card_extended_until,
    special_period_end,
)
from tokutei.vocabulary import ProcedureKind

SINCE_2012 = st.dates(date(2012, 7, 9), date(2060, 12, 31))


@pytest.mark.parametrize(
    ("stay_until", "end"),
    [
        (date(2026, 6, 30), date(2026, 8, 31)),
        (date(2026, 10, 31), date(2026, 12, 31)),
        (date(2026, 12, 30), date(2027, 2, 28)),
        (date(2026, 12, 31), date(2027, 2, 28)),
        (date(2027, 12, 29), date(2028, 2, 29)),
        (date(2027, 12, 30), date(2028, 2, 29)),
        (date(2027, 12, 31), date(2028, 2, 29)),
        (date(2026, 12, 28), date(2027, 2, 28)),
        (date(2026, 12, 27), date(2027, 2, 27)),
        (date(2026, 6, 29), date(2026, 8, 29)),
        (date(2026, 2, 28), date(2026, 4, 30)),
        (date(2028, 2, 28), date(2028, 4, 28)),
        (date(2026, 6, 14), date(2026, 8, 14)),
    ],
)
def test_month_ends(stay_until: date, end: date) -> None:
    answer = special_period_end(stay_until)
    assert answer.value == end
    assert_speaks(answer, Evidence.INFERRED, ["326CO0000000319:20:6", "129AC0000000089:143:2"])


@given(SINCE_2012)
def test_every_end_against_the_civil_code(stay_until: date) -> None:
    assert special_period_end(stay_until).value == months_elapsed(stay_until, 2)


def test_no_closed_day_moves_the_end() -> None:
    assert special_period_end(date(2026, 11, 2)).value == date(2027, 1, 2)  # a Saturday in the year-end days


@given(SINCE_2012, SINCE_2012)
def test_a_later_stay_never_ends_its_period_sooner(one: date, other: date) -> None:
    first, second = (special_period_end(day).value for day in sorted((one, other)))
    assert first <= second


@given(st.dates(date(2027, 4, 1), date(2060, 12, 31)), st.integers(0, 60))
def test_reformed_months(stay_until: date, months: int) -> None:
    book = CURRENT.reformed(
        SPECIAL_PERIOD_MONTHS, since=date(2027, 4, 1), value=months, reason="other months"
    )
    answer = special_period_end(stay_until, book=book)
    assert answer.value == months_elapsed(stay_until, months)
    assert answer.reforms == ("other months",)
    assert special_period_end(date(2027, 3, 31), book=book) == special_period_end(date(2027, 3, 31))


@pytest.mark.parametrize("procedure", ProcedureKind)
def test_only_change_and_extension_bring_one(procedure: ProcedureKind) -> None:
    """Act 20(6), applied to extensions by 21(4); 22 does not apply it."""
    listed = procedure in {ProcedureKind.CHANGE_OF_STATUS, ProcedureKind.EXTENSION_OF_STAY}
    answer = has_special_period(procedure, filed_on=date(2026, 9, 1))
    assert answer.value is listed
    assert_speaks(answer, Evidence.OFFICIAL, ["326CO0000000319:20:6"])


@pytest.mark.parametrize(("stay_days", "expected"), [(None, True), (31, True), (30, False), (15, False)])
def test_stays_of_thirty_days_or_less_have_none(stay_days: int | None, *, expected: bool) -> None:
    found = has_special_period(ProcedureKind.CHANGE_OF_STATUS, filed_on=date(2026, 9, 1), stay_days=stay_days)
    assert found.value is expected


def test_a_reform_may_give_permanent_residence_one() -> None:
    since = date(2027, 4, 1)
    book = CURRENT.reformed(
        SPECIAL_PERIOD_PROCEDURES, since=since, value={ProcedureKind.PERMANENT_RESIDENCE}, reason="A"
    )
    found = [
        has_special_period(procedure, filed_on=day, book=book).value
        for procedure, day in (
            (ProcedureKind.PERMANENT_RESIDENCE, since),
            (ProcedureKind.PERMANENT_RESIDENCE, since - ONE_DAY),
            (ProcedureKind.EXTENSION_OF_STAY, since),
        )
    ]
    assert found == [True, False, False]


def test_none_is_known_before_residence_cards() -> None:
    for ask in (
        lambda: special_period_end(date(2012, 7, 8)),
        lambda: has_special_period(ProcedureKind.CHANGE_OF_STATUS, filed_on=date(2012, 7, 8)),
    ):
        with pytest.raises(NotInForceError) as caught:
            ask()
        assert caught.value.first_day == date(2012, 7, 9)


@given(
    st.dates(date(1950, 1, 1), FIRST_DAY),
    st.dates(FIRST_DAY, date(2040, 1, 1)),
    st.integers(0, 4200),
)
def test_a_separate_card_is_extended_to_the_end_but_not_past_the_birthday(
    born: date, made_on: date, left: int
) -> None:
    """個人番号カード等命令27条2項2号: 仮定有効期間満了日 by 26条."""
    stay_until = made_on + timedelta(days=left)
    answer = separate_card_extended_until(
        born=born, made_on=made_on, stay_until=stay_until, on=max(made_on, stay_until)
    )
    cap = birthday_after(born, made_on, 10 if years_old(born, made_on) >= 18 else 5)
    assert answer.value == min(months_elapsed(stay_until, 2), cap)
    assert_speaks(answer, Evidence.INFERRED, ["426M60000008085:27:2:2"])


def test_a_separate_card_is_not_extended_by_a_text_that_was_not_read() -> None:
    with pytest.raises(NotInForceError):
        separate_card_extended_until(
            born=date(1990, 1, 1),
            made_on=date(2020, 1, 1),
            stay_until=date(2026, 6, 10),
            on=FIRST_DAY - ONE_DAY,
        )
