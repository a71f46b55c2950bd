"""Windows against slow counts, the law texts, and the cases of the topic."""

from __future__ import annotations

import tomllib
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.rules.law_texts import words_of
from tests.rules.reckoning import ONE_DAY, office_closed
from tokutei.errors import FactsError, TokuteiError, UnknownTermError
from tokutei.law import Citation
from tokutei.rules import CURRENT
from tokutei.rules.deadlines import STAY_END_MOVES, TriggerEvent
from tokutei.rules.windows import (
    ANY_TIME,
    CARD_PROCEDURES,
    LATENESS,
    PLAIN_CARD_ONLY,
    RENEWAL_MONTHS,
    RENEWAL_SAVED,
    SAME_DAY_EXCHANGE_FREE,
    CardClass,
    HeldCard,
    Lateness,
    WindowOpen,
    WindowsFacts,
    answer,
    any_time,
    before_stay_end,
    card_renewal,
    early_card_renewal,
    exchange_after_loss,
    lateness,
    my_number_extension,
    my_number_replacement,
    renewal_window,
)
from tokutei.vocabulary import CardKind, Channel, ProcedureKind, StatusOfResidence

CASES: Final = tomllib.loads(
    (Path(__file__).resolve().parents[1] / "cases" / "windows.toml").read_text("utf-8")
)["case"]
PERMANENT: Final = StatusOfResidence.PERMANENT_RESIDENT
REFORM: Final = date(2026, 6, 14)


@given(st.dates(date(2026, 9, 15), date(2046, 1, 1)), st.booleans())
def test_three_months_back_day_by_day(expires: date, spr: bool) -> None:
    """The same day number, or the last of a shorter month: walk back to the third month before."""
    day = expires
    while (expires.year - day.year) * 12 + expires.month - day.month < 3 or day.day > expires.day:
        day -= ONE_DAY
    card = HeldCard(expires, REFORM, status=None if spr else PERMANENT, spr=spr)
    assert renewal_window(card, on=expires).value == day


@given(st.dates(date(2026, 9, 15), date(2040, 1, 1)), st.integers(-200, 40))
def test_open_exactly_when_the_law_of_the_day_says(expires: date, offset: int) -> None:
    filed = max(expires + timedelta(days=offset), date(2026, 1, 1))
    card = HeldCard(expires, date(2024, 1, 1), date(1990, 6, 20), PERMANENT)
    months = 3 if filed >= REFORM else 2
    day = expires
    while (expires.year - day.year) * 12 + expires.month - day.month < months or day.day > expires.day:
        day -= ONE_DAY
    assert (filed >= renewal_window(card, on=filed).value) == (filed >= day)


@given(st.dates(REFORM, date(2040, 1, 1)))
def test_less_than_three_months_left(expires: date) -> None:
    """The day after the one that lies three months before, as municipalities say it."""
    day = expires
    while (expires.year - day.year) * 12 + expires.month - day.month < 3 or day.day > expires.day:
        day -= ONE_DAY
    asked: dict[str, Any] = {"expires": expires, "specified": False}
    assert my_number_replacement(**asked, on=max(REFORM, day)).value.opens == day + ONE_DAY


@given(st.dates(date(2026, 6, 14), date(2049, 1, 1)), st.dates(date(2026, 6, 14), date(2049, 6, 1)))
def test_filing_to_stay_on_ends_with_the_stay(stay_end: date, on: date) -> None:
    kinds = (ProcedureKind.EXTENSION_OF_STAY, ProcedureKind.CHANGE_OF_STATUS)
    lenient = CURRENT.reformed(STAY_END_MOVES, since=date(2012, 7, 9), value=True, reason="practice")
    following = stay_end
    while office_closed(following):
        following += ONE_DAY
    for kind in kinds:
        strict = before_stay_end(kind, stay_end=stay_end, on=on).value
        assert strict.accepted == (on <= stay_end)
        assert before_stay_end(kind, stay_end=stay_end, on=on, book=lenient).value.accepted == (
            on <= following
        )
        online = before_stay_end(kind, stay_end=stay_end, on=on, channel=Channel.ONLINE, book=lenient).value
        assert online.accepted == (on < stay_end)


