"""Fees against every row of the table of amounts and of exemptions that they touch."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.legal_cases import cases_of, day_of
from tests.rules.law_texts import words_of
from tests.rules.reckoning import FIRST_DAY, ONE_DAY, assert_speaks
from tokutei.data import read_csv
from tokutei.errors import (
    FactsError,
    NotInForceError,
    PeriodError,
    ReformError,
    TokuteiError,
    UnknownTermError,
)
from tokutei.law import Citation, Evidence
from tokutei.rules import (
    CURRENT,
    EXCHANGE_FEE,
    PERMISSION_FEES,
    SPECIFIED_ADDITION,
    SPECIFIED_CARD_CHANNELS,
    SPECIFIED_CARD_PROCEDURES,
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
from tokutei.rules.values import ListOf, Yen, calendar_day, fee_scale, yen
from tokutei.vocabulary import Channel, ProcedureKind, Route

CHANGE, EXTENSION = ProcedureKind.CHANGE_OF_STATUS, ProcedureKind.EXTENSION_OF_STAY
PERMANENT, EXCHANGE = ProcedureKind.PERMANENT_RESIDENCE, ProcedureKind.EXCHANGE
COUNTER, ONLINE = Channel.COUNTER, Channel.ONLINE
OCTOBER: Final = date(2026, 10, 1)
"""The first day of the fees by length, which only secondary sources name."""

BEFORE, SINCE = date(2023, 10, 20), date(2026, 6, 20)
"""Issue days of a card of the form of 2012 and of one issued when specified cards were there."""

PROCEDURES: Final = {
    "change": CHANGE,
    "renewal": EXTENSION,
    "permanent_residence": PERMANENT,
    "card_exchange_on_request": EXCHANGE,
    "change_with_specified_card": CHANGE,
    "renewal_with_specified_card": EXTENSION,
    "permanent_residence_with_specified_card": PERMANENT,
    "specified_card_issue": EXCHANGE,
    "card_item_change": ProcedureKind.CARD_ITEM_CHANGE,
    "card_validity_renewal": ProcedureKind.CARD_RENEWAL,
    "card_reissue_loss": ProcedureKind.REISSUE_LOSS,
}
MONTHS: Final = {
    "granted period <= 3 months": (1, 3),
    "> 3 to 6 months": (4, 6),
    "> 6 months to < 1 year": (7, 11),
    "1 year": (12,),
    "> 1 to < 3 years": (13, 24, 35),
    "3 to < 5 years": (36, 59),
    ">= 5 years": (60, 61, 120),
}
CHANNELS: Final = {"counter": (COUNTER,), "online": (ONLINE,)}
ROWS: Final = [
    row
    for row in read_csv("fees.csv")
    if row["procedure_key"] in PROCEDURES and not row["condition"].startswith("reduced")
]


def channels(row: Mapping[str, str]) -> tuple[Channel, ...]:
    if row["channel"] != "any":
        return CHANNELS[row["channel"]]
    return (COUNTER, ONLINE) if row["procedure_key"] in {"change", "renewal"} else (COUNTER,)


def row_id(row: Mapping[str, str]) -> str:
    return f"{row['procedure_key']}-{row['channel']}-{row['effective_from']}-{row['condition']}"


@pytest.mark.parametrize("row", ROWS, ids=map(row_id, ROWS))
def test_every_row_of_the_table(row: Mapping[str, str]) -> None:
    specified = "specified" in row["procedure_key"]
    holders = [(SINCE, False)] if specified else [(None, None)]
    if row["condition"].startswith("holds a specified card"):
        holders = [(SINCE, True), (BEFORE, False), (BEFORE, True)]
    first = date.fromisoformat(row["effective_from"])
    last = date.fromisoformat(row["effective_to"]) if row["effective_to"] else date(2040, 1, 1)
    due = {
        fee_due(
            PROCEDURES[row["procedure_key"]],
            channel=channel,
            accepted_on=day,
            specified=specified,
            granted_months=months,
            held_card_issued_on=issued_on,
            had_specified_card=had,
        )
        for channel in channels(row)
        for day in (first, first + (last - first) // 2, last)
        for months in MONTHS.get(row["condition"], (None,))
        for issued_on, had in holders
    }
    assert {answer.value for answer in due} == {int(row["amount_jpy"])}
    # That nothing is due is no text's words: it follows from a list that leaves the procedure out.
    evidence = row["evidence"] if int(row["amount_jpy"]) else "inferred"
    assert {answer.evidence.name.lower() for answer in due} == {evidence}


def test_rows_that_are_not_modelled_are_those() -> None:
    """What those need besides is given in the cases: the reduction, and a notification of residence."""
    known = {"change", "renewal", "permanent", "card", "specified_card"}
    left_out = {
        (row["procedure_key"], row["condition"])
        for row in read_csv("fees.csv")
        if any(row["procedure_key"].startswith(word) for word in known) and row not in ROWS
    }
    assert left_out == {
        ("change", "reduced (economic hardship etc.)"),
        ("renewal", "reduced (economic hardship etc.)"),
        ("permanent_residence", "reduced (hardship etc.)"),
        ("specified_card_issue_express", "person needing it quickly (Order 3-2)"),
    }


@pytest.mark.parametrize(
    ("procedure", "channel", "day", "yen"),
    [
        (EXTENSION, COUNTER, date(2026, 9, 30), 6000 + 1900),
        (CHANGE, COUNTER, date(2026, 9, 30), 6000 + 1900),
        (PERMANENT, COUNTER, date(2026, 9, 30), 10_000),
        (EXCHANGE, COUNTER, date(2026, 9, 30), 1900),
    ],
)
def test_sums_with_a_first_specified_card(
    procedure: ProcedureKind, channel: Channel, day: date, yen: int
) -> None:
    answer = fee_due(
        procedure, channel=channel, accepted_on=day, specified=True, held_card_issued_on=SINCE,
        had_specified_card=False,
    )  # fmt: skip
    assert answer.value == yen
    assert_speaks(answer, Evidence.OFFICIAL)
    assert answer.open_questions == ()


WAIVERS: Final = {
    "x1": [
        (ProcedureKind.CARD_ITEM_CHANGE, SINCE, True),
        (ProcedureKind.CARD_RENEWAL, SINCE, True),
    ],
    "x10": [(CHANGE, BEFORE, False), (EXTENSION, BEFORE, False)],
    "x11": [(PERMANENT, issued_on, had) for issued_on in (BEFORE, SINCE) for had in (False, True)],
    "x12": [
        (procedure, BEFORE, False)
        for procedure in sorted(CURRENT.at(SPECIFIED_CARD_PROCEDURES[Route.BUREAU_CARD], FIRST_DAY).value)
    ],
}
CITED: Final = {
    "x1": "410CO0000000178:3-3:2:1",
    "x10": "410CO0000000178@507CO0000000423:2:2",
    "x11": "410CO0000000178:25:2",
    "x12": "507CO0000000423:5::1",
}


@pytest.mark.parametrize(
    ("rule", "procedure", "issued_on", "had"),
    [(rule, *facts) for rule, rows in WAIVERS.items() for facts in rows],
)
def test_exemptions(rule: str, procedure: ProcedureKind, issued_on: date, *, had: bool) -> None:
    """The specified card costs nothing; what the procedure itself costs is still due."""
    day = date(2026, 9, 1)
    answer = fee_due(
        procedure, channel=COUNTER, accepted_on=day, specified=True, held_card_issued_on=issued_on,
        had_specified_card=had,
    )  # fmt: skip
    itself = {CHANGE: 6000, EXTENSION: 6000, PERMANENT: 10_000}
    assert answer.value == itself.get(procedure, 0)
    assert CITED[rule] in {str(cite) for cite in answer.basis}
    evidence = {row["rule_id"]: row["evidence"] for row in read_csv("fee_exemptions.csv")}
    assert answer.evidence.name.lower() == evidence[rule]


@pytest.mark.parametrize(
    ("procedure", "missing"),
    [
        (EXCHANGE, {"mn_lapse_reason", "no_space_left"}),
        (ProcedureKind.REISSUE_DAMAGE, {"without_fault", "no_space_left"}),
        (ProcedureKind.REISSUE_ORDER, {"without_fault", "no_space_left"}),
    ],
)
def test_what_holders_pay_depends_on_why(procedure: ProcedureKind, missing: set[str]) -> None:
    """Order 3-3(2)(i) names the change of items and the renewal only; (ii) to (vii) need facts."""
    held = {"specified": True, "held_card_issued_on": SINCE, "had_specified_card": True}
    day = date(2026, 9, 1)
    with pytest.raises(FactsError) as caught:
        fee_due(procedure, channel=COUNTER, accepted_on=day, **held)  # type: ignore[arg-type]
    assert set(caught.value.missing) == missing
    own_fault = Circumstances(without_fault=False, no_space_left=False, mn_lapse_reason=MyNumberLapse.NONE)
    paid = fee_due(procedure, channel=COUNTER, accepted_on=day, circumstances=own_fault, **held)  # type: ignore[arg-type]
    assert paid.value == 1900
    full = Circumstances(no_space_left=True)
    assert fee_due(procedure, channel=COUNTER, accepted_on=day, circumstances=full, **held).value == 0  # type: ignore[arg-type]


def test_a_card_procedure_with_a_first_specified_card_costs_the_card() -> None:
    for procedure in WAIVERS["x12"]:
        answer = fee_due(
            procedure[0], channel=COUNTER, accepted_on=SINCE, specified=True, held_card_issued_on=FIRST_DAY,
            had_specified_card=False,
        )  # fmt: skip
        assert answer.value == 1900
        assert_speaks(answer, Evidence.OFFICIAL, ["410CO0000000178:3-3:1"])


@pytest.mark.parametrize("procedure", [CHANGE, EXTENSION, PERMANENT])
@pytest.mark.parametrize("issued_on", [BEFORE, SINCE])
@pytest.mark.parametrize("had", [False, True])
def test_with_a_status_procedure_the_card_has_no_fee_of_its_own(
    procedure: ProcedureKind, issued_on: date, *, had: bool
) -> None:
    """x23: Act 19-15-2(12) names item 1 of (1) only, so nothing rests on Order 3-3(1) but the amount added."""
    answer = fee_due(
        procedure, channel=COUNTER, accepted_on=SINCE, specified=True, held_card_issued_on=issued_on,
        had_specified_card=had,
    )  # fmt: skip
    assert "410CO0000000178:3-3:1" not in {str(cite) for cite in answer.basis}
    assert answer.value == {PERMANENT: 10_000}.get(procedure, 6000) + 1900 * (
        procedure is not PERMANENT and issued_on == SINCE and not had
    )


def test_the_card_given_on_return_is_free_by_inference() -> None:
    """x24: the act's list of fees does not name it."""
    answer = fee_due(ProcedureKind.MY_NUMBER_RETURN, channel=COUNTER, accepted_on=FIRST_DAY)
    assert answer.value == 0
    assert_speaks(answer, Evidence.INFERRED, ["326CO0000000319:67-2"])


