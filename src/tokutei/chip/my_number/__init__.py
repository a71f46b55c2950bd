"""The My Number applications of a card: ordinary My Number cards, and specified cards of types 07 and 08.

Each reading is a talk (:mod:`tokutei.chip.driving`) with a driver::

    status = my_number.read_pin_status(transport)
    items = my_number.read_text(transport, pin="1234")
    face = my_number.read_surface(transport, reference_b="55021720352285")
    jpki = my_number.read_jpki(transport)

The individual number is read only for a purpose of article 19 of the My Number Act (``Purpose``). Nothing
here signs with a key of the holder, and nothing selects the residence application.
"""

from tokutei.chip.my_number.applications import (
    APPLICATION_SETS,
    FILES,
    PINS,
    Application,
    ApplicationSet,
    Confidence,
    FileRow,
    Pin,
    PinRow,
)
from tokutei.chip.my_number.certificates import CertificateOwner, JpkiCertificate, parse_jpki_certificate
from tokutei.chip.my_number.conversation import PinState
from tokutei.chip.my_number.dump_schema import dump_schema
from tokutei.chip.my_number.dumps import dump, load
from tokutei.chip.my_number.images import face_png, line_png
from tokutei.chip.my_number.jpki import Jpki, TokenKind, read_jpki, read_jpki_async, reading_jpki
from tokutei.chip.my_number.pins import (
    PinReport,
    PinStatus,
    read_pin_status,
    read_pin_status_async,
    reading_pin_status,
)
from tokutei.chip.my_number.purposes import PURPOSES, Purpose, PurposeRow, checked_purpose
from tokutei.chip.my_number.references import reference_number_b
from tokutei.chip.my_number.surface import SurfaceItems, read_surface, read_surface_async, reading_surface
from tokutei.chip.my_number.text import TextItem, TextItems, read_text, read_text_async, reading_text
from tokutei.chip.my_number.trust import (
    PUBLISHED_AUTHORITIES,
    CertificateFindings,
    PublishedAuthority,
    Standing,
    verify_certificate,
)

__all__ = [
    "APPLICATION_SETS",
    "FILES",
    "PINS",
    "PUBLISHED_AUTHORITIES",
    "PURPOSES",
    "Application",
    "ApplicationSet",
    "CertificateFindings",
    "CertificateOwner",
    "Confidence",
    "FileRow",
    "Jpki",
    "JpkiCertificate",
    "Pin",
    "PinReport",
    "PinRow",
    "PinState",
    "PinStatus",
    "PublishedAuthority",
    "Purpose",
    "PurposeRow",
    "Standing",
    "SurfaceItems",
    "TextItem",
    "TextItems",
    "TokenKind",
    "checked_purpose",
    "dump",
    "dump_schema",
    "face_png",
    "line_png",
    "load",
    "parse_jpki_certificate",
    "read_jpki",
    "read_jpki_async",
    "read_pin_status",
    "read_pin_status_async",
    "read_surface",
    "read_surface_async",
    "read_text",
    "read_text_async",
    "reading_jpki",
    "reading_pin_status",
    "reading_surface",
    "reading_text",
    "reference_number_b",
    "verify_certificate",
]
