"""Two cards or one: the counts are those of lives written by hand, of traces replayed day by day, and of the law."""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import tokutei as tk
from tests.lifecycle.lives import BORN, ENGINEER, ENGINEER_FACTS, HOLDER_FACTS, TODAY, engineer
from tokutei.calendar import months_after, months_before
from tokutei.errors import FactsError, OutOfTableError, PeriodError, TokuteiError, TransitionRefused
from tokutei.law import Evidence
from tokutei.lifecycle import (
    Bearer,
    ConfirmCard,
    DecidePermission,
    Event,
    EventKind,
    ExtendMyNumber,
    FileExtension,
    IssueCertificates,
    MakeCard,
    NotifyJlis,
    ReceiveCard,
    RevokeCertificates,
    Situation,
    SuspendMyNumber,
    advance,
    apply,
)
from tokutei.lifecycle.promises import broken
from tokutei.lifecycle.states import FunctionState, MyNumberState
from tokutei.models import CardFacts, Facts, MyNumberCardFacts
from tokutei.procedures import (
    CardComparison,
    Circumstance,
    Course,
    Estimates,
    Habits,
    LivedCourse,
    Measure,
    Move,
    compare,
)
from tokutei.rules import CURRENT, SPECIFIED_CARD_CHANNELS, Rulebook, fees
from tokutei.rules.special_period import MY_NUMBER_FOLLOWS_SPECIAL_PERIOD
from tokutei.vocabulary import CardKind, Channel, Delivery, ProcedureKind, StatusOfResidence, Window
from tokutei.vocabulary.cards import SPECIFIED_CARDS

P: Final = ProcedureKind
DAY: Final = timedelta(days=1)
LIVE: Final = {MyNumberState.VALID, MyNumberState.EXTENDED}
B, M = Window.BUREAU, Window.MUNICIPALITY

ESTIMATES: Final = Estimates(
    decision_days={P.EXTENSION_OF_STAY: 40, P.CARD_RENEWAL: 0, P.SPR_RENEWAL: 14},
    card_days=21,
    hours_per_visit=4,
    stay_months=12,
)
HABITS: Final = Habits(separate_card_days=30)
ONLINE_TOO: Final = CURRENT.reformed(
    SPECIFIED_CARD_CHANNELS,
    since=date(2026, 6, 14),
    value={Channel.COUNTER, Channel.ONLINE},
    reason="scenario",
)
FOLLOWS: Final = CURRENT.reformed(
    MY_NUMBER_FOLLOWS_SPECIAL_PERIOD, since=date(2026, 6, 14), value=True, reason="scenario"
)


def number_card(until: date, made_on: date, certificates_until: date | None = None) -> MyNumberCardFacts:
    ends = certificates_until or until
    return MyNumberCardFacts(
        valid_until=until,
        made_on=made_on,
        signing_certificate_until=ends,
        authentication_certificate_until=ends,
    )


PERMANENT: Final = Facts(
    born=date(1980, 3, 3),
    municipality="131016",
    status=StatusOfResidence.PERMANENT_RESIDENT,
    card=CardFacts(issued_on=date(2022, 4, 11), valid_until=date(2029, 4, 11)),
    my_number_card=number_card(date(2033, 3, 3), date(2023, 5, 1), date(2028, 3, 3)),
    has_pending_application=False,
)
SPECIAL: Final = PERMANENT.model_copy(
    update={
        "status": StatusOfResidence.SPECIAL_PERMANENT_RESIDENT,
        "card": CardFacts(
            kind=CardKind.SPECIAL_PERMANENT_RESIDENT_CERTIFICATE,
            issued_on=date(2022, 4, 11),
            valid_until=date(2029, 3, 3),
        ),
    }
)
CHILD: Final = Facts(
    born=date(2018, 3, 3),
    municipality="131016",
    status=StatusOfResidence.DEPENDENT,
    stay_until=date(2028, 3, 31),
    card=CardFacts(issued_on=date(2026, 3, 2), valid_until=date(2028, 3, 31)),
    my_number_card=number_card(date(2028, 3, 31), date(2026, 5, 1)),
    has_pending_application=False,
)


# Lives written by hand: a list of events with the offices visited for them, made without the module under test.


@dataclass(frozen=True)
class Hand:
    events: tuple[tuple[Event, Window | None], ...]
    filed: tuple[tuple[date, date, Channel], ...]
    """Filed on, card received on, channel."""


def open_from(window: Window, day: date) -> date:
    while CURRENT.closed(window).is_closed(day):
        day += DAY
    return day


def open_to(window: Window, day: date) -> date:
    while CURRENT.closed(window).is_closed(day):
        day -= DAY
    return day


def by_hand(
    *, online: bool, specified: bool, decision: int, card: int, months: int, extends: bool, until: date
) -> Hand | None:
    """Write the engineer's life with one kind of card; ``None`` where the stay would end before the card came."""
    events: list[tuple[Event, Window | None]] = []
    filed: list[tuple[date, date, Channel]] = []
    now, stay_end = TODAY, ENGINEER_FACTS.stay_until
    assert stay_end is not None
    counter = specified or not online
    while True:
        first = max(now, months_before(stay_end, 3))
        filing = open_from(B, first) if counter else first
        if filing > until:
            return Hand(tuple(events), tuple(filed))
        channel = Channel.COUNTER if counter else Channel.ONLINE
        wish = FileExtension(on=filing, channel=channel)
        wish = wish.at(specified_card=True, certificates=True) if specified else wish
        decided = open_from(B, filing + decision * DAY)
        received = open_from(B, decided + card * DAY) if specified else decided
        if received > months_after(stay_end, 2):
            return None
        new_end = months_after(stay_end, months)
        cycle: list[tuple[Event, Window | None]] = [
            (wish, B if counter else None),
        ]
        decide = (DecidePermission(on=decided, stay_until=new_end, months=months), None)
        asks = open_to(M, stay_end)
        if received > stay_end and extends and asks >= filing:
            ask = (ExtendMyNumber(on=asks, to=M), M)
            cycle += [decide, ask] if decided <= asks else [ask, decide]
        else:
            cycle.append(decide)
        if specified:
            cycle += [(made(on=received), None) for made in (NotifyJlis, MakeCard, ConfirmCard)]
            first_card = (
                True if stay_end == ENGINEER_FACTS.stay_until else None
            )  # the separate card is given back
            cycle.append((ReceiveCard(on=received, my_number_card_returned=first_card), B))
            now = received
        else:
            delivery = None if counter else Delivery.POST
            cycle.append((ReceiveCard(on=received, delivery=delivery), B if counter else None))
            now = received
            if received <= stay_end or extends:
                now = open_from(M, received)
                special = received > stay_end  # the certificates ended with the stay
                cycle.append((ExtendMyNumber(on=now, to=M), M))
                if not special:
                    cycle.append((RevokeCertificates(on=now), M))
                cycle.append((IssueCertificates(on=now), M))
        events += [(event, window) for event, window in cycle if event.on <= until]
        if received <= until:
            filed.append((filing, received, channel))
        if now > until:
            return Hand(tuple(events), tuple(filed))
        stay_end = new_end


