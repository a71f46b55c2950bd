"""Decoding a picture whose claims were looked at before. Needs the extra ``image``."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import TYPE_CHECKING, Final, TypeVar

from tokutei.errors import ImageError

if TYPE_CHECKING:
    from PIL.ImageFile import ImageFile

__all__ = ["MAX_PIXELS", "as_png", "decoded"]

T = TypeVar("T")

MAX_PIXELS: Final = 4_000_000
"""Most pixels an image may claim; the images of cards seen so far have some 300,000."""


def as_png(image: ImageFile) -> bytes:
    """Return an image that is open as PNG."""
    out = BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def decoded(opener: type[ImageFile], data: bytes, shown: Callable[[ImageFile], T]) -> T:
    """Return what is made of an image once it is decoded.

    Args:
        opener: the decoder.
        data: the image.
        shown: makes something of it, such as :func:`as_png`.

    Raises:
        ImageError: it does not decode (``decode``), the boxes around a face claim more pixels than its
            codestream (``canvas``), or whatever ``shown`` raises of the kind.
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
