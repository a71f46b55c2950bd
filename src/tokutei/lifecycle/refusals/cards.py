"""Refusals of card procedures that leave the stay alone, and of deliveries."""

from __future__ import annotations

from datetime import date
from typing import Final

from tokutei.law import Evidence
from tokutei.lifecycle.events import EventKind as K
from tokutei.lifecycle.guard_words import Guard
from tokutei.lifecycle.rows import Hint, Refusal, art
from tokutei.lifecycle.tables.making import CARDS_SINCE, FILINGS, SPECIFIED_SINCE

__all__ = ["CARDS"]

_FILINGS: Final = tuple(FILINGS)
_HSP2_SINCE: Final = date(2015, 4, 1)
"""First day of the status Highly Skilled Professional."""
_FILED: Final = (
    # N9: what the bureau takes.
    Refusal(
        code="filed_at_the_bureau",
        events=_FILINGS,
        guards=(Guard.FILED_WITH_MUNICIPALITY,),
        cite=art("19-15-2:1", "61-8-3:1"),
        since=CARDS_SINCE,
        instead=(Hint("instead_file_at_bureau"),),
        ids=("N9",),
    ),
    # Renewal of the card: N21, N22, and what comes before the window.
    Refusal(
        code="card_ends_with_stay",
        events=(K.FILE_CARD_RENEWAL, K.FILE_EARLY_CARD_RENEWAL),
        guards=(Guard.CARD_ENDS_WITH_STAY, Guard.OWN_END_MATTERS),
        cite=art("19-11:1", "21:2"),
        since=SPECIFIED_SINCE,
        instead=(Hint("instead_extension", (Guard.STAY_LAWFUL, Guard.STAY_HAS_END)),),
        ids=("N21",),
    ),
    Refusal(
        code="before_window",
        events=(K.FILE_CARD_RENEWAL,),
        guards=(Guard.BEFORE_RENEWAL_WINDOW,),
        cite=art("19-11:1", "19-11:2"),
        since=CARDS_SINCE,
        instead=(Hint("instead_early_renewal"),),
        ids=("N22",),
    ),
    Refusal(
        code="no_unavoidable_reason",
        events=(K.FILE_EARLY_CARD_RENEWAL,),
        guards=(Guard.BEFORE_RENEWAL_WINDOW,),
        unless=(Guard.UNAVOIDABLE,),
        cite=art("19-11:2"),
        since=CARDS_SINCE,
        instead=(Hint("instead_wait_for_window"),),
        ids=("E08",),
    ),
    Refusal(
        code="window_already_open",
        events=(K.FILE_EARLY_CARD_RENEWAL,),
        unless=(Guard.BEFORE_RENEWAL_WINDOW,),
        cite=art("19-11:1", "19-11:2"),
        since=CARDS_SINCE,
        instead=(Hint("instead_usual_renewal", (), (Guard.CARD_ENDS_WITH_STAY,)),),
        ids=("E08",),
    ),
    # Exchange, damage, orders: N26.
    Refusal(
        code="no_legitimate_reason",
        events=(K.ASK_EXCHANGE,),
        guards=(Guard.REASON_MATTERS,),
        unless=(Guard.LEGITIMATE_REASON,),
        cite=art("19-13:1#second"),
        since=CARDS_SINCE,
        ids=("N26",),
    ),
    Refusal(
        code="card_not_damaged",
        events=(K.FILE_DAMAGE_REISSUE, K.ORDER_REISSUE),
        guards=(Guard.CARD_UNDAMAGED,),
        cite=art("19-13:1#first", "19-13:2"),
        since=CARDS_SINCE,
        instead=(Hint("instead_plain_exchange"),),
    ),
    Refusal(
        code="reissue_not_ordered",
        events=(K.FILE_ORDERED_REISSUE,),
        unless=(Guard.REISSUE_ORDERED,),
        cite=art("19-13:3"),
        since=CARDS_SINCE,
        instead=(Hint("instead_damage_reissue", (), (Guard.CARD_UNDAMAGED,)),),
    ),
    Refusal(
        code="only_from_hsp1",
        events=(K.FILE_CHANGE, K.CONVERT_FILING),
        unless=(Guard.HSP2_OPEN,),
        cite=art("20-2:1"),
        since=_HSP2_SINCE,
    ),
    Refusal(
        code="already_permanent",
        events=(K.FILE_PERMANENT_RESIDENCE,),
        guards=(Guard.ALREADY_PERMANENT,),
        cite=art("22:1"),
        since=CARDS_SINCE,
    ),
    # N36
    Refusal(
        code="ssw1_limit_reached",
        events=(K.FILE_CHANGE, K.FILE_EXTENSION, K.CONVERT_FILING),
        guards=(Guard.SSW1_LIMIT,),
        cite=art("356M50000010054:20-2", "356M50000010054:21-2"),
        since=CARDS_SINCE,
        ids=("N36",),
    ),
    # N31, and what these procedures are for.
    Refusal(
        code="procedure_not_listed",
        events=(K.FILE_WITHOUT_CARD, K.NOTIFY_AFFILIATION),
        guards=(Guard.SPECIFIED_ASKED,),
        cite=art("19-15-2:1", "19-15-2:2"),
        since=SPECIFIED_SINCE,
        instead=(Hint("instead_exchange", (Guard.RECORDED,), (Guard.MAIN_PENDING, Guard.SPECIAL_PERMANENT)),),
        ids=("N31",),
    ),
    Refusal(
        code="brings_a_card",
        events=(K.FILE_WITHOUT_CARD,),
        unless=(Guard.CARDLESS_PROCEDURE,),
        cite=art("19-2:1", "19:2", "26:1#first"),
        since=CARDS_SINCE,
    ),
    Refusal(
        code="status_without_notice",
        events=(K.NOTIFY_AFFILIATION,),
        unless=(Guard.STATUS_NOTIFIES,),
        cite=art("19-16"),
        since=CARDS_SINCE,
    ),
    Refusal(
        code="not_convertible",
        events=(K.CONVERT_FILING,),
        guards=(Guard.MAIN_PENDING,),
        unless=(Guard.CONVERTIBLE,),
        cite=art("356M50000010054:21-3:1", "356M50000010054:21-4:1"),
        since=CARDS_SINCE,
    ),
    Refusal(
        code="not_by_change",
        events=(K.CONVERT_FILING,),
        unless=(Guard.TARGET_BY_CHANGE,),
        cite=art("20:2#proviso"),
        since=CARDS_SINCE,
        instead=(Hint("instead_permanent_residence"),),
    ),
    Refusal(
        code="not_continuing_mid_long_term",
        events=(K.CONVERT_FILING,),
        guards=(Guard.SPECIFIED_PENDING,),
        unless=(Guard.STAYS_MID_LONG,),
        cite=art("19-15-2:1:2"),
        since=SPECIFIED_SINCE,
    ),
    Refusal(
        code="has_status",
        events=(K.FILE_ACQUISITION,),
        guards=(Guard.HAS_STATUS,),
        cite=art("22-2:1", "22-2:2", "22-3"),
        since=CARDS_SINCE,
        instead=(Hint("instead_change", (), (Guard.SPECIAL_PERMANENT,)),),
    ),
    Refusal(
        code="stay_ended",
        events=(K.FILE_ACQUISITION,),
        guards=(Guard.WITHOUT_STAY,),
        cite=art("22-2:1", "24::7"),
        since=CARDS_SINCE,
    ),
    # Thirty days are to apply in (22-2(2)), sixty to stay in; after these there is no stay to go on from.
    Refusal(
        code="sixty_days_passed",
        events=(K.FILE_ACQUISITION,),
        guards=(Guard.SIXTY_DAYS_PASSED,),
        cite=art("22-2:1", "24::7"),
        since=CARDS_SINCE,
    ),
    # E20: the permission is noted on the card that is shown.
    Refusal(
        code="residence_card_not_shown",
        events=(K.GRANT_OTHER_ACTIVITY,),
        unless=(Guard.CARD_AT_HAND, Guard.SHORT_STAY),
        cite=art("356M50000010054:19:2:1"),
        since=CARDS_SINCE,
        ids=("E20",),
    ),
    Refusal(
        code="activities_not_limited",
        events=(K.GRANT_OTHER_ACTIVITY,),
        unless=(Guard.ACTIVITIES_LIMITED,),
        cite=art("19:1", "19:2"),
        since=CARDS_SINCE,
    ),
)

