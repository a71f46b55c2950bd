"""What holds in every life: drawn facts, drawn events, whole lives step by step."""

from __future__ import annotations

import json
import pickle
from datetime import date, timedelta
from functools import cache, partial
from typing import Any

import jsonschema
import pytest
from hypothesis import HealthCheck, given, reject, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from tests.lifecycle.drawn import BOOKS, FIRST_SPECIFIED, STARTS, any_events, events, facts, situations
from tests.lifecycle.lives import ENGINEER_FACTS, FILE, HOLDER_FACTS, T1, TODAY, engineer, live
from tokutei.errors import FactsError, NaiveDatetimeError, NotInForceError, TransitionRefused
from tokutei.law import Verdict
from tokutei.lifecycle import (
    ConfirmCard,
    DecidePermission,
    Event,
    EventKind,
    History,
    MakeCard,
    NotifyJlis,
    Outcome,
    ReceiveCard,
    Situation,
    Variable,
    advance,
    apply,
    duties,
    judge,
)
from tokutei.lifecycle.clock import next_event
from tokutei.lifecycle.duty_terms import DISCHARGES, RETURNED_SEPARATE
from tokutei.lifecycle.events import ClockEvent
from tokutei.lifecycle.scene import Scene
from tokutei.lifecycle.states import (
    ApplicationState,
    Carrier,
    CertificateState,
    FunctionState,
    HeldCardState,
    MainState,
    MyNumberState,
    RegisterState,
    SeparateCardState,
    SpecialPeriodState,
    StayState,
)
from tokutei.lifecycle.tables import rows_of
from tokutei.lifecycle.tables.making import LIVE, MY_NUMBER_LIVE
from tokutei.models import CardFacts, Facts, from_json, json_schema, to_json
from tokutei.rules import CURRENT, Rulebook, deadlines
from tokutei.vocabulary import CardKind, ProcedureKind

CLOCK = {kind for kind in EventKind if kind.value.endswith("_passed")}
DAY = timedelta(days=1)

PLAIN = settings(deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))


def begun(drawn: Facts, on: date, book: Rulebook = CURRENT) -> Situation:
    """Return the situation, or draw again where the facts contradict each other."""
    try:
        return Situation.of(drawn, on=on, book=book)
    except FactsError:
        return reject()


# Judgements.


@settings(PLAIN, max_examples=300)
@given(situations(), any_events(), BOOKS)
def test_a_judgement_never_raises_and_is_what_apply_does(
    situation: Situation, event: Event, book: Rulebook
) -> None:
    judged = judge(situation, event, book=book)
    assert judged == judge(situation, event, book=book)
    for lang in ("ja", "en"):
        assert judged.text(lang)
    if judged:
        outcome = apply(situation, event, book=book)
        assert (outcome.event, outcome.after.on) == (event, event.on)
    elif judged.verdict is Verdict.NOT_KNOWN:
        assert judged.missing or judged.reasons
        with pytest.raises(FactsError) as lacks:
            apply(situation, event, book=book)
        assert (lacks.value.missing, lacks.value.contradictions) == (judged.missing, judged.reasons)
    else:
        assert judged.reasons
        with pytest.raises(TransitionRefused) as refused:
            apply(situation, event, book=book)
        assert (refused.value.reasons, refused.value.instead) == (judged.reasons, judged.instead)


@settings(PLAIN, max_examples=200)
@given(situations(), st.datetimes())
def test_a_naive_moment_is_no_day(situation: Situation, moment: Any) -> None:
    with pytest.raises(NaiveDatetimeError):
        advance(situation, to=moment)
    with pytest.raises(NaiveDatetimeError):
        duties(situation, on=moment)
    with pytest.raises(NaiveDatetimeError):
        Situation.of(ENGINEER_FACTS, on=moment)
    with pytest.raises(NaiveDatetimeError):
        NotifyJlis(on=moment)


# From facts and back.


@settings(PLAIN, max_examples=300)
@given(st.data())
def test_the_facts_of_a_beginning_give_the_same_beginning(data: st.DataObject) -> None:
    """Lossless for what facts can say: no event has happened yet, the card's number aside."""
    on = data.draw(STARTS)
    situation = begun(data.draw(facts(on)), on)
    assert Situation.of(situation.facts(), on=on) == situation


@settings(PLAIN, max_examples=300)
@given(st.data(), BOOKS)
def test_beginning_later_is_beginning_and_letting_time_pass(data: st.DataObject, book: Rulebook) -> None:
    on = data.draw(STARTS)
    drawn = data.draw(facts(on))
    early = begun(drawn, on, book)
    later = on + data.draw(st.integers(0, 900)) * DAY
    assert Situation.of(drawn, on=later, book=book) == advance(early, to=later, book=book).after


