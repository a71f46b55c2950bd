"""The session key of specified cards: made by the terminal, delivered under the card's public key.

SET SESSION KEY takes RSAES-OAEP (PKCS#1 v2.2) with RSA-2048. The agency publishes the key as a file
whose encoding was not seen, so the loader takes the three that are likely; hash and payload are
choices of the :class:`~tokutei.chip.Profile`. Anybody can deliver a key: the exchange says nothing of
who the terminal is, and of the card only that it has the private key.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from tokutei.chip import tlv
from tokutei.chip.ciphers import KEY_SIZE
from tokutei.chip.given import GivenFile, given_bytes
from tokutei.chip.profiles import DeliveredKeys, KeyHash, Profile
from tokutei.chip.secure_messaging import CountedSession
from tokutei.errors import CertificateError, SecureMessagingError, TlvError
from tokutei.errors.extras import needing

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

__all__ = ["MODULUS_SIZE", "PUBLISHED_KEYS", "DeliveryKey", "accepted", "delivered"]

MODULUS_SIZE: Final = 256
"""Bytes of the modulus: RSA-2048."""
EXPONENT: Final = 65537
"""The published exponent."""
PUBLISHED_KEYS: Final = frozenset({"98BF7014E478241F7943FC1A76C38B6C7BDA4DA9A927D106AE9AB8A1AD684D0A"})
"""SHA-256 of the published key files (keys_smrsapub_001.bin), as a secondary source recorded it."""

_SEED: Final = 32
_PAYLOAD, _ENCRYPTION, _MAC = 0xA0, 0x80, 0x81
_KEY, _EXPONENT, _MODULUS = 0xA1, 0x90, 0x91
_MAX_FILE: Final = 2048


@dataclass(frozen=True, slots=True)
class DeliveryKey:
    """The public key under which a session key is delivered.

    Example:
        >>> DeliveryKey(modulus=1 << 2047 | 1)
        DeliveryKey(69C260C255982F79)

    Raises:
        CertificateError: it is no odd number of 2048 bits (``key_modulus``).
    """

    modulus: int
    is_published: bool = False
    """Whether it came from a file whose fingerprint is in :data:`PUBLISHED_KEYS`.

    It is for whoever loads the file: ``False`` means that the file is not the one that was published, or a
    later one. Reading and verifying do not ask for it: any key opens a session, the card alone knows
    whether it is the right one, and no finding rests on it.
    """

    def __post_init__(self) -> None:
        if self.modulus < 0 or self.modulus.bit_length() != MODULUS_SIZE * 8 or not self.modulus & 1:
            raise CertificateError("key_modulus")

    def __repr__(self) -> str:
        digest = hashlib.sha256(self.modulus.to_bytes(MODULUS_SIZE)).hexdigest()[:16].upper()
        return f"DeliveryKey({digest}{', published' if self.is_published else ''})"

    @classmethod
    def load(cls, file: GivenFile) -> DeliveryKey:
        """Return the key in a file: a bare modulus, ``A1 { 90, 91 }``, or SubjectPublicKeyInfo in DER.

        Args:
            file: a path, or the bytes. The library ships no key: the agency publishes it.

        Raises:
            ArgumentError: it is neither bytes nor a path (``delivery_key``).
            CertificateError: the file does not read (``unreadable``), is too long (``too_large``), is none
                of the three (``key_encoding``), or its modulus is no odd number of 2048 bits
                (``key_modulus``).
        """
        data = given_bytes(file, most=_MAX_FILE, wanted="delivery_key")
        published = hashlib.sha256(data).hexdigest().upper() in PUBLISHED_KEYS
        for read in (_bare, _template, _public_key_info):
            modulus = read(data)
            if modulus is not None:
                return cls(modulus, is_published=published)
        raise CertificateError("key_encoding")


def _bare(data: bytes) -> int | None:
    return int.from_bytes(data) if len(data) == MODULUS_SIZE else None


def _template(data: bytes) -> int | None:
    """Read ``A1 { 90 03 010001, 91 82 0100 <modulus> }``, as a neighbouring application stores its key."""
    try:
        whole = tlv.values_by_tag(data)
        inner = tlv.values_by_tag(whole[_KEY][1])
        exponent, modulus = inner[_EXPONENT][1], inner[_MODULUS][1]
    except (TlvError, KeyError):
        return None
    is_known = int.from_bytes(exponent) == EXPONENT and set(whole) == {_KEY}
    return int.from_bytes(modulus) if is_known else None


def _public_key_info(data: bytes) -> int | None:
    with needing("crypto", "cryptography"):
        from cryptography.exceptions import UnsupportedAlgorithm
        from cryptography.hazmat.primitives.asymmetric import rsa
        from cryptography.hazmat.primitives.serialization import load_der_public_key
    try:
        key = load_der_public_key(data)
    except (ValueError, UnsupportedAlgorithm):
        return None
    if not isinstance(key, rsa.RSAPublicKey):
        return None
    numbers = key.public_numbers()
    return numbers.n if numbers.e == EXPONENT else None


def delivered(
    key: DeliveryKey, profile: Profile, draw: Callable[[int], bytes]
) -> tuple[bytes, CountedSession]:
    """Return the cryptogram that delivers new keys to a card, and the session they make.

    Args:
        key: the card's public key.
        profile: the open choices.
        draw: gives unpredictable bytes. OAEP draws bytes of its own that nobody can pass in.

    Raises:
        MissingExtraError: the extra ``crypto`` is not installed.
        SecureMessagingError: what was drawn has another length (``entropy``).
    """
    with needing("crypto", "cryptography"):
        from cryptography.hazmat.primitives.asymmetric import rsa
    seed, mac_seed = _drawn(draw), None
    parts = tlv.encode(_ENCRYPTION, seed)
    if profile.delivered is DeliveredKeys.ENCRYPTION_AND_MAC:
        mac_seed = _drawn(draw)
        parts += tlv.encode(_MAC, mac_seed)
    public = rsa.RSAPublicNumbers(EXPONENT, key.modulus).public_key()
    return public.encrypt(tlv.encode(_PAYLOAD, parts), _oaep(profile)), _session(seed, mac_seed, profile)


def accepted(private: RSAPrivateKey, profile: Profile, cryptogram: bytes) -> CountedSession:
    """Return the session that a delivered cryptogram makes, as the card does.

    Raises:
        SecureMessagingError: it does not decrypt (``cryptogram``) or holds something else (``token``).
    """
    plain = None
    with suppress(ValueError):
        plain = private.decrypt(cryptogram, _oaep(profile))
    if plain is None:
        raise SecureMessagingError("cryptogram")
    seeds = None
    with suppress(TlvError, KeyError):
        whole = tlv.values_by_tag(plain)
        inner = tlv.values_by_tag(whole.pop(_PAYLOAD)[1])
        seeds = None if whole else {tag: value for tag, (_, value) in inner.items()}
    wanted = {_ENCRYPTION} if profile.delivered is DeliveredKeys.ENCRYPTION else {_ENCRYPTION, _MAC}
    if seeds is None or set(seeds) != wanted or any(len(one) != _SEED for one in seeds.values()):
        raise SecureMessagingError("token")
    return _session(seeds[_ENCRYPTION], seeds.get(_MAC), profile)


def _session(seed: bytes, mac_seed: bytes | None, profile: Profile) -> CountedSession:
    mac_key = None if mac_seed is None else mac_seed[:KEY_SIZE]
    return CountedSession(seed[:KEY_SIZE], profile, mac_key=mac_key)


def _drawn(draw: Callable[[int], bytes]) -> bytes:
    seed = draw(_SEED)
    if len(seed) != _SEED:
        raise SecureMessagingError("entropy")
    return seed


def _oaep(profile: Profile) -> Any:  # noqa: ANN401 - a type of an optional package
    with needing("crypto", "cryptography"):
        from cryptography.hazmat.primitives import hashes
        from cryptography.hazmat.primitives.asymmetric import padding
    algorithm = hashes.SHA256() if profile.key_hash is KeyHash.SHA_256 else hashes.SHA1()  # noqa: S303
    return padding.OAEP(mgf=padding.MGF1(algorithm), algorithm=algorithm, label=None)
