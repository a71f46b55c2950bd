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
    "OF_WHAT_IS_HELD",
    "REISSUE_OWED",
    "RETURNED_SEPARATE",
    "SPECIAL_RESIDENTS",
    "TERMS",
    "UNDER_SIXTEEN",
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
    ALWAYS = "always"
    """常に: it goes on."""
    BY_DELIVERY = "by_delivery"
    """By the moment the new card is handed over."""
    AFTER_SETTLING = "after_settling"
    """Within days that run from settling or moving, which is not known before it is notified."""

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
    papers: str = ""
    """The row of the lists of papers by which it is done; none where only the card itself is handed over."""
    clock: Callable[[Obligation, Rulebook], Answer[date]] | None = None
    """How its last day is computed; ``None`` where the law gives no number."""


def _returned(obligation: Obligation, book: Rulebook) -> Answer[date]:
    return deadlines.return_deadline(event_on=obligation.since, book=book)


def _noticed(procedure: ProcedureKind) -> Callable[[Obligation, Rulebook], Answer[date]]:
    def clock(obligation: Obligation, book: Rulebook) -> Answer[date]:
        return deadlines.notice_deadline(procedure, event_on=obligation.since, book=book)

    return clock


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
        DutyKind.FOUND_MY_NUMBER_CARD: Terms(
            urgency=Urgency.WITHOUT_DELAY, window=Window.MUNICIPALITY, cite=art("426M60000008085:30")
        ),
        DutyKind.REPLACED_MY_NUMBER_CARD: Terms(
            urgency=Urgency.WITHOUT_DELAY, window=Window.MUNICIPALITY, cite=art("426M60000008085:28:6")
        ),
        DutyKind.REISSUE: Terms(
            urgency=Urgency.BY_DAY,
            window=Window.BUREAU,
            cite=art("19-12:1"),
            papers="card_reissue_loss",
            clock=_noticed(ProcedureKind.REISSUE_LOSS),
        ),
        DutyKind.ORDERED_REISSUE: Terms(
            urgency=Urgency.BY_DAY,
            window=Window.BUREAU,
            cite=art("19-13:3"),
            papers="card_reissue",
            clock=_noticed(ProcedureKind.REISSUE_ORDER),
        ),
        DutyKind.AFFILIATION: Terms(
            urgency=Urgency.BY_DAY,
            window=Window.BUREAU,
            cite=art("19-16"),
            papers="affiliation_notification",
            clock=_noticed(ProcedureKind.AFFILIATION),
        ),
        DutyKind.FIRST_ADDRESS: Terms(
            urgency=Urgency.AFTER_SETTLING,
            window=Window.MUNICIPALITY,
            cite=art("19-7:1"),
            papers="address_first",
        ),
        DutyKind.ADDRESS_AFTER_PERMISSION: Terms(
            urgency=Urgency.BY_DAY,
            window=Window.MUNICIPALITY,
            cite=art("19-8:1"),
            papers="address_after_permission",
            clock=_noticed(ProcedureKind.PLACE_OF_RESIDENCE_AFTER_PERMISSION),
        ),
        DutyKind.NEW_ADDRESS: Terms(
            urgency=Urgency.AFTER_SETTLING,
            window=Window.MUNICIPALITY,
            cite=art("19-9:1"),
            papers="address_change",
        ),
        DutyKind.HAND_IN_MY_NUMBER: Terms(
            urgency=Urgency.AT_ONCE, window=Window.MUNICIPALITY, cite=art("425AC0000000027:17:6")
        ),
        DutyKind.CHANGED_SEPARATE_CARD: Terms(
            urgency=Urgency.BY_DAY,
            window=Window.MUNICIPALITY,
            cite=art("425AC0000000027:17:8#first"),
            clock=_due(ProcedureKind.MY_NUMBER_ITEM_CHANGE, TriggerEvent.MY_NUMBER_ITEM_CHANGED),
        ),
        DutyKind.REPLACED_CARD_TO_MUNICIPALITY: Terms(
            urgency=Urgency.AT_ONCE, window=Window.MUNICIPALITY, cite=art("19-15-2:9#second", "19-15:2")
        ),
        DutyKind.REPLACED_CARD_BY_POST: Terms(
            urgency=Urgency.AT_ONCE,
            window=Window.BUREAU,
            cite=art("19-15-2:11", "19-15:2", "356M50000010054:19-14-4"),
        ),
        DutyKind.LEFT_CARD: Terms(urgency=Urgency.AT_ONCE, window=Window.BUREAU, cite=art("19-15:2")),
        DutyKind.CARD_OF_THE_DEAD: Terms(
            urgency=Urgency.BY_DAY,
            window=Window.BUREAU,
            cite=art("19-15:4"),
            bearer=Bearer.RELATIVES,
            clock=_due(Matter.RETURN_CARD, TriggerEvent.HOLDER_DIED),
        ),
        DutyKind.LAPSED_MY_NUMBER: Terms(
            urgency=Urgency.WITHOUT_DELAY,
            window=Window.BUREAU,
            cite=art("425AC0000000027:17:11", "426CO0000000155:15", "19-15-4:2"),
        ),
        DutyKind.LAPSED_SEPARATE_CARD: Terms(
            urgency=Urgency.WITHOUT_DELAY,
            window=Window.MUNICIPALITY,
            cite=art("425AC0000000027:17:11", "426CO0000000155:15"),
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
        DutyKind.LAPSED_MY_NUMBER_OF_CERTIFICATE: Terms(
            urgency=Urgency.WITHOUT_DELAY,
            window=Window.BUREAU,
            cite=art("425AC0000000027:17:11", "426CO0000000155:15", "403AC0000000071:16-3:2"),
        ),
        DutyKind.LEFT_CERTIFICATE: Terms(
            urgency=Urgency.AT_ONCE, window=Window.BUREAU, cite=art("403AC0000000071:16:2")
        ),
        DutyKind.CERTIFICATE_OF_THE_DEAD: Terms(
            urgency=Urgency.BY_DAY,
            window=Window.BUREAU,
            cite=art("403AC0000000071:16:5"),
            bearer=Bearer.RELATIVES,
            clock=_due(Matter.SPR_RETURN_CERTIFICATE, TriggerEvent.HOLDER_DIED),
        ),
        DutyKind.CERTIFICATE_REISSUE: Terms(
            urgency=Urgency.BY_DAY,
            window=Window.MUNICIPALITY,
            cite=art("403AC0000000071:13:1"),
            papers="spr_reissue_loss",
            clock=_due(ProcedureKind.SPR_REISSUE_LOSS, TriggerEvent.LOSS_KNOWN),
        ),
        DutyKind.ORDERED_CERTIFICATE_REISSUE: Terms(
            urgency=Urgency.BY_DAY,
            window=Window.MUNICIPALITY,
            cite=art("403AC0000000071:14:3"),
            papers="spr_reissue",
            clock=_due(ProcedureKind.SPR_REISSUE_ORDER, TriggerEvent.ORDER_RECEIVED),
        ),
        DutyKind.CARRY_CARD: Terms(urgency=Urgency.ALWAYS, window=Window.BUREAU, cite=art("23:2", "23:5")),
    }
)
"""What the law says about each kind."""

