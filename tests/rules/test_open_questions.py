"""What the law leaves open is said in full: question, readings, why the default, what would settle it."""

from __future__ import annotations

import pickle
import re
from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any, Final

import pytest

from tests.legal_cases import CHANGES, cases, day_of
from tokutei import messages
from tokutei.ask import ask, declared
from tokutei.data import read_toml
from tokutei.errors import TableError, TokuteiError
from tokutei.law import OpenQuestion
from tokutei.rules import CURRENT, rulebook
from tokutei.rules.rulebook import open_questions

TABLE: Final = "open_questions.toml"
QUESTIONS: Final = list(open_questions().values())
JAPANESE: Final = re.compile("[ぁ-んァ-ヶ一-龥]")
ROW: Final[Mapping[str, Any]] = {**read_toml(TABLE)["Q9"]}  # type: ignore[dict-item]


def texts(question: OpenQuestion, lang: str) -> list[str]:
    words = [question.reading_text(reading, lang) for reading in question.readings]
    return [question.asked(lang), question.why(lang), question.settled_by(lang), *words]


def test_the_questions_are_numbered() -> None:
    assert list(open_questions()) == [f"Q{number}" for number in range(1, len(QUESTIONS) + 1)]
    assert len(QUESTIONS) == 18


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.key)
def test_every_question_is_said_in_both_languages(question: OpenQuestion) -> None:
    for ja, en in zip(texts(question, "ja"), texts(question, "en"), strict=True):
        assert JAPANESE.search(ja)
        assert en.replace("“", '"').replace("”", '"').isascii()
        assert ja == ja.strip()
        assert en == en.strip()
    assert question.basis
    assert question.default in question.readings
    assert question.checked_on <= date(2026, 11, 22)


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.key)
def test_why_and_what_settles_it_are_one_or_two_sentences(question: OpenQuestion) -> None:
    for lang, stop in (("ja", r"。"), ("en", r"\.(?= [A-Z]|$)")):
        for said in (question.why(lang), question.settled_by(lang)):
            assert 1 <= len(re.findall(stop, said.replace("Suppl. art.", "Suppl art"))) <= 2, said
            assert said.endswith(("。", "."))


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.key)
def test_every_reading_has_words_of_its_own(question: OpenQuestion) -> None:
    for lang in ("ja", "en"):
        keys = [f"reading.{question.key}.{reading}" for reading in question.readings]
        assert all(messages.template(key, lang) for key in keys)
        assert len({question.reading_text(reading, lang) for reading in question.readings}) == len(keys)


def test_no_words_stand_for_a_reading_that_is_not_there() -> None:
    known = {f"reading.{one.key}.{reading}" for one in QUESTIONS for reading in one.readings}
    for lang in ("ja", "en"):
        told = {key for key in messages_of(lang) if key.startswith("reading.")}
        assert told == known


def messages_of(lang: str) -> Mapping[str, str]:
    return messages._catalogue(lang)


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.key)
def test_a_question_survives_pickling_and_is_a_key(question: OpenQuestion) -> None:
    chosen = CURRENT.reading(**{question.key: question.readings[-1]}).question(question.key)
    for one in (question, chosen):
        twin = pickle.loads(pickle.dumps(one))  # noqa: S301 - our own bytes
        assert (twin, hash(twin)) == (one, hash(one))
        assert {one: 1}[twin] == 1
        assert [texts(twin, lang) for lang in ("ja", "en")] == [texts(one, lang) for lang in ("ja", "en")]


def test_its_repr_stays_short() -> None:
    assert not any(said in repr(one) for one in QUESTIONS for said in (one.why("en"), one.settled_by("ja")))


@pytest.mark.parametrize("missing", ROW)
def test_a_question_that_lacks_a_key_does_not_read(missing: str, monkeypatch: pytest.MonkeyPatch) -> None:
    row = {key: value for key, value in ROW.items() if key != missing}
    monkeypatch.setattr(rulebook, "read_toml", lambda _name: {"Q9": row})
    with pytest.raises(TableError) as caught:
        open_questions.__wrapped__()
    assert (caught.value.table, caught.value.reason) == (TABLE, "Q9: KeyError")


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"basis": ["art. 20"]}, "Q9: CitationError"),
        ({"readings": 3}, "Q9: TypeError"),
        ({"why_ja": ""}, "Q9: ValueError"),
        ({"settled_by_en": 3}, "Q9: ValueError"),
        ({"default": "perhaps"}, "Q9: ValueError"),
    ],
)
def test_a_question_that_does_not_read(
    changed: Mapping[str, object], reason: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rulebook, "read_toml", lambda _name: {"Q9": {**ROW, **changed}})
    with pytest.raises(TableError) as caught:
        open_questions.__wrapped__()
    assert (caught.value.table, caught.value.reason) == (TABLE, reason)


@cache
def rest_on() -> Mapping[str, frozenset[str]]:
    """Return the rules on which answers that name a question rest, by question."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for topic, case in cases():
        if topic == CHANGES:
            continue
        try:
            answer = ask(topic, case["facts"], on=day_of(case))
        except TokuteiError:
            continue
        rules = {f"{one.rule.topic}.{one.rule.key}" for one in answer.grounds if one.rule}
        for question in answer.open_questions:
            found[question.key] |= rules
    return {key: frozenset(rules) for key, rules in found.items()}


WITHOUT_RULE: Final = {"Q5", "Q15"}
"""No rule holds what they are about: certificates that lapse with the function, words of a reference."""


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.key)
def test_the_rules_of_a_question_are_rules_that_it_leaves_open(question: OpenQuestion) -> None:
    declared_as = {f"{topic}.{key}": rule for (topic, key), rule in declared().items()}
    about = {(cite.law, cite.article) for cite in question.basis}
    assert list(question.rules) == sorted(set(question.rules))
    assert set(question.rules) <= declared_as.keys()
    assert (question.key in WITHOUT_RULE) is (not question.rules)
    for name in set(question.rules) - rest_on()[question.key]:
        cites = [version.cite for version in CURRENT.timeline(declared_as[name]).versions]
        assert {(cite.law, cite.article) for cite in cites} & about, name


@pytest.mark.parametrize(
    ("question", "rules"),
    [
        ("Q3", {"offices.competence.card_return", "routes.my_number_return_window"}),
        ("Q4", {"special_period.longest_stay_without_special_period"}),
        ("Q5", {"documents.given_back.separate_card"}),
        ("Q8", {"fees.exempt.reentered"}),
        ("Q9", {"fees.exchange", "fees.permission.permanent_residence.counter"}),
        ("Q10", {"windows.renewal_needs_own_end", "deadlines.terms.card_validity_renewal"}),
        ("Q16", {"representation.may.card.agent"}),
        ("Q17", {"validity.adult_ending", "validity.birthday_bound_statuses", "validity.years_from_issue"}),
        ("Q18", {"fees.exchange", "fees.other.refugee_travel_document", "routes.withheld_after_change"}),
    ],
)
def test_a_rule_is_not_open_because_a_question_rests_on_its_provision(question: str, rules: set[str]) -> None:
    assert not rules & set(open_questions()[question].rules)
