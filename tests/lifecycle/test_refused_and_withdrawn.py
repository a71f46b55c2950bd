"""What does not come to delivery: permissions refused, filings withdrawn, specified cards not given."""

from __future__ import annotations

from datetime import date

import pytest

from tests.lifecycle.lives import FILE, STAY_END, TODAY, after, engineer, holder, live
from tests.lifecycle.traced import codes, kinds
from tokutei.errors import TransitionRefused
from tokutei.law import Evidence, Verdict
from tokutei.lifecycle import (
    DutyKind,
    FileExtension,
    NotifyItemChange,
    NotifyJlis,
    ReceiveCard,
    RefusePermission,
    RefuseSpecifiedCard,
    Situation,
    WithdrawFiling,
    WithdrawSpecifiedCard,
    advance,
    apply,
    judge,
)
from tokutei.lifecycle.states import (
    ApplicationState,
    CertificateState,
    FunctionState,
    LapseCause,
    MainState,
    MyNumberState,
    SeparateCardState,
    SpecialPeriodState,
    StayState,
)
from tokutei.vocabulary import CardKind, Channel

IN_TIME = date(2026, 10, 5)
IN_SPECIAL = date(2026, 11, 10)
PLAIN = FileExtension(on=TODAY, channel=Channel.COUNTER)


def test_a_refusal_before_the_stay_ends_leaves_the_stay() -> None:
    situation = after(engineer(), FILE, RefusePermission(on=IN_TIME))
    assert situation.main.state is MainState.REFUSED
    assert situation.application.state is ApplicationState.REFUSED
    assert (situation.stay.state, situation.stay.until) == (StayState.MID_LONG, STAY_END)
    assert situation.residence.state is FunctionState.VALID
    assert kinds(situation) == []  # the separate My Number card stays with the holder
    assert situation.separate_card.state is SeparateCardState.HELD


def test_after_a_refusal_in_time_the_stay_ends_on_its_last_day() -> None:
    situation = after(engineer(), PLAIN, RefusePermission(on=IN_TIME))
    over = advance(situation, to=date(2026, 11, 1)).after
    assert over.special_period.state is SpecialPeriodState.NONE
    assert over.stay.state is StayState.NONE


def test_a_refusal_in_the_special_period_ends_it_and_the_stay() -> None:
    (_, refused) = live(holder(), PLAIN, RefusePermission(on=IN_SPECIAL))
    situation = refused.after
    assert situation.special_period.state is SpecialPeriodState.NONE
    assert situation.stay.state is StayState.NONE
    assert (situation.residence.state, situation.residence.cause) == (
        FunctionState.LAPSED,
        LapseCause.STAY_ENDED,
    )
    assert situation.residence.lapsed_on == IN_SPECIAL
    assert situation.my_number.state is MyNumberState.LAPSED
    # The My Number function had expired with the stay; now the card as a whole goes back.
    assert kinds(situation) == [DutyKind.EXPIRED_MY_NUMBER, DutyKind.LAPSED_CARD]
    assert {step.evidence for step in refused.steps if step.variable.value in {"stay", "special_period"}} == {
        Evidence.OFFICIAL
    }


def test_certificates_go_with_the_card_when_the_stay_ends() -> None:
    situation = after(engineer(), PLAIN, RefusePermission(on=date(2026, 10, 30)))
    assert situation.signing.state is CertificateState.VALID  # on a separate card, and the stay goes on


def test_a_withdrawal_in_the_special_period_is_our_reading() -> None:
    (_, withdrawn) = live(holder(), PLAIN, WithdrawFiling(on=IN_SPECIAL))
    assert withdrawn.after.main.state is MainState.WITHDRAWN
    assert withdrawn.after.stay.state is StayState.NONE
    assert withdrawn.evidence is Evidence.INFERRED


def test_a_withdrawal_of_a_card_procedure_ends_no_stay() -> None:
    filing = NotifyItemChange(on=TODAY, channel=Channel.COUNTER, specified_card=True)
    situation = after(engineer(), filing, WithdrawFiling(on=IN_TIME))
    assert (situation.main.state, situation.application.state) == (
        MainState.WITHDRAWN,
        ApplicationState.WITHDRAWN,
    )
    assert situation.stay.state is StayState.MID_LONG


@pytest.mark.parametrize("end", [RefusePermission(on=IN_TIME), WithdrawFiling(on=IN_TIME)])
def test_something_else_can_be_filed_afterwards(end: RefusePermission | WithdrawFiling) -> None:
    situation = after(engineer(), FILE, end)
    again = apply(situation, FILE.at(on=date(2026, 10, 6))).after
    assert (again.main.state, again.application.state) == (MainState.FILED, ApplicationState.FILED)
    assert kinds(again) == [DutyKind.SEPARATE_CARD_BY_DELIVERY]


@pytest.mark.parametrize(
    ("event", "state"),
    [
        (RefuseSpecifiedCard(on=IN_TIME), ApplicationState.REFUSED),
        (WithdrawSpecifiedCard(on=IN_TIME), ApplicationState.WITHDRAWN),
    ],
)
def test_without_the_specified_card_an_ordinary_one_comes(
    event: RefuseSpecifiedCard | WithdrawSpecifiedCard, state: ApplicationState
) -> None:
    filing = NotifyItemChange(on=TODAY, channel=Channel.COUNTER, specified_card=True)
    situation = after(engineer(), filing, NotifyJlis(on=date(2026, 9, 8)), event)
    assert situation.application.state is state
    assert situation.main.state is MainState.FILED
    assert kinds(situation) == [DutyKind.CHANGED_SEPARATE_CARD]
    received = apply(situation, ReceiveCard(on=date(2026, 10, 20))).after
    assert received.card.kind is CardKind.RESIDENCE_CARD
    assert received.separate_card.state is SeparateCardState.HELD
    assert received.my_number.state is MyNumberState.VALID
    assert kinds(received) == [DutyKind.CHANGED_SEPARATE_CARD, DutyKind.REPLACED_CARD]


def refused(situation: Situation, event: RefusePermission | RefuseSpecifiedCard) -> list[str]:
    judgement = judge(situation, event)
    assert judgement.verdict is Verdict.REFUSED
    with pytest.raises(TransitionRefused):
        apply(situation, event)
    return codes(judgement)


def test_what_is_not_pending_is_not_refused() -> None:
    assert refused(engineer(), RefusePermission(on=TODAY)) == ["no_row"]
    assert refused(engineer(), RefuseSpecifiedCard(on=TODAY)) == ["no_row"]
    filed = after(engineer(), PLAIN)
    assert refused(filed, RefuseSpecifiedCard(on=TODAY)) == ["no_row"]


def test_a_notification_is_not_refused_as_a_permission_is() -> None:
    filed = after(engineer(), NotifyItemChange(on=TODAY, channel=Channel.COUNTER))
    assert refused(filed, RefusePermission(on=IN_TIME)) == ["no_row"]
