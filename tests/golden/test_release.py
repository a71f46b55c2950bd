"""A version that is dated in the changelog has its golden files: nobody releases without them."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Final

import pytest

ROOT: Final = Path(__file__).resolve().parents[2]
GOLDEN: Final = ROOT / "tests" / "golden"


def dated() -> list[str]:
    """Return the versions of the changelog, the newest first."""
    changelog = (ROOT / "CHANGELOG.md").read_text("utf-8")
    return re.findall(r"^## \[(\d+\.\d+\.\d+)\] - \d{4}-\d{2}-\d{2}$", changelog, re.MULTILINE)


@pytest.mark.parametrize("what", ["api", "documents", "law_data"])
def test_every_dated_version_has_its_golden_files(what: str) -> None:
    there = {path.name.removesuffix(".json") for path in (GOLDEN / what).iterdir()} - {"next"}
    assert there == set(dated())


def test_the_newest_dated_version_is_that_of_the_project() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert dated()[0] == project["version"]
