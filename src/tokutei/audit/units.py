"""The structure of a law text: articles, paragraphs, items, sub-items, appended tables and their rows.

The texts are those of the e-Gov law database in Markdown: an article begins with ``**第…条（…）**``, a paragraph
with a bold full-width number, an item with ``- 一``, a sub-item with ``  - イ``; supplementary provisions (附則)
are blocks under ``## 附則``, appended tables (別表) stand under a bold heading.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from tokutei.audit.figures import kanji

__all__ = ["Body", "Unit", "parse", "sentences", "squeezed"]

_KANJI: Final = "[一二三四五六七八九十百千]+"
_BRANCHED: Final = rf"{_KANJI}(?:の{_KANJI})*"
_ARTICLE: Final = re.compile(rf"\*\*第({_KANJI})条((?:の{_KANJI})*)(（.*?）)?\*\*　?(.*)")
_PARAGRAPH: Final = re.compile(r"\*\*([０-９]{1,4}|[①-⑳㉑-㉟])\*\*　?(.*)")
_ITEM: Final = re.compile(rf"- ({_BRANCHED})　(.*)")
_SUBITEM: Final = re.compile(r"  - ([ア-ンヰヱ])　(.*)")
_RANGE: Final = "(から|及び)"
_ARTICLES: Final = re.compile(
    rf"\*\*第({_KANJI})条((?:の{_KANJI})*){_RANGE}第({_KANJI})条((?:の{_KANJI})*)(?:まで)?(?:（.*?）)?\*\*　?(.*)"
)
_ITEMS: Final = re.compile(rf"- ({_BRANCHED}){_RANGE}({_BRANCHED})(?:まで)?　(.*)")
_SUBITEMS: Final = re.compile(rf"  - ([ア-ンヰヱ]){_RANGE}([ア-ンヰヱ])(?:まで)?　(.*)")
_OTHER_BOLD: Final = re.compile(r"\*\*(?:第|[０-９①-⑳])[^*]*\*\*　?(.*)")
_TABLE: Final = re.compile(rf"\*\*別表(?:第({_BRANCHED}))?(?:（.*?）)?\*\*　?(.*)")
_OTHER_HEADING: Final = re.compile(r"\*\*[^*]+\*\*　?$|#+ ")
_SUPPLEMENT: Final = re.compile(r"## 附則　?(.*)")
_RULER: Final = re.compile(r"\|(?: *:?-+:? *\|)+ *")
_LONGEST: Final = 1000
"""More provisions than any law deletes in one line."""
_IROHA: Final = "イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰノ"

_ARABIC: Final = {kanji(number): str(number) for number in range(1, 1500)}


@dataclass(slots=True)
class Unit:
    """A part of a law that can be cited, with its own words and the parts below it."""

    number: str = ""
    """As citations write it: ``19-15-2``, ``a``, or the first cell of a row."""
    label: str = ""
    """As the text writes it: ``一の二``, ``イ``."""
    caption: str = ""
    """What stands in brackets beside the number of an article."""
    title: str = ""
    """The caption; of an article without one that of the article before, or the heading above."""
    head: str = ""
    """The column heads above a row of a table."""
    words: list[str] = field(default_factory=list)
    parts: dict[str, Unit] = field(default_factory=dict)
    repeated: list[str] = field(default_factory=list)
    """Numbers of parts that stand twice; the first one is kept."""

    def part(self, number: str, label: str = "", words: str = "") -> Unit:
        """Add a part and return it; of a number that stands twice the second is set aside."""
        unit = Unit(number, label, words=[words] if words else [])
        if number in self.parts:
            self.repeated.append(number)
        else:
            self.parts[number] = unit
        return unit

    def own(self) -> str:
        """Return its own words without those of its parts, white space taken out."""
        return squeezed(self.words)

    def said(self) -> str:
        """Return its words with those of all its parts, each after its number, white space taken out."""
        return self.own() + "".join(part.label + part.said() for part in self.parts.values())


@dataclass(slots=True)
class Body:
    """A law text taken apart."""

    main: Unit = field(default_factory=Unit)
    """The articles of the law itself, by number; ``""`` for a law without articles."""
    supplements: list[Unit] = field(default_factory=list)
    """The blocks of supplementary provisions in the order of the text, each with its articles."""
    tables: dict[str, Unit] = field(default_factory=dict)
    """The appended tables by number; ``"0"`` for one without a number, ``"1-2"`` for the second of 別表第一."""
    rows: dict[str, dict[str, Unit]] = field(default_factory=dict)
    """The rows of each of these tables, by their first cell."""
    headings: list[str] = field(default_factory=list)
    """Every article, block, table and form in the order of the text, as it is headed."""
    repeated: list[str] = field(default_factory=list)
    """Tables whose heading stands twice; the first one is kept."""

    @property
    def has_provisions(self) -> bool:
        """Whether the law has articles, several paragraphs, items, or a table; words alone are none."""
        alone = self.main.parts.get("")
        paragraphs = alone.parts if alone else {}
        numbered = len(paragraphs) > 1 or any(one.parts for one in paragraphs.values())
        return any(self.main.parts) or numbered or bool(self.tables)


def squeezed(words: Iterable[str]) -> str:
    """Return words in one line without white space and marks of emphasis.

    Example:
        >>> squeezed(["**１**　申請は、", " 十四日以内に"])
        '１申請は、十四日以内に'
    """
    return "".join("".join(words).replace("**", "").split())


def sentences(words: str) -> tuple[str, ...]:
    """Return the sentences of some words; a full stop in brackets or quotation marks ends none.

    Example:
        >>> sentences("申請する。ただし、（甲。）は、この限りでない。")
        ('申請する。', 'ただし、（甲。）は、この限りでない。')
    """
    found, start, depth = [], 0, 0
    for at, char in enumerate(words):
        if char in "（「":
            depth += 1
        elif char in "）」":
            depth -= 1
        elif char == "。" and depth <= 0:
            found.append(words[start : at + 1])
            start = at + 1
    return (*found, words[start:]) if words[start:] else tuple(found)


def _arabic(branched: str) -> str:
    """Return 十九の二 as ``19-2``; a number that no law has stays as it is."""
    return "-".join(_ARABIC.get(part, part) for part in branched.split("の"))


def _paragraph_number(sign: str) -> str:
    return str(int(sign)) if sign.isdecimal() else str(int(unicodedata.numeric(sign)))


def _letter(kana: str) -> str:
    """Return the letter by which a sub-item is cited; beyond the twenty-sixth its own sign."""
    at = _IROHA.find(kana)
    return chr(ord("a") + at) if at >= 0 else kana


def _span(first: str, joined: str, last: str) -> list[str]:
    """Return the numbers that 三及び四 or 三から五まで name; of branched ones the two ends."""
    if joined == "から" and first.isdecimal() and last.isdecimal():
        return [str(number) for number in range(int(first), min(int(last), int(first) + _LONGEST) + 1)]
    return [first, last]


class _Reader:
    """Takes a text apart line by line; ``unit`` is what the next line without a number belongs to."""

    def __init__(self) -> None:
        self.body = Body()
        self.root = self.body.main
        self.article: Unit | None = None
        self.paragraph: Unit | None = None
        self.item: Unit | None = None
        self.unit: Unit | None = None
        self.table: Unit | None = None
        self.heading = ""

    def line(self, line: str) -> None:
        if not line.strip():
            return
        if found := _SUPPLEMENT.fullmatch(line):
            self._supplement(found[1])
        elif found := _TABLE.fullmatch(line):
            self._begin_table(found[1], found[2])
        elif found := _ARTICLE.match(line):
            self._begin_article(found)
        elif (found := _PARAGRAPH.match(line)) and self.table is None:
            self._begin_paragraph(_paragraph_number(found[1]), found[1], found[2])
        elif _OTHER_HEADING.match(line):
            self._other_heading(line)
        elif line.startswith("**"):
            self._several(line)
        elif self.table is not None or not self._listed(line):
            self._more(line)

    def _listed(self, line: str) -> bool:
        """Read an item or a sub-item, or several that are deleted together; tell whether it was one."""
        if found := _ITEM.match(line):
            self.item = self.unit = self._open_paragraph().part(_arabic(found[1]), found[1], found[2])
        elif (found := _SUBITEM.match(line)) and self.item is not None:
            self.unit = self.item.part(_letter(found[1]), found[1], found[2])
        elif found := _ITEMS.match(line):
            for number in _span(_arabic(found[1]), found[2], _arabic(found[3])):
                self.item = self.unit = self._open_paragraph().part(number, number, found[4])
        elif (found := _SUBITEMS.match(line)) and self.item is not None:
            for kana in (found[1], found[3]):
                self.unit = self.item.part(_letter(kana), kana, found[4])
        else:
            return False
        return True

    def _several(self, line: str) -> None:
        """Read articles that are deleted together, or what else is bold and belongs to nothing before it."""
        if found := _ARTICLES.match(line):
            self._leave()
            first, last = _arabic(found[1] + found[2]), _arabic(found[4] + found[5])
            for number in _span(first, found[3], last):
                self.article = self.root.part(number, f"第{number}条")
                self._begin_paragraph("1", "", found[6])
            self.body.headings.append(f"第{first}条{found[3]}第{last}条")
        elif (found := _OTHER_BOLD.match(line)) and self.article is not None:
            label = squeezed([line.split("**")[1]])
            self.item = None
            self.paragraph = self.unit = self.article.part(label, label, found[1])
        else:
            self._more(line)

    def _leave(self) -> None:
        self.article = self.paragraph = self.item = self.unit = self.table = None

    def _supplement(self, words: str) -> None:
        self._leave()
        self.root = Unit(str(len(self.body.supplements)), caption="附則")
        self.body.supplements.append(self.root)
        self.body.headings.append("附則")
        self.heading = ""
        if words:
            self._more(words)

    def _begin_table(self, number: str | None, words: str) -> None:
        self._leave()
        self.root = Unit()  # what follows the tables belongs to no provision
        table = Unit(_arabic(number) if number else "0", caption="別表" + (f"第{number}" if number else ""))
        if words:
            table.words.append(words)
        if table.number in self.body.tables:
            self.body.repeated.append(table.caption)
            self.table = table
        else:
            self.table = self.body.tables[table.number] = table
        self.body.headings.append(table.caption)

    def _begin_article(self, found: re.Match[str]) -> None:
        self._leave()
        label = f"第{found[1]}条{found[2]}"
        self.article = self.root.part(_arabic(found[1] + found[2]), label)
        self.article.caption = (found[3] or "").strip("（）")
        self.article.title = self.heading = self.article.caption or self.heading
        self.body.headings.append(label)
        self._begin_paragraph("1", "", found[4])

    def _begin_paragraph(self, number: str, label: str, words: str) -> None:
        self.table = self.item = None
        if self.article is None:
            self.article = self.root.parts.get("") or self.root.part("")
        self.paragraph = self.unit = self.article.part(number, label, words)

    def _open_paragraph(self) -> Unit:
        if self.paragraph is None:
            self._begin_paragraph("1", "", "")
        assert self.paragraph is not None  # noqa: S101 - just begun
        return self.paragraph

    def _other_heading(self, line: str) -> None:
        """A chapter, or a form, whose picture the texts do not have."""
        self._leave()
        said = squeezed([line.lstrip("# ")])
        if line.startswith("#"):
            self.heading = said
        else:
            self.body.headings.append(said)

    def _more(self, line: str) -> None:
        """A line without a number of its own, or a point of a sub-item: it belongs to what was begun last."""
        line = line.strip().removeprefix("- ")
        if self.table is not None:
            self.table.words.append(line)
        elif self.unit is not None:
            self.unit.words.append(line)
        else:
            self._open_paragraph().words.append(line)


def _cells(line: str) -> list[str]:
    return [squeezed([cell]) for cell in line.strip().strip("|").split("|")]


def _blocks(lines: list[str]) -> Iterator[list[str]]:
    """Yield the lines of each table that stands under one heading: from its column heads to the next ones."""
    starts = [at - 1 for at, line in enumerate(lines) if at and _RULER.fullmatch(line)]
    for start, end in pairwise([*starts, len(lines)]):
        yield lines[start:end]


def _rows(block: list[str]) -> dict[str, Unit]:
    """Return the rows by first cell; lines with the same first cell, or with none, are one row."""
    rows: dict[str, Unit] = {}
    head = "|".join(_cells(block[0]))
    first = ""
    for line in block[2:]:
        if not line.startswith("|"):
            continue
        cells = _cells(line)
        first = cells[0] or first
        row = rows.setdefault(first, Unit(first, head=head))
        row.words.append("|".join(cells))
    return rows


def _fill_tables(body: Body) -> None:
    """Read the rows of every table; those under one heading are numbered, too."""
    if not body.tables and "" in body.main.parts:  # a law whose body is a table
        (*_, paragraph) = body.main.parts[""].parts.values()
        if any(map(_RULER.fullmatch, paragraph.words)):
            body.tables["0"] = Unit("0", caption="表", words=paragraph.words)
    for number, table in list(body.tables.items()):
        blocks = list(_blocks(table.words))
        table.words = [line for line in table.words if not _RULER.fullmatch(line)]
        body.rows[number] = {}
        for at, block in enumerate(blocks, start=1):
            rows = _rows(block)
            for first, row in rows.items():
                body.rows[number].setdefault(first, row)
            part = f"{number}-{at}"
            if len(blocks) > 1 and part not in body.tables:
                body.tables[part] = Unit(part, caption=table.caption, words=[block[0], *block[2:]])
                body.rows[part] = rows


def parse(text: str) -> Body:
    """Return a law text taken apart: what stands after its front matter."""
    reader = _Reader()
    for line in text.splitlines():
        reader.line(line)
    _fill_tables(reader.body)
    return reader.body
