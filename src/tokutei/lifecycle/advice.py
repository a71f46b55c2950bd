"""What is worth knowing although it is allowed, and which open questions an event touches."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tokutei.law import Citation, OpenQuestion, Reason
from tokutei.lifecycle.events import Event, EventKind
from tokutei.lifecycle.guards import holds
from tokutei.lifecycle.rows import Guard, art
from tokutei.lifecycle.situation import Situation
from tokutei.lifecycle.states import Carrier, FunctionState
from tokutei.models import UNKNOWN
from tokutei.rules.routes import MADE_ONLY_AFTER_DECISION
from tokutei.rules.rulebook import Rulebook
from tokutei.rules.special_period import has_special_period, special_period_end

__all__ = ["Advice", "advice", "open_questions"]


@dataclass(frozen=True, slots=True)
class Advice:
    """Something worth knowing although nothing is refused."""

    code: str
    """Stable word; the key of its text under ``reason``."""
    cite: tuple[Citation, ...]
    until: date
    """The day that matters: the last one of what ends, or the last one to act."""
    special_end: date
    """Last day of the special period."""

    def reason(self) -> Reason:
        """Return the advice as a reason of a judgement."""
        return Reason(self.code, self.cite, {"until": self.until, "special_end": self.special_end})

    def text(self, lang: str) -> str:
        """Return the advice with the provisions it rests on."""
        return self.reason().text(lang)


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


def _my_number_follows(situation: Situation, event: Event, book: Rulebook) -> bool:
    """Tell whether the function would end with the special period by itself, as under a reform."""
    return holds((Guard.MY_NUMBER_FOLLOWS,), (), situation, event, book) is True


def advice(situation: Situation, event: Event, book: Rulebook) -> tuple[Advice, ...]:
    """Return what somebody who files this should know."""
    found = []
    until = situation.stay.until
    if event.kind is EventKind.FILE_PERMANENT_RESIDENCE and isinstance(until, date) and event.on <= until:
        return (Advice("permanent_residence_brings_no_special_period", art("22:1", "20:6"), until, until),)
    special_end = _brings_special_period(situation, event, book)
    if special_end is None or not isinstance(until, date):
        return ()
    ends = situation.my_number.until if situation.my_number.state in _LIVE else UNKNOWN
    if isinstance(ends, date) and ends < special_end and not _my_number_follows(situation, event, book):
        on_card = situation.my_number.carrier is Carrier.ON_CARD
        cite = art("508M60004018001:4:1" if on_card else "426M60000008085:27:2:2")
        found.append(Advice("my_number_not_extended", cite, ends, special_end))
    if _asks_for_specified(situation, event, book):
        cite = art("19-15-2:4", "20:5", "20:6")
        found.append(Advice("delivery_before_special_end", cite, special_end, special_end))
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
