"""Who must tell the agency when a job, a school or a marriage ends (所属機関等に関する届出, Act 19-16)."""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from datetime import date
from typing import Final

from tokutei.errors import FactsError
from tokutei.law import Answer, LegalDay, Rule
from tokutei.rules.rulebook import CURRENT, Rulebook, days_in_japan
from tokutei.rules.values import SomeOf
from tokutei.vocabulary import StatusOfResidence
from tokutei.vocabulary.words import Word

__all__ = [
    "CONTRACT_STATUSES",
    "ORGANIZATION_STATUSES",
    "SPOUSE_STATUSES",
    "AffiliationEvent",
    "affiliation_notice",
]

_TOPIC: Final = "statuses"


class AffiliationEvent(Word):
    """What happened to the organization, the contract or the marriage."""

    ORGANIZATION_CHANGED = (
        "organization_changed",
        "機関の名称・所在地の変更又は消滅",
        "the organization changed its name or address, or ceased to exist",
    )
    LEFT_ORGANIZATION = (
        "left_organization",
        "機関からの離脱・移籍",
        "left the organization or moved to another",
    )
    CONTRACT_ENDED = "contract_ended", "契約の終了", "the contract ended"
    CONTRACT_MADE = "contract_made", "新たな契約の締結", "a new contract was made"
    DIVORCED = "divorced", "離婚", "divorce"
    SPOUSE_DIED = "spouse_died", "死別", "the spouse died"


def _statuses(key: str, ja: str, en: str) -> Rule[AbstractSet[StatusOfResidence]]:
    parse = SomeOf(StatusOfResidence)
    return Rule(_TOPIC, f"affiliation.{key}", ja=ja, en=en, parse=parse, looks_at=LegalDay.EVENT)


ORGANIZATION_STATUSES: Final = _statuses(
    "organization_statuses", "活動機関の届出をする在留資格", "statuses that tell of their organization"
)
CONTRACT_STATUSES: Final = _statuses(
    "contract_statuses", "契約機関の届出をする在留資格", "statuses that tell of their contract"
)
SPOUSE_STATUSES: Final = _statuses(
    "spouse_statuses", "配偶者に関する届出をする在留資格", "statuses that tell of divorce or death"
)

_E = AffiliationEvent
_EVENTS: Final = (
    (ORGANIZATION_STATUSES, {_E.ORGANIZATION_CHANGED, _E.LEFT_ORGANIZATION}),
    (CONTRACT_STATUSES, {_E.ORGANIZATION_CHANGED, _E.CONTRACT_ENDED, _E.CONTRACT_MADE}),
    (SPOUSE_STATUSES, {_E.DIVORCED, _E.SPOUSE_DIED}),
)


@days_in_japan
def affiliation_notice(
    status: StatusOfResidence,
    event: AffiliationEvent,
    *,
    on: date,
    hsp2_as_manager: bool | None = None,
    on_contract: bool | None = None,
    as_spouse: bool | None = None,
    book: Rulebook = CURRENT,
) -> Answer[bool]:
    """Return whether a mid- to long-term resident must notify an event within fourteen days.

    Args:
        status: the status of residence.
        event: what happened.
        on: the day of the event.
        hsp2_as_manager: for 高度専門職2号, whether the activity is that of (i)(c), managing a business.
        on_contract: for 興行, whether the activity rests on a contract with an organization in Japan.
        as_spouse: for the family statuses, whether it is held as a spouse, not as a child.
        book: the law.

    Raises:
        FactsError: the fact that decides for this status is not known.
        NotInForceError: before 2012-07-09.

    Example:
        >>> from datetime import date
        >>> from tokutei.vocabulary import StatusOfResidence
        >>> affiliation_notice(StatusOfResidence.PERMANENT_RESIDENT, AffiliationEvent.CONTRACT_ENDED,
        ...                    on=date(2026, 11, 21)).value
        False
    """
    rules = tuple(rule for rule, events in _EVENTS if event in events)
    grounds = tuple(book.ground(rule, on) for rule in rules)
    listed = tuple(rule for rule in rules if status in book.at(rule, on).value)
    known = {"hsp2_as_manager": hsp2_as_manager, "on_contract": on_contract, "as_spouse": as_spouse}
    due = False
    for rule in listed:
        name, fact = _condition(rule, status, known)
        if name and fact is None and len(listed) == 1:
            raise FactsError(missing=(name,))
        due = due or fact is not False
    return Answer(due, grounds)


def _condition(
    rule: Rule[AbstractSet[StatusOfResidence]],
    status: StatusOfResidence,
    known: Mapping[str, bool | None],
) -> tuple[str, bool | None]:
    """Return the fact on which the duty hangs, and whether it is so; an empty name for none."""
    if status is StatusOfResidence.HIGHLY_SKILLED_PROFESSIONAL_2:
        manager = known["hsp2_as_manager"]
        as_other = None if manager is None else not manager
        return "hsp2_as_manager", as_other if rule == CONTRACT_STATUSES else manager
    if status is StatusOfResidence.ENTERTAINER:
        return "on_contract", known["on_contract"]
    return ("as_spouse", known["as_spouse"]) if rule == SPOUSE_STATUSES else ("", True)
