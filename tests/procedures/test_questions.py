"""Questions: the fewest that a goal needs, each needed, and enough for the first step to be judged."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from types import MappingProxyType
from typing import Any, Final

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tokutei import (
    CardFacts,
    CardKind,
    CardNumber,
    Facts,
    MyNumberCardFacts,
    Situation,
    StatusOfResidence,
    judge,
)
from tokutei.data.tables import status_rows
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
from tokutei.vocabulary import CardForm, Channel, MidToLongTerm, ProcedureKind, Window
from tokutei.vocabulary.cards import SPECIFIED_CARDS

ON: Final = date(2026, 11, 22)
BORN: Final = date(1990, 4, 1)
S = StatusOfResidence
K = CardKind


def paths(facts: Facts, goal: Goal, on: date = ON) -> list[str]:
    return [one.path for one in questions(facts, goal, on=on)]


def person(**known: Any) -> Facts:
    return Facts(born=BORN, **known)


ORDINARY: Final = CardFacts(kind=K.RESIDENCE_CARD)
SPECIFIED: Final = CardFacts(kind=K.SPECIFIED_RESIDENCE_CARD)
CERTIFICATE: Final = CardFacts(kind=K.SPECIAL_PERMANENT_RESIDENT_CERTIFICATE)
END: Final = date(2027, 3, 1)
WAITING: Final[Mapping[str, Any]] = MappingProxyType(
    {
        "status": S.STUDENT,
        "stay_until": END,
        "card": CardFacts(kind=K.RESIDENCE_CARD, issued_on=date(2025, 3, 1)),
        "has_pending_application": True,
    }
)


def pending(procedure: ProcedureKind = ProcedureKind.EXTENSION_OF_STAY, **known: Any) -> PendingFacts:
    return PendingFacts(**{"procedure": procedure, "filed_on": date(2026, 11, 2), **known})


ASKED: Final[tuple[tuple[str, dict[str, Any], dict[str, Any], list[str]], ...]] = (
    # Nothing is known: what decides most.
    ("extend", {}, {}, ["facts.status"]),
    ("change_status", {}, {}, ["goal.to_status"]),
    ("become_permanent", {}, {}, ["facts.status"]),
    (
        "move",
        {},
        {},
        ["goal.to_municipality", "facts.municipality", "goal.moving_on", "facts.card.kind"],
    ),
    ("get_specified_card", {}, {}, ["facts.status"]),
    ("replace_lost_card", {}, {}, ["goal.known_on", "facts.card.kind"]),
    ("two_cards", {}, {}, ["facts.card.kind"]),
    # A separate card is only for somebody in the register (My Number Act 16-2, 17), and one that is held is enough.
    ("two_cards", {"card": SPECIFIED}, {}, ["facts.recorded"]),
    ("two_cards", {"card": ORDINARY}, {}, ["facts.recorded", "facts.has_my_number_card"]),
    ("leave_and_return", {}, {}, ["facts.status"]),
    ("naturalize", {}, {}, ["facts.card.kind"]),
    ("have_child", {}, {}, ["facts.status", "goal.child_born_on"]),
    # Nobody without an end of stay is asked for one.
    ("extend", {"status": S.PERMANENT_RESIDENT}, {}, []),
    ("extend", {"status": S.HIGHLY_SKILLED_PROFESSIONAL_2}, {}, []),
    ("extend", {"card": CERTIFICATE}, {}, []),
    ("become_permanent", {"status": S.PERMANENT_RESIDENT}, {}, []),
    (
        "become_permanent",
        {"status": S.HIGHLY_SKILLED_PROFESSIONAL_2},
        {},
        ["facts.card.kind", "facts.has_pending_application"],
    ),
    # A status that has no card brings no question about one.
    (
        "extend",
        {"status": S.TEMPORARY_VISITOR},
        {},
        ["facts.stay_until", "facts.has_pending_application"],
    ),
    ("get_specified_card", {"status": S.TEMPORARY_VISITOR}, {}, []),
    # What follows from the card is not asked for.
    (
        "extend",
        {"status": S.STUDENT, "stay_until": END, "card": CardFacts(issued_on=date(2025, 3, 1))},
        {},
        ["facts.has_pending_application"],
    ),
    ("have_child", {"card": CERTIFICATE}, {}, ["goal.child_born_on"]),
    ("have_child", {"status": S.STUDENT}, {}, ["goal.to_status", "goal.child_born_on"]),
    (
        "have_child",
        {"status": S.STUDENT},
        {"specified_card": True},
        ["goal.to_status", "goal.child_born_on", "facts.municipality"],
    ),
    ("naturalize", {"card": SPECIFIED}, {}, []),
    ("naturalize", {"card": ORDINARY}, {}, ["facts.has_my_number_card"]),
    # The My Number function of a specified card lives only while its holder is in the register.
    ("get_specified_card", {"status": S.STUDENT, "card": SPECIFIED}, {}, ["facts.recorded"]),
    ("get_specified_card", {"status": S.STUDENT, "card": SPECIFIED, "recorded": True}, {}, []),
    (
        "get_specified_card",
        {"status": S.STUDENT, "card": ORDINARY, "municipality": "131032"},
        {},
        [
            "facts.has_my_number_card",
            "facts.card.issued_on",
            "facts.stay_until",
            "facts.has_pending_application",
        ],
    ),
    # Whoever had a card of 2012 pays nothing, whenever it was issued.
    (
        "get_specified_card",
        {
            "status": S.PERMANENT_RESIDENT,
            "card": CardFacts(form=CardForm.FORM_2012),
            "has_my_number_card": False,
            "has_pending_application": False,
        },
        {},
        ["facts.recorded", "facts.card.valid_until"],
    ),
    # Nobody without a card is asked which one it is.
    ("two_cards", {"status": S.TEMPORARY_VISITOR}, {}, []),
    ("naturalize", {"status": S.DIPLOMAT}, {}, []),
    # Only who wants a specified card with it is asked about what that needs.
    (
        "extend",
        {"status": S.STUDENT, "stay_until": END, "card": ORDINARY, "has_pending_application": False},
        {"specified_card": True},
        ["facts.recorded", "facts.has_my_number_card", "facts.card.issued_on"],
    ),
    (
        "extend",
        {"status": S.STUDENT, "stay_until": END, "card": ORDINARY, "has_pending_application": False},
        {"specified_card": False},
        [],
    ),
    # A pending application has two facts of its own.
    (
        "extend",
        {"status": S.STUDENT, "stay_until": END, "card": ORDINARY, "has_pending_application": True},
        {},
        ["facts.pending.procedure", "facts.pending.filed_on"],
    ),
    # What is pending is waited for, and which card comes of it is asked where one may have been asked for with it.
    ("extend", {**WAITING, "pending": pending()}, {}, ["facts.pending.specified_card"]),
    ("extend", {**WAITING, "pending": pending(specified_card=False)}, {}, []),
    (
        "extend",
        {**WAITING, "pending": pending(specified_card=True)},
        {},
        ["facts.has_my_number_card"],  # given back for the specified card
    ),
    ("extend", {**WAITING, "pending": pending(channel=Channel.ONLINE)}, {}, []),
    ("extend", {**WAITING, "pending": pending(filed_on=date(2026, 6, 13))}, {}, []),
    ("extend", {**WAITING, "pending": pending(ProcedureKind.CHANGE_OF_STATUS)}, {}, []),
    ("become_permanent", {**WAITING, "pending": pending()}, {}, ["facts.pending.specified_card"]),
    (
        "become_permanent",
        {**WAITING, "pending": pending(ProcedureKind.PERMANENT_RESIDENCE)},
        {},
        ["facts.pending.specified_card"],
    ),
    (
        "get_specified_card",
        {**WAITING, "recorded": True, "has_my_number_card": False, "pending": pending()},
        {},
        ["facts.pending.specified_card"],
    ),
    ("naturalize", {**WAITING, "pending": pending()}, {}, ["facts.has_my_number_card"]),
    # A status that is had in another way than by a change.
    ("change_status", {}, {"to_status": S.PERMANENT_RESIDENT}, []),
    ("change_status", {"card": CERTIFICATE}, {"to_status": S.STUDENT}, []),
    (
        "change_status",
        {"status": S.STUDENT},
        {"to_status": S.DEPENDENT},
        ["facts.stay_until", "facts.card.kind", "facts.has_pending_application"],
    ),
    # Somebody who is not in the register moves in from nowhere.
    (
        "move",
        {"recorded": False, "card": SPECIFIED},
        {"to_municipality": "131032", "moving_on": ON},
        [],
    ),
    # A specified card that comes after the move comes only if the stay goes on until then.
    (
        "move",
        {"municipality": "131016", "card": SPECIFIED, "stay_until": END},
        {"to_municipality": "131032", "moving_on": ON, "specified_card": True},
        ["facts.has_pending_application"],
    ),
    (
        "move",
        {"municipality": "131016", "card": SPECIFIED, "stay_until": END},
        {"to_municipality": "131032", "moving_on": ON},
        [],
    ),
    # The last day for coming back depends on an application that is pending (Act 26-2(2), 20(6)).
    (
        "leave_and_return",
        {"status": S.STUDENT, "stay_until": END},
        {"leaving_on": ON, "returning_on": END},
        ["facts.card.kind", "facts.has_pending_application"],
    ),
    (
        "leave_and_return",
        {"status": S.STUDENT, "stay_until": END, "card": CardFacts(issued_on=date(2026, 8, 1))},
        {"leaving_on": ON, "returning_on": END + timedelta(days=1)},
        ["facts.has_pending_application"],
    ),
    (
        "leave_and_return",
        {"status": S.TEMPORARY_VISITOR},
        {},
        ["goal.leaving_on", "goal.returning_on", "facts.stay_until", "facts.has_pending_application"],
    ),
    (
        "leave_and_return",
        {"status": S.PERMANENT_RESIDENT},
        {"leaving_on": ON, "returning_on": END},
        ["facts.card.valid_until"],
    ),
    (
        "replace_lost_card",
        {"card": ORDINARY, "stay_until": END},
        {"known_on": ON},
        [],
    ),
    ("replace_lost_card", {"card": ORDINARY}, {"known_on": ON}, ["facts.card.valid_until"]),
    ("replace_lost_card", {"card": CERTIFICATE}, {"known_on": ON}, []),
)


@pytest.mark.parametrize(("kind", "known", "wanted", "asked"), ASKED)
def test_what_is_asked(
    kind: str, known: Mapping[str, Any], wanted: Mapping[str, Any], asked: list[str]
) -> None:
    assert paths(person(**known), Goal(kind=GoalKind(kind), **wanted)) == asked


# Random people.

_STATUSES: Final = [status for status in S if status is not S.SPECIAL_PERMANENT_RESIDENT]


@st.composite
def everything(draw: st.DrawFn) -> tuple[dict[str, Any], dict[str, Any]]:
    """Answers to every question there is, such as one life may have, by path."""
    special = draw(st.booleans()) and draw(st.booleans())
    status = S.SPECIAL_PERMANENT_RESIDENT if special else draw(st.sampled_from(_STATUSES))
    endless = special or status in {S.PERMANENT_RESIDENT, S.HIGHLY_SKILLED_PROFESSIONAL_2}
    specified = draw(st.booleans())
    issued = draw(st.dates(date(2026, 6, 15) if specified else date(2024, 1, 1), ON))
    until = draw(st.dates(ON, date(2029, 1, 1)))
    kind = {
        (False, False): K.RESIDENCE_CARD,
        (False, True): K.SPECIFIED_RESIDENCE_CARD,
        (True, False): K.SPECIAL_PERMANENT_RESIDENT_CERTIFICATE,
        (True, True): K.SPECIFIED_SPECIAL_PERMANENT_RESIDENT_CERTIFICATE,
    }[special, specified]
    leaving = draw(st.dates(ON, date(2027, 1, 1)))
    short = status_rows()[status].mid_long_term is MidToLongTerm.NEVER
    facts: dict[str, Any] = {
        "facts.status": status,
        "facts.stay_until": None if endless else until,
        "facts.card.kind": None if short else kind,
        "facts.card.issued_on": None if short else issued,
        "facts.card.valid_until": None if short else until,
        "facts.municipality": "131032",
        "facts.recorded": True,
        "facts.has_my_number_card": False if specified else draw(st.booleans()),
        "facts.has_pending_application": draw(st.booleans()),
        "facts.pending.procedure": draw(
            st.sampled_from([ProcedureKind.EXTENSION_OF_STAY, ProcedureKind.CHANGE_OF_STATUS])
        ),
        "facts.pending.filed_on": draw(st.dates(issued, ON)),
        "facts.pending.specified_card": draw(st.booleans()),
    }
    goal = {
        "goal.to_status": draw(st.sampled_from(_STATUSES)),
        "goal.to_municipality": draw(st.sampled_from(["131032", "131016", "141003"])),
        "goal.moving_on": draw(st.dates(ON, date(2027, 6, 1))),
        "goal.leaving_on": leaving,
        "goal.returning_on": draw(st.dates(leaving, date(2029, 1, 1))),
        "goal.known_on": draw(st.dates(issued, ON)),
        "goal.child_born_on": draw(st.dates(date(2026, 6, 1), ON)),
    }
    return facts, goal


GOALS: Final = st.builds(
    lambda kind, wanted: Goal(kind=kind, specified_card=wanted),
    st.sampled_from(GoalKind),
    st.sampled_from([None, False, True]),
)


OF_A_CARD: Final = frozenset(
    {GoalKind.MOVE, GoalKind.REPLACE_LOST_CARD, GoalKind.TWO_CARDS, GoalKind.NATURALIZE}
)
"""Goals that begin with the question which card it is."""


def possible(life: tuple[dict[str, Any], dict[str, Any]], goal: Goal) -> bool:
    """Tell whether somebody may have the goal: nobody without a card has those that begin with it."""
    return life[0]["facts.card.kind"] is not None or goal.kind not in OF_A_CARD


def interview(facts: Facts, goal: Goal, answers: Mapping[str, Any]) -> tuple[Facts, Goal, dict[str, Any]]:
    """Answer every question asked until none is left."""
    told: dict[str, Any] = {}
    for _ in range(6):
        asked = paths(facts, goal)
        if not asked:
            return facts, goal, told
        assert not set(asked) & set(told), "asked twice"
        new = {path: answers[path] for path in asked}
        assert None not in new.values(), "asked for what there is not"
        told |= new
        facts, goal = answered(facts, goal, new)
    raise AssertionError("no end")  # noqa: TRY003


def known_before(draw: st.DataObject, answers: Mapping[str, Any]) -> dict[str, Any]:
    """Some of the facts, as if they were known already."""
    possible = [path for path, value in answers.items() if value is not None and ".pending." not in path]
    return {path: answers[path] for path in draw.draw(st.sets(st.sampled_from(possible)))}


@settings(max_examples=50, deadline=None)
@given(everything(), GOALS, st.data())
def test_answering_what_is_asked_leaves_nothing(
    life: tuple[dict[str, Any], dict[str, Any]], goal: Goal, data: st.DataObject
) -> None:
    assume(possible(life, goal))
    answers = {**life[0], **life[1]}
    facts, goal = answered(person(), goal, known_before(data, answers))
    facts, goal, _ = interview(facts, goal, answers)
    assert paths(facts, goal) == []


@settings(max_examples=50, deadline=None)
@given(everything(), GOALS)
def test_each_fact_asked_for_is_asked_for_again_when_it_is_gone(
    life: tuple[dict[str, Any], dict[str, Any]], goal: Goal
) -> None:
    assume(possible(life, goal))
    answers = {**life[0], **life[1]}
    _, _, told = interview(person(), goal, answers)
    special = S.SPECIAL_PERMANENT_RESIDENT in told.values()
    for path in told:
        if path == "facts.status" and special and "facts.card.kind" in told:
            continue  # the certificate tells it
        if path == "facts.card.kind" and told.get("facts.card.issued_on", ON) < date(2026, 6, 14):
            continue  # a card of the form of 2012 is never a specified one
        application = {"facts.pending.procedure", "facts.pending.filed_on"}
        gone = application if path in application else {path}  # an application has both or none
        hidden = set(gone)
        if path == "facts.has_pending_application":
            hidden |= application
        if hidden & application:
            hidden.add("facts.pending.specified_card")
        without = {one: value for one, value in told.items() if one not in hidden}
        facts, wanted = answered(person(), goal, without)
        assert set(paths(facts, wanted)) == gone


@settings(max_examples=40, deadline=None)
@given(everything(), GOALS, st.data())
def test_knowing_more_never_asks_more_than_was_open(
    life: tuple[dict[str, Any], dict[str, Any]], goal: Goal, data: st.DataObject
) -> None:
    """Somebody who knows something already is asked no more questions in all."""
    assume(possible(life, goal))
    answers = {**life[0], **life[1]}
    _, _, told = interview(person(), goal, answers)
    before = known_before(data, answers)
    facts, wanted = answered(person(), goal, before)
    _, _, then = interview(facts, wanted, answers)
    assert len(then) <= len(told)
    assert not set(then) & set(before)


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
