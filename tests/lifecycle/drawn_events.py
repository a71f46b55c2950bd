"""Drawn events: every class of the union, every field of each, from the types of the fields."""

from __future__ import annotations

from dataclasses import MISSING, fields
from datetime import date, timedelta
from enum import Enum
from functools import cache
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


def _between(first: date, last: date) -> st.SearchStrategy[date]:
    return st.dates(first, max(first, last))


def _words(kind: type[Enum]) -> st.SearchStrategy[Any]:
    return st.sampled_from([one for one in kind if one is not ConditionState.UNKNOWN])


def _other_days(name: str, on: date, days: int) -> st.SearchStrategy[date]:
    """Return days that an event tells besides its own: most of them lie before it, some ahead."""
    if name in {"stay_until", "permit_until", "until", "leave_by"}:
        return _between(on + days * _DAY, on + 1800 * _DAY)
    return _between(on - 40 * _DAY, on + (days + 40) * _DAY)


def _of_type(name: str, hint: Any, on: date, days: int) -> st.SearchStrategy[Any]:
    if get_origin(hint) is Annotated:
        return _of_type(name, get_args(hint)[0], on, days)
    if get_args(hint):  # a union
        return st.one_of(*(_of_type(name, one, on, days) for one in get_args(hint)))
    made: dict[Any, st.SearchStrategy[Any]] = {
        type(None): st.none(),
        bool: st.booleans(),
        int: st.integers(1, 80),
        date: _other_days(name, on, days),
        str: st.sampled_from(MUNICIPALITIES),
        CardNumber: st.sampled_from(NUMBERS).map(CardNumber.parse),
        StatusOfResidence: st.sampled_from(_STATUSES) | st.sampled_from(StatusOfResidence),
    }
    return made[hint] if hint in made else _words(hint)


_STATUSES: Final = tuple(
    StatusOfResidence.find(word) for word in ("技人国", "留学", "定住者", "永住者の配偶者等", "短期滞在")
)


@cache
def of_kind(kind: EventKind, on: date, days: int = 40) -> st.SearchStrategy[Event]:
    """Return events of a kind on a day or up to so many days after it; all fields differ."""
    one = CLASSES[kind]
    hints = get_type_hints(one)
    drawn = {
        field.name: _of_type(field.name, hints[field.name], on, days)
        for field in fields(one)
        if get_origin(hints[field.name]) is not Literal and field.name != "on"
    }
    return st.builds(one, on=_between(on, on + days * _DAY), **drawn)


@cache
def likely(kind: EventKind, on: date, days: int = 40) -> st.SearchStrategy[Event]:
    """Return events of a kind as they mostly are: what a field holds unless told is likelier than the rest."""
    one = CLASSES[kind]
    hints = get_type_hints(one)
    drawn: dict[str, st.SearchStrategy[Any]] = {}
    for field in fields(one):
        if get_origin(hints[field.name]) is Literal or field.name in {"on", "specified_card"}:
            continue
        if field.default is not MISSING and field.name != "certificates":
            other = _of_type(field.name, hints[field.name], on, days)
            drawn[field.name] = st.integers(0, 5).flatmap(
                lambda die, other=other, usual=field.default: other if die == 5 else st.just(usual)  # type: ignore[misc]
            )
        else:
            drawn[field.name] = _of_type(field.name, hints[field.name], on, days)
    if "specified_card" in hints:
        drawn["specified_card"] = st.booleans()
    return st.builds(one, on=_between(on, on + days * _DAY), **drawn)


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
