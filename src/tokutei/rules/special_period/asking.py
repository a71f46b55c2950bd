"""The doorway to the topic: what may be known, what is answered."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from tokutei.errors import FactsError, OutOfTableError
from tokutei.law import Answer, Ground, OpenQuestion, Reason
from tokutei.rules import deadlines
from tokutei.rules.asked import CommonFacts, days_that_clash, need, used
from tokutei.rules.findings import Findings
from tokutei.rules.rulebook import CURRENT, Rulebook, days_in_japan
from tokutei.rules.special_period import my_number as _my_number
from tokutei.rules.special_period import stay as _stay
from tokutei.rules.statuses.standing import brings_no_card
from tokutei.rules.validity import WITHOUT_END, individual
from tokutei.rules.validity.birthdays import fixed
from tokutei.vocabulary import CardKind, ProcedureKind, StatusOfResidence, Window

__all__ = ["SpecialPeriodFacts", "SpecialPeriodResult", "answer"]


class SpecialPeriodFacts(CommonFacts):
    """What may be known when asking what a pending application does to stay and cards.

    ``procedure`` is what is pending, ``filed`` its first day of filing, ``stay_end`` the end of the stay held;
    a renewal of the card (``card_validity_renewal``) is asked about with ``old_expiry`` instead.
    """

    with_specified_application: bool | None = None
    """Whether an application for a specified card is pending with it."""

    specified_issued: date | None = None
    """The day on which the specified card is handed over."""

    other_pending: ProcedureKind | None = None
    """Another application that was filed in time and is pending as well."""

    converted_from: ProcedureKind | None = None
    """What the application was when it was filed, if it was turned into ``procedure``."""

    converted_on: date | None = None
    """The day on which it was turned into ``procedure``."""

    mn_card_kind: CardKind | None = None
    """What carries the My Number function: a separate card, or the function of the specified card."""

    mn_created: date | None = None
    """The day on which the separate card was made."""

    mn_extension_requested: bool | None = None
    """Whether the extension of the My Number function was asked for while it was alive; left out, it was
    not asked for so far."""


@dataclass(frozen=True, slots=True)
class SpecialPeriodResult(Findings):
    """What a pending application does; ``None`` where it does nothing or it was not asked."""

    special_period: bool | None = None
    """Whether the stay goes on after its last day because the application is pending."""
    stay_until: date | None = None
    """The last day on which the stay is lawful by the status held."""
    card_until: date | None = None
    """The last day of the residence card held."""
    mn_until: date | None = None
    """The last day of the My Number function, or of the separate card."""
    mn_request_to: Window | None = None
    """Where its extension is asked for."""
    return_card_by: date | None = None
    """Until when the residence card must be returned if no new one is given."""


@dataclass(slots=True)
class _Found:
    """The answer as it grows."""

    special_period: bool = False
    stay_until: date | None = None
    card_until: date | None = None
    lapses_on: date | None = None
    """The day on which the card loses its effect without another being given."""
    grounds: tuple[Ground, ...] = ()
    questions: tuple[OpenQuestion, ...] = ()

    def rest_on(self, *found: Answer[date] | Answer[bool]) -> None:
        """Take over what partial answers rest on."""
        for one in found:
            self.grounds = (*self.grounds, *one.grounds)
            self.questions = (*self.questions, *one.open_questions)


_ON_CARD: Final = frozenset(
    {CardKind.MY_NUMBER_FUNCTION_OF_SPECIFIED_CARD, CardKind.SPECIFIED_RESIDENCE_CARD}
)

GRANTED_BY_DELIVERY: Final = fixed("granted_by_delivery", "326CO0000000319:20:5")
EXTENDED_ON_CARD: Final = fixed("function_extended_on_request", "508M60004018001:4:2")
CARD_ENDS_BEFORE_STAY: Final = fixed("card_ends_before_stay", "326CO0000000319:19-5:2")
CARD_REPLACED: Final = fixed("card_replaced", "326CO0000000319:19-14::5")


def _days(period: str | None) -> int | None:
    """Return a period of stay given in days; ``None`` for months, years or none given."""
    found = re.fullmatch(r"P([0-9]+)D", period or "")
    return int(found[1]) if found else None


def _first_filing(facts: SpecialPeriodFacts, filed: date, found: _Found, book: Rulebook) -> date:
    """Return the day of filing that counts; turning one application into another keeps the first."""
    if facts.converted_from is None or facts.converted_on is None:
        return filed
    rule = _stay.CONVERTIBLE_PROCEDURES
    found.grounds = (*found.grounds, book.ground(rule, facts.converted_on))
    if facts.procedure is not ProcedureKind.EXTENSION_OF_STAY:
        found.grounds = (*found.grounds, _stay.TURNED_INTO_CHANGE)
    keeps = {facts.converted_from, facts.procedure} <= book.at(rule, facts.converted_on).value
    return filed if keeps else facts.converted_on


def _decided(facts: SpecialPeriodFacts) -> date | None:
    """Return the day of the disposition: a permission takes effect when the card is handed over.

    Raises:
        FactsError: granted, and the day of handing over is not known; decided, and it is not known how.
    """
    if facts.decided is not None and facts.decision is None:
        raise FactsError(missing=("decision",))
    if facts.decided is not None and facts.decision == "none":
        raise FactsError(contradictions=(Reason("decided_yet_not"),))
    if facts.decision == "granted":
        if facts.specified_issued is None and facts.issued is None:
            # Until then it has no effect (20(5)), however long ago it was decided.
            raise FactsError(missing=("specified_issued" if facts.with_specified_application else "issued",))
        return facts.specified_issued or facts.issued
    return facts.decided or facts.specified_issued


def _with_an_end(facts: SpecialPeriodFacts, *, cardless: bool) -> None:
    """Refuse a stay without an end, and one that may be too short for a special period without its length."""
    if facts.status in WITHOUT_END:
        raise FactsError(contradictions=(Reason("status_without_end"),))
    if cardless:  # the statuses with periods of at most thirty days
        need(facts, "period")


def _with_stay(facts: SpecialPeriodFacts, book: Rulebook) -> _Found:
    """Answer for an application about the stay."""
    found = _Found()
    need(
        facts,
        *(("procedure",) if facts.other_pending is None or facts.converted_from else ()),
        "filed",
        "stay_end",
        *(("converted_on",) if facts.converted_from else ()),
    )
    stay_end = facts.stay_end
    assert stay_end is not None and facts.filed is not None  # noqa: S101, PT018 - need() saw to it
    cardless = brings_no_card(facts.status, on=facts.filed, book=book)
    _with_an_end(facts, cardless=cardless)
    filed = _first_filing(facts, facts.filed, found, book)
    pending = [kind for kind in (facts.procedure, facts.other_pending) if kind is not None]
    brings = [
        _stay.has_special_period(kind, filed_on=filed, stay_days=_days(facts.period), book=book)
        for kind in pending
    ]
    found.rest_on(brings[0])
    in_time = _stay.filed_in_time(filed, stay_until=stay_end, book=book)
    found.rest_on(in_time)
    decided = _decided(facts)
    open_at_end = decided is None or decided > stay_end
    found.special_period = in_time.value and open_at_end and any(one.value for one in brings)
    end = stay_end
    if found.special_period:
        period = _stay.special_period_end(stay_end, book=book)
        found.rest_on(period)
        end = period.value
    if decided is not None and (decided <= stay_end or found.special_period):
        # A refusal before the end of stay leaves the stay as it is; a permission puts another in its place.
        ends = facts.decision != "refused" or decided > stay_end
        if facts.decision == "granted":
            found.grounds = (*found.grounds, GRANTED_BY_DELIVERY)
        if ends and decided <= end:
            end = decided
    if found.special_period and facts.with_specified_application and (decided is None or decided > end):
        found.questions = (*found.questions, book.question("Q4"))
    found.stay_until = end
    if not cardless:
        found.card_until = _card_end(facts, found, stay_end, book)
    replaced = facts.decision == "granted" and decided is not None and decided == end
    found.lapses_on = None if replaced else found.card_until
    return found


def _card_end(facts: SpecialPeriodFacts, found: _Found, stay_end: date, book: Rulebook) -> date:
    """Return the last day of the residence card held."""
    assert found.stay_until is not None  # noqa: S101 - set just before
    if facts.old_expiry is not None and facts.old_expiry < stay_end:
        found.grounds = (*found.grounds, CARD_ENDS_BEFORE_STAY)
        return min(facts.old_expiry, found.stay_until)
    if not found.special_period:
        return found.stay_until
    rule = _stay.RESIDENCE_CARD_FOLLOWS_SPECIAL_PERIOD
    found.grounds = (*found.grounds, book.ground(rule, stay_end))
    return found.stay_until if book.at(rule, stay_end).value else stay_end


def _with_card(facts: SpecialPeriodFacts, book: Rulebook) -> _Found:
    """Answer for a renewal of the card, which extends nothing but a card that a specified one renews."""
    specified = (
        facts.with_specified if facts.with_specified_application is None else facts.with_specified_application
    )
    ours = facts.procedure is ProcedureKind.CARD_RENEWAL
    missing = [name for name in ("old_expiry", "filed") if getattr(facts, name) is None]
    missing += ["with_specified_application"] if ours and specified is None else []
    missing += ["old_issued"] if ours and specified and facts.old_issued is None else []
    if missing:
        raise FactsError(missing=tuple(missing))
    assert facts.old_expiry is not None and facts.filed is not None  # noqa: S101, PT018 - demanded just before
    found = _Found(stay_until=facts.stay_end, card_until=facts.old_expiry)
    found.grounds = _stay.listed_procedures(facts.procedure, facts.filed, book)
    if ours and specified and facts.old_issued is not None:
        end = _stay.pending_renewal_end(
            facts.old_expiry, filed_on=facts.filed, old_issued_on=facts.old_issued, book=book
        )
        found.rest_on(end)
        found.card_until = end.value
    given = [day for day in (facts.specified_issued, facts.issued) if day is not None]
    if given and min(given) <= (found.card_until or facts.old_expiry):
        found.card_until = min(given)
        found.grounds = (*found.grounds, CARD_REPLACED)
    else:
        found.lapses_on = found.card_until
    return found


_SPR_RENEWALS: Final = frozenset({ProcedureKind.SPR_RENEWAL, ProcedureKind.SPR_RENEWAL_EARLY})
_CARD_RENEWALS: Final = (
    frozenset({ProcedureKind.CARD_RENEWAL, ProcedureKind.CARD_RENEWAL_EARLY}) | _SPR_RENEWALS
)


def _my_number_end(
    facts: SpecialPeriodFacts, found: _Found, book: Rulebook
) -> tuple[date, Window | None] | None:
    """Return the last day of the My Number function and where it is extended; ``None`` if it is not asked."""
    kind = facts.mn_card_kind
    plain = facts.old_expiry if facts.procedure in _CARD_RENEWALS else facts.stay_end
    if kind is None or kind is CardKind.NONE or plain is None or found.card_until is None:
        return None
    if kind in _ON_CARD:
        return _function_end(
            found, found.card_until, plain, requested=bool(facts.mn_extension_requested), book=book
        )
    if kind is not CardKind.INDIVIDUAL_NUMBER_CARD:
        raise FactsError(contradictions=(Reason("card_of_others"),))
    return _separate_end(facts, found, plain, book)


def _function_end(
    found: _Found, card_until: date, plain: date, *, requested: bool, book: Rulebook
) -> tuple[date, Window | None]:
    """Return the end of the function on a specified card: with the card, but for its extensions."""
    rule, window = _my_number.MY_NUMBER_FOLLOWS_SPECIAL_PERIOD, _my_number.MY_NUMBER_EXTENSION_WINDOW
    found.grounds = (*found.grounds, book.ground(rule, plain))
    if card_until <= plain or book.at(rule, plain).value:
        return card_until, None
    found.grounds = (*found.grounds, book.ground(window, plain))
    office = book.at(window, plain).value
    if requested:
        found.grounds = (*found.grounds, EXTENDED_ON_CARD)
        return card_until, office
    found.questions = (*found.questions, book.question("Q3"))
    return plain, office


_BY_STAY: Final = StatusOfResidence.LONG_TERM_RESIDENT
"""Stands for the status when the card was made: any with a period of stay."""


def _separate_end(
    facts: SpecialPeriodFacts, found: _Found, plain: date, book: Rulebook
) -> tuple[date, Window | None]:
    """Return the end of a separate card, which a decision does not shorten."""
    rule, window = _my_number.SEPARATE_CARD_FOLLOWS_SPECIAL_PERIOD, _my_number.SEPARATE_CARD_EXTENSION_WINDOW
    found.grounds = (*found.grounds, book.ground(rule, plain))
    follows = book.at(rule, plain).value
    need(facts, "birth", "mn_created")
    assert facts.birth is not None and facts.mn_created is not None  # noqa: S101, PT018 - demanded just before
    made_for = individual.separate_card_until(
        born=facts.birth, status=_BY_STAY, stay_until=plain, made_on=facts.mn_created, book=book
    )
    found.rest_on(made_for)
    if not found.special_period or made_for.value < plain:
        return made_for.value, None
    office = None if follows else book.at(window, plain).value
    if not (follows or facts.mn_extension_requested):
        found.grounds = (*found.grounds, book.ground(window, plain))
        return plain, office
    longer = _my_number.separate_card_extended_until(
        born=facts.birth, made_on=facts.mn_created, stay_until=plain, on=plain, book=book
    )
    found.rest_on(longer)
    return longer.value, office


def _return_by(found: _Found, book: Rulebook) -> date | None:
    """Return until when a residence card that lapses is returned; ``None`` beyond the known closed days."""
    if found.lapses_on is None:
        return None
    try:
        due = deadlines.return_deadline(event_on=found.lapses_on, book=book)
    except OutOfTableError:
        return None
    found.rest_on(due)
    return due.value


@days_in_japan
def answer(facts: SpecialPeriodFacts, *, on: date, book: Rulebook = CURRENT) -> Answer[SpecialPeriodResult]:
    """Return what a pending application does to the stay, the residence card and the My Number function.

    Args:
        facts: what is known; ``procedure``, ``filed`` and ``stay_end``, or for a renewal of the card
            ``old_expiry`` and whether a specified card was asked for, are needed.
        on: the day of the question; every day that matters is among the facts.
        book: the law, with the readings of ``Q3``, ``Q4`` and ``Q11``.

    Raises:
        FactsError: facts are missing or contradict each other; all are listed.
        NotInForceError: a rule that is needed did not exist yet.
        OutOfTableError: filed just after a stay that ended beyond the table of closed days.

    Example:
        >>> from datetime import date
        >>> facts = SpecialPeriodFacts(procedure="renewal", filed="2026-06-01", stay_end="2026-06-30")
        >>> found = answer(facts, on=date(2026, 7, 1)).value
        >>> found.special_period, found.stay_until.isoformat(), found.card_until.isoformat()
        (True, '2026-08-31', '2026-08-31')
    """
    del on
    if clash := days_that_clash(facts):
        raise FactsError(contradictions=clash)
    found = _with_card(facts, book) if facts.procedure in _CARD_RENEWALS else _with_stay(facts, book)
    my_number = _my_number_end(facts, found, book)
    residence_card = facts.procedure not in _SPR_RENEWALS
    result = SpecialPeriodResult(
        special_period=found.special_period,
        stay_until=found.stay_until,
        card_until=found.card_until,
        mn_until=my_number and my_number[0],
        mn_request_to=my_number and my_number[1],
        return_card_by=_return_by(found, book) if residence_card else None,
    )
    grounds = {(ground.code, ground.day): ground for ground in found.grounds}
    questions = {question.key: question for question in found.questions}
    return Answer(result, tuple(grounds.values()), tuple(questions.values()), used(facts))
