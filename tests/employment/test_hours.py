"""Hours against the permission: the law, a counter of minutes, edges, hostile rows, and what must not show."""

from __future__ import annotations

import pickle
import re
import tomllib
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta, timezone
from itertools import combinations, product
from pathlib import Path
from typing import Any, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.employment.minutes import (
    A_DAY,
    EPOCH,
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
    PermissionKind,
    Shift,
    ShiftColumn,
    ShiftRow,
    Terms,
    WeekCounting,
    hours,
    hours_from_rows,
)
from tokutei.employment.hour_words import BreakCounting, HolidayWeeks
from tokutei.employment.shift_rows import read_rows
from tokutei.errors import FactsError, NaiveDatetimeError, NotInForceError, PeriodError, TokuteiError
from tokutei.law import Citation, Evidence
from tokutei.law.days import JAPAN
from tokutei.rules import CURRENT
from tokutei.rules.work import HOLIDAY_DAILY_HOURS, LOCAL_GOVERNMENT_WEEKLY_HOURS, WEEKLY_HOURS
from tokutei.vocabulary import StatusOfResidence

ROOT: Final = Path(__file__).resolve().parents[2]
STUDENT: Final = Permission(kind=PermissionKind.COMPREHENSIVE, status=StatusOfResidence.STUDENT)
DEPENDENT: Final = Permission(kind=PermissionKind.COMPREHENSIVE, status=StatusOfResidence.DEPENDENT)
MONDAY: Final = date(2026, 10, 5)
NAIVE: Final = datetime(2026, 9, 1, 9, tzinfo=UTC).replace(tzinfo=None)
SUMMER: Final = (date(2026, 8, 1), date(2026, 9, 20))


def on(day: date, minutes: int, *, begins: str = "00:00", workplace: str = "") -> Shift:
    """Return a shift of some minutes on a day."""
    start = datetime.combine(day, time.fromisoformat(begins), JAPAN)
    return Shift(starts_at=start, ends_at=start + timedelta(minutes=minutes), workplace=workplace)


def days_from(first: date, *minutes: int) -> list[Shift]:
    """Return a shift for each of some days in a row; none for 0."""
    return [on(first + timedelta(days=n), length) for n, length in enumerate(minutes) if length]


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


# The counter of minutes

BASIS: Final = ("356M50000010054:19:5:1", "326CO0000000319:19:2")
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


# Hostile rows


def test_overlapping_shifts_are_reported_and_counted_once() -> None:
    told = [
        Shift.in_japan(MONDAY, "10:00", "16:00", workplace="A"),
        Shift.in_japan(MONDAY, "15:00", "20:00", workplace="B"),
        Shift.in_japan(MONDAY, "10:00", "16:00", workplace="A"),
        Shift.in_japan(MONDAY, "20:00", "21:00", workplace="B"),
    ]
    found = hours(told, STUDENT)
    assert [(one.row, one.column, one.other_row, one.counted) for one in found.problems] == [
        (2, ShiftColumn.STARTS, 1, True),
        (3, ShiftColumn.STARTS, 1, True),
    ]
    assert found.per_day[0].minutes == 11 * 60
    assert found.verdict is HoursVerdict.WITHIN
    assert found.problems[0].text("en") == (
        "Row 2, start: It overlaps the shift of row 1. What both share was counted once."
    )
    assert (
        found.problems[0].text("ja")
        == "2行目・開始：1行目の勤務と重なっています。重なる時間は一度だけ数えました。"
    )


def test_work_in_the_break_of_another_job_is_no_overlap() -> None:
    told = [
        Shift.in_japan(MONDAY, "09:00", "18:00", workplace="A", breaks=[("12:00", "13:00")]),
        Shift.in_japan(MONDAY, "12:00", "13:00", workplace="B"),
    ]
    found = hours(told, STUDENT)
    assert found.problems == ()
    assert found.per_day[0].minutes == 9 * 60


