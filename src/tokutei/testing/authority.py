"""A certificate authority for tests: what it signs is synthetic, and it says so in its name.

Every key is made from a seed and every signature is deterministic (RFC 6979), so that the same seed
gives the same bytes. The private keys are therefore public knowledge: trust nothing that this
authority signs, except in tests. Certificates are written element by element, because the hostile
ones are not what a certificate library agrees to make.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import Enum
from hashlib import sha1, sha256, sha512
from typing import Final, Protocol

from tokutei.chip.generations import SignatureScheme
from tokutei.errors import CertificateError, MissingExtraError, NaiveDatetimeError, PeriodError

try:
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric import ec, padding
    from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
except ImportError:  # pragma: no cover - seen by a test in a process without the package
    raise MissingExtraError("testing", "cryptography") from None

from tokutei.testing.rsa_keys import rsa_key

__all__ = [
    "AUTHORITY_NAME",
    "CertificateAuthority",
    "CertificateForm",
    "RsaSigningKey",
    "Signer",
    "SigningKey",
    "der",
    "sealed",
]

AUTHORITY_NAME: Final = "tokutei TEST CA - not production"
"""The common name of every authority of this kit."""

_ORDER: Final = int(
    "ffffffffffffffffffffffffffffffffffffffffffffffffc7634d81f4372ddf581a0db248b0a77aecec196accc52973", 16
)
"""The order of the group of secp384r1 (SEC 2, 2.5.1)."""

_SEQUENCE, _SET, _OID, _INTEGER, _BITS, _OCTETS, _BOOL, _UTF8 = 0x30, 0x31, 6, 2, 3, 4, 1, 12
_NULL: Final = b"\x05\x00"
_ECDSA_SHA256: Final = bytes.fromhex("06082A8648CE3D040302")
_RSA_SHA256: Final = bytes.fromhex("06092A864886F70D01010B")
_COMMON_NAME, _ORGANISATION, _COUNTRY = b"\x55\x04\x03", b"\x55\x04\x0a", b"\x55\x04\x06"
_SKI, _KEY_USAGE, _BASIC_CONSTRAINTS, _AKI = (
    b"\x55\x1d\x0e",
    b"\x55\x1d\x0f",
    b"\x55\x1d\x13",
    b"\x55\x1d\x23",
)
_SERIAL_LIMIT: Final = 1 << (20 * 8 - 1)
"""20 bytes, of which the first bit is a sign (RFC 5280, 4.1.2.2)."""
_DIGITAL_SIGNATURE: Final = b"\x03\x02\x07\x80"
_CERT_AND_CRL_SIGN: Final = b"\x03\x02\x01\x06"


class CertificateForm(Enum):
    """How a certificate is written; all but the first two are for hostile tests."""

    DER = "der"
    NULL_PARAMETERS = "null_parameters"
    """NULL in the algorithm identifiers: wrong by RFC 5758, and reported of genuine cards."""
    LONG_LENGTH = "long_length"
    """The outer length in three bytes: BER, not DER; reported of genuine cards."""
    NO_KEY_USAGE = "no_key_usage"
    """Without the extension keyUsage."""
    WRONG_KEY_USAGE = "wrong_key_usage"
    """A card's certificate that claims to sign certificates."""


class Signer(Protocol):
    """A key that signs for an authority."""

    @property
    def algorithm(self) -> bytes:
        """The content of its AlgorithmIdentifier."""
        ...

    @property
    def public(self) -> bytes:
        """The SubjectPublicKeyInfo."""
        ...

    @property
    def identifier(self) -> bytes:
        """The key identifier (RFC 5280, 4.2.1.2)."""
        ...

    def sign(self, message: bytes) -> bytes:
        """Return the signature as a certificate holds it."""
        ...


class RsaSigningKey:
    """An RSA-2048 key of the table; its ``repr`` shows nothing."""

    algorithm: bytes = _RSA_SHA256 + _NULL

    def __init__(self, name: str) -> None:
        self._key = rsa_key(name)

    def __repr__(self) -> str:
        return "RsaSigningKey(…)"

    def sign(self, message: bytes) -> bytes:
        """Return the PKCS#1 v1.5 signature with the hash in a DigestInfo."""
        return self._key.sign(message, padding.PKCS1v15(), hashes.SHA256())

    def sign_bare(self, message: bytes) -> bytes:
        """Return the signature with the bare hash below the padding, as figure 3-4 draws it."""
        digest = sha256(message).digest()
        return self.sign_block(b"\0\1" + b"\xff" * (253 - len(digest)) + b"\0" + digest)

    def sign_block(self, block: bytes) -> bytes:
        """Return the signature under which a verifier finds a block of 256 bytes, whatever it holds."""
        numbers = self._key.private_numbers()
        return pow(int.from_bytes(block), numbers.d, numbers.public_numbers.n).to_bytes(256)

    @property
    def public(self) -> bytes:
        """The SubjectPublicKeyInfo."""
        return self._key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)

    @property
    def identifier(self) -> bytes:
        """The key identifier: SHA-1 of the public key (RFC 5280, 4.2.1.2)."""
        key = self._key.public_key().public_bytes(Encoding.DER, PublicFormat.PKCS1)
        return sha1(key, usedforsecurity=False).digest()


