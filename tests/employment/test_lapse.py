"""The look-up of a card's number: what its answers mean, and what they must not decide."""

from __future__ import annotations

import csv
import itertools
import pickle
import pprint
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.employment.check_decisions import DAY, SEEN, STAY_END, decide, record
from tests.rules.law_texts import words_of
from tokutei.employment import (
    NOT_CHECKED,
    LapseCheck,
    LapseChecker,
    LapseResult,
    ManualLapseResult,
    WorkVerdict,
    with_lapse,
)
from tokutei.employment.lapse import PUBLISHED, lapse_of
from tokutei.errors import FactsError, NaiveDatetimeError, RecordError
from tokutei.identifiers import CardNumber
from tokutei.testing import FakeLapseChecker

SHARED: Final = Path(__file__).resolve().parents[3] / "shared"
NUMBER: Final = CardNumber.parse("QZ19010203QZ")
OTHER: Final = CardNumber.parse("QZ19010204QZ")
LAPSED: Final = LapseCheck(result=LapseResult.LAPSED, on=DAY)
SO_FAR: Final = LapseCheck(result=LapseResult.VALID_SO_FAR, on=DAY)


def looked(**told: Any) -> ManualLapseResult:
    first: dict[str, Any] = {
        "number": NUMBER,
        "valid_until": STAY_END,
        "result": LapseResult.VALID_SO_FAR,
        "looked_on": DAY,
        "by": "HR-7",
    }
    return ManualLapseResult(**{**first, **told})


# From the notes and the texts.


@pytest.mark.shared
def test_the_notes_have_these_results_and_say_what_lapsed_means() -> None:
    notes = (SHARED / "rules" / "numbers.md").read_text("utf-8")
    assert "{" + ", ".join(one.value for one in LapseResult) + "}" in notes
    with (SHARED / "data" / "work_decision_rules.csv").open(encoding="utf-8", newline="") as rows:
        (row,) = [
            row for row in csv.DictReader(rows) if "lapsed" in row["condition"] and row["order"] == "11"
        ]
    assert row["result"] == "stop_and_ask_ISA"
    said = LAPSED.text("en")
    assert "reissued" in said
    assert "lost" in said
    assert "agency" in said


@pytest.mark.shared
def test_the_regulations_let_the_agency_publish_and_no_more() -> None:
    for cite in PUBLISHED:
        assert "番号の情報をインターネットの利用その他の方法により提供することができる" in words_of(cite)


# A decision.

EVERY: Final = [
    {"status": "permanent_resident", "stay_end": None},
    {},
    {"hours_per_week": (40,)},
    {"other_activity_permission": "none"},
    {"status": None},
    {"stay_end": date(2026, 8, 1), "pending_application": "none"},
]


@pytest.mark.parametrize(
    ("facts", "enough", "sources"), list(itertools.product(EVERY, (True, False), (SEEN, ())))
)
def test_a_lapsed_number_allows_nothing_and_softens_no_refusal(
    facts: dict[str, Any], enough: bool, sources: Any
) -> None:
    decision = decide(enough=enough, sources=sources, **facts)
    found = with_lapse(decision, LAPSED)
    refused = decision.verdict is WorkVerdict.NOT_ALLOWED
    assert found.verdict is (WorkVerdict.NOT_ALLOWED if refused else WorkVerdict.NOT_KNOWN)
    assert found.reach.enough is (decision.reach.enough and refused)
    assert lapse_of(found) == LAPSED
    assert set(decision.reasons) < set(found.reasons)
    assert found.reach.reasons[0].code == "lapse.lapsed"
    assert refused or found.reasons[0].code == "lapse.lapsed"
    kept = record(decision, consent_on=DAY, lapse=LAPSED)
    assert (kept.verdict, kept.lapse) == (found.verdict, LAPSED)
    assert "lapse.lapsed" in kept.reservations
    assert found.ruling == decision.ruling
    assert found.facts == decision.facts
    # A later look-up does not undo it; the decision is made anew.
    assert with_lapse(found, SO_FAR) == found
    assert with_lapse(found, NOT_CHECKED) == found
    assert with_lapse(found, LAPSED) == found
    assert record(found, consent_on=DAY).verdict is found.verdict


@pytest.mark.parametrize("check", [SO_FAR, NOT_CHECKED])
@pytest.mark.parametrize("facts", EVERY)
def test_any_other_result_changes_no_verdict(check: LapseCheck, facts: dict[str, Any]) -> None:
    decision = decide(**facts)
    found = with_lapse(decision, check)
    assert (found.verdict, found.reach.enough) == (decision.verdict, decision.reach.enough)
    assert found.reach.reasons[-1].code == f"lapse.{check.result.value}"
    assert with_lapse(found, check) == found
    assert lapse_of(found) == check


