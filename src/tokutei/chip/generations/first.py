"""The first generation: 在留カード (type 1) and 特別永住者証明書 (type 2), issued from 2012 to 2026.

The sections are those of 在留カード等仕様書 Ver 1.5 (令和6年3月). The chip holds the front of the card
as one picture, and next to nothing of it in text; the card number is not on it.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

from tokutei.chip.ciphers import TRIPLE_DES
from tokutei.chip.generations.profile import Generation, SignatureScheme, SignedContent
from tokutei.chip.layout import Access, CardLayout, Directory, Encoding, FieldRow, FileName, FileRow
from tokutei.chip.opening import MutualOpening

__all__ = ["FIRST"]

# 3.3.4.1, 3.3.4.2
_VERSION: Final = FileRow(
    FileName.MF_EF01, 0x0B, 6, Access.FREE, (FieldRow(0xC0, "spec_version", 4, Encoding.DIGITS),)
)
_TYPE: Final = FileRow(
    FileName.MF_EF02, 0x0A, 3, Access.FREE, (FieldRow(0xC1, "card_type", 1, Encoding.DIGITS),)
)

# 3.3.4.3: without what is printed on every card, and without the face
_FRONT: Final = FileRow(
    FileName.DF1_EF01,
    0x05,
    7004,
    Access.NUMBER_AND_MESSAGING,
    (FieldRow(0xD0, "front_image", 7000, Encoding.TIFF),),
)

# 3.3.4.4, 3.3.5. Cards of children under 16 store no face; how the file looks then is not stated.
_FACE: Final = FileRow(
    FileName.DF1_EF02,
    0x06,
    3004,
    Access.NUMBER_AND_MESSAGING,
    (FieldRow(0xD1, "face_image", 3000, Encoding.JPEG_2000, least=0, optional=True),),
    optional=True,
)

# 3.3.4.5. What stands here before an address is added on the back is not stated: zeros only, as after a
# withdrawn permission, or objects full of zeros.
_ADDRESS: Final = FileRow(
    FileName.DF2_EF01,
    0x01,
    342,
    Access.NUMBER,
    (
        FieldRow(0xD2, "address_added_on", 8, Encoding.DATE, least=0, optional=True),
        FieldRow(0xD3, "municipality", 6, Encoding.DIGITS, least=0, optional=True),
        FieldRow(0xD4, "address", 320, Encoding.TEXT, least=0, optional=True, length_octets=2),
    ),
)


def _permission(name: FileName, short_id: int, tag: int, field: str) -> FileRow:
    """Return a file with the text of a permission; where it was withdrawn every byte is zero (3.3.4.6)."""
    row = FieldRow(tag, field, 120, Encoding.TEXT, optional=True)
    return FileRow(name, short_id, 122, Access.NUMBER, (row,))


_COMPREHENSIVE: Final = _permission(FileName.DF2_EF02, 0x02, 0xD5, "comprehensive_permission_text")
_INDIVIDUAL: Final = _permission(FileName.DF2_EF03, 0x03, 0xD6, "individual_permission_text")

# 3.3.4.8
_APPLICATION: Final = FileRow(
    FileName.DF2_EF04,
    0x04,
    3,
    Access.NUMBER,
    (FieldRow(0xD7, "application_pending", 1, Encoding.DIGITS),),
)

# 3.3.4.9, 3.3.5: for children under 16 ``DA 00 DB 00`` or ``DA 00``, in zero fill
_SIGNATURE: Final = FileRow(
    FileName.DF3_EF01,
    0x02,
    1464,
    Access.NUMBER,
    (
        FieldRow(0xDA, "signature", 256, Encoding.SIGNATURE, least=0, optional=True, filled=False),
        FieldRow(0xDB, "certificate", 1200, Encoding.CERTIFICATE, least=0, optional=True),
    ),
)

FIRST: Final = Generation(
    name="first",
    root=Directory.MF,
    layouts=(
        CardLayout(
            "1",
            (_TYPE, _VERSION, _FRONT, _FACE, _ADDRESS, _COMPREHENSIVE, _INDIVIDUAL, _APPLICATION, _SIGNATURE),
        ),
        CardLayout("2", (_TYPE, _VERSION, _FRONT, _FACE, _ADDRESS, _SIGNATURE)),
    ),
    # 3.4.3.1: the values of D0 and D1 with their fill, 10,000 bytes
    signed=SignedContent(SignatureScheme.RSA_2048_SHA256, images=("front_image", "face_image")),
    opening=MutualOpening(TRIPLE_DES),
    sections=MappingProxyType(
        {
            "card_signature": "3.4.3.1",
            "certificate": "3.3.4.9",
            "card_number": "3.3.4",
            "card_type": "3.3.4.2",
            "spec_version": "3.3.4.1",
            "address": "3.3.4.5",
            "other_entries": "3.3.4.6",
            "face": "3.3.4.4",
            "messaging": "3.4.2",
        }
    ),
)
"""Types 1 and 2: triple DES secure messaging, RSA-2048 signature."""
