"""Synthetic cards: sizes of the specification, every form, the same bytes for the same seed."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from hashlib import sha256
from io import BytesIO
from typing import Final, Literal

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from PIL import Image, ImageFont

from tokutei.calendar import JAPAN
from tokutei.chip import tlv, verify
from tokutei.chip.layout import FileName
from tokutei.chip.record import ChipRecord
from tokutei.chip.sequence import read, read_async
from tokutei.chip.words import FaceState
from tokutei.errors import (
    FactsError,
    IdentifierError,
    PeriodError,
    TlvError,
    UnknownTermError,
    WrongNumberError,
)
from tokutei.identifiers import CardNumber
from tokutei.testing.authority import CertificateAuthority
from tokutei.testing.cards import PERMISSION_CODE, STATUS_CODES, CardForms, SyntheticCard, issue_card
from tokutei.testing.emulator import OpenChoices
from tokutei.testing.residents import SyntheticPerson, people, person

PEOPLE: Final = [pytest.param(one, id=one.key) for one in people()]
STUDENT: Final = person("student_with_permission")
INFANT: Final = person("infant")

# 3.3.1 to 3.3.3 of 第２世代在留カード等仕様書 Ver 1.1
SIZES: Final = {
    "05": {
        "MF/EF01": 6,
        "MF/EF02": 4,
        "DF1/EF01": 14,
        "DF1/EF02": 73,
        "DF1/EF03": 5508,
        "DF1/EF04": 2505,
        "DF2/EF01": 22,
        "DF2/EF02": 3,
        "DF2/EF03": 207,
        "DF3/EF01": 704,
    },
    "06": {
        "MF/EF01": 6,
        "MF/EF02": 4,
        "DF1/EF01": 14,
        "DF1/EF02": 46,
        "DF1/EF03": 5508,
        "DF1/EF04": 2505,
        "DF2/EF01": 207,
        "DF3/EF01": 704,
    },
}


def digest(card: SyntheticCard) -> str:
    return sha256(b"".join(card.files[name] for name in sorted(card.files))).hexdigest()


def entropy(size: int) -> bytes:
    return bytes(size)


@pytest.mark.parametrize("holder", PEOPLE)
def test_files_have_the_sizes_of_the_specification(holder: SyntheticPerson) -> None:
    card = issue_card(holder)
    assert card.type == ("06" if holder.key == "special_permanent_resident" else "05")
    assert {name.value: len(content) for name, content in card.files.items()} == SIZES[card.type]


def test_printed_items_are_where_the_specification_has_them() -> None:
    card = issue_card(STUDENT, type="05")
    code = next(code for code, status in STATUS_CODES.items() if status is STUDENT.status)
    assert card.files[FileName.DF1_EF02] == (
        b"\xc5\x0820280701\xc6\x0820030303\xc7\x012\xc8\x03PHL\xc9\x0a" + code.encode() + b"\xce\x040200"
        b"\xca\x02X0\xcb\x0820260701\xcc\x019\xcd\x0820280701"
    )
    assert card.files[FileName.DF2_EF01] == b"\xd5\x071" + bytes(6) + b"\xd6\x0820280701\xd7\x010"
    assert card.files[FileName.DF2_EF02] == b"\xd8\x010"
    assert card.files[FileName.DF2_EF03] == b"\xd9\x010\xde\x82\x00\xc8" + bytes(200)
    assert card.files[FileName.MF_EF01] + card.files[FileName.MF_EF02] == b"\xc0\x040001\xc1\x0205"


def test_codes_and_numbers_are_plainly_made_up() -> None:
    assert all(code.startswith("X") and len(code) == 10 for code in STATUS_CODES)
    assert PERMISSION_CODE.startswith("X")
    for somebody in people():
        number = issue_card(somebody).number.reveal()
        assert number.startswith("ZZ")
        assert number.endswith("ZZ")


@pytest.mark.parametrize("holder", PEOPLE)
@pytest.mark.parametrize("form", ["raw", "der"])
def test_the_signature_is_over_the_5553_bytes(holder: SyntheticPerson, form: str) -> None:
    """Written from the specification's words, not from the library's tables."""
    card = issue_card(holder, forms=CardForms(signature="der" if form == "der" else "raw"))
    printed = b"".join(value.value for value in tlv.iter_objects(card.files[FileName.DF1_EF02])).ljust(
        53, b"\0"
    )
    images = card.files[FileName.DF1_EF03]
    name, face = images[4:2504], images[2508:5508]
    message = printed + face + name
    assert len(message) == 5553
    values = {one.tag: one.value for one in tlv.iter_objects(card.files[FileName.DF3_EF01])}
    signature, data = values[0xDC], values[0xDD]
    if form == "raw":
        assert card.files[FileName.DF3_EF01][:2] == b"\xdc\x60"
        signature = encode_dss_signature(int.from_bytes(signature[:48]), int.from_bytes(signature[48:]))
    certificate = x509.load_der_x509_certificate(data)
    public = certificate.public_key()
    assert isinstance(public, ec.EllipticCurvePublicKey)
    public.verify(signature, message, ec.ECDSA(hashes.SHA256()))
    certificate.verify_directly_issued_by(x509.load_der_x509_certificate(card.authority.certificate))


@pytest.mark.parametrize("holder", PEOPLE)
def test_what_was_personalised_is_what_is_read(holder: SyntheticPerson) -> None:
    card = issue_card(holder)
    record = read(card, number=card.number, entropy=entropy)
    assert dict(record.files) == {name: card.files[name] for name in record.files}
    assert len(record.files) == len(card.files)
    assert record.number == card.number
    assert (record.born, record.valid_until, record.sex) == (holder.born, holder.valid_until, holder.sex)
    assert record.nationality == holder.nationality
    assert record.status_code is not None
    assert STATUS_CODES[record.status_code] is holder.status
    assert record.unknown == ()
    assert (record.face is FaceState.PRESENT) is holder.has_face
    if card.type == "05":
        assert (record.permitted_on, record.stay_until) == (holder.permitted_on, holder.stay_until)
        assert record.work_restriction is holder.work_restriction
        assert record.comprehensive_permission is holder.comprehensive_permission
        assert record.comprehensive_permission_until == holder.comprehensive_until
        assert record.individual_permission is holder.individual_permission
        assert record.application_pending is holder.applying
    for stored in (record.name_image, record.address_image, record.face_image):
        if stored is not None and stored.strip(b"\0"):
            with Image.open(BytesIO(stored)) as image:
                image.load()


def test_read_async_reads_the_same() -> None:
    card = issue_card(STUDENT)

    class Awaited:
        async def transmit(self, command: bytes) -> bytes:
            await asyncio.sleep(0)
            return card.transmit(command)

    record = asyncio.run(read_async(Awaited(), number=card.number, entropy=entropy))
    assert record.files == read(card, number=card.number, entropy=entropy).files


@pytest.mark.parametrize("comprehensive", ["short", "long"])
@pytest.mark.parametrize("length", [1, 2])
@pytest.mark.parametrize("signature", ["raw", "der", "absent"])
def test_every_form_is_read(
    comprehensive: Literal["short", "long"], length: Literal[1, 2], signature: Literal["raw", "der", "absent"]
) -> None:
    forms = CardForms(
        comprehensive_permission=comprehensive, reserved_text_length=length, signature=signature
    )
    card = issue_card(STUDENT, forms=forms, reserved_text="SAMPLE 備考")
    assert {name.value: len(content) for name, content in card.files.items()} == SIZES["05"]
    record = read(card, number=card.number, entropy=entropy)
    assert record.comprehensive_permission is STUDENT.comprehensive_permission
    assert record.reserved_text == "SAMPLE 備考"
    assert (record.signature is None) is (signature == "absent")
    stored = card.files[FileName.DF2_EF03]
    assert stored[3:6].hex() == ("de81c8" if length == 1 else "de8200")
    assert card.files[FileName.DF2_EF01][:3].hex() == ("d50131" if comprehensive == "short" else "d50731")


@pytest.mark.parametrize(
    ("form", "after_name"), [("zeros", "d1820bb80000"), ("empty", "d10000000000"), ("absent", "00" * 6)]
)
def test_faceless_cards(form: Literal["zeros", "empty", "absent"], after_name: str) -> None:
    card = issue_card(INFANT, forms=CardForms(no_face=form))
    assert card.files[FileName.DF1_EF03][2504:2510].hex() == after_name
    record = read(card, number=card.number, entropy=entropy)
    assert record.face is FaceState.ABSENT
    assert len(card.files[FileName.DF1_EF03]) == 5508


@pytest.mark.parametrize("choices", [OpenChoices(), OpenChoices(other_short_ids=True)])
def test_both_identifiers_of_a_certificate_are_read(choices: OpenChoices) -> None:
    card = issue_card(person("special_permanent_resident"), choices=choices)
    assert read(card, number=card.number, entropy=entropy).commissioner_entry is False


def test_a_wrong_number_reads_nothing() -> None:
    card = issue_card(STUDENT)
    with pytest.raises(WrongNumberError):
        read(card, number="ZZ00000000ZY", entropy=entropy)
    assert isinstance(read(card, number=card.number, entropy=entropy), ChipRecord)


def test_what_is_asked_for_stands_on_the_card() -> None:
    card = issue_card(
        INFANT,
        type="06",
        seed=7,
        number="ab 12345678 cd",
        issued_on=date(2027, 2, 1),
        valid_until=date(2031, 1, 15),
        authority=CertificateAuthority(seed="mine"),
        certificate_until=datetime(2030, 1, 1, tzinfo=UTC),
        font=ImageFont.truetype(BytesIO(_font_bytes()), 10),
    )
    record = read(card, number=CardNumber("AB12345678CD"), entropy=entropy)
    assert (record.card_type.value, record.valid_until) == ("06", date(2031, 1, 15))
    assert record.face is FaceState.PRESENT, "one year old on the day of issue"
    assert record.certificate is not None
    certificate = x509.load_der_x509_certificate(record.certificate)
    assert certificate.not_valid_before_utc == datetime(2027, 1, 31, 15, tzinfo=UTC), "midnight in Japan"
    assert certificate.not_valid_after_utc == datetime(2030, 1, 1, tzinfo=UTC)
    certificate.verify_directly_issued_by(
        x509.load_der_x509_certificate(CertificateAuthority(seed="mine").certificate)
    )
    assert issue_card(INFANT, number=card.number).number is card.number


def _font_bytes() -> bytes:
    own = ImageFont.load_default(10)
    assert isinstance(own, ImageFont.FreeTypeFont)
    assert isinstance(own.path, BytesIO)
    return own.path.getvalue()


def test_bad_arguments() -> None:
    with pytest.raises(UnknownTermError):
        issue_card(STUDENT, type="09")
    with pytest.raises(IdentifierError):
        issue_card(STUDENT, number="ＡＢ１２")
    with pytest.raises(TlvError):
        issue_card(STUDENT, reserved_text="備" * 67)
    full = issue_card(STUDENT, reserved_text="備" * 66)
    assert read(full, number=full.number, entropy=entropy).reserved_text == "備" * 66


@pytest.mark.parametrize(
    "issue",
    [
        lambda: issue_card(STUDENT, reserved_text="\ud800"),
        lambda: issue_card(replace(STUDENT, period="あ")),
        lambda: issue_card(replace(STUDENT, nationality="あ")),
        lambda: issue_card(replace(STUDENT, name="TEST \ud800")),
        lambda: issue_card(replace(STUDENT, address=("\udfff",))),
    ],
)
def test_characters_that_a_field_cannot_hold(issue: Callable[[], object]) -> None:
    with pytest.raises(FactsError) as caught:
        issue()
    assert caught.value.__cause__ is caught.value.__context__ is None
    assert "characters" in str(caught.value)
    assert "文字" in caught.value.text("ja")


def test_any_text_is_a_key() -> None:
    assert issue_card(replace(STUDENT, key="\ud800")).number != issue_card(replace(STUDENT, key="?")).number


@pytest.mark.parametrize("day", [date(9999, 1, 1), date(9999, 12, 31), date(1, 1, 1)])
def test_days_beyond_the_calendar(day: date) -> None:
    with pytest.raises(PeriodError) as caught:
        issue_card(STUDENT, issued_on=day)
    assert caught.value.reason == "beyond_calendar"


def test_days_of_early_years_have_eight_digits() -> None:
    card = issue_card(replace(STUDENT, born=date(932, 5, 6)))
    assert b"\xc6\x0809320506" in card.files[FileName.DF1_EF02]


@pytest.mark.parametrize(
    ("moment", "trusted"),
    [
        (datetime(2026, 6, 30, 23, 59, 59, tzinfo=JAPAN), False),
        (datetime(2026, 7, 1, 0, 0, tzinfo=JAPAN), True),
        (datetime(2026, 7, 1, 8, 0, tzinfo=JAPAN), True),
        (datetime(2026, 6, 30, 15, 0, tzinfo=UTC), True),
    ],
)
def test_a_card_is_valid_from_the_morning_of_its_day_in_japan(moment: datetime, trusted: bool) -> None:
    card = issue_card(STUDENT, issued_on=date(2026, 7, 1))
    record = read(card, number=card.number, entropy=entropy)
    assert verify(record, card.trust, at=moment).trusted is trusted


def test_same_seed_same_bytes_in_another_process() -> None:
    program = (
        "from hashlib import sha256\n"
        "from tokutei import testing\n"
        "for key in ('engineer', 'infant', 'special_permanent_resident'):\n"
        "    card = testing.issue_card(testing.person(key), seed=3)\n"
        "    print(sha256(b''.join(card.files[name] for name in sorted(card.files))).hexdigest())\n"
        "    print(card.transmit(bytes.fromhex('0084000008')).hex())\n"
    )
    run = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    cards = [issue_card(person(key), seed=3) for key in ("engineer", "infant", "special_permanent_resident")]
    expected = [
        line for card in cards for line in (digest(card), card.transmit(bytes.fromhex("0084000008")).hex())
    ]
    assert run.stdout.split() == expected
    assert len(set(expected)) == 6


def test_another_seed_is_another_card() -> None:
    one, other = issue_card(STUDENT, seed=0), issue_card(STUDENT, seed=1)
    assert one.number != other.number
    for name in (FileName.DF1_EF03, FileName.DF3_EF01):
        assert one.files[name] != other.files[name]
    assert one.transmit(bytes.fromhex("0084000008")) != other.transmit(bytes.fromhex("0084000008"))


def test_reset_forgets_the_session() -> None:
    card = issue_card(STUDENT)
    read(card, number=card.number, entropy=entropy)
    signature = bytes.fromhex("00B08200000000")
    assert card.transmit(signature)[-2:].hex() == "9000"
    card.reset()
    card.transmit(bytes.fromhex("00A4040C10D392F0004F0400000000000000000000"))
    assert card.transmit(signature).hex() == "6982"


def test_repr_holds_back_who_it_is() -> None:
    card = issue_card(STUDENT)
    for shown in (repr(card), str(card), repr([card]), repr(card.emulator), repr(card.authority)):
        for hidden in ("HANAKO", card.number.reveal(), "2003", "PHL", STUDENT.born.isoformat()):
            assert hidden not in shown
