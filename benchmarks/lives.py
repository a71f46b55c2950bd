"""How fast lives move: ours beside the same flow in two state machine libraries.

Each life is a named trace of ``tests/cases/lives``, from its beginning through all events that are not
refused. The peers keep one machine a variable, with the same rows as transitions, the same guards as
conditions, the same effects, duties, refusals and clock, and keep the same snapshots; only choosing and
changing states is theirs. That all three end alike is tested.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import chain
from typing import Any, Final, Protocol

from statemachine import State as PeerState
from statemachine import StateMachine
from statemachine.factory import StateMachineMetaclass
from transitions import Machine

from benchmarks.harness import Pair, Side
from tests.named_traces import begin, event_of, traces
from tokutei.law import OpenQuestion
from tokutei.lifecycle import TABLES, Event, Outcome, Row, Situation, Step, Variable, apply, judge
from tokutei.lifecycle.advice import Advice, advice, open_questions
from tokutei.lifecycle.changed import changed
from tokutei.lifecycle.clock import ENDING_KINDS, next_event
from tokutei.lifecycle.effects import EFFECTS
from tokutei.lifecycle.engine import _DAY, _ENDING, _outcome
from tokutei.lifecycle.guards import GUARDS, Missing
from tokutei.lifecycle.owed import owed_after
from tokutei.lifecycle.refusals import refusals_of
from tokutei.lifecycle.scene import Scene
from tokutei.lifecycle.situation import Obligation
from tokutei.lifecycle.states import STATES, State
from tokutei.lifecycle.tables import touched_by
from tokutei.models import UNKNOWN, Facts
from tokutei.rules import CURRENT

Life = tuple[Situation, tuple[Event, ...]]
Kept = list[tuple[Situation, tuple[Step, ...], tuple[Advice, ...], tuple[OpenQuestion, ...]]]


@cache
def lives() -> tuple[Life, ...]:
    """Return every named life as a beginning and the events that are not refused, time included."""
    return tuple((begin(trace), tuple(_events(trace["steps"]))) for trace in traces())


def _events(steps: Iterable[Any]) -> Iterable[Event]:
    for step in steps:
        if "event" in step and "refused" not in step and "missing" not in step:
            yield event_of(step)


def count() -> int:
    """Return how many events there are in all lives; those of the clock come on top."""
    return sum(len(events) for _, events in lives())


def ours() -> list[Outcome]:
    """Live all lives and return all outcomes."""
    kept: list[Outcome] = []
    for begun, events in lives():
        situation = begun
        for event in events:
            outcome = apply(situation, event)
            kept.append(outcome)
            situation = outcome.after
    return kept


class Cell:
    """The model of one machine: one variable of one life."""

    def __init__(self, life: PeerLife, variable: Variable) -> None:
        """Stand in a life."""
        self.life = life
        self.variable = variable
        self.state = ""


def _asked(row: Row) -> Callable[[Scene], bool]:
    def condition(scene: Scene) -> bool:
        said = (scene.situation, scene.event, scene.book)
        if not _in_force(row, scene.event.on):
            return False
        return all(GUARDS[guard](*said) is True for guard in row.guards) and not any(
            GUARDS[guard](*said) is not False for guard in row.unless
        )

    return condition


def _written(row: Row) -> Callable[[Scene, Cell], None]:
    def use(scene: Scene, cell: Cell) -> None:
        value = getattr(scene.situation, row.variable)
        fields: dict[str, object] = {"state": row.target}
        for effect in row.effects:
            fields.update(EFFECTS[effect](scene, row.variable))
        cell.life.changes[row.variable] = changed(value, fields)
        cell.life.arisen += [*row.arises]
        cell.life.steps.append(
            Step(scene.event, row.variable, value.state, row.target, row.cite, row.evidence)
        )

    return use


def _in_force(row: Row, on: date) -> bool:
    return row.since <= on and (row.until is None or on <= row.until)


class Machines(Protocol):
    """The machines of one life."""

    def set(self, variable: Variable, state: str) -> None:
        """Put one machine into a state, as at the beginning."""

    def fire(self, variable: Variable, kind: str, scene: Scene) -> None:
        """Let one machine choose."""


class PeerLife:
    """A life whose states are chosen by somebody else's machines; all the rest is as ours."""

    def __init__(self, situation: Situation, machines: Callable[[PeerLife], Machines]) -> None:
        """Make the machines, which is not measured."""
        self.beginning = situation
        self.changes: dict[str, object] = {}
        self.arisen: list[Any] = []
        self.steps: list[Step] = []
        self.machines = machines(self)

    def run(self, events: tuple[Event, ...]) -> list[Outcome]:
        """Live from the beginning."""
        self.situation = self.beginning
        for variable in Variable:
            self.machines.set(variable, self.situation.state(variable).value)
        return [self.apply(event) for event in events]

    def apply(self, event: Event) -> Outcome:
        """Let time pass, judge, change, keep."""
        before = self.situation
        steps: tuple[Step, ...] = ()
        while ended := next_event(self.situation, event.on):
            steps += self._fire(Scene(self.situation, ended, CURRENT))
        scene = Scene(self.situation, event, CURRENT)
        said = (self.situation, event, CURRENT)
        for refusal in refusals_of(event.kind):
            over = refusal.until is not None and event.on > refusal.until
            if event.on < refusal.since or over:
                continue
            if all(GUARDS[guard](*said) is not False for guard in refusal.guards) and not any(
                GUARDS[guard](*said) is not False for guard in refusal.unless
            ):
                raise AssertionError(refusal.code)
        own = self._fire(scene)
        return _outcome(
            before,
            self.situation,
            event,
            (*steps, *own),
            told=advice(scene),
            asked=open_questions(scene),
        )

    def _fire(self, scene: Scene) -> tuple[Step, ...]:
        event, situation = scene.event, self.situation
        self.changes, self.arisen, self.steps = {"on": event.on}, [], []
        for variable, by_state in touched_by(event.kind):
            used = len(self.steps)
            self.machines.fire(variable, event.kind.value, scene)
            if len(self.steps) == used:
                self._lose_sight(variable, by_state, scene)
        if self.arisen or situation.obligations:
            since = event.on - _DAY if event.kind in ENDING_KINDS else event.on
            brought = tuple(Obligation(kind, since) for kind in self.arisen)
            self.changes["obligations"] = owed_after(situation, self.changes, event.kind, brought)
        self.situation = changed(situation, self.changes)
        return tuple(self.steps)

    def _lose_sight(
        self, variable: Variable, by_state: Mapping[State, tuple[Row, ...]], scene: Scene
    ) -> None:
        """Let a variable become unknown whose row cannot be told for want of a fact."""
        value = getattr(scene.situation, variable)
        rows = (row for row in by_state.get(value.state, ()) if _in_force(row, scene.event.on))
        if any(isinstance(scene.holds(row), Missing) for row in rows):
            until = {"until": UNKNOWN} if isinstance(value, _ENDING) else {}
            self.changes[variable] = changed(value, {"state": type(value.state)("unknown"), **until})
            self.machines.set(variable, "unknown")


