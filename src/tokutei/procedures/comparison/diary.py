"""The record of a course as it is lived: every step through the tables, and what is counted of them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Final, Literal

from tokutei.calendar import age_on
from tokutei.errors import FactsError, NotInForceError, OutOfTableError, TransitionRefused, UnknownTermError
from tokutei.law import Answer, Citation, Reason
from tokutei.lifecycle import Bearer, Event, Outcome, Situation, Variable, advance, apply
from tokutei.lifecycle.states import FunctionState, MyNumberState, StayState
from tokutei.models import UNKNOWN
from tokutei.procedures.comparison.courses import (
    Course,
    CourseStep,
    FeePart,
    FiledThrough,
    LivedCourse,
    Stop,
    Visit,
)
from tokutei.procedures.goals import Estimates
from tokutei.rules import fees, representation
from tokutei.rules.rulebook import Rulebook
from tokutei.rules.values import Yen
from tokutei.vocabulary import Channel, ProcedureKind, StatusOfResidence, Window
from tokutei.vocabulary.cards import CERTIFICATES, SPECIFIED_CARDS

__all__ = ["Diary", "Halted", "told"]

_DAY: Final = timedelta(days=1)
_LIVE: Final = frozenset({MyNumberState.VALID, MyNumberState.EXTENDED})


class Halted(Exception):  # noqa: N818 - it never leaves the floor
    """The course goes no further; it is caught where the course is lived."""

    def __init__(self, stop: Stop) -> None:
        super().__init__()
        self.stop = stop


def told(value: object) -> date | None:
    """Return a day that is known; ``None`` for one that is not, or where there is none."""
    return value if isinstance(value, date) else None


class Diary:
    """What has happened so far; it goes forward only. Not shared and not kept: only :meth:`closed` is."""

    def __init__(
        self, course: Course, start: Situation, until: date, estimates: Estimates, book: Rulebook
    ) -> None:
        self.course, self.start, self.now = course, start, start
        self.until, self.estimates, self.book = until, estimates, book
        self.steps: list[CourseStep] = []
        self.filings: list[FiledThrough] = []
        self.fee_parts: list[FeePart] = []
        self.missing: dict[str, None] = {}
        self.waited = False
        self._ended: tuple[Citation, ...] = ()
        self._states: list[tuple[date, MyNumberState]] = [(start.on, start.my_number.state)]

    def do(
        self,
        event: Event,
        *,
        window: Window | None = None,
        channel: Channel | None = None,
        who: Bearer | None = None,
    ) -> Outcome:
        """Let something happen; where the tables refuse it or cannot tell, the course halts."""
        try:
            outcome = apply(self.now, event, book=self.book)
        except TransitionRefused as refused:
            reasons = tuple(one for one in refused.reasons if isinstance(one, Reason))
            missing: tuple[str, ...] = ()
        except FactsError as error:
            reasons = tuple(one for one in error.contradictions if isinstance(one, Reason))
            missing = error.missing
        else:
            self._note(outcome)
            self.steps.append(CourseStep(on=event.on, event=event, window=window, channel=channel, who=who))
            return outcome
        raise Halted(Stop(on=event.on, reasons=reasons, missing=missing))

    def pass_to(self, day: date) -> None:
        """Let time pass to a day; where the residence card ends on the way, the course halts."""
        if day > self.now.on:
            self._note(advance(self.now, to=day, book=self.book))
        # Of a stay that ended the tables themselves say that nothing more can be filed or received.
        here = self.now.stay.state in {StayState.MID_LONG, StayState.SPECIAL_PERMANENT}
        if here and self.now.residence.state is FunctionState.LAPSED:
            ended = self.now.residence.lapsed_on or day
            raise Halted(Stop(on=ended, reasons=(Reason("comparing.card_ended", self._ended),)))

    def _note(self, outcome: Outcome) -> None:
        self.now = outcome.after
        for step in outcome.steps:
            if step.variable is Variable.RESIDENCE and step.after == FunctionState.LAPSED:
                self._ended = step.cite
        self._states += (
            (step.event.on, MyNumberState(step.after.value))
            for step in outcome.steps
            if step.variable is Variable.MY_NUMBER
        )

    def need(self, *names: str) -> None:
        """Halt because estimates are missing."""
        raise Halted(Stop(on=self.now.on, missing=names))

    def who_goes(
        self, act: Literal["file", "receive"], procedure: ProcedureKind, *, specified: bool
    ) -> Bearer | None:
        """Return who has to go for an act; ``None`` where no provision says it.

        Whoever has to file the procedure files the application for a specified card that goes with it.
        """
        found = [self._duty(act, procedure, specified=with_it) for with_it in {False, specified}]
        if all(duty is None for duty in found):
            return None
        return Bearer.REPRESENTATIVE if any(found) else Bearer.HOLDER

    def _duty(
        self, act: Literal["file", "receive"], procedure: ProcedureKind, *, specified: bool
    ) -> bool | None:
        """Return whether somebody else is obliged to do an act; ``None`` where no provision says who does it."""
        on, status = self.now.on, self.now.stay.status
        facts = representation.RepresentationFacts(
            act=act,
            procedure=procedure,
            with_specified=specified,
            # A visit is being made: what came by post would bring none.
            channel=Channel.COUNTER,
            holder_age=age_on(self.now.person.born, on),
            holder_condition="healthy",
            status=status if isinstance(status, StatusOfResidence) else None,
        )
        try:
            return bool(representation.answer(facts, on=on, book=self.book).value.duty)
        except (FactsError, NotInForceError):
            return None

    def charge(
        self,
        procedure: ProcedureKind,
        *,
        on: date,
        filed_on: date,
        channel: Channel = Channel.COUNTER,
        specified: bool = False,
        months: int | None = None,
        held: Situation | None = None,
    ) -> None:
        """Note what something costs, as far as the tables of fees tell."""
        before = held or self.now
        had = before.card.had_specified
        live = before.my_number.state in _LIVE
        circumstances = fees.Circumstances(
            mn_lapse_reason=fees.MyNumberLapse.NONE if live else None, no_space_left=False, in_register=True
        )
        fee: Answer[Yen] | None = None
        missing: tuple[str, ...] = ()
        try:
            fee = fees.fee_due(
                procedure,
                channel=channel,
                accepted_on=filed_on,
                specified=specified,
                granted_months=months,
                held_card_issued_on=told(before.card.issued_on),
                had_specified_card=None if had is UNKNOWN else bool(had),
                circumstances=circumstances,
                book=self.book,
            )
        except FactsError as error:
            missing = error.missing
        except (UnknownTermError, NotInForceError):
            pass
        self.fee_parts.append(FeePart(on=on, procedure=procedure, fee=fee, missing=missing))

    def open_day(self, window: Window, day: date) -> date:
        """Return the first day, today or later, from a day on, on which an office is open.

        A day that no table covers lies beyond the horizon and is returned as it is.
        """
        day, closed = max(day, self.now.on), self.book.closed(window)
        try:
            return closed.not_before(day).value
        except OutOfTableError:
            return max(day, closed.last + _DAY)

    def last_open_day(self, window: Window, day: date) -> date | None:
        """Return the last day up to a day on which an office is open; ``None`` when it has passed."""
        closed = self.book.closed(window)
        if day > closed.last:
            return day
        while day >= self.now.on and closed.is_closed(day):
            day -= _DAY
        return day if day >= self.now.on else None

    @property
    def wants_specified(self) -> bool:
        """Whether it is the course with the specified card."""
        return self.course is Course.SPECIFIED_CARD

    @property
    def holds_specified(self) -> bool:
        """Whether the card in hand is a specified one."""
        return self.now.card.kind in SPECIFIED_CARDS

    @property
    def in_use(self) -> bool:
        """Whether the My Number function has effect."""
        return self.now.my_number.state in _LIVE

    @property
    def special(self) -> bool:
        """Whether it is the life of a special permanent resident."""
        return self.now.card.kind in CERTIFICATES

    def closed(self, stop: Stop | None) -> LivedCourse:
        """Return the course with its counts."""
        visits = self._visits()
        hours = self.estimates.hours_per_visit
        if hours is None:
            self.missing["hours_per_visit"] = None
        dead, told_dead = self._dead_days(), "separate_card_days" not in self.missing
        if stop is not None:
            self.missing |= dict.fromkeys(stop.missing)
        elif dead is None:
            self.missing["my_number_valid_until"] = None
        for part in self.fee_parts:
            self.missing |= dict.fromkeys(part.missing)
        whole = stop is None and told_dead
        return LivedCourse(
            course=self.course,
            start=self.start,
            end=self.now,
            until=self.until,
            steps=tuple(self.steps),
            filings=tuple(self.filings),
            fee_parts=tuple(self.fee_parts),
            visits=visits if whole else None,
            hours=len(visits) * hours if whole and hours is not None else None,
            dead_days=dead if whole else None,
            fees=_sum(part.fee for part in self.fee_parts) if stop is None else None,
            stop=stop,
            missing=tuple(self.missing),
            waited=self.waited,
        )

    def _visits(self) -> tuple[Visit, ...]:
        found: dict[tuple[date, Window], Bearer | None] = {}
        for step in self.steps:
            if step.window is not None:
                key = (step.on, step.window)
                found[key] = found.get(key) or step.who
        return tuple(Visit(on, window, who) for (on, window), who in found.items())

    def _dead_days(self) -> int | None:
        """Return on how many days no function had effect at the day's end; ``None`` if that is not known."""
        last = dict(self._states)  # the last state of a day is that at its end
        days = sorted(last)
        dead = 0
        for day, following in zip(days, [*days[1:], self.until + _DAY], strict=True):
            if last[day] is MyNumberState.UNKNOWN:
                return None
            dead += 0 if last[day] in _LIVE else (following - day).days
        return dead


def _sum(parts: Iterable[Answer[Yen] | None]) -> Answer[Yen]:
    """Return the sum of the fees that are known, which rests on all that they rest on."""
    known = [part for part in parts if part is not None]
    grounds = tuple(dict.fromkeys(ground for part in known for ground in part.grounds))
    questions = tuple(dict.fromkeys(one for part in known for one in part.open_questions))
    return Answer(Yen(sum(part.value for part in known)), grounds, questions)
