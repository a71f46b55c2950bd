"""The acts that one provision treats alike, and the people whom the law lets or makes do them.

Each row of ``data/rules/representation.toml`` under ``may`` names a class of people and the conditions under
which they act. The rows of a group are tried in the order of :data:`ROWS`; the first that fits decides.
"""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, fields
from types import MappingProxyType
from typing import Final

from tokutei import messages
from tokutei.calendar.periods import ground
from tokutei.law import Evidence, LegalDay, Rule
from tokutei.rules.values import OneOf, SomeOf, flag, whole_number
from tokutei.vocabulary import ProcedureKind, Window
from tokutei.vocabulary.words import Word

__all__ = [
    "APPEARANCE",
    "CARRIED_ALWAYS",
    "CARRYING_AGE",
    "ENTITLEMENTS",
    "POSTED",
    "REPLY_LETTER_EXEMPT",
    "ROWS",
    "SHOWING",
    "SPR_CARRIES",
    "Condition",
    "Entitlement",
    "Group",
    "Holder",
    "Person",
    "PersonClass",
]

_TOPIC: Final = "representation"


class Holder(Word):
    """Whose law decides: that of residence cards or that of special permanent residents."""

    RESIDENT = "resident", "中長期在留者", "mid- to long-term resident"
    SPECIAL_PERMANENT_RESIDENT = "spr", "特別永住者", "special permanent resident"


class Person(Word):
    """Who might act for the holder."""

    SPOUSE = "spouse", "配偶者", "spouse"
    CHILD = "child", "子", "child"
    PARENT = "parent", "父又は母", "parent"
    SIBLING = "sibling", "兄弟姉妹その他の親族", "sibling or another relative"
    FRIEND = "friend", "知人", "friend"
    LEGAL_REPRESENTATIVE = "legal_representative", "法定代理人", "legal representative"
    LAWYER = "lawyer", "弁護士", "lawyer"
    GYOSEISHOSHI = "gyoseishoshi", "行政書士", "gyoseishoshi (administrative scrivener)"
    EMPLOYER_STAFF = "employer_staff", "受入れ機関等の職員", "staff of the accepting organization"
    SUPPORT_STAFF = (
        "support_org_staff",
        "登録支援機関の職員",
        "staff of a registered support organization",
    )
    BREADWINNER_STAFF = (
        "breadwinner_org_staff",
        "扶養者等の所属機関の職員",
        "staff of the breadwinner's organization",
    )
    NONE = "none", "なし", "nobody"


class PersonClass(Word):
    """The classes of people that the rows name."""

    RELATIVE = "relative", "親族", "relative"
    OTHER = "other", "親族でない者", "somebody who is no relative"
    ANYONE = "anyone", "依頼を受けた者", "anybody asked"
    """Except a relative in the same household, for whom other rows are made."""
    LEGAL_REPRESENTATIVE = "legal_representative", "法定代理人", "legal representative"
    GUARDIAN = "guardian", "親権を行う者又は未成年後見人", "parent or guardian"
    AGENT = "agent", "弁護士又は行政書士", "lawyer or gyoseishoshi"
    ORGANIZATION_STAFF = "organization_staff", "受入れ機関等の職員", "staff of the accepting organization"
    SUPPORT_STAFF = "support_staff", "登録支援機関の職員", "staff of a registered support organization"
    BREADWINNER_STAFF = (
        "breadwinner_staff",
        "扶養者等の所属機関の職員",
        "staff of the breadwinner's organization",
    )


