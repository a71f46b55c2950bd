"""Which stored decisions change after a rule update: brute force, and never because time has passed."""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.employment.check_decisions import DAY, STAY_END, decide, record
from tokutei import rules
from tokutei.employment import (
    Change,
    ChangeKind,
    CheckRecord,
    LapseCheck,
    LapseResult,
    RuleUsed,
    WorkVerdict,
    reassess,
)
from tokutei.employment import (
    decide as law_of,
)
from tokutei.errors import NaiveDatetimeError
from tokutei.rules import CURRENT, Rulebook
from tokutei.vocabulary import StatusOfResidence

SINCE: Final = date(2027, 4, 1)
LATER: Final = date(2027, 5, 1)
S: Final = StatusOfResidence


def hours(value: int, since: date = SINCE) -> Rulebook:
    return CURRENT.reformed(rules.work.WEEKLY_HOURS, since=since, value=value, reason="scenario A")


def only(record_: CheckRecord, old: Rulebook, new: Rulebook, on: date = LATER) -> Change:
    (found,) = reassess([record_], old, new, on=on)
    return found


# Single reforms, worked out by hand.


def test_fewer_hours_a_week() -> None:
    found = only(record(key="E-1"), CURRENT, hours(24))
    assert (found.key, found.kind, found.on) == ("E-1", ChangeKind.CHANGED, LATER)
    assert (found.before.verdict, found.before.limits.hours_per_week) == (WorkVerdict.WITHIN_LIMITS, 28)
    assert (found.after.verdict, found.after.limits.hours_per_week) == (WorkVerdict.NOT_ALLOWED, 24)
    assert found.after.reasons == ("work_over_28_hours",)
    (rule,) = found.rules
    assert (rule.rule, rule.before, rule.after, rule.reform) == (
        "work.weekly_hours",
        date(2012, 7, 9),
        SINCE,
        "scenario A",
    )


def test_a_limit_that_is_lower_and_still_kept_changes_the_limit() -> None:
    found = only(record(), CURRENT, hours(25))
    assert found.before.verdict is found.after.verdict is WorkVerdict.WITHIN_LIMITS
    assert found.after.limits.hours_per_week == 25


def test_more_hours_allow_what_was_not_allowed() -> None:
    found = only(record(decide(hours_per_week=(20, 20))), CURRENT, hours(40))
    assert (found.before.verdict, found.after.verdict) == (WorkVerdict.NOT_ALLOWED, WorkVerdict.WITHIN_LIMITS)


@pytest.mark.parametrize("on", [SINCE - timedelta(days=1), DAY])
def test_before_the_reform_begins_nothing_changes(on: date) -> None:
    assert list(reassess([record()], CURRENT, hours(24), on=on)) == []
    assert len(list(reassess([record()], CURRENT, hours(24), on=SINCE))) == 1


def test_a_status_that_becomes_free_and_one_that_is_no_longer() -> None:
    listed = CURRENT.at(rules.work.UNRESTRICTED_STATUSES, DAY).value
    freed = CURRENT.reformed(
        rules.work.UNRESTRICTED_STATUSES, since=SINCE, value={*listed, S.STUDENT}, reason="B"
    )
    found = only(record(), CURRENT, freed)
    assert (found.after.verdict, found.after.limits.hours_per_week) == (WorkVerdict.ALLOWED, None)
    assert [one.rule for one in found.rules] == ["work.unrestricted_statuses"]
    bound = CURRENT.reformed(
        rules.work.UNRESTRICTED_STATUSES, since=SINCE, value=listed - {S.LONG_TERM_RESIDENT}, reason="C"
    )
    long_term = record(decide(status="long_term_resident", other_activity_permission="none"))
    other = record(decide(status="permanent_resident", stay_end=None), key="P")
    changes = list(reassess([long_term, other], CURRENT, bound, on=LATER))
    assert [one.key for one in changes] == [long_term.key]
    assert (changes[0].before.limits.scope, changes[0].after.limits.scope) == (None, "within_activity")
    assert [one.rule for one in changes[0].rules] == ["work.unrestricted_statuses"]


def test_a_longer_special_period() -> None:
    waiting = decide(stay_end=date(2026, 8, 15), pending_application="renewal", filed=date(2026, 8, 1))
    longer = CURRENT.reformed(rules.SPECIAL_PERIOD_MONTHS, since=date(2026, 8, 10), value=3, reason="D")
    check = record(waiting)
    found = only(check, CURRENT, longer, on=DAY)
    assert (found.before.until, found.after.until) == (date(2026, 10, 15), date(2026, 11, 15))
    assert [one.rule for one in found.rules] == ["special_period.special_period_months"]


