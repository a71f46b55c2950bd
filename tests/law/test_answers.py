"""Answers, reasons and judgements: what they rest on, how sure they are, and how they speak."""

from __future__ import annotations

import pickle
from copy import deepcopy
from dataclasses import FrozenInstanceError, asdict, fields, replace
from datetime import date
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tokutei.errors import ReadingError, UnknownTermError
from tokutei.law import (
    Answer,
    Citation,
    Evidence,
    Ground,
    Judgement,
    LegalDay,
    OpenQuestion,
    Reason,
    Rule,
    Verdict,
    Version,
)

CITE = Citation("326CO0000000319", "19-12", "1")
OTHER = Citation("129AC0000000089", "140")
UNSEEN = Citation("415M60000008120", "13", unseen=True)
CHECKED_ON = date(2026, 11, 21)


def whole(value: object) -> int:
    """Read a whole number, as the tables of rules do."""
    if isinstance(value, int):
        return value
    raise ValueError


RULE = Rule[int](
    "deadlines", "loss_days", "紛失の再交付申請期間", "days to apply after a loss", whole, LegalDay.EVENT
)
VERSION = Version(date(2012, 7, 9), 14, CITE, Evidence.OFFICIAL, CHECKED_ON)
STEP = Ground("first_day_out", (OTHER,), Evidence.OFFICIAL, date(2026, 11, 20))
RULED = Ground("loss_days", (CITE,), Evidence.OFFICIAL, CHECKED_ON, RULE, VERSION, date(2026, 9, 1))
QUESTION = OpenQuestion("Q0", "どちらか。", "Which one?", ("fifth", "sixth"), "fifth", (CITE,), CHECKED_ON)


def test_an_answer_says_what_it_rests_on() -> None:
    answer = Answer(date(2026, 9, 15), (RULED, STEP, RULED))
    assert answer.basis == (CITE, OTHER)
    assert answer.evidence is Evidence.OFFICIAL
    assert answer.checked_on == date(2026, 11, 20)
    assert answer.reforms == ()
    assert answer.text("en") == (
        "2026-09-15 (Immigration Act art. 19-12(1), Civil Code art. 140; official text)"
    )
    assert answer.text("ja") == "2026年9月15日（入管法第19条の12第1項、民法第140条、公式の条文・文書）"


def test_it_explains_facts_versions_and_steps_one_a_line() -> None:
    answer = Answer(date(2026, 9, 15), (RULED, STEP), (QUESTION,), {"loss_known": date(2026, 9, 1)})
    lines = answer.explain("en").split("\n")
    assert len(lines) == 5
    assert lines[0].endswith(": 2026-09-01")
    assert lines[1] == (
        "days to apply after a loss: 14, in force since 2012-07-09, chosen by the day of the event, "
        "2026-09-01 (Immigration Act art. 19-12(1); official text)"
    )
    assert lines[2].endswith("(Civil Code art. 140)")
    assert lines[3] == "Open question Q0: Which one? The reading used is: fifth."
    assert lines[4].endswith("inferred from the texts)")
    assert len(answer.explain("ja").split("\n")) == 5
    assert "紛失の再交付申請期間：14" in answer.explain("ja")


def test_a_scenario_is_never_passed_off_as_law() -> None:
    reformed = Version(date(2027, 4, 1), 30, CITE, Evidence.OFFICIAL, CHECKED_ON, reform="scenario A")
    ground = Ground("loss_days", (CITE,), Evidence.OFFICIAL, CHECKED_ON, RULE, reformed)
    answer = Answer(30, (RULED, ground, ground))
    assert answer.reforms == ("scenario A",)
    assert "not law but the scenario “scenario A”" in ground.text("en")
    assert "2027-04-01" in ground.text("en")
    assert "法律ではなく" in ground.text("ja")


@given(st.lists(st.sampled_from(Evidence), max_size=5))
def test_evidence_is_the_weakest_used(levels: list[Evidence]) -> None:
    grounds = tuple(Ground("first_day_out", (OTHER,), level, CHECKED_ON) for level in levels)
    expected = next((level for level in sorted(Evidence) if level in levels), Evidence.OFFICIAL)
    assert Answer(1, grounds).evidence is expected
    assert Answer(1, grounds, (QUESTION,)).evidence is Evidence.INFERRED


def test_a_text_that_was_not_seen_lowers_the_evidence() -> None:
    assert (
        Answer(1, (STEP, Ground("x", (UNSEEN,), Evidence.OFFICIAL, CHECKED_ON))).evidence
        is Evidence.SECONDARY
    )
    assert Answer(1, (Ground("x", (UNSEEN,), Evidence.INFERRED, CHECKED_ON),)).evidence is Evidence.INFERRED


def test_levels_are_ordered_named_and_spoken() -> None:
    assert Evidence.INFERRED < Evidence.SECONDARY < Evidence.OFFICIAL
    assert [Evidence.of(word) for word in ("inferred", "secondary", "official")] == list(Evidence)
    assert len({level.text(lang) for level in Evidence for lang in ("ja", "en")}) == 6


@pytest.mark.parametrize("word", ["", "surely", None, 3, "\x1b[2J"])
def test_a_level_that_there_is_not(word: Any) -> None:
    with pytest.raises(UnknownTermError) as caught:
        Evidence.of(word)
    assert caught.value.known == ("inferred", "secondary", "official")
    assert caught.value.text("ja").isprintable()


def test_an_answer_without_grounds_still_speaks_and_never_grows_stale() -> None:
    answer = Answer(None)
    assert (answer.basis, answer.evidence, answer.checked_on) == ((), Evidence.OFFICIAL, date.max)
    assert (answer.text("en"), answer.text("ja")) == ("none (official text)", "なし（公式の条文・文書）")
    assert not answer.stale(date.max)


