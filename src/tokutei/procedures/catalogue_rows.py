"""The rows of the catalogue: what no rule holds, and which rows of the notes and tables speak of each procedure.

A row has words for who, where and when only where no rule says it. ``ids`` are the numbers of the notes on
procedures; ``online`` and ``fees`` are keys of ``online_procedures.csv`` and ``fees.csv``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from tokutei.law import Citation, Evidence
from tokutei.lifecycle.tables.making import CARDS_SINCE, SPECIFIED_SINCE
from tokutei.procedures.catalogue_words import Actor, CardResult, FurtherProcedure, Place, Subject, Timing
from tokutei.rules.deadlines import Matter
from tokutei.rules.fees import OtherProcedure
from tokutei.vocabulary import ProcedureKind

__all__ = ["ROWS", "Row"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What the table says about one procedure."""

    subject: Subject
    result: CardResult
    cites: tuple[Citation, ...]
    """The provisions of the procedure and of its result."""
    ids: tuple[str, ...] = ()
    online: tuple[str, ...] = ()
    fees: tuple[str, ...] = ()
    who: Actor | None = None
    where: Place | None = None
    when: Timing | None = None
    evidence: Evidence = Evidence.OFFICIAL
    """For the words of this row."""
    since: date = CARDS_SINCE
    """First day, where no rule that is asked says it."""
    like: ProcedureKind | None = None
    """The procedure as which the rules are asked about who, where, when, papers and fee, where it is a case of one."""

    @property
    def asked(self) -> Subject:
        """What the rules are asked about."""
        return self.like or self.subject


_P, _M, _O, _F = ProcedureKind, Matter, OtherProcedure, FurtherProcedure
_R = CardResult


def _cites(*notations: str) -> tuple[Citation, ...]:
    return tuple(map(Citation.parse, notations))


def _cards() -> Iterator[Row]:
    """Yield the procedures for residence cards."""
    yield Row(
        subject=_P.LANDING,
        result=_R.ORDINARY_CARD,
        cites=_cites("326CO0000000319:19-6"),
        ids=("P01", "LANDING"),
        who=Actor.OFFICER,
        where=Place.PORT,
        when=Timing.AT_LANDING,
    )
    for subject, provision, ids in (
        (_P.PLACE_OF_RESIDENCE_FIRST, "326CO0000000319:19-7:1", ("P02", "ADDRESS_FIRST")),
        (
            _P.PLACE_OF_RESIDENCE_AFTER_PERMISSION,
            "326CO0000000319:19-8:1",
            ("P03", "ADDRESS_AFTER_PERMISSION"),
        ),
        (_P.PLACE_OF_RESIDENCE_CHANGE, "326CO0000000319:19-9:1", ("P04", "P36", "ADDRESS_CHANGE")),
    ):
        yield Row(
            subject=subject,
            result=_R.SAME_OR_SPECIFIED_CARD,
            cites=_cites(provision, "326CO0000000319:19-7:2"),
            ids=ids,
            online=("address_notification",),
            fees=("address_notification",),
        )
    yield Row(
        subject=_P.CARD_ITEM_CHANGE,
        result=_R.NEW_CARD,
        cites=_cites("326CO0000000319:19-10:2"),
        ids=("P05", "ITEM_CHANGE"),
        online=("card_item_change",),
        fees=("card_item_change",),
    )
    yield Row(
        subject=_P.CARD_RENEWAL,
        result=_R.NEW_CARD,
        cites=_cites("326CO0000000319:19-11:3"),
        ids=("P06", "CARD_RENEWAL"),
        online=("card_validity_renewal",),
        fees=("card_validity_renewal",),
    )
    yield Row(
        subject=_P.CARD_RENEWAL_EARLY,
        result=_R.ORDINARY_CARD,
        cites=_cites("326CO0000000319:19-11:2", "326CO0000000319:19-11:3"),
        ids=("P06", "CARD_RENEWAL_EARLY"),
        online=("card_validity_renewal",),
        fees=("card_validity_renewal",),
        when=Timing.EARLY_RENEWAL,
    )
    yield Row(
        subject=_P.REISSUE_LOSS,
        result=_R.ORDINARY_CARD,
        cites=_cites("326CO0000000319:19-12:2"),
        ids=("P07", "P30", "LOSS"),
        online=("card_reissue",),
        fees=("card_reissue_loss",),
    )
    yield Row(
        subject=_P.REISSUE_DAMAGE,
        result=_R.NEW_CARD,
        cites=_cites("326CO0000000319:19-13:1#first", "326CO0000000319:19-13:4"),
        ids=("P08", "DAMAGE"),
        online=("card_reissue",),
        fees=("card_reissue_loss",),
    )
    yield Row(
        subject=_P.REISSUE_ORDER,
        result=_R.NEW_CARD,
        cites=_cites("326CO0000000319:19-13:3", "326CO0000000319:19-13:4"),
        ids=("P09", "ORDERED_EXCHANGE"),
        online=("card_reissue",),
    )
    yield Row(
        subject=_P.EXCHANGE,
        result=_R.NEW_CARD,
        cites=_cites("326CO0000000319:19-13:1#second", "326CO0000000319:19-13:4"),
        ids=("P10", "EXCHANGE_WISH"),
        online=("card_reissue",),
        fees=("card_exchange_on_request",),
    )
    yield Row(
        subject=_F.SPECIFIED_CARD,
        result=_R.SPECIFIED_CARD,
        cites=_cites("326CO0000000319:19-15-2:1", "326CO0000000319:19-15-2:2"),
        ids=("P20", "P23"),
        online=("specified_card",),
        fees=("specified_card_issue", "specified_card_issue_express"),
        who=Actor.HOLDER,
        when=Timing.WITH_MAIN,
    )
    yield Row(
        subject=_P.MY_NUMBER_RETURN,
        result=_R.ORDINARY_IF_RESIDENT,
        cites=_cites("326CO0000000319:19-15-4:2", "326CO0000000319:19-15-4:3"),
        ids=("P32", "RETURN_M"),
        online=("my_number_return",),
    )
    yield Row(
        subject=_M.RETURN_CARD,
        result=_R.GIVEN_BACK,
        cites=_cites("326CO0000000319:19-15:1", "326CO0000000319:19-15:2"),
        ids=("P17", "RETURN_R"),
    )


