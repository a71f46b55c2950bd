"""What the law sets about paid work: who is free, who is bound to a paper, and the hours (Act 19)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from types import MappingProxyType
from typing import Final

from tokutei.data.tables import status_rows
from tokutei.law import LegalDay, Rule
from tokutei.rules.statuses.standing import words
from tokutei.rules.values import SomeOf, flag, whole_number
from tokutei.vocabulary import AppendedTable, StatusOfResidence

__all__ = [
    "AMUSEMENT_SHUT_OUT",
    "ASSISTANT_SCHOOLS",
    "DESIGNATED_STATUSES",
    "ENROLMENT_STATUSES",
    "HOLIDAY_DAILY_HOURS",
    "HOURS",
    "HOUSEHOLD_FAVOURS_FREE",
    "LOCAL_GOVERNMENT_STATUSES",
    "LOCAL_GOVERNMENT_WEEKLY_HOURS",
    "NO_REPORT_STATUSES",
    "NO_WORK_STATUSES",
    "OCCASIONAL_JOBS",
    "UNRESTRICTED_STATUSES",
    "WEEKLY_HOURS",
    "WORK_WITHOUT_STATUS",
]

_TOPIC: Final = "work"


_TABLE: Final = "T"
"""What a row begins with that means all statuses of an appended table, as citations write it: ``T1-4``."""


def _by_table(value: object) -> AbstractSet[StatusOfResidence]:
    """Return statuses named one by one, or by the appended table that the Act names instead of them."""
    named = value if isinstance(value, Iterable) and not isinstance(value, str) else ()
    tables = {AppendedTable(str(one)[1:]) for one in named if str(one).startswith(_TABLE)}
    of_tables = {status for status, row in status_rows().items() if row.appended_table in tables}
    alone = [one for one in named if not str(one).startswith(_TABLE)] if tables else value
    return SomeOf(StatusOfResidence)(alone) | of_tables


def _statuses(key: str, ja: str, en: str) -> Rule[AbstractSet[StatusOfResidence]]:
    return Rule(_TOPIC, key, ja=ja, en=en, parse=_by_table, looks_at=LegalDay.EVENT)


def _words(key: str, ja: str, en: str) -> Rule[AbstractSet[str]]:
    return Rule(_TOPIC, key, ja=ja, en=en, parse=words, looks_at=LegalDay.EVENT)


def _hours(key: str, ja: str, en: str) -> Rule[int]:
    return Rule(_TOPIC, key, ja=ja, en=en, parse=whole_number, looks_at=LegalDay.EVENT)


UNRESTRICTED_STATUSES: Final = _statuses(
    "unrestricted_statuses", "就労に制限のない者", "those whose work is not limited"
)
"""The Act limits only those of appended table 1."""
DESIGNATED_STATUSES: Final = _statuses(
    "designated_statuses",
    "指定書で機関・分野・活動が決まる在留資格",
    "statuses bound to a designated organization, field or activity",
)
NO_WORK_STATUSES: Final = _statuses(
    "no_work_statuses", "就労できない在留資格", "statuses that allow no paid work by themselves"
)
WEEKLY_HOURS: Final = _hours(
    "weekly_hours", "包括許可の一週の時間", "hours a week with the comprehensive permission"
)
"""Set per person: all workplaces count together."""
HOLIDAY_DAILY_HOURS: Final = _hours(
    "holiday_daily_hours", "長期休業期間の一日の時間", "hours a day in long school holidays"
)
"""For students only (留学), in holidays that the rules of the school fix."""
ENROLMENT_STATUSES: Final = _statuses(
    "enrolment_statuses", "在籍している間に限られる在留資格", "statuses that may work only while enrolled"
)
AMUSEMENT_SHUT_OUT: Final[Rule[bool]] = Rule(
    _TOPIC,
    "amusement_shut_out",
    ja="包括許可で風俗営業等が除かれるか",
    en="whether the comprehensive permission shuts out amusement businesses",
    parse=flag,
    looks_at=LegalDay.EVENT,
)
LOCAL_GOVERNMENT_WEEKLY_HOURS: Final = _hours(
    "local_government_weekly_hours",
    "地方公共団体等の許可の一週の時間",
    "hours a week with the permission for local governments",
)
LOCAL_GOVERNMENT_STATUSES: Final = _statuses(
    "local_government_statuses",
    "地方公共団体等の許可を受けられる在留資格",
    "statuses that may have the permission for local governments",
)
HOURS: Final[Mapping[str, Rule[int]]] = MappingProxyType(
    {"week": WEEKLY_HOURS, "day": HOLIDAY_DAILY_HOURS, "local_government": LOCAL_GOVERNMENT_WEEKLY_HOURS}
)
"""The hours by the word that a row of the decision table has for its limit."""

OCCASIONAL_JOBS: Final = _words(
    "occasional_jobs",
    "業としてでなければ報酬に当たらない活動",
    "what brings no remuneration unless done as a business",
)
"""``lecture``, ``advice``, ``authorship``, ``event_appearance``."""
HOUSEHOLD_FAVOURS_FREE: Final[Rule[bool]] = Rule(
    _TOPIC,
    "household_favours_free",
    ja="親族等の日常の家事への謝金が報酬に当たらないか",
    en="whether thanks for everyday housework for relatives and friends are no remuneration",
    parse=flag,
    looks_at=LegalDay.EVENT,
)
"""Asked by a relative, friend or acquaintance, and not done as a business."""
ASSISTANT_SCHOOLS: Final = _words(
    "assistant_schools",
    "教育・研究の補助が報酬に当たらない学校",
    "schools whose own students may assist in teaching or research",
)
"""``university``, ``technical_college`` (years four and five, and advanced courses)."""
WORK_WITHOUT_STATUS: Final = _words(
    "work_without_status",
    "在留資格なしに許可を受けて就労できる者",
    "those without a status who may be permitted to work",
)
"""``supervisory_measures`` (監理措置), ``provisional_stay`` (仮滞在)."""
NO_REPORT_STATUSES: Final = _statuses(
    "no_report_statuses", "外国人雇用状況の届出の対象外", "those whom employers do not report"
)
