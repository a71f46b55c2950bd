"""What a JPEG 2000 image claims, read before any of it is decoded.

A decoder sets up memory for every tile, component, resolution, precinct, code-block and layer that
the headers announce, whether or not anything follows; a hundred bytes can announce gigabytes. So the
headers are walked here (ITU-T T.800, annex A and, for the boxes around them, annex I), and an image
that is cut into more parts than a face needs is refused.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import Final, NamedTuple

from tokutei.errors import ImageError

__all__ = ["MAX_PACKETS", "MAX_PARTS", "MAX_TILES", "check_claims"]

MAX_TILES: Final = 256
"""Most tiles; a face on a card is a single one, or a few dozen."""
MAX_PARTS: Final = 100_000
"""Most precincts and code-blocks of all tiles and components; a face on a card has some hundreds."""
MAX_PACKETS: Final = 200_000
"""Most packets: precincts times layers. A face on a card has some dozens."""

_CODESTREAM: Final = b"\xff\x4f\xff\x51"
_SIGNATURE: Final = b"\0\0\0\x0cjP  \r\n\x87\n"
_COD, _COC, _SOT, _SOD, _EOC = 0xFF52, 0xFF53, 0xFF90, 0xFF93, 0xFFD9
_SEGMENTS: Final = frozenset(
    {_COD, _COC, *(0xFF55, 0xFF57, 0xFF58, 0xFF5C, 0xFF5D, 0xFF5E, 0xFF5F, 0xFF60, 0xFF61, 0xFF63, 0xFF64)}
)
"""What may stand in a header: COD and COC, and TLM to COM, which add nothing to what is set up."""
_MAX_LEVELS: Final = 32
_WHOLE: Final = 15
"""The exponent of a precinct that is as large as it can be."""


class _Size(NamedTuple):
    width: int
    height: int
    tile: tuple[int, int]
    """Width and height of a tile, as far as it lies within the image."""
    tiles: int
    components: int


class _Style(NamedTuple):
    """How tiles or one component are coded."""

    layers: int
    block: tuple[int, int]
    """Exponents of the width and height of a code-block."""
    precincts: tuple[tuple[int, int], ...]
    """Exponents of the width and height of a precinct, for each resolution, the smallest first."""


def check_claims(data: bytes, *, max_pixels: int) -> None:
    """Refuse an image that claims more than is decoded.

    Raises:
        ImageError: ``decode`` (the headers are not those of such an image), ``kind`` (no or more than
            four components), ``canvas`` (pixels), ``parts`` (tiles, precincts, code-blocks, packets).
    """
    stream = _codestream(data)
    size, at = _size(stream)
    if size.components not in range(1, 5):
        raise ImageError("kind")
    if size.width * size.height > max_pixels:
        raise ImageError("canvas")
    if size.tiles > MAX_TILES:
        raise ImageError("parts")
    styles = [_style(marker, segment) for marker, segment in _segments(stream, at) if marker in (_COD, _COC)]
    layers = max((style.layers for style in styles), default=0)
    for style in styles:
        _check_parts(size, style, layers)


def _numbers(data: bytes, at: int, form: str) -> tuple[int, ...]:
    if at + struct.calcsize(form) > len(data):
        raise ImageError("decode")
    return struct.unpack_from(form, data, at)


def _codestream(data: bytes) -> bytes:
    """Return the codestream, which may stand in boxes."""
    if data.startswith(_CODESTREAM):
        return data
    if not data.startswith(_SIGNATURE):
        raise ImageError("decode")
    at = len(_SIGNATURE)
    while True:
        length, name = _numbers(data, at, ">II")
        start = at + 8
        if length == 1:
            (length,) = _numbers(data, start, ">Q")
            start += 8
        end = at + length if length else len(data)
        if not start <= end <= len(data):
            raise ImageError("decode")
        if name == int.from_bytes(b"jp2c"):
            return data[start:end]
        at = end


def _size(stream: bytes) -> tuple[_Size, int]:
    """Return what SIZ says, and where the next segment begins."""
    if not stream.startswith(_CODESTREAM):
        raise ImageError("decode")
    length, _, right, bottom, left, top, tile_width, tile_height, tile_left, tile_top, components = _numbers(
        stream, 4, ">HH8IH"
    )
    width, height = right - left, bottom - top
    fits = tile_left <= left < tile_left + tile_width and tile_top <= top < tile_top + tile_height
    if width <= 0 or height <= 0 or not fits or length != 38 + 3 * components:
        raise ImageError("decode")
    across, down = -(-(right - tile_left) // tile_width), -(-(bottom - tile_top) // tile_height)
    tile = min(tile_width, width), min(tile_height, height)
    return _Size(width, height, tile, across * down, components), 4 + length


def _segments(stream: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    """Yield the marker segments of the main header and of every tile-part's, stepping over the data."""
    part: tuple[int, int] | None = None
    """Where the tile-part whose header is being read begins and ends."""
    while part is not None or stream[at:].strip(b"\0"):
        (marker,) = _numbers(stream, at, ">H")
        if marker == _EOC and part is None:
            return
        if marker == _SOD and part is not None:
            if part[1] < at + 2:
                raise ImageError("decode")
            at, part = part[1], None
            continue
        (length,) = _numbers(stream, at + 2, ">H")
        segment = stream[at + 4 : at + 2 + length]
        if length < 2 or len(segment) != length - 2:
            raise ImageError("decode")
        if marker == _SOT and part is None:
            part = at, _end(stream, at, segment)
        elif marker not in _SEGMENTS:
            raise ImageError("decode")
        yield marker, segment
        at += 2 + length


def _end(stream: bytes, start: int, segment: bytes) -> int:
    """Return where a tile-part ends; the last one may leave it to the end of the stream."""
    (size,) = _numbers(segment, 2, ">I")
    end = start + size if size else len(stream)
    if end > len(stream):
        raise ImageError("decode")
    return end


def _style(marker: int, segment: bytes) -> _Style:
    """Return what COD says of all components, or COC of one, which has the layers of the others."""
    if marker == _COD:
        flags, _, layers, _, levels, width, height = _numbers(segment, 0, ">BBHBBBB")
        at = 10
    else:
        layers = 0
        _, flags, levels, width, height = _numbers(segment, 0, ">BBBBB")
        at = 7
    if levels > _MAX_LEVELS:
        raise ImageError("decode")
    precincts = ((_WHOLE, _WHOLE),) * (levels + 1)
    if flags & 1:
        sizes = _numbers(segment, at, f">{levels + 1}B")
        precincts = tuple((size & 0x0F, size >> 4) for size in sizes)
    return _Style(layers, ((width & 0x0F) + 2, (height & 0x0F) + 2), precincts)


def _check_parts(size: _Size, style: _Style, layers: int) -> None:
    """Refuse a style that cuts the image into too many parts, were all components coded in it."""
    most = parts = 0
    for resolution, precinct in enumerate(style.precincts):
        shrinks = len(style.precincts) - 1 - resolution
        precincts, blocks = 1, 3 if resolution else 1  # bands
        for side, whole, block in zip(size.tile, precinct, style.block, strict=True):
            # Two more for those that a border cuts off. A band has half the size of its resolution.
            there = (side >> shrinks) + 1
            precincts *= (there >> whole) + 2
            halves = 1 if resolution else 0
            blocks *= (there >> halves >> max(min(block, whole - halves), 0)) + 2
        most = max(most, precincts)
        parts += precincts + blocks
    of_all = size.tiles * size.components
    if parts * of_all > MAX_PARTS or most * len(style.precincts) * layers * of_all > MAX_PACKETS:
        raise ImageError("parts")
