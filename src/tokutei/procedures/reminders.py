"""Days to remember: of duties, of what ends, of an employer's watch list. No calendar format; that is ``calendars``."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from re import compile as pattern
from typing import Final, Protocol
from uuid import UUID

from tokutei import messages
from tokutei.errors import FactsError, PeriodError
from tokutei.identifiers.spotting import refuse_individual_number
from tokutei.law import Citation, Evidence, Reason
from tokutei.law.days import japan_day
from tokutei.lifecycle import Bearer, Duty, Situation
from tokutei.personal import Masked, Personal
from tokutei.procedures.ends import End, EndKind, ends_of
from tokutei.procedures.given import not_understood, settle_words
from tokutei.rules.rulebook import CURRENT, Rulebook
from tokutei.vocabulary.words import Word

__all__ = [
    "Remindable",
    "Reminder",
    "ReminderStatus",
    "reminders_of_duties",
    "reminders_of_rows",
    "reminders_of_situation",
]

_WHAT: Final = pattern(r"[a-z][a-z0-9_]*(?:\.[a-z0-9_]+)*")
_LONGEST_KEY: Final = 200
_LONGEST_ALARM: Final = 3660
_NAMESPACE: Final = "tokutei.reminder/1"
_OPENS: Final = frozenset({EndKind.EXTENSION_OPENS, EndKind.CARD_RENEWAL_OPENS})
"""What begins on its day and is not overdue after it."""


class ReminderStatus(Word):
    """How it stands with what is to be remembered."""

    OPEN = "open", "予定", "open"
    OVERDUE = "overdue", "期限超過", "overdue"
    DONE = "done", "済み", "done"


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Reminder(Masked):
    """A day, or some days, to remember.

    Nothing of it says who somebody is but ``label``, which is there only if the caller gives it. The key is the
    caller's and should be opaque: not a name, not the number of a card.

    Example:
        >>> from datetime import date
        >>> one = Reminder(key="p-17", what="stay_end", ja="在留期間の満了日", en="last day of the stay",
        ...                day=date(2027, 3, 31))
        >>> moved = Reminder(key="p-17", what="stay_end", ja="在留期間の満了日", en="last day of the stay",
        ...                  day=date(2030, 3, 31))
        >>> one.uid == moved.uid, one.uid
        (True, '921f8a2b-cc08-8101-8d61-267072816504')

    Raises:
        FactsError: the key is empty or too long, ``what`` is no word, the last day lies before the first, an alarm
            is no number of days, or something else is of another kind; ``unknown`` names those fields.
        IdentifierError: the label or the key holds what reads as an Individual Number.
        PeriodError: a day is none, or the last one of the calendar.
        NaiveDatetimeError: a day is a moment without a time zone.
    """

    key: str
    """Whom it is about: an opaque word of the caller's, the same for one person for good."""
    what: str
    """What it is about, as a stable word such as ``stay_end`` or ``duty.return_card``."""
    ja: str
    """The title in Japanese."""
    en: str
    """The title in English."""
    day: date
    """The day, or the first of several."""
    until: date | None = None
    """The last of several days, included; left out, the one day."""
    part: str = ""
    """What tells two of one kind apart, such as the day a duty arose; part of the identity."""
    cite: tuple[Citation, ...] = ()
    evidence: Evidence | None = None
    """How sure the day is; left out where no rule computed it."""
    status: ReminderStatus = ReminderStatus.OPEN
    dated: bool = True
    """Whether the law gives a day; if not, ``day`` is the one on which it arose."""
    notes: tuple[messages.Speaks, ...] = ()
    """What is said besides."""
    alarms: tuple[int, ...] | None = None
    """Days before the last day; left out, those that the calendar is made with."""
    label: Personal[str | None] = None
    """What the caller wants to read in the title, such as a name."""
    word: messages.Speaks | None = None
    """What has the title in every language; left out, a third language has it under ``reminder.<what>``."""

    def __post_init__(self) -> None:
        """Read the days and refuse what no calendar could hold."""
        given: tuple[object, ...] = (self.key, self.what)  # callers without a type checker
        settle_words(self, {"status": ReminderStatus}, needed=("status",), flags=("dated",))
        if unfit := self._unfit():
            raise not_understood(unfit)
        if not isinstance(given[0], str) or not 0 < len(given[0]) <= _LONGEST_KEY:
            raise FactsError(contradictions=(Reason("calendar.key"),))
        if not isinstance(given[1], str) or not _WHAT.fullmatch(given[1]):
            raise FactsError(contradictions=(Reason("calendar.what"),))
        object.__setattr__(self, "day", japan_day(self.day))
        if self.until is not None:
            object.__setattr__(self, "until", japan_day(self.until))
        if self.last < self.day:
            raise FactsError(contradictions=(Reason("calendar.ends_before_it_begins"),))
        if self.last == date.max:  # the day after, which calendars write, does not exist
            raise PeriodError("beyond_calendar")
        if self.alarms is not None:
            object.__setattr__(self, "alarms", alarm_days(self.alarms))
        refuse_individual_number(self.label, self.key)

    def _unfit(self) -> list[str]:
        """Return the names of the fields that are of another kind."""
        texts: tuple[object, ...] = (self.ja, self.en, self.part)
        label: object = self.label
        evidence: object = self.evidence
        checked = {
            **dict(zip(("ja", "en", "part"), (isinstance(one, str) for one in texts), strict=True)),
            "label": isinstance(label, str | None),
            "evidence": isinstance(evidence, Evidence | None),
            "cite": _all_of(self.cite, lambda one: isinstance(one, Citation)),
            "notes": _all_of(self.notes, _speaks),
        }
        return [name for name, fit in checked.items() if not fit]

    @property
    def last(self) -> date:
        """The last day, included."""
        return self.until or self.day

    @property
    def uid(self) -> str:
        """The identifier that calendars know it by: a digest of key, kind and part, as a UUID of version 8.

        It stays while the days, the words and the status change, and holds nothing of the key; a short or
        guessable key can be found by trying.
        """
        parts = (_NAMESPACE, self.key, self.what, self.part)
        # Each part with its length, so that no two sets of parts read the same; surrogates are kept apart too.
        encoded = [part.encode("utf-8", "surrogatepass") for part in parts]
        whole = b"".join(len(part).to_bytes(4) + part for part in encoded)
        number = int.from_bytes(sha256(whole).digest()[:16])
        number = number & ~(0xF << 76) | 8 << 76  # version 8: made in a way of one's own (RFC 9562)
        return str(UUID(int=number & ~(0b11 << 62) | 0b10 << 62))

    def text(self, lang: str) -> str:
        """Return the title in a language, without the label."""
        if self.word is not None:
            return self.word.text(lang)
        return messages.named(f"reminder.{self.what}", lang, ja=self.ja, en=self.en)


