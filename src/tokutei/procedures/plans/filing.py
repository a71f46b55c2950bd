"""A filing: when, through which channel, and what is to be said about it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from tokutei.law import Reason
from tokutei.lifecycle import Event, FileWithoutCard, GrantOtherActivity, Outcome
from tokutei.lifecycle.rows import art
from tokutei.lifecycle.states import SeparateCardState
from tokutei.procedures.plans.drafts import Draft, open_day_before
from tokutei.procedures.plans.function import DECIDED, WITHOUT_CARD, ask_certificates, ends_without_card
from tokutei.procedures.plans.planned import OnlineOption
from tokutei.procedures.plans.signing_in import online_option
from tokutei.rules.statuses import SHORT_STAY_MONTHS
from tokutei.rules.statuses.standing import brings_no_card
from tokutei.rules.windows import ONLINE_LEAD_DAYS
from tokutei.vocabulary import Channel, ProcedureKind, StatusOfResidence, Window
from tokutei.vocabulary.cards import SPECIFIED_CARDS

__all__ = ["file_it", "own_last_day"]

_DAY: Final = timedelta(days=1)
_WITH_OTHER_ACTIVITY: Final = frozenset(
    {ProcedureKind.EXTENSION_OF_STAY, ProcedureKind.CHANGE_OF_STATUS, ProcedureKind.ACQUISITION_OF_STATUS}
)

_WITHOUT_MONTHS: Final = frozenset({ProcedureKind.PERMANENT_RESIDENCE, ProcedureKind.SPR_PERMISSION_BIRTH})
"""What is granted without an end."""


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
    same_day: ProcedureKind | None = None,
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
        same_day=same_day,
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
    without = _brings_no_card(draft, event)
    if without:
        notes += [Reason("plan.no_card_comes", WITHOUT_CARD), *ends_without_card(draft)]
    if getattr(event, "specified_card", False):
        listed = "403AC0000000071:16-2:1" if draft.special else "19-15-2:1"
        asks.append(Reason("plan.ask_specified", art(listed)))
        asks += ask_certificates(draft)
        if mine and not without:
            notes.append(Reason("plan.separate_card_goes", art("425AC0000000027:18-5:8#first")))
        if (mine or now.card.kind in SPECIFIED_CARDS) and not without:
            notes.append(Reason("plan.licence_not_carried_over"))
    elif event.procedure is ProcedureKind.REISSUE_LOSS and now.card.kind in SPECIFIED_CARDS:
        notes.append(Reason("plan.lost_card_ends", art("19-14::5", "425AC0000000027:18-5:10")))
    elif now.card.kind in SPECIFIED_CARDS and not without:
        replaced = "403AC0000000071:15::5" if draft.special else "19-14::5"
        code = f"plan.ordinary_card_comes{'_special' if draft.special else ''}"
        notes.append(Reason(code, art(replaced, "425AC0000000027:18-5:10")))
    if not without and _may_carry(draft, event):
        together.append(Reason("plan.together_specified", art("19-15-2:1")))
    if event.procedure in _WITH_OTHER_ACTIVITY and _may_ask_other_activity(draft):
        together.append(Reason("plan.together_other_activity", art("19:2")))
    return tuple(together), tuple(asks), tuple(notes)


def _brings_no_card(draft: Draft, event: Event) -> bool:
    """Tell whether what is applied for is expected to bring a seal in the passport and no card."""
    if event.procedure not in DECIDED or event.procedure in _WITHOUT_MONTHS:
        return False
    status, months = getattr(event, "target", None) or draft.now.stay.status, draft.estimates.stay_months
    if isinstance(status, StatusOfResidence) and brings_no_card(status, on=draft.at, book=draft.book):
        return True
    return months is not None and 0 < months <= draft.book.at(SHORT_STAY_MONTHS, draft.at).value


def _last_day(draft: Draft, event: Event, window: Window, due_on: date | None) -> date | None:
    """Return the last day of filing: open days only where the end of the stay moves for nobody."""
    if due_on is None or not draft.known:
        return None
    if event.procedure not in DECIDED:
        return due_on
    if getattr(event, "channel", None) is Channel.ONLINE:
        return due_on - draft.book.at(ONLINE_LEAD_DAYS, draft.at).value * _DAY
    return open_day_before(due_on, window, draft.book)


def _may_ask_other_activity(draft: Draft) -> bool:
    asked = FileWithoutCard(on=draft.at, asked=ProcedureKind.OTHER_ACTIVITY)
    return bool(draft.judged(asked)) and bool(draft.judged(GrantOtherActivity(on=draft.at)))
