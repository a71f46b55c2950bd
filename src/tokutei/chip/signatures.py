"""The issuer's signatures: ECDSA on P-384 since the second generation, RSA-2048 on the first.

A public key is loaded once and gives a check; whatever the key or the signature is, a check answers
yes or no. Needs the extra ``crypto``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from hashlib import sha256
from typing import TYPE_CHECKING, Final

from tokutei.chip.certificates import cut
from tokutei.chip.extras import needing
from tokutei.chip.generations import SignatureScheme
from tokutei.chip.values import is_blank
from tokutei.errors import CertificateError

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePublicKey
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey

__all__ = ["CERTIFICATE_ALGORITHM", "Check", "card_check", "certificate_check"]

Check = Callable[[bytes, bytes], bool]
"""Given a signature and what it is over, says whether it holds."""

CERTIFICATE_ALGORITHM: Final = {
    SignatureScheme.ECDSA_P384_SHA256: "1.2.840.10045.4.3.2",
    SignatureScheme.RSA_2048_SHA256: "1.2.840.113549.1.1.11",
}
"""The only signature algorithm of the certificates of each scheme."""

_RAW_SIGNATURE: Final = 96
_RSA_BITS: Final = 2048
_DIGEST_INFO: Final = bytes.fromhex("3031300D060960864801650304020105000420")
"""DigestInfo of SHA-256 up to the hash (RFC 8017, 9.2)."""


def _never(_signature: bytes, _content: bytes) -> bool:
    return False


def card_check(scheme: SignatureScheme, public_key_info: bytes) -> Check:
    """Return how to check a card's check code under the key of its certificate, in every form accepted.

    ECDSA: r and s of 48 bytes, which fits the 96 bytes of DC, or DER in zero fill. RSA: PKCS#1 v1.5
    with the hash in a DigestInfo, or bare, as the document draws it.
    """
    if scheme is SignatureScheme.RSA_2048_SHA256:
        rsa_key = _rsa_key(public_key_info)
        return _never if rsa_key is None else lambda code, content: _recovers(rsa_key, code, content)
    ec_key = _ec_key(public_key_info)
    if ec_key is None:
        return _never
    return lambda code, content: any(_ecdsa_holds(ec_key, form, content) for form in _forms(code))


def certificate_check(scheme: SignatureScheme, public_key_info: bytes) -> Check:
    """Return how to check the signature of a certificate under the key of its issuer."""
    if scheme is SignatureScheme.RSA_2048_SHA256:
        rsa_key = _rsa_key(public_key_info)
        return _never if rsa_key is None else lambda code, content: _rsa_holds(rsa_key, code, content)
    ec_key = _ec_key(public_key_info)
    return _never if ec_key is None else lambda code, content: _ecdsa_holds(ec_key, code, content)


def _ec_key(public_key_info: bytes) -> EllipticCurvePublicKey | None:
    with needing("crypto", "cryptography"):
        from cryptography.exceptions import UnsupportedAlgorithm
        from cryptography.hazmat.primitives.asymmetric import ec
        from cryptography.hazmat.primitives.serialization import load_der_public_key
    try:
        key = load_der_public_key(public_key_info)
    except (ValueError, UnsupportedAlgorithm):
        return None
    if isinstance(key, ec.EllipticCurvePublicKey) and isinstance(key.curve, ec.SECP384R1):
        return key
    return None


def _rsa_key(public_key_info: bytes) -> RSAPublicKey | None:
    with needing("crypto", "cryptography"):
        from cryptography.exceptions import UnsupportedAlgorithm
        from cryptography.hazmat.primitives.asymmetric import rsa
        from cryptography.hazmat.primitives.serialization import load_der_public_key
    try:
        key = load_der_public_key(public_key_info)
    except (ValueError, UnsupportedAlgorithm):
        return None
    return key if isinstance(key, rsa.RSAPublicKey) and key.key_size == _RSA_BITS else None


def _forms(code: bytes) -> Iterator[bytes]:
    """Yield a check code in DER: read as r and s first, then as DER in zero fill."""
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


def _ecdsa_holds(key: EllipticCurvePublicKey, signature: bytes, content: bytes) -> bool:
    with needing("crypto", "cryptography"):
        from cryptography.exceptions import InvalidSignature
        from cryptography.hazmat.primitives.asymmetric import ec
        from cryptography.hazmat.primitives.hashes import SHA256
    try:
        key.verify(signature, content, ec.ECDSA(SHA256()))
    except (ValueError, InvalidSignature):
        return False
    return True


def _rsa_holds(key: RSAPublicKey, signature: bytes, content: bytes) -> bool:
    with needing("crypto", "cryptography"):
        from cryptography.exceptions import InvalidSignature
        from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
        from cryptography.hazmat.primitives.hashes import SHA256
    try:
        key.verify(signature, content, PKCS1v15(), SHA256())
    except (ValueError, InvalidSignature):
        return False
    return True


def _recovers(key: RSAPublicKey, code: bytes, content: bytes) -> bool:
    """Return whether the block under the padding is the hash of the content, bare or in a DigestInfo."""
    with needing("crypto", "cryptography"):
        from cryptography.exceptions import InvalidSignature
        from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
    try:
        block = key.recover_data_from_signature(code, PKCS1v15(), None)
    except (ValueError, InvalidSignature):
        return False
    digest = sha256(content).digest()
    return block in (digest, _DIGEST_INFO + digest)
