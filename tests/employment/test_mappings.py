"""Mappings of products say what their documents say, no more; a caller's own is held to its form."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tokutei.employment import (
    FieldMapping,
    RowField,
    RowPermission,
    WorkVerdict,
    assess_many,
    shipped_mapping,
    shipped_mappings,
)
from tokutei.employment.workforce.mappings import is_number_header
from tokutei.errors import RowsError, TokuteiError, UnknownTermError
from tokutei.law import Evidence

SHARED: Final = Path(__file__).resolve().parents[3] / "shared" / "data" / "hr_product_fields.csv"
ON: Final = date(2026, 9, 1)
WITHOUT: Final = {"freee", "visamane", "ekyc"}
"""Products that document no field."""


def documented() -> Mapping[str, list[dict[str, str]]]:
    """Return the rows of the notes by product."""
    found: dict[str, list[dict[str, str]]] = {}
    with SHARED.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            found.setdefault(row["product"], []).append(row)
    return found


def columns_of(row: Mapping[str, str]) -> set[str]:
    """Return the columns that a row of the notes names, in the ways in which it shortens them."""
    cell, product = row["field"], row["product"]
    if product.startswith("SmartHR"):
        first, *others = cell.split(" / ")
        if not others:
            return {first}
        short = re.sub(r"(last_name|1)$", "", first)
        return {first, *(short + other.removeprefix("image") for other in others)}
    if product.startswith("ジョブカン"):
        return {{"派遣請負": "派遣請負区分"}.get(one, one) for one in re.split(r"/", cell)}
    parts = re.sub(r"\(年/月/日\)", "(年|月|日)", cell).split("/")
    found = set()
    for one in parts:
        name, _, several = one.partition("(年|月|日)")
        found |= {f"{name}({unit})" for unit in "年月日"} if _ and not several else {one}
    return found


@pytest.mark.shared
def test_every_product_of_the_notes_has_a_mapping_and_the_other_way_round() -> None:
    by_product = {shipped_mapping(name).product: shipped_mapping(name) for name in shipped_mappings()}
    assert by_product.keys() == documented().keys()
    for product, rows in documented().items():
        mapping = by_product[product]
        assert {row["source"] for row in rows} <= {mapping.source, "same"}
        said = {row["evidence"].split(" ")[0] for row in rows}
        assert mapping.evidence is min(map(Evidence.of, said))


@pytest.mark.shared
@pytest.mark.parametrize("name", sorted(set(shipped_mappings()) - WITHOUT))
def test_every_documented_column_is_read_or_passed_over_and_no_other(name: str) -> None:
    mapping = shipped_mapping(name)
    known = set().union(*(columns_of(row) for row in documented()[mapping.product]))
    read = {column for columns in mapping.columns.values() for column in columns}
    assert read | set(mapping.passed_over) == known
    assert read & set(mapping.passed_over) == set()


@pytest.mark.shared
def test_words_are_those_that_are_documented() -> None:
    values = {
        row["field"]: set(row["values"].split("|"))
        for rows in documented().values()
        for row in rows
        if "|" in row["values"] and row["field"].isascii()
    }
    for name in shipped_mappings():
        mapping = shipped_mapping(name)
        for field, words in mapping.words.items():
            (column,) = mapping.columns[field]
            assert set(words) == values[column]


def test_products_without_fields_say_so() -> None:
    for name in shipped_mappings():
        mapping = shipped_mapping(name)
        assert (not mapping.columns) is (name in WITHOUT)
        assert all(mapping.text(lang) for lang in ("ja", "en"))
        assert mapping.evidence is not None


def test_no_mapping_reads_who_somebody_is() -> None:
    for name in shipped_mappings():
        read = [column for columns in shipped_mapping(name).columns.values() for column in columns]
        assert not [one for one in read if re.search(r"name|氏名|number|番号|image|nationality|国籍", one)]


# What comes out.


def test_smarthr() -> None:
    text = (
        "foreign_resident_last_name,foreign_resident_card_number,resident_status_type,resident_end_at,"
        "having_ex_activity_permission\n"
        "TEST,QZ00000000QZ,留学,2027-03-31,none\n"
        "TEST,QZ00000000QZ,留学,2027-03-31,permitted\n"
        "TEST,QZ00000000QZ,permanent_resident,,permitted\n"
    )
    found = assess_many(text, on=ON, job="retail", mapping="smarthr")
    decisions = list(found)
    # From where it is known is not told, so that nothing is decided; what the law says of it stands beside.
    assert {one.verdict for one in decisions} == {WorkVerdict.NOT_KNOWN}
    assert decisions[0].shared.verdict is WorkVerdict.NOT_ALLOWED
    assert decisions[1].missing == ("other_activity_permission",)  # permitted, and not told which
    assert decisions[2].shared.verdict is WorkVerdict.ALLOWED
    assert [problem.column for problem in found.problems] == [RowField.CHECKED_BY]


def test_e_gov_with_the_day_in_three_columns() -> None:
    header = "在留資格,在留資格コード,在留期間(年),在留期間(月),在留期間(日),資格外活動許可の有無,checked_by"
    text = "\n".join(
        [
            header,
            "留学,99,2027,3,31,無,chip_read",
            "技術・人文知識・国際業務,99,２０２７,２,３０,無,chip_read",
            "永住者,99,,,,無,chip_read",
            "留学,99,R9,3,31,無,chip_read",
            "留学,99,2027,,31,無,chip_read",
        ]
    )
    found = assess_many(text.encode("cp932"), on=ON, job="engineering", mapping="egov")
    decisions = list(found)
    assert [(one.row, one.verdict.value) for one in decisions] == [
        (1, "not_allowed"),
        (3, "allowed"),
        (4, "not_allowed"),
    ]
    assert decisions[0].until == decisions[2].until == date(2027, 3, 31)
    told = [(problem.row, problem.column, problem.fault.value) for problem in found.problems]
    assert told == [(2, RowField.STAY_UNTIL, "impossible_day"), (5, RowField.STAY_UNTIL, "not_a_day")]


def test_a_day_of_which_a_column_is_missing() -> None:
    text = "在留資格,在留期間(年),在留期間(月),確認方法\n留学,2027,3,chip_read\n"
    found = assess_many(text, on=ON, job="retail", mapping="egov")
    (decision,) = found
    assert decision.until is None
    assert [(one.fault.value, one.position, one.column) for one in found.problems] == [
        ("unknown_header", 2, None),
        ("unknown_header", 3, None),
        ("missing_header", None, RowField.STAY_UNTIL),
    ]


def test_jobcan_and_our_own_headers_beside_it() -> None:
    text = "社員番号,在留資格,満了日,資格外活動,ローマ字氏名,確認方法\nE-1,留学,2027/3/31,無,TEST,chip_read\n"
    found = assess_many(text, on=ON, job="retail", mapping="jobcan")
    (decision,) = found
    assert (decision.key, decision.verdict, found.problems) == ("E-1", WorkVerdict.NOT_ALLOWED, ())


def test_a_mapping_of_the_callers_own() -> None:
    own = """
        product = "ours"
        [fields.status]
        column = "Visa"
        [fields.permission]
        column = "Other work"
        words = { "28h" = "comprehensive_28h", "-" = "none", "?" = "not_known" }
        [fields.checked_by]
        column = "How"
        words = { reader = "chip_verified" }
    """
    mapping = FieldMapping.parse(own)
    assert mapping.words[RowField.PERMISSION]["28h"] is RowPermission.COMPREHENSIVE
    assert mapping.evidence is None
    rows = "Visa,Other work,How,stay_until\nStudent,２８Ｈ,READER,2027-03-31\nStudent,-,reader,2027-03-31\n"
    for given_mapping in (own, mapping):
        decisions = [*assess_many(rows, on=ON, job="retail", mapping=given_mapping)]
        assert [one.verdict.value for one in decisions] == ["within_limits", "not_allowed"]


NONE: Final[list[Any]] = [
    "",
    "not toml",
    "product = 5\n",
    'source = "x"\n',
    'product = "x"\nshoe_size = 1\n',
    'product = "x"\nfields = 5\n',
    'product = "x"\nfields.status = "Visa"\n',
    'product = "x"\nfields.shoe_size.column = "Visa"\n',
    'product = "x"\nfields.status.column = ""\n',
    'product = "x"\nfields.status.column = 5\n',
    'product = "x"\nfields.status.columns = ["a", "b", "c"]\n',
    'product = "x"\nfields.stay_until.columns = ["a", "b"]\n',
    'product = "x"\n[fields.status]\ncolumn = "a"\ncolumns = ["a"]\n',
    'product = "x"\n[fields.status]\ncolumn = "a"\nwords = { x = "tourist" }\n',
    'product = "x"\n[fields.stay_until]\ncolumn = "a"\nwords = { x = "not_known" }\n',
    'product = "x"\n[fields.status]\ncolumn = "a"\nwords = 5\n',
    'product = "x"\nevidence = "certain"\n',
    'product = "x"\nevidence = 5\n',
    'product = "x"\npassed_over = "all"\n',
    'product = "x"\npassed_over = [5]\n',
    "x = " + "[" * 5000,
    'product = "' + "x" * 100_001 + '"\n',
    5,
    {},
    {5: 5},
    {"product": "x", "fields": {5: {}}},
    {"product": "x", "fields": {"status": {"column": ["Visa"]}}},
    {"product": "x", "fields": {"status": {"column": "Visa", 5: 5}}},
    {"product": "x", "fields": {"status": {"column": "Visa", "words": {5: []}}}},
]


@pytest.mark.parametrize("bad", NONE)
def test_what_is_no_mapping(bad: Any) -> None:
    with pytest.raises(RowsError) as caught:
        FieldMapping.parse(bad)
    assert caught.value.reason == "mapping"
    assert caught.value.__context__ is None


@pytest.mark.parametrize(
    "header", ["個人番号", "マイナンバー", "my_number", "Ｍｙ Ｎｕｍｂｅｒ", "本人の個人番号"]
)
def test_a_mapping_must_not_name_a_column_of_individual_numbers(header: str) -> None:
    assert is_number_header(header)
    for field in ("key", "status"):
        with pytest.raises(RowsError) as caught:
            FieldMapping.parse({"product": "x", "fields": {field: {"column": header}}})
        assert caught.value.reason == "number_column"


def test_there_is_no_other_mapping() -> None:
    for name in ("nonesuch", "../smarthr", "smarthr.toml", ""):
        with pytest.raises(UnknownTermError):
            shipped_mapping(name)
    with pytest.raises(UnknownTermError):
        assess_many("status\n", on=ON, mapping="nonesuch")
    with pytest.raises(RowsError):
        assess_many("status\n", on=ON, mapping=5)  # type: ignore[arg-type]


@given(
    st.recursive(
        st.one_of(st.none(), st.booleans(), st.integers(), st.text(max_size=9)),
        lambda inner: st.one_of(
            st.lists(inner, max_size=3),
            st.dictionaries(
                st.sampled_from(["product", "fields", "status", "key", "column", "columns", "words", "x"]),
                inner,
                max_size=4,
            ),
        ),
        max_leaves=12,
    )
)
def test_anything_is_a_mapping_or_a_typed_error(given_table: Any) -> None:
    try:
        FieldMapping.parse(given_table)
    except TokuteiError as error:
        assert isinstance(error, RowsError)  # noqa: PT017


@given(st.text(max_size=60))
def test_any_text_is_a_mapping_or_a_typed_error(text: str) -> None:
    try:
        FieldMapping.parse(text)
    except RowsError as error:
        assert error.reason == "mapping"  # noqa: PT017


def test_rows_of_a_product_with_quoted_cells() -> None:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["ローマ字氏名", "在留資格", "満了日"])
    writer.writerow(['TEST, "QZ"\nHANAKO', "永住者", ""])
    (decision,) = assess_many(out.getvalue(), on=ON, job="retail", mapping="jobcan")
    assert decision.shared.verdict is WorkVerdict.ALLOWED


def test_a_mapping_that_does_not_ship_is_named_in_both_languages() -> None:
    with pytest.raises(UnknownTermError) as caught:
        shipped_mapping("no_such_product")
    assert "mapping of columns" in caught.value.text("en")
    assert "列の対応表" in caught.value.text("ja")
    assert "FieldMapping" not in caught.value.text("en") + caught.value.text("ja")
