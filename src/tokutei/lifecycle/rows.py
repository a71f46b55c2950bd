"""The shape of rows and refusals."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tokutei.law import Citation, Evidence
from tokutei.lifecycle.effect_words import Effect
from tokutei.lifecycle.events.kinds import EventKind
from tokutei.lifecycle.guard_words import Guard
from tokutei.lifecycle.situation import DutyKind
from tokutei.lifecycle.states import State, Variable

__all__ = ["Effect", "Guard", "Hint", "Refusal", "Row", "art"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """In ``source``, ``event`` leads this variable to ``target``, because of ``cite``.

    The row applies when all ``guards`` hold and none of ``unless`` does, on days from ``since`` to
    ``until``, both included.
    """

    variable: Variable
    source: State
    event: EventKind
    target: State
    guards: tuple[Guard, ...] = ()
    unless: tuple[Guard, ...] = ()
    effects: tuple[Effect, ...] = ()
    arises: tuple[DutyKind, ...] = ()
    cite: tuple[Citation, ...]
    since: date
    until: date | None = None
    evidence: Evidence = Evidence.OFFICIAL
    ids: tuple[str, ...] = ()
    """The numbered facts that it carries out."""


@dataclass(frozen=True, slots=True)
class Hint:
    """Something that would work when all guards hold and none of ``unless`` does."""

    code: str
    """The key of its text under ``reason``."""
    guards: tuple[Guard, ...] = ()
    unless: tuple[Guard, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """A filing or delivery that is refused when all ``guards`` hold and none of ``unless`` does."""

    code: str
    """The stable word for the reason; the key of its text under ``reason``."""
    events: tuple[EventKind, ...]
    guards: tuple[Guard, ...] = ()
    unless: tuple[Guard, ...] = ()
    cite: tuple[Citation, ...]
    since: date
    until: date | None = None
    instead: tuple[Hint, ...] = ()
    """What would work, each where it would; none where nothing does."""
    evidence: Evidence = Evidence.OFFICIAL
    ids: tuple[str, ...] = ()
    """The numbered facts that it carries out."""


def art(*notations: str) -> tuple[Citation, ...]:
    """Return citations from their compact form; a bare ``19-14::5`` is one of the Immigration Act."""
    act = "326CO0000000319"
    return tuple(
        Citation.parse(notation if notation[15:16] in {":", "@"} else f"{act}:{notation}")
        for notation in notations
    )
