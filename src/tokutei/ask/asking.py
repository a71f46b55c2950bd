"""Asking: read the facts, find the topic, answer or say all that is wrong with the facts."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from pydantic import ValidationError

from tokutei.ask.topics import topics
from tokutei.calendar import japan_day
from tokutei.errors import FactsError, UnknownTermError
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
        UnknownTermError: there is no such topic.
        FactsError: facts are missing, not foreseen, unreadable or contradictory; all are listed.
        NotInForceError: a rule that the answer needs has no version on its day.
    """
    known = topics().get(topic)
    if known is None:
        raise UnknownTermError("topic", str(topic)[:40], tuple(topics()))
    told = facts if isinstance(facts, known.facts) else _read(known.facts, facts)
    return known.answer(told, on=japan_day(on), book=book)


def _read(model: type[Model], facts: object) -> Model:
    try:
        return model.model_validate(facts)
    except ValidationError as error:
        found = error.errors(include_url=False, include_context=False, include_input=False)
    # A name that nobody foresaw may hold anything; a name of the model is safe to say.
    unknown = tuple(HIDDEN for one in found if one["type"] == _UNFORESEEN)
    unreadable = tuple(
        Reason("fact_unreadable", (), {"fact": str((*one["loc"], "")[0]), "problem": one["type"]})
        for one in found
        if one["type"] != _UNFORESEEN
    )
    raise FactsError(unknown=unknown, contradictions=unreadable)