class Condition(Word):
    """What must be so for a row to apply."""

    COHABITING = "cohabiting", "同居している", "living together"
    UNABLE = "unable", "本人が年少又は疾病等", "the holder under age or unable to come"
    MINOR = "minor", "本人が年少", "the holder under age"
    ILL = "ill", "本人が疾病等", "the holder unable to come"
    AGED = "aged", "代わりに行う者の年齢", "of the age to act"
    REQUESTED = "requested", "依頼がある", "asked"
    REGISTERED = "registered", "届出済み", "notified to the bureau"
    ACCEPTED = "accepted", "官署が相当と認める", "thought fit by the office"
    SSW1 = "ssw1", "本人が特定技能1号", "for specified skilled workers (i)"
    NOT_EXPRESS = "not_express", "速やかな交付の申出がない", "without a request for expedited posting"
    Q6 = "Q6", "問Q6の読み方による", "as question Q6 is read"
    Q16 = "Q16", "問Q16の読み方による", "as question Q16 is read"


@dataclass(frozen=True, slots=True)
class Entitlement:
    """One row: who, and under which conditions."""

    who: PersonClass
    needs: tuple[Condition, ...] = ()
    under: int | None = None
    """Below this age the holder counts as unable to act; ``None`` where no age is named."""
    birthday: AbstractSet[ProcedureKind] = frozenset()
    """Procedures in which the birthday of that age still counts as below it."""
    from_age: int | None = None
    """Age from which a person may act; ``None`` where none is named."""
    order: tuple[Person, ...] = ()
    """Not empty where people must act rather than may: in this order."""

    def text(self, lang: str) -> str:
        """Return who it is and what must be so."""
        return messages.render((self.who, *self.needs), lang)


def _entitlement(value: object) -> Entitlement:
    if isinstance(value, Entitlement):
        return value
    if not isinstance(value, Mapping) or value.keys() - _FIELDS or "who" not in value:
        msg = f"a row of {', '.join(_FIELDS)}"
        raise ValueError(msg)
    under, from_age = value.get("under"), value.get("from_age")
    lists = {name: [str(one) for one in value.get(name, ())] for name in ("needs", "birthday", "order")}
    if any(len(set(words)) != len(words) for words in lists.values()):
        msg = "each word once"
        raise ValueError(msg)
    return Entitlement(
        PersonClass(str(value["who"])),
        tuple(map(Condition, lists["needs"])),
        None if under is None else whole_number(under),
        SomeOf(ProcedureKind)(lists["birthday"]),
        None if from_age is None else whole_number(from_age),
        tuple(map(Person, lists["order"])),
    )


_FIELDS: Final = tuple(field.name for field in fields(Entitlement))


class Group(Word):
    """Acts that one provision treats alike."""

    ADDRESS = "address", "住居地の届出と在留カードの返還の受領", "address notifications"
    CARD = "card", "在留カードの届出・申請と受領", "card procedures and receipt"
    STATUS = "status", "在留資格の申請と在留カードの受領", "status applications and receipt"
    SPECIFIED_CARD = (
        "specified_card",
        "特定在留カードの申請（届出等と併せて）",
        "specified card with a card procedure",
    )
    SPECIFIED_STATUS = (
        "specified_status",
        "特定在留カードの申請（在留の申請と併せて）",
        "specified card with a status application",
    )
    SPECIFIED_ADDRESS = (
        "specified_address",
        "特定在留カードの申請（市町村）",
        "specified card at the municipality",
    )
    SPECIFIED_RECEIPT = (
        "specified_receipt",
        "特定在留カードの市町村での受領",
        "receipt of a specified card at the municipality",
    )
    RETURN = "return", "特定在留カードの返納", "return of a specified card"
    RETURN_RECEIPT = (
        "return_receipt",
        "返納の際の在留カードの受領",
        "receipt of the ordinary card given for a returned one",
    )
    SPR_ADDRESS = "spr_address", "特別永住者の住居地の届出", "SPR: address notifications"
    SPR_CARD = (
        "spr_card",
        "特別永住者証明書の届出・申請と受領",
        "SPR: certificate procedures and receipt",
    )
    SPR_PERMISSION_BIRTH = (
        "spr_permission_birth",
        "特別永住許可（出生等）の申請と受領",
        "SPR: permission by birth",
    )
    SPR_PERMISSION_OTHER = (
        "spr_permission_other",
        "特別永住許可（その他）の申請と受領",
        "SPR: other permission",
    )
    SPR_SPECIFIED_CARD = (
        "spr_specified_card",
        "特定特別永住者証明書の申請（届出等と併せて）",
        "SPR: specified certificate with a certificate procedure",
    )
    SPR_SPECIFIED_ADDRESS = (
        "spr_specified_address",
        "特定特別永住者証明書の申請（住居地の届出と併せて）",
        "SPR: specified certificate with an address notification",
    )
    SPR_SPECIFIED_PERMISSION = (
        "spr_specified_permission",
        "特定特別永住者証明書の申請（許可の申請と併せて）",
        "SPR: specified certificate with the permission",
    )
    SPR_SPECIFIED_RECEIPT = (
        "spr_specified_receipt",
        "特定特別永住者証明書の受領（住居地の届出によるもの）",
        "SPR: receipt of a specified certificate after an address notification",
    )
    SPR_RETURN = "spr_return", "特定特別永住者証明書の返納", "SPR: return of a specified certificate"
    SPR_RETURN_RECEIPT = (
        "spr_return_receipt",
        "返納の際の特別永住者証明書の受領",
        "SPR: receipt of the ordinary certificate given for a returned one",
    )

    @property
    def holder(self) -> Holder:
        """Whose law decides."""
        return Holder.SPECIAL_PERMANENT_RESIDENT if self.value.startswith("spr_") else Holder.RESIDENT


