"""Drawn events: every class of the union, every field of each, from the types of the fields."""

from __future__ import annotations

from dataclasses import MISSING, fields
from datetime import date, timedelta
from functools import cache
from random import Random
from typing import Annotated, Any, Final, Literal, get_args, get_origin, get_type_hints

from hypothesis import strategies as st

from tokutei.identifiers import CardNumber
from tokutei.lifecycle import ClockEvent, Event, EventKind
from tokutei.lifecycle.events import CLOCK_KINDS
from tokutei.lifecycle.states import ConditionState
from tokutei.vocabulary import StatusOfResidence

FIRST_SPECIFIED: Final = date(2026, 6, 14)
NUMBERS: Final = ("UD12345678EA", "UD23456789EA")
MUNICIPALITIES: Final = ("131016", "271004")
CLASSES: Final[dict[EventKind, type]] = {
    kind: one
    for one in get_args(get_args(Event)[0])
    if one is not ClockEvent
    for kind in get_args(get_type_hints(one)["kind"])
}
"""The class of each kind of event that somebody brings about."""
_DAY: Final = timedelta(days=1)


_BEFORE: Final = (-400, -40, -30, -15, -14, -13, -1)
_AHEAD: Final = (0, 1, 7, 13, 14, 15, 30, 31, 40)
_FAR: Final = (25, 90, 200, 365, 700, 1095, 1800)


def _days(on: date, offsets: tuple[int, ...]) -> tuple[date, ...]:
    return tuple(on + offset * _DAY for offset in offsets)


def _choices(name: str, hint: Any, on: date) -> tuple[Any, ...]:
    """Return what a field of a type can hold, days told in relation to the day of the event."""
    if get_origin(hint) is Annotated:
        return _choices(name, get_args(hint)[0], on)
    if get_args(hint):  # a union
        return tuple(choice for one in get_args(hint) for choice in _choices(name, one, on))
    # An event tells of days before it, or of a last day ahead.
    days = _FAR if name in {"stay_until", "permit_until", "until", "leave_by"} else (*_BEFORE, *_AHEAD)
    made: dict[Any, tuple[Any, ...]] = {
        type(None): (None,),
        bool: (False, True),
        int: (1, 3, 12, 36, 60, 80),
        date: _days(on, days),
        str: MUNICIPALITIES,
        CardNumber: tuple(CardNumber.parse(number) for number in NUMBERS),
        StatusOfResidence: (*_STATUSES * 8, *StatusOfResidence),
    }
    return made[hint] if hint in made else tuple(one for one in hint if one is not ConditionState.UNKNOWN)


_STATUSES: Final = tuple(
    StatusOfResidence.find(word) for word in ("技人国", "留学", "定住者", "永住者の配偶者等", "短期滞在")
)


@cache
def _fields(kind: EventKind, on: date) -> dict[str, tuple[Any, ...]]:
    """Return what every field of a kind of event can hold, its day apart."""
    hints = get_type_hints(CLASSES[kind])
    return {
        field.name: _choices(field.name, hints[field.name], on)
        for field in fields(CLASSES[kind])
        if get_origin(hints[field.name]) is not Literal and field.name != "on"
    }


def fields_drawn() -> dict[EventKind, set[str]]:
    """Return which fields of each kind of event are drawn with more than one value, the day besides."""
    return {
        kind: {"on", *(name for name, held in _fields(kind, FIRST_SPECIFIED).items() if len(set(held)) > 1)}
        for kind in CLASSES
    }


@cache
def of_kind(kind: EventKind, on: date, days: int = 40) -> st.SearchStrategy[Event]:
    """Return events of a kind on a day or up to so many days after it; all fields differ."""
    drawn = {name: st.sampled_from(held) for name, held in _fields(kind, on).items()}
    return st.builds(CLASSES[kind], on=st.dates(on, on + days * _DAY), **drawn)


_EVEN: Final = frozenset({"certificates", "specified_card"})
"""Fields for which any value is as likely as another."""


def pick(kind: EventKind, on: date, random: Random, days: int = 40) -> Event:
    """Return an event of a kind as it mostly is: what a field holds unless told is likelier than the rest."""
    usual = {field.name: field.default for field in fields(CLASSES[kind])}
    on += random.randint(0, days) * _DAY
    held = {
        name: usual[name]
        if usual[name] is not MISSING and name not in _EVEN and random.random() < _USUALLY
        else random.choice(choices)
        for name, choices in _fields(kind, on).items()
    }
    event: Event = CLASSES[kind](on=on, **held)
    return event


_USUALLY: Final = 0.85


@cache
def events(on: date, days: int = 40) -> st.SearchStrategy[Event]:
    """Return events of every kind on a day or up to so many days after it."""
    return st.sampled_from(sorted(CLASSES)).flatmap(lambda kind: of_kind(kind, on, days))


ANY_DAY: Final = st.dates() | st.dates(date(2026, 1, 1), date(2028, 1, 1))
_CLOCK: Final = tuple(sorted(CLOCK_KINDS))


def any_events() -> st.SearchStrategy[Event]:
    """Return events of every kind, those of the clock too, on any day of the calendar."""
    clock = st.builds(ClockEvent, on=ANY_DAY, kind=st.sampled_from(_CLOCK))
    others = st.builds(lambda event, on: event.at(on=on), events(FIRST_SPECIFIED), ANY_DAY)
    return st.integers(0, 9).flatmap(lambda die: others if die else clock)
