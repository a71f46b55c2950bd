"""Measuring two things in turns, and what is said about it."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from statistics import median, quantiles
from typing import Final

__all__ = ["FEWEST_ROUNDS", "LONG_ENOUGH", "Comparison", "Pair", "Round", "Side", "calls_needed", "measure"]

FEWEST_ROUNDS: Final = 7
"""Fewer rounds than this are refused: their median says too little."""

LONG_ENOUGH: Final = 20_000_000
"""Nanoseconds that one turn of one side should take at least, so that the clock's grain does not show."""

Clock = Callable[[], int]


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two things compared."""

    label: str
    make: Callable[[], Callable[[], object]]
    """Prepares everything and returns the call that is measured; preparing is not."""

    own_clock: bool = False
    """The call returns the nanoseconds that it measured itself, say in another process; one call makes a turn."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Ours and a peer, and the question that comparing them answers."""

    name: str
    question: str
    ours: Side
    peer: Side
    at_most: float | None = None
    """The promise: the median ratio of ours to the peer is not above this."""
    thing: str = "call"
    """What is counted, where one call does many of it."""
    things: Callable[[], int] = lambda: 1
    """How many of it one call does."""
    a_second: float | None = None
    """The goal: ours does as many of it in a second on one core of the machine it is measured on."""
    said: Callable[[float], str] | None = None
    """How a measure is said where a side with a clock of its own measures something else than time."""


@dataclass(frozen=True, slots=True)
class Round:
    """Nanoseconds a call of each side took in one round."""

    ours: float
    peer: float

    @property
    def ratio(self) -> float:
        """Return how many times as long ours took."""
        return self.ours / self.peer


@dataclass(frozen=True, slots=True)
class Comparison:
    """The rounds of one pair and what follows from them."""

    pair: Pair
    rounds: tuple[Round, ...]

    @property
    def ratio(self) -> float:
        """Return the median of the ratios of the rounds."""
        return median(one.ratio for one in self.rounds)

    @property
    def spread(self) -> tuple[float, float]:
        """Return the smallest and the largest ratio."""
        ratios = [one.ratio for one in self.rounds]
        return min(ratios), max(ratios)

    @property
    def middle_half(self) -> tuple[float, float]:
        """Return the quartiles between which half of the ratios lie."""
        low, _, high = quantiles((one.ratio for one in self.rounds), n=4, method="inclusive")
        return low, high

    @property
    def kept(self) -> bool:
        """Return whether the promise is kept; without one there is nothing to break."""
        return self.pair.at_most is None or self.ratio <= self.pair.at_most

    def as_json(self) -> dict[str, object]:
        """Return everything that was measured, ready for ``json.dumps``."""
        return {
            "name": self.pair.name,
            "question": self.pair.question,
            "ours": self.pair.ours.label,
            "peer": self.pair.peer.label,
            "ratio": self.ratio,
            "spread": self.spread,
            "middle_half": self.middle_half,
            "at_most": self.pair.at_most,
            "kept": self.kept,
            "rounds_ns": [(one.ours, one.peer) for one in self.rounds],
        }

    def lines(self) -> Iterable[str]:
        """Yield what a person wants to read, line by line."""
        ours, peer = (median(getattr(one, side) for one in self.rounds) for side in ("ours", "peer"))
        (least, most), (low, high) = self.spread, self.middle_half
        things, thing = self.pair.things(), self.pair.thing
        yield f"{self.pair.name}: {self.pair.question}"
        said = self.pair.said or spoken
        yield f"  ours   {said(ours / things):>10} a {thing}   {self.pair.ours.label}"
        yield f"  peer   {said(peer / things):>10} a {thing}   {self.pair.peer.label}"
        yield (
            f"  ratio  {self.ratio:.2f}, median of {len(self.rounds)} rounds"
            f" (from {least:.2f} to {most:.2f}, half of them within {low:.2f} to {high:.2f})"
        )
        if self.pair.at_most is not None:
            yield f"  promise: at most {self.pair.at_most:.3g} – {'kept' if self.kept else 'BROKEN'}"
        if self.pair.a_second is not None:
            rate = things * 1e9 / ours
            reached = "reached" if rate >= self.pair.a_second else "not reached here"
            yield f"  rate: {rate:,.0f} a second; goal {self.pair.a_second:,.0f} – {reached}"


def spoken(nanoseconds: float) -> str:
    """Return a duration in the unit that suits it, with three digits.

    Example:
        >>> spoken(1234), spoken(98_765_432)
        ('1.23 µs', '98.8 ms')
    """
    for unit, size in (("s", 1e9), ("ms", 1e6), ("µs", 1e3)):
        if nanoseconds >= size:
            return f"{nanoseconds / size:.3g} {unit}"
    return f"{nanoseconds:.3g} ns"


def _turn(call: Callable[[], object], calls: int, clock: Clock) -> int:
    start = clock()
    for _ in range(calls):
        call()
    return clock() - start


def calls_needed(call: Callable[[], object], clock: Clock, long_enough: int = LONG_ENOUGH) -> int:
    """Return how many calls make a turn that is long enough, found by doubling; this also warms up."""
    calls = 1
    while _turn(call, calls, clock) < long_enough:
        calls *= 2
    return calls


def _measured(side: Side, clock: Clock) -> Callable[[], float]:
    """Return what measures one turn of a side, in nanoseconds a call."""
    call = side.make()
    if side.own_clock:
        call()  # the first one finds cold caches
        return lambda: float(call())  # type: ignore[arg-type]
    calls = calls_needed(call, clock)
    return lambda: _turn(call, calls, clock) / calls


def measure(pair: Pair, *, rounds: int = FEWEST_ROUNDS, clock: Clock = time.perf_counter_ns) -> Comparison:
    """Return the comparison of a pair over so many rounds; every second round begins with the peer.

    Raises:
        ValueError: fewer rounds are asked for than make a median worth saying.
    """
    if rounds < FEWEST_ROUNDS:
        message = f"{rounds} rounds are too few; at least {FEWEST_ROUNDS}"
        raise ValueError(message)
    ours, peer = _measured(pair.ours, clock), _measured(pair.peer, clock)
    done: list[Round] = []
    collecting = gc.isenabled()
    gc.disable()
    try:
        for number in range(rounds):
            if number % 2:
                theirs, own = peer(), ours()
            else:
                own, theirs = ours(), peer()
            done.append(Round(own, theirs))
            gc.collect()
    finally:
        if collecting:
            gc.enable()
    return Comparison(pair, tuple(done))
