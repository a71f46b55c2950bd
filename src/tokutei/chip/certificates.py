"""Certificates as real cards are reported to carry them. The one module that touches asn1crypto.

Such certificates may sit in zero fill, have longer length forms than DER allows (``83 00 xx xx``),
and NULL parameters in the ECDSA algorithm identifier. They are cut by their outer length, walked
once for bounds and depth, decoded to the last field, and turned into a small value; asn1crypto is
lazy, so that nothing of it is left to fail later. Signatures are over the original bytes, which are
kept. Times have the two forms of RFC 5280 and no other.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

from tokutei.errors import CertificateError
from tokutei.personal import Masked, Personal

if TYPE_CHECKING:
    from asn1crypto import x509

__all__ = [
    "MAX_CERTIFICATE",
    "CardCertificate",
    "PublicParts",
    "cut",
    "parse_certificate",
    "parse_public_parts",
]

MAX_CERTIFICATE: Final = 8192
"""Most bytes of a certificate; a card's has about 600, the authority's about 700."""
MAX_DEPTH: Final = 24
"""Most levels of nesting; a certificate of this kind has about ten."""

_KNOWN_EXTENSIONS: Final = frozenset(
    {"basic_constraints", "key_usage", "key_identifier", "authority_key_identifier"}
)
_CONSTRUCTED: Final = 0x20
_NAME_PARTS: Final = {
    "2.5.4.3": "CN",
    "2.5.4.6": "C",
    "2.5.4.7": "L",
    "2.5.4.10": "O",
    "2.5.4.11": "OU",
}
"""Short forms of the parts of a name; others are written by their object identifier."""
_UTC_TIME: Final = re.compile(rb"[0-9]{12}Z")
_GENERALIZED_TIME: Final = re.compile(rb"[0-9]{14}Z")
_P384_INFO: Final = bytes.fromhex("3076301006072A8648CE3D020106052B81040022036200")
"""A SubjectPublicKeyInfo for an uncompressed P-384 point, up to the point."""
_P384_POINT: Final = 97


@dataclass(frozen=True, slots=True)
class CardCertificate:
    """What the chain check needs to know of a certificate. A certificate of a card names one card."""

    serial: int
    issuer: bytes
    """The name as encoded."""
    subject: bytes
    """The name as encoded."""
    not_before: datetime
    not_after: datetime
    """Last moment of validity, included."""
    public_key_info: bytes
    """SubjectPublicKeyInfo; in DER for keys on P-384, however it was encoded."""
    subject_key: bytes | None
    """Subject key identifier."""
    authority_key: bytes | None
    """Key identifier of the issuer."""
    key_usage: frozenset[str] | None
    """Names as asn1crypto has them, such as ``digital_signature``; ``None`` if not stated."""
    is_authority: bool
    path_length: int | None
    unknown_critical: tuple[str, ...]
    """Object identifiers of critical extensions that this library does not know."""
    algorithm: str
    """Object identifier of the signature algorithm; empty if it is stated in two ways."""
    signed: bytes
    """The bytes that the issuer signed, as they are in the certificate."""
    signature: bytes
    encoded: bytes
    """The whole certificate, without fill."""

    def __repr__(self) -> str:
        return f"CardCertificate({len(self.encoded)} bytes)"

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the certificate, in capital hexadecimal digits."""
        return hashlib.sha256(self.encoded).hexdigest().upper()


@dataclass(frozen=True, slots=True, repr=False, kw_only=True)
class PublicParts(Masked):
    """What a certificate says beside what a chain check needs, as texts."""

    issuer: str
    """Parts of the name in their order: ``C=ZZ, O=…``."""
    subject: Personal[str]
    policies: tuple[str, ...]
    """Object identifiers of the policies."""
    crl_points: Personal[tuple[str, ...]]
    """Where revocations are published: addresses, and names in a directory. Those can name a municipality."""
    ocsp: tuple[str, ...]
    """Addresses of responders."""
    other_names: Personal[tuple[tuple[str, str | None], ...]]
    """Object identifier and text of each otherName of the subject; ``None`` for what is no UTF8String."""