class SigningKey:
    """A P-384 key made from a seed; its ``repr`` shows nothing."""

    algorithm: bytes = _ECDSA_SHA256

    def __init__(self, seed: str) -> None:
        named = b"tokutei.testing/" + seed.encode(errors="surrogatepass")
        digest = int.from_bytes(sha512(named).digest())
        self._key = ec.derive_private_key(digest % (_ORDER - 1) + 1, ec.SECP384R1())

    def __repr__(self) -> str:
        return "SigningKey(…)"

    def sign(self, message: bytes) -> bytes:
        """Return the deterministic ECDSA-SHA256 signature as DER."""
        return self._key.sign(message, ec.ECDSA(hashes.SHA256(), deterministic_signing=True))

    def sign_raw(self, message: bytes) -> bytes:
        """Return the same signature as r and s of 48 bytes each."""
        return b"".join(number.to_bytes(48) for number in decode_dss_signature(self.sign(message)))

    @property
    def public(self) -> bytes:
        """The SubjectPublicKeyInfo."""
        return self._key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)

    @property
    def identifier(self) -> bytes:
        """The key identifier: SHA-1 of the public point (RFC 5280, 4.2.1.2)."""
        point = self._key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        return sha1(point, usedforsecurity=False).digest()


@dataclass(frozen=True, slots=True)
class CertificateAuthority:
    """The issuer of synthetic cards; the same seed is the same authority.

    Its name is not the ministry's and its key is its own, so no store of production or official test
    anchors can ever accept it.

    Example:
        >>> ca = CertificateAuthority()
        >>> ca.certificate == CertificateAuthority(seed="0").certificate
        True
        >>> CertificateAuthority(seed="another").certificate == ca.certificate
        False

    Raises:
        NaiveDatetimeError: a moment has no time zone.
    """

    seed: str = "0"
    not_before: datetime = datetime(2026, 4, 1, tzinfo=UTC)
    not_after: datetime = datetime(2046, 3, 31, tzinfo=UTC)
    claims: bytes | None = None
    """Key identifier that what it issues names as the issuer's, instead of its own: a forger's."""
    scheme: SignatureScheme = SignatureScheme.ECDSA_P384_SHA256
    """How it signs. There are two RSA keys: that of the seed ``"0"``, and one for all others."""

    def __post_init__(self) -> None:
        for moment in (self.not_before, self.not_after):
            _in_utc(moment)

    @property
    def key(self) -> Signer:
        """The key that signs the certificates."""
        if self.scheme is SignatureScheme.RSA_2048_SHA256:
            return RsaSigningKey("authority" if self.seed == "0" else "forger")
        return SigningKey(f"authority/{self.seed}")

    @property
    def certificate(self) -> bytes:
        """The authority's own certificate: self-signed, a CA that signs end entities only."""
        key = self.key
        extensions = (
            _extension(_BASIC_CONSTRAINTS, _sequence(b"\x01\x01\xff", b"\x02\x01\x00"), critical=True),
            _extension(_KEY_USAGE, _CERT_AND_CRL_SIGN, critical=True),
            _extension(_SKI, der(_OCTETS, key.identifier)),
        )
        name = _name(AUTHORITY_NAME)
        validity = (self.not_before, self.not_after)
        return _certificate(
            key,
            public=key.public,
            serial=1,
            names=(name, name),
            validity=validity,
            extensions=extensions,
            form=CertificateForm.DER,
        )

    def issue(
        self,
        key: Signer,
        *,
        not_before: datetime,
        not_after: datetime,
        serial: int = 2,
        form: CertificateForm = CertificateForm.DER,
    ) -> bytes:
        """Return a certificate for the key of a card, valid from the first to the last moment, both included.

        The extensions are those of the profile known for cards: subject and authority key identifier
        and keyUsage ``digitalSignature``.

        Raises:
            NaiveDatetimeError: a moment has no time zone.
            PeriodError: in UTC, a moment lies outside the years 1 to 9999 (``beyond_calendar``).
            CertificateError: the serial number is not positive or has more than 20 bytes (``serial``).
        """
        if not 0 < serial < _SERIAL_LIMIT:
            raise CertificateError("serial")
        usage = _CERT_AND_CRL_SIGN if form is CertificateForm.WRONG_KEY_USAGE else _DIGITAL_SIGNATURE
        extensions = [
            _extension(_SKI, der(_OCTETS, key.identifier)),
            _extension(_AKI, _sequence(der(0x80, self.claims or self.key.identifier))),
        ]
        if form is not CertificateForm.NO_KEY_USAGE:
            extensions.append(_extension(_KEY_USAGE, usage, critical=True))
        return _certificate(
            self.key,
            public=key.public,
            serial=serial,
            names=(_name(AUTHORITY_NAME), _name("tokutei TEST CARD")),
            validity=(not_before, not_after),
            extensions=tuple(extensions),
            form=form,
        )


