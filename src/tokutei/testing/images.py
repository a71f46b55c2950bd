"""Images such as the chip holds, drawn so that nobody takes them for a person's.

Sizes in pixels, resolution and polarity of the images of types 05 and 06 are in no source at hand; those
here follow what is seen on first-generation cards. The same arguments give the same bytes with the
same version of Pillow.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from io import BytesIO
from typing import Final

from tokutei.errors import ImageError, MissingExtraError

try:
    from PIL import Image, ImageDraw, ImageFont
except ImportError:  # pragma: no cover - seen by a test in a process without the package
    raise MissingExtraError("testing", "pillow") from None

__all__ = [
    "ADDRESS_SIZE",
    "FACE_SIZE",
    "FRONT_SIZE",
    "MAX_FACE",
    "MAX_TEXT",
    "NAME_SIZE",
    "draw_face",
    "draw_grey_face",
    "draw_line",
    "draw_text",
]

MAX_TEXT: Final = 2500
"""Bytes that the name and the address image have on the card (3.3.4.5, 3.3.4.6)."""
MAX_FACE: Final = 3000
"""Bytes that the face image has on the card (3.3.4.5)."""

NAME_SIZE: Final = (674, 80)
"""Width and height of a drawn name, in pixels."""
ADDRESS_SIZE: Final = (674, 160)
"""Width and height of a drawn address, in pixels."""
FRONT_SIZE: Final = (674, 425)
"""Width and height of a drawn front of the first generation, in pixels."""
FACE_SIZE: Final = (188, 188)
"""Width and height of a drawn face, in pixels."""

_MARGIN: Final = 12
_LARGEST: Final = 40
_SMALLEST: Final = 8
_ROOM_FOR_BOXES: Final = 200
"""Bytes of a JPEG 2000 file that the compression rate does not count."""


def draw_text(
    lines: Sequence[str],
    size: tuple[int, int] = NAME_SIZE,
    *,
    font: ImageFont.FreeTypeFont | None = None,
) -> bytes:
    """Return a TIFF with one CCITT Group 4 strip, one bit a pixel, black on white.

    The text is set as large as it fits. Pillow's own font has roman letters only; pass another for
    kanji.

    Raises:
        ImageError: the lines do not fit into the image, or the file into the card (``too_large``).
    """
    return _encoded(_lines(lines, size, font), MAX_TEXT, format="TIFF", compression="group4")


def draw_line(
    lines: Sequence[str],
    size: tuple[int, int] = NAME_SIZE,
    *,
    font: ImageFont.FreeTypeFont | None = None,
) -> bytes:
    """Return a PNG of one bit a pixel, black on white, as My Number cards hold names and addresses.

    Raises:
        ImageError: the lines do not fit into the image (``too_large``).
    """
    return _encoded(_lines(lines, size, font), MAX_TEXT, format="PNG")


def _lines(lines: Sequence[str], size: tuple[int, int], font: ImageFont.FreeTypeFont | None) -> Image.Image:
    image = Image.new("1", size, 1)
    draw = ImageDraw.Draw(image)
    text = "\n".join(lines)
    margin = min(_MARGIN, size[1] // 8)
    for points in range(_LARGEST, _SMALLEST - 1, -2):
        fitting = _font(font, points)
        box = draw.multiline_textbbox((margin, margin), text, font=fitting)
        if box[2] <= size[0] - margin and box[3] <= size[1] - margin:
            draw.multiline_text((margin, margin), text, font=fitting, fill=0)
            return image
    raise ImageError("too_large")


def draw_grey_face(seed: bytes) -> bytes:
    """Return the drawing of :func:`draw_face` in shades of grey, as My Number cards hold faces."""
    with Image.open(BytesIO(draw_face(seed))) as colour:
        grey = colour.convert("L")
    rate = FACE_SIZE[0] * FACE_SIZE[1] / (MAX_FACE - _ROOM_FOR_BOXES)
    return _encoded(
        grey, MAX_FACE, format="JPEG2000", irreversible=True, quality_mode="rates", quality_layers=[rate]
    )


def draw_face(seed: bytes) -> bytes:
    """Return a colour JPEG 2000 with a face that is plainly a drawing; the seed chooses its colours."""
    hues = sha256(seed).digest()
    width, height = FACE_SIZE
    image = Image.new("RGB", FACE_SIZE, (200 + hues[0] % 40, 210 + hues[1] % 40, 220 + hues[2] % 30))
    draw = ImageDraw.Draw(image)
    skin, hair, coat = (
        (190 + hues[3] % 60, 140 + hues[4] % 60, 110 + hues[5] % 60),
        (hues[6] % 90, hues[7] % 70, hues[8] % 70),
        (hues[9] % 160, hues[10] % 160, hues[11] % 160),
    )
    draw.pieslice((24, 140, width - 24, height + 70), 180, 360, fill=coat)
    draw.ellipse((46, 20, width - 46, 130), fill=hair)
    draw.ellipse((54, 36, width - 54, 158), fill=skin)
    for x in (76, 106):
        draw.ellipse((x, 84, x + 8, 94), fill="black")
    draw.arc((74, 104, 116, 134), 20, 160, fill="black", width=3)
    draw.text((width // 2, height - 14), "TEST", font=_font(None, 18), fill="white", anchor="mm")
    rate = width * height * 3 / (MAX_FACE - _ROOM_FOR_BOXES)
    return _encoded(
        image, MAX_FACE, format="JPEG2000", irreversible=True, quality_mode="rates", quality_layers=[rate]
    )


def _font(font: ImageFont.FreeTypeFont | None, points: int) -> ImageFont.FreeTypeFont:
    if font is not None:
        return font.font_variant(size=points)
    own = ImageFont.load_default(points)
    if not isinstance(own, ImageFont.FreeTypeFont):  # a Pillow built without FreeType
        raise MissingExtraError("testing", "pillow with FreeType")
    return own


def _encoded(image: Image.Image, most: int, **options: object) -> bytes:
    file = BytesIO()
    image.save(file, **options)  # type: ignore[arg-type]
    if file.tell() > most:
        raise ImageError("too_large")
    return file.getvalue()
