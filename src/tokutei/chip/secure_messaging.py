"""Mutual authentication and secure messaging of the second generation (AES-128).

Appendix 1 of the specification. The scheme encrypts and does not authenticate: messages carry no
MAC and no counter, the initial vector is always zero, and the status word is outside the
protection. It keeps what is read from eavesdroppers who do not know the card number; what makes
data authentic is the issuer's signature alone (:func:`tokutei.chip.verify`).

Both ends are here, because an emulated card needs the other one. Needs the extra ``crypto``.
"""

from __future__ import annotations

import hashlib
import hmac
from typing import Final

from tokutei.chip import apdu, tlv
from tokutei.chip.extras import needing
from tokutei.errors import SecureMessagingError, TlvError

__all__ = [
    "BLOCK",
    "KEY_SIZE",
    "NONCE_SIZE",
    "TOKEN_SIZE",
    "AccessKeys",
    "Session",
    "access_keys",
    "card_token",
    "open_card_token",
    "open_terminal_token",
    "pad",
    "session_key",
    "terminal_token",
    "unpad",
]

BLOCK: Final = 16
"""Bytes of an AES block."""
KEY_SIZE: Final = 16
"""Bytes of every key and of K.IFD and K.ICC."""
NONCE_SIZE: Final = 8
"""Bytes of RND.IFD and RND.ICC."""
TOKEN_SIZE: Final = 40
"""Bytes of an authentication token: 32 of cryptogram, 8 of MAC."""

_CRYPTOGRAM: Final = 0x86
_INDICATOR: Final = b"\x01"
_ZERO_IV: Final = bytes(BLOCK)


def _cbc(key: bytes, data: bytes, *, decrypt: bool = False) -> bytes:
    with needing("crypto", "cryptography"):
        from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
    cipher = Cipher(algorithms.AES128(key), modes.CBC(_ZERO_IV))
    run = cipher.decryptor() if decrypt else cipher.encryptor()
    return run.update(data) + run.finalize()


def _mac(key: bytes, data: bytes) -> bytes:
    """Return the first 8 bytes of the AES-CMAC."""
    with needing("crypto", "cryptography"):
        from cryptography.hazmat.primitives.ciphers.algorithms import AES128
        from cryptography.hazmat.primitives.cmac import CMAC
    mac = CMAC(AES128(key))
    mac.update(data)
    return mac.finalize()[:8]


def pad(data: bytes) -> bytes:
    """Return data with ``80 00…`` added up to a multiple of 16 bytes; 1 to 16 bytes are always added."""
    return data + b"\x80" + bytes(-(len(data) + 1) % BLOCK)


def unpad(data: bytes) -> bytes:
    """Return padded data without its padding.

    Raises:
        SecureMessagingError: there is no such padding (``cryptogram``, as for every other fault of a
            cryptogram, so that the error tells nobody which).
    """
    body = data.rstrip(b"\0")
    if not body.endswith(b"\x80") or len(data) - len(body) >= BLOCK:
        raise SecureMessagingError("cryptogram")
    return body[:-1]


class AccessKeys:
    """The keys that follow from a card number; whoever knows the number has them."""

    __slots__ = ("_encryption", "_mac")

    def __init__(self, encryption: bytes, mac: bytes) -> None:
        self._encryption, self._mac = encryption, mac

    def __repr__(self) -> str:
        return "AccessKeys(…)"

    def seal(self, plain: bytes) -> bytes:
        """Return 32 bytes encrypted, followed by the MAC over the cryptogram."""
        cryptogram = _cbc(self._encryption, plain)
        return cryptogram + _mac(self._mac, cryptogram)

    def open(self, token: bytes) -> bytes:
        """Return the 32 bytes of a token whose MAC is right.

        Raises:
            SecureMessagingError: ``token`` for a wrong length, ``mac`` for a wrong MAC.
        """
        if len(token) != TOKEN_SIZE:
            raise SecureMessagingError("token")
        cryptogram, mac = token[:32], token[32:]
        if not hmac.compare_digest(_mac(self._mac, cryptogram), mac):
            raise SecureMessagingError("mac")
        return _cbc(self._encryption, cryptogram, decrypt=True)


def access_keys(number: str) -> AccessKeys:
    """Return the keys of a card number: the first 16 bytes of its SHA-1, for both uses.

    Args:
        number: the card number in its 12 ASCII characters, upper case.
    """
    key = hashlib.sha1(number.encode("ascii"), usedforsecurity=False).digest()[:KEY_SIZE]
    return AccessKeys(key, key)


def _sized(value: object, size: int) -> bytes:
    if not isinstance(value, bytes) or len(value) != size:
        raise SecureMessagingError("entropy")
    return value


