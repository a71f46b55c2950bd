"""How a specified residence card may be had: with which procedure, through which channel, where given."""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from datetime import date
from types import MappingProxyType
from typing import Final

from tokutei.law import Answer, LegalDay, Rule
from tokutei.rules.rulebook import CURRENT, Rulebook, days_in_japan
from tokutei.rules.values import OneOf, SomeOf, flag
from tokutei.vocabulary import Channel, Delivery, ProcedureKind, Route, Window

__all__ = [
    "CONFIRMATION_NEEDED",
    "DELIVERY",
    "FILING_CHANNELS",
    "MADE_ONLY_AFTER_DECISION",
    "MY_NUMBER_RETURN_WINDOW",
    "REGISTER_ENTRY_NEEDED",
    "SEPARATE_CARD_GIVEN_BACK",
    "SPECIFIED_CARD_CHANNELS",
    "SPECIFIED_CARD_PROCEDURES",
    "delivery_of",
    "route_of",
]

_TOPIC: Final = "routes"

SPECIFIED_CARD_PROCEDURES: Final[Mapping[Route, Rule[AbstractSet[ProcedureKind]]]] = MappingProxyType(
    {
        route: Rule(
            _TOPIC,
            f"procedures.{route.value}",
            ja=f"特定在留カードの申請を併せてできる手続：{route.ja}",
            en=f"procedures that may carry an application for a specified card: {route.en}",
            parse=SomeOf(ProcedureKind),
        )
        for route in (Route.BUREAU_CARD, Route.BUREAU_STATUS)
    }
)
"""By route. The municipal routes and those of special permanent residents are not modelled yet."""

SPECIFIED_CARD_CHANNELS: Final[Rule[AbstractSet[Channel]]] = Rule(
    _TOPIC,
    "specified_card_channels",
    ja="特定在留カードを申請できる方法",
    en="channels through which a specified card may be applied for",
    parse=SomeOf(Channel),
)
FILING_CHANNELS: Final[Mapping[ProcedureKind, Rule[AbstractSet[Channel]]]] = MappingProxyType(
    {
        kind: Rule(
            _TOPIC,
            f"channels.{kind.value}",
            ja=f"申請・届出の方法：{kind.ja}",
            en=f"channels: {kind.en}",
            parse=SomeOf(Channel),
        )
        for kind in (
            ProcedureKind.EXTENSION_OF_STAY,
            ProcedureKind.CHANGE_OF_STATUS,
            ProcedureKind.PERMANENT_RESIDENCE,
            ProcedureKind.CARD_ITEM_CHANGE,
            ProcedureKind.EXCHANGE,
            ProcedureKind.REISSUE_LOSS,
        )
    }
)
"""Through which channels a procedure may be filed at all, with or without a specified card."""

REGISTER_ENTRY_NEEDED: Final[Rule[bool]] = Rule(
    _TOPIC,
    "register_entry_needed",
    ja="住民基本台帳に記録されている必要があるか",
    en="whether the applicant must be recorded in the basic resident register",
    parse=flag,
)
MADE_ONLY_AFTER_DECISION: Final[Rule[AbstractSet[ProcedureKind]]] = Rule(
    _TOPIC,
    "made_only_after_decision",
    ja="許可することとした後でなければ特定在留カードを作成しない申請",
    en="applications with which the card is made only once permission is decided",
    parse=SomeOf(ProcedureKind),
)
CONFIRMATION_NEEDED: Final[Rule[bool]] = Rule(
    _TOPIC,
    "confirmation_needed",
    ja="交付に住所地市町村長の確認の通知が要るか",
    en="whether delivery needs the municipality's confirmation",
    parse=flag,
)
DELIVERY: Final[Mapping[Route, Rule[Delivery]]] = MappingProxyType(
    {
        route: Rule(
            _TOPIC,
            f"delivery.{route.value}",
            ja=f"特定在留カードの渡し方：{route.ja}",
            en=f"how a specified card is given: {route.en}",
            parse=OneOf(Delivery),
            looks_at=LegalDay.FILING,
        )
        for route in SPECIFIED_CARD_PROCEDURES
    }
)
"""How a specified card reaches its holder, by route."""

MY_NUMBER_RETURN_WINDOW: Final[Rule[Window]] = Rule(
    _TOPIC,
    "my_number_return_window",
    ja="個人番号カードとしての機能を返納する窓口",
    en="office to which the My Number function of a specified card is returned",
    parse=OneOf(Window),
)
SEPARATE_CARD_GIVEN_BACK: Final[Rule[bool]] = Rule(
    _TOPIC,
    "separate_card_given_back",
    ja="特定在留カードの交付までに個人番号カードを返納する必要があるか",
    en="whether a separate Individual Number Card must be given back by delivery",
    parse=flag,
)


@days_in_japan
def route_of(procedure: ProcedureKind, *, on: date, book: Rulebook = CURRENT) -> Answer[Route | None]:
    """Return the route by which an application for a specified card may go with a procedure.

    ``None`` when no provision lists the procedure. ``on`` is the day of filing.

    Raises:
        NotInForceError: before 2026-06-14.

    Example:
        >>> from datetime import date
        >>> from tokutei.vocabulary import ProcedureKind
        >>> route_of(ProcedureKind.REISSUE_LOSS, on=date(2026, 9, 1)).value is None
        True
    """
    looked = tuple(book.ground(rule, on) for rule in SPECIFIED_CARD_PROCEDURES.values())
    for (route, rule), ground in zip(SPECIFIED_CARD_PROCEDURES.items(), looked, strict=True):
        if procedure in book.at(rule, on).value:
            return Answer(route, (ground,))
    return Answer(None, looked)


@days_in_japan
def delivery_of(route: Route, *, on: date, book: Rulebook = CURRENT) -> Answer[Delivery]:
    """Return how a specified card asked for by a route reaches its holder; ``on`` is the day of filing."""
    rule = DELIVERY[route]
    return Answer(book.at(rule, on).value, (book.ground(rule, on),))
