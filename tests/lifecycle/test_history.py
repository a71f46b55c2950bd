"""What happened, when it was learnt, and that nothing of it is rewritten."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.lifecycle.drawn import events
from tests.lifecycle.lives import ENGINEER_FACTS, FILE, SPECIAL_END, STAY_END, T1, TODAY, after, engineer
from tokutei.errors import FactsError, HistoryError, NaiveDatetimeError, NotInForceError
from tokutei.lifecycle import (
    Event,
    ExtendMyNumber,
    History,
    Outcome,
    ReportLoss,
    Situation,
    advance,
)
from tokutei.lifecycle.states import HeldCardState, MyNumberState, StayState
from tokutei.models import CardFacts, Facts, from_json, to_json
from tokutei.rules import CURRENT, routes
from tokutei.vocabulary import Channel, Window

DELIVERED = T1[-1].on


def told(*happenings: tuple[Event, date]) -> History:
    """Return the engineer's history of events with the days on which they were learnt."""
    history = History.begin(ENGINEER_FACTS, on=TODAY)
    for event, learnt_on in happenings:
        history = history.learn(event, learnt_on=learnt_on).history
    return history


def whole() -> History:
    return told(*((event, event.on) for event in T1))


def test_a_history_tells_the_life_that_its_events_make() -> None:
    history = whole()
    assert history.at(DELIVERED) == after(engineer(), *T1)
    assert history.at(TODAY) == after(engineer(), FILE)
    assert history.at(date(2026, 9, 3)) == advance(after(engineer(), FILE), to=date(2026, 9, 3)).after
    outcomes = history.outcomes(DELIVERED)
    assert [type(one) for one in outcomes] == [Outcome] * len(T1)
    assert history.flagged(DELIVERED) == ()
    assert [entry.happened_on for entry in history.entries] == [event.on for event in T1]
    history.verify()


def test_before_the_first_event_it_is_the_beginning() -> None:
    history = History.begin(ENGINEER_FACTS, on=TODAY)
    assert history.at(TODAY) == engineer()
    assert history.at(date(2026, 11, 1)).stay.state is StayState.NONE
    history.verify()


def test_two_times_answer_two_questions() -> None:
    loss = ReportLoss(on=date(2026, 9, 3))
    history = told((FILE, TODAY), (loss, date(2026, 9, 20)))
    day = date(2026, 9, 5)
    assert history.at(day).card.state is HeldCardState.LOST
    assert history.at(day, known_by=date(2026, 9, 19)).card.state is HeldCardState.HELD
    assert history.at(day, known_by=date(2026, 9, 20)).card.state is HeldCardState.LOST
    assert history.at(date(2026, 9, 2)).card.state is HeldCardState.HELD
    assert len(history.outcomes(day, known_by=date(2026, 9, 19))) == 1


def test_an_event_learnt_late_is_put_where_it_happened() -> None:
    extend = ExtendMyNumber(on=date(2026, 10, 20), to=Window.MUNICIPALITY)
    in_time = told((FILE, TODAY))
    assert in_time.at(date(2026, 11, 5)).my_number.state is MyNumberState.LAPSED
    change = in_time.learn(extend, learnt_on=date(2026, 11, 5))
    assert change.before.my_number.state is MyNumberState.LAPSED
    assert change.after.my_number.until == SPECIAL_END
    assert (change.flagged, change.newly_flagged) == ((), ())
    assert change.history.entries[:1] == in_time.entries
    change.history.verify()
    # The order of learning changes the chain, not the life.
    other = told((FILE, TODAY), (extend, extend.on))
    assert other.at(STAY_END) == change.history.at(STAY_END)
    assert other.entries[1].digest != change.history.entries[1].digest


