"""How a specified residence card may be had: with which procedure, through which channel, where given."""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from datetime import date
from types import MappingProxyType
from typing import Final

from tokutei.errors import UnknownTermError
from tokutei.law import Answer, LegalDay, Rule
from tokutei.rules.carrying import SPECIFIED_CARD_PROCEDURES, SPR_ADDRESS_PROCEDURES
from tokutei.rules.routes.words import ElsewhereReason, OldCardReturn, RegisterBasis
from tokutei.rules.rulebook import CURRENT, Rulebook, days_in_japan
from tokutei.rules.values import ListOf, OneOf, SomeOf, flag, whole_number
from tokutei.vocabulary import Channel, Delivery, ProcedureKind, Route, Window

__all__ = [
    "CONFIRMATION_NEEDED",
    "CONTINUING_NEEDED",
    "COUNTER_PROCEDURES",
    "DEEMED_BY",
    "DELIVERY",
    "ELSEWHERE_REASONS",
    "EXCHANGE_NEEDS_REASON",
    "EXPRESS_DELIVERY",
    "EXPRESS_OLD_CARD_RETURN",
    "FILING_CHANNELS",
    "INTERIM_CARD_MONTHS",
    "MADE_ONLY_AFTER_DECISION",
    "MY_NUMBER_RETURN_WINDOW",
    "NOT_FOR_SPECIFIED_CARDS",
    "OLD_CARD_RETURN",
    "REGISTER_ENTRY_NEEDED",
    "RENEWAL_NEEDS_OWN_END",
    "SEPARATE_CARD_GIVEN_BACK",
    "SPECIFIED_CARD_CHANNELS",
    "SPECIFIED_CARD_PROCEDURES",
    "SPR_ADDRESS_PROCEDURES",
    "SPR_COUNTER_PROCEDURES",
    "SPR_EXCHANGE_NEEDS_REASON",
    "SPR_MADE_ONLY_AFTER_DECISION",
    "SPR_MY_NUMBER_RETURN_WINDOW",
    "SPR_REGISTER_ENTRY_NEEDED",
    "SPR_WITHHELD_AFTER_CHANGE",
    "WITHHELD_AFTER_CHANGE",
    "channels_of",
    "delivery_of",
    "route_of",
    "routes_of",
]

_TOPIC: Final = "routes"


def _list(key: str, ja: str, en: str) -> Rule[tuple[ProcedureKind, ...]]:
    return Rule(_TOPIC, key, ja=ja, en=en, parse=ListOf(ProcedureKind))


def _flag(key: str, ja: str, en: str) -> Rule[bool]:
    return Rule(_TOPIC, key, ja=ja, en=en, parse=flag)


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
            ProcedureKind.ACQUISITION_OF_STATUS,
            ProcedureKind.PERMANENT_RESIDENCE,
            ProcedureKind.CARD_ITEM_CHANGE,
            ProcedureKind.EXCHANGE,
            ProcedureKind.REISSUE_LOSS,
        )
    }
)
"""Through which channels a procedure may be filed at all, with or without a specified card."""

COUNTER_PROCEDURES: Final = _list(
    "counter_procedures",
    "窓口でしかできない手続",
    "procedures that go through the counter only",
)
"""Those besides the ones of :data:`FILING_CHANNELS`."""

SPR_COUNTER_PROCEDURES: Final = _list(
    "spr_counter_procedures",
    "窓口でしかできない手続（特別永住者）",
    "procedures of special permanent residents that go through the counter only",
)

DEEMED_BY: Final[Mapping[ProcedureKind, Rule[AbstractSet[RegisterBasis]]]] = MappingProxyType(
    {
        kind: Rule(
            _TOPIC,
            f"deemed_by.{kind.value}",
            ja=f"在留カードを提出してすれば届出とみなされる住民基本台帳法の届出：{kind.ja}",
            en=f"register notifications that count as the {kind.en}",
            parse=SomeOf(RegisterBasis),
        )
        for kind in (
            ProcedureKind.PLACE_OF_RESIDENCE_FIRST,
            ProcedureKind.PLACE_OF_RESIDENCE_AFTER_PERMISSION,
            ProcedureKind.PLACE_OF_RESIDENCE_CHANGE,
            ProcedureKind.SPR_PLACE_OF_RESIDENCE_CHANGE,
        )
    }
)
"""Only a notification so deemed may carry an application for a specified card."""

