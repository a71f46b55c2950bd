"""Code tables that somebody passes in: what a row says is found, what no row says is not, every problem is listed."""

from __future__ import annotations

import csv
import json
import pickle
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tokutei import chip, testing
from tokutei.chip import CodeTableKind, CodeTables, code_table_template
from tokutei.chip.code_table_files import MAX_LINE, MAX_ROWS, MAX_TABLE
from tokutei.chip.code_table_rows import EXAMPLE, FORMS, TableForm
from tokutei.errors import CodeTableError, UnknownTermError
from tokutei.vocabulary import StatusOfResidence

HEAD = "# source: made up for these tests\n# as_of: 2026-11-22\n"
STATUSES = (
    HEAD
    + "status_code,status,period,ja\n"
    + "".join(f"{code},{status.value},,\n" for code, status in testing.STATUS_CODES.items())
)
NAMES = HEAD + "nationality_code,ja,en\nZZA,試験国,Testland\nZZB,,Sampleland\nZZC,例国,\n"
PERMISSIONS = """
source = "made up for these tests"
as_of = 2026-11-22

[[permissions]]
permission_code = "X0"
ja = "試験の許可"
en = "test permission"
"""


def problems(*sources: str | bytes | Path) -> list[tuple[str, int | None, str | None]]:
    """What is wrong: reason, line or row, column; and it is what loading says."""
    found = CodeTables.validate(*sources)
    with pytest.raises(CodeTableError) as caught:
        CodeTables.load(*sources)
    assert caught.value.problems == found
    assert caught.value.__cause__ is caught.value.__context__ is None
    for lang in ("en", "ja"):
        said = caught.value.text(lang)
        assert "_reasons" not in said
        assert "chip.code_table" not in said
    assert pickle.loads(pickle.dumps(caught.value)).problems == found  # noqa: S301 - our own
    return [(one.reason, one.line if one.row is None else one.row, one.column) for one in found]


def reasons(*sources: str | bytes | Path) -> list[str]:
    return [reason for reason, _, _ in problems(*sources)]


def test_the_library_has_no_row_of_its_own() -> None:
    empty = CodeTables()
    assert (empty.nationalities, empty.statuses, empty.permissions, empty.provenance) == ({}, {}, {}, {})
    for one in testing.people():
        assert empty.nationality_of(one.nationality, "en") is None


def test_codes_of_a_record_are_looked_up() -> None:
    tables = CodeTables.load(STATUSES, NAMES.encode(), PERMISSIONS)
    for one in testing.people():
        card = testing.issue_card(one)
        record = chip.read(card, number=card.number)
        assert tables.status_of(record.status_code) is one.status
        assert tables.permission_of(record.permission_code, "en") == (
            "test permission" if card.type == "05" else None
        )
        assert tables.nationality_of(record.nationality, "en") is None
    said = [
        (code, tables.nationality_of(code, "ja"), tables.nationality_of(code, "en"))
        for code in tables.nationalities
    ]
    assert said == [
        ("ZZA", "試験国", "Testland"),
        ("ZZB", "Sampleland", "Sampleland"),
        ("ZZC", "例国", "例国"),
    ]


@pytest.mark.parametrize("code", [None, "", "X00000001", "x000000001", "X000000001 ", "student", "留学"])
def test_what_is_no_code_of_the_table_stays_what_it_is(code: str | None) -> None:
    tables = CodeTables.load(STATUSES, NAMES, PERMISSIONS)
    assert tables.status_of(code) is None
    assert tables.period_of(code) is None
    assert tables.permission_of(code, "en") is tables.nationality_of(code, "ja") is None


def test_periods_are_written_as_on_the_chip() -> None:
    rows = "X000000001,留学,0103,留学（１年３月）\nX000000002,永住者,0000,\nX000000003,興行,030,\nX000000004,研修,,\n"
    tables = CodeTables.load(HEAD + "status_code,status,period,ja\n" + rows)
    said = [found.text("en") if (found := tables.period_of(code)) else None for code in tables.statuses]
    assert said == ["1 year(s), 3 month(s)", "indefinite", "30 day(s)", None]
    assert [row.text("ja") for row in tables.statuses.values()] == [
        "留学（１年３月）",
        "永住者",
        "興行",
        "研修",
    ]
    assert tables.statuses["X000000001"].text("en") == "Student"


def test_every_table_says_who_supplied_it() -> None:
    tables = CodeTables.load(NAMES, PERMISSIONS.replace("these tests", "others").replace("11-22", "10-01"))
    assert {kind.value: (one.source, one.as_of) for kind, one in tables.provenance.items()} == {
        "nationalities": ("made up for these tests", date(2026, 11, 22)),
        "permissions": ("made up for others", date(2026, 10, 1)),
    }


