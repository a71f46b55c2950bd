"""Until when an ordinary residence card is valid (在留カードの有効期間, Act 19-5).

The law of the day of issue decides. It had three texts: cards issued to 2023-10-31, those issued from
2023-11-01, and those issued from 2026-06-14. Cards of the first two keep their days (Act 59 of 2024,
suppl. prov. 2(1)).
"""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from datetime import date
from typing import Final

from tokutei.calendar import turns, years_after
from tokutei.calendar.periods import ONE_DAY
from tokutei.errors import FactsError
from tokutei.law import Answer, Evidence, Ground, LegalDay, OpenQuestion, Rule
from tokutei.rules.rulebook import CURRENT, Rulebook, days_in_japan
from tokutei.rules.validity.birthdays import (
    TOPIC,
    Ending,
    age_line,
    eve_of_age,
    fixed,
    is_under,
    nth_birthday_until,
    rule_of_ending,
    rule_of_number,
)
from tokutei.rules.values import SomeOf
from tokutei.vocabulary import StatusOfResidence

__all__ = [
    "ADULT_AGE",
    "ADULT_ENDING",
    "BIRTHDAYS_ADULT",
    "BIRTHDAYS_EVE_CARD",
    "BIRTHDAYS_MINOR",
    "BIRTHDAY_BOUND_STATUSES",
    "EVE_CARD_AGE",
    "LONGEST_STAY_YEARS",
    "MINOR_ENDING",
    "WITHOUT_END",
    "YEARS_FROM_ISSUE",
    "YOUNG_STAY_ENDING",
    "renews_eve_card",
    "residence_card_until",
    "stay_card_until",
]

WITHOUT_END: Final = frozenset(
    {
        StatusOfResidence.PERMANENT_RESIDENT,
        StatusOfResidence.HIGHLY_SKILLED_PROFESSIONAL_2,
        StatusOfResidence.SPECIAL_PERMANENT_RESIDENT,
    }
)
"""The statuses whose stay has no end (無期限)."""

BIRTHDAY_BOUND_STATUSES: Final[Rule[AbstractSet[StatusOfResidence]]] = Rule(
    TOPIC,
    "birthday_bound_statuses",
    ja="在留カードの有効期間が在留期間によらない在留資格",
    en="statuses whose cards do not end with a period of stay",
    parse=SomeOf(StatusOfResidence),
    looks_at=LegalDay.ISSUE,
)
"""Everybody else's card ends with the period of stay."""

ADULT_ENDING: Final = rule_of_ending(
    "adult_ending",
    "在留カード：有効期間の終わり方",
    "residence card: by what its last day is found",
    Ending.YEARS,
    Ending.BIRTHDAYS,
)
MINOR_ENDING: Final = rule_of_ending(
    "minor_ending",
    "在留カード（年少の永住者）：有効期間の終わり方",
    "residence card of a young permanent resident: by what its last day is found",
    Ending.BIRTHDAYS,
    Ending.BIRTHDAY_OF_AGE,
    Ending.EVE_OF_AGE,
)
YOUNG_STAY_ENDING: Final = rule_of_ending(
    "young_stay_ending",
    "在留カード（在留期間のある年少者）：在留期間のほかに有効期間を区切る日",
    "residence card of a young person with a period of stay: what else ends it",
    Ending.BIRTHDAY_OF_AGE,
    Ending.EVE_OF_AGE,
    Ending.STAY,
)
ADULT_AGE: Final = rule_of_number(
    "adult_age",
    "在留カード：年少者でなくなる年齢",
    "residence card: age from which the longer term applies",
    LegalDay.ISSUE,
)
YEARS_FROM_ISSUE: Final = rule_of_number(
    "years_from_issue",
    "在留カード：交付の日から起算する年数",
    "residence card: years, the day of issue being the first",
    LegalDay.ISSUE,
)
BIRTHDAYS_ADULT: Final = rule_of_number(
    "birthdays_adult",
    "在留カード：何回目の誕生日まで",
    "residence card: which birthday ends it",
    LegalDay.ISSUE,
)
BIRTHDAYS_MINOR: Final = rule_of_number(
    "birthdays_minor",
    "在留カード（年少の永住者）：何回目の誕生日まで",
    "residence card of a young permanent resident: which birthday ends it",
    LegalDay.ISSUE,
)
BIRTHDAYS_EVE_CARD: Final = rule_of_number(
    "birthdays_eve_card",
    "誕生日の前日までの旧カードを更新した年少の永住者の在留カード：何回目の誕生日まで",
    "card of a young permanent resident that renews one ending on the eve of a birthday: which birthday ends it",
    LegalDay.ISSUE,
)
EVE_CARD_AGE: Final = rule_of_number(
    "eve_card_age",
    "誕生日の前日までの旧カードにいう誕生日の年齢",
    "age of the birthday on whose eve an old card ends",
    LegalDay.ISSUE,
)
LONGEST_STAY_YEARS: Final = rule_of_number(
    "longest_stay_years",
    "在留期間の上限（年）",
    "longest period of stay, in years",
    LegalDay.ACCEPTANCE,
)

