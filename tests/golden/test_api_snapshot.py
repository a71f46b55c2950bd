"""What is public does not change by accident, and nobody learns of a change from their own broken program."""

from __future__ import annotations

import ast
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
    name_of,
    read,
    stubs,
)
from golden_documents import version
from tests.test_errors import DOCUMENTED
from tokutei.ask import topics
from tokutei.lifecycle import DutyKind

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
    """Return the names that a text does not have between backticks: a member with its class, as ``Class.member``.

    The names of modules may stand before it. ``Class(field=…)`` names the field, and what the class is made with.
    """
    spans = re.findall(r"`([^`\n]+)`", said)
    words = {word for span in spans for word in re.findall(r"[A-Za-z_][\w.]*", span)}
    for made, given in (
        found for span in spans for found in re.findall(r"([A-Za-z_][\w.]*)\(([^()]*)\)", span)
    ):
        fields = re.findall(r"(\w+)\s*=", given)
        words |= {f"{made}.{field}" for field in fields} | ({f"{made}.__init__"} if fields else set())
    named = {word.rstrip(".") for word in words}
    # A class before it would make another name of it: ``Wish.text`` is not ``text``.
    named |= {re.sub(r"^(?:[a-z_]\w*\.)+(?=[A-Z])|^(?:[a-z_]\w*\.)+(?=\w+$)", "", word) for word in named}
    return names - named


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
    assert unannounced({name_of(one) for one in broken}, said) == set()


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
    hints: Sequence[str]
class Word(StrEnum):
    ONLINE = 'online'
    COUNTER = 'counter'
class FirstError(TokuteiError, ValueError):
    code = 'first'
    reason: Literal['gone', 'late']
def ask(topic: str, facts: object, *, on: date, book: Rulebook = CURRENT, names: Sequence[str] | None = None) -> Answer: ...
def more() -> Reply | Other: ...
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
        ("'gone', ", "", "FirstError.reason", "reason was removed: gone"),
        ("Literal['gone', 'late']", "str", "FirstError.reason", "reason was removed: gone"),
        ("-> Answer", "-> Answer | None", "ask", "return type was changed: Answer"),
        ("-> str", "-> bytes", "Wish.text", "return type was changed: str"),
        (
            "    channel: Channel\n",
            "    channel: Channel | None\n",
            "Wish.channel",
            "attribute type was changed: Channel",
        ),
        ("    on: date\n", "    on: str\n", "Wish.on", "attribute type was changed: date"),
        (
            "names: Sequence[str] | None",
            "names: list[str] | None",
            "ask",
            "parameter type was narrowed: names",
        ),
        ("names: Sequence[str] | None", "names: Sequence[str]", "ask", "parameter type was narrowed: names"),
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
    public = breaking({"law.txt": BEFORE}, {"law.txt": BEFORE.replace(old, new)})
    assert name in {name_of(one) for one in public}


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
        ("'late']", "'late', 'later']", "FirstError.reason"),
        ("topic: str", "topic: str | None", "ask"),
        ("topic: str", "topic: Any", "ask"),
        ("topic: str", "topic: Personal[str]", "ask"),
        ("names: Sequence[str] | None", "names: Iterable[str] | None", "ask"),
        ("-> Reply | Other", "-> Reply", "more"),
        ("    hints: Sequence[str]\n", "    hints: list[str]\n", "Wish.hints"),
    ],
)
def test_what_breaks_nobody_is_to_be_announced_too(old: str, new: str, name: str) -> None:
    after = {"a.txt": BEFORE.replace(old, new)}
    assert breaking({"a.txt": BEFORE}, after) == []
    assert changed_names({"a.txt": BEFORE}, after) == {name}


def test_a_name_is_announced_only_between_backticks() -> None:
    assert unannounced({"ask"}, "ask has changed") == {"ask"}
    assert unannounced({"ask"}, "`asking` and `task`") == {"ask"}
    assert unannounced({"ask", "Wish.by", "Wish.__init__"}, "`tokutei.ask` takes `Wish(by=…)`") == set()


