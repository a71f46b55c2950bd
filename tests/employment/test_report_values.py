"""What a report holds: values, numbers that it refuses, documents and files."""

from __future__ import annotations

import csv
import io
import json
import pickle
import re
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.employment.report_makers import CASES, DAY, F, P, S, case, report
from tokutei import from_json, to_json
from tokutei.data import reporting
from tokutei.data.reporting import fields_as_of, report_field_rows
from tokutei.employment import (
    EmploymentReport,
    ReportCase,
    confirmations,
    from_csv,
    to_csv,
)
from tokutei.employment.report_csv import CsvEncoding
from tokutei.errors import (
    CharactersError,
    DocumentError,
    FactsError,
    IdentifierError,
    NaiveDatetimeError,
    NotInForceError,
    OutOfTableError,
    TableError,
    UnknownTermError,
)
from tokutei.identifiers import CardNumber, individual_number_check_digit
from tokutei.identifiers.spotting import holds_individual_number
from tokutei.vocabulary import (
    ReportedPerson,
    ReportEvent,
    ReportField,
    Sex,
)

NUMBER: Final = "12345678901" + individual_number_check_digit("12345678901")
"""Digits that count up, with the check digit that belongs to them."""


FULL: Final = {
    "status": S.SPECIFIED_SKILLED_WORKER_1,
    "stay_until": date(2027, 8, 31),
    "other_activity_permission": False,
    "ssw_field": "介護",
    "name": "TEST HANAKO",
    "born": date(2003, 3, 3),
    "sex": Sex.FEMALE,
    "nationality": "ベトナム",
    "card_number": CardNumber("AA12345678BB"),
    "address": "テスト市テスト町1",
    "establishment": "テスト介護株式会社 テスト市テスト町2",
    "wage_and_job": "月給 テスト",
    "dispatch": False,
}


# --- Values --------------------------------------------------------------------------------------


def test_what_is_given_and_what_is_missing() -> None:
    full = report(case(**{**FULL, "insured": True}))
    assert full.missing == ()
    assert full.value(F.PERIOD) == "2027-08-31"
    assert full.value(F.OTHER_ACTIVITY) == "no"
    assert full.value(F.CARD_NUMBER) == "AA12345678BB"
    assert full.value(F.ADDRESS) is None  # not asked for on hiring
    empty = report(case(status=S.SPECIFIED_SKILLED_WORKER_1, insured=True))
    assert set(empty.missing) == set(empty.fields) - {F.STATUS, F.DAY}


def test_a_stay_without_end_has_a_period() -> None:
    assert report(case(status=S.PERMANENT_RESIDENT)).value(F.PERIOD) == "indefinite"
    assert F.PERIOD in report(case(status=S.STUDENT)).missing


def test_no_value_of_an_item_that_is_not_asked_for_is_kept() -> None:
    kept = report(case(**FULL, event=ReportEvent.LEAVE))
    assert F.OTHER_ACTIVITY not in kept.fields
    assert F.ADDRESS not in kept.fields
    assert "テスト町1" not in to_json(kept)
    assert "月給" not in to_json(kept)


def test_events_before_the_text_say_so() -> None:
    assert not report(case(happened_on=fields_as_of())).of_later_text
    earlier = report(case(happened_on=fields_as_of() - timedelta(days=1)))
    assert earlier.of_later_text
    assert "2026-06-14" in earlier.text("en")


def test_all_that_decides_the_case_is_asked_for_at_once() -> None:
    bare = ReportCase(event=ReportEvent.HIRE, happened_on=DAY)
    with pytest.raises(FactsError) as told:
        EmploymentReport.of(bare, on=DAY)
    assert told.value.missing == ("status", "insured")
    student = ReportCase(event=ReportEvent.HIRE, happened_on=DAY, status=S.STUDENT)
    with pytest.raises(FactsError) as told:
        EmploymentReport.of(student, on=DAY)
    assert told.value.missing == ("period", "insured")
    with pytest.raises(FactsError) as told:
        EmploymentReport.of(ReportCase(event=ReportEvent.HIRE, happened_on=DAY, public_body=True), on=DAY)
    assert told.value.missing == ("status",)


