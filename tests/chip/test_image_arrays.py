"""Images as arrays: the pixels of the PNG, in a view that cannot be written to; nothing is decoded past the limits."""

from __future__ import annotations

import random
import struct
from collections.abc import Callable
from io import BytesIO
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from PIL.Jpeg2KImagePlugin import Jpeg2KImageFile
from PIL.TiffImagePlugin import TiffImageFile

from tests.chip.test_image_claims import FACES, PLAIN, TIFFS, boxed, changed, codestream
from tokutei import chip, testing
from tokutei.chip.images import MAX_BYTES, MAX_PIXELS, face_array, face_png, text_array, text_png
from tokutei.errors import ImageError
from tokutei.testing.images import draw_face, draw_text


def shown(png: bytes, mode: str) -> Image.Image:
    with Image.open(BytesIO(png)) as image:
        return image.convert(mode)


def group4(image: Image.Image, **options: Any) -> bytes:
    out = BytesIO()
    image.save(out, "TIFF", compression="group4", **options)
    return out.getvalue()


def front_image() -> bytes:
    """An image of the size and about as many bytes as first-generation cards have (D0: 7000, zero fill)."""
    image = Image.new("1", (674, 425), 1)
    luck = random.Random(0)
    for _ in range(1700):
        image.putpixel((luck.randrange(674), luck.randrange(425)), 0)
    data = group4(image)
    assert 5000 < len(data) <= 7000
    return data.ljust(7000, b"\0")


TEXTS = {
    "name": draw_text(["TEST TARO"]).ljust(2500, b"\0"),
    "front": front_image(),
    "white-is-zero": changed({262: (0,)}),
    "black-is-zero": changed({262: (1,)}),
    "turned": group4(Image.new("1", (60, 40), 1), tiffinfo={274: 6}),
}


@pytest.mark.parametrize("data", TEXTS.values(), ids=TEXTS.keys())
def test_texts_have_the_pixels_of_their_png(data: bytes) -> None:
    pixels, image = text_array(data), shown(text_png(data), "L")
    assert (pixels.format, pixels.itemsize, pixels.ndim) == ("B", 1, 2)
    assert pixels.shape == (image.height, image.width)
    assert pixels.tobytes() == image.tobytes()
    assert set(pixels.tobytes()) <= {0, 255}
    for x, y in product(range(0, image.width, 7), range(0, image.height, 7)):
        assert pixels[y, x] == image.getpixel((x, y))


def test_black_is_0_and_white_is_255() -> None:
    picture = Image.new("1", (40, 30), 1)
    picture.paste(0, (3, 2, 20, 9))
    pixels = text_array(group4(picture))
    assert (pixels[2, 3], pixels[8, 19], pixels[9, 19], pixels[2, 2]) == (0, 0, 255, 255)


FACE_DATA = {
    "drawn": draw_face(b"").ljust(3000, b"\0"),
    "grey": codestream(mode="L"),
    "transparent": boxed(codestream()),
    "not-square": codestream((30, 50)),
}


@pytest.mark.parametrize("data", FACE_DATA.values(), ids=FACE_DATA.keys())
def test_faces_have_the_pixels_of_their_png(data: bytes) -> None:
    pixels, image = face_array(data), shown(face_png(data), "RGB")
    assert (pixels.format, pixels.itemsize, pixels.ndim) == ("B", 1, 3)
    assert pixels.shape == (image.height, image.width, 3)
    assert pixels.tobytes() == image.tobytes()
    for x, y in product(range(0, image.width, 9), range(0, image.height, 9)):
        assert tuple(pixels[y, x, band] for band in range(3)) == image.getpixel((x, y))


def test_transparency_is_left_out() -> None:
    out = BytesIO()
    Image.new("RGBA", (20, 10), (10, 120, 200, 60)).save(out, "JPEG2000")
    pixels = face_array(out.getvalue())
    assert (pixels.shape, pixels.tobytes()) == ((10, 20, 3), bytes((10, 120, 200)) * 200)


def test_deep_components_are_refused_rather_than_cut() -> None:
    out = BytesIO()
    Image.new("I;16", (20, 10), 40_000).save(out, "JPEG2000")
    assert face_png(out.getvalue())
    with pytest.raises(ImageError) as caught:
        face_array(out.getvalue())
    assert caught.value.reason == "kind"
    assert caught.value.__cause__ is caught.value.__context__ is None


