"""Legal cases of tests/cases/*.toml, read and answered through ``ask``."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any, Final

from tokutei.ask import ask
from tokutei.calendar import japan_day
from tokutei.errors import FactsError, NotInForceError
from tokutei.law import Answer, Citation, Reason
from tokutei.rules import CURRENT, Rulebook

FOLDER: Final = Path(__file__).parent / "cases"
Case = Mapping[str, Any]


@cache
def cases() -> tuple[tuple[str, Case], ...]:
    """Return every case with its topic, in the order of the files."""
    found: list[tuple[str, Case]] = []
    for file in sorted(FOLDER.glob("*.toml")):
        content = tomllib.loads(file.read_text("utf-8"))
        found += [(content["topic"], case) for case in content["case"]]
    return tuple(found)


def day_of(case: Case) -> date:
    """Return the day of the question: as said, else the latest day among the facts."""
    if "on" in case:
        return japan_day(case["on"])
    days = [japan_day(value) for value in case["facts"].values() if isinstance(value, date | datetime)]
    return max(days, default=date(2026, 11, 21))


def plain(value: object) -> object:
    """Return a value as a case writes it: words as texts, what has no order sorted."""
    if isinstance(value, frozenset | set):
        return sorted(str(one) for one in value)
    if isinstance(value, tuple | list):
        return [plain(one) for one in value]
    return str(value) if isinstance(value, str) else value


def _differs(got: object, wanted: object) -> bool:
    unordered = isinstance(got, frozenset | set) and isinstance(wanted, list)
    return plain(got) != (sorted(wanted) if unordered and isinstance(wanted, list) else wanted)


def _told(error: FactsError) -> dict[str, object]:
    found: dict[str, object] = {}
    if error.missing:
        found["missing"] = sorted(error.missing)
    if error.contradictions:
        found["contradictions"] = [
            reason.code for reason in error.contradictions if isinstance(reason, Reason)
        ]
    return found


def _unresolved(answer: Answer[Any]) -> list[str]:
    """Return what an answer says that should have become words."""
    said = "".join(answer.text(lang) + answer.explain(lang) for lang in ("ja", "en"))
    return [f"{key!r} is said" for key in ("{", "fact.", "reason.", "step.", "law.") if key in said]


def problems(topic: str, case: Case, book: Rulebook = CURRENT) -> list[str]:
    """Return what is wrong with the answer to a case; nothing when it is as the case expects."""
    expected = dict(case["expected"])
    if "missing" in expected:
        expected["missing"] = sorted(expected["missing"])
    try:
        answer = ask(topic, case["facts"], on=day_of(case), book=book)
    except NotInForceError as error:
        return [] if expected == {"first_day": error.first_day} else [str(error)]
    except FactsError as error:
        return [] if expected == _told(error) else [str(error)]
    wrong = [
        f"{key}: {getattr(answer.value, key, 'no such key')!r} instead of {wanted!r}"
        for key, wanted in expected.items()
        if _differs(getattr(answer.value, key, None), wanted)
    ]
    lacking = {Citation.parse(text) for text in case["provisions"]} - set(answer.basis)
    wrong += [f"{cite} is not in the basis" for cite in sorted(lacking, key=str)]
    if answer.evidence.name.lower() != case["evidence"]:
        wrong.append(f"evidence is {answer.evidence.name.lower()}")
    return wrong + _unresolved(answer)
