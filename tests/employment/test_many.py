"""Many decisions: every way in, every way to be wrong, nothing fatal, nothing personal, memory flat."""

from __future__ import annotations

import csv
import io
import json
import pickle
import tracemalloc
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, date, datetime
from fractions import Fraction
from itertools import chain
from pathlib import Path
from typing import Any, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.employment.many_rows import ROWS, TODAY, made, told
from tokutei.calendar import in_era
from tokutei.employment import (
    ApplicationResult,
    Desk,
    EmployerKind,
    Fault,
    Job,
    JobKind,
    ManyDecisions,
    PendingApplication,
    RowDecision,
    RowField,
    RowPermission,
    RowProblem,
    Tally,
    WorkRow,
    assess_many,
)
from tokutei.employment.workforce.cells import READERS, read_day, read_flag, read_hours, read_period
from tokutei.employment.workforce.headers import NEEDED
from tokutei.employment.workforce.lines import _MOST_LINES
from tokutei.employment.workforce.sources import LONGEST_LINE
from tokutei.errors import FactsError, NotInForceError, RowsError, TokuteiError, UnknownTermError
from tokutei.intake import Source
from tokutei.vocabulary import CardForm, StatusOfResidence
from tokutei.vocabulary.words import Word, fold

F: Final = Fault
ON: Final = date(2026, 9, 1)
HEADER: Final = "key,status,job,permission,stay_until,checked_by"
GOOD: Final = "E-1,留学,小売,包括許可,2027-03-31,chip_verified"
OTHER: Final = "E-2,永住者,小売,無,,chip_read"


def table(*rows: str, header: str = HEADER) -> str:
    return "\n".join([header, *rows]) + "\n"


def verdicts(found: ManyDecisions) -> list[tuple[int | None, str]]:
    return [(one.row, one.verdict.value) for one in found]


def faults(found: ManyDecisions) -> list[tuple[int, str | None, Fault]]:
    return [(one.row, one.column.value if one.column else None, one.fault) for one in found.problems]


TWO: Final = [(1, "within_limits"), (2, "allowed")]


# Ways in.

SOURCES: Final[Mapping[str, Callable[[str], Any]]] = {
    "text": lambda text: text,
    "bytes": lambda text: text.encode(),
    "bytes with a mark": lambda text: text.encode("utf-8-sig"),
    "bytes in CP932": lambda text: text.encode("cp932"),
    "bytearray": lambda text: bytearray(text.encode()),
    "memoryview": lambda text: memoryview(text.encode()),
    "text with a mark": lambda text: "\ufeff" + text,
    "carriage returns": lambda text: text.replace("\n", "\r\n"),
    "carriage returns in bytes": lambda text: text.replace("\n", "\r\n").encode("cp932"),
    "no line end at the end": lambda text: text.rstrip("\n"),
    "blank lines": lambda text: "\n\n" + text.replace("\n", "\n\n\r\n"),
    "open text file": io.StringIO,
    "open text file without translation": lambda text: io.StringIO(text.replace("\n", "\r\n"), newline=""),
    "open binary file": lambda text: io.BytesIO(text.encode("cp932")),
    "chunks of text": lambda text: iter([text[:20], "", text[20:33], text[33:]]),
    "chunks of bytes": lambda text: [text.encode("cp932")[n : n + 7] for n in range(0, 999, 7)],
    "single bytes": lambda text: [bytes([byte]) for byte in text.encode()],
    "JSON Lines": lambda text: "".join(
        json.dumps(row, ensure_ascii=False) + "\n" for row in csv.DictReader(io.StringIO(text))
    ),
    "JSON Lines in bytes, escaped": lambda text: "\n".join(
        json.dumps(row) for row in csv.DictReader(io.StringIO(text))
    ).encode(),
    "JSON Lines in CP932": lambda text: "\n".join(
        json.dumps(row, ensure_ascii=False) for row in csv.DictReader(io.StringIO(text))
    ).encode("cp932"),
    "mappings": lambda text: csv.DictReader(io.StringIO(text)),
    "rows": lambda _: [
        made(
            key="E-1",
            status="student",
            job="retail",
            permission="comprehensive_28h",
            stay_until=date(2027, 3, 31),
            checked_by="chip_verified",
        ),
        made(key="E-2", status="permanent_resident", job="retail", permission="none", checked_by="chip_read"),
    ],
}


@pytest.mark.parametrize("name", SOURCES)
def test_every_way_in_gives_the_same_decisions(name: str) -> None:
    found = assess_many(SOURCES[name](table(GOOD, OTHER)), on=ON)
    decisions = list(found)
    assert [(one.row, one.verdict.value) for one in decisions] == TWO
    assert [one.key for one in decisions] == ["E-1", "E-2"]
    assert decisions[0].until == date(2027, 3, 31)
    assert (found.problems, found.tally) == ((), Tally(2, 2, 0))


@pytest.mark.parametrize(
    ("encoded", "name"),
    [
        (table(GOOD).encode(), "utf-8"),
        (table(GOOD).encode("utf-8-sig"), "utf-8-sig"),
        (table(GOOD).encode("cp932"), "cp932"),
        (b"status\nstudent\n", None),
        (table(GOOD), None),
    ],
)
def test_the_encoding_is_said(encoded: bytes | str, name: str | None) -> None:
    found = assess_many(encoded, on=ON)
    assert len(list(found)) == 1
    assert found.encoding == name


