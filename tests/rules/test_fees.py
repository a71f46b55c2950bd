"""Fees against every row of the table of amounts and of exemptions that they touch."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.rules.priced import (
    BEFORE,
    CHANGE,
    COUNTER,
    EXCHANGE,
    EXTENSION,
    MONTHS,
    OCTOBER,
    ONLINE,
    PERMANENT,
    PROCEDURES,
    ROWS,
    SINCE,
    channels,
    row_id,
)
from tests.rules.reckoning import FIRST_DAY, ONE_DAY, assert_speaks
from tokutei.data import read_csv
from tokutei.errors import (
    FactsError,
    NotInForceError,
    UnknownTermError,
)
from tokutei.law import Evidence
from tokutei.rules import (
    CURRENT,
    EXCHANGE_FEE,
    PERMISSION_FEES,
    SPECIFIED_ADDITION,
    SPECIFIED_CARD_PROCEDURES,
)
from tokutei.rules.fees import (
    Circumstances,
    MyNumberLapse,
    fee_due,
)
from tokutei.rules.values import fee_scale
from tokutei.vocabulary import Channel, ProcedureKind, Route


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
    for answer in due:  # the table quotes texts of the past that are not at hand
        unseen = any(cite.unseen for cite in answer.basis)
        assert answer.evidence.name.lower() == ("secondary" if unseen else evidence)


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
