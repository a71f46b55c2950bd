"""The example of appendix 2 of the first specification (Ver 1.5), byte for byte, at both ends.

What the library makes is undone with other means (hashlib, plain triple DES), so that an error on both
of its ends shows.
"""

from __future__ import annotations

import csv
import hashlib
import re
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest
from cryptography.hazmat.decrepit.ciphers.algorithms import TripleDES
from cryptography.hazmat.primitives.ciphers import Cipher, modes

from tests.chip.between import Recorder
from tokutei import chip, messages
from tokutei.chip import FileName, apdu, authentication
from tokutei.chip.ciphers import TRIPLE_DES, pad
from tokutei.chip.generations import FIRST, SECOND, Generation
from tokutei.chip.layout import Access, Directory, Encoding
from tokutei.chip.secure_messaging import MutualSession
from tokutei.errors import SecureMessagingError, WrongNumberError
from tokutei.identifiers import CardNumber
from tokutei.testing import issue_card, person
from tokutei.testing.emulator import CardEmulator
from tokutei.testing.entropy import given_entropy

SHARED: Final = Path(__file__).resolve().parents[3] / "shared"

NUMBER: Final = "AA12345678BB"
SHA_1_OF_NUMBER: Final = bytes.fromhex("6522B4E171195BB218223A976C040111BDC4AA25")
RND_ICC: Final = bytes.fromhex("5A6E7E385162B7A3")
RND_IFD: Final = bytes.fromhex("1122334455667788")
K_IFD: Final = bytes.fromhex("404142434445464748494A4B4C4D4E4F")
K_ICC: Final = bytes.fromhex("19D049490FFF52EEDBFCB930BC810ED0")
K_IFD_XOR_K_ICC: Final = bytes.fromhex("59910B0A4BBA14A993B5F37BF0CC409F")
SHA_1_OF_SESSION: Final = bytes.fromhex("CE94938E19E3B97DF96EABCEDC1715CC844F7C89")
KS_ENC: Final = bytes.fromhex("CE94938E19E3B97DF96EABCEDC1715CC")
E_IFD: Final = bytes.fromhex("937745C20883A1BAD1E04193722A1592378F81A8F1DC589157AEB0F7544FA1BA")
M_IFD: Final = bytes.fromhex("1AD7FB6A3389E017")
E_ICC: Final = bytes.fromhex("5860775B4D032CC564BA204B8EA868F694A74E7475A8FEF240588BDA1AF496CE")
M_ICC: Final = bytes.fromhex("59388FD6CD45248B")
DECRYPTED_E_ICC: Final = bytes.fromhex("5A6E7E385162B7A3112233445566778819D049490FFF52EEDBFCB930BC810ED0")
GET_CHALLENGE: Final = bytes.fromhex("0084000008")
MUTUAL_AUTHENTICATE: Final = bytes.fromhex("0082000028") + E_IFD + M_IFD + b"\0"
VERIFY: Final = bytes.fromhex("08200086138611011AA82973DB959A811F9711D728F0EEF6")
SELECT_DF1: Final = bytes.fromhex("00A4040C10D392F0004F0200000000000000000000")
READ_FRONT: Final = bytes.fromhex("08B08500000004960200000000")
READ_FACE: Final = bytes.fromhex("08B08600000004960200000000")
SELECT_DF3: Final = bytes.fromhex("00A4040C10D392F0004F0400000000000000000000")
READ_SIGNATURE: Final = bytes.fromhex("00B08200000000")
SUCCESS: Final = b"\x90\x00"

FILES: Final = issue_card(person("student"), type="1", number=NUMBER).files

HEADERS: Final = {
    FileName.MF_EF02: "860901",
    FileName.MF_EF01: "860901",
    FileName.DF1_EF01: "86821B6101",
    FileName.DF1_EF02: "86820BC101",
    FileName.DF2_EF01: "8682015901",
    FileName.DF2_EF02: "86818101",
    FileName.DF2_EF03: "86818101",
    FileName.DF2_EF04: "860901",
    FileName.DF3_EF01: "868205C101",
}
"""How the protected answer to a read of each whole file begins."""

CAPACITIES: Final = {
    "1": {
        FileName.MF_EF01: 6,
        FileName.MF_EF02: 3,
        FileName.DF1_EF01: 7004,
        FileName.DF1_EF02: 3004,
        FileName.DF2_EF01: 342,
        FileName.DF2_EF02: 122,
        FileName.DF2_EF03: 122,
        FileName.DF2_EF04: 3,
        FileName.DF3_EF01: 1464,
    },
    "2": {
        FileName.MF_EF01: 6,
        FileName.MF_EF02: 3,
        FileName.DF1_EF01: 7004,
        FileName.DF1_EF02: 3004,
        FileName.DF2_EF01: 342,
        FileName.DF3_EF01: 1464,
    },
}
"""Tables 3-1 and 3-2."""


