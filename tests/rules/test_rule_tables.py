"""Every rule has rows and every row a rule; each cited provision stands in the law."""

from __future__ import annotations

import pkgutil
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from importlib import import_module
from importlib.resources import files
from itertools import pairwise
from pathlib import Path
from types import ModuleType
from typing import Any, Final

import pytest

from tests.rules.law_texts import at_hand, words_of
from tokutei import calendar, messages, rules
from tokutei.data import read_toml
from tokutei.errors import TableError
from tokutei.law import Citation, Evidence, Ground, Rule, Version
from tokutei.lifecycle.refusals import REFUSALS
from tokutei.lifecycle.tables import TABLES
from tokutei.rules import CURRENT, fees, routes, validity
from tokutei.rules.rulebook import open_questions
from tokutei.vocabulary import ProcedureKind, Route, StatusOfResidence

TODAY: Final = date(2026, 11, 22)
DATA: Final = Path(str(files("tokutei.data"))) / "rules"
TOPICS: Final = sorted(path.stem for path in DATA.glob("*.toml"))
REFORMS: Final = sorted(path.stem for path in (DATA / "reforms").glob("*.toml"))
MODULES: Final = [
    rules,
    *(import_module(found.name) for found in pkgutil.walk_packages(rules.__path__, f"{rules.__name__}.")),
]


def _each(value: object) -> Iterable[object]:
    return value.values() if isinstance(value, Mapping) else [value]


def values_in(module: ModuleType) -> Iterator[object]:
    """Yield what a module declares itself, and what stands in its mappings."""
    for name, value in vars(module).items():
        if name.isupper() or name.strip("_").isupper():
            yield from _each(value)


def declared() -> dict[tuple[str, str], Rule[Any]]:
    """Every rule that a module of the floor declares, alone or in a mapping."""
    found = (value for module in MODULES for value in values_in(module) if isinstance(value, Rule))
    return {(rule.topic, rule.key): rule for rule in found}


def written(topic: str) -> set[str]:
    """Every key that leads to rows, in the table of a topic or in a reform."""
    found: set[str] = set()
    todo: list[tuple[str, object]] = list(read_toml(f"rules/{topic}.toml").items())
    for reform in REFORMS:
        changed = read_toml(f"rules/reforms/{reform}.toml").get(topic, {})
        todo += changed.items() if isinstance(changed, Mapping) else [("", None)]
    while todo:
        key, node = todo.pop()
        if isinstance(node, Mapping):
            todo += [(f"{key}.{part}", below) for part, below in node.items()]
        else:
            found.add(key)
    return found


def versions_of(rule: Rule[Any]) -> tuple[Version[Any], ...]:
    """The versions of a rule; none where it has no rows, which is a test of its own."""
    try:
        return CURRENT.timeline(rule).versions
    except TableError:
        return ()


RULES: Final = declared()
VERSIONS: Final = [
    pytest.param(rule, version, id=f"{rule.topic}-{rule.key}-{version.since}")
    for rule in RULES.values()
    for version in versions_of(rule)
]


def test_every_topic_has_a_table() -> None:
    assert {topic for topic, _ in RULES} == set(TOPICS)


def test_reforms_change_topics_that_there_are() -> None:
    assert REFORMS
    assert {topic for one in REFORMS for topic in read_toml(f"rules/reforms/{one}.toml")} <= set(TOPICS)


@pytest.mark.parametrize("topic", TOPICS)
def test_every_rule_has_rows_and_every_row_a_rule(topic: str) -> None:
    assert {key for where, key in RULES if where == topic} == written(topic)


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.__name__)
def test_what_a_module_declares_it_offers(module: ModuleType) -> None:
    """A rule that was imported is offered where it comes from."""
    named = (getattr(one, name) for one in {module, *MODULES} for name in one.__all__)
    offered = {id(value) for values in named for value in _each(values)}
    hidden = [
        value.key for value in values_in(module) if isinstance(value, Rule) and id(value) not in offered
    ]
    assert hidden == []


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: f"{rule.topic}-{rule.key}")
def test_every_rule_speaks_and_its_versions_follow_each_other(rule: Rule[Any]) -> None:
    assert re.search("[ぁ-ん一-龥]", rule.text("ja"))
    assert rule.text("en").isascii()
    assert rule.looks_at.text("ja") != rule.looks_at.text("en")
    versions = versions_of(rule)
    assert versions
    assert all(one.since < other.since for one, other in pairwise(versions))
    assert all((one.value, one.cite) != (other.value, other.cite) for one, other in pairwise(versions))


@pytest.mark.parametrize(("rule", "version"), VERSIONS)
def test_every_version_is_dated_cited_and_weighed(rule: Rule[Any], version: Version[Any]) -> None:
    assert version.checked_on <= TODAY  # its first day may lie ahead, once it is promulgated
    assert isinstance(version.evidence, Evidence)
    assert version.cite.article or version.cite.table
    assert Citation.parse(str(version.cite)) == version.cite
    for lang, signs in (("ja", ("第", "別表")), ("en", ("art. ", "appended table "))):
        said = version.cite.text(lang)
        assert any(sign in said for sign in signs)
        assert version.cite.law not in said, "the law has no short name"
        assert "{" not in CURRENT.ground(rule, version.since).text(lang)
    if version.evidence is not Evidence.OFFICIAL or version.cite.unseen:
        assert version.source, "where it was read is not said"
    if version.cite.unseen:
        assert version.evidence is not Evidence.OFFICIAL


