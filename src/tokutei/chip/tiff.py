"""The one form of TIFF that name and address images have: one bit a pixel, CCITT Group 4, in strips.

A TIFF says in tags how large it is, how it is cut into tiles or strips, and where further tags lie,
and a decoder believes it. So the few tags of this form are read and checked here, and an image is
written anew that has those and no others: a decoder sees nothing that was not looked at.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping
from typing import Final, Literal

from tokutei.errors import ImageError

__all__ = ["plain_tiff"]

_HEADER: Final = 8
_ENTRY: Final = 12
_UNITS: Final[Mapping[int, str]] = {1: "B", 3: "H", 4: "I"}
"""Types of numbers (TIFF 6.0, section 2): BYTE, SHORT, LONG."""

_WIDTH, _LENGTH, _BITS, _COMPRESSION, _PHOTOMETRIC = 256, 257, 258, 259, 262
_FILL_ORDER, _STRIP_OFFSETS, _ORIENTATION, _SAMPLES = 266, 273, 274, 277
_ROWS_PER_STRIP, _STRIP_BYTES = 278, 279
_TILE_TAGS: Final = frozenset({322, 323, 324, 325})
_GROUP_4: Final = 4
_USED: Final = frozenset(
    {
        *(_WIDTH, _LENGTH, _BITS, _COMPRESSION, _PHOTOMETRIC, _FILL_ORDER, _STRIP_OFFSETS),
        *(_ORIENTATION, _SAMPLES, _ROWS_PER_STRIP, _STRIP_BYTES),
    }
)
_OFTEN_LEFT_OUT: Final[Mapping[int, int]] = {
    _BITS: 1,
    _PHOTOMETRIC: 0,
    _FILL_ORDER: 1,
    _ORIENTATION: 1,
    _SAMPLES: 1,
}
"""What is taken for a tag that is not there."""
_ALLOWED: Final[Mapping[int, range]] = {
    _BITS: range(1, 2),
    _COMPRESSION: range(_GROUP_4, _GROUP_4 + 1),
    _PHOTOMETRIC: range(2),
    _FILL_ORDER: range(1, 3),
    _ORIENTATION: range(1, 9),
    _SAMPLES: range(1, 2),
}

Tags = Mapping[int, tuple[int, ...]]


def plain_tiff(data: bytes, *, max_pixels: int) -> bytes:
    """Return the first image of a TIFF as a TIFF of the one form, with nothing else in it.

    Args:
        data: the file, with whatever fill behind it.
        max_pixels: most pixels it may claim.

    Raises:
        ImageError: ``decode`` (no such file), ``kind`` (another compression, tiles, more than one bit
            a pixel), ``canvas`` (more pixels than allowed).
    """
    tags = _tags(data)
    if not tags.keys().isdisjoint(_TILE_TAGS):
        raise ImageError("kind")
    one = {tag: _one(tags, tag) for tag in _ALLOWED}
    if any(one[tag] not in allowed for tag, allowed in _ALLOWED.items()):
        raise ImageError("kind")
    width, length = _one(tags, _WIDTH), _one(tags, _LENGTH)
    if not width or not length:
        raise ImageError("decode")
    if width * length > max_pixels:
        raise ImageError("canvas")
    rows = min(_one(tags, _ROWS_PER_STRIP, length), length)
    strips = _strips(data, tags, count=-(-length // rows) if rows else 0)
    return _written({**one, _WIDTH: width, _LENGTH: length, _ROWS_PER_STRIP: rows}, strips)


def _tags(data: bytes) -> Tags:
    """Return the numbers of the used tags of the first directory, and that others are there."""
    order: Literal["<", ">"] = "<" if data[:2] == b"II" else ">"
    if data[:4] not in (b"II*\0", b"MM\0*"):
        raise ImageError("decode")
    (at,) = _numbers(data, 4, order + "I")
    (count,) = _numbers(data, at, order + "H")
    tags: dict[int, tuple[int, ...]] = {}
    for start in range(at + 2, at + 2 + _ENTRY * count, _ENTRY):
        tag, kind, size = _numbers(data, start, order + "HHI")
        if tag in tags:
            raise ImageError("decode")
        tags[tag] = _values(data, start + 8, order, kind, size) if tag in _USED else ()
    return tags


def _values(data: bytes, at: int, order: str, kind: int, size: int) -> tuple[int, ...]:
    """Return the numbers of a tag; up to four bytes of them stand in the entry itself."""
    unit = _UNITS.get(kind)
    if unit is None or not 0 < size <= len(data):
        raise ImageError("decode")
    if struct.calcsize(unit) * size > 4:
        (at,) = _numbers(data, at, order + "I")
    return _numbers(data, at, f"{order}{size}{unit}")


def _numbers(data: bytes, at: int, form: str) -> tuple[int, ...]:
    if at + struct.calcsize(form) > len(data):
        raise ImageError("decode")
    return struct.unpack_from(form, data, at)


def _one(tags: Tags, tag: int, missing: int = 0) -> int:
    """Return the one number of a tag.

    Raises:
        ImageError: there are several (``decode``).
    """
    first, *more = tags.get(tag) or (_OFTEN_LEFT_OUT.get(tag, missing),)
    if more:
        raise ImageError("decode")
    return first


def _strips(data: bytes, tags: Tags, *, count: int) -> list[bytes]:
    """Return the compressed strips.

    Raises:
        ImageError: there are more or fewer than the image needs, or one lies outside the file (``decode``).
    """
    offsets = tags.get(_STRIP_OFFSETS, ())
    sizes = tags.get(_STRIP_BYTES, tuple(len(data) - offset for offset in offsets[:1]))
    if not count or not len(offsets) == len(sizes) == count:
        raise ImageError("decode")
    strips = [data[offset : offset + size] for offset, size in zip(offsets, sizes, strict=True)]
    if any(not strip or len(strip) != size for strip, size in zip(strips, sizes, strict=True)):
        raise ImageError("decode")
    return strips


def _written(numbers: Mapping[int, int], strips: list[bytes]) -> bytes:
    """Return a little-endian TIFF: header, directory, offsets, sizes, strips."""
    tables = _HEADER + 2 + _ENTRY * (len(numbers) + 2) + 4
    at = tables + 8 * len(strips)
    offsets = [at + sum(map(len, strips[:before])) for before in range(len(strips))]
    table = struct.pack(f"<{2 * len(strips)}I", *offsets, *map(len, strips))
    # The one number of a single strip stands in the entry itself.
    places = (offsets[0], len(strips[0])) if len(strips) == 1 else (tables, tables + 4 * len(strips))
    entries = sorted(
        [(tag, 1, number) for tag, number in numbers.items()]
        + [
            (tag, len(strips), place)
            for tag, place in zip((_STRIP_OFFSETS, _STRIP_BYTES), places, strict=True)
        ]
    )
    directory = b"".join(struct.pack("<HHII", tag, 4, size, value) for tag, size, value in entries)
    head = struct.pack("<2sHIH", b"II", 42, _HEADER, len(entries))
    return head + directory + bytes(4) + table + b"".join(strips)
