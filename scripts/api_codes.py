"""The codes and commands that are promised, as a stub: ``codes.txt`` of the snapshot of what is public.

Codes of reasons (refusals, advice, duties and what would work instead) are the keys of the words below ``reason``, kinds of
duties those of their vocabulary, topics those of ``ask``; options are those of the parsers. A code is a member of a class
named by what it is a code of, so that what compares stubs compares codes.
"""

from __future__ import annotations

import argparse
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import ModuleType
from typing import Any, Final

from tokutei import __main__ as asking
from tokutei.ask import topics
from tokutei.audit import __main__ as auditing
from tokutei.lifecycle import DutyKind
from tokutei.testing import virtual_card

ROOT: Final = Path(__file__).resolve().parent.parent
NAME: Final = "codes"
"""Name of the stub; there is no module of that name."""
COMMANDS: Final[Mapping[str, ModuleType]] = {
    "tokutei": asking,
    "audit": auditing,
    "virtual_card": virtual_card,
}
"""The programs that are run with ``python -m``."""


def reasons() -> Mapping[str, Any]:
    """Return the codes of reasons: the keys of their words, in their sections."""
    table = ROOT / "src" / "tokutei" / "messages" / "en.toml"
    found: Mapping[str, Any] = tomllib.loads(table.read_text("utf-8"))["reason"]
    return found


def stub() -> str:
    """Return the stub."""
    lines = ['"""What codes and commands there are. Written by scripts/api_snapshot.py."""', ""]
    lines += _codes("reason", reasons())
    lines += _codes("duty", {kind.value: kind.value for kind in DutyKind})
    lines += _codes("topic", {name: name for name in topics()})
    for name, module in COMMANDS.items():
        lines += [f"class {name}:", *(f"    {line}" for line in command(module._parser()))]  # noqa: SLF001 - no name of users
        lines += ["    class exit:", *(f"        {one}" for one in exits(module))]
    return "\n".join(lines) + "\n"


def _codes(name: str, found: Mapping[str, Any], inside: str = "") -> Iterator[str]:
    yield f"class {name}:"
    for key, said in sorted(found.items()):
        if isinstance(said, Mapping):
            yield from (f"    {line}" for line in _codes(key, said, f"{inside}{key}."))
        else:
            yield f"    {key} = {inside + key!r}"


def command(parser: argparse.ArgumentParser) -> Iterator[str]:
    """Yield the lines of what a parser takes: options, whether they must be given, and what left-out ones mean."""
    for action in sorted(parser._actions, key=lambda one: one.dest):  # noqa: SLF001 - argparse tells it nowhere else
        if isinstance(action, argparse._SubParsersAction):  # noqa: SLF001 - as above
            for name, inner in sorted(action.choices.items()):
                yield from (f"class {name}:", *(f"    {line}" for line in command(inner)))
        elif action.dest != "help":
            said = ", ".join(action.option_strings) or "argument"
            said += ", takes a value" if action.option_strings and action.nargs != 0 else ""
            said += ", required" if action.required else f", else {action.default}"
            yield f"{action.dest} = {said!r}"


def exits(module: ModuleType) -> Iterator[str]:
    """Yield the exit statuses of a program."""
    for name, status in sorted(vars(module).items()):
        if name.startswith("_") and name.isupper() and type(status) is int:
            yield f"{name[1:].lower()} = {status}"