APPEARANCE: Final[Mapping[Group, Rule[Window]]] = MappingProxyType(
    {
        group: Rule(
            _TOPIC,
            f"appear.{group.value}",
            ja=f"本人が出頭する場所：{group.ja}",
            en=f"where the holder appears: {group.en}",
            parse=OneOf(Window),
        )
        for group in Group
    }
)
"""Where the holder appears in person, unless somebody else may act."""

_RELATIVES: Final = ("cohabiting_duty", "cohabiting_asked")
_ILL: Final = ("relative_if_unable", "other_if_unable")
_STAFF: Final = ("organization_staff", "support_staff", "agent")
_ROW_NAMES: Final[Mapping[Group, tuple[str, ...]]] = MappingProxyType(
    {
        Group.ADDRESS: (*_RELATIVES, "anyone_asked", "legal_representative"),
        Group.CARD: (*_RELATIVES, *_STAFF, "legal_representative", *_ILL),
        Group.STATUS: ("legal_representative", *_STAFF, "breadwinner_staff", *_ILL),
        Group.SPECIFIED_CARD: (
            "cohabiting_if_unable",
            "cohabiting_asked",
            *_STAFF,
            "legal_representative",
            *_ILL,
        ),
        Group.SPECIFIED_STATUS: ("legal_representative", *_STAFF, "breadwinner_staff", *_ILL),
        Group.SPECIFIED_ADDRESS: ("relative_if_unable", "legal_representative", "anyone_asked"),
        Group.SPECIFIED_RECEIPT: (*_RELATIVES, "legal_representative", *_ILL),
        Group.RETURN: ("cohabiting_if_unable", "cohabiting_asked", "legal_representative"),
        Group.RETURN_RECEIPT: (*_RELATIVES, "legal_representative"),
        Group.SPR_ADDRESS: (*_RELATIVES, "anyone_asked", "legal_representative"),
        Group.SPR_CARD: (*_RELATIVES, "agent", "legal_representative", *_ILL),
        Group.SPR_PERMISSION_BIRTH: ("guardian_duty", "relative_if_ill", "other_if_ill"),
        Group.SPR_PERMISSION_OTHER: ("guardian_duty", "relative_if_ill", "other_if_ill"),
        Group.SPR_SPECIFIED_CARD: (
            "cohabiting_if_unable",
            "cohabiting_asked",
            "agent",
            "legal_representative",
            *_ILL,
        ),
        Group.SPR_SPECIFIED_ADDRESS: ("relative_if_unable", "legal_representative", "anyone_asked"),
        Group.SPR_SPECIFIED_PERMISSION: ("guardian_if_minor", "relative_if_ill", "other_if_ill"),
        Group.SPR_SPECIFIED_RECEIPT: (*_RELATIVES, "legal_representative", *_ILL),
        Group.SPR_RETURN: ("cohabiting_if_unable", "cohabiting_asked", "legal_representative"),
        Group.SPR_RETURN_RECEIPT: (*_RELATIVES, "legal_representative"),
    }
)

