"""The reader floor with scripted answers of PC/SC: reasons, time limits, and nothing left open."""

from __future__ import annotations

import asyncio
import logging
import sys
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.reader.scripted_scard import CODES, Scripted
from tokutei import chip, reader, testing
from tokutei.chip.driving import drive, drive_async
from tokutei.errors import CardError, ChipError, MissingExtraError, ReadAborted, ReaderError

SELECT: Final = bytes.fromhex("00A40000023F00")
EXTENDED: Final = bytes.fromhex("00B08A00000000")
SECOND: Final = timedelta(seconds=1)


@pytest.fixture
def scripted(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Scripted]]:
    made: list[Scripted] = []

    def make(*, signed: bool = False, **readers: bool) -> Scripted:
        made.append(script := Scripted(**readers))
        script.signed = signed
        for name, module in script.modules.items():
            monkeypatch.setitem(sys.modules, name, module)
        return script

    yield make
    for script in made:
        assert script.open == set(), "something was left open"


def refused(act: Callable[[], object]) -> str:
    with pytest.raises(ReaderError) as caught:
        act()
    assert caught.value.__context__ is None
    assert isinstance(caught.value, ChipError)
    return caught.value.reason


# Listing.


def test_readers_are_listed(scripted: Callable[..., Scripted]) -> None:
    scripted(one=False, two=True)
    assert reader.readers() == ("one", "two")


def test_no_reader_is_an_empty_list(scripted: Callable[..., Scripted]) -> None:
    scripted()
    assert reader.readers() == ()


@pytest.mark.parametrize("signed", [False, True])
@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("SCARD_E_NO_SERVICE", "no_service"),
        ("SCARD_E_SERVICE_STOPPED", "no_service"),
        ("SCARD_W_SECURITY_VIOLATION", "not_allowed"),
        ("SCARD_E_NO_ACCESS", "not_allowed"),
        ("SCARD_E_INVALID_VALUE", "other"),
    ],
)
def test_a_service_that_is_not_there_or_lets_nobody_in(
    code: str, reason: str, scripted: Callable[..., Scripted], signed: bool
) -> None:
    script = scripted(signed=signed, one=True)
    for act in (reader.readers, reader.connect, lambda: reader.wait_for_card(within=SECOND)):
        script.wrong["SCardEstablishContext"] = [CODES[code]]
        assert refused(act) == reason
    script.wrong["SCardListReaders"] = [CODES[code]]
    assert refused(reader.readers) == reason


def test_the_number_of_an_unknown_failure_is_kept(scripted: Callable[..., Scripted]) -> None:
    scripted(signed=True).wrong["SCardListReaders"] = [CODES["SCARD_E_INVALID_VALUE"]]
    with pytest.raises(ReaderError, match="80100011") as caught:
        reader.readers()
    assert (caught.value.reason, caught.value.status) == ("other", "80100011")


def test_what_pyscard_raises_does_not_leak(
    scripted: Callable[..., Scripted], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    script = scripted(one=True)
    with reader.connect() as card:
        script.wrong["SCardTransmit"] = [TypeError("QZMARKERQZ")]
        with pytest.raises(ReaderError) as caught:
            card.transmit(SELECT)
    assert (caught.value.reason, caught.value.status) == ("other", "-")
    assert caught.value.__context__ is None
    assert caplog.text == ""


def test_without_pyscard_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "smartcard", None)
    for act in (reader.readers, reader.connect, lambda: reader.wait_for_card(within=SECOND)):
        with pytest.raises(MissingExtraError, match=r"tokutei\[reader\]") as caught:
            act()
        assert (caught.value.extra, caught.value.package) == ("reader", "pyscard")


# Connecting.


def test_a_connection_is_a_transport_that_is_closed_once(scripted: Callable[..., Scripted]) -> None:
    script = scripted(one=False, two=True, three=True)
    transport: chip.Transport
    with reader.connect() as card:
        transport = card
        assert card.reader == "two"
        assert transport.transmit(SELECT) == SELECT + b"\x90\x00"
        assert repr(card) == "CardConnection('two', open)"
    card.close()
    assert repr(card) == "CardConnection('two', closed)"
    assert refused(lambda: card.transmit(SELECT)) == "closed"
    assert script.calls.count("SCardDisconnect") == script.calls.count("SCardReleaseContext") == 1


@pytest.mark.parametrize(("exclusive", "share"), [(False, 2), (True, 1)])
def test_access_is_shared_unless_asked_otherwise(
    exclusive: bool, share: int, scripted: Callable[..., Scripted]
) -> None:
    script = scripted(one=True)
    reader.connect(exclusive=exclusive).close()
    reader.wait_for_card(within=SECOND, exclusive=exclusive).close()
    assert script.shares == [share, share]


@pytest.mark.parametrize(("protocol", "header"), [(1, "T0"), (2, "T1")])
def test_commands_go_by_the_protocol_of_the_card(
    protocol: int, header: str, scripted: Callable[..., Scripted]
) -> None:
    script = scripted(one=True)
    script.protocol = protocol
    with reader.connect("one") as card:
        card.transmit(SELECT)
    assert script.headers == [header]


