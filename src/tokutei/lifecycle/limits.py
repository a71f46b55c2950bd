"""What this version does not follow: it says so instead of guessing, and refuses nothing for it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from tokutei.law import Reason
from tokutei.lifecycle.events import Event, EventKind, MunicipalAsking
from tokutei.lifecycle.situation import Situation
from tokutei.lifecycle.states import (
    FunctionState,
    MainState,
    StayState,
)
from tokutei.lifecycle.tables.making import FILED, FILINGS
from tokutei.lifecycle.tables.municipal import ADDRESS_NOTICES
from tokutei.lifecycle.tables.special import CERTIFICATE_FILINGS, SPECIAL_FILINGS
from tokutei.vocabulary import ProcedureKind

__all__ = ["not_modelled"]

_PENDING: Final = frozenset({MainState.FILED, MainState.DECIDED})
_BRINGING: Final = frozenset({*FILINGS, *CERTIFICATE_FILINGS, *SPECIAL_FILINGS})
"""The filings that bring a card or certificate."""
_FOLLOWED: Final = frozenset(
    {
        *(filed.procedure for filed in FILED.values()),
        ProcedureKind.PLACE_OF_RESIDENCE_FIRST,
        ProcedureKind.PLACE_OF_RESIDENCE_AFTER_PERMISSION,
        ProcedureKind.PLACE_OF_RESIDENCE_CHANGE,
        ProcedureKind.SPR_PERMISSION_BIRTH,
        ProcedureKind.SPR_PERMISSION_OTHER,
        ProcedureKind.SPR_PLACE_OF_RESIDENCE_CHANGE,
        ProcedureKind.SPR_ITEM_CHANGE,
        ProcedureKind.SPR_RENEWAL,
        ProcedureKind.SPR_RENEWAL_EARLY,
        ProcedureKind.SPR_REISSUE_LOSS,
        ProcedureKind.SPR_REISSUE_DAMAGE,
        ProcedureKind.SPR_REISSUE_ORDER,
        ProcedureKind.SPR_EXCHANGE,
    }
)
"""The procedures whose delivery the tables know."""


def not_modelled(situation: Situation, event: Event) -> Reason | None:
    """Return why nothing is said about an event here, or ``None`` where the tables follow it."""
    check = _CHECKS.get(event.kind)
    return check(situation, event) if check else None


def _second_procedure(situation: Situation, event: Event) -> Reason | None:
    main = situation.main
    asks = isinstance(event, MunicipalAsking) and event.specified_card
    if not (event.kind in _BRINGING or asks) or main.state not in _PENDING:
        return None
    return Reason("second_procedure", (), {"event": event.kind, "pending": main.procedure})


def _other_procedure(situation: Situation, _: Event) -> Reason | None:
    main = situation.main
    if main.state not in _PENDING or main.procedure in _FOLLOWED:
        return None
    return Reason("procedure_not_followed", (), {"procedure": main.procedure})


def _lapsed_card_given_back(situation: Situation, event: Event) -> Reason | None:
    """A new card is owed (19-15-4(3)); what ends it when the one given back has ended is not followed.

    A new certificate counts from the day on which it is given (特例法 16-3(4)).
    """
    special = situation.stay.state is StayState.SPECIAL_PERMANENT
    lapsed = situation.residence.state is FunctionState.LAPSED and not special
    return Reason("lapsed_card_given_back", (), {"event": event.kind}) if lapsed else None


_CHECKS: Final[Mapping[EventKind, Callable[[Situation, Event], Reason | None]]] = MappingProxyType(
    {
        **dict.fromkeys((*_BRINGING, *ADDRESS_NOTICES), _second_procedure),
        EventKind.RECEIVE_CARD: _other_procedure,
        EventKind.GIVE_BACK_MY_NUMBER: _lapsed_card_given_back,
    }
)
"""Each limit of this version, by the event that meets it."""
