"""Whether a filing can go online: the law, the day, and a certificate to sign in that is known to live."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from tokutei.law import Reason
from tokutei.lifecycle import Event, IssueCertificates, Situation, advance, judge
from tokutei.lifecycle.rows import art
from tokutei.lifecycle.states import CertificateState, MyNumberState
from tokutei.procedures.online import sign_in
from tokutei.procedures.plans.drafts import Draft, open_day_before
from tokutei.procedures.plans.particulars import Asked, particulars
from tokutei.procedures.plans.plan_words import StepKind
from tokutei.procedures.plans.planned import OnlineOption, Step
from tokutei.rules.windows import ONLINE_LEAD_DAYS
from tokutei.vocabulary import Channel, Window

__all__ = ["online_option"]

_DAY: Final = timedelta(days=1)
_NO_CARD: Final = frozenset({MyNumberState.ABSENT, MyNumberState.LAPSED})
_NOT_THERE: Final = frozenset({CertificateState.LAPSED, CertificateState.ABSENT})


def online_option(draft: Draft, event: Event, *, on: date) -> OnlineOption:
    """Return whether an event may be filed online on a day, why not, and how that is mended.

    It is possible only where the certificate for user authentication is known to live: neither lapsed nor unknown,
    and where the law accepts what lives.
    """
    if draft.trying and draft.goal.channel is not Channel.ONLINE:
        return OnlineOption(possible=False)  # nobody will read it
    judged = draft.judged(event.at(channel=Channel.ONLINE, on=on))
    if not judged:
        return OnlineOption(
            possible=False, reasons=judged.reasons, instead=judged.instead, missing=judged.missing
        )
    found = sign_in(_on_the_day(draft, on), on=on, book=draft.book)
    if found.why is None:
        return OnlineOption(possible=True)
    return _revived(draft, found.why, on, found.missing)


def _on_the_day(draft: Draft, on: date) -> Situation:
    """Return the situation on a day, with what has ended by then."""
    return advance(draft.now, to=on, book=draft.book).after if on > draft.now.on else draft.now


def _revived(draft: Draft, why: Reason, on: date, missing: tuple[str, ...] = ()) -> OnlineOption:
    """Return that it is not possible for now, with the step that mends it if there is one."""
    now, book = _on_the_day(draft, on), draft.book
    signing, authentication = (
        one.state is not CertificateState.VALID for one in (now.signing, now.authentication)
    )
    if not (signing or authentication):
        return OnlineOption(possible=False, reasons=(why,), missing=missing)
    opens = book.closed(Window.MUNICIPALITY).not_before(on).value
    event = IssueCertificates(on=opens, signing=signing, authentication=authentication)
    judged = judge(now, event, book=book)
    if now.my_number.state in _NO_CARD:
        first = Reason("plan.my_number_card_first", art("425AC0000000027:16-2:1"))
        return OnlineOption(possible=False, reasons=(why, first), missing=missing)
    if judged.reasons:
        return OnlineOption(
            possible=False, reasons=(why, *judged.reasons), instead=judged.instead, missing=missing
        )
    found = particulars(now, Asked(on=event.on, window=Window.MUNICIPALITY), book=book)
    step = Step(
        kind=StepKind.ISSUE_CERTIFICATES,
        actor=draft.holder,
        event=event,
        day=event.on,
        earliest=event.on,
        due_on=_last_day(draft, on),
        channel=Channel.COUNTER,
        office=found.office,
        missing=found.missing,
        basis=art("414AC0000000153:3:1", "414AC0000000153:22:1"),
    )
    return OnlineOption(
        possible=False,
        reasons=(why,),
        missing=tuple(dict.fromkeys((*missing, *judged.missing))),
        revive=step,
    )


def _last_day(draft: Draft, on: date) -> date | None:
    """Return the last day on which the certificates can be had in time to file online, if the stay has an end."""
    until = draft.now.stay.until
    if not isinstance(until, date):
        return None
    lead = draft.book.at(ONLINE_LEAD_DAYS, on).value
    return open_day_before(until - lead * _DAY, Window.MUNICIPALITY, draft.book)