@pytest.mark.parametrize(("period", "person"), [("P3M", P.OTHER_WITH_STATUS), ("P1Y", P.MID_TO_LONG_TERM)])
def test_who_is_a_mid_to_long_term_resident_follows_the_law(period: str, person: ReportedPerson) -> None:
    assert report(case(mid_to_long_term=None, period=period)).person is person


def test_contradictions() -> None:
    with pytest.raises(FactsError):
        case(permitted=P.SUPERVISED)
    with pytest.raises(FactsError):
        case(status=None, permitted=P.PROVISIONAL_STAY)  # said to be a mid- to long-term resident
    with pytest.raises(FactsError):
        case(status=None, mid_to_long_term=None, permitted=P.MID_TO_LONG_TERM)
    with pytest.raises(FactsError):
        EmploymentReport.of(case(status=S.TEMPORARY_VISITOR), on=DAY)
    with pytest.raises(FactsError) as told:
        EmploymentReport.of(case(status=S.PERMANENT_RESIDENT, mid_to_long_term=False), on=DAY)
    assert "永住者" in told.value.text("ja")
    with pytest.raises(FactsError) as told:
        case(status=S.PERMANENT_RESIDENT, stay_until=DAY)
    assert "永住者" in told.value.text("ja")
    with pytest.raises(FactsError):
        case(name=17)
    with pytest.raises(UnknownTermError):
        case(event="promotion")


def test_days_that_are_none() -> None:
    with pytest.raises(NaiveDatetimeError):
        case(happened_on=datetime(2026, 9, 1))  # noqa: DTZ001 - what is refused
    assert case(happened_on=datetime(2026, 8, 31, 15, tzinfo=UTC)).happened_on == DAY
    with pytest.raises(NotInForceError):
        EmploymentReport.of(case(happened_on=date(2012, 7, 8)), on=DAY)
    with pytest.raises(OutOfTableError):
        EmploymentReport.of(case(happened_on=date(2050, 12, 1)), on=DAY)


# --- The Individual Number, and what shows --------------------------------------------------------

SPACED: Final = f"{NUMBER[:4]} {NUMBER[4:8]} {NUMBER[8:]}"
WIDE: Final = "".join(chr(ord(digit) + 0xFEE0) for digit in NUMBER)


@pytest.mark.parametrize(
    "name",
    ["name", "nationality", "ssw_field", "designated_activity", "address", "establishment", "wage_and_job"],
)
@pytest.mark.parametrize("written", [NUMBER, SPACED, WIDE, f"番号{NUMBER}です", "-".join(NUMBER)])
def test_no_text_takes_an_individual_number(name: str, written: str) -> None:
    with pytest.raises(IdentifierError) as told:
        case(**{name: written})
    assert told.value.reason == "purpose"
    assert NUMBER[:4] not in str(told.value)
    assert told.value.__context__ is None


def test_other_numbers_are_taken() -> None:
    assert case(address="テスト町 03-1234-5678 123456789012345").address


def test_no_document_brings_an_individual_number_in() -> None:
    written = to_json(report(case(**FULL))).replace("TEST HANAKO", NUMBER)
    with pytest.raises(DocumentError) as told:
        from_json(written)
    assert NUMBER not in f"{told.value} {told.value.details}"


def test_nothing_personal_shows() -> None:
    one = case(**FULL, designated_activity="SECRET")
    found = report(one)
    for said in (repr(one), repr(found), repr(found.items), found.text("ja"), found.text("en")):
        for secret in ("HANAKO", "2003", "AA1234", "テスト市テスト町1", "月給", "SECRET", "ベトナム"):
            assert secret not in said


# --- JSON and CSV --------------------------------------------------------------------------------

WORDS: Final = st.text(max_size=12).filter(lambda text: not re.search(r"\d", text))
WRITABLE: Final = WORDS.filter(lambda text: not any(0xD800 <= ord(char) < 0xE000 for char in text))