SPECIAL_RESIDENTS: Final[Mapping[DutyKind, tuple[Citation, ...]]] = MappingProxyType(
    {
        DutyKind.FIRST_ADDRESS: art("403AC0000000071:10:1"),
        DutyKind.NEW_ADDRESS: art("403AC0000000071:10:2"),
    }
)
"""The provisions by which special permanent residents owe what others owe by the Immigration Act."""

_TOLD: Final = (
    DutyKind.FIRST_ADDRESS,
    DutyKind.ADDRESS_AFTER_PERMISSION,
    DutyKind.NEW_ADDRESS,
    DutyKind.REISSUE,
    DutyKind.ORDERED_REISSUE,
)
UNDER_SIXTEEN: Final[Mapping[DutyKind, tuple[Citation, ...]]] = MappingProxyType(
    {
        **dict.fromkeys(_TOLD, art("61-8-3:2")),
        DutyKind.CERTIFICATE_REISSUE: art("403AC0000000071:19:2"),
        DutyKind.ORDERED_CERTIFICATE_REISSUE: art("403AC0000000071:19:2"),
    }
)
"""What somebody else must do for a child, with the provision; returns of cards are not among it."""

CERTIFICATES_OWED: Final = frozenset(
    {
        DutyKind.REPLACED_CERTIFICATE,
        DutyKind.POSTED_CERTIFICATE,
        DutyKind.LAPSED_CERTIFICATE,
        DutyKind.LEFT_CERTIFICATE,
        DutyKind.CERTIFICATE_OF_THE_DEAD,
        DutyKind.LAPSED_MY_NUMBER_OF_CERTIFICATE,
    }
)
"""The duties that end when a certificate of a special permanent resident is given back."""

