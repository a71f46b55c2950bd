"""``python -m tokutei.audit``: what it prints, and its exit status."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from tests.audit.law_folder import BODY, HOME, SHARED_LAW, folder_with, law_text
from tokutei.audit import provisions
from tokutei.audit.__main__ import main
from tokutei.errors import FileError
from tokutei.models import write_files


def output(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    status = main(arguments)
    return status, capsys.readouterr().out


def document(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, dict[str, Any]]:
    status, said = output(capsys, *arguments, "--json")
    return status, json.loads(said)


def test_a_folder_without_the_laws_needs_a_look(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder_with(tmp_path, {HOME: law_text(), "a.png": b"x"})
    status, said = output(capsys, "drift", str(tmp_path))
    assert status == 1
    assert "a.png" in said
    assert "326CO0000000319.md is not there" in said
    status, told = document(capsys, "drift", str(tmp_path))
    assert (status, told["tokutei"], told["needs_a_look"], told["findings"]) == (1, "drift/1", True, [])
    missing = [problem for problem in told["problems"] if problem["code"].startswith("missing")]
    assert sum(int(problem["detail"]) for problem in missing) == sum(
        row.is_seen for row in provisions().values()
    )


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_a_change_is_told_with_what_rests_on_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], lang: str
) -> None:
    ages = "135AC1000000050"
    folder_with(
        tmp_path, {ages: law_text("**①**　年齢ハ死亡ノ日ヨリ之ヲ起算ス\n\n**②**　準用ス。\n", law=ages)}
    )
    status, said = output(capsys, "drift", str(tmp_path), "--lang", lang)
    assert status == 1
    for part in ("年齢ハ死亡ノ日", "Q17", "docs/open-questions.md"):
        assert part in said
    assert "{" not in said
    assert not re.search(r"audit\.(?!md)", said)


def test_what_is_no_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, said = output(capsys, "drift", str(tmp_path / "none"), "--lang", "ja")
    assert status == 2
    assert "フォルダー" in said
    status, told = document(capsys, "drift", str(tmp_path / "none"))
    assert (status, told["error"]) == (2, "folder")


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["drift"],
        ["stale"],
        ["stale", "--on", "2026-02-30"],
        ["stale", "--on", "20261122"],
        ["drift", ".", "--against", "x"],
    ],
)
def test_commands_that_are_none(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(arguments)
    assert caught.value.code == 2
    assert "usage" in capsys.readouterr().err


def test_stale(capsys: pytest.CaptureFixture[str]) -> None:
    status, said = output(capsys, "stale", "--on", "2026-11-22")
    assert status == 0
    assert "would be settled by" in said
    status, told = document(capsys, "stale", "--on", "2036-11-22")
    assert (status, told["tokutei"], told["needs_a_look"]) == (1, "stale/1", True)
    assert all(one["stale"] for one in told["checked"])
    assert len(told["open_questions"]) == 18
    status, said = output(capsys, "stale", "--on", "2036-11-22", "--lang", "ja")
    assert "再確認が必要" in said
    assert "を過ぎた" in said
    assert "audit.c" not in said
    status, said = output(capsys, "stale", "--on", "2026-11-22", "--months", "0")
    assert status == 2


def test_tables_are_written_whole_or_not_at_all(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    laws, tables = tmp_path / "laws", tmp_path / "tables"
    laws.mkdir()
    tables.mkdir()
    folder_with(laws, {HOME: law_text(BODY)})
    status, said = output(capsys, "provisions", str(laws), "--on", "2026-11-22", "--write", str(tables))
    assert status == 1
    assert "the text is not at hand" in said
    assert list(tables.iterdir()) == []


@pytest.mark.shared
def test_tables_made_from_the_texts(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told = ("provisions", str(SHARED_LAW), "--on", "2026-11-23", "--write")
    assert output(capsys, *told, str(tmp_path / "none"))[0] == 2
    status, said = output(capsys, *told, str(tmp_path))
    assert status == 0
    assert str(len(provisions())) in said
    assert {path.name for path in tmp_path.iterdir()} == {"provisions.csv", "law_texts.csv"}
    assert ",2026-11-23," in (tmp_path / "provisions.csv").read_text("utf-8")


@pytest.mark.shared
def test_the_untouched_folder_is_silent_within_five_seconds() -> None:
    """As a command of its own: with the start of Python and all imports."""
    begun = time.perf_counter()
    done = subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "-m", "tokutei.audit", "drift", str(SHARED_LAW)],
        capture_output=True,
        text=True,
        check=False,
    )
    took = time.perf_counter() - begun
    assert (done.returncode, done.stderr) == (0, "")
    assert "Every one is as it was." in done.stdout
    assert took < 5


@pytest.mark.shared
def test_the_reform_of_june_2026(capsys: pytest.CaptureFixture[str]) -> None:
    """What did it touch? The text in force against that of the day before."""
    status, told = document(capsys, "drift", str(SHARED_LAW), "--against", "2026-06-13")
    assert (status, told["texts"], told["problems"]) == (1, 4, [])
    kinds = {finding["cite"]: finding["kind"] for finding in told["findings"]}
    act = "326CO0000000319"
    assert kinds[f"{act}:19-5:1:1"] == "changed"  # seven years become ten birthdays
    assert kinds[f"{act}:19-11:1"] == "changed"  # two months become three
    assert kinds[f"{act}:19-15-2:1:1"] == "vanished"  # specified cards were not there
    assert kinds[f"{act}:19-15-3:1:1"] == "vanished"
    assert f"{act}:19-12:1" not in kinds  # the fourteen days after a loss stayed
    assert f"{act}:20:6" not in kinds
    found = {finding["cite"]: finding for finding in told["findings"]}
    assert found[f"{act}:19-5:1:1"]["figures_gone"] == [
        {"rule": "validity.birthdays_adult", "figure": "十回目の誕生日"}
    ]
    assert "windows.renewal_months.resident.ordinary" in found[f"{act}:19-11:1"]["rests_on_it"]["rule"]


def test_a_terminal_without_japanese_letters(tmp_path: Path) -> None:
    folder_with(tmp_path, {HOME: law_text()})
    done = subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "-m", "tokutei.audit", "drift", str(tmp_path), "--lang", "ja"],
        capture_output=True,
        check=False,
        env={"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0", "LC_ALL": "C"},
    )
    assert (done.returncode, done.stderr) == (1, b"")
    assert b"\\u" in done.stdout


@pytest.mark.shared
def test_only_texts_of_the_past_that_are_missing_need_no_look(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for path in SHARED_LAW.glob("*.md"):
        if "@" not in path.name:
            (tmp_path / path.name).symlink_to(path)
    status, told = document(capsys, "drift", str(tmp_path))
    assert (status, told["needs_a_look"], told["findings"]) == (0, False, [])
    assert {problem["code"] for problem in told["problems"]} == {"missing_past"}


@pytest.mark.shared
def test_a_text_that_was_cut_off_makes_no_tables(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    laws, tables = tmp_path / "laws", tmp_path / "tables"
    tables.mkdir()
    shutil.copytree(SHARED_LAW, laws)
    whole = (laws / "356M50000010054.md").read_text("utf-8")
    (laws / "356M50000010054.md").chmod(0o644)
    (laws / "356M50000010054.md").write_text(whole[: whole.rindex("**別記第八十四号様式**")], "utf-8")
    status, said = output(capsys, "provisions", str(laws), "--on", "2026-11-22", "--write", str(tables))
    assert status == 1
    assert "356M50000010054.md ends before its end" in said
    assert list(tables.iterdir()) == []


def test_nothing_of_a_text_acts_on_a_terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ages = "135AC1000000050"
    body = "**①**　年齢\x1b[31mハ\u202e\x9b\n\n**②**　準用ス。\n"
    folder_with(tmp_path, {ages: law_text(body, law=ages)})
    _, said = output(capsys, "drift", str(tmp_path))
    assert not {"\x1b", "\u202e", "\x9b"} & set(said)
    _, said = output(capsys, "drift", str(tmp_path), "--json")
    assert not {"\x1b", "\u202e", "\x9b"} & set(said)
    assert json.loads(said)["findings"][0]["says"].startswith("①年齢\x1b[31mハ\u202e")


@pytest.mark.parametrize("name", ["provisions.csv", "law_texts.csv"])
def test_a_place_that_cannot_be_written_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / name).mkdir()
    with pytest.raises(FileError, match="not to a file"):
        write_files(tmp_path, {"provisions.csv": "a", "law_texts.csv": "b"})
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_a_file_in_place_of_the_folder_for_the_tables(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", "utf-8")
    with pytest.raises(FileError, match="is not there"):
        write_files(tmp_path / "file", {"provisions.csv": "a"})
    assert (tmp_path / "file").read_text("utf-8") == "x"


@pytest.mark.skipif(
    not Path("/dev/full").exists(), reason="needs a device that is always full: run it on Linux"
)
def test_what_cannot_be_said_is_no_traceback() -> None:
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        done = subprocess.run(
            [sys.executable, "-m", "tokutei.audit", "stale", "--on", "2026-11-22"],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert (done.returncode, done.stderr) == (2, "")
