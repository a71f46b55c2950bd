"""One history under two rulebooks: what differs, as values that say themselves in words.

Both lives are derived from the same entries; nothing is switched but the rulebook.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from tokutei import messages
from tokutei.errors import OutOfTableError
from tokutei.law import Judgement, Verdict
from tokutei.lifecycle.arguments import demand
from tokutei.lifecycle.duties import Duty, duties
from tokutei.lifecycle.events import EventKind
from tokutei.lifecycle.history import Entry, History
from tokutei.lifecycle.situation import DutyKind
from tokutei.lifecycle.states import Variable
from tokutei.lifecycle.timelines import Chronicle, Moment, VariableChange, chronicle
from tokutei.rules.rulebook import CURRENT, Rulebook

__all__ = ["Comparison", "Difference", "OtherDuty", "OtherStep", "OtherVerdict", "compare"]


@dataclass(frozen=True, slots=True)
class OtherVerdict:
    """An entry is judged otherwise: with another verdict, or for other reasons."""

    entry: Entry
    first: Judgement
    second: Judgement

    def text(self, lang: str) -> str:
        """Return the event and both judgements."""
        said = (judged.text(lang).replace("\n", " ") for judged in (self.first, self.second))
        first, second = said
        return messages.text("comparison.verdict", lang, event=self.entry.event, first=first, second=second)


@dataclass(frozen=True, slots=True)
class OtherStep:
    """A variable becomes something else on a day, or changes under one rulebook only."""

    on: date
    events: tuple[EventKind, ...]
    """What happened on that day, under the rulebook that brings the change."""
    entry: Entry | None
    """The entry of the history; ``None`` where only time passed."""
    variable: Variable
    first: VariableChange | None
    second: VariableChange | None

    def text(self, lang: str) -> str:
        """Return the day, what happened, and what the variable becomes under each rulebook."""
        unchanged = messages.text("comparison.unchanged", lang)
        first, second = (one.words(lang)[1] if one else unchanged for one in (self.first, self.second))
        return messages.text(
            "comparison.step",
            lang,
            on=self.on,
            events=self.events,
            variable=self.variable,
            first=first,
            second=second,
        )


@dataclass(frozen=True, slots=True)
class OtherDuty:
    """A duty is owed under one rulebook only, or until another day, at another office or otherwise."""

    kind: DutyKind
    since: date
    first: Duty | None
    second: Duty | None

    def text(self, lang: str) -> str:
        """Return the duty under each rulebook."""
        nothing = messages.text("comparison.not_owed", lang)
        first, second = (one.text(lang) if one else nothing for one in (self.first, self.second))
        return messages.text("comparison.duty", lang, what=self.kind, first=first, second=second)


Difference = OtherVerdict | OtherStep | OtherDuty
"""Anything in which two lives of one history differ."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """One history under two rulebooks, as seen on a day."""

    on: date
    first: Chronicle
    second: Chronicle
    differences: tuple[Difference, ...]
    """In the order of happening; the duties of the day last."""

    def __bool__(self) -> bool:
        """Return whether anything differs."""
        return bool(self.differences)

    def text(self, lang: str) -> str:
        """Return all differences, one a line."""
        lines = [one.text(lang) for one in self.differences]
        return "\n".join(lines) or messages.text("comparison.nothing", lang)


def compare(history: History, book: Rulebook, *, on: date, before: Rulebook = CURRENT) -> Comparison:
    """Return what differs when the entries of a history are derived under another rulebook.

    Duties are not compared where a last day lies beyond the table of closed days.

    Args:
        history: the entries.
        book: the other rulebook, which says what is ``second``.
        on: the last day to look at, on which duties are compared.
        before: the rulebook that says what is ``first``.

    Raises:
        HistoryError: the day lies before the history begins.
        FactsError: an argument is of another kind, or the facts at the start contradict each other.
        NotInForceError: something ended on a day for which the law is not known.

    Example:
        >>> from tokutei.lifecycle import FileExtension, History
        >>> from tokutei.models import CardFacts, Facts
        >>> from tokutei.rules import SPECIFIED_CARD_CHANNELS
        >>> from tokutei.vocabulary import Channel, StatusOfResidence
        >>> facts = Facts(
        ...     born=date(1994, 5, 2),
        ...     municipality="131016",
        ...     status=StatusOfResidence.find("engineer"),
        ...     stay_until=date(2026, 10, 31),
        ...     card=CardFacts(issued_on=date(2023, 10, 20), valid_until=date(2026, 10, 31)),
        ...     has_my_number_card=False,
        ... )
        >>> day = date(2026, 9, 1)
        >>> wish = FileExtension(on=day, channel=Channel.ONLINE, specified_card=True)
        >>> life = History.begin(facts, on=day).learn(wish, learnt_on=day).history
        >>> online = CURRENT.reformed(SPECIFIED_CARD_CHANNELS, since=day, value=set(Channel), reason="A")
        >>> verdict, *steps = compare(life, online, on=day).differences
        >>> verdict.first.verdict.value, verdict.second.verdict.value
        ('refused', 'allowed')
        >>> [step.variable.value for step in steps]
        ['main', 'application']
    """
    demand(book=book)
    demand(book=before)
    first = chronicle(history, until=on, book=before)
    second = chronicle(history, until=on, book=book)
    found: list[Difference] = []
    for one, other in _paired(first.moments, second.moments):
        found += _differences(one, other)
    owed = _duties(first, before), _duties(second, book)
    found += (
        OtherDuty(kind, since, owed[0].get((kind, since)), owed[1].get((kind, since)))
        for kind, since in dict.fromkeys((*owed[0], *owed[1]))
        if _terms(owed[0].get((kind, since))) != _terms(owed[1].get((kind, since)))
    )
    return Comparison(second.end.on, first, second, tuple(found))


def _paired(
    first: Sequence[Moment], second: Sequence[Moment]
) -> Iterator[tuple[Moment | None, Moment | None]]:
    """Yield the moments of two lives side by side: the same entry, or the same day on which time brought ends.

    Both lives have all entries in the same order; what time brings lies between them.
    """
    rest_of_first, rest_of_second = list(first), list(second)
    while rest_of_first or rest_of_second:
        one = rest_of_first[0] if rest_of_first else None
        other = rest_of_second[0] if rest_of_second else None
        if one is not None and other is not None and one.entry == other.entry and one.on == other.on:
            pass
        elif other is None or (one is not None and _place(one) <= _place(other)):
            other = None
        else:
            one = None
        if one is not None:
            del rest_of_first[0]
        if other is not None:
            del rest_of_second[0]
        yield one, other


def _place(moment: Moment) -> tuple[bool, date]:
    """Return what comes first: what time brings, and of that what is earlier."""
    return moment.entry is not None, moment.on


def _differences(one: Moment | None, other: Moment | None) -> Iterator[Difference]:
    """Yield what differs between two moments, of which one may be missing."""
    if one is not None and other is not None and one.entry is not None:
        first, second = _judgement(one), _judgement(other)
        if _grounds(first) != _grounds(second):
            yield OtherVerdict(one.entry, first, second)
    changes = _changes(one), _changes(other)
    for variable in Variable:
        before, after = (side.get(variable) for side in changes)
        if _target(before) != _target(after):
            brings = one if before is not None else other
            if brings is not None:
                yield OtherStep(brings.on, brings.events, brings.entry, variable, before, after)


def _judgement(moment: Moment) -> Judgement:
    # Not "or": a judgement that refuses is false.
    return Judgement(Verdict.ALLOWED) if moment.problem is None else moment.problem


def _grounds(judged: Judgement) -> tuple[object, ...]:
    reasons = tuple((reason.code, dict(reason.parameters)) for reason in judged.reasons)
    return judged.verdict, reasons, judged.missing


def _changes(moment: Moment | None) -> dict[Variable, VariableChange]:
    return {change.variable: change for change in moment.changes} if moment else {}


def _target(change: VariableChange | None) -> object:
    """Return what a variable becomes."""
    return change.after if change else None


def _duties(life: Chronicle, book: Rulebook) -> dict[tuple[DutyKind, date], Duty]:
    """Return the duties of the last day; none where a last day lies beyond the table of closed days."""
    try:
        found = duties(life.end, on=life.end.on, book=book)
    except OutOfTableError:
        return {}
    return {(duty.kind, duty.since): duty for duty in found}


def _terms(duty: Duty | None) -> object:
    """Return what of a duty matters: when, how urgent, where."""
    return (duty.due_on, duty.urgency, duty.window) if duty else None