def _stays() -> Iterator[Row]:
    """Yield the procedures for the stay itself."""
    yield Row(
        subject=_P.EXTENSION_OF_STAY,
        result=_R.NEW_CARD,
        cites=_cites("326CO0000000319:20:4#first", "326CO0000000319:21:4#first"),
        ids=("P11", "EXTENSION"),
        online=("renewal",),
        fees=("renewal", "renewal_with_specified_card", "statutory_cap_change_renewal"),
    )
    yield Row(
        subject=_P.CHANGE_OF_STATUS,
        result=_R.NEW_CARD,
        cites=_cites("326CO0000000319:20:2#main", "326CO0000000319:20:4#first"),
        ids=("P12", "STATUS_CHANGE"),
        online=("change",),
        fees=("change", "change_with_specified_card", "statutory_cap_change_renewal"),
    )
    yield Row(
        subject=_F.APPLICATION_CONVERSION,
        result=_R.AS_CONVERTED,
        cites=_cites("356M50000010054:21-3:1", "356M50000010054:21-4:1"),
        ids=("P43", "CONVERT"),
        online=("application_conversion",),
        who=Actor.HOLDER,
        where=Place.BUREAU,
        when=Timing.WHILE_PENDING,
    )
    yield Row(
        subject=_P.PERMANENT_RESIDENCE,
        result=_R.NEW_CARD,
        cites=_cites("326CO0000000319:22:1", "326CO0000000319:22:3#first"),
        ids=("P13", "PR"),
        online=("permanent_residence",),
        fees=("permanent_residence", "permanent_residence_with_specified_card", "statutory_cap_permanent"),
    )
    yield Row(
        subject=_P.ACQUISITION_OF_STATUS,
        result=_R.CARD_IF_RESIDENT,
        cites=_cites("326CO0000000319:22-2:2", "326CO0000000319:22-2:3"),
        ids=("P14", "ACQUISITION"),
        online=("acquisition",),
        fees=("acquisition",),
    )
    yield Row(
        subject=_F.PERMANENT_RESIDENCE_ACQUISITION,
        result=_R.ORDINARY_CARD,
        cites=_cites("326CO0000000319:22-2:4"),
        ids=("P14", "ACQUISITION"),
        online=("permanent_residence_acquisition",),
        like=_P.ACQUISITION_OF_STATUS,
    )
    yield Row(
        subject=_F.REVOCATION,
        result=_R.CARD_LAPSES,
        cites=_cites("326CO0000000319:22-4:1", "326CO0000000319:22-4:7#main"),
        ids=("P42", "REVOCATION"),
        who=Actor.AUTHORITY,
        when=Timing.AS_DECIDED,
    )
    yield Row(
        subject=_F.SPECIAL_PERMISSION,
        result=_R.CARD_IF_RESIDENT,
        cites=_cites("326CO0000000319:50:7"),
        ids=("P44",),
        who=Actor.AUTHORITY,
        where=Place.BUREAU,
        when=Timing.ON_RECOGNITION,
    )
    yield Row(
        subject=_F.REFUGEE_STATUS,
        result=_R.CARD_IF_RESIDENT,
        cites=_cites("326CO0000000319:61-2-2:2"),
        ids=("P44",),
        who=Actor.AUTHORITY,
        where=Place.BUREAU,
        when=Timing.ON_RECOGNITION,
    )
    yield Row(
        subject=_O.PERMISSION_FROM_PROVISIONAL_STAY,
        result=_R.CARD_IF_RESIDENT,
        cites=_cites("326CO0000000319:61-2-2:2", "326CO0000000319:61-2-5:3"),
        ids=("P44",),
        who=Actor.AUTHORITY,
        where=Place.BUREAU,
        when=Timing.ON_RECOGNITION,
    )
    yield Row(
        subject=_O.REFUGEE_TRAVEL_DOCUMENT,
        result=_R.OTHER_DOCUMENT,
        cites=_cites("410CO0000000178:25:1:10"),
        ids=("P44",),
        fees=("refugee_travel_document",),
        who=Actor.HOLDER,
        where=Place.BUREAU,
        when=Timing.WHEN_NEEDED,
    )
    yield Row(
        subject=_P.OTHER_ACTIVITY,
        result=_R.ENTRY_ADDED,
        cites=_cites("326CO0000000319:19:2"),
        ids=("P45", "OTHER_ACTIVITY"),
        online=("other_activity",),
        fees=("other_activity",),
        who=Actor.HOLDER,
        when=Timing.IN_STATUS,
    )
    yield Row(
        subject=_P.WORK_CERTIFICATE,
        result=_R.OTHER_DOCUMENT,
        cites=_cites("326CO0000000319:19-2:1"),
        ids=("P45",),
        online=("work_certificate",),
        fees=("work_certificate",),
        who=Actor.HOLDER,
        when=Timing.IN_STATUS,
    )
    for reentry in (_P.REENTRY_SINGLE, _P.REENTRY_MULTIPLE):
        yield Row(
            subject=reentry,
            result=_R.SAME_CARD,
            cites=_cites("326CO0000000319:26:1#first"),
            ids=("P16",),
            online=("reentry",),
            fees=(reentry.value,),
            who=Actor.HOLDER,
            when=Timing.BEFORE_DEPARTURE,
        )
    yield Row(
        subject=_M.SPECIAL_REENTRY,
        result=_R.SAME_CARD,
        cites=_cites("326CO0000000319:26-2:1#main"),
        ids=("P16",),
        who=Actor.HOLDER,
        where=Place.PORT,
    )


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
            cites=_cites(*provisions),
            ids=ids,
            fees=fees,
        )
    yield Row(
        subject=_P.SPR_RENEWAL_EARLY,
        result=_R.CERTIFICATE,
        cites=_cites("403AC0000000071:12:2", "403AC0000000071:12:3"),
        ids=("P18",),
        when=Timing.EARLY_RENEWAL,
    )
    yield Row(
        subject=_P.SPR_PLACE_OF_RESIDENCE_CHANGE,
        result=_R.SAME_OR_SPECIFIED_CARD,
        cites=_cites("403AC0000000071:10:1", "403AC0000000071:10:2", "403AC0000000071:10:3"),
        ids=("P18",),
    )
    yield Row(
        subject=_P.SPR_PERMISSION_BIRTH,
        result=_R.CERTIFICATE,
        cites=_cites("403AC0000000071:4:1"),
        ids=("P14", "SPR_PERMISSION"),
    )
    yield Row(
        subject=_P.SPR_PERMISSION_OTHER,
        result=_R.NEW_CERTIFICATE,
        cites=_cites("403AC0000000071:5:1"),
        ids=("P20",),
    )
    yield Row(
        subject=_F.SPECIFIED_CERTIFICATE,
        result=_R.SPECIFIED_CERTIFICATE,
        cites=_cites("403AC0000000071:16-2:1", "403AC0000000071:16-2:2", "403AC0000000071:16-2:3"),
        ids=("P20", "P23"),
        fees=("specified_sp_permanent_certificate", "specified_sp_permanent_certificate_express"),
        who=Actor.HOLDER,
        when=Timing.WITH_MAIN,
    )
    yield Row(
        subject=_P.SPR_MY_NUMBER_RETURN,
        result=_R.ORDINARY_IF_RESIDENT,
        cites=_cites("403AC0000000071:16-3:2", "403AC0000000071:16-3:3"),
        ids=("P32",),
    )
    yield Row(
        subject=_M.SPR_RETURN_CERTIFICATE,
        result=_R.GIVEN_BACK,
        cites=_cites("403AC0000000071:16:1", "403AC0000000071:16:2", "403AC0000000071:16:3"),
        ids=("P17",),
    )


