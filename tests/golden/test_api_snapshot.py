"""What is public does not change by accident, and nobody learns of a change from their own broken program."""

from __future__ import annotations

import importlib
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final

import pytest

from api_snapshot import (
    GOLDEN,
    NEXT,
    PUBLIC,
    breaking,
    changed_names,
    differences,
    main,
    module_of,
    read,
    stubs,
)
from golden_documents import version
from tests.test_errors import DOCUMENTED

ROOT: Final = Path(__file__).resolve().parents[2]
RELEASES: Final = sorted(
    (path for path in GOLDEN.iterdir() if path.name != NEXT),
    key=lambda path: tuple(map(int, path.name.split("."))),
)


@cache
def today() -> Mapping[str, str]:
    return stubs()


def unreleased() -> str:
    """Return what the changelog says above the newest released version."""
    text = (ROOT / "CHANGELOG.md").read_text("utf-8")
    return text.partition(f"\n## [{RELEASES[-1].name}]")[0]


def unannounced(names: set[str], said: str) -> set[str]:
    """Return the names that a text does not have between backticks, alone or with what they belong to."""
    spans = re.findall(r"`([^`\n]+)`", said)
    words = {word for span in spans for word in re.findall(r"[A-Za-z_][\w.]*", span)}
    return {
        name
        for name in names
        if not any(word == name or word.endswith(f".{name}") or name.startswith(f"{word}.") for word in words)
    }


def test_the_snapshot_is_the_source() -> None:
    """If not: ``make api-snapshot``, and say in the changelog what changed."""
    assert list(differences(GOLDEN / NEXT, today())) == []


def test_every_change_since_the_last_release_is_in_the_changelog() -> None:
    changed = changed_names(read(RELEASES[-1]), today())
    assert unannounced(changed, unreleased()) == set()


def test_what_breaks_since_the_last_release_is_announced_as_such() -> None:
    """A line that holds the name and the word Breaking; before 1.0 in a minor version, after it in a major one."""
    broken = breaking(read(RELEASES[-1]), today())
    said = "\n".join(entry for entry in _entries(unreleased()) if "**Breaking:**" in entry)
    names = {one.partition(": ")[0].removeprefix("tokutei.") for one in broken}
    assert {name for name in names if unannounced({name.rpartition(".")[2].partition("(")[0]}, said)} == set()


def _entries(text: str) -> list[str]:
    return re.split(r"\n(?=- )", text)


@pytest.mark.parametrize("name", PUBLIC)
def test_the_stubs_have_what_the_modules_list(name: str) -> None:
    """A second reader: what Python itself finds in ``__all__``."""
    module = importlib.import_module(module_of(name))
    text = today()[f"{name.replace('.', '__') or '__init__'}.txt"]
    named = set(re.findall(r"^(?:class |(?:async )?def )?([A-Za-z_]\w*)", text, re.MULTILINE)) - {
        "class",
        "def",
    }
    assert set(module.__all__) <= named


def test_the_stubs_say_what_users_rely_on() -> None:
    lives, errors, words = today()["lifecycle.txt"], today()["errors.txt"], today()["vocabulary.txt"]
    assert "def advance(situation: Situation, *, to: date, book: Rulebook = CURRENT) -> Outcome: ..." in lives
    assert re.search(r"class FactsError\(TokuteiError, ValueError\):\n.*\n    code = 'facts'\n", errors)
    assert re.search(r"class Channel\(Word\):(?:\n    .*)*\n    ONLINE = 'online'\n", words)
    assert re.search(
        r"class Facts\(Model\):\n    def __init__\(self, \*, born: Personal\[date\], ", today()["models.txt"]
    )


def test_the_reasons_of_errors_are_in_the_stubs() -> None:
    """A second list of them: what the tests of errors say that the docstrings promise."""
    text = today()["errors.txt"]
    for name, reasons in DOCUMENTED.items():
        found = re.search(
            rf"^class {name}\(.*\n(?:    .*\n)*?    reason: Literal\[(.*)\]$", text, re.MULTILINE
        )
        assert found, name
        assert set(reasons) <= set(re.findall(r"'(\w+)'", found[1])), name


# That the comparison notices what it is there for.

BEFORE: Final = """
class Wish(Base):
    def __init__(self, *, on: date, channel: Channel = Channel.COUNTER) -> None: ...
    channel: Channel
    on: date
    def text(self, lang: str) -> str: ...
class Word(StrEnum):
    ONLINE = 'online'
    COUNTER = 'counter'
class FirstError(TokuteiError, ValueError):
    code = 'first'
def ask(topic: str, facts: object, *, on: date, book: Rulebook = CURRENT) -> Answer: ...
LIMIT: Final = 3
"""


