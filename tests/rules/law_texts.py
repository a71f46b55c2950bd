"""The law texts beside the checkout, cut into articles, paragraphs, items and sub-items."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Final

from tokutei.audit.figures import kanji
from tokutei.law import Citation

LAW: Final = Path(__file__).resolve().parents[3] / "shared" / "law"

_KANJI: Final = r"[一二三四五六七八九十百千]+"
_ARTICLE: Final = re.compile(rf"\*\*第({_KANJI})条((?:の{_KANJI})*)(?:（.*?）)?\*\*　?(.*)")
_PARAGRAPH: Final = re.compile(r"\*\*([０-９]+|[①-⑳])\*\*　?(.*)")
_ITEM: Final = re.compile(rf"- ({_KANJI}(?:の{_KANJI})*)　(.*)")
_SUBITEM: Final = re.compile(r"  - ([イロハニホヘトチリヌルヲワカヨタレソツネナラム])　(.*)")
_INTRODUCES: Final = re.compile("次の(?!表)|次に掲げる")
_IROHA: Final = "イロハニホヘトチリヌルヲワカヨタレソツネナラム"

Place = tuple[str, str, str, str]
"""Article, paragraph, item and sub-item, each as citations write it or empty."""


_ARABIC: Final = {kanji(number): str(number) for number in range(1, 1200)}


def _number(head: str, branches: str = "") -> str:
    return "-".join(_ARABIC[one] for one in (head, *branches.split("の")[1:]))


@cache
def block_of(law: str, amending: str) -> int:
    """Return which block of supplementary provisions belongs to an amending law."""
    with (LAW / "supplements.csv").open(encoding="utf-8", newline="") as rows:
        (found,) = (
            int(row["block"])
            for row in csv.DictReader(rows)
            if (row["law_id"], row["amending_law_id"]) == (law, amending)
        )
    return found


def path_of(law: str, as_of: date | None) -> Path:
    """Return the file of a law, in the text of a day if that is at hand."""
    return LAW / (f"{law}@{as_of.isoformat()}.md" if as_of else f"{law}.md")


def _places(lines: list[str]) -> Iterator[tuple[Place, str]]:
    article = paragraph = item = ""
    for line in lines:
        if found := _ARTICLE.match(line):
            article, paragraph, item = _number(found[1], found[2]), "1", ""
            yield (article, "1", "", ""), found[3]
        elif found := _PARAGRAPH.match(line):
            sign = found[1]
            number = ord(sign) - ord("①") + 1 if "①" <= sign <= "⑳" else int(sign)
            paragraph, item = str(number), ""
            yield (article, paragraph, "", ""), found[2]
        elif found := _ITEM.match(line):
            head, _, branches = found[1].partition("の")
            item = _number(head, f"の{branches}" if branches else "")
            yield (article, paragraph, item, ""), found[2]
        elif found := _SUBITEM.match(line):
            yield (article, paragraph, item, chr(ord("a") + _IROHA.index(found[1]))), found[2]


@cache
def places(law: str, as_of: date | None = None, amending: str = "") -> dict[Place, str]:
    """Return every unit of a law, or of the supplementary provisions of an amending law, with its own words."""
    main, *supplements = re.split(r"^## 附則$", path_of(law, as_of).read_text("utf-8"), flags=re.MULTILINE)
    text = supplements[block_of(law, amending)] if amending else main
    found: dict[Place, str] = {}
    for place, words in _places(text.splitlines()):
        found.setdefault(place, words)
    return found


def sentences(words: str) -> list[str]:
    """Return the sentences of a unit's own words; a full stop within brackets or quotation marks ends none.

    What follows the last full stop is no sentence of its own but the cells of a table that it introduces.
    """
    found, depth = [""], 0
    for sign in words:
        depth += (sign in "（「") - (sign in "）」")
        found[-1] += sign
        if sign == "。" and not depth:
            found.append("")
    *whole, rest = found
    return [*whole[:-1], whole[-1] + rest] if whole else [one for one in (rest,) if one]


def sentence_of(words: str, sentence: str) -> str:
    """Return the sentence of a unit's own words that a citation names; nothing when it has no such one."""
    provisos = [one for one in sentences(words) if one.startswith("ただし、")]
    others = [one for one in sentences(words) if not one.startswith("ただし、")]
    if sentence == "proviso":
        return "".join(provisos)
    if sentence == "main":
        return "".join(others) if provisos else ""
    return others[("first", "second").index(sentence)] if len(others) == 2 else ""


def _introducing(words: str) -> str:
    """Return the sentence of a unit's own words that its parts belong to."""
    own = sentences(words)
    return next((one for one in own if _INTRODUCES.search(one)), own[0])


def _unnumbered(whole: str) -> list[str]:
    """Return the lines of a law's only table; none where it has no table or several."""
    if found := re.findall(r"^\*\*別表(?:（.*?）)?\*\*$(.*?)(?=^##|\Z)", whole, re.DOTALL | re.MULTILINE):
        return [line for block in found for line in block.splitlines()]
    body = re.split(r"^## 附則$", whole, flags=re.MULTILINE)[0]
    found = re.findall(r"(?:^\|.*\n)+", body, re.MULTILINE)
    return found[0].splitlines() if len(found) == 1 else []


def _row(whole: str, cite: Citation) -> str:
    """Return the lines of an appended table, or those of the row that is cited."""
    if cite.table == "0":
        lines = _unnumbered(whole)
    else:
        head = "別表第" + "の".join(kanji(int(number)) for number in cite.table.split("-"))
        block = re.search(
            rf"^\*\*{head}(?!の)(?:（.*?）)?\*\*(.*?)(?=^\*\*別表|\Z)", whole, re.DOTALL | re.MULTILINE
        )
        lines = block[1].splitlines() if block else []
    return "\n".join(line for line in lines if not cite.row or line.startswith(f"| {cite.row} |"))


def words_of(cite: Citation) -> str:
    """Return the words of a provision with all its parts; nothing when the text has no such provision.

    A paragraph that is left out means that the article has only one. Items belong to the sentence that
    introduces them.
    """
    whole = path_of(cite.law, cite.as_of).read_text("utf-8")
    if cite.table:
        return _row(whole, cite)
    if not cite.article:
        return whole
    found = places(cite.law, cite.as_of, cite.amending)
    paragraphs = {place[1] for place in found if place[0] == cite.article}
    if (cite.item and not cite.paragraph and paragraphs != {"1"}) or cite.paragraph == "1" == "".join(
        paragraphs
    ):
        return ""
    if cite.sentence and not cite.paragraph and paragraphs != {"1"}:
        return ""
    wanted = (cite.article, cite.paragraph or ("1" if cite.item else ""), cite.item, cite.subitem)
    units = [
        words
        for place, words in found.items()
        if all(not want or want == have for want, have in zip(wanted, place, strict=True))
    ]
    if cite.sentence and units:
        own = sentence_of(units[0], cite.sentence)
        units = [own, *units[1:]] if own and _introducing(units[0]) in own else [own]
    return "\n".join(units)


def own_words(cite: Citation) -> str:
    """Return the words of a paragraph or item without its parts; nothing for an article of several paragraphs."""
    found = places(cite.law, cite.as_of, cite.amending)
    alone = {place[1] for place in found if place[0] == cite.article} == {"1"}
    paragraph = cite.paragraph or ("1" if alone else "")
    return found.get((cite.article, paragraph, cite.item, cite.subitem), "")


def at_hand(cite: Citation) -> bool:
    """Tell whether the words of a provision stand in the law texts beside the checkout."""
    return path_of(cite.law, cite.as_of).is_file() and bool(words_of(cite).strip())
