"""The virtual reader against a driver that speaks as vpcd does: length and data apart, power, sudden ends."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing, suppress
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tokutei import testing
from tokutei.errors import ReaderError
from tokutei.testing import VirtualReader, virtual_card
from tokutei.testing.virtual_reader import ATR

OFF, ON, RESET, GIVE_ATR = b"\0", b"\1", b"\2", b"\4"
SELECT: Final = bytes.fromhex("00A40000023F00")
CARD_TYPE: Final = bytes.fromhex("00B08A00000000")
PATIENCE: Final = 10


class Driver:
    """What vpcd does: it listens, and the card connects."""

    def __init__(self) -> None:
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.listener.settimeout(PATIENCE)
        self.port: int = self.listener.getsockname()[1]
        self.line: socket.socket | None = None

    def accept(self) -> None:
        self.line, _ = self.listener.accept()
        self.line.settimeout(PATIENCE)

    def send(self, message: bytes) -> None:
        """Send length and data apart, as vpcd does."""
        assert self.line is not None
        self.line.sendall(len(message).to_bytes(2))
        if message:
            self.line.sendall(message)

    def receive(self) -> bytes:
        return self.exactly(int.from_bytes(self.exactly(2)))

    def exactly(self, size: int) -> bytes:
        assert self.line is not None
        got = b""
        while len(got) < size:
            more = self.line.recv(size - len(got))
            assert more, "the card hung up"
            got += more
        return got

    def ask(self, message: bytes) -> bytes:
        self.send(message)
        return self.receive()

    def hears_nothing_more(self) -> bool:
        assert self.line is not None
        return self.line.recv(1) == b""

    def close(self) -> None:
        if self.line is not None:
            self.line.close()
        self.listener.close()


class Notes:
    """A card that notes what is asked of it and answers as it is told."""

    def __init__(self, answer: object = b"\x90\x00") -> None:
        self.answer = answer
        self.asked: list[bytes] = []
        self.resets = 0

    def transmit(self, command: bytes, /) -> bytes:
        self.asked.append(command)
        if isinstance(self.answer, Exception):
            raise self.answer
        assert isinstance(self.answer, bytes)
        return self.answer

    def reset(self) -> None:
        self.resets += 1


@pytest.fixture
def driver() -> Iterator[Driver]:
    with closing(Driver()) as made:
        yield made


@pytest.fixture(autouse=True)
def _nothing_is_left() -> Iterator[None]:
    before = threading.active_count()
    yield
    assert threading.active_count() == before


def test_the_atr_is_whole_and_says_that_it_is_a_test() -> None:
    # ISO/IEC 7816-3: TS, T0 with the count of historical bytes, TD1 (T=0), TD2 (T=1), and TCK, which makes
    # the exclusive or of all behind TS zero.
    assert ATR[:4] == bytes([0x3B, 0x80 | 12, 0x80, 0x01])
    assert ATR[4:-1] == b"TOKUTEI TEST"
    check = 0
    for byte in ATR[1:]:
        check ^= byte
    assert check == 0


def test_a_card_answers_and_forgets_its_session_when_the_power_goes(driver: Driver) -> None:
    card = testing.issue_card(testing.person("engineer"), type="05")
    with VirtualReader(card, port=driver.port) as reader:
        driver.accept()
        assert reader.is_serving
        assert driver.ask(GIVE_ATR) == ATR
        driver.send(ON)
        assert driver.ask(SELECT) == b"\x90\x00"
        assert driver.ask(CARD_TYPE) == bytes.fromhex("C10230359000")
        current = bytes.fromhex("00B00000000000")  # of the file that the command before selected
        assert driver.ask(current) == bytes.fromhex("C10230359000")
        for power in (OFF, ON, RESET):
            driver.send(power)
            assert driver.ask(current) == bytes.fromhex("6986")
    assert driver.hears_nothing_more()


def test_a_system_without_quick_acknowledgements_is_only_slower(
    driver: Driver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(testing.virtual_reader, "_QUICKACK", None)
    with VirtualReader(Notes(), port=driver.port):
        driver.accept()
        assert driver.ask(SELECT) == b"\x90\x00"


def test_control_codes_are_answered_as_the_driver_expects(driver: Driver) -> None:
    card = Notes()
    with VirtualReader(card, port=driver.port):
        driver.accept()
        assert card.resets == 1  # the card comes into the field
        for code in (OFF, ON, RESET):
            driver.send(code)
        driver.send(b"\x03")  # no code that is known: nothing is answered, nothing breaks
        assert driver.ask(GIVE_ATR) == ATR
        assert (card.resets, card.asked) == (4, [])


@pytest.mark.parametrize("size", [0, 2, 5, 255, 256, 261, 0xFFFF])
def test_commands_and_answers_of_every_length_go_through(driver: Driver, size: int) -> None:
    card = Notes(bytes(size) if size >= 2 else b"\x67\x00")
    with VirtualReader(card, port=driver.port):
        driver.accept()
        assert driver.ask(b"\xa5" * size) == card.answer
    assert card.asked == [b"\xa5" * size]


@pytest.mark.parametrize(
    "answer", [bytes(0x10000), ValueError("ZZ12345678ZZ"), AssertionError()], ids=["long", "error", "assert"]
)
def test_a_card_that_fails_says_so_and_goes_on(driver: Driver, answer: object) -> None:
    card = Notes(answer)
    with VirtualReader(card, port=driver.port):
        driver.accept()
        assert driver.ask(SELECT) == bytes.fromhex("6F00")
        card.answer = b"\x90\x00"
        assert driver.ask(SELECT) == b"\x90\x00"


@settings(max_examples=40)
@given(
    sent=st.binary(max_size=60), pieces=st.lists(st.integers(1, 9), max_size=20), size=st.integers(0, 0xFFFF)
)
def test_whatever_the_driver_sends_the_card_ends_with_it(sent: bytes, pieces: list[int], size: int) -> None:
    with closing(Driver()) as driver, VirtualReader(Notes(), port=driver.port) as reader:
        driver.accept()
        assert driver.line is not None
        driver.line.sendall(size.to_bytes(2))  # promises what need not come
        at = 0
        for piece in pieces:
            driver.line.sendall(sent[at : at + piece])
            at += piece
        driver.line.close()
        reader.wait()
        assert not reader.is_serving


def test_the_card_is_gone_when_the_driver_goes_and_can_be_laid_there_again(driver: Driver) -> None:
    reader = VirtualReader(Notes(), port=driver.port)
    reader.wait()  # nothing to wait for
    with reader:
        driver.accept()
        assert driver.line is not None
        driver.line.close()
        reader.wait()
        assert not reader.is_serving
        reader.open()
        driver.accept()
        reader.open()  # it is there
        assert driver.ask(GIVE_ATR) == ATR
        assert repr(reader) == f"VirtualReader(127.0.0.1:{driver.port}, serving)"
    reader.close()
    assert repr(reader) == f"VirtualReader(127.0.0.1:{driver.port}, closed)"


def test_a_card_taken_away_in_the_middle_of_a_message_ends_at_once(driver: Driver) -> None:
    with VirtualReader(Notes(), port=driver.port):
        driver.accept()
        assert driver.line is not None
        driver.line.sendall(b"\x00\x07\x00\xa4")
    assert driver.hears_nothing_more()


@pytest.mark.parametrize(
    "host",
    [
        "0.0.0.0",  # noqa: S104 - it is refused
        "::",
        "192.0.2.1",
        "2001:db8::1",
        "localhost",
        "example.test",
        "",
        "127.0.0.1.evil",
    ],
)
def test_a_card_is_served_to_this_machine_only(host: str) -> None:
    with pytest.raises(ReaderError) as caught:
        VirtualReader(Notes(), host=host, port=1)
    assert caught.value.reason == "not_loopback"
    assert caught.value.__context__ is None


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.8.8", "::1"])
def test_every_loopback_address_is_one(host: str) -> None:
    assert not VirtualReader(Notes(), host=host).is_serving


@pytest.mark.parametrize("port", [None, -1, 65536])
def test_where_nothing_listens_no_card_is_served(port: int | None) -> None:
    with closing(Driver()) as driver:
        free = driver.port
    card = Notes()
    with pytest.raises(ReaderError) as caught:
        VirtualReader(card, port=free if port is None else port).open()
    assert caught.value.reason == "no_vpcd"
    assert caught.value.__context__ is None
    assert card.resets == 0


# The command line.


def test_the_command_serves_until_the_driver_ends(driver: Driver, capsys: pytest.CaptureFixture[str]) -> None:
    said: list[bytes] = []

    def drive() -> None:
        with suppress(OSError):
            driver.accept()
            said.append(driver.ask(CARD_TYPE))
        driver.close()

    thread = threading.Thread(target=drive)
    thread.start()
    status = virtual_card.main(["--type", "06", "--seed", "3", "--port", str(driver.port)])
    thread.join()
    number = testing.issue_card(
        testing.person("special_permanent_resident"), type="06", seed=3
    ).number.reveal()
    shown = capsys.readouterr()
    assert (status, said) == (1, [bytes.fromhex("C10230369000")])
    assert number in shown.out
    assert f"port {driver.port}" in shown.out
    assert "pcscd has ended" in shown.out
    assert shown.err == ""


@pytest.mark.parametrize("card_type", testing.CARD_TYPES)
@pytest.mark.parametrize("named", [None, "student"])
def test_the_holder_fits_the_type(
    card_type: str, named: str | None, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    served: list[testing.SyntheticCard] = []

    def serve(card: testing.SyntheticCard, **_: object) -> VirtualReader:
        served.append(card)
        raise ReaderError("no_vpcd")

    monkeypatch.setattr(virtual_card, "VirtualReader", serve)
    arguments = ["--type", card_type, *([] if named is None else ["--person", named])]
    assert virtual_card.main(arguments) == 2
    fitting = "special_permanent_resident" if card_type in {"2", "06", "08"} else "engineer"
    expected = testing.issue_card(testing.person(named or fitting), type=card_type)
    assert [card.number.reveal() for card in served] == [expected.number.reveal()]
    assert "Nothing listens there" in capsys.readouterr().err


def test_help_lists_types_and_people(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        virtual_card.main(["--help"])
    lines = [line.split() for line in capsys.readouterr().out.split("card types:")[1].splitlines()]
    listed = [line[0] for line in lines if line and line != ["people:"]]
    assert ended.value.code == 0
    assert listed == [*testing.CARD_TYPES, *(one.key for one in testing.people())]


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_the_command_ends_when_interrupted(driver: Driver, how: signal.Signals) -> None:
    ignoring = "import os, signal, sys; signal.signal(signal.SIGINT, signal.SIG_IGN); os.execv(sys.argv[1], sys.argv[1:])"
    command = [sys.executable, "-m", "tokutei.testing.virtual_card", "--port", str(driver.port)]
    with subprocess.Popen(  # noqa: S603
        [sys.executable, "-c", ignoring, *command], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        try:
            driver.accept()
            assert process.stdout is not None
            assert "05" in process.stdout.readline()
            assert driver.ask(GIVE_ATR) == ATR
            process.send_signal(how)
            _, said = process.communicate(timeout=PATIENCE)
        finally:
            process.kill()  # what does not end by itself must not hold up the tests
    assert (process.returncode, said) == (0, "")
    assert driver.hears_nothing_more()


def test_an_interrupted_wait_takes_the_card_away(driver: Driver, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(_: VirtualReader) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(VirtualReader, "wait", interrupt)
    assert virtual_card.main(["--port", str(driver.port)]) == 0
    driver.accept()
    assert driver.hears_nothing_more()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ([], "Nothing listens there"),
        (["--lang", "ja"], "待つものがありません"),
        (["--person", "nobody"], "nobody"),
        (["--type", "99"], "99"),
    ],
)
def test_the_command_says_in_words_why_it_cannot(
    arguments: list[str], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with closing(Driver()) as driver:
        free = driver.port
    assert virtual_card.main([*arguments, "--port", str(free)]) == 2
    shown = capsys.readouterr()
    assert words in shown.err
    assert shown.out == ""


def test_the_command_names_the_missing_extra() -> None:
    program = (
        "import sys\nsys.modules['cryptography'] = None\n"
        "from tokutei.testing.virtual_card import main\nsys.exit(main([]))"
    )
    done = subprocess.run([sys.executable, "-I", "-c", program], capture_output=True, text=True, check=False)  # noqa: S603
    assert (done.returncode, done.stdout) == (2, "")
    assert "tokutei[testing]" in done.stderr
