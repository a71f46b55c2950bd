"""What people type is read as they write it, or refused by a typed error that does not repeat it."""

from __future__ import annotations

import traceback
from datetime import UTC, date, datetime
from typing import Any

import pytest

from tokutei.chip import ComprehensivePermission, Period
from tokutei.errors import (
    AmbiguousTermError,
    FactsError,
    IdentifierError,
    NaiveDatetimeError,
    PeriodError,
    TokuteiError,
    UnknownTermError,
)
from tokutei.identifiers import CardNumber
from tokutei.intake import Face, Paper, Said
from tokutei.intake.seen import iso
from tokutei.vocabulary import CardForm, CardKind, Sex, StatusOfResidence, WorkRestriction


@pytest.mark.parametrize(
    "status",
    ["留学", "Student", "student", "ＳＴＵＤＥＮＴ", StatusOfResidence.STUDENT],
)
def test_a_status_is_found_by_any_of_its_names(status: Any) -> None:
    assert Face(status=status).status is StatusOfResidence.STUDENT


@pytest.mark.parametrize(
    ("written", "period"),
    [
        ("P1Y3M", Period(1, 3)),
        ("P15M", Period(1, 3)),
        ("1年3月", Period(1, 3)),
        ("3年", Period(3)),
        ("6月", Period(0, 6)),
        ("90日", Period(days=90)),
        ("P90D", Period(days=90)),
        ("無期限", Period()),
        ("indefinite", Period()),
        (Period(5), Period(5)),
    ],
)
def test_a_period_is_read_as_it_is_written(written: Any, period: Period) -> None:
    assert Face(period=written).period == period
    assert Paper(period=iso(period)).period == period


def test_other_fields_are_read() -> None:
    face = Face(
        sex="女",
        nationality="phl",
        number="zz12345678zz",
        kind="在留カード",
        form="2026年様式",
        work_restriction="就労不可",
        comprehensive_permission="within_28_hours",
        valid_until=datetime(2028, 6, 30, 15, tzinfo=UTC),
    )
    assert face.sex is Sex.FEMALE
    assert face.nationality == "PHL"
    assert face.number == CardNumber("ZZ12345678ZZ")
    assert (face.kind, face.form) == (CardKind.RESIDENCE_CARD, CardForm.FORM_2026)
    assert face.work_restriction is WorkRestriction.NOT_PERMITTED
    assert face.comprehensive_permission is ComprehensivePermission.WITHIN_28_HOURS
    assert face.valid_until == date(2028, 7, 1)  # the day in Japan


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        ({"status": "高度専門職"}, AmbiguousTermError),
        ({"status": "no such status"}, UnknownTermError),
        ({"status": 7}, UnknownTermError),
        ({"work_restriction": "QZMARKERQZ"[:2]}, UnknownTermError),
        ({"form": "form_1999"}, UnknownTermError),
        ({"nationality": "QZMARKERQZ"}, IdentifierError),
        ({"number": "QZMARKERQZ"}, IdentifierError),
        ({"born": datetime(1901, 2, 3)}, NaiveDatetimeError),  # noqa: DTZ001 - the point
        ({"born": "QZMARKERQZ"}, PeriodError),
        ({"stay_until": 20280701}, PeriodError),
        ({"name": 7}, FactsError),
        ({"address": ("QZMARKERQZ",)}, FactsError),
        ({"sex": "QZMARKERQZ"}, FactsError),
        ({"period": "QZMARKERQZ"}, FactsError),
        ({"period": "P0Y"}, FactsError),
        ({"period": ""}, FactsError),
        ({"period": 3}, FactsError),
        ({"individual_permission": 1}, FactsError),
        ({"kind": "mynumber_card"}, FactsError),
        ({"photo": "QZMARKERQZ"}, FactsError),
    ],
)
def test_what_cannot_be_read_is_a_typed_error(wrong: dict[str, Any], error: type[TokuteiError]) -> None:
    with pytest.raises(error) as caught:
        Face(**wrong)
    said = "".join(traceback.format_exception(caught.value))
    assert "QZMARKER" not in str(caught.value) + caught.value.text("ja") + said
    assert caught.value.__context__ is None or caught.value.__suppress_context__


def test_every_field_that_cannot_be_read_is_named() -> None:
    with pytest.raises(FactsError) as caught:
        Said(name=7, individual_permission="yes", municipality="131016")  # type: ignore[arg-type]
    assert caught.value.unknown == ("name", "individual_permission")


def test_a_municipality_has_its_check_digit() -> None:
    assert Paper(municipality="131016").municipality == "131016"
    with pytest.raises(IdentifierError):
        Said(municipality="131017")
