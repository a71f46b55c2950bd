"""Until when cards, functions and certificates are valid (有効期間).

A card is valid until its day has passed: the day itself counts. Cards issued before 2026-06-14 carry
the day that the law of their time gave them; these rules begin on that day.
"""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from datetime import date
from typing import Final

from tokutei.calendar import DEEMED_BIRTHDAY, age_on, months_before, nth_birthday, turns
from tokutei.errors import FactsError
from tokutei.law import Answer, Citation, Evidence, Ground, LegalDay, Rule
from tokutei.rules.rulebook import CURRENT, Rulebook, days_in_japan
from tokutei.rules.values import SomeOf, whole_number
from tokutei.vocabulary import Route, StatusOfResidence

__all__ = [
    "ADULT_AGE",
    "AUTHENTICATION_CERTIFICATE_BIRTHDAYS",
    "BIRTHDAYS_ADULT",
    "BIRTHDAYS_MINOR",
    "BIRTHDAY_BOUND_STATUSES",
    "EARLY_REPLACEMENT_MONTHS",
    "LONGEST_STAY_YEARS",
    "SEPARATE_ADULT_AGE",
    "SEPARATE_BIRTHDAYS_ADULT",
    "SEPARATE_BIRTHDAYS_MINOR",
    "SIGNING_CERTIFICATE_BIRTHDAYS",
    "SPECIFIED_ADULT_AGE",
    "SPECIFIED_BIRTHDAYS_ADULT",
    "SPECIFIED_BIRTHDAYS_MINOR",
    "WITHOUT_END",
    "certificate_until",
    "my_number_function_until",
    "residence_card_until",
    "separate_card_cap",
    "separate_card_until",
    "specified_card_until",
]

_TOPIC: Final = "validity"

WITHOUT_END: Final = frozenset(
    {
        StatusOfResidence.PERMANENT_RESIDENT,
        StatusOfResidence.HIGHLY_SKILLED_PROFESSIONAL_2,
        StatusOfResidence.SPECIAL_PERMANENT_RESIDENT,
    }
)
"""The statuses whose stay has no end (無期限)."""
_CHECKED: Final = date(2026, 11, 21)

BIRTHDAY_BOUND_STATUSES: Final[Rule[AbstractSet[StatusOfResidence]]] = Rule(
    _TOPIC,
    "birthday_bound_statuses",
    ja="在留カードの有効期間が誕生日で決まる在留資格",
    en="statuses whose cards end on a birthday",
    parse=SomeOf(StatusOfResidence),
    looks_at=LegalDay.ISSUE,
)
"""Everybody else's card ends with the period of stay."""


def _number(key: str, ja: str, en: str, looks_at: LegalDay) -> Rule[int]:
    return Rule(_TOPIC, key, ja=ja, en=en, parse=whole_number, looks_at=looks_at)


