"""The table of provisions: every unit of a law that something here rests on, with the digest of its words.

``data/provisions.csv`` has one row a citation, ``data/law_texts.csv`` one row a text that was read. Both are made
from a folder of law texts by ``python -m tokutei.audit provisions``.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Final

from tokutei import data
from tokutei.audit.resolving import Blocks, digest, find, is_exact, places
from tokutei.audit.texts import SUPPLEMENTS, Folder, LawText, TextKey, read_supplements
from tokutei.data import read_csv
from tokutei.errors import TableError
from tokutei.law import Citation

__all__ = [
    "KnownText",
    "Provision",
    "Unresolved",
    "block_digests",
    "blocks",
    "index",
    "is_shorter",
    "known_texts",
    "make",
    "provisions",
    "provisions_csv",
    "text_of",
    "texts_csv",
]


@dataclass(frozen=True, slots=True)
class Provision:
    """One cited unit of a law: a sentence, an item with its chapeau, a row of an appended table, an article."""

    cite: Citation
    title: str
    """In Japanese: the caption of its article, or the heading of its table; empty for a text not at hand."""
    unit: str
    """Digest of its words with those that introduce it; empty for a text not at hand."""
    whole: str
    """Digest of the whole article with its caption, or of the whole table."""
    as_of: date | None
    """The day whose text is meant: that of the citation, else the day from which the text read holds."""
    checked_on: date | None
    """The day on which the words were last compared with the text; ``None`` for a text not at hand."""
    twins: tuple[Citation, ...] = ()
    """Other places of the same law that say the same."""

    @property
    def is_seen(self) -> bool:
        """Whether the text was at hand."""
        return bool(self.unit)


@dataclass(frozen=True, slots=True)
class KnownText:
    """A law text as it was when the table was made: by it a text that was cut off is noticed."""

    law: str
    as_of: date | None
    title: str
    enforced: date | None
    lines: int
    """How many lines that are not blank it has."""
    last: str
    """Digest of the last of them."""
    blocks: tuple[str, ...]
    """Digests of its supplementary provisions, block by block, where an amending law's are cited."""


@dataclass(frozen=True, slots=True)
class Unresolved:
    """A citation that leads nowhere, or is not written as the law is built."""

    cite: Citation
    reason: str
    """``no_text``, ``no_place``, ``not_exact`` or, for a text that is at hand after all, ``at_hand``."""


_COLUMNS: Final = (
    "cite",
    "law",
    "amending",
    "article",
    "paragraph",
    "item",
    "subitem",
    "sentence",
    "table",
    "row",
    "title",
    "text",
    "unit",
    "whole",
    "as_of",
    "checked_on",
    "twins",
)
_TEXT_COLUMNS: Final = ("law", "as_of", "title", "enforced", "lines", "last", "blocks")
_TABLE: Final = "provisions.csv"
_TEXTS: Final = "law_texts.csv"


def text_of(cite: Citation) -> TextKey:
    """Return which text a citation is looked up in."""
    return cite.law, cite.as_of


@cache
def provisions() -> Mapping[Citation, Provision]:
    """Return every cited unit by its citation.

    Example:
        >>> provisions()[Citation.parse("326CO0000000319:19-12:1")].title
        '紛失等による在留カードの再交付'
    """
    found = {}
    for number, row in enumerate(read_csv(_TABLE), start=2):
        try:
            one = _provision(row)
        except (KeyError, ValueError) as error:
            raise TableError(_TABLE, type(error).__name__, number) from None
        found[one.cite] = one
    return MappingProxyType(found)


def _provision(row: Mapping[str, str]) -> Provision:
    return Provision(
        Citation.parse(row["cite"]),
        row["title"],
        row["unit"],
        row["whole"],
        _day(row["as_of"]),
        _day(row["checked_on"]),
        tuple(Citation.parse(cite) for cite in row["twins"].split()),
    )


def _day(cell: str) -> date | None:
    return date.fromisoformat(cell) if cell else None


@cache
def known_texts() -> Mapping[TextKey, KnownText]:
    """Return every text that the table was made from, by law and day."""
    found = {}
    for number, row in enumerate(read_csv(_TEXTS), start=2):
        try:
            as_of, enforced = _day(row["as_of"]), _day(row["enforced"])
            lines = int(row["lines"])
        except (KeyError, ValueError) as error:
            raise TableError(_TEXTS, type(error).__name__, number) from None
        law, title, last, of_blocks = (row[name] for name in ("law", "title", "last", "blocks"))
        found[law, as_of] = KnownText(law, as_of, title, enforced, lines, last, tuple(of_blocks.split()))
    return MappingProxyType(found)


@cache
def blocks() -> Blocks:
    """Return which block of supplementary provisions of a law is whose, from the table of the package."""
    return read_supplements((files(data) / SUPPLEMENTS).read_text("utf-8"))


