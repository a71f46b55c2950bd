"""The images of a card as PNG, and as arrays of pixels. Needs the extra ``image``.

An array is a read-only ``memoryview`` of bytes with a shape, rows from the top: ``numpy.asarray`` takes
it without copying, and nothing of numpy is needed here.

Nothing is decoded before what it claims was looked at (:mod:`.tiff`, :mod:`.jpeg2000`): a few thousand
bytes can claim a canvas of gigabytes. The zero fill after an image is tolerated.
"""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import TYPE_CHECKING, Final, TypeVar

from tokutei.chip.extras import needing
from tokutei.chip.jpeg2000 import check_claims
from tokutei.chip.tiff import plain_tiff
from tokutei.errors import ImageError

if TYPE_CHECKING:
    from PIL.ImageFile import ImageFile

__all__ = ["MAX_BYTES", "MAX_PIXELS", "as_png", "face_array", "face_png", "text_array", "text_png"]

T = TypeVar("T")

MAX_BYTES: Final = 8192
"""Most bytes of an image on a chip; the largest published one has 7000."""
MAX_PIXELS: Final = 4_000_000
"""Most pixels an image may claim; the images of cards seen so far have some 300,000."""

_COLOURS: Final = frozenset({"RGB", "RGBA", "L", "LA"})
"""Modes of eight bits a component, which become red, green and blue without loss but for transparency."""


def text_png(data: bytes) -> bytes:
    """Return a name, address or front image (TIFF, CCITT Group 4) as PNG.

    Raises:
        ImageError: ``empty``, ``too_large`` (bytes), ``canvas`` (pixels), ``kind`` (another
            compression, tiles, several bits a pixel), ``decode``.
        MissingExtraError: the extra ``image`` is not installed.
    """
    return _text(data, _png)


def text_array(data: bytes) -> memoryview:
    """Return a name, address or front image as bytes of the shape (height, width).

    A pixel is 0 (black) or 255 (white), whichever way round the file has them.

    Raises:
        ImageError: as for :func:`text_png`.
        MissingExtraError: the extra ``image`` is not installed.

    Example:
        >>> from tokutei.testing.images import draw_text
        >>> pixels = text_array(draw_text(["TEST TARO"]))
        >>> pixels.shape, pixels[0, 0], pixels.readonly
        ((80, 674), 255, True)
    """
    return _text(data, _grey)


def face_png(data: bytes) -> bytes:
    """Return a face image (JPEG 2000) as PNG.

    Raises:
        ImageError: ``empty``, ``too_large`` (bytes), ``canvas`` (pixels), ``parts`` (tiles and what
            they are cut into), ``kind`` (components), ``decode``.
        MissingExtraError: the extra ``image`` is not installed.
    """
    return _face(data, _png)


def face_array(data: bytes) -> memoryview:
    """Return a face image as bytes of the shape (height, width, 3): red, green and blue from 0 to 255.

    Of a grey image the three are equal; transparency is left out.

    Raises:
        ImageError: as for :func:`face_png`, and ``kind`` for more than eight bits a component.
        MissingExtraError: the extra ``image`` is not installed.

    Example:
        >>> from tokutei.testing.images import draw_face
        >>> face_array(draw_face(b"")).shape
        (188, 188, 3)
    """
    return _face(data, _colours)


def _text(data: bytes, shown: Callable[[ImageFile], T]) -> T:
    _check_bytes(data)
    with needing("image", "pillow"):
        from PIL.TiffImagePlugin import TiffImageFile
    return _decoded(TiffImageFile, plain_tiff(data, max_pixels=MAX_PIXELS), shown)


def _face(data: bytes, shown: Callable[[ImageFile], T]) -> T:
    _check_bytes(data)
    with needing("image", "pillow"):
        from PIL.Jpeg2KImagePlugin import Jpeg2KImageFile
    check_claims(data, max_pixels=MAX_PIXELS)
    return _decoded(Jpeg2KImageFile, data, shown)


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
    return _decoded(opener, data, _png)


def _png(image: ImageFile) -> bytes:
    out = BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def _grey(image: ImageFile) -> memoryview:
    return memoryview(image.convert("L").tobytes()).cast("B", (image.height, image.width))


def _colours(image: ImageFile) -> memoryview:
    if image.mode not in _COLOURS:
        raise ImageError("kind")
    return memoryview(image.convert("RGB").tobytes()).cast("B", (image.height, image.width, 3))


def _decoded(opener: type[ImageFile], data: bytes, shown: Callable[[ImageFile], T]) -> T:
    """Return what is made of an image once it is decoded.

    Raises:
        ImageError: it does not decode (``decode``), or the boxes around a face claim more pixels than
            its codestream (``canvas``).
    """
    reason, made = "decode", None
    try:
        with opener(BytesIO(data)) as image:
            if image.width * image.height > MAX_PIXELS:  # the boxes around a face have a word on it too
                reason = "canvas"
            else:
                image.load()
                made = shown(image)
    except ImageError as error:
        reason = error.reason
    except Exception:  # noqa: BLE001, S110 - decoders raise many kinds; raised below, without their context
        pass
    if made is None:
        raise ImageError(reason)
    return made
