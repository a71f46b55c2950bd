"""Who may have a specified card posted because it is needed quickly (速やかな交付の申出)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Final

from tokutei.calendar import age_on, last_day
from tokutei.errors import FactsError, UnknownTermError
from tokutei.law import Answer, Citation, Evidence, Ground, Rule
from tokutei.rules.photo import display as _display
from tokutei.rules.routes.words import ExpressClass, RegisterBasis
from tokutei.rules.rulebook import CURRENT, Rulebook, days_in_japan
from tokutei.rules.values import ListOf, whole_number
from tokutei.vocabulary import CardKind, ProcedureKind, Route, Window

__all__ = [
    "EXPRESS_BASES",
    "EXPRESS_CLASSES",
    "EXPRESS_CLASSES_OF_ORDER",
    "EXPRESS_LOSS_DAYS",
    "IDENTITY_FIRST",
    "NO_PROXY",
    "Need",
    "express_class_of",
]

_TOPIC: Final = "routes"
_ROUTES: Final = (Route.MUNICIPALITY, Route.SPR_MUNICIPALITY)

EXPRESS_CLASSES_OF_ORDER: Final[Mapping[Route, Rule[tuple[ExpressClass, ...]]]] = MappingProxyType(
    {
        route: Rule(
            _TOPIC,
            f"express_classes_of_order.{route.value}",
            ja=f"速やかに交付を受ける必要がある者（政令）：{route.ja}",
            en=f"who needs the card quickly, by cabinet order: {route.en}",
            parse=ListOf(ExpressClass),
        )
        for route in _ROUTES
    }
)
"""The classes that the cabinet orders name themselves."""

EXPRESS_CLASSES: Final[Mapping[Route, Rule[tuple[ExpressClass, ...]]]] = MappingProxyType(
    {
        route: Rule(
            _TOPIC,
            f"express_classes.{route.value}",
            ja=f"速やかに交付を受ける必要がある者（省令）：{route.ja}",
            en=f"who needs the card quickly, by ministerial ordinance: {route.en}",
            parse=ListOf(ExpressClass),
        )
        for route in _ROUTES
    }
)
"""The classes that the regulations add; what the agency finds to be like them is not modelled."""

EXPRESS_BASES: Final[Mapping[Route, Rule[tuple[RegisterBasis, ...]]]] = MappingProxyType(
    {
        route: Rule(
            _TOPIC,
            f"express_bases.{route.value}",
            ja=f"速やかな交付の対象となる住民基本台帳法の届出：{route.ja}",
            en=f"register notifications that make the card needed quickly: {route.en}",
            parse=ListOf(RegisterBasis),
        )
        for route in _ROUTES
    }
)
"""The register notifications that open the posting of the card, by route."""
EXPRESS_LOSS_DAYS: Final[Rule[int]] = Rule(
    _TOPIC,
    "express_loss_days",
    ja="速やかな交付を受けられる紛失の再交付申請期間",
    en="days after knowing of a loss in which the certificate may be asked for quickly",
    parse=whole_number,
)


def _fixed(code: str, cite: str) -> Ground:
    return Ground(code, (Citation.parse(cite),), Evidence.OFFICIAL, date(2026, 11, 21))


NO_PROXY: Final[Mapping[Route, Ground]] = MappingProxyType(
    {
        Route.MUNICIPALITY: _fixed("express_without_proxy", "508M60000018001:2:4#proviso"),
        Route.SPR_MUNICIPALITY: _fixed("express_without_proxy", "508M60000018002:1:2#proviso"),
    }
)
"""The proviso that takes away the proxies of a filing at the municipality."""

IDENTITY_FIRST: Final[Mapping[Route, Ground]] = MappingProxyType(
    {
        Route.MUNICIPALITY: _fixed("identity_checked_at_filing", "326CO0000000319:19-15-2:3"),
        Route.SPR_MUNICIPALITY: _fixed("identity_checked_at_filing", "403AC0000000071:16-2:4"),
    }
)
"""Only those whose identity the municipality checked at filing may ask for posting."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """What is known of why a card is needed quickly; ``None`` is not known."""

    express_class: ExpressClass | None = None
    """The class, where it is already told."""
    born: date | None = None
    prior_card: bool | None = None
    """Whether a specified card or an Individual Number Card was ever given."""
    prior_card_since_notification: bool | None = None
    """The same since the notification."""
    basis: RegisterBasis | None = None
    """The notification made."""
    no_space_left: bool | None = None
    held_card_kind: CardKind | None = None
    released_on: date | None = None
    """The day of release from an institution."""
    cards_since_release: bool | None = None
    procedure: ProcedureKind | None = None
    loss_known_on: date | None = None

    def __repr__(self) -> str:
        return "Need(…)"  # it holds a birth date


_Claim = tuple[ExpressClass, bool | str, tuple[Ground, ...]]
"""A class, whether it holds or the fact that is missing, and what that rests on."""


def _given(told: bool | None, fact: str) -> bool | str:  # noqa: FBT001 - three values
    return fact if told is None else not told


def _infant(need: Need, on: date, book: Rulebook) -> Iterator[_Claim]:
    if need.born is not None:
        age = age_on(need.born, on) if need.born <= on else 0
        shown = _display.shown_at_age(CardKind.RESIDENCE_CARD, age, on=on, book=book)
        if not shown.value:
            holds = _given(need.prior_card, "prior_specified_or_mn_card")
            yield ExpressClass.UNDER_ONE, holds, shown.grounds


def _registered(need: Need, route: Route, on: date, book: Rulebook) -> Iterator[_Claim]:
    if need.basis is not None and need.basis in book.at(EXPRESS_BASES[route], on).value:
        never = need.prior_card is False
        since = False if never else need.prior_card_since_notification
        holds = _given(since, "prior_specified_or_mn_card_since_notification")
        yield ExpressClass.REGISTER_NOTIFICATION, holds, (book.ground(EXPRESS_BASES[route], on),)


def _others(need: Need, on: date, book: Rulebook) -> Iterator[_Claim]:
    specified = {
        CardKind.SPECIFIED_RESIDENCE_CARD,
        CardKind.SPECIFIED_SPECIAL_PERMANENT_RESIDENT_CERTIFICATE,
    }
    if need.no_space_left:
        holds = need.held_card_kind in specified if need.held_card_kind is not None else "held_card_kind"
        yield ExpressClass.NO_SPACE_LEFT, holds, ()
    if need.released_on is not None and need.released_on <= on:
        yield ExpressClass.RELEASED_FROM_PRISON, _given(need.cards_since_release, "cards_since_release"), ()
    if need.procedure is ProcedureKind.SPR_REISSUE_LOSS:
        found: bool | str = "loss_known"
        counted: tuple[Ground, ...] = ()
        if need.loss_known_on is not None:
            days = book.at(EXPRESS_LOSS_DAYS, on).value
            last = last_day(need.loss_known_on, days, book.closed(Window.MUNICIPALITY))
            found, counted = on <= last.value, last.grounds
        yield ExpressClass.LOSS_IN_TIME, found, (book.ground(EXPRESS_LOSS_DAYS, on), *counted)


def _claims(need: Need, route: Route, on: date, book: Rulebook) -> Iterator[_Claim]:
    """Yield the classes that the facts lay claim to; one that nothing speaks for is not asked about."""
    if need.express_class is not None:
        yield need.express_class, True, ()
    yield from _infant(need, on, book)
    yield from _registered(need, route, on, book)
    yield from _others(need, on, book)


@days_in_japan
def express_class_of(
    need: Need, *, route: Route, on: date, book: Rulebook = CURRENT
) -> Answer[ExpressClass | None]:
    """Return the class by which somebody may have the card posted; ``None`` when the facts show none.

    Args:
        need: what is known; a class that no fact speaks for is not asked about.
        route: one of the two municipal routes.
        on: the day of filing.
        book: the law.

    Raises:
        FactsError: a fact speaks for a class and another one that it needs is missing.
        NotInForceError: before 2026-06-14.
        UnknownTermError: nothing is posted on that route.

    Example:
        >>> from datetime import date
        >>> need = Need(basis=RegisterBasis.FROM_ABROAD, prior_card=False)
        >>> express_class_of(need, route=Route.MUNICIPALITY, on=date(2026, 10, 1)).value.value
        'register_notification'
    """
    if route not in EXPRESS_CLASSES:
        raise UnknownTermError("EXPRESS_CLASSES", route.value, tuple(one.value for one in EXPRESS_CLASSES))
    rules = (EXPRESS_CLASSES_OF_ORDER[route], EXPRESS_CLASSES[route])
    listed = {kind: rule for rule in rules for kind in book.at(rule, on).value}
    missing: list[str] = []
    for kind, holds, grounds in _claims(need, route, on, book):
        if kind not in listed:
            continue
        if isinstance(holds, str):
            missing.append(holds)
        elif holds:
            return Answer(kind, (book.ground(listed[kind], on), *grounds))
    if missing:
        raise FactsError(missing=tuple(dict.fromkeys(missing)))
    return Answer(None, tuple(book.ground(rule, on) for rule in rules))
