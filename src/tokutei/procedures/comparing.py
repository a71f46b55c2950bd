"""Two cards or one: both courses of a life over years, what is counted of each, and for whom which is fewer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, TypeAlias

from tokutei import messages
from tokutei.calendar import age_on, years_after
from tokutei.errors import FactsError
from tokutei.law import Evidence, Ground, Reason
from tokutei.law.days import japan_day
from tokutei.lifecycle import Bearer, EventKind, Situation, advance
from tokutei.lifecycle.arguments import demand
from tokutei.lifecycle.states import HeldCardState, MainState, StayState
from tokutei.models import UNKNOWN
from tokutei.procedures.courses import Course, Habits, LivedCourse, Move, named
from tokutei.procedures.goals import Estimates
from tokutei.procedures.living import live
from tokutei.rules import offices, representation, routes, special_period
from tokutei.rules.rulebook import CURRENT, Rulebook
from tokutei.rules.validity.residence import BIRTHDAYS_ADULT
from tokutei.rules.values import Yen
from tokutei.vocabulary import Channel, ProcedureKind, Window
from tokutei.vocabulary.words import Word

__all__ = ["CardComparison", "Circumstance", "Count", "ForWhom", "Measure", "compare"]

_SIXTEEN: Final = 16
_PENDING: Final = frozenset({MainState.FILED, MainState.DECIDED})
_AGAIN: Final = 2


class Measure(Word):
    """What is counted."""

    BUREAU_VISITS = "bureau_visits", "地方局に行く回数", "visits to the bureau"
    MUNICIPAL_VISITS = "municipal_visits", "市区町村に行く回数", "visits to the municipal office"
    VISITS = "visits", "窓口に行く回数", "visits in all"
    MOVE_VISITS = "move_visits", "住居地の届出に行く回数", "visits to notify a move"
    FAMILY_VISITS = "family_visits", "親族が行く回数", "visits that a family member must make"
    DAYS_OFF = "days_off", "窓口に行く日数", "days with a visit"
    HOURS = "hours", "窓口に要する時間", "working hours for visits"
    FEES = "fees", "分かっている手数料", "fees that are known"
    DEAD_DAYS = "dead_days", "個人番号カードとしての機能のない日数", "days without the My Number function"
    FILED_ONLINE = "filed_online", "オンライン申請の回数", "applications filed online"
    ONLINE_LOST = "online_lost", "オンラインでできなかった申請", "applications not filed online though wished"


_SHOWN: Final = tuple(one for one in Measure if one not in {Measure.FAMILY_VISITS, Measure.MOVE_VISITS})
_NOTICES: Final = frozenset({EventKind.NOTIFY_MOVE_IN, EventKind.NOTIFY_RELOCATION})


class Circumstance(Word):
    """For whom a row of the comparison is."""

    FILES_ONLINE = "files_online", "オンラインで申請する方", "who files online"
    PERMANENT = "permanent", "在留期間の定めのない方", "whose stay has no end"
    EXTENDS_OFTEN = "extends_often", "在留期間を何度も更新する方", "who extends the stay again and again"
    MOVES = "moves", "引っ越す方", "who moves"
    CHILD = "child", "16歳未満の方", "who is under 16"
    SPECIAL_PERMANENT = "special_permanent", "特別永住者の方", "who is a special permanent resident"
    SPECIAL_PERIOD = (
        "special_period",
        "機能の満了後に処分を待つ方",
        "who waits for a card past the end of the My Number function",
    )
    EVERYBODY = "everybody", "すべての方", "everybody"


Count: TypeAlias = int | float | Yen | None
"""A count; ``None`` where it is not known."""


def _count(course: LivedCourse, measure: Measure) -> Count:
    """Return one count of a course."""
    visits = course.visits
    counts: dict[Measure, Count] = {
        Measure.BUREAU_VISITS: course.visits_to(Window.BUREAU),
        Measure.MUNICIPAL_VISITS: course.visits_to(Window.MUNICIPALITY),
        Measure.VISITS: None if visits is None else len(visits),
        Measure.MOVE_VISITS: None
        if visits is None
        else sum(step.event.kind in _NOTICES for step in course.steps),
        Measure.FAMILY_VISITS: None
        if visits is None
        else sum(visit.who is Bearer.REPRESENTATIVE for visit in visits),
        Measure.DAYS_OFF: course.days_off,
        Measure.HOURS: course.hours,
        Measure.FEES: course.fees.value if course.fees else None,
        Measure.DEAD_DAYS: course.dead_days,
        Measure.FILED_ONLINE: course.online(),
        Measure.ONLINE_LOST: course.online_lost(),
    }
    return counts[measure]


def _said(count: Count, lang: str) -> str:
    if count is None:
        return messages.text("comparing.not_known", lang)
    return f"{count:g}" if isinstance(count, float) else messages.render(count, lang)


@dataclass(frozen=True, slots=True, kw_only=True)
class ForWhom:
    """One circumstance that holds for this life, and with which cards there is less of what it is about."""

    who: Circumstance
    measure: Measure
    two_cards: Count
    specified_card: Count
    why: Reason
    """What the law says of it, with the provisions."""
    evidence: Evidence
    """How sure the provisions are; the counts are as sure as the estimates."""
    missing: tuple[str, ...] = ()
    """Names of the estimates and facts without which it cannot be told."""

    @property
    def better(self) -> Course | None:
        """The course with fewer; ``None`` where they are even or it cannot be told."""
        if self.two_cards is None or self.specified_card is None or self.two_cards == self.specified_card:
            return None
        return Course.TWO_CARDS if self.two_cards < self.specified_card else Course.SPECIFIED_CARD

    def text(self, lang: str) -> str:
        """Return for whom, with which cards there is less, by what count and why."""
        known = self.two_cards is not None and self.specified_card is not None
        key = ("fewer" if self.better else "even") if known else "undecided"
        return messages.text(
            f"comparing.{key}",
            lang,
            group=self.who,
            course=self.better or "",
            measure=self.measure,
            first=_said(self.two_cards, lang),
            second=_said(self.specified_card, lang),
            missing=tuple(named(name, lang) for name in self.missing),
            why=self.why,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class CardComparison:
    """Two courses of the same life, one with two cards and one with a specified card."""

    on: date
    """The first day, included."""
    until: date
    """The last day, included."""
    two_cards: LivedCourse
    specified_card: LivedCourse
    rows: tuple[ForWhom, ...]
    """The circumstances that hold for this life."""

    def course(self, course: Course) -> LivedCourse:
        """Return one of the two courses."""
        return self.two_cards if course is Course.TWO_CARDS else self.specified_card

    def count(self, measure: Measure) -> tuple[Count, Count]:
        """Return what is counted of both, two cards first; ``None`` where it is not known."""
        return _count(self.two_cards, measure), _count(self.specified_card, measure)

    @property
    def missing(self) -> tuple[str, ...]:
        """Names of the estimates and facts without which some count, or a part of the fees, is not known."""
        return tuple(dict.fromkeys((*self.two_cards.missing, *self.specified_card.missing)))

    def text(self, lang: str) -> str:
        """Return the counts side by side, for whom which is fewer, what is not known, and what this is not."""
        title = messages.text("comparing.title", lang, first=self.on, last=self.until)
        lines = [f"{title} {messages.text('comparing.columns', lang)}"]
        for measure in _SHOWN:
            first, second = (_said(count, lang) for count in self.count(measure))
            lines.append(messages.text("comparing.row", lang, measure=measure, first=first, second=second))
        lines += [row.text(lang) for row in self.rows]
        for course in (self.two_cards, self.specified_card):
            lines += self._unsure(course, lang)
        if self.missing:
            what = tuple(named(name, lang) for name in self.missing)
            lines.append(messages.text("comparing.missing", lang, what=what))
        return "\n".join([*lines, messages.text("comparing.end", lang)])

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
        PeriodError: the number of years is negative, or ``on`` or the horizon is no day.
        NaiveDatetimeError: ``on`` or the horizon is a moment without a time zone.
        TransitionRefused: ``on`` lies before the situation's day.
        OutOfTableError: the horizon lies beyond the table of closed days.
        NotInForceError: the day lies before the law that was read.

    Example:
        >>> from tokutei.models import CardFacts, Facts, MyNumberCardFacts
        >>> from tokutei.vocabulary import StatusOfResidence
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
    until = years_after(on - timedelta(days=1), horizon) if isinstance(horizon, int) else japan_day(horizon)
    start = advance(situation, to=on, book=book).after
    _demand(start, until, estimates)
    for window in Window:  # beyond the table of closed days nobody knows when an office is open
        book.closed(window).is_closed(until)
    two, one = (
        live(course, start, until, estimates=estimates, habits=habits, moves=tuple(moves), book=book)
        for course in (Course.TWO_CARDS, Course.SPECIFIED_CARD)
    )
    rows = _rows(two, one, habits, moves=any(on <= move.on <= until for move in moves), book=book)
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


def _rows(
    two: LivedCourse, one: LivedCourse, habits: Habits, *, moves: bool, book: Rulebook
) -> tuple[ForWhom, ...]:
    """Return the circumstances that hold for a life, each with its count and its provisions."""
    on, start = two.start.on, two.start
    special = start.stay.state is StayState.SPECIAL_PERMANENT
    extended = sum(filed.procedure is ProcedureKind.EXTENSION_OF_STAY for filed in two.filings)
    open_online = Channel.ONLINE in book.at(routes.SPECIFIED_CARD_CHANNELS, on).value
    follows = book.at(special_period.MY_NUMBER_FOLLOWS_SPECIAL_PERIOD, on).value
    child = age_on(start.person.born, on) < _SIXTEEN
    chosen: tuple[tuple[bool, Circumstance, Measure, str, tuple[Ground, ...]], ...] = (
        (
            habits.channel is Channel.ONLINE and start.stay.until is not None,
            Circumstance.FILES_ONLINE,
            Measure.BUREAU_VISITS,
            "files_online_open" if open_online else "files_online",
            (book.ground(routes.SPECIFIED_CARD_CHANNELS, on),),
        ),
        (
            start.stay.until is None and not special,
            Circumstance.PERMANENT,
            Measure.VISITS,
            "permanent",
            (book.ground(BIRTHDAYS_ADULT, on),),
        ),
        (
            extended >= _AGAIN,
            Circumstance.EXTENDS_OFTEN,
            Measure.MUNICIPAL_VISITS,
            "extends_often",
            (book.ground(special_period.SEPARATE_CARD_EXTENSION_WINDOW, on),),
        ),
        (moves, Circumstance.MOVES, Measure.MOVE_VISITS, "moves", _moving(on, book)),
        (child, Circumstance.CHILD, Measure.FAMILY_VISITS, "child", _children(start, book)),
        (
            special,
            Circumstance.SPECIAL_PERMANENT,
            Measure.VISITS,
            "special_permanent",
            offices.window_of(ProcedureKind.SPR_RENEWAL, on=on, book=book).grounds,
        ),
        (
            two.waited or one.waited,
            Circumstance.SPECIAL_PERIOD,
            Measure.DEAD_DAYS,
            "special_period_follows" if follows else "special_period",
            (book.ground(special_period.MY_NUMBER_FOLLOWS_SPECIAL_PERIOD, on),),
        ),
        (True, Circumstance.EVERYBODY, Measure.VISITS, "everybody", ()),
    )
    found = []
    for holds, who, measure, code, grounds in chosen:
        if not holds:
            continue
        first, second = _count(two, measure), _count(one, measure)
        known = first is not None and second is not None
        cites = tuple(dict.fromkeys(cite for ground in grounds for cite in ground.cite))
        found.append(
            ForWhom(
                who=who,
                measure=measure,
                two_cards=first,
                specified_card=second,
                why=Reason(f"comparing.{code}", cites),
                evidence=Evidence.weakest(ground.evidence for ground in grounds),
                missing=() if known else tuple(dict.fromkeys((*two.missing, *one.missing))),
            )
        )
    return tuple(found)


def _moving(on: date, book: Rulebook) -> tuple[Ground, ...]:
    return offices.window_of(ProcedureKind.PLACE_OF_RESIDENCE_CHANGE, on=on, book=book).grounds


def _children(start: Situation, book: Rulebook) -> tuple[Ground, ...]:
    """Return what makes somebody else appear for a child."""
    special = start.stay.state is StayState.SPECIAL_PERMANENT
    facts = representation.RepresentationFacts(
        act="file",
        procedure=ProcedureKind.SPR_EXCHANGE if special else ProcedureKind.EXCHANGE,
        holder_condition="minor_under_16",
    )
    return representation.answer(facts, on=start.on, book=book).grounds
