"""Files of text, read and written whole: a file is as it was before or as it shall be, and never in between.

A file is written under another name in the same folder and then put into its place. Whoever is stopped in
the middle leaves at most a file whose name ends in ``.part``, which nobody reads and anybody may delete.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Mapping
from contextlib import suppress
from itertools import count
from os import PathLike
from pathlib import Path
from typing import Final, TypeAlias

from tokutei.errors import FileError

__all__ = ["MAX_FILE", "FilePath", "read_file", "write_file", "write_files"]

FilePath: TypeAlias = str | PathLike[str]
"""Where a file is."""
MAX_FILE: Final = 1 << 26
"""Most bytes of a file that are read unless another bound is given."""

_REFUSED: Final = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})
_FULL: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG} if os.name == "posix" else {errno.ENOSPC})
_NOT_THERE: Final = frozenset({errno.ENOENT, errno.ENOTDIR})
_BAD_NAME: Final = frozenset({errno.ENAMETOOLONG, errno.ELOOP, errno.EINVAL})
_BINARY: Final = getattr(os, "O_BINARY", 0)


def write_file(path: FilePath, content: str | bytes) -> None:
    r"""Write a file whole, or leave everything as it is.

    A text is written as UTF-8, its line ends as they are. A file that is there keeps its permissions; what a
    link points to is written, and the link stays. Of two who write at the same time one is the last, and
    the file is wholly its.

    Args:
        path: the file; its folder has to be there.
        content: all of it.

    Raises:
        FileError: ``no_folder``, ``read_only``, ``no_space``, ``not_a_file``, ``bad_path``, ``not_unicode``
            (half of a surrogate pair in a text), ``not_content`` (neither text nor bytes) or ``failed``.

    Example:
        >>> from tempfile import TemporaryDirectory
        >>> with TemporaryDirectory() as folder:
        ...     write_file(f"{folder}/history.jsonl", "{}\n")
        ...     read_file(f"{folder}/history.jsonl")
        '{}\n'
    """
    _write({_path(path): _encoded(content)})


def write_files(folder: FilePath, contents: Mapping[str, str | bytes]) -> None:
    """Write several files of one folder: all, or none.

    All are written under other names before the first is put into its place; where that fails for one, those
    before it get back what they held. Only whoever is killed in that moment leaves some old and some new.

    Args:
        folder: where they go; it has to be there.
        contents: all of each file by its name.

    Raises:
        FileError: as :func:`write_file`; also ``bad_path`` for a name that leads out of the folder.
    """
    home = _path(folder)
    if any(Path(name).name != name for name in contents):
        raise FileError("bad_path")
    _write({home / name: _encoded(content) for name, content in contents.items()})


def read_file(path: FilePath, *, most: int = MAX_FILE) -> str:
    """Return the text of a file in UTF-8, without the mark that some programs put before it.

    Args:
        path: the file.
        most: how many bytes it may have.

    Raises:
        FileError: ``missing``, ``not_allowed``, ``not_a_file`` (a folder), ``too_large``, ``not_utf8``,
            ``bad_path`` or ``failed``.
    """
    given = _path(path)
    data, reason = b"", None
    try:
        with given.open("rb") as file:
            data = file.read(most + 1)
    except (OSError, ValueError) as error:
        reason = _reason(error, missing="missing", refused="not_allowed")
    if reason is not None:
        raise FileError(reason)
    if len(data) > most:
        raise FileError("too_large")
    text = None
    with suppress(UnicodeDecodeError):  # that error holds the text: no context
        text = data.decode("utf-8-sig")
    if text is None:
        raise FileError("not_utf8")
    return text


def _path(path: object) -> Path:
    """Return a path as one, whatever was given for it."""
    found: object = os.fspath(path) if isinstance(path, str | PathLike) else None
    if not isinstance(found, str) or not found or "\0" in found:
        raise FileError("bad_path")
    return Path(found)


def _encoded(content: object) -> bytes:
    if isinstance(content, bytes):
        return content
    if not isinstance(content, str):
        raise FileError("not_content")
    data = None
    with suppress(UnicodeEncodeError):  # that error holds the text: no context
        data = content.encode()
    if data is None:
        raise FileError("not_unicode")
    return data


def _reason(error: OSError | ValueError, *, missing: str, refused: str) -> str:
    """Return our word for an error of the system, which itself names the file."""
    if not isinstance(error, OSError):
        return "bad_path"
    if isinstance(error, IsADirectoryError):
        return "not_a_file"
    reasons = {_NOT_THERE: missing, _REFUSED: refused, _FULL: "no_space", _BAD_NAME: "bad_path"}
    return next((said for codes, said in reasons.items() if error.errno in codes), "failed")


def _write(contents: Mapping[Path, bytes]) -> None:
    """Put files into place after all of them were written beside it."""
    reason = None
    try:
        targets = {Path(os.path.realpath(path)): data for path, data in contents.items()}
        if any(target.exists() and not target.is_file() for target in targets):
            reason = "not_a_file"
        else:
            _put(targets)
    except (OSError, ValueError) as error:
        reason = _reason(error, missing="no_folder", refused="read_only")
    if reason is not None:
        raise FileError(reason)


def _put(contents: Mapping[Path, bytes]) -> None:
    made: dict[Path, Path] = {}
    spares: dict[Path, Path] = {}
    placed: list[Path] = []
    try:
        for target, data in contents.items():
            made[target] = _beside(target, data)
        for target in made if len(made) > 1 else ():
            if target.exists():
                spares[target] = _beside(target, target.read_bytes())
        for target in tuple(made):
            os.replace(made[target], target)  # noqa: PTH105 - what tests make fail
            placed.append(target)
            del made[target]  # from here on somebody else may have that name
        for folder in {target.parent for target in placed}:
            _settle(folder)
    except BaseException:  # whatever stopped it, an interrupt too: all or none
        for target in placed if len(contents) > 1 else ():
            _restore(target, spares.pop(target, None))
        raise
    finally:
        for part in (*made.values(), *spares.values()):
            with suppress(OSError):
                part.unlink(missing_ok=True)


def _restore(target: Path, spare: Path | None) -> None:
    """Give a file what it held before; without that it was not there."""
    with suppress(OSError):
        if spare is None:
            target.unlink(missing_ok=True)
        else:
            os.replace(spare, target)  # noqa: PTH105 - as above


def _beside(target: Path, data: bytes) -> Path:
    """Write bytes under a name of their own in the folder of a file, with its permissions, and return where."""
    part, handle = _opened(target.parent)
    try:
        with open(handle, "wb") as file:  # noqa: PTH123 - a handle, no path
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if target.exists():
            part.chmod(target.stat().st_mode & 0o7777)
    except BaseException:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        raise
    return part


def _opened(folder: Path) -> tuple[Path, int]:
    """Make a file that nobody else has and return it, open for writing."""
    for number in count():
        part = folder / f".tokutei-{os.getpid()}-{number}.part"
        with suppress(FileExistsError):
            return part, os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, 0o666)
    raise AssertionError  # pragma: no cover - numbers do not end


def _settle(folder: Path) -> None:
    """Have the system keep the new names too, where it lets a folder be opened."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
