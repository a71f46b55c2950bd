"""Hostile input to the floor of employment: nothing passes as what it is not, and no value is repeated."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

import numpy as np
import pytest

from tokutei.employment import Fault, WorkVerdict
from tokutei.employment.columns import VERDICT_CODES, assess_columns, encode
from tokutei.errors import RowsError
from tokutei.intake import Source
from tokutei.vocabulary import JobKind, StatusOfResidence

DAY: Final = date(2026, 9, 1)


def arrays(**other: Any) -> dict[str, Any]:
    """Return the arrays of one row whose work is allowed, some of them others."""
    found: dict[str, Any] = {
        "status": encode("status", [StatusOfResidence.PERMANENT_RESIDENT]),
        "job": encode("job", [JobKind.RETAIL]),
        "checked_by": encode("checked_by", [Source.CHIP_VERIFIED]),
    }
    return {**found, **other}


ALLOWED: Final = VERDICT_CODES.index(WorkVerdict.ALLOWED)


@pytest.mark.parametrize(
    ("name", "values", "fault"),
    [
        pytest.param("status", np.array([2**32 + 36]), Fault.NOT_A_WORD, id="status"),
        pytest.param("status", np.array([2**32 + 36], dtype=np.uint64), Fault.NOT_A_WORD, id="unsigned"),
        pytest.param("status", np.array([-(2**32) + 36]), Fault.NOT_A_WORD, id="below"),
        pytest.param("checked_by", np.array([2**32]), Fault.NOT_A_WORD, id="checked-by"),
        pytest.param("job", np.array([2**32 - 1], dtype=np.uint32), Fault.NOT_A_WORD, id="32-bits"),
        pytest.param("period_days", np.array([2**32 + 90]), Fault.NOT_A_PERIOD, id="period"),
    ],
)
def test_no_large_number_wraps_round_to_a_code(name: str, values: Any, fault: Fault) -> None:
    assert assess_columns(arrays(), on=DAY).verdict.tolist() == [ALLOWED]
    found = assess_columns(arrays(**{name: values}), on=DAY)
    assert found.verdict.tolist() != [ALLOWED]
    assert [(one.fault, one.rows.tolist()) for one in found.problems] == [(fault, [0])]


@pytest.mark.parametrize("unit", ["Y", "M", "W", "h", "m", "s", "ns", "7D"])
def test_only_days_are_days(unit: str) -> None:
    with pytest.raises(RowsError):
        assess_columns(arrays(stay_until=np.array([3], dtype=f"datetime64[{unit}]")), on=DAY)
    none = np.array(["NaT"], dtype=f"datetime64[{unit}]")
    assert assess_columns(arrays(stay_until=none), on=DAY).verdict.tolist() == [ALLOWED]


@pytest.mark.parametrize("name", ["status", "hours_per_week", "stay_until"])
def test_a_mask_is_never_lost(name: str) -> None:
    kind = "datetime64[D]" if name == "stay_until" else "int64"
    with pytest.raises(RowsError):
        assess_columns(arrays(**{name: np.ma.array([1], mask=[True], dtype=kind)}), on=DAY)