@given(
    st.lists(st.sampled_from(["東京", "ｶﾀｶﾅ", "①髙﨑", "TEST", "表能ソ", "é"]), min_size=1, max_size=6),
    st.sampled_from(["utf-8", "utf-8-sig", "cp932"]),
)
def test_an_encoding_found_out_is_the_right_one(notes: list[str], encoding: str) -> None:
    notes = [note for note in notes if encoding != "cp932" or note != "é"]
    text = table(*(f"{GOOD},{note}" for note in notes), header=f"{HEADER},備考")
    found = assess_many(text.encode(encoding), on=ON)
    assert [one.verdict.value for one in found] == ["within_limits"] * len(notes)
    assert found.encoding == encoding


def test_an_encoding_that_is_told() -> None:
    assert verdicts(assess_many(table(GOOD, OTHER).encode("cp932"), on=ON, encoding="CP932")) == TWO
    wrong = assess_many(table(GOOD, OTHER).encode("cp932"), on=ON, encoding="utf-8")
    assert verdicts(wrong) == []
    assert faults(wrong) == [(1, None, F.ENCODING), (2, None, F.ENCODING)]


def test_one_line_in_another_encoding() -> None:
    lines = [line.encode() for line in table(*[GOOD] * 5, OTHER).splitlines()]
    lines[3] = GOOD.encode("cp932")
    found = assess_many(b"\n".join(lines), on=ON)
    assert [row for row, _ in verdicts(found)] == [1, 2, 4, 5, 6]
    (problem,) = [one for one in found.problems if one.fault is not F.DUPLICATE_KEY]
    assert (problem.row, problem.line, problem.fault) == (3, 4, F.ENCODING)


def test_utf_16_and_a_text_file_opened_in_another_encoding() -> None:
    found = assess_many(table(GOOD).encode("utf-16"), on=ON)
    assert (verdicts(found), faults(found)) == ([], [(0, None, F.ENCODING)])
    opened = io.TextIOWrapper(io.BytesIO(table(GOOD).encode("cp932")), encoding="utf-8")
    found = assess_many(opened, on=ON)
    assert (verdicts(found), faults(found)) == ([], [(0, None, F.ENCODING)])


def test_what_is_read_is_read_when_it_is_asked_for() -> None:
    taken = []

    def rows() -> Iterator[str]:
        for n in range(1, 5):
            taken.append(n)
            yield f"{HEADER}\n" if n == 1 else f"{GOOD}\n"

    found = assess_many(rows(), on=ON)
    assert taken == [1]  # to see what it is
    next(found)
    assert taken == [1, 2]
    assert found.tally.rows == 1
    assert len(list(found)) == 2
    assert list(found) == []


# Words, days, numbers.


@given(st.dates(date(1912, 8, 1), date(2099, 12, 31)), st.booleans())
def test_a_day_in_every_form(day: date, wide: bool) -> None:
    written = [
        day.isoformat(),
        f"{day.year}/{day.month}/{day.day}",
        f"{day:%Y%m%d}",
        f"{day.year}年{day.month}月{day.day}日",
        f"{day.year}.{day.month:02}.{day.day:02}",
        in_era(day, "ja"),
        in_era(day, "en").replace("Reiwa ", "R").replace("Heisei ", "H").replace("Showa ", "S")[:12],
    ]
    widened = str.maketrans({chr(n): chr(n + 0xFEE0) for n in range(0x21, 0x7F)})
    for form in written:
        if "Taisho" not in form:
            assert read_day(f" {form.translate(widened) if wide else form}\u3000") == day, form
    assert read_day(day) == read_day(datetime(day.year, day.month, day.day, 3, tzinfo=UTC)) == day


@pytest.mark.parametrize(
    ("cell", "fault"),
    [
        ("2026-02-30", F.IMPOSSIBLE_DAY),
        ("2026/13/1", F.IMPOSSIBLE_DAY),
        ("20260931", F.IMPOSSIBLE_DAY),
        ("0000-01-01", F.IMPOSSIBLE_DAY),
        ("平成31年5月1日", F.IMPOSSIBLE_DAY),
        ("令和0年5月1日", F.IMPOSSIBLE_DAY),
        ("昭和64年1月8日", F.IMPOSSIBLE_DAY),
        ("R8.2.30", F.IMPOSSIBLE_DAY),
        ("26-09-01", F.NOT_A_DAY),
        ("01/09/2026", F.NOT_A_DAY),
        ("2026-09", F.NOT_A_DAY),
        ("2026-09/01", F.NOT_A_DAY),
        ("2026-09-01T00:00:00", F.NOT_A_DAY),
        ("46266", F.NOT_A_DAY),
        ("next year", F.NOT_A_DAY),
        ("慶応4年1月1日", F.NOT_A_DAY),
        ("9" * 10_000, F.NOT_A_DAY),
        (10**5000, F.NOT_A_DAY),
        (2026.5, F.NOT_A_DAY),
        (True, F.NOT_A_DAY),
        (["2026-09-01"], F.NOT_A_DAY),
        (datetime(2026, 9, 1), F.NOT_A_DAY),  # noqa: DTZ001 - that is the point
    ],
    ids=lambda value: type(value).__name__,
)
def test_a_day_that_is_none(cell: object, fault: Fault) -> None:
    assert read_day(cell) is fault


