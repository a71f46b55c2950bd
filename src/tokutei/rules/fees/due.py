"""What is due in all: base, plus addition, minus exemption (手数料).

The version is that of the day on which the application was accepted; the permission fee is due when
the card is given, because only then is the period of stay fixed.
"""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from typing import Final

from tokutei.errors import FactsError, NotInForceError, PeriodError, UnknownTermError
from tokutei.law import Answer, Evidence, Rule
from tokutei.rules.fees import amounts as _amounts
from tokutei.rules.fees.specified import CardRequest, Circumstances, card_fee
from tokutei.rules.fees.words import OtherProcedure
from tokutei.rules.routes import listed as _routes
from tokutei.rules.rulebook import CURRENT, Rulebook, days_in_japan
from tokutei.rules.values import Yen
from tokutei.vocabulary import Channel, ProcedureKind, Route

__all__ = ["NOTHING_KNOWN", "ceiling_of", "fee_due", "online_payment_surcharge"]

NOTHING_KNOWN: Final = Circumstances()
"""No circumstance is known."""


@days_in_japan
def fee_due(
    procedure: ProcedureKind | OtherProcedure,
    *,
    channel: Channel,
    accepted_on: date,
    specified: bool = False,
    express: bool = False,
    withheld: bool = False,
    granted_months: int | None = None,
    reduced: bool = False,
    held_card_issued_on: date | None = None,
    had_specified_card: bool | None = None,
    circumstances: Circumstances = NOTHING_KNOWN,
    book: Rulebook = CURRENT,
) -> Answer[Yen]:
    """Return the yen due when the permission or card is given.

    Args:
        procedure: what was filed.
        channel: how it was filed.
        accepted_on: the day on which the office accepted it.
        specified: whether a specified card was asked for with it.
        express: whether that card is posted because it is needed quickly.
        withheld: whether the specified card was then not given (Act 19-15-2(8)).
        granted_months: the period of stay granted in months; needed where the fee depends on it.
        reduced: whether the fee was reduced for hardship, as is said to be possible from 2026-10-01.
        held_card_issued_on: the issue day of the card held when filing; needed with ``specified`` where
            the fee depends on it.
        had_specified_card: whether the person was ever given a specified card; needed likewise.
        circumstances: what may free of the fee for the specified card.
        book: the law.

    Raises:
        FactsError: a fact that the fee depends on is missing; all missing ones are listed.
        UnknownTermError: no fee of this procedure and channel is known, or no specified card can be had
            this way; ``known`` names what is possible.
        NotInForceError: before the first version.
        PeriodError: the period granted is negative.

    Example:
        >>> from datetime import date
        >>> from tokutei.vocabulary import Channel, ProcedureKind
        >>> fee_due(ProcedureKind.EXTENSION_OF_STAY, channel=Channel.COUNTER, accepted_on=date(2026, 9, 1),
        ...         specified=True, held_card_issued_on=date(2023, 10, 20), had_specified_card=False).value
        6000
    """
    if granted_months is not None and granted_months < 0:
        raise PeriodError("negative")
    if not specified:
        return _base(procedure, channel, accepted_on, granted_months, reduced=reduced, book=book)
    route = _route(procedure, channel, accepted_on, express=express, book=book)
    kind = ProcedureKind(procedure)
    if route is Route.BUREAU_STATUS:
        missing: dict[str, None] = {}
        parts: list[Answer[Yen]] = []
        held = (held_card_issued_on, had_specified_card)
        try:
            parts.append(_base(kind, channel, accepted_on, granted_months, reduced=reduced, book=book))
        except FactsError as error:
            missing |= dict.fromkeys(error.missing)
        official = not parts or parts[0].evidence is Evidence.OFFICIAL
        try:
            parts.append(_addition(kind, accepted_on, held, official=official, withheld=withheld, book=book))
        except FactsError as error:
            missing |= dict.fromkeys(error.missing)
        if missing:
            raise FactsError(missing=tuple(missing))
        return _sum(*parts)
    if withheld:
        return _base(kind, channel, accepted_on, granted_months, reduced=reduced, book=book)
    known = {one.name: getattr(circumstances, one.name) for one in fields(Circumstances)}
    asked = CardRequest(
        procedure=kind,
        accepted_on=accepted_on,
        route=route,
        posted=express,
        held_card_issued_on=held_card_issued_on,
        had_specified_card=had_specified_card,
        **known,
    )
    return card_fee(asked, book=book)


