"""Rows that several events share: what lapses with the card, the My Number function or the address."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from tokutei.law import Citation, Evidence
from tokutei.lifecycle.duty_words import DutyKind
from tokutei.lifecycle.effect_words import Effect
from tokutei.lifecycle.events.kinds import EventKind as K
from tokutei.lifecycle.guard_words import Guard
from tokutei.lifecycle.rows import Row, art
from tokutei.lifecycle.states import CertificateState, MyNumberState, Variable
from tokutei.lifecycle.tables.making import CARDS_SINCE, MY_NUMBER_LIVE, SPECIFIED_SINCE, rows

__all__ = ["When", "card_ends", "function_lapses", "separate_lapses", "signing_lapses"]

_FUNCTION: Final = (*MY_NUMBER_LIVE, MyNumberState.UNKNOWN)
_CERTIFICATE: Final = (CertificateState.VALID, CertificateState.UNKNOWN)
_REPORTED: Final = {
    Variable.SIGNING: ("415M60000008120:17", "414AC0000000153:15:1:1"),
    Variable.AUTHENTICATION: ("415M60000008120:53", "414AC0000000153:34:1:1"),
}
"""The deemed report that the card of a certificate is unusable, and the lapse that it brings."""


@dataclass(frozen=True, slots=True)
class When:
    """When rows apply, and how sure they are."""

    guards: tuple[Guard, ...] = ()
    unless: tuple[Guard, ...] = ()
    since: date = CARDS_SINCE
    evidence: Evidence = Evidence.OFFICIAL

    def also(self, *guards: Guard, unless: tuple[Guard, ...] = (), since: date | None = None) -> When:
        """Return the same with more to ask."""
        return When((*self.guards, *guards), (*self.unless, *unless), since or self.since, self.evidence)


ALWAYS: Final = When()


def card_ends(event: K, when: When = ALWAYS, *, ids: tuple[str, ...] = ()) -> tuple[Row, ...]:
    """Return what lapses with a specified card: My Number function, certificates, record on the smartphone."""
    held = when.also(Guard.ON_CARD, since=SPECIFIED_SINCE)
    # The law says it of the card; that its certificates go with it is our reading.
    inferred = When(held.guards, held.unless, held.since, Evidence.INFERRED)
    cite = art("425AC0000000027:18-5:10")
    return (
        *_rows(Variable.MY_NUMBER, event, Effect.LAPSE_WITH_RESIDENCE, cite, held, ids=ids),
        *_certificates(event, "425AC0000000027:18-5:10", inferred),
        *_mobile(event, Effect.LAPSE_WITH_MY_NUMBER, held),
    )


def function_lapses(
    event: K,
    effect: Effect,
    *order: str,
    when: When = ALWAYS,
    on_card: tuple[Guard, ...] = (),
    put_off: Guard | None = None,
    ids: tuple[str, ...] = (),
) -> tuple[Row, ...]:
    """Return what lapses when the My Number function does for a reason of its own (番号法 17(10)).

    Args:
        event: what happened.
        effect: the lapse.
        order: the provisions besides 番号法 17(10).
        when: when it does, whichever card carries it.
        on_card: what must hold besides on a specified card.
        put_off: with what a specified card is not owed back yet.
        ids: the numbered facts.
    """
    kept = (put_off,) if put_off else ()
    both = when.also(Guard.ON_CARD, *on_card, since=SPECIFIED_SINCE)
    specified = both.also(unless=(Guard.SPECIAL_RESIDENT,))
    certificate = both.also(Guard.SPECIAL_RESIDENT)
    ways: tuple[tuple[When, tuple[str, ...], tuple[DutyKind, ...], tuple[str, ...]], ...] = (
        (specified.also(unless=kept), ("19-15-4:1",), (DutyKind.LAPSED_MY_NUMBER,), ids),
        *((specified.also(one), ("19-15-4:1", "26-2:1#main"), (), ids) for one in kept),
        (
            certificate,
            ("403AC0000000071:16-3:1", "403AC0000000071:16-3:2"),
            (DutyKind.LAPSED_MY_NUMBER_OF_CERTIFICATE,),
            ("S18",),
        ),
    )
    return (
        *separate_lapses(event, effect, *order, when=when, arises=(DutyKind.LAPSED_SEPARATE_CARD,), ids=ids),
        *(
            row
            for way, more, duties, numbers in ways
            for row in _lapses(event, effect, (*order, *more), way, arises=duties, ids=numbers)
        ),
    )


def separate_lapses(
    event: K,
    effect: Effect,
    *order: str,
    when: When = ALWAYS,
    arises: tuple[DutyKind, ...] = (),
    ids: tuple[str, ...] = (),
) -> tuple[Row, ...]:
    """Return the same of a separate card alone."""
    return _lapses(event, effect, order, when.also(unless=(Guard.ON_CARD,)), arises=arises, ids=ids)


def _lapses(
    event: K,
    effect: Effect,
    order: tuple[str, ...],
    when: When,
    *,
    arises: tuple[DutyKind, ...],
    ids: tuple[str, ...],
) -> tuple[Row, ...]:
    cite = art("425AC0000000027:17:10", *order)
    return (
        *_rows(Variable.MY_NUMBER, event, effect, cite, when, arises=arises, ids=ids),
        *_certificates(event, "425AC0000000027:17:10", when),
        *_mobile(event, Effect.LAPSE_WITH_MY_NUMBER, when),
    )


def signing_lapses(
    event: K, effect: Effect, *cite: str, when: When = ALWAYS, ids: tuple[str, ...] = ()
) -> tuple[Row, ...]:
    """Return what lapses when the register no longer says what the certificate for signing was made from."""
    because = art(*cite, "414AC0000000153:15:1:2")
    return (*_rows(Variable.SIGNING, event, effect, because, when, ids=ids), *_mobile(event, effect, when))


def _certificates(event: K, because: str, when: When) -> tuple[Row, ...]:
    return tuple(
        row
        for variable, reported in _REPORTED.items()
        for row in _rows(variable, event, Effect.LAPSE_WITH_MY_NUMBER, art(because, *reported), when)
    )


def _mobile(event: K, effect: Effect, when: When) -> tuple[Row, ...]:
    return _rows(Variable.MOBILE, event, effect, art("425AC0000000027:18-2:9:1"), when)


def _rows(
    variable: Variable,
    event: K,
    effect: Effect,
    cite: tuple[Citation, ...],
    when: When,
    *,
    arises: tuple[DutyKind, ...] = (),
    ids: tuple[str, ...] = (),
) -> tuple[Row, ...]:
    function = variable is Variable.MY_NUMBER
    # Nothing is said about a record on the smartphone that nobody knows of.
    certificate = _CERTIFICATE if variable is not Variable.MOBILE else _CERTIFICATE[:1]
    return rows(
        variable,
        _FUNCTION if function else certificate,
        event,
        MyNumberState.LAPSED if function else CertificateState.LAPSED,
        cite,
        guards=when.guards,
        unless=when.unless,
        effects=(effect,),
        arises=arises,
        since=when.since,
        evidence=when.evidence,
        ids=ids,
    )
