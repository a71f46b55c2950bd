"""My Number cards that lie, and what a reader has to make of each.

Whoever carries commands to cards can run all of them::

    for hostile in HOSTILE_MY_NUMBER_CARDS.values():
        card = hostile.issue()
        # hostile.read(card): `hostile.error` is raised, or `hostile.unknown` is what is not understood
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from itertools import count
from types import MappingProxyType
from typing import Final

from tokutei.chip import my_number
from tokutei.chip.my_number import applications as rows
from tokutei.chip.my_number.applications import FileRow
from tokutei.chip.my_number.objects import compose, encode, members
from tokutei.errors import CardError, CertificateError, ChipError, ImageError, PinError, ReadAborted, TlvError
from tokutei.testing.jpki_authority import OWNER_ITEMS, JpkiAuthority
from tokutei.testing.my_number_card import SyntheticMyNumberCard, Tamper, issue_my_number_card
from tokutei.testing.residents import SyntheticPerson, person

__all__ = ["HOSTILE_MY_NUMBER_CARDS", "HostileMyNumberCard"]

_SELECT, _READ_BINARY, _VERIFY = 0xA4, 0xB0, 0x20
_SUCCESS: Final = b"\x90\x00"
_OFFSETS: Final = 0xDF21

Make = Callable[[SyntheticPerson], SyntheticMyNumberCard]
Read = Callable[[SyntheticMyNumberCard], tuple[str, ...]]
"""Reads a card as somebody does who believes it, and returns what was not understood."""


def _text(card: SyntheticMyNumberCard) -> tuple[str, ...]:
    return my_number.read_text(card, pin=card.pin).unknown


def _number(card: SyntheticMyNumberCard) -> tuple[str, ...]:
    purpose = my_number.Purpose.BY_THE_PERSON
    return my_number.read_text(card, pin=card.pin, items=(), purpose=purpose).unknown


def _surface(card: SyntheticMyNumberCard) -> tuple[str, ...]:
    return my_number.read_surface(card, reference_b=card.reference_b).unknown


def _pictures(card: SyntheticMyNumberCard) -> tuple[str, ...]:
    face = my_number.read_surface(card, reference_b=card.reference_b)
    for image in (face.name_image, face.address_image, face.security_code_image):
        my_number.line_png(image or b"")
    return face.unknown


def _jpki(card: SyntheticMyNumberCard) -> tuple[str, ...]:
    signature = my_number.read_jpki(card, password=card.password).signature
    return signature.owner.unknown if signature and signature.owner else ()


@dataclass(frozen=True, slots=True, kw_only=True)
class HostileMyNumberCard:
    """A way to lie, and what must come of it: an error, or something that is named as not understood."""

    name: str
    lie: str
    """What the card does, in English."""
    make: Make
    read: Read
    """The reading that meets the lie."""
    error: type[ChipError] | None = None
    """What reading raises."""
    reason: str | None = None
    """The stable reason of the error."""
    unknown: str | None = None
    """What the record says is not understood, where the card reads."""

    def issue(self, holder: SyntheticPerson | None = None) -> SyntheticMyNumberCard:
        """Return such a card; an engineer's unless a holder is given."""
        return self.make(holder or person("engineer"))


def _on_the_wire(tamper: Callable[[], Tamper]) -> Make:
    return lambda holder: replace(issue_my_number_card(holder), tamper=tamper())


def _answering(instruction: int, change: Callable[[bytes], bytes]) -> Make:
    """Return how to issue a card whose every answer to an instruction is changed."""
    return _on_the_wire(
        lambda: lambda command, answer: change(answer) if command[1:2] == bytes([instruction]) else answer
    )


def _asked(status: str) -> Make:
    """Return how to issue a card that answers questions about tries with a status."""
    return _on_the_wire(
        lambda: (
            lambda command, answer: (
                bytes.fromhex(status) if command[1:2] == bytes([_VERIFY]) and len(command) == 4 else answer
            )
        )
    )


def _verified(status: str) -> Make:
    """Return how to issue a card that answers every PIN with a status."""
    return _on_the_wire(
        lambda: (
            lambda command, answer: (
                bytes.fromhex(status) if command[1:2] == bytes([_VERIFY]) and len(command) > 4 else answer
            )
        )
    )


def _removed() -> Tamper:
    reads = count()

    def tamper(command: bytes, answer: bytes) -> bytes:
        if command[1:2] == bytes([_READ_BINARY]) and next(reads) == 1:
            raise ConnectionError
        return answer

    return tamper