@settings(PLAIN, max_examples=200)
@given(situations())
def test_any_situation_has_facts_or_says_why_not(situation: Situation) -> None:
    try:
        found = situation.facts()
    except FactsError as error:
        (reason,) = error.contradictions
        told = reason.text("en")
        assert situation.person.born.isoformat() not in told
    else:
        assert found.born == situation.person.born


def test_facts_say_what_follows_from_them() -> None:
    said = engineer().facts()
    assert said == ENGINEER_FACTS.model_copy(
        update={
            "recorded": True,
            "has_my_number_card": True,
            "card": said.card,
        }
    )
    assert said.card is not None
    assert (said.card.kind, said.card.form) == (
        CardKind.RESIDENCE_CARD,
        ENGINEER_FACTS.card and ENGINEER_FACTS.card.form,
    )


def test_no_life_before_there_were_cards() -> None:
    with pytest.raises(NotInForceError) as caught:
        Situation.of(HOLDER_FACTS, on=date(2012, 7, 8))
    assert caught.value.first_day == date(2012, 7, 9)
    ended = Facts(born=date(1980, 1, 1), card=CardFacts(valid_until=date(2011, 1, 1)))
    with pytest.raises(NotInForceError):
        Situation.of(ended, on=TODAY)


# Time.


@settings(PLAIN, max_examples=300)
@given(st.data(), BOOKS)
def test_time_passes_the_same_in_one_step_and_in_two(data: st.DataObject, book: Rulebook) -> None:
    on = data.draw(STARTS)
    situation = begun(data.draw(facts(on)), on, book)
    first, second = (data.draw(st.integers(0, 500)) for _ in range(2))
    middle, end = on + first * DAY, on + (first + second) * DAY
    in_one = advance(situation, to=end, book=book)
    half = advance(situation, to=middle, book=book)
    rest = advance(half.after, to=end, book=book)
    assert rest.after == in_one.after
    assert half.steps + rest.steps == in_one.steps
    assert next_event(in_one.after, end) is None


def test_time_does_not_go_back() -> None:
    with pytest.raises(TransitionRefused, match="time goes forward only") as refused:
        advance(engineer(), to=TODAY - DAY)
    assert refused.value.reasons[0].text("ja") != refused.value.reasons[0].text("en")
    assert "let time pass" in str(refused.value)


@settings(PLAIN, max_examples=200)
@given(st.dates(FIRST_SPECIFIED, date(2027, 11, 30)), st.integers(0, 30))
def test_a_later_event_never_has_an_earlier_last_day(event_on: date, later: int) -> None:
    loss = partial(deadlines.notice_deadline, ProcedureKind.REISSUE_LOSS)
    for deadline in (deadlines.return_deadline, loss):
        first = deadline(event_on=event_on).value
        second = deadline(event_on=event_on + later * DAY).value
        assert event_on + 14 * DAY <= first <= second
        assert not CURRENT.closed(deadlines.NOTICE_WINDOWS[ProcedureKind.REISSUE_LOSS]).is_closed(first)


# Whole lives.


