"""Rows of the main procedure and of the application for a specified card."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from tokutei.law import Evidence
from tokutei.lifecycle.effect_words import Effect
from tokutei.lifecycle.events.kinds import EventKind as K
from tokutei.lifecycle.guard_words import Guard
from tokutei.lifecycle.rows import Row, art
from tokutei.lifecycle.states import (
    ApplicationState,
    MainState,
    Variable,
)
from tokutei.lifecycle.tables.making import FILED, FILINGS, SPECIFIED_SINCE, UNDER_WAY, Filed, rows

__all__ = ["APPLICATION_ROWS", "MAIN_ROWS"]

_OVER: Final = (MainState.EFFECTIVE, MainState.REFUSED, MainState.WITHDRAWN)
_NOT_TO_COME: Final = (ApplicationState.DELIVERED, ApplicationState.REFUSED, ApplicationState.WITHDRAWN)
_ONLINE: Final[Mapping[K, str]] = MappingProxyType(
    {
        K.FILE_CHANGE: "356M50000010054:61-3:1:9",
        K.FILE_EXTENSION: "356M50000010054:61-3:1:10",
        K.FILE_ACQUISITION: "356M50000010054:61-3:1:11",
    }
)
"""The status procedures that are open online: filed when the office's file has them."""


def _filed(filing: K, filed: Filed) -> tuple[Row, ...]:
    """Return the rows of a filing, on paper and, where there is a provision, online."""
    online, cite, fact = _ONLINE.get(filing), filed.cite, filed.fact
    told = (
        (
            ((), (Guard.FILED_ONLINE,), cite, (fact,)),
            (
                (Guard.FILED_ONLINE,),
                (),
                (*cite, *art(online, "414AC0000000151:6:3")),
                (fact, "E23"),
            ),
        )
        if online
        else (((), (), cite, (fact,)),)
    )
    return tuple(
        row
        for guards, unless, basis, ids in told
        for row in rows(
            Variable.MAIN,
            [MainState.UNKNOWN, MainState.NONE, *_OVER],
            filing,
            MainState.FILED,
            basis,
            guards=guards,
            unless=unless,
            effects=(Effect.FILE_MAIN,),
            ids=ids,
        )
    )


MAIN_ROWS: Final = (
    *(row for filing, filed in FILED.items() for row in _filed(filing, filed)),
    *rows(
        Variable.MAIN,
        [MainState.FILED],
        K.DECIDE_PERMISSION,
        MainState.DECIDED,
        art("20:4#first", "21:4#first", "22:3#first"),
        guards=(Guard.STATUS_PROCEDURE,),
        effects=(Effect.DECIDE_MAIN,),
        ids=("E22",),
    ),
    *rows(
        Variable.MAIN,
        [MainState.FILED],
        K.REFUSE_PERMISSION,
        MainState.REFUSED,
        art("20:3#main", "21:3", "22:2#main", "356M50000010054:20:9"),
        guards=(Guard.STATUS_PROCEDURE,),
        ids=("E14",),
    ),
    *rows(
        Variable.MAIN,
        [MainState.FILED, MainState.DECIDED],
        K.WITHDRAW_FILING,
        MainState.WITHDRAWN,
        art("356M50000010054:20:9"),
        evidence=Evidence.INFERRED,  # the text says it of changes of status; no text forbids it elsewhere
        ids=("E14",),
    ),
    *rows(
        Variable.MAIN,
        [MainState.FILED],
        K.RECEIVE_CARD,
        MainState.EFFECTIVE,
        art("19-10:2", "19-11:3", "19-12:2", "19-13:4"),
        unless=(Guard.STATUS_PROCEDURE, Guard.ADDRESS_PROCEDURE, Guard.SPECIAL_RESIDENT),
        ids=("E06", "E07", "E08", "E09", "E10"),
    ),
    *rows(
        Variable.MAIN,
        [MainState.DECIDED],
        K.RECEIVE_CARD,
        MainState.EFFECTIVE,
        art("20:5", "21:4#first", "22:4", "22-2:3"),
        unless=(Guard.SPECIAL_RESIDENT,),
        ids=("E13",),
    ),
)
"""Rows of the main procedure."""