def test_what_would_now_be_refused_is_kept_and_flagged() -> None:
    online = FILE.at(channel=Channel.ONLINE)
    change = told((FILE, TODAY)).learn(online.at(on=date(2026, 9, 2)), learnt_on=date(2026, 9, 2))
    (flagged,) = change.newly_flagged
    assert (change.flagged, flagged.event.on) == ((flagged,), date(2026, 9, 2))
    assert change.after == advance(after(engineer(), FILE), to=date(2026, 9, 2)).after
    refused = change.history.outcomes(date(2026, 9, 2))[1]
    assert isinstance(refused, FactsError)
    # What was flagged before is not flagged anew.
    again = change.history.learn(ReportLoss(on=date(2026, 9, 3)), learnt_on=date(2026, 9, 3))
    assert (again.flagged, again.newly_flagged) == ((flagged,), ())


def test_an_event_learnt_late_may_make_later_ones_impossible() -> None:
    history = whole()
    earlier = FILE.at(on=TODAY, specified_card=False, certificates=None)
    begun = History.begin(ENGINEER_FACTS, on=TODAY).learn(
        FILE.at(on=date(2026, 9, 2)), learnt_on=date(2026, 9, 2)
    )
    change = begun.history.learn(earlier, learnt_on=date(2026, 9, 5))
    # Filed the day before without a specified card: the later filing cannot be judged any more.
    assert [entry.happened_on for entry in change.newly_flagged] == [date(2026, 9, 2)]
    assert len(history.entries) == len(T1)


def test_what_cannot_be_judged_is_flagged_too() -> None:
    *before, receive = T1
    history = told(*((event, event.on) for event in before))
    change = history.learn(receive.at(my_number_card_returned=None), learnt_on=DELIVERED)
    assert [entry.event for entry in change.flagged] == [receive.at(my_number_card_returned=None)]
    (*_, lacks) = change.history.outcomes(DELIVERED)
    assert isinstance(lacks, FactsError)
    assert lacks.missing == ("my_number_card_returned",)


def test_another_law_flags_other_events() -> None:
    online = FILE.at(channel=Channel.ONLINE)
    history = told((online, TODAY))
    assert len(history.flagged(TODAY)) == 1
    book = CURRENT.reformed(
        routes.SPECIFIED_CARD_CHANNELS, since=TODAY, value={Channel.COUNTER, Channel.ONLINE}, reason="test"
    )
    assert history.flagged(TODAY, book=book) == ()
    assert history.at(TODAY, book=book).main.channel is Channel.ONLINE


# What cannot be learnt or asked.


def test_the_future_cannot_be_learnt() -> None:
    with pytest.raises(HistoryError, match="later day") as caught:
        told((ReportLoss(on=date(2026, 9, 4)), date(2026, 9, 3)))
    assert (caught.value.reason, caught.value.entry) == ("future", 1)


def test_entries_are_added_in_the_order_of_learning() -> None:
    with pytest.raises(HistoryError, match="order of learning") as caught:
        told((FILE, date(2026, 9, 10)), (ReportLoss(on=date(2026, 9, 2)), date(2026, 9, 9)))
    assert (caught.value.reason, caught.value.entry) == ("order", 2)


def test_nothing_happens_before_the_history_begins() -> None:
    with pytest.raises(HistoryError) as caught:
        told((ReportLoss(on=date(2026, 8, 31)), TODAY))
    assert caught.value.reason == "before_start"
    with pytest.raises(HistoryError) as asked:
        whole().at(date(2026, 8, 31))
    assert (asked.value.reason, asked.value.text("ja")) != ("before_start", asked.value.text("en"))


def test_a_history_begins_with_facts_that_fit() -> None:
    outlives = Facts(born=date(1990, 1, 1), stay_until=STAY_END, card=CardFacts(valid_until=date(2027, 1, 1)))
    with pytest.raises(FactsError, match="end after the period of stay"):
        History.begin(outlives, on=TODAY)
    with pytest.raises(NotInForceError):
        History.begin(ENGINEER_FACTS, on=date(2012, 7, 8))


