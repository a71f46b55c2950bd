"""What facts make a beginning, which contradict each other, and what events must be made of."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from tests.lifecycle.lives import (
    BORN,
    ENGINEER,
    ENGINEER_FACTS,
    FILE,
    HOLDER_FACTS,
    STAY_END,
    TODAY,
    engineer,
    holder,
)
from tokutei.errors import FactsError, NaiveDatetimeError, OutOfTableError
from tokutei.law import Reason
from tokutei.lifecycle import (
    DecidePermission,
    DutyKind,
    ExtendMyNumber,
    FileChange,
    FileExtension,
    Obligation,
    ReceiveCard,
    ReturnCard,
    Situation,
    apply,
    duties,
)
from tokutei.lifecycle.engine import _no_answer
from tokutei.lifecycle.states import (
    ApplicationState,
    Carrier,
    CertificateState,
    FunctionState,
    HeldCardState,
    MainState,
    MyNumberState,
    RegisterState,
    SeparateCardState,
    StayState,
)
from tokutei.models import UNKNOWN, CardFacts, Facts, MyNumberCardFacts, PendingFacts, from_json, to_json
from tokutei.vocabulary import CardForm, CardKind, Channel, ProcedureKind, Route, StatusOfResidence


def test_what_nobody_said_is_not_known() -> None:
    now = Situation.of(Facts(born=BORN), on=TODAY)
    assert now.stay.state is StayState.UNKNOWN
    assert now.register.state is RegisterState.UNKNOWN
    assert now.card.state is HeldCardState.UNKNOWN
    assert now.residence.state is FunctionState.UNKNOWN
    assert now.my_number.state is MyNumberState.UNKNOWN
    assert now.signing.state is now.authentication.state is CertificateState.UNKNOWN
    assert now.separate_card.state is SeparateCardState.UNKNOWN
    assert (now.main.state, now.application.state) == (MainState.UNKNOWN, ApplicationState.UNKNOWN)
    assert {now.stay.status, now.stay.until, now.my_number.carrier, now.person.nationality} == {UNKNOWN}
    assert (str(now.residence), now.my_number.text("ja")) == ("not known", "不明")
    assert now.obligations == ()


def test_what_two_cards_tell() -> None:
    now = engineer()
    assert (now.stay.state, now.register.state) == (StayState.MID_LONG, RegisterState.RECORDED)
    assert (now.card.kind, now.card.form) == (CardKind.RESIDENCE_CARD, CardForm.FORM_2012)
    # A card of the form of 2012 is older than any specified card.
    assert now.card.had_specified is False
    assert (now.my_number.carrier, now.separate_card.state) == (Carrier.SEPARATE, SeparateCardState.HELD)
    assert (str(now.signing), now.signing.text("ja")) == ("valid until 2026-10-31", "2026年10月31日まで有効")


def test_what_a_specified_card_tells() -> None:
    now = holder()
    assert (now.my_number.carrier, now.my_number.until) == (Carrier.ON_CARD, STAY_END)
    assert (now.separate_card.state, now.card.had_specified) == (SeparateCardState.NONE, True)
    facts = HOLDER_FACTS.model_copy(update={"has_my_number_card": None})
    assert Situation.of(facts, on=TODAY).separate_card.state is SeparateCardState.NONE


def test_a_pending_application_brings_its_duty() -> None:
    filed_on = date(2026, 8, 20)
    facts = ENGINEER_FACTS.model_copy(
        update={
            "pending": PendingFacts(
                procedure=ProcedureKind.EXTENSION_OF_STAY, filed_on=filed_on, specified_card=True
            ),
            "has_pending_application": None,
        }
    )
    now = Situation.of(facts, on=TODAY)
    assert (now.main.state, now.main.target, now.main.channel) == (MainState.FILED, ENGINEER, UNKNOWN)
    assert (now.application.state, now.application.route) == (ApplicationState.FILED, Route.BUREAU_STATUS)
    assert now.obligations == (Obligation(DutyKind.SEPARATE_CARD_BY_DELIVERY, filed_on),)
    assert now.facts().pending == facts.pending


@pytest.mark.parametrize(
    ("procedure", "target"),
    [
        (ProcedureKind.PERMANENT_RESIDENCE, StatusOfResidence.PERMANENT_RESIDENT),
        (ProcedureKind.CHANGE_OF_STATUS, UNKNOWN),
        (ProcedureKind.EXCHANGE, ENGINEER),
    ],
)
def test_what_a_pending_application_leads_to(procedure: ProcedureKind, target: object) -> None:
    pending = PendingFacts(procedure=procedure, filed_on=TODAY, specified_card=False)
    facts = ENGINEER_FACTS.model_copy(update={"pending": pending, "has_pending_application": None})
    now = Situation.of(facts, on=TODAY)
    assert (now.main.target, now.application.state) == (target, ApplicationState.NONE)


def test_what_ended_before_brings_its_duties() -> None:
    now = Situation.of(ENGINEER_FACTS, on=date(2026, 11, 21))
    assert (now.stay.state, now.residence.state) == (StayState.NONE, FunctionState.LAPSED)
    # Fourteen days from 2026-10-31 ended on Saturday 2026-11-14, so on Monday the 16th.
    (dated,) = [duty for duty in duties(now, on=now.on) if duty.due_on]
    assert (dated.kind, dated.due_on, dated.overdue) == (DutyKind.LAPSED_CARD, date(2026, 11, 16), True)
    returned = apply(now, ReturnCard(on=now.on)).after
    assert returned.card.state is HeldCardState.RETURNED


# Contradictions.


@pytest.mark.parametrize(
    ("facts", "codes"),
    [
        (Facts(born=date(2026, 9, 2)), ["fact_in_the_future"]),
        (
            Facts(
                born=date(2026, 9, 2),
                card=CardFacts(issued_on=date(2026, 9, 3)),
                my_number_card=MyNumberCardFacts(made_on=date(2026, 9, 3)),
                pending=PendingFacts(procedure=ProcedureKind.EXCHANGE, filed_on=date(2026, 9, 3)),
            ),
            ["fact_in_the_future"] * 4,
        ),
        (
            HOLDER_FACTS.model_copy(
                update={"has_my_number_card": None, "my_number_card": MyNumberCardFacts(valid_until=STAY_END)}
            ),
            ["two_my_number_functions"],
        ),
        (
            ENGINEER_FACTS.model_copy(update={"stay_until": date(2026, 10, 30)}),
            ["card_outlives_stay"],
        ),
        (
            ENGINEER_FACTS.model_copy(update={"status": StatusOfResidence.find("短期滞在")}),
            ["status_without_card"],
        ),
        (
            Facts(
                born=BORN,
                pending=PendingFacts(
                    procedure=ProcedureKind.EXCHANGE, filed_on=date(2026, 6, 13), specified_card=True
                ),
            ),
            ["no_specified_card_yet"],
        ),
    ],
)
def test_contradictions_are_all_told(facts: Facts, codes: list[str]) -> None:
    with pytest.raises(FactsError) as caught:
        Situation.of(facts, on=TODAY)
    found: Any = caught.value.contradictions
    assert [reason.code for reason in found] == codes
    assert caught.value.missing == ()
    assert caught.value.text("ja") != caught.value.text("en")


def test_an_expired_separate_card_may_lie_beside_a_specified_one() -> None:
    separate = MyNumberCardFacts(valid_until=date(2026, 7, 31))
    facts = HOLDER_FACTS.model_copy(update={"has_my_number_card": None, "my_number_card": separate})
    now = Situation.of(facts, on=TODAY)
    assert (now.separate_card.state, now.my_number.carrier) == (SeparateCardState.HELD, Carrier.ON_CARD)


EXPIRED = MyNumberCardFacts(
    valid_until=date(2026, 6, 20),
    made_on=date(2021, 6, 20),
    signing_certificate_until=date(2026, 6, 20),
    authentication_certificate_until=date(2026, 6, 20),
)


@pytest.mark.parametrize("expired", [EXPIRED, MyNumberCardFacts(valid_until=date(2026, 8, 31))])
def test_an_expired_separate_card_survives_the_way_back_to_facts(expired: MyNumberCardFacts) -> None:
    facts = HOLDER_FACTS.model_copy(update={"has_my_number_card": None, "my_number_card": expired})
    now = Situation.of(facts, on=TODAY)
    said = now.facts().my_number_card
    assert said is not None
    assert (said.valid_until, said.made_on) == (expired.valid_until, expired.made_on)
    assert Situation.of(now.facts(), on=TODAY) == now
    assert from_json(to_json(now)) == now
    # Its certificates say nothing of those on the specified card.
    assert now.signing.state is now.authentication.state is CertificateState.UNKNOWN


def test_a_second_function_of_which_no_end_is_known_is_refused_at_once() -> None:
    for update in (
        {"has_my_number_card": True},
        {"has_my_number_card": True, "my_number_card": MyNumberCardFacts()},
        {"has_my_number_card": None, "my_number_card": MyNumberCardFacts(valid_until=TODAY)},
    ):
        with pytest.raises(FactsError) as caught:
            Situation.of(HOLDER_FACTS.model_copy(update=update), on=TODAY)
        (reason,) = caught.value.contradictions
        assert isinstance(reason, Reason)
        assert reason.code == "two_my_number_functions"


def test_no_specified_card_before_its_first_day() -> None:
    with pytest.raises(FactsError, match="before 2026-06-14"):
        Situation.of(
            HOLDER_FACTS.model_copy(update={"card": None}).model_copy(
                update={"card": CardFacts(kind=CardKind.SPECIFIED_RESIDENCE_CARD)}
            ),
            on=date(2026, 6, 13),
        )


def test_a_card_given_in_the_special_period_ends_with_it() -> None:
    given = date(2026, 11, 5)
    card = CardFacts(kind=CardKind.RESIDENCE_CARD, issued_on=given, valid_until=date(2026, 12, 31))
    pending = PendingFacts(procedure=ProcedureKind.EXTENSION_OF_STAY, filed_on=TODAY, specified_card=False)
    facts = Facts(born=BORN, status=ENGINEER, stay_until=STAY_END, card=card, pending=pending)
    now = Situation.of(facts, on=given)
    assert (now.residence.state, now.residence.until) == (FunctionState.EXTENDED_SPECIAL, date(2026, 12, 31))
    assert now.facts().card == card.model_copy(update={"form": CardForm.FORM_2026})
    # Without its last day nobody can tell; it is not that of the stay.
    silent = facts.model_copy(update={"card": card.model_copy(update={"valid_until": None})})
    assert Situation.of(silent, on=given).residence.state is FunctionState.UNKNOWN


# Events are made of what they say.


def test_events_refuse_what_is_not_of_their_fields() -> None:
    for make in (
        lambda: FileExtension(on="2026-09-01", channel=Channel.COUNTER),  # type: ignore[arg-type]
        lambda: FileExtension(on=TODAY, channel="counter"),  # type: ignore[arg-type]
        lambda: FILE.at(specified_card="yes"),
        lambda: FileChange(on=TODAY, channel=Channel.COUNTER, target="engineer"),  # type: ignore[arg-type]
        lambda: DecidePermission(on=TODAY, stay_until=None, months=True),
        lambda: DecidePermission(on=TODAY, stay_until=None, months=-5),
        lambda: DecidePermission(on=TODAY, stay_until=None, months=0),
        lambda: DecidePermission(on=TODAY, stay_until=None, months=10**5000),
        lambda: DecidePermission(on=TODAY, stay_until=None).at(months=120_000),
        lambda: ExtendMyNumber(on=TODAY, to=Channel.COUNTER),  # type: ignore[arg-type]
        lambda: ReceiveCard(on=TODAY, my_number_card_returned=1),  # type: ignore[arg-type]
    ):
        with pytest.raises(FactsError, match="not of their type or range") as caught:
            make()
        assert caught.value.text("ja") != str(caught.value)


def test_an_event_has_only_its_own_fields() -> None:
    with pytest.raises(FactsError) as caught:
        FILE.at(typo=1)
    (reason,) = caught.value.contradictions
    assert isinstance(reason, Reason)
    assert reason.code == "event_without_fields"
    assert "channel" in str(caught.value)
    assert "typo" not in str(caught.value)


class DayOfAnotherLibrary(date):
    """A date such as those of libraries that stop the clock."""


def test_dates_of_other_libraries_are_dates() -> None:
    today: date = DayOfAnotherLibrary(2026, 9, 1)
    assert FILE.at(on=today) == FILE
    assert type(FILE.at(on=today).on) is date
    assert DecidePermission(on=today, stay_until=today).stay_until == TODAY


def test_moments_of_events_are_days_in_japan() -> None:
    moment = datetime(2026, 8, 31, 15, tzinfo=UTC)
    assert FILE.at(on=moment) == FILE
    decided = DecidePermission(on=moment, stay_until=datetime(2027, 8, 31, 14, 59, tzinfo=UTC))
    assert (decided.on, decided.stay_until) == (TODAY, date(2027, 8, 31))
    with pytest.raises(NaiveDatetimeError):
        FILE.at(on=datetime(2026, 9, 1))  # noqa: DTZ001 - naive on purpose
    assert FILE.at(on=moment).text("en") == "application for an extension of stay on 2026-09-01"


def test_a_table_that_ends_is_a_reason_too() -> None:
    error = OutOfTableError("closed_days", date(2031, 1, 1), date(2012, 1, 1), date(2030, 12, 31))
    reason = _no_answer(error)
    assert reason.code == "out_of_table"
    assert "2031-01-01" in reason.text("en")
    assert "2031年1月1日" in reason.text("ja")
