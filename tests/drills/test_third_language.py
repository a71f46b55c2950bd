"""A third language is one file: made by machine in a copy of the package, and everything speaks it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import tokutei
from tokutei import messages
from tokutei.law import Citation
from tokutei.vocabulary import Channel

ROOT = Path(__file__).parents[2]
PACKAGE = Path(next(iter(tokutei.__path__)))


def run(module: str, *arguments: str, package: Path) -> list[str]:
    """Run a module of the tests with a copy of the package first on the path."""
    path = os.pathsep.join(map(str, (package.parent, ROOT, ROOT / "scripts")))
    told = subprocess.run(  # noqa: S603 - our own modules
        [sys.executable, "-m", module, *arguments],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": path, "PYTHONDONTWRITEBYTECODE": "1", "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert told.returncode == 0, told.stderr[-2000:]
    return told.stdout.splitlines()


@pytest.mark.slow
def test_one_file_makes_everything_speak_a_third_language(tmp_path: Path) -> None:
    package = tmp_path / "tokutei"
    shutil.copytree(PACKAGE, package, ignore=shutil.ignore_patterns("__pycache__"))
    before = {path: path.read_bytes() for path in package.rglob("*") if path.is_file()}
    (lines,) = run("tests.drills.made_language", str(package), package=package)
    added = [path for path in package.rglob("*") if path.is_file() and path not in before]
    assert added == [package / "messages" / "xx.toml"]
    assert all(path.read_bytes() == content for path, content in before.items())
    assert int(lines) > 5000
    *unsaid, asked = run("tests.drills.said_in_it", package=package)
    assert unsaid == []
    assert int(asked) > 10_000


def test_what_a_language_does_not_say_is_said_in_english() -> None:
    assert messages.text("error.tokutei", "zz") == messages.text("error.tokutei", "en")
    assert Channel.COUNTER.text("zz") == Channel.COUNTER.en
    cite = Citation.parse("326CO0000000319:19-15-2:1:1")
    assert cite.text("zz") == cite.text("en")
    assert messages.text("a.key.that.no.file.has", "zz") == "a.key.that.no.file.has"
    assert messages.named("office.nowhere", "zz", ja="東京", en="Tokyo") == "Tokyo"


def test_no_module_asks_which_language_it_is() -> None:
    """Words of a language stand in its file: code compares a language in three places, each for fields ja and en."""
    asking = {
        str(path.relative_to(PACKAGE)): text.count('lang == "')
        for path in PACKAGE.rglob("*.py")
        if 'lang == "' in (text := path.read_text("utf-8")) or "lang == '" in text
    }
    assert asking == {
        "messages/__init__.py": 1,  # named: what code and tables say in both
        "vocabulary/words.py": 2,  # the words of a vocabulary
        "chip/code_table_rows.py": 2,  # names in tables that users supply
    }
