"""Images of the card face: what they claim is looked at first, and only the picture reaches a decoder."""

from __future__ import annotations

import builtins
import struct
import zlib
from io import BytesIO
from typing import Any

import pytest
from PIL import Image

from tests.chip.my_number_fakes import card
from tokutei.chip import my_number
from tokutei.chip.my_number.images import MAX_LINE_PIXELS, plain_png
from tokutei.chip.my_number.objects import MAX_FILE
from tokutei.errors import ImageError, MissingExtraError

ONE = card()
FACE = my_number.read_surface(ONE, reference_b=ONE.reference_b)
SIGNATURE = b"\x89PNG\r\n\x1a\n"


def chunk(kind: bytes, data: bytes) -> bytes:
    return len(data).to_bytes(4) + kind + data + zlib.crc32(kind + data).to_bytes(4)


def png(width: int, height: int, *, depth: int = 1, colour: int = 0, more: bytes = b"") -> bytes:
    header = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0)
    rows = (b"\0" + bytes((width * depth + 7) // 8)) * height if width * height <= 10**6 else b"\0"
    return (
        SIGNATURE + chunk(b"IHDR", header) + more + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
    )


def test_the_images_of_a_card() -> None:
    for data, size in (
        (FACE.name_image, (674, 80)),
        (FACE.address_image, (674, 160)),
        (FACE.security_code_image, (60, 24)),
    ):
        assert data
        made = my_number.line_png(data)
        with Image.open(BytesIO(data)) as before, Image.open(BytesIO(made)) as after:
            assert before.size == after.size == size
            assert list(before.convert("L").tobytes()) == list(after.convert("L").tobytes())
    assert FACE.face_image
    with Image.open(BytesIO(my_number.face_png(FACE.face_image))) as face:
        assert (face.size, face.mode, face.format) == ((188, 188), "L", "PNG")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b"\0" * 40, "empty"),
        (b"\xff" * 40, "empty"),
        (SIGNATURE, "decode"),
        (SIGNATURE + b"\xff" * 40, "decode"),
        (SIGNATURE + chunk(b"IEND", b""), "decode"),
        (SIGNATURE + chunk(b"IDAT", b"") + png(8, 8)[8:], "decode"),
        (SIGNATURE + chunk(b"IHDR", bytes(12)) + chunk(b"IEND", b""), "decode"),
        (SIGNATURE + png(8, 8)[8:33] * 2 + png(8, 8)[33:], "decode"),
        (png(0, 8), "decode"),
        (png(8, 0), "decode"),
        (png(8, 8)[:-20], "decode"),
        (png(60_000, 60_000), "canvas"),
        (png(0xFFFFFFFF, 0xFFFFFFFF), "canvas"),
        (png(1, MAX_LINE_PIXELS + 1), "canvas"),
        (png(8, 8, depth=16), "kind"),
        (png(8, 8, depth=3), "kind"),
        (b"GIF89a" + bytes(40) + b"\1", "kind"),
        (b"II*\0" + bytes(40) + b"\1", "kind"),
        (png(8, 8) + b"\1" * MAX_FILE, "too_large"),
    ],
)
def test_what_is_not_decoded(data: bytes, reason: str) -> None:
    with pytest.raises(ImageError) as caught:
        my_number.line_png(data)
    assert caught.value.reason == reason


def test_a_picture_as_large_as_may_be() -> None:
    assert my_number.line_png(png(1000, 1000))


def test_a_comment_that_unpacks_to_gigabytes_is_left_out() -> None:
    bomb = zlib.compress(bytes(20_000_000), 9)
    data = png(8, 8, more=chunk(b"zTXt", b"Comment\0\0" + bomb) + chunk(b"iCCP", b"x\0\0" + bomb))
    plain = plain_png(data)
    assert len(plain) < 200
    assert b"zTXt" not in plain
    assert b"iCCP" not in plain
    if len(data) <= MAX_FILE:
        assert my_number.line_png(data)


def test_pixels_beyond_the_canvas_are_left_out() -> None:
    header = struct.pack(">IIBBBBB", 8, 8, 1, 0, 0, 0, 0)
    flood = chunk(b"IDAT", zlib.compress(bytes(20_000_000), 9))
    data = SIGNATURE + chunk(b"IHDR", header) + flood + chunk(b"IEND", b"")
    assert len(data) < MAX_FILE
    assert len(my_number.line_png(data)) < 200


@pytest.mark.parametrize(
    ("data", "reason"),
    [(b"", "empty"), (b"\xff" * 9, "empty"), (b"\1" * (MAX_FILE + 1), "too_large"), (b"x", "decode")],
)
def test_what_is_no_face(data: bytes, reason: str) -> None:
    with pytest.raises(ImageError) as caught:
        my_number.face_png(data)
    assert caught.value.reason == reason


def test_a_missing_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def without(name: str, *args: Any, **kwargs: Any) -> Any:
        if name.partition(".")[0] in {"cryptography", "PIL"}:
            raise ModuleNotFoundError(name)
        return real(name, *args, **kwargs)

    found = my_number.read_jpki(ONE, password=ONE.password).signature
    assert found is not None
    monkeypatch.setattr(builtins, "__import__", without)
    for needs, extra in (
        (lambda: my_number.line_png(FACE.name_image or b""), "image"),
        (lambda: my_number.face_png(FACE.face_image or b""), "image"),
        (
            lambda: my_number.verify_certificate(found, [found.encoded], at=found.not_before),
            "crypto",
        ),
    ):
        with pytest.raises(MissingExtraError) as caught:
            needs()
        assert caught.value.extra == extra
    # Reading itself needs neither.
    assert my_number.read_text(ONE, pin=ONE.pin).name
    assert my_number.read_jpki(ONE).authentication
