"""The last day that a clock runs to."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Final

from tokutei.calendar import FIRST_DAY_OUT, days_after, years_after
from tokutei.calendar.periods import MONTHS_BY_CALENDAR, ground
from tokutei.errors import FactsError, PeriodError
from tokutei.law import Answer, Evidence, Ground, OpenQuestion, Reason
from tokutei.rules.deadlines.affiliation import freed_from_notice
from tokutei.rules.deadlines.clocks import (
    CLOCKS,
    EMPLOYER_REPORT_EXCLUDED,
    NEXT_MONTH,
    SEPARATE_CARD_NOTICES_ONLY,
    SPECIAL_REENTRY_YEARS,
    STAY_END_MOVES,
    Clock,
    Moving,
    Subject,
)
from tokutei.rules.deadlines.words import (
    Authority,
    Bearer,
    DayOfMonth,
    Matter,
    Obligation,
    Term,
    TriggerEvent,
)
from tokutei.rules.rulebook import CURRENT, Rulebook, days_in_japan
from tokutei.vocabulary import CardKind, ProcedureKind, StatusOfResidence, Window

__all__ = ["Deadline", "deadline", "special_reentry_until"]

MOVES_IN_OUR_READING: Final = ground("moves_in_our_reading", Evidence.INFERRED, "363AC0000000091:2#main")
LIMIT_NOT_MOVED: Final = ground("limit_not_moved", Evidence.OFFICIAL, "363AC0000000091:2#main")
GROUND_NOT_MOVED: Final = ground("ground_not_moved", Evidence.INFERRED, "363AC0000000091:2#main")

REENTRY_NOT_BEYOND_STAY: Final = ground(
    "reentry_not_beyond_stay", Evidence.OFFICIAL, "326CO0000000319:26-2:2"
)

_STOOD: Final[Mapping[Moving, Ground]] = MappingProxyType(
    {Moving.NEVER: LIMIT_NOT_MOVED, Moving.NOT_SURELY: GROUND_NOT_MOVED}
)
_SPECIFIED: Final = frozenset(
    {CardKind.SPECIFIED_RESIDENCE_CARD, CardKind.SPECIFIED_SPECIAL_PERMANENT_RESIDENT_CERTIFICATE}
)
_WINDOWS: Final[Mapping[Authority, Window]] = MappingProxyType(
    {Authority(window.value): window for window in Window}
)
_SEPARATE_ONLY: Final = frozenset(
    {
        (ProcedureKind.MY_NUMBER_ITEM_CHANGE, TriggerEvent.MY_NUMBER_ITEM_CHANGED),
        (Matter.MY_NUMBER_LOSS, TriggerEvent.LOSS_KNOWN),
    }
)
_ITEMS: Final = frozenset({ProcedureKind.MY_NUMBER_ITEM_CHANGE})
_ASKED: Final[Mapping[tuple[Subject, TriggerEvent], str]] = MappingProxyType(
    {
        (Matter.MY_NUMBER_HAND_IN, TriggerEvent.MOVING_IN_NOTIFIED): "Q2",
        (ProcedureKind.MY_NUMBER_RETURN, TriggerEvent.MOVED_ABROAD): "Q8",
        (Matter.MOVING_IN, TriggerEvent.MOVED_IN): "Q14",
    }
)
"""What the law leaves open where the card is a specified one."""
_REPORTS: Final = frozenset({Matter.EMPLOYER_REPORT_HIRE, Matter.EMPLOYER_REPORT_LEAVE})


@dataclass(frozen=True, slots=True)
class Deadline:
    """Until when, where and by whom; ``None`` where the law says nothing or it does not apply."""

    due: date | None = None
    """The last day in time, included, moved off closed days where the law moves it."""
    immediately: bool = False
    """Whether it is due at once (直ちに); ``due`` is then the day of the event."""
    without_delay: bool = False
    """Whether it is due without delay (遅滞なく), which has no day."""
    obligation: Obligation | None = None
    """``None`` for a limit, and for what nobody must do."""
    who: Bearer | None = None
    authority: Authority | None = None
    window: Window | None = None
    """The authority where it is one of the two usual counters."""
    card_until: date | None = None
    """Last day of the card, which never moves."""
    reason: str | None = None
    """Why nothing is due, as a word."""

    def text(self, lang: str) -> str:
        """Return until when it is due, or why nothing is."""
        if self.reason is not None:
            return Reason(self.reason).text(lang)
        if self.due is None:
            return Term.WITHOUT_DELAY.text(lang)
        said = Reason("due_by", parameters={"day": self.due}).text(lang)
        return f"{Term.IMMEDIATELY.text(lang)} ({said})" if self.immediately else said


@days_in_japan
def special_reentry_until(
    *, departed: date, stay_end: date | None, spr: bool = False, book: Rulebook = CURRENT
) -> Answer[date]:
    """Return the last day to come back on special re-entry permission (みなし再入国許可, Act 26-2(2)), included.

    No closed day moves it and nothing extends it abroad.

    Args:
        departed: the day of departure.
        stay_end: the last day of the stay, a special period counted; ``None`` for a stay without end.
        spr: whether the holder is a special permanent resident.
        book: the law.

    Example:
        >>> special_reentry_until(departed=date(2026, 9, 1), stay_end=date(2027, 3, 31)).value
        datetime.date(2027, 3, 31)
    """
    rule = SPECIAL_REENTRY_YEARS[spr]
    until = years_after(departed, book.at(rule, departed).value)
    grounds = (book.ground(rule, departed), FIRST_DAY_OUT, MONTHS_BY_CALENDAR)
    if stay_end is None or spr or until <= stay_end:
        return Answer(until, grounds)
    return Answer(stay_end, (book.ground(rule, departed), REENTRY_NOT_BEYOND_STAY))


def _of_next_month(event: date, day: int | None) -> date:
    months = event.year * 12 + event.month  # the month after, counted from January of the year 0
    try:
        last = monthrange(months // 12, months % 12 + 1)[1]
        return date(months // 12, months % 12 + 1, last if day is None else min(day, last))
    except ValueError:
        raise PeriodError("beyond_calendar") from None


def _every_year(event: date, value: DayOfMonth) -> date:
    """Return the first such day after the event."""
    year = event.year + ((event.month, event.day) >= (value.month, value.day))
    try:
        last = monthrange(year, value.month or 1)[1]
        return date(year, value.month or 1, min(value.day or last, last))
    except ValueError:
        raise PeriodError("beyond_calendar") from None


def _counted(value: object, event: date) -> tuple[date, tuple[Ground, ...]]:
    """Return the last day before any moving, and how it was counted."""
    if isinstance(value, DayOfMonth):
        return (_every_year(event, value) if value.month else _of_next_month(event, value.day)), ()
    if isinstance(value, Term):
        return event, ()
    return days_after(event, int(str(value))), (FIRST_DAY_OUT,)


def _moved(last: date, clock: Clock, authority: Authority, book: Rulebook) -> tuple[date, tuple[Ground, ...]]:
    at = clock.closed or authority
    window = Window.MUNICIPALITY if at is Authority.MUNICIPALITY else Window.BUREAU
    if clock.moving in _STOOD:
        closed = book.closed(window).is_closed(last)
        return last, (_STOOD[clock.moving],) if closed else ()
    found = book.closed(window).not_before(last)
    if clock.moving is Moving.BY_SWITCH:
        moves = book.at(STAY_END_MOVES, last).value
        if found.value == last:
            return last, ()
        switch = (book.ground(STAY_END_MOVES, last),)
        return (found.value, (*switch, *found.grounds)) if moves else (last, switch)
    inferred = clock.moving is Moving.INFERRED and found.value != last
    return found.value, (*found.grounds, MOVES_IN_OUR_READING) if inferred else found.grounds


def _nothing_due(
    subject: Subject,
    event: TriggerEvent,
    *,
    on: date,
    status: StatusOfResidence | None,
    card_kind: CardKind | None,
    held_as: Mapping[str, bool | None],
    book: Rulebook,
) -> Answer[Deadline] | None:
    """Return that nothing is due, where a status or a kind of card frees from it."""
    grounds: tuple[Ground, ...] = ()
    reason = "status_without_notice"
    if subject is ProcedureKind.AFFILIATION and status is not None:
        grounds = freed_from_notice(status, event, on=on, held_as=held_as, book=book)
    if subject in _REPORTS and status is not None and status in book.at(EMPLOYER_REPORT_EXCLUDED, on).value:
        grounds, reason = (book.ground(EMPLOYER_REPORT_EXCLUDED, on),), "not_reported"
    if (
        (subject, event) in _SEPARATE_ONLY
        and card_kind in _SPECIFIED
        and book.at(SEPARATE_CARD_NOTICES_ONLY, on).value
    ):
        grounds, reason = (book.ground(SEPARATE_CARD_NOTICES_ONLY, on),), "agency_tells_municipality"
    if not grounds:
        return None
    asked = (book.question("Q13"),) if reason == "agency_tells_municipality" and subject in _ITEMS else ()
    return Answer(Deadline(obligation=Obligation.NONE, reason=reason), grounds, asked)


def _clock(subject: Subject, event: TriggerEvent, *, insured: bool | None) -> Clock:
    clock = CLOCKS[subject, event]
    if subject not in _REPORTS or insured:
        return clock
    rule = NEXT_MONTH[f"{subject.value}__uninsured"]
    return Clock(rule, clock.authorities, clock.who, clock.obligation, clock.moving)


@days_in_japan
def deadline(
    subject: Subject,
    event: TriggerEvent,
    *,
    event_on: date,
    authority: Authority | None = None,
    insured: bool | None = None,
    status: StatusOfResidence | None = None,
    card_kind: CardKind | None = None,
    held_as: Mapping[str, bool | None] = MappingProxyType({}),
    book: Rulebook = CURRENT,
) -> Answer[Deadline]:
    """Return until when something is due that an event calls for.

    The law in force is that of the day of the event.

    Args:
        subject: what is due.
        event: what starts the clock.
        event_on: its day; of a card that expired, its last day; of a loss that became known abroad, the first
            entry after that.
        authority: where it will be done, if there is a choice.
        insured: whether the worker is insured (雇用保険); needed for employers' reports.
        status: the status of residence; some statuses have no notice and are not reported.
        card_kind: the card; some notices are for separate Individual Number Cards only.
        held_as: for the notice of affiliation, what is known of ``hsp2_as_manager``, ``on_contract`` and
            ``as_spouse``, as in :func:`~tokutei.rules.statuses.affiliation_notice`.
        book: the law, with the closed days of the offices.

    Raises:
        FactsError: the event starts no clock for the subject or the status, the authority is not one of
            it, or ``insured`` or what decides for the status is missing.
        NotInForceError: the event lies before the first version of the rule.
        OutOfTableError: the last day lies outside the table of closed days.

    Example:
        >>> found = deadline(Matter.RETURN_CARD, TriggerEvent.HOLDER_DIED, event_on=date(2026, 9, 1)).value
        >>> found.due.isoformat(), found.who.value, found.authority.value
        ('2026-09-15', 'relative_or_cohabitant', 'bureau')
    """
    if (subject, event) not in CLOCKS:
        raise FactsError(
            contradictions=(Reason("event_starts_no_clock", (), {"event": event, "what": subject}),)
        )
    free = _nothing_due(
        subject, event, on=event_on, status=status, card_kind=card_kind, held_as=held_as, book=book
    )
    if free:
        return free
    if subject in _REPORTS and insured is None:
        raise FactsError(missing=("insured",))
    clock = _clock(subject, event, insured=insured)
    where = authority or clock.authorities[0]
    if where not in clock.authorities:
        raise FactsError(contradictions=(Reason("not_due_there", (), {"what": subject, "where": where}),))
    ground, value = book.ground(clock.rule, event_on), book.at(clock.rule, event_on).value
    if value is Term.NO_DUTY:
        found = Deadline(obligation=Obligation.NONE, reason="agency_tells_municipality")
        return Answer(found, (ground,))
    questions = _open_questions(subject, event, card_kind, book)
    if any((one.key, one.reading) in _PUT_OFF for one in questions):
        put_off = Deadline(
            obligation=clock.obligation if questions[0].key == "Q8" else Obligation.NONE,
            who=clock.who,
            reason=_PUT_OFF[questions[0].key, questions[0].reading],
        )
        return Answer(put_off, (ground,), questions)
    urgent = value in {Term.IMMEDIATELY, Term.WITHOUT_DELAY} if isinstance(value, Term) else False
    last, counted = _counted(value, event_on)
    due, moved = (last, ()) if urgent else _moved(last, clock, where, book)
    return Answer(
        Deadline(
            due=None if value is Term.WITHOUT_DELAY else due,
            immediately=value is Term.IMMEDIATELY,
            without_delay=value is Term.WITHOUT_DELAY,
            obligation=clock.obligation,
            who=clock.who,
            authority=where,
            window=_WINDOWS.get(where),
            card_until=event_on if event is TriggerEvent.CARD_EXPIRES else None,
        ),
        (ground, *counted, *moved),
        questions,
    )


_PUT_OFF: Final[Mapping[tuple[str, str], str]] = MappingProxyType(
    {
        ("Q2", "does_not_lapse"): "not_for_specified_card",
        ("Q3", "no_duty"): "no_duty_by_reading",
        ("Q8", "at_reentry"): "deferred_to_reentry",
    }
)
"""Readings by which nothing is due by a day, with the reason."""


def _open_questions(
    subject: Subject, event: TriggerEvent, card_kind: CardKind | None, book: Rulebook
) -> tuple[OpenQuestion, ...]:
    if event is TriggerEvent.MY_NUMBER_FUNCTION_LAPSED:
        return (book.question("Q3"),)
    key = _ASKED.get((subject, event)) if card_kind in _SPECIFIED else None
    return (book.question(key),) if key else ()
