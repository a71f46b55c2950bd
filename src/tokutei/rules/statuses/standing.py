"""Who is a mid- to long-term resident, gets a card, and is in the resident register."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from datetime import date
from types import MappingProxyType
from typing import Any, Final, Literal, TypeAlias

from tokutei.data.tables import status_rows
from tokutei.errors import FactsError
from tokutei.law import Answer, Citation, Evidence, Ground, LegalDay, Rule
from tokutei.rules.rulebook import CURRENT, Rulebook, days_in_japan
from tokutei.rules.statuses.periods import NUMBERS_OF_THE_NOTICE, UNDESIGNATED, Designation, length_of
from tokutei.rules.values import SomeOf, whole_number
from tokutei.vocabulary import AppendedTable, StatusOfResidence

__all__ = [
    "EXCLUDED_NOTICE_ITEMS",
    "OFFICIAL_STATUSES",
    "REGISTERED_KINDS",
    "SHORT_STAY_MONTHS",
    "SHORT_STAY_STATUSES",
    "Standing",
    "brings_no_card",
    "mid_long_term",
    "residence_card",
    "resident_register_possible",
]

_TOPIC: Final = "statuses"

Standing: TypeAlias = (
    StatusOfResidence | Literal["transitional_by_birth", "temporary_refuge", "provisional_stay"]
)
"""A status of residence, or a lawful stay without one: for sixty days after a birth in Japan
(出生による経過滞在者), by permission for temporary refuge (一時庇護許可者) or provisional stay (仮滞在許可者)."""


def words(value: object) -> AbstractSet[str]:
    """Return some words as a frozen set.

    Raises:
        ValueError: it is no collection of words.
    """
    if isinstance(value, str) or not isinstance(value, Iterable):
        msg = "several words"
        raise ValueError(msg)
    found = frozenset(value)
    if not all(isinstance(word, str) and word for word in found):
        msg = "words"
        raise ValueError(msg)
    return found


def _statuses(key: str, ja: str, en: str) -> Rule[AbstractSet[StatusOfResidence]]:
    return Rule(_TOPIC, key, ja=ja, en=en, parse=SomeOf(StatusOfResidence), looks_at=LegalDay.EVENT)


SHORT_STAY_MONTHS: Final[Rule[int]] = Rule(
    _TOPIC,
    "short_stay_months",
    ja="中長期在留者とならない在留期間の月数",
    en="months of stay that make nobody a mid- to long-term resident",
    parse=whole_number,
    looks_at=LegalDay.EVENT,
)
SHORT_STAY_STATUSES: Final = _statuses(
    "short_stay_statuses", "中長期在留者とならない短期の在留資格", "statuses for short stays, without a card"
)
OFFICIAL_STATUSES: Final = _statuses(
    "official_statuses", "中長期在留者とならない外交・公用の在留資格", "statuses of missions, without a card"
)
EXCLUDED_NOTICE_ITEMS: Final[Rule[AbstractSet[str]]] = Rule(
    _TOPIC,
    "excluded_notice_items",
    ja="中長期在留者とならない特定活動（告示の号）",
    en="designated activities without a card (items of the notice)",
    parse=words,
    looks_at=LegalDay.EVENT,
)
REGISTERED_KINDS: Final[Rule[AbstractSet[str]]] = Rule(
    _TOPIC,
    "registered_kinds",
    ja="住民票が作られる外国人の区分",
    en="kinds of foreign residents in the resident register",
    parse=words,
    looks_at=LegalDay.EVENT,
)
"""``mid_long_term``, ``special_permanent_resident``, ``transitional_by_birth``, ``temporary_refuge``,
``provisional_stay``."""

_CHECKED: Final = date(2026, 11, 21)
ONLY_WITH_A_STATUS: Final = Ground(
    "only_with_a_status", (Citation.parse("326CO0000000319:19-3"),), Evidence.OFFICIAL, _CHECKED
)
CARD_FOR_RESIDENTS: Final = Ground(
    "card_for_residents", (Citation.parse("326CO0000000319:19-3"),), Evidence.OFFICIAL, _CHECKED
)
CERTIFICATE_INSTEAD: Final = Ground(
    "certificate_instead", (Citation.parse("403AC0000000071:7:1"),), Evidence.OFFICIAL, _CHECKED
)
_LONGEST_MONTH: Final = 31


def _longer(period: str, months: int) -> bool:
    """Tell whether a period is longer than some months; days must exceed even the longest of them."""
    length = length_of(period)
    return length is None or length.months * _LONGEST_MONTH + length.days > months * _LONGEST_MONTH


def brings_no_card(status: Standing | None, *, on: date, book: Rulebook) -> bool:
    """Return whether a status brings no residence card whatever the period (Act 19-3 (ii), (iii)).

    Raises:
        NotInForceError: before 2012-07-09.
    """
    return any(status in book.at(rule, on).value for rule in (SHORT_STAY_STATUSES, OFFICIAL_STATUSES))


@days_in_japan
def mid_long_term(
    status: Standing,
    *,
    on: date,
    period: str | None = None,
    designation: Designation = UNDESIGNATED,
    book: Rulebook = CURRENT,
) -> Answer[bool]:
    """Return whether somebody is a mid- to long-term resident (中長期在留者, Act 19-3, Regulation 19-5).

    Args:
        status: the status, or the word for a stay without one.
        on: the day of the question.
        period: the period of stay granted, ISO 8601; not needed where the status alone decides.
        designation: for 特定活動, what is known of the activity.
        book: the law.

    Raises:
        FactsError: the period, or the item of the notice, is needed and not known.
        NotInForceError: before 2012-07-09.

    Example:
        >>> from datetime import date
        >>> mid_long_term(StatusOfResidence.STUDENT, on=date(2026, 11, 21), period="P3M").value
        False
    """
    if not isinstance(status, StatusOfResidence) or status is StatusOfResidence.SPECIAL_PERMANENT_RESIDENT:
        return Answer(False, (ONLY_WITH_A_STATUS,))
    designated = status is StatusOfResidence.DESIGNATED_ACTIVITIES
    for rule in _CHECKED_FIRST.get(status_rows()[status].appended_table, _USUAL_ORDER):
        asked = designation.notice_item if rule == EXCLUDED_NOTICE_ITEMS else status
        if asked in book.at(rule, on).value:
            return Answer(
                False, (book.ground(rule, on), *((NUMBERS_OF_THE_NOTICE,) if asked != status else ()))
            )
    grounds: tuple[Ground, ...] = (book.ground(SHORT_STAY_MONTHS, on),)
    if period is None:
        if status not in _ALWAYS_LONGER:
            raise FactsError(missing=("period",))
    elif not _longer(period, book.at(SHORT_STAY_MONTHS, on).value):
        return Answer(False, grounds)
    if designated:
        if designation.notice_item is None and designation.in_notice is not False:
            raise FactsError(missing=("notice_item",))
        grounds = (*grounds, book.ground(EXCLUDED_NOTICE_ITEMS, on), NUMBERS_OF_THE_NOTICE)
    return Answer(True, grounds)


_USUAL_ORDER: Final[tuple[Rule[Any], ...]] = (SHORT_STAY_STATUSES, OFFICIAL_STATUSES)
_CHECKED_FIRST: Final[Mapping[AppendedTable, tuple[Rule[Any], ...]]] = MappingProxyType(
    {
        AppendedTable.TABLE_1_1: (OFFICIAL_STATUSES, SHORT_STAY_STATUSES),
        AppendedTable.TABLE_1_5: (EXCLUDED_NOTICE_ITEMS, *_USUAL_ORDER),
        AppendedTable.TABLE_2: (),
    }
)
"""The list most likely to decide comes first; nobody of appended table 2 is in any."""

_ALWAYS_LONGER: Final = frozenset(
    {
        StatusOfResidence.HIGHLY_SKILLED_PROFESSIONAL_1A,
        StatusOfResidence.HIGHLY_SKILLED_PROFESSIONAL_1B,
        StatusOfResidence.HIGHLY_SKILLED_PROFESSIONAL_1C,
        StatusOfResidence.HIGHLY_SKILLED_PROFESSIONAL_2,
        StatusOfResidence.SPECIFIED_SKILLED_WORKER_2,
        StatusOfResidence.PERMANENT_RESIDENT,
        StatusOfResidence.SPOUSE_OR_CHILD_OF_JAPANESE_NATIONAL,
        StatusOfResidence.SPOUSE_OR_CHILD_OF_PERMANENT_RESIDENT,
    }
)
"""Statuses whose periods were all longer than three months in every text; a test compares the periods."""


@days_in_japan
def residence_card(
    status: Standing,
    *,
    on: date,
    period: str | None = None,
    designation: Designation = UNDESIGNATED,
    book: Rulebook = CURRENT,
) -> Answer[bool]:
    """Return whether somebody is given a residence card: exactly mid- to long-term residents are.

    Arguments and errors are those of :func:`mid_long_term`.
    """
    answer = mid_long_term(status, on=on, period=period, designation=designation, book=book)
    return card_of(status, answer)


def card_of(status: Standing, resident: Answer[bool]) -> Answer[bool]:
    """Return whether there is a card, once it is told who is a mid- to long-term resident."""
    special = status is StatusOfResidence.SPECIAL_PERMANENT_RESIDENT
    reason = CERTIFICATE_INSTEAD if special else CARD_FOR_RESIDENTS
    return Answer(resident.value, (*resident.grounds, reason))


@days_in_japan
def resident_register_possible(
    status: Standing,
    *,
    on: date,
    period: str | None = None,
    designation: Designation = UNDESIGNATED,
    book: Rulebook = CURRENT,
) -> Answer[bool]:
    """Return whether somebody with an address is put in the resident register (住民基本台帳法30条の45).

    Arguments and errors are those of :func:`mid_long_term`.
    """
    answer = mid_long_term(status, on=on, period=period, designation=designation, book=book)
    return register_of(status, answer, on=on, book=book)


def register_of(status: Standing, resident: Answer[bool], *, on: date, book: Rulebook) -> Answer[bool]:
    """Return whether the register holds them, once it is told who is a mid- to long-term resident."""
    kinds = book.at(REGISTERED_KINDS, on).value
    listed = status in kinds or (resident.value and "mid_long_term" in kinds)
    return Answer(listed, (*resident.grounds, book.ground(REGISTERED_KINDS, on)))
