"""Until when a separate Individual Number Card is valid (個人番号カード, Card Ordinance 26, 27, 29)."""

from __future__ import annotations

from datetime import date
from typing import Final

from tokutei.calendar import FIRST_DAY_OUT, age_on, days_after, months_before
from tokutei.errors import FactsError
from tokutei.law import Answer, Evidence, Ground, LegalDay
from tokutei.rules.rulebook import CURRENT, Rulebook, days_in_japan
from tokutei.rules.validity import residence
from tokutei.rules.validity.birthdays import fixed, is_under, nth_birthday_until, rule_of_number
from tokutei.vocabulary import StatusOfResidence

__all__ = [
    "SEPARATE_ADULT_AGE",
    "SEPARATE_BIRTHDAYS_ADULT",
    "SEPARATE_BIRTHDAYS_MINOR",
    "SEPARATE_REPLACED_BIRTHDAYS_ADULT",
    "SEPARATE_REPLACED_BIRTHDAYS_MINOR",
    "SEPARATE_REPLACEMENT_MONTHS",
    "SEPARATE_TRANSITIONAL_DAYS",
    "separate_card_after_stay_until",
    "separate_card_cap",
    "separate_card_transitional_until",
    "separate_card_until",
]

SEPARATE_BIRTHDAYS_ADULT: Final = rule_of_number(
    "separate_birthdays_adult",
    "個人番号カード：作成の日後何回目の誕生日まで",
    "Individual Number Card: which birthday after making ends it",
    LegalDay.MAKING,
)
SEPARATE_BIRTHDAYS_MINOR: Final = rule_of_number(
    "separate_birthdays_minor",
    "個人番号カード（年少者）：作成の日後何回目の誕生日まで",
    "Individual Number Card of a young person: which birthday after making ends it",
    LegalDay.MAKING,
)
SEPARATE_ADULT_AGE: Final = rule_of_number(
    "separate_adult_age",
    "個人番号カード：年少者でなくなる年齢",
    "Individual Number Card: age from which the longer term applies",
    LegalDay.MAKING,
)
SEPARATE_REPLACEMENT_MONTHS: Final = rule_of_number(
    "separate_replacement_months",
    "個人番号カード：残り何月未満で新しいカードを求めると誕生日を一回多く数えるか",
    "Individual Number Card: with less than so many months left, a replacement counts one birthday more",
    LegalDay.MAKING,
)
SEPARATE_REPLACED_BIRTHDAYS_ADULT: Final = rule_of_number(
    "separate_replaced_birthdays_adult",
    "満了前に替えた個人番号カード：作成の日後何回目の誕生日まで",
    "Individual Number Card replaced shortly before its end: which birthday after making ends it",
    LegalDay.MAKING,
)
SEPARATE_REPLACED_BIRTHDAYS_MINOR: Final = rule_of_number(
    "separate_replaced_birthdays_minor",
    "満了前に替えた個人番号カード（年少者）：作成の日後何回目の誕生日まで",
    "Individual Number Card of a young person replaced shortly before its end: which birthday ends it",
    LegalDay.MAKING,
)
SEPARATE_TRANSITIONAL_DAYS: Final = rule_of_number(
    "separate_transitional_days",
    "経過滞在者の個人番号カード：出生又は国籍喪失の日から何日を経過する日まで",
    "Individual Number Card of those born in Japan or who lost its nationality: days until it ends",
    LegalDay.MAKING,
)

SEPARATE_BOUND_BY_STAY: Final = fixed("separate_bound_by_stay", "426M60000008085:27:1")
SEPARATE_MINOR_CAP: Final = fixed("separate_minor_cap", "426M60000008085:27:1")
SEPARATE_LENGTHENED: Final = fixed("separate_lengthened", "426M60000008085:27:2:1")
SEPARATE_REPLACED_MINOR: Final = fixed(
    "separate_replaced_minor", "426M60000008085:27:4", evidence=Evidence.INFERRED
)


@days_in_japan
def separate_card_cap(
    *,
    born: date,
    made_on: date,
    on: date,
    replaces_until: date | None = None,
    asked_on: date | None = None,
    book: Rulebook = CURRENT,
) -> Answer[date]:
    """Return the birthday beyond which a separate Individual Number Card never goes, included.

    Args:
        born: the holder's birth date.
        made_on: the day on which the card was made (作成の日).
        on: the day that chooses the law: that of making, or of asking for an extension.
        replaces_until: the last day of the live card that it replaces (29(1)), which counts one birthday
            more when less than three months were left.
        asked_on: the day on which that replacement was asked for; left out, the day of making.
        book: the law.

    Raises:
        NotInForceError: ``on`` lies before 2016-01-01.
    """
    under, questions = is_under(born, book.at(SEPARATE_ADULT_AGE, on).value, made_on, book)
    rule = SEPARATE_BIRTHDAYS_MINOR if under else SEPARATE_BIRTHDAYS_ADULT
    grounds: tuple[Ground, ...] = (book.ground(SEPARATE_ADULT_AGE, on),)
    if replaces_until is not None and _late(asked_on or made_on, replaces_until, on, book):
        rule = SEPARATE_REPLACED_BIRTHDAYS_MINOR if under else SEPARATE_REPLACED_BIRTHDAYS_ADULT
        grounds = (*grounds, book.ground(SEPARATE_REPLACEMENT_MONTHS, on))
    return nth_birthday_until(
        born=born, base=made_on, rule=rule, day=on, book=book, grounds=grounds, questions=questions
    )


