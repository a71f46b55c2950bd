"""The pieces of Markdown that generated pages are made of."""

from __future__ import annotations

import inspect
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Final

from tokutei import messages
from tokutei.law import Citation

LAW_PAGE: Final = "https://laws.e-gov.go.jp/law/"
"""Where the texts are published; a law is found there by its ID."""


def cell(value: object) -> str:
    """Return a value as the text of one cell of a Markdown table."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str):
        return value.replace("|", "\\|").replace("\n", " ")
    if isinstance(value, Iterable):
        return ", ".join(map(cell, value))
    return str(value)


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[str]:
    """Yield the lines of a Markdown table."""
    for row in (head, ["---"] * len(head), *rows):
        yield f"| {' | '.join(map(cell, row))} |"


def first_line(thing: object) -> str:
    """Return the first line of what a module, class or function says of itself."""
    return (inspect.getdoc(thing) or "").partition("\n")[0]


def first_few(names: Sequence[str], few: int = 4) -> str:
    """Return the first few names, and how many more there are."""
    more = f" and {len(names) - few} more" if len(names) > few else ""
    return ", ".join(names[:few]) + more


def provisions(cites: Iterable[Citation]) -> tuple[str, str]:
    """Return provisions in English and in Japanese, as two cells."""
    listed = tuple(cites)
    return messages.render(listed, "en"), messages.render(listed, "ja")


def linked(cite: Citation, lang: str) -> str:
    """Return a provision in a language, as a link to its law; :func:`links` says where that is."""
    return f"[{cell(cite.text(lang))}][{cite.law}]"


def links(laws: Iterable[str]) -> Iterator[str]:
    """Yield where the laws that are linked are found."""
    yield ""
    yield from (f"[{law}]: {LAW_PAGE}{law}" for law in sorted(set(laws)))
