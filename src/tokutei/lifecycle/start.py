"""From facts to a situation and back."""

from __future__ import annotations

from datetime import date
from typing import Final

from pydantic import ValidationError

from tokutei.calendar import age_on, japan_day
from tokutei.data.tables import status_rows
from tokutei.errors import FactsError, NotInForceError
from tokutei.law import Reason
from tokutei.lifecycle.arguments import demand
from tokutei.lifecycle.situation import (
    Age,
    Application,
    Card,
    Certificate,
    DutyKind,
    MainProcedure,
    MyNumberFunction,
    Obligation,
    Person,
    Register,
    ResidenceFunction,
    SeparateCard,
    Situation,
    SpecialPeriod,
    Stay,
    Until,
)
from tokutei.lifecycle.states import (
    AgeState,
    ApplicationState,
    Carrier,
    CertificateState,
    FunctionState,
    HeldCardState,
    MainState,
    MyNumberState,
    RegisterState,
    SeparateCardState,
    StayState,
)
from tokutei.lifecycle.tables.making import CARDS_SINCE, SPECIFIED_SINCE
from tokutei.lifecycle.terms import SPECIAL_PERMISSIONS
from tokutei.models import UNKNOWN, CardFacts, Facts, MyNumberCardFacts, PendingFacts, Unknown
from tokutei.rules import routes
from tokutei.rules.rulebook import CURRENT, Rulebook
from tokutei.rules.validity import WITHOUT_END
from tokutei.vocabulary import CardForm, CardKind, MidToLongTerm, ProcedureKind, StatusOfResidence
from tokutei.vocabulary.cards import CERTIFICATES, RESIDENCE_CARDS, SPECIFIED_CARDS

__all__ = ["FIRST_DAY", "facts_of", "may_have_carried", "situation_of"]

FIRST_DAY: Final = CARDS_SINCE
"""The first day of residence cards; lives before it are not modelled."""

_ORDINARY: Final = (RESIDENCE_CARDS | CERTIFICATES) - SPECIFIED_CARDS


def _or_unknown(value: date | None) -> date | Unknown:
    return UNKNOWN if value is None else value


def situation_of(facts: Facts, *, on: date, book: Rulebook = CURRENT) -> Situation:
    """Return where somebody would stand on a day had nothing ended yet; the rest is ``UNKNOWN``.

    Raises:
        FactsError: the facts contradict each other or the day; all contradictions are listed.
        NotInForceError: the day, or one on which something ended, lies before 2012-07-09, the first
            day of residence cards.
    """
    demand(facts=facts, book=book)
    on = japan_day(on)
    if on < FIRST_DAY:
        raise NotInForceError("residence_card", on, FIRST_DAY, CardKind.RESIDENCE_CARD)
    contradictions = tuple(_contradictions(facts, on))
    if contradictions:
        raise FactsError(contradictions=contradictions)
    card = _card(facts.card, special=_special(facts))
    main, application = _pending(facts, book)
    stay = _stay(facts)
    # As if nothing had ended yet: letting time pass then ends what has, with the duties that this brings.
    return Situation(
        on=on,
        person=Person(facts.born, facts.nationality or UNKNOWN),
        stay=stay,
        special_period=SpecialPeriod(),
        register=_register(facts),
        card=card,
        residence=_residence(facts.card, stay),
        my_number=_my_number(facts, card),
        signing=_certificate(facts, card, "signing_certificate_until"),
        authentication=_certificate(facts, card, "authentication_certificate_until"),
        separate_card=_separate(facts),
        main=main,
        application=application,
        obligations=_owed(facts, application, book),
        age=_age(facts.born, on),
    )


def _age(born: date, on: date) -> Age:
    """Return between which of the ages that the law looks at somebody is on a day."""
    years = age_on(born, on)
    reached = (state for first, state in _AGES if years >= first)
    return Age(next(reached))


_AGES: Final = (
    (18, AgeState.FROM_18),
    (16, AgeState.FROM_16),
    (1, AgeState.FROM_1),
    (0, AgeState.UNDER_1),
)


