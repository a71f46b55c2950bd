"""Whole lives, step by step, with days counted by hand from the law."""

from __future__ import annotations

from datetime import date

import pytest

from tests.lifecycle.lives import (
    BORN,
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
from tokutei.errors import FactsError, TransitionRefused
from tokutei.law import Evidence, Judgement
from tokutei.lifecycle import (
    AskExchange,
    ConfirmCard,
    DecidePermission,
    DutyKind,
    Event,
    EventKind,
    ExtendMyNumber,
    FileChange,
    FileExtension,
    FilePermanentResidence,
    FileReissue,
    GiveBackMyNumber,
    MakeCard,
    NotifyItemChange,
    NotifyJlis,
    Obligation,
    ReceiveCard,
    ReportLoss,
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
    SeparateCardState,
    SpecialPeriodState,
    StayState,
)
from tokutei.models import UNKNOWN, CardFacts, Facts, MyNumberCardFacts
from tokutei.rules import CURRENT, Rulebook, fees, routes, special_period
from tokutei.vocabulary import CardForm, CardKind, Channel, ProcedureKind, Route, StatusOfResidence, Window

DELIVERED = date(2026, 11, 20)
LATE = making(date(2026, 11, 4), date(2026, 11, 10), date(2026, 11, 12), date(2026, 11, 16))


def codes(judgement: Judgement) -> list[str]:
    return [reason.code for reason in judgement.reasons]


def kinds(situation: Situation) -> list[DutyKind]:
    return [obligation.kind for obligation in situation.obligations]


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
        FunctionState.LAPSED,
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
    assert (delivered.my_number.state, delivered.my_number.until) == (FunctionState.VALID, GRANTED)
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
        "My Number Act art. 18-5(8)",
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
    assert passed.my_number.state is FunctionState.LAPSED
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
    assert returned.card.state is HeldCardState.NONE
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
    assert codes(judge(engineer(), FILE.at(on=date(2026, 11, 1)))) == ["stay_ended"]


# The My Number function in the special period: MN21 for the separate card, MN1 for the specified one.


def test_a_separate_card_extended_in_time() -> None:
    extended = after(engineer(), FILE, ExtendMyNumber(on=date(2026, 10, 1), to=Window.MUNICIPALITY))
    assert (extended.my_number.state, extended.my_number.until) == (
        FunctionState.EXTENDED_SPECIAL,
        SPECIAL_END,
    )
    assert str(extended.my_number) == "valid until 2026-12-31 (special period)"
    in_special = advance(extended, to=date(2026, 11, 1)).after
    assert in_special.my_number.state is FunctionState.EXTENDED_SPECIAL
    # Each certificate keeps the day that was written into it.
    assert in_special.signing.cause is LapseCause.EXPIRED
    over = advance(extended, to=date(2027, 1, 1)).after
    assert (over.my_number.state, over.my_number.lapsed_on) == (FunctionState.LAPSED, date(2027, 1, 1))
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
    with pytest.raises(FactsError, match="made_on"):
        apply(filed, extend)


def test_a_specified_card_extended_in_time_and_replaced() -> None:
    extend = ExtendMyNumber(on=STAY_END, to=Window.MUNICIPALITY)
    extended = after(holder(), FILE, extend)
    assert (extended.my_number.state, extended.my_number.until) == (
        FunctionState.EXTENDED_SPECIAL,
        SPECIAL_END,
    )
    in_special = advance(extended, to=date(2026, 11, 1)).after
    assert in_special.residence.until == in_special.my_number.until == SPECIAL_END
    delivered = after(extended, *LATE, ReceiveCard(on=DELIVERED))
    assert (delivered.my_number.state, delivered.my_number.until) == (FunctionState.VALID, GRANTED)
    assert delivered.card.kind is CardKind.SPECIFIED_RESIDENCE_CARD


def test_a_specified_card_not_extended_is_owed_back_by_one_reading_only() -> None:
    for book, owed in ((CURRENT, [DutyKind.EXPIRED_MY_NUMBER]), (CURRENT.reading(Q3="no_duty"), [])):
        filed = apply(holder(book=book), FILE, book=book).after
        passed = advance(filed, to=date(2026, 11, 1), book=book).after
        assert passed.my_number.state is FunctionState.LAPSED
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
        FunctionState.LAPSED,
        date(2026, 10, 20),
        LapseCause.WITH_RESIDENCE,
    )
    assert delivered.signing.state is CertificateState.LAPSED
    assert delivered.separate_card.state is SeparateCardState.NONE


