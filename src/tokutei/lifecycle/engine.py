"""How a life moves: judge an event, apply it, let time pass. Pure functions over the tables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType
from typing import Final

from tokutei.calendar import japan_day
from tokutei.errors import (
    FactsError,
    NotInForceError,
    OutOfTableError,
    PeriodError,
    TransitionRefused,
    UnknownTermError,
)
from tokutei.law import Citation, Evidence, Judgement, OpenQuestion, Reason, Verdict
from tokutei.lifecycle.advice import Advice, advice, open_questions
from tokutei.lifecycle.arguments import demand, misfits
from tokutei.lifecycle.changed import changed
from tokutei.lifecycle.clock import ENDING_KINDS, next_event
from tokutei.lifecycle.duty_words import DutyKind
from tokutei.lifecycle.effects import EFFECTS
from tokutei.lifecycle.events import ClockEvent, Event, EventKind, ReportLoss
from tokutei.lifecycle.guards import Missing
from tokutei.lifecycle.limits import not_modelled
from tokutei.lifecycle.owed import owed_after
from tokutei.lifecycle.refusals import refusals_of
from tokutei.lifecycle.rows import Row
from tokutei.lifecycle.scene import Scene
from tokutei.lifecycle.situation import (
    Certificate,
    MyNumberFunction,
    Obligation,
    ResidenceFunction,
    Situation,
)
from tokutei.lifecycle.start import FIRST_DAY
from tokutei.lifecycle.states import STATES, State, Variable
from tokutei.lifecycle.tables import LEADS, TABLES, rows_of, touched_by
from tokutei.models import UNKNOWN
from tokutei.rules.rulebook import CURRENT, Rulebook

__all__ = ["Outcome", "Step", "advance", "apply", "judge", "rows_for"]

_DAY: Final = timedelta(days=1)

_ENDING: Final = (ResidenceFunction, MyNumberFunction, Certificate)
"""The values that have a last day, which is not known either when their state is not."""

_TELLS: Final[Mapping[Variable, str]] = MappingProxyType(
    {
        Variable.STAY: "status",
        Variable.REGISTER: "municipality",
        Variable.PRESENCE: "presence",
        Variable.CARD: "card",
        Variable.CONDITION: "card",
        Variable.RESIDENCE: "card_valid_until",
        Variable.OTHER_ACTIVITY: "other_activity_permission",
        Variable.AGE: "born",
        Variable.MY_NUMBER: "my_number_valid_until",
        Variable.MAIN: "pending",
        Variable.APPLICATION: "pending",
        Variable.SEPARATE_CARD: "has_my_number_card",
        Variable.MOBILE: "signing_certificate_until",
    }
)
"""The fact that tells the value of a variable, for those that an event can need."""


@dataclass(frozen=True, slots=True)
class Step:
    """One row that was used, the event that used it, and what the variable became."""

    event: Event
    variable: Variable
    before: State
    after: State
    cite: tuple[Citation, ...]
    evidence: Evidence

    def __post_init__(self) -> None:
        # Values of different variables are written alike; the variable says which one is meant.
        values = STATES[self.variable]
        if type(self.before) is not values or type(self.after) is not values:
            object.__setattr__(self, "before", values(self.before))
            object.__setattr__(self, "after", values(self.after))


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a situation, and why."""

    before: Situation
    after: Situation
    event: Event | None
    """The event applied; ``None`` when only time passed."""
    steps: tuple[Step, ...] = ()
    """Every row used in order: those of the clock, the event's own, those of what it tells to have ended."""
    arisen: tuple[Obligation, ...] = ()
    """Duties that arose and are still open."""
    discharged: tuple[Obligation, ...] = ()
    """Duties that were open before and are not any more."""
    warnings: tuple[Advice, ...] = ()
    """What is worth knowing although nothing was refused."""
    open_questions: tuple[OpenQuestion, ...] = ()
    """What the law leaves open in this outcome, with the readings used."""

    @property
    def basis(self) -> tuple[Citation, ...]:
        """The provisions of all steps, each once."""
        return tuple(dict.fromkeys(cite for step in self.steps for cite in step.cite))

    @property
    def evidence(self) -> Evidence:
        """The weakest evidence of all steps."""
        return Evidence.weakest(step.evidence for step in self.steps)


