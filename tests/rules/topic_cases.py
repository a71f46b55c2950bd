"""Legal cases of one topic, run through the topic's ``answer``."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from collections.abc import Set as AbstractSet
from datetime import date, datetime
from pathlib import Path
from typing import Any

from tokutei.calendar import japan_day
from tokutei.errors import FactsError, NotInForceError
from tokutei.law import Answer, Citation, Reason
from tokutei.models.base import Model
from tokutei.rules import CURRENT, Rulebook

FOLDER = Path(__file__).resolve().parents[1] / "cases"

Case = Mapping[str, Any]


def load(topic: str) -> list[Case]:
    """Return the cases of a topic."""
    cases: list[Case] = tomllib.loads((FOLDER / f"{topic}.toml").read_text("utf-8"))["case"]
    return cases


def day_of(case: Case) -> date:
    """Return the day of the question: as said, else the latest day among the facts."""
    days = [japan_day(value) for value in case["facts"].values() if isinstance(value, date | datetime)]
    on: date = case["on"] if "on" in case else max(days)
    return on


def same(got: object, wanted: object) -> bool:
    """Compare a value with one from TOML, which has neither sets nor tuples."""
    if isinstance(got, AbstractSet) and isinstance(wanted, list):
        return got == set(wanted)
    return got == (tuple(wanted) if isinstance(wanted, list) else wanted)


def refused(error: FactsError) -> dict[str, object]:
    """Return what an error about facts says, as cases write it."""
    codes = [reason.code for reason in error.contradictions if isinstance(reason, Reason)]
    said: dict[str, object] = {"missing": list(error.missing), "contradictions": codes}
    return {key: value for key, value in said.items() if value}


def _outcome(
    case: Case, facts: type[Model], ask: Callable[..., Answer[Any]], book: Rulebook
) -> Answer[Any] | dict[str, object]:
    try:
        return ask(facts.model_validate(case["facts"]), on=day_of(case), book=book)
    except NotInForceError as error:
        return {"first_day": error.first_day}
    except FactsError as error:
        return {"unresolved": error.text("ja")} if "{" in error.text("ja") else refused(error)


def run(
    case: Case, facts: type[Model], ask: Callable[..., Answer[Any]], book: Rulebook = CURRENT
) -> Answer[Any] | None:
    """Fail unless the topic answers as the case expects, with every provision it names."""
    expected = case["expected"]
    outcome = _outcome(case, facts, ask, book)
    if not isinstance(outcome, Answer):
        assert outcome == expected
        return None
    answer = outcome
    for key, wanted in expected.items():
        assert same(getattr(answer.value, key), wanted), key
    assert {Citation.parse(text) for text in case["provisions"]} <= set(answer.basis)
    assert answer.evidence.name.lower() == case["evidence"]
    return answer
