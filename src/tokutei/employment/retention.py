"""How long a record is kept, and what has to be erased on a day.

No text names a period for records of such checks. What the law says is that data no longer needed is erased
without delay, as a duty of effort (Personal Information Protection Act 22). So the period is the caller's
choice, with a reason; nothing is assumed, and nothing is kept for ever by default: a record whose period
nobody chose is reported as undecided.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from tokutei import messages
from tokutei.calendar import days_after, years_after
from tokutei.employment.keys import plain
from tokutei.errors import FactsError
from tokutei.law import Citation, Evidence, Reason
from tokutei.law.days import japan_day
from tokutei.vocabulary.words import Word

if TYPE_CHECKING:
    from tokutei.employment.records import CheckRecord

__all__ = [
    "Disposal",
    "DisposalLine",
    "Fate",
    "Retention",
    "RetentionReason",
    "disposal_lines",
    "dispose",
    "erased_on",
    "kept_until",
    "kept_why",
]

ERASE: Final = (Citation.parse("415AC0000000057:22"),)
"""Erased without delay when no longer needed: a duty of effort."""


class RetentionReason(Word):
    """Why a record is kept after the employment has ended."""

    LABOUR_RECORDS = (
        "labour_records",
        "雇入れその他労働関係に関する重要な書類としての保存",
        "kept as an important document on hiring and labour relations",
    )
    PROOF_OF_CARE = (
        "proof_of_care",
        "確認に過失がなかったことの証明",
        "to prove that the check was made with care",
    )
    OWN_RULE = "own_rule", "社内規程による保存", "kept under a rule of the employer's own"

    @property
    def cite(self) -> tuple[Citation, ...]:
        """The provision that the reason is taken from; none for a rule of one's own.

        Example:
            >>> RetentionReason.LABOUR_RECORDS.cite[0].text("en")
            'Labor Standards Act art. 109'
        """
        return _CITES.get(self, ())

    @property
    def evidence(self) -> Evidence:
        """How sure it is that the provision reaches records of checks: our reading in each case."""
        return Evidence.INFERRED


_CITES: Final = {
    RetentionReason.LABOUR_RECORDS: (Citation.parse("322AC0000000049:109"),),
    RetentionReason.PROOF_OF_CARE: (Citation.parse("326CO0000000319:73-2:2#proviso"),),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Retention:
    """How many years a record is kept after the employment has ended, and why; chosen by the caller.

    Example:
        >>> Retention(years=5, reason="labour_records").text("en")
        'Kept for 5 years after the employment has ended: kept as an important document on hiring and labour \
relations.'

    Raises:
        FactsError: the years are not whole, or below nothing.
        RecordError: the reason is empty, too long, or reads as somebody's number.
    """

    years: int
    """Whole years, counted from the day after the employment ended; with zero that day erases."""
    reason: RetentionReason | str
    """A reason of the list, or one in the caller's own words."""

    def __post_init__(self) -> None:
        """Read the reason and refuse what is no number of years."""
        if type(self.years) is not int or not 0 <= self.years <= date.max.year:
            raise FactsError(unknown=("years",))
        object.__setattr__(self, "reason", _reason(self.reason))

    def text(self, lang: str) -> str:
        """Return the period and its reason."""
        return messages.text("employment.keeping.kept_for", lang, years=self.years, why=self.reason)


def _reason(told: object) -> RetentionReason | str:
    if isinstance(told, str) and told in set(RetentionReason):
        return RetentionReason(told)
    return plain(told, field="reason")


def kept_until(retention: Retention | None, left_on: date | None) -> date | None:
    """Return the last day, included, on which a record is kept; ``None`` while it is not known.

    Raises:
        PeriodError: the day lies beyond the calendar.

    Example:
        >>> kept_until(Retention(years=5, reason="own_rule"), date(2028, 3, 31)).isoformat()
        '2033-03-31'
    """
    if retention is None or left_on is None:
        return None
    return years_after(left_on, retention.years)


def erased_on(retention: Retention | None, left_on: date | None) -> date | None:
    """Return the first day on which a record is to be gone, the day after the last one kept.

    Raises:
        PeriodError: the day lies beyond the calendar.
    """
    last = kept_until(retention, left_on)
    return None if last is None else days_after(last, 1)


class Fate(Word):
    """What is to be done with a record on a day."""

    ERASE = "erase", "消去", "erase"
    KEEP = "keep", "保存", "keep"
    UNDECIDED = "undecided", "保存期間の決定が必要", "a period has to be chosen"


