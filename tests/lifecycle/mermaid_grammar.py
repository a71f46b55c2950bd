"""The parts of Mermaid's grammars that generated diagrams use, strict enough to find what would not be drawn.

After the lexers of Mermaid 10 and 11: in a ``timeline`` a period or an event ends at a colon, a hash or a
semicolon; in a ``stateDiagram-v2`` a description ends at a colon, a semicolon or the end of the line.
"""

from __future__ import annotations

import re
from typing import Final

_TEXT: Final = r"[^:;#\"`<>{}%\\]+"
_TITLE: Final = re.compile(rf"    title {_TEXT}")
_PERIOD: Final = re.compile(rf"    [0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}(?: : {_TEXT})+")
_STATE: Final = re.compile(rf'    state "(?P<words>{_TEXT})" as (?P<id>[a-z][a-z0-9_]*)')
_ARROW: Final = re.compile(rf"    (?P<source>[a-z][a-z0-9_]*) --> (?P<target>[a-z][a-z0-9_]*) : {_TEXT}")
_WORDS: Final = {
    "state",
    "note",
    "end",
    "default",
    "direction",
    "class",
    "hide",
    "scale",
    "as",
    "fork",
    "join",
}
"""Words that mean something where a state's name could stand."""


def timeline_faults(text: str) -> list[str]:
    """Return the lines that are not what a ``timeline`` may hold."""
    head, title, *rest = text.split("\n")
    wrong = [] if head == "timeline" else [head]
    wrong += [] if _TITLE.fullmatch(title) else [title]
    return [*wrong, *(line for line in rest if not _PERIOD.fullmatch(line))]


def state_diagram_faults(text: str) -> list[str]:
    """Return the lines that are not what a ``stateDiagram-v2`` may hold, each state named before it is used."""
    head, *rest = text.split("\n")
    wrong = [] if head == "stateDiagram-v2" else [head]
    known: set[str] = set()
    for line in rest:
        state, arrow = _STATE.fullmatch(line), _ARROW.fullmatch(line)
        if state and state["id"] not in known | _WORDS:
            known.add(state["id"])
        elif not arrow or not {arrow["source"], arrow["target"]} <= known:
            wrong.append(line)
    return wrong