class Lives(RuleBasedStateMachine):
    """One life: offices act, the holder files, time passes; the invariants of the notes hold all along."""

    book: Rulebook
    now: Situation
    start: Facts
    kept_separate: bool
    """Whether an expired separate card lay beside a specified one at the start."""

    @initialize(data=st.data(), book=BOOKS, complete=st.booleans())
    def begin(self, data: st.DataObject, book: Rulebook, complete: bool) -> None:
        on = data.draw(STARTS)
        self.start = data.draw(facts(on, complete=complete))
        self.book = book
        self.now = begun(self.start, on, book)
        self.kept_separate = self.now.separate_card.state is SeparateCardState.HELD

    @rule(data=st.data())
    def anything(self, data: st.DataObject) -> None:
        self.happen(data.draw(events(self.now.on)))

    @rule(data=st.data(), days=st.integers(0, 15))
    @precondition(lambda self: self.now.main.state in {MainState.FILED, MainState.DECIDED})
    def office_acts(self, data: st.DataObject, days: int) -> None:
        on = self.now.on + days * DAY
        steps: dict[ApplicationState, Event] = {
            ApplicationState.FILED: NotifyJlis(on=on),
            ApplicationState.NOTIFIED: MakeCard(on=on),
            ApplicationState.MADE: ConfirmCard(on=on),
        }
        decide = DecidePermission(on=on, stay_until=on + data.draw(st.integers(100, 1800)) * DAY)
        self.happen(decide)
        receive = ReceiveCard(on=on, my_number_card_returned=data.draw(st.sampled_from((True, True, None))))
        self.happen(steps.get(self.now.application.state, receive))

    @rule(days=st.integers(0, 120))
    def time_passes(self, days: int) -> None:
        outcome = advance(self.now, to=self.now.on + days * DAY, book=self.book)
        self.check(outcome)
        self.now = outcome.after

    def happen(self, event: Event) -> None:
        passed = advance(self.now, to=event.on, book=self.book).after
        for variable in Variable:
            fitting = [
                row
                for row in rows_of(variable, passed.state(variable), event.kind)
                if row.since <= event.on and Scene(passed, event, self.book).holds(row) is True
            ]
            assert len(fitting) <= 1, (variable, event.kind)
        judged = judge(self.now, event, book=self.book)
        if not judged:
            expected = FactsError if judged.verdict is Verdict.NOT_KNOWN else TransitionRefused
            with pytest.raises(expected):
                apply(self.now, event, book=self.book)
            return
        outcome = apply(self.now, event, book=self.book)
        assert outcome == apply(self.now, event, book=self.book)
        # Time passes first.
        at_once = apply(passed, event, book=self.book)
        assert at_once.after == outcome.after
        self.check(outcome)
        self.check_event(passed, outcome)
        self.now = outcome.after

    def check(self, outcome: Outcome) -> None:
        """Check what holds over a step, whatever it was."""
        before, after = outcome.before, outcome.after
        kinds = {step.event.kind for step in outcome.steps}
        # N14: status and period of stay change with a delivery and never before.
        if (before.stay.status, before.stay.until) != (after.stay.status, after.stay.until):
            assert EventKind.RECEIVE_CARD in kinds
        # N15: nothing lengthens the My Number function by itself but a new card, a request or a reform.
        if _longer(before, after):
            follows = self.book not in (CURRENT, CURRENT.reading(Q3="no_duty", Q12="after_expiry"))
            assert follows or kinds & {EventKind.RECEIVE_CARD, EventKind.EXTEND_MY_NUMBER}
        for step in outcome.steps:
            assert step.before in type(step.before)
            assert step.cite
            # N19: the residence function never lapses because the My Number function did.
            if step.variable is Variable.RESIDENCE and step.after is FunctionState.LAPSED:
                assert step.event.kind in {
                    EventKind.STAY_END_PASSED,
                    EventKind.SPECIAL_PERIOD_END_PASSED,
                    EventKind.CARD_END_PASSED,
                }
            if isinstance(step.event, ClockEvent):
                assert step.event.kind in CLOCK
                assert before.on < step.event.on <= after.on
        # Duties never vanish but by what ends them.
        if not kinds - CLOCK and after.stay.state is before.stay.state:
            assert outcome.discharged == ()

    def check_event(self, passed: Situation, outcome: Outcome) -> None:
        """Check what holds over the step of one event, time having passed to its day."""
        after, event = outcome.after, outcome.event
        assert event is not None
        ended = DISCHARGES.get(event.kind, frozenset())
        if after.separate_card.state is SeparateCardState.RETURNED:
            ended |= RETURNED_SEPARATE
        gone = {one.kind for one in passed.obligations if one not in after.obligations}
        assert gone <= ended
        assert all(one.since <= event.on for one in after.obligations)
        filed = after.application.state is ApplicationState.FILED is not passed.application.state
        # I7: a specified card is for those whom the register records.
        assert not filed or after.register.state is RegisterState.RECORDED
        delivered = after.application.state is ApplicationState.DELIVERED is not passed.application.state
        if delivered:
            # I9, I3: only what was confirmed; the card before is replaced.
            confirmed = {ApplicationState.CONFIRMED, ApplicationState.MADE}
            assert passed.application.state in confirmed
            assert after.card.kind is CardKind.SPECIFIED_RESIDENCE_CARD
        if event.kind is EventKind.RECEIVE_CARD:
            assert after.card.state is HeldCardState.HELD
            assert after.card.issued_on == event.on

    @invariant()
    def values_fit_together(self) -> None:
        now = self.now
        residence, my_number = now.residence, now.my_number
        on_card = my_number.carrier is Carrier.ON_CARD
        # I1, N20: nothing lives on a specified card that lapsed.
        if on_card and residence.state is FunctionState.LAPSED:
            assert my_number.state not in MY_NUMBER_LIVE
            assert now.signing.state is not CertificateState.VALID
            assert now.authentication.state is not CertificateState.VALID
        if now.stay.state is StayState.NONE:
            assert residence.state not in LIVE
            assert now.special_period.state is SpecialPeriodState.NONE
        # I5: the function ends with the card, save for an extension into the special period ahead.
        if on_card and my_number.state in MY_NUMBER_LIVE and residence.state in LIVE:
            ends = [day for day in (residence.until, now.special_period.until) if isinstance(day, date)]
            if my_number.state is MyNumberState.VALID and ends and isinstance(my_number.until, date):
                assert my_number.until <= max(ends)
        # I6: certificates end with the function.
        for certificate in (now.signing, now.authentication):
            if certificate.state is CertificateState.VALID:
                assert my_number.state is not MyNumberState.LAPSED
                if isinstance(certificate.until, date) and isinstance(my_number.until, date):
                    assert certificate.until <= my_number.until
        if now.special_period.state is SpecialPeriodState.RUNNING:
            assert isinstance(now.stay.until, date)
            assert now.special_period.until is not None
            assert now.stay.until < now.on <= now.special_period.until
        # What is valid has not ended.
        for value in (residence, my_number):
            if value.state in LIVE and isinstance(value.until, date):
                assert value.until >= now.on
        # I4: two cards with the function only where a reform or the beginning says so.
        if (
            on_card
            and my_number.state in MY_NUMBER_LIVE
            and now.separate_card.state is SeparateCardState.HELD
        ):
            assert self.kept_separate

    @invariant()
    def it_can_be_told_and_kept(self) -> None:
        now = self.now
        again = Situation.of(now.facts(), on=now.on, book=self.book)
        assert (again.person, again.register) == (now.person, now.register)
        for duty in duties(now, on=now.on, book=self.book) if now.on < date(2028, 1, 1) else ():
            assert duty.text("ja") != duty.text("en")
        for lang in ("ja", "en"):
            assert now.residence.text(lang)
            assert now.my_number.text(lang)
            assert now.signing.text(lang)

    def teardown(self) -> None:
        if hasattr(self, "now"):
            assert from_json(to_json(self.now)) == self.now
            assert pickle.loads(pickle.dumps(self.now)) == self.now  # noqa: S301 - our own