def plain_cbc(key: bytes, cryptogram: bytes) -> bytes:
    run = Cipher(TripleDES(key + key[:8]), modes.CBC(bytes(8))).decryptor()
    return run.update(cryptogram) + run.finalize()


def single_des(key: bytes, block: bytes) -> bytes:
    run = Cipher(TripleDES(key * 3), modes.CBC(bytes(8))).encryptor()
    return run.update(block) + run.finalize()


def retail_mac(key: bytes, data: bytes) -> bytes:
    """Return the MAC of ISO/IEC 9797-1, algorithm 3, written out block by block."""
    padded = data + b"\x80"
    padded += bytes(-len(padded) % 8)
    state = bytes(8)
    for at in range(0, len(padded), 8):
        state = single_des(key[:8], bytes(a ^ b for a, b in zip(state, padded[at : at + 8], strict=True)))
    run = Cipher(TripleDES(key[8:] * 3), modes.CBC(bytes(8))).decryptor()
    return single_des(key[:8], run.update(state) + run.finalize())


def emulator() -> CardEmulator:
    return CardEmulator(FIRST, "1", FILES, number=CardNumber(NUMBER), entropy=given_entropy(RND_ICC, K_ICC))


def opened() -> CardEmulator:
    card = emulator()
    assert card.transmit(GET_CHALLENGE) == RND_ICC + SUCCESS
    assert card.transmit(MUTUAL_AUTHENTICATE) == E_ICC + M_ICC + SUCCESS
    assert card.transmit(VERIFY) == SUCCESS
    return card


def terminal() -> Callable[[int], bytes]:
    """Return the terminal's entropy of the example."""
    return given_entropy(RND_IFD, K_IFD)


def test_keys_and_tokens_of_both_ends() -> None:
    assert hashlib.sha1(NUMBER.encode(), usedforsecurity=False).digest() == SHA_1_OF_NUMBER
    key = SHA_1_OF_NUMBER[:16]
    keys = authentication.access_keys(NUMBER, TRIPLE_DES)
    token = authentication.terminal_token(keys, rnd_ifd=RND_IFD, rnd_icc=RND_ICC, k_ifd=K_IFD)
    assert token == E_IFD + M_IFD
    assert plain_cbc(key, E_IFD) == RND_IFD + RND_ICC + K_IFD
    assert retail_mac(key, E_IFD) == M_IFD
    assert authentication.open_terminal_token(keys, token, rnd_icc=RND_ICC) == (RND_IFD, K_IFD)
    answer = authentication.card_token(keys, rnd_ifd=RND_IFD, rnd_icc=RND_ICC, k_icc=K_ICC)
    assert answer == E_ICC + M_ICC
    assert plain_cbc(key, E_ICC) == DECRYPTED_E_ICC
    assert retail_mac(key, E_ICC) == M_ICC
    assert authentication.open_card_token(keys, answer, rnd_ifd=RND_IFD, rnd_icc=RND_ICC) == K_ICC


@pytest.mark.parametrize("at", range(40))
def test_a_token_altered_in_any_byte_is_refused(at: int) -> None:
    keys = authentication.access_keys(NUMBER, TRIPLE_DES)
    token = bytearray(E_ICC + M_ICC)
    token[at] ^= 0x01
    with pytest.raises(SecureMessagingError) as caught:
        authentication.open_card_token(keys, bytes(token), rnd_ifd=RND_IFD, rnd_icc=RND_ICC)
    assert caught.value.reason == "mac"


def test_the_session_key_without_parity() -> None:
    assert bytes(a ^ b for a, b in zip(K_IFD, K_ICC, strict=True)) == K_IFD_XOR_K_ICC
    digest = hashlib.sha1(K_IFD_XOR_K_ICC + bytes.fromhex("00000001"), usedforsecurity=False).digest()
    assert digest == SHA_1_OF_SESSION
    assert authentication.session_key(K_IFD, K_ICC) == SHA_1_OF_SESSION[:16] == KS_ENC
    # A peer that sets the parity of the bytes has another key and the same results.
    odd = bytes(byte & 0xFE | (f"{byte >> 1:b}".count("1") + 1) % 2 for byte in KS_ENC)
    assert odd != KS_ENC
    assert MutualSession(odd, TRIPLE_DES).wrap_verify(NUMBER) == VERIFY


