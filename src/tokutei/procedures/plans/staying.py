"""Plans about the stay: extend it, change the status, become a permanent resident, have a child."""

from __future__ import annotations

from datetime import date
from typing import Final

from tokutei.calendar import days_after
from tokutei.law import Reason
from tokutei.lifecycle import (
    FileAcquisition,
    FileChange,
    FileExtension,
    FilePermanentResidence,
    FileSpecialBirth,
    Situation,
)
from tokutei.lifecycle.rows import art
from tokutei.lifecycle.states import MainState, StayState
from tokutei.models import UNKNOWN, Facts, Unknown
from tokutei.procedures.plans.drafts import Draft, open_day_before
from tokutei.procedures.plans.filing import file_it, own_last_day
from tokutei.procedures.plans.following import exchange_for_specified, follow, resume
from tokutei.procedures.plans.function import LIVE
from tokutei.procedures.plans.particulars import Asked, Particulars, particulars
from tokutei.procedures.plans.plan_words import Actor, StepKind
from tokutei.procedures.plans.planned import Step
from tokutei.rules.deadlines import TriggerEvent, deadline
from tokutei.rules.rulebook import Rulebook
from tokutei.rules.windows import before_stay_end
from tokutei.vocabulary import Channel, ProcedureKind, Window
from tokutei.vocabulary.cards import SPECIFIED_CARDS

__all__ = ["become_permanent", "born", "change_status", "extend", "have_child"]

_P: Final = ProcedureKind
_PENDING: Final = frozenset({MainState.FILED, MainState.DECIDED})


def _pending(draft: Draft, procedure: ProcedureKind) -> bool:
    main = draft.now.main
    return main.state in _PENDING and main.procedure is procedure


def extend(draft: Draft, *, specified: bool | None = None) -> None:
    """Plan the extension of the stay (在留期間更新許可, Act 21)."""
    asked = bool(draft.goal.specified_card) if specified is None else specified
    if draft.now.stay.until is UNKNOWN:
        draft.lacks("stay_until")
        return
    if _pending(draft, _P.EXTENSION_OF_STAY) and draft.now.stay.until is not None:
        resume(draft, _P.EXTENSION_OF_STAY, wanted=asked)
        return
    until = own_last_day(draft)
    if until is not None and draft.at <= until:
        window = before_stay_end(_P.EXTENSION_OF_STAY, stay_end=until, on=draft.at, book=draft.book).value
        draft.at = max(draft.at, window.advised_from or draft.at)
    event = FileExtension(
        on=draft.at,
        channel=Channel.COUNTER,
        specified_card=asked,
        certificates=True if asked else None,
    )
    follow(draft, _P.EXTENSION_OF_STAY, file_it(draft, event, window=Window.BUREAU, due_on=until))


def change_status(draft: Draft) -> None:
    """Plan the change of status (在留資格変更許可, Act 20)."""
    goal = draft.goal
    if goal.to_status is None:
        draft.lacks("to_status")
        return
    asked = bool(goal.specified_card)
    if draft.now.stay.status is goal.to_status and draft.now.stay.state is not StayState.NONE:
        if asked and not (draft.now.card.kind in SPECIFIED_CARDS and draft.now.my_number.state in LIVE):
            exchange_for_specified(draft, note=Reason("plan.status_is_held"))
        else:
            draft.reached = True
        return
    if _pending(draft, _P.CHANGE_OF_STATUS) and draft.now.main.target is goal.to_status:
        resume(draft, _P.CHANGE_OF_STATUS, wanted=asked)
        return
    event = FileChange(
        on=draft.at,
        channel=Channel.COUNTER,
        target=goal.to_status,
        specified_card=asked,
        certificates=True if asked else None,
    )
    filed = file_it(draft, event, window=Window.BUREAU, due_on=own_last_day(draft))
    follow(draft, _P.CHANGE_OF_STATUS, filed)


def become_permanent(draft: Draft) -> None:
    """Plan permanent residence (永住許可, Act 22), with the stay kept up until it is decided."""
    if _pending(draft, _P.PERMANENT_RESIDENCE):
        resume(draft, _P.PERMANENT_RESIDENCE, wanted=bool(draft.goal.specified_card))
        return
    asked, until = bool(draft.goal.specified_card), own_last_day(draft)
    comes = _comes(draft, specified=asked)
    first = until is not None and comes is not None and comes > until
    if first:
        extend(draft, specified=False)
        if not draft.goes_on:
            return
    event = FilePermanentResidence(
        on=draft.at,
        channel=Channel.COUNTER,
        specified_card=asked,
        certificates=True if asked else None,
    )
    filed = file_it(
        draft,
        event,
        window=Window.BUREAU,
        due_on=own_last_day(draft),
        matters=not first,
        not_by_itself=() if until is None else (Reason("plan.no_special_period", art("22:1", "20:6")),),
    )
    if filed is not None and until is not None and comes is None:
        _keep_up(draft, own_last_day(draft) or until)
    follow(draft, _P.PERMANENT_RESIDENCE, filed)


