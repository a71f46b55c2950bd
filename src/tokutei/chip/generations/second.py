"""The second generation: 第2世代在留カード (type 05) and 第2世代特別永住者証明書 (type 06), from 2026.

The sections are those of 第２世代在留カード等仕様書（一般公開用） Ver 1.1. Where sources leave a form
open, every form is accepted when reading (``least``, ``optional``, ``other_short_ids``) and the
likeliest one is composed.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

from tokutei.chip.ciphers import AES_128
from tokutei.chip.generations.profile import Generation, SignatureScheme, SignedContent
from tokutei.chip.layout import Access, CardLayout, Directory, Encoding, FieldRow, FileName, FileRow
from tokutei.chip.opening import MutualOpening

__all__ = ["SECOND"]

# 3.3.4.1, 3.3.4.2
_VERSION: Final = FileRow(
    FileName.MF_EF01, 0x0B, 6, Access.FREE, (FieldRow(0xC0, "spec_version", 4, Encoding.DIGITS),)
)
_TYPE: Final = FileRow(
    FileName.MF_EF02, 0x0A, 4, Access.FREE, (FieldRow(0xC1, "card_type", 2, Encoding.DIGITS),)
)

# 3.3.4.3
_NUMBER: Final = FileRow(
    FileName.DF1_EF01,
    0x01,
    14,
    Access.NUMBER_AND_MESSAGING,
    (FieldRow(0xC2, "number", 12, Encoding.TEXT),),
)

# 3.3.4.4, in file order
_ENTRIES_OF_BOTH: Final = (
    FieldRow(0xC5, "valid_until", 8, Encoding.DATE),
    FieldRow(0xC6, "born", 8, Encoding.DATE),
    FieldRow(0xC7, "sex", 1, Encoding.DIGITS),
    FieldRow(0xC8, "nationality", 3, Encoding.TEXT),
    FieldRow(0xC9, "status_code", 10, Encoding.TEXT),
    FieldRow(0xCE, "period", 4, Encoding.TEXT),
)
_ENTRIES_OF_RESIDENCE_CARD: Final = (
    FieldRow(0xCA, "permission_code", 2, Encoding.TEXT),
    FieldRow(0xCB, "permitted_on", 8, Encoding.DATE),
    FieldRow(0xCC, "work_restriction", 1, Encoding.DIGITS),
    FieldRow(0xCD, "stay_until", 8, Encoding.DATE),
)

# 3.3.4.5. How a card without a face says so is not known here: no object, an empty one, zero bytes.
_IMAGES: Final = FileRow(
    FileName.DF1_EF03,
    0x04,
    5508,
    Access.NUMBER_AND_MESSAGING,
    (
        FieldRow(0xD0, "name_image", 2500, Encoding.TIFF),
        FieldRow(0xD1, "face_image", 3000, Encoding.JPEG_2000, least=0, optional=True),
    ),
)

# 3.3.4.6. What stands here before an address is notified is not known here.
_ADDRESS: Final = FileRow(
    FileName.DF1_EF04,
    0x06,
    2505,
    Access.NUMBER_AND_MESSAGING,
    (FieldRow(0xDFD1, "address_image", 2500, Encoding.TIFF, least=0, optional=True),),
)

# 3.3.4.7. D5 has at most 7 bytes of which one is used: ``D5 07 31 00…`` and ``D5 01 31`` both occur.
_PERMISSION: Final = FileRow(
    FileName.DF2_EF01,
    0x01,
    22,
    Access.NUMBER,
    (
        FieldRow(0xD5, "comprehensive_permission", 7, Encoding.DIGITS, least=1, filled=False),
        FieldRow(0xD6, "comprehensive_permission_until", 8, Encoding.DATE),
        FieldRow(0xD7, "individual_permission", 1, Encoding.DIGITS),
    ),
)

# 3.3.4.8
_APPLICATION: Final = FileRow(
    FileName.DF2_EF02,
    0x02,
    3,
    Access.NUMBER,
    (FieldRow(0xD8, "application_pending", 1, Encoding.DIGITS),),
)

# 3.3.4.9. The 207 bytes of the file leave three bytes for a length that two could hold.
_OTHER: Final = (
    FieldRow(0xD9, "commissioner_entry", 1, Encoding.DIGITS),
    FieldRow(0xDE, "reserved_text", 200, Encoding.TEXT, least=0, optional=True, length_octets=2),
)

# 3.3.4.10. Whether cards without a face carry a signature is not known here.
_SIGNATURE: Final = FileRow(
    FileName.DF3_EF01,
    0x02,
    704,
    Access.NUMBER,
    (
        FieldRow(0xDC, "signature", 104, Encoding.SIGNATURE, least=0, optional=True, filled=False),
        FieldRow(0xDD, "certificate", 602, Encoding.CERTIFICATE, least=0, optional=True, filled=False),
    ),
    optional=True,
)


def _entries(size: int, fields: tuple[FieldRow, ...]) -> FileRow:
    return FileRow(FileName.DF1_EF02, 0x03, size, Access.NUMBER_AND_MESSAGING, fields)


_RESIDENCE_CARD: Final = CardLayout(
    "05",
    (
        _TYPE,
        _VERSION,
        _NUMBER,
        _entries(73, _ENTRIES_OF_BOTH + _ENTRIES_OF_RESIDENCE_CARD),
        _IMAGES,
        _ADDRESS,
        _PERMISSION,
        _APPLICATION,
        FileRow(FileName.DF2_EF03, 0x03, 207, Access.NUMBER, _OTHER),
        _SIGNATURE,
    ),
)

_SPECIAL_PERMANENT_RESIDENT: Final = CardLayout(
    "06",
    (
        _TYPE,
        _VERSION,
        _NUMBER,
        _entries(46, _ENTRIES_OF_BOTH),
        _IMAGES,
        _ADDRESS,
        # Numbered EF01 in the file table, yet reported readable under identifier 3.
        FileRow(FileName.DF2_EF01, 0x03, 207, Access.NUMBER, _OTHER, other_short_ids=(0x01,)),
        _SIGNATURE,
    ),
)

SECOND: Final = Generation(
    name="second",
    root=Directory.MF,
    layouts=(_RESIDENCE_CARD, _SPECIAL_PERMANENT_RESIDENT),
    # 3.4.3.1: values of EF02 without tags and lengths, face before name although stored after it.
    signed=SignedContent(
        SignatureScheme.ECDSA_P384_SHA256,
        images=("face_image", "name_image"),
        entries=FileName.DF1_EF02,
        entries_size=53,
    ),
    opening=MutualOpening(AES_128),
    sections=MappingProxyType(
        {
            "card_signature": "3.4.3.1",
            "certificate": "3.3.4.10",
            "card_number": "3.3.4.3",
            "card_type": "3.3.4.2",
            "spec_version": "3.3.4.1",
            "address": "3.3.4.6",
            "other_entries": "3.3.4.7",
            "face": "3.3.4.5",
            "messaging": "3.4.2",
        }
    ),
)
"""Types 05 and 06: AES-128 secure messaging, ECDSA P-384 signature."""
