"""Until when something must be notified, applied for, reported or returned, and what runs out with time.

Each clock has its own starting day, number, office and bearer (:data:`CLOCKS`). What is filed within a period
moves off the closed days of its office; the end of a stay, of a re-entry permission or of a card does not.
"""

from tokutei.rules.deadlines.asking import DeadlinesFacts, answer
from tokutei.rules.deadlines.clocks import (
    ANNUAL_REPORTS,
    CLOCKS,
    EMPLOYER_REPORT_EXCLUDED,
    FURTHER_DAYS,
    NEXT_MONTH,
    SEPARATE_CARD_NOTICES_ONLY,
    SPECIAL_REENTRY_YEARS,
    STAY_END_MOVES,
    TERMS,
    Clock,
    Moving,
    clocks_of,
)
from tokutei.rules.deadlines.counting import Deadline, deadline, special_reentry_until
from tokutei.rules.deadlines.limits import (
    CRUISE_DAYS,
    DEPARTURE_DAYS,
    MOVED_IN_DAYS,
    PLANNED_MOVE_DAYS,
    REENTRY_EXTENSION_YEARS,
    REENTRY_YEARS,
)
from tokutei.rules.deadlines.notices import (
    NOTICE_DAYS,
    NOTICE_WINDOWS,
    RETURN_DAYS,
    notice_deadline,
    return_deadline,
)
from tokutei.rules.deadlines.words import (
    Authority,
    Bearer,
    DayOfMonth,
    Matter,
    Obligation,
    Term,
    TriggerEvent,
)

__all__ = [
    "ANNUAL_REPORTS",
    "CLOCKS",
    "CRUISE_DAYS",
    "DEPARTURE_DAYS",
    "EMPLOYER_REPORT_EXCLUDED",
    "FURTHER_DAYS",
    "MOVED_IN_DAYS",
    "NEXT_MONTH",
    "NOTICE_DAYS",
    "NOTICE_WINDOWS",
    "PLANNED_MOVE_DAYS",
    "REENTRY_EXTENSION_YEARS",
    "REENTRY_YEARS",
    "RETURN_DAYS",
    "SEPARATE_CARD_NOTICES_ONLY",
    "SPECIAL_REENTRY_YEARS",
    "STAY_END_MOVES",
    "TERMS",
    "Authority",
    "Bearer",
    "Clock",
    "DayOfMonth",
    "Deadline",
    "DeadlinesFacts",
    "Matter",
    "Moving",
    "Obligation",
    "Term",
    "TriggerEvent",
    "answer",
    "clocks_of",
    "deadline",
    "notice_deadline",
    "return_deadline",
    "special_reentry_until",
]
