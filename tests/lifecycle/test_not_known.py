"""What can never happen by filing, what is not known, and refusals under other law."""

from __future__ import annotations

from datetime import date

import pytest

from tests.lifecycle.lives import (
    BORN,
    ENGINEER,
    ENGINEER_FACTS,
    FILE,
    GRANTED,
    HOLDER_FACTS,
    STAY_END,
    T1,
    TODAY,
    after,
    engineer,
)
from tests.lifecycle.refused import (
    EXCHANGE,
    LATER,
    ORDINARY,
    RESIDENT,
    SPECIAL,
    UNRECORDED,
    filed,
    lost,
    started,
)
from tokutei import messages
from tokutei.errors import FactsError, TransitionRefused
from tokutei.law import Judgement, Verdict
from tokutei.lifecycle import (
    ClockEvent,
    ConfirmCard,
    DecidePermission,
    Event,
    EventKind,
    ExtendMyNumber,
    FileChange,
    FilePermanentResidence,
    FileReissue,
    GiveBackMyNumber,
    MakeCard,
    NotifyJlis,
    ReceiveCard,
    ReportLoss,
    ReturnCard,
    ReturnMyNumberCard,
    Situation,
    advance,
    apply,
    judge,
)
from tokutei.lifecycle.states import (
    HeldCardState,
    SeparateCardState,
    StayState,
)
from tokutei.models import CardFacts, Facts, MyNumberCardFacts, PendingFacts
from tokutei.rules import CURRENT, Rulebook, routes
from tokutei.vocabulary import CardKind, Channel, ProcedureKind, StatusOfResidence, Window

# What can never happen by filing, or lies outside.


def test_the_clock_is_nobodys_to_file() -> None:
    event = ClockEvent(on=SPECIAL, kind=EventKind.STAY_END_PASSED)
    judged = judge(engineer(), event)
    assert [reason.code for reason in judged.reasons] == ["clock_event"]
    with pytest.raises(TransitionRefused, match="happens by itself"):
        apply(engineer(), event)


def test_nothing_happens_before_the_day_of_the_situation() -> None:
    with pytest.raises(TransitionRefused, match="a history takes in") as refused:
        apply(engineer(), FILE.at(on=date(2026, 8, 31)))
    assert [reason.text("ja") for reason in refused.value.reasons] != [
        reason.text("en") for reason in refused.value.reasons
    ]


@pytest.mark.parametrize(
    ("situation", "event", "state"),
    [
        (engineer(), ConfirmCard(on=LATER), "none"),
        (filed(1), MakeCard(on=LATER), "filed"),
        (filed(2), NotifyJlis(on=LATER), "notified"),
        (after(engineer(), EXCHANGE), DecidePermission(on=LATER, stay_until=GRANTED), "filed"),
        (started(RESIDENT), ExtendMyNumber(on=LATER, to=Window.MUNICIPALITY), "absent"),
        (lost(), ReportLoss(on=LATER), "lost"),
        (started(RESIDENT), ReturnMyNumberCard(on=LATER), "none"),
    ],
)
def test_out_of_order_is_refused_with_what_is_possible(
    situation: Situation, event: Event, state: str
) -> None:
    judged = judge(situation, event)
    assert judged.verdict is Verdict.REFUSED
    if state in {"filed", "absent"} and judged.reasons[0].code not in {"no_row", "no_row_at_all"}:
        return
    (reason,) = judged.reasons
    assert str(reason.parameters["state"]) == state


