"""What a card says: its files as they are, and their fields as typed values.

A record says what was read. Whether it is authentic is :func:`tokutei.chip.verify`'s to say, and
only for some of it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Final, NamedTuple

from tokutei.chip.exchange import Exchange
from tokutei.chip.generations import CARD_TYPES, GENERATIONS, Generation, generation_of
from tokutei.chip.layout import CardLayout, Encoding, FieldRow, FileName, FileRow, parse_file
from tokutei.chip.values import (
    Period,
    code_reader,
    is_blank,
    is_blank_text,
    read_date,
    read_digits,
    read_flag,
    read_municipality,
    read_nationality,
    read_number,
    read_text,
)
from tokutei.chip.words import (
    COMPREHENSIVE_PERMISSIONS,
    SEXES,
    WORK_RESTRICTIONS,
    CardType,
    ComprehensivePermission,
    FaceState,
)
from tokutei.errors import ReadAborted, TlvError
from tokutei.identifiers import CardNumber, MunicipalityCode, Nationality
from tokutei.personal import Masked, Personal
from tokutei.vocabulary import Sex, WorkRestriction

__all__ = ["ChipRecord", "layout_of"]

_READERS: Final[Mapping[str, Callable[[bytes], object]]] = {
    "number": read_number,
    "municipality": read_municipality,
    "nationality": read_nationality,
    "sex": code_reader(SEXES),
    "period": Period.read,
    "work_restriction": code_reader(WORK_RESTRICTIONS),
    "comprehensive_permission": code_reader(COMPREHENSIVE_PERMISSIONS),
    "individual_permission": read_flag,
    "application_pending": read_flag,
    "commissioner_entry": read_flag,
}
"""Readers of the fields that their encoding alone does not read."""

_BY_ENCODING: Final[Mapping[Encoding, Callable[[bytes], object]]] = {
    Encoding.DATE: read_date,
    Encoding.DIGITS: read_digits,
    Encoding.TEXT: read_text,
    Encoding.TIFF: bytes,
    Encoding.JPEG_2000: bytes,
    Encoding.SIGNATURE: bytes,
    Encoding.CERTIFICATE: bytes,
}

_TEXTS: Final = frozenset({Encoding.DATE, Encoding.DIGITS, Encoding.TEXT})
"""What may be left out with spaces too. An image or signature of spaces is there, and is none."""


class _Entry(NamedTuple):
    """How one field is understood, looked up once and not for every card."""

    name: str
    is_blank: Callable[[bytes], bool]
    read: Callable[[bytes], object]


def _entry(field: FieldRow) -> _Entry:
    blank = is_blank_text if field.encoding in _TEXTS else is_blank
    return _Entry(field.name, blank, _READERS.get(field.name, _BY_ENCODING[field.encoding]))


_ENTRIES: Final[Mapping[str, tuple[tuple[FileRow, tuple[_Entry, ...]], ...]]] = {
    layout.card_type: tuple((row, tuple(map(_entry, row.fields))) for row in layout.files)
    for generation in GENERATIONS
    for layout in generation.layouts
}
"""By card type, every file with its fields."""


def layout_of(files: Mapping[FileName, bytes]) -> tuple[Generation, CardLayout]:
    """Return the generation and layout that the file with the card type names.

    Raises:
        TlvError: there is no such file, or it holds no card type.
        ReadAborted: the type is of a generation that cannot be read, or does not belong where it was
            found (``generation``).
    """
    for root, row in CARD_TYPES.items():
        if row.name in files:
            card_type = read_text(parse_file(row, files[row.name])["card_type"]) or ""
            generation = generation_of(card_type)
            layout = generation.layout(card_type) if generation else None
            if generation is None or layout is None or generation.root is not root:
                raise ReadAborted("generation")
            return generation, layout
    raise TlvError("missing", offset=0)


@dataclass(frozen=True, slots=True, repr=False, kw_only=True)
class ChipRecord(Masked):
    """What the chip of one card holds.

    ``None`` stands for what the card type does not have, for what the card leaves blank, and for
    what is not understood; the last is named in ``unknown`` and its bytes are in ``values``.
    """

    card_type: CardType
    spec_version: str | None = None
    """C0: the version of the specification, four digits."""
    number: Personal[CardNumber | None] = None
    """C2. Not signed. Not stored on the first generation."""
    valid_until: Personal[date | None] = None
    """C5: last day of the card's validity period, included. Down to ``stay_until`` not stored in text on
    the first generation: there it is part of ``front_image``."""
    born: Personal[date | None] = None
    """C6; ``None`` for a date of which a part is unknown."""
    sex: Personal[Sex | None] = None
    """C7."""
    nationality: Personal[Nationality | None] = None
    """C8: nationality or region, three letters as on the chip; the agency's table is not public."""
    status_code: Personal[str | None] = None
    """C9: the agency's code of status (and perhaps period); its table is not public."""
    period: Personal[Period | None] = None
    """CE: period of stay."""
    permission_code: Personal[str | None] = None
    """CA: the agency's code of the kind of permission; its table is not public."""
    permitted_on: Personal[date | None] = None
    """CB: date of permission."""
    work_restriction: Personal[WorkRestriction | None] = None
    """CC."""
    stay_until: Personal[date | None] = None
    """CD: last day of the period of stay, included."""
    front_image: Personal[bytes | None] = None
    """D0 of the first generation: TIFF of the front, without the face, with its zero fill."""
    name_image: Personal[bytes | None] = None
    """D0 since the second generation: TIFF with its zero fill."""
    face_image: Personal[bytes | None] = None
    """D1: JPEG 2000 with its zero fill; see ``face``."""
    address_image: Personal[bytes | None] = None
    """DFD1: TIFF with its zero fill. Not signed."""
    address_added_on: Personal[date | None] = None
    """D2 of the first generation: day on which an address was added on the back. Not signed, as
    everything down to ``individual_permission_text``."""
    municipality: Personal[MunicipalityCode | None] = None
    """D3 of the first generation."""
    address: Personal[str | None] = None
    """D4 of the first generation: the added address."""
    comprehensive_permission_text: Personal[str | None] = None
    """D5 of the first generation."""
    individual_permission_text: Personal[str | None] = None
    """D6 of the first generation."""
    comprehensive_permission: Personal[ComprehensivePermission | None] = None
    """D5. Not signed, as everything down to ``reserved_text``."""
    comprehensive_permission_until: Personal[date | None] = None
    """D6: last day, included."""
    individual_permission: Personal[bool | None] = None
    """D7."""
    application_pending: Personal[bool | None] = None
    """D8, on the first generation D7: whether an application for change of status or extension is pending."""
    commissioner_entry: Personal[bool | None] = None
    """D9: whether the Commissioner of the Immigration Services Agency made an entry."""
    reserved_text: Personal[str | None] = None
    """DE."""
    signature: Personal[bytes | None] = None
    """DC, on the first generation DA: the check code."""
    certificate: Personal[bytes | None] = None
    """DD, on the first generation DB: the certificate of the key that signed, as stored."""
    face: FaceState
    unknown: tuple[str, ...] = ()
    """Names of the fields whose content is not understood."""
    exchange: Exchange
    """How the record was read."""
    values: Personal[Mapping[str, bytes]] = field(hash=False)
    """The value of every data object by field name, as stored."""
    files: Personal[Mapping[FileName, bytes]] = field(hash=False)
    """Every file as read."""

    @property
    def generation(self) -> Generation:
        """The chip generation of the card type."""
        return layout_of(self.files)[0]

    @classmethod
    def of(cls, files: Mapping[FileName, bytes], *, exchange: Exchange) -> ChipRecord:
        """Return the record that files make; it depends on nothing else.

        Args:
            files: the bytes of each file of the card; a file that the layout calls optional, or of
                which the exchange says that nothing was wanted, may be missing.
            exchange: how they were read.

        Raises:
            TlvError: a file is missing or is not what the layout says.
            ReadAborted: the card type cannot be read (``generation``).
        """
        _, layout = layout_of(files)
        skipped = frozenset(exchange.skipped)
        values: dict[str, bytes] = {}
        typed: dict[str, object] = {}
        unknown: list[str] = []
        kept: dict[FileName, bytes] = {}
        for row, entries in _ENTRIES[layout.card_type]:
            data = files.get(row.name)
            if data is None:
                if row.optional or all(entry.name in skipped for entry in row.fields):
                    continue
                raise TlvError("missing", offset=0)
            kept[row.name] = data
            held = parse_file(row, data, skipped=skipped)
            values |= held
            for name, blank, read in entries:
                raw = held.get(name, b"")
                typed[name] = understood = None if blank(raw) else read(raw)
                if understood is None and not blank(raw):
                    unknown.append(name)
        typed["card_type"] = CardType(layout.card_type)
        return cls(
            **typed,  # type: ignore[arg-type]  # the rows name the fields; a test compares both
            face=_face(typed.get("face_image"), stored="face_image" in values, exchange=exchange),
            unknown=tuple(unknown),
            exchange=exchange,
            values=MappingProxyType(values),
            files=MappingProxyType(kept),
        )

    def __reduce__(self) -> tuple[object, ...]:
        return _again, (dict(self.files), self.exchange)


def _again(files: dict[FileName, bytes], exchange: Exchange) -> ChipRecord:
    return ChipRecord.of(files, exchange=exchange)


def _face(image: object, *, stored: bool, exchange: Exchange) -> FaceState:
    """Return what is known of the face; an object that is there was read, whatever the exchange claims."""
    if image is not None:
        return FaceState.PRESENT
    skipped = not stored and "face_image" in exchange.skipped
    return FaceState.NOT_READ if skipped else FaceState.ABSENT
