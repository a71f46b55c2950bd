"""Judging a record: the issuer's signature, and the two certificates behind it. Offline, repeatable.

Needs the extra ``crypto``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from hashlib import sha256
from typing import Final

from tokutei.chip.certificates import CardCertificate, parse_certificate
from tokutei.chip.chain import Leads, chain, leads
from tokutei.chip.findings import Finding, FindingKind, Findings, FindingStatus
from tokutei.chip.generations import Generation, SignatureScheme, generation_of
from tokutei.chip.layout import CardLayout, FieldRow, FileName
from tokutei.chip.record import ChipRecord
from tokutei.chip.signatures import Check, digest_check
from tokutei.chip.tlv import DataObject, iter_objects
from tokutei.chip.trust import TrustStore
from tokutei.chip.values import is_blank
from tokutei.chip.words import FaceState
from tokutei.errors import CertificateError, NaiveDatetimeError, UnknownTermError

__all__ = ["Verifier", "fingerprint", "signed_bytes", "verify"]

_HELD: Final = 1024
"""Most certificates that a verifier holds; the oldest goes first."""
_NOT_COVERED: Final = (
    (FindingKind.CARD_NUMBER, "card_number_not_signed"),
    (FindingKind.CARD_TYPE, "card_type_not_signed"),
    (FindingKind.SPEC_VERSION, "spec_version_not_signed"),
    (FindingKind.ADDRESS, "address_not_signed"),
    (FindingKind.OTHER_ENTRIES, "other_entries_not_signed"),
)


@dataclass(slots=True)
class _Held:
    """What was found of one certificate once, and holds for every card that carries it."""

    certificate: CardCertificate | None
    check: Check
    leads: Leads
    moment: tuple[datetime, timedelta | None] | None = None
    """For which moment the chain was looked at: its clock, and how far that is from UTC."""
    chain: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Verifier:
    """Judges records against the same anchors, and holds what it found of their certificates.

    Cards that share a certificate cost one signature each; :func:`verify` holds nothing. A verifier is
    not safe to share between threads.

    Example:
        >>> from datetime import UTC, datetime
        >>> from tokutei import chip, testing
        >>> card = testing.issue_card(testing.person("engineer"))
        >>> verifier = chip.Verifier(card.trust)
        >>> record = chip.read(card, number=card.number)
        >>> verifier.verify(record, at=datetime(2026, 9, 1, tzinfo=UTC)).trusted
        True
    """

    trust: TrustStore
    """The anchors to believe."""
    _held: dict[tuple[SignatureScheme, bytes], _Held] = field(
        default_factory=dict, init=False, repr=False, compare=False, hash=False
    )

    def __reduce__(self) -> tuple[object, ...]:
        return Verifier, (self.trust,)

    def verify(self, record: ChipRecord, *, at: datetime) -> Findings:
        """Return what the issuer's signature proves about a record, and what it does not.

        Args:
            record: what was read.
            at: the moment at which certificates are to be valid; with a time zone.

        Raises:
            NaiveDatetimeError: ``at`` has no time zone.
            MissingExtraError: the extra ``crypto`` is not installed.
        """
        if at.tzinfo is None or at.utcoffset() is None:
            raise NaiveDatetimeError
        signed = _signed_of(record.card_type)
        entries = _in_order(record, signed)
        digest = _digest(record, signed, entries)
        return Findings(
            items=(
                *self._judge(record, signed, at, digest if entries is not None else None),
                *_besides(record, signed),
            ),
            at=at,
            profile=self.trust.profile,
            covered=_covered(record, signed),
            of_record=_identity(record, signed, digest),
        )

    def _judge(
        self, record: ChipRecord, signed: _Signed, at: datetime, digest: bytes | None
    ) -> Iterator[Finding]:
        held, generation = None, signed.generation
        if record.certificate is None:
            kind, detail = FindingStatus.NOT_CHECKED, "certificate_missing"
        else:
            held = self._hold(generation.signed.scheme, record.certificate)
            readable = held.certificate is not None
            kind = FindingStatus.OK if readable else FindingStatus.FAILED
            detail = "certificate_read" if readable else "certificate_unreadable"
        yield _found(generation, FindingKind.CERTIFICATE, kind, detail)
        certified = held is not None and held.certificate is not None
        check = held.check if held is not None and certified else None
        kind, detail = _card_signature(record, signed, check, digest)
        yield _found(generation, FindingKind.CARD_SIGNATURE, kind, detail)
        if held is not None and held.certificate is not None:
            # Two moments of one zone compare by what their clocks show, which may be the same an hour apart.
            moment = (at.replace(tzinfo=None), at.utcoffset())
            if held.moment != moment:
                held.chain = tuple(chain(held.certificate, held.leads, self.trust, at=at))
                held.moment = moment
            yield from held.chain

    def _hold(self, scheme: SignatureScheme, encoded: bytes) -> _Held:
        found = self._held.get((scheme, encoded))
        if found is None:
            if len(self._held) >= _HELD:
                del self._held[next(iter(self._held))]
            found = self._held[scheme, encoded] = _looked_at(scheme, encoded, self.trust)
        return found


def verify(record: ChipRecord, trust: TrustStore, *, at: datetime) -> Findings:
    """Return what the issuer's signature proves about a record, and what it does not.

    Args:
        record: what was read.
        trust: the anchors to believe.
        at: the moment at which certificates are to be valid; with a time zone.

    Raises:
        NaiveDatetimeError: ``at`` has no time zone.
        MissingExtraError: the extra ``crypto`` is not installed.
    """
    return Verifier(trust).verify(record, at=at)


def _looked_at(scheme: SignatureScheme, encoded: bytes, trust: TrustStore) -> _Held:
    try:
        certificate = parse_certificate(encoded)
    except CertificateError:
        return _Held(None, lambda _code, _content: False, Leads((), ()))
    check = digest_check(scheme, certificate.public_key_info)
    return _Held(certificate, check, leads(certificate, trust, scheme))


@dataclass(frozen=True, slots=True)
class _Signed:
    """What the layout of a card type says of its signature, worked out once."""

    generation: Generation
    entries: FileName | None
    tags: tuple[int, ...]
    headers: tuple[tuple[str, bytes], ...]
    """Names of the signed entries in file order, each with the tag and length that it begins with."""
    images: tuple[tuple[str, int], ...]
    """Names and full lengths of the signed images."""
    own: tuple[frozenset[str], ...]
    """Names of the entries that each other type of the generation does not have, where there are some."""
    fields: frozenset[str]
    """All signed fields."""
    always: tuple[Finding, ...]
    """What is found of every card of the type."""


@cache
def _signed_of(card_type: str) -> _Signed:
    generation = generation_of(card_type)
    layout = generation.layout(card_type) if generation else None
    if generation is None or layout is None:  # a record is always of a known type
        raise UnknownTermError("CardType", card_type, ())
    sizes = {one.name: one.length for row in layout.files for one in row.fields}
    entries = _entry_names(layout, generation)
    return _Signed(
        generation,
        generation.signed.entries,
        tuple(one.tag for one in _entry_rows(layout, generation)),
        tuple(
            (one.name, bytes(DataObject(one.tag, bytes(one.length)))[: -one.length])
            for one in _entry_rows(layout, generation)
        ),
        tuple((name, sizes[name]) for name in generation.signed.images),
        tuple(
            own for own in (entries - _entry_names(other, generation) for other in generation.layouts) if own
        ),
        entries | frozenset(generation.signed.images),
        tuple(_always(generation)),
    )


def _entry_rows(layout: CardLayout, generation: Generation) -> tuple[FieldRow, ...]:
    name = generation.signed.entries
    row = layout.file(name) if name is not None else None
    return row.fields if row else ()


def _entry_names(layout: CardLayout, generation: Generation) -> frozenset[str]:
    return frozenset(one.name for one in _entry_rows(layout, generation))


def _always(generation: Generation) -> Iterator[Finding]:
    """Yield what no signature speaks of: the number, what is not covered, the messages."""
    stored = any(one.field("number") for one in generation.layouts)
    for kind, detail in _NOT_COVERED:
        said = "card_number_not_stored" if kind is FindingKind.CARD_NUMBER and not stored else detail
        yield _found(generation, kind, FindingStatus.NOT_COVERED, said)
    messages = generation.opening.messages
    yield _found(generation, FindingKind.MESSAGING, FindingStatus.NOT_COVERED, messages)


def _found(generation: Generation, kind: FindingKind, status: FindingStatus, detail: str) -> Finding:
    return _finding(kind, status, detail, generation.sections.get(kind, ""))


@cache
def _finding(kind: FindingKind, status: FindingStatus, detail: str, section: str) -> Finding:
    """Return a finding; there are few, and every card has some of them."""
    return Finding(kind, status, detail, section)


def _covered(record: ChipRecord, signed: _Signed) -> frozenset[str]:
    """Return the names of the fields that the signature is over.

    Entries are signed with zeros after the last one, and the card type is not signed. So entries of
    zeros only may as well be the fill behind those of a type that does not have them.
    """
    names = signed.fields
    for own in signed.own:
        if all(is_blank(record.values.get(name, b"")) for name in own):
            names -= own
    return names


def signed_bytes(record: ChipRecord) -> bytes:
    """Return what the issuer signs.

    Second generation and specified cards: the values of the printed entries in the order in which the
    file has them, face, name; 5,553 bytes. First generation: front and face; 10,000 bytes. A missing
    image counts as zeros, which is presumed: no source at hand says it.
    """
    signed = _signed_of(record.card_type)
    entries = b"" if signed.entries is None else record.files.get(signed.entries, b"")
    return _with_images(record, signed, b"".join(one.value for one in iter_objects(entries)))


def fingerprint(record: ChipRecord) -> str:
    """Return a short digest of everything that findings speak of.

    It tells whether findings are about a record. Two records with the same one have the same findings
    under the same anchors at the same moment: it is over the card type, the file with the signed entries
    (with the tags, which say what an entry means), the signed images, the signature, the certificate,
    and what the exchange says of the reading. What no finding depends on, such as the address, is not
    in it. It proves nothing by itself.

    Example:
        >>> from datetime import UTC, datetime
        >>> from tokutei import chip, testing
        >>> card = testing.issue_card(testing.person("engineer"))
        >>> record = chip.read(card, number=card.number)
        >>> findings = chip.verify(record, card.trust, at=datetime(2026, 9, 1, tzinfo=UTC))
        >>> findings.of_record == chip.fingerprint(record)
        True
    """
    signed = _signed_of(record.card_type)
    return _identity(record, signed, _digest(record, signed, _in_order(record, signed)))


def _identity(record: ChipRecord, signed: _Signed, digest: bytes) -> str:
    exchange = record.exchange
    parts = [record.signature, record.certificate]
    if signed.entries is not None:
        parts.append(record.files.get(signed.entries))
    said = (
        record.card_type.value,
        record.face.value,
        exchange.number_matches,
        exchange.confirmed,
        exchange.skipped,
        *(None if part is None else len(part) for part in parts),
    )
    # Lengths stand before the bytes, so no two records run together into the same text.
    return sha256(b"".join((repr(said).encode(), digest, *(part or b"" for part in parts)))).hexdigest()[:32]


def _digest(record: ChipRecord, signed: _Signed, entries: bytes | None) -> bytes:
    """Return the SHA-256 of what is signed; entries in another order are taken as they stand."""
    if entries is None:
        return sha256(signed_bytes(record)).digest()
    return sha256(_with_images(record, signed, entries)).digest()


def _with_images(record: ChipRecord, signed: _Signed, entries: bytes) -> bytes:
    images = (record.values.get(name, b"").ljust(size, b"\0") for name, size in signed.images)
    return b"".join((entries.ljust(signed.generation.signed.entries_size, b"\0"), *images))


def _in_order(record: ChipRecord, signed: _Signed) -> bytes | None:
    """Return the values of the entries, if they stand in the order of the specification.

    Tags are not signed: a card that stores the same values under exchanged tags has the same signed
    bytes, so a signature proves what a value means only in the one known order.
    """
    if signed.entries is None:
        return b""
    values, data = record.values, record.files.get(signed.entries, b"")
    if any(name not in values for name, _ in signed.headers):  # left unread
        return b""
    if data.startswith(b"".join(header + values[name] for name, header in signed.headers)):
        return b"".join(values[name] for name, _ in signed.headers)
    # The same objects, some with a length in a longer form than it needs.
    stored = list(iter_objects(data))
    if [one.tag for one in stored] != list(signed.tags):
        return None
    return b"".join(one.value for one in stored)


def _card_signature(
    record: ChipRecord, signed: _Signed, check: Check | None, digest: bytes | None
) -> tuple[FindingStatus, str]:
    if record.face is FaceState.NOT_READ:
        return FindingStatus.NOT_CHECKED, "signature_face_not_read"
    if record.exchange.skipped and not {*signed.fields, "signature", "certificate"}.isdisjoint(
        record.exchange.skipped
    ):
        return FindingStatus.NOT_CHECKED, "signature_fields_not_read"
    if record.signature is None or check is None:
        missing = record.signature is None
        return FindingStatus.NOT_CHECKED, "signature_missing" if missing else "signature_without_certificate"
    if digest is None:
        return FindingStatus.NOT_CHECKED, "signature_order"
    holds = check(record.signature, digest)
    # Zeros in place of a missing face are presumed; no source at hand says so. Somebody who takes
    # the face off a card and alters it must not get away with "not checked", so the words say both.
    absent = record.face is FaceState.ABSENT
    if holds:
        return FindingStatus.OK, "signature_holds_without_face" if absent else "signature_holds"
    return FindingStatus.FAILED, "signature_wrong_without_face" if absent else "signature_wrong"


def _besides(record: ChipRecord, signed: _Signed) -> Iterator[Finding]:
    """Yield what was found besides the signature."""
    exchange, generation = record.exchange, signed.generation
    if exchange.number_matches is False:
        yield _found(generation, FindingKind.CARD_NUMBER, FindingStatus.FAILED, "card_number_differs")
    yield from signed.always
    if not exchange.confirmed:
        yield _found(generation, FindingKind.PROFILE, FindingStatus.NOT_CHECKED, "profile_not_confirmed")
    if record.face is not FaceState.PRESENT:
        yield _found(generation, FindingKind.FACE, FindingStatus.NOT_CHECKED, f"face_{record.face}")
