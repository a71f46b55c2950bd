"""The command bytes, and what the card answers to a question about tries.

Short commands only: a plain READ BINARY asks for at most 256 bytes at an offset of at most 32,767. There
is no command here that uses a key of the holder, and none that changes anything but a count of tries.
"""

from __future__ import annotations

from typing import Final

__all__ = [
    "BLOCKED",
    "COMMANDS",
    "MOST_AT_ONCE",
    "ask_tries",
    "read_binary",
    "select_application",
    "select_file",
    "tries_of",
    "verify",
]

COMMANDS: Final = frozenset({"select_application", "select_file", "read_binary", "ask_tries", "verify"})
"""The stable names of the commands of these readings."""

MOST_AT_ONCE: Final = 256
"""Most bytes that a short READ BINARY brings."""

BLOCKED: Final = frozenset({0x6983, 0x6984, 0x63C0})
"""Status words of a PIN that is not compared any more (6984 measured; 6983 is ISO 7816-4's)."""

_TRIES: Final = range(0x63C0, 0x63D0)


def select_application(aid: bytes) -> bytes:
    """Return SELECT for an application by its name, without asking for its file control information."""
    return bytes.fromhex("00A4040C") + bytes([len(aid)]) + aid


def select_file(file_id: int) -> bytes:
    """Return SELECT for a file of the current application."""
    return bytes.fromhex("00A4020C02") + file_id.to_bytes(2)


def read_binary(offset: int, length: int) -> bytes:
    """Return READ BINARY in the current file, of 1 to 256 bytes."""
    return bytes([0x00, 0xB0, offset >> 8, offset & 0xFF, length & 0xFF])


def ask_tries() -> bytes:
    """Return VERIFY without a body: the card says how many tries are left, and counts nothing."""
    return bytes.fromhex("00200080")


def verify(secret: bytes) -> bytes:
    """Return VERIFY of what is compared with the current file."""
    return bytes.fromhex("00200080") + bytes([len(secret)]) + secret


def tries_of(status: int) -> int | None:
    """Return how many tries a status word says are left; ``None`` if it says nothing of them.

    Example:
        >>> tries_of(0x63C3), tries_of(0x9000)
        (3, None)
    """
    return status & 0x0F if status in _TRIES else None
