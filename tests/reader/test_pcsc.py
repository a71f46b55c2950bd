"""Emulated cards through a real ``pcscd`` and pyscard: no hardware, but everything else as with a real reader."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from typing import Final

import pytest

from tests.reader.daemon import PATIENCE, READER, Daemon, eventually, missing, two_free_ports
from tokutei import chip, reader, testing
from tokutei.chip.plan import least_exchanges
from tokutei.chip.record import layout_of
from tokutei.errors import ReadAborted, ReaderError
from tokutei.reader import CardConnection
from tokutei.reader.service import Service
from tokutei.testing import SyntheticCard, VirtualReader

pytestmark = pytest.mark.slow

CARDS: Final = (
    ("1", "engineer"),
    ("2", "special_permanent_resident"),
    ("05", "engineer"),
    ("06", "special_permanent_resident"),
    ("07", "engineer"),
    ("08", "special_permanent_resident"),
)
"""The types of cards that are read, and who holds one."""

AT: Final = datetime(2026, 9, 1, 3, tzinfo=UTC)
SOON: Final = timedelta(seconds=PATIENCE)
SELECT: Final = bytes.fromhex("00A40000023F00")
HOST_RUN: Final = Path("/run/pcscd")


def listing() -> list[tuple[str, int]]:
    return sorted((path.name, path.stat().st_ino) for path in HOST_RUN.glob("*"))


@pytest.fixture(scope="module")
def where(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Where the client library looks for the socket; it asks once, so all daemons of this module come there."""
    if why := missing():
        pytest.skip(why)
    at = tmp_path_factory.mktemp("socket") / "pcscd.comm"
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("PCSCLITE_CSOCK_NAME", str(at))
        assert os.environ["PCSCLITE_CSOCK_NAME"] == str(at)
        yield at


@pytest.fixture(scope="module")
def shared_daemon(where: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Daemon]:
    """One daemon for the tests that leave it as it is."""
    before = listing()
    with Daemon(tmp_path_factory.mktemp("daemon") / "own", where, port=two_free_ports()) as daemon:
        yield daemon
    assert listing() == before, "another daemon's files were touched"


@pytest.fixture
def daemon(shared_daemon: Daemon) -> Iterator[Daemon]:
    """The daemon with an empty reader before and after."""
    assert eventually(is_empty)
    yield shared_daemon
    assert eventually(is_empty)


def is_empty() -> bool:
    """Return whether the service has noticed that no card lies there.

    It is not connected to: a service that looks at its readers now and then would still hold the card that was
    taken away to be there, fail to reset it, and take the next one for it.
    """
    with Service() as service:
        return not any(state.has_card for state in service.states([READER]))


def reason_of(act: Callable[[], object]) -> str:
    """Return why something fails, or that it does not."""
    try:
        made = act()
    except ReaderError as error:
        return error.reason
    if isinstance(made, CardConnection):
        made.close()
    return "it worked"


def issued(card_type: str = "05", holder: str = "engineer") -> SyntheticCard:
    return testing.issue_card(testing.person(holder), type=card_type)


def on_reader(card: testing.virtual_reader.PowerableCard, daemon: Daemon) -> VirtualReader:
    assert daemon.port is not None
    return VirtualReader(card, port=daemon.port)


class Watched:
    """A way to a card on which each exchange is timed, and something may happen before one of them."""

    def __init__(self, card: CardConnection, *, before: int = -1, act: Callable[[], object] = list) -> None:
        self.card, self.before, self.act = card, before, act
        self.took: list[tuple[bytes, float]] = []

    def transmit(self, command: bytes, /) -> bytes:
        if len(self.took) == self.before:
            self.act()
        start = time.perf_counter()
        answer = self.card.transmit(command)
        self.took.append((command, time.perf_counter() - start))
        return answer


def test_readers_are_listed(daemon: Daemon) -> None:
    assert daemon.process.poll() is None
    assert READER in reader.readers()


