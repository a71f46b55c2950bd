"""Guards about places of residence, the register, and cards asked for at the municipality."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from tokutei.lifecycle.events import (
    Event,
    FileSpecialBirth,
    MunicipalAsking,
    NotifyAddressAfterPermission,
    NotifyCertificateItems,
    NotifyFirstAddress,
    NotifyItemChange,
    NotifyMoveIn,
    NotifyRelocation,
    ReceiveCard,
    ReceiveMyNumberCard,
)
from tokutei.lifecycle.guard_words import Guard
from tokutei.lifecycle.guards.base import UNDER_WAY, Check, Verdict3, missing, reading, state_is
from tokutei.lifecycle.guards.travel import TRAVEL
from tokutei.lifecycle.law import days_to_move_in
from tokutei.lifecycle.situation import Situation
from tokutei.lifecycle.states import (
    AgeState,
    ApplicationState,
    FunctionState,
    HeldCardState,
    LapseCause,
    MainState,
    RegisterState,
    SeparateCardState,
    StayState,
)
from tokutei.rules import routes
from tokutei.rules.deadlines.limits import MOVED_IN_DAYS
from tokutei.rules.routes import ExpressClass
from tokutei.rules.rulebook import Rulebook
from tokutei.vocabulary import CardKind, Delivery, ProcedureKind, Route

__all__ = ["NOT_THERE", "REGISTER"]

_Notice = NotifyFirstAddress | NotifyAddressAfterPermission | NotifyMoveIn | NotifyRelocation
_ADDRESS_PROCEDURES: Final = frozenset(
    {
        ProcedureKind.PLACE_OF_RESIDENCE_FIRST,
        ProcedureKind.PLACE_OF_RESIDENCE_AFTER_PERMISSION,
        ProcedureKind.PLACE_OF_RESIDENCE_CHANGE,
    }
)
NOT_THERE: Final = frozenset({RegisterState.MOVED_ABROAD, RegisterState.ERASED, RegisterState.NOT_RECORDED})
"""Who is in no register of residents, so that a notification enters them anew."""
_NOT_YET_RESIDENT: Final = frozenset({StayState.NONE, StayState.SHORT, StayState.TRANSITIONAL})


def _cardless_stay(situation: Situation, _: Event, __: Rulebook) -> Verdict3:
    return situation.stay.state in _NOT_YET_RESIDENT


def _register_form(_: Situation, event: Event, __: Rulebook) -> Verdict3:
    return isinstance(event, _Notice) and event.register_form


def card_follows(situation: Situation, _: Event, __: Rulebook) -> Verdict3:
    """Tell whether the passport notes that the card is to follow: a resident who has not had one yet."""
    if situation.card.state is HeldCardState.UNKNOWN:
        return missing("card")
    waits = situation.card.state in {HeldCardState.NONE, HeldCardState.IN_POST}
    resident = situation.stay.state is StayState.MID_LONG
    return waits and resident and situation.residence.state is FunctionState.ABSENT


def _deemed_notification(situation: Situation, event: Event, book: Rulebook) -> Verdict3:
    """Tell whether the card, or the passport in its place, is handed in with a register notification."""
    if _register_form(situation, event, book) is False:
        return False
    return situation.card.state is HeldCardState.HELD or card_follows(situation, event, book)


def _card_left(_: Situation, event: Event, __: Rulebook) -> Verdict3:
    return isinstance(event, _Notice) and event.card_left


def _address_procedure(situation: Situation, _: Event, __: Rulebook) -> Verdict3:
    return situation.main.procedure in _ADDRESS_PROCEDURES


def _expedited_asked(_: Situation, event: Event, __: Rulebook) -> Verdict3:
    return isinstance(event, MunicipalAsking) and event.specified_card and event.expedited


def _holder_appears(_: Situation, event: Event, __: Rulebook) -> Verdict3:
    return not (isinstance(event, MunicipalAsking) and event.by_proxy)


def _identity_at_filing(_: Situation, event: Event, __: Rulebook) -> Verdict3:
    return isinstance(event, MunicipalAsking) and event.identity_checked


def _identity_checked(situation: Situation, event: Event, __: Rulebook) -> Verdict3:
    if situation.application.expedited:  # who is not checked at filing cannot ask for posting
        return True
    return not isinstance(event, ReceiveCard | ReceiveMyNumberCard) or event.identity_checked


def _express_class_fits(situation: Situation, event: Event, book: Rulebook) -> Verdict3:
    """Tell whether the ground told is one of the listed ones and nothing known speaks against it."""
    if not isinstance(event, MunicipalAsking) or event.expedited_class is None:
        return False
    told, route = event.expedited_class, Route.MUNICIPALITY
    rules = (routes.EXPRESS_CLASSES_OF_ORDER[route], routes.EXPRESS_CLASSES[route])
    if not any(told in book.at(rule, event.on).value for rule in rules):
        return False
    if told is ExpressClass.UNDER_ONE:
        had = situation.card.had_specified is True or situation.separate_card.state is SeparateCardState.HELD
        return situation.age.state is AgeState.UNDER_1 and not had
    if told is ExpressClass.REGISTER_NOTIFICATION:
        return _newly_entered(situation, event)
    if told is ExpressClass.NO_SPACE_LEFT:
        return situation.card.kind is CardKind.SPECIFIED_RESIDENCE_CARD
    return True


def _newly_entered(situation: Situation, event: Event) -> bool:
    """Tell whether a notification is that of Register Act 30-46 or 30-47, after which there was no card."""
    if isinstance(event, NotifyFirstAddress | NotifyAddressAfterPermission):
        return True
    return isinstance(event, NotifyMoveIn) and situation.register.state in NOT_THERE


def _municipal_route(situation: Situation, _: Event, __: Rulebook) -> Verdict3:
    application = situation.application
    if application.state is ApplicationState.UNKNOWN:
        return missing("pending")
    return application.state in UNDER_WAY and application.route is Route.MUNICIPALITY


def _posted_route(situation: Situation, event: Event, book: Rulebook) -> Verdict3:
    municipal = _municipal_route(situation, event, book)
    return municipal if municipal is not True else situation.application.expedited


_MUNICIPAL: Final = frozenset({Route.MUNICIPALITY, Route.SPR_MUNICIPALITY})


def _may_be_posted(situation: Situation, _: Event, __: Rulebook) -> Verdict3:
    """Tell whether a specified card or certificate was asked for so that it is posted."""
    application = situation.application
    if application.state is ApplicationState.UNKNOWN:
        return missing("pending")
    return application.route in _MUNICIPAL and application.expedited


def _by_post(_: Situation, event: Event, __: Rulebook) -> Verdict3:
    return isinstance(event, ReceiveCard) and event.delivery is Delivery.POST


def _not_handed_in(_: Situation, event: Event, __: Rulebook) -> Verdict3:
    return isinstance(event, _Notice) and not event.my_number_card_handed_in


def _signed_items_changed(_: Situation, event: Event, __: Rulebook) -> Verdict3:
    return isinstance(event, NotifyItemChange | NotifyCertificateItems) and not event.only_origin


def _days_contradict(situation: Situation, event: Event, __: Rulebook) -> Verdict3:
    """Tell whether what is told lies before the birth or after the day of telling it."""
    told = event.moved_on if isinstance(event, _Notice) else None
    if isinstance(event, FileSpecialBirth):
        told = event.occurred_on
    return told is not None and not situation.person.born <= told <= event.on


def _hand_in_pending(situation: Situation, _: Event, __: Rulebook) -> Verdict3:
    register = situation.register
    return register.state is RegisterState.RECORDED and register.until is not None


def _moved_in_late(situation: Situation, event: Event, book: Rulebook) -> Verdict3:
    if not isinstance(event, NotifyMoveIn) or situation.register.state is not RegisterState.MOVED_OUT:
        return False
    last = days_to_move_in(MOVED_IN_DAYS, event.moved_on, event.on, book)
    return last is not None and event.on > last


def _newly_resident(situation: Situation, _: Event, __: Rulebook) -> Verdict3:
    """Tell whether a permission makes somebody a resident who has to notify a residence by it.

    Who acquires a status and handed in a copy of the resident record has notified by it (Act 19-8(4)).
    """
    decided = situation.main.state is MainState.DECIDED
    return decided and situation.stay.state in _NOT_YET_RESIDENT and not situation.main.residence_told


def _not_in_register(situation: Situation, _: Event, __: Rulebook) -> Verdict3:
    # Whoever moved out in Japan may be recorded elsewhere by now: Q7.
    return situation.register.state in NOT_THERE


def _moved_abroad_lapse(situation: Situation, _: Event, __: Rulebook) -> Verdict3:
    return situation.my_number.cause is LapseCause.MOVED_ABROAD


REGISTER: Final[Mapping[Guard, Check]] = MappingProxyType(
    {
        Guard.MID_LONG: state_is("stay", StayState.MID_LONG, StayState.UNKNOWN, "status"),
        Guard.CARDLESS_STAY: _cardless_stay,
        Guard.REGISTER_FORM: _register_form,
        Guard.DEEMED_NOTIFICATION: _deemed_notification,
        Guard.CARD_LEFT: _card_left,
        Guard.CARD_FOLLOWS: card_follows,
        Guard.ADDRESS_PROCEDURE: _address_procedure,
        Guard.EXPEDITED_ASKED: _expedited_asked,
        Guard.HOLDER_APPEARS: _holder_appears,
        Guard.IDENTITY_AT_FILING: _identity_at_filing,
        Guard.IDENTITY_CHECKED: _identity_checked,
        Guard.EXPRESS_CLASS_FITS: _express_class_fits,
        Guard.MUNICIPAL_ROUTE: _municipal_route,
        Guard.POSTED_ROUTE: _posted_route,
        Guard.MAY_BE_POSTED: _may_be_posted,
        Guard.BY_POST: _by_post,
        Guard.NOT_HANDED_IN: _not_handed_in,
        Guard.SIGNED_ITEMS_CHANGED: _signed_items_changed,
        Guard.DAYS_CONTRADICT: _days_contradict,
        Guard.HAND_IN_PENDING: _hand_in_pending,
        Guard.MOVED_IN_LATE: _moved_in_late,
        Guard.HAND_IN_LAPSES_READING: reading("Q2", "lapses"),
        Guard.RETURN_AT_REENTRY_READING: reading("Q8", "at_reentry"),
        Guard.NEWLY_RESIDENT: _newly_resident,
        Guard.NOT_IN_REGISTER: _not_in_register,
        Guard.MOVED_ABROAD_LAPSE: _moved_abroad_lapse,
        **TRAVEL,
    }
)
"""The guards of this module, with those of travel."""
