"""Refusals for special permanent residents (入管特例法)."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from tokutei.law import Evidence
from tokutei.lifecycle.events import EventKind as K
from tokutei.lifecycle.guard_words import Guard
from tokutei.lifecycle.rows import Hint, Refusal, art
from tokutei.lifecycle.tables.certificates_spr import LAW
from tokutei.lifecycle.tables.making import CARDS_SINCE, SPECIFIED_SINCE
from tokutei.lifecycle.tables.special import ADDRESS_NOTICES, CERTIFICATE_FILINGS

__all__ = ["SPECIAL"]

_FILINGS: Final = tuple(CERTIFICATE_FILINGS)
_SHOWN: Final = tuple(
    kind for kind in _FILINGS if kind not in {K.FILE_CERTIFICATE_REISSUE, K.NOTIFY_CERTIFICATE_ITEMS}
)
"""What is filed with the certificate in hand (特例規則 8(2), 10(3))."""
_CARRYING: Final = (*_FILINGS, *ADDRESS_NOTICES)
_ASKED: Final = (Guard.SPECIAL_RESIDENT, Guard.SPECIFIED_ASKED)
_EXPRESS: Final = (Guard.SPECIAL_RESIDENT, Guard.SPECIAL_EXPRESS_ASKED)

_PERMISSION: Final = (
    Refusal(
        code="only_special_permanent",
        events=_FILINGS,
        unless=(Guard.SPECIAL_RESIDENT,),
        cite=art(f"{LAW}:11:1", f"{LAW}:12:1", f"{LAW}:13:1", f"{LAW}:14:1#first"),
        since=CARDS_SINCE,
    ),
    Refusal(
        code="special_permission_not_open",
        events=(K.FILE_SPECIAL_BIRTH,),
        unless=(Guard.SPECIAL_PERMISSION_OPEN,),
        cite=art(f"{LAW}:4:1"),
        since=CARDS_SINCE,
        ids=("S1",),
    ),
    Refusal(
        code="special_permission_not_open",
        events=(K.FILE_SPECIAL_OTHER,),
        unless=(Guard.SPECIAL_PERMISSION_OPEN,),
        cite=art(f"{LAW}:5:1"),
        since=CARDS_SINCE,
        ids=("S2",),
    ),
    # Nothing carries on a stay that ends while the application is pending: who has none is no longer one "who stays".
    Refusal(
        code="special_permission_not_open",
        events=(K.PERMIT_SPECIAL,),
        guards=(Guard.SPECIAL_PERMISSION_ASKED, Guard.WITHOUT_STAY),
        cite=art(f"{LAW}:4:1", f"{LAW}:5:1"),
        since=CARDS_SINCE,
        evidence=Evidence.INFERRED,
        ids=("S2",),
    ),
    Refusal(
        code="special_birth_too_late",
        events=(K.FILE_SPECIAL_BIRTH,),
        guards=(Guard.SPECIAL_PERMISSION_OPEN, Guard.SPECIAL_FILED_LATE),
        cite=art(f"{LAW}:4:2", f"{LAW}:21"),
        since=CARDS_SINCE,
        evidence=Evidence.INFERRED,
        ids=("S1",),
    ),
    Refusal(
        code="not_decided",
        events=(K.RECEIVE_CARD,),
        guards=(Guard.SPECIAL_PERMISSION_ASKED,),
        unless=(Guard.MAIN_DECIDED,),
        cite=art(f"{LAW}:7:2", f"{LAW}:7:3"),
        since=CARDS_SINCE,
        instead=(Hint("instead_wait_for_decision"),),
        ids=("S3",),
    ),
    Refusal(
        code="not_decided",
        events=(K.MAKE_CARD,),
        guards=(Guard.SPECIAL_PERMISSION_ASKED, Guard.DECISION_NEEDED),
        unless=(Guard.MAIN_DECIDED,),
        cite=art(f"{LAW}:16-2:5"),
        since=SPECIFIED_SINCE,
        instead=(Hint("instead_wait_for_decision"),),
        ids=("S14",),
    ),
)

_CERTIFICATE: Final = (
    Refusal(
        code="certificate_not_lost",
        events=(K.FILE_CERTIFICATE_REISSUE,),
        guards=(Guard.SPECIAL_RESIDENT,),
        unless=(Guard.CARD_LOST,),
        cite=art(f"{LAW}:13:1"),
        since=CARDS_SINCE,
        instead=(Hint("instead_report_loss"),),
        ids=("S9",),
    ),
    Refusal(
        code="certificate_lost",
        events=_SHOWN,
        guards=(Guard.SPECIAL_RESIDENT, Guard.CARD_LOST),
        cite=art(f"{LAW}:13:1", "423M60000010044:8:2", "423M60000010044:10:3"),
        since=CARDS_SINCE,
        instead=(Hint("instead_certificate_reissue"),),
        ids=("S9",),
    ),
    Refusal(
        code="certificate_window_ahead",
        events=(K.FILE_CERTIFICATE_RENEWAL,),
        guards=(Guard.SPECIAL_RESIDENT, Guard.CERTIFICATE_TOO_EARLY),
        cite=art(f"{LAW}:12:1", f"{LAW}:12:2"),
        since=CARDS_SINCE,
        instead=(Hint("instead_early_certificate_renewal"),),
        ids=("S7",),
    ),
    Refusal(
        code="window_already_open",
        events=(K.FILE_EARLY_CERTIFICATE_RENEWAL,),
        guards=(Guard.SPECIAL_RESIDENT, Guard.CERTIFICATE_WINDOW_BEGUN),
        cite=art(f"{LAW}:12:2"),
        since=CARDS_SINCE,
        ids=("S8",),
    ),
    Refusal(
        code="no_unavoidable_reason",
        events=(K.FILE_EARLY_CERTIFICATE_RENEWAL,),
        guards=(Guard.SPECIAL_RESIDENT,),
        unless=(Guard.CERTIFICATE_UNAVOIDABLE, Guard.CERTIFICATE_WINDOW_BEGUN),
        cite=art(f"{LAW}:12:2"),
        since=CARDS_SINCE,
        ids=("S8",),
    ),
    Refusal(
        code="no_legitimate_reason",
        events=(K.ASK_CERTIFICATE_EXCHANGE,),
        guards=(Guard.SPECIAL_RESIDENT, Guard.CERTIFICATE_REASON_LACKING),
        cite=art(f"{LAW}:14:1#second"),
        since=CARDS_SINCE,
        ids=("S10",),
    ),
    # N34: the list for special permanent residents has no staff of organisations.
    Refusal(
        code="no_organization_for_special",
        events=_FILINGS,
        guards=(Guard.CERTIFICATE_BY_ORGANIZATION,),
        cite=art(f"{LAW}:19:3", "423M60000010044:21:2:1"),
        since=CARDS_SINCE,
        instead=(Hint("instead_listed_agents"),),
        ids=("N34",),
    ),
    Refusal(
        code="no_certificate_to_return",
        events=(K.RETURN_CARD,),
        guards=(Guard.SPECIAL_RESIDENT,),
        unless=(Guard.RETURN_OWED,),
        cite=art(f"{LAW}:16:1", f"{LAW}:16:3"),
        since=CARDS_SINCE,
        ids=("S11",),
    ),
)

_SPECIFIED: Final = (
    Refusal(
        code="specified_not_yet",
        events=(*_FILINGS, K.FILE_SPECIAL_OTHER, K.FILE_SPECIAL_BIRTH),
        guards=(Guard.SPECIFIED_ASKED,),
        cite=art(f"{LAW}@506AC0000000059:1#main"),
        since=CARDS_SINCE,
        until=SPECIFIED_SINCE - timedelta(days=1),
        instead=(Hint("instead_without_specified"),),
    ),
    Refusal(
        code="procedure_not_listed_special",
        events=(K.FILE_EARLY_CERTIFICATE_RENEWAL,),
        guards=_ASKED,
        unless=(Guard.PROCEDURE_LISTED,),
        cite=art(f"{LAW}:16-2:1", f"{LAW}:12:2"),
        since=SPECIFIED_SINCE,
        instead=(Hint("instead_certificate_exchange"),),
        ids=("S8",),
    ),
    Refusal(
        code="procedure_not_listed_special",
        events=(K.FILE_SPECIAL_BIRTH,),
        guards=(Guard.SPECIFIED_ASKED,),
        unless=(Guard.PROCEDURE_LISTED,),
        cite=art(f"{LAW}:16-2:3", f"{LAW}:4:1"),
        since=SPECIFIED_SINCE,
        instead=(Hint("instead_certificate_exchange"),),
        ids=("S1",),
    ),
    Refusal(
        code="procedure_not_listed_special",
        events=(
            *(kind for kind in _FILINGS if kind is not K.FILE_EARLY_CERTIFICATE_RENEWAL),
            K.FILE_SPECIAL_OTHER,
        ),
        guards=(Guard.SPECIFIED_ASKED,),
        unless=(Guard.PROCEDURE_LISTED,),
        cite=art(f"{LAW}:16-2:1", f"{LAW}:16-2:3"),
        since=SPECIFIED_SINCE,
        instead=(Hint("instead_without_specified"),),
    ),
    Refusal(
        code="register_entry_special",
        events=_FILINGS,
        guards=(*_ASKED, Guard.SPECIAL_REGISTER_MATTERS),
        unless=(Guard.RECORDED,),
        cite=art(f"{LAW}:16-2:1"),
        since=SPECIFIED_SINCE,
        instead=(Hint("instead_register"),),
        ids=("S12",),
    ),
    Refusal(
        code="register_entry_special",
        events=(K.FILE_SPECIAL_OTHER,),
        guards=(Guard.SPECIFIED_ASKED, Guard.SPECIAL_REGISTER_MATTERS),
        unless=(Guard.RECORDED,),
        cite=art(f"{LAW}:16-2:3"),
        since=SPECIFIED_SINCE,
        instead=(Hint("instead_register"),),
        ids=("S14",),
    ),
    Refusal(
        code="not_a_deemed_notification",
        events=tuple(ADDRESS_NOTICES),
        guards=_ASKED,
        unless=(Guard.SPECIAL_DEEMED_NOTICE,),
        cite=art(f"{LAW}:16-2:2", f"{LAW}:10:4", f"{LAW}:10:5"),
        since=SPECIFIED_SINCE,
        ids=("S12",),
    ),
    Refusal(
        code="express_without_specified",
        events=_CARRYING,
        guards=_EXPRESS,
        unless=(Guard.SPECIFIED_ASKED,),
        cite=art(f"{LAW}:16-2:4"),
        since=SPECIFIED_SINCE,
        ids=("S13",),
    ),
    Refusal(
        code="express_needs_appearance",
        events=_FILINGS,
        guards=_EXPRESS,
        unless=(Guard.SPECIAL_EXPRESS_IN_PERSON,),
        cite=art("508M60000018002:1:2#proviso"),
        since=SPECIFIED_SINCE,
        ids=("S13",),
    ),
    Refusal(
        code="express_needs_appearance",
        events=tuple(ADDRESS_NOTICES),
        guards=_EXPRESS,
        unless=(Guard.SPECIAL_EXPRESS_IN_PERSON,),
        cite=art("508M60000018002:2:4#proviso"),
        since=SPECIFIED_SINCE,
        ids=("S13",),
    ),
    Refusal(
        code="express_without_check",
        events=_CARRYING,
        guards=_EXPRESS,
        unless=(Guard.SPECIAL_EXPRESS_CHECKED,),
        cite=art(f"{LAW}:16-2:4", "425AC0000000027:18-5:6#first"),
        since=SPECIFIED_SINCE,
        ids=("S13",),
    ),
    Refusal(
        code="not_in_express_class",
        events=_CARRYING,
        guards=_EXPRESS,
        unless=(Guard.SPECIAL_EXPRESS_CLASS,),
        cite=art("423CO0000000420:8:1", "423M60000010044:15"),
        since=SPECIFIED_SINCE,
        ids=("S13",),
    ),
    Refusal(
        code="not_made",
        events=(K.RECEIVE_CARD,),
        guards=(Guard.SPECIFIED_PENDING, Guard.SPECIAL_ROUTE),
        unless=(Guard.CARD_MADE,),
        cite=art(f"{LAW}:16-2:5", f"{LAW}:16-2:6"),
        since=SPECIFIED_SINCE,
        instead=(Hint("instead_wait_for_making"),),
        ids=("S15",),
    ),
    Refusal(
        code="not_confirmed",
        events=(K.RECEIVE_CARD,),
        guards=(Guard.SPECIFIED_PENDING, Guard.SPECIAL_ROUTE, Guard.CONFIRMATION_MATTERS),
        unless=(Guard.CONFIRMED,),
        cite=art(f"{LAW}:16-2:6", "425AC0000000027:18-5:4"),
        since=SPECIFIED_SINCE,
        instead=(Hint("instead_wait_for_confirmation"),),
        ids=("S15",),
    ),
    Refusal(
        code="no_specified_certificate",
        events=(K.GIVE_BACK_MY_NUMBER,),
        guards=(Guard.SPECIAL_RESIDENT,),
        unless=(Guard.SPECIFIED_HELD,),
        cite=art(f"{LAW}:16-3:2"),
        since=SPECIFIED_SINCE,
        ids=("S17",),
    ),
    Refusal(
        code="certificate_to_the_bureau",
        events=(K.GIVE_BACK_MY_NUMBER,),
        guards=(Guard.SPECIAL_RESIDENT,),
        unless=(Guard.RETURN_WINDOW,),
        cite=art(f"{LAW}:16-3:2", "423M60000010044:18:1"),
        since=SPECIFIED_SINCE,
        instead=(Hint("instead_bureau_certificate"),),
        ids=("S17",),
    ),
)

SPECIAL: Final[tuple[Refusal, ...]] = (*_PERMISSION, *_CERTIFICATE, *_SPECIFIED)
"""The refusals of this module."""
