"""What changes in the law, and for whom: dated versions in a window, and answers that differ."""

from __future__ import annotations

import pkgutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import import_module
from types import MappingProxyType
from typing import Any

from tokutei import messages, rules
from tokutei.ask.asking import ask
from tokutei.calendar import japan_day
from tokutei.errors import FactsError, NotInForceError
from tokutei.law import Answer, Citation, Evidence, Reason, Rule, Version
from tokutei.models import Model
from tokutei.rules.rulebook import CURRENT, Rulebook

__all__ = ["Difference", "LegalChange", "affected", "changes", "declared"]


def _rules_in(value: object) -> Iterator[Rule[Any]]:
    if isinstance(value, Rule):
        yield value
    elif isinstance(value, Mapping):
        for one in value.values():
            yield from _rules_in(one)


@cache
def declared() -> Mapping[tuple[str, str], Rule[Any]]:
    """Return every rule that a module of ``tokutei.rules`` declares, by topic and key."""
    found: dict[tuple[str, str], Rule[Any]] = {}
    for module in pkgutil.walk_packages(rules.__path__, f"{rules.__name__}."):
        for value in vars(import_module(module.name)).values():
            found |= {(rule.topic, rule.key): rule for rule in _rules_in(value)}
    return MappingProxyType(dict(sorted(found.items())))


@dataclass(frozen=True, slots=True)
class LegalChange:
    """One rule that has another value from a day on."""

    rule: Rule[Any]
    since: date
    """First day of the new value, included."""
    before: Version[Any] | None
    """The version that it displaces; ``None`` for a rule that begins."""
    after: Version[Any]

    @property
    def cite(self) -> Citation:
        """The provision of the new value."""
        return self.after.cite

    @property
    def evidence(self) -> Evidence:
        """How sure the new value is; a text that was not seen makes it at most secondary."""
        unseen = self.after.cite.unseen
        return min(self.after.evidence, Evidence.SECONDARY) if unseen else self.after.evidence

    def who(self, lang: str) -> str:
        """Return who is touched."""
        return messages.text(f"who.{self.rule.topic}", lang)

    def text(self, lang: str) -> str:
        """Return the change in a sentence, with its provision and who is touched."""
        return messages.text(
            "law.change" if self.before else "law.change_new",
            lang,
            rule=self.rule,
            since=self.since,
            before=messages.worded("", self.before.value, lang) if self.before else "",
            after=messages.worded("", self.after.value, lang),
            who=self.who(lang),
            basis=(self.cite,),
            evidence=self.evidence,
        )


def changes(since: date, until: date, *, book: Rulebook = CURRENT) -> tuple[LegalChange, ...]:
    """Return every dated change of the law in a window, both days included, oldest first.

    A rule that has no earlier version begins then, which counts as a change.

    Example:
        >>> from datetime import date
        >>> found = changes(date(2026, 9, 1), date(2026, 12, 31))
        >>> date(2026, 10, 1) in {change.since for change in found}
        True

    Raises:
        PeriodError: a day is no day; NaiveDatetimeError: it is a moment without a time zone.
        FactsError: this is no book of law.
    """
    since, until = japan_day(since), japan_day(until)
    if not isinstance(book, Rulebook):
        raise FactsError(contradictions=(Reason("no_book"),))
    found = [
        LegalChange(rule, version.since, versions[n - 1] if n else None, version)
        for rule in declared().values()
        for versions in (book.timeline(rule).versions,)
        for n, version in enumerate(versions)
        if since <= version.since <= until
    ]
    return tuple(sorted(found, key=lambda one: (one.since, one.rule.topic, one.rule.key)))


@dataclass(frozen=True, slots=True)
class Difference:
    """A question whose answer is another one on a later day."""

    topic: str
    before: Answer[Any] | None
    """``None`` when the law had no answer yet."""
    after: Answer[Any] | None


def affected(
    facts: Mapping[str, Mapping[str, object] | Model], *, between: tuple[date, date], book: Rulebook = CURRENT
) -> tuple[Difference, ...]:
    """Return which answers to a person's questions change between two days because the law does.

    The same facts are asked about on either day: a day of filing, of issue or of an event that is told stays as
    it is; one that is left out is the day asked about. An answer that differs only because time went by, on the
    same versions of the same rules, is not among them.

    Args:
        facts: by topic, what is known for its question.
        between: the earlier and the later day.
        book: the law.

    Raises:
        FactsError: a question lacks facts, or this is no mapping of questions and two days.
    """
    given: tuple[object, object] = (facts, between)  # callers without a type checker give anything
    if not (isinstance(given[0], Mapping) and isinstance(given[1], tuple) and len(given[1]) == len(given)):
        raise FactsError(contradictions=(Reason("no_mapping", (), {"model": "affected"}),))
    found = []
    for topic, question in facts.items():
        before, after = (_answer(topic, question, japan_day(day), book) for day in between)
        if (before and before.value) != (after and after.value) and _law(before) != _law(after):
            found.append(Difference(topic, before, after))
    return tuple(found)


def _law(answer: Answer[Any] | None) -> frozenset[tuple[str, date]]:
    """Return the versions that an answer rests on; nothing where there was no answer."""
    grounds = answer.grounds if answer else ()
    return frozenset((ground.code, ground.version.since) for ground in grounds if ground.version)


def _answer(topic: str, facts: Mapping[str, object] | Model, day: date, book: Rulebook) -> Answer[Any] | None:
    try:
        return ask(topic, facts, on=day, book=book)
    except NotInForceError:
        return None
