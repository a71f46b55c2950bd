"""What a permission or a card costs (手数料): base, plus addition, minus exemption.

The version is that of the day on which the application was accepted; the permission fee is due when
the card is given, because only then is the period of stay fixed.
"""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any, Final

from tokutei.errors import FactsError, UnknownTermError
from tokutei.law import Answer, Evidence, LegalDay, Rule
from tokutei.rules.routes import route_of
from tokutei.rules.rulebook import CURRENT, Rulebook, days_in_japan
from tokutei.rules.values import FeeScale, SomeOf, fee_scale, flag, whole_number
from tokutei.vocabulary import Channel, ProcedureKind, Route

__all__ = [
    "EXCHANGE_FEE",
    "FREE_PROCEDURES",
    "PERMISSION_FEES",
    "RETURN_FREE",
    "SPECIFIED_ADDITION",
    "SPECIFIED_ADDITION_PROCEDURES",
    "SPECIFIED_ADDITION_WAIVED_BEFORE",
    "SPECIFIED_CARD_FEE",
    "SPECIFIED_CARD_WAIVED_BEFORE",
    "SPECIFIED_CARD_WAIVED_FOR_HOLDERS",
    "fee_due",
]

_TOPIC: Final = "fees"


def _permission(procedure: ProcedureKind, channel: Channel) -> Rule[FeeScale]:
    return Rule(
        _TOPIC,
        f"permission.{procedure.value}.{channel.value}",
        ja=f"{procedure.ja}の手数料（{channel.ja}）",
        en=f"fee: {procedure.en} ({channel.en})",
        parse=fee_scale,
        looks_at=LegalDay.ACCEPTANCE,
    )


PERMISSION_FEES: Final[Mapping[tuple[ProcedureKind, Channel], Rule[FeeScale]]] = MappingProxyType(
    {
        key: _permission(*key)
        for key in (
            (ProcedureKind.CHANGE_OF_STATUS, Channel.COUNTER),
            (ProcedureKind.CHANGE_OF_STATUS, Channel.ONLINE),
            (ProcedureKind.EXTENSION_OF_STAY, Channel.COUNTER),
            (ProcedureKind.EXTENSION_OF_STAY, Channel.ONLINE),
            (ProcedureKind.PERMANENT_RESIDENCE, Channel.COUNTER),
        )
    }
)
"""Yen for a permission, by procedure and channel."""

SPECIFIED_ADDITION: Final[Rule[int]] = Rule(
    _TOPIC,
    "specified_addition",
    ja="許可の手数料に加わる特定在留カードの額",
    en="yen added to a permission fee for a specified card",
    parse=whole_number,
    looks_at=LegalDay.ACCEPTANCE,
)
SPECIFIED_ADDITION_PROCEDURES: Final[Rule[AbstractSet[ProcedureKind]]] = Rule(
    _TOPIC,
    "specified_addition_procedures",
    ja="特定在留カードの額が加わる申請",
    en="applications to whose fee the specified card is added",
    parse=SomeOf(ProcedureKind),
    looks_at=LegalDay.ACCEPTANCE,
)
SPECIFIED_ADDITION_WAIVED_BEFORE: Final[Rule[bool]] = Rule(
    _TOPIC,
    "specified_addition_waived_before",
    ja="施行日前に交付されたカードの所持者に加算しないか",
    en="whether holders of a card issued before the rule began pay no addition",
    parse=flag,
    looks_at=LegalDay.ACCEPTANCE,
)
SPECIFIED_CARD_FEE: Final[Rule[int]] = Rule(
    _TOPIC,
    "specified_card",
    ja="特定在留カードの交付の手数料",
    en="fee for a specified residence card",
    parse=whole_number,
    looks_at=LegalDay.ACCEPTANCE,
)
SPECIFIED_CARD_WAIVED_BEFORE: Final[Rule[bool]] = Rule(
    _TOPIC,
    "specified_card_waived_before",
    ja="施行日前に交付されたカードの所持者の特定在留カードを無料とするか",
    en="whether holders of a card issued before the rule began pay nothing for the specified card",
    parse=flag,
    looks_at=LegalDay.ACCEPTANCE,
)
SPECIFIED_CARD_WAIVED_FOR_HOLDERS: Final[Rule[AbstractSet[ProcedureKind]]] = Rule(
    _TOPIC,
    "specified_card_waived_for_holders",
    ja="特定在留カードの交付を受けた者が無料となる手続",
    en="procedures in which holders of a specified card pay nothing for the next",
    parse=SomeOf(ProcedureKind),
    looks_at=LegalDay.ACCEPTANCE,
)
EXCHANGE_FEE: Final[Rule[int]] = Rule(
    _TOPIC,
    "exchange",
    ja="交換希望による在留カードの手数料",
    en="fee for an exchange on request",
    parse=whole_number,
    looks_at=LegalDay.ACCEPTANCE,
)
FREE_PROCEDURES: Final[Rule[AbstractSet[ProcedureKind]]] = Rule(
    _TOPIC,
    "free_procedures",
    ja="手数料の定めのない手続",
    en="procedures without a fee",
    parse=SomeOf(ProcedureKind),
    looks_at=LegalDay.ACCEPTANCE,
)
RETURN_FREE: Final[Rule[bool]] = Rule(
    _TOPIC,
    "return_free",
    ja="個人番号カードとしての機能の返納に伴う在留カードの交付が無料か",
    en="whether the card given on return of the My Number function is free",
    parse=flag,
    looks_at=LegalDay.ACCEPTANCE,
)


