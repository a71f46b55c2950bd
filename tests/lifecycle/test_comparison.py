"""One history under two rulebooks: what differs, as values and in words."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.lifecycle.drawn import BOOKS, events, facts
from tests.lifecycle.lives import ENGINEER_FACTS, FILE, HOLDER_FACTS, T1, TODAY
from tokutei.errors import FactsError, HistoryError
from tokutei.law import Verdict
from tokutei.lifecycle import (
    Comparison,
    Event,
    EventKind,
    History,
    OtherDuty,
    OtherStep,
    OtherVerdict,
    Outcome,
    ReportLoss,
    Variable,
    compare,
)
from tokutei.models import Facts
from tokutei.rules import CURRENT, Rulebook, deadlines, routes, special_period
from tokutei.vocabulary import Channel, ProcedureKind

START = date(2026, 10, 1)
"""Far enough from the first specified cards that no drawn stay ended before them."""
ONLINE = FILE.at(channel=Channel.ONLINE)
OPEN_ONLINE = CURRENT.reformed(
    routes.SPECIFIED_CARD_CHANNELS, since=TODAY, value={Channel.COUNTER, Channel.ONLINE}, reason="reform A"
)


def told(*happened: Event, beginning: Facts = ENGINEER_FACTS) -> History:
    history = History.begin(beginning, on=TODAY)
    for event in happened:
        history = history.learn(event, learnt_on=event.on).history
    return history


def test_a_reform_accepts_what_was_refused() -> None:
    life = told(ONLINE)
    found = life.under(OPEN_ONLINE, on=TODAY)
    assert found
    verdict, main, application, duty = found.differences
    assert isinstance(verdict, OtherVerdict)
    assert (verdict.entry, verdict.first.verdict) == (life.entries[0], Verdict.REFUSED)
    assert verdict.second.verdict is Verdict.ALLOWED
    assert [reason.code for reason in verdict.first.reasons] == ["appearance_required"]
    assert isinstance(main, OtherStep)
    assert isinstance(application, OtherStep)
    assert (main.variable, application.variable) == (Variable.MAIN, Variable.APPLICATION)
    assert main.first is None
    assert main.second is not None
    assert main.second.after == life.at(TODAY, book=OPEN_ONLINE).main
    assert isinstance(duty, OtherDuty)
    assert (duty.first, duty.kind.value) == (None, "hand_in_separate_mn_card")
    # The same the other way round.
    back = compare(life, CURRENT, on=TODAY, before=OPEN_ONLINE)
    assert [type(one) for one in back.differences] == [type(one) for one in found.differences]
    (first, *_) = back.differences
    assert isinstance(first, OtherVerdict)
    assert (first.first.verdict, first.second.verdict) == (Verdict.ALLOWED, Verdict.REFUSED)


def test_it_says_itself_in_words() -> None:
    found = told(ONLINE).under(OPEN_ONLINE, on=TODAY)
    first, *rest = found.text("en").splitlines()
    assert first.startswith("application for an extension of stay on 2026-09-01: Refused. ")
    assert first.endswith(" → Allowed.")
    assert rest[:2] == [
        "2026-09-01, application for an extension of stay – main procedure: unchanged → filed (extension of period of stay)",
        "2026-09-01, application for an extension of stay – application for a specified card: unchanged → filed",
    ]
    assert rest[2].startswith("hand in the separate Individual Number Card by delivery: not owed → ")
    assert found.text("ja").splitlines()[1] == (
        "2026年9月1日、在留期間更新許可申請・主たる手続：変更なし → 申請・届出中（在留期間更新許可）"
    )


def test_other_days_and_other_ends_are_told() -> None:
    longer = CURRENT.reformed(
        special_period.SPECIAL_PERIOD_MONTHS, since=TODAY, value=3, reason="three months"
    )
    found = told(FILE).under(longer, on=date(2027, 2, 15))
    steps = [one for one in found.differences if isinstance(one, OtherStep)]
    assert len(steps) + sum(isinstance(one, OtherDuty) for one in found.differences) == len(found.differences)
    begun = [one for one in steps if one.variable is Variable.SPECIAL_PERIOD and one.on == date(2026, 11, 1)]
    ((before, after),) = [(one.first, one.second) for one in begun]
    assert before is not None
    assert after is not None
    assert [getattr(one.after, "until", None) for one in (before, after)] == [
        date(2026, 12, 31),
        date(2027, 1, 31),
    ]
    ended = [one for one in steps if EventKind.SPECIAL_PERIOD_END_PASSED in one.events]
    assert {(one.on, one.first is None) for one in ended} == {
        (date(2027, 1, 1), False),
        (date(2027, 2, 1), True),
    }
    assert [one.on for one in steps] == sorted(one.on for one in steps)
    # The duty to return the lapsed card arose on another day.
    owed = [one for one in found.differences if isinstance(one, OtherDuty)]
    assert {(one.since, one.first is None) for one in owed} == {
        (date(2026, 12, 31), False),
        (date(2027, 1, 31), True),
    }


def test_a_due_day_that_moves_is_told() -> None:
    rule = deadlines.NOTICE_DAYS[ProcedureKind.REISSUE_LOSS]
    book = CURRENT.reformed(rule, since=TODAY, value=30, reason="a month")
    found = told(ReportLoss(on=date(2026, 9, 3))).under(book, on=date(2026, 9, 10))
    (duty,) = found.differences
    assert isinstance(duty, OtherDuty)
    assert duty.first is not None
    assert duty.second is not None
    assert duty.first.due_on == date(2026, 9, 17)
    assert duty.second.due_on is not None
    assert duty.second.due_on > duty.first.due_on


def test_the_same_law_changes_nothing() -> None:
    for life in (told(ONLINE), told(*T1), told(beginning=HOLDER_FACTS)):
        found = life.under(CURRENT, on=date(2027, 3, 1))
        assert not found
        assert found.differences == ()
        assert (found.text("en"), found.text("ja")) == ("Nothing differs.", "違いはありません。")


def test_what_cannot_be_compared() -> None:
    with pytest.raises(HistoryError):
        told(ONLINE).under(OPEN_ONLINE, on=date(2026, 8, 31))
    for wrong in ({"book": None}, {"book": CURRENT, "before": "law"}):
        with pytest.raises(FactsError):
            told(ONLINE).under(**wrong, on=TODAY)


@settings(max_examples=80, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(facts(START), st.lists(events(START, days=120), max_size=6), BOOKS, BOOKS)
def test_what_differs_is_exactly_what_differs(
    beginning: Facts, happened: list[Event], book: Rulebook, before: Rulebook
) -> None:
    history = History.begin(beginning, on=START)
    learnt = max((event.on for event in happened), default=START)
    for event in happened:
        history = history.learn(event, learnt_on=learnt).history
    on = date(2027, 4, 15)
    found = history.under(book, on=on, before=before)
    assert isinstance(found, Comparison)
    assert (found.first.end, found.second.end) == (
        history.at(on, book=before),
        history.at(on, book=book),
    )
    judged = {one.entry for one in found.differences if isinstance(one, OtherVerdict)}
    pairs = zip(
        history.in_order(on), history.outcomes(on, book=before), history.outcomes(on, book=book), strict=True
    )
    otherwise = {one for one, a, b in pairs if isinstance(a, Outcome) is not isinstance(b, Outcome)}
    assert otherwise <= judged
    if not found and found.first.start == found.second.start:
        assert found.first.end == found.second.end
    # Nothing is said twice, and everything has words in both languages.
    assert all(found.differences.count(one) == 1 for one in found.differences)
    for one in found.differences:
        assert one.text("en") != one.text("ja")
        assert "comparison." not in one.text("en") + one.text("ja")


def test_nobody_is_named() -> None:
    marked = ENGINEER_FACTS.model_copy(update={"nationality": "ZWE", "municipality": "473821"})
    found = told(ONLINE, beginning=marked).under(OPEN_ONLINE, on=date(2026, 12, 1))
    said = found.text("en") + found.text("ja") + repr(found)
    for word in ("1994", "ZWE", "473821"):
        assert word not in said
