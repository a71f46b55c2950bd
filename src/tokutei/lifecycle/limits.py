"""What this version does not follow: it says so instead of guessing, and refuses nothing for it."""

from __future__ import annotations

from typing import Final

from tokutei.data.tables import status_rows
from tokutei.law import Reason
from tokutei.lifecycle.events import DecidePermission, Event, EventKind, ExtendMyNumber, FileChange
from tokutei.lifecycle.situation import Situation
from tokutei.lifecycle.states import (
    Carrier,
    FunctionState,
    MainState,
    MyNumberState,
    SpecialPeriodState,
    StayState,
)
from tokutei.lifecycle.tables.making import FILINGS
from tokutei.lifecycle.tables.special import CERTIFICATE_FILINGS, SPECIAL_FILINGS
from tokutei.models import UNKNOWN
from tokutei.vocabulary import MidToLongTerm, ProcedureKind

__all__ = ["not_modelled"]

_PENDING: Final = frozenset({MainState.FILED, MainState.DECIDED})
_LONGEST_WITHOUT_CARD: Final = 3  # months, Act 19-3(i)
_BRINGING: Final = frozenset({*FILINGS, *CERTIFICATE_FILINGS, *SPECIAL_FILINGS})
"""The filings that bring a card or certificate."""
_FOLLOWED: Final = frozenset(
    {
        ProcedureKind.EXTENSION_OF_STAY,
        ProcedureKind.CHANGE_OF_STATUS,
        ProcedureKind.PERMANENT_RESIDENCE,
        ProcedureKind.CARD_ITEM_CHANGE,
        ProcedureKind.EXCHANGE,
        ProcedureKind.REISSUE_LOSS,
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
    return next((reason for check in _CHECKS if (reason := check(situation, event))), None)


def _other_position(situation: Situation, _: Event) -> Reason | None:
    state = situation.stay.state
    return Reason("not_modelled", (), {"state": state}) if state is StayState.SHORT else None


def _second_procedure(situation: Situation, event: Event) -> Reason | None:
    main = situation.main
    if event.kind not in _BRINGING or main.state not in _PENDING:
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


def _extension_after_permission(situation: Situation, event: Event) -> Reason | None:
    if not isinstance(event, ExtendMyNumber) or not _asks_for_new_stay(situation):
        return None
    return Reason("extension_after_permission", (), {"event": event.kind})


def _lapsed_card_given_back(situation: Situation, event: Event) -> Reason | None:
    """A new card is owed (19-15-4(3)); what ends it when the one given back has ended is not followed.

    A new certificate counts from the day on which it is given (特例法 16-3(4)).
    """
    special = situation.stay.state is StayState.SPECIAL_PERMANENT
    lapsed = situation.residence.state is FunctionState.LAPSED and not special
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


def _asks_for_new_stay(situation: Situation) -> bool:
    """Tell whether a separate card is to follow a stay that was granted, not a special period."""
    separate = situation.my_number.carrier is Carrier.SEPARATE
    alive = situation.my_number.state in {MyNumberState.VALID, MyNumberState.EXTENDED}
    none_ahead = situation.main.state not in _PENDING
    calm = situation.special_period.state is SpecialPeriodState.NONE
    return separate and alive and none_ahead and calm


_CHECKS: Final = (
    _other_position,
    _second_procedure,
    _other_procedure,
    _no_card,
    _extension_after_permission,
    _lapsed_card_given_back,
)
"""Each limit of this version, in the order in which they are told."""
