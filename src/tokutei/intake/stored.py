"""The document of evidence, ``intake/1``: every value typed by its item through one closed table.

It is personal data: names, days, the number in full. Pictures are never in it; the dump of the record has
them. It proves nothing: whoever writes a document can write that a value was signed. What has to be proved
again is verified again, from the dump.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import reduce
from operator import or_
from string import Formatter
from types import MappingProxyType
from typing import Annotated, Any, Final, Literal

from pydantic import (
    Field,
    GetCoreSchemaHandler,
    GetPydanticSchema,
    PlainSerializer,
    PlainValidator,
    WithJsonSchema,
    create_model,
)
from pydantic_core import CoreSchema, core_schema

from tokutei import messages
from tokutei.chip import ComprehensivePermission, Period, TrustProfile
from tokutei.errors import CitationError
from tokutei.identifiers import CardNumber, MunicipalityCode, Nationality
from tokutei.intake.evidence import Claim, IntakeEvidence, IntakeFinding, Item
from tokutei.intake.items import ITEMS
from tokutei.intake.seen import iso
from tokutei.intake.told import read_period
from tokutei.intake.words import Agreement, CheckKind, ItemKey, Source
from tokutei.law import Citation, Evidence, Reason
from tokutei.models.base import Model
from tokutei.personal import PERSONAL, Personal
from tokutei.rules.statuses.periods import PERIOD_PATTERN
from tokutei.vocabulary import CardForm, CardKind, Sex, StatusOfResidence, WorkRestriction

__all__ = ["VALUES", "EvidenceDocument"]

_K = ItemKey

_WrittenPeriod = Annotated[
    Period,
    PlainValidator(read_period),
    PlainSerializer(iso, return_type=str),
    WithJsonSchema({"type": "string", "pattern": PERIOD_PATTERN}),
]

VALUES: Final[Mapping[str, tuple[Any, frozenset[ItemKey]]]] = MappingProxyType(
    {
        "Day": (
            date,
            frozenset(
                {
                    *(_K.BORN, _K.ADDRESS_ADDED_ON, _K.ISSUED_ON, _K.FILED_ON, _K.VALID_UNTIL),
                    *(_K.STAY_UNTIL, _K.PERMITTED_ON, _K.COMPREHENSIVE_PERMISSION_UNTIL),
                }
            ),
        ),
        "Text": (
            str,
            frozenset(
                {
                    *(_K.NAME, _K.ADDRESS, _K.STATUS_CODE, _K.PERMISSION_CODE),
                    *(_K.COMPREHENSIVE_PERMISSION_TEXT, _K.INDIVIDUAL_PERMISSION_TEXT),
                }
            ),
        ),
        "Flag": (
            bool,
            frozenset(
                {
                    *(_K.PHOTO, _K.INDIVIDUAL_PERMISSION, _K.PENDING_MARK, _K.PENDING_APPLICATION),
                    *(_K.COMMISSIONER_ENTRY, _K.HAS_MY_NUMBER_CARD),
                }
            ),
        ),
        "Image": (None, frozenset({_K.NAME_IMAGE, _K.FRONT_IMAGE, _K.ADDRESS_IMAGE})),
        "Sex": (Sex, frozenset({_K.SEX})),
        "Nationality": (Nationality, frozenset({_K.NATIONALITY})),
        "Municipality": (MunicipalityCode, frozenset({_K.MUNICIPALITY, _K.ADDRESS_MUNICIPALITY})),
        "Number": (CardNumber, frozenset({_K.NUMBER})),
        "Kind": (CardKind, frozenset({_K.KIND})),
        "Form": (CardForm, frozenset({_K.FORM})),
        "Status": (StatusOfResidence, frozenset({_K.STATUS})),
        "Period": (_WrittenPeriod, frozenset({_K.PERIOD})),
        "WorkRestriction": (WorkRestriction, frozenset({_K.WORK_RESTRICTION})),
        "Permission": (ComprehensivePermission, frozenset({_K.COMPREHENSIVE_PERMISSION})),
    }
)
"""The type of the values of each item, with its name in the schema; images have none."""

_ROWS: Final = MappingProxyType({row.key: row for row in ITEMS})
_SOURCES: Final = tuple(Source)


class _ItemDocument(Model):
    """What is known of one item, and who says it; items of which nobody says anything are left out."""

    key: ItemKey
    source: Source = Source.NOT_KNOWN
    """The best source that says so; not known where it is withheld."""
    claims: Personal[tuple[Any, ...]]
    """What each source says, the best first."""

    def item(self) -> Item:
        """Return the item.

        Raises:
            ValueError: the sources are not in their order, or the one relied upon is none of them.
        """
        claims = tuple(Claim(one.source, one.value) for one in self.claims)
        order = [_SOURCES.index(one.source) for one in claims]
        if not claims or order != sorted({*order}) or Source.NOT_KNOWN in {one.source for one in claims}:
            raise ValueError
        known = [one.value for one in claims if one.source is self.source]
        withheld = self.source is Source.NOT_KNOWN
        if not (known or withheld):
            raise ValueError
        return Item(
            key=self.key,
            value=known[0] if known else None,
            source=self.source,
            claims=claims,
            is_image=_ROWS[self.key].is_image,
            withheld=withheld,
        )


def _item_document(name: str, kind: Any, keys: frozenset[ItemKey]) -> type[_ItemDocument]:  # noqa: ANN401 - a type form
    """Return the model of the items whose values are of one type."""
    names: Any = Literal[tuple(key for key in ItemKey if key in keys)]
    value: Any = Annotated[kind, PERSONAL]
    claim: Any = create_model(f"{name}Claim", __base__=Model, source=(Source, ...), value=(value, ...))
    return create_model(
        f"{name}Item",
        __base__=_ItemDocument,
        __doc__=_ItemDocument.__doc__,
        key=(names, ...),
        claims=(Personal[tuple[claim, ...]], ...),  # pyright: ignore[reportInvalidTypeForm] - made from the table
    )


_MODELS: Final = {name: _item_document(name, kind, keys) for name, (kind, keys) in VALUES.items()}
_BY_KEY: Final = MappingProxyType({key: _MODELS[name] for name, (_, keys) in VALUES.items() for key in keys})
_AnyItem: Any = Annotated[reduce(or_, _MODELS.values()), Field(discriminator="key")]


class ReasonDocument(Model):
    """Why a check came out as it did."""

    code: str = Field(pattern=r"^intake\.[a-z_0-9]{1,40}$")
    cite: tuple[str, ...] = ()
    """Provisions in their compact notation."""
    status: StatusOfResidence | None = None
    kind: CardKind | None = None
    form: CardForm | None = None
    restriction: WorkRestriction | None = None
    item: ItemKey | None = None
    items: tuple[ItemKey, ...] | None = None
    sources: tuple[Source, ...] | None = None
    authority: TrustProfile | None = None
    """Whose anchor a signature leads to."""

    def reason(self) -> Reason:
        """Return the reason.

        Raises:
            ValueError: there is no such reason, it lacks something that its words name, or a citation is none.
        """
        template = messages.template(f"reason.{self.code}", messages.FALLBACK)
        said = {name: getattr(self, name) for name in _PARAMETERS}
        told = {name: value for name, value in said.items() if value is not None}
        if template is None or not told.keys() >= {
            name for _, name, _, _ in Formatter().parse(template) if name
        }:
            raise ValueError
        try:
            cite = tuple(map(Citation.parse, self.cite))
        except CitationError:
            cite = None
        if cite is None:  # raised here, so that no context holds the text
            raise ValueError
        return Reason(self.code, cite, MappingProxyType(told))


_PARAMETERS: Final = tuple(name for name in ReasonDocument.model_fields if name not in {"code", "cite"})


class FindingDocument(Model):
    """How one check came out."""

    kind: CheckKind
    status: Agreement
    reason: ReasonDocument
    item: ItemKey | None = None
    missing: tuple[Annotated[str, Field(pattern=r"^[a-z_0-9]{1,60}$")], ...] = ()
    doubted: tuple[ItemKey, ...] = ()
    evidence: Literal["official", "secondary", "inferred"]

    def finding(self) -> IntakeFinding:
        """Return the finding.

        Raises:
            ValueError: the reason is none.
        """
        return IntakeFinding(
            kind=self.kind,
            status=self.status,
            reason=self.reason.reason(),
            item=self.item,
            missing=tuple(ItemKey(one) if one in _ROWS else one for one in self.missing),
            doubted=self.doubted,
            evidence=Evidence.of(self.evidence),
        )


class _Document(Model):
    """Evidence as it is stored."""

    items: Personal[tuple[_AnyItem, ...]]  # pyright: ignore[reportInvalidTypeForm] - made from the table
    """In the order of the table."""
    findings: tuple[FindingDocument, ...]


def _written(evidence: IntakeEvidence) -> _Document:
    """Return the document of evidence."""
    items = [
        _BY_KEY[item.key].model_validate(
            {
                "key": item.key,
                "source": item.source,
                "claims": [{"source": one.source, "value": one.value} for one in item.claims],
            }
        )
        for item in evidence.entries
        if item.claims
    ]
    findings = [
        FindingDocument.model_validate(
            {
                "kind": one.kind,
                "status": one.status,
                "reason": {
                    "code": one.reason.code,
                    "cite": tuple(map(str, one.reason.cite)),
                    **one.reason.parameters,
                },
                "item": one.item,
                "missing": one.missing,
                "doubted": one.doubted,
                "evidence": one.evidence.name.lower(),
            }
        )
        for one in evidence.findings
    ]
    return _Document(items=tuple(items), findings=tuple(findings))


def _read(document: _Document) -> IntakeEvidence:
    """Return the evidence of a document.

    Raises:
        ValueError: an item is there twice or contradicts itself, or a finding has no such reason.
    """
    told = {one.key: one.item() for one in document.items}
    if len(told) != len(document.items):
        raise ValueError
    return IntakeEvidence(
        tuple(told.get(row.key) or Item(key=row.key, is_image=row.is_image) for row in ITEMS),
        tuple(one.finding() for one in document.findings),
    )


def _schema(_source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
    held = handler.generate_schema(_Document)
    return core_schema.no_info_after_validator_function(
        _read,
        held,
        serialization=core_schema.plain_serializer_function_ser_schema(_written, return_schema=held),
    )


EvidenceDocument = Annotated[IntakeEvidence, GetPydanticSchema(_schema)]
"""How evidence is read and written."""
