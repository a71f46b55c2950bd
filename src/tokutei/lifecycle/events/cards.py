"""What happens to the card as a thing, and what holders notify without a new card."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from tokutei.lifecycle.events.base import Happening
from tokutei.lifecycle.events.filings import Asking
from tokutei.lifecycle.events.kinds import EventKind
from tokutei.lifecycle.states import ConditionState

__all__ = [
    "AffiliationChanged",
    "FindCard",
    "NotifyAffiliation",
    "ReportDamage",
    "ReportLoss",
    "ReturnCard",
    "TakeBackCard",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportLoss(Happening):
    """The holder comes to know that the residence card is gone (知った日, Act 19-12(1))."""

    destroyed: bool = False
    """Whether it no longer exists (滅失)."""
    abroad: bool = False
    """Whether it became known abroad; the days then run from the first entry (Act 19-12(1))."""
    known_on: date | None = None
    """The day on which it became known, where it is told later; the days run from it. ``None``: the day of the event."""
    kind: Literal[EventKind.REPORT_LOSS] = EventKind.REPORT_LOSS


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportDamage(Happening):
    """The card is damaged, soiled, its record broken, or its space for entries used up."""

    condition: ConditionState
    """What is wrong with it."""
    kind: Literal[EventKind.REPORT_DAMAGE] = EventKind.REPORT_DAMAGE


@dataclass(frozen=True, slots=True, kw_only=True)
class FindCard(Happening):
    """A residence card that was lost is found (Act 19-15(3))."""

    kind: Literal[EventKind.FIND_CARD] = EventKind.FIND_CARD


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnCard(Happening):
    """A residence card that lapsed goes back to the agency (返納, Act 19-15)."""

    kind: Literal[EventKind.RETURN_CARD] = EventKind.RETURN_CARD


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeBackCard(Happening):
    """The municipality gives the card back after writing on it (Act 19-7(2), 19-9(2))."""

    kind: Literal[EventKind.TAKE_BACK_CARD] = EventKind.TAKE_BACK_CARD


@dataclass(frozen=True, slots=True, kw_only=True)
class AffiliationChanged(Happening):
    """Something happened that has to be notified of the affiliation (Act 19-16)."""

    kind: Literal[EventKind.AFFILIATION_CHANGED] = EventKind.AFFILIATION_CHANGED


@dataclass(frozen=True, slots=True, kw_only=True)
class NotifyAffiliation(Asking):
    """A change of the affiliation is notified (所属機関等に関する届出, Act 19-16)."""

    kind: Literal[EventKind.NOTIFY_AFFILIATION] = EventKind.NOTIFY_AFFILIATION
