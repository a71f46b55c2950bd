"""The transition tables as people read them: a Mermaid ``stateDiagram-v2`` and a plain-text table a variable."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain, groupby
from typing import Final

from tokutei import messages
from tokutei.lifecycle.mermaid import label
from tokutei.lifecycle.rows import Row
from tokutei.lifecycle.states import STATES, State, Variable
from tokutei.lifecycle.tables import TABLES
from tokutei.messages import Speaks

__all__ = ["grouped_rows", "state_diagram", "state_table"]

_BETWEEN: Final = "  "
_WIDE: Final = frozenset("WFA")
"""Characters that are two columns wide in a terminal with Japanese text; of those that are ambiguous too."""
_COLUMNS: Final = ("source", "event", "target", "guards", "unless", "effects", "arises", "cite", "days")


def state_diagram(variable: Variable, lang: str, *also: str) -> str:
    """Return the transitions of a variable as a Mermaid diagram, to be put into a fenced block of Markdown.

    The conditions are not in it: an arrow says that there is a row, not that it applies.

    Args:
        variable: the variable.
        lang: the language of states and events.
        also: further languages for the states.

    Example:
        >>> drawn = state_diagram(Variable.SPECIAL_PERIOD, "en", "ja").splitlines()
        >>> drawn[1]
        '    state "none / なし" as s_none'
        >>> drawn[4]
        '    s_none --> s_running : period of stay ended'
    """
    states: Iterable[State] = STATES[variable]
    lines = ["stateDiagram-v2"]
    for state in states:
        words = dict.fromkeys(label(state.text(one)) for one in (lang, *also))
        lines.append(f'    state "{" / ".join(words)}" as {_id(state)}')
    arrows: dict[tuple[State, State], dict[str, None]] = {}
    for row in TABLES[variable]:
        arrows.setdefault((row.source, row.target), {})[label(row.event.text(lang))] = None
    for (source, target), events in arrows.items():
        lines.append(f"    {_id(source)} --> {_id(target)} : {label(messages.render(tuple(events), lang))}")
    return "\n".join(lines)


def _id(state: State) -> str:
    """Return a state's name in a diagram; bare values may be words of Mermaid."""
    return f"s_{state.value}"


def grouped_rows(variable: Variable) -> Iterator[tuple[tuple[State, ...], Row]]:
    """Yield the rows of a variable, those that differ only by their source as one, with all its sources.

    Example:
        >>> sources, row = next(grouped_rows(Variable.SPECIAL_PERIOD))
        >>> [source.value for source in sources], row.target.value
        (['none'], 'running')
    """
    for row, group in groupby(TABLES[variable], key=lambda row: replace(row, source=row.target)):
        yield tuple(one.source for one in group), row


def state_table(variable: Variable, lang: str) -> str:
    """Return the rows of a variable as a table of plain text; what is several stands one below the other.

    Example:
        >>> title, head, *_ = state_table(Variable.SPECIAL_PERIOD, "en").splitlines()
        >>> head.split()
        ['from', 'event', 'to', 'if', 'unless', 'effect', 'duties', 'provision', 'days']
    """
    title = variable.text(lang)
    rows = [_cells(sources, row, lang) for sources, row in grouped_rows(variable)]
    if not rows:
        return f"{title}\n{messages.text('diagram.no_rows', lang)}"
    head = [(messages.text(f"diagram.{column}", lang),) for column in _COLUMNS]
    widths = [max(map(_width, chain(*column))) for column in zip(head, *rows, strict=True)]
    rule = _BETWEEN.join("-" * width for width in widths)
    lines = [title, *_printed(head, widths)]
    for row in rows:
        lines += (rule, *_printed(row, widths))
    return "\n".join(lines)


def _cells(sources: Iterable[State], row: Row, lang: str) -> list[tuple[str, ...]]:
    days: tuple[str, ...] = (messages.text("diagram.since", lang, day=row.since),)
    if row.until is not None:
        days += (messages.text("diagram.until", lang, day=row.until),)
    columns: tuple[Iterable[Speaks], ...] = (
        sources,
        (row.event,),
        (row.target,),
        row.guards,
        row.unless,
        row.effects,
        row.arises,
        row.cite,
    )
    said = (tuple(one.text(lang) for one in column) or ("",) for column in columns)
    return [*said, days]


def _printed(cells: Sequence[tuple[str, ...]], widths: Sequence[int]) -> Iterator[str]:
    """Yield the lines of one row."""
    for at in range(max(map(len, cells))):
        pieces = (cell[at] if at < len(cell) else "" for cell in cells)
        padded = (piece + " " * (width - _width(piece)) for piece, width in zip(pieces, widths, strict=True))
        yield _BETWEEN.join(padded).rstrip()


def _width(text: str) -> int:
    """Return how many columns a text takes."""
    return sum(2 if unicodedata.east_asian_width(char) in _WIDE else 1 for char in text)
