"""Cases, exemptions, properties and reforms of fees."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.legal_cases import cases_of, day_of
from tests.rules.law_texts import words_of
from tests.rules.priced import (
    BEFORE,
    CHANGE,
    COUNTER,
    EXCHANGE,
    EXTENSION,
    OCTOBER,
    ONLINE,
    PERMANENT,
    SINCE,
    row_id,
)
from tests.rules.reckoning import FIRST_DAY, assert_speaks
from tokutei.data import read_csv
from tokutei.errors import (
    FactsError,
    PeriodError,
    ReformError,
    TokuteiError,
    UnknownTermError,
)
from tokutei.law import Citation, Evidence
from tokutei.rules import (
    CURRENT,
    SPECIFIED_ADDITION,
    SPECIFIED_CARD_CHANNELS,
    fees,
)
from tokutei.rules.fees import (
    EXEMPT_AFTER,
    EXEMPT_PROCEDURES,
    CardRequest,
    Circumstances,
    Exemption,
    FeesFacts,
    FeesResult,
    MyNumberLapse,
    OtherProcedure,
    Preceding,
    card_fee,
    ceiling_of,
    fee_due,
    online_payment_surcharge,
)
from tokutei.rules.values import ListOf, Yen, calendar_day, yen
from tokutei.vocabulary import Channel, ProcedureKind, Route

CASES: Final = cases_of("fees")


def test_every_row_and_every_exemption_has_a_case() -> None:
    covered = {one for case in CASES for one in case.get("covers", [])}
    rows = {
        f"fee:{row['procedure_key']}:{row['condition']}:{row['channel']}:{row['effective_from']}"
        for row in read_csv("fees.csv")
    }
    assert {one for one in covered if one.startswith("fee:")} == rows
    assert {row["rule_id"] for row in read_csv("fee_exemptions.csv")} <= covered


@pytest.mark.parametrize("row", read_csv("fees.csv"), ids=row_id)
def test_every_row_of_the_table_is_answered_by_its_case(row: Mapping[str, str]) -> None:
    """The amount, and its evidence where something is due, stand in the table too."""
    name = f"fee:{row['procedure_key']}:{row['condition']}:{row['channel']}:{row['effective_from']}"
    for case in CASES:
        if name in case.get("covers", []):
            amounts = {case["expected"].get(key) for key in ("fee_jpy", "ceiling_jpy")} - {None}
            assert amounts == {int(row["amount_jpy"])}
            # A text of the past that the table quotes is not at hand.
            unseen = any(Citation.parse(text).unseen for text in case["provisions"])
            told = "secondary" if unseen else row["evidence"]
            assert case["evidence"] == told or not int(row["amount_jpy"]) or "cap" in name


# Second opinion: the exemptions against the words of their provisions.

NAMED: Final = {
    ProcedureKind.CARD_ITEM_CHANGE: "第十九条の十第一項",
    ProcedureKind.CARD_RENEWAL: "第十九条の十一第一項",
    ProcedureKind.CHANGE_OF_STATUS: "第二十条第二項",
    ProcedureKind.EXTENSION_OF_STAY: "第二十一条第二項",
    ProcedureKind.PERMANENT_RESIDENCE: "第二十二条第一項",
    ProcedureKind.REISSUE_LOSS: "第十九条の十二第一項",
}


@pytest.mark.shared
@pytest.mark.parametrize("case", [Exemption.LOSS, Exemption.FILED_BEFORE])
def test_what_comes_before_stands_in_its_provision(case: Exemption) -> None:
    version = CURRENT.at(EXEMPT_AFTER[case], FIRST_DAY)
    words = words_of(version.cite)
    named = {kind for kind, said in NAMED.items() if said in words}
    assert named == set(version.value) & set(NAMED)
    assert "当該在留カードの交付の日において行うもの" in words


@pytest.mark.shared
@pytest.mark.parametrize("case", EXEMPT_PROCEDURES)
def test_each_exemption_is_about_receiving_the_card(case: Exemption) -> None:
    words = words_of(CURRENT.at(EXEMPT_PROCEDURES[case], FIRST_DAY).cite)
    assert "交付を受けるとき" in words or "手数料を納付することを要しない" in words


KINDS: Final = st.sampled_from([*ProcedureKind, *OtherProcedure])
FLAGS: Final = st.none() | st.booleans()
SOME_DAYS: Final = st.dates(date(2026, 6, 1), date(2027, 1, 31))


@given(
    procedure=KINDS,
    channel=st.sampled_from(Channel),
    day=st.dates(date(1990, 1, 1), date(2040, 1, 1)),
    specified=st.booleans(),
    express=st.booleans(),
    withheld=st.booleans(),
    months=st.none() | st.integers(-3, 200),
    reduced=st.booleans(),
    issued=st.none() | SOME_DAYS,
    had=FLAGS,
    circumstances=st.builds(
        Circumstances,
        without_fault=FLAGS,
        no_space_left=FLAGS,
        mn_lapse_reason=st.none() | st.sampled_from(MyNumberLapse),
        reentry_permission=FLAGS,
        returned_in_time=FLAGS,
        in_register=FLAGS,
        after=st.none() | st.builds(Preceding, KINDS, SOME_DAYS, SOME_DAYS, FLAGS, SOME_DAYS),
    ),
)
def test_any_question_has_yen_or_a_typed_error(
    *,
    procedure: ProcedureKind | OtherProcedure,
    channel: Channel,
    day: date,
    specified: bool,
    express: bool,
    withheld: bool,
    months: int | None,
    reduced: bool,
    issued: date | None,
    had: bool | None,
    circumstances: Circumstances,
) -> None:
    try:
        answer = fee_due(
            procedure, channel=channel, accepted_on=day, specified=specified, express=express,
            withheld=withheld, granted_months=months, reduced=reduced, held_card_issued_on=issued,
            had_specified_card=had, circumstances=circumstances,
        )  # fmt: skip
    except TokuteiError as error:
        said = error.text("ja")
    else:
        said = answer.text("ja")
        assert isinstance(answer.value, Yen)
        assert 0 <= answer.value <= 300_000
        assert answer.basis
    assert "{" not in said


@given(without_fault=FLAGS, no_space=FLAGS, lapse=st.none() | st.sampled_from(MyNumberLapse), had=FLAGS)
def test_knowing_more_never_turns_an_answer_around(
    without_fault: bool | None, no_space: bool | None, lapse: MyNumberLapse | None, had: bool | None
) -> None:
    """What is answered while something is unknown stays so whatever it turns out to be."""

    def due(**more: Any) -> int:
        known: dict[str, Any] = {
            "without_fault": without_fault, "no_space_left": no_space, "mn_lapse_reason": lapse,
            "had_specified_card": had, "reentry_permission": False, **more,
        }  # fmt: skip
        asked = CardRequest(
            procedure=ProcedureKind.REISSUE_DAMAGE, accepted_on=SINCE, route=Route.BUREAU_CARD,
            held_card_issued_on=FIRST_DAY, **known,
        )  # fmt: skip
        return card_fee(asked).value

    try:
        answered = due()
    except FactsError:
        return
    for told in (True, False):
        for name, value in (("without_fault", without_fault), ("no_space_left", no_space)):
            if value is None:
                assert due(**{name: told}) == answered


@pytest.mark.parametrize("channel", [ONLINE, Channel.POST])
@pytest.mark.parametrize("procedure", [EXTENSION, CHANGE, EXCHANGE, PERMANENT])
def test_a_specified_card_is_asked_for_at_the_counter_only(
    procedure: ProcedureKind, channel: Channel
) -> None:
    with pytest.raises(UnknownTermError) as caught:
        fee_due(
            procedure, channel=channel, accepted_on=SINCE, specified=True, held_card_issued_on=SINCE,
            had_specified_card=False,
        )  # fmt: skip
    assert caught.value.known == (f"{procedure} counter specified_card",)


def test_an_exchange_is_filed_at_the_counter_only() -> None:
    for day in (date(2020, 1, 6), SINCE):
        with pytest.raises(UnknownTermError) as caught:
            fee_due(EXCHANGE, channel=ONLINE, accepted_on=day)
        assert caught.value.known == ("card_exchange counter",)


def test_negative_periods_are_refused() -> None:
    with pytest.raises(PeriodError) as caught:
        fee_due(EXTENSION, channel=COUNTER, accepted_on=OCTOBER, granted_months=-1)
    assert caught.value.reason == "negative"
    with pytest.raises(PeriodError) as caught:
        online_payment_surcharge(-1, accepted_on=OCTOBER)
    assert caught.value.reason == "negative"


def test_a_reform_of_the_fee_moves_no_cut_off() -> None:
    since = date(2027, 4, 1)
    book = CURRENT.reformed(fees.SPECIFIED_CARD_FEE, since=since, value=3000, reason="A")
    book = book.reformed(SPECIFIED_ADDITION, since=since, value=3000, reason="A")
    due = [
        fee_due(
            procedure, channel=COUNTER, accepted_on=since, specified=True, held_card_issued_on=issued_on,
            had_specified_card=False, granted_months=12, book=book,
        ).value
        for procedure in (EXCHANGE, EXTENSION)
        for issued_on in (BEFORE, SINCE)
    ]  # fmt: skip
    assert due == [0, 3000, 33_000, 36_000]


def test_a_reform_moves_the_cut_off() -> None:
    book = CURRENT.reformed(
        fees.SPECIFIED_CARD_WAIVED_BEFORE, since=FIRST_DAY, value=date(2027, 1, 1), reason="longer"
    )
    facts = {"channel": COUNTER, "accepted_on": OCTOBER, "specified": True, "had_specified_card": False}
    assert fee_due(EXCHANGE, held_card_issued_on=SINCE, book=book, **facts).value == 0  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("reading", "due"), [("due", 7900), ("not_due", 6000)]
)  # fmt: skip
def test_whether_the_addition_is_due_for_a_withheld_card_is_open(reading: str, due: int) -> None:
    answer = fee_due(
        EXTENSION, channel=COUNTER, accepted_on=SINCE, specified=True, withheld=True,
        held_card_issued_on=SINCE, had_specified_card=False, book=CURRENT.reading(Q18=reading),
    )  # fmt: skip
    assert answer.value == due
    assert [question.key for question in answer.open_questions] == ["Q18"]
    assert_speaks(answer, Evidence.INFERRED)


def test_yen_say_their_unit() -> None:
    answer = fee_due(EXTENSION, channel=COUNTER, accepted_on=SINCE)
    assert answer.text("en").startswith("6,000 yen (")
    assert answer.text("ja").startswith("6,000円（")
    assert (Yen(0).text("en"), yen(5), Yen(7) + 1) == ("0 yen", Yen(5), 8)
    for wrong in (-1, True, 2.5, "5", None):
        with pytest.raises(ValueError):  # noqa: PT011 - the reader's contract
            yen(wrong)


def test_other_readers() -> None:
    assert calendar_day(SINCE) == SINCE
    assert ListOf(Channel)(["counter", ONLINE]) == (COUNTER, ONLINE)
    for read, wrong in ((calendar_day, "2026-06-14"), (ListOf(Channel), "counter"), (ListOf(Channel), 5)):
        with pytest.raises(ValueError):  # noqa: PT011
            read(wrong)
    rule: Any = EXEMPT_AFTER[Exemption.LOSS]
    for value in ("card_reissue_loss", ["nothing"], 5):
        with pytest.raises(ReformError):
            CURRENT.reformed(rule, since=SINCE, value=value, reason="A")


def test_what_the_act_has_no_ceiling_for() -> None:
    with pytest.raises(UnknownTermError) as caught:
        ceiling_of(EXCHANGE, on=SINCE)
    assert caught.value.known == ("change", "renewal", "permanent_residence")


def test_the_card_of_a_status_procedure_has_no_fee_of_its_own_to_ask_for() -> None:
    asked = {"procedure": EXTENSION, "accepted_on": SINCE, "route": Route.BUREAU_STATUS}
    with pytest.raises(UnknownTermError):
        card_fee(CardRequest(**asked))  # type: ignore[arg-type]
    posted = CardRequest(procedure=EXCHANGE, accepted_on=SINCE, route=Route.BUREAU_CARD, posted=True)
    with pytest.raises(UnknownTermError):
        card_fee(posted)


@pytest.mark.parametrize("procedure", [CHANGE, EXTENSION])
def test_both_lists_of_missing_facts_are_joined(procedure: ProcedureKind) -> None:
    with pytest.raises(FactsError) as caught:
        fee_due(procedure, channel=COUNTER, accepted_on=OCTOBER, specified=True, had_specified_card=False)
    assert caught.value.missing == ("granted_months", "held_card_issued_on")


def test_a_book_that_opens_a_second_channel_asks_for_it() -> None:
    book = CURRENT.reformed(
        SPECIFIED_CARD_CHANNELS, since=FIRST_DAY, value={COUNTER, ONLINE}, reason="online"
    )
    facts = FeesFacts(procedure=EXTENSION, with_specified=True, filed=SINCE)
    with pytest.raises(FactsError) as caught:
        fees.answer(facts, on=SINCE, book=book)
    assert caught.value.missing == ("channel",)


def test_results_speak() -> None:
    both = FeesResult(Yen(27_000), Yen(330))
    assert both.text("en") == "fee: 27,000 yen, added for paying online: 330 yen"
    assert FeesResult(ceiling_jpy=Yen(10_000)).text("ja") == "上限：10,000円"
    assert FeesResult(Yen(0)).text("ja") == "0円"


def test_citations_of_cases_are_read() -> None:
    assert all(Citation.parse(text) for case in CASES for text in case["provisions"])
    assert all(day_of(case) for case in CASES if case["facts"].get("filed") or "on" in case)
