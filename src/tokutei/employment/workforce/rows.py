"""One person's row in a list of many: what is known, and what is asked of the law."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from types import MappingProxyType
from typing import Any, Final, cast

from tokutei.employment.jobs import Job
from tokutei.employment.plain_facts import UNLISTED, listed_item
from tokutei.employment.workforce.words import (
    ApplicationResult,
    EmployerKind,
    PendingApplication,
    RowPermission,
)
from tokutei.errors import FactsError
from tokutei.identifiers.spotting import holds_individual_number
from tokutei.intake import Source
from tokutei.law.days import japan_day
from tokutei.personal import Masked, Personal
from tokutei.rules.statuses import INDEFINITE, Length
from tokutei.rules.work import WorkFacts
from tokutei.vocabulary import CardForm, JobKind, StatusOfResidence

__all__ = ["WorkRow", "looks_like_individual_number", "row_of", "told_by"]

_MOST_A_WEEK: Final = 168
_MOST_A_DAY: Final = 24


def looks_like_individual_number(key: object) -> bool:
    """Return whether a key holds what has the shape and the check digit of an individual number (個人番号).

    Such a key is refused: the number must not be used to tell rows apart.

    Example:
        >>> looks_like_individual_number("1234-5678-9018"), looks_like_individual_number("E-000123")
        (True, False)
    """
    return holds_individual_number(str(key))


def _key(value: object) -> object:
    if type(value) not in {str, int} or looks_like_individual_number(value):
        raise ValueError
    return value


def _flag(value: object) -> object:
    if value is not True and value is not False:
        raise ValueError
    return value


def _hours(most: int) -> Callable[[object], object]:
    def read(value: Any) -> object:  # noqa: ANN401 - whatever was given
        if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= most:
            raise ValueError
        return value

    return read


def _day(value: Any) -> date:  # noqa: ANN401 - whatever was given
    return value if type(value) is date else japan_day(value)


def _period(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError
    return value if value == INDEFINITE else Length.parse(value).iso


def _item(value: object) -> str:
    if not isinstance(value, str) or not value:
        raise ValueError
    return listed_item(value) or UNLISTED


_READERS: Final[Mapping[str, Callable[[Any], object]]] = MappingProxyType(
    {
        "key": _key,
        "status": StatusOfResidence,
        "job": JobKind,
        "permission": RowPermission,
        "permission_until": _day,
        "stay_until": _day,
        "hours_per_week": _hours(_MOST_A_WEEK),
        "hours_elsewhere": _hours(_MOST_A_WEEK),
        "hours_per_day": _hours(_MOST_A_DAY),
        "long_holiday": _flag,
        "amusement": _flag,
        "employer": EmployerKind,
        "beside_main_work": _flag,
        "designation_names_employer": _flag,
        "designation_names_field": _flag,
        "notice_item": _item,
        "permission_names_job": _flag,
        "enrolled": _flag,
        "main_employer_agrees": _flag,
        "pending": PendingApplication,
        "filed_on": _day,
        "decision": ApplicationResult,
        "period": _period,
        "card_valid_until": _day,
        "revoked_on": _day,
        "checked_by": Source,
        "form": CardForm,
        "issued_on": _day,
    }
)
"""How each field is read when a row is made, by its name."""


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class WorkRow(Masked):
    """What is known of one person and the work in question; ``None`` is not known.

    Words are members of their vocabularies; the values of these will do. Cells as people write them are read
    by :func:`~tokutei.employment.assess_many`.

    Example:
        >>> row = WorkRow(key="E-000123", status="student", job="retail", permission="comprehensive_28h",
        ...               hours_per_week=20, hours_elsewhere=6, checked_by="chip_verified")
        >>> row.hours, row.status.ja
        (26, '留学')

    Raises:
        FactsError: fields cannot be read, or form and day of issue are of different cards; the error names
            the fields and nothing of what they hold.
    """

    key: Personal[str | int | None] = None
    """The caller's own word for whose row it is; handed back with the decision."""
    status: StatusOfResidence | None = None
    job: JobKind | None = None
    """The kind of the work in question."""
    permission: RowPermission | None = None
    permission_until: date | None = None
    """Last day of that permission, included; after it there is none."""
    stay_until: date | None = None
    """Last day of the period of stay, included."""
    hours_per_week: float | None = None
    """Hours a week at this workplace."""
    hours_elsewhere: float | None = None
    """Hours a week at all other workplaces together."""
    hours_per_day: float | None = None
    """Most hours on one day, all workplaces together."""
    long_holiday: bool | None = None
    """Whether it is in a long holiday that the rules of the school fix."""
    amusement: bool | None = None
    """Whether it is at a place or in a business of the 風営法 that the comprehensive permission shuts out."""
    employer: EmployerKind | None = None
    beside_main_work: bool | None = None
    """Whether it is a job beside the work that the status was granted for; not told, it is not."""
    designation_names_employer: bool | None = None
    """Whether the designation paper (指定書) names this employer, or this activity."""
    designation_names_field: bool | None = None
    """Whether the designation paper names this field (特定産業分野)."""
    notice_item: str | None = None
    """For 特定活動: the item of the notice; of any other word ``unlisted`` is kept."""
    permission_names_job: bool | None = None
    """Whether the paper of an individual permission names this work."""
    enrolled: bool | None = None
    """Whether the student is enrolled."""
    main_employer_agrees: bool | None = None
    """Whether the local government of the main contract agrees to the work."""
    pending: PendingApplication | None = None
    filed_on: date | None = None
    """The day on which it was filed."""
    decision: ApplicationResult | None = None
    period: str | None = None
    """The period of stay, ISO 8601 or ``indefinite``."""
    card_valid_until: date | None = None
    """Last day of the card, included, as printed on its face."""
    revoked_on: date | None = None
    """The day on which the decision to revoke the status was served."""
    checked_by: Source | None = None
    """From where the row is known."""
    form: CardForm | None = None
    """The printed form of the card."""
    issued_on: date | None = None
    """Day of issue of the card; it tells the form where that is not told."""

    def __post_init__(self) -> None:
        """Read what was given, and refuse what cannot be."""
        unknown = []
        for name, read in _READERS.items():
            value = getattr(self, name)
            if value is None:
                continue
            try:
                kept = read(value)
            except (ValueError, TypeError):  # errors of days and words are ValueErrors too
                unknown.append(name)
                continue
            if kept is not value:
                object.__setattr__(self, name, kept)
        if unknown or _of_two_cards(self.form, self.issued_on):
            raise FactsError(unknown=tuple(unknown) or _CLASH)

    @property
    def hours(self) -> float | None:
        """Hours a week at all workplaces; ``None`` as long as one of the two is not known."""
        if self.hours_per_week is None or self.hours_elsewhere is None:
            return None
        return self.hours_per_week + self.hours_elsewhere

    @property
    def card_form(self) -> CardForm | None:
        """The form of the card, told or by the day of issue."""
        if self.form is not None or self.issued_on is None:
            return self.form
        return CardForm.issued_on(self.issued_on)

    def permission_on(self, on: date) -> RowPermission | None:
        """Return the permission held on a day: none after its last day, not known where that ended with the stay.

        Args:
            on: the day, in Japan.

        Example:
            >>> row = WorkRow(permission="comprehensive_28h", permission_until=date(2026, 8, 31))
            >>> row.permission_on(date(2026, 8, 31)).value, row.permission_on(date(2026, 9, 1)).value
            ('comprehensive_28h', 'none')
        """
        held, until = self.permission, self.permission_until
        if held is None or until is None or on <= until:
            return held
        # No text at hand says whether a permission to the end of the stay goes on in the special period.
        with_stay = self.stay_until is not None and self.stay_until <= until
        return None if with_stay else RowPermission.NONE

    def facts(self, *, on: date) -> WorkFacts:
        """Return what the law of a day is asked with; nothing of it says who somebody is.

        Args:
            on: the day of the question; a permission that is over on it is none.
        """
        hours = tuple(one for one in (self.hours_per_week, self.hours_elsewhere) if one is not None)
        kind = None if self.job is None else self.job.value
        words: dict[str, Any] = {
            "other_activity_permission": self.permission_on(on),
            "employer_kind": self.employer,
            "pending_application": self.pending,
            "decision": self.decision,
        }
        return WorkFacts(
            status=self.status,
            job=None if self.beside_main_work else kind,
            other_job=kind if self.beside_main_work else None,
            stay_end=self.stay_until,
            card_expired_on=self.card_valid_until,
            revoked_on=self.revoked_on,
            period=self.period,
            filed=self.filed_on,
            permission_matches_job=self.permission_names_job,
            hours_per_week=hours or None,
            hours_per_day=self.hours_per_day,
            enrolled=self.enrolled,
            long_school_holiday=self.long_holiday,
            amusement_business=self.amusement,
            first_employer_consents=self.main_employer_agrees,
            designation_matches_employer=self.designation_names_employer,
            designation_matches_field=self.designation_names_field,
            notice_item=self.notice_item,
            **{name: None if word is None else word.value for name, word in words.items()},
        )

    def at(self, job: Job) -> WorkRow:
        """Return the row with what a job says wherever the row itself says nothing.

        Example:
            >>> WorkRow(status="student").at(Job(kind=JobKind.RETAIL)).job.value
            'retail'
        """
        told = told_by(job)
        absent = {name: value for name, value in told.items() if getattr(self, name) is None}
        return replace(self, **cast("Any", absent)) if absent else self