def parse_public_parts(encoded: bytes) -> PublicParts:
    """Return what a certificate says beside what :func:`parse_certificate` gives of it.

    Args:
        encoded: a certificate without fill, as ``CardCertificate.encoded``.

    Raises:
        CertificateError: as :func:`parse_certificate`.
    """
    whole, rest = cut(encoded)
    if rest:
        raise CertificateError("fill")
    _walk(whole)
    parts = None
    with suppress(Exception):  # as above
        parts = _public_parts(whole)
    if parts is None:
        raise CertificateError("decode")
    return parts


def parse_certificate(data: bytes) -> CardCertificate:
    """Return a certificate that may sit in zero fill.

    Raises:
        CertificateError: ``too_large``, ``truncated``, ``length`` (an indefinite or overlong length),
            ``depth``, ``fill`` (something else than zeros after the end), ``decode``.
    """
    encoded, rest = cut(data)
    if rest.strip(b"\0"):
        raise CertificateError("fill")
    signed = _walk(encoded)
    certificate = None
    with suppress(Exception):  # asn1crypto raises many kinds; raised below, without their context
        certificate = _decode(encoded, signed)
    if certificate is None:
        raise CertificateError("decode")
    return certificate


def cut(data: bytes) -> tuple[bytes, bytes]:
    """Return the first ASN.1 object of some bytes and what follows it.

    Raises:
        CertificateError: as :func:`parse_certificate`.
    """
    _, end = _element(data, 0, len(data))
    if end > MAX_CERTIFICATE:
        raise CertificateError("too_large")
    return data[:end], data[end:]


def _element(data: bytes, at: int, limit: int) -> tuple[int, int]:
    """Return where the content of the object at an offset begins and where it ends."""
    try:
        start = at + 1
        if data[at] & 0x1F == 0x1F:
            while data[start] & 0x80:
                start += 1
            start += 1
        length, start = data[start], start + 1
        if length > 0x80:
            size = length & 0x7F
            length, start = int.from_bytes(data[start : start + size]), start + size
        elif length == 0x80:
            raise CertificateError("length")
    except IndexError:
        raise CertificateError("truncated") from None
    if start + length > limit:
        raise CertificateError("truncated")
    return start, start + length


def _children(data: bytes, start: int, end: int) -> Iterator[tuple[int, int, int]]:
    at = start
    while at < end:
        inner, after = _element(data, at, end)
        yield at, inner, after
        at = after


def _walk(encoded: bytes) -> bytes:
    """Check every length and the depth of nesting; return the first child, which is what is signed."""
    start, end = _element(encoded, 0, len(encoded))
    todo = [(1, start, end)]
    signed = b""
    while todo:
        depth, start, end = todo.pop()
        if depth > MAX_DEPTH:
            raise CertificateError("depth")
        for at, inner, after in _children(encoded, start, end):
            signed = signed or encoded[at:after]
            if encoded[at] & _CONSTRUCTED:
                todo.append((depth + 1, inner, after))
    return signed


def _decode(encoded: bytes, signed: bytes) -> CardCertificate:
    """Decode the fields that are used, and no others: names are compared as bytes."""
    from asn1crypto import x509

    whole = x509.Certificate.load(encoded, strict=True)
    body = whole["tbs_certificate"]
    inner, outer = body["signature"]["algorithm"].dotted, whole["signature_algorithm"]["algorithm"].dotted
    known, unknown_critical = _extensions(body["extensions"])
    usage, constraints = known.get("key_usage"), known.get("basic_constraints")
    issuer_key = known.get("authority_key_identifier")
    subject_key = known.get("key_identifier")
    return CardCertificate(
        serial=body["serial_number"].native,
        issuer=body["issuer"].dump(),
        subject=body["subject"].dump(),
        not_before=_moment(body["validity"]["not_before"]),
        not_after=_moment(body["validity"]["not_after"]),
        public_key_info=_public_key_info(body["subject_public_key_info"]),
        subject_key=None if subject_key is None else subject_key.native,
        authority_key=None if issuer_key is None else issuer_key["key_identifier"].native,
        key_usage=None if usage is None else frozenset(usage.native),
        is_authority=bool(constraints is not None and constraints["ca"].native),
        path_length=None if constraints is None else constraints["path_len_constraint"].native,
        unknown_critical=unknown_critical,
        algorithm=outer if inner == outer else "",
        signed=signed,
        signature=whole["signature_value"].native,
        encoded=encoded,
    )


