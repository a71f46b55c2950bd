"""Rows of a law that changes several topics: merged by first day, never two for one day, told by their own table."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from tokutei.data import tables_in
from tokutei.errors import TableError
from tokutei.law import Rule
from tokutei.rules import CURRENT, rulebook, work
from tokutei.rules.values import whole_number
from tokutei.vocabulary import StatusOfResidence

ROW = {"cite": "326CO0000000319:20", "evidence": "official", "checked_on": date(2026, 11, 21)}
TOPIC = {
    "number": [{**ROW, "since": date(2020, 1, 1), "value": 1}, {**ROW, "since": date(2030, 1, 1), "value": 3}]
}


def made(monkeypatch: pytest.MonkeyPatch, reform: Mapping[str, Any]) -> Rule[int]:
    """Return a rule of two versions whose topic a reform changes."""
    there = {"rules/nowhere.toml": TOPIC, "rules/reforms/act.toml": reform}
    monkeypatch.setattr(rulebook, "read_toml", lambda name: there[name])
    monkeypatch.setattr(rulebook, "tables_in", lambda _folder: ("rules/reforms/act.toml",))
    return Rule[int]("nowhere", "number", "番号", f"number {sorted(map(str, reform.items()))}", whole_number)


def of(value: object, since: date) -> Mapping[str, Any]:
    return {"nowhere": {"number": [{**ROW, "since": since, "value": value}]}}


def test_a_row_of_a_reform_takes_its_place_by_its_first_day(monkeypatch: pytest.MonkeyPatch) -> None:
    rulebook.shipped.cache_clear()
    rule = made(monkeypatch, of(2, date(2025, 1, 1)))
    assert [(one.since.year, one.value) for one in CURRENT.timeline(rule).versions] == [
        (2020, 1),
        (2025, 2),
        (2030, 3),
    ]
    assert CURRENT.at(rule, date(2024, 12, 31)).value == 1
    assert CURRENT.at(rule, date(2025, 1, 1)).value == 2
    rulebook.shipped.cache_clear()


@pytest.mark.parametrize(
    ("reform", "told"),
    [
        (of(2, date(2030, 1, 1)), ("rules/nowhere.toml", "number: since")),
        (of("many", date(2025, 1, 1)), ("rules/reforms/act.toml", "number: ValueError")),
    ],
)
def test_a_reform_that_does_not_fit(
    reform: Mapping[str, Any], told: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    rulebook.shipped.cache_clear()
    rule = made(monkeypatch, reform)
    with pytest.raises(TableError) as caught:
        CURRENT.timeline(rule)
    assert (caught.value.table, caught.value.reason) == told
    rulebook.shipped.cache_clear()


def test_a_folder_that_there_is_not() -> None:
    with pytest.raises(TableError):
        tables_in("rules/nowhere")
    assert tables_in("rules/reforms")


def test_statuses_named_by_their_table() -> None:
    """別表第一の三の表及び四の表 (Act 19(1)(ii)); a reform may still name statuses one by one."""
    parse = work.NO_WORK_STATUSES.parse
    by_table = parse(["T1-3", "T1-4"])
    assert by_table == {
        StatusOfResidence.CULTURAL_ACTIVITIES,
        StatusOfResidence.TEMPORARY_VISITOR,
        StatusOfResidence.STUDENT,
        StatusOfResidence.TRAINEE,
        StatusOfResidence.DEPENDENT,
    }
    assert parse(by_table) == by_table
    assert parse(["T1-3", "student"]) == by_table - {StatusOfResidence.TRAINEE, StatusOfResidence.DEPENDENT}
    for bad in (["T9"], ["T1-3", "nobody"], "T1-3", ["t1-3"]):
        with pytest.raises(ValueError, match=r"is not a valid|several of"):
            parse(bad)
