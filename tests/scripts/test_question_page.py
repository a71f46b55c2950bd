"""The page of open questions shows each with its readings, its reasons and what depends on it."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import Final

import pytest

import question_page
from question_page import IN_LIVES, dependence, questions_page
from tests.legal_cases import CHANGES, answered, cases
from tokutei import lifecycle, messages
from tokutei.law import OpenQuestion
from tokutei.rules import CURRENT
from tokutei.rules.rulebook import open_questions

QUESTIONS: Final = list(open_questions().values())
NUMBER: Final = re.compile("Q[0-9]+")


def section_of(key: str) -> str:
    return questions_page().split(f"\n## {key}\n", 1)[1].split("\n## ", 1)[0]


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.key)
def test_every_question_stands_on_its_page(question: OpenQuestion) -> None:
    section = section_of(question.key)
    for lang in ("ja", "en"):
        assert question.asked(lang) in section
        assert question.why(lang) in section
        assert question.settled_by(lang) in section
        assert messages.render(question.basis, lang) in section
    assert f"Checked on: {question.checked_on.isoformat()}" in section
    rows = [line for line in section.splitlines() if line.startswith("| `")]
    assert len(rows) == len(question.readings)
    for row, reading in zip(rows, question.readings, strict=True):
        assert row.startswith(f"| `{reading}`")
        assert (f"`{reading}` (the default)" in row) is (reading == question.default)
        assert all(question.reading_text(reading, lang) in row for lang in ("ja", "en"))


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.key)
def test_what_depends_on_a_question_is_said(question: OpenQuestion) -> None:
    found, section = dependence()[question.key], section_of(question.key)
    assert set(found.changed) == set(question.readings) - {question.default}
    assert ("It only warns" in section) is not any(found.changed.values())
    assert all(f"`{topic}` ({count})" in section for topic, count in found.named.items())
    assert ("No answer to a legal case names it." in section) is not bool(found.named)
    for names in found.changed.values():
        assert not names or f"{len(names)}: {', '.join(names[:4])}" in section
    told = [one.en for one in IN_LIVES.get(question.key, ())]
    assert all(f"“{words}”" in section for words in told)
    assert ("In lives" in section) is bool(told)


@pytest.mark.parametrize(("key", "reading"), [("Q1", "no_specified"), ("Q16", "as_written")])
def test_no_case_that_a_reading_changes_is_left_out(key: str, reading: str) -> None:
    book = CURRENT.reading(**{key: reading})
    asked = [(topic, case) for topic, case in cases() if topic != CHANGES]
    changed = [
        case["id"] for topic, case in asked if answered(topic, case)[0] != answered(topic, case, book)[0]
    ]
    assert changed
    assert dependence()[key].changed[reading] == tuple(changed)


def test_answers_that_name_a_question_are_counted() -> None:
    counted: dict[str, int] = {}
    for topic, case in cases():
        if topic != CHANGES and "Q3" in answered(topic, case)[1]:
            counted[topic] = counted.get(topic, 0) + 1
    assert counted
    assert dependence()["Q3"].named == counted


def test_every_question_that_lives_touch_is_listed() -> None:
    found: set[str] = set()
    for path in Path(next(iter(lifecycle.__path__))).rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if (
                isinstance(node, ast.Constant)
                and isinstance(node.value, str)
                and NUMBER.fullmatch(node.value)
            ):
                found.add(node.value)
    assert found == set(IN_LIVES)


def test_a_question_that_nothing_names_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    nothing = {one.key: question_page.Dependence({}, dict.fromkeys(one.readings, ())) for one in QUESTIONS}
    monkeypatch.setattr(question_page, "dependence", lambda: nothing)
    told = section_of("Q9").rstrip().splitlines()[-2:]
    assert told == [
        "- No answer to a legal case names it.",
        "- It only warns: no case has another value under another reading.",
    ]
