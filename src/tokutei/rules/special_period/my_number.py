"""What becomes of the My Number function and of a separate card while an application is pending."""

from __future__ import annotations

from datetime import date
from typing import Final

from tokutei.law import Answer, LegalDay, Rule
from tokutei.rules.rulebook import CURRENT, Rulebook, days_in_japan
from tokutei.rules.special_period.stay import special_period_end
from tokutei.rules.validity.birthdays import fixed
from tokutei.rules.validity.individual import separate_card_cap
from tokutei.rules.values import OneOf, flag
from tokutei.vocabulary import Window

__all__ = [
    "MY_NUMBER_EXTENSION_WINDOW",
    "MY_NUMBER_FOLLOWS_SPECIAL_PERIOD",
    "SEPARATE_CARD_EXTENSION_WINDOW",
    "SEPARATE_CARD_FOLLOWS_SPECIAL_PERIOD",
    "separate_card_extended_until",
]

_TOPIC: Final = "special_period"

MY_NUMBER_FOLLOWS_SPECIAL_PERIOD: Final[Rule[bool]] = Rule(
    _TOPIC,
    "my_number_follows_special_period",
    ja="特定在留カードの個人番号カードとしての機能が特例期間に従うか",
    en="whether the My Number function of a specified card follows the special period",
    parse=flag,
    looks_at=LegalDay.STAY_END,
)
SEPARATE_CARD_FOLLOWS_SPECIAL_PERIOD: Final[Rule[bool]] = Rule(
    _TOPIC,
    "separate_card_follows_special_period",
    ja="個人番号カードの有効期間が特例期間に従うか",
    en="whether a separate Individual Number Card follows the special period",
    parse=flag,
    looks_at=LegalDay.STAY_END,
)
MY_NUMBER_EXTENSION_WINDOW: Final[Rule[Window]] = Rule(
    _TOPIC,
    "my_number_extension_window",
    ja="特定在留カードの個人番号カードとしての機能の延長を求める窓口",
    en="office that extends the My Number function of a specified card",
    parse=OneOf(Window),
)
SEPARATE_CARD_EXTENSION_WINDOW: Final[Rule[Window]] = Rule(
    _TOPIC,
    "separate_card_extension_window",
    ja="個人番号カードの有効期間の延長を求める窓口",
    en="office that extends a separate Individual Number Card",
    parse=OneOf(Window),
)

EXTENDED_ON_REQUEST: Final = fixed("separate_extended", "426M60000008085:27:2:2")


@days_in_japan
def separate_card_extended_until(
    *, born: date, made_on: date, stay_until: date, on: date, book: Rulebook = CURRENT
) -> Answer[date]:
    """Return the last day of a separate card that the municipality extended into the special period.

    (個人番号カード等命令 27(2)(ii).) Never beyond the birthday that would have ended the card of a
    Japanese national.

    Args:
        born: the holder's birth date.
        made_on: the day on which the card was made.
        stay_until: the last day of the period of stay.
        on: the day on which the extension is asked for, which chooses the law.
        book: the law.

    Raises:
        NotInForceError: asked for before the text that was read, 2026-06-14.
    """
    end = special_period_end(stay_until, book=book)
    cap = separate_card_cap(born=born, made_on=made_on, on=on, book=book)
    asked = (EXTENDED_ON_REQUEST, book.ground(SEPARATE_CARD_EXTENSION_WINDOW, on))
    return Answer(min(end.value, cap.value), (*asked, *end.grounds, *cap.grounds), cap.open_questions)
