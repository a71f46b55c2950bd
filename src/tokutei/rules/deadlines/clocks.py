"""Every clock of the law: what starts it, its number, where it is due, who owes it, whether it moves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Final

from tokutei.law import LegalDay, Rule
from tokutei.rules.deadlines.notices import NOTICE_DAYS, NOTICE_WINDOWS, RETURN_DAYS
from tokutei.rules.deadlines.words import (
    Authority,
    Bearer,
    DayOfMonth,
    Matter,
    Obligation,
    Term,
    TriggerEvent,
)
from tokutei.rules.values import OneOf, SomeOf, flag, whole_number
from tokutei.vocabulary import ProcedureKind, StatusOfResidence

__all__ = [
    "ANNUAL_REPORTS",
    "CLOCKS",
    "EMPLOYER_REPORT_EXCLUDED",
    "FURTHER_DAYS",
    "NEXT_MONTH",
    "SEPARATE_CARD_NOTICES_ONLY",
    "SPECIAL_REENTRY_YEARS",
    "STAY_END_MOVES",
    "TERMS",
    "Clock",
    "Moving",
    "Subject",
    "clocks_of",
]

_TOPIC: Final = "deadlines"
Subject = ProcedureKind | Matter
"""What is due: a procedure, or a matter without one."""


class Moving(StrEnum):
    """Whether a last day moves off the closed days of the office."""

    BY_LAW = "by_law"
    INFERRED = "inferred"
    """The law moves periods; that this is one of them is our reading."""
    BY_SWITCH = "by_switch"
    """Only if :data:`STAY_END_MOVES` says so."""
    NEVER = "never"
    NOT_SURELY = "not_surely"
    """It is taken not to move, but that is our reading."""


@dataclass(frozen=True, slots=True)
class Clock:
    """What runs from an event."""

    rule: Rule[Any]
    """Its number of days, its term, or its day of the month."""
    authorities: tuple[Authority, ...]
    """Where it is due; the first is the usual place."""
    who: Bearer | None = Bearer.HOLDER
    obligation: Obligation | None = Obligation.DUTY
    """``None`` for what only ends, and for what nobody must do."""
    moving: Moving = Moving.BY_LAW
    closed: Authority | None = None
    """Whose closed days move the last day, where it is not the office's."""


_SUBJECTS: Final[Mapping[str, tuple[str, str]]] = MappingProxyType(
    {one.value: (one.ja, one.en) for kind in (ProcedureKind, Matter) for one in kind}
)


def _names(key: str) -> tuple[str, str]:
    """Return the words of a key: those of its subject, with what tells it from its neighbours."""
    subject, _, part = key.partition("__")
    ja, en = _SUBJECTS[subject]
    return (f"{ja}（{_PARTS[part][0]}）", f"{en} ({_PARTS[part][1]})") if part else (ja, en)


_PARTS: Final[Mapping[str, tuple[str, str]]] = MappingProxyType(
    {
        "abroad": ("国外に転出したとき", "moved abroad"),
        "found": ("発見したカード", "card found"),
        "death": ("死亡した者のカード", "card of somebody who died"),
        "settled": ("住居地を定めた場合", "place settled"),
        "permission": ("許可を受けた日から", "from the permission"),
        "leaving": ("退去した日から", "from leaving"),
        "insured": ("雇用保険の被保険者", "insured"),
        "uninsured": ("被保険者でない者", "not insured"),
        "at_once": ("出国・交換による失効", "lapsed by departure or a new card"),
        "departure": ("出国による失効", "lapsed by departure"),
        "replaced": ("交換による失効", "lapsed by a new certificate"),
        "refuge": ("一時庇護許可者", "landed for temporary refuge"),
        "new_card": ("新しい在留カードを受けた後", "after a new residence card"),
    }
)


def _days(key: str) -> Rule[int]:
    ja, en = _names(key)
    return Rule(
        _TOPIC, f"days.{key}", ja=f"{ja}の日数", en=f"days: {en}", parse=whole_number, looks_at=LegalDay.EVENT
    )


def _term(key: str) -> Rule[Term]:
    ja, en = _names(key)
    return Rule(
        _TOPIC, f"terms.{key}", ja=f"{ja}の期限", en=f"term: {en}", parse=OneOf(Term), looks_at=LegalDay.EVENT
    )


def _day_of_month(group: str, key: str) -> Rule[DayOfMonth]:
    ja, en = _names(key)
    parse = DayOfMonth.parse
    return Rule(
        _TOPIC, f"{group}.{key}", ja=f"{ja}の期限", en=f"last day: {en}", parse=parse, looks_at=LegalDay.EVENT
    )