ENTITLEMENTS: Final[Mapping[str, Rule[Entitlement]]] = MappingProxyType(
    {
        f"{group.value}.{name}": Rule(
            _TOPIC,
            f"may.{group.value}.{name}",
            ja=f"代わりに行える者：{group.ja}",
            en=f"who may act: {group.en} ({name.replace('_', ' ')})",
            parse=_entitlement,
        )
        for group, names in _ROW_NAMES.items()
        for name in names
    }
)
"""Every row by ``group.name``, in the order in which it is tried."""

ROWS: Final[Mapping[Group, tuple[Rule[Entitlement], ...]]] = MappingProxyType(
    {
        group: tuple(ENTITLEMENTS[f"{group.value}.{name}"] for name in names)
        for group, names in _ROW_NAMES.items()
    }
)
"""The rows of each group, in the order in which they are tried."""


REPLY_LETTER_EXEMPT: Final[Mapping[Holder, Rule[AbstractSet[Person]]]] = MappingProxyType(
    {
        holder: Rule(
            _TOPIC,
            f"reply_letter_exempt.{holder.value}",
            ja=f"特定在留カード等の受領に回答書を要しない者：{holder.ja}",
            en=f"who receives a specified card without the reply letter: {holder.en}",
            parse=SomeOf(Person),
        )
        for holder in Holder
    }
)
"""Who need not show the reply letter, by kind of holder."""
POSTED: Final[Mapping[str, Rule[bool]]] = MappingProxyType(
    {
        name: Rule(
            _TOPIC,
            f"posted.{name}",
            ja=f"出頭しないでする受領：{ja}",
            en=f"receipt by post: {en}",
            parse=flag,
        )
        for name, ja, en in (
            ("card", "同日に交付しない在留カード", "ordinary card not given on the day of filing"),
            ("status", "オンライン申請による在留カード", "ordinary card after an online application"),
            ("spr_card", "特別永住者証明書（著しい支障）", "ordinary certificate if coming is very hard"),
            ("express", "速やかな交付の特定在留カード", "expedited specified card"),
            ("spr_express", "速やかな交付の特定特別永住者証明書", "expedited specified certificate"),
        )
    }
)
"""Receipt without appearing: the first three at the discretion of the office."""
CARRYING_AGE: Final = Rule(
    _TOPIC,
    "carrying_age",
    ja="在留カードの携帯の義務が始まる年齢",
    en="age from which the residence card is carried",
    parse=whole_number,
    looks_at=LegalDay.EVENT,
)
SPR_CARRIES: Final = Rule(
    _TOPIC,
    "spr_carries",
    ja="特別永住者の携帯の義務",
    en="whether special permanent residents carry a paper",
    parse=flag,
    looks_at=LegalDay.EVENT,
)
SHOWING: Final[Mapping[Holder, Rule[bool]]] = MappingProxyType(
    {
        holder: Rule(
            _TOPIC,
            f"showing.{holder.value}",
            ja=f"求めに応じて提示する義務：{holder.ja}",
            en=f"whether the card is shown on request: {holder.en}",
            parse=flag,
            looks_at=LegalDay.EVENT,
        )
        for holder in Holder
    }
)
"""Whether the card must be shown on request, by kind of holder."""
CARRIED_ALWAYS: Final = ground("carried_always", Evidence.OFFICIAL, "326CO0000000319:23:2")
"""The duty itself; the age comes from :data:`CARRYING_AGE`."""