_CLASH: Final = ("form", "issued_on")
_NAMES: Final = tuple(one.name for one in fields(WorkRow))
_set: Final = object.__setattr__


def _of_two_cards(form: CardForm | None, issued_on: date | None) -> bool:
    """Return whether a form and a day of issue are not of the same card."""
    return form is not None and issued_on is not None and CardForm.issued_on(issued_on) is not form


def row_of(values: Mapping[str, Any]) -> WorkRow:
    """Return the row of values that were read already, without reading them again.

    Args:
        values: by the names of the fields; what is left out is not known.

    Raises:
        FactsError: form and day of issue are of different cards.
    """
    if _of_two_cards(values.get("form"), values.get("issued_on")):
        raise FactsError(unknown=_CLASH)
    row = object.__new__(WorkRow)
    for name in _NAMES:
        _set(row, name, values.get(name))
    return row


_HOURS: Final = ("hours_per_week", "hours_elsewhere", "hours_per_day")


def _number(hours: float | None) -> float | None:
    """Return hours as a number of Python's own."""
    return hours if hours is None or isinstance(hours, int) else float(hours)


def told_by(job: Job) -> Mapping[str, object]:
    """Return the fields of a row that a job says."""
    said: dict[str, object] = {
        "job": job.kind,
        **{name: _number(getattr(job, name)) for name in _HOURS},
        "long_holiday": job.long_holiday,
        "amusement": job.amusement,
        "employer": None if job.employer is None else EmployerKind(job.employer),
        "beside_main_work": job.beside_main_work or None,
    }
    return {name: value for name, value in said.items() if value is not None}
