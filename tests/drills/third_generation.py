"""A generation that does not exist: type 09, AES-256 with a MAC and a counter, keys by HKDF, another layout.

``test_chip_generations.py`` puts it into a copy of the package as ``chip/generations/third.py``. No real card is like this.
"""

from __future__ import annotations

import hmac
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from types import MappingProxyType
from typing import Any, ClassVar, Final

from cryptography.hazmat.primitives.ciphers import Cipher as Mode
from cryptography.hazmat.primitives.ciphers import modes
from cryptography.hazmat.primitives.ciphers.algorithms import AES256
from cryptography.hazmat.primitives.cmac import CMAC

from tokutei.chip import apdu, tlv
from tokutei.chip.ciphers import Cipher, pad, unpad
from tokutei.chip.conversation import Conversation
from tokutei.chip.driving import Talk
from tokutei.chip.generations.profile import Generation, SignedContent
from tokutei.chip.generations.second import SECOND
from tokutei.chip.key_delivery import DeliveryKey
from tokutei.chip.layout import Access, CardLayout, Directory, FileName, FileRow
from tokutei.chip.opening import Asked, CardEnd, Opening, Reply, check_number
from tokutei.chip.secure_messaging import Session
from tokutei.errors import SecureMessagingError, TlvError

__all__ = ["THIRD"]

_NONCE, _BLOCK, _MAC_SIZE = 16, 16, 12
_CLASS, _REFERENCE, _INSTRUCTION = 0x0C, 0x91, 0x86
_ASK_NONCE, _PROVE = 0x01, 0x02


class _Aes256:
    """AES-256 in CBC mode with its CMAC."""

    block: int = _BLOCK

    def encrypt(self, key: bytes, data: bytes, *, vector: bytes | None = None) -> bytes:
        run = self._cbc(key, vector).encryptor()
        return bytes(run.update(data) + run.finalize())

    def decrypt(self, key: bytes, data: bytes, *, vector: bytes | None = None) -> bytes:
        run = self._cbc(key, vector).decryptor()
        return bytes(run.update(data) + run.finalize())

    def mac(self, key: bytes, data: bytes) -> bytes:
        made = CMAC(AES256(key))
        made.update(data)
        return made.finalize()

    def _cbc(self, key: bytes, vector: bytes | None) -> Mode[Any]:
        return Mode(AES256(key), modes.CBC(vector or bytes(_BLOCK)))


AES_256: Final[Cipher] = _Aes256()


def _derived(material: bytes, label: bytes) -> bytes:
    """Return a key of 32 bytes: HKDF with SHA-256 (RFC 5869), one block."""
    extracted = hmac.digest(bytes(32), material, "sha256")
    return hmac.digest(extracted, label + b"\1", "sha256")


class CountingSession:
    """Every message has a number; the MAC over it and the objects stands last."""

    secure_class: int = _CLASS

    def __init__(self, shared: bytes) -> None:
        self._key, self._mac_key = _derived(shared, b"enc"), _derived(shared, b"mac")
        self._count = 0

    @property
    def room(self) -> int:
        return (256 - 4 - 2 - _MAC_SIZE) // _BLOCK * _BLOCK - 1

    def wrap_verify(self, number: str) -> bytes:
        self._count += 1
        header = apdu.header(_CLASS, apdu.VERIFY, 0, _REFERENCE)
        return apdu.verify(
            self._closed(header, self._sealed(number.encode())), secure_class=_CLASS, reference=_REFERENCE
        )

    def wrap_read(self, p1: int, p2: int, length: int, *, extended: bool = True) -> bytes:
        self._count += 1
        header = apdu.header(_CLASS, apdu.READ_BINARY, p1, p2)
        body = self._closed(header, tlv.encode(0x97, length.to_bytes(3)))
        return apdu.read_binary_protected(p1, p2, body, secure_class=_CLASS, extended=extended)

    def unwrap(self, data: bytes) -> bytes:
        return self._opened(self._checked(b"", data))

    def receive_data(self, header: bytes, body: bytes) -> bytes:
        self._count += 1
        return self._opened(self._checked(header, body))

    def receive_length(self, header: bytes, body: bytes) -> int:
        self._count += 1
        asked = self._checked(header, body)
        if asked.tag != 0x97:
            raise SecureMessagingError("length")
        return int.from_bytes(asked.value)

    def protect(self, plain: bytes) -> bytes:
        return self._closed(b"", self._sealed(plain))

    def _vector(self) -> bytes:
        return AES_256.encrypt(self._key, self._count.to_bytes(_BLOCK))

    def _sealed(self, plain: bytes) -> bytes:
        return tlv.encode(0x87, b"\1" + AES_256.encrypt(self._key, pad(plain, _BLOCK), vector=self._vector()))

    def _opened(self, held: tlv.DataObject) -> bytes:
        if held.tag != 0x87 or len(held.value) % _BLOCK != 1:
            raise SecureMessagingError("cryptogram")
        return unpad(AES_256.decrypt(self._key, held.value[1:], vector=self._vector()), _BLOCK)

    def _mac(self, header: bytes, body: bytes) -> bytes:
        return AES_256.mac(self._mac_key, self._count.to_bytes(_BLOCK) + header + body)[:_MAC_SIZE]

    def _closed(self, header: bytes, body: bytes) -> bytes:
        return body + tlv.encode(0x8E, self._mac(header, body))

    def _checked(self, header: bytes, data: bytes) -> tlv.DataObject:
        try:
            held, mac = tlv.parse_objects(data)
        except (TlvError, ValueError):
            raise SecureMessagingError("no_mac") from None
        if mac.tag != 0x8E or not hmac.compare_digest(self._mac(header, bytes(held)), mac.value):
            raise SecureMessagingError("mac")
        return held