REISSUE_OWED: Final[Mapping[ProcedureKind | None, DutyKind]] = MappingProxyType(
    {
        ProcedureKind.REISSUE_LOSS: DutyKind.REISSUE,
        ProcedureKind.REISSUE_ORDER: DutyKind.ORDERED_REISSUE,
        ProcedureKind.SPR_REISSUE_LOSS: DutyKind.CERTIFICATE_REISSUE,
        ProcedureKind.SPR_REISSUE_ORDER: DutyKind.ORDERED_CERTIFICATE_REISSUE,
    }
)
"""The duty that an application for reissuance carries out."""

_REISSUES: Final = frozenset({DutyKind.CERTIFICATE_REISSUE, DutyKind.ORDERED_CERTIFICATE_REISSUE})
RETURNED: Final = CERTIFICATES_OWED | frozenset(
    {
        DutyKind.REPLACED_CARD,
        DutyKind.REPLACED_CARD_TO_MUNICIPALITY,
        DutyKind.REPLACED_CARD_BY_POST,
        DutyKind.LAPSED_CARD,
        DutyKind.LEFT_CARD,
        DutyKind.CARD_OF_THE_DEAD,
        DutyKind.EXPIRED_MY_NUMBER,
        DutyKind.LAPSED_MY_NUMBER,
    }
)
"""What ends when the residence card or certificate goes back."""
_HELD_BACK: Final = frozenset(
    {
        DutyKind.LAPSED_CARD,
        DutyKind.LEFT_CARD,
        DutyKind.EXPIRED_MY_NUMBER,
        DutyKind.LAPSED_MY_NUMBER,
        DutyKind.LAPSED_CERTIFICATE,
    }
)
"""The duties about the card in hand."""
_ON_CARD: Final = frozenset(
    {
        DutyKind.EXPIRED_MY_NUMBER,
        DutyKind.LAPSED_MY_NUMBER,
        DutyKind.LAPSED_MY_NUMBER_OF_CERTIFICATE,
    }
)

_ADDRESSES: Final = frozenset(
    {DutyKind.FIRST_ADDRESS, DutyKind.ADDRESS_AFTER_PERMISSION, DutyKind.NEW_ADDRESS}
)

DISCHARGES: Final[Mapping[K, frozenset[DutyKind]]] = MappingProxyType(
    {
        K.RETURN_CARD: RETURNED,
        # What is lost cannot be returned; the duty comes back when it is found (Act 19-15(3)).
        K.REPORT_LOSS: _HELD_BACK | {DutyKind.ORDERED_REISSUE},
        # What is found needs no reissuance any more.
        K.FIND_CARD: frozenset({DutyKind.REISSUE, DutyKind.CERTIFICATE_REISSUE}),
        K.RECEIVE_CARD: _ON_CARD | _REISSUES | {DutyKind.REISSUE, DutyKind.ORDERED_REISSUE},
        K.RECEIVE_INTERIM_CARD: _ON_CARD,
        K.EXTEND_MY_NUMBER: frozenset({DutyKind.EXPIRED_MY_NUMBER, DutyKind.EXPIRED_SEPARATE_CARD}),
        K.GIVE_BACK_MY_NUMBER: _ON_CARD | {DutyKind.LAPSED_CERTIFICATE},
        K.FILE_REISSUE: frozenset({DutyKind.REISSUE}),
        K.RESUME_MY_NUMBER: frozenset({DutyKind.FOUND_MY_NUMBER_CARD}),
        # What is lost again, or given up for a new one, is not told to have been found.
        K.REPORT_MY_NUMBER_LOSS: frozenset({DutyKind.FOUND_MY_NUMBER_CARD}),
        K.ASK_MY_NUMBER_REISSUE: frozenset({DutyKind.FOUND_MY_NUMBER_CARD}),
        K.RETURN_MY_NUMBER_CARD: frozenset({DutyKind.REPLACED_MY_NUMBER_CARD}),
        # The new card is given against the old one.
        K.RECEIVE_MY_NUMBER_CARD: frozenset({DutyKind.EXPIRED_SEPARATE_CARD, DutyKind.CHANGED_SEPARATE_CARD}),
        K.FILE_CERTIFICATE_REISSUE: frozenset({DutyKind.CERTIFICATE_REISSUE}),
        K.FILE_ORDERED_CERTIFICATE_REISSUE: frozenset({DutyKind.ORDERED_CERTIFICATE_REISSUE}),
        K.FILE_ORDERED_REISSUE: frozenset({DutyKind.ORDERED_REISSUE}),
        K.NOTIFY_AFFILIATION: frozenset({DutyKind.AFFILIATION}),
        # No specified card comes, so the separate card stays.
        K.REFUSE_SPECIFIED_CARD: frozenset({DutyKind.SEPARATE_CARD_BY_DELIVERY}),
        K.WITHDRAW_SPECIFIED_CARD: frozenset({DutyKind.SEPARATE_CARD_BY_DELIVERY}),
        K.REFUSE_PERMISSION: frozenset({DutyKind.SEPARATE_CARD_BY_DELIVERY}),
        K.WITHDRAW_FILING: frozenset({DutyKind.SEPARATE_CARD_BY_DELIVERY}),
        K.LAND: frozenset({DutyKind.SEPARATE_CARD_BY_DELIVERY}),
        K.GRANT_STATUS: frozenset({DutyKind.SEPARATE_CARD_BY_DELIVERY}),
        # One residence is told, under whichever of its names; 30-46 of the Register Act is common to all
        # three (19-7(3), 19-8(3), 19-9(3)).
        K.NOTIFY_FIRST_ADDRESS: _ADDRESSES,
        K.NOTIFY_ADDRESS_AFTER_PERMISSION: _ADDRESSES,
        K.NOTIFY_MOVE_IN: _ADDRESSES,
        K.HAND_IN_MY_NUMBER_CARD: frozenset({DutyKind.HAND_IN_MY_NUMBER, DutyKind.CHANGED_SEPARATE_CARD}),
        # What was not handed in for rewriting is owed back once it has lapsed.
        K.HAND_IN_TERM_PASSED: frozenset({DutyKind.HAND_IN_MY_NUMBER}),
        K.NOTIFY_MOVE_OUT: frozenset({DutyKind.HAND_IN_MY_NUMBER}),
        K.MOVE_ABROAD: frozenset({DutyKind.HAND_IN_MY_NUMBER, DutyKind.NEW_ADDRESS}),
    }
)
"""Which duties an event ends. A separate card's return is ended by the row that returns it."""