FURTHER_DAYS: Final[Mapping[str, Rule[int]]] = MappingProxyType(
    {
        key: _days(key)
        for key in (
            "acquisition",
            "institution_notification",
            "ssw_notification",
            "return_card__found",
            "return_card__death",
            "spr_permission_birth",
            "spr_address_change__settled",
            "spr_address_change",
            "spr_item_change",
            "spr_reissue_loss",
            "spr_reissue_order",
            "spr_return_certificate",
            "spr_return_certificate__found",
            "spr_return_certificate__death",
            "stay_without_status",
            "stay_without_status_spr_child",
            "revocation_ground_address__permission",
            "revocation_ground_address__leaving",
            "mn_item_change",
            "mn_hand_in",
            "juki_move_in",
            "juki_move_within",
            "juki_move_in_from_abroad",
            "juki_new_mlt",
            "household_relation",
            "employer_report_leave__insured",
        )
    }
)
"""Days after the event, besides :data:`~tokutei.rules.deadlines.NOTICE_DAYS`."""

TERMS: Final[Mapping[str, Rule[Term]]] = MappingProxyType(
    {
        key: _term(key)
        for key in (
            "return_card__at_once",
            "spr_return_certificate__departure",
            "spr_return_certificate__replaced",
            "mn_loss_notification",
            "mn_return_replacement",
            "mn_return_replacement__abroad",
            "mn_item_change__new_card",
            "card_validity_renewal",
            "spr_validity_renewal",
            "renewal",
            "change",
            "permanent_residence",
            "acquisition__refuge",
        )
    }
)
"""Terms without a number."""

NEXT_MONTH: Final[Mapping[str, Rule[DayOfMonth]]] = MappingProxyType(
    {
        key: _day_of_month("next_month", key)
        for key in (
            "employer_report_hire__insured",
            "employer_report_hire__uninsured",
            "employer_report_leave__uninsured",
        )
    }
)
"""Days of the month after that of the event."""

ANNUAL_REPORTS: Final[Mapping[str, Rule[DayOfMonth]]] = MappingProxyType(
    {Matter.SSW_ANNUAL.value: _day_of_month("annual", Matter.SSW_ANNUAL.value)}
)
"""Days of every year."""

SPECIAL_REENTRY_YEARS: Final[Mapping[bool, Rule[int]]] = MappingProxyType(
    {
        spr: Rule(
            _TOPIC,
            f"special_reentry_years.{key}",
            ja=f"みなし再入国許可の有効期間の年数（{ja}）",
            en=f"years of special re-entry permission ({en})",
            parse=whole_number,
            looks_at=LegalDay.EVENT,
        )
        for spr, key, ja, en in (
            (False, "resident", "中長期在留者", "residents"),
            (True, "spr", "特別永住者", "special permanent residents"),
        )
    }
)
"""By whether the holder is a special permanent resident."""

STAY_END_MOVES: Final[Rule[bool]] = Rule(
    _TOPIC,
    "stay_end_moves",
    ja="在留期間の満了の日が休日のとき、翌開庁日の申請を期間内とするか",
    en="whether an application on the next open day counts when the stay ends on a closed day",
    parse=flag,
    looks_at=LegalDay.STAY_END,
)
"""The strict answer is shipped; practice is said to take the next open day."""

EMPLOYER_REPORT_EXCLUDED: Final[Rule[AbstractSet[StatusOfResidence]]] = Rule(
    _TOPIC,
    "employer_report_excluded",
    ja="外国人雇用状況の届出を要しない在留資格",
    en="statuses of which employers do not report",
    parse=SomeOf(StatusOfResidence),
    looks_at=LegalDay.EVENT,
)

SEPARATE_CARD_NOTICES_ONLY: Final[Rule[bool]] = Rule(
    _TOPIC,
    "separate_card_notices_only",
    ja="個人番号カードの変更・紛失の届出が特定在留カードに及ばないか",
    en="whether notices of change and loss are for separate Individual Number Cards only",
    parse=flag,
    looks_at=LegalDay.EVENT,
)

