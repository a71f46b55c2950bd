"""Rows of the permission of special permanent residence (特別永住許可, 特例法 4-7).

No delivery decides when it has effect, unlike the permission of a status (Act 20(5)).
"""

from __future__ import annotations

from typing import Final

from tokutei.law import Evidence
from tokutei.lifecycle.duty_words import DutyKind
from tokutei.lifecycle.effect_words import Effect
from tokutei.lifecycle.events.kinds import EventKind as K
from tokutei.lifecycle.guard_words import Guard
from tokutei.lifecycle.rows import Row, art
from tokutei.lifecycle.states import (
    CertificateState,
    FunctionState,
    HeldCardState,
    MainState,
    MyNumberState,
    StayState,
    Variable,
)
from tokutei.lifecycle.tables.certificates_spr import LAW, NOT_AT_HAND
from tokutei.lifecycle.tables.making import LIVE, MY_NUMBER_LIVE, SPECIFIED_SINCE, rows

__all__ = ["PERMISSION_ROWS"]

_ASKED: Final = (Guard.SPECIAL_PERMISSION_ASKED,)
_PENDING: Final = (Guard.SPECIAL_PERMISSION_ASKED, Guard.SPECIFIED_PENDING)
_NO_LONGER: Final = art("19-14::1", "19-15:1")
"""The residence card of somebody who is no mid- to long-term resident any more."""

PERMISSION_ROWS: Final[tuple[Row, ...]] = (
    *rows(
        Variable.STAY,
        [StayState.UNKNOWN, StayState.TRANSITIONAL],
        K.FILE_SPECIAL_BIRTH,
        StayState.TRANSITIONAL,
        art("22-2:1", f"{LAW}:21"),
        effects=(Effect.BIRTH_STAY,),
        evidence=Evidence.INFERRED,
        ids=("S1",),
    ),
    *rows(
        Variable.STAY,
        [StayState.MID_LONG, StayState.SHORT, StayState.TRANSITIONAL, StayState.UNKNOWN],
        K.PERMIT_SPECIAL,
        StayState.SPECIAL_PERMANENT,
        art(f"{LAW}:4:1", f"{LAW}:5:2#second", f"{LAW}:6"),
        guards=_ASKED,
        effects=(Effect.SPECIAL_STAY,),
        evidence=Evidence.INFERRED,
        ids=("S3",),
    ),
    *rows(
        Variable.MAIN,
        [MainState.FILED],
        K.PERMIT_SPECIAL,
        MainState.EFFECTIVE,
        art(f"{LAW}:4:2", f"{LAW}:5:2#first", f"{LAW}:7:2", f"{LAW}:7:3"),
        guards=_ASKED,
        unless=(Guard.SPECIFIED_PENDING,),
        ids=("S3",),
    ),
    *rows(
        Variable.MAIN,
        [MainState.FILED],
        K.PERMIT_SPECIAL,
        MainState.DECIDED,
        art(f"{LAW}:5:2#first", f"{LAW}:16-2:8"),
        guards=_PENDING,
        since=SPECIFIED_SINCE,
        ids=("S3", "S14"),
    ),
    *rows(
        Variable.CARD,
        [HeldCardState.HELD],
        K.PERMIT_SPECIAL,
        HeldCardState.HELD,
        (*art(f"{LAW}:7:3"), *_NO_LONGER),
        guards=_ASKED,
        unless=(Guard.SPECIFIED_PENDING,),
        effects=(Effect.NEW_CERTIFICATE,),
        arises=(DutyKind.LAPSED_CARD,),
        ids=("S3",),
    ),
    *rows(
        Variable.CARD,
        NOT_AT_HAND,
        K.PERMIT_SPECIAL,
        HeldCardState.HELD,
        art(f"{LAW}:7:2", f"{LAW}:7:3"),
        guards=_ASKED,
        unless=(Guard.SPECIFIED_PENDING,),
        effects=(Effect.NEW_CERTIFICATE,),
        ids=("S3",),
    ),
    *rows(
        Variable.CARD,
        [HeldCardState.HELD],
        K.PERMIT_SPECIAL,
        HeldCardState.HELD,
        _NO_LONGER,
        guards=_PENDING,
        arises=(DutyKind.LAPSED_CARD,),
        since=SPECIFIED_SINCE,
        ids=("S3",),
    ),
    *rows(
        Variable.RESIDENCE,
        FunctionState,
        K.PERMIT_SPECIAL,
        FunctionState.VALID,
        art(f"{LAW}:9"),
        guards=_ASKED,
        unless=(Guard.SPECIFIED_PENDING,),
        effects=(Effect.ORDINARY_CERTIFICATE_UNTIL,),
        ids=("S3",),
    ),
    *rows(
        Variable.RESIDENCE,
        LIVE,
        K.PERMIT_SPECIAL,
        FunctionState.LAPSED,
        _NO_LONGER,
        guards=_PENDING,
        effects=(Effect.LAPSE_BECAME_SPECIAL,),
        since=SPECIFIED_SINCE,
        ids=("S3",),
    ),
    # A specified residence card takes its My Number function with it.
    *rows(
        Variable.MY_NUMBER,
        MY_NUMBER_LIVE,
        K.PERMIT_SPECIAL,
        MyNumberState.LAPSED,
        art("425AC0000000027:18-5:10"),
        guards=(*_ASKED, Guard.ON_CARD),
        effects=(Effect.LAPSE_WITH_RESIDENCE,),
        since=SPECIFIED_SINCE,
        ids=("S3",),
    ),
    *rows(
        Variable.MOBILE,
        [CertificateState.VALID],
        K.PERMIT_SPECIAL,
        CertificateState.LAPSED,
        art("425AC0000000027:18-2:9:1"),
        guards=(*_ASKED, Guard.ON_CARD),
        effects=(Effect.LAPSE_WITH_MY_NUMBER,),
        since=SPECIFIED_SINCE,
    ),
)
"""Rows of the permission."""
