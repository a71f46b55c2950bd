"""Whole lives: drawn people of every kind, drawn events most of which can happen, and all that must hold."""

from __future__ import annotations

import pickle
from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import HealthCheck, reject, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from tests.lifecycle.drawn import BOOKS, STARTS, events, facts, newcomers, special_residents
from tests.lifecycle.drawn_events import pick
from tests.lifecycle.scenes import check_scene, office_step, passing, possible
from tokutei.errors import FactsError, TransitionRefused
from tokutei.law import Verdict
from tokutei.lifecycle import (
    Event,
    EventKind,
    Outcome,
    ReceiveCard,
    Situation,
    advance,
    apply,
    duties,
    judge,
)
from tokutei.lifecycle.clock import next_event
from tokutei.lifecycle.duty_terms import DISCHARGES, ENDED_WITH_STAY, RETURNED_SEPARATE, TERMS
from tokutei.lifecycle.engine import _step
from tokutei.lifecycle.events import CLOCK_KINDS, ClockEvent
from tokutei.lifecycle.promises import broken, broken_in
from tokutei.lifecycle.scene import Scene
from tokutei.lifecycle.states import (
    CertificateState,
    FunctionState,
    HeldCardState,
    MainState,
    RegisterState,
    SeparateCardState,
    SpecialPeriodState,
    StayState,
)
from tokutei.lifecycle.tables.making import FILINGS, LIVE, MY_NUMBER_LIVE
from tokutei.models import from_json, to_json
from tokutei.rules import Rulebook

DAY = timedelta(days=1)
PLAIN = settings(deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))


