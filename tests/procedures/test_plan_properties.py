"""Whatever the situation: a plan's steps, applied in order, reach the goal, or it says why there is none."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

import pytest
from hypothesis import HealthCheck, given, reject, settings
from hypothesis import strategies as st

from tests.lifecycle import drawn
from tests.lifecycle.drawn import BOOKS, STARTS, facts, newcomers, special_residents
from tests.lifecycle.lived import outcomes
from tests.procedures.goal_reached import carried_out, reached
from tokutei.errors import FactsError, TokuteiError
from tokutei.lifecycle import Situation, advance
from tokutei.lifecycle.states import CertificateState
from tokutei.procedures import Estimates, Goal, GoalKind, Plan, plan
from tokutei.rules import CURRENT, Rulebook
from tokutei.vocabulary import Channel, ProcedureKind, StatusOfResidence

MONTHS: Final = (12, 36, 60)
STATUSES: Final = tuple(
    StatusOfResidence.find(word)
    for word in ("技人国", "家族滞在", "定住者", "経営・管理", "短期滞在", "永住者")
)


@st.composite
def estimates(draw: st.DrawFn) -> Estimates:
    known = draw(st.sampled_from(("all", "some", "none")))
    if known == "none":
        return Estimates()
    days = st.integers(0, 70)
    kinds = ProcedureKind if known == "all" else draw(st.sets(st.sampled_from(ProcedureKind)))
    return Estimates(
        decision_days={kind: draw(days) for kind in (ProcedureKind.EXTENSION_OF_STAY, *kinds)},
        card_days=draw(days) if known == "all" else draw(st.none() | days),
        stay_months=draw(st.sampled_from(MONTHS)) if known == "all" else None,
    )


@st.composite
def goals(draw: st.DrawFn, on: date, kind: GoalKind) -> Goal:
    def near(first: int, last: int) -> st.SearchStrategy[date | None]:
        return st.none() | st.integers(first, last).map(lambda days: on + timedelta(days=days))

    leaving = draw(near(0, 60))
    back = draw(near(60, 900)) if leaving else None
    return Goal(
        kind=kind,
        to_status=draw(st.none() | st.sampled_from(STATUSES)),
        to_municipality=draw(st.sampled_from((None, "131016", "131032", "141003"))),
        moving_on=draw(near(-10, 40)),
        leaving_on=leaving,
        returning_on=back,
        known_on=draw(near(-10, 10)),
        child_born_on=draw(near(-40, 60)),
        specified_card=draw(st.none() | st.booleans()),
        channel=draw(st.none() | st.sampled_from(Channel)),
    )


@st.composite
def situations(draw: st.DrawFn, book: Rulebook) -> Situation:
    """People as they may be on a day, and wherever random lives have led."""
    if draw(st.booleans()):
        lived = outcomes()
        return lived[draw(st.integers(0, len(lived) - 1))].after
    on = draw(STARTS)
    told = draw(facts(on) | facts(on, complete=True) | special_residents(on, complete=True) | newcomers(on))
    try:
        return Situation.of(told, on=on, book=book)
    except FactsError:  # drawn facts may contradict each other
        reject()


def told_why_not(found: Plan) -> bool:
    blocked = found.blocked
    return bool(found.missing or (blocked is not None and (blocked.reasons or blocked.missing)))


def never_online_without_certificate(found: Plan) -> bool:
    now = found.start
    if found.on > now.on:
        now = advance(now, to=found.on).after
    return now.authentication.state is CertificateState.VALID or all(
        step.channel is not Channel.ONLINE for step in found.steps
    )


@pytest.mark.parametrize("kind", GoalKind)
@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_plans_reach_their_goals_or_say_why_not(kind: GoalKind, data: st.DataObject) -> None:
    book = data.draw(st.just(CURRENT) | BOOKS)
    now = data.draw(situations(book))
    on = now.on + timedelta(days=data.draw(st.integers(0, 30)))
    goal = data.draw(goals(on, kind))
    found = plan(now, goal, on=on, estimates=data.draw(estimates()), book=book)
    assert never_online_without_certificate(found)
    assert found.text("en")
    assert found.text("ja")
    after = carried_out(found, book)  # also the steps before a refusal are allowed
    if found.complete:
        assert found.reached or found.steps
        assert reached(goal, found.start, after), found.text("en")
    else:
        assert told_why_not(found)
    days = [step.event.on for step in found.steps if step.event is not None]
    assert days == sorted(days)
    for step in found.steps:
        if step.latest_safe is not None:
            assert step.earliest is not None
            assert step.due_on is not None
            assert step.earliest <= step.latest_safe <= step.due_on


@pytest.mark.parametrize("kind", GoalKind)
@settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_situations_that_nobody_is_in_raise_nothing_foreign(kind: GoalKind, data: st.DataObject) -> None:
    now = data.draw(drawn.situations())
    near = min(max(now.on, date(1950, 1, 1)), date(9000, 1, 1))  # days are drawn around it
    goal = data.draw(goals(near, kind))
    try:
        found = plan(now, goal, on=now.on, estimates=data.draw(estimates()))
    except TokuteiError:
        return
    assert found.text("en") != found.text("ja")
