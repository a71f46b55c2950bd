"""Whether an application for a specified card may be filed, made or handed over: the checks in order.

A check yields the grounds it used, a reason to refuse, or the name of a fact without which it cannot be
told. The first reason decides; facts that are missing matter only where nothing refuses.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Final, TypeAlias

from tokutei.errors import FactsError
from tokutei.law import Citation, Evidence, Ground, OpenQuestion, Reason, Rule
from tokutei.rules.routes import express as _express
from tokutei.rules.routes import listed as _listed
from tokutei.rules.routes.facts import RoutesFacts
from tokutei.rules.routes.words import RegisterBasis
from tokutei.rules.rulebook import Rulebook
from tokutei.rules.statuses.periods import Designation
from tokutei.rules.statuses.standing import mid_long_term
from tokutei.rules.validity import WITHOUT_END
from tokutei.rules.validity.residence import renews_eve_card
from tokutei.vocabulary import CardKind, Delivery, ProcedureKind, Route, StatusOfResidence, Window

__all__ = ["FILED_TOGETHER", "Decision", "Question", "decide", "question_of", "return_window"]

Finding: TypeAlias = Ground | Reason | str
"""A ground, a reason to refuse, or the name of a missing fact."""

_P: Final = ProcedureKind
_PLACE_OF: Final = MappingProxyType(
    {
        route: "municipality" if route in {Route.MUNICIPALITY, Route.SPR_MUNICIPALITY} else "bureau"
        for route in Route
    }
)
_SPECIFIED: Final = frozenset(
    {CardKind.SPECIFIED_RESIDENCE_CARD, CardKind.SPECIFIED_SPECIAL_PERMANENT_RESIDENT_CERTIFICATE}
)
_AS_NOTIFIED: Final = MappingProxyType(
    {
        _P.MOVING_WITHIN: (_P.PLACE_OF_RESIDENCE_CHANGE, RegisterBasis.MOVING_WITHIN),
        _P.BECOMING_RESIDENT: (_P.PLACE_OF_RESIDENCE_AFTER_PERMISSION, RegisterBasis.BECOMING_RESIDENT),
    }
)
"""Register notifications as the notifications of residence that they count as."""
_OF_SPECIAL_RESIDENTS: Final = frozenset({_P.PLACE_OF_RESIDENCE_FIRST, _P.PLACE_OF_RESIDENCE_CHANGE})
FILED_TOGETHER: Final = Ground(
    "filed_together",
    (Citation.parse("326CO0000000319:19-15-2:1"), Citation.parse("326CO0000000319:19-15-2:2")),
    Evidence.INFERRED,
    date(2026, 11, 21),
)
"""「併せて」: nothing provides for adding an application to a procedure that is pending."""


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: the facts, the day and the law, and the route that the procedure opens."""

    facts: RoutesFacts
    day: date
    book: Rulebook
    procedure: ProcedureKind | None
    """``None`` for an application on its own."""
    basis: RegisterBasis | None
    route: Route | None
    looked: tuple[Ground, ...]
    """What says so."""

    @property
    def special(self) -> bool:
        """Whether it is about a special permanent resident."""
        return self.procedure is not None and self.procedure.value.startswith("spr_")

    def ground(self, *rules: Rule[bool]) -> Ground | None:
        """Return the ground of the rule of the applicant's kind if it holds; the second is the special one."""
        rule = rules[-1] if self.special else rules[0]
        return self.book.ground(rule, self.day) if self.book.at(rule, self.day).value else None


@dataclass(frozen=True, slots=True)
class Decision:
    """The first reason to refuse, if any, and what was looked at."""

    reason: Reason | None
    grounds: tuple[Ground, ...]


