"""Whole lives, step by step, with days counted by hand from the law."""

from __future__ import annotations

from datetime import date

import pytest

from tests.lifecycle.lives import (
    ENGINEER,
    ENGINEER_FACTS,
    FILE,
    GRANTED,
    SPECIAL_END,
    STAY_END,
    T1,
    TODAY,
    after,
    engineer,
    holder,
    live,
    making,
)
from tests.lifecycle.traced import DELIVERED, LATE, codes, kinds
from tokutei.errors import FactsError
from tokutei.law import Evidence
from tokutei.lifecycle import (
    DecidePermission,
    DutyKind,
    EventKind,
    ExtendMyNumber,
    FileExtension,
    GiveBackMyNumber,
    Obligation,
    ReceiveCard,
    ReturnCard,
    Situation,
    SpecialPeriod,
    Urgency,
    advance,
    apply,
    duties,
    judge,
)
from tokutei.lifecycle.states import (
    ApplicationState,
    Carrier,
    CertificateState,
    FunctionState,
    HeldCardState,
    LapseCause,
    MainState,
    MyNumberState,
    SeparateCardState,
    SpecialPeriodState,
    StayState,
)
from tokutei.models import CardFacts, Facts, MyNumberCardFacts
from tokutei.rules import CURRENT, fees
from tokutei.vocabulary import CardForm, CardKind, Channel, ProcedureKind, Route, StatusOfResidence, Window

# T1: an engineer, an extension on paper with a specified card, delivered in the special period.


def test_t1_delivered_in_the_special_period() -> None:
    situation = engineer()
    trace = live(situation, *T1)
    filed, notified, decided, made, confirmed, delivered = (one.after for one in trace)

    assert (filed.main.state, filed.main.procedure, filed.main.target) == (
        MainState.FILED,
        ProcedureKind.EXTENSION_OF_STAY,
        ENGINEER,
    )
    assert (filed.application.state, filed.application.route) == (ApplicationState.FILED, Route.BUREAU_STATUS)
    assert filed.obligations == (Obligation(DutyKind.SEPARATE_CARD_BY_DELIVERY, TODAY),)
    assert notified.application.state is ApplicationState.NOTIFIED

    # The stay ended on 2026-10-31; two months from the day after end on 2026-12-31.
    assert decided.special_period == SpecialPeriod(SpecialPeriodState.RUNNING, SPECIAL_END)
    assert (decided.residence.state, decided.residence.until) == (FunctionState.EXTENDED_SPECIAL, SPECIAL_END)
    assert (decided.my_number.state, decided.my_number.lapsed_on, decided.my_number.cause) == (
        MyNumberState.LAPSED,
        date(2026, 11, 1),
        LapseCause.EXPIRED,
    )
    for certificate in (decided.signing, decided.authentication):
        assert (certificate.state, certificate.lapsed_on) == (CertificateState.LAPSED, date(2026, 11, 1))
    assert Obligation(DutyKind.EXPIRED_SEPARATE_CARD, STAY_END) in decided.obligations

    # A decision alone changes nothing; the permission has effect on the day of delivery and not before.
    for before in (filed, notified, decided, made, confirmed):
        assert (before.stay.status, before.stay.until) == (ENGINEER, STAY_END)
        assert before.main.state is not MainState.EFFECTIVE
    assert made.application.state is ApplicationState.MADE
    assert confirmed.application.state is ApplicationState.CONFIRMED

    assert (delivered.stay.state, delivered.stay.until) == (StayState.MID_LONG, GRANTED)
    assert delivered.special_period == SpecialPeriod()
    assert delivered.main.state is MainState.EFFECTIVE
    assert delivered.application.state is ApplicationState.DELIVERED
    card = delivered.card
    assert (card.state, card.kind, card.form) == (
        HeldCardState.HELD,
        CardKind.SPECIFIED_RESIDENCE_CARD,
        CardForm.FORM_2026,
    )
    assert (card.issued_on, card.had_specified) == (DELIVERED, True)
    assert (delivered.residence.state, delivered.residence.until) == (FunctionState.VALID, GRANTED)
    assert delivered.residence.cause is None
    assert (delivered.my_number.state, delivered.my_number.until) == (MyNumberState.VALID, GRANTED)
    assert delivered.my_number.carrier is Carrier.ON_CARD
    # The fifth birthday after issue is 2031-05-02, later than the card.
    assert (delivered.signing.state, delivered.signing.until) == (CertificateState.VALID, GRANTED)
    assert delivered.authentication.until == GRANTED
    assert delivered.separate_card.state is SeparateCardState.RETURNED
    # The separate card is back; the old residence card is owed at once.
    assert delivered.obligations == (Obligation(DutyKind.REPLACED_CARD, DELIVERED),)
    assert set(trace[-1].discharged) == {
        Obligation(DutyKind.SEPARATE_CARD_BY_DELIVERY, TODAY),
        Obligation(DutyKind.EXPIRED_SEPARATE_CARD, STAY_END),
    }
    (duty,) = duties(delivered, on=DELIVERED)
    assert (duty.urgency, duty.due_on, duty.window) == (Urgency.AT_ONCE, None, Window.BUREAU)
    returned = after(delivered, ReturnCard(on=DELIVERED))
    assert (returned.card, returned.obligations) == (delivered.card, ())


