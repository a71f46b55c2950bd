"""Hours against the permission: the law, a counter of minutes, edges, hostile rows, and what must not show."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from itertools import product
from pathlib import Path
from typing import Any, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.employment.hour_makers import MONDAY, STUDENT, SUMMER, days_from, on
from tests.employment.minutes import (
    A_DAY,
    Law,
    Told,
    day_of,
    marks,
    moment,
    number,
    over_days,
    over_moments,
    over_weeks,
    per_day,
)
from tokutei.employment import (
    Break,
    HoursReport,
    HoursVerdict,
    HoursWindow,
    LimitKind,
    Permission,
    Shift,
    Terms,
    WeekCounting,
    hours,
)
from tokutei.employment.hour_words import BreakCounting, HolidayWeeks
from tokutei.law.days import JAPAN
from tokutei.rules import CURRENT
from tokutei.rules.work import HOLIDAY_DAILY_HOURS, WEEKLY_HOURS

ROOT: Final = Path(__file__).resolve().parents[2]


# The law and the cases


@pytest.mark.shared
def test_the_text_sets_a_week_and_for_students_in_holidays_a_day() -> None:
    text = (ROOT.parent / "shared" / "law" / "356M50000010054.md").read_text("utf-8")
    item = next(line for line in text.splitlines() if line.startswith("- 一　一週について"))
    assert item.startswith(
        "- 一　一週について二十八時間以内（留学の在留資格をもつて在留する者については、在籍する教育機関が学則で定める"
        "長期休業期間にあるときは、一日について八時間以内）の"
    )
    assert "留学の在留資格をもつて在留する者については教育機関に在籍している間に行うものに限る" in item
    values = [CURRENT.at(rule, MONDAY).value for rule in (WEEKLY_HOURS, HOLIDAY_DAILY_HOURS)]
    assert values == [28, 8]


def cases() -> list[dict[str, Any]]:
    """Return the legal cases that tell hours of a week and a permission counted in hours."""
    rows = tomllib.loads((ROOT / "tests" / "cases" / "work.toml").read_text("utf-8"))["case"]
    kinds = {"comprehensive_28h", "local_government_28h"}
    return [
        row
        for row in rows
        if row["facts"].get("hours_per_week")
        and row["facts"].get("other_activity_permission") in kinds
        and row["expected"].get("decision") in {"allow_limited", "deny"}
        and row["expected"].get("reason") in {None, "over_28_hours"}
    ]


@pytest.mark.parametrize("case", cases(), ids=lambda case: str(case["id"]))
def test_the_hours_of_the_legal_cases(case: dict[str, Any]) -> None:
    facts = case["facts"]
    told = [
        on(
            facts["on"] + timedelta(days=day),
            hours_a_week * 60 // 5,
            begins=f"{8 * n:02}:00",
            workplace=str(n),
        )
        for n, hours_a_week in enumerate(facts["hours_per_week"])
        for day in range(5)
    ]
    holiday = facts.get("long_school_holiday")
    terms = Terms(long_holidays=((facts["on"], facts["on"] + timedelta(days=9)),) if holiday else ())
    permission = Permission(kind=facts["other_activity_permission"], status=facts["status"])
    found = hours(told, permission, terms)
    assert found.verdict is (
        HoursVerdict.WITHIN if case["expected"]["decision"] == "allow_limited" else HoursVerdict.OVER
    )


def test_there_are_enough_cases() -> None:
    assert len(cases()) >= 8


ZONES: Final = (
    UTC,
    JAPAN,
    timezone(timedelta(hours=-9, minutes=-30)),
    timezone(timedelta(hours=5, minutes=45)),
    timezone(timedelta(hours=14)),
)


@st.composite
def tellings(draw: st.DrawFn, most: int = 22, longest: int = A_DAY) -> list[Told]:
    told = []
    for row in range(1, draw(st.integers(1, most)) + 1):
        start = draw(
            st.one_of(st.integers(10, 30).map(lambda day: day * A_DAY), st.integers(10 * A_DAY, 31 * A_DAY))
        )
        end = start + draw(st.integers(1, longest))
        breaks: tuple[tuple[int, int], ...] = ()
        if draw(st.booleans()):
            begins = draw(st.integers(start, end - 1))
            breaks = ((begins, draw(st.integers(begins + 1, end))),)
        told.append(Told(row, start, end, draw(st.sampled_from("ABC")), breaks))
    return told


def shift_of(told: Told, zone: timezone = UTC, **fields: Any) -> Shift:
    def at(minute: int) -> datetime:
        return moment(minute).astimezone(zone)

    return Shift(
        starts_at=at(told.start),
        ends_at=at(told.end),
        workplace=told.workplace,
        breaks=tuple(Break(starts_at=at(begins), ends_at=at(stops)) for begins, stops in told.breaks),
        **fields,
    )


HOLIDAYS: Final = st.lists(st.tuples(st.integers(5, 35), st.integers(0, 12)), max_size=3)


@st.composite
def questions(draw: st.DrawFn) -> tuple[Terms, Law, Any]:
    """Return terms, the same for the counter, and a book in which both limits change on a day."""
    ranges = draw(HOLIDAYS)
    reform, new_week, new_day = draw(st.integers(8, 33)), draw(st.integers(1, 45)), draw(st.integers(1, 12))
    apart, weeks = draw(st.booleans()), draw(st.sampled_from(WeekCounting))
    since = day_of(reform)
    book = CURRENT.reformed(WEEKLY_HOURS, since=since, value=new_week, reason="test")
    book = book.reformed(HOLIDAY_DAILY_HOURS, since=since, value=new_day, reason="test")
    terms = Terms(
        long_holidays=tuple((day_of(first), day_of(first + more)) for first, more in ranges),
        holiday_weeks=HolidayWeeks.APART if apart else HolidayWeeks.COUNTED,
        weeks=weeks,
    )
    law = Law(
        week=lambda day: (new_week if day >= reform else 28) * 60,
        day=lambda day: (new_day if day >= reform else 8) * 60,
        holidays=frozenset(day for first, more in ranges for day in range(first, first + more + 1)),
        apart=apart,
    )
    return terms, law, book


def of_kind(found: HoursReport, kind: LimitKind) -> list[HoursWindow]:
    return [one for one in found.breaches if one.kind is kind]


@settings(max_examples=60)
@given(tellings(), questions(), st.sampled_from(ZONES), st.booleans(), st.randoms(use_true_random=False))
def test_weeks_and_days_as_a_counter_of_minutes_finds_them(
    told: list[Told], asked: tuple[Terms, Law, Any], zone: timezone, breaks_count: bool, random: Any
) -> None:
    terms, law, book = asked
    terms = replace(
        terms,
        weeks=WeekCounting.CALENDAR_DAYS,
        breaks=BreakCounting.COUNTED if breaks_count else BreakCounting.NOT_COUNTED,
    )
    days = per_day(marks(told, breaks_count=breaks_count))
    shuffled = random.sample(told, len(told))
    found = hours([shift_of(one, zone) for one in shuffled], STUDENT, terms, book=book)

    assert {number(one.day): one.minutes for one in found.per_day} == {n: m for n, m in enumerate(days) if m}
    assert [number(one.first) for one in of_kind(found, LimitKind.DAY)] == list(over_days(days, law))

    over = list(over_weeks(days, law))
    counts = [n for n, minutes in enumerate(days) if minutes and not (law.apart and n in law.holidays)]
    ends_on_work = [(first, minutes, limit) for first, minutes, limit in over if first + 6 in counts]
    listed = [(number(one.first), one.minutes, one.limit_minutes) for one in of_kind(found, LimitKind.WEEK)]
    assert listed == ends_on_work
    for first, _, _ in over:  # whichever day the week begins with, its work is in one that is listed
        held = {day for day in range(first, first + 7) if day in counts}
        assert any(held <= set(range(start, start + 7)) for start, _, _ in listed)

    alone = {shift.row: per_day(marks([shift], breaks_count=breaks_count)) for shift in told}
    for one in found.breaches:
        shown = {shuffled[row - 1].row for row in one.rows}
        within = range(number(one.first), number(one.last) + 1)
        worked_in = {
            row for row, own in alone.items() if any(own[day] for day in within if 0 <= day < len(own))
        }
        assert shown == worked_in
    assert found.verdict is (HoursVerdict.OVER if found.breaches else HoursVerdict.WITHIN)


def new_breaches(days: list[int], more: list[int], law: Law) -> set[tuple[str, int]]:
    def of(worked: list[int]) -> set[tuple[str, int]]:
        return {("week", first) for first, _, _ in over_weeks(worked, law)} | {
            ("day", day) for day in over_days(worked, law)
        }

    return of(more) - of(days)


@settings(max_examples=60)
@given(tellings(most=8, longest=600), questions(), st.lists(st.integers(3, 42), min_size=4, max_size=4))
def test_what_is_left_on_a_day_is_fine_and_a_minute_more_is_not(
    told: list[Told], asked: tuple[Terms, Law, Any], tried: list[int]
) -> None:
    terms, law, book = asked
    found = hours(
        [shift_of(one) for one in told], STUDENT, replace(terms, weeks=WeekCounting.CALENDAR_DAYS), book=book
    )
    days = per_day(marks(told))
    for day in tried:
        left = found.left_on(day_of(day))
        assert left is not None
        assert 0 <= left <= A_DAY - days[day]
        enough, too_much = days.copy(), days.copy()
        enough[day] += left
        too_much[day] += left + 1
        if left:
            assert not new_breaches(days, enough, law)
        if left < A_DAY - days[day]:
            over = {first for first, _, _ in over_weeks(too_much, law) if first <= day <= first + 6}
            assert over or day in set(over_days(too_much, law))


@settings(max_examples=20)
@given(tellings(most=14), questions())
def test_weeks_of_168_hours_as_a_counter_of_minutes_finds_them(
    told: list[Told], asked: tuple[Terms, Law, Any]
) -> None:
    terms, law, book = asked
    terms = replace(terms, weeks=WeekCounting.MINUTES)
    found = hours([shift_of(one) for one in told], STUDENT, terms, book=book)
    worst: dict[int, int] = {}
    for _, last, minutes in over_moments(marks(told), law):
        worst[last] = max(minutes, worst.get(last, 0))
    weeks = of_kind(found, LimitKind.WEEK)
    assert sorted(one.minutes for one in weeks) == sorted(worst.values())
    by_days = hours(
        [shift_of(one) for one in told], STUDENT, replace(terms, weeks=WeekCounting.CALENDAR_DAYS), book=book
    )
    if of_kind(by_days, LimitKind.WEEK):
        assert weeks  # the stricter reading finds whatever the other one finds


@settings(max_examples=20)
@given(tellings(most=8, longest=500), questions(), st.integers(5, 38), st.randoms(use_true_random=False))
def test_what_is_left_in_168_hours_is_fine_at_whatever_time_of_the_day(
    told: list[Told], asked: tuple[Terms, Law, Any], day: int, random: Any
) -> None:
    terms, law, book = asked
    found = hours(
        [shift_of(one) for one in told], STUDENT, replace(terms, weeks=WeekCounting.MINUTES), book=book
    )
    left = found.left_on(day_of(day))
    assert left is not None
    clock = marks(told)
    before = {first for first, _, _ in over_moments(clock, law)}
    free = [minute for minute in range(day * A_DAY, (day + 1) * A_DAY) if not clock[minute]]
    at = random.randrange(len(free) + 1)
    for minute in (free[at:] + free[:at])[:left]:
        clock[minute] = 1
    if left:
        assert {first for first, _, _ in over_moments(clock, law)} <= before
        assert day not in over_days(per_day(clock), law)


@settings(max_examples=60)
@given(
    st.lists(
        st.tuples(st.integers(10, 24), st.integers(0, A_DAY - 1), st.integers(60, 900), st.integers(0, 90)),
        min_size=1,
        max_size=5,
        unique_by=lambda one: one[0] // 2,
    ),
    questions(),
)
def test_breaks_whose_times_are_not_told_may_lie_anywhere(
    drawn: list[tuple[int, int, int, int]], asked: tuple[Terms, Law, Any]
) -> None:
    terms, law, book = asked
    terms = replace(terms, weeks=WeekCounting.CALENDAR_DAYS)
    told: list[tuple[Told, int]] = []
    for day, start, length, rest in sorted(drawn):
        begins = max(day * A_DAY + start, told[-1][0].end if told else 0)
        told.append((Told(len(told) + 1, begins, begins + length, "A"), min(rest, length)))
    found = hours([shift_of(one, unpaid_break_minutes=rest) for one, rest in told], STUDENT, terms, book=book)
    placed = []
    for ends in product((True, False), repeat=len(told)):  # the break first or last: the two extremes
        shifts = [
            replace(one, breaks=((one.start, one.start + rest) if first else (one.end - rest, one.end),))
            for (one, rest), first in zip(told, ends, strict=True)
        ]
        days = per_day(marks(shifts))
        placed.append(bool(list(over_weeks(days, law)) or list(over_days(days, law))))
    if any(placed):
        assert found.breaches
    if any(one.certain for one in found.breaches):
        assert all(placed)
        assert found.verdict is HoursVerdict.OVER
    elif found.breaches:
        assert found.verdict is HoursVerdict.NOT_KNOWN
    if not found.breaches:
        assert not any(placed)


def test_a_break_that_cannot_be_placed_is_told_and_counted_as_work() -> None:
    rest = Shift.in_japan(MONDAY, "09:00", "18:00", workplace="A", unpaid_break_minutes=60)
    alone = hours([rest], STUDENT)
    assert (alone.per_day[0].minutes, alone.problems) == (480, ())
    told = [
        rest,
        Shift.in_japan(MONDAY, "17:00", "19:00", workplace="B"),
        *days_from(MONDAY + timedelta(days=1), 840, 270),
    ]
    found = hours(told, STUDENT)
    assert [(one.row, one.reason.code) for one in found.problems] == [
        (1, "hours.break_not_placed"),
        (2, "hours.overlap"),
    ]
    assert [(one.minutes, one.unsure_minutes, one.certain) for one in found.breaches] == [(1710, 60, False)]
    assert found.verdict is HoursVerdict.NOT_KNOWN
    assert "Perhaps" in found.breaches[0].text("en")
    assert hours([*told, on(MONDAY + timedelta(days=3), 31)], STUDENT).verdict is HoursVerdict.OVER
    assert hours([rest], STUDENT, Terms(breaks=BreakCounting.COUNTED)).per_day[0].minutes == 540
    any_moment = hours([rest], STUDENT, Terms(weeks=WeekCounting.MINUTES))
    assert [one.reason.code for one in any_moment.problems] == ["hours.break_not_placed"]


def test_a_break_over_midnight_is_off_the_week_but_off_neither_day() -> None:
    night = Shift.in_japan(MONDAY, "22:00", "07:00", unpaid_break_minutes=60)
    found = hours([night, *days_from(MONDAY + timedelta(days=2), 600, 600)], STUDENT)
    assert found.verdict is HoursVerdict.WITHIN  # 8 + 10 + 10 hours
    assert [one.minutes for one in found.per_day] == [120, 420, 600, 600]
    assert found.left_on(MONDAY) == 0
    assert found.left_on(MONDAY + timedelta(days=7)) == 1680 - 420 - 1200
    # A break longer than the part before midnight leaves at most the rest of the night.
    long_break = Shift.in_japan(MONDAY, "23:30", "06:00", unpaid_break_minutes=90)
    assert [one.minutes for one in hours([long_break], STUDENT).per_day] == [30, 300]


def test_a_break_at_the_end_of_a_holiday() -> None:
    terms = Terms(long_holidays=(SUMMER,))
    night = Shift.in_japan(SUMMER[1], "20:00", "04:00", unpaid_break_minutes=60)
    later = days_from(SUMMER[1] + timedelta(days=2), 840, 630)
    apart = hours([night, *later], STUDENT, replace(terms, holiday_weeks=HolidayWeeks.APART))
    assert [(one.minutes, one.unsure_minutes) for one in apart.breaches] == [(1710, 60)]
    assert apart.verdict is HoursVerdict.NOT_KNOWN
    # If the break was after midnight, there is no work outside of the holiday, and no week to be limited.
    short = Shift.in_japan(SUMMER[1], "22:00", "00:30", unpaid_break_minutes=60)
    before = days_from(SUMMER[1] - timedelta(days=4), 480, 480, 480, 480)
    careful = hours([*before, short], STUDENT, terms)
    assert [(one.minutes, one.certain) for one in careful.breaches] == [(2010, False)]
    assert careful.verdict is HoursVerdict.NOT_KNOWN


def test_a_break_that_may_fill_the_day_whose_law_sets_the_limit() -> None:
    book = CURRENT.reformed(WEEKLY_HOURS, since=MONDAY + timedelta(days=2), value=1, reason="test")
    night = Shift.in_japan(MONDAY + timedelta(days=6), "22:43", "00:01", unpaid_break_minutes=77)
    found = hours([on(MONDAY, 61), night], STUDENT, book=book)
    assert [(one.minutes, one.certain) for one in found.breaches] == [(62, False)]
