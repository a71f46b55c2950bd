"""The tables of the page on the My Number applications, as the code has them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Final

from tokutei.chip import my_number
from tokutei.chip.my_number import FILES, PINS, PURPOSES, Application

__all__ = ["TABLES"]


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    heads = list(head)
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def applications() -> str:
    rows = ([one.en, one.ja, f"`{one.aid.hex().upper()}`", one.confidence.en] for one in Application)
    return _table(("application", "in Japanese", "AID", "how it is known"), rows)


def files() -> str:
    rows = (
        [
            row.application.en,
            f"`{row.file_id:04X}`",
            f"`{row.content}`",
            ", ".join(f"`{pin.value}`" for pin in row.opened_by) or "free",
            "yes" if row.restricted else "no",
            row.confidence.en,
        ]
        for row in FILES
    )
    head = ("application", "file", "content", "opened by any of", "needs a purpose", "how it is known")
    return _table(head, rows)


def pins() -> str:
    rows = (
        [
            f"`{row.pin.value}`",
            row.application.en,
            f"`{row.file_id:04X}`",
            str(row.most_tries or "not known"),
            row.confidence.en,
        ]
        for row in PINS
    )
    return _table(("PIN", "application", "file", "most tries", "how it is known"), rows)


def purposes() -> str:
    rows = ([row.cite.item, f"`{row.purpose.name}`", row.text("en")] for row in PURPOSES)
    return _table(("item", "`Purpose`", "who provides to whom"), rows)


def authorities() -> str:
    rows = (
        [row.kind.en, str(row.generation), f"`{row.fingerprint}`", row.confidence.en]
        for row in my_number.PUBLISHED_AUTHORITIES.values()
    )
    return _table(("authority", "generation", "SHA-256", "how it is known"), rows)


TABLES: Final[Mapping[str, Callable[[], str]]] = {
    "applications": applications,
    "files": files,
    "pins": pins,
    "purposes": purposes,
    "authorities": authorities,
}
