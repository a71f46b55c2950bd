"""Many decisions: every way in, every way to be wrong, nothing fatal, nothing personal, memory flat."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, date, datetime
from typing import Any, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.employment.many_makers import GOOD, HEADER, ON, OTHER, F, faults, table, verdicts
from tests.employment.many_rows import ROWS, TODAY, made, told
from tokutei.calendar import in_era
from tokutei.employment import (
    ApplicationResult,
    Desk,
    EmployerKind,
    Fault,
    Job,
    JobKind,
    PendingApplication,
    RowDecision,
    RowField,
    RowPermission,
    Tally,
    WorkRow,
    assess_many,
)
from tokutei.employment.workforce.cells import READERS, read_day, read_flag, read_hours, read_period
from tokutei.employment.workforce.headers import NEEDED
from tokutei.errors import FactsError
from tokutei.intake import Source
from tokutei.vocabulary import CardForm, StatusOfResidence
from tokutei.vocabulary.words import Word, fold

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
