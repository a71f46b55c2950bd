"""What this version does not follow: it says so instead of guessing, and refuses nothing for it."""

from __future__ import annotations

from typing import Final

from tokutei.data.tables import status_rows
from tokutei.law import Reason
from tokutei.lifecycle.events import (
    DecidePermission,
    Event,
    EventKind,
    FileChange,
    MunicipalAsking,
)
from tokutei.lifecycle.situation import Situation
from tokutei.lifecycle.states import (
    FunctionState,
    MainState,
    StayState,
)
from tokutei.lifecycle.tables import moves, travel
from tokutei.lifecycle.tables.making import FILINGS
from tokutei.models import UNKNOWN
from tokutei.vocabulary import MidToLongTerm, ProcedureKind

__all__ = ["not_modelled"]

_PENDING: Final = frozenset({MainState.FILED, MainState.DECIDED})
_LONGEST_WITHOUT_CARD: Final = 3  # months, Act 19-3(i)
_FOLLOWED: Final = frozenset(
    {
        ProcedureKind.EXTENSION_OF_STAY,
        ProcedureKind.CHANGE_OF_STATUS,
        ProcedureKind.PERMANENT_RESIDENCE,
        ProcedureKind.CARD_ITEM_CHANGE,
        ProcedureKind.EXCHANGE,
        ProcedureKind.REISSUE_LOSS,
        ProcedureKind.PLACE_OF_RESIDENCE_FIRST,
        ProcedureKind.PLACE_OF_RESIDENCE_AFTER_PERMISSION,
        ProcedureKind.PLACE_OF_RESIDENCE_CHANGE,
    }
)
"""The procedures whose delivery the tables know."""


def not_modelled(situation: Situation, event: Event) -> Reason | None:
    """Return why nothing is said about an event here, or ``None`` where the tables follow it."""
    return next((reason for check in _CHECKS if (reason := check(situation, event))), None)


_OF_ANY_FOREIGNER: Final = frozenset({*moves.LEADS, *travel.LEADS})
"""The register, leaving and coming back, and the end of being a foreign resident concern every stay."""
_BACK: Final = frozenset(
    {EventKind.RETURN_CARD, EventKind.RETURN_MY_NUMBER_CARD, EventKind.FIND_CARD, EventKind.REPORT_LOSS}
)
"""What is still done with cards when the life of a foreign resident is over."""
_OVER: Final = frozenset({StayState.DECEASED, StayState.JAPANESE})


def _other_position(situation: Situation, event: Event) -> Reason | None:
    state = situation.stay.state
    others = {StayState.SHORT, StayState.SPECIAL_PERMANENT}
    unfollowed = state in others and event.kind not in _OF_ANY_FOREIGNER
    over = state in _OVER and event.kind not in _BACK
    return Reason("not_modelled", (), {"state": state}) if unfollowed or over else None


def _second_procedure(situation: Situation, event: Event) -> Reason | None:
    main = situation.main
    asks = isinstance(event, MunicipalAsking) and event.specified_card
    if not (event.kind in FILINGS or asks) or main.state not in _PENDING:
        return None
    return Reason("second_procedure", (), {"event": event.kind, "pending": main.procedure})


def _other_procedure(situation: Situation, event: Event) -> Reason | None:
    main = situation.main
    receives = event.kind is EventKind.RECEIVE_CARD and main.state in _PENDING
    if not receives or main.procedure in _FOLLOWED:
        return None
    return Reason("procedure_not_followed", (), {"procedure": main.procedure})


def _no_card(situation: Situation, event: Event) -> Reason | None:
    if isinstance(event, FileChange) and _never_brings_a_card(event):
        return Reason("leads_to_no_card", (), {"target": event.target})
    if isinstance(event, DecidePermission) and _brings_no_card(situation, event):
        return Reason("leads_to_no_card", (), {"target": situation.main.target})
    return None


def _lapsed_card_given_back(situation: Situation, event: Event) -> Reason | None:
    """A new card is owed (19-15-4(3)); what ends it when the one given back has ended is not followed."""
    lapsed = situation.residence.state is FunctionState.LAPSED
    if event.kind is not EventKind.GIVE_BACK_MY_NUMBER or not lapsed:
        return None
    return Reason("lapsed_card_given_back", (), {"event": event.kind})


def _never_brings_a_card(event: FileChange) -> bool:
    never = status_rows()[event.target].mid_long_term is MidToLongTerm.NEVER
    return never and not event.specified_card


def _brings_no_card(situation: Situation, event: DecidePermission) -> bool:
    target = situation.main.target
    if target is UNKNOWN or event.months is None or event.months > _LONGEST_WITHOUT_CARD:
        return False
    return status_rows()[target].mid_long_term is not MidToLongTerm.ALWAYS


_CHECKS: Final = (
    _other_position,
    _second_procedure,
    _other_procedure,
    _no_card,
    _lapsed_card_given_back,
)
"""Each limit of this version, in the order in which they are told."""