@pytest.mark.parametrize(
    ("read", "cell", "value"),
    [
        (read_hours, "28", 28),
        (read_hours, "２８", 28),
        (read_hours, "27.5", 27.5),
        (read_hours, "２７．５時間", 27.5),
        (read_hours, "8h", 8),
        (read_hours, 8, 8),
        (read_hours, "", None),
        (read_hours, "168.5", F.IMPOSSIBLE_HOURS),
        (read_hours, "9999", F.IMPOSSIBLE_HOURS),
        (read_hours, -1, F.IMPOSSIBLE_HOURS),
        (read_hours, float("nan"), F.IMPOSSIBLE_HOURS),
        (read_hours, float("inf"), F.IMPOSSIBLE_HOURS),
        (read_hours, 10**5000, F.IMPOSSIBLE_HOURS),
        (read_hours, "-1", F.NOT_HOURS),
        (read_hours, "nan", F.NOT_HOURS),
        (read_hours, "1e2", F.NOT_HOURS),
        (read_hours, "many", F.NOT_HOURS),
        (read_hours, True, F.NOT_HOURS),
        (read_hours, "1" * 5000, F.NOT_HOURS),
        (read_flag, "はい", True),
        (read_flag, "ＹＥＳ", True),
        (read_flag, 1, True),
        (read_flag, "×", False),
        (read_flag, "不明", None),
        (read_flag, "2", F.NOT_YES_OR_NO),
        (read_flag, 10**5000, F.NOT_YES_OR_NO),
        (read_flag, None, F.NOT_YES_OR_NO),
        (read_period, "３年", "P3Y"),
        (read_period, "1年3か月", "P1Y3M"),
        (read_period, "90日", "P90D"),
        (read_period, "無期限", "indefinite"),
        (read_period, "P", F.NOT_A_PERIOD),
        (read_period, "P0D", F.NOT_A_PERIOD),
        (read_period, "5 years", F.NOT_A_PERIOD),
        (read_period, 5, F.NOT_A_PERIOD),
    ],
    ids=lambda value: type(value).__name__,
)
def test_cells(read: Callable[[object], object], cell: object, value: object) -> None:
    found = read(cell)
    assert found == value
    assert type(found) is type(value)


@given(
    st.sampled_from(RowField),
    st.one_of(
        st.text(max_size=30),
        st.integers(),
        st.floats(),
        st.booleans(),
        st.dates(),
        st.datetimes(),
        st.binary(max_size=4),
        st.lists(st.integers(), max_size=2),
    ),
)
def test_any_cell_is_a_value_nothing_or_a_fault(field: RowField, cell: Any) -> None:
    value = READERS[field](cell)
    if value is not None and not isinstance(value, Fault):
        try:
            made(**{field.value: value})
        except FactsError as error:
            pytest.fail(f"{field}: {error.unknown}")


@pytest.mark.parametrize(
    ("field", "vocabulary"),
    [
        (RowField.PERMISSION, RowPermission),
        (RowField.EMPLOYER, EmployerKind),
        (RowField.PENDING, PendingApplication),
        (RowField.DECISION, ApplicationResult),
        (RowField.CHECKED_BY, Source),
        (RowField.FORM, CardForm),
    ],
)
def test_words_are_read_whole(field: RowField, vocabulary: type[Word]) -> None:
    read = READERS[field]
    forms = [(form, one) for one in vocabulary for form in (one.value, one.ja, one.en, *one.also)]
    assert len({fold(form) for form, _ in forms}) >= len(forms) - len(vocabulary)
    known = {fold(form) for form, _ in forms}
    for form, one in forms:
        assert read(f" {form.upper()} ") is (None if form in {"not_known", "不明", "not known"} else one)
        for end in range(1, len(form)):
            if fold(form[:end]) not in known:
                assert read(form[:end]) in {None, F.NOT_A_WORD, F.AMBIGUOUS}, form[:end]


@pytest.mark.parametrize("some", ["有", "あり", "許可", "permitted", "YES", "不明", ""])
def test_a_permission_of_a_kind_that_is_not_told(some: str) -> None:
    assert READERS[RowField.PERMISSION](some) is None


@pytest.mark.parametrize("status", StatusOfResidence)
def test_statuses_by_their_names(status: StatusOfResidence) -> None:
    for name in (status.value, status.ja, status.en, status.ja.translate({ord("1"): "１"})):
        assert READERS[RowField.STATUS](name) is status
    assert READERS[RowField.STATUS]("配偶者等") is F.AMBIGUOUS
    for name in ("高度専門職1号", "特定技能", "Spouse or Child"):
        assert READERS[RowField.STATUS](name) is F.AMBIGUOUS
    for name in ("観光", "日本人", "日本", "特別", "Permanent", "技能実習生", "なし", "無"):
        assert READERS[RowField.STATUS](name) is F.NOT_A_WORD


@pytest.mark.parametrize("field", RowField)
def test_every_field_by_every_header(field: RowField) -> None:
    for header in (field.value, field.ja, field.en, *field.also, field.en.upper()):
        found = assess_many(f'"{header}"\n\n', on=ON)
        assert verdicts(found) == []
        assert {problem.fault for problem in found.problems} <= {F.MISSING_HEADER}
        missing = {problem.column for problem in found.problems}
        assert missing == set(NEEDED) - {field}


def as_cells(row: WorkRow) -> dict[str, str]:
    """Return a row as somebody may write it."""
    found = {}
    for field in RowField:
        value = getattr(row, field.value)
        if value is None or value is Source.NOT_KNOWN:
            found[field.value] = ""
        elif type(value) is bool:
            found[field.value] = "有" if value else "無"
        elif isinstance(value, date):
            found[field.value] = f"{value.year:04}/{value.month}/{value.day}"
        else:
            found[field.value] = getattr(value, "ja", str(value))
    return found


