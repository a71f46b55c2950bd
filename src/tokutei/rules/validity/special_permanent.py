"""Until when certificates of special permanent residents are valid (特別永住者証明書, Special Act 9).

The law of the day of issue decides, the count starts on the day of the notification or application.
"""

from __future__ import annotations

from datetime import date
from typing import Final

from tokutei.calendar import turns
from tokutei.errors import FactsError
from tokutei.law import Answer, Evidence, Ground, LegalDay, Rule
from tokutei.rules.rulebook import CURRENT, Rulebook, days_in_japan
from tokutei.rules.validity.birthdays import (
    Ending,
    age_line,
    eve_of_age,
    fixed,
    is_under,
    nth_birthday_until,
    rule_of_ending,
    rule_of_number,
)
from tokutei.rules.validity.specified import given
from tokutei.vocabulary import CardKind

__all__ = [
    "SPR_ADULT_AGE",
    "SPR_BIRTHDAYS_ADULT",
    "SPR_BIRTHDAYS_EVE_CARD",
    "SPR_BIRTHDAYS_MINOR",
    "SPR_EVE_CARD_AGE",
    "SPR_MINOR_ENDING",
    "certificate_function_until",
    "special_permanent_certificate_until",
    "specified_certificate_until",
]

SPR_MINOR_ENDING: Final = rule_of_ending(
    "spr_minor_ending",
    "特別永住者証明書（年少者）：有効期間の終わり方",
    "special permanent resident certificate of the young: by what its last day is found",
    Ending.BIRTHDAYS,
    Ending.BIRTHDAY_OF_AGE,
    Ending.EVE_OF_AGE,
)
SPR_ADULT_AGE: Final = rule_of_number(
    "spr_adult_age",
    "特別永住者証明書：年少者でなくなる年齢",
    "special permanent resident certificate: age from which the longer term applies",
    LegalDay.ISSUE,
)
SPR_BIRTHDAYS_ADULT: Final = rule_of_number(
    "spr_birthdays_adult",
    "特別永住者証明書：何回目の誕生日まで",
    "special permanent resident certificate: which birthday ends it",
    LegalDay.ISSUE,
)
SPR_BIRTHDAYS_MINOR: Final = rule_of_number(
    "spr_birthdays_minor",
    "特別永住者証明書（年少者）：何回目の誕生日まで",
    "special permanent resident certificate of the young: which birthday ends it",
    LegalDay.ISSUE,
)
SPR_BIRTHDAYS_EVE_CARD: Final = rule_of_number(
    "spr_birthdays_eve_card",
    "誕生日の前日までの旧証明書を更新した年少者の特別永住者証明書：何回目の誕生日まで",
    "certificate of the young that renews one ending on the eve of a birthday: which birthday ends it",
    LegalDay.ISSUE,
)
SPR_EVE_CARD_AGE: Final = rule_of_number(
    "spr_eve_card_age",
    "誕生日の前日までの旧証明書にいう誕生日の年齢",
    "age of the birthday on whose eve an old certificate ends",
    LegalDay.ISSUE,
)

SPR_BASE_FILING: Final = fixed("spr_base_filing", "403AC0000000071:9")
SPR_BASE_OLD_EXPIRY: Final = fixed("spr_base_old_expiry", "403AC0000000071:9")
SPR_BASE_RETURN: Final = fixed("spr_base_return", "403AC0000000071:16-3:4")
SPR_FIRST_CERTIFICATE: Final = fixed(
    "spr_first_certificate", "403AC0000000071:7:2", "403AC0000000071:7:3", evidence=Evidence.INFERRED
)
SPR_RENEWAL_MAKES_ADULT: Final = fixed("spr_renewal_makes_adult", "403AC0000000071@2026-06-13:9::1")
SPR_RENEWED_BY_FORMER_LAW: Final = fixed(
    "renewed_by_former_law_spr", "403AC0000000071@505AC0000000056:22:1", evidence=Evidence.INFERRED
)
SAME_END_AS_CERTIFICATE: Final = fixed("same_end_as_certificate", "508M60004018002:4")