@pytest.mark.parametrize(
    ("old", "new", "name", "what"),
    [
        (", book: Rulebook = CURRENT", "", "ask", "parameter was removed: book"),
        (
            ", channel: Channel = Channel.COUNTER) -> None",
            ") -> None",
            "Wish.__init__",
            "parameter was removed: channel",
        ),
        ("on: date, book", "on: date, why: str, book", "ask", "parameter was added as required: "),
        ("facts: object, *, on", "*, facts: object, on", "ask", "kind was changed: facts"),
        ("= Channel.COUNTER", "= Channel.ONLINE", "Wish.__init__", "default was changed: channel"),
        ("book: Rulebook = CURRENT", "book: Rulebook", "ask", "now required: book"),
        ("    on: date\n", "", "Wish.on", "removed: on"),
        ("    def text(self, lang: str) -> str: ...\n", "", "Wish.text", "removed: text"),
        ("    COUNTER = 'counter'\n", "", "Word.COUNTER", "removed: COUNTER"),
        ("'online'", "'on-line'", "Word.ONLINE", "value was changed: 'online'"),
        ("code = 'first'", "code = 'second'", "FirstError.code", "value was changed: 'first'"),
        (", ValueError", "", "FirstError", "base class was removed: "),
        ("LIMIT: Final = 3\n", "", "LIMIT", "removed: LIMIT"),
        ("class Word(StrEnum):", "class Words(StrEnum):", "Word", "removed: Word"),
    ],
)
def test_what_breaks_is_reported_by_name(old: str, new: str, name: str, what: str) -> None:
    assert BEFORE.count(old) == 1
    found = breaking({"a.txt": BEFORE}, {"a.txt": BEFORE.replace(old, new)})
    mine = [one for one in found if one.startswith((f"tokutei.a.{name}:", f"tokutei.a.{name}("))]
    assert [one for one in mine if what in one], found
    changed = changed_names({"a.txt": BEFORE}, {"a.txt": BEFORE.replace(old, new)})
    assert name in changed
    assert name in unannounced(changed, "")
    assert name not in unannounced(changed, f"- `{name}` is otherwise now.")


def test_a_parameter_that_the_library_itself_loses_is_reported() -> None:
    before = {"lifecycle.txt": today()["lifecycle.txt"]}
    call = "def advance(situation: Situation, *, to: date, book: Rulebook = CURRENT)"
    assert before["lifecycle.txt"].count(call) == 1
    after = {
        "lifecycle.txt": before["lifecycle.txt"].replace(call, call.replace(", book: Rulebook = CURRENT", ""))
    }
    (found,) = breaking(before, after)
    assert found.startswith("tokutei.lifecycle.advance")
    assert found.endswith("parameter was removed: book")
    assert unannounced(changed_names(before, after), unreleased()) == {"advance"}


def test_a_module_that_is_gone_is_reported() -> None:
    assert breaking({"a.txt": BEFORE, "b__c.txt": "X: int"}, {"a.txt": BEFORE}) == [
        "tokutei.b.c: module removed"
    ]


@pytest.mark.parametrize(
    ("old", "new", "name"),
    [
        ("LIMIT: Final = 3\n", "LIMIT: Final = 3\nMORE: int\n", "MORE"),
        ("on: date, book", "on: date, why: str = '', book", "ask"),
        ("    on: date\n", "    on: date\n    by: str\n", "Wish.by"),
        ("-> Answer", "-> Answer | None", "ask"),
        ("    channel: Channel\n", "    channel: Channel | None\n", "Wish.channel"),
    ],
)
def test_what_breaks_nobody_is_to_be_announced_too(old: str, new: str, name: str) -> None:
    after = {"a.txt": BEFORE.replace(old, new)}
    assert breaking({"a.txt": BEFORE}, after) == []
    assert changed_names({"a.txt": BEFORE}, after) == {name}


def test_a_name_is_announced_only_between_backticks() -> None:
    assert unannounced({"ask"}, "ask has changed") == {"ask"}
    assert unannounced({"ask"}, "`asking` and `task`") == {"ask"}
    assert unannounced({"ask", "Wish.by"}, "`tokutei.ask` takes `Wish(by=…)`") == set()


def test_a_release_is_written_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--release"], golden=tmp_path) == 0
    assert read(tmp_path / version()) == read(tmp_path / NEXT) == today()
    (tmp_path / NEXT / "gone.txt").write_text("X: int\n", "utf-8")
    assert main(["--check"], golden=tmp_path) == 1
    assert "-X: int" in capsys.readouterr().out
    assert main(["--release"], golden=tmp_path) == 1
    assert f"{version()} is written already" in capsys.readouterr().out
    assert main(["--check"], golden=tmp_path) == 0
