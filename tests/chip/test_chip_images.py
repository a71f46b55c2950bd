"""Images of the chip as PNG: fill tolerated, claimed sizes checked before anything is decoded."""

from __future__ import annotations

import struct
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from tokutei.chip import images
from tokutei.chip.images import MAX_BYTES, face_array, face_png, text_array, text_png
from tokutei.errors import ImageError


def tiff(size: tuple[int, int] = (674, 425), compression: str | None = "group4") -> bytes:
    image = Image.new("1", size, 1)
    image.paste(0, (10, 10, 60, 40))
    out = BytesIO()
    image.save(out, "TIFF", compression=compression)
    return out.getvalue()


def jpeg2000(size: tuple[int, int] = (94, 94)) -> bytes:
    out = BytesIO()
    Image.new("RGB", size, (10, 120, 200)).save(out, "JPEG2000")
    return out.getvalue()


TIFF, JP2 = tiff(), jpeg2000()


@pytest.mark.parametrize("fill", [0, 500])
def test_pictures(fill: int) -> None:
    assert len(TIFF) <= 2500
    assert len(JP2) <= 3000
    name = Image.open(BytesIO(text_png(TIFF + bytes(fill))))
    assert (name.format, name.size, name.mode) == ("PNG", (674, 425), "1")
    assert [name.getpixel(at) for at in ((0, 0), (20, 20))] == [255, 0]
    face = Image.open(BytesIO(face_png(JP2 + bytes(fill))))
    assert (face.format, face.size, face.getpixel((5, 5))) == ("PNG", (94, 94), (10, 120, 200))


def patched_tiff(width: int) -> bytes:
    """Return the image with another claimed width."""
    entry = struct.pack("<HHI", 256, 4, 1)
    short = struct.pack("<HHI", 256, 3, 1)
    at = TIFF.find(entry)
    if at >= 0:
        return TIFF[: at + 8] + struct.pack("<I", width) + TIFF[at + 12 :]
    at = TIFF.find(short)
    assert at > 0
    return TIFF[:at] + entry + struct.pack("<I", width) + TIFF[at + 12 :]


def patched_jp2(width: int) -> bytes:
    """Return the image with another claimed width, in the box and in the codestream."""
    box = JP2.find(b"ihdr") + 4
    codestream = JP2.find(b"\xff\x4f\xff\x51") + 8
    data = bytearray(JP2)
    data[box + 4 : box + 8] = struct.pack(">I", width)
    data[codestream : codestream + 4] = struct.pack(">I", width)
    return bytes(data)


@pytest.mark.parametrize("width", [50_000, 100_000, 1_000_000_000])
def test_bombs_are_not_decoded(width: int) -> None:
    for convert, data in ((text_png, patched_tiff(width)), (face_png, patched_jp2(width))):
        with pytest.raises(ImageError) as caught:
            convert(data)
        assert caught.value.reason == "canvas"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        pytest.param(b"", "empty", id="nothing"),
        pytest.param(bytes(2500), "empty", id="zeros"),
        pytest.param(b"x" * (MAX_BYTES + 1), "too_large", id="too-large"),
        pytest.param(b"x" * 100, "decode", id="noise"),
        pytest.param(None, "empty", id="none"),
        pytest.param(JP2, "kind", id="the-other-kind"),
        pytest.param(JP2[JP2.find(b"\xff\x4f\xff\x51") :], "kind", id="the-other-kind-bare"),
        pytest.param(tiff((60, 60), None), "kind", id="not-compressed"),
        pytest.param(tiff(compression="tiff_lzw"), "kind", id="another-compression"),
        pytest.param(TIFF[:8], "decode", id="header-only"),
    ],
)
def test_what_is_no_name_image(data: bytes | None, reason: str) -> None:
    with pytest.raises(ImageError) as caught:
        text_png(data)
    assert caught.value.reason == reason
    assert caught.value.__cause__ is caught.value.__context__ is None
    assert "_reasons" not in caught.value.text("en") + caught.value.text("ja")


@pytest.mark.parametrize("data", [JP2[:60], JP2[: len(JP2) // 2], b"\xff\x4f\xff\x51"])
def test_what_is_no_face(data: bytes) -> None:
    with pytest.raises(ImageError) as caught:
        face_png(data)
    assert caught.value.reason == "decode"


@pytest.mark.parametrize("data", [TIFF, b"MM\0*" + TIFF[4:]])
def test_the_image_of_a_text_is_no_face(data: bytes) -> None:
    for convert in (face_png, face_array):
        with pytest.raises(ImageError, match="faces JPEG 2000") as caught:
            convert(data)
        assert caught.value.reason == "kind"


def test_an_image_that_is_not_there() -> None:
    for convert in (face_png, face_array, text_png, text_array):
        with pytest.raises(ImageError) as caught:
            convert(None)
        assert caught.value.reason == "empty"
        assert caught.value.__context__ is None


def test_no_type_of_the_decoder_is_public() -> None:
    public = {"MAX_BYTES", "MAX_PIXELS", "face_array", "face_png", "text_array", "text_png"}
    assert set(images.__all__) == public


@given(st.binary(max_size=200), st.sampled_from([b"", b"II*\0\x08\0\0\0", b"\xff\x4f\xff\x51", JP2[:40]]))
def test_any_bytes_are_a_picture_or_an_error(data: bytes, head: bytes) -> None:
    for convert in (text_png, face_png):
        try:
            assert convert(head + data).startswith(b"\x89PNG")
        except ImageError as error:
            assert error.reason  # noqa: PT017 - either outcome is right
