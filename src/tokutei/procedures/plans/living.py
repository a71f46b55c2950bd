"""Plans about where and as whom somebody lives: move, leave and return, naturalise."""

from __future__ import annotations

from datetime import date, timedelta
from types import MappingProxyType
from typing import Final

from tokutei.law import Reason
from tokutei.lifecycle import (
    Depart,
    FileCardRenewal,
    FileCertificateRenewal,
    FileWithoutCard,
    Naturalize,
    NotifyAddressAfterPermission,
    NotifyFirstAddress,
    NotifyJlis,
    NotifyMoveIn,
    NotifyMoveOut,
    NotifyRelocation,
    ReEnter,
)
from tokutei.lifecycle.rows import art
from tokutei.lifecycle.situation import DutyKind
from tokutei.lifecycle.states import (
    Carrier,
    CertificateState,
    MyNumberState,
    ReentryKind,
    RegisterState,
    StayState,
)
from tokutei.models import UNKNOWN
from tokutei.procedures.plans.drafts import Draft, open_day_before
from tokutei.procedures.plans.filing import own_last_day
from tokutei.procedures.plans.function import ask_certificates, issue_certificates
from tokutei.procedures.plans.plan_words import Actor, StepKind
from tokutei.procedures.plans.planned import Step
from tokutei.procedures.plans.receiving import give_back_old_card, receive
from tokutei.rules.deadlines import TriggerEvent, deadline
from tokutei.rules.routes import ExpressClass
from tokutei.vocabulary import Channel, ProcedureKind, Window

__all__ = ["leave_and_return", "move", "naturalize"]

_P: Final = ProcedureKind
_DAY: Final = timedelta(days=1)
_LIVE: Final = frozenset({MyNumberState.VALID, MyNumberState.EXTENDED, MyNumberState.SUSPENDED})
_Notice = NotifyFirstAddress | NotifyAddressAfterPermission | NotifyMoveIn | NotifyRelocation
_CLOCKS: Final = MappingProxyType(
    {
        _P.PLACE_OF_RESIDENCE_FIRST: TriggerEvent.ADDRESS_SETTLED,
        _P.PLACE_OF_RESIDENCE_AFTER_PERMISSION: TriggerEvent.ADDRESS_SETTLED,
        _P.PLACE_OF_RESIDENCE_CHANGE: TriggerEvent.MOVED_IN,
        _P.SPR_PLACE_OF_RESIDENCE_CHANGE: TriggerEvent.MOVED_IN,
    }
)


def move(draft: Draft, *, specified: bool | None = None) -> None:
    """Plan a move: out before it, in within the days after it, the certificate for signing anew."""
    goal, register = draft.goal, draft.now.register
    code, moving_on = goal.to_municipality, goal.moving_on
    lacking = {"to_municipality": code, "moving_on": moving_on}
    if register.state is RegisterState.UNKNOWN or (
        register.state is RegisterState.RECORDED and register.municipality is UNKNOWN
    ):
        lacking["municipality"] = None
    if code is None or moving_on is None or None in lacking.values():
        draft.lacks(*(name for name, value in lacking.items() if value is None))
        return
    here = register.state is RegisterState.RECORDED
    within = here and register.municipality == str(code)
    if here and not within:
        _move_out(draft, moving_on)
    asked = bool(goal.specified_card) if specified is None else specified
    draft.fix(max(draft.at, moving_on))
    draft.first(Window.MUNICIPALITY)
    notice = _notice(draft, str(code), moving_on, within=within)
    notice = notice.at(specified_card=asked, certificates=True if asked else None)
    _notify(draft, notice, moving_on, within=within)
    if asked:
        draft.take(NotifyJlis(on=draft.at), Actor.BUREAU)
        draft.card_days()
        receive(draft)
    else:
        issue_certificates(draft, together=(Reason("plan.together_moving", art("414AC0000000153:12")),))


