"""A loss that became known before it is told: the days run from knowing; and what of events is personal."""

from __future__ import annotations

import pickle
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

import tokutei as tk
from tokutei import lifecycle
from tokutei.law import Answer, Reason
from tokutei.rules import documents
from tokutei.vocabulary import StatusOfResidence

TODAY = date(2026, 12, 1)
HOLDER = tk.Facts(
    born=date(1994, 5, 2),
    municipality="131016",
    status=StatusOfResidence.find("技人国"),
    stay_until=date(2027, 2, 4),
    card=tk.CardFacts(issued_on=date(2025, 8, 14), valid_until=date(2027, 2, 4)),
    has_my_number_card=False,
    has_pending_application=False,
)
NOW = tk.Situation.of(HOLDER, on=TODAY)


@given(st.integers(0, 60))
def test_the_days_run_from_knowing(days: int) -> None:
    known_on = TODAY - timedelta(days=days)
    told = tk.apply(NOW, tk.ReportLoss(on=TODAY, known_on=known_on)).after
    (duty,) = tk.duties(told, on=TODAY)
    there = tk.ask(
        "deadlines",
        {"procedure": "card_reissue_loss", "event": "loss_known", "event_date": known_on},
        on=TODAY,
    )
    assert (duty.since, duty.due_on) == (known_on, there.value.due)
    assert duty.overdue is (there.value.due is not None and there.value.due < TODAY)


def test_without_a_day_of_knowing_it_is_the_day_of_the_event() -> None:
    plain, same = (tk.ReportLoss(on=TODAY), tk.ReportLoss(on=TODAY, known_on=TODAY))
    assert tk.apply(NOW, plain).after.obligations == tk.apply(NOW, same).after.obligations
    assert tk.from_json(tk.to_json(same)) == same


@pytest.mark.parametrize(
    "event",
    [
        lifecycle.FileAcquisition(
            on=TODAY,
            target=StatusOfResidence.DEPENDENT,
            occurred_on=date(2026, 11, 20),
            channel=tk.Channel.COUNTER,
        ),
        lifecycle.FileSpecialBirth(on=TODAY, occurred_on=date(2026, 11, 20)),
    ],
    ids=["acquisition", "special"],
)
def test_the_day_of_birth_of_a_child_does_not_show(event: lifecycle.Event) -> None:
    assert "2026, 11, 20" not in repr(event)
    assert "2026-11-20" not in str(event) + event.text("en")


def test_answers_and_reasons_stay_unchangeable_in_another_process() -> None:
    reason = Reason("work_needs", (), {"procedure": "x"})
    copied: Reason = pickle.loads(pickle.dumps(reason))  # noqa: S301 - our own
    assert copied == reason
    with pytest.raises(TypeError):
        copied.parameters["procedure"] = "y"  # type: ignore[index]
    answer: Answer[object] = Answer(1, (), (), {"status": "student"})
    again: Answer[object] = pickle.loads(pickle.dumps(answer))  # noqa: S301
    assert again == answer
    with pytest.raises(TypeError):
        again.facts["status"] = "x"  # type: ignore[index]


def test_answers_about_papers_survive_pickling() -> None:
    for rule in documents.SUBMITTED.values():
        version = tk.CURRENT.ground(rule, TODAY)
        assert pickle.loads(pickle.dumps(version)) == version  # noqa: S301