def lived(
    start: Situation, events: list[Event], until: date, book: Rulebook = CURRENT
) -> tuple[int, Situation]:
    """Live day by day; return the days without the function, and where it ends."""
    dead, day, now, left = 0, start.on, start, list(events)
    while day <= until:
        while left and left[0].on == day:
            now = apply(now, left.pop(0), book=book).after
        now = advance(now, to=day, book=book).after
        dead += now.my_number.state not in LIVE
        day += DAY
    assert not left
    return dead, now


HORIZON: Final = date(2030, 8, 31)
SPANS: Final = {
    "decision": st.integers(0, 75),
    "card": st.integers(0, 40),
    "months": st.sampled_from([12, 36]),
}


@settings(max_examples=25, deadline=None)
@given(online=st.booleans(), specified=st.booleans(), extends=st.booleans(), **SPANS)
def test_compare_counts_what_a_life_written_by_hand_gives(
    *, online: bool, specified: bool, extends: bool, decision: int, card: int, months: int
) -> None:
    hand = by_hand(
        online=online,
        specified=specified,
        decision=decision,
        card=card,
        months=months,
        extends=extends,
        until=HORIZON,
    )
    estimates = Estimates(
        decision_days={P.EXTENSION_OF_STAY: decision}, card_days=card, hours_per_visit=3.5, stay_months=months
    )
    habits = Habits(channel=Channel.ONLINE if online else Channel.COUNTER, extends_my_number=extends)
    found = compare(engineer(), HORIZON, on=TODAY, estimates=estimates, habits=habits)
    course = found.specified_card if specified else found.two_cards
    if hand is None:
        assert course.stop is not None
        assert {reason.code for reason in course.stop.reasons} & {"stay_ended", "grant_does_not_fit"}
        assert course.visits is None
        return
    first_end = ENGINEER_FACTS.stay_until
    assert first_end is not None
    late = any(received > first_end for _, received, _ in hand.filed[:1])
    if not specified and late and not extends:
        return  # a new separate card is needed then, which the test of its own below counts
    assert [step.event for step in course.steps] == [event for event, _ in hand.events]
    visits = {(event.on, window) for event, window in hand.events if window}
    assert course.visits is not None
    assert {(visit.on, visit.window) for visit in course.visits} == visits
    assert course.visits_to(B) == sum(window is B for _, window in visits)
    assert course.visits_to(M) == sum(window is M for _, window in visits)
    assert course.days_off == len({on for on, _ in visits})
    assert course.hours == 3.5 * len(visits)
    dead, end = lived(engineer(), [event for event, _ in hand.events], HORIZON)
    assert course.dead_days == dead
    assert course.end == end
    assert course.online() == sum(channel is Channel.ONLINE for *_, channel in hand.filed) + sum(
        event.kind is EventKind.FILE_EXTENSION and event.channel is Channel.ONLINE  # filed and not there yet
        for event, _ in hand.events
        if event.on not in {filing for filing, *_ in hand.filed}
    )
    paid = [
        fees.fee_due(
            P.EXTENSION_OF_STAY,
            channel=channel,
            accepted_on=filing,
            specified=specified,
            granted_months=months,
            held_card_issued_on=date(2023, 10, 20),  # the first card; all others come after a specified one
            had_specified_card=False,
        ).value
        if number == 0
        else fees.fee_due(
            P.EXTENSION_OF_STAY,
            channel=channel,
            accepted_on=filing,
            specified=specified,
            granted_months=months,
            held_card_issued_on=date(2026, 12, 1),
            had_specified_card=True,
        ).value
        for number, (filing, _, channel) in enumerate(hand.filed)
    ]
    assert course.fees is not None
    assert course.fees.value == sum(paid)


def test_one_extension_counted_by_hand_alone() -> None:
    """Filed on Tuesday 2026-09-01; 40 days later is Sunday, the holiday follows: decided on Tuesday 10-13."""
    estimates = replace(ESTIMATES, stay_months=36)
    found = compare(engineer(), date(2026, 12, 31), on=TODAY, estimates=estimates)
    two, one = found.two_cards, found.specified_card
    assert two.visits is not None
    assert one.visits is not None
    assert [(visit.on.isoformat(), visit.window.value) for visit in two.visits] == [
        ("2026-09-01", "bureau"),
        ("2026-10-13", "bureau"),
        ("2026-10-13", "municipality"),
    ]
    # 21 days after the decision is a holiday; Saturday 10-31 is the last day of the function, Friday an open day.
    assert [(visit.on.isoformat(), visit.window.value) for visit in one.visits] == [
        ("2026-09-01", "bureau"),
        ("2026-10-30", "municipality"),
        ("2026-11-04", "bureau"),
    ]
    assert (two.days_off, one.days_off) == (2, 3)
    assert found.count(Measure.HOURS) == (12, 12)
    assert found.count(Measure.FEES) == (6000, 6000)  # accepted before 2026-10-01; card issued before 06-14
    assert found.count(Measure.DEAD_DAYS) == (0, 0)


