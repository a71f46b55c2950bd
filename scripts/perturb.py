"""Change every value of every rule in turn; at least one legal case must notice each time.

Rows are changed in a rulebook, never in the tables: day ± 1, number ± 1, an element more or less,
``since`` ± one day, the row removed, the citation moved.
"""

from __future__ import annotations

import re
import sys
from collections import defaultdict, deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, fields, is_dataclass, replace
from datetime import date, datetime, time, timedelta
from functools import singledispatch
from pathlib import Path
from types import MappingProxyType
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests.legal_cases import CHANGES, Case, cases, problems
from tests.named_traces import traces, walk
from tokutei.ask import declared
from tokutei.errors import TokuteiError
from tokutei.law import Rule, Timeline, Version
from tokutei.rules import CURRENT, Rulebook
from tokutei.rules.statuses.periods import PeriodOptions
from tokutei.rules.values import FeeBand, FeeScale
from tokutei.vocabulary import Word

_DAY = timedelta(days=1)
_MINUTE = timedelta(minutes=1)


@singledispatch
def other_values(value: object) -> Iterator[object]:
    """Yield values near a value, none of them equal to it; of a dataclass with one field changed."""
    if is_dataclass(value) and not isinstance(value, type):
        for one in fields(value):
            for near in other_values(getattr(value, one.name)):
                with suppress(ValueError):  # no table can hold it
                    yield replace(value, **{one.name: near})


@other_values.register
def _(value: bool) -> Iterator[object]:  # noqa: FBT001
    yield not value


@other_values.register
def _(value: Word) -> Iterator[object]:
    yield next(one for one in type(value) if one is not value)


@other_values.register
def _(value: int) -> Iterator[object]:
    yield from (type(value)(near) for near in (value + 1, value - 1) if near >= 0)


@other_values.register
def _(value: date) -> Iterator[object]:
    yield from (value + _DAY, value - _DAY)


@other_values.register
def _(value: time) -> Iterator[object]:
    moment = datetime.combine(date.min + _DAY, value)
    yield from ((moment + step).time() for step in (_MINUTE, -_MINUTE))


@other_values.register(frozenset)
def _(value: frozenset[object]) -> Iterator[object]:
    yield from (value - {one} for one in value)


@other_values.register(tuple)
def _(value: tuple[object, ...]) -> Iterator[object]:
    for n, one in enumerate(value):
        yield (*value[:n], *value[n + 1 :])
        yield from ((*value[:n], near, *value[n + 1 :]) for near in other_values(one))


@other_values.register(Mapping)
def _(value: Mapping[object, object]) -> Iterator[object]:
    for key, one in value.items():
        yield from ({**value, key: near} for near in other_values(one))


@other_values.register
def _(value: FeeScale) -> Iterator[object]:
    for n, band in enumerate(value.bands):
        yield from (FeeScale((*value.bands[:n], one, *value.bands[n + 1 :])) for one in _other_bands(band))


@other_values.register
def _(value: PeriodOptions) -> Iterator[object]:
    for listed in filter(None, _other_periods(value.options)):
        with suppress(ValueError):  # no table can hold it
            yield PeriodOptions.parse(listed)


def _nearer(step: int) -> Callable[[re.Match[str]], str]:
    return lambda found: str(int(found[0]) + step)


