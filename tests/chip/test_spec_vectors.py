"""The example of appendix 2 of the specification (Ver 1.1), byte for byte, each step on its own.

What the library makes is undone with other means (hashlib, plain AES), so that an error on both of its
ends shows.
"""

from __future__ import annotations

import hashlib

import pytest
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.cmac import CMAC

from tests.chip.chip_fakes import TYPE_05, FakeCard, entropy, layout, make_files
from tokutei import chip
from tokutei.chip import FileName, authentication, secure_messaging
from tokutei.chip.ciphers import AES_128
from tokutei.chip.generations import SECOND
from tokutei.chip.layout import compose_file, parse_file
from tokutei.identifiers import CardNumber
from tokutei.testing.emulator import CardEmulator
from tokutei.testing.entropy import given_entropy

NUMBER = "AA12345678BB"
SHA_1_OF_NUMBER = bytes.fromhex("6522B4E171195BB218223A976C040111BDC4AA25")
RND_ICC = bytes.fromhex("921CE277323DA057")
RND_IFD = bytes.fromhex("1122334455667788")
K_IFD = bytes.fromhex("404142434445464748494A4B4C4D4E4F")
K_ICC = bytes.fromhex("2CC6AF9B8B607C662FDCAD27B401D08B")
K_IFD_XOR_K_ICC = bytes.fromhex("6C87EDD8CF253A216795E76CF84C9EC4")
SHA_1_OF_SESSION = bytes.fromhex("C19CF13D3D7FBEE9EA293D834C88952FAD5337F2")
KS_ENC = bytes.fromhex("C19CF13D3D7FBEE9EA293D834C88952F")
E_IFD = bytes.fromhex("4AD3C7B6BB484A52771977DED618B41DF841FA0476A05FBE041DEAD6109E773B")
M_IFD = bytes.fromhex("AC854617634F5397")
E_ICC = bytes.fromhex("289A96B1DA6AE3DA87770419BFD14F0BDAD15F36432B5A946C188C7221759A62")
M_ICC = bytes.fromhex("FA942EC51E62FF5F")
DECRYPTED_E_ICC = bytes.fromhex("921CE277323DA05711223344556677882CC6AF9B8B607C662FDCAD27B401D08B")
MUTUAL_AUTHENTICATE = bytes.fromhex("0082000028") + E_IFD + M_IFD + b"\0"
VERIFY = bytes.fromhex("0820008613861101EE0B31EF877F68D071C56D58C72E6748")
SELECT_DF1 = bytes.fromhex("00A4040C10D392F0004F0200000000000000000000")
READ_IMAGES = bytes.fromhex("08B08400000004960200000000")
SELECT_DF3 = bytes.fromhex("00A4040C10D392F0004F0400000000000000000000")
READ_SIGNATURE = bytes.fromhex("00B08200000000")
SUCCESS = b"\x90\x00"

CHECK_CODE = bytes(range(1, 97))


def decrypted(key: bytes, cryptogram: bytes) -> bytes:
    cipher = Cipher(algorithms.AES128(key), modes.CBC(bytes(16))).decryptor()
    return cipher.update(cryptogram) + cipher.finalize()


def mac(key: bytes, cryptogram: bytes) -> bytes:
    code = CMAC(algorithms.AES128(key))
    code.update(cryptogram)
    return code.finalize()[:8]


def card(files: dict[FileName, bytes]) -> CardEmulator:
    source = given_entropy(RND_ICC, K_ICC)
    return CardEmulator(SECOND, "05", files, number=CardNumber(NUMBER), entropy=source)


def opened(files: dict[FileName, bytes]) -> CardEmulator:
    found = card(files)
    assert found.transmit(bytes.fromhex("0084000008")) == RND_ICC + SUCCESS
    assert found.transmit(MUTUAL_AUTHENTICATE) == E_ICC + M_ICC + SUCCESS
    assert found.transmit(VERIFY) == SUCCESS
    return found


def files_with(certificate_size: int) -> dict[FileName, bytes]:
    certificate = b"\x30" + bytes([0x5A]) * (certificate_size - 1)
    return make_files("05", {**TYPE_05, "signature": CHECK_CODE, "certificate": certificate})


