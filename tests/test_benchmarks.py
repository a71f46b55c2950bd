"""The harness measures in turns, says what it measured, and does not hide a broken promise."""

from __future__ import annotations

import errno
import gc
import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from benchmarks.__main__ import main
from benchmarks.catalogue import PAIRS
from benchmarks.harness import FEWEST_ROUNDS, Comparison, Pair, Round, Side, calls_needed, measure, spoken
from tokutei.errors import FileError


class Bench:
    """A clock that stands still but for what the calls take, and a note of who was called."""

    def __init__(self) -> None:
        self.now = 0
        self.called: list[str] = []

    def __call__(self) -> int:
        return self.now

    def side(self, label: str, takes: Callable[[], int]) -> Side:
        def call() -> None:
            self.called.append(label)
            self.now += takes()

        return Side(label, lambda: call)


def constant(nanoseconds: int) -> Callable[[], int]:
    return lambda: nanoseconds


def pair(ours: Side, peer: Side, at_most: float | None = None) -> Pair:
    return Pair(name="example", question="which?", ours=ours, peer=peer, at_most=at_most)


def own(*nanoseconds: int) -> Side:
    """A side that measures itself: the first value is the warm-up, which does not count."""
    values: Iterator[int] = iter(nanoseconds)
    return Side("own", lambda: lambda: next(values), own_clock=True)


def test_turns_alternate_and_every_second_round_begins_with_the_peer() -> None:
    bench = Bench()
    whole_turn = constant(30_000_000)  # one call makes a turn
    measure(pair(bench.side("ours", whole_turn), bench.side("peer", whole_turn)), clock=bench)
    warm_up, rounds = bench.called[:2], bench.called[2:]
    assert warm_up == ["ours", "peer"]
    assert rounds == (["ours", "peer", "peer", "ours"] * FEWEST_ROUNDS)[: 2 * FEWEST_ROUNDS]


def test_times_are_those_of_one_call_however_many_make_a_turn() -> None:
    bench = Bench()
    found = measure(pair(bench.side("ours", constant(900)), bench.side("peer", constant(300))), clock=bench)
    assert found.rounds == (Round(900, 300),) * FEWEST_ROUNDS
    assert (found.ratio, found.spread, found.middle_half) == (3, (3, 3), (3, 3))


@pytest.mark.parametrize(("takes", "calls"), [(1_000, 1024), (1_000_000, 1), (999_999, 2)])
def test_calls_are_doubled_until_a_turn_is_long_enough(takes: int, calls: int) -> None:
    bench = Bench()
    side = bench.side("ours", constant(takes))
    assert calls_needed(side.make(), bench, long_enough=1_000_000) == calls


def test_the_ratio_is_the_median_of_ratios_and_not_the_ratio_of_medians() -> None:
    found = measure(pair(own(99, 1, 2, 3, 4, 5, 6, 7), own(99, 1, 1, 1, 4, 5, 6, 1)))
    assert [one.ratio for one in found.rounds] == [1, 2, 3, 1, 1, 1, 7]
    assert (found.ratio, found.spread) == (1, (1, 7))


def test_too_few_rounds_are_refused() -> None:
    with pytest.raises(ValueError, match="6 rounds are too few; at least 7"):
        measure(pair(own(), own()), rounds=6)


def test_the_collector_rests_while_measuring_and_works_again_afterwards() -> None:
    seen: list[bool] = []

    def call() -> int:
        seen.append(gc.isenabled())
        return 1

    side = Side("own", lambda: call, own_clock=True)
    measure(pair(side, side))
    assert seen == [True, True] + [False] * 2 * FEWEST_ROUNDS
    assert gc.isenabled()


@pytest.mark.parametrize(("at_most", "kept"), [(None, True), (2.0, True), (1.9, False)])
def test_a_promise_is_kept_up_to_its_bound(at_most: float | None, *, kept: bool) -> None:
    found = Comparison(pair(own(), own(), at_most), (Round(2, 1),) * 7)
    assert found.kept is kept
    assert found.as_json()["kept"] is kept
    assert any("BROKEN" in line for line in found.lines()) is not kept


@pytest.mark.parametrize(
    ("nanoseconds", "said"), [(12, "12 ns"), (1e3, "1 µs"), (2.5e6, "2.5 ms"), (3e9, "3 s")]
)
def test_durations_are_said_in_their_unit(nanoseconds: float, said: str) -> None:
    assert spoken(nanoseconds) == said


def test_the_command_measures_prints_and_writes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pairs = {"example": pair(own(*[20] * 8), own(*[10] * 8), at_most=1.5)}
    assert main(["example", "--rounds", "7", "--json", str(tmp_path / "new")], pairs=pairs) == 1
    assert "ratio  2.00, median of 7 rounds" in capsys.readouterr().out
    written = json.loads((tmp_path / "new" / "example.json").read_text("utf-8"))
    assert (written["ratio"], written["kept"], written["rounds_ns"]) == (2, False, [[20, 10]] * 7)
    assert {"python", "processors", "packages", "measured_at"} <= written["machine"].keys()


def test_a_result_that_cannot_be_written_leaves_the_one_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "example.json").write_text("before", "utf-8")

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(os, "fsync", full)
    pairs = {"example": pair(own(*[20] * 8), own(*[10] * 8), at_most=1.5)}
    with pytest.raises(FileError):
        main(["example", "--rounds", "7", "--json", str(tmp_path)], pairs=pairs)
    assert {path.name: path.read_text("utf-8") for path in tmp_path.iterdir()} == {"example.json": "before"}


def test_the_command_lists_what_there_is(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--list"]) == 0
    assert [line.split()[0] for line in capsys.readouterr().out.splitlines()] == list(PAIRS)


@pytest.mark.parametrize("arguments", [["nonesuch"], ["--rounds", "6"]])
def test_the_command_refuses_what_it_cannot_do(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(arguments)
    assert "error:" in capsys.readouterr().err


CALLED = [
    pytest.param(name, marks=pytest.mark.slow if name == "lives-statemachine" else ())
    for name, one in PAIRS.items()
    if not one.ours.own_clock
]


@pytest.mark.parametrize("name", CALLED)
def test_every_pair_can_be_called(name: str) -> None:
    PAIRS[name].ours.make()()
    PAIRS[name].peer.make()()
