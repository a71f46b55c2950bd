"""Watch lists for a workforce: what ends, what is due and what can be renewed, from rows as small as they can be.

Rules only: every day that a law sets is computed by :mod:`tokutei.rules`. Rows come and go one at a time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Any, Final, TypeVar

from tokutei.calendar import years_after
from tokutei.employment.watched import Standing, Watch, WatchedPerson, WatchKind
from tokutei.errors import FactsError, NotInForceError, OutOfTableError, PeriodError
from tokutei.law import Answer, Citation, Evidence, Reason, Rule
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
_BEYOND = (NotInForceError, OutOfTableError, PeriodError)
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
    pending, the last day of that period stands instead of that of the stay.

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
    skilled = False
    for person in people:
        skilled = skilled or person.status in _SKILLED
        found = [one for one in _of_person(person, on, book) if one.day is None or one.day <= until]
        yield from sorted(found, key=lambda one: one.urgency)
    if skilled and (day := _yearly(on, told, book)).value.due is not None and day.value.due <= until:
        yield _watch(organization, WatchKind.SSW_YEARLY, day.value.due, on, answer=day)


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


def _of_person(person: WatchedPerson, on: date, book: Rulebook) -> Iterator[Watch]:
    yield from _reports(person, on, book)
    if person.left_on is not None and person.left_on < on:
        return
    yield from _stay(person, on, book)
    yield from _card(person, on, book)
    yield from _permission(person, on, book)
    if person.next_check_on is not None:
        yield _watch(person, WatchKind.NEXT_CHECK, person.next_check_on, on)


def _reports(person: WatchedPerson, on: date, book: Rulebook) -> Iterator[Watch]:
    for kind, matter, event, name in _REPORTS:
        happened: date | None = getattr(person, name)
        if happened is None:
            continue
        try:
            due = deadline(
                matter, event, event_on=happened, insured=person.insured, status=person.status, book=book
            )
        except FactsError as error:
            yield _not_known(person, kind, error.missing, since=happened)
        except _BEYOND:
            yield _not_known(person, kind, (), since=happened)
        else:
            if due.value.due is not None:
                yield _watch(person, kind, due.value.due, on, answer=due, since=happened)


def _stay(person: WatchedPerson, on: date, book: Rulebook) -> Iterator[Watch]:
    if person.without_end:
        return
    if person.stay_until is None:
        needed = ("stay_until",) if person.status else ("status", "stay_until")
        yield _not_known(person, WatchKind.STAY_END, needed)
        return
    stay_until = person.stay_until
    if (pending := _pending(person, stay_until, book)) is not None:
        yield _of_end(person, pending, on)
        return
    found = _tried(lambda: stay_ends(stay_until, on=on, book=book))
    if found is None:
        yield _watch(person, WatchKind.STAY_END, stay_until, on)
    for end in found or ():
        if person.pending is None or end.kind is not EndKind.EXTENSION_OPENS:
            yield from _opened(person, end, stay_until, on)


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


def _card(person: WatchedPerson, on: date, book: Rulebook) -> Iterator[Watch]:
    until = person.card_valid_until
    if until is None:
        if person.without_end:
            yield _not_known(person, WatchKind.CARD_END, ("card_valid_until",))
        return
    if until == person.stay_until:
        return
    spr = person.status is StatusOfResidence.SPECIAL_PERMANENT_RESIDENT
    held = HeldCard(until, person.card_issued_on, person.born, person.status, spr)
    found = _tried(lambda: card_ends(held, on=on, book=book))
    if found is None:
        yield _watch(person, WatchKind.CARD_END, until, on)
    elif len(found) == 1:
        needed = () if person.card_issued_on else ("issued_on",)
        yield _not_known(person, WatchKind.CARD_RENEWAL_OPENS, needed or ("birth",))
    for end in found or ():
        yield from _opened(person, end, until, on)


def _permission(person: WatchedPerson, on: date, book: Rulebook) -> Iterator[Watch]:
    if person.comprehensive_permission_until is not None:
        basis = _rule(WEEKLY_HOURS, on, book)
        yield _watch(
            person, WatchKind.PERMISSION_END, person.comprehensive_permission_until, on, answer=basis
        )
    if person.enrolled_until is not None:
        enrolled = _tried(lambda: book.at(ENROLMENT_STATUSES, on).value) or frozenset()
        if person.status in enrolled:
            basis = _rule(ENROLMENT_STATUSES, on, book)
            yield _watch(person, WatchKind.ENROLMENT_END, person.enrolled_until, on, answer=basis)


def _rule(rule: Rule[Any], on: date, book: Rulebook) -> Answer[None] | None:
    """Return what a day that is read off a paper has to do with the law; nothing before the law."""
    return _tried(lambda: Answer(None, (book.ground(rule, on),)))


def _opened(person: WatchedPerson, end: End, closes: date, on: date) -> Iterator[Watch]:
    """Yield an end; what opens only until it closes."""
    if end.kind not in {EndKind.EXTENSION_OPENS, EndKind.CARD_RENEWAL_OPENS}:
        yield _of_end(person, end, on)
    elif on <= closes:
        yield _of_end(person, end, on, closes)


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


def _of_end(person: WatchedPerson, end: End, on: date, closes: date | None = None) -> Watch:
    kind = WatchKind(end.kind.value)
    return Watch(
        key=person.key,
        kind=kind,
        day=end.day,
        closes=closes,
        standing=_standing(kind, end.day, on),
        cite=end.cite,
        evidence=end.evidence,
        questions=tuple(question.key for question in end.open_questions),
        label=person.label,
    )


def _watch(
    of: WatchedPerson | str,
    kind: WatchKind,
    day: date,
    on: date,
    *,
    answer: Answer[Deadline] | Answer[None] | None = None,
    since: date | None = None,
) -> Watch:
    cite: tuple[Citation, ...] = answer.basis if answer else ()
    evidence: Evidence | None = answer.evidence if answer else None
    return Watch(
        key=of if isinstance(of, str) else of.key,
        kind=kind,
        day=day,
        standing=_standing(kind, day, on),
        cite=cite,
        evidence=evidence,
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