@days_in_japan
def fee_due(
    procedure: ProcedureKind,
    *,
    channel: Channel,
    accepted_on: date,
    specified: bool = False,
    granted_months: int | None = None,
    held_card_issued_on: date | None = None,
    had_specified_card: bool | None = None,
    book: Rulebook = CURRENT,
) -> Answer[int]:
    """Return the yen due when the permission or card is given.

    Args:
        procedure: what was filed.
        channel: how it was filed.
        accepted_on: the day on which the office accepted it.
        specified: whether a specified card was asked for with it.
        granted_months: the period of stay granted in months; needed where the fee depends on it.
        held_card_issued_on: the issue day of the card held when filing; needed with ``specified``.
        had_specified_card: whether the person was ever given a specified card; needed with ``specified``.
        book: the law.

    Raises:
        FactsError: a fact that the fee depends on is missing; all missing ones are listed.
        UnknownTermError: no fee of this procedure and channel is known, or no specified card can be had
            with it.
        NotInForceError: before the first version.

    Example:
        >>> from datetime import date
        >>> from tokutei.vocabulary import Channel, ProcedureKind
        >>> fee_due(ProcedureKind.EXTENSION_OF_STAY, channel=Channel.COUNTER, accepted_on=date(2026, 9, 1),
        ...         specified=True, held_card_issued_on=date(2023, 10, 20), had_specified_card=False).value
        6000
    """
    permission = PERMISSION_FEES.get((procedure, channel))
    needed: dict[str, object] = {}
    if specified:
        needed = {"held_card_issued_on": held_card_issued_on, "had_specified_card": had_specified_card}
    if permission is not None and not book.at(permission, accepted_on).value.is_flat:
        needed["granted_months"] = granted_months
    if missing := tuple(name for name, value in needed.items() if value is None):
        raise FactsError(missing=missing)
    asked = _SpecifiedRequest(procedure, accepted_on, held_card_issued_on, bool(had_specified_card))
    if permission is not None:
        scale = book.at(permission, accepted_on).value
        base = Answer(scale.yen(granted_months or 0), (book.ground(permission, accepted_on),))
        return _sum(base, _addition(asked, base.evidence, book)) if specified else base
    if specified:
        if route_of(procedure, on=accepted_on, book=book).value is not Route.BUREAU_CARD:
            raise UnknownTermError("fee", f"{procedure} {channel} specified_card")
        return _card_fee(asked, book)
    if procedure is ProcedureKind.EXCHANGE:
        return _value(EXCHANGE_FEE, accepted_on, book)
    if procedure in book.at(FREE_PROCEDURES, accepted_on).value:
        return Answer(0, (book.ground(FREE_PROCEDURES, accepted_on),))
    if procedure is ProcedureKind.MY_NUMBER_RETURN and book.at(RETURN_FREE, accepted_on).value:
        return Answer(0, (book.ground(RETURN_FREE, accepted_on),))
    raise UnknownTermError("fee", f"{procedure} {channel}")


@dataclass(frozen=True, slots=True)
class _SpecifiedRequest:
    """What the share of a specified card in a fee depends on."""

    procedure: ProcedureKind
    accepted_on: date
    held_card_issued_on: date | None
    had_specified_card: bool

    def holds_older_card(self, waiver: Rule[bool], book: Rulebook) -> bool:
        """Tell whether the card held is older than the waiver's first day, and that frees its holder."""
        first_day = book.timeline(waiver).versions[0].since
        older = self.held_card_issued_on is not None and self.held_card_issued_on < first_day
        return older and book.at(waiver, self.accepted_on).value


def _value(rule: Rule[int], day: date, book: Rulebook, *also: Rule[Any]) -> Answer[int]:
    return Answer(book.at(rule, day).value, tuple(book.ground(one, day) for one in (rule, *also)))


def _addition(asked: _SpecifiedRequest, base_evidence: Evidence, book: Rulebook) -> Answer[int]:
    """Return what a specified card adds to the fee of a permission."""
    day = asked.accepted_on
    listed = book.ground(SPECIFIED_ADDITION_PROCEDURES, day)
    if asked.had_specified_card or asked.procedure not in book.at(SPECIFIED_ADDITION_PROCEDURES, day).value:
        return Answer(0, (listed,))
    if asked.holds_older_card(SPECIFIED_ADDITION_WAIVED_BEFORE, book):
        return Answer(0, (listed, book.ground(SPECIFIED_ADDITION_WAIVED_BEFORE, day)))
    added = _value(SPECIFIED_ADDITION, day, book, SPECIFIED_ADDITION_PROCEDURES)
    if base_evidence is Evidence.OFFICIAL:
        return added
    # The order that brought the new base fees was not seen, so nobody knows whether the addition stayed.
    question = book.question("Q9")
    return Answer(added.value if question.reading == "added" else 0, added.grounds, (question,))


def _card_fee(asked: _SpecifiedRequest, book: Rulebook) -> Answer[int]:
    """Return the fee for a specified card that comes with a card procedure."""
    day = asked.accepted_on
    if asked.holds_older_card(SPECIFIED_CARD_WAIVED_BEFORE, book):
        return _value(SPECIFIED_CARD_FEE, day, book, SPECIFIED_CARD_WAIVED_BEFORE).map(0)
    if asked.had_specified_card and asked.procedure in book.at(SPECIFIED_CARD_WAIVED_FOR_HOLDERS, day).value:
        return _value(SPECIFIED_CARD_FEE, day, book, SPECIFIED_CARD_WAIVED_FOR_HOLDERS).map(0)
    return _value(SPECIFIED_CARD_FEE, day, book)


def _sum(base: Answer[int], added: Answer[int]) -> Answer[int]:
    grounds, questions = (*base.grounds, *added.grounds), (*base.open_questions, *added.open_questions)
    return Answer(base.value + added.value, grounds, questions)
