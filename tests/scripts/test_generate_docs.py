"""Generated pages are compared with what generates them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

import generate_docs
from generate_docs import DOCS, MARK, differences, main, wanted, write
from markdown import cell, first_few, table


def test_what_was_written_does_not_differ(tmp_path: Path) -> None:
    pages = wanted({"a.md": lambda: "# A\n", "deep/b.md": lambda: "# B"})
    assert list(differences(tmp_path, pages)) != []
    write(tmp_path, pages)
    assert list(differences(tmp_path, pages)) == []
    assert (tmp_path / "deep" / "b.md").read_text("utf-8") == f"{MARK}\n\n# B\n"


def test_a_changed_page_is_shown_with_what_changed(tmp_path: Path) -> None:
    pages = wanted({"a.md": lambda: "one"})
    write(tmp_path, pages)
    (tmp_path / "a.md").write_text(pages["a.md"].replace("one", "by hand"), "utf-8")
    assert {"-by hand", "+one"} <= set(differences(tmp_path, pages))


def test_a_page_that_nothing_generates_any_more_is_found_and_removed(tmp_path: Path) -> None:
    (tmp_path / "by_hand.md").write_text("# Mine\n", "utf-8")
    (tmp_path / "old.md").write_text(f"{MARK}\n\n# Old\n", "utf-8")
    assert list(differences(tmp_path, {})) == [
        "docs/old.md carries the mark of a generated page, and nothing generates it"
    ]
    write(tmp_path, {})
    assert [path.name for path in tmp_path.iterdir()] == ["by_hand.md"]


def test_the_check_fails_until_the_pages_are_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--check"], docs=tmp_path) == 1
    assert "make docs-generated" in capsys.readouterr().out
    assert list(tmp_path.iterdir()) == []
    assert main([], docs=tmp_path) == 0
    assert main(["--check"], docs=tmp_path) == 0


def test_cells_keep_a_table_whole() -> None:
    assert list(table(("a", "b"), [("x|y", ("one", date(2026, 6, 14)))])) == [
        "| a | b |",
        "| --- | --- |",
        "| x\\|y | one, 2026-06-14 |",
    ]
    assert cell(3) == "3"


def test_long_lists_are_cut() -> None:
    assert first_few([]) == ""
    assert first_few(["a", "b"], 2) == "a, b"
    assert first_few(["a", "b", "c", "d"], 2) == "a, b and 2 more"


@pytest.mark.parametrize("path", generate_docs.PAGES)
def test_pages_are_marked_and_have_one_title(path: str) -> None:
    lines = (DOCS / path).read_text("utf-8").splitlines()
    assert lines[0] == MARK
    assert [line for line in lines if line.startswith("# ")] == [lines[2]]
