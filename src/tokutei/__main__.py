"""``python -m tokutei ask TOPIC FACTS.json``: a question answered as JSON, with the core alone.

The file holds the facts by the words of legal cases and, under ``on``, the day of the question; days
are written ``YYYY-MM-DD``. The answer has the value, its provisions, its evidence and the reasoning in
both languages. What cannot be answered comes back as JSON too, with exit status 2; 130 if it was interrupted.
"""

from __future__ import annotations

import argparse
import errno
import json
import os
import sys
from contextlib import suppress
from datetime import date
from typing import Any, Final

from pydantic import TypeAdapter

from tokutei import messages
from tokutei.ask import ask, topics
from tokutei.errors import FactsError, FileError, TokuteiError
from tokutei.law import Reason
from tokutei.models import read_file
from tokutei.models.codec import read_json

__all__ = ["main"]

_ANSWERED: Final = 0
_FAILED: Final = 2
_INTERRUPTED: Final = 130


def _read(path: str) -> dict[str, Any]:
    facts = read_json(_typed_in() if path == "-" else read_file(path))
    if not isinstance(facts, dict):
        raise FactsError(contradictions=(Reason("no_mapping", (), {"model": "Facts"}),))
    return facts


def _typed_in() -> str:
    """Return what comes in by standard input, which may be closed or in another encoding."""
    if sys.stdin is None:  # closed before we began
        raise FileError("missing")
    text = None
    with suppress(OSError, ValueError):  # the error of the decoder holds the text: no context
        text = sys.stdin.read()
    if text is None:
        raise FileError("not_utf8")
    return text.removeprefix("\N{ZERO WIDTH NO-BREAK SPACE}")


def _day(facts: dict[str, Any], given: str | None, topic: str) -> date:
    """Return the day of the question: given, or the fact ``on``, which some topics keep as their own."""
    known = topics().get(topic)
    if known is None:
        return date.min  # asking says that there is no such topic, whatever the day
    own = "on" in known.facts.model_fields
    told = facts.get("on") if own else facts.pop("on", None)
    written = given or told
    if written is None:
        raise FactsError(missing=("on",))
    try:
        day = date.fromisoformat(written)
    except (ValueError, TypeError):
        day = None
    if day is None or day.isoformat() != written:
        raise FactsError(contradictions=(Reason("day_unreadable"),))
    return day


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="tokutei", description="Ask the law on residence cards.")
    commands = parser.add_subparsers(dest="command", required=True)
    asking = commands.add_parser("ask", help="answer one question as JSON")
    asking.add_argument("topic", help=f"one of: {', '.join(topics())}")
    asking.add_argument("facts", help="a JSON file with the facts, or - for standard input")
    asking.add_argument("--on", help="the day of the question, YYYY-MM-DD; else the fact “on”")
    return parser


def main(arguments: list[str] | None = None) -> int:
    """Answer one question; return 0, or 2 when it has no answer."""
    told = _parser().parse_args(arguments)
    try:
        return _answer(told)
    except OSError:  # nobody reads on, or the disk is full: nothing more can be said
        if sys.stdout is not None:
            with suppress(OSError, ValueError):
                os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return _FAILED
    except KeyboardInterrupt:
        return _INTERRUPTED


def _answer(told: argparse.Namespace) -> int:
    try:
        facts = _read(told.facts)
        answer = ask(told.topic, facts, on=_day(facts, told.on, told.topic))
    except TokuteiError as error:
        said = {"error": error.code, "text": messages.in_each(error.text)}
        _say(said)
        return _FAILED
    value = TypeAdapter(Any).dump_python(answer.value, mode="json")
    said = {
        "topic": told.topic,
        "value": value,
        "basis": [str(cite) for cite in answer.basis],
        "evidence": answer.evidence.name.lower(),
        "checked_on": answer.checked_on.isoformat(),
        "open_questions": [question.key for question in answer.open_questions],
        "explanation": messages.in_each(answer.explain),
    }
    _say(said)
    return _ANSWERED


def _say(said: dict[str, Any]) -> None:
    """Print the answer; where the terminal lacks Japanese letters, with their escapes.

    Raises:
        OSError: nobody can take it.
    """
    if sys.stdout is None:  # closed before we began
        raise OSError(errno.EBADF, "")
    written = json.dumps(said, ensure_ascii=False)
    try:
        written.encode(sys.stdout.encoding or "ascii")
    except UnicodeEncodeError:
        written = json.dumps(said)
    print(written, flush=True)  # noqa: T201 - the answer of a command


if __name__ == "__main__":
    sys.exit(main())
