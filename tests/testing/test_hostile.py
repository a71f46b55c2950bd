"""Every hostile card comes to its stated end, with any entropy, and nothing personal in the error."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Final

import pytest

from tokutei import chip
from tokutei.chip import FindingKind, FindingStatus
from tokutei.errors import ChipError
from tokutei.testing.cards import issue_card
from tokutei.testing.hostile import HOSTILE_CARDS, HostileCard
from tokutei.testing.residents import person

AT: Final = datetime(2026, 9, 1, 3, tzinfo=UTC)
ALL: Final = [pytest.param(one, id=one.name) for one in HOSTILE_CARDS.values()]
RAISING: Final = [pytest.param(one, id=one.name) for one in HOSTILE_CARDS.values() if one.error]
READABLE: Final = [pytest.param(one, id=one.name) for one in HOSTILE_CARDS.values() if not one.error]
ENTROPY: Final = [
    pytest.param(bytes, id="zeros"),
    pytest.param(lambda size: b"\xff" * size, id="ones"),
    pytest.param(secrets.token_bytes, id="random"),
]


def test_the_table_is_whole() -> None:
    assert len(HOSTILE_CARDS) > 30
    for name, one in HOSTILE_CARDS.items():
        assert (one.name, bool(one.lie)) == (name, True)
        assert (one.error is None) is (one.finding is not None)
        assert (one.status is None) is (one.finding is None)


@pytest.mark.parametrize("entropy", ENTROPY)
@pytest.mark.parametrize("hostile", RAISING)
def test_a_lie_that_ends_the_reading(hostile: HostileCard, entropy: Callable[[int], bytes]) -> None:
    card = hostile.issue()
    with pytest.raises(ChipError) as caught:
        chip.read(card, number=card.number, entropy=entropy)
    assert type(caught.value) is hostile.error
    assert getattr(caught.value, "reason", None) == hostile.reason
    said = str(caught.value) + repr(caught.value) + caught.value.text("ja")
    for hidden in (card.number.reveal(), "TARO", "1994", "VNM"):
        assert hidden not in said


@pytest.mark.parametrize("key", ["engineer", "special_permanent_resident"])
@pytest.mark.parametrize("hostile", READABLE)
def test_a_lie_that_verifying_speaks_of(hostile: HostileCard, key: str) -> None:
    card = hostile.issue(person(key), seed=5)
    record = chip.read(card, number=card.number)
    findings = chip.verify(record, card.trust, at=AT)
    assert hostile.finding is not None
    assert hostile.status in {one.status for one in findings.of(hostile.finding)}
    covered = hostile.status is FindingStatus.NOT_COVERED
    number = hostile.finding is FindingKind.CARD_NUMBER
    assert findings.trusted is (covered or number)
    assert {one.kind for one in findings.failed} <= {hostile.finding, FindingKind.CARD_SIGNATURE}


@pytest.mark.parametrize("hostile", ALL)
def test_every_lie_differs_from_the_honest_card(hostile: HostileCard) -> None:
    """Otherwise the table would claim an outcome for nothing."""
    honest, card = issue_card(person("engineer")), hostile.issue()
    assert card.tamper is not None or card.files != honest.files
    assert card.number == honest.number


@pytest.mark.parametrize("hostile", ALL)
@pytest.mark.parametrize("command", [b"", b"\0", b"\x08\xb0", b"\x08\xb0\x82\0" + bytes(9)])
def test_commands_that_are_none_are_answered(hostile: HostileCard, command: bytes) -> None:
    assert isinstance(hostile.issue().transmit(command), bytes)


def test_reset_starts_over() -> None:
    card = HOSTILE_CARDS["bare_answers"].issue()
    card.transmit(bytes.fromhex("00A4040C10D392F0004F0200000000000000000000"))
    card.reset()
    assert card.transmit(bytes.fromhex("00B08A00000000")).hex() == "c10230359000"
