"""What the law says about each kind of duty, what ends it, and which events discharge which."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from tokutei import messages
from tokutei.law import Answer, Citation
from tokutei.lifecycle.duty_words import Bearer, DutyKind
from tokutei.lifecycle.events.kinds import EventKind as K
from tokutei.lifecycle.rows import art
from tokutei.lifecycle.situation import Obligation
from tokutei.lifecycle.states import StayState
from tokutei.rules import deadlines
from tokutei.rules.deadlines import Matter, TriggerEvent
from tokutei.rules.rulebook import Rulebook
from tokutei.vocabulary import ProcedureKind, Window

__all__ = [
    "CERTIFICATES_OWED",
    "DISCHARGES",
    "ENDED_WITH_STAY",
    "RETURNED_SEPARATE",
    "TERMS",
    "Terms",
    "Urgency",
]


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
class Terms:
    """What the law says about one kind of duty."""

    urgency: Urgency
    window: Window
    """The kind of office to which it is done."""
    cite: tuple[Citation, ...]
    question: str = ""
    bearer: Bearer = Bearer.HOLDER
    procedure: ProcedureKind | None = None
    """The procedure by which it is done, where it has papers of its own."""
    clock: Callable[[Obligation, Rulebook], Answer[date]] | None = None
    """How its last day is computed; ``None`` where the law gives no number."""


def _returned(obligation: Obligation, book: Rulebook) -> Answer[date]:
    return deadlines.return_deadline(event_on=obligation.since, book=book)


def _reissued(obligation: Obligation, book: Rulebook) -> Answer[date]:
    return deadlines.notice_deadline(ProcedureKind.REISSUE_LOSS, event_on=obligation.since, book=book)


def _due(
    subject: ProcedureKind | Matter, trigger: TriggerEvent
) -> Callable[[Obligation, Rulebook], Answer[date]]:
    """Return the clock of a certificate's duty, whose rules say more than the last day."""

    def clock(obligation: Obligation, book: Rulebook) -> Answer[date]:
        found = deadlines.deadline(subject, trigger, event_on=obligation.since, book=book)
        return Answer(found.value.due or obligation.since, found.grounds, found.open_questions)

    return clock


TERMS: Final[Mapping[DutyKind, Terms]] = MappingProxyType(
    {
        DutyKind.REPLACED_CARD: Terms(urgency=Urgency.AT_ONCE, window=Window.BUREAU, cite=art("19-15:2")),
        DutyKind.LAPSED_CARD: Terms(
            urgency=Urgency.BY_DAY, window=Window.BUREAU, cite=art("19-15:1"), clock=_returned
        ),
        DutyKind.SEPARATE_CARD_BY_DELIVERY: Terms(
            urgency=Urgency.BY_DELIVERY, window=Window.BUREAU, cite=art("425AC0000000027:18-5:8#first")
        ),
        DutyKind.EXPIRED_SEPARATE_CARD: Terms(
            urgency=Urgency.WITHOUT_DELAY,
            window=Window.MUNICIPALITY,
            cite=art("425AC0000000027:17:11", "426CO0000000155:15:2"),
        ),
        DutyKind.EXPIRED_MY_NUMBER: Terms(
            urgency=Urgency.WITHOUT_DELAY,
            window=Window.BUREAU,
            cite=art("425AC0000000027:17:11", "426CO0000000155:15:2", "19-15-4:2"),
            question="Q3",
        ),
        DutyKind.REISSUE: Terms(
            urgency=Urgency.BY_DAY,
            window=Window.BUREAU,
            cite=art("19-12:1"),
            procedure=ProcedureKind.REISSUE_LOSS,
            clock=_reissued,
        ),
        DutyKind.REPLACED_CERTIFICATE: Terms(
            urgency=Urgency.AT_ONCE, window=Window.MUNICIPALITY, cite=art("403AC0000000071:16:3")
        ),
        DutyKind.POSTED_CERTIFICATE: Terms(
            urgency=Urgency.AT_ONCE,
            window=Window.BUREAU,
            cite=art("403AC0000000071:16:3", "403AC0000000071:16-2:15", "423M60000010044:17"),
        ),
        DutyKind.LAPSED_CERTIFICATE: Terms(
            urgency=Urgency.BY_DAY,
            window=Window.BUREAU,
            cite=art("403AC0000000071:16:1", "403AC0000000071:16:4"),
            clock=_due(Matter.SPR_RETURN_CERTIFICATE, TriggerEvent.CARD_EXPIRED),
        ),
        DutyKind.CERTIFICATE_REISSUE: Terms(
            urgency=Urgency.BY_DAY,
            window=Window.MUNICIPALITY,
            cite=art("403AC0000000071:13:1"),
            procedure=ProcedureKind.SPR_REISSUE_LOSS,
            clock=_due(ProcedureKind.SPR_REISSUE_LOSS, TriggerEvent.LOSS_KNOWN),
        ),
        DutyKind.ORDERED_CERTIFICATE_REISSUE: Terms(
            urgency=Urgency.BY_DAY,
            window=Window.MUNICIPALITY,
            cite=art("403AC0000000071:14:3"),
            procedure=ProcedureKind.SPR_REISSUE_ORDER,
            clock=_due(ProcedureKind.SPR_REISSUE_ORDER, TriggerEvent.ORDER_RECEIVED),
        ),
    }
)