def _move_out(draft: Draft, moving_on: date) -> None:
    """Add moving out, which is notified before the move; no provision demands that anybody appear for it."""
    draft.open(Window.MUNICIPALITY)
    notes = [Reason("plan.move_out_without_visit", art("342AC0000000081:24", "342AC0000000081:27:1"))]
    if draft.now.my_number.state in _LIVE:
        notes.append(Reason("plan.move_out_needs_move_in", art("426CO0000000155:14::2")))
    draft.take(
        NotifyMoveOut(on=draft.at, planned_on=moving_on),
        window=Window.MUNICIPALITY,
        due_on=open_day_before(moving_on, Window.MUNICIPALITY, draft.book),
        office_for=_P.MOVING_WITHIN,
        not_by_itself=tuple(notes),
        basis=art("342AC0000000081:24"),
    )


def _notice(draft: Draft, code: str, moving_on: date, *, within: bool) -> _Notice:
    """Return the notification of residence that is due."""
    if within:
        return NotifyRelocation(on=draft.at, municipality=code, moved_on=moving_on)
    owed = {one.kind for one in draft.now.obligations}
    if draft.now.register.state is RegisterState.NOT_RECORDED:
        if DutyKind.ADDRESS_AFTER_PERMISSION in owed:
            return NotifyAddressAfterPermission(on=draft.at, municipality=code, moved_on=moving_on)
        return NotifyFirstAddress(on=draft.at, municipality=code, moved_on=moving_on)
    return NotifyMoveIn(on=draft.at, municipality=code, moved_on=moving_on)


def _notify(draft: Draft, notice: _Notice, moving_on: date, *, within: bool) -> None:
    special = draft.special
    listed = art("403AC0000000071:16-2:2" if special else "19-15-2:2")
    procedure = notice.procedure or _P.PLACE_OF_RESIDENCE_CHANGE
    clock = _P.SPR_PLACE_OF_RESIDENCE_CHANGE if special else procedure
    due = deadline(clock, _CLOCKS[clock], event_on=moving_on, book=draft.book).value.due
    asks: list[Reason] = []
    together: list[Reason] = []
    if not draft.trying:
        if notice.specified_card:
            asks.append(Reason("plan.ask_specified", listed))
            asks += ask_certificates(draft)
            posted = notice.at(expedited=True, expedited_class=ExpressClass.REGISTER_NOTIFICATION)
            if draft.judged(posted):
                quick = "403AC0000000071:16-2:4" if special else "19-15-2:3"
                asks.append(Reason("plan.ask_expedited", art(quick)))
        elif draft.judged(notice.at(specified_card=True)):
            together.append(Reason("plan.together_specified", listed))
        if draft.now.my_number.state in _LIVE:
            together.append(_hand_in(draft))
    lived = draft.now.my_number.state in _LIVE
    draft.take(
        notice,
        window=Window.MUNICIPALITY,
        procedure=_P.MOVING_WITHIN if within and not special else clock,
        municipality=notice.municipality,
        channel=Channel.COUNTER,
        due_on=due,
        specified=notice.specified_card,
        together=tuple(together),
        ask_at_counter=tuple(asks),
        not_by_itself=(Reason("plan.signing_ends", art("414AC0000000153:12")),)
        if draft.now.signing.state is CertificateState.VALID
        else (),
    )
    if draft.goes_on and lived and draft.now.my_number.carrier is Carrier.ON_CARD:
        asked = (*draft.steps[-1].open_questions, draft.book.question("Q13"))
        draft.amend(len(draft.steps) - 1, open_questions=asked)
    if draft.goes_on and lived and draft.now.my_number.state is MyNumberState.LAPSED:
        told = Reason("plan.function_ends_by_late_move", art("426CO0000000155:14::2"))
        draft.amend(len(draft.steps) - 1, not_by_itself=(told,))


