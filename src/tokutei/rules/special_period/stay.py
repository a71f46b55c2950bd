"""How long a pending application keeps stay and card alive (特例期間, Act 20(6), 21(4), 19-15-3(2))."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from datetime import date, timedelta
from typing import Final

from tokutei.calendar import months_after
from tokutei.law import Answer, Evidence, Ground, LegalDay, Rule
from tokutei.rules.deadlines.clocks import STAY_END_MOVES
from tokutei.rules.rulebook import CURRENT, Rulebook, days_in_japan
from tokutei.rules.validity.birthdays import fixed
from tokutei.rules.values import SomeOf, flag, whole_number
from tokutei.vocabulary import ProcedureKind, Window

__all__ = [
    "CONVERTIBLE_PROCEDURES",
    "FROZEN_VALIDITY_BEFORE",
    "LONGEST_STAY_WITHOUT_SPECIAL_PERIOD",
    "PENDING_RENEWAL_MONTHS",
    "RESIDENCE_CARD_FOLLOWS_SPECIAL_PERIOD",
    "SPECIAL_PERIOD_MONTHS",
    "SPECIAL_PERIOD_PROCEDURES",
    "filed_in_time",
    "has_special_period",
    "pending_renewal_end",
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
CONVERTIBLE_PROCEDURES: Final[Rule[AbstractSet[ProcedureKind]]] = Rule(
    _TOPIC,
    "convertible_procedures",
    ja="相互に変更しても申請の日が変わらない申請",
    en="applications that can be turned into each other and keep the day of filing",
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
PENDING_RENEWAL_MONTHS: Final[Rule[int]] = Rule(
    _TOPIC,
    "pending_renewal_months",
    ja="特定在留カードの交付を待つ間に旧カードが延びる月数",
    en="months that a card lives on while the specified card that renews it is awaited",
    parse=whole_number,
)


def _day(value: object) -> date:
    if type(value) is not date:
        msg = "a day"
        raise ValueError(msg)
    return value


FROZEN_VALIDITY_BEFORE: Final[Rule[date]] = Rule(
    _TOPIC,
    "frozen_validity_before",
    ja="有効期間をなお従前の例による在留カードの交付の日の境",
    en="cards issued before this day keep the validity of the former law",
    parse=_day,
)

SPECIAL_PERIOD_OF_EXTENSION: Final = fixed("special_period_of_extension", "326CO0000000319:21:4#first")
"""Besides the provision on changes: it holds for extensions too."""
TURNED_INTO_CHANGE: Final = fixed("turned_into_change", "356M50000010054:21-4:2")
"""Besides the provision on changes turned into extensions."""
NOT_FILED_IN_TIME: Final = fixed("not_filed_in_time", "326CO0000000319:20:6", "326CO0000000319:21:4#first")
NEXT_OPEN_DAY: Final = fixed(
    "filed_on_next_open_day", "363AC0000000091:2#main", "356M50000010054:21:1", evidence=Evidence.INFERRED
)
_LONGEST_CLOSURE: Final = timedelta(days=14)
"""Offices are never closed for longer; later filings ask no table of closed days."""

COUNTED_FROM_THE_NEXT_DAY: Final[Ground] = fixed(
    "special_period_count", "129AC0000000089:140#main", "129AC0000000089:143:2", evidence=Evidence.INFERRED
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
        (book.ground(SPECIAL_PERIOD_MONTHS, stay_until), COUNTED_FROM_THE_NEXT_DAY),
    )


@days_in_japan
def filed_in_time(filed_on: date, *, stay_until: date, book: Rulebook = CURRENT) -> Answer[bool]:
    """Return whether an application about the stay was filed by its last day (Regulation 21(1)).

    A last day on which the bureau is closed moves only if
    :data:`~tokutei.rules.deadlines.STAY_END_MOVES` says so: no text does, practice is said to.

    Raises:
        OutOfTableError: filed just after a stay that ended beyond the table of closed days.

    Example:
        >>> from datetime import date
        >>> filed_in_time(date(2026, 11, 2), stay_until=date(2026, 10, 31)).value
        False
    """
    if filed_on <= stay_until:
        return Answer(True)
    if filed_on - stay_until <= _LONGEST_CLOSURE:
        moved = book.closed(Window.BUREAU).not_before(stay_until)
        if filed_on <= moved.value:
            moves = book.at(STAY_END_MOVES, stay_until).value
            read = NEXT_OPEN_DAY if moves else NOT_FILED_IN_TIME
            return Answer(moves, (book.ground(STAY_END_MOVES, stay_until), *moved.grounds, read))
    return Answer(False, (NOT_FILED_IN_TIME,))


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
        *listed_procedures(procedure, filed_on, book),
        book.ground(LONGEST_STAY_WITHOUT_SPECIAL_PERIOD, filed_on),
    )
    return Answer(listed and long_enough, grounds)


def listed_procedures(procedure: ProcedureKind | None, filed_on: date, book: Rulebook) -> tuple[Ground, ...]:
    """Return what says whether an application brings a special period: for a change the first provision alone."""
    found = book.ground(SPECIAL_PERIOD_PROCEDURES, filed_on)
    return (found,) if procedure is ProcedureKind.CHANGE_OF_STATUS else (found, SPECIAL_PERIOD_OF_EXTENSION)


@days_in_japan
def pending_renewal_end(
    old_until: date, *, filed_on: date, old_issued_on: date, book: Rulebook = CURRENT
) -> Answer[date]:
    """Return the last day of a card whose renewal with a specified card is pending, unless that comes first.

    (Act 19-15-3(2).) For renewals of the card (19-11(1)) with which a specified residence card was asked
    for; an ordinary card that is renewed, and certificates of special permanent residents, have no such
    time. If the specified card cannot be made by then, an ordinary one is handed over first (19-15-3(3)).

    Args:
        old_until: the last day of the card held.
        filed_on: the day of filing, which chooses the law; after ``old_until`` nothing is extended.
        old_issued_on: the issue day of the card held: whether the extension reaches cards of before
            2026-06-14 is open (``Q11``).
        book: the law.

    Raises:
        NotInForceError: filed before 2026-06-14.

    Example:
        >>> from datetime import date
        >>> pending_renewal_end(
        ...     date(2036, 12, 31), filed_on=date(2036, 11, 1), old_issued_on=date(2026, 7, 1)).value.isoformat()
        '2037-02-28'
    """
    months = book.at(PENDING_RENEWAL_MONTHS, filed_on).value
    grounds = (book.ground(PENDING_RENEWAL_MONTHS, filed_on), COUNTED_FROM_THE_NEXT_DAY)
    if filed_on > old_until:
        return Answer(old_until, grounds[:1])
    end = months_after(old_until, months)
    if old_issued_on >= book.at(FROZEN_VALIDITY_BEFORE, filed_on).value:
        return Answer(end, grounds)
    question, frozen = book.question("Q11"), book.ground(FROZEN_VALIDITY_BEFORE, filed_on)
    reached = question.reading == "extended"
    return Answer(end if reached else old_until, (*grounds, frozen), (question,))
