"""People, habits and lives that the tests of the comparison share."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from tests.lifecycle.lives import ENGINEER_FACTS, HOLDER_FACTS, TODAY
from tokutei.models import CardFacts, Facts, MyNumberCardFacts
from tokutei.procedures import (
    CardComparison,
    Circumstance,
    Course,
    Estimates,
    LivedCourse,
)
from tokutei.rules import CURRENT, SPECIFIED_CARD_CHANNELS
from tokutei.rules.special_period import MY_NUMBER_FOLLOWS_SPECIAL_PERIOD
from tokutei.vocabulary import CardKind, Channel, ProcedureKind, StatusOfResidence, Window

P: Final = ProcedureKind
DAY: Final = timedelta(days=1)
B, M = Window.BUREAU, Window.MUNICIPALITY

ESTIMATES: Final = Estimates(
    decision_days={P.EXTENSION_OF_STAY: 40, P.CARD_RENEWAL: 0, P.SPR_RENEWAL: 14},
    card_days=21,
    hours_per_visit=4,
    stay_months=12,
)


def number_card(until: date, made_on: date, certificates_until: date | None = None) -> MyNumberCardFacts:
    ends = certificates_until or until
    return MyNumberCardFacts(
        valid_until=until,
        made_on=made_on,
        signing_certificate_until=ends,
        authentication_certificate_until=ends,
    )


PERMANENT: Final = Facts(
    born=date(1980, 3, 3),
    municipality="131016",
    status=StatusOfResidence.PERMANENT_RESIDENT,
    card=CardFacts(issued_on=date(2022, 4, 11), valid_until=date(2029, 4, 11)),
    my_number_card=number_card(date(2033, 3, 3), date(2023, 5, 1), date(2028, 3, 3)),
    has_pending_application=False,
)
SPECIAL: Final = PERMANENT.model_copy(
    update={
        "status": StatusOfResidence.SPECIAL_PERMANENT_RESIDENT,
        "card": CardFacts(
            kind=CardKind.SPECIAL_PERMANENT_RESIDENT_CERTIFICATE,
            issued_on=date(2022, 4, 11),
            valid_until=date(2029, 3, 3),
        ),
    }
)
CHILD: Final = Facts(
    born=date(2018, 3, 3),
    municipality="131016",
    status=StatusOfResidence.DEPENDENT,
    stay_until=date(2028, 3, 31),
    card=CardFacts(issued_on=date(2026, 3, 2), valid_until=date(2028, 3, 31)),
    my_number_card=number_card(date(2028, 3, 31), date(2026, 5, 1)),
    has_pending_application=False,
)


def open_from(window: Window, day: date) -> date:
    while CURRENT.closed(window).is_closed(day):
        day += DAY
    return day


# Traces: whatever the choices, the counts are those of the trace replayed day by day.

PEOPLE: Final = {
    "engineer": (ENGINEER_FACTS, TODAY),
    "holder": (HOLDER_FACTS, TODAY),
    "permanent": (PERMANENT, TODAY),
    "special": (SPECIAL, TODAY),
    "child": (CHILD, TODAY),
    "without": (
        ENGINEER_FACTS.model_copy(update={"my_number_card": None, "has_my_number_card": False}),
        TODAY,
    ),
}


def courses(found: CardComparison) -> Iterator[LivedCourse]:
    yield from (found.two_cards, found.specified_card)


# For whom.


def row(found: CardComparison, who: Circumstance) -> tuple[Course | None, object, object]:
    (one,) = (each for each in found.rows if each.who is who)
    assert one.why.cite or who is Circumstance.EVERYBODY
    return one.better, one.two_cards, one.specified_card


ONLINE_TOO: Final = CURRENT.reformed(
    SPECIFIED_CARD_CHANNELS,
    since=date(2026, 6, 14),
    value={Channel.COUNTER, Channel.ONLINE},
    reason="scenario",
)
FOLLOWS: Final = CURRENT.reformed(
    MY_NUMBER_FOLLOWS_SPECIAL_PERIOD, since=date(2026, 6, 14), value=True, reason="scenario"
)
