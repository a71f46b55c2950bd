"""The special period: lawful stay while a timely application is pending (特例期間, Act 20(6), 21(4)).

Beside it, what follows it or not: the residence card, the My Number function on a specified card, a separate
Individual Number Card; and the two months of a card whose renewal with a specified card is pending.
"""

from tokutei.rules.special_period.asking import SpecialPeriodFacts, SpecialPeriodResult, answer
from tokutei.rules.special_period.my_number import (
    MY_NUMBER_EXTENSION_WINDOW,
    MY_NUMBER_FOLLOWS_SPECIAL_PERIOD,
    SEPARATE_CARD_EXTENSION_WINDOW,
    SEPARATE_CARD_FOLLOWS_SPECIAL_PERIOD,
    separate_card_extended_until,
)
from tokutei.rules.special_period.stay import (
    CONVERTIBLE_PROCEDURES,
    FROZEN_VALIDITY_BEFORE,
    LONGEST_STAY_WITHOUT_SPECIAL_PERIOD,
    PENDING_RENEWAL_MONTHS,
    RESIDENCE_CARD_FOLLOWS_SPECIAL_PERIOD,
    SPECIAL_PERIOD_MONTHS,
    SPECIAL_PERIOD_PROCEDURES,
    filed_in_time,
    has_special_period,
    pending_renewal_end,
    special_period_end,
)

__all__ = [
    "CONVERTIBLE_PROCEDURES",
    "FROZEN_VALIDITY_BEFORE",
    "LONGEST_STAY_WITHOUT_SPECIAL_PERIOD",
    "MY_NUMBER_EXTENSION_WINDOW",
    "MY_NUMBER_FOLLOWS_SPECIAL_PERIOD",
    "PENDING_RENEWAL_MONTHS",
    "RESIDENCE_CARD_FOLLOWS_SPECIAL_PERIOD",
    "SEPARATE_CARD_EXTENSION_WINDOW",
    "SEPARATE_CARD_FOLLOWS_SPECIAL_PERIOD",
    "SPECIAL_PERIOD_MONTHS",
    "SPECIAL_PERIOD_PROCEDURES",
    "SpecialPeriodFacts",
    "SpecialPeriodResult",
    "answer",
    "filed_in_time",
    "has_special_period",
    "pending_renewal_end",
    "separate_card_extended_until",
    "special_period_end",
]