def _my_number() -> Iterator[Row]:
    """Yield the procedures for the My Number function, the separate card and the certificates."""
    yield Row(
        subject=_F.MY_NUMBER_FUNCTION_EXTENSION,
        result=_R.SAME_CARD,
        cites=_cites("508M60004018001:4:2"),
        ids=("P15", "P37", "EXTEND_M"),
        who=Actor.HOLDER,
        where=Place.MUNICIPALITY,
        when=Timing.BEFORE_FUNCTION_ENDS,
        since=SPECIFIED_SINCE,
    )
    yield Row(
        subject=_P.MY_NUMBER_EXTENSION,
        result=_R.SAME_CARD,
        cites=_cites("426M60000008085:27:2"),
        ids=("P15",),
        who=Actor.HOLDER,
        when=Timing.BEFORE_END,
    )
    yield Row(
        subject=_P.MY_NUMBER_CARD,
        result=_R.MY_NUMBER_CARD,
        cites=_cites("425AC0000000027:16-2:1"),
        ids=("P32",),
        who=Actor.HOLDER,
        when=Timing.ANY_TIME,
    )
    yield Row(
        subject=_P.MY_NUMBER_ITEM_CHANGE,
        result=_R.SAME_CARD,
        cites=_cites("425AC0000000027:17:8#first"),
        ids=("P04",),
    )
    yield Row(
        subject=_M.MY_NUMBER_HAND_IN,
        result=_R.SAME_CARD,
        cites=_cites("425AC0000000027:17:6"),
        ids=("P04",),
    )
    yield Row(
        subject=_M.MY_NUMBER_LOSS,
        result=_R.NO_CARD,
        cites=_cites("425AC0000000027:17:9"),
        ids=("P31",),
    )
    yield Row(
        subject=_O.MY_NUMBER_CARD_REISSUE,
        result=_R.MY_NUMBER_CARD,
        cites=_cites("426M60000008085:28:1#main"),
        ids=("P31",),
        fees=("mynumber_card_reissue",),
        who=Actor.HOLDER,
        where=Place.MUNICIPALITY,
        when=Timing.WHEN_NEEDED,
    )
    yield Row(
        subject=_F.MY_NUMBER_SUSPENSION,
        result=_R.SAME_CARD,
        cites=_cites("426M60000008085:23-2::4"),
        ids=("P30",),
        who=Actor.HOLDER,
        where=Place.TELEPHONE,
        when=Timing.WHEN_NEEDED,
        evidence=Evidence.SECONDARY,
    )
    yield Row(
        subject=_F.KEY_LOSS,
        result=_R.SAME_CARD,
        cites=_cites("414AC0000000153:10:1#first", "414AC0000000153:29:1#first"),
        ids=("P30",),
        who=Actor.HOLDER,
        where=Place.KEY_AUTHORITY,
        when=Timing.AT_ONCE,
    )
    yield Row(
        subject=_F.PIN_RESET,
        result=_R.SAME_CARD,
        cites=_cites("425AC0000000027:18-5:9"),
        ids=("P38",),
        who=Actor.HOLDER,
        where=Place.MUNICIPALITY,
        when=Timing.WHEN_NEEDED,
        evidence=Evidence.INFERRED,
    )
    yield Row(
        subject=_P.CERTIFICATE_RENEWAL,
        result=_R.SAME_CARD,
        cites=_cites("414AC0000000153:3:1", "414AC0000000153:22:1"),
        ids=("P38",),
        who=Actor.HOLDER,
        when=Timing.WHEN_NEEDED,
    )


