"""What runs out with time, with the first day on which something can be done about it: stays, cards, functions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from tokutei.calendar import japan_day
from tokutei.errors import FactsError, NotInForceError, PeriodError
from tokutei.law import Answer, Citation, Evidence, OpenQuestion, Rule
from tokutei.lifecycle import Situation
from tokutei.lifecycle.arguments import demand
from tokutei.lifecycle.states import (
    Carrier,
    CertificateState,
    FunctionState,
    MainState,
    MyNumberState,
    PresenceState,
    ReentryKind,
    SpecialPeriodState,
    StayState,
)
from tokutei.procedures.given import in_words, not_understood
from tokutei.rules import special_period, validity
from tokutei.rules.deadlines import SPECIAL_REENTRY_YEARS, TriggerEvent, deadline
from tokutei.rules.rulebook import CURRENT, Rulebook, days_in_japan
from tokutei.rules.windows import (
    PRACTICE_MONTHS,
    HeldCard,
    before_stay_end,
    lateness,
    my_number_extension,
    renewal_window,
)
from tokutei.vocabulary import ProcedureKind, StatusOfResidence
from tokutei.vocabulary.words import Word

__all__ = ["End", "EndKind", "card_ends", "ends_of", "special_period_ends", "stay_ends"]


class EndKind(Word):
    """What ends on a day, or can be done from a day on."""

    STAY_END = "stay_end", "在留期間の満了日", "last day of the period of stay"
    EXTENSION_OPENS = (
        "extension_opens",
        "在留期間更新許可の申請が受け付けられる時期の初日（運用による。）",
        "first day on which an extension of stay is usually accepted",
    )
    """By practice, for stays of six months or more: the law names no first day."""
    SPECIAL_PERIOD_END = (
        "special_period_end",
        "特例期間の末日（処分がされればその時まで）",
        "last day of the special period, unless the decision comes first",
    )
    CARD_END = "card_end", "在留カード等の有効期間の満了日", "last day of the residence card"
    CARD_RENEWAL_OPENS = (
        "card_renewal_opens",
        "在留カード等の更新期間の初日",
        "first day on which the card is renewed",
    )
    MY_NUMBER_END = (
        "my_number_end",
        "個人番号カード（機能）の有効期間の満了日",
        "last day of the Individual Number Card or function",
    )
    SIGNING_END = (
        "signing_end",
        "署名用電子証明書の有効期間の満了日",
        "last day of the certificate for signing",
    )
    AUTHENTICATION_END = (
        "authentication_end",
        "利用者証明用電子証明書の有効期間の満了日",
        "last day of the certificate for user authentication",
    )
    MOBILE_END = (
        "mobile_end",
        "移動端末設備用の電磁的記録の有効期間の満了日",
        "last day of the record on the smartphone",
    )
    REENTRY_END = "reentry_end", "再入国の期限", "last day to re-enter"


@dataclass(frozen=True, slots=True, kw_only=True)
class End:
    """Something that ends, or can be done from a day on.

    Example:
        >>> end = stay_ends(date(2027, 3, 31), on=date(2026, 9, 1))[-1]
        >>> end.kind.value, end.day.isoformat(), end.cite[0].text("en")
        ('stay_end', '2027-03-31', 'Immigration Regulation art. 21(1)')
    """

    kind: EndKind
    day: date
    """The last day, included; of what opens, the first day."""
    cite: tuple[Citation, ...] = ()
    """The provisions; none where the day is only read off a card."""
    evidence: Evidence = Evidence.OFFICIAL
    open_questions: tuple[OpenQuestion, ...] = ()


def _end(kind: EndKind, day: date, answer: Answer[object]) -> End:
    return End(
        kind=kind,
        day=day,
        cite=answer.basis,
        evidence=answer.evidence,
        open_questions=answer.open_questions,
    )


@days_in_japan
def stay_ends(
    stay_until: date, *, on: date, stay_days: int | None = None, book: Rulebook = CURRENT
) -> tuple[End, ...]:
    """Return from when an extension is usually accepted, and the last day of the stay.

    Args:
        stay_until: the last day of the period of stay.
        on: the day of the question, which chooses the practice.
        stay_days: the period of stay in days, where it is short; of short stays no such practice is published.
        book: the law.

    Raises:
        FactsError: ``book`` is no rulebook.
        NaiveDatetimeError: a day is a moment without a time zone.
        NotInForceError: a day lies before the first version of a rule.
        PeriodError: a day is none, or the days of the stay are no whole number.

    Example:
        >>> from datetime import date
        >>> [one.day.isoformat() for one in stay_ends(date(2027, 3, 31), on=date(2026, 9, 1))]
        ['2026-12-31', '2027-03-31']
    """
    demand(book=book)
    on, stay_until = japan_day(on), japan_day(stay_until)
    _demand_whole(stay_days)
    procedure = ProcedureKind.EXTENSION_OF_STAY
    last = deadline(procedure, TriggerEvent.STAY_ENDS, event_on=stay_until, book=book)
    late = lateness(procedure, on=on, book=book)
    stay_end = Answer(stay_until, (*last.grounds, *late.grounds), last.open_questions)
    found = [_end(EndKind.STAY_END, stay_until, stay_end)]
    opens = before_stay_end(procedure, stay_end=stay_until, on=on, book=book).value.advised_from
    if opens is not None and stay_days is None:
        practice = Answer(opens, (book.ground(PRACTICE_MONTHS, on),))
        found.insert(0, _end(EndKind.EXTENSION_OPENS, opens, practice))
    return tuple(found)


def _demand_whole(days: object) -> None:
    if days is not None and type(days) is not int:
        raise PeriodError("not_whole")


@days_in_japan
def special_period_ends(
    stay_until: date,
    *,
    procedure: ProcedureKind,
    filed_on: date,
    stay_days: int | None = None,
    book: Rulebook = CURRENT,
) -> End | None:
    """Return the last day of the special period that a pending application brings; ``None`` if it brings none.

    Args:
        stay_until: the last day of the period of stay.
        procedure: what is pending.
        filed_on: the day of filing.
        stay_days: the period of stay held, in days; ``None`` for one longer than three months.
        book: the law.

    Raises:
        FactsError: ``procedure`` is none, or ``book`` is no rulebook.
        NaiveDatetimeError: a day is a moment without a time zone.
        NotInForceError: a day lies before the first version of a rule.
        OutOfTableError: filed just after a stay that ended beyond the table of closed days.
        PeriodError: a day is none, or the days of the stay are no whole number.

    Example:
        >>> found = special_period_ends(
        ...     date(2027, 3, 31), procedure=ProcedureKind.EXTENSION_OF_STAY, filed_on=date(2027, 3, 1))
        >>> found.day.isoformat(), found.kind.text("en")
        ('2027-05-31', 'last day of the special period, unless the decision comes first')
    """
    demand(book=book)
    stay_until, filed_on = japan_day(stay_until), japan_day(filed_on)
    _demand_whole(stay_days)
    pending = in_words(ProcedureKind, procedure)
    if pending is None:
        raise not_understood(("procedure",))
    procedure = pending
    brings = special_period.has_special_period(procedure, filed_on=filed_on, stay_days=stay_days, book=book)
    if not brings.value or not special_period.filed_in_time(filed_on, stay_until=stay_until, book=book).value:
        return None
    return _end(
        EndKind.SPECIAL_PERIOD_END,
        *_with_value(special_period.special_period_end(stay_until, book=book)),
    )


def _with_value(answer: Answer[date]) -> tuple[date, Answer[object]]:
    return answer.value, answer


@days_in_japan
def card_ends(card: HeldCard, *, on: date, book: Rulebook = CURRENT) -> tuple[End, ...]:
    """Return from when a card that ends on another day than the stay is renewed, and its last day.

    Where the first day depends on a fact that is not known, the last day comes alone.

    Args:
        card: the card held.
        on: the day of the question, which chooses the law of the window.
        book: the law.

    Raises:
        FactsError: ``card`` is no held card, or ``book`` is no rulebook.
        NaiveDatetimeError: ``on`` is a moment without a time zone.
        NotInForceError: before the first version.
        OutOfTableError: the last day lies outside the table of closed days.
        PeriodError: ``on`` or the card's last day is no day.

    Example:
        >>> from tokutei.vocabulary import StatusOfResidence
        >>> card = HeldCard(date(2031, 5, 2), date(2026, 8, 3), date(1994, 5, 2),
        ...                 StatusOfResidence.PERMANENT_RESIDENT)
        >>> [(one.kind.value, one.day.isoformat()) for one in card_ends(card, on=date(2026, 9, 1))]
        [('card_renewal_opens', '2031-02-02'), ('card_end', '2031-05-02')]
    """
    demand(book=book)
    given: object = card  # callers without a type checker give anything
    if not isinstance(given, HeldCard):
        raise not_understood(("card",))
    on, _ = japan_day(on), japan_day(card.expires)
    procedure = ProcedureKind.SPR_RENEWAL if card.spr else ProcedureKind.CARD_RENEWAL
    last = _end(
        EndKind.CARD_END,
        card.expires,
        deadline(procedure, TriggerEvent.CARD_EXPIRES, event_on=card.expires, book=book),
    )
    try:
        opens = renewal_window(card, on=on, book=book)
    except FactsError:
        return (last,)
    return (_end(EndKind.CARD_RENEWAL_OPENS, opens.value, opens), last)


# Without a card it is not known what kind of stay it is; its last day stands all the same.
_ENDS: Final = frozenset({StayState.MID_LONG, StayState.SHORT, StayState.UNKNOWN})
_CARD_LIVES: Final = frozenset({FunctionState.VALID, FunctionState.EXTENDED_RENEWAL})
_MY_NUMBER_LIVES: Final = frozenset({MyNumberState.VALID, MyNumberState.EXTENDED, MyNumberState.SUSPENDED})


def ends_of(situation: Situation, *, on: date, book: Rulebook = CURRENT) -> tuple[End, ...]:
    """Return what ends for somebody, as seen on a day, the earliest first; what is not known is left out.

    The situation is taken as it is: advance it to ``on`` first where time has passed.

    Raises:
        FactsError: an argument is of another kind.
        NaiveDatetimeError: ``on`` is a moment without a time zone.
        NotInForceError: a day lies before the first version of a rule.
        OutOfTableError: a last day lies outside the table of closed days.
        PeriodError: ``on`` is no day.

    Example:
        >>> from tokutei.models import CardFacts, Facts
        >>> end = date(2028, 10, 31)
        >>> facts = Facts(born=date(1994, 5, 2), status="student", stay_until=end, card=CardFacts(valid_until=end))
        >>> day = date(2026, 9, 1)
        >>> [(one.kind.value, one.day.isoformat()) for one in ends_of(Situation.of(facts, on=day), on=day)]
        [('extension_opens', '2028-07-31'), ('stay_end', '2028-10-31')]
    """
    demand(situation=situation, book=book)
    on = japan_day(on)
    found = (
        *_of_stay(situation, on, book),
        *_of_card(situation, on, book),
        *_of_my_number(situation, on, book),
    )
    return tuple(sorted(found, key=lambda end: (end.day, end.kind.value)))


def _of_stay(situation: Situation, on: date, book: Rulebook) -> Iterator[End]:
    stay, main = situation.stay, situation.main
    if situation.special_period.state is SpecialPeriodState.RUNNING and situation.special_period.until:
        basis = (
            special_period.special_period_end(stay.until, book=book)
            if isinstance(stay.until, date)
            else Answer(on)
        )
        yield _end(EndKind.SPECIAL_PERIOD_END, situation.special_period.until, basis)
    elif stay.state in _ENDS and isinstance(stay.until, date):
        days = stay.days if isinstance(stay.days, int) else None
        pending = None
        if main.state is MainState.FILED and main.procedure and main.filed_on:
            pending = special_period_ends(
                stay.until,
                procedure=main.procedure,
                filed_on=main.filed_on,
                stay_days=days,
                book=book,
            )
        first, *rest = stay_ends(stay.until, on=on, stay_days=days, book=book)
        yield from rest or (first,)
        if pending is not None:
            yield pending
        elif rest and stay.state is StayState.MID_LONG:
            yield first
    presence = situation.presence
    if presence.state is PresenceState.ABROAD and isinstance(presence.until, date):
        special = presence.reentry is ReentryKind.SPECIAL and presence.left_on is not None
        rule = SPECIAL_REENTRY_YEARS[stay.state is StayState.SPECIAL_PERMANENT]
        yield _cited(
            EndKind.REENTRY_END, presence.until, rule if special else None, presence.left_on or on, book
        )


def _of_card(situation: Situation, on: date, book: Rulebook) -> Iterator[End]:
    until, stay, card = situation.residence.until, situation.stay, situation.card
    if situation.residence.state not in _CARD_LIVES or not isinstance(until, date) or stay.until == until:
        return
    held = HeldCard(
        until,
        card.issued_on if isinstance(card.issued_on, date) else None,
        situation.person.born,
        stay.status if isinstance(stay.status, StatusOfResidence) else None,
        stay.state is StayState.SPECIAL_PERMANENT,
    )
    yield from card_ends(held, on=on, book=book)


def _of_my_number(situation: Situation, on: date, book: Rulebook) -> Iterator[End]:
    function = situation.my_number
    if function.state in _MY_NUMBER_LIVES and isinstance(function.until, date):
        on_card = function.carrier is Carrier.ON_CARD
        basis: Answer[object] = (
            validity.my_number_function_until(Answer(function.until))
            if on_card
            else my_number_extension(expires=function.until, specified=False, on=on, book=book)
        )
        yield _end(EndKind.MY_NUMBER_END, function.until, basis)
    for kind, certificate, rule in (
        (EndKind.SIGNING_END, situation.signing, validity.SIGNING_CERTIFICATE_BIRTHDAYS),
        (EndKind.AUTHENTICATION_END, situation.authentication, validity.AUTHENTICATION_CERTIFICATE_BIRTHDAYS),
        (EndKind.MOBILE_END, situation.mobile, validity.MOBILE_RECORD_MONTHS),
    ):
        if certificate.state is CertificateState.VALID and isinstance(certificate.until, date):
            yield _cited(kind, certificate.until, rule, on, book)


def _cited(kind: EndKind, day: date, rule: Rule[int] | None, law_of: date, book: Rulebook) -> End:
    """Return an end with the provision that sets how long such things last, where the law of the day is known."""
    try:
        grounds = (book.ground(rule, law_of),) if rule is not None else ()
    except NotInForceError:
        grounds = ()
    return _end(kind, day, Answer(day, grounds))
