"""Certificates with the deviations that real cards are reported to have."""

from __future__ import annotations

from asn1crypto import core
from asn1crypto import x509 as asn1_x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from tests.chip.chip_fakes import Issuer, der

ISSUER = Issuer()
PLAIN = ISSUER.card_certificate()


def parts(encoded: bytes) -> tuple[bytes, bytes, bytes]:
    """Return the three parts of a certificate as encoded."""
    whole = asn1_x509.Certificate.load(encoded)
    signed, algorithm, signature = (
        bytes(whole[name].dump()) for name in ("tbs_certificate", "signature_algorithm", "signature_value")
    )
    return signed, algorithm, signature


def assemble(signed: bytes, algorithm: bytes) -> bytes:
    """Return a certificate of these parts, signed anew."""
    signature = ISSUER.authority.key.sign(signed, ec.ECDSA(hashes.SHA256()))
    return der(0x30, signed + algorithm + der(0x03, b"\0" + signature))


def with_null_parameters() -> bytes:
    whole = asn1_x509.Certificate.load(PLAIN)
    body = whole["tbs_certificate"]
    body["signature"]["parameters"] = core.Null()
    return assemble(body.dump(force=True), body["signature"].dump(force=True))


def with_long_length() -> bytes:
    signed, algorithm, _ = parts(PLAIN)
    assert signed[1] == 0x82
    longer = signed[:1] + b"\x83\x00" + signed[2:]
    return assemble(longer, algorithm)


def with_long_outer_length() -> bytes:
    assert PLAIN[1] == 0x82
    return PLAIN[:1] + b"\x83\x00" + PLAIN[2:]


def with_long_inner_length() -> bytes:
    """Return a certificate whose key has a length longer than needed."""
    signed, algorithm, _ = parts(PLAIN)
    info = ISSUER.key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    content = signed[4:].replace(info, b"\x30\x81" + info[1:])
    assert len(content) == len(signed) - 3
    return assemble(der(0x30, content), algorithm)


VARIANTS = {
    "plain": PLAIN,
    "null-parameters": with_null_parameters(),
    "ber-length": with_long_length(),
    "ber-outer-length": with_long_outer_length(),
    "ber-key": with_long_inner_length(),
    "zero-fill": PLAIN.ljust(602, b"\0"),
}


def two_algorithms() -> bytes:
    """Return a certificate that says ECDSA with SHA-384 outside and SHA-256, which was used, inside."""
    signed, _, _ = parts(PLAIN)
    return assemble(signed, der(0x30, der(0x06, bytes.fromhex("2A8648CE3D040303"))))
