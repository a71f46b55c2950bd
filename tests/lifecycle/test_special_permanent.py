"""Beginnings of special permanent residents: what card and status tell of each other."""

from __future__ import annotations

from datetime import date

import pytest

from tokutei.errors import FactsError
from tokutei.law import Reason
from tokutei.lifecycle import ExtendMyNumber, Situation, judge
from tokutei.lifecycle.states import Carrier, StayState
from tokutei.models import CardFacts, Facts
from tokutei.vocabulary import CardForm, CardKind, StatusOfResidence, Window

BORN = date(1980, 9, 15)
TODAY = date(2026, 9, 1)
SPECIAL = StatusOfResidence.SPECIAL_PERMANENT_RESIDENT
CERTIFICATE = CardKind.SPECIAL_PERMANENT_RESIDENT_CERTIFICATE
SPECIFIED = CardKind.SPECIFIED_SPECIAL_PERMANENT_RESIDENT_CERTIFICATE


def _codes(error: FactsError) -> list[str]:
    return [one.code for one in error.contradictions if isinstance(one, Reason)]


def test_a_certificate_alone_tells_the_status() -> None:
    facts = Facts(born=BORN, card=CardFacts(kind=SPECIFIED, valid_until=date(2035, 9, 15)))
    situation = Situation.of(facts, on=TODAY)
    assert (situation.stay.state, situation.stay.status) == (StayState.SPECIAL_PERMANENT, SPECIAL)
    assert situation.stay.until is None
    assert situation.my_number.carrier is Carrier.ON_CARD
    assert Situation.of(situation.facts(), on=TODAY) == situation


def test_the_form_of_2012_is_an_ordinary_certificate_with_that_status() -> None:
    card = CardFacts(form=CardForm.FORM_2012, issued_on=date(2024, 4, 1), valid_until=date(2031, 9, 15))
    situation = Situation.of(Facts(born=BORN, status=SPECIAL, card=card), on=TODAY)
    assert (situation.card.kind, situation.card.had_specified) == (CERTIFICATE, False)


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (SPECIAL, CardKind.RESIDENCE_CARD),
        (SPECIAL, CardKind.SPECIFIED_RESIDENCE_CARD),
        (StatusOfResidence.PERMANENT_RESIDENT, CERTIFICATE),
        (StatusOfResidence.PERMANENT_RESIDENT, SPECIFIED),
    ],
)
def test_cards_of_others_contradict_the_status(status: StatusOfResidence, kind: CardKind) -> None:
    with pytest.raises(FactsError) as raised:
        Situation.of(Facts(born=BORN, status=status, card=CardFacts(kind=kind)), on=TODAY)
    assert _codes(raised.value) == ["card_of_others"]


def test_no_specified_certificate_before_its_day() -> None:
    with pytest.raises(FactsError) as raised:
        Situation.of(Facts(born=BORN, status=SPECIAL, card=CardFacts(kind=SPECIFIED)), on=date(2026, 6, 13))
    assert "no_specified_card_yet" in _codes(raised.value)


def test_nothing_lengthens_the_function_on_a_certificate() -> None:
    card = CardFacts(kind=SPECIFIED, issued_on=date(2026, 7, 1), valid_until=date(2035, 9, 15))
    facts = Facts(born=BORN, municipality="131016", card=card, has_pending_application=False)
    judged = judge(Situation.of(facts, on=TODAY), ExtendMyNumber(on=TODAY, to=Window.MUNICIPALITY))
    assert [reason.code for reason in judged.reasons] == ["no_special_period"]