BAD_ROWS: Final[list[tuple[tuple[Any, ...], ShiftColumn, str]]] = [
    (("2026-02-30", "9:00", "10:00"), ShiftColumn.DAY, "hours.not_a_day"),
    (("1/9/2026", "9:00", "10:00"), ShiftColumn.DAY, "hours.not_a_day"),
    (("2026-9/1", "9:00", "10:00"), ShiftColumn.DAY, "hours.not_a_day"),
    (("2026-09-01(水)", "9:00", "10:00"), ShiftColumn.DAY, "hours.not_a_day"),
    (("平成31年5月1日", "9:00", "10:00"), ShiftColumn.DAY, "hours.not_a_day"),
    ((20260901, "9:00", "10:00"), ShiftColumn.DAY, "hours.not_a_day"),
    ((None, "9:00", "10:00"), ShiftColumn.DAY, "hours.cell_empty"),
    ((NAIVE, "9:00", "10:00"), ShiftColumn.DAY, "hours.naive"),
    ((None, "9:00", "2026-09-01T18:00+09:00"), ShiftColumn.DAY, "hours.cell_empty"),
    (("9999-12-31", "22:00", "29:00"), ShiftColumn.DAY, "hours.not_a_day"),
    (("2026-09-01", "9:60", "10:00"), ShiftColumn.STARTS, "hours.not_a_time"),
    (("2026-09-01", "9", "10:00"), ShiftColumn.STARTS, "hours.not_a_time"),
    (("2026-09-01", "9:00", "48:00"), ShiftColumn.ENDS, "hours.not_a_time"),
    (("2026-09-01", "9:00", ""), ShiftColumn.ENDS, "hours.cell_empty"),
    (("2026-09-01", "9:00", " "), ShiftColumn.ENDS, "hours.cell_empty"),
    (("2026-09-01", "9:00", 17.5), ShiftColumn.ENDS, "hours.not_a_time"),
    (("2026-09-01", "9:00", "09:00"), ShiftColumn.ENDS, "hours.ends_before_start"),
    (("2026-09-01", "9:00", "34:00"), ShiftColumn.ENDS, "hours.longer_than_a_day"),
    (("", "2026-09-01T09:00+09:00", "2026-09-01T08:00+09:00"), ShiftColumn.ENDS, "hours.ends_before_start"),
    (("", "2026-09-01T09:00", "2026-09-01T18:00+09:00"), ShiftColumn.STARTS, "hours.naive"),
    (("", "2026-09-01Tnine", "2026-09-01T18:00+09:00"), ShiftColumn.STARTS, "hours.not_a_time"),
    (("", NAIVE, datetime(2026, 9, 1, 9, tzinfo=UTC)), ShiftColumn.STARTS, "hours.naive"),
    (
        ("", datetime.max.replace(tzinfo=UTC), datetime(2026, 9, 1, 9, tzinfo=UTC)),
        ShiftColumn.STARTS,
        "hours.not_a_time",
    ),
    (("2026-09-01", "9:00", "17:00", b"A"), ShiftColumn.WORKPLACE, "hours.not_a_workplace"),
    (("2026-09-01", "9:00", "17:00", True), ShiftColumn.WORKPLACE, "hours.not_a_workplace"),
    (("2026-09-01", "9:00", "17:00", "A", "an hour"), ShiftColumn.BREAK_MINUTES, "hours.break_not_a_number"),
    (("2026-09-01", "9:00", "17:00", "A", -1), ShiftColumn.BREAK_MINUTES, "hours.break_not_a_number"),
    (("2026-09-01", "9:00", "17:00", "A", 0.5), ShiftColumn.BREAK_MINUTES, "hours.break_not_a_number"),
    (
        ("2026-09-01", "9:00", "10:00", "A", "61分"),
        ShiftColumn.BREAK_MINUTES,
        "hours.break_longer_than_shift",
    ),
    (
        ("2026-09-01", "9:00", "10:00", "A", 10**30),
        ShiftColumn.BREAK_MINUTES,
        "hours.break_longer_than_shift",
    ),
    (("2026-09-01", "9:00", "10:00", "A", "0", "x"), ShiftColumn.ROW, "hours.too_many_cells"),
    (("2011-09-01", "9:00", "10:00"), ShiftColumn.STARTS, "hours.before_the_law"),
]


@pytest.mark.parametrize(("cells", "column", "code"), BAD_ROWS, ids=lambda value: str(value)[:50])
def test_a_bad_row_is_told_and_the_good_ones_are_counted(
    cells: tuple[Any, ...], column: ShiftColumn, code: str
) -> None:
    good = [("2026-10-05", "09:00", "23:00", "A"), ("2026-10-06", "09:00", "23:00", "B")]
    found = hours_from_rows([good[0], cells, good[1]], STUDENT)
    assert [(one.row, one.column, one.reason.code, one.counted) for one in found.problems] == [
        (2, column, code, False)
    ]
    assert [one.minutes for one in found.per_day] == [840, 840]
    assert found.verdict is HoursVerdict.NOT_KNOWN
    assert (found.left_on(MONDAY), found.left_at_most(date(2026, 10, 7))) == (None, 0)
    over = hours_from_rows([*good, cells, ("2026-10-07", "9:00", "9:01", "A")], STUDENT)
    assert over.verdict is HoursVerdict.OVER
    for lang in ("ja", "en"):
        said = found.problems[0].text(lang)
        assert "2" in said
        assert column.text(lang) in said
        assert not re.search(r"reason\.|\{", said)


def test_all_that_is_wrong_with_a_row_is_told() -> None:
    cells: tuple[Any, ...] = ("x", "y", "z", b"", "w")
    found = hours_from_rows([cells], STUDENT)
    assert [one.column.value for one in found.problems] == sorted(
        ("day", "starts_at", "ends_at", "workplace", "unpaid_break_minutes")
    )