def rows_for(variable: Variable, state: State, event: EventKind) -> tuple[Row, ...]:
    """Return the rows among which day and guards choose.

    Raises:
        TransitionRefused: the event has no row in this state; the error names what has.
        UnknownTermError: there is no such variable, event or value of the variable.

    Example:
        >>> from tokutei.lifecycle.states import MainState
        >>> {row.target.value for row in rows_for(Variable.MAIN, MainState.NONE, EventKind.FILE_EXTENSION)}
        {'filed'}
    """
    for vocabulary, word in ((Variable, variable), (EventKind, event)):
        if not isinstance(word, vocabulary):
            raise UnknownTermError(vocabulary.__name__, word, tuple(known.value for known in vocabulary))
    states = STATES[variable]
    if state not in tuple(states):
        raise UnknownTermError(states.__name__, state, tuple(known.value for known in states))
    rows = rows_of(variable, state, event)
    if rows:
        return rows
    raise TransitionRefused(event, (_no_row(variable, state, event),))


def _no_row(variable: Variable, state: State, event: EventKind) -> Reason:
    possible = tuple(dict.fromkeys(row.event for row in TABLES[variable] if row.source == state))
    parameters = {"event": event, "variable": variable, "state": state, "possible": possible}
    return Reason("no_row" if possible else "no_row_at_all", (), parameters)


def _no_answer(error: NotInForceError | OutOfTableError | PeriodError) -> Reason:
    """Return why the law has no answer for that day."""
    if isinstance(error, PeriodError):
        return Reason(error.reason)
    if isinstance(error, NotInForceError):
        return Reason("not_in_force", (), {"rule": error.rule, "day": error.day, "first": error.first_day})
    parameters = {"table": error.table, "day": error.day, "first": error.first, "last": error.last}
    return Reason("out_of_table", (), parameters)


def judge(situation: Situation, event: Event, *, book: Rulebook = CURRENT) -> Judgement:
    """Return whether an event can happen in a situation, why not, and what would work.

    Time first passes to the day of the event. The judgement never raises: a fact that is missing, a rule
    of which no version for that day is known, or an argument of another kind makes it ``NOT_KNOWN``.
    """
    if unfit := misfits(situation=situation, event=event, book=book):
        return Judgement(Verdict.NOT_KNOWN, unfit)
    try:
        now = _pass(situation, event.on, book)[0] if event.on >= situation.on else situation
        scene = Scene(now, event, book)
        refused = _judge(scene)
        if refused is not None:
            return refused
        told = tuple(one.reason() for one in advice(scene))
        return Judgement(Verdict.ALLOWED, warnings=told, open_questions=open_questions(scene))
    except (NotInForceError, OutOfTableError, PeriodError) as error:
        return Judgement(Verdict.NOT_KNOWN, (_no_answer(error),))


def _judge(scene: Scene) -> Judgement | None:
    """Judge an event in a situation that has come to its day; ``None`` allows it."""
    event = scene.event
    misplaced = _out_of_place(scene.situation, event)
    if misplaced is not None:  # a judgement is true only if it allows
        return misplaced
    reasons, instead, missing = _refusals(scene)
    variable = LEADS.get(event.kind)
    if not reasons and variable is not None:
        state = scene.situation.state(variable)
        chosen = _choose(variable, rows_of(variable, state, event.kind), scene)
        if isinstance(chosen, Missing):
            missing |= chosen.facts
        elif chosen is None and state == UNKNOWN.value:
            missing.add(_TELLS[variable])
        elif chosen is None:
            reasons = (_no_row(variable, state, event.kind),)
    if not reasons and not missing:
        return None
    asked = open_questions(scene)
    if reasons:
        contested = asked if event.kind is EventKind.EXTEND_MY_NUMBER else ()
        return Judgement(Verdict.REFUSED, reasons, instead=instead, open_questions=contested)
    return Judgement(Verdict.NOT_KNOWN, missing=tuple(sorted(missing)), open_questions=asked)


