"""The doorway to the topic: what may be known, what is answered."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Final, TypeAlias

from tokutei import messages
from tokutei.errors import FactsError
from tokutei.law import Answer, Reason
from tokutei.rules.asked import CommonFacts, days_that_clash, named, need, used
from tokutei.rules.carrying import way_of
from tokutei.rules.rulebook import CURRENT, Rulebook, days_in_japan
from tokutei.rules.statuses.periods import length_of
from tokutei.rules.statuses.standing import brings_no_card
from tokutei.rules.validity import electronic, individual, residence, special_permanent, specified
from tokutei.rules.validity.birthdays import fixed
from tokutei.vocabulary import CardKind, ProcedureKind, Route, StatusOfResidence

__all__ = ["ValidityFacts", "ValidityResult", "answer"]


class ValidityFacts(CommonFacts):
    """What may be known when asking for the last day of a card, a function or a certificate.

    ``card_kind`` says what is asked about, ``procedure`` what it came with.
    """

    previous_stay_end: date | None = None
    """The last day of stay that the card was made for, where the stay was lengthened since."""

    mn_card_expiry: date | None = None
    """The last day of the My Number function that a certificate is on."""

    user_certificate_expiry: date | None = None
    """The last day of the live certificate for user authentication; left out where there is none."""

    replaced_certificate_expiry: date | None = None
    """The last day of the live certificate that a new one replaces; left out where there is none."""

    requested: bool | None = None
    """Whether an extension of the My Number function was asked for, on the day ``filed``; left out, that
    day is one on which the function was alive."""


@dataclass(frozen=True, slots=True)
class ValidityResult:
    """The last day."""

    valid_until: date | None = None
    """Included: the card is valid on that day."""

    def text(self, lang: str) -> str:
        """Return the day in words."""
        return messages.render(self.valid_until, lang)


_Until: TypeAlias = Answer[date]

_WAYS: Final = frozenset({Route.BUREAU_CARD, Route.BUREAU_STATUS, Route.MUNICIPALITY})
_SPR_RENEWALS: Final = frozenset({ProcedureKind.SPR_RENEWAL, ProcedureKind.SPR_RENEWAL_EARLY})
_SPR_FIRST: Final = frozenset({ProcedureKind.SPR_PERMISSION_BIRTH, ProcedureKind.SPR_PERMISSION_OTHER})

NO_EXTENSION_ON_CARD: Final = fixed("no_extension_on_card", "425AC0000000027:18-5:9")
EXTENSION_ONLY_ON_REQUEST: Final = fixed("extension_only_on_request", "426M60000008085:27:2")


def _status(facts: ValidityFacts, day: date, book: Rulebook) -> StatusOfResidence:
    """Return the status of somebody with a residence card."""
    status = facts.status
    if status is None:
        raise FactsError(missing=("status",))
    if not isinstance(status, StatusOfResidence) or status is StatusOfResidence.SPECIAL_PERMANENT_RESIDENT:
        raise FactsError(contradictions=(Reason("card_of_others"),))
    if brings_no_card(status, on=day, book=book):
        raise FactsError(contradictions=(Reason("card_of_others"),))
    return status


def _plain(facts: ValidityFacts, on: date, book: Rulebook) -> _Until:
    day = facts.issued or on
    status = _status(facts, day, book)
    early = facts.procedure is ProcedureKind.CARD_RENEWAL_EARLY
    renews = early or facts.procedure is ProcedureKind.CARD_RENEWAL
    if status not in book.at(residence.BIRTHDAY_BOUND_STATUSES, day).value:
        bound = book.ground(residence.BIRTHDAY_BOUND_STATUSES, day)
        end = residence.stay_card_until(
            facts.stay_end, born=facts.birth, issued_on=day, renews=renews, book=book
        )
        return Answer(end.value, (bound, *end.grounds), end.open_questions)
    # Whether a card held matters turns on whether this one renews it.
    doubtful = facts.procedure is None and facts.old_expiry is not None
    need(
        facts, "birth", "issued", *(("old_expiry",) if renews else ()), *(("procedure",) if doubtful else ())
    )
    return residence.residence_card_until(
        born=_day(facts.birth),
        status=status,
        stay_until=facts.stay_end,
        issued_on=_day(facts.issued),
        old_until=facts.old_expiry if renews else None,
        old_issued_on=facts.old_issued,
        early=early,
        book=book,
    )


def _specified(facts: ValidityFacts, on: date, book: Rulebook) -> _Until:
    filed, issued = facts.filed or facts.issued or on, facts.issued or facts.filed or on
    status, procedure = _status(facts, issued, book), facts.procedure
    route = None if procedure is None else way_of(procedure, on=filed, book=book)
    if route not in _WAYS:  # those of special permanent residents are asked elsewhere
        route = None
    if procedure is not None and route is None:
        raise FactsError(contradictions=(Reason("procedure_not_listed"),))
    if status in book.at(residence.BIRTHDAY_BOUND_STATUSES, issued).value:
        by_status = route is Route.BUREAU_STATUS
        renews = procedure is ProcedureKind.CARD_RENEWAL
        base = "issued" if by_status else "old_expiry" if renews else "filed"
        # A young holder's age is that of the day of filing.
        aged = ("filed",) if renews else ()
        need(facts, "birth", "procedure", *aged, base)
    else:
        need(facts, "stay_end")
    return specified.specified_card_until(
        born=_day(facts.birth or date.min),
        status=status,
        stay_until=facts.stay_end,
        issued_on=issued,
        filed_on=filed,
        route=route or Route.BUREAU_STATUS,
        old_until=facts.old_expiry if procedure is ProcedureKind.CARD_RENEWAL else None,
        book=book,
    )


def _function(facts: ValidityFacts, on: date, book: Rulebook) -> _Until:
    if facts.previous_stay_end is None:
        return specified.my_number_function_until(_specified(facts, on, book))
    # The card held was made for the earlier stay; no extension after a permission reaches it.
    held = facts.model_copy(update={"stay_end": facts.previous_stay_end})
    until = specified.my_number_function_until(_specified(held, on, book))
    return Answer(until.value, (*until.grounds, NO_EXTENSION_ON_CARD), until.open_questions)


def _spr(facts: ValidityFacts, on: date, book: Rulebook) -> _Until:
    returned = facts.procedure is ProcedureKind.SPR_MY_NUMBER_RETURN
    renews = facts.procedure in _SPR_RENEWALS
    issued = facts.issued or on
    doubtful = facts.procedure is None and facts.old_expiry is not None
    need(
        facts,
        "birth",
        *(("issued",) if returned else ()),
        *(("old_expiry",) if renews else ()),
        *(("procedure",) if doubtful else ()),
    )
    return special_permanent.special_permanent_certificate_until(
        born=_day(facts.birth),
        issued_on=issued,
        filed_on=facts.filed,
        old_until=facts.old_expiry if renews else None,
        old_issued_on=facts.old_issued,
        returned=returned,
        first=facts.procedure in _SPR_FIRST,
        book=book,
    )


def _specified_spr(facts: ValidityFacts, on: date, book: Rulebook) -> _Until:
    del on
    renews = facts.procedure is ProcedureKind.SPR_RENEWAL
    if facts.procedure in _NO_SPECIFIED_SPR:
        raise FactsError(contradictions=(Reason("procedure_not_listed"),))
    need(facts, "birth", "filed", *(("old_expiry",) if renews else ()))
    return special_permanent.specified_certificate_until(
        born=_day(facts.birth),
        issued_on=facts.issued or _day(facts.filed),
        filed_on=_day(facts.filed),
        old_until=facts.old_expiry if renews else None,
        old_issued_on=facts.old_issued,
        first=facts.procedure in _SPR_FIRST,
        book=book,
    )


_NO_SPECIFIED_SPR: Final = frozenset(
    {ProcedureKind.SPR_RENEWAL_EARLY, ProcedureKind.SPR_PERMISSION_BIRTH, ProcedureKind.SPR_MY_NUMBER_RETURN}
)


def _function_spr(facts: ValidityFacts, on: date, book: Rulebook) -> _Until:
    return special_permanent.certificate_function_until(_specified_spr(facts, on, book))


def _separate(facts: ValidityFacts, on: date, book: Rulebook) -> _Until:
    need(facts, "status", "birth", "created")
    born, made, status = _day(facts.birth), _day(facts.created), facts.status
    if not isinstance(status, StatusOfResidence):
        return individual.separate_card_transitional_until(since=born, made_on=made, book=book)
    if facts.previous_stay_end is not None or facts.requested is not None:
        return _separate_lengthened(facts, status, on, book)
    replaces = facts.procedure is ProcedureKind.MY_NUMBER_REPLACEMENT
    need(
        facts,
        *(("old_expiry",) if replaces else ()),
        *(("stay_end",) if status not in residence.WITHOUT_END else ()),
    )
    return individual.separate_card_until(
        born=born,
        status=status,
        stay_until=facts.stay_end,
        made_on=made,
        replaces_until=facts.old_expiry if replaces else None,
        asked_on=facts.filed if replaces else None,
        book=book,
    )


def _separate_lengthened(facts: ValidityFacts, status: StatusOfResidence, on: date, book: Rulebook) -> _Until:
    """Return the last day of a separate card after the stay was lengthened: nothing happens by itself."""
    endless = status in residence.WITHOUT_END
    waits = not facts.requested or facts.filed is not None
    need(
        facts,
        "requested",
        *(("previous_stay_end",) if waits else ()),
        *(("stay_end",) if facts.requested and not endless else ()),
    )
    born, made = _day(facts.birth), _day(facts.created)
    if waits:
        made_for = individual.separate_card_until(
            born=born, status=_BY_STAY, stay_until=facts.previous_stay_end, made_on=made, book=book
        )
        if not facts.requested:
            grounds = (*made_for.grounds, EXTENSION_ONLY_ON_REQUEST)
            return Answer(made_for.value, grounds, made_for.open_questions)
        if _day(facts.filed) > made_for.value:
            question = book.question("Q12")
            if question.reading == "before_expiry":
                return Answer(made_for.value, made_for.grounds, (*made_for.open_questions, question))
            longer = _extended(facts, status, on, book)
            return Answer(longer.value, longer.grounds, (*longer.open_questions, question))
    return _extended(facts, status, on, book)


def _extended(facts: ValidityFacts, status: StatusOfResidence, on: date, book: Rulebook) -> _Until:
    return individual.separate_card_after_stay_until(
        born=_day(facts.birth),
        status=status,
        stay_until=facts.stay_end,
        made_on=_day(facts.created),
        on=facts.filed or on,
        book=book,
    )


_BY_STAY: Final = StatusOfResidence.LONG_TERM_RESIDENT
"""Stands for the status when the card was made: any with a period of stay."""


def _certificate(facts: ValidityFacts, on: date, book: Rulebook) -> _Until:
    del on
    need(facts, "birth", "issued", "mn_card_expiry")
    signing = facts.card_kind is CardKind.SIGNING_CERTIFICATE
    return electronic.certificate_until(
        electronic.SIGNING_CERTIFICATE_BIRTHDAYS
        if signing
        else electronic.AUTHENTICATION_CERTIFICATE_BIRTHDAYS,
        born=_day(facts.birth),
        issued_on=_day(facts.issued),
        card_until=_day(facts.mn_card_expiry),
        replaces_until=facts.replaced_certificate_expiry,
        authentication_until=facts.user_certificate_expiry,
        book=book,
    )


def _day(day: date | None) -> date:
    """Return a day that was demanded before."""
    assert day is not None  # noqa: S101 - need() saw to it
    return day


_ASKED: Final[Mapping[CardKind, Callable[[ValidityFacts, date, Rulebook], _Until]]] = MappingProxyType(
    {
        CardKind.RESIDENCE_CARD: _plain,
        CardKind.SPECIFIED_RESIDENCE_CARD: _specified,
        CardKind.SPECIAL_PERMANENT_RESIDENT_CERTIFICATE: _spr,
        CardKind.SPECIFIED_SPECIAL_PERMANENT_RESIDENT_CERTIFICATE: _specified_spr,
        CardKind.INDIVIDUAL_NUMBER_CARD: _separate,
        CardKind.MY_NUMBER_FUNCTION_OF_SPECIFIED_CARD: _function,
        CardKind.MY_NUMBER_FUNCTION_OF_SPECIFIED_CERTIFICATE: _function_spr,
        CardKind.SIGNING_CERTIFICATE: _certificate,
        CardKind.AUTHENTICATION_CERTIFICATE: _certificate,
    }
)


_WITH_STAY: Final = frozenset({CardKind.RESIDENCE_CARD, CardKind.SPECIFIED_RESIDENCE_CARD})


def _stays_that_cannot_be(facts: ValidityFacts, on: date, book: Rulebook) -> tuple[Reason, ...]:
    """Return why a period of stay cannot be that of the card."""
    day, length = facts.issued or on, length_of(facts.period) if facts.period else None
    over = facts.card_kind in _WITH_STAY and facts.stay_end is not None and facts.stay_end < day
    longest = 12 * book.at(residence.LONGEST_STAY_YEARS, day).value if length else 0
    found = {
        "stay_ends_before_issue": facts.issued is not None and over,
        "stay_longer_than_law": length is not None and length.months > longest,
    }
    return tuple(Reason(code) for code, holds in found.items() if holds)


@days_in_japan
def answer(facts: ValidityFacts, *, on: date, book: Rulebook = CURRENT) -> Answer[ValidityResult]:
    """Return the last day of what ``card_kind`` names.

    Args:
        facts: what is known. A card that ends with the stay needs ``stay_end``; one that ends on a birthday
            ``birth``, ``procedure`` and the day that the count starts from: ``issued``, ``filed`` or, for a
            renewal, ``old_expiry``.
        on: the day of the question; it stands for a day of issue that only chooses the law.
        book: the law.

    Raises:
        FactsError: facts are missing or contradict each other; all are listed.
        NotInForceError: there was no such card or no such rule yet.

    Example:
        >>> from datetime import date
        >>> facts = ValidityFacts(card_kind="plain_card", status="permanent_resident", birth="1990-06-20",
        ...                       procedure="permanent_residence", issued="2026-06-19")
        >>> answer(facts, on=date(2026, 6, 19)).value.valid_until
        datetime.date(2035, 6, 20)
    """
    kind = facts.card_kind
    if kind is None:
        raise FactsError(missing=("card_kind",))
    if clash := (*days_that_clash(facts), *_stays_that_cannot_be(facts, on, book)):
        raise FactsError(contradictions=clash)
    ask = _ASKED.get(kind)
    if ask is None:
        raise FactsError(contradictions=(Reason("card_of_others"),))
    found = named(lambda: ask(facts, on, book))
    return Answer(ValidityResult(found.value), found.grounds, found.open_questions, used(facts))