def _longer(before: Situation, after: Situation) -> bool:
    """Tell whether a live function ends later than it did."""
    was, now = before.my_number, after.my_number
    both = was.state in MY_NUMBER_LIVE and now.state in MY_NUMBER_LIVE
    return both and isinstance(was.until, date) and isinstance(now.until, date) and now.until > was.until


TestLives = Lives.TestCase
TestLives.settings = settings(PLAIN, max_examples=50, stateful_step_count=25)


# Documents.

VALUES: list[Any] = [
    ENGINEER_FACTS,
    HOLDER_FACTS,
    engineer(),
    *T1,
    *live(engineer(), *T1),
    advance(engineer(), to=date(2027, 2, 1)),
]


def checked(value: Any) -> Any:
    """Return what is read back, once the document has the form that its schema says."""
    text = to_json(value)
    document = json.loads(text)
    schema(document["tokutei"].partition("/")[0]).validate(document)
    return from_json(text)


@cache
def schema(kind: str) -> Any:
    """Return what checks documents of a kind, formats of days included."""
    return jsonschema.Draft202012Validator(json_schema(kind), format_checker=jsonschema.FormatChecker())


def same(one: Any, other: Any) -> bool:
    """Tell whether two values are equal down to the types of their parts."""
    return repr(one) == repr(other) and one == other


@pytest.mark.parametrize("value", VALUES, ids=lambda value: type(value).__name__)
def test_documents_read_back_as_they_were(value: Any) -> None:
    assert same(checked(value), value)
    assert same(pickle.loads(pickle.dumps(value)), value)  # noqa: S301 - our own


@settings(PLAIN, max_examples=200)
@given(situations())
def test_any_situation_reads_back(situation: Situation) -> None:
    assert same(checked(situation), situation)


@settings(PLAIN, max_examples=200)
@given(any_events())
def test_every_event_reads_back(event: Event) -> None:
    assert same(checked(event), event)
    assert hash(checked(event)) == hash(event)
    assert event.text("ja") != event.text("en")


@settings(PLAIN, max_examples=100)
@given(st.data())
def test_drawn_facts_and_outcomes_read_back(data: st.DataObject) -> None:
    on = data.draw(STARTS)
    drawn = data.draw(facts(on))
    assert checked(drawn) == drawn
    outcome = advance(begun(drawn, on), to=on + 400 * DAY)
    assert same(checked(outcome), outcome)


def test_a_history_reads_back() -> None:
    history = History.begin(ENGINEER_FACTS, on=TODAY)
    for event in T1:
        history = history.learn(event, learnt_on=event.on).history
    again = checked(history)
    assert again == history
    again.verify()
    assert again.at(date(2026, 11, 20)) == history.at(date(2026, 11, 20))
    assert FILE in [entry.event for entry in again.entries]
    assert pickle.loads(pickle.dumps(history)) == history  # noqa: S301 - our own


def test_what_has_no_document_says_so() -> None:
    from tokutei.errors import DocumentError  # noqa: PLC0415

    with pytest.raises(DocumentError, match="Judgement"):
        to_json(judge(engineer(), FILE))
