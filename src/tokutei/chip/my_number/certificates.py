"""The certificates of the public certification service (JPKI): their public parts, and who signs.

The authentication certificate names its holder by an opaque identifier; the signature certificate holds
name, birth, sex and address, and is read only with its password. Values are kept as they are written.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from tokutei.chip.certificates import cut, parse_certificate, parse_public_parts
from tokutei.chip.my_number.records import CardRecord
from tokutei.personal import Personal

__all__ = ["CertificateOwner", "JpkiCertificate", "parse_jpki_certificate"]

_ITEMS: Final = {
    "1.2.392.200149.8.5.5.1": "name",  # several sources
    "1.2.392.200149.8.5.5.2": "name_substitutes",  # one source, as those down to the birth
    "1.2.392.200149.8.5.5.3": "sex",
    "1.2.392.200149.8.5.5.4": "born",
    "1.2.392.200149.8.5.5.5": "address",  # several sources
    "1.2.392.200149.8.5.5.6": "address_substitutes",  # one source
}


@dataclass(frozen=True, slots=True, repr=False, kw_only=True)
class CertificateOwner(CardRecord):
    """The items of the signer in a signature certificate, as they are written in it.

    How sex and birth are written is in no source, so they are not read any further. An item that is
    missing is ``None``; so is one that is no UTF-8 text or is there twice, and that is in ``unknown``.
    """

    name: Personal[str | None] = None
    name_substitutes: Personal[str | None] = None
    """Flags of the characters of the name that stand in for others."""
    sex: Personal[str | None] = None
    born: Personal[str | None] = None
    address: Personal[str | None] = None
    address_substitutes: Personal[str | None] = None
    """Flags of the characters of the address that stand in for others."""
    unknown: tuple[str, ...] = ()
    """Names of what is not understood."""


@dataclass(frozen=True, slots=True, repr=False, kw_only=True)
class JpkiCertificate(CardRecord):
    """A certificate of the service: one of the holder's, or one of an authority.

    Each names one holder, so almost all of it is personal.
    """

    serial: Personal[int]
    issuer: str
    """Parts of the issuer's name in their order."""
    subject: Personal[str]
    not_before: Personal[datetime]
    not_after: Personal[datetime]
    """Last moment of validity, included.

    A holder's certificate ends on a birthday or with the My Number card, whichever comes first, and a
    signature certificate with the authentication certificate too, if that ends earlier
    (公的個人認証法施行規則13条・49条). Where the holder has a period of stay, the card as a rule ends with it.
    """
    key_usage: frozenset[str] | None
    """Such as ``digital_signature``; ``None`` if not stated."""
    policies: tuple[str, ...]
    """Object identifiers."""
    crl_points: Personal[tuple[str, ...]]
    """Where revocations are published; they name the municipality."""
    ocsp: tuple[str, ...]
    """Addresses of responders. Nothing is fetched from them."""
    subject_key: Personal[bytes | None]
    authority_key: bytes | None
    fingerprint: Personal[str]
    """SHA-256, in capital hexadecimal digits."""
    owner: CertificateOwner | None
    """The items of the signer; ``None`` where there are none, as in any but a signature certificate."""
    encoded: Personal[bytes]
    """The certificate, without fill."""


def parse_jpki_certificate(data: bytes) -> JpkiCertificate:
    """Return the public parts of a certificate.

    Args:
        data: the certificate in DER, or as a card holds it, in a fill of zeros or FF.

    Raises:
        CertificateError: it does not decode.
    """
    encoded, rest = cut(data)
    one = parse_certificate(encoded + rest.strip(b"\0\xff"))
    parts = parse_public_parts(one.encoded)
    return JpkiCertificate(
        serial=one.serial,
        issuer=parts.issuer,
        subject=parts.subject,
        not_before=one.not_before,
        not_after=one.not_after,
        key_usage=one.key_usage,
        policies=parts.policies,
        crl_points=parts.crl_points,
        ocsp=parts.ocsp,
        subject_key=one.subject_key,
        authority_key=one.authority_key,
        fingerprint=one.fingerprint,
        owner=_owner(parts.other_names),
        encoded=one.encoded,
    )


def _owner(other_names: tuple[tuple[str, str | None], ...]) -> CertificateOwner | None:
    known = [(_ITEMS[kind], said) for kind, said in other_names if kind in _ITEMS]
    if not known:
        return None
    times = Counter(name for name, _ in known)
    clear = {name: said for name, said in known if said is not None and times[name] == 1}
    unknown = tuple(name for name in times if name not in clear)
    return CertificateOwner(**clear, unknown=unknown)