def _late(asked_on: date, until: date, on: date, book: Rulebook) -> bool:
    """Tell whether the card held was alive and had less than the months left."""
    return asked_on <= until and asked_on > months_before(
        until, book.at(SEPARATE_REPLACEMENT_MONTHS, on).value
    )


@days_in_japan
def separate_card_until(
    *,
    born: date,
    status: StatusOfResidence,
    stay_until: date | None,
    made_on: date,
    replaces_until: date | None = None,
    asked_on: date | None = None,
    book: Rulebook = CURRENT,
) -> Answer[date]:
    """Return the last day of a separate Individual Number Card (個人番号カード) when it is made, included.

    (個人番号カード等命令 26, 27(1).) With a period of stay it ends with the stay shown on the
    residence card; for the young, on the fifth birthday if that comes first.

    Args:
        born: the holder's birth date.
        status: the holder's status when the card is made.
        stay_until: the last day of stay on the residence card; ``None`` for a stay without end.
        made_on: the day on which the card is made, which chooses the law.
        replaces_until: as in :func:`separate_card_cap`; it lengthens no card that ends with the stay, and
            we read 27(4) so that the young with a period of stay keep the fifth birthday.
        asked_on: as in :func:`separate_card_cap`.
        book: the law.

    Raises:
        FactsError: the card ends with a period of stay that was not given.
        NotInForceError: the card was made before 2016-01-01.
    """
    if status in residence.WITHOUT_END:
        return separate_card_cap(
            born=born,
            made_on=made_on,
            on=made_on,
            replaces_until=replaces_until,
            asked_on=asked_on,
            book=book,
        )
    cap = separate_card_cap(born=born, made_on=made_on, on=made_on, book=book)
    if stay_until is None:
        raise FactsError(missing=("stay_until",))
    if age_on(born, made_on) >= book.at(SEPARATE_ADULT_AGE, made_on).value:
        return Answer(stay_until, (SEPARATE_BOUND_BY_STAY, book.ground(SEPARATE_ADULT_AGE, made_on)))
    replaced = (SEPARATE_REPLACED_MINOR,) if replaces_until else ()
    grounds = (SEPARATE_BOUND_BY_STAY, SEPARATE_MINOR_CAP, *cap.grounds, *replaced)
    return Answer(min(stay_until, cap.value), grounds, cap.open_questions)


@days_in_japan
def separate_card_after_stay_until(
    *,
    born: date,
    status: StatusOfResidence,
    stay_until: date | None,
    made_on: date,
    on: date,
    book: Rulebook = CURRENT,
) -> Answer[date]:
    """Return the last day of a separate card extended on request after the stay was lengthened, included.

    (個人番号カード等命令 27(2)(i).) To the new end of stay, never beyond the birthday that would have ended
    the card of a Japanese national; straight to that birthday for those whose stay has no end now.

    Args:
        born: the holder's birth date.
        status: the status now held.
        stay_until: the new last day of stay; ``None`` for a stay without end.
        made_on: the day on which the card was made.
        on: the day of asking, which chooses the law.
        book: the law.

    Raises:
        FactsError: the new end of stay was not given.
    """
    cap = separate_card_cap(born=born, made_on=made_on, on=on, book=book)
    grounds = (SEPARATE_LENGTHENED, *cap.grounds)
    if status in residence.WITHOUT_END:
        return Answer(cap.value, grounds, cap.open_questions)
    if stay_until is None:
        raise FactsError(missing=("stay_until",))
    return Answer(min(stay_until, cap.value), grounds, cap.open_questions)


@days_in_japan
def separate_card_transitional_until(*, since: date, made_on: date, book: Rulebook = CURRENT) -> Answer[date]:
    """Return the last day of the separate card of somebody who stays without a status, included.

    (経過滞在者: 個人番号カード等命令 27(1), third row.)

    Args:
        since: the day of birth in Japan, or of the loss of Japanese nationality.
        made_on: the day on which the card is made, which chooses the law.
        book: the law.
    """
    days = book.at(SEPARATE_TRANSITIONAL_DAYS, made_on).value
    return Answer(days_after(since, days), (book.ground(SEPARATE_TRANSITIONAL_DAYS, made_on), FIRST_DAY_OUT))
