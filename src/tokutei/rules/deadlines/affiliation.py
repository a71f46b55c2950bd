"""Who must tell the agency of a contract, an organization or a marriage (Act 19-16), by status and event."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Final

from tokutei.errors import FactsError
from tokutei.law import Ground, Reason
from tokutei.rules.deadlines.words import TriggerEvent
from tokutei.rules.rulebook import Rulebook
from tokutei.rules.statuses.affiliation import (
    CONTRACT_STATUSES,
    ORGANIZATION_STATUSES,
    AffiliationEvent,
    affiliation_notice,
)
from tokutei.vocabulary import StatusOfResidence

__all__ = ["freed_from_notice"]

_CONTRACT: Final = frozenset({TriggerEvent.CONTRACT_ENDED, TriggerEvent.CONTRACT_MADE})
_WORK: Final = _CONTRACT | {TriggerEvent.ENROLMENT_ENDED}
_TOLD: Final[Mapping[TriggerEvent, AffiliationEvent]] = MappingProxyType(
    {
        TriggerEvent.CONTRACT_ENDED: AffiliationEvent.CONTRACT_ENDED,
        TriggerEvent.CONTRACT_MADE: AffiliationEvent.CONTRACT_MADE,
        TriggerEvent.ENROLMENT_ENDED: AffiliationEvent.LEFT_ORGANIZATION,
        TriggerEvent.DIVORCED: AffiliationEvent.DIVORCED,
        TriggerEvent.SPOUSE_DIED: AffiliationEvent.SPOUSE_DIED,
    }
)


def freed_from_notice(
    status: StatusOfResidence,
    event: TriggerEvent,
    *,
    on: date,
    held_as: Mapping[str, bool | None],
    book: Rulebook,
) -> tuple[Ground, ...]:
    """Return the lists of statuses without this one; nothing if the status has to notify the event.

    Args:
        status: the status of residence.
        event: what happened.
        on: the day of it.
        held_as: ``hsp2_as_manager``, ``on_contract`` and ``as_spouse``, as far as they are known.
        book: the law.

    Raises:
        FactsError: the fact that decides for this status is not known; or the status tells of its
            organization and a contract is asked about, or the other way round.
    """
    told = affiliation_notice(status, _TOLD[event], on=on, book=book, **held_as)
    if told.value:
        return ()
    other = _other_event(status, event, on, book)
    if other is not None:
        raise FactsError(contradictions=(Reason("clock_runs_from_other_event", (), {"event": other}),))
    lists = (ORGANIZATION_STATUSES, CONTRACT_STATUSES) if event in _WORK else ()
    looked = tuple(book.ground(rule, on) for rule in lists)
    return tuple(dict.fromkeys((*looked, *told.grounds)))


def _other_event(
    status: StatusOfResidence, event: TriggerEvent, on: date, book: Rulebook
) -> TriggerEvent | None:
    """Return what the law looks at for a status whose notice follows something else than the event."""
    if event in _CONTRACT and status in book.at(ORGANIZATION_STATUSES, on).value:
        return TriggerEvent.ENROLMENT_ENDED
    if event is TriggerEvent.ENROLMENT_ENDED and status in book.at(CONTRACT_STATUSES, on).value:
        return TriggerEvent.CONTRACT_ENDED
    return None
