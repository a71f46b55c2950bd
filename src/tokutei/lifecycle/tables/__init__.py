"""The transition tables: one tuple of rows a variable. All of the law of lives stands here or in rules.

A row that is missing says that the event does not touch the variable in that state; where the event
needs the variable (:data:`LEADS`), it is refused.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import chain
from types import MappingProxyType
from typing import Final

from tokutei.lifecycle.events import EventKind as K
from tokutei.lifecycle.rows import Row
from tokutei.lifecycle.states import State, Variable
from tokutei.lifecycle.tables.cards import CARD_ROWS, SEPARATE_CARD_ROWS
from tokutei.lifecycle.tables.certificates import certificate_rows
from tokutei.lifecycle.tables.functions import MY_NUMBER_ROWS, RESIDENCE_ROWS
from tokutei.lifecycle.tables.making import FILINGS
from tokutei.lifecycle.tables.procedures import APPLICATION_ROWS, MAIN_ROWS
from tokutei.lifecycle.tables.stays import SPECIAL_PERIOD_ROWS, STAY_ROWS

__all__ = ["FILINGS", "LEADS", "TABLES", "rows_of"]

LEADS: Final[Mapping[K, Variable]] = MappingProxyType(
    {
        **dict.fromkeys(FILINGS, Variable.MAIN),
        K.REPORT_LOSS: Variable.CARD,
        K.DECIDE_PERMISSION: Variable.MAIN,
        K.REFUSE_PERMISSION: Variable.MAIN,
        K.WITHDRAW_FILING: Variable.MAIN,
        K.REFUSE_SPECIFIED_CARD: Variable.APPLICATION,
        K.WITHDRAW_SPECIFIED_CARD: Variable.APPLICATION,
        K.NOTIFY_JLIS: Variable.APPLICATION,
        K.MAKE_CARD: Variable.APPLICATION,
        K.CONFIRM_CARD: Variable.APPLICATION,
        K.RECEIVE_CARD: Variable.MAIN,
        K.RETURN_CARD: Variable.CARD,
        K.EXTEND_MY_NUMBER: Variable.MY_NUMBER,
        K.GIVE_BACK_MY_NUMBER: Variable.CARD,
        K.RETURN_MY_NUMBER_CARD: Variable.SEPARATE_CARD,
        K.STAY_END_PASSED: Variable.STAY,
        K.SPECIAL_PERIOD_END_PASSED: Variable.SPECIAL_PERIOD,
        K.CARD_END_PASSED: Variable.RESIDENCE,
        K.MY_NUMBER_END_PASSED: Variable.MY_NUMBER,
        K.SIGNING_END_PASSED: Variable.SIGNING,
        K.AUTHENTICATION_END_PASSED: Variable.AUTHENTICATION,
    }
)
"""The variable without a row in which an event cannot happen. An application for a specified card on
its own leads none: no provision knows it."""


TABLES: Final[Mapping[Variable, tuple[Row, ...]]] = MappingProxyType(
    {
        Variable.STAY: STAY_ROWS,
        Variable.SPECIAL_PERIOD: SPECIAL_PERIOD_ROWS,
        Variable.REGISTER: (),
        Variable.CARD: CARD_ROWS,
        Variable.RESIDENCE: RESIDENCE_ROWS,
        Variable.MY_NUMBER: MY_NUMBER_ROWS,
        Variable.SIGNING: certificate_rows(Variable.SIGNING, K.SIGNING_END_PASSED, "13", "17", "15"),
        Variable.AUTHENTICATION: certificate_rows(
            Variable.AUTHENTICATION, K.AUTHENTICATION_END_PASSED, "49", "53", "34"
        ),
        Variable.SEPARATE_CARD: SEPARATE_CARD_ROWS,
        Variable.MAIN: MAIN_ROWS,
        Variable.APPLICATION: APPLICATION_ROWS,
    }
)
"""All rows, by variable. The register has none yet: no event of this version moves it."""


def _grouped() -> Mapping[tuple[Variable, State, K], tuple[Row, ...]]:
    grouped: dict[tuple[Variable, State, K], list[Row]] = {}
    for row in chain.from_iterable(TABLES.values()):
        grouped.setdefault((row.variable, row.source, row.event), []).append(row)
    return MappingProxyType({key: tuple(rows) for key, rows in grouped.items()})


_BY_KEY: Final = _grouped()


def rows_of(variable: Variable, state: State, event: K) -> tuple[Row, ...]:
    """Return the rows among which day and guards choose; none where the event does not touch the variable."""
    return _BY_KEY.get((variable, state, event), ())
