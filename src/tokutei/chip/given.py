"""Files that somebody hands in: as bytes, or as a path; a bounded part of them is read and no more."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from os import PathLike
from pathlib import Path

from tokutei.errors import ArgumentError, CertificateError

__all__ = ["GivenFile", "given_bytes", "given_files"]

GivenFile = bytes | str | PathLike[str]
"""The bytes of a file, or the path of one."""


def given_bytes(file: GivenFile, *, most: int, wanted: str) -> bytes:
    """Return the bytes of a file of certificates or keys.

    Args:
        file: the bytes, or a path.
        most: how many bytes it may have; one more is read to notice.
        wanted: the reason of the error for something of another kind.

    Raises:
        ArgumentError: it is neither bytes nor a path.
        CertificateError: it does not read (``unreadable``), or has more bytes (``too_large``).
    """
    if not isinstance(file, bytes | str | PathLike):
        raise ArgumentError(wanted)
    data: bytes | None = None
    if isinstance(file, bytes):
        data = file
    else:
        # ValueError: a zero byte in the path; TypeError: a path that is made of bytes
        with suppress(OSError, ValueError, TypeError), Path(file).open("rb") as opened:
            data = opened.read(most + 1)
    if data is None:
        raise CertificateError("unreadable")
    if len(data) > most:
        raise CertificateError("too_large")
    return data


def given_files(files: Iterable[GivenFile], *, wanted: str) -> tuple[GivenFile, ...]:
    """Return several files as a tuple; one file alone is refused, since its bytes or letters are no files.

    Raises:
        ArgumentError: it is one file, a mapping, or nothing that can be gone through.
    """
    alone = isinstance(files, bytes | bytearray | memoryview | str | PathLike | dict)
    if alone or not isinstance(files, Iterable):
        raise ArgumentError(wanted)
    return tuple(files)
