"""Secure messaging: how commands and answers are protected once a session key is agreed on.

Two schemes. On the first and second generation (appendix 1) a message is encrypted with an initial
vector of zeros; it carries neither MAC nor counter, and the status word is outside the protection. So
it keeps what is read from those who do not know the card number, and proves nothing: pieces of one
session can be repeated or put in another order, and what makes data authentic is the issuer's
signature alone (:func:`tokutei.chip.verify`). On specified cards the vector comes from a counter that
both ends keep; a MAC is one of the open choices of the :class:`~tokutei.chip.Profile`.

Both ends are here, because an emulated card needs the other one. Needs the extra ``crypto``.
"""

from __future__ import annotations

import hmac
from typing import Final, Protocol

from tokutei.chip import apdu, tlv
from tokutei.chip.ciphers import AES_128, KEY_SIZE, Cipher, pad, unpad
from tokutei.chip.profiles import Profile
from tokutei.errors import SecureMessagingError, TlvError

__all__ = ["CountedSession", "MutualSession", "Session"]

_CRYPTOGRAM, _MAC, _EXPECTED = 0x86, 0x8E, 0x96
_INDICATOR: Final = b"\x01"
_SECURE: Final = 0x08
_REFERENCE: Final = 0x86
_SHORT_ANSWER: Final = 256


class Session(Protocol):
    """Secure messaging with one card; either end may hold it."""

    @property
    def secure_class(self) -> int:
        """The class byte of protected commands."""
        ...

    @property
    def room(self) -> int:
        """Most bytes of a file that fit into the protected answer to a short command."""
        ...

    def wrap_verify(self, number: str) -> bytes:
        """Return the VERIFY command for a card number of 12 ASCII characters."""
        ...

    def wrap_read(self, p1: int, p2: int, length: int, *, extended: bool = True) -> bytes:
        """Return a protected READ BINARY; see :func:`tokutei.chip.apdu.read_binary` for the arguments."""
        ...

    def unwrap(self, data: bytes) -> bytes:
        """Return what the data of an answer hold, without the status word.

        Raises:
            SecureMessagingError: there is no protected object (``bare``), there is something besides
                (``unknown_object``), it does not decrypt (``cryptogram``), or its MAC is missing
                (``no_mac``) or wrong (``mac``).
        """
        ...

    def receive_data(self, header: bytes, body: bytes) -> bytes:
        """Return the protected data of a command, as the card does.

        Raises:
            SecureMessagingError: as :meth:`unwrap`.
        """
        ...

    def receive_length(self, header: bytes, body: bytes) -> int:
        """Return how many bytes a command asks for, as the card does.

        Raises:
            SecureMessagingError: as :meth:`unwrap`, or the length has another form (``length``).
        """
        ...

    def protect(self, plain: bytes) -> bytes:
        """Return data as the card answers them to the command that it received last."""
        ...


def _protected(value: bytes) -> bytes:
    return tlv.encode(_CRYPTOGRAM, _INDICATOR + value)


def _objects(data: bytes) -> list[tlv.DataObject]:
    """Return the objects of a message; what is not wholly such objects is none of the session.

    A message has no padding of its own, so bytes after the last object are no part of it either.
    """
    try:
        objects, spans = tlv.parse_objects(data), list(tlv.spans(data))
    except TlvError:
        raise SecureMessagingError("bare") from None
    if not objects:
        raise SecureMessagingError("bare")
    if spans[-1][1] != len(data):
        raise SecureMessagingError("unknown_object")
    return list(objects)


def _cryptogram(objects: list[tlv.DataObject], block: int) -> bytes:
    """Return the cryptogram of a message that has one protected object and nothing else."""
    found = [one for one in objects if one.tag == _CRYPTOGRAM]
    if not found:
        raise SecureMessagingError("bare")
    if len(objects) > 1:
        raise SecureMessagingError("unknown_object")
    value = found[0].value
    if value[:1] != _INDICATOR or len(value) == 1 or (len(value) - 1) % block:
        raise SecureMessagingError("cryptogram")
    return value[1:]


def _expected_length(objects: list[tlv.DataObject], octets: int) -> int:
    """Return the length of a command that asks for one in the form it should have, and holds nothing else."""
    if [one.tag for one in objects] != [_EXPECTED] or len(objects[0].value) != octets:
        raise SecureMessagingError("length")
    return int.from_bytes(objects[0].value)


def _room(block: int, besides: int) -> int:
    """Return how many bytes fit when ``86 81 xx 01`` and other objects stand beside whole blocks."""
    return (_SHORT_ANSWER - 4 - besides) // block * block - 1