_P, _M, _E, _A = ProcedureKind, Matter, TriggerEvent, Authority
_BUREAU, _CITY, _NOWHERE, _WORK = (_A.BUREAU,), (_A.MUNICIPALITY,), (_A.NONE,), (_A.HELLO_WORK,)
_AT_PORT = (_A.BUREAU, _A.AIRPORT)
_KNOWN = (_E.LOSS_KNOWN, _E.LOSS_KNOWN_ABROAD)
_BEGUN = (_E.BORN_IN_JAPAN, _E.LEFT_JAPANESE_NATIONALITY)
_LAPSED = (_E.STATUS_LOST, _E.CARD_EXPIRED, _E.REENTRY_EXPIRED_ABROAD)
_DEATH = (_E.HOLDER_DIED, _E.FOUND_AFTER_DEATH)
_FAMILY, _FIRM = Bearer.RELATIVE_OR_COHABITANT, Bearer.ORGANIZATION
_D, _T = FURTHER_DAYS, TERMS
_NOTICE_EVENTS: Final = {
    _P.PLACE_OF_RESIDENCE_FIRST: (_E.ADDRESS_SETTLED,),
    _P.PLACE_OF_RESIDENCE_AFTER_PERMISSION: (_E.ADDRESS_SETTLED, _E.PERMISSION_WITH_ADDRESS),
    _P.PLACE_OF_RESIDENCE_CHANGE: (_E.MOVED_IN,),
    _P.CARD_ITEM_CHANGE: (_E.ITEM_CHANGED,),
    _P.REISSUE_LOSS: _KNOWN,
    _P.REISSUE_ORDER: (_E.ORDER_RECEIVED,),
    _P.AFFILIATION: (_E.CONTRACT_ENDED, _E.CONTRACT_MADE, _E.ENROLMENT_ENDED, _E.DIVORCED, _E.SPOUSE_DIED),
}
_Row = tuple[Subject, tuple[TriggerEvent, ...], Clock]


def _residents() -> Iterator[_Row]:
    for kind, events in _NOTICE_EVENTS.items():
        yield kind, events, Clock(NOTICE_DAYS[kind], (Authority(NOTICE_WINDOWS[kind].value),))
    yield _M.RETURN_CARD, _LAPSED, Clock(RETURN_DAYS, _BUREAU)
    yield _M.RETURN_CARD, (_E.LOST_CARD_FOUND,), Clock(_D["return_card__found"], _BUREAU)
    yield _M.RETURN_CARD, _DEATH, Clock(_D["return_card__death"], _BUREAU, _FAMILY)
    yield _M.RETURN_CARD, (_E.DEPARTURE_WITHOUT_REENTRY,), Clock(_T["return_card__at_once"], _AT_PORT)
    yield _M.RETURN_CARD, (_E.NEW_CARD_RECEIVED,), Clock(_T["return_card__at_once"], (*_BUREAU, *_CITY))
    for kind in (_P.EXTENSION_OF_STAY, _P.CHANGE_OF_STATUS, _P.PERMANENT_RESIDENCE):
        yield kind, (_E.STAY_ENDS,), Clock(_T[kind.value], _BUREAU, obligation=None, moving=Moving.BY_SWITCH)
    renewal = Clock(_T[_P.CARD_RENEWAL.value], _BUREAU, moving=Moving.INFERRED)
    yield _P.CARD_RENEWAL, (_E.CARD_EXPIRES,), renewal
    yield _P.ACQUISITION_OF_STATUS, _BEGUN, Clock(_D["acquisition"], _BUREAU)
    refuge = Clock(_T["acquisition__refuge"], _BUREAU, moving=Moving.BY_SWITCH)
    yield _P.ACQUISITION_OF_STATUS, (_E.STAY_ENDS,), refuge
    limit = Clock(_D["stay_without_status"], _NOWHERE, obligation=None, moving=Moving.NEVER)
    yield _M.STAY_WITHOUT_STATUS, _BEGUN, limit
    for event, part in ((_E.BECAME_MID_LONG_TERM, "permission"), (_E.LEFT_ADDRESS, "leaving")):
        rule = _D[f"revocation_ground_address__{part}"]
        yield (
            _M.REVOCATION_GROUND_ADDRESS,
            (event,),
            Clock(rule, (*_CITY, *_NOWHERE), moving=Moving.NOT_SURELY),
        )


def _special_permanent_residents() -> Iterator[_Row]:
    yield _P.SPR_PERMISSION_BIRTH, _BEGUN, Clock(_D["spr_permission_birth"], _CITY, obligation=None)
    child = Clock(
        _D["stay_without_status_spr_child"], _NOWHERE, obligation=None, closed=Authority.MUNICIPALITY
    )
    yield _M.STAY_WITHOUT_STATUS_SPR_CHILD, _BEGUN, child
    settled = Clock(_D["spr_address_change__settled"], _CITY)
    yield _P.SPR_PLACE_OF_RESIDENCE_CHANGE, (_E.ADDRESS_SETTLED,), settled
    yield _P.SPR_PLACE_OF_RESIDENCE_CHANGE, (_E.MOVED_IN,), Clock(_D["spr_address_change"], _CITY)
    yield _P.SPR_ITEM_CHANGE, (_E.ITEM_CHANGED,), Clock(_D["spr_item_change"], _CITY)
    yield _P.SPR_REISSUE_LOSS, _KNOWN, Clock(_D["spr_reissue_loss"], _CITY)
    yield _P.SPR_REISSUE_ORDER, (_E.ORDER_RECEIVED,), Clock(_D["spr_reissue_order"], _CITY)
    renewal = Clock(_T[_P.SPR_RENEWAL.value], _CITY, moving=Moving.INFERRED)
    yield _P.SPR_RENEWAL, (_E.CARD_EXPIRES,), renewal
    back, at_once = "spr_return_certificate", Clock(_T["spr_return_certificate__departure"], _AT_PORT)
    yield _M.SPR_RETURN_CERTIFICATE, _LAPSED, Clock(_D[back], _BUREAU)
    yield _M.SPR_RETURN_CERTIFICATE, (_E.LOST_CARD_FOUND,), Clock(_D[f"{back}__found"], _BUREAU)
    yield _M.SPR_RETURN_CERTIFICATE, _DEATH, Clock(_D[f"{back}__death"], _BUREAU, _FAMILY)
    yield _M.SPR_RETURN_CERTIFICATE, (_E.DEPARTURE_WITHOUT_REENTRY,), at_once
    replaced = Clock(_T[f"{back}__replaced"], (*_CITY, *_BUREAU))
    yield _M.SPR_RETURN_CERTIFICATE, (_E.NEW_CARD_RECEIVED,), replaced


