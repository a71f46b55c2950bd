"""A card in software on a reader in software: real PC/SC without hardware.

``vpcd`` of the project vsmartcard is a driver of ``pcscd``. It listens on a port; whoever connects is the
card. Its messages have two bytes of length and then so many bytes: one byte is a control code, more are a
command of the reader. Answers have the same form; only the request for the ATR and commands have one.
"""

from __future__ import annotations

import socket
from contextlib import suppress
from functools import reduce
from ipaddress import ip_address
from operator import xor
from threading import Thread
from types import TracebackType
from typing import Final, Protocol, Self

from tokutei.errors import ReaderError

__all__ = ["ATR", "VPCD_PORT", "PowerableCard", "VirtualReader"]

VPCD_PORT: Final = 35963
"""The port that vpcd listens on unless its reader.conf says otherwise."""

_OFF, _ON, _RESET, _GIVE_ATR = 0, 1, 2, 4
_POWER: Final = frozenset({_OFF, _ON, _RESET})
_HISTORICAL: Final = b"TOKUTEI TEST"
_AFTER_TS: Final = bytes([0x80 | len(_HISTORICAL), 0x80, 0x01]) + _HISTORICAL

ATR: Final = b"\x3b" + _AFTER_TS + bytes([reduce(xor, _AFTER_TS)])
"""How the card introduces itself: the form that contactless cards have (PC/SC part 3, 3.1.3.2.3), with a text
that no genuine card has."""

_SELF_TEST_FAILED: Final = bytes.fromhex("6F00")
_MOST: Final = 0xFFFF
_QUICKACK: Final[int | None] = getattr(socket, "TCP_QUICKACK", None)  # Linux has it


class PowerableCard(Protocol):
    """Something that answers commands and can be powered down, such as ``SyntheticCard``."""

    def transmit(self, command: bytes, /) -> bytes:
        """Return the answer to a command: data, then the two bytes of the status word."""
        ...

    def reset(self) -> None:
        """Forget every session: the power went."""
        ...


class VirtualReader:
    """Puts a card on the virtual reader of a running ``pcscd`` for the time of a ``with`` statement.

    The card is answered for in a thread of its own, so leave the card alone meanwhile. Where the card
    fails, its answer is that of a failed self test (6F00).

    Example:
        >>> from tokutei import testing
        >>> card = testing.issue_card(testing.person("engineer"), type="05")
        >>> testing.VirtualReader(card, port=35963).is_serving
        False
    """

    def __init__(self, card: PowerableCard, *, host: str = "127.0.0.1", port: int = VPCD_PORT) -> None:
        """Say which card goes where; nothing is opened yet.

        Args:
            card: what answers; it is reset whenever the reader switches it on or off.
            host: a loopback address in digits; cards are not served to other machines.
            port: where vpcd listens.

        Raises:
            ReaderError: the host is no loopback address (``not_loopback``).
        """
        if not _is_loopback(host):
            raise ReaderError("not_loopback")
        self._card = card
        self._address = (host, port)
        self._line: socket.socket | None = None
        self._thread: Thread | None = None

    @property
    def is_serving(self) -> bool:
        """Whether the card is on the reader; not any more after ``pcscd`` has ended."""
        return self._thread is not None and self._thread.is_alive()

    def open(self) -> None:
        """Put the card on the reader; does nothing if it is there.

        Raises:
            ReaderError: nothing listens on the port (``no_vpcd``).
        """
        if self.is_serving:
            return
        self.close()
        line = None
        with suppress(OSError, OverflowError):
            line = socket.create_connection(self._address)
        if line is None:
            raise ReaderError("no_vpcd")
        line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._card.reset()
        self._line = line
        self._thread = Thread(target=_serve, args=(line, self._card), name="tokutei-virtual-reader")
        self._thread.start()

    def close(self) -> None:
        """Take the card off the reader; returns when nothing of it is left. Can be called again."""
        line, thread = self._line, self._thread
        self._line = self._thread = None
        if line is not None:
            with suppress(OSError):  # the other end may be gone already
                line.shutdown(socket.SHUT_RDWR)
        if thread is not None:
            thread.join()
        if line is not None:
            line.close()

    def wait(self) -> None:
        """Return when the card is no longer served, because ``pcscd`` ended; at once if it is not served."""
        if self._thread is not None:
            self._thread.join()

    def __enter__(self) -> Self:
        self.open()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        state = "serving" if self.is_serving else "closed"
        return f"VirtualReader({self._address[0]}:{self._address[1]}, {state})"


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def _serve(line: socket.socket, card: PowerableCard) -> None:
    """Answer until either end closes."""
    with suppress(OSError):
        while (message := _message(line)) is not None:
            answer = _answer(message, card)
            if answer is not None:
                line.sendall(len(answer).to_bytes(2) + answer)


def _answer(message: bytes, card: PowerableCard) -> bytes | None:
    """Return the answer to a message, or ``None`` if it has none."""
    if len(message) != 1:
        return _carried(message, card)
    code = message[0]
    if code in _POWER:
        card.reset()
    return ATR if code == _GIVE_ATR else None


def _carried(command: bytes, card: PowerableCard) -> bytes:
    answer = None
    with suppress(Exception):  # a card that fails has nothing more to say of it
        answer = card.transmit(command)
    return answer if answer is not None and len(answer) <= _MOST else _SELF_TEST_FAILED


def _message(line: socket.socket) -> bytes | None:
    """Return the next message, or ``None`` if the line was closed before its end."""
    size = _exactly(line, 2)
    return None if size is None else _exactly(line, int.from_bytes(size))


def _exactly(line: socket.socket, size: int) -> bytes | None:
    got = b""
    while len(got) < size:
        if _QUICKACK is not None:
            # vpcd sends length and data apart, and its system holds the data back until the length is
            # acknowledged: 40 ms a message if that is left to its time. The system forgets the wish.
            line.setsockopt(socket.IPPROTO_TCP, _QUICKACK, 1)
        more = line.recv(size - len(got))
        if not more:
            return None
        got += more
    return got
