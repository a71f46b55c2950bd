"""Hours at the edges: limits to the minute, holidays, permissions, bad rows, what must not show."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import combinations, product
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.employment.hour_makers import MONDAY, STUDENT, SUMMER, days_from, on
from tests.employment.minutes import (
    A_DAY,
)
from tokutei.employment import (
    HoursVerdict,
    LimitKind,
    Permission,
    PermissionKind,
    Shift,
    Terms,
    WeekCounting,
    hours,
)
from tokutei.employment.hour_words import BreakCounting, HolidayWeeks
from tokutei.errors import FactsError, NotInForceError
from tokutei.law import Evidence
from tokutei.law.days import JAPAN
from tokutei.rules import CURRENT
from tokutei.rules.work import LOCAL_GOVERNMENT_WEEKLY_HOURS, WEEKLY_HOURS
from tokutei.vocabulary import StatusOfResidence

DEPENDENT: Final = Permission(kind=PermissionKind.COMPREHENSIVE, status=StatusOfResidence.DEPENDENT)


# Edges


@pytest.mark.parametrize(("minutes", "verdict"), [(1680, HoursVerdict.WITHIN), (1681, HoursVerdict.OVER)])
def test_28_hours_to_the_minute(minutes: int, verdict: HoursVerdict) -> None:
    for permission in (STUDENT, DEPENDENT):
        told = days_from(MONDAY, 480, 0, 480, 0, 480, 0, minutes - 1440)
        assert hours(told, permission, Terms(long_holidays=())).verdict is verdict


def test_a_second_more_than_28_hours_is_too_much_and_nothing_is_rounded_away() -> None:
    exact = days_from(MONDAY, 840, 840)
    start = datetime.combine(MONDAY + timedelta(days=4), time(12), JAPAN)
    found = hours([*exact, Shift(starts_at=start, ends_at=start + timedelta(seconds=1))], STUDENT)
    assert found.breaches[0].minutes == 1681
    assert found.breaches[0].over_minutes == 1
    halves = [
        Shift(starts_at=start + timedelta(minutes=n), ends_at=start + timedelta(minutes=n, seconds=30))
        for n in range(4)
    ]
    assert hours(halves, STUDENT).per_day[0].minutes == 2


@pytest.mark.parametrize(("minutes", "over"), [(480, False), (481, True)])
def test_eight_hours_a_day_in_a_long_holiday(minutes: int, over: bool) -> None:
    found = hours(days_from(SUMMER[0], *[480] * 13, minutes), STUDENT, Terms(long_holidays=(SUMMER,)))
    assert [one.kind for one in found.breaches] == [LimitKind.DAY] * over


def test_the_first_and_last_day_of_a_holiday_are_in_it() -> None:
    terms = Terms(long_holidays=(SUMMER,))
    before, after = SUMMER[0] - timedelta(days=1), SUMMER[1] + timedelta(days=1)
    for day, kinds in ((SUMMER[0], [LimitKind.DAY]), (SUMMER[1], [LimitKind.DAY]), (before, []), (after, [])):
        assert [one.kind for one in hours([on(day, 481)], STUDENT, terms).breaches] == kinds


def test_a_week_with_work_in_and_outside_of_a_holiday_is_read_in_two_ways() -> None:
    told = days_from(SUMMER[1] - timedelta(days=4), 480, 480, 480, 480, 480, 60)
    careful = Terms(long_holidays=(SUMMER,))
    assert [(one.minutes, one.last) for one in hours(told, STUDENT, careful).breaches] == [
        (2460, SUMMER[1] + timedelta(days=1))
    ]
    apart = replace(careful, holiday_weeks=HolidayWeeks.APART)
    assert hours(told, STUDENT, apart).verdict is HoursVerdict.WITHIN
    # A week with no work outside is limited by its days alone under either.
    assert hours(told[:-1], STUDENT, careful).verdict is HoursVerdict.WITHIN


def test_long_holidays_are_for_students() -> None:
    told = days_from(SUMMER[0], *[400] * 5)
    terms = Terms(long_holidays=(SUMMER,))
    assert hours(told, STUDENT, terms).verdict is HoursVerdict.WITHIN
    assert hours(told, DEPENDENT, terms).verdict is HoursVerdict.OVER
    with pytest.raises(FactsError) as caught:
        hours(told, replace(STUDENT, status=None), terms)
    assert caught.value.missing == ("status",)


def test_a_shift_over_midnight_counts_where_it_is_worked() -> None:
    night = Shift.in_japan(date(2026, 7, 31), "20:00", "08:01")
    found = hours([night], STUDENT, Terms(long_holidays=(SUMMER,)))
    assert [(one.day.isoformat(), one.minutes, one.long_holiday) for one in found.per_day] == [
        ("2026-07-31", 240, False),
        ("2026-08-01", 481, True),
    ]
    assert [one.kind for one in found.breaches] == [LimitKind.DAY]


def test_any_seven_days_in_a_row_not_only_from_monday() -> None:
    found = hours(days_from(MONDAY + timedelta(days=3), 480, 480, 480, 480), STUDENT)  # Thursday to Sunday
    assert [(one.first.weekday(), one.last.weekday()) for one in found.breaches] == [(0, 6)]
    over_two_weeks = hours(days_from(MONDAY + timedelta(days=4), 480, 480, 0, 480, 480), DEPENDENT)
    assert over_two_weeks.verdict is HoursVerdict.OVER


def test_a_week_from_any_moment_is_stricter() -> None:
    told = [
        Shift.in_japan(MONDAY, "12:00", "24:00"),
        on(MONDAY + timedelta(days=3), 600),
        Shift.in_japan(MONDAY + timedelta(days=7), "00:00", "12:00"),
    ]
    assert hours(told, STUDENT).verdict is HoursVerdict.WITHIN
    found = hours(told, STUDENT, Terms(weeks=WeekCounting.MINUTES))
    assert found.breaches[0].minutes == 34 * 60
    assert found.breaches[0].starts_at == datetime.combine(MONDAY, time(12), JAPAN)
    assert found.breaches[0].rows == (1, 2, 3)
    assert (found.breaches[0].first, found.breaches[0].last) == (MONDAY, MONDAY + timedelta(days=7))


def test_a_week_from_any_moment_that_holds_the_last_moment_of_term() -> None:
    """Only the windows that begin in the last minutes of term are limited, and only then by the new law."""
    term = SUMMER[0] - timedelta(days=1)
    book = CURRENT.reformed(WEEKLY_HOURS, since=term + timedelta(days=7), value=20, reason="test")
    told = [
        Shift.in_japan(term, "10:00", "12:00"),
        *days_from(term + timedelta(days=2), 480, 480, 240),
        Shift.in_japan(term + timedelta(days=7), "11:00", "13:00"),
    ]
    found = hours(told, STUDENT, Terms(long_holidays=(SUMMER,), weeks=WeekCounting.MINUTES), book=book)
    assert [(one.minutes, one.limit_minutes) for one in found.breaches] == [(21 * 60, 20 * 60)]
    reading = HolidayWeeks.APART
    terms = Terms(long_holidays=(SUMMER,), weeks=WeekCounting.MINUTES, holiday_weeks=reading)
    assert hours(told, STUDENT, terms, book=book).breaches == ()


def test_a_permission_that_ends_within_a_week() -> None:
    told = days_from(MONDAY, 400, 400, 400)
    found = hours(told, replace(STUDENT, until=MONDAY + timedelta(days=1)))
    assert [(one.kind, one.first, one.minutes, one.limit_minutes) for one in found.breaches] == [
        (LimitKind.PERMISSION, MONDAY + timedelta(days=2), 400, 0)
    ]
    assert found.left_on(MONDAY + timedelta(days=1)) == 480
    assert found.left_on(MONDAY + timedelta(days=2)) == 0
    early = hours(told, replace(STUDENT, since=MONDAY + timedelta(days=1)))
    assert [one.first for one in early.breaches] == [MONDAY]


def test_work_after_enrolment_is_of_students_only() -> None:
    terms = Terms(enrolled_until=MONDAY)
    found = hours(days_from(MONDAY, 60, 60), STUDENT, terms)
    assert [(one.kind, one.first) for one in found.breaches] == [
        (LimitKind.ENROLMENT, MONDAY + timedelta(days=1))
    ]
    assert found.left_on(MONDAY + timedelta(days=1)) == 0
    assert hours(days_from(MONDAY, 60, 60), DEPENDENT, terms).verdict is HoursVerdict.WITHIN


@given(
    st.lists(st.sampled_from([0, 240, 420, 480, 481, 600, 900]), min_size=2, max_size=5),
    st.sampled_from(HolidayWeeks),
)
@settings(max_examples=40)
def test_long_holidays_that_nobody_told_make_it_unsure(minutes: list[int], mixed: HolidayWeeks) -> None:
    """Over only if it is over wherever long holidays lie: Regulation 19(5)(i) limits the day in one."""
    told = days_from(MONDAY, *minutes)
    days = [MONDAY + timedelta(days=n) for n in range(len(minutes))]
    over = {
        hours(told, STUDENT, Terms(long_holidays=tuple((day, day) for day in chosen), holiday_weeks=mixed))
        for size in range(len(days) + 1)
        for chosen in combinations(days, size)
    }
    found = hours(told, STUDENT, Terms(holiday_weeks=mixed))
    ordinary = hours(told, STUDENT, Terms(long_holidays=(), holiday_weeks=mixed)).verdict
    always = all(one.verdict is HoursVerdict.OVER for one in over)
    if ordinary is HoursVerdict.WITHIN:
        assert found.verdict is HoursVerdict.WITHIN
    elif found.verdict is HoursVerdict.OVER:
        assert always
    else:
        assert found.verdict is HoursVerdict.NOT_KNOWN
        assert not always
        assert [one.code for one in found.reasons] == ["hours.holidays_not_known"]
        assert "long_school_holiday" in found.ask_for
        assert not any(one.certain for one in found.breaches)
        for lang in ("ja", "en"):
            assert "hours." not in found.text(lang)


@pytest.mark.parametrize("weeks", WeekCounting)
def test_a_week_of_short_days_may_lie_in_a_long_holiday(weeks: WeekCounting) -> None:
    told = days_from(MONDAY, 420, 420, 420, 420, 420)
    found = hours(told, STUDENT, Terms(weeks=weeks))
    assert found.verdict is HoursVerdict.NOT_KNOWN
    assert "unless it lies in a long school holiday" in found.text("en")
    assert hours(told, STUDENT, Terms(long_holidays=(), weeks=weeks)).verdict is HoursVerdict.OVER
    assert hours(told, DEPENDENT, Terms(weeks=weeks)).verdict is HoursVerdict.OVER
    holiday = Terms(long_holidays=((MONDAY, MONDAY + timedelta(days=6)),), weeks=weeks)
    assert hours(told, STUDENT, holiday).verdict is HoursVerdict.WITHIN
    longer = hours([*told, on(MONDAY + timedelta(days=5), 500)], STUDENT, Terms(weeks=weeks))
    assert longer.verdict is HoursVerdict.OVER


def test_work_without_a_permission_has_no_empty_limit() -> None:
    none = hours(days_from(MONDAY, 60), Permission(kind=PermissionKind.NONE))
    assert "許可のない日の就労：" in none.text("ja")
    assert "work on days without the permission: " in none.text("en")
    after = hours(days_from(MONDAY, 60, 60), STUDENT, Terms(enrolled_until=MONDAY))
    assert "在籍していない日の就労：" in after.text("ja")
    for found in (none, after):
        (said,) = found.breaches
        assert said.text("ja") in found.text("ja")
        assert not [word for word in ("超過", "0時間0分", "上限") if word in said.text("ja")]
        assert not [word for word in ("Over", "0 h 0 min", "allowed") if word in said.text("en")]


def test_without_a_permission_every_minute_is_too_much() -> None:
    found = hours(days_from(MONDAY, 1, 0, 1), Permission(kind=PermissionKind.NONE))
    assert [(one.kind, one.minutes) for one in found.breaches] == [(LimitKind.PERMISSION, 1)] * 2
    assert found.left_on(MONDAY) == 0
    assert hours([], Permission(kind=PermissionKind.NONE)).verdict is HoursVerdict.WITHIN


def test_an_individual_permission_is_on_paper() -> None:
    paper = Permission(kind=PermissionKind.INDIVIDUAL, until=MONDAY)
    found = hours(days_from(MONDAY - timedelta(days=4), *[1000] * 5), paper)
    assert found.verdict is HoursVerdict.NOT_KNOWN
    assert found.left_on(MONDAY) is None
    assert [paper.value for paper in found.see] == ["permission_paper"]
    assert hours(days_from(MONDAY, 60, 60), paper).verdict is HoursVerdict.OVER


def test_the_permission_for_local_governments_has_its_own_rule() -> None:
    given = Permission(kind=PermissionKind.LOCAL_GOVERNMENT, status=StatusOfResidence.INSTRUCTOR)
    assert hours(days_from(MONDAY, 560, 560, 561), given).verdict is HoursVerdict.OVER
    book = CURRENT.reformed(LOCAL_GOVERNMENT_WEEKLY_HOURS, since=MONDAY, value=30, reason="test")
    assert hours(days_from(MONDAY, 560, 560, 561), given, book=book).verdict is HoursVerdict.WITHIN
    early = hours([on(date(2026, 6, 12), 60), on(date(2026, 6, 13), 60)], given)
    assert [(one.row, one.reason.code, one.counted) for one in early.problems] == [
        (1, "hours.before_the_law", False)
    ]
    assert early.verdict is HoursVerdict.NOT_KNOWN
    assert [one.day for one in early.per_day] == [date(2026, 6, 13)]
    with pytest.raises(NotInForceError):
        early.left_at_most(date(2026, 6, 12))


def test_the_law_of_the_last_day_worked_sets_the_limit() -> None:
    book = CURRENT.reformed(WEEKLY_HOURS, since=MONDAY + timedelta(days=2), value=20, reason="test")
    before = days_from(MONDAY, 840, 840)
    assert hours(before, STUDENT, book=book).verdict is HoursVerdict.WITHIN
    found = hours([*before, on(MONDAY + timedelta(days=2), 1)], DEPENDENT, book=book)
    assert [(one.limit_minutes, one.minutes) for one in found.breaches] == [(1200, 1681)]
    version = found.breaches[0].ground.version
    assert version is not None
    assert version.reform == "test"
    assert {ground.version.value for ground in found.counting if ground.version} == {28, 20}


def test_what_is_planned_later_leaves_less() -> None:
    later = days_from(MONDAY + timedelta(days=3), 480, 480, 480)
    assert hours(later, STUDENT).left_on(MONDAY) == 240
    assert hours(later, STUDENT).left_on(MONDAY - timedelta(days=2)) == 240 + 480
    assert hours([], STUDENT).left_on(MONDAY) == A_DAY
    assert hours([], STUDENT).left_on(datetime(2026, 10, 4, 15, tzinfo=UTC)) == A_DAY


def test_what_is_left_in_a_long_holiday() -> None:
    terms = Terms(long_holidays=(SUMMER,))
    full = hours(days_from(SUMMER[0], *[480] * 5), STUDENT, terms)
    assert full.left_on(SUMMER[0] + timedelta(days=5)) == 480
    assert full.left_on(SUMMER[0] - timedelta(days=1)) == 0
    night = Shift.in_japan(SUMMER[0], "20:00", "02:00", unpaid_break_minutes=60)
    assert hours([night], STUDENT, terms).left_on(SUMMER[0]) == 240
    small = CURRENT.reformed(WEEKLY_HOURS, since=MONDAY, value=5, reason="test")
    for weeks in WeekCounting:
        assert hours([], STUDENT, Terms(weeks=weeks), book=small).left_on(MONDAY) == 300


def test_breaks_of_a_night_told_in_wall_time() -> None:
    breaks = [("02:00", "03:00"), ("23:50", "00:10")]
    night = Shift.in_japan(MONDAY, "22:00", "07:00", breaks=breaks)
    assert [one.starts_at.isoformat() for one in night.breaks] == [
        "2026-10-06T02:00:00+09:00",
        "2026-10-05T23:50:00+09:00",
    ]
    assert [one.minutes for one in hours([night], STUDENT).per_day] == [110, 350]


# How it was counted


def test_every_rule_of_counting_has_evidence_and_words() -> None:
    seen: dict[str, Evidence] = {}
    for weeks, mixed, breaks in product(WeekCounting, HolidayWeeks, BreakCounting):
        terms = Terms(long_holidays=(SUMMER,), weeks=weeks, holiday_weeks=mixed, breaks=breaks)
        found = hours(days_from(SUMMER[1], 400, 400), STUDENT, terms)
        seen |= {ground.code: ground.evidence for ground in found.counting}
        for lang in ("ja", "en"):
            assert not re.search(r"hours\.[a-z]|\{|None", found.text(lang))
    assert seen["hours.together"] is Evidence.OFFICIAL
    assert seen["hours.seven_days"] is Evidence.SECONDARY
    assert seen["hours.any_moment"] is Evidence.INFERRED
    assert seen["hours.holiday_days"] is Evidence.OFFICIAL
    assert {seen["hours.holiday_counted"], seen["hours.holiday_apart"]} == {Evidence.INFERRED}
    assert {seen["hours.breaks_counted"], seen["hours.breaks_not_counted"]} == {Evidence.INFERRED}
    assert {"weekly_hours", "holiday_daily_hours"} <= seen.keys()
    assert hours([], STUDENT).evidence is Evidence.INFERRED


def test_what_could_change_it_is_asked_for() -> None:
    over = days_from(MONDAY, 840, 841)
    assert hours(over, STUDENT).ask_for == ("enrolled", "long_school_holiday")
    assert hours(over, STUDENT, Terms(long_holidays=(), enrolled_until=date(2027, 3, 31))).ask_for == ()
    assert hours(over, replace(STUDENT, status=None)).ask_for == ("status",)
    assert hours(over, DEPENDENT).ask_for == ()


def test_windows_are_put_together_in_stretches() -> None:
    found = hours(
        [*days_from(MONDAY, 840, 841, 60), *days_from(MONDAY + timedelta(days=40), 1000, 1000)], STUDENT
    )
    assert [len(stretch) for stretch in found.stretches] == [2, 1]
    assert sum(map(len, found.stretches)) == len(found.breaches)
    assert hours([], STUDENT).stretches == ()