@settings(max_examples=60)
@given(st.lists(ROWS.filter(lambda row: any(as_cells(row).values())), max_size=6))
def test_rows_written_and_read_are_decided_as_rows(rows: list[WorkRow]) -> None:
    desk, wanted = Desk(on=TODAY), []
    for n, row in enumerate(rows, start=1):
        found = told(lambda row=row, n=n: desk.decide(row, number=n))
        wanted += [found] if isinstance(found, RowDecision) else []
    written = [as_cells(row) for row in rows]
    out = io.StringIO()
    writer = csv.DictWriter(out, [field.value for field in RowField])
    writer.writeheader()
    writer.writerows(written)
    lines = "\n".join(json.dumps(row, ensure_ascii=False) for row in written)
    for source in (out.getvalue(), written, rows, lines):
        many = assess_many(source, on=TODAY)
        found = list(many)
        assert [(one.row, one.verdict, one.shared, one.until, one.hours_left) for one in found] == [
            (one.row, one.verdict, one.shared, one.until, one.hours_left) for one in wanted
        ]
        assert [str(one.key) for one in found] == [str(one.key) for one in wanted]
        assert many.tally.rows == len(rows)


# Headers.


def test_unknown_headers_are_told_by_place_with_what_is_near_and_once() -> None:
    text = table(*[f"{GOOD},x,y"] * 3, header=f"{HEADER.replace('stay_until', 'stay_untill')},QZNAMEQZ,氏名")
    found = assess_many(text, on=ON)
    assert verdicts(found) == [(1, "not_known"), (2, "not_known"), (3, "not_known")]
    header = [one for one in found.problems if not one.row]
    assert [(one.fault, one.position, one.near) for one in header if one.position] == [
        (F.UNKNOWN_HEADER, 5, (RowField.STAY_UNTIL,)),
        (F.UNKNOWN_HEADER, 7, ()),
        (F.UNKNOWN_HEADER, 8, ()),
    ]
    assert [one.column for one in header if one.fault is F.MISSING_HEADER] == [RowField.STAY_UNTIL]
    assert "last day of the period of stay" in header[0].text("en")
    assert "QZ" not in "".join(one.text(lang) + repr(one) for one in header for lang in ("ja", "en"))


def test_missing_headers_and_a_job_for_all() -> None:
    found = assess_many("key\nE-1\n", on=ON)
    assert verdicts(found) == [(1, "not_known")]
    assert faults(found) == [(0, field.value, F.MISSING_HEADER) for field in NEEDED]
    for job in ("小売", JobKind.RETAIL, Job(kind=JobKind.RETAIL)):
        found = assess_many("status,stay_until,checked_by\n永住者,,chip_read\n", on=ON, job=job)
        assert verdicts(found) == [(1, "allowed")]
        assert faults(found) == []


def test_what_a_row_says_of_the_job_wins() -> None:
    job = Job(kind=JobKind.RETAIL, hours_per_week=30, hours_elsewhere=0, long_holiday=False)
    header = "status,job,permission,stay_until,hours_per_week,checked_by"
    text = table("留学,,包括,20270331,,chip_read", "留学,care,包括,20270331,20,chip_read", header=header)
    decisions = list(assess_many(text, on=ON, job=job))
    assert [one.verdict.value for one in decisions] == ["not_allowed", "within_limits"]
    assert decisions[1].hours_left == 8


def test_duplicate_headers_are_told_and_must_say_the_same() -> None:
    text = table(f"{GOOD},Student", f"{OTHER},留学", f"{OTHER},永住", header=f"{HEADER},在留資格")
    found = assess_many(text, on=ON)
    assert verdicts(found) == [(1, "within_limits"), (3, "allowed")]
    assert faults(found) == [
        (0, "status", F.DUPLICATE_HEADER),
        (2, "status", F.CELLS_DIFFER),
    ]
    assert [one.position for one in found.problems] == [7, 7]


@pytest.mark.parametrize("text", ["", "\n\n", "QZ-1,QZ HANAKO,QZ\nQZ-2,QZ TARO,QZ\n", "stay.csv", "\ufeff"])
def test_no_header(text: str) -> None:
    found = assess_many(text, on=ON)
    assert (verdicts(found), faults(found)) == ([], [(0, None, F.NO_HEADER)])
    assert "QZ" not in repr(found.problems)


def test_a_header_that_is_broken() -> None:
    found = assess_many('key,"status\nE-1,留学\n', on=ON)
    assert (verdicts(found), faults(found)) == ([], [(0, None, F.QUOTES)])
    found = assess_many("key,\0status\nE-1,留学\n", on=ON)
    assert (verdicts(found), faults(found)) == ([], [(0, None, F.CONTROL_CHARACTER)])


def test_names_of_mappings_may_come_up_later() -> None:
    rows: list[dict[Any, Any]] = [
        {"status": "永住者", "statsu": "x"},
        {"status": "永住者", "job": "小売", "checked_by": Source.CHIP_READ, "stay_until": None},
        {
            "job": "小売",
            "status": StatusOfResidence.STUDENT,
            5: "x",
            "許可": "x",
            "permission": "無",
            "checked_by": "chip_read",
        },
        {"status": "永住者", "statsu": "x"},
    ]
    found = assess_many(rows, on=ON)
    assert [verdict for _, verdict in verdicts(found)] == ["not_known", "allowed", "not_allowed", "not_known"]
    assert [(one.row, one.fault, one.near) for one in found.problems] == [
        (0, F.UNKNOWN_HEADER, (RowField.STATUS,)),
        (0, F.UNKNOWN_HEADER, ()),
        (0, F.UNKNOWN_HEADER, ()),
    ]


def test_mappings_with_ever_new_names() -> None:
    rows = ({f"x{n}": n, f"y{n}": n, "status": "永住者"} for n in range(2000))
    found = assess_many(rows, on=ON, keep=10)
    assert len(list(found)) == 2000
    assert sum(found.counts.values()) < 400


# Bad rows.

