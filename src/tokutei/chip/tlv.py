"""The data objects (TLV) of the card's files.

Not general BER: the card's specification has tags of one or two bytes, so the second byte of a
two-byte tag ends the tag even when its top bit is set (``DFD1``); lengths are ``00`` to ``7F``,
``81 xx`` and ``82 xx xx``, where a longer form than needed is allowed (``DE 82 00 C8``); objects
follow each other without a separator, and zero bytes after the last one are padding.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from itertools import pairwise
from typing import Final, NamedTuple

from tokutei.errors import TlvError

__all__ = [
    "MAX_VALUE_LENGTH",
    "DataObject",
    "encode",
    "head",
    "iter_objects",
    "parse_objects",
    "spans",
    "values_by_tag",
    "whole_spans",
]

MAX_VALUE_LENGTH: Final = 8192
"""Most bytes a value may have; the largest published object has 7000 (first generation, tag D0)."""

_LENGTH_OF_LENGTH: Final = {0x81: 1, 0x82: 2}
_UNUSUAL: Final = frozenset({0, *range(0x1F, 0x100, 0x20)})
"""First bytes that are not a tag by themselves: fill, and those that a second byte follows."""
_LONG_FORM: Final = {1: 0x81, 2: 0x82}


class DataObject(NamedTuple):
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


_object: Final[Callable[[tuple[int, bytes]], DataObject]] = partial(tuple.__new__, DataObject)
"""Makes an object as ``DataObject._make`` does, without the call in Python."""


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
    length = bytes([_LONG_FORM[octets]]) + size.to_bytes(octets) if octets else bytes([size])
    return head(tag) + length + value


def head(tag: int) -> bytes:
    """Return the one or two bytes of a tag."""
    return tag.to_bytes(2 if tag > 0xFF else 1)


def _scan(data: bytes, starts: list[int], pairs: list[tuple[int, bytes]]) -> None:
    """Add the objects of a file to two lists: where each begins, and its tag and value.

    Where the last one ends is added to the first list, so that it tells where each ends, too. What
    stood before a bad object is in the lists all the same. Lists are filled, rather than a generator
    run, because that takes half the time, and every file of every reading comes through here.
    """
    begin, keep, at, size = starts.append, pairs.append, 0, len(data)
    while at < size:
        begin(at)
        tag = data[at]
        if tag in _UNUSUAL:
            if not tag and data[at:] == bytes(size - at):  # far quicker than stripping every zero
                return
            at += 1
            if not tag or at == size:
                raise TlvError("tag", offset=starts[-1])
            tag = tag << 8 | data[at]
        at += 2
        if at > size:
            raise TlvError("length", offset=starts[-1])
        length = data[at - 1]
        if length >= 0x80:
            octets = _LENGTH_OF_LENGTH.get(length)
            if octets is None or at + octets > size:
                raise TlvError("length", offset=starts[-1])
            length = int.from_bytes(data[at : at + octets])
            at += octets
            if length > MAX_VALUE_LENGTH:
                raise TlvError("too_large", offset=starts[-1])
        after = at + length
        if after > size:
            raise TlvError("overrun", offset=starts[-1])
        keep((tag, data[at:after]))
        at = after
    begin(at)


def iter_objects(data: bytes) -> Iterator[DataObject]:
    """Yield the objects of a file in order, stopping at its zero padding.

    Raises:
        TlvError: the bytes are not such objects; ``offset`` is where the bad object begins. Objects
            before it were yielded already.
    """
    pairs: list[tuple[int, bytes]] = []
    error = None
    try:
        _scan(data, [], pairs)
    except TlvError as bad:
        error = bad
    yield from map(_object, pairs)
    if error:
        raise error


def parse_objects(data: bytes) -> tuple[DataObject, ...]:
    """Return the objects of a file in order.

    Raises:
        TlvError: the bytes are not such objects.

    Example:
        >>> parse_objects(bytes.fromhex("D60120D701300000"))
        (DataObject(tag=D6, length=1), DataObject(tag=D7, length=1))
    """
    pairs: list[tuple[int, bytes]] = []
    _scan(data, [], pairs)
    return tuple(map(_object, pairs))


def spans(data: bytes) -> Iterator[tuple[int, int, int]]:
    """Yield where each object of a file begins and ends, and its tag, in order.

    Raises:
        TlvError: as :func:`iter_objects`.
    """
    starts: list[int] = []
    pairs: list[tuple[int, bytes]] = []
    _scan(data, starts, pairs)
    for (start, end), (tag, _) in zip(pairwise(starts), pairs, strict=True):
        yield start, end, tag


def whole_spans(data: bytes) -> list[tuple[int, int, int]]:
    """Return where the whole objects that some bytes begin with begin and end, and their tags.

    What stands behind them does not matter; it may be the part of an object that was not read to its end.

    Example:
        >>> whole_spans(bytes.fromhex("D60120D70230"))
        [(0, 3, 214)]
    """
    starts: list[int] = []
    pairs: list[tuple[int, bytes]] = []
    with suppress(TlvError):
        _scan(data, starts, pairs)
    return [(start, end, tag) for (start, end), (tag, _) in zip(pairwise(starts), pairs, strict=False)]


def values_by_tag(data: bytes) -> dict[int, tuple[int, bytes]]:
    """Return, by tag, the offset and the value of each object of a file.

    Raises:
        TlvError: the bytes are not such objects, or two of them have one tag (``duplicate``).
    """
    starts: list[int] = []
    pairs: list[tuple[int, bytes]] = []
    _scan(data, starts, pairs)
    # The last offset is the end.
    found = {tag: (offset, value) for offset, (tag, value) in zip(starts, pairs, strict=False)}
    if len(found) != len(pairs):
        tags = [tag for tag, _ in pairs]
        again = next(place for place, tag in enumerate(tags) if tag in tags[:place])
        raise TlvError("duplicate", offset=starts[again])
    return found
