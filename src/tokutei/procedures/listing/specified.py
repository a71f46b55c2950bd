"""The specified card itself in the catalogue: who asks for it, by which routes, with which procedures, papers and amounts."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from tokutei.law import Evidence
from tokutei.procedures.listing.looking import Looking
from tokutei.procedures.listing.words import FurtherProcedure, Subject
from tokutei.rules import fees, representation, routes
from tokutei.rules.documents import SPECIFIED_PAPERS
from tokutei.rules.fees import Exemption
from tokutei.rules.representation import Condition, Entitlement, Group
from tokutei.rules.values import Yen
from tokutei.vocabulary import Channel, Route

__all__ = [
    "ROUTES_OF",
    "addition_over",
    "note_readings",
    "say_amounts",
    "say_own_fee",
    "say_papers",
    "say_procedures",
    "say_routes",
    "say_who",
]

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
_GROUPS: Final[Mapping[Subject, tuple[Group, ...]]] = MappingProxyType(
    {
        FurtherProcedure.SPECIFIED_CARD: (
            Group.SPECIFIED_CARD,
            Group.SPECIFIED_STATUS,
            Group.SPECIFIED_ADDRESS,
        ),
        FurtherProcedure.SPECIFIED_CERTIFICATE: (
            Group.SPR_SPECIFIED_CARD,
            Group.SPR_SPECIFIED_ADDRESS,
            Group.SPR_SPECIFIED_PERMISSION,
        ),
    }
)
"""The acts of asking for each specified card: who may act differs by what it is asked for with."""
_DEAREST: Final[Mapping[Subject, Route]] = MappingProxyType(
    {
        FurtherProcedure.SPECIFIED_CARD: Route.MUNICIPALITY,
        FurtherProcedure.SPECIFIED_CERTIFICATE: Route.SPR_MUNICIPALITY,
    }
)
"""The route on which a card has both fees, the usual one and the one of posting."""
_READ: Final = frozenset({Condition.Q6, Condition.Q16})
"""Conditions that depend on how an open question is read."""


def note_readings(row: Entitlement, looking: Looking) -> None:
    """Note the open questions on which it depends who may act."""
    looking.questions += [looking.book.question(need.value) for need in row.needs if need in _READ]


def say_who(subject: Subject, looking: Looking) -> None:
    """Say where the holder comes, who may act instead, and where nobody may."""
    for group in _GROUPS[subject]:
        window = looking.value(representation.APPEARANCE[group])
        if window is None:
            continue
        rows = [row for rule in representation.ROWS[group] if (row := looking.value(rule)) is not None]
        for row in rows:
            note_readings(row, looking)
        people = tuple(dict.fromkeys(row.who for row in rows))
        looking.say("group_appears", group=group, window=window)
        if people:
            looking.say("group_may_act", group=group, people=people)
        if any(Condition.NOT_EXPRESS in row.needs for row in rows):
            looking.say("group_not_express", group=group)


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


def say_own_fee(subject: Subject, looking: Looking) -> None:
    """Say what the card costs, in which cases it is free, and what it adds to the fee of a permission."""
    say_amounts(_DEAREST[subject], looking)
    special = subject is FurtherProcedure.SPECIFIED_CERTIFICATE
    free = tuple(
        case for case in Exemption if case.value.startswith("spr_") is special and _frees(case, looking)
    )
    if free:
        looking.say("fee_free", cases=free)
    if special:
        return
    raised = looking.value(fees.SPECIFIED_ADDITION_PROCEDURES)
    listed = frozenset(raised or ())
    amount = looking.value(fees.SPECIFIED_ADDITION)
    before = looking.value(fees.SPECIFIED_ADDITION_WAIVED_BEFORE)
    if listed and amount is not None and before is not None:
        for procedure in sorted(listed):
            looking.value(fees.PERMISSION_FEES[procedure, Channel.COUNTER])
        code = "fee_status_nothing" if addition_over(looking) else "fee_status_more"
        looking.say(code, procedures=listed, amount=Yen(amount), before=before)
    carrying = looking.value(routes.SPECIFIED_CARD_PROCEDURES[Route.BUREAU_STATUS])
    others = frozenset(carrying or ()) - listed
    if others:
        looking.say("fee_status_nothing", procedures=others)


def _frees(case: Exemption, looking: Looking) -> bool:
    """Tell whether a case in which the card is free is law on the day."""
    rule = fees.EXEMPT_PROCEDURES.get(case)
    if rule is not None:
        return looking.value(rule) is not None
    return looking.value(fees.EXEMPT_AFTER[case]) is not None


def addition_over(looking: Looking) -> bool:
    """Tell whether the addition to the fee of a permission is read to have ended with the change of that fee.

    The question arises only where that fee rests on a text that was not at hand; it is noted then.
    """
    if all(ground.evidence >= Evidence.OFFICIAL for ground in looking.grounds):
        return False
    question = looking.book.question("Q9")
    looking.questions.append(question)
    return question.reading == "not_added"
