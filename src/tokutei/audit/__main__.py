"""``python -m tokutei.audit``: are the rules still what the law says?

``drift FOLDER`` compares every cited provision with the law texts of a folder. ``stale --on DAY`` says what has to
be looked at again. ``provisions FOLDER --on DAY`` makes the tables of provisions anew. Exit status 0: nothing needs
a look; 1: something does; 2: the command could not be carried out; 130: it was interrupted.
"""

from __future__ import annotations

import argparse
import errno
import json
import os
import re
import sys
from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any, Final

from tokutei import messages
from tokutei.audit.cited import uses
from tokutei.audit.comparing import drift
from tokutei.audit.reporting import drift_json, drift_text, stale_json, stale_text, unresolved_text
from tokutei.audit.staleness import STALE_MONTHS, stale
from tokutei.audit.tables import is_shorter, make, provisions, provisions_csv, texts_csv
from tokutei.audit.texts import Problem, read_folder
from tokutei.errors import TokuteiError
from tokutei.models import write_files

__all__ = ["main"]

_UNPRINTABLE: Final = re.compile("[\\x7f-\\x9f\\u200b-\\u200f\\u2028-\\u202e\\u2060-\\u206f\\ufeff]")
_NOTHING: Final = 0
_LOOK: Final = 1
_FAILED: Final = 2
_INTERRUPTED: Final = 130


def _day(written: str) -> date:
    day = date.fromisoformat(written)
    if day.isoformat() != written:
        raise ValueError(written)
    return day


def _folder(written: str) -> Path:
    if not written:
        raise ValueError(written)
    return Path(written)


def _drift(told: argparse.Namespace) -> int:
    laws = {cite.law for cite in provisions()}
    found = drift(read_folder(told.folder, laws=laws), against=told.against)
    _say(drift_json(found) if told.json else drift_text(found, told.lang))
    return _LOOK if found.needs_a_look else _NOTHING


def _stale(told: argparse.Namespace) -> int:
    found = stale(on=told.on, months=told.months)
    _say(stale_json(found) if told.json else stale_text(found, told.lang))
    return _LOOK if found.needs_a_look else _NOTHING


def _provisions(told: argparse.Namespace) -> int:
    """Make the tables and write them beside each other, or say which citations lead nowhere and write nothing."""
    folder = read_folder(told.folder)
    rows, wrong = make(folder, uses(), on=told.on)
    problems: list[Problem] = list(folder.problems)
    cut = (text for text in folder.texts.values() if text.ending.is_cut or is_shorter(text))
    problems += (Problem("cut_off", text.file, "0") for text in cut)
    for problem in problems:
        _say(problem.text(told.lang))
    for one in wrong:
        _say(unresolved_text(one, told.lang))
    if wrong or problems:
        return _LOOK
    write_files(
        told.write, {"provisions.csv": provisions_csv(rows), "law_texts.csv": texts_csv(folder, rows)}
    )
    _say(messages.text("audit.written", told.lang, provisions=len(rows), folder=str(told.write)))
    return _NOTHING


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="tokutei.audit", description=(__doc__ or "").splitlines()[0])
    commands = parser.add_subparsers(dest="command", required=True)
    shared = argparse.ArgumentParser(add_help=False)
    shared.add_argument("--lang", choices=messages.languages(), default=messages.FALLBACK)
    drifting = commands.add_parser("drift", parents=[shared], help="compare what is cited with law texts")
    drifting.add_argument("folder", type=_folder, help="law texts in Markdown: LAW.md, LAW@YYYY-MM-DD.md")
    drifting.add_argument(
        "--against", type=_day, metavar="DAY", help="compare the text in force with LAW@DAY.md instead"
    )
    drifting.add_argument("--json", action="store_true", help="for programs")
    drifting.set_defaults(run=_drift)
    ageing = commands.add_parser("stale", parents=[shared], help="what has to be looked at again")
    ageing.add_argument("--on", type=_day, required=True, metavar="DAY", help="the day of the question")
    ageing.add_argument(
        "--months", type=int, default=STALE_MONTHS, help="a check longer ago than this is stale"
    )
    ageing.add_argument("--json", action="store_true", help="for programs")
    ageing.set_defaults(run=_stale)
    making = commands.add_parser("provisions", parents=[shared], help="make the tables of provisions anew")
    making.add_argument("folder", type=_folder, help="law texts in Markdown")
    making.add_argument("--on", type=_day, required=True, metavar="DAY", help="the day of the comparison")
    making.add_argument("--write", type=Path, required=True, metavar="FOLDER", help="where the tables go")
    making.set_defaults(run=_provisions)
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Carry out one command and return its exit status."""
    told = _parser().parse_args(arguments)
    try:
        return _carried_out(told)
    except OSError:  # nobody reads on, or the disk is full: nothing more can be said
        if sys.stdout is not None:
            with suppress(OSError, ValueError):
                os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return _FAILED
    except KeyboardInterrupt:
        return _INTERRUPTED


def _carried_out(told: argparse.Namespace) -> int:
    """Carry out one command or say why not, and see to it that all was said."""
    try:
        status: int = told.run(told)
    except TokuteiError as error:
        document = {"error": error.code, "text": messages.in_each(error.text)}
        _say(document if getattr(told, "json", False) else error.text(told.lang))
        status = _FAILED
    sys.stdout.flush()
    return status


def _escaped(found: re.Match[str]) -> str:
    return f"\\u{ord(found[0]):04x}"


def _say(said: str | dict[str, Any]) -> None:
    """Print a text or a document; where the terminal lacks a letter, its escape.

    Raises:
        OSError: nobody can take it.
    """
    if sys.stdout is None:  # closed before we began
        raise OSError(errno.EBADF, "")
    encoding = sys.stdout.encoding or "ascii"
    if isinstance(said, str):
        written = said.encode(encoding, "backslashreplace").decode(encoding)
    else:
        plain = _UNPRINTABLE.sub(_escaped, json.dumps(said, ensure_ascii=False, indent=1))
        known = plain.encode(encoding, "ignore").decode(encoding) == plain
        written = plain if known else json.dumps(said, indent=1)
    print(written)  # noqa: T201 - what a command says


if __name__ == "__main__":
    sys.exit(main())