@dataclass(frozen=True, slots=True)
class NumberOpening(Opening):
    """The reader proves over both nonces that it knows the number; the session follows from all three."""

    instructions: ClassVar[Mapping[int, int]] = MappingProxyType({_INSTRUCTION: 0x80})
    commands: ClassVar[frozenset[str]] = frozenset({"ask_nonce", "prove"})
    exchanges: ClassVar[int] = 3
    messages: ClassVar[str] = "messages_unproven"
    fault_ends_session: ClassVar[bool] = True

    @property
    def cipher(self) -> Cipher:
        return AES_256

    @property
    def secure_class(self) -> int:
        return _CLASS

    @property
    def verify_reference(self) -> int:
        return _REFERENCE

    def agree(self, talk: Conversation, number: str, _: Sequence[DeliveryKey]) -> Talk[Session]:
        theirs = yield from talk.demand("ask_nonce", bytes((0x80, _INSTRUCTION, _ASK_NONCE, 0, _NONCE)))
        ours = talk.draw(_NONCE)
        shared = number.encode() + theirs + ours
        data = ours + _derived(shared, b"proof")
        command = bytes((0x80, _INSTRUCTION, _PROVE, 0, len(data))) + data
        check_number("prove", (yield from talk.send("prove", command))[1])
        return CountingSession(shared)

    def answer(self, asked: Asked, card: CardEnd) -> Reply:
        if asked.header[2] == _ASK_NONCE and asked.expected == _NONCE:
            nonce = card.draw(_NONCE)
            return Reply(apdu.SUCCESS, nonce, pending=nonce)
        if (
            asked.header[2] != _PROVE
            or card.pending is None
            or len(asked.data) != _NONCE + sha256().digest_size
        ):
            return Reply(0x6985)
        shared = card.number.encode() + card.pending + asked.data[:_NONCE]
        if not hmac.compare_digest(asked.data[_NONCE:], _derived(shared, b"proof")):
            return Reply(0x6300)
        return Reply(apdu.SUCCESS, session=CountingSession(shared))


_PLACES: Final = {
    "number": (FileName.DF1_EF04, 0x07),
    "valid_until": (FileName.DF1_EF01, 0x09),
    "name_image": (FileName.DF1_EF02, 0x0D),
    "address_image": (FileName.DF2_EF04, 0x0E),
}


def _moved(row: FileRow) -> FileRow:
    """Return a file in another place, under another identifier, with other tags, wholly protected."""
    name, short_id = _PLACES.get(row.fields[0].name, (row.name, row.short_id))
    if row.access is Access.FREE:
        return row
    fields = tuple(replace(one, tag=one.tag + 0x10 if one.tag < 0xCF else one.tag) for one in row.fields)
    return replace(row, name=name, short_id=short_id, access=Access.NUMBER_AND_MESSAGING, fields=fields)


def _order(row: FileRow) -> int:
    return list(Directory).index(row.name.directory)


THIRD: Final = Generation(
    name="third",
    root=SECOND.root,
    layouts=(CardLayout("09", tuple(sorted(map(_moved, SECOND.layouts[0].files), key=_order))),),
    signed=SignedContent(
        SECOND.signed.scheme, images=("name_image", "face_image"), entries=FileName.DF1_EF01, entries_size=80
    ),
    opening=NumberOpening(),
    sections=SECOND.sections,
)
"""Type 09."""