def _register_and_my_number() -> Iterator[_Row]:
    for subject, event in (
        (_M.MOVING_IN, _E.MOVED_IN),
        (_M.MOVING_IN_FROM_ABROAD, _E.MOVED_IN),
        (_P.MOVING_WITHIN, _E.MOVED_IN),
        (_P.BECOMING_RESIDENT, _E.BECAME_MID_LONG_TERM),
        (_M.HOUSEHOLD_RELATION, _E.ITEM_CHANGED),
        (_P.MY_NUMBER_ITEM_CHANGE, _E.MY_NUMBER_ITEM_CHANGED),
    ):
        yield subject, (event,), Clock(_D[subject.value], _CITY)
    yield _M.MY_NUMBER_LOSS, (_E.LOSS_KNOWN,), Clock(_T[_M.MY_NUMBER_LOSS.value], _CITY)
    yield _P.MY_NUMBER_ITEM_CHANGE, (_E.NEW_CARD_RECEIVED,), Clock(_T["mn_item_change__new_card"], _CITY)
    lapsed = Clock(_T[_P.MY_NUMBER_RETURN.value], _BUREAU)
    yield _P.MY_NUMBER_RETURN, (_E.MY_NUMBER_FUNCTION_LAPSED,), lapsed
    abroad = Clock(_T["mn_return_replacement__abroad"], (*_CITY, *_BUREAU))
    yield _P.MY_NUMBER_RETURN, (_E.MOVED_ABROAD,), abroad
    hand_in = Clock(_D[_M.MY_NUMBER_HAND_IN.value], _CITY, obligation=None, moving=Moving.NEVER)
    yield _M.MY_NUMBER_HAND_IN, (_E.MOVING_IN_NOTIFIED,), hand_in


def _organizations() -> Iterator[_Row]:
    effort = Clock(_D[_P.INSTITUTION.value], _BUREAU, _FIRM, Obligation.EFFORT)
    yield _P.INSTITUTION, (_E.HIRED, _E.LEFT, _E.CONTRACT_ENDED, _E.ENROLMENT_ENDED), effort
    of_skilled = (_E.SSW_ACCEPTANCE_DIFFICULT, _E.CONTRACT_MADE, _E.CONTRACT_ENDED)
    yield _P.SSW, of_skilled, Clock(_D[_P.SSW.value], _BUREAU, _FIRM)
    yearly = Clock(ANNUAL_REPORTS[_M.SSW_ANNUAL.value], _BUREAU, _FIRM, moving=Moving.INFERRED)
    yield _M.SSW_ANNUAL, (_E.REPORTING_YEAR_ENDED,), yearly
    hire = Clock(NEXT_MONTH["employer_report_hire__insured"], _WORK, _FIRM, moving=Moving.INFERRED)
    yield _M.EMPLOYER_REPORT_HIRE, (_E.HIRED,), hire
    leave = Clock(_D["employer_report_leave__insured"], _WORK, _FIRM, moving=Moving.INFERRED)
    yield _M.EMPLOYER_REPORT_LEAVE, (_E.LEFT,), leave


CLOCKS: Final[Mapping[tuple[Subject, TriggerEvent], Clock]] = MappingProxyType(
    {
        (subject, event): clock
        for rows in (_residents, _special_permanent_residents, _register_and_my_number, _organizations)
        for subject, events, clock in rows()
        for event in events
    }
)
"""By what is due and what starts the clock; an employer's report on somebody not insured has a rule of its own."""


def clocks_of(subject: Subject) -> tuple[TriggerEvent, ...]:
    """Return the events that start a clock for a procedure or matter, usual ones first."""
    if subject is Matter.SPECIAL_REENTRY:
        return (TriggerEvent.DEPARTED,)
    return tuple(event for one, event in CLOCKS if one is subject)
