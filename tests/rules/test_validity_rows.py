"""Every row of the tables on validity and on the special period begins when the law changed."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tokutei.law import Rule
from tokutei.rules import special_period, validity
from tokutei.rules.rulebook import shipped

DAYS_OF_THE_LAW = {
    date(2012, 7, 9): "residence cards begin (Act 79 of 2009)",
    date(2016, 1, 1): "Individual Number Cards begin (My Number Act, suppl. prov. 1(iv))",
    date(2022, 4, 1): "18 is the age of majority",
    date(2023, 11, 1): "Act 56 of 2023, suppl. prov. 1(i)",
    date(2026, 6, 14): "Act 59 of 2024",
}


def rules_of(topic: str) -> list[Rule[Any]]:
    module = validity if topic == "validity" else special_period
    found: list[Rule[Any]] = []
    for value in (getattr(module, name) for name in module.__all__):
        found += [value] if isinstance(value, Rule) else []
        found += value.values() if value is validity.GIVEN else []
    return found


RULES = [rule for topic in ("validity", "special_period") for rule in rules_of(topic)]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.key)
def test_rows_begin_on_days_on_which_the_law_changed(rule: Rule[Any]) -> None:
    assert {version.since for version in shipped(rule).versions} <= set(DAYS_OF_THE_LAW)
