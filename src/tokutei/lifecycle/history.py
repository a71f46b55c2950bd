"""What happened and when it was learnt: two times, one chain that is never rewritten.

Entries stand in the order of learning, each with the digest of the one before. Situations are derived
in the order of happening. An event learnt late may make later ones impossible; they are kept and
flagged, never dropped.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Self

from tokutei.calendar import japan_day
from tokutei.errors import FactsError, HistoryError, TransitionRefused
from tokutei.lifecycle.arguments import demand
from tokutei.lifecycle.chain import entry_digest, fault, head_digest
from tokutei.lifecycle.engine import Outcome, advance, apply
from tokutei.lifecycle.events import Event
from tokutei.lifecycle.situation import Situation
from tokutei.models import Facts
from tokutei.personal import Masked, Personal
from tokutei.rules.rulebook import CURRENT, Rulebook

if TYPE_CHECKING:
    from tokutei.lifecycle.comparison import Comparison

__all__ = ["Change", "Entry", "History"]


@dataclass(frozen=True, slots=True, repr=False)
class Entry(Masked):
    """One event as it was learnt."""

    event: Event
    learnt_on: date
    """The day on which it became known, not before it happened."""
    digest: Personal[str]
    """Not for showing: what it covers begins with facts that could be guessed. SHA-256 over the digest before it and this entry, in hexadecimal."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "learnt_on", japan_day(self.learnt_on))

    @property
    def happened_on(self) -> date:
        """The day on which it happened."""
        return self.event.on


@dataclass(frozen=True, slots=True)
class Change:
    """What learning an event changed."""

    history: History
    before: Situation
    """Where the person stood on the day of learning, as known before."""
    after: Situation
    """Where the person stands on it, as known now."""
    flagged: tuple[Entry, ...]
    """Events that would now be refused, or could not be judged; they stay in the history."""
    newly_flagged: tuple[Entry, ...]
    """Those of them that were in order before."""