def test_tables_are_values() -> None:
    tables = CodeTables.load(STATUSES, NAMES, PERMISSIONS)
    assert pickle.loads(pickle.dumps(tables)) == tables  # noqa: S301 - our own
    assert hash(tables) == hash(CodeTables())
    with pytest.raises(TypeError):
        tables.statuses["X000000001"] = next(iter(tables.statuses.values()))  # type: ignore[index]


# Templates


@pytest.mark.parametrize("kind", CodeTableKind)
def test_templates_do_not_load_before_they_are_filled(kind: CodeTableKind) -> None:
    for form in ("csv", "toml"):
        template = code_table_template(kind, form)
        assert {"source", "as_of", "example"} == set(reasons(template))
        assert {code[0] for code in _codes(template, kind)} <= {"X", "Z"}


def _codes(template: str, kind: CodeTableKind) -> list[str]:
    lines = [line for line in template.splitlines() if EXAMPLE in line or FORMS[kind].code in line]
    quoted = [line.split('"')[1] for line in lines if "=" in line and line.startswith(FORMS[kind].code)]
    return quoted or [line.split(",")[0] for line in lines if not line.startswith(("#", FORMS[kind].code))]


@pytest.mark.parametrize("kind", CodeTableKind)
def test_a_template_that_is_filled_loads(kind: CodeTableKind) -> None:
    written = code_table_template(kind).replace("# source:", "# source: somebody").replace(EXAMPLE, "試験")
    as_csv = CodeTables.load(written.replace("# as_of:", "# as_of: 2026-11-22"))
    written = code_table_template(kind, "toml").replace('source = ""', 'source = "somebody"')
    as_toml = CodeTables.load(
        written.replace("# as_of = YYYY-MM-DD", "as_of = 2026-11-22").replace(EXAMPLE, "試験")
    )
    assert as_csv == as_toml
    assert len(getattr(as_csv, kind.value)) == len(_codes(code_table_template(kind), kind))
    assert as_csv.provenance[kind].source == "somebody"


def test_there_are_no_other_templates() -> None:
    with pytest.raises(UnknownTermError):
        code_table_template("fees")
    with pytest.raises(UnknownTermError):
        code_table_template("statuses", "xlsx")  # type: ignore[arg-type]


STATUS = st.sampled_from(StatusOfResidence)
CODE = st.text(st.characters(min_codepoint=0x20, max_codepoint=0x7E), min_size=10, max_size=10).filter(
    lambda code: code.strip() == code and code[0] not in '#"'
)
"""Any ten printable characters: of the agency's codes only the width is known."""
NAME = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), max_size=30).filter(
    lambda name: name.strip() == name != EXAMPLE
)


@given(
    st.dictionaries(CODE, st.tuples(STATUS, st.sampled_from(["", "0103", "090", "0000"]), NAME), min_size=1)
)
def test_what_is_written_is_read_back(rows: dict[str, tuple[StatusOfResidence, str, str]]) -> None:
    lines = [
        ",".join(
            ('"' + code.replace('"', '""') + '"', status.value, period, '"' + name.replace('"', '""') + '"')
        )
        for code, (status, period, name) in rows.items()
    ]
    text = HEAD + "status_code,status,period,ja\n" + "\n".join(lines)
    tables = CodeTables.load(text)
    assert {code: (row.status, row.ja) for code, row in tables.statuses.items()} == {
        code: (status, name) for code, (status, _, name) in rows.items()
    }
    entries = (
        f"[[statuses]]\nstatus_code = {json.dumps(code)}\nstatus = {json.dumps(status.value)}\n"
        f"period = {json.dumps(period)}\nja = {json.dumps(name, ensure_ascii=False)}\n"
        for code, (status, period, name) in rows.items()
    )
    top = 'source = "made up for these tests"\nas_of = 2026-11-22\n'
    assert CodeTables.load(top + "".join(entries)) == tables
    assert CodeTables.load(text.replace("\n", "\r\n").encode("utf-8-sig")) == tables, (
        "as spreadsheets write it"
    )


# Problems


def test_everything_that_is_wrong_is_said_at_once() -> None:
    text = (
        "# as_of: 22 November\n"
        "status_code,status,period,ja\n"
        "X00000001,student,,\n"
        "X0000000011,student,,\n"
        "X000000001,no such status,1 year,\n"
        "X000000002,特定技能,,\n"
        "X000000003,student,,\n"
        "X000000003,student\n"
        "X000000003,permanent_resident,,\n"
        f'X000000004,"student,,\n'
        f"X000000005,student,0012,{'x' * 201}\n"
    )
    assert problems(text) == [
        ("not_csv", 10, None),
        ("cells", 8, None),
        ("source", None, "source"),
        ("as_of", None, "as_of"),
        ("code", 3, "status_code"),
        ("code", 4, "status_code"),
        ("status_unknown", 5, "status"),
        ("period", 5, "period"),
        ("status_ambiguous", 6, "status"),
        ("duplicate", 9, "status_code"),
        ("long", 11, "ja"),
    ]