def _refusals(scene: Scene) -> tuple[tuple[Reason, ...], tuple[Reason, ...], set[str]]:
    """Return why the table of refusals refuses an event, what would work, and which facts it lacks."""
    reasons: list[Reason] = []
    instead: list[Reason] = []
    missing: set[str] = set()
    on = scene.event.on
    for refusal in refusals_of(scene.event.kind):
        if on < refusal.since or (refusal.until is not None and on > refusal.until):
            continue
        found = scene.holds(refusal)
        if isinstance(found, Missing):
            missing |= found.facts
        elif found:
            reasons.append(Reason(refusal.code, refusal.cite))
            instead += [Reason(hint.code) for hint in refusal.instead if scene.holds(hint) is not False]
    return tuple(reasons), tuple(dict.fromkeys(instead)), missing


def _out_of_place(situation: Situation, event: Event) -> Judgement | None:
    """Return the judgement on an event that has no place here at all, if it has none."""
    if isinstance(event, ClockEvent):
        return Judgement(Verdict.REFUSED, (Reason("clock_event", (), {"event": event.kind}),))
    if event.on < situation.on:
        days = {"event": event.kind, "on": event.on, "now": situation.on}
        return Judgement(Verdict.REFUSED, (Reason("before_situation", (), days),))
    unfollowed = not_modelled(situation, event)
    return Judgement(Verdict.NOT_KNOWN, (unfollowed,)) if unfollowed else None


def _choose(variable: Variable, rows: tuple[Row, ...], scene: Scene) -> Row | Missing | None:
    """Return the row that applies, the facts without which it cannot be told, or ``None``; kept in the scene."""
    if variable not in scene.chosen:
        scene.chosen[variable] = _applying(rows, scene)
    return scene.chosen[variable]


def _applying(rows: tuple[Row, ...], scene: Scene) -> Row | Missing | None:
    missing: Missing | None = None
    on = scene.event.on
    for row in rows:
        if on < row.since or (row.until is not None and on > row.until):
            continue
        found = scene.holds(row)
        if found is True:
            return row
        if found is not False:
            missing = Missing(missing.facts | found.facts) if missing else found
    return missing


def apply(situation: Situation, event: Event, *, book: Rulebook = CURRENT) -> Outcome:
    """Return what becomes of a situation when an event happens.

    Time first passes to the day of the event; what ends on the day before has then ended. The rows of
    the event read the situation as it was and happen together. A variable whose row cannot be told
    for want of a fact becomes ``UNKNOWN``. What the event tells to have ended before its day then ends.

    Raises:
        TransitionRefused: the event is refused; the error holds the reasons and what would work.
        FactsError: it cannot be told; the error names the missing facts.
    """
    demand(situation=situation, event=event, book=book)
    try:
        now, steps = _pass(situation, event.on, book) if event.on >= situation.on else (situation, ())
        scene = Scene(now, event, book)
        refused = _judge(scene)
        if refused is None:
            after, own = _step(scene)
            # What the event itself tells to have ended before, such as a move long past.
            after, late = _pass(after, event.on, book)
            after = changed(after, {"on": event.on}) if late else after
            return _outcome(
                situation,
                after,
                event,
                (*steps, *own, *late) if steps or late else own,
                told=advice(scene),
                asked=open_questions(scene),
            )
    except (NotInForceError, OutOfTableError, PeriodError) as error:
        raise FactsError(contradictions=(_no_answer(error),)) from None
    if refused.verdict is Verdict.NOT_KNOWN:
        raise FactsError(missing=refused.missing, contradictions=refused.reasons)
    raise TransitionRefused(event, refused.reasons, refused.instead)


