"""The page of the hostile cards: each with its type, its lie, and what has to come of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from markdown import table
from tokutei.chip import CardType, FindingStatus
from tokutei.chip.generations import GENERATIONS
from tokutei.testing.hostile import ALL, HostileCard

_HEADINGS: Final = {
    "first": "First generation (types 1 and 2)",
    "second": "Second generation (types 05 and 06)",
    "specified": "Specified cards (types 07 and 08)",
}


def outcome(hostile: HostileCard) -> str:
    """Return what comes of a hostile card, in the names of the API."""
    if hostile.error is not None:
        reason = f'("{hostile.reason}")' if hostile.reason else ""
        where = f" when `{hostile.image}` is shown" if hostile.image else ""
        return f"`{hostile.error.__name__}{reason}`{where}"
    if hostile.unknown is not None:
        return f"`{hostile.unknown}` is `None`, named in `unknown`, its bytes kept"
    unnoticed = " – **cannot be noticed**" if hostile.status is FindingStatus.NOT_COVERED else ""
    return f"finding `{hostile.finding}`: `{hostile.status}`{unnoticed}"


def _rows(types: set[str]) -> Iterator[tuple[str, str, str, str]]:
    for name, hostile in ALL.items():
        if hostile.type in types:
            how = " (read in short pieces)" if hostile.short else ""
            how += " (answers carry a MAC)" if hostile.profile.has_mac else ""
            yield f"`{name}`", hostile.type, hostile.lie + how, outcome(hostile)


def hostile_page() -> str:
    """Return the page of every hostile card, by generation."""
    silent = [one for one in ALL.values() if one.status is FindingStatus.NOT_COVERED]
    lines = [
        "# Hostile cards",
        "",
        f"All {len(ALL)} cards of `tokutei.testing.hostile.ALL`, each with its lie and with what has to come of it. What they are",
        "for, and what a reader cannot notice, is on the page of [the chip](chip.md#hostile-cards): here that is the outcome",
        f"`not_covered`, of {len(silent)} cards. No outcome takes more than three times the exchanges that an honest card needs.",
    ]
    for generation in GENERATIONS:
        types = {layout.card_type for layout in generation.layouts}
        said = "; ".join(f"{one.value}: {one.text('en')}" for one in CardType if one.value in types)
        lines += ["", f"## {_HEADINGS[generation.name]}", "", f"{said}.", ""]
        lines += table(("name", "type", "lie", "outcome"), _rows(types))
    return "\n".join(lines)
