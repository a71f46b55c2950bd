"""What time brings by itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal, get_args

from tokutei.lifecycle.events.base import Happening
from tokutei.lifecycle.events.kinds import EventKind

__all__ = ["CLOCK_KINDS", "ClockEvent", "ClockKind"]

ClockKind = Literal[
    EventKind.STAY_END_PASSED,
    EventKind.SPECIAL_PERIOD_END_PASSED,
    EventKind.CARD_END_PASSED,
    EventKind.MY_NUMBER_END_PASSED,
    EventKind.SIGNING_END_PASSED,
    EventKind.AUTHENTICATION_END_PASSED,
    EventKind.MOBILE_END_PASSED,
    EventKind.SEPARATE_CARD_END_PASSED,
    EventKind.MOVE_IN_TERM_PASSED,
    EventKind.HAND_IN_TERM_PASSED,
    EventKind.REENTRY_TERM_PASSED,
    EventKind.TURNED_1,
    EventKind.TURNED_16,
    EventKind.TURNED_18,
]
"""The kinds of event that only time brings."""

CLOCK_KINDS: Final[frozenset[EventKind]] = frozenset(get_args(ClockKind))
"""The same as a set."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockEvent(Happening):
    """Something ended because its last day passed; ``advance`` fires it, nobody files it.

    ``on`` is the day after the last day, or the birthday.
    """

    kind: ClockKind
