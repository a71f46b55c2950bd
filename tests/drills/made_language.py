"""A third language made by machine: the English words in letters of their own. Run with the copy of the package first on the path."""

from __future__ import annotations

import importlib
import json
import pkgutil
import re
import sys
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path

import tokutei
from tokutei.ask.changes import declared
from tokutei.data import read_csv, tables
from tokutei.rules.rulebook import open_questions
from tokutei.vocabulary import Word

LETTERS = str.maketrans(
    {chr(ord("A") + at): chr(0x1D5A0 + at) for at in range(26)}
    | {chr(ord("a") + at): chr(0x1D5BA + at) for at in range(26)}
)
"""To letters that no other language has, so that a word said in another one shows wherever it stands."""
PARAMETERS = re.compile(r"((?<!\{)\{[a-z_]+\})")
OPTIONAL = ("tokutei.reader", "tokutei.__main__", "tokutei.audit.__main__")


def flat(node: object, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], str]]:
    if isinstance(node, Mapping):
        for key, value in node.items():
            yield from flat(value, (*path, str(key)))
    else:
        yield path, str(node)


def vocabularies(above: type[Word] = Word) -> Iterator[type[Word]]:
    for below in above.__subclasses__():
        yield below
        yield from vocabularies(below)


def import_all() -> None:
    for found in pkgutil.walk_packages(tokutei.__path__, "tokutei."):
        if not found.name.startswith(OPTIONAL):
            importlib.import_module(found.name)


def names() -> Iterator[tuple[tuple[str, ...], str]]:
    """What code and tables name themselves, by the keys of a further language."""
    for vocabulary in vocabularies():
        yield from ((("vocabulary", vocabulary.__name__, one.value), one.en) for one in vocabulary)
    yield from ((("rule", f"{topic}.{key}"), rule.en) for (topic, key), rule in declared().items())
    yield from ((("office", key), one.en) for key, one in tables.offices().items())
    yield from ((("municipality", key), one.romaji) for key, one in tables.municipalities().items())
    yield from ((("holiday", one.ja), one.en) for one in tables.holidays().by_day.values())
    for key, question in open_questions().items():
        yield ("open_question", key, "question"), question.en
        yield ("open_question", key, "why"), question.why_en
        yield ("open_question", key, "settled_by"), question.settled_by_en
    yield from ((("card_item", row["item"]), row["en"]) for row in read_csv("card_items.csv"))


def made(words: str) -> str:
    """Return words in the made language; the parameters of a template stay."""
    parts = PARAMETERS.split(words)
    return "".join(part if at % 2 else part.translate(LETTERS) for at, part in enumerate(parts))


def write(package: Path) -> int:
    said = dict(flat(tomllib.loads((package / "messages" / "en.toml").read_text("utf-8"))))
    said |= dict(names())
    lines = [
        ".".join(json.dumps(part, ensure_ascii=False) for part in path)
        + " = "
        + json.dumps(made(words), ensure_ascii=False)
        for path, words in said.items()
    ]
    (package / "messages" / "xx.toml").write_text("\n".join(lines) + "\n", "utf-8")
    return len(lines)


if __name__ == "__main__":
    import_all()
    sys.stdout.write(f"{write(Path(sys.argv[1]))}\n")
