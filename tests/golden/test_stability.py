"""The page on stability says of modules, Pythons and dependencies what the project has."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Final

from api_snapshot import PUBLIC, module_of

ROOT: Final = Path(__file__).resolve().parents[2]
PAGE: Final = (ROOT / "docs" / "stability.md").read_text("utf-8")
PROJECT: Final = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]


def section(heading: str) -> str:
    return PAGE.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]


def test_the_public_modules_are_those_of_the_snapshot() -> None:
    said = section("What is public").partition("Of a public name")[0]
    table, _, topics = said.partition("The topics are ")
    modules = set(re.findall(r"`(tokutei[\w.]*)`", table))
    listed = topics.partition(". Every")[0]
    modules |= {f"tokutei.rules.{topic}" for topic in re.findall(r"`([a-z_]+)`", listed)}
    assert modules == {module_of(name) for name in PUBLIC}


def test_the_reference_describes_the_same_modules() -> None:
    pages = [path.read_text("utf-8") for path in (ROOT / "docs" / "reference").rglob("*.md")]
    described = {
        module
        for page in pages
        for module in re.findall(r"^```\{(?:public-names|doorway)\} (\S+)$", page, re.MULTILINE)
    }
    assert described == {module_of(name) for name in PUBLIC} | {"tokutei.data"}
    said = " ".join(section("What is public").split())
    assert "Besides, it has `tokutei.data` and the pages [inside the floors](reference/inner.md)" in said
    assert "and are not public" in said


def test_what_must_not_change_is_pinned_exactly() -> None:
    """A correction comes in a patch: a pin of the minor version lets it in."""
    assert "| patch (0.1.**1**) | corrections of code, of words, of wrong law data |" in PAGE
    said = " ".join(section("Versions").split())
    assert re.search(r"pin the exact version \(`tokutei==\d+\.\d+\.\d+`\) if no answer may change", said)
    assert "keeps out new law, not corrections" in said


def test_the_pythons_are_those_of_the_project() -> None:
    said = section("Where it runs")
    promised = re.findall(r"Python :: (3\.\d+)", " ".join(PROJECT["classifiers"]))
    assert re.findall(r"\b3\.\d+\b", said.partition(", on any system")[0]) == promised


def test_the_ranges_are_those_of_the_project() -> None:
    said = section("Where it runs")
    for wanted in PROJECT["dependencies"]:
        name, lowest, below = re.split(r">=|,<", wanted)
        found = re.search(rf"`{name}` \(([\d.]+)(?: or newer)?, below ([\d.]+)\)", said)
        assert found, name
        assert found.groups() == (lowest, below)


def test_there_is_no_version_that_could_be_another() -> None:
    import tokutei  # noqa: PLC0415 - the module that must not have it

    assert not hasattr(tokutei, "__version__")