def test_t1_costs_the_permission_only() -> None:
    filed = apply(engineer(), FILE).after
    fee = fees.fee_due(
        ProcedureKind.EXTENSION_OF_STAY,
        channel=Channel.COUNTER,
        accepted_on=TODAY,
        specified=True,
        held_card_issued_on=date(2023, 10, 20),
        had_specified_card=filed.card.had_specified is True,
    )
    assert filed.card.had_specified is False
    assert fee.value == 6000


def test_t1_steps_cite_what_they_rest_on() -> None:
    trace = live(engineer(), *T1)
    said = {cite.text("en") for one in trace for cite in one.basis}
    for provision in (
        "Immigration Act art. 19-15-2(1)",
        "Immigration Act art. 20(6)",
        "Immigration Act art. 19-5(2)",
        "My Number Act art. 18-5(4)",
        "My Number Act art. 18-5(8), first sentence",
        "Immigration Act art. 19-15-2(5)",
    ):
        assert provision in said
    assert trace[-1].evidence is Evidence.OFFICIAL
    clock = [step.event.kind for step in trace[2].steps]
    assert clock == [
        *[EventKind.STAY_END_PASSED] * 3,
        *[EventKind.MY_NUMBER_END_PASSED] * 3,
        EventKind.DECIDE_PERMISSION,
    ]


def test_t1_delivered_before_the_stay_ends() -> None:
    days = (date(2026, 9, 8), date(2026, 10, 5), date(2026, 10, 8), date(2026, 10, 14))
    delivered = after(
        engineer(), FILE, *making(*days), ReceiveCard(on=STAY_END, my_number_card_returned=True)
    )
    assert (delivered.stay.until, delivered.residence.until, delivered.my_number.until) == (GRANTED,) * 3
    assert delivered.special_period == SpecialPeriod()
    # The separate card was valid to the end and ended by its return.
    assert delivered.separate_card.state is SeparateCardState.RETURNED
    assert kinds(delivered) == [DutyKind.REPLACED_CARD]
    passed = advance(delivered, to=date(2026, 11, 1))
    assert passed.steps == ()


def test_t1_delivery_missed() -> None:
    confirmed = after(engineer(), *T1[:-1])
    passed = advance(confirmed, to=date(2027, 1, 1)).after
    assert (passed.stay.state, passed.stay.until) == (StayState.NONE, STAY_END)
    assert passed.special_period == SpecialPeriod()
    assert (passed.residence.state, passed.residence.lapsed_on, passed.residence.cause) == (
        FunctionState.LAPSED,
        date(2027, 1, 1),
        LapseCause.STAY_ENDED,
    )
    assert passed.my_number.state is MyNumberState.LAPSED
    # Fourteen days counted from the last day, 2026-12-31: Thursday 2027-01-14.
    assert Obligation(DutyKind.LAPSED_CARD, SPECIAL_END) in passed.obligations
    found = {duty.kind: duty for duty in duties(passed, on=date(2027, 1, 14))}
    assert found[DutyKind.LAPSED_CARD].due_on == date(2027, 1, 14)
    assert not found[DutyKind.LAPSED_CARD].overdue
    late = {duty.kind: duty for duty in duties(passed, on=date(2027, 1, 15))}
    assert late[DutyKind.LAPSED_CARD].overdue
    assert "overdue" in late[DutyKind.LAPSED_CARD].text("en")
    assert "期限経過" in late[DutyKind.LAPSED_CARD].text("ja")
    refused = judge(passed, ReceiveCard(on=date(2027, 1, 5), my_number_card_returned=True))
    assert codes(refused) == ["stay_ended"]
    returned = after(passed, ReturnCard(on=date(2027, 1, 12)))
    assert returned.card.state is HeldCardState.RETURNED
    assert DutyKind.LAPSED_CARD not in kinds(returned)


