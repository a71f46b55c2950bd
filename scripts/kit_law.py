"""The law in the conformance kit: legal cases, changes and lives as plain JSON, with what this library answers.

Everything comes from ``tests/cases``; a case that this library does not answer as expected is not packed.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import fields, is_dataclass
from datetime import date, time
from enum import Enum
from pathlib import Path
from typing import Any, Final

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))  # run as a script, its own folder is there

from tests.legal_cases import CHANGES, Case, cases, day_of, problems
from tests.named_traces import Trace, begin, event_of, traces, walk
from tokutei.ask import ask
from tokutei.errors import FactsError, NotInForceError
from tokutei.law import Answer, Citation
from tokutei.lifecycle import Outcome, duties
from tokutei.models import Facts, to_json

__all__ = ["legal_files", "life_files", "plain", "provisions"]

LANGUAGES: Final = ("ja", "en")


class NotAsExpectedError(AssertionError):
    """This library does not answer a case as the case says; such a kit would prove nothing."""


def plain(value: object) -> Any:  # noqa: ANN401 - JSON is anything
    """Return a value as JSON has it: days as ISO 8601, words as texts, sets sorted.

    Raises:
        TypeError: nobody thought of values of this type.
    """
    if isinstance(value, Mapping):
        return {str(plain(key)): plain(one) for key, one in value.items()}
    if isinstance(value, AbstractSet):
        return sorted((plain(one) for one in value), key=_order)
    if isinstance(value, tuple | list):
        return [plain(one) for one in value]
    return _single(value)


def _single(value: object) -> Any:  # noqa: ANN401 - JSON is anything
    match value:
        case Enum():
            return str(value.value)
        case str() | Citation():
            return str(value)
        case None | bool() | int():
            return value
        case date() | time():  # a moment is a date, too
            return value.isoformat()
        case _ if is_dataclass(value) and not isinstance(value, type):
            names = [one.name for one in fields(value) if not one.name.startswith("_")]
            return {name: plain(getattr(value, name)) for name in names}
    raise TypeError(type(value).__name__)


def _order(value: object) -> str:
    return json.dumps(value, sort_keys=True, ensure_ascii=False)


def legal_files() -> Iterator[tuple[str, object]]:
    """Yield the files of the cases and of the answers to them, topic by topic.

    Raises:
        NotAsExpectedError: this library answers a case in another way.
    """
    for topic in sorted({topic for topic, _ in cases()}):
        of_topic = [case for one, case in cases() if one == topic]
        for case in of_topic:
            if wrong := problems(topic, case):
                raise NotAsExpectedError(case["id"], wrong)
        if topic == CHANGES:
            yield "cases/changes.json", {"topic": topic, "cases": [_change(case) for case in of_topic]}
            continue
        answers = {case["id"]: _asked(topic, case) for case in of_topic}
        packed = [_case(case, answers[case["id"]]) for case in of_topic]
        yield f"cases/{topic}.json", {"topic": topic, "cases": packed}
        told = {name: _told(answer) for name, answer in answers.items() if isinstance(answer, Answer)}
        yield f"answers/{topic}.json", {"topic": topic, "answers": told}


def _asked(topic: str, case: Case) -> Answer[Any] | None:
    try:
        return ask(topic, case["facts"], on=day_of(case))
    except (FactsError, NotInForceError):
        return None


def _case(case: Case, answer: Answer[Any] | None) -> dict[str, object]:
    expected = dict(case["expected"])
    found: dict[str, object] = {
        "id": case["id"],
        "question": {lang: case[f"question_{lang}"] for lang in LANGUAGES},
        "why": {"ja": case["why"]},
        "on": plain(day_of(case)),
        "facts": plain(case["facts"]),
    }
    if answer is None:
        kind = "not_in_force" if set(expected) == {"first_day"} else "facts"
        named = {key: sorted(one) if key == "missing" else plain(one) for key, one in expected.items()}
        return {**found, "outcome": kind, "expected": named}
    sets = sorted(key for key in expected if isinstance(getattr(answer.value, key), AbstractSet))
    wanted = {key: sorted(one) if key in sets else plain(one) for key, one in expected.items()}
    return {
        **found,
        "outcome": "answer",
        "expected": wanted,
        "sets": sets,
        "provisions": _cites(case),
        "evidence": case["evidence"],
        "may_be_open": bool(case.get("unclear")),
    }


def _cites(case: Case) -> list[str]:
    return [str(Citation.parse(text)) for text in case["provisions"]]


def _told(answer: Answer[Any]) -> dict[str, object]:
    return {
        "value": plain(answer.value),
        "provisions": [str(cite) for cite in answer.basis],
        "evidence": answer.evidence.name.lower(),
        "open_questions": sorted(question.key for question in answer.open_questions),
        "words": {lang: answer.text(lang) for lang in LANGUAGES},
    }


def _change(case: Case) -> dict[str, object]:
    expected, facts = case["expected"], case["facts"]
    return {
        "id": case["id"],
        "question": {lang: case[f"question_{lang}"] for lang in LANGUAGES},
        "why": {"ja": case["why"]},
        "of": facts["topic"],
        "since": plain(facts["since"]),
        "until": plain(facts["until"]),
        "expected": {
            "begins": list(expected.get("begins", ())),
            "changes": list(expected.get("changes", ())),
            "exactly": plain(expected.get("exactly", {})),
        },
        "provisions": sorted(set(_cites(case))),
        "evidence": case["evidence"],
    }


def life_files() -> Iterator[tuple[str, object]]:
    """Yield the file of the lives.

    Raises:
        AssertionError: a life goes another way than its trace says.
    """
    yield "lives/lives.json", {"lives": [_life(trace) for trace in traces()]}


def _document(value: object) -> Any:  # noqa: ANN401 - JSON is anything
    return json.loads(to_json(value))


def _life(trace: Trace) -> dict[str, object]:
    return {
        "name": trace["name"],
        "title": {"en": trace["title"]},
        "on": plain(trace["on"]),
        "facts": _document(Facts.model_validate(trace["facts"])),
        "begins": _document(begin(trace)),
        "steps": [_step(told.step, told.outcome) for told in walk(trace)],
    }


def _step(step: Mapping[str, Any], outcome: Outcome | None) -> dict[str, object]:
    """Return a step with what the trace expects, and the situation and duties that this library finds."""
    moved: dict[str, object] = (
        {"event": _document(event_of(step))} if "event" in step else {"advance": plain(step["advance"])}
    )
    if outcome is None:
        codes = {name: list(step.get(name, ())) for name in ("refused", "missing", "instead")}
        return {**moved, "outcome": "missing" if codes["missing"] else "refused", "expected": codes}
    after = outcome.after
    situation = _document(after)
    expected: dict[str, object] = {
        "after": dict(_after(situation, step.get("after", {}))),
        "arisen": sorted(step.get("arisen", ())),
        "discharged": sorted(step.get("discharged", ())),
    }
    expected |= {name: sorted(step[name]) for name in ("warnings", "questions") if name in step}
    if "owed" in step:
        expected["owed"] = plain(step["owed"])
    return {
        **moved,
        "outcome": "happened",
        "expected": expected,
        "situation": situation,
        "duties": [
            {"kind": one.kind.value, "due": plain(one.due_on or one.urgency)}
            for one in duties(after, on=after.on)
        ],
    }


def _after(situation: Mapping[str, Any], wanted: Mapping[str, object]) -> Iterator[tuple[str, object]]:
    """Yield places of a situation and what must stand there; TOML has no null, so it is written ``"none"``."""
    for name, told in wanted.items():
        variable, _, field = name.partition(".")
        field = field or "state"
        is_null = told == "none" and situation[variable][field] is None
        yield f"{variable}.{field}", None if is_null else plain(told)


def provisions(files: Mapping[str, object]) -> dict[str, object]:
    """Return the parts of every provision that the cases and answers name, by its notation."""
    found: set[str] = set()
    for content in files.values():
        found |= set(_notations(content))
    return {one: _parts(Citation.parse(one)) for one in sorted(found)}


def _notations(content: object) -> Iterator[str]:
    if isinstance(content, dict):
        yield from content["provisions"] if isinstance(content.get("provisions"), list) else ()
        for one in content.values():
            yield from _notations(one)
    elif isinstance(content, list):
        for one in content:
            yield from _notations(one)


def _parts(cite: Citation) -> dict[str, object]:
    parts = {one.name: plain(getattr(cite, one.name)) for one in fields(cite)}
    return {name: one for name, one in parts.items() if one} | {
        "words": {lang: cite.text(lang) for lang in LANGUAGES}
    }