def test_the_newest_look_up_stands() -> None:
    first = with_lapse(decide(), SO_FAR)
    later = LapseCheck(result=LapseResult.VALID_SO_FAR, on=date(2026, 9, 2))
    assert lapse_of(with_lapse(first, later)) == later
    assert with_lapse(first, LAPSED).verdict is WorkVerdict.NOT_KNOWN
    assert len([one for one in with_lapse(first, later).reasons if one.code.startswith("lapse.")]) == 1


def test_the_record_knows_the_look_up_of_its_decision() -> None:
    assert record().lapse == NOT_CHECKED
    assert record(with_lapse(decide(), SO_FAR)).lapse == SO_FAR
    assert record(lapse=SO_FAR).lapse == SO_FAR
    lapsed = record(lapse=LAPSED)
    assert (lapsed.verdict, lapsed.ruled) == (WorkVerdict.NOT_KNOWN, WorkVerdict.WITHIN_LIMITS)
    assert lapsed == record(with_lapse(decide(), LAPSED))
    assert lapsed.reservations == ("lapse.lapsed",)


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_every_result_speaks(lang: str) -> None:
    for check in (LAPSED, SO_FAR, NOT_CHECKED):
        assert "lapse." not in check.text(lang)
        assert check.text(lang) in record(lapse=check).text(lang)


# Who answers.


def test_a_manual_result_is_about_one_card() -> None:
    assert looked().check(NUMBER, valid_until=STAY_END, on=DAY) == SO_FAR
    assert looked(result="lapsed").check(NUMBER, valid_until=STAY_END, on=DAY) == LAPSED
    assert looked().check(OTHER, valid_until=STAY_END, on=DAY) == NOT_CHECKED
    assert looked().check(NUMBER, valid_until=date(2028, 7, 2), on=DAY) == NOT_CHECKED


@given(st.dates(date(2026, 1, 1), date(2027, 12, 31)))
@settings(max_examples=40)
def test_nobody_knows_a_result_before_somebody_looked(day: date) -> None:
    found = looked().check(NUMBER, valid_until=STAY_END, on=day)
    assert found == (SO_FAR if day >= DAY else NOT_CHECKED)


def test_both_are_checkers() -> None:
    def ask(checker: LapseChecker, number: CardNumber) -> LapseResult:
        return checker.check(number, valid_until=STAY_END, on=DAY).result

    page = FakeLapseChecker(lapsed=[NUMBER])
    assert ask(page, NUMBER) is LapseResult.LAPSED
    assert ask(page, OTHER) is LapseResult.VALID_SO_FAR
    assert ask(looked(), NUMBER) is LapseResult.VALID_SO_FAR


def test_no_number_shows() -> None:
    for value in (
        looked(),
        FakeLapseChecker(lapsed=[NUMBER]),
        looked().check(NUMBER, valid_until=STAY_END, on=DAY),
    ):
        for said in (repr(value), str(value), f"{value}", pprint.pformat(value)):
            assert "1901" not in said
            assert "QZ" not in said
    assert pickle.loads(pickle.dumps(looked())) == looked()  # noqa: S301 - our own


# What is refused.


@pytest.mark.parametrize("result", ["not_found", "", None, 1, ["lapsed"], LapseResult.NOT_CHECKED])
def test_a_look_up_has_a_result(result: Any) -> None:
    with pytest.raises(FactsError):
        looked(result=result)


def test_a_result_has_a_day_and_a_day_a_result() -> None:
    with pytest.raises(FactsError):
        LapseCheck(result=LapseResult.LAPSED)
    with pytest.raises(FactsError):
        LapseCheck(on=DAY)
    with pytest.raises(NaiveDatetimeError):
        LapseCheck(result=LapseResult.LAPSED, on=datetime(2026, 9, 1))  # noqa: DTZ001 - what is refused
    assert LapseCheck(result=LapseResult.LAPSED, on=datetime(2026, 8, 31, 15, tzinfo=UTC)).on == DAY


def test_who_looked_is_a_key() -> None:
    for by in ("QZMARKER HANAKO", "1234-5678-9018", "QZ19010203QZ"):
        with pytest.raises(RecordError) as caught:
            looked(by=by)
        assert by not in str(caught.value)
