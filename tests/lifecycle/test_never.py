"""What must never follow, by the numbers of the notes, and that every promise can be broken at all."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.lifecycle.lived import outcomes
from tests.lifecycle.lives import ENGINEER_FACTS, GRANTED, HOLDER_FACTS, TODAY, engineer, holder
from tokutei.law import Evidence
from tokutei.lifecycle import (
    REFUSALS,
    AffiliationChanged,
    DutyKind,
    Event,
    EventKind,
    FileCardRenewal,
    FileCertificateReissue,
    FileCertificateRenewal,
    FileExtension,
    FileOrderedReissue,
    FilePermanentResidence,
    FileReissue,
    Guard,
    Land,
    MoveAbroad,
    NotifyAffiliation,
    NotifyFirstAddress,
    NotifyItemChange,
    NotifyMoveIn,
    NotifyMoveOut,
    NotifyRelocation,
    OrderReissue,
    Outcome,
    ReceiveCard,
    ReportLoss,
    Situation,
    Step,
    Variable,
    advance,
    apply,
    duties,
    judge,
)
from tokutei.lifecycle.events import CLOCK_KINDS, ClockEvent
from tokutei.lifecycle.promises import PROMISES, Promise, broken, broken_in
from tokutei.lifecycle.rows import art
from tokutei.lifecycle.situation import SpecialPeriod
from tokutei.lifecycle.states import (
    ApplicationState,
    Carrier,
    CertificateState,
    FunctionState,
    HeldCardState,
    MyNumberState,
    RegisterState,
    SeparateCardState,
    SpecialPeriodState,
    StayState,
)
from tokutei.lifecycle.tables import TABLES
from tokutei.lifecycle.tables.making import LIVE, MY_NUMBER_LIVE
from tokutei.models import CardFacts, Facts
from tokutei.vocabulary import CardKind, Channel, ProcedureKind, StatusOfResidence
from tokutei.vocabulary.cards import SPECIFIED_CARDS

DAY = timedelta(days=1)
K = EventKind
PLAIN = settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))


def _steps(variable: Variable, after: str) -> list[Step]:
    """Return every step of the lives that made something of a variable that it was not before."""
    return [
        step
        for outcome in outcomes()
        for step in outcome.steps
        if step.variable is variable and step.after == after != step.before
    ]


# N14, N15: what is decided waits for delivery, and the special period is no period of the function.


def test_n14_no_permission_has_effect_before_delivery() -> None:
    decided = [one for one in outcomes() if one.event and one.event.kind is K.DECIDE_PERMISSION]
    assert len(decided) > 20
    for outcome in decided:
        passed = advance(outcome.before, to=outcome.after.on).after
        assert outcome.after.stay == passed.stay
        assert outcome.after.special_period == passed.special_period
        assert outcome.after.residence == passed.residence
    given = {K.RECEIVE_CARD, K.RECEIVE_SEAL, K.LAND, K.GRANT_STATUS, K.PERMIT_SPECIAL}
    for outcome in outcomes():
        was, now = outcome.before.stay, outcome.after.stay
        if now.state is StayState.MID_LONG and (was.status, was.until) != (now.status, now.until):
            assert {step.event.kind for step in outcome.steps} & given


@PLAIN
@given(st.integers(0, 59), st.integers(1, 60), st.integers(0, 60))
def test_n15_the_special_period_lengthens_no_my_number_function(filed: int, decided: int, more: int) -> None:
    for begun in (engineer(), holder()):
        filing = FileExtension(on=TODAY + filed * DAY, channel=Channel.COUNTER)
        pending = apply(begun, filing).after
        number = pending.my_number
        for days in (decided, decided + more):
            later = advance(pending, to=filing.on + days * DAY).after
            assert later.my_number.state is not MyNumberState.EXTENDED
            assert later.my_number.until == number.until
            if later.special_period.state is SpecialPeriodState.RUNNING:
                assert later.residence.state is FunctionState.EXTENDED_SPECIAL
                assert later.my_number.state is MyNumberState.LAPSED


def test_n15_in_no_life() -> None:
    for step in _steps(Variable.MY_NUMBER, MyNumberState.EXTENDED):
        assert step.event.kind in {K.EXTEND_MY_NUMBER, K.RESUME_MY_NUMBER}


# N19, N20: the functions of one card.


def test_n19_a_my_number_function_takes_no_residence_function_with_it() -> None:
    together = {row.event for row in TABLES[Variable.RESIDENCE] if row.target is FunctionState.LAPSED}
    alone = [
        step for step in _steps(Variable.MY_NUMBER, MyNumberState.LAPSED) if step.event.kind not in together
    ]
    assert len({step.event.kind for step in alone}) > 5
    for outcome in outcomes():
        lapsed = {step.event.kind for step in outcome.steps if step in alone}
        for step in outcome.steps:
            if step.variable is Variable.RESIDENCE and step.event.kind in lapsed:
                assert step.after in LIVE or step.before not in LIVE


def test_n20_nothing_on_a_card_outlives_its_residence_function() -> None:
    lapsed = [
        one.after
        for one in outcomes()
        if one.after.residence.state is FunctionState.LAPSED
        and one.after.my_number.carrier is Carrier.ON_CARD
    ]
    assert len(lapsed) > 10
    for now in lapsed:
        assert now.my_number.state not in MY_NUMBER_LIVE
        certificates = (now.signing, now.authentication, now.mobile)
        assert all(one.state is not CertificateState.VALID for one in certificates)


# N23: a specified card never comes by itself.


def test_n23_every_specified_card_was_asked_for() -> None:
    ready = {ApplicationState.MADE, ApplicationState.CONFIRMED}
    given = [one for one in outcomes() if one.event and one.event.kind is K.RECEIVE_CARD]
    specified = [one for one in given if one.after.card.kind in SPECIFIED_CARDS]
    assert len(given) - len(specified) > 20
    assert len(specified) > 10
    for outcome in given:
        asked = outcome.before.application.state in ready
        assert (outcome.after.card.kind in SPECIFIED_CARDS) is asked
        assert outcome.after.application.state not in ready  # the next one has to be asked for again


# N24: who has a special period.


@PLAIN
@given(st.integers(-30, 60), st.integers(0, 90))
def test_n24_none_for_permanent_residence(filed: int, later: int) -> None:
    event = FilePermanentResidence(on=TODAY + max(0, filed) * DAY, channel=Channel.COUNTER)
    pending = apply(engineer(), event).after
    after = advance(pending, to=date(2026, 11, 1) + later * DAY).after
    assert after.special_period.state is SpecialPeriodState.NONE
    assert after.stay.state is StayState.NONE
    assert after.residence.state is FunctionState.LAPSED


@PLAIN
@given(st.integers(5, 60), st.integers(0, 4))
def test_n24_none_for_thirty_days_or_less(days: int, filed: int) -> None:
    begun = engineer()
    until = TODAY + days * DAY
    short = replace(
        begun,
        stay=replace(begun.stay, until=until, days=days),
        residence=replace(begun.residence, until=until),
    )
    pending = apply(short, FileExtension(on=TODAY + filed * DAY, channel=Channel.COUNTER)).after
    after = advance(pending, to=until + DAY).after
    assert (after.special_period.state is SpecialPeriodState.RUNNING) is (days > 30)


def test_n24_in_no_life() -> None:
    for outcome in outcomes():
        if outcome.after.special_period.state is SpecialPeriodState.RUNNING:
            assert outcome.after.main.procedure in {
                ProcedureKind.EXTENSION_OF_STAY,
                ProcedureKind.CHANGE_OF_STATUS,
            }


# N27: late is late, not barred.


def _resident(**changes: Any) -> Situation:
    permanent = {
        "status": StatusOfResidence.PERMANENT_RESIDENT,
        "stay_until": None,
        "card": CardFacts(
            kind=CardKind.RESIDENCE_CARD, issued_on=date(2019, 10, 1), valid_until=date(2026, 9, 10)
        ),
    }
    return Situation.of(ENGINEER_FACTS.model_copy(update={**permanent, **changes}), on=TODAY)


def _special() -> Situation:
    return _resident(
        status=StatusOfResidence.SPECIAL_PERMANENT_RESIDENT,
        card=CardFacts(
            kind=CardKind.SPECIAL_PERMANENT_RESIDENT_CERTIFICATE,
            issued_on=date(2019, 10, 1),
            valid_until=date(2026, 9, 10),
        ),
    )


def _landed() -> Situation:
    begun = Situation.of(Facts(born=date(1994, 5, 2), has_pending_application=False), on=TODAY)
    status = StatusOfResidence.find("技人国")
    return apply(begun, Land(on=TODAY, status=status, stay_until=date(2029, 9, 1), months=36)).after


def _after(situation: Situation, *events: Event) -> Situation:
    for event in events:
        situation = apply(situation, event).after
    return situation


def _moved(days: int) -> dict[str, Any]:
    return {"on": TODAY + days * DAY, "municipality": "271004", "moved_on": TODAY}


def _late(days: int) -> dict[str, tuple[Situation, Event, DutyKind | None]]:
    """Return who is late with what, so many days after everything began, and the duty that it was."""
    on, counter = TODAY + days * DAY, Channel.COUNTER
    moved = _after(engineer(), NotifyMoveOut(on=TODAY, planned_on=TODAY))
    return {
        "first address": (_landed(), NotifyFirstAddress(**_moved(days)), DutyKind.FIRST_ADDRESS),
        "after moving": (moved, NotifyMoveIn(**_moved(days)), None),
        "within a municipality": (
            _resident(),
            NotifyRelocation(**{**_moved(days), "municipality": "131016"}),
            None,
        ),
        "loss": (
            _after(_resident(), ReportLoss(on=TODAY)),
            FileReissue(on=on, channel=counter),
            DutyKind.REISSUE,
        ),
        "order": (
            _after(_resident(), OrderReissue(on=TODAY)),
            FileOrderedReissue(on=on, channel=counter),
            DutyKind.ORDERED_REISSUE,
        ),
        "items": (_resident(), NotifyItemChange(on=on, channel=counter), None),
        "an expired ordinary card": (
            _resident(),
            FileCardRenewal(on=on, channel=counter),
            DutyKind.LAPSED_CARD,
        ),
        "affiliation": (
            _after(engineer(), AffiliationChanged(on=TODAY)),
            NotifyAffiliation(on=on),
            DutyKind.AFFILIATION,
        ),
        "a lost certificate": (
            _after(_special(), ReportLoss(on=TODAY)),
            FileCertificateReissue(on=on),
            DutyKind.CERTIFICATE_REISSUE,
        ),
        "an expired certificate": (_special(), FileCertificateRenewal(on=on), DutyKind.LAPSED_CERTIFICATE),
    }


@pytest.mark.parametrize("what", _late(40))
@pytest.mark.parametrize("days", [40, 50, 59])
def test_n27_what_is_late_is_accepted_and_its_duty_was_overdue(what: str, days: int) -> None:
    situation, event, duty = _late(days)[what]
    assert judge(situation, event)
    before = advance(situation, to=event.on).after
    if duty is not None:
        owed = [one for one in duties(before, on=event.on) if one.kind is duty]
        assert owed
        assert all(one.overdue for one in owed if one.due_on)
    outcome = apply(situation, event)
    ended = {DutyKind.LAPSED_CARD, DutyKind.LAPSED_CERTIFICATE, None}  # the old card is still owed
    assert duty in ended or duty not in {one.kind for one in outcome.after.obligations}


_LATE_GUARDS = {Guard.MOVED_IN_LATE}


def test_n27_no_refusal_looks_at_lateness() -> None:
    for refusal in REFUSALS:
        assert not _LATE_GUARDS & {*refusal.guards, *refusal.unless}
        if Guard.SPECIAL_FILED_LATE in refusal.guards:
            # An application for a permission, which the Special Act bars when late; no notification.
            assert refusal.events == (K.FILE_SPECIAL_BIRTH,)


# N28: no grace but for a renewal that asks for a specified card.


@PLAIN
@given(st.booleans(), st.integers(0, 8), st.integers(1, 60))
def test_n28_no_grace_for_certificates_or_without_a_specified_card(
    specified: bool, filed: int, later: int
) -> None:
    on, end = TODAY + filed * DAY, date(2026, 9, 10)
    certificate = apply(_special(), FileCertificateRenewal(on=on, specified_card=specified)).after
    assert advance(certificate, to=end).after.residence.state is FunctionState.VALID
    assert advance(certificate, to=end + later * DAY).after.residence.state is FunctionState.LAPSED
    filing = FileCardRenewal(on=on, channel=Channel.COUNTER, specified_card=specified)
    card = advance(apply(_resident(), filing).after, to=end + later * DAY).after
    wanted = FunctionState.EXTENDED_RENEWAL if specified else FunctionState.LAPSED
    assert card.residence.state is wanted or later > 60


def test_n28_in_no_life() -> None:
    for outcome in outcomes():
        if outcome.after.residence.state is FunctionState.EXTENDED_RENEWAL:
            assert outcome.after.stay.state is StayState.MID_LONG
            assert outcome.after.main.procedure is ProcedureKind.CARD_RENEWAL


# E31: nothing turns at fifteen.


@PLAIN
@given(st.integers(1, 300), st.booleans())
def test_e31_nothing_turns_at_fifteen(ahead: int, specified: bool) -> None:
    birthday = TODAY + ahead * DAY
    born = birthday.replace(year=birthday.year - 15)
    facts = (HOLDER_FACTS if specified else ENGINEER_FACTS).model_copy(
        update={"born": born, "stay_until": date(2028, 3, 1)}
    )
    eve = advance(Situation.of(facts, on=TODAY), to=birthday - DAY).after
    outcome = advance(eve, to=birthday)
    # What ends on its own last day, as any does, is not the birthday's doing.
    assert {step.event.kind for step in outcome.steps} <= CLOCK_KINDS - {K.TURNED_1, K.TURNED_16, K.TURNED_18}
    if not outcome.steps:
        assert outcome.after == replace(eve, on=birthday)
        filing = NotifyItemChange(on=birthday, channel=Channel.COUNTER, specified_card=True)
        assert bool(judge(eve, filing.at(on=eve.on))) is bool(judge(eve, filing))


# Every promise can be broken.


def _step(event: Event, variable: Variable, before: str, after: str) -> Step:
    return Step(event, variable, before, after, art("19-3"), Evidence.OFFICIAL)  # type: ignore[arg-type]


def _outcome(after: Situation, *told: tuple[Variable, str, str], kind: EventKind | None = None) -> Outcome:
    event: Event = (
        ReceiveCard(on=TODAY)
        if kind is None
        else ClockEvent(on=TODAY, kind=kind)  # type: ignore[arg-type]
        if kind in CLOCK_KINDS
        else MoveAbroad(on=TODAY)
    )
    return Outcome(engineer(), after, event, tuple(_step(event, *one) for one in told))


def _made_up() -> dict[Promise, Outcome]:
    """Return an outcome for each promise that breaks it; no life leads to any."""
    one, on_card = engineer(), holder()
    valid, lapsed = FunctionState.VALID, FunctionState.LAPSED
    beside = replace(on_card, separate_card=replace(on_card.separate_card, state=SeparateCardState.HELD))
    unrecorded = replace(one, register=replace(one.register, state=RegisterState.NOT_RECORDED))
    early = replace(one, stay=replace(one.stay, until=GRANTED))
    application = (Variable.APPLICATION, ApplicationState.NONE.value, ApplicationState.FILED.value)
    given = replace(
        one,
        card=replace(one.card, kind=CardKind.SPECIFIED_RESIDENCE_CARD, issued_on=TODAY),
    )
    special = replace(
        one,
        special_period=SpecialPeriod(SpecialPeriodState.RUNNING, date(2026, 12, 31)),
        main=replace(one.main, procedure=ProcedureKind.PERMANENT_RESIDENCE),
    )
    issued = Outcome(
        one, one, None, (_step(_issue(), Variable.SIGNING, CertificateState.VALID, CertificateState.VALID),)
    )
    return {
        Promise.NOTHING_OUTLIVES_RESIDENCE: _outcome(
            replace(on_card, residence=replace(on_card.residence, state=lapsed))
        ),
        Promise.RESIDENCE_OUTLIVES_MY_NUMBER: _outcome(
            one, (Variable.RESIDENCE, valid, lapsed), kind=K.MY_NUMBER_END_PASSED
        ),
        Promise.OLD_CARD_GOES_BACK: _outcome(one, (Variable.CARD, HeldCardState.HELD, HeldCardState.HELD)),
        Promise.ONE_MY_NUMBER_FUNCTION: _outcome(
            replace(beside, separate_card=replace(beside.separate_card, until=GRANTED))
        ),
        Promise.MY_NUMBER_WITHIN_RESIDENCE: _outcome(
            replace(on_card, my_number=replace(on_card.my_number, until=GRANTED))
        ),
        Promise.CERTIFICATES_WITHIN_MY_NUMBER: _outcome(
            replace(one, signing=replace(one.signing, until=GRANTED))
        ),
        Promise.RECORDED_WHEN_ASKED: Outcome(
            unrecorded, unrecorded, None, (_step(MoveAbroad(on=TODAY), *application),)
        ),
        Promise.EFFECTIVE_BY_DELIVERY: _outcome(
            early, (Variable.STAY, StayState.MID_LONG, StayState.MID_LONG), kind=K.MOVE_ABROAD
        ),
        Promise.CONFIRMED_BEFORE_DELIVERY: _outcome(
            one, (Variable.APPLICATION, ApplicationState.MADE, ApplicationState.DELIVERED)
        ),
        Promise.FIVE_YEARS_AT_MOST: _outcome(replace(one, stay=replace(one.stay, until=date(2032, 9, 2)))),
        Promise.ONE_CERTIFICATE_OF_A_KIND: issued,
        Promise.EXTENDED_ON_REQUEST_ONLY: _outcome(
            one,
            (Variable.MY_NUMBER, MyNumberState.VALID, MyNumberState.EXTENDED),
            kind=K.STAY_END_PASSED,
        ),
        Promise.ASKED_EACH_TIME: _outcome(given),
        Promise.SPECIAL_PERIOD_BY_RIGHT: _outcome(special),
        Promise.GRACE_BY_RIGHT: _outcome(
            replace(one, residence=replace(one.residence, state=FunctionState.EXTENDED_RENEWAL))
        ),
    }


def _issue() -> Event:
    from tokutei.lifecycle import IssueCertificates  # noqa: PLC0415 - beside the one use

    return IssueCertificates(on=TODAY)


def test_every_promise_has_an_outcome_that_breaks_it() -> None:
    assert set(_made_up()) == set(Promise) == set(PROMISES)


@pytest.mark.parametrize("promise", Promise)
def test_every_promise_can_be_broken(promise: Promise) -> None:
    assert promise in broken(_made_up()[promise])


@pytest.mark.parametrize(
    "promise",
    [
        Promise.NOTHING_OUTLIVES_RESIDENCE,
        Promise.ONE_MY_NUMBER_FUNCTION,
        Promise.MY_NUMBER_WITHIN_RESIDENCE,
        Promise.CERTIFICATES_WITHIN_MY_NUMBER,
    ],
)
def test_a_situation_alone_can_break_some(promise: Promise) -> None:
    assert promise in broken_in(_made_up()[promise].after)


def test_no_life_breaks_any() -> None:
    for outcome in outcomes():
        assert broken(outcome) == ()
        assert broken_in(outcome.after) == ()
