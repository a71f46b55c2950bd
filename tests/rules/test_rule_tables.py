"""Every rule has rows and every row a rule; each cited provision stands in the law, with its number."""

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

from tests.rules.law_texts import kanji, path_of, words_of
from tokutei import calendar, messages, rules
from tokutei.data import read_toml
from tokutei.errors import TableError
from tokutei.law import Citation, Evidence, Ground, Rule, Version
from tokutei.lifecycle.refusals import REFUSALS
from tokutei.lifecycle.tables import TABLES
from tokutei.rules import CURRENT, fees, routes, validity
from tokutei.rules.rulebook import open_questions
from tokutei.rules.values import FeeScale, Yen
from tokutei.vocabulary import ProcedureKind, Route, StatusOfResidence

TODAY: Final = date(2026, 11, 22)
DATA: Final = Path(str(files("tokutei.data"))) / "rules"
TOPICS: Final = sorted(path.relative_to(DATA).with_suffix("").as_posix() for path in DATA.rglob("*.toml"))
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
    """Every key of a table that leads to rows."""
    found: set[str] = set()
    todo: list[tuple[str, object]] = list(read_toml(f"rules/{topic}.toml").items())
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


def test_fees_from_october_rest_on_a_text_that_was_not_seen() -> None:
    unseen = {
        version.since
        for rule in RULES.values()
        for version in versions_of(rule)
        if version.cite.unseen and rule.topic == "fees"
    }
    # Besides: the ceiling of old, and what municipalities take for a lost Individual Number Card.
    assert unseen == {date(2026, 10, 1), date(1982, 1, 1), date(2016, 1, 1)}


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
def test_every_cited_provision_stands_in_the_law(cite: Citation) -> None:
    if cite.unseen or not path_of(cite.law, cite.as_of).is_file():
        assert cite.unseen or cite.as_of, "a text in force is not at hand"
        return
    assert words_of(cite).strip()


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


UNITS: Final = {
    "deadlines": "日以内",
    "days.mn_hand_in": "日を経過し",
    "ssw1_longest_years": "年",
    "ssw1_longest_years_with_reason": "年",
    "days.stay_without_status": "日を限り",
    "days.stay_without_status_spr_child": "日（",
    "special_reentry_years.resident": "年",
    "special_reentry_years.spr": "年",
    "windows": "月前",
    "my_number_replacement_months": "月未満",
    "fees": "円",
    "longest_stay_without_special_period": "日以下",
    "special_period_months": "月",
    "longest_stay_years": "年",
    "early_replacement_months": "月未満",
    **{rule.key: "歳" for rule in RULES.values() if rule.topic == "validity" and "age" in rule.key},
    **{rule.key: "回目" for rule in RULES.values() if rule.topic == "validity" and "birthdays" in rule.key},
}
"""The unit of a number in the law, by rule or for a whole topic."""


def number_said(rule: Rule[Any], value: int) -> str:
    """Return the number of a rule with its unit, as the law writes it."""
    return kanji(value) + UNITS.get(rule.key, UNITS.get(rule.topic, ""))


NUMBERS: Final = [
    pytest.param(rule, version, id=f"{rule.topic}-{rule.key}-{version.since}")
    for rule in RULES.values()
    if {rule.topic, rule.key} & set(UNITS)
    for version in versions_of(rule)
    if not (version.cite.unseen or version.cite.as_of or version.evidence is Evidence.SECONDARY)
    and (type(version.value) in {int, Yen} or isinstance(version.value, FeeScale))
]


def test_numbers_as_laws_write_them() -> None:
    said = {
        14: "十四",
        2: "二",
        10: "十",
        30: "三十",
        1900: "千九百",
        5500: "五千五百",
        10_000: "一万",
        0: "〇",
    }
    assert {number: kanji(number) for number in said} == said


@pytest.mark.shared
@pytest.mark.parametrize(("rule", "version"), NUMBERS)
def test_every_number_stands_in_its_provision(rule: Rule[Any], version: Version[Any]) -> None:
    value = version.value.yen(0) if isinstance(version.value, FeeScale) else version.value
    if rule is fees.SPECIFIED_ADDITION:  # 第三条の三第一項に定める額を加えた額
        assert "第三条の三第一項に定める額を加えた額" in words_of(version.cite)
        assert number_said(rule, value) in words_of(Citation.parse("410CO0000000178:3-3:1"))
    else:
        assert number_said(rule, value) in words_of(version.cite)


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