def _contradictions(facts: Facts, on: date) -> list[Reason]:
    """Return what does not fit together or with the day asked about."""
    found: list[Reason] = []
    days: dict[str, date | None] = {
        "born": facts.born,
        "issued_on": facts.card.issued_on if facts.card else None,
        "made_on": facts.my_number_card.made_on if facts.my_number_card else None,
        "filed_on": facts.pending.filed_on if facts.pending else None,
    }
    found += [
        Reason("fact_in_the_future", (), {"fact": name, "on": on})
        for name, day in days.items()
        if day is not None and day > on
    ]
    card, separate, pending = facts.card, facts.my_number_card, facts.pending
    specified = card is not None and card.kind in SPECIFIED_CARDS
    ends = _my_number_end(facts) if specified else None
    too_early = (
        (specified, on),
        (ends, ends),
        (pending and pending.specified_card, pending and pending.filed_on),
    )
    if any(what and day and day < SPECIFIED_SINCE for what, day in too_early):
        found.append(Reason("no_specified_card_yet", (), {"first": SPECIFIED_SINCE}))
    held = separate is not None or facts.has_my_number_card
    lapsed = separate is not None and separate.valid_until is not None and separate.valid_until < on
    if specified and held and not lapsed:
        found.append(Reason("two_my_number_functions"))
    outlives = card and card.valid_until and facts.stay_until and card.valid_until > facts.stay_until
    if card and outlives and not _given_in_special_period(card.issued_on, facts.stay_until):
        found.append(Reason("card_outlives_stay"))
    if card and facts.status and _position(facts.status, card_held=True) is StayState.SHORT:
        found.append(Reason("status_without_card", (), {"status": facts.status}))
    if card and card.kind and facts.status and (card.kind in CERTIFICATES) is not _special(facts):
        found.append(Reason("card_of_others"))
    return found


def _special(facts: Facts) -> bool:
    """Tell whether it is a special permanent resident, by the status or by the certificate alone."""
    if facts.status is not None:
        return facts.status is StatusOfResidence.SPECIAL_PERMANENT_RESIDENT
    return facts.card is not None and facts.card.kind in CERTIFICATES


def _position(status: StatusOfResidence | None, *, card_held: bool) -> StayState:
    """Return the legal position that a status brings, as far as status and card tell."""
    if status is None:
        return StayState.MID_LONG if card_held else StayState.UNKNOWN
    kind = status_rows()[status].mid_long_term
    if kind is MidToLongTerm.NEVER:
        return StayState.SHORT
    if kind is MidToLongTerm.SEPARATE_STATUS:
        return StayState.SPECIAL_PERMANENT
    return StayState.MID_LONG if card_held or kind is MidToLongTerm.ALWAYS else StayState.UNKNOWN


def _stay(facts: Facts) -> Stay:
    status = StatusOfResidence.SPECIAL_PERMANENT_RESIDENT if _special(facts) else facts.status
    until: Until = None if status in WITHOUT_END else _or_unknown(facts.stay_until)
    return Stay(_position(status, card_held=facts.card is not None), status or UNKNOWN, until)


def _owed(facts: Facts, application: Application, book: Rulebook) -> tuple[Obligation, ...]:
    """Return what a pending application for a specified card brings; other duties come with time."""
    filed_on = application.filed_on
    if not facts.has_my_number_card and facts.my_number_card is None:
        return ()
    if filed_on is None or not book.at(routes.SEPARATE_CARD_GIVEN_BACK, filed_on).value:
        return ()
    return (Obligation(DutyKind.SEPARATE_CARD_BY_DELIVERY, filed_on),)


def _register(facts: Facts) -> Register:
    if facts.municipality:
        return Register(RegisterState.RECORDED, facts.municipality)
    if facts.recorded is None:
        return Register(RegisterState.UNKNOWN)
    return Register(RegisterState.RECORDED if facts.recorded else RegisterState.NOT_RECORDED)


def _card(card: CardFacts | None, *, special: bool) -> Card:
    if card is None:
        return Card(HeldCardState.UNKNOWN)
    form = card.form or (CardForm.issued_on(card.issued_on) if card.issued_on else UNKNOWN)
    ordinary = CardKind.SPECIAL_PERMANENT_RESIDENT_CERTIFICATE if special else CardKind.RESIDENCE_CARD
    kind = card.kind or (ordinary if form is CardForm.FORM_2012 else UNKNOWN)
    specified = kind in SPECIFIED_CARDS
    # A card of the form of 2012 is the first since before the specified card existed.
    had = True if specified else False if form is CardForm.FORM_2012 else UNKNOWN
    numbers = (card.number.reveal(),) if card.number else ()
    return Card(HeldCardState.HELD, kind, form, _or_unknown(card.issued_on), had, numbers)


def _function(until: Until) -> FunctionState:
    return FunctionState.UNKNOWN if until is UNKNOWN else FunctionState.VALID


def _residence(card: CardFacts | None, stay: Stay) -> ResidenceFunction:
    if card is None:
        return ResidenceFunction(FunctionState.UNKNOWN)
    until: Until = card.valid_until or UNKNOWN
    if card.valid_until is None and isinstance(stay.until, date):
        until = UNKNOWN if _given_in_special_period(card.issued_on, stay.until) else stay.until
    return ResidenceFunction(_function(until), until)


