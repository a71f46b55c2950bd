"""Legal cases of tests/cases/*.toml, read and answered through ``ask`` and ``changes``."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any, Final

from tokutei.ask import LegalChange, ask, changes
from tokutei.calendar import japan_day
from tokutei.errors import FactsError, NotInForceError, TokuteiError
from tokutei.law import Citation, Evidence, Reason
from tokutei.rules import CURRENT, Rulebook

FOLDER: Final = Path(__file__).parent / "cases"
Case = Mapping[str, Any]
CHANGES: Final = "changes"
"""The topic of cases about what begins or changes on a day, which ``changes`` answers."""
LANGUAGES: Final = ("ja", "en")
_RAW: Final = ("{", "<", "None", "True", "False", "_", "fact.", "reason.", "step.", "law.", "word.")
"""Marks of what is shown to programmers instead of words for people."""


@cache
def cases() -> tuple[tuple[str, Case], ...]:
    """Return every case with its topic, in the order of the files."""
    found: list[tuple[str, Case]] = []
    for file in sorted(FOLDER.glob("*.toml")):
        content = tomllib.loads(file.read_text("utf-8"))
        found += [(content["topic"], case) for case in content["case"]]
    return tuple(found)


def cases_of(topic: str) -> list[Case]:
    """Return the cases of one topic."""
    return [case for one, case in cases() if one == topic]


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


def _changes(case: Case, book: Rulebook = CURRENT) -> list[LegalChange]:
    facts = case["facts"]
    found = changes(facts["since"], facts["until"], book=book)
    return [change for change in found if change.rule.topic == facts["topic"]]


def _changed(case: Case, book: Rulebook) -> list[str]:
    """Return what is wrong with the changes of one topic in a window."""
    expected, found = case["expected"], _changes(case, book)
    told = {
        "begins": [change.rule.key for change in found if change.before is None],
        "changes": [change.rule.key for change in found if change.before is not None],
        "exactly": {
            change.rule.key: plain(change.after.value)
            for change in found
            if isinstance(change.after.value, frozenset)
        },
    }
    wrong = [f"{key}: {one}" for key, one in told.items() if one != expected.get(key, type(one)())]
    if {change.cite for change in found} != set(map(Citation.parse, case["provisions"])):
        wrong.append("other provisions")
    evidence = Evidence.weakest(change.evidence for change in found).name.lower()
    return wrong if evidence == case["evidence"] else [*wrong, f"evidence is {evidence}"]


def answered(topic: str, case: Case, book: Rulebook = CURRENT) -> tuple[object, frozenset[str]]:
    """Return the value of an answer, or the error instead of one, with the open questions it names."""
    try:
        answer = ask(topic, case["facts"], on=day_of(case), book=book)
    except TokuteiError as error:
        return str(error), frozenset()
    return answer.value, frozenset(question.key for question in answer.open_questions)


def unsaid(topic: str, case: Case) -> list[str]:
    """Return what the answer to a case says that should have become words."""
    if topic == CHANGES:
        said = "".join(change.text(lang) for change in _changes(case) for lang in LANGUAGES)
        return [mark for mark in _RAW if mark in said]
    try:
        answer = ask(topic, case["facts"], on=day_of(case))
    except (FactsError, NotInForceError) as error:  # names of facts are for whoever has to give them
        return [mark for mark in ("{", "<", "None") if mark in error.text("ja") + error.text("en")]
    said = "".join(answer.explain(lang) for lang in LANGUAGES)
    return [mark for mark in _RAW if mark in said]


def problems(topic: str, case: Case, book: Rulebook = CURRENT) -> list[str]:
    """Return what is wrong with the answer to a case; nothing when it is as the case expects."""
    if topic == CHANGES:
        return _changed(case, book)
    expected = dict(case["expected"])
    if "missing" in expected:
        expected["missing"] = sorted(expected["missing"])
    try:
        answer = ask(topic, case["facts"], on=day_of(case), book=book)
    except NotInForceError as error:
        return [] if expected == {"first_day": error.first_day} else [str(error)]
    except FactsError as error:
        return [] if expected == _told(error) else [str(error)]
    except TokuteiError as error:
        return [str(error)]
    wrong = [
        f"{key}: {getattr(answer.value, key, 'no such key')!r} instead of {wanted!r}"
        for key, wanted in expected.items()
        if _differs(getattr(answer.value, key, None), wanted)
    ]
    lacking = {Citation.parse(text) for text in case["provisions"]} - set(answer.basis)
    wrong += [f"{cite} is not in the basis" for cite in sorted(lacking, key=str)]
    if answer.open_questions and not case.get("unclear"):
        wrong.append(f"{', '.join(question.key for question in answer.open_questions)} is open")
    if answer.evidence.name.lower() != case["evidence"]:
        wrong.append(f"evidence is {answer.evidence.name.lower()}")
    return wrong
