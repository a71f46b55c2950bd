"""What the table of the catalogue says about one procedure.

A row has words for who, where and when only where no rule says it. ``ids`` are the numbers of the notes on
procedures; ``online`` and ``fees`` are keys of ``online_procedures.csv`` and ``fees.csv``.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tokutei.law import Citation, Evidence
from tokutei.lifecycle.tables.making import CARDS_SINCE
from tokutei.procedures.listing.words import Actor, CardResult, Place, Subject, Timing
from tokutei.rules.documents import Paper
from tokutei.vocabulary import ProcedureKind

__all__ = ["Row", "cited"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What the table says about one procedure."""

    subject: Subject
    result: CardResult
    cites: tuple[Citation, ...]
    """The provisions of the procedure and of its result."""
    ids: tuple[str, ...] = ()
    online: tuple[str, ...] = ()
    fees: tuple[str, ...] = ()
    who: Actor | None = None
    where: Place | None = None
    when: Timing | None = None
    papers: tuple[Paper, ...] = ()
    """What is handed in, where no rule lists it."""
    papers_shown: tuple[Paper, ...] = ()
    """What is shown, where no rule lists it."""
    papers_if_asked: tuple[Paper, ...] = ()
    """What is handed in where the office asks for it, where no rule lists it."""
    carrying_told: bool = True
    """Whether any text says if a specified card may be asked for with it."""
    evidence: Evidence = Evidence.OFFICIAL
    """For the words of this row."""
    since: date = CARDS_SINCE
    """First day, where no rule that is asked says it."""
    like: ProcedureKind | None = None
    """The procedure as which the rules are asked about who, where, when, papers and fee, where it is a case of one."""

    @property
    def asked(self) -> Subject:
        """What the rules are asked about."""
        return self.like or self.subject


def cited(*notations: str) -> tuple[Citation, ...]:
    """Return provisions from their compact form."""
    return tuple(map(Citation.parse, notations))
