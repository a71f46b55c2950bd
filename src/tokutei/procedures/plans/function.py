"""What plans do about the My Number function and the certificates, which nobody extends or issues unasked."""

from __future__ import annotations

from datetime import date
from typing import Final

from tokutei.calendar import days_after
from tokutei.law import Reason
from tokutei.lifecycle import ExtendMyNumber, IssueCertificates
from tokutei.lifecycle.rows import art
from tokutei.lifecycle.states import (
    Carrier,
    CertificateState,
    MainState,
    MyNumberState,
    SeparateCardState,
    StayState,
)
from tokutei.procedures.plans.drafts import Draft, open_day_before
from tokutei.procedures.plans.plan_words import Actor, StepKind
from tokutei.procedures.plans.planned import Step
from tokutei.vocabulary import Channel, ProcedureKind, Window

__all__ = [
    "DECIDED",
    "LIVE",
    "WITHOUT_CARD",
    "ask_certificates",
    "ends_without_card",
    "extend_my_number",
    "issue_certificates",
    "lengthen_separate",
]

DECIDED: Final = frozenset(
    {
        ProcedureKind.EXTENSION_OF_STAY,
        ProcedureKind.CHANGE_OF_STATUS,
        ProcedureKind.PERMANENT_RESIDENCE,
        ProcedureKind.ACQUISITION_OF_STATUS,
        ProcedureKind.SPR_PERMISSION_BIRTH,
    }
)
"""What a decision answers; the rest brings a card and nothing else."""
LIVE: Final = frozenset({MyNumberState.VALID, MyNumberState.EXTENDED})
"""The My Number function has effect and may be used."""
_SEPARATE: Final = "426M60000008085:27:2:2"
WITHOUT_CARD: Final = art("19-3::1", "19-3::2", "20:4:2")
"""Who stays for three months or less, or as a temporary visitor, is given no card."""


def extend_my_number(
    draft: Draft, procedure: ProcedureKind, *, specified: bool, filed_on: date | None = None
) -> None:
    """Ask for the extension of the My Number function where the card may come after its end.

    ``filed_on`` is the day on which what is pending was filed; without it that is today.
    """
    until = draft.now.my_number.until
    if not isinstance(until, date) or draft.now.my_number.state not in LIVE:
        return
    comes = _comes(draft, procedure, filed_on or draft.at, specified=specified)
    if comes is not None and comes <= until:
        return
    on_card = draft.now.my_number.carrier is Carrier.ON_CARD
    _ask(
        draft,
        until,
        ask_at_counter=Reason("plan.ask_extension", art("508M60004018001:4:2" if on_card else _SEPARATE)),
        not_by_itself=(
            Reason(
                "plan.not_extended", art("508M60004018001:4:1" if on_card else _SEPARATE), {"until": until}
            ),
            Reason("plan.certificates_end", (), {"until": until}),
        ),
        only_if=None if comes else Reason("plan.only_if_later", (), {"until": until}),
    )


def _comes(draft: Draft, procedure: ProcedureKind, filed_on: date, *, specified: bool) -> date | None:
    """Return the day on which the new card comes, as estimated."""
    decision, card = draft.estimates.decision_days.get(procedure), draft.estimates.card_days
    if draft.now.main.state is MainState.DECIDED or (specified and procedure not in DECIDED):
        decision = 0
    if decision is None or not draft.known or (specified and card is None):
        return None
    open_on = draft.book.closed(Window.BUREAU).not_before
    decided = open_on(max(draft.at, days_after(filed_on, decision))).value
    return open_on(days_after(decided, card or 0)).value if specified else decided


def ask_certificates(draft: Draft) -> tuple[Reason, ...]:
    """Return that certificates are asked for with the card, and for children which of them usually is not issued."""
    asked = Reason("plan.ask_certificates", art("414AC0000000153:3:1", "414AC0000000153:22:1"))
    child = (Reason("plan.no_signing_for_children"),) if draft.holder is Actor.REPRESENTATIVE else ()
    return (asked, *child)


def ends_without_card(draft: Draft) -> tuple[Reason, ...]:
    """Return that a separate card ends for whoever is no longer a mid- to long-term resident."""
    now = draft.now
    if now.separate_card.state is not SeparateCardState.HELD or now.my_number.state not in LIVE:
        return ()
    return (Reason("plan.separate_card_ends", art("426CO0000000155:14::12", "342AC0000000081:30-45")),)


def lengthen_separate(draft: Draft) -> None:
    """Have a separate card last as long as the new stay, which nobody does unasked."""
    now, until = draft.now, draft.now.my_number.until
    separate = now.separate_card.state is SeparateCardState.HELD and now.my_number.state in LIVE
    # Who keeps the stay has nothing to ask for; who has no card any more has left the resident register.
    if (
        not separate
        or now.stay.state is StayState.SHORT
        or not isinstance(until, date)
        or now.stay.until == until
    ):
        return
    cite = art("426M60000008085:27:2:1")
    _ask(
        draft,
        until,
        procedure=ProcedureKind.MY_NUMBER_EXTENSION,
        ask_at_counter=Reason("plan.ask_separate_extension", cite),
        not_by_itself=(Reason("plan.separate_not_extended", cite, {"until": until}),),
    )


def _ask(
    draft: Draft,
    until: date,
    *,
    ask_at_counter: Reason,
    not_by_itself: tuple[Reason, ...],
    only_if: Reason | None = None,
    procedure: ProcedureKind | None = None,
) -> None:
    """Ask the municipality for the extension, if there is still a day for it and it is not refused."""
    if not draft.goes_on:
        return
    at = draft.at
    draft.open(Window.MUNICIPALITY)
    event = ExtendMyNumber(on=draft.at, to=Window.MUNICIPALITY)
    judged = draft.judged(event)
    if draft.at > until or judged.reasons:
        draft.at = at
        return
    due_on = open_day_before(until, Window.MUNICIPALITY, draft.book)
    if not judged:  # a fact is missing, so nobody can say what the municipality would do
        draft.untold = judged.missing
        step = Step(
            kind=StepKind.EXTEND_MY_NUMBER,
            actor=draft.holder,
            due_on=due_on,
            channel=Channel.COUNTER,
            missing=judged.missing,
            ask_at_counter=(ask_at_counter,),
            not_by_itself=not_by_itself,
            only_if=only_if,
            open_questions=judged.open_questions,
        )
        draft.add(step)
        return
    draft.take(
        event,
        window=Window.MUNICIPALITY,
        procedure=procedure,
        channel=Channel.COUNTER,
        due_on=due_on,
        ask_at_counter=(ask_at_counter,),
        not_by_itself=not_by_itself,
        only_if=only_if,
    )
    draft.amend(len(draft.steps) - 1, latest_safe=due_on)


def issue_certificates(draft: Draft, *, together: tuple[Reason, ...] = ()) -> None:
    """Have the certificates that lapsed issued again at the municipality, where that is possible."""
    now = draft.now
    lapsed = CertificateState.LAPSED
    signing, authentication = (one.state is lapsed for one in (now.signing, now.authentication))
    event = IssueCertificates(on=draft.at, signing=signing, authentication=authentication)
    if not draft.goes_on or not (signing or authentication) or not draft.judged(event):
        return
    draft.take(
        event,
        window=Window.MUNICIPALITY,
        channel=Channel.COUNTER,
        together=together,
        not_by_itself=(Reason("plan.certificates_not_again", art("414AC0000000153:12")),),
    )