@days_in_japan
def special_permanent_certificate_until(
    *,
    born: date,
    issued_on: date,
    filed_on: date | None,
    old_until: date | None = None,
    old_issued_on: date | None = None,
    returned: bool = False,
    first: bool = False,
    book: Rulebook = CURRENT,
) -> Answer[date]:
    """Return the last day of a special permanent resident certificate (Special Act 9), included.

    Args:
        born: the holder's birth date.
        issued_on: the day on which the certificate is given; it chooses the law.
        filed_on: the day of the notification or application.
        old_until: for a renewal, early or not (Special Act 12(1)(2)), the last day of the one held.
        old_issued_on: the issue day of the one held; it only says how sure the answer is.
        returned: whether it is given in place of a specified one that was returned (16-3(3)): the day of
            issue then stands for that of filing.
        first: whether it is the first one after a permission (4, 5): the day of that application is taken.
        book: the law.

    Raises:
        FactsError: the count starts on a day of filing that was not given.
        NotInForceError: issued before 2012-07-09.

    Example:
        >>> from datetime import date
        >>> special_permanent_certificate_until(
        ...     born=date(1960, 3, 1), filed_on=date(2026, 7, 1), issued_on=date(2026, 7, 15)).value.isoformat()
        '2036-03-01'
    """
    filing = issued_on if returned else filed_on
    ending = book.at(SPR_MINOR_ENDING, issued_on).value
    # The text before 2026-06-14 asked for the age on the day of issue, the one since on that of filing.
    looked_at = filing if ending is Ending.BIRTHDAYS else issued_on
    if looked_at is None:
        raise FactsError(missing=("filed_on",))
    under, questions = is_under(born, book.at(SPR_ADULT_AGE, issued_on).value, looked_at, book)
    rule = SPR_BIRTHDAYS_ADULT
    grounds: tuple[Ground, ...] = ()
    if ending is not Ending.BIRTHDAYS:
        age = book.at(SPR_ADULT_AGE, issued_on)
        if under and old_until is None:
            by = (book.ground(SPR_MINOR_ENDING, issued_on), book.ground(SPR_ADULT_AGE, issued_on))
            return Answer(age_line(born, age.value, ending), by, questions)
        grounds = (SPR_RENEWAL_MAKES_ADULT,) if under else ()
    else:
        rule, grounds = _count(born, issued_on, old_until, under=under, book=book)
        if under and _renews_birthday_card(born, issued_on, old_until, old_issued_on, book):
            grounds = (*grounds, SPR_RENEWED_BY_FORMER_LAW)
    if filing is None and old_until is None:
        raise FactsError(missing=("filed_on",))
    base_ground = SPR_BASE_OLD_EXPIRY if old_until else SPR_BASE_RETURN if returned else SPR_BASE_FILING
    return nth_birthday_until(
        born=born,
        base=old_until or filing or issued_on,
        rule=rule,
        day=issued_on,
        book=book,
        grounds=(base_ground, *((SPR_FIRST_CERTIFICATE,) if first else ()), *grounds),
        questions=questions,
    )


def _count(
    born: date, issued_on: date, old_until: date | None, *, under: bool, book: Rulebook
) -> tuple[Rule[int], tuple[Ground, ...]]:
    """Return which rule says the number of birthdays, and why."""
    if not under:
        return SPR_BIRTHDAYS_ADULT, ()
    age, line = book.at(SPR_ADULT_AGE, issued_on).value, book.at(SPR_EVE_CARD_AGE, issued_on).value
    why: tuple[Ground, ...] = (
        book.ground(SPR_ADULT_AGE, issued_on),
        book.ground(SPR_MINOR_ENDING, issued_on),
    )
    rule = SPR_BIRTHDAYS_MINOR
    if old_until is not None and old_until >= turns(born, age):
        rule = SPR_BIRTHDAYS_ADULT
    elif old_until == eve_of_age(born, line):
        rule, why = SPR_BIRTHDAYS_EVE_CARD, (*why, book.ground(SPR_EVE_CARD_AGE, issued_on))
    return rule, why


def _renews_birthday_card(
    born: date, day: date, old_until: date | None, old_issued_on: date | None, book: Rulebook
) -> bool:
    """Tell whether the certificate held may be one of to 2023-10-31 that ends on the birthday itself."""
    if old_until != turns(born, book.at(SPR_EVE_CARD_AGE, day).value):
        return False
    return old_issued_on is None or book.at(SPR_MINOR_ENDING, old_issued_on).value is Ending.BIRTHDAY_OF_AGE


@days_in_japan
def specified_certificate_until(
    *,
    born: date,
    issued_on: date,
    filed_on: date,
    old_until: date | None = None,
    old_issued_on: date | None = None,
    first: bool = False,
    book: Rulebook = CURRENT,
) -> Answer[date]:
    """Return the last day of a specified special permanent resident certificate, included.

    The Special Act has no formula of its own for it and no extension while a renewal is pending.

    Raises:
        NotInForceError: filed before 2026-06-14.
    """
    there_is = given(CardKind.SPECIFIED_SPECIAL_PERMANENT_RESIDENT_CERTIFICATE, filed_on, book)
    found = special_permanent_certificate_until(
        born=born,
        issued_on=issued_on,
        filed_on=filed_on,
        old_until=old_until,
        old_issued_on=old_issued_on,
        first=first,
        book=book,
    )
    return Answer(found.value, (there_is, *found.grounds), found.open_questions)


def certificate_function_until(certificate_until: Answer[date]) -> Answer[date]:
    """Return the last day of the My Number function of a specified certificate: the certificate's own.

    (特定特別永住者証明書様式命令 4.)
    """
    grounds = (*certificate_until.grounds, SAME_END_AS_CERTIFICATE)
    return Answer(certificate_until.value, grounds, certificate_until.open_questions, certificate_until.facts)
