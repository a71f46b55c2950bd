"""The emulator against the official transcript, the behaviour sheet, and anything at all."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tokutei.chip import apdu
from tokutei.chip import secure_messaging as sm
from tokutei.chip.ciphers import AES_128
from tokutei.chip.generations import SECOND
from tokutei.chip.layout import Directory, FileName
from tokutei.errors import SecureMessagingError
from tokutei.identifiers import CardNumber
from tokutei.testing.cards import issue_card
from tokutei.testing.emulator import CardEmulator, OpenChoices
from tokutei.testing.entropy import given_entropy, seeded_entropy
from tokutei.testing.residents import person

# 第２世代在留カード等仕様書 Ver 1.1, appendix 2
NUMBER: Final = CardNumber("AA12345678BB")
RND_ICC: Final = bytes.fromhex("921CE277323DA057")
K_ICC: Final = bytes.fromhex("2CC6AF9B8B607C662FDCAD27B401D08B")
GET_CHALLENGE: Final = bytes.fromhex("0084000008")
MUTUAL_AUTHENTICATE: Final = bytes.fromhex(
    "00820000284AD3C7B6BB484A52771977DED618B41DF841FA0476A05FBE041DEAD6109E773BAC854617634F539700"
)
VERIFY: Final = bytes.fromhex("0820008613861101EE0B31EF877F68D071C56D58C72E6748")
SELECT_DF1: Final = bytes.fromhex("00A4040C10D392F0004F0200000000000000000000")
SELECT_DF2: Final = bytes.fromhex("00A4040C10D392F0004F0300000000000000000000")
SELECT_DF3: Final = bytes.fromhex("00A4040C10D392F0004F0400000000000000000000")
READ_IMAGES: Final = bytes.fromhex("08B08400000004960200000000")
READ_SIGNATURE: Final = bytes.fromhex("00B08200000000")
SESSION: Final = sm.MutualSession(bytes.fromhex("C19CF13D3D7FBEE9EA293D834C88952F"), AES_128)

FILES: Final = dict(issue_card(person("engineer"), number=NUMBER).files)
RESIDENCE_CARD: Final = SECOND.layouts[0]
LIKELIEST: Final = OpenChoices()


def emulator(*, choices: OpenChoices = LIKELIEST, files: Mapping[FileName, bytes] = FILES) -> CardEmulator:
    """A card with the official number and nonces."""
    entropy = given_entropy(RND_ICC, K_ICC)
    return CardEmulator(SECOND, "05", files, number=NUMBER, entropy=entropy, choices=choices)


def opened(choices: OpenChoices = LIKELIEST) -> CardEmulator:
    """A card after VERIFY."""
    card = emulator(choices=choices)
    for command in (GET_CHALLENGE, MUTUAL_AUTHENTICATE, VERIFY):
        assert status(card, command) == "9000"
    return card


def status(card: CardEmulator, command: bytes | str) -> str:
    return card.transmit(bytes.fromhex(command) if isinstance(command, str) else command)[-2:].hex().upper()


def test_official_transcript() -> None:
    card = emulator()
    assert card.transmit(GET_CHALLENGE).hex().upper() == "921CE277323DA0579000"
    assert card.transmit(MUTUAL_AUTHENTICATE).hex().upper() == (
        "289A96B1DA6AE3DA87770419BFD14F0BDAD15F36432B5A946C188C7221759A62FA942EC51E62FF5F9000"
    )
    assert card.transmit(VERIFY).hex() == "9000"
    assert card.transmit(SELECT_DF1).hex() == "9000"
    images = card.transmit(READ_IMAGES)
    assert images[:5].hex() == "8682159101"
    assert len(images) == 5 + 5520 + 2
    plain = SESSION.unwrap(images[:-2])
    assert plain[:4].hex().upper() == "D08209C4"
    assert plain[2504:2508].hex().upper() == "D1820BB8"
    assert card.transmit(SELECT_DF3).hex() == "9000"
    signature = card.transmit(READ_SIGNATURE)
    assert signature[:2].hex().upper() == "DC60"
    assert signature[98:100].hex().upper() == "DD82"
    assert (len(signature), signature[-2:].hex()) == (706, "9000")


@pytest.mark.parametrize(
    ("select", "file", "content", "answer"),
    [
        pytest.param(
            SELECT_DF1,
            "81",
            "C20C414131323334353637384242",
            "861101143D1676C57ED659B4CA6DA06D251591",
            id="number",
        ),
        pytest.param(
            SELECT_DF1,
            "83",
            "C5083230333030343031C6083139393030313135C70132C80350484CC90A58303030303030303030CE0430333030"
            "CA023031CB083230323730343031CC0131CD083230333030343031",
            "865101106CCACB73BC5A055AB4DB8C63CA08A3985130DE6ACEE7FAD736E609578C3DAB21CB443781C5108545D0150F"
            "07B91F239C3C0C34953B349A11256C9D9DC5FA09F1990211E18CE3F8C504093E0A892849",
            id="entries-05",
        ),
        pytest.param(
            SELECT_DF1,
            "83",
            "C5083230333330313135C6083139393030313135C70131C8034B4F52C90A58303030303030303030CE0430303030",
            "86310142CE76D186F365A78E354252BD01812B7A92AE4E0BC9659D9623C70D579EBE9EDB23B3DCB2D16DB3896E1BE15AD531A3",
            id="entries-06",
        ),
    ],
)
def test_vectors_of_secure_messages(select: bytes, file: str, content: str, answer: str) -> None:
    name = FileName.DF1_EF01 if file == "81" else FileName.DF1_EF02
    card = emulator(files={name: bytes.fromhex(content)})
    for command in (GET_CHALLENGE, MUTUAL_AUTHENTICATE, VERIFY, select):
        card.transmit(command)
    assert card.transmit(bytes.fromhex(f"08B0{file}00000004960200000000")).hex().upper() == answer + "9000"


@pytest.mark.parametrize(
    ("select", "p1", "header", "size"),
    [
        (SELECT_DF1, "81", "861101", 16),
        (SELECT_DF1, "83", "865101", 80),
        (SELECT_DF1, "84", "8682159101", 5520),
        (SELECT_DF1, "86", "868209D101", 2512),
        (SELECT_DF2, "81", "862101", 32),
        (SELECT_DF2, "82", "861101", 16),
        (SELECT_DF2, "83", "8681D101", 208),
        (SELECT_DF3, "82", "868202D101", 720),
        ("00A40000023F00", "8B", "861101", 16),
        ("00A40000023F00", "8A", "861101", 16),
    ],
)
def test_sizes_of_secure_answers(select: bytes | str, p1: str, header: str, size: int) -> None:
    card = opened()
    assert status(card, select) == "9000"
    answer = card.transmit(bytes.fromhex(f"08B0{p1}00000004960200000000"))
    assert answer.hex().upper().startswith(header)
    assert len(answer) == len(header) // 2 + size + 2


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        pytest.param("", "6700", id="nothing"),
        pytest.param("00B08A", "6700", id="no-p2"),
        pytest.param("01B08A00000000", "6E00", id="class"),
        pytest.param("00C08A00000000", "6D00", id="instruction"),
        pytest.param("00A40000023F01", "6A82", id="another-mf"),
        pytest.param("00A4000000", "6A82", id="select-nothing"),
        pytest.param("00A4040C10D392F0004F0100000000000000000000", "6A82", id="no-such-df"),
        pytest.param("00A4040C05D392F0004F", "6A82", id="part-of-an-aid"),
        pytest.param("00A4020C020001", "6A86", id="select-ef"),
        pytest.param("08A40000023F00", "6882", id="secure-select"),
        pytest.param("0884000008", "6882", id="secure-challenge"),
        pytest.param("0084000108", "6A86", id="challenge-p2"),
        pytest.param("0084000010", "6700", id="challenge-of-16"),
        pytest.param("00840000", "6700", id="challenge-of-none"),
        pytest.param("008200002800", "6700", id="lc-beyond-the-end"),
        pytest.param("0082000101" + "00", "6A86", id="authenticate-p2"),
        pytest.param("0082000010" + "00" * 17, "6700", id="short-token"),
        pytest.param("0882000028" + "00" * 41, "6882", id="secure-authenticate"),
        pytest.param("0082000028" + "00" * 41, "6985", id="no-challenge"),
        pytest.param("0020008613" + "00" * 19, "6982", id="plain-verify"),
        pytest.param("0820008613" + "00" * 19, "6882", id="verify-without-session"),
        pytest.param("0820008513" + "00" * 19, "6A86", id="verify-p2"),
        pytest.param("08B08A00000004960200000000", "6882", id="secure-read-without-session"),
        pytest.param("00B00000000000", "6986", id="no-current-file"),
        pytest.param("00B08100000000", "6A82", id="no-such-file"),
        pytest.param("00B0E100000000", "6A86", id="p1-pattern"),
        pytest.param("00B08A04000000", "6B00", id="offset-at-the-end"),
        pytest.param("00B08A00", "6700", id="read-without-length"),
        pytest.param("00B08A000000020000" + "0000", "6700", id="plain-read-with-data"),
        pytest.param("00B08A00000000", "9000", id="card-type"),
        pytest.param("00B08A0004", "9000", id="short-length"),
    ],
)
def test_status_words_of_a_fresh_card(command: str, expected: str) -> None:
    assert status(emulator(), command) == expected


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        pytest.param("08B08A000000", "6700", id="no-length"),
        pytest.param("08B08A00000000", "6987", id="no-object"),
        pytest.param("08B08A00000004970200000000", "6988", id="another-object"),
        pytest.param("08B08A000000059602000000" + "0000", "6988", id="too-long-object"),
        pytest.param("08B08A000000049602000000" + "10", "6700", id="short-answer-wanted"),
        pytest.param("08B08A00049602000000", "9000", id="short-form"),
        pytest.param("0820008600", "6987", id="verify-nothing"),
        pytest.param("0820008613871101" + "00" * 16, "6988", id="verify-another-object"),
        pytest.param("0820008613861102" + "00" * 16, "6988", id="verify-indicator"),
        pytest.param("0820008613861101" + "00" * 16, "6988", id="verify-garbage"),
    ],
)
def test_status_words_in_a_session(command: str, expected: str) -> None:
    assert status(opened(), command) == expected


def test_files_open_one_lock_at_a_time() -> None:
    card = emulator()
    in_plain, secure = "00B08300000000", "08B08300000004960200000000"
    permission = "00B08100000000"
    assert status(card, SELECT_DF1) == "9000"
    assert (status(card, in_plain), status(card, secure)) == ("6982", "6882")
    assert status(card, GET_CHALLENGE) == status(card, MUTUAL_AUTHENTICATE) == "9000"
    assert (status(card, in_plain), status(card, secure)) == ("6982", "6982")
    assert status(card, VERIFY) == "9000"
    assert (status(card, in_plain), status(card, secure)) == ("6982", "9000")
    assert status(card, SELECT_DF2) == "9000"
    assert status(card, permission) == "9000"
    card.reset()
    assert status(card, SELECT_DF2) == "9000"
    assert status(card, permission) == "6982"


@pytest.mark.parametrize("between", ["00B08A00000000", "00A40000023F00", "FF", "0084000010"])
def test_a_challenge_is_good_for_the_next_command_only(between: str) -> None:
    card = emulator()
    assert status(card, GET_CHALLENGE) == "9000"
    card.transmit(bytes.fromhex(between))
    assert status(card, MUTUAL_AUTHENTICATE) == "6985"


def test_a_challenge_is_used_up() -> None:
    card = emulator()
    assert status(card, GET_CHALLENGE) == "9000"
    assert status(card, MUTUAL_AUTHENTICATE[:-2] + bytes(2)) == "6300"
    assert status(card, MUTUAL_AUTHENTICATE) == "6985"
    other = CardEmulator(SECOND, "05", FILES, number=NUMBER, entropy=given_entropy(bytes(16)))
    assert status(other, GET_CHALLENGE) == "9000"
    assert status(other, MUTUAL_AUTHENTICATE) == "6300", "the MAC is right, the challenge another"


def test_another_number_never_blocks_and_takes_the_place_of_the_right_one() -> None:
    card = opened()
    wrong = SESSION.wrap_verify("AA12345678BC")
    for _ in range(30):
        assert status(card, wrong) == "6300"
    assert status(card, SELECT_DF3) == "9000"
    assert status(card, READ_SIGNATURE) == "6982"
    assert status(card, VERIFY) == "9000"
    assert status(card, READ_SIGNATURE) == "9000"


def test_reading_by_offset_goes_on_in_the_file_read_last() -> None:
    card = opened()
    content = FILES[FileName.DF3_EF01]
    assert status(card, SELECT_DF3) == "9000"
    assert card.transmit(bytes.fromhex("00B08200000002"))[:-2] == content[:2]
    assert card.transmit(bytes.fromhex("00B00002000060"))[:-2] == content[2:98]
    assert card.transmit(bytes.fromhex("00B08262000000"))[:-2] == content[98:]
    assert card.transmit(bytes.fromhex("00B00280000000"))[:-2] == content[640:]
    assert card.transmit(bytes.fromhex("00B0028000FFFF"))[:-2] == content[640:]
    assert status(card, "00B002C0000000") == "6B00"
    assert SESSION.unwrap(card.transmit(bytes.fromhex("08B00002000004960200600000"))[:-2]) == content[2:98]
    assert status(card, SELECT_DF3) == "9000"
    assert status(card, "00B00000000000") == "6986"


def test_a_failing_select_changes_nothing() -> None:
    card = opened()
    assert status(card, SELECT_DF3) == "9000"
    assert status(card, READ_SIGNATURE) == "9000"
    assert status(card, "00A4040C10D392F0004F0100000000000000000000") == "6A82"
    assert status(card, "00B00000000000") == "9000"


def test_the_card_trusts_lc() -> None:
    assert status(emulator(), SELECT_DF1 + b"more") == "9000"


def test_open_status_words_are_parameters() -> None:
    verify, read = "20008613" + "00" * 19, "B08A00000004960200000000"
    card = emulator(choices=OpenChoices(plain_verify=0x6882, no_session=0x6985))
    assert [status(card, command) for command in ("00" + verify, "08" + verify, "08" + read)] == [
        "6882",
        "6985",
        "6985",
    ]


@pytest.mark.parametrize("ends", [True, False])
def test_open_choices_of_sessions(ends: bool) -> None:
    card = opened(OpenChoices(failed_authentication_ends_session=ends))
    card.transmit(GET_CHALLENGE)
    assert status(card, MUTUAL_AUTHENTICATE[:-2] + bytes(2)) == "6300"
    assert status(card, VERIFY) == ("6882" if ends else "9000")

    card = opened(OpenChoices(new_session_ends_authentication=ends))
    card.transmit(GET_CHALLENGE)
    assert status(card, MUTUAL_AUTHENTICATE) == "9000"
    card.transmit(SELECT_DF3)
    assert status(card, READ_SIGNATURE) == ("6982" if ends else "9000")


@pytest.mark.parametrize(("other", "answers"), [(False, ["9000", "6A82"]), (True, ["6A82", "9000"])])
def test_the_file_whose_identifier_is_told_differently(other: bool, answers: list[str]) -> None:
    files = issue_card(person("special_permanent_resident")).files
    card = CardEmulator(
        SECOND,
        "06",
        files,
        number=NUMBER,
        entropy=given_entropy(RND_ICC, K_ICC),
        choices=OpenChoices(other_short_ids=other),
    )
    for command in (GET_CHALLENGE, MUTUAL_AUTHENTICATE, VERIFY, SELECT_DF2):
        card.transmit(command)
    assert [status(card, "00B08300000000"), status(card, "00B08100000000")] == answers


def test_a_file_that_was_not_given_is_not_there() -> None:
    card = CardEmulator(SECOND, "05", {}, number=NUMBER, entropy=seeded_entropy(b""))
    assert status(card, "00B08A00000000") == "6A82"


def test_entropy_from_a_seed() -> None:
    one, same, other = seeded_entropy(b"1"), seeded_entropy(b"1"), seeded_entropy(b"2")
    drawn = [one(8), one(16), one(8)]
    assert drawn == [same(8), same(16), same(8)]
    assert drawn[0] != drawn[2]
    assert drawn[0] != other(8)
    assert [len(value) for value in drawn] == [8, 16, 8]


def test_a_source_of_no_values_is_none() -> None:
    with pytest.raises(SecureMessagingError) as caught:
        given_entropy()
    assert caught.value.reason == "entropy"


@pytest.mark.parametrize("kind", [bytearray, memoryview])
def test_commands_may_be_anything_that_holds_bytes(kind: Callable[[bytes], bytes]) -> None:
    plain, other = emulator(), emulator()
    commands = (GET_CHALLENGE, MUTUAL_AUTHENTICATE, VERIFY, SELECT_DF1, READ_IMAGES, SELECT_DF3)
    for command in commands:
        assert other.transmit(kind(command)) == plain.transmit(command)
    card, same = issue_card(person("engineer")), issue_card(person("engineer"))
    assert [card.transmit(kind(one)) for one in commands] == [same.transmit(one) for one in commands]


@pytest.mark.parametrize("command", [None, "00B08A00000000", 7, [0x00, 0xA4]])
def test_what_is_no_command_gets_a_status_word(command: Any) -> None:
    assert emulator().transmit(command).hex() == "6700"
    assert issue_card(person("engineer")).transmit(command).hex() == "6700"


def _failing(_: int) -> bytes:
    raise StopIteration


@pytest.mark.parametrize(
    "entropy", [lambda _: b"short", lambda size: bytes(size + 1), lambda _: "x" * 8, _failing]
)
def test_a_source_that_fails_is_a_failed_self_test(entropy: Any) -> None:
    card = CardEmulator(SECOND, "05", FILES, number=NUMBER, entropy=entropy)
    assert status(card, GET_CHALLENGE) == "6F00"
    assert status(card, MUTUAL_AUTHENTICATE) == "6985", "there is no challenge"
    # the challenge is right and the half of the key is not
    values = iter([RND_ICC])
    later = CardEmulator(
        SECOND, "05", FILES, number=NUMBER, entropy=lambda size: next(values, None) or entropy(size)
    )
    assert status(later, GET_CHALLENGE) == "9000"
    assert later.transmit(MUTUAL_AUTHENTICATE) == b"\x6f\x00"
    assert status(later, VERIFY) == "6882", "no session came of it"


def test_repr_holds_the_number_back() -> None:
    assert "AA12345678BB" not in repr(emulator())


VALID: Final = st.sampled_from(
    [
        GET_CHALLENGE,
        MUTUAL_AUTHENTICATE,
        VERIFY,
        SELECT_DF1,
        SELECT_DF2,
        SELECT_DF3,
        READ_IMAGES,
        READ_SIGNATURE,
        apdu.select_mf(),
    ]
)
LIKELY: Final = st.builds(
    lambda head, p1, p2, rest: bytes([*head, p1, p2]) + rest,
    st.sampled_from([(0x00, i) for i in (0xA4, 0x84, 0x82, 0x20, 0xB0)] + [(0x08, 0xB0), (0x08, 0x20)]),
    st.integers(0, 255),
    st.integers(0, 255),
    st.binary(max_size=50),
)


@settings(max_examples=300)
@given(commands=st.lists(VALID | LIKELY | st.binary(max_size=60), max_size=12))
@example(commands=[GET_CHALLENGE, MUTUAL_AUTHENTICATE, bytes.fromhex("0820008600")])
def test_any_commands_get_a_status_word_of_the_table(commands: list[bytes]) -> None:
    card = emulator()
    for command in commands:
        answer = card.transmit(command)
        word = int.from_bytes(answer[-2:])
        assert word in apdu.STATUS_WORDS
        assert word == apdu.SUCCESS or len(answer) == 2


@given(commands=st.lists(LIKELY | st.just(SELECT_DF1) | st.just(GET_CHALLENGE), max_size=12))
def test_nothing_but_the_free_files_comes_out_without_the_number(commands: list[bytes]) -> None:
    card = emulator()
    free = FILES[FileName.MF_EF01] + b"/" + FILES[FileName.MF_EF02]
    for command in commands:
        answer = card.transmit(command)
        if command[1:2] == b"\xb0":
            assert answer[:-2] in free


def test_the_directories_are_those_of_the_layout() -> None:
    card = emulator()
    there = {one for one in Directory if one.aid and status(card, apdu.select_df(one.aid)) == "9000"}
    assert there == {Directory.DF1, Directory.DF2, Directory.DF3}
