"""The changelog has its form: dated versions, law data with basis and periods, nothing announced that is not so."""

from __future__ import annotations

import json
import re
import tomllib
from datetime import date
from pathlib import Path
from typing import Final

import pytest

from golden_documents import law_data

ROOT: Final = Path(__file__).resolve().parent.parent
TEXT: Final = (ROOT / "CHANGELOG.md").read_text("utf-8")
LAW: Final = "Law data"
SECTIONS: Final = {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security", LAW}
TOPICS: Final = set(law_data())


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
    assert {topic for topic in TOPICS if f"`{topic}`" not in law} == set()


def test_tables_of_rules_that_changed_since_the_last_release_are_announced() -> None:
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


def test_entries_are_read_over_their_lines() -> None:
    assert entries("- one\n  and more\n\n- two\nnot of it\n") == ["one and more", "two"]
