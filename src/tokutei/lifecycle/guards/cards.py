"""Guards about card procedures that leave the stay alone: renewal, damage, exchange, loss, delivery."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from types import MappingProxyType
from typing import Final

from tokutei.errors import FactsError
from tokutei.lifecycle.duty_terms import REISSUE_OWED
from tokutei.lifecycle.events import (
    AskExchange,
    ConvertFiling,
    Event,
    FileEarlyCardRenewal,
    GiveBackMyNumber,
    ReceiveCard,
    ReportDamage,
    ReportLoss,
)
from tokutei.lifecycle.guard_words import Guard
from tokutei.lifecycle.guards.base import PENDING, UNDER_WAY, Check, Verdict3, missing
from tokutei.lifecycle.situation import DutyKind, Situation
from tokutei.lifecycle.states import (
    ApplicationState,
    Carrier,
    ConditionState,
    FunctionState,
    HeldCardState,
    MainState,
    RegisterState,
)
from tokutei.lifecycle.tables.making import SPECIFIED_SINCE
from tokutei.models import UNKNOWN, Unknown
from tokutei.rules import fees, photo, routes, special_period
from tokutei.rules.fees import CardRequest, Preceding
from tokutei.rules.rulebook import Rulebook
from tokutei.rules.special_period.stay import CONVERTIBLE_PROCEDURES
from tokutei.rules.windows import HeldCard, renewal_window
from tokutei.vocabulary import CardKind, Channel, ProcedureKind, Route, StatusOfResidence, Window

__all__ = ["CARDS", "renewal_end"]


# Renewal of the card.


def renewal_end(situation: Situation, book: Rulebook) -> date | Unknown | None:
    """Return until when a pending renewal with a specified card lets the card live on.

    ``None`` where no such renewal is pending or nothing is extended; ``UNKNOWN`` where a fact is missing.
    """
    main, application = situation.main, situation.application
    if main.state not in PENDING or main.procedure is not ProcedureKind.CARD_RENEWAL:
        return None
    if application.state not in UNDER_WAY | {ApplicationState.UNKNOWN}:
        return None
    filed_on, ends, issued_on = main.filed_on, main.held_until, main.held_issued_on
    if filed_on is None or ends is None or filed_on < SPECIFIED_SINCE:
        return None
    if ends is UNKNOWN or application.state is ApplicationState.UNKNOWN:
        return UNKNOWN
    last = {
        special_period.pending_renewal_end(ends, filed_on=filed_on, old_issued_on=day, book=book).value
        # Where the day of issue is not known, it may not matter either.
        for day in ((issued_on,) if isinstance(issued_on, date) else (date.min, filed_on))
    }
    if len(last) > 1:
        return UNKNOWN
    (found,) = last
    return found if found > ends else None


def _lacking(situation: Situation) -> Verdict3:
    if situation.application.state is ApplicationState.UNKNOWN:
        return missing("pending")
    return missing("card_valid_until" if situation.main.held_until is UNKNOWN else "held_card_issued_on")


def _renewal_ahead(situation: Situation, _: Event, book: Rulebook) -> Verdict3:
    if situation.main.state is MainState.UNKNOWN:
        return missing("pending")
    if situation.my_number.carrier is Carrier.SEPARATE:  # 個人番号カード命令27条 knows no such case
        return False
    end = renewal_end(situation, book)
    return _lacking(situation) if end is UNKNOWN else end is not None


def _renewal_extends(situation: Situation, event: Event, book: Rulebook) -> Verdict3:
    if situation.residence.state is not FunctionState.VALID or event.on <= SPECIFIED_SINCE:
        return False
    if _card_ends_with_stay(situation, event, book) is True:  # such a card is not renewed
        return False
    if situation.main.state is MainState.UNKNOWN:
        return missing("pending")
    end = renewal_end(situation, book)
    return _lacking(situation) if end is UNKNOWN else end is not None


def _renewal_runs(situation: Situation, _: Event, __: Rulebook) -> Verdict3:
    return situation.residence.state is FunctionState.EXTENDED_RENEWAL


def _card_ends_with_stay(situation: Situation, _: Event, __: Rulebook) -> Verdict3:
    card, stay = situation.residence, situation.stay
    if stay.until is None:
        return False
    if card.state is FunctionState.EXTENDED_SPECIAL:
        return True
    if stay.until is UNKNOWN:
        return missing("stay_until")
    return missing("card_valid_until") if card.until is UNKNOWN else card.until == stay.until


def _own_end_matters(_: Situation, event: Event, book: Rulebook) -> Verdict3:
    return book.at(routes.RENEWAL_NEEDS_OWN_END, event.on).value


def _before_renewal_window(situation: Situation, event: Event, book: Rulebook) -> Verdict3:
    expires, issued, status = situation.residence.until, situation.card.issued_on, situation.stay.status
    if not isinstance(expires, date):
        return missing("card_valid_until")
    card = HeldCard(
        expires,
        issued if isinstance(issued, date) else None,
        situation.person.born,
        status if isinstance(status, StatusOfResidence) else None,
    )
    try:
        return event.on < renewal_window(card, on=event.on, book=book).value
    except FactsError:
        return missing("issued_on")


def _unavoidable(_: Situation, event: Event, __: Rulebook) -> Verdict3:
    return isinstance(event, FileEarlyCardRenewal) and event.unavoidable


# Other filings.


def _filed_online(_: Situation, event: Event, __: Rulebook) -> Verdict3:
    return getattr(event, "channel", None) is Channel.ONLINE


def _filed_with_municipality(_: Situation, event: Event, __: Rulebook) -> Verdict3:
    return getattr(event, "to", None) is Window.MUNICIPALITY


def _legitimate_reason(_: Situation, event: Event, __: Rulebook) -> Verdict3:
    return not isinstance(event, AskExchange) or event.legitimate_reason


def _reason_matters(_: Situation, event: Event, book: Rulebook) -> Verdict3:
    return book.at(routes.EXCHANGE_NEEDS_REASON, event.on).value


def _convertible(situation: Situation, event: Event, book: Rulebook) -> Verdict3:
    """Tell whether a change becomes an extension or an extension a change (Regulation 21-3, 21-4)."""
    main = situation.main
    if not isinstance(event, ConvertFiling) or main.procedure is None:
        return False
    into_change = event.target is not None
    from_change = main.procedure is ProcedureKind.CHANGE_OF_STATUS
    return main.procedure in book.at(CONVERTIBLE_PROCEDURES, event.on).value and into_change != from_change


def _same_day_retry(situation: Situation, event: Event, book: Rulebook) -> Verdict3:
    """Tell whether the exchange may be free because the ordinary card came today (Order 3-3(2))."""
    card, main = situation.card, situation.main
    today = card.issued_on == event.on and card.kind is CardKind.RESIDENCE_CARD
    if not today or event.procedure is not ProcedureKind.EXCHANGE or main.procedure is None:
        return False
    if event.on < SPECIFIED_SINCE:
        return False
    had, held_issued_on = card.had_specified, main.held_issued_on
    asked = CardRequest(
        procedure=ProcedureKind.EXCHANGE,
        accepted_on=event.on,
        route=Route.BUREAU_CARD,
        held_card_issued_on=event.on,
        had_specified_card=None if isinstance(had, Unknown) else had,
        without_fault=True,  # whether it was is not known; the advice says so
        no_space_left=False,
        in_register=situation.register.state is RegisterState.RECORDED,
        after=Preceding(
            main.procedure,
            main.filed_on,
            event.on,
            withheld=situation.application.state is ApplicationState.REFUSED,
            held_card_issued_on=held_issued_on if isinstance(held_issued_on, date) else None,
        ),
    )
    try:
        return int(fees.card_fee(asked, book=book).value) == 0
    except FactsError:
        return False


# Damage, loss, orders.


def _said(condition: ConditionState) -> Check:
    def check(_: Situation, event: Event, __: Rulebook) -> Verdict3:
        return isinstance(event, ReportDamage) and event.condition is condition

    return check


def _card_undamaged(situation: Situation, _: Event, __: Rulebook) -> Verdict3:
    # Where nothing is known of its condition, who applies or orders says that it is damaged.
    return situation.condition.state in {ConditionState.OK, ConditionState.NO_SPACE}


def _reissue_ordered(situation: Situation, _: Event, __: Rulebook) -> Verdict3:
    return any(one.kind is DutyKind.ORDERED_REISSUE for one in situation.obligations)


def _reissue_filed(*procedures: ProcedureKind) -> Check:
    """Return the check that a reissuance is applied for, and none is owed besides."""

    def check(situation: Situation, _: Event, __: Rulebook) -> Verdict3:
        main = situation.main
        if main.state not in PENDING or main.procedure not in procedures:
            return False
        return all(one.kind is not REISSUE_OWED[main.procedure] for one in situation.obligations)

    return check


def _of_loss(says: Callable[[ReportLoss], bool]) -> Check:
    def check(_: Situation, event: Event, __: Rulebook) -> Verdict3:
        return isinstance(event, ReportLoss) and says(event)

    return check


def _old_card_missing(situation: Situation, _: Event, __: Rulebook) -> Verdict3:
    return situation.card.old_one_missing


def _card_at_hand(situation: Situation, _: Event, __: Rulebook) -> Verdict3:
    state = situation.card.state
    return missing("card") if state is HeldCardState.UNKNOWN else state is HeldCardState.HELD


# Delivery and return.


def _by_agent(_: Situation, event: Event, __: Rulebook) -> Verdict3:
    return isinstance(event, ReceiveCard | GiveBackMyNumber) and event.by_agent


def _without_photograph(_: Situation, event: Event, __: Rulebook) -> Verdict3:
    return isinstance(event, ReceiveCard) and event.shows_photograph is False


def _photograph_due(situation: Situation, event: Event, book: Rulebook) -> Verdict3:
    kind = CardKind.RESIDENCE_CARD
    return photo.shown(kind, born=situation.person.born, on=event.on, book=book).value


def _number_used(situation: Situation, event: Event, __: Rulebook) -> Verdict3:
    number = event.number if isinstance(event, ReceiveCard) else None
    return number is not None and number.reveal() in situation.card.numbers


CARDS: Final[Mapping[Guard, Check]] = MappingProxyType(
    {
        Guard.RENEWAL_EXTENDS: _renewal_extends,
        Guard.RENEWAL_AHEAD: _renewal_ahead,
        Guard.RENEWAL_RUNS: _renewal_runs,
        Guard.CARD_ENDS_WITH_STAY: _card_ends_with_stay,
        Guard.OWN_END_MATTERS: _own_end_matters,
        Guard.BEFORE_RENEWAL_WINDOW: _before_renewal_window,
        Guard.UNAVOIDABLE: _unavoidable,
        Guard.FILED_ONLINE: _filed_online,
        Guard.FILED_WITH_MUNICIPALITY: _filed_with_municipality,
        Guard.LEGITIMATE_REASON: _legitimate_reason,
        Guard.REASON_MATTERS: _reason_matters,
        Guard.CONVERTIBLE: _convertible,
        Guard.SAME_DAY_RETRY: _same_day_retry,
        Guard.SAID_DAMAGED: _said(ConditionState.DAMAGED),
        Guard.SAID_CHIP_BROKEN: _said(ConditionState.CHIP_BROKEN),
        Guard.SAID_NO_SPACE: _said(ConditionState.NO_SPACE),
        Guard.CARD_UNDAMAGED: _card_undamaged,
        Guard.REISSUE_ORDERED: _reissue_ordered,
        Guard.LOSS_FILING_PENDING: _reissue_filed(ProcedureKind.REISSUE_LOSS, ProcedureKind.SPR_REISSUE_LOSS),
        Guard.ORDERED_FILING_PENDING: _reissue_filed(
            ProcedureKind.REISSUE_ORDER, ProcedureKind.SPR_REISSUE_ORDER
        ),
        Guard.LOSS_DESTROYED: _of_loss(lambda event: event.destroyed),
        Guard.OLD_CARD_MISSING: _old_card_missing,
        Guard.CARD_AT_HAND: _card_at_hand,
        Guard.BY_AGENT: _by_agent,
        Guard.WITHOUT_PHOTOGRAPH: _without_photograph,
        Guard.PHOTOGRAPH_DUE: _photograph_due,
        Guard.NUMBER_USED: _number_used,
    }
)
"""The guards of this module."""
