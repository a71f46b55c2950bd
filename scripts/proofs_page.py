"""The page that says what is proved of each card type, and by which tests."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from markdown import table
from tokutei.chip import CardType

__all__ = ["PROOFS", "proofs_of", "proofs_page"]

_TABLE: Final = Path(__file__).resolve().parent.parent / "tests" / "chip" / "proofs.toml"

PROOFS: Final[Mapping[str, Mapping[str, list[str]]]] = tomllib.loads(_TABLE.read_text("utf-8"))
"""By what is proved, the tests of all types and of single ones."""


def proofs_of(aspect: str, card_type: str) -> tuple[str, ...]:
    """Return the tests that prove one thing of one card type; a trailing ``*`` stands for any ending."""
    rows = PROOFS[aspect]
    return tuple(one.format(type=card_type) for one in (*rows["all"], *rows.get(card_type, ())))


def proofs_page() -> str:
    """Return the page: card types, and what proves each thing of them."""
    aspects = tuple(PROOFS)
    numbers: dict[str, int] = {}
    rows = []
    for card_type in CardType:
        cells = []
        for aspect in aspects:
            tests = proofs_of(aspect, card_type.value)
            cells.append(" ".join(f"[{numbers.setdefault(one, len(numbers) + 1)}]" for one in tests))
        rows.append((card_type.value, card_type.en, *cells))
    lines = [
        "# What is proved of each card type",
        "",
        "Tests run by `make test`; those through PC/SC and the second judges (OpenSSL, pyhanko-certvalidator) by",
        "`make test-slow`. A star stands for every parameter that begins so.",
        "",
        *table(("type", "card", *aspects), rows),
        "",
        *(f"- [{number}] `{test}`" for test, number in numbers.items()),
    ]
    return "\n".join(lines) + "\n"
