"""Rows of the two electronic certificates (電子証明書), which differ only in their provisions."""

from __future__ import annotations

from tokutei.law import Evidence
from tokutei.lifecycle.events import EventKind as K
from tokutei.lifecycle.rows import Effect, Guard, Row, art
from tokutei.lifecycle.states import (
    CertificateState,
    Variable,
)
from tokutei.lifecycle.tables.making import SPECIFIED_SINCE, rows

__all__ = ["certificate_rows"]


def certificate_rows(variable: Variable, expires: K, rule: str, report: str, lapse: str) -> tuple[Row, ...]:
    """Return the table of one certificate.

    Args:
        variable: which one.
        expires: the event of its own end.
        rule: the article of the JPKI Regulation on its validity.
        report: the article of that regulation on the deemed report that its card is unusable.
        lapse: the article of the JPKI Act on its lapse.
    """
    has_effect = (CertificateState.VALID, CertificateState.UNKNOWN)
    jpki, act = "415M60000008120", "414AC0000000153"
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
            art("425AC0000000027:18-5:8"),
            guards=(Guard.SPECIFIED_PENDING,),
            unless=(Guard.CARD_IN_SPECIAL, Guard.CERTIFICATES_ASKED),
            effects=(Effect.CLEAR,),
            since=SPECIFIED_SINCE,
            evidence=Evidence.INFERRED,
        ),
        *rows(
            variable,
            has_effect,
            K.RECEIVE_CARD,
            CertificateState.LAPSED,
            art("425AC0000000027:18-5:8", f"{jpki}:{report}", f"{act}:{lapse}:1:1"),
            guards=(Guard.SPECIFIED_PENDING, Guard.CARD_IN_SPECIAL),
            effects=(Effect.LAPSE_WITH_MY_NUMBER,),
            since=SPECIFIED_SINCE,
            evidence=Evidence.INFERRED,
        ),
        *rows(
            variable,
            has_effect,
            K.RECEIVE_CARD,
            CertificateState.LAPSED,
            art("425AC0000000027:18-5:10", f"{jpki}:{report}", f"{act}:{lapse}:1:1"),
            guards=(Guard.ON_CARD,),
            unless=(Guard.SPECIFIED_PENDING,),
            effects=(Effect.LAPSE_WITH_MY_NUMBER,),
            since=SPECIFIED_SINCE,
            evidence=Evidence.INFERRED,
        ),
        *rows(
            variable,
            has_effect,
            K.STAY_END_PASSED,
            CertificateState.LAPSED,
            art("425AC0000000027:18-5:10", f"{jpki}:{report}", f"{act}:{lapse}:1:1"),
            guards=(Guard.ON_CARD,),
            unless=(Guard.TIMELY_PENDING,),
            effects=(Effect.LAPSE_WITH_MY_NUMBER,),
            since=SPECIFIED_SINCE,
            evidence=Evidence.INFERRED,
        ),
        *(
            row
            for ended in (K.SPECIAL_PERIOD_END_PASSED, K.CARD_END_PASSED)
            for row in rows(
                variable,
                has_effect,
                ended,
                CertificateState.LAPSED,
                art("425AC0000000027:18-5:10", f"{jpki}:{report}", f"{act}:{lapse}:1:1"),
                guards=(Guard.ON_CARD,),
                effects=(Effect.LAPSE_WITH_MY_NUMBER,),
                since=SPECIFIED_SINCE,
                evidence=Evidence.INFERRED,
            )
        ),
        *rows(
            variable,
            has_effect,
            K.MY_NUMBER_END_PASSED,
            CertificateState.LAPSED,
            art(f"{jpki}:{report}", f"{act}:{lapse}:1:1"),
            effects=(Effect.LAPSE_WITH_MY_NUMBER,),
        ),
        *rows(
            variable,
            has_effect,
            K.GIVE_BACK_MY_NUMBER,
            CertificateState.LAPSED,
            art("425AC0000000027:17:10", f"{jpki}:{report}", f"{act}:{lapse}:1:1"),
            guards=(Guard.SPECIFIED_HELD,),
            effects=(Effect.LAPSE_WITH_MY_NUMBER,),
            since=SPECIFIED_SINCE,
        ),
        *rows(
            variable,
            has_effect,
            K.RETURN_MY_NUMBER_CARD,
            CertificateState.LAPSED,
            art("425AC0000000027:17:10", f"{jpki}:{report}", f"{act}:{lapse}:1:1"),
            unless=(Guard.ON_CARD,),
            effects=(Effect.LAPSE_WITH_MY_NUMBER,),
        ),
        *rows(
            variable,
            [CertificateState.VALID],
            expires,
            CertificateState.LAPSED,
            art(f"{act}:{lapse}:1:5", f"{jpki}:{rule}"),
            effects=(Effect.LAPSE_EXPIRED,),
        ),
    )