@pytest.mark.parametrize("shift", [-1, 0])
def test_a_card_is_older_when_it_was_issued_before_the_first_day(shift: int) -> None:
    issued_on = FIRST_DAY + timedelta(days=shift)
    answers = [
        fee_due(
            procedure, channel=COUNTER, accepted_on=date(2026, 9, 1), specified=True,
            held_card_issued_on=issued_on, had_specified_card=False,
        ).value
        for procedure in (EXCHANGE, EXTENSION)
    ]  # fmt: skip
    assert answers == ([0, 6000] if shift else [1900, 7900])


def test_missing_facts_are_listed_together() -> None:
    with pytest.raises(FactsError) as caught:
        fee_due(EXTENSION, channel=COUNTER, accepted_on=OCTOBER, specified=True)
    assert set(caught.value.missing) == {"held_card_issued_on", "had_specified_card", "granted_months"}
    for had, issued_on, months, missing in (
        (None, SINCE, 12, "had_specified_card"),
        (False, None, 12, "held_card_issued_on"),
        (True, SINCE, None, "granted_months"),
    ):
        with pytest.raises(FactsError) as caught:
            fee_due(
                EXTENSION, channel=COUNTER, accepted_on=OCTOBER, specified=True, granted_months=months,
                held_card_issued_on=issued_on, had_specified_card=had,
            )  # fmt: skip
        assert caught.value.missing == (missing,)
        for lang in ("ja", "en"):
            assert caught.value.text(lang)


