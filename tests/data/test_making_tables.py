"""The programs that make the tables, on small facts made up here and on the researched facts."""

from __future__ import annotations

import importlib
import re
import subprocess
import sys
from pathlib import Path
from typing import Any, Final

import pytest

ROOT: Final = Path(__file__).resolve().parents[2]
SHARED: Final = ROOT.parent / "shared"
SCRIPTS: Final = ROOT / "scripts"


@pytest.fixture
def make_tables(monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.syspath_prepend(SCRIPTS)
    return importlib.import_module("make_tables")


@pytest.fixture
def collect_ids(monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.syspath_prepend(SCRIPTS)
    return importlib.import_module("collect_ids")


@pytest.fixture
def facts(tmp_path: Path) -> Path:
    (tmp_path / "rules").mkdir()
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "fee_exemptions.csv").write_text(
        "rule_id,applies_to,who,condition\nx1,card,somebody,some case\n", "utf-8"
    )
    return tmp_path


@pytest.mark.shared
@pytest.mark.parametrize("script", ["make_tables.py", "collect_ids.py"])
def test_the_shipped_tables_are_those_that_the_facts_make(script: str) -> None:
    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, str(SCRIPTS / script), str(SHARED), "--check"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout.strip(), done.stderr) == (0, "", "")


@pytest.mark.shared
def test_no_cell_of_the_facts_is_dropped_without_a_reason(make_tables: Any) -> None:
    for table in make_tables.TABLES:
        header = (SHARED / "data" / f"{table.name}.csv").read_text("utf-8").splitlines()[0].split(",")
        made = table.make(SHARED).decode("utf-8").splitlines()[0].split(",")
        assert set(header) - set(made) == set(table.left_out) | set(table.renamed)


def test_ids_are_taken_where_they_are_defined(collect_ids: Any, facts: Path) -> None:
    (facts / "rules" / "a.md").write_text(
        "# A\n## 1. Some rules\n| id | what |\n|---|---|\n| C1 | a **rule** [O] |\n| **B1** | one | two |\n"
        "### P01 Something — 法1 [O]: see P02 and C1. P09 **Else** — 法2: more\n"
        "Q1 asks something. Suggest: an answer.\n| N1 | asked | refused | event |\nsee x1, N1 and ISA Q5-2\n",
        "utf-8",
    )
    found = {one.id: one for one in collect_ids.collect(facts)}
    assert list(found) == ["C1", "B1", "P01", "P09", "Q1", "N1", "x1"]
    assert found["C1"].title == "a rule"
    assert found["B1"].title == "one two"
    assert (found["P01"].title, found["P09"].title) == ("Something — 法1", "Else — 法2: more")
    assert found["Q1"].title == "asks something"
    assert (found["N1"].sort, found["N1"].kind) == ("refusal", "event")
    assert found["C1"].section == "1. Some rules"
    assert list(collect_ids.undefined(facts)) == ["P02 is not defined: rules/a.md, line 7"]


def test_an_id_defined_twice_is_reported(
    collect_ids: Any, facts: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (facts / "rules" / "a.md").write_text("Q1 one\n", "utf-8")
    (facts / "rules" / "b.md").write_text("Q1 again\n", "utf-8")
    assert collect_ids.main([str(facts), "--check"]) == 1
    assert capsys.readouterr().out == "Q1 is defined twice: rules/a.md and rules/b.md\n"


@pytest.mark.parametrize("text", ["A4 paper", "IC-E5", "P3Y", "D8=1", "R6/59", "H21/79"])
def test_what_only_looks_like_an_id(collect_ids: Any, facts: Path, text: str) -> None:
    (facts / "rules" / "a.md").write_text(f"# A\nsome {text} here\n", "utf-8")
    assert [one.id for one in collect_ids.collect(facts)] == ["x1"]
    assert bool(list(collect_ids.undefined(facts))) == (text == "A4 paper")


def test_titles_are_cut(collect_ids: Any) -> None:
    assert len(collect_ids.plain("x" * 500)) == 120
    assert collect_ids.plain("**a** `b` [I from O]") == "a b"


@pytest.mark.parametrize(
    ("cites", "said", "word"),
    [
        ("410CO0000000178@2019-04-01:9::1?", "official", "secondary"),
        ("410CO0000000178@2019-04-01:9::9? 410CO0000000178@2026-06-13:25::9", "official", "official"),
        ("410CO0000000178:25:1:1", "official", "official"),
        ("410CO0000000178@2026-10-01:25?", "inferred", "inferred"),
        ("", "official", "official"),
    ],
)
def test_what_rests_on_no_text_at_hand_is_at_most_secondary(
    make_tables: Any, cites: str, said: str, word: str
) -> None:
    row = {"evidence": said, "notes": "first", "cites": cites}
    made = make_tables.at_most_secondary_unseen(row)
    assert made["evidence"] == word
    assert made["notes"].startswith("first")
    assert (made == row) is (word == said)


@pytest.mark.parametrize(
    ("said", "word", "note"),
    [
        ("official", "official", ""),
        ("inferred/secondary", "inferred", "inferred/secondary"),
        ("official spec via repo notes", "secondary", "official spec via repo notes"),
        ("law 431M60000010006 (ja)", "official", "law 431M60000010006 (ja)"),
    ],
)
def test_one_word_of_evidence(make_tables: Any, said: str, word: str, note: str) -> None:
    row = make_tables.one_word_of_evidence({"evidence": said})
    assert row == {"evidence": word, "evidence_note": note}


def test_facts_that_a_maker_does_not_expect_stop_it(make_tables: Any, facts: Path) -> None:
    with pytest.raises(make_tables.FactsDifferError):
        make_tables.one_word_of_evidence({"evidence": "hearsay"})
    with pytest.raises(make_tables.FactsDifferError):
        make_tables.with_digests("", {"a.csv": "00"})
    with pytest.raises(make_tables.FactsDifferError):
        make_tables.Table("fee_exemptions", left_out={"none": "no reason"}).make(facts)
    row = dict.fromkeys(("code5", "check_digit", "pref_code", "full_name_ja", "pref_ja", "name_ja"), "")
    with pytest.raises(make_tables.FactsDifferError):
        make_tables.municipality_by_its_code({**row, "code6": "131016"})


def test_columns_are_left_out_and_renamed(make_tables: Any, facts: Path) -> None:
    table = make_tables.Table("fee_exemptions", left_out={"who": "a reason"}, renamed={"rule_id": "id"})
    assert table.make(facts) == b"id,applies_to,condition\nx1,card,some case\n"


def test_a_remark_in_a_name_moves_to_the_notes(make_tables: Any) -> None:
    row = {"name_en": "Something (working English name)", "notes": "more"}
    assert make_tables.status_without_remark_in_name(row) == {
        "name_en": "Something",
        "notes": "name_en: working English name; more",
    }


def test_digests_change_only_in_their_entry(make_tables: Any) -> None:
    sources = '["a.csv"]\ntitle = "A"\nsha256 = "00"\n\n["b.csv"]\ntitle = "B"\nsha256 = "11"\n'
    changed = make_tables.with_digests(sources, {"b.csv": "22"})
    assert changed == sources.replace('"11"', '"22"')


def test_the_library_never_imports_the_scripts() -> None:
    names = [path.stem for path in SCRIPTS.glob("*.py")]
    assert names
    for path in (ROOT / "src").rglob("*.py"):
        text = path.read_text("utf-8")
        assert not re.search(rf"^\s*(?:import|from) (?:scripts|{'|'.join(names)})\b", text, re.MULTILINE), (
            path
        )