def question_of(facts: RoutesFacts, day: date, book: Rulebook) -> Question:
    """Return the question that some facts put.

    Raises:
        FactsError: the procedure is not known.
        NotInForceError: before 2026-06-14.
    """
    if facts.procedure is None:
        raise FactsError(missing=("procedure",))
    if facts.procedure == "none":
        looked = _listed.route_of(_P.LANDING, on=day, book=book).grounds
        return Question(facts, day, book, None, None, None, looked)
    filed = ProcedureKind(facts.procedure)
    procedure, basis = _AS_NOTIFIED.get(filed, (filed, facts.juki_basis))
    if facts.status is StatusOfResidence.SPECIAL_PERMANENT_RESIDENT and procedure in _OF_SPECIAL_RESIDENTS:
        procedure = filed = _P.SPR_PLACE_OF_RESIDENCE_CHANGE
    routes = _listed.routes_of(filed, on=day, book=book)
    return Question(facts, day, book, procedure, basis, _chosen(routes.value, facts.place), routes.grounds)


def _chosen(routes: tuple[Route, ...], place: str | None) -> Route | None:
    """Return the one route, or among several (by a reform) the one of the place."""
    if len(routes) < 2:
        return routes[0] if routes else None
    if place is None:
        raise FactsError(missing=("place",))
    here = [route for route in routes if _PLACE_OF[route] == place] or list(routes)
    if len(here) > 1:
        raise FactsError(contradictions=(Reason("listed_on_two_routes"),))
    return here[0]


def _reason(code: str, *grounds: Ground) -> Iterator[Finding]:
    yield from grounds
    yield Reason(code, tuple(cite for ground in grounds for cite in ground.cite))


def _person(q: Question) -> Iterator[Finding]:
    if q.facts.mid_long_term is False and not q.special:
        yield from _reason("not_mid_long_term", *q.looked)
    if q.facts.held_card_kind in _SPECIFIED:
        rule = _listed.NOT_FOR_SPECIFIED_CARDS
        if q.procedure in q.book.at(rule, q.day).value:
            yield from _reason("not_for_specified_cards", q.book.ground(rule, q.day))


FORMER_RENEWAL: Final = Citation.parse("326CO0000000319@506AC0000000059:2:2")


def former_renewal(q: Question) -> OpenQuestion | None:
    """Return the question that renewing a card of before 2026-06-14 leaves open, if this is such a renewal."""
    born, ends = q.facts.birth, q.facts.old_expiry
    if q.procedure is not _P.CARD_RENEWAL or born is None or ends is None:
        return None
    return q.book.question("Q1") if renews_eve_card(born, q.day, ends, q.book) else None


def _procedure(q: Question) -> Iterator[Finding]:
    yield from q.looked
    if q.route is None:
        yield from _reason("procedure_not_listed")
    if q.facts.together is False:
        yield from _reason("not_filed_together", FILED_TOGETHER)
    if q.procedure in {_P.EXCHANGE, _P.SPR_EXCHANGE} and q.facts.legitimate_reason is False:
        ground = q.ground(_listed.EXCHANGE_NEEDS_REASON, _listed.SPR_EXCHANGE_NEEDS_REASON)
        if ground:
            yield from _reason("no_legitimate_reason", ground)
    asked = former_renewal(q)
    if asked is not None and asked.reading == "no_specified":
        yield Reason("no_specified_with_former_renewal", (FORMER_RENEWAL,))
    if q.procedure is _P.CARD_RENEWAL and q.facts.status not in {None, *WITHOUT_END}:
        yield from (name for name in ("old_expiry", "stay_end") if getattr(q.facts, name) is None)
    ends = q.facts.old_expiry is not None and q.facts.old_expiry == q.facts.stay_end
    if q.procedure is _P.CARD_RENEWAL and ends and (own := q.ground(_listed.RENEWAL_NEEDS_OWN_END)):
        yield from _reason("card_ends_with_stay", own)