def _register() -> Iterator[Row]:
    """Yield the notifications for the basic resident register."""
    yield Row(
        subject=_M.MOVING_IN,
        result=_R.SAME_OR_SPECIFIED_CARD,
        cites=_cites("342AC0000000081:22:1"),
        ids=("P04", "P46"),
        who=Actor.HOUSEHOLD,
    )
    yield Row(
        subject=_M.MOVING_IN_FROM_ABROAD,
        result=_R.SAME_OR_SPECIFIED_CARD,
        cites=_cites("342AC0000000081:30-46#first"),
        ids=("P02", "P46"),
        who=Actor.HOUSEHOLD,
    )
    yield Row(
        subject=_P.MOVING_WITHIN,
        result=_R.SAME_OR_SPECIFIED_CARD,
        cites=_cites("342AC0000000081:23"),
        ids=("P04", "P46"),
        who=Actor.HOUSEHOLD,
    )
    yield Row(
        subject=_P.BECOMING_RESIDENT,
        result=_R.SAME_OR_SPECIFIED_CARD,
        cites=_cites("342AC0000000081:30-47#first"),
        ids=("P03", "P46"),
        who=Actor.HOUSEHOLD,
    )
    yield Row(
        subject=_F.MOVING_OUT,
        result=_R.SAME_CARD,
        cites=_cites("342AC0000000081:24"),
        ids=("P04", "P46"),
        who=Actor.HOUSEHOLD,
        where=Place.FORMER_MUNICIPALITY,
        when=Timing.BEFORE_MOVING,
    )
    yield Row(
        subject=_M.HOUSEHOLD_RELATION,
        result=_R.NO_CARD,
        cites=_cites("342AC0000000081:30-48#main"),
        ids=("P46", "HOUSEHOLD_RELATION"),
        who=Actor.HOUSEHOLD,
    )


