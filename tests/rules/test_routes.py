"""Routes, channels and delivery against the list of Act 19-15-2(1) as its text has it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.legal_cases import cases_of
from tests.rules.law_texts import words_of
from tests.rules.reckoning import FIRST_DAY, ONE_DAY, assert_speaks
from tokutei.data import read_csv
from tokutei.errors import FactsError, NotInForceError, TokuteiError, UnknownTermError
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
    routes,
)
from tokutei.rules.routes import (
    ElsewhereReason,
    ExpressClass,
    Need,
    RegisterBasis,
    RoutesFacts,
    RoutesResult,
    channels_of,
    delivery_of,
    express_class_of,
    route_of,
    routes_of,
)
from tokutei.vocabulary import (
    CardKind,
    Channel,
    Delivery,
    ProcedureKind,
    Route,
    StatusOfResidence,
    Window,
)

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
    # Paragraph 2 names the notifications deemed under articles 19-7(3), 19-8(3) and 19-9(3).
    ProcedureKind.PLACE_OF_RESIDENCE_FIRST: Route.MUNICIPALITY,
    ProcedureKind.PLACE_OF_RESIDENCE_AFTER_PERMISSION: Route.MUNICIPALITY,
    ProcedureKind.PLACE_OF_RESIDENCE_CHANGE: Route.MUNICIPALITY,
    ProcedureKind.MOVING_WITHIN: Route.MUNICIPALITY,
    ProcedureKind.BECOMING_RESIDENT: Route.MUNICIPALITY,
    # Special Act 16-2(1) names articles 11(1), 12(1), 13(1), 14(1) and (3); (2) 10(4) and (5); (3) 5(2).
    ProcedureKind.SPR_ITEM_CHANGE: Route.SPR_MUNICIPALITY,
    ProcedureKind.SPR_RENEWAL: Route.SPR_MUNICIPALITY,
    ProcedureKind.SPR_REISSUE_LOSS: Route.SPR_MUNICIPALITY,
    ProcedureKind.SPR_REISSUE_DAMAGE: Route.SPR_MUNICIPALITY,
    ProcedureKind.SPR_EXCHANGE: Route.SPR_MUNICIPALITY,
    ProcedureKind.SPR_REISSUE_ORDER: Route.SPR_MUNICIPALITY,
    ProcedureKind.SPR_PLACE_OF_RESIDENCE_CHANGE: Route.SPR_MUNICIPALITY,
    ProcedureKind.SPR_PERMISSION_OTHER: Route.SPR_BUREAU,
}
PLACES = {
    Route.BUREAU_CARD: ["326CO0000000319:19-15-2:1:1"],
    Route.BUREAU_STATUS: ["326CO0000000319:19-15-2:1:2"],
    Route.MUNICIPALITY: ["326CO0000000319:19-15-2:2"],
    Route.SPR_MUNICIPALITY: ["403AC0000000071:16-2:1"],
    Route.SPR_BUREAU: ["403AC0000000071:16-2:3"],
}
DAYS = st.dates(FIRST_DAY, date(2060, 12, 31))
ROUTES = (Route.BUREAU_CARD, Route.BUREAU_STATUS)
SPR_ADDRESS = ["403AC0000000071:16-2:2"]


@pytest.mark.parametrize("procedure", ProcedureKind)
@given(day=DAYS)
def test_every_procedure_is_listed_or_not(procedure: ProcedureKind, day: date) -> None:
    answer = route_of(procedure, on=day)
    assert answer.value is LISTED.get(procedure)
    if answer.value is not None:
        address = procedure is ProcedureKind.SPR_PLACE_OF_RESIDENCE_CHANGE
        wanted = SPR_ADDRESS if address else PLACES[answer.value]
    else:
        special = procedure.value.startswith("spr_")
        wanted = [
            one for route, cites in PLACES.items() if route.name.startswith("SPR") is special for one in cites
        ]
        wanted = sorted([*wanted, *SPR_ADDRESS]) if special else wanted
    assert [str(cite) for cite in answer.basis] == wanted


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
    assert set(waiting) == {kind for kind, route in LISTED.items() if route is Route.BUREAU_STATUS}


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


def test_only_status_procedures_are_filed_online() -> None:
    """Regulation 61-3(1)(ix) to (xi) among the procedures that are modelled; never a specified card."""
    online = {
        kind for kind, rule in FILING_CHANNELS.items() if Channel.ONLINE in CURRENT.at(rule, FIRST_DAY).value
    }
    assert online == {
        ProcedureKind.CHANGE_OF_STATUS,
        ProcedureKind.EXTENSION_OF_STAY,
        ProcedureKind.ACQUISITION_OF_STATUS,
    }
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


CASES = cases_of("routes")


ELSEWHERE = {
    # Dates of filing, re-entry, agents and certificates are other topics.
    "N22", "N32", "N33", "N34", "N35", "N36", "N37",
}  # fmt: skip


def test_every_refusal_of_filing_or_delivery_has_a_case() -> None:
    covered = {one for case in CASES for one in case.get("covers", [])}
    events = {row["id"] for row in read_csv("ids.csv") if row["kind"] == "event" and row["sort"] == "refusal"}
    assert events - covered == ELSEWHERE
    assert {"K1", "K2", "K3", "K9", "K14", "K15", "K17", "K18"} <= covered


@pytest.mark.shared
def test_classes_stand_in_their_regulations() -> None:
    said = {
        ExpressClass.REGISTER_NOTIFICATION: "第三十条の四十六",
        ExpressClass.NO_SPACE_LEFT: "余白がなくな",
        ExpressClass.RELEASED_FROM_PRISON: "刑事施設",
        ExpressClass.NUMBER_CHANGED: "第十四条第五号又は第六号",
        ExpressClass.DAMAGED: "焼失",
        ExpressClass.UNDER_ONE: "法務省令で定める年齢に満たない",
        ExpressClass.LOSS_IN_TIME: "第十三条第一項に規定する期間内",
    }
    for rules in (routes.EXPRESS_CLASSES, routes.EXPRESS_CLASSES_OF_ORDER):
        for rule in rules.values():
            version = CURRENT.at(rule, FIRST_DAY)
            words = words_of(version.cite)
            assert {kind for kind, sign in said.items() if sign in words} == set(version.value)


@pytest.mark.shared
def test_circumstances_for_another_municipality_stand_in_the_regulation() -> None:
    said = ("取りまとめ", "東日本大震災", "配偶者からの暴力", "ストーカー", "児童虐待", "一歳未満", "準ずる")
    version = CURRENT.at(routes.ELSEWHERE_REASONS, FIRST_DAY)
    words = words_of(version.cite)
    assert [sign in words for sign in said] == [True] * len(ElsewhereReason)
    assert version.value == set(ElsewhereReason)


@pytest.mark.shared
def test_register_notifications_stand_in_their_paragraphs() -> None:
    said = {
        RegisterBasis.MOVING_IN: "第二十二条、第二十三条",
        RegisterBasis.MOVING_WITHIN: "第二十三条",
        RegisterBasis.FROM_ABROAD: "第三十条の四十六",
        RegisterBasis.BECOMING_RESIDENT: "第三十条の四十七",
    }
    for rule in routes.DEEMED_BY.values():
        version = CURRENT.at(rule, FIRST_DAY)
        words = words_of(version.cite)
        assert {basis for basis, sign in said.items() if sign in words} == version.value


@given(
    facts=st.fixed_dictionaries(
        {"procedure": st.sampled_from([*ProcedureKind, "none"])},
        optional={
            "filed": st.dates(date(2020, 1, 1), date(2040, 1, 1)),
            "status": st.sampled_from([*StatusOfResidence, "transitional_by_birth"]),
            "birth": st.dates(date(1950, 1, 1), date(2045, 1, 1)),
            "mid_long_term": st.booleans(),
            "resident_register": st.booleans(),
            "held_card_kind": st.sampled_from(CardKind),
            "held_card_issued": st.dates(date(2020, 1, 1), date(2040, 1, 1)),
            "old_expiry": st.dates(date(2020, 1, 1), date(2040, 1, 1)),
            "stay_end": st.dates(date(2020, 1, 1), date(2040, 1, 1)),
            "place": st.sampled_from(["bureau", "municipality", "other_municipality", "airport"]),
            "channel": st.sampled_from(Channel),
            "with_specified": st.booleans(),
            "express": st.booleans(),
            "express_class": st.sampled_from(ExpressClass),
            "juki_basis": st.sampled_from(RegisterBasis),
            "no_space_left": st.booleans(),
            "decision": st.sampled_from(["granted", "refused", "none"]),
            "act": st.sampled_from(["file", "make", "receive"]),
            "together": st.booleans(),
            "target_status": st.sampled_from(StatusOfResidence),
            "target_period": st.sampled_from(["P3M", "P1Y", "P15D", "indefinite"]),
            "notice_item": st.sampled_from(["1", "46"]),
            "identity_measure_at_filing": st.booleans(),
            "applicant_present": st.booleans(),
            "filer": st.sampled_from(["holder", "parent", "none"]),
            "released_from_prison": st.dates(date(2020, 1, 1), date(2040, 1, 1)),
            "cards_since_release": st.booleans(),
            "prior_specified_or_mn_card": st.booleans(),
            "separate_mn_card": st.booleans(),
            "separate_card_returned": st.booleans(),
            "loss_known": st.dates(date(2020, 1, 1), date(2040, 1, 1)),
            "item_changed_after_filing": st.dates(date(2020, 1, 1), date(2040, 1, 1)),
            "delivery_wanted": st.sampled_from(["counter", "post"]),
            "ready_by_limit": st.booleans(),
            "reason_for_other": st.sampled_from(["stalking", "near work"]),
            "confirmed": st.booleans(),
            "legitimate_reason": st.booleans(),
        },
    )
)
def test_any_facts_are_answered_or_a_typed_error(facts: dict[str, object]) -> None:
    """A refusal gives its word, what is allowed its route; a specified card never without one."""
    asked = RoutesFacts.model_validate(facts)
    try:
        answer = routes.answer(asked, on=date(2026, 9, 1))
    except TokuteiError as error:
        said = error.text("ja")
    else:
        said = answer.text("ja")
        result = answer.value
        assert result.allowed is (result.reason is None)
        if result.allowed and result.return_to is None and asked.with_specified is not False:
            assert result.route is not None
            assert asked.channel in {None, Channel.COUNTER} or asked.act != "file"
        assert answer.basis
    assert "{" not in said


def test_a_reform_lists_a_procedure_at_a_second_office() -> None:
    since = date(2027, 4, 1)
    rule = SPECIFIED_CARD_PROCEDURES[Route.MUNICIPALITY]
    wider = CURRENT.at(rule, since).value | {ProcedureKind.EXCHANGE}
    book = CURRENT.reformed(rule, since=since, value=wider, reason="at the city hall too")
    assert routes_of(ProcedureKind.EXCHANGE, on=since, book=book).value == (
        Route.BUREAU_CARD,
        Route.MUNICIPALITY,
    )

    def ask(**more: object) -> RoutesResult:
        facts = RoutesFacts.model_validate(
            {"procedure": "card_exchange", "resident_register": True, "filed": since, **more}
        )
        return routes.answer(facts, on=since, book=book).value

    assert [ask(place=place).handover for place in ("bureau", "municipality")] == [
        Delivery.BUREAU,
        Delivery.MUNICIPALITY,
    ]
    with pytest.raises(FactsError) as caught:
        ask()
    assert caught.value.missing == ("place",)
    rule = SPECIFIED_CARD_PROCEDURES[Route.BUREAU_STATUS]
    twice = book.reformed(rule, since=since, value={ProcedureKind.EXCHANGE}, reason="twice")
    facts = RoutesFacts(procedure=ProcedureKind.EXCHANGE, place="bureau", filed=since)
    with pytest.raises(FactsError) as caught:
        routes.answer(facts, on=since, book=twice)
    assert [getattr(one, "code", "") for one in caught.value.contradictions] == ["listed_on_two_routes"]


def test_reforms_lift_what_stands_in_the_way() -> None:
    since = date(2027, 4, 1)

    def lifted(rule: Rule[bool], **facts: object) -> RoutesResult:
        book = CURRENT.reformed(rule, since=since, value=False, reason="lifted")
        asked = RoutesFacts.model_validate({"filed": since, **facts})
        return routes.answer(asked, on=since, book=book).value

    exchange = {"procedure": "card_exchange", "resident_register": True}
    assert lifted(routes.EXCHANGE_NEEDS_REASON, **exchange, legitimate_reason=False).allowed
    assert lifted(REGISTER_ENTRY_NEEDED, procedure="card_exchange", resident_register=False).allowed
    assert lifted(routes.CONTINUING_NEEDED, procedure="change", target_status="temporary_visitor").allowed
    ends = {"old_expiry": date(2027, 6, 1), "stay_end": date(2027, 6, 1)}
    assert lifted(routes.RENEWAL_NEEDS_OWN_END, procedure="card_validity_renewal", **ends).allowed
    assert lifted(CONFIRMATION_NEEDED, **exchange, act="receive", confirmed=False).allowed
    keeps = lifted(
        SEPARATE_CARD_GIVEN_BACK, **exchange, act="receive", confirmed=True, separate_mn_card=True,
    )  # fmt: skip
    assert keeps.old_mn_card == "kept"


def test_a_reform_posts_what_is_handed_over() -> None:
    since = date(2027, 4, 1)
    book = CURRENT.reformed(DELIVERY[Route.BUREAU_CARD], since=since, value=Delivery.POST, reason="post")
    facts = RoutesFacts(
        procedure=ProcedureKind.EXCHANGE, delivery_wanted="post", resident_register=True, filed=since
    )
    assert routes.answer(facts, on=since, book=book).value.handover is Delivery.POST


def test_nothing_is_posted_from_the_bureau() -> None:
    with pytest.raises(UnknownTermError) as caught:
        delivery_of(Route.BUREAU_CARD, on=FIRST_DAY, express=True)
    assert caught.value.known == ("municipality", "spr_municipality")
    with pytest.raises(UnknownTermError):
        express_class_of(Need(), route=Route.BUREAU_CARD, on=FIRST_DAY)
    with pytest.raises(UnknownTermError):
        channels_of(ProcedureKind.MY_NUMBER_CARD, on=FIRST_DAY)


def test_a_need_does_not_show_the_birth_date() -> None:
    need = Need(born=date(2026, 8, 2), prior_card=False)
    assert "2026" not in repr(need)
    assert (
        express_class_of(need, route=Route.MUNICIPALITY, on=date(2026, 8, 1)).value is ExpressClass.UNDER_ONE
    )


def test_results_speak() -> None:
    assert RoutesResult(allowed=False, reason="not_mid_long_term").text("en").endswith("residents.")
    assert (
        RoutesResult(allowed=True, presupposes=("resident_register",)).text("ja").count("住民基本台帳") == 1
    )
