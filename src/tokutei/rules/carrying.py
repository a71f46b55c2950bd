"""Which procedures may carry an application for a specified card: the lists of the law, for all topics that ask.

The rules belong to the topic ``routes``, which offers them; validity and documents look here, so that a procedure
that the law adds to a list has its papers and its last day by that alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from datetime import date
from types import MappingProxyType
from typing import Any, Final

from tokutei.errors import NotInForceError
from tokutei.law import Rule
from tokutei.rules.rulebook import CURRENT, Rulebook, days_in_japan
from tokutei.rules.values import SomeOf
from tokutei.vocabulary import ProcedureKind, Route

__all__ = ["SPECIFIED_CARD_PROCEDURES", "SPR_ADDRESS_PROCEDURES", "is_carried_to_residence", "way_of"]

_TOPIC: Final = "routes"


def _procedures(key: str, ja: str, en: str) -> Rule[AbstractSet[ProcedureKind]]:
    return Rule(_TOPIC, key, ja=ja, en=en, parse=SomeOf(ProcedureKind))


SPECIFIED_CARD_PROCEDURES: Final[Mapping[Route, Rule[AbstractSet[ProcedureKind]]]] = MappingProxyType(
    {
        route: _procedures(
            f"procedures.{route.value}",
            f"特定在留カードの申請を併せてできる手続：{route.ja}",
            f"procedures that may carry an application for a specified card: {route.en}",
        )
        for route in Route
    }
)
"""By route. For the municipal route of special permanent residents see also
:data:`SPR_ADDRESS_PROCEDURES`, which stand in a paragraph of their own."""

SPR_ADDRESS_PROCEDURES: Final = _procedures(
    "procedures.spr_address",
    "特定特別永住者証明書の申請を併せてできる住居地の届出",
    "notifications of residence that may carry an application for a specified certificate",
)


@days_in_japan
def way_of(procedure: ProcedureKind, *, on: date, book: Rulebook = CURRENT) -> Route | None:
    """Return the route of a procedure as the law of a day lists it, or ``None``.

    Before the first day of the lists it is that of their first version: what was not in force then is said by
    the rule that is asked next.

    Example:
        >>> from datetime import date
        >>> way_of(ProcedureKind.EXCHANGE, on=date(2026, 9, 1)), way_of(ProcedureKind.LANDING, on=date(2026, 9, 1))
        (<Route.BUREAU_CARD: 'bureau_card'>, None)
    """
    return next(
        (route for route, rule in SPECIFIED_CARD_PROCEDURES.items() if procedure in _listed(rule, on, book)),
        None,
    )


@days_in_japan
def is_carried_to_residence(procedure: ProcedureKind, *, on: date, book: Rulebook = CURRENT) -> bool:
    """Return whether a special permanent resident's notification of residence may carry one, as :func:`way_of`."""
    return procedure in _listed(SPR_ADDRESS_PROCEDURES, on, book)


def _listed(rule: Rule[Any], on: date, book: Rulebook) -> AbstractSet[ProcedureKind]:
    try:
        found: AbstractSet[ProcedureKind] = book.at(rule, on).value
    except NotInForceError:
        found = book.timeline(rule).versions[0].value
    return found
