"""The data objects (TLV) of the card's files.

Not general BER: the card's specification has tags of one or two bytes, so the second byte of a
two-byte tag ends the tag even when its top bit is set (``DFD1``); lengths are ``00`` to ``7F``,
``81 xx`` and ``82 xx xx``, where a longer form than needed is allowed (``DE 82 00 C8``); objects
follow each other without a separator, and zero bytes after the last one are padding.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from tokutei.errors import TlvError

__all__ = [
    "MAX_VALUE_LENGTH",
    "DataObject",
    "encode",
    "iter_objects",
    "parse_objects",
    "spans",
    "values_by_tag",
]

MAX_VALUE_LENGTH: Final = 8192
"""Most bytes a value may have; the largest published object has 7000 (first generation, tag D0)."""

_LENGTH_OF_LENGTH: Final = {0x81: 1, 0x82: 2}
_LONG_FORM: Final = {1: 0x81, 2: 0x82}


@dataclass(frozen=True, slots=True, repr=False)
class DataObject:
    """A tag with its value; ``bytes(obj)`` encodes it in the shortest form.

    Example:
        >>> bytes(DataObject(0xC1, b"05")).hex()
        'c1023035'
    """

    tag: int
    """One byte, or two when the low five bits of the first are all set: ``0xC1``, ``0xDFD1``."""
    value: bytes

    def __bytes__(self) -> bytes:
        return encode(self.tag, self.value)

    def __repr__(self) -> str:
        return f"DataObject(tag={self.tag:02X}, length={len(self.value)})"


def encode(tag: int, value: bytes, *, length_octets: int | None = None) -> bytes:
    """Return an object as bytes.

    Args:
        tag: one or two bytes, as in :class:`DataObject`.
        value: at most :data:`MAX_VALUE_LENGTH` bytes.
        length_octets: how many bytes hold the number after the first length byte: 0 (``C8`` itself,
            up to 7F), 1 (``81 C8``) or 2 (``82 00 C8``); the shortest form unless it is given.

    Raises:
        TlvError: no such tag (``tag``), the value is too long (``too_large``), or does not fit the
            length form asked for (``length``).

    Example:
        >>> encode(0xDE, bytes(3), length_octets=2).hex()
        'de820003000000'
    """
    first = tag >> 8 if tag > 0xFF else tag
    if not 0 < tag <= 0xFFFF or (first & 0x1F == 0x1F) != (tag > 0xFF):
        raise TlvError("tag", offset=0)
    size = len(value)
    if size > MAX_VALUE_LENGTH:
        raise TlvError("too_large", offset=0)
    shortest = 0 if size < 0x80 else 1 if size <= 0xFF else 2
    octets = shortest if length_octets is None else length_octets
    if not shortest <= octets <= 2:
        raise TlvError("length", offset=0)
    head = tag.to_bytes(2 if tag > 0xFF else 1)
    length = bytes([_LONG_FORM[octets]]) + size.to_bytes(octets) if octets else bytes([size])
    return head + length + value


def _scan(data: bytes) -> Iterator[tuple[int, int, int, bytes]]:
    """Yield beginning, end, tag and value of each object, stopping at the zero padding."""
    at, end = 0, len(data.rstrip(b"\0"))
    while at < end:
        start = at
        try:
            tag, at = data[at], at + 1
            if tag & 0x1F == 0x1F:
                tag, at = tag << 8 | data[at], at + 1
        except IndexError:
            raise TlvError("tag", offset=start) from None
        if not tag:
            raise TlvError("tag", offset=start)
        try:
            length, at = data[at], at + 1
            if length >= 0x80:
                size = _LENGTH_OF_LENGTH.get(length, len(data))  # of no other form is there ever enough
                if at + size > len(data):
                    raise TlvError("length", offset=start)
                length, at = int.from_bytes(data[at : at + size]), at + size
        except IndexError:
            raise TlvError("length", offset=start) from None
        if length > MAX_VALUE_LENGTH:
            raise TlvError("too_large", offset=start)
        if at + length > len(data):
            raise TlvError("overrun", offset=start)
        value, at = data[at : at + length], at + length
        yield start, at, tag, value


def iter_objects(data: bytes) -> Iterator[DataObject]:
    """Yield the objects of a file in order, stopping at its zero padding.

    Raises:
        TlvError: the bytes are not such objects; ``offset`` is where the bad object begins. Objects
            before it were yielded already.
    """
    for _, _, tag, value in _scan(data):
        yield DataObject(tag, value)


def parse_objects(data: bytes) -> tuple[DataObject, ...]:
    """Return the objects of a file in order.

    Raises:
        TlvError: the bytes are not such objects.

    Example:
        >>> parse_objects(bytes.fromhex("D60120D701300000"))
        (DataObject(tag=D6, length=1), DataObject(tag=D7, length=1))
    """
    return tuple(iter_objects(data))


def spans(data: bytes) -> Iterator[tuple[int, int, int]]:
    """Yield where each object of a file begins and ends, and its tag, in order.

    Raises:
        TlvError: as :func:`iter_objects`.
    """
    for start, end, tag, _ in _scan(data):
        yield start, end, tag


def values_by_tag(data: bytes) -> dict[int, tuple[int, bytes]]:
    """Return, by tag, the offset and the value of each object of a file.

    Raises:
        TlvError: the bytes are not such objects, or two of them have one tag (``duplicate``).
    """
    found: dict[int, tuple[int, bytes]] = {}
    for offset, _, tag, value in _scan(data):
        if tag in found:
            raise TlvError("duplicate", offset=offset)
        found[tag] = offset, value
    return found
