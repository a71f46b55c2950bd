"""The rows of a workforce that is watched, and what is found about them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from tokutei import messages
from tokutei.data.tables import status_rows
from tokutei.employment.keys import opaque
from tokutei.employment.plain_facts import not_flags, read_days, read_word
from tokutei.errors import FactsError
from tokutei.identifiers.spotting import refuse_individual_number
from tokutei.law import Citation, Evidence, Reason
from tokutei.personal import Masked, Personal
from tokutei.procedures import EndKind, Reminder, ReminderStatus
from tokutei.vocabulary import PeriodRule, ProcedureKind, StatusOfResidence, Word

__all__ = ["Standing", "Watch", "WatchKind", "WatchedPerson"]


class WatchKind(Word):
    """What is watched."""

    STAY_END = EndKind.STAY_END.value, EndKind.STAY_END.ja, EndKind.STAY_END.en
    EXTENSION_OPENS = EndKind.EXTENSION_OPENS.value, EndKind.EXTENSION_OPENS.ja, EndKind.EXTENSION_OPENS.en
    SPECIAL_PERIOD_END = (
        EndKind.SPECIAL_PERIOD_END.value,
        EndKind.SPECIAL_PERIOD_END.ja,
        EndKind.SPECIAL_PERIOD_END.en,
    )
    CARD_END = EndKind.CARD_END.value, EndKind.CARD_END.ja, EndKind.CARD_END.en
    CARD_RENEWAL_OPENS = (
        EndKind.CARD_RENEWAL_OPENS.value,
        EndKind.CARD_RENEWAL_OPENS.ja,
        EndKind.CARD_RENEWAL_OPENS.en,
    )
    PERMISSION_END = (
        "permission_end",
        "資格外活動許可（包括許可）の期限",
        "last day of the comprehensive permission for other activities",
    )
    ENROLMENT_END = (
        "enrolment_end",
        "在籍の最終日（以後、包括許可では就労できない）",
        "last day of enrolment, after which the comprehensive permission does not cover work",
    )
    REPORT_HIRE = (
        "report_hire",
        "外国人雇用状況の届出（雇入れ）の期限",
        "last day for the employer's report on hiring",
    )
    REPORT_LEAVE = (
        "report_leave",
        "外国人雇用状況の届出（離職）の期限",
        "last day for the employer's report on leaving",
    )
    SSW_YEARLY = (
        "ssw_yearly",
        "特定技能所属機関の定期届出の期限",
        "last day for the yearly notification of an organization with specified skilled workers",
    )
    NEXT_CHECK = (
        "next_check",
        "在留カード等番号の失効情報の再確認",
        "next check whether the card has lapsed",
    )
    """On a day that the employer sets; no law does."""


class Standing(Word):
    """How it stands with it on the day of the question."""

    NOT_KNOWN = "not_known", "不明", "not known"
    OVERDUE = "overdue", "期限超過", "overdue"
    OPEN = "open", "対応できる", "can be done now"
    """What opened, and has not closed."""
    AHEAD = "ahead", "予定", "ahead"


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class WatchedPerson(Masked):
    """A worker, as far as days depend on it; ``None`` is not known or not there.

    Raises:
        FactsError: the stay of a status without end is given one, something is pending without its day, or
            days of a stay, a flag or a label are none.
        RecordError: the key is none, or reads as somebody's number; the error does not hold it.
        IdentifierError: the label holds what reads as an Individual Number.
        UnknownTermError, AmbiguousTermError: a word is none of its vocabulary; the error does not hold it.
        NaiveDatetimeError: a day is a moment without a time zone.
        PeriodError: a day is none.

    Example:
        >>> WatchedPerson(key="e-1", label="TEST HANAKO", status="student", stay_until=date(2027, 3, 31)).status.ja
        '留学'
    """

    key: str
    """An opaque word of the employer's, short ASCII without blanks: not a name, not the number of a card."""
    label: Personal[str | None] = None
    """What is to stand in the title of a reminder, such as a name; left out, nothing does."""
    status: StatusOfResidence | None = None
    stay_until: date | None = None
    """Last day of the period of stay, included, without any special period."""
    stay_days: int | None = None
    """The period of stay in days, where it is short: some bring no special period, and of none is it published
    from when an extension is accepted."""
    born: Personal[date | None] = None
    """The window of renewal of some older cards depends on it."""
    card_issued_on: date | None = None
    card_valid_until: date | None = None
    """Last day of the card, as printed on its face."""
    comprehensive_permission_until: date | None = None
    enrolled_until: date | None = None
    """Last day of enrolment with the school."""
    pending: ProcedureKind | None = None
    """What was filed about the stay and is not decided."""
    filed_on: date | None = None
    hired_on: date | None = None
    """Day of hiring, as long as the report on it has not been made."""
    left_on: date | None = None
    """Day of leaving, as long as the report on it has not been made; nothing else is watched after it."""
    insured: bool | None = None
    """Whether insured under the Employment Insurance Act; the day of the report depends on it."""
    next_check_on: date | None = None
    """Day on which the employer wants to look again whether the card has lapsed."""

    def __post_init__(self) -> None:
        """Read words and days, and refuse what contradicts itself."""
        object.__setattr__(self, "key", opaque(self.key, field="key"))
        label: object = self.label  # callers without a type checker
        days: object = self.stay_days
        unknown = [] if isinstance(label, str | None) else ["label"]
        if days is not None and (type(days) is not int or not 0 < days <= _LONGEST_STAY):
            unknown.append("stay_days")
        if unknown := [*unknown, *not_flags(self, ("insured",))]:
            raise FactsError(unknown=tuple(unknown))
        for name, kind in (("status", StatusOfResidence), ("pending", ProcedureKind)):
            if (word := getattr(self, name)) is not None:
                object.__setattr__(self, name, read_word(word, kind))
        for name, day in read_days(self, _DAYS).items():
            object.__setattr__(self, name, day)
        refuse_individual_number(self.label)
        if self.without_end and self.stay_until is not None:
            raise FactsError(
                contradictions=(Reason("intake.stay_without_end_ends", (), {"status": self.status}),)
            )
        if self.pending is not None and self.filed_on is None:
            raise FactsError(missing=("filed_on",))

    @property
    def without_end(self) -> bool:
        """Whether the stay of the status has no end, or only the one of the activity."""
        return self.status is not None and status_rows()[self.status].period_rule in _WITHOUT_END


