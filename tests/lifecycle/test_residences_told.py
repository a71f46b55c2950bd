"""The law by which residences are told: the Immigration Act, or the Special Act for special permanent residents."""

from __future__ import annotations

from datetime import date

import pytest

from tokutei.lifecycle import Event, NotifyMoveIn, NotifyMoveOut, NotifyRelocation, Situation, apply, duties
from tokutei.lifecycle.duty_words import Bearer
from tokutei.models import CardFacts, Facts
from tokutei.vocabulary import CardKind, StatusOfResidence

ON = date(2026, 9, 1)
SPECIAL = Facts(
    born=date(1980, 9, 15),
    municipality="131016",
    status=StatusOfResidence.SPECIAL_PERMANENT_RESIDENT,
    has_my_number_card=False,
    has_pending_application=False,
    card=CardFacts(
        kind=CardKind.SPECIAL_PERMANENT_RESIDENT_CERTIFICATE,
        issued_on=date(2022, 9, 20),
        valid_until=date(2032, 9, 15),
    ),
)
OUT = NotifyMoveOut(on=ON, planned_on=date(2026, 9, 10))
IN = NotifyMoveIn(on=date(2026, 9, 12), municipality="141003", moved_on=date(2026, 9, 10))


def test_a_move_is_owed_by_the_special_act() -> None:
    moving = apply(Situation.of(SPECIAL, on=ON), OUT).after
    (duty,) = duties(moving, on=ON)
    assert [str(one) for one in duty.cite] == ["403AC0000000071:10:2"]


@pytest.mark.parametrize(
    ("events", "paragraphs"),
    [
        ((OUT, IN), {"3", "5"}),
        ((OUT, IN.at(register_form=False)), {"2"}),
        ((NotifyRelocation(on=ON, municipality="131016", moved_on=ON),), {"3", "5"}),
    ],
)
def test_residences_are_told_by_the_special_act(events: tuple[Event, ...], paragraphs: set[str]) -> None:
    situation = Situation.of(SPECIAL, on=ON)
    for event in events:
        outcome = apply(situation, event)
        situation = outcome.after
    cited = {str(one) for step in outcome.steps if step.variable == "register" for one in step.cite}
    assert not any(one.startswith("326CO0000000319") for one in cited)
    assert {one.split(":")[2] for one in cited if one.startswith("403AC0000000071:10")} == paragraphs


@pytest.mark.parametrize(
    ("facts", "by"),
    [
        (SPECIAL, "403AC0000000071:19:2"),
        (
            SPECIAL.model_copy(
                update={"status": StatusOfResidence.DEPENDENT, "stay_until": date(2028, 9, 1), "card": None}
            ),
            "326CO0000000319:61-8-3:2",
        ),
    ],
)
def test_for_a_child_somebody_else_tells(facts: Facts, by: str) -> None:
    for born, bearer in ((date(2010, 9, 2), Bearer.REPRESENTATIVE), (date(2010, 9, 1), Bearer.HOLDER)):
        child = facts.model_copy(update={"born": born})
        (duty,) = duties(apply(Situation.of(child, on=ON), OUT).after, on=ON)
        assert duty.bearer is bearer
        assert (by in {str(one) for one in duty.cite}) is (bearer is Bearer.REPRESENTATIVE)
        assert (Bearer.REPRESENTATIVE.ja in duty.text("ja")) is (bearer is Bearer.REPRESENTATIVE)
