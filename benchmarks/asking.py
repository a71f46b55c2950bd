"""What a question costs through the doorway, beside the same formula written bare."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Final

from benchmarks.harness import Pair, Side
from tokutei.ask import ask

_BORN: Final = date(1990, 6, 20)
_ISSUED: Final = date(2026, 6, 19)
_FACTS: Final = {
    "card_kind": "plain_card",
    "birth": _BORN,
    "status": "permanent_resident",
    "issued": _ISSUED,
}


def _asked() -> Callable[[], object]:
    def run() -> object:
        return ask("validity", _FACTS, on=_ISSUED).value

    run()
    return run


def _bare() -> Callable[[], object]:
    def run() -> object:
        first = _BORN.replace(year=_ISSUED.year)
        return first.replace(year=first.year + (9 if first > _ISSUED else 10))

    return run


ASK: Final = Pair(
    name="ask",
    question="what does a question of validity cost through ask, with provisions, evidence and reasoning?",
    ours=Side('ask("validity", …)', _asked),
    peer=Side("the birthday formula written bare", _bare),
)
