"""Drawn facts, situations and events: people as they may be, and values as nobody ever was."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from hypothesis import strategies as st

from tests.lifecycle.drawn_events import (
    ANY_DAY,
    FIRST_SPECIFIED,
    MUNICIPALITIES,
    NUMBERS,
    any_events,
    events,
)
from tokutei.lifecycle import (
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
)
from tokutei.lifecycle.situation import Age, Condition, OtherActivity, Presence
from tokutei.lifecycle.states import (
    AgeState,
    ApplicationState,
    Carrier,
    CertificateState,
    ConditionState,
    FunctionState,
    HeldCardState,
    LapseCause,
    MainState,
    MyNumberState,
    OtherActivityState,
    PresenceState,
    ReentryKind,
    RegisterState,
    SeparateCardState,
    SpecialPeriodState,
    StayState,
)
from tokutei.models import UNKNOWN, CardFacts, Facts, MyNumberCardFacts, PendingFacts
from tokutei.rules import CURRENT, Rulebook, routes, special_period
from tokutei.vocabulary import (
    CardForm,
    CardKind,
    Channel,
    ProcedureKind,
    Route,
    StatusOfResidence,
    Window,
)

__all__ = [
    "BOOKS",
    "FIRST_SPECIFIED",
    "MAYBE",
    "NUMBERS",
    "STARTS",
    "any_events",
    "events",
    "facts",
    "newcomers",
    "situations",
    "special_residents",
]

_DAY: Final = timedelta(days=1)
_WITHOUT_END: Final = (
    StatusOfResidence.PERMANENT_RESIDENT,
    StatusOfResidence.HIGHLY_SKILLED_PROFESSIONAL_2,
)
_WITH_END: Final = (
    StatusOfResidence.find("技人国"),
    StatusOfResidence.find("留学"),
    StatusOfResidence.find("家族滞在"),
)
BEFORE_SPECIFIED: Final = st.dates(date(2024, 1, 1), FIRST_SPECIFIED - timedelta(days=1))
STARTS: Final = st.dates(FIRST_SPECIFIED, date(2027, 12, 31))
MAYBE: Final = st.none() | st.booleans()


def _between(first: date, last: date) -> st.SearchStrategy[date]:
    return st.dates(first, max(first, last))


@st.composite
def facts(draw: st.DrawFn, on: date, *, complete: bool = False) -> Facts:
    """Return facts that fit together on a day; with ``complete`` nothing that a life needs is absent."""
    absent = st.just(False) if complete else st.booleans()
    born = draw(_between(date(1930, 1, 1), on - 30 * _DAY))
    endless = draw(st.booleans())
    status: StatusOfResidence | None = draw(st.sampled_from(_WITHOUT_END if endless else _WITH_END))
    stay_until = None if endless else draw(_between(max(born, on - 100 * _DAY), on + 900 * _DAY))
    if draw(absent):
        status = None
    if draw(absent):
        stay_until = None
    specified = draw(st.booleans())
    card = None if draw(absent) else draw(_card(born, on, stay_until, specified=specified, complete=complete))
    specified = card is not None and card.kind is CardKind.SPECIFIED_RESIDENCE_CARD
    has = None if draw(absent) else draw(st.booleans()) and not specified
    separate = draw(_separate(born, on, complete=complete)) if has and not draw(absent) else None
    if specified and draw(st.booleans()):
        # A card that lapsed may still lie beside the specified one.
        first = max(born, date(2016, 1, 1))  # there were no such cards before
        has, separate = True, MyNumberCardFacts(valid_until=draw(_between(first, on - _DAY)))
    pending = draw(_pending(born, on)) if draw(st.booleans()) else None
    told = complete or draw(st.booleans())
    return Facts(
        born=born,
        nationality=draw(st.sampled_from((None, "VNM", "NPL"))),
        municipality="131016" if complete else draw(st.sampled_from((None, "131016"))),
        status=status,
        stay_until=stay_until,
        card=card,
        my_number_card=separate,
        has_my_number_card=has,
        pending=pending,
        has_pending_application=(pending is not None) if told else None,
    )


@st.composite
def special_residents(draw: st.DrawFn, on: date, *, complete: bool = False) -> Facts:
    """Return facts of a special permanent resident that fit together on a day."""
    absent = st.just(False) if complete else st.booleans()
    born = draw(_between(date(1930, 1, 1), on - 30 * _DAY))
    specified = draw(st.booleans())
    card = None
    if not draw(absent):
        issued_on = draw(_between(max(born, FIRST_SPECIFIED if specified else date(2016, 1, 1)), on))
        until = draw(_between(max(issued_on, on - 100 * _DAY), on + 2500 * _DAY))
        kind = (
            CardKind.SPECIFIED_SPECIAL_PERMANENT_RESIDENT_CERTIFICATE
            if specified
            else CardKind.SPECIAL_PERMANENT_RESIDENT_CERTIFICATE
        )
        number = _between(max(issued_on, on - 100 * _DAY), until) if specified else st.none()
        card = CardFacts(
            kind=kind,
            issued_on=None if draw(absent) else issued_on,
            valid_until=None if draw(absent) else until,
            my_number_valid_until=draw(st.none() | number),
        )
    has = None if draw(absent) else draw(st.booleans()) and not (card and specified)
    separate = draw(_separate(born, on, complete=complete)) if has and not draw(absent) else None
    filed_on = draw(st.none() | _between(max(born, FIRST_SPECIFIED), on))
    pending = (
        PendingFacts(
            procedure=draw(st.sampled_from((ProcedureKind.SPR_RENEWAL, ProcedureKind.SPR_EXCHANGE))),
            filed_on=filed_on,
            channel=Channel.COUNTER,
            specified_card=draw(MAYBE),
        )
        if filed_on
        else None
    )
    return Facts(
        born=born,
        municipality="131016" if complete else draw(st.sampled_from((None, "131016"))),
        status=StatusOfResidence.SPECIAL_PERMANENT_RESIDENT,
        card=card,
        my_number_card=separate,
        has_my_number_card=has,
        pending=pending,
        has_pending_application=(pending is not None) if complete or draw(st.booleans()) else None,
    )


@st.composite
def newcomers(draw: st.DrawFn, on: date) -> Facts:
    """Return facts of somebody without a card: a visitor, a newborn, somebody about to land."""
    born = draw(_between(date(1990, 1, 1), on - 30 * _DAY) | _between(on - 50 * _DAY, on))
    visitor = draw(st.booleans())
    return Facts(
        born=born,
        nationality=draw(st.sampled_from((None, "VNM"))),
        recorded=draw(st.sampled_from((None, False))),
        status=StatusOfResidence.find("短期滞在") if visitor else None,
        stay_until=draw(_between(on, on + 90 * _DAY)) if visitor else None,
        has_my_number_card=draw(st.sampled_from((None, False))),
        has_pending_application=draw(st.sampled_from((None, False))),
    )


@st.composite
def _card(
    draw: st.DrawFn, born: date, on: date, stay_until: date | None, *, specified: bool, complete: bool
) -> CardFacts:
    first = max(born, FIRST_SPECIFIED if specified else date(2016, 1, 1))
    issued_on = draw(_between(first, on)) if complete or draw(st.booleans()) else None
    begins = issued_on or first
    ends = stay_until or on + 900 * _DAY
    until = None if ends < begins else draw(st.just(ends) | _between(begins, ends))
    kind = CardKind.SPECIFIED_RESIDENCE_CARD if specified else CardKind.RESIDENCE_CARD
    known = complete or draw(st.booleans())
    return CardFacts(
        kind=kind if known else None,
        issued_on=issued_on,
        valid_until=until if complete or draw(st.booleans()) else None,
    )


@st.composite
def _separate(draw: st.DrawFn, born: date, on: date, *, complete: bool) -> MyNumberCardFacts:
    made_on = draw(_between(max(born, date(2016, 1, 1)), on))
    until = draw(_between(max(made_on, on - 60 * _DAY), on + 900 * _DAY))
    ends = st.none() | _between(made_on, until)
    return MyNumberCardFacts(
        valid_until=until if complete or draw(st.booleans()) else None,
        made_on=made_on if complete or draw(st.booleans()) else None,
        signing_certificate_until=draw(ends),
        authentication_certificate_until=draw(ends),
    )


@st.composite
def _pending(draw: st.DrawFn, born: date, on: date) -> PendingFacts:
    specified = draw(MAYBE)
    first = max(born, FIRST_SPECIFIED if specified else on - 200 * _DAY)
    return PendingFacts(
        procedure=draw(
            st.sampled_from(
                (
                    ProcedureKind.EXTENSION_OF_STAY,
                    ProcedureKind.CHANGE_OF_STATUS,
                    ProcedureKind.PERMANENT_RESIDENCE,
                    ProcedureKind.EXCHANGE,
                )
            )
        ),
        filed_on=draw(_between(first, on)),
        channel=draw(st.none() | st.sampled_from(Channel)),
        specified_card=specified,
    )


_ANY_DAY: Final = ANY_DAY
_UNTIL: Final = st.sampled_from((None, UNKNOWN)) | _ANY_DAY
_PERHAPS: Final = st.just(UNKNOWN) | st.booleans()
_DAY_OR_UNKNOWN: Final = st.just(UNKNOWN) | _ANY_DAY
_DAY_OR_NONE: Final = st.none() | _ANY_DAY


def situations() -> st.SearchStrategy[Situation]:
    """Return situations of any values at all, such as no life leads to."""
    causes = st.none() | st.sampled_from(LapseCause)
    status = st.just(UNKNOWN) | st.sampled_from(StatusOfResidence)
    certificate = st.builds(Certificate, st.sampled_from(CertificateState), _UNTIL, _DAY_OR_NONE, causes)
    return st.builds(
        Situation,
        on=st.dates(date(2012, 7, 9), date(2040, 1, 1)) | st.dates(),
        person=st.builds(Person, st.dates(), st.sampled_from((UNKNOWN, "VNM"))),
        stay=st.builds(
            Stay, st.sampled_from(StayState), status, _UNTIL, st.just(UNKNOWN) | st.integers(1, 90)
        ),
        special_period=st.builds(SpecialPeriod, st.sampled_from(SpecialPeriodState), _DAY_OR_NONE),
        register=st.builds(
            Register,
            st.sampled_from(RegisterState),
            st.sampled_from((UNKNOWN, *MUNICIPALITIES)),
            _DAY_OR_NONE,
            _DAY_OR_NONE,
        ),
        card=st.builds(
            Card,
            st.sampled_from(HeldCardState),
            st.just(UNKNOWN) | st.sampled_from(CardKind),
            st.just(UNKNOWN) | st.sampled_from(CardForm),
            _DAY_OR_UNKNOWN,
            _PERHAPS,
            st.lists(st.sampled_from(NUMBERS), max_size=2, unique=True).map(tuple),
            st.booleans(),
        ),
        condition=st.builds(Condition, st.sampled_from(ConditionState)),
        residence=st.builds(ResidenceFunction, st.sampled_from(FunctionState), _UNTIL, _DAY_OR_NONE, causes),
        my_number=st.builds(
            MyNumberFunction,
            st.sampled_from(MyNumberState),
            _UNTIL,
            _DAY_OR_NONE,
            causes,
            st.just(UNKNOWN) | st.sampled_from(Carrier),
            st.none() | st.sampled_from(MyNumberState),
        ),
        signing=certificate,
        authentication=certificate,
        mobile=certificate,
        separate_card=st.builds(
            SeparateCard,
            st.sampled_from(SeparateCardState),
            _DAY_OR_UNKNOWN,
            _UNTIL,
            _DAY_OR_NONE,
            _DAY_OR_NONE,
            st.booleans(),
        ),
        main=st.builds(
            MainProcedure,
            st.sampled_from(MainState),
            st.none() | st.sampled_from(ProcedureKind),
            _DAY_OR_NONE,
            st.just(UNKNOWN) | st.sampled_from(Channel),
            _UNTIL,
            status,
            st.just(UNKNOWN) | st.integers(0, 60),
            _UNTIL,
            _DAY_OR_UNKNOWN,
        ),
        application=st.builds(
            Application,
            st.sampled_from(ApplicationState),
            st.none() | st.sampled_from(Route),
            _DAY_OR_NONE,
            _PERHAPS,
            st.booleans(),
        ),
        presence=st.builds(
            Presence,
            st.sampled_from(PresenceState),
            _DAY_OR_NONE,
            st.none() | st.sampled_from(ReentryKind),
            _UNTIL,
        ),
        other_activity=st.builds(OtherActivity, st.sampled_from(OtherActivityState)),
        age=st.builds(Age, st.sampled_from(AgeState)),
        obligations=st.lists(st.builds(Obligation, st.sampled_from(DutyKind), _ANY_DAY), max_size=3).map(
            tuple
        ),
    )


def _reformed(rule: object, value: object) -> Rulebook:
    return CURRENT.reformed(rule, since=FIRST_SPECIFIED, value=value, reason="drawn")  # type: ignore[arg-type]


BOOKS: Final = st.sampled_from(
    (
        CURRENT,
        CURRENT.reading(Q3="no_duty", Q12="after_expiry"),
        _reformed(special_period.MY_NUMBER_FOLLOWS_SPECIAL_PERIOD, value=True),
        _reformed(special_period.SEPARATE_CARD_FOLLOWS_SPECIAL_PERIOD, value=True),
        _reformed(special_period.RESIDENCE_CARD_FOLLOWS_SPECIAL_PERIOD, value=False),
        _reformed(special_period.SPECIAL_PERIOD_MONTHS, value=3),
        _reformed(routes.CONFIRMATION_NEEDED, value=False),
        _reformed(routes.SPECIFIED_CARD_CHANNELS, value=set(Channel)),
        _reformed(routes.MY_NUMBER_RETURN_WINDOW, value=Window.MUNICIPALITY),
        _reformed(routes.MADE_ONLY_AFTER_DECISION, value=set()),
    )
)
"""The law as it stands, other readings of it, and reforms."""
