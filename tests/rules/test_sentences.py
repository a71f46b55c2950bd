"""Provisions of several sentences: which is meant is said, or that all of them are, and why."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from types import MappingProxyType
from typing import Final

import pytest

import tokutei
from tests.rules.law_texts import at_hand, own_words, sentence_of, sentences, words_of
from tests.rules.test_rule_tables import CITED
from tokutei.law import Citation

PACKAGE: Final = Path(tokutei.__file__).parent
NOTATION: Final = re.compile(r'"([0-9]{3}[0-9A-Z]{12}(?:@[0-9A-Z-]+)?:[0-9][^"{ ]*)"')

_WHOLE: Final = {
    "what is shown, and what is handed in where it cannot be shown": (
        "356M50000010054:19:2",
        "356M50000010054:19-9:2",
        "356M50000010054:19-11:2",
        "356M50000010054:19-14-5:2",
        "356M50000010054:20:4",
        "356M50000010054:21-3:4",
        "356M50000010054:21-4:3",
        "356M50000010054:24:4",
        "356M50000010054:29:2",
        "423M60000010044:7:2",
        "423M60000010044:9:2",
        "423M60000010044:18:2",
        "508M60000018001:2:2",
        "508M60000018002:2:2",
    ),
    "what everybody shows, and what those with a permission show besides": ("356M50000010054:19-4:2",),
    "the list of papers is the main clause, what is spared of it the proviso": (
        "508M60004018001:3",
        "508M60004018002:3",
    ),
    "one sentence applies other provisions, the other fits them to the matter": (
        "326CO0000000319:19-15-2:10",
        "356M50000010054:19-12:3",
        "403AC0000000071:16-2:14",
        "403AC0000000071:16-3:6",
        "423M60000010044:9:3",
        "423M60000010044:10:3",
        "326CO0000000319:22-2:3",
        "326CO0000000319:22-2:4",
        "326CO0000000319:22-3",
    ),
    "the permission is given or taken away, and noted on the card or struck out": (
        "356M50000010054:19:4",
        "356M50000010054:19:6",
    ),
    "the mayor gives the card, and has checked who it is": ("425AC0000000027:17:1",),
    "an ordinance sets the periods; only some statuses may have more than five years, or no end": (
        "326CO0000000319:2-2:3",
    ),
    "the decision is told, and told by handing over the card": (
        "326CO0000000319:20:4",
        "326CO0000000319:22:3",
        "326CO0000000319:61-2-2:2",
    ),
    "the municipality confirms, and tells that it did": ("425AC0000000027:18-5:4",),
    "whose card has a photograph, and which one it is": ("356M50000010054@2026-06-13:19-6:6",),
    "a period ends before the day that corresponds, or with the month that has none": (
        "129AC0000000089:143:2",
    ),
    "who hands in no photograph, unless one is wanted": (
        "356M50000010054:19-9:3",
        "356M50000010054:22:2",
        "423M60000010044:1:2",
        "508M60000018001:2:3",
        "508M60000018002:2:3",
    ),
    "a permission, and the conditions that it may have": ("326CO0000000319:19:2",),
    "a question is open about both": (
        "342AC0000000081:24-2:1",
        "425AC0000000027:17:8",
    ),
}
WHOLE: Final = MappingProxyType({text: reason for reason, texts in _WHOLE.items() for text in texts})
"""Citations of provisions of several sentences all of which are meant, with the reason."""


def named_in_modules() -> Iterator[Citation]:
    """Every provision that a module of the package names as a constant text."""
    for path in PACKAGE.rglob("*.py"):
        for notation in NOTATION.findall(path.read_text("utf-8")):
            yield Citation.parse(notation)


@pytest.mark.shared
def test_a_provision_of_several_sentences_is_cited_by_sentence_or_meant_as_a_whole() -> None:
    whole = {
        str(cite)
        for cite in {*(cite for _, cite in CITED), *named_in_modules()}
        if cite.article and not cite.sentence and at_hand(cite) and len(sentences(own_words(cite))) > 1
    }
    assert whole == set(WHOLE)


def test_no_citation_is_given_two_reasons() -> None:
    assert len(WHOLE) == sum(map(len, _WHOLE.values()))
    assert [text for text in WHOLE if str(Citation.parse(text)) != text] == []


ORDERED: Final = "申請しなければならない。ただし、急ぐ場合（夜間を除く。）は、この限りでない。"


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("", []),
        ("とおりとする", ["とおりとする"]),
        ("届け出る。この場合において、提示する。", ["届け出る。", "この場合において、提示する。"]),
        ("届出（変更を除く。以下同じ。）をする。", ["届出（変更を除く。以下同じ。）をする。"]),
        (
            "「届出」とあるのは「申請。」と読み替える。適用する。",
            ["「届出」とあるのは「申請。」と読み替える。", "適用する。"],
        ),
        ("次の表による。区分期間永住者十年", ["次の表による。区分期間永住者十年"]),
    ],
)
def test_sentences_end_where_laws_end_them(words: str, found: list[str]) -> None:
    assert sentences(words) == found


@pytest.mark.parametrize(
    ("words", "sentence", "found"),
    [
        (ORDERED, "main", "申請しなければならない。"),
        (ORDERED, "proviso", "ただし、急ぐ場合（夜間を除く。）は、この限りでない。"),
        (ORDERED, "first", ""),
        ("甲。乙。", "first", "甲。"),
        ("甲。乙。", "second", "乙。"),
        ("甲。乙。", "main", ""),
        ("甲。乙。ただし、丙。", "second", "乙。"),
        ("甲。乙。ただし、丙。", "main", "甲。乙。"),
        ("甲。乙。丙。", "second", ""),
        ("甲。", "first", ""),
    ],
)
def test_a_sentence_is_found_by_its_place(words: str, sentence: str, found: str) -> None:
    assert sentence_of(words, sentence) == found


@pytest.mark.shared
@pytest.mark.parametrize(
    ("notation", "begins", "ends"),
    [
        ("326CO0000000319:20:4#first", "法務大臣は", "通知させるものとする。"),
        ("326CO0000000319:20:4#second", "この場合において", "在留期間の記載"),
        ("508M60004018001:3#main", "法第六十一条の八の三第二項", "適当と認める書類"),
        ("508M60004018001:3#proviso", "ただし、当該代理人等が", "提示することを要しない。"),
    ],
)
def test_items_go_with_the_sentence_that_introduces_them(notation: str, begins: str, ends: str) -> None:
    words = words_of(Citation.parse(notation))
    assert words.startswith(begins)
    assert words.endswith(ends)


@pytest.mark.shared
@pytest.mark.parametrize(
    "notation",
    [
        "326CO0000000319:19-13:1#main",
        "326CO0000000319:19-13#first",  # a sentence is one of a paragraph
        "326CO0000000319:20:2#first",
        "326CO0000000319:19-12:1#first",
        "326CO0000000319:19-15-2:5#second",
    ],
)
def test_sentences_that_no_law_has_are_found_out(notation: str) -> None:
    assert words_of(Citation.parse(notation)) == ""


@pytest.mark.shared
def test_a_table_without_a_number() -> None:
    assert "富山市" in words_of(Citation.parse("431M60000010027:T0:名古屋出入国在留管理局富山出張所"))
    assert words_of(Citation.parse("431M60000010027:T0:名古屋出入国在留管理局")) == ""
    assert "申請人" in words_of(Citation.parse("402M50000010016:T0"))
    assert words_of(Citation.parse("356M50000010054:T0")) == ""  # all are numbered