BAD: Final[Mapping[str, tuple[str, str | None, Fault]]] = {
    "status": ("E-9,観光,小売,無,2027-03-31,chip_read", "status", F.NOT_A_WORD),
    "several statuses": ("E-9,配偶者,小売,無,2027-03-31,chip_read", "status", F.AMBIGUOUS),
    "job": ("E-9,留学,屋台,無,2027-03-31,chip_read", "job", F.NOT_A_WORD),
    "permission": ("E-9,留学,小売,perhaps,2027-03-31,chip_read", "permission", F.NOT_A_WORD),
    "impossible day": ("E-9,留学,小売,無,2027-02-30,chip_read", "stay_until", F.IMPOSSIBLE_DAY),
    "impossible day of an era": ("E-9,留学,小売,無,平成40年1月1日,chip_read", "stay_until", F.IMPOSSIBLE_DAY),
    "no day": ("E-9,留学,小売,無,soon,chip_read", "stay_until", F.NOT_A_DAY),
    "source": ("E-9,留学,小売,無,2027-03-31,mother", "checked_by", F.NOT_A_WORD),
    "chip, read or verified": ("E-9,留学,小売,無,2027-03-31,chip", "checked_by", F.AMBIGUOUS),
    "beginning of a source": ("E-9,留学,小売,無,2027-03-31,chip_ver", "checked_by", F.NOT_A_WORD),
    "individual number as key": (
        "123456789018,留学,小売,無,2027-03-31,chip_read",
        "key",
        F.INDIVIDUAL_NUMBER,
    ),
    "in full width": (
        "１２３４－５６７８－９０１８,留学,小売,無,2027-03-31,chip_read",
        "key",
        F.INDIVIDUAL_NUMBER,
    ),
    "long key": ("E" * 201 + ",留学,小売,無,2027-03-31,chip_read", "key", F.NOT_A_KEY),
    "too few": ("E-9,留学,小売", None, F.TOO_FEW_CELLS),
    "too many": ("E-9,留学,小売,無,2027-03-31,chip_read,chip_read", None, F.TOO_MANY_CELLS),
    "NUL": ("E-9,留学,小\0売,無,2027-03-31,chip_read", None, F.CONTROL_CHARACTER),
    "escape": ("E-9,留学,小\x1b[31m売,無,2027-03-31,chip_read", None, F.CONTROL_CHARACTER),
    "carriage return": ("E-9,留学,小\r売,無,2027-03-31,chip_read", None, F.CONTROL_CHARACTER),
    "quote that is not closed": ('E-9,"留学,小売,無,2027-03-31,chip_read', None, F.QUOTES),
    "quote in the middle": ('E-9,"留"学,小売,無,2027-03-31,chip_read', None, F.QUOTES),
    "bomb of a field": (f"E-9,{'x' * 200_000},小売,無,2027-03-31,chip_read", None, F.TOO_LONG),
    "bomb in quotes": (f'E-9,"{"x" * 200_000}",小売,無,2027-03-31,chip_read', None, F.TOO_LONG),
    "in the future": ("E-9,育成就労,小売,無,2027-03-31,chip_read", None, F.NOT_IN_FORCE),
}


@pytest.mark.parametrize("name", BAD)
@pytest.mark.parametrize("encoding", [None, "utf-8", "cp932"])
def test_a_bad_row_is_told_and_the_good_ones_are_decided(name: str, encoding: str | None) -> None:
    row, column, fault = BAD[name]
    text = table(GOOD, row, OTHER)
    sources: list[Any] = [text, io.StringIO(text), [text[:99], text[99:]]]
    if encoding is not None:
        encoded = text.encode(encoding)
        sources = [encoded, io.BytesIO(encoded), [encoded[:99], encoded[99:]]]
    for source in sources:
        found = assess_many(source, on=ON)
        assert verdicts(found) == [(1, "within_limits"), (3, "allowed")]
        assert faults(found) == [(2, column, fault)]
        (problem,) = found.problems
        assert (problem.line, problem.decided) == (3, False)
        for lang in ("ja", "en"):
            said = problem.text(lang)
            assert "2" in said
            assert "3" in said
            assert not any(mark in said for mark in ("reason.", "employment.rows", "{"))


def test_every_fault_has_words() -> None:
    for fault in Fault:
        for lang in ("ja", "en"):
            said = RowProblem(fault, row=1).text(lang)
            assert "reason." not in said
            assert fault.text(lang)
    assert (
        RowProblem(F.NOT_A_DAY, 3, 4, RowField.STAY_UNTIL, 5)
        .text("ja")
        .startswith("3行目（ファイルの4行目）")
    )


def test_all_bad_cells_of_a_row_are_told() -> None:
    found = assess_many(table("E-1,観光,屋台,perhaps,soon,mother"), on=ON)
    assert verdicts(found) == []
    fields = ["status", "job", "permission", "stay_until", "checked_by"]
    assert [column for _, column, _ in faults(found)] == fields
    assert found.tally == Tally(rows=1, decided=0, problems=5)


def test_cells_of_several_lines_and_quotes_that_are_never_closed() -> None:
    header = f"{HEADER},note"
    within = "\n".join(["x"] * (_MOST_LINES - 1))
    text = table(f'{GOOD},"{within}"', f'E-3,"{OTHER}', f"{OTHER},x", f'{GOOD},"x""y"', header=header)
    found = assess_many(text, on=ON)
    assert [row for row, _ in verdicts(found)] == [1, 3, 4]
    assert [(one.row, one.line, one.fault) for one in found.problems if one.fault is F.QUOTES] == [
        (2, _MOST_LINES + 1, F.QUOTES)
    ]


def test_a_file_in_which_every_line_opens_a_quote() -> None:
    size = 3000
    found = assess_many(table(*['"E-1,留学'] * size, GOOD), on=ON)
    assert [verdict for _, verdict in verdicts(found)] == ["within_limits"]
    assert set(found.counts) == {(None, F.QUOTES)}


