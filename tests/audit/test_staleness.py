"""What has to be looked at again: by day checked, by the day to confirm, and what is open."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from dateutil.relativedelta import relativedelta

from tokutei.ask import declared
from tokutei.audit import confirm_by, stale
from tokutei.errors import PeriodError, TokuteiError
from tokutei.law import Citation, Evidence, Version
from tokutei.rules import CURRENT
from tokutei.rules.rulebook import open_questions

TODAY = date(2026, 11, 22)


def versions() -> list[Version[Any]]:
    return [version for rule in declared().values() for version in CURRENT.timeline(rule).versions]


def test_every_rule_is_listed_by_the_day_it_was_checked() -> None:
    found = stale(on=TODAY)
    assert [one.checked_on for one in found.checked] == sorted({version.checked_on for version in versions()})
    names = {name for one in found.checked for name in one.rules}
    assert names == {f"{topic}.{key}" for topic, key in declared()}


def test_a_rule_is_stale_a_day_after_its_months_are_over() -> None:
    oldest = min(version.checked_on for version in versions())
    last = oldest + relativedelta(months=12)
    assert not any(one.is_stale for one in stale(on=last).checked)
    assert [one.checked_on for one in stale(on=last + timedelta(days=1)).checked if one.is_stale] == [oldest]
    assert [
        one.checked_on
        for one in stale(on=oldest + relativedelta(months=1, days=1), months=1).checked
        if one.is_stale
    ] == [oldest]


def test_whatever_was_not_seen_is_to_be_confirmed() -> None:
    found = stale(on=TODAY)
    wanted = [one for one in versions() if one.evidence is Evidence.SECONDARY or one.cite.unseen]
    assert len(found.to_confirm) == len(wanted) > 40
    assert [one.confirm_by for one in found.to_confirm] == sorted(one.confirm_by for one in found.to_confirm)
    assert not any(one.is_overdue for one in found.to_confirm)
    assert all(one.source for one in found.to_confirm)


@pytest.mark.parametrize(
    ("since", "checked_on", "by"),
    [
        (date(2019, 4, 1), date(2026, 11, 21), date(2027, 5, 21)),
        (date(2026, 11, 21), date(2026, 11, 21), date(2027, 5, 21)),
        (date(2026, 11, 22), date(2026, 11, 21), date(2026, 11, 21)),
        (date(2027, 4, 1), date(2026, 11, 21), date(2027, 3, 31)),
        (date(2019, 4, 1), date(2026, 8, 31), date(2027, 2, 28)),
    ],
)
def test_the_day_to_confirm_by(since: date, checked_on: date, by: date) -> None:
    """Before it begins, if it lies ahead; else six months after it was checked, the last day of a shorter month."""
    assert (
        confirm_by(Version(since, 1, Citation("326CO0000000319", "67"), Evidence.SECONDARY, checked_on)) == by
    )


def test_what_lies_ahead_is_overdue_when_it_begins() -> None:
    ahead = [one for one in stale(on=TODAY).to_confirm if one.since == date(2027, 4, 1)]
    assert ahead
    assert all(one.confirm_by == date(2027, 3, 31) for one in ahead)
    assert not any(
        one.is_overdue for one in stale(on=date(2027, 3, 31)).to_confirm if one.since == date(2027, 4, 1)
    )
    assert all(
        one.is_overdue for one in stale(on=date(2027, 4, 1)).to_confirm if one.since == date(2027, 4, 1)
    )


def test_open_questions_say_what_would_settle_them() -> None:
    found = stale(on=TODAY, book=CURRENT.reading(Q12="after_expiry"))
    assert [question.key for question in found.questions] == list(open_questions())
    assert all(question.settled_by(lang) for question in found.questions for lang in ("ja", "en"))
    assert {question.key: question.reading for question in found.questions}["Q12"] == "after_expiry"


def test_a_scenario_has_nothing_to_be_compared_with() -> None:
    (topic, key), rule = next(
        (name, rule) for name, rule in declared().items() if name[1] == "days.card_reissue_loss"
    )
    book = CURRENT.reformed(rule, since=date(2027, 4, 1), value=30, reason="scenario")
    assert stale(on=TODAY, book=book).checked == stale(on=TODAY).checked
    assert (topic, key) == ("deadlines", "days.card_reissue_loss")


def test_nothing_needs_a_look_today_and_everything_in_ten_years() -> None:
    assert not stale(on=TODAY).needs_a_look
    late = stale(on=date(2036, 11, 22))
    assert late.needs_a_look
    assert all(one.is_stale for one in late.checked)
    assert all(one.is_overdue for one in late.to_confirm)


@pytest.mark.parametrize("months", [0, -1, 1.5, "12", True, 5000])
def test_months_that_are_none(months: Any) -> None:
    with pytest.raises(PeriodError):
        stale(on=TODAY, months=months)


@pytest.mark.parametrize("day", [None, "2026-11-22", datetime(2026, 11, 22)])  # noqa: DTZ001 - that is the point
def test_days_that_are_none(day: Any) -> None:
    with pytest.raises(TokuteiError):
        stale(on=day)


def test_a_moment_is_a_day_in_japan() -> None:
    assert stale(on=datetime(2026, 11, 21, 15, tzinfo=UTC)).on == TODAY
