"""The words: both files say the same things with the same parameters, and whatever the code says exists."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator, Mapping
from datetime import date
from importlib.resources import files
from pathlib import Path
from string import Formatter

import pytest
from hypothesis import given
from hypothesis import strategies as st

import tokutei
from tokutei import messages, procedures
from tokutei.errors import AmbiguousTermError, NotInForceError, UnknownTermError
from tokutei.law import Citation, Evidence
from tokutei.vocabulary import CardForm, Channel

PACKAGE = Path(next(iter(tokutei.__path__)))
SOURCES = sorted(PACKAGE.rglob("*.py"))


def flat(node: object, prefix: str = "") -> Iterator[tuple[str, object]]:
    if isinstance(node, Mapping):
        for key, value in node.items():
            yield from flat(value, f"{prefix}.{key}" if prefix else str(key))
    else:
        yield prefix, node


def words(lang: str) -> dict[str, object]:
    text = (files(messages) / f"{lang}.toml").read_text("utf-8")
    return dict(flat(tomllib.loads(text)))


EN, JA = words("en"), words("ja")


def parameters(template: object) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(str(template)) if name is not None}


def calls() -> Iterator[tuple[Path, ast.Call, str]]:
    """Every call in the package with the name of what is called."""
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call):
                called = node.func
                name = called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
                yield path.relative_to(PACKAGE), node, name


def first_argument(call: ast.Call) -> ast.expr | None:
    return call.args[0] if call.args else None


def test_there_are_two_languages() -> None:
    assert messages.languages() == ("en", "ja")


def test_both_languages_say_the_same_things() -> None:
    assert sorted(EN.keys() ^ JA.keys()) == []


def test_both_languages_use_the_same_parameters() -> None:
    differing = [key for key in EN.keys() & JA.keys() if parameters(EN[key]) != parameters(JA[key])]
    assert [key for key in differing if key not in CHOOSING] == []
    for key, offered in CHOOSING.items():
        assert parameters(EN[key]) <= offered >= parameters(JA[key]), key


CHOOSING: Mapping[str, set[str]] = {
    "form.date": {"iso", "year", "month", "day"},
    "law.written.item": {"first", "roman", "rest"},
    "law.written.subitem": {"letter", "iroha"},
}
"""How something is written: each language takes what it needs of what is offered."""


@pytest.mark.parametrize("said", [EN, JA], ids=["en", "ja"])
def test_every_message_is_a_text_with_named_parameters(said: Mapping[str, object]) -> None:
    assert [key for key, template in said.items() if not isinstance(template, str)] == []
    joins = {key for key in said if key.endswith(".join")}  # Japanese joins without a blank
    assert [key for key, template in said.items() if key not in joins and not str(template).strip()] == []
    unnamed = [
        key for key, template in said.items() if not all(n.isidentifier() for n in parameters(template))
    ]
    assert unnamed == []


def test_every_message_that_the_code_names_exists() -> None:
    missing = []
    for path, call, name in calls():
        key = first_argument(call)
        if name not in {"text", "template"} or key is None:
            continue
        if isinstance(key, ast.Constant) and isinstance(key.value, str) and "." in key.value:
            if key.value not in EN:
                missing.append((str(path), key.value))
        elif isinstance(key, ast.JoinedStr) and isinstance(key.values[0], ast.Constant):
            beginning = str(key.values[0].value)
            optional = beginning == "vocabulary."  # only a third language needs it
            if not optional and not any(known.startswith(beginning) for known in EN):
                missing.append((str(path), beginning))
    assert missing == []


def vocabularies() -> Iterator[str]:
    """Every vocabulary that can be looked into, and whatever else an unknown word may be said to be no member of."""
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ClassDef) and any(ast.unparse(base) == "Word" for base in node.bases):
                yield node.name
    for _, call, name in calls():
        said = first_argument(call)
        if name in {"UnknownTermError", "AmbiguousTermError"} and isinstance(said, ast.Constant):
            yield str(said.value)
    yield Evidence.__name__


def test_every_vocabulary_has_a_name_for_people() -> None:
    named = set(vocabularies())
    assert len(named) > 150
    assert {name for name in named if f"vocabulary.name.{name}" not in EN} == set()
    known = {key.removeprefix("vocabulary.name.") for key in EN if key.startswith("vocabulary.name.")}
    assert known - named == set(), "nothing is called so"


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_errors_about_words_show_no_names_of_classes(lang: str) -> None:
    for name in sorted({*vocabularies()}):
        unknown = UnknownTermError(name, "zz", ("aa",)), UnknownTermError(name, "zz")
        for error in (*unknown, AmbiguousTermError(name, "zz", (Channel.COUNTER, Channel.ONLINE))):
            text = error.text(lang)
            assert str((EN if lang == "en" else JA)[f"vocabulary.name.{name}"]) in text
            assert re.search(r"[A-Z][a-z]+[A-Z][a-z]|[a-z]_[a-z]", text) is None, text
            assert re.search(r"[\u3040-\u9fff] [\u3040-\u9fff]", text) is None, text


def test_days_before_the_first_cards_are_told_in_words() -> None:
    early = date(2012, 7, 8)
    for ask in (
        lambda: tokutei.Situation.of(tokutei.Facts(born=date(1990, 1, 1)), on=early),
        lambda: procedures.catalogue(on=early),
    ):
        with pytest.raises(NotInForceError) as caught:
            ask()
        said = [caught.value.text(lang) for lang in ("en", "ja")]
        assert said == [
            "“residence card”: what is known begins on 2012-07-09; for 2012-07-08 there is no answer.",
            "「在留カード」について分かるのは2012年7月9日からで、2012年7月8日についての答えはありません。",
        ]


def test_every_reason_that_the_code_gives_has_words() -> None:
    missing = []
    for path, call, name in calls():
        code = first_argument(call)
        if name == "Reason" and isinstance(code, ast.Constant) and f"reason.{code.value!s}" not in EN:
            missing.append((str(path), code.value))
    assert missing == []


def test_every_fixed_step_that_the_code_takes_has_words() -> None:
    missing, seen = [], 0
    for path, call, name in calls():
        code = first_argument(call)
        if name in {"Ground", "ground", "_ground"} and isinstance(code, ast.Constant):
            seen += 1
            if f"step.{code.value!s}" not in EN:
                missing.append((str(path), code.value))
    assert missing == []
    assert seen >= 8


# Speaking


def test_parameters_say_themselves_in_the_language() -> None:
    said = messages.text(
        "out_of_nowhere", "ja", day=date(2026, 6, 14)
    )  # a key that no file has comes back as itself
    assert said == "out_of_nowhere"
    table = {"table": "t", "first": date(2012, 1, 1), "last": date(2050, 12, 31), "day": date(2051, 1, 1)}
    assert "2051年1月1日" in messages.text("error.out_of_table", "ja", **table)
    assert "2051-01-01" in messages.text("error.out_of_table", "en", **table)


@pytest.mark.parametrize(
    ("value", "ja", "en"),
    [
        ("text", "text", "text"),
        (Channel.COUNTER, "窓口", "at the counter"),
        (Citation("129AC0000000089", "140"), "民法第140条", "Civil Code art. 140"),
        (True, "はい", "yes"),
        (False, "いいえ", "no"),
        (14, "14", "14"),
        (None, "None", "None"),
        (date(2026, 6, 4), "2026年6月4日", "2026-06-04"),
        ((1, (True, "x")), "1、はい、x", "1, yes, x"),
        (frozenset({"b", "a"}), "a、b", "a, b"),
        (CardForm, "2012年様式、2026年様式", "form of 2012, form of 2026"),
    ],
)
def test_render(value: object, ja: str, en: str) -> None:
    assert (messages.render(value, "ja"), messages.render(value, "en")) == (ja, en)


def test_a_language_that_is_not_there_speaks_english() -> None:
    assert messages.text("verdict.allowed", "tlh") == EN["verdict.allowed"]
    assert messages.render(True, "tlh") == "yes"
    assert messages.template("no.such.key", "ja") is None


@given(st.text(max_size=20))
def test_no_language_name_reads_another_file(lang: str) -> None:
    assert messages.template("verdict.allowed", lang) in {EN["verdict.allowed"], JA["verdict.allowed"]}


@pytest.mark.parametrize("lang", ["../messages/ja", "ja.toml", "__init__.py", "", "/etc/hostname", "JA\0"])
def test_hostile_language_names_speak_english(lang: str) -> None:
    assert messages.text("verdict.allowed", lang) == EN["verdict.allowed"]
