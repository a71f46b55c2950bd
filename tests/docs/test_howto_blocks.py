"""What stands in the blocks of how-to pages, tutorials and Japanese pages is checked, whatever kind of block it is.

Python blocks, and the texts that follow them, are run by the collector of the documents. Here the others are checked:
commands are carried out, data is read. A block that nothing checks is refused, and so is whatever would keep a block
from being checked. The commands of tutorials are carried out by a slower test of their own.
"""

from __future__ import annotations

import csv
import json
import re
import shlex
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

import pytest

from tokutei.errors import CitationError
from tokutei.law import Citation, Evidence

ROOT: Final = Path(__file__).resolve().parents[2]
DOCS: Final = ROOT / "docs"
PAGES: Final = sorted(
    page for folder in ("how-to", "tutorials", "ja") for page in (DOCS / folder).rglob("*.md")
)
HOW_TO: Final = (
    "store-histories",
    "show-duties",
    "read-a-phone-dump",
    "check-a-workforce",
    "supply-tables-and-anchors",
    "write-a-reform",
    "add-closed-days",
    "react-to-a-law-change",
)

FENCE: Final = re.compile(r"^[ \t>*-]*(?P<marks>`{3,}|~{3,})(?P<info>[^`\n]*)$")
DIRECTIVE: Final = re.compile(r"\{(?P<name>[\w:-]+)\}.*")
HIDES_CODE: Final = {"code", "code-block", "code-cell", "sourcecode", "literalinclude", "eval-rst"}
"""Directives whose content would look like code and be run by nobody."""
SKIP: Final = re.compile(r"^[ \t]*(?:<!---?|%|;)[ \t]*skip\b", re.MULTILINE | re.IGNORECASE)
ROW: Final = {"since", "value", "cite", "evidence", "checked_on"}
STATUS: Final = re.compile(r"exit status ([0-9]+)")
SHELL: Final = re.compile(r"[|<>&;$`*?~\\]|\(")
MAIN: Final = ("python", "-m")
EXTRA: Final = re.compile(r"tokutei(?:\[(?P<extras>[\w,-]+)\])?|\.(?:\[(?P<local>[\w,-]+)\])?")


@dataclass(frozen=True, slots=True)
class Block:
    """One fenced block of a page."""

    kind: str
    """What stands behind the opening fence, as it stands there."""
    body: str
    line: int


def blocks(text: str) -> Iterator[Block]:
    """Yield the fenced blocks of a page; one that is never closed reaches to the end."""
    lines = text.split("\n")
    number = 0
    while number < len(lines):
        opening = FENCE.match(lines[number])
        number += 1
        if not opening:
            continue
        begun, marks = number, opening["marks"]
        while number < len(lines) and not _closes(lines[number], marks):
            number += 1
        yield Block(opening["info"].strip(), "\n".join(lines[begun:number]), begun)
        number += 1


def _closes(line: str, marks: str) -> bool:
    stripped = line.strip()
    return len(stripped) >= len(marks) and set(stripped) == {marks[0]}


def check_json(body: str) -> None:
    """Read JSON in which no object names anything twice."""

    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        assert len(found) == len(pairs), "an object names something twice"
        return found

    json.loads(body, object_pairs_hook=once)


def check_toml(body: str) -> None:
    """Read TOML; rows of rules have to be as in the tables of the package."""
    for row in _rows(tomllib.loads(body)):
        assert row.keys() >= ROW, f"a row of a rule lacks {ROW - row.keys()}"
        Citation.parse(row["cite"])
        Evidence.of(row["evidence"])


def _rows(node: object) -> Iterator[dict[str, Any]]:
    if isinstance(node, dict):
        if "since" in node:
            yield node
        for inner in node.values():
            yield from _rows(inner)
    elif isinstance(node, list):
        for inner in node:
            yield from _rows(inner)


def check_csv(body: str) -> None:
    """Read CSV of which every row has as many cells as the header; lines that begin with ``#`` are comments."""
    rows = list(csv.reader((line for line in body.split("\n") if not line.startswith("#")), strict=True))
    rows = [row for row in rows if row]
    assert len(rows) > 1, "a header and a row at least"
    assert all(len(row) == len(rows[0]) for row in rows), "a row has more or fewer cells than the header"


Say = Callable[[], str]


class Commands:
    """Carries out the commands of a block from the root of the repository."""

    def __init__(self, said: Say) -> None:
        self.said = said

    def check(self, body: str) -> str:
        """Return what the commands printed; what is no command of ours has to exist at least."""
        printed = ""
        for line in body.split("\n"):
            command, _, comment = line.partition("#")
            if not command.strip():
                continue
            assert not SHELL.search(command), f"only plain commands are carried out, not: {line}"
            words = shlex.split(command)
            if tuple(words[:2]) == MAIN and words[2].partition(".")[0] == "tokutei":
                expected = int(found[1]) if (found := STATUS.search(comment)) else 0
                self.said()
                status = self.run(words[2], words[3:])
                printed += self.said()
                assert status == expected, f"exit status {status}, not {expected}: {line}"
            else:
                _exists(words)
        return printed

    @staticmethod
    def run(module: str, arguments: list[str]) -> int:
        """Return the exit status of ``python -m module``, without another process."""
        try:
            main = import_module(f"{module}.__main__").main
        except ModuleNotFoundError:
            main = import_module(module).main
        try:
            status: int = main(arguments)
        except SystemExit as left:  # argparse, of words that it does not know
            return int(left.code or 0)
        return status


