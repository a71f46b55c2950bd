"""Decisions over arrays are those of the rows, value by value; what is none is told and stops nothing."""

from __future__ import annotations

import importlib
import subprocess
import sys
from collections.abc import Sequence
from datetime import date
from itertools import product
from typing import Any, Final

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.employment.many_rows import BASES, LATER, ROWS, TODAY, VALUES, made
from tokutei.employment import Desk, Fault, RowField, WorkRow, WorkVerdict, column_kinds
from tokutei.employment.columns import (
    FLAG_CODES,
    STATUS_CODES,
    VERDICT_CODES,
    ColumnDecisions,
    assess_columns,
    codes,
    encode,
)
from tokutei.employment.workforce.deciding import Case
from tokutei.errors import MissingExtraError, NotInForceError, RowsError, TokuteiError
from tokutei.intake import Source
from tokutei.rules import CURRENT
from tokutei.rules import work as law
from tokutei.rules.statuses import Length
from tokutei.vocabulary import CardForm, JobKind, StatusOfResidence

DAYS: Final = (
    "stay_until",
    "permission_until",
    "filed_on",
    "card_valid_until",
    "revoked_on",
    "issued_on",
)
HOURS: Final = ("hours_per_week", "hours_elsewhere", "hours_per_day")
CODED: Final = [one.value for one in RowField if one.value not in {"key", "period", *DAYS, *HOURS}]


def days_of(period: str | None) -> int:
    """Return the days of a period counted in days, 0 for a longer one."""
    if period is None:
        return -1
    length = None if period == "indefinite" else Length.parse(period)
    return length.days if length and not length.months else 0


def to_columns(rows: Sequence[WorkRow]) -> dict[str, Any]:
    """Return rows as arrays; a notice item that no table has is not known."""
    found: dict[str, Any] = {}
    for name in CODED:
        values = [getattr(row, name) for row in rows]
        if name == "notice_item":
            values = [value if value in codes(name) else None for value in values]
        found[name] = encode(name, values)
    for name in DAYS:
        found[name] = np.array([getattr(row, name) for row in rows], dtype="datetime64[D]")
    for name in HOURS:
        values = [getattr(row, name) for row in rows]
        found[name] = np.array([np.nan if value is None else value for value in values], dtype=float)
    found["period_days"] = np.array([days_of(row.period) for row in rows])
    return found


def same(rows: Sequence[WorkRow], found: ColumnDecisions, on: date, book: Any = CURRENT) -> int:
    """Assert that each row is decided as a desk decides it, and return how many are decided."""
    desk, decided = Desk(on=on, book=book), 0
    refused = {int(place) for problem in found.problems for place in problem.rows}
    for place, row in enumerate(rows):
        by_array = found.decision(place)
        try:
            wanted = desk.decide(row)
        except TokuteiError:
            assert by_array is None
            assert place in refused
            assert VERDICT_CODES[found.verdict[place]] is WorkVerdict.NOT_KNOWN
            assert found.reach[place] == -1
            continue
        assert by_array is not None
        assert place not in refused
        assert by_array.ruling == wanted.ruling
        for name in (
            "verdict",
            "until",
            "permission_until",
            "hours_left",
            "hours_to_ask",
            "reach",
            "missing",
            "see",
            "reasons",
        ):
            assert getattr(by_array, name) == getattr(wanted, name), name
        earliest = found.until[place]
        assert (None if np.isnat(earliest) else earliest.item()) == wanted.until
        decided += 1
    return decided


KNOWN_ITEMS: Final = ROWS.filter(lambda row: row.notice_item in {None, *codes("notice_item")})


@settings(max_examples=60)
@given(st.lists(KNOWN_ITEMS, min_size=1, max_size=12), st.sampled_from([date(2026, 6, 1), TODAY, LATER]))
def test_arrays_are_decided_as_rows(rows: list[WorkRow], on: date) -> None:
    same(rows, assess_columns(to_columns(rows), on=on), on)


def test_every_field_that_decides_decides_here_too() -> None:
    book = CURRENT
    for rule, hours in {law.WEEKLY_HOURS: 20, law.LOCAL_GOVERNMENT_WEEKLY_HOURS: 30}.items():
        book = book.reformed(rule, since=date(2026, 7, 1), value=hours, reason="A")
    rows = [
        made(**{"checked_by": "chip_read", "stay_until": ended, **base, field: value})
        for base in BASES
        for ended in (None, date(2026, 10, 22))
        for field, values in VALUES.items()
        for value in (None, *values)
        if field != "notice_item" or value in {None, *codes("notice_item")}
    ]
    found = assess_columns(to_columns(rows), on=TODAY, book=book)
    assert same(rows, found, TODAY, book) > 2000
    assert {VERDICT_CODES[code] for code in found.verdict} == set(WorkVerdict)
    assert len(set(found.rulings)) == len(found.rulings) < 400


