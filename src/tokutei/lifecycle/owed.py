"""Which duties are open after an event: those it does not end, and those it brings."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from tokutei.lifecycle.duty_terms import (
    DISCHARGES,
    ENDED_WITH_STAY,
    OF_WHAT_IS_HELD,
    REISSUE_OWED,
    RETURNED_SEPARATE,
)
from tokutei.lifecycle.duty_words import DutyKind
from tokutei.lifecycle.events.kinds import EventKind
from tokutei.lifecycle.situation import Obligation, Situation
from tokutei.lifecycle.states import Carrier, FunctionState, HeldCardState, SeparateCardState

__all__ = ["owed_after"]

_NOT_HELD: Final = frozenset(
    {HeldCardState.LOST, HeldCardState.DESTROYED, HeldCardState.NONE, HeldCardState.RETURNED}
)
_REISSUES: Final = frozenset(REISSUE_OWED.values())
_LAPSED: Final = frozenset({DutyKind.LAPSED_CARD, DutyKind.LAPSED_CERTIFICATE})
_NOTHING: Final[frozenset[DutyKind]] = frozenset()


def owed_after(
    before: Situation, changes: Mapping[str, Any], event: EventKind, arisen: tuple[Obligation, ...]
) -> tuple[Obligation, ...]:
    """Return the duties open after an event; the same tuple when nothing changes.

    Args:
        before: the situation before the event.
        changes: the values of variables that the event changes.
        event: its kind.
        arisen: what its rows bring.
    """
    old = before.obligations
    if event is EventKind.WITHDRAW_FILING and before.main.owed_since is not None:
        # Nothing was applied for after all: the days run as they did before.
        arisen = tuple(
            Obligation(one.kind, before.main.owed_since) if one.kind in _REISSUES else one for one in arisen
        )
    if old:
        ended = DISCHARGES.get(event, _NOTHING)
        if changes.get("my_number", before.my_number).carrier is Carrier.ON_CARD:
            # What is done about the function on the specified card leaves the expired one beside it alone.
            ended -= {DutyKind.EXPIRED_SEPARATE_CARD}
        if event is EventKind.REPORT_LOSS and before.residence.state is not FunctionState.LAPSED:
            # The card that is lost now is in effect: what is owed back is an older one.
            ended -= _LAPSED
        separate = changes.get("separate_card", before.separate_card).state
        if separate is SeparateCardState.RETURNED is not before.separate_card.state:
            ended |= RETURNED_SEPARATE
        stay = changes.get("stay", before.stay).state
        if stay is not before.stay.state:
            ended |= ENDED_WITH_STAY.get(stay, _NOTHING)
        kept = tuple(one for one in old if one.kind not in ended)
        if event is EventKind.NOTIFY_AFFILIATION:
            # Each thing that happened is told by itself (Act 19-16): one notification, the oldest one.
            told = next((one for one in old if one.kind is DutyKind.AFFILIATION), None)
            kept = tuple(one for one in old if one is not told)
        old = old if len(kept) == len(old) else kept
    if arisen and changes.get("card", before.card).state in _NOT_HELD:
        arisen = tuple(one for one in arisen if one.kind not in OF_WHAT_IS_HELD)
    return tuple(dict.fromkeys((*old, *arisen))) if arisen else old
