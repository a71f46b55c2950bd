"""How many exchanges a reading takes: the fewest, as the card itself counts them; in pieces where it must."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import pytest

from tests.chip.between import AT, Recorder
from tokutei import chip
from tokutei.chip import ReadingPolicy
from tokutei.chip.ciphers import AES_128, TRIPLE_DES
from tokutei.chip.conversation import EXCHANGES_PER_MINIMUM
from tokutei.chip.generations import GENERATIONS
from tokutei.chip.layout import FileRow
from tokutei.chip.plan import Units, least_exchanges, wanted_rows
from tokutei.chip.secure_messaging import MutualSession
from tokutei.errors import CardError, ReadAborted
from tokutei.testing import issue_card, person
from tokutei.testing.cards import CARD_TYPES
from tokutei.testing.emulator import OpenChoices

SHORT: Final = OpenChoices(extended_commands=False)
LAYOUTS: Final = {one.card_type: one for generation in GENERATIONS for one in generation.layouts}
UNITS: Final = {"1": Units(256, 247), "2": Units(256, 247), "05": Units(256, 239), "06": Units(256, 239)}
MINIMA: Final = {"1": 17, "2": 14, "05": 18, "06": 16, "07": 18, "08": 16}
POLICIES: Final = {
    "everything": chip.EVERYTHING,
    "without the face": chip.WITHOUT_FACE,
    "no signature": ReadingPolicy(skip=frozenset({"signature", "certificate"})),
    "a permission": ReadingPolicy(only=frozenset({"individual_permission", "individual_permission_text"})),
    "the type": ReadingPolicy(only=frozenset()),
}


@pytest.mark.parametrize("policy", POLICIES.values(), ids=POLICIES)
@pytest.mark.parametrize("card_type", CARD_TYPES)
def test_a_reading_takes_the_fewest_exchanges(card_type: str, policy: ReadingPolicy) -> None:
    card = issue_card(person("engineer"), type=card_type)
    record = chip.read(card, number=card.number, policy=policy, delivery_keys=card.delivery_keys)
    least = least_exchanges(LAYOUTS[card_type], policy=policy)
    assert card.emulator.exchanges == len(record.exchange.steps) == least
    if policy is chip.EVERYTHING:
        assert least == MINIMA[card_type]


def by_hand(rows: tuple[FileRow, ...], policy: ReadingPolicy, units: Units) -> int:
    """Return the commands of a reading with short ones: refused once, then piece by piece."""
    pieces = 0
    for row in rows:
        left = policy.wanted(row)
        while left > 0:
            left -= units.protected if row.is_protected else units.plain
            pieces += 1
    closed = 3 if any(row.name.directory.value.startswith("DF") for row in rows) else 0
    directories = len({row.name.directory for row in rows})
    return 1 + pieces + 1 + closed + directories


@pytest.mark.parametrize("policy", POLICIES.values(), ids=POLICIES)
@pytest.mark.parametrize("card_type", UNITS)
def test_short_commands_take_as_many_as_the_pieces(card_type: str, policy: ReadingPolicy) -> None:
    card = issue_card(person("engineer"), type=card_type, choices=SHORT)
    record = chip.read(card, number=card.number, policy=policy)
    layout, units = LAYOUTS[card_type], UNITS[card_type]
    least = least_exchanges(layout, policy=policy, units=units)
    assert card.emulator.exchanges == len(record.exchange.steps) == least
    assert least == by_hand(wanted_rows(layout, policy), policy, units)
    refused = [one for one in record.exchange.steps if one.status != "9000"]
    assert [(one.command, one.status) for one in refused] == [("read_binary", "6700")]
    if policy is chip.EVERYTHING:
        assert record.files == card.files
        assert chip.verify(record, card.trust, at=AT).trusted


@pytest.mark.parametrize("card_type", UNITS)
def test_every_piece_fits_a_short_answer(card_type: str) -> None:
    card = issue_card(person("engineer"), type=card_type, choices=SHORT)
    reader = Recorder(card)
    chip.read(reader, number=card.number)
    assert max(map(len, reader.got)) == 256 + 2  # a whole piece of a file in plain
    protected = [
        answer for one, answer in zip(reader.sent, reader.got, strict=True) if one[:2] == b"\x08\xb0"
    ]
    assert 240 < max(map(len, protected)) <= 256 + 2


def test_a_byte_more_would_not_fit() -> None:
    for cipher in (AES_128, TRIPLE_DES):
        session = MutualSession(bytes(range(16)), cipher)
        assert len(session.protect(bytes(session.room))) <= 256
        assert len(session.protect(bytes(session.room + 1))) > 256


@pytest.mark.parametrize("card_type", ["07", "08"])
def test_a_specified_card_needs_extended_commands(card_type: str) -> None:
    """The 256 bytes of SET SESSION KEY do not fit a short command."""
    card = issue_card(person("engineer"), type=card_type, choices=SHORT)
    with pytest.raises(CardError) as caught:
        chip.read(card, number=card.number, delivery_keys=card.delivery_keys)
    assert (caught.value.command, caught.value.reason) == ("set_session_key", "wrong_length")
    card.reset()
    record = chip.read(
        card, number=card.number, delivery_keys=card.delivery_keys, policy=ReadingPolicy(only=frozenset())
    )
    assert record.card_type.value == card_type


@dataclass
class Dribbling:
    """A card that gives its type a byte at a time, and never as it should be."""

    card: chip.Transport
    exchanges: int = 0

    def transmit(self, command: bytes, /) -> bytes:
        self.exchanges += 1
        if command[1] == 0xB0:
            return b"\xc1\x90\x00" if command[2] & 0x80 else b"\x02\x90\x00"
        return self.card.transmit(command)


@pytest.mark.parametrize("choices", [OpenChoices(), SHORT], ids=["extended", "short"])
@pytest.mark.parametrize("card_type", UNITS)
def test_three_times_the_fewest_and_no_more(card_type: str, choices: OpenChoices) -> None:
    card = issue_card(person("engineer"), type=card_type, choices=choices)
    sent = 0

    class Slow:
        """Gives a byte of a large file at a time."""

        def transmit(self, command: bytes, /) -> bytes:
            nonlocal sent
            sent += 1
            answer = card.transmit(command)
            if command[:2] != b"\x00\xb0" or len(answer) < 200:
                return answer
            return answer[:1] + answer[-2:]

    with pytest.raises(ReadAborted) as caught:
        chip.read(Slow(), number=card.number)
    assert caught.value.reason == "exchanges"
    units = None if choices.extended_commands else UNITS[card_type]
    assert sent == EXCHANGES_PER_MINIMUM * least_exchanges(LAYOUTS[card_type], units=units)
    assert EXCHANGES_PER_MINIMUM == 3


def test_a_card_type_that_comes_in_bytes() -> None:
    card = Dribbling(issue_card(person("engineer")))
    with pytest.raises(ReadAborted) as caught:
        chip.read(card, number="ZZ00000000ZZ")
    assert caught.value.reason == "generation"
    assert card.exchanges <= 3 * 4
