"""Both sides of the benchmarks of many rows do the same work, and the memory is measured in bytes."""

from __future__ import annotations

import numpy as np

from benchmarks import employment as measured
from benchmarks.catalogue import PAIRS
from benchmarks.harness import Comparison, Round
from tokutei.employment import WorkVerdict, assess_many, decide
from tokutei.employment.columns import VERDICT_CODES, assess_columns


def test_rows_and_csv_are_the_same_workforce() -> None:
    rows = measured.rows(600)
    by_rows = list(assess_many(rows, on=measured.ON))
    by_csv = list(assess_many(measured.csv_text(600), on=measured.ON))
    assert by_rows == by_csv == measured.naive(measured.csv_text(600))
    assert [one.ruling for one in by_rows] == [
        decide(row.facts(on=measured.ON), on=measured.ON) for row in rows
    ]
    assert {one.verdict for one in by_rows} == set(WorkVerdict)


def test_arrays_and_their_peer_agree() -> None:
    given = measured.columns(5000)
    found = assess_columns(given, on=measured.ON)
    assert np.array_equal(found.verdict, measured.by_unique(given))
    assert {VERDICT_CODES[code] for code in found.verdict} == set(WorkVerdict)
    assert found.problems == ()


def test_memory_is_said_in_bytes() -> None:
    pair = PAIRS["many-memory"]
    assert 20e6 < measured.peak(100) < 1e9
    said = list(Comparison(pair, (Round(50e6, 48e6),) * 7).lines())
    assert "50.0 MB a run" in said[1]
    assert "kept" in said[-1]
