"""My Number cards whose files lie: objects, items, and pictures."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from typing import Final

from tokutei.chip.my_number import applications as rows
from tokutei.chip.my_number.objects import compose, encode, members
from tokutei.errors import ImageError, TlvError
from tokutei.testing.hostile.my_number_card import (
    HostileMyNumberCard,
    always,
    nested,
    read_number_of,
    read_surface_of,
    read_text_of,
    show_pictures_of,
    written,
)

__all__ = ["MY_NUMBER_WRITTEN"]

_OFFSETS: Final = 0xDF21


def _with_members(change: Callable[[dict[int, bytes]], dict[int, bytes]]) -> Callable[[bytes], bytes]:
    """Return how to write an object with other members and the right table of offsets."""

    def written(content: bytes) -> bytes:
        found = members(content, rows.FOUR_ITEMS.tag, offsets=_OFFSETS)
        return compose(rows.FOUR_ITEMS.tag, change(found), offsets=_OFFSETS)

    return written


def _png(width: int, height: int) -> bytes:
    """Return a PNG that claims a canvas."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return len(data).to_bytes(4) + kind + data + zlib.crc32(kind + data).to_bytes(4)

    header = width.to_bytes(4) + height.to_bytes(4) + bytes([1, 0, 0, 0, 0])
    pixels = zlib.compress(bytes(10_000), 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def _address_image(image: bytes) -> Callable[[bytes], bytes]:
    return _with_members(lambda found: {**found, 0xDF26: image})


MY_NUMBER_WRITTEN: Final = (
    HostileMyNumberCard(
        name="endless_object",
        lie="announces an object of 65,535 bytes",
        make=written(rows.FOUR_ITEMS, lambda content: b"\xff\x20\x82\xff\xff" + content[5:]),
        read=read_text_of,
        error=TlvError,
        reason="too_large",
    ),
    HostileMyNumberCard(
        name="length_of_four_bytes",
        lie="announces a length in four bytes",
        make=written(rows.CARD_FACE, lambda content: b"\xff\x20\x84\x7f\xff" + content[5:]),
        read=read_surface_of,
        error=TlvError,
        reason="length",
    ),
    HostileMyNumberCard(
        name="indefinite_length",
        lie="announces a length of no definite form",
        make=written(rows.FOUR_ITEMS, lambda content: b"\xff\x20\x80" + content[3:]),
        read=read_text_of,
        error=TlvError,
        reason="length",
    ),
    HostileMyNumberCard(
        name="cut_off",
        lie="ends before the object that it announces",
        make=written(rows.FOUR_ITEMS, lambda content: content[:-20]),
        read=read_text_of,
        error=TlvError,
        reason="overrun",
    ),
    HostileMyNumberCard(
        name="another_object",
        lie="holds an object that belongs to another file",
        make=written(rows.FOUR_ITEMS, lambda content: b"\xff\x30" + content[2:]),
        read=read_text_of,
        error=TlvError,
        reason="tag",
    ),
    HostileMyNumberCard(
        name="member_beyond_its_object",
        lie="has a member that is longer than the object it is in",
        make=written(rows.FOUR_ITEMS, lambda content: content[:-2] + b"\x7f" + content[-1:]),
        read=read_text_of,
        error=TlvError,
        reason="overrun",
    ),
    HostileMyNumberCard(
        name="nested",
        lie="has objects within objects, two hundred levels deep",
        make=written(
            rows.FOUR_ITEMS,
            _with_members(lambda found: {**found, 0xFF20: nested(b"", 200, 0xFF20)}),
        ),
        read=read_text_of,
        error=TlvError,
        reason="tag",
    ),
    HostileMyNumberCard(
        name="nested_name",
        lie="has objects within objects in place of a name, which is text and is not opened",
        make=written(
            rows.FOUR_ITEMS,
            _with_members(lambda found: {**found, 0xDF22: nested(b"", 200, 0xFF20)}),
        ),
        read=read_text_of,
        unknown="name",
    ),
    HostileMyNumberCard(
        name="wrong_offsets",
        lie="says that its members begin elsewhere",
        make=written(rows.FOUR_ITEMS, lambda content: content[:6] + b"\x7f\xff" + content[8:]),
        read=read_text_of,
        error=TlvError,
        reason="offsets",
    ),
    HostileMyNumberCard(
        name="no_offsets",
        lie="has no table of where its members begin",
        make=written(
            rows.FOUR_ITEMS,
            lambda content: compose(
                rows.FOUR_ITEMS.tag, members(content, rows.FOUR_ITEMS.tag, offsets=_OFFSETS)
            ),
        ),
        read=read_text_of,
        error=TlvError,
        reason="missing",
    ),
    HostileMyNumberCard(
        name="twice_the_same",
        lie="has two names",
        make=written(
            rows.FOUR_ITEMS,
            always(encode(0xFF20, encode(_OFFSETS, b"\x00\x08\x00\x0c") + encode(0xDF22, b"A") * 2)),
        ),
        read=read_text_of,
        error=TlvError,
        reason="duplicate",
    ),
    HostileMyNumberCard(
        name="an_item_is_missing",
        lie="has no address",
        make=written(
            rows.FOUR_ITEMS,
            _with_members(lambda found: {tag: value for tag, value in found.items() if tag != 0xDF23}),
        ),
        read=read_text_of,
        error=TlvError,
        reason="missing",
    ),
    HostileMyNumberCard(
        name="no_text",
        lie="has a name that is no UTF-8",
        make=written(rows.FOUR_ITEMS, _with_members(lambda found: {**found, 0xDF22: b"\xff\xfe\xc0"})),
        read=read_text_of,
        unknown="name",
    ),
    HostileMyNumberCard(
        name="no_such_day",
        lie="is of somebody born on 30 February",
        make=written(rows.FOUR_ITEMS, _with_members(lambda found: {**found, 0xDF24: b"19900230"})),
        read=read_text_of,
        unknown="born",
    ),
    HostileMyNumberCard(
        name="long_number",
        lie="has a number of 200 digits",
        make=written(rows.INDIVIDUAL_NUMBER, always(encode(0xFF10, b"1" * 200))),
        read=read_number_of,
        error=TlvError,
        reason="size",
    ),
    HostileMyNumberCard(
        name="no_digits",
        lie="has a number of letters",
        make=written(rows.INDIVIDUAL_NUMBER, always(encode(0xFF10, b"TESTTESTTEST"))),
        read=read_number_of,
        unknown="individual_number",
    ),
    HostileMyNumberCard(
        name="giant_canvas",
        lie="shows an address image that claims 60,000 pixels each way",
        make=written(rows.CARD_FACE, _address_image(_png(60_000, 60_000))),
        read=show_pictures_of,
        error=ImageError,
        reason="canvas",
    ),
    HostileMyNumberCard(
        name="no_image",
        lie="shows an address image that is none",
        make=written(rows.CARD_FACE, _address_image(b"TEST" * 20)),
        read=show_pictures_of,
        error=ImageError,
        reason="kind",
    ),
)
"""The cards whose objects, items or pictures lie."""
