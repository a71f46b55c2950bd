"""What is worth knowing although it is allowed, and which open questions an event touches."""

from __future__ import annotations

from datetime import date

from tokutei.law import OpenQuestion, Reason
from tokutei.lifecycle.events import Event, EventKind
from tokutei.lifecycle.guards import holds
from tokutei.lifecycle.rows import Guard, art
from tokutei.lifecycle.situation import Situation
from tokutei.lifecycle.states import Carrier, FunctionState
from tokutei.rules.routes import MADE_ONLY_AFTER_DECISION
from tokutei.rules.rulebook import Rulebook
from tokutei.rules.special_period import has_special_period, special_period_end

__all__ = ["open_questions", "warnings"]

_LIVE = frozenset({FunctionState.VALID, FunctionState.EXTENDED_SPECIAL})


def _asks_for_specified(situation: Situation, event: Event, book: Rulebook) -> bool:
    return holds((Guard.SPECIFIED_ASKED,), (), situation, event, book) is True


def _brings_special_period(situation: Situation, event: Event, book: Rulebook) -> date | None:
    """Return the end of the special period that a filing brings if nothing is decided before."""
    until = situation.stay.until
    if event.procedure is None or not isinstance(until, date) or event.on > until:
        return None
    if not has_special_period(event.procedure, filed_on=event.on, book=book).value:
        return None
    return special_period_end(until, book=book).value


def warnings(situation: Situation, event: Event, book: Rulebook) -> tuple[Reason, ...]:
    """Return what somebody who files this should know."""
    found = []
    until = situation.stay.until
    special_end = _brings_special_period(situation, event, book)
    if special_end and situation.my_number.state in _LIVE and isinstance(until, date):
        on_card = situation.my_number.carrier is Carrier.ON_CARD
        cite = art("508M60004018001:4:1" if on_card else "426M60000008085:27:2:2")
        found.append(Reason("my_number_not_extended", cite, {"until": until, "special_end": special_end}))
    if special_end and _asks_for_specified(situation, event, book):
        cite = art("19-15-2:4", "20:5", "20:6")
        found.append(Reason("delivery_before_special_end", cite, {"special_end": special_end}))
    return tuple(found)


def open_questions(situation: Situation, event: Event, book: Rulebook) -> tuple[OpenQuestion, ...]:
    """Return what the law leaves open in what an event does."""
    keys = []
    if _asks_for_specified(situation, event, book) and _brings_special_period(situation, event, book):
        waits = event.procedure in book.at(MADE_ONLY_AFTER_DECISION, event.on).value
        keys += ["Q4"] if waits else []
    if event.kind is EventKind.EXTEND_MY_NUMBER:
        keys.append("Q12")
    return tuple(book.question(key) for key in keys)
