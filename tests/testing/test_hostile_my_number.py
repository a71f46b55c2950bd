"""Every My Number card that lies comes to its stated end, and nothing personal is in the error."""

from __future__ import annotations

import traceback
from contextlib import suppress
from typing import Final

import pytest

from tests.chip.my_number_fakes import Recorder
from tokutei.chip import my_number
from tokutei.chip.driving import Talk, drive
from tokutei.chip.my_number import FILES, FileRow
from tokutei.chip.my_number.conversation import Conversation
from tokutei.errors import ChipError, TlvError
from tokutei.testing import HOSTILE_MY_NUMBER_CARDS, HostileMyNumberCard, issue_my_number_card, person
from tokutei.testing.my_number_card import MyNumberApplications

ALL: Final = [pytest.param(one, id=one.name) for one in HOSTILE_MY_NUMBER_CARDS.values()]
RAISING: Final = [pytest.param(one, id=one.name) for one in HOSTILE_MY_NUMBER_CARDS.values() if one.error]
READABLE: Final = [
    pytest.param(one, id=one.name) for one in HOSTILE_MY_NUMBER_CARDS.values() if not one.error
]


def test_the_table_is_whole() -> None:
    assert len(HOSTILE_MY_NUMBER_CARDS) > 40
    for name, one in HOSTILE_MY_NUMBER_CARDS.items():
        assert (one.name, bool(one.lie)) == (name, True)
        assert (one.error is None) is (one.reason is None) is (one.unknown is not None)
    assert len({one.lie for one in HOSTILE_MY_NUMBER_CARDS.values()}) == len(HOSTILE_MY_NUMBER_CARDS)


@pytest.mark.parametrize("key", ["engineer", "infant", "special_permanent_resident"])
@pytest.mark.parametrize("hostile", RAISING)
def test_a_lie_that_ends_the_reading(hostile: HostileMyNumberCard, key: str) -> None:
    card = hostile.issue(person(key))
    with pytest.raises(ChipError) as caught:
        hostile.read(card)
    assert type(caught.value) is hostile.error
    assert getattr(caught.value, "reason", None) == hostile.reason
    error = caught.value
    said = f"{error} {error!r} {error.text('ja')} {vars(error)}"
    said += "".join(traceback.format_exception_only(error))
    for hidden in (card.number, card.pin, card.password, card.reference_b, card.holder.name):
        assert hidden not in said
    assert error.__cause__ is None


@pytest.mark.parametrize("hostile", READABLE)
def test_a_lie_that_is_not_understood(hostile: HostileMyNumberCard) -> None:
    assert hostile.read(hostile.issue()) == (hostile.unknown,)


@pytest.mark.parametrize("hostile", ALL)
def test_no_lie_buys_more_than_three_times_the_exchanges(hostile: HostileMyNumberCard) -> None:
    """Three times what an honest card needs whose every file is as large as its row allows, and no card more."""
    counted = Recorder(hostile.issue())
    with suppress(ChipError):
        hostile.read(counted)  # type: ignore[arg-type]  # whatever is read has what a card has
    honest = Recorder(issue_my_number_card(person("engineer")))
    hostile.read(honest)  # type: ignore[arg-type]
    assert len(honest.commands) <= most_needed(honest.commands)
    assert len(counted.commands) <= 3 * most_needed(honest.commands)


def most_needed(commands: list[bytes]) -> int:
    """Return how many commands the same reading takes of an honest card with the largest files."""
    rows = {(row.application.aid, row.file_id): row for row in FILES}
    aid, needed = b"", 0
    for command in commands:
        if command[:3] == b"\x00\xa4\x04":
            aid, needed = command[5:], needed + 1
        elif command[:3] == b"\x00\xa4\x02":
            row = rows.get((aid, int.from_bytes(command[5:])))
            needed += 1
            if row is not None:
                needed += 1 + (-(-(row.most - 5) // 256) if row.tag else 0)
        elif command[1] != 0xB0:
            needed += 1
    return needed


def test_an_object_beyond_its_row_costs_no_further_reading() -> None:
    """Its header says so; a card used to set the bound of its own reading by what it announced."""
    counted = Recorder(HOSTILE_MY_NUMBER_CARDS["giant_certificate"].issue())
    with pytest.raises(TlvError):
        my_number.read_jpki(counted)
    honest = Recorder(issue_my_number_card(person("engineer")))
    my_number.read_jpki(honest)
    assert len(counted.commands) < len(honest.commands)


@pytest.mark.parametrize("row", [row for row in FILES if row.tag], ids=lambda row: row.content)
def test_the_bound_of_each_file_is_the_last_size_that_is_read(row: FileRow) -> None:
    for size, reads in ((row.most, True), (row.most + 1, False)):
        talk = Conversation()
        tag = row.tag.to_bytes(2).lstrip(b"\0")
        body = size - len(tag) - 3
        value = tag + b"\x82" + body.to_bytes(2) + bytes(body)
        files = {(row.application, row.file_id): value}
        card = Recorder(MyNumberApplications(files, dict.fromkeys(row.opened_by, b"1234")))

        def read(talk: Conversation = talk) -> Talk[bytes | None]:
            yield from talk.select(row.application)
            for pin in row.opened_by[:1]:
                yield from talk.open(pin, b"1234", last_try=False)
            return (yield from talk.read_object(row))

        assert len(value) == size
        if reads:
            assert drive(read(), card) == value
        else:
            with pytest.raises(TlvError) as caught:
                drive(read(), card)
            assert caught.value.reason == "too_large"


@pytest.mark.parametrize("hostile", ALL)
def test_the_honest_card_reads(hostile: HostileMyNumberCard) -> None:
    """Otherwise the table would claim an outcome for nothing."""
    honest = issue_my_number_card(person("engineer"))
    assert hostile.read(honest) in ((), ("individual_number",))
    card = hostile.issue()
    assert card.tamper is not None or card.files != honest.files
    assert card.number == honest.number


@pytest.mark.parametrize("hostile", ALL)
@pytest.mark.parametrize("command", [b"", b"\0", b"\x00\xa4", b"\x00\xa4\x04\x0c\x10", bytes(300)])
def test_commands_that_are_none_are_answered(hostile: HostileMyNumberCard, command: bytes) -> None:
    assert isinstance(hostile.issue().transmit(command), bytes)
