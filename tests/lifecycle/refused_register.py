"""What is refused at the municipality, of posting and of travel, and how to do what would have worked."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Final

from tests.lifecycle.lives import after
from tests.lifecycle.refused import EXCHANGE, LATER, RESIDENT, started
from tokutei.lifecycle import (
    ConfirmCard,
    Depart,
    Event,
    ExtendReentry,
    Land,
    MakeCard,
    NotifyFirstAddress,
    NotifyJlis,
    NotifyRelocation,
    PostCard,
    ReceiveCard,
    ReEnter,
    Situation,
    advance,
    judge,
)
from tokutei.lifecycle.states import ReentryKind
from tokutei.models import Facts
from tokutei.rules.routes import ExpressClass
from tokutei.vocabulary import StatusOfResidence

NEWCOMER: Final = Facts(
    born=date(2004, 3, 15),
    nationality="NPL",
    recorded=False,
    has_my_number_card=False,
    has_pending_application=False,
)
LAND: Final = Land(on=LATER, status=StatusOfResidence.STUDENT, stay_until=date(2028, 1, 1), months=15)
VISIT: Final = LAND.at(status=StatusOfResidence.TEMPORARY_VISITOR, stay_until=date(2026, 12, 14), months=3)
NOTICE: Final = NotifyFirstAddress(
    on=LATER,
    municipality="131016",
    moved_on=LATER,
    specified_card=True,
    expedited=True,
    expedited_class=ExpressClass.REGISTER_NOTIFICATION,
)
ASKED: Final = NOTICE.at(expedited=False, expedited_class=None)
WITHIN: Final = NotifyRelocation(on=LATER, municipality="131016", moved_on=LATER, specified_card=True)
SPECIAL: Final = Depart(on=LATER, reentry=ReentryKind.SPECIAL)
PERMIT: Final = Depart(on=LATER, reentry=ReentryKind.PERMIT, permit_until=date(2027, 3, 31))


def landed() -> Situation:
    return after(started(NEWCOMER), LAND)


def made(asked: Event, begun: Situation) -> Situation:
    chain = (NotifyJlis(on=LATER), MakeCard(on=LATER), ConfirmCard(on=LATER))
    return after(begun, asked, *chain)


def resident() -> Situation:
    return started(RESIDENT)


def away(leaving: Depart) -> Situation:
    return after(resident(), leaving)


CASES: Final[dict[str, tuple[Situation, Event, str, str]]] = {
    "N4 on landing": (
        started(NEWCOMER),
        LAND.at(specified_card=True),
        "procedure_not_listed",
        "入管法第19条の6",
    ),
    "no specified card for a visitor": (
        after(started(NEWCOMER), VISIT),
        ASKED,
        "not_mid_long_term",
        "入管法第19条の15の2第2項",
    ),
    "N8 on the form of the Immigration Act": (
        landed(),
        ASKED.at(register_form=False),
        "not_a_deemed_notification",
        "入管法第19条の7第3項",
    ),
    "N8 while recorded": (
        resident(),
        NotifyFirstAddress(on=LATER, municipality="131016", moved_on=LATER, specified_card=True),
        "not_newly_recorded",
        "入管法第19条の15の2第2項",
    ),
    "N10 by proxy": (landed(), NOTICE.at(by_proxy=True), "express_needs_appearance", "第2条第4項"),
    "N10 without a ground": (
        landed(),
        NOTICE.at(expedited_class=None),
        "not_in_express_class",
        "入管法第19条の15の2第3項",
    ),
    "N10 on the ground of age": (
        landed(),
        NOTICE.at(expedited_class=ExpressClass.UNDER_ONE),
        "not_in_express_class",
        "入管法第19条の15の2第3項",
    ),
    "A4 without the identity check": (
        landed(),
        NOTICE.at(identity_checked=False),
        "identity_not_checked_at_filing",
        "入管法第19条の15の2第3項",
    ),
    "posting before the confirmation": (
        after(landed(), NOTICE, NotifyJlis(on=LATER), MakeCard(on=LATER)),
        PostCard(on=LATER),
        "not_confirmed",
        "入管法第19条の15の2第7項",
    ),
    "N11 posting what the bureau gives": (
        made(EXCHANGE, resident()),
        PostCard(on=LATER),
        "post_only_in_municipal_express",
        "入管法第19条の15の2第5項",
    ),
    "A8 without the identity check": (
        made(WITHIN, resident()),
        ReceiveCard(on=LATER, identity_checked=False),
        "identity_not_checked",
        "第18条の5第5項",
    ),
    "N32 on a refugee travel document": (
        resident(),
        SPECIAL.at(refugee_travel_document=True),
        "special_reentry_on_refugee_document",
        "入管法第26条の2第1項",
    ),
    "N32 of a person who needs a permission": (
        resident(),
        SPECIAL.at(excluded=True),
        "reentry_permit_needed",
        "入管法第26条の2第1項",
    ),
    "N32 without the card": (
        after(resident(), WITHIN.at(specified_card=False, card_left=True)),
        SPECIAL,
        "card_needed_for_special_reentry",
        "入管法第26条の2第1項",
    ),
    "N33 abroad": (
        away(SPECIAL),
        ExtendReentry(on=LATER, until=date(2028, 3, 31)),
        "special_reentry_not_extended",
        "入管法第26条の2第3項",
    ),
    "E25 by more than a year": (
        away(PERMIT),
        ExtendReentry(on=LATER, until=date(2028, 4, 1)),
        "reentry_extension_too_long",
        "入管法第26条第5項",
    ),
    "E26 after the permission ran out": (
        advance(away(PERMIT), to=date(2027, 4, 1)).after,
        ReEnter(on=date(2027, 4, 1)),
        "no_way_back",
        "入管法第19条の14第4号",
    ),
}


def _works(situation: Situation, event: Event) -> None:
    assert judge(situation, event), (event, judge(situation, event).text("en"))


def _noted(situation: Situation, event: Event) -> None:
    _works(after(situation, event.at(specified_card=False)), ASKED)


FOLLOW: Final[dict[str, Callable[[Situation, Event], object]]] = {
    "instead_with_first_address": _noted,
    "instead_register_notification": lambda now, event: _works(now, event.at(register_form=True)),
    "instead_without_posting": lambda now, _: _works(now, ASKED),
    "instead_collect": lambda now, event: _works(now, ReceiveCard(on=event.on, my_number_card_returned=True)),
    "instead_reentry_permit": lambda now, _: _works(now, PERMIT),
    "instead_land": lambda now, event: _works(
        now, LAND.at(on=event.on, stay_until=date(2028, 7, 1), months=None)
    ),
}