OF_WHAT_IS_HELD: Final = frozenset(
    {
        DutyKind.LAPSED_CARD,
        DutyKind.LEFT_CARD,
        DutyKind.CARD_OF_THE_DEAD,
        DutyKind.EXPIRED_MY_NUMBER,
        DutyKind.LAPSED_MY_NUMBER,
        DutyKind.LAPSED_CERTIFICATE,
        DutyKind.LAPSED_MY_NUMBER_OF_CERTIFICATE,
        DutyKind.LEFT_CERTIFICATE,
        DutyKind.CERTIFICATE_OF_THE_DEAD,
    }
)
"""The returns owed only of a card that is held (その所持する); a lost one is owed when it is found."""

RETURNED_SEPARATE: Final = frozenset(
    {
        DutyKind.SEPARATE_CARD_BY_DELIVERY,
        DutyKind.EXPIRED_SEPARATE_CARD,
        DutyKind.FOUND_MY_NUMBER_CARD,
        DutyKind.LAPSED_SEPARATE_CARD,
        DutyKind.HAND_IN_MY_NUMBER,
        DutyKind.CHANGED_SEPARATE_CARD,
    }
)
"""The duties that end when the separate Individual Number Card is given back."""


_WITH_THE_STAY: Final = frozenset(
    {
        DutyKind.REISSUE,
        DutyKind.ORDERED_REISSUE,
        DutyKind.AFFILIATION,
        DutyKind.CARRY_CARD,
        DutyKind.SEPARATE_CARD_BY_DELIVERY,
        DutyKind.FIRST_ADDRESS,
        DutyKind.ADDRESS_AFTER_PERMISSION,
        DutyKind.NEW_ADDRESS,
    }
)
"""The duties that only mid- to long-term residents have."""

ENDED_WITH_STAY: Final[Mapping[StayState, frozenset[DutyKind]]] = MappingProxyType(
    {
        **dict.fromkeys((StayState.NONE, StayState.SHORT, StayState.JAPANESE), _WITH_THE_STAY | _REISSUES),
        # A specified certificate that was asked for still calls for the separate card, a move for its notice.
        StayState.SPECIAL_PERMANENT: _WITH_THE_STAY
        - {DutyKind.SEPARATE_CARD_BY_DELIVERY, DutyKind.NEW_ADDRESS},
        # Nobody owes any more what the dead owed; what relatives owe arises with the death.
        StayState.DECEASED: frozenset(DutyKind),
    }
)
"""The duties that end when the stay becomes another, by what it becomes."""
