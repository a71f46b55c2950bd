"""Every shipped table says where it comes from and is the file that its digest says."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from fnmatch import fnmatchcase
from hashlib import sha256

import pytest

from tests.data.cited import FOLDER, SOURCES, in_rows, of_the_whole
from tokutei.data import read_csv, read_toml

FILES = sorted(
    path.relative_to(FOLDER).as_posix()
    for path in FOLDER.rglob("*")
    if path.suffix in {".csv", ".toml"} and path.name != "sources.toml"
)


@pytest.mark.parametrize("name", FILES)
def test_every_file_has_one_source(name: str) -> None:
    assert len([pattern for pattern in SOURCES if fnmatchcase(name, pattern)]) == 1


def test_there_is_nothing_else_in_the_folder() -> None:
    kinds = {path.suffix for path in FOLDER.rglob("*") if path.is_file() and "__pycache__" not in path.parts}
    assert kinds == {".csv", ".toml", ".py"}


@pytest.mark.parametrize("name", SOURCES)
def test_every_source_is_complete(name: str) -> None:
    source = SOURCES[name]
    assert [file for file in FILES if fnmatchcase(file, name)]
    for key in ("title", "origin", "licence", "evidence"):
        assert source[key]
    assert isinstance(source["as_of"], date)
    assert all(re.fullmatch(r"[0-9]{3}[A-Z0-9]{12}", law) for law in source["laws"])
    assert ("CC BY 4.0" in source["licence"]) <= bool(source["laws"] or "provision" in source["origin"])


@pytest.mark.parametrize("name", [name for name, source in SOURCES.items() if source["laws"]])
def test_a_table_that_rests_on_laws_cites_each_of_them_and_no_other(name: str) -> None:
    cited = {*in_rows(name), *of_the_whole(name)}
    laws = {cite.law for cite in cited}
    assert laws <= set(SOURCES[name]["laws"]) <= laws | {cite.amending for cite in cited}


@pytest.mark.parametrize("name", [name for name, source in SOURCES.items() if "cites" in source])
def test_what_a_table_as_a_whole_follows(name: str) -> None:
    cites = SOURCES[name]["cites"]
    assert cites
    assert [str(cite) for cite in of_the_whole(name)] == cites
    assert len(set(cites)) == len(cites)
    assert {cite.law for cite in of_the_whole(name)} <= set(SOURCES[name]["laws"])
    assert not any(cite.unseen for cite in of_the_whole(name))
    assert not set(in_rows(name)), "its rows say what they rest on"


@pytest.mark.parametrize("name", [name for name, source in SOURCES.items() if "sha256" in source])
def test_digests(name: str) -> None:
    assert sha256((FOLDER / name).read_bytes()).hexdigest() == SOURCES[name]["sha256"], (
        "made tables are changed by scripts/make_tables.py only; it also brings digests up to date"
    )


def test_every_table_of_rows_has_a_digest() -> None:
    assert {name for name in FILES if name.endswith(".csv")} == {n for n in SOURCES if "sha256" in SOURCES[n]}


@pytest.mark.parametrize("name", [name for name in FILES if name.endswith(".csv")])
def test_every_table_reads(name: str) -> None:
    rows = read_csv(name)
    assert rows
    header = list(rows[0])
    assert all(re.fullmatch(r"[a-z][A-Za-z0-9_]*", column) for column in header)
    assert len(set(header)) == len(header)
    assert not set(header) & set(SOURCES[name].get("left_out", ()))
    for row in rows:
        assert all(cell == cell.strip() for cell in row.values())


@pytest.mark.parametrize("name", [name for name in FILES if name.endswith(".toml")])
def test_every_toml_file_reads(name: str) -> None:
    assert read_toml(name)


EVIDENCE = {"official", "secondary", "inferred", "missing"}


@pytest.mark.parametrize("name", [name for name in FILES if name.endswith(".csv")])
def test_evidence_is_one_word(name: str) -> None:
    for row in read_csv(name):
        for column, cell in row.items():
            if column in {"evidence", "certainty"}:
                assert cell in EVIDENCE
            elif column.endswith("_evidence"):
                assert cell in EVIDENCE | {""}
                assert not row[column.removesuffix("_evidence")] or cell, f"{column} of {row}"


def test_ids_are_unique_and_sorted_out() -> None:
    rows = read_csv("ids.csv")
    assert len({row["id"] for row in rows}) == len(rows)
    assert all(row["title"] and row["section"] for row in rows)
    counted = Counter(row["sort"] for row in rows)
    assert counted["calendar_rule"] == 10
    assert counted["refusal"] == 38
    assert counted["open_question"] == 18
    assert counted["fee_exemption"] == len(read_csv("fee_exemptions.csv")) == 24
    assert {row["id"] for row in rows if row["sort"] == "route"} == {"B1", "B2", "M1", "M2", "SPR_B", "SPR_M"}
    assert {row["id"] for row in rows if row["sort"] == "procedure"} >= {
        "P01",
        "P08",
        "P09",
        "P10",
        "P20",
        "P46",
    }
    for row in rows:
        assert (row["kind"] in {"event", "never", "document"}) == (row["sort"] == "refusal")
    kinds = {row["id"]: row["kind"] for row in rows}
    assert (kinds["N1"], kinds["N14"], kinds["N29"]) == ("event", "never", "document")


def test_open_questions_are_numbers_of_the_facts() -> None:
    known = {row["id"] for row in read_csv("ids.csv") if row["sort"] == "open_question"}
    assert set(read_toml("open_questions.toml")) <= known