def test_news_in_the_old_book_is_news_to_an_older_check() -> None:
    """The library knew the reform already when the check was made; the check was made before it began."""
    book = hours(24)
    check = record(decide(book=book))
    assert check.verdict is WorkVerdict.WITHIN_LIMITS
    found = only(check, book, book)
    assert found.kind is ChangeKind.CHANGED
    assert found.after.verdict is WorkVerdict.NOT_ALLOWED
    assert [(one.rule, one.before, one.after) for one in found.rules] == [
        ("work.weekly_hours", date(2012, 7, 9), SINCE)
    ]
    for day in (SINCE, LATER):
        fresh = record(decide(book=book, on=day), consent_on=DAY)
        assert list(reassess([fresh], book, book, on=LATER)) == []


# What does not change is not listed.


@given(
    on=st.dates(DAY, date(2035, 1, 1)),
    stay=st.dates(date(2026, 6, 14), date(2030, 1, 1)),
    week=st.integers(0, 40),
)
@settings(max_examples=60)
def test_time_alone_is_no_change(on: date, stay: date, week: int) -> None:
    check = record(decide(stay_end=stay, hours_per_week=(week,), pending_application="none"))
    assert list(reassess([check], CURRENT, CURRENT, on=on)) == []


def test_a_reform_of_another_rule_changes_nothing() -> None:
    other = CURRENT.reformed(rules.work.HOLIDAY_DAILY_HOURS, since=SINCE, value=6, reason="E")
    assert list(reassess([record()], CURRENT, other, on=LATER)) == []
    holiday = record(decide(long_school_holiday=True, hours_per_day=7))
    assert only(holiday, CURRENT, other).after.verdict is WorkVerdict.NOT_ALLOWED


def test_a_check_later_than_the_day_asked_about_is_asked_on_its_own_day() -> None:
    late = record(decide(on=LATER), consent_on=LATER)
    assert only(late, CURRENT, hours(24), on=DAY).on == LATER


PEOPLE: Final[list[dict[str, Any]]] = [
    {},
    {"hours_per_week": (12,)},
    {"hours_per_week": (30,)},
    {"status": "dependent", "hours_per_week": (27,)},
    {"status": "permanent_resident", "stay_end": None},
    {"status": "engineer_humanities_intl", "job": "engineering"},
    {"status": "student", "other_activity_permission": "none"},
    {"status": "student", "other_activity_permission": None},
    {"status": "student", "enrolled": False},
    {"status": "student", "amusement_business": True},
    {"status": None},
    {"stay_end": date(2026, 8, 1), "pending_application": "none"},
    {"stay_end": date(2027, 4, 15), "pending_application": "none"},
]
BOOKS: Final = [
    CURRENT,
    hours(24),
    hours(35),
    CURRENT.reformed(rules.work.ENROLMENT_STATUSES, since=SINCE, value={S.DEPENDENT}, reason="F"),
    CURRENT.reformed(rules.work.AMUSEMENT_SHUT_OUT, since=SINCE, value=False, reason="G"),
    CURRENT.reformed(rules.work.NO_WORK_STATUSES, since=SINCE, value={S.TEMPORARY_VISITOR}, reason="H"),
]


@pytest.mark.parametrize(("at", "new"), list(itertools.product(range(len(PEOPLE)), range(len(BOOKS)))))
def test_against_brute_force(at: int, new: int) -> None:
    """Under the shipped law nothing of this changes until then, so the books can be compared on one day."""
    check = record(decide(**PEOPLE[at]))
    old, now = (law_of(check.asked, on=LATER, book=book) for book in (CURRENT, BOOKS[new]))
    same = (old.verdict, old.limits, old.until, [one.code for one in old.reasons]) == (
        now.verdict,
        now.limits,
        now.until,
        [one.code for one in now.reasons],
    )
    found = list(reassess([check], CURRENT, BOOKS[new], on=LATER))
    assert [one.kind for one in found] == ([] if same else [ChangeKind.CHANGED])
    for one in found:
        assert (one.before.ruled, one.after.ruled) == (old.verdict, now.verdict)
        assert one.rules
        assert {rule.after for rule in one.rules} == {SINCE}
        assert "reason." not in one.text("ja") + one.text("en")


# What held a decision back holds it back.