@dataclass(frozen=True, slots=True, repr=False)
class History(Masked):
    """The life of one person's cards, from a day on, as far as it was learnt.

    Example:
        >>> from datetime import date
        >>> from tokutei.lifecycle import ReportLoss
        >>> from tokutei.models import CardFacts, Facts
        >>> card = CardFacts(issued_on=date(2023, 10, 20), valid_until=date(2026, 10, 31))
        >>> facts = Facts(born=date(1994, 5, 2), stay_until=date(2026, 10, 31), card=card)
        >>> life = History.begin(facts, on=date(2026, 9, 1))
        >>> life = life.learn(ReportLoss(on=date(2026, 9, 3)), learnt_on=date(2026, 9, 10)).history
        >>> life.at(date(2026, 9, 5)).card.state.value
        'lost'
        >>> life.at(date(2026, 9, 5), known_by=date(2026, 9, 9)).card.state.value
        'held'
    """

    facts: Personal[Facts]
    """What was known at the start."""
    begun_on: date
    """The day for which the facts were given."""
    entries: tuple[Entry, ...] = ()

    @classmethod
    def begin(cls, facts: Facts, *, on: date) -> Self:
        """Return a history that starts with facts as of a day.

        Raises:
            FactsError: the facts contradict each other.
            NotInForceError: the day lies before 2012-07-09.
        """
        Situation.of(facts, on=on)
        return cls(facts, on)

    def __post_init__(self) -> None:
        object.__setattr__(self, "begun_on", japan_day(self.begun_on))

    def verify(self) -> None:
        """Check the digest chain, the order of learning and the days.

        Raises:
            HistoryError: an entry was changed, removed from the middle or put out of order, or it could
                never have been learnt.
        """
        digest = head_digest(self.facts, self.begun_on)
        last: date | None = None
        for number, entry in enumerate(self.entries, start=1):
            wrong = fault(entry.event, entry.learnt_on, begun_on=self.begun_on, last_learnt_on=last)
            if wrong != "order" and entry_digest(digest, entry.event, entry.learnt_on) != entry.digest:
                wrong = "digest"
            if wrong:
                raise HistoryError(wrong, number)
            digest, last = entry.digest, entry.learnt_on

    def learn(self, event: Event, *, learnt_on: date, book: Rulebook = CURRENT) -> Change:
        """Return the history with one more event and what it changes; earlier days are welcome.

        Raises:
            HistoryError: it was learnt before it happened, before the last entry, or happened before
                the history begins.
            FactsError: this is no event or no rulebook.
        """
        demand(event=event, book=book)
        learnt_on = japan_day(learnt_on)
        last = self.entries[-1] if self.entries else None
        known = last.learnt_on if last else None
        if wrong := fault(event, learnt_on, begun_on=self.begun_on, last_learnt_on=known):
            raise HistoryError(wrong, len(self.entries) + 1)
        before = last.digest if last else head_digest(self.facts, self.begun_on)
        entry = Entry(event, learnt_on, entry_digest(before, event, learnt_on))
        longer = replace(self, entries=(*self.entries, entry))
        flagged = longer.flagged(learnt_on, book=book)
        already = set(self.flagged(learnt_on, book=book))
        return Change(
            longer,
            self.at(learnt_on, book=book),
            longer.at(learnt_on, book=book),
            flagged,
            tuple(one for one in flagged if one not in already),
        )

    def in_order(self, day: date, *, known_by: date | None = None) -> tuple[Entry, ...]:
        """Return the entries to a day in the order of happening, those of one day as they were learnt."""
        day, known_by = japan_day(day), None if known_by is None else japan_day(known_by)
        known = [entry for entry in self.entries if known_by is None or entry.learnt_on <= known_by]
        # sorted() is stable: events of one day stay in the order in which they were learnt.
        return tuple(sorted((e for e in known if e.happened_on <= day), key=lambda entry: entry.happened_on))

    def _start(self, book: Rulebook) -> Situation:
        return Situation.of(self.facts, on=self.begun_on, book=book)

    def at(self, day: date, *, known_by: date | None = None, book: Rulebook = CURRENT) -> Situation:
        """Return where the person stood on a day, as known by another day (or as known now).

        Events that are refused are left out; :meth:`outcomes` says which.

        Raises:
            HistoryError: the day lies before the history begins.
        """
        day = japan_day(day)
        if day < self.begun_on:
            raise HistoryError("before_start", 0)
        reached = [
            one.after for one in self.outcomes(day, known_by=known_by, book=book) if isinstance(one, Outcome)
        ]
        situation = reached[-1] if reached else self._start(book)
        return advance(situation, to=day, book=book).after

    def outcomes(
        self, day: date, *, known_by: date | None = None, book: Rulebook = CURRENT
    ) -> tuple[Outcome | TransitionRefused | FactsError, ...]:
        """Return what came of each event to a day, in the order of happening; refusals as errors."""
        situation = self._start(book)
        found: list[Outcome | TransitionRefused | FactsError] = []
        for entry in self.in_order(day, known_by=known_by):
            try:
                outcome = apply(situation, entry.event, book=book)
            except (TransitionRefused, FactsError) as refused:
                found.append(refused)
            else:
                found.append(outcome)
                situation = outcome.after
        return tuple(found)

    def flagged(self, day: date, *, book: Rulebook = CURRENT) -> tuple[Entry, ...]:
        """Return the events to a day that are refused or cannot be judged, in the order of happening."""
        entries = self.in_order(day)
        found = self.outcomes(day, book=book)
        return tuple(entry for entry, one in zip(entries, found, strict=True) if not isinstance(one, Outcome))

    def timeline(
        self, lang: str, *, until: date | None = None, known_by: date | None = None, book: Rulebook = CURRENT
    ) -> str:
        """Return the life as plain text, moment by moment; :func:`chronicle` has it as values and as Mermaid.

        Args:
            lang: ``"ja"`` or ``"en"``.
            until: the last day to look at; the last day of learning unless given.
            known_by: leave out what was learnt later.
            book: the law.

        Raises:
            HistoryError: ``until`` lies before the history begins.
        """
        from tokutei.lifecycle.timelines import chronicle  # noqa: PLC0415 - it tells histories, so it comes after

        return chronicle(self, until=until, known_by=known_by, book=book).text(lang)

    def under(self, book: Rulebook, *, on: date, before: Rulebook = CURRENT) -> Comparison:
        """Return what differs when the same entries are derived under another rulebook, to a day.

        Args:
            book: the other rulebook.
            on: the last day to look at, on which duties are compared.
            before: the rulebook to compare with.

        Raises:
            HistoryError: the day lies before the history begins.
            FactsError: an argument is of another kind.
        """
        from tokutei.lifecycle.comparison import compare  # noqa: PLC0415 - as above

        return compare(self, book, on=on, before=before)
