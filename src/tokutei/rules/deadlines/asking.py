"""The doorway to the topic: what may be known, what is answered."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import Final, Literal

from tokutei.calendar import ClosedDays
from tokutei.errors import FactsError, PeriodError
from tokutei.law import Answer, Citation, Reason
from tokutei.models.base import Model
from tokutei.rules.deadlines.clocks import EMPLOYER_REPORT_EXCLUDED, Subject, clocks_of
from tokutei.rules.deadlines.counting import Deadline, deadline, special_reentry_until
from tokutei.rules.deadlines.words import Authority, Bearer, Matter, TriggerEvent
from tokutei.rules.rulebook import CURRENT, Rulebook, days_in_japan
from tokutei.rules.validity import WITHOUT_END
from tokutei.vocabulary import CardKind, ProcedureKind, StatusOfResidence, Window

__all__ = ["DeadlinesFacts", "answer"]

_MONTH_DAY: Final = re.compile(r"([0-9]{2})-([0-9]{2})")


class DeadlinesFacts(Model):
    """What may be known when asking until when something is due."""

    procedure: ProcedureKind | Matter | None = None
    """What is due."""
    event: TriggerEvent | None = None
    """What starts the clock; may be left out where only one thing does."""
    event_date: date | None = None
    """Its day; of a loss that became known abroad, the first entry after that."""
    authority: Authority | None = None
    """Where it will be done, if there is a choice."""
    lost_on: date | None = None
    """The day of the loss, which starts nothing."""
    known_on: date | None = None
    """The day on which the loss became known."""
    stay_end: date | None = None
    """Last day of the stay."""
    status: StatusOfResidence | None = None
    """The status of residence."""
    card_kind: CardKind | None = None
    """The card that it is about."""
    insured: bool | None = None
    """Whether the worker is insured under the Employment Insurance Act."""
    travel_document: Literal["passport", "refugee_travel_document"] | None = None
    """What the person leaves with, where special re-entry is asked about."""
    card_carried: bool | None = None
    """Whether the residence card (or certificate) is carried on leaving."""
    hsp2_as_manager: bool | None = None
    """For 高度専門職2号: whether the activity is managing a business."""
    on_contract: bool | None = None
    """For 興行: whether the activity rests on a contract with an organization in Japan."""
    as_spouse: bool | None = None
    """For the family statuses: whether it is held as a spouse."""
    municipal_extra_closed_day: str | None = None
    """A local memorial day on which the municipality is closed, ``MM-DD``."""


_REPORTS: Final = frozenset({Matter.EMPLOYER_REPORT_HIRE, Matter.EMPLOYER_REPORT_LEAVE})
_REENTRY: Final = Citation.parse("326CO0000000319:26-2:1#main")
_HELD_AS: Final = ("hsp2_as_manager", "on_contract", "as_spouse")


def _event(facts: DeadlinesFacts) -> TriggerEvent | None:
    events = clocks_of(facts.procedure) if facts.procedure else ()
    return facts.event or (events[0] if len(events) == 1 else None)


def _event_date(facts: DeadlinesFacts, event: TriggerEvent | None) -> date | None:
    stands_for = {TriggerEvent.LOSS_KNOWN: facts.known_on, TriggerEvent.STAY_ENDS: facts.stay_end}
    return facts.event_date or (stands_for.get(event) if event else None)


def _lacks_insurance(facts: DeadlinesFacts, day: date, book: Rulebook) -> bool:
    """Tell whether an employer's report waits for whether the worker is insured."""
    if facts.procedure not in _REPORTS or facts.insured is not None:
        return False
    return facts.status is None or facts.status not in book.at(EMPLOYER_REPORT_EXCLUDED, day).value


