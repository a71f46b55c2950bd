"""Somebody hired or leaving, as far as an employer's report asks about them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any, Final

from tokutei.data.tables import status_rows
from tokutei.employment.plain_facts import listed_item, not_flags, read_days, read_word
from tokutei.errors import FactsError
from tokutei.identifiers import CardNumber
from tokutei.identifiers.spotting import refuse_individual_number
from tokutei.law import Reason
from tokutei.law.days import japan_day
from tokutei.personal import Masked, Personal
from tokutei.rules.rulebook import CURRENT, Rulebook
from tokutei.rules.statuses import INDEFINITE, Designation, Length, mid_long_term
from tokutei.rules.work import WORK_WITHOUT_STATUS
from tokutei.vocabulary import MidToLongTerm, PeriodRule, ReportedPerson, ReportEvent, Sex, StatusOfResidence

__all__ = ["ReportCase"]

_PERMITTED: Final = MappingProxyType(
    {
        ReportedPerson.SUPERVISED: "supervisory_measures",
        ReportedPerson.PROVISIONAL_STAY: "provisional_stay",
    }
)
"""Who may be permitted to work without a status, with the words of the rule."""
_NOBODY_OF_THEM: Final = frozenset({MidToLongTerm.NEVER, MidToLongTerm.SEPARATE_STATUS})
_FLAGS: Final = ("insured", "mid_to_long_term", "other_activity_permission", "dispatch")
_OWN_WORDS: Final = (
    "name",
    "nationality",
    "ssw_field",
    "designated_activity",
    "address",
    "establishment",
    "wage_and_job",
)


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class ReportCase(Masked):
    """Somebody who was hired or left, with what is known; ``None`` is not known and is asked for.

    There is no field for codes, which the office fills in, and none for the Individual Number: a text that
    holds what reads as one is refused.

    Example:
        >>> from datetime import date
        >>> case = ReportCase(event="hire", happened_on=date(2026, 9, 1), insured=False, status="留学",
        ...                   name="TEST HANAKO")
        >>> case.status.value, "HANAKO" in repr(case)
        ('student', False)

    Raises:
        FactsError: a status and a permission to somebody without one are both given, the stay of a status
            without end is given one, or a text, a flag or a period is none.
        UnknownTermError, AmbiguousTermError: a word is none of its vocabulary; the error does not hold it.
        IdentifierError: the card number has another shape, or a text holds an Individual Number.
        NaiveDatetimeError: a day is a moment without a time zone.
    """

    event: ReportEvent
    happened_on: date
    """The day of hiring or leaving (当該事実のあつた日)."""
    insured: bool | None = None
    """Whether the worker is insured under the Employment Insurance Act (雇用保険の被保険者)."""
    public_body: bool = False
    """Whether the State or a local government employs."""
    status: StatusOfResidence | None = None
    permitted: ReportedPerson | None = None
    """For somebody without a status who may do paid work: under a supervisory measure or on provisional stay."""
    mid_to_long_term: bool | None = None
    """Whether it is a mid- to long-term resident; left out, what the law says of status and period."""
    period: str | None = None
    """The period of stay, ISO 8601; on cards issued from 2026-06-14 it is stored in the chip alone."""
    stay_until: date | None = None
    """Last day of the period of stay, included."""
    notice_item: str | None = None
    """For 特定活動: the item of the notice, which can decide who is a mid- to long-term resident; of any other
    word ``unlisted`` is kept."""
    other_activity_permission: bool | None = None
    """Whether there is a permission for other activities (資格外活動許可)."""
    ssw_field: Personal[str | None] = None
    """For 特定技能: the field, as the designation paper has it."""
    designated_activity: Personal[str | None] = None
    """For 特定活動: the activity, as the designation paper has it; it can name the employer or a family."""
    name: Personal[str | None] = None
    born: Personal[date | None] = None
    sex: Personal[Sex | None] = None
    nationality: Personal[str | None] = None
    """As the card or passport has it."""
    card_number: Personal[CardNumber | None] = None
    address: Personal[str | None] = None
    establishment: Personal[str | None] = None
    """Name and address of the establishment (事業所の名称及び所在地)."""
    wage_and_job: Personal[str | None] = None
    """Wages and other matters of the employment, as the insurance form asks for them."""
    dispatch: bool | None = None
    """Whether the work is mainly done outside the establishment (派遣・請負)."""

    def __post_init__(self) -> None:
        """Read words, days and the number, and refuse what contradicts itself."""
        self._read_words()
        object.__setattr__(self, "happened_on", japan_day(self.happened_on))
        for name, day in read_days(self, ("stay_until", "born")).items():
            object.__setattr__(self, name, day)
        if isinstance(self.card_number, str):
            object.__setattr__(self, "card_number", CardNumber.parse(self.card_number))
        refuse_individual_number(*(getattr(self, name) for name in _OWN_WORDS))
        if self.permitted is not None and self.permitted not in _PERMITTED:
            raise FactsError(unknown=("permitted",))
        if self.permitted is not None and (self.status is not None or self.mid_to_long_term):
            raise FactsError(contradictions=(Reason("report.status_and_permitted"),))
        if self.without_end and self.stay_until is not None:
            raise FactsError(
                contradictions=(Reason("intake.stay_without_end_ends", (), {"status": self.status}),)
            )

    def _read_words(self) -> None:
        kinds = (
            ("event", ReportEvent),
            ("status", StatusOfResidence),
            ("permitted", ReportedPerson),
            ("sex", Sex),
        )
        for name, kind in kinds:
            if (given := getattr(self, name)) is not None or name == "event":
                object.__setattr__(self, name, read_word(given, kind))
        unknown = [name for name in _OWN_WORDS if not isinstance(getattr(self, name), str | None)]
        if not isinstance(self.card_number, str | CardNumber | None):
            unknown.append("card_number")
        if unknown := [*unknown, *not_flags(self, _FLAGS, needed=("public_body",)), *_periods(self.period)]:
            raise FactsError(unknown=tuple(unknown))
        object.__setattr__(self, "notice_item", listed_item(self.notice_item))

    @property
    def without_end(self) -> bool:
        """Whether the stay of the status has no end (無期限)."""
        return self.status is not None and status_rows()[self.status].period_rule is PeriodRule.INDEFINITE

    def person(self, *, book: Rulebook = CURRENT) -> ReportedPerson:
        """Return who is reported, as far as items and papers depend on it; the law of the day of the event.

        Raises:
            FactsError: the status, the period or the item of the notice is needed and not known, or what is
                said of the residence contradicts the status.
            NotInForceError: the event lies before 2012-07-09; of somebody without a status, before the first
                day of the rule on who may be permitted to work without one.
        """
        if self.permitted is not None:
            if _PERMITTED[self.permitted] not in book.at(WORK_WITHOUT_STATUS, self.happened_on).value:
                raise FactsError(missing=("status",))
            return self.permitted
        if self.status is None:
            raise FactsError(missing=("status",))
        said = self.mid_to_long_term
        always = status_rows()[self.status].mid_long_term
        if said and always in _NOBODY_OF_THEM:
            raise FactsError(contradictions=(Reason("report.no_such_resident", (), {"status": self.status}),))
        if said is False and always is MidToLongTerm.ALWAYS:
            raise FactsError(contradictions=(Reason("report.always_resident", (), {"status": self.status}),))
        if said is None:
            designation = Designation(notice_item=self.notice_item)
            said = mid_long_term(
                self.status, on=self.happened_on, period=self.period, designation=designation, book=book
            ).value
        return ReportedPerson.MID_TO_LONG_TERM if said else ReportedPerson.OTHER_WITH_STATUS


def _periods(period: Any) -> tuple[str, ...]:  # noqa: ANN401 - whatever was given
    """Return the name of the field if it holds no period of stay."""
    if period is None or period == INDEFINITE:
        return ()
    try:
        Length.parse(period)
    except (ValueError, TypeError, AttributeError):
        return ("period",)
    return ()
