"""Mutual authentication by the card number, of the first and second generation (appendix 1).

Both ends derive their keys from the number, prove that they know it over each other's nonces, and
exchange halves of the session key. Both ends are here, because an emulated card needs the other one.
Needs the extra ``crypto``.
"""

from __future__ import annotations

import hmac
from typing import Final

from tokutei.chip.ciphers import KEY_SIZE, Cipher, derived
from tokutei.errors import SecureMessagingError

__all__ = [
    "NONCE_SIZE",
    "TOKEN_SIZE",
    "AccessKeys",
    "access_keys",
    "card_token",
    "open_card_token",
    "open_terminal_token",
    "session_key",
    "terminal_token",
]

NONCE_SIZE: Final = 8
"""Bytes of RND.IFD and RND.ICC."""
TOKEN_SIZE: Final = 40
"""Bytes of an authentication token: 32 of cryptogram, 8 of MAC."""
_CRYPTOGRAM: Final = 32
_MAC: Final = 8


class AccessKeys:
    """The keys that follow from a card number; whoever knows the number has them."""

    __slots__ = ("_cipher", "_encryption", "_mac")

    def __init__(self, cipher: Cipher, encryption: bytes, mac: bytes) -> None:
        self._cipher, self._encryption, self._mac = cipher, encryption, mac

    def __repr__(self) -> str:
        return "AccessKeys(…)"

    def __reduce__(self) -> tuple[object, ...]:
        raise SecureMessagingError("not_kept")

    def seal(self, plain: bytes) -> bytes:
        """Return 32 bytes encrypted, followed by the first 8 bytes of the MAC over the cryptogram."""
        cryptogram = self._cipher.encrypt(self._encryption, plain)
        return cryptogram + self._cipher.mac(self._mac, cryptogram)[:_MAC]

    def open(self, token: bytes) -> bytes:
        """Return the 32 bytes of a token whose MAC is right.

        Raises:
            SecureMessagingError: ``token`` for a wrong length, ``mac`` for a wrong MAC.
        """
        if len(token) != TOKEN_SIZE:
            raise SecureMessagingError("token")
        cryptogram, mac = token[:_CRYPTOGRAM], token[_CRYPTOGRAM:]
        if not hmac.compare_digest(self._cipher.mac(self._mac, cryptogram)[:_MAC], mac):
            raise SecureMessagingError("mac")
        return self._cipher.decrypt(self._encryption, cryptogram)


def access_keys(number: str, cipher: Cipher) -> AccessKeys:
    """Return the keys of a card number: the first 16 bytes of its SHA-1, for both uses.

    Args:
        number: the card number in its 12 ASCII characters, upper case.
        cipher: that of the generation.
    """
    key = derived(number.encode("ascii"))
    return AccessKeys(cipher, key, key)


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
    """Return KSenc: the first 16 bytes of SHA-1 over both halves xored and ``00000001``.

    The parity of the bytes is left as it comes, as in the published values; DES does not look at it.
    """
    mixed = bytes(a ^ b for a, b in zip(k_ifd, k_icc, strict=True))
    return derived(mixed + b"\0\0\0\1")