@pytest.mark.parametrize(("had", "issued_on"), [(True, None), (None, BEFORE)])
def test_what_makes_no_difference_is_not_asked(had: bool | None, issued_on: date | None) -> None:
    answer = fee_due(
        EXTENSION, channel=COUNTER, accepted_on=SINCE, specified=True, held_card_issued_on=issued_on,
        had_specified_card=had,
    )  # fmt: skip
    assert answer.value == 6000


def test_the_period_is_asked_for_only_where_the_fee_depends_on_it() -> None:
    assert fee_due(EXTENSION, channel=COUNTER, accepted_on=OCTOBER - ONE_DAY).value == 6000
    assert fee_due(PERMANENT, channel=COUNTER, accepted_on=OCTOBER).value == 200_000
    with pytest.raises(FactsError) as caught:
        fee_due(EXTENSION, channel=ONLINE, accepted_on=OCTOBER)
    assert caught.value.missing == ("granted_months",)


def test_after_october_whether_the_addition_stayed_is_open() -> None:
    answers = [
        fee_due(
            EXTENSION, channel=COUNTER, accepted_on=OCTOBER, specified=True, granted_months=12,
            held_card_issued_on=SINCE, had_specified_card=False, book=book,
        )
        for book in (CURRENT, CURRENT.reading(Q9="added"), CURRENT.reading(Q9="not_added"))
    ]  # fmt: skip
    assert [answer.value for answer in answers] == [34_900, 34_900, 33_000]
    for answer, reading in zip(answers, ("added", "added", "not_added"), strict=True):
        assert [(question.key, question.reading) for question in answer.open_questions] == [("Q9", reading)]
        assert_speaks(answer, Evidence.INFERRED)
        assert "Q9" in answer.explain("ja")


