"""How fast chips are understood: whole records, and data objects beside a parser of BER.

The card is a synthetic one of type 05 with everything that a genuine one has. Nothing is verified here:
that is arithmetic on curves, and somebody else's.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Final

from asn1crypto import parser

from benchmarks.harness import Pair, Side
from tokutei import chip, testing
from tokutei.chip import ChipRecord, FileName
from tokutei.chip.tlv import parse_objects

Element = tuple[int, int, int, bytes]


@cache
def record() -> ChipRecord:
    """Return what a reader gets from the card."""
    card = testing.issue_card(testing.person("student_with_permission"), type="05")
    return chip.read(card, number=card.number)


def _whole() -> Callable[[], object]:
    """Return a call that makes the record from the bytes of the files: every check of form, every typed field."""
    files, exchange = dict(record().files), record().exchange
    return lambda: ChipRecord.of(files, exchange=exchange)


def bare(files: tuple[bytes, ...]) -> dict[int, bytes]:
    """Return the values of files by tag, cut out and nothing more: no check, no type, no name."""
    found: dict[int, bytes] = {}
    for data in files:
        at, end = 0, len(data.rstrip(b"\0"))
        while at < end:
            tag, at = data[at], at + 1
            if tag & 0x1F == 0x1F:
                tag, at = tag << 8 | data[at], at + 1
            length, at = data[at], at + 1
            if length >= 0x80:
                octets = length & 0x7F
                length, at = int.from_bytes(data[at : at + octets]), at + octets
            found[tag] = data[at : at + length]
            at += length
    return found


def _cut() -> Callable[[], object]:
    """Return a call that cuts the same files into values."""
    files = tuple(record().files.values())
    return lambda: bare(files)


def elements(data: bytes) -> list[Element]:
    """Return class, method, number and content of every element that asn1crypto's parser finds."""
    found: list[Element] = []
    while data:
        kind, method, number, header, content, trailer = parser.parse(data)
        found.append((kind, method, number, content))
        data = data[len(header) + len(content) + len(trailer) :]
    return found


def entries() -> bytes:
    """Return the file of the printed entries (DF1/EF02): ten objects that both parsers understand."""
    return record().files[FileName.DF1_EF02]


def _objects() -> Callable[[], object]:
    data = entries()
    return lambda: parse_objects(data)


def _elements() -> Callable[[], object]:
    data = entries()
    return lambda: elements(data)


RECORD: Final = Pair(
    name="record",
    question="what does a whole record of type 05 cost, with every check of form and every typed field?",
    ours=Side("ChipRecord.of", _whole),
    peer=Side("the same files cut into values, written bare", _cut),
    thing="record",
    a_second=8_000,
)
TLV: Final = Pair(
    name="tlv",
    question="what do the data objects of the printed entries cost?",
    ours=Side("tlv.parse_objects", _objects),
    peer=Side("asn1crypto.parser.parse, one element after the other", _elements),
    at_most=1 / 1.5,
    thing="file",
)
