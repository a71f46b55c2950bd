"""Where a citation leads in a law text, and the digest by which a change of its words is noticed."""

from __future__ import annotations

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


@dataclass(frozen=True, slots=True)
class Found:
    """The unit that a citation names, with what stands over it and around it."""

    words: str
    """What the unit says, without white space and without its own number."""
    chapeau: str
    """The words that introduce it: those of its paragraph and item, or the column heads of a table."""
    around: str
    """The whole article with its caption, or the whole table."""
    title: str
    """The caption of its article, or the heading of the table."""

    @property
    def is_deleted(self) -> bool:
        """Whether the place is kept and its words are gone (削除)."""
        return self.words == _DELETED

    def digests(self) -> tuple[str, str]:
        """Return the digests of the unit with its chapeau, and of the whole around it."""
        return digest(f"{self.chapeau}\n{self.words}"), digest(self.around)


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
        return Found(root.said(), "", root.said(), text.title or root.caption) if root else None
    article = root.parts.get(cite.article)
    return _in_article(article, cite, article.title or text.title) if article else None


def _in_article(article: Unit, cite: Citation, title: str) -> Found | None:
    around = article.caption + article.said()
    if not (cite.paragraph or cite.item or cite.sentence):
        return Found(article.said(), "", around, title)
    way = _way(article, cite)
    if not way:
        return None
    *over, unit = way
    words = _sentence(unit, cite.sentence) if cite.sentence else unit.said()
    return Found(words, "".join(one.own() for one in over), around, title) if words else None


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
    return find(text, cite, blocks) is not None


def _root(body: Body, cite: Citation, blocks: Blocks) -> Unit | None:
    if not cite.amending:
        return body.main
    at = blocks.get((cite.law, cite.amending))
    return body.supplements[at] if at is not None and at < len(body.supplements) else None


def _in_table(body: Body, cite: Citation) -> Found | None:
    table = body.tables.get(cite.table)
    if table is None:
        return None
    whole = table.own()
    if not cite.row:
        return Found(whole, "", whole, table.caption)
    row = body.rows[cite.table].get(cite.row)
    return Found(row.own(), row.head, whole, table.caption) if row else None


def _sentence(unit: Unit, which: str) -> str:
    """Return one sentence of a unit; the parts of the unit belong to its first one."""
    said = sentences(unit.own())
    provisos = [one for one in said if one.startswith(_PROVISO)]
    others = [one for one in said if not one.startswith(_PROVISO)]
    below = unit.said().removeprefix(unit.own())
    pair = others if len(others) == 2 else ["", ""]
    found = {
        "proviso": "".join(provisos),
        "main": "".join(others) + below if provisos else "",
        "first": pair[0] + below if pair[0] else "",
        "second": pair[1],
    }
    return found[which]


def places(text: LawText, blocks: Blocks, sentence: str = "") -> Iterator[Citation]:
    """Yield every place of a text as it is cited, or of a kind of sentence: where words may have moved to."""
    whole = Citation(text.law, as_of=text.as_of)
    tables = text.body.tables
    for number, rows in text.body.rows.items():
        first = tables.get(f"{number}-1")
        if first is not None and first.caption == tables[number].caption:
            continue  # its rows are those of its parts
        yield replace(whole, table=number)
        yield from (replace(whole, table=number, row=row) for row in rows)
    roots = [(whole, text.body.main)]
    for (law, amending), at in blocks.items():
        if law == text.law and at < len(text.body.supplements):
            roots.append((Citation(law, amending=amending), text.body.supplements[at]))
    for cite, root in roots:
        for article in filter(lambda one: one.number, root.parts.values()):
            yield from _below(replace(cite, article=article.number, sentence=sentence), article)


def _below(here: Citation, article: Unit) -> Iterator[Citation]:
    """Yield an article and the places below it, each as it is cited."""
    several = len(article.parts) > 1
    if not (several and here.sentence):
        yield here
    for paragraph in article.parts.values():
        at = replace(here, paragraph=paragraph.number) if several else here
        if several:
            yield at
        for item in paragraph.parts.values():
            of_item = replace(at, item=item.number)
            yield of_item
            yield from (replace(of_item, subitem=below.number) for below in item.parts.values())
