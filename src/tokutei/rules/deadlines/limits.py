"""How long what nobody files may last: time to leave, re-entry permissions, cruises, moves that are not told."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from tokutei.law import LegalDay, Rule
from tokutei.rules.values import whole_number

__all__ = [
    "CRUISE_DAYS",
    "DEPARTURE_DAYS",
    "MOVED_IN_DAYS",
    "PLANNED_MOVE_DAYS",
    "REENTRY_EXTENSION_YEARS",
    "REENTRY_YEARS",
]


def _rule(key: str, ja: str, en: str) -> Rule[int]:
    return Rule("deadlines", key, ja=ja, en=en, parse=whole_number, looks_at=LegalDay.EVENT)


DEPARTURE_DAYS: Final = _rule(
    "departure_days", "在留資格の取消し後の出国猶予の日数の上限", "most days to leave after a revocation"
)
REENTRY_YEARS: Final[Mapping[bool, Rule[int]]] = MappingProxyType(
    {
        False: _rule(
            "reentry_years.resident",
            "再入国許可の有効期間の年数の上限",
            "most years of a re-entry permission",
        ),
        True: _rule(
            "reentry_years.spr",
            "再入国許可の有効期間の年数の上限（特別永住者）",
            "most years of a re-entry permission (special permanent residents)",
        ),
    }
)
"""By whether the holder is a special permanent resident."""
REENTRY_EXTENSION_YEARS: Final = _rule(
    "reentry_extension_years",
    "再入国許可の有効期間の延長の年数の上限",
    "most years by which a re-entry permission is extended abroad",
)
CRUISE_DAYS: Final = _rule(
    "cruise_days",
    "指定旅客船による再入国の日数",
    "days to come back on a designated ship",
)
PLANNED_MOVE_DAYS: Final = _rule(
    "planned_move_days",
    "転出予定日から個人番号カードの失効までの日数",
    "days from a planned move until the Individual Number Card lapses",
)
"""Without a notification of moving in."""
MOVED_IN_DAYS: Final = _rule(
    "moved_in_days",
    "転入日から個人番号カードの失効までの日数",
    "days from moving in until the Individual Number Card lapses",
)
"""Without a notification of moving in."""