@given(one=st.sampled_from(CASES), name=WRITABLE, address=WRITABLE)
@settings(max_examples=40)
def test_json_round_trip(one: ReportCase, name: str, address: str) -> None:
    more = {key: getattr(one, key) for key in ("event", "insured", "status", "mid_to_long_term", "permitted")}
    found = report(case(**more, name=name, address=address))
    assert from_json(to_json(found)) == found
    assert json.loads(to_json(found))["tokutei"] == "employment_report/1"
    assert pickle.loads(pickle.dumps(found)) == found  # noqa: S301 - our own


@given(cells=st.lists(st.tuples(WRITABLE, WRITABLE), max_size=3))
@settings(max_examples=100)
def test_csv_loses_nothing(cells: list[tuple[str, str]]) -> None:
    made = [report(case(name=name, establishment=where)) for name, where in cells]
    rows = from_csv(to_csv(made))
    assert [(row["氏名"], row["事業所の名称・所在地"]) for row in rows] == [(n, w) for n, w in cells]


RISKY: Final = [
    "=1+1",
    "+81-3-0000",
    "-cmd",
    "@SUM(A1)",
    "＝全角",
    "＋全角",
    "－全角",
    "＠全角",
    "\t=1",
    "\r=1",
    "\n=1",
    " =1",
    "\u3000=1",
    "'=1",
    "''",
    "\x00=1",
]


@pytest.mark.parametrize("cell", RISKY)
def test_no_cell_reads_as_a_formula_and_none_is_changed(cell: str) -> None:
    written = to_csv([report(case(name=cell))], encoding="utf-8")
    (_, row) = csv.reader(io.StringIO(written.decode(), newline=""))
    assert row[3] == f"'{cell}"
    assert from_csv(written, encoding="utf-8")[0]["氏名"] == cell


@pytest.mark.parametrize("cell", ['a"b', "a,b", "a\r\nb", "行\n行", "普通の名前", "A=B", "O'NEIL"])
def test_other_cells_are_as_they_are(cell: str) -> None:
    written = to_csv([report(case(name=cell))], encoding="utf-8")
    (_, row) = csv.reader(io.StringIO(written.decode(), newline=""))
    assert row[3] == cell


def test_columns_are_the_official_words_and_rows_end_as_the_standard_says() -> None:
    full = report(case(**{**FULL, "insured": True}))
    written = to_csv([full], encoding="utf-8")
    assert written.endswith(b"\r\n")
    (row,) = from_csv(written, encoding="utf-8")
    assert list(row)[:3] == ["届出の区分", "届出の様式", "届出期限"]
    assert list(row)[3:] == [field.ja for field in ReportField]
    assert row["在留資格"] == "特定技能1号"
    assert (row["性別"], row["資格外活動許可の有無"]) == ("女", "無")
    assert row["派遣・請負就労区分"] == "該当しない"
    assert row["在留カード番号"] == "AA12345678BB"
    (forever,) = from_csv(to_csv([report(case(status=S.PERMANENT_RESIDENT))]))
    assert forever["在留期間（満了日）"] == "無期限"
    permitted = report(case(status=None, mid_to_long_term=None, permitted=P.SUPERVISED))
    assert "監理措置" in from_csv(to_csv([permitted]))[0]["報酬活動許可者の別（監理措置／仮滞在）"]


def test_the_mark_of_utf_8_is_there_when_asked_for() -> None:
    one = [report(case(name="髙橋"))]
    assert to_csv(one).startswith(b"\xef\xbb\xbf")
    assert not to_csv(one, encoding="utf-8").startswith(b"\xef\xbb\xbf")
    assert to_csv(one)[3:] == to_csv(one, encoding="utf-8")


def test_cp932_names_what_does_not_fit_and_replaces_nothing() -> None:
    fits = [report(case(name="髙橋 ①"))]  # extensions that the encoding has
    assert from_csv(to_csv(fits, encoding="cp932"), encoding="cp932")[0]["氏名"] == "髙橋 ①"
    with pytest.raises(CharactersError) as told:
        to_csv([report(case(name="Nguyễn 𠮷田 Nguyễn"))], encoding="cp932")
    assert told.value.characters == ("U+1EC5", "U+20BB7")
    assert told.value.__context__ is None
    for lang in ("ja", "en"):
        assert "𠮷" in told.value.text(lang)
        assert "Nguy" not in told.value.text(lang)


