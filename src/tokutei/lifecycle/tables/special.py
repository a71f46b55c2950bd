"""Rows of special permanent residents: what they file, and the application for a specified certificate.

The Special Act (403AC0000000071) is their law; the mayor is their office but for a few matters.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from tokutei.law import Citation, Evidence
from tokutei.lifecycle.duty_words import DutyKind
from tokutei.lifecycle.effect_words import Effect
from tokutei.lifecycle.events.kinds import EventKind as K
from tokutei.lifecycle.guard_words import Guard
from tokutei.lifecycle.rows import Row, art
from tokutei.lifecycle.states import (
    ApplicationState,
    MainState,
    SeparateCardState,
    Variable,
)
from tokutei.lifecycle.tables.certificates_spr import CERTIFICATE_ROWS, LAW
from tokutei.lifecycle.tables.ends_spr import ENDS_OF_SPECIAL_RESIDENCE
from tokutei.lifecycle.tables.making import SPECIFIED_SINCE, rows
from tokutei.lifecycle.tables.permission_spr import PERMISSION_ROWS

__all__ = ["ADDRESS_NOTICES", "CERTIFICATE_FILINGS", "LEADS", "ROWS", "SPECIAL_FILINGS"]


_IDS: Final[Mapping[K, tuple[str, ...]]] = MappingProxyType(
    {
        K.NOTIFY_CERTIFICATE_ITEMS: ("S6",),
        K.FILE_CERTIFICATE_RENEWAL: ("S7",),
        K.FILE_EARLY_CERTIFICATE_RENEWAL: ("S8",),
        K.FILE_CERTIFICATE_REISSUE: ("S9",),
        K.FILE_CERTIFICATE_DAMAGE_REISSUE: ("S10",),
        K.FILE_ORDERED_CERTIFICATE_REISSUE: ("S10",),
        K.ASK_CERTIFICATE_EXCHANGE: ("S10",),
        K.FILE_SPECIAL_BIRTH: ("S1",),
        K.FILE_SPECIAL_OTHER: ("S2",),
    }
)

CERTIFICATE_FILINGS: Final[Mapping[K, tuple[Citation, ...]]] = MappingProxyType(
    {
        K.NOTIFY_CERTIFICATE_ITEMS: art(f"{LAW}:11:1"),
        K.FILE_CERTIFICATE_RENEWAL: art(f"{LAW}:12:1"),
        K.FILE_EARLY_CERTIFICATE_RENEWAL: art(f"{LAW}:12:2"),
        K.FILE_CERTIFICATE_REISSUE: art(f"{LAW}:13:1"),
        K.FILE_CERTIFICATE_DAMAGE_REISSUE: art(f"{LAW}:14:1#first"),
        K.FILE_ORDERED_CERTIFICATE_REISSUE: art(f"{LAW}:14:3"),
        K.ASK_CERTIFICATE_EXCHANGE: art(f"{LAW}:14:1#second"),
    }
)
"""What special permanent residents file for a new certificate, with the provision of each."""

SPECIAL_FILINGS: Final[Mapping[K, tuple[Citation, ...]]] = MappingProxyType(
    {K.FILE_SPECIAL_BIRTH: art(f"{LAW}:4:1", f"{LAW}:4:3"), K.FILE_SPECIAL_OTHER: art(f"{LAW}:5:1")}
)
"""By what special permanent residence is applied for."""

ADDRESS_NOTICES: Final[Mapping[K, tuple[str, ...]]] = MappingProxyType(
    {K.NOTIFY_FIRST_ADDRESS: ("S4",), K.NOTIFY_MOVE_IN: ("S5",), K.NOTIFY_RELOCATION: ("S5",)}
)
"""Notifications of residence that may carry an application for a specified certificate (16-2(2))."""

LEADS: Final[Mapping[K, Variable]] = MappingProxyType(
    {**dict.fromkeys((*CERTIFICATE_FILINGS, *SPECIAL_FILINGS, K.PERMIT_SPECIAL), Variable.MAIN)}
)
"""The variable without a row in which an event of this module cannot happen."""

_OVER: Final = (MainState.EFFECTIVE, MainState.REFUSED, MainState.WITHDRAWN)
_FREE: Final = (MainState.UNKNOWN, MainState.NONE, *_OVER)
_NOT_TO_COME: Final = (ApplicationState.DELIVERED, ApplicationState.REFUSED, ApplicationState.WITHDRAWN)
_UNDER_WAY: Final = (
    ApplicationState.FILED,
    ApplicationState.NOTIFIED,
    ApplicationState.MADE,
    ApplicationState.CONFIRMED,
)


def _main_rows() -> tuple[Row, ...]:
    filings = {**CERTIFICATE_FILINGS, **SPECIAL_FILINGS}
    return (
        *(
            row
            for filing, cite in filings.items()
            for row in rows(
                Variable.MAIN,
                _FREE,
                filing,
                MainState.FILED,
                cite,
                effects=(Effect.FILE_MAIN,),
                ids=_IDS[filing],
            )
        ),
        # With an address notice nothing is pending but the specified certificate itself.
        *(
            row
            for notice, ids in ADDRESS_NOTICES.items()
            for row in rows(
                Variable.MAIN,
                _FREE,
                notice,
                MainState.FILED,
                art(f"{LAW}:16-2:2"),
                guards=(Guard.SPECIAL_RESIDENT, Guard.SPECIFIED_ASKED),
                effects=(Effect.FILE_ADDRESS_MATTER,),
                since=SPECIFIED_SINCE,
                ids=ids,
            )
        ),
        *rows(
            Variable.MAIN,
            [MainState.FILED],
            K.RECEIVE_CARD,
            MainState.EFFECTIVE,
            art(f"{LAW}:11:2", f"{LAW}:12:3", f"{LAW}:13:2", f"{LAW}:14:4"),
            guards=(Guard.SPECIAL_RESIDENT,),
            unless=(Guard.SPECIFIED_PENDING,),
        ),
        *rows(
            Variable.MAIN,
            [MainState.FILED],
            K.RECEIVE_CARD,
            MainState.EFFECTIVE,
            art(f"{LAW}:16-2:6", f"{LAW}:16-2:7", f"{LAW}:16-2:9"),
            guards=(Guard.SPECIAL_RESIDENT, Guard.SPECIFIED_PENDING),
            since=SPECIFIED_SINCE,
            ids=("S15",),
        ),
        *rows(
            Variable.MAIN,
            [MainState.DECIDED],
            K.RECEIVE_CARD,
            MainState.EFFECTIVE,
            art(f"{LAW}:7:3", f"{LAW}:16-2:8"),
            guards=(Guard.SPECIAL_RESIDENT,),
            since=SPECIFIED_SINCE,
            ids=("S14", "S15"),
        ),
        # The notice itself had its effect when it was made: the present certificate is kept.
        *(
            row
            for event in (K.REFUSE_SPECIFIED_CARD, K.WITHDRAW_SPECIFIED_CARD)
            for row in rows(
                Variable.MAIN,
                [MainState.FILED],
                event,
                MainState.EFFECTIVE,
                art(f"{LAW}:10:5", f"{LAW}:16-2:10"),
                guards=(Guard.SPECIAL_ADDRESS_MATTER,),
                since=SPECIFIED_SINCE,
                evidence=Evidence.INFERRED,
                ids=("S16",),
            )
        ),
    )


def _application_rows() -> tuple[Row, ...]:
    carries = {
        **dict.fromkeys(CERTIFICATE_FILINGS, art(f"{LAW}:16-2:1")),
        **dict.fromkeys(ADDRESS_NOTICES, art(f"{LAW}:16-2:2")),
    }
    asked = (Guard.SPECIAL_RESIDENT, Guard.SPECIFIED_ASKED)
    return (
        *(
            row
            for filing, cite in carries.items()
            for express in (False, True)
            for row in rows(
                Variable.APPLICATION,
                [ApplicationState.UNKNOWN, ApplicationState.NONE, *_NOT_TO_COME],
                filing,
                ApplicationState.FILED,
                (*cite, *(art(f"{LAW}:16-2:4", "423CO0000000420:8:1") if express else ())),
                guards=(*asked, *((Guard.SPECIAL_EXPRESS_ASKED,) if express else ())),
                unless=() if express else (Guard.SPECIAL_EXPRESS_ASKED,),
                effects=(Effect.FILE_SPECIAL_APPLICATION,),
                since=SPECIFIED_SINCE,
                ids=("S12", "S13") if express else ("S12",),
            )
        ),
        *rows(
            Variable.APPLICATION,
            [ApplicationState.UNKNOWN, ApplicationState.NONE, *_NOT_TO_COME],
            K.FILE_SPECIAL_OTHER,
            ApplicationState.FILED,
            art(f"{LAW}:16-2:3", "508M60000018002:3:1"),
            guards=(Guard.SPECIFIED_ASKED,),
            effects=(Effect.FILE_SPECIAL_APPLICATION,),
            since=SPECIFIED_SINCE,
            ids=("S14",),
        ),
        *(
            row
            for filing in (*CERTIFICATE_FILINGS, *SPECIAL_FILINGS)
            for row in rows(
                Variable.APPLICATION,
                [ApplicationState.UNKNOWN, *_NOT_TO_COME],
                filing,
                ApplicationState.NONE,
                art(f"{LAW}:16-2:1"),
                unless=(Guard.SPECIFIED_ASKED,),
            )
        ),
        *_under_way_rows(),
    )


def _under_way_rows() -> tuple[Row, ...]:
    """Return what becomes of an application for a specified certificate."""
    on_route = (Guard.SPECIAL_ROUTE,)
    return (
        *rows(
            Variable.APPLICATION,
            [ApplicationState.NOTIFIED],
            K.MAKE_CARD,
            ApplicationState.MADE,
            art(f"{LAW}:16-2:5", "423CO0000000420:8:2", "425AC0000000027:18-5:2"),
            guards=on_route,
            unless=(Guard.DECISION_NEEDED,),
            since=SPECIFIED_SINCE,
        ),
        *rows(
            Variable.APPLICATION,
            [ApplicationState.NOTIFIED],
            K.MAKE_CARD,
            ApplicationState.MADE,
            art(f"{LAW}:16-2:5", "425AC0000000027:18-5:2"),
            guards=(*on_route, Guard.DECISION_NEEDED, Guard.MAIN_DECIDED),
            since=SPECIFIED_SINCE,
            ids=("S14",),
        ),
        *rows(
            Variable.APPLICATION,
            _UNDER_WAY,
            K.REFUSE_SPECIFIED_CARD,
            ApplicationState.REFUSED,
            art(f"{LAW}:16-2:10"),
            guards=on_route,
            since=SPECIFIED_SINCE,
            ids=("S16",),
        ),
        # No text says how it is withdrawn; none forbids it.
        *rows(
            Variable.APPLICATION,
            _UNDER_WAY,
            K.WITHDRAW_SPECIFIED_CARD,
            ApplicationState.WITHDRAWN,
            art(f"{LAW}:16-2:1"),
            guards=on_route,
            since=SPECIFIED_SINCE,
            evidence=Evidence.INFERRED,
        ),
        *rows(
            Variable.APPLICATION,
            _UNDER_WAY,
            K.WITHDRAW_FILING,
            ApplicationState.WITHDRAWN,
            art(f"{LAW}:16-2:1"),
            guards=on_route,
            since=SPECIFIED_SINCE,
            evidence=Evidence.INFERRED,
        ),
        *rows(
            Variable.APPLICATION,
            [ApplicationState.CONFIRMED],
            K.RECEIVE_CARD,
            ApplicationState.DELIVERED,
            art(f"{LAW}:16-2:6", f"{LAW}:16-2:7", f"{LAW}:16-2:8", f"{LAW}:16-2:9"),
            guards=on_route,
            since=SPECIFIED_SINCE,
            ids=("S15",),
        ),
        *rows(
            Variable.APPLICATION,
            [ApplicationState.MADE],
            K.RECEIVE_CARD,
            ApplicationState.DELIVERED,
            art(f"{LAW}:16-2:6", f"{LAW}:16-2:7", f"{LAW}:16-2:8", f"{LAW}:16-2:9"),
            guards=on_route,
            unless=(Guard.CONFIRMATION_MATTERS,),
            since=SPECIFIED_SINCE,
        ),
    )


_SEPARATE_ROWS: Final = tuple(
    row
    for filing in (*CERTIFICATE_FILINGS, *ADDRESS_NOTICES, K.FILE_SPECIAL_OTHER)
    for row in rows(
        Variable.SEPARATE_CARD,
        [SeparateCardState.HELD],
        filing,
        SeparateCardState.HELD,
        art("425AC0000000027:18-5:8#first", "426CO0000000155:18-3:1#main"),
        guards=(
            Guard.SPECIFIED_ASKED,
            Guard.SEPARATE_MATTERS,
            # Residents with a status notify their residence too.
            *((Guard.SPECIAL_RESIDENT,) if filing in ADDRESS_NOTICES else ()),
        ),
        arises=(DutyKind.SEPARATE_CARD_BY_DELIVERY,),
        since=SPECIFIED_SINCE,
        ids=("S12",),
    )
)

ROWS: Final[tuple[Row, ...]] = (
    *_main_rows(),
    *_application_rows(),
    *PERMISSION_ROWS,
    *_SEPARATE_ROWS,
    *CERTIFICATE_ROWS,
    *ENDS_OF_SPECIAL_RESIDENCE,
)
"""The rows of this module."""
