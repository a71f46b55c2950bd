"""Until when a specified residence card is valid, and the My Number function on it (Act 19-15-3)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Final

from tokutei.calendar import turns
from tokutei.errors import FactsError
from tokutei.law import Answer, Citation, Ground, LegalDay, OpenQuestion, Reason, Rule
from tokutei.rules.rulebook import CURRENT, Rulebook, days_in_japan
from tokutei.rules.validity import residence
from tokutei.rules.validity.birthdays import TOPIC, fixed, is_under, nth_birthday_until, rule_of_number
from tokutei.rules.values import flag
from tokutei.vocabulary import CardKind, Route, StatusOfResidence

__all__ = [
    "GIVEN",
    "SPECIFIED_ADULT_AGE",
    "SPECIFIED_BIRTHDAYS_ADULT",
    "SPECIFIED_BIRTHDAYS_MINOR",
    "given",
    "my_number_function_until",
    "specified_card_until",
]


def _given(kind: CardKind) -> Rule[bool]:
    return Rule(
        TOPIC, f"given.{kind.value}", ja=f"{kind.ja}があるか", en=f"whether there is a {kind.en}", parse=flag
    )


GIVEN: Final[Mapping[CardKind, Rule[bool]]] = MappingProxyType(
    {
        kind: _given(kind)
        for kind in (
            CardKind.SPECIFIED_RESIDENCE_CARD,
            CardKind.SPECIFIED_SPECIAL_PERMANENT_RESIDENT_CERTIFICATE,
        )
    }
)
"""Whether a specified card can be applied for, by its kind and the day of filing."""

SPECIFIED_BIRTHDAYS_ADULT: Final = rule_of_number(
    "specified_birthdays_adult",
    "特定在留カード：何回目の誕生日まで",
    "specified residence card: which birthday ends it",
    LegalDay.FILING,
)
SPECIFIED_BIRTHDAYS_MINOR: Final = rule_of_number(
    "specified_birthdays_minor",
    "特定在留カード（年少の永住者）：何回目の誕生日まで",
    "specified residence card of a young permanent resident: which birthday ends it",
    LegalDay.FILING,
)
SPECIFIED_ADULT_AGE: Final = rule_of_number(
    "specified_adult_age",
    "特定在留カード：年少者でなくなる年齢",
    "specified residence card: age from which the longer term applies",
    LegalDay.FILING,
)

BASE_FILING: Final = fixed("base_filing", "326CO0000000319:19-15-3:1:1")
BASE_OLD_EXPIRY_SPECIFIED: Final = fixed("base_old_expiry_specified", "326CO0000000319:19-15-3:1:1")
SAME_END_AS_CARD: Final = fixed("same_end_as_card", "508M60004018001:4:1")


def given(kind: CardKind, filed_on: date, book: Rulebook) -> Ground:
    """Return the ground that a kind of specified card can be applied for on a day.

    Raises:
        FactsError: by the book there is none any more.
        NotInForceError: there is none yet.
    """
    if not book.at(GIVEN[kind], filed_on).value:
        raise FactsError(contradictions=(Reason("card_not_given"),))
    return book.ground(GIVEN[kind], filed_on)


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
        book: the law, with the reading of ``Q1``.

    Raises:
        FactsError: the card ends with a period of stay that was not given, or the chosen reading of
            ``Q1`` allows no specified card with this renewal.
        NotInForceError: filed before 2026-06-14.
    """
    there_is = given(CardKind.SPECIFIED_RESIDENCE_CARD, filed_on, book)
    bound = book.ground(residence.BIRTHDAY_BOUND_STATUSES, issued_on)
    is_bound = status in book.at(residence.BIRTHDAY_BOUND_STATUSES, issued_on).value
    if route is Route.BUREAU_STATUS or not is_bound:
        found = residence.residence_card_until(
            born=born,
            status=status,
            stay_until=stay_until,
            issued_on=issued_on,
            old_until=old_until,
            book=book,
        )
        return Answer(found.value, (there_is, *found.grounds), found.open_questions)
    minor, questions = _minor(born, status, filed_on, old_until, book)
    rule = SPECIFIED_BIRTHDAYS_MINOR if minor else SPECIFIED_BIRTHDAYS_ADULT
    more: tuple[Ground, ...] = (book.ground(SPECIFIED_ADULT_AGE, filed_on),) if minor else ()
    if minor and residence.renews_eve_card(born, issued_on, old_until, book):
        rule, question = _eve_card(book)
        more, questions = (*more, book.ground(residence.EVE_CARD_AGE, issued_on)), (*questions, question)
    base = BASE_OLD_EXPIRY_SPECIFIED if old_until else BASE_FILING
    return nth_birthday_until(
        born=born,
        base=old_until or filed_on,
        rule=rule,
        day=filed_on if rule is not residence.BIRTHDAYS_EVE_CARD else issued_on,
        book=book,
        grounds=(there_is, bound, base, *more),
        questions=questions,
    )


def _minor(
    born: date, status: StatusOfResidence, filed_on: date, old_until: date | None, book: Rulebook
) -> tuple[bool, tuple[OpenQuestion, ...]]:
    age = book.at(SPECIFIED_ADULT_AGE, filed_on).value
    if status is not StatusOfResidence.PERMANENT_RESIDENT or old_until == turns(born, age):
        return False, ()
    return is_under(born, age, filed_on, book)


def _eve_card(book: Rulebook) -> tuple[Rule[int], OpenQuestion]:
    """Return which birthday ends a specified card that renews one of before 2026-06-14 (``Q1``)."""
    question = book.question("Q1")
    if question.reading == "no_specified":
        cite = Citation.parse("326CO0000000319@506AC0000000059:2:2")
        raise FactsError(contradictions=(Reason("no_specified_with_former_renewal", (cite,)),))
    sixth = question.reading == "sixth"
    return residence.BIRTHDAYS_EVE_CARD if sixth else SPECIFIED_BIRTHDAYS_MINOR, question


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
