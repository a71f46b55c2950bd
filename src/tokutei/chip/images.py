"""The images of a card as PNG. Needs the extra ``image``.

Nothing is decoded before what it claims was looked at (:mod:`.tiff`, :mod:`.jpeg2000`): a few thousand
bytes can claim a canvas of gigabytes. The zero fill after an image is tolerated.
"""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Final

from tokutei.chip.extras import needing
from tokutei.chip.jpeg2000 import check_claims
from tokutei.chip.tiff import plain_tiff
from tokutei.errors import ImageError

if TYPE_CHECKING:
    from PIL.ImageFile import ImageFile

__all__ = ["MAX_BYTES", "MAX_PIXELS", "as_png", "face_png", "text_png"]

MAX_BYTES: Final = 8192
"""Most bytes of an image on a chip; the largest published one has 7000."""
MAX_PIXELS: Final = 4_000_000
"""Most pixels an image may claim; the images of cards seen so far have some 300,000."""


def text_png(data: bytes) -> bytes:
    """Return a name or address image (TIFF, CCITT Group 4) as PNG.

    Raises:
        ImageError: ``empty``, ``too_large`` (bytes), ``canvas`` (pixels), ``kind`` (another
            compression, tiles, several bits a pixel), ``decode``.
        MissingExtraError: the extra ``image`` is not installed.
    """
    _check_bytes(data)
    with needing("image", "pillow"):
        from PIL.TiffImagePlugin import TiffImageFile
    return as_png(TiffImageFile, plain_tiff(data, max_pixels=MAX_PIXELS))


def face_png(data: bytes) -> bytes:
    """Return a face image (JPEG 2000) as PNG.

    Raises:
        ImageError: ``empty``, ``too_large`` (bytes), ``canvas`` (pixels), ``parts`` (tiles and what
            they are cut into), ``kind`` (components), ``decode``.
        MissingExtraError: the extra ``image`` is not installed.
    """
    _check_bytes(data)
    with needing("image", "pillow"):
        from PIL.Jpeg2KImagePlugin import Jpeg2KImageFile
    check_claims(data, max_pixels=MAX_PIXELS)
    return as_png(Jpeg2KImageFile, data)


def _check_bytes(data: bytes) -> None:
    if not data.strip(b"\0"):
        raise ImageError("empty")
    if len(data) > MAX_BYTES:
        raise ImageError("too_large")


def as_png(opener: type[ImageFile], data: bytes) -> bytes:
    """Return what a decoder makes of an image whose claims were looked at before.

    Raises:
        ImageError: ``canvas``, ``decode``.
    """
    reason, png = "decode", b""
    try:
        with opener(BytesIO(data)) as image:
            if image.width * image.height > MAX_PIXELS:  # the boxes around a face have a word on it too
                reason = "canvas"
            else:
                image.load()
                out = BytesIO()
                image.save(out, "PNG")
                reason, png = "", out.getvalue()
    except Exception:  # noqa: BLE001, S110 - decoders raise many kinds; raised below, without their context
        pass
    if reason:
        raise ImageError(reason)
    return png
