"""The page of the transition tables: a diagram and a table a variable, the refusals, and their words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from markdown import first_line, provisions, table
from tokutei import messages
from tokutei.lifecycle.diagrams import grouped_rows, state_diagram
from tokutei.lifecycle.duty_words import DutyKind
from tokutei.lifecycle.effect_words import Effect
from tokutei.lifecycle.events import EventKind
from tokutei.lifecycle.guard_words import Guard
from tokutei.lifecycle.refusals import REFUSALS
from tokutei.lifecycle.states import Variable
from tokutei.vocabulary import Word

_ROW_HEAD: Final = (
    "from",
    "event",
    "to",
    "if",
    "unless",
    "effect",
    "duties",
    "provision",
    "条文",
    "since",
    "until",
    "evidence",
)
_REFUSAL_HEAD: Final = (
    "code",
    "events",
    "if",
    "unless",
    "reason",
    "理由",
    "instead",
    "provision",
    "条文",
    "since",
    "evidence",
)


def lifecycle_page() -> str:
    """Return the page of the transition tables and refusals."""
    lines = [
        "# Transition tables",
        "",
        "Each variable of a situation has one table. A row says: in this value, this event leads to that value,",
        "if all of *if* hold and none of *unless* does. An event without a row does not touch the variable. The",
        "numbers and days that rows depend on are [rules](rules/validity.md); the refusals stand at the end.",
        "",
        "The diagrams show which rows there are, without their conditions. `tokutei.lifecycle` makes them, and the",
        "tables as plain text, in either language: `state_diagram(variable, lang)`, `state_table(variable, lang)`.",
    ]
    for variable in Variable:
        lines += _variable(variable)
    lines += [
        "",
        "## Refusals",
        "",
        "What is refused if all of *if* hold and none of *unless* does, and what would work.",
        "",
        *_refusals(),
    ]
    for kind in (EventKind, Guard, Effect, DutyKind):
        lines += ["", f"## Words: {kind.__name__}", "", first_line(kind), ""]
        lines += table(("value", "Japanese", "English"), ((f"`{one.value}`", one.ja, one.en) for one in kind))
    return "\n".join(lines)


def _variable(variable: Variable) -> Iterator[str]:
    """Yield the section of one variable: its diagram, then its rows."""
    yield from ("", f"## {variable.en[0].upper()}{variable.en[1:]}（{variable.ja}）", "")
    yield from ("```mermaid", state_diagram(variable, "en", "ja"), "```", "")
    cells = []
    for sources, row in grouped_rows(variable):
        words = (row.guards, row.unless, row.effects, row.arises)
        dates = (row.since, row.until or "", row.evidence.text("en"))
        said = (row.event.en, row.target.en, *map(_words, words), *provisions(row.cite), *dates)
        cells.append((_words(sources), *said))
    if not cells:
        yield "No event moves it."
        return
    yield from table(_ROW_HEAD, cells)


def _refusals() -> Iterator[str]:
    """Yield the table of refusals."""
    refused = (
        (
            f"`{one.code}`",
            _words(one.events),
            _words(one.guards),
            _words(one.unless),
            *(messages.template(f"reason.{one.code}", lang) or "" for lang in ("en", "ja")),
            "; ".join(messages.template(f"reason.{hint.code}", "en") or "" for hint in one.instead),
            *provisions(one.cite),
            one.since,
            one.evidence.text("en"),
        )
        for one in REFUSALS
    )
    yield from table(_REFUSAL_HEAD, refused)


def _words(words: Iterable[Word]) -> str:
    return messages.render(tuple(words), "en")
