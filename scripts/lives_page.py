"""The page of the numbered facts about lives: each with its rows, refusals and promises, and its traces."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Final

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from markdown import first_few, table
from tests.named_traces import Trace, traces, walk
from tests.named_traces import ids_of as ids_of_trace
from tokutei.data import read_csv
from tokutei.lifecycle import REFUSALS, TABLES, Outcome
from tokutei.lifecycle.promises import PROMISES, broken

SORTS: Final = (
    "card_event",
    "application_event",
    "my_number_event",
    "end_event",
    "special_permanent_resident_event",
    "refusal",
    "invariant",
)
"""The sorts of numbered facts that lives carry out."""

BY_TEST: Final[Mapping[str, str]] = {
    "E31": "`tests/lifecycle/test_never.py`: nothing happens on the fifteenth birthday",
    "N27": "`tests/lifecycle/test_never.py`: no refusal is for lateness; late filings are made in traces",
    "N29": "`ReceiveCard.shows_photograph`",
    "N30": "`ReceiveCard.number`",
}
"""What is carried out otherwise than by a row, a refusal or a promise alone."""


@cache
def carried_out() -> Mapping[str, tuple[str, ...]]:
    """Return, for each numbered fact, the rows, refusals and promises that carry it out, in words."""
    found: dict[str, list[str]] = {}
    for row in chain.from_iterable(TABLES.values()):
        for one in row.ids:
            found.setdefault(one, []).append(f"row `{row.variable.value}` on `{row.event.value}`")
    for refusal in REFUSALS:
        for one in refusal.ids:
            found.setdefault(one, []).append(f"refusal `{refusal.code}`")
    for promise, kept in PROMISES.items():
        for one in kept.ids:
            found.setdefault(one, []).append(f"promise `{promise.value}`")
    for one, said in BY_TEST.items():
        found.setdefault(one, []).append(said)
    return {one: tuple(dict.fromkeys(said)) for one, said in found.items()}


@cache
def shown() -> Mapping[str, tuple[str, ...]]:
    """Return, for each numbered fact, the named traces that show it.

    A trace says itself which promises it ``shows``; all of them are kept in all traces.
    """
    found: dict[str, list[str]] = {}
    for trace in traces():
        for one in ids_of_trace(trace):
            found.setdefault(one, []).append(trace["name"])
        for one in trace.get("shows", ()):
            found.setdefault(one, []).append(trace["name"])
    return {one: tuple(names) for one, names in found.items()}


def outcomes(trace: Trace) -> Iterator[Outcome]:
    """Yield what each step of a trace brought, refusals left out."""
    yield from (told.outcome for told in walk(trace) if told.outcome)


def kept_in(trace: Trace) -> bool:
    """Tell whether a trace breaks no promise."""
    return not any(broken(outcome) for outcome in outcomes(trace))


def lives_page() -> str:
    """Return the page of which numbered fact is carried out by what, and shown by which named lives."""
    lines = [
        "# Lives and the numbered facts",
        "",
        "Every numbered event, refusal and invariant with what carries it out – rows of the",
        "[transition tables](lifecycle.md), refusals, promises (what must hold or never follow, checked after every",
        "step of random lives) – and the named lives of `tests/cases/lives` that show it.",
    ]
    for sort in SORTS:
        rows = [row for row in read_csv("ids.csv") if row["sort"] == sort]
        lines += ["", f"## {sort.replace('_', ' ')} ({len(rows)})", ""]
        cells = (
            (
                row["id"],
                row["title"],
                first_few(list(carried_out().get(row["id"], ()))) or "**nothing**",
                first_few([f"`{name}`" for name in shown().get(row["id"], ())]) or "**none**",
            )
            for row in rows
        )
        lines += table(("id", "what it is", "carried out by", "shown by"), cells)
    lines += ["", "## Named lives", "", f"There are {len(traces())}.", ""]
    lines += table(
        ("name", "what happens", "begins"),
        ((f"`{trace['name']}`", trace["title"], trace["on"]) for trace in traces()),
    )
    return "\n".join(lines)