def test_verify_holds_the_padded_number() -> None:
    assert MutualSession(KS_ENC, TRIPLE_DES).wrap_verify(NUMBER) == VERIFY
    assert plain_cbc(KS_ENC, VERIFY[8:]).hex().upper() == "41413132333435363738424280000000"
    received = MutualSession(KS_ENC, TRIPLE_DES).receive_data(VERIFY[:4], VERIFY[5:])
    assert received == NUMBER.encode()


def test_own_regression_value() -> None:
    """It is no official one: the file DF2/EF04 under secure messaging and the key of the example."""
    card = opened()
    card.transmit(bytes.fromhex("00A4040C10D392F0004F0300000000000000000000"))
    session = MutualSession(KS_ENC, TRIPLE_DES)
    protected = bytes.fromhex("860901BFF596EBB0C3E427")
    assert session.protect(bytes.fromhex("D70131")) == protected
    assert session.unwrap(protected).hex().upper() == "D70131"
    pending = card.holding({**FILES, FileName.DF2_EF04: bytes.fromhex("D70131")})
    for command in (GET_CHALLENGE, MUTUAL_AUTHENTICATE, VERIFY):
        pending.transmit(command)
    pending.transmit(bytes.fromhex("00A4040C10D392F0004F0300000000000000000000"))
    assert pending.transmit(bytes.fromhex("08B08400000004960200000000")) == protected + SUCCESS


def test_the_whole_sequence_of_the_example() -> None:
    card = opened()
    assert card.transmit(SELECT_DF1) == SUCCESS
    front = card.transmit(READ_FRONT)
    assert front[:5].hex().upper() == "86821B6101"
    assert len(front) == 5 + 7008 + 2
    plain = plain_cbc(KS_ENC, front[5:-2])
    assert (plain[:4].hex().upper(), plain[7004:].hex()) == ("D0821B58", "80000000")
    assert plain[:7004] == FILES[FileName.DF1_EF01]
    face = card.transmit(READ_FACE)
    assert face[:5].hex().upper() == "86820BC101"
    assert len(face) == 5 + 3008 + 2
    plain = plain_cbc(KS_ENC, face[5:-2])
    assert (plain[:4].hex().upper(), plain[3004:].hex()) == ("D1820BB8", "80000000")
    assert plain[:3004] == FILES[FileName.DF1_EF02]
    assert card.transmit(SELECT_DF3) == SUCCESS
    signature = card.transmit(READ_SIGNATURE)
    assert signature == FILES[FileName.DF3_EF01] + SUCCESS
    assert signature[:4].hex().upper() == "DA820100"
    assert signature[260:264].hex().upper() == "DB8204B0"
    assert len(signature) == 4 + 256 + 4 + 1200 + 2


def test_a_reading_sends_the_commands_of_the_example() -> None:
    reader = Recorder(emulator())
    record = chip.read(reader, number=NUMBER, entropy=terminal())
    assert record.files == FILES
    left = iter(reader.sent)
    wanted = (GET_CHALLENGE, MUTUAL_AUTHENTICATE, VERIFY, SELECT_DF1, SELECT_DF3)
    assert all(one in left for one in wanted)
    # The example asks for whole files (0000); the reading says how many bytes it wants.
    assert bytes.fromhex("08B085000000049602") + (7004).to_bytes(2) + bytes(2) in reader.reads
    assert bytes.fromhex("08B086000000049602") + (3004).to_bytes(2) + bytes(2) in reader.reads
    assert bytes.fromhex("00B0820000") + (1464).to_bytes(2) in reader.reads


def test_another_number_is_refused() -> None:
    with pytest.raises(WrongNumberError):
        chip.read(emulator(), number="AA12345678BC", entropy=terminal())


@pytest.mark.parametrize("name", HEADERS, ids=str)
def test_protected_answer_of_every_whole_file(name: FileName) -> None:
    card = opened()
    row = next(one for one in FIRST.layouts[0].files if one.name is name)
    select = apdu.select_df(name.directory.aid) if name.directory.aid else apdu.select_mf()
    assert card.transmit(select) == SUCCESS
    answer = card.transmit(MutualSession(KS_ENC, TRIPLE_DES).wrap_read(0x80 | row.short_id, 0, 0))
    header = bytes.fromhex(HEADERS[name])
    assert answer[-2:] == SUCCESS
    assert answer.startswith(header)
    assert plain_cbc(KS_ENC, answer[len(header) : -2]) == pad(FILES[name], 8)