def test_what_is_not_followed_says_so_and_refuses_nothing() -> None:
    visitor = Facts(born=BORN, status=StatusOfResidence.find("短期滞在"), stay_until=STAY_END)
    affiliated = ENGINEER_FACTS.model_copy(
        update={
            "pending": PendingFacts(procedure=ProcedureKind.REISSUE_DAMAGE, filed_on=TODAY),
            "has_pending_application": None,
        }
    )
    change = FileChange(on=LATER, channel=Channel.COUNTER, target=StatusOfResidence.find("短期滞在"))
    short = DecidePermission(on=LATER, stay_until=date(2026, 12, 1), months=3)
    granted = after(
        engineer(), ORDINARY, DecidePermission(on=LATER, stay_until=GRANTED), ReceiveCard(on=LATER)
    )
    gone = CardFacts(kind=CardKind.SPECIFIED_RESIDENCE_CARD, issued_on=date(2026, 7, 1), valid_until=TODAY)
    ended = HOLDER_FACTS.model_copy(update={"card": gone, "born": date(2020, 1, 1)})
    lapsed = advance(started(ended), to=LATER).after
    for situation, event, code in (
        (lapsed, GiveBackMyNumber(on=LATER, to=Window.BUREAU), "lapsed_card_given_back"),
        (started(visitor), ORDINARY, "not_modelled"),
        (filed(1), EXCHANGE, "second_procedure"),
        (started(affiliated), ReceiveCard(on=LATER), "procedure_not_followed"),
        (engineer(), change, "leads_to_no_card"),
        (after(engineer(), ORDINARY), short, "leads_to_no_card"),
        (granted, ExtendMyNumber(on=LATER, to=Window.MUNICIPALITY), "extension_after_permission"),
    ):
        judged = judge(situation, event)
        assert (judged.verdict, judged.missing) == (Verdict.NOT_KNOWN, ())
        assert [reason.code for reason in judged.reasons] == [code]
        assert judged.text("ja") != judged.text("en")
        with pytest.raises(FactsError) as refused:
            apply(situation, event)
        assert refused.value.contradictions == judged.reasons


def test_law_that_is_not_known_for_a_day_is_not_known() -> None:
    early = Situation.of(ENGINEER_FACTS, on=date(2024, 1, 1))
    event = ORDINARY.at(on=date(2024, 1, 1))
    judged = judge(early, event)
    assert judged.verdict is Verdict.NOT_KNOWN
    (reason,) = judged.reasons
    assert reason.code == "not_in_force"
    for day in ("2024-01-01", str(reason.parameters["first"])):
        assert day in judged.text("en")
    with pytest.raises(FactsError, match="there is no answer"):
        apply(early, event)


def test_a_day_beyond_the_calendar_is_not_known() -> None:
    facts = Facts(born=BORN, status=ENGINEER, stay_until=date.max, card=CardFacts(), municipality="131016")
    situation = started(facts)
    judged = judge(situation, ORDINARY)
    assert [reason.code for reason in judged.reasons] == ["beyond_calendar"]
    with pytest.raises(FactsError, match="beyond the calendar"):
        apply(situation, ORDINARY)
    assert advance(situation, to=date.max).after.stay.state is StayState.MID_LONG


# Facts that are missing.


def without(facts: Facts, **changes: object) -> Situation:
    return started(facts.model_copy(update=changes))


