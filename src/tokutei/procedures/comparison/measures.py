"""What is counted of a course."""

from __future__ import annotations

from typing import Final, TypeAlias

from tokutei import messages
from tokutei.lifecycle import Bearer, EventKind
from tokutei.procedures.comparison.courses import LivedCourse
from tokutei.rules.values import Yen
from tokutei.vocabulary import Window
from tokutei.vocabulary.words import Word

__all__ = ["Count", "Measure", "count_of", "said"]

_NOTICES: Final = frozenset({EventKind.NOTIFY_MOVE_IN, EventKind.NOTIFY_RELOCATION})


class Measure(Word):
    """What is counted."""

    BUREAU_VISITS = "bureau_visits", "地方局に行く回数", "visits to the bureau"
    MUNICIPAL_VISITS = "municipal_visits", "市区町村に行く回数", "visits to the municipal office"
    VISITS = "visits", "窓口に行く回数", "visits in all"
    MOVE_VISITS = "move_visits", "住居地の届出に行く回数", "visits to notify a move"
    FAMILY_VISITS = "family_visits", "親族が行く回数", "visits that a family member must make"
    DAYS_OFF = "days_off", "窓口に行く日数", "days with a visit"
    HOURS = "hours", "窓口に要する時間", "working hours for visits"
    FEES = "fees", "分かっている手数料", "fees that are known"
    DEAD_DAYS = "dead_days", "個人番号カードとしての機能のない日数", "days without the My Number function"
    FILED_ONLINE = "filed_online", "オンライン申請の回数", "applications filed online"
    ONLINE_LOST = "online_lost", "オンラインでできなかった申請", "applications not filed online though wished"


Count: TypeAlias = int | float | Yen | None
"""A count; ``None`` where it is not known."""


def count_of(course: LivedCourse, measure: Measure) -> Count:
    """Return one count of a course."""
    visits = course.visits
    counts: dict[Measure, Count] = {
        Measure.BUREAU_VISITS: course.visits_to(Window.BUREAU),
        Measure.MUNICIPAL_VISITS: course.visits_to(Window.MUNICIPALITY),
        Measure.VISITS: None if visits is None else len(visits),
        Measure.MOVE_VISITS: None
        if visits is None
        else sum(step.event.kind in _NOTICES for step in course.steps),
        Measure.FAMILY_VISITS: None
        if visits is None
        else sum(visit.who is Bearer.REPRESENTATIVE for visit in visits),
        Measure.DAYS_OFF: course.days_off,
        Measure.HOURS: course.hours,
        Measure.FEES: course.fees.value if course.fees else None,
        Measure.DEAD_DAYS: course.dead_days,
        Measure.FILED_ONLINE: course.online(),
        Measure.ONLINE_LOST: course.online_lost(),
    }
    return counts[measure]


def said(count: Count, lang: str) -> str:
    """Return a count in words."""
    if count is None:
        return messages.text("comparing.not_known", lang)
    return f"{count:g}" if isinstance(count, float) else messages.render(count, lang)
