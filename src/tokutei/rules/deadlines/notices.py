"""Notices of residents and the return of lapsed cards (十四日以内)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Final

from tokutei.calendar import last_day
from tokutei.errors import UnknownTermError
from tokutei.law import Answer, LegalDay, Rule
from tokutei.rules.rulebook import CURRENT, Rulebook, days_in_japan
from tokutei.rules.values import whole_number
from tokutei.vocabulary import ProcedureKind, Window

__all__ = ["NOTICE_DAYS", "NOTICE_WINDOWS", "RETURN_DAYS", "notice_deadline", "return_deadline"]

_TOPIC: Final = "deadlines"


def _days(key: str, ja: str, en: str) -> Rule[int]:
    return Rule(_TOPIC, f"days.{key}", ja=ja, en=en, parse=whole_number, looks_at=LegalDay.EVENT)


NOTICE_WINDOWS: Final[Mapping[ProcedureKind, Window]] = MappingProxyType(
    {
        ProcedureKind.PLACE_OF_RESIDENCE_FIRST: Window.MUNICIPALITY,
        ProcedureKind.PLACE_OF_RESIDENCE_AFTER_PERMISSION: Window.MUNICIPALITY,
        ProcedureKind.PLACE_OF_RESIDENCE_CHANGE: Window.MUNICIPALITY,
        ProcedureKind.CARD_ITEM_CHANGE: Window.BUREAU,
        ProcedureKind.REISSUE_LOSS: Window.BUREAU,
        ProcedureKind.REISSUE_ORDER: Window.BUREAU,
        ProcedureKind.AFFILIATION: Window.BUREAU,
    }
)
"""Where the notice goes; its closed days move the last day."""

NOTICE_DAYS: Final[Mapping[ProcedureKind, Rule[int]]] = MappingProxyType(
    {kind: _days(kind.value, f"{kind.ja}の日数", f"days for: {kind.en}") for kind in NOTICE_WINDOWS}
)
"""Days after the event, by procedure. What starts the clock differs: the address was settled, the
person moved, the item changed, the loss became known, the order was received."""

RETURN_DAYS: Final = _days(
    "return_card", "失効した在留カードの返納の日数", "days to return a lapsed residence card"
)


@days_in_japan
def notice_deadline(procedure: ProcedureKind, *, event_on: date, book: Rulebook = CURRENT) -> Answer[date]:
    """Return the last day in time for a notification or application that an event calls for, included.

    The day of the event is not counted; a last day on which the office is closed moves on. The law in
    force is that of the day of the event.

    Args:
        procedure: one of :data:`NOTICE_DAYS`.
        event_on: the day that starts the clock: of settling, moving, the change, knowing, the order.
        book: the law, with the closed days of the office.

    Raises:
        UnknownTermError: the procedure has no such number of days.
        NotInForceError: the event lies before 2012-07-09.
        OutOfTableError: the last day lies outside the table of closed days.

    Example:
        >>> from datetime import date
        >>> from tokutei.vocabulary import ProcedureKind
        >>> notice_deadline(ProcedureKind.REISSUE_LOSS, event_on=date(2026, 6, 14)).value.isoformat()
        '2026-06-29'
    """
    rule = NOTICE_DAYS.get(procedure)
    if rule is None:
        known = tuple(kind.value for kind in NOTICE_DAYS)
        raise UnknownTermError("NOTICE_DAYS", str(procedure)[:40], known)
    return _deadline(rule, event_on, NOTICE_WINDOWS[procedure], book)


@days_in_japan
def return_deadline(*, event_on: date, book: Rulebook = CURRENT) -> Answer[date]:
    """Return the last day to return a residence card that lapsed (返納, Act 19-15(1)), included.

    For cards that lapsed because the holder is no mid- to long-term resident any more, because they
    ended, or because a re-entry permission ran out; other causes ask for the card at once.
    """
    return _deadline(RETURN_DAYS, event_on, Window.BUREAU, book)


def _deadline(rule: Rule[int], event_on: date, window: Window, book: Rulebook) -> Answer[date]:
    moved = last_day(event_on, book.at(rule, event_on).value, book.closed(window))
    return Answer(moved.value, (book.ground(rule, event_on), *moved.grounds))