def _other_periods(options: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Yield the options without one of them, and with one that is longer or shorter by one."""
    for n, option in enumerate(options):
        yield (*options[:n], *options[n + 1 :])
        for step in (1, -1):
            near = re.sub("[0-9]+", _nearer(step), option)
            if near != option and not re.search("P0", near):
                yield (*options[:n], near, *options[n + 1 :])


def _wider(value: object) -> Iterator[object]:
    """Yield a set of words with each of the words that it leaves out; for a word every other one."""
    if isinstance(value, Word):
        yield from (one for one in type(value) if one is not value)
    if isinstance(value, frozenset):
        words = {type(one) for one in value if isinstance(one, Word)}
        yield from (value | {one} for kind in words for one in kind if one not in value)


def _other_bands(band: FeeBand) -> Iterator[FeeBand]:
    yield from (replace(band, yen=type(band.yen)(band.yen + step)) for step in (1, -1))
    if band.up_to_months is not None:
        yield from (replace(band, up_to_months=band.up_to_months + step) for step in (1, -1))
        yield replace(band, included=not band.included)


def _can_be(rule: Rule[Any], value: object) -> bool:
    """Tell whether a table could hold a value."""
    try:
        rule.parse(value)
    except (ValueError, TypeError):
        return False
    return True


def perturbed(
    rule: Rule[Any], versions: tuple[Version[Any], ...]
) -> Iterator[tuple[str, tuple[Version[Any], ...]]]:
    """Yield every change of every version of a rule, with what it is."""
    for n, version in enumerate(versions):

        def put(*changed: Version[Any], at: int = n) -> tuple[Version[Any], ...]:
            return (*versions[:at], *changed, *versions[at + 1 :])

        for value in (*other_values(version.value), *_wider(version.value)):
            if not _can_be(rule, value):
                continue
            yield f"{version.since}: value {value!r}", put(replace(version, value=value))
        for step in (_DAY, -_DAY):
            yield (
                f"{version.since}: since {version.since + step}",
                put(replace(version, since=version.since + step)),
            )
        moved = replace(version.cite, paragraph=f"{version.cite.paragraph or 1}9")
        yield f"{version.since}: citation moved", put(replace(version, cite=moved))
        yield f"{version.since}: removed", put()


@dataclass(frozen=True, eq=False)
class _Listening(Rulebook):
    """The law as it ships, which remembers the rules that it was asked for."""

    heard: set[Rule[Any]] = field(default_factory=set)

    def timeline(self, rule: Rule[Any]) -> Timeline[Any]:
        self.heard.add(rule)
        return super().timeline(rule)


def askers() -> Mapping[Rule[Any], Sequence[tuple[str, Case]]]:
    """Return for each rule the cases whose answer looks at it; the others cannot notice its change."""
    found: defaultdict[Rule[Any], list[tuple[str, Case]]] = defaultdict(list)
    for topic, case in cases():
        book = _Listening()
        problems(topic, case, book)
        about = case["facts"].get("topic") if topic == CHANGES else None
        for rule in book.heard:
            if about in (None, rule.topic):
                found[rule].append((topic, case))
    return found


def noticed(rule: Rule[Any], versions: tuple[Version[Any], ...], told: Sequence[tuple[str, Case]]) -> str:
    """Return the id of a case that fails with other versions of a rule, or nothing."""
    book = _under(rule, versions)
    return next((case["id"] for topic, case in told if problems(topic, case, book)), "")


def _under(rule: Rule[Any], versions: tuple[Version[Any], ...]) -> Rulebook:
    """Return the law with other versions of a rule."""
    if not versions:
        far = replace(CURRENT.timeline(rule).versions[0], since=date(9999, 12, 31))
        versions = (far,)
    return Rulebook(reforms=MappingProxyType({rule: Timeline(rule.key, versions)}))


def lived(rule: Rule[Any], versions: tuple[Version[Any], ...]) -> str:
    """Return the name of a life that goes otherwise with other versions of a rule, or nothing.

    Some rules answer no question of their own and show in lives only.
    """
    book = _under(rule, versions)
    for trace in traces():
        try:
            deque(walk(trace, book), maxlen=0)
        except (AssertionError, TokuteiError):
            return str(trace["name"])
    return ""


def main() -> int:
    """Perturb everything; return how many changes went unnoticed."""
    told = askers()
    total = unnoticed = 0
    for rule in declared().values():
        for change, versions in perturbed(rule, CURRENT.timeline(rule).versions):
            total += 1
            if not (noticed(rule, versions, told.get(rule, ())) or lived(rule, versions)):
                unnoticed += 1
                print(f"{rule.topic}.{rule.key} {change}: no case and no life notices")
    print(f"{total} changes of {len(declared())} rules, {unnoticed} unnoticed")
    return min(unnoticed, 1)


if __name__ == "__main__":
    sys.exit(main())
