"""What the checks look at: the items as the sources settle them, and how a check says what it found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from types import MappingProxyType
from typing import Any, Final

from tokutei.chip import ChipRecord, Findings, Period
from tokutei.errors import FactsError
from tokutei.intake.evidence import Item
from tokutei.intake.items import CodeTables
from tokutei.intake.words import Agreement, ItemKey
from tokutei.law import Answer, Citation, Evidence, Reason, Rule
from tokutei.personal import Masked, Personal
from tokutei.rules import Rulebook
from tokutei.rules.card_items import FORMS, ItemPlace, items_of
from tokutei.rules.statuses import INDEFINITE
from tokutei.vocabulary import CardForm, CardKind

__all__ = ["Found", "Seen", "agrees", "disagrees", "form_days", "iso", "pictured", "unknown"]


_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a check found."""

    status: Agreement
    reason: Reason
    missing: tuple[str, ...] = ()
    doubted: tuple[ItemKey, ...] = ()
    evidence: Evidence = Evidence.OFFICIAL


def agrees(code: str, *answers: Answer[Any], cite: tuple[Citation, ...] = (), **said: object) -> Found:
    """Return that things agree, on the grounds of some answers."""
    return _found(Agreement.AGREES, code, answers, cite, said)


def disagrees(
    code: str,
    *answers: Answer[Any],
    doubted: tuple[ItemKey, ...],
    cite: tuple[Citation, ...] = (),
    **said: object,
) -> Found:
    """Return that things disagree, and which of them are in doubt."""
    return _found(Agreement.DISAGREES, code, answers, cite, said, doubted=doubted)


def unknown(
    code: str,
    *answers: Answer[Any],
    missing: tuple[str, ...],
    cite: tuple[Citation, ...] = (),
    **said: object,
) -> Found:
    """Return that it cannot be told, and what is missing."""
    return _found(Agreement.NOT_KNOWN, code, answers, cite, said, missing=missing)