def _all_of(given: object, fits: Callable[[object], bool]) -> bool:
    return isinstance(given, tuple) and all(map(fits, given))


def _speaks(one: object) -> bool:
    return callable(getattr(one, "text", None))


def _listed(given: object, name: str) -> Iterable[object]:
    """Return what can be gone through one by one, and is no text."""
    if isinstance(given, str | bytes) or not isinstance(given, Iterable):
        raise not_understood((name,))
    return given


class Remindable(Protocol):
    """A row that makes a reminder of itself, such as one of an employer's watch list.

    Example:
        >>> class Lease:
        ...     def reminder(self):
        ...         return Reminder(key="flat-3", what="lease_end", ja="賃貸借の期間の末日", en="last day of the lease",
        ...                         day=date(2027, 3, 31))
        >>> [one.en for one in reminders_of_rows([Lease()])]
        ['last day of the lease']
    """

    def reminder(self) -> Reminder | None:
        """Return the reminder; ``None`` where no day is known."""
        ...


def alarm_days(alarms: Iterable[int]) -> tuple[int, ...]:
    """Return days before, each once, the earliest alarm first.

    Raises:
        FactsError: one is no whole number of days, below nothing or more than ten years.
    """
    given: object = alarms  # callers without a type checker give anything
    found = tuple(alarms) if isinstance(given, Iterable) else (-1,)
    if any(type(days) is not int or not 0 <= days <= _LONGEST_ALARM for days in found):
        raise FactsError(contradictions=(Reason("calendar.alarms"),))
    return tuple(sorted(set(found), reverse=True))


def reminders_of_duties(
    duties: Iterable[Duty], *, key: str, label: str | None = None
) -> tuple[Reminder, ...]:
    """Return a reminder of each duty: on its last day, or on the day it arose where the law gives no last day.

    The identity of a duty is its kind and the day on which it arose: a last day that is computed anew, by another
    law or another table of closed days, moves the same event.

    Args:
        duties: what :func:`tokutei.duties` returned.
        key: the caller's opaque word for the person.
        label: what the caller wants to read in the title.

    Raises:
        FactsError: one is no duty, or the key is no key.
        IdentifierError: the label or the key holds what reads as an Individual Number.

    Example:
        >>> import tokutei as tk
        >>> from datetime import date
        >>> facts = tk.Facts(born=date(1994, 5, 2), status="student", stay_until=date(2028, 10, 31),
        ...                  card=tk.CardFacts(valid_until=date(2028, 10, 31)))
        >>> lost = tk.apply(tk.Situation.of(facts, on=date(2026, 9, 1)), tk.ReportLoss(on=date(2026, 9, 1)))
        >>> (one,) = [r for r in reminders_of_duties(tk.duties(lost.after, on=date(2026, 9, 1)), key="p-17")
        ...           if r.what == "duty.card_reissue_loss"]
        >>> one.day.isoformat(), one.en
        ('2026-09-15', 'apply for reissuance after loss')
    """
    found = tuple(_listed(duties, "duties"))
    if not all(isinstance(duty, Duty) for duty in found):
        raise not_understood(("duties",))
    return tuple(_of_duty(duty, key, label) for duty in found if isinstance(duty, Duty))


