"""PINs of the My Number applications: tries that are asked for, never used up, and cards without PINs."""

from __future__ import annotations

from typing import Any

import pytest

from tests.chip.my_number_fakes import Recorder, card
from tests.chip.my_number_readings import READINGS, WRONG
from tokutei.chip import my_number
from tokutei.chip.driving import drive
from tokutei.chip.my_number import Application, Pin, PinState
from tokutei.errors import (
    CardError,
    PinError,
)


def test_a_wrong_pin_says_how_many_tries_are_left() -> None:
    one = card()
    for left in (4, 3, 2, 1):
        with pytest.raises(PinError) as caught:
            my_number.read_jpki(one, password=WRONG)
        assert (caught.value.reason, caught.value.tries_left) == ("wrong", left)
        assert caught.value.which is Pin.SIGNATURE_PASSWORD
    with pytest.raises(PinError) as caught:
        my_number.read_jpki(one, password=WRONG)
    assert (caught.value.reason, caught.value.tries_left) == ("last_try", 1)
    assert one.applications.tries_left(Pin.SIGNATURE_PASSWORD) == 1


def test_the_last_try_is_used_only_if_the_caller_says_so() -> None:
    one = card()
    for _ in range(4):
        with pytest.raises(PinError):
            my_number.read_jpki(one, password=WRONG)
    with pytest.raises(PinError) as caught:
        my_number.read_jpki(one, password=WRONG, last_try=True)
    assert (caught.value.reason, caught.value.tries_left) == ("wrong", 0)
    with pytest.raises(PinError) as caught:
        my_number.read_jpki(one, password=one.password, last_try=True)
    assert (caught.value.reason, caught.value.tries_left) == ("blocked", 0)


def test_the_right_pin_on_the_last_try_fills_the_count() -> None:
    one = card()
    for _ in range(4):
        with pytest.raises(PinError):
            my_number.read_jpki(one, password=WRONG)
    assert my_number.read_jpki(one, password=one.password, last_try=True).signature
    assert one.applications.tries_left(Pin.SIGNATURE_PASSWORD) == 5


@pytest.mark.parametrize("state", ["6984", "6983", "63C0", "63C1", "6A88", "6F00", "63CF"])
def test_no_pin_is_sent_where_it_could_do_harm(state: str) -> None:
    one = card()

    def change(command: bytes, answer: bytes) -> bytes:
        return bytes.fromhex(state) if command == bytes.fromhex("00200080") else answer

    recorder = Recorder(one, change=change)
    with pytest.raises((PinError, CardError)):
        my_number.read_jpki(recorder, password=one.password)
    assert not [command for command in recorder.commands if command[1] == 0x20 and len(command) > 4]


@pytest.mark.parametrize("reading", [READINGS["text by pin"], READINGS["jpki with password"]])
def test_a_pin_is_sent_once_and_after_the_question(reading: Any) -> None:
    one = card()
    recorder = Recorder(one)
    drive(reading(one), recorder)
    verifies = [command for command in recorder.commands if command[1] == 0x20]
    assert len(verifies) == 2
    assert verifies[0] == bytes.fromhex("00200080")


def test_an_open_pin_is_compared_all_the_same() -> None:
    """Otherwise a wrong PIN would seem to be right because somebody entered the right one before."""
    one = card()
    recorder = Recorder(
        one, change=lambda command, answer: b"\x90\x00" if command == bytes.fromhex("00200080") else answer
    )
    assert my_number.read_text(recorder, pin=one.pin).name
    with pytest.raises(PinError) as caught:
        my_number.read_text(recorder, pin="9999")
    assert caught.value.reason == "wrong"


def test_pin_status_uses_up_nothing() -> None:
    one = card()
    before = {row.pin: one.applications.tries_left(row.pin) for row in my_number.PINS}
    recorder = Recorder(one)
    first = my_number.read_pin_status(recorder)
    assert first.reports == my_number.read_pin_status(one).reports
    assert {row.pin: one.applications.tries_left(row.pin) for row in my_number.PINS} == before
    assert {report.pin: report.tries_left for report in first.reports} == before
    assert {report.state for report in first.reports} == {PinState.READY}
    assert not first.compares_no_pin
    assert all(len(c) == 4 for c in recorder.commands if c[1] == 0x20)


