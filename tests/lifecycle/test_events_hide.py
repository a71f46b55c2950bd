"""Events check what they are told, and their errors do not show it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from tokutei.errors import FactsError
from tokutei.lifecycle import Event, NotifyFirstAddress, NotifyMoveIn, NotifyRelocation

MARK = "QZMARKERQZ"
TOLD = {"kind": "notify_move_in", "on": "2026-09-10", "moved_on": "2026-09-01", "municipality": "131016"}


@pytest.mark.parametrize(
    "adapter", [TypeAdapter[Event](Event), TypeAdapter(list[Event])], ids=["one", "list"]
)
@pytest.mark.parametrize(
    "told",
    [
        {**TOLD, "municipality": MARK},
        {**TOLD, "kind": "moved", "municipality": MARK},
        {"kind": "notify_move_in", "municipality": MARK},
        {"municipality": MARK},
        {**TOLD, "on": MARK},
    ],
)
def test_errors_of_events_show_nothing_of_what_was_told(adapter: TypeAdapter[Any], told: object) -> None:
    value = [told] if "list" in str(adapter) else told
    with pytest.raises(ValidationError) as caught:
        adapter.validate_python(value)
    assert MARK not in str(caught.value)
    assert MARK not in str(caught.value.errors())


def test_errors_of_one_kind_of_event_show_nothing_either() -> None:
    with pytest.raises(ValidationError) as caught:
        TypeAdapter(NotifyMoveIn).validate_python({**TOLD, "municipality": MARK})
    assert caught.value.errors()[0]["loc"] == ("municipality",)
    assert MARK not in str(caught.value)


@pytest.mark.parametrize("kind", [NotifyFirstAddress, NotifyMoveIn, NotifyRelocation])
@pytest.mark.parametrize("code", [MARK, "13101", "1310160", "１３１０１６", ""])
def test_municipalities_have_six_digits(kind: type[NotifyMoveIn], code: str) -> None:
    with pytest.raises(FactsError) as caught:
        kind(on=date(2026, 9, 10), municipality=code, moved_on=date(2026, 9, 1))
    assert "municipality" in caught.value.text("en")
    assert MARK not in str(caught.value)