def _found(
    status: Agreement,
    code: str,
    answers: tuple[Answer[Any], ...],
    cite: tuple[Citation, ...],
    said: Mapping[str, object],
    *,
    missing: tuple[str, ...] = (),
    doubted: tuple[ItemKey, ...] = (),
) -> Found:
    basis = dict.fromkeys((*cite, *(one for answer in answers for one in answer.basis)))
    return Found(
        status=status,
        reason=Reason(f"intake.{code}", tuple(basis), MappingProxyType(dict(said))),
        missing=missing,
        doubted=doubted,
        evidence=Evidence.weakest(answer.evidence for answer in answers),
    )


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Seen(Masked):
    """What the checks look at."""

    items: Mapping[str, Item] = field(hash=False)
    book: Rulebook
    record: Personal[ChipRecord | None] = None
    findings: Findings | None = None
    printed: frozenset[ItemKey] = frozenset()
    """The items that somebody read off the face; that nothing is noted is none of them."""
    codes: CodeTables | None = None
    """The agency's tables of codes."""
    pictured: frozenset[str] = frozenset()
    """Keys of the law's list that the picture of the front shows, where the chip has one."""

    def get(self, key: ItemKey) -> Any:  # noqa: ANN401 - items have values of many types
        """Return the value of an item, or ``None``."""
        return self.items[key].value

    def need(self, *keys: ItemKey) -> tuple[Any, ...]:
        """Return the values of some items.

        Raises:
            FactsError: some are not known; all of them are named.
        """
        if missing := [key for key in keys if self.get(key) is None]:
            raise FactsError(missing=tuple(missing))
        return tuple(map(self.get, keys))

    def issue_days(self) -> tuple[date, date]:
        """Return the first and the last day on which the card may have been issued.

        No chip says the day, and only the form of 2012 has it printed. Otherwise it lies within the years
        of the form, not before the birth or the permission that the card shows, and not after its last day.

        Raises:
            FactsError: too little is known, or the days that are known leave none.
        """
        issued = self.get(ItemKey.ISSUED_ON)
        if issued is not None:
            return issued, issued
        absent = [key for key in (ItemKey.FORM, ItemKey.KIND, ItemKey.VALID_UNTIL) if self.get(key) is None]
        if absent:
            raise FactsError(missing=(ItemKey.ISSUED_ON,))
        days = form_days(self.get(ItemKey.KIND), self.get(ItemKey.FORM), self.book)
        if days is None:
            raise FactsError(missing=(ItemKey.ISSUED_ON,))
        earlier = (self.get(ItemKey.BORN), self.get(ItemKey.PERMITTED_ON))
        first = max(day for day in (days[0], *earlier) if day is not None)
        last = min(days[1], self.get(ItemKey.VALID_UNTIL))
        if first > last:
            raise FactsError(missing=(ItemKey.ISSUED_ON,))
        return first, last

    def telling_days(self, *rules: Rule[Any]) -> tuple[date, ...]:
        """Return days on which the card may have been issued: the first, the last, and those around changes.

        Between two of them no version of the rules begins, so whoever asks on each of them has asked them
        all, as far as the answer follows the version, or an age that is reached once.

        Args:
            rules: those that the answer rests on.

        Raises:
            FactsError: as :meth:`issue_days`.
        """
        first, last = self.issue_days()
        changes = {one.since for rule in rules for one in self.book.timeline(rule).versions}
        around = (day for since in sorted(changes) if first < since <= last for day in (since - _DAY, since))
        return tuple(dict.fromkeys((first, last, *around)))

    def law_days(self, *rules: Rule[Any]) -> tuple[date, ...]:
        """Return the days of which one decides the law: of a possible issue, or that of the permission.

        Args:
            rules: those that the answer rests on.

        Raises:
            FactsError: neither is known.
        """
        permitted = self.get(ItemKey.PERMITTED_ON)
        try:
            return self.telling_days(*rules)
        except FactsError:
            if permitted is None:
                raise
        return (permitted,)


def form_days(kind: CardKind, form: CardForm, book: Rulebook) -> tuple[date, date] | None:
    """Return the first and last day on which cards of a kind and form were issued; ``None`` for no such card."""
    versions = book.timeline(FORMS[kind]).versions if kind in FORMS else ()
    spans = [
        (one.since, after.since - _DAY if after else date.max)
        for one, after in zip(versions, (*versions[1:], None), strict=True)
        if one.value is form
    ]
    return (spans[0][0], spans[-1][1]) if spans else None


_NOT_IN_FRONT: Final = frozenset({"photo", "other_activity", "other_activity_summary", "pending_application"})
"""The face is a picture of its own. The others have data objects of their own, of the back of the card
(在留カード等仕様書 Ver 1.5, 3.3.4.5 to 3.3.4.8)."""


def pictured(record: ChipRecord | None, book: Rulebook) -> frozenset[str]:
    """Return the keys of what the picture of the front on a chip of the first generation shows.

    The law has these items in the chip, and the specification no other place for them.
    """
    if record is None or record.front_image is None:
        return frozenset()
    kind = record.card_type.kind
    days = form_days(kind, record.card_type.form, book)
    items = items_of(kind, issued_on=days[0], book=book).value if days else ()
    return frozenset(item.key for item in items if item.place is ItemPlace.BOTH) - _NOT_IN_FRONT


def iso(period: Period) -> str:
    """Return a period of stay as rules have it written.

    Example:
        >>> iso(Period(years=1, months=3)), iso(Period(days=90)), iso(Period())
        ('P1Y3M', 'P90D', 'indefinite')
    """
    parts = ((period.years, "Y"), (period.months, "M"), (period.days, "D"))
    said = "".join(f"{number}{unit}" for number, unit in parts if number)
    return f"P{said}" if said else INDEFINITE