@pytest.mark.parametrize("card_type", ["1", "2"])
def test_files_of_the_tables(card_type: str) -> None:
    layout = FIRST.layout(card_type)
    assert layout is not None
    assert {row.name: row.size for row in layout.files} == CAPACITIES[card_type]
    for row in layout.files:
        assert sum(field.size for field in row.fields) == row.size, row.name
        free, secure = row.name.directory is Directory.MF, row.name.directory is Directory.DF1
        expected = Access.NUMBER_AND_MESSAGING if secure else Access.NUMBER
        assert row.access is (Access.FREE if free else expected)
    assert {row.name.value: f"{0x80 | row.short_id:02X}" for row in layout.files} == {
        name.value: p1
        for name, p1 in zip(
            CAPACITIES["1"], ("8B", "8A", "85", "86", "81", "82", "83", "84", "82"), strict=True
        )
        if name in CAPACITIES[card_type]
    }


TABLE_4_5: Final = [
    "6283",
    "6300",
    "6400",
    "6581",
    "6700",
    "6881",
    "6882",
    "6981",
    "6982",
    "6983",
    "6984",
    "6985",
    "6986",
    "6987",
    "6988",
    "6999",
    "6A80",
    "6A81",
    "6A82",
    "6A84",
    "6A85",
    "6A86",
    "6A87",
    "6A88",
    "6B00",
    "6D00",
    "6E00",
    "6F00",
    "9000",
]
"""Every row of the table, 63CX apart."""


def test_the_table_of_status_words_is_whole() -> None:
    assert [f"{one:04X}" for one in sorted(apdu.STATUS_WORDS)] == sorted(TABLE_4_5)
    assert len(set(apdu.STATUS_WORDS.values())) == len(apdu.STATUS_WORDS)
    for left in range(1, 16):
        assert apdu.status_reason(0x63C0 + left) == apdu.status_reason(0x6300) == "mismatch"
    for reason in {*apdu.STATUS_WORDS.values(), "unknown"} - {"success"}:
        said = {messages.text(f"error.chip.status_reasons.{reason}", lang) for lang in ("en", "ja")}
        assert len(said) == 2
        assert all(said)


@pytest.mark.shared
def test_the_table_of_status_words_against_the_researched_text() -> None:
    text = (SHARED / "spec" / "chip-first-generation.md").read_text("utf-8")
    section = text.partition("Status words (table 4-5)")[2]
    table, _, commands = section.partition("Per command")
    listed = {one for one in re.findall(r"\b[0-9A-F]{4}\b", table) if one[0] in "69"}
    assert listed == set(TABLE_4_5)
    assert set(re.findall(r"\b[0-9A-F]{4}\b", commands.partition("Read sequence")[0])) <= listed


ENCODINGS: Final = {
    "ascii": {Encoding.DIGITS, Encoding.DATE, Encoding.TEXT},
    "utf8": {Encoding.TEXT},
    "tiff_mmr": {Encoding.TIFF},
    "jpeg2000": {Encoding.JPEG_2000},
    "binary": {Encoding.SIGNATURE},
    "asn1": {Encoding.SIGNATURE},
    "x509v3": {Encoding.CERTIFICATE},
}


@pytest.mark.shared
@pytest.mark.parametrize(
    ("name", "generation", "besides", "of_both"),
    [
        # The table leaves out the version of the specification, which 3.3.4.1 has.
        ("gen1", FIRST, {("MF/EF01", 0xC0, 4)}, {0xC0, 0xC1, 0xD0, 0xD1, 0xD2, 0xD3, 0xD4, 0xDA, 0xDB}),
        # The arithmetic of the file sizes leaves the status, the period, D9 and DE to type 06 as well.
        (
            "gen2",
            SECOND,
            set(),
            {
                *(0xC0, 0xC1, 0xC2, 0xC5, 0xC6, 0xC7, 0xC8, 0xC9, 0xCE),
                *(0xD0, 0xD1, 0xDFD1, 0xD9, 0xDE, 0xDC, 0xDD),
            },
        ),
    ],
)
def test_fields_against_the_researched_table(
    name: str, generation: Generation, besides: set[tuple[str, int, int]], of_both: set[int]
) -> None:
    with (SHARED / "data" / "chip_fields.csv").open(encoding="utf-8") as lines:
        listed = [one for one in csv.DictReader(lines) if one["generation"] == name]
    expected = {(one["file"], int(one["tag"], 16)): one for one in listed}
    residence_card, certificate = generation.layouts
    own = {(row.name.value, field.tag): field for row in residence_card.files for field in row.fields}
    assert {*expected} | {(file, tag) for file, tag, _ in besides} == {*own}
    assert all(own[file, tag].length == length for file, tag, length in besides)
    for place, one in expected.items():
        # DC has 96 bytes in the table; DER, which is read as well, has up to 104.
        length = 96 if own[place].tag == 0xDC else own[place].length
        assert length == int(one["max_len"]), place
        assert own[place].encoding in ENCODINGS[one["encoding"]], place
    assert {field.tag for row in certificate.files for field in row.fields} == of_both
