"""The topic ``routes`` as one question: may the specified card be had this way."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType
from typing import Final

from tokutei.calendar import MONTHS_BY_CALENDAR, months_after
from tokutei.errors import FactsError, UnknownTermError
from tokutei.law import Answer, Ground, Reason, Verdict
from tokutei.rules.fees import specified as _fees
from tokutei.rules.findings import Findings
from tokutei.rules.routes import listed as _listed
from tokutei.rules.routes.deciding import Question, decide, former_renewal, question_of, return_window
from tokutei.rules.routes.facts import RoutesFacts
from tokutei.rules.routes.words import OldCardReturn
from tokutei.rules.rulebook import CURRENT, Rulebook, days_in_japan
from tokutei.rules.statuses.standing import brings_no_card
from tokutei.rules.values import Yen
from tokutei.vocabulary import CardKind, Channel, Delivery, ProcedureKind, Route, Window

__all__ = ["RoutesResult", "answer"]

_P: Final = ProcedureKind


@dataclass(frozen=True, slots=True)
class RoutesResult(Findings):
    """What can be told; ``None`` where it does not arise or was not asked."""

    allowed: bool | None = None
    reason: str | None = None
    """Why not, as a word; its text is the message ``reason.<word>``."""
    ordinary_allowed: bool | None = None
    """Whether the procedure itself goes through without the specified card."""
    alternative: str | None = None
    """What is open instead: a procedure, or a place."""
    route: Route | None = None
    handover: Delivery | None = None
    """How the specified card reaches its holder."""
    made_only_if_granted: bool | None = None
    """Whether it is made only once the permission is decided."""
    may_be_withheld: bool | None = None
    """Whether it may be withheld for what changed after filing."""
    issued: bool | None = None
    """Whether a specified card comes of it, once it was decided."""
    specified_card_later: bool | None = None
    """Whether a later procedure may bring one."""
    new_card: CardKind | None = None
    """The card that is given first."""
    then: CardKind | None = None
    """The card that follows it."""
    plain_card_first_by: date | None = None
    """Day by which an ordinary card is given if the specified one is not ready."""
    old_card_return: OldCardReturn | None = None
    old_mn_card: str | None = None
    """What becomes of a separate Individual Number Card: ``return_and_lapse`` or ``kept``."""
    return_to: Window | None = None
    """Where the My Number function is returned."""
    fee_jpy: Yen | None = None
    """What the card itself costs, where the facts tell."""
    presupposes: tuple[str, ...] = ()
    """Facts that were not given and must hold for what is allowed."""

    def findings(self, lang: str) -> Iterator[tuple[str, object]]:
        """Yield the verdict first, then what is known besides."""
        if self.allowed is not None:
            yield "verdict", Verdict.ALLOWED if self.allowed else Verdict.REFUSED
        yield from (found for found in Findings.findings(self, lang) if found[0] != "allowed")


@days_in_japan
def answer(facts: RoutesFacts, *, on: date, book: Rulebook = CURRENT) -> Answer[RoutesResult]:
    """Return whether a specified card may be had this way, or why not and what is open instead.

    With ``with_specified`` false the procedure alone is asked about; with a return of the My Number
    function, where it goes. ``act`` asks about making and handing over instead of filing.

    Args:
        facts: what is known; a fact left out is not known, not false. Being in the resident register may
            be left out: the answer then names it under ``presupposes``.
        on: the day of the question; of filing, where the facts name none.
        book: the law.

    Raises:
        FactsError: nothing refuses and facts are missing, or the channels of a procedure asked about
            alone are not known; all are listed.
        NotInForceError: a rule that was asked for has no version on the day.

    Example:
        >>> from datetime import date
        >>> facts = RoutesFacts(procedure=ProcedureKind.REISSUE_LOSS)
        >>> answer(facts, on=date(2026, 9, 1)).value.reason
        'procedure_not_listed'
    """
    day = facts.filed or on
    if facts.with_specified is False:
        try:
            return _alone(facts, day, book)
        except UnknownTermError as error:
            raise FactsError(contradictions=(Reason("channels_not_known"),)) from error
    q = question_of(facts, day, book)
    if q.route is None and q.procedure in {_P.MY_NUMBER_RETURN, _P.SPR_MY_NUMBER_RETURN}:
        return _return(q)
    decision = decide(q)
    if decision.reason is not None:
        asked = former_renewal(q) if decision.reason.code == "no_specified_with_former_renewal" else None
        return Answer(_refused(q, decision.reason.code), decision.grounds, (asked,) if asked else ())
    return _allowed(q, decision.grounds)


_INSTEAD: Final[Mapping[str, str]] = MappingProxyType(
    {
        "appearance_required": "counter",
        "card_ends_with_stay": _P.EXTENSION_OF_STAY.value,
        "express_needs_appearance": "municipality",
        "express_only_municipal": "bureau",
        "no_listed_circumstance": "municipality",
        "not_a_deemed_notification": _P.EXCHANGE.value,
        "not_filed_together": _P.EXCHANGE.value,
        "not_in_express_class": "municipality",
        "only_municipality_of_notification": "municipality",
    }
)
"""What is open instead, by reason."""

_LATER: Final[Mapping[ProcedureKind, str]] = MappingProxyType(
    {
        _P.LANDING: _P.PLACE_OF_RESIDENCE_FIRST.value,
        _P.REISSUE_LOSS: _P.EXCHANGE.value,
        _P.CARD_RENEWAL_EARLY: _P.EXCHANGE.value,
        _P.ACQUISITION_OF_STATUS: _P.EXCHANGE.value,
        _P.SPR_PERMISSION_BIRTH: _P.SPR_EXCHANGE.value,
        _P.SPR_RENEWAL_EARLY: _P.SPR_EXCHANGE.value,
    }
)
"""Procedures that bring an ordinary card, with what may bring a specified one after it."""


def _alone(facts: RoutesFacts, day: date, book: Rulebook) -> Answer[RoutesResult]:
    """Answer about a procedure without a specified card: it goes through, and brings an ordinary card."""
    if facts.procedure is None or facts.procedure == "none":
        raise FactsError(missing=("procedure",))
    channels = _listed.channels_of(facts.procedure, on=day, book=book)
    open_ = facts.channel is None or facts.channel in channels.value
    municipal = facts.procedure in _MUNICIPAL
    reason = None if open_ else "channel_not_open"
    if open_ and facts.place is not None and (facts.place == "bureau") is municipal:
        reason = "filed_at_the_bureau" if not municipal else "filed_at_the_municipality"
    return Answer(
        RoutesResult(
            allowed=reason is None,
            reason=reason,
            ordinary_allowed=reason is None,
            new_card=_plain(facts.procedure) if reason is None and not _cardless(facts, day, book) else None,
            alternative=_elsewhere(reason, municipal=municipal),
        ),
        channels.grounds,
    )


def _cardless(facts: RoutesFacts, day: date, book: Rulebook) -> bool:
    """Return whether the status asked for is one of those that bring no residence card (Act 19-3)."""
    changes = facts.procedure is _P.CHANGE_OF_STATUS and facts.target_status is not None
    return changes and brings_no_card(facts.target_status, on=day, book=book)


_MUNICIPAL: Final = frozenset(
    {
        _P.PLACE_OF_RESIDENCE_FIRST,
        _P.PLACE_OF_RESIDENCE_AFTER_PERMISSION,
        _P.PLACE_OF_RESIDENCE_CHANGE,
        _P.MOVING_WITHIN,
        _P.BECOMING_RESIDENT,
        *(kind for kind in _P if kind.value.startswith("spr_")),
    }
    - {_P.SPR_PERMISSION_OTHER, _P.SPR_MY_NUMBER_RETURN}
)
"""What goes to the municipality (Act 61-8-3(1)(i), Special Act 19(1)); the rest goes to the bureau."""

_NO_NEW_CARD: Final = frozenset(
    {
        _P.PLACE_OF_RESIDENCE_FIRST,
        _P.PLACE_OF_RESIDENCE_AFTER_PERMISSION,
        _P.PLACE_OF_RESIDENCE_CHANGE,
        _P.MOVING_WITHIN,
        _P.BECOMING_RESIDENT,
        _P.SPR_PLACE_OF_RESIDENCE_CHANGE,
    }
)


def _plain(procedure: ProcedureKind) -> CardKind | None:
    if procedure in _NO_NEW_CARD:
        return None
    special = procedure.value.startswith("spr_")
    return CardKind.SPECIAL_PERMANENT_RESIDENT_CERTIFICATE if special else CardKind.RESIDENCE_CARD


def _elsewhere(reason: str | None, *, municipal: bool) -> str | None:
    if reason == "channel_not_open":
        return Channel.COUNTER.value
    return None if reason is None else (Window.MUNICIPALITY if municipal else Window.BUREAU).value


def _return(q: Question) -> Answer[RoutesResult]:
    window, ground = return_window(q)
    refused = q.facts.place is not None and q.facts.place != window.value
    special = q.special
    plain = CardKind.SPECIAL_PERMANENT_RESIDENT_CERTIFICATE if special else CardKind.RESIDENCE_CARD
    # The ordinary card is for those who still have the status.
    new_card = None if refused or q.facts.mid_long_term is False else plain
    return Answer(
        RoutesResult(
            allowed=not refused,
            reason="return_to_the_bureau" if refused else None,
            return_to=window,
            new_card=new_card,
            alternative=window.value if refused else None,
        ),
        (ground,),
    )


def _refused(q: Question, reason: str) -> RoutesResult:
    facts, procedure = q.facts, q.procedure
    if facts.act in {"make", "receive"}:
        return RoutesResult(allowed=False, reason=reason, issued=False, route=q.route)
    alternative = _INSTEAD.get(reason)
    if reason == "procedure_not_listed":
        alternative = _at_home(q.route) if q.route else _LATER.get(procedure) if procedure else None
    if reason == "post_only_in_municipal_express":
        alternative = "counter"
    ordinary = _ordinary(q, reason)
    later = (procedure in _LATER) if reason == "procedure_not_listed" and not q.route else None
    return RoutesResult(
        allowed=False,
        reason=reason,
        ordinary_allowed=ordinary,
        alternative=alternative,
        route=None if reason == "procedure_not_listed" else q.route,
        new_card=_plain(procedure) if ordinary and procedure and reason not in _NO_CARD_AFTER else None,
        specified_card_later=later,
    )


_NO_CARD_AFTER: Final = frozenset({"not_continuing_mid_long_term"})
"""Reasons that leave nobody a card: the procedure goes through, and the passport shows it (Act 20(4))."""


def _at_home(route: Route) -> str:
    municipal = route in {Route.MUNICIPALITY, Route.SPR_MUNICIPALITY}
    return (Window.MUNICIPALITY if municipal else Window.BUREAU).value


_SPOILT: Final = frozenset({"no_legitimate_reason", "card_ends_with_stay", "not_for_specified_cards"})
"""Reasons that stand against the procedure itself."""


def _ordinary(q: Question, reason: str) -> bool | None:
    """Return whether the procedure itself still goes through; ``None`` where there is none or it is not known."""
    if q.procedure is None or reason in _SPOILT:
        return None if q.procedure is None else False
    try:
        alone = _alone(_without(q.facts), q.day, q.book).value
    except UnknownTermError:
        return None
    return alone.allowed


def _without(facts: RoutesFacts) -> RoutesFacts:
    """Return the facts of the same procedure without a specified card."""
    return facts.model_copy(update={"with_specified": False})


def _allowed(q: Question, grounds: tuple[Ground, ...]) -> Answer[RoutesResult]:
    route, facts, book = q.route, q.facts, q.book
    assert route is not None  # noqa: S101 - a procedure without a route was refused
    posted = bool(facts.express)
    handover = _listed.delivery_of(route, on=q.day, express=posted, book=book)
    returns = (_listed.EXPRESS_OLD_CARD_RETURN if posted else _listed.OLD_CARD_RETURN)[route]
    waits = _listed.SPR_MADE_ONLY_AFTER_DECISION if q.special else _listed.MADE_ONLY_AFTER_DECISION
    found = (*grounds, *handover.grounds, book.ground(returns, q.day), book.ground(waits, q.day))
    fee = _fee(q)
    result = RoutesResult(
        allowed=True,
        ordinary_allowed=True,
        route=route,
        handover=handover.value,
        made_only_if_granted=q.procedure in book.at(waits, q.day).value,
        issued={"granted": True, "refused": False}.get(facts.decision or ""),
        new_card=_specified(route),
        old_card_return=book.at(returns, q.day).value,
        fee_jpy=fee.value if fee else None,
        presupposes=_presupposed(q),
    )
    if facts.decision == "refused":
        result = replace(result, new_card=None, fee_jpy=None, old_card_return=None)
    for more in (_separate, _withheld, _interim):
        result, also = more(q, result)
        found = (*found, *also)
    moved = q.book.question("Q7") if facts.moved_after_filing else None
    if moved is not None and moved.reading == "filed_anew":
        result = replace(result, allowed=False, reason="moved_after_filing", new_card=None)
    asked = [former_renewal(q), moved]
    questions = (*(fee.open_questions if fee else ()), *(one for one in asked if one))
    return Answer(result, (*found, *(fee.grounds if fee else ())), questions)


def _specified(route: Route) -> CardKind:
    if route in {Route.SPR_MUNICIPALITY, Route.SPR_BUREAU}:
        return CardKind.SPECIFIED_SPECIAL_PERMANENT_RESIDENT_CERTIFICATE
    return CardKind.SPECIFIED_RESIDENCE_CARD


def _presupposed(q: Question) -> tuple[str, ...]:
    by_notification = q.procedure in _listed.DEEMED_BY
    names = {"resident_register": q.facts.resident_register is None and not by_notification}
    names["identity_measure_at_filing"] = bool(q.facts.express) and q.facts.identity_measure_at_filing is None
    return tuple(name for name, open_ in names.items() if open_)


_Changed = tuple[RoutesResult, tuple[Ground, ...]]


def _separate(q: Question, result: RoutesResult) -> _Changed:
    """Say what becomes of a separate Individual Number Card."""
    rule = _listed.SEPARATE_CARD_GIVEN_BACK
    if not q.facts.separate_mn_card or result.new_card is None:
        return result, ()
    gone = q.book.at(rule, q.day).value
    return replace(result, old_mn_card="return_and_lapse" if gone else "kept"), (q.book.ground(rule, q.day),)


def _withheld(q: Question, result: RoutesResult) -> _Changed:
    """Say whether a change after filing lets the card be withheld."""
    rule = _listed.SPR_WITHHELD_AFTER_CHANGE if q.special else _listed.WITHHELD_AFTER_CHANGE
    changed = q.facts.item_changed_after_filing
    if changed is None:
        return result, ()
    may = changed >= q.day and q.book.at(rule, q.day).value
    return replace(result, may_be_withheld=may), (q.book.ground(rule, q.day),)


def _interim(q: Question, result: RoutesResult) -> _Changed:
    """Say when an ordinary card is given first because the specified one is not ready (Act 19-15-3(3))."""
    if q.procedure is not _P.CARD_RENEWAL or q.facts.ready_by_limit is not False:
        return result, ()
    rule = _listed.INTERIM_CARD_MONTHS
    ground = q.book.ground(rule, q.day)
    if q.facts.old_expiry is None:
        raise FactsError(missing=("old_expiry",))
    by = months_after(q.facts.old_expiry, q.book.at(rule, q.day).value)
    first = replace(result, new_card=CardKind.RESIDENCE_CARD, then=result.new_card, plain_card_first_by=by)
    return first, (ground, MONTHS_BY_CALENDAR)


def _fee(q: Question) -> Answer[Yen] | None:
    """Return what the card itself costs, where the facts given tell it."""
    if q.route is None or q.procedure is None or q.facts.decision == "refused":
        return None
    holder = q.facts.held_card_kind
    had = None
    if holder in {
        CardKind.SPECIFIED_RESIDENCE_CARD,
        CardKind.SPECIFIED_SPECIAL_PERMANENT_RESIDENT_CERTIFICATE,
    }:
        had = True
    elif q.facts.prior_specified_or_mn_card is False:
        had = False
    asked = _fees.CardRequest(
        procedure=q.procedure,
        accepted_on=q.day,
        route=q.route,
        posted=bool(q.facts.express),
        held_card_issued_on=q.facts.held_card_issued or q.facts.old_issued,
        had_specified_card=had,
        no_space_left=q.facts.no_space_left,
        in_register=q.facts.resident_register,
    )
    try:
        return _fees.card_fee(asked, book=q.book)
    except (FactsError, UnknownTermError):
        return None
