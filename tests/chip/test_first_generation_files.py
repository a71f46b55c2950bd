"""What the first specification (Ver 1.5) leaves to the card: pieces, children, permissions, the signature."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from hashlib import sha256
from typing import Final, Literal

import pytest

from tests.chip.between import AT, FewAtATime, lacking
from tokutei import chip
from tokutei.chip import ComprehensivePermission, FaceState, FileName, FindingKind, FindingStatus
from tokutei.chip.ciphers import TRIPLE_DES, pad
from tokutei.chip.generations import FIRST, SignatureScheme
from tokutei.chip.layout import compose_file
from tokutei.chip.secure_messaging import MutualSession
from tokutei.chip.signatures import card_check
from tokutei.chip.verification import signed_bytes
from tokutei.errors import CardError, SecureMessagingError, TlvError
from tokutei.identifiers import MunicipalityCode
from tokutei.testing import CardForms, issue_card, person
from tokutei.testing.authority import RsaSigningKey
from tokutei.testing.cards import SyntheticCard
from tokutei.testing.emulator import OpenChoices
from tokutei.testing.rsa_keys import rsa_key

KEY: Final = bytes(range(16))


def child(born: date = date(2020, 1, 1), **forms: str) -> SyntheticCard:
    holder = replace(person("student"), born=born, issued_on=date(2026, 6, 1))
    return issue_card(holder, type="1", forms=CardForms(**forms))  # type: ignore[arg-type]


@pytest.mark.parametrize("most", [7000, 4000, 2500])
@pytest.mark.parametrize("card_type", ["1", "2"])
def test_pieces_are_decrypted_one_by_one(card_type: str, most: int) -> None:
    card = FewAtATime(issue_card(person("engineer"), type=card_type), most)
    record = chip.read(card, number=card.card.number)
    assert record.files == card.card.files
    assert card.reads == -(-7004 // most) + -(-3004 // most)
    assert chip.verify(record, card.card.trust, at=AT).trusted


@pytest.mark.parametrize("card_type", ["1", "2"])
def test_pieces_of_a_reader_with_short_commands(card_type: str) -> None:
    card = issue_card(person("engineer"), type=card_type, choices=OpenChoices(extended_commands=False))
    record = chip.read(card, number=card.number)
    assert record.files == card.files


@pytest.mark.parametrize("size", [7, 8, 16, 100, 246, 247])
def test_pieces_joined_before_decryption_are_no_file(size: int) -> None:
    """The mistake of a peer: every answer begins a message with an initial vector of its own."""
    content = issue_card(person("engineer"), type="1").files[FileName.DF1_EF01][: 3 * size]
    session = MutualSession(KEY, TRIPLE_DES)
    answers = [session.protect(content[at : at + size]) for at in range(0, 3 * size, size)]
    assert b"".join(map(session.unwrap, answers)) == content
    whole = b"".join(
        TRIPLE_DES.encrypt(KEY, pad(content[at : at + size], 8)) for at in range(0, 3 * size, size)
    )
    joined = TRIPLE_DES.decrypt(KEY, whole)
    assert content not in joined
    with pytest.raises(SecureMessagingError) as caught:
        session.unwrap(b"".join(answers))
    assert caught.value.reason == "unknown_object"


def test_both_blocks_of_the_signature_are_accepted() -> None:
    blocks: tuple[Literal["digest_info", "bare"], ...] = ("digest_info", "bare")
    codes = set()
    for block in blocks:
        card = issue_card(person("engineer"), type="1", forms=CardForms(block=block))
        record = chip.read(card, number=card.number)
        findings = chip.verify(record, card.trust, at=AT)
        assert findings.trusted
        assert findings.authentic == {"front_image", "face_image"}
        codes.add(record.signature)
    assert len(codes) == 2


def test_what_is_signed_is_front_and_face_with_their_fill() -> None:
    card = issue_card(person("engineer"), type="1")
    record = chip.read(card, number=card.number)
    files = card.files
    said = files[FileName.DF1_EF01][4:] + files[FileName.DF1_EF02][4:]
    assert signed_bytes(record) == said
    assert len(said) == 10_000
    numbers = rsa_key("card_0").public_key().public_numbers()
    other = rsa_key("card_1").public_key().public_numbers()
    recovered = {pow(int.from_bytes(record.signature or b""), 65537, one.n) for one in (numbers, other)}
    assert any(one.to_bytes(256).endswith(sha256(said).digest()) for one in recovered)


DIGEST: Final = sha256(b"what was signed").digest()
INFO: Final = bytes.fromhex("3031300D060960864801650304020105000420")
BAD_BLOCKS: Final = {
    "another hash": b"\0\1" + b"\xff" * 221 + b"\0" + sha256(b"another").digest(),
    "short fill": b"\0\1" + b"\xff" * 7 + b"\0" + DIGEST + bytes(214),
    "block type 2": b"\0\2" + b"\xff" * 221 + b"\0" + DIGEST,
    "no zero before the hash": b"\0\1" + b"\xff" * 222 + DIGEST,
    "something in the fill": b"\0\1" + b"\xff" * 100 + b"\xfe" + b"\xff" * 120 + b"\0" + DIGEST,
    "bytes behind the hash": b"\0\1" + b"\xff" * 220 + b"\0" + DIGEST + b"\0",
    "bytes before the hash": b"\0\1" + b"\xff" * 220 + b"\0" + b"\0" + DIGEST,
    "half of the hash": b"\0\1" + b"\xff" * 237 + b"\0" + DIGEST[:16],
    "an empty block": b"\0\1" + b"\xff" * 253 + b"\0",
    "a bare hash alone": DIGEST.rjust(256, b"\0"),
    "information of another algorithm": b"\0\1"
    + b"\xff" * 202
    + b"\0"
    + INFO.replace(b"\x02\x01", b"\x02\x02", 1)
    + DIGEST,
    "information without its parameters": b"\0\1"
    + b"\xff" * 204
    + b"\0"
    + bytes.fromhex("302F300B0609608648016503040201" + "0420")
    + DIGEST,
}


def raw_rsa(block: bytes) -> bytes:
    numbers = rsa_key("card_0").private_numbers()
    assert len(block) == 256
    return pow(int.from_bytes(block), numbers.d, numbers.public_numbers.n).to_bytes(256)


@pytest.mark.parametrize("block", BAD_BLOCKS.values(), ids=BAD_BLOCKS)
def test_every_other_block_is_refused(block: bytes) -> None:
    check = card_check(SignatureScheme.RSA_2048_SHA256, RsaSigningKey("card_0").public)
    good = b"\0\1" + b"\xff" * 221 + b"\0" + DIGEST
    assert check(raw_rsa(good), b"what was signed")
    assert check(raw_rsa(b"\0\1" + b"\xff" * 202 + b"\0" + INFO + DIGEST), b"what was signed")
    assert not check(raw_rsa(block), b"what was signed")


@pytest.mark.parametrize("code", [b"", b"\0", bytes(256), b"\xff" * 256, raw_rsa(bytes(255) + b"\1")[:-1]])
def test_codes_that_are_no_signature(code: bytes) -> None:
    check = card_check(SignatureScheme.RSA_2048_SHA256, RsaSigningKey("card_0").public)
    assert not check(code, b"what was signed")


@pytest.mark.parametrize("no_face", ["zeros", "empty", "absent"])
@pytest.mark.parametrize("no_code", ["both", "code_only"])
def test_a_card_of_a_child_has_neither_face_nor_code(no_code: str, no_face: str) -> None:
    card = child(no_code=no_code, no_face=no_face)
    end = card.files[FileName.DF3_EF01]
    assert end.rstrip(b"\0").hex().upper() == ("DA00DB" if no_code == "both" else "DA")
    assert len(end) == 1464
    record = chip.read(card, number=card.number)
    assert (record.face, record.signature, record.certificate) == (FaceState.ABSENT, None, None)
    assert record.unknown == ()
    findings = chip.verify(record, card.trust, at=AT)
    assert (findings.intact, findings.trusted, findings.authentic) == (False, False, frozenset())
    assert {one.status for one in findings.of(FindingKind.CARD_SIGNATURE)} == {FindingStatus.NOT_CHECKED}
    assert findings.failed == ()
    assert chip.load(chip.dump(record)) == record


@pytest.mark.parametrize("no_code", ["both", "code_only"])
def test_a_card_of_a_child_without_the_file_of_the_face(no_code: str) -> None:
    card = lacking(child(no_code=no_code), FileName.DF1_EF02)
    record = chip.read(card, number=card.number)
    assert (record.face, record.face_image, record.files) == (FaceState.ABSENT, None, card.files)


def test_only_the_face_may_be_missing() -> None:
    card = issue_card(person("engineer"), type="1")
    for missing in {*card.files} - {FileName.DF1_EF02, FileName.MF_EF02}:
        with pytest.raises(CardError) as caught:
            chip.read(lacking(card, missing), number=card.number)
        assert (caught.value.command, caught.value.reason) == ("read_binary", "no_file")


@pytest.mark.parametrize(
    ("born", "has_face"),
    [
        (date(2010, 12, 2), False),
        (date(2010, 12, 1), True),  # sixteen on 2026-12-01, half a year after the day of issue
        (date(2010, 11, 30), True),
        (date(2010, 6, 1), True),
        (date(2020, 1, 1), False),
    ],
)
def test_half_a_year_before_sixteen(born: date, has_face: bool) -> None:
    card = child(born)
    record = chip.read(card, number=card.number)
    assert record.face is (FaceState.PRESENT if has_face else FaceState.ABSENT)
    assert (record.signature is not None) is has_face
    assert chip.verify(record, card.trust, at=AT).trusted is has_face


@pytest.mark.parametrize("no_permission", ["zeros", "object"])
def test_permissions_that_are_not_there(no_permission: Literal["zeros", "object"]) -> None:
    card = issue_card(person("engineer"), type="1", forms=CardForms(no_permission=no_permission))
    for name, tag in ((FileName.DF2_EF02, 0xD5), (FileName.DF2_EF03, 0xD6)):
        first = 0 if no_permission == "zeros" else tag
        assert card.files[name] == bytes([first, 120 if first else 0]) + bytes(120)
    record = chip.read(card, number=card.number)
    assert (record.comprehensive_permission_text, record.individual_permission_text) == (None, None)
    assert record.unknown == ()
    assert ("comprehensive_permission_text" in record.values) is (no_permission == "object")


def test_permissions_and_address_in_text() -> None:
    holder = replace(
        person("student"),
        comprehensive_permission=ComprehensivePermission.WITHIN_28_HOURS,
        individual_permission=True,
        applying=True,
    )
    card = issue_card(holder, type="1")
    record = chip.read(card, number=card.number)
    assert record.comprehensive_permission_text == record.individual_permission_text == "TEST 許可"
    assert record.application_pending is True
    assert record.address == " ".join(holder.address)
    assert record.municipality == MunicipalityCode("479993")
    assert record.address_added_on == card.holder.issued_on
    assert record.number is None
    assert record.exchange.number_matches is None


ADDRESS: Final = next(row for row in FIRST.layouts[0].files if row.name is FileName.DF2_EF01)


def with_address(**values: bytes) -> chip.ChipRecord:
    card = issue_card(person("engineer"), type="1")
    usual = {"address_added_on": b"20120310", "municipality": b"131016", "address": "東京都千代田区".encode()}
    card = card.rewritten({FileName.DF2_EF01: compose_file(ADDRESS, {**usual, **values})})
    return chip.read(card, number=card.number)


def test_the_address_of_the_document() -> None:
    """The day and the code are the examples of 3.3.4.5."""
    record = with_address()
    assert record.address_added_on == date(2012, 3, 10)
    assert record.municipality == MunicipalityCode("131016")
    assert record.address == "東京都千代田区"
    longest = with_address(address=("区" * 80).encode())
    assert longest.address == "区" * 80


@pytest.mark.parametrize("digit", "012345789")
def test_a_wrong_check_digit_keeps_the_code_raw(digit: str) -> None:
    record = with_address(municipality=b"13101" + digit.encode())
    assert record.municipality is None
    assert record.unknown == ("municipality",)
    assert record.values["municipality"] == b"13101" + digit.encode()


@pytest.mark.parametrize("sizes", [(8, 6, 320), (0, 0, 0), None], ids=["zeros in objects", "empty", "zeros"])
def test_a_blank_address_is_no_address(sizes: tuple[int, int, int] | None) -> None:
    if sizes is None:
        card = issue_card(person("engineer"), type="1")
        card = card.rewritten({FileName.DF2_EF01: bytes(342)})
        record = chip.read(card, number=card.number)
    else:
        day, code, text = map(bytes, sizes)
        record = with_address(address_added_on=day, municipality=code, address=text)
    assert (record.address_added_on, record.municipality, record.address) == (None, None, None)
    assert record.unknown == ()


def test_a_certificate_has_no_permissions_and_no_application() -> None:
    card = issue_card(person("special_permanent_resident"), type="2")
    record = chip.read(card, number=card.number)
    absent = {FileName.DF2_EF02, FileName.DF2_EF03, FileName.DF2_EF04}
    assert not absent & {*record.files}
    layout = FIRST.layout("2")
    assert layout is not None
    assert not absent & {row.name for row in layout.files}
    assert record.application_pending is None
    assert chip.verify(record, card.trust, at=AT).trusted


def test_bytes_behind_a_permission_are_no_zeros() -> None:
    card = issue_card(person("engineer"), type="1")
    wrong = card.rewritten({FileName.DF2_EF02: bytes(121) + b"\1"})
    with pytest.raises(TlvError) as caught:
        chip.read(wrong, number=card.number)
    assert caught.value.reason == "tag"
