"""Named lives in two other state machine libraries, over the same rows, come out as ours do."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from benchmarks.lives import Machines, PeerLife, StateMachines, Transitions, count, lives, ours, peer


@pytest.mark.parametrize("machines", [Transitions, pytest.param(StateMachines, marks=pytest.mark.slow)])
def test_other_machines_live_the_same_lives(machines: Callable[[PeerLife], Machines]) -> None:
    assert len(ours()) == count() > len(lives()) > 100
    assert peer(machines)()() == ours()
