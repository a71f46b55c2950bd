"""Guards about special permanent residents and their certificates."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Final

from tokutei.data.tables import status_rows
from tokutei.errors import FactsError
from tokutei.lifecycle.duty_terms import CERTIFICATES_OWED
from tokutei.lifecycle.events import (
    Event,
    FileSpecialBirth,
    MunicipalAsking,
    NotifyFirstAddress,
    NotifyMoveIn,
    ReceiveCard,
)
from tokutei.lifecycle.guard_words import Guard
from tokutei.lifecycle.guards.base import PENDING, Check, Verdict3, missing
from tokutei.lifecycle.guards.register import NOT_THERE
from tokutei.lifecycle.situation import DutyKind, Situation
from tokutei.lifecycle.states import FunctionState, MainState, StayState
from tokutei.lifecycle.tables.making import CARDS_SINCE
from tokutei.lifecycle.terms import SPECIAL_PERMISSIONS
from tokutei.models import UNKNOWN
from tokutei.rules import routes
from tokutei.rules.deadlines import TriggerEvent, deadline
from tokutei.rules.routes import ExpressClass
from tokutei.rules.rulebook import Rulebook
from tokutei.rules.windows import HeldCard, Lateness, lateness, renewal_window
from tokutei.vocabulary import AppendedTable, Delivery, ProcedureKind, Route, StatusOfResidence
from tokutei.vocabulary.cards import CERTIFICATES, RESIDENCE_CARDS

__all__ = ["SPECIAL"]

_ROUTES: Final = frozenset({Route.SPR_MUNICIPALITY, Route.SPR_BUREAU})
_WITH_STATUS: Final = frozenset({StayState.MID_LONG, StayState.SHORT, StayState.UNKNOWN})
_AFTER_LOSS: Final = frozenset({ProcedureKind.SPR_REISSUE_LOSS})


def _special_resident(situation: Situation, _: Event, __: Rulebook) -> Verdict3:
    stay = situation.stay
    if stay.state is not StayState.UNKNOWN:
        return stay.state is StayState.SPECIAL_PERMANENT
    # Their status and their certificates are theirs alone: either tells.
    if stay.status is not UNKNOWN:
        return stay.status is StatusOfResidence.SPECIAL_PERMANENT_RESIDENT
    return False if situation.card.kind in RESIDENCE_CARDS else missing("status")


def _special_route(situation: Situation, _: Event, __: Rulebook) -> Verdict3:
    return situation.application.route in _ROUTES


def _permission_asked(situation: Situation, _: Event, __: Rulebook) -> Verdict3:
    return situation.main.state in PENDING and situation.main.procedure in SPECIAL_PERMISSIONS


def _permission_open(situation: Situation, event: Event, _: Rulebook) -> Verdict3:
    stay = situation.stay
    if isinstance(event, FileSpecialBirth):
        # Somebody of whom no status is known may be here since birth; the application says so.
        unknown = stay.state is StayState.UNKNOWN and stay.status is UNKNOWN
        return unknown or stay.state is StayState.TRANSITIONAL
    if stay.state not in _WITH_STATUS:
        return False
    if stay.status is UNKNOWN:
        return missing("status")
    by_table = status_rows()[stay.status].appended_table is AppendedTable.TABLE_2
    return by_table and stay.status is not StatusOfResidence.PERMANENT_RESIDENT


def _filed_late(situation: Situation, event: Event, book: Rulebook) -> Verdict3:
    if not isinstance(event, FileSpecialBirth):
        return False
    procedure = ProcedureKind.SPR_PERMISSION_BIRTH
    if lateness(procedure, on=event.on, book=book).value is not Lateness.BARRED:
        return False
    # Earlier births are counted from the first day that is modelled, which is never too strict.
    begun = max(event.occurred_on or situation.person.born, CARDS_SINCE)
    due = deadline(procedure, TriggerEvent.BORN_IN_JAPAN, event_on=begun, book=book).value.due
    return due is not None and event.on > due


def _register_matters(_: Situation, event: Event, book: Rulebook) -> Verdict3:
    return book.at(routes.SPR_REGISTER_ENTRY_NEEDED, event.on).value


def _express_asked(_: Situation, event: Event, __: Rulebook) -> Verdict3:
    return isinstance(event, MunicipalAsking) and event.expedited


def _express_in_person(_: Situation, event: Event, __: Rulebook) -> Verdict3:
    return not (isinstance(event, MunicipalAsking) and event.by_proxy)


def _express_checked(_: Situation, event: Event, __: Rulebook) -> Verdict3:
    return isinstance(event, MunicipalAsking) and event.identity_checked


def _newly_entered(situation: Situation, event: Event) -> bool:
    """Tell whether a notification is that of Register Act 30-46, the only one that opens posting here."""
    # A move within the country is one of Article 22 or 23; 30-47 is for those who become residents here.
    came_back = isinstance(event, NotifyMoveIn) and situation.register.state in NOT_THERE
    return came_back or isinstance(event, NotifyFirstAddress)


def _express_class(situation: Situation, event: Event, book: Rulebook) -> Verdict3:
    if not isinstance(event, MunicipalAsking):
        return False
    if event.expedited_class is ExpressClass.REGISTER_NOTIFICATION and not _newly_entered(situation, event):
        return False
    lost = (one.since for one in situation.obligations if one.kind is DutyKind.CERTIFICATE_REISSUE)
    need = routes.Need(
        express_class=event.expedited_class,
        born=situation.person.born,
        procedure=event.procedure,
        loss_known_on=next(lost, None),
    )
    try:
        found = routes.express_class_of(need, route=Route.SPR_MUNICIPALITY, on=event.on, book=book)
    except FactsError as error:
        return missing(*error.missing)
    return found.value is not None


def _deemed_notice(_: Situation, event: Event, __: Rulebook) -> Verdict3:
    return bool(getattr(event, "register_form", False))


def _address_matter(situation: Situation, _: Event, __: Rulebook) -> Verdict3:
    return situation.main.procedure is ProcedureKind.SPR_PLACE_OF_RESIDENCE_CHANGE


def _window_opens(situation: Situation, event: Event, book: Rulebook) -> date | str:
    """Return the first day to renew the certificate held, or the fact without which it cannot be told."""
    expires, issued = situation.residence.until, situation.card.issued_on
    if not isinstance(expires, date):
        return "card_valid_until"
    known = issued if isinstance(issued, date) else None
    held = HeldCard(expires, known, situation.person.born, spr=True)
    try:
        return renewal_window(held, on=event.on, book=book).value
    except FactsError:
        return "issued_on"


def _too_early(situation: Situation, event: Event, book: Rulebook) -> Verdict3:
    opens = _window_opens(situation, event, book)
    return missing(opens) if isinstance(opens, str) else event.on < opens


def _window_begun(situation: Situation, event: Event, book: Rulebook) -> Verdict3:
    opens = _window_opens(situation, event, book)
    return missing(opens) if isinstance(opens, str) else event.on >= opens


def _unavoidable(_: Situation, event: Event, __: Rulebook) -> Verdict3:
    return bool(getattr(event, "unavoidable", False))


def _reason_lacking(_: Situation, event: Event, book: Rulebook) -> Verdict3:
    if getattr(event, "legitimate_reason", True):
        return False
    return book.at(routes.SPR_EXCHANGE_NEEDS_REASON, event.on).value


def _by_organization(_: Situation, event: Event, __: Rulebook) -> Verdict3:
    return bool(getattr(event, "by_organization", False))


def _lapsed(situation: Situation, _: Event, __: Rulebook) -> Verdict3:
    # A certificate of which nothing is known counts as having effect: a new one ends it all the same.
    return situation.residence.state is FunctionState.LAPSED


def _owed(situation: Situation, _: Event, __: Rulebook) -> Verdict3:
    return any(one.kind in CERTIFICATES_OWED for one in situation.obligations)


def _posted(situation: Situation, event: Event, __: Rulebook) -> Verdict3:
    by_post = not isinstance(event, ReceiveCard) or event.delivery in {None, Delivery.POST}
    return situation.application.expedited and by_post


def _former(situation: Situation, _: Event, __: Rulebook) -> Verdict3:
    known = situation.stay.state not in {StayState.SPECIAL_PERMANENT, StayState.UNKNOWN}
    return known and situation.card.kind in CERTIFICATES


def _lost_abroad(_: Situation, event: Event, __: Rulebook) -> Verdict3:
    return bool(getattr(event, "abroad", False))


def _reissue_begun(situation: Situation, _: Event, __: Rulebook) -> Verdict3:
    owed = any(one.kind is DutyKind.CERTIFICATE_REISSUE for one in situation.obligations)
    return owed or (situation.main.state in PENDING and situation.main.procedure in _AFTER_LOSS)


def _reissued(situation: Situation, _: Event, __: Rulebook) -> Verdict3:
    return situation.main.state is MainState.EFFECTIVE and situation.main.procedure in _AFTER_LOSS


SPECIAL: Final[Mapping[Guard, Check]] = MappingProxyType(
    {
        Guard.SPECIAL_RESIDENT: _special_resident,
        Guard.SPECIAL_ROUTE: _special_route,
        Guard.SPECIAL_PERMISSION_ASKED: _permission_asked,
        Guard.SPECIAL_PERMISSION_OPEN: _permission_open,
        Guard.SPECIAL_FILED_LATE: _filed_late,
        Guard.SPECIAL_REGISTER_MATTERS: _register_matters,
        Guard.SPECIAL_EXPRESS_ASKED: _express_asked,
        Guard.SPECIAL_EXPRESS_IN_PERSON: _express_in_person,
        Guard.SPECIAL_EXPRESS_CHECKED: _express_checked,
        Guard.SPECIAL_EXPRESS_CLASS: _express_class,
        Guard.SPECIAL_DEEMED_NOTICE: _deemed_notice,
        Guard.SPECIAL_ADDRESS_MATTER: _address_matter,
        Guard.CERTIFICATE_TOO_EARLY: _too_early,
        Guard.CERTIFICATE_WINDOW_BEGUN: _window_begun,
        Guard.CERTIFICATE_UNAVOIDABLE: _unavoidable,
        Guard.CERTIFICATE_REASON_LACKING: _reason_lacking,
        Guard.CERTIFICATE_BY_ORGANIZATION: _by_organization,
        Guard.CERTIFICATE_LAPSED: _lapsed,
        Guard.CERTIFICATE_OWED: _owed,
        Guard.FORMER_CERTIFICATE: _former,
        Guard.CERTIFICATE_POSTED: _posted,
        Guard.CERTIFICATE_LOST_ABROAD: _lost_abroad,
        Guard.CERTIFICATE_REISSUE_BEGUN: _reissue_begun,
        Guard.CERTIFICATE_REISSUED: _reissued,
    }
)
"""The guards of this module."""