def kept_why(retention: Retention | None, left_on: date | None, *, on: date | None = None) -> Reason:
    """Return why a record is kept, is to be erased, or why that is not known, on a day.

    Without a day: why the day of erasing is the one it is, or is not known.
    """
    if left_on is None or (on is not None and on <= left_on):
        return Reason("retention.while_employed")
    if retention is None:
        return Reason("retention.no_period", ERASE)
    until = kept_until(retention, left_on)
    over = on is not None and until is not None and on > until
    cites = retention.reason.cite if isinstance(retention.reason, RetentionReason) else ()
    parameters = {"until": until, "why": retention.reason}
    return Reason("retention.over" if over else "retention.period", ERASE if over else cites, parameters)


@dataclass(frozen=True, slots=True, kw_only=True)
class DisposalLine:
    """What is to be done with one record: its key and digest, and nothing of what it holds."""

    key: str
    digest: str
    """Of the record without a card number: HMAC-SHA-256 under the caller's secret, or SHA-256 where none was
    given; see :meth:`~tokutei.employment.CheckRecord.digest_with`."""
    fate: Fate
    reason: Reason
    due_on: date | None = None
    """The day on which it is to be erased; ``None`` while that is not known."""

    def text(self, lang: str) -> str:
        """Return the key, what is to be done and why."""
        return messages.text("employment.keeping.line", lang, key=self.key, fate=self.fate, why=self.reason)


@dataclass(frozen=True, slots=True, kw_only=True)
class Disposal:
    """What has to be erased on a day, and what waits for a period to be chosen; the list of the first."""

    on: date
    erase: tuple[DisposalLine, ...]
    """Records whose time is over, in the order given, each once."""
    undecided: tuple[DisposalLine, ...]
    """Records of people who have left and for which nobody chose a period."""
    kept: int
    """How many records are kept, because somebody is employed or the period runs."""

    def __iter__(self) -> Iterator[DisposalLine]:
        """Go through what has to be erased."""
        return iter(self.erase)

    def __len__(self) -> int:
        return len(self.erase)

    def text(self, lang: str) -> str:
        """Return the list, a line each, and how many are kept."""
        lines = [line.text(lang) for line in (*self.erase, *self.undecided)]
        return "\n".join([*lines, messages.text("employment.keeping.kept", lang, kept=self.kept)])


def disposal_lines(
    records: Iterable[CheckRecord], *, on: date, secret: bytes | None = None
) -> Iterator[DisposalLine]:
    """Yield what is to be done with each record on a day, one after the other, as they come.

    Args:
        records: what is stored; read once.
        on: the day of the question.
        secret: at least 16 bytes of the caller's own for the digests, kept apart from the list; without it,
            whoever has the list can try out what a record may have held.

    Raises:
        FactsError: the secret is no bytes, or shorter.
        NaiveDatetimeError: the day is a moment without a time zone.
    """
    day = japan_day(on)
    for record in records:
        due = record.erase_on
        left = record.left_on is not None and record.left_on < day
        erase = due is not None and due <= day
        fate = Fate.ERASE if erase else Fate.UNDECIDED if left and due is None else Fate.KEEP
        why = kept_why(record.retention, record.left_on, on=day)
        yield DisposalLine(
            key=record.key, digest=record.digest_with(secret), fate=fate, reason=why, due_on=due
        )


def dispose(records: Iterable[CheckRecord], *, on: date, secret: bytes | None = None) -> Disposal:
    """Return keys and digests of the records that have to be erased on a day, and no content.

    Nothing is erased here: the caller does that in its own store and keeps the list. Asked again after
    that, the list is empty; asked again before with the same secret, it is the same.

    Args:
        records: what is stored; read once.
        on: the day of the question.
        secret: for the digests, as in :func:`disposal_lines`.

    Raises:
        FactsError: the secret is no bytes, or shorter than 16.
        NaiveDatetimeError: the day is a moment without a time zone.
    """
    day = japan_day(on)
    erase: dict[tuple[str, str], DisposalLine] = {}
    undecided: dict[tuple[str, str], DisposalLine] = {}
    kept = 0
    for line in disposal_lines(records, on=day, secret=secret):
        if line.fate is Fate.KEEP:
            kept += 1
        else:
            (erase if line.fate is Fate.ERASE else undecided)[line.key, line.digest] = line
    return Disposal(on=day, erase=tuple(erase.values()), undecided=tuple(undecided.values()), kept=kept)
