"""The work in question, and what was seen besides the card."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Final, Literal

from tokutei.employment.plain_facts import is_number, listed_item, not_flags, read_days
from tokutei.employment.workforce.words import ApplicationResult, EmployerKind, PendingApplication
from tokutei.errors import FactsError
from tokutei.vocabulary import JobKind

__all__ = ["NO_PAPERS", "Job", "Papers"]

_HOURS_A_WEEK: Final = 168


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """The work in question; ``None`` is not known.

    Example:
        >>> Job(kind=JobKind.RETAIL, hours_per_week=20, hours_elsewhere=10).hours
        30

    Raises:
        FactsError: the kind is none of :class:`~tokutei.vocabulary.JobKind`, hours are no number, below
            nothing or more than a week has, a flag is none, or a word is none of those named.
    """

    kind: JobKind
    hours_per_week: float | None = None
    """Hours a week at this workplace."""
    hours_elsewhere: float | None = None
    """Hours a week at all other workplaces together, without work that the status itself allows."""
    hours_per_day: float | None = None
    """Most hours on one day, all workplaces together."""
    long_holiday: bool | None = None
    """Whether it is in a long holiday that the rules of the school fix."""
    amusement: bool | None = None
    """Whether it is at a place or in a business of the 風営法 that the comprehensive permission shuts out."""
    employer: Literal["japanese_company", "local_government", "other"] | None = None
    """Who employs."""
    beside_main_work: bool = False
    """Whether it is a job beside the work that the status was granted for."""

    def __post_init__(self) -> None:
        """Read the kind, and refuse what is no number, flag or word."""
        kind: object = self.kind  # callers without a type checker
        unknown = [] if isinstance(kind, str) and kind in set(JobKind) else ["job"]
        for name in ("hours_per_week", "hours_elsewhere", "hours_per_day"):
            hours = getattr(self, name)
            most = 24 if name == "hours_per_day" else _HOURS_A_WEEK
            if hours is not None and not is_number(hours, most):
                unknown.append(name)
        unknown += not_flags(self, ("long_holiday", "amusement"), needed=("beside_main_work",))
        unknown += _other_words(self, {"employer": _EMPLOYERS})
        if unknown:
            raise FactsError(unknown=tuple(unknown))
        object.__setattr__(self, "kind", JobKind(self.kind))

    @property
    def hours(self) -> float | None:
        """Hours a week at all workplaces; ``None`` as long as one of the two is not known."""
        if self.hours_per_week is None or self.hours_elsewhere is None:
            return None
        return self.hours_per_week + self.hours_elsewhere


@dataclass(frozen=True, slots=True, kw_only=True)
class Papers:
    """What papers besides the card say, as somebody saw it; ``None`` is not known, and what is only told is not.

    Raises:
        FactsError: a flag is none, or a word is none of those named.
        NaiveDatetimeError: a day is a moment without a time zone.
        PeriodError: a day is none.

    Example:
        >>> Papers(designation_names_employer=True).designation_names_employer
        True
    """

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
    pending: Literal["change", "renewal", "permanent_residence", "none"] | None = None
    """What is pending, as a paper or a mail of the agency says it."""
    filed_on: date | None = None
    """The day on which it was filed."""
    decision: Literal["granted", "refused", "none"] | None = None
    """How it was decided."""
    revoked_on: date | None = None
    """The day on which a decision to revoke the status was served."""
    permitted_without_status: Literal["supervisory_measures", "provisional_stay"] | None = None
    """For somebody without a status and without a card: which of the two papers (監理措置決定通知書,
    仮滞在許可書) has a permission for paid work on it."""

    def __post_init__(self) -> None:
        """Read the days and the item, and refuse what is no flag or word."""
        for name, day in read_days(self, ("filed_on", "revoked_on")).items():
            object.__setattr__(self, name, day)
        object.__setattr__(self, "notice_item", listed_item(self.notice_item))
        if unknown := (*not_flags(self, _FLAGS), *_other_words(self, _WORDS)):
            raise FactsError(unknown=unknown)


def _other_words(facts: Job | Papers, known: Mapping[str, frozenset[str]]) -> tuple[str, ...]:
    """Return which words are none of those that a field has."""
    told = {name: getattr(facts, name) for name in known}
    return tuple(
        name
        for name, word in told.items()
        if word is not None and not (isinstance(word, str) and word in known[name])
    )


_EMPLOYERS: Final = frozenset(EmployerKind)
_FLAGS: Final = (
    "designation_names_employer",
    "designation_names_field",
    "permission_names_job",
    "enrolled",
    "main_employer_agrees",
)
_WORDS: Final[Mapping[str, frozenset[str]]] = MappingProxyType(
    {
        "pending": frozenset(PendingApplication),
        "decision": frozenset(ApplicationResult),
        "permitted_without_status": frozenset({"supervisory_measures", "provisional_stay"}),
    }
)

NO_PAPERS: Final = Papers()
"""Nothing was seen besides the card."""
