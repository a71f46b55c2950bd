"""One life as it went, for people: a plain text and a Mermaid ``timeline``, in each language.

A chronicle lists the moments of a history in the order of happening: what was done and what time brought,
what each changed, which duties came and went, what was learnt late and what was refused. It shows
nothing that says who somebody is.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from tokutei import messages
from tokutei.calendar import japan_day
from tokutei.errors import (
    FactsError,
    HistoryError,
    NotInForceError,
    OutOfTableError,
    PeriodError,
    TransitionRefused,
)
from tokutei.law import Judgement, Reason, Verdict
from tokutei.lifecycle.clock import next_event
from tokutei.lifecycle.duties import duties
from tokutei.lifecycle.engine import Outcome, advance, apply
from tokutei.lifecycle.events import EventKind
from tokutei.lifecycle.history import Entry, History
from tokutei.lifecycle.mermaid import label
from tokutei.lifecycle.situation import DutyKind, Situation
from tokutei.lifecycle.states import Variable
from tokutei.lifecycle.wording import Value, said, value_of
from tokutei.models import UNKNOWN
from tokutei.rules.rulebook import CURRENT, Rulebook

__all__ = ["Chronicle", "Moment", "Owed", "VariableChange", "chronicle"]

_NO_LAW: Final = (NotInForceError, OutOfTableError, PeriodError)


@dataclass(frozen=True, slots=True)
class VariableChange:
    """What a variable was before a moment and is after it."""

    variable: Variable
    before: Value
    after: Value

    def words(self, lang: str) -> tuple[str, str]:
        """Return the value before and the value after, in words."""
        return said(self.before, lang), said(self.after, lang)

    def text(self, lang: str) -> str:
        """Return the variable, its value before and its value after."""
        before, after = self.words(lang)
        return messages.text("timeline.change", lang, variable=self.variable, before=before, after=after)


@dataclass(frozen=True, slots=True)
class Owed:
    """A duty as it arose or ended."""

    kind: DutyKind
    since: date
    """The day on which the thing happened that brought it."""
    due_on: date | None = None
    """The last day in time, where the law gives one."""

    def text(self, lang: str) -> str:
        """Return the duty, with its last day if there is one."""
        key = "duty_by" if self.due_on else "duty"
        return messages.text(f"timeline.{key}", lang, what=self.kind, due_on=self.due_on or "")


@dataclass(frozen=True, slots=True)
class Moment:
    """Something that happened, or the ends that time brought on one day."""

    on: date
    events: tuple[EventKind, ...]
    """What happened: one event, or all ends of the day."""
    entry: Entry | None = None
    """The entry of the history; ``None`` when only time passed."""
    changes: tuple[VariableChange, ...] = ()
    """The variables that changed, in the order of the tables."""
    arisen: tuple[Owed, ...] = ()
    discharged: tuple[Owed, ...] = ()
    problem: Judgement | None = None
    """Why the event has no effect here, if it was refused or could not be judged."""

    @property
    def learnt_late_on(self) -> date | None:
        """The day on which it became known, if that was later than the day itself."""
        late = self.entry is not None and self.entry.learnt_on > self.entry.happened_on
        return self.entry.learnt_on if self.entry and late else None

    def title(self, lang: str) -> str:
        """Return what happened, without the day."""
        if self.entry is None:
            return messages.text("timeline.time", lang, events=self.events)
        if self.learnt_late_on:
            return messages.text("timeline.late", lang, events=self.events, learnt_on=self.learnt_late_on)
        return messages.render(self.events, lang)

    def details(self, lang: str) -> Iterator[str]:
        """Yield why it has no effect, or what it changed and which duties came and went."""
        if self.problem is not None:
            yield messages.text("timeline.problem", lang, verdict=self.problem.text(lang).replace("\n", " "))
        for change in self.changes:
            if len(set(change.words(lang))) > 1:
                yield change.text(lang)
        for key, found in (("discharged", self.discharged), ("arisen", self.arisen)):
            yield from (messages.text(f"timeline.{key}", lang, duty=duty) for duty in found)


@dataclass(frozen=True, slots=True)
class Chronicle:
    """One life, moment by moment, under one rulebook."""

    start: Situation
    """Where it begins."""
    end: Situation
    """Where it stands on the last day that was looked at."""
    moments: tuple[Moment, ...]

    def text(self, lang: str) -> str:
        """Return the life as plain text: a line a moment, and what it changed below it."""
        lines = [f"{self.start.on}  {messages.text('timeline.begins', lang)}"]
        lines += (f"    {line}" for line in _standing(self.start, lang))
        for moment in self.moments:
            lines.append(f"{moment.on}  {moment.title(lang)}")
            lines += (f"    {line}" for line in moment.details(lang))
        lines.append(f"{self.end.on}  {messages.text('timeline.ends', lang)}")
        lines += (f"    {line}" for line in _standing(self.end, lang))
        return "\n".join(lines)

    def mermaid(self, lang: str) -> str:
        """Return the life as a Mermaid ``timeline``, to be put into a fenced block of Markdown."""
        lines = ["timeline", f"    title {label(messages.text('timeline.title', lang))}"]
        rows = [(self.start.on, messages.text("timeline.begins", lang), _standing(self.start, lang))]
        rows += ((moment.on, moment.title(lang), moment.details(lang)) for moment in self.moments)
        rows.append((self.end.on, messages.text("timeline.ends", lang), _standing(self.end, lang)))
        for on, title, details in rows:
            lines.append(f"    {on} : {' : '.join(map(label, (title, *details)))}")
        return "\n".join(lines)


def _standing(situation: Situation, lang: str) -> Iterator[str]:
    """Yield each variable with its value, those that are not known together at the end."""
    unknown: list[Variable] = []
    for variable in Variable:
        if situation.state(variable).value == UNKNOWN.value:
            unknown.append(variable)
            continue
        value = said(value_of(situation, variable), lang)
        yield messages.text("timeline.standing", lang, variable=variable, value=value)
    if unknown:
        yield messages.text("timeline.not_known", lang, variables=tuple(unknown))


def chronicle(
    history: History, *, until: date | None = None, known_by: date | None = None, book: Rulebook = CURRENT
) -> Chronicle:
    """Return the life that a history tells, to a day.

    Args:
        history: the life.
        until: the last day to look at; the last day of learning unless given.
        known_by: leave out what was learnt later.
        book: the law.

    Raises:
        HistoryError: ``until`` lies before the history begins.
        FactsError: the facts at the start contradict each other.
        NotInForceError: an end lies on a day for which the law is not known.

    Example:
        >>> from tokutei.lifecycle import History, ReportLoss
        >>> from tokutei.models import CardFacts, Facts
        >>> card = CardFacts(issued_on=date(2023, 10, 20), valid_until=date(2026, 10, 31))
        >>> facts = Facts(born=date(1994, 5, 2), stay_until=date(2026, 10, 31), card=card)
        >>> life = History.begin(facts, on=date(2026, 9, 1))
        >>> life = life.learn(ReportLoss(on=date(2026, 9, 3)), learnt_on=date(2026, 9, 10)).history
        >>> (moment,) = chronicle(life).moments
        >>> moment.title("en")
        'loss of the card became known (learnt on 2026-09-10)'
        >>> [duty.text("en") for duty in moment.arisen]
        ['apply for reissuance after loss, by 2026-09-17']
    """
    until = _last_day(history, known_by) if until is None else japan_day(until)
    if until < history.begun_on:
        raise HistoryError("before_start", 0)
    start = situation = Situation.of(history.facts, on=history.begun_on, book=book)
    moments: list[Moment] = []
    for entry in history.in_order(until, known_by=known_by):
        try:
            reached = list(_time(situation, entry.happened_on, book))
        except _NO_LAW:
            reached = []  # then the event cannot be judged either
        moments += (_moment(one, book) for one in reached)
        situation = reached[-1].after if reached else situation
        try:
            outcome = apply(situation, entry.event, book=book)
        except (TransitionRefused, FactsError) as refused:
            moments.append(Moment(entry.happened_on, (entry.event.kind,), entry, problem=_judged(refused)))
        else:
            moments.append(_moment(outcome, book, entry))
            situation = outcome.after
    rest = list(_time(situation, until, book))
    end = advance(rest[-1].after if rest else situation, to=until, book=book).after
    return Chronicle(start, end, (*moments, *(_moment(one, book) for one in rest)))


def _last_day(history: History, known_by: date | None) -> date:
    """Return the last day of learning, as far as somebody knew by a day."""
    learnt = (entry.learnt_on for entry in history.entries)
    known = japan_day(known_by) if known_by else date.max
    return max((day for day in learnt if day <= known), default=history.begun_on)


def _time(situation: Situation, to: date, book: Rulebook) -> Iterator[Outcome]:
    """Yield what time brings by a day, one outcome a day on which something ends."""
    while event := next_event(situation, to):
        outcome = advance(situation, to=max(event.on, situation.on), book=book)
        yield outcome
        situation = outcome.after


def _judged(refused: TransitionRefused | FactsError) -> Judgement:
    """Return the judgement that an error tells."""
    if isinstance(refused, TransitionRefused):
        return Judgement(Verdict.REFUSED, _reasons(refused.reasons), instead=_reasons(refused.instead))
    return Judgement(Verdict.NOT_KNOWN, _reasons(refused.contradictions), missing=refused.missing)


def _reasons(spoken: tuple[messages.Speaks, ...]) -> tuple[Reason, ...]:
    return tuple(one for one in spoken if isinstance(one, Reason))


def _moment(outcome: Outcome, book: Rulebook, entry: Entry | None = None) -> Moment:
    after = outcome.after
    values = ((one, value_of(outcome.before, one), value_of(after, one)) for one in Variable)
    changes = (VariableChange(*value) for value in values if value[1] != value[2])
    events = (step.event.kind for step in outcome.steps)
    due = _due(after, book)
    return Moment(
        after.on,
        (entry.event.kind,) if entry else tuple(dict.fromkeys(events)),
        entry,
        tuple(changes),
        tuple(Owed(one.kind, one.since, due.get((one.kind, one.since))) for one in outcome.arisen),
        tuple(Owed(one.kind, one.since) for one in outcome.discharged),
    )


def _due(situation: Situation, book: Rulebook) -> dict[tuple[DutyKind, date], date | None]:
    """Return the last day of each duty; none beyond the table of closed days."""
    try:
        found = duties(situation, on=situation.on, book=book)
    except _NO_LAW:
        return {}
    return {(duty.kind, duty.since): duty.due_on for duty in found}
