"""Guards about who the person is: the legal position, the whereabouts, the status."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from types import MappingProxyType
from typing import Final

from tokutei.data.tables import status_rows
from tokutei.lifecycle.events import (
    ConvertFiling,
    Event,
    FileChange,
    FileExtension,
    FileWithoutCard,
    GrantStatus,
    RevokeStatus,
)
from tokutei.lifecycle.guard_words import Guard
from tokutei.lifecycle.guards.base import Check, Verdict3, missing
from tokutei.lifecycle.situation import Situation
from tokutei.lifecycle.states import PresenceState, StayState
from tokutei.models import UNKNOWN
from tokutei.rules.deadlines.limits import DEPARTURE_DAYS
from tokutei.rules.rulebook import Rulebook
from tokutei.rules.statuses.affiliation import CONTRACT_STATUSES, ORGANIZATION_STATUSES, SPOUSE_STATUSES
from tokutei.rules.statuses.standing import SHORT_STAY_MONTHS
from tokutei.rules.windows.limits import SSW1_LONGEST_YEARS, SSW1_LONGEST_YEARS_WITH_REASON
from tokutei.vocabulary import AppendedTable, MidToLongTerm, ProcedureKind, StatusOfResidence

__all__ = ["STANDING"]

_MONTHS: Final = 12
_CARDLESS: Final = frozenset(
    {
        ProcedureKind.WORK_CERTIFICATE,
        ProcedureKind.REENTRY_SINGLE,
        ProcedureKind.REENTRY_MULTIPLE,
        ProcedureKind.OTHER_ACTIVITY,
    }
)


def _stay_is(*states: StayState) -> Check:
    """Return the check of a position that is known; what is not known refuses nothing."""

    def check(situation: Situation, _: Event, __: Rulebook) -> Verdict3:
        return situation.stay.state in states

    return check


def _abroad(situation: Situation, _: Event, __: Rulebook) -> Verdict3:
    # Whoever is not known to be abroad stands at the counter.
    return situation.presence.state is PresenceState.ABROAD


def _grant_without_card(situation: Situation, event: Event, book: Rulebook) -> Verdict3:
    """Tell whether a grant makes nobody a mid- to long-term resident (Act 19-3)."""
    main = situation.main
    granted = event if isinstance(event, GrantStatus) else None
    status = granted.status if granted else main.target
    if status is UNKNOWN:
        return missing("status")
    kind = status_rows()[status].mid_long_term
    if kind in {MidToLongTerm.NEVER, MidToLongTerm.ALWAYS}:
        return kind is MidToLongTerm.NEVER
    months = granted.months if granted else main.granted_months
    if isinstance(months, int):
        return months <= book.at(SHORT_STAY_MONTHS, event.on).value
    # A card that is handed over tells by itself that the stay is long enough; a seal does not.
    return False


def _seal_told(situation: Situation, event: Event, book: Rulebook) -> Verdict3:
    status = situation.main.target
    by_length = status is not UNKNOWN and status_rows()[status].mid_long_term not in {
        MidToLongTerm.NEVER,
        MidToLongTerm.ALWAYS,
    }
    if by_length and situation.main.granted_months is UNKNOWN:
        return missing("granted_months")
    return _grant_without_card(situation, event, book)


def _status_notifies(situation: Situation, event: Event, book: Rulebook) -> Verdict3:
    status = situation.stay.status
    if status is UNKNOWN:
        return missing("status")
    listed = (ORGANIZATION_STATUSES, CONTRACT_STATUSES, SPOUSE_STATUSES)
    return any(status in book.at(rule, event.on).value for rule in listed)


def _cardless_procedure(_: Situation, event: Event, __: Rulebook) -> Verdict3:
    return isinstance(event, FileWithoutCard) and event.asked in _CARDLESS


def _activities_limited(situation: Situation, _: Event, __: Rulebook) -> Verdict3:
    status = situation.stay.status
    if status is UNKNOWN:
        return missing("status")
    return status_rows()[status].appended_table not in {AppendedTable.TABLE_2, AppendedTable.SPECIAL_ACT}


_HSP1: Final = frozenset(
    {
        StatusOfResidence.HIGHLY_SKILLED_PROFESSIONAL_1A,
        StatusOfResidence.HIGHLY_SKILLED_PROFESSIONAL_1B,
        StatusOfResidence.HIGHLY_SKILLED_PROFESSIONAL_1C,
    }
)


def _hsp2_open(situation: Situation, event: Event, __: Rulebook) -> Verdict3:
    """Tell whether a change leads elsewhere than to (ii), or starts from (i) as it must (Act 20-2(1))."""
    if getattr(event, "target", None) is not StatusOfResidence.HIGHLY_SKILLED_PROFESSIONAL_2:
        return True
    status = situation.stay.status
    return missing("status") if status is UNKNOWN else status in _HSP1


def _already_permanent(situation: Situation, _: Event, __: Rulebook) -> Verdict3:
    return situation.stay.status is StatusOfResidence.PERMANENT_RESIDENT


def _ssw1_limit(situation: Situation, event: Event, book: Rulebook) -> Verdict3:
    if not isinstance(event, FileChange | FileExtension | ConvertFiling):
        return False
    ssw1 = StatusOfResidence.SPECIFIED_SKILLED_WORKER_1
    held = situation.stay.status is ssw1
    target = None if isinstance(event, FileExtension) else event.target
    asked = held if target is None else target is ssw1
    if not asked:
        return False
    if event.months_in_ssw1 is None:
        # Most who ask for a change to it never had it.
        return missing("ssw1_months") if held else False
    rule = SSW1_LONGEST_YEARS_WITH_REASON if event.ssw1_good_reason else SSW1_LONGEST_YEARS
    return event.months_in_ssw1 >= _MONTHS * book.at(rule, event.on).value


def _leave_by_fits(_: Situation, event: Event, book: Rulebook) -> Verdict3:
    if not isinstance(event, RevokeStatus) or event.leave_by is None:
        return True
    longest = timedelta(days=book.at(DEPARTURE_DAYS, event.on).value)
    return timedelta() <= event.leave_by - event.on <= longest


STANDING: Final[Mapping[Guard, Check]] = MappingProxyType(
    {
        Guard.SHORT_STAY: _stay_is(StayState.SHORT, StayState.TRANSITIONAL),
        Guard.SPECIAL_PERMANENT: _stay_is(StayState.SPECIAL_PERMANENT),
        Guard.DECEASED: _stay_is(StayState.DECEASED),
        Guard.JAPANESE: _stay_is(StayState.JAPANESE),
        Guard.WITHOUT_STAY: _stay_is(StayState.NONE),
        Guard.HAS_STATUS: _stay_is(StayState.MID_LONG, StayState.SHORT, StayState.SPECIAL_PERMANENT),
        Guard.ABROAD: _abroad,
        Guard.GRANT_WITHOUT_CARD: _grant_without_card,
        Guard.SEAL_DUE: _seal_told,
        Guard.STATUS_NOTIFIES: _status_notifies,
        Guard.CARDLESS_PROCEDURE: _cardless_procedure,
        Guard.ACTIVITIES_LIMITED: _activities_limited,
        Guard.LEAVE_BY_FITS: _leave_by_fits,
        Guard.HSP2_OPEN: _hsp2_open,
        Guard.ALREADY_PERMANENT: _already_permanent,
        Guard.SSW1_LIMIT: _ssw1_limit,
    }
)
"""The guards of this module."""
