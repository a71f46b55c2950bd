"""Commands as an emulated card takes them apart."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final, NamedTuple

__all__ = ["Command", "StatusError", "command_bytes", "need", "parsed"]

_WRONG_LENGTH: Final = 0x6700
_NO_CLASS: Final = 0x6E00


class Command(NamedTuple):
    """A command APDU in its parts."""

    header: bytes
    secure: bool
    """Whether it is under secure messaging."""
    instruction: int
    parameters: tuple[int, int]
    data: bytes
    expected: int | None
    """How many bytes may come back; 0 is as many as there are; ``None`` asks for none."""


class StatusError(Exception):
    """Ends the processing of a command with a status word; it never leaves a card."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


def need(condition: bool, status: int) -> None:  # noqa: FBT001 - reads as a sentence
    """Refuse with a status word unless a condition holds."""
    if not condition:
        raise StatusError(status)


def command_bytes(command: object) -> bytes:
    """Return a command as bytes; of what is nothing of that kind, no bytes."""
    return bytes(command) if isinstance(command, bytes | bytearray | memoryview) else b""


def parsed(command: bytes, *, classes: Collection[int], secure_class: int, extended: bool = True) -> Command:
    """Split a command APDU.

    Bytes behind the data that Lc announces and behind Le are ignored, as the card does.

    Args:
        command: the whole command.
        classes: the class bytes that the card knows.
        secure_class: which of them is secure messaging.
        extended: whether lengths of two bytes are taken.

    Raises:
        StatusError: it is no command, or its class is not known.
    """
    need(len(command) >= 4, _WRONG_LENGTH)
    cla, instruction, p1, p2 = command[:4]
    need(cla in classes, _NO_CLASS)
    body = command[4:]
    long = len(body) >= 3 and body[0] == 0
    need(extended or not long, _WRONG_LENGTH)
    width = 2 if long else 1
    if long:
        body = body[1:]
    if len(body) <= width:
        data, rest = b"", body
    else:
        size = int.from_bytes(body[:width])
        data, rest = body[width : width + size], body[width + size :]
        need(size > 0 and len(data) == size, _WRONG_LENGTH)
    expected = int.from_bytes(rest[:width]) if len(rest) >= width else None
    if expected == 0 and not long:
        expected = 256
    return Command(command[:4], cla == secure_class, instruction, (p1, p2), data, expected)
