"""Images: what Pillow decodes is what was drawn, and it fits into the card."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image, ImageFont

from tokutei.errors import ImageError, MissingExtraError
from tokutei.testing import images
from tokutei.testing.residents import people


@pytest.mark.parametrize(
    "lines", [[one.name] for one in people()] + [list(one.address) for one in people()[:1]]
)
def test_text_is_one_group_4_strip_of_one_bit(lines: list[str]) -> None:
    data = images.draw_text(lines, images.ADDRESS_SIZE)
    assert len(data) <= images.MAX_TEXT
    with Image.open(BytesIO(data)) as image:
        assert (image.format, image.mode, image.size) == ("TIFF", "1", images.ADDRESS_SIZE)
        tags = image.tag_v2  # type: ignore[attr-defined]
        assert (tags[258], tags[259], len(tags[273])) == ((1,), 4, 1)  # bits, compression, strips
        colours = {colour: count for count, colour in image.getcolors() or ()}
        assert 0 < colours[0] < colours[255] / 4, "some black on much white"


@pytest.mark.parametrize("seed", [bytes([n]) for n in range(0, 250, 10)])
def test_face_is_colour_jpeg_2000(seed: bytes) -> None:
    data = images.draw_face(seed)
    assert data[4:8] == b"jP  "
    assert len(data) <= images.MAX_FACE
    with Image.open(BytesIO(data)) as image:
        image.load()
        assert (image.format, image.mode, image.size) == ("JPEG2000", "RGB", images.FACE_SIZE)
        corner, cheek = image.getpixel((4, 4)), image.getpixel((94, 100))
        assert corner != cheek


def test_zero_fill_does_not_hurt() -> None:
    for data, size in ((images.draw_face(b""), 3000), (images.draw_text(["TEST"]), 2500)):
        with Image.open(BytesIO(data.ljust(size, b"\0"))) as image:
            image.load()


def test_same_arguments_same_bytes() -> None:
    assert images.draw_face(b"a") == images.draw_face(b"a") != images.draw_face(b"b")
    assert images.draw_text(["A"]) == images.draw_text(["A"]) != images.draw_text(["B"])


def test_another_font_is_used() -> None:
    own = ImageFont.load_default(10)
    assert isinstance(own, ImageFont.FreeTypeFont)
    assert images.draw_text(["TEST"], font=own) == images.draw_text(["TEST"])


def test_long_text_is_set_smaller_and_too_long_text_refused() -> None:
    assert images.draw_text(["TEST " * 20])
    with pytest.raises(ImageError) as caught:
        images.draw_text(["TEST " * 200])
    assert caught.value.reason == "too_large"


def test_text_that_does_not_compress_is_refused() -> None:
    with pytest.raises(ImageError) as caught:
        images.draw_text(["|:;.,!#%&@" * 12] * 60, (1000, 1000))
    assert caught.value.reason == "too_large"


def test_pillow_without_freetype_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ImageFont, "load_default", lambda _points: ImageFont.ImageFont())
    with pytest.raises(MissingExtraError) as caught:
        images.draw_text(["TEST"])
    assert caught.value.extra == "testing"
