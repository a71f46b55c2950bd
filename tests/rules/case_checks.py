"""Answers the legal cases of a topic by its own doorway, and says what differs."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any, Final

from tokutei.errors import FactsError, NotInForceError
from tokutei.law import Answer, Citation, Evidence

CASES: Final = Path(__file__).resolve().parents[1] / "cases"
Ask = Callable[..., Answer[Any]]


def cases_of(topic: str) -> list[dict[str, Any]]:
    """Return the cases of a topic."""
    cases: list[dict[str, Any]] = tomllib.loads((CASES / f"{topic}.toml").read_text("utf-8"))["case"]
    return cases


def day_of(case: Mapping[str, Any]) -> date:
    """Return the day of a question: the one named, or the latest among the facts."""
    named: date | None = case.get("on")
    return named or max(value for value in case["facts"].values() if isinstance(value, date))


def differences(case: Mapping[str, Any], facts: type, ask: Ask) -> list[str]:
    """Return how an answer differs from what a case expects; nothing if it does not."""
    expected = case["expected"]
    try:
        answer = ask(facts(**case["facts"]), on=day_of(case))
    except NotInForceError as error:
        return [] if expected == {"first_day": error.first_day} else [f"first day {error.first_day}"]
    except FactsError as error:
        return [] if expected == {"missing": list(error.missing)} else [f"missing {error.missing}"]
    if expected.keys() & {"first_day", "missing"}:
        return ["an answer"]
    found = {name: _plain(getattr(answer.value, name)) for name in expected}
    wrong = [f"{name}: {found[name]!r}" for name, value in expected.items() if found[name] != value]
    wrong += [f"no {cite}" for cite in case["provisions"] if Citation.parse(cite) not in answer.basis]
    weighed = answer.evidence is Evidence.of(case["evidence"])
    return wrong if weighed else [*wrong, f"evidence {answer.evidence.name}"]


def _plain(value: object) -> object:
    return list(value) if isinstance(value, tuple) else value