def _organizations() -> Iterator[Row]:
    """Yield notices of residents and organizations, and what is asked for before there is a card."""
    yield Row(
        subject=_P.AFFILIATION,
        result=_R.NO_CARD,
        cites=_cites("326CO0000000319:19-16"),
        ids=("P39", "AFFILIATION"),
        online=("affiliation_notification",),
    )
    yield Row(
        subject=_P.INSTITUTION,
        result=_R.NO_CARD,
        cites=_cites("326CO0000000319:19-17"),
        ids=("P40",),
        online=("affiliation_notification",),
    )
    for subject in (_P.SSW, _M.SSW_ANNUAL):
        yield Row(
            subject=subject,
            result=_R.NO_CARD,
            cites=_cites("356M50000010054:61-3:1:1-2"),
            ids=("P41",),
            online=("ssw_notification",),
        )
    yield Row(
        subject=_F.SUPPORT_ORGANIZATION_NOTICE,
        result=_R.NO_CARD,
        cites=_cites("356M50000010054:61-3:1:1-3"),
        ids=("P41",),
        online=("support_org_notification",),
        who=Actor.SUPPORT_ORGANIZATION,
        where=Place.BUREAU,
    )
    yield Row(
        subject=_F.SUPPORT_ORGANIZATION_RESTART,
        result=_R.NO_CARD,
        cites=_cites("356M50000010054:61-3:1:8-2", "356M50000010054:61-3:1:8-3"),
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
            cites=_cites(provision),
            ids=("P41",),
            fees=(registration.value,),
            who=Actor.SUPPORT_ORGANIZATION,
            where=Place.BUREAU,
        )
    yield Row(
        subject=_F.NOTICE_USER_REGISTRATION,
        result=_R.NO_CARD,
        cites=_cites("356M50000010054:61-3:2"),
        online=("notice_user_registration",),
        who=Actor.NOTIFIER,
        when=Timing.BEFORE_NOTICES,
    )
    yield Row(
        subject=_O.CERTIFICATE_OF_ELIGIBILITY,
        result=_R.OTHER_DOCUMENT,
        cites=_cites("356M50000010054:61-3:1:6"),
        online=("coe",),
        fees=("coe",),
        who=Actor.ENTRANT,
        where=Place.BUREAU,
        when=Timing.BEFORE_ENTRY,
    )
    yield Row(
        subject=_F.COE_EMAIL_RECEIPT,
        result=_R.OTHER_DOCUMENT,
        cites=_cites("356M50000010054:61-4:2"),
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
            cites=_cites(provision),
            fees=(card.value,),
            who=Actor.HOLDER,
            when=Timing.WHEN_NEEDED,
        )


ROWS: Final[tuple[Row, ...]] = (
    *_cards(),
    *_stays(),
    *_special_permanent_residents(),
    *_my_number(),
    *_register(),
    *_organizations(),
)
"""Every row, in the order of the catalogue: cards, stays, special permanent residents, My Number, register, others."""