@dataclass
class Transitions:
    """Machines of the package ``transitions``: one machine a variable, one model a life."""

    life: PeerLife

    def __post_init__(self) -> None:
        """Register this life with the machine of every variable."""
        self.cells: dict[Variable, Any] = {}
        for variable, machine in transitions_machines().items():
            cell = self.cells[variable] = Cell(self.life, variable)
            machine.add_model(cell, initial="unknown")

    def set(self, variable: Variable, state: str) -> None:
        """Put one machine into a state, as at the beginning."""
        self.cells[variable].state = state

    def fire(self, variable: Variable, kind: str, scene: Scene) -> None:
        """Let one machine choose."""
        self.cells[variable].trigger(kind, scene=scene)


def _transitions(variable: Variable) -> Machine:
    machine = Machine(
        model=None,
        states=[state.value for state in STATES[variable]],
        initial="unknown",
        auto_transitions=False,
        send_event=True,
        ignore_invalid_triggers=True,
    )
    for row in TABLES[variable]:
        asked, use = _asked(row), _written(row)
        machine.add_transition(
            row.event.value,
            row.source.value,
            row.target.value,
            conditions=lambda data, asked=asked: asked(data.kwargs["scene"]),
            after=lambda data, use=use: use(data.kwargs["scene"], data.model),
        )
    return machine


@cache
def transitions_machines() -> Mapping[Variable, Machine]:
    """Return one machine a variable, for all lives."""
    return {variable: _transitions(variable) for variable in Variable}