def test_nothing_to_connect_to(scripted: Callable[..., Scripted]) -> None:
    scripted()
    assert refused(reader.connect) == "no_reader"
    assert refused(lambda: reader.connect("one")) == "no_reader"
    scripted(one=False, two=True)
    assert refused(lambda: reader.connect("one")) == "no_card"
    assert refused(lambda: reader.connect("three")) == "unknown_reader"


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("SCARD_E_NO_SMARTCARD", "no_card"),
        ("SCARD_W_REMOVED_CARD", "card_removed"),
        ("SCARD_E_SHARING_VIOLATION", "busy"),
        ("SCARD_W_UNRESPONSIVE_CARD", "unresponsive"),
        ("SCARD_W_UNPOWERED_CARD", "unresponsive"),
        ("SCARD_W_UNSUPPORTED_CARD", "unresponsive"),
        ("SCARD_E_PROTO_MISMATCH", "unresponsive"),
        ("SCARD_E_READER_UNAVAILABLE", "unknown_reader"),
        ("SCARD_F_COMM_ERROR", "no_service"),
        ("SCARD_E_NOT_TRANSACTED", "other"),
    ],
)
def test_a_connection_that_does_not_come_about_leaves_nothing_open(
    code: str, reason: str, scripted: Callable[..., Scripted]
) -> None:
    script = scripted(one=True)
    script.wrong["SCardConnect"] = [CODES[code]]
    assert refused(reader.connect) == reason
    assert script.calls[-1] == "SCardReleaseContext"


def test_closing_never_fails(scripted: Callable[..., Scripted]) -> None:
    script = scripted(one=True)
    card = reader.connect()
    script.wrong["SCardDisconnect"] = [ValueError("QZMARKERQZ")]
    script.wrong["SCardReleaseContext"] = [CODES["SCARD_E_NO_SERVICE"]]
    card.close()
    assert script.calls[-2:] == ["SCardDisconnect", "SCardReleaseContext"]
    script.open.clear()  # they are with a service that is gone


# Waiting.


def test_a_card_that_lies_there_is_not_waited_for(scripted: Callable[..., Scripted]) -> None:
    script = scripted(one=False, two=True)
    with reader.wait_for_card(within=timedelta()) as card:
        assert card.reader == "two"
    assert script.waited == []


def test_a_card_that_comes_in_time(scripted: Callable[..., Scripted]) -> None:
    script = scripted(one=False, two=False)
    script.while_waiting = [lambda: None, lambda: None, lambda: script.insert("two")]
    with reader.wait_for_card(within=SECOND) as card:
        assert card.reader == "two"
    assert len(script.waited) == 3


def test_a_card_that_was_taken_away_again_is_waited_for(scripted: Callable[..., Scripted]) -> None:
    script = scripted(one=False)
    script.while_waiting = [lambda: script.insert("one"), lambda: script.insert("one", insertions=3)]
    script.wrong["SCardConnect"] = [CODES["SCARD_E_NO_SMARTCARD"]]
    with reader.wait_for_card("one", within=SECOND) as card:
        assert card.transmit(SELECT)[-2:] == b"\x90\x00"


def test_at_another_reader_is_not_where_the_card_is_waited_for(scripted: Callable[..., Scripted]) -> None:
    scripted(one=False, two=True)
    assert refused(lambda: reader.wait_for_card("one", within=SECOND)) == "timeout"


@given(
    within=st.timedeltas(min_value=timedelta(), max_value=timedelta(seconds=20)),
    flaps=st.lists(st.booleans(), max_size=30),
)
def test_a_wait_never_takes_longer_than_its_limit(within: timedelta, flaps: list[bool]) -> None:
    script = Scripted(one=False)
    script.while_waiting = [(lambda: None) if still else (lambda: script.remove("one")) for still in flaps]
    with pytest.MonkeyPatch.context() as patched:
        for name, module in script.modules.items():
            patched.setitem(sys.modules, name, module)
        assert refused(lambda: reader.wait_for_card(within=within)) == "timeout"
    assert timedelta() <= timedelta(milliseconds=sum(script.waited)) - within < timedelta(milliseconds=1)
    assert script.open == set()


@pytest.mark.parametrize(
    "within", [timedelta(microseconds=-1), timedelta.min, 1, 1.5, None, "1", float("nan")]
)
def test_a_limit_is_a_length_of_time(within: object, scripted: Callable[..., Scripted]) -> None:
    script = scripted(one=True)
    assert refused(lambda: reader.wait_for_card(within=within)) == "limit"  # type: ignore[arg-type]
    assert script.calls == []


def test_what_ends_a_wait_before_its_time(scripted: Callable[..., Scripted]) -> None:
    scripted()
    assert refused(lambda: reader.wait_for_card(within=SECOND)) == "no_reader"
    script = scripted(one=False)
    script.while_waiting = [script.readers.clear]
    assert refused(lambda: reader.wait_for_card(within=SECOND)) == "unknown_reader"
    script = scripted(one=True)
    script.wrong["SCardConnect"] = [CODES["SCARD_E_SHARING_VIOLATION"]]
    assert refused(lambda: reader.wait_for_card(within=SECOND)) == "busy"