class Lives(RuleBasedStateMachine):
    """One life: offices act, the holder files and moves, time passes; what must hold holds all along."""

    book: Rulebook
    now: Situation

    def start(self, drawn: st.SearchStrategy, on: date, data: st.DataObject, book: Rulebook) -> None:
        """Begin a life, or draw again where the facts contradict each other."""
        self.book = book
        try:
            self.now = Situation.of(data.draw(drawn), on=on, book=book)
        except FactsError:
            reject()

    @initialize(data=st.data(), on=STARTS, book=BOOKS, complete=st.booleans())
    def begin(self, data: st.DataObject, on: date, book: Rulebook, complete: bool) -> None:
        self.start(facts(on, complete=complete), on, data, book)

    @rule(data=st.data())
    def anything(self, data: st.DataObject) -> None:
        self.happen(data.draw(events(self.now.on)))

    @rule(seed=st.integers(0, 2**32), ends=st.integers(0, 30), days=st.sampled_from((0, 3, 40)))
    def something_possible(self, seed: int, ends: int, days: int) -> None:
        random = Random(seed)
        kinds = possible(self.now, ends=ends == 30)
        for _ in range(20):
            if self.happen(pick(random.choice(kinds), self.now.on, random, days)):
                return

    @rule(data=st.data(), days=st.integers(0, 15))
    @precondition(lambda self: self.now.main.state in {MainState.FILED, MainState.DECIDED})
    def office_acts(self, data: st.DataObject, days: int) -> None:
        event = office_step(self.now, days, granted=data.draw(st.integers(25, 1800)))
        if event:
            if isinstance(event, ReceiveCard):
                event = event.at(my_number_card_returned=data.draw(st.sampled_from((True, True, None))))
            self.happen(event)

    @rule(days=st.sampled_from((1, 7, 20, 60, 90, 200, 200, 800)))
    def time_passes(self, days: int) -> None:
        before = self.now
        to = before.on + days * DAY
        for scene, after in passing(before, to, self.book):
            check_scene(scene, after)
        outcome = advance(before, to=to, book=self.book)
        half = advance(before, to=before.on + days // 2 * DAY, book=self.book)
        rest = advance(half.after, to=to, book=self.book)
        assert (rest.after, half.steps + rest.steps) == (outcome.after, outcome.steps)
        self.check(outcome)
        self.now = outcome.after

    def happen(self, event: Event) -> bool:
        """Let an event happen where it can; tell whether it did."""
        kept = pickle.dumps(self.now)
        judged = judge(self.now, event, book=self.book)
        if not judged:
            expected = FactsError if judged.verdict is Verdict.NOT_KNOWN else TransitionRefused
            with pytest.raises(expected):
                apply(self.now, event, book=self.book)
            assert pickle.loads(kept) == self.now  # noqa: S301 - our own
            return False
        for scene, after in passing(self.now, event.on, self.book):
            check_scene(scene, after)
        outcome = apply(self.now, event, book=self.book)
        assert pickle.loads(kept) == outcome.before == self.now  # noqa: S301 - our own
        # Time passes first.
        passed = advance(self.now, to=event.on, book=self.book).after
        at_once = apply(passed, event, book=self.book)
        assert at_once.after == outcome.after
        scene = Scene(passed, event, self.book)
        check_scene(scene, _step(scene)[0])
        assert next_event(outcome.after, event.on) is None
        self.check(outcome)
        self.check_event(passed, outcome)
        self.now = outcome.after
        return True

    def check(self, outcome: Outcome) -> None:
        """Check what holds over a step, whatever it was."""
        before, after = outcome.before, outcome.after
        assert broken(outcome, book=self.book) == ()
        assert broken_in(after) == ()
        kinds = {step.event.kind for step in outcome.steps}
        for step in outcome.steps:
            assert step.before in type(step.before)
            assert step.cite
            if isinstance(step.event, ClockEvent):
                assert step.event.kind in CLOCK_KINDS
                assert before.on < step.event.on <= after.on or outcome.event is not None
        # Duties never vanish but by what ends them.
        if not kinds - CLOCK_KINDS and after.stay.state is before.stay.state:
            ended = frozenset().union(*(DISCHARGES.get(kind, frozenset()) for kind in kinds))
            assert {one.kind for one in outcome.discharged} <= ended
        assert {one.kind for one in after.obligations} <= set(TERMS)

    def check_event(self, passed: Situation, outcome: Outcome) -> None:
        """Check what holds over the step of one event, time having passed to its day."""
        after, event = outcome.after, outcome.event
        assert event is not None
        ended = DISCHARGES.get(event.kind, frozenset())
        if after.separate_card.state is SeparateCardState.RETURNED:
            ended |= RETURNED_SEPARATE
        if after.stay.state is not passed.stay.state:
            ended |= ENDED_WITH_STAY.get(after.stay.state, frozenset())
        gone = {one.kind for one in passed.obligations if one not in after.obligations}
        assert gone <= ended
        assert all(one.since <= event.on for one in after.obligations)
        if passed.stay.state in {StayState.DECEASED, StayState.JAPANESE}:
            assert event.kind not in FILINGS
            assert after.stay.state in {StayState.DECEASED, passed.stay.state}
        if event.kind is EventKind.RECEIVE_CARD:
            assert after.card.state is HeldCardState.HELD
            assert after.card.issued_on == event.on

    @invariant()
    def values_fit_together(self) -> None:
        now = self.now
        residence, my_number = now.residence, now.my_number
        assert next_event(now, now.on) is None
        if now.stay.state in {StayState.NONE, StayState.DECEASED, StayState.JAPANESE}:
            assert residence.state not in LIVE
            assert now.special_period.state is SpecialPeriodState.NONE
        if now.special_period.state is SpecialPeriodState.RUNNING:
            assert isinstance(now.stay.until, date)
            assert now.special_period.until is not None
            assert now.stay.until < now.on <= now.special_period.until
        # What is valid has not ended.
        for value in (residence, my_number):
            if value.state in {*LIVE, *MY_NUMBER_LIVE} and isinstance(value.until, date):
                assert value.until >= now.on
        for one in (now.signing, now.authentication, now.mobile):
            if one.state is CertificateState.VALID and isinstance(one.until, date):
                assert one.until >= now.on
        if residence.state is FunctionState.EXTENDED_SPECIAL:
            assert now.special_period.state is SpecialPeriodState.RUNNING

    @invariant()
    def it_can_be_told_and_kept(self) -> None:
        now = self.now
        told = now.facts()
        try:
            again = Situation.of(told, on=now.on, book=self.book)
        except FactsError:
            pass  # the cards alone would contradict each other
        else:
            assert again.person == now.person
            recorded = now.register.state is RegisterState.RECORDED
            assert (again.register.state is RegisterState.RECORDED) is recorded
            if recorded:
                assert again.register.municipality == now.register.municipality
        for duty in duties(now, on=now.on, book=self.book) if now.on < date(2028, 1, 1) else ():
            assert duty.text("ja") != duty.text("en")
        for lang in ("ja", "en"):
            assert now.residence.text(lang)
            assert now.my_number.text(lang)
            assert now.signing.text(lang)
        assert from_json(to_json(now)) == now


class SpecialLives(Lives):
    """The lives of special permanent residents."""

    @initialize(data=st.data(), on=STARTS, book=BOOKS, complete=st.booleans())
    def begin(self, data: st.DataObject, on: date, book: Rulebook, complete: bool) -> None:
        self.start(special_residents(on, complete=complete), on, data, book)


class NewLives(Lives):
    """The lives of those who have no card yet: who land, are born here, or visit."""

    @initialize(data=st.data(), on=STARTS, book=BOOKS, complete=st.booleans())
    def begin(self, data: st.DataObject, on: date, book: Rulebook, complete: bool) -> None:
        del complete
        self.start(newcomers(on), on, data, book)


LONG = settings(PLAIN, max_examples=12, stateful_step_count=50)
TestLives = Lives.TestCase
TestLives.settings = LONG
TestSpecialLives = SpecialLives.TestCase
TestSpecialLives.settings = LONG
TestNewLives = NewLives.TestCase
TestNewLives.settings = LONG