@pytest.mark.parametrize("face", [True, False], ids=["whole", "without the face"])
@pytest.mark.parametrize(("card_type", "holder"), CARDS)
def test_a_card_is_read_whole_and_verified(card_type: str, holder: str, face: bool, daemon: Daemon) -> None:
    card = issued(card_type, holder)
    with on_reader(card, daemon), reader.wait_for_card(within=SOON) as connection:
        assert connection.reader == READER
        watched, policy = Watched(connection), chip.EVERYTHING if face else chip.WITHOUT_FACE
        record = chip.read(
            watched,
            number=card.number,
            policy=policy,
            delivery_keys=card.delivery_keys,
        )
    assert record.card_type.value == card_type
    _, layout = layout_of(record.files)
    assert len(record.exchange.steps) == len(watched.took) == least_exchanges(layout, policy=policy)
    findings = chip.verify(record, card.trust, at=AT)
    if face:
        assert record.files == card.files
        assert findings.trusted
        assert not findings.failed
    else:
        assert record.face is chip.FaceState.NOT_READ
        assert not findings.intact


@pytest.mark.parametrize(("card_type", "holder"), CARDS)
def test_no_exchange_waits_for_an_acknowledgement(card_type: str, holder: str, daemon: Daemon) -> None:
    card = issued(card_type, holder)
    with on_reader(card, daemon), reader.wait_for_card(within=SOON) as connection:
        watched = Watched(connection)
        for _ in range(5):
            chip.read(watched, number=card.number, delivery_keys=card.delivery_keys)
    plain = [seconds for command, seconds in watched.took if command[:2] == b"\x00\xb0"]
    assert len(plain) >= 20
    assert median(plain) < 0.02, f"{1000 * median(plain):.1f} ms an exchange"


@pytest.mark.parametrize(("card_type", "holder"), CARDS)
def test_a_session_does_not_outlive_its_connection(card_type: str, holder: str, daemon: Daemon) -> None:
    card = issued(card_type, holder)
    current = bytes.fromhex("00B00000000000")
    with on_reader(card, daemon):
        with reader.wait_for_card(within=SOON) as connection:
            chip.read(connection, number=card.number, delivery_keys=card.delivery_keys)
            assert connection.transmit(current)[-2:] == b"\x90\x00"
        with reader.connect() as connection:
            assert connection.transmit(current) == bytes.fromhex("6986")


@pytest.mark.parametrize("before", [0, 1, 5, 9, 12])
def test_a_card_that_is_taken_away_in_the_middle(before: int, daemon: Daemon) -> None:
    card = issued()
    with on_reader(card, daemon) as virtual, reader.wait_for_card(within=SOON) as connection:
        watched = Watched(connection, before=before, act=virtual.close)
        with pytest.raises(ReaderError) as caught:
            chip.read(watched, number=card.number, delivery_keys=card.delivery_keys)
        assert caught.value.reason == "card_removed"
        assert reason_of(lambda: connection.transmit(SELECT)) == "card_removed"
    assert len(watched.took) == before


def test_no_card(daemon: Daemon) -> None:
    assert daemon.process.poll() is None
    assert reason_of(reader.connect) == "no_card"
    assert reason_of(lambda: reader.connect(READER)) == "no_card"


def test_no_such_reader(daemon: Daemon) -> None:
    assert daemon.process.poll() is None
    assert reason_of(lambda: reader.connect("Another reader 00 00")) == "unknown_reader"
    assert reason_of(lambda: reader.wait_for_card("Another reader 00 00", within=SOON)) == "unknown_reader"


def test_a_wait_ends_at_its_limit(daemon: Daemon) -> None:
    assert daemon.process.poll() is None
    start = time.perf_counter()
    assert reason_of(lambda: reader.wait_for_card(within=timedelta(milliseconds=400))) == "timeout"
    assert 0.2 < time.perf_counter() - start < 5


def test_a_card_that_comes_during_the_wait(daemon: Daemon) -> None:
    virtual = on_reader(issued(), daemon)
    later = threading.Timer(0.5, virtual.open)
    later.start()
    try:
        with reader.wait_for_card(READER, within=SOON) as connection:
            assert connection.transmit(SELECT) == b"\x90\x00"
    finally:
        later.join()
        virtual.close()


