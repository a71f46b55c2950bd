"""What somebody owes: a situation keeps what arose and when; the rest is computed when asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from tokutei import messages
from tokutei.calendar import japan_day
from tokutei.law import Answer, Citation, OpenQuestion
from tokutei.lifecycle.arguments import demand
from tokutei.lifecycle.events import EventKind as K
from tokutei.lifecycle.rows import art
from tokutei.lifecycle.situation import DutyKind, Obligation, Situation
from tokutei.rules import deadlines
from tokutei.rules.rulebook import CURRENT, Rulebook
from tokutei.vocabulary import ProcedureKind, Window

__all__ = ["DISCHARGES", "Duty", "Urgency", "duties"]


class Urgency(StrEnum):
    """How the law says when."""

    BY_DAY = "by_day"
    """By a last day."""
    AT_ONCE = "immediately"
    """直ちに: the law gives no number."""
    WITHOUT_DELAY = "without_delay"
    """遅滞なく: the law gives no number."""
    BY_DELIVERY = "by_delivery"
    """By the moment the new card is handed over."""

    def text(self, lang: str) -> str:
        """Return the urgency in words."""
        return messages.text(f"duty.urgency.{self.value}", lang)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Terms:
    """What the law says about one kind of duty."""

    urgency: Urgency
    window: Window
    cite: tuple[Citation, ...]
    question: str = ""


_TERMS: Final[Mapping[DutyKind, _Terms]] = MappingProxyType(
    {
        DutyKind.REPLACED_CARD: _Terms(urgency=Urgency.AT_ONCE, window=Window.BUREAU, cite=art("19-15:2")),
        DutyKind.LAPSED_CARD: _Terms(urgency=Urgency.BY_DAY, window=Window.BUREAU, cite=art("19-15:1")),
        DutyKind.SEPARATE_CARD_BY_DELIVERY: _Terms(
            urgency=Urgency.BY_DELIVERY, window=Window.BUREAU, cite=art("425AC0000000027:18-5:8#first")
        ),
        DutyKind.EXPIRED_SEPARATE_CARD: _Terms(
            urgency=Urgency.WITHOUT_DELAY,
            window=Window.MUNICIPALITY,
            cite=art("425AC0000000027:17:11", "426CO0000000155:15:2"),
        ),
        DutyKind.EXPIRED_MY_NUMBER: _Terms(
            urgency=Urgency.WITHOUT_DELAY,
            window=Window.BUREAU,
            cite=art("425AC0000000027:17:11", "426CO0000000155:15:2", "19-15-4:2"),
            question="Q3",
        ),
        DutyKind.REISSUE: _Terms(urgency=Urgency.BY_DAY, window=Window.BUREAU, cite=art("19-12:1")),
    }
)

DISCHARGES: Final[Mapping[K, frozenset[DutyKind]]] = MappingProxyType(
    {
        K.RETURN_CARD: frozenset({DutyKind.REPLACED_CARD, DutyKind.LAPSED_CARD, DutyKind.EXPIRED_MY_NUMBER}),
        # What is lost cannot be returned; the duty comes back when it is found (Act 19-15(3)).
        K.REPORT_LOSS: frozenset({DutyKind.LAPSED_CARD, DutyKind.EXPIRED_MY_NUMBER}),
        K.RECEIVE_CARD: frozenset({DutyKind.EXPIRED_MY_NUMBER, DutyKind.REISSUE}),
        K.EXTEND_MY_NUMBER: frozenset({DutyKind.EXPIRED_MY_NUMBER, DutyKind.EXPIRED_SEPARATE_CARD}),
        K.GIVE_BACK_MY_NUMBER: frozenset({DutyKind.EXPIRED_MY_NUMBER}),
        K.FILE_REISSUE: frozenset({DutyKind.REISSUE}),
        # No specified card comes, so the separate card stays.
        K.REFUSE_SPECIFIED_CARD: frozenset({DutyKind.SEPARATE_CARD_BY_DELIVERY}),
        K.WITHDRAW_SPECIFIED_CARD: frozenset({DutyKind.SEPARATE_CARD_BY_DELIVERY}),
        K.REFUSE_PERMISSION: frozenset({DutyKind.SEPARATE_CARD_BY_DELIVERY}),
        K.WITHDRAW_FILING: frozenset({DutyKind.SEPARATE_CARD_BY_DELIVERY}),
    }
)
"""Which duties an event ends. A separate card's return is ended by the row that returns it."""

RETURNED_SEPARATE: Final = frozenset({DutyKind.SEPARATE_CARD_BY_DELIVERY, DutyKind.EXPIRED_SEPARATE_CARD})
"""The duties that end when the separate Individual Number Card is given back."""


WITH_THE_STAY: Final = frozenset({DutyKind.REISSUE, DutyKind.SEPARATE_CARD_BY_DELIVERY})
"""The duties that end when the stay does."""


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


def _last_day(obligation: Obligation, book: Rulebook) -> Answer[date] | None:
    if obligation.kind is DutyKind.LAPSED_CARD:
        return deadlines.return_deadline(event_on=obligation.since, book=book)
    if obligation.kind is DutyKind.REISSUE:
        return deadlines.notice_deadline(ProcedureKind.REISSUE_LOSS, event_on=obligation.since, book=book)
    return None


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
    terms = _TERMS[obligation.kind]
    answer = _last_day(obligation, book)
    due_on = answer.value if answer else None
    return Duty(
        kind=obligation.kind,
        since=obligation.since,
        urgency=terms.urgency,
        due_on=due_on,
        overdue=due_on is not None and due_on < on,
        window=terms.window,
        cite=tuple(dict.fromkeys((*terms.cite, *(answer.basis if answer else ())))),
        answer=answer,
        open_questions=(book.question(terms.question),) if terms.question else (),
    )