def _written(row: FileRow, change: Callable[[bytes], bytes]) -> Make:
    """Return how to issue a card of which a file was written anew afterwards."""

    def make(holder: SyntheticPerson) -> SyntheticMyNumberCard:
        card = issue_my_number_card(holder)
        return card.rewritten({row: change(card.content(row))})

    return make


def _always(content: bytes) -> Callable[[bytes], bytes]:
    return lambda _: content


def _nested(content: bytes, levels: int, tag: int) -> bytes:
    for _ in range(levels):
        content = encode(tag, content)
    return content


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


def _signer(*entries: tuple[str, bytes]) -> Make:
    """Return how to issue a card whose signature certificate has these otherName entries."""

    def make(holder: SyntheticPerson) -> SyntheticMyNumberCard:
        card = issue_my_number_card(holder)
        honest = my_number.parse_jpki_certificate(card.content(rows.SIGNATURE))
        certificate = JpkiAuthority("signature").issue(
            serial=honest.serial,
            not_before=honest.not_before,
            not_after=honest.not_after,
            other_names=entries,
        )
        return card.rewritten({rows.SIGNATURE: certificate})

    return make


_NAME: Final = OWNER_ITEMS["name"]

_ON_THE_WIRE: Final = (
    HostileMyNumberCard(
        name="silent",
        lie="answers nothing at all",
        make=_on_the_wire(lambda: lambda _command, _answer: b""),
        read=_text,
        error=ReadAborted,
        reason="answer",
    ),
    HostileMyNumberCard(
        name="half_a_status",
        lie="answers with one byte",
        make=_on_the_wire(lambda: lambda _command, _answer: b"\x90"),
        read=_jpki,
        error=ReadAborted,
        reason="answer",
    ),
    HostileMyNumberCard(
        name="flood",
        lie="answers with more than an answer can hold",
        make=_answering(_READ_BINARY, lambda answer: answer[:-2] + bytes(70_000) + _SUCCESS),
        read=_surface,
        error=ReadAborted,
        reason="answer",
    ),
    HostileMyNumberCard(
        name="more_than_asked",
        lie="gives more bytes than it was asked for",
        make=_answering(_READ_BINARY, lambda answer: answer[:-2] + b"\xff" + _SUCCESS),
        read=_text,
        error=ReadAborted,
        reason="answer",
    ),
    HostileMyNumberCard(
        name="drip",
        lie="gives one byte at a time",
        make=_answering(_READ_BINARY, lambda answer: answer[:1] + _SUCCESS if len(answer) > 3 else answer),
        read=_surface,
        error=ReadAborted,
        reason="exchanges",
    ),
    HostileMyNumberCard(
        name="says_yes_to_everything",
        lie="answers every command with success and no data",
        make=_on_the_wire(lambda: lambda _command, _answer: _SUCCESS),
        read=_text,
        error=ReadAborted,
        reason="exchanges",
    ),
    HostileMyNumberCard(
        name="endless_6c",
        lie="names another length for every reading, without end",
        make=_answering(_READ_BINARY, lambda _: b"\x6c\x10"),
        read=_text,
        error=CardError,
        reason="unknown",
    ),
    HostileMyNumberCard(
        name="endless_61",
        lie="always has more to come",
        make=_answering(_READ_BINARY, lambda _: b"\x61\xff"),
        read=_jpki,
        error=CardError,
        reason="unknown",
    ),
    HostileMyNumberCard(
        name="odd_select",
        lie="answers SELECT with a status that does not belong to it",
        make=_answering(_SELECT, lambda _: b"\x69\x85"),
        read=_jpki,
        error=CardError,
        reason="conditions_of_use",
    ),
    HostileMyNumberCard(
        name="no_such_card",
        lie="has none of the applications",
        make=_answering(_SELECT, lambda _: b"\x6a\x82"),
        read=_text,
        error=CardError,
        reason="no_file",
    ),
    HostileMyNumberCard(
        name="removed",
        lie="is taken away in the middle of a file",
        make=_on_the_wire(_removed),
        read=_text,
        error=ReadAborted,
        reason="transport",
    ),
    HostileMyNumberCard(
        name="counts_too_high",
        lie="says that fifteen tries are left where there are five at most",
        make=_asked("63CF"),
        read=_jpki,
        error=CardError,
        reason="unknown",
    ),
    HostileMyNumberCard(
        name="odd_count",
        lie="answers the question about tries with a status that says nothing of them",
        make=_asked("6F00"),
        read=_text,
        error=CardError,
        reason="self_test_failed",
    ),
    HostileMyNumberCard(
        name="one_try_left",
        lie="says that one try is left, to see whether the PIN is sent",
        make=_asked("63C1"),
        read=_text,
        error=PinError,
        reason="last_try",
    ),
    HostileMyNumberCard(
        name="no_try_left",
        lie="says that no try is left",
        make=_asked("63C0"),
        read=_surface,
        error=PinError,
        reason="blocked",
    ),
    HostileMyNumberCard(
        name="blocked",
        lie="says that everything is blocked",
        make=_asked("6984"),
        read=_jpki,
        error=PinError,
        reason="blocked",
    ),
    HostileMyNumberCard(
        name="counts_up",
        lie="refuses its own PIN and says that more tries are left than before",
        make=_verified("63CF"),
        read=_text,
        error=PinError,
        reason="wrong",
    ),
    HostileMyNumberCard(
        name="odd_verify",
        lie="answers a PIN with a status that says nothing of it",
        make=_verified("6F00"),
        read=_text,
        error=CardError,
        reason="self_test_failed",
    ),
)