def test_form_and_day_of_issue_of_two_cards() -> None:
    text = table(
        f"{GOOD},2012年様式,2026-06-14", f"{GOOD},form of 2026,2026-06-14", header=f"{HEADER},form,issued_on"
    )
    found = assess_many(text, on=ON)
    assert verdicts(found) == [(2, "within_limits")]
    assert faults(found) == [(1, "form", F.FORM_AND_DAY)]


def test_what_all_rows_share_is_at_hand() -> None:
    (decision,) = assess_many(table(GOOD), on=ON)
    assert decision.limits is decision.shared.limits
    assert decision.limits.hours_per_week == 28
    assert decision.see == decision.shared.see


def test_duplicates_are_told_and_decided() -> None:
    found = assess_many(table(GOOD, OTHER, GOOD, GOOD), on=ON)
    assert len(list(found)) == 4
    assert faults(found) == [(3, "key", F.DUPLICATE_KEY), (4, "key", F.DUPLICATE_KEY)]
    assert all(problem.decided for problem in found.problems)
    without = assess_many(table(",永住者,小売,無,,chip_read", ",永住者,小売,無,,chip_read"), on=ON)
    assert (len(list(without)), faults(without)) == (2, [])


def test_duplicates_are_looked_for_among_the_latest_keys() -> None:
    keys = [*range(10), 0, 9]
    rows = [made(key=key, status="student") for key in keys]
    for remember, wanted in ((None, [11, 12]), (20, [11, 12]), (10, [12]), (1, [])):
        found = assess_many(rows, on=ON, remember=remember)
        assert len(list(found)) == 12
        assert [one.row for one in found.problems] == wanted


@pytest.mark.parametrize(
    "line",
    [
        "{",
        "[]",
        "5",
        '"text"',
        "null",
        '{"key": 1, "key": 2}',
        '{"hours_per_week": NaN}',
        '{"key": ' + "9" * 5000 + "}",
        "{'key': 1}",
        '{"status": "留学"} x',
        "key,status",
    ],
)
def test_a_line_that_is_no_json_object(line: str) -> None:
    good = '{"key": "E-1", "status": "永住者", "job": "小売", "checked_by": "chip_read"}'
    found = assess_many("\n".join([good, line, "", good.replace("E-1", "E-2")]), on=ON)
    assert verdicts(found) == [(1, "allowed"), (3, "allowed")]
    assert [(one.row, one.line, one.fault) for one in found.problems] == [(2, 2, F.NOT_JSON)]


def test_a_line_that_is_nested_deeply() -> None:
    """Pythons differ in how deep they read; the row is refused either way, and the others are decided."""
    good = '{"key": "E-1", "status": "永住者", "job": "小売", "checked_by": "chip_read"}'
    found = assess_many("\n".join([good, '{"key": ' + "[" * 5000 + "]" * 5000 + "}"]), on=ON)
    assert verdicts(found) == [(1, "allowed")]
    (problem,) = found.problems
    assert (problem.row, problem.line, problem.decided) == (2, 2, False)
    assert problem.fault in {F.NOT_JSON, F.NOT_A_KEY}


def test_values_of_json() -> None:
    rows: list[dict[str, Any]] = [
        {"key": 7, "status": "留学", "enrolled": True, "hours_per_week": 8, "stay_until": 20270331},
        {"key": None, "status": None, "enrolled": None, "hours_per_week": None, "stay_until": None},
        {"key": [1], "status": {}, "enrolled": 2, "hours_per_week": "x", "stay_until": 1.5},
        {"key": True, "status": 5, "enrolled": [], "hours_per_week": {}, "stay_until": {}},
    ]
    found = assess_many("\n".join(map(json.dumps, rows)), on=ON, job="retail")
    decisions = list(found)
    assert [(one.row, one.key, one.missing) for one in decisions] == [
        (1, 7, ("other_activity_permission",)),
        (2, None, ("status",)),
    ]
    assert [one.fault for one in found.problems] == [
        *(F.NOT_A_KEY, F.NOT_A_WORD, F.NOT_YES_OR_NO, F.NOT_HOURS, F.NOT_A_DAY),
        *(F.NOT_A_KEY, F.NOT_A_WORD, F.NOT_YES_OR_NO, F.NOT_HOURS, F.NOT_A_DAY),
    ]


def test_items_that_are_no_rows() -> None:
    items: list[Any] = [
        5,
        None,
        ["留学"],
        made(status="permanent_resident", checked_by="chip_read"),
        object(),
    ]
    found = assess_many(items, on=ON, job="retail")
    assert verdicts(found) == [(4, "allowed")]
    assert faults(found) == [(row, None, F.NOT_A_ROW) for row in (1, 2, 3, 5)]


# Arguments.


@pytest.mark.parametrize("source", [None, 5, 5.0, object(), Path("rows.csv"), {"status": "留学"}, made()])
def test_what_is_no_source(source: Any) -> None:
    with pytest.raises(RowsError) as caught:
        assess_many(source, on=ON)
    assert caught.value.reason == "source"


@pytest.mark.parametrize("chunks", [["status\n", b"x"], [b"status\n", "x"], ["status\n", 5]])
def test_chunks_of_several_kinds(chunks: list[Any]) -> None:
    with pytest.raises(RowsError):
        list(assess_many(chunks, on=ON))


class Odd:
    """An open file that is none."""

    def __init__(self, *answers: Any) -> None:
        self.answers = iter(answers)

    def readline(self, _: int) -> Any:
        return next(self.answers)