def test_an_interrupted_wait_leaves_nothing_open(scripted: Callable[..., Scripted]) -> None:
    script = scripted(one=False)

    def interrupt() -> None:
        raise KeyboardInterrupt

    script.while_waiting = [interrupt]
    with pytest.raises(KeyboardInterrupt):
        reader.wait_for_card(within=SECOND)


# In use.


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("SCARD_E_NO_SMARTCARD", "card_removed"),
        ("SCARD_W_REMOVED_CARD", "card_removed"),
        ("SCARD_W_RESET_CARD", "card_reset"),
        ("SCARD_E_READER_UNAVAILABLE", "unknown_reader"),
        ("SCARD_E_NO_SERVICE", "no_service"),
        ("SCARD_F_COMM_ERROR", "no_service"),
        ("SCARD_E_NOT_TRANSACTED", "other"),
        ("SCARD_E_INVALID_PARAMETER", "other"),
    ],
)
def test_what_ends_an_exchange(code: str, reason: str, scripted: Callable[..., Scripted]) -> None:
    script = scripted(one=True)
    with reader.connect() as card:
        script.wrong["SCardTransmit"] = [CODES[code]]
        assert refused(lambda: card.transmit(SELECT)) == reason


REFUSED: Final = (
    "SCARD_E_INSUFFICIENT_BUFFER",
    "SCARD_E_INVALID_PARAMETER",
    "SCARD_E_INVALID_VALUE",
    "SCARD_E_NOT_TRANSACTED",
    "SCARD_E_COMM_DATA_LOST",
    "SCARD_E_UNSUPPORTED_FEATURE",
)


@pytest.mark.parametrize("code", REFUSED)
def test_a_driver_that_does_not_carry_long_commands(code: str, scripted: Callable[..., Scripted]) -> None:
    script = scripted(one=True)
    with reader.connect() as card:
        script.wrong["SCardTransmit"] = [CODES[code]]
        assert refused(lambda: card.transmit(EXTENDED)) == "extended_length"


@pytest.mark.parametrize("code", REFUSED)
@pytest.mark.parametrize(
    "gone",
    [
        pytest.param(lambda script: script.remove("one"), id="removed"),
        pytest.param(lambda script: script.insert("one", insertions=3), id="another"),
        pytest.param(lambda script: script.readers.clear(), id="with the reader"),
    ],
)
@pytest.mark.parametrize("late", [False, True])
def test_a_driver_that_says_so_of_a_card_that_is_gone(
    code: str, gone: Callable[[Scripted], object], late: bool, scripted: Callable[..., Scripted]
) -> None:
    script = scripted(one=True)
    with reader.connect() as card:
        script.wrong["SCardTransmit"] = [CODES[code]]
        if late:
            script.while_waiting = [lambda: gone(script)]
        else:
            gone(script)
        assert refused(lambda: card.transmit(EXTENDED)) == "card_removed"


# Through the chip.


class Refusing:
    """A way to a card that carries nothing long."""

    def __init__(self, reason: str) -> None:
        self.reason = reason

    def transmit(self, command: bytes, /) -> bytes:
        if len(command) > 6 and command[4] == 0:
            raise ReaderError(self.reason, 0x80100008)
        return b"\x90\x00"


class RefusingLater(Refusing):
    async def transmit(self, command: bytes, /) -> bytes:  # type: ignore[override]
        return super().transmit(command)


def one_long_command() -> chip.driving.Talk[bytes]:
    answer = yield EXTENDED
    return answer


def test_a_command_too_long_for_the_way_is_answered_as_by_a_card_that_takes_none() -> None:
    assert drive(one_long_command(), Refusing("extended_length")) == bytes.fromhex("6700")
    later = drive_async(one_long_command(), RefusingLater("extended_length"))
    assert asyncio.run(later) == bytes.fromhex("6700")


@pytest.mark.parametrize("reason", ["card_removed", "no_service", "other"])
def test_other_errors_of_the_reader_end_the_talk(reason: str) -> None:
    assert refused_in_talk(lambda: drive(one_long_command(), Refusing(reason))) == reason
    assert (
        refused_in_talk(lambda: asyncio.run(drive_async(one_long_command(), RefusingLater(reason)))) == reason
    )


def refused_in_talk(act: Callable[[], object]) -> str:
    with pytest.raises(ReaderError) as caught:
        act()
    return caught.value.reason


def test_a_card_of_another_generation_is_told_apart_from_a_reader_that_fails() -> None:
    class Other:
        def transmit(self, command: bytes, /) -> bytes:
            return b"\x90\x00" if command[1] == 0xA4 else bytes.fromhex("D00230359000")

    with pytest.raises(ReadAborted) as caught:
        chip.read(Other(), number="ZZ00000000ZZ")
    assert caught.value.reason == "generation"
    with pytest.raises((CardError, ReaderError)):
        chip.read(Refusing("other"), number=testing.issue_card(testing.person("engineer")).number)