def test_without_asking_the_municipality_the_function_is_dead_from_the_day_after_the_stay() -> None:
    estimates = replace(ESTIMATES, stay_months=36)
    habits = Habits(extends_my_number=False, separate_card_days=30)
    found = compare(engineer(), date(2027, 8, 31), on=TODAY, estimates=estimates, habits=habits)
    assert found.specified_card.dead_days == 3  # 11-01 to 11-03
    slow = replace(estimates, decision_days={P.EXTENSION_OF_STAY: 70})
    later = compare(engineer(), date(2027, 8, 31), on=TODAY, estimates=slow, habits=habits).two_cards
    # Decided on 11-10; a new separate card 30 days after it, 12-10: dead from 11-01 to 12-09.
    assert later.dead_days == (date(2026, 12, 10) - date(2026, 11, 1)).days


def test_the_last_day_is_counted_and_a_card_that_ended_is_replaced_at_once() -> None:
    habits = Habits(extends_my_number=False, separate_card_days=30)
    slow = replace(ESTIMATES, decision_days={P.EXTENSION_OF_STAY: 70}, stay_months=36)
    found = compare(engineer(), date(2026, 11, 2), on=TODAY, estimates=slow, habits=habits)
    assert found.count(Measure.DEAD_DAYS) == (2, 2)  # 11-01 and 11-02
    # A separate card that ends long before the stay and cannot be extended: made on a day that nobody knows.
    far, ends = date(2029, 10, 31), date(2026, 12, 31)
    facts = ENGINEER_FACTS.model_copy(
        update={
            "stay_until": far,
            "card": CardFacts(issued_on=date(2024, 10, 31), valid_until=far),
            "my_number_card": MyNumberCardFacts(valid_until=ends),
        }
    )
    # Asked for when three months are left, on 10-01; without days for it, it is dead from the day after its end.
    habits = replace(habits, certificates=False)
    start = Situation.of(facts, on=TODAY)
    asked = compare(start, date(2027, 6, 30), on=TODAY, estimates=ESTIMATES, habits=habits).two_cards
    assert asked.dead_days == 0
    gone = Situation.of(facts, on=ends)
    late = compare(gone, date(2027, 6, 30), on=ends, estimates=ESTIMATES, habits=habits).two_cards
    assert late.visits is not None
    assert late.dead_days == (late.visits[0].on - date(2027, 1, 1)).days


def test_online_an_ordinary_card_comes_by_post_or_is_fetched() -> None:
    for by_post, visits in ((True, 0), (False, 1)):
        habits = Habits(channel=Channel.ONLINE, by_post=by_post)
        found = compare(engineer(), date(2026, 12, 31), on=TODAY, estimates=ESTIMATES, habits=habits)
        assert found.two_cards.visits_to(B) == visits


def test_while_the_function_is_stopped_nothing_is_filed_online() -> None:
    stopped = apply(engineer(), SuspendMyNumber(on=TODAY)).after
    habits = Habits(channel=Channel.ONLINE, separate_card_days=30)
    found = compare(stopped, date(2026, 9, 30), on=TODAY, estimates=ESTIMATES, habits=habits).two_cards
    assert [reason.code for reason in found.filings[0].online_lost] == ["service.suspended"]
    assert found.dead_days == 30  # nobody lifts the stop


def test_what_is_free_of_the_card_before_the_first_day_is_not_free_after_it() -> None:
    """Cabinet order: holders of a card issued before 2026-06-14 pay nothing for the exchange, others 1,900 yen."""
    habits = Habits(switch_on=date(2026, 9, 1))
    older = Facts.model_validate({**ENGINEER_FACTS.model_dump(), "stay_until": date(2028, 10, 31)})
    card = CardFacts(issued_on=date(2023, 10, 20), valid_until=date(2028, 10, 31))
    older = older.model_copy(update={"card": card})
    found = compare(
        Situation.of(older, on=TODAY), date(2027, 8, 31), on=TODAY, estimates=ESTIMATES, habits=habits
    )
    assert found.count(Measure.FEES) == (0, 0)
    assert found.count(Measure.BUREAU_VISITS) == (0, 2)
    newer = older.model_copy(update={"card": card.model_copy(update={"issued_on": date(2026, 7, 1)})})
    paid = compare(
        Situation.of(newer, on=TODAY), date(2027, 8, 31), on=TODAY, estimates=ESTIMATES, habits=habits
    )
    # Whether a specified card was ever given is not known of the holder of an ordinary card of that time.
    assert [part.fee.value if part.fee else part.missing for part in paid.specified_card.fee_parts] == [1900]


# Traces: whatever the choices, the counts are those of the trace replayed day by day.

PEOPLE: Final = {
    "engineer": (ENGINEER_FACTS, TODAY),
    "holder": (HOLDER_FACTS, TODAY),
    "permanent": (PERMANENT, TODAY),
    "special": (SPECIAL, TODAY),
    "child": (CHILD, TODAY),
    "without": (
        ENGINEER_FACTS.model_copy(update={"my_number_card": None, "has_my_number_card": False}),
        TODAY,
    ),
}
DAYS: Final = st.none() | st.integers(0, 120)


@st.composite
def comparisons(draw: st.DrawFn) -> tuple[CardComparison, Rulebook, Habits]:
    facts, on = PEOPLE[draw(st.sampled_from(sorted(PEOPLE)))]
    book = draw(st.sampled_from([CURRENT, CURRENT, ONLINE_TOO, FOLLOWS]))
    estimates = Estimates(
        decision_days={
            kind: draw(st.integers(0, 90)) for kind in (P.EXTENSION_OF_STAY, P.CARD_RENEWAL, P.SPR_RENEWAL)
        },
        card_days=draw(st.integers(0, 40)),
        hours_per_visit=draw(st.none() | st.integers(1, 8)),
        stay_months=draw(st.sampled_from([12, 36, 60])),
    )
    habits = Habits(
        channel=draw(st.sampled_from([Channel.COUNTER, Channel.ONLINE])),
        switch_on=draw(st.none() | st.dates(on, on + 700 * DAY)),
        file_days_before=draw(DAYS),
        extends_my_number=draw(st.booleans()),
        by_post=draw(st.booleans()),
        certificates=draw(st.booleans()),
        separate_card_days=draw(st.none() | st.integers(0, 60)),
    )
    to = st.sampled_from([None, "131016", "131032"])
    moves = draw(st.lists(st.builds(Move, on=st.dates(on, on + 1500 * DAY), to_municipality=to), max_size=2))
    start = Situation.of(facts, on=on, book=book)
    years = draw(st.sampled_from([1, 3, 8]))
    found = compare(start, years, on=on, estimates=estimates, habits=habits, moves=moves, book=book)
    return found, book, habits


