"""Named lives end as the law says, step by step."""

from __future__ import annotations

import pytest

from tests.named_traces import Trace, traces, walk

TRACES = traces()


@pytest.mark.parametrize("trace", TRACES, ids=lambda trace: trace["name"])
def test_the_life_goes_as_told(trace: Trace) -> None:
    assert sum(1 for _ in walk(trace)) == len(trace["steps"])


def test_names_are_unique_and_there_are_enough() -> None:
    names = [trace["name"] for trace in TRACES]
    assert len(set(names)) == len(names)