def test_moments_are_days_in_japan() -> None:
    late_evening = datetime(2026, 8, 31, 15, 30, tzinfo=UTC)
    history = History.begin(ENGINEER_FACTS, on=late_evening)
    assert (history.begun_on, type(history.begun_on)) == (TODAY, date)
    loss = ReportLoss(on=late_evening)
    learnt = history.learn(loss, learnt_on=late_evening).history
    assert learnt == told((ReportLoss(on=TODAY), TODAY))
    assert learnt.at(late_evening).card.state is HeldCardState.LOST
    naive = datetime(2026, 9, 2, 12)  # noqa: DTZ001 - naive on purpose
    with pytest.raises(NaiveDatetimeError):
        history.learn(loss, learnt_on=naive)
    with pytest.raises(NaiveDatetimeError):
        history.at(naive)


# The chain.


@pytest.mark.parametrize("number", range(1, len(T1) + 1))
def test_a_changed_entry_is_found(number: int) -> None:
    history = whole()
    entries = list(history.entries)
    at = number - 1
    entries[at] = replace(entries[at], event=ReportLoss(on=entries[at].event.on))
    with pytest.raises(HistoryError, match="digest chain") as caught:
        replace(history, entries=tuple(entries)).verify()
    assert (caught.value.reason, caught.value.entry) == ("digest", number)


def test_a_removed_or_moved_entry_is_found() -> None:
    history = whole()
    first, second, *rest = history.entries
    for entries in ((first, *rest), (second, *rest), (first, *rest[:1], second, *rest[1:])):
        with pytest.raises(HistoryError):
            replace(history, entries=entries).verify()


def test_other_facts_or_another_day_are_found() -> None:
    history = whole()
    for other in (
        replace(history, facts=ENGINEER_FACTS.model_copy(update={"nationality": "NPL"})),
        replace(history, begun_on=date(2026, 8, 31)),
    ):
        with pytest.raises(HistoryError) as caught:
            other.verify()
        assert (caught.value.reason, caught.value.entry) == ("digest", 1)


def test_a_day_of_learning_moved_is_found() -> None:
    history = whole()
    entries = (*history.entries[:-1], replace(history.entries[-1], learnt_on=date(2026, 9, 1)))
    with pytest.raises(HistoryError) as caught:
        replace(history, entries=entries).verify()
    assert caught.value.reason == "order"


def test_a_changed_document_is_found() -> None:
    document = json.loads(to_json(whole()))
    document["entries"][0]["event"]["channel"] = "online"
    again = from_json(json.dumps(document))
    assert isinstance(again, History)
    with pytest.raises(HistoryError):
        again.verify()


def test_learning_never_touches_what_was_learnt() -> None:
    history = whole()
    before = to_json(history)
    longer = history.learn(ReportLoss(on=date(2026, 9, 2)), learnt_on=date(2026, 12, 1)).history
    assert to_json(history) == before
    assert longer.entries[: len(T1)] == history.entries


@settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(st.lists(events(TODAY), max_size=6), st.lists(st.integers(0, 10), min_size=6, max_size=6))
def test_any_events_make_a_history_that_holds(happened: list[Event], later: list[int]) -> None:
    history, learnt = History.begin(ENGINEER_FACTS, on=TODAY), TODAY
    for event, days in zip(happened, later, strict=False):
        learnt = max(learnt, event.on).replace(day=min(28, max(learnt, event.on).day + days))
        learnt = max(learnt, event.on, history.entries[-1].learnt_on if history.entries else TODAY)
        change = history.learn(event, learnt_on=learnt)
        history = change.history
        assert set(change.newly_flagged) <= set(change.flagged) <= set(history.entries)
        assert change.after == history.at(learnt)
    history.verify()
    assert len(history.entries) == len(happened)
    assert from_json(to_json(history)) == history
    assert isinstance(history.at(date(2027, 1, 1)), Situation)


# What a history shows.


def test_nothing_that_identifies_shows() -> None:
    history = whole()
    for shown in (
        repr(history),
        str(history),
        f"{history}",
        repr(history.entries),
        repr(history.learn(ReportLoss(on=date(2026, 9, 2)), learnt_on=date(2026, 12, 1))),
    ):
        assert "1994" not in shown
        assert "VNM" not in shown
        assert "131016" not in shown
        # A digest over facts that can be guessed would tell them.
        assert history.entries[0].digest not in shown
    assert "facts=…" in repr(history)
