"""The block ciphers of the chips: two-key triple DES on the first generation, AES-128 since.

A cipher here is what both ends of a session need of it: CBC without padding and a MAC. The one module
that touches triple DES. Needs the extra ``crypto``.
"""

from __future__ import annotations

import hashlib
from typing import Any, Final, Protocol

from tokutei.errors import SecureMessagingError
from tokutei.errors.extras import needing

__all__ = ["AES_128", "KEY_SIZE", "TRIPLE_DES", "Cipher", "derived", "pad", "unpad"]

KEY_SIZE: Final = 16
"""Bytes of every key of either cipher."""
_DES_KEY: Final = 8


class Cipher(Protocol):
    """A block cipher with the MAC that goes with it."""

    @property
    def block(self) -> int:
        """Bytes of a block."""
        ...

    def encrypt(self, key: bytes, data: bytes, *, vector: bytes | None = None) -> bytes:
        """Return whole blocks encrypted in CBC mode; the initial vector is zero unless given."""
        ...

    def decrypt(self, key: bytes, data: bytes, *, vector: bytes | None = None) -> bytes:
        """Return whole blocks decrypted in CBC mode; the initial vector is zero unless given."""
        ...

    def mac(self, key: bytes, data: bytes) -> bytes:
        """Return the MAC over data: 8 bytes for triple DES, 16 for AES."""
        ...


def pad(data: bytes, block: int) -> bytes:
    """Return data with ``80 00…`` added up to whole blocks; one byte at least is always added.

    This is padding method 2 of ISO/IEC 9797-1.
    """
    return data + b"\x80" + bytes(-(len(data) + 1) % block)


def unpad(data: bytes, block: int) -> bytes:
    """Return padded data without its padding.

    Raises:
        SecureMessagingError: there is no such padding (``cryptogram``, as for every other fault of a
            cryptogram, so that the error tells nobody which).
    """
    body = data.rstrip(b"\0")
    if not body.endswith(b"\x80") or len(data) - len(body) >= block:
        raise SecureMessagingError("cryptogram")
    return body[:-1]


def derived(material: bytes) -> bytes:
    """Return the key that key material gives: the first 16 bytes of its SHA-1 (appendix 1)."""
    return hashlib.sha1(material, usedforsecurity=False).digest()[:KEY_SIZE]


class _Aes128:
    """AES-128 with AES-CMAC (NIST SP 800-38B)."""

    block: int = 16

    def __repr__(self) -> str:
        return "AES_128"

    def encrypt(self, key: bytes, data: bytes, *, vector: bytes | None = None) -> bytes:
        return _finished(self._cbc(key, vector).encryptor(), data)

    def decrypt(self, key: bytes, data: bytes, *, vector: bytes | None = None) -> bytes:
        return _finished(self._cbc(key, vector).decryptor(), data)

    def mac(self, key: bytes, data: bytes) -> bytes:
        with needing("crypto", "cryptography"):
            from cryptography.hazmat.primitives.ciphers.algorithms import AES128
            from cryptography.hazmat.primitives.cmac import CMAC
        mac = CMAC(AES128(key))
        mac.update(data)
        return mac.finalize()

    def _cbc(self, key: bytes, vector: bytes | None) -> Any:  # noqa: ANN401 - a type of an optional package
        with needing("crypto", "cryptography"):
            from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
        return Cipher(algorithms.AES128(key), modes.CBC(vector or bytes(self.block)))


class _TripleDes:
    """Two-key triple DES with the retail MAC (ISO/IEC 9797-1, algorithm 3, padding method 2)."""

    block: int = 8

    def __repr__(self) -> str:
        return "TRIPLE_DES"

    def encrypt(self, key: bytes, data: bytes, *, vector: bytes | None = None) -> bytes:
        return _finished(self._cbc(key, vector).encryptor(), data)

    def decrypt(self, key: bytes, data: bytes, *, vector: bytes | None = None) -> bytes:
        return _finished(self._cbc(key, vector).decryptor(), data)

    def mac(self, key: bytes, data: bytes) -> bytes:
        first, second = key[:_DES_KEY], key[_DES_KEY:]
        # A key of three equal parts makes triple DES single DES: the chain over all blocks.
        chained = self.encrypt(first * 3, pad(data, self.block))[-self.block :]
        return self.encrypt(first * 3, self.decrypt(second * 3, chained))

    def _cbc(self, key: bytes, vector: bytes | None) -> Any:  # noqa: ANN401 - as above
        with needing("crypto", "cryptography"):
            from cryptography.hazmat.decrepit.ciphers.algorithms import TripleDES
            from cryptography.hazmat.primitives.ciphers import Cipher, modes
        whole = key + key[:_DES_KEY] if len(key) == KEY_SIZE else key
        return Cipher(TripleDES(whole), modes.CBC(vector or bytes(self.block)))


def _finished(run: Any, data: bytes) -> bytes:  # noqa: ANN401 - as above
    done: bytes = run.update(data) + run.finalize()
    return done


AES_128: Final[Cipher] = _Aes128()
"""The cipher of the second generation and of specified cards."""
TRIPLE_DES: Final[Cipher] = _TripleDes()
"""The cipher of the first generation."""
