"""What the functions of lives say of things that are not what they take."""

from __future__ import annotations

from datetime import UTC, date, datetime
from functools import partial
from typing import Any

import pytest

from tests.lifecycle.lives import ENGINEER_FACTS, FILE, STAY_END, TODAY, engineer
from tokutei.errors import FactsError, HistoryError, NaiveDatetimeError, PeriodError, UnknownTermError
from tokutei.law import Reason, Verdict
from tokutei.lifecycle import (
    EventKind,
    History,
    ReportLoss,
    Situation,
    Variable,
    advance,
    apply,
    duties,
    judge,
    rows_for,
)
from tokutei.lifecycle.states import HeldCardState, MainState
from tokutei.rules import CURRENT

THINGS: tuple[Any, ...] = (None, 5, "x", [], {}, object(), date(2026, 9, 1))
MOMENT = datetime(2026, 9, 4, 15, tzinfo=UTC)
"""Already 5 September in Japan."""
NAIVE = datetime(2026, 9, 5)  # noqa: DTZ001 - naive on purpose
BEGUN = History.begin(ENGINEER_FACTS, on=TODAY)
LIFE = BEGUN.learn(ReportLoss(on=date(2026, 9, 5)), learnt_on=date(2026, 9, 10)).history


def codes(reasons: object) -> list[str]:
    assert isinstance(reasons, tuple)
    return [reason.code for reason in reasons if isinstance(reason, Reason)]


@pytest.mark.parametrize("thing", THINGS)
def test_a_judgement_never_raises(thing: Any) -> None:
    for judged, code in (
        (judge(engineer(), thing), "no_event"),
        (judge(thing, FILE), "no_situation"),
        (judge(engineer(), FILE, book=thing), "no_book"),
    ):
        assert judged.verdict is Verdict.NOT_KNOWN
        assert codes(judged.reasons) == [code]
        assert judged.text("ja") != judged.text("en")
    assert codes(judge(thing, thing, book=thing).reasons) == ["no_situation", "no_event", "no_book"]


@pytest.mark.parametrize("thing", THINGS)
def test_things_of_another_kind_are_named_with_what_to_pass(thing: Any) -> None:
    now = engineer()
    for call, code in (
        (lambda: apply(now, thing), "no_event"),
        (lambda: apply(thing, FILE), "no_situation"),
        (lambda: apply(now, FILE, book=thing), "no_book"),
        (lambda: advance(thing, to=TODAY), "no_situation"),
        (lambda: advance(now, to=TODAY, book=thing), "no_book"),
        (lambda: duties(thing, on=TODAY), "no_situation"),
        (lambda: duties(now, on=TODAY, book=thing), "no_book"),
        (lambda: Situation.of(thing, on=TODAY), "no_facts"),
        (lambda: Situation.of(ENGINEER_FACTS, on=TODAY, book=thing), "no_book"),
        (lambda: History.begin(thing, on=TODAY), "no_facts"),
        (lambda: BEGUN.learn(thing, learnt_on=TODAY), "no_event"),
        (lambda: BEGUN.at(TODAY, book=thing), "no_book"),
    ):
        with pytest.raises(FactsError) as caught:
            call()
        assert codes(caught.value.contradictions) == [code]
        assert caught.value.text("ja") != caught.value.text("en")


@pytest.mark.parametrize("thing", [None, "2026-11-01", 5, 1.5, [], object()])
def test_what_is_no_day_is_named(thing: Any) -> None:
    for call in (
        lambda: advance(engineer(), to=thing),
        lambda: duties(engineer(), on=thing),
        lambda: Situation.of(ENGINEER_FACTS, on=thing),
        lambda: History.begin(ENGINEER_FACTS, on=thing),
        lambda: History(ENGINEER_FACTS, thing),
        lambda: BEGUN.learn(FILE, learnt_on=thing),
        lambda: LIFE.at(thing),
        lambda: LIFE.outcomes(thing),
        lambda: LIFE.flagged(thing),
        *(() if thing is None else (lambda: BEGUN.at(TODAY, known_by=thing),)),
    ):
        with pytest.raises(PeriodError) as caught:
            call()
        assert caught.value.reason == "not_a_day"


def test_words_that_no_table_has() -> None:
    variable, event, state = Variable.MAIN, EventKind.FILE_EXTENSION, MainState.NONE
    things: Any = (1, None, "shoe", [])
    for thing in things:
        for call, vocabulary in (
            (partial(rows_for, thing, state, event), "Variable"),
            (partial(rows_for, variable, thing, event), "MainState"),
            (partial(rows_for, variable, state, thing), "EventKind"),
        ):
            with pytest.raises(UnknownTermError) as caught:
                call()
            assert caught.value.vocabulary == vocabulary
            assert caught.value.known


# Moments in histories.


def test_moments_of_a_history_are_days_in_japan() -> None:
    day = date(2026, 9, 5)
    assert LIFE.at(MOMENT) == LIFE.at(day)
    assert LIFE.outcomes(MOMENT) == LIFE.outcomes(day)
    assert len(LIFE.outcomes(MOMENT)) == 1
    assert LIFE.flagged(MOMENT) == LIFE.flagged(day)
    later = datetime(2026, 9, 9, 15, tzinfo=UTC)
    assert LIFE.at(day, known_by=later).card.state is HeldCardState.LOST
    assert LIFE.at(day, known_by=MOMENT).card.state is HeldCardState.HELD
    assert History(ENGINEER_FACTS, datetime(2026, 8, 31, 15, tzinfo=UTC)) == BEGUN
    with pytest.raises(HistoryError):
        History(ENGINEER_FACTS, MOMENT).at(TODAY)


@pytest.mark.parametrize("life", [BEGUN, LIFE])
def test_naive_moments_of_a_history_are_refused(life: History) -> None:
    for call in (
        lambda: life.at(NAIVE),
        lambda: life.at(STAY_END, known_by=NAIVE),
        lambda: life.outcomes(NAIVE),
        lambda: life.outcomes(STAY_END, known_by=NAIVE),
        lambda: life.flagged(NAIVE),
        lambda: History(ENGINEER_FACTS, NAIVE),
        lambda: life.learn(FILE, learnt_on=NAIVE),
    ):
        with pytest.raises(NaiveDatetimeError):
            call()


def test_the_book_may_be_said() -> None:
    assert judge(engineer(), FILE, book=CURRENT) == judge(engineer(), FILE)