BIRTHDAYS_ADULT: Final = _number(
    "birthdays_adult",
    "在留カード：何回目の誕生日まで",
    "residence card: which birthday ends it",
    LegalDay.ISSUE,
)
BIRTHDAYS_MINOR: Final = _number(
    "birthdays_minor",
    "在留カード（年少の永住者）：何回目の誕生日まで",
    "residence card of a young permanent resident: which birthday ends it",
    LegalDay.ISSUE,
)
LONGEST_STAY_YEARS: Final = _number(
    "longest_stay_years",
    "在留期間の上限（年）",
    "longest period of stay, in years",
    LegalDay.ACCEPTANCE,
)
ADULT_AGE: Final = _number(
    "adult_age",
    "在留カード：年少者でなくなる年齢",
    "residence card: age from which the longer term applies",
    LegalDay.ISSUE,
)
SPECIFIED_BIRTHDAYS_ADULT: Final = _number(
    "specified_birthdays_adult",
    "特定在留カード：何回目の誕生日まで",
    "specified residence card: which birthday ends it",
    LegalDay.FILING,
)
SPECIFIED_BIRTHDAYS_MINOR: Final = _number(
    "specified_birthdays_minor",
    "特定在留カード（年少の永住者）：何回目の誕生日まで",
    "specified residence card of a young permanent resident: which birthday ends it",
    LegalDay.FILING,
)
SPECIFIED_ADULT_AGE: Final = _number(
    "specified_adult_age",
    "特定在留カード：年少者でなくなる年齢",
    "specified residence card: age from which the longer term applies",
    LegalDay.FILING,
)
SEPARATE_BIRTHDAYS_ADULT: Final = _number(
    "separate_birthdays_adult",
    "個人番号カード：作成の日後何回目の誕生日まで",
    "Individual Number Card: which birthday after making ends it",
    LegalDay.MAKING,
)
SEPARATE_BIRTHDAYS_MINOR: Final = _number(
    "separate_birthdays_minor",
    "個人番号カード（年少者）：作成の日後何回目の誕生日まで",
    "Individual Number Card of a young person: which birthday after making ends it",
    LegalDay.MAKING,
)
SEPARATE_ADULT_AGE: Final = _number(
    "separate_adult_age",
    "個人番号カード：年少者でなくなる年齢",
    "Individual Number Card: age from which the longer term applies",
    LegalDay.MAKING,
)
SIGNING_CERTIFICATE_BIRTHDAYS: Final = _number(
    "signing_certificate_birthdays",
    "署名用電子証明書：発行の日後何回目の誕生日まで",
    "certificate for signing: which birthday after issue ends it",
    LegalDay.ISSUE,
)
AUTHENTICATION_CERTIFICATE_BIRTHDAYS: Final = _number(
    "authentication_certificate_birthdays",
    "利用者証明用電子証明書：発行の日後何回目の誕生日まで",
    "certificate for user authentication: which birthday after issue ends it",
    LegalDay.ISSUE,
)


EARLY_REPLACEMENT_MONTHS: Final = _number(
    "early_replacement_months",
    "電子証明書：残り何月未満で更新すると誕生日を一回多く数えるか",
    "certificates: with less than so many months left, a replacement counts one birthday more",
    LegalDay.ISSUE,
)


def _ground(code: str, *cites: str, evidence: Evidence = Evidence.OFFICIAL) -> Ground:
    return Ground(code, tuple(Citation.parse(cite) for cite in cites), evidence, _CHECKED)


BOUND_BY_STAY: Final = _ground("bound_by_stay", "326CO0000000319:19-5:1:3")
BASE_ISSUE: Final = _ground("base_issue", "326CO0000000319:19-5:1:1")
BASE_FILING: Final = _ground("base_filing", "326CO0000000319:19-15-3:1:1")
BASE_OLD_EXPIRY: Final = _ground("base_old_expiry", "326CO0000000319:19-5:1:1")
BASE_OLD_EXPIRY_SPECIFIED: Final = _ground("base_old_expiry", "326CO0000000319:19-15-3:1:1")
SAME_END_AS_CARD: Final = _ground("same_end_as_card", "508M60004018001:4:1")
SEPARATE_BOUND_BY_STAY: Final = _ground("separate_bound_by_stay", "426M60000008085:27:1")
SEPARATE_MINOR_CAP: Final = _ground("separate_minor_cap", "426M60000008085:27:1")
CERTIFICATE_NOT_BEYOND_CARD: Final = _ground(
    "certificate_not_beyond_card", "415M60000008120:13::3", "415M60000008120:49::2"
)
DEEMED_FOR_CERTIFICATES: Final = _ground(
    "deemed_birthday_certificates", "326CO0000000319:19-5:1:1", evidence=Evidence.INFERRED
)


def _birthdays(
    *,
    born: date,
    base: date,
    minor: bool,
    rules: tuple[Rule[int], Rule[int]],
    day: date,
    book: Rulebook,
    grounds: tuple[Ground, ...],
) -> Answer[date]:
    """Return the end on a birthday; ``rules`` are those of adults and of minors."""
    count = book.ground(rules[minor], day)
    deemed = (DEEMED_BIRTHDAY,) if (born.month, born.day) == (2, 29) else ()
    return Answer(nth_birthday(born, base, book.at(rules[minor], day).value), (*grounds, count, *deemed))