def test_arrays_are_not_written_to_and_share_one_buffer() -> None:
    for pixels in (text_array(TEXTS["name"]), face_array(FACE_DATA["drawn"])):
        assert pixels.readonly
        assert pixels.c_contiguous
        assert isinstance(pixels.obj, bytes)
        with pytest.raises(TypeError):
            pixels[(0,) * pixels.ndim] = 1


def test_images_of_a_card() -> None:
    card = testing.issue_card(testing.person("engineer"))
    record = chip.read(card, number=card.number)
    assert record.face_image is not None
    assert record.address_image is not None
    assert record.name_image is not None
    assert face_array(record.face_image).shape == (188, 188, 3)
    assert text_array(record.name_image).shape == (80, 674)
    assert text_array(record.address_image).shape == (160, 674)


@pytest.fixture
def decoding(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What a decoder was asked to open or decode."""
    seen: list[str] = []

    def watched(kind: type, name: str) -> Callable[..., Any]:
        real = getattr(kind, name)

        def call(self: object, *given: object) -> object:
            seen.append(f"{kind.__name__}.{name}")
            return real(self, *given)

        return call

    for kind in (TiffImageFile, Jpeg2KImageFile):
        for name in ("_open", "load"):
            monkeypatch.setattr(kind, name, watched(kind, name))
    return seen


def test_the_watch_sees_what_is_decoded(decoding: list[str]) -> None:
    text_array(TEXTS["name"])
    face_array(FACE_DATA["drawn"])
    assert set(decoding) >= {
        "TiffImageFile._open",
        "TiffImageFile.load",
        "Jpeg2KImageFile._open",
        "Jpeg2KImageFile.load",
    }


@pytest.mark.parametrize(
    ("convert", "data", "reason"),
    [
        *(pytest.param(text_array, *row, id=f"text-{name}") for name, row in TIFFS.items()),
        *(pytest.param(face_array, *row, id=f"face-{name}") for name, row in FACES.items()),
        *(
            pytest.param(convert, bytes(size), "empty", id=f"{convert.__name__}-{size}")
            for convert in (text_array, face_array)
            for size in (0, 3000)
        ),
        pytest.param(text_array, TEXTS["name"] + b"x" * MAX_BYTES, "too_large", id="text-bytes"),
        pytest.param(face_array, FACE_DATA["drawn"] + b"x" * MAX_BYTES, "too_large", id="face-bytes"),
    ],
)
def test_nothing_is_decoded_past_the_limits(
    convert: Callable[[bytes], memoryview], data: bytes, reason: str, decoding: list[str]
) -> None:
    with pytest.raises(ImageError) as caught:
        convert(data)
    assert caught.value.reason == reason
    assert caught.value.__cause__ is caught.value.__context__ is None
    assert decoding == []


def test_boxes_that_claim_more_than_the_codestream_are_not_loaded(decoding: list[str]) -> None:
    data = bytearray(boxed(codestream()))
    struct.pack_into(">II", data, data.index(b"ihdr") + 4, 60_000, 60_000)
    with pytest.raises(ImageError) as caught:
        face_array(bytes(data))
    assert caught.value.reason in {"canvas", "decode"}
    assert "Jpeg2KImageFile.load" not in decoding


@given(at=st.integers(0, 200), value=st.integers(0, 255), long=st.booleans())
def test_any_changed_header_gives_an_array_or_an_error(at: int, value: int, long: bool) -> None:
    new = bytes([value] * (4 if long else 1))
    for convert, data in ((text_array, TEXTS["name"]), (face_array, FACE_DATA["drawn"])):
        try:
            pixels = convert(data[:at] + new + data[at + len(new) :])
        except ImageError as error:
            assert error.reason  # noqa: PT017 - either outcome is right
        else:
            assert 0 < pixels.nbytes <= 3 * MAX_PIXELS


def test_the_plain_picture_is_white() -> None:
    assert PLAIN[262] == (0,)
    assert set(text_array(TEXTS["white-is-zero"]).tobytes()) == {255}
    assert set(text_array(TEXTS["black-is-zero"]).tobytes()) == {0}
