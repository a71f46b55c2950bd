"""What an employer still has to know before a ruling stands, as a table of rows.

The topic ``work`` answers the facts it is given. Here stands what may not be left open where somebody is
employed on the answer: each row turns a verdict into *not known* and says what to ask for or to look at.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from tokutei.data.activities import job_scopes
from tokutei.employment.rulings import Ruling
from tokutei.employment.words import FurtherPaper, WorkVerdict
from tokutei.law import Citation, Reason
from tokutei.rules.rulebook import Rulebook
from tokutei.rules.validity import WITHOUT_END
from tokutei.rules.work import (
    DESIGNATED_STATUSES,
    ENROLMENT_STATUSES,
    HOLIDAY_DAILY_HOURS,
    LOCAL_GOVERNMENT_STATUSES,
    WorkFacts,
)
from tokutei.vocabulary import JobScope, StatusOfResidence

__all__ = ["CAUTIONS", "Caution", "Posed", "with_cautions"]

_S = StatusOfResidence
_LOCAL: Final = "local_government_28h"
_OVER: Final = "work_over_28_hours"


@dataclass(frozen=True, slots=True, kw_only=True)
class Posed:
    """A question with what the law said of it."""

    facts: WorkFacts
    ruling: Ruling
    day: date
    book: Rulebook

    @property
    def positive(self) -> bool:
        """Whether the law allows the work, within limits or not."""
        return self.ruling.verdict in {WorkVerdict.ALLOWED, WorkVerdict.WITHIN_LIMITS}

    @property
    def job(self) -> str | None:
        """The work in question."""
        return self.facts.other_job or self.facts.job

    @property
    def scope(self) -> JobScope | None:
        """How far the work lies within the status, by the text of the activity."""
        row = job_scopes().get((self.facts.status, self.job)) if self.facts.status and self.job else None
        return row.scope if row else None

    @property
    def by_local_permission(self) -> bool:
        """Whether only the permission for local governments allows the work."""
        limited = self.ruling.verdict is WorkVerdict.WITHIN_LIMITS
        return limited and self.facts.other_activity_permission == _LOCAL

    @property
    def over_hours(self) -> bool:
        """Whether the work is refused for its hours a week."""
        return [reason.code for reason in self.ruling.reasons] == [_OVER]


@dataclass(frozen=True, slots=True, kw_only=True)
class Caution:
    """If it holds, the ruling does not stand yet."""

    holds: Callable[[Posed], bool]
    missing: str | None = None
    """Name of the fact to ask for."""
    see: FurtherPaper | None = None
    why: Reason | None = None


def _cite(*places: str) -> tuple[Citation, ...]:
    return tuple(map(Citation.parse, places))


def _stay_not_told(asked: Posed) -> bool:
    status = asked.facts.status
    return (
        asked.positive and asked.facts.stay_end is None and status is not None and status not in WITHOUT_END
    )


def _paper_not_seen(asked: Posed) -> bool:
    by_paper = asked.ruling.limits.scope == "permission_paper"
    return asked.positive and by_paper and asked.facts.permission_matches_job is None


def _period_not_told(asked: Posed) -> bool:
    """Tell whether the stay goes on only if it was granted for more than thirty days, which nobody told."""
    facts = asked.facts
    over = facts.stay_end is not None and facts.status not in WITHOUT_END and facts.stay_end < asked.day
    return asked.positive and over and facts.period is None and facts.special_period is None


def _card_lapsed(asked: Posed) -> bool:
    """Tell whether the card in hand has run out; one that ends with a stay that goes on goes on with it."""
    last, until = asked.facts.card_expired_on, asked.ruling.until
    if not asked.positive or last is None or asked.day <= last:
        return False
    goes_on = until is not None and asked.day <= until and last == asked.facts.stay_end
    return not goes_on


def _other_employer(asked: Posed) -> bool:
    return asked.by_local_permission and asked.facts.employer_kind != "local_government"


def _other_activity(asked: Posed) -> bool:
    """Tell whether no activity that the permission may name is known to hold the work."""
    statuses = asked.book.at(LOCAL_GOVERNMENT_STATUSES, asked.day).value if asked.by_local_permission else ()
    rows = (job_scopes().get((status, asked.job or "")) for status in statuses)
    named = asked.facts.permission_matches_job is True
    return asked.by_local_permission and not named and JobScope.IN_SCOPE not in {r.scope for r in rows if r}


def _beyond_designation(asked: Posed) -> bool:
    """Tell whether the paper fixes the organization or field, while the activity is that of the table."""
    facts = asked.facts
    if not asked.positive or asked.ruling.limits.scope != "designation_paper":
        return False
    fixed = facts.status in asked.book.at(DESIGNATED_STATUSES, asked.day).value
    other = facts.status is not _S.DESIGNATED_ACTIVITIES  # there the paper is about the activity itself
    return fixed and other and asked.scope not in {JobScope.BY_DESIGNATION_PAPER, JobScope.IN_SCOPE}


def _beside_transfer(asked: Posed) -> bool:
    transferred = asked.facts.status is _S.INTRA_COMPANY_TRANSFEREE
    return asked.positive and transferred and asked.facts.other_job is not None


def _own_status_open(asked: Posed) -> bool:
    """Tell whether the status itself may allow what is too much for the permission."""
    return asked.over_hours and asked.scope in {JobScope.NOT_DECIDABLE, JobScope.BY_DESIGNATION_PAPER}


def _holiday_open(asked: Posed) -> bool:
    """Tell whether it may be a long holiday, in which the day is limited instead of the week."""
    facts = asked.facts
    if not asked.over_hours or facts.long_school_holiday is not None:
        return False
    a_day = asked.book.at(HOLIDAY_DAILY_HOURS, asked.day).value
    fits = facts.hours_per_day is None or facts.hours_per_day <= a_day
    return fits and facts.status in asked.book.at(ENROLMENT_STATUSES, asked.day).value


CAUTIONS: Final = (
    Caution(holds=_stay_not_told, missing="stay_end"),
    Caution(holds=_paper_not_seen, missing="permission_matches_job"),
    Caution(
        holds=_period_not_told,
        missing="period",
        why=Reason("caution.period", _cite("326CO0000000319:20:6", "326CO0000000319:21:4#first")),
    ),
    Caution(
        holds=_card_lapsed,
        see=FurtherPaper.RESIDENCE_CARD,
        why=Reason("caution.card_lapsed", _cite("326CO0000000319:19-14::2", "341M50002000023:11:1:1")),
    ),
    Caution(
        holds=_other_employer,
        missing="employer_kind",
        see=FurtherPaper.PERMISSION_PAPER,
        why=Reason("caution.local_government", _cite("356M50000010054:19:5:2")),
    ),
    Caution(
        holds=_other_activity,
        missing="permission_matches_job",
        see=FurtherPaper.PERMISSION_PAPER,
        why=Reason("caution.local_activity", _cite("356M50000010054:19:5:2")),
    ),
    Caution(
        holds=_beyond_designation,
        see=FurtherPaper.WORK_CERTIFICATE,
        why=Reason("caution.designation", _cite("326CO0000000319:19:1:1")),
    ),
    Caution(
        holds=_beside_transfer,
        see=FurtherPaper.WORK_CERTIFICATE,
        why=Reason("caution.transfer", _cite("326CO0000000319:T1-2:企業内転勤")),
    ),
    Caution(
        holds=_own_status_open,
        see=FurtherPaper.WORK_CERTIFICATE,
        why=Reason("caution.own_status", _cite("326CO0000000319:19:2#first")),
    ),
    Caution(
        holds=_holiday_open,
        missing="long_school_holiday",
        see=FurtherPaper.SCHOOL_CALENDAR,
        why=Reason("caution.holiday", _cite("356M50000010054:19:5:1")),
    ),
)
"""Every caution; all that hold are told."""


def with_cautions(ruling: Ruling, facts: WorkFacts, *, on: date, book: Rulebook) -> Ruling:
    """Return a ruling, or *not known* with what has to be known first."""
    asked = Posed(facts=facts, ruling=ruling, day=on, book=book)
    found = [row for row in CAUTIONS if row.holds(asked)]
    if not found:
        return ruling
    missing = (row.missing for row in found if row.missing)
    see = (row.see for row in found if row.see)
    return replace(
        ruling,
        verdict=WorkVerdict.NOT_KNOWN,
        reasons=(*(row.why for row in found if row.why), *ruling.reasons),
        missing=tuple(dict.fromkeys((*missing, *ruling.missing))),
        see=tuple(dict.fromkeys((*see, *ruling.see))),
        instead=(),
    )