def _place(q: Question) -> Iterator[Finding]:
    place = q.facts.place
    if q.route is None or place is None:
        return
    if place == "other_municipality" and q.route is Route.SPR_MUNICIPALITY:
        yield from _other_municipality(q)
    elif place == "other_municipality" and q.route is Route.MUNICIPALITY:
        yield from _reason("only_municipality_of_notification", *q.looked)
    elif place != _PLACE_OF[q.route]:
        yield from _reason("procedure_not_listed", *q.looked)


def _other_municipality(q: Question) -> Iterator[Finding]:
    if q.procedure in q.book.at(_listed.SPR_ADDRESS_PROCEDURES, q.day).value:
        yield from _reason("only_municipality_of_notification", *q.looked)
    ground = q.book.ground(_listed.ELSEWHERE_REASONS, q.day)
    yield ground
    if q.facts.reason_for_other is None:
        yield "reason_for_other"
    elif q.facts.reason_for_other not in q.book.at(_listed.ELSEWHERE_REASONS, q.day).value:
        yield from _reason("no_listed_circumstance", ground)


def _channel(q: Question) -> Iterator[Finding]:
    ground = q.book.ground(_listed.SPECIFIED_CARD_CHANNELS, q.day)
    channel = q.facts.channel
    open_channels = q.book.at(_listed.SPECIFIED_CARD_CHANNELS, q.day).value
    alone = q.facts.applicant_present is False and q.facts.filer in {None, "holder", "none"}
    yield from _posting(q)
    if (channel is not None and channel not in open_channels) or (alone and not q.facts.express):
        yield from _reason("appearance_required", ground)
    if channel is not None:
        yield ground


def _posting(q: Question) -> Iterator[Finding]:
    """Refuse to post what is not posted without a wish to have it quickly."""
    if q.facts.delivery_wanted != "post" or q.facts.express or q.route is None:
        return
    given = _listed.delivery_of(q.route, on=q.day, book=q.book)
    if given.value is not Delivery.POST:
        yield from _reason("post_only_in_municipal_express", *given.grounds)


def _register(q: Question) -> Iterator[Finding]:
    deemed = _listed.DEEMED_BY.get(q.procedure) if q.procedure is not None else None
    if deemed is not None:
        ground = q.book.ground(deemed, q.day)
        yield ground
        if q.basis is None:
            yield "juki_basis"
        elif q.basis not in q.book.at(deemed, q.day).value:
            yield from _reason("not_a_deemed_notification", ground)
    elif ground_ := q.ground(_listed.REGISTER_ENTRY_NEEDED, _listed.SPR_REGISTER_ENTRY_NEEDED):
        yield ground_
        if q.facts.resident_register is False:
            yield from _reason("not_in_resident_register", ground_)


def _target(q: Question) -> Iterator[Finding]:
    ground = q.ground(_listed.CONTINUING_NEEDED)
    if q.procedure is not _P.CHANGE_OF_STATUS or ground is None:
        return
    yield ground
    if q.facts.target_status is None:
        yield "target_status"
        return
    try:
        stays = mid_long_term(
            q.facts.target_status,
            on=q.day,
            period=q.facts.target_period,
            designation=Designation(q.facts.notice_item),
            book=q.book,
        )
    except FactsError as error:
        yield from ("target_period" if fact == "period" else fact for fact in error.missing)
    else:
        yield from stays.grounds
        if not stays.value:
            yield from _reason("not_continuing_mid_long_term", ground)


def _quickly(q: Question) -> Iterator[Finding]:
    if not q.facts.express or q.route is None:
        return
    if q.route in _listed.EXPRESS_DELIVERY:
        yield from _posted(q, q.route)
    else:
        yield from _reason("express_only_municipal", *q.looked)