def test_every_status_permission_and_kind_of_job() -> None:
    every = [
        made(status=s, permission=p, job=j, checked_by="paper", stay_until=LATER)
        for s, p, j in product(StatusOfResidence, codes("permission"), JobKind)
    ]
    found = assess_columns(to_columns(every), on=TODAY)
    of_the_future = {"esd", "intra_company_transferee_2"}
    assert same(every, found, TODAY) == len([row for row in every if row.status not in of_the_future])
    (problem,) = found.problems
    assert problem.fault is Fault.NOT_IN_FORCE
    assert {every[place].status.value for place in problem.rows if every[place].status} == of_the_future


def test_many_rows_make_few_questions(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []
    case = Desk.case

    def counted(desk: Desk, row: WorkRow) -> Case:
        asked.append(1)
        return case(desk, row)

    monkeypatch.setattr(Desk, "case", counted)
    size = 200_000
    n = np.arange(size)
    found = assess_columns(
        {
            "status": encode("status", [StatusOfResidence.STUDENT, StatusOfResidence.DEPENDENT])[n % 2],
            "job": codes("job").index(JobKind.RETAIL),
            "permission": 1,
            "stay_until": np.datetime64("2026-11-21") + n % 900,
            "hours_per_week": n % 31,
            "hours_elsewhere": 0.0,
            "long_holiday": 0,
            "checked_by": np.zeros(size, dtype=np.uint8),
        },
        on=TODAY,
    )
    assert len(asked) == 4
    limited, denied = (VERDICT_CODES.index(WorkVerdict(word)) for word in ("within_limits", "not_allowed"))
    assert np.array_equal(found.verdict, np.where(n % 31 > 28, denied, limited))
    assert np.array_equal(found.until, np.datetime64("2026-11-21") + n % 900)
    kept = n % 31 <= 28
    assert np.array_equal(found.hours_left[kept], 28.0 - (n % 31)[kept])


# What is none.

GOOD: Final[dict[str, Any]] = {
    "status": [STATUS_CODES.index(StatusOfResidence.STUDENT)] * 3,
    "job": [codes("job").index(JobKind.RETAIL)] * 3,
    "permission": [1] * 3,
    "checked_by": [0] * 3,
    "stay_until": np.array(["2027-03-31"] * 3, dtype="datetime64[D]"),
}


@pytest.mark.parametrize(
    ("column", "values", "fault", "bad"),
    [
        ("status", [-2, 0, 41], Fault.NOT_A_WORD, [0, 2]),
        ("job", [2**31 - 1, 0, -(2**31)], Fault.NOT_A_WORD, [0, 2]),
        ("enrolled", np.array([1, 2, -128], dtype=np.int8), Fault.NOT_A_WORD, [1, 2]),
        ("checked_by", [6, 0, 127], Fault.NOT_A_WORD, [0, 2]),
        ("hours_per_week", [168.0, 168.5, np.inf], Fault.IMPOSSIBLE_HOURS, [1, 2]),
        ("hours_per_day", [24.5, np.nan, -1], Fault.IMPOSSIBLE_HOURS, [0, 2]),
        ("period_days", [40_000, 30, -7], Fault.NOT_A_PERIOD, [0, 2]),
        (
            "filed_on",
            np.array([-800_000, 3_000_000, 0], dtype="datetime64[D]"),
            Fault.IMPOSSIBLE_DAY,
            [0, 1],
        ),
        (
            "stay_until",
            np.array(["-0500-01-01", "2027-01-01", "NaT"], dtype="datetime64[D]"),
            Fault.IMPOSSIBLE_DAY,
            [0],
        ),
    ],
)
def test_a_value_that_is_none_spoils_its_own_row(column: str, values: Any, fault: Fault, bad: Any) -> None:
    found = assess_columns({**GOOD, column: values}, on=TODAY)
    (problem,) = found.problems
    assert (problem.fault, problem.rows.tolist()) == (fault, bad)
    assert problem.column is (RowField.PERIOD if column == "period_days" else RowField(column))
    assert [found.decision(place) is None for place in range(3)] == [place in bad for place in range(3)]
    assert np.isnat(found.until[bad]).all() or column != "stay_until"


def test_form_and_day_of_issue_of_two_cards() -> None:
    issued = np.array(["2026-06-13", "2026-06-14", "NaT"], dtype="datetime64[D]")
    found = assess_columns(
        {**GOOD, "form": codes("form").index(CardForm.FORM_2012), "issued_on": issued}, on=TODAY
    )
    (problem,) = found.problems
    assert (problem.fault, problem.column, problem.rows.tolist()) == (
        Fault.FORM_AND_DAY,
        RowField.FORM,
        [1],
    )


NONE: Final[list[Any]] = [
    {},
    [],
    {**GOOD, "key": [1, 2, 3]},
    {**GOOD, "name": [1, 2, 3]},
    {**GOOD, 5: [1, 2, 3]},
    {**GOOD, "status": [1, 2]},
    {**GOOD, "status": [[1, 2, 3]]},
    {**GOOD, "status": ["student"] * 3},
    {**GOOD, "status": [1.0, 2.0, 3.0]},
    {**GOOD, "status": [True, True, False]},
    {**GOOD, "enrolled": [None, True, False]},
    {**GOOD, "stay_until": ["2027-03-31"] * 3},
    {**GOOD, "stay_until": [20270331] * 3},
    {**GOOD, "hours_per_week": ["8"] * 3},
    {**GOOD, "hours_per_week": [[1], [1, 2], 3]},
    {**GOOD, "hours_per_week": [1j] * 3},
]


@pytest.mark.parametrize("columns", NONE)
def test_columns_that_are_none(columns: Any) -> None:
    with pytest.raises(RowsError) as caught:
        assess_columns(columns, on=TODAY)
    assert caught.value.reason == "columns"


def test_codes_and_their_way_back() -> None:
    for name in CODED:
        values = codes(name)
        assert len(set(values)) == len(values)
        assert encode(name, [*values, None]).tolist() == [*range(len(values)), -1]
    assert (codes("enrolled"), codes("status")) == (FLAG_CODES, STATUS_CODES)
    for name in ("key", "period", "stay_until", "hours_per_week", "name", ""):
        with pytest.raises(RowsError):
            codes(name)
    strange: tuple[object, ...] = ("student!", 3.5, [], True)
    for value in strange:
        with pytest.raises(RowsError):
            encode("status", [value])


def test_truth_values_and_single_values_and_one_row() -> None:
    columns = {**GOOD, "enrolled": np.array([True, False, True]), "hours_per_week": 5, "amusement": -1}
    found = assess_columns(columns, on=TODAY)
    assert [VERDICT_CODES[code].value for code in found.verdict] == [
        "within_limits",
        "not_allowed",
        "within_limits",
    ]
    assert len(assess_columns({"status": 3}, on=TODAY)) == 1
    empty = assess_columns({"status": np.array([], dtype=np.int8)}, on=TODAY)
    assert (len(empty), empty.rulings, empty.problems) == (0, (), ())


def test_the_day_of_issue_tells_the_form() -> None:
    issued = np.array(["2026-06-13", "2026-06-14", "NaT"], dtype="datetime64[D]")
    permanent = STATUS_CODES.index(StatusOfResidence.PERMANENT_RESIDENT)
    face = codes("checked_by").index(Source.FACE)
    found = assess_columns({"status": permanent, "checked_by": face, "issued_on": issued}, on=TODAY)
    assert [VERDICT_CODES[code].value for code in found.verdict] == ["allowed", "not_known", "not_known"]


def test_stays_of_nobody_knows_which_status() -> None:
    found = assess_columns({"stay_until": GOOD["stay_until"], "job": 0}, on=TODAY)
    assert {VERDICT_CODES[code].value for code in found.verdict} == {"not_known"}
    assert found.rulings[0].missing == ("status",)


def test_nothing_given_is_changed() -> None:
    given_columns = to_columns([made(**base) for base in BASES])
    before = {name: column.copy() for name, column in given_columns.items()}
    for column in given_columns.values():
        column.flags.writeable = False
    assess_columns(given_columns, on=TODAY)
    assert all(np.array_equal(before[name], given_columns[name], equal_nan=True) for name in before)


def test_more_kinds_than_can_be_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [made(**{**base, "checked_by": "paper"}) for base in BASES]
    wanted = assess_columns(to_columns(rows), on=TODAY)
    for most in (1, 7, 1000):
        monkeypatch.setattr(column_kinds, "_MOST_COUNTED", most)
        found = assess_columns(to_columns(rows), on=TODAY)
        assert [found.decision(place) for place in range(len(rows))] == [
            wanted.decision(place) for place in range(len(rows))
        ]


def test_a_day_before_the_law() -> None:
    with pytest.raises(NotInForceError):
        assess_columns(GOOD, on=date(2012, 7, 8))


def test_without_numpy_the_error_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "tokutei.employment.columns")
    monkeypatch.setitem(sys.modules, "numpy", None)
    with pytest.raises(MissingExtraError) as caught:
        importlib.import_module("tokutei.employment.columns")
    assert (caught.value.extra, caught.value.package) == ("columns", "numpy")


def test_the_floor_itself_does_without_numpy() -> None:
    code = "import sys, tokutei.employment; print('numpy' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603
    assert done.stdout.strip() == "False"
