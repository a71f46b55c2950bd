"""The doorway to the topic: what may be known, what is answered."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Final

from tokutei.errors import FactsError, NotInForceError
from tokutei.law import Answer, Ground, OpenQuestion, Reason
from tokutei.models.base import Model
from tokutei.personal import Personal
from tokutei.rules.deadlines import TriggerEvent, clocks_of
from tokutei.rules.rulebook import CURRENT, Rulebook, days_in_japan
from tokutei.rules.validity import WITHOUT_END
from tokutei.rules.validity.residence import renews_eve_card
from tokutei.rules.windows.card_renewal import CardClass, HeldCard, card_class
from tokutei.rules.windows.filing import (
    CARD_ENDS_WITH_STAY,
    after_event,
    any_time,
    before_stay_end,
    card_renewal,
    early_card_renewal,
    exchange_after_loss,
    lateness,
    my_number_extension,
    my_number_replacement,
)
from tokutei.rules.windows.limits import (
    ANY_TIME,
    CARD_PROCEDURES,
    LATENESS,
    PLAIN_CARD_ONLY,
    SSW1_LONGEST_YEARS,
    SSW1_LONGEST_YEARS_WITH_REASON,
    WindowOpen,
)
from tokutei.vocabulary import CardKind, Channel, ProcedureKind, StatusOfResidence

__all__ = ["WindowsFacts", "answer"]

_P = ProcedureKind
_SPECIFIED: Final = frozenset(
    {CardKind.SPECIFIED_RESIDENCE_CARD, CardKind.SPECIFIED_SPECIAL_PERMANENT_RESIDENT_CERTIFICATE}
)


class WindowsFacts(Model):
    """What may be known when asking whether something may be filed on a day."""

    procedure: ProcedureKind | None = None
    """What is filed."""
    filed: date | None = None
    """The day of filing; left out, the day of the question."""
    status: StatusOfResidence | None = None
    """The status of residence."""
    birth: Personal[date | None] = None
    """The holder's birth date."""
    old_expiry: date | None = None
    """Last day of the card held: the Individual Number Card where the procedure is about that."""
    old_issued: date | None = None
    """Issue day of the card held."""
    stay_end: date | None = None
    """Last day of the stay."""
    channel: Channel | None = None
    """How it is filed."""
    event: TriggerEvent | None = None
    """What the notification follows, where several things may be."""
    event_date: date | None = None
    """The day of it; left out, lateness is not judged."""
    unavoidable_reason: bool | None = None
    """Whether there is an unavoidable reason to renew before the window."""
    previous_card: CardKind | None = None
    """The card that was held, or that the Individual Number function is on."""
    loss_without_fault: bool | None = None
    """Whether the holder was not to blame for the loss."""
    ssw1_months: int | None = None
    """Full months spent in Specified Skilled Worker (i), without leave for birth, care and the like; asked about
    where that status is held or asked for."""
    ssw1_good_reason: bool | None = None
    """Whether there is a good reason to go beyond the usual limit."""
    plain_reissued: date | None = None
    """The day on which the ordinary card came after a loss."""


_SPR_RENEWALS: Final = frozenset({_P.SPR_RENEWAL, _P.SPR_RENEWAL_EARLY})
_EARLY: Final = frozenset({_P.CARD_RENEWAL_EARLY, _P.SPR_RENEWAL_EARLY})
_RENEWALS: Final = frozenset({_P.CARD_RENEWAL, _P.CARD_RENEWAL_EARLY}) | _SPR_RENEWALS
_OF_STAY: Final = frozenset({_P.EXTENSION_OF_STAY, _P.CHANGE_OF_STATUS, _P.PERMANENT_RESIDENCE})
_MY_NUMBER: Final = frozenset({_P.MY_NUMBER_REPLACEMENT, _P.MY_NUMBER_EXTENSION})


