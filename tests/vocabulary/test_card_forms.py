"""The form of a card follows the day it was issued."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from tokutei.errors import NaiveDatetimeError, PeriodError
from tokutei.vocabulary import CardForm


@pytest.mark.parametrize(
    ("day", "form"),
    [
        (date(2012, 7, 9), CardForm.FORM_2012),
        (date(2026, 6, 13), CardForm.FORM_2012),
        (date(2026, 6, 14), CardForm.FORM_2026),
    ],
)
def test_form_by_day_of_issue(day: date, form: CardForm) -> None:
    assert CardForm.issued_on(day) is form


def test_the_form_follows_the_day_in_japan() -> None:
    assert CardForm.issued_on(datetime(2026, 6, 13, 15, tzinfo=UTC)) is CardForm.FORM_2026
    assert CardForm.issued_on(datetime(2026, 6, 13, 14, tzinfo=UTC)) is CardForm.FORM_2012
    with pytest.raises(NaiveDatetimeError):
        CardForm.issued_on(datetime(2026, 6, 14))  # noqa: DTZ001 - naive on purpose


@pytest.mark.parametrize("day", [None, "2026-06-14", 5])
def test_what_is_no_day_has_no_form(day: Any) -> None:
    with pytest.raises(PeriodError):
        CardForm.issued_on(day)
