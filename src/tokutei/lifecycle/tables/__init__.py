"""The transition tables: one tuple of rows a variable. All of the law of lives stands here or in rules.

A row that is missing says that the event does not touch the variable in that state; where the event
needs the variable (:data:`LEADS`), it is refused.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from tokutei.lifecycle.events.kinds import EventKind as K
from tokutei.lifecycle.rows import Row
from tokutei.lifecycle.states import State, Variable
from tokutei.lifecycle.tables import acts, ages, moves, renewals, separate, special, travel
from tokutei.lifecycle.tables.cards import CARD_ROWS, SEPARATE_CARD_ROWS
from tokutei.lifecycle.tables.certificates import certificate_rows
from tokutei.lifecycle.tables.functions import MY_NUMBER_ROWS, RESIDENCE_ROWS
from tokutei.lifecycle.tables.making import FILINGS
from tokutei.lifecycle.tables.procedures import APPLICATION_ROWS, MAIN_ROWS
from tokutei.lifecycle.tables.stays import SPECIAL_PERIOD_ROWS, STAY_ROWS

__all__ = ["FILINGS", "LEADS", "TABLES", "rows_of", "touched_by"]

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
        **acts.LEADS,
        **ages.LEADS,
        **moves.LEADS,
        **renewals.LEADS,
        **separate.LEADS,
        **special.LEADS,
        **travel.LEADS,
    }
)
"""The variable without a row in which an event cannot happen. An application for a specified card on
its own leads none, nor does one to lengthen the residence function: no provision knows them."""

_ROWS: Final = (
    *STAY_ROWS,
    *SPECIAL_PERIOD_ROWS,
    *CARD_ROWS,
    *RESIDENCE_ROWS,
    *MY_NUMBER_ROWS,
    *certificate_rows(Variable.SIGNING, K.SIGNING_END_PASSED, "13", "17", "15"),
    *certificate_rows(Variable.AUTHENTICATION, K.AUTHENTICATION_END_PASSED, "49", "53", "34"),
    *SEPARATE_CARD_ROWS,
    *MAIN_ROWS,
    *APPLICATION_ROWS,
    *acts.ROWS,
    *ages.ROWS,
    *moves.ROWS,
    *renewals.ROWS,
    *separate.ROWS,
    *special.ROWS,
    *travel.ROWS,
)

TABLES: Final[Mapping[Variable, tuple[Row, ...]]] = MappingProxyType(
    {variable: tuple(row for row in _ROWS if row.variable is variable) for variable in Variable}
)
"""All rows, by variable."""


Touched = tuple[tuple[Variable, Mapping[State, tuple[Row, ...]]], ...]
"""The variables that an event can touch, each with its rows by state."""


def _by_event() -> Mapping[K, Touched]:
    found: dict[K, dict[Variable, dict[State, tuple[Row, ...]]]] = {kind: {} for kind in K}
    for variable, rows in TABLES.items():
        for row in rows:
            states = found[row.event].setdefault(variable, {})
            states[row.source] = (*states.get(row.source, ()), row)
    return MappingProxyType({kind: tuple(touched.items()) for kind, touched in found.items()})


_BY_EVENT: Final = _by_event()
_BY_KEY: Final = MappingProxyType(
    {
        (variable, state, kind): rows
        for kind, touched in _BY_EVENT.items()
        for variable, states in touched
        for state, rows in states.items()
    }
)


def touched_by(event: K) -> Touched:
    """Return the variables that an event can touch, each with its rows by state."""
    return _BY_EVENT[event]


def rows_of(variable: Variable, state: State, event: K) -> tuple[Row, ...]:
    """Return the rows among which day and guards choose; none where the event does not touch the variable."""
    return _BY_KEY.get((variable, state, event), ())