@days_in_japan
def ceiling_of(procedure: ProcedureKind, *, on: date, book: Rulebook = CURRENT) -> Answer[Yen]:
    """Return how high the cabinet order may set the fee of a permission (Act 67).

    Raises:
        NotInForceError: before the first version.
        UnknownTermError: the Act sets no ceiling for it, or none is known.

    Example:
        >>> from datetime import date
        >>> ceiling_of(ProcedureKind.EXTENSION_OF_STAY, on=date(2026, 9, 1)).text("en")
        '10,000 yen (Immigration Act art. 67(ii); official text)'
    """
    rule = _amounts.CEILINGS.get(procedure)
    if rule is None:
        raise UnknownTermError("CEILINGS", procedure.value, tuple(one.value for one in _amounts.CEILINGS))
    return _value(rule, on, book)


@days_in_japan
def online_payment_surcharge(
    granted_months: int, *, accepted_on: date, book: Rulebook = CURRENT
) -> Answer[Yen]:
    """Return what paying the fee of a change or an extension online adds to it.

    Raises:
        NotInForceError: before 2026-10-01.
        PeriodError: the period granted is negative.

    Example:
        >>> from datetime import date
        >>> online_payment_surcharge(36, accepted_on=date(2026, 10, 1)).value
        550
    """
    if granted_months < 0:
        raise PeriodError("negative")
    rule = _amounts.ONLINE_PAYMENT_SURCHARGE
    return Answer(book.at(rule, accepted_on).value.yen(granted_months), (book.ground(rule, accepted_on),))


def _value(rule: Rule[int], day: date, book: Rulebook) -> Answer[Yen]:
    return Answer(Yen(book.at(rule, day).value), (book.ground(rule, day),))


def _base(
    procedure: ProcedureKind | OtherProcedure,
    channel: Channel,
    day: date,
    months: int | None,
    *,
    reduced: bool,
    book: Rulebook,
) -> Answer[Yen]:
    """Return the fee of what was filed itself."""
    if isinstance(procedure, OtherProcedure):
        return _other(procedure, day, book)
    if reduced:
        return _reduced(procedure, channel, day, book)
    permission = _amounts.PERMISSION_FEES.get((procedure, channel))
    if permission is not None:
        scale = book.at(permission, day).value
        if months is None and not scale.is_flat:
            raise FactsError(missing=("granted_months",))
        return Answer(scale.yen(months or 0), (book.ground(permission, day),))
    priced = [one for kind, one in _amounts.PERMISSION_FEES if kind is procedure]
    if priced or not _filed_through(procedure, channel, day, book):
        open_ = priced or [one for one in Channel if _filed_through(procedure, one, day, book)]
        raise UnknownTermError("fee", f"{procedure} {channel}", tuple(f"{procedure} {one}" for one in open_))
    for kind, rule in (
        (ProcedureKind.EXCHANGE, _amounts.EXCHANGE_FEE),
        (ProcedureKind.SPR_EXCHANGE, _amounts.SPR_EXCHANGE_FEE),
    ):
        if procedure is kind:
            return _value(rule, day, book)
    return _free(procedure, day, book)


_FREE: Final = (
    _amounts.FREE_PROCEDURES,
    _amounts.FREE_PERMISSIONS,
    _amounts.RETURN_FREE,
    _amounts.SPR_FREE_PROCEDURES,
    _amounts.SPR_RETURN_FREE,
)


def _free(procedure: ProcedureKind, day: date, book: Rulebook) -> Answer[Yen]:
    for rule in _FREE:
        # A rule that never names the procedure has no say in when its answer begins.
        named = any(procedure in version.value for version in book.timeline(rule).versions)
        if named and procedure in book.at(rule, day).value:
            return Answer(Yen(0), (book.ground(rule, day),))
    raise UnknownTermError("fee", procedure.value)