@pytest.mark.parametrize(
    ("names", "said", "left"),
    [
        ({"Facts.born"}, "`Facts` reads faster", {"Facts.born"}),
        ({"Facts.born"}, "`born` is a day", {"Facts.born"}),
        ({"Facts.born"}, "`CardFacts.born` is a day", {"Facts.born"}),
        ({"Facts.born"}, "`Facts.born` is a day", set()),
        ({"Facts.born"}, "`tokutei.models.Facts.born` is a day", set()),
        ({"Facts", "text"}, "`Facts.text` is shorter", {"Facts", "text"}),
        ({"Facts"}, "`Facts` is gone", set()),
        ({"reason.hours.over_week"}, "`reason.hours` and `over_week`", {"reason.hours.over_week"}),
        ({"reason.hours.over_week"}, "`reason.hours.over_week` is gone", set()),
    ],
)
def test_a_member_is_announced_with_its_class(names: set[str], said: str, left: set[str]) -> None:
    assert unannounced(names, said) == left


def test_other_bases_hide_no_member() -> None:
    after = BEFORE.replace("class Wish(Base):", "class Wish(Other):").replace(
        "    on: date\n", "    on: str\n"
    )
    assert changed_names({"a.txt": BEFORE}, {"a.txt": after}) == {"Wish", "Wish.on"}
    gone = BEFORE.replace("class Wish(Base):", "class Want(Base):")
    assert changed_names({"a.txt": BEFORE}, {"a.txt": gone}) == {"Wish", "Want"}


def test_forms_of_a_function_are_compared() -> None:
    form = "@overload\ndef read(text: {}) -> {}: ...\n"
    before = {"a.txt": form.format("str", "str") + form.format("bytes", "bytes")}
    other = {"a.txt": form.format("str", "str") + form.format("bytes", "int")}
    more = {"a.txt": before["a.txt"] + form.format("int", "int")}
    assert breaking(before, other) == ["tokutei.a.read: return type was changed: str or bytes"]
    assert breaking(before, more) == []


def test_the_codes_are_in_the_snapshot() -> None:
    """A second list of them: what answers, lives and programs themselves say."""
    text = today()["codes.txt"]
    values = {ast.literal_eval(one) for one in re.findall(r"^ +\w+ = ('.*')$", text, re.MULTILINE)}
    sources = [path.read_text("utf-8") for path in (ROOT / "src").rglob("*.py")]
    used = {code for source in sources for code in re.findall(r"\bReason\(\s*\"([\w.]+)\"", source)}
    assert len(used) > 100
    assert used <= values
    assert {kind.value for kind in DutyKind} | set(topics()) <= values
    for program in ("tokutei", "audit", "virtual_card"):
        assert re.search(rf"^class {program}:\n(?:    .*\n)*    class exit:\n", text, re.MULTILINE), program


@pytest.mark.parametrize(
    ("old", "new", "name"),
    [
        ("        characters = 'testing.characters'\n", "", "reason.testing.characters"),
        (
            "        characters = 'testing.characters'\n",
            "        characters = 'testing.none'\n",
            "reason.testing.characters",
        ),
        ("    carry_card = 'carry_card'\n", "", "duty.carry_card"),
        ("    fees = 'fees'\n", "", "topic.fees"),
        ("        on = '--on, takes a value, else None'\n", "", "tokutei.ask.on"),
        ("'--on, takes a value, else None'", "'--on, takes a value, required'", "tokutei.ask.on"),
        ("        look = 1\n", "        look = 3\n", "audit.exit.look"),
        ("    port = '--port", "    port = '--tcp", "virtual_card.port"),
    ],
)
def test_a_code_that_goes_or_changes_breaks(old: str, new: str, name: str) -> None:
    text = today()["codes.txt"]
    assert text.count(old) == 1
    after = text.replace(old, new)
    assert {name_of(one) for one in breaking({"codes.txt": text}, {"codes.txt": after})} == {name}
    assert changed_names({"codes.txt": text}, {"codes.txt": after}) == {name}
    assert unannounced({name}, f"**Breaking:** `{name}`") == set()


def test_a_code_that_comes_breaks_nobody_and_is_announced() -> None:
    text = today()["codes.txt"]
    after = text.replace("class duty:\n", "class duty:\n    another = 'another'\n")
    assert breaking({"codes.txt": text}, {"codes.txt": after}) == []
    assert changed_names({"codes.txt": text}, {"codes.txt": after}) == {"duty.another"}


def test_a_release_is_written_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--release"], golden=tmp_path) == 0
    assert read(tmp_path / version()) == read(tmp_path / NEXT) == today()
    (tmp_path / NEXT / "gone.txt").write_text("X: int\n", "utf-8")
    assert main(["--check"], golden=tmp_path) == 1
    assert "-X: int" in capsys.readouterr().out
    assert main(["--release"], golden=tmp_path) == 1
    assert f"{version()} is written already" in capsys.readouterr().out
    assert main(["--check"], golden=tmp_path) == 0
