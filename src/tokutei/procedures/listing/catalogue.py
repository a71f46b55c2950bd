"""Every procedure with who, where, when, papers, fee, result and provisions: made from the rules of a day.

What a rule says is asked of the rules under the book that is given, so that a reform changes the catalogue; what no
rule holds stands in :mod:`tokutei.procedures.listing.rows`.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from types import MappingProxyType
from typing import Final

from tokutei.calendar import japan_day
from tokutei.errors import NotInForceError
from tokutei.law import Answer, Ground
from tokutei.lifecycle.arguments import demand
from tokutei.lifecycle.tables.making import CARDS_SINCE
from tokutei.procedures.listing.costs import CHECKED_ON, fee, online, papers, specified
from tokutei.procedures.listing.entries import Entry
from tokutei.procedures.listing.looking import Looking
from tokutei.procedures.listing.row import Row
from tokutei.procedures.listing.rows import ROWS
from tokutei.procedures.listing.terms import when, where, who
from tokutei.procedures.listing.words import CardResult
from tokutei.rules.rulebook import CURRENT, Rulebook
from tokutei.vocabulary import CardKind

__all__ = ["catalogue"]

_KEPT: Final = 16
"""So many days and books are kept; an entry is a value."""


def catalogue(*, on: date, book: Rulebook = CURRENT) -> Mapping[str, Entry]:
    """Return every procedure that there is on a day, by its key, in the order of the law.

    Example:
        >>> from datetime import date
        >>> entries = catalogue(on=date(2026, 11, 22))
        >>> entry = entries["renewal"]
        >>> entry.en, entry.ja, entry.may_carry_specified_card, entry.may_be_filed_online
        ('extension of period of stay', '在留期間更新許可', True, True)
        >>> entry.where.value.text("en"), entry.result.value.value
        ('regional immigration services bureau', 'new_card')
        >>> "specified_card" in catalogue(on=date(2025, 1, 1))
        False

    Args:
        on: the day, which chooses the law.
        book: the law.

    Raises:
        FactsError: the book is none.
        NaiveDatetimeError: the day is a moment without a time zone.
        NotInForceError: the day lies before 2012-07-09, the first day of residence cards.
        PeriodError: this is no day.
    """
    demand(book=book)
    on = japan_day(on)
    if on < CARDS_SINCE:
        raise NotInForceError("catalogue", on, CARDS_SINCE, CardKind.RESIDENCE_CARD)
    return _catalogue(on, book)


@lru_cache(maxsize=_KEPT)
def _catalogue(on: date, book: Rulebook) -> Mapping[str, Entry]:
    found = (_entry(row, on, book) for row in ROWS if row.since <= on)
    return MappingProxyType({entry.key: entry for entry in found if entry is not None})


def _entry(row: Row, on: date, book: Rulebook) -> Entry | None:
    """Return the entry of a row; ``None`` on a day before all the rules that speak of it."""
    own = Ground("catalogue.row", row.cites, row.evidence, CHECKED_ON)
    looked = {name: Looking(on, book) for name in ("who", "where", "when", "papers", "fee")}
    for name, say in (("who", who), ("where", where), ("when", when), ("papers", papers), ("fee", fee)):
        say(row, looked[name])
    asked = [one for one in looked.values() if one.grounds or one.not_yet]
    if asked and not any(one.grounds for one in asked):
        return None
    carries, through = Looking(on, book), Looking(on, book)
    may_carry = specified(row, carries) if row.carrying_told else None
    may_online = online(row, through)
    said = {name: one.answer(unless=() if one.grounds else (own,)) for name, one in looked.items()}
    return Entry(
        subject=row.subject,
        result=_result(row, own, carries, may_carry=may_carry),
        specified_card=carries.answer(unless=() if carries.grounds else (own,)),
        online=through.answer(),
        may_carry_specified_card=may_carry,
        may_be_filed_online=may_online,
        ids=row.ids,
        online_rows=row.online,
        fee_rows=row.fees,
        **said,
    )


_PLAIN: Final[Mapping[CardResult, CardResult]] = MappingProxyType(
    {
        CardResult.NEW_CARD: CardResult.ORDINARY_CARD,
        CardResult.NEW_CERTIFICATE: CardResult.CERTIFICATE,
        CardResult.SAME_OR_SPECIFIED_CARD: CardResult.ENTRY_ADDED,
    }
)
"""What comes of a procedure that may carry an application for a specified card, and of the same where it may not."""
_EITHER: Final[Mapping[CardResult, CardResult]] = MappingProxyType(
    {plain: either for either, plain in _PLAIN.items()}
)


def _result(row: Row, own: Ground, carries: Looking, *, may_carry: bool | None) -> Answer[CardResult]:
    """Return what comes of it: the row says which card, the rules whether it may be a specified one."""
    result = (_EITHER if may_carry else _PLAIN).get(row.result, row.result)
    follows = row.result in _PLAIN or row.result in _EITHER
    return Answer(result, (own, *dict.fromkeys(carries.grounds)) if follows else (own,))
