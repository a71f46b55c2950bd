"""The amounts (手数料の額): what a permission, a certificate or a card costs, and what is free."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Final

from tokutei.law import LegalDay, Rule
from tokutei.rules.fees.words import OtherProcedure
from tokutei.rules.values import FeeScale, ListOf, calendar_day, fee_scale, yen
from tokutei.vocabulary import Channel, ProcedureKind

__all__ = [
    "CEILINGS",
    "EXCHANGE_FEE",
    "FREE_OTHERS",
    "FREE_PERMISSIONS",
    "FREE_PROCEDURES",
    "ONLINE_PAYMENT_SURCHARGE",
    "OTHER_FEES",
    "PERMISSION_FEES",
    "REDUCED_FEES",
    "RETURN_FREE",
    "SPECIFIED_ADDITION",
    "SPECIFIED_ADDITION_PROCEDURES",
    "SPECIFIED_ADDITION_WAIVED_BEFORE",
    "SPR_EXCHANGE_FEE",
    "SPR_FREE_PROCEDURES",
    "SPR_RETURN_FREE",
]

_TOPIC: Final = "fees"
_P: Final = ProcedureKind


def _permission(procedure: ProcedureKind, channel: Channel) -> Rule[FeeScale]:
    return Rule(
        _TOPIC,
        f"permission.{procedure.value}.{channel.value}",
        ja=f"{procedure.ja}の手数料（{channel.ja}）",
        en=f"fee: {procedure.en} ({channel.en})",
        parse=fee_scale,
        looks_at=LegalDay.ACCEPTANCE,
    )


def _yen(key: str, ja: str, en: str) -> Rule[int]:
    return Rule(_TOPIC, key, ja=ja, en=en, parse=yen, looks_at=LegalDay.ACCEPTANCE)


def _list(key: str, ja: str, en: str) -> Rule[tuple[ProcedureKind, ...]]:
    return Rule(_TOPIC, key, ja=ja, en=en, parse=ListOf(ProcedureKind), looks_at=LegalDay.ACCEPTANCE)


PERMISSION_FEES: Final[Mapping[tuple[ProcedureKind, Channel], Rule[FeeScale]]] = MappingProxyType(
    {
        key: _permission(*key)
        for key in (
            (_P.CHANGE_OF_STATUS, Channel.COUNTER),
            (_P.CHANGE_OF_STATUS, Channel.ONLINE),
            (_P.EXTENSION_OF_STAY, Channel.COUNTER),
            (_P.EXTENSION_OF_STAY, Channel.ONLINE),
            (_P.PERMANENT_RESIDENCE, Channel.COUNTER),
            (_P.REENTRY_SINGLE, Channel.COUNTER),
            (_P.REENTRY_SINGLE, Channel.ONLINE),
            (_P.REENTRY_MULTIPLE, Channel.COUNTER),
            (_P.REENTRY_MULTIPLE, Channel.ONLINE),
            (_P.WORK_CERTIFICATE, Channel.COUNTER),
            (_P.WORK_CERTIFICATE, Channel.ONLINE),
        )
    }
)
"""For a permission or certificate, by procedure and channel; scales are by the period granted."""

REDUCED_FEES: Final[Mapping[ProcedureKind, Rule[int]]] = MappingProxyType(
    {
        kind: _yen(f"reduced.{kind.value}", f"{kind.ja}の減額された手数料", f"reduced fee: {kind.en}")
        for kind in (_P.CHANGE_OF_STATUS, _P.EXTENSION_OF_STAY, _P.PERMANENT_RESIDENCE)
    }
)
"""For those in hardship, at the counter. Who they are, and who decides it, was not seen."""

ONLINE_PAYMENT_SURCHARGE: Final[Rule[FeeScale]] = Rule(
    _TOPIC,
    "online_payment_surcharge",
    ja="オンライン決済の際に加わる額",
    en="what paying online adds",
    parse=fee_scale,
    looks_at=LegalDay.ACCEPTANCE,
)
CEILINGS: Final[Mapping[ProcedureKind, Rule[int]]] = MappingProxyType(
    {
        kind: _yen(
            f"ceiling.{kind.value}", f"{kind.ja}の手数料の法律上の上限", f"ceiling in the Act: {kind.en}"
        )
        for kind in (_P.CHANGE_OF_STATUS, _P.EXTENSION_OF_STAY, _P.PERMANENT_RESIDENCE)
    }
)
"""How high the cabinet order may set the fee."""

SPECIFIED_ADDITION: Final = _yen(
    "specified_addition",
    "許可の手数料に加わる特定在留カードの額",
    "added to a permission fee for a specified card",
)
SPECIFIED_ADDITION_PROCEDURES: Final = _list(
    "specified_addition_procedures",
    "特定在留カードの額が加わる申請",
    "applications to whose fee the specified card is added",
)
SPECIFIED_ADDITION_WAIVED_BEFORE: Final[Rule[date]] = Rule(
    _TOPIC,
    "specified_addition_waived_before",
    ja="この日より前に交付されたカードの所持者には加算しない日",
    en="holders of a card issued before this day pay no addition",
    parse=calendar_day,
    looks_at=LegalDay.ACCEPTANCE,
)
EXCHANGE_FEE: Final = _yen("exchange", "交換希望による在留カードの手数料", "fee for an exchange on request")
SPR_EXCHANGE_FEE: Final = _yen(
    "spr_exchange",
    "交換希望による特別永住者証明書の手数料",
    "fee for an exchange of a special permanent resident certificate",
)
OTHER_FEES: Final[Mapping[OtherProcedure, Rule[int]]] = MappingProxyType(
    {
        kind: _yen(f"other.{kind.value}", f"{kind.ja}の手数料", f"fee: {kind.en}")
        for kind in OtherProcedure
        if kind
        not in {OtherProcedure.CERTIFICATE_OF_ELIGIBILITY, OtherProcedure.PERMISSION_FROM_PROVISIONAL_STAY}
    }
)
"""Yen for what is neither a permission nor a residence card, by procedure."""
FREE_PROCEDURES: Final = _list("free_procedures", "手数料の定めのない手続", "procedures without a fee")
FREE_PERMISSIONS: Final = _list("free_permissions", "手数料の定めのない許可", "permissions without a fee")
SPR_FREE_PROCEDURES: Final = _list(
    "spr_free_procedures",
    "手数料の定めのない手続（特別永住者）",
    "procedures of special permanent residents without a fee",
)
FREE_OTHERS: Final[Rule[tuple[OtherProcedure, ...]]] = Rule(
    _TOPIC,
    "free_others",
    ja="手数料の定めのないその他の手続",
    en="other things without a fee",
    parse=ListOf(OtherProcedure),
    looks_at=LegalDay.ACCEPTANCE,
)
RETURN_FREE: Final = _list(
    "return_free",
    "個人番号カードとしての機能の返納に伴う無料の交付",
    "cards given free of charge on return of the My Number function",
)
SPR_RETURN_FREE: Final = _list(
    "spr_return_free",
    "個人番号カードとしての機能の返納に伴う無料の交付（特別永住者）",
    "certificates given free of charge on return of the My Number function",
)
