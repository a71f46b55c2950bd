"""The specified card itself in the catalogue: by which routes, with which procedures, papers and amounts."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from tokutei.procedures.listing.looking import Looking
from tokutei.procedures.listing.words import FurtherProcedure, Subject
from tokutei.rules import fees, routes
from tokutei.rules.documents import SPECIFIED_PAPERS
from tokutei.rules.values import Yen
from tokutei.vocabulary import Route

__all__ = ["ROUTES_OF", "say_amounts", "say_papers", "say_procedures", "say_routes"]

ROUTES_OF: Final[Mapping[Subject, tuple[Route, ...]]] = MappingProxyType(
    {
        FurtherProcedure.SPECIFIED_CARD: (Route.BUREAU_CARD, Route.BUREAU_STATUS, Route.MUNICIPALITY),
        FurtherProcedure.SPECIFIED_CERTIFICATE: (Route.SPR_MUNICIPALITY, Route.SPR_BUREAU),
    }
)
"""The routes of each specified card."""
_PAPERS: Final[Mapping[Route, tuple[str, ...]]] = MappingProxyType(
    {
        Route.BUREAU_CARD: ("submitted.bureau", "pin.bureau"),
        Route.BUREAU_STATUS: ("submitted.bureau", "pin.bureau"),
        Route.MUNICIPALITY: ("submitted.municipality", "shown.municipality", "pin.municipality"),
        Route.SPR_MUNICIPALITY: ("submitted.spr_card", "pin.spr_municipality"),
        Route.SPR_BUREAU: ("submitted.spr_permission", "pin.spr_permission"),
    }
)
"""The lists of papers by route."""


def say_routes(subject: Subject, looking: Looking) -> None:
    """Say at which offices, and how the card is given there."""
    for route in ROUTES_OF[subject]:
        delivery = looking.value(routes.DELIVERY[route])
        if delivery is not None:
            looking.say("by_route", route=route, delivery=delivery)
        _say_posted(route, looking)


def _say_posted(route: Route, looking: Looking) -> None:
    """Say to whom it is posted because it is needed quickly."""
    if route not in routes.EXPRESS_DELIVERY:
        return
    delivery = looking.value(routes.EXPRESS_DELIVERY[route])
    listed = [
        one
        for rules in (routes.EXPRESS_CLASSES_OF_ORDER, routes.EXPRESS_CLASSES)
        for one in looking.value(rules[route]) or ()
    ]
    if delivery is not None and listed:
        looking.say("posted_to", delivery=delivery, classes=tuple(dict.fromkeys(listed)))


def say_procedures(subject: Subject, looking: Looking) -> None:
    """Say which procedures may carry it."""
    for route in ROUTES_OF[subject]:
        listed = set(looking.value(routes.SPECIFIED_CARD_PROCEDURES[route]) or ())
        if (
            route is Route.SPR_MUNICIPALITY
        ):  # whose notifications of residence stand in a paragraph of their own
            listed |= looking.value(routes.SPR_ADDRESS_PROCEDURES) or set()
        if listed:
            looking.say("with_procedures", route=route, procedures=frozenset(listed))


def say_papers(subject: Subject, looking: Looking) -> None:
    """Say the papers of the application itself, beside those of the procedure that carries it."""
    for route in ROUTES_OF[subject]:
        listed = [paper for key in _PAPERS[route] for paper in looking.value(SPECIFIED_PAPERS[key]) or ()]
        if listed:
            looking.say("route_papers", route=route, papers=tuple(dict.fromkeys(listed)))


def say_amounts(route: Route, looking: Looking) -> None:
    """Say what the card costs on a route, and what it costs when it is posted."""
    special = route.value.startswith("spr_")
    amount = looking.value(fees.SPR_CARD_FEE if special else fees.SPECIFIED_CARD_FEE)
    if amount is not None:
        looking.say("fee_specified", amount=Yen(amount))
    posted = looking.value(fees.EXPRESS_CARD_FEES[route]) if route in fees.EXPRESS_CARD_FEES else None
    if posted is not None:
        looking.say("fee_express", amount=Yen(posted))
