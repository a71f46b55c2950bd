"""A page of lapsed numbers that the tests fill themselves."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from tokutei.employment import LapseCheck, LapseResult
from tokutei.identifiers import CardNumber

__all__ = ["FakeLapseChecker"]


class FakeLapseChecker:
    """Answers for every number at once: lapsed for those given, not shown as lapsed for all others.

    Example:
        >>> number = CardNumber.parse("AA12345678BB")
        >>> page = FakeLapseChecker(lapsed=[number])
        >>> page.check(number, valid_until=date(2028, 7, 1), on=date(2026, 9, 1)).result.value
        'lapsed'
        >>> page
        FakeLapseChecker(lapsed=1)
    """

    __slots__ = ("_lapsed",)

    def __init__(self, *, lapsed: Iterable[CardNumber] = ()) -> None:
        self._lapsed = frozenset(lapsed)

    def __repr__(self) -> str:
        return f"{type(self).__name__}(lapsed={len(self._lapsed)})"

    def check(self, number: CardNumber, *, valid_until: date, on: date) -> LapseCheck:  # noqa: ARG002 - as the service
        """Return whether the number is among those given, as looked up on the day asked about."""
        lapsed = number in self._lapsed
        return LapseCheck(result=LapseResult.LAPSED if lapsed else LapseResult.VALID_SO_FAR, on=on)
