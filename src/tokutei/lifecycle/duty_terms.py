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
from tokutei.rules.rulebook import Rulebook
from tokutei.vocabulary import ProcedureKind, Window

__all__ = ["DISCHARGES", "ENDED_WITH_STAY", "RETURNED_SEPARATE", "TERMS", "Terms", "Urgency"]


class Urgency(StrEnum):
    """How the law says when."""

    BY_DAY = "by_day"
    """By a last day."""
    AT_ONCE = "immediately"
    """直ちに: the law gives no number."""
    WITHOUT_DELAY = "without_delay"
    """遅滞なく: the law gives no number."""
    ALWAYS = "always"
    """常に: it goes on."""
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


def _noticed(procedure: ProcedureKind) -> Callable[[Obligation, Rulebook], Answer[date]]:
    def clock(obligation: Obligation, book: Rulebook) -> Answer[date]:
        return deadlines.notice_deadline(procedure, event_on=obligation.since, book=book)

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
            clock=_noticed(ProcedureKind.REISSUE_LOSS),
        ),
        DutyKind.ORDERED_REISSUE: Terms(
            urgency=Urgency.BY_DAY,
            window=Window.BUREAU,
            cite=art("19-13:3"),
            procedure=ProcedureKind.REISSUE_ORDER,
            clock=_noticed(ProcedureKind.REISSUE_ORDER),
        ),
        DutyKind.AFFILIATION: Terms(
            urgency=Urgency.BY_DAY,
            window=Window.BUREAU,
            cite=art("19-16"),
            procedure=ProcedureKind.AFFILIATION,
            clock=_noticed(ProcedureKind.AFFILIATION),
        ),
        DutyKind.ADDRESS_AFTER_PERMISSION: Terms(
            urgency=Urgency.BY_DAY,
            window=Window.MUNICIPALITY,
            cite=art("19-8:1"),
            procedure=ProcedureKind.PLACE_OF_RESIDENCE_AFTER_PERMISSION,
            clock=_noticed(ProcedureKind.PLACE_OF_RESIDENCE_AFTER_PERMISSION),
        ),
        DutyKind.CARRY_CARD: Terms(urgency=Urgency.ALWAYS, window=Window.BUREAU, cite=art("23:2", "23:5")),
    }
)

DISCHARGES: Final[Mapping[K, frozenset[DutyKind]]] = MappingProxyType(
    {
        K.RETURN_CARD: frozenset({DutyKind.REPLACED_CARD, DutyKind.LAPSED_CARD, DutyKind.EXPIRED_MY_NUMBER}),
        # What is lost cannot be returned; the duty comes back when it is found (Act 19-15(3)).
        K.REPORT_LOSS: frozenset(
            {DutyKind.LAPSED_CARD, DutyKind.EXPIRED_MY_NUMBER, DutyKind.ORDERED_REISSUE}
        ),
        K.FIND_CARD: frozenset({DutyKind.REISSUE}),
        K.RECEIVE_CARD: frozenset({DutyKind.EXPIRED_MY_NUMBER, DutyKind.REISSUE, DutyKind.ORDERED_REISSUE}),
        K.RECEIVE_INTERIM_CARD: frozenset({DutyKind.EXPIRED_MY_NUMBER}),
        K.EXTEND_MY_NUMBER: frozenset({DutyKind.EXPIRED_MY_NUMBER, DutyKind.EXPIRED_SEPARATE_CARD}),
        K.GIVE_BACK_MY_NUMBER: frozenset({DutyKind.EXPIRED_MY_NUMBER}),
        K.FILE_REISSUE: frozenset({DutyKind.REISSUE}),
        K.FILE_ORDERED_REISSUE: frozenset({DutyKind.ORDERED_REISSUE}),
        K.NOTIFY_AFFILIATION: frozenset({DutyKind.AFFILIATION}),
        K.NOTIFY_ADDRESS_AFTER_PERMISSION: frozenset({DutyKind.ADDRESS_AFTER_PERMISSION}),
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


_WITH_THE_STAY: Final = frozenset(
    {
        DutyKind.REISSUE,
        DutyKind.ORDERED_REISSUE,
        DutyKind.AFFILIATION,
        DutyKind.ADDRESS_AFTER_PERMISSION,
        DutyKind.CARRY_CARD,
        DutyKind.SEPARATE_CARD_BY_DELIVERY,
    }
)
"""The duties that only mid- to long-term residents have."""

ENDED_WITH_STAY: Final[Mapping[StayState, frozenset[DutyKind]]] = MappingProxyType(
    {
        **dict.fromkeys(
            (StayState.NONE, StayState.SHORT, StayState.JAPANESE, StayState.DECEASED), _WITH_THE_STAY
        ),
        # A specified certificate that was asked for still calls for the separate card.
        StayState.SPECIAL_PERMANENT: _WITH_THE_STAY - {DutyKind.SEPARATE_CARD_BY_DELIVERY},
    }
)
"""The duties that end when the stay becomes another, by what it becomes."""
