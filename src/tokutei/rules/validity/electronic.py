"""Until when electronic certificates are valid (電子証明書, JPKI Regulation 13, 49)."""

from __future__ import annotations

from datetime import date
from typing import Final

from tokutei.calendar import months_after, months_before, nth_birthday
from tokutei.calendar.periods import ONE_DAY
from tokutei.law import Answer, Evidence, Ground, LegalDay, Rule
from tokutei.rules.rulebook import CURRENT, Rulebook, days_in_japan
from tokutei.rules.validity.birthdays import fixed, rule_of_number

__all__ = [
    "AUTHENTICATION_CERTIFICATE_BIRTHDAYS",
    "EARLY_REPLACEMENT_MONTHS",
    "MOBILE_RECORD_MONTHS",
    "SIGNING_CERTIFICATE_BIRTHDAYS",
    "certificate_until",
    "mobile_record_until",
]

SIGNING_CERTIFICATE_BIRTHDAYS: Final = rule_of_number(
    "signing_certificate_birthdays",
    "署名用電子証明書：発行の日後何回目の誕生日まで",
    "certificate for signing: which birthday after issue ends it",
    LegalDay.ISSUE,
)
AUTHENTICATION_CERTIFICATE_BIRTHDAYS: Final = rule_of_number(
    "authentication_certificate_birthdays",
    "利用者証明用電子証明書：発行の日後何回目の誕生日まで",
    "certificate for user authentication: which birthday after issue ends it",
    LegalDay.ISSUE,
)
EARLY_REPLACEMENT_MONTHS: Final = rule_of_number(
    "early_replacement_months",
    "電子証明書：残り何月未満で更新すると誕生日を一回多く数えるか",
    "certificates: with less than so many months left, a replacement counts one birthday more",
    LegalDay.ISSUE,
)
MOBILE_RECORD_MONTHS: Final = rule_of_number(
    "mobile_record_months",
    "移動端末設備用電磁的記録：発行の日から起算した月数",
    "record on the smartphone: months, the day of issue being the first",
    LegalDay.ISSUE,
)

CERTIFICATE_NOT_BEYOND_CARD: Final = fixed(
    "certificate_not_beyond_card", "415M60000008120:13::3", "415M60000008120:49::2"
)
SIGNING_NOT_BEYOND_AUTHENTICATION: Final = fixed("signing_not_beyond_authentication", "415M60000008120:13::2")
MOBILE_NOT_BEYOND_CARD: Final = fixed("mobile_not_beyond_card", "425AC0000000027:18-2:5")
MOBILE_ENDS_BEFORE_BIRTHDAY: Final = fixed("mobile_ends_before_birthday", "426M60000008085:39-11:1:2")
DEEMED_FOR_CERTIFICATES: Final = fixed(
    "deemed_birthday_certificates", "326CO0000000319:19-5:1:1", evidence=Evidence.INFERRED
)


@days_in_japan
def certificate_until(
    rule: Rule[int],
    *,
    born: date,
    issued_on: date,
    card_until: date,
    replaces_until: date | None = None,
    authentication_until: date | None = None,
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
        authentication_until: for a certificate for signing, the last day of the live certificate for user
            authentication, which it does not outlive; ``None`` where none lives.
        book: the law, with the reading of ``Q17``.

    Raises:
        NotInForceError: issued before 2016-01-01.
    """
    grounds: list[Ground] = [book.ground(rule, issued_on)]
    number = book.at(rule, issued_on).value
    if replaces_until is not None and issued_on <= replaces_until:
        left = book.at(EARLY_REPLACEMENT_MONTHS, issued_on).value
        if issued_on > months_before(replaces_until, left):
            number += 1
            grounds.append(book.ground(EARLY_REPLACEMENT_MONTHS, issued_on))
    ends = [nth_birthday(born, issued_on, number), card_until]
    leap_day = (born.month, born.day) == (2, 29)
    if leap_day:
        grounds.append(DEEMED_FOR_CERTIFICATES)
    grounds.append(CERTIFICATE_NOT_BEYOND_CARD)
    if rule == SIGNING_CERTIFICATE_BIRTHDAYS and authentication_until is not None:
        ends.append(authentication_until)
        grounds.append(SIGNING_NOT_BEYOND_AUTHENTICATION)
    return Answer(min(ends), tuple(grounds), (book.question("Q17"),) if leap_day else ())


@days_in_japan
def mobile_record_until(
    *, born: date, issued_on: date, card_until: date | None, book: Rulebook = CURRENT
) -> Answer[date]:
    """Return the last day of a record on the smartphone (カード代替電磁的記録), included.

    (番号法 18-2(5), Card Ordinance 39-8, 39-11(1)(ii).) A record that runs out is followed by a new one of
    its own accord, so this is the end of one record, not of the service.

    Args:
        born: the holder's birth date; a record ends on the eve of the birthday, which changes the age in it.
        issued_on: the day of issue, which counts and chooses the law.
        card_until: the last day of the My Number function; ``None`` where it has none.
        book: the law.

    Raises:
        NotInForceError: issued before the text that was read, 2026-06-14.
    """
    months = book.at(MOBILE_RECORD_MONTHS, issued_on).value
    ends = [months_after(issued_on - ONE_DAY, months), nth_birthday(born, issued_on, 1) - ONE_DAY]
    grounds = [book.ground(MOBILE_RECORD_MONTHS, issued_on), MOBILE_ENDS_BEFORE_BIRTHDAY]
    if card_until is not None:
        ends.append(card_until)
        grounds.append(MOBILE_NOT_BEYOND_CARD)
    return Answer(min(ends), tuple(grounds))
