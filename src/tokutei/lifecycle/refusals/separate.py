"""Refusals about the separate Individual Number Card, certificates and the smartphone."""

from __future__ import annotations

from typing import Final

from tokutei.law import Evidence
from tokutei.lifecycle.events import EventKind as K
from tokutei.lifecycle.guard_words import Guard
from tokutei.lifecycle.rows import Hint, Refusal, art
from tokutei.lifecycle.tables.making import CARDS_SINCE, SPECIFIED_SINCE

__all__ = ["SEPARATE"]

_ON_IT: Final = (K.ISSUE_CERTIFICATES, K.RESET_PIN, K.ISSUE_MOBILE)
"""What is done on the card with the function."""

SEPARATE: Final[tuple[Refusal, ...]] = (
    # What is not for specified cards: N18; the residence function: N16.
    Refusal(
        code="not_for_specified_card",
        events=(K.REPORT_MY_NUMBER_LOSS,),
        guards=(Guard.ON_CARD,),
        cite=art("425AC0000000027:18-5:9", "425AC0000000027:17:9"),
        since=SPECIFIED_SINCE,
        instead=(Hint("instead_report_loss_of_residence_card"),),
        ids=("N18",),
    ),
    Refusal(
        code="not_for_specified_card",
        events=(K.ASK_MY_NUMBER_REISSUE, K.ASK_MY_NUMBER_REPLACEMENT),
        guards=(Guard.ON_CARD,),
        cite=art("425AC0000000027:18-5:9", "426M60000008085:28:1#main", "426M60000008085:29:1"),
        since=SPECIFIED_SINCE,
        instead=(
            Hint("instead_reissue", (Guard.CARD_LOST,), (Guard.MAIN_PENDING,)),
            Hint("instead_exchange", (Guard.RECORDED,), (Guard.CARD_LOST, Guard.MAIN_PENDING)),
        ),
        ids=("N18",),
    ),
    Refusal(
        code="residence_extends_by_law",
        events=(K.EXTEND_RESIDENCE,),
        guards=(Guard.RESIDENCE_EXTENSION,),
        cite=art("19-5:2", "20:6"),
        since=CARDS_SINCE,
        instead=(
            Hint("instead_extend_my_number", (Guard.SPECIAL_AHEAD, Guard.MY_NUMBER_LIVE)),
            Hint("instead_extension_of_stay", (Guard.STAY_LAWFUL, Guard.STAY_HAS_END), (Guard.MAIN_PENDING,)),
        ),
        ids=("N16",),
    ),
    # The function must have effect.
    Refusal(
        code="no_live_my_number",
        events=(
            K.ISSUE_MOBILE,
            K.ASK_MY_NUMBER_REISSUE,
            K.ASK_MY_NUMBER_REPLACEMENT,
            K.REPORT_KEY_LOSS,
            K.REVOKE_CERTIFICATES,
        ),
        unless=(Guard.MY_NUMBER_LASTS,),
        cite=art("425AC0000000027:17:10"),
        since=CARDS_SINCE,
        ids=("MN16", "MN23", "MN25"),
    ),
    Refusal(
        code="my_number_suspended",
        events=(*_ON_IT, K.EXTEND_MY_NUMBER, K.ASK_MY_NUMBER_REPLACEMENT),
        guards=(Guard.MY_NUMBER_SUSPENDED,),
        cite=art("426M60000008085:23-2::4"),
        since=CARDS_SINCE,
        instead=(Hint("instead_lift_stop", (Guard.CARRIER_AT_HAND,)),),
        evidence=Evidence.INFERRED,
        ids=("MN1", "MN2"),
    ),
    Refusal(
        code="card_not_at_hand",
        events=(K.RESUME_MY_NUMBER, *_ON_IT, K.ASK_MY_NUMBER_REPLACEMENT),
        guards=(Guard.MY_NUMBER_LASTS,),
        unless=(Guard.CARRIER_AT_HAND,),
        cite=art("425AC0000000027:17:9", "426M60000008085:29:1"),
        since=CARDS_SINCE,
        evidence=Evidence.INFERRED,
        ids=("MN3", "MN24"),
    ),
    # Certificates: N37.
    Refusal(
        code="certificate_still_lives",
        events=(K.ISSUE_CERTIFICATES,),
        guards=(Guard.SIGNING_CONCERNED, Guard.SIGNING_LIVE),
        cite=art("414AC0000000153:6", "414AC0000000153:9:1#first"),
        since=CARDS_SINCE,
        instead=(Hint("instead_revoke_first"),),
        ids=("N37",),
    ),
    Refusal(
        code="certificate_still_lives",
        events=(K.ISSUE_CERTIFICATES,),
        guards=(Guard.AUTHENTICATION_CONCERNED, Guard.AUTHENTICATION_LIVE),
        cite=art("414AC0000000153:25", "414AC0000000153:28:1#first"),
        since=CARDS_SINCE,
        instead=(Hint("instead_revoke_first"),),
        ids=("N37",),
    ),
    Refusal(
        code="only_for_residents",
        events=(K.ISSUE_CERTIFICATES, K.RECEIVE_MY_NUMBER_CARD),
        unless=(Guard.RECORDED,),
        cite=art("414AC0000000153:3:1", "414AC0000000153:22:1", "425AC0000000027:17:1"),
        since=CARDS_SINCE,
        instead=(Hint("instead_register"),),
        ids=("MN19",),
    ),
    # The smartphone.
    Refusal(
        code="signing_certificate_needed",
        events=(K.ISSUE_MOBILE,),
        guards=(Guard.MY_NUMBER_LIVE,),
        unless=(Guard.SIGNING_LIVE,),
        cite=art("425AC0000000027:18-2:1", "425AC0000000027:18-2:3"),
        since=SPECIFIED_SINCE,
        instead=(Hint("instead_issue_certificates", (Guard.CARRIER_AT_HAND, Guard.RECORDED)),),
        ids=("MN16",),
    ),
    Refusal(
        code="mobile_still_lives",
        events=(K.ISSUE_MOBILE,),
        guards=(Guard.MOBILE_LIVE,),
        cite=art("425AC0000000027:18-2:1"),
        since=SPECIFIED_SINCE,
        instead=(Hint("instead_end_mobile"),),
        ids=("MN16",),
    ),
    # The separate card.
    Refusal(
        code="stay_ended",
        events=(K.RECEIVE_MY_NUMBER_CARD,),
        unless=(Guard.STAY_LAWFUL,),
        cite=art("342AC0000000081:30-45", "425AC0000000027:17:1"),
        since=CARDS_SINCE,
        ids=("MN19",),
    ),
    Refusal(
        code="my_number_card_lives",
        events=(K.RECEIVE_MY_NUMBER_CARD,),
        guards=(Guard.MY_NUMBER_LASTS,),
        unless=(Guard.REPLACEMENT_ASKED, Guard.ON_CARD),
        cite=art("426M60000008085:24"),
        since=CARDS_SINCE,
        ids=("MN19",),
    ),
    Refusal(
        code="my_number_card_lives",
        events=(K.RECEIVE_MY_NUMBER_CARD,),
        guards=(Guard.MY_NUMBER_LASTS, Guard.ON_CARD),
        cite=art("425AC0000000027:18-5:9", "426M60000008085:24"),
        since=SPECIFIED_SINCE,
        evidence=Evidence.INFERRED,
        ids=("MN19",),
    ),
    Refusal(
        code="identity_not_checked",
        events=(K.RECEIVE_MY_NUMBER_CARD,),
        unless=(Guard.IDENTITY_CHECKED,),
        cite=art("425AC0000000027:17:1:2"),
        since=CARDS_SINCE,
        instead=(Hint("instead_identity_check"),),
        ids=("MN19",),
    ),
    Refusal(
        code="separate_card_not_made",
        events=(K.RECEIVE_MY_NUMBER_CARD,),
        unless=(Guard.MADE_BY_THEN,),
        cite=art("425AC0000000027:16-2:1", "426M60000008085:23-3"),
        since=CARDS_SINCE,
        instead=(Hint("instead_wait_until_made"),),
        ids=("MN19",),
    ),
    # In a special period the residence card still shows the end of stay that has passed.
    Refusal(
        code="separate_card_would_be_over",
        events=(K.RECEIVE_MY_NUMBER_CARD,),
        guards=(Guard.STAY_LAWFUL, Guard.MADE_BY_THEN),
        unless=(Guard.NEW_CARD_LASTS,),
        cite=art("426M60000008085:27:1"),
        since=CARDS_SINCE,
        evidence=Evidence.INFERRED,
        instead=(Hint("instead_wait_for_decision", (Guard.MAIN_PENDING,)),),
        ids=("MN19",),
    ),
    Refusal(
        code="replacement_not_open",
        events=(K.ASK_MY_NUMBER_REPLACEMENT,),
        guards=(Guard.MY_NUMBER_LIVE,),
        unless=(Guard.ON_CARD, Guard.REPLACEMENT_OPEN),
        cite=art("426M60000008085:29:1"),
        since=CARDS_SINCE,
        ids=("MN25",),
    ),
)
"""The refusals of this module."""
