"""Who, where and when of a procedure, as the rules of representation, offices, deadlines and windows say it."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from tokutei.errors import FactsError, NotInForceError, OutOfTableError, PeriodError, UnknownTermError
from tokutei.law import Rule
from tokutei.procedures.listing.looking import Looking
from tokutei.procedures.listing.row import Row
from tokutei.procedures.listing.specified import ROUTES_OF, note_readings, say_routes, say_who
from tokutei.procedures.listing.words import Subject
from tokutei.rules import representation, routes, windows
from tokutei.rules.deadlines import (
    CLOCKS,
    SPECIAL_REENTRY_YEARS,
    Bearer,
    Clock,
    DayOfMonth,
    Matter,
    Term,
    TriggerEvent,
    clocks_of,
    deadline,
)
from tokutei.rules.offices import window_of
from tokutei.rules.representation import Entitlement, Group, RepresentationFacts
from tokutei.rules.windows import CardClass
from tokutei.vocabulary import CardKind, Channel, ProcedureKind, StatusOfResidence

__all__ = ["when", "where", "who"]

_P: Final = ProcedureKind


def _clocks(subject: Subject) -> tuple[tuple[TriggerEvent, Clock], ...]:
    if not isinstance(subject, ProcedureKind | Matter) or subject is Matter.SPECIAL_REENTRY:
        return ()
    return tuple((event, CLOCKS[subject, event]) for event in clocks_of(subject))


def _group(subject: Subject) -> Group | None:
    """Return the group of acts whose provision says who appears; ``None`` where none does."""
    if not isinstance(subject, ProcedureKind):
        return None
    special = subject.value.startswith("spr_")
    status = StatusOfResidence.SPECIAL_PERMANENT_RESIDENT if special else None
    try:
        return representation.group_of(RepresentationFacts(act="file", procedure=subject, status=status))
    except FactsError:
        return None


def who(row: Row, looking: Looking) -> None:
    """Say who must act and who may act for the holder."""
    if row.asked in ROUTES_OF:
        say_who(row.asked, looking)
        return
    group = _group(row.asked)
    if group is not None:
        window = looking.value(representation.APPEARANCE[group])
        if window is not None:
            looking.say("appears", window=window)
        entitled = [looking.value(rule) for rule in representation.ROWS[group]]
        _entitled([one for one in entitled if one is not None], looking)
        _or_online(row.subject, looking)
    elif row.who is not None:
        looking.say("acts", who=row.who)
    else:
        _bearers(row.asked, looking)


def _bearers(subject: Subject, looking: Looking) -> None:
    """Say who owes it, with the events where that is not the holder."""
    by_bearer: dict[Bearer, list[TriggerEvent]] = {}
    for event, clock in _clocks(subject):
        if clock.who is not None:
            by_bearer.setdefault(clock.who, []).append(event)
    for bearer, events in by_bearer.items():
        if bearer is not Bearer.HOLDER and len(by_bearer) > 1:
            looking.say("acts_after", who=bearer, events=tuple(events))
        else:
            looking.say("acts", who=bearer)


def _or_online(subject: Subject, looking: Looking) -> None:
    """Say that nobody need come where it may be filed online."""
    if not isinstance(subject, ProcedureKind):
        return
    try:
        channels = routes.channels_of(subject, on=looking.on, book=looking.book)
    except (UnknownTermError, NotInForceError):
        return
    if Channel.ONLINE in channels.value:
        looking.rest(channels)
        looking.say("or_online")


def _entitled(rows: list[Entitlement], looking: Looking) -> None:
    for one in rows:
        note_readings(one, looking)
        if one.order:
            code = "must_act_any" if one.from_age is None else "must_act"
            looking.say(code, order=one.order, age=one.under, from_age=one.from_age)
    may = tuple(dict.fromkeys(one.who for one in rows))
    if may:
        looking.say("may_act", people=may)


def where(row: Row, looking: Looking) -> None:
    """Say to which kind of office."""
    if row.asked in ROUTES_OF:
        say_routes(row.asked, looking)
    if row.where is None and isinstance(row.asked, ProcedureKind):
        try:
            looking.say("at", place=looking.rest(window_of(row.asked, on=looking.on, book=looking.book)))
        except UnknownTermError:
            pass
        except NotInForceError as error:
            looking.not_yet.append(error.first_day)
        else:
            return
    if row.where is not None:
        looking.say("at", place=row.where)
        return
    places = dict.fromkeys(place for _, clock in _clocks(row.asked) for place in clock.authorities)
    if places and not looking.not_yet:
        looking.say("at", place=tuple(places))


def when(row: Row, looking: Looking) -> None:
    """Say from when until when."""
    _opening(row.asked, looking)
    by_value: dict[object, list[TriggerEvent]] = {}
    for event, clock in _clocks(row.asked):
        value = looking.value(clock.rule)
        _left_open(row.asked, event, looking)
        if value is not None:
            by_value.setdefault(value, []).append(event)
    for value, events in by_value.items():
        _clock(value, tuple(events), looking)
    any_time = windows.ANY_TIME.get(row.asked) if isinstance(row.asked, ProcedureKind) else None
    if any_time is not None and looking.value(any_time):
        looking.say("any_time")
    if row.when is not None:
        looking.say("row_when", when=row.when)


def _left_open(subject: Subject, event: TriggerEvent, looking: Looking) -> None:
    """Note what the law leaves open about a clock, where the card is a specified one."""
    if not isinstance(subject, ProcedureKind | Matter):
        return
    try:
        found = deadline(
            subject,
            event,
            event_on=looking.on,
            card_kind=CardKind.SPECIFIED_RESIDENCE_CARD,
            book=looking.book,
        )
    except (FactsError, NotInForceError, OutOfTableError, PeriodError):  # it has no such clock then
        return
    looking.questions += found.open_questions


def _opening(subject: Subject, looking: Looking) -> None:
    """Say from how many months before, or for how many years, where a rule says it."""
    asked = _OPENING.get(subject)
    number = looking.value(asked[1]) if asked else None
    if asked and number is not None:
        looking.say(asked[0], number=number)
    if subject is Matter.SPECIAL_REENTRY:
        for spr, rule in SPECIAL_REENTRY_YEARS.items():
            years = looking.value(rule)
            if years is not None:
                looking.say("years_spr" if spr else "years", number=years)


def _clock(value: object, events: tuple[TriggerEvent, ...], looking: Looking) -> None:
    """Say how long one clock runs from some events."""
    if isinstance(value, Term):
        looking.say(_TERMS[value], events=events)
    elif isinstance(value, DayOfMonth):
        looking.say("by_day", events=events, day=value)
    else:
        looking.say("within_days", events=events, number=value)


_TERMS: Final[Mapping[Term, str]] = MappingProxyType(
    {
        Term.IMMEDIATELY: "immediately",
        Term.WITHOUT_DELAY: "without_delay",
        Term.BY_THAT_DAY: "by_that_day",
        Term.NO_DUTY: "no_duty",
    }
)
_OPENING: Final[Mapping[Subject, tuple[str, Rule[int]]]] = MappingProxyType(
    {
        _P.CARD_RENEWAL: ("from_months", windows.RENEWAL_MONTHS[False, CardClass.ORDINARY]),
        _P.SPR_RENEWAL: ("from_months", windows.RENEWAL_MONTHS[True, CardClass.ORDINARY]),
        _P.EXTENSION_OF_STAY: ("practice_months", windows.PRACTICE_MONTHS),
    }
)
"""From how many months before, where a rule says it."""