def test_a_lenient_office_takes_the_next_open_day() -> None:
    lenient = CURRENT.reformed(STAY_END_MOVES, since=date(2012, 7, 9), value=True, reason="practice")
    kind = ProcedureKind.EXTENSION_OF_STAY
    found = before_stay_end(kind, stay_end=date(2026, 10, 31), on=date(2026, 11, 2), book=lenient)
    assert found.value.reason == "next_open_day"
    assert found.reforms == ("practice",)


def test_the_other_reading_of_older_cards() -> None:
    two = CURRENT.reading(Q10="two_months")
    card = HeldCard(date(2027, 3, 10), date(2020, 3, 11), date(1990, 6, 20), PERMANENT)
    days = (date(2027, 1, 9), date(2027, 1, 10))
    assert [card_renewal(card, on=day, book=two).value.accepted for day in days] == [False, True]
    assert renewal_window(card, on=days[0], book=two).value == days[1]
    assert [question.key for question in renewal_window(card, on=days[0]).open_questions] == ["Q10"]


def test_the_other_reading_of_a_late_extension_of_the_my_number_card() -> None:
    after = CURRENT.reading(Q12="after_expiry")
    asked: dict[str, Any] = {"expires": date(2026, 9, 30), "specified": False, "on": date(2026, 10, 1)}
    assert my_number_extension(**asked).value.accepted is False
    assert my_number_extension(**asked, book=after).value.accepted is True


def test_reforms_reach_the_answer() -> None:
    since = date(2027, 4, 1)
    rule = RENEWAL_MONTHS[False, CardClass.ORDINARY]
    longer = CURRENT.reformed(rule, since=since, value=6, reason="A")
    card = HeldCard(date(2036, 6, 20), REFORM, status=PERMANENT)
    assert renewal_window(card, on=date(2036, 1, 1), book=longer).value == date(2035, 12, 20)
    barred = CURRENT.reformed(
        LATENESS[ProcedureKind.CARD_RENEWAL], since=since, value=Lateness.BARRED, reason="A"
    )
    late = card_renewal(card, on=date(2036, 7, 1), book=barred).value
    assert (late.accepted, late.reason) == (False, "late_barred")
    paid = CURRENT.reformed(SAME_DAY_EXCHANGE_FREE, since=since, value=False, reason="A")
    loss: dict[str, Any] = {"reissued_on": since, "had_specified": True, "without_fault": True, "on": since}
    assert exchange_after_loss(**loss).value.fee_jpy == 0
    assert exchange_after_loss(**loss, book=paid).value.fee_jpy == 1900


@pytest.mark.shared
def test_lateness_as_the_law_has_it() -> None:
    for rule in LATENESS.values():
        version = CURRENT.at(rule, date(2026, 9, 1))
        punished = any(
            sign in words_of(version.cite)
            for sign in ("違反し", "届出をせず", "届出をしない者", "届け出なかつた", "届け出なかった")
        )
        assert punished == (version.value is Lateness.PUNISHED)
    for rule_of_day in ANY_TIME.values():
        assert words_of(CURRENT.at(rule_of_day, date(2026, 9, 1)).cite)


@pytest.mark.shared
def test_what_is_not_listed_carries_no_specified_card() -> None:
    resident = words_of(Citation.parse("326CO0000000319:19-15-2:1"))
    assert "第十九条の十二" not in resident
    assert "第十九条の十一第二項" not in resident
    assert "第二十二条の二" not in resident
    special = words_of(Citation.parse("403AC0000000071:16-2:1"))
    assert "第十三条第一項" in special
    assert "第十二条第二項" not in special
    for rule in PLAIN_CARD_ONLY.values():
        assert CURRENT.at(rule, REFORM).value <= CARD_PROCEDURES


@pytest.mark.parametrize("ask", [lateness, any_time])
def test_other_procedures_are_refused(ask: Any) -> None:
    with pytest.raises(UnknownTermError):
        ask(ProcedureKind.LANDING, on=REFORM)