_WRITTEN: Final = (
    HostileMyNumberCard(
        name="endless_object",
        lie="announces an object of 65,535 bytes",
        make=_written(rows.FOUR_ITEMS, lambda content: b"\xff\x20\x82\xff\xff" + content[5:]),
        read=_text,
        error=TlvError,
        reason="too_large",
    ),
    HostileMyNumberCard(
        name="length_of_four_bytes",
        lie="announces a length in four bytes",
        make=_written(rows.CARD_FACE, lambda content: b"\xff\x20\x84\x7f\xff" + content[5:]),
        read=_surface,
        error=TlvError,
        reason="length",
    ),
    HostileMyNumberCard(
        name="indefinite_length",
        lie="announces a length of no definite form",
        make=_written(rows.FOUR_ITEMS, lambda content: b"\xff\x20\x80" + content[3:]),
        read=_text,
        error=TlvError,
        reason="length",
    ),
    HostileMyNumberCard(
        name="cut_off",
        lie="ends before the object that it announces",
        make=_written(rows.FOUR_ITEMS, lambda content: content[:-20]),
        read=_text,
        error=TlvError,
        reason="overrun",
    ),
    HostileMyNumberCard(
        name="another_object",
        lie="holds an object that belongs to another file",
        make=_written(rows.FOUR_ITEMS, lambda content: b"\xff\x30" + content[2:]),
        read=_text,
        error=TlvError,
        reason="tag",
    ),
    HostileMyNumberCard(
        name="member_beyond_its_object",
        lie="has a member that is longer than the object it is in",
        make=_written(rows.FOUR_ITEMS, lambda content: content[:-2] + b"\x7f" + content[-1:]),
        read=_text,
        error=TlvError,
        reason="overrun",
    ),
    HostileMyNumberCard(
        name="nested",
        lie="has objects within objects, two hundred levels deep",
        make=_written(
            rows.FOUR_ITEMS,
            _with_members(lambda found: {**found, 0xFF20: _nested(b"", 200, 0xFF20)}),
        ),
        read=_text,
        error=TlvError,
        reason="tag",
    ),
    HostileMyNumberCard(
        name="nested_name",
        lie="has objects within objects in place of a name, which is text and is not opened",
        make=_written(
            rows.FOUR_ITEMS,
            _with_members(lambda found: {**found, 0xDF22: _nested(b"", 200, 0xFF20)}),
        ),
        read=_text,
        unknown="name",
    ),
    HostileMyNumberCard(
        name="wrong_offsets",
        lie="says that its members begin elsewhere",
        make=_written(rows.FOUR_ITEMS, lambda content: content[:6] + b"\x7f\xff" + content[8:]),
        read=_text,
        error=TlvError,
        reason="offsets",
    ),
    HostileMyNumberCard(
        name="no_offsets",
        lie="has no table of where its members begin",
        make=_written(
            rows.FOUR_ITEMS,
            lambda content: compose(
                rows.FOUR_ITEMS.tag, members(content, rows.FOUR_ITEMS.tag, offsets=_OFFSETS)
            ),
        ),
        read=_text,
        error=TlvError,
        reason="missing",
    ),
    HostileMyNumberCard(
        name="twice_the_same",
        lie="has two names",
        make=_written(
            rows.FOUR_ITEMS,
            _always(encode(0xFF20, encode(_OFFSETS, b"\x00\x08\x00\x0c") + encode(0xDF22, b"A") * 2)),
        ),
        read=_text,
        error=TlvError,
        reason="duplicate",
    ),
    HostileMyNumberCard(
        name="an_item_is_missing",
        lie="has no address",
        make=_written(
            rows.FOUR_ITEMS,
            _with_members(lambda found: {tag: value for tag, value in found.items() if tag != 0xDF23}),
        ),
        read=_text,
        error=TlvError,
        reason="missing",
    ),
    HostileMyNumberCard(
        name="no_text",
        lie="has a name that is no UTF-8",
        make=_written(rows.FOUR_ITEMS, _with_members(lambda found: {**found, 0xDF22: b"\xff\xfe\xc0"})),
        read=_text,
        unknown="name",
    ),
    HostileMyNumberCard(
        name="no_such_day",
        lie="is of somebody born on 30 February",
        make=_written(rows.FOUR_ITEMS, _with_members(lambda found: {**found, 0xDF24: b"19900230"})),
        read=_text,
        unknown="born",
    ),
    HostileMyNumberCard(
        name="long_number",
        lie="has a number of 200 digits",
        make=_written(rows.INDIVIDUAL_NUMBER, _always(encode(0xFF10, b"1" * 200))),
        read=_number,
        error=TlvError,
        reason="size",
    ),
    HostileMyNumberCard(
        name="no_digits",
        lie="has a number of letters",
        make=_written(rows.INDIVIDUAL_NUMBER, _always(encode(0xFF10, b"TESTTESTTEST"))),
        read=_number,
        unknown="individual_number",
    ),
    HostileMyNumberCard(
        name="giant_canvas",
        lie="shows an address image that claims 60,000 pixels each way",
        make=_written(rows.CARD_FACE, _address_image(_png(60_000, 60_000))),
        read=_pictures,
        error=ImageError,
        reason="canvas",
    ),
    HostileMyNumberCard(
        name="no_image",
        lie="shows an address image that is none",
        make=_written(rows.CARD_FACE, _address_image(b"TEST" * 20)),
        read=_pictures,
        error=ImageError,
        reason="kind",
    ),
    HostileMyNumberCard(
        name="garbage_certificate",
        lie="holds an object in place of a certificate that is none",
        make=_written(rows.AUTHENTICATION, _always(encode(0x30, b"\x05\x00" * 500))),
        read=_jpki,
        error=CertificateError,
        reason="decode",
    ),
    HostileMyNumberCard(
        name="deep_certificate",
        lie="holds a certificate of two hundred levels",
        make=_written(rows.SIGNATURE, _always(_nested(b"\x05\x00", 200, 0x30))),
        read=_jpki,
        error=CertificateError,
        reason="depth",
    ),
    HostileMyNumberCard(
        name="giant_certificate",
        lie="holds a certificate of 30,000 bytes",
        make=_written(rows.AUTHENTICATION_CA, _always(encode(0x30, bytes(30_000)))),
        read=_jpki,
        error=CertificateError,
        reason="too_large",
    ),
    HostileMyNumberCard(
        name="certificate_cut_off",
        lie="holds the first half of a certificate",
        make=_written(rows.AUTHENTICATION, lambda content: content[:500]),
        read=_jpki,
        error=CertificateError,
        reason="truncated",
    ),
    HostileMyNumberCard(
        name="name_of_another_type",
        lie="holds a certificate whose name is a number",
        make=_signer((_NAME, b"\x02\x01\x07")),
        read=_jpki,
        unknown="name",
    ),
    HostileMyNumberCard(
        name="two_names",
        lie="holds a certificate with two names",
        make=_signer((_NAME, b"\x0c\x01A"), (_NAME, b"\x0c\x01B")),
        read=_jpki,
        unknown="name",
    ),
    HostileMyNumberCard(
        name="name_that_is_no_text",
        lie="holds a certificate whose name is no UTF-8",
        make=_signer((_NAME, b"\x0c\x02\xff\xfe")),
        read=_jpki,
        error=CertificateError,
        reason="decode",
    ),
)

HOSTILE_MY_NUMBER_CARDS: Final[Mapping[str, HostileMyNumberCard]] = MappingProxyType(
    {one.name: one for one in _ON_THE_WIRE + _WRITTEN}
)
"""Every way to lie, by its name."""