def test_stale_compares_and_does_nothing_else() -> None:
    answer = Answer(1, (STEP,))
    assert not answer.stale(date(2027, 11, 20))
    assert answer.stale(date(2027, 11, 21))
    assert answer.stale(date(2027, 1, 1), months=1)


def test_another_value_on_the_same_grounds() -> None:
    answer = Answer(1, (RULED,), (QUESTION,), {"loss_known": CHECKED_ON})
    mapped = answer.map("one")
    assert mapped.value == "one"
    assert (mapped.grounds, mapped.open_questions, mapped.facts) == (
        answer.grounds,
        answer.open_questions,
        answer.facts,
    )


@pytest.mark.parametrize(
    "value",
    [
        Answer(1, (RULED, STEP), (QUESTION,), {"loss_known": CHECKED_ON}),
        Answer(1),
        Reason("procedure_not_listed", (CITE,), {"day": CHECKED_ON}),
        Reason("procedure_not_listed"),
        Judgement(Verdict.REFUSED, (Reason("procedure_not_listed", (CITE,), {"day": CHECKED_ON}),)),
        QUESTION,
    ],
)
def test_values_survive_pickling_and_serve_as_keys(value: object) -> None:
    twin = pickle.loads(pickle.dumps(value))  # noqa: S301 - our own bytes
    assert twin == value
    assert {value: 1}[twin] == 1


def test_a_ground_without_provision_says_its_words_alone() -> None:
    assert "(" not in Ground("closed_extra", (), Evidence.INFERRED, CHECKED_ON).text("en")


def test_an_open_question_names_the_reading_used() -> None:
    chosen = OpenQuestion(
        "Q0", "どちらか。", "Which one?", ("fifth", "sixth"), "fifth", (CITE,), CHECKED_ON, "sixth"
    )
    assert (QUESTION.reading, chosen.reading) == ("fifth", "sixth")
    assert chosen.text("en") == "Open question Q0: Which one? The reading used is: sixth."
    assert chosen.text("ja") == "未解決の問題 Q0：どちらか。（採った読み方：sixth）"


def test_an_open_question_says_its_parts_in_each_language() -> None:
    full = replace(QUESTION, why_ja="理由。", why_en="Why.", settled_by_ja="条文。", settled_by_en="A text.")
    assert [full.asked(lang) for lang in ("ja", "en", "tlh")] == ["どちらか。", "Which one?", "Which one?"]
    assert [full.why(lang) for lang in ("ja", "en", "tlh")] == ["理由。", "Why.", "Why."]
    assert [full.settled_by(lang) for lang in ("ja", "en", "tlh")] == ["条文。", "A text.", "A text."]
    assert full.reading_text("sixth", "en") == "sixth"  # no message has words for it
    assert (QUESTION.why("en"), QUESTION.settled_by("ja")) == ("", "")


def test_a_reading_that_an_open_question_does_not_have() -> None:
    with pytest.raises(ReadingError) as caught:
        QUESTION.reading_text("seventh", "en")
    assert (caught.value.question, caught.value.known) == ("Q0", ("fifth", "sixth"))


def test_refused_is_not_the_same_as_not_known() -> None:
    assert [bool(Judgement(verdict)) for verdict in Verdict] == [True, False, False]
    assert len({verdict.text(lang) for verdict in Verdict for lang in ("ja", "en")}) == 6


def test_a_judgement_says_why_what_is_missing_and_what_would_work() -> None:
    why, also, instead = (Reason(f"test_{n}", cite) for n, cite in enumerate(((CITE,), (OTHER, CITE), ())))
    judgement = Judgement(
        Verdict.NOT_KNOWN,
        (why, also),
        missing=("born", "status"),
        instead=(instead,),
        warnings=(Reason("test_3"),),
        open_questions=(QUESTION,),
    )
    assert judgement.basis == (CITE, OTHER)
    for lang in ("ja", "en"):
        lines = judgement.text(lang).split("\n")
        assert len(lines) == 7
        assert lines[0] == Verdict.NOT_KNOWN.text(lang)
        order = [judgement.text(lang).index(f"reason.test_{n}") for n in range(4)]
        assert all(one < other for one, other in pairwise(order))


def test_a_bare_judgement_is_one_line() -> None:
    assert Judgement(Verdict.ALLOWED).text("en") == "Allowed."


def test_values_cannot_be_changed() -> None:
    for value in (
        Answer[int](1),
        RULE,
        VERSION,
        STEP,
        CITE,
        Judgement(Verdict.ALLOWED),
        Reason("x"),
        QUESTION,
    ):
        field = next(iter(fields(value))).name
        with pytest.raises(FrozenInstanceError):
            setattr(value, field, None)


def test_a_reason_speaks_with_its_provisions() -> None:
    reason = Reason("unspoken_reason", (CITE,))
    assert reason.text("en") == "reason.unspoken_reason (Immigration Act art. 19-12(1))"
    assert Reason("unspoken_reason").text("en") == "reason.unspoken_reason"


def test_reasons_and_answers_are_copied_and_taken_apart() -> None:
    """Web frameworks do so with whatever an error holds."""
    reason = Reason("card_lost", (), {"on": date(2026, 9, 1)})
    assert deepcopy(reason) == reason
    assert dict(asdict(reason)["parameters"]) == {"on": date(2026, 9, 1)}
    answer = Answer(3, facts={"filed_on": date(2026, 9, 1)})
    assert deepcopy(answer) == answer
    assert dict(asdict(answer)["facts"]) == {"filed_on": date(2026, 9, 1)}
    with pytest.raises(TypeError):
        reason.parameters["on"] = None  # type: ignore[index]