def _missing(facts: WindowsFacts, *names: str) -> FactsError | None:
    absent = tuple(name for name in names if getattr(facts, name) is None)
    return FactsError(missing=absent) if absent else None


def _contradictions(facts: WindowsFacts, filed: date) -> tuple[Reason, ...]:
    ends, issued, born = facts.old_expiry, facts.old_issued, facts.birth
    found = {
        "card_ends_before_issue": bool(ends and issued and ends < issued),
        "issued_after_filing": bool(issued and filed < issued),
        "day_before_birth": bool(born and min(filed, issued or filed) < born),
    }
    return tuple(Reason(code) for code, holds in found.items() if holds)


def _ends_with_stay(facts: WindowsFacts, card: HeldCard, book: Rulebook) -> bool:
    """Return whether the card ends with the stay, and is renewed by extending that.

    Raises:
        FactsError: the facts do not tell.
    """
    if card.spr or facts.status in WITHOUT_END:
        return False
    if facts.stay_end is not None:
        return card.expires >= facts.stay_end
    if facts.status is None:
        raise FactsError(missing=("status", "stay_end"))
    return card_class(card, book=book) is CardClass.ORDINARY


def _renewal(facts: WindowsFacts, filed: date, book: Rulebook) -> Answer[WindowOpen]:
    early = facts.procedure in _EARLY
    endless = facts.status in WITHOUT_END or facts.procedure in _SPR_RENEWALS
    besides = ("old_issued", "birth") if endless and facts.old_expiry is None else ()
    if error := _missing(facts, "old_expiry", *(("unavoidable_reason",) if early else ()), *besides):
        raise error
    card = HeldCard(
        facts.old_expiry or filed,
        facts.old_issued,
        facts.birth,
        facts.status,
        spr=facts.procedure in _SPR_RENEWALS,
    )
    if _ends_with_stay(facts, card, book):
        found = WindowOpen(accepted=False, reason="card_ends_with_stay")
        return Answer(found, (CARD_ENDS_WITH_STAY,))
    if early:
        return early_card_renewal(card, unavoidable=bool(facts.unavoidable_reason), on=filed, book=book)
    return card_renewal(card, on=filed, book=book)


def _of_stay(facts: WindowsFacts, filed: date, book: Rulebook) -> Answer[WindowOpen]:
    procedure, stay_end = facts.procedure, facts.stay_end
    if procedure is not None and facts.status in WITHOUT_END:
        if (
            procedure is _P.EXTENSION_OF_STAY
            or facts.status is not StatusOfResidence.HIGHLY_SKILLED_PROFESSIONAL_2
        ):
            raise FactsError(contradictions=(Reason("status_without_end"),))
        late = lateness(procedure, on=filed, book=book)  # it has no last day to miss
        return Answer(WindowOpen(accepted=True), late.grounds)
    if procedure is None or stay_end is None:
        raise FactsError(missing=("stay_end",))
    found = before_stay_end(procedure, stay_end=stay_end, on=filed, channel=facts.channel, book=book)
    if facts.ssw1_months is None or procedure is _P.PERMANENT_RESIDENCE:
        return found
    limit = SSW1_LONGEST_YEARS_WITH_REASON if facts.ssw1_good_reason else SSW1_LONGEST_YEARS
    grounds = (*found.grounds, book.ground(limit, filed))
    if facts.ssw1_months < 12 * book.at(limit, filed).value:
        return Answer(found.value, grounds, found.open_questions)
    return Answer(
        replace(found.value, accepted=False, reason="ssw1_limit_reached"), grounds, found.open_questions
    )


def _exchange(facts: WindowsFacts, filed: date, book: Rulebook) -> Answer[WindowOpen]:
    if facts.plain_reissued is None:
        return any_time(_P.EXCHANGE, on=filed, book=book)
    if error := _missing(facts, "previous_card", "loss_without_fault"):
        raise error
    return exchange_after_loss(
        reissued_on=facts.plain_reissued,
        had_specified=facts.previous_card in _SPECIFIED,
        without_fault=bool(facts.loss_without_fault),
        on=filed,
        book=book,
    )


