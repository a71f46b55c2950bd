"""Questions: the fewest that a goal needs, each needed, and enough for the first step to be judged."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
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
)
from tokutei.procedures import (
    Goal,
    GoalKind,
    answered,
)
from tokutei.vocabulary import CardForm, Channel, ProcedureKind

SPECIFIED: Final = CardFacts(kind=K.SPECIFIED_RESIDENCE_CARD)
CERTIFICATE: Final = CardFacts(kind=K.SPECIAL_PERMANENT_RESIDENT_CERTIFICATE)


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
    """Somebody who knows something already is asked no more, unless an end of stay raises whether it still moves.

    Nobody needs to know the end of a stay for two cards or a move. Where it is told all the same, an application
    that is pending decides whether the stay goes on until the card comes.
    """
    assume(possible(life, goal))
    answers = {**life[0], **life[1]}
    _, _, told = interview(person(), goal, answers)
    before = known_before(data, answers)
    facts, wanted = answered(person(), goal, before)
    _, _, then = interview(facts, wanted, answers)
    raised = {path for path in then if "pending" in path and "facts.stay_until" in before} - set(told)
    assert not raised or goal.kind in {GoalKind.TWO_CARDS, GoalKind.MOVE}
    assert len(then) <= len(told) + len(raised)
    assert not set(then) & set(before)