def test_two_programs_share_a_card_until_one_resets_it(daemon: Daemon) -> None:
    with on_reader(issued(), daemon), reader.wait_for_card(within=SOON) as one:
        with reader.connect() as two:
            assert one.transmit(SELECT) == two.transmit(SELECT) == b"\x90\x00"
            assert reason_of(lambda: reader.connect(exclusive=True)) == "busy"
        assert reason_of(lambda: one.transmit(SELECT)) == "card_reset"


def test_an_exclusive_connection_keeps_others_out(daemon: Daemon) -> None:
    with on_reader(issued(), daemon):
        with reader.wait_for_card(within=SOON, exclusive=True) as one:
            assert one.transmit(SELECT) == b"\x90\x00"
            assert reason_of(reader.connect) == "busy"
            assert reason_of(lambda: reader.wait_for_card(within=SOON)) == "busy"
        with reader.connect() as two:
            assert two.transmit(SELECT) == b"\x90\x00"


def test_a_card_of_another_kind_is_said_to_be_one(daemon: Daemon) -> None:
    class OtherCard:
        def transmit(self, command: bytes, /) -> bytes:
            return b"\x90\x00" if command[1] == 0xA4 else bytes.fromhex("D00230359000")

        def reset(self) -> None:
            """Nothing to forget."""

    with (
        on_reader(OtherCard(), daemon),
        reader.wait_for_card(within=SOON) as connection,
        pytest.raises(ReadAborted) as caught,
    ):
        chip.read(connection, number="ZZ00000000ZZ")
    assert caught.value.reason == "generation"


def test_the_command_serves_a_card_that_can_be_read(daemon: Daemon) -> None:
    command = [
        sys.executable,
        "-m",
        "tokutei.testing.virtual_card",
        "--type",
        "05",
        "--port",
        str(daemon.port),
    ]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:  # noqa: S603
        assert process.stdout is not None
        number = process.stdout.readline().split()[-1]
        try:
            with reader.wait_for_card(within=SOON) as connection:
                record = chip.read(connection, number=number)
        finally:
            process.send_signal(signal.SIGINT)
            process.communicate(timeout=PATIENCE)
    assert process.returncode == 0
    assert record.number is not None
    assert record.number.reveal() == number
    assert chip.verify(record, issued().trust, at=AT).trusted


# Daemons that end, have no reader, or are not there. Each test has its own.


@pytest.fixture
def aside(where: Path) -> Iterator[Path]:
    """The place of the socket, free for a daemon of a test's own."""
    kept = where.with_suffix(".kept")
    if where.is_symlink():
        where.rename(kept)
    yield where
    if kept.is_symlink():
        kept.rename(where)


def test_no_daemon(aside: Path) -> None:
    assert not aside.exists()
    assert reason_of(reader.readers) == "no_service"
    assert reason_of(reader.connect) == "no_service"
    assert reason_of(lambda: reader.wait_for_card(within=SOON)) == "no_service"


def test_no_reader(aside: Path, tmp_path: Path) -> None:
    with Daemon(tmp_path / "own", aside, port=None):
        assert reader.readers() == ()
        assert reason_of(reader.connect) == "no_reader"
        assert reason_of(lambda: reader.wait_for_card(within=SOON)) == "no_reader"


def test_a_daemon_that_ends_in_the_middle(aside: Path, tmp_path: Path) -> None:
    card = issued()
    with Daemon(tmp_path / "own", aside, port=two_free_ports()) as own, on_reader(card, own) as virtual:
        with reader.wait_for_card(within=SOON) as connection:
            watched = Watched(connection, before=5, act=own.end)
            with pytest.raises(ReaderError) as caught:
                chip.read(watched, number=card.number, delivery_keys=card.delivery_keys)
        assert caught.value.reason == "no_service"
        virtual.wait()
        assert not virtual.is_serving


def test_one_that_runs_already_is_left_alone(aside: Path, tmp_path: Path) -> None:
    there = tmp_path / "there.comm"
    with Daemon(tmp_path / "first", there, port=two_free_ports()) as first:
        socket_before, log_before = there.stat().st_ino, (first.folder / "log").read_bytes()
        with Daemon(tmp_path / "second", aside, port=two_free_ports()):
            assert reader.readers()
        assert first.process.poll() is None
        assert (there.stat().st_ino, (first.folder / "log").read_bytes()) == (socket_before, log_before)
