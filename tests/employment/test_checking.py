"""The check as a process: the table of steps, and what must not come before what."""

from __future__ import annotations

import itertools
from typing import Any, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.rules.law_texts import words_of
from tokutei.employment import STEPS, CheckStep, Demand, StepActor, judge_step, next_step
from tokutei.errors import UnknownTermError
from tokutei.law import Citation, Evidence, Verdict

ROWS: Final = {row.step: row for row in STEPS}
SAYS: Final = {
    "415AC0000000057:17:1": "利用の目的（以下「利用目的」という。）をできる限り特定しなければならない",
    "415AC0000000057:21:1": "その利用目的を、本人に通知し、又は公表しなければならない",
    "415AC0000000057:21:2#main": "あらかじめ、本人に対し、その利用目的を明示しなければならない",
    "341AC0000000132:28:1": "事項について確認し",
    "341M50002000023:11:1:1": "在留カード",
    "326CO0000000319:19-4:5": "記録",
    "425AC0000000027:15": "個人番号の提供を求めてはならない",
    "425AC0000000027:20": "収集し、又は保管してはならない",
    "356M50000010054:19-14": "効力を失つた在留カードの番号の情報",
    "423M60000010044:14": "効力を失った特別永住者証明書の番号の情報",
    "326CO0000000319:19:1": "活動を行つてはならない",
    "326CO0000000319:73-2:2#main": "知らないことを理由として、同項の規定による処罰を免れることができない",
    "326CO0000000319:19-2:2": "不利益な取扱いをしてはならない",
    "415AC0000000057:18:1": "利用目的の達成に必要な範囲を超えて",
    "415AC0000000057:23": "安全管理のために必要かつ適切な措置を講じなければならない",
    "415AC0000000057:22": "遅滞なく消去するよう努めなければならない",
}
"""Words of each provision that a step rests on, found in the texts."""


# From the texts and the notes.


def test_the_steps_are_those_of_the_requirement_in_their_order() -> None:
    assert [row.step.value for row in STEPS] == [
        "purpose",
        "consent",
        "reading",
        "lapse_check",
        "decision",
        "record",
        "retention",
        "disposal",
    ]
    assert [row.step for row in STEPS] == list(CheckStep)


@pytest.mark.shared
@pytest.mark.parametrize("place", SAYS)
def test_each_provision_says_so(place: str) -> None:
    cite = Citation.parse(place)
    plain = place.partition("#")[0]
    assert SAYS[place] in words_of(Citation.parse(plain) if cite.sentence else cite)


def test_every_provision_of_the_table_was_looked_up() -> None:
    assert {str(cite) for row in STEPS for cite in row.cite} == set(SAYS)


def test_law_and_good_practice_are_told_apart() -> None:
    by_law = {row.step.value for row in STEPS if row.demand in {Demand.LAW, Demand.EFFORT}}
    assert by_law == {"purpose", "reading", "retention", "disposal"}
    # No text names a consent to the reading, a form of record or a duty to look numbers up.
    for step in ("consent", "record", "lapse_check"):
        assert ROWS[CheckStep(step)].demand is Demand.GOOD_PRACTICE
        assert ROWS[CheckStep(step)].evidence is Evidence.INFERRED
    assert ROWS[CheckStep.CONSENT].cite == ()
    assert ROWS[CheckStep.CONSENT].by is StepActor.WORKER
    assert ROWS[CheckStep.DISPOSAL].demand is Demand.EFFORT
    assert all(row.evidence is Evidence.OFFICIAL for row in STEPS if row.demand is not Demand.GOOD_PRACTICE)


@pytest.mark.parametrize("lang", ["ja", "en"])
@pytest.mark.parametrize("row", STEPS, ids=lambda row: row.step.value)
def test_every_row_speaks(row: Any, lang: str) -> None:
    said = row.text(lang)
    assert "employment." not in said + row.what(lang) + row.brings(lang)
    for part in (row.step.text(lang), row.by.text(lang), row.what(lang), row.demand.text(lang)):
        assert part in said
    assert all(cite.text(lang) in said for cite in row.cite)


# Structure.


def test_a_step_needs_only_what_stands_before_it() -> None:
    for at, row in enumerate(STEPS):
        assert set(row.needs) <= {one.step for one in STEPS[:at]}


@pytest.mark.parametrize("chip", [True, False])
def test_following_the_table_is_always_allowed_and_ends(chip: bool) -> None:
    done: list[CheckStep] = []
    while step := next_step(done, chip=chip):
        assert judge_step(step, done=done, chip=chip).verdict is Verdict.ALLOWED
        done.append(step)
    assert done == [step for step in CheckStep if chip or step is not CheckStep.CONSENT]


@given(done=st.sets(st.sampled_from(CheckStep)), step=st.sampled_from(CheckStep), chip=st.booleans())
@settings(max_examples=120)
def test_a_step_is_refused_exactly_for_what_is_lacking(
    done: set[CheckStep], step: CheckStep, chip: bool
) -> None:
    judged = judge_step(step, done=done, chip=chip)
    lacking = [one for one in ROWS[step].needs if one not in done and (chip or one is not CheckStep.CONSENT)]
    no_duty = {CheckStep.CONSENT, CheckStep.LAPSE_CHECK, CheckStep.RECORD}
    refused = [f"check.before_{one.value}" for one in lacking if one not in no_duty]
    assert judged.verdict is (Verdict.REFUSED if refused else Verdict.ALLOWED)
    assert [reason.code for reason in judged.reasons] == refused
    assert [reason.code for reason in judged.warnings] == [
        f"check.before_{one.value}" for one in lacking if one in no_duty
    ]
    for lang in ("ja", "en"):
        assert "check." not in judged.text(lang)


def test_every_step_that_something_needs_has_words() -> None:
    needed = set(itertools.chain.from_iterable(row.needs for row in STEPS))
    for one in needed:
        later = next(row.step for row in STEPS if one in row.needs)
        assert judge_step(later, done=()).text("ja") != judge_step(later, done=()).text("en")


# What must not happen.


def test_no_decision_is_recorded_without_a_purpose() -> None:
    judged = judge_step("record", done=["consent", "reading", "lapse_check", "decision"])
    assert judged.verdict is Verdict.REFUSED
    assert [reason.code for reason in judged.reasons] == ["check.before_purpose"]
    assert Citation.parse("415AC0000000057:17:1") in judged.basis


def test_nothing_is_refused_that_no_provision_demands() -> None:
    """No provision names the consent: reading without it is worth a warning, and no more."""
    judged = judge_step("reading", done=["purpose"])
    assert judged.verdict is Verdict.ALLOWED
    assert [reason.code for reason in judged.warnings] == ["check.before_consent"]
    assert "Refused" not in judged.text("en")
    assert not judge_step("reading", done=["purpose"], chip=False).warnings
    assert not judge_step("reading", done=["consent"])


def test_the_law_asks_for_safe_keeping_and_names_no_period() -> None:
    """Personal Information Protection Act 23: 安全管理のために必要かつ適切な措置."""
    row = ROWS[CheckStep.RETENTION]
    assert (row.step.ja, row.step.en) == ("安全管理", "safe keeping")
    assert "保存期間の定めはない" in row.text("ja")
    assert "names no period" in row.text("en")


@pytest.mark.parametrize("word", ["reed", "", None, 5, "QZMARKER HANAKO" * 20])
def test_what_is_no_step_is_refused(word: Any) -> None:
    for call in (
        lambda: next_step([word]),
        lambda: judge_step("record", done=[word]),
        lambda: judge_step(word, done=[]),
    ):
        with pytest.raises(UnknownTermError):
            call()
