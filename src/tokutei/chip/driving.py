"""Drivers: they carry the commands of a talk with a card to a transport and the answers back.

A talk is a generator that yields command bytes and is sent answers; it talks to nothing itself, so a
reader, a phone, a web socket or a recorded trace can carry its commands. One talk, one card; neither
a talk nor a transport is safe to share between threads.
"""

from __future__ import annotations

from collections.abc import Generator
from typing import Final, Protocol, TypeVar

from tokutei.errors import ReadAborted, ReaderError, TokuteiError

__all__ = ["AsyncTransport", "Talk", "Transport", "drive", "drive_async"]

T = TypeVar("T")
Talk = Generator[bytes, bytes, T]
"""Yields commands, is sent the answer to each, and returns what came of it."""

_WRONG_LENGTH: Final = bytes.fromhex("6700")
"""The answer to a command that is longer than the way to the card carries: a card that takes none of that
length says the same, and one and the same thing is to be done about it."""


class Transport(Protocol):
    """Something that carries one command to a card and brings its answer back."""

    def transmit(self, command: bytes, /) -> bytes:
        """Return the answer to a command: data, then the two bytes of the status word."""
        ...


class AsyncTransport(Protocol):
    """A :class:`Transport` that is awaited."""

    async def transmit(self, command: bytes, /) -> bytes:
        """Return the answer to a command: data, then the two bytes of the status word."""
        ...


def drive(talk: Talk[T], transport: Transport) -> T:
    """Return what a talk comes to with the card behind a transport.

    Raises:
        ReadAborted: the transport raised something that is not ours (``transport``).
        TokuteiError: whatever the talk or the transport raises.
    """
    try:
        command = next(talk)
        while True:
            command = talk.send(_carry(transport, command))
    except StopIteration as done:
        result: T = done.value
        return result


async def drive_async(talk: Talk[T], transport: AsyncTransport) -> T:
    """Return what a talk comes to with the card behind an awaited transport; otherwise as :func:`drive`.

    Raises:
        TokuteiError: as :func:`drive`.
    """
    try:
        command = next(talk)
        while True:
            command = talk.send(await _carry_async(transport, command))
    except StopIteration as done:
        result: T = done.value
        return result


def _carry(transport: Transport, command: bytes) -> bytes:
    try:
        return transport.transmit(command)
    except ReaderError as error:
        return _answer_for(error)
    except TokuteiError:
        raise
    except Exception:  # noqa: BLE001, S110 - whatever a driver raises; raised below, without its context
        pass
    raise ReadAborted("transport")


async def _carry_async(transport: AsyncTransport, command: bytes) -> bytes:
    try:
        return await transport.transmit(command)
    except ReaderError as error:
        return _answer_for(error)
    except TokuteiError:
        raise
    except Exception:  # noqa: BLE001, S110 - as above
        pass
    raise ReadAborted("transport")


def _answer_for(error: ReaderError) -> bytes:
    """Return the answer that stands for an error of the reader, or raise it if none does."""
    if error.reason != "extended_length":
        raise error
    return _WRONG_LENGTH
