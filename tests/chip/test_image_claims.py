"""Images that claim more than they hold: refused by their headers, before a decoder sets anything up."""

from __future__ import annotations

import struct
import subprocess
import sys
import warnings
from collections.abc import Callable, Mapping
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from tokutei.chip.images import face_png, text_png
from tokutei.chip.jpeg2000 import MAX_TILES
from tokutei.errors import ImageError
from tokutei.testing.images import draw_face, draw_text

SIGNATURE = b"\0\0\0\x0cjP  \r\n\x87\n"


def refusal(convert: Callable[[bytes], bytes], data: bytes) -> str:
    with pytest.raises(ImageError) as caught:
        convert(data)
    assert caught.value.__cause__ is caught.value.__context__ is None
    assert "_reasons" not in caught.value.text("en") + caught.value.text("ja")
    return caught.value.reason


def codestream(size: tuple[int, int] = (94, 94), mode: str = "RGB", **options: Any) -> bytes:
    out = BytesIO()
    Image.new(mode, size, 77 if mode == "L" else (10, 120, 200)).save(out, "JPEG2000", no_jp2=True, **options)
    return out.getvalue()


def claiming(stream: bytes, canvas: tuple[int, int], tile: tuple[int, int] | None = None) -> bytes:
    """Return a codestream that claims another canvas and other tiles (T.800, A.5.1)."""
    data = bytearray(stream)
    struct.pack_into(">II", data, 8, *canvas)
    struct.pack_into(">II", data, 24, *(tile or canvas))
    return bytes(data)


def with_layers(stream: bytes, layers: int) -> bytes:
    """Return a codestream that claims another number of layers (T.800, A.6.1)."""
    at = stream.index(b"\xff\x52")
    return stream[: at + 6] + struct.pack(">H", layers) + stream[at + 8 :]


def with_components(stream: bytes, count: int) -> bytes:
    components = struct.pack(">H", count) + b"\x07\x01\x01" * count
    rest = stream[stream.index(b"\xff\x52") :]
    return stream[:4] + struct.pack(">H", 38 + 3 * count) + stream[6:40] + components + rest


def after_main_header(stream: bytes, segment: bytes) -> bytes:
    at = stream.index(b"\xff\x90")
    return stream[:at] + segment + stream[at:]


def boxed(stream: bytes, *, long: bool = False) -> bytes:
    """Return a codestream in the boxes of a JP2 file (T.800, annex I)."""
    width, height = struct.unpack_from(">II", stream, 8)
    header = b"\0\0\0\x16ihdr" + struct.pack(">IIHBBBB", height, width, 3, 7, 7, 0, 0)
    header += b"\0\0\0\x0fcolr" + b"\x01\0\0" + struct.pack(">I", 16)
    size = len(stream)
    last = struct.pack(">I4sQ", 1, b"jp2c", size + 16) if long else struct.pack(">I4s", size + 8, b"jp2c")
    return b"".join(
        (
            SIGNATURE,
            b"\0\0\0\x14ftypjp2 \0\0\0\0jp2 ",
            struct.pack(">I4s", len(header) + 8, b"jp2h") + header,
            last + stream,
        )
    )


TINY_TILES = claiming(codestream((1, 1), "L", num_resolutions=1), (255, 255), (1, 1))
SMALL_BLOCKS = codestream(precinct_size=(32, 32), num_resolutions=2, codeblock_size=(4, 4))
COC_OF_SMALL_PRECINCTS = bytes.fromhex("ff53 000b 00 01 01 00 00 00 00 11 11")

