"""What plans have in common: a filing, what the offices do with it, and the receipt of the card."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from types import MappingProxyType
from typing import Final

from tokutei.calendar import months_after
from tokutei.errors import NotInForceError
from tokutei.law import Citation, Reason
from tokutei.lifecycle import (
    AskCertificateExchange,
    AskExchange,
    ConfirmCard,
    DecidePermission,
    Event,
    FileWithoutCard,
    GrantOtherActivity,
    MakeCard,
    NotifyJlis,
    Outcome,
    PermitSpecial,
    ReceiveCard,
    ReceiveSeal,
    ReturnCard,
    apply,
    duties,
)
from tokutei.lifecycle.rows import art
from tokutei.lifecycle.states import (
    ApplicationState,
    MainState,
    SeparateCardState,
)
from tokutei.procedures.drafts import Draft, open_day_before
from tokutei.procedures.function import extend_my_number, lengthen_separate
from tokutei.procedures.plan_words import Actor
from tokutei.procedures.planned import OnlineOption
from tokutei.procedures.signing_in import online_option
from tokutei.rules.routes import (
    MADE_ONLY_AFTER_DECISION,
    SPR_MADE_ONLY_AFTER_DECISION,
    delivery_of,
)
from tokutei.rules.statuses.periods import period_options
from tokutei.rules.validity import WITHOUT_END
from tokutei.rules.windows import ONLINE_LEAD_DAYS
from tokutei.vocabulary import Channel, Delivery, ProcedureKind, StatusOfResidence, Window
from tokutei.vocabulary.cards import SPECIFIED_CARDS

__all__ = [
    "exchange_for_specified",
    "file_it",
    "follow",
    "give_back_old_card",
    "own_last_day",
    "receive",
    "resume",
]

_DAY: Final = timedelta(days=1)
_PENDING: Final = frozenset(
    {ApplicationState.FILED, ApplicationState.NOTIFIED, ApplicationState.MADE, ApplicationState.CONFIRMED}
)
_DECIDED: Final = frozenset(
    {
        ProcedureKind.EXTENSION_OF_STAY,
        ProcedureKind.CHANGE_OF_STATUS,
        ProcedureKind.PERMANENT_RESIDENCE,
        ProcedureKind.ACQUISITION_OF_STATUS,
        ProcedureKind.SPR_PERMISSION_BIRTH,
    }
)
"""What a decision answers; the rest brings a card and nothing else."""
_WITH_OTHER_ACTIVITY: Final = frozenset(
    {ProcedureKind.EXTENSION_OF_STAY, ProcedureKind.CHANGE_OF_STATUS, ProcedureKind.ACQUISITION_OF_STATUS}
)
_DECIDED_BY: Final[Mapping[ProcedureKind, tuple[Citation, ...]]] = MappingProxyType(
    {
        ProcedureKind.EXTENSION_OF_STAY: art("21:3"),
        ProcedureKind.CHANGE_OF_STATUS: art("20:3#main"),
        ProcedureKind.PERMANENT_RESIDENCE: art("22:2"),
        ProcedureKind.ACQUISITION_OF_STATUS: art("22-2:3"),
    }
)
"""By which provision it is decided."""
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
_WINDOWS: Final[Mapping[Delivery, Window | None]] = MappingProxyType(
    {Delivery.BUREAU: Window.BUREAU, Delivery.MUNICIPALITY: Window.MUNICIPALITY, Delivery.POST: None}
)


def own_last_day(draft: Draft) -> date | None:
    """Return the last day of the stay, if it has one that is known."""
    until = draft.now.stay.until
    return until if isinstance(until, date) else None


def _may_carry(draft: Draft, event: Event) -> bool:
    """Tell whether a specified card could be asked for at the counter with an event although it is not."""
    if getattr(event, "specified_card", True) or not hasattr(event, "channel"):
        return False
    return bool(draft.judged(event.at(specified_card=True, channel=Channel.COUNTER)))


def file_it(
    draft: Draft,
    event: Event,
    *,
    window: Window,
    due_on: date | None = None,
    matters: bool = True,
    together: tuple[Reason, ...] = (),
    not_by_itself: tuple[Reason, ...] = (),
    after_loss: bool = False,
    online: bool = True,
) -> Outcome | None:
    """File something on the next open day, at the counter unless online is wished for and possible.

    The day of ``event`` does not matter: it is filed as soon as it can be. With ``online`` false the question of
    filing online does not arise.
    """
    if not draft.goes_on or event.procedure is None:
        return None
    before = draft.at
    draft.first(window) if matters else draft.open(window)
    event, option = event.at(on=draft.at), None
    if online:
        event, option = _through(draft, event, max(before, draft.first_on or before) if matters else before)
    more, asks, notes = ((), (), ()) if draft.trying else _to_tell(draft, event)
    return draft.take(
        event,
        window=window,
        procedure=event.procedure,
        channel=getattr(event, "channel", Channel.COUNTER),
        due_on=_last_day(draft, event, window, due_on),
        specified=bool(getattr(event, "specified_card", False)),
        together=(*together, *more),
        ask_at_counter=asks,
        not_by_itself=(*not_by_itself, *notes),
        online=option,
        after_loss=after_loss,
    )


def _through(draft: Draft, event: Event, online_on: date) -> tuple[Event, OnlineOption | None]:
    """Return the event online where that is wished for and possible, and what is to be said about it."""
    option = online_option(draft, event, on=online_on)
    wished = draft.goal.channel is Channel.ONLINE
    if wished and option.possible:
        draft.at = online_on
        return event.at(on=online_on, channel=Channel.ONLINE), option
    if not wished and any(one.code == "channel_not_open" for one in option.reasons):
        return event, None  # nobody asked for what the law does not know
    return event, option


_Reasons = tuple[Reason, ...]


def _to_tell(draft: Draft, event: Event) -> tuple[_Reasons, _Reasons, _Reasons]:
    """Return what may be done together, what must be asked for, and what does not happen by itself."""
    together: list[Reason] = []
    asks: list[Reason] = []
    notes: list[Reason] = []
    now = draft.now
    mine = now.separate_card.state is SeparateCardState.HELD
    if getattr(event, "specified_card", False):
        listed = "403AC0000000071:16-2:1" if draft.special else "19-15-2:1"
        asks.append(Reason("plan.ask_specified", art(listed)))
        asks.append(Reason("plan.ask_certificates", art("414AC0000000153:3:1", "414AC0000000153:22:1")))
        if mine:
            notes.append(Reason("plan.separate_card_goes", art("425AC0000000027:18-5:8#first")))
        if mine or now.card.kind in SPECIFIED_CARDS:
            notes.append(Reason("plan.licence_not_carried_over"))
    elif now.card.kind in SPECIFIED_CARDS:
        replaced = "403AC0000000071:15::5" if draft.special else "19-14::5"
        notes.append(Reason("plan.ordinary_card_comes", art(replaced, "425AC0000000027:18-5:10")))
    if _may_carry(draft, event):
        together.append(Reason("plan.together_specified", art("19-15-2:1")))
    if event.procedure in _WITH_OTHER_ACTIVITY and _may_ask_other_activity(draft):
        together.append(Reason("plan.together_other_activity", art("19:2")))
    return tuple(together), tuple(asks), tuple(notes)


def _last_day(draft: Draft, event: Event, window: Window, due_on: date | None) -> date | None:
    """Return the last day of filing: open days only where the end of the stay moves for nobody."""
    if due_on is None or not draft.known:
        return None
    if event.procedure not in _DECIDED:
        return due_on
    if getattr(event, "channel", None) is Channel.ONLINE:
        return due_on - draft.book.at(ONLINE_LEAD_DAYS, draft.at).value * _DAY
    return open_day_before(due_on, window, draft.book)


def _may_ask_other_activity(draft: Draft) -> bool:
    asked = FileWithoutCard(on=draft.at, asked=ProcedureKind.OTHER_ACTIVITY)
    return bool(draft.judged(asked)) and bool(draft.judged(GrantOtherActivity(on=draft.at)))


def follow(draft: Draft, procedure: ProcedureKind, filed: Outcome | None) -> None:
    """Add what the offices do with what was filed, and the receipt of what comes of it."""
    if filed is None:
        return
    filed_on, specified = draft.at, bool(getattr(filed.event, "specified_card", False))
    if specified:
        draft.take(NotifyJlis(on=draft.at), Actor.BUREAU)
    if any(one.code == "my_number_not_extended" for one in filed.warnings):
        extend_my_number(draft, procedure, specified=specified)
    # The municipality may have been closed on the day of filing; the decision does not wait for it.
    so_far, draft.at = draft.at, filed_on
    if procedure in _DECIDED:
        draft.decision_days(procedure)
        draft.at = max(so_far, draft.at)
        draft.open(Window.BUREAU)
        decision: Event = (
            PermitSpecial(on=draft.at)
            if procedure is ProcedureKind.SPR_PERMISSION_BIRTH
            else _decision(draft, procedure)
        )
        _decide(draft, decision)
        if procedure is ProcedureKind.SPR_PERMISSION_BIRTH:
            return
    elif not specified:
        draft.decision_days(procedure)
    draft.at = max(so_far, draft.at)
    if specified:
        _await_card(draft, procedure, filed_on)
    receive(draft)


def resume(draft: Draft, procedure: ProcedureKind, *, wanted: bool) -> None:
    """Go on with what is pending already, from its day of filing; a specified card that it lacks comes after it."""
    main, application = draft.now.main, draft.now.application
    draft.first(None)
    filed_on = main.filed_on or draft.at
    specified = application.state in _PENDING
    if main.state is MainState.FILED and procedure in _DECIDED:
        today, draft.at = draft.at, filed_on
        draft.decision_days(procedure)
        draft.at = max(today, draft.at)
        draft.open(Window.BUREAU)
        _decide(draft, _decision(draft, procedure))
    if specified:
        _await_card(draft, procedure, filed_on)
    receive(draft)
    if wanted and not specified:
        note = Reason(
            "plan.not_filed_together", art("403AC0000000071:16-2:1" if draft.special else "19-15-2:1")
        )
        exchange_for_specified(draft, note=note)


def _await_card(draft: Draft, procedure: ProcedureKind, filed_on: date) -> None:
    """Let the time pass that a specified card takes, from the permission where it is made only then."""
    special = draft.special
    waits = draft.book.at(
        SPR_MADE_ONLY_AFTER_DECISION if special else MADE_ONLY_AFTER_DECISION, filed_on
    ).value
    decided = draft.at
    if procedure not in waits:
        draft.at = filed_on
    draft.card_days()
    draft.at = max(decided, draft.at)


def exchange_for_specified(draft: Draft, *, note: Reason, after_loss: bool = False) -> None:
    """Exchange the ordinary card just received for the specified one, which did not come with it."""
    if not draft.goes_on:
        return
    special = draft.special
    event: AskExchange | AskCertificateExchange
    if special:
        event = AskCertificateExchange(on=draft.at, specified_card=True, certificates=True)
    else:
        event = AskExchange(on=draft.at, channel=Channel.COUNTER, specified_card=True, certificates=True)
    filed = file_it(
        draft,
        event,
        window=Window.MUNICIPALITY if special else Window.BUREAU,
        due_on=draft.at if after_loss else None,
        matters=False,
        after_loss=after_loss,
        online=not special,
        not_by_itself=(note,),
    )
    follow(draft, ProcedureKind.SPR_EXCHANGE if special else ProcedureKind.EXCHANGE, filed)


def _decision(draft: Draft, procedure: ProcedureKind) -> DecidePermission:
    """Return the permission as estimated, or with the longest period of the table where it was not."""
    now, months = draft.now, draft.estimates.stay_months
    target = now.main.target
    status = target if isinstance(target, StatusOfResidence) else now.stay.status
    if status in WITHOUT_END or not isinstance(status, StatusOfResidence):
        return DecidePermission(on=draft.at, stay_until=None)
    until = own_last_day(draft)
    extends = procedure is ProcedureKind.EXTENSION_OF_STAY and until is not None
    base = until if extends and until is not None else draft.at
    longest = _longest(status, draft.at, draft)
    if longest is not None and longest[0] == 0:
        return DecidePermission(on=draft.at, stay_until=base + longest[1] * _DAY)
    if not months:
        months = longest[0] if longest else 12
    return DecidePermission(on=draft.at, stay_until=months_after(base, months), months=months)


def _decide(draft: Draft, decision: Event) -> None:
    """Add the decision, and that nobody told for how long where it had to be supposed."""
    draft.take(decision, Actor.BUREAU, basis=_basis(_DECIDED_BY, draft))
    months = getattr(decision, "months", None)
    if draft.goes_on and months is not None and not draft.estimates.stay_months:
        told = Reason("plan.stay_not_estimated", (), {"months": months})
        draft.amend(len(draft.steps) - 1, not_known=(*draft.steps[-1].not_known, told))


def _basis(table: Mapping[ProcedureKind, tuple[Citation, ...]], draft: Draft) -> tuple[Citation, ...]:
    """Return the provisions for the procedure under way; none are those of the event."""
    procedure = draft.now.main.procedure
    return table.get(procedure, ()) if procedure is not None else ()


def _longest(status: StatusOfResidence, on: date, draft: Draft) -> tuple[int, int] | None:
    """Return the longest period of the table in months and days; ``None`` where none is listed."""
    try:
        rows = period_options(status, on=on, book=draft.book).value
    except NotInForceError:
        return None
    listed = [length for row in rows for length in row.listed]
    best = max(listed, key=lambda length: length.rank, default=None)
    return (best.months, best.days) if best else None


def receive(draft: Draft) -> None:
    """Add making and confirming of a specified card that is asked for, and the receipt of the card that comes."""
    if not draft.goes_on:
        return
    application = draft.now.application
    route = application.route if application.state in _PENDING else None
    how = delivery_of(route, on=draft.at, express=False, book=draft.book).value if route else Delivery.BUREAU
    special = draft.special
    window = Window.MUNICIPALITY if special and route is None else _WINDOWS[how]
    if window is not None:
        draft.open(window)
    if route is not None:
        acts = (
            (NotifyJlis(on=draft.at), Actor.BUREAU),
            (MakeCard(on=draft.at), Actor.BUREAU),
            (ConfirmCard(on=draft.at), Actor.MUNICIPALITY),
        )
        for event, actor in acts:
            if draft.judged(event):  # what was done before is not done again
                draft.take(event, actor, at_latest=True)
    held = draft.now.separate_card.state is SeparateCardState.HELD
    card = ReceiveCard(on=draft.at, my_number_card_returned=True if route and held else None)
    refused = draft.judged(card)
    if any(reason.code == "no_card_comes" for reason in refused.reasons):
        draft.take(ReceiveSeal(on=draft.at), window=Window.BUREAU)
    else:
        specified = art("19-15-2:6" if how is Delivery.MUNICIPALITY else "19-15-2:5") if route else ()
        draft.take(
            card,
            window=window,
            basis=(*_basis(_HANDED_OVER_BY, draft), *(() if draft.special else specified)),
        )
    give_back_old_card(draft)
    lengthen_separate(draft)


def give_back_old_card(draft: Draft) -> None:
    """Return a card that lapsed, where that is owed."""
    event = ReturnCard(on=draft.at)
    if not draft.goes_on or not draft.judged(event):
        return
    settled = {one.kind for one in apply(draft.now, event, book=draft.book).discharged}
    owed = [one for one in duties(draft.now, on=draft.at, book=draft.book) if one.kind in settled]
    due = owed[0].due_on if owed and draft.known else None
    draft.take(event, window=owed[0].window if owed else None, due_on=due)