def courses(found: CardComparison) -> Iterator[LivedCourse]:
    yield from (found.two_cards, found.specified_card)


@settings(max_examples=40, deadline=None)
@given(comparisons())
def test_compare_equals_what_the_traces_give(made: tuple[CardComparison, Rulebook, Habits]) -> None:
    found, book, _ = made
    for course in courses(found):
        if course.stop is not None:
            assert course.stop.reasons or course.stop.missing
            assert (course.visits, course.dead_days, course.hours, course.fees) == (None, None, None, None)
            assert set(course.stop.missing) <= set(course.missing)
            continue
        dead, end = lived(course.start, [step.event for step in course.steps], found.until, book)
        assert end == course.end
        visits = {(step.on, step.window) for step in course.steps if step.window}
        if "separate_card_days" in course.missing:
            assert (course.visits, course.dead_days) == (None, None)
        else:
            assert course.visits is not None
            assert {(visit.on, visit.window) for visit in course.visits} == visits
            assert len(course.visits) == len(visits)
            assert course.dead_days == dead
        known = [part.fee.value for part in course.fee_parts if part.fee]
        assert course.fees is not None
        assert course.fees.value == sum(known)
        assert len(course.fees_unknown) == len(course.fee_parts) - len(known)


@settings(max_examples=25, deadline=None)
@given(comparisons())
def test_a_course_breaks_no_promise_and_visits_only_open_offices(
    made: tuple[CardComparison, Rulebook, Habits],
) -> None:
    found, book, habits = made
    for course in courses(found):
        now = course.start
        for step in course.steps:
            assert found.on <= step.on <= found.until
            assert step.window is None or not book.closed(step.window).is_closed(step.on)
            outcome = apply(now, step.event, book=book)
            assert not broken(outcome, book=book)
            now = outcome.after
        specified = [filed.specified for filed in course.filings]
        assert all(specified) if course.course is Course.SPECIFIED_CARD else not any(specified)
        received = [step for step in course.steps if step.event.kind is EventKind.RECEIVE_CARD]
        if received:
            wanted = course.course is Course.SPECIFIED_CARD
            assert (course.end.card.kind in SPECIFIED_CARDS) is wanted
        for filed in course.filings:
            assert not filed.online_lost or filed.channel is Channel.COUNTER
            assert not filed.online_lost or habits.channel is Channel.ONLINE
            if filed.specified and book is not ONLINE_TOO:
                assert filed.channel is Channel.COUNTER


@settings(max_examples=20, deadline=None)
@given(comparisons(), st.sampled_from(["en", "ja"]))
def test_texts_and_reprs_speak_without_saying_who_it_is(
    made: tuple[CardComparison, Rulebook, Habits], lang: str
) -> None:
    found, _, _ = made
    said = [found.text(lang), *(course.text(lang) for course in courses(found))]
    for course in courses(found):
        said += [filed.text(lang) for filed in course.filings]
        said += [part.text(lang) for part in course.fee_parts]
    assert not any(key in text for text in said for key in ("comparing.", "fact.", "reason.", "{"))
    for text in (*said, repr(found)):
        assert not any(secret in text for secret in ("1994", "1980", "2018-03", "VNM", "131016", "131032"))
    assert pickle.loads(pickle.dumps(found)) == found  # noqa: S301


# Reforms.


def test_with_specified_cards_online_nothing_online_is_lost() -> None:
    habits = Habits(channel=Channel.ONLINE, separate_card_days=30)
    law, reform = (
        compare(engineer(), date(2029, 6, 30), on=TODAY, estimates=ESTIMATES, habits=habits, book=book)
        for book in (CURRENT, ONLINE_TOO)
    )
    assert law.specified_card.online() == 0
    assert law.specified_card.online_lost() == len(law.specified_card.filings) == 3
    assert {r.code for f in law.specified_card.filings for r in f.online_lost} == {"appearance_required"}
    assert reform.specified_card.online() == 3
    assert reform.specified_card.online_lost() == 0
    bureau = law.specified_card.visits_to(B), reform.specified_card.visits_to(B)
    assert bureau == (6, 3)  # the card is still fetched
    assert reform.two_cards == law.two_cards


def test_where_the_function_follows_the_special_period_nobody_asks_the_municipality() -> None:
    habits = Habits(extends_my_number=False)
    law, reform = (
        compare(
            engineer(),
            date(2027, 6, 30),
            on=TODAY,
            estimates=replace(ESTIMATES, stay_months=36),
            habits=habits,
            book=book,
        )
        for book in (CURRENT, FOLLOWS)
    )
    # By the law the function that ended is on the separate card; the reform is of that on a specified card.
    assert law.specified_card.dead_days == reform.specified_card.dead_days == 3
    start = Situation.of(HOLDER_FACTS, on=TODAY)
    law, reform = (
        compare(
            start,
            date(2027, 6, 30),
            on=TODAY,
            estimates=replace(ESTIMATES, stay_months=36),
            habits=habits,
            book=book,
        )
        for book in (CURRENT, FOLLOWS)
    )
    assert (law.specified_card.dead_days, reform.specified_card.dead_days) == (3, 0)
    rows = [{row.who: row.why.code for row in one.rows} for one in (law, reform)]
    code = Circumstance.SPECIAL_PERIOD
    assert (rows[0][code], rows[1][code]) == ("comparing.special_period", "comparing.special_period_follows")


# For whom.


