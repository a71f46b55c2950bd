"""Plans of the other goals, step by step: status, moves, cards, losses, travel, naturalisation, birth."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final

import pytest

from tests.lifecycle.lives import STAY_END, TODAY, engineer, holder
from tests.procedures.goal_reached import carried_out
from tests.procedures.plan_makers import (
    DAY,
    DEPENDENT,
    PERMANENT,
    SPECIFIED_TOO,
    K,
    P,
    codes,
    days,
    done,
    kinds,
    planned,
    resident,
    step,
)
from tokutei.errors import FactsError, NaiveDatetimeError
from tokutei.lifecycle import (
    IssueCertificates,
    Land,
    NotifyMoveOut,
    Situation,
    apply,
)
from tokutei.lifecycle.states import MyNumberState, StayState
from tokutei.models import Facts
from tokutei.procedures import Actor, Estimates, Goal, GoalKind, plan
from tokutei.rules import CURRENT
from tokutei.rules.routes import SPECIFIED_CARD_PROCEDURES
from tokutei.vocabulary import CardKind, Route, StatusOfResidence, Window

SPECIAL: Final = StatusOfResidence.SPECIAL_PERMANENT_RESIDENT
MANAGER: Final = StatusOfResidence.find("経営・管理")


# Change of status and permanent residence (P12, P13, N24).


def test_change_of_status() -> None:
    found = planned(Goal(kind=GoalKind.CHANGE_STATUS, to_status=MANAGER))
    assert kinds(found)[:3] == [K.FILE_CHANGE, K.DECIDE_PERMISSION, K.RECEIVE_CARD]
    assert done(found).stay.until == date(2029, 10, 13)  # three years from the decision
    assert planned(Goal(kind=GoalKind.CHANGE_STATUS)).missing == ("to_status",)


def test_permanent_residence_is_not_a_change() -> None:
    found = planned(Goal(kind=GoalKind.CHANGE_STATUS, to_status=PERMANENT))
    assert found.blocked is not None
    assert codes(found.blocked.instead) == {"instead_permanent_residence"}


def test_a_change_to_temporary_visitor_ends_in_the_passport() -> None:
    found = planned(Goal(kind=GoalKind.CHANGE_STATUS, to_status=StatusOfResidence.find("短期滞在")))
    assert K.RECEIVE_SEAL in kinds(found)
    done(found)


def test_permanent_residence_within_the_stay() -> None:
    found = planned(Goal(kind=GoalKind.BECOME_PERMANENT))
    filing = found.steps[0]
    assert filing.kind is K.FILE_PERMANENT_RESIDENCE
    assert "plan.no_special_period" in codes(filing.not_by_itself)
    # 2026-09-24 + 40 days is a holiday, and the next open day lies after the stay; 09-19 to 09-23 are closed.
    assert filing.latest_safe == date(2026, 9, 18)
    assert done(found).stay.status is PERMANENT


def test_permanent_residence_after_an_extension_where_the_stay_would_end() -> None:
    slow = Estimates(
        decision_days={P.EXTENSION_OF_STAY: 30, P.PERMANENT_RESIDENCE: 300}, card_days=14, stay_months=12
    )
    found = planned(Goal(kind=GoalKind.BECOME_PERMANENT), estimates=slow)
    assert kinds(found)[0] is K.FILE_EXTENSION
    assert K.FILE_PERMANENT_RESIDENCE in kinds(found)
    done(found)


def test_permanent_residence_without_estimates_keeps_the_stay_in_view() -> None:
    found = planned(Goal(kind=GoalKind.BECOME_PERMANENT), estimates=Estimates())
    extension = step(found, K.FILE_EXTENSION)
    assert extension.event is None
    assert extension.only_if is not None
    assert extension.due_on == date(2026, 10, 30)
    done(found)


# Moves (P04).


def test_move_to_another_municipality() -> None:
    found = planned(Goal(kind=GoalKind.MOVE, to_municipality="131032", moving_on=date(2026, 9, 10)))
    assert kinds(found) == [K.NOTIFY_MOVE_OUT, K.NOTIFY_MOVE_IN, K.ISSUE_CERTIFICATES]
    assert days(found) == [TODAY, date(2026, 9, 10), date(2026, 9, 10)]
    out, into, certificates = found.steps
    assert out.office is not None
    assert out.office.value.unit == "131016"
    assert into.office is not None
    assert into.office.value.unit == "131032"
    assert into.due_on == date(2026, 9, 24)
    assert {"plan.together_specified", "plan.together_hand_in"} == codes(into.together)
    assert codes(into.not_by_itself) == {"plan.signing_ends"}
    assert "plan.together_moving" in codes(certificates.together)
    assert isinstance(certificates.event, IssueCertificates)
    assert (certificates.event.signing, certificates.event.authentication) == (True, False)
    done(found)


def test_move_within_the_municipality_with_a_specified_card() -> None:
    goal = Goal(
        kind=GoalKind.MOVE, to_municipality="131016", moving_on=date(2026, 9, 10), specified_card=True
    )
    found = planned(goal)
    assert kinds(found)[0] is K.NOTIFY_RELOCATION
    delivery = step(found, K.RECEIVE_CARD)
    assert delivery.office is not None
    assert delivery.office.value.window is Window.MUNICIPALITY
    assert delivery.day == date(2026, 9, 24)
    assert done(found).card.kind is CardKind.SPECIFIED_RESIDENCE_CARD


def test_a_newcomer_may_have_the_specified_card_posted() -> None:
    nobody = Facts(
        born=date(2001, 1, 20), recorded=False, has_my_number_card=False, has_pending_application=False
    )
    student = StatusOfResidence.find("留学")
    landing = Land(on=TODAY, status=student, stay_until=date(2028, 12, 1), months=27)
    landed = apply(Situation.of(nobody, on=TODAY), landing).after
    goal = Goal(kind=GoalKind.MOVE, to_municipality="131032", moving_on=date(2026, 9, 2), specified_card=True)
    found = planned(goal, landed)
    notice = found.steps[0]
    assert notice.kind is K.NOTIFY_FIRST_ADDRESS
    assert notice.due_on == date(2026, 9, 16)
    assert "plan.ask_expedited" in codes(notice.ask_at_counter)
    assert done(found).register.municipality == "131032"


def test_a_late_move_says_so_and_promises_no_safe_day() -> None:
    found = planned(Goal(kind=GoalKind.MOVE, to_municipality="131032", moving_on=date(2026, 8, 10)))
    notice = step(found, K.NOTIFY_MOVE_IN)
    assert notice.overdue
    assert notice.latest_safe is None
    assert codes(notice.not_by_itself) == {"plan.function_ends_by_late_move"}
    assert carried_out(found).my_number.state is MyNumberState.LAPSED
    assert "at once" in notice.text("en")
    assert "直ちに" in notice.text("ja")


def test_after_moving_out_only_moving_in_is_left() -> None:
    out = apply(engineer(), NotifyMoveOut(on=TODAY, planned_on=date(2026, 9, 10))).after
    found = planned(Goal(kind=GoalKind.MOVE, to_municipality="131032", moving_on=date(2026, 9, 10)), out)
    assert kinds(found)[0] is K.NOTIFY_MOVE_IN
    done(found)


def test_move_asks_for_what_it_needs() -> None:
    assert planned(Goal(kind=GoalKind.MOVE)).missing == ("to_municipality", "moving_on")


# The specified card (P10, P20).


def test_specified_card_with_the_extension_that_is_due_anyway() -> None:
    found = planned(Goal(kind=GoalKind.GET_SPECIFIED_CARD))
    assert kinds(found)[0] is K.FILE_EXTENSION
    done(found)


def test_specified_card_by_exchange() -> None:
    now = resident(CardKind.RESIDENCE_CARD, PERMANENT)
    found = planned(Goal(kind=GoalKind.GET_SPECIFIED_CARD), now)
    assert kinds(found) == [K.ASK_EXCHANGE, *SPECIFIED_TOO]
    assert days(found) == [TODAY, TODAY, *[date(2026, 9, 15)] * 4]
    assert found.steps[0].fee is not None
    assert found.steps[0].fee.value.fee_jpy == 1900
    assert found.steps[2].at_latest
    done(found)


def test_special_permanent_residents_exchange_at_the_municipality() -> None:
    now = resident(CardKind.SPECIAL_PERMANENT_RESIDENT_CERTIFICATE, SPECIAL)
    found = planned(Goal(kind=GoalKind.GET_SPECIFIED_CARD), now)
    assert kinds(found)[0] is K.ASK_CERTIFICATE_EXCHANGE
    assert found.steps[0].office is not None
    assert found.steps[0].office.value.window is Window.MUNICIPALITY
    done(found)


def test_nothing_left_to_do() -> None:
    now = resident(CardKind.SPECIFIED_RESIDENCE_CARD, PERMANENT)
    found = planned(Goal(kind=GoalKind.GET_SPECIFIED_CARD), now)
    assert found.reached
    assert found.steps == ()
    assert "reached" in found.text("en")


def test_procedures_that_a_reform_lets_carry_no_card_are_refused() -> None:
    rule = SPECIFIED_CARD_PROCEDURES[Route.BUREAU_STATUS]
    none = CURRENT.reformed(rule, since=date(2026, 7, 1), value=set(), reason="test")
    found = planned(Goal(kind=GoalKind.EXTEND, specified_card=True), book=none)
    assert found.blocked is not None
    assert "procedure_not_listed" in codes(found.blocked.reasons)


# Loss (P07, P30, N2, K9).


def test_a_lost_specified_card_comes_back_by_an_ordinary_one() -> None:
    goal = Goal(kind=GoalKind.REPLACE_LOST_CARD, known_on=TODAY, specified_card=True)
    now = resident(CardKind.SPECIFIED_RESIDENCE_CARD, DEPENDENT, date(2028, 10, 31))
    found = planned(goal, now)
    assert kinds(found) == [
        K.REPORT_LOSS,
        K.SUSPEND_MY_NUMBER,
        K.POLICE_REPORT,
        K.FILE_REISSUE,
        K.RECEIVE_CARD,
        K.ASK_EXCHANGE,
        *SPECIFIED_TOO,
    ]
    filing, exchange = step(found, K.FILE_REISSUE), step(found, K.ASK_EXCHANGE)
    assert filing.due_on == filing.latest_safe == date(2026, 9, 15)
    assert filing.fee is not None
    assert filing.fee.value.fee_jpy == 0
    assert "plan.no_specified_after_loss" in codes(filing.not_by_itself)
    assert exchange.day == step(found, K.RECEIVE_CARD).day == exchange.due_on
    assert exchange.fee is None
    assert "without_fault" in exchange.missing
    assert "plan.free_on_that_day" in codes(exchange.not_by_itself)
    done(found)


def test_a_reform_that_lists_reissuance_brings_the_specified_card_at_once() -> None:
    rule = SPECIFIED_CARD_PROCEDURES[Route.BUREAU_CARD]
    value = {*CURRENT.at(rule, TODAY).value, P.REISSUE_LOSS}
    reform = CURRENT.reformed(rule, since=date(2026, 7, 1), value=value, reason="test")
    goal = Goal(kind=GoalKind.REPLACE_LOST_CARD, known_on=TODAY, specified_card=True)
    now = resident(CardKind.SPECIFIED_RESIDENCE_CARD, DEPENDENT, date(2028, 10, 31))
    found = planned(goal, now, book=reform)
    assert K.ASK_EXCHANGE not in kinds(found)
    assert K.FILE_REISSUE in kinds(found)


def test_a_special_permanent_resident_goes_straight_to_the_specified_certificate() -> None:
    now = resident(CardKind.SPECIFIED_SPECIAL_PERMANENT_RESIDENT_CERTIFICATE, SPECIAL)
    goal = Goal(kind=GoalKind.REPLACE_LOST_CARD, known_on=TODAY, specified_card=True)
    found = planned(goal, now)
    assert K.FILE_CERTIFICATE_REISSUE in kinds(found)
    assert K.ASK_CERTIFICATE_EXCHANGE not in kinds(found)
    done(found)


def test_the_days_after_a_loss_run_from_knowing() -> None:
    found = planned(Goal(kind=GoalKind.REPLACE_LOST_CARD, known_on=date(2026, 8, 29)))
    assert found.steps[0].day == date(2026, 8, 29)
    assert step(found, K.FILE_REISSUE).due_on == date(2026, 9, 14)  # fourteen days end on a Saturday
    assert planned(Goal(kind=GoalKind.REPLACE_LOST_CARD)).missing == ("known_on",)


# Two cards (P32).


def test_back_to_two_cards() -> None:
    found = planned(Goal(kind=GoalKind.TWO_CARDS), holder())
    assert kinds(found) == [K.GIVE_BACK_MY_NUMBER, K.ASK_SEPARATE_CARD, K.RECEIVE_MY_NUMBER_CARD]
    back = found.steps[0]
    assert back.office is not None
    assert back.office.value.window is Window.BUREAU
    assert codes(back.not_by_itself) == {"plan.certificates_end_with_it", "plan.no_separate_card_comes"}
    assert found.steps[2].day == date(2026, 10, 1)
    after = done(found)
    assert after.card.kind is CardKind.RESIDENCE_CARD
    assert planned(Goal(kind=GoalKind.TWO_CARDS)).reached


# Travel (P16, E24).


def leaving(back: date | None, **more: object) -> Goal:
    told = {"kind": GoalKind.LEAVE_AND_RETURN, "leaving_on": date(2026, 9, 5), "returning_on": back}
    return Goal(**(told | more))  # type: ignore[arg-type]


def test_special_re_entry_for_a_short_journey() -> None:
    found = planned(leaving(date(2026, 10, 5)))
    assert kinds(found) == [K.DEPART, K.RE_ENTER]
    assert found.steps[1].due_on == STAY_END
    assert {"plan.special_reentry_not_extended", "plan.moving_abroad_ends"} == codes(
        found.steps[0].not_by_itself
    )
    assert codes(found.steps[0].ask_at_counter) == {"plan.declare_return"}
    done(found)


def test_a_permission_for_more_than_a_year() -> None:
    now = resident(CardKind.RESIDENCE_CARD, PERMANENT)
    found = planned(leaving(date(2027, 12, 1)), now)
    assert kinds(found) == [K.FILE_WITHOUT_CARD, K.DEPART, K.RE_ENTER]
    permit = found.steps[0]
    assert permit.due_on == permit.latest_safe == date(2026, 9, 4)
    assert permit.fee is not None
    done(found)
    unknown = planned(leaving(date(2027, 12, 1)), now, estimates=Estimates()).steps[0]
    assert unknown.latest_safe is None
    assert codes(unknown.not_known) == {"plan.decision_not_estimated"}


def test_nobody_comes_back_after_the_stay() -> None:
    found = planned(leaving(date(2027, 12, 1)))
    assert found.blocked is not None
    assert codes(found.blocked.reasons) == {"plan.stay_ends_abroad"}
    assert found.blocked.instead


def test_the_return_is_asked_for() -> None:
    found = planned(leaving(None))
    assert found.missing == ("returning_on",)
    assert found.steps[-1].due_on == STAY_END


# Naturalisation and birth (P34, X7; P14, N4, S1).


@pytest.mark.parametrize(
    ("now", "told", "lives"),
    [
        pytest.param(holder, "plan.both_functions_end", False, id="specified"),
        pytest.param(engineer, "plan.separate_card_lives", True, id="separate"),
    ],
)
def test_naturalisation(now: object, told: str, lives: bool) -> None:
    found = planned(Goal(kind=GoalKind.NATURALIZE), now())  # type: ignore[operator]
    assert kinds(found) == [K.APPLY_FOR_NATURALIZATION, K.NATURALIZE, K.RETURN_CARD]
    assert found.steps[1].actor is Actor.MINISTER
    assert found.steps[1].day is None
    assert codes(found.steps[1].not_by_itself) == {told}
    assert "plan.stay_meanwhile" in codes(found.steps[0].not_by_itself)
    assert (done(found).my_number.state is not MyNumberState.LAPSED) is lives


def test_a_child_acquires_a_status() -> None:
    goal = Goal(kind=GoalKind.HAVE_CHILD, child_born_on=date(2026, 9, 8), to_status=DEPENDENT)
    found = planned(goal)
    assert kinds(found)[:3] == [K.REGISTER_BIRTH, K.FILE_ACQUISITION, K.DECIDE_PERMISSION]
    filing = found.steps[1]
    assert filing.actor is Actor.REPRESENTATIVE
    assert filing.due_on == date(2026, 10, 8)
    assert filing.latest_safe is not None
    assert "plan.child_no_status" in codes(found.steps[0].not_by_itself)
    assert "plan.ask_record_copy" in codes(found.steps[0].ask_at_counter)
    assert found.start.person.born == date(2026, 9, 8)
    done(found)
    assert planned(Goal(kind=GoalKind.HAVE_CHILD)).missing == ("child_born_on",)
    assert planned(Goal(kind=GoalKind.HAVE_CHILD, child_born_on=TODAY)).missing == ("to_status",)


def test_a_child_gets_a_specified_card_by_an_exchange_afterwards() -> None:
    goal = Goal(
        kind=GoalKind.HAVE_CHILD, child_born_on=date(2026, 9, 8), to_status=DEPENDENT, specified_card=True
    )
    found = planned(goal)
    assert kinds(found).index(K.RECEIVE_CARD) < kinds(found).index(K.ASK_EXCHANGE)
    done(found)


def test_a_child_of_a_special_permanent_resident_goes_to_the_municipality() -> None:
    now = resident(CardKind.SPECIAL_PERMANENT_RESIDENT_CERTIFICATE, SPECIAL)
    found = planned(Goal(kind=GoalKind.HAVE_CHILD, child_born_on=date(2026, 9, 8)), now)
    assert kinds(found) == [K.REGISTER_BIRTH, K.FILE_SPECIAL_BIRTH, K.PERMIT_SPECIAL, K.RECEIVE_CARD]
    filing = found.steps[1]
    assert filing.office is not None
    assert filing.office.value.window is Window.MUNICIPALITY
    assert filing.due_on is not None
    assert filing.due_on >= date(2026, 11, 6)  # sixty days: 11-07 is a Saturday
    assert done(found).stay.state is StayState.SPECIAL_PERMANENT


def test_a_child_whose_sixty_days_are_over() -> None:
    goal = Goal(kind=GoalKind.HAVE_CHILD, child_born_on=date(2026, 6, 20), to_status=DEPENDENT)
    found = planned(goal)
    assert found.blocked is not None
    assert codes(found.blocked.reasons) & {"sixty_days_passed", "stay_ended"}


# What must not happen.


def test_arguments_are_checked() -> None:
    with pytest.raises(FactsError):
        plan(engineer(), Goal(kind=GoalKind.EXTEND), on=TODAY - DAY)
    with pytest.raises(FactsError):
        plan(engineer(), "extend", on=TODAY)  # type: ignore[arg-type]
    with pytest.raises(FactsError):
        plan("nobody", Goal(kind=GoalKind.EXTEND), on=TODAY)  # type: ignore[arg-type]
    with pytest.raises(NaiveDatetimeError):
        plan(engineer(), Goal(kind=GoalKind.EXTEND), on=datetime(2026, 9, 1))  # noqa: DTZ001


def test_beyond_the_known_closed_days_nothing_is_told() -> None:
    found = planned(Goal(kind=GoalKind.EXTEND), on=date(2150, 1, 1))
    assert found.blocked is not None
    assert codes(found.blocked.reasons) == {"out_of_table"} or codes(found.blocked.reasons) == {"stay_ended"}


@pytest.mark.parametrize("kind", GoalKind)
def test_estimates_beyond_the_calendar_are_no_days(kind: GoalKind) -> None:
    endless = Estimates(decision_days=dict.fromkeys(P, 10**7), card_days=10**7, stay_months=10**4)
    goal = Goal(
        kind=kind,
        to_status=MANAGER,
        to_municipality="131032",
        moving_on=TODAY,
        leaving_on=date(2026, 9, 5),
        returning_on=date(2026, 10, 5),
        known_on=TODAY,
        child_born_on=TODAY,
        specified_card=True,
    )
    found = planned(goal, estimates=endless)
    assert found.complete or found.blocked is not None


def test_plans_do_not_show_where_somebody_lives() -> None:
    found = planned(Goal(kind=GoalKind.MOVE, to_municipality="131032", moving_on=date(2026, 9, 10)))
    for value in (found, found.steps[0], found.goal):
        assert "131032" not in repr(value)
        assert "131016" not in repr(value)
        assert "1994" not in repr(value)


def test_plans_are_values() -> None:
    found = planned(Goal(kind=GoalKind.EXTEND, specified_card=True))
    assert found == planned(Goal(kind=GoalKind.EXTEND, specified_card=True))
    assert found != planned(Goal(kind=GoalKind.EXTEND))
