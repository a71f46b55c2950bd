"""What is asked about papers, and what is answered."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from tokutei.models.base import Model
from tokutei.rules.documents.lists import Moment
from tokutei.rules.documents.papers import Paper, Return
from tokutei.rules.findings import Findings
from tokutei.vocabulary import CardKind, ProcedureKind, StatusOfResidence, Window

__all__ = ["DocumentsFacts", "DocumentsResult"]


class DocumentsFacts(Model):
    """What is known about a filing; ``None`` is not known."""

    procedure: ProcedureKind | None = None
    """What is filed, received or returned."""
    with_specified: bool | None = None
    """Whether an application for a specified card goes along."""
    place: Literal["bureau", "municipality", "other_municipality"] | None = None
    """The kind of office."""
    express: bool | None = None
    """Whether expedited posting is asked for, with a specified card at the municipality."""
    juki_basis: Literal["22", "23", "30-46", "30-47", "none"] | None = None
    """The article of the Basic Resident Register Act of the notification of residence."""
    status: StatusOfResidence | None = None
    """The status asked for or extended; without it the papers by status are not listed."""
    mid_long_term: bool | None = None
    """Whether the applicant is, or asks to become, somebody who is given a card."""
    birth: date | None = None
    """The holder's birth date."""
    filed: date | None = None
    """The day of filing (届出・申請の日)."""
    held_card_kind: CardKind | None = None
    """The card or certificate held; ``none`` for nobody's."""
    separate_mn_card: bool | None = None
    """Whether a separate Individual Number Card is held."""
    certificates_wanted: bool | None = None
    """Whether electronic certificates are asked for; ``None`` leaves them out of the question."""
    receiver: Literal["legal_representative", "other"] | None = None
    """Who receives the specified card for the holder; ``None`` for the holder."""


@dataclass(frozen=True, slots=True)
class DocumentsResult(Findings):
    """The papers of a filing; ``None`` where the question does not arise."""

    submitted: tuple[Paper, ...] | None = None
    shown: tuple[Paper, ...] | None = None
    """Shown and taken back."""
    photo: bool | None = None
    """Whether a photograph is handed in; never more than one is."""
    status_papers: tuple[str, ...] | None = None
    """The papers by status, quoted from the ordinance."""
    given_back: tuple[CardKind, ...] | None = None
    """The cards that are given back when the new one is received, or before."""
    old_card_return: Return | None = None
    """How the card that is replaced goes back."""
    separate_card_return: Return | None = None
    """When the separate Individual Number Card goes back."""
    identity_check: tuple[str, ...] | None = None
    """The combinations of papers in their order; each only if the one before is hard to have."""
    identity_check_by: Window | None = None
    identity_check_at: tuple[Moment, ...] | None = None
    strong_photo_papers: tuple[Paper, ...] | None = None
    """The papers that count as strong in the identity check, beside the Individual Number Card."""
    proxy_papers: tuple[Paper, ...] | None = None
    """What somebody shows who receives the specified card for the holder."""

    def findings(self, lang: str) -> Iterator[tuple[str, object]]:
        """Yield what is known, the combinations of papers in words."""
        for name, value in Findings.findings(self, lang):
            if name == "identity_check" and self.identity_check:
                papers = ((Paper(one).text(lang) for one in way.split(" + ")) for way in self.identity_check)
                yield name, tuple(" + ".join(way) for way in papers)
            else:
                yield name, value
