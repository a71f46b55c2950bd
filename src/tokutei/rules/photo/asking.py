"""The doorway to the topic: what may be known, what is answered."""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date
from typing import Any

from tokutei.errors import FactsError
from tokutei.law import Answer, Reason
from tokutei.models.base import Model
from tokutei.personal import Personal
from tokutei.rules.photo.display import PhotoCondition, shown, shown_conditions
from tokutei.rules.photo.submission import needed, submitted_conditions, taken_since
from tokutei.rules.rulebook import CURRENT, Rulebook, days_in_japan
from tokutei.vocabulary import CardKind, ProcedureKind

__all__ = ["PhotoFacts", "PhotoResult", "answer"]


class PhotoFacts(Model):
    """What may be known when asking about photographs."""

    birth: Personal[date | None] = None
    """The holder's or applicant's birth date."""
    card_kind: CardKind | None = None
    """The card that is to be issued: asks whether it shows a photograph, and which."""
    issued: date | None = None
    """The day of issue; left out, the day of the question."""
    card_valid_until: date | None = None
    """The last day of that card."""
    procedure: ProcedureKind | None = None
    """What is filed: asks whether a photograph is handed in, and which."""
    filed: date | None = None
    """The day of filing; left out, the day of the question."""
    with_specified: bool | None = None
    """Whether an application for a specified card goes along."""
    mid_long_term: bool | None = None
    """Whether the applicant is, or asks to become, somebody who is given a card."""


@dataclass(frozen=True, slots=True)
class PhotoResult:
    """What is said about photographs; ``None`` where it was not asked."""

    photo_shown: bool | None = None
    """Whether the card shows one."""
    shown_conditions: AbstractSet[PhotoCondition] | None = None
    """What the one shown must be like."""
    photo_needed: bool | None = None
    """Whether one is handed in."""
    photos: int | None = None
    """How many are."""
    taken_since: date | None = None
    """First day on which the one handed in may have been taken."""
    conditions: AbstractSet[PhotoCondition] | None = None
    """What the one handed in must be like."""

    def text(self, lang: str) -> str:
        """Return the two answers in words, as far as they were asked."""
        said = {"photo_shown": self.photo_shown, "photo_needed": self.photo_needed}
        return " ".join(
            Reason(f"{name}.{'yes' if value else 'no'}").text(lang)
            for name, value in said.items()
            if value is not None
        )


def _contradictions(facts: PhotoFacts, filed: date, issued: date) -> tuple[Reason, ...]:
    born, ends = facts.birth, facts.card_valid_until
    found = {
        "day_before_birth": born is not None and min(filed, issued) < born,
        "issued_before_filing": bool(facts.filed and facts.issued and facts.issued < facts.filed),
        "card_ends_before_issue": ends is not None and ends < issued,
    }
    return tuple(Reason(code) for code, holds in found.items() if holds)


@days_in_japan
def answer(facts: PhotoFacts, *, on: date, book: Rulebook = CURRENT) -> Answer[PhotoResult]:
    """Answer what the facts ask about photographs: a card kind asks for one, a procedure for the other.

    Raises:
        FactsError: nothing is asked, or facts are missing or contradict each other; all are listed.
        NotInForceError: before the text that was read.
        UnknownTermError: the kind of card has no face.
    """
    filed, issued = facts.filed or on, facts.issued or on
    missing = ("birth",) if facts.birth is None else ()
    if facts.card_kind is None and facts.procedure is None:
        missing = (*missing, "card_kind", "procedure")
    contradictions = _contradictions(facts, filed, issued)
    said: dict[str, Answer[Any]] = {}
    born = facts.birth or min(filed, issued)
    parts: tuple[Callable[[], dict[str, Answer[Any]]], ...] = (
        lambda: _shown_part(facts, born, filed, issued, book),
        lambda: _needed_part(facts, born, filed, book),
    )
    for part in parts if not contradictions else ():
        try:
            said |= part()
        except FactsError as error:
            missing = (*missing, *(name for name in error.missing if name not in missing))
    if missing or contradictions:
        raise FactsError(missing=missing, contradictions=contradictions)
    values = {name: found.value for name, found in said.items()}
    if facts.procedure is not None:
        values["photos"] = int(values["photo_needed"])
    return Answer(PhotoResult(**values), tuple(ground for found in said.values() for ground in found.grounds))


def _shown_part(
    facts: PhotoFacts, born: date, filed: date, issued: date, book: Rulebook
) -> dict[str, Answer[Any]]:
    kind = facts.card_kind
    if kind is None:
        return {}
    day = filed if kind is CardKind.INDIVIDUAL_NUMBER_CARD else issued
    said: dict[str, Answer[Any]] = {
        "photo_shown": shown(kind, born=born, on=day, valid_until=facts.card_valid_until, book=book)
    }
    if said["photo_shown"].value:
        said["shown_conditions"] = shown_conditions(kind, on=day, book=book)
    return said


def _needed_part(facts: PhotoFacts, born: date, filed: date, book: Rulebook) -> dict[str, Answer[Any]]:
    procedure, specified = facts.procedure, facts.with_specified
    if procedure is None:
        return {}
    # A specified card is for those who have a card; so is any card that was named.
    gets_card = True if specified or facts.card_kind else facts.mid_long_term
    said: dict[str, Answer[Any]] = {
        "photo_needed": needed(
            procedure, born=born, on=filed, specified=specified, gets_card=gets_card, book=book
        )
    }
    if said["photo_needed"].value:
        said["taken_since"] = taken_since(procedure, on=filed, specified=specified, book=book)
        said["conditions"] = submitted_conditions(procedure, on=filed, specified=specified, book=book)
    return said