def _need_stay(stay_until: date | None) -> date:
    if stay_until is None:
        raise FactsError(missing=("stay_until",))
    return stay_until


@days_in_japan
def residence_card_until(
    *,
    born: date,
    status: StatusOfResidence,
    stay_until: date | None,
    issued_on: date,
    old_until: date | None = None,
    book: Rulebook = CURRENT,
) -> Answer[date]:
    """Return the last day of an ordinary residence card (在留カード, Act 19-5(1)), included.

    Args:
        born: the holder's birth date.
        status: the holder's status of residence.
        stay_until: the last day of the period of stay; ``None`` for permanent residents and highly
            skilled professionals (ii), whose stay has no end.
        issued_on: the day on which the card is given; it chooses the law.
        old_until: for a renewal of the card (Act 19-11(1)), the last day of the card held.
        book: the law.

    Raises:
        FactsError: the card ends with a period of stay that was not given.
        NotInForceError: the card was issued before 2026-06-14.

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
    if status not in book.at(BIRTHDAY_BOUND_STATUSES, issued_on).value:
        return Answer(_need_stay(stay_until), (bound, BOUND_BY_STAY))
    minor = _is_minor(born, status, issued_on, old_until, book.at(ADULT_AGE, issued_on).value)
    return _birthdays(
        born=born,
        base=old_until or issued_on,
        minor=minor,
        rules=(BIRTHDAYS_ADULT, BIRTHDAYS_MINOR),
        day=issued_on,
        book=book,
        grounds=(bound, BASE_OLD_EXPIRY if old_until else BASE_ISSUE),
    )


def _is_minor(
    born: date, status: StatusOfResidence, day: date, old_until: date | None, adult_age: int
) -> bool:
    """Tell whether the shorter term applies: young permanent residents only."""
    if status is not StatusOfResidence.PERMANENT_RESIDENT or old_until == turns(born, adult_age):
        return False
    return age_on(born, day) < adult_age


@days_in_japan
def specified_card_until(
    *,
    born: date,
    status: StatusOfResidence,
    stay_until: date | None,
    issued_on: date,
    filed_on: date,
    route: Route,
    old_until: date | None = None,
    book: Rulebook = CURRENT,
) -> Answer[date]:
    """Return the last day of the residence function of a specified residence card, included.

    (特定在留カード, Act 19-15-3(1).) For those whose cards end on a birthday the count starts on the
    day of filing, except with a status procedure, where the ordinary formula stands.

    Args:
        born: the holder's birth date.
        status: the holder's status of residence once the card is given.
        stay_until: the last day of the period of stay, as in :func:`residence_card_until`.
        issued_on: the day on which the card is given.
        filed_on: the day of the notification or application that it came with.
        route: by which provision it was asked for.
        old_until: for a renewal of the card, the last day of the card held.
        book: the law.

    Raises:
        FactsError: the card ends with a period of stay that was not given.
        NotInForceError: before 2026-06-14.
    """
    bound = book.ground(BIRTHDAY_BOUND_STATUSES, issued_on)
    is_bound = status in book.at(BIRTHDAY_BOUND_STATUSES, issued_on).value
    if route is Route.BUREAU_STATUS or not is_bound:
        return residence_card_until(
            born=born,
            status=status,
            stay_until=stay_until,
            issued_on=issued_on,
            old_until=old_until,
            book=book,
        )
    minor = _is_minor(born, status, filed_on, old_until, book.at(SPECIFIED_ADULT_AGE, filed_on).value)
    return _birthdays(
        born=born,
        base=old_until or filed_on,
        minor=minor,
        rules=(SPECIFIED_BIRTHDAYS_ADULT, SPECIFIED_BIRTHDAYS_MINOR),
        day=filed_on,
        book=book,
        grounds=(bound, BASE_OLD_EXPIRY_SPECIFIED if old_until else BASE_FILING),
    )


def my_number_function_until(card_until: Answer[date]) -> Answer[date]:
    """Return the last day of the My Number function of a specified card: the card's own, not extended.

    (特定在留カード様式命令 4(1).) The extensions of the card in a special period or while a renewal is
    pending are not part of it.
    """
    return Answer(
        card_until.value,
        (*card_until.grounds, SAME_END_AS_CARD),
        card_until.open_questions,
        card_until.facts,
    )


@days_in_japan
def separate_card_cap(*, born: date, made_on: date, on: date, book: Rulebook = CURRENT) -> Answer[date]:
    """Return the birthday beyond which a separate Individual Number Card never goes, included.

    Args:
        born: the holder's birth date.
        made_on: the day on which the card was made (作成の日).
        on: the day that chooses the law: that of making, or of asking for an extension.
        book: the law.

    Raises:
        NotInForceError: ``on`` lies before the text that was read, 2026-06-14.
    """
    minor = age_on(born, made_on) < book.at(SEPARATE_ADULT_AGE, on).value
    return _birthdays(
        born=born,
        base=made_on,
        minor=minor,
        rules=(SEPARATE_BIRTHDAYS_ADULT, SEPARATE_BIRTHDAYS_MINOR),
        day=on,
        book=book,
        grounds=(),
    )


@days_in_japan
def separate_card_until(
    *,
    born: date,
    status: StatusOfResidence,
    stay_until: date | None,
    made_on: date,
    book: Rulebook = CURRENT,
) -> Answer[date]:
    """Return the last day of a separate Individual Number Card (個人番号カード) when it is made, included.

    (個人番号カード等命令 26, 27(1).) With a period of stay it ends with the stay shown on the
    residence card; for the young, on the fifth birthday if that comes first.

    Raises:
        FactsError: the card ends with a period of stay that was not given.
        NotInForceError: the card was made before 2026-06-14.
    """
    cap = separate_card_cap(born=born, made_on=made_on, on=made_on, book=book)
    unbound = {*book.at(BIRTHDAY_BOUND_STATUSES, made_on).value, StatusOfResidence.SPECIAL_PERMANENT_RESIDENT}
    if status in unbound:
        return cap
    end = _need_stay(stay_until)
    if age_on(born, made_on) < book.at(SEPARATE_ADULT_AGE, made_on).value:
        return Answer(min(end, cap.value), (SEPARATE_BOUND_BY_STAY, SEPARATE_MINOR_CAP, *cap.grounds))
    return Answer(end, (SEPARATE_BOUND_BY_STAY,))


@days_in_japan
def certificate_until(
    rule: Rule[int],
    *,
    born: date,
    issued_on: date,
    card_until: date,
    replaces_until: date | None = None,
    book: Rulebook = CURRENT,
) -> Answer[date]:
    """Return the last day of an electronic certificate, included (JPKI規則 13, 49).

    Args:
        rule: :data:`SIGNING_CERTIFICATE_BIRTHDAYS` or :data:`AUTHENTICATION_CERTIFICATE_BIRTHDAYS`.
        born: the holder's birth date.
        issued_on: the day of issue, which chooses the law.
        card_until: the last day of the My Number function; no certificate outlives it.
        replaces_until: the last day of the live certificate that it replaces, which then counts one
            birthday more when less than three months were left; ``None`` where none lives.
        book: the law.

    Raises:
        NotInForceError: issued before the text that was read, 2026-06-14.
    """
    grounds = [book.ground(rule, issued_on)]
    number = book.at(rule, issued_on).value
    if replaces_until is not None and issued_on <= replaces_until:
        left = book.at(EARLY_REPLACEMENT_MONTHS, issued_on).value
        if issued_on > months_before(replaces_until, left):
            number += 1
            grounds.append(book.ground(EARLY_REPLACEMENT_MONTHS, issued_on))
    birthday = nth_birthday(born, issued_on, number)
    deemed = (DEEMED_FOR_CERTIFICATES,) if (born.month, born.day) == (2, 29) else ()
    return Answer(min(birthday, card_until), (*grounds, *deemed, CERTIFICATE_NOT_BEYOND_CARD))