def row(found: CardComparison, who: Circumstance) -> tuple[Course | None, object, object]:
    (one,) = (each for each in found.rows if each.who is who)
    assert one.why.cite or who is Circumstance.EVERYBODY
    return one.better, one.two_cards, one.specified_card


def test_who_files_online_goes_to_the_bureau_less_with_two_cards() -> None:
    habits = Habits(channel=Channel.ONLINE, separate_card_days=30)
    found = compare(engineer(), date(2029, 6, 30), on=TODAY, estimates=ESTIMATES, habits=habits)
    assert row(found, Circumstance.FILES_ONLINE) == (Course.TWO_CARDS, 0, 6)
    assert row(found, Circumstance.EXTENDS_OFTEN)[0] is Course.SPECIFIED_CARD
    assert found.rows[0].evidence is Evidence.INFERRED
    assert Circumstance.PERMANENT not in {each.who for each in found.rows}
    for horizon, often in ((date(2027, 6, 30), False), (date(2028, 6, 30), True)):  # one extension, two
        short = compare(engineer(), horizon, on=TODAY, estimates=ESTIMATES, habits=habits)
        assert (Circumstance.EXTENDS_OFTEN in {each.who for each in short.rows}) is often


def test_a_permanent_resident_goes_rarely_either_way() -> None:
    found = compare(Situation.of(PERMANENT, on=TODAY), 10, on=TODAY, estimates=ESTIMATES, habits=HABITS)
    # Two cards: certificate for signing 2028, card 2029 (given at once), separate card 2033. One card: certificate for
    # signing 2028, card filed for and fetched 2029, its certificate for signing 2033.
    assert row(found, Circumstance.PERMANENT) == (Course.TWO_CARDS, 3, 4)
    assert Circumstance.EXTENDS_OFTEN not in {each.who for each in found.rows}
    # The tenth birthday after the end of the card that was renewed, 2029-04-11.
    assert found.specified_card.end.residence.until == date(2039, 3, 3)


@pytest.mark.parametrize(("card_days", "interim"), [(150, None), (200, date(2029, 6, 11))])
def test_an_ordinary_card_comes_first_where_the_specified_one_takes_too_long(
    card_days: int, interim: date | None
) -> None:
    """The card ends on 2029-04-11; two months later, on Monday 06-11, an ordinary one is given (Act 19-15-3(3))."""
    on = date(2029, 1, 4)
    estimates = replace(ESTIMATES, card_days=card_days)
    found = compare(Situation.of(PERMANENT, on=on), 1, on=on, estimates=estimates, habits=HABITS)
    now, given = found.specified_card.start, None
    for step in found.specified_card.steps:
        now = apply(now, step.event).after
        assert now.residence.state is not FunctionState.LAPSED
        given = step.on if step.event.kind is EventKind.RECEIVE_INTERIM_CARD else given
    assert given == interim
    assert found.specified_card.visits_to(B) == (3 if interim else 2)
    assert now.card.kind is CardKind.SPECIFIED_RESIDENCE_CARD


@pytest.mark.parametrize("facts", [PERMANENT, SPECIAL], ids=["permanent", "special"])
def test_a_card_that_ends_before_the_new_one_is_there_stops_the_course(facts: Facts) -> None:
    """Nothing stretches an ordinary card while its renewal is pending, nor any certificate."""
    slow = replace(ESTIMATES, decision_days={P.CARD_RENEWAL: 120, P.SPR_RENEWAL: 120})
    found = compare(Situation.of(facts, on=TODAY), 4, on=TODAY, estimates=slow, habits=HABITS).two_cards
    ends = facts.card.valid_until if facts.card else None
    assert ends is not None
    assert found.stop is not None
    assert found.stop.on == ends + DAY
    (reason,) = found.stop.reasons
    assert (reason.code, bool(reason.cite)) == ("comparing.card_ended", True)
    assert found.visits is None


def test_a_move_is_one_visit_with_either_card() -> None:
    moves = (
        Move(on=date(2027, 4, 1), to_municipality="131032"),
        Move(on=date(2028, 4, 3)),
        Move(on=date(2026, 8, 31)),
    )
    start = Situation.of(HOLDER_FACTS.model_copy(update={"stay_until": date(2029, 10, 31)}), on=TODAY)
    found = compare(start, 2, on=TODAY, estimates=ESTIMATES, habits=HABITS, moves=moves)
    assert row(found, Circumstance.MOVES) == (None, 2, 2)
    told = [
        (step.on, step.event.kind, step.window)
        for step in found.specified_card.steps
        if "move" in step.event.kind.value or "relocation" in step.event.kind.value
    ]
    assert told == [
        (date(2027, 4, 1), EventKind.NOTIFY_MOVE_OUT, None),
        (date(2027, 4, 1), EventKind.NOTIFY_MOVE_IN, M),
        (date(2028, 4, 3), EventKind.NOTIFY_RELOCATION, M),
    ]


@pytest.mark.parametrize(
    ("lang", "said", "basis"),
    [
        ("en", "Moving out (転出届) is counted as no visit", "art. 24"),
        ("ja", "転出届は窓口に行く回数に数えていません", "第24条"),
    ],
)
def test_why_moving_out_is_no_visit_is_said_where_somebody_moves_out(
    lang: str, said: str, basis: str
) -> None:
    """Resident Register Act 24 and 27(1): beforehand and in writing; no provision demands appearance."""
    start = Situation.of(HOLDER_FACTS.model_copy(update={"stay_until": date(2029, 10, 31)}), on=TODAY)
    elsewhere = Move(on=date(2027, 4, 1), to_municipality="131032")
    for moves, told in (((elsewhere,), 1), ((Move(on=date(2027, 4, 1)),), 0), ((), 0)):
        found = compare(start, 1, on=TODAY, estimates=ESTIMATES, habits=HABITS, moves=moves)
        lines = [line for line in found.text(lang).splitlines() if said in line]
        assert len(lines) == told
        assert all(basis in line for line in lines)
        if told:
            assert not any(
                step.window for step in found.two_cards.steps if step.event.kind is EventKind.NOTIFY_MOVE_OUT
            )


