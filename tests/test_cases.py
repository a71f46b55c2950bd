"""Every legal case is answered as it says; every case is complete and has a name of its own."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.legal_cases import CHANGES, Case, answered, cases, problems, unsaid
from tokutei.data import read_csv
from tokutei.rules import CURRENT
from tokutei.rules.rulebook import open_questions

KEYS = {"id", "question_ja", "question_en", "facts", "expected", "provisions", "evidence", "why"}
FEE_ROWS = {
    f"fee:{row['procedure_key']}:{row['condition']}:{row['channel']}:{row['effective_from']}"
    for row in read_csv("fees.csv")
}
"""Rows of fees, named by procedure, condition, channel and first day."""
OPTIONAL = {"unclear", "covers", "on"}


@pytest.mark.parametrize(("topic", "case"), cases(), ids=[case["id"] for _, case in cases()])
def test_case(topic: str, case: Case) -> None:
    assert problems(topic, case) + unsaid(topic, case) == []


READINGS = [
    (key, reading)
    for key, question in open_questions().items()
    for reading in question.readings
    if reading != question.default
]


@pytest.mark.parametrize(("key", "reading"), READINGS)
def test_an_answer_that_a_reading_turns_says_so(key: str, reading: str) -> None:
    book = CURRENT.reading(**{key: reading})
    for topic, case in cases():
        if topic == CHANGES:
            continue
        value, said = answered(topic, case, CURRENT)
        other, said_then = answered(topic, case, book)
        if value != other:
            assert isinstance(value, str) or key in said, case["id"]
            assert isinstance(other, str) or key in said_then, case["id"]


def test_cases_are_complete() -> None:
    for _, case in cases():
        assert KEYS <= set(case) <= KEYS | OPTIONAL, case["id"]
        assert case["evidence"] in {"official", "secondary", "inferred"}
        assert all(case[key].strip() for key in ("question_ja", "question_en", "why")), case["id"]


def test_names_are_given_once() -> None:
    assert [name for name, count in Counter(case["id"] for _, case in cases()).items() if count > 1] == []


def test_there_are_many_cases() -> None:
    assert len(cases()) >= 250


def test_what_cases_cover_exists() -> None:
    known = {row["id"] for row in read_csv("ids.csv")} | set(FEE_ROWS)
    assert {covered for _, case in cases() for covered in case.get("covers", ())} - known == set()


def test_every_numbered_fact_has_a_case() -> None:
    sorts = {"calendar_rule", "procedure", "refusal", "conflict", "open_question", "fee_exemption"}
    numbered = {row["id"] for row in read_csv("ids.csv") if row["sort"] in sorts}
    assert numbered - {one for _, case in cases() for one in case.get("covers", ())} == set()


def test_every_row_of_fees_has_a_case() -> None:
    covered = {one for _, case in cases() for one in case.get("covers", ())}
    assert FEE_ROWS - covered == set()
