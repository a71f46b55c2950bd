"""The lowest versions are those that pyproject.toml declares, and no pin is below them."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

import lowest

PROJECT: dict[str, Any] = tomllib.loads((lowest.ROOT / "pyproject.toml").read_text("utf-8"))["project"]


def numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", version))


def test_the_file_is_what_is_declared(capsys: pytest.CaptureFixture[str]) -> None:
    assert lowest.main(["--check"]) == 0
    assert capsys.readouterr().out == ""


def test_every_dependency_of_the_library_and_its_extras_has_a_lowest_version() -> None:
    names = {
        re.split(r"[\[<>=]", one)[0]
        for wanted in (PROJECT["dependencies"], *PROJECT["optional-dependencies"].values())
        for one in wanted
    }
    lines = [line for line in lowest.TARGET.read_text("utf-8").splitlines() if not line.startswith("#")]
    assert {line.partition("==")[0] for line in lines} == names - {"tokutei"}
    assert len(names) > 8


@pytest.mark.parametrize("path", sorted(lowest.TARGET.parent.glob("py3*.txt")), ids=lambda path: path.name)
def test_pins_are_at_or_above_the_lowest_versions(path: Path) -> None:
    pinned = dict(
        line.lower().split("==") for line in path.read_text("utf-8").splitlines() if not line.startswith("#")
    )
    for name, version in lowest.lowest(PROJECT).items():
        assert numbers(pinned[name]) >= numbers(version), name


@pytest.mark.parametrize("wanted", ["example", "example<2", "example~=1.2", "example==1", "example>1"])
def test_a_dependency_without_a_lower_bound_is_refused(wanted: str) -> None:
    with pytest.raises(ValueError, match="example"):
        lowest.lowest({"name": "mine", "dependencies": [wanted]})


def test_two_lower_bounds_of_one_package_are_refused() -> None:
    extras = {"one": ["example>=1"], "two": ["example>=2", "mine[one]"]}
    with pytest.raises(ValueError, match="example"):
        lowest.lowest({"name": "mine", "optional-dependencies": extras})


def test_the_script_writes_and_notices(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "lowest.txt"
    assert lowest.main(["--check"], target=target) == 1
    assert "scripts/lowest.py" in capsys.readouterr().out
    assert not target.exists()
    assert lowest.main([], target=target) == 0
    assert lowest.main(["--check"], target=target) == 0
    assert target.read_bytes() == lowest.TARGET.read_bytes()