def _my_number_end(facts: Facts) -> date | None:
    """Return the last day of the function of a specified card: its own, the card's, that of the stay."""
    card = facts.card
    return (card and (card.my_number_valid_until or card.valid_until)) or facts.stay_until


def _my_number(facts: Facts, card: Card) -> MyNumberFunction:
    if card.kind in SPECIFIED_CARDS:
        until = _or_unknown(_my_number_end(facts))
        return MyNumberFunction(
            MyNumberState.UNKNOWN if until is UNKNOWN else MyNumberState.VALID, until, carrier=Carrier.ON_CARD
        )
    if facts.my_number_card:
        until = _or_unknown(facts.my_number_card.valid_until)
        return MyNumberFunction(
            MyNumberState.UNKNOWN if until is UNKNOWN else MyNumberState.VALID,
            until,
            carrier=Carrier.SEPARATE,
        )
    if facts.has_my_number_card is False and card.kind in _ORDINARY:
        return MyNumberFunction(MyNumberState.ABSENT, carrier=Carrier.NONE)
    carrier = Carrier.SEPARATE if facts.has_my_number_card else UNKNOWN
    return MyNumberFunction(MyNumberState.UNKNOWN, carrier=carrier)


def _certificate(facts: Facts, card: Card, name: str) -> Certificate:
    if facts.my_number_card is None or card.kind in SPECIFIED_CARDS:
        none = facts.has_my_number_card is False and card.kind in _ORDINARY
        return Certificate(CertificateState.ABSENT if none else CertificateState.UNKNOWN)
    until: date | None = getattr(facts.my_number_card, name)
    if until is None:
        return Certificate(CertificateState.UNKNOWN)
    return Certificate(CertificateState.VALID, until)


def _separate(facts: Facts) -> SeparateCard:
    specified = facts.card is not None and facts.card.kind in SPECIFIED_CARDS
    if separate := facts.my_number_card:
        until = _or_unknown(separate.valid_until) if specified else UNKNOWN
        return SeparateCard(SeparateCardState.HELD, _or_unknown(separate.made_on), until)
    if facts.has_my_number_card is None:
        return SeparateCard(SeparateCardState.NONE if specified else SeparateCardState.UNKNOWN)
    return SeparateCard(SeparateCardState.HELD if facts.has_my_number_card else SeparateCardState.NONE)


def _pending(facts: Facts, book: Rulebook) -> tuple[MainProcedure, Application]:
    pending = facts.pending
    if pending is None:
        known = facts.has_pending_application is False
        if not known:
            return MainProcedure(MainState.UNKNOWN), Application(ApplicationState.UNKNOWN)
        return MainProcedure(MainState.NONE), Application()
    # A card given since is not the one that was held then.
    held = facts.card if facts.card and (facts.card.issued_on or date.min) <= pending.filed_on else None
    ended = _residence(held, _stay(facts)).until  # as the card does that shows no last day
    main = MainProcedure(
        MainState.FILED,
        pending.procedure,
        pending.filed_on,
        pending.channel or UNKNOWN,
        target=_target(pending, facts),
        held_until=ended,
        held_issued_on=_or_unknown(held.issued_on if held else None),
    )
    if pending.specified_card is None and may_have_carried(pending, book=book):
        return main, Application(ApplicationState.UNKNOWN)
    if not pending.specified_card:
        return main, Application()
    route = routes.route_of(pending.procedure, on=pending.filed_on, book=book).value
    return main, Application(ApplicationState.FILED, route, pending.filed_on)


def may_have_carried(pending: PendingFacts, *, book: Rulebook = CURRENT) -> bool:
    """Tell whether a specified card can have been asked for with a pending application at all.

    It cannot where no provision lists the procedure, before the first day of such cards, or with a filing online
    while none of them may be asked for online.

    Example:
        >>> from datetime import date
        >>> from tokutei.vocabulary import Channel
        >>> pending = PendingFacts(procedure=ProcedureKind.EXTENSION_OF_STAY, filed_on=date(2026, 11, 2))
        >>> online = pending.model_copy(update={"channel": Channel.ONLINE})
        >>> may_have_carried(pending), may_have_carried(online)
        (True, False)

    Args:
        pending: the application; what it says of a specified card is not looked at.
        book: the law.
    """
    day = pending.filed_on
    if day < SPECIFIED_SINCE:
        return False
    if pending.channel is not None:
        channels = book.at(routes.SPECIFIED_CARD_CHANNELS, day).value
        if pending.channel not in channels:
            return False
    return bool(routes.routes_of(pending.procedure, on=day, book=book).value)