def test_without_enough_evidence_nothing_becomes_allowed() -> None:
    check = record(decide(enough=False, hours_per_week=(20, 20)))
    assert check.verdict is WorkVerdict.NOT_ALLOWED
    assert only(check, CURRENT, hours(40)).after.verdict is WorkVerdict.NOT_KNOWN
    held = record(decide(enough=False))
    assert held.verdict is WorkVerdict.NOT_KNOWN
    found = only(held, CURRENT, hours(30))
    assert found.before.verdict is found.after.verdict is WorkVerdict.NOT_KNOWN
    assert found.after.limits.hours_per_week == 30


def test_a_lapsed_number_allows_nothing_whatever_the_law_says() -> None:
    lapsed = LapseCheck(result=LapseResult.LAPSED, on=DAY)
    check = record(lapse=lapsed)
    assert check.verdict is WorkVerdict.NOT_KNOWN
    for value, verdict in ((10, WorkVerdict.NOT_ALLOWED), (40, WorkVerdict.NOT_KNOWN)):
        found = only(check, CURRENT, hours(value))
        assert found.after.verdict is verdict
        assert found.after.limits.hours_per_week == value
    refused = record(decide(hours_per_week=(20, 20)), lapse=lapsed)
    assert refused.verdict is WorkVerdict.NOT_ALLOWED
    found = only(refused, CURRENT, hours(40))
    assert found.before.verdict is WorkVerdict.NOT_ALLOWED
    assert found.after.verdict is WorkVerdict.NOT_KNOWN


# What the former book does not reproduce.


def test_a_book_that_the_check_was_not_made_with() -> None:
    check = record(decide(book=hours(20, since=date(2026, 1, 1))), key="E-9")
    assert check.verdict is WorkVerdict.NOT_ALLOWED
    found = only(check, CURRENT, CURRENT)
    assert found.kind is ChangeKind.NOT_REPRODUCED
    assert (found.before.verdict, found.after.verdict) == (WorkVerdict.NOT_ALLOWED, WorkVerdict.WITHIN_LIMITS)
    (rule,) = found.rules
    assert (rule.rule, rule.before, rule.after) == ("work.weekly_hours", date(2026, 1, 1), date(2012, 7, 9))
    for lang in ("ja", "en"):
        assert found.kind.text(lang) in found.text(lang)


@pytest.mark.parametrize(
    "change",
    [
        {"ruled": WorkVerdict.ALLOWED},
        {"until": date(2029, 1, 1)},
        {"reasons": ("work_allow",)},
        {"checked_on": date(2012, 7, 8), "consent_on": date(2012, 7, 8)},
        {"checked_on": date(1990, 1, 1), "consent_on": date(1990, 1, 1)},
    ],
)
def test_a_record_that_was_altered_is_reported_and_stops_nothing(change: dict[str, Any]) -> None:
    altered = dataclasses.replace(record(key="E-8"), **change)
    found = list(reassess([altered, record(key="E-7")], CURRENT, hours(24), on=LATER))
    assert [(one.key, one.kind.value) for one in found] == [("E-8", "not_reproduced"), ("E-7", "changed")]


def test_a_rule_that_is_no_more_is_named_by_its_key() -> None:
    altered = dataclasses.replace(
        record(), rules=(RuleUsed(rule="work.gone", since=DAY),), reasons=("work_allow",)
    )
    found = only(altered, CURRENT, CURRENT)
    assert {one.rule: (one.before, one.after) for one in found.rules} == {
        "work.gone": (DAY, None),
        "work.weekly_hours": (None, date(2012, 7, 9)),
    }
    assert "work.gone" in found.text("en")


# Streams.


def test_records_are_read_one_after_the_other() -> None:
    taken = 0

    def source() -> Iterator[CheckRecord]:
        nonlocal taken
        while True:
            taken += 1
            yield record(key=f"E-{taken}")

    changes = reassess(source(), CURRENT, hours(24), on=LATER)
    assert taken == 0
    assert [next(changes).key for _ in range(3)] == ["E-1", "E-2", "E-3"]
    assert taken == 3


def test_a_change_says_nothing_of_whom() -> None:
    found = only(record(report_card_number="QZ19010203QZ"), CURRENT, hours(24))
    assert "QZ1901" not in repr(found) + found.text("ja") + found.text("en")
    assert STAY_END.isoformat() not in found.text("en")


def test_the_day_has_a_time_zone() -> None:
    with pytest.raises(NaiveDatetimeError):
        list(reassess([], CURRENT, CURRENT, on=datetime(2027, 5, 1)))  # noqa: DTZ001 - what is refused