def test_a_specified_card_ends_whole_when_nothing_was_filed() -> None:
    passed = advance(holder(), to=date(2026, 11, 1)).after
    assert passed.residence.state is passed.my_number.state is FunctionState.LAPSED
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
        FunctionState.LAPSED,
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


# Other procedures.


def test_permanent_residence_with_a_specified_card() -> None:
    file = FilePermanentResidence(on=TODAY, channel=Channel.COUNTER, specified_card=True, certificates=True)
    granted = DecidePermission(on=date(2026, 10, 5), stay_until=None)
    delivered = after(
        engineer(),
        file,
        NotifyJlis(on=date(2026, 9, 8)),
        granted,
        MakeCard(on=date(2026, 10, 8)),
        ConfirmCard(on=date(2026, 10, 13)),
        ReceiveCard(on=date(2026, 10, 20), my_number_card_returned=True),
    )
    assert (delivered.stay.status, delivered.stay.until) == (StatusOfResidence.PERMANENT_RESIDENT, None)
    # With a status procedure the count starts on the day of issue; 2036-05-02 is the tenth birthday from it.
    assert delivered.residence.until == delivered.my_number.until == date(2036, 5, 2)
    # The fifth birthday from 2026-10-20; those that it replaces end on 2026-10-31 and count one more.
    assert delivered.signing.until == delivered.authentication.until == date(2032, 5, 2)
    expired = advance(delivered, to=date(2032, 5, 3)).after
    assert expired.signing.cause is expired.authentication.cause is LapseCause.EXPIRED
    assert expired.my_number.state is FunctionState.VALID
    lapsed = advance(delivered, to=date(2036, 5, 3)).after
    assert lapsed.stay.state is StayState.MID_LONG
    assert lapsed.residence.cause is LapseCause.EXPIRED
    assert lapsed.my_number.cause is LapseCause.WITH_RESIDENCE


def test_an_application_for_permanent_residence_brings_no_special_period() -> None:
    filed = apply(engineer(), FilePermanentResidence(on=TODAY, channel=Channel.COUNTER)).after
    assert advance(filed, to=date(2026, 11, 1)).after.stay.state is StayState.NONE
    outcome = apply(engineer(), FilePermanentResidence(on=TODAY, channel=Channel.COUNTER))
    (warned,) = outcome.warnings
    assert warned.code == "permanent_residence_brings_no_special_period"
    assert all("2026" in warned.text(lang) for lang in ("ja", "en"))


def test_a_change_of_status_brings_the_status_asked_for() -> None:
    target = StatusOfResidence.find("経営・管理")
    delivered = after(
        engineer(),
        FileChange(on=TODAY, channel=Channel.ONLINE, target=target),
        DecidePermission(on=date(2026, 10, 5), stay_until=date(2027, 10, 20), months=12),
        ReceiveCard(on=date(2026, 10, 20)),
    )
    assert (delivered.stay.status, delivered.stay.until) == (target, date(2027, 10, 20))
    assert delivered.main.granted_months == 12
    # A separate card is not touched: its end is not the new one by itself.
    assert delivered.my_number.until == STAY_END
    assert advance(delivered, to=date(2026, 11, 1)).after.my_number.state is FunctionState.LAPSED


def exchange(on: date) -> list[Event]:
    day = on.replace
    return [
        AskExchange(on=on, channel=Channel.COUNTER, specified_card=True, certificates=False),
        NotifyJlis(on=day(day=on.day + 3)),
        MakeCard(on=day(day=on.day + 5)),
        ConfirmCard(on=day(day=on.day + 9)),
        ReceiveCard(on=day(day=on.day + 19), my_number_card_returned=True),
    ]


def test_route_b1_needs_no_decision() -> None:
    filed, *_, delivered = (one.after for one in live(engineer(), *exchange(TODAY)))
    assert filed.application.route is Route.BUREAU_CARD
    assert (delivered.card.kind, delivered.main.state) == (
        CardKind.SPECIFIED_RESIDENCE_CARD,
        MainState.EFFECTIVE,
    )
    # The stay is what it was, and so is the end of the card.
    assert delivered.stay == filed.stay
    assert delivered.residence.until == delivered.my_number.until == STAY_END
    assert delivered.signing.state is CertificateState.ABSENT
    fee = fees.fee_due(
        ProcedureKind.EXCHANGE,
        channel=Channel.COUNTER,
        accepted_on=TODAY,
        specified=True,
        held_card_issued_on=date(2023, 10, 20),
        had_specified_card=False,
    )
    assert fee.value == 0


