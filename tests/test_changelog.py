"""The changelog has its form: dated versions, law data with basis and periods, nothing announced that is not so."""

from __future__ import annotations

import json
import re
import shutil
import tomllib
from datetime import date
from pathlib import Path
from typing import Final

import pytest

from golden_documents import DATA, NO_LAW, law_data

ROOT: Final = Path(__file__).resolve().parent.parent
TEXT: Final = (ROOT / "CHANGELOG.md").read_text("utf-8")
LAW: Final = "Law data"
SECTIONS: Final = {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security", LAW}
TABLES: Final = set(law_data())


def versions(text: str) -> dict[str, str]:
    """Return what stands under each version, in its order."""
    _, *parts = re.split(r"^## ", text, flags=re.MULTILINE)
    return {part.partition("\n")[0]: part.partition("\n")[2] for part in parts}


def sections(text: str) -> dict[str, str]:
    """Return what stands under each heading of a version."""
    _, *parts = re.split(r"^### ", text, flags=re.MULTILINE)
    return {part.partition("\n")[0]: part.partition("\n")[2] for part in parts}


def entries(text: str) -> list[str]:
    """Return the entries of a section, each in one line."""
    found: list[str] = []
    for line in text.splitlines():
        if line.startswith("- "):
            found.append(line[2:])
        elif line.startswith("  ") and found:
            found[-1] += f" {line.strip()}"
    return found


def lacks(entry: str) -> list[str]:
    """Return what an entry of law data lacks."""
    basis = re.search(r"\*\*Basis:\*\* (?=\S)(.+?)(?= \*\*|$)", entry)
    periods = re.search(r"\*\*Periods concerned:\*\* (?=\S)(.+?)(?= \*\*|$)", entry)
    wrong = []
    if not basis or not re.search(r"\bart\. \d|notice|ordinance", basis[1], re.IGNORECASE):
        wrong.append("basis")
    if not periods or not re.search(r"\d{4}-\d{2}-\d{2}|^none\b", periods[1]):
        wrong.append("periods")
    return wrong


def unannounced(before: dict[str, str], after: dict[str, str], section: str) -> set[str]:
    """Return the topics whose tables differ and that no entry names between backticks."""
    changed = {topic for topic in before.keys() | after.keys() if before.get(topic) != after.get(topic)}
    return {topic for topic in changed if not any(f"`{topic}`" in entry for entry in entries(section))}


def test_versions_are_dated_and_the_newest_stands_first() -> None:
    first, *released = versions(TEXT)
    assert first == "[Unreleased]"
    found = [re.fullmatch(r"\[(\d+)\.(\d+)\.(\d+)\] - (\d{4}-\d{2}-\d{2})", one) for one in released]
    numbers = [tuple(map(int, one.groups()[:3])) for one in found if one]
    days = [date.fromisoformat(one[4]) for one in found if one]
    assert len(numbers) == len(released) >= 1
    assert numbers == sorted(set(numbers), reverse=True)
    assert days == sorted(days, reverse=True)


def test_the_version_of_the_package_is_the_newest_released_one() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert list(versions(TEXT))[1].startswith(f"[{project['version']}] - ")


def test_headings_are_those_of_the_form() -> None:
    for version, text in versions(TEXT).items():
        assert set(sections(text)) <= SECTIONS, version


def test_what_was_never_released_did_not_break() -> None:
    assert "**Breaking" not in versions(TEXT)[list(versions(TEXT))[-1]]


@pytest.mark.parametrize("version", versions(TEXT))
def test_law_data_names_its_basis_and_the_periods_concerned(version: str) -> None:
    found = entries(sections(versions(TEXT)[version]).get(LAW, ""))
    assert [entry for entry in found if lacks(entry)] == []
    # And nowhere else, where nobody looks for it.
    others = "".join(text for name, text in sections(versions(TEXT)[version]).items() if name != LAW)
    assert "**Periods concerned:**" not in others


def test_the_first_release_says_which_law_it_has() -> None:
    law = sections(versions(TEXT)["[0.1.0] - 2026-11-22"])[LAW]
    assert len(entries(law)) >= 8
    assert {table for table in TABLES if f"`{table}`" not in law} == set()


def stated(topic: str, law: str) -> set[str]:
    """Return the days of the periods of every entry that names a topic."""
    said = (entry for entry in entries(law) if f"`{topic}`" in entry)
    return {
        day
        for one in said
        for day in re.findall(r"\d{4}-\d{2}-\d{2}", one.partition("**Periods concerned:**")[2])
    }


@pytest.mark.parametrize("topic", sorted(path.stem for path in (DATA / "rules").glob("*.toml")))
def test_the_first_release_says_from_when_on_a_topic_answers(topic: str) -> None:
    law = sections(versions(TEXT)["[0.1.0] - 2026-11-22"])[LAW]
    rows = (DATA / "rules" / f"{topic}.toml").read_text("utf-8")
    assert min(stated(topic, law)) == min(re.findall(r"^since = (\S+)$", rows, re.MULTILINE))


def test_law_data_that_changed_since_the_last_release_are_announced() -> None:
    files = sorted((ROOT / "tests" / "golden" / "law_data").glob("*.json"))
    newest = max(files, key=lambda path: tuple(map(int, path.stem.split("."))))
    released = json.loads(newest.read_text("utf-8"))
    assert unannounced(released, law_data(), sections(versions(TEXT)["[Unreleased]"]).get(LAW, "")) == set()


@pytest.mark.parametrize(
    ("entry", "wrong"),
    [
        ("*Fees* (`fees`). **Basis:** Order art. 25. **Periods concerned:** from 2027-04-01.", []),
        ("*Fees*. **Periods concerned:** none; a wrong word. **Basis:** Order art. 25.", []),
        ("*Fees*. **Basis:** Order art. 25.", ["periods"]),
        ("*Fees*. **Periods concerned:** from 2027-04-01.", ["basis"]),
        ("*Fees*. **Basis:** the law. **Periods concerned:** from 2027-04-01.", ["basis"]),
        ("*Fees*. **Basis:** Order art. 25. **Periods concerned:** soon.", ["periods"]),
        ("*Fees*. Basis: Order art. 25. Periods concerned: from 2027-04-01.", ["basis", "periods"]),
        ("*Fees*. **Basis:** **Periods concerned:** from 2027-04-01.", ["basis"]),
    ],
)
def test_an_entry_that_lacks_something_is_found(entry: str, wrong: list[str]) -> None:
    assert lacks(entry) == wrong


def test_a_changed_table_that_nobody_announced_is_found() -> None:
    before, after = {"fees": "1", "work": "1"}, {"fees": "2", "work": "1", "photo": "1"}
    assert unannounced(before, after, "") == {"fees", "photo"}
    assert unannounced(before, after, "- *Fees* (`fees`), `photo`.\n") == set()
    assert unannounced(before, after, "The topics `fees` and `photo` are no entry.\n") == {"fees", "photo"}
    assert unannounced(before, before, "") == set()


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """A copy of the tables that answers rest on."""
    return Path(
        shutil.copytree(DATA, tmp_path / "data", ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    )


def test_a_reform_changes_the_topics_that_it_names(copied: Path) -> None:
    before = law_data(copied)
    assert before == law_data()
    row = 'since = 2028-04-01\nvalue = 1\ncite = "410CO0000000178:25"\nevidence = "official"\nchecked_on = 2028-01-01\n'
    reform = copied / "rules" / "reforms" / "order_2028.toml"
    reform.write_text(f"[[fees.amount.renewal]]\n{row}\n[[work.hours]]\n{row}", "utf-8")
    assert unannounced(before, law_data(copied), "") == {"fees", "work"}


def test_where_a_row_of_a_rule_stands_is_no_change_of_law(copied: Path) -> None:
    before = law_data(copied)
    reform = copied / "rules" / "reforms" / "act_60_of_2024.toml"
    moved = reform.read_text("utf-8").replace("[[statuses.", "[[")
    with (copied / "rules" / "statuses.toml").open("a", encoding="utf-8") as table:
        table.write(f"\n{moved}")
    assert unannounced(before, law_data(copied), "") == {"statuses"}  # there twice
    reform.unlink()
    assert law_data(copied) == before


@pytest.mark.parametrize("table", sorted(path.name for path in DATA.glob("*.csv") if path.stem not in NO_LAW))
def test_a_row_of_a_table_that_is_gone_is_a_change_of_law(table: str, copied: Path) -> None:
    before, path = law_data(copied), copied / table
    path.write_text("".join(path.read_text("utf-8").splitlines(keepends=True)[:-1]), "utf-8")
    assert unannounced(before, law_data(copied), "") == {path.stem}


def test_another_default_reading_is_a_change_of_law(copied: Path) -> None:
    before, path = law_data(copied), copied / "open_questions.toml"
    path.write_text(path.read_text("utf-8").replace("default = ", "default = 'x' # ", 1), "utf-8")
    assert unannounced(before, law_data(copied), "") == {"open_questions"}


def test_no_answer_reads_a_table_that_is_left_out() -> None:
    names = {path.name for path in DATA.iterdir() if path.suffix in {".csv", ".toml"}}
    assert {f"{table}.csv" for table in NO_LAW} | {"figures.toml", "sources.toml"} > names - {
        f"{table}{suffix}" for table in law_data() for suffix in (".csv", ".toml")
    }
    modules = [path for path in (ROOT / "src" / "tokutei").rglob("*.py") if path.parent.name != "audit"]
    read = {name for name in names if any(f'"{name}"' in path.read_text("utf-8") for path in modules)}
    # Of the list of sources only the day of a check is read.
    assert {name for name in read if name.partition(".")[0] in NO_LAW} == {"sources.toml"}


def test_entries_are_read_over_their_lines() -> None:
    assert entries("- one\n  and more\n\n- two\nnot of it\n") == ["one and more", "two"]
