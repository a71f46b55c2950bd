"""Whether the stay still runs: its last day, the special period, the decision (Act 20(6), 21(4))."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from tokutei.errors import FactsError
from tokutei.law import Ground, Reason
from tokutei.rules import special_period
from tokutei.rules.rulebook import Rulebook
from tokutei.rules.statuses.periods import length_of
from tokutei.rules.work.facts import WorkFacts
from tokutei.vocabulary import ProcedureKind, StatusOfResidence

__all__ = ["Stay", "stay_of"]

_ENDLESS: Final = frozenset(
    {
        StatusOfResidence.PERMANENT_RESIDENT,
        StatusOfResidence.SPECIAL_PERMANENT_RESIDENT,
        StatusOfResidence.HIGHLY_SKILLED_PROFESSIONAL_2,
    }
)


@dataclass(frozen=True, slots=True)
class Stay:
    """How the stay stands on the day of the question."""

    ended: bool
    until: date | None = None
    """Last day as far as is known, included; ``None`` where not known or without an end."""
    grounds: tuple[Ground, ...] = ()


def stay_of(facts: WorkFacts, *, day: date, book: Rulebook) -> Stay:
    """Return whether the stay runs on a day and until when.

    Raises:
        FactsError: the last day of stay has passed and it is not known whether something was filed in
            time; or the card is said to be invalid and the last day of stay is not known; or a permission
            was granted whose stay, or whose status, is not told.
    """
    end = None if facts.status in _ENDLESS else facts.stay_end
    if end is None:
        if facts.status not in _ENDLESS and (facts.special_period or facts.card_valid is False):
            raise FactsError(missing=("stay_end",))
        return Stay(ended=False)
    if facts.decision == "granted" and facts.pending_application == "change":
        # Which status is asked about is open: the permission has effect with the card (Act 20(5)).
        raise FactsError(contradictions=(Reason("status_of_former_stay"),))
    if day <= end:
        return Stay(ended=False, until=end)
    if facts.decision == "refused" or facts.pending_application == "none":
        return Stay(ended=True)
    pending = _special_period(facts, book)
    if pending.ended:
        return pending
    last = special_period.special_period_end(end, book=book)
    ended = day > last.value
    if ended and facts.decision == "granted":
        raise FactsError(contradictions=(Reason("stay_end_of_former_stay"),))
    return Stay(ended, None if ended else last.value, (*pending.grounds, *last.grounds))


def _special_period(facts: WorkFacts, book: Rulebook) -> Stay:
    """Return whether a special period began when the period of stay ended."""
    if facts.special_period is not None:
        return Stay(ended=not facts.special_period)
    pending = facts.pending_application
    missing = [name for name in ("pending_application", "filed") if getattr(facts, name) is None]
    if missing or pending is None or facts.filed is None or facts.stay_end is None:
        raise FactsError(missing=tuple(missing))
    in_time = special_period.filed_in_time(facts.filed, stay_until=facts.stay_end, book=book)
    if not in_time.value:
        return Stay(ended=True, grounds=in_time.grounds)
    length = length_of(facts.period) if facts.period else None
    days = length.days if length and not length.months else None
    found = special_period.has_special_period(
        ProcedureKind(pending), filed_on=facts.filed, stay_days=days, book=book
    )
    return Stay(ended=not found.value, grounds=(*in_time.grounds, *found.grounds))
