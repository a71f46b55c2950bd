"""Rows of certificates that are issued, revoked or reported on request, and of those on new separate cards."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from tokutei.law import Evidence
from tokutei.lifecycle.effect_words import Effect
from tokutei.lifecycle.events.kinds import EventKind as K
from tokutei.lifecycle.guard_words import Guard
from tokutei.lifecycle.rows import Row, art
from tokutei.lifecycle.states import CertificateState, MyNumberState, Variable
from tokutei.lifecycle.tables.making import MY_NUMBER_LIVE, rows

__all__ = ["LEADS", "ROWS"]

LEADS: Final[Mapping[K, Variable]] = MappingProxyType(
    dict.fromkeys(
        (K.REPORT_KEY_LOSS, K.REVOKE_CERTIFICATES, K.ISSUE_CERTIFICATES, K.RESET_PIN), Variable.MY_NUMBER
    )
)
"""The variable without a row in which an event of this module cannot happen: the function, because the
certificates live on its card. Which of them an event touches, their own rows tell."""

_IN_USE: Final = (MyNumberState.VALID, MyNumberState.EXTENDED)
_HAS_EFFECT: Final = (CertificateState.VALID, CertificateState.UNKNOWN)

_FUNCTION: Final = (
    # Certificates come and go on a card whose function stays as it is.
    *(
        row
        for event, states, cite, evidence, ids in (
            (
                K.ISSUE_CERTIFICATES,
                _IN_USE,
                art("414AC0000000153:3:1", "414AC0000000153:22:1"),
                Evidence.OFFICIAL,
                ("MN11",),
            ),
            (
                K.REVOKE_CERTIFICATES,
                MY_NUMBER_LIVE,
                art("414AC0000000153:9:1#first", "414AC0000000153:28:1#first"),
                Evidence.OFFICIAL,
                ("N37",),
            ),
            (
                K.REPORT_KEY_LOSS,
                MY_NUMBER_LIVE,
                art("414AC0000000153:10:1#first", "414AC0000000153:29:1#first"),
                Evidence.OFFICIAL,
                ("MN2b",),
            ),
            # No text speaks of it; a specified card counts as an Individual Number Card (18-5(9)).
            (K.RESET_PIN, _IN_USE, art("425AC0000000027:18-5:9"), Evidence.INFERRED, ("MN11",)),
        )
        for state in states
        for row in rows(Variable.MY_NUMBER, [state], event, state, cite, evidence=evidence, ids=ids)
    ),
)
"""Rows of the My Number function, which stays as it is."""


def _certificates(
    variable: Variable, concerned: Guard, act: tuple[str, str, str, str], rule: str
) -> tuple[Row, ...]:
    """Return the rows of one certificate.

    Args:
        variable: which one.
        concerned: the guard that an event is about it.
        act: the articles of the JPKI Act on issue, revocation, report and lapse.
        rule: the article of the JPKI Regulation on its validity.
    """
    issue, revoke, report, lapse = (f"414AC0000000153:{one}" for one in act)
    validity = f"415M60000008120:{rule}"
    return (
        *rows(
            variable,
            CertificateState,
            K.ISSUE_CERTIFICATES,
            CertificateState.VALID,
            art(f"{issue}:1", validity),
            guards=(concerned,),
            effects=(Effect.ISSUED_CERTIFICATE_UNTIL,),
            ids=("MN11",),
        ),
        *rows(
            variable,
            _HAS_EFFECT,
            K.REVOKE_CERTIFICATES,
            CertificateState.LAPSED,
            art(f"{revoke}:1#first", f"{lapse}:1:1"),
            guards=(concerned,),
            effects=(Effect.LAPSE_REVOKED,),
            ids=("N37",),
        ),
        *rows(
            variable,
            _HAS_EFFECT,
            K.REPORT_KEY_LOSS,
            CertificateState.LAPSED,
            art(f"{report}:1#first", f"{lapse}:1:1"),
            effects=(Effect.LAPSE_REPORTED,),
            ids=("MN2b",),
        ),
        *rows(
            variable,
            _HAS_EFFECT,
            K.ASK_MY_NUMBER_REISSUE,
            CertificateState.LAPSED,
            art("426M60000008085:28:4", f"{report}:1#first", f"{lapse}:1:1"),
            effects=(Effect.LAPSE_WITH_MY_NUMBER,),
            evidence=Evidence.INFERRED,  # the Regulation speaks of cards that lapse under 17(10)
            ids=("MN23",),
        ),
        *rows(
            variable,
            CertificateState,
            K.RECEIVE_MY_NUMBER_CARD,
            CertificateState.VALID,
            art(f"{issue}:1", validity),
            guards=(Guard.CERTIFICATES_ON_IT,),
            effects=(Effect.SEPARATE_CERTIFICATE_UNTIL,),
            ids=("MN19",),
        ),
        *rows(
            variable,
            CertificateState,
            K.RECEIVE_MY_NUMBER_CARD,
            CertificateState.ABSENT,
            art(f"{issue}:1"),
            unless=(Guard.CERTIFICATES_ON_IT,),
            effects=(Effect.CLEAR,),
            evidence=Evidence.INFERRED,
            ids=("MN19",),
        ),
    )


ROWS: Final[tuple[Row, ...]] = (
    *_FUNCTION,
    *_certificates(Variable.SIGNING, Guard.SIGNING_CONCERNED, ("3", "9", "10", "15"), "13"),
    *_certificates(Variable.AUTHENTICATION, Guard.AUTHENTICATION_CONCERNED, ("22", "28", "29", "34"), "49"),
)
"""The rows of this module."""
