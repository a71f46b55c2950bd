"""Watch lists for a workforce: what ends, what is due and what can be renewed, from rows as small as they can be.

Rules only: every day that a law sets is computed by :mod:`tokutei.rules`. Rows come and go one at a time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Any, Final, TypeVar

from tokutei.calendar import years_after
from tokutei.employment.keys import opaque
from tokutei.employment.watched import Standing, Watch, WatchedPerson, WatchKind
from tokutei.errors import FactsError, NotInForceError, OutOfTableError, PeriodError
from tokutei.law import Answer, Citation, Evidence, Reason
from tokutei.law.days import japan_day
from tokutei.procedures import (
    End,
    EndKind,
    Reminder,
    card_ends,
    reminders_of_rows,
    special_period_ends,
    stay_ends,
)
from tokutei.rules.deadlines import Deadline, Matter, TriggerEvent, deadline
from tokutei.rules.rulebook import CURRENT, Rulebook
from tokutei.rules.windows import HeldCard
from tokutei.rules.work.limits import ENROLMENT_STATUSES, WEEKLY_HOURS
from tokutei.vocabulary import StatusOfResidence

__all__ = ["ORGANIZATION", "reminders_of_watches", "watch", "watch_list"]

T = TypeVar("T")

ORGANIZATION: Final = "organization"
"""The key of what is owed once for the whole workforce, unless the caller has another."""
_SKILLED: Final = frozenset(
    {StatusOfResidence.SPECIFIED_SKILLED_WORKER_1, StatusOfResidence.SPECIFIED_SKILLED_WORKER_2}
)
_OPENS: Final = frozenset({WatchKind.EXTENSION_OPENS, WatchKind.CARD_RENEWAL_OPENS})
_KEPT: Final = 4096
"""Different days of one list that are remembered."""
_BEYOND: Final = (NotInForceError, OutOfTableError, PeriodError)
_REPORTS: Final = (
    (WatchKind.REPORT_HIRE, Matter.EMPLOYER_REPORT_HIRE, TriggerEvent.HIRED, "hired_on"),
    (WatchKind.REPORT_LEAVE, Matter.EMPLOYER_REPORT_LEAVE, TriggerEvent.LEFT, "left_on"),
)


def watch(
    people: Iterable[WatchedPerson],
    *,
    on: date,
    until: date,
    yearly_notice_until: date | None = None,
    organization: str = ORGANIZATION,
    book: Rulebook = CURRENT,
) -> Iterator[Watch]:
    """Yield what has to be looked after up to a day, what is overdue included: by worker, each by day.

    A worker is read, answered and forgotten, so that memory stays flat over any number. The yearly
    notification of an organization with specified skilled workers comes last and once. What cannot be told for
    want of a fact is yielded without a day and names the fact.

    Who has left is watched for the report on leaving alone. While an application that brings a special period is
    pending, the last day of that period stands instead of that of the stay; whether a permission for other
    activities that ran as long as the stay goes on in it is not known.

    Args:
        people: the workers, in any order.
        on: the day of the question.
        until: how far to look ahead, included.
        yearly_notice_until: the last day of the last reporting year of which the yearly notification was made;
            left out, the next such day ahead is shown, and nothing is known to be overdue.
        organization: the key of what the organization owes once.
        book: the law, with the closed days.

    Raises:
        FactsError: ``until`` lies before ``on``.
        RecordError: the key of the organization is none.
        NaiveDatetimeError, PeriodError: a day is a moment without a time zone, or no day.

    Example:
        >>> from datetime import date
        >>> hanako = WatchedPerson(key="e-1", status=StatusOfResidence.STUDENT, stay_until=date(2026, 10, 31))
        >>> for found in watch([hanako], on=date(2026, 9, 1), until=date(2026, 12, 31)):
        ...     print(found.day, found.kind.en, "-", found.standing.en)
        2026-07-31 first day on which an extension of stay is usually accepted - can be done now
        2026-10-31 last day of the period of stay - ahead
    """
    on, until = japan_day(on), japan_day(until)
    if until < on:
        raise FactsError(contradictions=(Reason("watch.until_before_on"),))
    organization = opaque(organization, field="organization")
    told = japan_day(yearly_notice_until) if yearly_notice_until is not None else None
    return _watched(people, on=on, until=until, told=told, organization=organization, book=book)


def _watched(
    people: Iterable[WatchedPerson],
    *,
    on: date,
    until: date,
    told: date | None,
    organization: str,
    book: Rulebook,
) -> Iterator[Watch]:
    skilled, law = False, _law(on, book)
    for person in people:
        skilled = skilled or person.status in _SKILLED
        found = [one for one in _of_person(person, law) if one.day is None or one.day <= until]
        yield from sorted(found, key=lambda one: one.urgency)
    due = _tried(lambda: _yearly(on, told, book)) if skilled else None
    if due is not None and due.value.due is not None and due.value.due <= until:
        yield _watch(organization, WatchKind.SSW_YEARLY, due.value.due, law, basis=_based(due))


def watch_list(
    people: Iterable[WatchedPerson],
    *,
    on: date,
    until: date,
    yearly_notice_until: date | None = None,
    organization: str = ORGANIZATION,
    book: Rulebook = CURRENT,
) -> tuple[Watch, ...]:
    """Return the same for all workers in one list: what cannot be told first, then by day.

    Raises:
        FactsError, NaiveDatetimeError, PeriodError: as :func:`watch`.
    """
    found = watch(
        people,
        on=on,
        until=until,
        yearly_notice_until=yearly_notice_until,
        organization=organization,
        book=book,
    )
    return tuple(sorted(found, key=lambda one: one.urgency))


def reminders_of_watches(watches: Iterable[Watch]) -> Iterator[Reminder]:
    """Yield the reminder of each that has a day, for :func:`tokutei.procedures.to_ical` or ``ical_parts``.

    Example:
        >>> from datetime import date
        >>> person = WatchedPerson(key="e-1", next_check_on=date(2026, 10, 1), stay_until=date(2028, 7, 1))
        >>> found = watch([person], on=date(2026, 9, 1), until=date(2026, 12, 31))
        >>> [reminder.what for reminder in reminders_of_watches(found)]
        ['watch.next_check']
    """
    return reminders_of_rows(watches)


@dataclass(frozen=True, slots=True)
class _Basis:
    """What a day rests on."""

    cite: tuple[Citation, ...] = ()
    evidence: Evidence | None = None
    questions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Due:
    """The last day of a report; nothing where none is made, or what is missing to tell it."""

    day: date | None = None
    basis: _Basis = _Basis()
    known: bool = True
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Law:
    """The law of one watch list, with what it says of days that many workers share."""

    on: date
    book: Rulebook
    stays: Callable[[date], tuple[End, ...] | None]
    due: Callable[[Matter, TriggerEvent, date, bool | None, StatusOfResidence | None], _Due]
    permission: _Basis | None
    enrolment: _Basis | None
    enrolled: AbstractSet[StatusOfResidence]


def _law(on: date, book: Rulebook) -> _Law:
    @lru_cache(_KEPT)
    def stays(stay_until: date) -> tuple[End, ...] | None:
        return _tried(lambda: stay_ends(stay_until, on=on, book=book))

    @lru_cache(_KEPT)
    def due(
        matter: Matter,
        event: TriggerEvent,
        happened: date,
        insured: bool | None,  # noqa: FBT001 - a fact, not a switch
        status: StatusOfResidence | None,
    ) -> _Due:
        try:
            found = deadline(matter, event, event_on=happened, insured=insured, status=status, book=book)
        except FactsError as error:
            return _Due(known=False, missing=error.missing)
        except _BEYOND:
            return _Due(known=False)
        return _Due(found.value.due, _based(found))

    return _Law(
        on=on,
        book=book,
        stays=stays,
        due=due,
        permission=_tried(lambda: _based(Answer(None, (book.ground(WEEKLY_HOURS, on),)))),
        enrolment=_tried(lambda: _based(Answer(None, (book.ground(ENROLMENT_STATUSES, on),)))),
        enrolled=_tried(lambda: book.at(ENROLMENT_STATUSES, on).value) or frozenset(),
    )


def _based(answer: Answer[Any]) -> _Basis:
    return _Basis(answer.basis, answer.evidence, tuple(question.key for question in answer.open_questions))


def _of_person(person: WatchedPerson, law: _Law) -> Iterator[Watch]:
    for kind, matter, event, name in _REPORTS:
        if (happened := getattr(person, name)) is not None:
            yield from _report(
                person, kind, law.due(matter, event, happened, person.insured, person.status), happened, law
            )
    if person.left_on is not None and person.left_on < law.on:
        return
    yield from _stay(person, law)
    yield from _card(person, law)
    yield from _permission(person, law)
    if person.enrolled_until is not None and person.status in law.enrolled:
        yield _watch(person, WatchKind.ENROLMENT_END, person.enrolled_until, law, basis=law.enrolment)
    if person.next_check_on is not None:
        yield _watch(person, WatchKind.NEXT_CHECK, person.next_check_on, law)


def _report(person: WatchedPerson, kind: WatchKind, due: _Due, since: date, law: _Law) -> Iterator[Watch]:
    if not due.known:
        yield _not_known(person, kind, due.missing, since=since)
    elif due.day is not None:
        yield _watch(person, kind, due.day, law, basis=due.basis, since=since)


def _stay(person: WatchedPerson, law: _Law) -> Iterator[Watch]:
    if person.without_end:
        return
    if person.stay_until is None:
        needed = ("stay_until",) if person.status else ("status", "stay_until")
        yield _not_known(person, WatchKind.STAY_END, needed)
        return
    stay_until = person.stay_until
    if (pending := _pending(person, stay_until, law.book)) is not None:
        yield _of_end(person, pending, law)
        return
    found = law.stays(stay_until)
    if found is None:
        yield _watch(person, WatchKind.STAY_END, stay_until, law)
    for end in found or ():
        opens = end.kind is EndKind.EXTENSION_OPENS
        if not opens or (person.pending is None and person.stay_days is None):
            yield from _opened(person, end, stay_until, law)


def _permission(person: WatchedPerson, law: _Law) -> Iterator[Watch]:
    """Yield the end of the comprehensive permission; in a special period a printed one may bind or not."""
    until, stay_until = person.comprehensive_permission_until, person.stay_until
    if until is None:
        return
    # No text at hand says whether a permission that ran to the end of the stay goes on with the stay.
    if stay_until is not None and stay_until <= until < law.on and not person.without_end:
        special = _pending(person, stay_until, law.book)
        if special is not None and law.on <= special.day:
            why = Reason("watch.permission_in_special_period", parameters={"on": until})
            yield replace(_not_known(person, WatchKind.PERMISSION_END, ()), why=why)
            return
    yield _watch(person, WatchKind.PERMISSION_END, until, law, basis=law.permission)


def _pending(person: WatchedPerson, stay_until: date, book: Rulebook) -> End | None:
    """Return the special period that what is pending brings; nothing if it brings none or nothing is."""
    procedure, filed_on = person.pending, person.filed_on
    if procedure is None or filed_on is None:
        return None
    return _tried(
        lambda: special_period_ends(
            stay_until, procedure=procedure, filed_on=filed_on, stay_days=person.stay_days, book=book
        )
    )


def _card(person: WatchedPerson, law: _Law) -> Iterator[Watch]:
    until = person.card_valid_until
    if until is None:
        if person.without_end:
            yield _not_known(person, WatchKind.CARD_END, ("card_valid_until",))
        return
    if until == person.stay_until:
        return
    spr = person.status is StatusOfResidence.SPECIAL_PERMANENT_RESIDENT
    held = HeldCard(until, person.card_issued_on, person.born, person.status, spr)
    found = _tried(lambda: card_ends(held, on=law.on, book=law.book))
    if found is None:
        yield _watch(person, WatchKind.CARD_END, until, law)
    elif len(found) == 1:
        needed = () if person.card_issued_on else ("issued_on",)
        yield _not_known(person, WatchKind.CARD_RENEWAL_OPENS, needed or ("birth",))
    for end in found or ():
        yield from _opened(person, end, until, law)


def _opened(person: WatchedPerson, end: End, closes: date, law: _Law) -> Iterator[Watch]:
    """Yield an end; what opens only until it closes."""
    if end.kind not in {EndKind.EXTENSION_OPENS, EndKind.CARD_RENEWAL_OPENS}:
        yield _of_end(person, end, law)
    elif law.on <= closes:
        yield _of_end(person, end, law, closes)


def _yearly(on: date, told: date | None, book: Rulebook) -> Answer[Deadline]:
    """Return the last day of the first yearly notification that is not known to have been made."""
    subject, event = Matter.SSW_ANNUAL, TriggerEvent.REPORTING_YEAR_ENDED
    if told is not None:
        return deadline(subject, event, event_on=years_after(told, 1), book=book)
    # Asked from the end of last year and of this: the first that has not passed, moved off closed days or not.
    this = deadline(subject, event, event_on=date(on.year - 1, 12, 31), book=book)
    if this.value.due is not None and this.value.due >= on:
        return this
    return deadline(subject, event, event_on=date(on.year, 12, 31), book=book)


def _tried(ask: Callable[[], T]) -> T | None:
    """Return an answer; ``None`` where the law or the table of closed days does not reach."""
    try:
        return ask()
    except _BEYOND:
        return None


def _of_end(person: WatchedPerson, end: End, law: _Law, closes: date | None = None) -> Watch:
    questions = tuple(question.key for question in end.open_questions)
    basis = _Basis(end.cite, end.evidence, questions)
    return _watch(person, WatchKind(end.kind.value), end.day, law, basis=basis, closes=closes)


def _watch(
    of: WatchedPerson | str,
    kind: WatchKind,
    day: date,
    law: _Law,
    *,
    basis: _Basis | None = None,
    closes: date | None = None,
    since: date | None = None,
) -> Watch:
    basis = basis or _Basis()
    return Watch(
        key=of if isinstance(of, str) else of.key,
        kind=kind,
        day=day,
        closes=closes,
        standing=_standing(kind, day, law.on),
        cite=basis.cite,
        evidence=basis.evidence,
        questions=basis.questions,
        since=since,
        label=None if isinstance(of, str) else of.label,
    )


def _not_known(
    person: WatchedPerson, kind: WatchKind, missing: tuple[str, ...], *, since: date | None = None
) -> Watch:
    return Watch(
        key=person.key,
        kind=kind,
        day=None,
        standing=Standing.NOT_KNOWN,
        missing=missing,
        since=since,
        label=person.label,
    )


def _standing(kind: WatchKind, day: date, on: date) -> Standing:
    if kind in _OPENS:
        return Standing.OPEN if day <= on else Standing.AHEAD
    return Standing.OVERDUE if day < on else Standing.AHEAD
