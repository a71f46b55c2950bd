"""Plans step by step, from the notes of the research: each goal, both languages, with and without estimates."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Final

import pytest

from tests.lifecycle.lives import ENGINEER_FACTS, STAY_END, TODAY, engineer, holder
from tests.procedures.goal_reached import carried_out, reached
from tokutei.errors import FactsError, NaiveDatetimeError, TransitionRefused
from tokutei.law import Verdict
from tokutei.lifecycle import (
    ConfirmCard,
    DecidePermission,
    Event,
    ExtendMyNumber,
    FileAcquisition,
    FileExtension,
    FilePermanentResidence,
    IssueCertificates,
    Land,
    MakeCard,
    NotifyJlis,
    NotifyMoveOut,
    ReceiveCard,
    ReturnMyNumberCard,
    RevokeCertificates,
    Situation,
    Variable,
    apply,
)
from tokutei.lifecycle.states import FunctionState, MyNumberState, StayState
from tokutei.models import CardFacts, Facts, PendingFacts
from tokutei.procedures import Actor, Estimates, Goal, GoalKind, Plan, Step, StepKind, plan
from tokutei.rules import CURRENT
from tokutei.rules.routes import SPECIFIED_CARD_CHANNELS, SPECIFIED_CARD_PROCEDURES
from tokutei.vocabulary import CardKind, Channel, ProcedureKind, Route, StatusOfResidence, Window

P: Final = ProcedureKind
K: Final = StepKind
PERMANENT: Final = StatusOfResidence.PERMANENT_RESIDENT
SPECIAL: Final = StatusOfResidence.SPECIAL_PERMANENT_RESIDENT
DEPENDENT: Final = StatusOfResidence.find("家族滞在")
MANAGER: Final = StatusOfResidence.find("経営・管理")
DAY: Final = timedelta(days=1)
ESTIMATES: Final = Estimates(
    decision_days={
        P.EXTENSION_OF_STAY: 40,
        P.CHANGE_OF_STATUS: 40,
        P.PERMANENT_RESIDENCE: 40,
        P.ACQUISITION_OF_STATUS: 30,
        P.SPR_PERMISSION_BIRTH: 20,
        P.REISSUE_LOSS: 1,
        P.SPR_REISSUE_LOSS: 14,
        P.MY_NUMBER_CARD: 30,
        P.REENTRY_SINGLE: 0,
    },
    card_days=14,
    stay_months=36,
)
SPECIFIED_TOO: Final = (K.NOTIFY_JLIS, K.MAKE_CARD, K.CONFIRM_CARD, K.RECEIVE_CARD, K.RETURN_CARD)


def resident(kind: CardKind, status: StatusOfResidence, until: date | None = None) -> Situation:
    """Return somebody whose card is good for years, with no separate card and nothing pending."""
    facts = Facts(
        born=date(1980, 3, 3),
        municipality="131016",
        status=status,
        stay_until=until,
        card=CardFacts(kind=kind, issued_on=date(2026, 6, 20), valid_until=until or date(2030, 3, 3)),
        has_my_number_card=False,
        has_pending_application=False,
    )
    return Situation.of(facts, on=TODAY)


def planned(goal: Goal, now: Situation | None = None, *, on: date = TODAY, **more: object) -> Plan:
    found = plan(now or engineer(), goal, on=on, **({"estimates": ESTIMATES} | more))  # type: ignore[arg-type]
    assert found.text("en") != found.text("ja")
    return found


def kinds(found: Plan) -> list[StepKind]:
    return [step.kind for step in found.steps]


def days(found: Plan) -> list[date | None]:
    return [step.day for step in found.steps]


def step(found: Plan, kind: StepKind) -> Step:
    return next(one for one in found.steps if one.kind is kind)


def codes(reasons: tuple[object, ...]) -> set[str]:
    return {one.code for one in reasons}  # type: ignore[attr-defined]


def done(found: Plan) -> Situation:
    """Return where the plan leads; it must be its goal."""
    assert found.complete, found.text("en")
    after = carried_out(found)
    assert reached(found.goal, found.start, after)
    return after


# Extension: filing, decision, making, hand-over; the old card back at once (P11, T1).


def test_extension_with_a_specified_card() -> None:
    found = planned(Goal(kind=GoalKind.EXTEND, specified_card=True))
    assert kinds(found) == [K.FILE_EXTENSION, K.NOTIFY_JLIS, K.DECIDE_PERMISSION, *SPECIFIED_TOO[1:]]
    assert days(found) == [
        TODAY,
        TODAY,
        date(2026, 10, 13),  # forty days after filing is 10-11, a Sunday; 10-12 is a holiday
        *[date(2026, 10, 27)] * 4,
    ]
    assert [one.actor for one in found.steps[:3]] == [Actor.HOLDER, Actor.BUREAU, Actor.BUREAU]
    filing = found.steps[0]
    assert filing.channel is Channel.COUNTER
    assert filing.office is not None
    assert filing.office.value.bureau == "tokyo"
    assert filing.papers is not None
    assert "form_30_2" in {paper.value for paper in filing.papers.value.submitted or ()}
    assert filing.fee is not None
    assert filing.fee.value.fee_jpy == 6000
    assert codes(filing.ask_at_counter) == {"plan.ask_specified", "plan.ask_certificates"}
    assert "plan.together_other_activity" in codes(filing.together)
    assert codes(filing.not_by_itself) == {"plan.separate_card_goes", "plan.licence_not_carried_over"}
    after = done(found)
    assert after.stay.until == date(2029, 10, 31)
    assert after.card.kind is CardKind.SPECIFIED_RESIDENCE_CARD


def test_extension_of_a_specified_card_without_asking_anew_ends_the_my_number_function() -> None:
    found = planned(Goal(kind=GoalKind.EXTEND), holder())
    filing = found.steps[0]
    assert "plan.ordinary_card_comes" in codes(filing.not_by_itself)
    assert "plan.together_specified" in codes(filing.together)
    after = done(found)
    assert (after.card.kind, after.my_number.state) == (CardKind.RESIDENCE_CARD, MyNumberState.LAPSED)


def test_the_my_number_function_is_extended_at_the_municipality_before_the_special_period() -> None:
    slow = Estimates(decision_days={P.EXTENSION_OF_STAY: 80}, card_days=10, stay_months=36)
    found = planned(Goal(kind=GoalKind.EXTEND, specified_card=True), holder(), estimates=slow)
    extension = step(found, K.EXTEND_MY_NUMBER)
    assert extension.office is not None
    assert extension.office.value.window is Window.MUNICIPALITY
    assert extension.latest_safe == extension.due_on == date(2026, 10, 30)  # the 31st is a Saturday
    assert "plan.ask_extension" in codes(extension.ask_at_counter)
    assert codes(extension.not_by_itself) == {"plan.not_extended", "plan.certificates_end"}
    assert extension.only_if is None
    assert "Q12" in {question.key for question in extension.open_questions}
    assert done(found).my_number.state is MyNumberState.VALID


def test_a_separate_card_is_extended_after_the_permission() -> None:
    found = planned(Goal(kind=GoalKind.EXTEND))
    assert kinds(found)[-1] is K.EXTEND_MY_NUMBER
    assert found.steps[-1].due_on == date(2026, 10, 30)
    assert done(found).my_number.until == date(2029, 10, 31)


def test_what_is_pending_goes_on() -> None:
    pending = PendingFacts(
        procedure=P.EXTENSION_OF_STAY,
        filed_on=date(2026, 8, 20),
        channel=Channel.COUNTER,
        specified_card=False,
    )
    facts = ENGINEER_FACTS.model_copy(update={"pending": pending, "has_pending_application": True})
    found = planned(Goal(kind=GoalKind.EXTEND), Situation.of(facts, on=TODAY))
    assert kinds(found)[0] is K.DECIDE_PERMISSION
    assert found.steps[0].day == date(2026, 9, 29)  # forty days after the filing
    assert done(found).stay.until == date(2029, 10, 31)


def test_filing_begins_when_practice_takes_it_and_on_an_open_day() -> None:
    early = planned(Goal(kind=GoalKind.EXTEND), engineer(on=date(2026, 7, 1)), on=date(2026, 7, 1))
    assert early.steps[0].earliest == date(2026, 7, 31)
    sunday = planned(Goal(kind=GoalKind.EXTEND), on=date(2026, 9, 6))
    assert sunday.steps[0].day == date(2026, 9, 7)


def test_without_estimates_no_later_day_is_told() -> None:
    found = planned(Goal(kind=GoalKind.EXTEND, specified_card=True), holder(), estimates=Estimates())
    assert not found.dated
    filing = found.steps[0]
    assert (filing.day, filing.due_on, filing.latest_safe) == (TODAY, date(2026, 10, 30), None)
    assert codes(filing.not_known) == {"plan.decision_not_estimated", "plan.card_not_estimated"}
    assert step(found, K.DECIDE_PERMISSION).day is None
    assert "plan.stay_not_estimated" in codes(step(found, K.DECIDE_PERMISSION).not_known)
    extension = step(found, K.EXTEND_MY_NUMBER)
    assert extension.only_if is not None
    assert extension.latest_safe == date(2026, 10, 30)
    done(found)


def test_a_fact_that_the_municipality_needs_is_asked_for() -> None:
    card = ENGINEER_FACTS.my_number_card
    assert card is not None
    facts = ENGINEER_FACTS.model_copy(update={"my_number_card": card.model_copy(update={"made_on": None})})
    slow = Estimates(decision_days={P.EXTENSION_OF_STAY: 80}, card_days=10, stay_months=36)
    found = planned(
        Goal(kind=GoalKind.EXTEND, specified_card=True), Situation.of(facts, on=TODAY), estimates=slow
    )
    extension = step(found, K.EXTEND_MY_NUMBER)
    assert (extension.event, extension.missing) == (None, ("made_on",))
    assert found.steps[0].latest_safe is None
    assert codes(found.steps[0].not_known) == {"plan.extension_not_known"}
    done(found)


def test_a_second_procedure_is_not_guessed_at() -> None:
    pending = PendingFacts(
        procedure=P.PERMANENT_RESIDENCE,
        filed_on=date(2026, 8, 20),
        channel=Channel.COUNTER,
        specified_card=False,
    )
    facts = ENGINEER_FACTS.model_copy(update={"pending": pending, "has_pending_application": True})
    found = planned(Goal(kind=GoalKind.EXTEND), Situation.of(facts, on=TODAY))
    assert found.blocked is not None
    assert codes(found.blocked.reasons) == {"second_procedure"}
    assert found.blocked.verdict is Verdict.NOT_KNOWN


def test_a_specified_card_after_what_is_pending_comes_by_exchange() -> None:
    pending = PendingFacts(
        procedure=P.EXTENSION_OF_STAY,
        filed_on=date(2026, 8, 20),
        channel=Channel.COUNTER,
        specified_card=False,
    )
    facts = ENGINEER_FACTS.model_copy(update={"pending": pending, "has_pending_application": True})
    found = planned(Goal(kind=GoalKind.GET_SPECIFIED_CARD), Situation.of(facts, on=TODAY))
    assert kinds(found).index(K.RECEIVE_CARD) < kinds(found).index(K.ASK_EXCHANGE)
    assert "plan.not_filed_together" in codes(step(found, K.ASK_EXCHANGE).not_by_itself)
    done(found)


def test_children_are_acted_for() -> None:
    facts = ENGINEER_FACTS.model_copy(update={"born": date(2015, 5, 2)})
    found = planned(Goal(kind=GoalKind.EXTEND), Situation.of(facts, on=TODAY))
    assert found.steps[0].actor is Actor.REPRESENTATIVE


def test_no_end_no_extension() -> None:
    found = planned(Goal(kind=GoalKind.EXTEND), resident(CardKind.RESIDENCE_CARD, PERMANENT))
    assert found.blocked is not None
    assert codes(found.blocked.reasons) == {"no_end_to_extend"}
    assert found.blocked.basis


def test_too_late_is_blocked_with_the_provision() -> None:
    found = planned(Goal(kind=GoalKind.EXTEND), on=date(2026, 11, 4))
    assert found.blocked is not None
    assert "stay_ended" in codes(found.blocked.reasons)


# The latest safe day against brute force: every day tried with events written here.


def _lapses(events: list[Event], now: Situation) -> bool:
    """Tell whether stay, residence card or My Number function ends by time, or an event is refused."""
    ended = {StayState.NONE, FunctionState.LAPSED, MyNumberState.LAPSED}
    watched = {Variable.STAY, Variable.RESIDENCE, Variable.MY_NUMBER}
    for event in events:
        try:
            outcome = apply(now, event)
        except TransitionRefused:
            return True
        for one in outcome.steps:
            if one.variable in watched and one.after in ended and one.event != event:
                return True
        now = outcome.after
    return False


def _extension(filed: date, decision: int, card: int) -> list[Event]:
    open_on = CURRENT.closed(Window.BUREAU).not_before
    decided = open_on(filed + decision * DAY).value
    received = open_on(decided + card * DAY).value
    asked: list[Event] = [ExtendMyNumber(on=filed, to=Window.MUNICIPALITY)] if received > STAY_END else []
    return [
        FileExtension(on=filed, channel=Channel.COUNTER, specified_card=True, certificates=True),
        NotifyJlis(on=filed),
        *asked,
        DecidePermission(on=decided, stay_until=date(2029, 10, 31), months=36),
        MakeCard(on=received),
        ConfirmCard(on=received),
        ReceiveCard(on=received),
    ]


@pytest.mark.parametrize(
    ("decision", "card"), [(10, 5), (40, 14), (60, 10), (70, 21), (75, 30), (90, 14), (100, 20)]
)
def test_latest_safe_day_of_an_extension_by_brute_force(decision: int, card: int) -> None:
    tried = Estimates(decision_days={P.EXTENSION_OF_STAY: decision}, card_days=card, stay_months=36)
    found = planned(Goal(kind=GoalKind.EXTEND, specified_card=True), holder(), estimates=tried)
    closed = CURRENT.closed(Window.BUREAU)
    open_days = [TODAY + n * DAY for n in range((STAY_END - TODAY).days + 1)]
    open_days = [day for day in open_days if not closed.is_closed(day)]
    safe = [day for day in open_days if not _lapses(_extension(day, decision, card), holder())]
    assert found.steps[0].latest_safe == max(safe, default=None)
    assert safe == [day for day in open_days if safe and day <= max(safe)]
    assert bool(safe) is ("plan.no_safe_day" not in codes(found.steps[0].not_known))


@pytest.mark.parametrize("decision", [0, 7, 30, 40, 55, 59])
def test_latest_safe_day_of_permanent_residence_by_brute_force(decision: int) -> None:
    found = planned(
        Goal(kind=GoalKind.BECOME_PERMANENT),
        estimates=Estimates(decision_days={P.PERMANENT_RESIDENCE: decision}),
    )
    closed = CURRENT.closed(Window.BUREAU)
    safe = []
    for number in range((STAY_END - TODAY).days + 1):
        filed = TODAY + number * DAY
        decided = closed.not_before(filed + decision * DAY).value
        events: list[Event] = [
            FilePermanentResidence(on=filed, channel=Channel.COUNTER),
            DecidePermission(on=decided, stay_until=None),
            ReceiveCard(on=decided),
        ]
        if not closed.is_closed(filed) and not _lapses(events, engineer()):
            safe.append(filed)
    assert found.steps[0].latest_safe == max(safe)


@pytest.mark.parametrize("decision", [0, 15, 30, 45, 58])
def test_latest_safe_day_of_acquisition_by_brute_force(decision: int) -> None:
    birth = date(2026, 9, 8)
    goal = Goal(kind=GoalKind.HAVE_CHILD, child_born_on=birth, to_status=DEPENDENT)
    tried = Estimates(decision_days={P.ACQUISITION_OF_STATUS: decision}, stay_months=12)
    found = planned(goal, estimates=tried)
    child = Situation.of(Facts(born=birth, municipality="131016", has_my_number_card=False), on=birth)
    closed, safe = CURRENT.closed(Window.BUREAU), []
    for number in range(31):  # thirty days to apply in
        filed = birth + number * DAY
        decided = closed.not_before(filed + decision * DAY).value
        events: list[Event] = [
            FileAcquisition(on=filed, channel=Channel.COUNTER, target=DEPENDENT, occurred_on=birth),
            DecidePermission(on=decided, stay_until=date(2027, 9, 1)),
            ReceiveCard(on=decided),
        ]
        if not closed.is_closed(filed) and not _lapses(events, child):
            safe.append(filed)
    assert found.steps[1].latest_safe == max(safe, default=None)


def test_no_day_is_safe_any_more() -> None:
    slow = Estimates(decision_days={P.EXTENSION_OF_STAY: 110}, card_days=30, stay_months=36)
    found = planned(Goal(kind=GoalKind.EXTEND, specified_card=True), holder(), estimates=slow)
    assert found.steps[0].latest_safe is None
    assert codes(found.steps[0].not_known) == {"plan.no_safe_day"}
    assert found.blocked is not None  # the stay is over when the card would be handed over


def test_latest_safe_day_of_moving_in_by_brute_force() -> None:
    found = planned(Goal(kind=GoalKind.MOVE, to_municipality="141003", moving_on=date(2026, 9, 10)), holder())
    notice = step(found, K.NOTIFY_MOVE_IN)
    assert notice.event is not None
    assert notice.latest_safe is not None
    out = found.events[0]
    assert not _lapses([out, notice.event.at(on=notice.latest_safe)], holder())
    assert _lapses([out, notice.event.at(on=notice.latest_safe + DAY)], holder()) or (
        notice.latest_safe == notice.due_on
    )
    assert notice.due_on == date(2026, 9, 24)


# Online filing: proposed only while the certificate to sign in is known to live.


def test_online_where_it_is_wished_for_and_possible() -> None:
    found = planned(Goal(kind=GoalKind.EXTEND, channel=Channel.ONLINE))
    filing = found.steps[0]
    assert filing.channel is Channel.ONLINE
    assert filing.online is not None
    assert filing.online.possible
    assert (filing.due_on, filing.latest_safe) == (date(2026, 10, 30), date(2026, 10, 30))
    done(found)


def test_online_is_filed_on_closed_days_too() -> None:
    slow = Estimates(decision_days={P.EXTENSION_OF_STAY: 72}, stay_months=36)
    # 72 days after Saturday 10-17 is 12-28; the bureau is closed from the day after until the special period is over.
    for channel, last in ((Channel.ONLINE, date(2026, 10, 17)), (Channel.COUNTER, date(2026, 10, 16))):
        filing = planned(Goal(kind=GoalKind.EXTEND, channel=channel), estimates=slow).steps[0]
        assert (filing.channel, filing.latest_safe) == (channel, last)


def test_nobody_is_sent_online_unasked() -> None:
    filing = planned(Goal(kind=GoalKind.EXTEND)).steps[0]
    assert filing.channel is Channel.COUNTER
    assert filing.online is not None
    assert filing.online.possible


def test_a_lapsed_certificate_is_revived_first() -> None:
    lapsed = apply(engineer(), RevokeCertificates(on=TODAY)).after
    found = planned(Goal(kind=GoalKind.EXTEND, channel=Channel.ONLINE), lapsed)
    filing = found.steps[0]
    assert filing.channel is Channel.COUNTER
    online = filing.online
    assert online is not None
    assert codes(online.reasons) == {"plan.sign_in_lapsed"}
    assert online.revive is not None
    assert online.revive.kind is K.ISSUE_CERTIFICATES
    assert online.revive.due_on == date(2026, 10, 30)
    assert isinstance(online.revive.event, IssueCertificates)
    revived = apply(lapsed, online.revive.event).after
    assert (
        planned(Goal(kind=GoalKind.EXTEND, channel=Channel.ONLINE), revived).steps[0].channel
        is Channel.ONLINE
    )
    assert "certificate" in online.text("en")
    assert "電子証明書" in online.text("ja")


def test_an_unknown_certificate_is_not_relied_on() -> None:
    filing = planned(Goal(kind=GoalKind.EXTEND, channel=Channel.ONLINE), holder()).steps[0]
    assert filing.channel is Channel.COUNTER
    assert filing.online is not None
    assert "plan.sign_in_not_known" in codes(filing.online.reasons)
    assert "authentication_certificate_until" in filing.online.missing or filing.online.missing


def test_no_certificate_is_promised_on_a_function_that_has_ended() -> None:
    gone = apply(engineer(), ReturnMyNumberCard(on=TODAY)).after
    filing = planned(Goal(kind=GoalKind.EXTEND, channel=Channel.ONLINE), gone).steps[0]
    assert filing.channel is Channel.COUNTER
    assert filing.online is not None
    assert filing.online.revive is None
    assert len(filing.online.reasons) > 1  # why nobody can sign in, and why no certificate is issued


def test_a_certificate_that_ends_before_the_filing_is_not_relied_on() -> None:
    card = ENGINEER_FACTS.my_number_card
    assert card is not None
    short = card.model_copy(
        update={
            "signing_certificate_until": date(2026, 9, 10),
            "authentication_certificate_until": date(2026, 9, 10),
        }
    )
    facts = ENGINEER_FACTS.model_copy(update={"my_number_card": short, "stay_until": date(2026, 12, 31)})
    facts = facts.model_copy(
        update={"card": CardFacts(issued_on=date(2023, 10, 20), valid_until=date(2026, 12, 31))}
    )
    found = planned(Goal(kind=GoalKind.EXTEND, channel=Channel.ONLINE), Situation.of(facts, on=TODAY))
    assert found.steps[0].day == date(2026, 9, 30)  # practice takes it from three months before
    assert found.steps[0].channel is Channel.COUNTER


def test_not_online_on_the_last_day_of_stay() -> None:
    facts = ENGINEER_FACTS.model_copy(update={"stay_until": date(2026, 10, 30)})
    facts = facts.model_copy(
        update={"card": CardFacts(issued_on=date(2023, 10, 20), valid_until=date(2026, 10, 30))}
    )
    now = Situation.of(facts, on=TODAY)
    found = planned(Goal(kind=GoalKind.EXTEND, channel=Channel.ONLINE), now, on=date(2026, 10, 30))
    assert found.steps[0].channel is Channel.COUNTER
    assert found.steps[0].online is not None
    assert "not_online_on_last_day" in codes(found.steps[0].online.reasons)


def test_a_specified_card_is_not_asked_for_online_unless_the_law_is_reformed() -> None:
    goal = Goal(kind=GoalKind.EXTEND, specified_card=True, channel=Channel.ONLINE)
    filing = planned(goal).steps[0]
    assert filing.channel is Channel.COUNTER
    assert filing.online is not None
    assert "appearance_required" in codes(filing.online.reasons)
    assert "instead_counter" in codes(filing.online.instead)
    reform = CURRENT.reformed(
        SPECIFIED_CARD_CHANNELS,
        since=date(2026, 7, 1),
        value={Channel.COUNTER, Channel.ONLINE},
        reason="test",
    )
    assert planned(goal, book=reform).steps[0].channel is Channel.ONLINE


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
