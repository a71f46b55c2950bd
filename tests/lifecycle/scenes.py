"""A step taken apart: the event of each scene, those of time before it, and what must hold in each."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from tokutei.lifecycle import (
    ConfirmCard,
    DecidePermission,
    Event,
    EventKind,
    Guard,
    MakeCard,
    NotifyJlis,
    PermitSpecial,
    ReceiveCard,
    Situation,
    Variable,
)
from tokutei.lifecycle.clock import next_event
from tokutei.lifecycle.engine import _step
from tokutei.lifecycle.guards import Missing
from tokutei.lifecycle.guards.base import STATUS_PROCEDURES
from tokutei.lifecycle.scene import Scene
from tokutei.lifecycle.states import ApplicationState, MainState
from tokutei.lifecycle.tables import LEADS, rows_of
from tokutei.lifecycle.terms import SPECIAL_PERMISSIONS
from tokutei.rules import Rulebook
from tokutei.rules.validity import WITHOUT_END

__all__ = ["EXCLUSIVE", "IMPLIED", "check_scene", "office_step", "passing", "possible"]

_ENDS = (EventKind.DIE, EventKind.NATURALIZE, EventKind.DEPORT, EventKind.REVOKE_STATUS)
"""What ends a life as a resident; a life should go on for a while before."""

EXCLUSIVE = (
    {Guard.SAID_DAMAGED, Guard.SAID_CHIP_BROKEN, Guard.SAID_NO_SPACE},
    {Guard.LEAVES_FOR_GOOD, Guard.LEAVES_ON_PERMIT, Guard.LEAVES_ON_SPECIAL},
    {Guard.MID_LONG, Guard.SPECIAL_RESIDENT},
    {Guard.DECEASED, Guard.SPECIAL_RESIDENT},
    {Guard.FORMER_CERTIFICATE, Guard.SPECIAL_RESIDENT},
    # The Immigration Act's routes and renewals are not open to special permanent residents.
    {Guard.MUNICIPAL_ROUTE, Guard.SPECIAL_ROUTE},
    {Guard.MUNICIPAL_ROUTE, Guard.SPECIAL_RESIDENT},
    {Guard.MUNICIPAL_ROUTE, Guard.SPECIAL_ADDRESS_MATTER},
    {Guard.ADDRESS_PROCEDURE, Guard.SPECIAL_RESIDENT},
    {Guard.RENEWAL_EXTENDS, Guard.SPECIAL_RESIDENT},
)
"""Guards of which at most one holds; lives show that it is so."""
IMPLIED = {
    Guard.POSTED_ROUTE: {Guard.MUNICIPAL_ROUTE, Guard.SPECIFIED_PENDING},
    Guard.MUNICIPAL_ROUTE: {Guard.SPECIFIED_PENDING},
}
"""What holds with a guard; lives show that too."""


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
    told = {guard for guard, said in scene._said.items() if said is True}
    assert all(len(told & group) <= 1 for group in EXCLUSIVE), told
    for guard, others in IMPLIED.items():
        assert guard not in told or all(scene.says(other) is True for other in others), guard


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


def office_step(situation: Situation, days: int, *, granted: int = 800) -> Event | None:
    """Return what an office does next about what is pending, so many days later; ``None``: nothing is."""
    main, application = situation.main, situation.application
    if main.state not in {MainState.FILED, MainState.DECIDED}:
        return None
    on = situation.on + timedelta(days=days)
    if main.procedure in SPECIAL_PERMISSIONS and main.state is MainState.FILED:
        return PermitSpecial(on=on)
    if application.state is ApplicationState.FILED:
        return NotifyJlis(on=on)
    if main.state is MainState.FILED and main.procedure in STATUS_PROCEDURES:
        endless = main.target in WITHOUT_END
        return DecidePermission(on=on, stay_until=None if endless else on + timedelta(days=granted))
    made: dict[ApplicationState, Event] = {
        ApplicationState.NOTIFIED: MakeCard(on=on),
        ApplicationState.MADE: ConfirmCard(on=on),
    }
    return made.get(application.state, ReceiveCard(on=on, my_number_card_returned=True))
