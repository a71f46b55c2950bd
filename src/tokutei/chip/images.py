"""The images of a card as PNG, and as arrays of pixels. Needs the extra ``image``.

An array is a read-only ``memoryview`` of bytes with a shape, rows from the top: ``numpy.asarray`` takes
it without copying, and nothing of numpy is needed here.

Nothing is decoded before what it claims was looked at (:mod:`.tiff`, :mod:`.jpeg2000`): a few thousand
bytes can claim a canvas of gigabytes. The zero fill after an image is tolerated.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final, TypeVar

from tokutei.chip.decoding import MAX_PIXELS, as_png, decoded
from tokutei.chip.jpeg2000 import check_claims
from tokutei.chip.tiff import plain_tiff
from tokutei.errors import ImageError
from tokutei.errors.extras import needing

if TYPE_CHECKING:
    from PIL.ImageFile import ImageFile

__all__ = ["MAX_BYTES", "MAX_PIXELS", "face_array", "face_png", "text_array", "text_png"]

T = TypeVar("T")

MAX_BYTES: Final = 8192
"""Most bytes of an image on a chip; the largest published one has 7000."""

_TEXTS: Final = (b"II*\0", b"MM\0*")
"""How a TIFF begins (TIFF 6.0, section 2)."""
_FACES: Final = (b"\xff\x4f\xff\x51", b"\0\0\0\x0cjP  ")
"""How JPEG 2000 begins: a bare codestream, or one in boxes (ISO/IEC 15444-1, A.4 and I.5.1)."""
_COLOURS: Final = frozenset({"RGB", "RGBA", "L", "LA"})
"""Modes of eight bits a component, which become red, green and blue without loss but for transparency."""


def text_png(data: bytes | None) -> bytes:
    """Return a name, address or front image (TIFF, CCITT Group 4) as PNG.

    Args:
        data: the image as a record has it; ``None`` where it has none.

    Raises:
        ImageError: ``empty`` (there is none), ``too_large`` (bytes), ``canvas`` (pixels), ``kind`` (a
            face, another compression, tiles, several bits a pixel), ``decode``.
        MissingExtraError: the extra ``image`` is not installed.
    """
    return _text(data, as_png)


def text_array(data: bytes | None) -> memoryview:
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


def face_png(data: bytes | None) -> bytes:
    """Return a face image (JPEG 2000) as PNG.

    Args:
        data: the image as a record has it; ``None`` where it has none.

    Raises:
        ImageError: ``empty`` (there is none), ``too_large`` (bytes), ``canvas`` (pixels), ``parts``
            (tiles and what they are cut into), ``kind`` (the image of a text, components), ``decode``.
        MissingExtraError: the extra ``image`` is not installed.
    """
    return _face(data, as_png)


def face_array(data: bytes | None) -> memoryview:
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


def _text(given: bytes | None, shown: Callable[[ImageFile], T]) -> T:
    data = _checked(given, others=_FACES)
    with needing("image", "pillow"):
        from PIL.TiffImagePlugin import TiffImageFile
    return decoded(TiffImageFile, plain_tiff(data, max_pixels=MAX_PIXELS), shown)


def _face(given: bytes | None, shown: Callable[[ImageFile], T]) -> T:
    data = _checked(given, others=_TEXTS)
    with needing("image", "pillow"):
        from PIL.Jpeg2KImagePlugin import Jpeg2KImageFile
    check_claims(data, max_pixels=MAX_PIXELS)
    return decoded(Jpeg2KImageFile, data, shown)


def _checked(data: bytes | None, *, others: tuple[bytes, ...]) -> bytes:
    """Return the bytes of an image that is there, not too large, and does not begin as one of another kind."""
    if data is None or not data.strip(b"\0"):
        raise ImageError("empty")
    if len(data) > MAX_BYTES:
        raise ImageError("too_large")
    if data.startswith(others):
        raise ImageError("kind")
    return data


def _grey(image: ImageFile) -> memoryview:
    return memoryview(image.convert("L").tobytes()).cast("B", (image.height, image.width))


def _colours(image: ImageFile) -> memoryview:
    if image.mode not in _COLOURS:
        raise ImageError("kind")
    return memoryview(image.convert("RGB").tobytes()).cast("B", (image.height, image.width, 3))
