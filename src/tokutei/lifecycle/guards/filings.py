"""Guards about what is filed: by which way, for what, with a specified card or without."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from types import MappingProxyType
from typing import Final

from tokutei.data.tables import status_rows
from tokutei.lifecycle.events import (
    ConvertFiling,
    Event,
    FileAcquisition,
    FileChange,
    FileSpecifiedCard,
)
from tokutei.lifecycle.guard_words import Guard
from tokutei.lifecycle.guards.base import (
    Check,
    Verdict3,
    missing,
    state_is,
)
from tokutei.lifecycle.law import route_of, stay_without_status_end
from tokutei.lifecycle.situation import Situation
from tokutei.lifecycle.states import (
    HeldCardState,
    RegisterState,
)
from tokutei.lifecycle.tables.making import CARDS_SINCE
from tokutei.models import UNKNOWN
from tokutei.rules import routes
from tokutei.rules.rulebook import Rulebook
from tokutei.rules.windows.limits import ONLINE_LEAD_DAYS
from tokutei.vocabulary import Channel, MidToLongTerm, StatusOfResidence

__all__ = ["FILINGS"]


def _specified_asked(_: Situation, event: Event, __: Rulebook) -> Verdict3:
    return isinstance(event, FileSpecifiedCard) or bool(getattr(event, "specified_card", False))


def _procedure_listed(_: Situation, event: Event, book: Rulebook) -> Verdict3:
    procedure = event.procedure
    return procedure is not None and route_of(procedure, event.on, book) is not None


def _specified_channel_open(_: Situation, event: Event, book: Rulebook) -> Verdict3:
    channel: Channel = getattr(event, "channel", Channel.COUNTER)
    return channel in book.at(routes.SPECIFIED_CARD_CHANNELS, event.on).value


def _channel_open(_: Situation, event: Event, book: Rulebook) -> Verdict3:
    channel: Channel | None = getattr(event, "channel", None)
    if event.procedure is None or channel is None:  # what has no channel is done at the counter
        return True
    return channel in routes.channels_of(event.procedure, on=event.on, book=book).value


def _online_too_late(situation: Situation, event: Event, book: Rulebook) -> Verdict3:
    until = situation.stay.until
    if getattr(event, "channel", None) is not Channel.ONLINE or not isinstance(until, date):
        return False
    return event.on > until - timedelta(days=book.at(ONLINE_LEAD_DAYS, event.on).value)


def _register_matters(_: Situation, event: Event, book: Rulebook) -> Verdict3:
    return book.at(routes.REGISTER_ENTRY_NEEDED, event.on).value


def _stays_mid_long(_: Situation, event: Event, __: Rulebook) -> Verdict3:
    if not isinstance(event, FileChange | ConvertFiling) or event.target is None:
        return True
    # Which period will be granted is not known at filing; only statuses that never bring a card are out.
    return status_rows()[event.target].mid_long_term not in {
        MidToLongTerm.NEVER,
        MidToLongTerm.SEPARATE_STATUS,
    }


def _stay_has_end(situation: Situation, _: Event, __: Rulebook) -> Verdict3:
    until = situation.stay.until
    return missing("stay_until") if until is UNKNOWN else until is not None


def _target_by_change(_: Situation, event: Event, __: Rulebook) -> Verdict3:
    by_other_ways = {StatusOfResidence.PERMANENT_RESIDENT, StatusOfResidence.SPECIAL_PERMANENT_RESIDENT}
    return not isinstance(event, FileChange | ConvertFiling) or event.target not in by_other_ways


def _day_told(_: Situation, event: Event, __: Rulebook) -> Verdict3:
    return isinstance(event, FileAcquisition) and event.occurred_on is not None


def _sixty_days_passed(_: Situation, event: Event, book: Rulebook) -> Verdict3:
    if not isinstance(event, FileAcquisition) or event.occurred_on is None:
        return False
    # Earlier days are counted from the first one that is modelled, which is never too strict.
    return event.on > stay_without_status_end(max(event.occurred_on, CARDS_SINCE), book)


def _card_lost(situation: Situation, _: Event, __: Rulebook) -> Verdict3:
    state = situation.card.state
    gone = {HeldCardState.LOST, HeldCardState.DESTROYED}
    return missing("card") if state is HeldCardState.UNKNOWN else state in gone


FILINGS: Final[Mapping[Guard, Check]] = MappingProxyType(
    {
        Guard.SPECIFIED_ASKED: _specified_asked,
        Guard.PROCEDURE_LISTED: _procedure_listed,
        Guard.SPECIFIED_CHANNEL_OPEN: _specified_channel_open,
        Guard.CHANNEL_OPEN: _channel_open,
        Guard.REGISTER_MATTERS: _register_matters,
        Guard.RECORDED: state_is("register", RegisterState.RECORDED, RegisterState.UNKNOWN, "municipality"),
        Guard.STAYS_MID_LONG: _stays_mid_long,
        Guard.ONLINE_TOO_LATE: _online_too_late,
        Guard.STAY_HAS_END: _stay_has_end,
        Guard.TARGET_BY_CHANGE: _target_by_change,
        Guard.ACQUISITION_DAY_TOLD: _day_told,
        Guard.SIXTY_DAYS_PASSED: _sixty_days_passed,
        Guard.CARD_LOST: _card_lost,
    }
)
"""The guards of this module."""
