"""A step taken apart: the event of each scene, those of time before it, and what must hold in each."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from tokutei.lifecycle import EventKind, Situation, Variable
from tokutei.lifecycle.clock import next_event
from tokutei.lifecycle.engine import _step
from tokutei.lifecycle.guards import Missing
from tokutei.lifecycle.scene import Scene
from tokutei.lifecycle.tables import LEADS, TABLES, rows_of
from tokutei.lifecycle.tables.making import LIVE, MY_NUMBER_LIVE
from tokutei.rules import Rulebook

_ENDS = (EventKind.DIE, EventKind.NATURALIZE, EventKind.DEPORT, EventKind.REVOKE_STATUS)
"""What ends a life as a resident; a life should go on for a while before."""


def passing(situation: Situation, to: date, book: Rulebook) -> Iterator[tuple[Scene, Situation]]:
    """Yield what time brings by a day, each with the situation after it."""
    while event := next_event(situation, to):
        scene = Scene(situation, event, book)
        situation = _step(scene)[0]
        yield scene, situation


def check_scene(scene: Scene, after: Situation) -> None:
    """Check that no two rows hold at once and that nothing becomes unknown but for want of a fact."""
    before, event = scene.situation, scene.event
    for variable in Variable:
        state = before.state(variable)
        in_force = [
            row
            for row in rows_of(variable, state, event.kind)
            if row.since <= event.on <= (row.until or date.max)
        ]
        holding = [row for row in in_force if scene.holds(row) is True]
        assert len(holding) <= 1, (variable.value, event.kind.value, holding)
        forgotten = after.state(variable).value == "unknown" != state.value
        lacking = not holding and any(isinstance(scene.holds(row), Missing) for row in in_force)
        assert not forgotten or lacking, (variable.value, event.kind.value)


def possible(situation: Situation, *, ends: bool) -> list[EventKind]:
    """Return the kinds of event that the tables know where somebody stands; few of them are refused."""
    return [
        kind
        for kind, variable in LEADS.items()
        if not kind.value.endswith("_passed")
        and not kind.value.startswith("turned_")
        and (ends or kind not in _ENDS)
        and rows_of(variable, situation.state(variable), kind)
    ]


__all__ = ["LIVE", "MY_NUMBER_LIVE", "TABLES", "check_scene", "passing", "possible"]
