"""Where somebody stands on a day: one small value a variable, never one flat enumeration.

A situation is a value. What is not known is ``UNKNOWN``; ``None`` for a last day means that there is
no end. Last days are included: a thing valid until a day is valid on it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tokutei import messages
from tokutei.lifecycle.duty_words import DutyKind
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
    State,
    StayState,
    Variable,
)
from tokutei.lifecycle.terms import MunicipalityDigits, NationalityCode, Until
from tokutei.models import UNKNOWN, Facts, Unknown
from tokutei.personal import Masked, Personal
from tokutei.rules.rulebook import CURRENT, Rulebook
from tokutei.vocabulary import CardForm, CardKind, Channel, ProcedureKind, Route, StatusOfResidence

__all__ = [
    "Age",
    "Application",
    "Card",
    "Certificate",
    "Condition",
    "DutyKind",
    "MainProcedure",
    "MyNumberFunction",
    "Obligation",
    "OtherActivity",
    "Person",
    "Presence",
    "Register",
    "ResidenceFunction",
    "SeparateCard",
    "Situation",
    "SpecialPeriod",
    "Stay",
    "Until",
]

_LAPSED = frozenset({FunctionState.LAPSED, MyNumberState.LAPSED, CertificateState.LAPSED})
_EXTENDED = frozenset(
    {FunctionState.EXTENDED_SPECIAL, FunctionState.EXTENDED_RENEWAL, MyNumberState.EXTENDED}
)
_VALID = frozenset({FunctionState.VALID, MyNumberState.VALID, CertificateState.VALID})


def _valid(state: State, until: Until, lapsed_on: date | None, cause: LapseCause | None, lang: str) -> str:
    if state in _LAPSED:
        key = "lapsed" if lapsed_on else "lapsed_unknown"
        return messages.text(f"lifecycle.says.{key}", lang, on=lapsed_on, cause=cause or "")
    if until is None or state not in _VALID | _EXTENDED:
        return state.text(lang)
    return messages.text(f"lifecycle.says.{'extended' if state in _EXTENDED else 'valid'}", lang, until=until)


@dataclass(frozen=True, slots=True, repr=False)
class Person(Masked):
    """Who it is, as far as the law looks at it."""

    born: Personal[date]
    nationality: Personal[NationalityCode | Unknown] = UNKNOWN


@dataclass(frozen=True, slots=True)
class Stay:
    """The legal position: status and period of stay (在留資格・在留期間)."""

    state: StayState
    status: StatusOfResidence | Unknown = UNKNOWN
    until: Until = UNKNOWN
    """Last day of the period of stay, without any special period."""
    days: int | Unknown = UNKNOWN
    """How many days were granted, where that is short and matters."""


@dataclass(frozen=True, slots=True)
class SpecialPeriod:
    """The stay while an application is pending (特例期間)."""

    state: SpecialPeriodState = SpecialPeriodState.NONE
    until: date | None = None
    """Last day, unless the decision comes first."""


@dataclass(frozen=True, slots=True, repr=False)
class Register(Masked):
    """The entry in a basic resident register (住民基本台帳)."""

    state: RegisterState
    municipality: Personal[MunicipalityDigits | Unknown] = UNKNOWN
    planned_on: date | None = None
    """The planned day of a move that was notified (転出の予定年月日)."""
    until: date | None = None
    """Last day for what is due next: moving in, or handing in the card with the My Number function."""


@dataclass(frozen=True, slots=True, repr=False)
class Card(Masked):
    """The residence card as a thing."""

    state: HeldCardState
    kind: CardKind | Unknown = UNKNOWN
    form: CardForm | Unknown = UNKNOWN
    issued_on: date | Unknown = UNKNOWN
    had_specified: bool | Unknown = UNKNOWN
    """Whether the person was ever given a specified card; a fee depends on it."""
    numbers: Personal[tuple[str, ...]] = ()
    """The numbers of the cards so far, as far as they are known, the present one last."""
    old_one_missing: bool = False
    """Whether a card that this one replaced was lost then and has not been found."""


@dataclass(frozen=True, slots=True)
class Condition:
    """Whether the card can be read and written on."""

    state: ConditionState = ConditionState.UNKNOWN


@dataclass(frozen=True, slots=True)
class ResidenceFunction:
    """The function as a residence card."""

    state: FunctionState
    until: Until = UNKNOWN
    lapsed_on: date | None = None
    """First day without effect."""
    cause: LapseCause | None = None

    def __str__(self) -> str:
        return self.text("en")

    def text(self, lang: str) -> str:
        """Return the state in a few words."""
        return _valid(self.state, self.until, self.lapsed_on, self.cause, lang)


@dataclass(frozen=True, slots=True)
class MyNumberFunction:
    """The function as an Individual Number Card, on whichever card it is."""

    state: MyNumberState
    until: Until = UNKNOWN
    lapsed_on: date | None = None
    """First day without effect."""
    cause: LapseCause | None = None
    carrier: Carrier | Unknown = UNKNOWN
    stopped_from: MyNumberState | None = None
    """What it was before its use was stopped, and will be again."""

    def __str__(self) -> str:
        return self.text("en")

    def text(self, lang: str) -> str:
        """Return the state in a few words."""
        return _valid(self.state, self.until, self.lapsed_on, self.cause, lang)


@dataclass(frozen=True, slots=True)
class Certificate:
    """An electronic certificate (電子証明書)."""

    state: CertificateState = CertificateState.UNKNOWN
    until: Until = UNKNOWN
    lapsed_on: date | None = None
    cause: LapseCause | None = None

    def __str__(self) -> str:
        return self.text("en")

    def text(self, lang: str) -> str:
        """Return the state in a few words."""
        return _valid(self.state, self.until, self.lapsed_on, self.cause, lang)


@dataclass(frozen=True, slots=True)
class SeparateCard:
    """A separate Individual Number Card as a thing."""

    state: SeparateCardState
    made_on: date | Unknown = UNKNOWN
    until: Until = UNKNOWN
    """Last day of a card that lapsed and still lies beside a specified one; the last day of a card that
    carries the My Number function is that of the function."""
    asked_on: date | None = None
    """The day on which a new separate card was asked for that is not there yet."""
    replaces_until: date | None = None
    """Last day of the card that the one asked for will replace before its time."""
    old_one_lost: bool = False
    """Whether the card that this one was reissued for is still lost."""


@dataclass(frozen=True, slots=True)
class MainProcedure:
    """The procedure under way, which may carry an application for a specified card."""

    state: MainState = MainState.UNKNOWN
    procedure: ProcedureKind | None = None
    filed_on: date | None = None
    channel: Channel | Unknown = UNKNOWN
    granted_until: Until = UNKNOWN
    """Last day of the stay that was decided, once it is."""
    target: StatusOfResidence | Unknown = UNKNOWN
    """The status that the person will have once it has effect."""
    granted_months: int | Unknown = UNKNOWN
    held_until: Until = UNKNOWN
    """Last day of the card held when filing (旧カード); the card that renews it counts from there."""
    held_issued_on: date | Unknown = UNKNOWN
    """When that card was issued."""
    residence_told: bool = False
    """Whether a copy of the resident record came with it, which notifies the residence (Act 19-8(4))."""
    owed_since: date | None = None
    """Since when the reissuance applied for was owed; it is again once the application is withdrawn."""


@dataclass(frozen=True, slots=True)
class Application:
    """The application for a specified card (特定在留カード交付申請)."""

    state: ApplicationState = ApplicationState.NONE
    route: Route | None = None
    filed_on: date | None = None
    certificates: bool | Unknown = UNKNOWN
    """Whether the electronic certificates were asked for with it."""
    expedited: bool = False
    """Whether it is to be posted soon (Act 19-15-2(3))."""


@dataclass(frozen=True, slots=True)
class Presence:
    """Whether the person is in Japan, and until when a return leaves the stay unbroken."""

    state: PresenceState = PresenceState.UNKNOWN
    left_on: date | None = None
    reentry: ReentryKind | None = None
    until: Until = None
    """Last day to re-enter, included."""


@dataclass(frozen=True, slots=True)
class OtherActivity:
    """The permission for activities outside the status, as the card notes it (資格外活動許可)."""

    state: OtherActivityState = OtherActivityState.UNKNOWN


@dataclass(frozen=True, slots=True)
class Age:
    """Between which of the ages that the law looks at the person is."""

    state: AgeState = AgeState.UNKNOWN


@dataclass(frozen=True, slots=True)
class Obligation:
    """Something owed since a day; when, where and with what is computed when asked."""

    kind: DutyKind
    since: date
    """The day on which the thing happened that brings it; it starts the clock."""


@dataclass(frozen=True, slots=True)
class Situation:
    """Where somebody stands at the end of a day's events."""

    on: date
    person: Person
    stay: Stay
    special_period: SpecialPeriod
    register: Register
    card: Card
    residence: ResidenceFunction
    my_number: MyNumberFunction
    signing: Certificate
    authentication: Certificate
    separate_card: SeparateCard
    main: MainProcedure
    application: Application
    obligations: tuple[Obligation, ...] = ()
    condition: Condition = Condition()
    mobile: Certificate = Certificate()
    presence: Presence = Presence()
    other_activity: OtherActivity = OtherActivity()
    age: Age = Age()

    def state(self, variable: Variable) -> State:
        """Return the value of a variable."""
        value: State = getattr(self, variable).state
        return value

    @classmethod
    def of(cls, facts: Facts, *, on: date, book: Rulebook = CURRENT) -> Situation:
        """Return where somebody stands on a day, as far as the facts tell; the rest is ``UNKNOWN``.

        Raises:
            FactsError: the facts contradict each other, the day, or what must hold in every situation;
                all contradictions are listed.
            NotInForceError: the day, or one on which something ended, lies before 2012-07-09, the
                first day of residence cards.
        """
        from tokutei.lifecycle.beginning import begin  # noqa: PLC0415 - it moves situations, so it comes after

        return begin(facts, on=on, book=book)

    def facts(self) -> Facts:
        """Return what can be read off the cards in this situation, and what is known besides.

        The card's number, the days of duties and how far an application is are not among it.

        Raises:
            FactsError: nobody's cards say that; no life leads to such a situation.
        """
        from tokutei.lifecycle.start import facts_of  # noqa: PLC0415 - as above

        return facts_of(self)
