"""The set-up does only what is missing, and says what to do where it cannot go on."""

from __future__ import annotations

import importlib.util
import json
import re
import subprocess
import sys
import types
from pathlib import Path

import pytest

import lowest
import pin
import set_up

HERE = sys.version_info[:2]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project of its own: the set-up must not touch the environment that runs the tests."""
    monkeypatch.setattr(set_up, "ROOT", tmp_path)
    (tmp_path / "pyproject.toml").write_text('[project]\nname = "example"\n', "utf-8")
    (tmp_path / "constraints").mkdir()
    (tmp_path / "constraints" / "py311.txt").write_text("example==1\n", "utf-8")
    return tmp_path


@pytest.fixture
def installs(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was made and installed, in order, without doing it."""
    done: list[str] = []

    def make(venv: Path) -> None:
        venv.mkdir()
        done.append("make")

    monkeypatch.setattr(set_up, "_make", make)
    monkeypatch.setattr(set_up, "version_of", lambda venv: HERE if venv.exists() else None)
    monkeypatch.setattr(
        set_up, "_install", lambda _venv, level, pins: done.append(level if pins else f"{level}, newest")
    )
    return done


def test_a_second_run_does_nothing_and_a_higher_level_holds_the_lower(
    folder: Path, installs: list[str]
) -> None:
    set_up.main(["demo"])
    set_up.main(["demo"])
    assert installs == ["make", "demo"]
    set_up.main(["dev"])
    set_up.main(["test"])
    set_up.main(["demo"])
    assert installs == ["make", "demo", "dev"]
    assert json.loads((folder / ".venv" / set_up.STAMP).read_text("utf-8")).keys() == {"dev"}
    set_up.main(["slow"])
    set_up.main(["dev"])
    assert installs == ["make", "demo", "dev", "slow"]


@pytest.mark.parametrize("changed", ["pyproject.toml", "constraints/py311.txt"])
def test_new_pins_or_dependencies_are_installed(folder: Path, installs: list[str], changed: str) -> None:
    set_up.main(["dev"])
    more = {"pyproject.toml": 'dependencies = ["example"]\n', "constraints/py311.txt": "other==2\n"}[changed]
    with (folder / changed).open("a", encoding="utf-8") as file:
        file.write(more)
    set_up.main(["dev"])
    assert installs == ["make", "dev", "dev"]


def test_a_change_of_tool_options_installs_nothing(folder: Path, installs: list[str]) -> None:
    set_up.main(["dev"])
    with (folder / "pyproject.toml").open("a", encoding="utf-8") as file:
        file.write("[tool.example]\noption = 1\n")
    set_up.main(["dev"])
    assert installs == ["make", "dev"]


def test_lowest_versions_are_installed_once_and_again_when_they_change(
    folder: Path, installs: list[str]
) -> None:
    lowest = folder / "constraints" / set_up.LOWEST
    lowest.write_text("example==0.5\n", "utf-8")
    for _ in range(2):
        set_up.main(["test", "--lowest"])
    assert installs == ["make", "test"]
    assert (folder / ".venv" / set_up.LOWEST).read_text("utf-8") == "example==0.5\n"
    lowest.write_text("example==0.6\n", "utf-8")
    set_up.main(["test", "--lowest"])
    set_up.main(["test"])
    assert installs == ["make", "test", "test", "test"]


def test_newest_versions_are_looked_up_each_time(folder: Path, installs: list[str]) -> None:
    set_up.main(["test"])
    for _ in range(2):
        set_up.main(["test", "--newest"])
    set_up.main(["test"])
    assert installs == ["make", "test", "test, newest", "test, newest", "test"]
    assert (folder / ".venv").exists()


@pytest.mark.parametrize("options", [["--newest"], ["--lowest"]])
def test_pip_gets_the_pins_that_are_asked_for(
    options: list[str], folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "constraints" / set_up.LOWEST).write_text("example==0.5\n", "utf-8")
    asked: list[list[str]] = []

    def run(command: list[object], **_: object) -> types.SimpleNamespace:
        asked.append([str(one) for one in command])
        return types.SimpleNamespace(returncode=0)

    (folder / ".venv").mkdir()
    monkeypatch.setattr(set_up, "version_of", lambda _: HERE)
    monkeypatch.setattr(subprocess, "run", run)
    set_up.main(["test", *options])
    for command in asked:
        assert ("--constraint" in command) == (options == ["--lowest"])
        assert ("--upgrade" in command) == (options == ["--newest"])
    assert [("--build-constraint" in command) for command in asked] == [False, options == ["--lowest"]]


