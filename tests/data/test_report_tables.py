"""The tables on employers' reports: every item in the words of the regulation, every word of theirs in use."""

from __future__ import annotations

import importlib
import re
from pathlib import Path
from typing import Any, Final

import pytest

from tests.data.cited import words
from tokutei.data import read_csv, reporting
from tokutei.law import Evidence
from tokutei.vocabulary import ReportedPerson, ReportField, ReportForm, ReportPaper

SCRIPTS: Final = Path(__file__).resolve().parents[2] / "scripts"
F: Final = ReportField
PHRASES: Final = {
    F.FULL_NAME: ("その者の氏名",),
    F.STATUS: ("在留資格（以下この項及び次項において「在留資格」という。）",),
    F.PERIOD: ("同条第三項に規定する在留期間",),
    F.BORN: ("生年月日",),
    F.SEX: ("性別",),
    F.NATIONALITY: ("国籍の属する国又は",),
    F.OTHER_ACTIVITY: ("第十九条第二項前段の許可", "受けている者にあつては"),
    F.CARD_NUMBER: ("中長期在留者", "在留カードの番号"),
    F.SSW_FIELD: ("特定技能", "特定産業分野"),
    F.DESIGNATED_ACTIVITY: ("特定活動", "特に指定する活動"),
    F.PERMITTED_KIND: ("これらの許可を受けている旨", "仮滞在許可者"),
    F.ADDRESS: ("住所",),
    F.ESTABLISHMENT: ("雇入れ又は離職に係る事業所の名称及び所在地",),
    F.DAY: (),
    F.WAGE_AND_JOB: ("賃金その他の雇用状況に関する事項",),
    F.DISPATCH: (),
}
PAPERS: Final = {
    ReportPaper.RESIDENCE_CARD: "在留カード",
    ReportPaper.PASSPORT: "旅券",
    ReportPaper.STATUS_CERTIFICATE: "在留資格証明書",
    ReportPaper.PERMISSION_PAPER: "資格外活動許可書",
    ReportPaper.WORK_CERTIFICATE: "就労資格証明書",
    ReportPaper.DESIGNATION_FIELD: "別記第三十一号の四様式による指定書",
    ReportPaper.DESIGNATION_ACTIVITY: "別記第七号の四様式による指定書",
    ReportPaper.SUPERVISION_NOTICE: "監理措置決定通知書",
    ReportPaper.PROVISIONAL_PERMIT: "仮滞在許可書",
}


def test_every_item_has_its_row_and_is_said_in_the_words_of_the_facts() -> None:
    rows = {row["field"]: row["field_ja"] for row in read_csv("employer_report_fields.csv")}
    assert list(rows) == list(ReportField) == list(reporting.report_field_rows())
    assert rows.pop("full_name") == "氏名（ローマ字、カードどおり）"
    assert all(ReportField(key).ja == ja for key, ja in rows.items())


def test_only_boxes_of_the_forms_and_what_goes_with_codes_are_not_official() -> None:
    weak = {
        row.field for row in reporting.report_field_rows().values() if row.evidence is not Evidence.OFFICIAL
    }
    assert weak == {F.STATUS, F.DAY, F.DISPATCH}


@pytest.mark.shared
@pytest.mark.parametrize("field", ReportField)
def test_every_item_stands_in_what_it_cites(field: ReportField) -> None:
    said = "".join(words(cite) for cite in reporting.report_field_rows()[field].cites)
    assert all(phrase in said for phrase in PHRASES[field])
    assert bool(said) == bool(PHRASES[field])


@pytest.mark.parametrize("row", reporting.confirmation_rows(), ids=lambda row: f"{row.cite}-{row.reading}")
def test_confirmations_name_what_there_is(row: reporting.ConfirmationRow) -> None:
    assert row.fields
    assert row.persons
    assert row.papers
    assert (row.question, bool(row.reading)) in {("", False), ("Q15", True)}


@pytest.mark.shared
@pytest.mark.parametrize("row", reporting.confirmation_rows(), ids=lambda row: f"{row.cite}-{row.reading}")
def test_every_paper_stands_in_the_provision_that_names_it(row: reporting.ConfirmationRow) -> None:
    said = words(row.cite)
    assert all(PAPERS[paper] in said for paper in row.papers)


def test_every_paper_and_person_is_used() -> None:
    rows = reporting.confirmation_rows()
    assert {paper for row in rows for paper in row.papers} == set(ReportPaper)
    assert {person for row in rows for person in row.persons} == set(ReportedPerson)


def test_every_kind_of_case_has_a_form() -> None:
    forms = {key: row.form for key, row in reporting.report_form_rows().items()}
    assert forms == {
        "hire_insured": ReportForm.INSURANCE_GAIN,
        "leave_insured": ReportForm.INSURANCE_LOSS,
        "hire_uninsured": ReportForm.FORM_3,
        "leave_uninsured": ReportForm.FORM_3,
    }


def test_no_item_is_a_code_or_an_individual_number() -> None:
    said = " ".join(f"{field.value} {field.ja}" for field in ReportField)
    assert not re.search(r"コード|個人番号|マイナンバー|_code|my_number", said)


@pytest.fixture
def make_tables(monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.syspath_prepend(SCRIPTS)
    return importlib.import_module("make_tables")


@pytest.mark.parametrize(
    "row",
    [
        {"field": "sex", "legal_basis": "Reg. 11"},
        {"field": "shoe_size", "legal_basis": "Reg. 10"},
    ],
)
def test_an_item_that_nobody_has_looked_up_stops_the_table(make_tables: Any, row: dict[str, str]) -> None:
    with pytest.raises(make_tables.FactsDifferError, match="nobody has looked up"):
        make_tables.with_citations("employer_report_fields", "legal_basis", [row])


def test_a_condition_or_form_that_nobody_has_read_stops_the_table(make_tables: Any) -> None:
    with pytest.raises(make_tables.FactsDifferError, match="condition"):
        make_tables.report_condition_in_one_word({"required_when": "sometimes", "evidence": "official"})
    for case, form in (("hire: covered by employment insurance", "some form"), ("penalty", "様式第3号")):
        with pytest.raises(make_tables.FactsDifferError, match="form"):
            make_tables.report_case_in_one_word({"case": case, "form": form})
