"""How files and data objects are described, checked and composed, for every card generation.

The rows themselves are data of a generation (``chip/generations``). Parsing does not depend on the
order of the objects in a file; a signature does, so rows are listed in file order.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from tokutei import messages
from tokutei.chip import tlv
from tokutei.errors import TlvError

__all__ = [
    "Access",
    "CardLayout",
    "Directory",
    "Encoding",
    "FieldRow",
    "FileName",
    "FileRow",
    "compose_file",
    "parse_file",
    "without_fields",
]


class Directory(StrEnum):
    """A directory of the card; names and what selects them are the same on all generations."""

    MF = "MF"
    AP = "AP"
    """The residence application (在留AP) of a specified card, in the place of the MF."""
    DF1 = "DF1"
    DF2 = "DF2"
    DF3 = "DF3"

    @property
    def aid(self) -> bytes:
        """The name (AID, 16 bytes) that selects it; empty for the MF, which has a command of its own."""
        return _AID.get(self, b"")


_AID: Final = {
    Directory.AP: bytes.fromhex("D392F0004F0100000000000000000000"),
    Directory.DF1: bytes.fromhex("D392F0004F0200000000000000000000"),
    Directory.DF2: bytes.fromhex("D392F0004F0300000000000000000000"),
    Directory.DF3: bytes.fromhex("D392F0004F0400000000000000000000"),
}


class FileName(StrEnum):
    """A file's place on the card, as the file tables name it."""

    MF_EF01 = "MF/EF01"
    MF_EF02 = "MF/EF02"
    AP_EF01 = "AP/EF01"
    AP_EF02 = "AP/EF02"
    DF1_EF01 = "DF1/EF01"
    DF1_EF02 = "DF1/EF02"
    DF1_EF03 = "DF1/EF03"
    DF1_EF04 = "DF1/EF04"
    DF2_EF01 = "DF2/EF01"
    DF2_EF02 = "DF2/EF02"
    DF2_EF03 = "DF2/EF03"
    DF2_EF04 = "DF2/EF04"
    DF3_EF01 = "DF3/EF01"

    @property
    def directory(self) -> Directory:
        """The directory it lies in."""
        return Directory(self.value.partition("/")[0])


class Access(StrEnum):
    """What must have happened before a file is read."""

    FREE = "free"
    """Nothing."""
    NUMBER = "number"
    """The card number was verified; the file may be read in plain."""
    NUMBER_AND_MESSAGING = "number_and_messaging"
    """The card number was verified, and the file is read under secure messaging."""


class Encoding(StrEnum):
    """What the bytes of a value are."""

    DIGITS = "digits"
    TEXT = "text"
    """UTF-8, filled with zero bytes."""
    DATE = "date"
    """YYYYMMDD in digits."""
    TIFF = "tiff"
    """One TIFF image, CCITT Group 4, filled with zero bytes."""
    JPEG_2000 = "jpeg_2000"
    """One JPEG 2000 image, filled with zero bytes."""
    SIGNATURE = "signature"
    CERTIFICATE = "certificate"


@dataclass(frozen=True, slots=True)
class FieldRow:
    """One data object of a file."""

    tag: int
    name: str
    """The stable name of the field: the attribute of the record and the key of its words."""
    length: int
    """Bytes of the value, at most."""
    encoding: Encoding
    least: int | None = None
    """Fewest bytes that are accepted; ``None``: exactly ``length``."""
    optional: bool = False
    """Whether the object may be missing."""
    filled: bool = True
    """Whether a shorter value is filled with zero bytes when it is composed."""
    length_octets: int | None = None
    """The length form that is composed, where it is not the shortest (:func:`tokutei.chip.tlv.encode`)."""

    @property
    def size(self) -> int:
        """Bytes of the whole object at its full length."""
        return len(tlv.encode(self.tag, bytes(self.length), length_octets=self.length_octets))

    def text(self, lang: str) -> str:
        """Return what the field is, in words."""
        return messages.text(f"chip.field.{self.name}", lang)


