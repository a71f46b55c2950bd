"""A third language is one file: made by machine in a copy of the package, and everything speaks it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.drills.copies import PACKAGE, copied, run, touched
from tokutei import messages
from tokutei.law import Citation
from tokutei.vocabulary import Channel


@pytest.mark.slow
def test_one_file_makes_everything_speak_a_third_language(tmp_path: Path) -> None:
    package = copied(tmp_path)
    (lines,) = run("tests.drills.made_language", str(package), package=package)
    assert touched(package) == {"messages/xx.toml"}
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
