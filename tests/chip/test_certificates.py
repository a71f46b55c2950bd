"""Certificates: plain ones, the deviations real cards are reported to have, and hostile ones."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from collections.abc import Callable

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from cryptography.utils import CryptographyDeprecationWarning
from hypothesis import given
from hypothesis import strategies as st

from tests.chip.chip_fakes import NOT_AFTER, NOT_BEFORE, Authority, der, mint
from tests.chip.odd_certificates import ISSUER, PLAIN, VARIANTS, two_algorithms
from tokutei.chip.certificates import MAX_CERTIFICATE, CardCertificate, parse_certificate
from tokutei.errors import CertificateError


@pytest.mark.parametrize("encoded", VARIANTS.values(), ids=VARIANTS.keys())
def test_deviations_decode_to_the_same(encoded: bytes) -> None:
    found = parse_certificate(encoded)
    assert found.serial == 1
    assert (found.not_before, found.not_after) == (NOT_BEFORE, NOT_AFTER)
    assert found.key_usage == frozenset({"digital_signature"})
    assert not found.is_authority
    assert found.path_length is None
    assert found.unknown_critical == ()
    assert found.algorithm == "1.2.840.10045.4.3.2"
    info = ISSUER.key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    assert found.public_key_info == info
    assert found.encoded == encoded[: len(found.encoded)]
    # the signature is over the bytes that were kept
    ISSUER.authority.key.public_key().verify(found.signature, found.signed, ec.ECDSA(hashes.SHA256()))


def test_against_an_independent_reader() -> None:
    other = x509.load_der_x509_certificate(PLAIN)
    found = parse_certificate(PLAIN)
    assert found.signed == other.tbs_certificate_bytes
    assert found.signature == other.signature
    assert found.issuer == other.issuer.public_bytes()
    assert found.subject == other.subject.public_bytes()
    assert found.fingerprint == other.fingerprint(hashes.SHA256()).hex().upper()
    aki = other.extensions.get_extension_for_class(x509.AuthorityKeyIdentifier).value
    assert found.authority_key == aki.key_identifier
    authority = parse_certificate(ISSUER.authority.certificate())
    assert authority.subject_key == found.authority_key
    assert (authority.is_authority, authority.path_length) == (True, 0)
    assert authority.key_usage == frozenset({"key_cert_sign", "crl_sign"})
    assert authority.issuer == authority.subject == found.issuer


def test_the_independent_reader_needs_this_module() -> None:
    for name in ("null-parameters", "ber-length", "zero-fill"):
        # Up to version 48 it warned of the first one, and said that it would refuse it.
        with pytest.raises((ValueError, CryptographyDeprecationWarning), match=r".+"):
            x509.load_der_x509_certificate(VARIANTS[name]).public_key()


def test_a_certificate_without_extensions() -> None:
    found = parse_certificate(
        mint(ISSUER.authority, ISSUER.key.public_key(), usage=(), with_ski=False, with_aki=False)
    )
    assert (found.key_usage, found.authority_key, found.subject_key) == (None, None, None)
    assert not found.is_authority


def test_critical_extensions() -> None:
    strange = x509.UnrecognizedExtension(x509.ObjectIdentifier("1.2.3.4"), b"\x05\x00")
    usage = x509.ExtendedKeyUsage([x509.ObjectIdentifier("1.3.6.1.5.5.7.3.1")])
    critical = ISSUER.card_certificate(extra=((strange, True), (usage, True)))
    assert parse_certificate(critical).unknown_critical == ("1.2.3.4", "2.5.29.37")
    assert parse_certificate(ISSUER.card_certificate(extra=((strange, False),))).unknown_critical == ()


def test_keys_of_other_kinds() -> None:
    for key in (rsa.generate_private_key(65537, 2048), ec.generate_private_key(ec.SECP256R1())):
        found = parse_certificate(mint(ISSUER.authority, key.public_key()))
        assert found.public_key_info == key.public_key().public_bytes(
            Encoding.DER, PublicFormat.SubjectPublicKeyInfo
        )


def test_an_algorithm_that_is_stated_in_two_ways() -> None:
    assert parse_certificate(two_algorithms()).algorithm == ""


def nested(depth: int) -> bytes:
    content = b"\x05\x00"
    for _ in range(depth):
        content = der(0x30, content)
    return content


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        pytest.param(b"", "truncated", id="empty"),
        pytest.param(bytes(602), "decode", id="zeros"),
        pytest.param(PLAIN[:100], "truncated", id="cut-off"),
        pytest.param(PLAIN[:-1], "truncated", id="last-byte"),
        pytest.param(PLAIN + b"\1", "fill", id="something-after"),
        pytest.param(b"\x30\x80\x00\x00", "length", id="indefinite"),
        pytest.param(b"\x30\x89" + b"\xff" * 9, "truncated", id="huge-length"),
        pytest.param(b"\x30\xff", "truncated", id="length-of-length"),
        pytest.param(b"\x3f\xff\xff", "truncated", id="endless-tag"),
        pytest.param(b"\x3f\x81\x01\x00", "decode", id="long-tag"),
        pytest.param(der(0x30, bytes(MAX_CERTIFICATE)), "too_large", id="too-large"),
        pytest.param(nested(30), "depth", id="deep"),
        pytest.param(nested(2000), "depth", id="very-deep"),
        pytest.param(nested(2), "decode", id="no-certificate"),
        pytest.param(der(0x30, b"\x30\x05\x01"), "truncated", id="child-beyond-parent"),
        pytest.param(b"\x30\x00", "decode", id="empty-sequence"),
    ],
)
def test_what_is_no_certificate(data: bytes, reason: str) -> None:
    with pytest.raises(CertificateError) as caught:
        parse_certificate(data)
    assert caught.value.reason == reason
    assert caught.value.__cause__ is None
    if reason == "decode":
        assert caught.value.__context__ is None
    assert "_reasons" not in caught.value.text("ja") + caught.value.text("en")


def _or_error(parse: Callable[[bytes], CardCertificate], data: bytes) -> str:
    try:
        parse(data)
    except CertificateError as error:
        return error.reason
    return ""


@given(st.binary(max_size=300))
def test_any_bytes_are_a_certificate_or_an_error(data: bytes) -> None:
    assert _or_error(parse_certificate, data)


@given(at=st.integers(0, len(PLAIN) - 1), value=st.integers(0, 255))
def test_any_changed_byte_gives_a_value_or_an_error(at: int, value: int) -> None:
    changed = PLAIN[:at] + bytes([value]) + PLAIN[at + 1 :]
    reason = _or_error(parse_certificate, changed)
    if not reason:
        assert hashlib.sha256(parse_certificate(changed).encoded).hexdigest()


def test_repr_shows_no_bytes() -> None:
    shown = repr(parse_certificate(PLAIN))
    assert shown == f"CardCertificate({len(PLAIN)} bytes)"


def test_asn1crypto_is_loaded_late() -> None:
    program = (
        "import sys, tokutei.chip; "
        "names = ('asn1crypto', 'cryptography', 'PIL'); "
        "assert not any(n.split('.')[0] in names for n in sys.modules), sorted(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", program], check=True)  # noqa: S603 - our own program


def test_authorities_differ() -> None:
    one, other = Authority().certificate(), Authority().certificate()
    found, second = parse_certificate(one), parse_certificate(other)
    assert (found.subject, found.serial) == (second.subject, second.serial)
    assert found.subject_key != second.subject_key
