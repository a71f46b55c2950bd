"""Beginnings of special permanent residents: what card and status tell of each other."""

from __future__ import annotations

from datetime import date

import pytest

from tokutei.errors import FactsError
from tokutei.law import Reason
from tokutei.lifecycle import (
    Event,
    ExtendMyNumber,
    FileCertificateRenewal,
    FileSpecialOther,
    NotifyFirstAddress,
    NotifyMoveIn,
    NotifyMoveOut,
    NotifyRelocation,
    PermitSpecial,
    Situation,
    apply,
    judge,
)
from tokutei.lifecycle.states import Carrier, StayState
from tokutei.models import CardFacts, Facts
from tokutei.rules.routes import ExpressClass
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


def _notified(kind: type[NotifyMoveIn | NotifyFirstAddress | NotifyRelocation]) -> Event:
    return kind(
        on=TODAY,
        municipality="131032" if kind is not NotifyRelocation else "131016",
        moved_on=TODAY,
        specified_card=True,
        certificates=True,
        expedited=True,
        expedited_class=ExpressClass.REGISTER_NOTIFICATION,
    )


def test_only_the_first_entry_in_a_register_opens_the_post() -> None:
    """Special Act Regulation 15 (i) names Register Act 30-46 alone, not the moves of Articles 22 and 23."""
    card = CardFacts(kind=CERTIFICATE, issued_on=date(2020, 9, 15), valid_until=date(2030, 9, 15))
    here = Facts(
        born=BORN,
        status=SPECIAL,
        municipality="131016",
        card=card,
        has_my_number_card=False,
        has_pending_application=False,
    )
    recorded = Situation.of(here, on=TODAY)
    moved_out = apply(recorded, NotifyMoveOut(on=TODAY, planned_on=TODAY)).after
    assert not judge(moved_out, _notified(NotifyMoveIn))
    assert not judge(recorded, _notified(NotifyRelocation))
    entered = Situation.of(here.model_copy(update={"municipality": None, "recorded": False}), on=TODAY)
    assert judge(entered, _notified(NotifyFirstAddress))


@pytest.mark.parametrize(
    ("day", "issued", "open_question"),
    [
        (date(2026, 9, 10), date(2019, 12, 1), True),  # between three and two months before the end
        (date(2026, 10, 1), date(2019, 12, 1), False),  # two months before: open by the older law, too
        (date(2026, 9, 10), date(2023, 12, 1), False),  # issued under the law of 2023-11-01
    ],
)
def test_whether_the_window_has_begun_is_open_for_older_certificates(
    day: date, issued: date, open_question: bool
) -> None:
    card = CardFacts(kind=CERTIFICATE, issued_on=issued, valid_until=date(2026, 12, 1))
    facts = Facts(born=BORN, status=SPECIAL, municipality="131016", card=card, has_pending_application=False)
    outcome = apply(Situation.of(facts, on=TODAY), FileCertificateRenewal(on=day))
    assert ("Q10" in {one.key for one in outcome.open_questions}) is open_question


def test_nobody_is_permitted_whose_stay_ended_while_the_application_was_pending() -> None:
    last = date(2027, 1, 30)
    facts = Facts(
        born=date(1990, 1, 1),
        status=StatusOfResidence.LONG_TERM_RESIDENT,
        stay_until=last,
        card=CardFacts(valid_until=last),
        has_pending_application=False,
    )
    filed = apply(Situation.of(facts, on=date(2026, 12, 1)), FileSpecialOther(on=date(2027, 1, 3))).after
    assert judge(filed, PermitSpecial(on=last)).verdict.value == "allowed"
    after = judge(filed, PermitSpecial(on=date(2027, 1, 31)))
    assert [reason.code for reason in after.reasons] == ["special_permission_not_open"]
