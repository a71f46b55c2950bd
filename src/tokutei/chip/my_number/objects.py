"""The data objects of these applications: an outer object, its members, and a table of offsets.

What differs from the residence application (:mod:`tokutei.chip.tlv`): the file is one object that holds
the others, what lies behind it are bytes of FF, and some files begin with a table of where their members
are. Members are not opened any further, so nothing nests deeper than two levels.
"""

from __future__ import annotations

from typing import Final

from tokutei.errors import TlvError

__all__ = ["HEADER_SIZE", "MAX_FILE", "compose", "encode", "file_size", "members", "whole"]

MAX_FILE: Final = 0x7FFF
"""Most bytes of a file: a plain offset reaches no further."""
HEADER_SIZE: Final = 5
"""Bytes in which every tag of two bytes and its length fit; no file that holds an object is shorter."""

_LENGTH_OF_LENGTH: Final = {0x81: 1, 0x82: 2}
_FILLER: Final = b"\0\xff"


def _header(data: bytes, at: int) -> tuple[int, int, int]:
    """Return tag, where the value begins and where it ends; the end may lie beyond the data."""
    start = at
    try:
        tag, at = data[at], at + 1
        if tag & 0x1F == 0x1F:
            tag, at = tag << 8 | data[at], at + 1
    except IndexError:
        raise TlvError("tag", offset=start) from None
    if tag in (0, 0xFFFF):
        raise TlvError("tag", offset=start)
    if at >= len(data):
        raise TlvError("length", offset=start)
    length, at = data[at], at + 1
    if length >= 0x80:
        size = _LENGTH_OF_LENGTH.get(length, 0)
        if not size or at + size > len(data):
            raise TlvError("length", offset=start)
        length, at = int.from_bytes(data[at : at + size]), at + size
    return tag, at, at + length


def file_size(head: bytes, tag: int, most: int = MAX_FILE) -> int:
    """Return how many bytes the object at the beginning of a file has, its header included.

    Args:
        head: the first bytes of the file.
        tag: the tag that it must have.
        most: most bytes that it may have.

    Raises:
        TlvError: another tag (``tag``), no such length (``length``), or more bytes than it may
            have (``too_large``).

    Example:
        >>> file_size(bytes.fromhex("FF100C3132"), 0xFF10)
        15
    """
    found, _, end = _header(head, 0)
    if found != tag:
        raise TlvError("tag", offset=0)
    if end > most:
        raise TlvError("too_large", offset=0)
    return end


def _whole(data: bytes, tag: int) -> tuple[int, int]:
    """Return where the value of the object that fills a file begins and ends."""
    end = file_size(data, tag)
    _, at, _ = _header(data, 0)
    if end > len(data):
        raise TlvError("overrun", offset=0)
    if data[end:].strip(_FILLER):
        raise TlvError("size", offset=end)
    return at, end


def whole(data: bytes, tag: int) -> bytes:
    """Return the value of the object that fills a file, with or without filler behind it.

    Raises:
        TlvError: as :func:`members`.
    """
    at, end = _whole(data, tag)
    return data[at:end]


def members(data: bytes, tag: int, *, offsets: int | None = None) -> dict[int, bytes]:
    """Return the values of the objects inside the object that a file holds, by tag.

    Args:
        data: the file, with or without filler behind its object.
        tag: the tag of the object.
        offsets: the tag of the member that says where the others begin, two bytes each, counted from
            the start of the file; ``None`` for a file without one. It is not among the result.

    Raises:
        TlvError: the bytes are not such objects (``tag``, ``length``, ``too_large``, ``overrun``), a tag
            is there twice (``duplicate``), something else than filler follows (``size``), or the
            offsets are missing (``missing``) or wrong (``offsets``).
    """
    at, end = _whole(data, tag)
    found: dict[int, bytes] = {}
    begins: list[int] = []
    table: tuple[int, bytes] | None = None
    while at < end:
        start = at
        member, at, after = _header(data[:end], at)
        if after > end:
            raise TlvError("overrun", offset=start)
        value, at = data[at:after], after
        if member in found or (table and member == offsets):
            raise TlvError("duplicate", offset=start)
        if member == offsets:
            table = start, value
        else:
            found[member] = value
            begins.append(start)
    if offsets is not None:
        _check_offsets(table, begins)
    return found


def _check_offsets(table: tuple[int, bytes] | None, begins: list[int]) -> None:
    if table is None:
        raise TlvError("missing", offset=0)
    start, value = table
    if value != b"".join(begin.to_bytes(2) for begin in begins):
        raise TlvError("offsets", offset=start)


def encode(tag: int, value: bytes) -> bytes:
    """Return an object in the shortest form.

    Raises:
        TlvError: the value is longer than a file (``too_large``).

    Example:
        >>> encode(0xDF25, b"1").hex()
        'df250131'
    """
    size = len(value)
    if size > MAX_FILE:
        raise TlvError("too_large", offset=0)
    head = tag.to_bytes(2 if tag > 0xFF else 1)
    if size < 0x80:
        return head + bytes([size]) + value
    return head + (b"\x81" + size.to_bytes(1) if size <= 0xFF else b"\x82" + size.to_bytes(2)) + value


def compose(tag: int, values: dict[int, bytes], *, offsets: int | None = None) -> bytes:
    """Return the bytes of a file: an object that holds others in order, a table of offsets first if asked for.

    Raises:
        TlvError: the file would be too long (``too_large``).

    Example:
        >>> compose(0xFF20, {0xDF22: b"A"}, offsets=0xDF21).hex()
        'ff2009df21020008df220141'
    """
    encoded = [encode(member, value) for member, value in values.items()]
    body = b"".join(encoded)
    if offsets is None:
        return encode(tag, body)
    blank = encode(offsets, bytes(2 * len(encoded)))
    at = len(encode(tag, blank + body)) - len(body)
    places = b""
    for one in encoded:
        places += at.to_bytes(2)
        at += len(one)
    return encode(tag, encode(offsets, places) + body)
