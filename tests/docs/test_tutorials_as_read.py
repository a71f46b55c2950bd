"""The tutorials, followed as a reader follows them: files written as the page says, programs run, output compared."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest

from tests.docs.tutorial_pages import Command, Printed, Step, Written, condensed, follow, page_steps

ROOT: Final = Path(__file__).resolve().parents[2]
PAGES: Final = sorted([*ROOT.glob("docs/tutorials/*.md"), *ROOT.glob("docs/ja/tutorials/*.md")])
TUTORIALS: Final = [page for page in PAGES if page.name != "index.md"]

MOST_LINES: Final = 150
"""More than that nobody types in ten minutes, not even by copying."""


def said(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


def test_both_tutorials_are_there_in_both_languages() -> None:
    assert {said(page) for page in TUTORIALS} >= {
        f"docs/{folder}{name}.md"
        for folder in ("tutorials/", "ja/tutorials/")
        for name in ("app-developer", "hr-vendor")
    }


@pytest.mark.parametrize("page", TUTORIALS, ids=said)
def test_a_tutorial_begins_in_an_empty_folder_and_stays_short(page: Path) -> None:
    first, *rest = page_steps(page)
    assert isinstance(first, Command)
    assert [line.split()[0] for line in first.lines.splitlines()] == ["mkdir", "cd", "python3", ".", "pip"]
    written = [step for step in rest if isinstance(step, Written)]
    assert 0 < sum(len(step.text.splitlines()) for step in written) < MOST_LINES
    shown = [step for step in rest if isinstance(step, Printed)]
    assert len(shown) == sum(isinstance(step, Command) for step in rest), "every run shows what it prints"


@pytest.mark.slow
@pytest.mark.parametrize("page", TUTORIALS, ids=said)
def test_the_programs_print_what_the_page_says(page: Path, tmp_path: Path) -> None:
    """With the library of this checkout, once each; ``test_tutorials_from_nothing`` does all that the page says."""

    def run(command: str, folder: Path) -> str:
        program, *arguments = command.split()
        assert program == "python"
        done = subprocess.run(  # noqa: S603
            [sys.executable, *arguments],
            cwd=folder,
            env={**os.environ, "PYTHONPATH": str(ROOT / "src"), "PYTHONIOENCODING": "utf-8"},
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    _, *steps = page_steps(page)  # the first one sets up
    assert follow(condensed(steps), tmp_path, run) > 0
    assert {path.name for path in tmp_path.iterdir() if path.is_file()} == {
        step.name for step in steps if isinstance(step, Written)
    }, "the programs write nothing"


def test_the_reader_notices_another_output(tmp_path: Path) -> None:
    steps: list[Step] = [Written("a.py", "print(1)\n"), Command("python a.py\n"), Printed("2\n")]
    with pytest.raises(AssertionError, match="the page says"):
        follow(steps, tmp_path, lambda *_: "1\n")


def test_a_program_that_has_grown_shows_only_what_is_new(tmp_path: Path) -> None:
    steps: list[Step] = [
        Written("a.py", "print(1)\n"),
        Command("python a.py\n"),
        Printed("1\n"),
        Written("a.py", "print(2)\n"),
        Command("python a.py\n"),
        Printed("2\n"),
    ]
    outputs = iter(("1\n", "1\n2\n"))
    assert follow(steps, tmp_path, lambda *_: next(outputs)) == 2
    assert (tmp_path / "a.py").read_text("utf-8") == "print(1)\n\nprint(2)\n"
    outputs = iter(("1\n", "2\n"))
    with pytest.raises(AssertionError, match="printed before"):
        follow(steps, tmp_path, lambda *_: next(outputs))


def test_a_condensed_page_runs_every_program_once_and_shows_the_same() -> None:
    steps: list[Step] = [
        Command("a\n"),
        Printed("1\n"),
        Written("x", "y"),
        Command("a\n"),
        Printed("2\n"),
        Command("b\n"),
    ]
    assert condensed(steps) == [Written("x", "y"), Command("a\n"), Printed("1\n2\n")]


def test_a_block_without_a_file_is_not_passed_over(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("Some words.\n\n```python\nprint(1)\n```\n", encoding="utf-8")
    with pytest.raises(AssertionError, match="no file is named"):
        page_steps(page)