def terminal_token(keys: AccessKeys, *, rnd_ifd: bytes, rnd_icc: bytes, k_ifd: bytes) -> bytes:
    """Return the data of MUTUAL AUTHENTICATE: E_IFD (32 bytes) and M_IFD (8).

    Args:
        keys: of the card number.
        rnd_ifd: the terminal's nonce, 8 bytes.
        rnd_icc: the card's challenge, 8 bytes.
        k_ifd: the terminal's half of the session key, 16 bytes.

    Raises:
        SecureMessagingError: a value has the wrong length (``entropy``).
    """
    plain = _sized(rnd_ifd, NONCE_SIZE) + _sized(rnd_icc, NONCE_SIZE) + _sized(k_ifd, KEY_SIZE)
    return keys.seal(plain)


def open_terminal_token(keys: AccessKeys, token: bytes, *, rnd_icc: bytes) -> tuple[bytes, bytes]:
    """Return the terminal's nonce and key half from its token, as a card does.

    Raises:
        SecureMessagingError: ``token``, ``mac``, or ``nonce`` when it answers another challenge.
    """
    plain = keys.open(token)
    if not hmac.compare_digest(plain[8:16], rnd_icc):
        raise SecureMessagingError("nonce")
    return plain[:8], plain[16:]


def card_token(keys: AccessKeys, *, rnd_ifd: bytes, rnd_icc: bytes, k_icc: bytes) -> bytes:
    """Return the card's answer to MUTUAL AUTHENTICATE: E_ICC (32 bytes) and M_ICC (8).

    Raises:
        SecureMessagingError: a value has the wrong length (``entropy``).
    """
    plain = _sized(rnd_icc, NONCE_SIZE) + _sized(rnd_ifd, NONCE_SIZE) + _sized(k_icc, KEY_SIZE)
    return keys.seal(plain)


def open_card_token(keys: AccessKeys, token: bytes, *, rnd_ifd: bytes, rnd_icc: bytes) -> bytes:
    """Return the card's half of the session key; the MAC is checked first, then both nonces.

    Raises:
        SecureMessagingError: ``token``, ``mac`` or ``nonce``.
    """
    plain = keys.open(token)
    if not hmac.compare_digest(plain[:16], rnd_icc + rnd_ifd):
        raise SecureMessagingError("nonce")
    return plain[16:]


def session_key(k_ifd: bytes, k_icc: bytes) -> bytes:
    """Return KSenc: the first 16 bytes of SHA-1 over both halves xored and ``00000001``."""
    mixed = bytes(a ^ b for a, b in zip(k_ifd, k_icc, strict=True))
    return hashlib.sha1(mixed + b"\0\0\0\1", usedforsecurity=False).digest()[:KEY_SIZE]


class Session:
    """Secure messaging with one card; either end may hold it.

    The scheme has no counter, so a session has no state besides its key.
    """

    __slots__ = ("_key",)

    def __init__(self, key: bytes) -> None:
        self._key = _sized(key, KEY_SIZE)

    def __repr__(self) -> str:
        return "Session(…)"

    def protect(self, plain: bytes) -> bytes:
        """Return data as the one protected object: ``86 L 01 <cryptogram>``."""
        return tlv.encode(_CRYPTOGRAM, _INDICATOR + _cbc(self._key, pad(plain)))

    def wrap_verify(self, number: str) -> bytes:
        """Return the VERIFY command for a card number of 12 ASCII characters."""
        return apdu.verify(self.protect(number.encode("ascii")))

    def wrap_read(self, p1: int, p2: int, length: int) -> bytes:
        """Return a protected READ BINARY; see :func:`tokutei.chip.apdu.read_binary` for the arguments."""
        return apdu.read_binary_protected(p1, p2, length)

    def unwrap(self, data: bytes) -> bytes:
        """Return what a protected object holds, from an answer (or command) without its status word.

        Raises:
            SecureMessagingError: there is no protected object (``bare``), there is something besides
                (``unknown_object``), or it does not decrypt (``cryptogram``).
        """
        try:
            objects = list(tlv.iter_objects(data))
        except TlvError:
            raise SecureMessagingError("bare") from None
        protected = [found for found in objects if found.tag == _CRYPTOGRAM]
        if not protected:
            raise SecureMessagingError("bare")
        if len(objects) > 1 or not data.endswith(protected[0].value):
            raise SecureMessagingError("unknown_object")
        value = protected[0].value
        if value[:1] != _INDICATOR or len(value) == 1 or (len(value) - 1) % BLOCK:
            raise SecureMessagingError("cryptogram")
        return unpad(_cbc(self._key, value[1:], decrypt=True))
