"""Two cards or one: both courses of a life over years, what is counted of each, and for whom which is fewer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from tokutei import messages
from tokutei.calendar import years_after
from tokutei.errors import FactsError, PeriodError
from tokutei.law import Citation, Reason
from tokutei.law.days import japan_day
from tokutei.lifecycle import EventKind, Situation, advance
from tokutei.lifecycle.arguments import demand
from tokutei.lifecycle.states import HeldCardState, MainState, StayState
from tokutei.models import UNKNOWN
from tokutei.procedures.comparison.courses import Course, CourseStep, Habits, LivedCourse, Move, named
from tokutei.procedures.comparison.for_whom import ForWhom, rows_for_whom
from tokutei.procedures.comparison.living import live
from tokutei.procedures.comparison.measures import Count, Measure, count_of, said
from tokutei.procedures.goals import Estimates
from tokutei.rules.rulebook import CURRENT, Rulebook
from tokutei.vocabulary import ProcedureKind, Window

__all__ = ["CardComparison", "compare"]

_PENDING: Final = frozenset({MainState.FILED, MainState.DECIDED})
_MOVING_OUT: Final = Reason(
    "comparing.moving_out",
    tuple(map(Citation.parse, ("342AC0000000081:24", "342AC0000000081:27:1", "342CO0000000292:26"))),
)
"""Why moving out is no visit although a city may ask for one: it is owed beforehand and in writing only."""
_SHOWN: Final = tuple(one for one in Measure if one not in {Measure.FAMILY_VISITS, Measure.MOVE_VISITS})


@dataclass(frozen=True, slots=True, kw_only=True)
class CardComparison:
    """Two courses of the same life, one with two cards and one with a specified card.

    Example:
        >>> from tokutei.models import CardFacts, Facts
        >>> born, made, end = date(1994, 5, 2), date(2025, 4, 1), date(2032, 4, 1)
        >>> facts = Facts(born=born, municipality="131016", status="permanent_resident",
        ...               card=CardFacts(issued_on=made, valid_until=end), has_my_number_card=False,
        ...               has_pending_application=False)
        >>> day = date(2026, 12, 1)
        >>> found = compare(Situation.of(facts, on=day), 6, on=day, habits=Habits(separate_card_days=30),
        ...                 estimates=Estimates(
        ...                     decision_days={ProcedureKind.CARD_RENEWAL: 0}, card_days=21, hours_per_visit=3))
        >>> found.count(Measure.BUREAU_VISITS), found.missing
        ((1, 2), ())
    """

    on: date
    """The first day, included."""
    until: date
    """The last day, included."""
    two_cards: LivedCourse
    """The course with a residence card and a separate Individual Number Card."""
    specified_card: LivedCourse
    """The course with a specified card."""
    rows: tuple[ForWhom, ...]
    """The circumstances that hold for this life."""

    def course(self, course: Course) -> LivedCourse:
        """Return one of the two courses."""
        return self.two_cards if course is Course.TWO_CARDS else self.specified_card

    def count(self, measure: Measure) -> tuple[Count, Count]:
        """Return what is counted of both, two cards first; ``None`` where it is not known."""
        return count_of(self.two_cards, measure), count_of(self.specified_card, measure)

    @property
    def missing(self) -> tuple[str, ...]:
        """Names of the estimates and facts without which some count, or a part of the fees, is not known."""
        return tuple(dict.fromkeys((*self.two_cards.missing, *self.specified_card.missing)))

    def text(self, lang: str) -> str:
        """Return the counts side by side, for whom which is fewer, what is not known, and what this is not."""
        title = messages.text("comparing.title", lang, first=self.on, last=self.until)
        lines = [f"{title} {messages.text('comparing.columns', lang)}"]
        for measure in _SHOWN:
            first, second = (said(count, lang) for count in self.count(measure))
            lines.append(messages.text("comparing.row", lang, measure=measure, first=first, second=second))
        lines += [row.text(lang) for row in self.rows]
        if any(step.event.kind is EventKind.NOTIFY_MOVE_OUT for step in self._steps()):
            lines.append(_MOVING_OUT.text(lang))
        for course in (self.two_cards, self.specified_card):
            lines += self._unsure(course, lang)
        if self.missing:
            what = tuple(named(name, lang) for name in self.missing)
            lines.append(messages.text("comparing.missing", lang, what=what))
        return "\n".join([*lines, messages.text("comparing.end", lang)])

    def _steps(self) -> tuple[CourseStep, ...]:
        return (*self.two_cards.steps, *self.specified_card.steps)

    def _unsure(self, course: LivedCourse, lang: str) -> list[str]:
        """Return why a course ends early, how sure its fees are, and which are not known."""
        lines = []
        if course.stop:
            lines.append(
                messages.text(
                    "comparing.stopped_course", lang, course=course.course, stop=course.stop.text(lang)
                )
            )
        if course.fees and course.fees.basis:
            lines.append(
                messages.text("comparing.shaky", lang, course=course.course, evidence=course.fees.evidence)
            )
        times: dict[ProcedureKind, int] = {}
        for part in course.fees_unknown:
            times[part.procedure] = times.get(part.procedure, 0) + 1
        if times:
            what = tuple(
                messages.text("comparing.times", lang, what=procedure, count=count)
                for procedure, count in times.items()
            )
            lines.append(
                messages.text(
                    "comparing.stopped_course",
                    lang,
                    course=course.course,
                    stop=messages.text("comparing.unknown_fees", lang, what=what),
                )
            )
        return lines


def compare(
    situation: Situation,
    horizon: date | int,
    *,
    on: date,
    estimates: Estimates,
    habits: Habits | None = None,
    moves: Sequence[Move] = (),
    book: Rulebook = CURRENT,
) -> CardComparison:
    """Return two cards and one specified card side by side, each lived through the tables of lives.

    Both courses begin with the situation. With two cards, permissions bring ordinary cards, the separate card is
    extended at the municipal office after each and replaced before it ends for good. With the specified card it is
    asked for as ``habits`` say, and again with every permission. An ordinary card is there on the day of the decision;
    whoever expects the post to take days adds them to ``estimates``. Only what can be counted is compared.

    Args:
        situation: where somebody stands on ``on`` or before, with nothing pending.
        horizon: the last day, included, or a number of years from ``on``.
        on: the first day, included.
        estimates: how long things take; what is left out makes the counts that need it ``None``.
        habits: what the holder chooses; left out, everything at the counter and as early as possible.
        moves: planned moves; those before ``on`` are left out.
        book: the law.

    Raises:
        FactsError: something is pending, there is no residence card or certificate, the facts for it are missing, or
            the horizon lies before ``on``, no month of stay is expected, or an argument is of another kind.
        PeriodError: the number of years is negative, ``on`` or the horizon is no day, or an estimate leads beyond the
            calendar.
        NaiveDatetimeError: ``on`` or the horizon is a moment without a time zone.
        TransitionRefused: ``on`` lies before the situation's day.
        OutOfTableError: the horizon lies beyond the table of closed days.
        NotInForceError: the day lies before the law that was read.

    Example:
        >>> from tokutei.models import CardFacts, Facts, MyNumberCardFacts
        >>> from tokutei.vocabulary import Channel, StatusOfResidence
        >>> end = date(2028, 3, 31)
        >>> facts = Facts(
        ...     born=date(1994, 5, 2), municipality="131016", status=StatusOfResidence.find("engineer"),
        ...     stay_until=end, card=CardFacts(issued_on=date(2025, 4, 1), valid_until=end),
        ...     my_number_card=MyNumberCardFacts(
        ...         valid_until=end, made_on=date(2025, 4, 21),
        ...         signing_certificate_until=end, authentication_certificate_until=end),
        ...     has_pending_application=False,
        ... )
        >>> day = date(2026, 12, 1)
        >>> found = compare(
        ...     Situation.of(facts, on=day), 5, on=day, habits=Habits(channel=Channel.ONLINE),
        ...     estimates=Estimates(
        ...         decision_days={ProcedureKind.EXTENSION_OF_STAY: 40}, card_days=21, stay_months=36))
        >>> found.count(Measure.BUREAU_VISITS), found.count(Measure.MUNICIPAL_VISITS)
        ((0, 4), (2, 0))
    """
    habits = Habits() if habits is None else habits
    _demand_kinds(estimates, habits, moves, book)
    on = japan_day(on)
    if on == date.min:  # a horizon in years is counted from the day before
        raise PeriodError("beyond_calendar")
    until = years_after(on - timedelta(days=1), horizon) if isinstance(horizon, int) else japan_day(horizon)
    start = advance(situation, to=on, book=book).after
    _demand(start, until, estimates)
    for window in Window:  # beyond the table of closed days nobody knows when an office is open
        book.closed(window).is_closed(until)
    two, one = (
        live(course, start, until, estimates=estimates, habits=habits, moves=tuple(moves), book=book)
        for course in (Course.TWO_CARDS, Course.SPECIFIED_CARD)
    )
    rows = rows_for_whom(two, one, habits, moves=any(on <= move.on <= until for move in moves), book=book)
    return CardComparison(on=on, until=until, two_cards=two, specified_card=one, rows=rows)


def _demand_kinds(estimates: object, habits: object, moves: object, book: object) -> None:
    """Refuse arguments of another kind; nobody's type checker may have run."""
    demand(book=book)
    listed = isinstance(moves, Sequence) and all(isinstance(move, Move) for move in moves)
    fit = {
        "estimates": isinstance(estimates, Estimates),
        "habits": isinstance(habits, Habits),
        "moves": listed,
    }
    if unfit := [Reason(f"comparing.no_{name}") for name, fits in fit.items() if not fits]:
        raise FactsError(contradictions=tuple(unfit))


def _demand(start: Situation, until: date, estimates: Estimates) -> None:
    """Refuse what has no two courses."""
    contradictions = []
    if until < start.on:
        contradictions.append(Reason("comparing.horizon_passed"))
    if estimates.stay_months == 0:
        contradictions.append(Reason("comparing.no_months"))
    if start.main.state in _PENDING:
        contradictions.append(Reason("comparing.already_pending"))
    held = start.stay.state in {StayState.MID_LONG, StayState.SPECIAL_PERMANENT}
    known = start.stay.state is not StayState.UNKNOWN
    if known and not (held and start.card.state in {HeldCardState.HELD, HeldCardState.UNKNOWN}):
        contradictions.append(Reason("comparing.nothing_to_compare"))
    lacking = {
        "status": not known or start.stay.status is UNKNOWN,
        "card": start.card.state is HeldCardState.UNKNOWN,
        "pending": start.main.state is MainState.UNKNOWN,
    }
    missing = tuple(name for name, lacks in lacking.items() if lacks)
    if contradictions or missing:
        raise FactsError(missing=missing, contradictions=tuple(contradictions))
