"""What somebody owes: a situation keeps what arose and when; the rest is computed when asked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tokutei import messages
from tokutei.calendar import japan_day
from tokutei.law import Answer, Citation, OpenQuestion
from tokutei.lifecycle.arguments import demand
from tokutei.lifecycle.duty_terms import TERMS, Urgency
from tokutei.lifecycle.duty_words import Bearer
from tokutei.lifecycle.situation import DutyKind, Obligation, Situation
from tokutei.rules.rulebook import CURRENT, Rulebook
from tokutei.vocabulary import Window

__all__ = ["Duty", "Urgency", "duties"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """One thing owed, with its last day where the law gives one."""

    kind: DutyKind
    since: date
    """The day on which the thing happened that brings it."""
    urgency: Urgency
    due_on: date | None
    """The last day in time, included; ``None`` where the law gives no number."""
    overdue: bool
    """Whether the last day has passed; late is punished, not barred."""
    bearer: Bearer
    """Who owes it."""
    window: Window
    """The kind of office."""
    cite: tuple[Citation, ...]
    """The provisions."""
    answer: Answer[date] | None = None
    """How the last day was computed."""
    open_questions: tuple[OpenQuestion, ...] = ()

    def text(self, lang: str) -> str:
        """Return the duty in a sentence."""
        return messages.text(
            f"duty.{'dated' if self.due_on else 'undated'}",
            lang,
            what=self.kind,
            where=self.window,
            due_on=self.due_on or "",
            urgency=self.urgency,
            overdue=messages.text("duty.overdue", lang) if self.overdue else "",
            basis=self.cite,
        )


def duties(situation: Situation, *, on: date, book: Rulebook = CURRENT) -> tuple[Duty, ...]:
    """Return what is owed in a situation as seen on a day, the most pressing first.

    The situation is taken as it is: advance it to ``on`` first where time has passed.

    Raises:
        OutOfTableError: a last day lies outside the table of closed days.
        FactsError: an argument is of another kind.
    """
    demand(situation=situation, book=book)
    on = japan_day(on)
    found = [_duty(obligation, on, book) for obligation in situation.obligations]
    return tuple(sorted(found, key=lambda duty: (duty.due_on or duty.since, duty.kind.value)))


def _duty(obligation: Obligation, on: date, book: Rulebook) -> Duty:
    terms = TERMS[obligation.kind]
    answer = terms.clock(obligation, book) if terms.clock else None
    due_on = answer.value if answer else None
    return Duty(
        kind=obligation.kind,
        since=obligation.since,
        urgency=terms.urgency,
        due_on=due_on,
        overdue=due_on is not None and due_on < on,
        bearer=terms.bearer,
        window=terms.window,
        cite=tuple(dict.fromkeys((*terms.cite, *(answer.basis if answer else ())))),
        answer=answer,
        open_questions=(book.question(terms.question),) if terms.question else (),
    )
