"""The law texts beside the checkout, cut into articles, paragraphs, items and sub-items."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Final

from tokutei.law import Citation

LAW: Final = Path(__file__).resolve().parents[3] / "shared" / "law"

_DIGITS: Final = "〇一二三四五六七八九"
_UNITS: Final = ((10_000, "万"), (1000, "千"), (100, "百"), (10, "十"))
_KANJI: Final = r"[一二三四五六七八九十百千]+"
_ARTICLE: Final = re.compile(rf"\*\*第({_KANJI})条((?:の{_KANJI})*)(?:（.*?）)?\*\*　?(.*)")
_PARAGRAPH: Final = re.compile(r"\*\*([０-９]+|[①-⑳])\*\*　?(.*)")
_ITEM: Final = re.compile(rf"- ({_KANJI}(?:の{_KANJI})*)　(.*)")
_SUBITEM: Final = re.compile(r"  - ([イロハニホヘトチリヌルヲワカヨタレソツネナラム])　(.*)")
_IROHA: Final = "イロハニホヘトチリヌルヲワカヨタレソツネナラム"

Place = tuple[str, str, str, str]
"""Article, paragraph, item and sub-item, each as citations write it or empty."""


def kanji(number: int) -> str:
    """Return a number as laws write it: 千九百, 一万, 十四."""
    said = ""
    for value, sign in _UNITS:
        count, number = divmod(number, value)
        if count:
            said += ("" if count == 1 and value < 10_000 else kanji(count)) + sign
    return said + (_DIGITS[number] if number or not said else "")


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


def _row(whole: str, cite: Citation) -> str:
    """Return the lines of an appended table, or those of the row that is cited."""
    head = "別表第" + "の".join(kanji(int(number)) for number in cite.table.split("-"))
    block = re.search(
        rf"^\*\*{head}(?!の)(?:（.*?）)?\*\*(.*?)(?=^\*\*別表|\Z)", whole, re.DOTALL | re.MULTILINE
    )
    lines = block[1].splitlines() if block else []
    return "\n".join(line for line in lines if not cite.row or line.startswith(f"| {cite.row} |"))


def words_of(cite: Citation) -> str:
    """Return the words of a provision with all its parts; nothing when the text has no such provision.

    A paragraph that is left out means that the article has only one.
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
    wanted = (cite.article, cite.paragraph or ("1" if cite.item else ""), cite.item, cite.subitem)
    return "\n".join(
        words
        for place, words in found.items()
        if all(not want or want == have for want, have in zip(wanted, place, strict=True))
    )
