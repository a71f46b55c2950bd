"""The special period: lawful stay while a timely application is pending (特例期間, Act 20(6), 21(4))."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from datetime import date
from typing import Final

from tokutei.calendar import months_after
from tokutei.law import Answer, Citation, Evidence, Ground, LegalDay, Rule
from tokutei.rules import validity
from tokutei.rules.rulebook import CURRENT, Rulebook, days_in_japan
from tokutei.rules.values import OneOf, SomeOf, flag, whole_number
from tokutei.vocabulary import ProcedureKind, Window

__all__ = [
    "LONGEST_STAY_WITHOUT_SPECIAL_PERIOD",
    "MY_NUMBER_EXTENSION_WINDOW",
    "MY_NUMBER_FOLLOWS_SPECIAL_PERIOD",
    "RESIDENCE_CARD_FOLLOWS_SPECIAL_PERIOD",
    "SEPARATE_CARD_EXTENSION_WINDOW",
    "SEPARATE_CARD_FOLLOWS_SPECIAL_PERIOD",
    "SPECIAL_PERIOD_MONTHS",
    "SPECIAL_PERIOD_PROCEDURES",
    "has_special_period",
    "separate_card_extended_until",
    "special_period_end",
]

_TOPIC: Final = "special_period"

SPECIAL_PERIOD_MONTHS: Final[Rule[int]] = Rule(
    _TOPIC,
    "special_period_months",
    ja="特例期間の月数",
    en="months of the special period",
    parse=whole_number,
    looks_at=LegalDay.STAY_END,
)
SPECIAL_PERIOD_PROCEDURES: Final[Rule[AbstractSet[ProcedureKind]]] = Rule(
    _TOPIC,
    "special_period_procedures",
    ja="特例期間のある申請",
    en="applications that bring a special period",
    parse=SomeOf(ProcedureKind),
)
LONGEST_STAY_WITHOUT_SPECIAL_PERIOD: Final[Rule[int]] = Rule(
    _TOPIC,
    "longest_stay_without_special_period",
    ja="特例期間のない在留期間の日数の上限",
    en="longest period of stay, in days, that brings no special period",
    parse=whole_number,
)
RESIDENCE_CARD_FOLLOWS_SPECIAL_PERIOD: Final[Rule[bool]] = Rule(
    _TOPIC,
    "residence_card_follows_special_period",
    ja="在留カードの有効期間が特例期間に従うか",
    en="whether the residence card follows the special period",
    parse=flag,
    looks_at=LegalDay.STAY_END,
)
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

_COUNTED_FROM_THE_NEXT_DAY: Final[Ground] = Ground(
    "special_period_count",
    (Citation.parse("129AC0000000089:140"), Citation.parse("129AC0000000089:143:2")),
    Evidence.INFERRED,
    date(2026, 11, 21),
)

_EXTENDED_ON_REQUEST: Final[Ground] = Ground(
    "separate_extended",
    (Citation.parse("426M60000008085:27:2:2"),),
    Evidence.OFFICIAL,
    date(2026, 11, 21),
)


@days_in_japan
def special_period_end(stay_until: date, *, book: Rulebook = CURRENT) -> Answer[date]:
    """Return the last day of the special period, included, unless the decision comes first.

    Counted in calendar months from the day after the period of stay ends; no closed day moves it.
    That count is our reading: the agency publishes no month-end examples.

    Example:
        >>> from datetime import date
        >>> special_period_end(date(2026, 6, 30)).value.isoformat()
        '2026-08-31'
    """
    months = book.at(SPECIAL_PERIOD_MONTHS, stay_until).value
    return Answer(
        months_after(stay_until, months),
        (book.ground(SPECIAL_PERIOD_MONTHS, stay_until), _COUNTED_FROM_THE_NEXT_DAY),
    )


@days_in_japan
def has_special_period(
    procedure: ProcedureKind, *, filed_on: date, stay_days: int | None = None, book: Rulebook = CURRENT
) -> Answer[bool]:
    """Return whether a pending application lets the holder stay past the end of the stay.

    Args:
        procedure: what was filed, on or before the last day of stay.
        filed_on: the day of filing, which chooses the law.
        stay_days: the period of stay held, in days; ``None`` for one longer than three months.
        book: the law.
    """
    listed = procedure in book.at(SPECIAL_PERIOD_PROCEDURES, filed_on).value
    shortest = book.at(LONGEST_STAY_WITHOUT_SPECIAL_PERIOD, filed_on).value
    long_enough = stay_days is None or stay_days > shortest
    grounds = (
        book.ground(SPECIAL_PERIOD_PROCEDURES, filed_on),
        book.ground(LONGEST_STAY_WITHOUT_SPECIAL_PERIOD, filed_on),
    )
    return Answer(listed and long_enough, grounds)


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
    """
    end = special_period_end(stay_until, book=book)
    cap = validity.separate_card_cap(born=born, made_on=made_on, on=on, book=book)
    return Answer(min(end.value, cap.value), (_EXTENDED_ON_REQUEST, *end.grounds, *cap.grounds))
