"""An engineer, a holder of a specified card, and how their lives move in these tests."""

from __future__ import annotations

from datetime import date
from typing import Final

from tokutei.lifecycle import (
    ConfirmCard,
    DecidePermission,
    Event,
    FileExtension,
    MakeCard,
    NotifyJlis,
    Outcome,
    ReceiveCard,
    Situation,
    apply,
)
from tokutei.models import CardFacts, Facts, MyNumberCardFacts
from tokutei.rules import CURRENT, Rulebook
from tokutei.vocabulary import CardForm, CardKind, Channel, StatusOfResidence

BORN: Final = date(1994, 5, 2)
TODAY: Final = date(2026, 9, 1)
STAY_END: Final = date(2026, 10, 31)
SPECIAL_END: Final = date(2026, 12, 31)
GRANTED: Final = date(2029, 10, 31)
ENGINEER: Final = StatusOfResidence.find("技人国")

ENGINEER_FACTS: Final = Facts(
    born=BORN,
    nationality="VNM",
    municipality="131016",
    status=ENGINEER,
    stay_until=STAY_END,
    card=CardFacts(form=CardForm.FORM_2012, issued_on=date(2023, 10, 20), valid_until=STAY_END),
    my_number_card=MyNumberCardFacts(
        valid_until=STAY_END,
        made_on=date(2023, 11, 6),
        signing_certificate_until=STAY_END,
        authentication_certificate_until=STAY_END,
    ),
    has_pending_application=False,
)
"""An engineer with a card of the form of 2012 and a separate Individual Number Card."""

HOLDER_FACTS: Final = Facts(
    born=BORN,
    nationality="VNM",
    municipality="131016",
    status=ENGINEER,
    stay_until=STAY_END,
    card=CardFacts(kind=CardKind.SPECIFIED_RESIDENCE_CARD, issued_on=date(2026, 7, 1), valid_until=STAY_END),
    has_my_number_card=False,
    has_pending_application=False,
)
"""Somebody with a specified card whose stay ends on the same day."""

FILE: Final = FileExtension(on=TODAY, channel=Channel.COUNTER, specified_card=True, certificates=True)


def engineer(*, on: date = TODAY, book: Rulebook = CURRENT) -> Situation:
    """Return where the engineer stands."""
    return Situation.of(ENGINEER_FACTS, on=on, book=book)


def holder(*, on: date = TODAY, book: Rulebook = CURRENT) -> Situation:
    """Return where the holder of a specified card stands."""
    return Situation.of(HOLDER_FACTS, on=on, book=book)


def live(situation: Situation, *events: Event, book: Rulebook = CURRENT) -> list[Outcome]:
    """Return what each event brings, one after the other."""
    outcomes: list[Outcome] = []
    for event in events:
        outcomes.append(apply(situation, event, book=book))
        situation = outcomes[-1].after
    return outcomes


def after(situation: Situation, *events: Event, book: Rulebook = CURRENT) -> Situation:
    """Return the situation after some events."""
    return live(situation, *events, book=book)[-1].after


def making(notified: date, decided: date, made: date, confirmed: date) -> list[Event]:
    """Return the acts of the offices between a status filing and the delivery of its specified card."""
    return [
        NotifyJlis(on=notified),
        DecidePermission(on=decided, stay_until=GRANTED, months=36),
        MakeCard(on=made),
        ConfirmCard(on=confirmed),
    ]


T1: Final[tuple[Event, ...]] = (
    FILE,
    *making(date(2026, 9, 8), date(2026, 11, 10), date(2026, 11, 12), date(2026, 11, 16)),
    ReceiveCard(on=date(2026, 11, 20), my_number_card_returned=True),
)
"""Trace T1 of the research notes: decided and delivered in the special period."""