def _hand_in(draft: Draft) -> Reason:
    """Return that the card is handed in to be written on, and by which provision."""
    if draft.now.my_number.carrier is not Carrier.ON_CARD:
        return Reason("plan.together_hand_in", art("425AC0000000027:17:6"))
    # The Immigration Acts' own notification takes the place of Article 17(6) for the one card.
    handed = ("403AC0000000071:10:2", "403AC0000000071:10:5") if draft.special else ("19-9:1", "19-9:3")
    return Reason("plan.together_hand_in_specified", art(*handed, "425AC0000000027:18-5:9"))


def leave_and_return(draft: Draft) -> None:
    """Plan a departure: by special re-entry permission where the return lies in it, else by a permission."""
    goal = draft.goal
    if goal.leaving_on is None:
        draft.lacks("leaving_on")
        return
    if goal.leaving_on < draft.at:
        draft.refuse("plan.leaving_passed")
        return
    back, until = goal.returning_on, own_last_day(draft)
    special = Depart(on=goal.leaving_on, reentry=ReentryKind.SPECIAL)
    judged = draft.judged(special)
    term = _term(draft, special) if judged else None
    by_permit = not judged or (back is not None and term is not None and back > term)
    beyond = back is not None and until is not None and back > max(until, term or until)
    if beyond:
        draft.refuse("plan.stay_ends_abroad", art("26:3", "26-2:2"), Reason("instead_extension_of_stay"))
        return
    if by_permit and (judged or any(one.code == "instead_reentry_permit" for one in judged.instead)):
        _ask_permit(draft, goal.leaving_on)
        if back is None:
            draft.lacks("returning_on")
            return
        special = Depart(on=goal.leaving_on, reentry=ReentryKind.PERMIT, permit_until=back)
    # A card that ends with the stay is renewed with it, and nobody comes back after the stay.
    ends = draft.now.residence.until if until is None else None
    renewable = ends is not None and _may_renew(draft, goal.leaving_on)
    draft.fix(goal.leaving_on)
    of_special = art("403AC0000000071:23:2#first") if draft.special else ()
    variant = "_special" if draft.special else ""
    notes = (
        [Reason(f"plan.special_reentry_not_extended{variant}", (*of_special, *art("26-2:3")))]
        if not by_permit
        else []
    )
    if draft.now.my_number.state in _LIVE:
        notes.append(Reason("plan.moving_abroad_ends", art("426CO0000000155:14::1")))
    draft.take(
        special,
        ask_at_counter=(Reason(f"plan.declare_return{variant}", art("356M50000010054:29-2")),)
        if not by_permit
        else (),
        not_by_itself=tuple(notes),
        basis=art("26:1#first") if by_permit else (*of_special, *art("26-2:1#main")),
    )
    last = draft.now.presence.until
    if draft.goes_on:
        notes += _card_ends_abroad(ends, renewable, back or last, special=draft.special)
        draft.amend(len(draft.steps) - 1, not_by_itself=tuple(notes))
    if back is None:
        draft.add(
            Step(
                kind=StepKind.RE_ENTER,
                actor=draft.holder,
                due_on=last if isinstance(last, date) else None,
                basis=(*of_special, *art("26-2:2")),
            ),
            undated=True,
        )
        draft.lacks("returning_on")
        return
    draft.fix(back)
    draft.take(ReEnter(on=back), due_on=last if isinstance(last, date) else None)


def _may_renew(draft: Draft, leaving_on: date) -> bool:
    """Tell whether the card may be renewed as usual before somebody leaves."""
    window = Window.MUNICIPALITY if draft.special else Window.BUREAU
    day = max(draft.at, open_day_before(leaving_on, window, draft.book))
    renewal: FileCertificateRenewal | FileCardRenewal = (
        FileCertificateRenewal(on=day) if draft.special else FileCardRenewal(on=day, channel=Channel.COUNTER)
    )
    return bool(draft.judged(renewal))