@pytest.mark.shared
def test_no_provision_demands_appearance_for_moving_out() -> None:
    law = Path(__file__).resolve().parents[3] / "shared" / "law"
    act = (law / "342AC0000000081.md").read_text("utf-8")
    order = (law / "342CO0000000292.md").read_text("utf-8")
    assert "転出をする者は、あらかじめ、" in act
    assert "書面でしなければならない" in act
    assert "出頭" not in act + order


def test_the_next_listed_procedure_may_be_a_move() -> None:
    far = date(2029, 10, 31)
    facts = ENGINEER_FACTS.model_copy(
        update={"stay_until": far, "card": CardFacts(issued_on=date(2024, 10, 31), valid_until=far)}
    )
    found = compare(
        Situation.of(facts, on=TODAY),
        1,
        on=TODAY,
        estimates=ESTIMATES,
        habits=HABITS,
        moves=(Move(on=date(2027, 4, 1), to_municipality="131032"),),
    )
    assert found.specified_card.end.card.kind is CardKind.SPECIFIED_RESIDENCE_CARD
    assert found.count(Measure.MUNICIPAL_VISITS) == (2, 2)
    assert found.count(Measure.BUREAU_VISITS) == (0, 0)


def test_for_a_child_a_family_member_exchanges_the_card() -> None:
    habits = replace(HABITS, switch_on=TODAY)
    found = compare(Situation.of(CHILD, on=TODAY), 1, on=TODAY, estimates=ESTIMATES, habits=habits)
    assert found.specified_card.visits is not None
    assert {visit.who for visit in found.specified_card.visits} == {Bearer.REPRESENTATIVE}
    assert row(found, Circumstance.CHILD)[0] is Course.TWO_CARDS


def test_short_stays_of_designated_activities_make_the_difference_large() -> None:
    """Half a year at a time: each permission is a way to the municipal office with two cards, none with one."""
    end = date(2027, 1, 29)
    facts = ENGINEER_FACTS.model_copy(
        update={
            "status": StatusOfResidence.DESIGNATED_ACTIVITIES,
            "stay_until": end,
            "card": CardFacts(issued_on=date(2026, 7, 29), valid_until=end),
            "my_number_card": number_card(end, date(2026, 8, 5)),
        }
    )
    estimates = replace(ESTIMATES, stay_months=6)
    found = compare(Situation.of(facts, on=TODAY), 2, on=TODAY, estimates=estimates, habits=HABITS)
    # Filed on the first open day from three months before each 29 January and July; 40 days, then 21 for the card.
    ends = [end, date(2027, 7, 29), date(2028, 1, 29), date(2028, 7, 29)]
    assert [filed.on for filed in found.two_cards.filings] == [
        open_from(B, months_before(one, 3)) for one in ends
    ]
    assert row(found, Circumstance.EXTENDS_OFTEN) == (Course.SPECIFIED_CARD, 4, 0)
    assert found.count(Measure.BUREAU_VISITS) == (8, 8)


def test_special_permanent_residents_never_go_to_the_bureau_for_it() -> None:
    found = compare(Situation.of(SPECIAL, on=TODAY), 10, on=TODAY, estimates=ESTIMATES, habits=HABITS)
    assert found.count(Measure.BUREAU_VISITS) == (0, 0)
    assert row(found, Circumstance.SPECIAL_PERMANENT) == (None, 4, 4)
    assert found.count(Measure.MUNICIPAL_VISITS) == (4, 4)


# Choices.


def test_a_holder_may_go_back_to_two_cards_at_once() -> None:
    """The function is given back at the bureau, an ordinary card is there at once, the separate one later."""
    far = date(2029, 10, 31)
    facts = HOLDER_FACTS.model_copy(
        update={
            "stay_until": far,
            "card": CardFacts(
                kind=CardKind.SPECIFIED_RESIDENCE_CARD, issued_on=date(2026, 7, 1), valid_until=far
            ),
        }
    )
    habits = Habits(switch_on=date(2026, 9, 5), separate_card_days=30)  # a Saturday
    found = compare(Situation.of(facts, on=TODAY), 1, on=TODAY, estimates=ESTIMATES, habits=habits)
    assert found.two_cards.visits is not None
    assert [(visit.on.isoformat(), visit.window) for visit in found.two_cards.visits] == [
        ("2026-09-07", B),
        ("2026-10-07", M),
    ]
    assert found.two_cards.dead_days == 30
    assert found.two_cards.fees_unknown[0].procedure is P.MY_NUMBER_CARD
    assert found.two_cards.fees is not None
    assert (found.two_cards.fees.value, len(found.two_cards.basis)) == (0, 1)  # the return costs nothing
    assert found.specified_card.visits == ()


def test_special_permanent_residents_change_their_cards_at_the_municipal_office_and_back_at_the_bureau() -> (
    None
):
    habits = Habits(switch_on=TODAY, separate_card_days=30)
    there = compare(Situation.of(SPECIAL, on=TODAY), 1, on=TODAY, estimates=ESTIMATES, habits=habits)
    assert there.count(Measure.MUNICIPAL_VISITS) == (0, 2)
    holds = there.specified_card.end
    assert holds.card.kind is CardKind.SPECIFIED_SPECIAL_PERMANENT_RESIDENT_CERTIFICATE
    back_on = holds.on + DAY
    back = compare(holds, 1, on=back_on, estimates=ESTIMATES, habits=replace(habits, switch_on=back_on))
    assert back.count(Measure.BUREAU_VISITS) == (1, 0)


@pytest.mark.parametrize("channel", [Channel.COUNTER, Channel.ONLINE])
def test_an_application_left_to_the_last_day_is_filed_on_the_last_day_that_is_open(channel: Channel) -> None:
    """The stay ends on Saturday 2026-10-31: no counter is open then, and nothing is sent online on the last day."""
    habits = Habits(channel=channel, file_days_before=0, separate_card_days=30)
    found = compare(engineer(), date(2026, 11, 30), on=TODAY, estimates=ESTIMATES, habits=habits)
    for course in courses(found):
        assert course.stop is None
        assert [filed.on for filed in course.filings] == [date(2026, 10, 30)]
    online = channel is Channel.ONLINE
    assert found.two_cards.online() == online
    assert found.specified_card.online_lost() == online


