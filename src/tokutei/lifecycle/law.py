"""Days and values of the law that lives ask for again and again, without the reasons for them.

Each is a function of its arguments alone, so its results are kept.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from tokutei.calendar import days_after, years_after
from tokutei.errors import FactsError, NotInForceError
from tokutei.law import Rule
from tokutei.rules import routes, special_period, validity
from tokutei.rules.deadlines import Matter, TriggerEvent, deadline
from tokutei.rules.rulebook import Rulebook
from tokutei.rules.statuses.periods import period_valid
from tokutei.vocabulary import ProcedureKind, Route, StatusOfResidence

__all__ = [
    "brings_special_period",
    "days_to_move_in",
    "longest_stay_end",
    "period_exists",
    "route_of",
    "special_period_end",
    "stay_without_status_end",
]

_KEPT = 1 << 14


@lru_cache(maxsize=_KEPT)
def special_period_end(stay_until: date, book: Rulebook) -> date:
    """Return the last day of a special period."""
    return special_period.special_period_end(stay_until, book=book).value


@lru_cache(maxsize=_KEPT)
def brings_special_period(procedure: ProcedureKind, filed_on: date, book: Rulebook) -> bool:
    """Return whether a pending procedure lets the holder stay past the end of a stay of over three months."""
    return special_period.has_special_period(procedure, filed_on=filed_on, book=book).value


@lru_cache(maxsize=_KEPT)
def stay_without_status_end(occurred_on: date, book: Rulebook) -> date:
    """Return the last day of a stay without status after birth or another reason; no closed day moves it."""
    found = deadline(Matter.STAY_WITHOUT_STATUS, TriggerEvent.BORN_IN_JAPAN, event_on=occurred_on, book=book)
    return found.value.due or occurred_on


def days_to_move_in(rule: Rule[int], moved_on: date, on: date, book: Rulebook) -> date | None:
    """Return the last day of the days that a move gives an Individual Number Card; ``None`` before there were any."""
    try:
        return days_after(moved_on, book.at(rule, on).value)
    except NotInForceError:
        return None


@lru_cache(maxsize=_KEPT)
def route_of(procedure: ProcedureKind, on: date, book: Rulebook) -> Route | None:
    """Return the route by which a specified card may be asked for with a procedure."""
    return routes.route_of(procedure, on=on, book=book).value


@lru_cache(maxsize=_KEPT)
def longest_stay_end(base: date, on: date, book: Rulebook) -> date:
    """Return the last day that a stay granted on a day can have, from the end of the special period after a day."""
    return years_after(special_period_end(base, book), book.at(validity.LONGEST_STAY_YEARS, on).value)


@lru_cache(maxsize=_KEPT)
def period_exists(status: StatusOfResidence, months: int, on: date, book: Rulebook) -> bool:
    """Tell whether appended table 2 has a period of months, as far as the table alone tells."""
    try:
        return period_valid(status, f"P{months}M", on=on, book=book).value is not False
    except (FactsError, NotInForceError):
        return True