def _statemachine(variable: Variable) -> Any:  # noqa: ANN401 - a class that is made here
    states = {state.value: PeerState(initial=state.value == "unknown") for state in STATES[variable]}
    names: dict[str, Any] = {f"is_{name}": state for name, state in states.items()}
    events: dict[str, Any] = {}
    for row in TABLES[variable]:
        asked, use = _asked(row), _written(row)

        def condition(scene: Scene, asked: Callable[[Scene], bool] = asked) -> bool:
            return asked(scene)

        def write(scene: Scene, model: Cell, use: Callable[[Scene, Cell], None] = use) -> None:
            use(scene, model)

        one = states[row.source.value].to(states[row.target.value], cond=condition, on=write)
        events[row.event.value] = events[row.event.value] | one if row.event.value in events else one
    # Its checks at definition time want every state to be reached and to be left.
    first = states["unknown"]
    others = [state for name, state in states.items() if name != "unknown"]
    for state in others:
        jump = first.to(state) | state.to(first)
        events["jump"] = events["jump"] | jump if "jump" in events else jump
    settings = {"allow_event_without_transition": True}
    return StateMachineMetaclass(f"{variable.name}Machine", (StateMachine,), {**names, **events, **settings})


@dataclass
class StateMachines:
    """Machines of the package ``python-statemachine``: one instance a variable and life."""

    life: PeerLife

    def __post_init__(self) -> None:
        """Make the machines of this life."""
        self.machines = {
            variable: kind(Cell(self.life, variable)) for variable, kind in statemachine_kinds().items()
        }

    def set(self, variable: Variable, state: str) -> None:
        """Put one machine into a state, as at the beginning."""
        self.machines[variable].current_state_value = f"is_{state}"

    def fire(self, variable: Variable, kind: str, scene: Scene) -> None:
        """Let one machine choose."""
        self.machines[variable].send(kind, scene=scene)


@cache
def statemachine_kinds() -> Mapping[Variable, Any]:
    """Return one class a variable; each life has instances of its own."""
    return {variable: _statemachine(variable) for variable in Variable}


def peer(machines: Callable[[PeerLife], Machines]) -> Callable[[], Callable[[], list[Outcome]]]:
    """Return what prepares all lives with somebody's machines."""

    def make() -> Callable[[], list[Outcome]]:
        prepared = [(PeerLife(situation, machines), events) for situation, events in lives()]
        return lambda: list(chain.from_iterable(life.run(events) for life, events in prepared))

    return make


_QUESTION: Final = "what do the events of all named lives cost, with guards, duties and citations?"

TRANSITIONS_PAIR: Final = Pair(
    name="lives-transitions",
    question=_QUESTION,
    ours=Side("apply over the tables", lambda: ours),
    peer=Side("transitions 0.9.3, one machine a variable", peer(Transitions)),
    at_most=1 / 1.5,
    thing="event",
    things=count,
    a_second=30_000,
)
STATEMACHINE_PAIR: Final = Pair(
    name="lives-statemachine",
    question=_QUESTION,
    ours=Side("apply over the tables", lambda: ours),
    peer=Side("python-statemachine 3.2.2, one machine a variable", peer(StateMachines)),
    at_most=1 / 10,
    thing="event",
    things=count,
    a_second=30_000,
)


def _places() -> tuple[tuple[Situation, Event], ...]:
    """Return every event of every life with the situation in which it happens."""
    return tuple((outcome.before, outcome.event) for outcome in ours() if outcome.event is not None)


def _judged() -> Callable[[], object]:
    """Return a call that judges every event of every life where it happens."""
    places = _places()
    return lambda: [judge(situation, event) for situation, event in places]


def _applied() -> Callable[[], object]:
    """Return a call that applies every event of every life where it happens."""
    places = _places()
    return lambda: [apply(situation, event) for situation, event in places]


JUDGE: Final = Pair(
    name="judge",
    question="what does a judgement cost beside applying the same event?",
    ours=Side("judge", _judged),
    peer=Side("apply", _applied),
    thing="judgement",
    things=count,
    a_second=60_000,
)


def _begun() -> Callable[[], object]:
    """Return a call that begins every life."""
    facts = [(Facts.model_validate(trace["facts"]), trace["on"]) for trace in traces()]
    return lambda: [Situation.of(one, on=day) for one, day in facts]


def _read() -> Callable[[], object]:
    """Return a call that reads the facts of every life."""
    told = [trace["facts"] for trace in traces()]
    return lambda: [Facts.model_validate(one) for one in told]


BEGIN: Final = Pair(
    name="begin",
    question="what does the beginning of a life cost, promises checked, beside reading its facts?",
    ours=Side("Situation.of", _begun),
    peer=Side("Facts.model_validate", _read),
    thing="beginning",
    things=lambda: len(lives()),
    a_second=1e6 / 30,
)