def test_route_b1_counts_birthdays_from_the_filing() -> None:
    resident = Facts(
        born=BORN,
        municipality="131016",
        status=StatusOfResidence.PERMANENT_RESIDENT,
        card=CardFacts(issued_on=date(2023, 6, 1), valid_until=date(2030, 6, 1)),
        has_my_number_card=False,
    )
    filed_on = date(2027, 5, 1)
    delivered = after(Situation.of(resident, on=TODAY), *exchange(filed_on))
    # From 2027-05-01 the tenth birthday is 2036-05-02; from the issue on 05-20 it would be a year later.
    assert delivered.residence.until == delivered.my_number.until == date(2036, 5, 2)


def test_loss_then_reissue_then_exchange_on_the_same_day() -> None:
    known = date(2026, 9, 8)
    lost = apply(engineer(), ReportLoss(on=known)).after
    assert (lost.card.state, lost.residence.state) == (HeldCardState.LOST, FunctionState.VALID)
    # Fourteen days end on 2026-09-22, between two holidays: closed; the 23rd is one; the 24th is open.
    (duty,) = duties(lost, on=known)
    assert (duty.kind, duty.due_on) == (DutyKind.REISSUE, date(2026, 9, 24))
    filed = apply(lost, FileReissue(on=date(2026, 9, 10), channel=Channel.COUNTER)).after
    assert filed.obligations == ()
    day = date(2026, 9, 15)
    reissued = apply(filed, ReceiveCard(on=day)).after
    assert (reissued.card.state, reissued.card.kind) == (HeldCardState.HELD, CardKind.RESIDENCE_CARD)
    assert (reissued.residence.until, reissued.my_number.until) == (STAY_END, STAY_END)
    assert reissued.obligations == ()
    asked = AskExchange(on=day, channel=Channel.COUNTER, specified_card=True)
    made = after(
        reissued,
        asked,
        NotifyJlis(on=day),
        MakeCard(on=date(2026, 9, 28)),
        ConfirmCard(on=date(2026, 9, 30)),
        ReceiveCard(on=date(2026, 10, 6), my_number_card_returned=True),
    )
    assert made.card.kind is CardKind.SPECIFIED_RESIDENCE_CARD
    # Whether certificates were asked for was never said.
    assert made.signing.state is made.authentication.state is CertificateState.UNKNOWN


def test_a_loss_known_while_an_extension_is_pending_ends_with_the_new_card() -> None:
    lost = after(engineer(), *T1[:2], ReportLoss(on=date(2026, 9, 20)))
    assert DutyKind.REISSUE in kinds(lost)
    delivered = after(lost, *T1[2:])
    assert kinds(delivered) == []


def test_a_lost_card_that_had_lapsed_is_not_reissued() -> None:
    passed = advance(engineer(), to=date(2026, 11, 1)).after
    lost = apply(passed, ReportLoss(on=date(2026, 11, 5))).after
    assert lost.card.state is HeldCardState.LOST
    assert DutyKind.REISSUE not in kinds(lost)


def test_a_changed_name_brings_a_new_card() -> None:
    notice = NotifyItemChange(on=TODAY, channel=Channel.COUNTER)
    delivered = after(engineer(), notice, ReceiveCard(on=date(2026, 9, 8)))
    assert (delivered.card.form, delivered.card.issued_on) == (CardForm.FORM_2026, date(2026, 9, 8))
    assert (delivered.stay, delivered.residence.until) == (engineer().stay, STAY_END)
    assert kinds(delivered) == [DutyKind.REPLACED_CARD]