@pytest.mark.parametrize(
    ("situation", "event", "missing"),
    [
        (without(ENGINEER_FACTS, municipality=None), FILE, ("municipality",)),
        (
            without(ENGINEER_FACTS, card=None),
            FileReissue(on=LATER, channel=Channel.COUNTER),
            ("card",),
        ),
        (without(ENGINEER_FACTS, stay_until=None), ORDINARY, ("stay_until",)),
        (
            without(ENGINEER_FACTS, has_pending_application=None),
            ReceiveCard(on=LATER),
            ("my_number_card_returned", "pending"),
        ),
        (
            without(ENGINEER_FACTS, has_pending_application=None),
            DecidePermission(on=LATER, stay_until=GRANTED),
            ("pending", "status"),
        ),
        (without(ENGINEER_FACTS, has_pending_application=None), NotifyJlis(on=LATER), ("pending",)),
        (without(ENGINEER_FACTS, has_pending_application=None), ORDINARY.at(on=SPECIAL), ("pending",)),
        (Situation.of(Facts(born=BORN), on=TODAY), ORDINARY, ("status", "stay_until")),
        (
            Situation.of(Facts(born=BORN, status=ENGINEER, stay_until=STAY_END), on=TODAY),
            ORDINARY,
            ("card",),
        ),
        (filed(5), ReceiveCard(on=date(2026, 11, 20)), ("my_number_card_returned",)),
        (
            after(
                without(ENGINEER_FACTS, my_number_card=None),
                FILE,
                *T1[1:-1],
            ),
            ReceiveCard(on=date(2026, 11, 20), my_number_card_returned=False),
            ("has_my_number_card",),
        ),
        (
            without(HOLDER_FACTS, card=CardFacts(issued_on=date(2026, 7, 1), valid_until=STAY_END)),
            GiveBackMyNumber(on=LATER, to=Window.BUREAU),
            ("card_kind",),
        ),
        (
            after(without(ENGINEER_FACTS, my_number_card=MyNumberCardFacts()), ORDINARY),
            ExtendMyNumber(on=LATER, to=Window.MUNICIPALITY),
            ("my_number_valid_until",),
        ),
        (
            Situation.of(Facts(born=BORN, status=ENGINEER), on=TODAY),
            ReturnCard(on=LATER),
            ("card", "card_valid_until"),
        ),
        (
            without(ENGINEER_FACTS, card=None, has_pending_application=None, my_number_card=None),
            ExtendMyNumber(on=LATER, to=Window.MUNICIPALITY),
            ("card", "card_kind", "my_number_valid_until", "pending"),
        ),
    ],
)
def test_a_missing_fact_is_named(situation: Situation, event: Event, missing: tuple[str, ...]) -> None:
    judged = judge(situation, event)
    assert (judged.verdict, judged.missing) == (Verdict.NOT_KNOWN, missing)
    assert judged.reasons == ()
    for lang in ("ja", "en"):
        assert all(messages.text(f"fact.{fact}", lang) in judged.text(lang) for fact in missing)
    with pytest.raises(FactsError) as lacks:
        apply(situation, event)
    assert lacks.value.missing == missing


def test_a_certain_refusal_wins_over_a_missing_fact() -> None:
    judged = judge(without(ENGINEER_FACTS, municipality=None), FILE.at(channel=Channel.ONLINE))
    assert judged.verdict is Verdict.REFUSED
    assert judged.missing == ()


# Refusals follow the law they rest on.


def reformed(rule: object, value: object) -> Rulebook:
    return CURRENT.reformed(rule, since=TODAY, value=value, reason="scenario of a test")  # type: ignore[arg-type]


def codes(judged: Judgement) -> list[str]:
    return [reason.code for reason in judged.reasons]


def test_refusals_follow_reforms() -> None:
    card_procedures = routes.SPECIFIED_CARD_PROCEDURES
    bureau_card = next(rule for route, rule in card_procedures.items() if route.value == "bureau_card")
    with_loss = reformed(bureau_card, {ProcedureKind.REISSUE_LOSS})
    reissue = FileReissue(on=LATER, channel=Channel.COUNTER, specified_card=True)
    assert judge(lost(), reissue, book=with_loss)
    # What is no longer listed is refused, and an exchange is not held out where it would not work.
    assert codes(judge(engineer(), EXCHANGE, book=with_loss)) == ["procedure_not_listed"]
    assert judge(started(UNRECORDED), FILE, book=reformed(routes.REGISTER_ENTRY_NEEDED, value=False))
    online = reformed(routes.FILING_CHANNELS[ProcedureKind.PERMANENT_RESIDENCE], set(Channel))
    assert judge(engineer(), FilePermanentResidence(on=LATER, channel=Channel.ONLINE), book=online)
    kept = reformed(routes.SEPARATE_CARD_GIVEN_BACK, value=False)
    late = ReceiveCard(on=date(2026, 11, 20), my_number_card_returned=False)
    assert judge(filed(5), late, book=kept)
    assert apply(filed(5), late, book=kept).after.separate_card.state is SeparateCardState.HELD
    assert lost().card.state is HeldCardState.LOST
