"""Whether the answers are enough for a first step and a whole plan; words, tables, mistakes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from types import MappingProxyType
from typing import Any, Final

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.procedures.question_makers import (
    END,
    GOALS,
    ON,
    ORDINARY,
    WAITING,
    K,
    S,
    everything,
    interview,
    known_before,
    paths,
    pending,
    person,
    possible,
)
from tokutei import (
    CardFacts,
    CardNumber,
    Facts,
    MyNumberCardFacts,
    Situation,
    judge,
)
from tokutei.errors import (
    FactsError,
    IdentifierError,
    NaiveDatetimeError,
    NotInForceError,
    PeriodError,
    TokuteiError,
)
from tokutei.law import Judgement, Verdict
from tokutei.lifecycle import apply, events
from tokutei.lifecycle.states import ReentryKind
from tokutei.models import PendingFacts
from tokutei.procedures import (
    AnswerKind,
    AskedFact,
    Estimates,
    Goal,
    GoalKind,
    StepKind,
    answered,
    plan,
    questions,
)
from tokutei.procedures.needs import NEEDS, Known
from tokutei.procedures.question_words import CHOICES, KINDS
from tokutei.rules import CURRENT, routes
from tokutei.vocabulary import Channel, ProcedureKind, Window
from tokutei.vocabulary.cards import SPECIFIED_CARDS

# Enough to be judged.

A = Channel.COUNTER


def _move(goal: Goal, facts: Facts) -> events.Event:
    day = max(goal.moving_on or ON, ON)
    to = str(goal.to_municipality)
    if facts.municipality == to:
        return events.NotifyRelocation(on=day, municipality=to, moved_on=day)
    return events.NotifyMoveOut(on=ON, planned_on=day)


FIRST: Final[Mapping[GoalKind, Callable[[Goal, Facts], events.Event]]] = MappingProxyType(
    {
        GoalKind.EXTEND: lambda goal, _: events.FileExtension(
            on=ON, channel=A, specified_card=bool(goal.specified_card)
        ),
        GoalKind.CHANGE_STATUS: lambda goal, _: events.FileChange(
            on=ON, channel=A, target=goal.to_status or S.STUDENT, specified_card=bool(goal.specified_card)
        ),
        GoalKind.BECOME_PERMANENT: lambda goal, _: events.FilePermanentResidence(
            on=ON, channel=A, specified_card=bool(goal.specified_card)
        ),
        GoalKind.MOVE: _move,
        GoalKind.GET_SPECIFIED_CARD: lambda _, __: events.AskExchange(on=ON, channel=A, specified_card=True),
        GoalKind.REPLACE_LOST_CARD: lambda _, __: events.ReportLoss(on=ON),
        GoalKind.TWO_CARDS: lambda _, __: events.GiveBackMyNumber(on=ON, to=Window.BUREAU),
        GoalKind.LEAVE_AND_RETURN: lambda goal, _: events.Depart(
            on=goal.leaving_on or ON, reentry=ReentryKind.SPECIAL
        ),
        GoalKind.NATURALIZE: lambda _, __: events.Naturalize(on=ON),
    }
)
"""The first step to each goal but one: the child of somebody who has a child files for itself."""

BESIDES: Final = frozenset({"months_in_ssw1", "granted_months", "ssw1_months"})
"""Facts that are neither on a card nor in a goal."""


@settings(max_examples=80, deadline=None)
@given(everything(), GOALS)
def test_the_answers_are_enough_for_the_first_step(
    life: tuple[dict[str, Any], dict[str, Any]], goal: Goal
) -> None:
    assume(goal.kind in FIRST and possible(life, goal))
    facts, goal, _ = interview(person(), goal, {**life[0], **life[1]})
    situation = Situation.of(facts, on=ON)
    if goal.kind is GoalKind.GET_SPECIFIED_CARD and facts.card and facts.card.kind in SPECIFIED_CARDS:
        return  # it is there already, and nothing is filed
    found: Judgement = judge(situation, FIRST[goal.kind](goal, facts))
    assert set(found.missing) <= BESIDES, found
    if goal.kind is GoalKind.REPLACE_LOST_CARD and found:
        lost = apply(situation, events.ReportLoss(on=ON)).after
        special = facts.card is not None and facts.card.kind in {
            K.SPECIAL_PERMANENT_RESIDENT_CERTIFICATE,
            K.SPECIFIED_SPECIAL_PERMANENT_RESIDENT_CERTIFICATE,
        }
        if not special:
            assert judge(lost, events.FileReissue(on=ON, channel=A)).verdict is not Verdict.NOT_KNOWN


def test_the_first_step_of_a_goal_without_answers_is_not_known() -> None:
    """The questions are worth asking: with nothing known, most first steps cannot be told."""
    situation = Situation.of(person(), on=ON)
    told = {
        kind: judge(situation, first(Goal(kind=kind, to_status=S.STUDENT), person())).verdict
        for kind, first in FIRST.items()
        if kind is not GoalKind.MOVE
    }
    unknown = {kind for kind, verdict in told.items() if verdict is Verdict.NOT_KNOWN}
    assert len(unknown) >= 7


# Enough for a whole plan.

ASKED_BY_NAME: Final[Mapping[str, frozenset[AskedFact]]] = MappingProxyType(
    {
        "card": frozenset({AskedFact.CARD_KIND}),
        "kind": frozenset({AskedFact.CARD_KIND}),
        "issued_on": frozenset({AskedFact.ISSUED_ON}),
        "held_card_issued_on": frozenset({AskedFact.ISSUED_ON}),
        "card_valid_until": frozenset({AskedFact.CARD_VALID_UNTIL}),
        "municipality": frozenset({AskedFact.MUNICIPALITY, AskedFact.RECORDED}),
        "resident_register": frozenset({AskedFact.RECORDED}),
        "my_number_card_returned": frozenset({AskedFact.HAS_MY_NUMBER_CARD}),
        "pending": frozenset(
            {AskedFact.HAS_PENDING, AskedFact.PENDING_PROCEDURE, AskedFact.PENDING_SPECIFIED}
        ),
    }
)
"""Which questions tell a missing fact, where its name is not the last word of one path."""
NOT_ASKED: Final = frozenset({"period", "my_number_valid_until"}) | BESIDES
"""Facts that a plan may miss and that no question asks for."""


def asked_by(name: str) -> frozenset[AskedFact]:
    """Return the questions that tell a missing fact."""
    named = frozenset(fact for fact in AskedFact if fact.value.rpartition(".")[2] == name)
    return named | ASKED_BY_NAME.get(name, frozenset())


def could_be_asked(name: str, facts: Facts, goal: Goal) -> bool:
    """Tell whether some question that is not answered yet tells a missing fact."""
    known = Known(facts, goal, ON, CURRENT)
    unanswered = {fact for fact in asked_by(name) if known.value(fact) is None}
    if facts.has_pending_application is False:
        unanswered -= {fact for fact in AskedFact if fact.value.startswith("facts.pending.")}
    return bool(unanswered)


GUESSES: Final = (
    Estimates(),
    Estimates(decision_days=dict.fromkeys(ProcedureKind, 30), card_days=20, stay_months=36),
    Estimates(decision_days=dict.fromkeys(ProcedureKind, 200), card_days=30, stay_months=12),
)


@pytest.mark.parametrize("kind", GoalKind)
@settings(max_examples=40, deadline=None)
@given(everything(), st.sampled_from([None, False, True]), st.sampled_from(GUESSES), st.data())
def test_the_answers_are_enough_for_the_plan(
    kind: GoalKind,
    life: tuple[dict[str, Any], dict[str, Any]],
    wanted: bool | None,
    guess: Estimates,
    data: st.DataObject,
) -> None:
    """Once nothing is asked any more, a plan misses nothing that a question could have told.

    Said of everybody whose stay lasts until the next day on which something can be filed.
    """
    goal = Goal(kind=kind, specified_card=wanted)
    assume(possible(life, goal))
    answers = {**life[0], **life[1]}
    before = known_before(data, answers) if data.draw(st.booleans()) else {}
    facts, goal = answered(person(), goal, before)
    facts, goal, _ = interview(facts, goal, answers)
    # What can still be said of a stay that is over before an office opens is not the matter of these questions.
    assume(facts.stay_until is None or facts.stay_until >= CURRENT.closed(Window.BUREAU).not_before(ON).value)
    missing = set(plan(Situation.of(facts, on=ON), goal, on=ON, estimates=guess).missing)
    assert {name for name in missing if could_be_asked(name, facts, goal)} == set()
    assert {name for name in missing if not asked_by(name)} <= NOT_ASKED


@pytest.mark.parametrize("asked", [False, True])
def test_a_plan_waits_for_the_card_that_was_asked_for(asked: bool) -> None:
    """Without the answer nobody knows which card comes of a pending extension; with it the plan goes on."""
    facts = person(**{**WAITING, "recorded": True, "has_my_number_card": True, "pending": pending()})
    goal, guess = Goal(kind=GoalKind.EXTEND), GUESSES[1]
    assert plan(Situation.of(facts, on=ON), goal, on=ON, estimates=guess).missing
    (question,) = questions(facts, goal, on=ON)
    assert (question.fact, question.kind) == (AskedFact.PENDING_SPECIFIED, AnswerKind.YES_NO)
    facts, goal = answered(facts, goal, {question.path: asked})
    found = plan(Situation.of(facts, on=ON), goal, on=ON, estimates=guess)
    assert not found.missing
    assert (StepKind.MAKE_CARD in {step.kind for step in found.steps}) is asked


# Words, tables, mistakes.


def test_every_goal_has_its_facts_and_every_fact_a_goal() -> None:
    assert set(NEEDS) == set(GoalKind)
    assert {need.fact for needs in NEEDS.values() for need in needs} == set(AskedFact)
    for needs in NEEDS.values():
        facts = [need.fact for need in needs]
        assert len(set(facts)) == len(facts)


def test_every_path_is_a_field() -> None:
    for fact in AskedFact:
        where, *names = fact.value.split(".")
        fields: Any = Facts.model_fields if where == "facts" else Goal.__dataclass_fields__
        assert names[0] in fields
        if len(names) == 2:
            inner: Any = {"card": CardFacts, "pending": PendingFacts}[names[0]]
            assert names[1] in inner.model_fields


@pytest.mark.parametrize("fact", AskedFact)
def test_every_question_can_be_read_and_answered(fact: AskedFact) -> None:
    assert "?" in fact.en
    assert "か" in fact.ja
    assert (KINDS[fact] is AnswerKind.ONE_OF) is (fact in CHOICES)
    assert len(CHOICES.get(fact, (fact, fact))) > 1


@settings(max_examples=20, deadline=None)
@given(everything(), GOALS, st.sampled_from(["en", "ja"]))
def test_every_question_says_why(life: tuple[dict[str, Any], dict[str, Any]], goal: Goal, lang: str) -> None:
    for one in questions(person(), goal, on=ON):
        assert one.why.cite
        said = one.why.text(lang)
        assert "questions." not in said
        assert one.text(lang) != one.path
        assert life


def test_a_reform_that_frees_of_the_register_asks_less() -> None:
    facts = person(status=S.STUDENT, card=ORDINARY)
    goal = Goal(kind=GoalKind.GET_SPECIFIED_CARD)
    book = CURRENT.reformed(routes.REGISTER_ENTRY_NEEDED, since=ON, value=False, reason="A")
    book = book.reformed(routes.SEPARATE_CARD_GIVEN_BACK, since=ON, value=False, reason="A")
    asked = [one.path for one in questions(facts, goal, on=ON, book=book)]
    assert "facts.recorded" in paths(facts, goal)
    assert "facts.recorded" not in asked
    assert "facts.has_my_number_card" not in asked


def test_before_the_specified_card() -> None:
    facts = person(status=S.STUDENT, card=ORDINARY)
    with pytest.raises(NotInForceError):
        questions(facts, Goal(kind=GoalKind.GET_SPECIFIED_CARD), on=date(2026, 6, 13))
    assert paths(facts, Goal(kind=GoalKind.EXTEND), on=date(2020, 1, 1))


@pytest.mark.parametrize(
    ("facts", "goal", "on", "error"),
    [
        (None, Goal(kind=GoalKind.MOVE), ON, FactsError),
        (person(), None, ON, FactsError),
        (person(), "move", ON, FactsError),
        (person(), Goal(kind=GoalKind.MOVE), None, PeriodError),
        (person(), Goal(kind=GoalKind.MOVE), datetime(2026, 11, 22), NaiveDatetimeError),  # noqa: DTZ001
    ],
)
def test_arguments_of_another_kind(facts: Any, goal: Any, on: Any, error: type[TokuteiError]) -> None:
    with pytest.raises(error):
        questions(facts, goal, on=on)


@pytest.mark.parametrize(
    ("answers", "error"),
    [
        ({"facts.name": "X"}, FactsError),
        ({"facts.stay_until": "soon"}, FactsError),
        ({"facts.stay_until": date(1980, 1, 1)}, FactsError),
        ({"facts.pending.procedure": ProcedureKind.EXTENSION_OF_STAY}, FactsError),
        ({"facts.pending.specified_card": True}, FactsError),
        ({"facts.card.kind": K.INDIVIDUAL_NUMBER_CARD}, FactsError),
        ({"facts.municipality": "131031"}, FactsError),
        ({"goal.to_municipality": "131031"}, IdentifierError),
        ({"goal.moving_on": datetime(2026, 11, 22)}, NaiveDatetimeError),  # noqa: DTZ001
        ({"goal.leaving_on": ON, "goal.returning_on": date(2026, 1, 1)}, FactsError),
    ],
)
def test_answers_that_are_none(answers: dict[str, Any], error: type[TokuteiError]) -> None:
    with pytest.raises(error) as raised:
        answered(person(), Goal(kind=GoalKind.MOVE), answers)
    assert raised.value.__cause__ is None
    assert raised.value.__context__ is None or isinstance(raised.value.__context__, TokuteiError)


def test_what_was_known_is_kept() -> None:
    facts = person(
        card=CardFacts(number=CardNumber.parse("ZZ00000000ZZ"), kind=K.RESIDENCE_CARD),
        my_number_card=MyNumberCardFacts(valid_until=END),
    )
    told, _ = answered(facts, Goal(kind=GoalKind.MOVE), {"facts.card.valid_until": END})
    assert told.card is not None
    assert told.card.number is not None
    assert facts.card is not None
    assert told.card == facts.card.model_copy(update={"valid_until": END})
    assert told.my_number_card == facts.my_number_card


def test_no_question_shows_what_is_known() -> None:
    facts = person(municipality="131032", nationality="VNM")
    goal = Goal(kind=GoalKind.MOVE, to_municipality="141003")
    said = repr(questions(facts, goal, on=ON))
    assert "131032" not in said
    assert "141003" not in said
    assert "1990" not in said
