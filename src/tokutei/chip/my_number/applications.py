"""The applications of the card, their files, and what opens each: names, identifiers and sources.

No official specification of the commands and files is public. Every row was measured on cards or read
from open source, and says from how many independent places it is known.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

from tokutei.vocabulary import Word

__all__ = [
    "APPLICATION_SETS",
    "FILES",
    "PINS",
    "Application",
    "ApplicationSet",
    "Confidence",
    "FileRow",
    "Pin",
    "PinRow",
]


class Confidence(Word):
    """From how many independent places a fact is known; none of them is an official text."""

    SEVERAL_SOURCES = "several_sources", "複数の実装で一致", "measured, several sources"
    ONE_SOURCE = "one_source", "一つの実装による実測", "measured, one source"


class Application(Word):
    """An application of the My Number card (個人番号カード); specified cards carry the same ones.

    Example:
        >>> Application.TEXT.aid.hex().upper()
        'D3921000310001010408'
    """

    JPKI = "jpki", "公的個人認証AP", "JPKI application", "公的個人認証サービス"
    SURFACE = "surface", "券面事項確認AP", "card face application", "券面事項確認"
    TEXT = "text", "券面事項入力補助AP", "card text application", "券面入力補助"
    RESIDENT_REGISTER = "resident_register", "住基AP", "resident register application"
    COMMON = "common", "共通カードAP", "common card application"

    @property
    def aid(self) -> bytes:
        """The name by which SELECT finds it. No name of the residence application is among them."""
        return bytes.fromhex(_AIDS[self][0])

    @property
    def confidence(self) -> Confidence:
        """How its name is known."""
        return _AIDS[self][1]


_SEVERAL, _ONE = Confidence.SEVERAL_SOURCES, Confidence.ONE_SOURCE
_AIDS: Final = {
    Application.JPKI: ("D392F000260100000001", _SEVERAL),
    Application.SURFACE: ("D3921000310001010402", _SEVERAL),
    Application.TEXT: ("D3921000310001010408", _SEVERAL),
    Application.RESIDENT_REGISTER: ("D3921000310001010401", _SEVERAL),
    Application.COMMON: ("D3921000310001010100", _ONE),
}


class Pin(Word):
    """Something that the card compares: a PIN, a password, or a reference number (照合番号) printed on it."""

    TEXT_PIN = "text_pin", "券面事項入力補助用暗証番号", "PIN of the card text application"
    TEXT_REFERENCE_A = (
        "text_reference_a",
        "券面事項入力補助APの照合番号Ａ",
        "reference number A of the card text application",
    )
    TEXT_REFERENCE_B = (
        "text_reference_b",
        "券面事項入力補助APの照合番号Ｂ",
        "reference number B of the card text application",
    )
    SURFACE_REFERENCE_A = (
        "surface_reference_a",
        "券面事項確認APの照合番号Ａ",
        "reference number A of the card face application",
    )
    SURFACE_REFERENCE_B = (
        "surface_reference_b",
        "券面事項確認APの照合番号Ｂ",
        "reference number B of the card face application",
    )
    SURFACE_BIRTH_DATE = (
        "surface_birth_date",
        "券面事項確認APの生年月日",
        "date of birth as key of the card face application",
    )
    AUTHENTICATION_PIN = (
        "authentication_pin",
        "利用者証明用電子証明書の暗証番号",
        "PIN of the authentication key",
    )
    SIGNATURE_PASSWORD = "signature_password", "署名用電子証明書の暗証番号", "password of the signature key"
    RESIDENT_REGISTER_PIN = (
        "resident_register_pin",
        "住民基本台帳用暗証番号",
        "PIN of the resident register application",
    )
    COMMON_PIN = "common_pin", "共通カードAPの暗証番号", "PIN of the common card application"

    @property
    def row(self) -> PinRow:
        """Where it lies, what shape it has and how often it may be wrong."""
        return _PIN_ROWS[self]


@dataclass(frozen=True, slots=True)
class PinRow:
    """Where a PIN lies, what shape it has and how often it may be wrong."""

    pin: Pin
    application: Application
    file_id: int
    shape: str
    """Regular expression of the whole of it."""
    most_tries: int | None
    """How often it may be wrong in a row; ``None``: not known, the card tells."""
    confidence: Confidence
    is_chosen: bool = False
    """Whether it is a PIN or password that a card without PINs does not have; the others are printed."""


_FOUR, _TWELVE, _FOURTEEN = "[0-9]{4}", "[0-9]{12}", "[0-9]{14}"
PINS: Final = (
    PinRow(Pin.TEXT_PIN, Application.TEXT, 0x0011, _FOUR, None, _SEVERAL, is_chosen=True),
    PinRow(Pin.TEXT_REFERENCE_A, Application.TEXT, 0x0014, _TWELVE, None, _ONE),
    PinRow(Pin.TEXT_REFERENCE_B, Application.TEXT, 0x0015, _FOURTEEN, None, _SEVERAL),
    PinRow(Pin.SURFACE_REFERENCE_A, Application.SURFACE, 0x0013, _TWELVE, None, _SEVERAL),
    PinRow(Pin.SURFACE_REFERENCE_B, Application.SURFACE, 0x0012, _FOURTEEN, None, _SEVERAL),
    PinRow(Pin.SURFACE_BIRTH_DATE, Application.SURFACE, 0x0011, "[0-9]{6}", None, _ONE),
    PinRow(Pin.AUTHENTICATION_PIN, Application.JPKI, 0x0018, _FOUR, 3, _SEVERAL, is_chosen=True),
    PinRow(Pin.SIGNATURE_PASSWORD, Application.JPKI, 0x001B, "[A-Z0-9]{6,16}", 5, _SEVERAL, is_chosen=True),
    PinRow(
        Pin.RESIDENT_REGISTER_PIN,
        Application.RESIDENT_REGISTER,
        0x001C,
        _FOUR,
        None,
        _ONE,
        is_chosen=True,
    ),
    PinRow(Pin.COMMON_PIN, Application.COMMON, 0x001C, _FOUR, None, _ONE, is_chosen=True),
)
"""Everything the card compares, in the order in which :mod:`.pins` asks about it."""

_PIN_ROWS: Final = {row.pin: row for row in PINS}


@dataclass(frozen=True, slots=True)
class FileRow:
    """One file that this library reads."""

    application: Application
    file_id: int
    content: str
    """The stable word for what it holds."""
    tag: int
    """The tag of the object that fills it; 0 for a file of fixed size without one."""
    most: int
    """Most bytes of that object, or of the file if it has none, that are read: a bound of this library, well
    above what was measured, so that no card decides by itself how long it is read."""
    opened_by: tuple[Pin, ...]
    """Any one of these opens it; empty: it is free."""
    confidence: Confidence
    restricted: bool = False
    """Whether it holds the individual number, so that reading it needs a purpose of the law."""


_CERTIFICATE: Final = 4096

INDIVIDUAL_NUMBER: Final = FileRow(
    Application.TEXT,
    0x0001,
    "individual_number",
    0xFF10,
    256,
    (Pin.TEXT_PIN, Pin.TEXT_REFERENCE_A),
    _SEVERAL,
    restricted=True,
)
FOUR_ITEMS: Final = FileRow(
    Application.TEXT, 0x0002, "four_items", 0xFF20, 4096, (Pin.TEXT_PIN, Pin.TEXT_REFERENCE_B), _SEVERAL
)
CARD_FACE: Final = FileRow(
    Application.SURFACE,
    0x0002,
    "card_face",
    0xFF20,
    16_384,
    (Pin.SURFACE_REFERENCE_A, Pin.SURFACE_REFERENCE_B),
    _SEVERAL,
)
FREE_INFORMATION: Final = FileRow(Application.SURFACE, 0x0003, "free_information", 0xFF30, 1024, (), _SEVERAL)
NUMBER_IMAGE: Final = FileRow(
    Application.SURFACE,
    0x0005,
    "number_image",
    0xFF40,
    4096,
    (Pin.SURFACE_REFERENCE_A,),
    _ONE,
    restricted=True,
)
TOKEN: Final = FileRow(Application.JPKI, 0x0006, "token", 0, 32, (), _SEVERAL)
AVAILABILITY: Final = FileRow(Application.JPKI, 0x0008, "availability", 0, 3, (), _ONE)
AUTHENTICATION: Final = FileRow(Application.JPKI, 0x000A, "authentication", 0x30, _CERTIFICATE, (), _SEVERAL)
AUTHENTICATION_CA: Final = FileRow(
    Application.JPKI, 0x000B, "authentication_ca", 0x30, _CERTIFICATE, (), _SEVERAL
)
SIGNATURE: Final = FileRow(
    Application.JPKI, 0x0001, "signature", 0x30, _CERTIFICATE, (Pin.SIGNATURE_PASSWORD,), _SEVERAL
)
SIGNATURE_CA: Final = FileRow(Application.JPKI, 0x0002, "signature_ca", 0x30, _CERTIFICATE, (), _SEVERAL)

FILES: Final = (
    INDIVIDUAL_NUMBER,
    FOUR_ITEMS,
    CARD_FACE,
    FREE_INFORMATION,
    NUMBER_IMAGE,
    TOKEN,
    AVAILABILITY,
    AUTHENTICATION,
    AUTHENTICATION_CA,
    SIGNATURE,
    SIGNATURE_CA,
)
"""Every file that is read. Keys and what was not understood are not among them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicationSet:
    """The applications of the cards of one time: under which names, files and PINs they have the same contents.

    A reading takes the first set whose application the card has, and stays with it. Objects inside the files
    and shapes of PINs are those of the rows above: a set that differs in them needs another parser.
    """

    key: str
    """The stable word for it."""
    aids: Mapping[Application, bytes] = field(hash=False)
    """The name by which SELECT finds each application."""
    files: tuple[FileRow, ...]
    """What is read of them."""
    pins: tuple[PinRow, ...]
    """What they compare."""

    def file(self, row: FileRow) -> FileRow | None:
        """Return the row of the same content in this set; ``None`` if it has no such file."""
        wanted = (row.application, row.content)
        return next((one for one in self.files if (one.application, one.content) == wanted), None)

    def pin(self, pin: Pin) -> PinRow | None:
        """Return the row of a PIN in this set; ``None`` if it has no such PIN."""
        return next((row for row in self.pins if row.pin is pin), None)


APPLICATION_SETS: Final = (
    ApplicationSet(
        key="first",
        aids=MappingProxyType({application: application.aid for application in Application}),
        files=FILES,
        pins=PINS,
    ),
)
"""Every set that is looked for, in this order."""