_DAYS: Final = (
    "stay_until",
    "born",
    "card_issued_on",
    "card_valid_until",
    "comprehensive_permission_until",
    "enrolled_until",
    "filed_on",
    "hired_on",
    "left_on",
    "next_check_on",
)
_LONGEST_STAY: Final = 9999
_WITHOUT_END: Final = frozenset({PeriodRule.INDEFINITE})
_OPENS: Final = frozenset({WatchKind.EXTENSION_OPENS, WatchKind.CARD_RENEWAL_OPENS})


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Watch(Masked):
    """A day to look after, for one worker or for the organization."""

    key: str
    """Of the worker, or of the organization."""
    kind: WatchKind
    day: date | None
    """The last day, included; of what opens, the first day; ``None`` if it cannot be told."""
    closes: date | None = None
    """Of what opens, the last day."""
    standing: Standing
    cite: tuple[Citation, ...] = ()
    """Why: the provisions; none where the day is the employer's own."""
    evidence: Evidence | None = None
    """How sure the day is; ``None`` where no rule computed it."""
    questions: tuple[str, ...] = ()
    """Keys of the open questions on whose reading the day rests."""
    missing: tuple[str, ...] = ()
    """Names of the facts without which the day cannot be told."""
    why: Reason | None = None
    """Why the day cannot be told although no fact is missing."""
    since: date | None = None
    """The day that started the clock of a report; it tells two reports about one worker apart."""
    label: Personal[str | None] = None

    @property
    def overdue(self) -> bool:
        """Whether the last day has passed."""
        return self.standing is Standing.OVERDUE

    @property
    def urgency(self) -> tuple[int, date, str, str]:
        """What it is sorted by: what cannot be told first, then by day."""
        return (self.day is not None, self.day or date.min, self.kind.value, self.key)

    def text(self, lang: str) -> str:
        """Return day, what, about whom (the key), how it stands and why, on a line; no label."""
        if self.why is not None:
            why = self.why.text(lang)
            return messages.text("employment.watch.unclear", lang, what=self.kind, key=self.key, why=why)
        if self.day is None:
            facts = tuple(messages.text(f"fact.{name}", lang) for name in self.missing)
            said = messages.text(
                "employment.watch.not_known", lang, what=self.kind, key=self.key, facts=facts
            )
            return (
                said
                if facts
                else messages.text("employment.watch.not_counted", lang, what=self.kind, key=self.key)
            )
        said = messages.text(
            "employment.watch.line", lang, day=self.day, what=self.kind, key=self.key, standing=self.standing
        )
        if self.closes is not None:
            said = messages.text("employment.watch.closes", lang, said=said, day=self.closes)
        if self.cite:
            said = messages.text("law.with_basis", lang, said=said, basis=self.cite)
        return said

    def reminder(self) -> Reminder | None:
        """Return the reminder for a calendar; ``None`` where no day is known.

        Its identity is the key and the kind, for reports also the day of hiring or leaving: a stay that is
        extended moves the same event.
        """
        if self.day is None:
            return None
        return Reminder(
            key=self.key,
            what=f"watch.{self.kind.value}",
            part=self.since.isoformat() if self.since else "",
            ja=self.kind.ja,
            en=self.kind.en,
            word=self.kind,
            day=self.day,
            cite=self.cite,
            evidence=self.evidence,
            status=ReminderStatus.OVERDUE if self.overdue else ReminderStatus.OPEN,
            notes=(Reason("calendar.key_of", parameters={"key": self.key}),),
            alarms=(0,) if self.kind in _OPENS else None,
            label=self.label,
        )
