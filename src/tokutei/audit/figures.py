"""The figures of the rules as the law writes them: 十四日以内, 十回目の誕生日, 千九百円, 四年三月を超えない.

Which words stand around a number is said by ``figures.toml``, by rule and place in the value. A number that the
cited provision does not hold is listed there, with the provision that does or with the reason why none does.
Names with a number in them (a form of card, a status of residence) and texts quoted from the law are no figures.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date, time
from functools import cache
from itertools import product
from types import MappingProxyType
from typing import Any, Final

from tokutei.calendar import era_year
from tokutei.data import read_toml
from tokutei.errors import TableError
from tokutei.law import Citation, Rule, Version
from tokutei.rules.deadlines import DayOfMonth
from tokutei.rules.statuses import Length

__all__ = ["Figure", "entries", "figures_of", "kanji", "quoted", "standing", "worded"]

_TABLE: Final = "figures.toml"
_DIGITS: Final = "〇一二三四五六七八九"
_UNITS: Final = ((100_000_000, "億"), (10_000, "万"), (1000, "千"), (100, "百"), (10, "十"))
_NUMBERED: Final = re.compile(r"[0-9]+(?:-[0-9]+)*")
_PLACE: Final = re.compile(r"\{(.*?)\}")
_SIGNS: Final = "[〇一二三四五六七八九十百千万億]"
_OPENS_WITH_NUMBER: Final = re.compile(_SIGNS)
_PERIODS: Final = re.compile(rf"(?:{_SIGNS}+[年月日]|、|又は|若しくは)+")
_ENDS_WITH_PERIOD: Final = re.compile(rf"{_SIGNS}[年月日]$")
_PROVISION: Final = re.compile(rf"第{_SIGNS}+条(?:の{_SIGNS}+)*")
_NOT_IN_NUMBER: Final = rf"(?<!{_SIGNS})"
_NOT_AFTER_PERIOD: Final = "".join(
    rf"(?<!{_SIGNS}[年月日]{conjunction})" for conjunction in ("、", "又は", "若しくは")
)
_NOT_BEFORE_PERIOD: Final = rf"(?!(?:、|又は|若しくは){_SIGNS})"
_NOT_BEFORE_BRANCH: Final = rf"(?!の?{_SIGNS})"

Single = int | str | date | time | DayOfMonth | Length
Number = Single | tuple[Length, ...]
"""What counts as a number in a value; a text is one that numbers a provision, such as ``30-46``."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A number in a version of a rule, and where the law writes it."""

    part: str
    """Where in the value: fields and keys joined by dots; empty for the value itself."""
    number: Number
    words: str
    """The number with the words around it, as the law writes them; empty where no provision has it."""
    cite: Citation
    """The provision that has the words: the one that the version cites, unless ``reason`` names another."""
    reason: str = ""
    """Why the provision cited does not hold the number; empty where it does."""
    entries: tuple[str, ...] = ()
    """What in ``figures.toml`` says so."""


def kanji(number: int) -> str:
    """Return a number as laws write it.

    Example:
        >>> kanji(14), kanji(1900), kanji(28_400)
        ('十四', '千九百', '二万八千四百')
    """
    said = ""
    for value, sign in _UNITS:
        count, number = divmod(number, value)
        if count:
            said += ("" if count == 1 and value < 10_000 else kanji(count)) + sign
    return said + (_DIGITS[number] if number or not said else "")


def quoted(rule: Rule[Any], version: Version[Any]) -> tuple[str, ...]:
    """Return the words that must stand in the provision cited, as the law writes them.

    There are none for a value without a figure, nor for a figure that ``figures.toml`` says stands elsewhere.

    Example:
        >>> from tokutei.rules import CURRENT
        >>> from tokutei.rules.validity import BIRTHDAYS_ADULT
        >>> quoted(BIRTHDAYS_ADULT, CURRENT.at(BIRTHDAYS_ADULT, date(2026, 6, 14)))
        ('十回目の誕生日',)
    """
    found = (figure.words for figure in figures_of(rule, version) if not figure.reason)
    return tuple(dict.fromkeys(words for words in found if words))


def standing(words: str, text: str) -> bool:
    """Return whether words stand in a text as they are, white space aside.

    A number is not looked for in a longer one, periods not among more of them, an article not in its branches.

    Example:
        >>> standing("十四日以内", "届出の日から 十四日以内に"), standing("四日以内", "十四日以内に")
        (True, False)
        >>> standing("三年又は一年", "五年、三年又は一年"), standing("第二十二条", "第二十二条の二の規定")
        (False, False)
    """
    wanted = "".join(words.split())
    pattern = re.escape(wanted)
    if _OPENS_WITH_NUMBER.match(wanted):
        pattern = _NOT_IN_NUMBER + pattern
    if _PERIODS.fullmatch(wanted):
        pattern = _NOT_AFTER_PERIOD + pattern
    if _ENDS_WITH_PERIOD.search(wanted):
        pattern += _NOT_BEFORE_PERIOD
    if _PROVISION.fullmatch(wanted):
        pattern += _NOT_BEFORE_BRANCH
    return re.search(pattern, "".join(text.split())) is not None


