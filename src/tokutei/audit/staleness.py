"""What has to be compared with the law again: rules by the day they were checked, what was never seen, what is open."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from dateutil.relativedelta import relativedelta

from tokutei.ask import declared
from tokutei.calendar import japan_day
from tokutei.errors import PeriodError
from tokutei.law import Citation, Evidence, OpenQuestion, Rule, Version
from tokutei.rules.rulebook import CURRENT, Rulebook, open_questions

__all__ = ["CONFIRM_MONTHS", "STALE_MONTHS", "Checked", "Staleness", "ToConfirm", "confirm_by", "stale"]

STALE_MONTHS: Final = 12
"""After how many months a rule should be compared with the law again."""
CONFIRM_MONTHS: Final = 6
"""After how many months a value of which no official text was seen should be looked up again."""


@dataclass(frozen=True, slots=True)
class Checked:
    """The rules of which a version was last compared with the law on one day."""

    checked_on: date
    rules: tuple[str, ...]
    """As ``topic.key``."""
    is_stale: bool


@dataclass(frozen=True, slots=True)
class ToConfirm:
    """A version that rests on a text that was not seen, or on somebody else's page."""

    rule: str
    """As ``topic.key``."""
    since: date
    """The first day of the version."""
    cite: Citation
    source: str
    """Where it was read."""
    confirm_by: date
    """The last day by which the official text should be looked at."""
    is_overdue: bool


@dataclass(frozen=True, slots=True)
class Staleness:
    """What has to be looked at on a day."""

    on: date
    checked: tuple[Checked, ...]
    """Longest ago first."""
    to_confirm: tuple[ToConfirm, ...]
    """Soonest first."""
    questions: tuple[OpenQuestion, ...]

    @property
    def needs_a_look(self) -> bool:
        """Whether a rule is stale or a day to confirm has passed."""
        return any(one.is_stale for one in self.checked) or any(one.is_overdue for one in self.to_confirm)


def confirm_by(version: Version[Any]) -> date:
    """Return the last day by which a version without an official text should be confirmed.

    A value that lies ahead when it is checked is confirmed before it begins; any other, some months later.
    """
    if version.since > version.checked_on:
        return version.since - timedelta(days=1)
    return version.checked_on + relativedelta(months=CONFIRM_MONTHS)


def stale(*, on: date, months: int = STALE_MONTHS, book: Rulebook = CURRENT) -> Staleness:
    """Return which rules were compared with the law how long ago, what to confirm by when, and what is open.

    Args:
        on: the day of the question.
        months: a rule is stale when its last check is longer ago than this.
        book: the law.

    Raises:
        PeriodError: a number of months is no whole number above zero, or the day is no day.
        NaiveDatetimeError: the day is a moment without a time zone.

    Example:
        >>> stale(on=date(2026, 12, 1)).needs_a_look
        False
    """
    day = japan_day(on)
    if type(months) is not int or not 0 < months < 1200:
        raise PeriodError("not_whole")
    by_day: dict[date, set[str]] = {}
    confirming = []
    for (topic, key), rule in declared().items():
        name = f"{topic}.{key}"
        for version in _versions(rule, book):
            by_day.setdefault(version.checked_on, set()).add(name)
            if version.evidence is Evidence.SECONDARY or version.cite.unseen:
                until = confirm_by(version)
                confirming.append(
                    ToConfirm(name, version.since, version.cite, version.source, until, until < day)
                )
    checked = (
        Checked(at, tuple(sorted(names)), at + relativedelta(months=months) < day)
        for at, names in sorted(by_day.items())
    )
    order = sorted(confirming, key=lambda one: (one.confirm_by, one.rule, one.since))
    questions = tuple(book.question(key) for key in open_questions())
    return Staleness(day, tuple(checked), tuple(order), questions)


def _versions(rule: Rule[Any], book: Rulebook) -> tuple[Version[Any], ...]:
    """Return the versions that are law; a scenario has nothing to be compared with."""
    return tuple(version for version in book.timeline(rule).versions if not version.reform)