def _exists(words: list[str]) -> None:
    """Check of a command that is not carried out that there is what it names."""
    match words:
        case ["make", *targets]:
            made = re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
            assert {one for one in targets if "=" not in one} <= set(made), f"no such target: {words}"
        case ["pip" | "python", *rest] if rest[-3:-1] == ["pip", "install"] or rest[:1] == ["install"]:
            asked = EXTRA.fullmatch(rest[-1])
            assert asked, f"not a package of ours: {rest[-1]}"
            extras = (asked["extras"] or asked["local"] or "").split(",")
            project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
            known = project["optional-dependencies"]
            assert set(filter(None, extras)) <= set(known), f"no such extra: {words}"
        case ["python", script, *_] if script.startswith("examples/"):
            assert (ROOT / script).is_file(), f"no such program: {script}"
        case _:
            pytest.fail(f"nothing checks this command: {shlex.join(words)}")


DATA: Final[Mapping[str, Callable[[str], None]]] = {
    "json": check_json,
    "toml": check_toml,
    "csv": check_csv,
}


def problems(text: str, said: Say, *, carry_out: bool = True) -> list[str]:
    """Return what is wrong with the blocks of a page, by line."""
    found = [f"line {text.count(chr(10), 0, skip.start()) + 1}: skipped" for skip in SKIP.finditer(text)]
    before, printed = "", ""
    for block in blocks(text):
        try:
            if block.kind == "text":
                assert before in {"python", "sh"}, (
                    "nothing stands before this text that could have printed it"
                )
                if before == "sh" and carry_out:
                    assert block.body.strip() == printed.strip(), (
                        f"the commands before it printed:\n{printed}"
                    )
            elif block.kind == "sh":
                printed = Commands(said).check(block.body) if carry_out else ""
            elif block.kind in DATA:
                DATA[block.kind](block.body)
            elif directive := DIRECTIVE.fullmatch(block.kind):
                assert directive["name"] not in HIDES_CODE, "code in a directive is run by nobody"
            else:
                assert block.kind == "python", f"nothing checks a block of the kind “{block.kind}”"
        except (AssertionError, CitationError, ValueError, csv.Error, pytest.fail.Exception) as wrong:
            found.append(f"line {block.line}: {wrong}")
        before = block.kind
    return found


@pytest.fixture
def said(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Say:
    """Return what takes what was printed since the last time; commands run from the root of the repository."""
    monkeypatch.chdir(ROOT)
    return lambda: capsys.readouterr().out


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(DOCS).as_posix())
def test_every_block_of_a_page_is_checked(page: Path, said: Say) -> None:
    carry_out = "tutorials" not in page.relative_to(DOCS).parts
    assert problems(page.read_text("utf-8"), said, carry_out=carry_out) == []


OTHER_PAGES: Final = sorted({ROOT / "README.md", ROOT / "README.ja.md", *DOCS.rglob("*.md")} - {*PAGES})
NOT_OURS: Final = frozenset({"cd", "cp", "curl", "npm", "pcsc_scan", "sudo"})
"""Commands of other people's; nobody carries them out here."""


def commands(block: Block) -> Iterator[list[str]]:
    """Yield the commands of a block as words; in a ``console`` block they stand behind a ``$``."""
    for line in block.body.replace("\\\n", " ").split("\n"):
        if block.kind == "console" and not line.startswith("$ "):
            continue
        for one in re.split(r"\s&&\s|\s\|\s", line.partition(" #")[0].removeprefix("$ ")):
            if words := shlex.split(one):
                yield words


def named(words: list[str]) -> None:
    """Check that there is what a command names, without carrying it out."""
    match words:
        case ["python", "-m", module, *_] if module.partition(".")[0] in {"tokutei", "examples", "tests"}:
            assert find_spec(module), f"no such module: {module}"
        case ["python", "-W", _, "-m", "pytest"]:
            pass  # the tests of the reader's own program
        case ["make" | "pip" | "python", *_]:
            _exists(words)
        case _:
            assert words[0] in NOT_OURS, f"nothing checks this command: {shlex.join(words)}"


