"""Cards whose pictures are not what they should be, some of them so that decoding would take gigabytes."""

from __future__ import annotations

import struct
from collections.abc import Callable, Mapping
from typing import Final

from tokutei.chip import tlv
from tokutei.chip.layout import FileName
from tokutei.errors import ImageError
from tokutei.testing.cards import SyntheticCard
from tokutei.testing.hostile.altering import written
from tokutei.testing.hostile.card import Alter, HostileCard

__all__ = ["PICTURES"]

_IMAGES, _ADDRESS = FileName.DF1_EF03, FileName.DF1_EF04
_FIELDS: Final[Mapping[str, tuple[FileName, int]]] = {
    "name_image": (_IMAGES, 0xD0),
    "face_image": (_IMAGES, 0xD1),
    "address_image": (_ADDRESS, 0xDFD1),
}
_FIRST: Final[Mapping[str, tuple[FileName, int]]] = {
    "front_image": (FileName.DF1_EF01, 0xD0),
    "face_image": (FileName.DF1_EF02, 0xD1),
}
_SIZ, _COD = b"\xff\x51", b"\xff\x52"
_SIGNATURE_BOX: Final = b"\0\0\0\x0cjP  \r\n\x87\n"


def _picture(field: str, change: Callable[[bytes], bytes], card_type: str) -> Alter:
    """Return how to write another picture into an object; it keeps its length."""
    file, tag = (_FIRST if card_type in {"1", "2"} else _FIELDS)[field]

    def alter(card: SyntheticCard) -> Mapping[FileName, bytes]:
        data = card.files[file]
        value = tlv.values_by_tag(data)[tag][1]
        end = next(end for _, end, found in tlv.spans(data) if found == tag)
        picture = change(value).ljust(len(value), b"\0")[: len(value)]
        return {file: data[: end - len(value)] + picture + data[end:]}

    return written(alter)


def _entry(*tags: int, kind: int = 4, count: int = 1, value: int) -> Callable[[bytes], bytes]:
    """Return how to rewrite entries of the directory of a TIFF (TIFF 6.0, little-endian)."""

    def change(picture: bytes) -> bytes:
        file = bytearray(picture)
        directory = int.from_bytes(file[4:8], "little")
        entries = int.from_bytes(file[directory : directory + 2], "little")
        for place in range(directory + 2, directory + 2 + 12 * entries, 12):
            if int.from_bytes(file[place : place + 2], "little") in tags:
                file[place + 2 : place + 12] = struct.pack("<HII", kind, count, value)
        return bytes(file)

    return change


def _renamed(old: int, new: int) -> Callable[[bytes], bytes]:
    """Return how to give an entry of the directory another tag."""
    return lambda picture: picture.replace(struct.pack("<H", old), struct.pack("<H", new), 1)


def _siz(offset: int, form: str, *values: int) -> Callable[[bytes], bytes]:
    """Return how to rewrite the image and tile sizes of a codestream (ITU-T T.800, A.5.1)."""

    def change(picture: bytes) -> bytes:
        file = bytearray(picture)
        struct.pack_into(form, file, picture.index(_SIZ) + offset, *values)
        return bytes(file)

    return change


def _layers(picture: bytes) -> bytes:
    place = picture.index(_COD) + 6
    return picture[:place] + b"\xff\xff" + picture[place + 2 :]


def _boxes(picture: bytes) -> bytes:
    """Return boxes within boxes that never come to a codestream."""
    inner = b""
    for _ in range(len(picture) // 8 - 4):
        inner = (len(inner) + 8).to_bytes(4) + b"jp2h" + inner
    return _SIGNATURE_BOX + inner


def _endless_box(_: bytes) -> bytes:
    return _SIGNATURE_BOX + b"\0\0\0\1free" + b"\xff" * 8


def _lie(
    name: str, lie: str, field: str, change: Callable[[bytes], bytes], reason: str, *, card_type: str = "05"
) -> HostileCard:
    return HostileCard(
        name=name,
        lie=lie,
        alter=_picture(field, change, card_type),
        type=card_type,
        error=ImageError,
        reason=reason,
        image=field,
    )


PICTURES: Final = (
    _lie(
        "giant_canvas",
        "shows an address image that claims 60,000 pixels each way",
        "address_image",
        _entry(256, 257, value=60_000),
        "canvas",
    ),
    _lie("no_width", "shows an address image of no width", "address_image", _entry(256, value=0), "decode"),
    _lie(
        "strip_outside",
        "shows an address image whose strip lies outside the file",
        "address_image",
        _entry(273, value=1 << 30),
        "decode",
    ),
    _lie(
        "many_strips",
        "shows an address image cut into a thousand million strips",
        "address_image",
        _entry(273, 279, count=1_000_000_000, value=8),
        "decode",
    ),
    _lie(
        "rows_without_end",
        "shows an address image with strips of no rows",
        "address_image",
        _entry(278, value=0),
        "decode",
    ),
    _lie("tiles", "shows a name in tiles, not in strips", "name_image", _renamed(278, 322), "kind"),
    _lie(
        "other_compression", "shows a name in another compression", "name_image", _entry(259, value=5), "kind"
    ),
    _lie("grey_name", "shows a name in eight bits a pixel", "name_image", _entry(258, value=8), "kind"),
    _lie(
        "directory_outside",
        "shows a name whose directory lies outside the file",
        "name_image",
        lambda picture: picture[:4] + b"\xff\xff\xff\x7f" + picture[8:],
        "decode",
    ),
    _lie("name_of_zeros", "shows a name of zeros", "name_image", lambda _: b"", "empty"),
    _lie(
        "face_of_spaces",
        "shows a face of spaces",
        "face_image",
        lambda picture: b" " * len(picture),
        "decode",
    ),
    _lie(
        "name_for_a_face",
        "shows a TIFF where the face belongs",
        "face_image",
        lambda _: b"II*\0\x08\0\0\0" + bytes(6) + b"\1",
        "kind",
    ),
    _lie(
        "giant_face",
        "shows a face that claims 60,000 pixels each way",
        "face_image",
        _siz(6, ">8I", 60_000, 60_000, 0, 0, 60_000, 60_000, 0, 0),
        "canvas",
    ),
    _lie(
        "face_in_tiles",
        "shows a face cut into tiles of one pixel",
        "face_image",
        _siz(22, ">2I", 1, 1),
        "parts",
    ),
    _lie("face_in_layers", "shows a face of 65,535 layers", "face_image", _layers, "parts"),
    _lie("no_components", "shows a face of no colours", "face_image", _siz(2, ">H", 38), "decode"),
    _lie("nested_boxes", "shows a face of boxes within boxes", "face_image", _boxes, "decode"),
    _lie("endless_box", "shows a face in a box larger than any memory", "face_image", _endless_box, "decode"),
    _lie(
        "first_giant_canvas",
        "shows a front that claims 60,000 pixels each way",
        "front_image",
        _entry(256, 257, value=60_000),
        "canvas",
        card_type="1",
    ),
    _lie(
        "first_tiles",
        "shows a front in tiles, not in strips",
        "front_image",
        _renamed(278, 322),
        "kind",
        card_type="2",
    ),
    _lie(
        "first_face_in_layers", "shows a face of 65,535 layers", "face_image", _layers, "parts", card_type="1"
    ),
    _lie(
        "specified_giant_face",
        "shows a face that claims 60,000 pixels each way",
        "face_image",
        _siz(6, ">8I", 60_000, 60_000, 0, 0, 60_000, 60_000, 0, 0),
        "canvas",
        card_type="07",
    ),
)
"""Cards with pictures that must not be decoded."""
