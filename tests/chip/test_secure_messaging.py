"""Secure messaging against the official vectors (appendix 2), then its own rules."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tokutei.chip import apdu, authentication, ciphers
from tokutei.chip.ciphers import AES_128
from tokutei.chip.layout import Directory
from tokutei.chip.secure_messaging import MutualSession as Session
from tokutei.errors import SecureMessagingError

NUMBER = "AA12345678BB"
RND_ICC = bytes.fromhex("921CE277323DA057")
RND_IFD = bytes.fromhex("1122334455667788")
K_IFD = bytes.fromhex("404142434445464748494A4B4C4D4E4F")
K_ICC = bytes.fromhex("2CC6AF9B8B607C662FDCAD27B401D08B")
E_IFD = "4AD3C7B6BB484A52771977DED618B41DF841FA0476A05FBE041DEAD6109E773B"
M_IFD = "AC854617634F5397"
E_ICC = "289A96B1DA6AE3DA87770419BFD14F0BDAD15F36432B5A946C188C7221759A62"
M_ICC = "FA942EC51E62FF5F"
KS_ENC = bytes.fromhex("C19CF13D3D7FBEE9EA293D834C88952F")
KEYS = authentication.access_keys(NUMBER, AES_128)
SESSION = Session(KS_ENC, AES_128)


def test_official_challenge() -> None:
    assert apdu.get_challenge().hex().upper() == "0084000008"
    assert apdu.split_answer(RND_ICC + b"\x90\x00") == (RND_ICC, 0x9000)


def test_official_base_key() -> None:
    expected = authentication.AccessKeys(AES_128, *[bytes.fromhex("6522B4E171195BB218223A976C040111")] * 2)
    assert KEYS.seal(bytes(32)) == expected.seal(bytes(32))


def test_official_terminal_token() -> None:
    token = authentication.terminal_token(KEYS, rnd_ifd=RND_IFD, rnd_icc=RND_ICC, k_ifd=K_IFD)
    assert token.hex().upper() == E_IFD + M_IFD
    assert apdu.mutual_authenticate(token).hex().upper() == "0082000028" + E_IFD + M_IFD + "00"
    assert authentication.open_terminal_token(KEYS, token, rnd_icc=RND_ICC) == (RND_IFD, K_IFD)


def test_official_card_token() -> None:
    token = bytes.fromhex(E_ICC + M_ICC)
    plain = "921CE277323DA05711223344556677882CC6AF9B8B607C662FDCAD27B401D08B"
    assert KEYS.open(token).hex().upper() == plain
    assert authentication.open_card_token(KEYS, token, rnd_ifd=RND_IFD, rnd_icc=RND_ICC) == K_ICC
    assert authentication.card_token(KEYS, rnd_ifd=RND_IFD, rnd_icc=RND_ICC, k_icc=K_ICC) == token


def test_official_session_key() -> None:
    assert authentication.session_key(K_IFD, K_ICC) == KS_ENC


def test_official_verify() -> None:
    assert ciphers.pad(NUMBER.encode(), 16).hex().upper() == "41413132333435363738424280000000"
    command = SESSION.wrap_verify(NUMBER)
    assert command.hex().upper() == "0820008613861101EE0B31EF877F68D071C56D58C72E6748"
    assert SESSION.unwrap(command[5:]) == NUMBER.encode()


def test_official_selections_and_reads() -> None:
    df1, df3 = Directory.DF1.aid, Directory.DF3.aid
    assert apdu.select_df(df1).hex().upper() == "00A4040C10D392F0004F0200000000000000000000"
    assert apdu.select_df(df3).hex().upper() == "00A4040C10D392F0004F0400000000000000000000"
    assert SESSION.wrap_read(0x84, 0, 0).hex().upper() == "08B08400000004960200000000"
    assert apdu.read_binary(0x82, 0, 0).hex().upper() == "00B08200000000"
    assert apdu.select_mf().hex().upper() == "00A40000023F00"


def test_official_size_of_the_image_file() -> None:
    answer = SESSION.protect(
        bytes.fromhex("D08209C4") + bytes(2500) + bytes.fromhex("D1820BB8") + bytes(3000)
    )
    assert answer[:5].hex().upper() == "8682159101"
    assert len(answer) == 5 + 5520


ENTRIES_05 = (
    "C5083230333030343031C6083139393030313135C70132C80350484CC90A58303030303030303030CE0430333030CA023031"
    "CB083230323730343031CC0131CD083230333030343031"
)
ENTRIES_06 = "C5083230333330313135C6083139393030313135C70131C8034B4F52C90A58303030303030303030CE0430303030"
ANSWER_05 = (
    "861101106CCACB73BC5A055AB4DB8C63CA08A3985130DE6ACEE7FAD736E609578C3DAB21CB443781C5108545D0150F07B91F23"
    "9C3C0C34953B349A11256C9D9DC5FA09F1990211E18CE3F8C504093E0A892849"
)
ANSWER_06 = (
    "86310142CE76D186F365A78E354252BD01812B7A92AE4E0BC9659D9623C70D579EBE9EDB23B3DCB2D16DB3896E1BE15AD531A3"
)


@pytest.mark.parametrize(
    ("plain", "answer"),
    [
        pytest.param("C20C414131323334353637384242", "861101143D1676C57ED659B4CA6DA06D251591", id="number"),
        pytest.param(ENTRIES_05, ANSWER_05.replace("861101106C", "865101106C"), id="entries-05"),
        pytest.param(ENTRIES_06, ANSWER_06, id="entries-06"),
    ],
)
def test_regression_vectors(plain: str, answer: str) -> None:
    assert SESSION.protect(bytes.fromhex(plain)).hex().upper() == answer
    assert SESSION.unwrap(bytes.fromhex(answer)).hex().upper() == plain


@pytest.mark.parametrize(
    ("size", "header"),
    [
        (14, "861101"),
        (73, "865101"),
        (46, "863101"),
        (5508, "8682159101"),
        (2505, "868209D101"),
        (22, "862101"),
        (3, "861101"),
        (207, "8681D101"),
        (704, "868202D101"),
        (6, "861101"),
        (4, "861101"),
    ],
)
def test_answer_sizes(size: int, header: str) -> None:
    assert SESSION.protect(bytes(size)).hex().upper().startswith(header)


@given(st.binary(max_size=600))
def test_round_trip(plain: bytes) -> None:
    assert SESSION.unwrap(SESSION.protect(plain)) == plain


@given(st.binary(max_size=100))
def test_any_answer_unwraps_or_is_refused(data: bytes) -> None:
    try:
        size, reason = len(SESSION.unwrap(data)), ""
    except SecureMessagingError as error:
        size, reason = -1, error.reason
    assert reason in {"bare", "unknown_object", "cryptogram"} or 0 <= size < len(data)


def _refused(data: bytes) -> str:
    with pytest.raises(SecureMessagingError) as caught:
        SESSION.unwrap(data)
    return caught.value.reason


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        pytest.param(b"", "bare", id="empty"),
        pytest.param(bytes.fromhex("C20C414131323334353637384242"), "bare", id="plain-file"),
        pytest.param(b"\x86\xff", "bare", id="not-tlv"),
        pytest.param(SESSION.protect(b"a") + b"\x99\x02\x90\x00", "unknown_object", id="status-object"),
        pytest.param(SESSION.protect(b"a") * 2, "unknown_object", id="doubled"),
        pytest.param(SESSION.protect(b"a") + bytes(4), "unknown_object", id="padding-after"),
        pytest.param(b"\x86\x00", "cryptogram", id="no-value"),
        pytest.param(b"\x86\x01\x01", "cryptogram", id="no-cryptogram"),
        pytest.param(b"\x86\x11\x02" + bytes(16), "cryptogram", id="indicator"),
        pytest.param(b"\x86\x10\x01" + b"x" * 15, "cryptogram", id="half-block"),
        pytest.param(b"\x86\x11\x01" + b"x" * 16, "cryptogram", id="padding"),
    ],
)
def test_refused_answers(data: bytes, reason: str) -> None:
    assert _refused(data) == reason


def test_a_whole_block_of_padding_is_one_too_many() -> None:
    padded = AES_128.encrypt(KS_ENC, b"x" * 15 + b"\x80" + bytes(16))
    assert _refused(b"\x86\x21\x01" + padded) == "cryptogram"


@pytest.mark.parametrize("flip", range(40))
def test_a_changed_token_fails_its_mac(flip: int) -> None:
    token = bytearray(bytes.fromhex(E_ICC + M_ICC))
    token[flip] ^= 1
    with pytest.raises(SecureMessagingError) as caught:
        authentication.open_card_token(KEYS, bytes(token), rnd_ifd=RND_IFD, rnd_icc=RND_ICC)
    assert caught.value.reason == "mac"


def test_tokens_answer_this_challenge_only() -> None:
    token = bytes.fromhex(E_ICC + M_ICC)
    for nonces in ({"rnd_ifd": bytes(8), "rnd_icc": RND_ICC}, {"rnd_ifd": RND_IFD, "rnd_icc": bytes(8)}):
        with pytest.raises(SecureMessagingError) as caught:
            authentication.open_card_token(KEYS, token, **nonces)
        assert caught.value.reason == "nonce"
    with pytest.raises(SecureMessagingError) as caught:
        authentication.open_terminal_token(KEYS, bytes.fromhex(E_IFD + M_IFD), rnd_icc=bytes(8))
    assert caught.value.reason == "nonce"


@pytest.mark.parametrize("size", [0, 39, 41])
def test_a_token_has_forty_bytes(size: int) -> None:
    with pytest.raises(SecureMessagingError) as caught:
        KEYS.open(bytes(size))
    assert caught.value.reason == "token"


def test_short_entropy_is_refused() -> None:
    with pytest.raises(SecureMessagingError) as caught:
        authentication.terminal_token(KEYS, rnd_ifd=b"x", rnd_icc=RND_ICC, k_ifd=K_IFD)
    assert caught.value.reason == "entropy"
    with pytest.raises(SecureMessagingError):
        Session(b"short", AES_128)


def test_keys_have_no_repr() -> None:
    shown = f"{SESSION!r} {SESSION} {KEYS!r} {KEYS}"
    assert shown == "MutualSession(…) MutualSession(…) AccessKeys(…) AccessKeys(…)"
