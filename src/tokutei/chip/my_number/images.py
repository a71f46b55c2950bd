"""The images of the card face application as PNG. Needs the extra ``image``.

Name, address, security code and number are PNG, the face is JPEG 2000. What an image claims is looked at
before any of it is decoded, and only the parts that make up the picture reach a decoder: a comment of a
few bytes can unpack to gigabytes.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import Final

from tokutei.chip.decoding import MAX_PIXELS, as_png, decoded
from tokutei.chip.jpeg2000 import check_claims
from tokutei.chip.my_number.objects import MAX_FILE
from tokutei.errors import ImageError
from tokutei.errors.extras import needing

__all__ = ["MAX_LINE_PIXELS", "face_png", "line_png", "plain_png"]

MAX_LINE_PIXELS: Final = 1_000_000
"""Most pixels that the image of a name, an address or a number may claim; those seen have a few thousand."""

_SIGNATURE: Final = b"\x89PNG\r\n\x1a\n"
_HEADER: Final = b"IHDR"
_KEPT: Final = frozenset({_HEADER, b"PLTE", b"tRNS", b"IDAT", b"IEND"})
_CHUNK: Final = 12
"""Bytes of a chunk besides its data: length, type and checksum."""
_DEPTHS: Final = frozenset({1, 2, 4, 8})


def line_png(data: bytes | None) -> bytes:
    """Return the image of a name, an address, a security code or a number, written anew as PNG.

    Raises:
        ImageError: ``empty``, ``too_large`` (bytes), ``kind`` (no PNG, or of more than 8 bits), ``canvas``
            (pixels), ``decode``.
        MissingExtraError: the extra ``image`` is not installed.
    """
    data = _given(data)
    with needing("image", "pillow"):
        from PIL.PngImagePlugin import PngImageFile
    return decoded(PngImageFile, plain_png(data), as_png)


def face_png(data: bytes | None) -> bytes:
    """Return the face (JPEG 2000) as PNG.

    Raises:
        ImageError: ``empty``, ``too_large`` (bytes), ``canvas`` (pixels), ``parts``, ``kind``, ``decode``.
        MissingExtraError: the extra ``image`` is not installed.
    """
    data = _given(data)
    with needing("image", "pillow"):
        from PIL.Jpeg2KImagePlugin import Jpeg2KImageFile
    check_claims(data, max_pixels=MAX_PIXELS)
    return decoded(Jpeg2KImageFile, data, as_png)


def _given(data: bytes | None) -> bytes:
    """Return an image that is there and of a size that a card may have."""
    if data is None or not data.strip(b"\0\xff"):
        raise ImageError("empty")
    if len(data) > MAX_FILE:
        raise ImageError("too_large")
    return data


def plain_png(data: bytes) -> bytes:
    """Return a PNG with nothing in it but what makes up the picture, after looking at what it claims.

    Raises:
        ImageError: ``kind``, ``canvas``, ``decode``.
    """
    if not data.startswith(_SIGNATURE):
        raise ImageError("kind")
    kept = [(kind, chunk) for kind, chunk in _chunks(data) if kind in _KEPT]
    kind, first = kept[0] if kept else (b"", b"")
    if kind != _HEADER or len(first) != _CHUNK + 13 or [one for one, _ in kept].count(_HEADER) != 1:
        raise ImageError("decode")
    width, height, depth = struct.unpack(">IIB", first[8:17])
    if not width or not height:
        raise ImageError("decode")
    if width * height > MAX_LINE_PIXELS:
        raise ImageError("canvas")
    if depth not in _DEPTHS:
        raise ImageError("kind")
    return _SIGNATURE + b"".join(chunk for _, chunk in kept)


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield type and bytes of every chunk up to the last one."""
    at = len(_SIGNATURE)
    while at + _CHUNK <= len(data):
        end = at + _CHUNK + int.from_bytes(data[at : at + 4])
        if end > len(data):
            break
        kind = data[at + 4 : at + 8]
        yield kind, data[at:end]
        if kind == b"IEND":
            return
        at = end
    raise ImageError("decode")