def _extensions(extensions: Any) -> tuple[dict[str, Any], tuple[str, ...]]:  # noqa: ANN401 - asn1crypto has no types
    """Return the values of the extensions that are used, and which others are critical."""
    known: dict[str, Any] = {}
    critical: list[str] = []
    for one in extensions:
        name = one["extn_id"].native
        if name in _KNOWN_EXTENSIONS:
            if name in known:
                raise ValueError  # RFC 5280, 4.2: not more than one of a kind
            known[name] = one["extn_value"].parsed
        elif one["critical"].native:
            critical.append(one["extn_id"].dotted)
    return known, tuple(critical)


def _moment(time: x509.Time) -> datetime:
    """Return a moment in UTC; ``ValueError`` for forms that RFC 5280 (4.1.2.5) does not have.

    Seconds and ``Z`` are always there: without the letter a moment is local time of nobody knows where.
    """
    written: bytes = time.chosen.contents
    if time.name == "utc_time" and _UTC_TIME.fullmatch(written):
        written = (b"20" if written < b"50" else b"19") + written
    elif time.name != "general_time" or not _GENERALIZED_TIME.fullmatch(written):
        raise ValueError
    day = int(written[:4]), int(written[4:6]), int(written[6:8])
    return datetime(*day, int(written[8:10]), int(written[10:12]), int(written[12:14]), tzinfo=UTC)


def _public_key_info(key: Any) -> bytes:  # noqa: ANN401 - asn1crypto has no types
    point: bytes = key["public_key"].native if key.algorithm == "ec" else b""
    if len(point) == _P384_POINT and key.curve == ("named", "secp384r1"):
        return _P384_INFO + point
    info: bytes = key.dump()
    return info


def _public_parts(encoded: bytes) -> PublicParts:
    from asn1crypto import x509

    whole = x509.Certificate.load(encoded, strict=True)
    _ = whole.native  # decodes every field now
    policies, access = whole.certificate_policies_value, whole.authority_information_access_value
    return PublicParts(
        issuer=_written(whole.issuer),
        subject=_written(whole.subject),
        policies=tuple(one["policy_identifier"].dotted for one in policies or ()),
        crl_points=tuple(
            _general(one)
            for point in whole.crl_distribution_points_value or ()
            if point["distribution_point"].name == "full_name"
            for one in point["distribution_point"].chosen
        ),
        ocsp=tuple(
            _general(one["access_location"]) for one in access or () if one["access_method"].native == "ocsp"
        ),
        other_names=tuple(
            _other_name(one.chosen) for one in whole.subject_alt_name_value or () if one.name == "other_name"
        ),
    )


def _written(name: Any) -> str:  # noqa: ANN401 - asn1crypto has no types
    parts = [part for group in name.chosen for part in group]
    return ", ".join(
        f"{_NAME_PARTS.get(p['type'].dotted, p['type'].dotted)}={p['value'].native}" for p in parts
    )


def _general(name: Any) -> str:  # noqa: ANN401 - as above
    """Return an address or the name of a directory entry as text."""
    return _written(name.chosen) if name.name == "directory_name" else str(name.native)


def _other_name(name: Any) -> tuple[str, str | None]:  # noqa: ANN401 - as above
    """Return what an otherName is and its text; its value is a text under an explicit tag."""
    from asn1crypto import core

    value = name["value"].parsed
    said = value.native if type(value) is core.UTF8String else None
    return name["type_id"].dotted, said
