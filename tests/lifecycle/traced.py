"""Days and short forms that traces share."""

from __future__ import annotations

from datetime import date

from tests.lifecycle.lives import (
    making,
)
from tokutei.law import Judgement
from tokutei.lifecycle import (
    DutyKind,
    Situation,
)

DELIVERED = date(2026, 11, 20)
LATE = making(date(2026, 11, 4), date(2026, 11, 10), date(2026, 11, 12), date(2026, 11, 16))


def codes(judgement: Judgement) -> list[str]:
    return [reason.code for reason in judgement.reasons]


def kinds(situation: Situation) -> list[DutyKind]:
    return [obligation.kind for obligation in situation.obligations]
