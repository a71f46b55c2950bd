"""Papers: the legal cases, the ordinances' own words, and what must not be answered."""

from __future__ import annotations

import re
import tomllib
from datetime import date
from pathlib import Path
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.rules.law_texts import LAW, words_of
from tokutei.errors import FactsError, TokuteiError
from tokutei.law import Citation, Rule
from tokutei.rules import CURRENT
from tokutei.rules.documents import (
    GIVEN_BACK,
    IDENTITY_CHECKS,
    SHOWN,
    SPECIFIED_PAPERS,
    STATUS_PAPERS,
    STRONG_PHOTO_PAPERS,
    SUBMITTED,
    DocumentsFacts,
    DocumentsResult,
    Paper,
    Return,
    StatusPaper,
    answer,
)
from tokutei.vocabulary import CardKind, ProcedureKind, StatusOfResidence

CASES: Final[list[dict[str, Any]]] = tomllib.loads(
    (Path(__file__).parents[1] / "cases" / "documents.toml").read_text("utf-8")
)["case"]
REFORM: Final = date(2026, 6, 14)
NOW: Final = date(2026, 9, 1)


def day_of(case: dict[str, Any]) -> date:
    """The day of the question: as given, or the latest among the facts."""
    found: date = case.get("on") or max(v for v in case["facts"].values() if isinstance(v, date))
    return found


def test_every_case_is_a_question_of_its_own() -> None:
    assert len({case["id"] for case in CASES}) == len(CASES)
    for key in ("question_ja", "question_en"):
        asked = [(case[key], str(case["expected"])) for case in CASES]
        assert len(set(asked)) == len(asked)


# The ordinances' own words

_FORM: Final = re.compile(r"form_([0-9_]+)$")
_KANJI: Final = "〇一二三四五六七八九"


def kanji(number: str) -> str:
    """Return a form number as the ordinance writes it: 29_14_2 is 二十九号の十四の二."""

    def said(digits: str) -> str:
        value = int(digits)
        tens, ones = divmod(value, 10)
        return ("" if not tens else ("" if tens == 1 else _KANJI[tens]) + "十") + (
            _KANJI[ones] if ones else ""
        )

    head, *branches = number.split("_")
    return f"別記第{said(head)}号" + "".join(f"の{said(one)}" for one in branches) + "様式"


PROCEDURE_ROWS: Final[dict[str, Rule[tuple[Paper, ...]]]] = {
    **{rule.key: rule for rule in SUBMITTED.values()},
    **{rule.key: rule for rule in SHOWN.values()},
    **{rule.key: rule for rule in SPECIFIED_PAPERS.values()},
}


@pytest.mark.shared
@pytest.mark.parametrize("key", PROCEDURE_ROWS)
def test_the_cited_article_names_the_form_and_the_papers(key: str) -> None:
    for version in CURRENT.timeline(PROCEDURE_ROWS[key]).versions:
        words = words_of(Citation(version.cite.law, version.cite.article))
        for paper in version.value:
            form = _FORM.search(paper.value)
            if form and not paper.value.startswith("specified"):
                assert kanji(form[1]) in words, paper
        if Paper.PHOTO in version.value:
            assert "写真" in words
        if Paper.PASSPORT_OR_REASON in version.value:
            assert "旅券" in words or "準用" in words
        if Paper.MY_NUMBER_PIN in version.value:
            assert "四桁の数字" in words
        if Paper.PROOF_OF_LOSS in version.value:
            assert "所持を失つたこと" in words or "所持を失ったこと" in words


@pytest.mark.shared
def test_the_strong_papers_are_those_of_the_my_number_regulation() -> None:
    words = words_of(Citation.parse("426M6000000A003:1"))
    for ja in ("運転免許証", "運転経歴証明書", "旅券", "身体障害者手帳", "精神障害者保健福祉手帳", "療育手帳",
               "在留カード", "特別永住者証明書"):  # fmt: skip
        assert ja in words
        assert ja in {paper.ja for paper in CURRENT.at(STRONG_PHOTO_PAPERS, NOW).value}


