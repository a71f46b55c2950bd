"""The pages about law hold every row that they are made from."""

from __future__ import annotations

from itertools import chain
from typing import Any

import pytest

from generate_docs import RULE_TOPICS, rules_page, said_of
from lifecycle_page import lifecycle_page
from tokutei.law.rules import Rule
from tokutei.lifecycle.refusals import REFUSALS
from tokutei.lifecycle.tables import TABLES
from tokutei.rules import CURRENT
from tokutei.rules.values import fee_scale


@pytest.mark.parametrize("topic", RULE_TOPICS)
def test_every_version_of_a_rule_stands_on_its_page(topic: str) -> None:
    page = rules_page(topic)
    module = __import__(f"tokutei.rules.{topic}", fromlist=["__all__"])
    found = chain.from_iterable(
        value.values() if hasattr(value, "values") else [value]
        for value in (getattr(module, name) for name in module.__all__)
    )
    rules = [one for one in found if hasattr(one, "topic")]
    assert rules
    for rule in rules:
        # Two rules may have one name in words: one of the sections under it holds this rule's versions.
        sections = page.split(f"\n## {rule.en[0].upper()}{rule.en[1:]}\n")[1:]
        assert any(stands_in(section.split("\n## ", 1)[0], rule) for section in sections), rule.key


def stands_in(section: str, rule: Rule[Any]) -> bool:
    """Return whether a section has one row for every version of a rule, with its day, value and citation."""
    rows = [line for line in section.splitlines() if line.startswith("| ")][2:]
    versions = CURRENT.timeline(rule).versions
    return len(rows) == len(versions) and all(
        version.since.isoformat() in row
        and all(
            version.cite.text(lang) in row and said_of(version.value, lang) in row for lang in ("en", "ja")
        )
        for row, version in zip(rows, versions, strict=True)
    )


def test_a_scale_is_shown_band_by_band() -> None:
    scale = fee_scale([{"to": 3, "yen": 1000}, {"below": 12, "yen": 2000}, {"yen": 3000}])
    assert said_of(scale, "en") == "to 3 months: 1,000 yen; below 12 months: 2,000 yen; longer: 3,000 yen"
    assert said_of(scale, "ja") == "3か月以下: 1,000円; 12か月未満: 2,000円; それより長い期間: 3,000円"
    assert said_of(fee_scale(5000), "en") == "5,000 yen"


def test_every_row_and_refusal_stands_on_the_page_of_tables() -> None:
    page = lifecycle_page()
    for variable, rows in TABLES.items():
        section = page.split(f"（{variable.ja}）\n", 1)[1].split("\n## ", 1)[0]
        lines = [line.split(" | ") for line in section.splitlines() if line.startswith("| ")][2:]
        assert sum(line[0].count(", ") + 1 for line in lines) == len(rows)
        for row in rows:
            assert any(
                row.source.en in line[0] and [row.event.en, row.target.en] == line[1:3] for line in lines
            )
    refused = page.split("\n## Refusals\n", 1)[1].split("\n## ", 1)[0]
    for refusal in REFUSALS:
        assert f"| `{refusal.code}` |" in refused