def test_everything_that_is_wrong_in_toml() -> None:
    text = """
    as_of = "2026-11-22"
    remarks = "none"
    nationalities = 3
    statuses = [
      {status_code = "X000000001", status = "student", colour = "red"},
      {status_code = "X000000002"},
      {status_code = 3, status = "student"},
      7,
      {status_code = "X000000001", status = "student"},
      {status_code = " X000000001 ", status = "student"},
    ]
    [[permissions]]
    permission_code = "X0"
    """
    assert problems(text) == [
        ("unknown_section", None, None),
        ("no_rows", 0, None),
        ("unknown_column", 1, "3"),
        ("missing_column", 2, "status"),
        ("no_rows", 4, None),
        ("source", None, "source"),
        ("as_of", None, "as_of"),
        ("not_text", 3, "status_code"),
        ("duplicate", 6, "status_code"),
        ("no_name", 1, "ja"),
    ]


@pytest.mark.parametrize(
    ("header", "found"),
    [
        ("code,ja", [("no_code_column", 3, None)]),
        ("nationality_code,permission_code,ja", [("mixed", 3, None)]),
        ("nationality_code,ja,colour", [("unknown_column", 3, "3")]),
        ("nationality_code,ja,ja", [("doubled_column", 3, "ja")]),
        ("nationality_code,nationality_code,ja", [("doubled_column", 3, "nationality_code")]),
        ("status_code,period", [("missing_column", 3, "status")]),
        ("permission_code,status", [("unknown_column", 3, "2")]),
        ('"nationality_code', [("not_csv", 3, None)]),
        ("nationality_code,ja", [("empty", None, None)]),
    ],
)
def test_headers(header: str, found: list[tuple[str, int | None, str | None]]) -> None:
    assert problems(HEAD + header) == found


def test_rows_of_another_table_do_not_mix() -> None:
    assert reasons(HEAD + "nationality_code,ja\nZZA,a\nX000000001,b\nX0,c\n") == ["code", "code"]
    assert reasons(NAMES, STATUSES, NAMES) == ["doubled_table"]
    assert reasons(STATUSES, STATUSES + "X1,,,\n") == ["doubled_table", "code"]


def permission(code: str) -> str:
    top = "source = 'made up for these tests'\nas_of = 2026-11-22\n"
    return f"{top}[[permissions]]\npermission_code = {json.dumps(code)}\nja = '試験'\n"


@pytest.mark.parametrize("code", ["X0", "x0", "..", "=1", '"#'])
def test_of_a_permission_only_the_width_is_known(code: str) -> None:
    assert set(CodeTables.load(permission(code)).permissions) == {code}


@pytest.mark.parametrize("code", ["", "X", "X00", "é0", "Ｘ０", "試"])
def test_what_cannot_stand_in_two_bytes_is_no_permission(code: str) -> None:
    assert reasons(permission(code)) == ["code"]


def test_a_source_is_said_once() -> None:
    assert problems("# source: another\n" + NAMES) == [("said_twice", 2, "source")]
    for said in ("2026-02-30", "20261122", "2026-11-22T00:00"):
        assert reasons(NAMES.replace("2026-11-22", said)) == ["as_of"]
    assert reasons(PERMISSIONS.replace("2026-11-22", "2026-11-22T10:00:00")) == ["as_of"]


HOSTILE = {
    "nothing": ("", "empty"),
    "comments-only": (HEAD, "empty"),
    "blank-lines": ("\n" * 300, "empty"),
    "no-utf-8": (b"nationality_code,ja\nZZA,\x93\xfa\x96{\n", "encoding"),
    "utf-16": (NAMES.encode("utf-16"), "encoding"),
    "half-a-surrogate": (NAMES + "ZZD,\ud800,\n", "encoding"),
    "zero-bytes": (NAMES + "ZZD,\0,\n", "characters"),
    "escape": (NAMES + "ZZD,\x1b[2J,\n", "characters"),
    "turned-text": (NAMES + "ZZD,\u202eabc,\n", "characters"),
    "mark-within": (NAMES + "\ufeffZZD,a,\n", "characters"),
    "tab-within": (NAMES + "ZZD,a\tb,\n", "characters"),
    "huge": ("x" * (MAX_TABLE + 1), "too_large"),
    "huge-bytes": (b"x" * (MAX_TABLE + 1), "too_large"),
    "huge-cell": (NAMES + "ZZD," + "x" * 500_000, "long_line"),
    "long-key": ("a." * 200_000 + "b = 1", "long_line"),
    "long-line": (NAMES + "#" * (MAX_LINE + 1), "long_line"),
    "many-lines": (NAMES + "ZZ\n" * (2 * MAX_ROWS), "too_many_rows"),
    "many-rows": (NAMES + "ZZA,a,\n" * (MAX_ROWS + 1), "too_many_rows"),
    "deep-toml": ("x = " + "[" * 1_900 + "\n" + ("[" * 1_900 + "\n") * 30, "not_toml"),
    "deep-inline-toml": ("x = " + "{a=" * 600, "not_toml"),
    "broken-toml": ("[[statuses]\n", "not_toml"),
    "twice-in-toml": ('source = "a"\nsource = "b"\n', "not_toml"),
    "long-number": ("x = " + "1" * 1_900 + ".e", "not_toml"),
    "toml-of-nothing": ('source = "a"\nas_of = 2026-11-22\n', "empty"),
    "formula": (NAMES + "=1+1,a,\n", "code"),
    "wide-letters": (NAMES + "ＺＺＤ,a,\n", "code"),
    "other-digits": (PERMISSIONS.replace("X0", "X\u0660"), "code"),
}