GOOD_ROWS: Final[list[tuple[tuple[Any, ...], str, str]]] = [
    (("2026-09-01", "22:00", "05:00"), "2026-09-01T22:00", "2026-09-02T05:00"),
    (("2026/9/1", "22:00", "29:00"), "2026-09-01T22:00", "2026-09-02T05:00"),
    (("2026.9.1", "9:00", "24:00"), "2026-09-01T09:00", "2026-09-02T00:00"),
    (("20260901", "25:30", "28:00"), "2026-09-02T01:30", "2026-09-02T04:00"),
    (("２０２６年９月１日（火）", "２２：００", "２３：３０"), "2026-09-01T22:00", "2026-09-01T23:30"),
    (("令和8年9月1日", "9時", "17時30分"), "2026-09-01T09:00", "2026-09-01T17:30"),
    (("令和元年5月1日", "9:00", "10:00"), "2019-05-01T09:00", "2019-05-01T10:00"),
    (("R8.9.1", "00:00", "24:00"), "2026-09-01T00:00", "2026-09-02T00:00"),
    ((date(2026, 9, 1), time(9), time(8)), "2026-09-01T09:00", "2026-09-02T08:00"),
    ((None, "2026-09-01T00:00Z", "2026-09-01 10:00:00+09:00"), "2026-09-01T09:00", "2026-09-01T10:00"),
    (("2026-09-01", "9:00:15", "9:00:30"), "2026-09-01T09:00:15", "2026-09-01T09:00:30"),
]


@pytest.mark.parametrize(("cells", "starts", "ends"), GOOD_ROWS, ids=lambda value: str(value)[:40])
def test_the_forms_that_systems_export(cells: tuple[Any, ...], starts: str, ends: str) -> None:
    shifts, problems = read_rows([ShiftRow.of(cells)])
    assert problems == ()
    assert shifts[1].starts_at == datetime.fromisoformat(f"{starts}+09:00")
    assert shifts[1].ends_at == datetime.fromisoformat(f"{ends}+09:00")


def test_empty_rows_are_passed_over_with_their_numbers() -> None:
    found = hours_from_rows([(), ("", None, " "), ("2026-09-01", "9:00", "x")], STUDENT)
    assert [one.row for one in found.problems] == [3]


CELLS: Final = st.one_of(
    st.none(),
    st.integers(),
    st.text(max_size=12),
    st.dates(),
    st.times(),
    st.datetimes(),
    st.datetimes(timezones=st.just(UTC)),
    st.sampled_from(
        ["2026-09-01", "令和8年9月1日", "22:00", "29:00", "60分", "2026-09-01T00:00Z", "0001-01-01"]
    ),
)


@settings(max_examples=100)
@given(st.lists(st.lists(CELLS, max_size=6), max_size=6))
def test_whatever_cells_hold_only_problems_come_out(rows: list[list[Any]]) -> None:
    found = hours_from_rows(rows, STUDENT, Terms(long_holidays=(SUMMER,)))
    for lang in ("ja", "en"):
        assert found.text(lang)
    full = [row for row in rows if any(cell is not None and str(cell).strip() for cell in row)]
    assert not full or found.problems or found.per_day


def test_what_is_no_row_is_refused() -> None:
    with pytest.raises(FactsError):
        hours([("2026-09-01", "9:00", "10:00")], STUDENT)  # type: ignore[list-item]


START: Final = datetime(2026, 9, 1, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"ends_at": START}, "hours.ends_before_start"),
        ({"ends_at": START - timedelta(hours=1)}, "hours.ends_before_start"),
        ({"ends_at": START + timedelta(days=1, microseconds=1)}, "hours.longer_than_a_day"),
        ({"unpaid_break_minutes": 61}, "hours.break_longer_than_shift"),
        ({"unpaid_break_minutes": -1}, "hours.break_not_a_number"),
        ({"unpaid_break_minutes": 1.5}, "hours.break_not_a_number"),
        (
            {"breaks": (Break(starts_at=START - timedelta(minutes=1), ends_at=START),)},
            "hours.break_outside_shift",
        ),
        ({"breaks": (Break(starts_at=START, ends_at=START),)}, "hours.break_outside_shift"),
        (
            {
                "breaks": (Break(starts_at=START, ends_at=START + timedelta(minutes=1)),) * 2,
                "unpaid_break_minutes": 60,
            },
            "hours.break_longer_than_shift",
        ),
    ],
)
def test_a_shift_that_cannot_be_is_refused(fields: dict[str, Any], code: str) -> None:
    with pytest.raises(FactsError) as caught:
        Shift(**{"starts_at": START, "ends_at": START + timedelta(hours=1), **fields})
    assert [reason.code for reason in caught.value.contradictions] == [code]  # type: ignore[attr-defined]