@pytest.mark.parametrize("source", [Odd(None), Odd("status\n", 5), Odd([]), ["status\n", None]])
def test_files_that_are_none(source: Any) -> None:
    with pytest.raises(RowsError) as caught:
        list(assess_many(source, on=ON))
    assert caught.value.reason == "source"


def test_a_text_file_that_turns_into_another_encoding() -> None:
    raw = table(*[OTHER.removeprefix("E-2")] * 2000, GOOD).encode("utf-8")[:-9] + GOOD.encode("cp932")
    opened = io.TextIOWrapper(io.BytesIO(raw), encoding="utf-8")
    found = assess_many(opened, on=ON)
    count = len(list(found))
    assert 0 < count <= 2000
    assert [one.fault for one in found.problems] == [F.ENCODING]


@pytest.mark.parametrize("source", [b"", [], iter([]), [b""], io.BytesIO(), io.StringIO()])
def test_nothing_is_no_row(source: Any) -> None:
    found = assess_many(source, on=ON)
    assert list(found) == []
    assert found.tally.rows == 0


def test_more_different_cells_than_are_kept() -> None:
    lines = (
        f"定住者,小売,chip_read,{2000 + n // 336}-{1 + n // 28 % 12}-{1 + n % 28}\n" for n in range(6000)
    )
    found = assess_many(chain(["status,job,checked_by,stay_until\n"], lines), on=ON)
    assert len(list(found)) == 6000
    assert found.problems == ()


@pytest.mark.parametrize(
    ("bad", "error"),
    [
        ({"encoding": "utf-16"}, RowsError),
        ({"encoding": 5}, RowsError),
        ({"layout": "xlsx"}, RowsError),
        ({"every": 0}, RowsError),
        ({"keep": -1}, RowsError),
        ({"remember": 0}, RowsError),
        ({"remember": True}, RowsError),
        ({"job": "屋台"}, UnknownTermError),
        ({"job": 5}, UnknownTermError),
        ({"on": date(2012, 7, 8)}, NotInForceError),
        ({"on": "2026-09-01"}, TokuteiError),
        ({"mapping": ["x"]}, RowsError),
    ],
)
def test_arguments_that_are_none(bad: dict[str, Any], error: type[Exception]) -> None:
    with pytest.raises(error):
        assess_many("status\n", **{"on": ON, **bad})


def test_a_layout_that_is_told() -> None:
    found = assess_many('{"status": "永住者"}\n', on=ON, layout="csv")
    assert (verdicts(found), faults(found)) == ([], [(0, None, F.NO_HEADER)])
    found = assess_many("status\n永住者\n", on=ON, layout="json_lines")
    assert faults(found) == []
    assert verdicts(found) == []
    assert faults(found) == [(1, None, F.NOT_JSON), (2, None, F.NOT_JSON)]


def test_progress_and_reports() -> None:
    told_of: list[Tally] = []
    reported: list[RowProblem] = []
    rows = [OTHER.replace("E-2", f"E-{n}") if n % 3 else "x" for n in range(1, 26)]
    found = assess_many(
        table(*rows), on=ON, progress=told_of.append, every=10, report=reported.append, keep=2
    )
    assert len(list(found)) == 17
    assert [one.rows for one in told_of] == [10, 20, 25]
    assert told_of[0] == Tally(10, 7, 3)
    assert told_of[-1] == found.tally == Tally(25, 17, 8)
    assert len(reported) == 8
    assert found.problems == tuple(reported[:2])
    assert found.counts == {(None, F.TOO_FEW_CELLS): 8}


def test_progress_where_no_row_is_good() -> None:
    told_of: list[Tally] = []
    found = assess_many(table(*["x"] * 7), on=ON, progress=told_of.append, every=3)
    assert verdicts(found) == []
    assert told_of == [Tally(3, 0, 3), Tally(6, 0, 6), Tally(7, 0, 7)]
    told_of.clear()
    assert len(list(assess_many([], on=ON, progress=told_of.append))) == 0
    assert told_of == [Tally()]
    told_of.clear()
    assert verdicts(assess_many("QZ,QZ\nQZ,QZ\n", on=ON, progress=told_of.append)) == []
    assert told_of == [Tally(0, 0, 1)]


def test_a_job_of_other_numbers() -> None:
    job = Job(kind=JobKind.RETAIL, hours_per_week=Fraction(5, 2), hours_elsewhere=0)  # type: ignore[arg-type]
    row = made(status="student", permission="comprehensive_28h", stay_until=ON, checked_by="chip_read")
    for source in ([row], "status,permission,stay_until,checked_by\n留学,包括,2026-09-01,chip_read\n"):
        (decision,) = assess_many(source, on=ON, job=job)
        assert decision.hours_left == 25.5


def test_many_blank_lines_before_the_header() -> None:
    text = "\n" * 5000 + table(GOOD)
    found = assess_many(text, on=ON)
    assert verdicts(found) == [(1, "within_limits")]
    assert found.problems == ()


def test_lines_of_commas_are_blank() -> None:
    found = assess_many(table(",,,,,", GOOD, ",", ",,,,,,,,"), on=ON)
    assert (verdicts(found), found.problems) == ([(1, "within_limits")], ())


def test_what_a_callback_or_an_iterable_raises_comes_through() -> None:
    def fail(_: object) -> None:
        raise ZeroDivisionError

    def rows() -> Iterator[dict[str, str]]:
        yield {"status": "永住者"}
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        list(assess_many(table(GOOD), on=ON, progress=fail))
    with pytest.raises(ZeroDivisionError):
        list(assess_many(table("x"), on=ON, report=fail))
    with pytest.raises(ZeroDivisionError):
        list(assess_many(rows(), on=ON))


