"""Refusals of filings about stay and card, of deliveries, and about the My Number function on the card."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from tokutei.law import Evidence
from tokutei.lifecycle.events import EventKind as K
from tokutei.lifecycle.guard_words import Guard
from tokutei.lifecycle.rows import Hint, Refusal, art
from tokutei.lifecycle.tables.making import CARDS_SINCE, FILINGS, SPECIFIED_SINCE

__all__ = ["RESIDENTS"]

_FILINGS: Final = tuple(FILINGS)
_BEFORE_STAY_END: Final = (K.FILE_EXTENSION, K.FILE_CHANGE, K.FILE_PERMANENT_RESIDENCE)
"""The filings of which practice is said to move the last day."""
_NEVER_LISTED: Final = frozenset({K.FILE_REISSUE, K.FILE_EARLY_CARD_RENEWAL, K.FILE_ACQUISITION})
"""The filings that no specified card goes with as the law stands, each refused for its own provision."""

RESIDENTS: Final = (
    # The stay and the card themselves.
    Refusal(
        code="stay_ended",
        events=(
            # Who acquires a first status has none to end.
            *(kind for kind in _FILINGS if kind not in {K.FILE_ACQUISITION, *_BEFORE_STAY_END}),
            K.RECEIVE_CARD,
            K.DECIDE_PERMISSION,
            K.EXTEND_MY_NUMBER,
            K.GIVE_BACK_MY_NUMBER,
        ),
        unless=(Guard.STAY_LAWFUL,),
        cite=art("356M50000010054:21:1", "20:6", "24::4:b"),
        since=CARDS_SINCE,
    ),
    Refusal(
        code="stay_ended",
        events=_BEFORE_STAY_END,
        unless=(Guard.STAY_LAWFUL, Guard.NEXT_OPEN_DAY),
        cite=art("356M50000010054:21:1", "20:6", "24::4:b"),
        since=CARDS_SINCE,
    ),
    # No text moves the last day of a stay; offices are said to accept it all the same.
    Refusal(
        code="stay_ended_on_closed_day",
        events=_BEFORE_STAY_END,
        guards=(Guard.NEXT_OPEN_DAY,),
        cite=art("356M50000010054:21:1", "363AC0000000091:2#main"),
        since=CARDS_SINCE,
        instead=(Hint("instead_ask_the_bureau"),),
        evidence=Evidence.SECONDARY,
    ),
    Refusal(
        code="channel_not_open",
        events=_FILINGS,
        unless=(Guard.CHANNEL_OPEN,),
        cite=art("61-8-3:1", "356M50000010054:61-3:1"),
        since=CARDS_SINCE,
        instead=(Hint("instead_counter"),),
    ),
    Refusal(
        code="not_online_on_last_day",
        events=(K.FILE_EXTENSION, K.FILE_CHANGE, K.FILE_PERMANENT_RESIDENCE),
        guards=(Guard.STAY_LAWFUL, Guard.ONLINE_TOO_LATE),
        cite=art("356M50000010054:61-3:1:10"),
        since=CARDS_SINCE,
        instead=(Hint("instead_counter"),),
        evidence=Evidence.SECONDARY,
        ids=("E23",),
    ),
    Refusal(
        code="no_end_to_extend",
        events=(K.FILE_EXTENSION,),
        unless=(Guard.STAY_HAS_END,),
        cite=art("21:1", "2-2:3"),
        since=CARDS_SINCE,
    ),
    Refusal(
        code="not_by_change",
        events=(K.FILE_CHANGE,),
        unless=(Guard.TARGET_BY_CHANGE,),
        cite=art("20:2#proviso"),
        since=CARDS_SINCE,
        instead=(Hint("instead_permanent_residence"),),
    ),
    Refusal(
        code="grant_does_not_fit",
        events=(K.DECIDE_PERMISSION,),
        guards=(Guard.MAIN_PENDING,),
        unless=(Guard.GRANT_FITS,),
        cite=art("2-2:3", "356M50000010054:3"),
        since=CARDS_SINCE,
        ids=("N38",),
    ),
    Refusal(
        code="card_not_lost",
        events=(K.FILE_REISSUE,),
        unless=(Guard.CARD_LOST,),
        cite=art("19-12:1"),
        since=CARDS_SINCE,
        instead=(Hint("instead_report_loss"),),
        ids=("E09",),
    ),
    Refusal(
        code="card_lost",
        events=(K.ASK_EXCHANGE, K.FILE_DAMAGE_REISSUE),
        guards=(Guard.CARD_LOST,),
        cite=art("19-12:1", "19-13:1#first", "19-13:1#second"),
        since=CARDS_SINCE,
        instead=(Hint("instead_reissue"),),
        ids=("E10",),
    ),
    # The application for a specified card: N1, N2, N5, N6, N7.
    Refusal(
        code="specified_not_yet",
        events=(*_FILINGS, K.FILE_SPECIFIED_CARD),
        guards=(Guard.SPECIFIED_ASKED,),
        cite=art("326CO0000000319@506AC0000000059:1#main"),
        since=CARDS_SINCE,
        until=SPECIFIED_SINCE - timedelta(days=1),
        instead=(Hint("instead_without_specified"),),
    ),
    Refusal(
        code="procedure_needed",
        events=(K.FILE_SPECIFIED_CARD,),
        guards=(Guard.SPECIFIED_ASKED,),
        cite=art("19-15-2:1", "19-15-2:2"),
        since=SPECIFIED_SINCE,
        instead=(
            Hint(
                "instead_exchange",
                (Guard.STAY_LAWFUL, Guard.RECORDED),
                (Guard.MAIN_PENDING, Guard.CARD_LOST),
            ),
            Hint(
                "instead_reissue_then_exchange",
                (Guard.STAY_LAWFUL, Guard.CARD_LOST),
                (Guard.MAIN_PENDING,),
            ),
            Hint("instead_register", (Guard.STAY_LAWFUL,), (Guard.RECORDED,)),
        ),
        ids=("N1",),
    ),
    Refusal(
        code="not_filed_together",
        events=(K.FILE_SPECIFIED_CARD,),
        guards=(Guard.MAIN_PENDING,),
        cite=art("19-15-2:1"),
        since=SPECIFIED_SINCE,
        instead=(Hint("instead_exchange_after_delivery", (Guard.STAY_LAWFUL,)),),
        evidence=Evidence.INFERRED,
        ids=("N5",),
    ),
    Refusal(
        code="procedure_not_listed",
        events=(K.FILE_REISSUE,),
        guards=(Guard.SPECIFIED_ASKED,),
        unless=(Guard.PROCEDURE_LISTED,),
        cite=art("19-15-2:1", "19-12:1"),
        since=SPECIFIED_SINCE,
        instead=(Hint("instead_reissue_then_exchange"),),
        ids=("N2",),
    ),
    Refusal(
        code="procedure_not_listed",
        events=(K.FILE_EARLY_CARD_RENEWAL,),
        guards=(Guard.SPECIFIED_ASKED,),
        unless=(Guard.PROCEDURE_LISTED,),
        cite=art("19-15-2:1:1", "19-11:2"),
        since=SPECIFIED_SINCE,
        instead=(Hint("instead_without_specified"),),
        ids=("N3",),
    ),
    Refusal(
        code="procedure_not_listed",
        events=(K.FILE_ACQUISITION,),
        guards=(Guard.SPECIFIED_ASKED,),
        unless=(Guard.PROCEDURE_LISTED,),
        cite=art("19-15-2:1:2", "22-2:2"),
        since=SPECIFIED_SINCE,
        instead=(Hint("instead_exchange_after_delivery"),),
        ids=("N4",),
    ),
    Refusal(
        code="procedure_not_listed",
        events=tuple(kind for kind in _FILINGS if kind not in _NEVER_LISTED),
        guards=(Guard.SPECIFIED_ASKED,),
        unless=(Guard.PROCEDURE_LISTED,),
        cite=art("19-15-2:1"),
        since=SPECIFIED_SINCE,
        instead=(Hint("instead_exchange"),),
    ),
    Refusal(
        code="appearance_required",
        events=(*_FILINGS, K.FILE_SPECIFIED_CARD),
        guards=(Guard.SPECIFIED_ASKED,),
        unless=(Guard.SPECIFIED_CHANNEL_OPEN,),
        cite=art("19-15-2:1", "356M50000010054:61-3:1"),
        since=SPECIFIED_SINCE,
        evidence=Evidence.INFERRED,
        instead=(Hint("instead_counter"),),
        ids=("N5", "E23"),
    ),
    Refusal(
        code="not_in_resident_register",
        events=_FILINGS,
        guards=(Guard.SPECIFIED_ASKED, Guard.REGISTER_MATTERS),
        unless=(Guard.RECORDED,),
        cite=art("19-15-2:1"),
        since=SPECIFIED_SINCE,
        instead=(Hint("instead_register"),),
        ids=("N6",),
    ),
    Refusal(
        code="not_continuing_mid_long_term",
        events=(K.FILE_CHANGE,),
        guards=(Guard.SPECIFIED_ASKED,),
        unless=(Guard.STAYS_MID_LONG,),
        cite=art("19-15-2:1:2"),
        since=SPECIFIED_SINCE,
        instead=(Hint("instead_without_specified"),),
        ids=("N7",),
    ),
    # Delivery: N12, N13, N25.
    Refusal(
        code="not_decided",
        events=(K.RECEIVE_CARD,),
        guards=(Guard.MAIN_PENDING, Guard.STATUS_PROCEDURE),
        unless=(Guard.MAIN_DECIDED,),
        cite=art("20:4", "21:4#first", "22:3"),
        since=CARDS_SINCE,
        instead=(Hint("instead_wait_for_decision"),),
        ids=("N13",),
    ),
    # Nothing of what was decided is left that the card could bring into effect.
    Refusal(
        code="granted_stay_over",
        events=(K.RECEIVE_CARD, K.RECEIVE_SEAL),
        guards=(Guard.MAIN_DECIDED, Guard.GRANT_OVER),
        cite=art("20:5", "2-2:3#first"),
        since=CARDS_SINCE,
        evidence=Evidence.INFERRED,
    ),
    Refusal(
        code="not_decided",
        events=(K.MAKE_CARD,),
        guards=(Guard.MAIN_PENDING, Guard.DECISION_NEEDED),
        unless=(Guard.MAIN_DECIDED, Guard.SPECIAL_PERMISSION_ASKED),
        cite=art("19-15-2:4"),
        since=SPECIFIED_SINCE,
        instead=(Hint("instead_wait_for_decision"),),
        ids=("N13",),
    ),
    Refusal(
        code="not_made",
        events=(K.RECEIVE_CARD,),
        guards=(Guard.SPECIFIED_PENDING,),
        unless=(Guard.CARD_MADE, Guard.SPECIAL_ROUTE),
        cite=art("19-15-2:4", "19-15-2:5"),
        since=SPECIFIED_SINCE,
        instead=(Hint("instead_wait_for_making"),),
        ids=("N12",),
    ),
    Refusal(
        code="not_confirmed",
        events=(K.RECEIVE_CARD,),
        guards=(Guard.SPECIFIED_PENDING, Guard.CONFIRMATION_MATTERS),
        unless=(Guard.CONFIRMED, Guard.SPECIAL_ROUTE),
        cite=art("19-15-2:5", "425AC0000000027:18-5:4"),
        since=SPECIFIED_SINCE,
        instead=(Hint("instead_wait_for_confirmation"),),
        ids=("N12",),
    ),
    Refusal(
        code="separate_card_not_given_back",
        events=(K.RECEIVE_CARD,),
        guards=(Guard.SPECIFIED_PENDING, Guard.SEPARATE_MATTERS, Guard.SEPARATE_HELD),
        unless=(Guard.SEPARATE_GIVEN_BACK,),
        cite=art("425AC0000000027:18-5:8#first"),
        since=SPECIFIED_SINCE,
        instead=(Hint("instead_hand_in_separate_card"),),
        ids=("N25",),
    ),
    # The My Number function: N17, and the extension at the municipality.
    Refusal(
        code="no_specified_card",
        events=(K.GIVE_BACK_MY_NUMBER,),
        unless=(Guard.SPECIFIED_HELD, Guard.SPECIAL_RESIDENT),
        cite=art("19-15-4:2"),
        since=SPECIFIED_SINCE,
    ),
    Refusal(
        code="return_to_the_bureau",
        events=(K.GIVE_BACK_MY_NUMBER,),
        unless=(Guard.RETURN_WINDOW, Guard.SPECIAL_RESIDENT),
        cite=art("19-15-4:2", "356M50000010054:19-14-5:1"),
        since=SPECIFIED_SINCE,
        instead=(Hint("instead_bureau"),),
        ids=("N17",),
    ),
    Refusal(
        code="extension_at_the_municipality",
        events=(K.EXTEND_MY_NUMBER,),
        unless=(Guard.EXTENSION_WINDOW,),
        cite=art("508M60004018001:4:2", "426M60000008085:27:2"),
        since=SPECIFIED_SINCE,
        instead=(Hint("instead_municipality"),),
    ),
    Refusal(
        code="card_not_shown",
        events=(K.EXTEND_MY_NUMBER,),
        unless=(Guard.CARRIER_AT_HAND,),
        cite=art("508M60004018001:4:2", "426M60000008085:27:2"),
        since=SPECIFIED_SINCE,
    ),
    Refusal(
        code="no_special_period",
        events=(K.EXTEND_MY_NUMBER,),
        unless=(Guard.SPECIAL_AHEAD, Guard.RENEWAL_AHEAD, Guard.STAY_LENGTHENED),
        cite=art("508M60004018001:4:2", "426M60000008085:27:2", "20:6"),
        since=SPECIFIED_SINCE,
        instead=(Hint("instead_file_in_time", (Guard.STAY_HAS_END,)),),
    ),
    Refusal(
        code="my_number_lapsed",
        events=(K.EXTEND_MY_NUMBER,),
        unless=(Guard.MY_NUMBER_LIVE, Guard.MY_NUMBER_SUSPENDED, Guard.LATE_EXTENSION_READING),
        cite=art("425AC0000000027:17:10", "508M60004018001:4:2", "426M60000008085:27:2"),
        since=SPECIFIED_SINCE,
        instead=(Hint("instead_new_card"),),
        evidence=Evidence.INFERRED,
    ),
    Refusal(
        code="nothing_to_return",
        events=(K.RETURN_CARD,),
        unless=(Guard.RETURN_OWED, Guard.SPECIAL_RESIDENT),
        cite=art("19-15:1", "19-15:2"),
        since=CARDS_SINCE,
    ),
)
"""The refusals of this module."""
