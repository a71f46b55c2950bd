"""A plan while it is made: each step is judged and applied before the next one is thought of."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from tokutei.calendar import days_after
from tokutei.errors import NotInForceError, OutOfTableError, PeriodError
from tokutei.law import Citation, Judgement, Reason, Verdict
from tokutei.lifecycle import ClockEvent, Event, Outcome, Situation, Variable, advance, apply, judge
from tokutei.lifecycle.law import stay_without_status_end
from tokutei.lifecycle.rows import art
from tokutei.lifecycle.states import AgeState, FunctionState, MyNumberState, StayState
from tokutei.lifecycle.tables import LEADS
from tokutei.procedures.goals import Estimates, Goal
from tokutei.procedures.plans.particulars import Asked, Particulars, particulars
from tokutei.procedures.plans.plan_words import Actor, StepKind
from tokutei.procedures.plans.planned import OnlineOption, Step
from tokutei.rules.rulebook import Rulebook
from tokutei.rules.statuses.periods import period_options
from tokutei.rules.windows import LATENESS, lateness
from tokutei.vocabulary import Channel, ProcedureKind, StatusOfResidence, Window

__all__ = ["Draft", "no_answer", "open_day_before"]

_DAY: Final = timedelta(days=1)
_ENDS: Final = {
    Variable.STAY: StayState.NONE,
    Variable.RESIDENCE: FunctionState.LAPSED,
    Variable.MY_NUMBER: MyNumberState.LAPSED,
}
"""What no time may bring while a plan is carried out."""
_GRANTING: Final = frozenset({ProcedureKind.EXTENSION_OF_STAY, ProcedureKind.CHANGE_OF_STATUS})
_CHILDREN: Final = frozenset({AgeState.UNDER_1, AgeState.FROM_1})


def no_answer(error: NotInForceError | OutOfTableError | PeriodError) -> Judgement:
    """Return the judgement that the law of some day is not known."""
    if isinstance(error, PeriodError):
        reason = Reason(error.reason)
    elif isinstance(error, NotInForceError):
        day = {"rule": error.rule, "day": error.day, "first": error.first_day}
        reason = Reason("not_in_force", (), day)
    else:
        table = {"table": error.table, "day": error.day, "first": error.first, "last": error.last}
        reason = Reason("out_of_table", (), table)
    return Judgement(Verdict.NOT_KNOWN, (reason,))


def open_day_before(day: date, window: Window, book: Rulebook) -> date:
    """Return the last day up to a day, that day included, on which an office is open."""
    closed = book.closed(window)
    while closed.is_closed(day):
        day -= _DAY
    return day


def _basis(outcome: Outcome, event: Event) -> tuple[Citation, ...]:
    """Return the provisions of what the event is about, without those of all that it brings besides."""
    lead = LEADS.get(event.kind)
    own = [step for step in outcome.steps if step.event == event]
    leading = [step for step in own if step.variable is lead] or own
    return tuple(dict.fromkeys(cite for step in leading for cite in step.cite))


class Draft:
    """Where somebody comes to step by step; nothing more is added once a step is refused."""

    def __init__(
        self,
        situation: Situation,
        goal: Goal,
        *,
        on: date,
        estimates: Estimates,
        book: Rulebook,
        first_on: date | None = None,
    ) -> None:
        """Begin on a day.

        Args:
            situation: where somebody stands on the day or before.
            goal: what is wanted.
            on: the first day on which anything is done.
            estimates: how long things take.
            book: the law.
            first_on: the day to try for the step that matters, which then gets no particulars.
        """
        self.start = situation
        self.now = advance(situation, to=on, book=book).after if on > situation.on else situation
        self.goal = goal
        self.estimates = estimates
        self.book = book
        self.at = max(on, situation.on)
        """The earliest day for the next step."""
        self.known = True
        """Whether that day is the day planned, or only the earliest one."""
        self.why: tuple[Reason, ...] = ()
        """Why it is not known."""
        self.steps: list[Step] = []
        self.refused: Judgement | None = None
        self.missing: tuple[str, ...] = ()
        self.carried_through = False
        """Whether everything else has been planned, although what was refused keeps the goal from being reached."""
        self.reached = False
        self.ended = False
        """Whether stay, residence card or My Number function ended by time while the plan was carried out."""
        self.untold: tuple[str, ...] = ()
        """Names of the facts without which it cannot be told whether the My Number function is extended."""
        self.first_on = first_on
        self.matters: int | None = None
        """The place of the step whose latest safe day is looked for."""

    @property
    def trying(self) -> bool:
        """Whether only a day is tried, so that offices, papers and fees are of no interest."""
        return self.first_on is not None

    @property
    def goes_on(self) -> bool:
        """Whether nothing has been refused and no fact is missing."""
        return self.refused is None and not self.missing

    @property
    def holder(self) -> Actor:
        """Who acts for the holder: somebody else before the sixteenth birthday."""
        return Actor.REPRESENTATIVE if self.now.age.state in _CHILDREN else Actor.HOLDER

    @property
    def special(self) -> bool:
        """Whether it is about a special permanent resident, for whom other provisions say the same."""
        return self.now.stay.state is StayState.SPECIAL_PERMANENT

    def lacks(self, *names: str) -> None:
        """Say which facts are missing; the plan ends here."""
        self.missing = tuple(dict.fromkeys((*self.missing, *names)))

    def refuse(self, code: str, cites: Iterable[Citation] = (), *instead: Reason) -> None:
        """Say that the goal cannot be reached this way, why, and what would work."""
        if self.refused is None:
            self.refused = Judgement(Verdict.REFUSED, (Reason(code, tuple(cites)),), instead=instead)

    def wait(self, days: int | None, what: Reason) -> None:
        """Let an estimated time pass; where it was not estimated, no later day is known."""
        if days is None:
            self.known = False
            self.why = tuple(dict.fromkeys((*self.why, what)))
        else:
            self.at = days_after(self.at, days)

    def decision_days(self, procedure: ProcedureKind) -> None:
        """Let the time pass that a decision takes."""
        days = self.estimates.decision_days.get(procedure)
        self.wait(days, Reason("plan.decision_not_estimated", (), {"procedure": procedure}))

    def card_days(self) -> None:
        """Let the time pass that a specified card takes."""
        self.wait(self.estimates.card_days, Reason("plan.card_not_estimated"))

    def open(self, window: Window) -> None:
        """Go on to the next day on which an office is open."""
        self.at = self.book.closed(window).not_before(self.at).value

    def fix(self, day: date) -> None:
        """Go on to a day that the caller named: it is known whatever came before, unless that lies later."""
        if day >= self.at:
            self.at, self.known, self.why = day, True, ()

    def first(self, window: Window | None) -> None:
        """Mark the next step as the one whose latest safe day matters, and go to the day tried for it."""
        self.matters = len(self.steps)
        if self.first_on is not None:
            self.at = max(self.at, self.first_on)
        if window is not None:
            self.open(window)

    def judged(self, event: Event) -> Judgement:
        """Return whether an event can happen now."""
        return judge(self.now, event, book=self.book)

    def take(
        self,
        event: Event,
        actor: Actor | None = None,
        *,
        kind: StepKind | None = None,
        window: Window | None = None,
        procedure: ProcedureKind | None = None,
        municipality: str | None = None,
        channel: Channel | None = None,
        due_on: date | None = None,
        day: date | None = None,
        specified: bool = False,
        together: tuple[Reason, ...] = (),
        ask_at_counter: tuple[Reason, ...] = (),
        not_by_itself: tuple[Reason, ...] = (),
        only_if: Reason | None = None,
        online: OnlineOption | None = None,
        basis: tuple[Citation, ...] = (),
        same_day: ProcedureKind | None = None,
        at_latest: bool = False,
        office_for: ProcedureKind | None = None,
    ) -> Outcome | None:
        """Add a step that is an event, if it is allowed; return what it brings."""
        if not self.goes_on:
            return None
        judgement = self.judged(event)
        if not judgement:
            self.refused = judgement
            self.missing = judgement.missing
            return None
        found = Particulars()
        if not self.trying and (window or procedure):
            asked = Asked(
                on=event.on,
                window=window,
                procedure=procedure,
                office_for=office_for,
                municipality=municipality,
                specified=specified,
                certificates=getattr(event, "certificates", None),
                target=getattr(event, "target", None),
                channel=channel,
                months=self.estimates.stay_months,
                days=self._days_of_stay(event),
                same_day=same_day,
            )
            found = particulars(self.now, asked, book=self.book)
        outcome = apply(self.now, event, book=self.book)
        self._note_ends(outcome)
        self.now = outcome.after
        self.steps.append(
            Step(
                kind=kind or StepKind(event.kind.value),
                actor=actor or self.holder,
                event=event,
                day=(day or event.on) if self.known else None,
                at_latest=at_latest,
                earliest=day or event.on,
                due_on=due_on,
                late=self._late(procedure, due_on, day or event.on),
                not_known=() if self.known else self.why,
                channel=channel,
                office=found.office,
                papers=found.papers,
                fee=found.fee,
                missing=found.missing,
                together=together,
                ask_at_counter=ask_at_counter,
                not_by_itself=not_by_itself,
                only_if=only_if,
                online=online,
                basis=basis or _basis(outcome, event),
                open_questions=(*outcome.open_questions, *found.open_questions),
            )
        )
        return outcome

    def _late(self, procedure: ProcedureKind | None, due_on: date | None, day: date) -> tuple[Reason, ...]:
        """Return what comes of doing something after its last day, where that is known."""
        if procedure is None or due_on is None or day <= due_on or procedure not in LATENESS:
            return ()
        found = lateness(procedure, on=day, book=self.book)
        if procedure is ProcedureKind.ACQUISITION_OF_STATUS and self.goal.child_born_on is not None:
            told = {"until": stay_without_status_end(self.goal.child_born_on, self.book)}
            return (Reason("plan.late_acquisition", art("22-2:1", "24::7"), told),)
        return (Reason(f"plan.late_{found.value}", found.basis),)

    def longest_stay(self, status: StatusOfResidence, on: date) -> tuple[int, int] | None:
        """Return the longest period of the table in months and days; ``None`` where none is listed."""
        try:
            rows = period_options(status, on=on, book=self.book).value
        except NotInForceError:
            return None
        listed = [length for row in rows for length in row.listed]
        best = max(listed, key=lambda length: length.rank, default=None)
        return (best.months, best.days) if best else None

    def _days_of_stay(self, event: Event) -> int | None:
        """Return the days that an extension or a change would grant, where the table counts in days."""
        status = getattr(event, "target", None) or self.now.stay.status
        if event.procedure not in _GRANTING or not isinstance(status, StatusOfResidence):
            return None
        longest = self.longest_stay(status, event.on)
        return longest[1] if longest is not None and longest[0] == 0 else None

    def _note_ends(self, outcome: Outcome) -> None:
        self.ended = self.ended or any(
            isinstance(step.event, ClockEvent) and _ENDS.get(step.variable) is step.after
            for step in outcome.steps
        )

    def add(self, step: Step, *, undated: bool = False) -> None:
        """Add a step that no life follows; an undated one waits for something that may be on any day."""
        if not self.goes_on:
            return
        if undated:
            self.steps.append(step)
            return
        dated = {"day": self.at} if self.known else {"not_known": self.why}
        self.steps.append(replace(step, earliest=self.at, **dated))

    def amend(self, place: int, **changes: object) -> None:
        """Change what a step says besides its event."""
        self.steps[place] = replace(self.steps[place], **changes)  # type: ignore[arg-type]
