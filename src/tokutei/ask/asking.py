"""Asking: read the facts, find the topic, answer or say all that is wrong with the facts."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from pydantic import ValidationError

from tokutei import messages
from tokutei.ask.topics import Topic, topics
from tokutei.calendar import japan_day
from tokutei.errors import FactsError, NotInForceError, TokuteiError, UnknownTermError
from tokutei.law import Answer, Reason
from tokutei.models import Model
from tokutei.personal import HIDDEN
from tokutei.rules.rulebook import CURRENT, Rulebook

__all__ = ["ask"]

_UNFORESEEN = "extra_forbidden"


def ask(
    topic: str, facts: Mapping[str, object] | Model, *, on: date, book: Rulebook = CURRENT
) -> Answer[Any]:
    """Return the answer of a topic to some facts.

    Args:
        topic: the name of the topic, such as ``"fees"``.
        facts: what is known, by the words of legal cases; what is left out is not known.
        on: the day that the question is about; each rule chooses its version by the day the law looks at.
        book: the law.

    Raises:
        UnknownTermError: there is no such topic, or no such municipality, office, item or face as the facts name.
        OutOfTableError: a day lies beyond the table of closed days.
        FactsError: facts are missing, not foreseen, unreadable or contradictory; all are listed.
        NotInForceError: a rule that the answer needs has no version on its day; it names the first day on
            which there is an answer or, where the facts name days of their own, the rule's.
        NaiveDatetimeError: ``on`` is a moment without a time zone.
        PeriodError: ``on`` is no day.
    """
    try:
        known = topics()[topic]
    except (KeyError, TypeError):
        raise UnknownTermError("topic", topic, _by_nearness(topic)) from None
    if not isinstance(book, Rulebook):
        raise FactsError(contradictions=(Reason("no_book"),))
    day = japan_day(on)
    told = facts if isinstance(facts, known.facts) else _read(known.facts, facts)
    try:
        return known.answer(told, on=day, book=book)
    except NotInForceError as error:
        early = error
    raise _first_with_an_answer(known, told, early, day, book)


def _by_nearness(term: object) -> tuple[str, ...]:
    """Return all topics, those first that share most pairs of neighbouring letters with a word."""
    said = term[:80].casefold() if isinstance(term, str) else ""
    pairs = {said[at : at + 2] for at in range(len(said) - 1)}
    return tuple(sorted(topics(), key=lambda topic: -sum(pair in topic for pair in pairs)))


def _first_with_an_answer(
    topic: Topic, facts: Model, early: NotInForceError, day: date, book: Rulebook
) -> NotInForceError:
    """Return the error with the first day on which the question has an answer, where rules begin one by one."""
    while True:
        try:
            topic.answer(facts, on=early.first_day, book=book)
        except NotInForceError as error:
            if error.first_day <= early.first_day or error.day == day:
                return early  # the facts name a day of their own
            early = NotInForceError(error.rule, day, error.first_day, error.about)
        except TokuteiError:
            return early
        else:
            return early


def _read(model: type[Model], facts: object) -> Model:
    if not isinstance(facts, Mapping):
        raise FactsError(contradictions=(Reason("no_mapping", (), {"model": model.__name__}),))
    try:
        return model.model_validate(dict(facts))
    except ValidationError as error:
        found = error.errors(include_url=False, include_context=False, include_input=False)
    # A name that nobody foresaw may hold anything; a name of the model is safe to say. A name with half of a
    # character in it has no place at all.
    known = [
        (place[0], one["type"])
        for one in found
        if (place := one["loc"]) and place[0] in model.model_fields and one["type"] != _UNFORESEEN
    ]
    unknown = (HIDDEN,) * (len(found) - len(known))
    unreadable = tuple(
        Reason("fact_unreadable", (), {"fact": name, "problem": _Problem(problem)})
        for name, problem in dict(reversed(known)).items()
    )
    raise FactsError(unknown=unknown, contradictions=unreadable)


class _Problem(str):
    """Why a fact cannot be read: the word of the reader, which says itself in words."""

    __slots__ = ()

    def text(self, lang: str) -> str:
        """Return it in words; what has none of its own is a form that does not fit."""
        return messages.template(f"problem.{self}", lang) or messages.text("problem.other", lang)
