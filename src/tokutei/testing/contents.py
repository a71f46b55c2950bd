"""What stands on a card: the value of every field for somebody who does not exist."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, Literal, TypeVar

from tokutei.chip.generations import FIRST, Generation
from tokutei.chip.layout import CardLayout, FieldRow, FileRow
from tokutei.chip.words import (
    COMPREHENSIVE_PERMISSIONS,
    SEXES,
    WORK_RESTRICTIONS,
    ComprehensivePermission,
)
from tokutei.errors import FactsError
from tokutei.law import Reason
from tokutei.testing.images import ADDRESS_SIZE, FRONT_SIZE, draw_face, draw_text
from tokutei.testing.residents import SyntheticPerson
from tokutei.vocabulary import StatusOfResidence

if TYPE_CHECKING:
    from PIL.ImageFont import FreeTypeFont

__all__ = [
    "PERMISSION_CODE",
    "STATUS_CODES",
    "CardForms",
    "field_values",
    "has_face",
    "signed_bytes",
    "without_code",
    "written",
]

T = TypeVar("T")

STATUS_CODES: Final[Mapping[str, StatusOfResidence]] = MappingProxyType(
    {f"X{number:09}": status for number, status in enumerate(StatusOfResidence, 1)}
)
"""What the made-up status codes (C9) of synthetic cards stand for; the genuine table is the agency's."""

PERMISSION_CODE: Final = "X0"
"""The made-up code of the kind of permission (CA)."""

_SPECIFICATION_VERSION: Final = b"0001"
_NO_DATE: Final = bytes(8)
_MUNICIPALITY: Final = b"479993"
"""Of the right shape and check digit, and the code of no municipality."""
_ADULT: Final = 16
_HALF_A_YEAR: Final = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class CardForms:
    """How a card is written where the specification, as far as known, leaves several ways."""

    comprehensive_permission: Literal["short", "long"] = "long"
    """D5: one byte and the spare ones at the end of the file, or seven bytes of which one is used."""
    reserved_text_length: Literal[1, 2] = 2
    """How many bytes hold the length of DE; with 1 the file ends in a spare byte."""
    no_face: Literal["zeros", "empty", "absent"] = "zeros"
    """How a card says that there is no face: D1 full of zeros, D1 of length 0, or no D1."""
    signature: Literal["raw", "der", "absent"] = "raw"
    """DC: r and s, the DER form, or no DC and DD at all."""
    block: Literal["digest_info", "bare"] = "digest_info"
    """DA of the first generation: the hash in a DigestInfo, or bare."""
    no_code: Literal["both", "code_only"] = "both"
    """DF3 of a child's card of the first generation: ``DA 00 DB 00``, or ``DA 00``; in zero fill."""
    no_permission: Literal["zeros", "object"] = "zeros"
    """A permission of the first generation that is not there: zeros only, or an object full of zeros."""


def signed_bytes(generation: Generation, layout: CardLayout, values: Mapping[str, bytes]) -> bytes:
    """Return what the issuer signs: the printed items without tags and lengths, the face, the name (3.4.3.1).

    Written apart from what the verifier makes of a record, so that the two check each other.
    """
    signed = generation.signed
    entries = layout.file(signed.entries) if signed.entries is not None else None
    rows = entries.fields if entries else ()
    printed = b"".join(_full(row, values) for row in rows).ljust(generation.signed.entries_size, b"\0")
    images = (layout.field(name) for name in generation.signed.images)
    return printed + b"".join(_full(row, values) for row in images if row)


def _full(row: FieldRow, values: Mapping[str, bytes]) -> bytes:
    return values[row.name].ljust(row.length, b"\0")


def _encoded(text: str, encoding: Literal["ascii", "utf-8"] = "utf-8") -> bytes:
    """Return a text in bytes.

    Raises:
        FactsError: it has characters that its field on the chip cannot hold.
    """
    written = None
    with suppress(UnicodeEncodeError):  # that error holds the text: no context
        written = text.encode(encoding)
    if written is None:
        raise FactsError(contradictions=(Reason("testing.characters"),))
    return written


