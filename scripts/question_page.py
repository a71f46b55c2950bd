"""The page ``docs/open-questions.md``: what the law leaves open, why each default is the default, what depends on it."""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Final

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from markdown import first_few, provisions, table
from tests.legal_cases import CHANGES, Case, answered, cases
from tokutei.law import OpenQuestion
from tokutei.lifecycle.events import EventKind
from tokutei.lifecycle.rows import Guard
from tokutei.lifecycle.situation import DutyKind
from tokutei.rules import CURRENT, Rulebook
from tokutei.rules.rulebook import open_questions

IN_LIVES: Final[Mapping[str, tuple[EventKind | Guard | DutyKind, ...]]] = {
    "Q1": (EventKind.FILE_CARD_RENEWAL,),
    "Q2": (EventKind.NOTIFY_MOVE_IN, Guard.HAND_IN_LAPSES_READING),
    "Q3": (DutyKind.EXPIRED_MY_NUMBER, Guard.RETURN_ON_EXPIRY_READING),
    "Q4": (EventKind.FILE_CHANGE, EventKind.FILE_EXTENSION),
    "Q7": (EventKind.NOTIFY_MOVE_IN,),
    "Q8": (EventKind.MOVE_ABROAD, Guard.RETURN_AT_REENTRY_READING),
    "Q10": (EventKind.FILE_CARD_RENEWAL, EventKind.FILE_CERTIFICATE_RENEWAL),
    "Q11": (EventKind.FILE_CARD_RENEWAL,),
    "Q12": (EventKind.EXTEND_MY_NUMBER, Guard.LATE_EXTENSION_READING),
    "Q13": (EventKind.CHANGE_ALIAS,),
    "Q14": (EventKind.NOTIFY_MOVE_IN,),
}
"""The questions that lives touch: what names one (judgements of events, duties), and the guards that read it."""

_SORTS: Final = {
    EventKind: "named by the judgement of",
    Guard: "read by the guard",
    DutyKind: "named by the duty",
}


@dataclass(frozen=True, slots=True)
class Dependence:
    """What the legal cases say about one question."""

    named: Mapping[str, int]
    """How many answers name it, by topic."""
    changed: Mapping[str, tuple[str, ...]]
    """The cases whose value another reading changes, by reading."""


@dataclass(frozen=True, eq=False)
class _Listening(Rulebook):
    """The law as it ships, which remembers the questions that it was asked for."""

    heard: set[str] = field(default_factory=set)

    def question(self, key: str) -> OpenQuestion:
        self.heard.add(key)
        return super().question(key)


@cache
def dependence() -> Mapping[str, Dependence]:
    """Return for each question what depends on it, from all legal cases under every reading.

    A case that never asks for a question is not answered again under its other readings.
    """
    named: defaultdict[str, Counter[str]] = defaultdict(Counter)
    asking: defaultdict[str, list[tuple[str, Case, object]]] = defaultdict(list)
    for topic, case in cases():
        if topic == CHANGES:  # what changes on a day is the same under every reading
            continue
        book = _Listening()
        value, keys = answered(topic, case, book)
        for key in keys:
            named[key][topic] += 1
        for key in book.heard:
            asking[key].append((topic, case, value))
    return {
        key: Dependence(
            dict(sorted(named[key].items())),
            {one: _changed(asking[key], CURRENT.reading(**{key: one})) for one in _others(question)},
        )
        for key, question in open_questions().items()
    }


def _others(question: OpenQuestion) -> Iterator[str]:
    return (one for one in question.readings if one != question.default)


def _changed(asking: list[tuple[str, Case, object]], book: Rulebook) -> tuple[str, ...]:
    """Return the ids of the cases whose value is another one in a book."""
    return tuple(case["id"] for topic, case, value in asking if answered(topic, case, book)[0] != value)


def questions_page() -> str:
    """Return the page of what the law leaves open."""
    lines = [
        "# Open questions",
        "",
        "What the law texts leave open, from `data/open_questions.toml`. An answer that rests on one says so and is",
        '`INFERRED`. `CURRENT.reading(Q9="not_added")` returns a book with another reading; a question that is',
        "settled becomes a version of a rule and leaves this page.",
        "",
        "What depends on a question is counted over the legal cases of `tests/cases`: how many answers of each topic",
        "name it, and which of them have another value under another reading.",
    ]
    for question in open_questions().values():
        lines += _section(question, dependence()[question.key])
    return "\n".join(lines)


def _section(question: OpenQuestion, found: Dependence) -> Iterator[str]:
    """Yield the section on one question."""
    english, japanese = provisions(question.basis)
    yield from ("", f"## {question.key}", "", question.asked("en"), "", question.asked("ja"), "")
    yield from table(
        ("reading", "in words", "読み方", "cases with another value"), _readings(question, found)
    )
    yield from ("", "**Why the default.** " + question.why("en"), "", question.why("ja"))
    yield from (
        "",
        "**What would settle it.** " + question.settled_by("en"),
        "",
        question.settled_by("ja"),
        "",
    )
    yield f"- Left open by: {english}（{japanese}）"
    yield f"- Checked on: {question.checked_on.isoformat()}"
    yield from (f"- {said}" for said in _depending(question, found))


def _readings(question: OpenQuestion, found: Dependence) -> Iterator[tuple[str, ...]]:
    """Yield each reading as a row."""
    for one in question.readings:
        words = (question.reading_text(one, "en"), question.reading_text(one, "ja"))
        if one == question.default:
            yield f"`{one}` (the default)", *words, "–"
        else:
            names = found.changed[one]
            yield f"`{one}`", *words, f"{len(names)}: {first_few(names)}" if names else "none"


def _depending(question: OpenQuestion, found: Dependence) -> Iterator[str]:
    """Yield what depends on a question, each a sentence."""
    if found.named:
        topics = ", ".join(f"`{topic}` ({count})" for topic, count in found.named.items())
        yield f"Answers that name it, by topic: {topics}"
    else:
        yield "No answer to a legal case names it."
    if question.key in IN_LIVES:
        told = (f"{_SORTS[type(one)]} “{one.en}”" for one in IN_LIVES[question.key])
        yield f"In lives: {', '.join(told)}"
    if not any(found.changed.values()):
        yield "It only warns: no case has another value under another reading."
