"""Plans about the card: get the specified one, replace a lost one, go back to two cards."""

from __future__ import annotations

from datetime import date
from typing import Final

from tokutei.law import Reason
from tokutei.lifecycle import (
    AskCertificateExchange,
    AskExchange,
    DutyKind,
    FileCardRenewal,
    FileCertificateReissue,
    FileCertificateRenewal,
    FileReissue,
    Filing,
    GiveBackMyNumber,
    ReceiveMyNumberCard,
    ReportLoss,
    SuspendMyNumber,
)
from tokutei.lifecycle.rows import art
from tokutei.lifecycle.states import (
    Carrier,
    CertificateState,
    FunctionState,
    HeldCardState,
    MainState,
    RegisterState,
    SeparateCardState,
)
from tokutei.models import UNKNOWN
from tokutei.procedures.plans.drafts import Draft
from tokutei.procedures.plans.filing import file_it, own_last_day
from tokutei.procedures.plans.following import exchange_for_specified, follow, resume
from tokutei.procedures.plans.function import LIVE
from tokutei.procedures.plans.living import move
from tokutei.procedures.plans.particulars import Asked, Particulars, particulars
from tokutei.procedures.plans.plan_words import StepKind
from tokutei.procedures.plans.planned import Step
from tokutei.procedures.plans.receiving import give_back_old_card
from tokutei.procedures.plans.staying import extend
from tokutei.rules.deadlines import TriggerEvent, deadline
from tokutei.rules.routes import MY_NUMBER_RETURN_WINDOW, SPR_MY_NUMBER_RETURN_WINDOW
from tokutei.rules.windows import before_stay_end
from tokutei.vocabulary import Channel, ProcedureKind, Window
from tokutei.vocabulary.cards import SPECIFIED_CARDS

__all__ = ["STOP_NUMBER", "get_specified_card", "replace_lost_card", "two_cards"]

STOP_NUMBER: Final = "0120-95-0178"
"""Where the My Number function is stopped at all hours; from secondary sources (2026-11), in no law."""
_P: Final = ProcedureKind
_PENDING: Final = frozenset({MainState.FILED, MainState.DECIDED})
_RENEWALS: Final = frozenset({_P.CARD_RENEWAL, _P.SPR_RENEWAL})
_LOST: Final = frozenset({HeldCardState.LOST, HeldCardState.DESTROYED})


def get_specified_card(draft: Draft) -> None:
    """Plan the shortest way to a specified card: with what is due anyway, else by an exchange of its own."""
    now, goal = draft.now, draft.goal
    if now.card.kind in SPECIFIED_CARDS and now.my_number.state in LIVE:
        draft.reached = now.card.state is HeldCardState.HELD and not _renewal_is_due(draft)
    if draft.reached:
        return
    if now.card.state in _LOST and now.main.state not in _PENDING:
        replace_lost_card(draft, specified=True)
        return
    if now.main.state in _PENDING and now.main.procedure is not None:
        resume(draft, now.main.procedure, wanted=True)
        return
    if now.register.state is not RegisterState.RECORDED and goal.to_municipality and goal.moving_on:
        move(draft, specified=True)
        return
    if _extension_is_due(draft):
        extend(draft, specified=True)
        return
    event, window = _bringing(draft)
    filed = file_it(draft, event, window=window, due_on=_card_end(draft, event), online=not draft.special)
    if now.residence.state is FunctionState.LAPSED:
        give_back_old_card(draft)
    if event.procedure is not None:
        follow(draft, event.procedure, filed)


def _renewal_is_due(draft: Draft) -> bool:
    """Tell whether the validity of the card is being renewed, or may be from now on, because it ends soon."""
    if draft.now.main.state in _PENDING:
        return draft.now.main.procedure in _RENEWALS
    return _bringing(draft)[0].procedure in _RENEWALS


def _card_end(draft: Draft, event: Filing) -> date | None:
    """Return the last day to renew the card, where the filing is its renewal."""
    ends, procedure = draft.now.residence.until, event.procedure
    if procedure is None or procedure not in _RENEWALS or not isinstance(ends, date):
        return None
    return deadline(procedure, TriggerEvent.CARD_EXPIRES, event_on=ends, book=draft.book).value.due


