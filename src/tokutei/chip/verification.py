"""Judging a record: the issuer's signature, and the two certificates behind it. Offline, repeatable.

The chain has two certificates and a tiny profile, so every check is written out: names as bytes, key
identifiers, the signature over the original bytes, validity at the moment asked about, ``cA``, key
usage, and critical extensions. Needs the extra ``crypto``.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Final, NamedTuple

from tokutei.chip.certificates import ECDSA_WITH_SHA256, CardCertificate, cut, parse_certificate
from tokutei.chip.extras import needing
from tokutei.chip.findings import Finding, FindingKind, Findings, FindingStatus
from tokutei.chip.generations import Generation
from tokutei.chip.layout import CardLayout, FileName
from tokutei.chip.record import ChipRecord, layout_of
from tokutei.chip.tlv import iter_objects
from tokutei.chip.trust import TrustStore
from tokutei.chip.values import is_blank
from tokutei.chip.words import FaceState
from tokutei.errors import CertificateError, NaiveDatetimeError

__all__ = ["Check", "checks", "signed_bytes", "verify"]

_RAW_SIGNATURE: Final = 96
_SIGNATURE_SECTION: Final = "3.4.3.1"
_CHECK_CODE_SECTION: Final = "3.3.4.10"
_RULES: Final = "RFC 5280"
_USES: Final = frozenset({"digital_signature"})

_NOT_COVERED: Final = (
    Finding(FindingKind.CARD_NUMBER, FindingStatus.NOT_COVERED, "card_number_not_signed", "3.3.4.3"),
    Finding(FindingKind.CARD_TYPE, FindingStatus.NOT_COVERED, "card_type_not_signed", "3.3.4.2"),
    Finding(FindingKind.SPEC_VERSION, FindingStatus.NOT_COVERED, "spec_version_not_signed", "3.3.4.1"),
    Finding(FindingKind.ADDRESS, FindingStatus.NOT_COVERED, "address_not_signed", "3.3.4.6"),
    Finding(FindingKind.OTHER_ENTRIES, FindingStatus.NOT_COVERED, "other_entries_not_signed", "3.3.4.7"),
)


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
    if at.tzinfo is None or at.utcoffset() is None:
        raise NaiveDatetimeError
    return Findings(
        items=(*_judge(record, trust, at), *_number(record), *_NOT_COVERED, *_face(record)),
        at=at,
        profile=trust.profile,
        covered=_covered(record),
    )


def _covered(record: ChipRecord) -> frozenset[str]:
    """Return the names of the fields that the signature is over.

    Entries are signed with zeros after the last one, and the card type is not signed. So entries of
    zeros only may as well be the fill behind those of a type that does not have them.
    """
    generation, layout = layout_of(record.files[FileName.MF_EF02])
    entries = _entries(layout, generation)
    others = [set(_entries(other, generation)) for other in generation.layouts if other is not layout]
    for known in others:
        own = [name for name in entries if name not in known]
        if all(is_blank(record.values[name]) for name in own):
            entries = [name for name in entries if name in known]
    return frozenset((*entries, *generation.signed.images))


def _entries(layout: CardLayout, generation: Generation) -> list[str]:
    """Return the names of the signed entries in file order."""
    row = layout.file(generation.signed.entries)
    return [field.name for field in row.fields] if row else []


def signed_bytes(record: ChipRecord) -> bytes:
    """Return what the issuer signs: values of the printed entries, face, name; 5,553 bytes.

    The values are taken in the order in which the file has them. A missing face counts as zeros,
    which is presumed, not published.
    """
    generation, layout = layout_of(record.files[FileName.MF_EF02])
    signed = generation.signed
    values = b"".join(one.value for one in iter_objects(record.files[signed.entries]))
    sizes = {field.name: field.length for row in layout.files for field in row.fields}
    images = (record.values.get(name, b"").ljust(sizes[name], b"\0") for name in signed.images)
    return b"".join((values.ljust(signed.entries_size, b"\0"), *images))


def _in_order(record: ChipRecord) -> bool:
    """Return whether the entries stand in the order of the specification.

    Tags are not signed: a card that stores the same values under exchanged tags has the same signed
    bytes, so a signature proves what a value means only in the one known order.
    """
    generation, layout = layout_of(record.files[FileName.MF_EF02])
    stored = [one.tag for one in iter_objects(record.files[generation.signed.entries])]
    return stored == [
        field.tag for row in layout.files if row.name is generation.signed.entries for field in row.fields
    ]


def _judge(record: ChipRecord, trust: TrustStore, at: datetime) -> Iterator[Finding]:
    kind, certificate = FindingKind.CERTIFICATE, None
    if record.certificate is None:
        yield Finding(kind, FindingStatus.NOT_CHECKED, "certificate_missing", _CHECK_CODE_SECTION)
    else:
        try:
            certificate = parse_certificate(record.certificate)
        except CertificateError:
            yield Finding(kind, FindingStatus.FAILED, "certificate_unreadable", _CHECK_CODE_SECTION)
        else:
            yield Finding(kind, FindingStatus.OK, "certificate_read", _CHECK_CODE_SECTION)
    status, detail = _card_signature(record, certificate)
    yield Finding(FindingKind.CARD_SIGNATURE, status, detail, _SIGNATURE_SECTION)
    if certificate is not None:
        yield from _chain(certificate, trust, at)


def _card_signature(record: ChipRecord, certificate: CardCertificate | None) -> tuple[FindingStatus, str]:
    if record.signature is None or certificate is None or record.face is FaceState.NOT_READ:
        return FindingStatus.NOT_CHECKED, _why_not_checked(record)
    if not _in_order(record):
        return FindingStatus.NOT_CHECKED, "signature_order"
    content = signed_bytes(record)
    holds = any(
        _holds(certificate.public_key_info, form, content) for form in _signature_forms(record.signature)
    )
    # Zeros in place of a missing face are presumed, not published. Somebody who takes the face off a
    # card and alters it must not get away with "not checked", so the words say both.
    absent = record.face is FaceState.ABSENT
    if holds:
        return FindingStatus.OK, "signature_holds_without_face" if absent else "signature_holds"
    return FindingStatus.FAILED, "signature_wrong_without_face" if absent else "signature_wrong"


def _why_not_checked(record: ChipRecord) -> str:
    if record.face is FaceState.NOT_READ:
        return "signature_face_not_read"
    return "signature_missing" if record.signature is None else "signature_without_certificate"


def _signature_forms(code: bytes) -> Iterator[bytes]:
    """Yield a check code in DER: read as r and s first, which fits its 96 bytes, then as DER in zero fill."""
    with needing("crypto", "cryptography"):
        from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
    if len(code) == _RAW_SIGNATURE:
        half = _RAW_SIGNATURE // 2
        yield encode_dss_signature(int.from_bytes(code[:half]), int.from_bytes(code[half:]))
    try:
        signature, rest = cut(code)
    except CertificateError:
        return
    if is_blank(rest):
        yield signature


def _holds(public_key_info: bytes, signature: bytes, content: bytes) -> bool:
    """Return whether a signature is ECDSA with SHA-256 over the content by a key on P-384."""
    with needing("crypto", "cryptography"):
        from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
        from cryptography.hazmat.primitives.asymmetric import ec
        from cryptography.hazmat.primitives.hashes import SHA256
        from cryptography.hazmat.primitives.serialization import load_der_public_key
    try:
        key = load_der_public_key(public_key_info)
        if not isinstance(key, ec.EllipticCurvePublicKey) or not isinstance(key.curve, ec.SECP384R1):
            return False
        key.verify(signature, content, ec.ECDSA(SHA256()))
    except (ValueError, UnsupportedAlgorithm, InvalidSignature):
        return False
    return True


def _issued(anchor: CardCertificate, certificate: CardCertificate) -> bool:
    return certificate.algorithm == ECDSA_WITH_SHA256 and _holds(
        anchor.public_key_info, certificate.signature, certificate.signed
    )


def _chain(certificate: CardCertificate, trust: TrustStore, at: datetime) -> Iterator[Finding]:
    yield Finding(FindingKind.REVOCATION, FindingStatus.NOT_CHECKED, "revocation_unknown")
    candidates = trust.candidates(certificate.authority_key)
    issuers = [one for one in candidates if _issued(one, certificate)]
    identified = [one for one in candidates if certificate.authority_key == one.subject_key is not None]
    kind = FindingKind.ANCHOR
    if not trust.anchors:
        yield Finding(kind, FindingStatus.NOT_CHECKED, "anchor_none_given", _RULES, trust.profile)
    elif not issuers and not identified:
        yield Finding(kind, FindingStatus.FAILED, "anchor_not_found", _RULES, trust.profile)
    else:
        anchor = (issuers or identified)[0]
        yield Finding(kind, FindingStatus.OK, "anchor_found", _RULES, trust.profile)
        status, detail = FindingStatus.OK, "key_identifier_fits"
        if anchor not in identified:
            status, detail = FindingStatus.NOT_CHECKED, "key_identifier_not_stated"
        yield Finding(FindingKind.KEY_IDENTIFIER, status, detail, _RULES, trust.profile)
        for check in checks(certificate, anchor, at, issued=anchor in issuers):
            status, detail = (
                (FindingStatus.OK, check.holds) if check.outcome else (FindingStatus.FAILED, check.fails)
            )
            yield Finding(check.kind, status, detail, _RULES, trust.profile)


class Check(NamedTuple):
    """One check of a chain, how it came out, and the words for either outcome."""

    kind: FindingKind
    outcome: bool
    holds: str
    fails: str


def checks(
    certificate: CardCertificate,
    anchor: CardCertificate,
    at: datetime,
    *,
    issued: bool,
    uses: frozenset[str] = _USES,
    understood: frozenset[str] = frozenset(),
) -> Iterator[Check]:
    """Yield every check of a chain of two, with the words for either outcome.

    Args:
        certificate: what is judged.
        anchor: what may have issued it.
        at: the moment at which both are to be valid.
        issued: whether the signature of the anchor holds.
        uses: uses of a key of which the certificate has to allow one.
        understood: object identifiers of critical extensions that the caller looks at.
    """
    named = certificate.issuer == anchor.subject
    yield Check(FindingKind.ISSUER_NAME, named, "issuer_name_fits", "issuer_name_differs")
    yield Check(FindingKind.CHAIN_SIGNATURE, issued, "chain_signature_holds", "chain_signature_wrong")
    for kind, one in ((FindingKind.VALIDITY, certificate), (FindingKind.ANCHOR_VALIDITY, anchor)):
        fails = f"{kind}_over" if at > one.not_after else f"{kind}_not_begun"
        yield Check(kind, one.not_before <= at <= one.not_after, f"{kind}_holds", fails)
    may_issue = anchor.is_authority and (anchor.key_usage is None or "key_cert_sign" in anchor.key_usage)
    yield Check(FindingKind.ANCHOR_AUTHORITY, may_issue, "anchor_may_issue", "anchor_may_not_issue")
    usage = certificate.key_usage
    stated = "key_usage_not_stated" if usage is None else "key_usage_fits"
    yield Check(FindingKind.KEY_USAGE, usage is None or bool(uses & usage), stated, "key_usage_differs")
    known = {*certificate.unknown_critical, *anchor.unknown_critical} <= understood
    yield Check(FindingKind.EXTENSIONS, known, "extensions_known", "extension_unknown")


def _number(record: ChipRecord) -> Iterator[Finding]:
    if not record.exchange.number_matches:
        yield Finding(FindingKind.CARD_NUMBER, FindingStatus.FAILED, "card_number_differs", "3.3.4.3")


def _face(record: ChipRecord) -> Iterator[Finding]:
    if record.face is not FaceState.PRESENT:
        yield Finding(FindingKind.FACE, FindingStatus.NOT_CHECKED, f"face_{record.face}", "3.3.4.5")
