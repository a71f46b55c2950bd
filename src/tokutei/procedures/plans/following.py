"""What the offices do with what was filed, up to the receipt of what comes of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from types import MappingProxyType
from typing import Final

from tokutei.calendar import months_after
from tokutei.law import Citation, Reason
from tokutei.lifecycle import (
    AskCertificateExchange,
    AskExchange,
    DecidePermission,
    Event,
    NotifyJlis,
    Outcome,
    PermitSpecial,
)
from tokutei.lifecycle.rows import art
from tokutei.lifecycle.states import ApplicationState, MainState, StayState
from tokutei.procedures.plans.drafts import Draft
from tokutei.procedures.plans.filing import file_it, own_last_day
from tokutei.procedures.plans.function import DECIDED, extend_my_number
from tokutei.procedures.plans.particulars import Asked, Particulars, particulars
from tokutei.procedures.plans.plan_words import Actor, StepKind
from tokutei.procedures.plans.planned import Step
from tokutei.procedures.plans.receiving import PENDING, grants_no_card, receive, refuse_without_card
from tokutei.rules.routes import MADE_ONLY_AFTER_DECISION, SPR_MADE_ONLY_AFTER_DECISION
from tokutei.rules.validity import WITHOUT_END
from tokutei.vocabulary import Channel, ProcedureKind, StatusOfResidence, Window

__all__ = ["exchange_for_specified", "follow", "resume"]

_DAY: Final = timedelta(days=1)
_RENEWALS: Final = frozenset({ProcedureKind.CARD_RENEWAL})
"""Renewals that let the residence card go on while the specified card is made, but not the My Number function."""
_DECIDED_BY: Final[Mapping[ProcedureKind, tuple[Citation, ...]]] = MappingProxyType(
    {
        ProcedureKind.EXTENSION_OF_STAY: art("21:3"),
        ProcedureKind.CHANGE_OF_STATUS: art("20:3#main"),
        ProcedureKind.PERMANENT_RESIDENCE: art("22:2"),
        ProcedureKind.ACQUISITION_OF_STATUS: art("22-2:3"),
        ProcedureKind.SPR_PERMISSION_BIRTH: art("403AC0000000071:4:2"),
    }
)
"""By which provision it is decided."""


def follow(draft: Draft, procedure: ProcedureKind, filed: Outcome | None) -> None:
    """Add what the offices do with what was filed, and the receipt of what comes of it."""
    if filed is None:
        return
    filed_on, specified = draft.at, bool(getattr(filed.event, "specified_card", False))
    if specified:
        draft.take(NotifyJlis(on=draft.at), Actor.BUREAU)
    renewed = specified and procedure in _RENEWALS
    if renewed or any(one.code == "my_number_not_extended" for one in filed.warnings):
        extend_my_number(draft, procedure, specified=specified)
    # The municipality may have been closed on the day of filing; the decision does not wait for it.
    so_far, draft.at = draft.at, filed_on
    if procedure in DECIDED:
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
            _fetch_certificate(draft)
            return
    elif not specified:
        draft.decision_days(procedure)
    draft.at = max(so_far, draft.at)
    if specified and not grants_no_card(draft):
        _await_card(draft, procedure, filed_on)
    receive(draft)


def _fetch_certificate(draft: Draft) -> None:
    """Add the visit to the municipality that hands the certificate over; the life has it with the permission."""
    draft.open(Window.MUNICIPALITY)
    asked = Asked(on=draft.at, window=Window.MUNICIPALITY)
    found = Particulars() if draft.trying else particulars(draft.now, asked, book=draft.book)
    draft.add(
        Step(
            kind=StepKind.RECEIVE_CARD,
            actor=draft.holder,
            office=found.office,
            missing=found.missing,
            basis=art("403AC0000000071:7:2"),
        )
    )


def resume(draft: Draft, procedure: ProcedureKind, *, wanted: bool) -> None:
    """Go on with what is pending already, from its day of filing; a specified card that it lacks comes after it."""
    main, application = draft.now.main, draft.now.application
    filed_on = main.filed_on or draft.at
    specified = application.state in PENDING
    asked = specified or application.state is ApplicationState.UNKNOWN
    today = draft.at
    extend_my_number(draft, procedure, specified=asked, filed_on=filed_on)
    so_far, draft.at = draft.at, today
    if main.state is MainState.FILED and procedure in DECIDED:
        draft.at = filed_on
        draft.decision_days(procedure)
        draft.at = max(so_far, draft.at)
        draft.open(Window.BUREAU)
        _decide(draft, _decision(draft, procedure))
    draft.at = max(so_far, draft.at)
    if specified and not grants_no_card(draft):
        _await_card(draft, procedure, filed_on)
    receive(draft, matters=True)
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


def exchange_for_specified(draft: Draft, *, note: Reason, same_day: ProcedureKind | None = None) -> None:
    """Exchange the ordinary card just received for the specified one, which did not come with it.

    ``same_day`` is the procedure that brought the ordinary card on the day of the exchange, which may be free then.
    """
    if not draft.goes_on:
        return
    if draft.now.stay.state is StayState.SHORT:
        refuse_without_card(draft)
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
        due_on=draft.at if same_day else None,
        matters=False,
        same_day=same_day,
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
    longest = draft.longest_stay(status, draft.at)
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
