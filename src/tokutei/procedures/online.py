"""Whether the certificates let somebody file online on a day: one answer for plans and for comparisons.

The Regulation knows two ways for holders: the certificate for signing alone, or the certificate for user
authentication with an ID of the bureau's. What is proposed is narrower than what the law allows: never while the
certificate for user authentication, with which one signs in, is not known to live.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from tokutei.errors import FactsError, NotInForceError
from tokutei.law import Reason
from tokutei.lifecycle import Situation
from tokutei.lifecycle.rows import art
from tokutei.lifecycle.situation import Certificate, MyNumberFunction
from tokutei.lifecycle.states import CertificateState, MyNumberState
from tokutei.rules.rulebook import Rulebook
from tokutei.rules.services import CardFunction, Functions, Service, usable

__all__ = ["SignIn", "sign_in"]

_SIGNING_IN: Final = art("356M50000010054:61-3:7")
_DAY: Final = timedelta(days=1)
_GONE: Final = frozenset(
    {MyNumberState.LAPSED, MyNumberState.ABSENT, CertificateState.LAPSED, CertificateState.ABSENT}
)
_FACTS: Final = {
    "my_number": "my_number_valid_until",
    "signing": "signing_certificate_until",
    "authentication": "authentication_certificate_until",
    "stay_end": "stay_until",
}
"""The names of facts for what a service asks for; the others are called the same."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SignIn:
    """Whether somebody can sign in and file online as things stand."""

    why: Reason | None = None
    """Why not; ``None`` where everything that it needs is known to live."""
    missing: tuple[str, ...] = ()
    """Names of the facts without which it cannot be told."""


def sign_in(
    situation: Situation,
    *,
    on: date,
    book: Rulebook,
    bureau_id: bool | None = None,
    certificates_held: bool | None = None,
) -> SignIn:
    """Return whether somebody can sign in and file online on a day, by a situation that time has brought there.

    Args:
        situation: where somebody stands on the day.
        on: the day of filing.
        book: the law.
        bureau_id: whether the bureau gave an ID for the online system; ``None`` if that is not known.
        certificates_held: whether the certificates have effect where the situation does not tell.

    Example:
        >>> from tokutei.models import Facts
        >>> from tokutei.rules import CURRENT
        >>> on = date(2026, 12, 1)
        >>> nothing = Situation.of(Facts(born=date(1994, 5, 2)), on=on)
        >>> sign_in(nothing, on=on, book=CURRENT).why.code
        'plan.sign_in_not_known'
    """
    functions = _functions(situation, bureau_id=bureau_id, held=certificates_held)
    by_law = _by_law(situation, functions, on, book)
    lives = functions.alive(CardFunction.AUTHENTICATION, on)
    if functions.suspended or lives:
        return by_law
    known = "not_known" if lives is None else "lapsed"
    code = f"sign_in_{known}" if by_law.why else f"signing_alone_{known}"
    lacking = dict.fromkeys(("authentication_certificate_until", *by_law.missing)) if lives is None else ()
    return SignIn(why=Reason(f"plan.{code}", _SIGNING_IN), missing=tuple(lacking))


def _by_law(situation: Situation, functions: Functions, on: date, book: Rulebook) -> SignIn:
    """Return whether the law lets somebody with these functions file online."""
    until = situation.stay.until
    ends = until if isinstance(until, date) else on + _DAY if until is None else None  # no end: no last day
    try:
        found = usable(Service.ONLINE_FILING, at=on, functions=functions, stay_until=ends, book=book)
    except FactsError as error:
        missing = tuple(_FACTS.get(name, name) for name in error.missing)
    except NotInForceError:
        missing = ()
    else:
        why = None if found.value.usable else Reason(f"service.{found.value.reason}", found.basis)
        return SignIn(why=why)
    return SignIn(why=Reason("plan.online_not_known", _SIGNING_IN), missing=missing)


def _functions(situation: Situation, *, bureau_id: bool | None, held: bool | None) -> Functions:
    return Functions(
        my_number=_alive(situation.my_number),
        signing=_alive(situation.signing, unless_told=held),
        authentication=_alive(situation.authentication, unless_told=held),
        bureau_id=bureau_id,
        suspended=situation.my_number.state is MyNumberState.SUSPENDED,
    )


def _alive(one: MyNumberFunction | Certificate, *, unless_told: bool | None = None) -> date | bool | None:
    if one.state in {MyNumberState.UNKNOWN, CertificateState.UNKNOWN}:
        return unless_told
    if one.state in _GONE:
        return False
    return one.until if isinstance(one.until, date) else True