def test_days_that_the_tables_do_not_cover() -> None:
    row = made(
        status="researcher",
        job="research",
        stay_until=date(1, 1, 2),
        filed_on=date(1, 1, 4),
        pending="renewal",
        checked_by="chip_read",
    )
    found = assess_many([row], on=ON)
    assert verdicts(found) == []
    assert faults(found)[0][2] in {F.NOT_COVERED, F.NOT_IN_FORCE}


# Anything.

CELLS: Final = st.one_of(
    st.sampled_from(
        ["留学", "小売", "包括", "2027-03-31", "R9.3.31", "chip_read", "", "有", '"', '""', "\0", "\n"]
    ),
    st.text(max_size=6),
)


@settings(max_examples=150)
@given(st.lists(st.lists(CELLS, max_size=7), max_size=6), st.booleans())
def test_any_text_is_decided_or_told(rows: list[list[str]], with_header: bool) -> None:
    text = "\n".join([*([HEADER] if with_header else []), *(",".join(row) for row in rows)])
    found = assess_many(text, on=ON)
    count = len(list(found))
    tally = found.tally
    assert tally.decided == count
    assert tally.rows - tally.decided <= tally.problems
    for problem in found.problems:
        assert problem.text("ja")
        assert problem.text("en")


@settings(max_examples=150)
@given(st.binary(max_size=200), st.sampled_from([b"", HEADER.encode() + b"\n", b'{"status": "x"}\n']))
def test_any_bytes_are_decided_or_told(rest: bytes, begun: bytes) -> None:
    encoded = begun + rest
    found = assess_many(encoded, on=ON)
    counted = len(list(found))
    chunked = assess_many([encoded[n : n + 3] for n in range(0, len(encoded), 3)] or b"", on=ON)
    assert len(list(chunked)) == counted
    opened = assess_many(io.BytesIO(encoded), on=ON)
    assert len(list(opened)) == counted
    assert chunked.problems == opened.problems == found.problems


# What must not happen.

MARKERS: Final = ("QZMARKERQZ", "QZ12345678QZ", "123456789018", "1234-5678-9018")
"""A name, a card number and an individual number."""


def texts_of(found: ManyDecisions) -> Iterable[str]:
    for one in found:
        yield from (repr(one), str(one), one.text("ja"), one.text("en"), repr(one.ruling), repr(one.reach))
        yield repr(one.reasons) + repr(one.missing)
    for problem in found.problems:
        yield from (repr(problem), problem.text("ja"), problem.text("en"))
    yield from (repr(found), repr(found.tally), repr(found.counts), repr(found.desk))


def test_no_marker_comes_out() -> None:
    header = f"{HEADER},氏名,個人番号,カード番号,QZMARKERQZ,notice_item"
    spoilt = f"{GOOD},QZMARKERQZ,123456789018,QZ12345678QZ,x,".split(",")
    rows = [",".join(spoilt), "QZMARKERQZ", ",".join(['"QZMARKERQZ', *spoilt[1:]])]
    for place in range(6):
        rows += [",".join([*spoilt[:place], marker, *spoilt[place + 1 :]]) for marker in MARKERS]
    found = assess_many(table(*rows, header=header), on=ON)
    said = list(texts_of(found))
    assert len(said) > 100
    assert not [text for text in said for marker in MARKERS if marker in text]
    assert (None, F.NUMBER_HEADER) in found.counts
    lines = [dict(zip(header.split(","), row.split(","), strict=False)) for row in rows]
    for source in (lines, "\n".join(json.dumps(line, ensure_ascii=False) for line in lines)):
        found = assess_many(source, on=ON)
        assert not [text for text in texts_of(found) for marker in MARKERS if marker in text]


def test_problems_and_decisions_can_be_pickled() -> None:
    found = assess_many(table(GOOD, "x"), on=ON)
    for one in [*found, *found.problems, found.tally]:
        assert pickle.loads(pickle.dumps(one)) == one  # noqa: S301 - our own


def peak(rows: int) -> int:
    """Return the most memory that deciding so many rows takes."""
    lines = (f"E-{n},留学,小売,包括許可,{2027 + n % 3}-03-{1 + n % 28:02},chip_read\n" for n in range(rows))

    def chunks() -> Iterator[str]:
        yield HEADER + "\n"
        yield from lines

    tracemalloc.start()
    try:
        count = sum(1 for _ in assess_many(chunks(), on=ON, remember=500))
        assert count == rows
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_memory_stays_flat() -> None:
    peak(500)  # what is read once
    few, many = peak(1500), peak(6000)
    assert many < few * 1.1 + 20_000


def test_a_line_without_end_takes_no_memory() -> None:
    class Endless(io.RawIOBase):
        """A file whose second line has thirty million bytes."""

        left = 30_000_000
        begun = False

        def readline(self, size: Any = -1, /) -> bytes:
            if not self.begun:
                self.begun = True
                return HEADER.encode() + b"\n"
            if self.left:
                taken: int = min(size, self.left)
                self.left -= taken
                return b"x" * taken + (b"\n" if not self.left and taken < size else b"")
            return b""

    tracemalloc.start()
    try:
        found = assess_many(Endless(), on=ON)
        assert verdicts(found) == []
        assert faults(found) == [(1, None, F.TOO_LONG)]
        assert tracemalloc.get_traced_memory()[1] < 30 * LONGEST_LINE
    finally:
        tracemalloc.stop()


def test_a_card_of_2026_that_was_only_looked_at() -> None:
    header = f"{HEADER},form"
    rows = [f"E-1,永住者,小売,無,,face,{form}" for form in ("2012年様式", "2026年様式", "")]
    assert [verdict for _, verdict in verdicts(assess_many(table(*rows, header=header), on=ON))] == [
        "allowed",
        "not_known",
        "not_known",
    ]