def test_a_card_without_pins_is_a_normal_card() -> None:
    one = card(without_pins=True)
    status = my_number.read_pin_status(one)
    assert status.compares_no_pin
    text_pin, reference = status.of(Pin.TEXT_PIN), status.of(Pin.SURFACE_REFERENCE_B)
    assert text_pin is not None
    assert (text_pin.state, text_pin.tries_left) == (PinState.BLOCKED, 0)
    assert reference is not None
    assert reference.state is PinState.READY
    for lang, words in (("en", ("issued without", "wrong tries")), ("ja", ("設定しない", "誤入力"))):
        assert all(word in status.text(lang) for word in words)
        assert "33" in status.text(lang)
    # What needs no PIN is read as ever.
    assert my_number.read_jpki(one).authentication
    assert my_number.read_surface(one, reference_b=one.reference_b).face_image
    with pytest.raises(PinError) as caught:
        my_number.read_text(one, pin=one.pin)
    assert caught.value.reason == "blocked"
    assert "issued without PINs" in str(caught.value)


def test_a_blocked_card_looks_the_same_on_the_wire() -> None:
    """That is why the state does not say which of the two it is."""
    blocked, without = card(), card(without_pins=True)
    for row in my_number.PINS:
        if row.is_chosen:
            blocked.applications.transmit(b"\x00\xa4\x04\x0c\x0a" + row.application.aid)
            blocked.applications.transmit(b"\x00\xa4\x02\x0c\x02" + row.file_id.to_bytes(2))
            for _ in range(row.most_tries or 10):
                blocked.applications.transmit(bytes.fromhex("0020008004") + b"0000")
    blocked.reset()
    assert my_number.read_pin_status(blocked).reports == my_number.read_pin_status(without).reports


def test_one_blocked_pin_is_no_card_without_pins() -> None:
    one = card()
    for _ in range(5):
        with pytest.raises(PinError):
            my_number.read_jpki(one, password=WRONG, last_try=True)
    status = my_number.read_pin_status(one)
    report = status.of(Pin.SIGNATURE_PASSWORD)
    assert report is not None
    assert (report.state, status.compares_no_pin) == (PinState.BLOCKED, False)


def test_applications_that_are_not_there() -> None:
    one = card()

    def change(command: bytes, answer: bytes) -> bytes:
        return b"\x6a\x82" if command[2:4] == b"\x04\x0c" and command[5:] != Application.JPKI.aid else answer

    status = my_number.read_pin_status(Recorder(one, change=change))
    states = {report.pin.row.application: report.state for report in status.reports}
    assert states.pop(Application.JPKI) is PinState.READY
    assert set(states.values()) == {PinState.NOT_THERE}
    only = my_number.read_pin_status(one, applications=[Application.TEXT])
    assert {report.pin.row.application for report in only.reports} == {Application.TEXT}
    assert only.of(Pin.COMMON_PIN) is None


@pytest.mark.parametrize(
    ("answer", "state"),
    [
        ("63C3", PinState.READY),
        ("9000", PinState.OPEN),
        ("63C0", PinState.BLOCKED),
        ("6983", PinState.BLOCKED),
        ("6A88", PinState.NOT_THERE),
        ("63C9", PinState.UNCLEAR),
        ("63CF", PinState.UNCLEAR),
        ("6300", PinState.UNCLEAR),
        ("6D00", PinState.UNCLEAR),
    ],
)
def test_every_answer_about_tries_is_some_state(answer: str, state: PinState) -> None:
    change = lambda command, real: bytes.fromhex(answer) if command[1] == 0x20 else real  # noqa: E731
    report = my_number.read_pin_status(Recorder(card(), change=change)).of(Pin.AUTHENTICATION_PIN)
    assert report is not None
    assert (report.state, report.status) == (state, answer)
    assert report.text("ja") != report.text("en")


def test_a_hidden_pin_file_is_unclear() -> None:
    change = lambda command, real: b"\x69\x82" if command[2:4] == b"\x02\x0c" else real  # noqa: E731
    status = my_number.read_pin_status(Recorder(card(), change=change))
    assert {report.state for report in status.reports} == {PinState.UNCLEAR}


# The other applications.
