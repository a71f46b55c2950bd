"""What a lawyer found wrong in plans, each point against the provision that decides it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Final

import pytest

from tests.lifecycle.lives import ENGINEER_FACTS, HOLDER_FACTS, SPECIAL_END, TODAY, engineer, holder
from tests.procedures.goal_reached import carried_out
from tests.procedures.test_plans import ESTIMATES, K, codes, done, kinds, planned, step
from tokutei.law import Reason
from tokutei.lifecycle import Situation, advance
from tokutei.lifecycle.states import MyNumberState, StayState
from tokutei.models import Facts, PendingFacts
from tokutei.procedures import Estimates, Goal, GoalKind
from tokutei.vocabulary import Channel, ProcedureKind, StatusOfResidence

P: Final = ProcedureKind
VISITOR: Final = StatusOfResidence.find("短期滞在")
SHORT: Final = replace(ESTIMATES, stay_months=3)


def waiting(facts: Facts = ENGINEER_FACTS, *, specified: bool | None = False) -> Situation:
    """Return somebody who has asked for an extension on 2026-08-25, two months before the stay ends."""
    pending = PendingFacts(
        procedure=P.EXTENSION_OF_STAY,
        filed_on=date(2026, 8, 25),
        channel=Channel.COUNTER,
        specified_card=specified,
    )
    told = facts.model_copy(update={"pending": pending, "has_pending_application": True})
    return Situation.of(told, on=TODAY)


def cited(reasons: tuple[Reason, ...]) -> set[str]:
    return {str(one) for reason in reasons for one in reason.cite}


# What is pending already (Act 20 (5), (6); Form Ordinance 4 (2) (ii), My Number Card Ordinance 27 (2) (ii)).


@pytest.mark.parametrize(
    ("facts", "cite"),
    [(ENGINEER_FACTS, "426M60000008085:27:2:2"), (HOLDER_FACTS, "508M60004018001:4:2")],
    ids=["separate", "on_card"],
)
def test_who_waits_is_told_to_have_the_my_number_function_extended(facts: Facts, cite: str) -> None:
    slow = replace(ESTIMATES, decision_days={P.EXTENSION_OF_STAY: 100})
    found = planned(Goal(kind=GoalKind.EXTEND), waiting(facts), estimates=slow)
    asking = found.steps[0]
    assert asking.kind is K.EXTEND_MY_NUMBER
    assert asking.due_on == date(2026, 10, 30)  # the function ends on the 31st, a Saturday
    assert cite in cited(asking.ask_at_counter)
    decided = carried_out(replace(found, steps=found.steps[:2]))
    assert decided.my_number.state is MyNumberState.EXTENDED
    assert decided.my_number.until == SPECIAL_END


def test_the_my_number_function_is_left_alone_where_the_card_comes_before_its_end() -> None:
    found = planned(Goal(kind=GoalKind.EXTEND), waiting(HOLDER_FACTS))
    assert K.EXTEND_MY_NUMBER not in kinds(found)


@pytest.mark.parametrize("estimates", [ESTIMATES, Estimates()], ids=["estimated", "not_estimated"])
@pytest.mark.parametrize("on", [TODAY, date(2026, 11, 20)], ids=["before", "in_special_period"])
def test_the_receipt_is_due_when_the_special_period_ends(estimates: Estimates, on: date) -> None:
    now = advance(waiting(), to=on).after
    found = planned(Goal(kind=GoalKind.EXTEND), now, on=on, estimates=estimates)
    receipt = step(found, K.RECEIVE_CARD)
    assert receipt.due_on == date(
        2026, 12, 28
    )  # the special period ends on the 31st, when the bureau is closed
    assert "plan.effect_on_receipt" in codes(receipt.not_by_itself)
    assert "2026-12-31" in receipt.text("en")
    assert step(found, K.DECIDE_PERMISSION).latest_safe is None
    assert "plan.no_safe_day" not in codes(step(found, K.DECIDE_PERMISSION).not_known)


def test_permanent_residence_has_to_be_received_within_the_stay() -> None:
    receipt = step(planned(Goal(kind=GoalKind.BECOME_PERMANENT)), K.RECEIVE_CARD)
    assert receipt.due_on == date(2026, 10, 30)
    assert "326CO0000000319:22:4" in cited(receipt.not_by_itself)


def test_what_is_not_known_of_a_pending_application_is_asked_for() -> None:
    found = planned(Goal(kind=GoalKind.EXTEND), waiting(specified=None))
    assert found.missing == ("with_specified_application",)
    assert "specified card was applied for" in found.text("en")


# A stay without a card (Act 19-3; My Number Order 14 (xii)).


@pytest.mark.parametrize(
    ("goal", "estimates"),
    [
        (Goal(kind=GoalKind.EXTEND), SHORT),
        (Goal(kind=GoalKind.CHANGE_STATUS, to_status=VISITOR), ESTIMATES),
    ],
    ids=["three_months", "visitor"],
)
def test_a_my_number_card_that_ends_with_the_stay_is_not_lengthened(goal: Goal, estimates: Estimates) -> None:
    found = planned(goal, estimates=estimates)
    assert done(found).stay.state is StayState.SHORT
    after = kinds(found)[kinds(found).index(K.RECEIVE_SEAL) :]
    assert after == [K.RECEIVE_SEAL, K.RETURN_CARD]
    for one in (found.steps[0], step(found, K.RECEIVE_SEAL)):
        assert "plan.separate_card_ends" in codes(one.not_by_itself)
    assert "plan.no_card_comes" in codes(found.steps[0].not_by_itself)


@pytest.mark.parametrize("now", [engineer(), waiting(specified=True)], ids=["to_file", "pending"])
def test_no_specified_card_is_made_for_three_months(now: Situation) -> None:
    found = planned(Goal(kind=GoalKind.EXTEND, specified_card=True), now, estimates=SHORT)
    assert K.RECEIVE_SEAL in kinds(found)
    assert K.MAKE_CARD not in kinds(found)
    assert found.blocked is not None
    assert codes(found.blocked.reasons) == {"plan.no_specified_without_card"}


def test_a_holder_is_not_told_that_an_ordinary_card_comes_for_three_months() -> None:
    filing = planned(Goal(kind=GoalKind.EXTEND), holder(), estimates=SHORT).steps[0]
    assert "plan.ordinary_card_comes" not in codes(filing.not_by_itself)
    assert "plan.together_specified" not in codes(filing.together)