@pytest.mark.parametrize("page", OTHER_PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_blocks_of_other_pages_name_what_exists(page: Path) -> None:
    for block in blocks(page.read_text("utf-8")):
        if block.kind in DATA:
            DATA[block.kind](block.body)
        elif block.kind in {"sh", "console"}:
            for words in commands(block):
                named(words)
        else:
            directive = DIRECTIVE.fullmatch(block.kind)
            assert directive or block.kind in {"python", "text", "mermaid"}, block


@pytest.mark.parametrize(
    "wrong",
    [
        "make no-such",
        "pip install tokutei[gone]",
        "python examples/none.py",
        "python -m tokutei.none",
        "rm x",
    ],
)
def test_a_command_that_names_nothing_is_noticed(wrong: str) -> None:
    with pytest.raises((AssertionError, ModuleNotFoundError, pytest.fail.Exception)):
        named(shlex.split(wrong))


@pytest.mark.parametrize("name", HOW_TO)
def test_every_how_to_is_there_in_both_languages(name: str) -> None:
    for page in (DOCS / "how-to" / f"{name}.md", DOCS / "ja" / "how-to" / f"{name}.md"):
        kinds = {block.kind for block in blocks(page.read_text("utf-8"))}
        assert {"python", "text"} <= kinds


ROW_TEXT: Final = '[[days.x]]\nsince = 2027-04-01\nvalue = 1\ncite = "{cite}"\nevidence = "official"\nchecked_on = 2027-03-20'


@pytest.mark.parametrize(
    "page",
    [
        "```python\nprint(1)\n```\n\n```text\n1\n```",
        '```json\n{"a": [1]}\n```',
        "```toml\na = 1\n```",
        f"```toml\n{ROW_TEXT.format(cite='326CO0000000319:19-12:1')}\n```",
        "```csv\n# a comment\na,b\n1,2\n```",
        "```sh\npython -m tokutei.audit stale --on 2026-12-01 # exit status 0\n```",
        "```sh\npip install tokutei[crypto]\npython -m pip install .[ical,columns]\nmake test\n```",
        "```sh\npython examples/reform.py\n\n# nothing but a word\n```",
        "```{toctree}\nstore-histories\n```",
        "no block",
    ],
)
def test_what_is_right_is_accepted(page: str, said: Say) -> None:
    assert problems(page, said) == []


WRONG: Final = [
    ("```\nwords\n```", "of the kind “”"),
    ("```mermaid\ngraph LR\n```", "of the kind “mermaid”"),
    ("```python no-run\nprint(1)\n```", "of the kind “python no-run”"),
    ("~~~pycon\n>>> 1\n~~~", "of the kind “pycon”"),
    ("- a list\n\n  ```yaml\n  a: 1\n  ```", "of the kind “yaml”"),
    ("```{code-block} python\nprint(1)\n```", "in a directive"),
    ("```text\nout of nowhere\n```", "could have printed it"),
    ("```python\nprint(1)\n```\n```text\n1\n```\n```text\nmore\n```", "could have printed it"),
    ("<!-- skip: next -->\n```python\nprint(1)\n```", "line 1: skipped"),
    ("```json\n{\n```", "line 1: Expecting"),
    ('```json\n{"a": 1, "a": 2}\n```', "names something twice"),
    ("```toml\na = \n```", "Invalid value"),
    ("```toml\n[[x]]\nsince = 2027-04-01\nvalue = 1\n```", "a row of a rule lacks"),
    (f"```toml\n{ROW_TEXT.format(cite='art. 19')}\n```", "art. 19"),
    ("```csv\na,b\n1\n```", "more or fewer cells"),
    ('```csv\na,b\n1,"2\n```', "unexpected end of data"),
    ("```csv\na,b\n```", "a header and a row"),
    ("```sh\npython -m tokutei.audit stale --on 2028-01-01\n```", "exit status 1, not 0"),
    ("```sh\npython -m tokutei.audit stale --on 2026-12-01 # exit status 1\n```", "exit status 0, not 1"),
    ("```sh\npython -m tokutei.audit stale --on someday\n```", "exit status 2, not 0"),
    ("```sh\npython -m tokutei.audit drift no-such-folder\n```", "exit status 2, not 0"),
    ("```sh\npython -m tokutei.audit stale --on 2026-12-01 | head\n```", "only plain commands"),
    (
        "```sh\npython -m tokutei.audit stale --on 2026-12-01\n```\n```text\nwords\n```",
        "the commands before it printed",
    ),
    ("```sh\nmake no-such-target\n```", "no such target"),
    ("```sh\npip install tokutei[no-such-extra]\n```", "no such extra"),
    ("```sh\npip install somebody-else\n```", "not a package of ours"),
    ("```sh\npython examples/no_such_program.py\n```", "no such program"),
    ("```sh\nls\n```", "nothing checks this command"),
]


@pytest.mark.parametrize(("page", "why"), WRONG, ids=[why for _, why in WRONG])
def test_what_is_wrong_or_checked_by_nobody_is_refused(page: str, why: str, said: Say) -> None:
    (problem,) = problems(page, said)
    assert why in problem


def test_what_commands_print_is_compared(said: Say) -> None:
    command = "python -m tokutei.audit drift law-texts --json  # exit status 2"
    said()
    assert Commands.run("tokutei.audit", ["drift", "law-texts", "--json"]) == 2
    page = f"```sh\n{command}\n```\n\n```text\n{said()}```"
    assert problems(page, said) == []
    assert problems(page.replace('"folder"', '"file"'), said)
    assert problems(page.replace('"folder"', '"file"'), said, carry_out=False) == []
