"""Bad rows, files that are none, callbacks, anything at all: nothing is fatal, nothing shows, memory stays flat."""

from __future__ import annotations

import io
import json
import pickle
import tracemalloc
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from fractions import Fraction
from itertools import chain
from pathlib import Path
from typing import Any, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.employment.many_makers import GOOD, HEADER, ON, OTHER, F, faults, table, verdicts
from tests.employment.many_rows import made
from tokutei.employment import (
    Fault,
    Job,
    JobKind,
    ManyDecisions,
    RowField,
    RowProblem,
    Tally,
    assess_many,
)
from tokutei.employment.workforce.lines import _MOST_LINES
from tokutei.employment.workforce.sources import LONGEST_LINE
from tokutei.errors import NotInForceError, RowsError, TokuteiError, UnknownTermError

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