def _other(procedure: OtherProcedure, day: date, book: Rulebook) -> Answer[Yen]:
    if (rule := _amounts.OTHER_FEES.get(procedure)) is not None:
        return _value(rule, day, book)
    if procedure in book.at(_amounts.FREE_OTHERS, day).value:
        return Answer(Yen(0), (book.ground(_amounts.FREE_OTHERS, day),))
    raise UnknownTermError("fee", procedure.value)


def _reduced(procedure: ProcedureKind, channel: Channel, day: date, book: Rulebook) -> Answer[Yen]:
    rule = _amounts.REDUCED_FEES.get(procedure)
    if rule is None or channel is not Channel.COUNTER:
        known = tuple(f"{one} counter reduced" for one in _amounts.REDUCED_FEES)
        raise UnknownTermError("fee", f"{procedure} {channel} reduced", known)
    return _value(rule, day, book)


def _filed_through(procedure: ProcedureKind, channel: Channel, day: date, book: Rulebook) -> bool:
    """Tell whether a procedure may be filed so; where the channels of a day are not known, by the oldest text."""
    try:
        return channel in _routes.channels_of(procedure, on=day, book=book).value
    except NotInForceError as error:
        return _filed_through(procedure, channel, error.first_day, book)
    except UnknownTermError:
        return True


def _route(
    procedure: ProcedureKind | OtherProcedure, channel: Channel, day: date, *, express: bool, book: Rulebook
) -> Route:
    """Return the route of a specified card asked for with a procedure, or say what would be possible."""
    listed = _routes.SPECIFIED_CARD_PROCEDURES
    possible = tuple(sorted(kind.value for rule in listed.values() for kind in book.at(rule, day).value))
    if isinstance(procedure, OtherProcedure):
        raise UnknownTermError("fee", f"{procedure} specified_card", possible)
    route = _routes.route_of(procedure, on=day, book=book).value
    if route is None:
        raise UnknownTermError("fee", f"{procedure} {channel} specified_card", possible)
    channels = book.at(_routes.SPECIFIED_CARD_CHANNELS, day).value
    if channel not in channels:
        open_ = tuple(f"{procedure} {one} specified_card" for one in sorted(channels))
        raise UnknownTermError("fee", f"{procedure} {channel} specified_card", open_)
    if express and route not in _routes.EXPRESS_DELIVERY:
        open_ = tuple(f"{one} express" for one in _routes.EXPRESS_DELIVERY)
        raise UnknownTermError("fee", f"{procedure} express", open_)
    return route


def _addition(
    procedure: ProcedureKind,
    day: date,
    held: tuple[date | None, bool | None],
    *,
    official: bool,
    withheld: bool,
    book: Rulebook,
) -> Answer[Yen]:
    """Return what a specified card adds to the fee of a permission (Order 25(2))."""
    issued_on, had = held
    listed = book.ground(_amounts.SPECIFIED_ADDITION_PROCEDURES, day)
    if procedure not in book.at(_amounts.SPECIFIED_ADDITION_PROCEDURES, day).value or had:
        return Answer(Yen(0), (listed,))
    waived = _amounts.SPECIFIED_ADDITION_WAIVED_BEFORE
    if issued_on is not None and issued_on < book.at(waived, day).value:
        return Answer(Yen(0), (book.ground(waived, day),))
    needed = {"held_card_issued_on": issued_on, "had_specified_card": had}
    if missing := tuple(name for name, value in needed.items() if value is None):
        raise FactsError(missing=missing)
    rule = _amounts.SPECIFIED_ADDITION
    amount, questions = Yen(book.at(rule, day).value), []
    if not official:
        # The order that brought the new base fees was not seen, so nobody knows whether the addition stayed.
        questions.append(book.question("Q9"))
    if withheld:
        questions.append(book.question("Q18"))
    due = not any(question.reading in {"not_added", "not_due"} for question in questions)
    return Answer(amount if due else Yen(0), (book.ground(rule, day),), tuple(questions))


def _sum(base: Answer[Yen], added: Answer[Yen]) -> Answer[Yen]:
    grounds, questions = (*base.grounds, *added.grounds), (*base.open_questions, *added.open_questions)
    return Answer(Yen(base.value + added.value), grounds, questions)
