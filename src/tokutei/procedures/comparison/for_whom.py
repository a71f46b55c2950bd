"""For whom there is less of something with two cards or with one: the circumstances that hold for a life."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from tokutei import messages
from tokutei.law import Evidence, Ground, Reason
from tokutei.lifecycle import Situation
from tokutei.lifecycle.states import AgeState, StayState
from tokutei.procedures.comparison.courses import Course, Habits, LivedCourse, named
from tokutei.procedures.comparison.measures import Count, Measure, count_of, said
from tokutei.rules import offices, representation, routes, special_period
from tokutei.rules.rulebook import Rulebook
from tokutei.rules.validity.residence import BIRTHDAYS_ADULT
from tokutei.vocabulary import Channel, ProcedureKind
from tokutei.vocabulary.words import Word

__all__ = ["Circumstance", "ForWhom", "rows_for_whom"]

_CHILDREN: Final = frozenset({AgeState.UNDER_1, AgeState.FROM_1})
_AGAIN: Final = 2


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


@dataclass(frozen=True, slots=True, kw_only=True)
class ForWhom:
    """One circumstance that holds for this life, and with which cards there is less of what it is about.

    Example:
        >>> from tokutei.models import CardFacts, Facts
        >>> from tokutei.lifecycle import Situation
        >>> from tokutei.vocabulary import ProcedureKind
        >>> from tokutei.procedures import Estimates, Habits, compare
        >>> born, made, end = date(1994, 5, 2), date(2025, 4, 1), date(2032, 4, 1)
        >>> facts = Facts(born=born, municipality="131016", status="permanent_resident",
        ...               card=CardFacts(issued_on=made, valid_until=end), has_my_number_card=False,
        ...               has_pending_application=False)
        >>> day = date(2026, 12, 1)
        >>> found = compare(Situation.of(facts, on=day), 6, on=day, habits=Habits(separate_card_days=30),
        ...                 estimates=Estimates(
        ...                     decision_days={ProcedureKind.CARD_RENEWAL: 0}, card_days=21, hours_per_visit=3))
        >>> [(row.who.value, row.better) for row in found.rows]
        [('permanent', <Course.SPECIFIED_CARD: 'specified_card'>), ('everybody', <Course.SPECIFIED_CARD: 'specified_card'>)]
    """

    who: Circumstance
    """For whom the row is."""
    measure: Measure
    """What is counted in it."""
    two_cards: Count
    """The count with two cards."""
    specified_card: Count
    """The count with one specified card."""
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
            first=said(self.two_cards, lang),
            second=said(self.specified_card, lang),
            missing=tuple(named(name, lang) for name in self.missing),
            why=self.why,
        )


def rows_for_whom(
    two: LivedCourse, one: LivedCourse, habits: Habits, *, moves: bool, book: Rulebook
) -> tuple[ForWhom, ...]:
    """Return the circumstances that hold for a life, each with its count and its provisions."""
    on, start = two.start.on, two.start
    special = start.stay.state is StayState.SPECIAL_PERMANENT
    extended = sum(filed.procedure is ProcedureKind.EXTENSION_OF_STAY for filed in two.filings)
    open_online = Channel.ONLINE in book.at(routes.SPECIFIED_CARD_CHANNELS, on).value
    follows = book.at(special_period.MY_NUMBER_FOLLOWS_SPECIAL_PERIOD, on).value
    child = start.age.state in _CHILDREN
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
        first, second = count_of(two, measure), count_of(one, measure)
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
