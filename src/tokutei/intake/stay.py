"""Whether a stay has an end, and whether the card ends with it or before it."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from typing import Final

from tokutei.errors import FactsError, NotInForceError
from tokutei.intake.seen import Found, Seen, agrees, disagrees, unknown
from tokutei.intake.words import ItemKey
from tokutei.law import Answer, Citation
from tokutei.rules.validity import WITHOUT_END, YOUNG_STAY_ENDING, Ending
from tokutei.vocabulary import StatusOfResidence
from tokutei.vocabulary.cards import CERTIFICATES

__all__ = ["stay_end", "within_stay"]

_K = ItemKey

_SPECIAL: Final = Citation.parse("403AC0000000071:3")
_STAYS: Final = (Citation.parse("326CO0000000319:2-2:3#first"), Citation.parse("356M50000010054:T2"))
_OLD_STAY_CARDS: Final = Citation.parse("326CO0000000319@2026-06-13:19-5:1:3")
"""Cards of adults before 2026-06-14; the rule's own provision is that of the young."""


def _of_stays(status: StatusOfResidence | None) -> tuple[Citation, ...]:
    """Return where it stands whether the stay of a status has an end."""
    return (_SPECIAL,) if status is StatusOfResidence.SPECIAL_PERMANENT_RESIDENT else _STAYS


def stay_end(seen: Seen) -> Found:
    """Compare whether an end of the stay is stated with whether the status has one."""
    (status,) = seen.need(_K.STATUS)
    if seen.items[_K.STAY_UNTIL].withheld:
        raise FactsError(missing=(_K.STAY_UNTIL,))
    ends = seen.get(_K.STAY_UNTIL) is not None
    endless, cite = status in WITHOUT_END, _of_stays(status)
    if status is StatusOfResidence.DIPLOMAT:
        return unknown("stay_while_active", status=status, missing=(), cite=cite)
    if endless and not ends and not _end_left_out(seen):
        raise FactsError(missing=(_K.STAY_UNTIL,))
    if endless is not ends:
        return agrees("stay_without_end" if endless else "stay_with_end", status=status, cite=cite)
    if endless:
        doubted: tuple[ItemKey, ...] = (_K.STATUS, _K.STAY_UNTIL)
        return disagrees("stay_without_end_ends", status=status, doubted=doubted, cite=cite)
    if not _end_left_out(seen):
        raise FactsError(missing=(_K.STAY_UNTIL,))
    return disagrees("stay_end_left_out", status=status, doubted=(_K.STATUS,), cite=cite)


def _end_left_out(seen: Seen) -> bool:
    """Tell whether the card says that the stay has no end, and is not only silent about it."""
    period, record = seen.get(_K.PERIOD), seen.record
    if (period and period.is_indefinite) or seen.get(_K.KIND) in CERTIFICATES:
        return True
    return record is not None and "stay_until" in record.values and "stay_until" not in record.unknown


def within_stay(seen: Seen) -> Found:
    """Compare the last day of the card with the end of the stay."""
    (until,) = seen.need(_K.VALID_UNTIL)
    stay = seen.get(_K.STAY_UNTIL)
    if stay is None:
        status = seen.get(_K.STATUS)
        if status not in WITHOUT_END:
            raise FactsError(missing=(_K.STAY_UNTIL,))
        return agrees("nothing_to_outlive", cite=_of_stays(status))
    cards = _ends_with_stay(seen)
    old = () if all(one.value is Ending.STAY for one in cards) else (_OLD_STAY_CARDS,)
    if until <= stay:
        return agrees("card_within_stay", *cards, cite=old)
    return disagrees("card_outlives_stay", *cards, doubted=(_K.VALID_UNTIL, _K.STAY_UNTIL), cite=old)


def _ends_with_stay(seen: Seen) -> tuple[Answer[Ending], ...]:
    """Return what ends cards with the stay or before it, on each day of issue that makes a difference.

    No version of the law lets a card outlive the stay, so all are named where the day is not known, or lies
    before all of them.
    """
    with suppress(FactsError, NotInForceError):
        return _of_days(seen, seen.telling_days(YOUNG_STAY_ENDING))
    return _of_days(seen, tuple(one.since for one in seen.book.timeline(YOUNG_STAY_ENDING).versions))


def _of_days(seen: Seen, days: tuple[date, ...]) -> tuple[Answer[Ending], ...]:
    rule, book = YOUNG_STAY_ENDING, seen.book
    return tuple(Answer(book.at(rule, day).value, (book.ground(rule, day),)) for day in days)
