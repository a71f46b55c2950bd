"""Every numbered fact about lives is carried out by something and shown by a named life."""

from __future__ import annotations

import pytest

from lives_page import SORTS, carried_out, kept_in, lives_page, shown
from tests.named_traces import Trace, traces
from tokutei.data import read_csv

NUMBERED = [row["id"] for row in read_csv("ids.csv") if row["sort"] in SORTS]


def test_every_numbered_fact_is_carried_out_and_shown() -> None:
    assert len(NUMBERED) > 150
    assert [one for one in NUMBERED if one not in carried_out()] == []
    assert [one for one in NUMBERED if one not in shown()] == []


def test_nothing_unknown_is_named() -> None:
    assert (set(carried_out()) | set(shown())) <= set(NUMBERED)


def test_there_are_enough_named_lives() -> None:
    assert len(traces()) >= 80


@pytest.mark.parametrize("trace", traces(), ids=lambda trace: trace["name"])
def test_a_named_life_breaks_no_promise(trace: Trace) -> None:
    assert kept_in(trace)


def test_the_page_has_no_gap() -> None:
    page = lives_page()
    assert "**nothing**" not in page
    assert "**none**" not in page
