"""Refusals for who the person is: dead, Japanese, abroad, a special permanent resident, without a card."""

from __future__ import annotations

from typing import Final

from tokutei.law import Evidence
from tokutei.lifecycle.events import EventKind as K
from tokutei.lifecycle.guard_words import Guard
from tokutei.lifecycle.rows import Hint, Refusal, art
from tokutei.lifecycle.tables.making import CARDS_SINCE, FILED, FILINGS, SPECIFIED_SINCE

__all__ = ["STANDING"]

_FILINGS: Final = tuple(FILINGS)
_OF_THE_CARD: Final = tuple(event for event, filed in FILED.items() if filed.of_card)
"""The filings that presuppose a residence card."""

_BY_HAND: Final = (
    *_FILINGS,
    K.CONVERT_FILING,
    K.FILE_SPECIFIED_CARD,
    K.FILE_WITHOUT_CARD,
    K.RECEIVE_CARD,
    K.RECEIVE_INTERIM_CARD,
    K.RECEIVE_SEAL,
    K.GRANT_STATUS,
    K.ORDER_REISSUE,
    K.GRANT_OTHER_ACTIVITY,
    K.EXTEND_MY_NUMBER,
    K.GIVE_BACK_MY_NUMBER,
    K.NOTIFY_FIRST_ADDRESS,
    K.NOTIFY_ADDRESS_AFTER_PERMISSION,
    K.NOTIFY_MOVE_IN,
    K.NOTIFY_RELOCATION,
    K.ISSUE_CERTIFICATES,
    K.RESET_PIN,
    K.RECEIVE_MY_NUMBER_CARD,
    K.HAND_IN_MY_NUMBER_CARD,
)
"""What the holder does at a counter in Japan, or a helper for somebody who is there."""

_OF_FOREIGN_NATIONALS: Final = (
    *_FILINGS,
    K.CONVERT_FILING,
    K.FILE_SPECIFIED_CARD,
    K.FILE_WITHOUT_CARD,
    K.LAND,
    K.DECIDE_PERMISSION,
    K.RECEIVE_CARD,
    K.RECEIVE_INTERIM_CARD,
    K.RECEIVE_SEAL,
    K.GRANT_STATUS,
    K.REVOKE_STATUS,
    K.DEPORT,
    K.ORDER_REISSUE,
    K.GRANT_OTHER_ACTIVITY,
    K.REVOKE_OTHER_ACTIVITY,
    K.AFFILIATION_CHANGED,
    K.NOTIFY_AFFILIATION,
    K.EXTEND_REENTRY,
    K.EXTEND_RESIDENCE,
    K.GIVE_BACK_MY_NUMBER,
    K.NATURALIZE,
    K.FILE_SPECIAL_BIRTH,
    K.FILE_SPECIAL_OTHER,
    K.PERMIT_SPECIAL,
    K.NOTIFY_CERTIFICATE_ITEMS,
    K.FILE_CERTIFICATE_RENEWAL,
    K.FILE_EARLY_CERTIFICATE_RENEWAL,
    K.FILE_CERTIFICATE_REISSUE,
    K.FILE_CERTIFICATE_DAMAGE_REISSUE,
    K.FILE_ORDERED_CERTIFICATE_REISSUE,
    K.ASK_CERTIFICATE_EXCHANGE,
)
"""What the law knows of foreign nationals only. A card that lapsed is returned by Japanese too."""

_OF_THE_LIVING: Final = (
    *dict.fromkeys((*_OF_FOREIGN_NATIONALS, *_BY_HAND)),
    K.REPORT_DAMAGE,
    K.NOTIFY_MOVE_OUT,
    K.MOVE_ABROAD,
    K.CHANGE_ALIAS,
    K.DEPART,
    K.RE_ENTER,
    K.SUSPEND_MY_NUMBER,
    K.RESUME_MY_NUMBER,
    K.REPORT_KEY_LOSS,
    K.REVOKE_CERTIFICATES,
    K.ISSUE_MOBILE,
    K.ASK_MY_NUMBER_REISSUE,
    K.ASK_MY_NUMBER_REPLACEMENT,
)
"""What nobody does or receives who has died; relatives return what is left."""

STANDING: Final[tuple[Refusal, ...]] = (
    Refusal(
        code="person_deceased",
        events=_OF_THE_LIVING,
        guards=(Guard.DECEASED,),
        cite=art("19-14::6", "19-15:4"),
        since=CARDS_SINCE,
        evidence=Evidence.INFERRED,
    ),
    Refusal(
        code="person_japanese",
        events=_OF_FOREIGN_NATIONALS,
        guards=(Guard.JAPANESE,),
        cite=art("2::2", "19-3"),
        since=CARDS_SINCE,
    ),
    Refusal(
        code="person_abroad",
        events=_BY_HAND,
        guards=(Guard.ABROAD,),
        cite=art("21:1", "61-8-3:1", "356M50000010054:59-4:4"),
        since=CARDS_SINCE,
        instead=(Hint("instead_after_reentry"),),
        evidence=Evidence.INFERRED,
    ),
    Refusal(
        code="not_for_special_permanent",
        events=(*_FILINGS, K.CONVERT_FILING, K.NOTIFY_AFFILIATION),
        guards=(Guard.SPECIAL_PERMANENT,),
        cite=art("19-3", "403AC0000000071:3", "403AC0000000071:7:1"),
        since=CARDS_SINCE,
        instead=(Hint("instead_certificate_procedure"),),
    ),
    Refusal(
        code="no_residence_card_in_short_stay",
        events=(*_OF_THE_CARD, K.NOTIFY_AFFILIATION, K.ORDER_REISSUE),
        guards=(Guard.SHORT_STAY,),
        cite=art("19-3"),
        since=CARDS_SINCE,
    ),
    Refusal(
        code="not_mid_long_term",
        events=_FILINGS,
        guards=(Guard.SPECIFIED_ASKED, Guard.SHORT_STAY),
        cite=art("19-3", "19-15-2:1"),
        since=SPECIFIED_SINCE,
        instead=(Hint("instead_without_specified"),),
        ids=("N6",),
    ),
)
"""The refusals of this module."""
