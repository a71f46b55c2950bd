"""Where a procedure goes: to a bureau or a municipality, which one, and whose area it is (管轄).

In law a branch office has the whole area of the bureau or district bureau that it belongs to; the areas that
the agency publishes are narrower and overlap. In a designated city the ward acts, not the city; for the
separate Individual Number Card it is the city, through the head of the ward.
"""

from tokutei.rules.offices.areas import (
    BRANCH_HAS_AREA_OF_PARENT,
    competent_bureau,
    legal_area,
    offices_for,
    residence_card_window,
)
from tokutei.rules.offices.asking import OfficeResult, OfficesFacts, answer
from tokutei.rules.offices.competence import (
    COMPETENCE,
    ActingUnit,
    Competence,
    Unit,
    acting_unit,
    next_open_day,
    window_of,
)

__all__ = [
    "BRANCH_HAS_AREA_OF_PARENT",
    "COMPETENCE",
    "ActingUnit",
    "Competence",
    "OfficeResult",
    "OfficesFacts",
    "Unit",
    "acting_unit",
    "answer",
    "competent_bureau",
    "legal_area",
    "next_open_day",
    "offices_for",
    "residence_card_window",
    "window_of",
]
