"""What somebody owes: a situation keeps what arose and when; the rest is computed when asked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from tokutei import messages
from tokutei.calendar import japan_day
from tokutei.errors import NotInForceError
from tokutei.law import Answer, Citation, OpenQuestion
from tokutei.lifecycle.arguments import demand
from tokutei.lifecycle.duty_terms import SPECIAL_RESIDENTS, TERMS, UNDER_SIXTEEN, Urgency
from tokutei.lifecycle.duty_words import Bearer
from tokutei.lifecycle.rows import art
from tokutei.lifecycle.situation import DutyKind, Obligation, Situation
from tokutei.lifecycle.states import AgeState, RegisterState, StayState
from tokutei.rules.documents.lists import SHOWN, SUBMITTED
from tokutei.rules.documents.papers import Paper
from tokutei.rules.rulebook import CURRENT, Rulebook
from tokutei.vocabulary import Window

__all__ = ["Duty", "Urgency", "duties"]

_CHILDREN: Final = frozenset({AgeState.UNDER_1, AgeState.FROM_1})
_SPECIAL_CHILDREN: Final = art("403AC0000000071:19:2")


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
    papers: tuple[Paper, ...] = ()
    """What is submitted or shown; none where only the card itself is handed over, or none is known."""
    answer: Answer[date] | None = None
    """How the last day was computed."""
    open_questions: tuple[OpenQuestion, ...] = ()

    def text(self, lang: str) -> str:
        """Return the duty in a sentence, with who owes it if it is not the holder."""
        said = messages.text(
            f"duty.{'dated' if self.due_on else 'undated'}",
            lang,
            what=self.kind,
            where=self.window,
            due_on=self.due_on or "",
            urgency=self.urgency,
            overdue=messages.text("duty.overdue", lang) if self.overdue else "",
            basis=self.cite,
        )
        other = self.bearer is not Bearer.HOLDER
        return messages.text("duty.of_another", lang, who=self.bearer, duty=said) if other else said


def duties(situation: Situation, *, on: date, book: Rulebook = CURRENT) -> tuple[Duty, ...]:
    """Return what is owed in a situation as seen on a day, the most pressing first.

    The situation is taken as it is: advance it to ``on`` first where time has passed.

    Raises:
        OutOfTableError: a last day lies outside the table of closed days.
        FactsError: an argument is of another kind.
    """
    demand(situation=situation, book=book)
    on = japan_day(on)
    found = [_duty(obligation, situation, on, book) for obligation in situation.obligations]
    return tuple(sorted(found, key=lambda duty: (duty.due_on or duty.since, duty.kind.value)))


def _duty(obligation: Obligation, situation: Situation, on: date, book: Rulebook) -> Duty:
    terms = TERMS[obligation.kind]
    # Whoever has a residence already counts from the permission, others from settling (Act 19-8(1)).
    settling = (
        obligation.kind is DutyKind.ADDRESS_AFTER_PERMISSION
        and situation.register.state is not RegisterState.RECORDED
    )
    answer = terms.clock(obligation, book) if terms.clock and not settling else None
    due_on = answer.value if answer else None
    cite, bearer = terms.cite, terms.bearer
    special = situation.stay.state is StayState.SPECIAL_PERMANENT
    if special:
        cite = SPECIAL_RESIDENTS.get(obligation.kind, cite)
    if situation.age.state in _CHILDREN and (by_another := UNDER_SIXTEEN.get(obligation.kind)):
        bearer = Bearer.REPRESENTATIVE
        cite = (*cite, *(_SPECIAL_CHILDREN if special else by_another))
    return Duty(
        kind=obligation.kind,
        since=obligation.since,
        urgency=Urgency.AFTER_SETTLING if settling else terms.urgency,
        due_on=due_on,
        overdue=due_on is not None and due_on < on,
        bearer=bearer,
        window=terms.window,
        cite=tuple(dict.fromkeys((*cite, *(answer.basis if answer else ())))),
        papers=_papers(terms.papers, on, book),
        answer=answer,
        open_questions=(book.question(terms.question),) if terms.question else (),
    )


def _papers(key: str, on: date, book: Rulebook) -> tuple[Paper, ...]:
    """Return what is submitted and shown on a day; nothing is known before the lists begin."""
    lists = [group[key] for group in (SUBMITTED, SHOWN) if key in group]
    try:
        return tuple(dict.fromkeys(paper for rule in lists for paper in book.at(rule, on).value))
    except NotInForceError:
        return ()
