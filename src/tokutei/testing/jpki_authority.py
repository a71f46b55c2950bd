"""Authorities that look like those of the public certification service (JPKI), and say that they are none.

The profile of the certificates is the published one: RSA-2048 with SHA-256, policies that are critical,
the items of the signer as otherName. The names are the kit's own, so nothing they sign leads to a real anchor.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final, Literal

from tokutei.errors import CertificateError, MissingExtraError, NaiveDatetimeError
from tokutei.testing.rsa_keys import rsa_key

try:
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.serialization import Encoding
    from cryptography.x509.oid import AuthorityInformationAccessOID, ExtendedKeyUsageOID, NameOID
except ImportError:  # pragma: no cover - seen by a test in a process without the package
    raise MissingExtraError("testing", "cryptography") from None

__all__ = ["OWNER_ITEMS", "JpkiAuthority"]

OWNER_ITEMS: Final[Mapping[str, str]] = {
    "name": "1.2.392.200149.8.5.5.1",
    "name_substitutes": "1.2.392.200149.8.5.5.2",
    "sex": "1.2.392.200149.8.5.5.3",
    "born": "1.2.392.200149.8.5.5.4",
    "address": "1.2.392.200149.8.5.5.5",
    "address_substitutes": "1.2.392.200149.8.5.5.6",
}
"""The object identifiers of the items of the signer."""

_POLICIES: Final[Mapping[str, str]] = {
    "authentication": "1.2.392.200149.8.5.1.3.30",
    "signature": "2.999.1",
}
"""The policy of each kind. That of genuine signature certificates is in no source at hand: this one is an example's."""
_UTF8: Final = 0x0C


def _utf8(text: str) -> bytes:
    """Return a text as UTF8String in DER."""
    value = text.encode()
    size = len(value)
    if size < 0x80:
        return bytes([_UTF8, size]) + value
    width = (size.bit_length() + 7) // 8
    return bytes([_UTF8, 0x80 | width]) + size.to_bytes(width) + value


def _name(*parts: str) -> x509.Name:
    """Return a name; ZZ is a code that ISO 3166 leaves to its users."""
    return x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "ZZ"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, "tokutei synthetic data"),
            *(x509.NameAttribute(NameOID.ORGANIZATIONAL_UNIT_NAME, part) for part in parts),
        ]
    )


@dataclass(frozen=True, slots=True)
class JpkiAuthority:
    """An authority of one kind of certificates; the same arguments give the same bytes.

    Example:
        >>> JpkiAuthority("signature").certificate == JpkiAuthority("signature").certificate
        True
    """

    kind: Literal["signature", "authentication"]
    key: str = ""
    """The name of its key (:mod:`.rsa_keys`); its kind's own unless given."""
    not_before: datetime = datetime(2023, 7, 16, tzinfo=UTC)
    not_after: datetime = datetime(2043, 7, 15, tzinfo=UTC)

    @property
    def name(self) -> x509.Name:
        """Its name, which says that it is none of the real ones."""
        return _name(f"TEST - not JPKI - {self.kind}")

    @property
    def certificate(self) -> bytes:
        """Its own certificate: self-signed."""
        key = rsa_key(self.key or f"{self.kind}_ca")
        ski = x509.SubjectKeyIdentifier.from_public_key(key.public_key())
        builder = (
            self._builder(self.name, key.public_key(), 1, self.not_before, self.not_after)
            .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
            .add_extension(_usage(key_cert_sign=True, crl_sign=True), critical=True)
            .add_extension(ski, critical=False)
        )
        return builder.sign(key, hashes.SHA256()).public_bytes(Encoding.DER)

    def issue(
        self,
        *,
        serial: int,
        not_before: datetime,
        not_after: datetime,
        owner: Mapping[str, str] | None = None,
        other_names: Sequence[tuple[str, bytes]] = (),
        municipality: str = "TESTVILLE",
    ) -> bytes:
        """Return a certificate for the test key of this kind.

        Args:
            serial: its serial number.
            not_before: first moment of validity.
            not_after: last moment of validity, included.
            owner: the items of the signer by name (:data:`OWNER_ITEMS`).
            other_names: further otherName entries: object identifier and value in DER, for odd certificates.
            municipality: what the place where revocations are published is called.

        Raises:
            NaiveDatetimeError: a moment has no time zone.
            CertificateError: the serial number is not positive (``serial``).
        """
        if serial <= 0:
            raise CertificateError("serial")
        issuer = rsa_key(self.key or f"{self.kind}_ca")
        public = rsa_key(self.kind).public_key()
        subject = x509.Name(
            [
                x509.NameAttribute(NameOID.COUNTRY_NAME, "ZZ"),
                x509.NameAttribute(NameOID.COMMON_NAME, f"TEST{serial:012}"),
            ]
        )
        point = x509.DirectoryName(_name("CRL Distribution Points", municipality))
        access = x509.AccessDescription(
            AuthorityInformationAccessOID.OCSP, x509.UniformResourceIdentifier("http://ocsp.test.invalid")
        )
        builder = (
            self._builder(subject, public, serial, not_before, not_after)
            .add_extension(_usage(digital_signature=True), critical=True)
            .add_extension(
                x509.CertificatePolicies(
                    [x509.PolicyInformation(x509.ObjectIdentifier(_POLICIES[self.kind]), None)]
                ),
                critical=True,
            )
            .add_extension(
                x509.CRLDistributionPoints([x509.DistributionPoint([point], None, None, None)]),
                critical=False,
            )
            .add_extension(x509.AuthorityInformationAccess([access]), critical=False)
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
            .add_extension(
                x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer.public_key()), critical=False
            )
        )
        if self.kind == "authentication":
            client = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.CLIENT_AUTH])
            builder = builder.add_extension(client, critical=False)
        entries = [(OWNER_ITEMS[name], _utf8(text)) for name, text in (owner or {}).items()]
        if names := [
            x509.OtherName(x509.ObjectIdentifier(oid), value) for oid, value in (*entries, *other_names)
        ]:
            builder = builder.add_extension(x509.SubjectAlternativeName(names), critical=False)
        return builder.sign(issuer, hashes.SHA256()).public_bytes(Encoding.DER)

    def _builder(
        self, subject: x509.Name, public: object, serial: int, not_before: datetime, not_after: datetime
    ) -> x509.CertificateBuilder:
        for moment in (not_before, not_after):
            if moment.tzinfo is None or moment.utcoffset() is None:
                raise NaiveDatetimeError
        return (
            x509.CertificateBuilder()
            .issuer_name(self.name)
            .subject_name(subject)
            .public_key(public)  # type: ignore[arg-type]  # an RSA key of this kit
            .serial_number(serial)
            .not_valid_before(not_before)
            .not_valid_after(not_after)
        )


def _usage(
    *, digital_signature: bool = False, key_cert_sign: bool = False, crl_sign: bool = False
) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=digital_signature,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=key_cert_sign,
        crl_sign=crl_sign,
        encipher_only=False,
        decipher_only=False,
    )