def make(
    folder: Folder, cites: Iterable[Citation], *, on: date
) -> tuple[tuple[Provision, ...], list[Unresolved]]:
    """Return the row of every citation as the texts of a folder have it on a day, and what leads nowhere."""
    known = {**blocks(), **folder.supplements}
    rows: list[Provision] = []
    wrong: list[Unresolved] = []
    for cite in sorted(set(cites), key=_order):
        text = folder.texts.get(text_of(cite))
        if cite.unseen:
            rows.append(Provision(cite, "", "", "", cite.as_of, None))
            if text is not None and find(text, cite, known) is not None:
                wrong.append(Unresolved(cite, "at_hand"))
        elif text is None:
            wrong.append(Unresolved(cite, "no_text"))
        elif (found := find(text, cite, known)) is None:
            wrong.append(Unresolved(cite, "no_place"))
        elif not is_exact(text, cite, known):
            wrong.append(Unresolved(cite, "not_exact"))
        else:
            rows.append(Provision(cite, found.title, *found.digests(), cite.as_of or text.enforced, on))
    return _with_twins(rows, folder, known), wrong


def _order(cite: Citation) -> tuple[str, ...]:
    """Sort as a lawyer would look things up: by law, text and place, numbers as numbers."""
    numbers = (cite.article, cite.paragraph, cite.item, cite.table)
    padded = ("".join(part.rjust(5, "0") for part in number.split("-")) for number in numbers)
    as_of = cite.as_of.isoformat() if cite.as_of else ""
    return (cite.law, cite.amending, as_of, *padded, cite.subitem, cite.row, cite.sentence, str(cite))


def _with_twins(rows: list[Provision], folder: Folder, known: Blocks) -> tuple[Provision, ...]:
    """Say for every row where else its law says the same, so that this is never taken for a move."""
    indexes: dict[tuple[TextKey, str], Mapping[str, list[Citation]]] = {}
    made = []
    for row in rows:
        twins: tuple[Citation, ...] = ()
        if row.is_seen:
            key = text_of(row.cite), row.cite.sentence
            if key not in indexes:
                indexes[key] = index(folder.texts[key[0]], known, row.cite.sentence)
            twins = tuple(cite for cite in indexes[key].get(row.unit, ()) if cite != row.cite)
        made.append(Provision(row.cite, row.title, row.unit, row.whole, row.as_of, row.checked_on, twins))
    return tuple(made)


def index(text: LawText, known: Blocks, sentence: str = "") -> Mapping[str, list[Citation]]:
    """Return every place of a text by the digest of its words."""
    found: dict[str, list[Citation]] = {}
    for cite in places(text, known, sentence):
        if unit := find(text, cite, known):
            found.setdefault(unit.digest(), []).append(cite)
    return found


def provisions_csv(rows: Iterable[Provision]) -> str:
    """Return the table of provisions as it is shipped."""
    return _csv(_COLUMNS, (_cells(row) for row in rows))


def _cells(row: Provision) -> Iterator[str]:
    cite = row.cite
    yield str(cite)
    for name in _COLUMNS[1:10]:
        yield getattr(cite, name)
    yield from (row.title, "seen" if row.is_seen else "unseen", row.unit, row.whole)
    yield from (day.isoformat() if day else "" for day in (row.as_of, row.checked_on))
    yield " ".join(map(str, row.twins))


def texts_csv(folder: Folder, rows: Iterable[Provision]) -> str:
    """Return the table of the texts that the provisions were read from, as it is shipped."""
    seen = [row.cite for row in rows if row.is_seen]
    amended = {cite.law for cite in seen if cite.amending}
    keys = sorted({text_of(cite) for cite in seen}, key=lambda key: (key[0], str(key[1] or "")))
    return _csv(_TEXT_COLUMNS, (_text_cells(folder.texts[key], amended) for key in keys))


def _text_cells(text: LawText, amended: Container[str]) -> list[str]:
    days = [day.isoformat() if day else "" for day in (text.as_of, text.enforced)]
    of_blocks = block_digests(text) if text.law in amended and text.as_of is None else []
    ending = [str(text.ending.lines), digest(text.ending.last)]
    return [text.law, days[0], text.title, days[1], *ending, " ".join(of_blocks)]


def block_digests(text: LawText) -> list[str]:
    """Return the digests of the supplementary provisions of a text, block by block."""
    return [digest(block.said()) for block in text.body.supplements]


def is_shorter(text: LawText) -> bool:
    """Tell whether a text has fewer lines than it is known to have, and another last one."""
    known = known_texts().get(text.key)
    if known is None:
        return False
    return text.ending.lines < known.lines and digest(text.ending.last) != known.last


def _csv(columns: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    said = io.StringIO()
    writer = csv.writer(said, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return said.getvalue()