def test_an_expired_card_returned_is_replaced_all_the_same() -> None:
    resident = Facts(
        born=BORN,
        status=StatusOfResidence.PERMANENT_RESIDENT,
        card=CardFacts(issued_on=date(2019, 10, 20), valid_until=date(2026, 10, 20)),
        has_my_number_card=False,
        has_pending_application=False,
    )
    passed = advance(Situation.of(resident, on=TODAY), to=date(2026, 10, 21)).after
    assert (passed.stay.state, passed.residence.cause) == (StayState.MID_LONG, LapseCause.EXPIRED)
    (duty,) = duties(passed, on=date(2026, 10, 21))
    # 2026-11-03 is a holiday.
    assert (duty.kind, duty.due_on) == (DutyKind.LAPSED_CARD, date(2026, 11, 4))
    returned = apply(passed, ReturnCard(on=date(2026, 10, 23))).after
    assert returned.card.state is HeldCardState.NONE
    notice = NotifyItemChange(on=date(2026, 10, 23), channel=Channel.COUNTER)
    renewed = after(returned, notice, ReceiveCard(on=date(2026, 10, 30)))
    assert (renewed.card.state, renewed.card.kind) == (HeldCardState.HELD, CardKind.RESIDENCE_CARD)
    # The tenth birthday from 2026-10-30.
    assert (renewed.residence.state, renewed.residence.until) == (FunctionState.VALID, date(2036, 5, 2))


# The same lives under other law.


def reformed(rule: object, value: object) -> Rulebook:
    return CURRENT.reformed(rule, since=TODAY, value=value, reason="scenario of a test")  # type: ignore[arg-type]


def test_reform_the_my_number_function_follows_the_special_period() -> None:
    book = reformed(special_period.MY_NUMBER_FOLLOWS_SPECIAL_PERIOD, value=True)
    filed = apply(holder(book=book), FILE, book=book).after
    passed = advance(filed, to=date(2026, 11, 1), book=book).after
    assert (passed.my_number.state, passed.my_number.until) == (FunctionState.EXTENDED_SPECIAL, SPECIAL_END)
    assert kinds(passed) == []
    # A separate card follows its own rule.
    separate = advance(apply(engineer(), FILE, book=book).after, to=date(2026, 11, 1), book=book).after
    assert separate.my_number.state is FunctionState.LAPSED
    other = reformed(special_period.SEPARATE_CARD_FOLLOWS_SPECIAL_PERIOD, value=True)
    separate = advance(apply(engineer(), FILE, book=other).after, to=date(2026, 11, 1), book=other).after
    assert separate.my_number.until == SPECIAL_END


def test_reform_the_residence_card_does_not_follow() -> None:
    book = reformed(special_period.RESIDENCE_CARD_FOLLOWS_SPECIAL_PERIOD, value=False)
    passed = advance(apply(engineer(), FILE, book=book).after, to=date(2026, 11, 1), book=book).after
    assert passed.stay.state is StayState.MID_LONG
    assert (passed.residence.state, passed.residence.cause) == (FunctionState.LAPSED, LapseCause.EXPIRED)


def test_reform_specified_cards_online() -> None:
    book = reformed(routes.SPECIFIED_CARD_CHANNELS, value={Channel.COUNTER, Channel.ONLINE})
    wish = FILE.at(channel=Channel.ONLINE)
    assert codes(judge(engineer(), wish)) == ["appearance_required"]
    assert judge(engineer(), wish, book=book)
    filed = apply(engineer(), wish, book=book).after
    assert filed.main.channel is Channel.ONLINE
    # A procedure that is not open online stays closed.
    exchange_online = AskExchange(on=TODAY, channel=Channel.ONLINE, specified_card=True)
    assert codes(judge(engineer(), exchange_online, book=book)) == ["channel_not_open"]


def test_reform_three_months() -> None:
    book = reformed(special_period.SPECIAL_PERIOD_MONTHS, value=3)
    passed = advance(apply(engineer(), FILE, book=book).after, to=date(2027, 1, 31), book=book).after
    assert passed.residence.until == passed.special_period.until == date(2027, 1, 31)
    assert advance(passed, to=date(2027, 2, 1), book=book).after.stay.state is StayState.NONE


def test_reform_no_confirmation() -> None:
    book = reformed(routes.CONFIRMATION_NEEDED, value=False)
    made = after(engineer(), *T1[:4], book=book)
    receive = T1[-1]
    assert codes(judge(made, receive)) == ["not_confirmed"]
    delivered = apply(made, receive, book=book).after
    assert delivered.application.state is ApplicationState.DELIVERED
    assert delivered.my_number.until == GRANTED


