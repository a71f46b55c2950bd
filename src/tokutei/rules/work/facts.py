"""What is known for a question about work, and what can be told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from tokutei.models.base import Model
from tokutei.rules.findings import Findings
from tokutei.rules.statuses.asking import NoticeItem, Period
from tokutei.vocabulary import ProcedureKind, StatusOfResidence

__all__ = ["WorkFacts", "WorkResult"]

Hours = Annotated[float, Field(ge=0, le=168)]


class WorkFacts(Model):
    """What is known for a question about paid work; ``None`` is not known.

    Who leaves out ``stay_end`` asks about the activity only, not whether the stay still runs.
    """

    status: StatusOfResidence | None = None
    """The status of residence."""

    on: date | None = None
    """The day of the question, where it is not the day asked with."""

    job: str | None = None
    """A key of ``job_kinds.csv``; ``lecture``, ``advice``, ``authorship``, ``event_appearance``,
    ``household_favour`` or ``teaching_assistant`` for what may be no remuneration; any other word is a
    job of which nothing is known."""

    other_job: str | None = None
    """The job beside the main one; where given, the question is about it."""

    card_valid: bool | None = None
    """Whether the card in hand is valid."""

    card_expired_on: date | None = None
    """The last day of the card in hand."""

    stay_end: date | None = None
    """The last day of the period of stay."""

    period: Period | None = None
    """The period of stay, ISO 8601."""

    pending_application: Literal["change", "renewal", "permanent_residence", "none"] | None = None
    """What is pending."""

    filed: date | None = None
    """The day on which it was filed."""

    decision: Literal["granted", "refused", "none"] | None = None
    """How it was decided."""

    special_period: bool | None = None
    """Whether the stay goes on in the special period, where that is known by itself."""

    revoked_on: date | None = None
    """The day on which the decision to revoke the status was served."""

    permitted_without_status: Literal["supervisory_measures", "provisional_stay"] | None = None
    """For somebody without a status: under which of the two that a permission for paid work goes with
    (監理措置, 仮滞在)."""

    other_activity_permission: (
        Literal["none", "comprehensive_28h", "local_government_28h", "individual"] | None
    ) = None
    """The permission for another activity."""

    permission_matches_job: bool | None = None
    """Whether the permission paper names this work."""

    hours_per_week: tuple[Hours, ...] | None = None
    """Hours a week, by employer."""

    hours_per_day: Hours | None = None
    """Most hours on one day, all employers together."""

    enrolled: bool | None = None
    """Whether the student is still enrolled."""

    long_school_holiday: bool | None = None
    """Whether it is a long holiday fixed by the rules of the school."""

    amusement_business: bool | None = None
    """Whether it is at a place or in a business of the 風営法 that is shut out."""

    school_kind: str | None = None
    """``university``, ``technical_college``, or another word."""

    employer_kind: Literal["japanese_company", "local_government", "other"] | None = None
    """Who employs."""

    first_employer_consents: bool | None = None
    """Whether the local government of the main contract agrees."""

    designation_matches_employer: bool | None = None
    """Whether the designation paper names this employer, or this activity."""

    designation_matches_field: bool | None = None
    """Whether the designation paper names this field."""

    notice_item: NoticeItem | None = None
    """For 特定活動: the item of the notice, or a word for an activity outside it."""

    employer_question: Literal["report", "hire"] | None = None
    """What the employer asks besides."""


@dataclass(frozen=True, slots=True)
class WorkResult(Findings):
    """Whether the work is allowed, within which limits, and what follows; ``None`` is not known."""

    decision: Literal["allow", "allow_limited", "deny"] | None = None
    """``None``: it cannot be decided from these facts; ``check`` is what to look at."""
    scope: Literal["within_activity", "designation_paper", "permission_paper"] | None = None
    check: str | None = None
    """The paper to look at: ``residence_card``, ``designation_paper``, ``permission_paper``,
    ``supervision_notice``, ``provisional_permit`` or ``work_certificate``."""
    max_hours_per_week: int | None = None
    """All workplaces together."""
    max_hours_per_day: int | None = None
    until_at_latest: date | None = None
    """Last day of the stay or of the special period, as far as is known now; included."""
    needs: ProcedureKind | None = None
    """What would make it lawful."""
    notification: ProcedureKind | None = None
    """What the employer notifies to the immigration agency."""
    holder_duty: ProcedureKind | None = None
    """What the holder must do."""
    employer_report: bool | None = None
    """Whether hiring and leaving are reported to the employment office."""
    card_valid: bool | None = None
    reason: str | None = None
    ask_for: tuple[str, ...] = ()
    """Facts that would decide it or could change it."""