CERTIFICATES_OWED: Final = frozenset(
    {DutyKind.REPLACED_CERTIFICATE, DutyKind.POSTED_CERTIFICATE, DutyKind.LAPSED_CERTIFICATE}
)
"""The duties that end when a certificate of a special permanent resident is given back."""

_REISSUES: Final = frozenset({DutyKind.CERTIFICATE_REISSUE, DutyKind.ORDERED_CERTIFICATE_REISSUE})

DISCHARGES: Final[Mapping[K, frozenset[DutyKind]]] = MappingProxyType(
    {
        K.RETURN_CARD: frozenset({DutyKind.REPLACED_CARD, DutyKind.LAPSED_CARD, DutyKind.EXPIRED_MY_NUMBER})
        | CERTIFICATES_OWED,
        # What is lost cannot be returned; the duty comes back when it is found (Act 19-15(3)).
        K.REPORT_LOSS: frozenset(
            {DutyKind.LAPSED_CARD, DutyKind.EXPIRED_MY_NUMBER, DutyKind.LAPSED_CERTIFICATE}
        ),
        K.RECEIVE_CARD: frozenset({DutyKind.EXPIRED_MY_NUMBER, DutyKind.REISSUE}) | _REISSUES,
        K.EXTEND_MY_NUMBER: frozenset({DutyKind.EXPIRED_MY_NUMBER, DutyKind.EXPIRED_SEPARATE_CARD}),
        K.GIVE_BACK_MY_NUMBER: frozenset({DutyKind.EXPIRED_MY_NUMBER, DutyKind.LAPSED_CERTIFICATE}),
        K.FILE_REISSUE: frozenset({DutyKind.REISSUE}),
        K.FILE_CERTIFICATE_REISSUE: frozenset({DutyKind.CERTIFICATE_REISSUE}),
        K.FILE_ORDERED_CERTIFICATE_REISSUE: frozenset({DutyKind.ORDERED_CERTIFICATE_REISSUE}),
        # A certificate that is found needs no reissuance any more.
        K.FIND_CARD: frozenset({DutyKind.CERTIFICATE_REISSUE}),
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


_WITH_THE_STAY: Final = frozenset({DutyKind.REISSUE, DutyKind.SEPARATE_CARD_BY_DELIVERY}) | _REISSUES

ENDED_WITH_STAY: Final[Mapping[StayState, frozenset[DutyKind]]] = MappingProxyType(
    {
        StayState.NONE: _WITH_THE_STAY,
        # Whoever becomes a special permanent resident needs no residence card any more.
        StayState.SPECIAL_PERMANENT: frozenset({DutyKind.REISSUE}),
    }
)
"""The duties that end when the stay becomes another, by what it becomes."""