FACES: Mapping[str, tuple[bytes, str]] = {
    "one-pixel-tiles": (TINY_TILES, "parts"),
    "one-pixel-tiles-in-boxes": (boxed(TINY_TILES), "parts"),
    "one-pixel-tiles-in-a-long-box": (boxed(TINY_TILES, long=True), "parts"),
    "components": (with_components(codestream(), 2500), "kind"),
    "no-component": (with_components(codestream(), 0), "kind"),
    "components-in-boxes": (boxed(with_components(codestream(), 2500)), "kind"),
    "canvas": (claiming(codestream(), (4000, 4000)), "canvas"),
    "canvas-in-boxes": (boxed(claiming(codestream(), (4000, 4000))), "canvas"),
    "layers": (with_layers(claiming(codestream(), (1990, 1990)), 65_535), "parts"),
    "code-blocks": (claiming(SMALL_BLOCKS, (1990, 1990)), "parts"),
    "precincts-and-layers": (with_layers(claiming(SMALL_BLOCKS, (700, 700)), 65_535), "parts"),
    "one-component": (
        after_main_header(claiming(codestream(), (1990, 1990)), COC_OF_SMALL_PRECINCTS),
        "parts",
    ),
    "no-tile-size": (claiming(codestream(), (94, 94), (0, 94)), "decode"),
    "no-canvas": (claiming(codestream(), (0, 94), (94, 94)), "decode"),
    "levels": (codestream().replace(b"\x05\x04\x04\x00", b"\xff\x04\x04\x00", 1), "decode"),
    "unknown-marker": (after_main_header(codestream(), b"\xff\x77\x00\x02"), "decode"),
    "segment-of-no-length": (after_main_header(codestream(), b"\xff\x64\x00\x01"), "decode"),
    "segment-beyond-the-end": (after_main_header(codestream(), b"\xff\x64\xff\xff"), "decode"),
    "no-codestream": (SIGNATURE + b"\0\0\0\x14ftypjp2 \0\0\0\0jp2 ", "decode"),
    "box-that-ends-before-it-begins": (SIGNATURE + b"\0\0\0\x07ftyp", "decode"),
    "box-without-a-codestream": (boxed(b"\0\0" + codestream()), "decode"),
}


@pytest.mark.parametrize(("data", "reason"), FACES.values(), ids=FACES.keys())
def test_faces_that_claim_too_much(data: bytes, reason: str) -> None:
    assert refusal(face_png, data) == reason


def test_tile_parts_lie_within_the_stream() -> None:
    stream = codestream()
    at = stream.index(b"\xff\x90")
    for size in (2, 13, 14, 20, len(stream)):
        changed = stream[: at + 6] + struct.pack(">I", size) + stream[at + 10 :]
        assert refusal(face_png, changed) == "decode"


@pytest.mark.skipif(sys.platform != "linux", reason="memory is counted in another unit")
def test_what_is_refused_costs_nothing() -> None:
    """In a process of its own, since what it may take of memory is limited."""
    program = (
        "import resource, sys, time\n"
        "from tests.chip.test_image_claims import FACES, TIFFS, face_png, text_png\n"
        "from tokutei.errors import ImageError\n"
        "import PIL.Jpeg2KImagePlugin, PIL.TiffImagePlugin\n"
        "before = resource.getrusage(resource.RUSAGE_SELF)\n"
        "for convert, table in ((face_png, FACES), (text_png, TIFFS)):\n"
        "    for data, _ in table.values():\n"
        "        try:\n"
        "            convert(data)\n"
        "        except ImageError:\n"
        "            pass\n"
        "after = resource.getrusage(resource.RUSAGE_SELF)\n"
        "print(after.ru_maxrss - before.ru_maxrss, after.ru_utime - before.ru_utime)\n"
    )
    run = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    kilobytes, seconds = map(float, run.stdout.split())
    assert kilobytes < 50_000
    assert seconds < 2


