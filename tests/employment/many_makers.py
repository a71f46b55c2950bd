"""Rows and what is read off decisions, for the tests of many rows."""

from __future__ import annotations

from datetime import date
from typing import Final

from tokutei.employment import (
    Fault,
    ManyDecisions,
)

F: Final = Fault
ON: Final = date(2026, 9, 1)
HEADER: Final = "key,status,job,permission,stay_until,checked_by"
GOOD: Final = "E-1,留学,小売,包括許可,2027-03-31,chip_verified"
OTHER: Final = "E-2,永住者,小売,無,,chip_read"


def table(*rows: str, header: str = HEADER) -> str:
    return "\n".join([header, *rows]) + "\n"


def verdicts(found: ManyDecisions) -> list[tuple[int | None, str]]:
    return [(one.row, one.verdict.value) for one in found]


def faults(found: ManyDecisions) -> list[tuple[int, str | None, Fault]]:
    return [(one.row, one.column.value if one.column else None, one.fault) for one in found.problems]
