"""Who may act for the holder: the legal cases, the law texts, and what must never be let through."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from tests.rules.law_texts import words_of
from tokutei.errors import FactsError, TokuteiError
from tokutei.law import Citation, Rule
from tokutei.rules import CURRENT
from tokutei.rules.representation import (
    ENTITLEMENTS,
    ROWS,
    Circumstances,
    Condition,
    Entitlement,
    Group,
    Person,
    RepresentationFacts,
    RepresentationResult,
    answer,
    entitled,
)
from tokutei.vocabulary import ProcedureKind, StatusOfResidence

CASES: Final[list[dict[str, Any]]] = tomllib.loads(
    (Path(__file__).parents[1] / "cases" / "representation.toml").read_text("utf-8")
)["case"]
REFORM: Final = date(2026, 6, 14)


def day_of(case: dict[str, Any]) -> date:
    """The day of the question: as given, or the latest among the facts."""
    found: date = case.get("on") or max(v for v in case["facts"].values() if isinstance(v, date))
    return found


def test_every_case_is_a_question_of_its_own() -> None:
    assert len({case["id"] for case in CASES}) == len(CASES)
    for key in ("question_ja", "question_en"):
        asked = [(case[key], str(case["expected"])) for case in CASES]
        assert len(set(asked)) == len(asked)


# The law's own words


APPLYING: Final = {
    "19-15-2": "326CO0000000319:61-8-3",
    "16-2": "403AC0000000071:19",
    "16-3": "403AC0000000071:19",
}


@pytest.mark.shared
@pytest.mark.parametrize("name", ENTITLEMENTS)
def test_the_rows_say_what_the_provisions_say(name: str) -> None:
    for version in CURRENT.timeline(ENTITLEMENTS[name]).versions:
        row = version.value
        if version.cite.law == "423M60000010044" and version.cite.as_of:
            continue  # that older text is not at hand
        article = Citation(version.cite.law, version.cite.article, amending=version.cite.amending)
        if version.cite.as_of:
            article = Citation(version.cite.law, version.cite.article, as_of=version.cite.as_of)
        words = words_of(article)
        if article.article in APPLYING:  # these apply the rule of another article mutatis mutandis
            words = words_of(Citation.parse(APPLYING[article.article]))
        if version.cite.amending:
            assert "十六歳の誕生日" in words
            continue
        if row.under or row.from_age:
            assert "十六歳に満たない" in words
        if row.birthday:
            assert "十六歳の誕生日" in words
        if Condition.COHABITING in row.needs:
            assert "同居" in words
        if Condition.ACCEPTED in row.needs:
            assert "相当と認め" in words
        if row.order and row.who.value == "relative" and version.cite.article in {"61-8-3", "19"}:
            assert [words.index(word) for word in ("配偶者", "父又は母")] == sorted(
                words.index(word) for word in ("配偶者", "父又は母")
            )


def test_only_the_rows_of_the_two_open_questions_are_unclear() -> None:
    asking = {
        name
        for name, rule in ENTITLEMENTS.items()
        if {Condition.Q6, Condition.Q16} & set(CURRENT.at(rule, date(2026, 9, 1)).value.needs)
    }
    assert asking == {
        "status.organization_staff",
        "status.support_staff",
        "status.agent",
        "spr_specified_card.relative_if_unable",
        "spr_specified_card.other_if_unable",
    }


# Readings


def staff(**more: Any) -> RepresentationFacts:
    facts: dict[str, Any] = {
        "act": "file",
        "procedure": "renewal",
        "who": "lawyer",
        "registered_with_bureau": True,
        "requested": True,
        "director_accepts": True,
        "holder_age": 30,
        "holder_condition": "healthy",
    }
    return RepresentationFacts.model_validate(facts | more)


def test_as_written_no_agent_files_a_status_application() -> None:
    assert answer(staff(), on=date(2026, 9, 1)).value.allowed
    literal = answer(staff(), on=date(2026, 9, 1), book=CURRENT.reading(Q16="as_written"))
    assert (literal.value.allowed, literal.value.reason) == (False, "not_listed_for_status_route")
    assert [question.key for question in literal.open_questions] == ["Q16"]
    before = answer(staff(), on=date(2026, 6, 13), book=CURRENT.reading(Q16="as_written"))
    assert before.value.allowed
    assert before.open_questions == ()


@pytest.mark.parametrize(("age", "meant", "written"), [(15, False, True), (16, True, False)])
def test_as_written_only_the_young_apply_for_a_special_permanent_resident(
    age: int,
    meant: bool,
    written: bool,
) -> None:
    facts = staff(
        procedure="spr_exchange", with_specified=True, express=False, who="sibling", who_age=age,
        cohabiting=False, holder_condition="ill",
    )  # fmt: skip
    assert answer(facts, on=date(2026, 9, 1)).value.allowed is meant
    literal = CURRENT.reading(Q6="as_written")
    assert answer(facts, on=date(2026, 9, 1), book=literal).value.allowed is written


# Properties


KNOWN: Final = st.builds(
    Circumstances,
    procedure=st.sampled_from(sorted(ProcedureKind)),
    holder_age=st.integers(0, 90),
    ill=st.booleans(),
    cohabiting=st.booleans(),
    who_age=st.integers(0, 90),
    requested=st.booleans(),
    registered=st.booleans(),
    accepted=st.booleans(),
    ssw1=st.booleans(),
    express=st.booleans(),
)


@given(st.sampled_from(sorted(Group)), st.sampled_from(sorted(set(Person) - {Person.NONE})), KNOWN)
def test_when_all_is_known_there_is_a_plain_answer(group: Group, who: Person, known: Circumstances) -> None:
    try:
        found = entitled(group, who, known, on=date(2026, 9, 1)).value
    except FactsError as error:  # the age alone does not tell whether it is the birthday
        assert (error.missing, known.holder_age) == (("holder_age",), 16)  # noqa: PT017 - it may also answer
        return
    assert found.depends_on == ()
    assert (found.row is None) or found.failed is None


@given(st.sampled_from(sorted(Group)), st.sampled_from(sorted(set(Person) - {Person.NONE})), KNOWN)
def test_nobody_under_sixteen_acts_since_the_reform(group: Group, who: Person, known: Circumstances) -> None:
    child = Circumstances(
        holder_age=known.holder_age if known.holder_age != 16 else 17,
        ill=known.ill,
        cohabiting=known.cohabiting,
        who_age=15,
        requested=known.requested,
        registered=known.registered,
        accepted=known.accepted,
        ssw1=known.ssw1,
        express=known.express,
    )
    row = entitled(group, who, child, on=date(2026, 9, 1)).value.row
    grown = {Person.LAWYER, Person.GYOSEISHOSHI, Person.LEGAL_REPRESENTATIVE, Person.PARENT}
    named = {Person.EMPLOYER_STAFF, Person.SUPPORT_STAFF, Person.BREADWINNER_STAFF}
    permission = group in {Group.SPR_PERMISSION_BIRTH, Group.SPR_PERMISSION_OTHER}  # 18(3) names no age
    assert row is None or who in grown | named or permission


@given(KNOWN, st.sampled_from(sorted(set(Person) - {Person.NONE})))
def test_expedited_posting_has_no_proxy(known: Circumstances, who: Person) -> None:
    asked = Circumstances(holder_age=3, ill=known.ill, cohabiting=known.cohabiting, who_age=40, requested=True,
                          registered=True, accepted=True, ssw1=True, express=True)  # fmt: skip
    for group in (Group.SPECIFIED_ADDRESS, Group.SPR_SPECIFIED_ADDRESS, Group.SPR_SPECIFIED_CARD):
        assert entitled(group, who, asked, on=date(2026, 9, 1)).value.row is None


def test_rows_are_tried_in_the_order_of_the_table() -> None:
    assert {rule.key.removeprefix("may.") for rules in ROWS.values() for rule in rules} == set(ENTITLEMENTS)
    assert set(ROWS) == set(Group)


# Hostile input


FACTS: Final = st.fixed_dictionaries(
    {},
    optional={
        "act": st.sampled_from(["file", "receive", "return", "carry"]),
        "procedure": st.sampled_from(sorted(ProcedureKind)),
        "with_specified": st.booleans(),
        "place": st.sampled_from(["bureau", "municipality", "other_municipality", "airport"]),
        "express": st.booleans(),
        "status": st.sampled_from(sorted(StatusOfResidence)),
        "holder_age": st.integers(-5, 200),
        "holder_birth": st.dates(),
        "holder_condition": st.sampled_from(["healthy", "ill", "disabled", "minor_under_16"]),
        "who": st.sampled_from(sorted(Person)),
        "who_age": st.integers(-5, 200),
        "cohabiting": st.booleans(),
        "issued_same_day": st.booleans(),
        "candidates": st.lists(st.sampled_from(sorted(Person)), max_size=4),
        "filed": st.dates(),
    },
)


@given(FACTS, st.dates())
def test_whatever_is_asked_no_foreign_error_comes_out(facts: dict[str, Any], on: date) -> None:
    try:
        found = answer(RepresentationFacts.model_validate(facts), on=on)
    except TokuteiError as error:
        assert "{" not in error.text("ja")  # noqa: PT017 - it may also answer
    else:
        assert isinstance(found.value, RepresentationResult)
        assert found.basis


def test_facts_that_nobody_asked_for_are_refused() -> None:
    with pytest.raises(ValidationError):
        RepresentationFacts.model_validate({"name": "somebody"})


@pytest.mark.parametrize(
    "value",
    [
        7,
        "relative",
        [],
        {"who": "nobody"},
        {"who": "relative", "when": 3},
        {"who": "relative", "needs": ["ill", "ill"]},
        {},
    ],
)
def test_a_row_that_does_not_read_is_refused(value: object) -> None:
    rule: Rule[Any] = ENTITLEMENTS["card.agent"]
    with pytest.raises(TokuteiError):
        CURRENT.reformed(rule, since=REFORM, value=value, reason="test")


def test_a_reform_of_a_row_counts() -> None:
    rule = ENTITLEMENTS["specified_receipt.legal_representative"]
    row = Entitlement(CURRENT.at(rule, REFORM).value.who, (Condition.ILL,))
    book = CURRENT.reformed(rule, since=date(2027, 4, 1), value=row, reason="only for the ill")
    known = Circumstances(holder_age=30, ill=False)
    for day, may in ((date(2027, 3, 31), True), (date(2027, 4, 1), False)):
        found = entitled(Group.SPECIFIED_RECEIPT, Person.LEGAL_REPRESENTATIVE, known, on=day, book=book)
        assert (found.value.row is not None) is may


def test_a_row_without_an_age_looks_at_illness_only() -> None:
    rule = ENTITLEMENTS["card.relative_if_unable"]
    row = Entitlement(CURRENT.at(rule, REFORM).value.who, (Condition.UNABLE,))
    book = CURRENT.reformed(rule, since=date(2027, 4, 1), value=row, reason="no age")
    for ill in (True, False):
        known = Circumstances(holder_age=3, ill=ill, cohabiting=False)
        found = entitled(Group.CARD, Person.PARENT, known, on=date(2027, 4, 1), book=book)
        assert (found.value.row is not None) is ill


def test_at_sixteen_a_renewal_asks_whether_it_is_the_birthday() -> None:
    facts = {"act": "file", "procedure": "card_validity_renewal", "who": "spouse", "who_age": 30,
             "cohabiting": True, "requested": False, "holder_age": 16, "holder_condition": "healthy"}  # fmt: skip
    with pytest.raises(FactsError) as asked:
        answer(RepresentationFacts.model_validate(facts), on=date(2026, 9, 1))
    assert asked.value.missing == ("holder_age",)


def test_who_comes_first_in_the_order_acts() -> None:
    facts = {"act": "file", "procedure": "card_item_change", "who": "spouse", "who_age": 30, "cohabiting": True,
             "holder_age": 15, "holder_condition": "healthy", "candidates": ["parent"]}  # fmt: skip
    found = answer(RepresentationFacts.model_validate(facts), on=date(2026, 9, 1)).value
    assert (found.allowed, found.duty, found.duty_on) == (True, True, Person.SPOUSE)


@pytest.mark.parametrize(
    ("procedure", "known", "missing"),
    [
        ("card_item_change", {}, ("holder_age", "holder_condition")),
        ("card_item_change", {"holder_age": 30}, ("holder_condition",)),
        ("card_validity_renewal", {"holder_age": 16, "holder_condition": "healthy"}, ("holder_age",)),
        ("spr_permission_birth", {"holder_condition": "healthy"}, ("holder_age",)),
    ],
)
def test_whether_somebody_must_act_takes_the_age_and_the_condition(
    procedure: str, known: dict[str, Any], missing: tuple[str, ...]
) -> None:
    facts = {"act": "file", "procedure": procedure, "candidates": ["parent"], **known}
    with pytest.raises(FactsError) as asked:
        answer(RepresentationFacts.model_validate(facts), on=date(2026, 9, 1))
    assert asked.value.missing == missing


def test_a_scenario_may_let_the_receipt_begin_before_the_reply_letter() -> None:
    rule = ENTITLEMENTS["specified_receipt.legal_representative"]
    early = CURRENT.reformed(
        rule, since=date(2026, 5, 1), value=CURRENT.at(rule, REFORM).value, reason="a month early"
    )
    facts = {
        "act": "receive",
        "procedure": "address_change",
        "with_specified": True,
        "who": "legal_representative",
    }
    found = answer(RepresentationFacts.model_validate(facts), on=date(2026, 5, 1), book=early)
    assert (found.value.allowed, found.value.reply_letter_needed) == (True, None)
    assert found.reforms == ("a month early",)
