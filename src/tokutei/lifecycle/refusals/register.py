"""Refusals at the municipality, of posting, and of departures and entries."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from tokutei.law import Evidence
from tokutei.lifecycle.events.kinds import EventKind as K
from tokutei.lifecycle.guard_words import Guard
from tokutei.lifecycle.rows import Hint, Refusal, art
from tokutei.lifecycle.tables.making import CARDS_SINCE, SPECIFIED_SINCE
from tokutei.lifecycle.tables.municipal import ADDRESS_NOTICES

__all__ = ["REGISTER"]

_WITHOUT: Final = (Hint("instead_without_specified"),)
_WITH_PERMIT: Final = (Hint("instead_reentry_permit"),)
_EXPEDITED: Final = (Guard.SPECIFIED_ASKED, Guard.EXPEDITED_ASKED, Guard.MID_LONG)
"""Special permanent residents have provisions of their own."""

REGISTER: Final[tuple[Refusal, ...]] = (
    # Specified cards asked for on landing or with a notification of residence: N4, N8, N10.
    Refusal(
        code="specified_not_yet",
        events=ADDRESS_NOTICES,
        guards=(Guard.SPECIFIED_ASKED,),
        cite=art("326CO0000000319@506AC0000000059:1#main"),
        since=CARDS_SINCE,
        until=SPECIFIED_SINCE - timedelta(days=1),
        instead=_WITHOUT,
    ),
    Refusal(
        code="procedure_not_listed",
        events=(K.LAND,),
        guards=(Guard.SPECIFIED_ASKED,),
        cite=art("19-6", "19-15-2:1", "19-15-2:2"),
        since=CARDS_SINCE,
        instead=(Hint("instead_with_first_address", (Guard.LANDS_AS_RESIDENT,)),),
        ids=("N4",),
    ),
    Refusal(
        code="not_by_landing",
        events=(K.LAND,),
        unless=(Guard.STATUS_BY_LANDING,),
        cite=art("7:1:2"),
        since=CARDS_SINCE,
    ),
    Refusal(
        code="not_mid_long_term",
        events=ADDRESS_NOTICES,
        guards=(Guard.SPECIFIED_ASKED, Guard.CARDLESS_STAY),
        unless=(Guard.SPECIAL_RESIDENT,),
        cite=art("19-15-2:2"),
        since=SPECIFIED_SINCE,
    ),
    Refusal(
        code="not_a_deemed_notification",
        events=ADDRESS_NOTICES,
        guards=(Guard.SPECIFIED_ASKED, Guard.MID_LONG),
        unless=(Guard.DEEMED_NOTIFICATION,),
        cite=art("19-15-2:2", "19-7:3", "19-8:3", "19-9:3"),
        since=SPECIFIED_SINCE,
        instead=(Hint("instead_register_notification", unless=(Guard.CARD_LOST,)),),
        ids=("N8",),
    ),
    Refusal(
        code="not_newly_recorded",
        events=(K.NOTIFY_FIRST_ADDRESS, K.NOTIFY_ADDRESS_AFTER_PERMISSION),
        guards=(Guard.SPECIFIED_ASKED, Guard.MID_LONG, Guard.RECORDED),
        cite=art("19-15-2:2"),
        since=SPECIFIED_SINCE,
        instead=(Hint("instead_exchange"),),
        ids=("N8",),
    ),
    Refusal(
        code="express_needs_appearance",
        events=ADDRESS_NOTICES,
        guards=_EXPEDITED,
        unless=(Guard.HOLDER_APPEARS,),
        cite=art("508M60000018001:2:4#proviso"),
        since=SPECIFIED_SINCE,
        instead=(Hint("instead_without_posting"),),
        ids=("N10",),
    ),
    Refusal(
        code="not_in_express_class",
        events=ADDRESS_NOTICES,
        guards=_EXPEDITED,
        unless=(Guard.EXPRESS_CLASS_FITS,),
        cite=art("19-15-2:3", "410CO0000000178:3-2:1", "356M50000010054:19-14-2"),
        since=SPECIFIED_SINCE,
        instead=(Hint("instead_without_posting"),),
        ids=("N10",),
    ),
    Refusal(
        code="identity_not_checked_at_filing",
        events=ADDRESS_NOTICES,
        guards=_EXPEDITED,
        unless=(Guard.IDENTITY_AT_FILING,),
        cite=art("19-15-2:3", "425AC0000000027:18-5:6#first"),
        since=SPECIFIED_SINCE,
        instead=(Hint("instead_without_posting"),),
        ids=("A4",),
    ),
    # Days that contradict each other.
    Refusal(
        code="days_do_not_fit",
        events=ADDRESS_NOTICES,
        guards=(Guard.DAYS_CONTRADICT,),
        cite=art("19-7:1", "19-8:1", "19-9:1"),
        since=CARDS_SINCE,
        evidence=Evidence.INFERRED,
    ),
    Refusal(
        code="days_do_not_fit",
        events=(K.FILE_SPECIAL_BIRTH,),
        guards=(Guard.DAYS_CONTRADICT,),
        cite=art("403AC0000000071:4:3"),
        since=CARDS_SINCE,
        evidence=Evidence.INFERRED,
    ),
    Refusal(
        code="deported_from_abroad",
        events=(K.DEPORT,),
        guards=(Guard.ABROAD,),
        cite=art("24", "52:3#main"),
        since=CARDS_SINCE,
        evidence=Evidence.INFERRED,
    ),
    # Making, posting and handing over.
    Refusal(
        code="not_confirmed",
        events=(K.POST_CARD,),
        guards=(Guard.SPECIFIED_PENDING, Guard.POSTED_ROUTE, Guard.CONFIRMATION_MATTERS),
        unless=(Guard.CONFIRMED,),
        cite=art("19-15-2:7", "425AC0000000027:18-5:4"),
        since=SPECIFIED_SINCE,
        instead=(Hint("instead_wait_for_confirmation"),),
    ),
    Refusal(
        code="post_only_in_municipal_express",
        events=(K.POST_CARD,),
        guards=(Guard.SPECIFIED_PENDING, Guard.MID_LONG),
        unless=(Guard.MAY_BE_POSTED,),
        cite=art("19-15-2:5", "19-15-2:7", "356M50000010054:59-4:2:3"),
        since=SPECIFIED_SINCE,
        instead=(Hint("instead_collect"),),
        ids=("N11",),
    ),
    Refusal(
        code="post_only_in_municipal_express",
        events=(K.RECEIVE_CARD,),
        guards=(Guard.SPECIFIED_PENDING, Guard.BY_POST, Guard.MID_LONG),
        unless=(Guard.MAY_BE_POSTED,),
        cite=art("19-15-2:5", "19-15-2:6", "356M50000010054:59-4:2:3", "356M50000010054:59-4:4:5"),
        since=SPECIFIED_SINCE,
        instead=(Hint("instead_collect"),),
        ids=("N11",),
    ),
    # Leaving and coming back: N32, N33.
    Refusal(
        code="special_reentry_on_refugee_document",
        events=(K.DEPART,),
        guards=(Guard.LEAVES_ON_SPECIAL, Guard.REFUGEE_DOCUMENT),
        cite=art("26-2:1#main"),
        since=CARDS_SINCE,
        instead=_WITH_PERMIT,
        ids=("N32",),
    ),
    Refusal(
        code="reentry_permit_needed",
        events=(K.DEPART,),
        guards=(Guard.LEAVES_ON_SPECIAL, Guard.PERMIT_NEEDED),
        cite=art("26-2:1#proviso", "356M50000010054:29-4:1"),
        since=CARDS_SINCE,
        instead=_WITH_PERMIT,
        ids=("N32",),
    ),
    *(
        Refusal(
            code="reentry_permit_too_long",
            events=(K.DEPART,),
            guards=(Guard.LEAVES_ON_PERMIT, *guards),
            unless=(Guard.PERMIT_TERM_FITS, *unless),
            cite=art("26:3", *more),
            since=CARDS_SINCE,
        )
        for guards, unless, more in (
            ((), (Guard.SPECIAL_PERMANENT,), ()),
            ((Guard.SPECIAL_PERMANENT,), (), ("403AC0000000071:23:1",)),
        )
    ),
    Refusal(
        code="card_needed_for_special_reentry",
        events=(K.DEPART,),
        guards=(Guard.LEAVES_ON_SPECIAL,),
        unless=(Guard.CARD_FOR_REENTRY,),
        cite=art("26-2:1#main", "326CO0000000319@421AC0000000079:7:3"),
        since=CARDS_SINCE,
        instead=_WITH_PERMIT,
        ids=("N32",),
    ),
    Refusal(
        code="special_reentry_not_extended",
        events=(K.EXTEND_REENTRY,),
        guards=(Guard.ABROAD, Guard.ON_SPECIAL_REENTRY),
        cite=art("26-2:3"),
        since=CARDS_SINCE,
        ids=("N33",),
    ),
    Refusal(
        code="reentry_extension_too_long",
        events=(K.EXTEND_REENTRY,),
        guards=(Guard.ABROAD,),
        unless=(Guard.ON_SPECIAL_REENTRY, Guard.REENTRY_TERM_FITS),
        cite=art("26:5"),
        since=CARDS_SINCE,
        ids=("E25",),
    ),
    Refusal(
        code="no_way_back",
        events=(K.RE_ENTER,),
        guards=(Guard.ABROAD,),
        unless=(Guard.WAY_BACK,),
        cite=art("26:1#first", "26-2:2", "19-14::4"),
        since=CARDS_SINCE,
        instead=(Hint("instead_land"),),
        ids=("E26",),
    ),
)
"""The refusals of this module."""