def _comes(draft: Draft, *, specified: bool) -> date | None:
    """Return the day by which permanent residence would have effect if applied for at once, as estimated."""
    decision, card = draft.estimates.decision_days.get(_P.PERMANENT_RESIDENCE), draft.estimates.card_days
    if decision is None or (specified and card is None):
        return None
    closed = draft.book.closed(Window.BUREAU)
    filed = closed.not_before(draft.at).value
    decided = closed.not_before(days_after(filed, decision)).value
    return closed.not_before(days_after(decided, card or 0)).value if specified else decided


def _keep_up(draft: Draft, until: date) -> None:
    """Say by when the stay has to be extended while permanent residence is not decided."""
    window = before_stay_end(_P.EXTENSION_OF_STAY, stay_end=until, on=draft.at, book=draft.book).value
    opens = max(draft.at, window.advised_from or draft.at)
    asked = Asked(
        on=opens,
        window=Window.BUREAU,
        procedure=_P.EXTENSION_OF_STAY,
        channel=Channel.COUNTER,
        months=draft.estimates.stay_months,
    )
    found = Particulars() if draft.trying else particulars(draft.now, asked, book=draft.book)
    step = Step(
        kind=StepKind.FILE_EXTENSION,
        actor=draft.holder,
        earliest=opens,
        due_on=open_day_before(until, Window.BUREAU, draft.book),
        channel=Channel.COUNTER,
        office=found.office,
        papers=found.papers,
        fee=found.fee,
        missing=found.missing,
        only_if=Reason("plan.only_if_not_decided", (), {"until": until}),
        basis=art("21:2", "20:6"),
        open_questions=found.open_questions,
    )
    draft.add(step, undated=True)


def born(holder: Situation, child_born_on: date, *, on: date, book: Rulebook) -> Situation:
    """Return where a child stands on a day, or on that of its birth if that is later."""
    code = holder.register.municipality
    facts = Facts(
        born=child_born_on,
        municipality=None if isinstance(code, Unknown) else code,
        has_my_number_card=False,
        has_pending_application=False,
    )
    return Situation.of(facts, on=max(on, child_born_on), book=book)


def have_child(draft: Draft, *, of_special: bool) -> None:
    """Plan what a child born in Japan needs to stay (在留資格取得許可, Act 22-2; Special Act 4)."""
    goal = draft.goal
    if goal.child_born_on is None:
        draft.lacks("child_born_on")
        return
    if goal.to_status is None and not of_special:
        draft.lacks("to_status")
        return
    draft.fix(max(draft.at, goal.child_born_on))
    draft.open(Window.MUNICIPALITY)
    draft.add(
        Step(
            kind=StepKind.REGISTER_BIRTH,
            actor=Actor.PARENT,
            not_by_itself=(Reason("plan.child_no_status", art("22-2:1")),),
            ask_at_counter=(Reason("plan.ask_record_copy", art("19-8:4")),) if not of_special else (),
        )
    )
    if of_special:
        _special_birth(draft, goal.child_born_on)
    elif goal.to_status is not None:
        due = deadline(
            _P.ACQUISITION_OF_STATUS,
            TriggerEvent.BORN_IN_JAPAN,
            event_on=goal.child_born_on,
            book=draft.book,
        ).value.due
        event = FileAcquisition(
            on=draft.at,
            channel=Channel.COUNTER,
            target=goal.to_status,
            occurred_on=goal.child_born_on,
            record_copy=True,
        )
        at_once = event.at(specified_card=True, certificates=True)
        if goal.specified_card and draft.judged(at_once):
            event = at_once
        # Whose certificate signs in for a child is the parents' matter: nothing is known of it here.
        filed = file_it(draft, event, window=Window.BUREAU, due_on=due, online=False)
        follow(draft, _P.ACQUISITION_OF_STATUS, filed)
        if goal.specified_card and not event.specified_card:
            note = Reason(
                "plan.free_after_acquisition",
                art("19-15-2:1:2", "22-2:2", "410CO0000000178@410CO0000000178:7::2:a"),
            )
            exchange_for_specified(draft, note=note, same_day=_P.ACQUISITION_OF_STATUS)


def _special_birth(draft: Draft, born_on: date) -> None:
    due = deadline(
        _P.SPR_PERMISSION_BIRTH, TriggerEvent.BORN_IN_JAPAN, event_on=born_on, book=draft.book
    ).value.due
    event = FileSpecialBirth(on=draft.at, occurred_on=born_on)
    filed = file_it(draft, event, window=Window.MUNICIPALITY, due_on=due, online=False)
    follow(draft, _P.SPR_PERMISSION_BIRTH, filed)
    if draft.goal.specified_card:
        exchange_for_specified(
            draft,
            note=Reason("plan.no_specified_at_first", art("403AC0000000071:16-2:1", "403AC0000000071:4:3")),
            same_day=_P.SPR_PERMISSION_BIRTH,
        )
