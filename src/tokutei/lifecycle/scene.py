"""One event in one situation under one book: what guards said and effects computed, each asked once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, TypeVar, cast

from tokutei.lifecycle.events import Event
from tokutei.lifecycle.guard_words import Guard
from tokutei.lifecycle.guards import GUARDS
from tokutei.lifecycle.guards.base import Missing, Verdict3
from tokutei.lifecycle.rows import Hint, Refusal, Row
from tokutei.lifecycle.situation import Situation
from tokutei.lifecycle.states import Variable
from tokutei.rules.rulebook import Rulebook

__all__ = ["Scene"]

T = TypeVar("T")
_CHECKS: Final = dict(GUARDS)  # looked up faster than through its read-only view


class Scene:
    """An event in a situation; the situation has come to the event's day and does not change meanwhile."""

    __slots__ = ("_made", "_said", "book", "chosen", "event", "situation")

    def __init__(self, situation: Situation, event: Event, book: Rulebook) -> None:
        """Take what happens where; nothing is asked yet."""
        self.situation = situation
        self.event = event
        self.book = book
        self.chosen: dict[Variable, Row | Missing | None] = {}
        self._said: dict[Guard, Verdict3] = {}
        self._made: dict[Callable[[Scene], object], object] = {}

    def says(self, guard: Guard) -> Verdict3:
        """Return what a guard says here."""
        said = self._said.get(guard)
        if said is None:
            said = self._said[guard] = _CHECKS[guard](self.situation, self.event, self.book)
        return said

    def holds(self, asked: Row | Refusal | Hint) -> Verdict3:
        """Tell whether all guards hold and none of ``unless`` does; a clear no wins over a missing fact."""
        lacking: frozenset[str] | None = None
        heard = self._said.get  # most guards have been asked before
        for guard in asked.guards:
            said = heard(guard)
            if said is None:
                said = self.says(guard)
            if said is False:
                return False
            if said is not True:
                lacking = (lacking or frozenset()) | said.facts
        for guard in asked.unless:
            said = heard(guard)
            if said is None:
                said = self.says(guard)
            if said is True:
                return False
            if said is not False:
                lacking = (lacking or frozenset()) | said.facts
        return True if lacking is None else Missing(lacking)

    def once(self, make: Callable[[Scene], T]) -> T:
        """Return what a function makes of this scene, made once."""
        if make not in self._made:
            self._made[make] = make(self)
        return cast("T", self._made[make])