def _posted(q: Question, route: Route) -> Iterator[Finding]:
    """Refuse to post a card to somebody who is not among those who need it quickly."""
    ground = q.book.ground(_listed.EXPRESS_DELIVERY[route], q.day)
    yield ground
    if q.facts.applicant_present is False or q.facts.filer not in {None, "holder"}:
        yield from _reason("express_needs_appearance", _express.NO_PROXY[route])
    # Only those whose identity was checked at filing are among the persons who may ask.
    if q.facts.identity_measure_at_filing is False:
        yield from _reason("not_in_express_class", _express.IDENTITY_FIRST[route])
    try:
        found = _express.express_class_of(need_of(q), route=route, on=q.day, book=q.book)
    except FactsError as error:
        yield from error.missing
    else:
        yield from found.grounds
        if found.value is None:
            yield from _reason("not_in_express_class", *found.grounds)


def need_of(q: Question) -> _express.Need:
    """Return what the facts say of why the card is needed quickly."""
    facts = q.facts
    return _express.Need(
        express_class=facts.express_class,
        born=facts.birth,
        prior_card=facts.prior_specified_or_mn_card,
        prior_card_since_notification=facts.prior_specified_or_mn_card_since_notification,
        basis=q.basis,
        no_space_left=facts.no_space_left,
        held_card_kind=facts.held_card_kind,
        released_on=facts.released_from_prison,
        cards_since_release=facts.cards_since_release,
        procedure=q.procedure,
        loss_known_on=facts.loss_known,
    )


def _made(q: Question) -> Iterator[Finding]:
    """Refuse to make or hand over a card before the permission is decided."""
    rule = _listed.SPR_MADE_ONLY_AFTER_DECISION if q.special else _listed.MADE_ONLY_AFTER_DECISION
    if q.procedure is not None and q.procedure in q.book.at(rule, q.day).value:
        ground = q.book.ground(rule, q.day)
        yield ground
        if q.facts.decision is None:
            yield "decision"
        elif q.facts.decision != "granted":
            yield from _reason("not_decided" if q.facts.decision == "none" else "not_granted", ground)


def _handed_over(q: Question) -> Iterator[Finding]:
    """Refuse to hand over a card that is not confirmed, or while a separate card is kept."""
    yield from _posting(q)
    if ground := q.ground(_listed.CONFIRMATION_NEEDED):
        yield ground
        if q.facts.confirmed is None:
            yield "confirmed"
        elif not q.facts.confirmed:
            yield from _reason("not_confirmed", ground)
    if ground := q.ground(_listed.SEPARATE_CARD_GIVEN_BACK):
        yield ground
        if q.facts.separate_mn_card and q.facts.separate_card_returned is None:
            yield "separate_card_returned"
        elif q.facts.separate_mn_card and not q.facts.separate_card_returned:
            yield from _reason("separate_card_not_given_back", ground)


_CHECKS: Final[dict[str, tuple[Callable[[Question], Iterator[Finding]], ...]]] = {
    "file": (_person, _target, _procedure, _place, _channel, _register, _quickly),
    "make": (_person, _procedure, _made),
    "receive": (_person, _procedure, _made, _handed_over),
}


def decide(q: Question) -> Decision:
    """Return the first reason to refuse, or that there is none.

    Raises:
        FactsError: nothing refuses and facts are missing; all are listed.
    """
    grounds: dict[tuple[object, ...], Ground] = {}
    missing: dict[str, None] = {}
    for check in _CHECKS[q.facts.act or "file"]:
        for finding in check(q):
            if isinstance(finding, Reason):
                return Decision(finding, tuple(grounds.values()))
            if isinstance(finding, str):
                missing[finding] = None
            else:
                grounds[finding.code, finding.cite] = finding
    if missing:
        raise FactsError(missing=tuple(missing))
    return Decision(None, tuple(grounds.values()))


def return_window(q: Question) -> tuple[Window, Ground]:
    """Return the office to which the My Number function is returned."""
    rule = _listed.SPR_MY_NUMBER_RETURN_WINDOW if q.special else _listed.MY_NUMBER_RETURN_WINDOW
    return q.book.at(rule, q.day).value, q.book.ground(rule, q.day)