def test_reform_the_card_is_made_without_waiting_for_the_decision() -> None:
    book = reformed(routes.MADE_ONLY_AFTER_DECISION, value=set())
    filed = after(engineer(), FILE, NotifyJlis(on=TODAY), book=book)
    make = MakeCard(on=date(2026, 9, 8))
    assert codes(judge(filed, make)) == ["not_decided"]
    assert judge(filed, make, book=book)
    assert apply(engineer(), FILE, book=book).open_questions == ()
    assert [question.key for question in apply(engineer(), FILE).open_questions] == ["Q4"]


def test_reform_the_municipality_takes_the_my_number_function_back() -> None:
    book = reformed(routes.MY_NUMBER_RETURN_WINDOW, value=Window.MUNICIPALITY)
    to_mayor = GiveBackMyNumber(on=TODAY, to=Window.MUNICIPALITY)
    assert codes(judge(holder(), to_mayor)) == ["return_to_the_bureau"]
    assert judge(holder(), to_mayor, book=book)
    assert not judge(holder(), to_mayor.at(to=Window.BUREAU), book=book)


def test_reform_the_separate_card_may_be_kept() -> None:
    book = reformed(routes.SEPARATE_CARD_GIVEN_BACK, value=False)
    trace = live(engineer(), *T1[:-1], ReceiveCard(on=DELIVERED, my_number_card_returned=False), book=book)
    assert trace[0].arisen == ()
    assert trace[-1].after.separate_card.state is SeparateCardState.HELD


def test_reform_an_exchange_brings_a_special_period() -> None:
    listed = {ProcedureKind.EXTENSION_OF_STAY, ProcedureKind.CHANGE_OF_STATUS, ProcedureKind.EXCHANGE}
    book = reformed(special_period.SPECIAL_PERIOD_PROCEDURES, value=listed)
    *made, receive = exchange(TODAY)
    waiting = after(engineer(book=book), *made, book=book)
    late = receive.at(on=date(2026, 11, 9))
    delivered = apply(waiting, late, book=book).after
    # A card given while a special period runs ends with it; its My Number function has ended already.
    assert (delivered.residence.state, delivered.residence.until) == (
        FunctionState.EXTENDED_SPECIAL,
        SPECIAL_END,
    )
    assert delivered.my_number.state is FunctionState.LAPSED
    assert delivered.special_period.state is SpecialPeriodState.RUNNING
    assert delivered.signing.state is CertificateState.LAPSED


def test_reading_q12_an_extension_after_expiry() -> None:
    book = CURRENT.reading(Q12="after_expiry")
    extend = ExtendMyNumber(on=date(2026, 11, 5), to=Window.MUNICIPALITY)
    for situation in (engineer(), holder()):
        filed = apply(situation, FILE).after
        assert codes(judge(filed, extend)) == ["my_number_lapsed"]
        outcome = apply(filed, extend, book=book)
        assert [question.key for question in outcome.open_questions] == ["Q12"]
        live_again = outcome.after.my_number
        assert (live_again.state, live_again.until) == (FunctionState.EXTENDED_SPECIAL, SPECIAL_END)
        assert (live_again.lapsed_on, live_again.cause) == (None, None)
        assert outcome.evidence is Evidence.INFERRED
        # What is valid again is not owed back for having expired; its certificates stay lapsed.
        owed = {DutyKind.EXPIRED_SEPARATE_CARD, DutyKind.EXPIRED_MY_NUMBER}
        assert not owed & set(kinds(outcome.after))
        assert outcome.after.signing.state is not CertificateState.VALID


def test_a_reform_after_the_day_changes_nothing_before_it() -> None:
    book = CURRENT.reformed(
        routes.SPECIFIED_CARD_CHANNELS, since=date(2027, 4, 1), value={Channel.ONLINE}, reason="later"
    )
    assert live(engineer(book=book), *T1, book=book) == live(engineer(), *T1)


def test_a_refused_filing_says_the_same_twice() -> None:
    wish = FILE.at(channel=Channel.ONLINE)
    judged = judge(engineer(), wish)
    with pytest.raises(TransitionRefused) as refused:
        apply(engineer(), wish)
    assert (refused.value.reasons, refused.value.instead) == (judged.reasons, judged.instead)
    assert refused.value.event is wish
    assert "2026年9月1日の在留期間更新許可申請" in refused.value.text("ja")
    assert apply(engineer(), FILE).after.card.had_specified is False
    assert UNKNOWN not in {engineer().card.form, engineer().card.kind}
