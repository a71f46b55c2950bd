"""The day in Japan of a moment: what every dated rule looks at."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from typing import Final

from tokutei.errors import NaiveDatetimeError, PeriodError

__all__ = ["JAPAN", "japan_day"]

JAPAN: Final = timezone(timedelta(hours=9), "JST")
"""Japanese time: nine hours ahead of UTC all year, so that no time zone database is needed."""


def japan_day(moment: date | datetime) -> date:
    """Return the calendar day in Japan of a moment; a date stays the day it is, as a plain ``date``.

    Raises:
        NaiveDatetimeError: the moment has no time zone.
        PeriodError: the day lies beyond the calendar, or this is no date at all.

    Example:
        >>> from datetime import UTC
        >>> japan_day(datetime(2026, 6, 13, 15, 0, tzinfo=UTC))
        datetime.date(2026, 6, 14)
    """
    if type(moment) is date:  # nearly always
        return moment
    if not isinstance(moment, date):
        raise PeriodError("not_a_day")
    if isinstance(moment, datetime):
        if moment.utcoffset() is None:
            raise NaiveDatetimeError
        try:
            moment = moment.astimezone(JAPAN)
        except OverflowError:
            raise PeriodError("beyond_calendar") from None
    return date(moment.year, moment.month, moment.day)
