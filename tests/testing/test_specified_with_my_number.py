"""One chip with both sides: the residence application and those of a My Number card."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final

import pytest

from tokutei import chip, testing
from tokutei.chip import my_number
from tokutei.chip.layout import Directory
from tokutei.errors import PurposeError
from tokutei.identifiers import NumberPurpose

AT: Final = datetime(2026, 9, 1, 3, tzinfo=UTC)
HOLDERS: Final = (("07", "engineer"), ("08", "special_permanent_resident"))
RESIDENCE: Final = {one.aid for one in Directory if one.aid}
MY_NUMBER: Final = {one.aid for one in my_number.Application}


class Selecting:
    """A way to a card that keeps the names which were selected."""

    def __init__(self, card: testing.SyntheticCard) -> None:
        self.card, self.selected = card, set[bytes]()

    def transmit(self, command: bytes, /) -> bytes:
        if command[1:3] == b"\xa4\x04":
            self.selected.add(command[5 : 5 + command[4]])
        return self.card.transmit(command)


def issued(card_type: str, holder: str) -> tuple[testing.SyntheticCard, testing.SyntheticMyNumberCard]:
    person = testing.person(holder)
    number_side = testing.issue_my_number_card(person)
    return testing.issue_card(person, type=card_type, others=number_side.applications), number_side


@pytest.mark.parametrize(("card_type", "holder"), HOLDERS)
def test_both_sides_are_read_in_turns_and_neither_selects_the_other(card_type: str, holder: str) -> None:
    card, number_side = issued(card_type, holder)
    for _ in range(2):
        residence, texts = Selecting(card), Selecting(card)
        record = chip.read(residence, number=card.number, delivery_keys=card.delivery_keys)
        assert chip.verify(record, card.trust, at=AT).trusted
        items = my_number.read_text(texts, pin=number_side.pin)
        assert items.born == card.holder.born
        assert residence.selected <= RESIDENCE
        assert texts.selected <= MY_NUMBER
        assert not residence.selected & texts.selected


@pytest.mark.parametrize(("card_type", "holder"), HOLDERS)
def test_what_one_side_opened_the_other_does_not_see(card_type: str, holder: str) -> None:
    card, number_side = issued(card_type, holder)
    tries = {pin: number_side.applications.tries_left(pin) for pin in my_number.Pin}
    assert any(tries.values())
    chip.read(card, number=card.number, delivery_keys=card.delivery_keys)
    my_number.read_pin_status(card)
    for directory in (Directory.DF1, Directory.DF2, Directory.DF3):
        assert card.transmit(b"\x00\xa4\x04\x0c\x10" + directory.aid) == b"\x6a\x82", (
            "the application comes first"
        )
    # the key of the session went with the application that was left
    assert card.transmit(b"\x00\xa4\x04\x0c\x10" + Directory.AP.aid) == b"\x90\x00"
    assert card.transmit(b"\x00\xa4\x04\x0c\x10" + Directory.DF1.aid) == b"\x90\x00"
    assert card.transmit(bytes.fromhex("08B081000000049602000E0000")) == b"\x68\x82"
    assert {pin: number_side.applications.tries_left(pin) for pin in my_number.Pin} == tries


def test_the_individual_number_asks_for_a_purpose_on_this_chip_too() -> None:
    card, number_side = issued("07", "engineer")
    with pytest.raises(PurposeError):
        my_number.read_text(card, pin=number_side.pin, purpose="employment_card_check")  # type: ignore[arg-type]
    assert my_number.read_text(card, pin=number_side.pin).individual_number is None
    given = my_number.read_text(card, pin=number_side.pin, purpose=NumberPurpose.BY_THE_PERSON)
    assert given.values["individual_number"].decode() == number_side.number


def test_an_unknown_application_changes_nothing() -> None:
    card, number_side = issued("07", "engineer")
    my_number.read_text(card, pin=number_side.pin)
    assert card.transmit(bytes.fromhex("00A4040C05F000000000")) == b"\x6a\x82"
    assert my_number.read_text(card, pin=number_side.pin).born == card.holder.born
