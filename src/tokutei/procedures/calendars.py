"""Reminders as an iCalendar file (RFC 5545), for any calendar program: all-day events with alarms.

The extra ``ical`` is needed (``pip install tokutei[ical]``). Events are written in the order given; the same
reminders at the same moment give the same bytes.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import Final

from tokutei import messages
from tokutei.errors import FactsError, NaiveDatetimeError, PeriodError
from tokutei.errors.extras import needing
from tokutei.identifiers.spotting import refuse_individual_number
from tokutei.law import Reason
from tokutei.law.days import JAPAN
from tokutei.procedures.given import not_understood
from tokutei.procedures.reminders import Reminder, ReminderStatus, alarm_days

__all__ = ["ALARMS", "ical_parts", "to_ical"]

ALARMS: Final = (30, 7, 1)
"""Days before, unless the caller says otherwise; no law sets them."""
_MORNING: Final = time(9)
_PRODUCT: Final = "-//tokutei//tokutei//EN"
_ONE_DAY: Final = timedelta(days=1)
_MINUTE: Final = timedelta(minutes=1)
_LAST_REVISION: Final = 2**31 - 1  # the greatest INTEGER (RFC 5545)
_ALARMS_KEPT: Final = 128  # many events have the same alarms; none is kept longer than the file is made
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_BREAKS: Final = frozenset("\t\n\v\f\r\x1c\x1d\x1e\x85\u2028\u2029")
_DROPPED: Final = frozenset({"Cc", "Cs"})
_TURNS_TEXT: Final = frozenset(
    "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"
)


def to_ical(
    reminders: Iterable[Reminder],
    *,
    lang: str,
    made_at: datetime,
    alarms: Iterable[int] = ALARMS,
    alarm_at: time = _MORNING,
    sequence: int | None = None,
    name: str | None = None,
) -> bytes:
    """Return reminders as one iCalendar file, in UTF-8, to be written in binary.

    An event keeps its identity (UID) while its day, words and status change: a calendar that takes the file in
    again moves it. Events are all day, their end (DTEND) being the day after the last one, and take no time
    away (TRANSPARENT). What is done is CANCELLED, so that calendars take it away. Alarms ring before the last
    day, none before ``made_at`` or the first day, and none for what is overdue, done or has no last day.

    Args:
        reminders: what to remember, in the order of the file.
        lang: ``"ja"`` or ``"en"``.
        made_at: the moment at which the file is made (DTSTAMP), with a time zone.
        alarms: days before, where a reminder has none of its own; empty for none.
        alarm_at: the time of day of the alarms to the second, where the calendar is; which of them have passed is
            reckoned in Japanese time.
        sequence: the revision (SEQUENCE); left out, the minutes of ``made_at`` since 1970, so that the later
            file wins without anybody counting.
        name: the name of the calendar, as programs show it.

    Raises:
        MissingExtraError: the extra ``ical`` is not installed.
        FactsError: two reminders have the same identity, alarms, their time or the sequence are none, or an argument
            is of another kind.
        NaiveDatetimeError: ``made_at`` has no time zone.
        PeriodError: ``made_at`` is no moment, or lies beyond the calendar or beyond the last number of a revision.
        IdentifierError: the name holds what reads as an Individual Number.

    Example:
        >>> from datetime import UTC, date, datetime
        >>> one = Reminder(key="p-17", what="stay_end", ja="在留期間の満了日", en="last day of the stay",
        ...                day=date(2027, 3, 31))
        >>> made = to_ical([one], lang="ja", made_at=datetime(2026, 9, 1, tzinfo=UTC))
        >>> [line for line in made.decode().splitlines() if line.startswith(("SUMMARY", "DT", "TRIGGER"))]
        ... # doctest: +NORMALIZE_WHITESPACE
        ['SUMMARY:在留期間の満了日', 'DTSTART;VALUE=DATE:20270331', 'DTEND;VALUE=DATE:20270401',
         'DTSTAMP:20260901T000000Z', 'TRIGGER:-P29DT15H', 'TRIGGER:-P6DT15H', 'TRIGGER:-PT15H']
    """
    found = tuple(_each(reminders))
    seen: set[str] = set()
    for reminder in found:
        if reminder.uid in seen:
            raise FactsError(contradictions=(Reason("calendar.same_uid", (), {"what": reminder.what}),))
        seen.add(reminder.uid)
    parts = ical_parts(
        found,
        lang=lang,
        made_at=made_at,
        alarms=alarms,
        alarm_at=alarm_at,
        sequence=sequence,
        name=name,
    )
    return b"".join(parts)


def ical_parts(
    reminders: Iterable[Reminder],
    *,
    lang: str,
    made_at: datetime,
    alarms: Iterable[int] = ALARMS,
    alarm_at: time = _MORNING,
    sequence: int | None = None,
    name: str | None = None,
) -> Iterator[bytes]:
    """Yield the same file piece by piece, one event at a time, so that nothing of it is kept.

    For a whole workforce: write each piece as it comes. Whether identities are told apart is not looked at.

    Raises:
        MissingExtraError, FactsError, NaiveDatetimeError, PeriodError, IdentifierError: as :func:`to_ical`,
            when the first piece is asked for.

    Example:
        >>> from datetime import UTC, date, datetime
        >>> one = Reminder(key="p-17", what="stay_end", ja="在留期間の満了日", en="last day of the stay",
        ...                day=date(2027, 3, 31))
        >>> pieces = ical_parts([one], lang="en", made_at=datetime(2026, 9, 1, tzinfo=UTC))
        >>> [piece.splitlines()[0] for piece in pieces]
        [b'BEGIN:VCALENDAR', b'BEGIN:VEVENT', b'END:VCALENDAR']
    """
    with needing("ical", "icalendar"):
        from icalendar import Calendar, vText  # noqa: PLC0415 - an optional package
    given: object = alarm_at  # callers without a type checker give anything
    if not isinstance(given, time) or given.tzinfo is not None or given.microsecond:
        raise FactsError(contradictions=(Reason("calendar.alarm_at"),))
    named: dict[str, object] = {"lang": lang, "name": "" if name is None else name}
    if unfit := [one for one, value in named.items() if not isinstance(value, str)]:
        raise not_understood(unfit)
    stamp = _moment(made_at)
    manner = _Manner(lang, stamp, _revision(stamp, sequence), alarm_days(alarms), alarm_at)
    refuse_individual_number(name)
    alarm = lru_cache(_ALARMS_KEPT)(_alarm)
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", _PRODUCT)
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    if name is not None:
        for key in ("name", "x-wr-calname"):  # the standard's word, and what programs read
            calendar.add(key, vText(_one_line(name)), encode=False)
    head, end, _ = calendar.to_ical(sorted=False).partition(b"END:VCALENDAR\r\n")
    yield head
    for reminder in _each(reminders):
        yield _event(reminder, manner, alarm)
    yield end


def _each(reminders: object) -> Iterator[Reminder]:
    """Yield reminders one by one, and refuse what is none."""
    if isinstance(reminders, str | bytes) or not isinstance(reminders, Iterable):
        raise not_understood(("reminders",))
    for reminder in reminders:
        if not isinstance(reminder, Reminder):
            raise not_understood(("reminders",))
        yield reminder


def _moment(made_at: datetime) -> datetime:
    if not isinstance(made_at, datetime):
        raise PeriodError("not_a_day")
    if made_at.utcoffset() is None:
        raise NaiveDatetimeError
    try:
        return made_at.astimezone(UTC).replace(microsecond=0)
    except OverflowError:
        pass
    raise PeriodError("beyond_calendar")


def _revision(stamp: datetime, sequence: int | None) -> int:
    if sequence is None:
        minutes = max(0, (stamp - _EPOCH) // _MINUTE)
        if minutes > _LAST_REVISION:
            raise PeriodError("beyond_calendar")
        return minutes
    if type(sequence) is not int or not 0 <= sequence <= _LAST_REVISION:
        raise FactsError(contradictions=(Reason("calendar.sequence"),))
    return sequence


@dataclass(frozen=True, slots=True)
class _Manner:
    """How every event of a file is written."""

    lang: str
    stamp: datetime
    revision: int
    days: tuple[int, ...]
    alarm_at: time


def _event(reminder: Reminder, manner: _Manner, alarm: Callable[[str, timedelta, bool], bytes]) -> bytes:
    """Return an event as it stands in the file, its alarms at its end."""
    from icalendar import Event  # noqa: PLC0415 - an optional package; the caller has tried

    lang, title = manner.lang, _title(reminder, manner.lang)
    event = Event()
    event.add("uid", f"{reminder.uid}@tokutei")
    event.add("summary", title)
    event.add("dtstart", reminder.day)
    event.add("dtend", reminder.last + _ONE_DAY)
    event.add("dtstamp", manner.stamp)
    event.add("sequence", manner.revision)
    event.add("status", "CANCELLED" if reminder.status is ReminderStatus.DONE else "CONFIRMED")
    event.add("transp", "TRANSPARENT")
    event.add("class", "PRIVATE")
    if reminder.status is ReminderStatus.OVERDUE:
        event.add("categories", [reminder.status.text(lang)])
    if said := _description(reminder, lang):
        event.add("description", said)
    several = reminder.last != reminder.day
    rung = b"".join(
        alarm(title, trigger, several)
        for trigger in _triggers(reminder, manner.days, manner.alarm_at, manner.stamp)
    )
    made: bytes = event.to_ical(sorted=False)
    body, end, _ = made.rpartition(b"END:VEVENT\r\n")
    return body + rung + end


def _alarm(title: str, trigger: timedelta, from_end: bool) -> bytes:  # noqa: FBT001 - kept by place
    from icalendar import Alarm  # noqa: PLC0415 - an optional package; the caller has tried

    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", title)
    alarm.add("trigger", trigger, parameters={"RELATED": "END"} if from_end else {})
    made: bytes = alarm.to_ical(sorted=False)
    return made


def _triggers(
    reminder: Reminder, days: tuple[int, ...], alarm_at: time, made_at: datetime
) -> Iterator[timedelta]:
    """Yield when alarms ring, counted from the first day, or from the end where there are several days."""
    if reminder.status is not ReminderStatus.OPEN or not reminder.dated:
        return
    several = reminder.last != reminder.day
    of_day = timedelta(hours=alarm_at.hour, minutes=alarm_at.minute, seconds=alarm_at.second)
    for before in days if reminder.alarms is None else reminder.alarms:
        to_ring = reminder.last.toordinal() - before
        if to_ring < 1 or (several and to_ring < reminder.day.toordinal()):
            continue
        # A calendar rings by its own clock; what has passed in Japan is past.
        if datetime.combine(date.fromordinal(to_ring), alarm_at, JAPAN) >= made_at:
            yield of_day - timedelta(days=before + several)


def _title(reminder: Reminder, lang: str) -> str:
    title = reminder.text(lang)
    if reminder.label:
        title = messages.text("calendar.labelled", lang, title=title, label=reminder.label)
    if reminder.status is not ReminderStatus.OPEN:
        title = messages.text("calendar.marked", lang, mark=reminder.status, title=title)
    elif not reminder.dated:
        mark = messages.text("calendar.no_last_day", lang)
        title = messages.text("calendar.marked", lang, mark=mark, title=title)
    return _one_line(title)


def _description(reminder: Reminder, lang: str) -> str:
    lines = [note.text(lang) for note in reminder.notes]
    if reminder.status is ReminderStatus.OVERDUE:
        lines.insert(0, messages.text("calendar.overdue", lang, day=reminder.last))
    elif reminder.dated and reminder.last != reminder.day:
        lines.insert(0, messages.text("calendar.until", lang, day=reminder.last))
    if reminder.cite:
        lines.append(messages.text("calendar.basis", lang, basis=reminder.cite))
    if reminder.evidence is not None:
        lines.append(messages.text("calendar.evidence", lang, evidence=reminder.evidence))
    return "\n".join(map(_one_line, lines))


def _one_line(text: str) -> str:
    """Return a text on one line, without what a calendar could take for more than text."""
    spaced = "".join(" " if char in _BREAKS else char for char in text)
    return "".join(
        char for char in spaced if unicodedata.category(char) not in _DROPPED and char not in _TURNS_TEXT
    )
