"""People and goals that the tests of questions share."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Any, Final

from hypothesis import strategies as st

from tokutei import (
    CardFacts,
    CardKind,
    Facts,
    StatusOfResidence,
)
from tokutei.data.tables import status_rows
from tokutei.models import PendingFacts
from tokutei.procedures import (
    Goal,
    GoalKind,
    answered,
    questions,
)
from tokutei.vocabulary import MidToLongTerm, ProcedureKind

ON: Final = date(2026, 11, 22)
BORN: Final = date(1990, 4, 1)
S = StatusOfResidence
K = CardKind


def paths(facts: Facts, goal: Goal, on: date = ON) -> list[str]:
    return [one.path for one in questions(facts, goal, on=on)]


def person(**known: Any) -> Facts:
    return Facts(born=BORN, **known)


ORDINARY: Final = CardFacts(kind=K.RESIDENCE_CARD)
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


# Random people.

OTHER_STATUSES: Final = [status for status in S if status is not S.SPECIAL_PERMANENT_RESIDENT]


@st.composite
def everything(draw: st.DrawFn) -> tuple[dict[str, Any], dict[str, Any]]:
    """Answers to every question there is, such as one life may have, by path."""
    special = draw(st.booleans()) and draw(st.booleans())
    status = S.SPECIAL_PERMANENT_RESIDENT if special else draw(st.sampled_from(OTHER_STATUSES))
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
        "goal.to_status": draw(st.sampled_from(OTHER_STATUSES)),
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
