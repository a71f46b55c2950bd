"""What others measured and published of the My Number applications: identifiers, commands, files of a test card."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Final

import pytest

from tokutei.calendar import era_year
from tokutei.chip import my_number
from tokutei.chip.my_number import Application, Pin, commands, objects, reference_number_b
from tokutei.chip.my_number.applications import FILES, FOUR_ITEMS, INDIVIDUAL_NUMBER, PINS
from tokutei.chip.my_number.surface import parse_card_face
from tokutei.chip.my_number.text import TextItem, number_digits, parse_four_items
from tokutei.errors import PinError, TlvError
from tokutei.testing import MyNumberApplications

SPEC: Final = Path(__file__).resolve().parents[3] / "shared" / "spec" / "chip-my-number-card.md"

# An official test card, of a person who does not exist, as published by an open-source project.
NUMBER_FILE: Final = bytes.fromhex("FF100C353337363736363737313838FFFF")
ITEMS_FILE: Final = bytes.fromhex(
    "FF2065DF2108000E002000590064DF220FE9BB92E6A190E38080E5B9B9E4B99F"
    "DF2336E69DB1E4BAACE983BDE6B885E780ACE5B882E8A6B3E5B883E5AD90E58D97EFBC91EFBC92"
    "EFBC8DEFBC97EFBC8DEFBC92EFBC90EFBC92DF24083139383030323137DF250131"
)


def test_the_items_of_the_test_card() -> None:
    found = parse_four_items(ITEMS_FILE)
    assert found[TextItem.NAME].decode() == "黒桐\u3000幹也"
    assert found[TextItem.ADDRESS].decode() == "東京都清瀬市観布子南１２－７－２０２"
    assert (found[TextItem.BORN], found[TextItem.SEX]) == (b"19800217", b"1")
    assert list(found) == [TextItem.NAME, TextItem.ADDRESS, TextItem.BORN, TextItem.SEX]


def test_the_items_of_the_test_card_are_composed_to_the_same_bytes() -> None:
    values = objects.members(ITEMS_FILE, 0xFF20, offsets=0xDF21)
    assert objects.compose(0xFF20, values, offsets=0xDF21) == ITEMS_FILE


def test_the_number_of_the_test_card() -> None:
    assert number_digits(NUMBER_FILE) == b"537676677188"
    assert objects.file_size(NUMBER_FILE[: objects.HEADER_SIZE], INDIVIDUAL_NUMBER.tag) == 15


def test_the_test_card_reads_but_its_number_is_not_understood() -> None:
    """The test number fails the check digit of the ordinance; it is kept as it is, and said to be so."""
    files = {
        (Application.TEXT, INDIVIDUAL_NUMBER.file_id): NUMBER_FILE,
        (Application.TEXT, FOUR_ITEMS.file_id): ITEMS_FILE,
    }
    card = MyNumberApplications(files, {Pin.TEXT_PIN: b"1234"})
    purpose = my_number.Purpose.BY_THE_PERSON
    found = my_number.read_text(card, pin="1234", purpose=purpose)
    assert (found.born, found.sex) == (date(1980, 2, 17), "male")
    assert found.individual_number is None
    assert found.unknown == ("individual_number",)
    assert found.values["individual_number"] == b"537676677188"


def test_reference_number_b_as_measured() -> None:
    born = date(1980, 2, 17)
    made = reference_number_b(born=born, born_year="era", expires_year=2035, security_code="2285")
    assert made == "55021720352285"
    western = reference_number_b(born=born, born_year="western", expires_year=2035, security_code="2285")
    assert western == "80021720352285"


@pytest.mark.parametrize(
    ("born", "year"),
    [
        (date(1989, 1, 7), "64"),
        (date(1989, 1, 8), "01"),
        (date(2019, 4, 30), "31"),
        (date(2019, 5, 1), "01"),
        (date(1926, 12, 24), "15"),
        (date(1926, 12, 25), "01"),
    ],
)
def test_the_era_year_changes_on_the_day(born: date, year: str) -> None:
    made = reference_number_b(born=born, born_year="era", expires_year=2030, security_code="0000")
    assert made[:2] == year


def test_the_eras_agree_with_the_calendar() -> None:
    for year in range(1912, 2031):
        for month, day in ((1, 7), (1, 8), (4, 30), (5, 1), (7, 30), (12, 24), (12, 25)):
            born = date(year, month, day)
            if born < date(1912, 7, 30):
                continue
            made = reference_number_b(born=born, born_year="era", expires_year=2030, security_code="0000")
            assert int(made[:2]) == era_year(born)[1]


WRONG_PARTS: Final[tuple[Mapping[str, object], ...]] = (
    {"security_code": "123"},
    {"security_code": "12345"},
    {"security_code": "１２３４"},
    {"security_code": 1234.5},
    {"security_code": None},
    {"expires_year": 35},
    {"expires_year": 20350},
    {"born": date(1900, 1, 1)},
    {"born_year": "lunar"},
)


@pytest.mark.parametrize("wrong", WRONG_PARTS, ids=str)
def test_parts_that_make_no_reference_number(wrong: Mapping[str, object]) -> None:
    right: dict[str, object] = {
        "born": date(1980, 2, 17),
        "born_year": "era",
        "expires_year": 2035,
        "security_code": "2285",
    }
    with pytest.raises(PinError) as caught:
        reference_number_b(**(right | dict(wrong)))  # type: ignore[arg-type]
    assert caught.value.reason == "shape"


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        (commands.select_application(Application.JPKI.aid), "00A4040C0AD392F000260100000001"),
        (commands.select_file(0x000A), "00A4020C02000A"),
        (commands.read_binary(0, 5), "00B0000005"),
        (commands.read_binary(0x0105, 256), "00B0010500"),
        (commands.ask_tries(), "00200080"),
        (commands.verify(b"1234"), "002000800431323334"),
    ],
)
def test_command_bytes(command: bytes, expected: str) -> None:
    assert command == bytes.fromhex(expected)


@pytest.mark.parametrize(
    ("status", "tries"),
    [(0x63C0, 0), (0x63C3, 3), (0x63CF, 15), (0x6300, None), (0x9000, None), (0x6984, None)],
)
def test_tries(status: int, tries: int | None) -> None:
    assert commands.tries_of(status) == tries


@pytest.mark.shared
def test_the_identifiers_are_those_of_the_notes() -> None:
    text = SPEC.read_text("utf-8")
    for application in Application:
        assert f"`{application.aid.hex().upper()}`" in text
    sections = {
        Application.JPKI: text[text.index("## 2.") : text.index("### 2.1")],
        Application.TEXT: text[text.index("## 3.") : text.index("## 4.")],
        Application.SURFACE: text[text.index("## 4.") : text.index("## 5.")],
    }
    for row in FILES:
        assert re.search(rf"^\| {row.file_id:04X} \|", sections[row.application], re.MULTILINE), row
        if row.tag > 0xFF:
            line = next(
                x for x in sections[row.application].splitlines() if x.startswith(f"| {row.file_id:04X} |")
            )
            assert f"`{row.tag:04X}" in line
    for pin in PINS:
        if pin.application in sections:
            assert f"{pin.file_id:04X}" in sections[pin.application]
    for fingerprint in my_number.PUBLISHED_AUTHORITIES:
        assert fingerprint in text


def test_the_tables_hold_together() -> None:
    assert [row.pin for row in PINS] == [row.pin for row in PINS if row.pin.row is row]
    assert {row.pin for row in PINS} == set(Pin)
    places = [(row.application, row.file_id) for row in (*FILES, *PINS)]
    assert len(set(places)) == len(places)
    for row in FILES:
        assert all(pin.row.application is row.application for pin in row.opened_by)
    # Whatever holds the individual number is marked, and is never free.
    assert {row.content for row in FILES if row.restricted} == {"individual_number", "number_image"}
    assert all(row.opened_by for row in FILES if row.restricted)
    assert len(my_number.PUBLISHED_AUTHORITIES) == 5


def test_no_identifier_is_of_the_residence_application() -> None:
    for application in Application:
        assert not application.aid.startswith(bytes.fromhex("D392F0004F"))
        assert application.text("ja") != application.text("en")


def test_what_lies_behind_an_object_is_filler() -> None:
    for filler in (b"", b"\xff" * 40, b"\0" * 40):
        assert parse_four_items(ITEMS_FILE + filler)
    with pytest.raises(TlvError) as caught:
        parse_four_items(ITEMS_FILE + b"\xff\x01")
    assert (caught.value.reason, caught.value.offset) == ("size", len(ITEMS_FILE))


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "tag"),
        (b"\xff", "tag"),
        (b"\xff\x20", "length"),
        (b"\xff\x20\x82\x01", "length"),
        (b"\xff\x20\x83\0\0\1", "length"),
        (b"\xff\x20\x05abc", "overrun"),
        (b"\xff\xff\xff\xff\xff", "tag"),
        (b"\0\0\0\0\0", "tag"),
        (b"\xff\x20\x82\x7f\xff", "too_large"),
        (b"\xff\x20\x02\xdf\x22", "length"),
        (b"\xff\x20\x03\xdf\x22\x80", "length"),
        (b"\xff\x20\x00", "missing"),
    ],
)
def test_what_is_no_file(data: bytes, reason: str) -> None:
    with pytest.raises(TlvError) as caught:
        parse_four_items(data)
    assert caught.value.reason == reason
    with pytest.raises(TlvError):
        parse_card_face(data)


def test_an_object_too_long_for_a_file_is_not_written() -> None:
    with pytest.raises(TlvError) as caught:
        objects.encode(0xFF20, bytes(objects.MAX_FILE + 1))
    assert caught.value.reason == "too_large"
    assert objects.encode(0xFF20, bytes(200))[:4].hex() == "ff2081c8"
