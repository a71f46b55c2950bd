"""What to ask next: the fewest facts without which nobody can say what has to be done for a goal."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from pydantic import ValidationError

from tokutei.calendar import japan_day
from tokutei.errors import FactsError
from tokutei.law import Reason
from tokutei.lifecycle.arguments import demand
from tokutei.models import CardFacts, Facts, PendingFacts
from tokutei.procedures.given import not_understood
from tokutei.procedures.goals import Goal
from tokutei.procedures.needs import NEEDS, Known, Need
from tokutei.procedures.question_words import CHOICES, KINDS, AnswerKind, AskedFact
from tokutei.rules.rulebook import CURRENT, Rulebook
from tokutei.vocabulary.words import Word

__all__ = ["Question", "answered", "questions"]


@dataclass(frozen=True, slots=True)
class Question:
    """One fact to ask for.

    Example:
        >>> from tokutei.procedures import GoalKind
        >>> first = questions(Facts(born=date(1994, 5, 2)), Goal(kind=GoalKind.EXTEND), on=date(2026, 12, 1))[0]
        >>> first.path, first.kind.value, len(first.choices) > 1
        ('facts.status', 'one_of', True)
    """

    fact: AskedFact
    why: Reason
    """Why it is asked, with the provisions by which it decides."""

    @property
    def path(self) -> str:
        """Where the answer belongs: ``facts.stay_until``, ``goal.moving_on``."""
        return self.fact.value

    @property
    def kind(self) -> AnswerKind:
        """What sort of answer it has."""
        return KINDS[self.fact]

    @property
    def choices(self) -> tuple[Word, ...]:
        """What may be chosen; empty unless one of several is asked for."""
        return CHOICES.get(self.fact, ())

    def text(self, lang: str) -> str:
        """Return the question."""
        return self.fact.text(lang)


def questions(facts: Facts, goal: Goal, *, on: date, book: Rulebook = CURRENT) -> tuple[Question, ...]:
    """Return what to ask next for a goal, in the order of asking; nothing where everything needed is known.

    Every fact that is returned is needed whatever the answers to the others are. What depends on an answer is not
    asked for before that answer is there: put the answers in (:func:`answered`) and ask again until nothing is
    returned. What follows from known facts, and what makes no difference to the goal, is never asked.

    Example:
        >>> from datetime import date
        >>> from tokutei import Facts, StatusOfResidence
        >>> from tokutei.procedures import Goal, GoalKind, questions
        >>> on, goal = date(2026, 11, 22), Goal(kind=GoalKind.EXTEND)
        >>> nothing = Facts(born=date(1994, 5, 2))
        >>> [one.path for one in questions(nothing, goal, on=on)]
        ['facts.status']
        >>> student = Facts(born=date(1994, 5, 2), status=StatusOfResidence.STUDENT)
        >>> [one.path for one in questions(student, goal, on=on)]
        ['facts.stay_until', 'facts.card.kind', 'facts.has_pending_application']
        >>> permanent = Facts(born=date(1994, 5, 2), status=StatusOfResidence.PERMANENT_RESIDENT)
        >>> questions(permanent, goal, on=on)
        ()

    Args:
        facts: what is known about the person.
        goal: what the person wants, with what is known of it.
        on: the day of the question.
        book: the law.

    Raises:
        FactsError: an argument is of another kind.
        NaiveDatetimeError: the day is a moment without a time zone.
        NotInForceError: a specified card is asked about before 2026-06-14.
        PeriodError: ``on`` is no day.
    """
    known = _known(facts, goal, on, book)
    return tuple(_question(need) for need in NEEDS[known.goal.kind] if _open(need, known))


def _known(facts: Facts, goal: Goal, on: date, book: Rulebook) -> Known:
    demand(facts=facts, book=book)
    if not isinstance(goal, Goal):
        raise FactsError(contradictions=(Reason("questions.no_goal"),))
    return Known(facts, goal, japan_day(on), book)


def _open(need: Need, known: Known) -> bool:
    return known.value(need.fact) is None and need.when(known)


def _question(need: Need) -> Question:
    return Question(need.fact, Reason(f"questions.{need.fact.name.lower()}", need.cites))


def answered(facts: Facts, goal: Goal, answers: Mapping[str, object]) -> tuple[Facts, Goal]:
    """Return facts and goal with some answers put in by their paths, as :attr:`Question.path` gives them.

    Example:
        >>> from datetime import date
        >>> from tokutei import Facts
        >>> from tokutei.procedures import Goal, GoalKind, answered
        >>> facts, goal = answered(
        ...     Facts(born=date(1994, 5, 2)), Goal(kind=GoalKind.MOVE),
        ...     {"facts.card.issued_on": date(2026, 8, 3), "goal.moving_on": date(2026, 12, 1)})
        >>> facts.card.issued_on.isoformat(), goal.moving_on.isoformat()
        ('2026-08-03', '2026-12-01')

    Args:
        facts: what was known.
        goal: the goal.
        answers: by path; of an application that is pending both its procedure and its day.

    Raises:
        FactsError: a path is none that is asked for, an answer is of another kind, or the answers contradict each
            other or what was known.
        IdentifierError: a code of a municipality is none.
        NaiveDatetimeError: a day of the goal is a moment without a time zone.
        PeriodError: a day of the goal is none.
    """
    demand(facts=facts)
    if not isinstance(goal, Goal):
        raise FactsError(contradictions=(Reason("questions.no_goal"),))
    given: object = answers  # callers without a type checker give anything
    if not isinstance(given, Mapping):
        raise not_understood(("answers",))
    unknown = tuple(str(path) for path in answers if path not in set(AskedFact))
    if unknown:
        raise FactsError(unknown=unknown)
    told: dict[AskedFact, Any] = {AskedFact(path): value for path, value in answers.items()}
    wanted = {
        fact.value.removeprefix("goal."): value for fact, value in told.items() if fact.startswith("goal.")
    }
    try:
        found = _with(facts, {fact: value for fact, value in told.items() if fact.startswith("facts.")})
    except ValidationError as error:
        problems = tuple(sorted({one["type"] for one in error.errors(include_input=False)}))
    else:
        return found, _goal_with(goal, wanted)
    # Not raised above, because what went wrong there holds the values.
    raise FactsError(contradictions=(Reason("questions.does_not_fit", (), {"problems": problems}),))


def _goal_with(goal: Goal, wanted: Mapping[str, Any]) -> Goal:
    values = {name: getattr(goal, name) for name in Goal.__dataclass_fields__}
    return Goal(**{**values, **wanted})


_CARD: Final = "facts.card."
_PENDING: Final = "facts.pending."


def _with(facts: Facts, told: Mapping[AskedFact, Any]) -> Facts:
    """Return facts with some answers."""
    changes: dict[str, Any] = {}
    card = {fact.removeprefix(_CARD): value for fact, value in told.items() if fact.startswith(_CARD)}
    if card:
        changes["card"] = CardFacts(**{**(_given(facts.card) if facts.card else {}), **card})
    pending = {
        fact.removeprefix(_PENDING): value for fact, value in told.items() if fact.startswith(_PENDING)
    }
    if pending:
        changes["pending"] = PendingFacts(**{**(_given(facts.pending) if facts.pending else {}), **pending})
    plain = {fact.removeprefix("facts."): value for fact, value in told.items() if fact.value.count(".") == 1}
    return Facts(**{**_given(facts), **plain, **changes})


def _given(model: Facts | CardFacts | PendingFacts) -> dict[str, Any]:
    """Return the fields of a model that were given."""
    return {name: value for name in type(model).model_fields if (value := getattr(model, name)) is not None}