def _my_number(facts: WindowsFacts, filed: date, book: Rulebook) -> Answer[WindowOpen]:
    specified = facts.previous_card in _SPECIFIED
    if error := _missing(facts, "old_expiry"):
        raise error
    ask = my_number_extension if facts.procedure is _P.MY_NUMBER_EXTENSION else my_number_replacement
    return ask(expires=facts.old_expiry or filed, specified=specified, on=filed, book=book)


def _notice(facts: WindowsFacts, filed: date, book: Rulebook) -> Answer[WindowOpen]:
    procedure = facts.procedure
    if procedure is None or procedure not in LATENESS:
        raise FactsError(contradictions=(Reason("window_not_known"),))
    if facts.event_date is None:
        late = lateness(procedure, on=filed, book=book)
        return Answer(WindowOpen(accepted=True, lateness=late.value), late.grounds)
    events = clocks_of(procedure)
    event = facts.event or (events[0] if len(events) == 1 else None)
    if event is None:
        raise FactsError(missing=("event",))
    return after_event(procedure, event, event_on=facts.event_date, on=filed, book=book)


def _part(procedure: ProcedureKind) -> Callable[[WindowsFacts, date, Rulebook], Answer[WindowOpen]]:
    if procedure in _RENEWALS:
        return _renewal
    if procedure in _OF_STAY:
        return _of_stay
    if procedure in _MY_NUMBER:
        return _my_number
    if procedure is _P.EXCHANGE:
        return _exchange
    if procedure in ANY_TIME:
        return lambda _, filed, book: any_time(procedure, on=filed, book=book)
    return _notice


def _plain_only(
    procedure: ProcedureKind, filed: date, book: Rulebook
) -> tuple[bool | None, tuple[Ground, ...]]:
    """Return whether no specified card can be asked for with a procedure; nothing before there were any."""
    if procedure not in CARD_PROCEDURES:
        return None, ()
    rule = PLAIN_CARD_ONLY[procedure.value.startswith("spr_")]
    try:
        return procedure in book.at(rule, filed).value, (book.ground(rule, filed),)
    except NotInForceError:
        return None, ()


def _former_renewal(facts: WindowsFacts, filed: date, book: Rulebook) -> tuple[OpenQuestion, ...]:
    """Return the question that renewing a card of before 2026-06-14 leaves open, if this is such a renewal."""
    born, ends = facts.birth, facts.old_expiry
    if facts.procedure is not _P.CARD_RENEWAL or born is None or ends is None:
        return ()
    return (book.question("Q1"),) if renews_eve_card(born, filed, ends, book) else ()


@days_in_japan
def answer(facts: WindowsFacts, *, on: date, book: Rulebook = CURRENT) -> Answer[WindowOpen]:
    """Answer whether something may be filed on a day, when its window opens and closes, and what lateness brings.

    Raises:
        FactsError: facts are missing or contradict each other, or no window of the procedure is known.
        NotInForceError: before the first version of a rule.
        OutOfTableError: the last day lies outside the table of closed days.
    """
    filed = facts.filed or on
    contradictions = _contradictions(facts, filed)
    if facts.procedure is None or contradictions:
        missing = ("procedure",) if facts.procedure is None else ()
        raise FactsError(missing=missing, contradictions=contradictions)
    found = _part(facts.procedure)(facts, filed, book)
    plain, grounds = _plain_only(facts.procedure, filed, book)
    asked = _former_renewal(facts, filed, book) if plain is False else ()
    value = replace(found.value, plain_card_only=plain or any(one.reading == "no_specified" for one in asked))
    if plain is None:
        value = replace(value, plain_card_only=None)
    return Answer(value, (*found.grounds, *grounds), (*found.open_questions, *asked))
