"""What the files of a synthetic My Number card hold."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING, Final, TypeAlias

from tokutei.calendar import JAPAN
from tokutei.chip.my_number import applications as rows
from tokutei.chip.my_number.applications import Application
from tokutei.chip.my_number.objects import compose, encode
from tokutei.chip.my_number.records import SEXES
from tokutei.testing.images import ADDRESS_SIZE, NAME_SIZE, draw_grey_face, draw_line
from tokutei.testing.jpki_authority import JpkiAuthority
from tokutei.testing.residents import SyntheticPerson

if TYPE_CHECKING:
    from PIL.ImageFont import FreeTypeFont

__all__ = ["Files", "jpki_files", "surface_files", "text_files"]

Files: TypeAlias = dict[tuple[Application, int], bytes]
"""The content of each file by application and identifier."""

_FILLER: Final = b"\xff\xff"
_NUMBER_SIZE: Final = (144, 24)
_CODE_SIZE: Final = (60, 24)
_LABEL: Final = b"JPKIAPICCTOKEN2".ljust(32)
_TOKEN_SIZE: Final = 160
_AVAILABLE, _NOT_AVAILABLE = b"\x8f", b"\x00"
_CERTIFICATE_LIFE: Final = timedelta(days=5 * 365)
_KEY_ID: Final = b"TEST-NO-KEY-ID16"


def _placed(contents: Mapping[rows.FileRow, bytes]) -> Files:
    return {(row.application, row.file_id): content for row, content in contents.items()}


def _sex(person: SyntheticPerson) -> bytes:
    return next(code for code, word in SEXES.items() if word is person.sex).encode()


def _day(person: SyntheticPerson) -> bytes:
    return f"{person.born.year:04}{person.born:%m%d}".encode()


def _public_key(luck: bytes) -> bytes:
    """Return bytes in the form of a public key; nobody has the other half."""
    modulus = b"".join(sha256(luck + bytes([part])).digest() for part in range(8))
    return encode(0x90, b"\x01\x00\x01") + encode(0x91, modulus)


def _signature(luck: bytes) -> bytes:
    """Return bytes of the length of a signature. The kit signs nothing here: the library does not check it."""
    return b"".join(sha256(luck + b"signature" + bytes([part])).digest() for part in range(8))


def text_files(person: SyntheticPerson, *, number: str, address: str) -> Files:
    """Return the files of the text application: the number, and the four items behind a table of offsets."""
    items = {
        0xDF22: person.name.encode(),
        0xDF23: address.encode(),
        0xDF24: _day(person),
        0xDF25: _sex(person),
    }
    return _placed(
        {
            rows.INDIVIDUAL_NUMBER: encode(rows.INDIVIDUAL_NUMBER.tag, number.encode()) + _FILLER,
            rows.FOUR_ITEMS: compose(rows.FOUR_ITEMS.tag, items, offsets=0xDF21),
        }
    )


def surface_files(
    person: SyntheticPerson,
    *,
    number: str,
    security_code: str,
    municipality: str,
    luck: bytes,
    font: FreeTypeFont | None,
) -> Files:
    """Return the files of the face application: what is printed, the free information, the image of the number."""
    until = person.valid_until
    face = {
        0xDF22: _day(person),
        0xDF23: _sex(person),
        0xDF24: _public_key(luck),
        0xDF25: draw_line([person.name], NAME_SIZE, font=font),
        0xDF26: draw_line(person.address, ADDRESS_SIZE, font=font),
        0xDF27: draw_grey_face(luck) if person.has_face else b"",
        0xDF28: _signature(luck),
        0xDF29: f"{until.year:04}{until:%m%d}".encode(),
        0xDF2A: draw_line([security_code], _CODE_SIZE),
    }
    free = {
        0xDF31: b"TEST",
        0xDF32: _KEY_ID,
        0xDF33: b"\x01",
        0xDF34: municipality.encode(),
        0xDF35: _KEY_ID + bytes(256),
    }
    image = {0xDF41: draw_line([number], _NUMBER_SIZE), 0xDF42: _public_key(luck), 0xDF43: _signature(luck)}
    return _placed(
        {
            rows.CARD_FACE: compose(rows.CARD_FACE.tag, face, offsets=0xDF21) + _FILLER,
            rows.FREE_INFORMATION: compose(rows.FREE_INFORMATION.tag, free),
            rows.NUMBER_IMAGE: compose(rows.NUMBER_IMAGE.tag, image) + _FILLER,
        }
    )


def jpki_files(
    person: SyntheticPerson,
    *,
    address: str,
    luck: bytes,
    authorities: tuple[JpkiAuthority, JpkiAuthority],
    signing: bool,
) -> Files:
    """Return the files of the JPKI application.

    Args:
        person: the holder.
        address: the address in the signature certificate.
        luck: what the serial numbers are made of.
        authorities: those of signature and of authentication certificates.
        signing: whether there is a signature certificate; its file is full of FF otherwise, which is presumed.
    """
    starts = datetime.combine(person.issued_on, time(), JAPAN)
    ends = starts + _CERTIFICATE_LIFE
    owner = {
        "name": person.name,
        "name_substitutes": "0" * len(person.name),
        "sex": _sex(person).decode(),
        "born": _day(person).decode(),
        "address": address,
        "address_substitutes": "0" * len(address),
    }
    signer, authenticator = authorities
    serial = int.from_bytes(luck[13:17]) + 1
    signature = (
        signer.issue(serial=serial, not_before=starts, not_after=ends, owner=owner)
        if signing
        else b"\xff" * 2048
    )
    says = (_AVAILABLE if signing else _NOT_AVAILABLE) + _AVAILABLE + b"\x00"
    return _placed(
        {
            rows.TOKEN: _LABEL.ljust(_TOKEN_SIZE),
            rows.AVAILABILITY: says,
            rows.AUTHENTICATION: authenticator.issue(serial=serial + 1, not_before=starts, not_after=ends)
            + _FILLER,
            rows.AUTHENTICATION_CA: authenticator.certificate + _FILLER,
            rows.SIGNATURE: signature + _FILLER,
            rows.SIGNATURE_CA: signer.certificate + _FILLER,
        }
    )
