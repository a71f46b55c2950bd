"""Words for people: one TOML file a language, read when first asked for.

A template names its parameters (``{due_on}``); what fills them speaks for itself in the language
asked: dates, yes and no, lists, and everything with a ``text(lang)`` of its own (vocabulary members,
citations, reasons).

A third language is a third file beside ``ja.toml`` and ``en.toml``, and nothing else. Under the keys of
``en.toml`` it says messages, and how dates, lists and provisions are written. What code and tables name in
Japanese and English themselves, it names in sections of their own: ``vocabulary.<Class>.<value>`` (what the
members of a class are called is a message, ``vocabulary.name.<Class>``),
``rule."<topic>.<key>"``, ``open_question.<key>.<part>``, ``office.<key>``, ``municipality.<code>``,
``holiday.<Japanese name>``, ``card_item.<key>``. What it does not say is said in English; a language
without a file is English throughout. A Japanese message is never a stand-in, and a key that no file
has comes back as itself.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from collections.abc import Set as AbstractSet
from datetime import date, datetime
from functools import cache
from importlib.resources import files
from typing import Final, Protocol, runtime_checkable

__all__ = [
    "FALLBACK",
    "Speaks",
    "fact",
    "in_each",
    "joined",
    "languages",
    "named",
    "period",
    "render",
    "template",
    "text",
    "worded",
]

FALLBACK: Final = "en"
"""The language of a message that the language asked for does not have."""

_UNITS: Final = ("years", "months", "days")
_PERIOD: Final = re.compile(r"P(?:([0-9]{1,4})Y)?(?:([0-9]{1,4})M)?(?:([0-9]{1,4})D)?")
_SECTIONS: Final = {"ask_for": "fact", "depends_on": "fact", "presupposes": "fact", "reason": "reason"}
"""The section of the words of findings that name facts or reasons."""


@runtime_checkable
class Speaks(Protocol):
    """Something with words of its own in each language."""

    def text(self, lang: str) -> str:
        """Return the words for this in a language (``"ja"``, ``"en"``)."""
        ...


@cache
def languages() -> tuple[str, ...]:
    """Return the languages that have a message file, sorted."""
    names = (entry.name for entry in files(__name__).iterdir())
    return tuple(sorted(name.removesuffix(".toml") for name in names if name.endswith(".toml")))


@cache
def _catalogue(lang: str) -> Mapping[str, str]:
    """Return the flat mapping of dotted keys to templates of one language; empty for an unknown one."""
    source = files(__name__) / f"{lang}.toml"
    if lang not in languages():
        return {}
    flat: dict[str, str] = {}
    todo: list[tuple[str, object]] = [("", tomllib.loads(source.read_text("utf-8")))]
    while todo:
        prefix, node = todo.pop()
        if isinstance(node, Mapping):
            todo.extend((f"{prefix}.{key}" if prefix else str(key), value) for key, value in node.items())
        else:
            flat[prefix] = str(node)
    return flat


def template(key: str, lang: str) -> str | None:
    """Return the template of a key in a language, in English where the language lacks it, or ``None``."""
    found = _catalogue(lang).get(key)
    return _catalogue(FALLBACK).get(key) if found is None else found


def named(key: str, lang: str, *, ja: str, en: str) -> str:
    """Return a name that code or a table has in Japanese and English; other languages have it under a key.

    Example:
        >>> [named("office.tokyo", lang, ja="東京局", en="Tokyo Bureau") for lang in ("ja", "en", "zz")]
        ['東京局', 'Tokyo Bureau', 'Tokyo Bureau']
    """
    if lang == "ja":
        return ja
    return (_catalogue(lang).get(key) or en) if lang != FALLBACK else en


def in_each(say: Callable[[str], str]) -> dict[str, str]:
    """Return what is said in each language that has a file, for documents that say it in all of them.

    Example:
        >>> in_each(lambda lang: render(True, lang))
        {'en': 'yes', 'ja': 'はい'}
    """
    return {lang: say(lang) for lang in languages()}


def render(value: object, lang: str) -> str:
    """Return how a parameter is said in a language.

    Example:
        >>> from datetime import date
        >>> render(date(2026, 6, 14), "ja"), render((1, True), "en")
        ('2026年6月14日', '1, yes')
    """
    # Most are plain texts, and asking a protocol is slow.
    if type(value) is str or (isinstance(value, str) and not isinstance(value, Speaks)):
        return value
    if isinstance(value, Speaks) and not isinstance(value, type):
        return value.text(lang)
    if isinstance(value, bool):
        return text(f"form.{'yes' if value else 'no'}", lang)
    if isinstance(value, date) and not isinstance(value, datetime):
        return _said_day(value, lang)
    if isinstance(value, Iterable):
        said = [render(one, lang) for one in value]
        return _join("list", lang).join(sorted(said) if isinstance(value, AbstractSet) else said)
    return str(value)


def _said_day(day: date, lang: str) -> str:
    """Return a day as a language writes it, from its parts or the ISO form."""
    written = template("form.date", lang) or "{iso}"
    return written.format(iso=day.isoformat(), year=day.year, month=day.month, day=day.day)


def _join(what: str, lang: str) -> str:
    """Return what stands between the parts of a list, a period or several statements."""
    return template(f"form.{what}.join", lang) or ""


def period(written: str, lang: str) -> str:
    """Return a period of stay in words; anything that is not written as one comes back as it is.

    Example:
        >>> period("P1Y3M", "en"), period("<=P15D", "ja")
        ('1 year 3 months', '15日以内')
    """
    bound = written.removeprefix("<=")
    if (found := _PERIOD.fullmatch(bound)) is None or bound == "P":
        return written
    parts = [
        text(f"period.{unit}_{'one' if number == '1' else 'more'}", lang, number=int(number))
        for unit, number in zip(_UNITS, found.groups(), strict=True)
        if number
    ]
    said = _join("part", lang).join(parts)
    return said if bound == written else text("period.up_to", lang, period=said)


def worded(name: str, value: object, lang: str) -> object:
    """Return the words for a code that a fact or a result may have; other values as they are."""
    if type(value) is str:
        keys = (f"word.{name}.{value}", f"word.{value}", f"{_SECTIONS.get(name, 'word')}.{value}")
        return next((said for key in keys if (said := template(key, lang))), None) or period(value, lang)
    if isinstance(value, tuple | AbstractSet):
        return type(value)(worded(name, one, lang) for one in value)  # type: ignore[call-arg]
    return value


def fact(name: str, value: object, lang: str) -> str:
    """Return a fact or a finding with its name, both in words.

    Example:
        >>> fact("decision", "granted", "en")
        'the decision: granted'
    """
    label = template(f"fact.{name}", lang) or name
    return text("law.fact", lang, name=label, value=worded(name, value, lang))


def joined(said: Iterable[str], lang: str) -> str:
    """Return several statements one after the other."""
    return _join("statement", lang).join(said)


def text(key: str, lang: str, /, **parameters: object) -> str:
    """Return a message in a language with its parameters said in it.

    A key that no file has comes back as itself, so that a missing word never hides what it was about.
    """
    found = template(key, lang)
    if found is None:
        return key
    return found.format_map({name: render(value, lang) for name, value in parameters.items()})