def _extension_is_due(draft: Draft) -> bool:
    """Tell whether the stay is extended soon anyway, which brings the card without an exchange."""
    until = own_last_day(draft)
    if until is None or draft.at > until or draft.special:
        return False
    found = before_stay_end(_P.EXTENSION_OF_STAY, stay_end=until, on=draft.at, book=draft.book).value
    return found.advised_from is not None and found.advised_from <= draft.at


def _bringing(draft: Draft) -> tuple[Filing, Window]:
    """Return the filing that brings the card: the renewal of the card where its window is open."""
    if draft.special:
        renewal = FileCertificateRenewal(on=draft.at, specified_card=True, certificates=True)
        wish = AskCertificateExchange(on=draft.at, specified_card=True, certificates=True)
        return (renewal if draft.judged(renewal) else wish), Window.MUNICIPALITY
    of_card = FileCardRenewal(on=draft.at, channel=Channel.COUNTER, specified_card=True, certificates=True)
    if draft.judged(of_card):
        return of_card, Window.BUREAU
    exchange = AskExchange(on=draft.at, channel=Channel.COUNTER, specified_card=True, certificates=True)
    return exchange, Window.BUREAU


def replace_lost_card(draft: Draft, *, specified: bool | None = None) -> None:
    """Plan what follows a loss: the ordinary card first, then, if wished, an exchange for the specified one."""
    now, special = draft.now, draft.special
    wanted = bool(draft.goal.specified_card) if specified is None else specified
    known_on = draft.goal.known_on
    if now.card.state in _LOST:
        owed = (
            one.since
            for one in now.obligations
            if one.kind in {DutyKind.REISSUE, DutyKind.CERTIFICATE_REISSUE}
        )
        known_on = known_on or next(owed, None)
    if known_on is None:
        draft.lacks("known_on")
        return
    if now.card.state not in _LOST:
        draft.fix(max(draft.at, known_on))
        # What became known before the day of the situation is entered on that day; the days run all the same.
        draft.take(
            ReportLoss(on=draft.at, known_on=known_on),
            day=known_on,
            basis=art("403AC0000000071:13:1" if special else "19-12:1"),
        )
    if not draft.goes_on:
        return
    _stop(draft)
    proof = () if special else art("356M50000010054:19-11:1")
    draft.add(Step(kind=StepKind.POLICE_REPORT, actor=draft.holder, basis=proof))
    procedure = _P.SPR_REISSUE_LOSS if special else _P.REISSUE_LOSS
    if now.main.state in _PENDING and now.main.procedure is procedure:
        resume(draft, procedure, wanted=wanted)
        return
    due = deadline(procedure, TriggerEvent.LOSS_KNOWN, event_on=known_on, book=draft.book).value.due
    event: Filing
    if special:
        event = FileCertificateReissue(
            on=draft.at, specified_card=wanted, certificates=True if wanted else None
        )
    else:
        event = FileReissue(on=draft.at, channel=Channel.COUNTER)
        at_once = event.at(specified_card=True, certificates=True)
        if wanted and draft.judged(at_once):
            event = at_once
    if any(one.code == "second_procedure" for one in draft.judged(event).reasons):
        _still_owed(draft, event, due)
    had = now.card.kind in SPECIFIED_CARDS
    keys = now.my_number.carrier is Carrier.ON_CARD and _certificates(draft)
    filed = file_it(
        draft,
        event,
        window=Window.MUNICIPALITY if special else Window.BUREAU,
        due_on=due,
        online=not special,
        together=(
            Reason("plan.together_key_loss", art("414AC0000000153:10:1#first", "414AC0000000153:29:1#first")),
        )
        if keys
        else (),
        not_by_itself=(Reason("plan.no_specified_after_loss", art("19-15-2:1", "19-12:1")),)
        if (had or wanted) and not event.specified_card
        else (),
    )
    follow(draft, procedure, filed)
    if wanted and not event.specified_card and draft.goes_on:
        exchange_for_specified(
            draft,
            same_day=procedure,
            note=Reason("plan.free_on_that_day", art("410CO0000000178:3-3:2:3")),
        )


