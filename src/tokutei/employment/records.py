"""The record of a check: the minimum that proves it and lets it be asked again, and nothing more.

No face, no address, no name, no birth date, no nationality, no Individual Number; a card number only where the
employer reports it and says so. What it holds is what the law was asked with, what it said, and how the
evidence was got.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from types import EllipsisType, MappingProxyType, UnionType
from typing import Any, Final, Self

from tokutei import messages
from tokutei.data.tables import status_rows
from tokutei.employment.decisions import WorkDecision
from tokutei.employment.keys import opaque
from tokutei.employment.lapse import NOT_CHECKED, LapseCheck, lapse_of, with_lapse
from tokutei.employment.minimum import (
    UNLIMITED,
    CheckPurpose,
    RuleUsed,
    bounded,
    codes,
    minimal,
    purpose_of,
)
from tokutei.employment.retention import Retention, erased_on, kept_why
from tokutei.employment.rulings import Limits
from tokutei.employment.words import WorkVerdict
from tokutei.errors import DocumentError, FactsError, RecordError
from tokutei.identifiers import CardNumber
from tokutei.intake import Source
from tokutei.law import Reason
from tokutei.law.days import japan_day
from tokutei.models import from_json, to_json
from tokutei.models.codec import said
from tokutei.personal import Masked, Personal
from tokutei.rules.rulebook import CURRENT, Rulebook
from tokutei.rules.work import NO_REPORT_STATUSES, WorkFacts
from tokutei.vocabulary import CardForm, PeriodRule, StatusOfResidence, WorkClass

__all__ = ["CheckRecord", "NextCheck"]

_LETTERS: Final = str.maketrans("0123456789abcdef", "abcdefghijklmnop")
_SHORTEST_SECRET: Final = 16
_DERIVED: Final = "derived"
_NO_CONSENT: Final = Reason("record.consent_not_recorded")
"""What a record keeps where the chip was read and no day of consent is recorded: no provision demands one."""
_CHIP: Final = frozenset({Source.CHIP_VERIFIED, Source.CHIP_READ})


@dataclass(frozen=True, slots=True, kw_only=True)
class NextCheck:
    """The day by which to look again, and what ends then."""

    on: date | None
    """The last day, included, on which all that the decision rests on still runs; ``None`` where no end is known."""
    reason: Reason

    def text(self, lang: str) -> str:
        """Return what ends and when."""
        return self.reason.text(lang)


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class CheckRecord(Masked):
    """What an employer keeps of one check.

    Example:
        >>> from tokutei.employment import Job, JobKind, Reach, WorkDecision, rule_on
        >>> day = date(2026, 9, 1)
        >>> facts = WorkFacts(status="dependent", job="retail", stay_end=date(2028, 7, 1),
        ...                   other_activity_permission="comprehensive_28h", hours_per_week=(20,))
        >>> ruling = rule_on(facts, on=day)
        >>> decision = WorkDecision(verdict=ruling.verdict, on=day, job=Job(kind=JobKind.RETAIL), facts=facts,
        ...                         ruling=ruling, reach=Reach(enough=True))
        >>> check = CheckRecord.of(decision, by="HR-7", purpose="hiring", key="E-1042")
        >>> check.verdict.value, check.next_check_on.isoformat(), check.erase_on
        ('within_limits', '2028-07-01', None)
        >>> CheckRecord.from_json(check.to_json()) == check
        True

    Raises:
        RecordError: a text reads as somebody's number or is no key; there is no purpose; the chip was read,
            no day of consent is given, and ``reservations`` do not say that none is recorded.
        IdentifierError: the card number has another shape.
        FactsError: a field is of another kind; the consent is younger than the check, or the facts are about
            another day.
        PeriodError: the period of retention ends beyond the calendar, or a day is none.
        NaiveDatetimeError: a day is a moment without a time zone.
    """

    key: str
    """An opaque key; of the caller's, or derived from what the record holds."""
    checked_on: date
    """The day of the decision."""
    purpose: CheckPurpose | str
    """What it was for: a purpose of the list, or the key of one in the caller's own register."""
    by: str
    """Who checked, as an opaque key of the caller's."""
    consent_on: date | None = None
    """The day on which the person agreed to the chip being read; ``None`` where it is not recorded."""
    sources: tuple[Source, ...] = ()
    """From where the items are known that the decision rests on, the best first."""
    form: CardForm | None = None
    """The printed form of the card, where it is known."""
    asked: WorkFacts
    """What the law was asked with: status, stay, permission, job, hours; nothing says who somebody is."""
    verdict: WorkVerdict
    """What was decided."""
    ruled: WorkVerdict
    """What the law says of the facts, without asking how well they are known."""
    enough: bool
    """Whether the evidence was enough to rely on."""
    reasons: tuple[str, ...] = ()
    """Codes of the reasons in law."""
    reservations: tuple[str, ...] = ()
    """Codes of what the evidence leaves open."""
    limits: Limits = UNLIMITED
    """Within what the work is allowed."""
    until: date | None = None
    """Last day of the stay or special period as decided, included."""
    permission_until: date | None = None
    """Last day of the permission for other activity, included, where it is known."""
    lapse: LapseCheck = NOT_CHECKED
    """What the look-up of the number said, and when."""
    rules: tuple[RuleUsed, ...] = ()
    """The versions of the rules that decided."""
    card_number: Personal[CardNumber | None] = field(default=None)
    """Only where the employer reports it."""
    retention: Retention | None = None
    """How long it is kept after the employment has ended; ``None`` while nobody chose."""
    left_on: date | None = None
    """The day on which the employment ended, or on which it was decided not to employ."""

    def __post_init__(self) -> None:
        """Read the days, and refuse what a record may not hold."""
        if unknown := _other_kinds(self):
            raise FactsError(unknown=unknown)
        if isinstance(self.card_number, str):
            object.__setattr__(self, "card_number", CardNumber.parse(self.card_number))
        for name in ("checked_on", "consent_on", "until", "permission_until", "left_on"):
            if (day := getattr(self, name)) is not None:
                object.__setattr__(self, name, japan_day(day))
        object.__setattr__(self, "purpose", purpose_of(self.purpose))
        object.__setattr__(self, "key", opaque(self.key, field="key"))
        object.__setattr__(self, "by", opaque(self.by, field="by"))
        object.__setattr__(self, "reasons", codes(self.reasons, "reasons"))
        object.__setattr__(self, "limits", bounded(self.limits))
        object.__setattr__(self, "reservations", codes(self.reservations, "reservations"))
        said = self.consent_on is not None or _NO_CONSENT.code in self.reservations
        if not said and _CHIP & set(self.sources):
            raise RecordError("no_consent", "consent_on")
        if self.consent_on is not None and self.consent_on > self.checked_on:
            raise FactsError(contradictions=(Reason("record.consent_after_check"),))
        if self.asked.on not in {None, self.checked_on}:
            raise FactsError(contradictions=(Reason("record.two_days"),))
        told = {"on": None} if self.asked.on else {}
        object.__setattr__(self, "asked", minimal(self.asked.model_copy(update=told)))
        erased_on(self.retention, self.left_on)

    @classmethod
    def of(
        cls,
        decision: WorkDecision,
        *,
        by: str,
        purpose: CheckPurpose | str,
        consent_on: date | EllipsisType | None = ...,
        key: str | None = None,
        lapse: LapseCheck | None = None,
        report_card_number: CardNumber | str | None = None,
        permission_until: date | None = None,
        retention: Retention | None = None,
        left_on: date | None = None,
        secret: bytes | None = None,
        book: Rulebook = CURRENT,
    ) -> Self:
        """Return the record of a decision.

        Args:
            decision: what was decided; nothing of it goes in but what the fields say.
            by: who checked, as an opaque key.
            purpose: what it was for, such as ``hiring``, or the key of a purpose of one's own.
            consent_on: the day of consent. Where the chip was read it is good practice to have one, and it is
                asked for; ``None`` says that none is recorded, and the record keeps that as the reservation
                ``record.consent_not_recorded``.
            key: the record's key. A derived one tells what is recorded apart, not people: two people of
                whom the same is recorded on one day have the same. Without a secret it can be tried out
                what the record says, as with :attr:`digest`.
            lapse: the look-up of the number, where the decision does not know of it yet.
            report_card_number: the card's number, only if it is reported to the employment office.
            permission_until: the last day of an individual permission, where its paper has one; that of the
                comprehensive one is known to the decision.
            retention: how long it is kept after the employment has ended.
            left_on: the day on which the employment ended.
            secret: for a derived key, as in :meth:`digest_with`.
            book: the law; it says whom employers do not report.

        Raises:
            RecordError, FactsError, PeriodError: as for the class; the number of somebody whom employers do
                not report is refused.
            IdentifierError: the card number has another shape.
        """
        known = decision if lapse is None else with_lapse(decision, lapse)
        number = report_card_number
        if number is not None and known.status in book.at(NO_REPORT_STATUSES, known.on).value:
            raise RecordError("not_reported", "report_card_number")
        ruling, facts = known.ruling, known.facts
        day = None if isinstance(consent_on, EllipsisType) else consent_on
        seen = {source for _, source in known.reach.sources}
        unsaid = (_NO_CONSENT.code,) if consent_on is None and _CHIP & seen else ()
        used = {
            (ground.rule.topic, ground.rule.key): RuleUsed(
                rule=f"{ground.rule.topic}.{ground.rule.key}",
                since=ground.version.since,
                is_reform=bool(ground.version.reform),
            )
            for ground in ruling.grounds
            if ground.rule is not None and ground.version is not None
        }
        record = cls(
            key=_DERIVED if key is None else key,
            checked_on=known.on,
            purpose=purpose,
            by=by,
            consent_on=day,
            sources=tuple(source for source in Source if source in seen),
            form=known.reach.form,
            asked=facts,
            verdict=known.verdict,
            ruled=ruling.verdict,
            enough=known.reach.enough,
            reasons=tuple(reason.code for reason in ruling.reasons),
            reservations=(*(reason.code for reason in known.reach.reasons), *unsaid),
            limits=ruling.limits,
            until=ruling.until,
            permission_until=known.permission_until if permission_until is None else permission_until,
            lapse=lapse_of(known),
            rules=tuple(used[one] for one in sorted(used)),
            card_number=CardNumber.parse(number) if isinstance(number, str) else number,
            retention=retention,
            left_on=left_on,
        )
        if key is not None:
            return record
        return replace(record, key=record.digest_with(secret)[:32].translate(_LETTERS))

    @property
    def method(self) -> Source:
        """The weakest source that was used; not known if nothing was."""
        return max(self.sources, key=tuple(Source).index, default=Source.NOT_KNOWN)

    @property
    def status(self) -> StatusOfResidence | None:
        """The status of residence, where it is known."""
        return self.asked.status

    @property
    def stay_until(self) -> date | None:
        """Last day of the period of stay, included, where it is known and there is one."""
        return self.asked.stay_end

    @property
    def card_until(self) -> date | None:
        """Last day of the card, included, where it is known."""
        return self.asked.card_expired_on

    @property
    def permission(self) -> str | None:
        """The permission for other activity, as the facts name it; ``None`` where it is not known."""
        return self.asked.other_activity_permission

    @property
    def work_class(self) -> WorkClass | None:
        """What paid work the status allows by itself."""
        return status_rows()[self.asked.status].work_class if self.asked.status else None

    @property
    def next_check(self) -> NextCheck:
        """The first end among stay, special period, permission and card, from the day of the check on.

        Each is a last day, included: on it the decision still holds as far as that goes, and before the
        next day begins somebody looks again. What had passed on the day of the check is left out.
        """
        endless = self.status is not None and status_rows()[self.status].period_rule is PeriodRule.INDEFINITE
        ends = {
            "stay": None if endless else self.stay_until,
            "special_period": self.until,  # that of the stay while there is none, which is named first
            "permission": self.permission_until,
            "card": self.card_until,
        }
        coming = [(day, name) for name, day in ends.items() if day is not None and day >= self.checked_on]
        if coming:
            day, name = min(coming, key=lambda one: one[0])
            return NextCheck(on=day, reason=Reason(f"next_check.{name}", parameters={"on": day}))
        if endless and self.card_until is not None:
            return NextCheck(
                on=None, reason=Reason("next_check.card_lapsed", parameters={"on": self.card_until})
            )
        return NextCheck(on=None, reason=Reason(f"next_check.{'endless' if endless else 'not_known'}"))

    @property
    def next_check_on(self) -> date | None:
        """The last day, included, by which to look again; ``None`` where no end is known, see :attr:`next_check`."""
        return self.next_check.on

    @property
    def erase_on(self) -> date | None:
        """The first day on which the record is to be gone, or ``None``: see :attr:`erase_why`.

        ``None`` while somebody is employed, because nobody knows when that ends, and while no period was
        chosen. It is never a promise to keep the record for ever.
        """
        return erased_on(self.retention, self.left_on)

    @property
    def erase_why(self) -> Reason:
        """Why that day, or why there is none yet."""
        return kept_why(self.retention, self.left_on)

    @property
    def digest(self) -> str:
        """SHA-256 of what the record says, without the card number; the same in every later version.

        It keeps nothing secret: a record holds so little that what it may say can be tried out against it.
        What leaves the house is made with :meth:`digest_with`.
        """
        return self.digest_with(None)

    def digest_with(self, secret: bytes | None) -> str:
        """Return HMAC-SHA-256 of what the record says, without the card number; without a secret, SHA-256.

        Fields that hold their default are not in it, so that a later version with more fields finds the same.

        Args:
            secret: at least 16 bytes of the caller's own, kept apart from the digests.

        Raises:
            FactsError: the secret is no bytes, or shorter.
        """
        covered = said(replace(self, card_number=None)).encode()
        if secret is None:
            return hashlib.sha256(covered).hexdigest()
        given: object = secret  # callers without a type checker
        if not isinstance(given, bytes) or len(given) < _SHORTEST_SECRET:
            raise FactsError(unknown=("secret",))
        return hmac.new(secret, covered, hashlib.sha256).hexdigest()

    def left(self, *, on: date, retention: Retention | None = None) -> Self:
        """Return the record with the day on which the employment ended, and the period, if one is given.

        Raises:
            PeriodError: the period ends beyond the calendar.
        """
        return replace(self, left_on=on, retention=retention or self.retention)

    def to_json(self) -> str:
        """Return the document ``check_record/1``; a card number stands in it in full if it is reported."""
        return to_json(self)

    @classmethod
    def from_json(cls, text: str | bytes) -> CheckRecord:
        """Return the record of a document.

        Raises:
            DocumentError: the document is none, or does not validate; the error holds nothing of it.
        """
        found: Any = from_json(text)
        if not isinstance(found, CheckRecord):
            raise DocumentError("invalid", "check_record/1", ("tokutei: literal_error",))
        return found

    def text(self, lang: str) -> str:
        """Return what was checked, how, what came out, until when, and how long it is kept; a line each."""
        head = messages.text(
            "employment.keeping.record",
            lang,
            key=self.key,
            on=self.checked_on,
            by=self.by,
            purpose=self.purpose,
            method=self.method,
            verdict=self.verdict,
        )
        unsaid = (_NO_CONSENT,) if _NO_CONSENT.code in self.reservations else ()
        rest = (*unsaid, self.lapse, self.next_check, self.erase_why)
        return "\n".join([head, *(one.text(lang) for one in rest)])


_KINDS: Final[Mapping[str, type | UnionType]] = MappingProxyType(
    {
        "form": CardForm | None,
        "asked": WorkFacts,
        "verdict": WorkVerdict,
        "ruled": WorkVerdict,
        "enough": bool,
        "limits": Limits,
        "lapse": LapseCheck,
        "card_number": CardNumber | str | None,
        "retention": Retention | None,
        "sources": tuple,
        "reasons": tuple,
        "reservations": tuple,
        "rules": tuple,
    }
)
_MEMBERS: Final[Mapping[str, type]] = MappingProxyType({"sources": Source, "rules": RuleUsed})


def _other_kinds(record: CheckRecord) -> tuple[str, ...]:
    """Return which fields of a record are of another kind than they are to be."""
    wrong = [name for name, kind in _KINDS.items() if not isinstance(getattr(record, name), kind)]
    for name, kind in _MEMBERS.items():
        if name not in wrong and not all(isinstance(one, kind) for one in getattr(record, name)):
            wrong.append(name)
    return tuple(wrong)