class MutualSession:
    """The session of the first and second generation; it has no state besides its key."""

    __slots__ = ("_cipher", "_key")

    secure_class: int = _SECURE
    verify_reference: int = _REFERENCE
    """P2 of VERIFY."""

    def __init__(self, key: bytes, cipher: Cipher) -> None:
        if len(key) != KEY_SIZE:
            raise SecureMessagingError("entropy")
        self._key, self._cipher = key, cipher

    def __repr__(self) -> str:
        return "MutualSession(…)"

    def __reduce__(self) -> tuple[object, ...]:
        raise SecureMessagingError("not_kept")

    @property
    def room(self) -> int:
        """See :class:`Session`."""
        return _room(self._cipher.block, 0)

    def wrap_verify(self, number: str) -> bytes:
        """See :class:`Session`."""
        return apdu.verify(self.protect(number.encode("ascii")), secure_class=_SECURE, reference=_REFERENCE)

    def wrap_read(self, p1: int, p2: int, length: int, *, extended: bool = True) -> bytes:
        """See :class:`Session`."""
        asked = tlv.encode(_EXPECTED, length.to_bytes(2))
        return apdu.read_binary_protected(p1, p2, asked, secure_class=_SECURE, extended=extended)

    def unwrap(self, data: bytes) -> bytes:
        """See :class:`Session`."""
        return self._open(_objects(data))

    def receive_data(self, header: bytes, body: bytes) -> bytes:  # noqa: ARG002 - it is not protected
        """See :class:`Session`."""
        return self._open(_objects(body))

    def receive_length(self, header: bytes, body: bytes) -> int:  # noqa: ARG002 - it is not protected
        """See :class:`Session`."""
        return _expected_length(_objects(body), 2)

    def protect(self, plain: bytes) -> bytes:
        """See :class:`Session`; any data, since the scheme has no state."""
        block = self._cipher.block
        return _protected(self._cipher.encrypt(self._key, pad(plain, block)))

    def _open(self, objects: list[tlv.DataObject]) -> bytes:
        block = self._cipher.block
        return unpad(self._cipher.decrypt(self._key, _cryptogram(objects, block)), block)


class CountedSession:
    """The session of specified cards: every protected command has a number, and its answer the same.

    The initial vector is the number, encrypted as one block. With a MAC it stands over the vector's
    number, the padded header (of commands) and the padded objects, as in ISO/IEC 7816-4; that is
    presumed: the agency's document was not at hand.
    """

    __slots__ = ("_key", "_mac_key", "_number", "_profile")

    def __init__(self, key: bytes, profile: Profile, *, mac_key: bytes | None = None) -> None:
        if any(len(one) != KEY_SIZE for one in (key, mac_key) if one is not None):
            raise SecureMessagingError("entropy")
        if profile.has_mac and mac_key is None:
            raise SecureMessagingError("no_mac")
        self._key, self._mac_key, self._profile = key, mac_key, profile
        self._number = profile.first_counter - 1

    def __repr__(self) -> str:
        return "CountedSession(…)"

    def __reduce__(self) -> tuple[object, ...]:
        raise SecureMessagingError("not_kept")

    @property
    def secure_class(self) -> int:
        """See :class:`Session`."""
        return self._profile.messaging_class

    @property
    def room(self) -> int:
        """See :class:`Session`."""
        return _room(AES_128.block, 2 + self._profile.mac_size if self._profile.has_mac else 0)

    def wrap_verify(self, number: str) -> bytes:
        """See :class:`Session`."""
        self._number += 1
        reference = self._profile.verify_reference
        header = apdu.header(self.secure_class, apdu.VERIFY, 0x00, reference)
        body = self._authenticated(self._encrypted(number.encode("ascii")), header)
        return apdu.verify(body, secure_class=self.secure_class, reference=reference)

    def wrap_read(self, p1: int, p2: int, length: int, *, extended: bool = True) -> bytes:
        """See :class:`Session`."""
        self._number += 1
        header = apdu.header(self.secure_class, apdu.READ_BINARY, p1, p2)
        asked = tlv.encode(_EXPECTED, length.to_bytes(self._profile.expected_length_octets))
        body = self._authenticated(asked, header)
        return apdu.read_binary_protected(p1, p2, body, secure_class=self.secure_class, extended=extended)

    def unwrap(self, data: bytes) -> bytes:
        """See :class:`Session`."""
        return self._decrypted(self._checked(_objects(data), b""))

    def receive_data(self, header: bytes, body: bytes) -> bytes:
        """See :class:`Session`. The number grows with every command, whatever comes of it."""
        self._number += 1
        return self._decrypted(self._checked(_objects(body), header))

    def receive_length(self, header: bytes, body: bytes) -> int:
        """See :class:`Session`. The number grows with every command, whatever comes of it."""
        self._number += 1
        objects = self._checked(_objects(body), header)
        return _expected_length(objects, self._profile.expected_length_octets)

    def protect(self, plain: bytes) -> bytes:
        """See :class:`Session`."""
        return self._authenticated(self._encrypted(plain), b"")

    def _counter(self) -> bytes:
        return max(self._number, 0).to_bytes(AES_128.block)

    def _vector(self) -> bytes:
        return AES_128.encrypt(self._key, self._counter())

    def _encrypted(self, plain: bytes) -> bytes:
        padded = pad(plain, AES_128.block)
        return _protected(AES_128.encrypt(self._key, padded, vector=self._vector()))

    def _decrypted(self, objects: list[tlv.DataObject]) -> bytes:
        block = AES_128.block
        return unpad(AES_128.decrypt(self._key, _cryptogram(objects, block), vector=self._vector()), block)

    def _authenticated(self, body: bytes, header: bytes) -> bytes:
        return body + tlv.encode(_MAC, self._mac(header, body)) if self._profile.has_mac else body

    def _mac(self, header: bytes, body: bytes) -> bytes:
        block = AES_128.block
        said = self._counter() + (pad(header, block) if header else b"") + pad(body, block)
        return AES_128.mac(self._mac_key or b"", said)[: self._profile.mac_size]

    def _checked(self, objects: list[tlv.DataObject], header: bytes) -> list[tlv.DataObject]:
        """Return the objects of a message without its MAC, which stands last and is right."""
        if not self._profile.has_mac:
            return objects
        *rest, last = objects
        if last.tag != _MAC or not rest:
            raise SecureMessagingError("no_mac")
        if not hmac.compare_digest(self._mac(header, b"".join(map(bytes, rest))), last.value):
            raise SecureMessagingError("mac")
        return rest