def figures_of(rule: Rule[Any], version: Version[Any]) -> tuple[Figure, ...]:
    """Return every number in a version of a rule, of any book, with what the law is to say.

    A figure without words and without a reason is one that ``figures.toml`` does not know yet.
    """
    return tuple(_figure(rule, version, part, number) for part, number in _numbers(version.value))


def _figure(rule: Rule[Any], version: Version[Any], part: str, number: Number) -> Figure:
    names = tuple(_names(rule, version, part, number))
    if unwritten := _entry("not_written", names):
        return Figure(part, number, "", version.cite, unwritten[1], (unwritten[0],))
    words, elsewhere = _entry("words", names), _entry("stands_in", names)
    used = tuple(entry[0] for entry in (words, elsewhere) if entry)
    said = worded(words[1], number) if words else ""
    if not elsewhere:
        return Figure(part, number, said, version.cite, entries=used)
    cite = _of_that_day(Citation.parse(elsewhere[1]), version.cite)
    return Figure(part, number, said, cite, f"stands in {cite}", used)


def _of_that_day(cite: Citation, beside: Citation) -> Citation:
    """Return a provision in the text that is cited beside it, if both are of one law."""
    if cite.law != beside.law or cite.as_of:
        return cite
    return replace(cite, as_of=beside.as_of, unseen=beside.unseen)


@cache
def entries() -> Mapping[str, Mapping[str, str]]:
    """Return ``figures.toml``: words around numbers, numbers that stand elsewhere, numbers not written.

    Raises:
        TableError: it holds something else.
    """
    found: dict[str, Mapping[str, str]] = {}
    for name, rows in read_toml(_TABLE).items():
        if not isinstance(rows, Mapping) or not all(isinstance(text, str) for text in rows.values()):
            raise TableError(_TABLE, name)
        found[name] = MappingProxyType(rows)
    if found.keys() != {"words", "stands_in", "not_written"}:
        raise TableError(_TABLE, "words, stands_in, not_written")
    return MappingProxyType(found)


def _entry(table: str, names: Iterable[str]) -> tuple[str, str] | None:
    """Return the first of some names that a table has, and what it says."""
    rows = entries()[table]
    return next(((name, rows[name]) for name in names if name in rows), None)


def _names(rule: Rule[Any], version: Version[Any], part: str, number: Number) -> Iterator[str]:
    """Yield by what an entry may be meant for a number, from the narrowest to the widest."""
    places = [place for name in _shortened(part) for place in (f":{name}={number}", f":{name}")]
    rules = _shortened(f"{rule.topic}.{rule.key}")
    days = [""] if version.reform else [f"@{version.since}", ""]
    for day, name, place in product(days, rules, [*places, ""]):
        yield name + place + day


def _shortened(name: str) -> Iterator[str]:
    """Yield a dotted name, then without its last part and so on."""
    while name:
        yield name
        name = name.rpartition(".")[0]


def _numbers(value: object, part: str = "") -> Iterator[tuple[str, Number]]:
    """Yield every number in a value with its place."""
    if value is None or isinstance(value, bool):
        return
    if isinstance(value, int | date | time | DayOfMonth | Length):
        yield part, value
    elif isinstance(value, str):  # words of a vocabulary, too
        if _NUMBERED.fullmatch(value):
            yield part, str(value)
    elif isinstance(value, tuple) and value and all(isinstance(one, Length) for one in value):
        yield part, value
    else:
        for name, below in _parts(value):
            yield from _numbers(below, f"{part}.{name}".strip(".") if name else part)


def _parts(value: object) -> Iterator[tuple[str, object]]:
    if is_dataclass(value):
        yield from ((field.name, getattr(value, field.name)) for field in fields(value))
    elif isinstance(value, Mapping):
        yield from ((str(key), below) for key, below in value.items())
    elif isinstance(value, AbstractSet):
        yield from (("", below) for below in sorted(value, key=str))
    elif isinstance(value, Iterable):
        yield from (("", below) for below in value)


def worded(template: str, number: Number) -> str:
    """Return a number among the words around it; ``{又は}`` joins several and names the last conjunction."""

    def put(place: re.Match[str]) -> str:
        if not isinstance(number, tuple):
            return _said(number)
        *most, last = map(_said, number)
        return "、".join(most) + (place[1] if most else "") + last

    words = _PLACE.sub(put, template)
    branches = number.split("-")[1:] if isinstance(number, str) else ()
    return words + "".join(f"の{kanji(int(branch))}" for branch in branches)


def _said(number: Single) -> str:
    """Return a number by itself as laws write it; of 30-46 the head alone, as its unit comes between."""
    if isinstance(number, int | str):
        return kanji(int(str(number).partition("-")[0]))
    if isinstance(number, date):
        era, year = era_year(number)
        years = "元" if year == 1 else kanji(year)
        return f"{era.text('ja')}{years}年{kanji(number.month)}月{kanji(number.day)}日"
    if number == DayOfMonth(None):
        return "末日"
    return "".join(kanji(count) + unit for count, unit in _counts(number) if count)


def _counts(number: time | DayOfMonth | Length) -> tuple[tuple[int | None, str], ...]:
    if isinstance(number, time):
        return (number.hour, "時"), (number.minute, "分")
    if isinstance(number, DayOfMonth):
        return (number.month, "月"), (number.day, "日")
    years, months = divmod(number.months, 12)
    return (years, "年"), (months, "月"), (number.days, "日")