def _target(pending: PendingFacts, facts: Facts) -> StatusOfResidence | Unknown:
    if pending.procedure is ProcedureKind.PERMANENT_RESIDENCE:
        return StatusOfResidence.PERMANENT_RESIDENT
    if pending.procedure is ProcedureKind.CHANGE_OF_STATUS:
        return UNKNOWN
    if pending.procedure in SPECIAL_PERMISSIONS:
        return StatusOfResidence.SPECIAL_PERMANENT_RESIDENT
    return facts.status or UNKNOWN


def _day(value: Until | Unknown) -> date | None:
    return value if isinstance(value, date) else None


def facts_of(situation: Situation) -> Facts:
    """Return what can be read off the cards of somebody in a situation, and what is known besides.

    Raises:
        FactsError: nobody's cards say that; no life leads to such a situation.
    """
    try:
        return _facts_of(situation)
    except ValidationError as error:
        problems = tuple(sorted({one["type"] for one in error.errors(include_input=False)}))
    # Not raised above, because what went wrong there holds the values.
    raise FactsError(contradictions=(Reason("situation_without_facts", (), {"problems": problems}),))


def _facts_of(situation: Situation) -> Facts:
    card, my_number, separate = situation.card, situation.my_number, situation.separate_card
    on_card = my_number.carrier is Carrier.ON_CARD and card.kind in SPECIFIED_CARDS
    held = separate.state is SeparateCardState.HELD
    carries = my_number.carrier is Carrier.SEPARATE
    # A residence card lapsed when special residence was permitted; it tells nothing about its holder.
    former = situation.stay.state is StayState.SPECIAL_PERMANENT and card.kind in RESIDENCE_CARDS
    unknown = situation.register.state is RegisterState.UNKNOWN
    recorded = None if unknown else situation.register.state is RegisterState.RECORDED
    return Facts(
        born=situation.person.born,
        nationality=None
        if isinstance(situation.person.nationality, Unknown)
        else situation.person.nationality,
        municipality=_text(situation.register.municipality) if recorded else None,
        recorded=recorded,
        status=None if isinstance(situation.stay.status, Unknown) else situation.stay.status,
        stay_until=_day(situation.stay.until),
        card=CardFacts(
            kind=None if isinstance(card.kind, Unknown) else card.kind,
            form=None if isinstance(card.form, Unknown) else card.form,
            issued_on=_day(card.issued_on),
            valid_until=_printed(situation),
            my_number_valid_until=_day(my_number.until) if on_card else None,
        )
        if card.state is HeldCardState.HELD and not former
        else None,
        my_number_card=MyNumberCardFacts(
            valid_until=_day(my_number.until if carries else separate.until),
            made_on=_day(separate.made_on),
            signing_certificate_until=_day(situation.signing.until) if carries else None,
            authentication_certificate_until=_day(situation.authentication.until) if carries else None,
        )
        if held
        else None,
        has_my_number_card=None if separate.state is SeparateCardState.UNKNOWN else held,
        pending=_pending_facts(situation),
        has_pending_application=None
        if situation.main.state is MainState.UNKNOWN
        else situation.main.state in {MainState.FILED, MainState.DECIDED},
    )


def _text(value: str | Unknown) -> str | None:
    return None if isinstance(value, Unknown) else value


def _printed(situation: Situation) -> date | None:
    """Return the last day that the card shows: an extension by law is not printed on it."""
    until, stay_until = _day(situation.residence.until), _day(situation.stay.until)
    if situation.residence.state is FunctionState.EXTENDED_RENEWAL:
        return _day(situation.main.held_until)
    if not until or not stay_until or _given_in_special_period(situation.card.issued_on, stay_until):
        return until
    return min(until, stay_until)


def _given_in_special_period(issued_on: date | Unknown | None, stay_until: date | None) -> bool:
    """Tell whether a card was issued after the stay that it shows; it then ends with the special period."""
    return isinstance(issued_on, date) and stay_until is not None and issued_on > stay_until


def _pending_facts(situation: Situation) -> PendingFacts | None:
    main, application = situation.main, situation.application
    if (
        main.state not in {MainState.FILED, MainState.DECIDED}
        or main.procedure is None
        or main.filed_on is None
    ):
        return None
    over = {ApplicationState.NONE, ApplicationState.DELIVERED}
    over |= {ApplicationState.REFUSED, ApplicationState.WITHDRAWN}
    asked = application.state not in over
    return PendingFacts(
        procedure=main.procedure,
        filed_on=main.filed_on,
        channel=None if isinstance(main.channel, Unknown) else main.channel,
        specified_card=None if application.state is ApplicationState.UNKNOWN else asked,
    )
