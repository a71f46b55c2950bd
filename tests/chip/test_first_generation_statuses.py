"""The emulated card answers each command with the status words that the first specification lists for it."""

from __future__ import annotations

from typing import Final

from hypothesis import given, settings
from hypothesis import strategies as st

from tokutei.chip import apdu
from tokutei.chip.ciphers import TRIPLE_DES
from tokutei.chip.secure_messaging import MutualSession
from tokutei.testing import issue_card, person
from tokutei.testing.cards import SyntheticCard

LISTED: Final = {
    0xA4: "6283 6400 6700 6882 6985 6988 6999 6A82 6A86 6A87 6D00 6E00 6F00 9000",
    0x20: "6283 6300 6400 6700 6881 6882 6981 6982 6984 6985 6986 6988 6A82 6A86 6D00 6E00 6F00 9000",
    0x84: "6283 6400 6700 6881 6882 6985 6988 6A86 6D00 6E00 6F00 9000",
    0x82: "6283 6300 6400 6700 6881 6882 6985 6988 6D00 6E00 6F00 9000",
    0xB0: "6283 6400 6700 6881 6882 6981 6982 6985 6986 6988 6A82 6A86 6B00 6D00 6E00 6F00 9000",
}
"""Sections 4.2.1 to 4.2.5, (5), by the instruction."""

BESIDES: Final = {
    # Of table 4-5, though not of the list of the command: there is no protected object at all.
    0x20: {"6987"},
    0xB0: {"6987"},
    # The list has no status for parameters that the section fixes at 00.
    0x82: {"6A86"},
}
"""What the emulator answers beyond the lists."""

INSTRUCTIONS: Final = st.sampled_from(sorted(LISTED))
NUMBER: Final = "AA12345678BB"
KEY: Final = bytes(range(16))


def opened(card: SyntheticCard) -> None:
    """Put a card into the state in which its files can be read."""
    card.reset()
    card.emulator._session = MutualSession(KEY, TRIPLE_DES)
    card.transmit(MutualSession(KEY, TRIPLE_DES).wrap_verify(NUMBER))


CARD: Final = issue_card(person("student"), type="1", number=NUMBER)

BODIES: Final = (
    st.binary(max_size=24)
    | st.sampled_from(
        [
            bytes.fromhex(one)
            for one in (
                "023F00",
                "08",
                "10D392F0004F0200000000000000000000",
                "00000000",
                "000004960200000000",
                "1386110100000000000000000000000000000000",
            )
        ]
    )
    | st.binary(min_size=40, max_size=40).map(lambda data: b"\x28" + data + b"\0")
)


@settings(max_examples=400)
@given(
    st.booleans(),
    st.sampled_from([0x00, 0x08, 0x08, 0x0C, 0x80]),
    INSTRUCTIONS,
    st.tuples(
        st.sampled_from([0, 4, 0x81, 0x85, 0x8A, 0x9F, 0xE0, 0x7F]), st.sampled_from([0, 0x0C, 0x86, 1])
    ),
    BODIES,
)
def test_no_other_status(
    is_open: bool, secure_class: int, instruction: int, parameters: tuple[int, int], body: bytes
) -> None:
    CARD.reset()
    if is_open:
        opened(CARD)
    if instruction == 0x82:
        CARD.transmit(apdu.get_challenge())
    answer = CARD.transmit(bytes((secure_class, instruction, *parameters)) + body)
    status = answer[-2:].hex().upper()
    assert status in {*LISTED[instruction].split(), *BESIDES.get(instruction, ())}
    assert status == "9000" or len(answer) == 2


def test_every_listed_status_is_of_the_table() -> None:
    for listed in LISTED.values():
        assert {int(one, 16) for one in listed.split()} <= {*apdu.STATUS_WORDS}


def test_what_is_answered_beyond_the_lists() -> None:
    """If the emulator stops doing so, the list above is to be shortened."""
    opened(CARD)
    assert CARD.transmit(bytes.fromhex("0820008600")) == b"\x69\x87"
    assert CARD.transmit(bytes.fromhex("08B08A00000000")) == b"\x69\x87"
    assert CARD.transmit(bytes.fromhex("0082000100")) == b"\x6a\x86"
    for instruction, besides in BESIDES.items():
        assert not besides & set(LISTED[instruction].split())
