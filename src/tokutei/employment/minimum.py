"""What a record of a check may hold: words of tables, codes, bounded numbers, and no text of anybody's."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from tokutei.employment.keys import number_in, opaque
from tokutei.employment.plain_facts import UNLISTED, is_number, listed_item
from tokutei.employment.rulings import Limits
from tokutei.errors import FactsError, RecordError
from tokutei.law.days import japan_day
from tokutei.rules.rulebook import CURRENT
from tokutei.rules.work import ASSISTANT_SCHOOLS, OCCASIONAL_JOBS, WorkFacts
from tokutei.rules.work.conditions import ASSISTANT, HOUSEHOLD_FAVOUR
from tokutei.vocabulary import JobKind
from tokutei.vocabulary.words import Word, fold

__all__ = [
    "UNLIMITED",
    "UNLISTED",
    "CheckPurpose",
    "RuleUsed",
    "bounded",
    "codes",
    "minimal",
    "purpose_of",
]

UNLIMITED: Final = Limits()
"""No limit of a permission."""
_CODE: Final = re.compile(r"[a-z0-9_]{1,60}(?:\.[a-z0-9_]{1,60})*")
_HOURS_A_WEEK: Final = 168
_HOURS_A_DAY: Final = 24


class CheckPurpose(Word):
    """What a check is for, as it was told to the person."""

    HIRING = "hiring", "雇入れに際しての就労資格の確認", "check before hiring", "雇入れ", "採用"
    EXTENSION = (
        "extension",
        "在留期間の更新・変更後の確認",
        "check after an extension or change of the stay",
        "在留期間更新",
    )
    RECHECK = (
        "recheck",
        "雇用中の定期の確認",
        "periodic check during the employment",
        "定期確認",
        "periodic re-check",
    )
    CHANGE_OF_WORK = (
        "change_of_work",
        "業務内容・労働時間の変更に際しての確認",
        "check before other work or hours",
    )
    LEAVING = "leaving", "離職の届出のための確認", "check for the report on leaving"


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleUsed:
    """The version of a rule that a decision rests on."""

    rule: str
    """Topic and key: ``work.weekly_hours``."""
    since: date
    """First day of the version, included."""
    is_reform: bool = False
    """Whether it is a scenario and not the law."""

    def __post_init__(self) -> None:
        """Refuse what is no name of a rule."""
        codes((self.rule,), "rules")
        object.__setattr__(self, "since", japan_day(self.since))
        if not isinstance(self.is_reform, bool):
            raise FactsError(unknown=("is_reform",))


def codes(told: Iterable[object], name: str) -> tuple[str, ...]:
    """Return codes of reasons or rules as they are.

    Raises:
        RecordError: one is none, or reads as somebody's number.
    """
    found: list[str] = []
    for code in told:
        if not isinstance(code, str) or not _CODE.fullmatch(code) or number_in(code):
            raise RecordError("shape", name)
        found.append(code)
    return tuple(found)


def bounded(limits: Limits) -> Limits:
    """Return limits as they are.

    Raises:
        RecordError: no week or no day has so many hours, or the scope is no code.
    """
    if limits.scope is not None:
        codes((limits.scope,), "limits")
    for hours, most in ((limits.hours_per_week, _HOURS_A_WEEK), (limits.hours_per_day, _HOURS_A_DAY)):
        if hours is not None and not is_number(hours, most):
            raise RecordError("shape", "limits")
    return limits


def purpose_of(told: object) -> CheckPurpose | str:
    """Return a purpose of the list, or the key of another one.

    Raises:
        RecordError: there is none, or it is neither.

    Example:
        >>> purpose_of("雇入れ").value, purpose_of("notice-2026:3")
        ('hiring', 'notice-2026:3')
    """
    if told is None or told == "":
        raise RecordError("no_purpose", "purpose")
    wanted = fold(told) if isinstance(told, str) else None
    for purpose in CheckPurpose:
        if wanted in {fold(form) for form in (purpose.value, purpose.ja, purpose.en, *purpose.also)}:
            return purpose
    return opaque(told, field="purpose")


def _listed(word: str | None, known: frozenset[str]) -> str | None:
    """Return a word that a table has; of any other only that it is another."""
    return word if not word or word in known else UNLISTED


def minimal(facts: WorkFacts) -> WorkFacts:
    """Return facts without free words, which decide nothing but could hold anything.

    Raises:
        RecordError: hours or a period have the digits of an Individual Number.

    Example:
        >>> minimal(WorkFacts(status="student", job="a job that nobody listed")).job
        'unlisted'
    """
    every = [version.value for version in CURRENT.timeline(OCCASIONAL_JOBS).versions]
    jobs = frozenset({*JobKind, ASSISTANT, HOUSEHOLD_FAVOUR}).union(*every)
    schools = frozenset[str]().union(*(v.value for v in CURRENT.timeline(ASSISTANT_SCHOOLS).versions))
    told = {
        "job": _listed(facts.job, jobs),
        "other_job": _listed(facts.other_job, jobs),
        "school_kind": _listed(facts.school_kind, schools),
        "notice_item": listed_item(facts.notice_item),
    }
    other = {name: value for name, value in told.items() if value != getattr(facts, name)}
    kept = facts.model_copy(update=other) if other else facts
    for hours in (*(kept.hours_per_week or ()), kept.hours_per_day or 0, kept.period or ""):
        # A fraction of an hour has as many digits as it likes.
        if number_in(re.sub("[^0-9]", "", str(hours))):
            raise RecordError("individual_number", "asked")
    return kept
