"""What plans do about the My Number function and the certificates, which nobody extends or issues unasked."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from tokutei.law import Reason
from tokutei.lifecycle import ExtendMyNumber, IssueCertificates
from tokutei.lifecycle.rows import art
from tokutei.lifecycle.states import CertificateState, MyNumberState, SeparateCardState
from tokutei.procedures.drafts import Draft, open_day_before
from tokutei.vocabulary import Channel, ProcedureKind, Window

__all__ = ["LIVE", "extend_my_number", "issue_certificates", "lengthen_separate"]

_DAY: Final = timedelta(days=1)
LIVE: Final = frozenset({MyNumberState.VALID, MyNumberState.EXTENDED})
"""The My Number function has effect and may be used."""


def extend_my_number(draft: Draft, procedure: ProcedureKind, *, specified: bool) -> None:
    """Ask for the extension of the My Number function where the card may come after its end."""
    until = draft.now.my_number.until
    if not isinstance(until, date):
        return
    decision, card = draft.estimates.decision_days.get(procedure), draft.estimates.card_days
    told = decision is not None and draft.known and (card is not None or not specified)
    if told:
        decided = draft.book.closed(Window.BUREAU).not_before(draft.at + (decision or 0) * _DAY).value
        comes = draft.book.closed(Window.BUREAU).not_before(
            decided + ((card or 0) if specified else 0) * _DAY
        )
        if comes.value <= until:
            return
    at, known, why = draft.at, draft.known, draft.why
    draft.open(Window.MUNICIPALITY)
    due_on = open_day_before(until, Window.MUNICIPALITY, draft.book)
    if draft.at > until:  # too late to ask for it: the function ends
        draft.at = at
        return
    event = ExtendMyNumber(on=draft.at, to=Window.MUNICIPALITY)
    if not draft.judged(event):
        draft.at = at
        return
    draft.take(
        event,
        window=Window.MUNICIPALITY,
        due_on=due_on,
        channel=Channel.COUNTER,
        ask_at_counter=(Reason("plan.ask_extension", art("508M60004018001:4:2", "426M60000008085:27:2:2")),),
        not_by_itself=(
            Reason("plan.not_extended", art("508M60004018001:4:1"), {"until": until}),
            Reason("plan.certificates_end", (), {"until": until}),
        ),
        only_if=None if told else Reason("plan.only_if_later", (), {"until": until}),
    )
    if draft.steps and not draft.trying:
        draft.amend(len(draft.steps) - 1, latest_safe=due_on)
    draft.known, draft.why = known, why


def lengthen_separate(draft: Draft) -> None:
    """Have a separate card last as long as the new stay, which nobody does unasked."""
    now = draft.now
    until = now.my_number.until
    if (
        not draft.goes_on
        or now.separate_card.state is not SeparateCardState.HELD
        or now.my_number.state not in LIVE
    ):
        return
    at = draft.at
    draft.open(Window.MUNICIPALITY)
    event = ExtendMyNumber(on=draft.at, to=Window.MUNICIPALITY)
    if not isinstance(until, date) or draft.at > until or not draft.judged(event):
        draft.at = at
        return
    due_on = open_day_before(until, Window.MUNICIPALITY, draft.book)
    draft.take(
        event,
        window=Window.MUNICIPALITY,
        procedure=ProcedureKind.MY_NUMBER_EXTENSION,
        channel=Channel.COUNTER,
        due_on=due_on,
        ask_at_counter=(Reason("plan.ask_separate_extension", art("426M60000008085:27:2:1")),),
        not_by_itself=(
            Reason("plan.separate_not_extended", art("426M60000008085:27:2:1"), {"until": until}),
        ),
    )
    if not draft.trying:
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