def der(tag: int, *parts: bytes) -> bytes:
    """Return an ASN.1 object in the shortest form."""
    value = b"".join(parts)
    if len(value) < 0x80:
        return bytes((tag, len(value))) + value
    size = (len(value).bit_length() + 7) // 8
    return bytes((tag, 0x80 | size)) + len(value).to_bytes(size) + value


def _sequence(*parts: bytes) -> bytes:
    return der(_SEQUENCE, *parts)


def _name(common_name: str) -> bytes:
    """Return a distinguished name; ZZ is a code that ISO 3166 leaves to its users."""
    parts = (
        (_COUNTRY, 0x13, "ZZ"),
        (_ORGANISATION, _UTF8, "tokutei synthetic data"),
        (_COMMON_NAME, _UTF8, common_name),
    )
    return _sequence(
        *(der(_SET, _sequence(der(_OID, oid), der(tag, text.encode()))) for oid, tag, text in parts)
    )


def _in_utc(moment: datetime) -> datetime:
    if moment.tzinfo is None or moment.utcoffset() is None:
        raise NaiveDatetimeError
    try:
        return moment.astimezone(UTC)
    except OverflowError:
        raise PeriodError("beyond_calendar") from None


def _time(moment: datetime) -> bytes:
    """Return a moment as UTCTime, and outside 1950 to 2049 as GeneralizedTime (RFC 5280, 4.1.2.5)."""
    moment = _in_utc(moment)
    written = f"{moment.year:04}{moment:%m%d%H%M%S}Z"
    return der(0x17, written[2:].encode()) if 1950 <= moment.year < 2050 else der(0x18, written.encode())


def _extension(oid: bytes, value: bytes, *, critical: bool = False) -> bytes:
    return _sequence(der(_OID, oid), der(_BOOL, b"\xff") if critical else b"", der(_OCTETS, value))


def _certificate(
    issuer: Signer,
    *,
    public: bytes,
    serial: int,
    names: tuple[bytes, bytes],
    validity: tuple[datetime, datetime],
    extensions: tuple[bytes, ...],
    form: CertificateForm,
) -> bytes:
    algorithm = _sequence(issuer.algorithm, _NULL if form is CertificateForm.NULL_PARAMETERS else b"")
    signed = _sequence(
        der(0xA0, b"\x02\x01\x02"),
        der(_INTEGER, serial.to_bytes(serial.bit_length() // 8 + 1)),
        algorithm,
        names[0],
        _sequence(*(_time(moment) for moment in validity)),
        names[1],
        public,
        der(0xA3, _sequence(*extensions)),
    )
    if form is CertificateForm.LONG_LENGTH:
        body = signed + algorithm + der(_BITS, b"\x00", issuer.sign(signed))
        return b"\x30\x83" + len(body).to_bytes(3) + body
    return sealed(issuer, signed, algorithm=algorithm)


def sealed(issuer: Signer, signed: bytes, *, algorithm: bytes | None = None) -> bytes:
    """Return the certificate that an issuer makes of a part to be signed, whatever it says.

    Args:
        issuer: the key that signs.
        signed: what is signed (TBSCertificate).
        algorithm: the outer AlgorithmIdentifier; that of the key unless given.
    """
    outer = _sequence(issuer.algorithm) if algorithm is None else algorithm
    return _sequence(signed + outer + der(_BITS, b"\x00", issuer.sign(signed)))
