"""The decision table: the first row whose conditions all hold decides.

Conditions are words that :mod:`tokutei.rules.work.conditions` tests once each. The order is part of
the table: a permission is looked at only where the status itself does not allow the work. A row cites
what its rules do not: hours and lists of statuses bring their own provisions.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Literal

from tokutei.law import Citation, Evidence
from tokutei.vocabulary import ProcedureKind

__all__ = ["ROWS", "Condition", "Row"]


class Condition(StrEnum):
    """What a row may ask; each is either so or not so by the facts given."""

    WITHOUT_STATUS = "without_status"
    OWN_BUSINESS = "own_business"
    SUPERVISED = "supervised"
    PROVISIONAL_STAY = "provisional_stay"
    REVOKED = "revoked"
    STAY_ENDED = "stay_ended"
    UNRESTRICTED = "unrestricted"
    NOT_REMUNERATION = "not_remuneration"
    DESIGNATED = "designated"
    DESIGNATION_MATCHES = "designation_matches"
    DESIGNATION_DIFFERS = "designation_differs"
    DESIGNATED_ACTIVITY = "designated_activity"
    OUTSIDE_DESIGNATED_ACTIVITY = "outside_designated_activity"
    IN_SCOPE = "in_scope"
    OUT_OF_SCOPE = "out_of_scope"
    BY_DESIGNATION_PAPER = "by_designation_paper"
    NO_WORK_STATUS = "no_work_status"
    COMPREHENSIVE = "comprehensive"
    LOCAL_GOVERNMENT = "local_government"
    OUTSIDE_LOCAL_GOVERNMENT = "outside_local_government"
    OVER_LOCAL_GOVERNMENT_HOURS = "over_local_government_hours"
    INDIVIDUAL = "individual"
    PERMISSION_DIFFERS = "permission_differs"
    AMUSEMENT = "amusement"
    NOT_ENROLLED = "not_enrolled"
    SCHOOL_HOLIDAY = "school_holiday"
    OVER_DAILY_HOURS = "over_daily_hours"
    OVER_WEEKLY_HOURS = "over_weekly_hours"
    SIDE_JOB = "side_job"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """If all conditions hold, this is the decision, because of the provisions."""

    when: tuple[Condition, ...]
    decision: Literal["allow", "allow_limited", "deny"] | None
    cite: tuple[Citation, ...] = ()
    evidence: Evidence = Evidence.OFFICIAL
    """How sure it is that the provisions say so."""
    reason: str | None = None
    scope: Literal["within_activity", "designation_paper", "permission_paper"] | None = None
    check: str | None = None
    needs: ProcedureKind | None = None
    holder_duty: ProcedureKind | None = None
    limit: Literal["week", "day", "local_government"] | None = None
    ask_for: tuple[str, ...] = ()


def _cite(*places: str) -> tuple[Citation, ...]:
    return tuple(map(Citation.parse, places))


_C = Condition
_OTHER = ProcedureKind.OTHER_ACTIVITY
_CHANGE = ProcedureKind.CHANGE_OF_STATUS
_LIMITED_TO_ACTIVITY = _cite("326CO0000000319:19:1:1")
_PERMISSION = _cite("326CO0000000319:19:2")
_WITHOUT_PERMISSION = _cite("326CO0000000319:19:2#first")
_EACH = _cite("326CO0000000319:19:2", "356M50000010054:19:5:3")
_SUPERVISED = _cite("326CO0000000319:44-5:1#first", "326CO0000000319:44-5:2")
_PROVISIONAL = _cite(
    "326CO0000000319:61-2-7:1#proviso", "326CO0000000319:61-2-7:2#first", "326CO0000000319:61-2-7:3"
)

ROWS: Final = (
    Row(
        when=(_C.STAY_ENDED,),
        decision="deny",
        reason="stay_ended",
        cite=_cite("326CO0000000319:2-2:1", "326CO0000000319:73-2:2:3"),
    ),
    # Without a status nothing but the two permissions allows paid work; each stands on a paper of its own.
    # Both permissions are for paid activities of somebody else's, never for a business of one's own.
    Row(
        when=(_C.WITHOUT_STATUS, _C.OWN_BUSINESS),
        decision="deny",
        reason="no_permission",
        cite=(*_SUPERVISED, *_PROVISIONAL),
    ),
    Row(
        when=(_C.WITHOUT_STATUS, _C.PERMISSION_DIFFERS),
        decision="deny",
        reason="no_permission",
        check="permission_paper",
        cite=(*_SUPERVISED, *_PROVISIONAL),
    ),
    Row(
        when=(_C.SUPERVISED,),
        decision="allow_limited",
        reason="permitted_without_status",
        scope="permission_paper",
        check="supervision_notice",
        cite=_SUPERVISED,
    ),
    Row(
        when=(_C.PROVISIONAL_STAY,),
        decision="allow_limited",
        reason="permitted_without_status",
        scope="permission_paper",
        check="provisional_permit",
        cite=_PROVISIONAL,
    ),
    # That the time to leave allows no work is our reading: the status that allowed it has ended.
    Row(
        when=(_C.REVOKED,),
        decision="deny",
        reason="status_revoked",
        cite=_cite("326CO0000000319:22-4:1", "326CO0000000319:22-4:6", "326CO0000000319:2-2:1"),
        evidence=Evidence.INFERRED,
    ),
    Row(when=(_C.UNRESTRICTED,), decision="allow", cite=_cite("326CO0000000319:2-2:2")),
    Row(
        when=(_C.NOT_REMUNERATION,),
        decision="allow",
        reason="not_remuneration",
        cite=_LIMITED_TO_ACTIVITY,
    ),
    Row(
        when=(_C.DESIGNATION_MATCHES, _C.DESIGNATED),
        decision="allow",
        scope="designation_paper",
        check="designation_paper",
        cite=_LIMITED_TO_ACTIVITY,
    ),
    Row(when=(_C.IN_SCOPE,), decision="allow", scope="within_activity", cite=_LIMITED_TO_ACTIVITY),
    Row(
        when=(_C.COMPREHENSIVE, _C.AMUSEMENT), decision="deny", reason="amusement_business", cite=_PERMISSION
    ),
    Row(
        when=(_C.COMPREHENSIVE, _C.NOT_ENROLLED),
        decision="deny",
        reason="not_enrolled",
        holder_duty=ProcedureKind.AFFILIATION,
        cite=(*_PERMISSION, *_cite("326CO0000000319:19-16::1")),
    ),
    Row(
        when=(_C.COMPREHENSIVE, _C.SCHOOL_HOLIDAY, _C.OVER_DAILY_HOURS),
        decision="deny",
        reason="over_8_hours",
        limit="day",
        cite=_PERMISSION,
    ),
    Row(
        when=(_C.COMPREHENSIVE, _C.SCHOOL_HOLIDAY),
        decision="allow_limited",
        limit="day",
        ask_for=("enrolled",),
        cite=_PERMISSION,
    ),
    Row(
        when=(_C.COMPREHENSIVE, _C.OVER_WEEKLY_HOURS),
        decision="deny",
        reason="over_28_hours",
        limit="week",
        cite=_PERMISSION,
    ),
    Row(
        when=(_C.COMPREHENSIVE,),
        decision="allow_limited",
        limit="week",
        ask_for=("enrolled",),
        cite=_PERMISSION,
    ),
    Row(
        when=(_C.LOCAL_GOVERNMENT, _C.OVER_LOCAL_GOVERNMENT_HOURS),
        decision="deny",
        reason="over_28_hours",
        limit="local_government",
        cite=_PERMISSION,
    ),
    Row(
        when=(_C.LOCAL_GOVERNMENT, _C.OUTSIDE_LOCAL_GOVERNMENT),
        decision="deny",
        reason="no_permission",
        needs=_OTHER,
        cite=_PERMISSION,
    ),
    Row(when=(_C.LOCAL_GOVERNMENT,), decision="allow_limited", limit="local_government", cite=_PERMISSION),
    Row(
        when=(_C.INDIVIDUAL, _C.PERMISSION_DIFFERS),
        decision="deny",
        reason="no_permission",
        check="permission_paper",
        needs=_OTHER,
        cite=_EACH,
    ),
    Row(
        when=(_C.INDIVIDUAL,),
        decision="allow_limited",
        scope="permission_paper",
        check="permission_paper",
        cite=_EACH,
    ),
    Row(
        when=(_C.DESIGNATED_ACTIVITY, _C.OUTSIDE_DESIGNATED_ACTIVITY),
        decision="deny",
        reason="outside_designated_activity",
        check="designation_paper",
        needs=_OTHER,
        cite=_LIMITED_TO_ACTIVITY,
    ),
    Row(
        when=(_C.DESIGNATION_DIFFERS, _C.DESIGNATED),
        decision="deny",
        reason="designation_mismatch",
        check="designation_paper",
        needs=_CHANGE,
        cite=_LIMITED_TO_ACTIVITY,
    ),
    Row(
        when=(_C.NO_WORK_STATUS,),
        decision="deny",
        reason="no_permission",
        needs=_OTHER,
        cite=_WITHOUT_PERMISSION,
    ),
    Row(
        when=(_C.OUT_OF_SCOPE, _C.SIDE_JOB),
        decision="deny",
        reason="outside_activity",
        needs=_OTHER,
        cite=(*_LIMITED_TO_ACTIVITY, *_WITHOUT_PERMISSION),
    ),
    Row(
        when=(_C.OUT_OF_SCOPE,),
        decision="deny",
        reason="outside_activity",
        needs=_CHANGE,
        cite=(*_LIMITED_TO_ACTIVITY, *_cite("326CO0000000319:20:1")),
    ),
    Row(
        when=(_C.BY_DESIGNATION_PAPER,),
        decision=None,
        check="designation_paper",
        ask_for=("designation_matches_employer", "designation_matches_field"),
        cite=_LIMITED_TO_ACTIVITY,
    ),
    # What the kind of work cannot decide is not decided: a certificate of authorized employment says it.
    Row(
        when=(),
        decision=None,
        check="work_certificate",
        cite=(*_LIMITED_TO_ACTIVITY, *_cite("326CO0000000319:19-2:1")),
    ),
)
"""The decision table, in order; the first row whose conditions hold decides."""