BASE_ISSUE: Final = fixed("base_issue", "326CO0000000319:19-5:1:1")
BASE_OLD_EXPIRY: Final = fixed("base_old_expiry", "326CO0000000319:19-5:1:1")
ISSUE_DAY_COUNTS: Final = fixed("issue_day_counts", "326CO0000000319@2026-06-13:19-5:1:1")
RENEWAL_MAKES_ADULT: Final = fixed("renewal_makes_adult", "326CO0000000319@2026-06-13:19-5:1:2")
RENEWED_BY_FORMER_LAW: Final = fixed(
    "renewed_by_former_law", "326CO0000000319@505AC0000000056:2:1", evidence=Evidence.INFERRED
)


def stay_card_until(
    stay_until: date | None,
    *,
    born: date | None,
    issued_on: date,
    renews: bool,
    book: Rulebook,
) -> Answer[date]:
    """Return the last day of a card that ends with the period of stay, or before it for the young of the past.

    Args:
        stay_until: the last day of the period of stay.
        born: the holder's birth date; may be absent where the law of the day asks for no age.
        issued_on: the day of issue.
        renews: whether it renews a card that ended before the stay.
        book: the law.

    Raises:
        FactsError: the stay's end, or a birth date that matters, is not given.
    """
    ending = book.at(YOUNG_STAY_ENDING, issued_on).value
    asks_age = ending is not Ending.STAY
    absent = {"stay_until": stay_until is None, "born": asks_age and born is None}
    if stay_until is None or (asks_age and born is None):
        raise FactsError(missing=tuple(name for name, gone in absent.items() if gone))
    grounds: tuple[Ground, ...] = (book.ground(YOUNG_STAY_ENDING, issued_on),)
    if born is None or not asks_age:
        return Answer(stay_until, grounds)
    age = book.at(ADULT_AGE, issued_on).value
    under, questions = is_under(born, age, issued_on, book)
    if renews or not under:
        return Answer(
            stay_until, (*grounds, *((RENEWAL_MAKES_ADULT,) if renews and under else ())), questions
        )
    line = age_line(born, age, ending)
    return Answer(min(stay_until, line), (*grounds, book.ground(ADULT_AGE, issued_on)), questions)


