"""The issuer's signatures: ECDSA on P-384 since the second generation, RSA-2048 on the first.

A public key is loaded once and gives a check; whatever the key or the signature is, a check answers
yes or no. Needs the extra ``crypto``.
"""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256
from typing import TYPE_CHECKING, Final

from tokutei.chip.certificates import cut
from tokutei.chip.generations import SignatureScheme
from tokutei.chip.values import is_blank
from tokutei.errors import CertificateError
from tokutei.errors.extras import needing

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePublicKey
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey

__all__ = ["CERTIFICATE_ALGORITHM", "Check", "card_check", "certificate_check", "digest_check"]

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
    check = digest_check(scheme, public_key_info)
    return lambda code, content: check(code, sha256(content).digest())


def digest_check(scheme: SignatureScheme, public_key_info: bytes) -> Check:
    """Return the same as :func:`card_check`, for those who have the SHA-256 of what is signed already."""
    if scheme is SignatureScheme.RSA_2048_SHA256:
        rsa_key = _rsa_key(public_key_info)
        return _never if rsa_key is None else lambda code, digest: _recovers(rsa_key, code, digest)
    holds, as_der = _ecdsa(public_key_info), _as_der()

    def check(code: bytes, digest: bytes) -> bool:
        if len(code) == _RAW_SIGNATURE:
            half = _RAW_SIGNATURE // 2
            if holds(as_der(int.from_bytes(code[:half]), int.from_bytes(code[half:])), digest):
                return True
        try:
            signature, rest = cut(code)
        except CertificateError:
            return False
        return is_blank(rest) and holds(signature, digest)

    return check


def certificate_check(scheme: SignatureScheme, public_key_info: bytes) -> Check:
    """Return how to check the signature of a certificate under the key of its issuer."""
    if scheme is SignatureScheme.RSA_2048_SHA256:
        rsa_key = _rsa_key(public_key_info)
        return _never if rsa_key is None else lambda code, content: _rsa_holds(rsa_key, code, content)
    holds = _ecdsa(public_key_info)
    return lambda code, content: holds(code, sha256(content).digest())


def _as_der() -> Callable[[int, int], bytes]:
    with needing("crypto", "cryptography"):
        from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
    return encode_dss_signature


def _ecdsa(public_key_info: bytes) -> Check:
    """Return how to check ECDSA over a SHA-256 under a key on P-384; what does not change is looked up once."""
    with needing("crypto", "cryptography"):
        from cryptography.exceptions import InvalidSignature
        from cryptography.hazmat.primitives.asymmetric import ec
        from cryptography.hazmat.primitives.asymmetric.utils import Prehashed
        from cryptography.hazmat.primitives.hashes import SHA256
    key = _ec_key(public_key_info)
    if key is None:
        return _never
    verify, algorithm = key.verify, ec.ECDSA(Prehashed(SHA256()))

    def holds(signature: bytes, digest: bytes) -> bool:
        try:
            verify(signature, digest, algorithm)
        except (ValueError, InvalidSignature):
            return False
        return True

    return holds


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


def _recovers(key: RSAPublicKey, code: bytes, digest: bytes) -> bool:
    """Return whether the block under the padding is the hash, bare or in a DigestInfo."""
    with needing("crypto", "cryptography"):
        from cryptography.exceptions import InvalidSignature
        from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
    try:
        block = key.recover_data_from_signature(code, PKCS1v15(), None)
    except (ValueError, InvalidSignature):
        return False
    return block in (digest, _DIGEST_INFO + digest)