@pytest.mark.shared
def test_the_identity_check_has_the_five_items_in_their_order() -> None:
    items = [
        version.cite.item for rule in IDENTITY_CHECKS.values() for version in CURRENT.timeline(rule).versions
    ]
    assert items == ["1", "2", "3", "4", "4", "5"]
    assert [paper.value for paper in CURRENT.at(IDENTITY_CHECKS["two"], NOW).value] == [
        "strong_photo_paper"
    ] * 2


TABLES: Final = {"change": "別表第三", "renewal": "別表第三の七"}


def table_rows(heading: str) -> dict[str, str]:
    """Return the last column of an appended table by the status in the first."""
    text = (LAW / "356M50000010054.md").read_text("utf-8")
    block = re.split(r"^\*\*別表", text.split(f"**{heading}**\n", 1)[1], maxsplit=1, flags=re.MULTILINE)[0]
    cells = [line.strip("| ").split(" | ") for line in block.splitlines() if line.startswith("| ")]
    return {row[0]: row[-1] for row in cells[2:]}


@pytest.mark.shared
@pytest.mark.parametrize("table", TABLES)
def test_the_papers_by_status_are_quoted_in_full(table: str) -> None:
    law = table_rows(TABLES[table])
    rules = {rule for (name, _), rule in STATUS_PAPERS.items() if name == table}
    quoted = {}
    for rule in rules:
        version = CURRENT.at(rule, NOW)
        quoted[version.cite.row] = version.value
    assert quoted.keys() == law.keys()
    for row, entries in quoted.items():
        parts = {part for entry in entries for part in (entry.paper, *entry.when.split("／")) if part}
        left = law[row]
        for part in sorted(parts, key=len, reverse=True):
            assert part in law[row], row
            left = left.replace(part, "")
        # Nothing but the marks of items is left over.
        assert re.sub(r"[一二三四五六七八九十イロハニホヘトチリヌ　（）１２３４５]", "", left) == "", row


@pytest.mark.shared
def test_every_status_of_the_tables_finds_its_row() -> None:
    for (table, status), rule in STATUS_PAPERS.items():
        name = CURRENT.at(rule, NOW).cite.row
        assert status.ja.startswith(name), (table, status)
        assert name in table_rows(TABLES[table])


# Properties

BIRTH: Final = date(1990, 4, 1)
LISTED: Final = sorted(
    {kind for kind in ProcedureKind if kind.value in SUBMITTED} | {ProcedureKind.CARD_RENEWAL}
)


def filing(procedure: ProcedureKind, **more: Any) -> DocumentsFacts:
    facts: dict[str, Any] = {
        "procedure": procedure,
        "birth": BIRTH,
        "juki_basis": "none",
        "mid_long_term": True,
        "held_card_kind": "plain_card",
        "separate_mn_card": False,
    }
    return DocumentsFacts.model_validate(facts | more)


@given(st.sampled_from(LISTED), st.dates(REFORM, date(2040, 1, 1)))
def test_a_specified_card_only_adds_papers_and_never_a_second_photograph(
    kind: ProcedureKind, on: date
) -> None:
    try:
        special = answer(filing(kind, with_specified=True), on=on).value
    except FactsError as error:
        assert [r.code for r in error.contradictions] == ["procedure_not_listed"]  # type: ignore[attr-defined]  # noqa: PT017
        return
    assert special.submitted is not None
    assert special.submitted.count(Paper.PHOTO) == 1
    plain = answer(filing(kind), on=on).value
    forms = {Paper.FORM_29_8, Paper.SPR_FORM_5}  # the register notification stands for these
    assert set(plain.submitted or ()) - forms <= set(special.submitted)
    assert special.identity_check is not None
    assert Paper.MY_NUMBER_PIN in special.submitted


@given(st.sampled_from(LISTED), st.dates(REFORM, date(2040, 1, 1)), st.integers(0, 40))
def test_the_photograph_is_in_the_list_if_it_is_handed_in(kind: ProcedureKind, on: date, years: int) -> None:
    birth = date(on.year - years, 1, 1)
    found = answer(filing(kind, birth=birth), on=on).value
    assert found.photo is (Paper.PHOTO in (found.submitted or ()))


