"""Procedures besides those of the traces, and the same lives under other law."""

from __future__ import annotations

from datetime import date

import pytest

from tests.lifecycle.lives import (
    BORN,
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
)
from tests.lifecycle.traced import DELIVERED, codes, kinds
from tokutei.errors import TransitionRefused
from tokutei.law import Evidence
from tokutei.lifecycle import (
    AskExchange,
    ConfirmCard,
    DecidePermission,
    DutyKind,
    Event,
    ExtendMyNumber,
    FileChange,
    FilePermanentResidence,
    FileReissue,
    GiveBackMyNumber,
    MakeCard,
    NotifyItemChange,
    NotifyJlis,
    ReceiveCard,
    ReportLoss,
    ReturnCard,
    Situation,
    advance,
    apply,
    duties,
    judge,
)
from tokutei.lifecycle.states import (
    ApplicationState,
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
from tokutei.models import UNKNOWN, CardFacts, Facts
from tokutei.rules import CURRENT, Rulebook, fees, routes, special_period
from tokutei.vocabulary import CardForm, CardKind, Channel, ProcedureKind, Route, StatusOfResidence, Window

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
    assert expired.my_number.state is MyNumberState.VALID
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
    assert advance(delivered, to=date(2026, 11, 1)).after.my_number.state is MyNumberState.LAPSED


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
    assert kinds(delivered) == [DutyKind.CHANGED_SEPARATE_CARD, DutyKind.REPLACED_CARD]


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
    assert returned.card.state is HeldCardState.RETURNED
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
    assert (passed.my_number.state, passed.my_number.until) == (MyNumberState.EXTENDED, SPECIAL_END)
    assert kinds(passed) == []
    # A separate card follows its own rule.
    separate = advance(apply(engineer(), FILE, book=book).after, to=date(2026, 11, 1), book=book).after
    assert separate.my_number.state is MyNumberState.LAPSED
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
    assert delivered.my_number.state is MyNumberState.LAPSED
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
        assert (live_again.state, live_again.until) == (MyNumberState.EXTENDED, SPECIAL_END)
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