def test_lowered_pins_keep_what_is_not_the_librarys_own() -> None:
    pins = "# head\npydantic==2.14.3\npydantic_core==2.50.4\nPillow==13.0\npytest==9.2.0\n"
    low = "# head\npydantic==2.11\npillow==12\n"
    assert set_up.lowered(pins, low) == "# head\npytest==9.2.0\npydantic==2.11\npillow==12\n"


@pytest.mark.usefixtures("folder")
def test_another_python_makes_the_environment_again(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[str] = []

    def make(venv: Path) -> None:
        venv.mkdir()
        made.append(venv.name)

    monkeypatch.setattr(set_up, "version_of", lambda _: (3, 99))
    monkeypatch.setattr(set_up, "_make", make)
    monkeypatch.setattr(set_up, "_install", lambda *_: None)
    set_up.main(["demo", "--venv", ".venv-other"])
    assert made == [".venv-other"]


def test_the_version_of_an_environment_is_what_its_python_says(tmp_path: Path) -> None:
    assert set_up.version_of(tmp_path) is None
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "python").symlink_to(sys.executable)
    assert set_up.version_of(tmp_path) == HERE


def test_an_unreadable_stamp_counts_as_none(tmp_path: Path) -> None:
    (tmp_path / set_up.STAMP).write_text("{", "utf-8")
    assert set_up.installed(tmp_path) == {}


@pytest.mark.parametrize(
    ("minor", "pins"), [(11, "py311.txt"), (12, "py312.txt"), (13, "py313.txt"), (15, "py313.txt")]
)
def test_a_python_without_pins_gets_those_of_the_newest_before_it(minor: int, pins: str) -> None:
    assert set_up.constraints_for((3, minor), set_up.ROOT / "constraints").name == pins


def test_an_old_python_is_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 10, 4))
    with pytest.raises(SystemExit, match=r"needs Python 3\.11 or newer, and .* is 3\.10"):
        set_up.main(["demo"])


@pytest.mark.parametrize("absent", ["venv", "ensurepip"])
def test_a_missing_venv_module_names_the_package_to_install(
    absent: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = importlib.util.find_spec
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None if name == absent else there(name))
    with pytest.raises(SystemExit, match="sudo apt install python3-venv"):
        set_up.main(["demo"])
    assert not (folder / ".venv").exists()


def test_a_folder_that_is_no_environment_is_left_alone(folder: Path) -> None:
    (folder / ".venv").mkdir()
    (folder / ".venv" / "mine.txt").write_text("keep", "utf-8")
    with pytest.raises(SystemExit, match="is not a virtual environment"):
        set_up.main(["demo"])
    assert (folder / ".venv" / "mine.txt").read_text("utf-8") == "keep"


def test_a_failed_installation_leaves_no_stamp(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(set_up, "version_of", lambda _: HERE)
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: types.SimpleNamespace(returncode=1))
    with pytest.raises(SystemExit, match="could not be installed"):
        set_up.main(["demo"])
    assert not (folder / ".venv" / set_up.STAMP).exists()


@pytest.mark.parametrize("level", set_up.LEVELS)
def test_only_the_level_that_builds_pyscard_names_what_that_needs(
    level: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(set_up, "version_of", lambda _: HERE)
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: types.SimpleNamespace(returncode=1))
    with pytest.raises(SystemExit) as caught:
        set_up.main([level])
    assert ("libpcsclite-dev" in str(caught.value)) == (level == "slow")
    assert any("[all,reader]" in asked for asked in set_up.LEVELS[level]) == (level == "slow")
    assert not (folder / ".venv" / set_up.STAMP).exists()


def test_pins_hold_released_versions_only() -> None:
    freeze = (
        "zeta==1\nAlpha==2.0.post1\n-e git+somewhere#egg=tokutei\nsetuptools==65\ntokutei @ file:///here\n"
    )
    assert pin.pins(freeze) == "Alpha==2.0.post1\nzeta==1\n"


def test_pins_are_put_into_their_place_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "py399.txt"
    pin.put(target, "old\n")

    def stopped(self: Path, *_: object) -> Path:
        assert self.read_text("utf-8") == "new\n"
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "replace", stopped)
    for writing in (lambda: pin.put(target, "new\n"), lambda: lowest.main([], target=target)):
        monkeypatch.setattr(lowest, "text", lambda _: "new\n")
        with pytest.raises(KeyboardInterrupt):
            writing()
        assert target.read_text("utf-8") == "old\n"
    monkeypatch.undo()
    pin.put(target, "new\n")
    assert {path.name: path.read_text("utf-8") for path in tmp_path.iterdir()} == {"py399.txt": "new\n"}


def test_what_is_held_back_is_held_back_in_the_pins() -> None:
    text = (pin.ROOT / "constraints" / "py312.txt").read_text("utf-8")
    assert re.search(r"^python-dateutil==2\.", text, re.MULTILINE)
