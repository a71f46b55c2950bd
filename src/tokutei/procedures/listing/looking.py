"""How an aspect of the catalogue is put together: what rules say on a day, with what each statement rests on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from tokutei.errors import NotInForceError
from tokutei.law import Answer, Ground, OpenQuestion, Reason, Rule
from tokutei.procedures.listing.entries import Aspect, Said
from tokutei.rules.rulebook import Rulebook

__all__ = ["Looking"]

T = TypeVar("T")


@dataclass(slots=True)
class Looking:
    """What is said about one aspect on a day; what is not in force then is left out until nothing is left."""

    on: date
    book: Rulebook
    said: list[Reason] = field(default_factory=list)
    grounds: list[Ground] = field(default_factory=list)
    questions: list[OpenQuestion] = field(default_factory=list)
    not_yet: list[date] = field(default_factory=list)
    """First days of what is not in force yet."""

    def value(self, rule: Rule[T]) -> T | None:
        """Return what a rule says, and rest on it; ``None`` before its first version."""
        try:
            found = self.book.at(rule, self.on)
        except NotInForceError as error:
            self.not_yet.append(error.first_day)
            return None
        self.grounds.append(self.book.ground(rule, self.on))
        return found.value

    def rest(self, answer: Answer[T]) -> T:
        """Return the value of an answer, and rest on what it rests on."""
        self.grounds += answer.grounds
        self.questions += answer.open_questions
        return answer.value

    def say(self, code: str, **parameters: object) -> None:
        """Add a statement."""
        self.said.append(Reason(f"catalogue.{code}", (), parameters))

    def answer(self, *, unless: Iterable[Ground] = ()) -> Aspect:
        """Return what was said with what it rests on, ``unless`` for words of the table.

        Where nothing was said, nothing carries it: the value is ``None`` without grounds.
        """
        questions = tuple(dict.fromkeys(self.questions))
        if not self.said and self.not_yet:
            first = Reason("catalogue.not_in_force", (), {"first": min(self.not_yet)})
            return Aspect(Said((first,)))
        if not self.said:
            return Aspect(None, (), questions)
        grounds = tuple(dict.fromkeys((*self.grounds, *unless)))
        return Aspect(Said(tuple(self.said)), grounds, questions)