@pytest.mark.parametrize(
    ("facts", "codes"),
    [
        ({"procedure": "landing"}, ["window_not_known"]),
        (
            {"procedure": "card_validity_renewal", "old_expiry": REFORM, "old_issued": date(2026, 7, 1)},
            ["card_ends_before_issue", "issued_after_filing"],
        ),
        ({"procedure": "card_validity_renewal", "birth": date(2027, 1, 1)}, ["day_before_birth"]),
    ],
)
def test_what_does_not_fit_is_said(facts: dict[str, Any], codes: list[str]) -> None:
    with pytest.raises(FactsError) as caught:
        answer(WindowsFacts(**facts), on=REFORM)
    assert [reason.code for reason in caught.value.contradictions] == codes  # type: ignore[attr-defined]
    assert all("reason." not in caught.value.text(lang) for lang in ("ja", "en"))


def test_without_a_day_of_filing_the_day_of_the_question_counts() -> None:
    facts = WindowsFacts(procedure=ProcedureKind.EXTENSION_OF_STAY, stay_end=REFORM)
    assert answer(facts, on=REFORM).value.accepted is True
    assert answer(facts, on=REFORM + ONE_DAY).value.accepted is False
    late = datetime(2026, 6, 14, 15, 0, tzinfo=UTC)
    assert answer(facts, on=late).value.accepted is False


@pytest.mark.parametrize("spr", [False, True])
def test_a_reform_may_end_what_was_kept_for_older_cards(spr: bool) -> None:
    born, on = date(2011, 3, 15), date(2026, 12, 31)
    eve = HeldCard(date(2027, 3, 14), date(2024, 1, 1), born, PERMANENT, spr=spr)
    birthday = HeldCard(date(2027, 3, 15), date(2023, 1, 1), born, PERMANENT, spr=spr)
    grown = HeldCard(date(2027, 3, 15), date(2020, 3, 16), date(1990, 6, 20), PERMANENT, spr=spr)
    for card, kind in (
        (eve, CardClass.EVE_OF_SIXTEEN),
        (birthday, CardClass.SIXTEENTH_BIRTHDAY),
        (grown, CardClass.ORDINARY),
    ):
        ended = CURRENT.reformed(RENEWAL_SAVED[spr, kind], since=REFORM, value=False, reason="A")
        found = renewal_window(card, on=on, book=ended)
        assert found.value == card.expires.replace(year=2026, month=12)
        assert not found.open_questions


def test_birth_dates_stay_hidden() -> None:
    born = date(1990, 6, 20)
    assert "1990" not in repr(HeldCard(REFORM, REFORM, born))
    assert "1990" not in repr(WindowsFacts(birth=born))


def test_a_window_without_days_speaks() -> None:
    assert WindowOpen().text("en") == "No days are named."


def test_early_renewal_keeps_the_open_question() -> None:
    card = HeldCard(date(2027, 3, 10), date(2020, 3, 11), date(1990, 6, 20), PERMANENT)
    found = early_card_renewal(card, unavoidable=True, on=date(2026, 11, 1))
    assert found.value.accepted is True
    assert found.open_questions


DAYS: Final = st.none() | st.dates()


@given(
    st.builds(
        WindowsFacts,
        procedure=st.none() | st.sampled_from(ProcedureKind),
        filed=DAYS,
        status=st.none() | st.sampled_from(StatusOfResidence),
        birth=DAYS,
        old_expiry=DAYS,
        old_issued=DAYS,
        stay_end=DAYS,
        channel=st.none() | st.sampled_from(Channel),
        event=st.none() | st.sampled_from(TriggerEvent),
        event_date=DAYS,
        unavoidable_reason=st.none() | st.booleans(),
        previous_card=st.none() | st.sampled_from(CardKind),
        loss_without_fault=st.none() | st.booleans(),
        plain_reissued=DAYS,
    ),
    st.dates(),
)
def test_any_facts_are_answered_or_refused_by_our_errors(facts: WindowsFacts, on: date) -> None:
    try:
        found = answer(facts, on=on)
    except TokuteiError as error:
        assert error.text("ja")  # noqa: PT017
    else:
        assert found.grounds
        assert found.value.text("ja")