def test_fees_of_old_and_those_from_october_rest_on_texts_that_were_not_seen() -> None:
    unseen = {
        version.cite.as_of
        for rule in RULES.values()
        for version in versions_of(rule)
        if version.cite.unseen and rule.topic == "fees"
    }
    # The oldest is that of the ceiling.
    assert unseen == {date(1982, 1, 1), date(2016, 11, 1), date(2019, 4, 1), date(2026, 10, 1)}


FIXED: Final = list(
    {
        ground.code: ground
        for module in (calendar, *MODULES)
        for ground in vars(module).values()
        if isinstance(ground, Ground)
    }.values()
)


def cited() -> Iterator[tuple[str, Citation]]:
    """Every provision that a rule, a fixed step, an open question, a row or a refusal rests on."""
    for rule in RULES.values():
        for version in versions_of(rule):
            yield f"{rule.topic}-{rule.key}", version.cite
    for ground in FIXED:
        yield from ((ground.code, cite) for cite in ground.cite)
    for key, question in open_questions().items():
        yield from ((key, cite) for cite in question.basis)
    for variable, rows in TABLES.items():
        for row in rows:
            yield from ((f"{variable}-{row.event}", cite) for cite in row.cite)
    for refusal in REFUSALS:
        yield from ((refusal.code, cite) for cite in refusal.cite)


CITED: Final = sorted({(str(cite), cite) for _, cite in cited()})


@pytest.mark.parametrize("ground", FIXED, ids=lambda ground: ground.code)
def test_fixed_steps_have_words(ground: Ground) -> None:
    for lang in ("ja", "en"):
        assert messages.template(f"step.{ground.code}", lang)


@pytest.mark.shared
@pytest.mark.parametrize("cite", [cite for _, cite in CITED], ids=[text for text, _ in CITED])
def test_every_cited_provision_stands_in_the_law_or_is_marked_as_unseen(cite: Citation) -> None:
    assert at_hand(cite) is not cite.unseen


def test_no_text_in_force_is_marked_as_unseen() -> None:
    assert [text for text, cite in CITED if cite.unseen and not (cite.as_of or cite.amending)] == []


@pytest.mark.shared
@pytest.mark.parametrize(
    "notation",
    [
        "326CO0000000319:19-15-9",
        "326CO0000000319:19-15-2:13",
        "326CO0000000319:19-15-2:1:3",
        "326CO0000000319:19-14:1:5",  # an article of one paragraph is cited without one
        "326CO0000000319:20::6",  # and one of several never
        "326CO0000000319:24::4:z",
        "410CO0000000178@507CO0000000423:2:3",
    ],
)
def test_provisions_that_no_law_has_are_found_out(notation: str) -> None:
    assert words_of(Citation.parse(notation)) == ""


@pytest.mark.shared
def test_the_numbers_of_the_text_before_the_change() -> None:
    before = Citation.parse("410CO0000000178@2026-06-13:25::9")  # its second paragraph came on 2026-06-14
    assert "千六百円" in words_of(before)
    assert CURRENT.at(fees.EXCHANGE_FEE, date(2026, 6, 13)).value == 1600


NAMED: Final = {
    ProcedureKind.CARD_ITEM_CHANGE: "第十九条の十第一項の規定による届出",
    ProcedureKind.CARD_RENEWAL: "第十九条の十一第一項",
    ProcedureKind.REISSUE_DAMAGE: "第十九条の十三第一項",
    ProcedureKind.EXCHANGE: "第十九条の十三第一項",
    ProcedureKind.REISSUE_ORDER: "第十九条の十三第一項若しくは第三項",
    ProcedureKind.CHANGE_OF_STATUS: "第二十条第二項の規定による申請",
    ProcedureKind.EXTENSION_OF_STAY: "第二十一条第二項",
    ProcedureKind.PERMANENT_RESIDENCE: "第二十二条第一項",
}


@pytest.mark.shared
@pytest.mark.parametrize("route", [Route.BUREAU_CARD, Route.BUREAU_STATUS])
def test_listed_procedures_stand_in_their_item(route: Route) -> None:
    version = CURRENT.at(routes.SPECIFIED_CARD_PROCEDURES[route], date(2026, 6, 14))
    words = words_of(version.cite)
    assert {kind for kind, named in NAMED.items() if named in words} == version.value
    assert "第十九条の十二" not in words  # loss
    assert "第十九条の十一第二項" not in words  # early renewal


@pytest.mark.shared
def test_statuses_bound_by_birthdays_stand_in_their_item() -> None:
    version = CURRENT.at(validity.BIRTHDAY_BOUND_STATUSES, date(2026, 6, 14))
    words = words_of(version.cite)
    assert "永住者" in words
    assert "高度専門職の項の下欄第二号" in words
    assert version.value == {
        StatusOfResidence.PERMANENT_RESIDENT,
        StatusOfResidence.HIGHLY_SKILLED_PROFESSIONAL_2,
    }