APPLICATION_ROWS: Final = (
    *(
        row
        for filing, filed in FILED.items()
        for row in rows(
            Variable.APPLICATION,
            [ApplicationState.UNKNOWN, ApplicationState.NONE, *_NOT_TO_COME],
            filing,
            ApplicationState.FILED,
            art("19-15-2:1"),
            guards=(Guard.SPECIFIED_ASKED,),
            unless=(Guard.SAME_DAY_RETRY,) if filing is K.ASK_EXCHANGE else (),
            effects=(Effect.FILE_APPLICATION,),
            since=SPECIFIED_SINCE,
            ids=("A1",) if filed.by_card_route else ("A2",),
        )
    ),
    *rows(
        Variable.APPLICATION,
        [ApplicationState.UNKNOWN, ApplicationState.NONE, *_NOT_TO_COME],
        K.ASK_EXCHANGE,
        ApplicationState.FILED,
        art("19-15-2:1", "410CO0000000178:3-3:2:3", "410CO0000000178:3-3:2:4"),
        guards=(Guard.SPECIFIED_ASKED, Guard.SAME_DAY_RETRY),
        effects=(Effect.FILE_APPLICATION,),
        since=SPECIFIED_SINCE,
        ids=("A1", "A12"),
    ),
    *(
        row
        for filing in FILINGS
        for row in rows(
            Variable.APPLICATION,
            [ApplicationState.UNKNOWN, *_NOT_TO_COME],
            filing,
            ApplicationState.NONE,
            art("19-15-2:1"),
            unless=(Guard.SPECIFIED_ASKED,),
        )
    ),
    *rows(
        Variable.APPLICATION,
        UNDER_WAY,
        K.REFUSE_SPECIFIED_CARD,
        ApplicationState.REFUSED,
        art("19-15-2:8"),
        unless=(Guard.SPECIAL_ROUTE,),
        since=SPECIFIED_SINCE,
        ids=("A10",),
    ),
    *rows(
        Variable.APPLICATION,
        UNDER_WAY,
        K.WITHDRAW_SPECIFIED_CARD,
        ApplicationState.WITHDRAWN,
        art("508M60000018001:1:5"),
        unless=(Guard.SPECIAL_ROUTE,),
        since=SPECIFIED_SINCE,
        ids=("A11",),
    ),
    # What it went along with is gone: there is nothing that could be done by giving it.
    *rows(
        Variable.APPLICATION,
        UNDER_WAY,
        K.REFUSE_PERMISSION,
        ApplicationState.REFUSED,
        art("19-15-2:1", "19-15-2:4"),
        since=SPECIFIED_SINCE,
        evidence=Evidence.INFERRED,
    ),
    *rows(
        Variable.APPLICATION,
        UNDER_WAY,
        K.WITHDRAW_FILING,
        ApplicationState.WITHDRAWN,
        art("19-15-2:1", "508M60000018001:1:5"),
        unless=(Guard.SPECIAL_ROUTE,),
        since=SPECIFIED_SINCE,
        evidence=Evidence.INFERRED,
    ),
    *rows(
        Variable.APPLICATION,
        [ApplicationState.FILED],
        K.NOTIFY_JLIS,
        ApplicationState.NOTIFIED,
        art("425AC0000000027:18-5:1"),
        since=SPECIFIED_SINCE,
        ids=("A5",),
    ),
    *rows(
        Variable.APPLICATION,
        [ApplicationState.NOTIFIED],
        K.MAKE_CARD,
        ApplicationState.MADE,
        art("19-15-2:4", "425AC0000000027:18-5:2"),
        unless=(Guard.DECISION_NEEDED, Guard.SPECIAL_ROUTE),
        since=SPECIFIED_SINCE,
        ids=("A6",),
    ),
    *rows(
        Variable.APPLICATION,
        [ApplicationState.NOTIFIED],
        K.MAKE_CARD,
        ApplicationState.MADE,
        art("19-15-2:4", "425AC0000000027:18-5:2"),
        guards=(Guard.DECISION_NEEDED, Guard.MAIN_DECIDED),
        unless=(Guard.SPECIAL_ROUTE,),
        since=SPECIFIED_SINCE,
        ids=("A6",),
    ),
    *rows(
        Variable.APPLICATION,
        [ApplicationState.MADE],
        K.CONFIRM_CARD,
        ApplicationState.CONFIRMED,
        art("425AC0000000027:18-5:4"),
        since=SPECIFIED_SINCE,
        ids=("A7",),
    ),
    *rows(
        Variable.APPLICATION,
        [ApplicationState.CONFIRMED],
        K.RECEIVE_CARD,
        ApplicationState.DELIVERED,
        art("19-15-2:5"),
        unless=(Guard.MUNICIPAL_ROUTE, Guard.SPECIAL_ROUTE),
        since=SPECIFIED_SINCE,
        ids=("A8",),
    ),
    *rows(
        Variable.APPLICATION,
        [ApplicationState.MADE],
        K.RECEIVE_CARD,
        ApplicationState.DELIVERED,
        art("19-15-2:5"),
        unless=(Guard.CONFIRMATION_MATTERS, Guard.MUNICIPAL_ROUTE, Guard.SPECIAL_ROUTE),
        since=SPECIFIED_SINCE,
        ids=("A8",),
    ),
)
"""Rows of the application for a specified card."""
