"""What is answered about a pending application, against walks over days and hostile facts."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.rules.reckoning import FIRST_DAY, ONE_DAY, assert_speaks, in_time, months_elapsed
from tokutei.errors import FactsError, TokuteiError
from tokutei.law import Answer, Evidence, Reason
from tokutei.rules import CURRENT
from tokutei.rules.deadlines import STAY_END_MOVES
from tokutei.rules.special_period import (
    FROZEN_VALIDITY_BEFORE,
    MY_NUMBER_FOLLOWS_SPECIAL_PERIOD,
    RESIDENCE_CARD_FOLLOWS_SPECIAL_PERIOD,
    SEPARATE_CARD_FOLLOWS_SPECIAL_PERIOD,
    SpecialPeriodFacts,
    SpecialPeriodResult,
    answer,
    pending_renewal_end,
)
from tokutei.vocabulary import CardKind, ProcedureKind, Window

TODAY = date(2026, 11, 21)
STAY_END = date(2026, 10, 31)
EXTENSION: dict[str, Any] = {"procedure": "renewal", "filed": "2026-10-01", "stay_end": STAY_END}
LENIENT = CURRENT.reformed(STAY_END_MOVES, since=date(2012, 7, 9), value=True, reason="practice")
FUNCTION = CardKind.MY_NUMBER_FUNCTION_OF_SPECIFIED_CARD


def ask(book: Any = CURRENT, **facts: Any) -> Answer[SpecialPeriodResult]:
    return answer(SpecialPeriodFacts(**facts), on=TODAY, book=book)


@given(
    st.dates(FIRST_DAY, date(2050, 9, 1)),  # the table of closed days ends with 2050
    st.integers(-3, 90),
    st.one_of(st.none(), st.integers(-20, 90)),
    st.sampled_from(["change", "renewal"]),
)
def test_the_stay_goes_on_to_the_decision_or_for_two_months(
    stay_end: date, ahead: int, decided: int | None, procedure: str
) -> None:
    filed = stay_end - timedelta(days=ahead)
    day = None if decided is None else max(filed, stay_end + timedelta(days=decided))
    found = ask(procedure=procedure, filed=filed, stay_end=stay_end, decision="refused", decided=day).value
    end = months_elapsed(stay_end, 2)
    if filed <= stay_end:
        runs = day is None or day > stay_end
        assert found.special_period is runs
        assert found.stay_until == (min(end, day or end) if runs else stay_end)
    elif not found.special_period:
        assert found.stay_until == stay_end
    assert found.card_until == found.stay_until


@given(st.dates(date(2026, 7, 1), date(2027, 6, 1)), st.integers(1, 12))
def test_a_closed_last_day_moves_the_filing_only(stay_end: date, late: int) -> None:
    filed = stay_end + timedelta(days=late)
    assert ask(procedure="renewal", filed=filed, stay_end=stay_end).value.special_period is False
    found = ask(LENIENT, procedure="renewal", filed=filed, stay_end=stay_end).value
    assert found.special_period is (filed <= in_time(stay_end - ONE_DAY, 1))
    if found.special_period:
        assert found.stay_until == months_elapsed(stay_end, 2)


@given(st.dates(FIRST_DAY, date(2060, 1, 1)), st.integers(0, 92))
def test_a_card_waits_two_months_for_the_specified_one(old: date, ahead: int) -> None:
    filed = max(FIRST_DAY, old - timedelta(days=ahead))
    found = pending_renewal_end(old, filed_on=filed, old_issued_on=FIRST_DAY)
    assert found.value == (months_elapsed(old, 2) if filed <= old else old)
    assert found.open_questions == ()


@pytest.mark.parametrize(
    ("reading", "end"), [("extended", date(2026, 11, 30)), ("not_extended", date(2026, 9, 30))]
)
def test_question_11(reading: str, end: date) -> None:
    book = CURRENT.reading(Q11=reading)
    for issued, until, asked in (
        (FIRST_DAY - ONE_DAY, end, ["Q11"]),
        (FIRST_DAY, date(2026, 11, 30), []),
    ):
        found = pending_renewal_end(
            date(2026, 9, 30), filed_on=date(2026, 7, 15), old_issued_on=issued, book=book
        )
        assert (found.value, [question.key for question in found.open_questions]) == (until, asked)
        assert_speaks(found, Evidence.INFERRED, ["326CO0000000319:19-15-3:2:2"])


def test_the_day_of_the_frozen_validity_is_a_day() -> None:
    for value in (20260614, "2026-06-14", True):
        with pytest.raises(TokuteiError):
            CURRENT.reformed(FROZEN_VALIDITY_BEFORE, since=FIRST_DAY, value=value, reason="no")  # type: ignore[misc]


def test_what_reforms_change() -> None:
    def reformed(rule: Any, *, value: bool) -> Any:
        return CURRENT.reformed(rule, since=FIRST_DAY, value=value, reason="scenario")

    stays = ask(reformed(RESIDENCE_CARD_FOLLOWS_SPECIAL_PERIOD, value=False), **EXTENSION).value
    assert (stays.stay_until, stays.card_until) == (date(2026, 12, 31), STAY_END)
    book = reformed(MY_NUMBER_FOLLOWS_SPECIAL_PERIOD, value=True)
    found = ask(book, **EXTENSION, mn_card_kind=FUNCTION).value
    assert (found.mn_until, found.mn_request_to) == (date(2026, 12, 31), None)
    book = reformed(SEPARATE_CARD_FOLLOWS_SPECIAL_PERIOD, value=True)
    separate = {
        **EXTENSION,
        "mn_card_kind": "mynumber_card",
        "birth": "1990-06-20",
        "mn_created": "2026-07-01",
    }
    found = ask(book, **separate).value
    assert (found.mn_until, found.mn_request_to) == (date(2026, 12, 31), None)
    assert ask(**separate).value.mn_until == STAY_END


def test_a_separate_card_outlasts_a_refusal() -> None:
    found = ask(
        **EXTENSION, mn_card_kind="mynumber_card", birth="1990-06-20", mn_created="2026-07-01",
        mn_extension_requested=True, decision="refused", decided="2026-11-10",
    ).value  # fmt: skip
    assert (found.stay_until, found.mn_until) == (date(2026, 11, 10), date(2026, 12, 31))
    decided = ask(
        **EXTENSION, mn_card_kind="mynumber_card", birth="1990-06-20", mn_created="2026-07-01",
        decision="refused", decided="2026-10-10",
    ).value  # fmt: skip
    assert (decided.mn_until, decided.mn_request_to) == (STAY_END, None)


@pytest.mark.parametrize("requested", [None, False])
def test_an_expired_function_asks_for_its_return(requested: bool | None) -> None:
    found = ask(**EXTENSION, mn_card_kind=FUNCTION, mn_extension_requested=requested)
    assert found.value.mn_until == STAY_END
    assert found.value.mn_request_to is Window.MUNICIPALITY
    assert "Q3" in {question.key for question in found.open_questions}


def test_a_specified_card_that_is_late_is_an_open_question() -> None:
    def keys(**facts: Any) -> set[str]:
        return {one.key for one in ask(**EXTENSION, **facts).open_questions}

    assert keys(with_specified_application=True) == {"Q4"}
    late = {"with_specified_application": True, "decision": "granted", "specified_issued": "2027-01-05"}
    assert keys(**late) == {"Q4"}
    assert keys(**{**late, "specified_issued": "2026-12-31"}) == set()
    assert keys(decision="refused", decided="2027-01-05") == set()
    assert keys() == set()


def test_other_renewals_extend_nothing() -> None:
    for procedure in ("card_validity_renewal_early", "spr_validity_renewal_early", "spr_validity_renewal"):
        found = ask(
            procedure=procedure, old_expiry="2026-12-01", filed="2026-11-01", mn_card_kind=FUNCTION
        ).value
        assert (found.special_period, found.card_until, found.mn_until) == (
            False,
            date(2026, 12, 1),
            date(2026, 12, 1),
        )
        assert (found.return_card_by is None) is procedure.startswith("spr_")


def test_what_may_stand_for_the_application_of_a_specified_card() -> None:
    facts = {
        "procedure": "card_validity_renewal", "old_expiry": "2036-06-20", "old_issued": "2026-07-01",
        "filed": "2036-05-10",
    }  # fmt: skip
    assert ask(**facts, with_specified=True).value.card_until == date(2036, 8, 20)
    late = ask(**facts, with_specified=True, specified_issued="2036-08-21").value
    assert late.card_until == date(2036, 8, 20)
    assert late.return_card_by == date(2036, 9, 3)


def test_no_table_of_closed_days_reaches_for_ever() -> None:
    far = {"procedure": "renewal", "filed": "2400-01-04", "stay_end": "2400-01-31"}
    found = ask(**far).value
    assert (found.card_until, found.return_card_by) == (date(2400, 3, 31), None)


@pytest.mark.parametrize(
    ("facts", "missing"),
    [
        ({}, ("procedure", "filed", "stay_end")),
        ({"other_pending": "renewal"}, ("filed", "stay_end")),
        ({"procedure": "renewal", "converted_from": "change"}, ("filed", "stay_end", "converted_on")),
        ({"other_pending": "renewal", "converted_from": "change"}, ("procedure", "filed", "stay_end", "converted_on")),
        ({"procedure": "card_validity_renewal"}, ("old_expiry", "filed", "with_specified_application")),
        ({"procedure": "card_validity_renewal", "with_specified": True}, ("old_expiry", "filed", "old_issued")),
        ({**EXTENSION, "mn_card_kind": "mynumber_card", "mn_extension_requested": True}, ("birth", "mn_created")),
    ],
)  # fmt: skip
def test_every_missing_fact_is_named(facts: dict[str, Any], missing: tuple[str, ...]) -> None:
    with pytest.raises(FactsError) as caught:
        ask(**facts)
    assert caught.value.missing == missing


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({**EXTENSION, "birth": "2026-10-02"}, "day_before_birth"),
        ({**EXTENSION, "issued": "2026-09-30"}, "issued_before_filing"),
        ({**EXTENSION, "mn_card_kind": "signature_certificate"}, "card_of_others"),
    ],
)
def test_facts_that_contradict_each_other(facts: dict[str, Any], code: str) -> None:
    with pytest.raises(FactsError) as caught:
        ask(**facts)
    assert [reason.code for reason in caught.value.contradictions if isinstance(reason, Reason)] == [code]


def test_the_answer_speaks() -> None:
    found = ask(
        **EXTENSION, mn_card_kind="mynumber_card", birth="1990-06-20", mn_created="2026-07-01",
        mn_extension_requested=True, decision="granted", issued="2026-11-20",
    )  # fmt: skip
    for lang in ("ja", "en"):
        said = found.explain(lang)
        assert not any(part in said for part in ("fact.", "step.", "{", "None", "1990"))
    assert "2026-11-20" in found.value.text("en")


DAYS = st.one_of(st.none(), st.dates(), st.dates(date(2026, 1, 1), date(2028, 1, 1)))
FACTS = st.builds(
    SpecialPeriodFacts.model_construct,
    procedure=st.one_of(st.none(), st.sampled_from(ProcedureKind)),
    other_pending=st.one_of(st.none(), st.sampled_from(ProcedureKind)),
    converted_from=st.one_of(st.none(), st.sampled_from(ProcedureKind)),
    period=st.sampled_from([None, "P15D", "P3M", "P5Y", "indefinite"]),
    decision=st.sampled_from([None, "granted", "refused", "none"]),
    mn_card_kind=st.one_of(st.none(), st.sampled_from(CardKind)),
    with_specified_application=st.one_of(st.none(), st.booleans()),
    mn_extension_requested=st.one_of(st.none(), st.booleans()),
    **dict.fromkeys(
        (
            "birth", "filed", "stay_end", "issued", "old_expiry", "old_issued", "decided", "specified_issued",
            "converted_on", "mn_created",
        ),
        DAYS,
    ),
)  # fmt: skip


@given(FACTS, st.dates())
def test_whatever_is_asked_only_our_errors_come(facts: SpecialPeriodFacts, on: date) -> None:
    with suppress(TokuteiError):
        found = answer(facts, on=on)
        assert found.basis
        assert found.explain("ja")
        stay, card = found.value.stay_until, found.value.card_until
        assert stay is None or card is None or facts.procedure in {
            ProcedureKind.CARD_RENEWAL, ProcedureKind.CARD_RENEWAL_EARLY, ProcedureKind.SPR_RENEWAL,
            ProcedureKind.SPR_RENEWAL_EARLY,
        } or card <= stay  # fmt: skip
