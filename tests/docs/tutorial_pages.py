"""Tutorial pages as a reader works through them: what is typed, which files are written, what is printed.

The convention is the one that the pages tell the reader. A ``sh`` block is typed, line by line. The line above any
other block names the file that it belongs to, in bold; a second block of the same file goes below the first. A ``text``
block after a command is what the command prints; a program that has grown prints what it printed before, and then that.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

__all__ = ["Command", "Printed", "Step", "Written", "condensed", "follow", "page_steps"]

_FENCE: Final = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_FILE: Final = re.compile(r"\*\*`([\w.-]+)`\*\*[^\n]*[:：]\n\n\Z")


@dataclass(frozen=True, slots=True)
class Command:
    """What is typed: one ``sh`` block."""

    lines: str


@dataclass(frozen=True, slots=True)
class Written:
    """What is written into a file, below what it holds already."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Printed:
    """What the command before prints that it did not print before."""

    text: str


Step = Command | Written | Printed


def page_steps(page: Path) -> list[Step]:
    """Return what a reader of a tutorial does and sees, in order."""
    text = page.read_text("utf-8")
    steps: list[Step] = []
    for block in _FENCE.finditer(text):
        language, content = block.groups()
        named = _FILE.search(text, 0, block.start())
        match language:
            case "sh":
                steps.append(Command(content))
            case "text":
                steps.append(Printed(content))
            case _:
                assert named, f"{page.name}: no file is named above the block at {block.start()}"
                steps.append(Written(named[1], content))
    return steps


def condensed(steps: Iterable[Step]) -> list[Step]:
    """Return the steps with every command run once, when its program is complete, and all that it shows together."""
    files: list[Step] = []
    shown: dict[str, str] = {}
    command = ""
    for step in steps:
        match step:
            case Command(lines):
                command = lines
            case Printed(text):
                shown[command] = shown.get(command, "") + text
            case Written():
                files.append(step)
    return [*files, *(one for lines, text in shown.items() for one in (Command(lines), Printed(text)))]


def follow(steps: Iterable[Step], folder: Path, run: Callable[[str, Path], str]) -> int:
    """Do what a page says in a folder, compare what it shows, and return how many outputs were compared.

    Args:
        steps: what the reader does and sees.
        folder: where the files are written and the commands run.
        run: runs one block of commands in a folder and returns what it prints.
    """
    before: dict[str, str] = {}
    command, printed, compared = "", "", 0
    for step in steps:
        match step:
            case Command(lines):
                command, printed = lines, run(lines, folder)
            case Written(name, text):
                path = folder / name
                held = path.read_text("utf-8") + "\n" if path.exists() else ""
                path.write_text(held + text, encoding="utf-8")
            case Printed(text):
                known = before.get(command, "")
                assert printed.startswith(known), (
                    f"{command} no longer prints what it printed before:\n{known}"
                )
                new = printed.removeprefix(known)
                assert new == text, f"the page says:\n{text}\n{command} prints:\n{new}"
                before[command] = printed
                compared += 1
    return compared