def test_nothing_filed_the_stay_ends() -> None:
    assert advance(engineer(), to=STAY_END).after.stay.state is StayState.MID_LONG
    passed = advance(engineer(), to=date(2026, 11, 1)).after
    assert passed.stay.state is StayState.NONE
    assert (passed.residence.state, passed.residence.cause) == (FunctionState.LAPSED, LapseCause.STAY_ENDED)
    assert passed.my_number.cause is LapseCause.EXPIRED
    assert set(passed.obligations) == {
        Obligation(DutyKind.LAPSED_CARD, STAY_END),
        Obligation(DutyKind.EXPIRED_SEPARATE_CARD, STAY_END),
    }
    # 2026-11-14 is a Saturday: the last day moves to Monday.
    (dated,) = [duty for duty in duties(passed, on=date(2026, 11, 1)) if duty.due_on]
    assert dated.due_on == date(2026, 11, 16)


def test_filed_on_the_last_day_is_in_time_and_a_day_later_is_not() -> None:
    in_time = apply(engineer(), FILE.at(on=STAY_END)).after
    assert advance(in_time, to=date(2026, 11, 1)).after.special_period.until == SPECIAL_END
    # The last day was a Saturday, the next open one is the Monday; then it is over for good.
    assert codes(judge(engineer(), FILE.at(on=date(2026, 11, 1)))) == ["stay_ended_on_closed_day"]
    assert codes(judge(engineer(), FILE.at(on=date(2026, 11, 4)))) == ["stay_ended"]


# The My Number function in the special period: MN21 for the separate card, MN1 for the specified one.


def test_a_separate_card_extended_in_time() -> None:
    extended = after(engineer(), FILE, ExtendMyNumber(on=date(2026, 10, 1), to=Window.MUNICIPALITY))
    assert (extended.my_number.state, extended.my_number.until) == (
        MyNumberState.EXTENDED,
        SPECIAL_END,
    )
    assert str(extended.my_number) == "valid until 2026-12-31 (special period)"
    in_special = advance(extended, to=date(2026, 11, 1)).after
    assert in_special.my_number.state is MyNumberState.EXTENDED
    # Each certificate keeps the day that was written into it.
    assert in_special.signing.cause is LapseCause.EXPIRED
    over = advance(extended, to=date(2027, 1, 1)).after
    assert (over.my_number.state, over.my_number.lapsed_on) == (MyNumberState.LAPSED, date(2027, 1, 1))
    assert Obligation(DutyKind.EXPIRED_SEPARATE_CARD, SPECIAL_END) in over.obligations


def test_an_extension_never_goes_beyond_the_birthday() -> None:
    # Made at the age of ten: the fifth birthday after making is 2026-12-10, before the special period ends.
    pupil = Facts(
        born=date(2011, 12, 10),
        municipality="131016",
        status=StatusOfResidence.find("家族滞在"),
        stay_until=STAY_END,
        card=CardFacts(issued_on=date(2023, 10, 20), valid_until=STAY_END),
        my_number_card=MyNumberCardFacts(valid_until=STAY_END, made_on=date(2022, 1, 4)),
    )
    filed = FileExtension(on=TODAY, channel=Channel.ONLINE)
    extend = ExtendMyNumber(on=date(2026, 10, 1), to=Window.MUNICIPALITY)
    extended = after(Situation.of(pupil, on=TODAY), filed, extend)
    assert extended.my_number.until == date(2026, 12, 10)


def test_without_the_day_of_making_an_extension_cannot_be_told() -> None:
    facts = ENGINEER_FACTS.model_copy(update={"my_number_card": MyNumberCardFacts(valid_until=STAY_END)})
    filed = apply(Situation.of(facts, on=TODAY), FILE).after
    extend = ExtendMyNumber(on=TODAY, to=Window.MUNICIPALITY)
    assert judge(filed, extend).missing == ("made_on",)
    with pytest.raises(FactsError) as caught:
        apply(filed, extend)
    assert caught.value.missing == ("made_on",)


