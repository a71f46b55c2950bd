"""A trace holds nobody's data unless it is asked to, and can then stand in for the card."""

from __future__ import annotations

import copy
import pickle
from collections.abc import Callable
from dataclasses import replace
from typing import Final

import pytest

from tests.chip.between import FewAtATime
from tokutei import chip
from tokutei.chip import Trace, TracedExchange
from tokutei.errors import TraceError, WrongNumberError
from tokutei.testing import issue_card, person
from tokutei.testing.cards import CARD_TYPES, SyntheticCard
from tokutei.testing.emulator import OpenChoices
from tokutei.testing.entropy import seeded_entropy

MARK: Final = "PLANTED MARK"
HOLDER: Final = replace(person("student"), name=MARK, address=(MARK, MARK), nationality="ZZZ")


def issued(card_type: str, **how: object) -> SyntheticCard:
    return issue_card(HOLDER, type=card_type, reserved_text=MARK, **how)  # type: ignore[arg-type]


def traced(card: SyntheticCard, *, contents: bool) -> tuple[Trace, chip.ChipRecord, list[bytes]]:
    trace, drawn = Trace(contents=contents), []
    source = seeded_entropy(b"terminal")

    def draw(size: int) -> bytes:
        drawn.append(source(size))
        return drawn[-1]

    record = chip.read(card, number=card.number, entropy=draw, delivery_keys=card.delivery_keys, trace=trace)
    return trace, record, drawn


def everything_said(trace: Trace) -> str:
    parts = [repr(trace), str(trace), trace.text(), repr(trace.exchanges), str(trace.exchanges)]
    return "\n".join((*parts, *map(str, trace.exchanges)))


@pytest.mark.parametrize("contents", [False, True])
@pytest.mark.parametrize("card_type", CARD_TYPES)
def test_nothing_that_is_said_of_a_trace_is_data(card_type: str, contents: bool) -> None:
    card = issued(card_type)
    trace, record, drawn = traced(card, contents=contents)
    said = everything_said(trace)
    texts = [MARK, card.number.reveal(), "ZZZ", *(value.hex() for value in drawn)]
    for value in record.values.values():
        kept = value.strip(b"\0")
        if len(kept) > 3:
            texts += [kept[:16].hex(), kept[:16].decode("latin-1"), repr(kept[:16])[2:-1]]
    for text in texts:
        assert text.upper() not in said.upper()
    assert len(trace.exchanges) == len(record.exchange.steps)


@pytest.mark.parametrize("card_type", CARD_TYPES)
def test_a_trace_without_contents_holds_none_at_all(card_type: str) -> None:
    """Not only what it says: whatever hangs on the object."""
    trace, record, drawn = traced(issued(card_type), contents=False)
    held = [getattr(trace, name) for name in Trace.__slots__]
    assert not [one for one in held if isinstance(one, bytes)]
    parts = [part for one in trace.exchanges for part in map(one.__getattribute__, TracedExchange.__slots__)]
    assert {type(part) for part in parts} == {str, int}
    whole = repr(held) + repr(parts)
    for value in (*drawn, *record.values.values()):
        assert len(value) < 4 or value.hex() not in whole
    assert all(len(one.header) == 8 and len(one.status) == 4 for one in trace.exchanges)


@pytest.mark.parametrize("contents", [False, True])
def test_a_trace_is_not_kept(contents: bool) -> None:
    trace, _, _ = traced(issued("05"), contents=contents)
    ways: tuple[Callable[[Trace], object], ...] = (pickle.dumps, copy.copy, copy.deepcopy)
    for way in ways:
        with pytest.raises(TraceError) as caught:
            way(trace)
        assert caught.value.reason == "not_kept"


@pytest.mark.parametrize("card_type", CARD_TYPES)
def test_a_full_trace_stands_in_for_the_card(card_type: str) -> None:
    card = issued(card_type)
    trace, record, _ = traced(card, contents=True)
    for _ in range(2):  # a trace can be replayed more than once
        again = chip.read(
            trace.replay(), number=card.number, entropy=trace.entropy(), delivery_keys=card.delivery_keys
        )
        assert again == record
        assert again.values == record.values


@pytest.mark.parametrize("card_type", ["1", "05"])
def test_a_reading_in_pieces_can_be_replayed(card_type: str) -> None:
    card = issued(card_type)
    trace = Trace(contents=True)
    record = chip.read(FewAtATime(card, 2000), number=card.number, trace=trace)
    assert chip.read(trace.replay(), number=card.number, entropy=trace.entropy()) == record
    short = issued(card_type, choices=OpenChoices(extended_commands=False))
    trace, record, _ = traced(short, contents=True)
    assert chip.read(trace.replay(), number=card.number, entropy=trace.entropy()) == record


def test_a_redacted_trace_cannot_be_replayed() -> None:
    trace, _, _ = traced(issued("05"), contents=False)
    for use in (trace.replay, trace.entropy):
        with pytest.raises(TraceError) as caught:
            use()
        assert caught.value.reason == "redacted"


@pytest.mark.parametrize("card_type", CARD_TYPES)
def test_another_question_is_not_answered(card_type: str) -> None:
    card = issued(card_type)
    trace, _, _ = traced(card, contents=True)
    keys = card.delivery_keys
    with pytest.raises(TraceError) as caught:
        chip.read(trace.replay(), number=card.number, policy=chip.WITHOUT_FACE, delivery_keys=keys)
    assert caught.value.reason == "differs"
    with pytest.raises(TraceError) as caught:
        chip.read(trace.replay(), number="ZZ00000000ZZ", entropy=trace.entropy(), delivery_keys=keys)
    assert caught.value.reason == "differs"
    draw = trace.entropy()
    with pytest.raises(TraceError) as caught:
        draw(5)
    assert caught.value.reason == "differs"


def test_a_trace_of_a_reading_that_failed_ends() -> None:
    card = issued("05")
    trace = Trace(contents=True)
    with pytest.raises(WrongNumberError):
        chip.read(card, number="ZZ00000000ZZ", trace=trace)
    assert [one.command for one in trace.exchanges][-1] == "mutual_authenticate"
    assert trace.exchanges[-1].status == "6300"
    with pytest.raises(WrongNumberError):
        chip.read(trace.replay(), number="ZZ00000000ZZ", entropy=trace.entropy())
    replayed = trace.replay()
    for _ in trace.exchanges:
        with pytest.raises(TraceError):
            replayed.transmit(b"\0\0\0\0")
    with pytest.raises(TraceError) as caught:
        replayed.transmit(b"\0\0\0\0")
    assert caught.value.reason == "ended"


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_every_reason_has_words(lang: str) -> None:
    said = {TraceError(reason).text(lang) for reason in ("redacted", "differs", "ended", "not_kept")}
    assert len(said) == 4


@pytest.mark.parametrize(
    ("answer", "received", "status"),
    [(b"", -2, ""), (b"\x90", -1, ""), (b"\x90\0", 0, "9000"), (b"\1\x90\0", 1, "9000"), ("text", -2, "")],
)
def test_answers_that_are_none(answer: object, received: int, status: str) -> None:
    trace = Trace()
    trace.note("verify", bytes(24), answer)
    assert trace.exchanges == [TracedExchange("verify", "00000000", 20, received, status)]
    assert str(trace.exchanges[0]).endswith("no answer" if received < 0 else f"{status} + {received}")
