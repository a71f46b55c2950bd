"""The rows of the catalogue for special permanent residents, My Number, the register and organizations."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from tokutei.law import Evidence
from tokutei.lifecycle.tables.making import SPECIFIED_SINCE
from tokutei.procedures.listing.row import Row, cited
from tokutei.procedures.listing.words import Actor, CardResult, FurtherProcedure, Place, Timing
from tokutei.rules.deadlines import Matter
from tokutei.rules.fees import OtherProcedure
from tokutei.vocabulary import ProcedureKind

__all__ = ["OTHERS"]

_P, _M, _O, _F = ProcedureKind, Matter, OtherProcedure, FurtherProcedure
_R = CardResult


def _special_permanent_residents() -> Iterator[Row]:
    """Yield the procedures of special permanent residents."""
    for subject, provisions, ids, fees in (
        (_P.SPR_ITEM_CHANGE, ("403AC0000000071:11:2",), ("P05", "P18"), ()),
        (_P.SPR_RENEWAL, ("403AC0000000071:12:3",), ("P18",), ()),
        (_P.SPR_REISSUE_LOSS, ("403AC0000000071:13:2",), ("P18", "P30"), ()),
        (_P.SPR_REISSUE_DAMAGE, ("403AC0000000071:14:1#first", "403AC0000000071:14:4"), ("P18",), ()),
        (_P.SPR_REISSUE_ORDER, ("403AC0000000071:14:3", "403AC0000000071:14:4"), ("P18",), ()),
        (
            _P.SPR_EXCHANGE,
            ("403AC0000000071:14:1#second", "403AC0000000071:14:4"),
            ("P18",),
            ("sp_permanent_certificate_exchange",),
        ),
    ):
        yield Row(
            subject=subject,
            result=_R.NEW_CERTIFICATE,
            cites=cited(*provisions),
            ids=ids,
            fees=fees,
        )
    yield Row(
        subject=_P.SPR_RENEWAL_EARLY,
        result=_R.CERTIFICATE,
        cites=cited("403AC0000000071:12:2", "403AC0000000071:12:3"),
        ids=("P18",),
        when=Timing.EARLY_RENEWAL,
    )
    yield Row(
        subject=_P.SPR_PLACE_OF_RESIDENCE_CHANGE,
        result=_R.SAME_OR_SPECIFIED_CARD,
        cites=cited("403AC0000000071:10:1", "403AC0000000071:10:2", "403AC0000000071:10:3"),
        ids=("P18",),
    )
    yield Row(
        subject=_P.SPR_PERMISSION_BIRTH,
        result=_R.CERTIFICATE,
        cites=cited("403AC0000000071:4:1"),
        ids=("P14", "SPR_PERMISSION"),
    )
    yield Row(
        subject=_P.SPR_PERMISSION_OTHER,
        result=_R.NEW_CERTIFICATE,
        cites=cited("403AC0000000071:5:1"),
        ids=("P20",),
    )
    yield Row(
        subject=_F.SPECIFIED_CERTIFICATE,
        result=_R.SPECIFIED_CERTIFICATE,
        cites=cited("403AC0000000071:16-2:1", "403AC0000000071:16-2:2", "403AC0000000071:16-2:3"),
        ids=("P20", "P23"),
        fees=("specified_sp_permanent_certificate", "specified_sp_permanent_certificate_express"),
        when=Timing.WITH_MAIN,
    )
    yield Row(
        subject=_P.SPR_MY_NUMBER_RETURN,
        result=_R.ORDINARY_IF_RESIDENT,
        cites=cited("403AC0000000071:16-3:2", "403AC0000000071:16-3:3"),
        ids=("P32",),
    )
    yield Row(
        subject=_M.SPR_RETURN_CERTIFICATE,
        result=_R.GIVEN_BACK,
        cites=cited("403AC0000000071:16:1", "403AC0000000071:16:2", "403AC0000000071:16:3"),
        ids=("P17",),
    )


def _my_number() -> Iterator[Row]:
    """Yield the procedures for the My Number function, the separate card and the certificates."""
    yield Row(
        subject=_F.MY_NUMBER_FUNCTION_EXTENSION,
        result=_R.SAME_CARD,
        cites=cited("508M60004018001:4:2"),
        ids=("P15", "P37", "EXTEND_M"),
        who=Actor.HOLDER,
        where=Place.MUNICIPALITY,
        when=Timing.BEFORE_FUNCTION_ENDS,
        since=SPECIFIED_SINCE,
    )
    yield Row(
        subject=_P.MY_NUMBER_EXTENSION,
        result=_R.SAME_CARD,
        cites=cited("426M60000008085:27:2"),
        ids=("P15",),
        who=Actor.HOLDER,
        when=Timing.BEFORE_END,
    )
    yield Row(
        subject=_P.MY_NUMBER_CARD,
        result=_R.MY_NUMBER_CARD,
        cites=cited("425AC0000000027:16-2:1"),
        ids=("P32",),
        who=Actor.HOLDER,
        when=Timing.ANY_TIME,
    )
    yield Row(
        subject=_P.MY_NUMBER_ITEM_CHANGE,
        result=_R.SAME_CARD,
        cites=cited("425AC0000000027:17:8#first"),
        ids=("P04",),
    )
    yield Row(
        subject=_M.MY_NUMBER_HAND_IN,
        result=_R.SAME_CARD,
        cites=cited("425AC0000000027:17:6"),
        ids=("P04",),
    )
    yield Row(
        subject=_M.MY_NUMBER_LOSS,
        result=_R.NO_CARD,
        cites=cited("425AC0000000027:17:9"),
        ids=("P31",),
    )
    yield Row(
        subject=_O.MY_NUMBER_CARD_REISSUE,
        result=_R.MY_NUMBER_CARD,
        cites=cited("426M60000008085:28:1#main"),
        ids=("P31",),
        fees=("mynumber_card_reissue",),
        who=Actor.HOLDER,
        where=Place.MUNICIPALITY,
        when=Timing.WHEN_NEEDED,
    )
    yield Row(
        subject=_F.MY_NUMBER_SUSPENSION,
        result=_R.SAME_CARD,
        cites=cited("426M60000008085:23-2::4"),
        ids=("P30",),
        who=Actor.HOLDER,
        where=Place.TELEPHONE,
        when=Timing.WHEN_NEEDED,
        evidence=Evidence.SECONDARY,
    )
    yield Row(
        subject=_F.KEY_LOSS,
        result=_R.SAME_CARD,
        cites=cited("414AC0000000153:10:1#first", "414AC0000000153:29:1#first"),
        ids=("P30",),
        who=Actor.HOLDER,
        where=Place.KEY_AUTHORITY,
        when=Timing.AT_ONCE,
    )
    yield Row(
        subject=_F.PIN_RESET,
        result=_R.SAME_CARD,
        cites=cited("425AC0000000027:18-5:9"),
        ids=("P38",),
        who=Actor.HOLDER,
        where=Place.MUNICIPALITY,
        when=Timing.WHEN_NEEDED,
        evidence=Evidence.INFERRED,
    )
    yield Row(
        subject=_P.CERTIFICATE_RENEWAL,
        result=_R.SAME_CARD,
        cites=cited("414AC0000000153:3:1", "414AC0000000153:22:1"),
        ids=("P38",),
        who=Actor.HOLDER,
        when=Timing.WHEN_NEEDED,
    )


def _register() -> Iterator[Row]:
    """Yield the notifications for the basic resident register."""
    yield Row(
        subject=_M.MOVING_IN,
        result=_R.SAME_OR_SPECIFIED_CARD,
        cites=cited("342AC0000000081:22:1"),
        ids=("P04", "P46"),
        who=Actor.HOUSEHOLD,
    )
    yield Row(
        subject=_M.MOVING_IN_FROM_ABROAD,
        result=_R.SAME_OR_SPECIFIED_CARD,
        cites=cited("342AC0000000081:30-46#first"),
        ids=("P02", "P46"),
        who=Actor.HOUSEHOLD,
    )
    yield Row(
        subject=_P.MOVING_WITHIN,
        result=_R.SAME_OR_SPECIFIED_CARD,
        cites=cited("342AC0000000081:23"),
        ids=("P04", "P46"),
        who=Actor.HOUSEHOLD,
    )
    yield Row(
        subject=_P.BECOMING_RESIDENT,
        result=_R.SAME_OR_SPECIFIED_CARD,
        cites=cited("342AC0000000081:30-47#first"),
        ids=("P03", "P46"),
        who=Actor.HOUSEHOLD,
    )
    yield Row(
        subject=_F.MOVING_OUT,
        result=_R.SAME_CARD,
        cites=cited("342AC0000000081:24"),
        ids=("P04", "P46"),
        who=Actor.HOUSEHOLD,
        where=Place.FORMER_MUNICIPALITY,
        when=Timing.BEFORE_MOVING,
    )
    yield Row(
        subject=_M.HOUSEHOLD_RELATION,
        result=_R.NO_CARD,
        cites=cited("342AC0000000081:30-48#main"),
        ids=("P46", "HOUSEHOLD_RELATION"),
        who=Actor.HOUSEHOLD,
    )


def _organizations() -> Iterator[Row]:
    """Yield notices of residents and organizations, and what is asked for before there is a card."""
    yield Row(
        subject=_P.AFFILIATION,
        result=_R.NO_CARD,
        cites=cited("326CO0000000319:19-16"),
        ids=("P39", "AFFILIATION"),
        online=("affiliation_notification",),
    )
    yield Row(
        subject=_P.INSTITUTION,
        result=_R.NO_CARD,
        cites=cited("326CO0000000319:19-17"),
        ids=("P40",),
        online=("affiliation_notification",),
    )
    for subject in (_P.SSW, _M.SSW_ANNUAL):
        yield Row(
            subject=subject,
            result=_R.NO_CARD,
            cites=cited("356M50000010054:61-3:1:1-2"),
            ids=("P41",),
            online=("ssw_notification",),
        )
    yield Row(
        subject=_F.SUPPORT_ORGANIZATION_NOTICE,
        result=_R.NO_CARD,
        cites=cited("356M50000010054:61-3:1:1-3"),
        ids=("P41",),
        online=("support_org_notification",),
        who=Actor.SUPPORT_ORGANIZATION,
        where=Place.BUREAU,
    )
    yield Row(
        subject=_F.SUPPORT_ORGANIZATION_RESTART,
        result=_R.NO_CARD,
        cites=cited("356M50000010054:61-3:1:8-2", "356M50000010054:61-3:1:8-3"),
        ids=("P41",),
        online=("support_org_restart_and_report",),
        who=Actor.SUPPORT_ORGANIZATION,
        where=Place.BUREAU,
    )
    for registration, provision in (
        (_O.SUPPORT_ORGANIZATION, "410CO0000000178:4::1"),
        (_O.SUPPORT_ORGANIZATION_RENEWAL, "410CO0000000178:4::2"),
    ):
        yield Row(
            subject=registration,
            result=_R.NO_CARD,
            cites=cited(provision),
            ids=("P41",),
            fees=(registration.value,),
            who=Actor.SUPPORT_ORGANIZATION,
            where=Place.BUREAU,
        )
    yield Row(
        subject=_F.NOTICE_USER_REGISTRATION,
        result=_R.NO_CARD,
        cites=cited("356M50000010054:61-3:2"),
        online=("notice_user_registration",),
        who=Actor.NOTIFIER,
        when=Timing.BEFORE_NOTICES,
    )
    yield Row(
        subject=_O.CERTIFICATE_OF_ELIGIBILITY,
        result=_R.OTHER_DOCUMENT,
        cites=cited("356M50000010054:61-3:1:6"),
        online=("coe",),
        fees=("coe",),
        who=Actor.ENTRANT,
        where=Place.BUREAU,
        when=Timing.BEFORE_ENTRY,
    )
    yield Row(
        subject=_F.COE_EMAIL_RECEIPT,
        result=_R.OTHER_DOCUMENT,
        cites=cited("356M50000010054:61-4:2"),
        online=("coe_email_receipt",),
        who=Actor.ENTRANT,
        where=Place.ONLINE,
        when=Timing.BEFORE_ENTRY,
    )
    for card, provision in (
        (_O.TRAVELLER_CARD, "410CO0000000178:25:1:6"),
        (_O.TRAVELLER_CARD_REISSUE, "410CO0000000178:25:1:7"),
    ):
        yield Row(
            subject=card,
            result=_R.OTHER_DOCUMENT,
            cites=cited(provision),
            fees=(card.value,),
            who=Actor.HOLDER,
            when=Timing.WHEN_NEEDED,
        )


OTHERS: Final[tuple[Row, ...]] = (
    *_special_permanent_residents(),
    *_my_number(),
    *_register(),
    *_organizations(),
)
"""Special permanent residents, My Number, the register, organizations and what comes before a card."""