@pytest.mark.parametrize(
    "stream",
    [
        pytest.param(codestream((1, 1)), id="one-pixel"),
        pytest.param(codestream((60, 60), num_resolutions=1, codeblock_size=(4, 4)), id="small-blocks"),
        pytest.param(codestream((188, 188), tile_size=(64, 64)), id="nine-tiles"),
        pytest.param(codestream((16, 16), tile_size=(1, 1)), id="as-many-tiles-as-allowed"),
        pytest.param(codestream((188, 188), precinct_size=(64, 64)), id="precincts"),
        pytest.param(codestream(quality_mode="rates", quality_layers=[80, 40, 20, 1]), id="layers"),
        pytest.param(codestream(plt=True), id="lengths-of-packets"),
        pytest.param(codestream(comment="x" * 100), id="comment"),
        pytest.param(codestream(progression="CPRL", mct=0), id="progression"),
        pytest.param(codestream(mode="L"), id="grey"),
    ],
)
@pytest.mark.parametrize("fill", [0, 300])
def test_what_faces_may_be(stream: bytes, fill: int) -> None:
    shown = Image.open(BytesIO(face_png(stream + bytes(fill))))
    with Image.open(BytesIO(stream)) as plain:
        plain.load()
        assert (shown.size, shown.tobytes()) == (plain.size, plain.tobytes())
    if shown.mode == "RGB" and len(stream) < 5000:
        assert Image.open(BytesIO(face_png(boxed(stream) + bytes(fill)))).tobytes() == shown.tobytes()


def test_one_tile_more_than_allowed() -> None:
    assert MAX_TILES == 16 * 16
    assert refusal(face_png, codestream((16, 17), "L", num_resolutions=1, tile_size=(1, 1))) == "parts"


def test_the_last_tile_part_may_leave_its_length_open() -> None:
    stream = codestream()
    at = stream.index(b"\xff\x90")
    assert face_png(stream[: at + 6] + bytes(4) + stream[at + 10 :])


def tiff(tags: Mapping[int, tuple[int, ...]], order: str = "<", after: bytes = b"") -> bytes:
    """Return a TIFF with these tags as LONGs and, at offset 8, one strip of a white 32×8 image."""
    strip = bytes.fromhex("FFFFFFFFFFFF001001")  # eight lines as the one above (V0), then EOFB
    start = 8 + len(strip)
    table = start + 2 + 12 * len(tags) + 4
    entries, tables = b"", b""
    for tag, values in sorted(tags.items()):
        packed = struct.pack(f"{order}{len(values)}I", *values)
        place = packed if len(values) == 1 else struct.pack(order + "I", table + len(tables))
        tables += packed if len(values) > 1 else b""
        entries += struct.pack(order + "HHI", tag, 4, len(values)) + place.ljust(4, b"\0")
    head = (b"II" if order == "<" else b"MM") + struct.pack(order + "HI", 42, start)
    return head + strip + struct.pack(order + "H", len(tags)) + entries + bytes(4) + tables + after


PLAIN: Mapping[int, tuple[int, ...]] = {
    256: (32,),
    257: (8,),
    258: (1,),
    259: (4,),
    262: (0,),
    273: (8,),
    277: (1,),
    278: (8,),
    279: (9,),
}


def changed(change: Mapping[int, tuple[int, ...] | None], order: str = "<") -> bytes:
    tags = {tag: values for tag, values in {**PLAIN, **change}.items() if values is not None}
    return tiff(tags, order)


TIFFS: Mapping[str, tuple[bytes, str]] = {
    "giant-tiles": (
        changed(
            {
                256: (2000,),
                257: (2000,),
                273: None,
                278: None,
                279: None,
                322: (60_000,),
                323: (60_000,),
                324: (8,),
                325: (9,),
            }
        ),
        "kind",
    ),
    "tiles-beside-strips": (changed({322: (60_000,), 323: (60_000,)}), "kind"),
    "canvas": (changed({256: (2001,), 257: (2000,)}), "canvas"),
    "giant-width": (changed({256: (0xFFFFFFFF,)}), "canvas"),
    "no-width": (changed({256: (0,)}), "decode"),
    "no-length": (changed({257: None}), "decode"),
    "two-widths": (changed({256: (32, 32)}), "decode"),
    "bits": (changed({258: (8,)}), "kind"),
    "samples": (changed({277: (3,)}), "kind"),
    "palette": (changed({262: (3,)}), "kind"),
    "no-strip": (changed({273: None}), "decode"),
    "no-rows-in-a-strip": (changed({278: (0,)}), "decode"),
    "fewer-strips-than-rows": (changed({278: (1,)}), "decode"),
    "more-strips-than-rows": (changed({273: (8, 8), 279: (9, 9)}), "decode"),
    "strip-beyond-the-end": (changed({279: (9_000,)}), "decode"),
    "strip-far-away": (changed({273: (0xFFFFFFF0,)}), "decode"),
    "empty-strip": (changed({279: (0,)}), "decode"),
    "table-beyond-the-end": (tiff({**PLAIN, 273: tuple(range(400))})[:300], "decode"),
    "directory-beyond-the-end": (b"II*\0\xff\xff\xff\xff", "decode"),
    "big-tiff": (b"II\x2b\0" + bytes(20), "decode"),
}


