"""What a specified card of its own costs, and in which cases it is free (Act 19-15-2(12), Special Act 16-2(16)).

With a change, an extension or permanent residence the card has no fee of its own: see ``due``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any, Final, TypeAlias

from tokutei.calendar import japan_day
from tokutei.errors import FactsError, UnknownTermError
from tokutei.law import Answer, Ground, LegalDay, Rule
from tokutei.rules.fees.words import Exemption, MyNumberLapse, OtherProcedure
from tokutei.rules.rulebook import CURRENT, Rulebook
from tokutei.rules.values import ListOf, Yen, calendar_day, yen
from tokutei.vocabulary import ProcedureKind, Route

__all__ = [
    "EXEMPT_AFTER",
    "EXEMPT_PROCEDURES",
    "EXPRESS_CARD_FEES",
    "SPECIFIED_CARD_FEE",
    "SPECIFIED_CARD_FILED_BEFORE",
    "SPECIFIED_CARD_WAIVED_BEFORE",
    "SPECIFIED_CARD_WAIVED_FOR_HOLDERS",
    "SPR_CARD_FEE",
    "SPR_FILED_BEFORE",
    "SPR_WAIVED_BEFORE",
    "CardRequest",
    "Circumstances",
    "Preceding",
    "card_fee",
]

_TOPIC: Final = "fees"
_E: Final = Exemption


def _yen(key: str, ja: str, en: str) -> Rule[int]:
    return Rule(_TOPIC, key, ja=ja, en=en, parse=yen, looks_at=LegalDay.ACCEPTANCE)


def _day(key: str, ja: str, en: str) -> Rule[date]:
    return Rule(_TOPIC, key, ja=ja, en=en, parse=calendar_day, looks_at=LegalDay.ACCEPTANCE)


SPECIFIED_CARD_FEE: Final = _yen(
    "specified_card", "特定在留カードの交付の手数料", "fee for a specified residence card"
)
SPR_CARD_FEE: Final = _yen(
    "spr_specified_card", "特定特別永住者証明書の交付の手数料", "fee for a specified certificate"
)
EXPRESS_CARD_FEES: Final[Mapping[Route, Rule[int]]] = MappingProxyType(
    {
        route: _yen(
            f"express_card.{route.value}",
            f"送付による交付の手数料：{route.ja}",
            f"fee when it is posted: {route.en}",
        )
        for route in (Route.MUNICIPALITY, Route.SPR_MUNICIPALITY)
    }
)
"""Yen for a specified card that is posted, by route."""
SPECIFIED_CARD_WAIVED_BEFORE: Final = _day(
    "specified_card_waived_before",
    "この日より前に交付されたカードの所持者の特定在留カードを無料とする日",
    "holders of a card issued before this day pay nothing for the specified card",
)
SPECIFIED_CARD_FILED_BEFORE: Final = _day(
    "specified_card_filed_before",
    "この日より前に申請した者の特定在留カードを無料とする日",
    "who filed before this day pays nothing for the specified card on the day the ordinary one is given",
)
SPR_WAIVED_BEFORE: Final = _day(
    "spr_waived_before",
    "この日より前に交付された証明書の所持者の特定特別永住者証明書を無料とする日",
    "holders of a certificate issued before this day pay nothing for the specified one",
)
SPR_FILED_BEFORE: Final = _day(
    "spr_filed_before_day",
    "この日より前に申請した者の特定特別永住者証明書を無料とする日",
    "who filed before this day pays nothing for the specified certificate on the day the ordinary one is given",
)

_SAME_DAY: Final[Mapping[Exemption, ProcedureKind]] = MappingProxyType(
    {
        _E.LOSS: ProcedureKind.EXCHANGE,
        _E.WITHHELD: ProcedureKind.EXCHANGE,
        _E.FROM_TRANSIT: ProcedureKind.EXCHANGE,
        _E.FROM_PROVISIONAL_STAY: ProcedureKind.EXCHANGE,
        _E.OLDER_CARD_WITHHELD: ProcedureKind.EXCHANGE,
        _E.FILED_BEFORE: ProcedureKind.EXCHANGE,
        _E.SPR_OLDER_WITHHELD: ProcedureKind.SPR_EXCHANGE,
        _E.SPR_PERMISSION_BEFORE: ProcedureKind.SPR_EXCHANGE,
        _E.SPR_FILED_BEFORE: ProcedureKind.SPR_EXCHANGE,
        _E.SPR_WITHHELD: ProcedureKind.SPR_EXCHANGE,
        _E.SPR_NEW: ProcedureKind.SPR_EXCHANGE,
        _E.SPR_NEW_ADDRESS: ProcedureKind.SPR_PLACE_OF_RESIDENCE_CHANGE,
    }
)
"""Cases that lie in asking, with this procedure, on the day another one brought an ordinary card."""

EXEMPT_PROCEDURES: Final[Mapping[Exemption, Rule[tuple[ProcedureKind, ...]]]] = MappingProxyType(
    {
        case: Rule(
            _TOPIC,
            "specified_card_waived_for_holders" if case is _E.HOLDER else f"exempt.{case.value}",
            ja=f"特定在留カード等が無料となる手続：{case.ja}",
            en=f"procedures in which the specified card is free: {case.en}",
            parse=ListOf(ProcedureKind),
            looks_at=LegalDay.ACCEPTANCE,
        )
        for case in Exemption
        if case not in _SAME_DAY
    }
)
"""By case: with which procedures the card is free then."""

SPECIFIED_CARD_WAIVED_FOR_HOLDERS: Final = EXEMPT_PROCEDURES[_E.HOLDER]
"""Procedures in which holders of a specified card pay nothing for the next."""


def _base(value: object) -> ProcedureKind | OtherProcedure:
    for vocabulary in (ProcedureKind, OtherProcedure):
        if value in list(vocabulary):
            return vocabulary(str(value))
    msg = "a procedure"
    raise ValueError(msg)


def _bases(value: object) -> tuple[ProcedureKind | OtherProcedure, ...]:
    if not isinstance(value, list | tuple):
        msg = "several procedures"
        raise ValueError(msg)
    return tuple(map(_base, value))


EXEMPT_AFTER: Final[Mapping[Exemption, Rule[tuple[ProcedureKind | OtherProcedure, ...]]]] = MappingProxyType(
    {
        case: Rule(
            _TOPIC,
            f"exempt_after.{case.value}",
            ja=f"無料となる申請に先立つ手続：{case.ja}",
            en=f"procedures that must come before: {case.en}",
            parse=_bases,
            looks_at=LegalDay.ACCEPTANCE,
        )
        for case in _SAME_DAY
    }
)
"""By case: which procedure must have brought the ordinary card that is exchanged on the same day."""


@dataclass(frozen=True, slots=True)
class Preceding:
    """The procedure that brought the ordinary card in hand, when a specified one is asked for the same day."""

    procedure: ProcedureKind | OtherProcedure
    filed_on: date | None = None
    issued_on: date | None = None
    """When its card was given; ``None`` for the same day."""
    withheld: bool | None = None
    """Whether a specified card was asked for with it and not given (不交付)."""
    held_card_issued_on: date | None = None
    """When the card held at its filing had been issued."""

    def __post_init__(self) -> None:
        for name in ("filed_on", "issued_on", "held_card_issued_on"):
            day = getattr(self, name)
            if day is not None:
                object.__setattr__(self, name, japan_day(day))


@dataclass(frozen=True, slots=True, kw_only=True)
class Circumstances:
    """What may free of the fee for a specified card; ``None`` is not known."""

    without_fault: bool | None = None
    """Whether the damage or loss was nobody's fault (自己の責めに帰することができない事由)."""
    no_space_left: bool | None = None
    """Whether the specified card has no space left for entries."""
    mn_lapse_reason: MyNumberLapse | None = None
    """Why its My Number function lapsed, if it did."""
    reentry_permission: bool | None = None
    """Whether the holder left with a re-entry permission, also a deemed one."""
    returned_in_time: bool | None = None
    """Whether the holder came back while it lasted."""
    in_register: bool | None = None
    """Whether the holder is recorded in the basic resident register."""
    after: Preceding | None = None
    """What brought the card in hand, if that was given on the same day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CardRequest(Circumstances):
    """A specified card asked for with a card procedure or a notification of residence."""

    procedure: ProcedureKind
    accepted_on: date
    route: Route
    posted: bool = False
    """Whether it is sent because it is needed quickly."""
    held_card_issued_on: date | None = None
    had_specified_card: bool | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "accepted_on", japan_day(self.accepted_on))
        if self.held_card_issued_on is not None:
            object.__setattr__(self, "held_card_issued_on", japan_day(self.held_card_issued_on))


Told: TypeAlias = bool | tuple[str, ...]
"""Whether a condition holds, or the facts without which it cannot be told."""

_Condition: TypeAlias = Callable[[CardRequest, Exemption, Rulebook], Told]


def _known(value: bool | None, fact: str) -> Told:  # noqa: FBT001 - three values
    return (fact,) if value is None else value


def _holder(asked: CardRequest, _: Exemption, __: Rulebook) -> Told:
    return _known(asked.had_specified_card, "had_specified_card")


def _no_fault(asked: CardRequest, _: Exemption, __: Rulebook) -> Told:
    return _known(asked.without_fault, "without_fault")


def _no_space(asked: CardRequest, _: Exemption, __: Rulebook) -> Told:
    return _known(asked.no_space_left, "no_space_left")


def _registered(asked: CardRequest, _: Exemption, __: Rulebook) -> Told:
    return _known(asked.in_register, "resident_register")


def _unregistered(asked: CardRequest, _: Exemption, __: Rulebook) -> Told:
    return _known(None if asked.in_register is None else not asked.in_register, "resident_register")


def _older_than(day: date | None, rule: Rule[date], asked: CardRequest, book: Rulebook, fact: str) -> Told:
    return (fact,) if day is None else day < book.at(rule, asked.accepted_on).value


def _older(asked: CardRequest, case: Exemption, book: Rulebook) -> Told:
    return _older_than(asked.held_card_issued_on, _DAY_OF[case], asked, book, "held_card_issued_on")


def _same_day(asked: CardRequest, case: Exemption, book: Rulebook) -> Told:
    """Tell whether the card in hand was given on this day by one of the procedures."""
    if asked.after is None:
        held = asked.held_card_issued_on
        if held is None:
            return ("held_card_issued_on", "base_procedure")
        return ("base_procedure",) if held == asked.accepted_on else False
    given = asked.after.issued_on or asked.accepted_on
    bases = book.at(EXEMPT_AFTER[case], asked.accepted_on).value
    return given == asked.accepted_on and asked.after.procedure in bases


def _withheld(asked: CardRequest, _: Exemption, __: Rulebook) -> Told:
    return _known(asked.after.withheld if asked.after else None, "withheld")


def _older_then(asked: CardRequest, case: Exemption, book: Rulebook) -> Told:
    day = asked.after.held_card_issued_on if asked.after else None
    return _older_than(day, _DAY_OF[case], asked, book, "old_issued")


def _filed_before(asked: CardRequest, case: Exemption, book: Rulebook) -> Told:
    rule = _DAY_OF[case]
    if asked.accepted_on <= book.at(rule, asked.accepted_on).value:  # 施行日後に…交付を受けた場合
        return False
    return _older_than(asked.after.filed_on if asked.after else None, rule, asked, book, "base_filed")


def _moved_abroad(asked: CardRequest, _: Exemption, __: Rulebook) -> Told:
    if asked.mn_lapse_reason is not MyNumberLapse.MOVED_ABROAD:
        return ("mn_lapse_reason",) if asked.mn_lapse_reason is None else False
    told = {"reentry_permission": asked.reentry_permission, "returned_in_time": asked.returned_in_time}
    if False in told.values():
        return False
    return tuple(name for name, value in told.items() if value is None) or True


def _number_changed(asked: CardRequest, _: Exemption, __: Rulebook) -> Told:
    if asked.mn_lapse_reason is None:
        return ("mn_lapse_reason",)
    return asked.mn_lapse_reason in {MyNumberLapse.CODE_CHANGED, MyNumberLapse.NUMBER_CHANGED}


_CONDITIONS: Final[Mapping[Exemption, tuple[_Condition, ...]]] = MappingProxyType(
    {
        _E.HOLDER: (_holder,),
        _E.DAMAGE: (_holder, _no_fault),
        _E.LOSS: (_holder, _same_day, _no_fault),
        _E.WITHHELD: (_holder, _same_day, _withheld),
        _E.REENTERED: (_holder, _moved_abroad),
        _E.CHANGED_NUMBER: (_holder, _number_changed),
        _E.NO_SPACE: (_holder, _no_space),
        _E.ARRIVAL: (),
        _E.FROM_TRANSIT: (_same_day, _registered),
        _E.FROM_PROVISIONAL_STAY: (_same_day, _registered),
        _E.OLDER_CARD: (_older,),
        _E.OLDER_CARD_WITHHELD: (_same_day, _withheld, _older_then),
        _E.FILED_BEFORE: (_same_day, _filed_before),
        _E.SPR_OLDER: (_older,),
        _E.SPR_OLDER_WITHHELD: (_same_day, _withheld, _older_then),
        _E.SPR_PERMISSION_BEFORE: (_same_day, _filed_before),
        _E.SPR_FILED_BEFORE: (_same_day, _filed_before),
        _E.SPR_HOLDER: (_holder,),
        _E.SPR_NO_FAULT: (_holder, _no_fault),
        _E.SPR_WITHHELD: (_holder, _same_day, _withheld),
        _E.SPR_REENTERED: (_holder, _moved_abroad),
        _E.SPR_CHANGED_NUMBER: (_holder, _number_changed),
        _E.SPR_NO_SPACE: (_holder, _no_space),
        _E.SPR_NEW: (_same_day, _registered),
        _E.SPR_NEW_ADDRESS: (_same_day, _unregistered),
        _E.SPR_PERMISSION: (),
    }
)
_DAY_OF: Final[Mapping[Exemption, Rule[date]]] = MappingProxyType(
    {
        _E.OLDER_CARD: SPECIFIED_CARD_WAIVED_BEFORE,
        _E.OLDER_CARD_WITHHELD: SPECIFIED_CARD_WAIVED_BEFORE,
        _E.FILED_BEFORE: SPECIFIED_CARD_FILED_BEFORE,
        _E.SPR_OLDER: SPR_WAIVED_BEFORE,
        _E.SPR_OLDER_WITHHELD: SPR_WAIVED_BEFORE,
        _E.SPR_PERMISSION_BEFORE: SPR_FILED_BEFORE,
        _E.SPR_FILED_BEFORE: SPR_FILED_BEFORE,
    }
)
_SPECIAL: Final = tuple(case for case in Exemption if case.value.startswith("spr_"))
_ORDINARY: Final = tuple(case for case in Exemption if case not in _SPECIAL)


def _asked_next(told: list[Told]) -> tuple[str, ...]:
    """Return the facts to ask for; what came before must be known before anything is asked about it."""
    open_ = [one for one in told if isinstance(one, tuple)]
    first = next((one for one in open_ if "base_procedure" in one), None)
    return first or tuple(fact for one in open_ for fact in one)


def _grounds(case: Exemption, day: date, book: Rulebook) -> tuple[Ground, ...]:
    rule: Rule[Any] = EXEMPT_AFTER[case] if case in EXEMPT_AFTER else EXEMPT_PROCEDURES[case]
    before = _DAY_OF.get(case)
    return (book.ground(rule, day), *((book.ground(before, day),) if before else ()))


def _concerns(case: Exemption, asked: CardRequest, book: Rulebook) -> bool:
    """Tell whether a case lies in asking with this procedure."""
    if case in _SAME_DAY:
        return asked.procedure is _SAME_DAY[case]
    return asked.procedure in book.at(EXEMPT_PROCEDURES[case], asked.accepted_on).value


def _amount(asked: CardRequest) -> Rule[int]:
    special = asked.route in {Route.SPR_MUNICIPALITY, Route.SPR_BUREAU}
    if not asked.posted:
        return SPR_CARD_FEE if special else SPECIFIED_CARD_FEE
    if asked.route not in EXPRESS_CARD_FEES:
        known = tuple(route.value for route in EXPRESS_CARD_FEES)
        raise UnknownTermError("fee", f"{asked.route} express", known)
    return EXPRESS_CARD_FEES[asked.route]


def card_fee(asked: CardRequest, *, book: Rulebook = CURRENT) -> Answer[Yen]:
    """Return what a specified card costs that comes with a card procedure or a notification of residence.

    The cases in which it is free are tried one by one; one that the facts rule out is not asked about.

    Args:
        asked: what is known.
        book: the law; the versions are those of the day of acceptance.

    Raises:
        FactsError: whether it is free depends on facts that are missing; all are listed.
        NotInForceError: before 2026-06-14.
        UnknownTermError: posting is asked for on a route without it, or the card comes with a status
            procedure.

    Example:
        >>> from datetime import date
        >>> asked = CardRequest(
        ...     procedure=ProcedureKind.REISSUE_DAMAGE, accepted_on=date(2027, 5, 10), route=Route.BUREAU_CARD,
        ...     held_card_issued_on=date(2026, 9, 1), had_specified_card=True, without_fault=True,
        ...     no_space_left=False)
        >>> card_fee(asked).text("en")
        '0 yen (Immigration Order art. 3-3(1), Immigration Order art. 3-3(2)(ii); official text)'
    """
    if asked.route is Route.BUREAU_STATUS:
        raise UnknownTermError(
            "fee",
            f"{asked.route} specified_card",
            tuple(route.value for route in Route if route is not Route.BUREAU_STATUS),
        )
    day, rule = asked.accepted_on, _amount(asked)
    amount = book.ground(rule, day)
    missing: dict[str, None] = {}
    for case in _SPECIAL if asked.route.value.startswith("spr_") else _ORDINARY:
        if not _concerns(case, asked, book):
            continue
        told = [condition(asked, case, book) for condition in _CONDITIONS[case]]
        if False in told:
            continue
        if open_ := _asked_next(told):
            missing |= dict.fromkeys(open_)
        else:
            return Answer(Yen(0), (amount, *_grounds(case, day, book)))
    if missing:
        raise FactsError(missing=tuple(missing))
    return Answer(Yen(book.at(rule, day).value), (amount,))