_DELIVERED: Final = (
    Refusal(
        code="leave_by_does_not_fit",
        events=(K.REVOKE_STATUS,),
        unless=(Guard.LEAVE_BY_FITS,),
        cite=art("22-4:7#main"),
        since=CARDS_SINCE,
    ),
    # The mayor of the place of the entry confirms; without an entry there is none (番号法 18-5(3), (4)).
    Refusal(
        code="no_register_to_confirm",
        events=(K.CONFIRM_CARD, K.RECEIVE_CARD),
        guards=(
            Guard.SPECIFIED_PENDING,
            Guard.CONFIRMATION_MATTERS,
            Guard.REGISTER_MATTERS,
            Guard.NOT_IN_REGISTER,
        ),
        cite=art("425AC0000000027:18-5:3", "425AC0000000027:18-5:4"),
        since=SPECIFIED_SINCE,
        instead=(Hint("instead_register"),),
        evidence=Evidence.INFERRED,
    ),
    Refusal(
        code="grant_does_not_fit",
        events=(K.GRANT_STATUS,),
        unless=(Guard.GRANT_FITS,),
        cite=art("2-2:3", "356M50000010054:3"),
        since=CARDS_SINCE,
        ids=("N38",),
    ),
    Refusal(
        code="grant_does_not_fit",
        events=(K.LAND,),
        unless=(Guard.GRANT_FITS,),
        cite=art("2-2:3", "7:1:2", "7:1:3", "356M50000010054:3"),
        since=CARDS_SINCE,
        ids=("N38",),
    ),
    Refusal(
        code="no_card_comes",
        events=(K.RECEIVE_CARD,),
        guards=(Guard.STATUS_PROCEDURE, Guard.MAIN_DECIDED, Guard.GRANT_WITHOUT_CARD),
        cite=art("19-3", "20:4:2"),
        since=CARDS_SINCE,
        instead=(Hint("instead_seal"),),
        ids=("X1",),
    ),
    Refusal(
        code="card_comes",
        events=(K.RECEIVE_SEAL,),
        guards=(Guard.STATUS_PROCEDURE, Guard.MAIN_DECIDED),
        unless=(Guard.SEAL_DUE,),
        cite=art("20:4:1", "22:3#second"),
        since=CARDS_SINCE,
        instead=(Hint("instead_receive_card"),),
    ),
    Refusal(
        code="not_decided",
        events=(K.RECEIVE_SEAL,),
        guards=(Guard.MAIN_PENDING,),
        unless=(Guard.MAIN_DECIDED,),
        cite=art("20:4", "21:4#first"),
        since=CARDS_SINCE,
        instead=(Hint("instead_wait_for_decision"),),
    ),
    # N11, N12, N35: how and to whom it is handed over.
    Refusal(
        code="identity_not_checked",
        events=(K.RECEIVE_CARD,),
        guards=(Guard.SPECIFIED_PENDING,),
        unless=(Guard.IDENTITY_CHECKED,),
        cite=art("425AC0000000027:18-5:5", "425AC0000000027:18-5:6#first"),
        since=SPECIFIED_SINCE,
        ids=("A8",),
    ),
    Refusal(
        code="not_by_agent",
        events=(K.GIVE_BACK_MY_NUMBER,),
        guards=(Guard.BY_AGENT,),
        cite=art("356M50000010054:19-14-5:4", "356M50000010054:59-4:2:4"),
        since=SPECIFIED_SINCE,
        instead=(Hint("instead_in_person"),),
        ids=("N35",),
    ),
    # N29, N30: what is never issued so.
    Refusal(
        code="photograph_missing",
        events=(K.RECEIVE_CARD,),
        guards=(Guard.WITHOUT_PHOTOGRAPH, Guard.PHOTOGRAPH_DUE),
        cite=art("19-4:3#first", "356M50000010054:19-6:7"),
        since=SPECIFIED_SINCE,
        ids=("E28", "N29"),
    ),
    Refusal(
        code="card_number_used",
        events=(K.RECEIVE_CARD,),
        guards=(Guard.NUMBER_USED,),
        cite=art("19-4:2"),
        since=CARDS_SINCE,
        ids=("N30",),
    ),
)

CARDS: Final[tuple[Refusal, ...]] = (*_FILED, *_DELIVERED)
"""The refusals of this module."""
