"""Rows of the two electronic certificates (電子証明書), which differ only in their provisions."""

from __future__ import annotations

from typing import Final

from tokutei.law import Evidence
from tokutei.lifecycle.effect_words import Effect
from tokutei.lifecycle.events.kinds import EventKind as K
from tokutei.lifecycle.guard_words import Guard
from tokutei.lifecycle.rows import Row, art
from tokutei.lifecycle.states import CertificateState, Variable
from tokutei.lifecycle.tables.making import ENDS_OF_SPECIAL, SPECIFIED_SINCE, rows

__all__ = ["certificate_rows"]

_HAS_EFFECT: Final = (CertificateState.VALID, CertificateState.UNKNOWN)
_ON_CARD: Final = (Guard.ON_CARD,)


def certificate_rows(variable: Variable, expires: K, rule: str, report: str, lapse: str) -> tuple[Row, ...]:
    """Return the table of one certificate.

    Args:
        variable: which one.
        expires: the event of its own end.
        rule: the article of the JPKI Regulation on its validity.
        report: the article of that regulation on the deemed report that its card is unusable.
        lapse: the article of the JPKI Act on its lapse.
    """
    jpki, act = "415M60000008120", "414AC0000000153"
    reported = (f"{jpki}:{report}", f"{act}:{lapse}:1:1")
    return (
        *rows(
            variable,
            CertificateState,
            K.RECEIVE_CARD,
            CertificateState.VALID,
            art(f"{jpki}:{rule}"),
            guards=(Guard.SPECIFIED_PENDING, Guard.CERTIFICATES_ASKED),
            unless=(Guard.CARD_IN_SPECIAL,),
            effects=(Effect.CERTIFICATE_UNTIL,),
            since=SPECIFIED_SINCE,
        ),
        *rows(
            variable,
            CertificateState,
            K.RECEIVE_CARD,
            CertificateState.ABSENT,
            art("425AC0000000027:18-5:8#second"),
            guards=(Guard.SPECIFIED_PENDING,),
            unless=(Guard.CARD_IN_SPECIAL, Guard.CERTIFICATES_ASKED),
            effects=(Effect.CLEAR,),
            since=SPECIFIED_SINCE,
            evidence=Evidence.INFERRED,
        ),
        *_lapses_with_its_card(variable, reported),
        *rows(
            variable,
            _HAS_EFFECT,
            K.MY_NUMBER_END_PASSED,
            CertificateState.LAPSED,
            art(*reported),
            effects=(Effect.LAPSE_WITH_MY_NUMBER,),
            ids=("MN14",),
        ),
        *rows(
            variable,
            _HAS_EFFECT,
            K.GIVE_BACK_MY_NUMBER,
            CertificateState.LAPSED,
            art("425AC0000000027:17:10", *reported),
            guards=(Guard.SPECIFIED_HELD,),
            effects=(Effect.LAPSE_WITH_MY_NUMBER,),
            since=SPECIFIED_SINCE,
            ids=("MN9",),
        ),
        *rows(
            variable,
            _HAS_EFFECT,
            K.RETURN_MY_NUMBER_CARD,
            CertificateState.LAPSED,
            art("425AC0000000027:17:10", *reported),
            unless=(Guard.ON_CARD, Guard.OLD_CARD_BESIDE),
            effects=(Effect.LAPSE_WITH_MY_NUMBER,),
            ids=("MN26",),
        ),
        *rows(
            variable,
            [CertificateState.VALID],
            expires,
            CertificateState.LAPSED,
            art(f"{act}:{lapse}:1:5", f"{jpki}:{rule}"),
            effects=(Effect.LAPSE_EXPIRED,),
            ids=("MN15",),
        ),
    )


def _lapses_with_its_card(variable: Variable, reported: tuple[str, ...]) -> tuple[Row, ...]:
    """Return the rows of a certificate whose card is replaced or ends, which the law says only of the card."""
    in_special = (Guard.SPECIFIED_PENDING, Guard.CARD_IN_SPECIAL)
    return tuple(
        row
        for event, place, guards, unless in (
            (K.RECEIVE_CARD, "8#second", in_special, ()),
            (K.RECEIVE_CARD, "10", _ON_CARD, (Guard.SPECIFIED_PENDING,)),
            (K.STAY_END_PASSED, "10", _ON_CARD, (Guard.TIMELY_PENDING,)),
            *((ended.event, "10", (*ended.guards, *_ON_CARD), ()) for ended in ENDS_OF_SPECIAL),
            (K.CARD_END_PASSED, "10", _ON_CARD, (Guard.RENEWAL_EXTENDS,)),
            (K.PERMIT_SPECIAL, "10", (*_ON_CARD, Guard.SPECIAL_PERMISSION_ASKED), ()),
        )
        for row in rows(
            variable,
            _HAS_EFFECT,
            event,
            CertificateState.LAPSED,
            art(f"425AC0000000027:18-5:{place}", *reported),
            guards=guards,
            unless=unless,
            effects=(Effect.LAPSE_WITH_MY_NUMBER,),
            since=SPECIFIED_SINCE,
            evidence=Evidence.INFERRED,
        )
    )
