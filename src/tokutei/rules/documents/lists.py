"""Which papers the laws name for each procedure, in rows: submitted, shown, given back, checked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, TypeVar

from tokutei import messages
from tokutei.law import LegalDay, Rule
from tokutei.rules.documents.papers import Paper, Return
from tokutei.rules.values import OneOf
from tokutei.vocabulary import ProcedureKind, StatusOfResidence, Window
from tokutei.vocabulary.words import Word

__all__ = [
    "CERTIFICATES",
    "GIVEN_BACK",
    "IDENTITY_CHECKS",
    "IDENTITY_CHECK_BY",
    "IDENTITY_MOMENTS",
    "PROXY_PAPERS",
    "SHOWN",
    "SPECIFIED_PAPERS",
    "STATUS_PAPERS",
    "STRONG_PHOTO_PAPERS",
    "SUBMITTED",
    "Moment",
    "StatusPaper",
]

_TOPIC: Final = "documents"
W = TypeVar("W", bound=Word)


class Moment(Word):
    """When identity is checked."""

    FILING = "filing", "申請の際", "at the application"
    DELIVERY = "delivery", "引渡しの際", "at the handing over"


@dataclass(frozen=True, slots=True)
class StatusPaper:
    """One entry of an appended table of papers by status, in the words of the ordinance."""

    paper: str
    """The paper, quoted from the ordinance in Japanese."""
    when: str = ""
    """For whom or for which activity, quoted; empty if for everybody in the row."""
    of: frozenset[StatusOfResidence] = frozenset()
    """The sub-divisions of the status it is for; empty for all."""

    def text(self, lang: str) -> str:
        """Return the entry; there is no official English for it."""
        return messages.render(f"{self.when}：{self.paper}" if self.when else self.paper, lang)


@dataclass(frozen=True, slots=True)
class _Listed:
    """Reads a list of words of one vocabulary, each at most as often as the law names it."""

    vocabulary: type[Word]
    repeats: bool = False

    def __call__(self, value: object) -> tuple[Word, ...]:
        if isinstance(value, str) or not isinstance(value, Iterable):
            msg = f"several of {self.vocabulary.__name__}"
            raise ValueError(msg)
        found = tuple(self.vocabulary(str(one)) for one in value)
        if not self.repeats and len(set(found)) != len(found):
            msg = "each word once"
            raise ValueError(msg)
        return found


@dataclass(frozen=True, slots=True)
class _Papers:
    """Reads a list of papers; a class, so that answers survive pickling."""

    repeats: bool

    def __call__(self, value: object) -> tuple[Paper, ...]:
        return tuple(Paper(one) for one in _Listed(Paper, repeats=self.repeats)(value))


def _papers(key: str, ja: str, en: str, *, repeats: bool = False) -> Rule[tuple[Paper, ...]]:
    return Rule(_TOPIC, key, ja=ja, en=en, parse=_Papers(repeats))


_ITEMS: Final[Mapping[str, tuple[str, str]]] = MappingProxyType(
    {
        **{kind.value: (kind.ja, kind.en) for kind in ProcedureKind},
        "card_renewal": ("在留カードの有効期間の更新", "renewal of the card"),
        "card_reissue": ("汚損等・命令による再交付", "reissuance after damage or on order"),
        "acquisition_permanent": ("永住者の在留資格の取得", "acquisition of permanent residence"),
        "reentry": ("再入国許可", "re-entry permission"),
        "address_form": ("住居地の届出（様式）", "notification of place of residence, form"),
        "deemed_first": ("新規上陸後の住居地の届出とみなされる届出", "deemed first notification"),
        "deemed_after_permission": (
            "許可後の住居地の届出とみなされる届出",
            "deemed notification after a permission",
        ),
        "deemed_change": ("住居地の変更届出とみなされる届出", "deemed notification of a change"),
        "spr_address_form": ("特別永住者の住居地の届出（様式）", "SPR: notification of residence, form"),
        "spr_deemed_change": (
            "特別永住者の住居地の届出とみなされる届出",
            "SPR: deemed notification of a change",
        ),
        "spr_renewal": ("特別永住者証明書の有効期間の更新", "SPR: renewal"),
        "spr_reissue": (
            "特別永住者証明書の汚損等・命令による再交付",
            "SPR: reissuance after damage or on order",
        ),
    }
)


def _rows(group: str, ja: str, en: str, keys: Iterable[str]) -> Mapping[str, Rule[tuple[Paper, ...]]]:
    return MappingProxyType(
        {key: _papers(f"{group}.{key}", f"{ja}：{_ITEMS[key][0]}", f"{en}: {_ITEMS[key][1]}") for key in keys}
    )


SUBMITTED: Final = _rows(
    "submitted",
    "提出する書類",
    "papers submitted",
    (
        *("address_form", "address_first", "address_after_permission", "address_change"),
        *("deemed_first", "deemed_after_permission", "deemed_change"),
        *("card_item_change", "card_renewal", "card_reissue_loss", "card_reissue", "card_exchange"),
        *("mn_return_replacement", "change", "renewal", "permanent_residence"),
        *("acquisition", "acquisition_permanent", "affiliation_notification"),
        *("other_activity", "work_certificate", "reentry"),
        *("spr_permission_birth", "spr_permission_other"),
        *("spr_address_form", "spr_address_change", "spr_deemed_change", "spr_item_change", "spr_renewal"),
        *("spr_reissue_loss", "spr_reissue", "spr_exchange", "spr_mn_return_replacement"),
    ),
)
"""Submitted, by procedure or by the provision that several share."""

SHOWN: Final = _rows(
    "shown",
    "提示する書類",
    "papers shown",
    (
        *("card_item_change", "card_renewal", "card_reissue_loss", "card_reissue"),
        *("mn_return_replacement", "change", "renewal", "permanent_residence"),
        *("acquisition", "acquisition_permanent", "other_activity", "work_certificate", "reentry"),
        *("spr_permission_other", "spr_item_change", "spr_renewal", "spr_reissue_loss", "spr_reissue"),
        "spr_mn_return_replacement",
    ),
)
"""Shown and taken back."""

_ROUTES: Final = MappingProxyType(
    {
        "bureau": ("地方局での申請", "at the bureau"),
        "municipality": ("市町村での申請", "at the municipality"),
        "spr_card": ("特別永住者の届出・申請と併せて", "SPR, with a certificate procedure"),
        "spr_address": ("特別永住者の住居地の届出と併せて", "SPR, with an address notification"),
        "spr_municipality": ("特別永住者の市町村での申請", "SPR, at the municipality"),
        "spr_permission": ("特例法5条の申請と併せて", "SPR, with the permission of article 5"),
    }
)
SPECIFIED_PAPERS: Final[Mapping[str, Rule[tuple[Paper, ...]]]] = MappingProxyType(
    {
        f"{group}.{route}": _papers(
            f"specified.{group}.{route}",
            f"特定在留カード等の申請の{ja}：{_ROUTES[route][0]}",
            f"specified card, {en}: {_ROUTES[route][1]}",
        )
        for group, ja, en, routes in (
            (
                "submitted",
                "提出書類",
                "papers submitted",
                ("bureau", "municipality", "spr_card", "spr_address", "spr_permission"),
            ),
            ("shown", "提示書類", "papers shown", ("municipality", "spr_address")),
            (
                "pin",
                "暗証番号",
                "PIN filed",
                ("bureau", "municipality", "spr_municipality", "spr_permission"),
            ),
        )
        for route in routes
    }
)
"""What goes with the application for a specified card itself."""

CERTIFICATES: Final[Mapping[str, Rule[tuple[Paper, ...]]]] = MappingProxyType(
    {
        key: _papers(f"certificates.{key}", f"電子証明書：{ja}", f"electronic certificates: {en}")
        for key, ja, en in (
            ("signing_bureau", "署名用の発行（地方局経由）", "signing, through the bureau"),
            (
                "authentication_bureau",
                "利用者証明用の発行（地方局経由）",
                "authentication, through the bureau",
            ),
            ("signing_municipality", "署名用の発行（市町村）", "signing, at the municipality"),
            (
                "authentication_municipality",
                "利用者証明用の発行（市町村）",
                "authentication, at the municipality",
            ),
            ("signing_revocation", "署名用の失効", "signing, revocation"),
            ("authentication_revocation", "利用者証明用の失効", "authentication, revocation"),
        )
    }
)
"""No second certificate is issued while one lives, so the old ones are revoked first."""

GIVEN_BACK: Final[Mapping[str, Rule[Return]]] = MappingProxyType(
    {
        key: Rule(
            _TOPIC,
            f"given_back.{key}",
            ja=f"返納：{ja}",
            en=f"given back: {en}",
            parse=OneOf(Return),
            looks_at=LegalDay.ISSUE,
        )
        for key, ja, en in (
            ("bureau", "新たな在留カードの交付を受けたとき", "when a new card was received"),
            ("municipality", "市町村で特定在留カードを受領したとき", "when received at the municipality"),
            ("express", "特定在留カードの送付を受けたとき", "when received by post"),
            ("spr", "新たな特別永住者証明書の交付を受けたとき", "SPR: when a new certificate was received"),
            ("spr_express", "特定特別永住者証明書の送付を受けたとき", "SPR: when received by post"),
            ("separate_card", "個人番号カード", "separate Individual Number Card"),
        )
    }
)
"""How the card that is replaced goes back."""

IDENTITY_CHECKS: Final[Mapping[str, Rule[tuple[Paper, ...]]]] = MappingProxyType(
    {
        key: _papers(f"identity.{key}", f"本人確認書類の組合せ：{ja}", f"identity papers: {en}", repeats=True)
        for key, ja, en in (
            ("with_measure", "第1号", "item (i)"),
            ("two", "第2号", "item (ii)"),
            ("one_and_other", "第3号", "item (iii)"),
            ("letter_and_strong", "第4号イ", "item (iv)(a)"),
            ("letter_and_two", "第4号ロ", "item (iv)(b)"),
            ("letter_and_receipt", "第5号", "item (v)"),
        )
    }
)
"""The combinations in their order: each only if the one before is hard to have."""
STRONG_PHOTO_PAPERS: Final = _papers(
    "strong_photo_papers", "番号規則第1条第1号の書類", "papers of My Number Regulation 1(i)"
)
IDENTITY_CHECK_BY: Final = Rule(
    _TOPIC,
    "identity_by_municipality",
    ja="市町村を経由した申請の本人確認をする者",
    en="who checks identity for an application through the municipality",
    parse=OneOf(Window),
)
"""Instead of the Immigration Services Agency, which does it otherwise."""


def _moments(value: object) -> tuple[Moment, ...]:
    return tuple(Moment(one) for one in _Listed(Moment)(value))


IDENTITY_MOMENTS: Final[Mapping[str, Rule[tuple[Moment, ...]]]] = MappingProxyType(
    {
        key: Rule(
            _TOPIC,
            f"identity_at.{key}",
            ja=f"本人確認の時期：{ja}",
            en=f"when identity is checked: {en}",
            parse=_moments,
        )
        for key, ja, en in (
            ("usual", "特定在留カード等", "specified cards"),
            ("express", "速やかな交付の特定在留カード", "expedited specified card"),
            ("spr_express", "速やかな交付の特定特別永住者証明書", "expedited specified certificate"),
        )
    }
)
"""When identity is checked, by route: at filing, at hand-over, or either."""
PROXY_PAPERS: Final[Mapping[str, Rule[tuple[Paper, ...]]]] = MappingProxyType(
    {
        f"{holder}_{who}": _papers(
            f"proxy.{holder}_{who}",
            f"代わって{card_ja}を受領する者の書類：{ja}",
            f"papers of who receives a {card_en} for somebody: {en}",
        )
        for holder, card_ja, card_en in (
            ("resident", "特定在留カード", "specified residence card"),
            ("spr", "特定特別永住者証明書", "specified certificate"),
        )
        for who, ja, en in (
            ("legal_representative", "法定代理人", "legal representative"),
            ("other", "法定代理人以外", "anybody else"),
        )
    }
)
"""What somebody who receives the card for the holder shows, by who that is."""


def _status_papers(value: object) -> tuple[StatusPaper, ...]:
    if isinstance(value, str) or not isinstance(value, Iterable):
        msg = "entries of a table"
        raise ValueError(msg)
    found = tuple(one if isinstance(one, StatusPaper) else _status_paper(one) for one in value)
    if len(set(found)) != len(found):
        msg = "each entry once"
        raise ValueError(msg)
    return found


def _status_paper(value: object) -> StatusPaper:
    if not isinstance(value, Mapping) or value.keys() - {"paper", "when", "of"} or not value.get("paper"):
        msg = "an entry with paper, when and of"
        raise ValueError(msg)
    of = [StatusOfResidence(str(one)) for one in value.get("of", ())]
    if len(set(of)) != len(of):
        msg = "each status once"
        raise ValueError(msg)
    return StatusPaper(str(value["paper"]), str(value.get("when", "")), frozenset(of))


_S: Final = StatusOfResidence
_TABLE_ROWS: Final[Mapping[str, tuple[StatusOfResidence, ...]]] = MappingProxyType(
    {
        "hsp": (
            _S.HIGHLY_SKILLED_PROFESSIONAL_1A,
            _S.HIGHLY_SKILLED_PROFESSIONAL_1B,
            _S.HIGHLY_SKILLED_PROFESSIONAL_1C,
            _S.HIGHLY_SKILLED_PROFESSIONAL_2,
        ),
        "ssw": (_S.SPECIFIED_SKILLED_WORKER_1, _S.SPECIFIED_SKILLED_WORKER_2),
        "tit": (
            _S.TECHNICAL_INTERN_TRAINING_1A,
            _S.TECHNICAL_INTERN_TRAINING_1B,
            _S.TECHNICAL_INTERN_TRAINING_2A,
            _S.TECHNICAL_INTERN_TRAINING_2B,
            _S.TECHNICAL_INTERN_TRAINING_3A,
            _S.TECHNICAL_INTERN_TRAINING_3B,
        ),
        **{
            status.value: (status,)
            for status in (
                *(_S.DIPLOMAT, _S.OFFICIAL, _S.PROFESSOR, _S.ARTIST, _S.RELIGIOUS_ACTIVITIES, _S.JOURNALIST),
                *(_S.BUSINESS_MANAGER, _S.LEGAL_ACCOUNTING_SERVICES, _S.MEDICAL_SERVICES, _S.RESEARCHER),
                *(_S.INSTRUCTOR, _S.ENGINEER_SPECIALIST_IN_HUMANITIES_INTERNATIONAL_SERVICES),
                *(_S.INTRA_COMPANY_TRANSFEREE, _S.NURSING_CARE, _S.ENTERTAINER, _S.SKILLED_LABOR),
                *(_S.CULTURAL_ACTIVITIES, _S.TEMPORARY_VISITOR, _S.STUDENT, _S.TRAINEE, _S.DEPENDENT),
                *(_S.DESIGNATED_ACTIVITIES, _S.SPOUSE_OR_CHILD_OF_JAPANESE_NATIONAL),
                *(_S.SPOUSE_OR_CHILD_OF_PERMANENT_RESIDENT, _S.LONG_TERM_RESIDENT),
            )
        },
    }
)
_ROW_OF: Final = MappingProxyType({status: row for row, all_of in _TABLE_ROWS.items() for status in all_of})
_NOT_EXTENDED: Final = frozenset({_S.DIPLOMAT.value, _S.TEMPORARY_VISITOR.value})
"""In the table for changes only; an extension as a temporary visitor has no list of its own."""


def _status_rule(table: str, row: str) -> Rule[tuple[StatusPaper, ...]]:
    first = _TABLE_ROWS[row][0]
    ja = first.ja if row == first.value else first.ja.split("1号")[0]
    en = first.en if row == first.value else first.en.split(" (")[0]
    said = ("変更・取得", "change or acquisition") if table == "change" else ("更新", "extension")
    return Rule(
        _TOPIC,
        f"status_papers.{table}.{row}",
        ja=f"在留資格の{said[0]}の資料：{ja}",
        en=f"papers by status, {said[1]}: {en}",
        parse=_status_papers,
    )


STATUS_PAPERS: Final[Mapping[tuple[str, StatusOfResidence], Rule[tuple[StatusPaper, ...]]]] = (
    MappingProxyType(
        {
            (table, status): _status_rule(table, row)
            for table in ("change", "renewal")
            for status, row in _ROW_OF.items()
            if not (
                table == "renewal" and (row in _NOT_EXTENDED or status is _S.HIGHLY_SKILLED_PROFESSIONAL_2)
            )
        }
    )
)
"""By table (``change`` also serves acquisition) and status; sub-divisions share the row of their status."""