@days_in_japan
def residence_card_until(
    *,
    born: date,
    status: StatusOfResidence,
    stay_until: date | None,
    issued_on: date,
    old_until: date | None = None,
    old_issued_on: date | None = None,
    early: bool = False,
    book: Rulebook = CURRENT,
) -> Answer[date]:
    """Return the last day of an ordinary residence card (在留カード, Act 19-5(1)), included.

    Args:
        born: the holder's birth date.
        status: the holder's status of residence.
        stay_until: the last day of the period of stay; ``None`` for permanent residents and highly
            skilled professionals (ii), whose stay has no end.
        issued_on: the day on which the card is given; it chooses the law.
        old_until: for a renewal of the card (Act 19-11), the last day of the card held.
        old_issued_on: the issue day of that card; it only says how sure the answer is.
        early: whether that renewal was applied for before its window (Act 19-11(2)); the count then
            starts on the day of issue.
        book: the law.

    Raises:
        FactsError: the card ends with a period of stay that was not given.
        NotInForceError: the card was issued before 2012-07-09.

    Example:
        >>> from datetime import date
        >>> from tokutei.rules import validity
        >>> from tokutei.vocabulary import StatusOfResidence
        >>> validity.residence_card_until(
        ...     born=date(1990, 6, 20), status=StatusOfResidence.PERMANENT_RESIDENT, stay_until=None,
        ...     issued_on=date(2026, 6, 19)).value.isoformat()
        '2035-06-20'
    """
    bound = book.ground(BIRTHDAY_BOUND_STATUSES, issued_on)
    renews = early or old_until is not None
    if status not in book.at(BIRTHDAY_BOUND_STATUSES, issued_on).value:
        found = stay_card_until(stay_until, born=born, issued_on=issued_on, renews=renews, book=book)
        return Answer(found.value, (bound, *found.grounds), found.open_questions)
    minor, age_grounds, questions = _minor(
        born=born,
        status=status,
        issued_on=issued_on,
        old_until=None if early else old_until,
        renews=renews,
        book=book,
    )
    rule = MINOR_ENDING if minor else ADULT_ENDING
    ending, grounds = book.at(rule, issued_on).value, (bound, book.ground(rule, issued_on), *age_grounds)
    if ending is Ending.YEARS:
        years = book.at(YEARS_FROM_ISSUE, issued_on).value
        counted = (book.ground(YEARS_FROM_ISSUE, issued_on), ISSUE_DAY_COUNTS)
        return Answer(years_after(issued_on - ONE_DAY, years), (*grounds, *counted), questions)
    if ending is not Ending.BIRTHDAYS:
        return Answer(age_line(born, book.at(ADULT_AGE, issued_on).value, ending), grounds, questions)
    eve_card = minor and renews_eve_card(born, issued_on, old_until, book)
    count = BIRTHDAYS_EVE_CARD if eve_card else BIRTHDAYS_MINOR if minor else BIRTHDAYS_ADULT
    counts_from_old = old_until is not None and not early
    more: tuple[Ground, ...] = (BASE_OLD_EXPIRY if counts_from_old else BASE_ISSUE,)
    if eve_card:
        more = (*more, book.ground(EVE_CARD_AGE, issued_on))
    if minor and renews_birthday_card(born, issued_on, old_until, old_issued_on, book):
        more = (*more, RENEWED_BY_FORMER_LAW)
    base = old_until if counts_from_old and old_until else issued_on
    return nth_birthday_until(
        born=born,
        base=base,
        rule=count,
        day=issued_on,
        book=book,
        grounds=(*grounds, *more),
        questions=questions,
    )


def renews_eve_card(born: date, day: date, old_until: date | None, book: Rulebook) -> bool:
    """Tell whether the card held ends on the eve of the birthday that the law before 2026-06-14 named.

    No card issued since ends there, so its day of issue need not be asked.
    """
    return old_until == eve_of_age(born, book.at(EVE_CARD_AGE, day).value)


def renews_birthday_card(
    born: date, day: date, old_until: date | None, old_issued_on: date | None, book: Rulebook
) -> bool:
    """Tell whether the card held may be one of to 2023-10-31 that ends on that birthday itself.

    A card of the law since 2026-06-14 may end there too; the day of issue tells them apart.
    """
    if old_until != turns(born, book.at(EVE_CARD_AGE, day).value):
        return False
    return old_issued_on is None or book.at(MINOR_ENDING, old_issued_on).value is Ending.BIRTHDAY_OF_AGE


def _minor(
    *,
    born: date,
    status: StatusOfResidence,
    issued_on: date,
    old_until: date | None,
    renews: bool,
    book: Rulebook,
) -> tuple[bool, tuple[Ground, ...], tuple[OpenQuestion, ...]]:
    """Tell whether the shorter term applies: young permanent residents only, and not to each renewal."""
    if status is not StatusOfResidence.PERMANENT_RESIDENT:
        return False, (), ()
    age = book.at(ADULT_AGE, issued_on).value
    under, questions = is_under(born, age, issued_on, book)
    if not under:
        return False, (), questions
    grounds = (book.ground(ADULT_AGE, issued_on),)
    if book.at(MINOR_ENDING, issued_on).value is Ending.BIRTHDAYS:
        return old_until != turns(born, age), grounds, questions
    return not renews, (*grounds, RENEWAL_MAKES_ADULT) if renews else grounds, questions
