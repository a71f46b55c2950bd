"""Where a citation leads in a law text, and the digest by which a change of its words is noticed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Final

from tokutei.audit.texts import LawText
from tokutei.audit.units import Body, Unit, sentences
from tokutei.law import Citation

__all__ = ["Blocks", "Found", "digest", "find", "is_exact", "places"]

Blocks = Mapping[tuple[str, str], int]
"""Which block of supplementary provisions of a law belongs to which amending law."""

_DIGITS: Final = 16
_PROVISO: Final = "ただし、"
_DELETED: Final = "削除"
_PAIR: Final = 2
_NUMBER: Final = re.compile("[0-9]+(?:-[0-9]+)*|[a-z]?")
_ROW: Final = re.compile("[^:?#]+")


@dataclass(frozen=True, slots=True)
class Found:
    """The unit that a citation names, with what stands over it and around it."""

    words: str
    """What the unit says, without white space and without its own number."""
    chapeau: str
    """The words that introduce it: those of its paragraph and item, or the column heads of a table."""
    over: Unit
    """The whole article or table that it stands in."""
    title: str
    """The caption of its article, or the heading of the table."""

    @property
    def is_deleted(self) -> bool:
        """Whether the place is kept and its words are gone (削除)."""
        return self.words.rpartition("|")[2].strip("（）。") == _DELETED

    @property
    def around(self) -> str:
        """The whole article with its caption, or the whole table."""
        return self.over.caption + self.over.said()

    def digest(self) -> str:
        """Return the digest of the unit with the words that introduce it."""
        return digest(f"{self.chapeau}\n{self.words}")

    def digests(self) -> tuple[str, str]:
        """Return the digests of the unit with its chapeau, and of the whole around it."""
        return self.digest(), digest(self.around)


def digest(words: str) -> str:
    """Return the first sixteen hexadecimal digits of the SHA-256 of some words."""
    return sha256(words.encode("utf-8")).hexdigest()[:_DIGITS]


def find(text: LawText, cite: Citation, blocks: Blocks) -> Found | None:
    """Return what a citation names in a text of its law; ``None`` if the text has no such place.

    A paragraph that is left out is the first one where an item is named, else the whole article is meant.
    """
    if cite.table:
        return _in_table(text.body, cite)
    root = _root(text.body, cite, blocks)
    if root is None or not cite.article:
        return Found(root.said(), "", root, text.title or root.caption) if root else None
    article = root.parts.get(cite.article)
    return _in_article(article, cite, article.title or text.title) if article else None


def _in_article(article: Unit, cite: Citation, title: str) -> Found | None:
    if not (cite.paragraph or cite.item or cite.sentence):
        return Found(article.said(), "", article, title)
    way = _way(article, cite)
    if not way:
        return None
    *over, unit = way
    words = _sentence(unit, cite.sentence) if cite.sentence else unit.said()
    return Found(words, "".join(one.own() for one in over), article, title) if words else None


def _way(article: Unit, cite: Citation) -> list[Unit]:
    """Return the paragraph, item and sub-item that a citation goes through; nothing if one is not there."""
    way = [article]
    for number in filter(None, (cite.paragraph or "1", cite.item, cite.subitem)):
        below = way[-1].parts.get(number)
        if below is None:
            return []
        way.append(below)
    return way[1:]


def is_exact(text: LawText, cite: Citation, blocks: Blocks) -> bool:
    """Tell whether a citation names its place as it is cited.

    An article of one paragraph is cited without the paragraph, one of several never, where an item is named.
    """
    root = None if cite.table else _root(text.body, cite, blocks)
    article = root.parts.get(cite.article) if root else None
    if article is None:
        return find(text, cite, blocks) is not None
    several = len(article.parts) > 1
    if (cite.paragraph == "1" and not several) or (not cite.paragraph and cite.item and several):
        return False
    way = _way(article, cite)
    return bool(way) and _is_exact_sentence(way[-1], cite.sentence) and find(text, cite, blocks) is not None


def _root(body: Body, cite: Citation, blocks: Blocks) -> Unit | None:
    if not cite.amending:
        return body.main
    at = blocks.get((cite.law, cite.amending))
    return body.supplements[at] if at is not None and at < len(body.supplements) else None


def _in_table(body: Body, cite: Citation) -> Found | None:
    table = body.tables.get(cite.table)
    if table is None:
        return None
    if not cite.row:
        return Found(table.own(), "", table, table.caption)
    row = body.rows[cite.table].get(cite.row)
    return Found(row.own(), row.head, table, table.caption) if row else None


def _sentences(unit: Unit) -> tuple[list[str], list[str]]:
    """Return the sentences of a unit, and those that begin with ただし."""
    said = sentences(unit.own())
    provisos = [one for one in said if one.startswith(_PROVISO)]
    return [one for one in said if not one.startswith(_PROVISO)], provisos


def _sentence(unit: Unit, which: str) -> str:
    """Return one sentence of a unit; the parts of the unit belong to its first one.

    A change that adds or takes away another sentence leaves it what it was.
    """
    others, provisos = _sentences(unit)
    below = unit.said().removeprefix(unit.own())
    found = {
        "proviso": "".join(provisos),
        "main": "".join(others) + below,
        "first": others[0] + below if others else "",
        "second": others[1] if len(others) > 1 else "",
    }
    return found[which]


def _is_exact_sentence(unit: Unit, which: str) -> bool:
    """Tell whether a sentence is called by its name: 前段 and 後段 are two, 本文 stands before a ただし書."""
    others, provisos = _sentences(unit)
    return not which or (bool(provisos) if which in {"main", "proviso"} else len(others) == _PAIR)


def places(text: LawText, blocks: Blocks, sentence: str = "") -> Iterator[Citation]:
    """Yield every place of a text as it is cited, or of a kind of sentence: where words may have moved to.

    What no citation can name, such as an item with a number that no law has, is left out.
    """
    whole = Citation(text.law, as_of=text.as_of)
    tables = text.body.tables
    for number, rows in text.body.rows.items():
        if not _NUMBER.fullmatch(number):
            continue
        first = tables.get(f"{number}-1")
        if first is not None and first.caption == tables[number].caption:
            continue  # its rows are those of its parts
        yield replace(whole, table=number)
        yield from (replace(whole, table=number, row=row) for row in rows if _ROW.fullmatch(row))
    roots = [(whole, text.body.main)]
    for (law, amending), at in blocks.items():
        if law == text.law and at < len(text.body.supplements):
            roots.append((Citation(law, amending=amending), text.body.supplements[at]))
    for cite, root in roots:
        for article in _citable(root):
            if article.number:
                yield from _below(replace(cite, article=article.number, sentence=sentence), article)


def _citable(unit: Unit) -> Iterator[Unit]:
    """Yield the parts of a unit that a citation can name."""
    yield from (part for part in unit.parts.values() if _NUMBER.fullmatch(part.number))


def _below(here: Citation, article: Unit) -> Iterator[Citation]:
    """Yield an article and the places below it, each as it is cited."""
    several = len(article.parts) > 1
    if not (several and here.sentence):
        yield here
    for paragraph in _citable(article):
        at = replace(here, paragraph=paragraph.number) if several else here
        if several:
            yield at
        for item in _citable(paragraph):
            of_item = replace(at, item=item.number)
            yield of_item
            yield from (replace(of_item, subitem=below.number) for below in _citable(item))