def _of_duty(duty: Duty, key: str, label: str | None) -> Reminder:
    notes: list[messages.Speaks] = [Reason("calendar.where", parameters={"where": duty.window})]
    if duty.due_on is None:
        notes.insert(
            0, Reason("calendar.no_last_day", parameters={"urgency": duty.urgency, "day": duty.since})
        )
    if duty.papers:
        notes.append(Reason("calendar.papers", parameters={"papers": duty.papers}))
    if duty.bearer is not Bearer.HOLDER:
        notes.append(Reason("calendar.who", parameters={"who": duty.bearer}))
    return Reminder(
        key=key,
        what=f"duty.{duty.kind.value}",
        part=duty.since.isoformat(),
        ja=duty.kind.ja,
        en=duty.kind.en,
        word=duty.kind,
        day=duty.due_on or duty.since,
        cite=duty.cite,
        evidence=duty.answer.evidence if duty.answer else None,
        status=ReminderStatus.OVERDUE if duty.overdue else ReminderStatus.OPEN,
        dated=duty.due_on is not None,
        notes=(*notes, *duty.open_questions),
        label=label,
    )


def reminders_of_situation(
    situation: Situation, *, key: str, on: date, book: Rulebook = CURRENT, label: str | None = None
) -> tuple[Reminder, ...]:
    """Return reminders of what ends for somebody: stay, special period, cards, My Number function, certificates.

    Args:
        situation: where somebody stands; advance it to ``on`` first where time has passed.
        key: the caller's opaque word for the person.
        on: the day of the question.
        book: the law.
        label: what the caller wants to read in the title.

    Raises:
        FactsError: an argument is of another kind, or the key is no key.
        IdentifierError: the label or the key holds what reads as an Individual Number.
        NaiveDatetimeError: ``on`` is a moment without a time zone.
        NotInForceError: a day lies before the first version of a rule.
        OutOfTableError: a last day lies outside the table of closed days.
        PeriodError: ``on`` is no day.

    Example:
        >>> from tokutei.models import CardFacts, Facts
        >>> end = date(2028, 10, 31)
        >>> facts = Facts(born=date(1994, 5, 2), status="student", stay_until=end, card=CardFacts(valid_until=end))
        >>> day = date(2026, 9, 1)
        >>> [(one.what, one.day.isoformat())
        ...  for one in reminders_of_situation(Situation.of(facts, on=day), key="p-17", on=day)]
        [('extension_opens', '2028-07-31'), ('stay_end', '2028-10-31')]
    """
    return tuple(
        of_end(end, key=key, on=japan_day(on), label=label) for end in ends_of(situation, on=on, book=book)
    )


def of_end(end: End, *, key: str, on: date, label: str | None = None) -> Reminder:
    """Return the reminder of something that ends, or opens, as seen on a day."""
    late = end.day < on and end.kind not in _OPENS
    return Reminder(
        key=key,
        what=end.kind.value,
        ja=end.kind.ja,
        en=end.kind.en,
        word=end.kind,
        day=end.day,
        cite=end.cite,
        evidence=end.evidence if end.cite else None,
        status=ReminderStatus.OVERDUE if late else ReminderStatus.OPEN,
        notes=end.open_questions,
        alarms=(0,) if end.kind in _OPENS else None,
        label=label,
    )


def reminders_of_rows(rows: Iterable[Remindable]) -> Iterator[Reminder]:
    """Yield the reminder of each row that has one, in their order; nothing is kept.

    Raises:
        FactsError: there are no rows, or one makes no reminder of itself, when its turn comes.

    Example:
        >>> class Lease:
        ...     def reminder(self):
        ...         return Reminder(key="flat-3", what="lease_end", ja="賃貸借の期間の末日", en="last day of the lease",
        ...                         day=date(2027, 3, 31))
        >>> [(one.what, one.day.isoformat()) for one in reminders_of_rows([Lease()])]
        [('lease_end', '2027-03-31')]
    """
    for row in _listed(rows, "rows"):
        make = getattr(row, "reminder", None)
        found = make() if callable(make) else row
        if isinstance(found, Reminder) and callable(make):
            yield found
        elif found is not None or not callable(make):
            raise not_understood(("rows",))
