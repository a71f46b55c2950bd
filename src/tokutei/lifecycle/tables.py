"""The transition tables: one tuple of rows a variable. All of the law of lives stands here or in rules.

A row that is missing says that the event does not touch the variable in that state; where the event
needs the variable (:data:`LEADS`), it is refused.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from itertools import chain
from types import MappingProxyType
from typing import Final

from tokutei.law import Citation, Evidence
from tokutei.lifecycle.events import EventKind as K
from tokutei.lifecycle.rows import Effect, Guard, Row, art
from tokutei.lifecycle.situation import DutyKind
from tokutei.lifecycle.states import (
    ApplicationState,
    CertificateState,
    FunctionState,
    HeldCardState,
    MainState,
    SeparateCardState,
    SpecialPeriodState,
    State,
    StayState,
    Variable,
)

__all__ = ["FILINGS", "LEADS", "TABLES", "rows_of"]

_CARDS_SINCE: Final = date(2012, 7, 9)
_SPECIFIED_SINCE: Final = date(2026, 6, 14)

FILINGS: Final[Mapping[K, tuple[Citation, ...]]] = MappingProxyType(
    {
        K.FILE_EXTENSION: art("21:2"),
        K.FILE_CHANGE: art("20:2"),
        K.FILE_PERMANENT_RESIDENCE: art("22:1"),
        K.NOTIFY_ITEM_CHANGE: art("19-10:1"),
        K.ASK_EXCHANGE: art("19-13:1"),
        K.FILE_REISSUE: art("19-12:1"),
    }
)
"""The filings that bring a card, with the provision of each."""

LEADS: Final[Mapping[K, Variable]] = MappingProxyType(
    {
        **dict.fromkeys(FILINGS, Variable.MAIN),
        K.REPORT_LOSS: Variable.CARD,
        K.DECIDE_PERMISSION: Variable.MAIN,
        K.NOTIFY_JLIS: Variable.APPLICATION,
        K.MAKE_CARD: Variable.APPLICATION,
        K.CONFIRM_CARD: Variable.APPLICATION,
        K.RECEIVE_CARD: Variable.MAIN,
        K.RETURN_CARD: Variable.CARD,
        K.EXTEND_MY_NUMBER: Variable.MY_NUMBER,
        K.GIVE_BACK_MY_NUMBER: Variable.CARD,
        K.STAY_END_PASSED: Variable.STAY,
        K.SPECIAL_PERIOD_END_PASSED: Variable.SPECIAL_PERIOD,
        K.CARD_END_PASSED: Variable.RESIDENCE,
        K.MY_NUMBER_END_PASSED: Variable.MY_NUMBER,
        K.SIGNING_END_PASSED: Variable.SIGNING,
        K.AUTHENTICATION_END_PASSED: Variable.AUTHENTICATION,
    }
)
"""The variable without a row in which an event cannot happen. An application for a specified card on
its own leads none: no provision knows it."""


def _rows(
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
    since: date = _CARDS_SINCE,
    evidence: Evidence = Evidence.OFFICIAL,
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
        )
        for source in sources
    )


_STAY: Final = (
    *_rows(
        Variable.STAY,
        [StayState.MID_LONG],
        K.RECEIVE_CARD,
        StayState.MID_LONG,
        art("20:5", "21:4", "22:4"),
        guards=(Guard.STATUS_PROCEDURE, Guard.MAIN_DECIDED),
        effects=(Effect.GRANTED_STAY,),
    ),
    *_rows(
        Variable.STAY,
        [StayState.MID_LONG],
        K.STAY_END_PASSED,
        StayState.MID_LONG,
        art("20:6", "21:4"),
        guards=(Guard.TIMELY_PENDING,),
    ),
    *_rows(
        Variable.STAY,
        [StayState.MID_LONG],
        K.STAY_END_PASSED,
        StayState.NONE,
        art("2-2:3", "24::4:b"),
        unless=(Guard.TIMELY_PENDING,),
    ),
    *_rows(
        Variable.STAY,
        [StayState.MID_LONG],
        K.SPECIAL_PERIOD_END_PASSED,
        StayState.NONE,
        art("20:6", "24::4:b"),
    ),
)

_SPECIAL_PERIOD: Final = (
    *_rows(
        Variable.SPECIAL_PERIOD,
        [SpecialPeriodState.NONE],
        K.STAY_END_PASSED,
        SpecialPeriodState.RUNNING,
        art("20:6", "21:4"),
        guards=(Guard.TIMELY_PENDING,),
        effects=(Effect.SPECIAL_UNTIL,),
    ),
    *_rows(
        Variable.SPECIAL_PERIOD,
        [SpecialPeriodState.RUNNING],
        K.RECEIVE_CARD,
        SpecialPeriodState.NONE,
        art("20:6", "20:5"),
        guards=(Guard.STATUS_PROCEDURE, Guard.MAIN_DECIDED),
        effects=(Effect.END_SPECIAL,),
    ),
    *_rows(
        Variable.SPECIAL_PERIOD,
        [SpecialPeriodState.RUNNING],
        K.SPECIAL_PERIOD_END_PASSED,
        SpecialPeriodState.NONE,
        art("20:6"),
        effects=(Effect.END_SPECIAL,),
    ),
)

_CARD: Final = (
    *_rows(
        Variable.CARD,
        [HeldCardState.HELD],
        K.RECEIVE_CARD,
        HeldCardState.HELD,
        art("19-14::5", "19-15:2"),
        unless=(Guard.SPECIFIED_PENDING,),
        effects=(Effect.NEW_ORDINARY_CARD,),
        arises=(DutyKind.REPLACED_CARD,),
    ),
    *_rows(
        Variable.CARD,
        [HeldCardState.LOST, HeldCardState.UNKNOWN],
        K.RECEIVE_CARD,
        HeldCardState.HELD,
        art("19-14::5", "19-15:3"),
        unless=(Guard.SPECIFIED_PENDING,),
        effects=(Effect.NEW_ORDINARY_CARD,),
    ),
    *_rows(
        Variable.CARD,
        [HeldCardState.HELD],
        K.RECEIVE_CARD,
        HeldCardState.HELD,
        art("19-15-2:5", "19-14::5", "19-15:2"),
        guards=(Guard.SPECIFIED_PENDING,),
        effects=(Effect.NEW_SPECIFIED_CARD,),
        arises=(DutyKind.REPLACED_CARD,),
        since=_SPECIFIED_SINCE,
    ),
    *_rows(
        Variable.CARD,
        [HeldCardState.LOST, HeldCardState.UNKNOWN],
        K.RECEIVE_CARD,
        HeldCardState.HELD,
        art("19-15-2:5", "19-14::5"),
        guards=(Guard.SPECIFIED_PENDING,),
        effects=(Effect.NEW_SPECIFIED_CARD,),
        since=_SPECIFIED_SINCE,
    ),
    *_rows(
        Variable.CARD,
        [HeldCardState.HELD, HeldCardState.UNKNOWN],
        K.REPORT_LOSS,
        HeldCardState.LOST,
        art("19-12:1"),
        unless=(Guard.RESIDENCE_LAPSED,),
        arises=(DutyKind.REISSUE,),
    ),
    *_rows(
        Variable.CARD,
        [HeldCardState.HELD],
        K.REPORT_LOSS,
        HeldCardState.LOST,
        art("19-15:3"),
        guards=(Guard.RESIDENCE_LAPSED,),
    ),
    *_rows(
        Variable.CARD,
        [HeldCardState.HELD],
        K.RETURN_CARD,
        HeldCardState.HELD,
        art("19-15:2"),
        guards=(Guard.RETURN_OWED,),
        unless=(Guard.RESIDENCE_LAPSED,),
    ),
    *_rows(
        Variable.CARD,
        [HeldCardState.HELD],
        K.RETURN_CARD,
        HeldCardState.NONE,
        art("19-15:1"),
        guards=(Guard.RETURN_OWED, Guard.RESIDENCE_LAPSED),
    ),
    *_rows(
        Variable.CARD,
        [HeldCardState.HELD],
        K.GIVE_BACK_MY_NUMBER,
        HeldCardState.HELD,
        art("19-15-4:2", "19-15-4:3", "426CO0000000155:15:4"),
        guards=(Guard.SPECIFIED_HELD,),
        effects=(Effect.NEW_ORDINARY_CARD,),
        since=_SPECIFIED_SINCE,
    ),
)

_LIVE: Final = (FunctionState.VALID, FunctionState.EXTENDED_SPECIAL)
_RESIDENCE: Final = (
    *_rows(
        Variable.RESIDENCE,
        FunctionState,
        K.RECEIVE_CARD,
        FunctionState.VALID,
        art("19-5:1"),
        unless=(Guard.SPECIFIED_PENDING, Guard.CARD_IN_SPECIAL),
        effects=(Effect.ORDINARY_UNTIL,),
    ),
    *_rows(
        Variable.RESIDENCE,
        FunctionState,
        K.RECEIVE_CARD,
        FunctionState.VALID,
        art("19-15-3:1", "19-5:1"),
        guards=(Guard.SPECIFIED_PENDING,),
        unless=(Guard.CARD_IN_SPECIAL,),
        effects=(Effect.SPECIFIED_UNTIL,),
        since=_SPECIFIED_SINCE,
    ),
    *_rows(
        Variable.RESIDENCE,
        FunctionState,
        K.RECEIVE_CARD,
        FunctionState.EXTENDED_SPECIAL,
        art("19-5:2"),
        guards=(Guard.CARD_IN_SPECIAL,),
        effects=(Effect.FOLLOW_SPECIAL,),
    ),
    *_rows(
        Variable.RESIDENCE,
        [FunctionState.VALID],
        K.STAY_END_PASSED,
        FunctionState.EXTENDED_SPECIAL,
        art("19-5:2", "20:6"),
        guards=(Guard.TIMELY_PENDING, Guard.RESIDENCE_FOLLOWS),
        effects=(Effect.FOLLOW_SPECIAL,),
    ),
    *_rows(
        Variable.RESIDENCE,
        [FunctionState.VALID],
        K.STAY_END_PASSED,
        FunctionState.LAPSED,
        art("19-14::2", "19-15:1"),
        guards=(Guard.TIMELY_PENDING,),
        unless=(Guard.RESIDENCE_FOLLOWS,),
        effects=(Effect.LAPSE_EXPIRED,),
        arises=(DutyKind.LAPSED_CARD,),
    ),
    *_rows(
        Variable.RESIDENCE,
        [FunctionState.VALID],
        K.STAY_END_PASSED,
        FunctionState.LAPSED,
        art("19-14::1", "19-15:1"),
        unless=(Guard.TIMELY_PENDING,),
        effects=(Effect.LAPSE_STAY_ENDED,),
        arises=(DutyKind.LAPSED_CARD,),
    ),
    *_rows(
        Variable.RESIDENCE,
        _LIVE,
        K.SPECIAL_PERIOD_END_PASSED,
        FunctionState.LAPSED,
        art("19-14::1", "19-14::2", "19-15:1"),
        effects=(Effect.LAPSE_STAY_ENDED,),
        arises=(DutyKind.LAPSED_CARD,),
    ),
    *_rows(
        Variable.RESIDENCE,
        [FunctionState.VALID],
        K.CARD_END_PASSED,
        FunctionState.LAPSED,
        art("19-14::2", "19-15:1"),
        effects=(Effect.LAPSE_EXPIRED,),
        arises=(DutyKind.LAPSED_CARD,),
    ),
    *_rows(
        Variable.RESIDENCE,
        [FunctionState.VALID, FunctionState.UNKNOWN],
        K.GIVE_BACK_MY_NUMBER,
        FunctionState.VALID,
        art("19-15-4:3", "19-5:1"),
        guards=(Guard.SPECIFIED_HELD,),
        effects=(Effect.ORDINARY_UNTIL,),
        since=_SPECIFIED_SINCE,
    ),
    *_rows(
        Variable.RESIDENCE,
        [FunctionState.EXTENDED_SPECIAL],
        K.GIVE_BACK_MY_NUMBER,
        FunctionState.EXTENDED_SPECIAL,
        art("19-15-4:3", "19-5:2"),
        guards=(Guard.SPECIFIED_HELD,),
        effects=(Effect.FOLLOW_SPECIAL,),
        since=_SPECIFIED_SINCE,
    ),
)

_MY_NUMBER: Final = (
    *_rows(
        Variable.MY_NUMBER,
        FunctionState,
        K.RECEIVE_CARD,
        FunctionState.VALID,
        art("425AC0000000027:18-5:9", "508M60004018001:4:1"),
        guards=(Guard.SPECIFIED_PENDING,),
        unless=(Guard.CARD_IN_SPECIAL,),
        effects=(Effect.FUNCTION_UNTIL,),
        since=_SPECIFIED_SINCE,
    ),
    *_rows(
        Variable.MY_NUMBER,
        FunctionState,
        K.RECEIVE_CARD,
        FunctionState.LAPSED,
        art("508M60004018001:4:1", "425AC0000000027:17:10"),
        guards=(Guard.SPECIFIED_PENDING, Guard.CARD_IN_SPECIAL),
        effects=(Effect.LAPSE_EXPIRED,),
        since=_SPECIFIED_SINCE,
        evidence=Evidence.INFERRED,
    ),
    *_rows(
        Variable.MY_NUMBER,
        _LIVE,
        K.RECEIVE_CARD,
        FunctionState.LAPSED,
        art("425AC0000000027:18-5:10", "19-14::5"),
        guards=(Guard.ON_CARD,),
        unless=(Guard.SPECIFIED_PENDING,),
        effects=(Effect.LAPSE_WITH_RESIDENCE,),
        since=_SPECIFIED_SINCE,
    ),
    *_rows(
        Variable.MY_NUMBER,
        [FunctionState.VALID],
        K.STAY_END_PASSED,
        FunctionState.EXTENDED_SPECIAL,
        art("508M60004018001:4:1", "426M60000008085:27:2:2"),
        guards=(Guard.TIMELY_PENDING, Guard.MY_NUMBER_FOLLOWS),
        effects=(Effect.FOLLOW_SPECIAL,),
        since=_SPECIFIED_SINCE,
    ),
    *_rows(
        Variable.MY_NUMBER,
        _LIVE,
        K.STAY_END_PASSED,
        FunctionState.LAPSED,
        art("425AC0000000027:18-5:10"),
        guards=(Guard.ON_CARD,),
        unless=(Guard.TIMELY_PENDING,),
        effects=(Effect.LAPSE_WITH_RESIDENCE,),
        since=_SPECIFIED_SINCE,
    ),
    *(
        row
        for ended in (K.SPECIAL_PERIOD_END_PASSED, K.CARD_END_PASSED)
        for row in _rows(
            Variable.MY_NUMBER,
            _LIVE,
            ended,
            FunctionState.LAPSED,
            art("425AC0000000027:18-5:10"),
            guards=(Guard.ON_CARD,),
            effects=(Effect.LAPSE_WITH_RESIDENCE,),
            since=_SPECIFIED_SINCE,
        )
    ),
    *_rows(
        Variable.MY_NUMBER,
        _LIVE,
        K.MY_NUMBER_END_PASSED,
        FunctionState.LAPSED,
        art("425AC0000000027:17:10", "426CO0000000155:15:2"),
        unless=(Guard.ON_CARD,),
        effects=(Effect.LAPSE_EXPIRED,),
        arises=(DutyKind.EXPIRED_SEPARATE_CARD,),
    ),
    *_rows(
        Variable.MY_NUMBER,
        _LIVE,
        K.MY_NUMBER_END_PASSED,
        FunctionState.LAPSED,
        art("425AC0000000027:17:10", "426CO0000000155:15:2", "19-15-4:2"),
        guards=(Guard.ON_CARD, Guard.RETURN_ON_EXPIRY_READING),
        effects=(Effect.LAPSE_EXPIRED,),
        arises=(DutyKind.EXPIRED_MY_NUMBER,),
        since=_SPECIFIED_SINCE,
        evidence=Evidence.INFERRED,
    ),
    *_rows(
        Variable.MY_NUMBER,
        _LIVE,
        K.MY_NUMBER_END_PASSED,
        FunctionState.LAPSED,
        art("425AC0000000027:17:10"),
        guards=(Guard.ON_CARD,),
        unless=(Guard.RETURN_ON_EXPIRY_READING,),
        effects=(Effect.LAPSE_EXPIRED,),
        since=_SPECIFIED_SINCE,
        evidence=Evidence.INFERRED,
    ),
    *_rows(
        Variable.MY_NUMBER,
        [FunctionState.VALID],
        K.EXTEND_MY_NUMBER,
        FunctionState.EXTENDED_SPECIAL,
        art("508M60004018001:4:2:2"),
        guards=(Guard.ON_CARD, Guard.SPECIAL_AHEAD),
        effects=(Effect.FOLLOW_SPECIAL,),
        since=_SPECIFIED_SINCE,
    ),
    *_rows(
        Variable.MY_NUMBER,
        [FunctionState.VALID],
        K.EXTEND_MY_NUMBER,
        FunctionState.EXTENDED_SPECIAL,
        art("426M60000008085:27:2:2"),
        guards=(Guard.SPECIAL_AHEAD, Guard.MADE_ON_KNOWN),
        unless=(Guard.ON_CARD,),
        effects=(Effect.SEPARATE_EXTENDED,),
    ),
    *_rows(
        Variable.MY_NUMBER,
        [FunctionState.LAPSED],
        K.EXTEND_MY_NUMBER,
        FunctionState.EXTENDED_SPECIAL,
        art("508M60004018001:4:2:2"),
        guards=(Guard.ON_CARD, Guard.SPECIAL_AHEAD, Guard.LATE_EXTENSION_READING),
        effects=(Effect.FOLLOW_SPECIAL,),
        since=_SPECIFIED_SINCE,
        evidence=Evidence.INFERRED,
    ),
    *_rows(
        Variable.MY_NUMBER,
        [FunctionState.LAPSED],
        K.EXTEND_MY_NUMBER,
        FunctionState.EXTENDED_SPECIAL,
        art("426M60000008085:27:2:2"),
        guards=(Guard.SPECIAL_AHEAD, Guard.MADE_ON_KNOWN, Guard.LATE_EXTENSION_READING),
        unless=(Guard.ON_CARD,),
        effects=(Effect.SEPARATE_EXTENDED,),
        evidence=Evidence.INFERRED,
    ),
    *_rows(
        Variable.MY_NUMBER,
        [*_LIVE, FunctionState.UNKNOWN],
        K.GIVE_BACK_MY_NUMBER,
        FunctionState.LAPSED,
        art("426CO0000000155:14::13", "426CO0000000155:15:4"),
        guards=(Guard.SPECIFIED_HELD,),
        effects=(Effect.LAPSE_RETURNED,),
        since=_SPECIFIED_SINCE,
    ),
)


def _certificate(variable: Variable, expires: K, rule: str, report: str) -> tuple[Row, ...]:
    """Return the table of one certificate; ``rule`` is its validity, ``report`` the deemed report of loss."""
    has_effect = (CertificateState.VALID, CertificateState.UNKNOWN)
    jpki = "415M60000008120"
    return (
        *_rows(
            variable,
            CertificateState,
            K.RECEIVE_CARD,
            CertificateState.VALID,
            art(f"{jpki}:{rule}"),
            guards=(Guard.SPECIFIED_PENDING, Guard.CERTIFICATES_ASKED),
            unless=(Guard.CARD_IN_SPECIAL,),
            effects=(Effect.CERTIFICATE_UNTIL,),
            since=_SPECIFIED_SINCE,
        ),
        *_rows(
            variable,
            CertificateState,
            K.RECEIVE_CARD,
            CertificateState.ABSENT,
            art("425AC0000000027:18-5:8"),
            guards=(Guard.SPECIFIED_PENDING,),
            unless=(Guard.CARD_IN_SPECIAL, Guard.CERTIFICATES_ASKED),
            effects=(Effect.CLEAR,),
            since=_SPECIFIED_SINCE,
            evidence=Evidence.INFERRED,
        ),
        *_rows(
            variable,
            has_effect,
            K.RECEIVE_CARD,
            CertificateState.LAPSED,
            art("425AC0000000027:18-5:8", f"{jpki}:{report}"),
            guards=(Guard.SPECIFIED_PENDING, Guard.CARD_IN_SPECIAL),
            effects=(Effect.LAPSE_WITH_MY_NUMBER,),
            since=_SPECIFIED_SINCE,
            evidence=Evidence.INFERRED,
        ),
        *_rows(
            variable,
            has_effect,
            K.RECEIVE_CARD,
            CertificateState.LAPSED,
            art("425AC0000000027:18-5:10", f"{jpki}:{report}"),
            guards=(Guard.ON_CARD,),
            unless=(Guard.SPECIFIED_PENDING,),
            effects=(Effect.LAPSE_WITH_MY_NUMBER,),
            since=_SPECIFIED_SINCE,
            evidence=Evidence.INFERRED,
        ),
        *_rows(
            variable,
            has_effect,
            K.STAY_END_PASSED,
            CertificateState.LAPSED,
            art("425AC0000000027:18-5:10", f"{jpki}:{report}"),
            guards=(Guard.ON_CARD,),
            unless=(Guard.TIMELY_PENDING,),
            effects=(Effect.LAPSE_WITH_MY_NUMBER,),
            since=_SPECIFIED_SINCE,
            evidence=Evidence.INFERRED,
        ),
        *(
            row
            for ended in (K.SPECIAL_PERIOD_END_PASSED, K.CARD_END_PASSED)
            for row in _rows(
                variable,
                has_effect,
                ended,
                CertificateState.LAPSED,
                art("425AC0000000027:18-5:10", f"{jpki}:{report}"),
                guards=(Guard.ON_CARD,),
                effects=(Effect.LAPSE_WITH_MY_NUMBER,),
                since=_SPECIFIED_SINCE,
                evidence=Evidence.INFERRED,
            )
        ),
        *_rows(
            variable,
            has_effect,
            K.MY_NUMBER_END_PASSED,
            CertificateState.LAPSED,
            art(f"{jpki}:{report}"),
            effects=(Effect.LAPSE_WITH_MY_NUMBER,),
        ),
        *_rows(
            variable,
            has_effect,
            K.GIVE_BACK_MY_NUMBER,
            CertificateState.LAPSED,
            art("425AC0000000027:17:10", f"{jpki}:{report}"),
            guards=(Guard.SPECIFIED_HELD,),
            effects=(Effect.LAPSE_WITH_MY_NUMBER,),
            since=_SPECIFIED_SINCE,
        ),
        *_rows(
            variable,
            [CertificateState.VALID],
            expires,
            CertificateState.LAPSED,
            art(f"{jpki}:{rule}"),
            effects=(Effect.LAPSE_EXPIRED,),
        ),
    )


_SEPARATE_CARD: Final = (
    *(
        row
        for filing in FILINGS
        for row in _rows(
            Variable.SEPARATE_CARD,
            [SeparateCardState.HELD],
            filing,
            SeparateCardState.HELD,
            art("425AC0000000027:18-5:8", "426CO0000000155:18-3:1"),
            guards=(Guard.SPECIFIED_ASKED, Guard.SEPARATE_MATTERS),
            arises=(DutyKind.SEPARATE_CARD_BY_DELIVERY,),
            since=_SPECIFIED_SINCE,
        )
    ),
    *_rows(
        Variable.SEPARATE_CARD,
        [SeparateCardState.HELD],
        K.RECEIVE_CARD,
        SeparateCardState.RETURNED,
        art("425AC0000000027:18-5:8"),
        guards=(Guard.SPECIFIED_PENDING, Guard.SEPARATE_GIVEN_BACK),
        since=_SPECIFIED_SINCE,
    ),
)

_MAIN: Final = (
    *(
        row
        for filing, cite in FILINGS.items()
        for row in _rows(
            Variable.MAIN,
            [MainState.UNKNOWN, MainState.NONE, MainState.EFFECTIVE],
            filing,
            MainState.FILED,
            cite,
            effects=(Effect.FILE_MAIN,),
        )
    ),
    *_rows(
        Variable.MAIN,
        [MainState.FILED],
        K.DECIDE_PERMISSION,
        MainState.DECIDED,
        art("20:4", "21:4", "22:3"),
        guards=(Guard.STATUS_PROCEDURE,),
        effects=(Effect.DECIDE_MAIN,),
    ),
    *_rows(
        Variable.MAIN,
        [MainState.FILED],
        K.RECEIVE_CARD,
        MainState.EFFECTIVE,
        art("19-10:2", "19-12:2", "19-13:4"),
        unless=(Guard.STATUS_PROCEDURE,),
    ),
    *_rows(
        Variable.MAIN,
        [MainState.DECIDED],
        K.RECEIVE_CARD,
        MainState.EFFECTIVE,
        art("20:5", "21:4", "22:4"),
    ),
)

_APPLICATION: Final = (
    *(
        row
        for filing in FILINGS
        for row in _rows(
            Variable.APPLICATION,
            [ApplicationState.UNKNOWN, ApplicationState.NONE, ApplicationState.DELIVERED],
            filing,
            ApplicationState.FILED,
            art("19-15-2:1"),
            guards=(Guard.SPECIFIED_ASKED,),
            effects=(Effect.FILE_APPLICATION,),
            since=_SPECIFIED_SINCE,
        )
    ),
    *(
        row
        for filing in FILINGS
        for row in _rows(
            Variable.APPLICATION,
            [ApplicationState.UNKNOWN, ApplicationState.DELIVERED],
            filing,
            ApplicationState.NONE,
            art("19-15-2:1"),
            unless=(Guard.SPECIFIED_ASKED,),
        )
    ),
    *_rows(
        Variable.APPLICATION,
        [ApplicationState.FILED],
        K.NOTIFY_JLIS,
        ApplicationState.NOTIFIED,
        art("425AC0000000027:18-5:1"),
        since=_SPECIFIED_SINCE,
    ),
    *_rows(
        Variable.APPLICATION,
        [ApplicationState.NOTIFIED],
        K.MAKE_CARD,
        ApplicationState.MADE,
        art("19-15-2:4", "425AC0000000027:18-5:2"),
        unless=(Guard.DECISION_NEEDED,),
        since=_SPECIFIED_SINCE,
    ),
    *_rows(
        Variable.APPLICATION,
        [ApplicationState.NOTIFIED],
        K.MAKE_CARD,
        ApplicationState.MADE,
        art("19-15-2:4", "425AC0000000027:18-5:2"),
        guards=(Guard.DECISION_NEEDED, Guard.MAIN_DECIDED),
        since=_SPECIFIED_SINCE,
    ),
    *_rows(
        Variable.APPLICATION,
        [ApplicationState.MADE],
        K.CONFIRM_CARD,
        ApplicationState.CONFIRMED,
        art("425AC0000000027:18-5:4"),
        since=_SPECIFIED_SINCE,
    ),
    *_rows(
        Variable.APPLICATION,
        [ApplicationState.CONFIRMED],
        K.RECEIVE_CARD,
        ApplicationState.DELIVERED,
        art("19-15-2:5"),
        since=_SPECIFIED_SINCE,
    ),
    *_rows(
        Variable.APPLICATION,
        [ApplicationState.MADE],
        K.RECEIVE_CARD,
        ApplicationState.DELIVERED,
        art("19-15-2:5"),
        unless=(Guard.CONFIRMATION_MATTERS,),
        since=_SPECIFIED_SINCE,
    ),
)

TABLES: Final[Mapping[Variable, tuple[Row, ...]]] = MappingProxyType(
    {
        Variable.STAY: _STAY,
        Variable.SPECIAL_PERIOD: _SPECIAL_PERIOD,
        Variable.REGISTER: (),
        Variable.CARD: _CARD,
        Variable.RESIDENCE: _RESIDENCE,
        Variable.MY_NUMBER: _MY_NUMBER,
        Variable.SIGNING: _certificate(Variable.SIGNING, K.SIGNING_END_PASSED, "13", "17"),
        Variable.AUTHENTICATION: _certificate(
            Variable.AUTHENTICATION, K.AUTHENTICATION_END_PASSED, "49", "53"
        ),
        Variable.SEPARATE_CARD: _SEPARATE_CARD,
        Variable.MAIN: _MAIN,
        Variable.APPLICATION: _APPLICATION,
    }
)
"""All rows, by variable. The register has none yet: no event of this version moves it."""


def _grouped() -> Mapping[tuple[Variable, State, K], tuple[Row, ...]]:
    grouped: dict[tuple[Variable, State, K], list[Row]] = {}
    for row in chain.from_iterable(TABLES.values()):
        grouped.setdefault((row.variable, row.source, row.event), []).append(row)
    return MappingProxyType({key: tuple(rows) for key, rows in grouped.items()})


_BY_KEY: Final = _grouped()


def rows_of(variable: Variable, state: State, event: K) -> tuple[Row, ...]:
    """Return the rows among which day and guards choose; none where the event does not touch the variable."""
    return _BY_KEY.get((variable, state, event), ())
