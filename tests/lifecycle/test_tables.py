"""The tables say what they should, completely, and use every word they have."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import fields
from datetime import date
from importlib.resources import files
from itertools import chain, combinations, permutations
from pathlib import Path
from types import ModuleType
from typing import get_args, get_type_hints

import pytest
from hypothesis import HealthCheck, given, settings

import tokutei
from tests.lifecycle.drawn import BOOKS, events, facts, newcomers, situations, special_residents
from tests.lifecycle.drawn_events import CLASSES, fields_drawn
from tests.lifecycle.lives import HOLDER_FACTS, T1, TODAY, engineer, live
from tests.lifecycle.scenes import EXCLUSIVE, IMPLIED
from tokutei.errors import FactsError, NotInForceError, PeriodError, TransitionRefused
from tokutei.law import Evidence, Reason
from tokutei.lifecycle import (
    REFUSALS,
    TABLES,
    ClockEvent,
    DutyKind,
    Effect,
    Event,
    EventKind,
    Guard,
    Refusal,
    Row,
    Situation,
    Variable,
    advance,
    duties,
    rows_for,
)
from tokutei.lifecycle import effects as effect_parts
from tokutei.lifecycle import guards as guard_parts
from tokutei.lifecycle.duty_terms import DISCHARGES, ENDED_WITH_STAY, RETURNED_SEPARATE, TERMS
from tokutei.lifecycle.effects import EFFECTS
from tokutei.lifecycle.engine import _TELLS
from tokutei.lifecycle.events import CLOCK_KINDS
from tokutei.lifecycle.guards import GUARDS, Missing
from tokutei.lifecycle.rows import Hint
from tokutei.lifecycle.scene import Scene
from tokutei.lifecycle.start import situation_of
from tokutei.lifecycle.states import STATES, LapseCause, State
from tokutei.lifecycle.tables import LEADS, rows_of
from tokutei.messages import template
from tokutei.models import Facts
from tokutei.rules import Rulebook

ROWS = tuple(chain.from_iterable(TABLES.values()))
PAIRS = [(variable, state) for variable in Variable for state in STATES[variable]]
CLOCK = set(CLOCK_KINDS)
CARDS_SINCE = date(2012, 7, 9)


@pytest.mark.parametrize(("variable", "state"), PAIRS, ids=str)
def test_every_pair_is_rows_or_a_typed_refusal(variable: Variable, state: State) -> None:
    possible = {row.event for row in TABLES[variable] if row.source is state}
    for kind in EventKind:
        rows = tuple(row for row in TABLES[variable] if (row.source, row.event) == (state, kind))
        assert rows_of(variable, state, kind) == rows
        if rows:
            assert rows_for(variable, state, kind) == rows
            continue
        with pytest.raises(TransitionRefused) as refused:
            rows_for(variable, state, kind)
        (reason,) = refused.value.reasons
        assert isinstance(reason, Reason)
        told = reason.parameters["possible"]
        assert isinstance(told, tuple)
        assert set(told) == possible
        assert refused.value.event is kind


@pytest.mark.parametrize(("variable", "state"), PAIRS, ids=str)
def test_the_refusal_of_a_pair_speaks_both_languages(variable: Variable, state: State) -> None:
    possible = {row.event for row in TABLES[variable] if row.source is state}
    kind = next(kind for kind in EventKind if not rows_of(variable, state, kind))
    with pytest.raises(TransitionRefused) as refused:
        rows_for(variable, state, kind)
    for lang in ("ja", "en"):
        said = refused.value.text(lang)
        assert variable.text(lang) in said
        assert all(one.text(lang) in said for one in possible)


@pytest.mark.parametrize("variable", Variable)
def test_every_row_is_well_formed(variable: Variable) -> None:
    values = STATES[variable]
    for row in TABLES[variable]:
        assert row.variable is variable
        assert type(row.source) is values
        assert type(row.target) is values
        assert row.cite
        assert row.since >= CARDS_SINCE
        assert row.until is None or row.until >= row.since
        assert isinstance(row.evidence, Evidence)
        assert not set(row.guards) & set(row.unless)
        assert len({*row.guards, *row.unless}) == len(row.guards) + len(row.unless)


def test_no_two_rows_say_the_same() -> None:
    for variable, state in PAIRS:
        for kind in EventKind:
            for one, other in combinations(rows_of(variable, state, kind), 2):
                ends = [row.until or date.max for row in (one, other)]
                overlap = max(one.since, other.since) <= min(ends)
                same = (set(one.guards), set(one.unless)) == (set(other.guards), set(other.unless))
                assert not (same and overlap), (variable, state, kind)


def _with_implied(guards: tuple[Guard, ...]) -> set[Guard]:
    return set(guards).union(*(IMPLIED.get(guard, set()) for guard in guards))


def _exclude(one: Row, other: Row) -> bool:
    """Tell whether two rows can never apply together: by days, or by what their guards say."""
    if max(one.since, other.since) > min(one.until or date.max, other.until or date.max):
        return True
    ones, others = _with_implied(one.guards), _with_implied(other.guards)
    if ones & set(other.unless) or others & set(one.unless):
        return True
    return any(one in ones and two in others for group in EXCLUSIVE for one, two in permutations(group, 2))


def test_no_two_rows_overlap() -> None:
    overlapping = [
        (variable.value, state.value, kind.value, one.guards, other.guards)
        for variable, state in PAIRS
        for kind in EventKind
        for one, other in combinations(rows_of(variable, state, kind), 2)
        if not _exclude(one, other)
    ]
    assert overlapping == []


BEGUN: dict[Variable, str] = {
    Variable.STAY: "unknown mid_long short special_permanent",
    Variable.SPECIAL_PERIOD: "none",
    Variable.REGISTER: "unknown recorded not_recorded",
    Variable.CARD: "unknown held",
    Variable.CONDITION: "unknown",
    Variable.RESIDENCE: "unknown valid",
    Variable.MY_NUMBER: "unknown valid absent",
    Variable.SIGNING: "unknown valid absent",
    Variable.AUTHENTICATION: "unknown valid absent",
    Variable.MOBILE: "unknown",
    Variable.SEPARATE_CARD: "unknown none held",
    Variable.MAIN: "unknown none filed",
    Variable.APPLICATION: "unknown none filed",
    Variable.PRESENCE: "unknown",
    Variable.OTHER_ACTIVITY: "unknown",
    Variable.AGE: "under_1 from_1 from_16 from_18",
}
"""What facts can say of each variable before anything has happened; there is no other start."""
NOT_REACHED = {
    (
        Variable.SPECIAL_PERIOD,
        "unknown",
    ): "whether an application was in time was not told when the stay ended",
    (Variable.MOBILE, "absent"): "no fact says that nothing is on a phone; a caller who knows may say it",
    (Variable.AGE, "unknown"): "the day of birth is always known",
}
FINAL = {
    (Variable.STAY, "deceased"): "nothing happens to the stay of the dead",
    (Variable.STAY, "japanese"): "who became Japanese has no status of residence any more",
    (Variable.AGE, "from_18"): "the law looks at no later birthday here",
    (Variable.AGE, "unknown"): "it is never had",
}


@settings(max_examples=100, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(facts(TODAY) | special_residents(TODAY) | newcomers(TODAY))
def test_lives_begin_where_the_tables_say(drawn: Facts) -> None:
    try:
        begun = situation_of(drawn, on=TODAY)
    except FactsError:
        return
    for variable in Variable:
        assert begun.state(variable).value in BEGUN[variable].split()


@pytest.mark.parametrize("variable", Variable)
def test_every_value_is_reached_from_the_start(variable: Variable) -> None:
    reached = set(BEGUN[variable].split())
    grown = 0
    while grown != len(reached):
        grown = len(reached)
        reached |= {row.target.value for row in TABLES[variable] if row.source.value in reached}
    missed = {(variable, state.value) for state in STATES[variable]} - {(variable, one) for one in reached}
    assert missed == {key for key in NOT_REACHED if key[0] is variable}


@pytest.mark.parametrize(("variable", "state"), PAIRS, ids=str)
def test_no_value_is_a_trap_and_finals_are_final(variable: Variable, state: State) -> None:
    left = any(row.source is state is not row.target for row in TABLES[variable])
    assert left is ((variable, state.value) not in FINAL)


def test_refusals_are_well_formed() -> None:
    for refusal in REFUSALS:
        assert refusal.cite
        assert refusal.events
        assert refusal.guards or refusal.unless
        assert refusal.since >= CARDS_SINCE
        assert refusal.until is None or refusal.until >= refusal.since
        assert not set(refusal.events) & CLOCK
        for hint in refusal.instead:
            assert hint.code.startswith("instead_")


# Vocabularies: every word is implemented and used.


def _guards_in_use() -> Iterator[Guard]:
    hints = chain.from_iterable(refusal.instead for refusal in REFUSALS)
    for guards, unless in (
        (one.guards, one.unless) for one in chain[Row | Refusal | Hint](ROWS, REFUSALS, hints)
    ):
        yield from guards
        yield from unless


def test_every_guard_is_implemented_and_used() -> None:
    assert set(GUARDS) == set(Guard)
    assert set(_guards_in_use()) == set(Guard)


def test_every_effect_is_implemented_and_used() -> None:
    assert set(EFFECTS) == set(Effect) == {effect for row in ROWS for effect in row.effects}


def test_every_cause_of_a_lapse_is_used() -> None:
    package = Path(tokutei.__file__).parent / "lifecycle"
    source = "".join(path.read_text("utf-8") for path in (package / "effects").glob("*.py"))
    assert {cause for cause in LapseCause if f"LapseCause.{cause.name}" not in source} == set()


def test_every_kind_of_event_is_in_a_row_or_always_refused() -> None:
    in_rows = {row.event for row in ROWS}
    refused = {kind for refusal in REFUSALS for kind in refusal.events}
    assert set(EventKind) - in_rows <= refused


@pytest.mark.parametrize(("package", "merged"), [(effect_parts, EFFECTS), (guard_parts, GUARDS)])
def test_no_word_is_implemented_twice(package: ModuleType, merged: Mapping[object, object]) -> None:
    parts = [
        part
        for name, part in vars(package).items()
        if name.isupper() and isinstance(part, Mapping) and part is not merged
    ]
    assert sum(len(part) for part in parts) == len(merged)
    assert len(parts) > 4


def test_every_duty_arises_has_terms_and_can_end() -> None:
    assert set(TERMS) == set(DutyKind) == {duty for row in ROWS for duty in row.arises}
    ending = (*DISCHARGES.values(), RETURNED_SEPARATE, *ENDED_WITH_STAY.values())
    assert set().union(*ending) == set(DutyKind)
    for kind in DutyKind:
        assert kind.ja != kind.en


def test_every_kind_of_event_is_one_class_of_the_union() -> None:
    classes = get_args(get_args(Event)[0])
    kinds = {one: get_args(get_type_hints(one)["kind"]) for one in classes}
    assert sorted(chain.from_iterable(kinds.values())) == sorted(EventKind)
    assert set(kinds[ClockEvent]) == CLOCK
    for one in classes:
        assert one.__name__ in tokutei.lifecycle.__all__


def test_every_kind_of_event_is_drawn_with_every_field() -> None:
    assert set(CLASSES) == set(EventKind) - CLOCK
    drawn = fields_drawn()
    for kind, one in CLASSES.items():
        named = {field.name for field in fields(one)} - {"kind"}
        assert drawn[kind] == named


def test_every_kind_of_event_leads_a_variable_with_rows_or_is_always_refused() -> None:
    alone = set(EventKind) - set(LEADS)
    assert alone == {EventKind.FILE_SPECIFIED_CARD, EventKind.EXTEND_RESIDENCE}
    for kind, variable in LEADS.items():
        assert any(row.event is kind for row in TABLES[variable])
    assert {LEADS[kind] for kind in LEADS if kind not in CLOCK} <= set(_TELLS)
    assert all(template(f"fact.{fact}", "ja") for fact in _TELLS.values())


def test_every_state_is_a_field_of_its_own() -> None:
    situation = engineer()
    assert set(STATES) == set(TABLES) == set(Variable)
    for variable in Variable:
        assert type(situation.state(variable)) is STATES[variable]
        assert "unknown" in [state.value for state in STATES[variable]]


# What effects write and guards say.


@settings(max_examples=150, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(situations(), events(TODAY), BOOKS)
def test_effects_name_only_fields_of_their_variable(
    situation: Situation, event: Event, book: Rulebook
) -> None:
    for row in ROWS:
        named = {field.name for field in fields(getattr(situation, row.variable.value))}
        for effect in row.effects:
            try:
                written = EFFECTS[effect](Scene(situation, event, book), row.variable)
            except (NotInForceError, PeriodError):
                continue  # days of a drawn situation may lie anywhere; the engine turns these into reasons
            assert set(written) <= named - {"state"}, (row.variable, effect)


@settings(max_examples=150, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(situations(), events(TODAY), BOOKS)
def test_guards_say_yes_no_or_which_facts(situation: Situation, event: Event, book: Rulebook) -> None:
    for guard in Guard:
        try:
            said = GUARDS[guard](situation, event, book)
        except (NotInForceError, PeriodError):
            continue
        if isinstance(said, Missing):
            assert said.facts
            assert all(template(f"fact.{fact}", lang) for fact in said.facts for lang in ("ja", "en"))
        else:
            assert said in {True, False}
            assert Scene(situation, event, book).holds(Hint("", (guard,))) is said
            assert Scene(situation, event, book).holds(Hint("", (), (guard,))) is not said


def test_a_clear_no_wins_over_a_missing_fact() -> None:
    unknown = Situation.of(HOLDER_FACTS.model_copy(update={"municipality": None}), on=TODAY)
    scene = Scene(unknown, T1[0], Rulebook())
    recorded = scene.holds(Hint("", (Guard.RECORDED,)))
    assert recorded == Missing(frozenset({"municipality"}))
    assert scene.holds(Hint("", (Guard.RECORDED, Guard.CARD_LOST))) is False
    assert scene.holds(Hint("", (Guard.RECORDED,), (Guard.CARD_LOST,))) == recorded


# Words.


def _words(lang: str) -> dict[str, object]:
    source = files("tokutei.messages") / f"{lang}.toml"
    return tomllib.loads(source.read_text("utf-8"))


def _codes_in(folder: Path) -> set[str]:
    codes = {"beyond_calendar"}  # the reason of a PeriodError, taken over as it is
    for path in folder.rglob("*.py"):
        source = path.read_text("utf-8")
        codes |= set(re.findall(r'(?:Reason|Advice|Hint)\(\s*"([a-z0-9_]+)"', source))
        codes |= set(re.findall(r'code="([a-z0-9_]+)"', source))
        codes |= set(chain(*re.findall(r'Reason\("([a-z_]+)" if \w+ else "([a-z_]+)"', source)))
    return codes


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_every_reason_has_words_and_no_words_lie_idle(lang: str) -> None:
    reasons = _words(lang)["reason"]
    assert isinstance(reasons, dict)
    written = {code for code, said in reasons.items() if isinstance(said, str)}
    package = Path(tokutei.__file__).parent
    assert _codes_in(package / "lifecycle") - written == set()
    assert {refusal.code for refusal in REFUSALS} <= _codes_in(package / "lifecycle")
    everything = "".join(
        path.read_text("utf-8")
        for path in package.rglob("*")
        if path.suffix in {".py", ".toml", ".csv"} and path.parent.name != "messages"
    )
    built = tuple(re.findall(r'f"([a-z]+_)\{', everything))  # codes made of a word and what it is about
    assert {code for code in written if code not in everything and not code.startswith(built)} == set()


def test_duties_speak_both_languages() -> None:
    trace = live(engineer(), *T1)
    owed = [*trace[0].after.obligations, *advance(trace[-2].after, to=date(2027, 1, 1)).after.obligations]
    assert len({one.kind for one in owed}) > 2
    after = trace[-1].after
    for duty in (*duties(trace[0].after, on=TODAY), *duties(after, on=after.on)):
        assert duty.text("ja") != duty.text("en")
        assert duty.cite[0].text("ja") in duty.text("ja")


def test_the_first_day_of_a_row_is_kept() -> None:
    with pytest.raises(FactsError):
        Situation.of(HOLDER_FACTS, on=date(2026, 6, 13))
