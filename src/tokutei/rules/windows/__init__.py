"""Whether something may be filed on a day: when a window opens, when it closes, what comes of being late.

Late notices are punished, not barred; an application to stay on is barred once the stay has ended.
"""

from tokutei.rules.windows.asking import WindowsFacts, answer
from tokutei.rules.windows.card_renewal import (
    RENEWAL_MONTHS,
    RENEWAL_SAVED,
    CardClass,
    HeldCard,
    card_class,
    renewal_window,
)
from tokutei.rules.windows.filing import (
    after_event,
    any_time,
    before_stay_end,
    card_renewal,
    early_card_renewal,
    exchange_after_loss,
    lateness,
    my_number_extension,
    my_number_replacement,
)
from tokutei.rules.windows.limits import (
    ANY_TIME,
    CARD_PROCEDURES,
    LATENESS,
    MY_NUMBER_REPLACEMENT_MONTHS,
    ONLINE_LEAD_DAYS,
    PLAIN_CARD_ONLY,
    PRACTICE_MONTHS,
    SAME_DAY_EXCHANGE_FREE,
    Lateness,
    WindowOpen,
)

__all__ = [
    "ANY_TIME",
    "CARD_PROCEDURES",
    "LATENESS",
    "MY_NUMBER_REPLACEMENT_MONTHS",
    "ONLINE_LEAD_DAYS",
    "PLAIN_CARD_ONLY",
    "PRACTICE_MONTHS",
    "RENEWAL_MONTHS",
    "RENEWAL_SAVED",
    "SAME_DAY_EXCHANGE_FREE",
    "CardClass",
    "HeldCard",
    "Lateness",
    "WindowOpen",
    "WindowsFacts",
    "after_event",
    "answer",
    "any_time",
    "before_stay_end",
    "card_class",
    "card_renewal",
    "early_card_renewal",
    "exchange_after_loss",
    "lateness",
    "my_number_extension",
    "my_number_replacement",
    "renewal_window",
]
