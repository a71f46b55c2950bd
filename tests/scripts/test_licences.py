"""Every package that comes with the library is listed with its licence, and none binds whoever uses the library."""

from __future__ import annotations

import dataclasses
import re
from email.message import Message
from pathlib import Path
from typing import Any

import pytest

import licences
from licences import ENTRIES, Entry, is_permissive, problems


def test_the_table_agrees_with_what_is_installed_and_the_page_with_the_table() -> None:
    assert problems() == []
    assert licences.PAGE.read_text("utf-8") == licences.page()
    assert licences.main(["--check"]) == 0


def test_every_dependency_is_on_the_page_with_its_versions_and_extras() -> None:
    page = licences.PAGE.read_text("utf-8")
    told = licences.project()
    extras: dict[str, Any] = told["optional-dependencies"]
    for extra, wanted in [("", told["dependencies"]), *extras.items()]:
        for one in wanted:
            name, allowed = re.fullmatch(r"([\w-]+)(?:\[.*\])?(.*)", one).groups()  # type: ignore[union-attr]
            if name != "tokutei":
                (row,) = re.findall(rf"^\| {name} \| .*$", page, re.M)
                assert allowed.replace(",", ", ") in row
                assert (f"`{extra}`" if extra else "the library itself") in row


def test_what_comes_without_an_extra_and_in_all_is_permissive() -> None:
    bound = {entry.name for entry in ENTRIES if not is_permissive(entry.licence)}
    assert bound == {"hypothesis", "pyscard"}
    declared = licences.declared()
    assert declared["hypothesis"][1] == ("testing",)
    assert declared["pyscard"][1] == ("reader",)
    assert not any("reader" in one for one in licences.project()["optional-dependencies"]["all"])
    assert not any(re.search(r"\b(?:A?GPL)-", entry.licence) for entry in ENTRIES)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"licence": "GPL-3.0-only"}, "nobody says why"),
        ({"says": frozenset({"GPL-3.0-only"})}, "says it is under 'MIT'"),
        ({"name": "another"}, "pydantic is declared and not in the table"),
    ],
)
def test_a_table_that_is_not_true_is_noticed(changed: dict[str, Any], said: str) -> None:
    entries = [dataclasses.replace(one, **changed) if one.name == "pydantic" else one for one in ENTRIES]
    assert any(said in one for one in problems(entries))


def test_a_package_that_nobody_looked_at_is_noticed() -> None:
    found = problems([entry for entry in ENTRIES if entry.name != "pydantic-core"])
    assert found == ["pydantic brings pydantic-core, and the table does not say so"]
    more = Entry(name="more", licence="MIT", says=frozenset({"MIT"}))
    assert "more is in the table and nothing brings it" in problems([*ENTRIES, more])


@pytest.mark.parametrize(
    ("expression", "answer"),
    [
        ("MIT", True),
        ("Apache-2.0 OR GPL-3.0-only", True),
        ("MIT AND GPL-3.0-only", False),
        ("LGPL-2.1-or-later", False),
        ("", False),
    ],
)
def test_permissive(expression: str, answer: bool) -> None:
    assert is_permissive(expression) is answer


def test_what_a_package_says_of_itself() -> None:
    told = Message()
    told["License"] = "words"
    assert licences.says(told) == "words"  # type: ignore[arg-type]
    told["Classifier"] = "Typing :: Typed"
    told["Classifier"] = "License :: OSI Approved :: MIT License"
    assert licences.says(told) == "MIT License"  # type: ignore[arg-type]
    told["License-Expression"] = "MIT"
    assert licences.says(told) == "MIT"  # type: ignore[arg-type]


def test_a_package_that_is_not_installed_brings_nothing() -> None:
    assert list(licences.brought("no-such-package-anywhere")) == []


def test_the_script_writes_and_notices(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "licences.md"
    assert licences.main(["--check"], target=target) == 1
    assert "make licences" in capsys.readouterr().out
    assert licences.main([], target=target) == 0
    assert target.read_text("utf-8") == licences.page()
