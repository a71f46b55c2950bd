"""How a term ends: which birthday, whose term is the shorter one, and what 29 February means."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from tokutei.calendar import DEEMED_BIRTHDAY, age_on, birthday, nth_birthday, turns
from tokutei.calendar.periods import ONE_DAY
from tokutei.law import Answer, Citation, Evidence, Ground, LegalDay, OpenQuestion, Rule
from tokutei.rules.rulebook import Rulebook
from tokutei.rules.values import whole_number
from tokutei.vocabulary.words import Word

__all__ = [
    "TOPIC",
    "Ending",
    "age_line",
    "eve_of_age",
    "fixed",
    "is_under",
    "nth_birthday_until",
    "rule_of_ending",
    "rule_of_number",
]

TOPIC: Final = "validity"
"""The name of the topic."""
_CHECKED: Final = date(2026, 11, 21)


class Ending(Word):
    """By what the last day of a card is found."""

    YEARS = "years", "交付の日から起算した年数", "years, the day of issue being the first"
    BIRTHDAYS = "birthdays", "起算日後の何回目かの誕生日", "a birthday after the base day"
    BIRTHDAY_OF_AGE = "birthday_of_age", "ある年齢の誕生日", "the birthday of an age"
    EVE_OF_AGE = "eve_of_age", "ある年齢の誕生日の前日", "the day before the birthday of an age"
    STAY = "stay", "在留期間の満了の日だけ", "the end of the stay alone"


def rule_of_number(key: str, ja: str, en: str, looks_at: LegalDay) -> Rule[int]:
    """Return a rule of this topic that holds a number: of birthdays, years or months."""
    return Rule(TOPIC, key, ja=ja, en=en, parse=whole_number, looks_at=looks_at)


@dataclass(frozen=True, slots=True)
class _OneOf:
    """Reads one of some endings."""

    allowed: frozenset[Ending]

    def __call__(self, value: object) -> Ending:
        """Return the ending.

        Raises:
            ValueError: it is none, or none of those.
        """
        ending = Ending(str(value))
        if ending not in self.allowed:
            msg = f"one of {', '.join(sorted(self.allowed))}"
            raise ValueError(msg)
        return ending


def rule_of_ending(key: str, ja: str, en: str, *allowed: Ending) -> Rule[Ending]:
    """Return a rule of this topic that says by what the last day is found, by the day of issue."""
    return Rule(TOPIC, key, ja=ja, en=en, parse=_OneOf(frozenset(allowed)), looks_at=LegalDay.ISSUE)


def fixed(code: str, *cites: str, evidence: Evidence = Evidence.OFFICIAL) -> Ground:
    """Return a way of counting that no version of a rule holds, as a step that an answer can show."""
    return Ground(code, tuple(Citation.parse(cite) for cite in cites), evidence, _CHECKED)


def _born_on_leap_day(born: date) -> bool:
    return (born.month, born.day) == (2, 29)


def is_under(born: date, age: int, day: date, book: Rulebook) -> tuple[bool, tuple[OpenQuestion, ...]]:
    """Return whether somebody is under an age on a day, and the question that this leaves open.

    The question (``Q17``) arises for those born on 29 February, on the very day that is deemed their
    birthday in a common year: by the Act on the Calculation of Ages the age is full when it is over.
    """
    day_of_age = turns(born, age)
    if day != day_of_age or not _born_on_leap_day(born) or day_of_age.day != 28:
        return age_on(born, day) < age, ()
    question = book.question("Q17")
    return question.reading == "age_act", (question,)


def eve_of_age(born: date, age: int) -> date:
    """Return the day before the birthday of an age."""
    return turns(born, age) - ONE_DAY


def age_line(born: date, age: int, ending: Ending) -> date:
    """Return the birthday of an age, or the day before it."""
    return eve_of_age(born, age) if ending is Ending.EVE_OF_AGE else birthday(born, born.year + age)


def nth_birthday_until(
    *,
    born: date,
    base: date,
    rule: Rule[int],
    day: date,
    book: Rulebook,
    grounds: tuple[Ground, ...] = (),
    questions: tuple[OpenQuestion, ...] = (),
) -> Answer[date]:
    """Return the birthday after a base day whose number a rule says; ``day`` chooses its version."""
    deemed = (DEEMED_BIRTHDAY,) if _born_on_leap_day(born) else ()
    end = nth_birthday(born, base, book.at(rule, day).value)
    return Answer(end, (*grounds, book.ground(rule, day), *deemed), questions)
