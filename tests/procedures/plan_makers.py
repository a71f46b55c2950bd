"""Residents and plans that the tests of plans share."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from tests.lifecycle.lives import TODAY, engineer
from tests.procedures.goal_reached import carried_out, reached
from tokutei.lifecycle import (
    Situation,
)
from tokutei.models import CardFacts, Facts
from tokutei.procedures import Estimates, Goal, Plan, Step, StepKind, plan
from tokutei.vocabulary import CardKind, ProcedureKind, StatusOfResidence

P: Final = ProcedureKind
K: Final = StepKind
PERMANENT: Final = StatusOfResidence.PERMANENT_RESIDENT
DEPENDENT: Final = StatusOfResidence.find("家族滞在")
DAY: Final = timedelta(days=1)
ESTIMATES: Final = Estimates(
    decision_days={
        P.EXTENSION_OF_STAY: 40,
        P.CHANGE_OF_STATUS: 40,
        P.PERMANENT_RESIDENCE: 40,
        P.ACQUISITION_OF_STATUS: 30,
        P.SPR_PERMISSION_BIRTH: 20,
        P.REISSUE_LOSS: 1,
        P.SPR_REISSUE_LOSS: 14,
        P.MY_NUMBER_CARD: 30,
        P.REENTRY_SINGLE: 0,
    },
    card_days=14,
    stay_months=36,
)
SPECIFIED_TOO: Final = (K.NOTIFY_JLIS, K.MAKE_CARD, K.CONFIRM_CARD, K.RECEIVE_CARD, K.RETURN_CARD)


def resident(kind: CardKind, status: StatusOfResidence, until: date | None = None) -> Situation:
    """Return somebody whose card is good for years, with no separate card and nothing pending."""
    facts = Facts(
        born=date(1980, 3, 3),
        municipality="131016",
        status=status,
        stay_until=until,
        card=CardFacts(kind=kind, issued_on=date(2026, 6, 20), valid_until=until or date(2030, 3, 3)),
        has_my_number_card=False,
        has_pending_application=False,
    )
    return Situation.of(facts, on=TODAY)


def planned(goal: Goal, now: Situation | None = None, *, on: date = TODAY, **more: object) -> Plan:
    found = plan(now or engineer(), goal, on=on, **({"estimates": ESTIMATES} | more))  # type: ignore[arg-type]
    assert found.text("en") != found.text("ja")
    return found


def kinds(found: Plan) -> list[StepKind]:
    return [step.kind for step in found.steps]


def days(found: Plan) -> list[date | None]:
    return [step.day for step in found.steps]


def step(found: Plan, kind: StepKind) -> Step:
    return next(one for one in found.steps if one.kind is kind)


def codes(reasons: tuple[object, ...]) -> set[str]:
    return {one.code for one in reasons}  # type: ignore[attr-defined]


def done(found: Plan) -> Situation:
    """Return where the plan leads; it must be its goal."""
    assert found.complete, found.text("en")
    after = carried_out(found)
    assert reached(found.goal, found.start, after)
    return after
