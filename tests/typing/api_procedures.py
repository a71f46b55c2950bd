"""What apps write for the people who use them, for the type checkers alone: mypy and pyright accept every line."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import assert_type

from tokutei import Answer, Duty, Facts, Outcome, Situation, procedures
from tokutei.ask import Difference, LegalChange, affected, ask, changes, topics
from tokutei.law import Citation
from tokutei.lifecycle import Bearer, DutyKind, Event, Step
from tokutei.procedures import (
    AskedFact,
    CardComparison,
    Course,
    End,
    Entry,
    Estimates,
    Goal,
    GoalKind,
    Habits,
    Measure,
    OneStop,
    Plan,
    Question,
    Reminder,
)
from tokutei.rules import CURRENT, Rulebook
from tokutei.vocabulary import Channel, ProcedureKind


def a_plan_has_steps(situation: Situation, on: date) -> Plan:
    goal = Goal(kind=GoalKind.MOVE, to_municipality="131032", moving_on=on)
    wait = Estimates(decision_days={ProcedureKind.EXTENSION_OF_STAY: 40}, card_days=21)
    plan = procedures.plan(situation, goal, on=on, estimates=wait)
    assert_type(plan, Plan)
    assert_type(plan.steps, tuple[procedures.Step, ...])
    assert_type(plan.steps[0].kind, procedures.StepKind)
    assert_type(plan.text("ja"), str)
    procedures.plan(situation, goal)  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    Goal(kind="move")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    return plan


def questions_lead_to_facts(facts: Facts, on: date) -> None:
    asked = procedures.questions(facts, Goal(kind=GoalKind.EXTEND), on=on)
    assert_type(asked, tuple[Question, ...])
    assert_type(asked[0].fact, AskedFact)
    assert_type(asked[0].text("en"), str)


def two_cards_are_compared_with_one(situation: Situation, on: date) -> None:
    found = procedures.compare(
        situation, 5, on=on, habits=Habits(channel=Channel.ONLINE), estimates=Estimates()
    )
    assert_type(found, CardComparison)
    assert_type(found.rows[0].better, Course | None)
    found.count(Measure.BUREAU_VISITS)
    assert_type(procedures.one_stop(on=on), tuple[OneStop, ...])
    procedures.compare(situation, on=on)  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]


def what_follows_is_law_or_advice(outcome: Outcome, on: date) -> None:
    for one in procedures.afterwards(outcome, on=on):
        assert_type(one.is_law, bool)
        assert_type(one.text("ja"), str)
    assert_type(procedures.ends_of(outcome.after, on=on), tuple[End, ...])


def the_catalogue_is_by_name(on: date) -> None:
    entries = procedures.catalogue(on=on)
    assert_type(entries, Mapping[str, Entry])
    assert_type(entries["card_reissue_loss"].when, procedures.Aspect)


def reminders_become_a_calendar(situation: Situation, on: date, now: datetime) -> None:
    found = procedures.reminders_of_situation(situation, key="p-17", on=on)
    assert_type(found, tuple[Reminder, ...])
    assert_type(procedures.to_ical(found, lang="ja", made_at=now), bytes)
    procedures.reminders_of_situation(situation, on=on)  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]


def duties_say_who_and_when(duty: Duty, step: Step) -> None:
    assert_type(duty.kind, DutyKind)
    assert_type(duty.bearer, Bearer)
    assert_type(duty.due_on, date | None)
    assert_type(step.event, Event)
    assert_type(step.cite, tuple[Citation, ...])


def any_topic_is_asked_by_name(on: date, book: Rulebook) -> None:
    found = ask("fees", {"procedure": "renewal", "channel": "counter", "filed": on}, on=on, book=book)
    assert_type(found.text("en"), str)
    assert_type(changes(on, on), tuple[LegalChange, ...])
    assert_type(affected({"fees": {"procedure": "renewal"}}, between=(on, on)), tuple[Difference, ...])
    assert_type(topics()["fees"].name, str)
    ask("fees", {"procedure": "renewal"})  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    ask("fees", {}, on=on, book="current")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]


def a_reform_is_a_book(on: date) -> Answer[date]:
    from tokutei.rules import SPECIAL_PERIOD_MONTHS  # noqa: PLC0415 - beside what it is used for
    from tokutei.rules.special_period import special_period_end  # noqa: PLC0415 - as above

    reform = CURRENT.reformed(SPECIAL_PERIOD_MONTHS, since=date(2027, 4, 1), value=3, reason="longer")
    return special_period_end(on, book=reform)


def moments_have_a_time_zone() -> datetime:
    return datetime(2026, 9, 1, 3, tzinfo=UTC)
