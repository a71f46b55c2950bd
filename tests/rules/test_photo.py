"""Photographs: the cases, the words of the provisions, slow counts, hostile values."""

from __future__ import annotations

import pickle
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from tests.legal_cases import cases_of
from tests.rules.law_texts import words_of
from tests.rules.reckoning import FIRST_DAY, ONE_DAY, years_old
from tokutei.errors import FactsError, NaiveDatetimeError, NotInForceError, ReformError, UnknownTermError
from tokutei.law import Citation, Rule
from tokutei.rules import CURRENT, photo
from tokutei.rules.photo import (
    DISPLAY,
    SUBMISSIONS,
    AgeTest,
    PhotoCondition,
    PhotoFacts,
    needed,
    shown,
    shown_at_age,
    shown_conditions,
    submission,
    submitted_conditions,
    taken_since,
)
from tokutei.vocabulary import CardKind, ProcedureKind

CASES = cases_of("photo")
DAYS = st.dates(FIRST_DAY, date(2045, 12, 31))
PLAIN = CardKind.RESIDENCE_CARD
RESIDENCE: Rule[Any] = SUBMISSIONS["residence"]  # reforms take what a table would hold


# Second opinions


@pytest.mark.shared
@pytest.mark.parametrize(("procedure", "notation"), submission._WHO_IS_EXEMPT.items())
def test_who_is_exempt_stands_in_the_law(procedure: ProcedureKind, notation: str) -> None:
    terms = next(
        terms
        for rule in SUBMISSIONS.values()
        if procedure in (terms := CURRENT.at(rule, FIRST_DAY).value).exempt_below
    )
    words = words_of(Citation.parse(notation))
    refers = "準用する" in words  # to a paragraph with the age in it
    assert ("一歳" in words or refers) is (terms.exempt_below[procedure] == 1)


@pytest.mark.shared
@pytest.mark.parametrize("notation", [submission._MUNICIPAL, *submission._FORM_ONLY.values()])
def test_the_other_provisions_stand_in_the_law(notation: str) -> None:
    words = words_of(Citation.parse(notation))
    assert ("写真" in words) is (notation == submission._MUNICIPAL)


@pytest.mark.shared
def test_articles_that_ask_for_a_recent_photograph_are_listed_in_one_provision() -> None:
    words = words_of(Citation.parse("356M50000010054:6-2:2"))
    assert "六月以内" in words
    listed = {
        "第十九条の九第一項": ProcedureKind.CARD_ITEM_CHANGE,
        "第十九条の十第一項": ProcedureKind.CARD_RENEWAL,
        "第十九条の十一第一項": ProcedureKind.REISSUE_LOSS,
        "第十九条の十二第一項及び第二項": ProcedureKind.EXCHANGE,
        "第二十条第二項": ProcedureKind.CHANGE_OF_STATUS,
        "第二十一条第二項": ProcedureKind.EXTENSION_OF_STAY,
        "第二十二条第一項": ProcedureKind.PERMANENT_RESIDENCE,
        "第二十四条第二項": ProcedureKind.ACQUISITION_OF_STATUS,
    }
    terms = CURRENT.at(RESIDENCE, FIRST_DAY).value
    assert all(article in words for article in listed)
    assert set(listed.values()) <= terms.exempt_below.keys()


@pytest.mark.shared
@pytest.mark.parametrize("kind", DISPLAY)
def test_the_age_shown_stands_in_the_law(kind: CardKind) -> None:
    assert "一歳" in words_of(CURRENT.at(DISPLAY[kind], FIRST_DAY).cite)
    act = photo.display._BY_ACT[kind]
    assert "年齢" in words_of(Citation.parse(act))
    decides = CURRENT.at(DISPLAY[kind], FIRST_DAY).value.test
    assert ("申請の日" in words_of(Citation.parse(act))) is (decides is AgeTest.ON_APPLICATION)


@given(born=st.dates(date(2015, 1, 1), date(2026, 6, 14)), later=st.integers(0, 4000))
def test_the_card_shows_whoever_is_one_on_the_day(born: date, later: int) -> None:
    day = max(born, FIRST_DAY) + timedelta(days=later)
    answer = shown(PLAIN, born=born, on=day)
    assert answer.value is (years_old(born, day) >= 1)
    assert shown_at_age(PLAIN, years_old(born, day), on=day).value is answer.value


@given(born=st.dates(date(1996, 1, 1), date(2026, 6, 13)), later=st.integers(0, 9000))
def test_before_the_last_day_of_the_card_decided(born: date, later: int) -> None:
    issued = FIRST_DAY - ONE_DAY
    until = issued + timedelta(days=later)
    answer = shown(PLAIN, born=born, on=issued, valid_until=until)
    assert answer.value is (years_old(born, until) >= 16)


@given(born=st.dates(date(2015, 1, 1), date(2026, 6, 14)), day=DAYS)
def test_exempt_is_who_is_under_one_when_filing(born: date, day: date) -> None:
    for procedure in (ProcedureKind.CARD_ITEM_CHANGE, ProcedureKind.SPR_REISSUE_LOSS):
        assert needed(procedure, born=born, on=day).value is (years_old(born, day) >= 1)
    assert needed(ProcedureKind.CARD_RENEWAL, born=born, on=day).value


@given(day=DAYS)
def test_a_photograph_is_recent_for_six_months(day: date) -> None:
    first = taken_since(ProcedureKind.EXTENSION_OF_STAY, on=day).value
    assert first is not None
    assert (day.year - first.year) * 12 + day.month - first.month == 6
    assert first.day == day.day or (first + ONE_DAY).day == 1