def _contradictions(
    facts: DeadlinesFacts, event: TriggerEvent | None, day: date | None
) -> tuple[Reason, ...]:
    """Return which days do not fit together."""
    lost, known = facts.lost_on, facts.known_on
    found = {
        "known_before_loss": bool(lost and known and known < lost),
        "clock_runs_from_knowing": bool(event is TriggerEvent.LOSS_KNOWN and known and day != known),
        "entry_before_knowing": bool(
            event is TriggerEvent.LOSS_KNOWN_ABROAD and known and day and day < known
        ),
        "event_before_loss": bool(lost and day and day < lost),
        "departed_after_stay": bool(
            event is TriggerEvent.DEPARTED and day and facts.stay_end and facts.stay_end < day
        ),
    }
    return tuple(Reason(code) for code, holds in found.items() if holds)


def _with_memorial(book: Rulebook, month_day: str | None) -> Rulebook:
    """Return the book with a local memorial day added to the closed days of the municipality."""
    if month_day is None:
        return book
    found = _MONTH_DAY.fullmatch(month_day)
    try:
        added = ClosedDays.municipal(
            memorial=[(int(found[1]), int(found[2]))] if found else [(0, 0)]
        ).memorial
    except PeriodError:
        raise FactsError(contradictions=(Reason("no_such_month_day"),)) from None
    usual = book.closed(Window.MUNICIPALITY)
    return book.closing(Window.MUNICIPALITY, replace(usual, memorial=usual.memorial | added))


@days_in_japan
def answer(facts: DeadlinesFacts, *, on: date, book: Rulebook = CURRENT) -> Answer[Deadline]:
    """Answer until when something is due, where, by whom, and whether it is a duty.

    The law is that of the day of the event; ``on`` stands for one that is not told.

    Raises:
        FactsError: facts are missing or contradict each other; all are listed.
        NotInForceError: the event lies before the rule.
        OutOfTableError: the last day lies outside the table of closed days.
    """
    event = _event(facts)
    day = _event_date(facts, event)
    endless = facts.status in WITHOUT_END
    needed = {
        "procedure": facts.procedure,
        "event": event,
        "event_date": day,
    }
    missing = [name for name, value in needed.items() if value is None]
    if facts.procedure is Matter.SPECIAL_REENTRY and facts.stay_end is None and not endless:
        missing.append("stay_end")
    if _lacks_insurance(facts, day or on, book):
        missing.append("insured")
    contradictions = _contradictions(facts, event, day)
    if missing or contradictions or facts.procedure is None or event is None or day is None:
        raise FactsError(missing=tuple(missing), contradictions=contradictions)
    told = _with_memorial(book, facts.municipal_extra_closed_day)
    if facts.procedure is Matter.SPECIAL_REENTRY:
        return _special_reentry(facts, event, day, told)
    return deadline(
        facts.procedure,
        event,
        event_on=day,
        authority=facts.authority,
        insured=facts.insured,
        status=facts.status,
        card_kind=facts.card_kind,
        held_as={name: getattr(facts, name) for name in _HELD_AS},
        book=told,
    )


def _special_reentry(
    facts: DeadlinesFacts, event: TriggerEvent, day: date, book: Rulebook
) -> Answer[Deadline]:
    what: Subject = Matter.SPECIAL_REENTRY
    if event is not TriggerEvent.DEPARTED:
        raise FactsError(
            contradictions=(Reason("event_starts_no_clock", (), {"event": event, "what": what}),)
        )
    where = facts.authority or Authority.AIRPORT
    if where is not Authority.AIRPORT:
        raise FactsError(contradictions=(Reason("not_due_there", (), {"what": what, "where": where}),))
    if facts.travel_document == "refugee_travel_document" or facts.card_carried is False:
        raise FactsError(contradictions=(Reason("no_special_reentry", (_REENTRY,)),))
    spr = facts.status is StatusOfResidence.SPECIAL_PERMANENT_RESIDENT
    until = special_reentry_until(departed=day, stay_end=facts.stay_end, spr=spr, book=book)
    return Answer(Deadline(due=until.value, who=Bearer.HOLDER, authority=Authority.AIRPORT), until.grounds)
