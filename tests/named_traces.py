"""Named traces of tests/cases/lives/*.toml: lives told event by event, with what each brings.

A trace may name the promises it ``shows`` besides. It has a ``name``, a ``title``, the day ``on`` and the ``facts`` it begins with, and ``steps``. A step is
an ``event`` (or a day to ``advance`` to) with what must follow:

- ``after``: values of variables, ``variable = "state"`` or ``"variable.field" = value``;
- ``arisen``, ``discharged``: the kinds of duties, all of them, in any order;
- ``owed``: all open duties, each with its last day or the word of its urgency;
- ``warnings``, ``questions``: codes and keys, all of them;
- or instead ``refused``: the codes of all reasons, with ``instead``; or ``missing``: the facts it lacks.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from pydantic import TypeAdapter

from tokutei.lifecycle import (
    REFUSALS,
    Event,
    Outcome,
    Refusal,
    Row,
    Situation,
    Step,
    Variable,
    advance,
    apply,
    duties,
    judge,
)
from tokutei.lifecycle.tables import rows_of
from tokutei.models import Facts
from tokutei.rules import CURRENT, Rulebook

FOLDER: Final = Path(__file__).parent / "cases" / "lives"
EVENTS: Final = TypeAdapter[Event](Event)
Trace = Mapping[str, Any]


@cache
def traces() -> tuple[Trace, ...]:
    """Return every trace, in the order of the files."""
    found: list[Trace] = []
    for file in sorted(FOLDER.glob("*.toml")):
        found += tomllib.loads(file.read_text("utf-8"))["trace"]
    return tuple(found)


@dataclass(frozen=True)
class Told:
    """What a step brought: an outcome, or why there is none."""

    step: Mapping[str, Any]
    outcome: Outcome | None
    refused: tuple[Refusal, ...] = ()


def begin(trace: Trace, book: Rulebook = CURRENT) -> Situation:
    """Return where a trace begins."""
    return Situation.of(Facts.model_validate(trace["facts"]), on=trace["on"], book=book)


def walk(trace: Trace, book: Rulebook = CURRENT) -> Iterator[Told]:
    """Live a trace and check every step.

    Raises:
        AssertionError: something else followed than the trace says.
    """
    situation = begin(trace, book)
    for number, step in enumerate(trace["steps"], start=1):
        where = f"{trace['name']}, step {number}"
        if "event" not in step:
            outcome = advance(situation, to=step["advance"], book=book)
        else:
            event = event_of(step)
            judgement = judge(situation, event, book=book)
            if "refused" in step or "missing" in step:
                codes = [reason.code for reason in judgement.reasons]
                assert codes == step.get("refused", []), (where, codes)
                assert list(judgement.missing) == step.get("missing", []), (where, judgement.missing)
                told = [reason.code for reason in judgement.instead]
                assert told == step.get("instead", []), (where, told)
                assert all(reason.text(lang) for reason in judgement.reasons for lang in ("ja", "en"))
                yield Told(step, None, tuple(_refusals(judgement.reasons)))
                continue
            assert judgement, (where, judgement.text("en"))
            outcome = apply(situation, event, book=book)
        _check(where, step, outcome, book)
        yield Told(step, outcome)
        situation = outcome.after


def event_of(step: Mapping[str, Any]) -> Event:
    """Return the event of a step; TOML has no word for a stay without end, so it is ``"none"``."""
    told = step["event"].items()
    return EVENTS.validate_python(
        {name: None if (name, value) == ("stay_until", "none") else value for name, value in told}
    )


def _refusals(reasons: Any) -> Iterator[Refusal]:
    for reason in reasons:
        yield from (one for one in REFUSALS if (one.code, one.cite) == (reason.code, reason.cite))


def _check(where: str, step: Mapping[str, Any], outcome: Outcome, book: Rulebook) -> None:
    after = outcome.after
    for name, wanted in step.get("after", {}).items():
        variable, _, field = name.partition(".")
        value = getattr(getattr(after, variable), field or "state")
        assert value == (None if wanted == "none" and value is None else wanted), (where, name, value)
    found = {
        "arisen": sorted(one.kind.value for one in outcome.arisen),
        "discharged": sorted(one.kind.value for one in outcome.discharged),
        "warnings": sorted(one.code for one in outcome.warnings),
        "questions": sorted(one.key for one in outcome.open_questions),
    }
    for name in ("arisen", "discharged"):
        assert found[name] == sorted(step.get(name, [])), (where, name, found[name])
    for name in ("warnings", "questions"):
        if name in step:
            assert found[name] == sorted(step[name]), (where, name, found[name])
    if "owed" in step:
        owed = {
            one.kind.value: one.due_on or one.urgency.value for one in duties(after, on=after.on, book=book)
        }
        assert owed == step["owed"], (where, owed)


def row_of(step: Step) -> Row:
    """Return the row that a step used."""
    rows = rows_of(step.variable, step.before, step.event.kind)
    same = (step.after, step.cite, step.evidence)
    return next(row for row in rows if (row.target, row.cite, row.evidence) == same)


def ids_of(trace: Trace) -> frozenset[str]:
    """Return the numbered facts that a trace shows: those of the rows it uses and the refusals it meets."""
    found: set[str] = set()
    for told in walk(trace):
        steps = told.outcome.steps if told.outcome else ()
        found |= {one for step in steps for one in row_of(step).ids}
        found |= {one for refusal in told.refused for one in refusal.ids}
    return frozenset(found)


def touched(trace: Trace) -> frozenset[Variable]:
    """Return the variables that a trace moves."""
    outcomes = [told.outcome for told in walk(trace) if told.outcome]
    return frozenset(step.variable for one in outcomes for step in one.steps)
