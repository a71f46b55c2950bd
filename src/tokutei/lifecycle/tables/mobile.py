"""Rows of the record on the smartphone (カード代替電磁的記録), which hangs on card and certificate."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from tokutei.law import Evidence
from tokutei.lifecycle.effect_words import Effect
from tokutei.lifecycle.events.kinds import EventKind as K
from tokutei.lifecycle.guard_words import Guard
from tokutei.lifecycle.rows import Row, art
from tokutei.lifecycle.states import CertificateState, Variable
from tokutei.lifecycle.tables.making import ENDS_OF_SPECIAL, SPECIFIED_SINCE, rows

__all__ = ["CARD_GONE", "LEADS", "ROWS"]

LEADS: Final[Mapping[K, Variable]] = MappingProxyType(
    dict.fromkeys((K.ISSUE_MOBILE, K.END_MOBILE, K.MOBILE_END_PASSED), Variable.MOBILE)
)
"""The variable without a row in which an event of this module cannot happen."""

Gone = tuple[K, tuple[Guard, ...], tuple[Guard, ...]]
"""An event, the guards under which it ends the card or the certificate for signing, and exceptions."""

_ON_CARD: Final = (Guard.ON_CARD,)

CARD_GONE: Final[tuple[Gone, ...]] = (
    # Any My Number function, or the certificate for signing, is gone.
    (K.MY_NUMBER_END_PASSED, (), ()),
    (K.SIGNING_END_PASSED, (), ()),
    (K.REPORT_KEY_LOSS, (), ()),
    (K.REVOKE_CERTIFICATES, (Guard.SIGNING_CONCERNED,), ()),
    (K.ASK_MY_NUMBER_REISSUE, (), ()),
    (K.RECEIVE_MY_NUMBER_CARD, (), ()),
    (K.GIVE_BACK_MY_NUMBER, (Guard.SPECIFIED_HELD,), ()),
    (K.RETURN_MY_NUMBER_CARD, (), (Guard.ON_CARD, Guard.OLD_CARD_BESIDE)),
    # With a specified card the old one lapses, whichever it was.
    (K.RECEIVE_CARD, (Guard.SPECIFIED_PENDING,), ()),
    # The specified card lapses as a residence card, and with it everything on it.
    (K.RECEIVE_CARD, _ON_CARD, (Guard.SPECIFIED_PENDING,)),
    (K.STAY_END_PASSED, _ON_CARD, (Guard.TIMELY_PENDING,)),
    *((ended.event, (*ended.guards, *_ON_CARD), ()) for ended in ENDS_OF_SPECIAL),
    (K.CARD_END_PASSED, _ON_CARD, ()),
    (K.REVOKE_STATUS, _ON_CARD, ()),
    (K.DEPORT, _ON_CARD, ()),
)
"""What ends the card with the My Number function or the certificate for signing (番号法 18-2(9)(i)).

Moves, the register and the end of a foreign resident's life have theirs beside their other rows.
"""

ROWS: Final[tuple[Row, ...]] = (
    *rows(
        Variable.MOBILE,
        [CertificateState.ABSENT, CertificateState.LAPSED, CertificateState.UNKNOWN],
        K.ISSUE_MOBILE,
        CertificateState.VALID,
        art("425AC0000000027:18-2:1", "425AC0000000027:18-2:3", "426M60000008085:39-8"),
        effects=(Effect.MOBILE_UNTIL,),
        since=SPECIFIED_SINCE,
        ids=("MN16",),
    ),
    *rows(
        Variable.MOBILE,
        [CertificateState.VALID],
        K.MOBILE_END_PASSED,
        CertificateState.VALID,
        art("425AC0000000027:18-2:9:2", "425AC0000000027:18-2:11", "426M60000008085:39-8"),
        guards=(Guard.MY_NUMBER_LASTS, Guard.SIGNING_LIVE),
        effects=(Effect.MOBILE_UNTIL,),
        since=SPECIFIED_SINCE,
        evidence=Evidence.INFERRED,  # 速やかに: taken as the day after the old one
        ids=("MN17",),
    ),
    *(
        row
        for guards, unless in (
            ((), (Guard.MY_NUMBER_LASTS,)),
            ((Guard.MY_NUMBER_LASTS,), (Guard.SIGNING_LIVE,)),
        )
        for row in rows(
            Variable.MOBILE,
            [CertificateState.VALID],
            K.MOBILE_END_PASSED,
            CertificateState.LAPSED,
            art("425AC0000000027:18-2:9:2", "425AC0000000027:18-2:11"),
            guards=guards,
            unless=unless,
            effects=(Effect.LAPSE_EXPIRED,),
            since=SPECIFIED_SINCE,
            ids=("MN17",),
        )
    ),
    *rows(
        Variable.MOBILE,
        [CertificateState.VALID, CertificateState.UNKNOWN],
        K.END_MOBILE,
        CertificateState.LAPSED,
        art("425AC0000000027:18-2:8", "425AC0000000027:18-2:9:3", "425AC0000000027:18-2:9:4"),
        effects=(Effect.LAPSE_REPORTED,),
        since=SPECIFIED_SINCE,
        ids=("MN18",),
    ),
    *(
        row
        for event, guards, unless in CARD_GONE
        for row in rows(
            Variable.MOBILE,
            [CertificateState.VALID],
            event,
            CertificateState.LAPSED,
            art("425AC0000000027:18-2:9:1"),
            guards=guards,
            unless=unless,
            effects=(Effect.LAPSE_WITH_MY_NUMBER,),
            since=SPECIFIED_SINCE,
            ids=("MN14", "MN15", "MN18"),
        )
    ),
)
"""The rows of this module."""
