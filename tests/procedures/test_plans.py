"""Plans step by step, from the notes of the research: each goal, both languages, with and without estimates."""

from __future__ import annotations

from datetime import date

import pytest

from tests.lifecycle.lives import ENGINEER_FACTS, STAY_END, TODAY, engineer, holder
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
from tokutei.errors import TransitionRefused
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
    MakeCard,
    NotifyJlis,
    ReceiveCard,
    ReturnMyNumberCard,
    RevokeCertificates,
    Situation,
    Variable,
    apply,
)
from tokutei.lifecycle.states import FunctionState, MyNumberState, StayState
from tokutei.models import CardFacts, Facts, PendingFacts
from tokutei.procedures import Actor, Estimates, Goal, GoalKind
from tokutei.rules import CURRENT
from tokutei.rules.routes import SPECIFIED_CARD_CHANNELS
from tokutei.vocabulary import CardKind, Channel, Window

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
