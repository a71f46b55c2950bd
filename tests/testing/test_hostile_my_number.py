"""Every My Number card that lies comes to its stated end, and nothing personal is in the error."""

from __future__ import annotations

import traceback
from typing import Final

import pytest

from tokutei.errors import ChipError
from tokutei.testing import HOSTILE_MY_NUMBER_CARDS, HostileMyNumberCard, issue_my_number_card, person

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