def test_what_cannot_be_sent_on_a_closed_day_is_brought_on_an_open_one() -> None:
    """The certificates end on 2026-09-10; the application is for Saturday 09-19, before a week of holidays."""
    card = MyNumberCardFacts(
        valid_until=date(2026, 10, 31),
        made_on=date(2023, 11, 6),
        signing_certificate_until=date(2026, 9, 10),
        authentication_certificate_until=date(2026, 9, 10),
    )
    facts = ENGINEER_FACTS.model_copy(update={"my_number_card": card})
    habits = Habits(channel=Channel.ONLINE, file_days_before=42, certificates=False)
    found = compare(
        Situation.of(facts, on=TODAY), date(2026, 9, 30), on=TODAY, estimates=ESTIMATES, habits=habits
    )
    (filed,) = found.two_cards.filings
    assert (filed.on, filed.channel) == (date(2026, 9, 24), Channel.COUNTER)
    assert [reason.code for reason in filed.online_lost] == ["plan.sign_in_lapsed"]
    assert "not online: The certificate for user authentication has ended" in filed.text("en")


@pytest.mark.parametrize("held", [True, False])
def test_the_certificates_of_a_specified_card_in_hand_are_told_by_the_holder(*, held: bool) -> None:
    """Nothing that is read off cards tells of them; without being told it is not known whether online is open."""
    start = Situation.of(HOLDER_FACTS, on=TODAY)
    habits = Habits(channel=Channel.ONLINE, separate_card_days=30)
    unknown = compare(start, date(2026, 12, 31), on=TODAY, estimates=ESTIMATES, habits=habits)
    assert unknown.two_cards.missing == ("authentication_certificate_until", "signing_certificate_until")
    told = compare(
        start,
        date(2026, 12, 31),
        on=TODAY,
        estimates=ESTIMATES,
        habits=replace(habits, certificates_held=held),
    )
    assert told.two_cards.online() == held
    assert told.two_cards.visits_to(B) == (0 if held else 2)


def test_somebody_who_does_not_want_certificates_never_goes_for_them() -> None:
    habits = replace(HABITS, certificates=False)
    found = compare(Situation.of(PERMANENT, on=TODAY), 10, on=TODAY, estimates=ESTIMATES, habits=habits)
    for course in courses(found):
        assert not any(step.event.kind is EventKind.ISSUE_CERTIFICATES for step in course.steps)
    assert found.count(Measure.VISITS) == (2, 2)


def test_the_horizon_may_be_the_last_day_that_the_table_of_closed_days_covers() -> None:
    last = CURRENT.closed(B).last
    start = Situation.of(PERMANENT, on=TODAY)
    found = compare(start, last, on=TODAY, estimates=ESTIMATES, habits=HABITS)
    assert found.two_cards.visits
    with pytest.raises(OutOfTableError):
        compare(start, last + DAY, on=TODAY, estimates=ESTIMATES, habits=HABITS)


# What is not known.


@pytest.mark.parametrize(
    ("change", "course", "missing"),
    [
        ({"decision_days": {}}, Course.TWO_CARDS, {"decision_days.renewal"}),
        ({"card_days": None}, Course.SPECIFIED_CARD, {"card_days"}),
        ({"stay_months": None}, Course.TWO_CARDS, {"stay_months"}),
        ({"hours_per_visit": None}, Course.TWO_CARDS, {"hours_per_visit"}),
    ],
)
def test_what_needs_a_missing_estimate_is_not_known(
    change: dict[str, object], course: Course, missing: set[str]
) -> None:
    estimates = replace(ESTIMATES, **change)  # type: ignore[arg-type]
    found = compare(engineer(), 2, on=TODAY, estimates=estimates, habits=HABITS)
    lived_course = found.course(course)
    assert missing <= set(lived_course.missing)
    assert lived_course.hours is None
    assert (lived_course.visits is None) is ("hours_per_visit" not in missing)
    for lang, words in (("en", "not known"), ("ja", "不明")):
        assert words in found.text(lang)


def test_only_the_card_without_the_estimate_is_not_known() -> None:
    found = compare(engineer(), 2, on=TODAY, estimates=replace(ESTIMATES, card_days=None), habits=HABITS)
    assert found.two_cards.visits is not None
    (everybody,) = (each for each in found.rows if each.who is Circumstance.EVERYBODY)
    assert everybody.better is None
    assert everybody.missing == ("card_days",)
    assert "the days to the delivery of a specified card" in everybody.text("en")


def test_without_days_for_a_separate_card_the_days_without_one_are_not_known() -> None:
    facts, on = PEOPLE["without"]
    found = compare(Situation.of(facts, on=on), 1, on=on, estimates=ESTIMATES)
    assert found.two_cards.dead_days is None
    assert "separate_card_days" in found.two_cards.missing
    assert found.two_cards.fees is not None


@pytest.mark.parametrize(
    ("facts", "lost"),
    [
        (ENGINEER_FACTS.model_copy(update={"stay_until": None, "card": CardFacts()}), "stay_until"),
        (PERMANENT.model_copy(update={"card": CardFacts(issued_on=date(2022, 4, 11))}), "card_valid_until"),
        (
            PERMANENT.model_copy(
                update={"card": CardFacts(kind=CardKind.RESIDENCE_CARD, valid_until=date(2029, 4, 11))}
            ),
            "old_issued",
        ),
        (
            ENGINEER_FACTS.model_copy(
                update={
                    "my_number_card": MyNumberCardFacts(
                        valid_until=date(2026, 10, 31), made_on=date(2023, 11, 6)
                    )
                }
            ),
            "signing_certificate_until",
        ),
    ],
)
def test_a_fact_that_decides_and_is_not_known_is_named(facts: Facts, lost: str) -> None:
    found = compare(
        Situation.of(facts, on=TODAY), 1, on=TODAY, estimates=ESTIMATES, habits=Habits(channel=Channel.ONLINE)
    )
    assert lost in found.two_cards.missing
    assert found.two_cards.visits is None


