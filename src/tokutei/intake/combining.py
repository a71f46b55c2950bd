"""Putting evidence together: every item from its best source, every check, and what is withheld."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final

from tokutei.chip import ChipRecord, ComprehensivePermission, Findings, fingerprint
from tokutei.errors import FindingsError
from tokutei.intake.checks import CHECKS, objected, of_test, outcome
from tokutei.intake.evidence import Claim, IntakeEvidence, IntakeFinding, Item
from tokutei.intake.items import ITEMS, CodeTables, ItemRow
from tokutei.intake.seen import Found, Seen, agrees, disagrees, pictured, unknown
from tokutei.intake.told import Face, Paper, Said
from tokutei.intake.words import Agreement, CheckKind, ItemKey, Source
from tokutei.rules import CURRENT, Rulebook

__all__ = ["combine"]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sources:
    record: ChipRecord | None
    authentic: frozenset[str]
    """Names of the fields of the record that the authority of the anchors stands behind."""
    codes: CodeTables | None
    told: Mapping[Source, Face | Paper | Said]

    def claims(self, row: ItemRow) -> Iterator[Claim]:
        """Yield what each source says of an item, the best source first."""
        if self.record is not None:
            value = row.of_chip(self.record, self.codes)
            if value is not None:
                signed = (row.signed_as or row.chip) in self.authentic
                source = Source.CHIP_VERIFIED if signed else Source.CHIP_READ
                yield Claim(source, None if row.is_image else value)
        for source, told in self.told.items():
            value = row.of(told)
            if value is not None:
                yield Claim(source, value)


def combine(
    *,
    chip: tuple[ChipRecord, Findings | None] | ChipRecord | None = None,
    face: Face | None = None,
    paper: Paper | None = None,
    said: Said | None = None,
    codes: CodeTables | None = None,
    book: Rulebook = CURRENT,
) -> IntakeEvidence:
    """Return what the evidence says, item by item, and where chip, face and law disagree.

    A signed value stands: the signature leads to an anchor of the issuer, or of an authority that the caller
    chose, and the finding ``SIGNATURE`` says to whose. What the published test authority signed is no real
    card; nothing of it counts as signed, and the finding disagrees. Other sources are all claims: where they agree, the first of them
    is named as the source; where they differ, none of them wins and the item is withheld. A finding that
    disagrees withholds those of its items that are not signed. If anything speaks against the signature of
    the chip, what the chip alone says is withheld too.

    The status comes from ``face``, ``paper`` or ``said``, unless ``codes`` are given, and must agree with
    the work restriction. Names and addresses stay images in the record, and of the first generation
    everything that is printed on the front. No chip says the day of issue in words.

    Args:
        chip: the record, with what :func:`tokutei.chip.verify` found about this very record; a record
            alone, or with ``None``, was read and not verified.
        face: what somebody reads off the card.
        paper: what a paper says.
        said: what somebody says.
        codes: the agency's tables of codes, supplied by the caller.
        book: the law.

    Raises:
        FindingsError: the findings are about another record (``another_record``), or the values of the
            record are not those of its files (``altered_record``).

    Example:
        >>> from datetime import date
        >>> evidence = combine(face=Face(status="留学", work_restriction="就労不可", born=date(2003, 3, 3)))
        >>> evidence.items["status"].source.value, evidence.items["stay_until"].source.value
        ('face', 'not_known')
        >>> evidence.facts().status.ja
        '留学'
    """
    record, findings = chip if isinstance(chip, tuple) else (chip, None)
    if record is not None and findings is not None:
        _belong_together(record, findings)
    told = {Source.FACE: face, Source.PAPER: paper, Source.SAID: said}
    sources = _Sources(
        record=record,
        authentic=findings.authentic if findings and not of_test(findings) else frozenset(),
        codes=codes,
        told={source: one for source, one in told.items() if one is not None},
    )
    void = objected(findings)
    items: dict[str, Item] = {row.key: _settled(row, tuple(sources.claims(row)), void=void) for row in ITEMS}
    seen = Seen(
        items=MappingProxyType(items),
        book=book,
        record=record,
        findings=findings,
        printed=frozenset(row.key for row in ITEMS if _stands_there(row.of(face))),
        codes=codes,
        pictured=pictured(record, book),
    )
    found = (*_checked(seen), *_compared(seen))
    doubted = {key for one in found if one.status is Agreement.DISAGREES for key in one.doubted}
    return IntakeEvidence(
        tuple(_withheld(item) if item.key in doubted else item for item in items.values()), found
    )


def _stands_there(value: object) -> bool:
    """Return whether what a face says of an item is something printed, and not that nothing is."""
    return not (value is None or value is False or value is ComprehensivePermission.NONE)


def _belong_together(record: ChipRecord, findings: Findings) -> None:
    """Refuse findings of another record: they would make values signed that nobody signed.

    Raises:
        FindingsError: they are about another record, or the record is not what its files say.
    """
    if findings.of_record != fingerprint(record):
        raise FindingsError("another_record")
    if record != ChipRecord.of(record.files, exchange=record.exchange):
        raise FindingsError("altered_record")


_COMPARABLE: Final = tuple(row for row in ITEMS if row.comparable)


def _settled(row: ItemRow, claims: tuple[Claim, ...], *, void: bool) -> Item:
    """Return the item that claims make.

    Args:
        row: the row of the item.
        claims: the best source first.
        void: whether what the chip says is not to be relied upon.
    """
    kept = [one for one in claims if not (void and one.source is Source.CHIP_READ)]
    item = Item(key=row.key, claims=claims, is_image=row.is_image)
    if not claims:
        return item
    differ = len({row.same(one.value) for one in claims}) > 1
    if not kept or (differ and kept[0].source is not Source.CHIP_VERIFIED):
        return replace(item, withheld=True)
    return replace(item, value=kept[0].value, source=kept[0].source)


def _withheld(item: Item) -> Item:
    """Return an item without its value, unless the issuer signed it or nobody gave one."""
    if item.signed or not item.is_known:
        return item
    return replace(item, value=None, source=Source.NOT_KNOWN, withheld=True)


def _checked(seen: Seen) -> Iterator[IntakeFinding]:
    for row in CHECKS:
        yield _finding(row.kind, outcome(row, seen))


def _compared(seen: Seen) -> Iterator[IntakeFinding]:
    for row in _COMPARABLE:
        yield _finding(CheckKind.SOURCES, _of_sources(row, seen), row.key)


def _of_sources(row: ItemRow, seen: Seen) -> Found:
    """Return whether the sources say the same of an item."""
    claims = seen.items[row.key].claims
    said = tuple(one.source for one in claims)
    if len({row.same(one.value) for one in claims}) > 1:
        return disagrees("sources_differ", doubted=(row.key,), item=row.key, sources=said)
    if looks := tuple(_shown_in(row, seen)):
        code = "look_at_image" if all(seen.items[key].is_image for key in looks) else "look_at_words"
        return unknown(code, missing=looks, item=row.key)
    if len(claims) > 1:
        return agrees("sources_agree", item=row.key, sources=said)
    code = "one_source" if claims else "no_source"
    return unknown(code, missing=(row.key,), item=row.key)


def _shown_in(row: ItemRow, seen: Seen) -> Iterator[ItemKey]:
    """Yield the pictures and words on the chip that show an item to whoever looks.

    An address that was added on the back takes the place of the one that the front shows.
    """
    yield from (key for key in row.images if seen.items[key].claims)
    said = {one.source for one in seen.items[row.key].claims}
    if row.printed_as in seen.pictured and said.isdisjoint({Source.CHIP_VERIFIED, Source.CHIP_READ}):
        yield ItemKey.FRONT_IMAGE


def _finding(kind: CheckKind, found: Found, item: ItemKey | None = None) -> IntakeFinding:
    return IntakeFinding(
        kind=kind,
        status=found.status,
        reason=found.reason,
        item=item,
        missing=found.missing,
        doubted=found.doubted,
        evidence=found.evidence,
    )