def test_the_digest_of_the_number_and_the_base_key() -> None:
    assert NUMBER.encode("ascii").hex().upper() == "414131323334353637384242"
    assert hashlib.sha1(b"AA12345678BB", usedforsecurity=False).digest() == SHA_1_OF_NUMBER
    key = SHA_1_OF_NUMBER[:16]
    keys = authentication.access_keys(NUMBER, AES_128)
    token = authentication.terminal_token(keys, rnd_ifd=RND_IFD, rnd_icc=RND_ICC, k_ifd=K_IFD)
    assert token == E_IFD + M_IFD
    assert decrypted(key, token[:32]) == RND_IFD + RND_ICC + K_IFD
    assert mac(key, token[:32]) == token[32:]
    answer = authentication.card_token(keys, rnd_ifd=RND_IFD, rnd_icc=RND_ICC, k_icc=K_ICC)
    assert answer == E_ICC + M_ICC
    assert decrypted(key, answer[:32]) == DECRYPTED_E_ICC
    assert mac(key, answer[:32]) == answer[32:]


def test_the_session_key_step_by_step() -> None:
    mixed = bytes(a ^ b for a, b in zip(K_IFD, K_ICC, strict=True))
    assert mixed == K_IFD_XOR_K_ICC
    digest = hashlib.sha1(K_IFD_XOR_K_ICC + bytes.fromhex("00000001"), usedforsecurity=False).digest()
    assert digest == SHA_1_OF_SESSION
    assert authentication.session_key(K_IFD, K_ICC) == SHA_1_OF_SESSION[:16] == KS_ENC


def test_the_verify_command_holds_the_padded_number() -> None:
    command = secure_messaging.MutualSession(KS_ENC, AES_128).wrap_verify(NUMBER)
    assert command == VERIFY
    assert decrypted(KS_ENC, command[8:]).hex().upper() == "41413132333435363738424280000000"


def test_the_image_file_ends_in_its_padding() -> None:
    files = files_with(598)
    found = opened(files)
    assert found.transmit(SELECT_DF1) == SUCCESS
    answer = found.transmit(READ_IMAGES)
    assert answer[:5].hex().upper() == "8682159101"
    assert len(answer) == 5 + 5520 + 2
    assert answer[-2:] == SUCCESS
    plain = decrypted(KS_ENC, answer[5:-2])
    assert plain[:4].hex().upper() == "D08209C4"
    assert plain[2504:2508].hex().upper() == "D1820BB8"
    assert plain[5508:].hex().upper() == "800000000000000000000000"
    assert plain[:5508] == files[FileName.DF1_EF03]


@pytest.mark.parametrize(("size", "length", "zeros"), [(598, "0256", "00000000"), (599, "0257", "000000")])
def test_the_signature_file_as_a_whole(size: int, length: str, zeros: str) -> None:
    files = files_with(size)
    certificate = b"\x30" + bytes([0x5A]) * (size - 1)
    found = opened(files)
    assert found.transmit(SELECT_DF3) == SUCCESS
    answer = found.transmit(READ_SIGNATURE)
    expected = b"\xdc\x60" + CHECK_CODE + bytes.fromhex("DD82" + length) + certificate + bytes.fromhex(zeros)
    assert len(expected) == 704
    assert answer == expected + SUCCESS
    row = layout("05").file(FileName.DF3_EF01)
    assert row is not None
    assert parse_file(row, expected) == {"signature": CHECK_CODE, "certificate": certificate}
    assert compose_file(row, {"signature": CHECK_CODE, "certificate": certificate}) == expected


@pytest.mark.parametrize("size", [598, 599])
def test_a_reading_sends_the_commands_of_the_example_in_their_order(size: int) -> None:
    reader = FakeCard(files_with(size), number=NUMBER)
    found = chip.read(reader, number=NUMBER, entropy=entropy())
    sent = iter(reader.commands)
    assert all(one in sent for one in (MUTUAL_AUTHENTICATE, VERIFY, SELECT_DF1, SELECT_DF3))
    assert found.signature == CHECK_CODE
    assert found.certificate is not None
    assert len(found.certificate) == size
