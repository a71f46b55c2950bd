"""Every row of the tables on validity and on the special period is pinned by a legal case."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from types import MappingProxyType
from typing import Any

import pytest

from tests.rules.topic_cases import Case, day_of, load, run
from tokutei.errors import TokuteiError
from tokutei.law import Citation, Rule, Timeline, Version
from tokutei.rules import CURRENT, Rulebook, special_period, validity
from tokutei.rules.rulebook import shipped
from tokutei.vocabulary import ProcedureKind, StatusOfResidence

TOPICS: dict[str, tuple[Any, Any]] = {
    "validity": (validity.ValidityFacts, validity.answer),
    "special_period": (special_period.SpecialPeriodFacts, special_period.answer),
}
CASES = {topic: load(topic) for topic in TOPICS}
ONE_DAY = timedelta(days=1)
ELSEWHERE = Citation.parse("129AC0000000089:1:1")

DAYS_OF_THE_LAW = {
    date(2012, 7, 9): "residence cards begin (Act 79 of 2009)",
    date(2016, 1, 1): "Individual Number Cards begin (My Number Act, suppl. prov. 1(iv))",
    date(2022, 4, 1): "18 is the age of majority",
    date(2023, 11, 1): "Act 56 of 2023, suppl. prov. 1(i)",
    date(2026, 6, 14): "Act 59 of 2024",
}

PINNED_ELSEWHERE = {"longest_stay_years", "frozen_validity_before"}
"""The first is read by lives only; the second matters under another reading of an open question."""


def rules_of(topic: str) -> list[Rule[Any]]:
    module = validity if topic == "validity" else special_period
    found: list[Rule[Any]] = []
    for value in (getattr(module, name) for name in module.__all__):
        found += [value] if isinstance(value, Rule) else []
        found += value.values() if value is validity.GIVEN else []
    return found


RULES = [rule for topic in TOPICS for rule in rules_of(topic)]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.key)
def test_rows_begin_on_days_on_which_the_law_changed(rule: Rule[Any]) -> None:
    assert {version.since for version in shipped(rule).versions} <= set(DAYS_OF_THE_LAW)


def other_values(rule: Rule[Any], value: Any) -> Iterator[Any]:
    """Yield values near a value: a flag flipped, a number one off, an element dropped or added, another word."""
    if isinstance(value, bool):
        yield not value
    elif isinstance(value, int):
        yield from (value - 1, value + 1)
    elif isinstance(value, frozenset):
        added = {
            ProcedureKind: ProcedureKind.PERMANENT_RESIDENCE,
            StatusOfResidence: StatusOfResidence.STUDENT,
        }
        yield from (value - {one} for one in value)
        yield value | {added[type(next(iter(value)))]}
    else:
        vocabulary: Any = type(value)
        for other in vocabulary:
            with suppress(ValueError):
                if other is not value:
                    yield rule.parse(other)


def changes(rule: Rule[Any]) -> Iterator[tuple[str, tuple[Version[Any], ...]]]:
    """Yield wrong versions of a rule, with a name for each."""
    versions = shipped(rule).versions
    for n, version in enumerate(versions):
        before, after = versions[:n], versions[n + 1 :]
        name = f"{rule.key}-{version.since}"
        for number, other in enumerate(other_values(rule, version.value)):
            yield f"{name}-value{number}", (*before, replace(version, value=other), *after)
        yield f"{name}-later", (*before, replace(version, since=version.since + ONE_DAY), *after)
        if before:
            yield f"{name}-earlier", (*before, replace(version, since=version.since - ONE_DAY), *after)
        if before or after:
            yield f"{name}-removed", (*before, *after)
        yield f"{name}-cite", (*before, replace(version, cite=ELSEWHERE), *after)


CHANGES = [
    pytest.param(rule, versions, id=name)
    for rule in RULES
    if rule.key not in PINNED_ELSEWHERE
    for name, versions in changes(rule)
]


def passes(topic: str, case: Case, book: Rulebook) -> bool:
    try:
        run(case, *TOPICS[topic], book)
    except (AssertionError, AttributeError):  # an answer where none is expected lacks that key
        return False
    return True


def cites(topic: str, case: Case, rule: Rule[Any], book: Rulebook) -> set[Citation]:
    """Return what an answer cites for a rule, as far as the case lists it."""
    facts, ask = TOPICS[topic]
    try:
        grounds = ask(facts.model_validate(case["facts"]), on=day_of(case), book=book).grounds
    except TokuteiError:
        return set()
    listed = {Citation.parse(text) for text in case["provisions"]}
    return listed & {cite for ground in grounds if ground.rule == rule for cite in ground.cite}


@cache
def listed(rule: Rule[Any]) -> list[tuple[Case, set[Citation]]]:
    found = [(case, cites(rule.topic, case, rule, CURRENT)) for case in CASES[rule.topic]]
    return [(case, cited) for case, cited in found if cited]


@pytest.mark.parametrize(("rule", "versions"), CHANGES)
def test_a_changed_row_is_noticed(rule: Rule[Any], versions: tuple[Version[Any], ...]) -> None:
    """A case fails, or what a case lists as the provision of this very row is not cited for it any more."""
    book = Rulebook(reforms=MappingProxyType({rule: Timeline(rule.key, versions)}))
    fails = any(not passes(rule.topic, case, book) for case in CASES[rule.topic])
    moved = fails or any(cites(rule.topic, case, rule, book) != cited for case, cited in listed(rule))
    assert moved


def test_there_are_rows_to_change() -> None:
    assert len(CHANGES) > 200
    assert {rule.key for rule in RULES} > PINNED_ELSEWHERE