def test_a_specified_card_extended_in_time_and_replaced() -> None:
    extend = ExtendMyNumber(on=STAY_END, to=Window.MUNICIPALITY)
    extended = after(holder(), FILE, extend)
    assert (extended.my_number.state, extended.my_number.until) == (
        MyNumberState.EXTENDED,
        SPECIAL_END,
    )
    in_special = advance(extended, to=date(2026, 11, 1)).after
    assert in_special.residence.until == in_special.my_number.until == SPECIAL_END
    delivered = after(extended, *LATE, ReceiveCard(on=DELIVERED))
    assert (delivered.my_number.state, delivered.my_number.until) == (MyNumberState.VALID, GRANTED)
    assert delivered.card.kind is CardKind.SPECIFIED_RESIDENCE_CARD


def test_a_specified_card_not_extended_is_owed_back_by_one_reading_only() -> None:
    for book, owed in ((CURRENT, [DutyKind.EXPIRED_MY_NUMBER]), (CURRENT.reading(Q3="no_duty"), [])):
        filed = apply(holder(book=book), FILE, book=book).after
        passed = advance(filed, to=date(2026, 11, 1), book=book).after
        assert passed.my_number.state is MyNumberState.LAPSED
        assert passed.residence.state is FunctionState.EXTENDED_SPECIAL
        assert kinds(passed) == owed
        for duty in duties(passed, on=date(2026, 11, 1), book=book):
            assert (duty.urgency, duty.window) == (Urgency.WITHOUT_DELAY, Window.BUREAU)
            assert [question.key for question in duty.open_questions] == ["Q3"]
        delivered = after(passed, *LATE, ReceiveCard(on=DELIVERED), book=book)
        assert kinds(delivered) == [DutyKind.REPLACED_CARD]


def test_a_specified_card_dies_with_an_extension_without_one() -> None:
    trace = live(
        holder(),
        FILE.at(specified_card=False, certificates=None),
        DecidePermission(on=date(2026, 10, 5), stay_until=GRANTED),
        ReceiveCard(on=date(2026, 10, 20)),
    )
    delivered = trace[-1].after
    assert delivered.card.kind is CardKind.RESIDENCE_CARD
    assert delivered.card.had_specified is True
    assert (delivered.residence.state, delivered.residence.until) == (FunctionState.VALID, GRANTED)
    assert (delivered.my_number.state, delivered.my_number.lapsed_on, delivered.my_number.cause) == (
        MyNumberState.LAPSED,
        date(2026, 10, 20),
        LapseCause.WITH_RESIDENCE,
    )
    assert delivered.signing.state is CertificateState.LAPSED
    assert delivered.separate_card.state is SeparateCardState.NONE


def test_a_specified_card_ends_whole_when_nothing_was_filed() -> None:
    passed = advance(holder(), to=date(2026, 11, 1)).after
    assert passed.residence.state is FunctionState.LAPSED
    assert passed.my_number.state is MyNumberState.LAPSED
    assert passed.my_number.cause is LapseCause.WITH_RESIDENCE
    assert kinds(passed) == [DutyKind.LAPSED_CARD]


# T6: the holder of a specified card changes their mind.


def test_t6_given_back_at_the_bureau() -> None:
    delivered = after(engineer(), *T1, ReturnCard(on=DELIVERED))
    back = date(2027, 1, 12)
    given = apply(delivered, GiveBackMyNumber(on=back, to=Window.BUREAU)).after
    assert (given.card.state, given.card.kind, given.card.issued_on) == (
        HeldCardState.HELD,
        CardKind.RESIDENCE_CARD,
        back,
    )
    assert given.card.had_specified is True
    assert (given.residence.state, given.residence.until) == (FunctionState.VALID, GRANTED)
    assert (given.my_number.state, given.my_number.lapsed_on, given.my_number.cause) == (
        MyNumberState.LAPSED,
        back,
        LapseCause.RETURNED,
    )
    for certificate in (given.signing, given.authentication):
        assert (certificate.state, certificate.cause) == (CertificateState.LAPSED, LapseCause.WITH_MY_NUMBER)
    assert given.separate_card.state is SeparateCardState.RETURNED
    assert (given.stay, given.obligations) == (delivered.stay, ())
    again = judge(given, GiveBackMyNumber(on=back, to=Window.BUREAU))
    assert codes(again) == ["no_specified_card"]


def test_given_back_in_the_special_period_the_new_card_follows_it() -> None:
    filed = apply(holder(), FILE).after
    given = after(filed, GiveBackMyNumber(on=date(2026, 11, 5), to=Window.BUREAU))
    assert given.card.kind is CardKind.RESIDENCE_CARD
    assert (given.residence.state, given.residence.until) == (FunctionState.EXTENDED_SPECIAL, SPECIAL_END)
    assert DutyKind.EXPIRED_MY_NUMBER not in kinds(given)
