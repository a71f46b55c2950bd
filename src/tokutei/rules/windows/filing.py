"""What may be filed on a day, by kind of window, and what comes of filing outside it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from tokutei.calendar import months_before
from tokutei.calendar.periods import MONTHS_BACK, ground
from tokutei.errors import UnknownTermError
from tokutei.law import Answer, Evidence
from tokutei.rules.deadlines import Matter, TriggerEvent, deadline
from tokutei.rules.fees import SPECIFIED_CARD_FEE
from tokutei.rules.rulebook import CURRENT, Rulebook, days_in_japan
from tokutei.rules.windows.card_renewal import RENEWAL_MONTHS, CardClass, HeldCard, renewal_window
from tokutei.rules.windows.limits import (
    ANY_TIME,
    LATENESS,
    MY_NUMBER_REPLACEMENT_MONTHS,
    ONLINE_LEAD_DAYS,
    PRACTICE_MONTHS,
    SAME_DAY_EXCHANGE_FREE,
    Lateness,
    WindowOpen,
)
from tokutei.vocabulary import Channel, ProcedureKind, Window

__all__ = [
    "after_event",
    "any_time",
    "before_stay_end",
    "card_renewal",
    "early_card_renewal",
    "exchange_after_loss",
    "lateness",
    "my_number_extension",
    "my_number_replacement",
]

_P = ProcedureKind
ONE_DAY: Final = timedelta(days=1)
CARD_ENDS_WITH_STAY: Final = ground("card_ends_with_stay", Evidence.OFFICIAL, "326CO0000000319:19-11:1")
UNAVOIDABLE: Final = ground("unavoidable_reason", Evidence.OFFICIAL, "326CO0000000319:19-11:2")
UNAVOIDABLE_SPR: Final = ground("unavoidable_reason_spr", Evidence.OFFICIAL, "403AC0000000071:12:2")
NOT_FOR_SPECIFIED: Final = ground("not_for_specified", Evidence.OFFICIAL, "425AC0000000027:18-5:9")
FINED_FOR_CONTRACTS: Final = ground("fined_for_contracts", Evidence.OFFICIAL, "326CO0000000319:71-4::1")
LATE_WHEN_SETTLED: Final = ground("late_when_settled", Evidence.OFFICIAL, "403AC0000000071:32::1")
ASKED_BEFORE_EXPIRY: Final = ground("asked_before_expiry", Evidence.INFERRED, "426M60000008085:27:2:1")


@days_in_japan
def lateness(procedure: ProcedureKind, *, on: date, book: Rulebook = CURRENT) -> Answer[Lateness]:
    """Return what comes of filing something too late.

    Raises:
        UnknownTermError: nothing is known about lateness of this procedure.
        NotInForceError: before the first version.
    """
    rule = LATENESS.get(procedure)
    if rule is None:
        raise UnknownTermError("LATENESS", procedure.value, tuple(kind.value for kind in LATENESS))
    more = (FINED_FOR_CONTRACTS,) if procedure is _P.SSW else ()
    return Answer(book.at(rule, on).value, (book.ground(rule, on), *more))


@days_in_japan
def card_renewal(card: HeldCard, *, on: date, book: Rulebook = CURRENT) -> Answer[WindowOpen]:
    """Return whether the validity of a card may be renewed on a day (``on`` is the day of filing).

    After its last day the card has lapsed; the application is still owed, and late.

    Raises:
        FactsError: the issue day or the birth date is needed and missing.
        NotInForceError: before the first version.
    """
    procedure = _P.SPR_RENEWAL if card.spr else _P.CARD_RENEWAL
    opens = renewal_window(card, on=on, book=book)
    late = lateness(procedure, on=on, book=book)
    found = WindowOpen(opens.value, card.expires, accepted=True, lateness=late.value)
    grounds, questions = opens.grounds, opens.open_questions
    if on < opens.value:
        return Answer(replace(found, accepted=False, reason="before_window"), grounds, questions)
    former = book.timeline(RENEWAL_MONTHS[card.spr, CardClass.ORDINARY]).versions[0].value
    if questions and on < months_before(card.expires, former):
        found = replace(found, reason="perhaps_too_early")
    if on <= card.expires:
        return Answer(found, grounds, questions)
    moved = deadline(procedure, TriggerEvent.CARD_EXPIRES, event_on=card.expires, book=book)
    if moved.value.due is not None and on <= moved.value.due:
        return Answer(replace(found, reason="next_open_day"), (*grounds, *moved.grounds), questions)
    return Answer(_late(found, late.value), (*grounds, *late.grounds), questions)


def _late(found: WindowOpen, late: Lateness) -> WindowOpen:
    return replace(found, accepted=late is not Lateness.BARRED, reason=f"late_{late.value}")


@days_in_japan
def early_card_renewal(
    card: HeldCard, *, unavoidable: bool, on: date, book: Rulebook = CURRENT
) -> Answer[WindowOpen]:
    """Return whether the validity of a card may be renewed before the window (Act 19-11(2)).

    Raises:
        FactsError: the issue day or the birth date is needed and missing.
        NotInForceError: before the first version.
    """
    opens = renewal_window(card, on=on, book=book)
    grounds = (UNAVOIDABLE_SPR if card.spr else UNAVOIDABLE, *opens.grounds)
    closes = opens.value - ONE_DAY
    reason = "window_already_open" if on > closes else None if unavoidable else "no_unavoidable_reason"
    found = WindowOpen(closes=closes, accepted=reason is None, reason=reason)
    return Answer(found, grounds, opens.open_questions)


@days_in_japan
def before_stay_end(
    procedure: ProcedureKind,
    *,
    stay_end: date,
    on: date,
    channel: Channel | None = None,
    book: Rulebook = CURRENT,
) -> Answer[WindowOpen]:
    """Return whether a change, an extension or permanent residence may still be applied for on a day.

    No first day is written; for extensions practice takes them from some months before. A last day on which
    the bureau is closed does not move, unless :data:`~tokutei.rules.deadlines.STAY_END_MOVES` says so: file
    before it. Nothing is filed online on the last day of stay.

    Args:
        procedure: change, extension or permanent residence.
        stay_end: the last day of the stay.
        on: the day of filing.
        channel: how it is filed.
        book: the law.
    """
    last = deadline(procedure, TriggerEvent.STAY_ENDS, event_on=stay_end, book=book)
    late = lateness(procedure, on=on, book=book)
    grounds = (*last.grounds, *late.grounds)
    closes, due = stay_end, last.value.due or stay_end
    if channel is Channel.ONLINE:
        closes = due = stay_end - timedelta(days=book.at(ONLINE_LEAD_DAYS, on).value)
        grounds += (book.ground(ONLINE_LEAD_DAYS, on),)
    found = WindowOpen(closes=closes, accepted=on <= due, lateness=late.value)
    if procedure is _P.EXTENSION_OF_STAY:
        advised = months_before(stay_end, book.at(PRACTICE_MONTHS, on).value)
        found = replace(found, advised_from=advised)
        if on < advised:
            early = (*grounds, book.ground(PRACTICE_MONTHS, on), MONTHS_BACK)
            return Answer(replace(found, reason="earlier_than_practice"), early)
    if on <= closes:
        return Answer(found, grounds)
    if on <= due:
        return Answer(replace(found, reason="next_open_day"), grounds)
    if on <= stay_end:
        return Answer(replace(found, reason="not_online_on_last_day"), grounds)
    opened = book.closed(Window.BUREAU).not_before(stay_end).value
    reason = "stay_ended_on_closed_day" if stay_end < on <= opened else "stay_end_passed"
    return Answer(replace(found, reason=reason), grounds)


@days_in_japan
def after_event(
    procedure: ProcedureKind,
    event: TriggerEvent,
    *,
    event_on: date,
    on: date,
    book: Rulebook = CURRENT,
) -> Answer[WindowOpen]:
    """Return whether what an event calls for may be filed on a day; late notices are punished, not barred.

    Raises:
        FactsError: the event starts no clock for the procedure.
        NotInForceError: before the first version.
        OutOfTableError: the last day lies outside the table of closed days.
    """
    last = deadline(procedure, event, event_on=event_on, book=book)
    late = lateness(procedure, on=on, book=book)
    found = WindowOpen(event_on, last.value.due, accepted=True, lateness=late.value)
    if on < event_on:
        return Answer(replace(found, accepted=False, reason="before_event"), last.grounds)
    if last.value.due is None or on <= last.value.due:
        return Answer(found, last.grounds)
    grounds = (*last.grounds, *late.grounds)
    if procedure is _P.SPR_PLACE_OF_RESIDENCE_CHANGE and event is TriggerEvent.ADDRESS_SETTLED:
        grounds += (LATE_WHEN_SETTLED,)
    if procedure is _P.ACQUISITION_OF_STATUS and event is not TriggerEvent.STAY_ENDS:
        limit = deadline(Matter.STAY_WITHOUT_STATUS, event, event_on=event_on, book=book)
        grounds += limit.grounds
        if on > (limit.value.due or on):
            return Answer(replace(found, accepted=False, reason="stay_end_passed"), grounds)
    return Answer(_late(found, late.value), grounds)


@days_in_japan
def any_time(procedure: ProcedureKind, *, on: date, book: Rulebook = CURRENT) -> Answer[WindowOpen]:
    """Return that something without a window may be filed.

    Raises:
        UnknownTermError: the procedure has a window, or none is known.
        NotInForceError: before the first version.
    """
    rule = ANY_TIME.get(procedure)
    if rule is None:
        raise UnknownTermError("ANY_TIME", procedure.value, tuple(kind.value for kind in ANY_TIME))
    return Answer(WindowOpen(accepted=book.at(rule, on).value), (book.ground(rule, on),))


@days_in_japan
def exchange_after_loss(
    *,
    reissued_on: date,
    had_specified: bool,
    without_fault: bool,
    on: date,
    book: Rulebook = CURRENT,
) -> Answer[WindowOpen]:
    """Return when a specified card is had again after a loss: by exchange, free on the day of the reissue only.

    Args:
        reissued_on: the day on which the ordinary card was given.
        had_specified: whether the lost card was a specified one.
        without_fault: whether the holder was not to blame for the loss.
        on: the day of filing.
        book: the law.
    """
    usual = any_time(_P.EXCHANGE, on=on, book=book)
    free = had_specified and without_fault and book.at(SAME_DAY_EXCHANGE_FREE, on).value
    first = reissued_on if free else None
    found = WindowOpen(reissued_on, first, accepted=on >= reissued_on, same_day_window=free)
    grounds = (*usual.grounds, book.ground(SAME_DAY_EXCHANGE_FREE, on))
    if on < reissued_on:
        return Answer(replace(found, reason="before_event"), grounds)
    if free and on == reissued_on:
        return Answer(replace(found, fee_jpy=0), grounds)
    fee = book.at(SPECIFIED_CARD_FEE, on).value
    passed = replace(found, fee_jpy=fee, reason="free_day_passed" if free else None)
    return Answer(passed, (*grounds, book.ground(SPECIFIED_CARD_FEE, on)))


@days_in_japan
def my_number_replacement(
    *, expires: date, specified: bool, on: date, book: Rulebook = CURRENT
) -> Answer[WindowOpen]:
    """Return whether a new Individual Number Card may be asked for before the old one ends.

    Args:
        expires: the last day of the card.
        specified: whether the function is on a specified card, which is had again in other ways.
        on: the day of filing.
        book: the law.
    """
    if specified:
        return Answer(WindowOpen(accepted=False, reason="not_for_specified_card"), (NOT_FOR_SPECIFIED,))
    left = book.at(MY_NUMBER_REPLACEMENT_MONTHS, on).value
    opens = months_before(expires, left) + ONE_DAY  # on the day before, that many are left, not less
    found = WindowOpen(opens, expires, accepted=opens <= on <= expires)
    reason = "before_window" if on < opens else "my_number_card_expired" if on > expires else None
    grounds = (book.ground(MY_NUMBER_REPLACEMENT_MONTHS, on), MONTHS_BACK)
    return Answer(replace(found, reason=reason), grounds)


@days_in_japan
def my_number_extension(
    *, expires: date, specified: bool, on: date, book: Rulebook = CURRENT
) -> Answer[WindowOpen]:
    """Return whether a separate Individual Number Card may be extended to the new end of stay on a day.

    The municipality does it when asked; there is no duty and no number of days, only the old last day.

    Args:
        expires: the last day of the card.
        specified: whether the function is on a specified card, which ends with its card.
        on: the day of filing.
        book: the law, with its reading of Q12.
    """
    if specified:
        return Answer(WindowOpen(accepted=False, reason="not_for_specified_card"), (NOT_FOR_SPECIFIED,))
    question = book.question("Q12")
    after = on > expires
    accepted = not after or question.reading == "after_expiry"
    found = WindowOpen(closes=expires, accepted=accepted, reason="my_number_card_expired" if after else None)
    return Answer(found, (ASKED_BEFORE_EXPIRY,), (question,) if after else ())
