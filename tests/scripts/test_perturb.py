"""Every value of every rule is changed in turn, and a legal case notices each time."""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "scripts"))

import perturb
from tokutei.law import Timeline
from tokutei.rules import CURRENT, RETURN_DAYS, SPECIAL_PERIOD_PROCEDURES
from tokutei.rules.values import fee_scale
from tokutei.vocabulary import ProcedureKind


def test_values_near_a_value() -> None:
    day = date(2026, 6, 14)
    assert list(perturb.other_values(True)) == [False]
    assert list(perturb.other_values(0)) == [1]
    assert list(perturb.other_values(2)) == [3, 1]
    assert list(perturb.other_values(day)) == [day + timedelta(days=1), day - timedelta(days=1)]
    assert list(perturb.other_values(frozenset({1}))) == [frozenset()]
    assert (2, 5) in list(perturb.other_values((2, 4)))
    assert len(list(perturb.other_values(fee_scale([{"to": 3, "yen": 1}, {"yen": 2}])))) == 7


def test_every_sort_of_change_is_tried() -> None:
    tried = [name for name, _ in perturb.perturbed(RETURN_DAYS, CURRENT.timeline(RETURN_DAYS).versions)]
    assert [sum(word in name for name in tried) for word in ("value", "since", "citation", "removed")] == [
        2,
        2,
        1,
        1,
    ]
    wider = perturb.perturbed(SPECIAL_PERIOD_PROCEDURES, CURRENT.timeline(SPECIAL_PERIOD_PROCEDURES).versions)
    assert len(list(wider)) == 2 + (len(ProcedureKind) - 2) + 4


def test_a_change_that_no_case_looks_at_goes_unnoticed() -> None:
    (version,) = CURRENT.timeline(RETURN_DAYS).versions
    changed = (replace(version, value=15),)
    assert perturb.noticed(RETURN_DAYS, changed, ()) == ""
    assert perturb.noticed(RETURN_DAYS, changed, perturb.askers()[RETURN_DAYS])
    assert Timeline("x", changed).at(version.since).value == 15


@pytest.mark.slow
def test_a_case_notices_every_change(capsys: pytest.CaptureFixture[str]) -> None:
    assert perturb.main() == 0
    assert capsys.readouterr().out.endswith(" 0 unnoticed\n")
