"""The form of a card follows the day it was issued."""

from __future__ import annotations

from datetime import date

import pytest

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
