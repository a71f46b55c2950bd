"""What a lawyer found wrong in plans, each point against the provision that decides it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Final

import pytest

from tests.lifecycle.lives import ENGINEER_FACTS, HOLDER_FACTS, SPECIAL_END, TODAY, engineer, holder
from tests.procedures.goal_reached import carried_out
from tests.procedures.plan_makers import ESTIMATES, K, codes, done, kinds, planned, resident, step
from tokutei.law import Reason
from tokutei.lifecycle import Situation, advance
from tokutei.lifecycle.states import MyNumberState, StayState
from tokutei.models import CardFacts, Facts, PendingFacts
from tokutei.procedures import Actor, Estimates, Goal, GoalKind
from tokutei.vocabulary import CardKind, Channel, ProcedureKind, StatusOfResidence, Window

P: Final = ProcedureKind
VISITOR: Final = StatusOfResidence.find("短期滞在")
SHORT: Final = replace(ESTIMATES, stay_months=3)


def waiting(facts: Facts = ENGINEER_FACTS, *, specified: bool | None = False) -> Situation:
    """Return somebody who has asked for an extension on 2026-08-25, two months before the stay ends."""
    pending = PendingFacts(
        procedure=P.EXTENSION_OF_STAY,
        filed_on=date(2026, 8, 25),
        channel=Channel.COUNTER,
        specified_card=specified,
    )
    told = facts.model_copy(update={"pending": pending, "has_pending_application": True})
    return Situation.of(told, on=TODAY)


def cited(reasons: tuple[Reason, ...]) -> set[str]:
    return {str(one) for reason in reasons for one in reason.cite}


# What is pending already (Act 20 (5), (6); Form Ordinance 4 (2) (ii), My Number Card Ordinance 27 (2) (ii)).


@pytest.mark.parametrize(
    ("facts", "cite"),
    [(ENGINEER_FACTS, "426M60000008085:27:2:2"), (HOLDER_FACTS, "508M60004018001:4:2")],
    ids=["separate", "on_card"],
)
def test_who_waits_is_told_to_have_the_my_number_function_extended(facts: Facts, cite: str) -> None:
    slow = replace(ESTIMATES, decision_days={P.EXTENSION_OF_STAY: 100})
    found = planned(Goal(kind=GoalKind.EXTEND), waiting(facts), estimates=slow)
    asking = found.steps[0]
    assert asking.kind is K.EXTEND_MY_NUMBER
    assert asking.due_on == date(2026, 10, 30)  # the function ends on the 31st, a Saturday
    assert cite in cited(asking.ask_at_counter)
    decided = carried_out(replace(found, steps=found.steps[:2]))
    assert decided.my_number.state is MyNumberState.EXTENDED
    assert decided.my_number.until == SPECIAL_END


def test_the_my_number_function_is_left_alone_where_the_card_comes_before_its_end() -> None:
    found = planned(Goal(kind=GoalKind.EXTEND), waiting(HOLDER_FACTS))
    assert K.EXTEND_MY_NUMBER not in kinds(found)


@pytest.mark.parametrize("estimates", [ESTIMATES, Estimates()], ids=["estimated", "not_estimated"])
@pytest.mark.parametrize("on", [TODAY, date(2026, 11, 20)], ids=["before", "in_special_period"])
def test_the_receipt_is_due_when_the_special_period_ends(estimates: Estimates, on: date) -> None:
    now = advance(waiting(), to=on).after
    found = planned(Goal(kind=GoalKind.EXTEND), now, on=on, estimates=estimates)
    receipt = step(found, K.RECEIVE_CARD)
    assert receipt.due_on == date(
        2026, 12, 28
    )  # the special period ends on the 31st, when the bureau is closed
    assert "plan.effect_on_receipt" in codes(receipt.not_by_itself)
    assert "2026-12-31" in receipt.text("en")
    assert step(found, K.DECIDE_PERMISSION).latest_safe is None
    assert "plan.no_safe_day" not in codes(step(found, K.DECIDE_PERMISSION).not_known)


def test_permanent_residence_has_to_be_received_within_the_stay() -> None:
    receipt = step(planned(Goal(kind=GoalKind.BECOME_PERMANENT)), K.RECEIVE_CARD)
    assert receipt.due_on == date(2026, 10, 30)
    assert "326CO0000000319:22:4" in cited(receipt.not_by_itself)


def test_what_is_not_known_of_a_pending_application_is_asked_for() -> None:
    found = planned(Goal(kind=GoalKind.EXTEND), waiting(specified=None))
    assert found.missing == ("with_specified_application",)
    assert "specified card was applied for" in found.text("en")


# A stay without a card (Act 19-3; My Number Order 14 (xii)).


@pytest.mark.parametrize(
    ("goal", "estimates"),
    [
        (Goal(kind=GoalKind.EXTEND), SHORT),
        (Goal(kind=GoalKind.CHANGE_STATUS, to_status=VISITOR), ESTIMATES),
    ],
    ids=["three_months", "visitor"],
)
def test_a_my_number_card_that_ends_with_the_stay_is_not_lengthened(goal: Goal, estimates: Estimates) -> None:
    found = planned(goal, estimates=estimates)
    assert done(found).stay.state is StayState.SHORT
    after = kinds(found)[kinds(found).index(K.RECEIVE_SEAL) :]
    assert after == [K.RECEIVE_SEAL, K.RETURN_CARD]
    for one in (found.steps[0], step(found, K.RECEIVE_SEAL)):
        assert "plan.separate_card_ends" in codes(one.not_by_itself)
    assert "plan.no_card_comes" in codes(found.steps[0].not_by_itself)


@pytest.mark.parametrize("now", [engineer(), waiting(specified=True)], ids=["to_file", "pending"])
def test_no_specified_card_is_made_for_three_months(now: Situation) -> None:
    found = planned(Goal(kind=GoalKind.EXTEND, specified_card=True), now, estimates=SHORT)
    assert K.RECEIVE_SEAL in kinds(found)
    assert K.MAKE_CARD not in kinds(found)
    assert found.blocked is not None
    assert codes(found.blocked.reasons) == {"plan.no_specified_without_card"}


def test_a_holder_is_not_told_that_an_ordinary_card_comes_for_three_months() -> None:
    filing = planned(Goal(kind=GoalKind.EXTEND), holder(), estimates=SHORT).steps[0]
    assert "plan.ordinary_card_comes" not in codes(filing.not_by_itself)
    assert "plan.together_specified" not in codes(filing.together)


# The last day of a card, and what lateness brings (Act 19-11 (1), 71-2 (ii), 22-2 (1), 24 (vii)).

PERMANENT: Final = StatusOfResidence.PERMANENT_RESIDENT
SPECIAL: Final = StatusOfResidence.SPECIAL_PERMANENT_RESIDENT
CERTIFICATE: Final = CardKind.SPECIAL_PERMANENT_RESIDENT_CERTIFICATE
SPECIFIED_CERTIFICATE: Final = CardKind.SPECIFIED_SPECIAL_PERMANENT_RESIDENT_CERTIFICATE
CARD_WANTED: Final = Goal(kind=GoalKind.GET_SPECIFIED_CARD)


def expiring(on: date, *, issued: date = date(2019, 11, 30), special: bool = False) -> Situation:
    """Return somebody without an end of stay whose card ends on a day."""
    facts = Facts(
        born=date(1980, 3, 3),
        municipality="131016",
        status=SPECIAL if special else PERMANENT,
        card=CardFacts(kind=CERTIFICATE if special else None, issued_on=issued, valid_until=on),
        has_my_number_card=False,
        has_pending_application=False,
    )
    return Situation.of(facts, on=TODAY)


@pytest.mark.parametrize("special", [False, True])
def test_renewal_by_which_the_specified_card_comes_has_a_last_day(special: bool) -> None:
    renewal = planned(CARD_WANTED, expiring(date(2026, 11, 14), special=special)).steps[0]
    assert renewal.kind is (K.FILE_CERTIFICATE_RENEWAL if special else K.FILE_CARD_RENEWAL)
    assert renewal.due_on == date(2026, 11, 16)  # the 14th is a Saturday; the card itself ends on it
    # Only a residence card goes on while the specified card is made; a certificate has to be replaced before.
    assert renewal.latest_safe == (date(2026, 10, 30) if special else date(2026, 11, 13))


def test_an_expired_card_is_renewed_late_and_returned() -> None:
    found = planned(CARD_WANTED, expiring(date(2026, 8, 26)))
    renewal = found.steps[0]
    assert renewal.due_on == date(2026, 8, 26)
    assert renewal.overdue
    assert codes(renewal.late) == {"plan.late_punished"}
    assert "326CO0000000319:71-2::2" in cited(renewal.late)
    returned = step(found, K.RETURN_CARD)
    assert (returned.day, returned.due_on) == (TODAY, date(2026, 9, 9))
    assert not returned.overdue
    done(found)


@pytest.mark.parametrize("special", [False, True])
def test_the_open_question_of_the_window_shows_in_the_month_that_it_is_about(special: bool) -> None:
    for ends, shown in ((date(2026, 11, 30), True), (date(2026, 10, 30), False)):
        found = planned(CARD_WANTED, expiring(ends, special=special)).steps[0]
        assert ("Q10" in {one.key for one in found.open_questions}) is shown
    newer = planned(CARD_WANTED, expiring(date(2026, 11, 30), issued=date(2023, 11, 30), special=special))
    assert "Q10" not in {one.key for one in newer.open_questions}


def test_a_late_acquisition_is_not_called_punishable() -> None:
    child = Goal(
        kind=GoalKind.HAVE_CHILD, child_born_on=date(2026, 7, 25), to_status=StatusOfResidence.STUDENT
    )
    filing = step(planned(child), K.FILE_ACQUISITION)
    assert filing.overdue
    assert codes(filing.late) == {"plan.late_acquisition"}
    assert {"326CO0000000319:22-2:1", "326CO0000000319:24::7"} == cited(filing.late)
    said = filing.text("en")
    assert "2026-09-23" in said  # the sixtieth day, that of birth not counted
    assert "punish" not in said


def test_a_late_move_is_punishable() -> None:
    late = Goal(kind=GoalKind.MOVE, to_municipality="131032", moving_on=date(2026, 8, 10))
    assert codes(step(planned(late), K.NOTIFY_MOVE_IN).late) == {"plan.late_punished"}


# Days that are not known are not printed as days.


def test_a_return_without_a_day_has_only_a_last_day() -> None:
    found = planned(Goal(kind=GoalKind.LEAVE_AND_RETURN, leaving_on=date(2026, 9, 5)))
    back = found.steps[-1]
    assert (back.kind, back.day, back.earliest) == (K.RE_ENTER, None, None)
    assert not back.text("en")[0].isdigit()


def test_the_extension_that_may_be_needed_says_when_where_and_with_what() -> None:
    facts = ENGINEER_FACTS.model_copy(
        update={
            "stay_until": date(2027, 10, 29),
            "card": CardFacts(issued_on=date(2024, 10, 29), valid_until=date(2027, 10, 29)),
        }
    )
    now = Situation.of(facts, on=TODAY)
    found = planned(Goal(kind=GoalKind.BECOME_PERMANENT), now, estimates=Estimates(stay_months=36))
    extension = step(found, K.FILE_EXTENSION)
    assert (extension.day, extension.latest_safe) == (None, None)
    assert extension.earliest == date(2027, 7, 29)
    assert extension.due_on == date(2027, 10, 29)
    assert extension.office is not None
    assert extension.papers is not None
    assert extension.fee is not None


# A loss while something is pending (Act 19-12 (1)).


def test_a_loss_keeps_its_last_day_although_an_extension_is_pending() -> None:
    found = planned(Goal(kind=GoalKind.REPLACE_LOST_CARD, known_on=date(2026, 8, 28)), waiting())
    filing = found.steps[-1]
    assert (filing.kind, filing.event) == (K.FILE_REISSUE, None)
    assert filing.due_on == date(2026, 9, 11)
    assert filing.office is not None
    assert filing.papers is not None
    assert codes(filing.not_by_itself) == {"plan.owed_besides"}
    assert found.blocked is not None
    assert codes(found.blocked.reasons) == {"second_procedure"}


# Leaving while the card ends (Act 19-11 (1), (2); Special Act 12).


@pytest.mark.parametrize(
    ("ends", "special", "code", "cite"),
    [
        (date(2026, 10, 30), False, "plan.card_ends_abroad_renew", "326CO0000000319:19-11:1"),
        (date(2027, 2, 26), False, "plan.card_ends_abroad_early", "326CO0000000319:19-11:2"),
        (date(2026, 10, 30), True, "plan.card_ends_abroad_renew", "403AC0000000071:12:1"),
        (date(2027, 2, 26), True, "plan.card_ends_abroad_early", "403AC0000000071:12:2"),
    ],
)
def test_a_card_that_ends_abroad_is_renewed_before(ends: date, special: bool, code: str, cite: str) -> None:
    goal = Goal(kind=GoalKind.LEAVE_AND_RETURN, leaving_on=date(2026, 9, 15), returning_on=date(2027, 3, 1))
    found = planned(goal, expiring(ends, special=special))
    leaving = step(found, K.DEPART)
    assert code in codes(leaving.not_by_itself)
    assert cite in cited(leaving.not_by_itself)
    assert not step(found, K.RE_ENTER).not_by_itself
    early = replace(goal, returning_on=date(2026, 10, 1))
    assert code not in codes(step(planned(early, expiring(ends, special=special)), K.DEPART).not_by_itself)


# Special permanent residents have provisions and words of their own.


def test_special_permanent_residents_are_told_of_their_own_law() -> None:
    now = resident(SPECIFIED_CERTIFICATE, SPECIAL)
    journey = Goal(
        kind=GoalKind.LEAVE_AND_RETURN, leaving_on=date(2026, 9, 15), returning_on=date(2027, 3, 1)
    )
    leaving = step(planned(journey, now), K.DEPART)
    assert "403AC0000000071:23:2#first" in {str(one) for one in leaving.basis}
    assert "plan.declare_return_special" in codes(leaving.ask_at_counter)
    assert "在留資格" not in leaving.text("ja")
    ended = step(planned(Goal(kind=GoalKind.NATURALIZE), now), K.NATURALIZE)
    assert cited(ended.not_by_itself) == {"403AC0000000071:15::1", "425AC0000000027:18-5:10"}
    back = planned(Goal(kind=GoalKind.TWO_CARDS), now).steps[0]
    assert codes(back.ask_at_counter) == {"plan.ask_ordinary_at_once_special"}
    assert back.papers is not None
    assert "photo" in {paper.value for paper in back.papers.value.submitted or ()}
    for said in (leaving.text("en"), back.text("en")):
        assert "status of residence" not in said


def test_a_special_permanent_resident_who_moves_is_not_offered_the_post() -> None:
    now = resident(CERTIFICATE, SPECIAL)
    goal = Goal(
        kind=GoalKind.MOVE, to_municipality="131032", moving_on=date(2026, 9, 10), specified_card=True
    )
    found = planned(goal, now)
    assert "plan.ask_expedited" not in codes(step(found, K.NOTIFY_MOVE_IN).ask_at_counter)


def test_the_certificate_of_a_child_is_fetched_at_the_municipality() -> None:
    now = resident(CERTIFICATE, SPECIAL)
    child = Goal(kind=GoalKind.HAVE_CHILD, child_born_on=date(2026, 9, 8), specified_card=True)
    found = planned(child, now)
    permitted, fetched = step(found, K.PERMIT_SPECIAL), step(found, K.RECEIVE_CARD)
    assert {str(one) for one in permitted.basis} == {"403AC0000000071:4:2"}
    assert {str(one) for one in fetched.basis} == {"403AC0000000071:7:2"}
    assert fetched.office is not None
    assert fetched.office.value.window is Window.MUNICIPALITY
    done(found)


# What the rest of the review found.


def test_the_return_after_naturalisation_has_a_relative_term() -> None:
    returned = step(planned(Goal(kind=GoalKind.NATURALIZE)), K.RETURN_CARD)
    assert (returned.day, returned.due_on) == (None, None)
    assert codes(returned.not_by_itself) == {"plan.return_within"}
    assert "14 days" in returned.text("en")
    assert "14日" in returned.text("ja")


def test_the_exchange_on_the_day_of_acquisition_is_free() -> None:
    child = Goal(
        kind=GoalKind.HAVE_CHILD,
        child_born_on=date(2026, 9, 8),
        to_status=StatusOfResidence.find("家族滞在"),
        specified_card=True,
    )
    exchange = step(planned(child), K.ASK_EXCHANGE)
    assert exchange.fee is not None
    assert exchange.fee.value.fee_jpy == 0
    assert exchange.missing == ()
    assert exchange.due_on == exchange.day
    assert "410CO0000000178@410CO0000000178:7::2:a" in cited(exchange.not_by_itself)


@pytest.mark.parametrize("now", [engineer(), holder()], ids=["separate", "on_card"])
def test_by_which_law_the_card_is_handed_in_on_moving(now: Situation) -> None:
    found = planned(Goal(kind=GoalKind.MOVE, to_municipality="131032", moving_on=date(2026, 9, 10)), now)
    notice = step(found, K.NOTIFY_MOVE_IN)
    on_card = now.card.kind is CardKind.SPECIFIED_RESIDENCE_CARD
    assert ("425AC0000000027:17:6" in cited(notice.together)) is not on_card
    assert ("326CO0000000319:19-9:1" in cited(notice.together)) is on_card
    assert ("Q13" in {one.key for one in notice.open_questions}) is on_card


def test_a_parent_notifies_the_birth() -> None:
    child = Goal(
        kind=GoalKind.HAVE_CHILD, child_born_on=date(2026, 9, 8), to_status=StatusOfResidence.STUDENT
    )
    assert planned(child).steps[0].actor is Actor.PARENT


def test_a_lost_specified_card_is_not_said_to_be_unasked_for() -> None:
    now = resident(CardKind.SPECIFIED_RESIDENCE_CARD, PERMANENT)
    found = planned(Goal(kind=GoalKind.REPLACE_LOST_CARD, known_on=TODAY), now)
    told = codes(step(found, K.FILE_REISSUE).not_by_itself)
    assert told == {"plan.no_specified_after_loss", "plan.lost_card_ends"}
    stop = step(found, K.SUSPEND_MY_NUMBER)
    for lang in ("en", "ja"):
        assert "0120-95-0178" in stop.text(lang)
    assert "secondary" in stop.text("en")


def test_the_fee_of_a_change_to_temporary_visitor_is_that_of_its_days() -> None:
    goal = Goal(kind=GoalKind.CHANGE_STATUS, to_status=VISITOR)
    fees = []
    for months in (3, 36, 60):
        found = planned(goal, on=date(2026, 10, 5), estimates=replace(ESTIMATES, stay_months=months))
        assert found.steps[0].fee is not None
        fees.append(found.steps[0].fee.value.fee_jpy)
    assert len(set(fees)) == 1
    told = found.steps[0].text("en")  # the amounts of 2026-10-01 were read on secondary pages only
    assert "secondary source" in told or "inferred" in told


def test_an_official_fee_is_told_without_more() -> None:
    filing = planned(Goal(kind=GoalKind.EXTEND)).steps[0]
    assert "Fee: 6,000 yen\n" in filing.text("en")


def test_moving_out_is_told_before_the_move_and_needs_no_visit() -> None:
    # 2026-09-12 is a Saturday.
    found = planned(Goal(kind=GoalKind.MOVE, to_municipality="131032", moving_on=date(2026, 9, 12)))
    out = step(found, K.NOTIFY_MOVE_OUT)
    assert out.due_on == date(2026, 9, 11)
    assert out.channel is None
    assert "plan.move_out_without_visit" in codes(out.not_by_itself)


def test_who_has_no_my_number_card_is_told_to_get_one_to_file_online() -> None:
    facts = ENGINEER_FACTS.model_copy(update={"my_number_card": None, "has_my_number_card": False})
    goal = Goal(kind=GoalKind.EXTEND, channel=Channel.ONLINE)
    online = planned(goal, Situation.of(facts, on=TODAY)).steps[0].online
    assert online is not None
    assert codes(online.reasons) == {"plan.sign_in_lapsed", "plan.my_number_card_first"}
    assert "variable" not in online.text("en")


def test_wards_act_in_designated_cities() -> None:
    ward = HOLDER_FACTS.model_copy(update={"municipality": "141011"})
    found = planned(Goal(kind=GoalKind.TWO_CARDS), Situation.of(ward, on=TODAY))
    assert "Tsurumi" in step(found, K.RECEIVE_MY_NUMBER_CARD).text("en")
    city = planned(Goal(kind=GoalKind.MOVE, to_municipality="141003", moving_on=date(2026, 9, 10)))
    assert "ward" in step(city, K.NOTIFY_MOVE_IN).missing


def test_what_a_separate_card_costs_after_a_return_is_not_known() -> None:
    asked = step(planned(Goal(kind=GoalKind.TWO_CARDS), holder()), K.ASK_SEPARATE_CARD)
    assert asked.fee is None
    assert codes(asked.not_by_itself) == {"plan.separate_fee_not_known"}


def test_children_are_told_that_no_certificate_for_signing_is_issued() -> None:
    goal = Goal(kind=GoalKind.EXTEND, specified_card=True)
    child = Situation.of(HOLDER_FACTS.model_copy(update={"born": date(2015, 5, 2)}), on=TODAY)
    assert "plan.no_signing_for_children" in codes(planned(goal, child).steps[0].ask_at_counter)
    assert "plan.no_signing_for_children" not in codes(planned(goal, holder()).steps[0].ask_at_counter)


def test_the_filing_for_three_months_keeps_its_latest_safe_day() -> None:
    wanted = planned(Goal(kind=GoalKind.EXTEND, specified_card=True), estimates=SHORT).steps[0]
    plain = planned(Goal(kind=GoalKind.EXTEND), estimates=SHORT).steps[0]
    assert wanted.latest_safe == plain.latest_safe is not None


def test_the_renewal_of_a_specified_card_extends_its_my_number_function_on_request() -> None:
    facts = Facts(
        born=date(1980, 3, 3),
        municipality="131016",
        status=PERMANENT,
        card=CardFacts(
            kind=CardKind.SPECIFIED_RESIDENCE_CARD, issued_on=date(2026, 6, 20), valid_until=date(2026, 9, 10)
        ),
        has_my_number_card=False,
        has_pending_application=False,
    )
    pending = PendingFacts(
        procedure=P.CARD_RENEWAL, filed_on=TODAY, channel=Channel.COUNTER, specified_card=True
    )
    under_way = facts.model_copy(update={"pending": pending, "has_pending_application": True})
    to_file = planned(CARD_WANTED, Situation.of(facts, on=TODAY))
    assert to_file.steps[0].kind is K.FILE_CARD_RENEWAL
    assert to_file.steps[0].due_on == date(2026, 9, 10)
    for found in (to_file, planned(CARD_WANTED, Situation.of(under_way, on=TODAY))):
        asking = step(found, K.EXTEND_MY_NUMBER)
        assert asking.due_on == date(2026, 9, 10)
        assert "508M60004018001:4:2:1" in {str(one) for one in asking.basis}
        assert done(found).my_number.state is MyNumberState.VALID
