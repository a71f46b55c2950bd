"""Situations in which refusals are tried."""

from __future__ import annotations

from datetime import date
from typing import Final

from tests.lifecycle.lives import (
    BORN,
    ENGINEER_FACTS,
    FILE,
    T1,
    TODAY,
    after,
    engineer,
)
from tokutei.lifecycle import (
    AskExchange,
    ReportLoss,
    Situation,
    advance,
)
from tokutei.models import CardFacts, Facts
from tokutei.vocabulary import Channel, StatusOfResidence

LATER: Final = date(2026, 9, 15)
SPECIAL: Final = date(2026, 11, 5)
EXCHANGE: Final = AskExchange(on=LATER, channel=Channel.COUNTER, specified_card=True)
ORDINARY: Final = FILE.at(specified_card=False, certificates=None)
UNRECORDED: Final = ENGINEER_FACTS.model_copy(update={"municipality": None, "recorded": False})
RESIDENT: Final = Facts(
    born=BORN,
    municipality="131016",
    status=StatusOfResidence.PERMANENT_RESIDENT,
    card=CardFacts(issued_on=date(2023, 6, 1), valid_until=date(2030, 6, 1)),
    has_my_number_card=False,
    has_pending_application=False,
)


def started(facts: Facts) -> Situation:
    return Situation.of(facts, on=TODAY)


def lost() -> Situation:
    return after(engineer(), ReportLoss(on=TODAY))


def ended() -> Situation:
    return advance(engineer(), to=SPECIAL).after


def filed(steps: int) -> Situation:
    return after(engineer(), *T1[:steps])
