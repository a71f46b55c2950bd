"""Rows of shifts that are wrong, and what must not show."""

from __future__ import annotations

import pickle
import re
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.employment.hour_makers import MONDAY, STUDENT, SUMMER, days_from, on
from tests.employment.minutes import (
    EPOCH,
)
from tokutei.employment import (
    Break,
    HoursVerdict,
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
from tokutei.employment.shift_rows import read_rows
from tokutei.errors import FactsError, NaiveDatetimeError, PeriodError, TokuteiError
from tokutei.law import Citation

NAIVE: Final = datetime(2026, 9, 1, 9, tzinfo=UTC).replace(tzinfo=None)


# The counter of minutes

BASIS: Final = ("356M50000010054:19:5:1", "326CO0000000319:19:2")


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