def _still_owed(draft: Draft, event: Filing, due_on: date | None) -> None:
    """Add the filing that is owed whatever else is pending, although no life follows two procedures at once."""
    window = Window.MUNICIPALITY if draft.special else Window.BUREAU
    draft.first(window)
    asked = Asked(on=draft.at, window=window, procedure=event.procedure, channel=Channel.COUNTER)
    found = Particulars() if draft.trying else particulars(draft.now, asked, book=draft.book)
    draft.add(
        Step(
            kind=StepKind(event.kind.value),
            actor=draft.holder,
            due_on=due_on,
            channel=Channel.COUNTER,
            office=found.office,
            papers=found.papers,
            fee=found.fee,
            missing=found.missing,
            not_by_itself=(Reason("plan.owed_besides"),),
            basis=art("403AC0000000071:13:1" if draft.special else "19-12:1"),
            open_questions=found.open_questions,
        )
    )


def _certificates(draft: Draft) -> bool:
    now = draft.now
    return CertificateState.VALID in {now.signing.state, now.authentication.state}


def _stop(draft: Draft) -> None:
    """Have the use of the My Number function stopped where it went with the card."""
    event = SuspendMyNumber(on=draft.at)
    on_card = draft.now.my_number.carrier is Carrier.ON_CARD
    if on_card and draft.now.my_number.state in LIVE and draft.judged(event):
        call = Reason("plan.stop_by_telephone", (), {"number": STOP_NUMBER})
        draft.take(event, ask_at_counter=(call,), basis=art("426M60000008085:23-2::4"))


def two_cards(draft: Draft) -> None:
    """Plan the return of the My Number function and, after it, a separate Individual Number Card."""
    now = draft.now
    if now.card.kind is UNKNOWN:
        draft.lacks("card")
        return
    if now.card.kind in SPECIFIED_CARDS:
        _give_back(draft)
    if not draft.goes_on:
        return
    if draft.now.separate_card.state is SeparateCardState.HELD and draft.now.my_number.state in LIVE:
        draft.reached = not draft.steps
        return
    if draft.now.separate_card.state is SeparateCardState.UNKNOWN:
        draft.lacks("has_my_number_card")
        return
    _separate_card(draft)


def _give_back(draft: Draft) -> None:
    special = draft.special
    rule = SPR_MY_NUMBER_RETURN_WINDOW if special else MY_NUMBER_RETURN_WINDOW
    provision = "403AC0000000071:16-3" if special else "19-15-4"
    window = draft.book.at(rule, draft.at).value
    draft.first(window)
    draft.take(
        GiveBackMyNumber(on=draft.at, to=window),
        window=window,
        procedure=_P.SPR_MY_NUMBER_RETURN if special else _P.MY_NUMBER_RETURN,
        channel=Channel.COUNTER,
        ask_at_counter=(
            Reason(f"plan.ask_ordinary_at_once{'_special' if special else ''}", art(f"{provision}:3")),
        ),
        not_by_itself=(
            Reason("plan.certificates_end_with_it", art("425AC0000000027:17:10")),
            Reason("plan.no_separate_card_comes", art("425AC0000000027:16-2:1")),
        ),
        basis=art(f"{provision}:2", "426CO0000000155:15:4"),
    )


def _separate_card(draft: Draft) -> None:
    """Apply for a separate card, which is made, and then receive it at the municipality."""
    draft.open(Window.MUNICIPALITY)
    asked = Asked(on=draft.at, window=Window.MUNICIPALITY, procedure=_P.MY_NUMBER_CARD)
    found = particulars(draft.now, asked, book=draft.book)
    draft.add(
        Step(
            kind=StepKind.ASK_SEPARATE_CARD,
            actor=draft.holder,
            office=found.office,
            papers=found.papers,
            fee=found.fee,
            missing=found.missing,
            not_by_itself=(Reason("plan.separate_fee_not_known"),) if found.fee is None else (),
            basis=art("425AC0000000027:16-2:1"),
        )
    )
    draft.decision_days(_P.MY_NUMBER_CARD)
    draft.open(Window.MUNICIPALITY)
    made_on: date = draft.at
    draft.take(
        ReceiveMyNumberCard(on=draft.at, made_on=made_on),
        window=Window.MUNICIPALITY,
        channel=Channel.COUNTER,
        basis=art("425AC0000000027:17:1"),
    )