@pytest.mark.parametrize(("source", "reason"), HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_files(source: str | bytes, reason: str) -> None:
    assert reasons(source) == [reason]


def test_files_are_read_from_where_they_are(tmp_path: Path) -> None:
    table = tmp_path / "table.csv"
    table.write_bytes(NAMES.encode("utf-8-sig"))
    assert CodeTables.load(table) == CodeTables.load(NAMES)
    table.write_bytes(bytes(MAX_TABLE + 5))
    assert reasons(table) == ["too_large"]
    for nowhere in (tmp_path, tmp_path / "none.csv", Path("\0")):
        assert reasons(nowhere) == ["unreadable"]
    assert reasons() == ["empty"]


@contextmanager
def field_limit(size: int) -> Iterator[None]:
    before = csv.field_size_limit(size)
    try:
        yield
    finally:
        csv.field_size_limit(before)


def test_the_process_may_have_another_limit_of_fields() -> None:
    with field_limit(10):
        assert set(reasons(NAMES)) == {"not_csv"}


def test_nothing_of_a_file_is_in_an_error() -> None:
    marked = NAMES.replace("source: made", "note: made") + "QZMARKER,QZMARKER\nqzm,QZMARKER,QZMARKER\n"
    for source in (marked, HEAD + "QZMARKER,b\n", "QZMARKER = [", '[[QZMARKER]]\nQZMARKER = "QZMARKER"'):
        with pytest.raises(CodeTableError) as caught:
            CodeTables.load(source)
        assert "qzm" not in f"{caught.value} {vars(caught.value)} {caught.value.text('ja')}".lower()


def test_a_long_list_of_problems_is_whole_and_shown_in_part() -> None:
    text = NAMES + "zz,a,\n" * 50
    found = CodeTables.validate(text)
    assert len(found) == 50 + 49
    said = str(CodeTableError(found))
    assert "99 thing(s)" in said
    assert said.count("\n") == 20


@given(
    st.one_of(st.text(max_size=200), st.binary(max_size=200)), st.sampled_from(["", HEAD, NAMES, PERMISSIONS])
)
def test_any_file_loads_or_has_problems(tail: str | bytes, head: str) -> None:
    source = head.encode() + tail if isinstance(tail, bytes) else head + tail
    try:
        assert CodeTables.load(source).provenance
    except CodeTableError as error:
        assert error.problems == CodeTables.validate(source)  # noqa: PT017 - either outcome is right


@pytest.mark.parametrize("given", ["tables.csv", "data/tables.toml", b"tables.csv", " C:\\tables.csv \n"])
def test_a_path_that_is_passed_as_text_says_how_to_pass_it(given: str | bytes) -> None:
    assert problems(given) == [("path_as_text", None, None)]
    with pytest.raises(CodeTableError, match=r"Path\(") as caught:
        CodeTables.load(given)
    assert "Path(" in caught.value.text("ja")


@pytest.mark.parametrize("given", [None, 5, {"statuses": []}, ["tables.csv"], bytearray(b"x")])
def test_what_is_no_file_says_what_one_is(given: object) -> None:
    (problem,) = CodeTables.validate(given)  # type: ignore[arg-type]
    assert problem.reason == "no_file"
    with pytest.raises(CodeTableError, match="a file is passed as a Path"):
        CodeTables.load(given)  # type: ignore[arg-type]


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_a_column_that_there_is_not_says_which_there_are(form: TableForm) -> None:
    header = ",".join([form.code, *form.required, "colour"])
    (problem,) = CodeTables.validate(f"{HEAD}{header}\n")
    assert problem.reason == "unknown_column"
    for lang in ("ja", "en"):
        assert ", ".join(form.columns) in problem.text(lang)
        assert "colour" not in problem.text(lang)
