"""Command bytes and status words (sections 4.1 and 4.2 of the specification)."""

from __future__ import annotations

from contextlib import suppress
from typing import Final

from tokutei.errors import ReadAborted

__all__ = [
    "BEYOND_FILE",
    "MAX_ANSWER",
    "NO_FILE",
    "READ_BINARY",
    "SET_SESSION_KEY",
    "STATUS_WORDS",
    "SUCCESS",
    "VERIFY",
    "get_challenge",
    "header",
    "mutual_authenticate",
    "read_binary",
    "read_binary_protected",
    "select_df",
    "select_mf",
    "set_session_key",
    "split_answer",
    "status_reason",
    "tries_left",
    "verify",
]

VERIFY, READ_BINARY, SET_SESSION_KEY = 0x20, 0xB0, 0xAE

SUCCESS: Final = 0x9000
"""The command was carried out."""
NO_FILE: Final = 0x6A82
"""There is no such file or directory."""
BEYOND_FILE: Final = 0x6B00
"""The offset lies beyond the end of the file."""
MAX_ANSWER: Final = 0xFFFF + 2
"""Most bytes that an answer to an extended command may have, status word included."""

STATUS_WORDS: Final = {
    0x6283: "blocked_directory",
    0x6300: "mismatch",
    0x6400: "damaged_file_control",
    0x6581: "memory_write_failed",
    0x6700: "wrong_length",
    0x6881: "no_logical_channel",
    0x6882: "no_secure_messaging",
    0x6981: "wrong_file_structure",
    0x6982: "security_status",
    0x6983: "authentication_method",
    0x6984: "blocked_reference",
    0x6985: "conditions_of_use",
    0x6986: "no_current_file",
    0x6987: "missing_secure_object",
    0x6988: "bad_secure_object",
    0x6999: "not_selected",
    0x6A80: "wrong_data",
    0x6A81: "no_function",
    NO_FILE: "no_file",
    0x6A84: "no_memory",
    0x6A85: "length_contradicts_objects",
    0x6A86: "wrong_parameters",
    0x6A87: "length_contradicts_parameters",
    0x6A88: "no_reference_data",
    BEYOND_FILE: "offset_outside_file",
    0x6D00: "no_instruction",
    0x6E00: "no_class",
    0x6F00: "self_test_failed",
    SUCCESS: "success",
}
"""Table 4-5: the stable reason for each status word."""

_TRIES_LEFT: Final = range(0x63C0, 0x63D0)


def status_reason(status: int) -> str:
    """Return the stable reason for a status word; ``unknown`` for one outside the table.

    Example:
        >>> status_reason(0x6A82), status_reason(0x63C2), status_reason(0x1234)
        ('no_file', 'mismatch', 'unknown')
    """
    return "mismatch" if status in _TRIES_LEFT else STATUS_WORDS.get(status, "unknown")


def tries_left(status: int) -> int | None:
    """Return how many tries a status word says are left; ``None`` if it says nothing of tries.

    Example:
        >>> tries_left(0x63C2), tries_left(0x6300)
        (2, None)
    """
    return status - _TRIES_LEFT.start if status in _TRIES_LEFT else None


def split_answer(answer: object) -> tuple[bytes, int]:
    """Return the data and the status word of an answer.

    Raises:
        ReadAborted: it is not bytes, or too short or too long to be an answer (``answer``).
    """
    data = b""
    if isinstance(answer, bytes | bytearray | memoryview):
        with suppress(ValueError):  # a view of memory that was given back
            data = bytes(answer)
    if not 2 <= len(data) <= MAX_ANSWER:
        raise ReadAborted("answer")
    return data[:-2], int.from_bytes(data[-2:])


def select_mf() -> bytes:
    """Return SELECT for the master file."""
    return bytes.fromhex("00A40000023F00")


def select_df(aid: bytes) -> bytes:
    """Return SELECT for a directory by its name of 16 bytes."""
    return bytes.fromhex("00A4040C") + bytes([len(aid)]) + aid


def header(secure_class: int, instruction: int, p1: int, p2: int) -> bytes:
    """Return the four bytes that begin a command."""
    return bytes((secure_class, instruction, p1, p2))


def get_challenge() -> bytes:
    """Return GET CHALLENGE for 8 bytes."""
    return bytes.fromhex("0084000008")


def mutual_authenticate(token: bytes) -> bytes:
    """Return MUTUAL AUTHENTICATE with the terminal's token."""
    return bytes.fromhex("00820000") + bytes([len(token)]) + token + b"\0"


def set_session_key(cryptogram: bytes) -> bytes:
    """Return SET SESSION KEY with keys under RSA. The 256 bytes need an extended command."""
    return header(0x80, SET_SESSION_KEY, 0, 0) + b"\0" + len(cryptogram).to_bytes(2) + cryptogram


def verify(protected: bytes, *, secure_class: int, reference: int) -> bytes:
    """Return VERIFY of the card number, given as protected objects.

    Args:
        protected: at most 255 bytes.
        secure_class: the class byte.
        reference: P2, which names what is verified.
    """
    return header(secure_class, VERIFY, 0x00, reference) + bytes([len(protected)]) + protected


def read_binary(p1: int, p2: int, length: int, *, extended: bool = True) -> bytes:
    """Return a plain READ BINARY.

    Args:
        p1: ``0x80 | short identifier``, or the high seven bits of an offset in the current file.
        p2: the offset, or its low eight bits.
        length: how many bytes at most; 0 reads to the end of the file, or 256 bytes in short form.
        extended: whether the length has two bytes; one byte holds at most 256.
    """
    asked = b"\0" + length.to_bytes(2) if extended else bytes([length & 0xFF])
    return header(0x00, READ_BINARY, p1, p2) + asked


def read_binary_protected(
    p1: int, p2: int, objects: bytes, *, secure_class: int, extended: bool = True
) -> bytes:
    """Return a READ BINARY whose answer is to be protected; the command itself holds nothing secret.

    Args:
        p1: as :func:`read_binary`.
        p2: as :func:`read_binary`.
        objects: the data objects that say how many bytes are asked for.
        secure_class: the class byte.
        extended: whether lengths have two bytes.
    """
    size = len(objects)
    body = b"\0" + size.to_bytes(2) + objects + b"\0\0" if extended else bytes([size]) + objects + b"\0"
    return header(secure_class, READ_BINARY, p1, p2) + body
