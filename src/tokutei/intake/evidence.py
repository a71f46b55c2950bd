"""What is known about somebody, item by item: the value, where it comes from, and what speaks against it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from pydantic import ValidationError

from tokutei import messages
from tokutei.errors import FactsError
from tokutei.intake.items import ITEMS
from tokutei.intake.words import Agreement, CheckKind, ItemKey, Source
from tokutei.law import Citation, Evidence, Reason
from tokutei.models import CardFacts, Facts
from tokutei.personal import Masked, Personal

__all__ = ["Claim", "IntakeEvidence", "IntakeFinding", "Item"]


@dataclass(frozen=True, slots=True, repr=False)
class Claim(Masked):
    """What one source says of an item."""

    source: Source
    value: Personal[Any]


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Item(Masked):
    """One item of the evidence."""

    key: ItemKey
    value: Personal[Any] = None
    """``None`` where it is not known, and for images, which stay in the record."""
    source: Source = Source.NOT_KNOWN
    """The best source that says so; not known where nobody says it or where it is withheld."""
    claims: Personal[tuple[Claim, ...]] = ()
    """What each source says, withheld or not."""
    is_image: bool = False
    """Whether the chip shows it as a picture: somebody has to look."""
    withheld: bool = False
    """Whether it is not known because of a finding that disagrees."""

    @property
    def signed(self) -> bool:
        """Whether a signature is over the value and leads to an anchor of the issuer or one that the caller chose."""
        return self.source is Source.CHIP_VERIFIED

    @property
    def is_known(self) -> bool:
        """Whether there is a source to rely on; for an image, whether there is one."""
        return self.source is not Source.NOT_KNOWN

    def text(self, lang: str) -> str:
        """Return the name of the item and its source, without the value."""
        key = "intake.withheld" if self.withheld else "intake.item"
        return messages.text(key, lang, item=self.key, source=self.source)


@dataclass(frozen=True, slots=True, kw_only=True)
class IntakeFinding:
    """How one check came out."""

    kind: CheckKind
    status: Agreement
    reason: Reason
    """Why, with the provisions it rests on."""
    item: ItemKey | None = None
    """The item, where the check is about what the sources say of one."""
    missing: tuple[str, ...] = ()
    """Names of the items or facts without which it cannot be told."""
    doubted: tuple[ItemKey, ...] = ()
    """The items that disagree; those of them that nobody signed are withheld."""
    evidence: Evidence = Evidence.OFFICIAL
    """How sure the law behind it is."""

    @property
    def citations(self) -> tuple[Citation, ...]:
        """The provisions that the finding rests on."""
        return self.reason.cite

    def text(self, lang: str) -> str:
        """Return what was checked, how it came out, why, and what is missing."""
        said = messages.text(
            "intake.finding_by_law" if self.citations else "intake.finding",
            lang,
            check=self.item or self.kind,
            status=self.status,
            why=self.reason,
            evidence=self.evidence,
        )
        if not self.missing:
            return said
        names = tuple(_name(one, lang) for one in self.missing)
        return messages.text("intake.finding_missing", lang, said=said, missing=names)


def _name(missing: str, lang: str) -> str:
    """Return the words for an item or a fact."""
    if missing in set(ItemKey):
        return ItemKey(missing).text(lang)
    return (
        messages.template(f"intake.missing.{missing}", lang)
        or messages.template(f"fact.{missing}", lang)
        or missing
    )


@dataclass(frozen=True, slots=True)
class IntakeEvidence:
    """All that is known, and every check with its outcome.

    Not to be mixed up with :class:`tokutei.law.Evidence`, which says how sure a statement of law is.
    Neither says that somebody may work: that is decided from it.
    """

    entries: tuple[Item, ...]
    """Every item of the table, known or not, in its order."""
    findings: tuple[IntakeFinding, ...]
    """Every check, in the order of the table."""

    @property
    def items(self) -> Mapping[str, Item]:
        """The items by their key or its word: ``items["status"]``."""
        return MappingProxyType({item.key: item for item in self.entries})

    @property
    def disagreements(self) -> tuple[IntakeFinding, ...]:
        """The findings that somebody has to clear up."""
        return self._that(Agreement.DISAGREES)

    @property
    def not_known(self) -> tuple[IntakeFinding, ...]:
        """The findings for which something is missing."""
        return self._that(Agreement.NOT_KNOWN)

    def _that(self, status: Agreement) -> tuple[IntakeFinding, ...]:
        return tuple(one for one in self.findings if one.status is status)

    def of(self, kind: CheckKind, item: ItemKey | None = None) -> tuple[IntakeFinding, ...]:
        """Return the findings of one check; for ``SOURCES``, of one item if it is given."""
        return tuple(one for one in self.findings if one.kind is kind and (item is None or one.item is item))

    def facts(self) -> Facts:
        """Return what is known as facts; what is not known, or withheld, stays out.

        Every value is one that a source gave. Facts do not say which: look at ``items`` where it matters
        whether it is signed, and at the finding ``SIGNATURE`` for whose anchor that rests on.

        Raises:
            FactsError: nobody says when the holder was born, or values that are signed contradict
                each other.
        """
        found: dict[str, Any] = {}
        card: dict[str, Any] = {}
        items = self.items
        for row in ITEMS:
            item = items[row.key]
            if row.fact and item.is_known:
                whole, _, name = row.fact.rpartition(".")
                (card if whole else found)[name] = item.value
        if "born" not in found:
            raise FactsError(missing=("born",))
        made = _made(found, card)
        if made is None:
            raise FactsError(contradictions=(Reason("intake.signed_contradict"),))
        return made

    def text(self, lang: str) -> str:
        """Return every finding, a line each.

        A finding may name a status, a kind of card or a work restriction; names, days, numbers and
        pictures are not in it.
        """
        return "\n".join(finding.text(lang) for finding in self.findings)


def _made(found: dict[str, Any], card: dict[str, Any]) -> Facts | None:
    """Return the facts, or ``None`` if they contradict each other; the error would hold the values."""
    try:
        return Facts(card=CardFacts(**card) if card else None, **found)
    except ValidationError:
        return None