def _card_ends_abroad(ends: object, renewable: object, back: object, *, special: bool) -> list[Reason]:
    """Return that the card ends before the return, and how it is renewed before leaving."""
    if not isinstance(ends, date) or not isinstance(back, date) or ends >= back:
        return []
    code = f"plan.card_ends_abroad_{'renew' if renewable else 'early'}"
    law, renews, lapses = ("403AC0000000071:", "12", "15::2") if special else ("", "19-11", "19-14::2")
    carries = () if renewable else (f"{law}16-2:1",) if special else ("19-15-2:1:1",)
    cites = art(f"{law}{renews}:{1 if renewable else 2}", f"{law}{lapses}", *carries)
    return [Reason(code, cites, {"until": ends})]


def _term(draft: Draft, event: Depart) -> date | None:
    """Return until when somebody who leaves this way may come back."""
    trial = Draft(
        draft.now, draft.goal, on=draft.at, estimates=draft.estimates, book=draft.book, first_on=draft.at
    )
    outcome = trial.take(event)
    last = outcome.after.presence.until if outcome else None
    return last if isinstance(last, date) else None


def _ask_permit(draft: Draft, leaving_on: date) -> None:
    draft.open(Window.BUREAU)
    due = open_day_before(leaving_on, Window.BUREAU, draft.book)
    if draft.at > due:
        draft.refuse("plan.no_day_for_permit", art("26:1#first"))
        return
    draft.take(
        FileWithoutCard(on=draft.at, asked=_P.REENTRY_SINGLE),
        window=Window.BUREAU,
        procedure=_P.REENTRY_SINGLE,
        channel=Channel.COUNTER,
        due_on=due,
        ask_at_counter=(
            Reason(
                "plan.ask_permit_term", art("26:3", *(("403AC0000000071:23:1",) if draft.special else ()))
            ),
        ),
        basis=art("26:1#first"),
    )
    if draft.goes_on and not draft.trying:
        _permit_in_time(draft, leaving_on)


def _permit_in_time(draft: Draft, leaving_on: date) -> None:
    """Say until when the permission can be applied for so that it is there on leaving, as estimated."""
    days = draft.estimates.decision_days.get(_P.REENTRY_SINGLE)
    if days is None:
        told = Reason("plan.decision_not_estimated", (), {"procedure": _P.REENTRY_SINGLE})
        draft.amend(len(draft.steps) - 1, not_known=(told,))
        return
    left = (leaving_on - draft.at).days
    safe = open_day_before(leaving_on - min(days, left) * _DAY, Window.BUREAU, draft.book)
    if days > left or safe < draft.at:
        draft.amend(len(draft.steps) - 1, not_known=(Reason("plan.permit_too_late", (), {"day": draft.at}),))
    else:
        draft.amend(len(draft.steps) - 1, latest_safe=safe)


def naturalize(draft: Draft) -> None:
    """Plan naturalisation: the application, the permission, and what then goes back."""
    now = draft.now
    if now.stay.state is StayState.JAPANESE:
        draft.reached = True
        return
    on_card = now.my_number.carrier is Carrier.ON_CARD
    variant, lapses = ("_special", "403AC0000000071:15::1") if draft.special else ("", "19-14::1")
    notes = []
    if own_last_day(draft) is not None:
        notes.append(Reason("plan.stay_meanwhile", art("21:1"), {"until": own_last_day(draft)}))
    draft.add(Step(kind=StepKind.APPLY_FOR_NATURALIZATION, actor=draft.holder, not_by_itself=tuple(notes)))
    draft.wait(None, Reason("plan.naturalization_not_estimated"))
    if on_card:
        ends = Reason(f"plan.both_functions_end{variant}", art(lapses, "425AC0000000027:18-5:10"))
    else:
        ends = Reason(f"plan.separate_card_lives{variant}", art("426CO0000000155:14::4", lapses))
    draft.take(Naturalize(on=draft.at), Actor.MINISTER, not_by_itself=(ends,))
    give_back_old_card(draft)
