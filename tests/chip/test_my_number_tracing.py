"""Traces of the My Number readings: which commands, no data, and never what the card compares."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import pytest

from tests.chip.my_number_fakes import WHOLE_NUMBER, Awaited, Recorder, card
from tokutei import chip
from tokutei.chip import my_number
from tokutei.chip.my_number import Purpose
from tokutei.errors import PinError, TraceError

PURPOSE = Purpose.BY_THE_PERSON
READS: dict[str, Callable[..., Any]] = {
    "pins": lambda _, transport, **more: my_number.read_pin_status(transport, **more),
    "text": lambda one, transport, **more: my_number.read_text(
        transport, pin=one.pin, purpose=PURPOSE, **more
    ),
    "number": lambda one, transport, **more: my_number.read_text(
        transport, reference_a=one.number, purpose=PURPOSE, **more
    ),
    "surface": lambda one, transport, **more: my_number.read_surface(
        transport, reference_a=one.number, purpose=PURPOSE, number_image=True, **more
    ),
    "jpki": lambda one, transport, **more: my_number.read_jpki(transport, password=one.password, **more),
}


@pytest.mark.parametrize("name", READS)
def test_a_trace_has_every_exchange_and_no_data(name: str) -> None:
    one, trace = card(number=WHOLE_NUMBER), chip.Trace()
    recorder = Recorder(one)
    record = READS[name](one, recorder, trace=trace)
    assert [exchange.header for exchange in trace.exchanges] == [
        command[:4].hex().upper() for command in recorder.commands
    ]
    steps = [(step.command, step.status, step.size) for step in record.steps]
    assert steps == [(one.command, one.status, one.received) for one in trace.exchanges]
    said = f"{trace!r} {trace.text()} {trace.exchanges}"
    for hidden in (one.number, one.pin.encode().hex(), one.password, one.reference_b, one.holder.name):
        assert hidden not in said
    assert not trace._pairs
    with pytest.raises(TraceError):
        trace.replay()


@pytest.mark.parametrize("contents", [False, True])
@pytest.mark.parametrize("name", READS)
def test_no_trace_has_what_the_card_compares_nor_its_length(name: str, *, contents: bool) -> None:
    one, trace = card(number=WHOLE_NUMBER), chip.Trace(contents=contents)
    READS[name](one, one, trace=trace)
    sent = b" ".join(command for command, _ in trace._pairs)
    for secret in (one.pin, one.password, one.reference_b, one.number):
        assert secret.encode() not in sent
    assert {exchange.sent for exchange in trace.exchanges if exchange.command == "verify"} <= {0}


@pytest.mark.parametrize("name", READS)
def test_a_trace_with_contents_answers_in_place_of_the_card(name: str) -> None:
    one, trace = card(number=WHOLE_NUMBER), chip.Trace(contents=True)
    record = READS[name](one, one, trace=trace)
    assert READS[name](one, trace.replay()) == record


def test_a_replayed_card_is_asked_the_same() -> None:
    one, trace = card(number=WHOLE_NUMBER), chip.Trace(contents=True)
    READS["text"](one, one, trace=trace)
    with pytest.raises(TraceError) as caught:
        READS["jpki"](one, trace.replay())
    assert caught.value.reason == "differs"


def test_a_trace_shows_where_a_reading_ended() -> None:
    one, trace = card(), chip.Trace()
    with pytest.raises(PinError):
        my_number.read_text(one, pin="9999", trace=trace)
    assert [exchange.command for exchange in trace.exchanges] == [
        "select_application",
        "select_file",
        "ask_tries",
        "verify",
    ]
    assert trace.exchanges[-1].status.startswith("63C")


def test_awaited_readings_are_traced_alike() -> None:
    one = card(number=WHOLE_NUMBER)
    traces = [chip.Trace() for _ in range(8)]

    async def read_all() -> None:
        other = Awaited(one)
        await my_number.read_pin_status_async(other, trace=traces[0])
        await my_number.read_text_async(other, pin=one.pin, trace=traces[1])
        await my_number.read_surface_async(other, reference_b=one.reference_b, trace=traces[2])
        await my_number.read_jpki_async(other, password=one.password, trace=traces[3])

    asyncio.run(read_all())
    my_number.read_pin_status(one, trace=traces[4])
    my_number.read_text(one, pin=one.pin, trace=traces[5])
    my_number.read_surface(one, reference_b=one.reference_b, trace=traces[6])
    my_number.read_jpki(one, password=one.password, trace=traces[7])
    for awaited, plain in zip(traces[:4], traces[4:], strict=True):
        assert awaited.exchanges == plain.exchanges != []