@pytest.mark.parametrize("procedure", ProcedureKind)
def test_every_procedure_has_an_answer(procedure: ProcedureKind) -> None:
    on = date(2026, 7, 1)
    answer = needed(procedure, born=date(1990, 1, 1), on=on, specified=False, gets_card=True)
    since = taken_since(procedure, on=on, specified=False).value
    conditions = submitted_conditions(procedure, on=on, specified=False).value
    assert (since is not None) is bool(conditions) is answer.value


# What must not happen


def test_photographs_on_specified_cards_have_no_measures() -> None:
    for kind in DISPLAY:
        measured = PhotoCondition.SIZE in shown_conditions(kind, on=FIRST_DAY).value
        assert measured is (kind.value in {"plain_card", "sp_certificate"})


@pytest.mark.parametrize("kind", [CardKind.NONE, CardKind.SIGNING_CERTIFICATE])
def test_what_has_no_face_shows_nobody(kind: CardKind) -> None:
    with pytest.raises(UnknownTermError):
        shown(kind, born=date(1990, 1, 1), on=FIRST_DAY)


def test_an_age_alone_does_not_decide_about_older_cards() -> None:
    with pytest.raises(FactsError) as caught:
        shown_at_age(PLAIN, 10, on=FIRST_DAY - ONE_DAY)
    assert caught.value.missing == ("birth", "card_valid_until")


def test_no_specified_card_before_there_were_any() -> None:
    for procedure in (ProcedureKind.EXTENSION_OF_STAY, ProcedureKind.PLACE_OF_RESIDENCE_CHANGE):
        with pytest.raises(NotInForceError):
            needed(procedure, born=date(1990, 1, 1), on=FIRST_DAY - ONE_DAY, specified=True)


def test_moments_are_days_in_japan() -> None:
    born = date(2025, 6, 15)
    assert not shown(PLAIN, born=born, on=datetime(2026, 6, 14, 14, 59, tzinfo=UTC)).value
    assert shown(PLAIN, born=born, on=datetime(2026, 6, 14, 15, 0, tzinfo=UTC)).value
    with pytest.raises(NaiveDatetimeError):
        shown(PLAIN, born=born, on=datetime(2026, 6, 14, 15, 0))  # noqa: DTZ001


def test_a_birth_date_is_never_shown() -> None:
    facts = PhotoFacts(birth=date(1990, 4, 10), procedure=ProcedureKind.EXCHANGE, filed=FIRST_DAY)
    assert "1990" not in repr(facts) + str(facts)
    with pytest.raises(ValidationError) as caught:
        PhotoFacts.model_validate({"birth": "1990-44-10"})
    assert "1990" not in str(caught.value)


# A reform may change the values, not break them


@pytest.mark.parametrize(
    "value",
    [
        None,
        16,
        {},
        {"below": 1, "test": "on_issue"},
        {"below": -1, "test": "on_issue", "conditions": []},
        {"below": 1, "test": "at_noon", "conditions": []},
        {"below": 1, "test": "on_issue", "conditions": ["nice"]},
        {"below": 1, "test": "on_issue", "conditions": [], "more": 1},
    ],
)
def test_display_holds_nothing_else(value: Any) -> None:
    with pytest.raises(ReformError):
        CURRENT.reformed(DISPLAY[PLAIN], since=FIRST_DAY, value=value, reason="test")


GOOD: dict[str, Any] = {
    "exempt_below": {"renewal": 3},
    "taken_within_months": 12,
    "conditions": ["sharp"],
    "cardless_exempt": [],
}


@pytest.mark.parametrize(
    "value",
    [
        None,
        {},
        GOOD | {"exempt_below": ["renewal"]},
        GOOD | {"exempt_below": {"renewal": -1}},
        GOOD | {"exempt_below": {"dance": 1}},
        GOOD | {"taken_within_months": 1.5},
        GOOD | {"conditions": "sharp"},
        GOOD | {"more": 1},
    ],
)
def test_submission_holds_nothing_else(value: Any) -> None:
    with pytest.raises(ReformError):
        CURRENT.reformed(RESIDENCE, since=FIRST_DAY, value=value, reason="test")


def test_a_reform_of_the_ages_is_answered() -> None:
    book = CURRENT.reformed(RESIDENCE, since=date(2027, 1, 1), value=GOOD, reason="age 3")
    asked: dict[str, Any] = {
        "procedure": ProcedureKind.EXTENSION_OF_STAY,
        "on": date(2027, 1, 1),
        "gets_card": True,
    }
    assert not needed(**asked, born=date(2024, 1, 2), book=book).value
    assert needed(**asked, born=date(2024, 1, 1), book=book).value
    same = CURRENT.reformed(
        RESIDENCE, since=FIRST_DAY, value=CURRENT.at(RESIDENCE, FIRST_DAY).value, reason="x"
    )
    assert same.at(RESIDENCE, FIRST_DAY).value == CURRENT.at(RESIDENCE, FIRST_DAY).value
    display = DISPLAY[PLAIN]
    again = CURRENT.reformed(display, since=FIRST_DAY, value=CURRENT.at(display, FIRST_DAY).value, reason="x")
    assert again.at(display, FIRST_DAY).value == CURRENT.at(display, FIRST_DAY).value


@pytest.mark.parametrize("rule", [RESIDENCE, DISPLAY[PLAIN]])
def test_values_hash_pickle_and_speak(rule: Any) -> None:
    value = CURRENT.at(rule, FIRST_DAY).value
    revived = pickle.loads(pickle.dumps(value))  # noqa: S301 - our own bytes
    assert revived == value
    assert hash(revived) == hash(value)
    assert value.text("ja") != value.text("en")
