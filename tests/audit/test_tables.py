"""The table of provisions: everything that is cited has its row, and every row is what the law texts say."""

from __future__ import annotations

import csv
import io
from datetime import date
from importlib.resources import files
from typing import Final

import pytest

from tests.audit.law_folder import BODY, HOME, SHARED_LAW, folder_with, law_text
from tests.legal_cases import CHANGES, cases, day_of
from tokutei import data
from tokutei.ask import ask
from tokutei.audit import provisions, read_folder, uses
from tokutei.audit.cited import UseKind, cited_in_code
from tokutei.audit.tables import blocks, known_texts, make, provisions_csv, texts_csv
from tokutei.data import read_csv
from tokutei.errors import TokuteiError
from tokutei.law import Citation, Evidence

CHECKED: Final = {row.checked_on for row in provisions().values() if row.is_seen}


def test_every_citation_has_its_row_and_no_row_is_orphaned() -> None:
    cited, listed = set(uses()), set(provisions())
    assert sorted(map(str, cited - listed)) == [], "cited without a row: make provisions"
    assert sorted(map(str, listed - cited)) == [], "rows that nothing rests on: make provisions"


def test_everything_of_the_package_that_cites_is_among_the_uses() -> None:
    kinds = {use.kind for _, use in cited_in_code()}
    assert kinds == set(UseKind) - {UseKind.MODULE, UseKind.CASE, UseKind.PAGE}
    assert {use.kind for found in uses().values() for use in found} == set(UseKind)


def test_whatever_answers_rest_on_has_a_row() -> None:
    """A second opinion: not what is written, but what comes out of every legal case."""
    found = set()
    for topic, case in cases():
        if topic == CHANGES:
            continue
        try:
            found |= set(ask(topic, case["facts"], on=day_of(case)).basis)
        except TokuteiError:
            continue
    assert len(found) > 400
    assert found - set(provisions()) == set()


def test_a_text_not_at_hand_is_marked_and_lowers_the_evidence() -> None:
    unseen = [row for row in provisions().values() if not row.is_seen]
    assert unseen
    for row in provisions().values():
        assert row.cite.unseen is not row.is_seen
    for cite, use in cited_in_code():
        assert isinstance(use.name, str)
        assert cite in provisions()
    answer = ask(
        "fees",
        {"procedure": "change", "filed": date(2026, 10, 1), "channel": "counter", "granted_period": "P1Y"},
        on=date(2026, 10, 1),
    )
    assert any(not provisions()[cite].is_seen for cite in answer.basis)
    assert answer.evidence < Evidence.OFFICIAL


def test_columns_repeat_the_citation() -> None:
    rows = read_csv("provisions.csv")
    assert list(rows[0])[:1] == ["cite"]
    for row in rows:
        cite = Citation.parse(row["cite"])
        assert {
            name: row[name]
            for name in (
                "law",
                "amending",
                "article",
                "paragraph",
                "item",
                "subitem",
                "sentence",
                "table",
                "row",
            )
        } == {
            name: getattr(cite, name)
            for name in (
                "law",
                "amending",
                "article",
                "paragraph",
                "item",
                "subitem",
                "sentence",
                "table",
                "row",
            )
        }
        assert row["text"] == ("unseen" if cite.unseen else "seen")
        assert bool(row["unit"]) is bool(row["whole"]) is bool(row["title"]) is (not cite.unseen)
        assert bool(row["checked_on"]) is (not cite.unseen)
        assert row["as_of"] or cite.unseen


def test_every_grain_is_there() -> None:
    seen = [row.cite for row in provisions().values()]
    assert any(cite.sentence == "proviso" for cite in seen)
    assert any(cite.item for cite in seen)
    assert any(cite.subitem for cite in seen)
    assert any(cite.row for cite in seen)
    assert any(cite.amending for cite in seen)
    assert any(cite.as_of for cite in seen)


def test_the_table_of_supplements_is_carried_along() -> None:
    cited = {(cite.law, cite.amending) for cite in provisions() if cite.amending and not cite.unseen}
    assert cited <= set(blocks())


@pytest.mark.shared
def test_the_tables_are_what_the_law_texts_say() -> None:
    (checked,) = CHECKED
    folder = read_folder(SHARED_LAW)
    assert folder.problems == ()
    rows, wrong = make(folder, uses(), on=checked or date.min)
    assert wrong == []
    shipped = files(data)
    assert provisions_csv(rows) == (shipped / "provisions.csv").read_text("utf-8")
    assert texts_csv(folder, rows) == (shipped / "law_texts.csv").read_text("utf-8")


@pytest.mark.shared
def test_the_table_of_supplements_is_that_of_the_texts() -> None:
    assert blocks() == read_folder(SHARED_LAW).supplements
    written = (files(data) / "supplements.csv").read_text("utf-8")
    assert len(list(csv.DictReader(io.StringIO(written)))) == len(blocks())


def test_every_text_that_was_read_is_known() -> None:
    assert set(known_texts()) == {
        (row.cite.law, row.cite.as_of) for row in provisions().values() if row.is_seen
    }
    assert all(text.title for text in known_texts().values())


@pytest.mark.parametrize(
    ("place", "reason"),
    [
        ("9", "no_place"),
        ("2::1", "no_place"),
        ("3:1", "not_exact"),
        ("2:1?", "at_hand"),
        ("2:2:2#main", "not_exact"),
    ],
)
def test_what_leads_nowhere_is_said(
    tmp_path_factory: pytest.TempPathFactory, place: str, reason: str
) -> None:
    folder = read_folder(folder_with(tmp_path_factory.mktemp("law"), {HOME: law_text(BODY)}))
    _, wrong = make(folder, [Citation.parse(f"{HOME}:{place}")], on=date(2026, 11, 22))
    assert [one.reason for one in wrong] == [reason]


def test_a_text_that_is_not_there_is_said(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = read_folder(folder_with(tmp_path_factory.mktemp("law"), {HOME: law_text(BODY)}))
    cites = [Citation.parse(f"{HOME}@2020-01-01:2:1"), Citation.parse(f"{HOME}@2020-01-01:2:1?")]
    rows, wrong = make(folder, cites, on=date(2026, 11, 22))
    assert [(str(row.cite), row.is_seen) for row in rows] == [(f"{HOME}@2020-01-01:2:1?", False)]
    assert [(str(one.cite), one.reason) for one in wrong] == [(f"{HOME}@2020-01-01:2:1", "no_text")]
