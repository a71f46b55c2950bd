"""From evidence to facts: what the chip, the face, papers and people say, and where they disagree.

Example:
    >>> from datetime import date
    >>> from tokutei import intake
    >>> evidence = intake.combine(
    ...     face=intake.Face(born=date(2003, 3, 3), status="留学", stay_until=date(2028, 7, 1)),
    ...     said=intake.Said(status="留学"),
    ... )
    >>> evidence.items["status"].text("en")
    'status of residence: face of the card'
    >>> [finding.status.value for finding in evidence.of(intake.CheckKind.SOURCES, intake.ItemKey.STATUS)]
    ['agrees']
    >>> evidence.facts().stay_until.isoformat()
    '2028-07-01'
"""

from tokutei.intake.combining import combine
from tokutei.intake.evidence import Claim, IntakeEvidence, IntakeFinding, Item
from tokutei.intake.items import CodeTables
from tokutei.intake.stored import EvidenceDocument
from tokutei.intake.told import Face, Paper, Said
from tokutei.intake.words import Agreement, CheckKind, ItemKey, Source
from tokutei.models import document

__all__ = [
    "Agreement",
    "CheckKind",
    "Claim",
    "CodeTables",
    "Face",
    "IntakeEvidence",
    "IntakeFinding",
    "Item",
    "ItemKey",
    "Paper",
    "Said",
    "Source",
    "combine",
]

document("intake", 1, EvidenceDocument, IntakeEvidence)
