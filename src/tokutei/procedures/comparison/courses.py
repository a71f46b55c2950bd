"""What a course of life with one card or with two is made of: habits, moves, steps, visits, fees."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tokutei import messages
from tokutei.errors import FactsError, PeriodError
from tokutei.identifiers import MunicipalityCode
from tokutei.law import Answer, Citation, Reason
from tokutei.law.days import japan_day
from tokutei.lifecycle import Bearer, Event, Situation
from tokutei.personal import Masked, Personal
from tokutei.procedures.given import settle_words
from tokutei.rules.values import Yen
from tokutei.vocabulary import Channel, ProcedureKind, Window
from tokutei.vocabulary.words import Word

__all__ = [
    "Course",
    "CourseStep",
    "FeePart",
    "FiledThrough",
    "Habits",
    "LivedCourse",
    "Move",
    "Stop",
    "Visit",
    "named",
]


class Course(Word):
    """With which cards somebody lives on."""

    TWO_CARDS = "two_cards", "在留カードと個人番号カードの二枚", "two cards"
    SPECIFIED_CARD = "specified_card", "特定在留カード等の一枚", "one specified card"


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Move(Masked):
    """A planned move.

    Example:
        >>> Move(on=date(2028, 4, 1), to_municipality="131032")
        Move(on=datetime.date(2028, 4, 1), to_municipality=…)

    Raises:
        IdentifierError: ``to_municipality`` is no code of a municipality.
        NaiveDatetimeError: the day is a moment without a time zone.
        PeriodError: the day is none.
    """

    on: date
    """The day of the move."""
    to_municipality: Personal[MunicipalityCode | str | None] = None
    """Six-digit code of the municipality to move to; left out, within the present one."""

    def __post_init__(self) -> None:
        """Read the day and the code."""
        object.__setattr__(self, "on", japan_day(self.on))
        if self.to_municipality is not None:
            object.__setattr__(self, "to_municipality", MunicipalityCode.parse(self.to_municipality))


@dataclass(frozen=True, slots=True, kw_only=True)
class Habits:
    """What somebody chooses where the law leaves a choice; none of it is law.

    Example:
        >>> Habits(channel=Channel.ONLINE).channel.text("en")
        'online'

    Raises:
        FactsError: a number of days is below nothing, or ``channel``, a yes or a no is none; ``unknown`` names the
            fields.
        PeriodError: a number of days is not whole, or ``switch_on`` is no day.
        NaiveDatetimeError: ``switch_on`` is a moment without a time zone.
    """

    channel: Channel = Channel.COUNTER
    """How applications for a stay are filed wherever that is open; else at the counter."""
    switch_on: date | None = None
    """The day from which the cards are changed by a procedure of its own: an exchange on request for the specified
    card, a return of the My Number function for two cards. Left out, with the next procedure that changes them."""
    file_days_before: int | None = None
    """How many days before the stay or the card ends it is filed. Left out, as soon as the law's window opens or,
    for a stay, practice takes it."""
    extends_my_number: bool = True
    """Whether the holder asks the municipality in time for an extension of the My Number function when the decision
    will come after its end."""
    by_post: bool = True
    """Whether an ordinary card filed for online comes by post, as the bureau may decide; else it is fetched."""
    certificates: bool = True
    """Whether the holder wants both electronic certificates; they are renewed before they end, or at a visit made
    anyway, unless a new card is on its way."""
    bureau_id: bool = False
    """Whether the bureau gave an ID for the online system, with which the user certificate alone will do."""
    certificates_held: bool | None = None
    """Whether both certificates have effect where the situation does not tell, as on a specified card in hand; left
    out, not known."""
    separate_card_days: int | None = None
    """Days from asking for a separate Individual Number Card to its hand-over, as the caller estimates."""

    def __post_init__(self) -> None:
        """Read the word and the day, and refuse what is not of its kind or below nothing."""
        settle_words(
            self,
            {"channel": Channel},
            needed=("channel",),
            flags=("extends_my_number", "by_post", "certificates", "bureau_id"),
            open_flags=("certificates_held",),
        )
        if self.switch_on is not None:
            object.__setattr__(self, "switch_on", japan_day(self.switch_on))
        given = [days for days in (self.file_days_before, self.separate_card_days) if days is not None]
        if any(type(days) is not int for days in given):
            raise PeriodError("not_whole")
        if any(days < 0 for days in given):
            raise FactsError(contradictions=(Reason("estimate_below_nothing"),))


@dataclass(frozen=True, slots=True, kw_only=True)
class CourseStep:
    """One thing that happens in a course: what the holder does, or what an office does.

    Example:
        >>> from tokutei.lifecycle import FileExtension
        >>> filed = FileExtension(on=date(2027, 1, 4), channel=Channel.COUNTER)
        >>> CourseStep(on=filed.on, event=filed, window=Window.BUREAU, channel=filed.channel).text("en")
        '2027-01-04  application for an extension of stay (regional immigration services bureau)'
    """

    on: date
    """The day."""
    event: Event
    """What happens; the steps in their order, applied to the situation at the start, give the course again."""
    window: Window | None = None
    """The office to which somebody goes for it; ``None`` where nobody goes anywhere."""
    channel: Channel | None = None
    """How it was filed, where that was a choice."""
    who: Bearer | None = None
    """Who has to go, where a provision says it; ``None`` where none does or nobody goes."""

    def text(self, lang: str) -> str:
        """Return the day, what happens and where somebody goes for it."""
        key = "step" if self.window is None else "step_at"
        return messages.text(
            f"comparing.{key}", lang, on=self.on, what=self.event.kind, window=self.window or ""
        )


@dataclass(frozen=True, slots=True)
class Visit:
    """One way to an office; what is done there on one day is one visit.

    Example:
        >>> Visit(date(2027, 1, 4), Window.BUREAU, None).text("en")
        '2027-01-04: regional immigration services bureau'
    """

    on: date
    """The day."""
    window: Window
    """The kind of office."""
    who: Bearer | None
    """Who has to go; ``None`` where no provision says it."""

    def text(self, lang: str) -> str:
        """Return the day and the office."""
        return messages.text("comparing.visit", lang, on=self.on, window=self.window)


@dataclass(frozen=True, slots=True, kw_only=True)
class FiledThrough:
    """An application for a stay or a card, and how it was filed.

    Example:
        >>> FiledThrough(on=date(2027, 1, 4), procedure=ProcedureKind.EXTENSION_OF_STAY, channel=Channel.ONLINE,
        ...              specified=False).text("en")
        '2027-01-04: extension of period of stay, filed online'
    """

    on: date
    """The day of filing."""
    procedure: ProcedureKind
    """What was filed."""
    channel: Channel
    """How it was filed."""
    specified: bool
    """Whether a specified card was asked for with it."""
    online_lost: tuple[Reason, ...] = ()
    """Why it was not filed online although that was wished for; empty where it was, or was not wished for."""

    def text(self, lang: str) -> str:
        """Return the day, the procedure, the channel and, if so, why it was not online."""
        key = "filed_lost" if self.online_lost else "filed"
        return messages.text(
            f"comparing.{key}",
            lang,
            on=self.on,
            procedure=self.procedure,
            channel=self.channel,
            why=messages.joined((reason.text(lang) for reason in self.online_lost), lang),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class FeePart:
    """What one thing costs, as far as it is known.

    Example:
        >>> FeePart(on=date(2027, 1, 4), procedure=ProcedureKind.MY_NUMBER_CARD, fee=None).text("en")
        '2027-01-04: issue of an Individual Number Card: not known'
    """

    on: date
    """The day on which it is due."""
    procedure: ProcedureKind
    """What it is paid for."""
    fee: Answer[Yen] | None
    """The yen with what they rest on; ``None``: not known."""
    missing: tuple[str, ...] = ()
    """Names of the facts or estimates without which it is not known; empty where no table has the fee."""

    def text(self, lang: str) -> str:
        """Return the day, the thing and the fee, or that it is not known."""
        unknown = messages.text("comparing.not_known", lang)
        fee = self.fee.text(lang) if self.fee else unknown
        return messages.text("comparing.fee", lang, on=self.on, procedure=self.procedure, fee=fee)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """Why a course does not reach the horizon.

    Example:
        >>> Stop(on=date(2027, 1, 4), missing=("card_days",)).text("en")
        '2027-01-04: nothing is known after this: the days to the delivery of a specified card'
    """

    on: date
    """The day of the step that is refused or cannot be told; all before it is known."""
    reasons: tuple[Reason, ...] = ()
    """Why the next step is refused, such as a stay that ended before the card was there."""
    missing: tuple[str, ...] = ()
    """Names of the estimates and facts without which the next step is not known."""

    def text(self, lang: str) -> str:
        """Return the day and why nothing is known after it."""
        why = [reason.text(lang) for reason in self.reasons]
        why += [named(name, lang) for name in self.missing]
        return messages.text("comparing.stopped", lang, on=self.on, why=messages.joined(why, lang))


def named(name: str, lang: str) -> str:
    """Return the words for an estimate or fact that is missing; of an estimate by procedure, with the procedure.

    Example:
        >>> named("decision_days.renewal", "en")
        'the days to a decision (extension of period of stay)'
    """
    head, _, procedure = name.partition(".")
    if procedure:
        return messages.text(f"comparing.estimate.{head}", lang, procedure=ProcedureKind(procedure))
    return messages.template(f"comparing.estimate.{head}", lang) or messages.text(f"fact.{head}", lang)


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class LivedCourse(Masked):
    """One course of life as it was lived through the tables, with what is counted of it.

    A count is ``None`` where it is not known; ``missing`` then names what would tell it.

    Example:
        >>> from tokutei.models import CardFacts, Facts
        >>> from tokutei.procedures import Estimates, compare
        >>> born, made, end = date(1994, 5, 2), date(2025, 4, 1), date(2032, 4, 1)
        >>> facts = Facts(born=born, municipality="131016", status="permanent_resident",
        ...               card=CardFacts(issued_on=made, valid_until=end), has_my_number_card=False,
        ...               has_pending_application=False)
        >>> day = date(2026, 12, 1)
        >>> found = compare(Situation.of(facts, on=day), 6, on=day, habits=Habits(separate_card_days=30),
        ...                 estimates=Estimates(
        ...                     decision_days={ProcedureKind.CARD_RENEWAL: 0}, card_days=21, hours_per_visit=3))
        >>> len(found.two_cards.filings), found.two_cards.visits_to(Window.BUREAU), found.two_cards.hours
        (1, 1, 9)
    """

    course: Course
    """With which cards."""
    start: Situation
    """Where it begins."""
    end: Situation
    """Where it stands on the last day that is known."""
    until: date
    """The horizon, included."""
    steps: tuple[CourseStep, ...]
    """The trace: everything that happens, in order."""
    filings: tuple[FiledThrough, ...]
    """The applications for a stay or a card, and how each was filed."""
    fee_parts: tuple[FeePart, ...]
    """What everything costs, one by one."""
    visits: tuple[Visit, ...] | None
    """Every way to an office."""
    hours: float | None
    """Working hours for all visits."""
    dead_days: int | None
    """Days on which no My Number function has effect, from the first day to the horizon, both included."""
    fees: Answer[Yen] | None
    """The sum of the fees that are known, with what it rests on; see ``fees_unknown``."""
    stop: Stop | None = None
    """Why it does not reach the horizon; ``None`` where it does."""
    missing: tuple[str, ...] = ()
    """Names of the estimates and facts without which a count, or a part of the fees, is not known."""
    waited: bool = False
    """Whether a card came only after the My Number function would have ended without an extension."""

    @property
    def days_off(self) -> int | None:
        """Days on which somebody goes to an office."""
        return None if self.visits is None else len({visit.on for visit in self.visits})

    @property
    def fees_unknown(self) -> tuple[FeePart, ...]:
        """The parts of the fees that are not known and not in the sum."""
        return tuple(part for part in self.fee_parts if part.fee is None)

    @property
    def basis(self) -> tuple[Citation, ...]:
        """The provisions of the known fees, each once."""
        return self.fees.basis if self.fees else ()

    def visits_to(self, window: Window) -> int | None:
        """Return the number of visits to a kind of office."""
        return None if self.visits is None else sum(visit.window is window for visit in self.visits)

    def online(self) -> int | None:
        """Return the number of applications filed online."""
        return None if self.stop else sum(one.channel is Channel.ONLINE for one in self.filings)

    def online_lost(self) -> int | None:
        """Return the number of applications that were wished online and had to go through the counter."""
        return None if self.stop else sum(bool(one.online_lost) for one in self.filings)

    def text(self, lang: str) -> str:
        """Return the trace, a line a step, and what could not be told."""
        lines = [step.text(lang) for step in self.steps]
        lines += [self.stop.text(lang)] if self.stop else []
        return "\n".join(lines)