REGISTER_ENTRY_NEEDED: Final[Rule[bool]] = Rule(
    _TOPIC,
    "register_entry_needed",
    ja="住民基本台帳に記録されている必要があるか",
    en="whether the applicant must be recorded in the basic resident register",
    parse=flag,
)
SPR_REGISTER_ENTRY_NEEDED: Final = _flag(
    "spr_register_entry_needed",
    "特別永住者が住民基本台帳に記録されている必要があるか",
    "whether a special permanent resident must be recorded in the basic resident register",
)
CONTINUING_NEEDED: Final = _flag(
    "continuing_needed",
    "在留資格の変更後も中長期在留者である必要があるか",
    "whether a change must leave the applicant a mid- to long-term resident",
)
RENEWAL_NEEDS_OWN_END: Final = _flag(
    "renewal_needs_own_end",
    "有効期間が在留期間の満了の日までのカードを有効期間更新の対象としないか",
    "whether a card that ends with the period of stay is left out of the renewal of cards",
)
EXCHANGE_NEEDS_REASON: Final = _flag(
    "exchange_needs_reason",
    "正当な理由のない交換希望を認めないか",
    "whether an exchange without a legitimate reason is refused",
)
SPR_EXCHANGE_NEEDS_REASON: Final = _flag(
    "spr_exchange_needs_reason",
    "正当な理由のない特別永住者証明書の交換希望を認めないか",
    "whether an exchange of a certificate without a legitimate reason is refused",
)
ELSEWHERE_REASONS: Final[Rule[AbstractSet[ElsewhereReason]]] = Rule(
    _TOPIC,
    "elsewhere_reasons",
    ja="特別永住者が住所地以外の市町村で申請できる事情",
    en="circumstances in which a special permanent resident may file in another municipality",
    parse=SomeOf(ElsewhereReason),
)
NOT_FOR_SPECIFIED_CARDS: Final = _list(
    "not_for_specified_cards",
    "特定在留カード等には適用のない個人番号カードの手続",
    "procedures for Individual Number Cards that do not apply to specified cards",
)
MADE_ONLY_AFTER_DECISION: Final = _list(
    "made_only_after_decision",
    "許可することとした後でなければ特定在留カードを作成しない申請",
    "applications with which the card is made only once permission is decided",
)
SPR_MADE_ONLY_AFTER_DECISION: Final = _list(
    "spr_made_only_after_decision",
    "許可することとした後でなければ特定特別永住者証明書を作成しない申請",
    "applications with which the certificate is made only once permission is decided",
)
WITHHELD_AFTER_CHANGE: Final = _flag(
    "withheld_after_change",
    "申請後に氏名等に変更を生じたとき特定在留カードを交付しないことができるか",
    "whether the card may be withheld when an item changed after filing",
)
SPR_WITHHELD_AFTER_CHANGE: Final = _flag(
    "spr_withheld_after_change",
    "申請後に氏名等に変更を生じたとき特定特別永住者証明書を交付しないことができるか",
    "whether the certificate may be withheld when an item changed after filing",
)
INTERIM_CARD_MONTHS: Final[Rule[int]] = Rule(
    _TOPIC,
    "interim_card_months",
    ja="特定在留カードが交付されないとき先に在留カードを交付するまでの月数",
    en="months after the card's last day by which an ordinary card is given first",
    parse=whole_number,
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
"""How a specified card reaches its holder, by route, unless it is posted."""

_POSTING: Final = (Route.MUNICIPALITY, Route.SPR_MUNICIPALITY)

EXPRESS_DELIVERY: Final[Mapping[Route, Rule[Delivery]]] = MappingProxyType(
    {
        route: Rule(
            _TOPIC,
            f"express_delivery.{route.value}",
            ja=f"速やかな交付の申出があったときの渡し方：{route.ja}",
            en=f"how it is given to those who need it quickly: {route.en}",
            parse=OneOf(Delivery),
        )
        for route in _POSTING
    }
)
"""By the routes on which posting may be asked for."""


def _old_card(key: str, route: Route) -> Rule[OldCardReturn]:
    return Rule(
        _TOPIC,
        f"{key}.{route.value}",
        ja=f"効力を失ったカードの返し方：{route.ja}",
        en=f"how the card that lapsed is returned: {route.en}",
        parse=OneOf(OldCardReturn),
    )


OLD_CARD_RETURN: Final[Mapping[Route, Rule[OldCardReturn]]] = MappingProxyType(
    {route: _old_card("old_card_return", route) for route in Route}
)
"""How the card that the new one replaces goes back."""

EXPRESS_OLD_CARD_RETURN: Final[Mapping[Route, Rule[OldCardReturn]]] = MappingProxyType(
    {route: _old_card("express_old_card_return", route) for route in _POSTING}
)
"""The same where the new one came by post."""

MY_NUMBER_RETURN_WINDOW: Final[Rule[Window]] = Rule(
    _TOPIC,
    "my_number_return_window",
    ja="個人番号カードとしての機能を返納する窓口",
    en="office to which the My Number function of a specified card is returned",
    parse=OneOf(Window),
)
SPR_MY_NUMBER_RETURN_WINDOW: Final[Rule[Window]] = Rule(
    _TOPIC,
    "spr_my_number_return_window",
    ja="特定特別永住者証明書の個人番号カードとしての機能を返納する窓口",
    en="office to which the My Number function of a specified certificate is returned",
    parse=OneOf(Window),
)
SEPARATE_CARD_GIVEN_BACK: Final[Rule[bool]] = Rule(
    _TOPIC,
    "separate_card_given_back",
    ja="特定在留カードの交付までに個人番号カードを返納する必要があるか",
    en="whether a separate Individual Number Card must be given back by delivery",
    parse=flag,
)


_LISTS: Final = (
    (Route.BUREAU_CARD, SPECIFIED_CARD_PROCEDURES[Route.BUREAU_CARD]),
    (Route.BUREAU_STATUS, SPECIFIED_CARD_PROCEDURES[Route.BUREAU_STATUS]),
    (Route.MUNICIPALITY, SPECIFIED_CARD_PROCEDURES[Route.MUNICIPALITY]),
    (Route.SPR_MUNICIPALITY, SPECIFIED_CARD_PROCEDURES[Route.SPR_MUNICIPALITY]),
    (Route.SPR_MUNICIPALITY, SPR_ADDRESS_PROCEDURES),
    (Route.SPR_BUREAU, SPECIFIED_CARD_PROCEDURES[Route.SPR_BUREAU]),
)


@days_in_japan
def routes_of(procedure: ProcedureKind, *, on: date, book: Rulebook = CURRENT) -> Answer[tuple[Route, ...]]:
    """Return every route that a procedure is listed for; none when no provision lists it.

    By the law there is one at most; a reform may list a procedure at a second office. ``on`` is the
    day of filing.

    Raises:
        NotInForceError: before 2026-06-14.

    Example:
        >>> from datetime import date
        >>> from tokutei.vocabulary import ProcedureKind
        >>> routes_of(ProcedureKind.SPR_REISSUE_LOSS, on=date(2026, 9, 1)).value
        (<Route.SPR_MUNICIPALITY: 'spr_municipality'>,)
    """
    named = [(route, rule) for route, rule in _LISTS if procedure in book.at(rule, on).value]
    if named:
        return Answer(tuple(route for route, _ in named), tuple(book.ground(rule, on) for _, rule in named))
    special = procedure.value.startswith("spr_")
    looked = [rule for route, rule in _LISTS if route.value.startswith("spr_") is special]
    return Answer((), tuple(book.ground(rule, on) for rule in looked))


@days_in_japan
def route_of(procedure: ProcedureKind, *, on: date, book: Rulebook = CURRENT) -> Answer[Route | None]:
    """Return the route by which an application for a specified card may go with a procedure.

    ``None`` when no provision lists the procedure; the first where a reform lists it twice. ``on`` is the
    day of filing. A notification of residence opens the municipal route only if it is deemed one
    (:data:`DEEMED_BY`).

    Raises:
        NotInForceError: before 2026-06-14.

    Example:
        >>> from datetime import date
        >>> from tokutei.vocabulary import ProcedureKind
        >>> route_of(ProcedureKind.REISSUE_LOSS, on=date(2026, 9, 1)).value is None
        True
    """
    found = routes_of(procedure, on=on, book=book)
    return Answer(found.value[0] if found.value else None, found.grounds)


@days_in_japan
def delivery_of(
    route: Route, *, on: date, express: bool = False, book: Rulebook = CURRENT
) -> Answer[Delivery]:
    """Return how a specified card asked for by a route reaches its holder.

    Args:
        route: the route.
        on: the day of filing.
        express: whether posting was asked for and the applicant is among those who may.
        book: the law.

    Raises:
        NotInForceError: before 2026-06-14.
        UnknownTermError: nothing is posted on that route.

    Example:
        >>> from datetime import date
        >>> delivery_of(Route.MUNICIPALITY, on=date(2026, 9, 1), express=True).value.value
        'post'
    """
    if express and route not in EXPRESS_DELIVERY:
        raise UnknownTermError("EXPRESS_DELIVERY", route.value, tuple(one.value for one in EXPRESS_DELIVERY))
    rule = (EXPRESS_DELIVERY if express else DELIVERY)[route]
    return Answer(book.at(rule, on).value, (book.ground(rule, on),))


@days_in_japan
def channels_of(
    procedure: ProcedureKind, *, on: date, book: Rulebook = CURRENT
) -> Answer[AbstractSet[Channel]]:
    """Return through which channels a procedure may be filed, without regard to a specified card.

    Raises:
        NotInForceError: before the oldest text that was read.
        UnknownTermError: the channels of this procedure are not known.

    Example:
        >>> from datetime import date
        >>> sorted(channels_of(ProcedureKind.EXTENSION_OF_STAY, on=date(2026, 9, 1)).value)
        [<Channel.COUNTER: 'counter'>, <Channel.ONLINE: 'online'>]
    """
    if own := FILING_CHANNELS.get(procedure):
        return Answer(book.at(own, on).value, (book.ground(own, on),))
    rule = SPR_COUNTER_PROCEDURES if procedure.value.startswith("spr_") else COUNTER_PROCEDURES
    if procedure in book.at(rule, on).value:
        return Answer(frozenset({Channel.COUNTER}), (book.ground(rule, on),))
    raise UnknownTermError("FILING_CHANNELS", procedure.value, tuple(one.value for one in FILING_CHANNELS))