def advance(situation: Situation, *, to: date, book: Rulebook = CURRENT) -> Outcome:
    """Return what becomes of a situation when time passes to a day and nobody does anything.

    A day that is already past changes nothing but is refused, because situations only go forward.

    Raises:
        TransitionRefused: ``to`` lies before the situation's day.
        NaiveDatetimeError: ``to`` is a moment without a time zone.
        PeriodError: ``to`` is no day.
        FactsError: an argument is of another kind.
    """
    demand(situation=situation, book=book)
    to = japan_day(to)
    if to < situation.on:
        raise TransitionRefused(
            Reason("advance", (), {"to": to}), (Reason("backwards", (), {"to": to, "now": situation.on}),)
        )
    after, steps = _pass(situation, to, book)
    return _outcome(situation, changed(after, {"on": to}), None, steps)


def _outcome(
    before: Situation,
    after: Situation,
    event: Event | None,
    steps: tuple[Step, ...],
    *,
    told: tuple[Advice, ...] = (),
    asked: tuple[OpenQuestion, ...] = (),
) -> Outcome:
    old, new = before.obligations, after.obligations
    if new is old:
        return Outcome(before, after, event, steps, (), (), told, asked)
    arisen = tuple(one for one in new if one not in old)
    discharged = tuple(one for one in old if one not in new)
    return Outcome(before, after, event, steps, arisen, discharged, told, asked)


def _pass(situation: Situation, to: date, book: Rulebook) -> tuple[Situation, tuple[Step, ...]]:
    """Let time pass to a day: everything that ends by then, in date order.

    The situation keeps the day of what ended last: whoever goes on sets the day.
    """
    steps: tuple[Step, ...] = ()
    while event := next_event(situation, to):
        after, own = _step(Scene(situation, event, book))
        if changed(after, {"on": situation.on}) == situation:
            # No row is in force on that day, so the end would come again and again.
            raise NotInForceError(event.kind.value, event.on, FIRST_DAY, event.kind)
        situation, steps = after, steps + own
    return situation, steps


def _step(scene: Scene) -> tuple[Situation, tuple[Step, ...]]:
    """Use the rows of one event, all reading the situation before it."""
    situation, event = scene.situation, scene.event
    changes: dict[str, object] = {"on": event.on}
    steps: list[Step] = []
    arisen: list[DutyKind] = []
    for variable, by_state in touched_by(event.kind):
        value = getattr(situation, variable)
        rows = by_state.get(value.state)
        if not rows or (chosen := _choose(variable, rows, scene)) is None:
            continue
        if isinstance(chosen, Missing):
            # The last day that passed stays known, because the card shows it.
            shown = (variable, event.kind) == (Variable.RESIDENCE, EventKind.CARD_END_PASSED)
            ends = isinstance(value, _ENDING) and not shown
            unknown: dict[str, object] = {"until": UNKNOWN} if ends else {}
            changes[variable] = changed(value, {"state": type(value.state)("unknown"), **unknown})
            continue
        if chosen.effects or chosen.target is not value.state:
            fields: dict[str, object] = {"state": chosen.target}
            for effect in chosen.effects:
                fields.update(EFFECTS[effect](scene, variable))
            changes[variable] = changed(value, fields)
        arisen += chosen.arises
        steps.append(Step(event, variable, value.state, chosen.target, chosen.cite, chosen.evidence))
    if arisen or situation.obligations:
        # What ends when a day has passed arose on that day, not on the next: the clock counts from it.
        since = event.on - _DAY if event.kind in ENDING_KINDS else event.on
        if isinstance(event, ReportLoss) and event.known_on is not None:
            since = min(since, event.known_on)
        brought = tuple(Obligation(kind, since) for kind in arisen)
        changes["obligations"] = owed_after(situation, changes, event.kind, brought)
    return changed(situation, changes), tuple(steps)
