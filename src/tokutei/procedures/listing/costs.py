"""Papers, fee, specified card and online filing of a procedure, as the rules say them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from types import MappingProxyType
from typing import Final, Literal, TypeVar

from tokutei.data import read_csv
from tokutei.errors import FactsError, NotInForceError, UnknownTermError
from tokutei.law import Citation, Evidence, Ground, Rule
from tokutei.procedures.listing.looking import Looking
from tokutei.procedures.listing.row import Row
from tokutei.procedures.listing.specified import (
    ROUTES_OF,
    addition_over,
    say_amounts,
    say_own_fee,
    say_papers,
    say_procedures,
)
from tokutei.procedures.listing.words import FurtherProcedure, Subject
from tokutei.rules import documents, fees, routes
from tokutei.rules.deadlines import Matter
from tokutei.rules.documents import DocumentsFacts, DocumentsResult
from tokutei.rules.fees import Exemption, OtherProcedure
from tokutei.rules.routes import RegisterBasis
from tokutei.rules.values import FeeScale, Yen
from tokutei.vocabulary import CardKind, Channel, ProcedureKind, Route, StatusOfResidence

__all__ = ["CHECKED_ON", "fee", "online", "papers", "specified"]

CHECKED_ON: Final = date(2026, 11, 22)
"""The day on which the words of the catalogue were compared with the law."""
_P: Final = ProcedureKind
_V = TypeVar("_V")
_ADULT: Final = 30
_STATUS_OF: Final[Mapping[Subject, StatusOfResidence]] = MappingProxyType(
    {FurtherProcedure.PERMANENT_RESIDENCE_ACQUISITION: StatusOfResidence.PERMANENT_RESIDENT}
)
"""What is asked for, where the papers depend on it."""


def _model(
    subject: ProcedureKind, looking: Looking, *, specified: bool, status: StatusOfResidence | None
) -> DocumentsResult | None:
    """Return the papers of an adult with an ordinary card and no separate Individual Number Card."""
    special = subject.value.startswith("spr_")
    held = CardKind.SPECIAL_PERMANENT_RESIDENT_CERTIFICATE if special else CardKind.RESIDENCE_CARD
    plain: Literal["none"] | None = None if specified else "none"
    facts = DocumentsFacts(
        procedure=subject,
        birth=date(max(looking.on.year - _ADULT, 1), 1, 1),
        mid_long_term=True,
        held_card_kind=held,
        separate_mn_card=False,
        with_specified=specified,
        juki_basis=plain,
        status=status,
    )
    try:
        return looking.rest(documents.answer(facts, on=looking.on, book=looking.book))
    except FactsError:  # no provision lists its papers
        return None
    except NotInForceError as error:
        looking.not_yet.append(error.first_day)
        return None


def papers(row: Row, looking: Looking) -> None:
    """Say what is handed in and shown, and what a specified card adds."""
    subject = row.asked
    if subject in ROUTES_OF:
        say_papers(subject, looking)
    _papers_of_row(row, looking)
    if not isinstance(subject, ProcedureKind):
        return
    status = _STATUS_OF.get(row.subject)
    plain = _model(subject, looking, specified=False, status=status)
    if plain is None:
        return
    for code, listed in (("submitted", plain.submitted), ("shown", plain.shown)):
        if listed:
            looking.say(code, papers=listed)
    if not _routes(subject, looking.on, looking):
        return
    more = _model(subject, looking, specified=True, status=status)
    if more is None:
        return
    known = {*(plain.submitted or ()), *(plain.shown or ())}
    added = tuple(paper for paper in (*(more.submitted or ()), *(more.shown or ())) if paper not in known)
    if added:
        looking.say("with_specified", papers=added)


def _papers_of_row(row: Row, looking: Looking) -> None:
    """Say the papers that the table has, because no rule lists them."""
    told = (("submitted", row.papers), ("if_asked", row.papers_if_asked), ("shown", row.papers_shown))
    for code, listed in told:
        if listed:
            looking.say(code, papers=listed)


def _routes(subject: Subject, on: date, looking: Looking) -> tuple[Route, ...]:
    """Return the routes by which a specified card may be asked for with a procedure."""
    if not isinstance(subject, ProcedureKind):
        return ()
    try:
        return routes.routes_of(subject, on=on, book=looking.book).value
    except NotInForceError as error:
        looking.not_yet.append(error.first_day)
        return ()


def fee(row: Row, looking: Looking) -> None:
    """Say what it costs, with what the amount depends on."""
    subject = row.asked
    if subject in ROUTES_OF:
        say_own_fee(subject, looking)
    if isinstance(subject, Matter | FurtherProcedure):
        return
    priced = [
        (channel, fees.PERMISSION_FEES[subject, channel])
        for channel in Channel
        if isinstance(subject, ProcedureKind) and (subject, channel) in fees.PERMISSION_FEES
    ]
    if priced:
        _scales(priced, looking)
        _besides(_P(subject), looking)
    else:
        _flat(subject, looking)
    if isinstance(subject, ProcedureKind) and subject not in _BASIS_OF:
        _with_specified(subject, looking)


def _scales(priced: list[tuple[Channel, Rule[FeeScale]]], looking: Looking) -> None:
    for channel, rule in priced:
        scale = looking.value(rule)
        if scale is not None:
            looking.say("fee_channel" if scale.is_flat else "fee_period", channel=channel, amount=scale)


def _besides(subject: ProcedureKind, looking: Looking) -> None:
    """Say what a permission may cost instead or besides; what began later than the fee is left out before."""
    reduced, ceiling = fees.REDUCED_FEES.get(subject), fees.CEILINGS.get(subject)
    if reduced is not None and (amount := _later(reduced, looking)) is not None:
        looking.say("fee_reduced", amount=Yen(amount))
    if subject in {_P.CHANGE_OF_STATUS, _P.EXTENSION_OF_STAY}:
        added = _later(fees.ONLINE_PAYMENT_SURCHARGE, looking)
        if added is not None:
            looking.say("fee_surcharge", amount=added)
    if ceiling is not None and (amount := _later(ceiling, looking)) is not None:
        looking.say("fee_ceiling", amount=Yen(amount))


def _later(rule: Rule[_V], looking: Looking) -> _V | None:
    """Return what a rule says that may have begun later than the fee itself."""
    try:
        looking.book.at(rule, looking.on)
    except NotInForceError:
        return None
    return looking.value(rule)


def _flat(subject: ProcedureKind | OtherProcedure, looking: Looking) -> None:
    try:
        amount = looking.rest(
            fees.fee_due(subject, channel=Channel.COUNTER, accepted_on=looking.on, book=looking.book)
        )
    except (UnknownTermError, FactsError):  # no fee of it is known
        return
    except NotInForceError as error:
        looking.not_yet.append(error.first_day)
        return
    looking.say("fee", amount=amount)


def _with_specified(subject: ProcedureKind, looking: Looking) -> None:
    """Say what a specified card that is asked for with it costs, and in which cases it is free."""
    for route in _routes(subject, looking.on, looking):
        if route is Route.BUREAU_STATUS:
            if subject in (looking.value(fees.SPECIFIED_ADDITION_PROCEDURES) or ()):
                amount = looking.value(fees.SPECIFIED_ADDITION)
                before = looking.value(fees.SPECIFIED_ADDITION_WAIVED_BEFORE)
                if addition_over(looking):
                    looking.say("fee_no_addition")
                elif amount is not None and before is not None:
                    looking.say("fee_addition", amount=Yen(amount), before=before)
            else:
                looking.say("fee_no_addition")
            continue
        say_amounts(route, looking)
        free = tuple(_free_cases(subject, looking, special=route.value.startswith("spr_")))
        if free:
            looking.say("fee_free", cases=free)


def _free_cases(subject: ProcedureKind, looking: Looking, *, special: bool) -> Iterator[Exemption]:
    """Yield the cases in which the specified card is free with a procedure."""
    for case in Exemption:
        if case.value.startswith("spr_") is not special:
            continue
        listed = fees.EXEMPT_PROCEDURES.get(case)
        if listed is not None:
            if subject in (looking.value(listed) or ()):
                yield case
        elif subject is _same_day(case) and looking.value(fees.EXEMPT_AFTER[case]) is not None:
            yield case


def _same_day(case: Exemption) -> ProcedureKind:
    """Return the procedure by which a card is asked for on the day on which another one brought an ordinary card."""
    if case is Exemption.SPR_NEW_ADDRESS:
        return _P.SPR_PLACE_OF_RESIDENCE_CHANGE
    return _P.SPR_EXCHANGE if case.value.startswith("spr_") else _P.EXCHANGE


_BASIS_OF: Final[Mapping[Subject, RegisterBasis]] = MappingProxyType(
    {
        Matter.MOVING_IN: RegisterBasis.MOVING_IN,
        _P.MOVING_WITHIN: RegisterBasis.MOVING_WITHIN,
        Matter.MOVING_IN_FROM_ABROAD: RegisterBasis.FROM_ABROAD,
        _P.BECOMING_RESIDENT: RegisterBasis.BECOMING_RESIDENT,
    }
)
"""The notifications of the register, which count as notifications of residence."""


def specified(row: Row, looking: Looking) -> bool:
    """Say whether a specified card may be asked for with it, and return it."""
    if row.subject in ROUTES_OF:
        looking.say("specified_itself")
        say_procedures(row.subject, looking)
        return True
    basis = _BASIS_OF.get(row.subject)
    if basis is not None:
        counted = tuple(_counted_as(basis, looking))
        looking.say("specified_as" if counted else "specified_no", procedures=counted)
        return bool(counted)
    if not isinstance(row.subject, ProcedureKind):
        looking.say("specified_no")
        return False
    try:
        found = looking.rest(routes.routes_of(row.subject, on=looking.on, book=looking.book))
    except NotInForceError as error:
        looking.not_yet.append(error.first_day)
        return False
    if not found:
        looking.say("specified_no")
        return False
    deemed = routes.DEEMED_BY.get(row.subject)
    bases = looking.value(deemed) if deemed is not None else None
    looking.say("specified_if_register" if bases else "specified_yes", routes=found, bases=bases or ())
    return True


def _counted_as(basis: RegisterBasis, looking: Looking) -> Iterator[ProcedureKind]:
    """Yield the notifications of residence that one of the register counts as and that may carry a card."""
    for kind, rule in routes.DEEMED_BY.items():
        if basis in (looking.value(rule) or ()) and _routes(kind, looking.on, looking):
            yield kind


@cache
def _online_rows() -> Mapping[str, Mapping[str, str]]:
    return MappingProxyType({row["procedure"]: row for row in read_csv("online_procedures.csv")})


def online(row: Row, looking: Looking) -> bool | None:
    """Say whether it may be filed online, and return it; ``None`` where it is not known."""
    if row.subject in ROUTES_OF:
        channels = looking.value(routes.SPECIFIED_CARD_CHANNELS)
        if channels is None:
            return None
        looking.say("online_yes" if Channel.ONLINE in channels else "online_no")
        return Channel.ONLINE in channels
    if isinstance(row.subject, ProcedureKind):
        try:
            found = looking.rest(routes.channels_of(row.subject, on=looking.on, book=looking.book))
        except UnknownTermError:
            pass
        except NotInForceError as error:
            looking.not_yet.append(error.first_day)
            return None
        else:
            open_ = Channel.ONLINE in found
            looking.say("online_yes" if open_ else "online_no")
            return open_
    for key in row.online:
        told = _online_rows()[key]
        cites = tuple(map(Citation.parse, told["cites"].split()))
        looking.grounds.append(Ground("catalogue.online", cites, Evidence.of(told["evidence"]), CHECKED_ON))
        with_others = tuple(ProcedureKind(one) for one in told["only_together_with"].split("|") if one)
        open_ = told["online"].startswith("yes")
        code = "online_only_with" if with_others else "online_yes" if open_ else "online_no"
        looking.say(code, procedures=with_others)
        return open_
    return None
