"""Lives lived once for many tests: every outcome of some random lives under the law as it stands."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from random import Random
from typing import Final

from tests.lifecycle.drawn_events import pick
from tests.lifecycle.lives import ENGINEER_FACTS, HOLDER_FACTS, TODAY
from tests.lifecycle.scenes import office_step, possible
from tokutei.lifecycle import EventKind, Outcome, Situation, advance, apply, judge
from tokutei.models import CardFacts, Facts
from tokutei.vocabulary import CardKind, StatusOfResidence

DAY: Final = timedelta(days=1)
_LIVES: Final = 150
_STEPS: Final = 30
_FILINGS: Final = tuple(kind for kind in EventKind if kind.value.startswith(("file_", "ask_", "notify_")))


def _with_card(kind: CardKind, status: StatusOfResidence, until: date) -> Facts:
    card = CardFacts(kind=kind, issued_on=date(2026, 6, 20), valid_until=until)
    return ENGINEER_FACTS.model_copy(
        update={
            "status": status,
            "stay_until": None,
            "card": card,
            "my_number_card": None,
            "has_my_number_card": False,
        }
    )


_CERTIFICATE: Final = CardKind.SPECIAL_PERMANENT_RESIDENT_CERTIFICATE
_SPECIFIED: Final = CardKind.SPECIFIED_SPECIAL_PERMANENT_RESIDENT_CERTIFICATE
STARTS: Final = (
    ENGINEER_FACTS,
    HOLDER_FACTS,
    _with_card(CardKind.SPECIFIED_RESIDENCE_CARD, StatusOfResidence.PERMANENT_RESIDENT, date(2026, 11, 1)),
    _with_card(CardKind.RESIDENCE_CARD, StatusOfResidence.PERMANENT_RESIDENT, date(2026, 11, 1)),
    _with_card(_CERTIFICATE, StatusOfResidence.SPECIAL_PERMANENT_RESIDENT, date(2026, 12, 1)),
    _with_card(_SPECIFIED, StatusOfResidence.SPECIAL_PERMANENT_RESIDENT, date(2027, 1, 1)),
    Facts(born=date(2000, 1, 1), recorded=False, has_my_number_card=False, has_pending_application=False),
)


@cache
def outcomes() -> tuple[Outcome, ...]:
    """Return what came of every event and every passing of time in the lives."""
    return tuple(outcome for seed in range(_LIVES) for outcome in _life(seed))


def _life(seed: int) -> Iterator[Outcome]:
    random = Random(seed)
    now = Situation.of(STARTS[seed % len(STARTS)], on=TODAY)
    for _ in range(_STEPS):
        outcome = _next(now, random)
        if outcome is not None:
            yield outcome
            now = outcome.after


def _next(now: Situation, random: Random) -> Outcome | None:
    """Let time pass, an office act, somebody file, or anything happen; ``None`` where it is refused."""
    die = random.random()
    if die < 0.15:
        return advance(now, to=now.on + random.choice((7, 30, 60, 90)) * DAY)
    event = office_step(now, random.randint(0, 20)) if die < 0.45 else None
    if event is None:
        kinds = possible(now, ends=die > 0.98)
        filings = [kind for kind in kinds if kind in _FILINGS]
        kind = random.choice(filings if filings and die < 0.65 else kinds)
        event = pick(kind, now.on, random, 10)
    return apply(now, event) if judge(now, event) else None
