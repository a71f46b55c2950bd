"""Shifts and permissions that the tests of hours share."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Final

from tokutei.employment import (
    Permission,
    PermissionKind,
    Shift,
)
from tokutei.law.days import JAPAN
from tokutei.vocabulary import StatusOfResidence

STUDENT: Final = Permission(kind=PermissionKind.COMPREHENSIVE, status=StatusOfResidence.STUDENT)
MONDAY: Final = date(2026, 10, 5)
SUMMER: Final = (date(2026, 8, 1), date(2026, 9, 20))


def on(day: date, minutes: int, *, begins: str = "00:00", workplace: str = "") -> Shift:
    """Return a shift of some minutes on a day."""
    start = datetime.combine(day, time.fromisoformat(begins), JAPAN)
    return Shift(starts_at=start, ends_at=start + timedelta(minutes=minutes), workplace=workplace)


def days_from(first: date, *minutes: int) -> list[Shift]:
    """Return a shift for each of some days in a row; none for 0."""
    return [on(first + timedelta(days=n), length) for n, length in enumerate(minutes) if length]
