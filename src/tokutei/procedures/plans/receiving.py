"""The receipt of a card, or of a seal where none comes, by when it has to be, and what is returned after it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from types import MappingProxyType
from typing import Final

from tokutei.law import Citation, Reason
from tokutei.lifecycle import (
    ConfirmCard,
    Duty,
    MakeCard,
    NotifyJlis,
    ReceiveCard,
    ReceiveSeal,
    ReturnCard,
    advance,
    apply,
    duties,
)
from tokutei.lifecycle.rows import art
from tokutei.lifecycle.states import (
    ApplicationState,
    MainState,
    SeparateCardState,
    SpecialPeriodState,
)
from tokutei.procedures.plans.drafts import Draft, open_day_before
from tokutei.procedures.plans.function import WITHOUT_CARD, ends_without_card, lengthen_separate
from tokutei.procedures.plans.plan_words import Actor
from tokutei.rules.routes import delivery_of
from tokutei.vocabulary import Delivery, ProcedureKind, Window

__all__ = ["PENDING", "give_back_old_card", "grants_no_card", "receive", "refuse_without_card"]

PENDING: Final = frozenset(
    {ApplicationState.FILED, ApplicationState.NOTIFIED, ApplicationState.MADE, ApplicationState.CONFIRMED}
)
"""An application for a specified card waits for it."""
_DAY: Final = timedelta(days=1)
_UNDER_WAY: Final = frozenset({MainState.FILED, MainState.DECIDED})
_HANDED_OVER_BY: Final[Mapping[ProcedureKind, tuple[Citation, ...]]] = MappingProxyType(
    {
        ProcedureKind.EXTENSION_OF_STAY: art("20:5", "21:4#first"),
        ProcedureKind.CHANGE_OF_STATUS: art("20:4:1", "20:5"),
        ProcedureKind.PERMANENT_RESIDENCE: art("22:3", "22:4"),
        ProcedureKind.ACQUISITION_OF_STATUS: art("22-2:3", "22-2:4"),
        ProcedureKind.CARD_RENEWAL: art("19-11:3"),
        ProcedureKind.REISSUE_LOSS: art("19-12:2"),
        ProcedureKind.EXCHANGE: art("19-13:4"),
    }
)
"""By which provision the card of a resident is handed over."""
_EFFECT_BY: Final[Mapping[ProcedureKind, tuple[Citation, ...]]] = MappingProxyType(
    {
        ProcedureKind.EXTENSION_OF_STAY: art("20:5", "20:6", "21:4#first"),
        ProcedureKind.CHANGE_OF_STATUS: art("20:5", "20:6"),
        ProcedureKind.PERMANENT_RESIDENCE: art("22:4"),
        ProcedureKind.ACQUISITION_OF_STATUS: art("22-2:1", "22-2:3#first"),
    }
)
"""Permissions that have effect only when the card or the seal is given, and until when the stay goes on."""
_WINDOWS: Final[Mapping[Delivery, Window | None]] = MappingProxyType(
    {Delivery.BUREAU: Window.BUREAU, Delivery.MUNICIPALITY: Window.MUNICIPALITY, Delivery.POST: None}
)


def receive(draft: Draft, *, matters: bool = False) -> None:
    """Add making and confirming of a specified card that is asked for, and the receipt of what comes.

    With ``matters`` it is the receipt whose latest safe day is looked for, because all else is done by others.
    """
    if not draft.goes_on:
        return
    application, none_comes = draft.now.application, grants_no_card(draft)
    asked = application.state in PENDING
    route = application.route if asked and not none_comes else None
    how = delivery_of(route, on=draft.at, express=False, book=draft.book).value if route else Delivery.BUREAU
    window = Window.MUNICIPALITY if draft.special and route is None else _WINDOWS[how]
    if window is not None:
        draft.open(window)
    if route is not None:
        _make(draft)
    if matters:
        draft.first(window)
    due_on, told = _last_day(draft, window)
    if none_comes:
        told = (*told, *ends_without_card(draft))
        draft.take(ReceiveSeal(on=draft.at), window=Window.BUREAU, due_on=due_on, not_by_itself=told)
    else:
        _receive_card(draft, window, how, due_on, told)
    give_back_old_card(draft)
    lengthen_separate(draft)
    if none_comes and asked:
        refuse_without_card(draft)


def _make(draft: Draft) -> None:
    """Add what the offices do before a specified card is handed over; what was done before is not done again."""
    acts = (
        (NotifyJlis(on=draft.at), Actor.BUREAU),
        (MakeCard(on=draft.at), Actor.BUREAU),
        (ConfirmCard(on=draft.at), Actor.MUNICIPALITY),
    )
    for event, actor in acts:
        if draft.judged(event):
            draft.take(event, actor, at_latest=True)


def _receive_card(
    draft: Draft, window: Window | None, how: Delivery, due_on: date | None, told: tuple[Reason, ...]
) -> None:
    now = draft.now
    asked = now.application.state in PENDING
    held = now.separate_card.state is SeparateCardState.HELD
    card = ReceiveCard(on=draft.at, my_number_card_returned=True if asked and held else None)
    if now.application.state is ApplicationState.UNKNOWN and "pending" in draft.judged(card).missing:
        # What is pending is known; only whether a specified card was asked for with it is not.
        draft.lacks("with_specified_application")
        return
    specified = art("19-15-2:6" if how is Delivery.MUNICIPALITY else "19-15-2:5") if asked else ()
    handed = _HANDED_OVER_BY.get(now.main.procedure, ()) if now.main.procedure is not None else ()
    draft.take(
        card,
        window=window,
        due_on=due_on,
        not_by_itself=told,
        basis=(*handed, *(() if draft.special else specified)),
    )


def grants_no_card(draft: Draft) -> bool:
    """Tell whether what was decided brings a seal in the passport and no card."""
    return any(one.code == "no_card_comes" for one in draft.judged(ReceiveCard(on=draft.at)).reasons)


def refuse_without_card(draft: Draft) -> None:
    """Say that no specified card can come of a stay that brings no card at all."""
    draft.carried_through = True
    draft.refuse("plan.no_specified_without_card", (*WITHOUT_CARD, *art("19-15-2:1:2")))


def _last_day(draft: Draft, window: Window | None) -> tuple[date | None, tuple[Reason, ...]]:
    """Return the last day of the receipt and why, where the permission has effect only with it."""
    main, until = draft.now.main, draft.now.stay.until
    basis = _EFFECT_BY.get(main.procedure) if main.procedure is not None else None
    if basis is None or main.state not in _UNDER_WAY or not isinstance(until, date):
        return None, ()
    ends = _end_of_waiting(draft, until)
    due_on = ends if window is None else open_day_before(ends, window, draft.book)
    return due_on, (Reason("plan.effect_on_receipt", basis, {"until": ends}),)


def _end_of_waiting(draft: Draft, until: date) -> date:
    """Return the last day of the stay, or of the special period where one runs or will run."""
    now = draft.now
    if now.on <= until:
        now = advance(now, to=until + _DAY, book=draft.book).after
    special = now.special_period
    running = special.state is SpecialPeriodState.RUNNING and special.until is not None
    return special.until if running and special.until is not None else until


def give_back_old_card(draft: Draft) -> None:
    """Return a card that lapsed, where that is owed."""
    event = ReturnCard(on=draft.at)
    if not draft.goes_on or not draft.judged(event):
        return
    settled = {one.kind for one in apply(draft.now, event, book=draft.book).discharged}
    owed = [one for one in duties(draft.now, on=draft.at, book=draft.book) if one.kind in settled]
    first = owed[0] if owed else None
    due = first.due_on if first and draft.known else None
    told: tuple[Reason, ...] = ()
    if first is not None and due is None and (days := _days(first)):
        told = (Reason("plan.return_within", first.cite, {"days": days}),)
    draft.take(event, window=first.window if first else None, due_on=due, not_by_itself=told)


def _days(duty: Duty) -> int | None:
    """Return within how many days something is owed, where the law counts them."""
    grounds = duty.answer.grounds if duty.answer is not None else ()
    values = (ground.version.value for ground in grounds if ground.version is not None)
    return next((value for value in values if isinstance(value, int) and not isinstance(value, bool)), None)
