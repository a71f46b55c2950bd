"""The work in question, and what was seen besides the card."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from tokutei.errors import FactsError
from tokutei.law.days import japan_day
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
        FactsError: the kind is none of :class:`~tokutei.vocabulary.JobKind`, or hours are below nothing
            or more than a week has.
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
        """Read the kind, and refuse impossible hours."""
        unknown = [] if self.kind in set(JobKind) else ["job"]
        for name in ("hours_per_week", "hours_elsewhere", "hours_per_day"):
            hours = getattr(self, name)
            most = 24 if name == "hours_per_day" else _HOURS_A_WEEK
            if hours is not None and (isinstance(hours, bool) or not 0 <= hours <= most):
                unknown.append(name)
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

    Example:
        >>> Papers(designation_names_employer=True).designation_names_employer
        True
    """

    designation_names_employer: bool | None = None
    """Whether the designation paper (指定書) names this employer, or this activity."""
    designation_names_field: bool | None = None
    """Whether the designation paper names this field (特定産業分野)."""
    notice_item: str | None = None
    """For 特定活動: the item of the notice, or a word for an activity outside it."""
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
        """Read the days."""
        for name in ("filed_on", "revoked_on"):
            if (day := getattr(self, name)) is not None:
                object.__setattr__(self, name, japan_day(day))


NO_PAPERS: Final = Papers()
"""Nothing was seen besides the card."""
