"""Validity against a list of all birthdays, the worked example and the exceptions of the text."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.rules.reckoning import FIRST_DAY, ONE_DAY, assert_speaks, birthday_after, years_old
from tokutei.errors import FactsError, NotInForceError
from tokutei.law import Evidence
from tokutei.rules import (
    ADULT_AGE,
    AUTHENTICATION_CERTIFICATE_BIRTHDAYS,
    BIRTHDAYS_ADULT,
    CURRENT,
    SEPARATE_ADULT_AGE,
    SIGNING_CERTIFICATE_BIRTHDAYS,
    SPECIFIED_BIRTHDAYS_ADULT,
)
from tokutei.rules.validity import (
    certificate_until,
    my_number_function_until,
    residence_card_until,
    separate_card_cap,
    separate_card_until,
    specified_card_until,
)
from tokutei.vocabulary import Route, StatusOfResidence

PR = StatusOfResidence.PERMANENT_RESIDENT
HSP2 = StatusOfResidence.HIGHLY_SKILLED_PROFESSIONAL_2
SPR = StatusOfResidence.SPECIAL_PERMANENT_RESIDENT
BY_STAY = sorted(set(StatusOfResidence) - {PR, HSP2, SPR})
BORN_LEAP = date(2012, 2, 29)

ISSUES = st.dates(FIRST_DAY, date(2045, 12, 31))
BIRTHS = st.one_of(
    st.dates(date(1940, 1, 1), FIRST_DAY),
    st.sampled_from([date(year, 2, 29) for year in range(1944, 2026, 4)]),
)


def formula(born: date, status: StatusOfResidence, base: date, looked_at: date, old: date | None) -> date:
    """Return 十回目 or 五回目 as 法19条の5第1項第1号・第2号 say it."""
    minor = status is PR and years_old(born, looked_at) < 18
    if old is not None and old == birthday_after(born, born, 18):
        minor = False
    return birthday_after(born, base, 5 if minor else 10)


def test_the_worked_example() -> None:
    answer = residence_card_until(
        born=date(1990, 6, 20), status=PR, stay_until=None, issued_on=date(2026, 6, 19)
    )
    assert answer.value == date(2035, 6, 20)
    assert_speaks(answer, Evidence.OFFICIAL, ["326CO0000000319:19-5:1:1"])


@pytest.mark.parametrize(
    ("born", "issued_on", "until"),
    [
        (
            date(1990, 6, 20),
            date(2026, 6, 20),
            date(2036, 6, 20),
        ),  # a birthday on the day itself does not count
        (date(1990, 6, 20), date(2026, 6, 21), date(2036, 6, 20)),
        (date(1992, 2, 29), date(2027, 2, 27), date(2036, 2, 29)),
        (date(1992, 2, 29), date(2027, 2, 28), date(2037, 2, 28)),
        (date(1992, 2, 29), date(2028, 2, 28), date(2037, 2, 28)),  # leap year: the birthday is the 29th
        (date(1992, 2, 29), date(2028, 2, 29), date(2038, 2, 28)),
    ],
)
def test_the_tenth_birthday_after_issue(born: date, issued_on: date, until: date) -> None:
    assert residence_card_until(born=born, status=PR, stay_until=None, issued_on=issued_on).value == until


@pytest.mark.parametrize(
    ("status", "issued_on", "nth"),
    [
        (PR, date(2027, 3, 31), 5),  # the eve of the 18th birthday
        (PR, date(2027, 4, 1), 10),
        (HSP2, date(2027, 3, 31), 10),  # at any age
    ],
)
def test_the_shorter_term_is_for_permanent_residents_under_eighteen(
    status: StatusOfResidence, issued_on: date, nth: int
) -> None:
    born = date(2009, 4, 1)
    answer = residence_card_until(born=born, status=status, stay_until=None, issued_on=issued_on)
    assert answer.value == birthday_after(born, issued_on, nth)
    cited = {str(cite) for cite in answer.basis}
    assert ("326CO0000000319:19-5:1:2" in cited) is (nth == 5)


def test_a_leap_day_child_is_eighteen_on_28_february_of_a_common_year() -> None:
    untils = [
        residence_card_until(born=BORN_LEAP, status=PR, stay_until=None, issued_on=day).value
        for day in (date(2030, 2, 27), date(2030, 2, 28))
    ]
    assert untils == [date(2034, 2, 28), date(2040, 2, 29)]


@given(BIRTHS, ISSUES, st.sampled_from([PR, HSP2]))
def test_ordinary_cards_against_the_count(born: date, issued_on: date, status: StatusOfResidence) -> None:
    answer = residence_card_until(born=born, status=status, stay_until=None, issued_on=issued_on)
    assert answer.value == formula(born, status, issued_on, issued_on, None)
    leap = (born.month, born.day) == (2, 29)
    assert any(ground.code == "deemed_birthday" for ground in answer.grounds) is leap


@given(BIRTHS, ISSUES, st.sampled_from([PR, HSP2]), st.integers(0, 92))
def test_renewals_count_from_the_old_expiry(
    born: date, issued_on: date, status: StatusOfResidence, ahead: int
) -> None:
    old = issued_on + timedelta(days=ahead)
    answer = residence_card_until(
        born=born, status=status, stay_until=None, issued_on=issued_on, old_until=old
    )
    assert answer.value == formula(born, status, old, issued_on, old)
    assert "base_old_expiry" in {ground.code for ground in answer.grounds}


@pytest.mark.parametrize("born", [date(2009, 4, 1), BORN_LEAP])
@pytest.mark.parametrize(("shift", "nth"), [(-1, 5), (0, 10), (1, 5)])
def test_a_card_that_ends_on_the_eighteenth_birthday_is_renewed_for_the_longer_term(
    born: date, shift: int, nth: int
) -> None:
    eighteen = birthday_after(born, born, 18)
    old = eighteen + timedelta(days=shift)
    for issued_on in (eighteen - timedelta(days=60), eighteen - ONE_DAY):
        ordinary = residence_card_until(
            born=born, status=PR, stay_until=None, issued_on=issued_on, old_until=old
        )
        specified = specified_card_until(
            born=born, status=PR, stay_until=None, issued_on=eighteen + timedelta(days=20),
            filed_on=issued_on, route=Route.BUREAU_CARD, old_until=old,
        )  # fmt: skip
        assert ordinary.value == specified.value == birthday_after(born, old, nth)


@pytest.mark.parametrize("status", BY_STAY)
def test_everybody_elses_card_ends_with_the_stay(status: StatusOfResidence) -> None:
    born, stay = date(2015, 8, 1), date(2041, 5, 9)  # no cap for the young
    ordinary = residence_card_until(born=born, status=status, stay_until=stay, issued_on=FIRST_DAY)
    specified = specified_card_until(
        born=born, status=status, stay_until=stay, issued_on=FIRST_DAY, filed_on=FIRST_DAY,
        route=Route.BUREAU_CARD,
    )  # fmt: skip
    assert ordinary.value == specified.value == stay
    assert set(ordinary.basis) < set(specified.basis)
    assert_speaks(ordinary, Evidence.OFFICIAL, ["326CO0000000319:19-5:1:3"])


@given(BIRTHS, st.dates(FIRST_DAY, date(2040, 1, 1)), st.integers(0, 400), st.sampled_from([PR, HSP2]))
def test_specified_cards_count_from_the_filing_day_with_a_card_procedure(
    born: date, filed_on: date, wait: int, status: StatusOfResidence
) -> None:
    issued_on = filed_on + timedelta(days=wait)
    with_card, with_status = (
        specified_card_until(
            born=born, status=status, stay_until=None, issued_on=issued_on, filed_on=filed_on, route=route
        )
        for route in (Route.BUREAU_CARD, Route.BUREAU_STATUS)
    )
    ordinary = residence_card_until(born=born, status=status, stay_until=None, issued_on=issued_on)
    assert with_card.value == formula(born, status, filed_on, filed_on, None)
    assert with_status.value == ordinary.value
    assert set(with_status.basis) > set(ordinary.basis)
    if years_old(born, filed_on) >= 18:
        crossed = years_old(born, issued_on) - years_old(born, filed_on)
        assert years_old(born, with_status.value) - years_old(born, with_card.value) == crossed


def test_a_birthday_between_filing_and_issue_costs_a_year() -> None:
    born = date(1990, 6, 20)
    untils = [
        specified_card_until(
            born=born, status=PR, stay_until=None, issued_on=date(2026, 7, 1), filed_on=date(2026, 6, 19),
            route=route,
        )
        for route in (Route.BUREAU_CARD, Route.MUNICIPALITY, Route.BUREAU_STATUS)
    ]  # fmt: skip
    assert [answer.value for answer in untils] == [date(2035, 6, 20), date(2035, 6, 20), date(2036, 6, 20)]
    assert_speaks(untils[0], Evidence.OFFICIAL, ["326CO0000000319:19-15-3:1:1"])
    assert_speaks(untils[2], Evidence.OFFICIAL, ["326CO0000000319:19-5:1:1"])


def test_the_my_number_function_ends_with_the_card_and_says_why() -> None:
    card = residence_card_until(
        born=date(1990, 6, 20), status=PR, stay_until=None, issued_on=date(2026, 6, 19)
    )
    function = my_number_function_until(card)
    assert function.value == card.value
    assert function.grounds[:-1] == card.grounds
    assert_speaks(function, Evidence.OFFICIAL, ["508M60004018001:4:1"])


@given(BIRTHS, ISSUES, st.sampled_from([PR, HSP2, SPR]))
def test_separate_cards_of_those_without_end_of_stay(
    born: date, made_on: date, status: StatusOfResidence
) -> None:
    """個人番号カード等命令26条; the young of every one of these statuses have the shorter term."""
    answer = separate_card_until(born=born, status=status, stay_until=None, made_on=made_on)
    nth = 10 if years_old(born, made_on) >= 18 else 5
    assert answer.value == birthday_after(born, made_on, nth)
    assert answer == separate_card_cap(born=born, made_on=made_on, on=made_on)


@given(BIRTHS, ISSUES, st.integers(0, 3000), st.sampled_from(BY_STAY))
def test_separate_cards_end_with_the_stay_and_the_young_on_the_fifth_birthday(
    born: date, made_on: date, left: int, status: StatusOfResidence
) -> None:
    stay = made_on + timedelta(days=left)
    answer = separate_card_until(born=born, status=status, stay_until=stay, made_on=made_on)
    minor = years_old(born, made_on) < 18
    assert answer.value == (min(stay, birthday_after(born, made_on, 5)) if minor else stay)
    assert_speaks(answer, Evidence.OFFICIAL, ["426M60000008085:27:1"])


@given(BIRTHS, ISSUES, st.integers(0, 4000))
def test_certificates_end_on_the_fifth_birthday_or_with_the_card(
    born: date, issued_on: date, left: int
) -> None:
    card = issued_on + timedelta(days=left)
    leap = (born.month, born.day) == (2, 29)
    for rule in (SIGNING_CERTIFICATE_BIRTHDAYS, AUTHENTICATION_CERTIFICATE_BIRTHDAYS):
        answer = certificate_until(rule, born=born, issued_on=issued_on, card_until=card)
        assert answer.value == min(card, birthday_after(born, issued_on, 5))
        # That 29 February is deemed 28 February stands in no text about certificates.
        assert_speaks(answer, Evidence.INFERRED if leap else Evidence.OFFICIAL)


@pytest.mark.parametrize(
    ("left_until", "nth"),
    [
        (date(2026, 9, 30), 5),  # exactly three months: not less
        (date(2026, 9, 29), 6),
        (date(2026, 6, 30), 6),  # its last day
        (date(2026, 6, 29), 5),  # expired: nothing is replaced
        (date(2028, 6, 30), 5),
        (None, 5),
    ],
)
def test_an_early_replacement_counts_one_birthday_more(left_until: date | None, nth: int) -> None:
    """JPKI規則13条1号: 満了する日までの期間が三月未満となつた場合 … 六回目."""
    born, issued_on = date(1990, 6, 20), date(2026, 6, 30)
    for rule in (SIGNING_CERTIFICATE_BIRTHDAYS, AUTHENTICATION_CERTIFICATE_BIRTHDAYS):
        answer = certificate_until(
            rule, born=born, issued_on=issued_on, card_until=date(2036, 6, 20), replaces_until=left_until
        )
        assert answer.value == birthday_after(born, issued_on, nth)


@pytest.mark.parametrize("status", [BY_STAY[0], StatusOfResidence.STUDENT])
def test_without_the_end_of_the_stay_nothing_is_answered(status: StatusOfResidence) -> None:
    born, day = date(1999, 9, 9), date(2027, 1, 4)
    asks: tuple[Callable[[], object], ...] = (
        lambda: residence_card_until(born=born, status=status, stay_until=None, issued_on=day),
        lambda: separate_card_until(born=born, status=status, stay_until=None, made_on=day),
        lambda: specified_card_until(
            born=born, status=status, stay_until=None, issued_on=day, filed_on=day, route=Route.BUREAU_CARD
        ),
    )
    for ask in asks:
        with pytest.raises(FactsError) as caught:
            ask()
        assert caught.value.missing == ("stay_until",)


def test_before_the_first_day_nothing_is_answered() -> None:
    born, day = date(1990, 6, 20), FIRST_DAY - ONE_DAY
    asks: tuple[Callable[[], object], ...] = (
        lambda: specified_card_until(
            born=born, status=PR, stay_until=None, issued_on=day, filed_on=day, route=Route.BUREAU_CARD
        ),
        lambda: specified_card_until(  # filed before there were specified cards
            born=born, status=PR, stay_until=None, issued_on=FIRST_DAY, filed_on=day, route=Route.BUREAU_CARD
        ),
    )
    for ask in asks:
        with pytest.raises(NotInForceError) as caught:
            ask()
        assert (caught.value.day, caught.value.first_day) == (day, FIRST_DAY)


@given(BIRTHS, ISSUES, ISSUES, st.sampled_from([HSP2, PR]))
def test_a_card_given_later_never_ends_sooner(
    born: date, one: date, other: date, status: StatusOfResidence
) -> None:
    earlier, later = sorted((one, other))
    assume(status is HSP2 or years_old(born, earlier) >= 18)
    first, second = (
        residence_card_until(born=born, status=status, stay_until=None, issued_on=day).value
        for day in (earlier, later)
    )
    assert earlier < first <= second


def test_reforms_reach_every_number() -> None:
    since, born = date(2030, 1, 1), date(1990, 6, 20)
    book = CURRENT
    for rule in (BIRTHDAYS_ADULT, SPECIFIED_BIRTHDAYS_ADULT):
        book = book.reformed(rule, since=since, value=7, reason="seven")
    for rule in (ADULT_AGE, SEPARATE_ADULT_AGE):
        book = book.reformed(rule, since=since, value=60, reason="sixty")
    assert [
        residence_card_until(born=born, status=status, stay_until=None, issued_on=day, book=book).value
        for status, day in ((HSP2, since - ONE_DAY), (HSP2, since), (PR, since))
    ] == [date(2039, 6, 20), date(2036, 6, 20), date(2034, 6, 20)]
    specified = specified_card_until(
        born=born, status=HSP2, stay_until=None, issued_on=since, filed_on=since, route=Route.BUREAU_CARD,
        book=book,
    )  # fmt: skip
    assert specified.value == date(2036, 6, 20)
    assert specified.reforms == ("seven",)
    assert "scenario" in specified.explain("en")
    separate = separate_card_until(
        born=born, status=StatusOfResidence.STUDENT, stay_until=date(2040, 1, 1), made_on=since, book=book
    )
    assert separate.value == date(2034, 6, 20)
