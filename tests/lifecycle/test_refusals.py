"""What is refused, why, by which provision, and that what is said to work instead does work."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Final

import pytest

from tests.lifecycle import refused_register
from tests.lifecycle.lives import (
    ENGINEER_FACTS,
    FILE,
    GRANTED,
    STAY_END,
    TODAY,
    after,
    engineer,
    holder,
)
from tests.lifecycle.refused import (
    EXCHANGE,
    LATER,
    ORDINARY,
    RESIDENT,
    SPECIAL,
    UNRECORDED,
    ended,
    filed,
    lost,
    started,
)
from tests.named_traces import traces
from tokutei.errors import TransitionRefused
from tokutei.law import Verdict
from tokutei.lifecycle import (
    REFUSALS,
    ConfirmCard,
    DecidePermission,
    Event,
    ExtendMyNumber,
    FileChange,
    FileExtension,
    FilePermanentResidence,
    FileReissue,
    FileSpecifiedCard,
    Filing,
    GiveBackMyNumber,
    Land,
    MakeCard,
    NotifyJlis,
    ReceiveCard,
    ReportLoss,
    ReturnCard,
    Situation,
    Stay,
    apply,
    judge,
)
from tokutei.lifecycle.states import (
    ApplicationState,
    MyNumberState,
    StayState,
)
from tokutei.models import Facts
from tokutei.vocabulary import CardKind, Channel, ProcedureKind, StatusOfResidence, Window

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
    "a permission whose stay is over": (
        replace(filed(5), main=replace(filed(5).main, granted_until=TODAY)),
        ReceiveCard(on=date(2026, 11, 20), my_number_card_returned=True),
        "granted_stay_over",
        "入管法第20条第5項",
    ),
    "landing as a permanent resident": (
        started(Facts(born=date(1990, 1, 1), has_pending_application=False)),
        Land(on=LATER, status=StatusOfResidence.PERMANENT_RESIDENT, stay_until=None),
        "not_by_landing",
        "入管法第7条第1項第2号",
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
    "of somebody who has died": (
        replace(engineer(), stay=Stay(StayState.DECEASED)),
        ORDINARY,
        "person_deceased",
        "入管法第19条の14第6号",
    ),
    "of somebody who became Japanese": (
        replace(engineer(), stay=Stay(StayState.JAPANESE)),
        ORDINARY,
        "person_japanese",
        "入管法第2条第2号",
    ),
    "nothing owed": (engineer(), ReturnCard(on=LATER), "nothing_to_return", "入管法第19条の15第1項"),
    **refused_register.CASES,
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
    assert got.my_number.state is MyNumberState.VALID


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
    **refused_register.FOLLOW,
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
    steps = [step for trace in traces() for step in trace["steps"]]
    told = {code for step in steps for code in step.get("refused", ())}
    known = {code for _, _, code, _ in CASES.values()} | told
    assert known - {"no_row", "second_procedure"} == {refusal.code for refusal in REFUSALS}
    given = {hint.code for situation, event, *_ in CASES.values() for hint in judge(situation, event).instead}
    assert given == set(FOLLOW)
    in_traces = {code for step in steps for code in step.get("instead", ())}
    assert given | in_traces == {hint.code for refusal in REFUSALS for hint in refusal.instead}


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