@pytest.mark.parametrize(("data", "reason"), TIFFS.values(), ids=TIFFS.keys())
def test_name_images_that_claim_too_much(data: bytes, reason: str) -> None:
    assert refusal(text_png, data) == reason


def test_a_tag_that_stands_twice() -> None:
    data = bytearray(changed({258: (1,), 277: (1,)}))
    at = data.index(struct.pack("<HH", 277, 4))
    struct.pack_into("<H", data, at, 258)
    assert refusal(text_png, bytes(data)) == "decode"


@pytest.mark.parametrize("order", ["<", ">"])
@pytest.mark.parametrize(
    "change", [{}, {258: None, 277: None}, {278: None}, {279: None}, {278: (0xFFFFFFFF,)}]
)
def test_what_may_be_left_out(order: str, change: Mapping[int, tuple[int, ...] | None]) -> None:
    shown = Image.open(BytesIO(text_png(changed(change, order))))
    assert (shown.size, shown.mode, shown.getextrema()) == ((32, 8), "1", (255, 255))


@pytest.mark.parametrize(
    "tags",
    [
        pytest.param({282: (1, 2, 3)}, id="more-numbers-than-a-tag-has"),
        pytest.param({270: tuple(range(50))}, id="text-of-numbers"),
        pytest.param({34665: (0xFFFFFFFF,)}, id="directory-far-away"),
        pytest.param({34665: (8,)}, id="directory-of-nonsense"),
        pytest.param({33723: (1, 2)}, id="news"),
    ],
)
def test_other_tags_are_not_looked_at(tags: Mapping[int, tuple[int, ...]]) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert text_png(tiff({**PLAIN, **tags})) == text_png(tiff(PLAIN))
        # data of a tag beyond the end of the file
        data = bytearray(tiff({**PLAIN, 270: (1, 2)}))
        at = data.index(struct.pack("<HHI", 270, 4, 2))
        struct.pack_into("<I", data, at + 8, 0xFFFFFF)
        assert text_png(bytes(data)) == text_png(tiff(PLAIN))


def test_a_picture_in_several_strips_upside_down() -> None:
    picture = Image.new("1", (60, 40), 1)
    picture.paste(0, (3, 2, 20, 9))
    out = BytesIO()
    picture.save(out, "TIFF", compression="group4", strip_size=16, tiffinfo={274: 3})
    with Image.open(BytesIO(out.getvalue())) as plain:
        assert len(plain.tag_v2[273]) > 1  # type: ignore[attr-defined]
        plain.load()
        shown = Image.open(BytesIO(text_png(out.getvalue())))
        assert (shown.size, shown.tobytes()) == (plain.size, plain.tobytes())


NAME, FACE = draw_text(["TEST TARO"]), draw_face(b"")


@given(at=st.integers(0, 200), value=st.integers(0, 255), long=st.booleans())
def test_any_changed_header_gives_a_picture_or_an_error(at: int, value: int, long: bool) -> None:
    for convert, data in ((text_png, NAME), (face_png, FACE)):
        new = bytes([value] * (4 if long else 1))
        try:
            assert convert(data[:at] + new + data[at + len(new) :]).startswith(b"\x89PNG")
        except ImageError as error:
            assert error.reason  # noqa: PT017 - either outcome is right
