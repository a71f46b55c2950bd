"""Law texts taken apart: a made-up law first, then the researched texts beside an independent reader."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.audit.law_folder import BODY, HOME, SHARED_LAW
from tests.rules.law_texts import words_of
from tokutei.audit import provisions, read_folder
from tokutei.audit.resolving import find, is_exact
from tokutei.audit.tables import blocks, text_of
from tokutei.audit.texts import LawText
from tokutei.audit.units import parse, sentences, squeezed
from tokutei.law import Citation

LAW = LawText(HOME, None, "見本法", None, "x.md", parse(BODY))
BLOCKS = {(HOME, HOME): 0, (HOME, "900AC0000000009"): 2}


def said(place: str) -> str | None:
    found = find(LAW, Citation.parse(f"{HOME}:{place}"), BLOCKS)
    return found.words if found else None


@pytest.mark.parametrize(
    ("place", "words"),
    [
        ("1", "この法律は、見本を示すことを目的とする。"),
        ("2:2:1", "本人"),
        ("2:2:2", "次のいずれかに該当する者イ親族ロ同居者（１）成年の者（２）その他の者"),
        ("2:2:2:b", "同居者（１）成年の者（２）その他の者"),
        ("2:2:2-2", "代理人"),
        ("2:1#proviso", "ただし、見本（色の薄いものを除く。）がないときは、この限りでない。"),
        ("2:1#second", "この場合において、見本を添えるものとする。"),
        ("2:3#first", "第一項の規定は、見本を失つた場合に準用する。"),
        ("3::2", "虚偽の届出をした者"),
        ("3-2", "手数料の額は、千九百円とする。"),
        ("T1:小", "小|三年又は一年|六月"),
        ("T1:赤", "赤|濃い"),
        ("T1-1:大", "大|五年"),
        ("T1-2:赤", "赤|濃い"),
        ("T2:大", "大|二千円"),
    ],
)
def test_units(place: str, words: str) -> None:
    assert said(place) == words


def test_the_main_clause_is_all_but_the_proviso() -> None:
    assert said("2:1#main") == (
        "見本を受けた者は、受けた日から十四日以内に、届け出なければならない。この場合において、見本を添えるものとする。"
    )


@pytest.mark.parametrize(
    "place",
    ["4", "2:4", "2:2:3", "2:2:2:c", "1#proviso", "1#second", "T3", "T1:中", "T1-3", "T0", "3:1:3"],
)
def test_places_that_the_law_does_not_have(place: str) -> None:
    assert said(place) is None


@pytest.mark.parametrize(
    ("place", "exact"),
    [
        ("3::1", True),
        ("3:1:1", False),
        ("3:1", False),
        ("2::1", False),
        ("2:2:1", True),
        ("2", True),
        ("1#main", False),
        ("1#first", False),
        ("2:1#main", True),
        ("2:1#first", True),
        ("2:3#proviso", False),
        ("T2:大", True),
    ],
)
def test_an_article_of_one_paragraph_is_cited_without_it(place: str, exact: bool) -> None:
    assert is_exact(LAW, Citation.parse(f"{HOME}:{place}"), BLOCKS) is exact


def test_an_item_stands_below_its_chapeau_and_in_its_article() -> None:
    found = find(LAW, Citation.parse(f"{HOME}:2:2:2:a"), BLOCKS)
    assert found is not None
    assert found.chapeau == "前項の届出は、次の各号に掲げる者がすることができる。次のいずれかに該当する者"
    assert found.title == "届出"
    assert found.around.startswith("届出見本を受けた者は")
    assert "代理人" in found.around


def test_an_article_without_a_caption_has_that_of_the_one_before() -> None:
    found = find(LAW, Citation.parse(f"{HOME}:3"), BLOCKS)
    assert found is not None
    assert found.title == "届出"


def test_supplementary_provisions_are_found_by_the_amending_law() -> None:
    own = find(LAW, Citation.parse(f"{HOME}@{HOME}:2"), BLOCKS)
    assert own is not None
    assert own.words == "従前の見本は、この法律の見本とみなす。"
    assert find(LAW, Citation.parse(f"{HOME}@900AC0000000008:1"), BLOCKS) is None
    assert find(LAW, Citation.parse(f"{HOME}@900AC0000000009"), BLOCKS) is not None


def test_what_stands_in_the_text_is_listed_in_its_order() -> None:
    assert LAW.body.headings == [
        "第一条",
        "第二条",
        "第三条",
        "第三条の二",
        "附則",
        "第一条",
        "第二条",
        "附則",
        "附則",
        "別表第一",
        "別表第二",
        "別記様式",
    ]


def test_an_article_that_stands_twice_is_set_aside() -> None:
    body = parse(BODY.replace("**第三条**", "**第二条**"))
    assert body.main.repeated == ["2"]
    assert "十四日" in body.main.parts["2"].said()


def test_circled_numbers_are_paragraphs() -> None:
    body = parse("**第一条**　甲。\n\n**②**　乙。\n\n**㉑**　丙。")
    assert {number: part.own() for number, part in body.main.parts["1"].parts.items()} == {
        "1": "甲。",
        "2": "乙。",
        "21": "丙。",
    }


def test_a_law_of_paragraphs_and_one_that_is_a_table() -> None:
    ages = LawText(
        HOME, None, "", None, "x.md", parse("**①**　年齢は出生の日より起算する。\n\n**②**　準用する。")
    )
    whole = find(ages, Citation(HOME), {})
    assert whole is not None
    assert whole.words == "①年齢は出生の日より起算する。②準用する。"
    table = LawText(
        HOME,
        None,
        "",
        None,
        "x.md",
        parse("基準は、次の表による。\n\n| 活動 | 基準 |\n| --- | --- |\n| 甲 | 一年 |"),
    )
    row = find(table, Citation.parse(f"{HOME}:T0:甲"), {})
    assert row is not None
    assert (row.chapeau, row.words) == ("活動|基準", "甲|一年")


def test_white_space_and_emphasis_do_not_count() -> None:
    assert squeezed(["**１**　申 請", "\tは。 "]) == "１申請は。"
    marked = parse("**第一条（目的）**　 この法律は、　目的とする。  ")
    assert marked.main.parts["1"].said() == "この法律は、目的とする。"


@given(st.lists(st.text("甲乙「」（）、", max_size=8), max_size=5))
def test_sentences_lose_nothing(parts: list[str]) -> None:
    words = "。".join(parts)
    assert "".join(sentences(words)) == words


@given(st.text("*第一二条項（）|- 　イロ１２\n#附則別表。甲", max_size=200))
def test_any_text_can_be_taken_apart(text: str) -> None:
    body = parse(text)
    assert body.main.said() is not None


@pytest.mark.shared
def test_an_independent_reader_finds_the_same_words() -> None:
    folder = read_folder(SHARED_LAW)
    compared = 0
    for row in provisions().values():
        cite = row.cite
        if not row.is_seen or cite.table or not cite.article:
            continue
        found = find(folder.texts[text_of(cite)], cite, blocks())
        assert found is not None
        at = 0
        for line in filter(None, words_of(cite).splitlines()):  # without the numbers of parts
            theirs = squeezed([line])
            assert theirs in found.words[at:], cite
            at = found.words.index(theirs, at) + len(theirs)
        assert at, cite
        compared += 1
    assert compared > 500
