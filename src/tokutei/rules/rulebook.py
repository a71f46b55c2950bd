"""The law as one value: every rule's versions, the closed days, and how open questions are read.

``CURRENT`` is the book that ships. Other books are made from it and never change it::

    CURRENT.reformed(LOSS_DAYS, since=date(2027, 4, 1), value=30, reason="scenario A")
    CURRENT.reading(Q12="after_expiry")
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cache, wraps
from itertools import pairwise
from types import MappingProxyType
from typing import Any, Final, ParamSpec, TypeVar, cast

from tokutei.calendar import ClosedDays, japan_day
from tokutei.data import read_toml, tables_in
from tokutei.errors import NotInForceError, ReadingError, ReformError, TableError
from tokutei.law import Citation, Evidence, Ground, OpenQuestion, Rule, Timeline, Version
from tokutei.vocabulary import Window

__all__ = ["CURRENT", "Rulebook", "days_in_japan", "open_questions", "shipped"]

T = TypeVar("T")
P = ParamSpec("P")


def days_in_japan(function: Callable[P, T]) -> Callable[P, T]:
    """Let a function of days take moments too: each becomes its day in Japan, a naive one is refused."""

    @wraps(function)
    def dated(*args: P.args, **kwargs: P.kwargs) -> T:
        for value in (*args, *kwargs.values()):
            if isinstance(value, datetime):
                break
        else:  # nearly always
            return function(*args, **kwargs)
        days = {name: _day(value) for name, value in kwargs.items()}
        return cast("Callable[..., T]", function)(*map(_day, args), **days)

    return dated


def _day(value: object) -> object:
    return japan_day(value) if isinstance(value, datetime) else value


_REFORMS: Final = "rules/reforms"
"""A law that changes several topics may say it in one table: ``[[<topic>.<rule>]]``."""


@cache
def shipped(rule: Rule[T]) -> Timeline[T]:
    """Return the versions of a rule that ship with the library, oldest first.

    Raises:
        TableError: no table has the rule, a row does not read, or two begin on one day.
    """
    versions = [
        _version(rule, row, table, number)
        for table, rows in _tables_of(rule)
        for number, row in enumerate(rows, start=1)
    ]
    topic = f"rules/{rule.topic}.toml"
    if not versions:
        raise TableError(topic, f"no rows for {rule.key}")
    in_order = sorted(versions, key=lambda version: version.since)
    if any(one.since == other.since for one, other in pairwise(in_order)):
        raise TableError(topic, f"{rule.key}: since")
    return Timeline(rule.key, tuple(in_order))


def _tables_of(rule: Rule[Any]) -> Iterator[tuple[str, list[Mapping[str, Any]]]]:
    """Yield the tables with rows of a rule: that of its topic, and reforms, which name the topic first."""
    topic = f"rules/{rule.topic}.toml"
    for table, head in ((topic, ()), *((reform, (rule.topic,)) for reform in tables_in(_REFORMS))):
        node: object = read_toml(table)
        for part in (*head, *rule.key.split(".")):
            node = node.get(part) if isinstance(node, Mapping) else None
        if isinstance(node, list):
            yield table, node


def _version(rule: Rule[T], row: Mapping[str, Any], table: str, number: int) -> Version[T]:
    try:
        return Version(
            since=row["since"],
            value=rule.parse(row["value"]),
            cite=Citation.parse(row["cite"]),
            evidence=Evidence.of(row["evidence"]),
            checked_on=row["checked_on"],
            source=row.get("source", ""),
        )
    except (KeyError, ValueError, TypeError) as error:
        raise TableError(table, f"{rule.key}: {type(error).__name__}", number) from None


_QUESTIONS: Final = "open_questions.toml"


@cache
def open_questions() -> Mapping[str, OpenQuestion]:
    """Return what the law leaves open, by key (``Q3`` …).

    Raises:
        TableError: a question lacks a key or has one that does not read.
    """
    rows = cast("Mapping[str, Mapping[str, Any]]", read_toml(_QUESTIONS))
    return MappingProxyType({key: _question(key, row) for key, row in rows.items()})


_WORDS: Final = ("ja", "en", "why_ja", "why_en", "settled_by_ja", "settled_by_en")


def _question(key: str, row: Mapping[str, Any]) -> OpenQuestion:
    try:
        words = {name: row[name] for name in _WORDS}
        question = OpenQuestion(
            key=key,
            readings=tuple(row["readings"]),
            default=row["default"],
            basis=tuple(Citation.parse(cite) for cite in row["basis"]),
            rules=tuple(row["rules"]),
            checked_on=row["checked_on"],
            **words,
        )
        if question.default not in question.readings or not all(map(_is_text, words.values())):
            raise ValueError(key)  # noqa: TRY301 - told as what the table lacks, like the others
    except (KeyError, ValueError, TypeError) as error:
        raise TableError(_QUESTIONS, f"{key}: {type(error).__name__}") from None
    return question


@cache
def _chosen(key: str, reading: str) -> OpenQuestion:
    """Return a question with a reading; there are few of either."""
    return replace(open_questions()[key], chosen=reading)


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


@dataclass(frozen=True, slots=True)
class Rulebook:
    """A frozen choice of law: shipped versions, reforms over them, readings, closed days.

    Example:
        >>> from datetime import date
        >>> from tokutei.rules import CURRENT, SPECIAL_PERIOD_MONTHS
        >>> longer = CURRENT.reformed(SPECIAL_PERIOD_MONTHS, since=date(2027, 4, 1), value=3, reason="A")
        >>> [book.at(SPECIAL_PERIOD_MONTHS, date(2028, 1, 1)).value for book in (CURRENT, longer)]
        [2, 3]
    """

    reforms: Mapping[Rule[Any], Timeline[Any]] = field(default_factory=lambda: MappingProxyType({}))
    """Timelines that stand instead of the shipped ones."""
    readings: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """Readings of open questions that stand instead of the defaults."""
    closed_days: Mapping[Window, ClosedDays] = field(default_factory=lambda: MappingProxyType({}))
    """Closed days per kind of office, where they are not the usual ones."""

    def __hash__(self) -> int:
        if not (self.reforms or self.readings or self.closed_days):  # nearly always
            return 0
        return hash((frozenset(self.reforms), frozenset(self.readings.items()), frozenset(self.closed_days)))

    def __reduce__(self) -> tuple[object, ...]:
        return _revive, (dict(self.reforms), dict(self.readings), dict(self.closed_days))

    def timeline(self, rule: Rule[T]) -> Timeline[T]:
        """Return the versions of a rule in this book, oldest first."""
        return self.reforms[rule] if self.reforms and rule in self.reforms else shipped(rule)

    def at(self, rule: Rule[T], day: date) -> Version[T]:
        """Return the version of a rule that applies to a day.

        Raises:
            NotInForceError: the day lies before the first version.
        """
        try:
            return self.timeline(rule).at(day)
        except NotInForceError as error:
            raise NotInForceError(rule.key, error.day, error.first_day, rule) from None

    def ground(self, rule: Rule[Any], day: date) -> Ground:
        """Return the version that applies to a day as a ground of an answer."""
        version = self.at(rule, day := japan_day(day))
        evidence = min(version.evidence, Evidence.SECONDARY) if version.cite.unseen else version.evidence
        return Ground(rule.key, (version.cite,), evidence, version.checked_on, rule, version, day)

    def reformed(
        self, rule: Rule[T], *, since: date, value: T, reason: str, cite: Citation | None = None
    ) -> Rulebook:
        """Return a book in which a rule has another value from a day on, to the end of time.

        Versions of the law that start on or after that day give way. The version keeps the citation
        of the one it displaces unless another is given, and says that it is a scenario.

        Raises:
            ReformError: the value is not of the kind that the rule holds, or no reason is given.
        """
        given: tuple[object, object] = (rule, cite)  # callers without a type checker give anything
        if not (isinstance(given[0], Rule) and isinstance(given[1], Citation | None)):
            raise ReformError(getattr(rule, "key", type(rule).__name__), "value")
        try:
            read = rule.parse(value)
        except (ValueError, TypeError):
            raise ReformError(rule.key, "value") from None
        if not reason or not isinstance(reason, str):
            raise ReformError(rule.key, "reason")
        since = japan_day(since)
        before = tuple(version for version in self.timeline(rule).versions if version.since < since)
        model = (before or self.timeline(rule).versions)[-1 if before else 0]
        changed = replace(model, since=since, value=read, cite=cite or model.cite, source="", reform=reason)
        timeline = Timeline(rule.key, (*before, changed))
        return replace(self, reforms=MappingProxyType({**self.reforms, rule: timeline}))

    def reading(self, **chosen: str) -> Rulebook:
        """Return a book that reads open questions in other ways: ``book.reading(Q12="after_expiry")``.

        Raises:
            ReadingError: there is no such question, or it has no such reading.
        """
        for key, reading in chosen.items():
            question = open_questions().get(key)
            if question is None or reading not in question.readings:
                known = question.readings if question else tuple(open_questions())
                raise ReadingError(key, reading, known)
        return replace(self, readings=MappingProxyType({**self.readings, **chosen}))

    def question(self, key: str) -> OpenQuestion:
        """Return an open question with the reading that this book uses.

        Raises:
            ReadingError: there is no such question.
        """
        try:
            return _chosen(key, self.readings.get(key, ""))
        except (KeyError, TypeError):
            raise ReadingError(key, "", tuple(open_questions())) from None

    def reads(self, key: str) -> str:
        """Return how this book reads an open question."""
        return self.readings.get(key) or open_questions()[key].default

    def closing(self, window: Window, closed: ClosedDays) -> Rulebook:
        """Return a book in which a kind of office has other closed days, such as one municipality's."""
        return replace(self, closed_days=MappingProxyType({**self.closed_days, window: closed}))

    def closed(self, window: Window) -> ClosedDays:
        """Return the closed days of a kind of office, unless told otherwise the usual ones.

        A municipality's are set by its ordinance: without :meth:`closing` its year-end days are those of
        nearly all ordinances, and an answer that rests on them says that it is inferred.
        """
        return self.closed_days.get(window) or _usually_closed(window)


@cache
def _usually_closed(window: Window) -> ClosedDays:
    return ClosedDays.municipal() if window is Window.MUNICIPALITY else ClosedDays.state()


def _revive(
    reforms: dict[Rule[Any], Timeline[Any]], readings: dict[str, str], closed: dict[Window, ClosedDays]
) -> Rulebook:
    return Rulebook(MappingProxyType(reforms), MappingProxyType(readings), MappingProxyType(closed))


CURRENT: Final = Rulebook()
"""The law that ships with this version of the library."""
