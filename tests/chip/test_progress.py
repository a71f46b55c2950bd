"""What a caller is told while a card is read."""

from __future__ import annotations

import asyncio
from itertools import pairwise
from typing import Final

import pytest

from tests.chip.between import FewAtATime, lacking
from tokutei import chip
from tokutei.chip import FileName, Progress, ReadingPolicy
from tokutei.errors import ReadAborted, TokuteiError
from tokutei.testing import issue_card, person
from tokutei.testing.cards import CARD_TYPES, SyntheticCard
from tokutei.testing.emulator import OpenChoices

SHORT: Final = OpenChoices(extended_commands=False)
POLICIES: Final = {
    "everything": chip.EVERYTHING,
    "without the face": chip.WITHOUT_FACE,
    "dates": ReadingPolicy(only=frozenset({"valid_until", "stay_until"})),
    "type": ReadingPolicy(only=frozenset()),
}


def check(said: list[Progress], record: chip.ChipRecord) -> None:
    """Assert what holds for every reading that succeeds."""
    assert [one.done for one in said] == sorted(one.done for one in said)
    assert [one.exchanges for one in said] == sorted(one.exchanges for one in said)
    assert all(0 < one.done <= one.total for one in said)
    assert said[-1].done == said[-1].total == sum(one.size for one in record.exchange.files)
    assert said[-1].exchanges <= len(record.exchange.steps)
    told = list(dict.fromkeys(one.file for one in said))
    assert [one.name for one in record.exchange.files] == [one for one in told if one in record.files]


def followed(
    card: chip.Transport, of: SyntheticCard, **how: object
) -> tuple[list[Progress], chip.ChipRecord]:
    said: list[Progress] = []
    record = chip.read(
        card,
        number=of.number,
        delivery_keys=of.delivery_keys,
        on_progress=said.append,
        **how,  # type: ignore[arg-type]
    )
    check(said, record)
    return said, record


@pytest.mark.parametrize("policy", POLICIES.values(), ids=POLICIES)
@pytest.mark.parametrize("card_type", CARD_TYPES)
def test_every_answer_to_a_read_is_told(card_type: str, policy: ReadingPolicy) -> None:
    card = issue_card(person("engineer"), type=card_type)
    said, record = followed(card, card, policy=policy)
    reads = sum(one.command == "read_binary" and one.status == "9000" for one in record.exchange.steps)
    assert len(said) == reads
    assert said[0].done == 2


@pytest.mark.parametrize("card_type", ["1", "2", "05", "06"])
def test_pieces_are_told_one_by_one(card_type: str) -> None:
    card = issue_card(person("engineer"), type=card_type, choices=SHORT)
    said, record = followed(card, card)
    reads = [one for one in record.exchange.steps if one.command == "read_binary" and one.status == "9000"]
    assert len(said) == len(reads) > 30
    rises = [later.done - one.done for one, later in pairwise(said)]
    assert 0 < min(rises) <= max(rises) <= 256


def test_a_card_that_gives_few_bytes_is_told_the_same_way() -> None:
    card = issue_card(person("engineer"), type="05")
    said, _ = followed(FewAtATime(card, 3000), card)
    assert [one.done for one in said if one.file is FileName.DF1_EF03] == [4 + 6 + 14 + 73 + 3000, 5605]


@pytest.mark.parametrize(
    ("card_type", "missing"),
    [
        ("05", (FileName.DF3_EF01,)),
        ("06", (FileName.DF3_EF01,)),
        ("1", (FileName.DF1_EF02,)),
        ("2", (FileName.DF1_EF02,)),
    ],
)
def test_a_file_that_is_not_there_leaves_the_total(card_type: str, missing: tuple[FileName, ...]) -> None:
    whole = issue_card(person("engineer"), type=card_type)
    said, record = followed(lacking(whole, *missing), whole)
    assert said[-1].total == sum(len(data) for name, data in whole.files.items() if name not in missing)
    assert not {*missing} & {*record.files}


@pytest.mark.parametrize("at", [0, 1, 5])
@pytest.mark.parametrize("error", [KeyboardInterrupt, ValueError, ReadAborted])
def test_what_a_callback_raises_ends_the_reading_unchanged(at: int, error: type[BaseException]) -> None:
    card = issue_card(person("engineer"), type="05")
    raised = error("transport")
    left = [None] * at

    def told(_: Progress) -> None:
        if not left:
            raise raised
        left.pop()

    with pytest.raises(error) as caught:
        chip.read(card, number=card.number, on_progress=told)
    assert caught.value is raised
    assert caught.value.__cause__ is caught.value.__context__ is None
    before = card.emulator.exchanges
    card.reset()
    full = chip.read(card, number=card.number)
    assert before < len(full.exchange.steps)


def test_an_awaited_reading_tells_the_same() -> None:
    card = issue_card(person("engineer"), type="05")

    class Awaited:
        async def transmit(self, command: bytes, /) -> bytes:
            return card.transmit(command)

    said: list[Progress] = []
    record = asyncio.run(chip.read_async(Awaited(), number=card.number, on_progress=said.append))
    check(said, record)
    card.reset()
    assert followed(card, card)[0] == said


def test_a_reading_that_fails_was_told_of_nothing_it_did_not_read() -> None:
    card = lacking(issue_card(person("engineer"), type="05"), FileName.DF1_EF04)
    said: list[Progress] = []
    with pytest.raises(TokuteiError):
        chip.read(card, number=card.number, on_progress=said.append)
    assert said[-1].done < said[-1].total
    assert FileName.DF1_EF04 not in {one.file for one in said}