def _code(table: Mapping[str, T], meant: T) -> str:
    return next(code for code, word in table.items() if word == meant)


def has_face(holder: SyntheticPerson, card_type: str) -> bool:
    """Return whether a card shows a face: on the first generation not before half a year before 16."""
    if not without_code(card_type):
        return holder.has_face
    month = holder.born.month - _HALF_A_YEAR
    since = (holder.born.year + _ADULT - (month < 1), month + 12 * (month < 1), holder.born.day)
    day = holder.issued_on
    return (day.year, day.month, day.day) >= since


def without_code(card_type: str) -> bool:
    """Return whether a card of the type that shows no face carries no signature either."""
    return FIRST.layout(card_type) is not None


def field_values(
    holder: SyntheticPerson,
    card_type: str,
    *,
    luck: bytes,
    font: FreeTypeFont | None,
    forms: CardForms,
    reserved_text: str = "",
) -> dict[str, bytes]:
    """Return the value of every field that says something about the holder."""
    for line in (holder.name, *holder.address):
        _encoded(line)
    words = {
        "card_type": card_type,
        "sex": _code(SEXES, holder.sex),
        "nationality": holder.nationality,
        "status_code": _code(STATUS_CODES, holder.status),
        "period": holder.period,
        "permission_code": PERMISSION_CODE,
        "work_restriction": _code(WORK_RESTRICTIONS, holder.work_restriction),
        "comprehensive_permission": _code(COMPREHENSIVE_PERMISSIONS, holder.comprehensive_permission).ljust(
            7 if forms.comprehensive_permission == "long" else 1, "\0"
        ),
        "individual_permission": str(int(holder.individual_permission)),
        "application_pending": str(int(holder.applying)),
        "commissioner_entry": "0",
    }
    days = {
        "valid_until": holder.valid_until,
        "born": holder.born,
        "permitted_on": holder.permitted_on,
        "stay_until": holder.stay_until,
        "comprehensive_permission_until": holder.comprehensive_until,
    }
    return {
        "spec_version": _SPECIFICATION_VERSION,
        **{name: _encoded(word, "ascii") for name, word in words.items()},
        **{name: _encoded(f"{day.year:04}{day:%m%d}") if day else _NO_DATE for name, day in days.items()},
        "name_image": draw_text([holder.name], font=font),
        "address_image": draw_text(holder.address, ADDRESS_SIZE, font=font),
        "face_image": draw_face(luck) if has_face(holder, card_type) else bytes(3000),
        "reserved_text": _encoded(reserved_text).ljust(200, b"\0"),
        **_added(holder, forms),
    } | ({"front_image": draw_text(_front(holder), FRONT_SIZE, font=font)} if without_code(card_type) else {})


def _front(holder: SyntheticPerson) -> list[str]:
    """Return the lines of the front picture of the first generation."""
    lines = [holder.name, f"{holder.born} {holder.sex} {holder.nationality}", *holder.address]
    return [*lines, f"{holder.status} {holder.period} {holder.stay_until}", str(holder.valid_until)]


def _added(holder: SyntheticPerson, forms: CardForms) -> dict[str, bytes]:
    """Return what the first generation adds in text: the address, and permissions that were given."""
    added = {
        "address_added_on": f"{holder.issued_on:%Y%m%d}".encode(),
        "municipality": _MUNICIPALITY,
        "address": _encoded(" ".join(holder.address)),
    }
    given = {
        "comprehensive_permission_text": holder.comprehensive_permission is not ComprehensivePermission.NONE,
        "individual_permission_text": holder.individual_permission,
    }
    for name, is_given in given.items():
        if is_given:
            added[name] = _encoded("TEST 許可")
        elif forms.no_permission == "object":
            added[name] = bytes(120)
    return added


def written(layout: CardLayout, forms: CardForms) -> CardLayout:
    """Return the layout with the length form of the reserved text that was asked for."""

    def rewritten(row: FileRow) -> FileRow:
        fields = tuple(
            replace(one, length_octets=forms.reserved_text_length) if one.name == "reserved_text" else one
            for one in row.fields
        )
        return replace(row, fields=fields)

    return replace(layout, files=tuple(rewritten(row) for row in layout.files))