@given(
    st.fixed_dictionaries(
        {},
        optional={
            "procedure": st.sampled_from(sorted(ProcedureKind)),
            "with_specified": st.booleans(),
            "place": st.sampled_from(["bureau", "municipality", "other_municipality"]),
            "express": st.booleans(),
            "juki_basis": st.sampled_from(["22", "23", "30-46", "30-47", "none"]),
            "status": st.sampled_from(sorted(StatusOfResidence)),
            "mid_long_term": st.booleans(),
            "birth": st.dates(),
            "filed": st.dates(),
            "held_card_kind": st.sampled_from(sorted(CardKind)),
            "separate_mn_card": st.booleans(),
            "certificates_wanted": st.booleans(),
            "receiver": st.sampled_from(["legal_representative", "other"]),
        },
    ),
    st.dates(),
)
def test_whatever_is_asked_no_foreign_error_comes_out(facts: dict[str, Any], on: date) -> None:
    try:
        found = answer(DocumentsFacts.model_validate(facts), on=on)
    except TokuteiError as error:
        assert "{" not in error.text("ja")  # noqa: PT017 - it may also answer
    else:
        assert isinstance(found.value, DocumentsResult)
        assert found.basis
        for lang in ("ja", "en"):
            assert "{" not in found.explain(lang)


def test_the_words_are_bilingual_and_unlike() -> None:
    for vocabulary in (Paper, Return):
        for word in vocabulary:
            assert re.search("[ぁ-んァ-ヶ一-龥]", word.ja)
            assert word.en.isascii()


# Reading rows


@pytest.mark.parametrize(
    ("rule", "value"),
    [
        (SUBMITTED["card_renewal"], "photo"),
        (SUBMITTED["card_renewal"], 3),
        (SUBMITTED["card_renewal"], ["photo", "photo"]),
        (SUBMITTED["card_renewal"], ["something"]),
        (GIVEN_BACK["bureau"], "somehow"),
        (STATUS_PAPERS["change", StatusOfResidence.DEPENDENT], "paper"),
        (STATUS_PAPERS["change", StatusOfResidence.DEPENDENT], [{"when": "x"}]),
        (STATUS_PAPERS["change", StatusOfResidence.DEPENDENT], ["x"]),
        (
            STATUS_PAPERS["change", StatusOfResidence.DEPENDENT],
            [{"paper": "x", "of": ["student", "student"]}],
        ),
        (STATUS_PAPERS["change", StatusOfResidence.DEPENDENT], [{"paper": "x", "why": "y"}]),
        (STATUS_PAPERS["change", StatusOfResidence.DEPENDENT], [{"paper": "x"}, {"paper": "x"}]),
    ],
)
def test_a_row_that_does_not_read_is_refused(rule: Rule[Any], value: object) -> None:
    with pytest.raises(TokuteiError):
        CURRENT.reformed(rule, since=date(2027, 4, 1), value=value, reason="test")


def test_a_reform_of_a_list_counts() -> None:
    rule = STATUS_PAPERS["renewal", StatusOfResidence.DEPENDENT]
    book = CURRENT.reformed(rule, since=date(2027, 4, 1), value=(StatusPaper("x", "y"),), reason="one paper")
    facts = filing(ProcedureKind.EXTENSION_OF_STAY, status="dependent")
    assert len(answer(facts, on=date(2027, 3, 31), book=book).value.status_papers or ()) == 3
    assert answer(facts, on=date(2027, 4, 1), book=book).value.status_papers == ("y：x",)


def test_where_no_text_on_photographs_was_read_nothing_is_said() -> None:
    rule: Rule[Any] = SUBMITTED["card_item_change"]
    early = CURRENT.reformed(rule, since=date(2000, 1, 1), value=["form_29_9", "photo"], reason="earlier")
    facts = filing(ProcedureKind.CARD_ITEM_CHANGE)
    found = answer(facts, on=date(2000, 1, 1), book=early).value
    assert (found.photo, found.submitted) == (None, (Paper.FORM_29_9, Paper.PHOTO))
