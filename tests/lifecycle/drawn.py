"""Drawn facts, situations and events: people as they may be, and values as nobody ever was."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from hypothesis import strategies as st

from tokutei.lifecycle import (
    Application,
    AskExchange,
    Card,
    Certificate,
    ClockEvent,
    ConfirmCard,
    DecidePermission,
    DutyKind,
    Event,
    ExtendMyNumber,
    FileChange,
    FileExtension,
    FilePermanentResidence,
    FileReissue,
    FileSpecifiedCard,
    GiveBackMyNumber,
    MainProcedure,
    MakeCard,
    MyNumberFunction,
    NotifyItemChange,
    NotifyJlis,
    Obligation,
    Person,
    ReceiveCard,
    RefusePermission,
    RefuseSpecifiedCard,
    Register,
    ReportLoss,
    ResidenceFunction,
    ReturnCard,
    ReturnMyNumberCard,
    SeparateCard,
    Situation,
    SpecialPeriod,
    Stay,
    WithdrawFiling,
    WithdrawSpecifiedCard,
)
from tokutei.lifecycle.events import CLOCK_KINDS
from tokutei.lifecycle.states import (
    ApplicationState,
    Carrier,
    CertificateState,
    FunctionState,
    HeldCardState,
    LapseCause,
    MainState,
    MyNumberState,
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

FIRST_SPECIFIED: Final = date(2026, 6, 14)
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


def events(on: date, *, days: int = 40) -> st.SearchStrategy[Event]:
    """Return events of every kind on a day or up to so many days after it."""
    when = _between(on, on + days * _DAY)
    filed = {
        "on": when,
        "channel": st.sampled_from(Channel),
        "specified_card": st.booleans(),
        "certificates": MAYBE,
    }
    windows = st.sampled_from((Window.BUREAU, Window.MUNICIPALITY))
    granted = st.none() | _between(on + days * _DAY, on + 1800 * _DAY)
    return st.one_of(
        st.builds(FileExtension, **filed),
        st.builds(FileChange, **filed, target=st.sampled_from(StatusOfResidence)),
        st.builds(FilePermanentResidence, **filed),
        st.builds(NotifyItemChange, **filed),
        st.builds(AskExchange, **filed),
        st.builds(FileReissue, **filed),
        st.builds(FileSpecifiedCard, on=when, channel=st.sampled_from(Channel)),
        st.builds(ReportLoss, on=when),
        st.builds(DecidePermission, on=when, stay_until=granted, months=st.none() | st.integers(1, 60)),
        st.builds(RefusePermission, on=when),
        st.builds(WithdrawFiling, on=when),
        st.builds(RefuseSpecifiedCard, on=when),
        st.builds(WithdrawSpecifiedCard, on=when),
        st.builds(NotifyJlis, on=when),
        st.builds(MakeCard, on=when),
        st.builds(ConfirmCard, on=when),
        st.builds(ReceiveCard, on=when, my_number_card_returned=MAYBE),
        st.builds(ReturnCard, on=when),
        st.builds(ReturnMyNumberCard, on=when),
        st.builds(ExtendMyNumber, on=when, to=windows),
        st.builds(GiveBackMyNumber, on=when, to=windows),
    )


_CLOCK: Final = tuple(sorted(CLOCK_KINDS))
_ANY_DAY: Final = st.dates() | st.dates(date(2026, 1, 1), date(2028, 1, 1))
_UNTIL: Final = st.sampled_from((None, UNKNOWN)) | _ANY_DAY


def any_events() -> st.SearchStrategy[Event]:
    """Return events of every kind, those of the clock too, on any day of the calendar."""
    clock = st.builds(ClockEvent, on=_ANY_DAY, kind=st.sampled_from(_CLOCK))
    others = st.builds(lambda event, on: event.at(on=on), events(FIRST_SPECIFIED), _ANY_DAY)
    return others | clock


def situations() -> st.SearchStrategy[Situation]:
    """Return situations of any values at all, such as no life leads to."""
    lapsed_on, causes = st.none() | _ANY_DAY, st.none() | st.sampled_from(LapseCause)
    status = st.just(UNKNOWN) | st.sampled_from(StatusOfResidence)
    certificate = st.builds(Certificate, st.sampled_from(CertificateState), _UNTIL, lapsed_on, causes)
    return st.builds(
        Situation,
        on=st.dates(date(2012, 7, 9), date(2040, 1, 1)) | st.dates(),
        person=st.builds(Person, st.dates(), st.sampled_from((UNKNOWN, "VNM"))),
        stay=st.builds(Stay, st.sampled_from(StayState), status, _UNTIL),
        special_period=st.builds(SpecialPeriod, st.sampled_from(SpecialPeriodState), st.none() | _ANY_DAY),
        register=st.builds(Register, st.sampled_from(RegisterState), st.sampled_from((UNKNOWN, "131016"))),
        card=st.builds(
            Card,
            st.sampled_from(HeldCardState),
            st.just(UNKNOWN) | st.sampled_from(CardKind),
            st.just(UNKNOWN) | st.sampled_from(CardForm),
            st.just(UNKNOWN) | _ANY_DAY,
            st.just(UNKNOWN) | st.booleans(),
        ),
        residence=st.builds(ResidenceFunction, st.sampled_from(FunctionState), _UNTIL, lapsed_on, causes),
        my_number=st.builds(
            MyNumberFunction,
            st.sampled_from(MyNumberState),
            _UNTIL,
            lapsed_on,
            causes,
            st.just(UNKNOWN) | st.sampled_from(Carrier),
        ),
        signing=certificate,
        authentication=certificate,
        separate_card=st.builds(
            SeparateCard, st.sampled_from(SeparateCardState), st.just(UNKNOWN) | _ANY_DAY
        ),
        main=st.builds(
            MainProcedure,
            st.sampled_from(MainState),
            st.none() | st.sampled_from(ProcedureKind),
            st.none() | _ANY_DAY,
            st.just(UNKNOWN) | st.sampled_from(Channel),
            _UNTIL,
            status,
            st.just(UNKNOWN) | st.integers(0, 60),
        ),
        application=st.builds(
            Application,
            st.sampled_from(ApplicationState),
            st.none() | st.sampled_from(Route),
            st.none() | _ANY_DAY,
            st.just(UNKNOWN) | st.booleans(),
        ),
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