@pytest.mark.parametrize("encoding", get_args(CsvEncoding))
def test_half_a_character_is_named(encoding: CsvEncoding) -> None:
    with pytest.raises(CharactersError) as told:
        to_csv([report(case(name="\ud842"))], encoding=encoding)
    assert told.value.characters == ("U+D842",)
    assert told.value.text("en").isprintable()


@pytest.mark.parametrize("encoding", ["latin-1", "utf-7", "idna", "no-such"])
def test_other_encodings_are_refused(encoding: Any) -> None:
    with pytest.raises(CharactersError):
        to_csv([], encoding=encoding)
    with pytest.raises(CharactersError):
        from_csv(b"", encoding=encoding)


@given(st.binary(max_size=60))
def test_bytes_that_are_no_such_file_are_refused(written: bytes) -> None:
    with pytest.raises((CharactersError, TableError)):
        from_csv(written)


def test_a_file_with_another_shape_is_refused() -> None:
    head = to_csv([], encoding="utf-8")
    assert from_csv(head, encoding="utf-8") == ()
    with pytest.raises(TableError):
        from_csv(head + b'"one"\r\n', encoding="utf-8")


# --- Words ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "one", CASES, ids=lambda one: f"{one.event}-{one.insured}-{one.status or one.permitted}"
)
@pytest.mark.parametrize("lang", ["ja", "en"])
def test_every_report_speaks(one: ReportCase, lang: str) -> None:
    said = report(one, on=date(2027, 9, 1)).text(lang)
    assert "employment.report" not in said
    assert "{" not in said
    assert len(said.splitlines()) == 3 + len(report(one).fields)


def test_every_item_of_the_table_is_asked_for_in_some_case() -> None:
    asked = {field for one in CASES for field in report(one).fields}
    assert asked == set(report_field_rows())


@pytest.mark.parametrize(
    "one", CASES, ids=lambda one: f"{one.event}-{one.insured}-{one.status or one.permitted}"
)
def test_what_nobody_has_is_not_confirmed_either(one: ReportCase) -> None:
    found = report(one)
    confirmed = {field for field in ReportField if confirmations(field, found.person, status=one.status)}
    conditional = {F.SSW_FIELD, F.DESIGNATED_ACTIVITY, F.OTHER_ACTIVITY}
    assert confirmed - conditional <= set(found.fields)


# --- Corners -------------------------------------------------------------------------------------


def test_a_card_number_may_be_given_as_text_and_is_checked() -> None:
    assert report(case(card_number="ａａ1234-5678 bb")).value(F.CARD_NUMBER) == "AA12345678BB"
    with pytest.raises(IdentifierError):
        case(card_number="12345678")


def test_twelve_digits_with_another_check_digit_are_no_individual_number() -> None:
    other = NUMBER[:-1] + str((int(NUMBER[-1]) + 1) % 10)
    assert not holds_individual_number(other)
    assert holds_individual_number(f"{other} {NUMBER}x {other}")


def test_a_file_with_an_open_quotation_is_refused() -> None:
    with pytest.raises(TableError):
        from_csv(to_csv([], encoding="utf-8") + b'"open', encoding="utf-8")


JSON: Final = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)


@given(data=st.data())
@settings(max_examples=80)
def test_a_document_that_somebody_changed_is_read_or_refused(data: st.DataObject) -> None:
    document = json.loads(to_json(report(case(**FULL))))
    place = data.draw(st.sampled_from([key for key in document if key != "tokutei"] + ["more"]))
    document[place] = data.draw(JSON)
    if document["items"] and place != "items" and data.draw(st.booleans()):
        document["items"][0][data.draw(st.sampled_from(["field", "value", "cite", "evidence"]))] = data.draw(
            JSON
        )
    found, said = None, ""
    try:
        found = from_json(json.dumps(document))
    except DocumentError as error:
        said = f"{error} {error.details}"
    assert "HANAKO" not in said
    assert isinstance(found, EmploymentReport) is (said == "")


def test_the_table_without_its_day_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reporting, "read_toml", lambda _: {})
    with pytest.raises(TableError):
        reporting.fields_as_of.__wrapped__()
