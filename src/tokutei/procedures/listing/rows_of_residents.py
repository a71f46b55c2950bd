"""The rows of the catalogue for residence cards and for the stay itself."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from tokutei.procedures.listing.row import Row, cited
from tokutei.procedures.listing.words import Actor, CardResult, FurtherProcedure, Place, Timing
from tokutei.rules.deadlines import Matter
from tokutei.rules.documents import Paper
from tokutei.rules.fees import OtherProcedure
from tokutei.vocabulary import ProcedureKind

__all__ = ["RESIDENTS"]

_P, _M, _O, _F = ProcedureKind, Matter, OtherProcedure, FurtherProcedure
_R = CardResult


def _cards() -> Iterator[Row]:
    """Yield the procedures for residence cards."""
    yield Row(
        subject=_P.LANDING,
        result=_R.ORDINARY_CARD,
        cites=cited("326CO0000000319:19-6"),
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
            cites=cited(provision, "326CO0000000319:19-7:2"),
            ids=ids,
            online=("address_notification",),
            fees=("address_notification",),
        )
    yield Row(
        subject=_P.CARD_ITEM_CHANGE,
        result=_R.NEW_CARD,
        cites=cited("326CO0000000319:19-10:2"),
        ids=("P05", "ITEM_CHANGE"),
        online=("card_item_change",),
        fees=("card_item_change",),
    )
    yield Row(
        subject=_P.CARD_RENEWAL,
        result=_R.NEW_CARD,
        cites=cited("326CO0000000319:19-11:3"),
        ids=("P06", "CARD_RENEWAL"),
        online=("card_validity_renewal",),
        fees=("card_validity_renewal",),
    )
    yield Row(
        subject=_P.CARD_RENEWAL_EARLY,
        result=_R.ORDINARY_CARD,
        cites=cited("326CO0000000319:19-11:2", "326CO0000000319:19-11:3"),
        ids=("P06", "CARD_RENEWAL_EARLY"),
        online=("card_validity_renewal",),
        fees=("card_validity_renewal",),
        when=Timing.EARLY_RENEWAL,
    )
    yield Row(
        subject=_P.REISSUE_LOSS,
        result=_R.ORDINARY_CARD,
        cites=cited("326CO0000000319:19-12:2"),
        ids=("P07", "P30", "LOSS"),
        online=("card_reissue",),
        fees=("card_reissue_loss",),
    )
    yield Row(
        subject=_P.REISSUE_DAMAGE,
        result=_R.NEW_CARD,
        cites=cited("326CO0000000319:19-13:1#first", "326CO0000000319:19-13:4"),
        ids=("P08", "DAMAGE"),
        online=("card_reissue",),
        fees=("card_reissue_loss",),
    )
    yield Row(
        subject=_P.REISSUE_ORDER,
        result=_R.NEW_CARD,
        cites=cited("326CO0000000319:19-13:3", "326CO0000000319:19-13:4"),
        ids=("P09", "ORDERED_EXCHANGE"),
        online=("card_reissue",),
    )
    yield Row(
        subject=_P.EXCHANGE,
        result=_R.NEW_CARD,
        cites=cited("326CO0000000319:19-13:1#second", "326CO0000000319:19-13:4"),
        ids=("P10", "EXCHANGE_WISH"),
        online=("card_reissue",),
        fees=("card_exchange_on_request",),
    )
    yield Row(
        subject=_F.SPECIFIED_CARD,
        result=_R.SPECIFIED_CARD,
        cites=cited("326CO0000000319:19-15-2:1", "326CO0000000319:19-15-2:2"),
        ids=("P20", "P23"),
        online=("specified_card",),
        fees=("specified_card_issue", "specified_card_issue_express"),
        when=Timing.WITH_MAIN,
    )
    yield Row(
        subject=_P.MY_NUMBER_RETURN,
        result=_R.ORDINARY_IF_RESIDENT,
        cites=cited("326CO0000000319:19-15-4:2", "326CO0000000319:19-15-4:3"),
        ids=("P32", "RETURN_M"),
        online=("my_number_return",),
    )
    yield Row(
        subject=_M.RETURN_CARD,
        result=_R.GIVEN_BACK,
        cites=cited("326CO0000000319:19-15:1", "326CO0000000319:19-15:2"),
        ids=("P17", "RETURN_R"),
    )


def _stays() -> Iterator[Row]:
    """Yield the procedures for the stay itself."""
    yield Row(
        subject=_P.EXTENSION_OF_STAY,
        result=_R.NEW_CARD,
        cites=cited("326CO0000000319:20:4#first", "326CO0000000319:21:4#first"),
        ids=("P11", "EXTENSION"),
        online=("renewal",),
        fees=("renewal", "renewal_with_specified_card", "statutory_cap_change_renewal"),
    )
    yield Row(
        subject=_P.CHANGE_OF_STATUS,
        result=_R.NEW_CARD,
        cites=cited("326CO0000000319:20:2#main", "326CO0000000319:20:4#first"),
        ids=("P12", "STATUS_CHANGE"),
        online=("change",),
        fees=("change", "change_with_specified_card", "statutory_cap_change_renewal"),
    )
    yield Row(
        subject=_F.APPLICATION_CONVERSION,
        result=_R.AS_CONVERTED,
        cites=cited(
            "356M50000010054:21-3:1",
            "356M50000010054:21-3:3",
            "356M50000010054:21-3:4",
            "356M50000010054:21-4:1",
            "356M50000010054:21-4:3",
        ),
        ids=("P43", "CONVERT"),
        online=("application_conversion",),
        who=Actor.HOLDER,
        where=Place.BUREAU,
        when=Timing.WHILE_PENDING,
        papers=(Paper.FORM_30_3,),
        papers_if_asked=(Paper.PHOTO, Paper.STATUS_PAPERS, Paper.REFERENCE_PAPERS),
        papers_shown=(Paper.PASSPORT_OR_REASON, Paper.RESIDENCE_CARD),
        carrying_told=False,
    )
    yield Row(
        subject=_P.PERMANENT_RESIDENCE,
        result=_R.NEW_CARD,
        cites=cited("326CO0000000319:22:1", "326CO0000000319:22:3#first"),
        ids=("P13", "PR"),
        online=("permanent_residence",),
        fees=("permanent_residence", "permanent_residence_with_specified_card", "statutory_cap_permanent"),
    )
    yield Row(
        subject=_P.ACQUISITION_OF_STATUS,
        result=_R.CARD_IF_RESIDENT,
        cites=cited("326CO0000000319:22-2:2", "326CO0000000319:22-2:3"),
        ids=("P14", "ACQUISITION"),
        online=("acquisition",),
        fees=("acquisition",),
    )
    yield Row(
        subject=_F.PERMANENT_RESIDENCE_ACQUISITION,
        result=_R.ORDINARY_CARD,
        cites=cited("326CO0000000319:22-2:4"),
        ids=("P14", "ACQUISITION"),
        online=("permanent_residence_acquisition",),
        like=_P.ACQUISITION_OF_STATUS,
    )
    yield Row(
        subject=_F.REVOCATION,
        result=_R.CARD_LAPSES,
        cites=cited("326CO0000000319:22-4:1", "326CO0000000319:22-4:7#main"),
        ids=("P42", "REVOCATION"),
        who=Actor.AUTHORITY,
        when=Timing.AS_DECIDED,
    )
    yield Row(
        subject=_F.SPECIAL_PERMISSION,
        result=_R.CARD_IF_RESIDENT,
        cites=cited("326CO0000000319:50:7"),
        ids=("P44",),
        who=Actor.AUTHORITY,
        where=Place.BUREAU,
        when=Timing.ON_RECOGNITION,
    )
    yield Row(
        subject=_F.REFUGEE_STATUS,
        result=_R.CARD_IF_RESIDENT,
        cites=cited("326CO0000000319:61-2-2:2"),
        ids=("P44",),
        who=Actor.AUTHORITY,
        where=Place.BUREAU,
        when=Timing.ON_RECOGNITION,
    )
    yield Row(
        subject=_O.PERMISSION_FROM_PROVISIONAL_STAY,
        result=_R.CARD_IF_RESIDENT,
        cites=cited("326CO0000000319:61-2-2:2", "326CO0000000319:61-2-5:3"),
        ids=("P44",),
        who=Actor.AUTHORITY,
        where=Place.BUREAU,
        when=Timing.ON_RECOGNITION,
    )
    yield Row(
        subject=_O.REFUGEE_TRAVEL_DOCUMENT,
        result=_R.OTHER_DOCUMENT,
        cites=cited("410CO0000000178:25:1:10"),
        ids=("P44",),
        fees=("refugee_travel_document",),
        who=Actor.HOLDER,
        where=Place.BUREAU,
        when=Timing.WHEN_NEEDED,
    )
    yield Row(
        subject=_P.OTHER_ACTIVITY,
        result=_R.ENTRY_ADDED,
        cites=cited("326CO0000000319:19:2"),
        ids=("P45", "OTHER_ACTIVITY"),
        online=("other_activity",),
        fees=("other_activity",),
        who=Actor.HOLDER,
        when=Timing.IN_STATUS,
    )
    yield Row(
        subject=_P.WORK_CERTIFICATE,
        result=_R.OTHER_DOCUMENT,
        cites=cited("326CO0000000319:19-2:1"),
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
            cites=cited("326CO0000000319:26:1#first"),
            ids=("P16",),
            online=("reentry",),
            fees=(reentry.value,),
            who=Actor.HOLDER,
            when=Timing.BEFORE_DEPARTURE,
        )
    yield Row(
        subject=_M.SPECIAL_REENTRY,
        result=_R.SAME_CARD,
        cites=cited("326CO0000000319:26-2:1#main"),
        ids=("P16",),
        who=Actor.HOLDER,
        where=Place.PORT,
    )


RESIDENTS: Final[tuple[Row, ...]] = (*_cards(), *_stays())
"""Cards, then stays."""