def test_a_move_within_a_municipality_that_is_not_known_cannot_be_notified() -> None:
    facts = ENGINEER_FACTS.model_copy(update={"municipality": None, "recorded": True})
    found = compare(
        Situation.of(facts, on=TODAY),
        1,
        on=TODAY,
        estimates=ESTIMATES,
        habits=HABITS,
        moves=(Move(on=TODAY),),
    )
    for course in courses(found):
        assert course.stop is not None
        assert course.stop.missing == ("municipality",)
        assert "the municipality whose resident register records the person" in course.text("en")


# What is refused.


def test_nothing_is_compared_while_something_is_pending() -> None:
    pending = apply(engineer(), FileExtension(on=TODAY, channel=Channel.COUNTER)).after
    with pytest.raises(FactsError) as caught:
        compare(pending, 1, on=TODAY, estimates=ESTIMATES)
    assert [reason.code for reason in caught.value.contradictions] == ["comparing.already_pending"]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("facts", "horizon", "estimates", "code"),
    [
        (ENGINEER_FACTS, date(2026, 8, 31), ESTIMATES, "comparing.horizon_passed"),
        (ENGINEER_FACTS, 0, ESTIMATES, "comparing.horizon_passed"),
        (ENGINEER_FACTS, 1, replace(ESTIMATES, stay_months=0), "comparing.no_months"),
        (
            Facts(
                born=BORN,
                status=StatusOfResidence.TEMPORARY_VISITOR,
                stay_until=date(2026, 10, 31),
                has_my_number_card=False,
                has_pending_application=False,
            ),
            1,
            ESTIMATES,
            "comparing.nothing_to_compare",
        ),
    ],
)
def test_what_has_no_two_courses_is_refused(
    facts: Facts, horizon: date | int, estimates: Estimates, code: str
) -> None:
    with pytest.raises(FactsError) as caught:
        compare(Situation.of(facts, on=TODAY), horizon, on=TODAY, estimates=estimates)
    assert code in {reason.code for reason in caught.value.contradictions}  # type: ignore[attr-defined]


def test_days_out_of_order_or_out_of_the_tables_are_refused() -> None:
    with pytest.raises(TransitionRefused):
        compare(engineer(), 1, on=date(2026, 8, 31), estimates=ESTIMATES)
    with pytest.raises(PeriodError):
        compare(engineer(), -1, on=TODAY, estimates=ESTIMATES)
    with pytest.raises(OutOfTableError):
        compare(engineer(), 500, on=TODAY, estimates=ESTIMATES)


def test_what_is_not_known_of_the_person_is_asked_for() -> None:
    with pytest.raises(FactsError) as caught:
        compare(Situation.of(Facts(born=BORN), on=TODAY), 1, on=TODAY, estimates=ESTIMATES)
    assert set(caught.value.missing) == {"status", "card", "pending"}


@settings(max_examples=30, deadline=None)
@given(
    horizon=st.integers(-3, 30) | st.dates(date(2020, 1, 1), date(2080, 1, 1)),
    on=st.dates(date(2026, 1, 1), date(2031, 1, 1)),
    days=st.integers(0, 4000),
    months=st.integers(0, 200),
    channel=st.sampled_from(Channel),
)
def test_any_estimate_gives_a_comparison_or_an_error_of_ours(
    horizon: int | date, on: date, days: int, months: int, channel: Channel
) -> None:
    estimates = Estimates(
        decision_days={P.EXTENSION_OF_STAY: days, P.CARD_RENEWAL: days}, card_days=days, stay_months=months
    )
    for facts in (ENGINEER_FACTS, PERMANENT):
        try:
            found = compare(
                Situation.of(facts, on=TODAY),
                horizon,
                on=on,
                estimates=estimates,
                habits=Habits(channel=channel),
            )
        except TokuteiError:
            continue
        assert found.text("en")


THINGS: Final[tuple[Any, ...]] = (5, "x", ["x"], {}, object(), date(2026, 9, 1))


@pytest.mark.parametrize("thing", THINGS, ids=lambda thing: type(thing).__name__)
@pytest.mark.parametrize("name", ["situation", "estimates", "habits", "moves", "book"])
def test_arguments_of_another_kind_are_refused_by_name(name: str, thing: Any) -> None:
    if name == "moves" and thing == {}:
        thing = None
    given: dict[str, Any] = {"estimates": ESTIMATES, "on": TODAY, name: thing}
    situation = given.pop("situation", engineer())
    with pytest.raises(FactsError) as caught:
        compare(situation, 1, **given)
    (reason,) = caught.value.contradictions
    assert reason.code.removeprefix("comparing.") == f"no_{name}"  # type: ignore[attr-defined]
    assert reason.text("ja") != reason.text("en")


@pytest.mark.parametrize("thing", ["x", None, True, 1.5, object()])
def test_what_is_no_horizon_is_refused(thing: Any) -> None:
    with pytest.raises(PeriodError):
        compare(engineer(), thing, on=TODAY, estimates=ESTIMATES)


@pytest.mark.parametrize(
    "change",
    [{"channel": "fax"}, {"file_days_before": 1.5}, {"separate_card_days": True}, {"switch_on": 5}],
)
def test_habits_of_another_kind_are_refused(change: dict[str, Any]) -> None:
    with pytest.raises(TokuteiError):
        Habits(**change)


@pytest.mark.parametrize("change", [{"file_days_before": -1}, {"separate_card_days": -1}])
def test_habits_below_nothing_are_refused(change: dict[str, int]) -> None:
    with pytest.raises(FactsError):
        Habits(**change)  # type: ignore[arg-type]


def test_a_move_keeps_its_municipality_to_itself() -> None:
    assert "131032" not in repr(Move(on=TODAY, to_municipality="131032"))
    with pytest.raises(tk.TokuteiError):
        Move(on=TODAY, to_municipality="no code")


def test_the_engineer_of_these_tests_is_an_engineer() -> None:
    assert engineer().stay.status is ENGINEER
