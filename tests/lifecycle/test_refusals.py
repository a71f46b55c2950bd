"""What is refused, why, by which provision, and that what is said to work instead does work."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Final

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
    holder,
)
from tokutei import messages
from tokutei.errors import FactsError, TransitionRefused
from tokutei.law import Judgement, Verdict
from tokutei.lifecycle import (
    REFUSALS,
    AskExchange,
    ClockEvent,
    ConfirmCard,
    DecidePermission,
    Event,
    EventKind,
    ExtendMyNumber,
    FileChange,
    FileExtension,
    FilePermanentResidence,
    FileReissue,
    FileSpecifiedCard,
    Filing,
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
    ApplicationState,
    FunctionState,
    HeldCardState,
    SeparateCardState,
    StayState,
)
from tokutei.models import CardFacts, Facts, MyNumberCardFacts, PendingFacts
from tokutei.rules import CURRENT, Rulebook, routes
from tokutei.vocabulary import CardKind, Channel, ProcedureKind, StatusOfResidence, Window

LATER: Final = date(2026, 9, 15)
SPECIAL: Final = date(2026, 11, 5)
EXCHANGE: Final = AskExchange(on=LATER, channel=Channel.COUNTER, specified_card=True)
ORDINARY: Final = FILE.at(specified_card=False, certificates=None)
UNRECORDED: Final = ENGINEER_FACTS.model_copy(update={"municipality": None, "recorded": False})
RESIDENT: Final = Facts(
    born=BORN,
    municipality="131016",
    status=StatusOfResidence.PERMANENT_RESIDENT,
    card=CardFacts(issued_on=date(2023, 6, 1), valid_until=date(2030, 6, 1)),
    has_my_number_card=False,
    has_pending_application=False,
)


def started(facts: Facts) -> Situation:
    return Situation.of(facts, on=TODAY)


def lost() -> Situation:
    return after(engineer(), ReportLoss(on=TODAY))


def ended() -> Situation:
    return advance(engineer(), to=SPECIAL).after


def filed(steps: int) -> Situation:
    return after(engineer(), *T1[:steps])


CASES: Final[dict[str, tuple[Situation, Event, str, str]]] = {
    # what is tried: the situation, the event, the reason, a provision of it
    "N1 on its own": (
        engineer(),
        FileSpecifiedCard(on=LATER, channel=Channel.COUNTER),
        "procedure_needed",
        "入管法第19条の15の2第1項",
    ),
    "N1 on its own, having lost the card": (
        lost(),
        FileSpecifiedCard(on=LATER, channel=Channel.COUNTER),
        "procedure_needed",
        "入管法第19条の15の2第2項",
    ),
    "N1 on its own, not recorded": (
        started(UNRECORDED),
        FileSpecifiedCard(on=LATER, channel=Channel.COUNTER),
        "procedure_needed",
        "入管法第19条の15の2第1項",
    ),
    "N5 added to what is pending": (
        after(engineer(), ORDINARY),
        FileSpecifiedCard(on=LATER, channel=Channel.COUNTER),
        "not_filed_together",
        "入管法第19条の15の2第1項",
    ),
    "N2 with reissuance after loss": (
        lost(),
        FileReissue(on=LATER, channel=Channel.COUNTER, specified_card=True),
        "procedure_not_listed",
        "入管法第19条の12第1項",
    ),
    "N5 online": (
        engineer(),
        FILE.at(channel=Channel.ONLINE),
        "appearance_required",
        "入管法施行規則第61条の3第1項",
    ),
    "N6 not recorded": (
        started(UNRECORDED),
        FILE,
        "not_in_resident_register",
        "入管法第19条の15の2第1項",
    ),
    "N7 to a status without a card": (
        engineer(),
        FileChange(
            on=LATER, channel=Channel.COUNTER, specified_card=True, target=StatusOfResidence.find("短期滞在")
        ),
        "not_continuing_mid_long_term",
        "入管法第19条の15の2第1項第2号",
    ),
    "N12 before the confirmation": (
        filed(4),
        ReceiveCard(on=SPECIAL.replace(day=20), my_number_card_returned=True),
        "not_confirmed",
        "番号法第18条の5第4項",
    ),
    "N12 before it is made": (
        filed(3),
        ReceiveCard(on=SPECIAL.replace(day=20), my_number_card_returned=True),
        "not_made",
        "入管法第19条の15の2第4項",
    ),
    "N13 delivered before the decision": (
        after(engineer(), ORDINARY),
        ReceiveCard(on=LATER),
        "not_decided",
        "入管法第21条第4項",
    ),
    "N13 made before the decision": (
        filed(2),
        MakeCard(on=LATER),
        "not_decided",
        "入管法第19条の15の2第4項",
    ),
    "N17 to the mayor": (
        holder(),
        GiveBackMyNumber(on=LATER, to=Window.MUNICIPALITY),
        "return_to_the_bureau",
        "入管法第19条の15の4第2項",
    ),
    "N25 the separate card kept": (
        filed(5),
        ReceiveCard(on=SPECIAL.replace(day=20), my_number_card_returned=False),
        "separate_card_not_given_back",
        "番号法第18条の5第8項",
    ),
    "after the stay": (ended(), ORDINARY.at(on=SPECIAL), "stay_ended", "入管法第24条第4号ロ"),
    "permanent residence online": (
        engineer(),
        FilePermanentResidence(on=LATER, channel=Channel.ONLINE),
        "channel_not_open",
        "入管法第61条の8の3第1項",
    ),
    "an online filing on the last day of stay": (
        engineer(),
        FileExtension(on=STAY_END, channel=Channel.ONLINE),
        "not_online_on_last_day",
        "入管法施行規則第61条の3第1項第10号",
    ),
    "a period that the appended table does not have": (
        filed(1),
        DecidePermission(on=LATER, stay_until=date(2028, 10, 31), months=24),
        "grant_does_not_fit",
        "入管法施行規則第3条",
    ),
    "an extension of what has no end": (
        started(RESIDENT),
        FileExtension(on=LATER, channel=Channel.COUNTER),
        "no_end_to_extend",
        "入管法第21条第1項",
    ),
    "permanent residence by a change": (
        engineer(),
        FileChange(on=LATER, channel=Channel.COUNTER, target=StatusOfResidence.PERMANENT_RESIDENT),
        "not_by_change",
        "入管法第20条第2項",
    ),
    "a stay beyond five years": (
        filed(1),
        DecidePermission(on=LATER, stay_until=date(2032, 6, 1)),
        "grant_does_not_fit",
        "入管法第2条の2第3項",
    ),
    "a stay that is over": (
        filed(1),
        DecidePermission(on=LATER, stay_until=TODAY),
        "grant_does_not_fit",
        "入管法第2条の2第3項",
    ),
    "a stay without end": (
        filed(1),
        DecidePermission(on=LATER, stay_until=None),
        "grant_does_not_fit",
        "入管法第2条の2第3項",
    ),
    "reissued though held": (
        engineer(),
        FileReissue(on=LATER, channel=Channel.COUNTER),
        "card_not_lost",
        "入管法第19条の12第1項",
    ),
    "exchanged though lost": (
        lost(),
        EXCHANGE.at(specified_card=False),
        "card_lost",
        "入管法第19条の13第1項",
    ),
    "before there were specified cards": (
        Situation.of(ENGINEER_FACTS, on=date(2026, 6, 1)),
        FileSpecifiedCard(on=date(2026, 6, 13), channel=Channel.COUNTER),
        "specified_not_yet",
        "附則",
    ),
    "given back though ordinary": (
        engineer(),
        GiveBackMyNumber(on=LATER, to=Window.BUREAU),
        "no_specified_card",
        "入管法第19条の15の4第2項",
    ),
    "extended at the bureau": (
        after(engineer(), FILE),
        ExtendMyNumber(on=LATER, to=Window.BUREAU),
        "extension_at_the_municipality",
        "個人番号カード等に関する命令第27条第2項",
    ),
    "extended with the card lost": (
        after(holder(), FILE, ReportLoss(on=LATER)),
        ExtendMyNumber(on=LATER, to=Window.MUNICIPALITY),
        "card_not_shown",
        "特定在留カード様式命令第4条第2項",
    ),
    "extended with nothing pending": (
        holder(),
        ExtendMyNumber(on=LATER, to=Window.MUNICIPALITY),
        "no_special_period",
        "入管法第20条第6項",
    ),
    "extended too late": (
        after(engineer(), ORDINARY),
        ExtendMyNumber(on=SPECIAL, to=Window.MUNICIPALITY),
        "my_number_lapsed",
        "番号法第17条第10項",
    ),
    "nothing owed": (engineer(), ReturnCard(on=LATER), "nothing_to_return", "入管法第19条の15第1項"),
}


def allowed(situation: Situation, event: Event) -> Situation:
    """Return the situation after an event that is allowed and applies."""
    assert judge(situation, event), judge(situation, event).text("en")
    return apply(situation, event).after


def to_delivery(situation: Situation, on: date) -> Situation:
    """Let the offices finish what is pending."""
    if situation.main.procedure is ProcedureKind.EXTENSION_OF_STAY:
        situation = allowed(situation, DecidePermission(on=on, stay_until=GRANTED))
    if situation.application.state is ApplicationState.FILED:
        for event in (NotifyJlis(on=on), MakeCard(on=on), ConfirmCard(on=on)):
            situation = allowed(situation, event)
    return allowed(situation, ReceiveCard(on=on, my_number_card_returned=True))


def exchanged(situation: Situation, on: date) -> None:
    """Get a specified card by an exchange, and hold it."""
    got = to_delivery(allowed(situation, EXCHANGE.at(on=on)), on)
    assert got.card.kind is CardKind.SPECIFIED_RESIDENCE_CARD
    assert got.my_number.state is FunctionState.VALID


def reissued_then_exchanged(situation: Situation, event: Event) -> None:
    ordinary = allowed(situation, FileReissue(on=event.on, channel=Channel.COUNTER))
    exchanged(to_delivery(ordinary, event.on), event.on)


def registered_first(situation: Situation, event: Event) -> None:
    facts = situation.facts().model_copy(update={"recorded": True})
    recorded = Situation.of(facts, on=situation.on)
    if isinstance(event, FileSpecifiedCard):
        exchanged(recorded, event.on)
    else:
        allowed(recorded, event)


def new_card(situation: Situation, event: Event) -> None:
    exchanged(to_delivery(situation, event.on), event.on)


def without_specified(situation: Situation, event: Event) -> None:
    if isinstance(event, Filing):
        # A status without a card is outside what is modelled, but not refused any more.
        assert judge(situation, event.at(specified_card=False)).verdict is not Verdict.REFUSED
    else:
        assert judge(situation, ORDINARY.at(on=date(2026, 6, 14)))


FOLLOW: Final[dict[str, Callable[[Situation, Event], object]]] = {
    "instead_counter": lambda now, event: allowed(now, event.at(channel=Channel.COUNTER)),
    "instead_permanent_residence": lambda now, event: allowed(
        now, FilePermanentResidence(on=event.on, channel=Channel.COUNTER)
    ),
    "instead_report_loss": lambda now, event: allowed(allowed(now, ReportLoss(on=event.on)), event),
    "instead_reissue": lambda now, event: allowed(now, FileReissue(on=event.on, channel=Channel.COUNTER)),
    "instead_exchange": lambda now, event: exchanged(now, event.on),
    "instead_exchange_after_delivery": lambda now, event: exchanged(to_delivery(now, event.on), event.on),
    "instead_reissue_then_exchange": reissued_then_exchanged,
    "instead_register": registered_first,
    "instead_without_specified": without_specified,
    "instead_wait_for_decision": lambda now, event: allowed(
        allowed(now, DecidePermission(on=event.on, stay_until=GRANTED)), event
    ),
    "instead_wait_for_making": lambda now, event: allowed(
        allowed(allowed(now, MakeCard(on=event.on)), ConfirmCard(on=event.on)), event
    ),
    "instead_wait_for_confirmation": lambda now, event: allowed(
        now if now.application.state is ApplicationState.NOTIFIED else allowed(now, ConfirmCard(on=event.on)),
        MakeCard(on=event.on) if now.application.state is ApplicationState.NOTIFIED else event,
    ),
    "instead_hand_in_separate_card": lambda now, event: allowed(now, event.at(my_number_card_returned=True)),
    "instead_bureau": lambda now, event: allowed(now, event.at(to=Window.BUREAU)),
    "instead_municipality": lambda now, event: allowed(now, event.at(to=Window.MUNICIPALITY)),
    "instead_file_in_time": lambda now, event: allowed(allowed(now, ORDINARY.at(on=event.on)), event),
    "instead_new_card": new_card,
}


@pytest.mark.parametrize("name", CASES)
def test_refused_with_reason_provision_and_what_works(name: str) -> None:
    situation, event, code, provision = CASES[name]
    judged = judge(situation, event)
    assert judged.verdict is Verdict.REFUSED
    (reason,) = [reason for reason in judged.reasons if reason.code == code]
    assert provision in reason.text("ja")
    assert reason.cite
    said = {lang: reason.text(lang) for lang in ("ja", "en")}
    assert said["ja"] != said["en"]
    assert all(one and code not in one for one in said.values())
    with pytest.raises(TransitionRefused) as refused:
        apply(situation, event)
    assert (refused.value.reasons, refused.value.instead) == (judged.reasons, judged.instead)
    for hint in judged.instead:
        assert hint.text("ja") in judged.text("ja")
        assert hint.text("en") in str(refused.value)
        assert hint.text("ja") != hint.text("en")
        FOLLOW[hint.code](situation, event)


def test_every_refusal_has_a_case_and_every_hint_was_followed() -> None:
    assert {code for _, _, code, _ in CASES.values()} == {refusal.code for refusal in REFUSALS}
    given = {hint.code for situation, event, *_ in CASES.values() for hint in judge(situation, event).instead}
    assert given == {hint.code for refusal in REFUSALS for hint in refusal.instead} == set(FOLLOW)


def test_hints_are_those_that_work() -> None:
    def hints(name: str) -> list[str]:
        situation, event, *_ = CASES[name]
        return [hint.code for hint in judge(situation, event).instead]

    assert hints("N1 on its own") == ["instead_exchange"]
    assert hints("N1 on its own, having lost the card") == ["instead_reissue_then_exchange"]
    assert hints("N1 on its own, not recorded") == ["instead_register"]
    assert hints("N5 added to what is pending") == ["instead_exchange_after_delivery"]
    assert hints("after the stay") == hints("nothing owed") == []


def test_several_reasons_are_told_at_once() -> None:
    event = FILE.at(channel=Channel.ONLINE)
    judged = judge(started(UNRECORDED), event)
    assert [reason.code for reason in judged.reasons] == ["appearance_required", "not_in_resident_register"]
    assert [hint.code for hint in judged.instead] == ["instead_counter", "instead_register"]
    assert judged.open_questions == ()


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
    special = Facts(born=BORN, status=StatusOfResidence.SPECIAL_PERMANENT_RESIDENT)
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
        (started(special), EXCHANGE, "not_modelled"),
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