@pytest.mark.parametrize(("had", "issued_on"), [(True, SINCE), (False, BEFORE)])
def test_where_nothing_is_added_nothing_is_open(issued_on: date, *, had: bool) -> None:
    answer = fee_due(
        EXTENSION, channel=COUNTER, accepted_on=OCTOBER, specified=True, granted_months=12,
        held_card_issued_on=issued_on, had_specified_card=had,
    )  # fmt: skip
    assert (answer.value, answer.evidence, answer.open_questions) == (33_000, Evidence.SECONDARY, ())


@given(
    st.integers(1, 600),
    st.integers(1, 600),
    st.sampled_from([CHANGE, EXTENSION]),
    st.sampled_from([COUNTER, ONLINE]),
)
def test_a_longer_period_never_costs_less(
    one: int, other: int, procedure: ProcedureKind, channel: Channel
) -> None:
    first, second = (
        fee_due(procedure, channel=channel, accepted_on=OCTOBER, granted_months=months).value
        for months in sorted((one, other))
    )
    assert 10_000 <= first <= second <= 75_000


@pytest.mark.parametrize(
    ("procedure", "specified", "first_day"),
    [
        (CHANGE, False, date(2019, 4, 1)),
        (EXTENSION, False, date(2019, 4, 1)),
        (PERMANENT, False, date(2019, 4, 1)),
        (EXCHANGE, False, date(2019, 4, 1)),
        (EXTENSION, True, FIRST_DAY),
        (EXCHANGE, True, FIRST_DAY),
        (ProcedureKind.REISSUE_LOSS, False, date(2012, 7, 9)),
        (ProcedureKind.MY_NUMBER_RETURN, False, FIRST_DAY),
    ],
)
def test_before_the_first_version_nothing_is_answered(
    procedure: ProcedureKind, first_day: date, *, specified: bool
) -> None:
    facts = {"held_card_issued_on": BEFORE, "had_specified_card": False} if specified else {}
    with pytest.raises(NotInForceError) as caught:
        fee_due(
            procedure,
            channel=COUNTER,
            accepted_on=first_day - ONE_DAY,
            specified=specified,
            **facts,  # type: ignore[arg-type]
        )
    assert caught.value.first_day == first_day


@pytest.mark.parametrize(
    ("procedure", "channel"),
    [(PERMANENT, ONLINE), (CHANGE, Channel.POST), (ProcedureKind.MY_NUMBER_CARD, COUNTER)],
)
def test_unknown_fees(procedure: ProcedureKind, channel: Channel) -> None:
    """There is no online filing of permanent residence; what was not modelled is no zero."""
    with pytest.raises(UnknownTermError) as caught:
        fee_due(procedure, channel=channel, accepted_on=OCTOBER, granted_months=12)
    assert caught.value.vocabulary == "fee"


@pytest.mark.parametrize("procedure", [ProcedureKind.REISSUE_LOSS, ProcedureKind.MY_NUMBER_RETURN])
def test_a_specified_card_that_cannot_be_had_has_no_fee(procedure: ProcedureKind) -> None:
    with pytest.raises(UnknownTermError):
        fee_due(
            procedure,
            channel=COUNTER,
            accepted_on=SINCE,
            specified=True,
            held_card_issued_on=SINCE,
            had_specified_card=True,
        )


def test_reforms_of_amounts() -> None:
    since = date(2027, 4, 1)
    scale = fee_scale([{"below": 12, "yen": 1}, {"yen": 2}])
    book = CURRENT.reformed(PERMISSION_FEES[EXTENSION, COUNTER], since=since, value=scale, reason="C")
    book = book.reformed(SPECIFIED_ADDITION, since=since, value=5, reason="C")
    book = book.reformed(EXCHANGE_FEE, since=since, value=0, reason="D")
    due = [
        fee_due(
            EXTENSION, channel=COUNTER, accepted_on=day, specified=True, granted_months=months,
            held_card_issued_on=SINCE, had_specified_card=False, book=book,
        ).value
        for day, months in ((since - ONE_DAY, 12), (since, 11), (since, 12))
    ]  # fmt: skip
    assert due == [34_900, 6, 7]
    assert fee_due(EXCHANGE, channel=COUNTER, accepted_on=since, book=book).value == 0
    assert fee_due(EXTENSION, channel=COUNTER, accepted_on=since, granted_months=1, book=book).reforms == (
        "C",
    )


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
            assert case["evidence"] == row["evidence"] or not int(row["amount_jpy"]) or "cap" in name


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
