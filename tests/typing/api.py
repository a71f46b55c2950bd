"""The public API as users write it, for the type checkers alone: mypy and pyright accept every line.

``assert_type`` says what a user sees.
"""

from __future__ import annotations

from datetime import date
from typing import assert_type

from tokutei.errors import MissingExtraError, TokuteiError, TransitionRefused
from tokutei.law import Answer, Citation, Evidence, Judgement, Reason, Rule, Timeline, Verdict, Version
from tokutei.personal import Personal
from tokutei.vocabulary import CardForm, CardKind, Channel


def number(stated: object) -> int:
    if isinstance(stated, int):
        return stated
    raise ValueError


DAYS = Rule("examples", "example_days", ja="例", en="example", parse=number)


def words_are_found_with_their_own_type() -> None:
    assert_type(CardKind.find("特定在留カード"), CardKind)
    assert_type(CardForm.FORM_2026.text("ja"), str)
    assert_type(Channel.find("online"), Channel)


def a_rule_types_its_answers(timeline: Timeline[int], on: date) -> None:
    assert_type(DAYS, Rule[int])
    version = timeline.at(on)
    assert_type(version, Version[int])
    assert_type(version.value, int)


def an_answer_keeps_its_type(answer: Answer[date]) -> None:
    assert_type(answer.value, date)
    assert_type(answer.evidence, Evidence)
    assert_type(answer.basis, tuple[Citation, ...])


def a_judgement_speaks(judgement: Judgement) -> tuple[Reason, ...]:
    assert_type(judgement.verdict, Verdict)
    assert_type(judgement.text("en"), str)
    return judgement.reasons


def errors_keep_what_happened(error: TransitionRefused, extra: MissingExtraError) -> TokuteiError:
    assert_type(extra.extra, str)
    assert_type(error.text("ja"), str)
    return error


def the_personal_mark_is_invisible(name: Personal[str]) -> str:
    return name.upper()