@dataclass(frozen=True, slots=True)
class FileRow:
    """One file of a card type."""

    name: FileName
    short_id: int
    """Short EF identifier; READ BINARY addresses the file by ``0x80 | short_id``."""
    size: int
    """Bytes of the file, padding included."""
    access: Access
    fields: tuple[FieldRow, ...]
    other_short_ids: tuple[int, ...] = ()
    """Identifiers to try when the card has no file under the first (sources differ)."""
    optional: bool = False
    """Whether a card may be without the file."""

    @property
    def is_protected(self) -> bool:
        """Whether the file is read under secure messaging."""
        return self.access is Access.NUMBER_AND_MESSAGING

    def begins(self, data: bytes) -> bool:
        """Return whether bytes begin with the tag of the first field, as this file should."""
        return data.startswith(tlv.head(self.fields[0].tag))


@dataclass(frozen=True, slots=True)
class CardLayout:
    """The files of one card type, in reading order."""

    card_type: str
    """The digits of data object C1."""
    files: tuple[FileRow, ...]

    def file(self, name: FileName) -> FileRow | None:
        """Return the row of a file, or ``None`` where the card type has no such file."""
        return next((row for row in self.files if row.name is name), None)

    def field(self, name: str) -> FieldRow | None:
        """Return the row of a field, or ``None`` where the card type has no such field."""
        return next((field for row in self.files for field in row.fields if field.name == name), None)


def parse_file(row: FileRow, data: bytes, *, skipped: Collection[str] = ()) -> dict[str, bytes]:
    """Return the raw values of a file by field name, in the order of its rows.

    A missing optional object is absent from the result; sizes were checked, contents were not.

    Args:
        row: the file.
        data: its bytes.
        skipped: names of fields that were not read, so that they may be missing too.

    Raises:
        TlvError: the file is longer than its row says (``size``), an object is malformed, unknown
            (``tag``), doubled (``duplicate``), of a length the row does not allow (``size``), or
            missing (``missing``).
    """
    if len(data) > row.size:
        raise TlvError("size", offset=row.size)
    found = tlv.values_by_tag(data)
    values: dict[str, bytes] = {}
    for field in row.fields:
        held = found.get(field.tag)
        if held is None:
            if field.optional or field.name in skipped:
                continue
            raise TlvError("missing", offset=len(data))
        offset, value = held
        size = len(value)
        if size != field.length and (field.least is None or not field.least <= size <= field.length):
            raise TlvError("size", offset=offset)
        values[field.name] = value
    if len(values) != len(found):
        known = {field.tag for field in row.fields}
        raise TlvError("tag", offset=next(held[0] for tag, held in found.items() if tag not in known))
    return values


def without_fields(row: FileRow, data: bytes, names: Collection[str]) -> bytes:
    """Return a file, or the beginning of one, without the objects of some fields and without padding.

    The other objects keep their bytes and their order, whatever that order is. An object of those fields
    at the end may be cut short: it was read no further than it had to be.

    Raises:
        TlvError: the bytes are not such objects.
    """
    dropped = {field.tag for field in row.fields if field.name in names}
    whole = tlv.whole_spans(data)
    end = whole[-1][1] if whole else 0
    if not any(data[end:].startswith(tlv.head(tag)) for tag in dropped):
        whole = list(tlv.spans(data))
    return b"".join(data[start:end] for start, end, tag in whole if tag not in dropped)


def compose_file(row: FileRow, values: Mapping[str, bytes]) -> bytes:
    """Return the bytes of a file as a card would hold it, zero padding included.

    Args:
        row: the file.
        values: by field name; a value that is shorter than its row is filled with zero bytes where
            the row says so; an empty value of such a row gives an object of length 0. A field that
            is not among them is left out, whether the row calls it optional or not, so that faulty
            cards can be composed too.

    Raises:
        TlvError: a value or the file is longer than its row says (``size``).

    Example:
        >>> from tokutei.chip.generations import SECOND
        >>> number = SECOND.layouts[0].file(FileName.DF1_EF01)
        >>> compose_file(number, {"number": b"AA12345678BB"}).hex().upper()
        'C20C414131323334353637384242'
    """
    parts: list[bytes] = []
    for field in row.fields:
        value = values.get(field.name)
        if value is None:
            continue
        if len(value) > field.length:
            raise TlvError("size", offset=sum(map(len, parts)))
        if field.filled and value:
            value = value.ljust(field.length, b"\0")
        octets = field.length_octets if value else None
        parts.append(tlv.encode(field.tag, value, length_octets=octets))
    data = b"".join(parts)
    if len(data) > row.size:
        raise TlvError("size", offset=row.size)
    return data.ljust(row.size, b"\0")