def test_moments_without_a_zone_are_refused() -> None:
    for starts_at, ends_at in ((NAIVE, START), (START, NAIVE)):
        with pytest.raises(NaiveDatetimeError):
            Shift(starts_at=starts_at, ends_at=ends_at)
    with pytest.raises(NaiveDatetimeError):
        Break(starts_at=NAIVE, ends_at=START)
    with pytest.raises(NaiveDatetimeError):
        Shift.in_japan(NAIVE, "09:00", "10:00")
    with pytest.raises(NaiveDatetimeError):
        hours([], STUDENT).left_on(NAIVE)


@pytest.mark.parametrize(
    "make",
    [
        lambda: Shift(starts_at=date(2026, 9, 1), ends_at=START),  # type: ignore[arg-type]
        lambda: Shift(starts_at=START, ends_at=datetime.max.replace(tzinfo=UTC)),
        lambda: Shift(starts_at=START, ends_at=START + timedelta(hours=1), workplace=1),  # type: ignore[arg-type]
        lambda: Shift.in_japan(date.max, "22:00", "29:00"),
        lambda: Shift.in_japan(MONDAY, "nine", "10:00"),
        lambda: Shift.in_japan(MONDAY, time(9, tzinfo=UTC), "10:00"),
        lambda: Permission(kind="all"),  # type: ignore[arg-type]
        lambda: Permission(kind=PermissionKind.NONE, status="nobody"),  # type: ignore[arg-type]
        lambda: Permission(kind=PermissionKind.NONE, since=MONDAY, until=MONDAY - timedelta(days=1)),
        lambda: Terms(long_holidays=((MONDAY, MONDAY - timedelta(days=1)),)),
        lambda: Terms(long_holidays=((MONDAY,),)),  # type: ignore[arg-type]
        lambda: Terms(weeks="month"),  # type: ignore[arg-type]
        lambda: hours([], STUDENT).left_on("2026-09-01"),  # type: ignore[arg-type]
    ],
)
def test_bad_input_raises_errors_of_the_library(make: Any) -> None:
    with pytest.raises(TokuteiError) as caught:
        make()
    assert caught.value.__context__ is None
    assert isinstance(caught.value, FactsError | PeriodError)
    assert caught.value.text("ja")


def test_the_ends_of_the_calendar() -> None:
    last = [on(date.max, 1400), on(date.max - timedelta(days=1), 600)]
    for weeks in WeekCounting:
        found = hours(last, STUDENT, Terms(weeks=weeks))
        assert found.verdict is HoursVerdict.OVER
        assert found.left_on(date.max) == 0
        assert found.breaches[0].rows == (1, 2)


# What must not show


def test_workplaces_and_cells_show_nowhere_but_in_their_field() -> None:
    marker = "QZMARKERQZ"
    told: list[Shift | ShiftRow] = [on(MONDAY, 1000, workplace=marker), on(MONDAY, 1000, workplace=marker)]
    told += [on(MONDAY + timedelta(days=1), 1000, workplace=marker), ShiftRow.of((marker,) * 5)]
    found = hours(told, STUDENT)
    assert found.breaches[0].workplaces == (marker,)
    shown = [repr(found), str(found), repr(told), found.text("ja"), found.text("en")]
    shown += [repr(found.breaches), repr(found.problems), *(one.text("en") for one in found.breaches)]
    assert not [text for text in shown if "QZ" in text]


def test_a_report_says_what_to_look_at_and_what_it_rests_on() -> None:
    paper = hours([], Permission(kind=PermissionKind.INDIVIDUAL))
    assert "資格外活動許可書" in paper.text("ja")
    assert {str(cite) for cite in hours([], STUDENT).basis} == {str(Citation.parse(one)) for one in BASIS}


def test_a_report_is_a_value() -> None:
    told = days_from(MONDAY, 840, 841)
    found = hours(told, STUDENT, Terms(long_holidays=(SUMMER,)))
    assert found == hours(told, STUDENT, Terms(long_holidays=(SUMMER,)))
    assert hash(found) == hash(hours(told, STUDENT, Terms(long_holidays=(SUMMER,))))
    again = pickle.loads(pickle.dumps(found))  # noqa: S301 - written here
    assert again == found
    assert (
        again.left_on(MONDAY + timedelta(days=7)) == found.left_on(MONDAY + timedelta(days=7)) == 1680 - 841
    )


def test_the_order_of_rows_does_not_matter() -> None:
    told = days_from(EPOCH, *[300] * 12)
    one, other = hours(told, STUDENT), hours(told[::-1], STUDENT)
    assert one.per_day == other.per_day
    assert [(each.first, each.minutes) for each in one.breaches] == [
        (each.first, each.minutes) for each in other.breaches
    ]
