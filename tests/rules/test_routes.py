"""Routes, channels and delivery against the list of Act 19-15-2(1) as its text has it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.rules.reckoning import FIRST_DAY, ONE_DAY, assert_speaks
from tokutei.errors import NotInForceError
from tokutei.law import Evidence, Rule
from tokutei.rules import (
    CONFIRMATION_NEEDED,
    CURRENT,
    DELIVERY,
    FILING_CHANNELS,
    MADE_ONLY_AFTER_DECISION,
    MY_NUMBER_RETURN_WINDOW,
    REGISTER_ENTRY_NEEDED,
    SEPARATE_CARD_GIVEN_BACK,
    SPECIFIED_CARD_CHANNELS,
    SPECIFIED_CARD_PROCEDURES,
)
from tokutei.rules.routes import delivery_of, route_of
from tokutei.vocabulary import Channel, Delivery, ProcedureKind, Route, Window

LISTED = {
    # Item 1 names articles 19-10(1), 19-11(1) and 19-13(1) with both its sentences, and (3).
    ProcedureKind.CARD_ITEM_CHANGE: Route.BUREAU_CARD,
    ProcedureKind.CARD_RENEWAL: Route.BUREAU_CARD,
    ProcedureKind.REISSUE_DAMAGE: Route.BUREAU_CARD,
    ProcedureKind.EXCHANGE: Route.BUREAU_CARD,
    ProcedureKind.REISSUE_ORDER: Route.BUREAU_CARD,
    # Item 2 names articles 20(2), 21(2) and 22(1).
    ProcedureKind.CHANGE_OF_STATUS: Route.BUREAU_STATUS,
    ProcedureKind.EXTENSION_OF_STAY: Route.BUREAU_STATUS,
    ProcedureKind.PERMANENT_RESIDENCE: Route.BUREAU_STATUS,
}
DAYS = st.dates(FIRST_DAY, date(2060, 12, 31))
ROUTES = (Route.BUREAU_CARD, Route.BUREAU_STATUS)


@pytest.mark.parametrize("procedure", ProcedureKind)
@given(day=DAYS)
def test_every_procedure_is_listed_or_not(procedure: ProcedureKind, day: date) -> None:
    answer = route_of(procedure, on=day)
    assert answer.value is LISTED.get(procedure)
    items = {Route.BUREAU_CARD: ["1"], Route.BUREAU_STATUS: ["2"], None: ["1", "2"]}[answer.value]
    assert [str(cite) for cite in answer.basis] == [f"326CO0000000319:19-15-2:1:{item}" for item in items]


def test_an_answer_that_there_is_no_route_speaks() -> None:
    answer = route_of(ProcedureKind.REISSUE_LOSS, on=date(2026, 9, 1))
    assert_speaks(answer, Evidence.OFFICIAL)
    assert answer.text("en").startswith("none (Immigration Act art. 19-15-2(1)(i)")
    assert answer.text("ja").startswith("なし（入管法第19条の15の2第1項第1号")


@pytest.mark.parametrize("procedure", ProcedureKind)
def test_there_was_no_route_before(procedure: ProcedureKind) -> None:
    with pytest.raises(NotInForceError) as caught:
        route_of(procedure, on=FIRST_DAY - ONE_DAY)
    assert caught.value.first_day == FIRST_DAY


@pytest.mark.parametrize("route", ROUTES)
def test_both_routes_end_at_the_bureau(route: Route) -> None:
    answer = delivery_of(route, on=FIRST_DAY)
    assert answer.value is Delivery.BUREAU
    assert_speaks(answer, Evidence.OFFICIAL, ["326CO0000000319:19-15-2:5"])
    with pytest.raises(NotInForceError):
        delivery_of(route, on=FIRST_DAY - ONE_DAY)


def test_the_status_route_alone_waits_for_the_decision() -> None:
    """19-15-2(4): 第一項（第二号に係る部分に限る。）の規定による申請にあつては."""
    waiting = CURRENT.at(MADE_ONLY_AFTER_DECISION, FIRST_DAY).value
    assert waiting == {kind for kind, route in LISTED.items() if route is Route.BUREAU_STATUS}


def test_fixed_values_of_the_first_day() -> None:
    rules: tuple[Rule[Any], ...] = (
        SPECIFIED_CARD_CHANNELS,
        REGISTER_ENTRY_NEEDED,
        CONFIRMATION_NEEDED,
        MY_NUMBER_RETURN_WINDOW,
        SEPARATE_CARD_GIVEN_BACK,
    )
    values = {rule.key: CURRENT.at(rule, FIRST_DAY).value for rule in rules}
    assert values == {
        "specified_card_channels": {Channel.COUNTER},
        "register_entry_needed": True,
        "confirmation_needed": True,
        "my_number_return_window": Window.BUREAU,
        "separate_card_given_back": True,
    }


def test_only_change_and_extension_are_filed_online() -> None:
    """Regulation 61-3(1)(ix)(x) among the procedures that are modelled; never a specified card."""
    online = {
        kind for kind, rule in FILING_CHANNELS.items() if Channel.ONLINE in CURRENT.at(rule, FIRST_DAY).value
    }
    assert online == {ProcedureKind.CHANGE_OF_STATUS, ProcedureKind.EXTENSION_OF_STAY}
    assert all(Channel.COUNTER in CURRENT.at(rule, FIRST_DAY).value for rule in FILING_CHANNELS.values())


def test_a_reform_lists_another_procedure() -> None:
    since = date(2027, 4, 1)
    rule = SPECIFIED_CARD_PROCEDURES[Route.BUREAU_CARD]
    wider = CURRENT.at(rule, since).value | {ProcedureKind.REISSUE_LOSS}
    book = CURRENT.reformed(rule, since=since, value=wider, reason="loss too")
    assert [
        route_of(ProcedureKind.REISSUE_LOSS, on=day, book=book).value for day in (since - ONE_DAY, since)
    ] == [None, Route.BUREAU_CARD]
    assert route_of(ProcedureKind.EXCHANGE, on=since, book=book).value is Route.BUREAU_CARD


def test_a_reform_posts_the_card() -> None:
    since = date(2027, 4, 1)
    book = CURRENT.reformed(DELIVERY[Route.BUREAU_CARD], since=since, value=Delivery.POST, reason="post")
    assert [delivery_of(route, on=since, book=book).value for route in ROUTES] == [
        Delivery.POST,
        Delivery.BUREAU,
    ]
