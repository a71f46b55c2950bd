"""Until when a record on the smartphone is valid."""

from __future__ import annotations

from datetime import date

import pytest

from tokutei.errors import NotInForceError
from tokutei.rules.validity import mobile_record_until

BORN = date(1994, 5, 2)


@pytest.mark.parametrize(
    ("issued_on", "card_until", "ends"),
    [
        # A month of which the day of issue is the first.
        (date(2026, 10, 15), None, date(2026, 11, 14)),
        (date(2027, 1, 31), None, date(2027, 2, 28)),
        (date(2027, 3, 1), None, date(2027, 3, 31)),
        # Never past the card, never past the eve of the birthday.
        (date(2026, 10, 15), date(2026, 10, 31), date(2026, 10, 31)),
        (date(2027, 4, 15), None, date(2027, 5, 1)),
        (date(2027, 5, 1), None, date(2027, 5, 1)),
        (date(2027, 5, 2), None, date(2027, 6, 1)),
    ],
)
def test_the_last_day_of_a_record(issued_on: date, card_until: date | None, ends: date) -> None:
    assert mobile_record_until(born=BORN, issued_on=issued_on, card_until=card_until).value == ends


def test_before_the_text_that_was_read_there_is_no_answer() -> None:
    with pytest.raises(NotInForceError):
        mobile_record_until(born=BORN, issued_on=date(2026, 6, 13), card_until=None)
