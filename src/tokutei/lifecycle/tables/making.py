"""How rows are written down, and the filings that several tables share."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
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
    CertificateState,
    FunctionState,
    MyNumberState,
    State,
    Variable,
)
from tokutei.vocabulary import ProcedureKind

__all__ = [
    "CARDS_SINCE",
    "ENDS_OF_SPECIAL",
    "FILED",
    "FILINGS",
    "LIVE",
    "MY_NUMBER_LIVE",
    "SPECIFIED_SINCE",
    "UNDER_WAY",
    "Ended",
    "Filed",
    "residence_ends",
    "residence_told",
    "rows",
]

_P: Final = ProcedureKind

CARDS_SINCE: Final = date(2012, 7, 9)
"""First day of residence cards."""
SPECIFIED_SINCE: Final = date(2026, 6, 14)
"""First day of specified residence cards."""

LIVE: Final = (FunctionState.VALID, FunctionState.EXTENDED_SPECIAL, FunctionState.EXTENDED_RENEWAL)
"""The values of a residence function that has effect."""
MY_NUMBER_LIVE: Final = (MyNumberState.VALID, MyNumberState.EXTENDED, MyNumberState.SUSPENDED)
"""The values of a My Number function that has not lapsed."""


@dataclass(frozen=True, slots=True)
class Filed:
    """What all tables need to know of a filing that brings a card."""

    procedure: ProcedureKind
    cite: tuple[Citation, ...]
    """The provision of the filing."""
    fact: str
    """Its numbered fact."""
    of_card: bool = False
    """Whether it presupposes a residence card."""
    by_card_route: bool = False
    """Whether its fact about a specified card is that of the card procedures (route B1), not of the others (B2)."""


FILED: Final[Mapping[K, Filed]] = MappingProxyType(
    {
        K.FILE_EXTENSION: Filed(_P.EXTENSION_OF_STAY, art("21:2"), "E11"),
        K.FILE_CHANGE: Filed(_P.CHANGE_OF_STATUS, art("20:2#main"), "E11"),
        K.FILE_PERMANENT_RESIDENCE: Filed(_P.PERMANENT_RESIDENCE, art("22:1"), "E11"),
        K.NOTIFY_ITEM_CHANGE: Filed(
            _P.CARD_ITEM_CHANGE, art("19-10:1"), "E06", of_card=True, by_card_route=True
        ),
        K.ASK_EXCHANGE: Filed(_P.EXCHANGE, art("19-13:1#second"), "E10", of_card=True, by_card_route=True),
        K.FILE_REISSUE: Filed(_P.REISSUE_LOSS, art("19-12:1"), "E09", of_card=True),
        K.FILE_CARD_RENEWAL: Filed(_P.CARD_RENEWAL, art("19-11:1"), "E07", of_card=True, by_card_route=True),
        K.FILE_EARLY_CARD_RENEWAL: Filed(_P.CARD_RENEWAL_EARLY, art("19-11:2"), "E08", of_card=True),
        K.FILE_DAMAGE_REISSUE: Filed(
            _P.REISSUE_DAMAGE, art("19-13:1#first"), "E10", of_card=True, by_card_route=True
        ),
        K.FILE_ORDERED_REISSUE: Filed(
            _P.REISSUE_ORDER, art("19-13:3"), "E10", of_card=True, by_card_route=True
        ),
        K.FILE_ACQUISITION: Filed(_P.ACQUISITION_OF_STATUS, art("22-2:2"), "E21"),
    }
)
"""The filings that bring a card; a new one has its row here for the tables, refusals and limits together."""

FILINGS: Final[Mapping[K, tuple[Citation, ...]]] = MappingProxyType(
    {event: filed.cite for event, filed in FILED.items()}
)
"""The filings that bring a card, with the provision of each."""


@dataclass(frozen=True, slots=True)
class Ended:
    """An event that ends a special period, and with it the stay."""

    event: K
    guards: tuple[Guard, ...]
    cite: tuple[Citation, ...]
    evidence: Evidence


ENDS_OF_SPECIAL: Final = (
    Ended(K.SPECIAL_PERIOD_END_PASSED, (), art("20:6"), Evidence.OFFICIAL),
    # 当該処分がされる時: the earlier of decision and last day.
    Ended(
        K.REFUSE_PERMISSION,
        (Guard.IN_SPECIAL_PERIOD, Guard.STATUS_PROCEDURE),
        art("20:6"),
        Evidence.OFFICIAL,
    ),
    # No text says what becomes of the stay when nothing is left to be decided: its basis is gone.
    Ended(
        K.WITHDRAW_FILING,
        (Guard.IN_SPECIAL_PERIOD, Guard.STATUS_PROCEDURE),
        art("20:6", "356M50000010054:20:9"),
        Evidence.INFERRED,
    ),
)
"""What ends a special period without a permission."""


UNDER_WAY: Final = (
    ApplicationState.FILED,
    ApplicationState.NOTIFIED,
    ApplicationState.MADE,
    ApplicationState.CONFIRMED,
)
"""The values of an application for a specified card that is not over."""


def rows(
    variable: Variable,
    sources: Iterable[State],
    event: K,
    target: State,
    cite: tuple[Citation, ...],
    *,
    guards: tuple[Guard, ...] = (),
    unless: tuple[Guard, ...] = (),
    effects: tuple[Effect, ...] = (),
    arises: tuple[DutyKind, ...] = (),
    since: date = CARDS_SINCE,
    evidence: Evidence = Evidence.OFFICIAL,
    ids: tuple[str, ...] = (),
) -> tuple[Row, ...]:
    """Return the same row for several sources."""
    return tuple(
        Row(
            variable=variable,
            source=source,
            event=event,
            target=target,
            guards=guards,
            unless=unless,
            effects=effects,
            arises=arises,
            cite=cite,
            since=since,
            evidence=evidence,
            ids=ids,
        )
        for source in sources
    )


_SPECIAL_ACT: Final[Mapping[Citation, Citation]] = MappingProxyType(
    {
        art(place)[0]: art(f"403AC0000000071:10:{paragraph}")[0]
        for place, paragraph in (
            ("19-7:1", 1),
            ("19-7:2", 3),
            ("19-7:3", 4),
            ("19-9:1", 2),
            ("19-9:2", 3),
            ("19-9:3", 5),
        )
    }
)
"""What the Special Act says of residences where the Immigration Act does of others."""


def residence_told(told: Iterable[Row]) -> tuple[Row, ...]:
    """Return rows about residences, each with its twin for special permanent residents (特例法 10)."""
    found: list[Row] = []
    for row in told:
        if _SPECIAL_ACT.keys().isdisjoint(row.cite):
            found.append(row)
            continue
        cite = tuple(dict.fromkeys(_SPECIAL_ACT.get(one, one) for one in row.cite))
        found.append(replace(row, unless=(*row.unless, Guard.SPECIAL_PERMANENT)))
        found.append(replace(row, guards=(*row.guards, Guard.SPECIAL_PERMANENT), cite=cite))
    return tuple(found)


def residence_ends(
    event: K,
    cite: tuple[Citation, ...],
    lapse: Effect | None,
    *,
    guards: tuple[Guard, ...] = (),
    unless: tuple[Guard, ...] = (),
    since: date = CARDS_SINCE,
    evidence: Evidence = Evidence.OFFICIAL,
    ids: tuple[str, ...] = (),
) -> tuple[Row, ...]:
    """Return the rows of a residence function that an event ends, and of what is on its card.

    Without ``lapse`` only what is on the card ends: a new ordinary card carries the function on.
    """
    on_it = (*guards, Guard.ON_CARD)
    from_specified = max(since, SPECIFIED_SINCE)
    itself = (
        rows(
            Variable.RESIDENCE,
            LIVE,
            event,
            FunctionState.LAPSED,
            cite,
            guards=guards,
            unless=(*unless, Guard.SPECIAL_RESIDENT),
            effects=(lapse,),
            arises=(DutyKind.LAPSED_CARD,),
            since=since,
            evidence=evidence,
            ids=ids,
        )
        if lapse
        else ()
    )
    function = rows(
        Variable.MY_NUMBER,
        MY_NUMBER_LIVE,
        event,
        MyNumberState.LAPSED,
        art("425AC0000000027:18-5:10"),
        guards=on_it,
        unless=unless,
        effects=(Effect.LAPSE_WITH_RESIDENCE,),
        since=from_specified,
        evidence=evidence,
        ids=ids,
    )
    certificates = (
        row
        for variable, places in _CERTIFICATES
        for row in rows(
            variable,
            (CertificateState.VALID, CertificateState.UNKNOWN),
            event,
            CertificateState.LAPSED,
            art("425AC0000000027:18-5:10", *places),
            guards=on_it,
            unless=unless,
            effects=(Effect.LAPSE_WITH_MY_NUMBER,),
            since=from_specified,
            evidence=Evidence.INFERRED,
        )
    )
    return (*itself, *function, *certificates)


_CERTIFICATES: Final = (
    (Variable.SIGNING, ("415M60000008120:17", "414AC0000000153:15:1:1")),
    (Variable.AUTHENTICATION, ("415M60000008120:53", "414AC0000000153:34:1:1")),
)
"""The certificates with what says that they end with their card; the law says it only of the card."""
